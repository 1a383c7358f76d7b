//! What the page may ask of the shell: a call, a file in, a file out, another database.

use std::path::PathBuf;

use guichet_api::session::JoinOffice;
use guichet_api::{ApiError, Code};
use guichet_domain::{AttachmentId, RequestId};
use guichet_office::{File, Place};
use guichet_workstation::documents;
use percent_encoding::percent_decode_str;
use serde_json::json;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use crate::desk::Desk;

/// A reply in JSON, or the error object in JSON.
type Answer = Result<String, String>;

/// Makes a call: JSON text in, JSON text out; a change sent again carries the same id.
#[tauri::command]
pub async fn rpc(
    desk: State<'_, Desk>,
    name: String,
    args: String,
    request: Option<RequestId>,
) -> Answer {
    let done = desk.rpc(&name, &args, request).await;
    done.map_err(|error| told(&error))
}

/// Takes the raw bytes of a file; its name comes in a header, percent-encoded.
#[tauri::command]
pub async fn upload(desk: State<'_, Desk>, request: Request<'_>) -> Answer {
    let taken = take(&desk, &request).await;
    taken.map_err(|error| told(&error))
}

async fn take(desk: &Desk, request: &Request<'_>) -> Result<String, ApiError> {
    let invalid = |message: &str| ApiError::new(Code::Invalid, message);
    let name = request
        .headers()
        .get("name")
        .and_then(|name| name.to_str().ok());
    let name = name.ok_or_else(|| invalid("a file has a name"))?;
    let name = percent_decode_str(name)
        .decode_utf8()
        .map_err(|_| invalid("the name of a file is UTF-8"))?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(invalid("a file comes as raw bytes"));
    };
    let actor = desk.actor().await?;
    let attachment = desk
        .office()
        .await?
        .upload(&actor, &name, bytes.clone())
        .await?;
    serde_json::to_string(&attachment)
        .map_err(|error| ApiError::new(Code::Broken, error.to_string()))
}

/// Hands an attachment to the system's own program.
#[tauri::command]
pub async fn open(app: AppHandle, desk: State<'_, Desk>, id: AttachmentId) -> Result<(), String> {
    let shown = async {
        let actor = desk.actor().await?;
        let file = desk.office().await?.file(&actor, id, false).await?;
        let shown = show(&app, &desk, &file);
        shown.map_err(|error| {
            ApiError::new(
                Code::Broken,
                format!("the file could not be opened: {error:#}"),
            )
        })
    };
    shown.await.map_err(|error: ApiError| told(&error))
}

/// Nothing is ever run: what no viewer shows is shown in its folder.
fn show(app: &AppHandle, desk: &Desk, file: &File) -> anyhow::Result<()> {
    let path = desk.copies.write(&file.attachment, &file.bytes)?;
    if documents::is_document(&path) {
        app.opener()
            .open_path(path.to_string_lossy(), None::<&str>)?;
    } else {
        app.opener().reveal_item_in_dir(path)?;
    }
    Ok(())
}

/// Asks which file is the office: one that exists, or a new one. Answers its path, or null when the person gives up.
#[tauri::command]
pub async fn choose_place(app: AppHandle, desk: State<'_, Desk>, existing: bool) -> Answer {
    if desk.token().await.is_some() {
        return Err(told(&ApiError::new(
            Code::Forbidden,
            "log out before you open another office",
        )));
    }
    let dialog = app.dialog().file().add_filter("Guichet", &["guichet"]);
    let chosen = asked(|tell| {
        if existing {
            dialog.pick_file(tell);
        } else {
            dialog.set_file_name("guichet.guichet").save_file(tell);
        }
    });
    let Some(path) = chosen.await else {
        return Ok("null".into());
    };
    let moved = desk.move_to(Place::File(path.clone())).await;
    moved
        .map(|()| json!(path.display().to_string()).to_string())
        .map_err(|error| told(&error))
}

/// Asks for a file that exists: a certificate authority's. Answers its path, or null.
#[tauri::command]
pub async fn choose_file(app: AppHandle) -> Answer {
    let path = asked(|tell| app.dialog().file().pick_file(tell)).await;
    Ok(json!(path.map(|path| path.display().to_string())).to_string())
}

/// Comes into an office that several workstations share.
#[tauri::command]
pub async fn join(desk: State<'_, Desk>, request: JoinOffice) -> Answer {
    desk.join(request).await.map_err(|error| told(&error))
}

/// Not an `async fn`: what asks would have to be sent between threads.
fn asked(
    ask: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>),
) -> impl Future<Output = Option<PathBuf>> {
    let (tell, chosen) = oneshot::channel();
    ask(Box::new(move |path| {
        // The window may have closed meanwhile.
        let _ = tell.send(path);
    }));
    async { chosen.await.ok().flatten()?.into_path().ok() }
}

fn told(error: &ApiError) -> String {
    serde_json::to_string(error).unwrap_or_else(|_| error.message.clone())
}
