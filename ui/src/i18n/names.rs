//! The trade's words in the reader's language, from the codes of the domain.

use guichet_domain::{
    Channel, Criticality, InterventionStatus, LinkKind, Priority, Role, Segment, Stage, Status,
    StepKind,
};

use super::sentence;
use crate::keys::Action;

fn word(list: &str, code: &str) -> String {
    sentence(&format!("{list}-{}", code.replace('_', "-")), &[])
}

/// `Attente prise en charge`.
pub fn status(word_of: Status) -> String {
    word("status", word_of.code())
}

/// `Attente PEC`: the status where a column is narrow.
pub fn short_status(word_of: Status) -> String {
    word("short-status", word_of.code())
}

/// `correction en cours`.
pub fn stage(word_of: Stage) -> String {
    word("stage", word_of.code())
}

/// `Critique`.
pub fn criticality(word_of: Criticality) -> String {
    word("criticality", word_of.code())
}

/// `Très haute`.
pub fn priority(word_of: Priority) -> String {
    word("priority", word_of.code())
}

/// `Téléphone`.
pub fn channel(word_of: Channel) -> String {
    word("channel", word_of.code())
}

/// `question`.
pub fn step_kind(word_of: StepKind) -> String {
    word("step", word_of.code())
}

/// `Supervision`.
pub fn role(word_of: Role) -> String {
    word("role", word_of.code())
}

/// `client`.
pub fn segment(word_of: Segment) -> String {
    word("segment", word_of.code())
}

/// `À planifier`.
pub fn intervention(word_of: InterventionStatus) -> String {
    word("intervention", word_of.code())
}

/// `doublon de`.
pub fn link(word_of: LinkKind) -> String {
    word("link", word_of.code())
}

/// `Nouveau ticket`: what a key does.
pub fn action(word_of: Action) -> String {
    word("key", word_of.code())
}
