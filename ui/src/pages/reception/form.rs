//! What the reception is typing: one form, kept as a draft, turned into the call that opens the
//! ticket. No rule here: the office checks it.

use std::rc::Rc;

use guichet_api::reception::{
    Caller, CallerFile, CallerKind, CallerSheet, NewContact, NewEquipment,
};
use guichet_api::tickets::OpenTicket;
use guichet_domain::ticket::Facts;
use guichet_domain::{
    Attachment, CategoryId, Channel, ContactId, Criticality, EquipmentId, Moment, StaffId,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::Reducible;

/// Who was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Who {
    /// A person, a company or a machine.
    pub kind: CallerKind,
    /// Which.
    pub id: Uuid,
    /// Its name, shown until its file is there.
    pub name: String,
}

impl Who {
    /// What is asked to know more.
    pub fn sheet(&self) -> CallerSheet {
        let only = |kind| (self.kind == kind).then_some(self.id);
        CallerSheet {
            contact_id: only(CallerKind::Contact).map(Into::into),
            company_id: only(CallerKind::Company).map(Into::into),
            equipment_id: only(CallerKind::Equipment).map(Into::into),
        }
    }
}

impl From<&Caller> for Who {
    fn from(caller: &Caller) -> Self {
        Self {
            kind: caller.kind,
            id: caller.id,
            name: caller.name.clone(),
        }
    }
}

/// Who reported it, when it is not the contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reporter {
    /// A contact, with the name shown.
    Contact(ContactId, String),
    /// A member of the staff.
    Staff(StaffId, String),
}

/// The machine concerned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Machine {
    /// None, or not said.
    #[default]
    None,
    /// One of the directory.
    Known(EquipmentId),
    /// One to create.
    New(NewEquipment),
}

/// Everything typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// How it came.
    pub channel: Channel,
    /// What was typed to find who calls.
    pub search: String,
    /// Who was found.
    pub who: Option<Who>,
    /// Somebody to create.
    pub newcomer: Option<NewContact>,
    /// Who reported it.
    pub reporter: Option<Reporter>,
    /// On what.
    pub machine: Machine,
    /// The title.
    pub label: String,
    /// What the person says.
    pub description: String,
    /// How grave it is for them.
    pub criticality: Criticality,
    /// What about.
    pub category_id: Option<CategoryId>,
    /// When it was noticed, when it was not now.
    pub reported_at: Option<Moment>,
    /// For whoever treats it.
    pub note: String,
    /// Who gets it at once.
    pub assignee_id: Option<StaffId>,
    /// The ticket it follows.
    pub follows: Option<i64>,
    /// Files already sent.
    pub files: Vec<Attachment>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            channel: Channel::Phone,
            search: String::new(),
            who: None,
            newcomer: None,
            reporter: None,
            machine: Machine::None,
            label: String::new(),
            description: String::new(),
            criticality: Criticality::Medium,
            category_id: None,
            reported_at: None,
            note: String::new(),
            assignee_id: None,
            follows: None,
            files: Vec::new(),
        }
    }
}

/// A change of the form.
pub enum Typed {
    /// How it came.
    Channel(Channel),
    /// A new search forgets who was found.
    Search(String),
    /// Somebody was found.
    Found(Who),
    /// Somebody to create; none to give it up.
    Newcomer(Option<NewContact>),
    /// Who reported it.
    Reporter(Option<Reporter>),
    /// On what.
    Machine(Machine),
    /// The title.
    Label(String),
    /// What the person says.
    Description(String),
    /// How grave it is.
    Criticality(Criticality),
    /// What about.
    Category(Option<CategoryId>),
    /// When it was noticed.
    ReportedAt(Option<Moment>),
    /// For whoever treats it.
    Note(String),
    /// Who gets it.
    Assignee(Option<StaffId>),
    /// The ticket it follows.
    Follows(Option<i64>),
    /// A draft comes back.
    Restored(Box<Form>),
    /// Everything away but the channel.
    Cleared,
}

impl Reducible for Form {
    type Action = Typed;

    fn reduce(self: Rc<Self>, typed: Typed) -> Rc<Self> {
        let mut form = (*self).clone();
        match typed {
            Typed::Channel(channel) => form.channel = channel,
            Typed::Search(text) => {
                form.search = text;
                form.forget_who();
            }
            Typed::Found(who) => {
                form.forget_who();
                if who.kind == CallerKind::Equipment {
                    form.machine = Machine::Known(who.id.into());
                }
                form.newcomer = None;
                form.who = Some(who);
            }
            Typed::Newcomer(newcomer) => {
                form.who = form
                    .who
                    .filter(|who| newcomer.is_none() || who.kind != CallerKind::Contact);
                form.newcomer = newcomer;
            }
            Typed::Reporter(reporter) => form.reporter = reporter,
            Typed::Machine(machine) => form.machine = machine,
            Typed::Label(text) => form.label = text,
            Typed::Description(text) => form.description = text,
            Typed::Criticality(criticality) => form.criticality = criticality,
            Typed::Category(category) => form.category_id = category,
            Typed::ReportedAt(at) => form.reported_at = at,
            Typed::Note(text) => form.note = text,
            Typed::Assignee(assignee) => form.assignee_id = assignee,
            Typed::Follows(number) => form.follows = number,
            Typed::Restored(draft) => form = *draft,
            Typed::Cleared => {
                form = Self {
                    channel: form.channel,
                    ..Self::default()
                }
            }
        }
        form.into()
    }
}

impl Form {
    /// What depends on who calls goes with them.
    fn forget_who(&mut self) {
        self.who = None;
        self.follows = None;
        self.reporter = None;
        if matches!(self.machine, Machine::Known(_)) {
            self.machine = Machine::None;
        }
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        *self
            == Self {
                channel: self.channel,
                ..Self::default()
            }
    }

    /// The machine of the directory, if one was chosen.
    pub fn equipment_id(&self) -> Option<EquipmentId> {
        match &self.machine {
            Machine::Known(id) => Some(*id),
            Machine::None | Machine::New(_) => None,
        }
    }

    /// The call that opens the ticket, `file` being what is known of who calls.
    pub fn request(&self, file: Option<&CallerFile>) -> OpenTicket {
        let contact = file
            .and_then(|file| file.contact.as_ref())
            .map(|contact| contact.id);
        let company = file
            .and_then(|file| file.company.as_ref())
            .map(|company| company.id);
        let new_company = self
            .newcomer
            .as_ref()
            .and_then(|newcomer| newcomer.company_id);
        let equipment_id = self.equipment_id();
        let place = file.and_then(|file| {
            file.equipment
                .iter()
                .find(|machine| Some(machine.id) == equipment_id)
        });
        let (reporter_id, reporter_staff_id) = match &self.reporter {
            Some(Reporter::Contact(id, _)) => (Some(*id), None),
            Some(Reporter::Staff(id, _)) => (None, Some(*id)),
            None => (None, None),
        };
        let facts = Facts {
            label: self.label.clone(),
            description: self.description.clone(),
            contact_id: contact.filter(|_| self.newcomer.is_none()),
            reporter_id,
            reporter_staff_id,
            company_id: new_company.or(company),
            equipment_id,
            place_id: place.and_then(|machine| machine.place_id),
            category_id: self.category_id,
            criticality: Some(self.criticality),
            reported_at: self.reported_at,
            ..Facts::default()
        };
        OpenTicket {
            channel: self.channel,
            facts,
            new_contact: self.newcomer.clone(),
            new_equipment: match &self.machine {
                Machine::New(machine) => Some(machine.clone()),
                Machine::None | Machine::Known(_) => None,
            },
            attachments: self.files.iter().map(|file| file.id).collect(),
            note: self.note.clone(),
            assignee_id: self.assignee_id,
            follows: self.follows,
        }
    }
}

/// Somebody to create, from what was typed: a number is a phone, two words a first and a last name.
pub fn newcomer_from(
    typed: &str,
    company: Option<(guichet_domain::CompanyId, String)>,
) -> NewContact {
    let typed = typed.trim();
    let is_phone = typed.chars().filter(char::is_ascii_digit).count() >= 4;
    let (company_id, company_name) =
        company.map_or((None, String::new()), |(id, name)| (Some(id), name));
    let mut newcomer = NewContact {
        title: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        phone: String::new(),
        mail: String::new(),
        company_id,
        company_name,
    };
    if is_phone {
        newcomer.phone = typed.to_owned();
    } else if let Some((first, last)) = typed.split_once(' ') {
        newcomer.first_name = capital(first);
        newcomer.last_name = capital(last.trim());
    } else {
        newcomer.last_name = capital(typed);
    }
    newcomer
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_fills_the_new_contact() {
        let named = newcomer_from("annick le goff", None);
        assert_eq!(
            (named.first_name.as_str(), named.last_name.as_str()),
            ("Annick", "Le goff")
        );
        let called = newcomer_from("02 97 55 01 84", None);
        assert_eq!(
            (called.last_name.as_str(), called.phone.as_str()),
            ("", "02 97 55 01 84")
        );
    }

    #[test]
    fn a_new_search_forgets_who_was_found_and_their_machine_but_not_the_label() {
        let who = Who {
            kind: CallerKind::Equipment,
            id: Uuid::nil(),
            name: "Vitodens".to_owned(),
        };
        let form = Rc::new(Form {
            label: "En panne".to_owned(),
            ..Form::default()
        });
        let form = form.reduce(Typed::Found(who));
        assert_eq!(form.equipment_id(), Some(EquipmentId(Uuid::nil())));
        let form = form.reduce(Typed::Search("riou".to_owned()));
        assert_eq!(
            (form.equipment_id(), form.who.clone(), form.label.as_str()),
            (None, None, "En panne")
        );
    }

    #[test]
    fn clearing_keeps_the_channel_and_leaves_nothing_to_keep() {
        let form = Rc::new(Form {
            channel: Channel::WalkIn,
            note: "clé au voisin".to_owned(),
            ..Form::default()
        });
        assert!(!form.is_empty());
        let cleared = form.reduce(Typed::Cleared);
        assert_eq!(cleared.channel, Channel::WalkIn);
        assert!(cleared.is_empty());
    }
}
