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

/// What a group of cards shows.
#[derive(Properties, PartialEq)]
pub struct CardsProps<T: Clone + PartialEq + 'static> {
    /// What is chosen here.
    pub label: AttrValue,
    /// The cards.
    pub cards: Vec<Card<T>>,
    /// The one in force.
    pub value: Option<T>,
    /// Called with the new one.
    pub on_choose: Callback<T>,
    /// How they stand: `equip`, `four`, `choices`.
    pub class: Classes,
    /// The group, for who wants to focus it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A group of cards.
#[component]
pub fn Cards<T: Clone + PartialEq + 'static>(props: &CardsProps<T>) -> Html {
    let chosen = props
        .cards
        .iter()
        .position(|card| Some(&card.value) == props.value.as_ref());
    let cards = props.cards.iter().enumerate().map(|(index, card)| {
        let is_chosen = Some(index) == chosen;
        let reachable = is_chosen || (chosen.is_none() && index == 0);
        let value = card.value.clone();
        html! {
            <button
                key={index} type="button" class="choice" role="radio" aria-checked={is_chosen.to_string()}
                tabindex={if reachable { "0" } else { "-1" }} onclick={props.on_choose.reform(move |_| value.clone())}
            >
                {card.mark.clone()}{words(card)}{number(index)}
            </button>
        }
    });
    html! {
        <div ref={props.node.clone()} class={props.class.clone()} role="radiogroup" aria-label={props.label.clone()} onkeydown={follow_keys(props, chosen)}>
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

fn words<T>(card: &Card<T>) -> Html {
    match &card.detail {
        Some(detail) => {
            html! { <span class="pair"><span>{card.words.clone()}</span><span>{detail.clone()}</span></span> }
        }
        // The shape of a criticality already says its word.
        None if card.words.is_empty() => Html::default(),
        None => html! { <span class="ellipsis">{card.words.clone()}</span> },
    }
}

fn number(index: usize) -> Html {
    match u8::try_from(index + 1) {
        Ok(digit @ 1..=9) => caps(Chord::key(Key::Digit(digit))),
        _ => Html::default(),
    }
}

fn follow_keys<T: Clone + PartialEq + 'static>(
    props: &CardsProps<T>,
    chosen: Option<usize>,
) -> Callback<KeyboardEvent> {
    let (values, on_choose, node) = (
        props
            .cards
            .iter()
            .map(|card| card.value.clone())
            .collect::<Vec<T>>(),
        props.on_choose.clone(),
        props.node.clone(),
    );
    Callback::from(move |event: KeyboardEvent| {
        let Some(last) = values.len().checked_sub(1) else {
            return;
        };
        let here = chosen.unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" if !event.alt_key() => {
                if here >= last {
                    0
                } else {
                    here + 1
                }
            }
            "ArrowLeft" | "ArrowUp" if !event.alt_key() => {
                if here == 0 {
                    last
                } else {
                    here - 1
                }
            }
            _ => match digit(&event) {
                Some(index) if index <= last => index,
                _ => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        on_choose.emit(values[next].clone());
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
