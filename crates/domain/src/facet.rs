//! One number for a ticket's five small columns, so that lists filter and count on one index.
//!
//! The code is `((standing × 4 + criticality) × 6 + priority) × 5 + channel`, each counted from
//! zero in the order of the trade; 9 standings × 4 × 6 × 5 = 1,080 codes.

use crate::{Channel, Criticality, Priority, Stage, Status, TicketFilter};

/// A ticket's status, stage, criticality, priority and channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facet {
    /// The status.
    pub status: Status,
    /// The stage inside it.
    pub stage: Stage,
    /// The client's view.
    pub criticality: Criticality,
    /// The technician's view.
    pub priority: Priority,
    /// Where it came from.
    pub channel: Channel,
}

fn standings() -> impl Iterator<Item = (Status, Stage)> {
    Status::ALL
        .iter()
        .flat_map(|status| status.stages().iter().map(move |stage| (*status, *stage)))
}

impl Facet {
    /// The stored code, 0 to 1,079.
    pub fn code(self) -> i16 {
        let standing = standings()
            .position(|pair| pair == (self.status, self.stage))
            .expect("a ticket's stage is one of its status's");
        let channel = Channel::ALL
            .iter()
            .position(|channel| *channel == self.channel)
            .expect("ALL holds every channel");
        let levels =
            (standing as i16 * 4 + self.criticality.rank() - 1) * 6 + self.priority.rank() - 1;
        levels * 5 + channel as i16
    }

    /// Every facet, in the order of its code.
    pub fn all() -> Vec<Facet> {
        let mut all = Vec::with_capacity(1080);
        for (status, stage) in standings() {
            for &criticality in Criticality::ALL {
                for &priority in Priority::ALL {
                    for &channel in Channel::ALL {
                        all.push(Facet {
                            status,
                            stage,
                            criticality,
                            priority,
                            channel,
                        });
                    }
                }
            }
        }
        all
    }
}

fn among<T: PartialEq>(chosen: &[T], value: &T) -> bool {
    chosen.is_empty() || chosen.contains(value)
}

/// The codes a filter's small conditions leave; empty when they contradict each other.
pub fn codes(filter: &TicketFilter) -> Vec<i16> {
    Facet::all()
        .iter()
        .enumerate()
        .filter(|(_, facet)| {
            among(&filter.statuses, &facet.status)
                && among(&filter.stages, &facet.stage)
                && among(&filter.criticalities, &facet.criticality)
                && among(&filter.priorities, &facet.priority)
                && among(&filter.channels, &facet.channel)
                && (!filter.open || !facet.status.is_closed())
                && (!filter.late
                    || (!facet.status.is_closed() && facet.status != Status::AwaitingReply))
        })
        .map(|(code, _)| code as i16)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_has_its_own_code() {
        let all = Facet::all();
        assert_eq!(all.len(), 1080);
        assert!(
            all.iter()
                .enumerate()
                .all(|(code, facet)| facet.code() == code as i16)
        );
    }

    #[test]
    fn a_rejected_ticket_is_never_late() {
        let filter = TicketFilter {
            statuses: vec![Status::Rejected],
            late: true,
            ..TicketFilter::default()
        };
        assert!(codes(&filter).is_empty());
    }
}
