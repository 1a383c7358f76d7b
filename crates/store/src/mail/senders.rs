//! Whoever writes: found by their address, their company by its domain.

use guichet_domain::directory::Contact;
use guichet_domain::{CompanyId, Moment, StaffId};
use sqlx::AssertSqlSafe;

use crate::directory::select_contact;
use crate::{Result, Tx};

/// Contacts looked at to tell whose domain it is.
const ENOUGH: i64 = 50;

impl Tx {
    /// The active contacts with this address, in small letters; the oldest first.
    pub async fn contacts_at(&mut self, address: &str) -> Result<Vec<Contact>> {
        let sql = select_contact(
            "where active and id in (select id from lookup where word = $1 and kind = 'contact') order by id",
        );
        let found: Vec<Contact> = on!(self, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(address).fetch_all(conn).await)?;
        let is_theirs = |contact: &Contact| guichet_domain::mail::address(&contact.mail) == address;
        Ok(found.into_iter().filter(is_theirs).collect())
    }

    /// The one company whose contacts write from this domain; none when there are several, or none.
    pub async fn company_at(&mut self, domain: &str) -> Result<Option<CompanyId>> {
        let found: Vec<CompanyId> = on!(self, conn => sqlx::query_scalar(
            "select distinct company_id from (
                select company_id from contact
                where active and company_id is not null
                and id in (select id from lookup where word = $1 and kind = 'contact') limit $2) theirs",
        ).bind(format!("@{domain}")).bind(ENOUGH).fetch_all(conn).await)?;
        Ok(match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
    }

    /// Whoever works here and has this address, in small letters.
    pub async fn staff_at(&mut self, address: &str) -> Result<Option<StaffId>> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select id from staff where active and lower(mail) = $1 order by id limit 1",
        ).bind(address).fetch_optional(conn).await)?)
    }

    /// How many messages an address wrote since an instant, copies apart.
    pub async fn mails_from(&mut self, address: &str, since: Moment) -> Result<i64> {
        Ok(on!(self, conn => sqlx::query_scalar(
            "select count(*) from mail where from_address = $1 and at >= $2 and duplicate_of is null",
        ).bind(address).bind(since).fetch_one(conn).await)?)
    }
}
