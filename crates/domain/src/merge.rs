//! Merging, splitting and linking tickets (R9).

use crate::{LinkKind, Moment, Refusal, Role, StaffId, Stage, Ticket, TicketId};

/// Merges one ticket into another: both open; two companies only by a supervisor.
pub fn merge(
    source: &mut Ticket,
    target: &Ticket,
    by: StaffId,
    role: Role,
    at: Moment,
) -> Result<(), Refusal> {
    source.must_be_open()?;
    target.must_be_open()?;
    let same_company = source.company_id == target.company_id;
    let may_cross = matches!(role, Role::Supervisor | Role::Administrator);
    if source.id == target.id || !(same_company || may_cross) {
        return Err(Refusal::Join);
    }
    let absorbed = source.state().reject(Stage::Cancelled)?;
    source.close(absorbed, Some(by), at);
    source.merged_into = Some(target.id);
    Ok(())
}

/// Undoes a merge while its target is open: the source stands where it stood.
pub fn undo_merge(source: &mut Ticket, target: &Ticket) -> Result<(), Refusal> {
    target.must_be_open()?;
    if source.merged_into != Some(target.id) {
        return Err(Refusal::Join);
    }
    source.stand_as_before()?;
    source.merged_into = None;
    Ok(())
}

/// Whether one ticket may be linked to the other: two tickets, and only an open one changes.
pub fn check_link(from: &Ticket, to: TicketId, kind: LinkKind) -> Result<(), Refusal> {
    from.must_be_open()?;
    match kind {
        LinkKind::DuplicateOf | LinkKind::BlockedBy | LinkKind::Follows if from.id == to => {
            Err(Refusal::Join)
        }
        LinkKind::DuplicateOf | LinkKind::BlockedBy | LinkKind::Follows => Ok(()),
    }
}
