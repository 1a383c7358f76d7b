//! Subjects: what stays of one whatever answers and forwards put before it, and the tickets it names.

/// What mail programs put before a subject they answer or forward, in the languages met.
const PREFIXES: [&str; 14] = [
    "re", "ré", "rép", "réf", "fw", "fwd", "tr", "aw", "wg", "sv", "vs", "antw", "rv", "res",
];

/// A subject without what answering and forwarding add, in small letters, spaces folded.
pub fn canonical(subject: &str) -> String {
    let small = subject.to_lowercase();
    let mut rest = small.trim();
    loop {
        let shorter = without_prefix(without_token(rest));
        if shorter == rest {
            break;
        }
        rest = shorter;
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without `Re:`, `TR :`, `Re[2]:` at its beginning.
fn without_prefix(subject: &str) -> &str {
    let Some((before, after)) = subject.split_once(':') else {
        return subject;
    };
    let word = before.trim().split(['[', '(']).next().unwrap_or_default();
    match PREFIXES.contains(&word.trim()) {
        true => after.trim_start(),
        false => subject,
    }
}

/// Without `[Guichet 18412]` at its beginning.
fn without_token(subject: &str) -> &str {
    let Some(inside) = subject.strip_prefix("[") else {
        return subject;
    };
    match inside.split_once(']') {
        Some((token, after)) if number_in(token).is_some() => after.trim_start(),
        Some(_) | None => subject,
    }
}

/// The tickets a subject names between square brackets, as `[Guichet 18412]` or `[#18412]`, in their order.
pub fn numbers(subject: &str) -> Vec<i64> {
    let inside = subject.split('[').skip(1);
    let tokens = inside.filter_map(|rest| rest.split_once(']'));
    tokens.filter_map(|(token, _)| number_in(token)).collect()
}

/// The number a token ends with; what stands before it is a name of at most a few words.
fn number_in(token: &str) -> Option<i64> {
    let last = token.rsplit([' ', '#', '\u{a0}', '\u{202f}']).next()?;
    let number = last.parse().ok()?;
    (number > 0 && last.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r22_answers_and_forwards_have_the_subject_they_answer() {
        for subject in [
            "Panne de caisse",
            "Re: Panne de caisse",
            "RE : TR: panne  de caisse",
            "Re[2]: Panne de caisse",
            "[Guichet 18412] Panne de caisse",
            "Re: [Guichet 18412] RE: Panne de caisse",
            "Rép : Panne de caisse",
        ] {
            assert_eq!(canonical(subject), "panne de caisse", "{subject}");
        }
        assert_eq!(canonical("Commande : suite"), "commande : suite");
        assert_eq!(canonical("[URGENT] caisse"), "[urgent] caisse");
    }

    #[test]
    fn r22_a_subject_names_tickets_between_brackets_alone() {
        assert_eq!(numbers("Re: [Guichet 18412] la caisse"), [18_412]);
        assert_eq!(numbers("[#7] et [Guichet 8]"), [7, 8]);
        assert_eq!(numbers("Commande n°4512 : panne"), Vec::<i64>::new());
        assert_eq!(numbers("[URGENT] caisse 12"), Vec::<i64>::new());
        assert_eq!(
            numbers("[-3] [0] [99999999999999999999]"),
            Vec::<i64>::new()
        );
    }
}
