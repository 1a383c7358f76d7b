//! What a person waits for in front of the window: its start, keys, answers, scrolling; and what the programs hold in memory.
//!
//! Through the real Chromium and the real window, on an embedded office: needs a display and a bus of its own.

mod memory;

use anyhow::{Context, Result};
use guichet_e2e::office::{NOLWENN, Office, SOIZIC};
use guichet_e2e::{painted, queue, reception, session};
use guichet_testkit::browser::Browser;
use guichet_testkit::page::{Page, Size};
use guichet_testkit::process;
use guichet_testkit::server::{Server, program};
use guichet_testkit::window::Window;
use serde::Deserialize;
use serde_json::json;

use crate::report::{Figure, Report, Unit};

const SCROLL: &str = include_str!("screens/scroll.js");
const KEYS: &str = include_str!("screens/keys.js");
/// Keys struck on the queue.
const STRUCK: usize = 100;
/// Starts of the window, after one that warms the machine.
const STARTS: usize = 5;
const LABEL: &str = "La porte du garage ne se ferme plus";

/// Ten seconds of scrolling.
#[derive(Deserialize)]
struct Scrolled {
    frames: Vec<f64>,
    long: Vec<f64>,
    rows: f64,
}

/// Measures them on a demonstration office of that many tickets.
pub async fn measure(tickets: u32, report: &mut Report) -> Result<()> {
    report.title(&format!("screens · {tickets} tickets, embedded"));
    let office = Office::demonstration(tickets);
    let server = Server::start(&program(), &office.database()).await;
    in_the_queue(&server, report).await?;
    at_the_reception(&server, report).await;
    let held = memory::of(server.id());
    report.figure(
        &Figure::new("memory of `guichet serve`", Unit::Kilobytes, held as f64).within(100_000.0),
    );
    drop(server);
    of_the_desktop(&office, report).await
}

async fn in_the_queue(server: &Server, report: &mut Report) -> Result<()> {
    let page = Browser::new().size(Size::DESKTOP).open(&server.url).await;
    session::log_in(&page, NOLWENN).await;
    queue::look_at(&page, queue::OPEN).await;
    page.wait_for("#queue-list [role=row][data-index]").await;
    page.script(KEYS, json!(null)).await;
    for _ in 0..STRUCK {
        page.press("j").await;
    }
    let struck: Vec<f64> = read(&page, "struck").await?;
    report.figure(
        &Figure::share(
            "a key on the queue, painted",
            Unit::Milliseconds,
            &struck,
            0.95,
        )
        .within(50.0),
    );
    page.script(SCROLL, json!(null)).await;
    let scrolled: Scrolled = read(&page, "scrolled").await?;
    report.note(&format!("scrolled over {} rows in 10 s", scrolled.rows));
    report.figure(
        &Figure::share(
            "scrolling, between two frames",
            Unit::Milliseconds,
            &scrolled.frames,
            0.95,
        )
        .within(20.0),
    );
    let longest = scrolled.long.iter().copied().fold(0.0, f64::max);
    report.figure(
        &Figure::new("scrolling, the longest task", Unit::Milliseconds, longest).within(50.0),
    );
    page.close().await;
    Ok(())
}

async fn at_the_reception(server: &Server, report: &mut Report) {
    let page = Browser::new().open(&server.url).await;
    session::log_in(&page, SOIZIC).await;
    let caller = reception::a_known_caller(&page).await;
    painted::watch_the_reception(&page).await;
    let (_, cost) = reception::log(&page, &caller, LABEL).await;
    let keys = cost.keys as f64;
    report.figure(&Figure::new("reception, keys besides the label", Unit::Keys, keys).within(12.0));
    for (answer, took) in painted::answers(&page).await {
        let name = format!("reception, {answer} painted");
        report.figure(&Figure::new(&name, Unit::Milliseconds, took).within(painted::BUDGET));
    }
    page.close().await;
}

/// The start is counted from the process to the log-in that the driver sees: its own questions are in the figure.
async fn of_the_desktop(office: &Office, report: &mut Report) -> Result<()> {
    let home = tempfile::tempdir()?;
    let mut starts = Vec::new();
    for turn in 0..=STARTS {
        let window = open(office, home.path().display().to_string()).await;
        window.field("Identifiant").await;
        let process = process::named(window.process(), "guichet-desktop")
            .context("the desktop has no process")?;
        if turn > 0 {
            starts.push(
                memory::age(process)
                    .context("the desktop has no start")?
                    .as_secs_f64()
                    * 1_000.0,
            );
        }
        if turn == STARTS {
            session::log_in(&window, NOLWENN).await;
            queue::look_at(&window, queue::OPEN).await;
            window.wait_for("#queue-list [role=row][data-index]").await;
            let held = memory::of(process);
            report.figure(
                &Figure::new(
                    "memory of the desktop, web process included",
                    Unit::Kilobytes,
                    held as f64,
                )
                .within(300_000.0),
            );
        }
        window.close().await;
    }
    report.figure(
        &Figure::share(
            "the window, from start to log-in",
            Unit::Milliseconds,
            &starts,
            0.5,
        )
        .within(1_000.0),
    );
    Ok(())
}

async fn open(office: &Office, home: String) -> Page {
    let window = Window::of_the_desktop().args(&["--db", &office.database()]);
    let folders = [
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    ];
    let window = folders
        .iter()
        .fold(window, |window, folder| window.env(folder, &home));
    window
        .env("LANGUAGE", "fr")
        .env("LANG", "fr_FR.UTF-8")
        .open()
        .await
}

/// What a script leaves in the page, once it is there.
async fn read<T: serde::de::DeserializeOwned>(page: &Page, name: &str) -> Result<T> {
    let found = page
        .until(&format!("a measure of {name}"), async || {
            let found = page
                .script("return window[arguments[0]] ?? null", json!(name))
                .await;
            (!found.is_null()).then_some(found)
        })
        .await;
    serde_json::from_value(found).context("a measure of another shape")
}
