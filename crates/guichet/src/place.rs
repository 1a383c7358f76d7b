//! Which database a command works on, and opening it.

use anyhow::{Result, bail};
use guichet_office::{Clock, Office};
use guichet_store::Place;
use guichet_workstation::folders;

/// Opens the office a command asks something of; it must be there already.
pub async fn existing(db: Option<&str>) -> Result<Office> {
    let place = chosen(db)?;
    if let Place::File(path) = &place
        && !path.exists()
    {
        bail!(
            "there is no office in {}: name its file with --db, or make one with `guichet demo`",
            path.display()
        );
    }
    Ok(Office::open(&place, Clock::system()).await?)
}

/// Opens an office, or makes an empty one where there is none.
pub async fn existing_or_new(db: Option<&str>) -> Result<Office> {
    Ok(Office::open(&chosen(db)?, Clock::system()).await?)
}

fn chosen(db: Option<&str>) -> Result<Place> {
    match db {
        Some(typed) => Ok(Place::parse(typed)),
        None => Ok(Place::parse(&folders::office()?)),
    }
}
