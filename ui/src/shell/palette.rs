//! `Ctrl K`: people and companies, then tickets, then commands; only what its reader may see or do.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guichet_api::lists::{SearchTickets, TicketLine};
use guichet_api::reception::{Caller, CallerKind, FindCallers};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::use_overlays;
use crate::browser;
use crate::components::{caps, icon, shape, status_slug};
use crate::i18n::{fold, when};
use crate::keys::{Action, Screen, use_keys};
use crate::load::use_call;
use crate::prefs::{Choose, Theme, use_prefs};
use crate::route::{Overlay, Route};
use crate::session::use_session;
use crate::t;

/// How long after the last key a search is made.
const REST_MS: u32 = 60;
/// Lines of a group.
const GROUP: usize = 4;

/// Closes it.
#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    /// Closes it.
    pub on_close: Callback<()>,
}

/// What a line does.
#[derive(Clone, Copy, PartialEq)]
enum Goal {
    Go(Route),
    Show(Overlay),
    Theme(Theme),
    Lock,
    LogOut,
}

/// One line.
#[derive(Clone, PartialEq)]
struct Line {
    group: Group,
    mark: Html,
    words: AttrValue,
    detail: AttrValue,
    keys: Option<Action>,
    goal: Goal,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    People,
    Tickets,
    Commands,
}

/// The palette.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let typed = use_state(String::new);
    let active = use_state(|| 0usize);
    let node = use_node_ref();
    let before = use_memo((), |()| browser::focused());
    let lines = use_lines(&typed);
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
            {group(Group::Commands, t!("palette-commands"))}
        </div>
    }
}

fn option(line: &Line, index: usize, is_current: bool, act: &Callback<Goal>) -> Html {
    let goal = line.goal;
    let on_press = act.reform(move |event: MouseEvent| {
        event.prevent_default();
        goal
    });
    html! {
        <div key={index} id={format!("palette-{index}")} role="option" aria-selected={is_current.to_string()} data-active={is_current.then_some("")} onmousedown={on_press}>
            {line.mark.clone()}<span class="ellipsis">{line.words.clone()}{" "}<span class="faint">{line.detail.clone()}</span></span>
            {line.keys.and_then(|action| Screen::Everywhere.chord(action)).map(caps)}
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
            "Enter" => act.emit(lines[current].goal),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
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
            Goal::Show(overlay) => overlays.on_show.emit(Some(overlay)),
            Goal::Theme(theme) => prefs.dispatch(Choose::Theme(theme)),
            Goal::Lock => session.on_lock.emit(()),
            Goal::LogOut => session.on_leave.emit(()),
        }
    })
}

/// What matches what is typed, `>` `@` `#` narrowing it.
#[hook]
fn use_lines(typed: &str) -> Rc<Vec<Line>> {
    let rested = use_rested(typed);
    let (only, text) = narrowed(&rested);
    let wants = |group| only.is_none_or(|only| only == group) && text.chars().count() >= 2;
    let people = use_call(wants(Group::People).then(|| FindCallers {
        text: text.to_owned(),
    }));
    let tickets = use_call(wants(Group::Tickets).then(|| SearchTickets {
        text: text.to_owned(),
        limit: GROUP as u32,
    }));
    let mut lines = Vec::new();
    if let Some(people) = people.data {
        lines.extend(people.iter().take(GROUP).map(person));
    }
    if let Some(found) = tickets.data {
        lines.extend(found.rows.iter().take(GROUP).map(ticket));
    }
    if only.is_none_or(|only| only == Group::Commands) {
        let sought = fold(narrowed(typed).1);
        let room = if only.is_none() && !lines.is_empty() {
            GROUP
        } else {
            usize::MAX
        };
        lines.extend(
            commands()
                .into_iter()
                .filter(|line| fold(&line.words).contains(&sought))
                .take(room),
        );
    }
    Rc::new(lines)
}

fn narrowed(typed: &str) -> (Option<Group>, &str) {
    let rest = |only| (Some(only), typed[1..].trim());
    match typed.chars().next() {
        Some('>') => rest(Group::Commands),
        Some('@') => rest(Group::People),
        Some('#') => rest(Group::Tickets),
        _ => (None, typed.trim()),
    }
}

#[hook]
fn use_rested(typed: &str) -> String {
    let rested = use_state(String::new);
    {
        let rested = rested.clone();
        use_effect_with(typed.to_owned(), move |typed| {
            let typed = typed.clone();
            let timer = Timeout::new(REST_MS, move || rested.set(typed));
            move || drop(timer)
        });
    }
    (*rested).clone()
}

fn person(caller: &Caller) -> Line {
    let (pictogram, route) = match caller.kind {
        CallerKind::Contact => (
            "user",
            Route::Contact {
                id: caller.id.into(),
            },
        ),
        CallerKind::Company => (
            "building",
            Route::Company {
                id: caller.id.into(),
            },
        ),
        CallerKind::Equipment => (
            "box",
            Route::Equipment {
                id: caller.id.into(),
            },
        ),
    };
    Line {
        group: Group::People,
        mark: icon(pictogram),
        words: caller.name.clone().into(),
        detail: caller.detail.clone().into(),
        keys: None,
        goal: Goal::Go(route),
    }
}

fn ticket(line: &TicketLine) -> Line {
    let slug = status_slug(line.status);
    let mark = html! { <span class="mark" data-status={slug.clone()}>{shape(&format!("s-{slug}"))}</span> };
    let who = line.contact.as_ref().or(line.company.as_ref());
    Line {
        group: Group::Tickets,
        mark,
        words: format!("{} {}", line.number, line.label).into(),
        detail: who
            .map_or_else(|| when::instant(line.updated_at), Clone::clone)
            .into(),
        keys: None,
        goal: Goal::Go(Route::Ticket {
            number: line.number,
        }),
    }
}

fn commands() -> Vec<Line> {
    let line = |pictogram: &str, words: String, keys: Option<Action>, goal: Goal| Line {
        group: Group::Commands,
        mark: icon(pictogram),
        words: words.into(),
        detail: AttrValue::default(),
        keys,
        goal,
    };
    vec![
        line(
            "plus",
            t!("shell-new-ticket"),
            Some(Action::NewTicket),
            Goal::Go(Route::Reception),
        ),
        line(
            "inbox",
            t!("key-go-queue"),
            Some(Action::GoQueue),
            Goal::Go(Route::Queue),
        ),
        line("flag", t!("account-my-day"), None, Goal::Go(Route::MyDay)),
        line(
            "people",
            t!("key-go-directory"),
            Some(Action::GoDirectory),
            Goal::Go(Route::Directory),
        ),
        line(
            "sliders",
            t!("key-go-settings"),
            Some(Action::GoSettings),
            Goal::Go(Route::Settings),
        ),
        line(
            "bell",
            t!("shell-notices"),
            Some(Action::Notices),
            Goal::Show(Overlay::Notices),
        ),
        line(
            "keyboard",
            t!("keys-title"),
            Some(Action::Keys),
            Goal::Show(Overlay::Keys),
        ),
        line("sun", t!("palette-light"), None, Goal::Theme(Theme::Light)),
        line("moon", t!("palette-dark"), None, Goal::Theme(Theme::Dark)),
        line(
            "pen",
            t!("account-password"),
            None,
            Goal::Show(Overlay::Password),
        ),
        line("lock", t!("account-lock"), Some(Action::Lock), Goal::Lock),
        line("out", t!("account-log-out"), None, Goal::LogOut),
    ]
}
