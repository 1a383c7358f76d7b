//! Colleagues proposed while an `@` is typed in an internal step; a mention notifies them.

use guichet_api::settings::Colleague;
use yew::prelude::*;

use super::compose::Written;
use super::desk::Desk;
use crate::components::avatar;
use crate::i18n::fold;
use crate::session::full_name;
use crate::{browser, t};

/// Colleagues proposed.
const PROPOSED: usize = 5;

/// Those whose name or login goes on like what follows the `@`.
pub fn mentions(desk: &Desk) -> Html {
    let Some(begun) = begun(&desk.compose.text).filter(|_| !desk.compose.public) else {
        return Html::default();
    };
    let wanted = fold(begun);
    let staff = desk.session.catalog.staff.iter();
    let found = staff.filter(|person| person.active && is_meant(person, &wanted));
    let lines: Vec<Html> = found
        .take(PROPOSED)
        .map(|person| line(desk, person))
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <div class="mentions" role="group" aria-label={t!("step-mention")}>{for lines}</div> }
}

/// What follows the last `@`, while it may still be a login.
fn begun(text: &str) -> Option<&str> {
    let (before, typed) = text.rsplit_once('@')?;
    let starts_a_word = before.chars().next_back().is_none_or(char::is_whitespace);
    (starts_a_word && !typed.contains(char::is_whitespace)).then_some(typed)
}

fn is_meant(person: &Colleague, wanted: &str) -> bool {
    let login = person.login.as_str();
    // A login typed whole needs no proposal any more.
    login != wanted
        && (login.starts_with(wanted)
            || full_name(person)
                .split(' ')
                .any(|word| fold(word).starts_with(wanted)))
}

fn line(desk: &Desk, person: &Colleague) -> Html {
    let (desk, login, name) = (desk.clone(), person.login.clone(), full_name(person));
    let on_click = Callback::from(move |_: MouseEvent| {
        let kept = desk
            .compose
            .text
            .rsplit_once('@')
            .map_or("", |(kept, _)| kept);
        desk.compose
            .dispatch(Written::Text(format!("{kept}@{login} ")));
        browser::focus(&desk.text);
    });
    html! {
        <button key={person.login.clone()} type="button" class="button small" onclick={on_click}>
            {avatar(name.clone(), Some(person.id.0), "small", true)}{name}<span class="faint">{format!("@{}", person.login)}</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::begun;

    #[test]
    fn a_mention_begins_at_a_word_and_ends_at_a_space() {
        assert_eq!(begun("vu avec @ro"), Some("ro"));
        assert_eq!(begun("@"), Some(""));
        assert_eq!(begun("a.riou@hortensias"), None);
        assert_eq!(begun("@ronan vient"), None);
    }
}
