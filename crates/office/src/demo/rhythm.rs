//! When requests come and when people work: weekdays, hours, the heating season, in French time.
//!
//! French summer time is the European rule itself; no table of time zones is needed for one country.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday,
};
use guichet_domain::Moment;

use super::chance::Chance;

/// Three years, in days.
const DAYS: u64 = 3 * 365;
/// Requests by hour of the day, from 7 h to 18 h, in parts of a thousand.
const HOURS: [u32; 12] = [25, 120, 155, 145, 105, 28, 70, 110, 100, 80, 45, 17];
/// Requests by month: heating breaks in winter.
const MONTHS: [f64; 12] = [
    1.35, 1.25, 1.1, 0.95, 0.85, 0.8, 0.75, 0.6, 0.95, 1.2, 1.3, 1.35,
];

/// The instants at which so many requests were logged in the three years before now, in order.
///
/// The office grows, and its last weeks are its busiest: a queue of today would be empty otherwise.
pub(super) fn arrivals(count: u32, chance: &mut Chance, now: Moment) -> Vec<Moment> {
    let today = french(now).date();
    let days: Vec<NaiveDate> = (0..=DAYS)
        .rev()
        .filter_map(|age| today.checked_sub_days(Days::new(age)))
        .collect();
    let mut so_far = 0.0;
    let weights: Vec<f64> = days
        .iter()
        .map(|day| {
            so_far += weight(*day, (today - *day).num_days());
            so_far
        })
        .collect();
    let mut found = Vec::with_capacity(count as usize);
    while found.len() < count as usize {
        let wanted = chance.unit() * so_far;
        let day = days[weights
            .partition_point(|sum| *sum <= wanted)
            .min(days.len() - 1)];
        let at = instant(day, chance);
        if at <= now {
            found.push(at);
        }
    }
    found.sort_unstable();
    found
}

fn weight(day: NaiveDate, age: i64) -> f64 {
    let weekday = match day.weekday() {
        Weekday::Mon => 1.4,
        Weekday::Tue | Weekday::Thu => 1.1,
        Weekday::Wed => 0.95,
        Weekday::Fri => 0.85,
        Weekday::Sat => 0.08,
        Weekday::Sun => 0.03,
    };
    let growth = 0.8 + 0.4 * (DAYS as f64 - age as f64) / DAYS as f64;
    let of_late = 1.0 + 8.0 * (-(age as f64) / 10.0).exp();
    weekday * MONTHS[day.month0() as usize] * growth * of_late
}

fn instant(day: NaiveDate, chance: &mut Chance) -> Moment {
    let mut wanted = (chance.unit() * f64::from(HOURS.iter().sum::<u32>())) as u32;
    let hour = HOURS.iter().position(|share| {
        let here = wanted < *share;
        wanted = wanted.saturating_sub(*share);
        here
    });
    let seconds = 3600 * (7 + hour.unwrap_or(2)) as i64 + chance.within(0, 3599);
    utc(day.and_time(NaiveTime::MIN)
        + TimeDelta::seconds(seconds)
        + TimeDelta::microseconds(chance.within(0, 999_999)))
}

/// That instant, or the one before it at which somebody is at work.
pub(super) fn working(at: Moment) -> Moment {
    let local = french(at);
    let mut day = local.date();
    let at_work = matches!(local.hour(), 8..18);
    let early = local.hour() < 8;
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if at_work && !weekend {
        return at;
    }
    if early || weekend {
        day = day.pred_opt().unwrap_or(day);
    }
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.pred_opt().unwrap_or(day);
    }
    let rest = TimeDelta::minutes(i64::from(local.minute()))
        + TimeDelta::nanoseconds(i64::from(local.nanosecond()));
    utc(day.and_time(NaiveTime::MIN)
        + TimeDelta::hours(17)
        + TimeDelta::seconds(i64::from(local.second()))
        + rest)
}

/// Whether it is the season of heating.
pub(super) fn is_cold(at: Moment) -> bool {
    matches!(at.month(), 1..=4 | 10..=12)
}

fn french(at: Moment) -> NaiveDateTime {
    let hours = if summer(at.naive_utc()) { 2 } else { 1 };
    at.naive_utc() + TimeDelta::hours(hours)
}

fn utc(local: NaiveDateTime) -> Moment {
    let winter = local - TimeDelta::hours(1);
    let utc = if summer(winter) {
        local - TimeDelta::hours(2)
    } else {
        winter
    };
    DateTime::from_naive_utc_and_offset(utc, chrono::Utc)
}

/// Summer time runs from the last Sunday of March to that of October, at 1 h UTC.
fn summer(at: NaiveDateTime) -> bool {
    let change = |month| {
        let last = NaiveDate::from_ymd_opt(at.year(), month, 31)?;
        let sunday = last - Days::new(last.weekday().num_days_from_sunday().into());
        sunday.and_hms_opt(1, 0, 0)
    };
    change(3).is_some_and(|begins| at >= begins) && change(10).is_some_and(|ends| at < ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn french_time_follows_the_european_rule() {
        assert_eq!(french(at("2026-03-29T00:59:59Z")).hour(), 1);
        assert_eq!(french(at("2026-03-29T01:00:00Z")).hour(), 3);
        assert_eq!(french(at("2026-10-25T01:00:00Z")).hour(), 2);
    }

    #[test]
    fn work_found_at_night_or_on_sunday_was_done_the_day_before() {
        assert_eq!(
            working(at("2026-04-28T09:00:00Z")),
            at("2026-04-28T09:00:00Z")
        );
        assert_eq!(
            french(working(at("2026-04-28T03:12:00Z"))).to_string(),
            "2026-04-27 17:12:00"
        );
        assert_eq!(
            french(working(at("2026-04-26T12:00:00Z"))).to_string(),
            "2026-04-24 17:00:00"
        );
    }

    #[test]
    fn requests_come_in_order_on_weekdays_more_in_winter_and_never_tomorrow() {
        let now = at("2026-04-28T12:42:00Z");
        let found = arrivals(20_000, &mut Chance::of(1, 0), now);
        assert!(found.is_sorted() && found.iter().all(|at| *at <= now));
        let of = |test: &dyn Fn(&Moment) -> bool| found.iter().filter(|at| test(at)).count();
        let weekend = of(&|at| matches!(french(*at).weekday(), Weekday::Sat | Weekday::Sun));
        assert!(weekend < 800, "{weekend}");
        assert!(of(&|at| at.month() == 1) > of(&|at| at.month() == 8) * 3 / 2);
    }
}
