//! Words, dates and numbers in French and English, switched live.
//!
//! `t!("key")` and `t!("key", name = value)` are the only way to show a sentence; the keys live
//! in `ui/locales`. Not for what people typed, nor for what the office answers: it sends codes.

pub mod dates;
pub mod durations;
mod fluent;
pub mod names;
pub mod numbers;
pub mod when;

use std::cell::RefCell;

use fluent::Book;
pub use fluent::Value;
use guichet_domain::Language;

macro_rules! locale {
    ($folder:literal) => {
        &[
            include_str!(concat!("../../locales/", $folder, "/words.ftl")),
            include_str!(concat!("../../locales/", $folder, "/kit.ftl")),
            include_str!(concat!("../../locales/", $folder, "/keys.ftl")),
            include_str!(concat!("../../locales/", $folder, "/errors.ftl")),
            include_str!(concat!("../../locales/", $folder, "/gate.ftl")),
            include_str!(concat!("../../locales/", $folder, "/shell.ftl")),
            include_str!(concat!("../../locales/", $folder, "/queue.ftl")),
            include_str!(concat!("../../locales/", $folder, "/ticket.ftl")),
            include_str!(concat!("../../locales/", $folder, "/reception.ftl")),
            include_str!(concat!("../../locales/", $folder, "/directory.ftl")),
            include_str!(concat!("../../locales/", $folder, "/settings.ftl")),
            include_str!(concat!("../../locales/", $folder, "/palette.ftl")),
        ]
    };
}

const FRENCH: &[&str] = locale!("fr");
const ENGLISH: &[&str] = locale!("en");

struct Voice {
    language: Language,
    french: Book,
    english: Book,
}

thread_local! {
    static VOICE: RefCell<Voice> = RefCell::new(Voice {
        language: Language::French,
        french: Book::read(Language::French, FRENCH),
        english: Book::read(Language::English, ENGLISH),
    });
}

/// A sentence of the current language.
#[macro_export]
macro_rules! t {
    ($key:literal) => { $crate::i18n::sentence($key, &[]) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::sentence($key, &[$((stringify!($name), $value.into())),+])
    };
}

/// The language spoken now.
pub fn language() -> Language {
    VOICE.with_borrow(|voice| voice.language)
}

/// Speaks `language` from the next sentence on; what is on the screen must be drawn again.
pub fn speak(language: Language) {
    VOICE.with_borrow_mut(|voice| voice.language = language);
}

/// The sentence `key`, its places filled from `values`. Called through `t!`.
pub fn sentence(key: &str, values: &[(&str, Value)]) -> String {
    VOICE.with_borrow(|voice| {
        let spoken = match voice.language {
            Language::French => &voice.french,
            Language::English => &voice.english,
        };
        // A missing translation shows English rather than a key; the tests refuse one.
        spoken
            .say(key, values)
            .or_else(|| voice.english.say(key, values))
            .unwrap_or_else(|| key.to_owned())
    })
}

/// A text without accents nor capitals, to compare what is typed with what is shown.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

const fn plain(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'á' | 'ã' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' => 'i',
        'ñ' => 'n',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ÿ' => 'y',
        '’' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests;
