//! The page, in Chromium.

mod page;

use std::time::Duration;

use guichet_testkit::browser::Browser;
use guichet_testkit::page::Size;
use serde_json::json;

#[tokio::test]
async fn a_person_drives_a_page_in_chromium() {
    let page = Browser::new().open(&page::serve()).await;
    page::log_a_call(&page).await;
    page::press_keys(&page).await;
    page::give_pictures(&page).await;
    page::judge(&page).await;
    page.close().await;
}

#[tokio::test]
async fn a_page_has_the_size_and_the_language_asked_for() {
    let page = Browser::new()
        .size(Size::PHONE)
        .language("en-GB")
        .open(&page::serve())
        .await;
    assert_eq!(page::inside(&page).await, json!([390, 844]));
    assert_eq!(page::look(&page).await, (390, 844));
    assert_eq!(
        page.script("return navigator.language", json!(null)).await,
        json!("en-GB")
    );
}

#[tokio::test]
#[should_panic(expected = "there is not a field “Téléphone”")]
async fn what_never_comes_is_a_sentence() {
    let page = Browser::new()
        .open(&page::serve())
        .await
        .patience(Duration::from_millis(200));
    page.field("Téléphone").await;
}
