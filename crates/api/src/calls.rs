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

/// A call: its request type, with its name and its reply.
pub trait Call: Serialize + DeserializeOwned {
    /// The name on the wire.
    const NAME: &'static str;
    /// Whom it is open to.
    const ACCESS: Access;
    /// What it answers.
    type Reply: Serialize + DeserializeOwned;
}

/// Hands the list of calls to the macro the caller names: `name(Request) -> Reply; access`.
#[macro_export]
macro_rules! with_calls {
    ($then:ident) => {
        $then! {
            // The door.
            office_status(session::OfficeStatus) -> session::OfficeState; Anybody
            set_up(session::SetUp) -> session::Me; Anybody
            log_in(session::LogIn) -> session::Me; Anybody
            log_out(session::LogOut) -> (); Known
            who_am_i(session::WhoAmI) -> session::Me; Known
            change_password(session::ChangePassword) -> (); Known
            save_preferences(session::SavePreferences) -> session::Me; Known
            save_view(session::SaveView) -> session::Me; Known
            delete_view(session::DeleteView) -> session::Me; Known
            // Lists.
            list_tickets(lists::ListTickets) -> lists::TicketPage; Known
            count_tickets(lists::CountTickets) -> Vec<lists::Count>; Known
            search_tickets(lists::SearchTickets) -> lists::Found; Known
            my_day(lists::MyDay) -> lists::Day; Known
            // One ticket.
            get_ticket(tickets::GetTicket) -> tickets::TicketSheet; Known
            ticket_history(tickets::TicketHistory) -> Vec<tickets::HistoryLine>; Known
            open_ticket(tickets::OpenTicket) -> tickets::TicketSheet; Known
            edit_ticket(tickets::EditTicket) -> tickets::TicketSheet; Known
            assign_ticket(tickets::AssignTicket) -> tickets::Moved; Known
            take_ticket(tickets::TakeTicket) -> tickets::Moved; Known
            unassign_ticket(tickets::UnassignTicket) -> tickets::Moved; Known
            wait_ticket(tickets::WaitTicket) -> tickets::Moved; Known
            set_stage(tickets::SetStage) -> tickets::Moved; Known
            resolve_ticket(tickets::ResolveTicket) -> tickets::Moved; Known
            reject_ticket(tickets::RejectTicket) -> tickets::Moved; Known
            reopen_ticket(tickets::ReopenTicket) -> tickets::Moved; Known
            change_tickets(tickets::ChangeTickets) -> tickets::Bulk; Known
            undo_changes(tickets::UndoChanges) -> tickets::Bulk; Known
            set_people(tickets::SetPeople) -> tickets::TicketSheet; Known
            add_step(tickets::AddStep) -> tickets::TicketSheet; Known
            edit_step(tickets::EditStep) -> tickets::TicketSheet; Known
            attach_files(tickets::AttachFiles) -> tickets::TicketSheet; Known
            link_tickets(tickets::LinkTickets) -> tickets::TicketSheet; Known
            unlink_tickets(tickets::UnlinkTickets) -> tickets::TicketSheet; Known
            merge_tickets(tickets::MergeTickets) -> tickets::TicketSheet; Known
            undo_merge(tickets::UndoMerge) -> tickets::TicketSheet; Known
            split_ticket(tickets::SplitTicket) -> tickets::TicketSheet; Known
            bin_ticket(tickets::BinTicket) -> tickets::Moved; Known
            restore_ticket(tickets::RestoreTicket) -> tickets::Moved; Known
            save_draft(tickets::SaveDraft) -> (); Known
            get_draft(tickets::GetDraft) -> Option<tickets::Draft>; Known
            set_intervention(tickets::SetIntervention) -> tickets::TicketSheet; Known
            // Reception.
            find_callers(reception::FindCallers) -> Vec<reception::Caller>; Known
            caller_sheet(reception::CallerSheet) -> reception::CallerFile; Known
            similar_tickets(reception::SimilarTickets) -> Vec<reception::Card>; Known
            // Directory.
            get_catalog(settings::GetCatalog) -> settings::Catalog; Known
            list_directory(directory::ListDirectory) -> directory::DirectoryPage; Known
            get_company(directory::GetCompany) -> directory::CompanySheet; Known
            get_contact(directory::GetContact) -> directory::ContactSheet; Known
            get_equipment(directory::GetEquipment) -> directory::EquipmentSheet; Known
            save_company(directory::SaveCompany) -> guichet_domain::directory::Company; Known
            save_contact(directory::SaveContact) -> guichet_domain::directory::Contact; Known
            save_equipment(directory::SaveEquipment) -> guichet_domain::directory::Equipment; Known
            save_place(directory::SavePlace) -> guichet_domain::directory::Place; Known
            save_category(directory::SaveCategory) -> guichet_domain::directory::Category; Known
            save_record(directory::SaveRecord) -> guichet_domain::directory::Record; Known
            list_records(directory::ListRecords) -> Vec<guichet_domain::directory::Record>; Known
            // Accounts and settings.
            list_staff(people::ListStaff) -> Vec<guichet_domain::Staff>; Known
            save_staff(people::SaveStaff) -> guichet_domain::Staff; Known
            set_password(people::SetPassword) -> (); Known
            set_membership(people::SetMembership) -> settings::Catalog; Known
            save_settings(settings::SaveSettings) -> settings::Catalog; Known
            // Notices.
            list_notices(notices::ListNotices) -> notices::Notices; Known
            read_notices(notices::ReadNotices) -> notices::Notices; Known
            changes_since(notices::ChangesSince) -> notices::Changes; Known
        }
    };
}

use crate::*;

macro_rules! declare {
    ($($name:ident($request:ty) -> $reply:ty; $access:ident)+) => {
        $(impl Call for $request {
            const NAME: &'static str = stringify!($name);
            const ACCESS: Access = Access::$access;
            type Reply = $reply;
        })+

        /// Every call's name and access, and with the feature `schema` the shapes of its request and reply.
        pub fn described() -> Vec<Described> {
            vec![$(Described {
                name: stringify!($name),
                access: Access::$access,
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
    /// The JSON schema of its request.
    #[cfg(feature = "schema")]
    pub request: serde_json::Value,
    /// The JSON schema of its reply.
    #[cfg(feature = "schema")]
    pub reply: serde_json::Value,
}

with_calls!(declare);
