//! The desktop: one window around the interface, and what only a desktop has: notices, files, a keyring.
//!
//! It holds no rule of the trade: it carries calls to the office and tells the window what changed.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod arguments;
mod attach;
mod commands;
mod desk;
mod place;
mod rendering;
mod watch;
mod window;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use tauri::{AppHandle, Manager, RunEvent};

use arguments::Arguments;
use desk::Desk;
use guichet_workstation::journal;
use guichet_workstation::secrets::{self, SecretStore};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Before GTK and before any thread: the process may start again with other variables.
    rendering::prepare(arguments.safe_rendering);
    journal::open();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("the desktop could not start: {error:#}");
            eprintln!("guichet-desktop: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let chosen = place::chosen(&arguments)?;
    let secrets = secrets::chosen(arguments.passphrase_file.as_deref())?;
    let one_at_a_time = tauri_plugin_single_instance::Builder::new()
        .dbus_id(place::bus_name(&chosen.place))
        .callback(|app, _, _| window::bring_forward(app))
        .build();
    tauri::Builder::default()
        // First of all: a second start must end before it opens anything.
        .plugin(one_at_a_time)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::keeping_its_state())
        .register_asynchronous_uri_scheme_protocol("attach", attach::answer)
        .invoke_handler(tauri::generate_handler![
            commands::rpc,
            commands::upload,
            commands::open,
            commands::choose_place,
            commands::choose_file,
            commands::join
        ])
        .setup(move |app| Ok(set_up(app.handle(), chosen, secrets)?))
        .build(tauri::generate_context!())
        .context("the window could not be opened")?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                tauri::async_runtime::block_on(app.state::<Desk>().close());
            }
        });
    Ok(())
}

fn set_up(app: &AppHandle, chosen: place::Chosen, secrets: Box<dyn SecretStore>) -> Result<()> {
    let desk = tauri::async_runtime::block_on(Desk::open(chosen, secrets))?;
    app.manage(desk);
    window::open(app)?;
    watch::start(app)
}
