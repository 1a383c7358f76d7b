//! What the queue's list and my day share: the head of the columns.

use guichet_domain::TicketSort;
use yew::prelude::*;

use crate::t;

/// The head of the columns, telling which one orders the list.
pub fn head(sort: TicketSort, descending: bool) -> Html {
    let order = |column: TicketSort| {
        (sort == column).then_some(if descending {
            "descending"
        } else {
            "ascending"
        })
    };
    html! {
        <div class="list-head" role="row" aria-rowindex="1">
            <span role="columnheader"><span class="sr">{t!("queue-col-choice")}</span></span>
            <span role="columnheader" aria-sort={order(TicketSort::Number)}>{t!("queue-col-number")}</span>
            <span role="columnheader">{t!("queue-col-label")}<span class="narrow">{t!("queue-col-label-company")}</span>{t!("queue-col-label-equipment")}</span>
            <span role="columnheader" class="wide">{t!("queue-col-company")}</span>
            <span role="columnheader">{t!("queue-col-status")}</span>
            <span role="columnheader" aria-sort={order(TicketSort::Priority)}>{t!("queue-col-levels")}</span>
            <span role="columnheader"><span class="sr">{t!("queue-col-assignee")}</span><span class="wide" aria-hidden="true">{t!("queue-col-assignee")}</span></span>
            <span role="columnheader" class="end" aria-sort={order(TicketSort::Due)}>{t!("queue-col-due")}</span>
        </div>
    }
}
