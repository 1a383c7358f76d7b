//! `guichet check`: everything rebuilt from its history and compared with what is stored.

use std::process::ExitCode;

use anyhow::Result;

use crate::place;

/// Says that all is well, or lists what is not and fails.
pub async fn run(db: Option<&str>, json: bool) -> Result<ExitCode> {
    let office = place::existing(db).await?;
    let findings = office.check().await?;
    office.close().await;
    if json {
        println!("{}", serde_json::to_string(&findings)?);
    } else if findings.is_empty() {
        println!("all is well: tickets, search, files and figures agree with the history");
    } else {
        findings.iter().for_each(|finding| println!("{finding}"));
    }
    Ok(if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
