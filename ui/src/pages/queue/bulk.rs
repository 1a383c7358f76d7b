//! The bar over the list once something is chosen, and the menus that the same keys open on the
//! current row: assign, status, priority.

use guichet_api::lists::TicketLine;
use guichet_api::tickets::BulkChange;
use guichet_domain::{Priority, Role, StaffId, Status};
use yew::prelude::*;

use super::filters::priority_item;
use super::state::{Change, Queue};
use crate::components::{
    Button, Dialog, Kind, Menu, MenuItem, TextField, avatar, foot, icon, shape,
};
use crate::i18n::names;
use crate::keys::{Action, Screen};
use crate::session::{Session, full_name, use_session};
use crate::t;

/// Which menu is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picking {
    /// Who gets them.
    Assign,
    /// Where they go.
    Status,
    /// How pressing they are.
    Priority,
    /// Why they are rejected.
    Reason,
    /// What else may be done.
    More,
}

/// What the bar and its menus need.
#[derive(Properties, PartialEq)]
pub struct BulkProps {
    /// The queue.
    pub queue: UseReducerHandle<Queue>,
    /// Which menu is open.
    pub picking: Option<Picking>,
    /// Opens one, or none.
    pub on_pick: Callback<Option<Picking>>,
    /// Does it.
    pub on_act: Callback<BulkChange>,
    /// The current row, from which the menus hang while nothing is chosen.
    pub current: NodeRef,
}

/// The bar, when something is chosen, and the open menu.
#[component]
pub fn Bulk(props: &BulkProps) -> Html {
    let session = use_session();
    let count = props.queue.chosen.len();
    let (assign, status, priority) = (use_node_ref(), use_node_ref(), use_node_ref());
    let button = |node: &NodeRef, picking: Picking, action: Action, words: String| {
        html! {
            <Button node={node.clone()} class="small" opens="menu" expanded={props.picking == Some(picking)} keys={(Screen::Queue, action)} on_click={props.on_pick.reform(move |_| Some(picking))}>{words}</Button>
        }
    };
    let queue = props.queue.clone();
    let on_none = Callback::from(move |_: MouseEvent| queue.dispatch(Change::ChooseNone));
    let anchor = match (count, props.picking) {
        (0, _) | (_, None) => props.current.clone(),
        (_, Some(Picking::Assign)) => assign.clone(),
        (_, Some(Picking::Status | Picking::Reason | Picking::More)) => status.clone(),
        (_, Some(Picking::Priority)) => priority.clone(),
    };
    html! {
        <>
            if count > 0 {
                <div class="bulk queue-bulk" role="toolbar" aria-label={t!("queue-bulk")}>
                    <button type="button" class="plain" role="checkbox" aria-checked="true" aria-label={t!("queue-choose-none")} onclick={on_none.clone()}><span class="box">{icon("check")}</span></button>
                    <b role="status">{t!("queue-chosen", count = count)}</b>
                    {button(&assign, Picking::Assign, Action::Assign, t!("key-assign"))}
                    {button(&status, Picking::Status, Action::Status, t!("key-status"))}
                    {button(&priority, Picking::Priority, Action::Priority, t!("key-priority"))}
                    <Button class="small" kind={Kind::Quiet} on_click={on_none} keys={(Screen::Queue, Action::Back)}>{t!("queue-quit")}</Button>
                </div>
            }
            {props.picking.map(|picking| pick(picking, anchor, &session, props))}
        </>
    }
}

/// The open menu, or the reason it asks for.
fn pick(picking: Picking, anchor: NodeRef, session: &Session, props: &BulkProps) -> Html {
    let on_close = props.on_pick.reform(|()| None);
    let (label, items) = match picking {
        Picking::Assign => (t!("key-assign"), colleagues(session)),
        Picking::Status => (t!("key-status"), moves(&props.queue, session)),
        Picking::Priority => (
            t!("key-priority"),
            Priority::ALL
                .iter()
                .map(|word| priority_item(*word))
                .collect(),
        ),
        Picking::More => (t!("queue-more"), more()),
        Picking::Reason => return html! { <Reason on_act={props.on_act.clone()} {on_close} /> },
    };
    let (on_pick, on_act) = (props.on_pick.clone(), props.on_act.clone());
    let on_choose =
        Callback::from(
            move |key: AttrValue| match (change(picking, &key), key.as_str()) {
                (Some(change), _) => on_act.emit(change),
                (None, "status") => on_pick.emit(Some(Picking::Status)),
                (None, "priority") => on_pick.emit(Some(Picking::Priority)),
                (None, _) => on_pick.emit(Some(Picking::Reason)),
            },
        );
    html! { <Menu {label} {items} {anchor} {on_choose} {on_close} /> }
}

/// What a line of a menu changes; none when a reason is needed first.
fn change(picking: Picking, key: &str) -> Option<BulkChange> {
    match picking {
        Picking::Assign => key.parse::<StaffId>().ok().map(BulkChange::Assign),
        Picking::Priority => key.parse::<Priority>().ok().map(BulkChange::Priority),
        Picking::Status | Picking::Reason | Picking::More => match key {
            "take" => Some(BulkChange::Take),
            "unassign" => Some(BulkChange::Unassign),
            "wait" => Some(BulkChange::Wait),
            "resolve" => Some(BulkChange::Resolve),
            _ => None,
        },
    }
}

/// What the pane has no button for.
fn more() -> Vec<MenuItem> {
    vec![
        MenuItem::new("take", icon("user"), t!("key-take-it"))
            .with_keys(Screen::Queue, Action::TakeIt),
        MenuItem::new("status", icon("inbox"), t!("key-status"))
            .with_keys(Screen::Queue, Action::Status),
        MenuItem::new("priority", icon("flag"), t!("key-priority"))
            .with_keys(Screen::Queue, Action::Priority),
    ]
}

/// Who treats tickets, oneself first.
fn colleagues(session: &Session) -> Vec<MenuItem> {
    let treats = session
        .catalog
        .staff
        .iter()
        .filter(|colleague| colleague.active && colleague.role != Role::Receptionist);
    let me = session.me.staff.id;
    let (oneself, others): (Vec<_>, Vec<_>) = treats.partition(|colleague| colleague.id == me);
    oneself
        .into_iter()
        .chain(others)
        .map(|colleague| {
            let face = avatar(full_name(colleague), Some(colleague.id.0), "small", true);
            MenuItem::new(colleague.id.to_string(), face, full_name(colleague))
        })
        .collect()
}

/// Where the targets may go: what the status of at least one of them allows.
fn moves(queue: &Queue, session: &Session) -> Vec<MenuItem> {
    let targets = queue.targets();
    let any = |allows: fn(&TicketLine) -> bool| targets.iter().any(|line| allows(line));
    let item = |key: &'static str, slug: &str, words: String, possible: bool| {
        let mark = html! { <span class="mark" data-status={slug.to_owned()}>{shape(&format!("s-{slug}"))}</span> };
        let item = MenuItem::new(key, mark, words);
        if possible {
            item
        } else {
            item.refused(t!("queue-not-from-here"))
        }
    };
    let treats = session.me.staff.role != Role::Receptionist;
    vec![
        item(
            "take",
            "in-progress",
            t!("queue-move-take"),
            treats && any(|line| line.status.is_pool()),
        ),
        item(
            "wait",
            "awaiting-reply",
            names::status(Status::AwaitingReply),
            any(|line| line.status == Status::InProgress),
        ),
        item(
            "unassign",
            "unassigned",
            names::status(Status::Unassigned),
            any(|line| line.assignee_id.is_some() && !line.status.is_closed()),
        ),
        item(
            "resolve",
            "resolved",
            t!("key-resolve"),
            any(|line| !line.status.is_closed()),
        ),
        item(
            "reject",
            "rejected",
            t!("queue-move-reject"),
            any(|line| !line.status.is_closed()),
        ),
    ]
}

#[derive(Properties, PartialEq)]
struct ReasonProps {
    on_act: Callback<BulkChange>,
    on_close: Callback<()>,
}

/// Asks why tickets are rejected.
#[component]
fn Reason(props: &ReasonProps) -> Html {
    let reason = use_state(String::new);
    let empty = use_state(|| false);
    let on_confirm = {
        let (reason, empty) = (reason.clone(), empty.clone());
        let (on_act, on_close) = (props.on_act.clone(), props.on_close.clone());
        Callback::from(move |()| {
            empty.set(reason.trim().is_empty());
            if !reason.trim().is_empty() {
                on_close.emit(());
                on_act.emit(BulkChange::Reject(reason.trim().to_owned()));
            }
        })
    };
    let on_input = Callback::from({
        let reason = reason.clone();
        move |text| reason.set(text)
    });
    let foot = foot(
        &props.on_close,
        &on_confirm,
        (Kind::Primary, t!("queue-reject")),
        false,
    );
    html! {
        <Dialog title={t!("queue-reject-title")} lead={t!("queue-reject-lead")} class="small-dialog" on_close={props.on_close.clone()} {on_confirm} {foot}>
            <TextField id="reason" label={t!("queue-reason")} value={(*reason).clone()} {on_input} error={empty.then(|| AttrValue::from(t!("problem-empty")))} />
        </Dialog>
    }
}
