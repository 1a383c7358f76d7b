//! `guichet serve`: the office in the browsers of this machine, with its jobs.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use guichet_courier::Collector;
use guichet_office::Office;

use crate::mail::{collect, send};
use crate::place;

/// Where, and what browsers get.
#[derive(Args)]
pub struct Options {
    /// The address; port 0 takes any free one
    #[arg(long, default_value = "127.0.0.1:4780")]
    listen: SocketAddr,
    /// The folder of the interface, as `cargo xtask ui` builds it; else the one beside this program
    #[arg(long, env = "GUICHET_INTERFACE")]
    interface: Option<PathBuf>,
    /// The certificate of an authority that mail servers may be signed by, besides those of this machine
    #[arg(long, env = "GUICHET_MAIL_AUTHORITY")]
    mail_authority: Option<PathBuf>,
}

/// Answers until it is asked to end.
pub async fn run(db: Option<&str>, options: &Options) -> Result<ExitCode> {
    let interface = interface(options)?;
    let listener = guichet_web::listen(options.listen).await?;
    let office = place::existing_or_new(db).await?;
    let closing = ending()?;
    say(&format!("listening on http://{}", listener.local_addr()?))?;
    let jobs = tokio::spawn(jobs(office.clone()));
    let collector = collect::collector(office.clone(), options.mail_authority.clone())?;
    let collecting = tokio::spawn(async move { collect_mail(collector).await });
    let dispatcher = send::dispatcher(office.clone(), options.mail_authority.clone())?;
    let sending = tokio::spawn(async move { dispatcher.forever().await });
    let answered = guichet_web::serve(office.clone(), listener, interface, closing).await;
    jobs.abort();
    collecting.abort();
    sending.abort();
    office.close().await;
    answered.context("the server stopped")?;
    tracing::info!("closed as asked");
    Ok(ExitCode::SUCCESS)
}

fn interface(options: &Options) -> Result<Option<PathBuf>> {
    if let Some(folder) = &options.interface {
        if !folder.join("index.html").is_file() {
            bail!(
                "{} holds no interface: build it with `cargo xtask ui`",
                folder.display()
            );
        }
        return Ok(Some(folder.clone()));
    }
    let beside = std::env::current_exe()?.with_file_name("interface");
    let is_there = beside.join("index.html").is_file();
    if !is_there {
        tracing::warn!(
            "no interface beside this program: only calls are answered; name its folder with --interface"
        );
    }
    Ok(is_there.then_some(beside))
}

/// The first line of the output, at once: whoever started the program waits for it.
fn say(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}

/// Reads the mailboxes as long as the server answers; the office out of reach is asked again.
async fn collect_mail(collector: Collector) {
    loop {
        if let Err(hitch) = collector.forever().await {
            tracing::error!(error = %hitch, "no mail is read for now");
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

async fn jobs(office: Office) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    loop {
        minute.tick().await;
        office.jobs().await;
    }
}

/// Comes when the system or a person at the keyboard asks the program to end.
#[cfg(unix)]
fn ending() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut asked, mut interrupted) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    Ok(async move {
        tokio::select! {
            _ = asked.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}

/// Comes when a person at the keyboard asks the program to end.
#[cfg(not(unix))]
fn ending() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
