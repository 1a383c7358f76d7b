//! `format=flowed` (RFC 3676): lines that a client broke are put together again.

/// The paragraphs of flowed text; `deletes` says that the space before a break goes too (`DelSp=yes`).
pub fn unfold(text: &str, deletes: bool) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let stuffed = &line[depth..];
        let body = stuffed.strip_prefix(' ').unwrap_or(stuffed);
        let is_signature = body == "-- ";
        let is_flowed = body.ends_with(' ') && !is_signature;
        let kept = match (is_flowed && deletes, body.strip_suffix(' ')) {
            (true, Some(shorter)) => shorter,
            _ => body,
        };
        match (open, paragraphs.last_mut()) {
            (Some(above), Some(paragraph)) if above == depth && !is_signature => {
                paragraph.push_str(kept);
            }
            _ => paragraphs.push(format!("{}{kept}", quoted(depth))),
        }
        open = is_flowed.then_some(depth);
    }
    paragraphs.join("\n")
}

fn quoted(depth: usize) -> String {
    match depth {
        0 => String::new(),
        depth => format!("{} ", ">".repeat(depth)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_one_again() {
        let text = "La chaudière \nest froide.\n\nMerci\n-- \nPaul";
        assert_eq!(
            unfold(text, false),
            "La chaudière est froide.\n\nMerci\n-- \nPaul"
        );
    }

    #[test]
    fn a_quote_goes_on_in_its_own_depth() {
        assert_eq!(unfold("> un \n> deux\ntrois", false), "> un deux\ntrois");
        assert_eq!(unfold("> un \ndeux", false), "> un \ndeux");
    }

    #[test]
    fn the_space_before_a_break_may_go_and_a_stuffed_one_does() {
        assert_eq!(
            unfold("anti \nconstitutionnel\n From", true),
            "anticonstitutionnel\nFrom"
        );
    }
}
