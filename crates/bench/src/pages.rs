//! The queue: every filter alone and five typical pairs, by each order, first and deep pages.

use anyhow::Result;
use guichet_api::lists::{CountTickets, ListTickets, TicketPage};
use guichet_domain::{
    Actor, Channel, Criticality, Moment, Priority, Stage, Status, TicketFilter, TicketSort,
};

use crate::floor;
use crate::offices::Bench;
use crate::report::Report;
use crate::sample::Sample;

/// Pages read before the deep one.
const DEEP: usize = 12;
/// Runs of each page.
const RUNS: u32 = 5;

/// The times of all pages of somebody.
pub struct Read {
    who: &'static str,
    times: Sample,
}

/// Measures pages.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<Vec<Read>> {
    let floor = floor::read(bench, floor::PAGE, 200).await?;
    let budget = Some(if !bench.is_huge() {
        7_000
    } else if bench.of().0 == "sqlite" {
        20_000
    } else {
        30_000
    });
    let filters = filters(bench).await?;
    let mut read = Vec::new();
    for (who, actor) in [
        ("supervisor", bench.supervisor),
        ("technician", bench.technician),
    ] {
        let mut all = Sample::default();
        let (mut pages, mut short) = (0, 0);
        for (name, filter) in &filters {
            let mut sample = Sample::default();
            for sort in TicketSort::ALL {
                let (times, cut) = pages_of(bench, actor, filter, *sort).await?;
                sample.extend(&times);
                pages += 2;
                short += cut;
            }
            report.line(
                &format!("queue, {who}, {name}"),
                bench.of(),
                &sample,
                &floor,
                budget,
            );
            all.extend(&sample);
        }
        report.line(
            &format!("queue, {who}, all pages ({short} of {pages} short)"),
            bench.of(),
            &all,
            &floor,
            budget,
        );
        read.push(Read { who, times: all });
    }
    Ok(read)
}

/// The same pages with the policies and, as their floor, without.
pub fn price(bench: &Bench, with: &[Read], without: &[Read], report: &mut Report) {
    for (with, without) in with.iter().zip(without) {
        let name = format!("queue, {}, and without policies", with.who);
        report.line(&name, bench.of(), &with.times, &without.times, None);
    }
}

/// Times the first and a deep page; says how many ended before they were full and had a next one.
async fn pages_of(
    bench: &Bench,
    actor: Actor,
    filter: &TicketFilter,
    sort: TicketSort,
) -> Result<(Sample, u32)> {
    let mut sample = Sample::default();
    let mut short = 0;
    let request = |after: Option<String>| ListTickets {
        filter: filter.clone(),
        sort,
        descending: false,
        after,
        limit: 50,
    };
    let mut page: TicketPage = bench.call(actor, request(None)).await?;
    let mut starts = vec![None];
    for _ in 0..DEEP {
        match page.next.take() {
            Some(next) if page.more => {
                starts.push(Some(next.clone()));
                page = bench.call(actor, request(Some(next))).await?;
            }
            _ => break,
        }
    }
    let deepest = starts.last().cloned().flatten();
    for start in [None, deepest] {
        for _ in 0..RUNS {
            let read = sample
                .time(bench.call(actor, request(start.clone())))
                .await?;
            short += u32::from(read.more && read.rows.len() < 50);
        }
    }
    Ok((sample, short / RUNS))
}

/// Measures a counter of each filter.
pub async fn counters(bench: &Bench, report: &mut Report) -> Result<()> {
    let filters = filters(bench).await?;
    let floor = floor::read(bench, floor::COUNT, 100).await?;
    let mut sample = Sample::default();
    for (_, filter) in filters {
        for _ in 0..RUNS {
            let request = CountTickets {
                filters: vec![filter.clone()],
            };
            sample.time(bench.call(bench.supervisor, request)).await?;
        }
    }
    report.line("one counter", bench.of(), &sample, &floor, None);
    Ok(())
}

/// Every filter alone, selective and empty ones, and five typical pairs.
async fn filters(bench: &Bench) -> Result<Vec<(&'static str, TicketFilter)>> {
    let none = TicketFilter::default;
    let request = ListTickets {
        filter: none(),
        sort: TicketSort::Number,
        descending: true,
        after: None,
        limit: 1,
    };
    let newest = bench.call(bench.supervisor, request).await?.rows.remove(0);
    let ticket = bench.owner.db().read().await?.ticket(newest.number).await?;
    let sample = ticket.ok_or_else(|| anyhow::anyhow!("the newest ticket is gone"))?;
    let year_ago: Moment = newest.created_at - days(365);
    let month_ago = newest.created_at - days(30);
    let open = TicketFilter {
        open: true,
        ..none()
    };
    Ok(vec![
        ("nothing", none()),
        ("open", open.clone()),
        (
            "status",
            TicketFilter {
                statuses: vec![Status::InProgress],
                ..none()
            },
        ),
        (
            "stage",
            TicketFilter {
                stages: vec![Stage::Disagreement],
                ..none()
            },
        ),
        (
            "criticality",
            TicketFilter {
                criticalities: vec![Criticality::Critical],
                ..none()
            },
        ),
        (
            "priority",
            TicketFilter {
                priorities: vec![Priority::VeryLow],
                ..none()
            },
        ),
        (
            "channel",
            TicketFilter {
                channels: vec![Channel::Chat],
                ..none()
            },
        ),
        (
            "assignee",
            TicketFilter {
                assignee: bench.technician.staff_id(),
                ..none()
            },
        ),
        (
            "company",
            TicketFilter {
                company: sample.company_id,
                ..none()
            },
        ),
        (
            "contact",
            TicketFilter {
                contact: sample.contact_id,
                ..none()
            },
        ),
        (
            "equipment",
            TicketFilter {
                equipment: sample.equipment_id,
                ..none()
            },
        ),
        (
            "category",
            TicketFilter {
                category: sample.category_id,
                ..none()
            },
        ),
        (
            "period",
            TicketFilter {
                created_from: Some(year_ago),
                created_before: Some(month_ago),
                ..none()
            },
        ),
        (
            "late",
            TicketFilter {
                late: true,
                ..none()
            },
        ),
        (
            "unassigned",
            TicketFilter {
                statuses: vec![Status::Unassigned],
                ..none()
            },
        ),
        (
            "a contradiction",
            TicketFilter {
                statuses: vec![Status::Rejected],
                late: true,
                ..none()
            },
        ),
        (
            "nobody's company",
            TicketFilter {
                company: Some(uuid::Uuid::nil().into()),
                ..none()
            },
        ),
        (
            "open + assignee",
            TicketFilter {
                assignee: bench.technician.staff_id(),
                ..open.clone()
            },
        ),
        (
            "open + company",
            TicketFilter {
                company: sample.company_id,
                ..open.clone()
            },
        ),
        (
            "open + category",
            TicketFilter {
                category: sample.category_id,
                ..open.clone()
            },
        ),
        (
            "late + critical",
            TicketFilter {
                late: true,
                criticalities: vec![Criticality::Critical],
                ..none()
            },
        ),
        (
            "period + resolved",
            TicketFilter {
                created_from: Some(month_ago),
                statuses: vec![Status::Resolved],
                ..none()
            },
        ),
    ])
}

fn days(days: i64) -> chrono::TimeDelta {
    chrono::TimeDelta::days(days)
}
