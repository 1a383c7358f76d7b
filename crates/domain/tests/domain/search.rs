//! Search: what is stored and what is typed become the same words.

use guichet_domain::fold::{fold, index, query, words};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Texts of the trade: words, elisions, serials, addresses, and whatever else a client sends.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "(([ldn]['’]|n°|réf:|\\()?[A-Za-zéèÉœ0-9]{1,8}([-/._ ,;:'][a-zàÉ0-9]{1,6}){0,4}[ .,)]){0,6}",
        "\\PC{0,80}",
    ]
}

fn finds(stored: &str, typed: &str) -> bool {
    let stored: Vec<&str> = stored.split(' ').collect();
    query(typed)
        .iter()
        .all(|asked| stored.iter().any(|word| word.starts_with(asked.as_str())))
}

#[test]
fn folding_twice_is_folding_once_for_every_character() {
    for c in '\0'..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn a_reference_is_found_from_any_of_its_parts_on() {
    let stored = index(["Chaudière n°7571-4420-1183 (réf. l'INC-2031/B), 192.168.1.20"]);
    for typed in [
        "7571-4420-1183",
        "7571-44",
        "4420-1183",
        "1183",
        "inc-2031",
        "INC-2031/B",
        "2031/b",
        "l’inc-2031",
        "192.168",
        "168.1.2",
        "chaudiere 7571-4420",
    ] {
        assert!(finds(&stored, typed), "{typed} in {stored}");
    }
    for typed in ["7571-4421", "4420-1184", "inc-2032", "420"] {
        assert!(!finds(&stored, typed), "{typed} in {stored}");
    }
}

#[test]
fn a_reference_of_ten_thousand_parts_is_stored_once_a_part_and_cut_to_forty_letters() {
    let stored = index(["a1-".repeat(10_000).as_str()]);
    let longest = stored.split(' ').map(str::len).max();
    assert_eq!(longest, Some(40));
    assert!(finds(&stored, "a1-a1-a1"));
}

proptest! {
    #[test]
    fn folding_is_idempotent(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn accents_and_case_do_not_matter(text in "[a-zàâäçéèêëîïôöùûüÿœ' -]{0,40}") {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(fold(&composed), fold(&decomposed));
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
        prop_assert!(fold(&text).is_ascii());
    }

    #[test]
    fn every_word_and_every_beginning_of_one_finds_its_text(text in text()) {
        let stored = index([text.as_str()]);
        for typed in text.split_whitespace() {
            for (end, c) in typed.char_indices() {
                let beginning = &typed[..end + c.len_utf8()];
                prop_assert!(finds(&stored, beginning), "{beginning:?} in {stored:?}");
            }
        }
    }

    #[test]
    fn every_word_of_a_text_is_stored(text in text()) {
        let stored = index([text.as_str()]);
        for word in words(&text) {
            prop_assert!(stored.split(' ').any(|known| known == word), "{word:?} in {stored:?}");
        }
    }

    #[test]
    fn a_query_is_twelve_different_words_at_most(typed in "\\PC{0,300}") {
        let asked = query(&typed);
        prop_assert!(asked.len() <= 12);
        for (place, word) in asked.iter().enumerate() {
            prop_assert!(!asked[..place].contains(word));
            prop_assert!(word.chars().all(char::is_alphanumeric) && !word.is_empty());
        }
    }
}
