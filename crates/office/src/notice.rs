//! What concerns one person when something happens; never their own acts.

use guichet_domain::mail::Template;
use guichet_domain::{ContactId, Role, StaffId, Status, StepId, Ticket, TicketId, Verb};
use guichet_store::{CardRow, NewNotice};

use crate::act::Act;
use crate::fault::Result;

/// A notice about to be left.
pub(crate) struct Notice {
    to: Option<StaffId>,
    kind: &'static str,
    ticket: TicketId,
    by_contact: Option<ContactId>,
}

/// The ticket on which people are named: what decides whether they see it.
pub(crate) struct Scene {
    ticket: TicketId,
    status: Status,
    logged_by: Option<StaffId>,
}

impl From<&Ticket> for Scene {
    fn from(ticket: &Ticket) -> Self {
        Self {
            ticket: ticket.id,
            status: ticket.status,
            logged_by: ticket.created_by_staff_id,
        }
    }
}

impl From<&CardRow> for Scene {
    fn from(card: &CardRow) -> Self {
        Self {
            ticket: card.id,
            status: card.status,
            logged_by: card.created_by_staff_id,
        }
    }
}

impl Notice {
    pub(crate) fn assigned(ticket: &Ticket, to: StaffId) -> Self {
        Self {
            to: Some(to),
            kind: "assigned",
            ticket: ticket.id,
            by_contact: None,
        }
    }

    /// For everybody who treats tickets.
    pub(crate) fn unassigned(ticket: &Ticket) -> Self {
        Self {
            to: None,
            kind: "unassigned",
            ticket: ticket.id,
            by_contact: None,
        }
    }

    pub(crate) fn answer(ticket: &Ticket, to: StaffId, by: ContactId) -> Self {
        Self {
            to: Some(to),
            kind: "answer",
            ticket: ticket.id,
            by_contact: Some(by),
        }
    }

    pub(crate) fn reopened(ticket: &Ticket, to: StaffId) -> Self {
        Self {
            to: Some(to),
            kind: "reopened",
            ticket: ticket.id,
            by_contact: None,
        }
    }

    fn mention(ticket: TicketId, to: StaffId) -> Self {
        Self {
            to: Some(to),
            kind: "mention",
            ticket,
            by_contact: None,
        }
    }
}

impl Act {
    /// Leaves a notice, unless it would tell its own author.
    pub(crate) async fn notify(&mut self, notice: Notice) -> Result<()> {
        let by_staff_id = self.actor.staff_id();
        if notice.to.is_some() && notice.to == by_staff_id {
            return Ok(());
        }
        let row = NewNotice {
            id: self.clock.id(),
            staff_id: notice.to,
            kind: notice.kind,
            ticket_id: notice.ticket,
            by_staff_id,
            by_contact_id: notice.by_contact,
            at: self.at,
        };
        Ok(self.tx.insert_notice(&row).await?)
    }

    /// Tells everybody named `@login` who sees the ticket.
    pub(crate) async fn notify_mentions(
        &mut self,
        scene: Scene,
        step: StepId,
        body: &str,
    ) -> Result<()> {
        let logins = mentions(body);
        if logins.is_empty() {
            return Ok(());
        }
        for staff in self.tx.all_staff().await? {
            if staff.active
                && logins.contains(&staff.login)
                && self.sees(staff.id, staff.role, &scene).await?
            {
                self.notify(Notice::mention(scene.ticket, staff.id)).await?;
                self.tell_staff(Template::Mentioned, scene.ticket, Some(step), staff.id)
                    .await?;
            }
        }
        Ok(())
    }

    async fn sees(&mut self, id: StaffId, role: Role, scene: &Scene) -> Result<bool> {
        let reader = guichet_domain::Actor::Staff { id, role };
        let relation = guichet_domain::Relation {
            logged: scene.logged_by == Some(id),
            on: self.tx.is_on_ticket(scene.ticket, id).await?,
            ..guichet_domain::Relation::default()
        };
        Ok(reader.may(
            Verb::See,
            guichet_domain::Ground {
                status: scene.status,
                relation,
            },
        ))
    }
}

/// The logins after each `@`.
fn mentions(body: &str) -> Vec<String> {
    let is_login = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    body.split('@')
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| is_login(*c))
                .collect::<String>()
        })
        .map(|login| login.trim_end_matches(['.', '-']).to_lowercase())
        .filter(|login| !login.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_name_is_told_whatever_follows_it() {
        assert_eq!(
            mentions("Vu avec @r.gueguen. Et @ann, merci @"),
            ["r.gueguen", "ann"]
        );
    }
}
