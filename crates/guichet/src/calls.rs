//! `guichet calls`: what may be asked of the office, in the words programs read.

use std::process::ExitCode;

use anyhow::Result;
use guichet_api::{Access, Described, described};
use serde_json::{Value, json};

/// Prints every call with its JSON schemas: on one line with `--json`, else laid out for people.
pub fn run(json: bool) -> Result<ExitCode> {
    let calls: Vec<Value> = described().into_iter().map(shown).collect();
    let text = if json {
        serde_json::to_string(&calls)?
    } else {
        serde_json::to_string_pretty(&calls)?
    };
    println!("{text}");
    Ok(ExitCode::SUCCESS)
}

fn shown(call: Described) -> Value {
    let access = match call.access {
        Access::Anybody => "anybody",
        Access::Known => "known",
    };
    json!({ "name": call.name, "access": access, "request": call.request, "reply": call.reply })
}
