//! The directory as rows, and the words by which the reception finds them.

use guichet_domain::directory::{
    Category, Company, Contact, Equipment, Place, Record, phone_digits,
};
use guichet_domain::fold::{fold, index};
use guichet_domain::*;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::entity::entity;
use crate::{Result, Tx};

entity! {
    "company" Company { id: CompanyId, version, code, name, phone, mail, note, proposed_staff_id, active }
    with sort_name = |row| fold(&row.name);
    find company, insert insert_company, update update_company, select select_company
}
entity! {
    "contact" Contact { id: ContactId, version, title, first_name, last_name, position, segment, company_id, phone, mobile, mail,
        note, language, power, active }
    with sort_name = |row| fold(&format!("{} {}", row.last_name, row.first_name));
    find contact, insert insert_contact, update update_contact, select select_contact
}
entity! {
    "equipment" Equipment { id: EquipmentId, version, name, model, serial, company_id, contact_id, place_id, location, active }
    with sort_name = |row| fold(&row.name);
    find equipment, insert insert_equipment, update update_equipment, select select_equipment
}
entity! {
    "place" Place { id: PlaceId, version, name, address, access, time_zone, latitude, longitude, company_id, contact_id, active }
    with sort_name = |row| fold(&row.name);
    find place, insert insert_place, update update_place, select select_place
}
entity! {
    "category" Category { id: CategoryId, version, name, parent_id, proposed_team_id, proposed_staff_id, active }
    with sort_name = |row| fold(&row.name);
    find category, insert insert_category, update update_category, select select_category
}
entity! {
    "record" Record { id: Uuid, version, code, label, company_id, parent_id, starts_on, ends_on, active }
    with sort_name = |row| fold(&row.label);
    find record, update update_record, select select_record
}

/// What the directory lists and the reception finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Companies.
    Company,
    /// Contacts.
    Contact,
    /// Machines.
    Equipment,
    /// Places.
    Place,
}

impl Kept {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Contact => "contact",
            Self::Equipment => "equipment",
            Self::Place => "place",
        }
    }

    /// `select` of one [`DirectoryRow`] per record, to be continued.
    const fn lines(self) -> &'static str {
        match self {
            Self::Company => {
                "select d.id, 'company' as kind, d.name, d.code as detail, d.phone, d.active, d.sort_name from company d"
            }
            Self::Contact => {
                "select d.id, 'contact' as kind, trim(trim(d.title || ' ' || d.first_name) || ' ' || d.last_name) as name,
                    coalesce(c.name, d.position) as detail,
                    case when d.phone = '' then d.mobile else d.phone end as phone, d.active, d.sort_name
                 from contact d left join company c on c.id = d.company_id"
            }
            Self::Equipment => {
                "select d.id, 'equipment' as kind, d.name,
                    case when d.serial = '' then coalesce(c.name, '') else coalesce(c.name || ' · ', '') || d.serial end as detail,
                    '' as phone, d.active, d.sort_name
                 from equipment d left join company c on c.id = d.company_id"
            }
            Self::Place => {
                "select d.id, 'place' as kind, d.name, d.address as detail, '' as phone, d.active, d.sort_name from place d"
            }
        }
    }
}

/// One line of the directory or of the reception's answer.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DirectoryRow {
    /// Its id.
    pub id: Uuid,
    /// `company`, `contact`, `equipment` or `place`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its company, serial or address.
    pub detail: String,
    /// Its phone.
    pub phone: String,
    /// Whether it is still used.
    pub active: bool,
    /// The folded name lists sort by.
    pub sort_name: String,
}

impl Tx {
    /// Stores a new bare record of this kind.
    pub async fn insert_record(&mut self, kind: &str, row: &Record) -> Result<()> {
        run!(self, sqlx::query(
            "insert into record (id, version, kind, code, label, sort_name, company_id, parent_id, starts_on, ends_on, active)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ).bind(row.id).bind(row.version).bind(kind).bind(&row.code).bind(&row.label).bind(fold(&row.label))
            .bind(row.company_id).bind(row.parent_id).bind(row.starts_on).bind(row.ends_on).bind(row.active))?;
        Ok(())
    }

    /// The bare records of a kind, by label; of one company when it is named.
    pub async fn records(&mut self, kind: &str, company: Option<CompanyId>) -> Result<Vec<Record>> {
        let sql = match company {
            None => select_record("where kind = $1 order by sort_name, id"),
            Some(_) => select_record("where kind = $1 and company_id = $2 order by sort_name, id"),
        };
        Ok(on!(self, conn => {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(kind);
            match company {
                None => query.fetch_all(conn).await,
                Some(id) => query.bind(id).fetch_all(conn).await,
            }
        })?)
    }

    /// The kind of a bare record.
    pub async fn record_kind(&mut self, id: Uuid) -> Result<Option<String>> {
        Ok(
            on!(self, conn => sqlx::query_scalar("select kind from record where id = $1").bind(id).fetch_optional(conn).await)?,
        )
    }

    /// Every category, parents before children.
    pub async fn categories(&mut self) -> Result<Vec<Category>> {
        let sql = select_category(
            "order by case when parent_id is null then 0 else 1 end, sort_name, id",
        );
        Ok(on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await)?)
    }

    /// The active contacts of a company, by name.
    pub async fn contacts_of(&mut self, company: CompanyId, limit: i64) -> Result<Vec<Contact>> {
        let sql =
            select_contact("where company_id = $1 and active order by sort_name, id limit $2");
        Ok(
            on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(company).bind(limit).fetch_all(conn).await)?,
        )
    }

    /// The machines in use of a company or a contact, by name.
    pub async fn equipment_of(
        &mut self,
        company: Option<CompanyId>,
        contact: Option<ContactId>,
        limit: i64,
    ) -> Result<Vec<Equipment>> {
        let sql = select_equipment(
            "where active and (company_id = $1 or contact_id = $2) order by sort_name, id limit $3",
        );
        Ok(
            on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(company).bind(contact).bind(limit).fetch_all(conn).await)?,
        )
    }

    /// The places of a company or a contact, by name.
    pub async fn places_of(
        &mut self,
        company: Option<CompanyId>,
        contact: Option<ContactId>,
    ) -> Result<Vec<Place>> {
        let sql = select_place(
            "where active and (company_id = $1 or contact_id = $2) order by sort_name, id",
        );
        Ok(
            on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(company).bind(contact).fetch_all(conn).await)?,
        )
    }

    /// A page of the directory by name, after the row whose folded name and id are given.
    pub async fn directory(
        &mut self,
        kept: Kept,
        after: (&str, Uuid),
        limit: i64,
    ) -> Result<Vec<DirectoryRow>> {
        let sql = format!(
            "{} where d.sort_name > $1 or (d.sort_name = $1 and d.id > $2) order by d.sort_name, d.id limit $3",
            kept.lines()
        );
        Ok(
            on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(after.0).bind(after.1).bind(limit).fetch_all(conn).await)?,
        )
    }

    /// The active records whose words begin like every word typed, by name.
    pub async fn find_in_directory(
        &mut self,
        kept: Kept,
        words: &[String],
        limit: i64,
    ) -> Result<Vec<DirectoryRow>> {
        let Some((longest, others)) = longest_first(words) else {
            return Ok(Vec::new());
        };
        let sql = find_text(kept, others.len());
        Ok(on!(self, conn => {
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(kept.code()).bind(limit).bind(longest).bind(after_prefix(longest));
            for word in others {
                query = query.bind(word).bind(after_prefix(word));
            }
            query.fetch_all(conn).await
        })?)
    }

    /// Replaces the words by which a record is found.
    pub async fn set_lookup(&mut self, kept: Kept, id: Uuid, words: &str) -> Result<()> {
        run!(
            self,
            sqlx::query("delete from lookup where id = $1").bind(id)
        )?;
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            run!(
                self,
                sqlx::query(
                    "insert into lookup (word, kind, id) values ($1, $2, $3) on conflict do nothing"
                )
                .bind(word)
                .bind(kept.code())
                .bind(id)
            )?;
        }
        Ok(())
    }
}

/// The rarest word leads, and the longest is likely to be it; the others follow, each once.
fn longest_first(words: &[String]) -> Option<(&String, Vec<&String>)> {
    let longest = words.iter().max_by_key(|word| word.len())?;
    let others = words.iter().filter(|word| *word != longest).collect();
    Some((longest, others))
}

/// The statement of [`Tx::find_in_directory`]: kind, limit, then both ends of each word.
pub fn find_text(kept: Kept, other_words: usize) -> String {
    let mut sql = format!(
        "{} where d.active and d.id in (select id from lookup where kind = $1 and word >= $3 and word < $4)",
        kept.lines()
    );
    for i in 0..other_words {
        let (from, to) = (5 + 2 * i, 6 + 2 * i);
        sql += &format!(
            " and exists (select 1 from lookup w where w.id = d.id and w.word >= ${from} and w.word < ${to})"
        );
    }
    sql + " order by d.sort_name, d.id limit $2"
}

/// The first text that does not begin like this one, byte by byte.
fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// The words of a company: its name, code, mail, and the digits of its phone.
pub fn company_words(company: &Company) -> String {
    index([
        company.name.as_str(),
        &company.code,
        &company.mail,
        &phone_digits(&company.phone),
    ])
}

/// The words of a contact: name, mail, phones, and their company's name.
pub fn contact_words(contact: &Contact, company: Option<&str>) -> String {
    let words = index([
        contact.first_name.as_str(),
        &contact.last_name,
        &contact.mail,
        &phone_digits(&contact.phone),
        &phone_digits(&contact.mobile),
        company.unwrap_or_default(),
    ]);
    // Whoever writes is found by the whole address, and their company by what follows the @.
    let address = mail::address(&contact.mail);
    match address.rfind('@') {
        Some(at) => format!("{words} {address} {}", &address[at..]),
        None => words,
    }
}

/// The words of a machine: name, model, serial.
pub fn equipment_words(equipment: &Equipment) -> String {
    index([equipment.name.as_str(), &equipment.model, &equipment.serial])
}

/// The words of a place: name and address.
pub fn place_words(place: &Place) -> String {
    index([place.name.as_str(), &place.address])
}
