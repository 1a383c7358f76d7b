//! A sentence in its place: a notice for the block it stands in, a strip for the whole page.

use yew::prelude::*;

use super::icon::icon;

/// How grave a sentence is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// To know.
    #[default]
    Info,
    /// To mind.
    Warning,
    /// To repair.
    Danger,
    /// Done.
    Success,
}

impl Tone {
    pub(super) const fn slug(self) -> Option<&'static str> {
        match self {
            Self::Info => None,
            Self::Warning => Some("warning"),
            Self::Danger => Some("danger"),
            Self::Success => Some("success"),
        }
    }

    pub(super) const fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning | Self::Danger => "warn",
            Self::Success => "check",
        }
    }

    const fn role(self) -> &'static str {
        match self {
            Self::Danger => "alert",
            Self::Info | Self::Warning | Self::Success => "status",
        }
    }
}

/// What a sentence in its place says.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// How grave it is.
    #[prop_or_default]
    pub tone: Tone,
    /// A pictogram instead of the tone's.
    #[prop_or_default]
    pub icon: Option<&'static str>,
    /// The sentence.
    pub children: Html,
    /// What can be done about it.
    #[prop_or_default]
    pub action: Html,
}

/// For the block it stands in.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class="notice" data-tone={props.tone.slug()} role={props.tone.role()}>
            {icon(props.icon.unwrap_or(props.tone.icon()))}<span>{props.children.clone()}{props.action.clone()}</span>
        </div>
    }
}

/// For the whole page, under the top bar.
#[component]
pub fn Strip(props: &NoticeProps) -> Html {
    html! {
        <div class="strip" data-tone={props.tone.slug()} role={props.tone.role()}>
            {icon(props.icon.unwrap_or(props.tone.icon()))}<span>{props.children.clone()}</span>{props.action.clone()}
        </div>
    }
}
