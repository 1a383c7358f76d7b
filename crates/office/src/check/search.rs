//! The search: each ticket is found by the words of a fresh index of it, and by no others.
//!
//! Words are compared by the sum of their digests, eight bytes a ticket: the two engines do not keep
//! them in the same order, and a million lists of words would not fit in memory.

use std::collections::HashMap;

use guichet_domain::fold;
use guichet_store::Tx;

use super::Findings;
use crate::fault::Result;

/// Tickets indexed anew at once.
const PAGE: i64 = 500;

pub(super) async fn examine(tx: &mut Tx, findings: &mut Findings) -> Result<()> {
    let mut held = tx.search_digests(digest).await?;
    let mut after = i64::MIN;
    while let Some(upto) = tx.number_after(after, PAGE).await? {
        for (number, fresh) in fresh(tx, after, upto).await? {
            if held.remove(&number).unwrap_or_default() != fresh {
                findings.tell("search", format!("ticket {number} is not found by the words it holds: its search entry differs from a fresh one"));
            }
        }
        after = upto;
    }
    for number in held.into_keys() {
        findings.tell(
            "search",
            format!("the search knows a ticket {number} that does not exist"),
        );
    }
    Ok(())
}

async fn fresh(tx: &mut Tx, after: i64, upto: i64) -> Result<HashMap<i64, u64>> {
    let mut texts: HashMap<i64, Vec<String>> = HashMap::new();
    for (number, text) in tx.texts_of_tickets(after, upto).await? {
        texts
            .entry(number)
            .or_insert_with(|| vec![number.to_string()])
            .push(text);
    }
    Ok(texts
        .into_iter()
        .map(|(number, texts)| {
            let words = fold::index(texts.iter().map(String::as_str));
            let words = words.split(' ').filter(|word| !word.is_empty());
            (
                number,
                words.fold(0, |sum: u64, word| sum.wrapping_add(digest(word))),
            )
        })
        .collect())
}

/// FNV-1a, its bits mixed once more so that sums of similar words do not meet.
fn digest(word: &str) -> u64 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
