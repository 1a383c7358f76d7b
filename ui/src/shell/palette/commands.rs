//! What may be commanded: the actions of the page, from the layers of its keys; the pages; the looks; the door.

use guichet_domain::Language;
use yew::prelude::*;

use super::lines::{Group, Line};
use crate::components::icon;
use crate::i18n::names;
use crate::keys::Action;
use crate::keys::dispatch::Offer;
use crate::pages::queue::Lens;
use crate::pages::settings;
use crate::prefs::{Choose, Prefs, Theme};
use crate::route::{Overlay, Route};
use crate::session::Session;
use crate::t;

/// What a line does.
#[derive(Clone, PartialEq)]
pub enum Goal {
    /// Goes to a page.
    Go(Route),
    /// Looks at a view of the queue.
    Look(String, Box<Lens>),
    /// Does what a key does.
    Do(Offer),
    /// Opens something over the page.
    Show(Overlay),
    /// Changes how things look.
    Choose(Choose),
    /// Ends the session.
    LogOut,
}

/// What may be done where the palette was opened.
pub struct Known {
    /// The actions of the page.
    pub offers: Vec<Offer>,
    /// The views of the queue.
    pub views: Vec<(String, String, Lens)>,
    /// How things look.
    pub prefs: Prefs,
    /// Whose palette it is.
    pub session: Session,
}

fn line(pictogram: &str, words: String, goal: Goal) -> Line {
    Line {
        group: Group::Commands,
        mark: icon(pictogram),
        words: words.into(),
        detail: AttrValue::default(),
        keys: None,
        goal,
    }
}

/// The views of the queue.
pub fn views(known: &Known) -> Vec<Line> {
    let views = known.views.iter().map(|(key, name, lens)| Line {
        group: Group::Views,
        ..line(
            "inbox",
            name.clone(),
            Goal::Look(key.clone(), Box::new(lens.clone())),
        )
    });
    views.collect()
}

/// Everything that is no thing of the office.
pub fn commands(known: &Known) -> Vec<Line> {
    let mut lines: Vec<Line> = known.offers.iter().filter_map(action).collect();
    lines.push(line("flag", t!("account-my-day"), Goal::Go(Route::MyDay)));
    let sections = settings::sections(&known.session);
    lines.extend(
        sections
            .into_iter()
            .map(|(section, pictogram, words)| Line {
                detail: t!("shell-settings").into(),
                ..line(pictogram, words, Goal::Go(Route::Section { section }))
            }),
    );
    lines.extend(looks(&known.prefs));
    lines.push(line(
        "pen",
        t!("account-password"),
        Goal::Show(Overlay::Password),
    ));
    lines.push(line("out", t!("account-log-out"), Goal::LogOut));
    lines
}

/// An action of the page; none for the moves that only a hand on the keys makes.
fn action(offer: &Offer) -> Option<Line> {
    let pictogram = match offer.action {
        Action::Palette
        | Action::Back
        | Action::Next
        | Action::Previous
        | Action::First
        | Action::Last
        | Action::PageDown
        | Action::PageUp
        | Action::ExtendDown
        | Action::ExtendUp => return None,
        Action::NewTicket | Action::NewTicketFor | Action::NewContact | Action::NewEquipment => {
            "plus"
        }
        Action::GoQueue => "inbox",
        Action::GoReception => "desk",
        Action::GoDirectory => "people",
        Action::GoSettings => "sliders",
        Action::Notices => "bell",
        Action::Keys => "keyboard",
        Action::Lock => "lock",
        Action::Undo | Action::Reopen | Action::Unassign | Action::UndoMerge => "undo",
        Action::Answer => "reply",
        Action::Edit | Action::InternalNote => "pen",
        Action::Filter => "filter",
        Action::Find => "search",
        Action::Attach => "clip",
        Action::Link => "link",
        Action::Merge => "merge",
        _ => "right",
    };
    let line = line(
        pictogram,
        names::action(offer.action),
        Goal::Do(offer.clone()),
    );
    Some(Line {
        keys: offer.screen.chord(offer.action),
        ..line
    })
}

/// The looks that are not in force.
fn looks(prefs: &Prefs) -> Vec<Line> {
    let choose = |pictogram, words, choice| line(pictogram, words, Goal::Choose(choice));
    let mut looks = Vec::new();
    for (theme, pictogram, words) in [
        (Theme::Light, "sun", t!("palette-light")),
        (Theme::Dark, "moon", t!("palette-dark")),
        (Theme::System, "monitor", t!("palette-system")),
    ] {
        if theme != prefs.theme {
            looks.push(choose(pictogram, words, Choose::Theme(theme)));
        }
    }
    let rows = if prefs.comfortable {
        t!("palette-compact")
    } else {
        t!("palette-comfortable")
    };
    looks.push(choose(
        "table",
        rows,
        Choose::Comfortable(!prefs.comfortable),
    ));
    // Each language names itself: whoever needs the other one reads that.
    let (words, other) = match prefs.language {
        Language::French => ("English", Language::English),
        Language::English => ("Français", Language::French),
    };
    looks.push(choose("globe", words.to_owned(), Choose::Language(other)));
    looks
}
