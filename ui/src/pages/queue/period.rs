//! The periods a list may be kept to, from the reader's own days.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use guichet_domain::Moment;

use crate::bridge;
use crate::t;

/// Since when tickets are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Since this morning.
    Today,
    /// Seven days with today.
    Week,
    /// Thirty days with today.
    Month,
    /// Since the first of January.
    Year,
}

impl Period {
    /// Every period, the shortest first.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::Year];

    /// What it is called.
    pub fn words(self) -> String {
        match self {
            Self::Today => t!("queue-period-today"),
            Self::Week => t!("queue-period-week"),
            Self::Month => t!("queue-period-month"),
            Self::Year => t!("queue-period-year"),
        }
    }

    /// The instant it begins, today.
    pub fn begins(self) -> Moment {
        let first = self.first_day(bridge::local(bridge::now()).date());
        bridge::from_local(first.and_time(NaiveTime::MIN))
    }

    fn first_day(self, today: NaiveDate) -> NaiveDate {
        let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        match self {
            Self::Today => today,
            Self::Week => back(6),
            Self::Month => back(29),
            Self::Year => today.with_ordinal(1).unwrap_or(today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_counts_today() {
        let today = NaiveDate::from_ymd_opt(2026, 4, 28).expect("a real day");
        let first = |period: Period| period.first_day(today).to_string();
        assert_eq!(first(Period::Today), "2026-04-28");
        assert_eq!(first(Period::Week), "2026-04-22");
        assert_eq!(first(Period::Month), "2026-03-30");
        assert_eq!(first(Period::Year), "2026-01-01");
    }
}
