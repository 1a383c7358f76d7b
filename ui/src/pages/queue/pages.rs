//! The pages of a list as they came, joined into its rows.

use std::collections::HashSet;
use std::rc::Rc;

use guichet_api::lists::{TicketLine, TicketPage};

/// Rows asked for at once.
pub const PAGE: u32 = 100;

/// A page, with where it begins.
#[derive(Clone, Debug)]
struct Page {
    after: Option<String>,
    rows: Vec<Rc<TicketLine>>,
}

/// The pages of one reading.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    pages: Vec<Page>,
    /// Where the next one begins.
    pub next: Option<String>,
    /// Whether rows may follow.
    pub more: bool,
}

impl Pages {
    /// Takes a page: it follows the others, or replaces itself.
    pub fn take(&mut self, after: Option<String>, page: TicketPage) {
        let rows = page.rows.into_iter().map(Rc::new).collect();
        let known = self.pages.iter().position(|known| known.after == after);
        match known {
            Some(at) => self.pages[at].rows = rows,
            None => self.pages.push(Page { after, rows }),
        }
        // Only the last page tells where the list ends.
        if known.is_none_or(|at| at + 1 == self.pages.len()) {
            self.next = page.next;
            self.more = page.more;
        }
    }

    /// Their rows. One that moved between two readings would stand twice: the first one stays.
    pub fn joined(&self) -> Vec<Rc<TicketLine>> {
        let mut seen = HashSet::new();
        self.pages
            .iter()
            .flat_map(|page| &page.rows)
            .filter(|row| seen.insert(row.number))
            .cloned()
            .collect()
    }

    /// The cursors of those that hold one of these tickets; all when it is not known which.
    pub fn with(&self, numbers: Option<&[i64]>) -> Vec<Option<String>> {
        let holds = |page: &&Page| {
            numbers.is_none_or(|numbers| page.rows.iter().any(|row| numbers.contains(&row.number)))
        };
        self.pages
            .iter()
            .filter(holds)
            .map(|page| page.after.clone())
            .collect()
    }
}
