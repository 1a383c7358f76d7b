//! The page of the directory: tabs, the list found, and the card of what is open.

use guichet_api::directory::DirectoryKind;
use guichet_domain::{CompanyId, ContactId, EquipmentId, Verb};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use super::company::CompanyCard;
use super::contact::ContactCard;
use super::edit_company::EditCompany;
use super::edit_contact::EditContact;
use super::edit_equipment::EditEquipment;
use super::equipment::EquipmentCard;
use super::list::List;
use crate::components::{Button, Tab, Tabs, empty};
use crate::keys::{Action, Screen, use_commands};
use crate::route::Route;
use crate::session::use_session;
use crate::shell::Page;
use crate::{browser, t};

/// What is open in it.
#[derive(Properties, PartialEq)]
pub struct DirectoryProps {
    /// A company.
    #[prop_or_default]
    pub company: Option<CompanyId>,
    /// A contact.
    #[prop_or_default]
    pub contact: Option<ContactId>,
    /// A machine.
    #[prop_or_default]
    pub equipment: Option<EquipmentId>,
}

/// The directory.
#[component]
pub fn DirectoryPage(props: &DirectoryProps) -> Html {
    let opened = kind_of(props);
    let kind = use_state(|| opened.unwrap_or(DirectoryKind::Companies));
    let navigator = use_navigator().expect("a page stands in a router");
    let creating = use_state(|| false);
    let session = use_session();
    {
        let kind = kind.clone();
        use_effect_with(opened, move |opened| {
            opened.iter().for_each(|opened| kind.set(*opened))
        });
    }
    use_commands(Screen::Directory, &[Action::Find], |_| {
        browser::focus_id("directory-search")
    });
    let on_select = {
        let kind = kind.clone();
        Callback::from(move |key: AttrValue| kind.set(kind_from(&key)))
    };
    let on_open = {
        let (navigator, kind) = (navigator.clone(), *kind);
        Callback::from(move |id: Uuid| navigator.push(&route(kind, id)))
    };
    let (open, close) = (creating.clone(), creating.clone());
    let tools = session.may(Verb::ChangeDirectory).then(|| {
        html! { <Button icon="plus" on_click={move |_| open.set(true)}>{new_words(*kind)}</Button> }
    });
    let on_close = Callback::from(move |()| close.set(false));
    html! {
        <Page title={t!("shell-directory")} tools={tools.unwrap_or_default()}>
            <Tabs label={t!("shell-directory")} tabs={tabs()} selected={key_of(*kind)} {on_select} controls="directory-list" />
            <div class="dir">
                <List key={key_of(*kind)} kind={*kind} open={id_of(props)} on_open={on_open.clone()} />
                {card(props)}
            </div>
            if *creating { {create(*kind, on_close, on_open)} }
        </Page>
    }
}

fn card(props: &DirectoryProps) -> Html {
    match (props.company, props.contact, props.equipment) {
        (Some(id), _, _) => html! { <CompanyCard key={id.to_string()} {id} /> },
        (_, Some(id), _) => html! { <ContactCard key={id.to_string()} {id} /> },
        (_, _, Some(id)) => html! { <EquipmentCard key={id.to_string()} {id} /> },
        (None, None, None) => html! {
            <article class="dir-card">{empty("people", t!("dir-none-open"), t!("dir-none-open-note"), Html::default())}</article>
        },
    }
}

fn create(kind: DirectoryKind, on_close: Callback<()>, on_open: Callback<Uuid>) -> Html {
    match kind {
        DirectoryKind::Contacts => html! { <EditContact {on_close} on_saved={on_open} /> },
        DirectoryKind::Equipment => html! { <EditEquipment {on_close} on_saved={on_open} /> },
        DirectoryKind::Companies | DirectoryKind::Places => {
            html! { <EditCompany {on_close} on_saved={on_open} /> }
        }
    }
}

fn tabs() -> Vec<Tab> {
    [
        DirectoryKind::Companies,
        DirectoryKind::Contacts,
        DirectoryKind::Equipment,
    ]
    .into_iter()
    .map(|kind| Tab {
        key: key_of(kind).into(),
        words: words(kind).into(),
        count: None,
    })
    .collect()
}

const fn key_of(kind: DirectoryKind) -> &'static str {
    match kind {
        DirectoryKind::Companies | DirectoryKind::Places => "companies",
        DirectoryKind::Contacts => "contacts",
        DirectoryKind::Equipment => "equipment",
    }
}

fn kind_from(key: &str) -> DirectoryKind {
    match key {
        "contacts" => DirectoryKind::Contacts,
        "equipment" => DirectoryKind::Equipment,
        _ => DirectoryKind::Companies,
    }
}

fn words(kind: DirectoryKind) -> String {
    match kind {
        DirectoryKind::Companies | DirectoryKind::Places => t!("dir-companies"),
        DirectoryKind::Contacts => t!("dir-contacts"),
        DirectoryKind::Equipment => t!("dir-equipment"),
    }
}

fn new_words(kind: DirectoryKind) -> String {
    match kind {
        DirectoryKind::Companies | DirectoryKind::Places => t!("dir-company"),
        DirectoryKind::Contacts => t!("dir-contact"),
        DirectoryKind::Equipment => t!("dir-machine"),
    }
}

fn kind_of(props: &DirectoryProps) -> Option<DirectoryKind> {
    let company = props.company.map(|_| DirectoryKind::Companies);
    let contact = props.contact.map(|_| DirectoryKind::Contacts);
    company
        .or(contact)
        .or(props.equipment.map(|_| DirectoryKind::Equipment))
}

fn id_of(props: &DirectoryProps) -> Option<Uuid> {
    let company = props.company.map(|id| id.0);
    company
        .or(props.contact.map(|id| id.0))
        .or(props.equipment.map(|id| id.0))
}

fn route(kind: DirectoryKind, id: Uuid) -> Route {
    match kind {
        DirectoryKind::Companies | DirectoryKind::Places => Route::Company { id: id.into() },
        DirectoryKind::Contacts => Route::Contact { id: id.into() },
        DirectoryKind::Equipment => Route::Equipment { id: id.into() },
    }
}
