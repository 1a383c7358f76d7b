//! Every call, once: its name, its request, its reply, and whom it is open to before rights are asked.

use serde::{Serialize, de::DeserializeOwned};

/// Whom a call is open to, before the office asks what they may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody who reaches the door.
    Anybody,
    /// Whoever is logged in.
    Known,
}

/// What a call does to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It only reads.
    Reads,
    /// It changes something, in one transaction.
    Writes,
    /// It begins, changes or ends a session.
    Door,
}

/// A call: its request type, with its name and its reply.
pub trait Call: Serialize + DeserializeOwned {
    /// The name on the wire.
    const NAME: &'static str;
    /// Whom it is open to.
    const ACCESS: Access;
    /// What it does to the database.
    const MODE: Mode;
    /// What it answers.
    type Reply: Serialize + DeserializeOwned;
}

/// Hands the list of calls to the macro the caller names: `name(Request) -> Reply; access mode`.
#[macro_export]
macro_rules! with_calls {
    ($then:ident) => {
        $then! {
            // The door.
            office_status(session::OfficeStatus) -> session::OfficeState; Anybody Reads
            set_up(session::SetUp) -> session::Me; Anybody Door
            log_in(session::LogIn) -> session::Me; Anybody Door
            log_out(session::LogOut) -> (); Known Door
            who_am_i(session::WhoAmI) -> session::Me; Known Reads
            change_password(session::ChangePassword) -> (); Known Door
            save_preferences(session::SavePreferences) -> session::Me; Known Writes
            save_view(session::SaveView) -> session::Me; Known Writes
            delete_view(session::DeleteView) -> session::Me; Known Writes
            // Lists.
            list_tickets(lists::ListTickets) -> lists::TicketPage; Known Reads
            count_tickets(lists::CountTickets) -> Vec<lists::Count>; Known Reads
            search_tickets(lists::SearchTickets) -> lists::Found; Known Reads
            my_day(lists::MyDay) -> lists::Day; Known Reads
            // One ticket.
            get_ticket(tickets::GetTicket) -> tickets::TicketSheet; Known Reads
            ticket_history(tickets::TicketHistory) -> Vec<tickets::HistoryLine>; Known Reads
            open_ticket(tickets::OpenTicket) -> tickets::TicketSheet; Known Writes
            edit_ticket(tickets::EditTicket) -> tickets::TicketSheet; Known Writes
            assign_ticket(tickets::AssignTicket) -> tickets::Moved; Known Writes
            take_ticket(tickets::TakeTicket) -> tickets::Moved; Known Writes
            unassign_ticket(tickets::UnassignTicket) -> tickets::Moved; Known Writes
            wait_ticket(tickets::WaitTicket) -> tickets::Moved; Known Writes
            set_stage(tickets::SetStage) -> tickets::Moved; Known Writes
            resolve_ticket(tickets::ResolveTicket) -> tickets::Moved; Known Writes
            reject_ticket(tickets::RejectTicket) -> tickets::Moved; Known Writes
            reopen_ticket(tickets::ReopenTicket) -> tickets::Moved; Known Writes
            change_tickets(tickets::ChangeTickets) -> tickets::Bulk; Known Writes
            undo_changes(tickets::UndoChanges) -> tickets::Bulk; Known Writes
            set_people(tickets::SetPeople) -> tickets::Moved; Known Writes
            add_step(tickets::AddStep) -> tickets::TicketSheet; Known Writes
            leave_message(tickets::LeaveMessage) -> reception::Card; Known Writes
            edit_step(tickets::EditStep) -> tickets::TicketSheet; Known Writes
            attach_files(tickets::AttachFiles) -> tickets::TicketSheet; Known Writes
            link_tickets(tickets::LinkTickets) -> tickets::TicketSheet; Known Writes
            unlink_tickets(tickets::UnlinkTickets) -> tickets::TicketSheet; Known Writes
            merge_tickets(tickets::MergeTickets) -> tickets::TicketSheet; Known Writes
            undo_merge(tickets::UndoMerge) -> tickets::TicketSheet; Known Writes
            split_ticket(tickets::SplitTicket) -> tickets::TicketSheet; Known Writes
            bin_ticket(tickets::BinTicket) -> tickets::Moved; Known Writes
            restore_ticket(tickets::RestoreTicket) -> tickets::Moved; Known Writes
            save_draft(tickets::SaveDraft) -> (); Known Writes
            get_draft(tickets::GetDraft) -> Option<tickets::Draft>; Known Reads
            set_intervention(tickets::SetIntervention) -> tickets::TicketSheet; Known Writes
            // Reception.
            find_callers(reception::FindCallers) -> Vec<reception::Caller>; Known Reads
            caller_sheet(reception::CallerSheet) -> reception::CallerFile; Known Reads
            similar_tickets(reception::SimilarTickets) -> Vec<reception::Card>; Known Reads
            // Directory.
            get_catalog(settings::GetCatalog) -> settings::Catalog; Known Reads
            list_directory(directory::ListDirectory) -> directory::DirectoryPage; Known Reads
            get_company(directory::GetCompany) -> directory::CompanySheet; Known Reads
            get_contact(directory::GetContact) -> directory::ContactSheet; Known Reads
            get_equipment(directory::GetEquipment) -> directory::EquipmentSheet; Known Reads
            save_company(directory::SaveCompany) -> guichet_domain::directory::Company; Known Writes
            save_contact(directory::SaveContact) -> guichet_domain::directory::Contact; Known Writes
            save_equipment(directory::SaveEquipment) -> guichet_domain::directory::Equipment; Known Writes
            save_place(directory::SavePlace) -> guichet_domain::directory::Place; Known Writes
            save_category(directory::SaveCategory) -> guichet_domain::directory::Category; Known Writes
            save_record(directory::SaveRecord) -> guichet_domain::directory::Record; Known Writes
            list_records(directory::ListRecords) -> Vec<guichet_domain::directory::Record>; Known Reads
            // Accounts and settings.
            list_staff(people::ListStaff) -> Vec<guichet_domain::Staff>; Known Reads
            save_staff(people::SaveStaff) -> guichet_domain::Staff; Known Writes
            set_password(people::SetPassword) -> (); Known Writes
            set_membership(people::SetMembership) -> settings::Catalog; Known Writes
            save_settings(settings::SaveSettings) -> settings::Catalog; Known Writes
            // Mail.
            mail_state(mail::MailState) -> mail::MailHealth; Known Reads
            list_mails(mail::ListMails) -> mail::MailPage; Known Reads
            get_mail(mail::GetMail) -> mail::MailSheet; Known Reads
            get_message(mail::GetMessage) -> mail::MailText; Known Reads
            replay_mail(mail::ReplayMail) -> mail::MailSheet; Known Writes
            attach_mail(mail::AttachMail) -> mail::MailSheet; Known Writes
            list_exclusions(mail::ListExclusions) -> Vec<mail::ExclusionRow>; Known Reads
            save_exclusion(mail::SaveExclusion) -> Vec<mail::ExclusionRow>; Known Writes
            try_exclusion(mail::TryExclusion) -> mail::ExclusionTrial; Known Reads
            save_mailbox(mail::SaveMailbox) -> mail::MailHealth; Known Writes
            // Notices.
            list_notices(notices::ListNotices) -> notices::Notices; Known Reads
            read_notices(notices::ReadNotices) -> notices::Notices; Known Writes
            changes_since(notices::ChangesSince) -> notices::Changes; Known Reads
            be_here(notices::BeHere) -> Vec<notices::Present>; Known Writes
        }
    };
}

use crate::*;

macro_rules! declare {
    ($($name:ident($request:ty) -> $reply:ty; $access:ident $mode:ident)+) => {
        $(impl Call for $request {
            const NAME: &'static str = stringify!($name);
            const ACCESS: Access = Access::$access;
            const MODE: Mode = Mode::$mode;
            type Reply = $reply;
        })+

        /// Every call's name and access, and with the feature `schema` the shapes of its request and reply.
        pub fn described() -> Vec<Described> {
            vec![$(Described {
                name: stringify!($name),
                access: Access::$access,
                mode: Mode::$mode,
                #[cfg(feature = "schema")]
                request: schemars::schema_for!($request).to_value(),
                #[cfg(feature = "schema")]
                reply: schemars::schema_for!($reply).to_value(),
            }),+]
        }
    };
}

/// A call as the list describes it.
#[derive(Debug, Clone)]
pub struct Described {
    /// The name on the wire.
    pub name: &'static str,
    /// Whom it is open to.
    pub access: Access,
    /// What it does to the database.
    pub mode: Mode,
    /// The JSON schema of its request.
    #[cfg(feature = "schema")]
    pub request: serde_json::Value,
    /// The JSON schema of its reply.
    #[cfg(feature = "schema")]
    pub reply: serde_json::Value,
}

with_calls!(declare);
