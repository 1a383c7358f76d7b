//! Tickets joined: linked, merged, split; the other ticket is found as it is typed.

use guichet_api::lists::{SearchTickets, TicketLine};
use guichet_api::tickets::{LinkTickets, MergeTickets, SplitTicket, UndoMerge};
use guichet_domain::{LinkKind, StepId};
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::dialogs::{closer, foot};
use crate::components::{
    Choice, Combobox, Dialog, Kind, Segment, TextField, Toast, alert, segments, shape, status_slug,
};
use crate::i18n::names;
use crate::load::use_call;
use crate::route::Route;
use crate::settled::{use_kept, use_settled};
use crate::{refusals, t};

/// Tickets proposed.
const PROPOSED: u32 = 8;

/// Finds another ticket.
#[derive(Properties, PartialEq)]
struct PickerProps {
    /// The ticket that is not proposed.
    number: i64,
    /// The one chosen.
    chosen: UseStateHandle<Option<i64>>,
    /// Whether it was confirmed without any.
    missing: bool,
}

/// A ticket, by its number or its words.
#[component]
fn TicketPicker(props: &PickerProps) -> Html {
    let typed = use_state(String::new);
    let settled = use_settled(typed.trim().to_owned());
    let picked = use_state(|| false);
    let seeks = !settled.is_empty() && !*picked;
    let answer = use_call(seeks.then_some(SearchTickets {
        text: settled,
        limit: PROPOSED,
    }));
    let found = use_kept(answer.data).filter(|_| seeks);
    let rows: Vec<TicketLine> = found
        .iter()
        .flat_map(|found| found.rows.iter())
        .filter(|line| line.number != props.number)
        .cloned()
        .collect();
    let choices = rows.iter().map(|line| Choice {
        key: line.number.to_string().into(),
        mark: html! { <span class="mark" data-status={status_slug(line.status)}>{shape(&format!("s-{}", status_slug(line.status)))}</span> },
        words: format!("{} {}", line.number, line.label).into(),
        detail: line.company.clone().unwrap_or_default().into(),
    });
    let choices = choices.collect::<Vec<_>>();
    let on_input = {
        let (typed, chosen, picked) = (typed.clone(), props.chosen.clone(), picked.clone());
        Callback::from(move |text: String| {
            picked.set(false);
            // A number typed whole needs no choosing.
            chosen.set(text.trim().parse().ok());
            typed.set(text);
        })
    };
    let on_choose = {
        let (typed, chosen, picked) = (typed.clone(), props.chosen.clone(), picked.clone());
        Callback::from(move |key: AttrValue| {
            if let Some(line) = rows.iter().find(|line| line.number.to_string() == *key) {
                typed.set(format!("{} {}", line.number, line.label));
                chosen.set(Some(line.number));
                picked.set(true);
            }
        })
    };
    let error =
        (props.missing && props.chosen.is_none()).then(|| AttrValue::from(t!("joining-missing")));
    html! { <Combobox id="other-ticket" label={t!("joining-other")} text={(*typed).clone()} placeholder={t!("joining-seek")} {choices} {on_input} {on_choose} focused=true error={error} /> }
}

fn refusal(desk: &Desk) -> Html {
    alert(refusals::elsewhere((*desk.refusal).as_ref(), &[]))
}

/// Another ticket this one depends on.
#[component]
pub fn LinkDialog(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let chosen = use_state(|| None::<i64>);
    let missing = use_state(|| false);
    let kind = use_state(|| LinkKind::Follows);
    let on_confirm = {
        let (desk, chosen, kind, missing) =
            (desk.clone(), chosen.clone(), kind.clone(), missing.clone());
        Callback::from(move |()| {
            let Some(to) = *chosen else {
                return missing.set(true);
            };
            desk.change(
                LinkTickets {
                    number: desk.number(),
                    kind: *kind,
                    to,
                },
                |desk, _| desk.dialog.set(None),
            );
        })
    };
    let options = LinkKind::ALL
        .iter()
        .map(|kind| Segment::new(*kind, names::link(*kind)))
        .collect::<Vec<_>>();
    let on_change = Callback::from({
        let kind = kind.clone();
        move |chosen| kind.set(chosen)
    });
    html! {
        <Dialog title={t!("key-link")} on_close={closer(desk)} on_confirm={on_confirm.clone()} foot={foot(desk, t!("key-link"), Kind::Primary, &on_confirm)} class="small-dialog" body_class="stack">
            {segments(t!("joining-kind"), options, *kind, on_change)}
            <TicketPicker number={desk.number()} {chosen} missing={*missing} />
            {refusal(desk)}
        </Dialog>
    }
}

/// The ticket that stays.
#[component]
pub fn MergeDialog(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let chosen = use_state(|| None::<i64>);
    let missing = use_state(|| false);
    let on_confirm = {
        let (desk, chosen, missing) = (desk.clone(), chosen.clone(), missing.clone());
        Callback::from(move |()| {
            let Some(target) = *chosen else {
                return missing.set(true);
            };
            let source = desk.number();
            desk.change(
                MergeTickets {
                    source,
                    version: desk.version(),
                    target,
                },
                move |desk, _| {
                    desk.dialog.set(None);
                    desk.reload.emit(());
                    let said = t!(
                        "ticket-merged",
                        number = source.to_string(),
                        target = target.to_string()
                    );
                    desk.say.emit(Toast::undoable(said, undoing(desk)));
                    desk.go.emit(Route::Ticket { number: target });
                },
            );
        })
    };
    let lead = t!("merge-lead", number = desk.number().to_string());
    html! {
        <Dialog title={t!("key-merge")} {lead} on_close={closer(desk)} on_confirm={on_confirm.clone()} foot={foot(desk, t!("key-merge"), Kind::Primary, &on_confirm)} class="small-dialog" body_class="stack">
            <TicketPicker number={desk.number()} {chosen} missing={*missing} />
            {refusal(desk)}
        </Dialog>
    }
}

fn undoing(desk: &Desk) -> Callback<()> {
    let desk = desk.clone();
    Callback::from(move |()| undo_merge(&desk))
}

/// Brings back the ticket that was merged into another.
pub fn undo_merge(desk: &Desk) {
    desk.change(
        UndoMerge {
            source: desk.number(),
        },
        |desk, sheet| {
            desk.go.emit(Route::Ticket {
                number: sheet.ticket.number,
            })
        },
    );
}

/// Where the ticket parts.
#[derive(Properties, PartialEq)]
pub struct SplitProps {
    /// The page.
    pub desk: Desk,
    /// The first step that leaves.
    pub step: StepId,
}

/// The title of what leaves.
#[component]
pub fn SplitDialog(props: &SplitProps) -> Html {
    let (desk, step) = (&props.desk, props.step);
    let label = use_state(String::new);
    let on_confirm = {
        let (desk, label) = (desk.clone(), label.clone());
        Callback::from(move |()| {
            let call = SplitTicket {
                number: desk.number(),
                step_id: step,
                label: (*label).clone(),
            };
            desk.change(call, |desk, sheet| {
                desk.dialog.set(None);
                desk.reload.emit(());
                desk.say.emit(Toast::done(t!(
                    "ticket-split-done",
                    number = sheet.ticket.number.to_string()
                )));
                desk.go.emit(Route::Ticket {
                    number: sheet.ticket.number,
                });
            });
        })
    };
    let on_input = Callback::from({
        let label = label.clone();
        move |text| label.set(text)
    });
    let error = (*desk.refusal).as_ref();
    let elsewhere = refusals::elsewhere(error, &["label"]).map(AttrValue::from);
    html! {
        <Dialog title={t!("step-split")} lead={t!("split-lead")} on_close={closer(desk)} on_confirm={on_confirm.clone()} foot={foot(desk, t!("split-confirm"), Kind::Primary, &on_confirm)} class="small-dialog" body_class="stack">
            <TextField id="split-label" label={t!("reception-label")} value={(*label).clone()} {on_input} error={refusals::of_field(error, "label").or(elsewhere)} />
        </Dialog>
    }
}
