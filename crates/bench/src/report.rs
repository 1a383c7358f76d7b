//! The figures as they come: a table for people, or one JSON object a line.

#[cfg(feature = "screens")]
mod figure;

#[cfg(feature = "screens")]
pub use figure::{Figure, Unit};
use serde::Serialize;

use crate::sample::Sample;

/// One measured thing.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    engine: &'a str,
    tickets: u32,
    p50_us: u64,
    p95_us: u64,
    floor_p50_us: u64,
}

/// Prints figures and counts the budgets missed.
#[derive(Debug)]
pub struct Report {
    json: bool,
    missed: Vec<String>,
}

/// A budget on the 95th percentile, in microseconds; none where DESIGN gives none.
pub type Budget = Option<u64>;

impl Report {
    /// A report for people, or for programs.
    pub fn new(json: bool) -> Self {
        Self {
            json,
            missed: Vec::new(),
        }
    }

    /// Says what is being measured.
    pub fn heading(&self, text: &str) {
        if self.json {
            return;
        }
        println!("\n{text}");
        println!(
            "{:<46} {:>9} {:>9} {:>9} {:>9}",
            "", "p50 ms", "p95 ms", "floor ms", "budget"
        );
    }

    /// Prints one line of the table.
    pub fn line(
        &mut self,
        name: &str,
        (engine, tickets): (&str, u32),
        sample: &Sample,
        floor: &Sample,
        budget: Budget,
    ) {
        let line = Line {
            name,
            engine,
            tickets,
            p50_us: sample.percentile(0.5),
            p95_us: sample.percentile(0.95),
            floor_p50_us: floor.percentile(0.5),
        };
        let over = budget.is_some_and(|most| line.p95_us > most);
        if over {
            self.missed.push(format!("{name} ({engine}, {tickets})"));
        }
        if self.json {
            println!("{}", serde_json::to_string(&line).unwrap_or_default());
            return;
        }
        let ms = |micros: u64| format!("{:.2}", micros as f64 / 1000.0);
        let most = budget.map_or_else(
            || "–".to_owned(),
            |most| format!("{}{}", ms(most), if over { " !" } else { "" }),
        );
        println!(
            "{name:<46} {:>9} {:>9} {:>9} {most:>9}",
            ms(line.p50_us),
            ms(line.p95_us),
            ms(line.floor_p50_us)
        );
    }

    /// Says which budgets were missed.
    pub fn end(&self) {
        if self.json {
            return;
        }
        match self.missed.as_slice() {
            [] => println!("\nEvery budget is met."),
            missed => println!("\nBudgets missed: {}", missed.join("; ")),
        }
    }
}
