//! Files: received whole, measured, sniffed, hashed, kept once; given back to who sees their ticket.

use std::io::Cursor;

use guichet_api::{ApiError, Code};
use guichet_domain::event::Entity;
use guichet_domain::{Actor, Attachment, AttachmentId, ContactId, Step, Ticket, text};
use image::{ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use crate::Office;
use crate::act::{About, Act};
use crate::fault::{Fault, Result};
use crate::token::hexadecimal;

/// Longer side of a thumbnail, in pixels.
const THUMBNAIL: u32 = 240;
/// Largest side of a picture that is decoded.
const LARGEST_SIDE: u32 = 12_000;
/// Most memory a picture may take while it is decoded.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// A file as a door gives it.
#[derive(Debug, Clone)]
pub struct File {
    /// Its facts.
    pub attachment: Attachment,
    /// The type of these bytes.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Office {
    /// Largest file the settings accept, in bytes.
    pub async fn largest_file(&self) -> std::result::Result<u64, ApiError> {
        self.answer(self.largest().await)
    }

    async fn largest(&self) -> Result<u64> {
        let mut tx = self.db.read().await?;
        Ok(crate::office::settings(&mut tx).await?.attachment_bytes())
    }

    /// Keeps a file; it hangs on nothing until a ticket or a step names it.
    pub async fn upload(
        &self,
        actor: &Actor,
        name: &str,
        bytes: Vec<u8>,
    ) -> std::result::Result<Attachment, ApiError> {
        self.answer(self.keep(*actor, name, bytes).await)
    }

    async fn keep(&self, actor: Actor, name: &str, bytes: Vec<u8>) -> Result<Attachment> {
        let largest = self.largest().await?;
        if bytes.len() as u64 > largest {
            return Err(too_large(largest));
        }
        if bytes.is_empty() {
            return Err(Fault::new(Code::Invalid, "this file is empty").field("file", "empty"));
        }
        let name = text::line("name", name.rsplit(['/', '\\']).next().unwrap_or(name))?;
        let measured = tokio::task::spawn_blocking(move || Measured::of(name, bytes));
        let file = measured
            .await
            .map_err(|_| Fault::new(Code::Broken, "this file could not be read"))?;
        let mut act = self.writing(actor, "upload").await?;
        let mut attachment = act.keep_bytes(&file).await?;
        attachment.by_staff_id = Some(act.staff()?);
        act.tx.insert_attachment(&attachment).await?;
        act.tx.commit().await?;
        Ok(attachment)
    }

    /// A file or its small picture, for who sees its ticket or uploaded it.
    pub async fn file(
        &self,
        actor: &Actor,
        id: AttachmentId,
        thumbnail: bool,
    ) -> std::result::Result<File, ApiError> {
        self.answer(self.fetch(*actor, id, thumbnail).await)
    }

    async fn fetch(&self, actor: Actor, id: AttachmentId, thumbnail: bool) -> Result<File> {
        let not_found = || Fault::not_found("file");
        let mut act = self.reading(actor, "file").await?;
        let attachment = act.tx.attachment(id).await?.ok_or_else(not_found)?;
        let sees = match attachment.ticket_id {
            None => attachment.by_staff_id.is_some() && attachment.by_staff_id == actor.staff_id(),
            Some(ticket) => {
                let shown = attachment.public || !matches!(actor, Actor::Client { .. });
                shown && act.seen_by_id(ticket).await?.is_some()
            }
        };
        if !sees {
            return Err(not_found());
        }
        if thumbnail {
            let bytes = act
                .tx
                .thumbnail(&attachment.hash)
                .await?
                .ok_or_else(not_found)?;
            return Ok(File {
                attachment,
                media_type: "image/png".into(),
                bytes,
            });
        }
        let bytes = act.tx.blob(&attachment.hash).await?.ok_or_else(not_found)?;
        Ok(File {
            media_type: attachment.media_type.clone(),
            attachment,
            bytes,
        })
    }
}

/// A file larger than the settings accept.
pub(crate) fn too_large(largest: u64) -> Fault {
    let megabytes = largest / (1024 * 1024);
    Fault::new(
        Code::TooLarge,
        &format!("this file is larger than the {megabytes} MB the settings accept"),
    )
    .field("megabytes", &megabytes.to_string())
}

/// The type the bytes themselves show; text and unknown ones are never shown by the interface.
fn sniff(bytes: &[u8]) -> &'static str {
    match infer::get(bytes) {
        Some(kind) => kind.mime_type(),
        None if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => "text/plain",
        None => "application/octet-stream",
    }
}

/// A file that was measured, sniffed and hashed, ready to be kept.
pub(crate) struct Measured {
    name: String,
    media_type: &'static str,
    bytes: Vec<u8>,
    hash: String,
    thumbnail: Option<Vec<u8>>,
}

impl Measured {
    /// Takes its time: not on the runtime's threads.
    pub(crate) fn of(name: String, bytes: Vec<u8>) -> Self {
        let media_type = sniff(&bytes);
        Self {
            name,
            media_type,
            hash: hexadecimal(&Sha256::digest(&bytes)),
            thumbnail: thumbnail(&bytes, media_type),
            bytes,
        }
    }
}

impl Act {
    /// Keeps the bytes of a file; what it hangs on, and whose it is, is still to be said.
    async fn keep_bytes(&mut self, file: &Measured) -> Result<Attachment> {
        self.tx
            .insert_blob(&file.hash, &file.bytes, file.thumbnail.as_deref())
            .await?;
        Ok(Attachment {
            id: self.clock.id(),
            ticket_id: None,
            step_id: None,
            hash: file.hash.clone(),
            name: file.name.clone(),
            media_type: file.media_type.to_owned(),
            size: file.bytes.len() as i64,
            public: false,
            by_staff_id: None,
            by_contact_id: None,
            created_at: self.at,
        })
    }

    /// Keeps a file that came with a message, on its ticket or step; it is as public as that.
    pub(crate) async fn keep_file(
        &mut self,
        file: &Measured,
        ticket: &Ticket,
        step: Option<&Step>,
        by: Option<ContactId>,
    ) -> Result<()> {
        let mut attachment = self.keep_bytes(file).await?;
        attachment.ticket_id = Some(ticket.id);
        attachment.step_id = step.map(|step| step.id);
        attachment.public = step.is_none_or(|step| step.public);
        attachment.by_contact_id = by;
        attachment.by_staff_id = self.actor.staff_id();
        self.tx.insert_attachment(&attachment).await?;
        let about = About {
            entity: Entity::Attachment,
            id: attachment.id.0,
            ticket: Some(ticket.id),
            version: 1,
        };
        self.record(about, None, Some(&attachment)).await
    }
}

/// A small picture, or none when the file is no picture or a bomb.
fn thumbnail(bytes: &[u8], media_type: &str) -> Option<Vec<u8>> {
    let format = match media_type {
        "image/png" => ImageFormat::Png,
        "image/jpeg" => ImageFormat::Jpeg,
        "image/gif" => ImageFormat::Gif,
        "image/webp" => ImageFormat::WebP,
        _ => return None,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let mut small = Vec::new();
    picture
        .thumbnail(THUMBNAIL, THUMBNAIL)
        .write_to(&mut Cursor::new(&mut small), ImageFormat::Png)
        .ok()?;
    Some(small)
}
