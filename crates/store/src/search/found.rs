//! Searching tickets as one types: what is found, in which order, and when it stops.
//!
//! The order is our own on both engines: `bm25` and `ts_rank_cd` disagree with each other and
//! cost half a second for a common word.

use std::cmp::Reverse;
use std::collections::HashMap;

use guichet_domain::fold;

use crate::list::{Bind, LINE, Sight, Sql, TicketLine};
use crate::{Result, Tx};

/// The most matches that are ranked; beyond, the newest come first.
const RANKED: u32 = 1_000;
/// How many times a page is looked at first by whoever sees some of the tickets.
const FEW_IN_SIGHT: u32 = 8;
/// The most matches that are looked at when few of them may be seen.
const CANDIDATES: u32 = 5_000;

/// What a search finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The tickets, the best or the newest first.
    pub rows: Vec<TicketLine>,
    /// Whether others may match too.
    pub more: bool,
}

/// A ticket whose words match; it has a label when it may be seen.
#[derive(sqlx::FromRow)]
struct Match {
    number: i64,
    label: Option<String>,
}

impl Tx {
    /// The tickets in sight whose words begin with each of those typed; one whose number was
    /// typed comes first.
    pub async fn search_tickets(&mut self, sight: Sight, typed: &str, limit: u32) -> Result<Found> {
        let words = fold::query(typed);
        if words.is_empty() {
            return Ok(Found::default());
        }
        let (mut numbers, stopped) = self.seen_numbers(sight, &words, limit).await?;
        if let Some(number) = self.typed_number(sight, &words).await? {
            numbers.retain(|found| *found != number);
            numbers.insert(0, number);
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = stopped || numbers.len() > limit;
        numbers.truncate(limit);
        let rows = self.lines(&numbers, limit).await?;
        Ok(Found { rows, more })
    }

    /// Numbers of matching tickets in sight, in order, and whether older ones may match too.
    async fn seen_numbers(
        &mut self,
        sight: Sight,
        words: &[String],
        limit: u32,
    ) -> Result<(Vec<i64>, bool)> {
        // Whoever sees every ticket reads no more labels of a common word than they are shown.
        let page = limit + 1;
        let rare = self.may_be_rare(words).await?;
        let looks: &[u32] = if rare {
            &[RANKED + 1]
        } else {
            &[page, FEW_IN_SIGHT * page]
        };
        for wanted in looks {
            let matches = self.matches(sight, words, *wanted).await?;
            if rare && !is_full(&matches, *wanted) {
                return Ok((ranked(matches, words), false));
            }
            let seen = newest(&matches);
            if is_full(&seen, page) {
                return Ok((seen, true));
            }
        }
        let matches = self.matches(sight, words, CANDIDATES).await?;
        Ok((newest(&matches), is_full(&matches, CANDIDATES)))
    }

    /// Whether so few tickets may match that they are ranked. On PostgreSQL asking costs what reading them does.
    async fn may_be_rare(&mut self, words: &[String]) -> Result<bool> {
        if matches!(self, Self::Postgres(_)) {
            return Ok(true);
        }
        let mut text = Sql::default();
        text.hold(Bind::Text(self.asked(words)));
        text.push(&format!(
            "select count(*) from {} w",
            self.numbers(RANKED + 1)
        ));
        Ok(text.fetch_count(self).await? <= u64::from(RANKED))
    }

    /// The newest tickets that match, at most so many, with the labels of those in sight.
    async fn matches(&mut self, sight: Sight, words: &[String], wanted: u32) -> Result<Vec<Match>> {
        let mut text = Sql::default();
        // The placeholder of what is asked is inside `numbers`, as $1.
        text.hold(Bind::Text(self.asked(words)));
        let looked_up =
            "(select t.label from ticket t where t.number = w.number and t.binned_at is null and ";
        let (before, after) = match self {
            Self::Sqlite(_) => ("select w.number, ", ")"),
            // What the function answers is what its caller sees; its owner may ask for somebody else.
            Self::Postgres(_) => (
                "select w.number, case when not (select is_owner()) then w.label else ",
                ") end",
            ),
        };
        text.push(before).push(looked_up);
        sight.write(&mut text);
        text.push(after).push(" as label");
        text.push(&format!(
            " from {} w order by w.number desc",
            self.numbers(wanted)
        ));
        text.fetch_all(self).await
    }

    /// The ticket in sight whose number is the one word typed.
    async fn typed_number(&mut self, sight: Sight, words: &[String]) -> Result<Option<i64>> {
        let [word] = words else { return Ok(None) };
        let Ok(number) = word.parse::<i64>() else {
            return Ok(None);
        };
        let mut sql = Sql::default();
        sql.push("select t.number from ticket t where t.number = ")
            .bind(Bind::Number(number))
            .push(" and t.binned_at is null and ");
        sight.write(&mut sql);
        let found: Vec<(i64,)> = sql.fetch_all(self).await?;
        Ok(found.first().map(|(number,)| *number))
    }

    /// The lines of these tickets, at most so many, in this order.
    async fn lines(&mut self, numbers: &[i64], most: usize) -> Result<Vec<TicketLine>> {
        let Some(last) = numbers.last() else {
            return Ok(Vec::new());
        };
        // One text whatever the count, so that the server plans it once.
        let padded = numbers
            .iter()
            .chain(std::iter::repeat(last))
            .take(most)
            .copied();
        let mut sql = Sql::default();
        sql.push(&format!("select {LINE} from ticket t where t.number in ("))
            .bind_all(padded.map(Bind::Number))
            .push(")");
        let mut lines: Vec<TicketLine> = sql.fetch_all(self).await?;
        let places: HashMap<i64, usize> = numbers.iter().copied().zip(0..).collect();
        lines.sort_by_key(|line| places.get(&line.number).copied());
        Ok(lines)
    }
}

fn is_full<T>(rows: &[T], wanted: u32) -> bool {
    u32::try_from(rows.len()).is_ok_and(|rows| rows >= wanted)
}

fn newest(matches: &[Match]) -> Vec<i64> {
    let seen = matches.iter().filter(|found| found.label.is_some());
    seen.map(|found| found.number).collect()
}

/// Those with most of the words in their label first, then the newest.
fn ranked(matches: Vec<Match>, words: &[String]) -> Vec<i64> {
    let seen = matches
        .into_iter()
        .filter_map(|found| Some((found.number, found.label?)));
    let mut seen: Vec<(usize, i64)> = seen
        .map(|(number, label)| (words_in(&label, words), number))
        .collect();
    seen.sort_unstable_by_key(|place| Reverse(*place));
    seen.into_iter().map(|(_, number)| number).collect()
}

fn words_in(label: &str, words: &[String]) -> usize {
    let label = fold::index([label]);
    let begins = |asked: &&String| {
        label
            .split(' ')
            .any(|word| word.starts_with(asked.as_str()))
    };
    words.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(number: i64, label: Option<&str>) -> Match {
        Match {
            number,
            label: label.map(str::to_owned),
        }
    }

    #[test]
    fn words_in_the_label_come_first_then_the_newest() {
        let matches = vec![
            found(9, Some("Imprimante en panne")),
            found(8, None),
            found(7, Some("Écran noir")),
            found(5, Some("Écran d’imprimante")),
            found(3, Some("Écran d’imprimante")),
        ];
        let words = fold::query("imprim écr");
        assert_eq!(ranked(matches, &words), [5, 3, 9, 7]);
    }
}
