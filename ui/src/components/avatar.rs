//! A person as two letters on a muted colour that is always theirs.

use uuid::Uuid;
use yew::prelude::*;

use crate::t;

/// The face of a person, or the dashed circle of nobody; `size` is `small`, `large` or nothing. Quiet when
/// the name stands beside it, which then is what is read aloud.
///
/// A function and not a component: a list draws hundreds, and none has a state.
pub fn avatar(
    name: impl Into<AttrValue>,
    id: Option<Uuid>,
    size: &'static str,
    quiet: bool,
) -> Html {
    draw(name.into(), id, size, quiet)
}

fn draw(name: AttrValue, id: Option<Uuid>, size: &'static str, quiet: bool) -> Html {
    let Some(id) = id else {
        let name = if name.is_empty() {
            AttrValue::from(t!("nobody"))
        } else {
            name
        };
        return html! {
            <span class={classes!("avatar", "none", size)} role="img" aria-label={name.clone()} title={name} />
        };
    };
    let face = face(id).to_string();
    let letters = initials(&name);
    if quiet {
        return html! {
            <span class={classes!("avatar", size)} data-face={face} aria-hidden="true">{letters}</span>
        };
    }
    html! {
        <span class={classes!("avatar", size)} data-face={face} title={name.clone()} aria-label={name} role="img">
            {letters}
        </span>
    }
}

/// One of the eight faces, always the same for one person.
pub fn face(id: Uuid) -> u8 {
    // The last bytes of a UUIDv7 are random; the first ones are the time and would give a whole day one face.
    id.as_bytes()[15] % 8 + 1
}

/// `NG` for Nolwenn Le Goff, `ÉJ` for Élodie Jézéquel: the first letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| !is_title(word));
    let first = words
        .next()
        .and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    let last = words
        .next_back()
        .and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

fn is_title(word: &str) -> bool {
    matches!(
        word,
        "" | "M." | "Mme" | "Mlle" | "Dr" | "Me" | "Mr" | "Mrs" | "Ms"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_leave_titles_and_keep_accents() {
        assert_eq!(initials("Nolwenn Le Goff"), "NG");
        assert_eq!(initials("Élodie Jézéquel"), "ÉJ");
        assert_eq!(initials("Mme Annick Riou"), "AR");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_face_is_one_of_eight() {
        for last in 0..=255u8 {
            let mut bytes = [0; 16];
            bytes[15] = last;
            assert!((1..=8).contains(&face(Uuid::from_bytes(bytes))));
        }
    }
}
