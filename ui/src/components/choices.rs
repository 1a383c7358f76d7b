//! One of several, each a card with its number: arrows move, a digit chooses, whatever the
//! keyboard needs to type it.

use yew::prelude::*;

use super::button::caps;
use crate::browser;
use crate::keys::{Chord, Key, chord};

/// One card.
#[derive(Clone, PartialEq)]
pub struct Card<T> {
    /// What choosing it means.
    pub value: T,
    /// Its pictogram, shape or face.
    pub mark: Html,
    /// Its words.
    pub words: AttrValue,
    /// What qualifies it.
    pub detail: Option<AttrValue>,
}

impl<T> Card<T> {
    /// A value and its words.
    pub fn new(value: T, mark: Html, words: impl Into<AttrValue>) -> Self {
        Self {
            value,
            mark,
            words: words.into(),
            detail: None,
        }
    }

    /// With a second line.
    pub fn with_detail(self, detail: impl Into<AttrValue>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }
}

/// A group of cards over any kind of value; what is drawn knows only ranks, and is compiled once.
pub fn cards<T: Clone + PartialEq + 'static>(
    group: Group,
    cards: Vec<Card<T>>,
    value: Option<&T>,
    on_choose: Callback<T>,
) -> Html {
    let chosen = cards.iter().position(|card| Some(&card.value) == value);
    let faces = cards.iter().map(face).collect();
    let values: Vec<T> = cards.into_iter().map(|card| card.value).collect();
    let on_rank = on_choose.reform(move |rank: usize| values[rank].clone());
    draw(&group, faces, chosen, &on_rank)
}

/// How a group of cards stands.
pub struct Group {
    /// What is chosen here.
    pub label: String,
    /// `equip`, `four`, `choices`.
    pub class: &'static str,
    /// The group, for who wants to focus it.
    pub node: NodeRef,
}

fn face<T>(card: &Card<T>) -> Html {
    html! { <>{card.mark.clone()}{words(&card.words, card.detail.as_ref())}</> }
}

fn draw(group: &Group, faces: Vec<Html>, chosen: Option<usize>, on_rank: &Callback<usize>) -> Html {
    let last = faces.len().saturating_sub(1);
    let cards = faces.into_iter().enumerate().map(|(index, face)| {
        let is_chosen = Some(index) == chosen;
        let reachable = is_chosen || (chosen.is_none() && index == 0);
        html! {
            <button
                key={index} type="button" class="choice" role="radio" aria-checked={is_chosen.to_string()}
                tabindex={if reachable { "0" } else { "-1" }} onclick={on_rank.reform(move |_| index)}
            >
                {face}{number(index)}
            </button>
        }
    });
    let on_key = follow_keys(
        group.node.clone(),
        last,
        chosen.unwrap_or(0),
        on_rank.clone(),
    );
    html! {
        <div ref={group.node.clone()} class={group.class} role="radiogroup" aria-label={group.label.clone()} onkeydown={on_key}>
            {for cards}
        </div>
    }
}

/// Gives the focus to the chosen card of a group, else to the first.
pub fn focus_cards(node: &NodeRef) {
    let cards = browser::matching(node, "[role=radio]");
    let reachable = cards
        .iter()
        .find(|card| card.get_attribute("tabindex").as_deref() == Some("0"));
    if let Some(card) = reachable.or(cards.first()) {
        browser::focus_element(card);
    }
}

fn words(words: &AttrValue, detail: Option<&AttrValue>) -> Html {
    match detail {
        Some(detail) => {
            html! { <span class="pair"><span>{words.clone()}</span><span>{detail.clone()}</span></span> }
        }
        // The shape of a criticality already says its word.
        None if words.is_empty() => Html::default(),
        None => html! { <span class="ellipsis">{words.clone()}</span> },
    }
}

fn number(index: usize) -> Html {
    match u8::try_from(index + 1) {
        Ok(digit @ 1..=9) => caps(Chord::key(Key::Digit(digit))),
        _ => Html::default(),
    }
}

fn follow_keys(
    node: NodeRef,
    last: usize,
    here: usize,
    on_rank: Callback<usize>,
) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" if !event.alt_key() => {
                if here >= last {
                    0
                } else {
                    here + 1
                }
            }
            "ArrowLeft" | "ArrowUp" if !event.alt_key() => here.checked_sub(1).unwrap_or(last),
            _ => match digit(&event) {
                Some(index) if index <= last => index,
                _ => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        on_rank.emit(next);
        if let Some(card) = browser::matching(&node, "[role=radio]").get(next) {
            browser::focus_element(card);
        }
    })
}

fn digit(event: &KeyboardEvent) -> Option<usize> {
    let chord = chord::read(&browser::stroke(event), false)?;
    match chord.key {
        Key::Digit(digit @ 1..=9) if !chord.ctrl => Some(usize::from(digit) - 1),
        _ => None,
    }
}
