//! The title, where the ticket stands, and what whoever reads may do to it: those acts and no others.

use std::rc::Rc;

use guichet_api::tickets::TicketSheet;
use guichet_domain::{Role, Stage, Status, Verb};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::dialogs::TicketDialog;
use super::menu_button::MenuButton;
use super::timebar::timebar;
use crate::components::{Button, Kind, MenuItem, avatar, icon, shape, status_slug};
use crate::i18n::names;
use crate::keys::{Action, Screen, use_commands};
use crate::live::use_live;
use crate::presence::presence;
use crate::session::full_name;
use crate::{browser, t};

/// The head.
#[component]
pub fn Head(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let live = use_live();
    let offers = offers(desk);
    let acting = desk.clone();
    use_commands(Screen::Ticket, &offers, move |action| act(&acting, action));
    let button = |action: Action, kind: Kind, icon: Option<&'static str>, words: Html| {
        if !offers.contains(&action) {
            return Html::default();
        }
        let desk = desk.clone();
        html! { <Button {kind} {icon} on_click={move |_| act(&desk, action)} keys={(Screen::Ticket, action)}>{words}</Button> }
    };
    html! {
        <header class="ticket-head">
            <div class="line"><Label desk={desk.clone()} /><span class="line push" role="status">{presence(&desk.session, &live, desk.number(), false)}</span></div>
            <div class="line">
                {status_button(desk)}
                {button(Action::TakeIt, Kind::Primary, None, html! { {t!("ticket-take")} })}
                {button(Action::Wait, Kind::Plain, None, mark(Status::AwaitingReply, t!("ticket-wait")))}
                {button(Action::Resolve, Kind::Plain, None, mark(Status::Resolved, t!("ticket-resolve")))}
                {button(Action::Reopen, Kind::Plain, Some("undo"), html! { {t!("key-reopen")} })}
                <span class="push line actions">{assign_button(desk)}{others(desk, &offers)}</span>
            </div>
            {timebar(desk)}
        </header>
    }
}

/// What whoever reads may do from here now.
fn offers(desk: &Desk) -> Vec<Action> {
    let ticket = &desk.sheet.ticket;
    let (status, open) = (ticket.status, !ticket.status.is_closed());
    let binned = ticket.binned_at.is_some();
    let bins = desk.may(Verb::Bin) && (open || binned);
    let all = [
        (Action::TakeIt, desk.may(Verb::Take)),
        (
            Action::Wait,
            desk.may(Verb::Wait) && status == Status::InProgress,
        ),
        (Action::Resolve, desk.may(Verb::Resolve)),
        (Action::Reopen, desk.may(Verb::Reopen) && !open),
        (Action::Unassign, desk.may(Verb::Unassign)),
        (Action::Reject, desk.may(Verb::Reject)),
        (Action::Merge, desk.may(Verb::Merge)),
        (
            Action::UndoMerge,
            desk.may(Verb::UndoMerge) && desk.sheet.merged_into.is_some(),
        ),
        (Action::Link, desk.may(Verb::ChangeFacts)),
        (Action::Restore, bins && binned),
        (Action::Bin, bins && !binned),
        (Action::CopyNumber, true),
    ];
    let may = all.into_iter().filter(|(_, may)| *may);
    may.map(|(action, _)| action).collect()
}

fn act(desk: &Desk, action: Action) {
    match action {
        Action::TakeIt => desk.take(),
        Action::Wait => desk.wait(Stage::Waiting),
        Action::Resolve => desk.resolve(),
        Action::Reopen => desk.reopen(),
        Action::Unassign => desk.unassign(),
        Action::Reject => desk.dialog.set(Some(TicketDialog::Reject)),
        Action::Merge => desk.dialog.set(Some(TicketDialog::Merge)),
        Action::UndoMerge => super::joining::undo_merge(desk),
        Action::Link => desk.dialog.set(Some(TicketDialog::Link)),
        Action::Restore | Action::Bin => desk.bin(),
        _ => crate::bridge::copy(&desk.number().to_string()),
    }
}

fn mark(status: Status, words: String) -> Html {
    let slug = status_slug(status);
    html! { <span class="mark" data-status={slug.clone()}>{shape(&format!("s-{slug}"))}<span class="ellipsis">{words}</span></span> }
}

/// The title, edited in place.
#[component]
fn Label(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let typed = use_state(|| None::<Typed>);
    let node = use_node_ref();
    let may = desk.may(Verb::ChangeFacts);
    let begin = {
        let (typed, sheet) = (typed.clone(), desk.sheet.clone());
        Callback::from(move |()| typed.set(Some((sheet.clone(), sheet.ticket.label.clone()))))
    };
    {
        let begin = begin.clone();
        let offers = if may { &[Action::Edit][..] } else { &[] };
        use_commands(Screen::Ticket, offers, move |_| begin.emit(()));
    }
    let editing = typed.is_some();
    let focused = node.clone();
    use_effect_with(editing, move |editing| {
        if *editing {
            browser::focus(&focused);
        }
    });
    let label = desk.sheet.ticket.label.clone();
    let Some((seen, text)) = (*typed).clone() else {
        if !may {
            return html! { <h1>{label}</h1> };
        }
        return html! {
            <h1><button type="button" class="editable" title={t!("ticket-edit-label")} onclick={begin.reform(|_: MouseEvent| ())}>{label}</button></h1>
        };
    };
    let save = save_label(desk, &typed);
    let on_key = follow_keys(save.clone(), typed.clone());
    let on_input = Callback::from(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        typed.set(Some((seen.clone(), text)))
    });
    html! {
        <input ref={node} class="input label-input" aria-label={t!("reception-label")} value={text} oninput={on_input} onkeydown={on_key} onblur={save.reform(|_: FocusEvent| ())} />
    }
}

/// What is typed, and the ticket as it was when one began.
pub(super) type Typed = (Rc<TicketSheet>, String);

/// Leaving the field saves; a refused change leaves it open with what was typed.
fn save_label(desk: &Desk, typed: &UseStateHandle<Option<Typed>>) -> Callback<()> {
    let (desk, typed) = (desk.clone(), typed.clone());
    Callback::from(move |()| {
        // Who is asked to choose has left the field without giving up.
        let Some((seen, label)) = (*typed).clone().filter(|_| desk.meeting.is_none()) else {
            return;
        };
        let typed = typed.clone();
        desk.edit_from(
            &seen.ticket,
            Box::new(|facts| facts.label = label),
            t!("ticket-label-changed"),
            Callback::from(move |()| typed.set(None)),
        );
    })
}

fn follow_keys(
    save: Callback<()>,
    typed: UseStateHandle<Option<Typed>>,
) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => save.emit(()),
            "Escape" => typed.set(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// Where it stands, and the stages inside.
fn status_button(desk: &Desk) -> Html {
    let ticket = &desk.sheet.ticket;
    let (status, stage) = (ticket.status, ticket.stage);
    let slug = status_slug(status);
    let shown = html! {
        <>{shape(&format!("s-{slug}"))}{names::status(status)}<span class="faint">{names::stage(stage)}</span></>
    };
    let stages = if desk.may(Verb::Wait) {
        status.stages()
    } else {
        &[]
    };
    let mut items: Vec<MenuItem> = stages
        .iter()
        .filter(|_| stages.len() > 1)
        .map(|one| {
            MenuItem::new(one.code(), Html::default(), names::stage(*one)).chosen(*one == stage)
        })
        .collect();
    if desk.may(Verb::Wait) && status == Status::InProgress {
        items.extend(Status::AwaitingReply.stages().iter().map(|one| {
            MenuItem::new(
                one.code(),
                shape("s-awaiting-reply"),
                format!(
                    "{}, {}",
                    names::status(Status::AwaitingReply),
                    names::stage(*one)
                ),
            )
        }));
    }
    if items.is_empty() {
        return html! { <span class="badge status-badge" data-status={slug}>{shown}</span> };
    }
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        let Ok(stage) = key.parse::<Stage>() else {
            return;
        };
        let inside = acting.sheet.ticket.status.stages().contains(&stage);
        if inside {
            acting.stage(stage)
        } else {
            acting.wait(stage)
        }
    });
    html! {
        <span class="status-holder" data-status={slug}>
            <MenuButton label={t!("ticket-status-menu")} {items} {on_choose} class="button status-button" action={Action::Status}>{shown}{icon("down")}</MenuButton>
        </span>
    }
}

/// To whom it may be given.
fn assign_button(desk: &Desk) -> Html {
    let hands_over = desk.may(Verb::HandOver);
    if !desk.may(Verb::Assign) && !hands_over {
        return Html::default();
    }
    let staff = &desk.session.catalog.staff;
    let able = staff
        .iter()
        .filter(|person| person.active && person.role != Role::Receptionist);
    let items = able.map(|person| {
        let face = avatar(full_name(person), Some(person.id.0), "small", true);
        MenuItem::new(person.id.to_string(), face, full_name(person))
            .chosen(desk.sheet.ticket.assignee_id == Some(person.id))
    });
    let words = if desk.may(Verb::Assign) {
        t!("ticket-assign")
    } else {
        t!("ticket-hand-over")
    };
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        if let Ok(to) = key.parse() {
            acting.assign(to);
        }
    });
    html! { <MenuButton label={words.clone()} items={items.collect::<Vec<_>>()} {on_choose} action={Action::Assign}>{words}</MenuButton> }
}

/// The pictogram of a rarer act.
fn rare(action: Action) -> Option<Html> {
    Some(match action {
        Action::Unassign | Action::UndoMerge => icon("undo"),
        Action::Reject => shape("s-rejected"),
        Action::Merge => icon("merge"),
        Action::Link => icon("link"),
        Action::Restore | Action::Bin => icon("x"),
        Action::CopyNumber => icon("copy"),
        _ => return None,
    })
}

/// The menu of the rarer acts.
fn others(desk: &Desk, offers: &[Action]) -> Html {
    let items = offers.iter().filter_map(|action| {
        let item = MenuItem::new(action.code(), rare(*action)?, names::action(*action));
        Some(item.with_keys(Screen::Ticket, *action))
    });
    let (acting, offers) = (desk.clone(), offers.to_vec());
    let on_choose = Callback::from(move |key: AttrValue| {
        let chosen = offers.iter().find(|action| action.code() == key);
        chosen.into_iter().for_each(|action| act(&acting, *action));
    });
    html! { <MenuButton label={t!("ticket-others")} items={items.collect::<Vec<_>>()} {on_choose} class="button square" named=true>{icon("dots")}</MenuButton> }
}
