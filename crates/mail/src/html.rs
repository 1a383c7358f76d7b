//! HTML of a mail: cleaned for showing, and as text.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ammonia::{Builder, UrlRelative};
use html2text::config;
use html2text::render::TextDecorator;

use crate::Warning;

/// Wider than almost any paragraph, which is not broken; cells are padded to their column.
const WIDE: usize = 5_000;
/// Elements that are never closed, and those people leave open.
const CHILDLESS: [&str; 14] = [
    "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "p", "li", "td", "th", "tr",
];

/// The HTML without what could act or call home, and what was left out. Pictures remain by `cid:` alone.
pub fn clean(html: &str) -> (String, Vec<Warning>) {
    let mut warnings = Vec::new();
    let small = html.to_ascii_lowercase();
    let holds = |what: &[&str]| what.iter().any(|tag| small.contains(tag));
    if holds(&[
        "<script",
        "<form",
        "<iframe",
        "<object",
        "<embed",
        "javascript:",
    ]) {
        warnings.push(Warning::ActiveContent);
    }
    let is_remote = Arc::new(AtomicBool::new(false));
    let met = Arc::clone(&is_remote);
    let schemes: HashSet<&str> = ["http", "https", "mailto", "tel", "cid"].into();
    let shown = Builder::default()
        .url_schemes(schemes)
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .strip_comments(true)
        .clean_content_tags(["script", "style", "title"].into())
        .attribute_filter(move |element, attribute, value| {
            let is_picture = (element, attribute) == ("img", "src");
            if is_picture && !value.trim_start().to_ascii_lowercase().starts_with("cid:") {
                met.store(true, Ordering::Relaxed);
                return None;
            }
            Some(value.into())
        })
        .clean(html)
        .to_string();
    if is_remote.load(Ordering::Relaxed) {
        warnings.push(Warning::RemoteImages);
    }
    (shown, warnings)
}

/// Whether reading this HTML costs no more than it is worth: as many elements, as deep, as people's mails have.
pub fn is_sane(html: &str) -> bool {
    const TAGS: usize = 50_000;
    const DEPTH: usize = 500;
    let (mut tags, mut depth) = (0, 0_usize);
    for (at, _) in html.match_indices('<') {
        match html.as_bytes().get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                tags += 1;
                let name = html[at + 1..]
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .next();
                let name = name.unwrap_or_default().to_ascii_lowercase();
                if !CHILDLESS.contains(&name.as_str()) {
                    depth += 1;
                }
            }
            _ => {}
        }
        if tags > TAGS || depth > DEPTH {
            return false;
        }
    }
    true
}

/// What the HTML says, as text: a paragraph a line, quotes behind `> `.
pub fn text(html: &str) -> String {
    // Cleaned, and without cells over several columns: a number nobody means makes the renderer fail.
    let plain = Builder::default()
        .clean_content_tags(["script", "style", "title"].into())
        .attribute_filter(|_, attribute, value| {
            (!matches!(attribute, "colspan" | "rowspan")).then(|| value.into())
        })
        .clean(html)
        .to_string();
    let rendered = std::panic::catch_unwind(|| {
        config::with_decorator(Plain)
            .no_table_borders()
            .no_link_wrapping()
            .string_from_read(plain.as_bytes(), WIDE)
    });
    match rendered {
        Ok(Ok(text)) => with_lists_apart(&text),
        // What cannot be laid out is told without any layout.
        _ => Builder::empty().clean(html).to_string(),
    }
}

/// A list stands apart from the line above it.
fn with_lists_apart(text: &str) -> String {
    let mut apart: Vec<&str> = Vec::new();
    for line in text.lines() {
        let follows = apart
            .last()
            .is_some_and(|above| !above.trim().is_empty() && !above.trim_start().starts_with("* "));
        if line.starts_with("* ") && follows {
            apart.push("");
        }
        apart.push(line);
    }
    apart.join("\n")
}

/// Words without ornament, but quotes and lists.
#[derive(Debug, Clone)]
struct Plain;

impl TextDecorator for Plain {
    type Annotation = ();

    fn decorate_link_start(&mut self, _: &str) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_link_end(&mut self) -> String {
        String::new()
    }

    fn decorate_em_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, _: &str, title: &str) -> (String, ()) {
        (title.to_owned(), ())
    }

    fn header_prefix(&self, _: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        "> ".into()
    }

    fn unordered_item_prefix(&self) -> String {
        "* ".into()
    }

    fn ordered_item_prefix(&self, rank: i64) -> String {
        format!("{rank}. ")
    }

    fn make_subblock_decorator(&self) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_left_out_and_told() {
        let (shown, warnings) = clean("<p onclick=\"x()\">Bonjour<script>x()</script></p>");
        assert_eq!(shown, "<p>Bonjour</p>");
        assert_eq!(warnings, [Warning::ActiveContent]);
    }

    #[test]
    fn pictures_from_elsewhere_are_not_called() {
        let (shown, warnings) =
            clean("<img alt=\"a>b\" src=\"https://suivi.example/p.gif\"><img src=\"cid:photo\">");
        assert!(!shown.contains("suivi"), "{shown}");
        assert!(shown.contains("cid:photo"), "{shown}");
        assert_eq!(warnings, [Warning::RemoteImages]);
    }

    #[test]
    fn a_cell_over_more_columns_than_there_are_is_read() {
        let read =
            text("<table><tr><td colspan=18446744073709551615>a</td><td>b</td></tr></table>");
        assert_eq!(read.split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn a_paragraph_is_a_line_and_a_quote_is_marked() {
        let text = text("<p>Bonjour,</p><p>Merci<br>Paul</p><blockquote>Avant</blockquote>");
        assert_eq!(text.trim(), "Bonjour,\n\nMerci\nPaul\n\n> Avant");
    }
}
