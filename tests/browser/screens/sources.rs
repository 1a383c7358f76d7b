//! Which screens there are, as the source of the interface says.
//!
//! Its crate is WebAssembly and cannot be linked here, so its enums are read as text.

use std::fs;
use std::path::{Path, PathBuf};

const ROUTE: &str = include_str!("../../../ui/src/route.rs");
const APP: &str = include_str!("../../../ui/src/app.rs");
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src");

/// Every page.
pub fn routes() -> Vec<String> {
    variants(ROUTE, "pub enum Route {")
}

/// The code of every section of the settings, as its address has it.
pub fn sections() -> Vec<String> {
    let block = block(ROUTE, "sections! {");
    block
        .filter_map(|line| Some(line.split_once(" = \"")?.1.split_once('"')?.0.to_owned()))
        .collect()
}

/// Everything that opens over a page from the frame.
pub fn overlays() -> Vec<String> {
    variants(ROUTE, "pub enum Overlay {")
}

/// Everything there is before the pages.
pub fn doors() -> Vec<String> {
    variants(APP, "enum Door {")
}

/// The component of every dialog, wherever it is.
pub fn dialogs() -> Vec<String> {
    let mut found: Vec<String> = files(Path::new(SOURCES))
        .iter()
        .filter(|file| !file.ends_with("components/dialog.rs"))
        .flat_map(|file| dialogs_of(&read(file)))
        .collect();
    found.sort();
    found
}

/// The functions that draw a dialog.
fn dialogs_of(source: &str) -> Vec<String> {
    source
        .match_indices("<Dialog")
        .filter(|(at, opening)| source[at + opening.len()..].starts_with([' ', '\n']))
        .map(|(at, _)| {
            let before = &source[..at];
            let name = before
                .rmatch_indices("fn ")
                .map(|(at, _)| &before[at + "fn ".len()..])
                .find(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
            let name = name.unwrap_or_else(|| panic!("a dialog is in no component: {before}"));
            word(name)
        })
        .collect()
}

/// The variants of an enum.
fn variants(source: &str, opening: &str) -> Vec<String> {
    let names: Vec<String> = block(source, opening)
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(word)
        .collect();
    assert!(!names.is_empty(), "“{opening}” lists nothing");
    names
}

/// The lines between an opening and the brace that ends it.
fn block<'a>(source: &'a str, opening: &str) -> impl Iterator<Item = &'a str> {
    let (_, rest) = source
        .split_once(opening)
        .unwrap_or_else(|| panic!("“{opening}” is no more in the source of the interface"));
    rest.lines().take_while(|line| *line != "}")
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_ascii_alphanumeric())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|e| panic!("{} cannot be read: {e}", folder.display()));
    let paths = entries.map(|entry| {
        entry
            .unwrap_or_else(|e| panic!("{} cannot be read: {e}", folder.display()))
            .path()
    });
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|e| panic!("{} cannot be read: {e}", file.display()))
}

#[test]
fn the_screens_of_the_interface_are_found_in_its_source() {
    let has = |list: Vec<String>, name: &str| assert!(list.contains(&name.to_owned()), "{list:?}");
    has(routes(), "Queue");
    has(routes(), "Nowhere");
    has(sections(), "accounts");
    has(overlays(), "Palette");
    has(doors(), "FirstStart");
    has(dialogs(), "RejectDialog");
    has(dialogs(), "KeysDialog");
}

#[test]
fn the_fields_of_a_variant_are_no_screens() {
    let source = "enum Route {\n    /// One.\n    Ticket {\n        /// Its number.\n        number: i64,\n    },\n    Queue,\n}\n";
    assert_eq!(variants(source, "enum Route {"), ["Ticket", "Queue"]);
}
