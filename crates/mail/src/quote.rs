//! What somebody wrote, told from what they quote and from their signature.
//!
//! In French and English above all, as Outlook, Gmail, Apple Mail, Thunderbird, the French webmails and mobiles
//! write it. Where it is not sure that something is a quote, it stays.

/// Lines a signature has at most.
const SIGNATURE: usize = 15;
/// Lines an introduction is wrapped over at most.
const WRAPPED: usize = 3;

/// The line our own mails begin with, in small letters.
const OURS: [&str; 2] = ["répondez au-dessus de cette ligne", "reply above this line"];
const ORIGINAL: [&str; 7] = [
    "message d'origine",
    "original message",
    "mail original",
    "message original",
    "message initial",
    "e-mail d'origine",
    "ursprüngliche nachricht",
];
const FORWARDED: [&str; 4] = [
    "forwarded message",
    "message transféré",
    "mail transféré",
    "weitergeleitete nachricht",
];
const FORWARD_TITLES: [&str; 6] = ["tr:", "tr :", "fwd:", "fw:", "i:", "wg:"];
const MOBILE: [&str; 14] = [
    "envoyé de mon ",
    "envoyé depuis ",
    "envoyé à partir d",
    "envoyé avec ",
    "envoyé par ",
    "obtenir outlook pour ",
    "téléchargez outlook pour ",
    "télécharger outlook pour ",
    "sent from my ",
    "sent from mail for ",
    "sent from outlook",
    "sent from yahoo",
    "get outlook for ",
    "von meinem ",
];
const SENDER: [&str; 3] = ["de", "from", "von"];
const REST_OF_HEADER: [&str; 14] = [
    "envoyé",
    "date",
    "sent",
    "gesendet",
    "à",
    "a",
    "to",
    "an",
    "objet",
    "subject",
    "betreff",
    "cc",
    "copie à",
    "répondre à",
];

/// What introduces somebody else's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Intro {
    /// An answer's quote, which goes on behind this many lines.
    Quote(usize),
    /// Our own line: whatever follows is ours.
    Ours,
    /// Words sent on to us: they are what is said.
    Forward,
}

/// What its author wrote, of a mail with this title; everything when nothing else would be left.
pub fn visible(text: &str, title: &str) -> String {
    let title = title.trim_start().to_lowercase();
    if FORWARD_TITLES.iter().any(|mark| title.starts_with(mark)) {
        return tidy(text);
    }
    let all: Vec<&str> = text.lines().collect();
    let kept = without_quote(without_signature(&all));
    let mut kept = trimmed_lines(&kept);
    // A signature of each kind, one above the other.
    for _ in 0..4 {
        let shorter = without_mobile(without_signature(kept));
        if shorter.len() == kept.len() {
            break;
        }
        kept = shorter;
    }
    match kept.is_empty() {
        true => tidy(text),
        false => trimmed(kept),
    }
}

/// The lines without what they quote.
fn without_quote<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let found = (0..lines.len()).find_map(|at| Some((at, intro(lines, at)?)));
    let Some((at, intro)) = found else {
        return without_last_quote(lines).to_vec();
    };
    let (before, after) = match intro {
        Intro::Forward => return lines.to_vec(),
        Intro::Ours => {
            // An introduction may stand above, quoted or not.
            return without_quote(&lines[..at]);
        }
        Intro::Quote(height) => (&lines[..at], &lines[at + height..]),
    };
    let is_marked = after
        .iter()
        .find(|line| !is_blank(line))
        .is_some_and(|line| is_quoted(line));
    if !is_marked {
        return before.to_vec();
    }
    let quoted = after
        .iter()
        .position(|line| !is_blank(line) && !is_quoted(line));
    let Some(answer) = quoted else {
        return before.to_vec();
    };
    if trimmed_lines(before).is_empty() && !after[answer..].iter().any(|line| is_quoted(line)) {
        return after[answer..].to_vec();
    }
    // Answers between the quoted lines: they say nothing without these.
    without_last_quote(lines).to_vec()
}

/// The lines without those at the end that are marked as quoted, nor the introduction of these.
fn without_last_quote<'s, 'a>(lines: &'s [&'a str]) -> &'s [&'a str] {
    let own = lines
        .iter()
        .rposition(|line| !is_blank(line) && !is_quoted(line))
        .map_or(0, |at| at + 1);
    if !lines[own..].iter().any(|line| is_quoted(line)) {
        return lines;
    }
    let introduced = (0..own)
        .rev()
        .take(WRAPPED + 1)
        .find(|at| matches!(intro(lines, *at), Some(Intro::Quote(height)) if at + height >= own));
    &lines[..introduced.unwrap_or(own)]
}

/// What begins on this line.
fn intro(lines: &[&str], at: usize) -> Option<Intro> {
    let line = plain(lines[at]);
    if line.is_empty() {
        return None;
    }
    let bare = line.trim_start_matches(['>', ' ']);
    let within = bare.trim_matches(|c| c == '-' || c == '—' || c == ' ' || c == ':');
    if OURS.contains(&within) {
        return Some(Intro::Ours);
    }
    let is_ruled = bare.starts_with("---");
    if FORWARDED.contains(&within) && is_ruled
        || bare.starts_with("début du message transféré")
        || bare.starts_with("begin forwarded message")
    {
        return Some(Intro::Forward);
    }
    if is_quoted(&line) {
        return None;
    }
    if is_ruled && ORIGINAL.contains(&within) {
        let header = lines[at + 1..]
            .iter()
            .take_while(|line| is_blank(line) || key(line).is_some())
            .count();
        return Some(Intro::Quote(1 + header));
    }
    let is_line = line.len() >= 10 && line.chars().all(|c| c == '_');
    if is_line {
        let blanks = lines[at + 1..]
            .iter()
            .take_while(|line| is_blank(line))
            .count();
        let height = header(lines, at + 1 + blanks)?;
        return Some(Intro::Quote(1 + blanks + height));
    }
    header(lines, at)
        .or_else(|| attribution(lines, at))
        .map(Intro::Quote)
}

/// How many lines `Le … a écrit :` takes from here.
fn attribution(lines: &[&str], at: usize) -> Option<usize> {
    let first = plain(lines[at]);
    let begins = ["le ", "on ", "am "]
        .iter()
        .any(|word| first.starts_with(word));
    if !begins {
        return None;
    }
    let mut said = String::new();
    for (height, line) in lines[at..].iter().take(WRAPPED).enumerate() {
        let line = plain(line);
        if line.is_empty() {
            return None;
        }
        said.push_str(&line);
        said.push(' ');
        let told = said.trim_end().trim_end_matches(':').trim_end();
        let ends = said.trim_end().ends_with(':')
            && (told.ends_with("a écrit") || told.ends_with("wrote") || told.contains(" schrieb "));
        if ends {
            return is_dated(&said).then_some(height + 1);
        }
    }
    None
}

/// Whether there is a date in it: people also write that somebody wrote.
fn is_dated(said: &str) -> bool {
    let mut numbers = said.split(|c: char| !c.is_ascii_digit());
    numbers
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
        || said.split_whitespace().any(|word| {
            let parts: Vec<&str> = word.trim_matches(',').split(['/', '.']).collect();
            parts.len() == 3
                && parts
                    .iter()
                    .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// How many lines the header of a quoted mail takes from here: `De :`, and two more of its kind.
fn header(lines: &[&str], at: usize) -> Option<usize> {
    let first = key(lines.get(at)?)?;
    if !SENDER.contains(&first.as_str()) {
        return None;
    }
    let mut height = 1;
    let mut keys = Vec::new();
    for line in &lines[at + 1..] {
        match key(line) {
            Some(key) if REST_OF_HEADER.contains(&key.as_str()) => keys.push(key),
            // A long list of recipients goes on below.
            None if !is_blank(line) && height < 8 && keys.len() < 3 => {}
            _ => break,
        }
        height += 1;
    }
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    let is_header = has(&["envoyé", "date", "sent", "gesendet"])
        && has(&["à", "a", "to", "an", "objet", "subject", "betreff"]);
    is_header.then_some(height)
}

/// `Objet : …` is `objet`.
fn key(line: &str) -> Option<String> {
    let line = plain(line).replace('*', "");
    let (key, _) = line.split_once(':')?;
    let key = key.trim();
    (key.len() <= 14 && !key.is_empty()).then(|| key.to_owned())
}

fn without_signature<'s, 'a>(lines: &'s [&'a str]) -> &'s [&'a str] {
    let mark = lines
        .iter()
        .rposition(|line| *line == "-- " || *line == "--");
    match mark {
        Some(at)
            if lines.len() - at - 1 <= SIGNATURE && !trimmed_lines(&lines[..at]).is_empty() =>
        {
            trimmed_lines(&lines[..at])
        }
        _ => lines,
    }
}

fn without_mobile<'s, 'a>(lines: &'s [&'a str]) -> &'s [&'a str] {
    let lines = trimmed_lines(lines);
    let Some((last, before)) = lines.split_last() else {
        return lines;
    };
    let said = plain(last);
    let is_mark = MOBILE.iter().any(|mark| said.starts_with(mark)) && said.len() <= 160;
    match is_mark && !trimmed_lines(before).is_empty() {
        true => trimmed_lines(before),
        false => lines,
    }
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// In small letters, with ordinary spaces and apostrophes.
fn plain(line: &str) -> String {
    let spaced: String = line
        .chars()
        .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}'))
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => ' ',
            '’' => '\'',
            c => c,
        })
        .collect();
    spaced.trim().to_lowercase()
}

fn trimmed_lines<'s, 'a>(lines: &'s [&'a str]) -> &'s [&'a str] {
    let from = lines
        .iter()
        .position(|line| !is_blank(line))
        .unwrap_or(lines.len());
    let to = lines
        .iter()
        .rposition(|line| !is_blank(line))
        .map_or(from, |at| at + 1);
    &lines[from..to]
}

fn trimmed(lines: &[&str]) -> String {
    let ends = trimmed_lines(lines).iter();
    let lines: Vec<&str> = ends
        .map(|line| line.trim_end_matches([' ', '\t']))
        .collect();
    lines.join("\n")
}

/// Without blanks at line ends and empty lines around.
pub fn tidy(text: &str) -> String {
    trimmed(&text.lines().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_about_a_letter_is_no_introduction() {
        let text = "Le plombier a écrit :\nil passera mardi.";
        assert_eq!(visible(text, ""), text);
    }

    #[test]
    fn answers_between_quoted_lines_stay_with_them() {
        let text = "Le 3 mars 2026, Paul <p@x.example> a écrit :\n> Qui ?\nMoi.\n> Quand ?\nMardi.\n> Merci";
        assert_eq!(
            visible(text, "Re: Panne"),
            "Le 3 mars 2026, Paul <p@x.example> a écrit :\n> Qui ?\nMoi.\n> Quand ?\nMardi."
        );
    }

    #[test]
    fn what_is_sent_on_is_what_is_said() {
        let text = "Voyez.\n\n---------- Forwarded message ---------\nDe : Paul\nEnvoyé : hier\nÀ : moi\n\nPanne";
        assert_eq!(visible(text, "Fwd: Panne"), text);
        assert_eq!(visible(text, "Panne"), text);
    }

    #[test]
    fn nothing_else_left_means_everything() {
        let text = "> Panne\n> Merci";
        assert_eq!(visible(text, "Re:"), text);
    }
}
