//! What `guichet check` reads: everything there is, page after page, so that memory stays small.
//!
//! It reads and judges nothing; what should stand is said by `office`, from the history.

use std::collections::HashMap;

use guichet_domain::directory::{Category, Company, Contact, Equipment, Place, Record};
use guichet_domain::staff::Membership;
use guichet_domain::*;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::bulk::TicketStaffRow;
use crate::directory::{
    select_category, select_company, select_contact, select_equipment, select_place,
};
use crate::interventions::intervention_columns;
use crate::mail::{select_exclusion, select_mailbox};
use crate::people::{membership_of, select_staff};
use crate::steps::step_columns;
use crate::tickets::ticket_columns;
use crate::{Result, Tx};

/// A ticket with the two columns that are computed from it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeptTicket {
    /// The ticket.
    #[sqlx(flatten)]
    pub ticket: Ticket,
    /// The code of its small columns.
    pub facet: i16,
    /// Whether it is not closed.
    pub is_open: bool,
}

/// A bare record with its kind.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeptRecord {
    /// Its kind's code.
    pub kind: String,
    /// The record.
    #[sqlx(flatten)]
    pub record: Record,
}

/// A row that points to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// The table it is in.
    pub table: String,
    /// The table it points to.
    pub parent: String,
}

/// What hangs around the tickets of a range of ids.
#[derive(Debug, Default)]
pub struct Pointers {
    /// Who is on them.
    pub staff: Vec<TicketStaffRow>,
    /// Contacts in copy.
    pub observers: Vec<(TicketId, ContactId)>,
    /// Further machines.
    pub equipment: Vec<(TicketId, EquipmentId)>,
    /// Links, from the first to the second.
    pub links: Vec<(TicketId, LinkKind, TicketId)>,
}

/// Reads the rows of a table whose id is in `$1 < id <= $2`.
macro_rules! range {
    ($(#[$doc:meta])* $name:ident($sql:expr) -> $row:ty) => {
        $(#[$doc])*
        pub async fn $name(&mut self, after: Uuid, upto: Uuid) -> Result<Vec<$row>> {
            let sql = $sql;
            Ok(on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(after).bind(upto).fetch_all(conn).await)?)
        }
    };
}

const BETWEEN: &str = "where id > $1 and id <= $2 order by id";

impl Tx {
    range! {
        /// Tickets, by id.
        kept_tickets(concat!("select ", ticket_columns!(), ", facet, is_open from ticket where id > $1 and id <= $2 order by id")) -> KeptTicket
    }
    range! {
        /// Steps, by id.
        kept_steps(concat!("select ", step_columns!(), " from step where id > $1 and id <= $2")) -> Step
    }
    range! {
        /// Interventions, by id.
        kept_interventions(concat!("select ", intervention_columns!(), " from intervention where id > $1 and id <= $2")) -> Intervention
    }
    range! {
        /// Files that hang on a ticket, by id.
        kept_attachments("select id, ticket_id, step_id, hash, name, media_type, size, public, by_staff_id, by_contact_id, created_at
            from attachment where id > $1 and id <= $2 and ticket_id is not null") -> Attachment
    }
    range! {
        /// Companies, by id.
        kept_companies(select_company(BETWEEN)) -> Company
    }
    range! {
        /// Contacts, by id.
        kept_contacts(select_contact(BETWEEN)) -> Contact
    }
    range! {
        /// Machines, by id.
        kept_equipment(select_equipment(BETWEEN)) -> Equipment
    }
    range! {
        /// Places, by id.
        kept_places(select_place(BETWEEN)) -> Place
    }
    range! {
        /// Categories, by id.
        kept_categories(select_category(BETWEEN)) -> Category
    }
    range! {
        /// Mailboxes, by id.
        kept_mailboxes(select_mailbox(BETWEEN)) -> Mailbox
    }
    range! {
        /// Rules that leave mails out, by id.
        kept_exclusions(select_exclusion(BETWEEN)) -> Exclusion
    }
    range! {
        /// Bare records, by id.
        kept_records("select kind, id, version, code, label, company_id, parent_id, starts_on, ends_on, active
            from record where id > $1 and id <= $2") -> KeptRecord
    }
    range! {
        /// Accounts, by id.
        kept_staff(select_staff(BETWEEN)) -> Staff
    }

    /// The teams and skills of the accounts that have any, by id.
    pub async fn kept_memberships(
        &mut self,
        after: Uuid,
        upto: Uuid,
    ) -> Result<Vec<(StaffId, Membership)>> {
        let rows: Vec<(StaffId, Uuid, String)> = on!(self, conn => sqlx::query_as(
            "select s.staff_id, s.record_id, r.kind from staff_record s join record r on r.id = s.record_id
             where s.staff_id > $1 and s.staff_id <= $2 order by s.staff_id",
        ).bind(after).bind(upto).fetch_all(conn).await)?;
        let by_person = rows.chunk_by(|one, other| one.0 == other.0);
        let kept = by_person.map(|rows| {
            let records = rows.iter().map(|(_, record, kind)| (*record, kind.clone()));
            (rows[0].0, membership_of(records))
        });
        Ok(kept.collect())
    }

    /// What hangs around the tickets of these ids.
    pub async fn pointers(&mut self, after: Uuid, upto: Uuid) -> Result<Pointers> {
        Ok(Pointers {
            staff: on!(self, conn => sqlx::query_as(
                "select ticket_id, staff_id, assignee, technician, executor, facet from ticket_staff
                 where ticket_id > $1 and ticket_id <= $2 order by ticket_id, staff_id",
            ).bind(after).bind(upto).fetch_all(conn).await)?,
            observers: on!(self, conn => sqlx::query_as(
                "select ticket_id, contact_id from ticket_observer where ticket_id > $1 and ticket_id <= $2 order by ticket_id, contact_id",
            ).bind(after).bind(upto).fetch_all(conn).await)?,
            equipment: on!(self, conn => sqlx::query_as(
                "select ticket_id, equipment_id from ticket_equipment where ticket_id > $1 and ticket_id <= $2
                 order by ticket_id, equipment_id",
            ).bind(after).bind(upto).fetch_all(conn).await)?,
            links: on!(self, conn => sqlx::query_as(
                "select from_id, kind, to_id from ticket_link where from_id > $1 and from_id <= $2 order by from_id, kind, to_id",
            ).bind(after).bind(upto).fetch_all(conn).await)?,
        })
    }

    /// Who executed steps of these tickets, once each.
    pub async fn executors(&mut self, after: Uuid, upto: Uuid) -> Result<Vec<(TicketId, StaffId)>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select distinct ticket_id, executor_id from step where ticket_id > $1 and ticket_id <= $2 and executor_id is not null",
        ).bind(after).bind(upto).fetch_all(conn).await)?)
    }

    /// Everything the tickets of these numbers are found by, a text a row; `$1 < number <= $2`.
    pub async fn texts_of_tickets(&mut self, after: i64, upto: i64) -> Result<Vec<(i64, String)>> {
        const TEXTS: &str = "select number, label || ' ' || description from ticket where number > $1 and number <= $2
             union all select t.number, c.first_name || ' ' || c.last_name from ticket t join contact c on c.id = t.contact_id
                where t.number > $1 and t.number <= $2
             union all select t.number, c.name from ticket t join company c on c.id = t.company_id where t.number > $1 and t.number <= $2
             union all select t.number, e.name || ' ' || e.model || ' ' || e.serial from ticket t join equipment e on e.id = t.equipment_id
                where t.number > $1 and t.number <= $2
             union all select t.number, e.name || ' ' || e.model || ' ' || e.serial
                from ticket t join ticket_equipment x on x.ticket_id = t.id join equipment e on e.id = x.equipment_id
                where t.number > $1 and t.number <= $2
             union all select t.number, s.body from ticket t join step s on s.ticket_id = t.id where t.number > $1 and t.number <= $2";
        Ok(on!(self, conn => sqlx::query_as(TEXTS).bind(after).bind(upto).fetch_all(conn).await)?)
    }

    /// The next number after this one, at most `step` tickets further; none at the end.
    pub async fn number_after(&mut self, after: i64, step: i64) -> Result<Option<i64>> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select max(number) from (select number from ticket where number > $1 order by number limit $2) as page",
        ).bind(after).bind(step).fetch_one(conn).await)?)
    }

    /// What the search holds: for each number the sum of `digest` over its words.
    pub async fn search_digests(&mut self, digest: fn(&str) -> u64) -> Result<HashMap<i64, u64>> {
        match self {
            Self::Sqlite(_) => self.sqlite_digests(digest).await,
            Self::Postgres(_) => self.postgres_digests(digest).await,
        }
    }

    /// FTS5 keeps no text of its own here: its vocabulary says which word is in which row.
    async fn sqlite_digests(&mut self, digest: fn(&str) -> u64) -> Result<HashMap<i64, u64>> {
        const PAGE: &str =
            "select term from temp.search_row where term > $1 order by term limit 500";
        let mut sums = HashMap::new();
        for statement in [
            "create virtual table if not exists temp.search_row using fts5vocab('main', 'ticket_words', 'row')",
            "create virtual table if not exists temp.search_instance using fts5vocab('main', 'ticket_words', 'instance')",
        ] {
            run!(self, sqlx::query(statement))?;
        }
        let mut after = String::new();
        loop {
            let terms: Vec<String> =
                on!(self, conn => sqlx::query_scalar(PAGE).bind(&after).fetch_all(conn).await)?;
            let Some(last) = terms.last() else { break };
            after.clone_from(last);
            for term in &terms {
                let rows: Vec<i64> = on!(self, conn => sqlx::query_scalar(
                    "select doc from temp.search_instance where term = $1",
                ).bind(term).fetch_all(conn).await)?;
                for number in rows {
                    let sum: &mut u64 = sums.entry(number).or_default();
                    *sum = sum.wrapping_add(digest(term));
                }
            }
        }
        Ok(sums)
    }

    async fn postgres_digests(&mut self, digest: fn(&str) -> u64) -> Result<HashMap<i64, u64>> {
        const PAGE: &str =
            "select number, array_to_string(tsvector_to_array(words), ' ') from ticket_words
             where number > $1 order by number limit 1000";
        let mut sums = HashMap::new();
        let mut after = i64::MIN;
        loop {
            let page: Vec<(i64, String)> =
                on!(self, conn => sqlx::query_as(PAGE).bind(after).fetch_all(conn).await)?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (number, words) in page {
                let words = words.split(' ').filter(|word| !word.is_empty());
                sums.insert(
                    number,
                    words.fold(0, |sum: u64, word| sum.wrapping_add(digest(word))),
                );
            }
        }
        Ok(sums)
    }

    /// The value of a series and the largest number that was given from it.
    pub async fn series(&mut self, series: &str) -> Result<(i64, i64)> {
        let largest = match series {
            "ticket" => "select coalesce(max(number), 0) from ticket",
            _ => "select coalesce(max(number), 0) from intervention",
        };
        let given = on!(self, conn => sqlx::query_scalar(largest).fetch_one(conn).await)?;
        let counter: Option<i64> = on!(self, conn => sqlx::query_scalar("select value from counter where name = $1")
            .bind(series).fetch_optional(conn).await)?;
        Ok((counter.unwrap_or(0), given))
    }

    /// Hashes after this one, in order.
    pub async fn hashes_after(&mut self, after: &str, limit: i64) -> Result<Vec<(String, i64)>> {
        Ok(
            on!(self, conn => sqlx::query_as("select hash, size from blob where hash > $1 order by hash limit $2")
            .bind(after).bind(limit).fetch_all(conn).await)?,
        )
    }

    /// Files whose size is not that of their bytes.
    pub async fn missized_attachments(&mut self) -> Result<Vec<(AttachmentId, String)>> {
        Ok(on!(self, conn => sqlx::query_as(
            "select a.id, a.name from attachment a join blob b on b.hash = a.hash where a.size <> b.size order by a.id",
        ).fetch_all(conn).await)?)
    }

    /// Rows that point to nothing, and what the engine itself finds wrong with its file.
    ///
    /// PostgreSQL checks its foreign keys whatever happens; there, only one switched off is told.
    pub async fn engine_findings(&mut self) -> Result<(Vec<Loose>, Vec<String>)> {
        match self {
            Self::Sqlite(tx) => {
                let rows = sqlx::query("pragma foreign_key_check")
                    .fetch_all(&mut **tx)
                    .await?;
                let loose = rows
                    .iter()
                    .map(|row| {
                        Ok(Loose {
                            table: row.try_get(0)?,
                            parent: row.try_get(2)?,
                        })
                    })
                    .collect::<Result<_>>()?;
                let said: Vec<String> = sqlx::query_scalar("pragma integrity_check")
                    .fetch_all(&mut **tx)
                    .await?;
                Ok((
                    loose,
                    said.into_iter().filter(|line| line != "ok").collect(),
                ))
            }
            Self::Postgres(tx) => {
                let rows: Vec<(String, String)> = sqlx::query_as(
                    "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint
                     where contype = 'f' and not convalidated and connamespace = current_schema()::regnamespace",
                )
                .fetch_all(&mut **tx)
                .await?;
                let loose = rows
                    .into_iter()
                    .map(|(table, parent)| Loose { table, parent });
                Ok((loose.collect(), Vec::new()))
            }
        }
    }

    /// Whether nothing was ever stored here.
    pub async fn is_empty(&mut self) -> Result<bool> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select not exists (select 1 from staff) and not exists (select 1 from company)
                and not exists (select 1 from contact) and not exists (select 1 from ticket) and not exists (select 1 from event)",
        ).fetch_one(conn).await)?)
    }
}
