//! The reception: who calls, and what is known of them.

use guichet_api::reception::*;
use guichet_domain::directory::{Equipment, Record, phone_digits};
use guichet_domain::{Moment, Verb, fold};
use guichet_store::{CardsOf, DirectoryRow, Kept, Sight};

use crate::act::Act;
use crate::fault::Result;
use crate::sheet::card;

/// Most lines of each sort the reception shows.
const MOST: i64 = 8;

pub(crate) async fn find_callers(act: &mut Act, request: FindCallers) -> Result<Vec<Caller>> {
    act.need(Verb::ReadDirectory)?;
    let words = typed_words(&request.text);
    let mut callers = Vec::new();
    for (kept, kind) in [
        (Kept::Contact, CallerKind::Contact),
        (Kept::Company, CallerKind::Company),
        (Kept::Equipment, CallerKind::Equipment),
    ] {
        let rows = act.tx.find_in_directory(kept, &words, MOST).await?;
        callers.extend(rows.into_iter().map(|row| caller(kind, row)));
    }
    Ok(callers)
}

/// What was typed as words; a phone number typed in any way is one word.
pub(crate) fn typed_words(text: &str) -> Vec<String> {
    let looks_like_phone = text
        .chars()
        .all(|c| c.is_ascii_digit() || " .-+()/".contains(c));
    let digits = phone_digits(text);
    if looks_like_phone && digits.len() >= 4 {
        return vec![digits];
    }
    fold::query(text)
}

fn caller(kind: CallerKind, row: DirectoryRow) -> Caller {
    Caller {
        kind,
        id: row.id,
        name: row.name,
        detail: row.detail,
        phone: row.phone,
    }
}

pub(crate) async fn caller_sheet(act: &mut Act, request: CallerSheet) -> Result<CallerFile> {
    act.need(Verb::ReadDirectory)?;
    let machine = match request.equipment_id {
        Some(id) => act.tx.equipment(id).await?,
        None => None,
    };
    let contact_id = request
        .contact_id
        .or_else(|| machine.as_ref().and_then(|machine| machine.contact_id));
    let contact = match contact_id {
        Some(id) => act.tx.contact(id).await?,
        None => None,
    };
    let company_id = request
        .company_id
        .or_else(|| contact.as_ref().and_then(|contact| contact.company_id))
        .or_else(|| machine.as_ref().and_then(|machine| machine.company_id));
    let company = match company_id {
        Some(id) => act.tx.company(id).await?,
        None => None,
    };
    let mut colleagues = match company_id {
        Some(id) => act.tx.contacts_of(id, MOST + 1).await?,
        None => Vec::new(),
    };
    colleagues.retain(|colleague| Some(colleague.id) != contact_id);
    colleagues.truncate(MOST as usize);
    let equipment = first(
        machine,
        act.tx.equipment_of(company_id, contact_id, 60).await?,
    );
    let contracts = match company_id {
        Some(id) => in_force(act.tx.records("contract", Some(id)).await?, act.at),
        None => Vec::new(),
    };
    let of = company_id
        .map(CardsOf::Company)
        .or(contact_id.map(CardsOf::Contact))
        .or(request.equipment_id.map(CardsOf::Equipment));
    let (open, open_count, closed) = match of {
        Some(of) => {
            let open = act.cards(of, true, 1_000).await?;
            let closed = act.cards(of, false, 5).await?;
            let count = open.len() as u32;
            (
                open.into_iter().take(MOST as usize).collect(),
                count,
                closed,
            )
        }
        None => (Vec::new(), 0, Vec::new()),
    };
    let places = act.tx.places_of(company_id, contact_id).await?;
    Ok(CallerFile {
        contact,
        company,
        colleagues,
        equipment,
        places,
        contracts,
        open,
        open_count,
        closed,
    })
}

/// The machine asked for, then the others.
fn first(machine: Option<Equipment>, others: Vec<Equipment>) -> Vec<Equipment> {
    let id = machine.as_ref().map(|machine| machine.id);
    machine
        .into_iter()
        .chain(others.into_iter().filter(|other| Some(other.id) != id))
        .collect()
}

fn in_force(contracts: Vec<Record>, at: Moment) -> Vec<Record> {
    let today = at.date_naive();
    let covers = |contract: &Record| {
        contract.active
            && contract.starts_on.is_none_or(|day| day <= today)
            && contract.ends_on.is_none_or(|day| day >= today)
    };
    let mut contracts: Vec<Record> = contracts.into_iter().filter(covers).collect();
    contracts.sort_by_key(|contract| contract.ends_on.unwrap_or(chrono::NaiveDate::MAX));
    contracts
}

pub(crate) async fn similar_tickets(act: &mut Act, request: SimilarTickets) -> Result<Vec<Card>> {
    let words: Vec<String> = fold::words(&request.label)
        .into_iter()
        .filter(|word| word.chars().count() > 3)
        .collect();
    let of = request
        .equipment_id
        .map(CardsOf::Equipment)
        .or(request.company_id.map(CardsOf::Company))
        .or(request.contact_id.map(CardsOf::Contact));
    let Some(of) = of else { return Ok(Vec::new()) };
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut likely: Vec<(usize, Card)> = act
        .cards(of, true, 200)
        .await?
        .into_iter()
        .map(|card| (shared(&words, &card.label), card))
        .filter(|(score, _)| *score * 2 >= words.len().min(4))
        .collect();
    likely.sort_by(|(a, one), (b, other)| b.cmp(a).then(other.number.cmp(&one.number)));
    Ok(likely.into_iter().take(3).map(|(_, card)| card).collect())
}

/// How many of these words, or their beginnings, a label holds.
fn shared(words: &[String], label: &str) -> usize {
    let held = fold::words(label);
    let alike = |word: &String| {
        held.iter().any(|other| {
            other.starts_with(word.as_str())
                || (other.len() > 4 && word.starts_with(other.as_str()))
        })
    };
    words.iter().filter(|word| alike(word)).count()
}

impl Act {
    /// The cards this actor may see: all for who sees everything or answers the phone; for a technician
    /// those in sight, or all of who they work for when the settings say so (R8).
    pub(crate) async fn cards(&mut self, of: CardsOf, open: bool, limit: i64) -> Result<Vec<Card>> {
        let rows = self.tx.cards(of, open, limit).await?;
        let sees_all = match self.sight()? {
            Sight::Everything | Sight::Receptionist(_) => true,
            Sight::Technician(me) => {
                self.settings.technicians_see_cards && self.tx.is_on_any(of, me).await?
            }
        };
        let mut cards = Vec::with_capacity(rows.len());
        for row in rows {
            if sees_all || self.sees_card(row.number).await? {
                cards.push(card(row));
            }
        }
        Ok(cards)
    }

    async fn sees_card(&mut self, number: i64) -> Result<bool> {
        let Some(ticket) = self.tx.ticket(number).await? else {
            return Ok(false);
        };
        let ground = self.ground(&ticket).await?;
        Ok(self.actor.may(Verb::SeeCard, ground))
    }
}
