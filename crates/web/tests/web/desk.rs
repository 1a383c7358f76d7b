//! A door on a fresh office, served on a port of the loopback.

use std::path::PathBuf;

use guichet_office::{Clock, Office, Place};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http::{Answer, Request};

pub const PASSWORD: &str = "correct horse";

/// A served office.
pub struct Desk {
    pub address: String,
    close: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
    _folder: TempDir,
}

impl Desk {
    /// An office nobody has set up yet.
    pub async fn empty() -> Self {
        Self::serving(None).await
    }

    /// An office whose administrator is Ann, and her cookie.
    pub async fn set_up() -> (Self, String) {
        let desk = Self::empty().await;
        let answer = desk.call("set_up", &set_up(), "").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        (desk, cookie(&answer))
    }

    /// The same with an interface in a folder.
    pub async fn serving(interface: Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let place = Place::File(folder.path().join("office.guichet"));
        Self::at(&place, folder, interface).await
    }

    /// The same kept there; the folder goes with it.
    pub async fn at(place: &Place, folder: TempDir, interface: Option<PathBuf>) -> Self {
        let office = Office::open(place, Clock::system())
            .await
            .expect("a fresh office opens");
        let listener = guichet_web::listen(([127, 0, 0, 1], 0).into())
            .await
            .expect("a port is free");
        let address = listener
            .local_addr()
            .expect("the port has a number")
            .to_string();
        let (close, closed) = oneshot::channel();
        let closing = async move {
            let _ = closed.await;
        };
        let served = tokio::spawn(guichet_web::serve(office, listener, interface, closing));
        Self {
            address,
            close,
            served,
            _folder: folder,
        }
    }

    /// Makes a call with this cookie.
    pub async fn call(&self, name: &str, args: &Value, cookie: &str) -> Answer {
        self.send(Request::post(&format!("/rpc/{name}"), args.to_string()).header("cookie", cookie))
            .await
    }

    pub async fn send(&self, request: Request) -> Answer {
        request.send(&self.address).await
    }

    /// Asks the server to end, and waits until it has.
    pub async fn close(self) -> std::io::Result<()> {
        self.close.send(()).expect("the server is there");
        self.served.await.expect("the server does not panic")
    }
}

/// The first start of Ann's office.
pub fn set_up() -> Value {
    json!({
        "office": "Atelier Kerlann", "language": "fr", "first_name": "Ann", "last_name": "Le Goff",
        "login": "ann", "password": PASSWORD, "demo_tickets": 0
    })
}

/// The cookie an answer sets, as a browser sends it back.
pub fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    set.split(';')
        .next()
        .expect("a split has a first part")
        .to_owned()
}
