//! An office, its server, and people in front of their browsers.

use guichet_e2e::office::{Office, Person};
use guichet_e2e::session;
use guichet_testkit::browser::Browser;
use guichet_testkit::page::{Page, Size};
use guichet_testkit::server::{Server, program};

/// An office that is being served; its file goes with it.
pub struct Served {
    /// The office.
    pub office: Office,
    /// Its server.
    pub server: Server,
}

impl Served {
    /// Serves an office.
    pub async fn new(office: Office) -> Self {
        let server = Server::start(&program(), &office.database()).await;
        Self { office, server }
    }

    /// Serves a demonstration office of that many tickets.
    pub async fn demonstration(tickets: u32) -> Self {
        Self::new(Office::demonstration(tickets)).await
    }

    /// Somebody opens their browser; the door is in front of them.
    pub async fn visitor(&self) -> Page {
        Browser::new().open(&self.server.url).await
    }

    /// Somebody opens a browser of this size.
    pub async fn visitor_of(&self, size: Size) -> Page {
        Browser::new().size(size).open(&self.server.url).await
    }

    /// Somebody opens their browser and comes in.
    pub async fn desk_of(&self, person: Person) -> Page {
        let page = self.visitor().await;
        session::log_in(&page, person).await;
        page
    }
}
