//! Where times and ids come from; the one place that reads the machine's clock.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DurationRound, TimeDelta};
use guichet_domain::Moment;
use uuid::Uuid;

/// Gives the time and new ids.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    /// Stands still until it is moved; ids are counted.
    Set(Arc<Mutex<(Moment, u64)>>),
}

impl Clock {
    /// The machine's own.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still, for tests and demonstrations.
    pub fn at(moment: Moment) -> Self {
        Self(Source::Set(Arc::new(Mutex::new((moment, 0)))))
    }

    /// The time, to the microsecond.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> Moment {
        match &self.0 {
            Source::System => {
                let now = chrono::Utc::now();
                now.duration_trunc(TimeDelta::microseconds(1))
                    .unwrap_or(now)
            }
            Source::Set(set) => set.lock().unwrap_or_else(PoisonError::into_inner).0,
        }
    }

    /// A new id; later ones are greater.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn id<T: From<Uuid>>(&self) -> T {
        let id = match &self.0 {
            Source::System => Uuid::now_v7(),
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

    /// Moves a clock that stands still; the machine's own is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Set(set) = &self.0 {
            set.lock().unwrap_or_else(PoisonError::into_inner).0 += by;
        }
    }
}
