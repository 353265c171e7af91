//! Answers kept for a few seconds: what nearly every page asks and seldom changes.
//!
//! Must never know: what it keeps. An answer is good only while nothing has been written here
//! since it was asked for, and never longer than a few seconds, so that what another node or the
//! command line writes is seen soon.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long an answer may be kept when nothing was written here.
const AT_MOST: Duration = Duration::from_secs(5);
/// Answers held before the lot is let go.
const MOST: usize = 5_000;

/// Answers by their question.
pub struct Kept<K, V> {
    answers: Mutex<HashMap<K, (u64, Instant, V)>>,
    most: usize,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Kept::of(MOST)
    }
}

impl<K, V> Kept<K, V> {
    /// Holds no more than so many: for answers that are long.
    pub fn of(most: usize) -> Kept<K, V> {
        Kept { answers: Mutex::default(), most }
    }
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// The answer, if it was asked for after the last of `writes`.
    pub fn get(&self, key: &K, writes: u64) -> Option<V> {
        let kept = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, since, value) = kept.get(key)?;
        (*at == writes && since.elapsed() < AT_MOST).then(|| value.clone())
    }
    /// Keeps an answer that was asked for when there had been this many `writes`.
    pub fn put(&self, key: K, writes: u64, value: V) {
        let mut kept = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= self.most {
            kept.clear();
        }
        kept.insert(key, (writes, Instant::now(), value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_ends_every_answer_kept_before_it() {
        let kept = Kept::default();
        kept.put("menu", 7, 1);
        assert_eq!(kept.get(&"menu", 7), Some(1));
        assert_eq!(kept.get(&"menu", 8), None);
        assert_eq!(kept.get(&"other", 7), None);
    }

    #[test]
    fn the_lot_is_let_go_before_it_grows_without_end() {
        let kept = Kept::default();
        for n in 0..=MOST {
            kept.put(n, 0, ());
        }
        assert_eq!(kept.get(&0, 0), None);
        assert_eq!(kept.get(&MOST, 0), Some(()));
    }
}
