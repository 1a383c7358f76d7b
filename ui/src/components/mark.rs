//! Status, criticality, priority and channel: a shape, a word and a colour, never one alone.

use guichet_domain::{Channel, Criticality, InterventionStatus, Priority, Status};
use yew::prelude::*;

use super::icon::{icon, shape};
use crate::i18n::names;

/// The status as the style sheet names it: `awaiting-intake`.
pub fn status_slug(status: Status) -> String {
    status.code().replace('_', "-")
}

/// The circle and the word, short where columns are narrow.
pub fn status_mark(status: Status) -> Html {
    let slug = status_slug(status);
    html! {
        <span class="mark" data-status={slug.clone()}>
            {shape(&format!("s-{slug}"))}<span class="ellipsis">{names::short_status(status)}</span>
        </span>
    }
}

/// The diamond and the word; grey unless critical or serious.
pub fn criticality_mark(criticality: Criticality) -> Html {
    let slug = criticality.code();
    let quiet = matches!(criticality, Criticality::Medium | Criticality::Low).then_some("");
    html! {
        <span class="mark" data-quiet={quiet} data-criticality={slug}>
            {shape(&format!("c-{slug}"))}{names::criticality(criticality)}
        </span>
    }
}

/// The bars and the word; grey unless urgent or very high.
pub fn priority_mark(priority: Priority) -> Html {
    let slug = priority.code().replace('_', "-");
    let quiet = (!matches!(priority, Priority::Urgent | Priority::VeryHigh)).then_some("");
    html! {
        <span class="mark" data-quiet={quiet} data-priority={slug.clone()}>
            {shape(&format!("p-{slug}"))}{names::priority(priority)}
        </span>
    }
}

/// The pictogram of a channel, its word for who does not see it.
pub fn channel_icon(channel: Channel) -> Html {
    let word = names::channel(channel);
    html! {
        <span title={word.clone()}>
            <svg class="icon faint" aria-hidden="true"><use href={format!("#i-{}", pictogram(channel))} /></svg>
            <span class="sr">{word}</span>
        </span>
    }
}

/// The pictogram of a channel and its word.
pub fn channel_mark(channel: Channel) -> Html {
    html! { <span class="mark" data-quiet="">{icon(pictogram(channel))}{names::channel(channel)}</span> }
}

/// Where an intervention stands.
pub fn intervention_mark(status: InterventionStatus) -> Html {
    let (slug, pictogram) = match status {
        InterventionStatus::ToPlan => ("to-plan", "toplan"),
        InterventionStatus::Planned => ("planned", "calendar"),
        InterventionStatus::Started => ("running", "play"),
        InterventionStatus::Done => ("done", "check"),
        InterventionStatus::ToInvoice => ("to-bill", "euro"),
        InterventionStatus::Invoiced => ("billed", "file"),
        InterventionStatus::Cancelled => ("cancelled", "x"),
    };
    html! {
        <span class="mark" data-intervention={slug}>{icon(pictogram)}{names::intervention(status)}</span>
    }
}

const fn pictogram(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Chat => "chat",
        Channel::WebForm => "globe",
        Channel::Mail => "mail",
        Channel::WalkIn => "walkin",
    }
}
