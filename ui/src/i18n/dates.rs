//! Days and hours as each language writes them, from the reader's own clock.
//!
//! Pure: `now` and the instant come in as local times; `when` turns UTC into them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use guichet_domain::Language;

use super::durations;
use super::numbers::NARROW;

const FRENCH_DAYS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
const FRENCH_SHORT_DAYS: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const FRENCH_SHORT_MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const ENGLISH_DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const ENGLISH_SHORT_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ENGLISH_SHORT_MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
];

/// `15 h`, `14 h 30`; `15:00` in English.
pub fn hour(language: Language, at: NaiveDateTime) -> String {
    match (language, at.minute()) {
        (Language::French, 0) => format!("{}{NARROW}h", at.hour()),
        (Language::French, minute) => format!("{}{NARROW}h{NARROW}{minute:02}", at.hour()),
        (Language::English, minute) => format!("{}:{minute:02}", at.hour()),
    }
}

/// `mardi 28 avril 2026`, `vendredi 1er mai 2026`.
pub fn long_day(language: Language, day: NaiveDate) -> String {
    let (weekday, month) = (weekday(day), month(day));
    match language {
        Language::French => {
            format!(
                "{} {} {} {}",
                FRENCH_DAYS[weekday],
                french_day(day),
                FRENCH_MONTHS[month],
                day.year()
            )
        }
        Language::English => {
            format!(
                "{} {} {} {}",
                ENGLISH_DAYS[weekday],
                day.day(),
                ENGLISH_MONTHS[month],
                day.year()
            )
        }
    }
}

/// `28 avr.`, with the year when it is not the present one: `28 avr. 2025`.
pub fn short_day(language: Language, now: NaiveDateTime, day: NaiveDate) -> String {
    let text = match language {
        Language::French => format!("{} {}", french_day(day), FRENCH_SHORT_MONTHS[month(day)]),
        Language::English => format!("{} {}", day.day(), ENGLISH_SHORT_MONTHS[month(day)]),
    };
    if day.year() == now.year() {
        text
    } else {
        format!("{text} {}", day.year())
    }
}

/// `28/04/2026`: what a date field shows and takes, the same in both languages.
pub fn field_day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `2026-04-28T14:30`: what a field of date and hour shows and takes.
pub fn field_moment(at: NaiveDateTime) -> String {
    let (day, hour) = (at.date(), at.time());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        day.year(),
        day.month(),
        day.day(),
        hour.hour(),
        hour.minute()
    )
}

/// `2026-04-28 14.30.05`: an instant in the name of a file, which holds no colon.
pub fn file_moment(at: NaiveDateTime) -> String {
    let minutes = field_moment(at).replace('T', " ").replace(':', ".");
    format!("{minutes}.{:02}", at.time().second())
}

/// What a field of date and hour holds, its seconds left out. None when it is no moment.
pub fn parse_moment(typed: &str) -> Option<NaiveDateTime> {
    let (day, hour) = typed.split_once('T')?;
    let mut hour = hour.split(':');
    let (hours, minutes) = (hour.next()?.parse().ok()?, hour.next()?.parse().ok()?);
    parse_day(day)?.and_hms_opt(hours, minutes, 0)
}

/// A day as people type it: `28/04/2026`, `28/4/26`, `28.04.2026`, `2026-04-28`. None when it is no day.
pub fn parse_day(typed: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = typed
        .trim()
        .split(['/', '.', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (day, year) = if first.len() == 4 {
        (last, first)
    } else {
        (first, last)
    };
    let year: i32 = year.parse().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// An instant in a list: `15 h 04` today, `demain 9 h`, `hier 16 h 05`, `jeu. 30, 14 h`, `lun. 4 mai`.
pub fn instant(language: Language, now: NaiveDateTime, at: NaiveDateTime) -> String {
    match days_between(now, at) {
        0 => hour(language, at),
        1 => format!("{} {}", tomorrow(language), hour(language, at)),
        -1 => format!("{} {}", yesterday(language), hour(language, at)),
        away if away.abs() < 7 && at.month() == now.month() => {
            format!(
                "{} {}, {}",
                short_weekday(language, at),
                ordinal(language, at),
                hour(language, at)
            )
        }
        away if away.abs() < 60 && at.year() == now.year() => {
            format!(
                "{} {}",
                short_weekday(language, at),
                short_day(language, now, at.date())
            )
        }
        _ => short_day(language, now, at.date()),
    }
}

/// An instant in a sentence: as [`instant`], but today is said.
pub fn spoken(language: Language, now: NaiveDateTime, at: NaiveDateTime) -> String {
    if days_between(now, at) == 0 {
        return format!("{} {}", today(language), hour(language, at));
    }
    instant(language, now, at)
}

/// An instant in full, for titles: `mardi 28 avril 2026, 14 h 30`.
pub fn full(language: Language, at: NaiveDateTime) -> String {
    format!("{}, {}", long_day(language, at.date()), hour(language, at))
}

/// How late it is: `retard 3 h`.
pub fn late(language: Language, now: NaiveDateTime, due: NaiveDateTime) -> String {
    let late = durations::span(language, (now - due).num_minutes());
    match language {
        Language::French => format!("retard {late}"),
        Language::English => format!("{late} late"),
    }
}

/// The heading of a day in a list: `Aujourd’hui`, `Hier`, else the long day.
pub fn heading(language: Language, now: NaiveDateTime, day: NaiveDate) -> String {
    let text = match (day - now.date()).num_days() {
        0 => today(language).to_owned(),
        -1 => yesterday(language).to_owned(),
        _ => long_day(language, day),
    };
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn days_between(now: NaiveDateTime, at: NaiveDateTime) -> i64 {
    (at.date() - now.date()).num_days()
}

fn short_weekday(language: Language, at: NaiveDateTime) -> &'static str {
    match language {
        Language::French => FRENCH_SHORT_DAYS[weekday(at.date())],
        Language::English => ENGLISH_SHORT_DAYS[weekday(at.date())],
    }
}

fn ordinal(language: Language, at: NaiveDateTime) -> String {
    match language {
        Language::French => french_day(at.date()),
        Language::English => at.day().to_string(),
    }
}

fn french_day(day: NaiveDate) -> String {
    if day.day() == 1 {
        "1er".to_owned()
    } else {
        day.day().to_string()
    }
}

fn weekday(day: NaiveDate) -> usize {
    day.weekday().num_days_from_monday() as usize
}

fn month(day: NaiveDate) -> usize {
    day.month0() as usize
}

const fn today(language: Language) -> &'static str {
    match language {
        Language::French => "aujourd’hui",
        Language::English => "today",
    }
}

const fn tomorrow(language: Language) -> &'static str {
    match language {
        Language::French => "demain",
        Language::English => "tomorrow",
    }
}

const fn yesterday(language: Language) -> &'static str {
    match language {
        Language::French => "hier",
        Language::English => "yesterday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, French};

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a test writes a real date")
    }

    fn now() -> NaiveDateTime {
        at("2026-04-28 14:42")
    }

    #[test]
    fn a_full_hour_has_no_minutes() {
        assert_eq!(hour(French, at("2026-04-28 15:00")), "15\u{202f}h");
        assert_eq!(
            hour(French, at("2026-04-28 14:30")),
            "14\u{202f}h\u{202f}30"
        );
        assert_eq!(hour(English, at("2026-04-28 15:00")), "15:00");
    }

    #[test]
    fn days_are_told_in_full() {
        assert_eq!(long_day(French, now().date()), "mardi 28 avril 2026");
        assert_eq!(
            long_day(French, at("2026-05-01 00:00").date()),
            "vendredi 1er mai 2026"
        );
        assert_eq!(long_day(English, now().date()), "Tuesday 28 April 2026");
    }

    #[test]
    fn an_instant_is_told_by_its_distance() {
        for (instant_at, french, english) in [
            ("2026-04-28 15:04", "15\u{202f}h\u{202f}04", "15:04"),
            ("2026-04-29 09:00", "demain 9\u{202f}h", "tomorrow 9:00"),
            (
                "2026-04-27 16:05",
                "hier 16\u{202f}h\u{202f}05",
                "yesterday 16:05",
            ),
            ("2026-04-30 14:00", "jeu. 30, 14\u{202f}h", "Thu 30, 14:00"),
            ("2026-05-04 10:00", "lun. 4 mai", "Mon 4 May"),
            ("2026-01-21 10:00", "21 janv.", "21 Jan"),
            ("2025-12-01 10:00", "1er déc. 2025", "1 Dec 2025"),
        ] {
            assert_eq!(instant(French, now(), at(instant_at)), french);
            assert_eq!(instant(English, now(), at(instant_at)), english);
        }
        assert_eq!(
            spoken(French, now(), at("2026-04-28 15:00")),
            "aujourd’hui 15\u{202f}h"
        );
    }

    #[test]
    fn a_late_one_says_by_how_much() {
        assert_eq!(
            late(French, now(), at("2026-04-28 11:42")),
            "retard 3\u{202f}h"
        );
        assert_eq!(late(English, now(), at("2026-04-26 11:42")), "2 d late");
    }

    #[test]
    fn a_field_of_date_and_hour_gives_back_what_it_was_given() {
        let moment = at("2026-04-08 09:05");
        assert_eq!(field_moment(moment), "2026-04-08T09:05");
        assert_eq!(parse_moment("2026-04-08T09:05"), Some(moment));
        assert_eq!(parse_moment("2026-04-08T09:05:59"), Some(moment));
        assert_eq!(parse_moment("2026-04-08T25:00"), None);
        assert_eq!(parse_moment(""), None);
    }

    #[test]
    fn a_typed_day_is_understood_in_every_usual_form() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 28);
        for typed in [
            "28/04/2026",
            "28/4/26",
            "28.04.2026",
            "2026-04-28",
            " 28 4 2026 ",
        ] {
            assert_eq!(parse_day(typed), day, "{typed}");
        }
        for typed in ["", "31/02/2026", "demain", "28/04"] {
            assert_eq!(parse_day(typed), None, "{typed}");
        }
        assert_eq!(day.map(field_day).as_deref(), Some("28/04/2026"));
    }

    #[test]
    fn a_heading_starts_with_a_capital() {
        assert_eq!(heading(French, now(), now().date()), "Aujourd’hui");
        assert_eq!(
            heading(English, now(), at("2026-04-27 00:00").date()),
            "Yesterday"
        );
        assert_eq!(
            heading(French, now(), at("2026-04-20 00:00").date()),
            "Lundi 20 avril 2026"
        );
    }
}
