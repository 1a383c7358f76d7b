//! The directory: companies, contacts, machines, places.

use guichet_domain::{CompanyId, ContactId, EquipmentId};
use yew::prelude::*;

use crate::shell::Page;
use crate::t;

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
pub fn DirectoryPage(_props: &DirectoryProps) -> Html {
    html! { <Page title={t!("shell-directory")}><div class="dir" /></Page> }
}
