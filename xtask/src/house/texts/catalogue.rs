//! The texts of one language, from its Fluent files.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Attribute, Entry, Resource},
    parser,
    serializer::serialize,
};

use crate::house::tree::{File, Tree};

/// Keys of one language, each with its file and the values it has room for.
pub struct Catalogue {
    language: &'static str,
    texts: BTreeMap<String, Text>,
}

struct Text {
    path: String,
    values: BTreeSet<String>,
}

impl Catalogue {
    /// Reads a language, with complaints about what cannot be read.
    pub fn read(tree: &Tree, language: &'static str) -> (Self, Vec<String>) {
        let mut catalogue = Self {
            language,
            texts: BTreeMap::new(),
        };
        let mut said = Vec::new();
        for file in tree.under(&format!("ui/locales/{language}/"), ".ftl") {
            said.extend(catalogue.add(file));
        }
        if catalogue.texts.is_empty() {
            said.push(format!("ui/locales/{language} holds no text"));
        }
        (catalogue, said)
    }

    fn add(&mut self, file: &File) -> Vec<String> {
        let path = &file.path;
        let resource = match parser::parse_runtime(file.text.as_str()) {
            Ok(resource) => resource,
            Err((_, errors)) => return vec![format!("{path}: not Fluent, {}", errors[0])],
        };
        let texts = resource.body.into_iter().flat_map(texts_of);
        texts
            .filter_map(|(key, values)| {
                let text = Text {
                    path: path.clone(),
                    values,
                };
                let twin = self.texts.insert(key.clone(), text);
                twin.map(|_| format!("{path}: {key} is there twice"))
            })
            .collect()
    }

    /// Is there a text of this name?
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// The texts that the interface can show, with their files: terms are for other texts.
    pub fn messages(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self
            .texts
            .iter()
            .filter(|(key, _)| !key.starts_with('-') && !key.contains('.'));
        texts.map(|(key, text)| (key.as_str(), text.path.as_str()))
    }

    /// What this language has and the other has not, or fills otherwise.
    pub fn complaints_beside(&self, other: &Self) -> Vec<String> {
        let (ours, theirs) = (self.language, other.language);
        let complaint = |(key, text): (&String, &Text)| match other.texts.get(key) {
            None => Some(format!("{key} is in {ours} and not in {theirs}")),
            // Told once, by the language that comes last in the alphabet.
            Some(twin) if twin.values != text.values && ours > theirs => Some(format!(
                "{ours} and {theirs} fill different values into {key}"
            )),
            Some(_) => None,
        };
        self.texts.iter().filter_map(complaint).collect()
    }
}

fn texts_of(entry: Entry<&str>) -> Vec<(String, BTreeSet<String>)> {
    let (key, attributes) = match &entry {
        Entry::Message(message) => (message.id.name.to_owned(), names(&message.attributes)),
        Entry::Term(term) => (format!("-{}", term.id.name), names(&term.attributes)),
        _ => return Vec::new(),
    };
    let values = values_in(entry);
    let attributes = attributes
        .into_iter()
        .map(|name| (format!("{key}.{name}"), BTreeSet::new()));
    attributes.chain([(key.clone(), values)]).collect()
}

fn names(attributes: &[Attribute<&str>]) -> Vec<String> {
    attributes
        .iter()
        .map(|attribute| attribute.id.name.to_owned())
        .collect()
}

/// Written out again, an entry shows its values as `$name`, however deep they are nested.
fn values_in(entry: Entry<&str>) -> BTreeSet<String> {
    let written = serialize(&Resource { body: vec![entry] });
    let after_dollar = written.split('$').skip(1);
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    after_dollar
        .map(|rest| rest.chars().take_while(|letter| is_name(*letter)).collect())
        .collect()
}
