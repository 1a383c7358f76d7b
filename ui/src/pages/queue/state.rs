//! What the queue shows and what is chosen in it. Pure: pages come in, nothing is fetched here.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use guichet_api::lists::{TicketLine, TicketPage};
use guichet_domain::{TicketFilter, TicketSort};
use yew::Reducible;

/// Rows asked for at once.
pub const PAGE: u32 = 100;

/// What a list keeps and its order.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// What it keeps.
    pub filter: TicketFilter,
    /// Its order.
    pub sort: TicketSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Words searched in every ticket instead; empty for a list.
    pub text: String,
}

impl Lens {
    /// The order in which what presses most comes first.
    pub fn by_due(filter: TicketFilter) -> Self {
        Self {
            filter,
            sort: TicketSort::Due,
            descending: false,
            text: String::new(),
        }
    }
}

/// A page as it came, with where it begins.
#[derive(Clone, Debug, PartialEq)]
struct Page {
    after: Option<String>,
    rows: Vec<Rc<TicketLine>>,
}

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
    /// Whether rows may follow.
    pub more: bool,
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
    pages: Rc<Vec<Page>>,
    next: Option<String>,
}

impl PartialEq for Queue {
    fn eq(&self, other: &Self) -> bool {
        // Rows are compared by their list: comparing a hundred thousand tickets at each key would be felt.
        Rc::ptr_eq(&self.rows, &other.rows)
            && Rc::ptr_eq(&self.pages, &other.pages)
            && self.view == other.view
            && self.lens == other.lens
            && (self.reading, self.more, self.loaded) == (other.reading, other.more, other.loaded)
            && (self.current, self.pane) == (other.current, other.pane)
            && self.chosen == other.chosen
            && self.news == other.news
            && self.next == other.next
    }
}

/// What happens to the queue.
pub enum Change {
    /// Another view, or other filters.
    Look { view: String, lens: Lens },
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

impl Queue {
    /// A queue that has read nothing yet.
    pub fn new(view: String, lens: Lens) -> Self {
        Self {
            view,
            lens,
            reading: 0,
            rows: Rc::default(),
            more: false,
            loaded: false,
            current: None,
            chosen: BTreeSet::new(),
            pane: false,
            news: BTreeSet::new(),
            pages: Rc::default(),
            next: None,
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

    /// Where the next page begins, when there may be one.
    pub fn next_page(&self) -> Option<String> {
        self.next.clone().filter(|_| self.more)
    }

    /// The cursors of the pages that hold one of these tickets.
    pub fn pages_with(&self, numbers: &[i64]) -> Vec<Option<String>> {
        let holds = |page: &&Page| page.rows.iter().any(|row| numbers.contains(&row.number));
        self.pages
            .iter()
            .filter(holds)
            .map(|page| page.after.clone())
            .collect()
    }

    fn take_page(&mut self, after: Option<String>, page: TicketPage) {
        let rows = page.rows.into_iter().map(Rc::new).collect();
        let known = self.pages.iter().position(|known| known.after == after);
        let pages = Rc::make_mut(&mut self.pages);
        match known {
            Some(at) => pages[at].rows = rows,
            None => pages.push(Page { after, rows }),
        }
        if known.is_none_or(|at| at + 1 == self.pages.len()) {
            self.next = page.next;
            self.more = page.more;
        }
        self.loaded = true;
        self.gather();
    }

    /// Joins the pages. A row that moved between two readings would stand twice: the first one stays.
    fn gather(&mut self) {
        let mut seen = HashSet::new();
        let rows: Vec<_> = self
            .pages
            .iter()
            .flat_map(|page| &page.rows)
            .filter(|row| seen.insert(row.number))
            .cloned()
            .collect();
        self.chosen.retain(|number| seen.contains(number));
        self.news.retain(|number| !seen.contains(number));
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
        self.next = None;
        self.more = false;
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
                self.lens = lens;
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
mod tests {
    use super::*;
    use chrono::DateTime;
    use guichet_domain::{Channel, Criticality, Priority, Stage, Status};

    fn line(number: i64) -> TicketLine {
        TicketLine {
            id: uuid::Uuid::from_u128(number as u128).into(),
            number,
            version: 1,
            label: format!("ticket {number}"),
            status: Status::Unassigned,
            stage: Stage::Opening,
            criticality: Criticality::Medium,
            priority: Priority::Medium,
            channel: Channel::Phone,
            company: None,
            contact: None,
            equipment: None,
            assignee_id: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            due_at: DateTime::UNIX_EPOCH,
        }
    }

    fn page(numbers: impl IntoIterator<Item = i64>, next: Option<&str>) -> TicketPage {
        TicketPage {
            rows: numbers.into_iter().map(line).collect(),
            next: next.map(str::to_owned),
            more: next.is_some(),
        }
    }

    fn queue_of_two_pages() -> Queue {
        let mut queue = Queue::new("open".to_owned(), Lens::by_due(TicketFilter::default()));
        queue.apply(Change::Came {
            reading: 0,
            after: None,
            page: page(1..=3, Some("b")),
        });
        queue.apply(Change::Came {
            reading: 0,
            after: Some("b".to_owned()),
            page: page(4..=6, None),
        });
        queue
    }

    fn numbers(queue: &Queue) -> Vec<i64> {
        queue.rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn pages_join_in_order_and_the_first_row_is_current() {
        let queue = queue_of_two_pages();
        assert_eq!(numbers(&queue), [1, 2, 3, 4, 5, 6]);
        assert_eq!(queue.current, Some(1));
        assert_eq!(queue.next_page(), None);
    }

    #[test]
    fn a_page_read_again_replaces_itself_and_a_moved_row_stands_once() {
        let mut queue = queue_of_two_pages();
        queue.apply(Change::Stand(2));
        queue.apply(Change::Came {
            reading: 0,
            after: None,
            page: page([1, 5, 2], Some("b")),
        });
        assert_eq!(numbers(&queue), [1, 5, 2, 4, 6]);
        assert_eq!(
            queue.current,
            Some(2),
            "the current row left, its place is taken"
        );
        assert!(
            queue.next_page().is_none(),
            "the last page still says where the list ends"
        );
    }

    #[test]
    fn a_page_of_an_older_reading_is_dropped() {
        let mut queue = queue_of_two_pages();
        queue.apply(Change::ReadAgain);
        queue.apply(Change::Came {
            reading: 0,
            after: None,
            page: page([9], None),
        });
        assert_eq!(
            numbers(&queue),
            [1, 2, 3, 4, 5, 6],
            "the old rows stay until the new ones are there"
        );
    }

    #[test]
    fn moving_stops_at_both_ends() {
        let mut queue = queue_of_two_pages();
        queue.apply(Change::Move(-1));
        assert_eq!(queue.current, Some(1));
        queue.apply(Change::Move(100));
        assert_eq!(queue.current, Some(6));
    }

    #[test]
    fn extending_chooses_what_it_passes() {
        let mut queue = queue_of_two_pages();
        queue.apply(Change::Extend(1));
        queue.apply(Change::Extend(1));
        assert_eq!(queue.chosen, BTreeSet::from([1, 2, 3]));
        let targets: Vec<i64> = queue.targets().iter().map(|row| row.number).collect();
        assert_eq!(targets, [1, 2, 3]);
    }

    #[test]
    fn without_a_choice_an_action_acts_on_the_current_row() {
        let queue = queue_of_two_pages();
        assert_eq!(queue.targets().len(), 1);
    }

    #[test]
    fn tickets_the_list_does_not_hold_are_news() {
        let mut queue = queue_of_two_pages();
        queue.apply(Change::Changed(Rc::new([2, 77])));
        assert_eq!(queue.news, BTreeSet::from([77]));
        queue.apply(Change::Came {
            reading: 0,
            after: None,
            page: page([77, 1, 2], Some("b")),
        });
        assert!(queue.news.is_empty());
    }
}
