//! The calls over HTTP: what a browser, or a technician away from the desk, asks of the office.
//!
//! It carries and never decides: who may do what is `office`'s answer, status and body alike. For now it answers on
//! the loopback alone; what faces the world (the client portal) is another door.

mod calls;
mod events;
mod files;
mod host;
mod interface;
mod refusals;
mod session;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use guichet_office::{News, Office};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use refusals::Refused;

/// How long calls under way may take to end once the door closes.
const CLOSING: Duration = Duration::from_secs(5);

/// Why the door does not open.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address may be reached from other machines.
    #[error(
        "{0} can be reached from other machines, and for now Guichet answers on this one alone: listen on 127.0.0.1"
    )]
    NotLoopback(SocketAddr),
    /// The address cannot be had.
    #[error(
        "{address} cannot be listened on ({cause}): choose another port, or 0 for any free one"
    )]
    Taken {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
}

/// What every request may use.
#[derive(Clone)]
struct Door {
    office: Office,
    news: watch::Receiver<News>,
}

/// Takes an address of the loopback.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    if !address.ip().is_loopback() {
        return Err(Error::NotLoopback(address));
    }
    let taken = |cause| Error::Taken { address, cause };
    TcpListener::bind(address).await.map_err(taken)
}

/// Answers until `closing` comes; calls under way are given a moment to end.
pub async fn serve(
    office: Office,
    listener: TcpListener,
    interface: Option<PathBuf>,
    closing: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let feed = office.follow().await;
    let (close, closed) = watch::channel(());
    let news = feed.news.clone();
    let last_call = tokio::spawn(async move {
        closing.await;
        // Streams of changes end with their source; without that they would hold the door open.
        drop(feed);
        drop(close);
    });
    let routes = routes(Door { office, news }, interface);
    let answering = axum::serve(listener, routes).with_graceful_shutdown(ended(closed.clone()));
    let answered = tokio::select! {
        answered = answering.into_future() => answered,
        () = async { ended(closed).await; tokio::time::sleep(CLOSING).await } => Ok(()),
    };
    last_call.abort();
    answered
}

/// Comes when the other end is dropped: nothing is ever sent.
async fn ended(mut closed: watch::Receiver<()>) {
    while closed.changed().await.is_ok() {}
}

fn routes(door: Door, interface: Option<PathBuf>) -> Router {
    let forged = || {
        let message = "this request comes from another site";
        Refused::new(guichet_api::Code::Forbidden, message)
    };
    Router::new()
        .route(
            "/rpc/{name}",
            post(calls::rpc).layer(DefaultBodyLimit::max(calls::LARGEST)),
        )
        // The settings say how large a file may be: `upload` counts for itself.
        .route(
            "/files",
            post(files::upload).layer(DefaultBodyLimit::disable()),
        )
        .route("/files/{id}", get(files::file))
        .route("/files/{id}/thumbnail", get(files::thumbnail))
        .route("/events", get(events::events))
        .with_state(door)
        .fallback_service(interface::interface(interface))
        .layer(CatchPanicLayer::custom(refusals::broken))
        .layer(CsrfLayer::new().with_rejection_response(move |_| forged().into()))
        .layer(middleware::from_fn(host::refuse_strangers))
        .layer(middleware::map_response(interface::harden))
}
