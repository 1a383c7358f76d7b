//! Mail as rows: mailboxes and how far they are read, what is left out, the ledger, mails as they came.

mod ledger;
mod mailboxes;
mod outbox;
mod senders;

pub use ledger::{MailLine, MailQuery, Place as MailPlace};
pub use mailboxes::FolderRow;
pub(crate) use mailboxes::{select_exclusion, select_mailbox};
