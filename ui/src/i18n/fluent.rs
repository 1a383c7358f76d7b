//! The part of Fluent that `ui/locales` is written in: a line a sentence, or one choice by a number.
//!
//! Fluent's own library reads much more, and was a tenth of what a browser downloads; the tests hold
//! every sentence beside what it says.

use std::collections::HashMap;

use guichet_domain::Language;

use super::numbers;

/// What fills a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A count, which also chooses between forms.
    Number(i64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

macro_rules! numbers {
    ($($integer:ty),+) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Self::Number(number as i64)
            }
        }
    )+};
}

numbers!(i32, i64, u32, usize);

/// The sentences of one language, found by their keys.
pub struct Book {
    language: Language,
    sentences: HashMap<&'static str, &'static str>,
}

impl Book {
    /// Reads files of sentences.
    pub fn read(language: Language, texts: &[&'static str]) -> Self {
        let mut sentences = HashMap::new();
        for text in texts {
            let mut rest = *text;
            while let Some((key, sentence, after)) = next(rest) {
                sentences.insert(key, sentence);
                rest = after;
            }
        }
        Self {
            language,
            sentences,
        }
    }

    /// The sentence `key`, its places filled; none when no sentence is called so.
    pub fn say(&self, key: &str, values: &[(&str, Value)]) -> Option<String> {
        let sentence = self.sentences.get(key)?;
        let chosen = match sentence.split_once("->\n") {
            Some((place, forms)) => self.form(forms, value(place.trim_start_matches('{'), values)),
            None => sentence,
        };
        let mut said = String::with_capacity(chosen.len() + 16);
        let mut rest = chosen;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            said.push_str(before);
            match value(place, values) {
                Some(Value::Text(text)) => said.push_str(text),
                Some(Value::Number(number)) => {
                    said.push_str(&numbers::integer(self.language, *number))
                }
                None => said.push_str(place.trim()),
            }
            rest = after;
        }
        said.push_str(rest);
        Some(said)
    }

    /// The form of a number: its own, else that of one or of several.
    fn form(&self, forms: &'static str, value: Option<&Value>) -> &'static str {
        let number = match value {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Text(_)) | None => None,
        };
        let of = |tag: &str| {
            forms.lines().find_map(|line| {
                let (found, text) = line.trim_start_matches([' ', '*', '[']).split_once(']')?;
                (found == tag).then(|| text.trim())
            })
        };
        let own = number.and_then(|number| of(&number.to_string()));
        let one = number
            .filter(|number| is_one(self.language, *number))
            .and_then(|_| of("one"));
        own.or(one).or(of("other")).unwrap_or_default()
    }
}

/// French says zero in the singular.
fn is_one(language: Language, number: i64) -> bool {
    match language {
        Language::French => number == 0 || number == 1,
        Language::English => number == 1,
    }
}

fn value<'a>(place: &str, values: &'a [(&str, Value)]) -> Option<&'a Value> {
    let name = place.trim().trim_start_matches('$');
    let found = values.iter().find(|(held, _)| *held == name);
    found.map(|(_, value)| value)
}

/// The first sentence of a text, and what follows it.
fn next(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut rest = text;
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        match line.split_once(" = ") {
            Some((key, _)) if line.ends_with("->") => {
                let (forms, after) = rest.split_once("\n}").unwrap_or((rest, ""));
                return Some((key, &forms[key.len() + 3..], after));
            }
            Some((key, sentence)) if !line.starts_with('#') => {
                return Some((key, sentence.trim_end(), after));
            }
            _ if after.is_empty() => return None,
            _ => rest = after,
        }
    }
}
