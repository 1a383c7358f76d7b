//! R5: what is in the bin comes out of it for thirty days.

use chrono::TimeDelta;
use guichet_domain::Refusal;

use crate::office::{nine, printer_ticket};

#[test]
fn r5_a_ticket_comes_out_of_the_bin_for_thirty_days() {
    let mut ticket = printer_ticket();
    ticket.bin(nine());
    let last = nine() + TimeDelta::days(30);
    let late = last + TimeDelta::microseconds(1);
    assert!(ticket.is_gone(late) && !ticket.is_gone(last));
    assert_eq!(ticket.restore(late), Err(Refusal::TooLate));
    assert_eq!(ticket.binned_at, Some(nine()));
    assert_eq!(ticket.restore(last), Ok(()));
    assert_eq!(ticket, printer_ticket());
}

#[test]
fn r5_one_that_is_in_the_bin_gains_no_day_by_being_put_there_again() {
    let mut ticket = printer_ticket();
    ticket.bin(nine());
    ticket.bin(nine() + TimeDelta::days(29));
    assert_eq!(ticket.binned_at, Some(nine()));
}

#[test]
fn r5_one_that_is_in_no_bin_stays_where_it_is() {
    let mut ticket = printer_ticket();
    let later = nine() + TimeDelta::days(400);
    assert!(!ticket.is_gone(later));
    assert_eq!(ticket.restore(later), Ok(()));
    assert_eq!(ticket, printer_ticket());
}
