//! `cargo xtask test`: every check as a list of named steps. What people run is what CI runs.

mod checks;
mod doors;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

use crate::{
    setup,
    steps::{step, time},
};
use checks::{CHECKS, Check};
pub use doors::{in_a_session, programs};

/// Which checks to run, and how.
#[derive(Args)]
pub struct Options {
    /// Names of steps, in their order; all of them when none is named
    #[arg(value_parser = checks::named)]
    steps: Vec<&'static Check>,
    /// Print the names of the steps and what they check
    #[arg(long)]
    list: bool,
    /// Go on after a failure, to see all of them
    #[arg(long)]
    keep_going: bool,
}

/// What became of a step.
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotReached,
    /// The step drives what only Linux has.
    NotOnThisSystem,
}

/// Runs the chosen steps and sums up.
pub fn run(options: &Options) -> Result<()> {
    if options.list {
        CHECKS
            .iter()
            .for_each(|step| println!("{:<10} {}", step.name, step.about));
        return Ok(());
    }
    step("setup", || setup::ensure(setup::Purpose::Test))?;
    let chosen: Vec<_> = CHECKS
        .iter()
        .filter(|step| is_chosen(step, options))
        .collect();
    let outcomes = outcomes(&chosen, options.keep_going);
    sum_up(&chosen, &outcomes);
    if outcomes
        .iter()
        .any(|outcome| matches!(outcome, Outcome::Failed(_)))
    {
        bail!("not everything passes");
    }
    Ok(())
}

fn is_chosen(step: &Check, options: &Options) -> bool {
    options.steps.is_empty() || options.steps.iter().any(|named| named.name == step.name)
}

fn outcomes(steps: &[&Check], keep_going: bool) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut is_over = false;
    for step in steps {
        let outcome = if is_over {
            Outcome::NotReached
        } else {
            outcome(step)
        };
        is_over |= matches!(outcome, Outcome::Failed(_)) && !keep_going;
        outcomes.push(outcome);
    }
    outcomes
}

fn outcome(check: &Check) -> Outcome {
    if check.is_for_linux && !cfg!(target_os = "linux") {
        return Outcome::NotOnThisSystem;
    }
    let start = Instant::now();
    let result = step(check.name, check.run);
    if let Err(error) = &result {
        eprintln!("  {error:#}");
    }
    match result {
        Ok(()) => Outcome::Passed(start.elapsed()),
        Err(_) => Outcome::Failed(start.elapsed()),
    }
}

fn sum_up(steps: &[&Check], outcomes: &[Outcome]) {
    println!();
    for (step, outcome) in steps.iter().zip(outcomes) {
        let said = match outcome {
            Outcome::Passed(duration) => format!("✓ {}", time(*duration)),
            Outcome::Failed(duration) => format!("✗ failed after {}", time(*duration)),
            Outcome::NotReached => "– not reached".to_owned(),
            Outcome::NotOnThisSystem => "– needs Linux".to_owned(),
        };
        println!("{:<10} {said}", step.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing() -> Result<()> {
        Ok(())
    }

    fn failing() -> Result<()> {
        bail!("as asked")
    }

    const GOOD: Check = Check {
        name: "good",
        about: "",
        is_for_linux: false,
        run: passing,
    };
    const BAD: Check = Check {
        name: "bad",
        about: "",
        is_for_linux: false,
        run: failing,
    };

    #[test]
    fn the_first_failure_stops_the_rest() {
        let outcomes = outcomes(&[&GOOD, &BAD, &GOOD], false);
        assert!(matches!(
            outcomes[..],
            [Outcome::Passed(_), Outcome::Failed(_), Outcome::NotReached]
        ));
    }

    #[test]
    fn a_patient_person_sees_all_failures() {
        let outcomes = outcomes(&[&BAD, &GOOD], true);
        assert!(matches!(
            outcomes[..],
            [Outcome::Failed(_), Outcome::Passed(_)]
        ));
    }
}
