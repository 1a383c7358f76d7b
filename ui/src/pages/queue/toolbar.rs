//! What stands over the list: the filters or the search, and the order.

use guichet_domain::{TicketFilter, TicketSort};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::filters::Filters;
use super::keys::Desk;
use super::lens::Lens;
use super::state::{Change, Queue};
use crate::browser;
use crate::components::{Button, Kind, Menu, MenuItem, caps, icon, setter};
use crate::keys::{Action, Screen};
use crate::settled::use_settled;
use crate::t;

/// The toolbar.
pub fn toolbar(desk: &Desk) -> Html {
    let queue = desk.queue.clone();
    let on_filter = Callback::from(move |filter: TicketFilter| {
        let lens = Lens {
            filter,
            ..queue.lens.clone()
        };
        queue.dispatch(Change::look(queue.view.clone(), lens));
    });
    html! {
        <div class="toolbar">
            if *desk.searching {
                <Search queue={desk.queue.clone()} />
            } else {
                <Filters filter={desk.queue.lens.filter.clone()} {on_filter} adding={*desk.adding} on_adding={setter(&desk.adding)} />
            }
            <span class="push line">
                if !*desk.searching {
                    <Button class="small square" kind={Kind::Quiet} icon="search" label={t!("queue-search")} on_click={setter(&desk.searching).reform(|_| true)} />
                    <Order queue={desk.queue.clone()} />
                }
            </span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct QueueProps {
    queue: UseReducerHandle<Queue>,
}

/// The search of the page: what is typed is sought in every ticket one may see.
#[component]
fn Search(props: &QueueProps) -> Html {
    let typed = use_state(|| props.queue.lens.text.clone());
    let input = use_node_ref();
    use_effect_with(input.clone(), browser::focus);
    let text = use_settled((*typed).trim().to_owned());
    {
        let queue = props.queue.clone();
        use_effect_with(text, move |text| {
            if *text != queue.lens.text {
                let lens = Lens {
                    text: text.clone(),
                    ..queue.lens.clone()
                };
                queue.dispatch(Change::look(queue.view.clone(), lens));
            }
        });
    }
    let on_input = Callback::from({
        let typed = typed.clone();
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    });
    let queue = props.queue.clone();
    let on_key = Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            browser::focus_id("queue-list");
        }
        "Enter" => {
            event.prevent_default();
            queue.dispatch(Change::Stand(0));
            browser::focus_id("queue-list");
        }
        _ => {}
    });
    html! {
        <div class="input toolbar-search">
            {icon("search")}
            <input ref={input} id="queue-search" type="search" aria-label={t!("queue-search")} placeholder={t!("queue-search-hint")} autocomplete="off" value={(*typed).clone()} oninput={on_input} onkeydown={on_key} />
            {Screen::Queue.chord(Action::Back).map(caps)}
        </div>
    }
}

/// The order of the list.
#[component]
fn Order(props: &QueueProps) -> Html {
    let open = use_state(|| false);
    let anchor = use_node_ref();
    let Lens {
        sort, descending, ..
    } = props.queue.lens;
    let item = |word: TicketSort| {
        MenuItem::new(word.code(), Html::default(), words(word)).chosen(word == sort)
    };
    let mut items: Vec<MenuItem> = TicketSort::ALL.iter().map(|word| item(*word)).collect();
    items.push(MenuItem::new("turn", icon("sort"), t!("queue-sort-turn")));
    let queue = props.queue.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        let lens = match key.parse::<TicketSort>() {
            // The newest and the highest number come first by themselves.
            Ok(sort) => Lens {
                sort,
                descending: matches!(sort, TicketSort::Updated | TicketSort::Number),
                ..queue.lens.clone()
            },
            Err(_) => Lens {
                descending: !queue.lens.descending,
                ..queue.lens.clone()
            },
        };
        queue.dispatch(Change::look(queue.view.clone(), lens));
    });
    let arrow = if descending { " ↓" } else { "" };
    let (toggle, close) = (open.clone(), open.clone());
    html! {
        <>
            <Button node={anchor.clone()} class="small" kind={Kind::Quiet} icon="sort" opens="menu" expanded={*open} on_click={move |_| toggle.set(!*toggle)}>{words(sort)}{arrow}</Button>
            if *open {
                <Menu label={t!("queue-sort")} {items} {anchor} {on_choose} on_close={move |()| close.set(false)} />
            }
        </>
    }
}

fn words(sort: TicketSort) -> String {
    match sort {
        TicketSort::Due => t!("queue-sort-due"),
        TicketSort::Priority => t!("queue-sort-priority"),
        TicketSort::Updated => t!("queue-sort-updated"),
        TicketSort::Number => t!("queue-sort-number"),
    }
}
