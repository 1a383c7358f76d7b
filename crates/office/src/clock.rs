//! Where times and ids come from; the one place that reads the machine's clock.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DurationRound, TimeDelta};
use guichet_domain::Moment;
use uuid::Uuid;

/// How long a server's time is followed before it is asked again: a clock drifts, is set, or sleeps.
const TRUSTED: TimeDelta = TimeDelta::minutes(1);

/// Gives the time and new ids.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System(Arc<Agreed>),
    /// Stands still until it is moved; ids are counted.
    Set(Arc<Mutex<(Moment, u64)>>),
}

/// What a machine's clock is corrected by, in microseconds.
#[derive(Debug, Default)]
struct Agreed {
    /// How far it is behind the server's.
    behind: AtomicI64,
    /// When the server was last asked, by the machine's clock; long ago if never.
    asked_at: AtomicI64,
    /// How wrong it is made in a test.
    wrong_by: i64,
}

impl Clock {
    /// The machine's own.
    pub fn system() -> Self {
        Self(Source::System(Arc::default()))
    }

    /// The machine's own, set wrong.
    pub fn wrong_by(by: TimeDelta) -> Self {
        let wrong_by = by.num_microseconds().unwrap_or(0);
        Self(Source::System(Arc::new(Agreed {
            wrong_by,
            ..Agreed::default()
        })))
    }

    /// A clock that stands still, for tests and demonstrations.
    pub fn at(moment: Moment) -> Self {
        Self(Source::Set(Arc::new(Mutex::new((moment, 0)))))
    }

    /// The time, to the microsecond.
    pub fn now(&self) -> Moment {
        match &self.0 {
            Source::System(agreed) => {
                agreed.machine() + TimeDelta::microseconds(agreed.behind.load(Ordering::Relaxed))
            }
            Source::Set(set) => set.lock().unwrap_or_else(PoisonError::into_inner).0,
        }
    }

    /// A new id; later ones are greater.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn id<T: From<Uuid>>(&self) -> T {
        let id = match &self.0 {
            Source::System(_) => Uuid::now_v7(),
            Source::Set(set) => {
                let mut set = set.lock().unwrap_or_else(PoisonError::into_inner);
                set.1 += 1;
                let millis = u64::try_from(set.0.timestamp_millis()).unwrap_or(0);
                let mut random = [0; 10];
                random[2..].copy_from_slice(&set.1.to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
            }
        };
        T::from(id)
    }

    /// The machine's time, when the server's is to be asked: a minute has passed, or the machine was set.
    pub(crate) fn in_doubt(&self) -> Option<Moment> {
        let Source::System(agreed) = &self.0 else {
            return None;
        };
        let now = agreed.machine();
        let asked_at = agreed.asked_at.load(Ordering::Relaxed);
        let since = TimeDelta::microseconds(now.timestamp_micros() - asked_at);
        (since.abs() > TRUSTED).then_some(now)
    }

    /// Goes by the server's time from now on, read since the machine's clock said `asked`.
    pub(crate) fn agree(&self, asked: Moment, server: Moment) {
        if let Source::System(agreed) = &self.0 {
            let now = agreed.machine();
            let behind = server - (asked + (now - asked) / 2);
            let behind = behind.num_microseconds().unwrap_or(0);
            agreed.behind.store(behind, Ordering::Relaxed);
            agreed
                .asked_at
                .store(now.timestamp_micros(), Ordering::Relaxed);
        }
    }

    /// Moves a clock that stands still; the machine's own is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Set(set) = &self.0 {
            set.lock().unwrap_or_else(PoisonError::into_inner).0 += by;
        }
    }
}

impl Agreed {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn machine(&self) -> Moment {
        let now = chrono::Utc::now() + TimeDelta::microseconds(self.wrong_by);
        now.duration_trunc(TimeDelta::microseconds(1))
            .unwrap_or(now)
    }
}
