//! The notification daemon hears what a program shows, and a click comes back to who listens.

use std::process::Command;

use guichet_testkit::bus::{Bus, NotificationDaemon};
use guichet_testkit::process::Program;

/// Shows a notice as any program does, without a library.
fn show(bus: &Bus, summary: &str, body: &str) {
    let sent = Command::new("gdbus")
        .args([
            "call",
            "--session",
            "--dest",
            "org.freedesktop.Notifications",
        ])
        .args(["--object-path", "/org/freedesktop/Notifications"])
        .args(["--method", "org.freedesktop.Notifications.Notify"])
        .args([
            "Guichet",
            "0",
            "",
            summary,
            body,
            "['default', 'Ouvrir']",
            "{'urgency': <byte 1>}",
            "5000",
        ])
        .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
        .output()
        .expect("gdbus starts: `apt-get install libglib2.0-bin`");
    assert!(
        sent.status.success(),
        "{}",
        String::from_utf8_lossy(&sent.stderr)
    );
}

#[tokio::test]
async fn a_notice_is_remembered_with_its_words() {
    let bus = Bus::start().await;
    let daemon = NotificationDaemon::start(&bus.address).await;
    show(&bus, "Ticket 12", "L’imprimante fume");
    show(&bus, "Ticket 13", "Réouvert");

    let notice = daemon
        .expect("ticket 13", |notice| notice.summary == "Ticket 13")
        .await;
    assert_eq!(notice.body, "Réouvert");
    assert_eq!(notice.actions, ["default", "Ouvrir"]);
    assert_eq!(notice.id, 2);
    assert_eq!(daemon.received().len(), 2);
}

#[tokio::test]
async fn a_click_is_heard_by_who_listens() {
    let bus = Bus::start().await;
    let daemon = NotificationDaemon::start(&bus.address).await;
    let mut listener = Program::new("gdbus")
        .args([
            "monitor",
            "--session",
            "--dest",
            "org.freedesktop.Notifications",
        ])
        .envs([("DBUS_SESSION_BUS_ADDRESS", bus.address.as_str())])
        .start("`apt-get install libglib2.0-bin`");
    listener
        .ready("found the daemon", async |log| {
            log.contains("is owned by").then_some(())
        })
        .await;

    show(&bus, "Ticket 12", "L’imprimante fume");
    let notice = daemon
        .expect("ticket 12", |notice| notice.summary == "Ticket 12")
        .await;
    daemon.click(&notice, "default");

    listener
        .ready("heard the click", async |log| {
            log.contains("ActionInvoked (uint32 1, 'default')")
                .then_some(())
        })
        .await;
}
