//! Sections on the left, one page each; a section the reader may not change is absent.

use guichet_api::directory::RecordKind;
use guichet_domain::Verb;
use yew::prelude::*;
use yew_router::prelude::*;

use super::accounts::Accounts;
use super::categories::Categories;
use super::display::Display;
use super::notifications::Notifications;
use super::office::Office;
use super::priorities::Priorities;
use super::records::Records;
use crate::components::{empty, icon};
use crate::route::{Route, Section};
use crate::session::{Session, use_session};
use crate::shell::Page;
use crate::t;

/// What concerns oneself.
const YOU: &[Section] = &[Section::Display, Section::Notifications];
/// What the work is made of.
const WORK: &[Section] = &[
    Section::Priorities,
    Section::Categories,
    Section::Kinds,
    Section::Products,
    Section::Contracts,
    Section::Projects,
];
/// Who works and where.
const OFFICE: &[Section] = &[
    Section::Accounts,
    Section::Teams,
    Section::Skills,
    Section::Office,
];

/// Which section.
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// The one shown.
    pub section: Section,
}

/// The settings.
#[component]
pub fn SettingsPage(props: &SettingsProps) -> Html {
    let session = use_session();
    let shown = props.section;
    let crumb = html! { <span class="crumb">{t!("shell-settings")}{" › "}</span> };
    html! {
        <Page title={words(shown)} {crumb} new_ticket=false>
            <div class="settings">
                <nav class="set-nav" aria-label={t!("shell-settings")}>
                    {group(t!("settings-you"), YOU, shown, &session)}
                    {group(t!("settings-work"), WORK, shown, &session)}
                    {group(t!("settings-office"), OFFICE, shown, &session)}
                </nav>
                {if may(shown, &session) { body(shown) } else { refused() }}
            </div>
        </Page>
    }
}

/// The sections whoever is logged in may change: pictogram and words.
pub fn sections(session: &Session) -> Vec<(Section, &'static str, String)> {
    let mine = [YOU, WORK, OFFICE].concat();
    mine.into_iter()
        .filter(|section| may(*section, session))
        .map(|section| (section, pictogram(section), words(section)))
        .collect()
}

fn group(title: String, sections: &[Section], shown: Section, session: &Session) -> Html {
    let links: Vec<Html> = sections
        .iter()
        .filter(|section| may(**section, session))
        .map(|section| link(*section, shown))
        .collect();
    if links.is_empty() {
        return Html::default();
    }
    html! { <><p class="menu-label">{title}</p>{for links}</> }
}

fn link(section: Section, shown: Section) -> Html {
    html! { <Entry key={section.to_string()} {section} current={section == shown} /> }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    section: Section,
    current: bool,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let navigator = use_navigator().expect("a page stands in a router");
    let route = Route::Section {
        section: props.section,
    };
    let on_click = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        navigator.push(&route);
    });
    html! {
        <a href={format!("#{}", route.to_path())} aria-current={props.current.then_some("page")} onclick={on_click}>
            {icon(pictogram(props.section))}<span class="ellipsis">{words(props.section)}</span>
        </a>
    }
}

/// Whether whoever is logged in may change a section.
fn may(section: Section, session: &Session) -> bool {
    match section {
        Section::Display | Section::Notifications => true,
        Section::Categories
        | Section::Kinds
        | Section::Products
        | Section::Contracts
        | Section::Projects
        | Section::Teams
        | Section::Skills => session.may(Verb::ChangeCatalog),
        Section::Priorities | Section::Office => session.may(Verb::ChangeSettings),
        Section::Accounts => session.may(Verb::ManageAccounts),
    }
}

fn body(section: Section) -> Html {
    let records = |kind: RecordKind| html! { <Records key={section.to_string()} {kind} title={words(section)} /> };
    match section {
        Section::Display => html! { <Display /> },
        Section::Notifications => html! { <Notifications /> },
        Section::Priorities => html! { <Priorities /> },
        Section::Categories => html! { <Categories /> },
        Section::Kinds => records(RecordKind::Kind),
        Section::Products => records(RecordKind::Product),
        Section::Contracts => records(RecordKind::Contract),
        Section::Projects => records(RecordKind::Project),
        Section::Teams => records(RecordKind::Team),
        Section::Skills => records(RecordKind::Skill),
        Section::Accounts => html! { <Accounts /> },
        Section::Office => html! { <Office /> },
    }
}

fn refused() -> Html {
    html! { <div class="set-main">{empty("lock", t!("settings-refused"), t!("settings-refused-note"), Html::default())}</div> }
}

/// What a section is called.
pub fn words(section: Section) -> String {
    match section {
        Section::Display => t!("settings-display"),
        Section::Notifications => t!("settings-notifications"),
        Section::Priorities => t!("settings-priorities"),
        Section::Categories => t!("settings-categories"),
        Section::Kinds => t!("settings-kinds"),
        Section::Products => t!("settings-products"),
        Section::Contracts => t!("settings-contracts"),
        Section::Projects => t!("settings-projects"),
        Section::Accounts => t!("settings-accounts"),
        Section::Teams => t!("settings-teams"),
        Section::Skills => t!("settings-skills"),
        Section::Office => t!("settings-the-office"),
    }
}

const fn pictogram(section: Section) -> &'static str {
    match section {
        Section::Display => "keyboard",
        Section::Notifications => "bell",
        Section::Priorities => "flag",
        Section::Categories => "tag",
        Section::Kinds => "wrench",
        Section::Products => "euro",
        Section::Contracts => "file",
        Section::Projects => "folder",
        Section::Accounts => "people",
        Section::Teams => "user",
        Section::Skills => "bolt",
        Section::Office => "server",
    }
}

/// A section under its title.
pub fn form(title: String, lead: String, children: Html) -> Html {
    html! {
        <div class="set-main"><div class="set-form">
            <header class="line"><div class="stack"><h2 class="set-title">{title}</h2><p class="muted">{lead}</p></div></header>
            {children}
        </div></div>
    }
}
