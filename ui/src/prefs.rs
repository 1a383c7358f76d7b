//! What each reader chose on this workstation: theme, density, language, single letters, rail.
//!
//! Kept in the browser's storage; nothing here concerns the office.

use std::rc::Rc;

use guichet_domain::Language;
use yew::prelude::*;

use crate::browser::{remember, remembered, set_root_attribute};
use crate::i18n;
use crate::keys::dispatch;

/// Light, dark, or as the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the system says.
    System,
}

impl Theme {
    const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The choices in force.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prefs {
    /// Light or dark.
    pub theme: Theme,
    /// Rows of 48 px instead of 40.
    pub comfortable: bool,
    /// The language spoken.
    pub language: Language,
    /// Whether single letters act.
    pub letters: bool,
    /// Whether the rail shows pictograms only.
    pub folded: bool,
}

/// One choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choose {
    /// Light or dark.
    Theme(Theme),
    /// Row height.
    Comfortable(bool),
    /// The language.
    Language(Language),
    /// Single letters.
    Letters(bool),
    /// The rail.
    FoldRail,
}

impl Prefs {
    /// What this workstation remembers, else the system's theme, compact rows, `language`.
    pub fn remembered(language: Language) -> Self {
        let is = |key: &str, value: &str| remembered(key).is_some_and(|kept| kept == value);
        let prefs = Self {
            theme: Theme::from_code(&remembered("theme").unwrap_or_default()),
            comfortable: is("density", "comfortable"),
            language: remembered("language")
                .and_then(|code| code.parse().ok())
                .unwrap_or(language),
            letters: !is("letters", "off"),
            folded: is("rail", "folded"),
        };
        prefs.apply();
        prefs
    }

    fn apply(self) {
        let theme = match self.theme {
            Theme::Light | Theme::Dark => Some(self.theme.code()),
            Theme::System => None,
        };
        set_root_attribute("data-theme", theme);
        set_root_attribute("data-density", self.comfortable.then_some("comfortable"));
        set_root_attribute("data-rail", self.folded.then_some("folded"));
        set_root_attribute("lang", Some(self.language.code()));
        i18n::speak(self.language);
        dispatch::allow_letters(self.letters);
    }

    fn remember(self) {
        remember("theme", self.theme.code());
        remember(
            "density",
            if self.comfortable {
                "comfortable"
            } else {
                "compact"
            },
        );
        remember("language", self.language.code());
        remember("letters", if self.letters { "on" } else { "off" });
        remember("rail", if self.folded { "folded" } else { "open" });
    }
}

impl Reducible for Prefs {
    type Action = Choose;

    fn reduce(self: Rc<Self>, choice: Choose) -> Rc<Self> {
        let mut prefs = *self;
        match choice {
            Choose::Theme(theme) => prefs.theme = theme,
            Choose::Comfortable(comfortable) => prefs.comfortable = comfortable,
            Choose::Language(language) => prefs.language = language,
            Choose::Letters(letters) => prefs.letters = letters,
            Choose::FoldRail => prefs.folded = !prefs.folded,
        }
        prefs.apply();
        prefs.remember();
        prefs.into()
    }
}

/// The choices and the way to change them.
pub type PrefsHandle = UseReducerHandle<Prefs>;

/// The choices in force.
#[hook]
pub fn use_prefs() -> PrefsHandle {
    use_context::<PrefsHandle>().expect("the application provides the preferences")
}
