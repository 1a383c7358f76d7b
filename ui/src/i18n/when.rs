//! Instants of the office turned into the reader's own days and hours.

use chrono::TimeDelta;
use guichet_domain::due::is_late;
use guichet_domain::{Moment, Status};

use super::{dates, durations, language};
use crate::bridge::{from_local, local, now};

/// As a list shows it: `15 h 04`, `demain 9 h`, `lun. 4 mai`.
pub fn instant(at: Moment) -> String {
    dates::instant(language(), local(now()), local(at))
}

/// As a sentence says it: `aujourd’hui 15 h`.
pub fn spoken(at: Moment) -> String {
    dates::spoken(language(), local(now()), local(at))
}

/// In full, for a title: `mardi 28 avril 2026, 14 h 30`.
pub fn full(at: Moment) -> String {
    dates::full(language(), local(at))
}

/// The hour alone: `14 h 30`.
pub fn hour(at: Moment) -> String {
    dates::hour(language(), local(at))
}

/// How pressing a due time is; the list tints the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressure {
    /// Late, as the rules say.
    Late,
    /// Late within two hours.
    Soon,
    /// Neither.
    Calm,
}

/// A due time as a list shows it, and how pressing it is.
pub fn due(at: Moment, status: Status) -> (String, Pressure) {
    let present = now();
    if is_late(status, at, present) {
        return (
            dates::late(language(), local(present), local(at)),
            Pressure::Late,
        );
    }
    let soon = is_late(status, at, present + TimeDelta::hours(2));
    (
        instant(at),
        if soon { Pressure::Soon } else { Pressure::Calm },
    )
}

/// How long ago: `2 h 12`, `7 j`.
pub fn age(since: Moment) -> String {
    durations::span(language(), (now() - since).num_minutes())
}

/// Minutes of work: `1 h 05`.
pub fn minutes(total: i64) -> String {
    durations::minutes(language(), total)
}

/// As a field of date and hour takes it.
pub fn to_field(at: Moment) -> String {
    dates::field_moment(local(at))
}

/// What a field of date and hour holds; none while it is empty.
pub fn from_field(typed: &str) -> Option<Moment> {
    dates::parse_moment(typed).map(from_local)
}
