//! The two locales say the same things, every sentence is used, and French is set as French is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;
use guichet_domain::{
    Channel, Criticality, InterventionStatus, Language, LinkKind, Priority, Role, Segment, Stage,
    Status, StepKind,
};

use super::{ENGLISH, FRENCH, names, sentence, speak};
use crate::keys::{Action, Screen};

/// What the office may say is wrong with a field.
const PROBLEMS: [&str; 8] = [
    "empty",
    "too_long",
    "in_future",
    "out_of_range",
    "unknown",
    "taken",
    "one_required",
    "weak",
];

/// Why the way to a server may end before the office.
const REACHES: [&str; 16] = [
    "storage",
    "unknown_host",
    "refused",
    "silent",
    "certificate",
    "authority",
    "plain",
    "retired",
    "not_admitted",
    "no_database",
    "not_prepared",
    "old_server",
    "no_rights",
    "busy",
    "old_schema",
    "not_ours",
];

/// Each key with the names of its places.
fn sentences(texts: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let mut current = String::new();
    for line in texts.iter().flat_map(|text| text.lines()) {
        let starts = line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        if let (true, Some((key, _))) = (starts, line.split_once(" = ")) {
            current = key.to_owned();
            let twice = found.insert(current.clone(), BTreeSet::new()).is_some();
            assert!(!twice, "{current} is said twice");
        }
        let places = line.split('$').skip(1).map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect::<String>()
        });
        found.entry(current.clone()).or_default().extend(places);
    }
    found
}

fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("i18n/tests.rs")
        {
            into.push_str(&fs::read_to_string(&path).expect("a readable source"));
        }
    }
}

fn all_sources() -> String {
    let mut text = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut text,
    );
    text
}

/// Keys made from codes, which no search of the sources finds.
fn families() -> BTreeSet<String> {
    fn family<T: Copy>(list: &str, all: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
        all.iter()
            .map(|word| format!("{list}-{}", code(*word).replace('_', "-")))
            .collect()
    }
    let mut keys = Vec::new();
    keys.extend(family("status", Status::ALL, Status::code));
    keys.extend(family("short-status", Status::ALL, Status::code));
    keys.extend(family("stage", Stage::ALL, Stage::code));
    keys.extend(family("criticality", Criticality::ALL, Criticality::code));
    keys.extend(family("priority", Priority::ALL, Priority::code));
    keys.extend(family("channel", Channel::ALL, Channel::code));
    keys.extend(family("step", StepKind::ALL, StepKind::code));
    keys.extend(family("role", Role::ALL, Role::code));
    keys.extend(family("segment", Segment::ALL, Segment::code));
    keys.extend(family(
        "intervention",
        InterventionStatus::ALL,
        InterventionStatus::code,
    ));
    keys.extend(family("link", LinkKind::ALL, LinkKind::code));
    keys.extend(family("problem", &PROBLEMS, |problem| problem));
    keys.extend(family("reach", &REACHES, |reach| reach));
    keys.extend(family("key", Action::ALL, Action::code));
    keys.extend(family("keys", Screen::ALL, Screen::code));
    keys.into_iter().collect()
}

#[test]
fn every_file_of_the_locales_is_readable() {
    for text in FRENCH.iter().chain(ENGLISH) {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{errors:?} in {text}");
        }
    }
}

#[test]
fn both_languages_say_the_same_sentences_with_the_same_places() {
    let (french, english) = (sentences(FRENCH), sentences(ENGLISH));
    for (key, places) in &french {
        assert_eq!(Some(places), english.get(key), "{key}");
    }
    assert_eq!(
        french.len(),
        english.len(),
        "{:?}",
        english.keys().find(|key| !french.contains_key(*key))
    );
}

#[test]
fn every_sentence_asked_for_exists_and_every_sentence_is_asked_for() {
    let (known, text, families) = (sentences(FRENCH), all_sources(), families());
    // `format!("` ends like `t!("`; only the latter asks for a sentence.
    let asked = text
        .match_indices("t!(\"")
        .filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
    for (at, opening) in asked {
        let key = text[at + opening.len()..]
            .split('"')
            .next()
            .unwrap_or_default();
        assert!(
            known.contains_key(key) || key == "key",
            "{key} has no sentence"
        );
    }
    let unsaid: Vec<&String> = known
        .keys()
        .filter(|key| !key.is_empty() && !families.contains(*key))
        .filter(|key| !text.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unsaid.is_empty(), "never said: {unsaid:?}");
    for key in &families {
        assert!(known.contains_key(key), "{key} has no sentence");
    }
}

#[test]
fn french_signs_stand_after_the_spaces_french_gives_them() {
    for line in FRENCH
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.starts_with('#'))
    {
        for wrong in [
            " ;", " !", " ?", " :", "« ", " »", "'", "\u{a0};", "\u{a0}!", "\u{a0}?",
        ] {
            assert!(!line.contains(wrong), "{wrong:?} in {line}");
        }
    }
}

#[test]
fn a_sentence_follows_the_language_and_sets_its_numbers() {
    speak(Language::French);
    assert_eq!(names::stage(Stage::Correction), "correction en cours");
    let many = sentence("shell-to-see", &[("count", 1284.into())]);
    assert_eq!(many, "1\u{202f}284 à voir");
    speak(Language::English);
    assert_eq!(names::stage(Stage::Correction), "being corrected");
    assert_eq!(
        sentence("shell-to-see", &[("count", 1284.into())]),
        "1,284 to see"
    );
}
