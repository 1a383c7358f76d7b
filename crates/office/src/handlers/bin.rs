//! The bin: a supervisor's, restorable for thirty days (R5).

use guichet_api::tickets::{BinTicket, Moved, RestoreTicket};
use guichet_domain::Verb;

use crate::act::Act;
use crate::fault::Result;

pub(crate) async fn bin_ticket(act: &mut Act, request: BinTicket) -> Result<Moved> {
    let before = act
        .allowed_at(request.number, request.version, Verb::Bin)
        .await?;
    let mut after = before.clone();
    after.bin(act.at);
    act.save_ticket(&before, &mut after).await?;
    act.moved(after).await
}

pub(crate) async fn restore_ticket(act: &mut Act, request: RestoreTicket) -> Result<Moved> {
    let before = act
        .allowed_at(request.number, request.version, Verb::Bin)
        .await?;
    let mut after = before.clone();
    after.restore(act.at)?;
    act.save_ticket(&before, &mut after).await?;
    act.moved(after).await
}
