//! A set of facet codes: what a list's small conditions leave, and which walk index holds them all.

use guichet_domain::facet::Facet;
use guichet_domain::{Priority, Status};

/// Facet codes in ascending order, with what each stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Codes(Vec<(i16, Facet)>);

/// The smallest family of walk indexes that holds every ticket of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Every ticket.
    Whole,
    /// Those not closed.
    Open,
    /// Those every technician sees.
    Pool,
}

impl Codes {
    /// These codes, which `domain::facet::codes` made.
    pub fn new(codes: &[i16]) -> Self {
        let all = Facet::all();
        let facet = |code: i16| all.get(usize::try_from(code).ok()?).copied();
        let known = codes.iter().filter_map(|code| Some((*code, facet(*code)?)));
        Self(known.collect())
    }

    /// Every code of a family.
    pub fn of(family: Family) -> Self {
        let all: Vec<i16> = (0..).take(Facet::all().len()).collect();
        Self::new(&all).only(|status| family.holds(status))
    }

    /// Those whose status passes.
    pub fn only(&self, passes: impl Fn(Status) -> bool) -> Self {
        let kept = self.0.iter().filter(|(_, facet)| passes(facet.status));
        Self(kept.copied().collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether no small condition was set at all.
    pub fn is_everything(&self) -> bool {
        self.0.len() == Facet::all().len()
    }

    pub fn iter(&self) -> impl Iterator<Item = i16> + '_ {
        self.0.iter().map(|(code, _)| *code)
    }

    /// The first and the last code, when none between them is missing.
    pub fn as_run(&self) -> Option<(i16, i16)> {
        let (first, _) = *self.0.first()?;
        let (last, _) = *self.0.last()?;
        let whole = usize::try_from(last - first).ok()? + 1 == self.0.len();
        whole.then_some((first, last))
    }

    /// The gravest and the least grave priority among them.
    pub fn priorities(&self) -> Option<(Priority, Priority)> {
        let priorities = || self.0.iter().map(|(_, facet)| facet.priority);
        Some((priorities().min()?, priorities().max()?))
    }

    /// The smallest family that holds them all.
    pub fn family(&self) -> Family {
        let within = |family: Family| self.0.iter().all(|(_, facet)| family.holds(facet.status));
        if within(Family::Pool) {
            Family::Pool
        } else if within(Family::Open) {
            Family::Open
        } else {
            Family::Whole
        }
    }
}

impl Family {
    const fn holds(self, status: Status) -> bool {
        match self {
            Self::Whole => true,
            Self::Open => !status.is_closed(),
            Self::Pool => status.is_pool(),
        }
    }

    /// The condition of the family's partial indexes, word for word: SQLite compares the text.
    pub const fn sql(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Open => Some("t.is_open"),
            Self::Pool => Some("t.status in ('unassigned', 'awaiting_intake')"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_family_is_chosen() {
        let all = Codes::of(Family::Whole);
        assert!(all.is_everything());
        assert_eq!(all.family(), Family::Whole);
        assert_eq!(all.only(|s| !s.is_closed()).family(), Family::Open);
        assert_eq!(all.only(Status::is_pool).family(), Family::Pool);
    }

    #[test]
    fn a_run_has_no_hole() {
        assert_eq!(Codes::of(Family::Pool).as_run(), Some((0, 239)));
        assert_eq!(Codes::new(&[3, 5]).as_run(), None);
        assert_eq!(Codes::new(&[]).as_run(), None);
    }
}
