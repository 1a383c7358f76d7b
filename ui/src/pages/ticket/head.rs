//! The title, where the ticket stands, and what whoever reads may do to it: those acts and no others.

use guichet_domain::{Role, Stage, Status, Verb};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::dialogs::TicketDialog;
use super::menu_button::MenuButton;
use super::timebar::timebar;
use crate::components::{Button, Kind, MenuItem, avatar, icon, shape, status_slug};
use crate::i18n::names;
use crate::keys::{Action, Screen, use_keys};
use crate::session::full_name;
use crate::{browser, t};

/// The head.
#[component]
pub fn Head(props: &DeskProps) -> Html {
    let desk = &props.desk;
    use_head_keys(desk);
    let act = |act: fn(&Desk)| {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| act(&desk))
    };
    let keys = |action| Some((Screen::Ticket, action));
    let status = desk.sheet.ticket.status;
    html! {
        <header class="ticket-head">
            <div class="line"><Label desk={desk.clone()} /></div>
            <div class="line">
                {status_button(desk)}
                if desk.may(Verb::Take) { <Button kind={Kind::Primary} on_click={act(Desk::take)} keys={keys(Action::TakeIt)}>{t!("ticket-take")}</Button> }
                if desk.may(Verb::Wait) && status == Status::InProgress {
                    <Button on_click={act(|desk| desk.wait(Stage::Waiting))} keys={keys(Action::Wait)}>{mark(Status::AwaitingReply, t!("ticket-wait"))}</Button>
                }
                if desk.may(Verb::Resolve) {
                    <Button on_click={act(Desk::resolve)} keys={keys(Action::Resolve)}>{mark(Status::Resolved, t!("ticket-resolve"))}</Button>
                }
                if desk.may(Verb::Reopen) && status.is_closed() { <Button icon="undo" on_click={act(Desk::reopen)}>{t!("ticket-reopen")}</Button> }
                <span class="push line actions">{assign_button(desk)}{others(desk)}</span>
            </div>
            {timebar(desk)}
        </header>
    }
}

#[hook]
fn use_head_keys(desk: &Desk) {
    let desk = desk.clone();
    use_keys(Screen::Ticket, false, move |action| {
        let status = desk.sheet.ticket.status;
        match action {
            Action::TakeIt if desk.may(Verb::Take) => desk.take(),
            Action::Wait if desk.may(Verb::Wait) && status == Status::InProgress => {
                desk.wait(Stage::Waiting)
            }
            Action::Resolve if desk.may(Verb::Resolve) => desk.resolve(),
            Action::Merge if desk.may(Verb::Merge) => desk.dialog.set(Some(TicketDialog::Merge)),
            Action::Link if desk.may(Verb::ChangeFacts) => {
                desk.dialog.set(Some(TicketDialog::Link))
            }
            _ => return false,
        }
        true
    });
}

fn mark(status: Status, words: String) -> Html {
    let slug = status_slug(status);
    html! { <span class="mark" data-status={slug.clone()}>{shape(&format!("s-{slug}"))}<span class="ellipsis">{words}</span></span> }
}

/// The title, edited in place.
#[component]
fn Label(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let typed = use_state(|| None::<String>);
    let node = use_node_ref();
    let may = desk.may(Verb::ChangeFacts);
    let begin = {
        let (typed, label) = (typed.clone(), desk.sheet.ticket.label.clone());
        Callback::from(move |()| typed.set(Some(label.clone())))
    };
    {
        let begin = begin.clone();
        use_keys(Screen::Ticket, false, move |action| {
            let begins = action == Action::Edit && may;
            if begins {
                begin.emit(());
            }
            begins
        });
    }
    let editing = typed.is_some();
    let focused = node.clone();
    use_effect_with(editing, move |editing| {
        if *editing {
            browser::focus(&focused);
        }
    });
    let label = desk.sheet.ticket.label.clone();
    let Some(text) = (*typed).clone() else {
        if !may {
            return html! { <h1>{label}</h1> };
        }
        return html! {
            <h1><button type="button" class="editable" title={t!("ticket-edit-label")} onclick={begin.reform(|_: MouseEvent| ())}>{label}</button></h1>
        };
    };
    let save = save_label(desk, &typed, text.clone());
    let on_key = follow_keys(save.clone(), typed.clone());
    let on_input = Callback::from(move |event: InputEvent| {
        typed.set(Some(
            event.target_unchecked_into::<HtmlInputElement>().value(),
        ))
    });
    html! {
        <input ref={node} class="input label-input" aria-label={t!("reception-label")} value={text} oninput={on_input} onkeydown={on_key} onblur={save.reform(|_: FocusEvent| ())} />
    }
}

/// Leaving the field saves; a refused change leaves it open with what was typed.
fn save_label(desk: &Desk, typed: &UseStateHandle<Option<String>>, text: String) -> Callback<()> {
    let (desk, typed) = (desk.clone(), typed.clone());
    Callback::from(move |()| {
        let (typed, label) = (typed.clone(), text.clone());
        desk.edit_then(
            move |facts| facts.label = label,
            t!("ticket-label-changed"),
            move |_| typed.set(None),
        );
    })
}

fn follow_keys(
    save: Callback<()>,
    typed: UseStateHandle<Option<String>>,
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

/// The rarer acts.
fn others(desk: &Desk) -> Html {
    let mut items = Vec::new();
    let mut offer = |may: bool, item: MenuItem| {
        if may {
            items.push(item);
        }
    };
    let open = !desk.sheet.ticket.status.is_closed();
    let binned = desk.sheet.ticket.binned_at.is_some();
    offer(
        desk.may(Verb::Unassign),
        MenuItem::new("unassign", icon("undo"), t!("ticket-unassign")),
    );
    offer(
        desk.may(Verb::Reject),
        MenuItem::new("reject", shape("s-rejected"), t!("ticket-reject")),
    );
    offer(
        desk.may(Verb::Merge),
        MenuItem::new("merge", icon("merge"), t!("ticket-merge"))
            .with_keys(Screen::Ticket, Action::Merge),
    );
    offer(
        desk.may(Verb::UndoMerge) && desk.sheet.merged_into.is_some(),
        MenuItem::new("undo-merge", icon("undo"), t!("ticket-undo-merge")),
    );
    offer(
        desk.may(Verb::ChangeFacts),
        MenuItem::new("link", icon("link"), t!("ticket-link"))
            .with_keys(Screen::Ticket, Action::Link),
    );
    offer(
        desk.may(Verb::Bin) && (open || binned),
        MenuItem::new(
            "bin",
            icon("x"),
            if binned {
                t!("ticket-restore")
            } else {
                t!("ticket-bin")
            },
        ),
    );
    items.push(MenuItem::new(
        "copy",
        icon("copy"),
        t!("ticket-copy-number"),
    ));
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| match key.as_str() {
        "unassign" => acting.unassign(),
        "reject" => acting.dialog.set(Some(TicketDialog::Reject)),
        "merge" => acting.dialog.set(Some(TicketDialog::Merge)),
        "undo-merge" => super::joining::undo_merge(&acting),
        "link" => acting.dialog.set(Some(TicketDialog::Link)),
        "bin" => acting.bin(),
        _ => crate::bridge::copy(&acting.number().to_string()),
    });
    html! { <MenuButton label={t!("ticket-others")} {items} {on_choose} class="button square" named=true>{icon("dots")}</MenuButton> }
}
