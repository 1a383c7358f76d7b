//! What an office sets once: delays, proposed priorities, limits.

use serde::{Deserialize, Serialize};

use crate::due::{Delays, ProposedPriorities};
use crate::refusal::{Problem, Refusal};
use crate::word::word;
use crate::{Language, text};

/// An office's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The office's name.
    pub office: String,
    /// The language of what is not a person's.
    pub language: Language,
    /// Hours given to each criticality.
    pub delays: Delays,
    /// The priority proposed for each criticality.
    pub priorities: ProposedPriorities,
    /// Days during which a client may reopen (R6).
    pub reopening_days: u16,
    /// Largest attachment, in megabytes.
    pub attachment_megabytes: u16,
    /// Whether technicians see the cards of the machine or client of a ticket they are on (R8).
    pub technicians_see_cards: bool,
    /// What becomes of a mail whose sender nobody knows.
    pub unknown_senders: UnknownSenders,
    /// Whether only contacts with that right open tickets by mail; the others' mails wait for a person.
    pub mail_needs_power: bool,
    /// Whether changes are told by mail.
    pub sends_mail: bool,
    /// Mails one sender may write within an hour; what is beyond waits for a person.
    pub mails_per_hour: u16,
}

word! {
    /// What becomes of a mail whose sender nobody knows.
    UnknownSenders {
        /// Its sender becomes a contact, to be completed.
        Contact = "contact",
        /// The same, of the company whose contacts write from the same domain; without one it waits for a person.
        Company = "company",
        /// It waits for a person.
        Quarantine = "quarantine",
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            office: String::new(),
            language: Language::French,
            delays: Delays::default(),
            priorities: ProposedPriorities::default(),
            reopening_days: 30,
            attachment_megabytes: 25,
            technicians_see_cards: false,
            unknown_senders: UnknownSenders::Contact,
            mail_needs_power: false,
            sends_mail: false,
            mails_per_hour: 60,
        }
    }
}

impl Settings {
    /// The settings cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.office = text::line("office", &self.office)?;
        let Delays {
            critical,
            serious,
            medium,
            low,
        } = self.delays;
        if [critical, serious, medium, low]
            .iter()
            .any(|hours| !(1..=8760).contains(hours))
        {
            return Err(Refusal::invalid("delays", Problem::OutOfRange));
        }
        if !(1..=365).contains(&self.reopening_days) {
            return Err(Refusal::invalid("reopening_days", Problem::OutOfRange));
        }
        if !(1..=200).contains(&self.attachment_megabytes) {
            return Err(Refusal::invalid(
                "attachment_megabytes",
                Problem::OutOfRange,
            ));
        }
        if self.mails_per_hour == 0 {
            return Err(Refusal::invalid("mails_per_hour", Problem::OutOfRange));
        }
        Ok(self)
    }

    /// Largest attachment, in bytes.
    pub const fn attachment_bytes(&self) -> u64 {
        self.attachment_megabytes as u64 * 1024 * 1024
    }
}
