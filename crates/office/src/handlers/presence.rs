//! Who is in front of which ticket (R38): told to who sees it, kept in no history.

use chrono::TimeDelta;
use guichet_api::notices::{BeHere, Present};

use crate::act::Act;
use crate::fault::Result;

/// A window that said nothing for so long is gone; it says so again each quarter of a minute.
const GONE: TimeDelta = TimeDelta::seconds(45);

pub(crate) async fn be_here(act: &mut Act, request: BeHere) -> Result<Vec<Present>> {
    let (me, at) = (act.staff()?, act.at);
    let BeHere {
        window,
        number,
        typing,
    } = request;
    match number {
        Some(number) => {
            let (ticket, _) = act.seen(number).await?;
            act.tx
                .set_presence(me, window, ticket.id, typing, at)
                .await?;
        }
        None => act.tx.end_presence(me, window, at - GONE).await?,
    }
    act.present().await
}

impl Act {
    /// Who else is in front of the tickets this actor sees, each once a ticket.
    pub(crate) async fn present(&mut self) -> Result<Vec<Present>> {
        let me = self.staff()?;
        let mut present: Vec<Present> = Vec::new();
        for row in self.tx.presences(me, self.at - GONE).await? {
            let (number, staff_id) = (row.number, row.staff_id);
            let again = |known: &Present| (known.number, known.staff_id) == (number, staff_id);
            if !present.iter().any(again) && self.seen_by_id(row.ticket_id).await?.is_some() {
                present.push(Present {
                    number,
                    staff_id,
                    typing: row.typing,
                });
            }
        }
        Ok(present)
    }
}
