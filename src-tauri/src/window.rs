//! The one window: where it opens, what it may show, how it comes forward.

use anyhow::{Context, Result};
use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Runtime, Url, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_opener::OpenerExt;
use tauri_plugin_window_state::StateFlags;

const MAIN: &str = "main";

/// Size and place are kept from one start to the next; a hidden window is never restored hidden.
pub fn keeping_its_state<R: Runtime>() -> TauriPlugin<R> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(kept)
        .build()
}

/// Opens the window on the interface.
pub fn open(app: &AppHandle) -> Result<()> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN);
    let config = config
        .context("the configuration names the window")?
        .clone();
    let (leaving, opening) = (app.clone(), app.clone());
    let served = served(app);
    let window = WebviewWindowBuilder::from_config(app, &config)?
        // Files dropped on the page are the page's: it reads their bytes and needs no path.
        .disable_drag_drop_handler()
        .on_navigation(move |url| stays(url, served.as_ref()) || hand_over(&leaving, url))
        .on_new_window(move |url, _| {
            hand_over(&opening, &url);
            NewWindowResponse::Deny
        })
        .build()?;
    tune(&window)
}

/// Shows the window above the others.
pub fn bring_forward(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!("the window could not come forward: {error}");
    }
}

/// Where `tauri dev` serves the page; a program that ships has its own inside.
fn served(app: &AppHandle) -> Option<Url> {
    let address = app.config().build.dev_url.clone();
    address.filter(|_| tauri::is_dev())
}

/// The page of the program itself: `tauri://localhost`, or `http://tauri.localhost` on Windows.
fn stays(url: &Url, served: Option<&Url>) -> bool {
    let is_ours =
        matches!(url.scheme(), "tauri" | "about") || url.host_str() == Some("tauri.localhost");
    is_ours || served.is_some_and(|page| page.origin() == url.origin())
}

/// Links lead to the person's browser or mail program, never elsewhere in this window.
fn hand_over(app: &AppHandle, url: &Url) -> bool {
    if matches!(url.scheme(), "https" | "http" | "mailto" | "tel")
        && let Err(error) = app.opener().open_url(url.as_str(), None::<&str>)
    {
        tracing::warn!("a link could not be opened: {error}");
    }
    false
}

/// WebKitGTK's smooth scrolling makes fast wheels scroll slower (WebKit bug 258926).
#[cfg(target_os = "linux")]
fn tune(window: &WebviewWindow) -> Result<()> {
    use webkit2gtk::{SettingsExt, WebViewExt};
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_enable_smooth_scrolling(false);
        }
    })?;
    Ok(())
}

/// Elsewhere the web view scrolls as the system does.
#[cfg(not(target_os = "linux"))]
fn tune(_: &WebviewWindow) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_own_page_stays_in_the_window() {
        let stays = |url: &str| stays(&Url::parse(url).unwrap(), None);
        assert!(
            stays("tauri://localhost/index.html")
                && stays("http://tauri.localhost/")
                && stays("about:blank")
        );
        for url in [
            "https://example.org",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://localhost:8080",
            "data:text/html,x",
        ] {
            assert!(!stays(url), "{url}");
        }
    }

    #[test]
    fn a_page_under_construction_stays_too_and_its_neighbours_do_not() {
        let served = Url::parse("http://127.0.0.1:1430").unwrap();
        let stays = |url: &str| stays(&Url::parse(url).unwrap(), Some(&served));
        assert!(stays("http://127.0.0.1:1430/index.html#/tickets/1"));
        assert!(!stays("http://127.0.0.1:8080/") && !stays("https://example.org"));
    }
}
