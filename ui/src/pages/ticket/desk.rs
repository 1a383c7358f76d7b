//! What every block of the page shares: the ticket as last read, and the one way to change it.

use std::rc::Rc;

use guichet_api::tickets::{
    Bulk, EditTicket, GetTicket, Moved, SetPeople, TicketSheet, TicketVersion, UndoChanges,
};
use guichet_api::{ApiError, Call, Code};
use guichet_domain::ticket::Facts;
use guichet_domain::{ContactId, StaffId, Ticket, Verb};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::compose::Compose;
use super::conflict::Meeting;
use super::dialogs::TicketDialog;
use crate::components::{Toast, Uploads};
use crate::draft::DraftKeeper;
use crate::route::Route;
use crate::session::Session;
use crate::{bridge, load, refusals, t};

/// A change of facts, boxed: what saves it is compiled once.
type Set = Box<dyn FnOnce(&mut Facts)>;
/// What is done with an answer.
type Then<T> = Box<dyn FnOnce(&Desk, T)>;

/// The page's state and its acts.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// The ticket as last read.
    pub sheet: Rc<TicketSheet>,
    /// Who reads it.
    pub session: Session,
    /// The step being written.
    pub compose: UseReducerHandle<Compose>,
    /// Its files.
    pub uploads: Uploads,
    /// Files that will hang on the ticket itself, without a step.
    pub hung: Uploads,
    /// Its draft.
    pub draft: DraftKeeper,
    /// Why the last change was refused.
    pub refusal: UseStateHandle<Option<ApiError>>,
    /// What collides with somebody else's change.
    pub meeting: UseStateHandle<Option<Rc<Meeting>>>,
    /// What is open over the page.
    pub dialog: UseStateHandle<Option<TicketDialog>>,
    /// Whether a change is on its way.
    pub busy: UseStateHandle<bool>,
    /// The composer's text, which keys go to.
    pub text: NodeRef,
    /// Draws again what the loader now has.
    pub redraw: Callback<()>,
    /// Reads again.
    pub reload: Callback<()>,
    /// Shows a toast.
    pub say: Callback<Toast>,
    /// Goes to a page.
    pub go: Callback<Route>,
}

impl Desk {
    /// Whether whoever reads may do this now.
    pub fn may(&self, verb: Verb) -> bool {
        self.sheet.may.contains(&verb)
    }

    /// The ticket's number.
    pub fn number(&self) -> i64 {
        self.sheet.ticket.number
    }

    /// The version on the screen.
    pub fn version(&self) -> i64 {
        self.sheet.ticket.version
    }

    /// The name of a contact of the ticket.
    pub fn contact_name(&self, id: ContactId) -> String {
        let sheet = &self.sheet;
        let people = sheet
            .contact
            .iter()
            .chain(&sheet.reporter)
            .chain(&sheet.observers);
        people
            .into_iter()
            .find(|contact| contact.id == id)
            .map(guichet_domain::directory::Contact::name)
            .unwrap_or_default()
    }

    /// The name of a member of the staff.
    pub fn staff_name(&self, id: StaffId) -> String {
        self.session.name_of(id)
    }

    /// Shows a newer reading at once; the loader would only bring the same.
    pub fn show(&self, sheet: TicketSheet) {
        load::put(
            &GetTicket {
                number: sheet.ticket.number,
            },
            sheet,
        );
        self.refusal.set(None);
        self.redraw.emit(());
    }

    /// Makes a change that leaves the ticket in sight, then `after` with its new reading.
    pub fn change<C>(&self, call: C, after: impl FnOnce(&Self, &TicketSheet) + 'static)
    where
        C: Call<Reply = TicketSheet> + 'static,
    {
        let then = Box::new(|desk: &Self, sheet| {
            after(desk, &sheet);
            desk.show(sheet);
        });
        self.answered(C::NAME, bridge::written(&call), then);
    }

    /// Compiled once for each kind of answer, not once a call.
    fn answered<T: DeserializeOwned + 'static>(
        &self,
        name: &'static str,
        args: String,
        then: Then<T>,
    ) {
        let desk = self.clone();
        self.busy.set(true);
        spawn_local(async move {
            let answer = bridge::send(name, args).await;
            desk.busy.set(false);
            match answer.and_then(|reply| bridge::read_as(name, &reply)) {
                Ok(answer) => then(&desk, answer),
                Err(refusal) => desk.refused(refusal),
            }
        });
    }

    /// Makes a change that may take the ticket out of sight; the toast offers to undo.
    pub fn move_on<C>(&self, call: C, said: String, after: impl FnOnce(&Self) + 'static)
    where
        C: Call<Reply = Moved> + 'static,
    {
        self.moving(call, move |desk, moved| {
            after(desk);
            let undo = desk.undo(moved.version);
            desk.moved(moved, said, |words| Toast::undoable(words, undo));
        });
    }

    /// Makes a change that was told to people, and is not taken back.
    pub fn move_for_good<C>(&self, call: C, said: String)
    where
        C: Call<Reply = Moved> + 'static,
    {
        self.moving(call, move |desk, moved| {
            desk.moved(moved, said, Toast::done)
        });
    }

    /// Changes who and what the ticket concerns; whoever took themselves away is told.
    pub fn regroup(&self, call: SetPeople) {
        self.moving(call, |desk, moved| match moved.sheet {
            Some(sheet) => desk.show(*sheet),
            None => {
                let said = t!("ticket-left", number = desk.number().to_string());
                desk.moved(moved, said, Toast::done);
            }
        });
    }

    fn moving<C>(&self, call: C, then: impl FnOnce(&Self, Moved) + 'static)
    where
        C: Call<Reply = Moved> + 'static,
    {
        self.answered(C::NAME, bridge::written(&call), Box::new(then));
    }

    fn moved(&self, moved: Moved, said: String, toast: impl FnOnce(String) -> Toast) {
        match moved.sheet {
            Some(sheet) => {
                self.say.emit(toast(said));
                self.show(*sheet);
            }
            None => {
                load::drop_reply(&GetTicket {
                    number: moved.number,
                });
                self.say
                    .emit(toast(format!("{said}. {}", t!("ticket-out-of-sight"))));
                self.go.emit(Route::Queue);
            }
        }
    }

    /// Changes facts; the toast offers to undo.
    pub fn edit(&self, set: impl FnOnce(&mut Facts) + 'static, said: String) {
        self.edit_from(&self.sheet.ticket, Box::new(set), said, Callback::noop());
    }

    /// Changes facts of the ticket as it was when one began to type, then `after`; what was typed stays where it is
    /// when the change is refused.
    pub fn edit_from(&self, seen: &Ticket, set: Set, said: String, after: Callback<()>) {
        let mut facts = seen.facts();
        set(&mut facts);
        if facts == seen.facts() {
            return after.emit(());
        }
        let request = EditTicket {
            number: self.number(),
            version: seen.version,
            facts,
        };
        self.save(bridge::written(&request), said, after);
    }

    /// Sends the text of a change of facts; what collides with somebody else's is asked about.
    pub fn save(&self, request: String, said: String, after: Callback<()>) {
        let desk = self.clone();
        self.busy.set(true);
        spawn_local(async move {
            let answer = bridge::send(EditTicket::NAME, request).await;
            desk.busy.set(false);
            match answer.and_then(|reply| bridge::read_as(EditTicket::NAME, &reply)) {
                Ok(sheet) => desk.saved(sheet, said, &after),
                Err(refusal) => match Meeting::of(&desk, &refusal, said, after) {
                    Some(meeting) => {
                        desk.reload.emit(());
                        desk.meeting.set(Some(Rc::new(meeting)));
                    }
                    None => desk.refused(refusal),
                },
            }
        });
    }

    fn saved(&self, sheet: TicketSheet, said: String, after: &Callback<()>) {
        after.emit(());
        self.meeting.set(None);
        let undo = self.undo(sheet.ticket.version);
        self.say.emit(Toast::undoable(said, undo));
        self.show(sheet);
    }

    /// Takes back the change that gave the ticket this version.
    pub fn undo(&self, version: i64) -> Callback<()> {
        let (desk, number) = (self.clone(), self.number());
        Callback::from(move |()| {
            let desk = desk.clone();
            spawn_local(async move {
                let call = UndoChanges {
                    items: vec![TicketVersion { number, version }],
                };
                match bridge::call(&call).await {
                    Ok(Bulk { refused, .. }) => {
                        desk.undone(refused.into_iter().next().map(|refused| refused.error))
                    }
                    Err(refusal) => desk.undone(Some(refusal)),
                }
            });
        })
    }

    fn undone(&self, refusal: Option<ApiError>) {
        self.reload.emit(());
        if let Some(refusal) = refusal {
            self.say.emit(Toast::failed(refusals::sentence(&refusal)));
        }
    }

    /// Says why, in its place; what others changed meanwhile is read again.
    pub fn refused(&self, refusal: ApiError) {
        if matches!(
            refusal.code,
            Code::Conflict | Code::Locked | Code::Transition | Code::NotFound
        ) {
            self.reload.emit(());
        }
        // The frame has its strip when the office is out of reach: a second one would say it twice.
        if refusal.code == Code::Offline && self.dialog.is_none() {
            return self.say.emit(Toast::failed(refusals::sentence(&refusal)));
        }
        self.refusal.set(Some(refusal));
    }
}

/// What each block of the page needs.
#[derive(Properties, PartialEq)]
pub struct DeskProps {
    /// The page's state and its acts.
    pub desk: Desk,
}
