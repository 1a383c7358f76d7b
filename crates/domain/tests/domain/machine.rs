//! R4: the six statuses, their stages, their assignee and their transitions.

use guichet_domain::closing::is_legal;
use guichet_domain::state::Unassigned;
use guichet_domain::{Refusal, Stage, State, Status};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::chance::{Move, a_move, all_moves, closed_state, open_state, somebody, state};
use crate::office::{ann, ronan};

/// R4 by hand. A line is where a ticket stands, a column where it goes, in the order of
/// `Status::ALL`: x is a transition, `.` is none. Withdrawing one's own closing is not one of them.
const TRANSITIONS: [(Status, &str); 6] = [
    (Status::Unassigned, /*    */ ". x x . x x"),
    (Status::AwaitingIntake, /**/ "x . x . x x"),
    (Status::InProgress, /*    */ "x . . x x x"),
    (Status::AwaitingReply, /* */ "x . x . x x"),
    (Status::Resolved, /*      */ "x . x . . ."),
    (Status::Rejected, /*      */ "x . x . . ."),
];

fn pairs() -> Vec<(Status, Status, bool)> {
    let line = |(from, marks): (Status, &'static str)| {
        let columns = Status::ALL.iter().zip(marks.split(' '));
        columns.map(move |(to, mark)| (from, *to, mark == "x"))
    };
    TRANSITIONS.into_iter().flat_map(line).collect()
}

fn opened() -> State {
    Unassigned::opened().into()
}

/// Every state Ann and Ronan can bring about, each once.
fn every_state() -> Vec<State> {
    let mut known = vec![opened()];
    let mut next = 0;
    while next < known.len() {
        for step in all_moves() {
            if let Ok(reached) = step.apply(known[next])
                && !known.contains(&reached)
            {
                known.push(reached);
            }
        }
        next += 1;
    }
    known
}

#[test]
fn r4_the_thirty_six_pairs_are_those_of_the_table() {
    assert_eq!(pairs().len(), 36);
    for (from, to, legal) in pairs() {
        assert_eq!(from.successors().contains(&to), legal, "{from} → {to}");
        assert_eq!(is_legal(from, to), legal || from == to, "{from} → {to}");
    }
}

#[test]
fn r4_every_transition_of_the_table_and_no_other_has_a_move() {
    let states = every_state();
    for (from, to, legal) in pairs() {
        if from == to {
            continue;
        }
        let moved = states
            .iter()
            .filter(|state| state.status() == from)
            .flat_map(|state| all_moves().into_iter().map(|step| step.apply(*state)))
            .any(|after| after.is_ok_and(|state| state.status() == to));
        assert_eq!(moved, legal, "{from} → {to}");
    }
}

#[test]
fn r4_each_status_has_the_stages_of_the_trade_and_enters_at_the_first() {
    use Stage::*;
    let expected: [(Status, &[Stage]); 6] = [
        (Status::Unassigned, &[Opening]),
        (Status::AwaitingIntake, &[Opening]),
        (Status::InProgress, &[Examination, Correction]),
        (Status::AwaitingReply, &[Waiting, Disagreement]),
        (Status::Resolved, &[Resolved]),
        (Status::Rejected, &[Rejected, Cancelled]),
    ];
    for (status, stages) in expected {
        assert_eq!(status.stages(), stages, "{status}");
    }
    let taken = opened().take(ann()).expect("from the pool");
    assert_eq!(taken.stage(), Examination);
    let waiting = taken.wait(Disagreement).expect("in progress waits");
    assert_eq!(waiting.stage(), Disagreement);
    assert_eq!(waiting.answered().stage(), Examination);
}

#[test]
fn r4_the_first_step_of_the_assignee_begins_the_work_and_nobody_elses_does() {
    let given = opened().give(ann()).expect("from the pool");
    assert_eq!(given.worked_on(ronan()), given);
    assert_eq!(given.worked_on(ann()).status(), Status::InProgress);
    assert_eq!(opened().worked_on(ann()), opened());
}

#[test]
fn r4_a_colleague_takes_what_awaits_intake_and_not_what_is_in_progress() {
    let given = opened().give(ann()).expect("from the pool");
    let taken = given.take(ronan()).expect("nobody has begun");
    assert_eq!(
        (taken.status(), taken.assignee()),
        (Status::InProgress, Some(ronan()))
    );
    let from = Status::InProgress;
    assert_eq!(taken.take(ann()), Err(Refusal::Transition { from }));
}

#[test]
fn r4_resolving_without_assignee_makes_it_the_actors() {
    let resolved = opened().resolve(ann()).expect("it is open");
    assert_eq!(resolved.assignee(), Some(ann()));
    let of_ronan = opened().give(ronan()).expect("from the pool");
    let resolved = of_ronan.resolve(ann()).expect("it is open");
    assert_eq!(resolved.assignee(), Some(ronan()));
}

proptest! {
    #[test]
    fn r4_every_sequence_of_moves_makes_only_legal_transitions(moves in vec(a_move(), 0..40)) {
        let mut state = opened();
        for step in moves {
            if let Ok(after) = step.apply(state) {
                prop_assert!(is_legal(state.status(), after.status()), "{state:?} {step:?} {after:?}");
                state = after;
            }
        }
    }

    #[test]
    fn r4_unassigned_has_no_assignee_and_what_is_worked_on_has_one(state in state()) {
        match state.status() {
            Status::Unassigned => prop_assert_eq!(state.assignee(), None),
            Status::Rejected => {}
            Status::AwaitingIntake | Status::InProgress | Status::AwaitingReply | Status::Resolved => {
                prop_assert!(state.assignee().is_some());
            }
        }
    }

    #[test]
    fn r4_the_stage_is_always_one_of_the_status(state in state()) {
        prop_assert!(state.status().stages().contains(&state.stage()));
    }

    #[test]
    fn r4_handing_over_keeps_status_and_stage(state in open_state(), to in somebody()) {
        let given = state.give(to);
        prop_assert!(given.is_ok());
        let given = given.unwrap_or(state);
        prop_assert_eq!(given.assignee(), Some(to));
        prop_assert_eq!(given.stage(), state.stage());
        let expected = match state.status() {
            Status::Unassigned => Status::AwaitingIntake,
            other => other,
        };
        prop_assert_eq!(given.status(), expected);
    }

    #[test]
    fn r4_only_reopening_changes_a_closed_state(state in closed_state(), step in a_move()) {
        let after = step.apply(state).unwrap_or(state);
        prop_assert!(after == state || matches!(step, Move::Reopen(_)), "{step:?}");
    }

    #[test]
    fn r4_moving_inside_a_status_changes_the_stage_alone(state in state(), stage in select(Stage::ALL)) {
        let inside = matches!(state.status(), Status::InProgress | Status::AwaitingReply);
        match state.at(stage) {
            Ok(after) => {
                prop_assert!(inside);
                prop_assert_eq!(after.stage(), stage);
                prop_assert_eq!((after.status(), after.assignee()), (state.status(), state.assignee()));
            }
            Err(_) => prop_assert!(!inside || !state.status().stages().contains(&stage)),
        }
    }

    #[test]
    fn r4_the_columns_of_a_state_are_read_back_as_it(state in state()) {
        let read = State::from_columns(state.status(), state.stage(), state.assignee());
        prop_assert_eq!(read, Some(state));
    }

    #[test]
    fn r4_columns_that_contradict_each_other_are_no_state(
        status in select(Status::ALL),
        stage in select(Stage::ALL),
        assignee in option::of(somebody()),
    ) {
        let agrees = status.stages().contains(&stage)
            && match status {
                Status::Unassigned => assignee.is_none(),
                Status::Rejected => true,
                Status::AwaitingIntake | Status::InProgress | Status::AwaitingReply | Status::Resolved => {
                    assignee.is_some()
                }
            };
        prop_assert_eq!(State::from_columns(status, stage, assignee).is_some(), agrees);
    }
}
