//! Which database is opened, and what for.

use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::Result;
use guichet_office::Place;
use guichet_workstation::folders;

use crate::arguments::Arguments;

/// The database to open.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Where it is.
    pub place: Place,
    /// What it is for.
    pub use_for: Use,
}

/// What a database is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Work: a demonstration goes elsewhere.
    Work,
    /// Whatever the person who named it wants.
    Named,
    /// A demonstration, made at once if it is not there.
    Demonstration,
}

/// The database these arguments ask for.
pub fn chosen(arguments: &Arguments) -> Result<Chosen> {
    let (place, use_for) = match &arguments.db {
        Some(typed) => (Place::parse(typed), Use::Named),
        None if arguments.demo => (Place::File(folders::demonstration()?), Use::Demonstration),
        None => (Place::parse(&folders::office()?), Use::Work),
    };
    Ok(Chosen { place, use_for })
}

/// A name on the session bus: one window for each database.
pub fn bus_name(place: &Place) -> String {
    let mut hasher = DefaultHasher::new();
    place.shown().hash(&mut hasher);
    format!("fr.guichet.desktop.place{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_database_is_opened_and_nothing_else() {
        let arguments = Arguments {
            db: Some("/home/ann/a.guichet".into()),
            ..Arguments::default()
        };
        let chosen = chosen(&arguments).unwrap();
        assert_eq!(
            chosen,
            Chosen {
                place: Place::File("/home/ann/a.guichet".into()),
                use_for: Use::Named
            }
        );
        assert_ne!(
            bus_name(&chosen.place),
            bus_name(&Place::File("/home/ann/b.guichet".into()))
        );
    }
}
