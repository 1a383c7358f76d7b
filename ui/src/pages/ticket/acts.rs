//! What can be done to the ticket from its head, its keys and its composer: each is one call.

use guichet_api::tickets::{
    AddStep, AssignTicket, BinTicket, RejectTicket, ReopenTicket, ResolveTicket, RestoreTicket,
    SetStage, TakeTicket, UnassignTicket, WaitTicket,
};
use guichet_domain::step::NewStep;
use guichet_domain::{StaffId, Stage, Verb};

use super::compose::Written;
use super::desk::Desk;
use crate::components::Toast;
use crate::i18n::names;
use crate::{browser, t};

impl Desk {
    /// Takes it oneself.
    pub fn take(&self) {
        self.move_on(
            TakeTicket {
                number: self.number(),
                version: self.version(),
            },
            t!("ticket-taken", number = self.shown()),
            |_| (),
        );
    }

    /// Gives it to somebody.
    pub fn assign(&self, to: StaffId) {
        let said = t!(
            "ticket-assigned",
            number = self.shown(),
            name = self.staff_name(to)
        );
        self.move_on(
            AssignTicket {
                number: self.number(),
                version: self.version(),
                to,
            },
            said,
            |_| (),
        );
    }

    /// Puts it back in the pool.
    pub fn unassign(&self) {
        let call = UnassignTicket {
            number: self.number(),
            version: self.version(),
        };
        self.move_on(call, t!("ticket-unassigned", number = self.shown()), |_| ());
    }

    /// Waits for the client.
    pub fn wait(&self, stage: Stage) {
        let call = WaitTicket {
            number: self.number(),
            version: self.version(),
            stage,
        };
        self.move_on(call, t!("ticket-waits", number = self.shown()), |_| ());
    }

    /// Moves inside the status.
    pub fn stage(&self, stage: Stage) {
        let call = SetStage {
            number: self.number(),
            version: self.version(),
            stage,
        };
        self.move_on(
            call,
            t!("ticket-staged", stage = names::stage(stage)),
            |_| (),
        );
    }

    /// Resolves it, with what is being written as its last step.
    pub fn resolve(&self) {
        if !self.may(Verb::Resolve) || *self.busy {
            return;
        }
        // A resolving call carries a step but no file: with files the step goes first.
        if !self.uploads.is_empty() {
            return self.send(After::Resolve);
        }
        let step = if self.compose.is_empty() {
            None
        } else {
            self.readable()
        };
        if !self.compose.is_empty() && step.is_none() {
            return;
        }
        self.resolve_with(step);
    }

    fn resolve_with(&self, step: Option<NewStep>) {
        let call = ResolveTicket {
            number: self.number(),
            version: self.version(),
            step,
        };
        self.move_on(
            call,
            t!("ticket-resolved", number = self.shown()),
            Self::sent,
        );
    }

    /// Rejects it, for a reason.
    pub fn reject(&self, stage: Stage, reason: String) {
        let call = RejectTicket {
            number: self.number(),
            version: self.version(),
            stage,
            reason,
        };
        self.move_on(call, t!("ticket-rejected", number = self.shown()), |desk| {
            desk.dialog.set(None)
        });
    }

    /// Opens it again.
    pub fn reopen(&self) {
        let call = ReopenTicket {
            number: self.number(),
            version: self.version(),
        };
        self.move_for_good(call, t!("ticket-reopened", number = self.shown()));
    }

    /// Puts it in the bin, or takes it out.
    pub fn bin(&self) {
        let (number, version) = (self.number(), self.version());
        if self.sheet.ticket.binned_at.is_some() {
            self.move_on(
                RestoreTicket { number, version },
                t!("ticket-restored", number = self.shown()),
                |_| (),
            );
        } else {
            self.move_on(
                BinTicket { number, version },
                t!("ticket-binned", number = self.shown()),
                |_| (),
            );
        }
    }

    /// Sends the step being written.
    pub fn send(&self, after: After) {
        if *self.busy || (self.compose.is_empty() && self.uploads.is_empty()) {
            return browser::focus(&self.text);
        }
        if self.uploads.busy() {
            return self.say.emit(Toast::failed(t!("upload-wait")));
        }
        let Some(step) = self.readable() else { return };
        let call = AddStep {
            number: self.number(),
            step,
            attachments: self.uploads.ids(),
            wait: after == After::Wait,
        };
        self.change(call, move |desk, sheet| {
            desk.sent();
            if after == After::Resolve {
                let desk = Self {
                    sheet: sheet.clone().into(),
                    ..desk.clone()
                };
                desk.resolve_with(None);
            }
        });
    }

    /// The step, or the minutes shown as wrong.
    fn readable(&self) -> Option<NewStep> {
        let Some(step) = self.compose.step() else {
            browser::focus_id("step-minutes");
            return None;
        };
        // Whoever may only leave a message leaves it to the office, whatever an older draft says.
        let public = step.public && self.may(Verb::AddStep);
        Some(NewStep { public, ..step })
    }

    fn sent(&self) {
        self.compose.dispatch(Written::Sent);
        self.uploads.replace(Vec::new());
        self.draft.forget();
    }

    fn shown(&self) -> String {
        self.number().to_string()
    }
}

/// What follows a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    Nothing,
    /// Waiting for the client.
    Wait,
    /// Resolving.
    Resolve,
}
