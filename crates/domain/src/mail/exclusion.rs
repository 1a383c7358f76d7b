//! What is left out: by address, domain, subject, header or size, with `*` and `?`.

use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::refusal::{Problem, Refusal};
use crate::word::word;
use crate::{ExclusionId, text};

word! {
    /// What a rule looks at.
    ExclusionField {
        /// The author's address.
        Address = "address",
        /// The domain of the author's address, and those below it.
        Domain = "domain",
        /// The subject.
        Subject = "subject",
        /// A header, as `name: value`.
        Header = "header",
        /// The size: more megabytes than this.
        Size = "size",
    }
}

/// A rule that leaves messages out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Its id.
    pub id: ExclusionId,
    /// Grows by one at each change.
    pub version: i64,
    /// What it looks at.
    pub field: ExclusionField,
    /// What it looks for: `*` is anything, `?` one character; letters count alike, large or small, accented or not.
    pub pattern: String,
    /// Why the office wants it.
    pub note: String,
    /// Whether it is applied.
    pub active: bool,
}

/// What of a message rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Exposed<'a> {
    /// The author's address.
    pub address: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// Its headers as they came, up to the empty line.
    pub headers: &'a str,
    /// Its size, in bytes.
    pub size: usize,
}

impl Exclusion {
    /// The rule cleaned, or the first field that is wrong: a pattern of stars alone would leave everything out.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.pattern = text::line("pattern", &self.pattern)?;
        self.note = text::optional_line("note", &self.note)?;
        let says_something = self.pattern.chars().any(|c| !matches!(c, '*' | '?' | ' '));
        let is_right = match self.field {
            ExclusionField::Size => self.megabytes().is_some(),
            ExclusionField::Header => says_something && self.pattern.contains(':'),
            ExclusionField::Address | ExclusionField::Domain | ExclusionField::Subject => {
                says_something
            }
        };
        if !is_right {
            return Err(Refusal::invalid("pattern", Problem::OutOfRange));
        }
        Ok(self)
    }

    /// Whether it leaves this message out.
    pub fn leaves_out(&self, message: &Exposed) -> bool {
        let domain = super::domain_of(message.address);
        match self.field {
            ExclusionField::Address => matches(&self.pattern, message.address),
            ExclusionField::Domain => {
                matches(&self.pattern, domain) || matches(&format!("*.{}", self.pattern), domain)
            }
            ExclusionField::Subject => matches(&self.pattern, message.subject),
            ExclusionField::Header => self.leaves_out_header(message.headers),
            ExclusionField::Size => self
                .megabytes()
                .is_some_and(|most| message.size as f64 > most * 1024.0 * 1024.0),
        }
    }

    fn leaves_out_header(&self, headers: &str) -> bool {
        let Some((name, value)) = self.pattern.split_once(':') else {
            return false;
        };
        unfolded(headers).iter().any(|header| {
            header.split_once(':').is_some_and(|(named, said)| {
                named.trim().eq_ignore_ascii_case(name.trim()) && matches(value.trim(), said.trim())
            })
        })
    }

    fn megabytes(&self) -> Option<f64> {
        let typed = self.pattern.replace(',', ".").parse::<f64>().ok()?;
        (typed > 0.0 && typed <= 1_000.0).then_some(typed)
    }
}

/// Headers one a line, those that go on over several joined.
fn unfolded(headers: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in headers.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// Whether a text is what a pattern says; both folded.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (fold(pattern), fold(text));
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while from < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(c) if *c == '?' || *c == text[from] => {
                at += 1;
                from += 1;
            }
            Some(_) | None => match &mut star {
                // The star takes one character more.
                Some((place, taken)) => {
                    *taken += 1;
                    (at, from) = (*place + 1, *taken);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(field: ExclusionField, pattern: &str) -> Exclusion {
        Exclusion {
            id: ExclusionId(uuid::Uuid::nil()),
            version: 1,
            field,
            pattern: pattern.into(),
            note: String::new(),
            active: true,
        }
    }

    const MESSAGE: Exposed = Exposed {
        address: "news@lettre.exemple.fr",
        subject: "Été : nos PROMOTIONS",
        headers: "X-Spam-Flag: YES\r\nX-Long: un\r\n deux\r\n",
        size: 3 << 20,
    };

    #[test]
    fn r22_a_rule_leaves_out_what_its_pattern_says() {
        use ExclusionField::*;
        for (field, pattern, expected) in [
            (Address, "news@*", true),
            (Address, "news@exemple.fr", false),
            (Domain, "exemple.fr", true),
            (Domain, "emple.fr", false),
            (Subject, "ete : nos promo*", true),
            (Subject, "promotions", false),
            (Subject, "*promotion?", true),
            (Header, "x-spam-flag: yes", true),
            (Header, "X-Long: un deux", true),
            (Header, "X-Spam: *", false),
            (Size, "2,5", true),
            (Size, "4", false),
        ] {
            assert_eq!(
                rule(field, pattern).leaves_out(&MESSAGE),
                expected,
                "{field} {pattern}"
            );
        }
    }

    #[test]
    fn r22_a_pattern_that_would_leave_everything_out_is_refused() {
        use ExclusionField::*;
        for (field, pattern) in [
            (Address, "*"),
            (Subject, "? *"),
            (Header, "yes"),
            (Size, "-1"),
            (Size, "grand"),
        ] {
            assert!(rule(field, pattern).checked().is_err(), "{field} {pattern}");
        }
    }

    proptest! {
        #[test]
        fn r22_a_text_is_what_itself_says_and_what_a_star_around_its_middle_says(
            before in "[a-z ]{0,8}", middle in "[a-z]{1,8}", after in "[a-z ]{0,8}",
        ) {
            let text = format!("{before}{middle}{after}");
            prop_assert!(matches(&text, &text));
            let around = format!("*{middle}*");
            prop_assert!(matches(&around, &text));
        }
    }
}
