//! Guesses from one address, slowed. The lock on an account is in the database; this one is for
//! a guess at many accounts.
//!
//! Must never know: whose account was tried, or with what.

use rulebook::Instant;
use std::collections::HashMap;
use std::sync::Mutex;

/// Wrong tries from one address before the others wait: a whole school may be behind one, and
/// everybody in it may mistype on the same morning.
pub const MOST: i64 = 100;
/// Seconds after which they are forgotten.
const FOR: i64 = 600;
/// Addresses remembered before the old ones are cleared out.
const MANY: usize = 10_000;

/// Wrong tries by address: since when, and how many.
#[derive(Default)]
pub struct Tries(Mutex<HashMap<String, (i64, i64)>>);

impl Tries {
    /// Counts a try before it is looked at, so that many at once are counted too; false when
    /// there were too many.
    pub fn may(&self, address: &str, now: Instant) -> bool {
        let now = now.micros() / 1_000_000;
        let mut tries = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if tries.len() > MANY {
            tries.retain(|_, (since, _)| now - *since < FOR);
        }
        let entry = tries.entry(address.to_string()).or_insert((now, 0));
        if now - entry.0 >= FOR {
            *entry = (now, 0);
        }
        entry.1 += 1;
        entry.1 <= MOST
    }
    /// Takes back tries: the one that was right, and what its owner had mistyped before.
    pub fn forget(&self, address: &str, count: i64) {
        let mut tries = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(entry) = tries.get_mut(address) {
            entry.1 = (entry.1 - count).max(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    #[test]
    fn only_wrong_tries_are_counted_and_for_ten_minutes() {
        let now = Day::from_pg(9_810).at(Minute::parse("8:00").unwrap());
        let tries = Tries::default();
        for _ in 0..500 {
            assert!(tries.may("school", now));
            tries.forget("school", 1);
        }
        assert!((0..MOST).all(|_| tries.may("school", now)));
        assert!(!tries.may("school", now));
        assert!(tries.may("elsewhere", now));
        assert!(!tries.may("school", now.plus_seconds(FOR - 1)));
        assert!(tries.may("school", now.plus_seconds(FOR)));
    }
}
