//! Numbers as each language writes them. Not for reading what people type.

use guichet_domain::Language;

/// A narrow space that does not break: French thousands, units and high punctuation.
pub const NARROW: char = '\u{202f}';

/// `1 284` or `1,284`.
pub fn integer(language: Language, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let separator = match language {
        Language::French => NARROW,
        Language::English => ',',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A whole number as such, another with one decimal: `12,5` or `12.5`.
pub fn decimal(language: Language, value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 {
        return integer(language, tenths / 10);
    }
    let point = match language {
        Language::French => ',',
        Language::English => '.',
    };
    let sign = if tenths < 0 && tenths / 10 == 0 {
        "-"
    } else {
        ""
    };
    format!(
        "{sign}{}{point}{}",
        integer(language, tenths / 10),
        (tenths % 10).abs()
    )
}

/// A size people read: `812 o`, `24 ko`, `3,2 Mo`.
pub fn size(language: Language, bytes: u64) -> String {
    let (units, space) = match language {
        Language::French => (["o", "ko", "Mo", "Go"], NARROW),
        Language::English => (["B", "kB", "MB", "GB"], ' '),
    };
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit < 3 {
        value /= 1000.0;
        unit += 1;
    }
    let shown = if value < 10.0 { value } else { value.round() };
    format!("{}{space}{}", decimal(language, shown), units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, French};

    #[test]
    fn thousands_are_parted_as_each_language_does() {
        assert_eq!(integer(French, 1_204_300), "1\u{202f}204\u{202f}300");
        assert_eq!(integer(English, 1_204_300), "1,204,300");
        assert_eq!(integer(French, -999), "-999");
    }

    #[test]
    fn a_decimal_keeps_one_figure_and_drops_a_zero() {
        assert_eq!(decimal(French, 12.5), "12,5");
        assert_eq!(decimal(English, 12.0), "12");
        assert_eq!(decimal(French, -0.5), "-0,5");
    }

    #[test]
    fn a_size_is_read_at_a_glance() {
        assert_eq!(size(French, 812), "812\u{202f}o");
        assert_eq!(size(French, 3_240_000), "3,2\u{202f}Mo");
        assert_eq!(size(English, 24_400), "24 kB");
    }
}
