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

/// For the block it stands in; a pictogram instead of the tone's, what can be done about it.
pub fn notice(tone: Tone, pictogram: Option<&'static str>, sentence: Html, action: Html) -> Html {
    html! {
        <div class="notice" data-tone={tone.slug()} role={tone.role()}>
            {icon(pictogram.unwrap_or(tone.icon()))}<span>{sentence}{action}</span>
        </div>
    }
}

/// For the whole page, under the top bar; a pictogram instead of the tone's, what can be done about it.
pub fn strip(tone: Tone, pictogram: Option<&'static str>, sentence: Html, action: Html) -> Html {
    html! {
        <div class="strip" data-tone={tone.slug()} role={tone.role()}>
            {icon(pictogram.unwrap_or(tone.icon()))}<span>{sentence}</span>{action}
        </div>
    }
}

/// Why something was refused, if it was. A function, compiled once for all who ask.
pub fn alert(sentence: Option<String>) -> Html {
    match sentence {
        Some(sentence) => notice(Tone::Danger, None, html! { {sentence} }, Html::default()),
        None => Html::default(),
    }
}
