//! The step being written, before it is one. Kept as a draft; no rule here, the office checks it.

use std::rc::Rc;

use guichet_domain::step::NewStep;
use guichet_domain::{Attachment, ContactId, Moment, StaffId, StepKind};
use serde::{Deserialize, Serialize};
use yew::Reducible;

use crate::i18n::durations::parse_minutes;

/// What is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Compose {
    /// What it says.
    pub text: String,
    /// Whether the client will see it.
    pub public: bool,
    /// What it is.
    pub kind: StepKind,
    /// The time spent, as typed.
    pub minutes: String,
    /// Who did it, when it is not whoever writes.
    pub executor: Option<StaffId>,
    /// When, when it is not now.
    pub done_at: Option<Moment>,
    /// The contact who said it.
    pub client: Option<ContactId>,
    /// Files already sent.
    pub files: Vec<Attachment>,
}

impl Default for Compose {
    fn default() -> Self {
        Self {
            text: String::new(),
            public: true,
            kind: StepKind::Information,
            minutes: String::new(),
            executor: None,
            done_at: None,
            client: None,
            files: Vec::new(),
        }
    }
}

/// A change of it.
pub enum Written {
    /// What it says.
    Text(String),
    /// Whether the client will see it; the usual kind follows.
    Public(bool),
    /// What it is.
    Kind(StepKind),
    /// The contact who said it.
    Client(ContactId),
    /// The time spent, as typed.
    Minutes(String),
    /// Who did it.
    Executor(Option<StaffId>),
    /// When.
    DoneAt(Option<Moment>),
    /// The stopwatch was stopped.
    Spent(i64),
    /// A draft comes back.
    Restored(Box<Compose>),
    /// A text to send to the client, copied from an internal step.
    Copied(String),
    /// Sent.
    Sent,
}

impl Reducible for Compose {
    type Action = Written;

    fn reduce(self: Rc<Self>, written: Written) -> Rc<Self> {
        let mut compose = (*self).clone();
        match written {
            Written::Text(text) => compose.text = text,
            Written::Public(public) => compose.address(public),
            Written::Kind(kind) => {
                compose.kind = kind;
                compose.client = None;
            }
            Written::Client(client) => {
                compose.kind = StepKind::Answer;
                compose.client = Some(client);
                compose.public = true;
            }
            Written::Minutes(minutes) => compose.minutes = minutes,
            Written::Executor(executor) => compose.executor = executor,
            Written::DoneAt(at) => compose.done_at = at,
            Written::Spent(minutes) => {
                compose.minutes = (compose.spent().unwrap_or(0) + minutes).to_string()
            }
            Written::Restored(draft) => compose = *draft,
            Written::Copied(text) => {
                compose.address(true);
                compose.text = text;
            }
            Written::Sent => {
                compose = Self {
                    public: compose.public,
                    ..Self::default()
                }
                .with_usual_kind()
            }
        }
        compose.into()
    }
}

impl Compose {
    fn address(&mut self, public: bool) {
        let usual = [StepKind::Information, StepKind::Instruction].contains(&self.kind);
        self.public = public;
        if !public {
            self.client = None;
        }
        if usual {
            *self = self.clone().with_usual_kind();
        }
    }

    /// The same, first addressed to the client or to the office.
    pub fn starting(self, public: bool) -> Self {
        Self { public, ..self }.with_usual_kind()
    }

    fn with_usual_kind(self) -> Self {
        let kind = if self.public {
            StepKind::Information
        } else {
            StepKind::Instruction
        };
        Self { kind, ..self }
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.minutes.trim().is_empty() && self.files.is_empty()
    }

    /// The minutes typed; none when they are no duration.
    pub fn spent(&self) -> Option<i64> {
        if self.minutes.trim().is_empty() {
            Some(0)
        } else {
            parse_minutes(&self.minutes)
        }
    }

    /// The step to send; none while the minutes cannot be read.
    pub fn step(&self) -> Option<NewStep> {
        Some(NewStep {
            kind: self.kind,
            body: self.text.clone(),
            public: self.public,
            minutes: i32::try_from(self.spent()?).ok()?,
            done_at: self.done_at,
            executor_id: self.executor,
            by_contact_id: self.client,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(changes: impl IntoIterator<Item = Written>) -> Rc<Compose> {
        changes
            .into_iter()
            .fold(Rc::default(), |compose, change| compose.reduce(change))
    }

    #[test]
    fn the_usual_kind_follows_who_will_read_it() {
        let internal = written([Written::Public(false)]);
        assert_eq!(
            (internal.kind, internal.public),
            (StepKind::Instruction, false)
        );
        let question = written([Written::Kind(StepKind::Question), Written::Public(false)]);
        assert_eq!(question.kind, StepKind::Question);
    }

    #[test]
    fn what_a_client_said_is_a_public_answer() {
        let client = ContactId(uuid::Uuid::nil());
        let step = written([Written::Public(false), Written::Client(client)])
            .step()
            .expect("no minutes are typed");
        assert_eq!(
            (step.kind, step.public, step.by_contact_id),
            (StepKind::Answer, true, Some(client))
        );
    }

    #[test]
    fn the_stopwatch_adds_to_what_is_typed() {
        let compose = written([Written::Minutes("1h".to_owned()), Written::Spent(13)]);
        assert_eq!(compose.spent(), Some(73));
        assert_eq!(written([Written::Minutes("soon".to_owned())]).step(), None);
    }

    #[test]
    fn sending_empties_and_keeps_the_readers() {
        let sent = written([
            Written::Public(false),
            Written::Text("vu".to_owned()),
            Written::Sent,
        ]);
        assert!(sent.is_empty() && !sent.public);
    }
}
