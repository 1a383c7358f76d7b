//! What concerns one person, and what changed since they last looked.

use chrono::{DateTime, TimeDelta};
use guichet_api::Code;
use guichet_api::notices::*;
use guichet_api::session::Preferences;
use guichet_domain::{Moment, Role};
use guichet_store::NoticeRow;

use crate::act::Act;
use crate::fault::{Fault, Result};

/// How long a notice is shown.
const SHOWN: TimeDelta = TimeDelta::days(14);
/// A writer may commit a little after a later one: so much is looked at twice.
const OVERLAP: TimeDelta = TimeDelta::seconds(3);
/// Another workstation's clock may be ahead of this one's by so much.
const AHEAD: TimeDelta = TimeDelta::days(1);
/// Most changes one answer tells.
const MOST: i64 = 500;

pub(crate) async fn list_notices(act: &mut Act, _: ListNotices) -> Result<Notices> {
    let mut rows = Vec::new();
    for row in act.notices().await? {
        rows.push(Notice {
            id: row.id,
            kind: kind(&row.kind)?,
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
    let present = act.present().await?;
    if request.after == 0 {
        return Ok(Changes {
            last: act.at.timestamp_micros(),
            tickets: Vec::new(),
            other: false,
            unread,
            present,
        });
    }
    let after = DateTime::from_timestamp_micros(request.after)
        .filter(|after| (DateTime::UNIX_EPOCH..=act.at + AHEAD).contains(after))
        .ok_or_else(never_given)?;
    let touched = act.tx.touched_after(after - OVERLAP, MOST).await?;
    // What one may not see is not among what was touched: only that there was something is known of it.
    let last_touch = act.tx.last_touch().await?;
    let last = touched.last().map_or(request.after, |change| {
        change.at.timestamp_micros().max(request.after)
    });
    let unseen =
        touched.len() < MOST as usize && last_touch.is_some_and(|at| at.timestamp_micros() > last);
    let last = match last_touch {
        Some(at) if unseen => at.timestamp_micros(),
        _ => last,
    };
    // Told twice rather than not at all: the number says whether anything is new.
    let mut ids: Vec<_> = touched
        .iter()
        .filter_map(|change| change.ticket_id)
        .collect();
    ids.sort();
    ids.dedup();
    let touched_tickets = ids.len();
    let mut tickets = Vec::with_capacity(ids.len());
    for id in ids {
        tickets.extend(act.seen_by_id(id).await?.map(|ticket| ticket.number));
    }
    let elsewhere = touched
        .iter()
        .any(|change| change.at > after && change.ticket_id.is_none());
    // A ticket that left one's sight must leave one's lists, and its number is not told.
    let other = elsewhere || unseen || tickets.len() < touched_tickets;
    Ok(Changes {
        last,
        tickets,
        other,
        unread,
        present,
    })
}

fn never_given() -> Fault {
    Fault::new(Code::Invalid, "this number was never given").field("after", "unknown")
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

fn is_wanted(kind: NoticeKind, preferences: &Preferences) -> bool {
    match kind {
        NoticeKind::Assigned => preferences.notice_assigned,
        NoticeKind::Unassigned => preferences.notice_unassigned,
        NoticeKind::Answer => preferences.notice_answer,
        NoticeKind::Reopened => preferences.notice_reopened,
        NoticeKind::Mention => preferences.notice_mention,
    }
}

impl Act {
    /// One's own notices of the kinds one wants, on tickets one still sees, newest first; those for
    /// everybody go to who treats tickets.
    async fn notices(&mut self) -> Result<Vec<NoticeRow>> {
        let me = self.staff()?;
        let pool = matches!(self.actor.role(), Some(Role::Technician | Role::Supervisor));
        let since: Moment = self.at - SHOWN;
        let preferences = self.preferences_of(me).await?;
        let mut seen = Vec::new();
        for row in self.tx.notices(me, pool, since).await? {
            if is_wanted(kind(&row.kind)?, &preferences)
                && self.seen_by_id(row.ticket_id).await?.is_some()
            {
                seen.push(row);
            }
        }
        Ok(seen)
    }
}
