//! Lengths of time: minutes worked, delays, ages. Not for instants, which are `dates`.

use guichet_domain::Language;

use super::numbers::NARROW;

/// Minutes as work is told: `45 min`, `1 h 05`, `3 h`.
pub fn minutes(language: Language, total: i64) -> String {
    let (hours, rest) = (total / 60, total % 60);
    match language {
        Language::French => match (hours, rest) {
            (0, _) => format!("{rest}{NARROW}min"),
            (_, 0) => format!("{hours}{NARROW}h"),
            _ => format!("{hours}{NARROW}h{NARROW}{rest:02}"),
        },
        Language::English => match (hours, rest) {
            (0, _) => format!("{rest} min"),
            (_, 0) => format!("{hours} h"),
            _ => format!("{hours} h {rest:02}"),
        },
    }
}

/// A delay or an age, days at most: `38 min`, `2 h 12`, `7 j`.
pub fn span(language: Language, total: i64) -> String {
    let total = total.max(0);
    let days = total / (24 * 60);
    if days == 0 {
        return minutes(language, total);
    }
    match language {
        Language::French => format!("{days}{NARROW}j"),
        Language::English => format!("{days} d"),
    }
}

/// What a stopwatch shows: `00:12:40`.
pub fn stopwatch(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Minutes as people type them: `45`, `1h05`, `1 h`, `1:05`, `1,5 h`. None when it is no duration.
pub fn parse_minutes(typed: &str) -> Option<i64> {
    let text: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != NARROW)
        .collect();
    let text = text.to_lowercase().replace(',', ".");
    let text = text
        .strip_suffix("min")
        .or(text.strip_suffix("mn"))
        .unwrap_or(&text);
    if let Some((hours, rest)) = text.split_once(['h', ':']) {
        if rest.is_empty() {
            return decimal_hours(hours);
        }
        let (hours, rest): (u32, u32) = (hours.parse().ok()?, rest.parse().ok()?);
        return (rest < 60).then(|| i64::from(hours) * 60 + i64::from(rest));
    }
    text.parse::<u32>().ok().map(i64::from)
}

/// `1.5` hours in minutes.
fn decimal_hours(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: u32 = whole.parse().ok()?;
    let scale = 10i64.checked_pow(part.len().try_into().ok()?)?;
    let part: u32 = if part.is_empty() {
        0
    } else {
        part.parse().ok()?
    };
    Some(i64::from(whole) * 60 + (i64::from(part) * 60 + scale / 2) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, French};

    #[test]
    fn work_is_told_in_hours_and_minutes() {
        assert_eq!(minutes(French, 45), "45\u{202f}min");
        assert_eq!(minutes(French, 65), "1\u{202f}h\u{202f}05");
        assert_eq!(minutes(French, 180), "3\u{202f}h");
        assert_eq!(minutes(English, 65), "1 h 05");
    }

    #[test]
    fn an_age_over_a_day_is_told_in_days() {
        assert_eq!(span(French, 132), "2\u{202f}h\u{202f}12");
        assert_eq!(span(French, 7 * 1440 + 600), "7\u{202f}j");
        assert_eq!(span(English, 1440), "1 d");
        assert_eq!(span(French, -3), "0\u{202f}min");
    }

    #[test]
    fn a_stopwatch_counts_beyond_a_day() {
        assert_eq!(stopwatch(760), "00:12:40");
        assert_eq!(stopwatch(25 * 3600), "25:00:00");
    }

    #[test]
    fn typed_minutes_are_understood_in_every_usual_form() {
        for (typed, minutes) in [
            ("45", 45),
            ("45 min", 45),
            ("1h05", 65),
            ("1 h", 60),
            ("1:05", 65),
            ("1,5 h", 90),
            ("0", 0),
        ] {
            assert_eq!(parse_minutes(typed), Some(minutes), "{typed}");
        }
        for typed in ["", "abc", "1h75", "-3", "h"] {
            assert_eq!(parse_minutes(typed), None, "{typed}");
        }
    }
}
