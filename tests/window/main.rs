//! What a person does in the real desktop window, driven through WebKitWebDriver under a virtual display.
//!
//! The same stories as in Chromium, plus what only a window has: its session, its notices, its files.

mod files;
mod joining;
mod notices;
mod starts;
mod workstation;

use guichet_e2e::main_job;
use workstation::Workstation;

#[tokio::test]
async fn r1_to_r12_a_call_is_logged_assigned_treated_closed_and_reopened() {
    let workstation = Workstation::new();
    let page = workstation.demonstration().await;
    main_job::tell(&page).await;
    page.close().await;
}
