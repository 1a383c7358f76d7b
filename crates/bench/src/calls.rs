//! One ticket, the reception, search, and writing.

use anyhow::Result;
use guichet_api::lists::{ListTickets, SearchTickets};
use guichet_api::reception::FindCallers;
use guichet_api::tickets::{AssignTicket, GetTicket, OpenTicket};
use guichet_domain::ticket::Facts;
use guichet_domain::{Channel, TicketFilter, TicketSort, fold};

use crate::floor;
use crate::offices::Bench;
use crate::report::Report;
use crate::sample::Sample;

/// Tickets and words each measure is spread over.
const SPREAD: usize = 60;

/// Measures them all.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let request = ListTickets {
        filter: TicketFilter::default(),
        sort: TicketSort::Due,
        descending: false,
        after: None,
        limit: 200,
    };
    let rows = bench.call(bench.supervisor, request).await?.rows;
    sheets(
        bench,
        rows.iter().map(|row| row.number).take(SPREAD).collect(),
        report,
    )
    .await?;
    let labels: Vec<String> = rows
        .iter()
        .map(|row| row.label.clone())
        .take(SPREAD)
        .collect();
    search(bench, &labels, report).await?;
    reception(bench, report).await?;
    writing(bench, report).await
}

async fn sheets(bench: &Bench, numbers: Vec<i64>, report: &mut Report) -> Result<()> {
    let floor = floor::read(bench, floor::TICKET, 100).await?;
    let mut sample = Sample::default();
    for number in numbers.iter().cycle().take(SPREAD * 4) {
        sample
            .time(bench.call(bench.supervisor, GetTicket { number: *number }))
            .await?;
    }
    let budget = if bench.is_huge() { 10_000 } else { 3_000 };
    report.line(
        "a ticket with its steps",
        bench.of(),
        &sample,
        &floor,
        Some(budget),
    );
    Ok(())
}

async fn search(bench: &Bench, labels: &[String], report: &mut Report) -> Result<()> {
    let floor = floor::read(bench, floor::LOOKUP, 100).await?;
    let budget = Some(if bench.is_huge() { 50_000 } else { 11_000 });
    let words: Vec<String> = labels
        .iter()
        .filter_map(|label| fold::words(label).into_iter().max_by_key(String::len))
        .collect();
    let typed: [(&str, Vec<String>); 3] = [
        ("search, one word of a label", words.clone()),
        (
            "search, as typed, three letters",
            words
                .iter()
                .map(|word| word.chars().take(3).collect())
                .collect(),
        ),
        (
            "search, two words",
            labels
                .iter()
                .map(|label| {
                    fold::words(label)
                        .into_iter()
                        .filter(|w| w.len() > 3)
                        .take(2)
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect(),
        ),
    ];
    for (name, texts) in typed {
        let mut sample = Sample::default();
        for text in &texts {
            for actor in [bench.supervisor, bench.technician] {
                let request = SearchTickets {
                    text: text.clone(),
                    limit: 50,
                };
                sample.time(bench.call(actor, request)).await?;
            }
        }
        report.line(name, bench.of(), &sample, &floor, budget);
    }
    Ok(())
}

async fn reception(bench: &Bench, report: &mut Report) -> Result<()> {
    let floor = floor::read(bench, floor::LOOKUP, 100).await?;
    let mut sample = Sample::default();
    for text in [
        "le", "riou", "an", "0297", "viess", "mairie", "gu", "ecole", "06 1", "dell",
    ] {
        for _ in 0..10 {
            let request = FindCallers {
                text: text.to_owned(),
            };
            sample.time(bench.call(bench.receptionist, request)).await?;
        }
    }
    report.line("reception, who calls", bench.of(), &sample, &floor, None);
    Ok(())
}

async fn writing(bench: &Bench, report: &mut Report) -> Result<()> {
    let floor = floor::commit(bench, 100).await?;
    let company = bench
        .owner
        .db()
        .read()
        .await?
        .directory(guichet_store::Kept::Company, ("", uuid::Uuid::nil()), 1)
        .await?;
    let company_id = company.first().map(|row| row.id.into());
    let mut opened = Sample::default();
    let mut assigned = Sample::default();
    for turn in 0..100 {
        let facts = Facts {
            label: format!("Plus d'eau chaude, mesure {turn}"),
            description: "Depuis ce matin.".into(),
            company_id,
            ..Facts::default()
        };
        let request = OpenTicket {
            channel: Channel::Phone,
            facts,
            new_contact: None,
            new_equipment: None,
            attachments: Vec::new(),
            note: String::new(),
            assignee_id: None,
            follows: None,
        };
        let sheet = opened.time(bench.call(bench.receptionist, request)).await?;
        let Some(to) = bench.technician.staff_id() else {
            continue;
        };
        let request = AssignTicket {
            number: sheet.ticket.number,
            version: sheet.ticket.version,
            to,
        };
        assigned.time(bench.call(bench.supervisor, request)).await?;
    }
    let budget = match (bench.of().0, bench.is_huge()) {
        ("sqlite", false) => Some(2_500),
        (_, true) => Some(5_000),
        _ => None,
    };
    report.line(
        "create a ticket, durable",
        bench.of(),
        &opened,
        &floor,
        budget,
    );
    report.line(
        "assign a ticket, durable",
        bench.of(),
        &assigned,
        &floor,
        None,
    );
    Ok(())
}
