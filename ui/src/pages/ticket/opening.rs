//! How the ticket came, and what the client said first; the description is edited in place.

use std::rc::Rc;

use guichet_api::tickets::TicketSheet;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::desk::{Desk, DeskProps};
use super::files::files as files_of;
use super::head::Typed;
use crate::components::{Button, Kind, avatar, icon};
use crate::i18n::{names, when};
use crate::keys::{Action, Screen};
use crate::t;
use guichet_domain::{Channel, Verb};

/// The pictogram of a channel.
pub(super) const fn channel_icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Chat => "chat",
        Channel::WebForm => "globe",
        Channel::Mail => "mail",
        Channel::WalkIn => "walkin",
    }
}

/// Who opened it, how and when.
pub fn opened(desk: &Desk) -> Html {
    let ticket = &desk.sheet.ticket;
    let who = match (ticket.created_by_staff_id, ticket.created_by_contact_id) {
        (Some(id), _) => desk.staff_name(id),
        (None, Some(id)) => desk.contact_name(id),
        (None, None) => t!("ticket-office"),
    };
    let channel = names::channel(ticket.channel).to_lowercase();
    html! {
        <li class="step event">
            <span class="step-icon" aria-hidden="true">{icon(channel_icon(ticket.channel))}</span>
            <p class="step-line"><b>{who}</b>{" "}{t!("ticket-opened-by", channel = channel)}<time datetime={ticket.created_at.to_rfc3339()} title={when::full(ticket.created_at)}>{when::instant(ticket.created_at)}</time></p>
        </li>
    }
}

/// What the client said first.
#[component]
pub fn Description(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let typed = use_state(|| None::<Typed>);
    let ticket = &desk.sheet.ticket;
    let files: Vec<_> = desk
        .sheet
        .attachments
        .iter()
        .filter(|file| file.step_id.is_none())
        .cloned()
        .collect();
    let may = desk.may(Verb::ChangeFacts);
    if ticket.description.is_empty() && files.is_empty() && !may {
        return Html::default();
    }
    let who = desk.sheet.reporter.as_ref().or(desk.sheet.contact.as_ref());
    let name = who.map_or_else(
        || t!("ticket-client"),
        guichet_domain::directory::Contact::name,
    );
    let on_edit = {
        let (typed, sheet) = (typed.clone(), desk.sheet.clone());
        Callback::from(move |_: MouseEvent| {
            typed.set(Some((sheet.clone(), sheet.ticket.description.clone())))
        })
    };
    html! {
        <li class="step" data-kind="information" data-visibility="public" data-from="client">
            <span class="step-icon" aria-hidden="true">{icon(channel_icon(ticket.channel))}</span>
            <article class="step-body">
                <header class="step-head">
                    {avatar(name.clone(), who.map(|who| who.id.0), "small", true)}<b>{name}</b><span>{t!("ticket-description")}</span>
                    <span class="push"><time datetime={ticket.reported_at.to_rfc3339()} title={when::full(ticket.reported_at)}>{when::instant(ticket.reported_at)}</time></span>
                    if may { <Button class="small square" kind={Kind::Quiet} icon="pen" label={t!("ticket-edit-description")} on_click={on_edit} /> }
                </header>
                <div class="step-text">
                    {match &*typed {
                        Some((seen, text)) => editor(desk, &typed, seen, text),
                        None if ticket.description.is_empty() => html! { <p class="faint">{t!("ticket-no-description")}</p> },
                        None => paragraphs(&ticket.description),
                    }}
                    {files_of(desk, &files)}
                </div>
            </article>
        </li>
    }
}

fn editor(
    desk: &Desk,
    typed: &UseStateHandle<Option<Typed>>,
    seen: &Rc<TicketSheet>,
    text: &str,
) -> Html {
    let on_input = {
        let (typed, seen) = (typed.clone(), seen.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            typed.set(Some((seen.clone(), text)))
        })
    };
    let on_save = {
        let (desk, typed, seen, text) =
            (desk.clone(), typed.clone(), seen.clone(), text.to_owned());
        Callback::from(move |()| {
            let (typed, text) = (typed.clone(), text.clone());
            desk.edit_from(
                &seen.ticket,
                Box::new(|facts| facts.description = text),
                t!("ticket-description-changed"),
                Callback::from(move |()| typed.set(None)),
            );
        })
    };
    let away = typed.clone();
    edit_area(
        t!("ticket-description"),
        text,
        on_input,
        on_save,
        Callback::from(move |()| away.set(None)),
    )
}

/// A text being rewritten, with its two buttons; `Ctrl ↵` saves, Escape gives up.
pub(super) fn edit_area(
    label: String,
    text: &str,
    on_input: Callback<InputEvent>,
    on_save: Callback<()>,
    on_give_up: Callback<()>,
) -> Html {
    let (save, give_up) = (on_save.clone(), on_give_up.clone());
    let on_key = Callback::from(move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => save.emit(()),
            "Escape" => give_up.emit(()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    });
    html! {
        <div class="step-edit">
            <textarea class="input" rows="4" aria-label={label} value={text.to_owned()} oninput={on_input} onkeydown={on_key} />
            <div class="line">
                <Button class="small" kind={Kind::Primary} on_click={on_save.reform(|_: MouseEvent| ())} keys={(Screen::Ticket, Action::Confirm)}>{t!("save")}</Button>
                <Button class="small" kind={Kind::Quiet} on_click={on_give_up.reform(|_: MouseEvent| ())}>{t!("cancel")}</Button>
            </div>
        </div>
    }
}

/// A text as its author broke it.
pub(super) fn paragraphs(text: &str) -> Html {
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| html! { <p class="written">{part.trim()}</p> })
        .collect()
}
