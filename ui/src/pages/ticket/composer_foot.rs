//! The foot of the composer: files, minutes, executor, date, the draft's hour, and the ways to send.

use guichet_domain::{Role, Status, Verb};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::acts::After;
use super::compose::Written;
use super::desk::Desk;
use super::menu_button::MenuButton;
use crate::components::{Button, Kind, MenuItem, UploadButton, avatar, icon, shape};
use crate::i18n::when;
use crate::keys::{Action, Screen};
use crate::session::full_name;
use crate::{bridge, refusals, t};

/// The foot.
pub fn composer_foot(desk: &Desk) -> Html {
    let writes = desk.may(Verb::AddStep);
    let compose = desk.compose.clone();
    let on_date = Callback::from(move |_: MouseEvent| {
        let next = compose.done_at.is_none().then(bridge::now);
        compose.dispatch(Written::DoneAt(next));
    });
    let sending = desk.clone();
    html! {
        <div class="composer-foot">
            <UploadButton uploads={desk.uploads.clone()} />
            if writes {
                {minutes(desk)}
                {executor(desk)}
                <Button class="small square" kind={Kind::Quiet} icon="calendar" label={t!("step-date")} expanded={desk.compose.done_at.is_some()} on_click={on_date} />
            }
            <span class="small faint ellipsis">{draft(desk)}</span>
            <span class="push split">
                <Button class="small" kind={Kind::Primary} disabled={*desk.busy} on_click={move |_| sending.send(After::Nothing)} keys={(Screen::Ticket, Action::Confirm)}>{t!("step-send")}</Button>
                {other_ways(desk)}
            </span>
        </div>
    }
}

fn minutes(desk: &Desk) -> Html {
    let compose = desk.compose.clone();
    let on_input = Callback::from(move |event: InputEvent| {
        compose.dispatch(Written::Minutes(
            event.target_unchecked_into::<HtmlInputElement>().value(),
        ))
    });
    let refused = refusals::of_field((*desk.refusal).as_ref(), "minutes").is_some();
    let wrong = desk.compose.spent().is_none() || refused;
    html! {
        <label class="line small step-time" data-wrong={wrong.then_some("")}>
            {icon("clock")}
            <input
                id="step-minutes" class="amount" aria-label={t!("step-minutes")} placeholder={t!("step-minutes-example")} value={desk.compose.minutes.clone()}
                oninput={on_input} aria-invalid={wrong.then_some("true")} title={wrong.then(|| t!("step-minutes-wrong"))} autocomplete="off"
            />
            if wrong { <span class="error" role="alert">{t!("step-minutes-wrong")}</span> }
        </label>
    }
}

fn executor(desk: &Desk) -> Html {
    let me = desk.session.me.staff.id;
    let chosen = desk.compose.executor.unwrap_or(me);
    let able = desk
        .session
        .catalog
        .staff
        .iter()
        .filter(|person| person.active && person.role != Role::Receptionist || person.id == me);
    let items = able.map(|person| {
        let face = avatar(full_name(person), Some(person.id.0), "small", true);
        MenuItem::new(person.id.to_string(), face, full_name(person)).chosen(person.id == chosen)
    });
    let compose = desk.compose.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        compose.dispatch(Written::Executor(key.parse().ok().filter(|id| *id != me)))
    });
    let name = desk.staff_name(chosen);
    html! {
        <MenuButton label={t!("step-executor", name = name.clone())} items={items.collect::<Vec<_>>()} {on_choose} class="button small" kind={Some("quiet")} >
            <span class="sr">{t!("step-executor", name = name.clone())}</span>{avatar(name, Some(chosen.0), "small", true)}{icon("down")}
        </MenuButton>
    }
}

fn draft(desk: &Desk) -> Option<String> {
    if desk.compose.is_empty() {
        return None;
    }
    let restored = desk
        .sheet
        .draft
        .as_ref()
        .map(|draft| t!("draft-restored", hour = when::spoken(draft.saved_at)));
    desk.draft
        .saved_at
        .map(|at| t!("draft-saved", hour = when::hour(at)))
        .or(restored)
}

/// Send and wait, send and resolve.
fn other_ways(desk: &Desk) -> Html {
    let status = desk.sheet.ticket.status;
    let mut items = Vec::new();
    if desk.may(Verb::Wait) || status == Status::AwaitingIntake && desk.may(Verb::AddStep) {
        items.push(MenuItem::new(
            "wait",
            shape("s-awaiting-reply"),
            t!("step-send-wait"),
        ));
    }
    if desk.may(Verb::Resolve) {
        items.push(
            MenuItem::new("resolve", shape("s-resolved"), t!("step-send-resolve"))
                .with_keys(Screen::Ticket, Action::Resolve),
        );
    }
    if items.is_empty() {
        return Html::default();
    }
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| match key.as_str() {
        "wait" => acting.send(After::Wait),
        _ => acting.resolve(),
    });
    html! { <MenuButton label={t!("step-send-others")} {items} {on_choose} class="button small" kind={Some("primary")} named=true>{icon("down")}</MenuButton> }
}
