//! One step: who, what, when, how long; its author may rewrite it while the ticket is open.

use guichet_api::tickets::EditStep;
use guichet_domain::{Step, StepKind, Verb};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::compose::Written;
use super::desk::Desk;
use super::dialogs::TicketDialog;
use super::files::files as files_of;
use super::menu_button::MenuButton;
use super::opening::{edit_area, paragraphs};
use crate::components::{MenuItem, avatar, icon};
use crate::i18n::durations::parse_minutes;
use crate::i18n::{names, when};
use crate::{browser, t};

/// Which step.
#[derive(Properties, PartialEq)]
pub struct StepProps {
    /// The page.
    pub desk: Desk,
    /// The step.
    pub step: Step,
}

/// What is being rewritten.
#[derive(Clone, PartialEq)]
struct Rewriting {
    body: String,
    minutes: String,
}

/// A step.
#[component]
pub fn StepCard(props: &StepProps) -> Html {
    let (desk, step) = (&props.desk, &props.step);
    let rewriting = use_state(|| None::<Rewriting>);
    let files: Vec<_> = desk
        .sheet
        .attachments
        .iter()
        .filter(|file| file.step_id == Some(step.id))
        .cloned()
        .collect();
    html! {
        <li class="step" data-kind={step.kind.code()} data-visibility={if step.public { "public" } else { "internal" }} data-from={step.by_contact_id.map(|_| "client")}>
            <span class="step-icon" aria-hidden="true">{icon(pictogram(step))}</span>
            <article class="step-body">
                {head(desk, step, &rewriting)}
                <div class="step-text">
                    {match &*rewriting {
                        Some(text) => editor(desk, step, &rewriting, text),
                        None => paragraphs(&step.body),
                    }}
                    {files_of(desk, &files)}
                </div>
            </article>
        </li>
    }
}

/// The pictogram of a kind.
pub(super) const fn kind_icon(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Question => "question",
        StepKind::Answer => "reply",
        StepKind::Instruction => "wrench",
        StepKind::Information => "info",
        StepKind::Reason => "flag",
        StepKind::Event => "bolt",
        StepKind::History => "history",
        StepKind::Document => "file",
        StepKind::Solution => "check",
    }
}

fn pictogram(step: &Step) -> &'static str {
    kind_icon(step.kind)
}

fn head(desk: &Desk, step: &Step, rewriting: &UseStateHandle<Option<Rewriting>>) -> Html {
    let staff = step.executor_id.or(step.by_staff_id);
    let (id, name) = match (step.by_contact_id, staff) {
        (Some(contact), _) => (Some(contact.0), desk.contact_name(contact)),
        (None, Some(staff)) => (Some(staff.0), desk.staff_name(staff)),
        (None, None) => (None, t!("ticket-office")),
    };
    let name = if name.is_empty() {
        t!("ticket-client")
    } else {
        name
    };
    let moved = (step.origin_number != desk.number())
        .then(|| t!("step-origin", number = step.origin_number.to_string()));
    let edited = step
        .edited_at
        .map(|at| (when::full(at), step.body_before.clone()));
    html! {
        <header class="step-head">
            {avatar(name, id, "small", true)}<b>{shown_name(desk, step, staff)}</b><span>{names::step_kind(step.kind)}</span>
            if !step.public { <span class="badge">{icon("lock")}{t!("step-internal")}</span> }
            {moved.map(|words| html! { <span class="badge">{icon("merge")}{words}</span> }).unwrap_or_default()}
            if step.after_closing { <span class="badge" data-tone="warning">{t!("step-after-closing")}</span> }
            {edited.map(|(at, before)| html! { <span class="step-edited" title={before.unwrap_or(at)}>{t!("step-edited")}</span> })}
            <span class="push">{menu(desk, step, rewriting)}{spent(step)}<time datetime={step.done_at.to_rfc3339()} title={when::full(step.done_at)}>{when::instant(step.done_at)}</time></span>
        </header>
    }
}

/// Whoever did it; and who wrote it, when it was somebody else.
fn shown_name(desk: &Desk, step: &Step, staff: Option<guichet_domain::StaffId>) -> String {
    let writer = step
        .by_staff_id
        .map(|id| desk.staff_name(id))
        .unwrap_or_default();
    match step.by_contact_id {
        Some(contact) => {
            let name = desk.contact_name(contact);
            if name.is_empty() {
                t!("ticket-client")
            } else {
                name
            }
        }
        None if staff != step.by_staff_id => t!(
            "step-written-by",
            name = staff.map(|id| desk.staff_name(id)).unwrap_or_default(),
            writer = writer
        ),
        None if writer.is_empty() => t!("ticket-office"),
        None => writer,
    }
}

fn spent(step: &Step) -> Html {
    if step.minutes == 0 {
        return Html::default();
    }
    html! { <><span class="num">{when::minutes(step.minutes.into())}</span>{" · "}</> }
}

fn menu(desk: &Desk, step: &Step, rewriting: &UseStateHandle<Option<Rewriting>>) -> Html {
    let mine = step.by_staff_id == Some(desk.session.me.staff.id) && step.by_contact_id.is_none();
    let writes = desk.may(Verb::AddStep);
    let mut items = Vec::new();
    let leaves = desk.may(Verb::LeaveMessage) && step.is_message();
    if mine && (writes || leaves) {
        items.push(MenuItem::new("edit", icon("pen"), t!("step-edit")));
    }
    if writes && !step.public && !step.body.is_empty() {
        items.push(MenuItem::new("copy", icon("copy"), t!("step-copy")));
    }
    if desk.may(Verb::Merge) {
        items.push(MenuItem::new("split", icon("out"), t!("step-split")));
    }
    if items.is_empty() {
        return Html::default();
    }
    let (desk, step, rewriting) = (desk.clone(), step.clone(), rewriting.clone());
    let on_choose = Callback::from(move |key: AttrValue| match key.as_str() {
        "edit" => rewriting.set(Some(Rewriting {
            body: step.body.clone(),
            minutes: step.minutes.to_string(),
        })),
        "copy" => {
            desk.compose.dispatch(Written::Copied(step.body.clone()));
            browser::focus(&desk.text);
        }
        _ => desk.dialog.set(Some(TicketDialog::Split(step.id))),
    });
    html! { <MenuButton label={t!("step-menu")} {items} {on_choose} class="button small square step-menu" kind={Some("quiet")} named=true>{icon("dots")}</MenuButton> }
}

fn editor(
    desk: &Desk,
    step: &Step,
    rewriting: &UseStateHandle<Option<Rewriting>>,
    text: &Rewriting,
) -> Html {
    let change = |write: fn(&mut Rewriting, String)| {
        let (rewriting, text) = (rewriting.clone(), text.clone());
        move |typed: String| {
            let mut next = text.clone();
            write(&mut next, typed);
            rewriting.set(Some(next));
        }
    };
    let (on_body, on_minutes) = (
        change(|next, typed| next.body = typed),
        change(|next, typed| next.minutes = typed),
    );
    let on_input = Callback::from(move |event: InputEvent| {
        on_body(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    let on_time = Callback::from(move |event: InputEvent| {
        on_minutes(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let on_save = {
        let (desk, step, rewriting, text) =
            (desk.clone(), step.clone(), rewriting.clone(), text.clone());
        Callback::from(move |()| {
            let Some(minutes) = spent_minutes(&text.minutes) else {
                return;
            };
            let call = EditStep {
                number: desk.number(),
                step_id: step.id,
                body: text.body.clone(),
                minutes,
            };
            let rewriting = rewriting.clone();
            desk.change(call, move |_, _| rewriting.set(None));
        })
    };
    let away = rewriting.clone();
    // Whoever leaves messages spends no time on the ticket.
    let timed = desk.may(Verb::AddStep);
    html! {
        <>
            {edit_area(t!("step-text"), &text.body, on_input, on_save, Callback::from(move |()| away.set(None)))}
            if timed { {time_field(&text.minutes, on_time)} }
        </>
    }
}

fn time_field(typed: &str, on_input: Callback<InputEvent>) -> Html {
    let wrong = spent_minutes(typed).is_none();
    html! {
        <label class="line small step-time" data-wrong={wrong.then_some("")}>{t!("step-minutes")}<input aria-invalid={wrong.then_some("true")} class="amount" value={typed.to_owned()} oninput={on_input} inputmode="numeric" />{if wrong { t!("step-minutes-wrong") } else { String::new() }}</label>
    }
}

/// The minutes typed; none when they are no duration.
fn spent_minutes(typed: &str) -> Option<i32> {
    let minutes = if typed.trim().is_empty() {
        0
    } else {
        parse_minutes(typed)?
    };
    i32::try_from(minutes).ok()
}
