//! Links between tickets, and the cards they are shown as.

use guichet_domain::{
    CompanyId, ContactId, EquipmentId, LinkKind, Moment, StaffId, Status, TicketId,
};

use crate::{Result, Tx};

/// A ticket without its text (R8).
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CardRow {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// Its title.
    pub label: String,
    /// Where it stands.
    pub status: Status,
    /// When it was logged.
    pub created_at: Moment,
    /// Its last change.
    pub updated_at: Moment,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Who has it.
    pub assignee_id: Option<StaffId>,
    /// The machine.
    pub equipment_id: Option<EquipmentId>,
    /// The machine's name.
    pub equipment: Option<String>,
    /// Who logged it.
    pub created_by_staff_id: Option<StaffId>,
    /// When it went into the bin.
    pub binned_at: Option<Moment>,
}

/// What a [`CardRow`] is read from; `t` is the card.
macro_rules! card_columns {
    () => {
        "t.id, t.number, t.version, t.label, t.status, t.created_at, t.updated_at, t.closed_at, t.assignee_id, t.equipment_id,
         e.name as equipment, t.created_by_staff_id, t.binned_at"
    };
}

/// A link as one of its two tickets sees it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkRow {
    /// What it means.
    pub kind: LinkKind,
    /// Whether it is read from the ticket asked about.
    pub outgoing: bool,
    /// The other ticket's card.
    #[sqlx(flatten)]
    pub card: CardRow,
}

/// Whose cards are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardsOf {
    /// A contact's.
    Contact(ContactId),
    /// A company's.
    Company(CompanyId),
    /// A machine's, the main one of its tickets.
    Equipment(EquipmentId),
}

macro_rules! cards {
    ($where:literal) => {
        concat!(
            "select ",
            card_columns!(),
            " from card t left join equipment e on e.id = t.equipment_id
             where t.binned_at is null and t.merged_into is null and ",
            $where,
            " and t.is_open = $2 order by t.number desc limit $3"
        )
    };
}

macro_rules! on_any {
    ($where:literal) => {
        concat!(
            "select count(*) > 0 from ticket t join ticket_staff s on s.ticket_id = t.id
             where t.binned_at is null and (s.assignee or s.technician or s.executor) and s.staff_id = $2 and ", $where
        )
    };
}

macro_rules! link_side {
    ($outgoing:literal, $mine:literal, $other:literal) => {
        concat!(
            "select l.kind, ",
            $outgoing,
            " as outgoing, ",
            card_columns!(),
            " from ticket_link l join card t on t.id = l.",
            $other,
            " left join equipment e on e.id = t.equipment_id
             where l.",
            $mine,
            " = $1"
        )
    };
}

const LINKS: &str = concat!(
    link_side!("(1 = 1)", "from_id", "to_id"),
    " union all ",
    link_side!("(1 = 0)", "to_id", "from_id"),
    " order by number desc"
);

const BY_NUMBER: &str = concat!(
    "select ",
    card_columns!(),
    " from card t left join equipment e on e.id = t.equipment_id where t.number = $1"
);

impl Tx {
    /// The card of this number.
    pub async fn card(&mut self, number: i64) -> Result<Option<CardRow>> {
        Ok(on!(self, conn => sqlx::query_as(BY_NUMBER).bind(number).fetch_optional(conn).await)?)
    }

    /// Cards, the newest first.
    pub async fn cards(&mut self, of: CardsOf, open: bool, limit: i64) -> Result<Vec<CardRow>> {
        let (sql, id) = match of {
            CardsOf::Contact(id) => (cards!("t.contact_id = $1"), id.0),
            CardsOf::Company(id) => (cards!("t.company_id = $1"), id.0),
            CardsOf::Equipment(id) => (cards!("t.equipment_id = $1"), id.0),
        };
        Ok(
            on!(self, conn => sqlx::query_as(sql).bind(id).bind(open).bind(limit).fetch_all(conn).await)?,
        )
    }

    /// Whether this person is on one of these tickets.
    pub async fn is_on_any(&mut self, of: CardsOf, staff: StaffId) -> Result<bool> {
        let (sql, id) = match of {
            CardsOf::Contact(id) => (on_any!("t.contact_id = $1"), id.0),
            CardsOf::Company(id) => (on_any!("t.company_id = $1"), id.0),
            CardsOf::Equipment(id) => (on_any!("t.equipment_id = $1"), id.0),
        };
        Ok(on!(self, conn => sqlx::query_scalar(sql).bind(id).bind(staff).fetch_one(conn).await)?)
    }

    /// The links of a ticket, both ways.
    pub async fn links(&mut self, ticket: TicketId) -> Result<Vec<LinkRow>> {
        Ok(on!(self, conn => sqlx::query_as(LINKS).bind(ticket).fetch_all(conn).await)?)
    }

    /// Adds a link; false when it stands already.
    pub async fn link(&mut self, from: TicketId, kind: LinkKind, to: TicketId) -> Result<bool> {
        let rows = run!(self, sqlx::query(
            "insert into ticket_link (from_id, kind, to_id) values ($1, $2, $3) on conflict do nothing",
        ).bind(from).bind(kind).bind(to))?;
        Ok(rows == 1)
    }

    /// Takes away a link to the ticket of this number, and says which it was; none when there is none.
    pub async fn unlink(
        &mut self,
        from: TicketId,
        kind: LinkKind,
        to: i64,
    ) -> Result<Option<TicketId>> {
        // Whoever takes it away may no longer see the other ticket.
        let text = match self {
            Self::Sqlite(_) => {
                "delete from ticket_link where from_id = $1 and kind = $2 and to_id = (select id from ticket where number = $3) returning to_id"
            }
            Self::Postgres(_) => {
                "delete from ticket_link where from_id = $1 and kind = $2 and to_id = linked_id(from_id, $3) returning to_id"
            }
        };
        Ok(
            on!(self, conn => sqlx::query_scalar(text).bind(from).bind(kind).bind(to).fetch_optional(conn).await)?,
        )
    }
}
