//! What people type: cleaned of what no engine stores, measured, never silently cut.

use crate::refusal::{Problem, Refusal};

/// Longest name, label or title, in characters.
pub const LINE: usize = 300;
/// Longest description or step, in characters.
pub const BODY: usize = 200_000;

/// One line of text: NUL and control characters out, spaces folded, not blank, at most [`LINE`].
pub fn line(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let text = optional_line(field, typed)?;
    if text.is_empty() {
        return Err(Refusal::invalid(field, Problem::Empty));
    }
    Ok(text)
}

/// Like [`line()`], but may be empty.
pub fn optional_line(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let spaced: String = typed
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let text = spaced
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    // A no-break space inside is French typography; at an end, or alone, it is nothing.
    within(field, text.trim().to_owned(), LINE)
}

/// Several lines: NUL and control characters out, line ends as `\n`, at most [`BODY`].
pub fn body(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let text: String = typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect();
    within(field, text.trim_end().to_owned(), BODY)
}

fn within(field: &'static str, text: String, most: usize) -> Result<String, Refusal> {
    if text.chars().count() > most {
        return Err(Refusal::invalid(field, Problem::TooLong));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_spaces_is_refused() {
        assert_eq!(
            line("label", " \t\n"),
            Err(Refusal::invalid("label", Problem::Empty))
        );
    }

    #[test]
    fn nul_bytes_leave_and_right_to_left_text_stays() {
        assert_eq!(line("label", "a\0b  c").as_deref(), Ok("a b c"));
        assert_eq!(line("label", "مرحبا 🎉").as_deref(), Ok("مرحبا 🎉"));
    }

    #[test]
    fn three_hundred_emoji_fit_and_one_more_does_not() {
        assert!(line("name", &"🎉".repeat(300)).is_ok());
        assert_eq!(
            line("name", &"🎉".repeat(301)),
            Err(Refusal::invalid("name", Problem::TooLong))
        );
    }

    #[test]
    fn a_description_of_three_megabytes_is_refused() {
        let typed = "x".repeat(3_000_000);
        assert_eq!(
            body("description", &typed),
            Err(Refusal::invalid("description", Problem::TooLong))
        );
    }
}
