//! What the queue shows and what is chosen in it. Pure: pages come in, nothing is fetched here.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use guichet_api::lists::{TicketLine, TicketPage};
use yew::Reducible;

use super::lens::Lens;
use super::pages::Pages;

/// The queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The tab in front.
    pub view: String,
    /// What the list keeps now; departs from the view once a filter is touched.
    pub lens: Lens,
    /// Grows each time the list must be read from its top.
    pub reading: u32,
    /// The rows there are, in order.
    pub rows: Rc<Vec<Rc<TicketLine>>>,
    /// Whether the first page of this reading has come.
    pub loaded: bool,
    /// The number of the current row.
    pub current: Option<i64>,
    /// The numbers chosen.
    pub chosen: BTreeSet<i64>,
    /// Whether the pane stands beside the list.
    pub pane: bool,
    /// Tickets that changed and are not in the list: perhaps new.
    pub news: BTreeSet<i64>,
    pages: Rc<Pages>,
}

impl PartialEq for Queue {
    fn eq(&self, other: &Self) -> bool {
        // Rows are compared by their list: comparing a hundred thousand tickets at each key would be felt.
        Rc::ptr_eq(&self.rows, &other.rows)
            && Rc::ptr_eq(&self.pages, &other.pages)
            && self.view == other.view
            && self.lens == other.lens
            && (self.reading, self.loaded) == (other.reading, other.loaded)
            && (self.current, self.pane) == (other.current, other.pane)
            && self.chosen == other.chosen
            && self.news == other.news
    }
}

/// What happens to the queue.
pub enum Change {
    /// Another view, or other filters.
    Look { view: String, lens: Box<Lens> },
    /// A page came, asked for after this cursor.
    Came {
        reading: u32,
        after: Option<String>,
        page: TicketPage,
    },
    /// Tickets changed somewhere.
    Changed(Rc<[i64]>),
    /// The list is read again from its top.
    ReadAgain,
    /// The current row moves by so many.
    Move(i64),
    /// This row becomes the current one.
    Stand(usize),
    /// The current row is chosen, or no more.
    Choose,
    /// This row is chosen, or no more, and becomes the current one.
    ChooseAt(usize),
    /// The choice is extended by a row.
    Extend(i64),
    /// All the rows there are.
    ChooseAll,
    /// No row.
    ChooseNone,
    /// Opens or closes the pane.
    Peek,
    /// Closes the pane.
    ClosePane,
}

impl Change {
    /// Another view, or other filters.
    pub fn look(view: String, lens: Lens) -> Self {
        Self::Look {
            view,
            lens: Box::new(lens),
        }
    }
}

impl Queue {
    /// A queue that has read nothing yet.
    pub fn new(view: String, lens: Lens) -> Self {
        Self {
            view,
            lens,
            reading: 0,
            rows: Rc::default(),
            loaded: false,
            current: None,
            chosen: BTreeSet::new(),
            pane: false,
            news: BTreeSet::new(),
            pages: Rc::default(),
        }
    }

    /// Where the current row stands.
    pub fn position(&self) -> Option<usize> {
        let number = self.current?;
        self.rows.iter().position(|row| row.number == number)
    }

    /// The current row.
    pub fn line(&self) -> Option<Rc<TicketLine>> {
        self.position().map(|at| self.rows[at].clone())
    }

    /// What an action acts on: the chosen rows, else the current one.
    pub fn targets(&self) -> Vec<Rc<TicketLine>> {
        if self.chosen.is_empty() {
            return self.line().into_iter().collect();
        }
        self.rows
            .iter()
            .filter(|row| self.chosen.contains(&row.number))
            .cloned()
            .collect()
    }

    /// Whether rows may follow.
    pub fn has_more(&self) -> bool {
        self.pages.more
    }

    /// Where the next page begins, when there may be one.
    pub fn next_page(&self) -> Option<String> {
        self.pages.next.clone().filter(|_| self.pages.more)
    }

    /// The cursors of the pages that hold one of these tickets; of all when it is not known which.
    pub fn pages_with(&self, numbers: Option<&[i64]>) -> Vec<Option<String>> {
        self.pages.with(numbers)
    }

    fn take_page(&mut self, after: Option<String>, page: TicketPage) {
        Rc::make_mut(&mut self.pages).take(after, page);
        self.loaded = true;
        let rows = self.pages.joined();
        let held: HashSet<i64> = rows.iter().map(|row| row.number).collect();
        self.chosen.retain(|number| held.contains(number));
        self.news.retain(|number| !held.contains(number));
        let old = self.position();
        self.rows = Rc::new(rows);
        // A current row that left the list gives its place to the one that took it.
        if self.position().is_none() {
            let at = old.unwrap_or(0).min(self.rows.len().saturating_sub(1));
            self.current = self.rows.get(at).map(|row| row.number);
        }
    }

    fn read_again(&mut self) {
        self.reading += 1;
        self.pages = Rc::default();
        self.news.clear();
    }

    fn stand(&mut self, at: usize) {
        if let Some(row) = self.rows.get(at) {
            self.current = Some(row.number);
        }
    }

    fn move_by(&mut self, rows: i64) {
        let last = self.rows.len().saturating_sub(1) as i64;
        let here = self.position().map_or(-1, |at| at as i64);
        self.stand((here + rows).clamp(0, last.max(0)) as usize);
    }

    fn toggle(&mut self, number: i64) {
        if !self.chosen.remove(&number) {
            self.chosen.insert(number);
        }
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Look { view, lens } => {
                // While one types, what was found stays until something newer replaces it.
                if lens.text.is_empty() || self.lens.text.is_empty() {
                    self.rows = Rc::default();
                    self.loaded = false;
                }
                self.view = view;
                self.lens = *lens;
                self.chosen.clear();
                self.current = None;
                self.read_again();
            }
            Change::Came {
                reading,
                after,
                page,
            } if reading == self.reading => self.take_page(after, page),
            Change::Came { .. } => {}
            Change::Changed(numbers) => {
                let unknown = numbers
                    .iter()
                    .filter(|number| self.rows.iter().all(|row| row.number != **number));
                self.news.extend(unknown);
            }
            Change::ReadAgain => self.read_again(),
            Change::Move(rows) => self.move_by(rows),
            Change::Stand(at) => self.stand(at),
            Change::Choose => self
                .current
                .into_iter()
                .for_each(|number| self.toggle(number)),
            Change::ChooseAt(at) => {
                self.stand(at);
                self.rows
                    .get(at)
                    .map(|row| row.number)
                    .into_iter()
                    .for_each(|number| self.toggle(number));
            }
            Change::Extend(rows) => {
                self.chosen.extend(self.current);
                self.move_by(rows);
                self.chosen.extend(self.current);
            }
            Change::ChooseAll => self.chosen.extend(self.rows.iter().map(|row| row.number)),
            Change::ChooseNone => self.chosen.clear(),
            Change::Peek => self.pane = !self.pane,
            Change::ClosePane => self.pane = false,
        }
    }
}

impl Reducible for Queue {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut queue = Rc::unwrap_or_clone(self);
        queue.apply(change);
        queue.into()
    }
}

#[cfg(test)]
mod tests;
