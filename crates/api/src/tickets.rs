//! One ticket: reading it whole, and everything that changes it.

use guichet_domain::directory::{Company, Contact, Equipment, Place, Record};
use guichet_domain::step::NewStep;
use guichet_domain::ticket::Facts;
use guichet_domain::*;

use crate::reception::{Card, NewContact, NewEquipment};
use crate::wire;

wire! {
    /// Reads a ticket whole.
    struct GetTicket {
        /// Its number.
        number: i64,
    }

    /// A ticket with everything its page shows.
    struct TicketSheet {
        /// The ticket.
        ticket: Ticket,
        /// The person concerned.
        contact: Option<Contact>,
        /// Who reported it, a contact.
        reporter: Option<Contact>,
        /// The company.
        company: Option<Company>,
        /// The main machine.
        equipment: Option<Equipment>,
        /// Further machines.
        other_equipment: Vec<Equipment>,
        /// Where.
        place: Option<Place>,
        /// Under which contract.
        contract: Option<Record>,
        /// For which task.
        task: Option<Record>,
        /// Other technicians.
        technicians: Vec<StaffId>,
        /// Contacts in copy.
        observers: Vec<Contact>,
        /// Its steps, oldest first.
        steps: Vec<Step>,
        /// Its files, oldest first.
        attachments: Vec<Attachment>,
        /// Its interventions, oldest first.
        interventions: Vec<Intervention>,
        /// Tickets it is linked to.
        links: Vec<Link>,
        /// The number of the ticket it was merged into.
        merged_into: Option<i64>,
        /// Minutes spent.
        minutes: i64,
        /// What whoever reads may do now.
        may: Vec<Verb>,
        /// Until when whoever reads may withdraw their closing.
        withdraw_until: Option<Moment>,
        /// What whoever reads was typing.
        draft: Option<Draft>,
    }

    /// A link to another ticket.
    struct Link {
        /// What it means.
        kind: LinkKind,
        /// Whether it is read from this ticket to the other.
        outgoing: bool,
        /// The other ticket.
        card: Card,
    }

    /// What somebody was typing, kept outside the ticket.
    struct Draft {
        /// The text and choices, as the interface keeps them.
        body: serde_json::Value,
        /// When it was saved.
        saved_at: Moment,
    }

    /// Reads a ticket's history.
    struct TicketHistory {
        /// Its number.
        number: i64,
    }

    /// One change of a ticket or of what hangs on it.
    struct HistoryLine {
        /// When.
        at: Moment,
        /// Who, a member of the staff.
        by_staff_id: Option<StaffId>,
        /// Who, a contact.
        by_contact: Option<String>,
        /// The call that made it.
        call: String,
        /// What it changed.
        entity: event::Entity,
        /// Each changed field.
        changes: Vec<Change>,
        /// Names for the ids found in the changes.
        names: std::collections::BTreeMap<String, String>,
    }

    /// Logs a request.
    struct OpenTicket {
        /// How it came.
        channel: Channel,
        /// Its facts.
        facts: Facts,
        /// A contact to create in the same gesture; becomes `contact_id`.
        new_contact: Option<NewContact>,
        /// A machine to create in the same gesture; becomes `equipment_id`.
        new_equipment: Option<NewEquipment>,
        /// Files uploaded beforehand.
        attachments: Vec<AttachmentId>,
        /// An internal note for whoever treats it; may be empty.
        note: String,
        /// Who gets it at once, when the caller may assign or take.
        assignee_id: Option<StaffId>,
        /// The closed ticket it follows.
        follows: Option<i64>,
    }

    /// Changes facts of an open ticket; what others changed since its version stays where it does not collide.
    struct EditTicket {
        /// Its number.
        number: i64,
        /// The version the change was made on.
        version: i64,
        /// All its facts, the changed ones included.
        facts: Facts,
    }

    /// What stands between a change and a ticket that others changed since its author saw it.
    struct Conflict {
        /// The ticket's version now.
        version: i64,
        /// The facts to save, where those of the others stand for what collides; none for a move.
        facts: Option<Facts>,
        /// What collides.
        collisions: Vec<Collision>,
        /// What the others changed meanwhile, oldest first, what collides included.
        since: Vec<HistoryLine>,
        /// Names for the ids found in the collisions.
        names: std::collections::BTreeMap<String, String>,
    }

    /// A field that two people changed from the same version.
    struct Collision {
        /// As both had seen it, and as it is now.
        change: Change,
        /// As the second one wants it; null for a move.
        mine: serde_json::Value,
        /// When it was changed.
        at: Moment,
        /// By whom of the staff.
        by_staff_id: Option<StaffId>,
        /// By which contact.
        by_contact: Option<String>,
    }

    /// Gives a ticket to somebody.
    struct AssignTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
        /// To whom.
        to: StaffId,
    }

    /// Takes a ticket oneself.
    struct TakeTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
    }

    /// Puts a ticket back in the pool.
    struct UnassignTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
    }

    /// Waits for the client.
    struct WaitTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
        /// `waiting` or `disagreement`.
        stage: Stage,
    }

    /// Moves inside a status.
    struct SetStage {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
        /// The stage.
        stage: Stage,
    }

    /// Resolves a ticket, with its solution when there is one to say.
    struct ResolveTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
        /// A last step written with it.
        step: Option<NewStep>,
    }

    /// Rejects a ticket.
    struct RejectTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
        /// `rejected`, or `cancelled` when the client cancels.
        stage: Stage,
        /// Why.
        reason: String,
    }

    /// Opens a closed ticket again.
    struct ReopenTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
    }

    /// A ticket after a change that may have taken it out of its actor's sight.
    struct Moved {
        /// Its number.
        number: i64,
        /// Its new version.
        version: i64,
        /// Its new status.
        status: Status,
        /// The ticket as its actor now sees it; none when they no longer do.
        sheet: Option<Box<TicketSheet>>,
    }

    /// Changes several tickets at once; each succeeds or is refused alone.
    struct ChangeTickets {
        /// Which, as they were seen.
        items: Vec<TicketVersion>,
        /// What to change.
        change: BulkChange,
    }

    /// A ticket as it was seen.
    struct TicketVersion {
        /// Its number.
        number: i64,
        /// Its version.
        version: i64,
    }

    /// What became of each ticket, in the order asked.
    struct Bulk {
        /// Those changed, with their new version.
        done: Vec<TicketVersion>,
        /// Those refused.
        refused: Vec<Refused>,
    }

    /// A ticket that was not changed.
    struct Refused {
        /// Its number.
        number: i64,
        /// Why.
        error: crate::ApiError,
    }

    /// Undoes one's own last change of each ticket, if nobody changed it since.
    struct UndoChanges {
        /// Which, with the version one's change gave them.
        items: Vec<TicketVersion>,
    }

    /// Replaces the other technicians, observers and further machines of a ticket.
    struct SetPeople {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
        /// The other technicians.
        technicians: Vec<StaffId>,
        /// The observers.
        observers: Vec<ContactId>,
        /// The further machines.
        other_equipment: Vec<EquipmentId>,
    }

    /// Writes a step.
    struct AddStep {
        /// The ticket's number.
        number: i64,
        /// The step.
        step: NewStep,
        /// Files uploaded beforehand.
        attachments: Vec<AttachmentId>,
        /// Then waits for the client.
        wait: bool,
    }

    /// Leaves an internal message for whoever treats a ticket, which its author may see as a card only.
    struct LeaveMessage {
        /// The ticket's number.
        number: i64,
        /// What it says.
        body: String,
        /// Files uploaded beforehand.
        attachments: Vec<AttachmentId>,
    }

    /// Rewrites one's own step while its ticket is open.
    struct EditStep {
        /// The ticket's number.
        number: i64,
        /// The step.
        step_id: StepId,
        /// The new text.
        body: String,
        /// The new minutes.
        minutes: i32,
    }

    /// Hangs uploaded files on an open ticket.
    struct AttachFiles {
        /// The ticket's number.
        number: i64,
        /// Files uploaded beforehand.
        attachments: Vec<AttachmentId>,
    }

    /// Links a ticket to another.
    struct LinkTickets {
        /// The ticket the link is read from.
        number: i64,
        /// What it means.
        kind: LinkKind,
        /// The other ticket.
        to: i64,
    }

    /// Takes a link away.
    struct UnlinkTickets {
        /// The ticket the link is read from.
        number: i64,
        /// What it means.
        kind: LinkKind,
        /// The other ticket.
        to: i64,
    }

    /// Merges a ticket into another; answers the target.
    struct MergeTickets {
        /// The ticket that disappears.
        source: i64,
        /// The source's version seen.
        version: i64,
        /// The ticket that stays.
        target: i64,
    }

    /// Undoes a merge; answers the ticket that comes back.
    struct UndoMerge {
        /// The ticket that had disappeared.
        source: i64,
    }

    /// Makes a new ticket of a step and those after it; answers the new one.
    struct SplitTicket {
        /// The ticket's number.
        number: i64,
        /// The first step that leaves.
        step_id: StepId,
        /// The new ticket's label.
        label: String,
    }

    /// Puts a ticket in the bin, restorable for 30 days.
    struct BinTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
    }

    /// Takes a ticket out of the bin.
    struct RestoreTicket {
        /// Its number.
        number: i64,
        /// The version seen.
        version: i64,
    }

    /// Saves what one is typing; a null body forgets it.
    struct SaveDraft {
        /// What it is for: `ticket:18417`, `reception`.
        key: String,
        /// The text and choices, as the interface keeps them.
        body: serde_json::Value,
    }

    /// Reads what one was typing.
    struct GetDraft {
        /// What it is for.
        key: String,
    }

    /// Changes an intervention's kind, product, and whether it is planned and billed; product and
    /// billing outlive the closing of its ticket.
    struct SetIntervention {
        /// Which.
        id: InterventionId,
        /// The version seen.
        version: i64,
        /// Its kind.
        kind_id: Option<KindId>,
        /// Its product.
        product_id: Option<ProductId>,
        /// Whether it will be billed.
        billable: bool,
        /// Whether it stays out of the planning's tray.
        without_planning: bool,
    }
}

/// What to change on several tickets at once.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkChange {
    /// Give them to somebody.
    Assign(StaffId),
    /// Put them back in the pool.
    Unassign,
    /// Take them oneself.
    Take,
    /// Set their priority.
    Priority(Priority),
    /// Wait for the client.
    Wait,
    /// Resolve them.
    Resolve,
    /// Reject them for this reason.
    Reject(String),
}
