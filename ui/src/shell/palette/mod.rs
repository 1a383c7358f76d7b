//! `Ctrl K`: people and companies, then tickets, views, commands; only what its reader may see or do.

mod commands;
mod lines;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::use_overlays;
use crate::browser;
use crate::components::{caps, icon};
use crate::keys::{Action, Screen, dispatch, use_keys};
use crate::pages::queue;
use crate::prefs::use_prefs;
use crate::route::Route;
use crate::session::use_session;
use crate::t;
use commands::{Goal, Known};
use lines::{Group, Line, use_lines};

/// Closes it.
#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    /// Closes it.
    pub on_close: Callback<()>,
}

/// The palette.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let typed = use_state(String::new);
    let active = use_state(|| 0usize);
    let node = use_node_ref();
    let before = use_memo((), |()| browser::focused());
    let known = use_known();
    let lines = use_lines(&typed, &known);
    let on_close = Callback::from({
        let (on_close, before) = (props.on_close.clone(), before.clone());
        move |()| {
            on_close.emit(());
            if let Some(element) = &*before {
                browser::focus_element(element);
            }
        }
    });
    use_keys(Screen::Overlay, true, {
        let on_close = on_close.clone();
        move |action| {
            let closes = action == Action::Back;
            if closes {
                on_close.emit(());
            }
            closes
        }
    });
    let input = use_node_ref();
    use_effect_with(input.clone(), browser::focus);
    let act = use_act(&props.on_close);
    let on_input = Callback::from({
        let (typed, active) = (typed.clone(), active.clone());
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
            active.set(0);
        }
    });
    let current = (*active).min(lines.len().saturating_sub(1));
    use_effect_with(current, |current| {
        browser::show(&format!("palette-{current}"))
    });
    let on_keydown = follow_keys(&lines, &active, current, &act);
    let on_scrim = Callback::from({
        let node = node.clone();
        move |event: MouseEvent| {
            if !browser::happened_in(&event, &[&node]) {
                on_close.emit(());
            }
        }
    });
    let palette = html! {
        <div class="scrim top" onmousedown={on_scrim}>
            <div ref={node} class="palette" role="dialog" aria-modal="true" aria-label={t!("shell-jump")}>
                <div class="palette-input">
                    {icon("search")}
                    <input
                        ref={input} role="combobox" aria-label={t!("shell-jump")} aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" autocomplete="off"
                        aria-activedescendant={(!lines.is_empty()).then(|| format!("palette-{current}"))} value={(*typed).clone()} oninput={on_input} onkeydown={on_keydown}
                    />
                    {Screen::Overlay.chord(Action::Back).map(caps)}
                </div>
                {results(&lines, current, &act)}
                {foot()}
            </div>
        </div>
    };
    create_portal(palette, browser::body())
}

fn results(lines: &[Line], current: usize, act: &Callback<Goal>) -> Html {
    if lines.is_empty() {
        return html! { <p class="menu-label" id="palette-list" role="status">{t!("palette-none")}</p> };
    }
    let group = |group: Group, title: String| {
        let found = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.group == group);
        let options: Vec<Html> = found
            .map(|(index, line)| option(line, index, index == current, act))
            .collect();
        if options.is_empty() {
            return Html::default();
        }
        html! { <div role="group" aria-label={title.clone()}><p class="menu-label" aria-hidden="true">{title}</p>{for options}</div> }
    };
    html! {
        <div class="menu" role="listbox" id="palette-list" aria-label={t!("palette-results")}>
            {group(Group::People, t!("palette-people"))}
            {group(Group::Tickets, t!("palette-tickets"))}
            {group(Group::Views, t!("palette-views"))}
            {group(Group::Commands, t!("palette-commands"))}
        </div>
    }
}

fn option(line: &Line, index: usize, is_current: bool, act: &Callback<Goal>) -> Html {
    let goal = line.goal.clone();
    let on_press = act.reform(move |event: MouseEvent| {
        event.prevent_default();
        goal.clone()
    });
    html! {
        <div key={index} id={format!("palette-{index}")} role="option" aria-selected={is_current.to_string()} data-active={is_current.then_some("")} onmousedown={on_press}>
            {line.mark.clone()}<span class="ellipsis">{line.words.clone()}{" "}<span class="faint">{line.detail.clone()}</span></span>
            {line.keys.map(caps)}
        </div>
    }
}

fn foot() -> Html {
    html! {
        <p class="palette-foot small faint">
            <span><kbd class="kbd">{">"}</kbd>{t!("palette-only-commands")}</span>
            <span><kbd class="kbd">{"@"}</kbd>{t!("palette-only-people")}</span>
            <span><kbd class="kbd">{"#"}</kbd>{t!("palette-only-tickets")}</span>
            <span class="push"><span class="keys"><kbd class="kbd">{"↑"}</kbd><kbd class="kbd">{"↓"}</kbd></span>{t!("palette-choose")}</span>
        </p>
    }
}

fn follow_keys(
    lines: &Rc<Vec<Line>>,
    active: &UseStateHandle<usize>,
    current: usize,
    act: &Callback<Goal>,
) -> Callback<KeyboardEvent> {
    let (lines, active, act) = (lines.clone(), active.clone(), act.clone());
    Callback::from(move |event: KeyboardEvent| {
        let Some(last) = lines.len().checked_sub(1) else {
            return;
        };
        match event.key().as_str() {
            "ArrowDown" => active.set(if current >= last { 0 } else { current + 1 }),
            "ArrowUp" => active.set(if current == 0 { last } else { current - 1 }),
            "Tab" => {
                let group = lines[current].group;
                let next = (1..=last)
                    .map(|step| (current + step) % (last + 1))
                    .find(|at| lines[*at].group != group);
                active.set(next.unwrap_or(current));
            }
            "Enter" => act.emit(lines[current].goal.clone()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// What may be done here, read once, when the palette opens: its own layer is on top afterwards.
#[hook]
fn use_known() -> Rc<Known> {
    let (session, prefs) = (use_session(), use_prefs());
    use_memo((), move |()| Known {
        offers: dispatch::offered(),
        views: queue::views(&session),
        prefs: *prefs,
        session,
    })
}

#[hook]
fn use_act(on_close: &Callback<()>) -> Callback<Goal> {
    let navigator = use_navigator().expect("the palette stands in a router");
    let (session, prefs, overlays, on_close) =
        (use_session(), use_prefs(), use_overlays(), on_close.clone());
    Callback::from(move |goal| {
        on_close.emit(());
        match goal {
            Goal::Go(route) => navigator.push(&route),
            Goal::Look(key, lens) => {
                queue::look(key, *lens);
                navigator.push(&Route::Queue);
            }
            Goal::Do(offer) => offer.take(),
            Goal::Show(overlay) => overlays.on_show.emit(Some(overlay)),
            Goal::Choose(choice) => prefs.dispatch(choice),
            Goal::LogOut => session.on_leave.emit(()),
        }
    })
}
