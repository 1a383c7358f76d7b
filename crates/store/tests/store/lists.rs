//! Pages and counts: always what the naive list says, whatever the plan, its bounds and its figures.

use std::sync::Arc;

use chrono::TimeDelta;
use guichet_domain::*;
use guichet_store::{
    Bounds, Count, Cursor, Db, Error, Hides, ListStatistics, Order, Person, Planner, Sight,
    TicketLine, Wanted,
};

use crate::both::on_both;
use crate::chance::Chance;
use crate::naive;
use crate::office::{Office, today};
use crate::shared::Shared;

/// Plans of every shape: the product's, walks of a few rows, drivers of any size, no driver.
const BOUNDS: [Bounds; 4] = [
    Bounds {
        driver: 6_000,
        walk: 5_000,
        hides: Hides::Nothing,
    },
    Bounds {
        driver: 20,
        walk: 97,
        hides: Hides::Nothing,
    },
    Bounds {
        driver: 100_000,
        walk: 71,
        hides: Hides::Nothing,
    },
    Bounds {
        driver: 0,
        walk: 53,
        hides: Hides::Nothing,
    },
];
const LISTS_PER_OFFICE: usize = 110;

/// One draw of everything a list depends on.
#[derive(Debug)]
struct Draw {
    sight: Sight,
    filter: TicketFilter,
    order: Order,
    limit: u32,
    bounds: Bounds,
    statistics: usize,
}

#[tokio::test]
async fn pages_are_the_naive_list_whatever_the_figures() {
    for seed in 1..=3 {
        on_both(async |db: Db| {
            let (mut office, figures) = office_with_figures(&db, seed).await;
            for _ in 0..LISTS_PER_OFFICE {
                let draw = draw(&mut office);
                let planner = Planner::new(figures[draw.statistics].clone(), draw.bounds);
                let expected = naive::lines(&office, draw.sight, &draw.filter, draw.order, today());
                let found = every_page(&db, &planner, &draw).await;
                assert_eq!(found, expected, "{} seed {seed} {draw:?}", db.engine_name());
            }
        })
        .await;
    }
}

#[tokio::test]
async fn r8_where_the_database_hides_what_is_not_seen_pages_are_the_same() {
    let mut shared = Shared::found().await;
    shared.office.log_tickets(&shared.owner, 400).await;
    let figures = figures(&shared.owner).await;
    let served = shared.opened("SERVER", "serve").await;
    let [_, _, supervisor, _] = shared.people();
    for _ in 0..LISTS_PER_OFFICE {
        let mut draw = draw(&mut shared.office);
        draw.bounds.hides = shared.office.chance.one(&[Hides::Tickets, Hides::Figures]);
        let person = match draw.sight {
            Sight::Everything => supervisor.id,
            Sight::Technician(id) | Sight::Receptionist(id) => id,
        };
        // Nobody but those who see everything looks into the bin.
        if draw.sight != Sight::Everything {
            draw.filter.binned = false;
        }
        let planner = Planner::new(figures.clone(), draw.bounds);
        let expected = naive::lines(
            &shared.office,
            draw.sight,
            &draw.filter,
            draw.order,
            today(),
        );
        let found = pages_of(&served, Person::Staff(person), &planner, &draw).await;
        assert_eq!(found, expected, "{draw:?}");
    }
    served.close().await;
}

#[tokio::test]
async fn counts_are_the_naive_count_up_to_the_cap() {
    for seed in 4..=5 {
        on_both(async |db: Db| {
            let (mut office, figures) = office_with_figures(&db, seed).await;
            for _ in 0..LISTS_PER_OFFICE {
                let draw = draw(&mut office);
                let cap = office.chance.one(&[1, 5, 40, 1_000]);
                let planner = Planner::new(figures[draw.statistics].clone(), draw.bounds);
                let expected =
                    naive::lines(&office, draw.sight, &draw.filter, draw.order, today()).len();
                let expected = u32::try_from(expected).expect("a small office");
                let wanted = Wanted {
                    sight: draw.sight,
                    filter: &draw.filter,
                    now: today(),
                };
                let mut tx = db.read().await.expect("a transaction");
                let counted = tx
                    .count_tickets(&planner, &wanted, cap)
                    .await
                    .expect("a count");
                let expected = Count {
                    count: expected.min(cap),
                    capped: expected > cap,
                };
                assert_eq!(
                    counted,
                    expected,
                    "{} seed {seed} cap {cap} {draw:?}",
                    db.engine_name()
                );
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_walk_of_one_row_at_a_time_misses_nothing() {
    on_both(async |db: Db| {
        let mut office = Office::found(&db, 6).await;
        office.log_tickets(&db, 60).await;
        for sort in TicketSort::ALL {
            let draw = Draw {
                sight: Sight::Technician(office.technicians[1]),
                filter: TicketFilter {
                    open: true,
                    ..TicketFilter::default()
                },
                order: Order {
                    sort: *sort,
                    descending: true,
                },
                limit: 1,
                bounds: Bounds {
                    driver: 0,
                    walk: 1,
                    hides: Hides::Nothing,
                },
                statistics: 0,
            };
            let planner = Planner::new(Arc::default(), draw.bounds);
            let expected = naive::lines(&office, draw.sight, &draw.filter, draw.order, today());
            assert_eq!(
                every_page(&db, &planner, &draw).await,
                expected,
                "{}",
                db.engine_name()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_of_another_order_is_refused() {
    on_both(async |db: Db| {
        let planner = db
            .planner(today(), TimeDelta::zero())
            .await
            .expect("a planner");
        let wanted = Wanted {
            sight: Sight::Everything,
            filter: &TicketFilter::default(),
            now: today(),
        };
        let order = Order {
            sort: TicketSort::Due,
            descending: false,
        };
        let mut tx = db.read().await.expect("a transaction");
        let page = tx
            .list_tickets(&planner, &wanted, order, Some(&Cursor::Number(3)), 10)
            .await;
        assert!(matches!(page, Err(Error::Refused(_))), "{page:?}");
    })
    .await;
}

#[tokio::test]
async fn whose_mine_is_must_be_said() {
    on_both(async |db: Db| {
        let planner = db
            .planner(today(), TimeDelta::zero())
            .await
            .expect("a planner");
        let filter = TicketFilter {
            mine: true,
            ..TicketFilter::default()
        };
        let wanted = Wanted {
            sight: Sight::Everything,
            filter: &filter,
            now: today(),
        };
        let mut tx = db.read().await.expect("a transaction");
        let count = tx.count_tickets(&planner, &wanted, 10).await;
        assert!(matches!(count, Err(Error::Refused(_))), "{count:?}");
    })
    .await;
}

/// An office of 200 to 500 tickets, and its figures: none, of half of it, of all.
async fn office_with_figures(db: &Db, seed: u64) -> (Office, [Arc<ListStatistics>; 3]) {
    let mut office = Office::found(db, seed).await;
    let none = figures(db).await;
    let tickets = 100 + office.chance.below(150);
    office.log_tickets(db, tickets).await;
    db.rebuild_list_statistics().await.expect("figures");
    let stale = figures(db).await;
    office.log_tickets(db, tickets).await;
    db.rebuild_list_statistics().await.expect("figures");
    let fresh = figures(db).await;
    (office, [none, stale, fresh])
}

async fn figures(db: &Db) -> Arc<ListStatistics> {
    let mut tx = db.read().await.expect("a transaction");
    Arc::new(tx.list_statistics().await.expect("the figures"))
}

async fn every_page(db: &Db, planner: &Planner, draw: &Draw) -> Vec<TicketLine> {
    pages_of(db, Person::Job, planner, draw).await
}

/// Follows the cursors to the end, each by way of the wire.
async fn pages_of(db: &Db, person: Person, planner: &Planner, draw: &Draw) -> Vec<TicketLine> {
    let wanted = Wanted {
        sight: draw.sight,
        filter: &draw.filter,
        now: today(),
    };
    let mut found = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let mut tx = db.read_as(person).await.expect("a transaction");
        let page = tx
            .list_tickets(planner, &wanted, draw.order, after.as_ref(), draw.limit)
            .await;
        let page = page.unwrap_or_else(|error| panic!("{error} {draw:?}"));
        assert!(page.rows.len() <= draw.limit as usize, "{draw:?}");
        assert_eq!(page.more, page.next.is_some(), "{draw:?}");
        found.extend(page.rows);
        let Some(next) = page.next else { return found };
        assert_ne!(
            after,
            Some(next),
            "a page goes on from where it began: {draw:?}"
        );
        after = Some(next.to_string().parse().expect("a cursor comes back"));
    }
}

fn draw(office: &mut Office) -> Draw {
    let filter = filter(office);
    let chance = &mut office.chance;
    let sight = match chance.below(5) {
        0 => Sight::Everything,
        1 | 2 => Sight::Receptionist(chance.one(&office.receptionists)),
        _ => Sight::Technician(chance.one(&office.technicians)),
    };
    Draw {
        sight,
        filter,
        order: Order {
            sort: chance.one(TicketSort::ALL),
            descending: chance.once_in(2),
        },
        limit: chance.one(&[7, 20, 50, 200]),
        bounds: chance.one(&BOUNDS),
        statistics: chance.below(3),
    }
}

/// None to a few conditions of every kind; contradictions come by themselves.
fn filter(office: &mut Office) -> TicketFilter {
    let company = office
        .chance
        .one(&office.companies.iter().map(|c| c.id).collect::<Vec<_>>());
    let contact = office
        .chance
        .one(&office.contacts.iter().map(|c| c.id).collect::<Vec<_>>());
    let machine = office
        .chance
        .one(&office.equipment.iter().map(|e| e.id).collect::<Vec<_>>());
    let rare = office.chance.one(&[3, 8, 16]);
    let chance = &mut office.chance;
    let mut filter = TicketFilter {
        statuses: some(chance, rare, Status::ALL),
        stages: some(chance, rare * 2, Stage::ALL),
        criticalities: some(chance, rare, Criticality::ALL),
        priorities: some(chance, rare, Priority::ALL),
        channels: some(chance, rare, Channel::ALL),
        company: chance.once_in(rare).then_some(company),
        contact: chance.once_in(rare).then_some(contact),
        equipment: chance.once_in(rare).then_some(machine),
        open: chance.once_in(3),
        late: chance.once_in(8),
        binned: chance.once_in(10),
        ..TicketFilter::default()
    };
    filter.assignee = chance
        .once_in(rare)
        .then(|| chance.one(&office.technicians));
    filter.category = chance.once_in(rare).then(|| chance.one(&office.categories));
    filter.created_from = chance.once_in(rare).then(|| some_day(chance));
    filter.created_before = chance.once_in(rare).then(|| some_day(chance));
    filter
}

fn some_day(chance: &mut Chance) -> Moment {
    today() - TimeDelta::hours(chance.below(400) as i64 * 6)
}

fn some<T: Copy>(chance: &mut Chance, rare: usize, all: &[T]) -> Vec<T> {
    if !chance.once_in(rare) {
        return Vec::new();
    }
    (0..=chance.below(3)).map(|_| chance.one(all)).collect()
}
