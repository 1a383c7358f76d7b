//! Searching tickets as one types: what is found, in which order, and when it stops.
//!
//! The order is our own on both engines: `bm25` and `ts_rank_cd` disagree with each other and
//! cost half a second for a common word.

use std::cmp::Reverse;
use std::collections::HashMap;

use guichet_domain::fold;

use crate::list::{Bind, LINE, Sight, Sql, TicketLine};
use crate::search::RANKED;
use crate::{Result, Tx};

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
    /// Whether these are all that match.
    whole: bool,
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
        let page = limit + 1;
        // Whoever sees every ticket reads no more labels of a common word than they are shown.
        for wanted in [page, FEW_IN_SIGHT * page] {
            let matches = self.matches(sight, words, wanted).await?;
            if matches.iter().all(|found| found.whole) {
                return Ok((ranked(matches, words), false));
            }
            let seen = newest(&matches);
            let more = is_full(&seen, page);
            if more || !is_full(&matches, wanted) {
                return Ok((seen, more));
            }
        }
        let matches = self.matches(sight, words, CANDIDATES).await?;
        Ok((newest(&matches), is_full(&matches, CANDIDATES)))
    }

    /// The newest tickets that match, with the labels of those in sight: all when few do, else at most `wanted`.
    async fn matches(&mut self, sight: Sight, words: &[String], wanted: u32) -> Result<Vec<Match>> {
        let (from, label) = match self {
            Self::Sqlite(_) => (self.sqlite_matches(words, wanted).await?, ("", "")),
            // What the function answers is what its caller sees; its owner may ask for somebody else.
            Self::Postgres(_) => (
                format!("find_tickets($1, {wanted})"),
                (
                    "case when not (select is_owner()) then w.label else ",
                    " end",
                ),
            ),
        };
        let mut text = Sql::default();
        // The placeholder of what is asked is inside `from`, as $1.
        text.hold(Bind::Text(self.asked(words)));
        text.push("select w.number, w.whole, ").push(label.0);
        text.push(
            "(select t.label from ticket t where t.number = w.number and t.binned_at is null and ",
        );
        sight.write(&mut text);
        text.push(")").push(label.1).push(" as label");
        text.push(&format!(" from {from} w order by w.number desc"));
        text.fetch_all(self).await
    }

    /// Where SQLite reads the newest matches, all of them when few do.
    async fn sqlite_matches(&mut self, words: &[String], wanted: u32) -> Result<String> {
        let numbers = |most: u32| {
            format!(
                "(select rowid as number from ticket_words where ticket_words match $1 order by rowid desc limit {most})"
            )
        };
        let mut text = Sql::default();
        text.hold(Bind::Text(self.asked(words)));
        text.push(&format!("select count(*) from {}", numbers(RANKED + 1)));
        let whole = text.fetch_count(self).await? <= u64::from(RANKED);
        let from = numbers(if whole { RANKED } else { wanted });
        Ok(format!("(select number, {whole} as whole from {from})"))
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
            whole: true,
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
