//! What concerns one person, and what changed since they last looked.

use chrono::{DateTime, TimeDelta};
use guichet_api::Code;
use guichet_api::notices::*;
use guichet_domain::{Moment, Role};
use guichet_store::NoticeRow;

use crate::act::Act;
use crate::fault::{Fault, Result};

/// How long a notice is shown.
const SHOWN: TimeDelta = TimeDelta::days(14);
/// A writer may commit a little after a later one: so much is looked at twice.
const OVERLAP: TimeDelta = TimeDelta::seconds(3);
/// Most changes one answer tells.
const MOST: i64 = 500;

pub(crate) async fn list_notices(act: &mut Act, _: ListNotices) -> Result<Notices> {
    let mut rows = Vec::new();
    for row in act.notices().await? {
        let kind = kind(&row.kind)?;
        rows.push(Notice {
            id: row.id,
            kind,
            number: row.number,
            label: row.label,
            by_staff_id: row.by_staff_id,
            by_contact: row.by_contact,
            at: row.at,
            read: row.read,
        });
    }
    let unread = rows.iter().filter(|row| !row.read).count() as u32;
    Ok(Notices { rows, unread })
}

pub(crate) async fn read_notices(act: &mut Act, request: ReadNotices) -> Result<Notices> {
    let me = act.staff()?;
    for notice in act.notices().await? {
        let chosen = request.ids.is_empty() || request.ids.contains(&notice.id);
        if chosen && !notice.read {
            act.tx.read_notice(me, notice.id).await?;
        }
    }
    list_notices(act, ListNotices {}).await
}

pub(crate) async fn changes_since(act: &mut Act, request: ChangesSince) -> Result<Changes> {
    let unread = act.notices().await?.iter().filter(|row| !row.read).count() as u32;
    if request.after == 0 {
        return Ok(Changes {
            last: act.at.timestamp_micros(),
            tickets: Vec::new(),
            other: false,
            unread,
        });
    }
    let after = DateTime::from_timestamp_micros(request.after)
        .ok_or_else(|| Fault::new(Code::Invalid, "this number was never given"))?;
    let touched = act.tx.touched_after(after - OVERLAP, MOST).await?;
    let last = touched.last().map_or(request.after, |change| {
        change.at.timestamp_micros().max(request.after)
    });
    let mut ids: Vec<_> = touched
        .iter()
        .filter(|change| change.at > after)
        .filter_map(|change| change.ticket_id)
        .collect();
    ids.sort();
    ids.dedup();
    let mut tickets = Vec::with_capacity(ids.len());
    for id in ids {
        tickets.extend(act.tx.ticket_by_id(id).await?.map(|ticket| ticket.number));
    }
    let other = touched
        .iter()
        .any(|change| change.at > after && change.ticket_id.is_none());
    Ok(Changes {
        last,
        tickets,
        other,
        unread,
    })
}

fn kind(code: &str) -> Result<NoticeKind> {
    match code {
        "assigned" => Ok(NoticeKind::Assigned),
        "unassigned" => Ok(NoticeKind::Unassigned),
        "answer" => Ok(NoticeKind::Answer),
        "reopened" => Ok(NoticeKind::Reopened),
        "mention" => Ok(NoticeKind::Mention),
        other => Err(Fault::new(
            Code::Broken,
            &format!("a notice of unknown kind {other}"),
        )),
    }
}

impl Act {
    /// One's own notices on tickets one still sees, newest first; those for everybody go to who treats tickets.
    async fn notices(&mut self) -> Result<Vec<NoticeRow>> {
        let me = self.staff()?;
        let pool = matches!(self.actor.role(), Some(Role::Technician | Role::Supervisor));
        let since: Moment = self.at - SHOWN;
        let mut seen = Vec::new();
        for row in self.tx.notices(me, pool, since).await? {
            let Some(ticket) = self.tx.ticket_by_id(row.ticket_id).await? else {
                continue;
            };
            let ground = self.ground(&ticket).await?;
            if self.actor.may(guichet_domain::Verb::See, ground) && ticket.binned_at.is_none() {
                seen.push(row);
            }
        }
        Ok(seen)
    }
}
