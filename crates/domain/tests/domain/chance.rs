//! Chance: random words, moves and tickets for the property tests.

use chrono::TimeDelta;
use guichet_domain::ticket::{Facts, Opening};
use guichet_domain::{
    Channel, Criticality, Moment, Priority, Refusal, Settings, StaffId, Stage, State, Ticket,
};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::office::{ann, bakery, marie, nine, opening, paul, printer, ronan};

/// What may be done to a state.
#[derive(Debug, Clone, Copy)]
pub enum Move {
    Give(StaffId),
    Take(StaffId),
    Unassign,
    Wait(Stage),
    At(Stage),
    Resolve(StaffId),
    Reject(Stage),
    Reopen(bool),
    WorkedOn(StaffId),
    Answered,
}

impl Move {
    /// The state after it, or its refusal.
    pub fn apply(self, state: State) -> Result<State, Refusal> {
        match self {
            Self::Give(to) => state.give(to),
            Self::Take(by) => state.take(by),
            Self::Unassign => state.unassign(),
            Self::Wait(stage) => state.wait(stage),
            Self::At(stage) => state.at(stage),
            Self::Resolve(by) => state.resolve(by),
            Self::Reject(stage) => state.reject(stage),
            Self::Reopen(active) => state.reopen(active),
            Self::WorkedOn(by) => Ok(state.worked_on(by)),
            Self::Answered => Ok(state.answered()),
        }
    }
}

/// Every move, by Ann, by Ronan, to every stage.
pub fn all_moves() -> Vec<Move> {
    let mut moves = vec![
        Move::Unassign,
        Move::Answered,
        Move::Reopen(true),
        Move::Reopen(false),
    ];
    for who in [ann(), ronan()] {
        moves.extend([
            Move::Give(who),
            Move::Take(who),
            Move::Resolve(who),
            Move::WorkedOn(who),
        ]);
    }
    for &stage in Stage::ALL {
        moves.extend([Move::Wait(stage), Move::At(stage), Move::Reject(stage)]);
    }
    moves
}

/// One move.
pub fn a_move() -> impl Strategy<Value = Move> {
    select(all_moves())
}

/// A state reached by some moves from the opening; refused ones change nothing.
pub fn state() -> impl Strategy<Value = State> {
    proptest::collection::vec(a_move(), 0..12).prop_map(|moves| {
        let opened: State = guichet_domain::state::Unassigned::opened().into();
        moves
            .into_iter()
            .fold(opened, |state, next| next.apply(state).unwrap_or(state))
    })
}

/// An open state.
pub fn open_state() -> impl Strategy<Value = State> {
    state().prop_map(|state| match state.reopen(true) {
        Ok(open) => open,
        Err(_) => state,
    })
}

/// A closed state.
pub fn closed_state() -> impl Strategy<Value = State> {
    let closing = select(vec![
        Move::Resolve(ann()),
        Move::Reject(Stage::Rejected),
        Move::Reject(Stage::Cancelled),
    ]);
    (open_state(), closing)
        .prop_map(|(open, closing)| closing.apply(open).expect("any open state is closed"))
}

/// An instant within two hundred days of nine o'clock, to the microsecond.
pub fn moment() -> impl Strategy<Value = Moment> {
    let most: i64 = 200 * 24 * 3600 * 1_000_000;
    (-most..most).prop_map(|away| nine() + TimeDelta::microseconds(away))
}

/// Somebody of the staff.
pub fn somebody() -> impl Strategy<Value = StaffId> {
    select(vec![ann(), ronan()])
}

/// Facts that may be logged at nine: a contact, a company, a machine, or several of them.
pub fn facts() -> impl Strategy<Value = Facts> {
    let words = ("[a-zé🎉 ]{0,20}x", "\\PC{0,60}");
    let concerned = (1u8..8, option::of(select(vec![marie(), paul()])));
    let levels = (
        option::of(select(Criticality::ALL)),
        option::of(select(Priority::ALL)),
    );
    let times = (
        option::of(moment().prop_map(|at| at.min(nine()))),
        option::of(moment()),
    );
    (words, concerned, levels, times).prop_map(
        |(
            (label, description),
            (who, reporter_id),
            (criticality, priority),
            (reported_at, due_at),
        )| Facts {
            label,
            description,
            contact_id: (who & 1 != 0).then(marie),
            company_id: (who & 2 != 0).then(bakery),
            equipment_id: (who & 4 != 0).then(printer),
            reporter_id,
            criticality,
            priority,
            reported_at,
            due_at,
            ..Facts::default()
        },
    )
}

/// An open ticket logged at nine, wherever its work stands.
pub fn open_ticket() -> impl Strategy<Value = Ticket> {
    (facts(), select(Channel::ALL), open_state()).prop_map(|(facts, channel, state)| {
        let opening = Opening {
            channel,
            ..opening()
        };
        let mut ticket =
            Ticket::open(opening, facts, &Settings::default()).expect("facts that may be logged");
        ticket.enter(state);
        ticket
    })
}
