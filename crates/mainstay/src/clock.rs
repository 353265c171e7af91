//! What the time is now: the one place that asks the machine. Everything below is handed it.

use rulebook::{Day, Instant};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A clock. The machine's, the machine's moved (the demonstration), or one that is set by hand.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own.
    Machine,
    /// The machine's, this many microseconds away: it ticks.
    Moved(i64),
    /// Stands still until it is set.
    Stopped(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that begins at this moment and ticks.
    pub fn from_moment(start: Instant) -> Clock {
        Clock::Moved(start.micros() - machine_micros())
    }
    /// A clock that stands at this moment.
    pub fn stopped(at: Instant) -> Clock {
        Clock::Stopped(Arc::new(AtomicI64::new(at.micros())))
    }
    /// Sets a stopped clock; others cannot be set.
    pub fn set(&self, at: Instant) {
        if let Clock::Stopped(micros) = self {
            micros.store(at.micros(), Ordering::SeqCst);
        }
    }
    /// Now.
    pub fn now(&self) -> Instant {
        let micros = match self {
            Clock::Machine => machine_micros(),
            Clock::Moved(by) => machine_micros() + by,
            Clock::Stopped(micros) => micros.load(Ordering::SeqCst),
        };
        Instant::from_micros(micros).unwrap_or_else(|| Day::from_pg(0).at(Default::default()))
    }
    /// True when it is not the machine's own time: pages say so.
    pub fn is_moved(&self) -> bool {
        !matches!(self, Clock::Machine)
    }
}

fn machine_micros() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|d| d.as_micros() as i64).unwrap_or(0)
}
