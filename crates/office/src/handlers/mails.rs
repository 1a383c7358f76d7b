//! The mail ledger as people read it, and what they decide of a message (R22).

use guichet_api::mail::*;
use guichet_domain::mail::Exposed;
use guichet_domain::{Exclusion, Mail, MailId, Mailbox, Verb};
use guichet_mail::{Address, Limits, Message};
use guichet_store::{MailLine, MailQuery};

use crate::act::Act;
use crate::fault::{Fault, Result};
use crate::mail::Decision;

/// Most of a message as it came that is shown, in bytes.
const SHOWN: usize = 200 << 10;
/// Messages a rule is tried on.
const TRIED: i64 = 200;
/// What counts as lately.
const LATELY: chrono::TimeDelta = chrono::TimeDelta::hours(24);

pub(crate) async fn mail_state(act: &mut Act, _: MailState) -> Result<MailHealth> {
    act.need(Verb::ChangeRules)?;
    let mut mailboxes = Vec::new();
    for mailbox in act.tx.mailboxes().await? {
        mailboxes.push(act.health_of(mailbox).await?);
    }
    let counts = act.tx.count_mails(act.at - LATELY).await?;
    let count = |(outcome, count)| MailCount { outcome, count };
    Ok(MailHealth {
        mailboxes,
        counts: counts.into_iter().map(count).collect(),
        quarantined: act.tx.count_waiting_mails().await?,
        now: act.at,
    })
}

pub(crate) async fn list_mails(act: &mut Act, request: ListMails) -> Result<MailPage> {
    act.need(Verb::ChangeRules)?;
    let limit = i64::from(request.limit.clamp(1, 200));
    let query = MailQuery {
        outcome: request.outcome,
        mailbox: request.mailbox_id,
        before: request.before,
    };
    let rows = act.tx.mails(query, limit).await?;
    let is_full = rows.len() as i64 == limit;
    let next = rows.last().filter(|_| is_full).map(|row| row.mail.id);
    Ok(MailPage {
        rows: rows.into_iter().map(row).collect(),
        next,
    })
}

fn row(line: MailLine) -> MailRow {
    MailRow {
        mail: line.mail,
        number: line.number,
    }
}

pub(crate) async fn get_mail(act: &mut Act, request: GetMail) -> Result<MailSheet> {
    act.need(Verb::ChangeRules)?;
    let mail = act.mail(request.id).await?;
    act.mail_sheet(mail).await
}

pub(crate) async fn get_message(act: &mut Act, request: GetMessage) -> Result<MailText> {
    let (ticket, _) = act.seen(request.number).await?;
    let not_found = || Fault::not_found("message");
    let mail = match request.step_id {
        Some(step) => act.tx.mail_of_step(ticket.id, step).await?,
        None => act.tx.mail_of_opening(ticket.id).await?,
    };
    let mail = mail.ok_or_else(not_found)?;
    let raw = act
        .tx
        .raw_mail(&mail.raw_hash)
        .await?
        .ok_or_else(not_found)?;
    letter(&raw).ok_or_else(not_found)
}

pub(crate) async fn replay_mail(act: &mut Act, request: ReplayMail) -> Result<MailSheet> {
    act.need(Verb::ChangeRules)?;
    let mail = act.mail(request.id).await?;
    let mail = act.decide(mail, Decision::Replay).await?;
    act.mail_sheet(mail).await
}

pub(crate) async fn attach_mail(act: &mut Act, request: AttachMail) -> Result<MailSheet> {
    act.need(Verb::ChangeRules)?;
    let (ticket, _) = act.seen(request.number).await?;
    let mail = act.mail(request.id).await?;
    let mail = act.decide(mail, Decision::Attach(Box::new(ticket))).await?;
    act.mail_sheet(mail).await
}

pub(crate) async fn list_exclusions(act: &mut Act, _: ListExclusions) -> Result<Vec<ExclusionRow>> {
    act.need(Verb::ChangeRules)?;
    let hits = act.tx.exclusion_hits().await?;
    let rules = act.tx.exclusions().await?;
    let with_hits = |exclusion: Exclusion| {
        let of = hits.iter().find(|(id, _)| *id == exclusion.id);
        ExclusionRow {
            hits: of.map_or(0, |(_, hits)| *hits),
            exclusion,
        }
    };
    Ok(rules.into_iter().map(with_hits).collect())
}

pub(crate) async fn save_exclusion(
    act: &mut Act,
    request: SaveExclusion,
) -> Result<Vec<ExclusionRow>> {
    act.need(Verb::ChangeRules)?;
    act.save_rule(request.exclusion).await?;
    list_exclusions(act, ListExclusions {}).await
}

pub(crate) async fn try_exclusion(act: &mut Act, request: TryExclusion) -> Result<ExclusionTrial> {
    act.need(Verb::ChangeRules)?;
    let rule = request.exclusion.checked()?;
    let last = act.tx.mails(MailQuery::default(), TRIED).await?;
    let tried = u32::try_from(last.len()).unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    for line in last {
        let raw = act
            .tx
            .raw_mail(&line.mail.raw_hash)
            .await?
            .unwrap_or_default();
        let headers = crate::mail::headers(&raw);
        let exposed = Exposed {
            address: &line.mail.from_address,
            subject: &line.mail.subject,
            headers: &headers,
            size: raw.len(),
        };
        if rule.leaves_out(&exposed) {
            rows.push(row(line));
        }
    }
    Ok(ExclusionTrial { tried, rows })
}

pub(crate) async fn save_mailbox(act: &mut Act, request: SaveMailbox) -> Result<MailHealth> {
    act.need(Verb::ChangeSettings)?;
    act.save_mailbox(request.mailbox).await?;
    mail_state(act, MailState {}).await
}

impl Act {
    async fn mail(&mut self, id: MailId) -> Result<Mail> {
        self.tx
            .mail(id)
            .await?
            .ok_or_else(|| Fault::not_found("message"))
    }

    async fn mail_sheet(&mut self, mail: Mail) -> Result<MailSheet> {
        let raw = self.tx.raw_mail(&mail.raw_hash).await?.unwrap_or_default();
        let number = match mail.ticket_id {
            Some(id) => self.tx.ticket_by_id(id).await?.map(|ticket| ticket.number),
            None => None,
        };
        let shown = &raw[..raw.len().min(SHOWN)];
        Ok(MailSheet {
            letter: letter(&raw),
            raw: String::from_utf8_lossy(shown).into_owned(),
            is_cut: shown.len() < raw.len(),
            mail,
            number,
        })
    }

    async fn health_of(&mut self, mailbox: Mailbox) -> Result<MailboxHealth> {
        let folder = self.tx.mail_folder(mailbox.id, &mailbox.folder).await?;
        let kept = match &folder {
            Some(row) => {
                self.tx
                    .mails_of_folder(mailbox.id, &mailbox.folder, row.validity)
                    .await?
            }
            None => 0,
        };
        Ok(MailboxHealth {
            mailbox,
            kept,
            waiting: folder.as_ref().map_or(0, |row| row.waiting),
            tried_at: folder.as_ref().map(|row| row.tried_at),
            succeeded_at: folder.as_ref().and_then(|row| row.succeeded_at),
            trouble: folder.and_then(|row| row.trouble),
        })
    }
}

fn letter(raw: &[u8]) -> Option<MailText> {
    let message = guichet_mail::read(raw, &Limits::default()).ok()?;
    let Message {
        from,
        to,
        cc,
        subject,
        text,
        visible_text,
        html,
        attachments,
        ..
    } = message;
    Some(MailText {
        from: from.as_ref().map(shown).unwrap_or_default(),
        to: to.iter().chain(&cc).map(shown).collect(),
        subject: subject.unwrap_or_default(),
        text,
        visible_text,
        html,
        files: attachments
            .into_iter()
            .filter_map(|file| file.name)
            .collect(),
    })
}

fn shown(address: &Address) -> String {
    match (&address.name, &address.address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => address
            .as_ref()
            .or(name.as_ref())
            .cloned()
            .unwrap_or_default(),
    }
}
