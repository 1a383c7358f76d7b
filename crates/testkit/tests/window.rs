//! The same page, in a WebKitGTK window: the engine of the desktop, in WebKit's own small browser.

mod page;

use guichet_testkit::page::{Page, Size};
use guichet_testkit::window::Window;
use serde_json::json;

/// Debian ships it with the library.
async fn mini_browser() -> Page {
    let folder = format!(
        "/usr/lib/{}-linux-gnu/webkit2gtk-4.1",
        std::env::consts::ARCH
    );
    let page = Window::of(format!("{folder}/MiniBrowser"))
        .args(&["--automation"])
        .size(Size::LAPTOP)
        .open()
        .await;
    page.goto(&page::serve()).await;
    page
}

#[tokio::test]
async fn a_person_drives_a_page_in_a_window() {
    let page = mini_browser().await;
    page::log_a_call(&page).await;
    page::press_keys(&page).await;
    page::give_pictures(&page).await;
    page::judge(&page).await;
    let (width, height) = page::look(&page).await;
    assert_eq!(page::inside(&page).await, json!([width, height]));
    page.close().await;
}
