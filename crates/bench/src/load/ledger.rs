//! What the workstations asked and were told.

use std::collections::BTreeMap;

use guichet_domain::StaffId;

use crate::sample::Sample;

/// A change that was acknowledged, or perhaps made: its answer was lost.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// A ticket with this label.
    Opened(String),
    /// A step with this text.
    Step(String),
    /// This version of a ticket, by whom.
    Version(i64, i64, StaffId),
}

/// Everything one workstation was told, or all of them.
#[derive(Debug, Default)]
pub struct Ledger {
    /// How long each call took when it was answered.
    pub times: BTreeMap<&'static str, Sample>,
    /// What was acknowledged.
    pub made: Vec<Change>,
    /// What was sent and not answered.
    pub unsure: Vec<Change>,
    /// Numbers of the tickets opened.
    pub numbers: Vec<i64>,
    /// Refusals because somebody had been quicker, by call.
    pub conflicts: BTreeMap<&'static str, u64>,
    /// Calls that met no server.
    pub interrupted: u64,
    /// Anything else, in its words.
    pub errors: Vec<String>,
}

impl Ledger {
    /// Adds what another was told.
    pub fn add(&mut self, other: Self) {
        for (call, sample) in other.times {
            self.times.entry(call).or_default().extend(&sample);
        }
        for (call, many) in other.conflicts {
            *self.conflicts.entry(call).or_default() += many;
        }
        self.made.extend(other.made);
        self.unsure.extend(other.unsure);
        self.numbers.extend(other.numbers);
        self.interrupted += other.interrupted;
        self.errors.extend(other.errors);
    }
}
