//! The bin: a supervisor's, restorable for thirty days (R5).

use guichet_api::tickets::{BinTicket, Moved, RestoreTicket};
use guichet_domain::{Moment, Verb};

use crate::act::Act;
use crate::fault::Result;

pub(crate) async fn bin_ticket(act: &mut Act, request: BinTicket) -> Result<Moved> {
    let at = act.at;
    set_binned(act, request.number, request.version, Some(at)).await
}

pub(crate) async fn restore_ticket(act: &mut Act, request: RestoreTicket) -> Result<Moved> {
    set_binned(act, request.number, request.version, None).await
}

async fn set_binned(
    act: &mut Act,
    number: i64,
    version: i64,
    binned_at: Option<Moment>,
) -> Result<Moved> {
    let before = act.allowed_at(number, version, Verb::Bin).await?;
    let mut after = before.clone();
    after.binned_at = binned_at;
    act.save_ticket(&before, &mut after).await?;
    act.moved(after).await
}
