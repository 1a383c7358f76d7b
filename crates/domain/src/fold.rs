//! The one normaliser of search: what is stored and what is typed become the same words.
//!
//! Lower case, accents off, ligatures opened, split on everything but letters and digits; a
//! reference such as `INC-2031` is kept whole too (`inc2031`). Both engines store these words
//! and no others, so that they find the same rows.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word kept, in characters.
const LONGEST: usize = 40;

/// Accents off, lower case, ligatures opened; separators stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            other => folded.push(other),
        }
    }
    folded
}

/// The words of a text, in order, without those inside references.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(word)
        .collect()
}

/// The words to store: those of [`words`] and the references whole, each once, in order of the alphabet.
pub fn index<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut found = BTreeSet::new();
    for text in texts {
        found.extend(words(text));
        found.extend(references(text));
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// Words joined by `-`, `/`, `.` or `_` that hold a digit: serials and numbers of files.
fn references(text: &str) -> impl Iterator<Item = String> {
    fold(text)
        .split(char::is_whitespace)
        .map(|chunk| {
            chunk
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_owned()
        })
        .filter(|chunk| {
            chunk.contains(['-', '/', '.', '_']) && chunk.chars().any(|c| c.is_ascii_digit())
        })
        .filter_map(|chunk| {
            word(
                &chunk
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect::<String>(),
            )
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// What a person typed, as words that each may be the beginning of a stored one.
pub fn query(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for chunk in typed.split_whitespace() {
        let whole: Vec<String> = references(chunk).collect();
        for word in if whole.is_empty() {
            words(chunk)
        } else {
            whole
        } {
            if !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found.truncate(12);
    found
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take(LONGEST).collect();
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_case_do_not_matter() {
        assert_eq!(
            words("L’œuvre d’Élodie, à Noël"),
            ["l", "oeuvre", "d", "elodie", "a", "noel"]
        );
        assert_eq!(fold("CŒUR"), "coeur");
    }

    #[test]
    fn a_serial_is_found_whole_and_in_parts() {
        let stored = index(["Viessmann n° 7571-4420-1183"]);
        assert_eq!(stored, "1183 4420 7571 757144201183 n viessmann");
        assert_eq!(query("7571-4420"), ["75714420"]);
    }

    #[test]
    fn nothing_typed_asks_for_nothing() {
        assert!(query("  ' \" * ( ").is_empty());
    }
}
