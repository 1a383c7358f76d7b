//! The mail ledger, its mailboxes and what is left out.

use guichet_domain::mail::Outcome;
use guichet_domain::{Exclusion, Mail, MailId, Mailbox, MailboxId, Moment, StepId};

use crate::wire;

wire! {
    /// Asks for a page of the ledger, the newest first.
    struct ListMails {
        /// One outcome.
        outcome: Option<Outcome>,
        /// One mailbox.
        mailbox_id: Option<MailboxId>,
        /// Those kept before this one.
        before: Option<MailId>,
        /// Rows, at most 200.
        limit: u32,
    }

    /// A page of the ledger.
    struct MailPage {
        /// Its rows.
        rows: Vec<MailRow>,
        /// Where the next page begins.
        next: Option<MailId>,
    }

    /// A row of the ledger.
    struct MailRow {
        /// What became of the message.
        mail: Mail,
        /// The number of its ticket.
        number: Option<i64>,
    }

    /// Asks how the mailboxes are.
    struct MailState {}

    /// How the mailboxes are.
    struct MailHealth {
        /// Each mailbox.
        mailboxes: Vec<MailboxHealth>,
        /// How many messages ended so in the last 24 hours.
        counts: Vec<MailCount>,
        /// How many wait for a person.
        quarantined: u32,
        /// The office's clock.
        now: Moment,
    }

    /// How many messages ended so.
    struct MailCount {
        /// So.
        outcome: Outcome,
        /// How many.
        count: i64,
    }

    /// How a mailbox is.
    struct MailboxHealth {
        /// Which.
        mailbox: Mailbox,
        /// Messages of its folder that are in the ledger.
        kept: i64,
        /// Messages that wait for a person to choose what becomes of them.
        waiting: i64,
        /// When it was last tried.
        tried_at: Option<Moment>,
        /// When it was last read to its end.
        succeeded_at: Option<Moment>,
        /// What made the last round fail.
        trouble: Option<String>,
    }

    /// Asks for a message whole.
    struct GetMail {
        /// Which.
        id: MailId,
    }

    /// A message whole.
    struct MailSheet {
        /// Its row of the ledger.
        mail: Mail,
        /// The number of its ticket.
        number: Option<i64>,
        /// What it says, when it can be read.
        letter: Option<MailText>,
        /// The message as it came, its beginning when it is long; bytes that are no text are shown as such.
        raw: String,
        /// Whether that is only its beginning.
        is_cut: bool,
    }

    /// What a message says.
    struct MailText {
        /// Its author, as `Name <address>`.
        from: String,
        /// To whom, in copy included.
        to: Vec<String>,
        /// Its subject.
        subject: String,
        /// Everything it says.
        text: String,
        /// What its author wrote above what they quote.
        visible_text: String,
        /// Its HTML, cleaned.
        html: Option<String>,
        /// The names of its files.
        files: Vec<String>,
    }

    /// Asks for the message a ticket or one of its steps was written from.
    struct GetMessage {
        /// The ticket.
        number: i64,
        /// The step; the ticket's own words when none.
        step_id: Option<StepId>,
    }

    /// Sorts a message again, with a person's word for its sender: it continues its ticket or opens one.
    struct ReplayMail {
        /// Which.
        id: MailId,
    }

    /// Hangs a message on a ticket.
    struct AttachMail {
        /// Which.
        id: MailId,
        /// The ticket's number.
        number: i64,
    }

    /// Asks for the rules that leave messages out.
    struct ListExclusions {}

    /// Saves a rule; a new one has a nil id and version 0.
    struct SaveExclusion {
        /// The rule.
        exclusion: Exclusion,
    }

    /// A rule, and how often it was of use.
    struct ExclusionRow {
        /// The rule.
        exclusion: Exclusion,
        /// Messages it left out.
        hits: i64,
    }

    /// Asks which of the last 200 messages a rule would leave out, without saving it.
    struct TryExclusion {
        /// The rule.
        exclusion: Exclusion,
    }

    /// What a rule would leave out.
    struct ExclusionTrial {
        /// How many messages it was tried on.
        tried: u32,
        /// Those it would leave out.
        rows: Vec<MailRow>,
    }

    /// Saves a mailbox; a new one has a nil id and version 0. Its password is set where it is read.
    struct SaveMailbox {
        /// The mailbox.
        mailbox: Mailbox,
    }
}
