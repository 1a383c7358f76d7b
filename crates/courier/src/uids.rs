//! Sets of mails as IMAP writes them: `3:7,12`.

/// These mails in order, so many in each set and each one once.
pub(crate) fn sets(uids: &[u32], most: usize) -> Vec<String> {
    let mut uids = uids.to_vec();
    uids.sort_unstable();
    uids.dedup();
    uids.chunks(most).map(set).collect()
}

fn set(uids: &[u32]) -> String {
    let runs = uids.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    let written: Vec<String> = runs
        .filter_map(|run| match run {
            [] => None,
            [one] => Some(one.to_string()),
            [first, .., last] => Some(format!("{first}:{last}")),
        })
        .collect();
    written.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_written_as_one() {
        assert_eq!(sets(&[7, 3, 4, 5, 4, 12], 100), ["3:5,7,12"]);
        assert_eq!(sets(&[1, 2, 3, 4, 5], 2), ["1:2", "3:4", "5"]);
        assert_eq!(sets(&[u32::MAX], 1), ["4294967295"]);
        assert!(sets(&[], 1).is_empty());
    }
}
