//! R13: a caller's number is the same however somebody typed it.

use guichet_domain::directory::phone_digits;
use proptest::prelude::*;
use proptest::sample::select;

/// A French number, national, ten digits from `01` to `09`.
fn french() -> impl Strategy<Value = String> {
    "0[1-9][0-9]{8}"
}

fn spaced(digits: &str, separator: &str) -> String {
    let pairs: Vec<&str> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).expect("digits are ASCII"))
        .collect();
    pairs.join(separator)
}

#[test]
fn r13_a_number_abroad_is_the_same_with_a_plus_or_two_zeros() {
    for typed in ["+32 2 555 12 34", "0032 2 555 12 34", "(+32) 2/555.12.34"] {
        assert_eq!(phone_digits(typed), "3225551234", "{typed}");
    }
    for typed in ["+44 20 7946 0018", "0044 20 7946 0018"] {
        assert_eq!(phone_digits(typed), "442079460018", "{typed}");
    }
    // A national number that begins like a country's code is not one.
    assert_eq!(phone_digits("33 29 75 50 18 4"), "33297550184");
}

#[test]
fn r13_an_extension_and_an_empty_field_stay_what_they_are() {
    assert_eq!(phone_digits("3312"), "3312");
    assert_eq!(phone_digits("poste 214"), "214");
    assert_eq!(phone_digits(""), "");
    assert_eq!(phone_digits("00"), "");
}

proptest! {
    #[test]
    fn r13_a_french_number_has_one_form(
        national in french(),
        separator in select(vec!["", " ", ".", "-", "/", "\u{a0}"]),
        prefix in select(vec!["", "+33", "0033", "+33(0)", "+33 (0)", " +33 ", "(+33) ", "tél. 0033 "]),
    ) {
        let spaced = spaced(&national, separator);
        let typed = if prefix.is_empty() { spaced } else { format!("{prefix}{}", &spaced[1..]) };
        prop_assert_eq!(phone_digits(&typed), national);
    }

    #[test]
    fn r13_only_digits_remain_and_reading_them_again_changes_nothing_national(typed in "\\PC{0,30}", national in french()) {
        prop_assert!(phone_digits(&typed).chars().all(|c| c.is_ascii_digit()));
        prop_assert_eq!(phone_digits(&phone_digits(&national)), national);
    }
}
