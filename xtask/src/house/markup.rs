//! The interface's markup: styles are classes, and raw HTML enters in one place.

use regex::Regex;

use super::tree::{File, Tree};

const INTERFACE: &str = "ui/src/";

/// The one file that may turn a text into markup: the symbols of our own icons.
const RAW_MARKUP: &str = "ui/src/app.rs";

/// A style attribute and the text that follows it, up to the first string.
const STYLE: &str = r#"\bstyle=([^"]{0,40})"([^"]*)""#;

/// Inline styles that set more than custom properties, and raw markup elsewhere than in its file.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let style = Regex::new(STYLE).expect("the pattern is a constant, tried by the tests");
    tree.under(INTERFACE, ".rs")
        .flat_map(|file| {
            inline_styles(file, &style)
                .into_iter()
                .chain(raw_markup(file))
        })
        .collect()
}

fn inline_styles(file: &File, style: &Regex) -> Vec<String> {
    let attributes = file.text.match_indices("style=").filter(|(start, _)| {
        let before = file.text[..*start].chars().next_back();
        before.is_some_and(char::is_whitespace)
    });
    attributes
        .filter(|(start, _)| !sets_properties_only(&file.text[*start..], style))
        .map(|(start, _)| format!("{}: an inline style; use a class", file.place(start)))
        .collect()
}

/// A measure the program computes (`--share: 40%`) has no other way into a style sheet.
fn sets_properties_only(attribute: &str, style: &Regex) -> bool {
    let value = style
        .captures(attribute)
        .filter(|found| found.get(0).is_some_and(|whole| whole.start() == 0));
    let declarations = value.as_ref().map(|found| found[2].split(';'));
    declarations
        .is_some_and(|mut all| all.all(|one| one.trim().is_empty() || one.trim().starts_with("--")))
}

fn raw_markup(file: &File) -> Option<String> {
    let start = file.text.find(concat!("from_html", "_unchecked"))?;
    (file.path != RAW_MARKUP)
        .then(|| format!("{}: raw HTML belongs in {RAW_MARKUP}", file.place(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_about(text: &str) -> Vec<String> {
        complaints(&Tree::made_of(&[("ui/src/pages/a.rs", text)]))
    }

    #[test]
    fn inline_styles_are_found() {
        for text in [
            r#"<p style="color: red">"#,
            r#"<p style={format!("width: {x}")}>"#,
            r#"<p style="--x: 1; color: red">"#,
            r#"<p style={width}><b class="a">"#,
        ] {
            assert_eq!(
                said_about(text),
                ["ui/src/pages/a.rs:1: an inline style; use a class"],
                "{text}"
            );
        }
    }

    #[test]
    fn custom_properties_may_be_set() {
        for text in [
            r#"<p style="--share: 40%">"#,
            r#"<p style={format!("--x: {x}; --y: {y}")}>"#,
        ] {
            assert!(said_about(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn raw_markup_has_one_home() {
        let text = concat!("Html::from_html", "_unchecked(text)");
        assert_eq!(said_about(text).len(), 1);
        assert!(complaints(&Tree::made_of(&[(RAW_MARKUP, text)])).is_empty());
    }
}
