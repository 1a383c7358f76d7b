//! The figures as they come: a table for people, or one JSON object a line.

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

/// What a figure counts.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Of time.
    Milliseconds,
    /// Of memory.
    Kilobytes,
    /// Struck by a person.
    Keys,
}

/// One number that has no floor to stand beside.
#[derive(Debug, Serialize)]
pub struct Figure {
    name: String,
    unit: Unit,
    value: f64,
    budget: Option<f64>,
}

impl Figure {
    /// A number.
    pub fn new(name: &str, unit: Unit, value: f64) -> Self {
        Self {
            name: name.to_owned(),
            unit,
            value,
            budget: None,
        }
    }

    /// The number below which this share of the values fell.
    pub fn share(name: &str, unit: Unit, values: &[f64], share: f64) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let place = ((sorted.len() as f64 - 1.0) * share).round().max(0.0) as usize;
        let value = sorted.get(place).copied().unwrap_or(f64::NAN);
        Self::new(&format!("{name} (p{:.0})", share * 100.0), unit, value)
    }

    /// With what it should not exceed.
    #[must_use]
    pub fn within(mut self, budget: f64) -> Self {
        self.budget = Some(budget);
        self
    }
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

    /// Names what follows, without the head of the table.
    pub fn title(&self, text: &str) {
        if !self.json {
            println!("\n{text}");
        }
    }

    /// Says something that is no figure.
    pub fn note(&self, text: &str) {
        if !self.json {
            println!("  {text}");
        }
    }

    /// Prints one number.
    pub fn figure(&mut self, figure: &Figure) {
        let over = figure.budget.is_some_and(|most| figure.value > most);
        if over {
            self.missed.push(figure.name.clone());
        }
        if self.json {
            println!("{}", serde_json::to_string(figure).unwrap_or_default());
            return;
        }
        let unit = match figure.unit {
            Unit::Milliseconds => "ms",
            Unit::Kilobytes => "kB",
            Unit::Keys => "",
        };
        let most = figure.budget.map_or_else(String::new, |most| {
            format!("of {most:.0}{}", if over { " !" } else { "" })
        });
        println!("{:<46} {:>9.1} {unit:<2} {most}", figure.name, figure.value);
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
