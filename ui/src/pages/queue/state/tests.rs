use super::*;
use chrono::DateTime;
use guichet_domain::{Channel, Criticality, Priority, Stage, Status, TicketFilter};

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
