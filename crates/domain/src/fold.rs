//! The one normaliser of search: what is stored and what is typed become the same words.
//!
//! Lower case, accents off, ligatures opened, split on everything but letters and digits; a
//! reference such as `INC-2031` is kept whole too (`inc2031`). Both engines store these words
//! and no others, so that they find the same rows.

use std::collections::BTreeSet;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Longest word kept, in characters.
const LONGEST: usize = 40;
/// What joins the parts of a reference.
const JOINERS: [char; 4] = ['-', '/', '.', '_'];

/// Accents off, lower case, ligatures opened; separators stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Most letters: nothing to decompose, and what combines with them goes.
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => decompose_compatible(c, |part| fold_part(part, &mut folded)),
        }
    }
    folded
}

fn fold_part(part: char, folded: &mut String) {
    if is_combining_mark(part) {
        return;
    }
    for c in part.to_lowercase() {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            other => folded.push(other),
        }
    }
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
    let mut found: BTreeSet<String> = BTreeSet::new();
    for text in texts {
        let folded = fold(text);
        for chunk in chunks(&folded) {
            for part in parts(chunk).map(shortened) {
                // Most words of a long text were met before.
                if !found.contains(part) {
                    found.insert(part.to_owned());
                }
            }
            if is_reference(chunk) {
                found.extend(ends(chunk));
            }
        }
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// What a person typed, as words that each may be the beginning of a stored one.
pub fn query(typed: &str) -> Vec<String> {
    let folded = fold(typed);
    let mut found: Vec<String> = Vec::new();
    for chunk in chunks(&folded) {
        let asked: Vec<String> = if is_reference(chunk) {
            ends(chunk).take(1).collect()
        } else {
            parts(chunk).filter_map(word).collect()
        };
        for word in asked {
            if !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found.truncate(12);
    found
}

/// Runs of letters, digits and what joins the parts of a reference; an apostrophe parts them,
/// so that `l'INC-2031` and `n°7571-4420` are found by the reference alone.
fn chunks(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric() && !JOINERS.contains(&c))
        .map(|chunk| chunk.trim_matches(JOINERS))
        .filter(|chunk| !chunk.is_empty())
}

fn parts(chunk: &str) -> impl Iterator<Item = &str> {
    chunk.split(JOINERS).filter(|part| !part.is_empty())
}

/// Joined words that hold a digit: serials and numbers of files.
fn is_reference(chunk: &str) -> bool {
    chunk.contains(JOINERS) && chunk.chars().any(char::is_numeric)
}

/// A reference whole, then from each of its further parts on: `4420-1183` finds `7571-4420-1183`.
fn ends(chunk: &str) -> impl Iterator<Item = String> {
    chunk
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && (*at == 0 || chunk[..*at].ends_with(JOINERS)))
        .map(|(at, _)| {
            let letters = chunk[at..].chars().filter(|c| !JOINERS.contains(c));
            letters.take(LONGEST).collect()
        })
}

fn word(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| shortened(text).to_owned())
}

fn shortened(text: &str) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
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
    fn what_is_folded_is_what_the_whole_text_decomposes_to() {
        use unicode_normalization::UnicodeNormalization;
        for text in [
            "E\u{301}te\u{301} ﬁn ½ ﷺ Ǆ İ ǅ",
            "한글 ｶﾞ ㍿",
            "a\u{315}\u{300}b",
            "ΑΣ ΐ",
        ] {
            let whole: String = text
                .nfkd()
                .filter(|c| !is_combining_mark(*c))
                .flat_map(char::to_lowercase)
                .collect();
            assert_eq!(fold(text), whole, "{text}");
        }
    }

    #[test]
    fn a_serial_is_found_whole_and_in_parts() {
        let stored = index(["Viessmann n° 7571-4420-1183"]);
        assert_eq!(stored, "1183 4420 44201183 7571 757144201183 n viessmann");
        assert_eq!(query("7571-4420"), ["75714420"]);
        assert_eq!(query("4420-1183"), ["44201183"]);
    }

    #[test]
    fn an_elision_or_a_sign_before_a_reference_does_not_hide_it() {
        for text in ["l'INC-2031", "n°INC-2031", "(réf:INC-2031)", "a,INC-2031"] {
            let stored = index([text]);
            assert!(stored.split(' ').any(|word| word == "inc2031"), "{stored}");
        }
        assert_eq!(query("l'INC-2031"), ["l", "inc2031"]);
    }

    #[test]
    fn nothing_typed_asks_for_nothing() {
        assert!(query("  ' \" * ( ").is_empty());
    }
}
