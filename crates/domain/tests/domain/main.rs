//! The rules of the trade, requirement by requirement; test names begin with its number.
//!
//! One binary for all of them: linking twenty would take longer than running them.

mod bin;
mod chance;
mod closing;
mod due;
mod events;
mod facets;
mod facts;
mod interventions;
mod machine;
mod merging;
mod office;
mod phones;
mod rights;
mod search;
mod settling;
mod steps;
