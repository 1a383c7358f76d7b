//! Files: their bytes once, hung by whoever sent them, swept when nobody did.

use guichet_domain::*;
use guichet_store::{Db, Error};

use crate::both::on_both;
use crate::desk::*;
use crate::office::Office;

pub fn file(rank: u128, hash: &str, by: StaffId) -> Attachment {
    Attachment {
        id: AttachmentId(id(0x6000 + rank)),
        ticket_id: None,
        step_id: None,
        hash: hash.into(),
        name: "capture d’écran.png".into(),
        media_type: "image/png".into(),
        size: 4,
        public: false,
        by_staff_id: Some(by),
        by_contact_id: None,
        created_at: at(rank as i64),
    }
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    on_both(async |db: Db| {
        let ann = Office::found(&db, 1).await.technicians[0];
        write(&db, async |tx| {
            tx.insert_blob("h1", b"\0\xff12", Some(b"small")).await?;
            tx.insert_blob("h1", b"\0\xff12", None).await?;
            tx.insert_blob("h2", b"autre", None).await?;
            tx.insert_attachment(&file(1, "h1", ann)).await?;
            tx.insert_attachment(&file(2, "h1", ann)).await?;
            assert_eq!(tx.blob("h1").await?.as_deref(), Some(&b"\0\xff12"[..]));
            assert_eq!(tx.blob("h3").await?, None);
            assert_eq!(tx.thumbnail("h1").await?.as_deref(), Some(&b"small"[..]));
            assert_eq!(tx.thumbnail("h2").await?, None);
            let kept = tx.blob_hashes().await?;
            assert_eq!(kept, [("h1".to_owned(), 4), ("h2".to_owned(), 5)]);
            let read = tx.attachment(AttachmentId(id(0x6001))).await?;
            assert_eq!(read, Some(file(1, "h1", ann)));
            Ok(())
        })
        .await
        .expect("all of it is possible");
        let lost = file(3, "nulle part", ann);
        let dangling = write(&db, async |tx| tx.insert_attachment(&lost).await).await;
        assert!(matches!(dangling, Err(Error::Dangling)), "{dangling:?}");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_hung_once_by_whoever_sent_it() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let second = printer_ticket(&office, 2);
        keep_ticket(&db, &second).await;
        let (ann, bob) = (office.technicians[0], office.technicians[1]);
        let step = step_of(&ticket, 1);
        let own = file(1, "h1", ann);
        write(&db, async |tx| {
            tx.insert_step(&step).await?;
            tx.insert_blob("h1", b"1234", None).await?;
            tx.insert_attachment(&own).await?;
            let stolen = tx
                .hang_attachment(own.id, bob, ticket.id, None, true)
                .await?;
            assert!(!stolen);
            let hung = tx
                .hang_attachment(own.id, ann, ticket.id, Some(step.id), true)
                .await?;
            assert!(hung);
            let again = tx
                .hang_attachment(own.id, ann, second.id, None, true)
                .await?;
            assert!(!again);
            let files = tx.attachments(ticket.id).await?;
            assert_eq!(
                (files.len(), files[0].step_id, files[0].public),
                (1, Some(step.id), true)
            );
            tx.move_attachment(own.id, second.id).await?;
            assert!(tx.attachments(ticket.id).await?.is_empty());
            assert_eq!(tx.attachments(second.id).await?.len(), 1);
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_hung_is_swept_and_bytes_nothing_points_to_follow() {
    on_both(async |db: Db| {
        let (office, ticket) = office_with_ticket(&db).await;
        let ann = office.technicians[0];
        write(&db, async |tx| {
            for hash in ["alone", "shared", "young"] {
                tx.insert_blob(hash, b"1234", None).await?;
            }
            tx.insert_attachment(&file(1, "alone", ann)).await?;
            tx.insert_attachment(&file(2, "shared", ann)).await?;
            tx.insert_attachment(&file(3, "shared", ann)).await?;
            tx.insert_attachment(&file(20, "young", ann)).await?;
            tx.hang_attachment(file(3, "shared", ann).id, ann, ticket.id, None, true)
                .await?;
            assert_eq!(tx.sweep_files(at(10)).await?, 2);
            let hashes: Vec<String> = tx
                .blob_hashes()
                .await?
                .into_iter()
                .map(|kept| kept.0)
                .collect();
            assert_eq!(hashes, ["shared", "young"]);
            assert_eq!(tx.attachments(ticket.id).await?.len(), 1);
            assert_eq!(tx.sweep_files(at(10)).await?, 0);
            Ok(())
        })
        .await
        .expect("all of it is possible");
    })
    .await;
}
