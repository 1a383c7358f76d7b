//! Lists, counters and search.

use chrono::TimeDelta;
use guichet_api::Code;
use guichet_api::lists::*;
use guichet_domain::{Moment, Status, TicketFilter, TicketSort, moment};
use guichet_store::{Cursor, Order, Planner, TicketLine as Row, Wanted};

use crate::act::Act;
use crate::fault::{Fault, Result};

/// Most rows one page may ask for.
const MOST_ROWS: u32 = 200;
/// Where a counter stops.
const CAP: u32 = 1_000;
/// How old the figures that choose a list's plan may be.
const FIGURES: TimeDelta = TimeDelta::minutes(30);
/// Most counters one call may ask for.
const MOST_COUNTERS: usize = 40;

pub(crate) async fn list_tickets(act: &mut Act, request: ListTickets) -> Result<TicketPage> {
    let filter = of_actor(act, request.filter)?;
    let after = request
        .after
        .as_deref()
        .map(|text| text.parse::<Cursor>().map_err(|_| nowhere()))
        .transpose()?;
    let order = Order {
        sort: request.sort,
        descending: request.descending,
    };
    if after
        .as_ref()
        .is_some_and(|cursor| cursor.sort() != order.sort)
    {
        return Err(nowhere());
    }
    page(
        act,
        &filter,
        order,
        after,
        request.limit.clamp(1, MOST_ROWS),
    )
    .await
}

fn nowhere() -> Fault {
    Fault::new(
        Code::Invalid,
        "this page begins nowhere; ask for the first one",
    )
    .field("after", "unknown")
}

async fn page(
    act: &mut Act,
    filter: &TicketFilter,
    order: Order,
    after: Option<Cursor>,
    limit: u32,
) -> Result<TicketPage> {
    let planner = planner(act).await?;
    let wanted = Wanted {
        sight: act.sight()?,
        filter,
        now: act.at,
    };
    let page = act
        .tx
        .list_tickets(&planner, &wanted, order, after.as_ref(), limit)
        .await?;
    let rows = page.rows.into_iter().map(line).collect();
    Ok(TicketPage {
        rows,
        next: page.next.map(|cursor| cursor.to_string()),
        more: page.more,
    })
}

async fn planner(act: &Act) -> Result<Planner> {
    Ok(act.db.planner(act.at, FIGURES).await?)
}

pub(crate) async fn count_tickets(act: &mut Act, request: CountTickets) -> Result<Vec<Count>> {
    let sight = act.sight()?;
    let planner = planner(act).await?;
    let mut counts = Vec::with_capacity(request.filters.len().min(MOST_COUNTERS));
    for filter in request.filters.into_iter().take(MOST_COUNTERS) {
        let filter = of_actor(act, filter)?;
        let wanted = Wanted {
            sight,
            filter: &filter,
            now: act.at,
        };
        let found = act.tx.count_tickets(&planner, &wanted, CAP).await?;
        counts.push(Count {
            count: found.count,
            capped: found.capped,
        });
    }
    Ok(counts)
}

pub(crate) async fn search_tickets(act: &mut Act, request: SearchTickets) -> Result<Found> {
    let sight = act.sight()?;
    let found = act
        .tx
        .search_tickets(sight, &request.text, request.limit.clamp(1, 100))
        .await?;
    Ok(Found {
        rows: found.rows.into_iter().map(line).collect(),
        more: found.more,
    })
}

/// The day as the office's clock counts it: until the due hours of the next 24.
pub(crate) async fn my_day(act: &mut Act, _: MyDay) -> Result<Day> {
    let me = act.staff()?;
    let mine = TicketFilter {
        assignee: Some(me),
        ..TicketFilter::default()
    };
    let working = TicketFilter {
        statuses: vec![Status::AwaitingIntake, Status::InProgress],
        ..mine.clone()
    };
    let open = rows(act, working).await?;
    let (late, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|row| row.due_at < act.at);
    let tomorrow = act.at + TimeDelta::hours(24);
    let today = rest
        .iter()
        .filter(|row| row.due_at < tomorrow)
        .cloned()
        .collect();
    let to_begin = rest
        .into_iter()
        .filter(|row| row.status == Status::AwaitingIntake)
        .collect();
    let waiting = rows(
        act,
        TicketFilter {
            statuses: vec![Status::AwaitingReply],
            ..mine
        },
    )
    .await?;
    let minutes = act.tx.minutes_of(me, midnight(act.at)).await?;
    Ok(Day {
        late,
        today,
        to_begin,
        waiting,
        minutes,
    })
}

fn midnight(at: Moment) -> Moment {
    at.date_naive()
        .and_hms_opt(0, 0, 0)
        .map_or(at, |midnight| midnight.and_utc())
}

async fn rows(act: &mut Act, filter: TicketFilter) -> Result<Vec<TicketLine>> {
    let order = Order {
        sort: TicketSort::Due,
        descending: false,
    };
    Ok(page(act, &filter, order, None, 100).await?.rows)
}

/// "Mine" becomes the actor's own id; the bin is for who may empty it.
fn of_actor(act: &Act, mut filter: TicketFilter) -> Result<TicketFilter> {
    if std::mem::take(&mut filter.mine) {
        filter.assignee = Some(act.staff()?);
    }
    for (field, at) in [
        ("created_from", &mut filter.created_from),
        ("created_before", &mut filter.created_before),
    ] {
        *at = at.map(|at| moment::typed(field, at)).transpose()?;
    }
    if filter.binned && !act.actor.sees_everything() {
        return Err(Fault::forbidden());
    }
    Ok(filter)
}

fn line(row: Row) -> TicketLine {
    TicketLine {
        id: row.id,
        number: row.number,
        version: row.version,
        label: row.label,
        status: row.status,
        stage: row.stage,
        criticality: row.criticality,
        priority: row.priority,
        channel: row.channel,
        company: row.company,
        contact: row.contact,
        equipment: row.equipment,
        assignee_id: row.assignee_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        due_at: row.due_at,
    }
}
