//! Every page, dialog and door of the interface, in both themes and both languages: reached, judged by axe-core, photographed.
//!
//! The list is read from the interface's own source: a new page or dialog without a visit fails here. What a screen does is told in
//! the stories.

mod doors;
mod sources;
mod tour;
mod visits;

use guichet_e2e::office::Office;
use guichet_testkit::page::Size;

use crate::desk::Served;
use tour::{Look, Tour};
use visits::Known;

/// Enough to fill a screen: an office closes most of what it opens.
const TICKETS: u32 = 800;

async fn every_screen(look: Look) {
    let served = Served::demonstration(TICKETS).await;
    let page = served.visitor().await;
    let mut tour = Tour::new(&page, look, "").await;
    doors::log_in(&mut tour).await;
    let known = visits::arrange(&page).await;
    visits::all(&mut tour, &known).await;
    doors::lock(&mut tour).await;
    tour.end();
}

#[tokio::test]
async fn every_screen_is_open_to_all_in_light_french() {
    every_screen(Look::LIGHT_FRENCH).await;
}

#[tokio::test]
async fn every_screen_is_open_to_all_in_dark_french() {
    every_screen(Look::DARK_FRENCH).await;
}

#[tokio::test]
async fn every_screen_is_open_to_all_in_light_english() {
    every_screen(Look::LIGHT_ENGLISH).await;
}

#[tokio::test]
async fn every_screen_is_open_to_all_in_dark_english() {
    every_screen(Look::DARK_ENGLISH).await;
}

#[tokio::test]
async fn every_screen_of_an_office_that_begins_is_open_to_all() {
    for look in Look::ALL {
        let served = Served::new(Office::nothing_yet()).await;
        let page = served.visitor().await;
        let mut tour = Tour::new(&page, look, "empty-").await;
        doors::first_start(&mut tour).await;
        visits::pages_of_an_empty_office(&mut tour).await;
        visits::dialogs_of_an_empty_office(&mut tour, &Known::default()).await;
        tour.end();
    }
}

#[tokio::test]
async fn every_page_that_lost_its_office_is_open_to_all() {
    for look in Look::ALL {
        let served = Served::demonstration(TICKETS).await;
        let page = served.visitor().await;
        let mut tour = Tour::new(&page, look, "lost-").await;
        doors::enter(&tour).await;
        let known = visits::arrange(&page).await;
        visits::read(&tour, &known).await;
        served.server.kill();
        visits::pages_without_office(&mut tour).await;
        visits::dialogs_without_office(&mut tour, &known).await;
        tour.end();
    }
}

#[tokio::test]
async fn the_pages_of_the_main_job_use_a_large_screen() {
    let served = Served::demonstration(TICKETS).await;
    let page = served.visitor_of(Size::DESKTOP).await;
    for look in Look::ALL {
        let mut tour = Tour::new(&page, look, "1920-").await;
        if look == Look::ALL[0] {
            doors::enter(&tour).await;
        }
        let known = visits::arrange(&page).await;
        for route in ["Queue", "Ticket", "Reception"] {
            visits::page(&mut tour, &known, route).await;
        }
        tour.end();
    }
}
