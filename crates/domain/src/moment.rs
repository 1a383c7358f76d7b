//! Instants people type: within what both engines keep and compare, to the microsecond.

use chrono::{DateTime, DurationRound, TimeDelta};

use crate::Moment;
use crate::refusal::{Problem, Refusal};

/// The first instant of 2200, in seconds: nothing is due later.
const LATEST: i64 = 7_258_118_400;

/// An instant somebody typed, to the microsecond; refused before 1970 and after 2199.
pub fn typed(field: &'static str, at: Moment) -> Result<Moment, Refusal> {
    let kept = (DateTime::UNIX_EPOCH.timestamp()..LATEST).contains(&at.timestamp());
    at.duration_trunc(TimeDelta::microseconds(1))
        .ok()
        .filter(|_| kept)
        .ok_or(Refusal::invalid(field, Problem::OutOfRange))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Moment {
        text.parse().expect("a written instant")
    }

    #[test]
    fn a_microsecond_is_kept_and_no_less() {
        assert_eq!(
            typed("due_at", instant("2026-11-24T09:00:00.123456789Z")),
            Ok(instant("2026-11-24T09:00:00.123456Z"))
        );
    }

    #[test]
    fn a_year_no_office_lives_in_is_refused() {
        for year in [
            "1969-12-31T23:59:59Z",
            "2200-01-01T00:00:00Z",
            "+200000-01-01T00:00:00Z",
        ] {
            assert_eq!(
                typed("due_at", instant(year)),
                Err(Refusal::invalid("due_at", Problem::OutOfRange)),
                "{year}"
            );
        }
    }
}
