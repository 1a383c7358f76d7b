//! Who calls: a name, a phone, a company or a serial as typed; the first match is one key away.

use std::rc::Rc;

use guichet_api::reception::{Caller, CallerKind, FindCallers};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Desk;
use super::card::contact_card;
use super::form::{Typed, Who};
use super::newcomer::newcomer_form;
use super::reporter::reporter_block;
use crate::components::{Button, Kind, avatar, error_line, icon};
use crate::i18n::fold;
use crate::keys::{Action, Screen};
use crate::load::use_call;
use crate::settled::{use_kept, use_settled};
use crate::{browser, refusals, t};

/// Matches shown while one seeks.
const SHOWN: usize = 8;
/// Matches that stay once somebody was chosen.
const STAYING: usize = 4;
const LIST: &str = "caller-matches";

/// What each block of the column needs.
#[derive(Properties, PartialEq)]
pub struct ColumnProps {
    /// The desk.
    pub(super) desk: Desk,
}

/// The first column.
pub fn caller_column(desk: &Desk) -> Html {
    html! {
        <section class="desk-col" aria-labelledby="who">
            <h2 id="who" class="step-title"><span>{"1"}</span>{t!("reception-who")}</h2>
            <Seek desk={desk.clone()} />
            if desk.form.newcomer.is_some() { {newcomer_form(desk)} }
            if desk.form.who.is_some() { {contact_card(desk)} }
            if desk.form.who.is_some() || desk.form.newcomer.is_some() { {reporter_block(desk)} }
        </section>
    }
}

/// The search and what it finds.
#[component]
fn Seek(props: &ColumnProps) -> Html {
    let desk = &props.desk;
    let active = use_state(|| 0usize);
    let wanted = use_mut_ref(|| false);
    let text = desk.form.search.trim().to_owned();
    let settled = use_settled(text.clone());
    let seeks = !settled.is_empty() && !text.is_empty();
    let answer = use_call(seeks.then(|| FindCallers {
        text: settled.clone(),
    }));
    let fresh = answer.data.clone().filter(|_| settled == text);
    let found = use_kept(answer.data).filter(|_| !text.is_empty());
    let choose = {
        let (desk, active) = (desk.clone(), active.clone());
        Callback::from(move |(index, caller): (usize, Caller)| {
            active.set(index);
            desk.form.dispatch(Typed::Found(Who::from(&caller)));
            browser::focus(&desk.places.label);
        })
    };
    take_awaited(&fresh, &wanted, &choose);
    {
        let caller = desk.places.caller.clone();
        use_effect_with((), move |()| browser::focus(&caller));
    }
    let on_key = Seeking {
        fresh,
        active: active.clone(),
        wanted,
        choose: choose.clone(),
        open: desk.form.who.is_none(),
    };
    let shown = found.as_ref().filter(|_| desk.form.newcomer.is_none());
    let count = shown.map_or(0, |found| found.len());
    html! {
        <>
            {input(desk, Callback::from(move |event| on_key.press(&event)), active.clone(), count)}
            {refusals::of_field((*desk.error).as_ref(), "contact_id").map(|error| error_line("caller", error)).unwrap_or_default()}
            {shown.map(|found| matches(found, &text, *active, desk, &choose)).unwrap_or_default()}
            if text.is_empty() && desk.form.newcomer.is_none() { <p class="small faint">{t!("reception-seek-hint")}</p> }
            if !text.is_empty() && desk.form.newcomer.is_none() && desk.form.who.is_none() { {new_contact(desk, &text)} }
        </>
    }
}

/// Enter pressed before the answer came takes its first match as soon as it is there.
fn take_awaited(
    fresh: &Option<Rc<Vec<Caller>>>,
    wanted: &std::cell::RefCell<bool>,
    choose: &Callback<(usize, Caller)>,
) {
    let Some(found) = fresh else { return };
    if wanted.replace(false)
        && let Some(first) = found.first()
    {
        let (choose, first) = (choose.clone(), first.clone());
        // After this drawing, which is no time to change what it draws.
        gloo_timers::callback::Timeout::new(0, move || choose.emit((0, first))).forget();
    }
}

struct Seeking {
    fresh: Option<Rc<Vec<Caller>>>,
    active: UseStateHandle<usize>,
    wanted: Rc<std::cell::RefCell<bool>>,
    choose: Callback<(usize, Caller)>,
    open: bool,
}

impl Seeking {
    fn press(&self, event: &KeyboardEvent) {
        let count = self
            .fresh
            .as_ref()
            .map_or(0, |found| found.len().min(SHOWN));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.active.set((*self.active + 1) % count),
            "ArrowUp" if count > 0 => self.active.set((*self.active + count - 1) % count),
            "Enter" if !event.ctrl_key() && !event.meta_key() => match &self.fresh {
                Some(found) => {
                    let index = (*self.active).min(found.len().saturating_sub(1));
                    if let Some(caller) = found.get(index) {
                        self.choose.emit((index, caller.clone()));
                    }
                }
                None => *self.wanted.borrow_mut() = self.open,
            },
            _ => return,
        }
        event.prevent_default();
    }
}

fn input(
    desk: &Desk,
    on_key: Callback<KeyboardEvent>,
    active: UseStateHandle<usize>,
    count: usize,
) -> Html {
    let shown = count > 0;
    let current = shown.then(|| format!("{LIST}-{}", (*active).min(count - 1)));
    let on_input = desk.on(Typed::Search).reform(move |event: InputEvent| {
        active.set(0);
        event.target_unchecked_into::<HtmlInputElement>().value()
    });
    let wrong = refusals::of_field((*desk.error).as_ref(), "contact_id").is_some();
    let key = Screen::Reception
        .chord(Action::Caller)
        .map(crate::components::caps);
    html! {
        <div class="input big">
            {icon("search")}
            <input
                ref={desk.places.caller.clone()} id="caller" aria-label={t!("reception-seek")} placeholder={t!("reception-seek-example")}
                value={desk.form.search.clone()} autocomplete="off" role="combobox" aria-autocomplete="list"
                aria-expanded={shown.to_string()} aria-controls={shown.then_some(LIST)} aria-activedescendant={current}
                aria-invalid={wrong.then_some("true")} aria-describedby={wrong.then_some("caller-error")}
                oninput={on_input} onkeydown={on_key}
            />
            {key}
        </div>
    }
}

fn matches(
    found: &[Caller],
    text: &str,
    active: usize,
    desk: &Desk,
    choose: &Callback<(usize, Caller)>,
) -> Html {
    if found.is_empty() {
        return html! { <p class="small muted" role="status">{t!("reception-nobody")}</p> };
    }
    let chosen = desk.form.who.is_some();
    let most = if chosen { STAYING } else { SHOWN };
    let active = active.min(found.len() - 1);
    let skipped = (active + 1).saturating_sub(most);
    let lines = found.iter().enumerate().skip(skipped).take(most).map(|(index, caller)| {
        let (choose, picked) = (choose.clone(), caller.clone());
        let on_click = Callback::from(move |_: MouseEvent| choose.emit((index, picked.clone())));
        html! {
            <li key={caller.id.to_string()} id={format!("{LIST}-{index}")} role="option" aria-selected={(index == active).to_string()} onclick={on_click}>
                {face(caller)}
                <span class="pair"><span>{marked(&caller.name, text)}</span><span>{detail(caller, text)}</span></span>
                if index == active && !chosen { <kbd class="kbd">{"↵"}</kbd> }
            </li>
        }
    });
    html! { <ul class="matches" id={LIST} role="listbox" aria-label={t!("reception-matches", count = found.len())}>{for lines}</ul> }
}

fn face(caller: &Caller) -> Html {
    match caller.kind {
        CallerKind::Contact => avatar(caller.name.clone(), Some(caller.id), "", true),
        CallerKind::Company => html! { <span class="note-icon">{icon("building")}</span> },
        CallerKind::Equipment => html! { <span class="note-icon">{icon("box")}</span> },
    }
}

fn detail(caller: &Caller, text: &str) -> Html {
    let by_phone =
        text.chars().filter(char::is_ascii_digit).count() >= 3 && !caller.phone.is_empty();
    let line = if by_phone || caller.detail.is_empty() {
        &caller.phone
    } else {
        &caller.detail
    };
    marked(line, text)
}

/// The words of a match, what was typed underlined.
fn marked(line: &str, typed: &str) -> Html {
    let folded: Vec<char> = fold(line).chars().collect();
    let letters: Vec<char> = line.chars().collect();
    let wanted: Vec<char> = fold(typed.split_whitespace().next().unwrap_or_default())
        .chars()
        .collect();
    // A letter that folds into two moves the rest: then nothing is underlined rather than the wrong letters.
    let at = (folded.len() == letters.len() && !wanted.is_empty())
        .then(|| {
            folded
                .windows(wanted.len())
                .position(|window| window == wanted)
        })
        .flatten();
    let Some(at) = at else {
        return html! { {line} };
    };
    let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let end = at + wanted.len();
    html! { <>{part(0, at)}<mark>{part(at, end)}</mark>{part(end, letters.len())}</> }
}

fn new_contact(desk: &Desk, text: &str) -> Html {
    let desk = desk.clone();
    let on_click = Callback::from(move |_| desk.show_newcomer());
    html! {
        <Button kind={Kind::Quiet} icon="plus" {on_click} keys={(Screen::Reception, Action::NewContact)}>
            <span class="ellipsis">{t!("reception-new-contact", typed = text.to_owned())}</span>
        </Button>
    }
}
