//! Numbers that have no floor to stand beside: times on a screen, memory, keys.

use serde::Serialize;

use super::Report;

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

impl Report {
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
}
