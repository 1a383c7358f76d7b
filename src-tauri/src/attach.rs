//! The scheme `attach:` — pictures and files for the page, to whoever is logged in and may see them.

use guichet_api::{ApiError, Code};
use guichet_domain::AttachmentId;
use guichet_office::File;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::desk::Desk;

/// Answers `attach://localhost/<id>` and `…/<id>/thumbnail`.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let path = request.uri().path().to_owned();
    tauri::async_runtime::spawn(async move {
        responder.respond(match read(&app, &path).await {
            Ok(file) => sent(file),
            Err(error) => refused(&error),
        });
    });
}

async fn read<R: Runtime>(app: &AppHandle<R>, path: &str) -> Result<File, ApiError> {
    let (id, is_small) =
        asked(path).ok_or_else(|| ApiError::new(Code::NotFound, "there is no such file"))?;
    let desk = app.state::<Desk>();
    let actor = desk.actor().await?;
    desk.office().await?.file(&actor, id, is_small).await
}

fn asked(path: &str) -> Option<(AttachmentId, bool)> {
    let path = path.strip_prefix('/')?;
    match path.split_once('/') {
        None => Some((path.parse().ok()?, false)),
        Some((id, "thumbnail")) => Some((id.parse().ok()?, true)),
        Some(_) => None,
    }
}

fn sent(file: File) -> Response<Vec<u8>> {
    let is_picture = file.attachment.is_picture();
    let response = Response::builder()
        .header(header::CONTENT_TYPE, file.media_type)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(
            header::CONTENT_DISPOSITION,
            if is_picture { "inline" } else { "attachment" },
        )
        .header(
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        )
        .header(header::CACHE_CONTROL, "no-store")
        .body(file.bytes);
    response
        .unwrap_or_else(|_| refused(&ApiError::new(Code::Broken, "a type that no header takes")))
}

fn refused(error: &ApiError) -> Response<Vec<u8>> {
    let mut response = Response::new(error.message.clone().into_bytes());
    *response.status_mut() = match error.code {
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_id_and_nothing_else() {
        let id = "01890000-0000-7000-8000-000000000000";
        let parsed: AttachmentId = id.parse().unwrap();
        assert_eq!(asked(&format!("/{id}")), Some((parsed, false)));
        assert_eq!(asked(&format!("/{id}/thumbnail")), Some((parsed, true)));
        for path in [
            "/",
            "",
            "/../etc/passwd",
            &format!("/{id}/other"),
            &format!("/{id}/thumbnail/x"),
        ] {
            assert_eq!(asked(path), None, "{path}");
        }
    }
}
