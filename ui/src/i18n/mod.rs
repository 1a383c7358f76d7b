//! Words, dates and numbers in French and English, switched live.
//!
//! `t!("key")` and `t!("key", name = value)` are the only way to show a sentence; the keys live
//! in `ui/locales`. Not for what people typed, nor for what the office answers: it sends codes.

pub mod dates;
pub mod durations;
pub mod names;
pub mod numbers;
pub mod when;

use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use guichet_domain::Language;
use unic_langid::LanguageIdentifier;

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

type Bundle = FluentBundle<FluentResource>;

struct Voice {
    language: Language,
    french: Bundle,
    english: Bundle,
}

thread_local! {
    static VOICE: RefCell<Voice> = RefCell::new(Voice {
        language: Language::French,
        french: bundle(Language::French),
        english: bundle(Language::English),
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
pub fn sentence(key: &str, values: &[(&str, FluentValue<'static>)]) -> String {
    VOICE.with_borrow(|voice| {
        let spoken = match voice.language {
            Language::French => &voice.french,
            Language::English => &voice.english,
        };
        // A missing translation shows English rather than a key; the tests refuse one.
        format(spoken, key, values)
            .or_else(|| format(&voice.english, key, values))
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

fn format(bundle: &Bundle, key: &str, values: &[(&str, FluentValue<'static>)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        args.set(*name, value.clone());
    }
    let mut errors = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned(),
    )
}

fn bundle(language: Language) -> Bundle {
    let texts = match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    };
    let id: LanguageIdentifier = language
        .code()
        .parse()
        .expect("both codes are language identifiers");
    let mut bundle = Bundle::new(vec![id]);
    // Fluent would wrap every value in invisible direction marks, which copies and tests then carry.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::French => french_number,
        Language::English => english_number,
    }));
    for text in texts {
        // A broken line costs its own sentence only; the tests refuse it before it ships.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(kept, _)| kept);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn french_number<M>(value: &FluentValue, _: &M) -> Option<String> {
    number(Language::French, value)
}

fn english_number<M>(value: &FluentValue, _: &M) -> Option<String> {
    number(Language::English, value)
}

fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::decimal(language, number.value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
