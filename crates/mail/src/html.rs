//! HTML of a mail: cleaned for showing, and as text.

use std::collections::HashSet;

use ammonia::{Builder, UrlRelative};
use html2text::config;
use html2text::render::TextDecorator;

use crate::Warning;

/// Wider than any line: paragraphs are not broken.
const WIDE: usize = 100_000;

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
    let is_remote = |address: &str| {
        let address = address.trim_start().to_ascii_lowercase();
        address.starts_with("http:") || address.starts_with("https:") || address.starts_with("//")
    };
    let remote = std::cell::Cell::new(false);
    let schemes: HashSet<&str> = ["http", "https", "mailto", "tel", "cid"].into();
    let cleaned = Builder::default()
        .url_schemes(schemes)
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .strip_comments(true)
        .clean_content_tags(["script", "style", "title"].into())
        .clean(html);
    let shown = cleaned.to_string();
    let shown = without_remote_pictures(&shown, |address| {
        let is = is_remote(address);
        remote.set(remote.get() || is);
        is
    });
    if remote.get() {
        warnings.push(Warning::RemoteImages);
    }
    (shown, warnings)
}

/// Cleaned HTML whose pictures from elsewhere have lost their address; the cleaner wrote every attribute quoted.
fn without_remote_pictures(html: &str, is_remote: impl Fn(&str) -> bool) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let (before, picture) = rest.split_at(at);
        let end = picture.find('>').map_or(picture.len(), |end| end + 1);
        let (tag, after) = picture.split_at(end);
        shown.push_str(before);
        let source = tag
            .find("src=\"")
            .and_then(|at| Some((at, tag[at + 5..].find('"')? + at + 5)));
        match source {
            Some((from, to)) if is_remote(&tag[from + 5..to]) => {
                shown.push_str(&tag[..from]);
                shown.push_str(&tag[to + 1..]);
            }
            _ => shown.push_str(tag),
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// What the HTML says, as text: a paragraph a line, quotes behind `> `.
pub fn text(html: &str) -> String {
    let rendered = config::with_decorator(Plain)
        .no_table_borders()
        .no_link_wrapping()
        .string_from_read(html.as_bytes(), WIDE);
    match rendered {
        Ok(text) => with_lists_apart(&text),
        // Too narrow is the one failure, and nothing is wider than the page.
        Err(_) => html.to_owned(),
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
            clean("<img src=\"https://suivi.example/p.gif\" alt=\"x\"><img src=\"cid:photo\">");
        assert!(!shown.contains("suivi"), "{shown}");
        assert!(shown.contains("cid:photo"), "{shown}");
        assert_eq!(warnings, [Warning::RemoteImages]);
    }

    #[test]
    fn a_paragraph_is_a_line_and_a_quote_is_marked() {
        let text = text("<p>Bonjour,</p><p>Merci<br>Paul</p><blockquote>Avant</blockquote>");
        assert_eq!(text.trim(), "Bonjour,\n\nMerci\nPaul\n\n> Avant");
    }
}
