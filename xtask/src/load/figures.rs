//! The figures of one measure, and how they are written in a table.
//!
//! It must never leave failures out: they are counted beside the times.

use std::fmt;
use std::time::Duration;

/// What was seen while one page was asked for again and again.
pub struct Figures {
    pub times: Vec<Duration>,
    pub failed: usize,
    /// Bytes of the page as it travels; nought for a write.
    weight: usize,
    took: Duration,
}

impl Figures {
    pub fn new(weight: usize) -> Figures {
        Figures { times: Vec::new(), failed: 0, weight, took: Duration::ZERO }
    }

    /// Takes in what another user saw.
    pub fn add(&mut self, other: Figures) {
        self.times.extend(other.times);
        self.failed += other.failed;
    }

    /// Ends the measure, which took so long by the wall clock.
    pub fn close(&mut self, took: Duration) {
        self.took = took;
        self.times.sort_unstable();
    }

    /// Good answers.
    pub fn count(&self) -> usize {
        self.times.len()
    }

    /// The time that `percent` of the answers did not exceed, in milliseconds.
    pub fn within(&self, percent: usize) -> f64 {
        let rank = (self.count() * percent).div_ceil(100).max(1);
        self.times.get(rank - 1).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.count() as f64 / self.took.as_secs_f64().max(0.001);
        write!(
            out,
            "{rate:.0} | {:.2} | {:.2} | {:.2} | {} | ",
            self.within(50),
            self.within(95),
            self.within(99),
            self.failed
        )?;
        match self.weight {
            0 => write!(out, "–"),
            bytes => write!(out, "{:.1} KiB", bytes as f64 / 1024.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_the_nearest_rank_and_counts_failures() {
        let mut figures = Figures::new(2048);
        for time in (1..=100).rev() {
            figures.times.push(Duration::from_millis(time));
        }
        let mut other = Figures::new(0);
        other.failed = 2;
        figures.add(other);
        figures.close(Duration::from_secs(10));
        assert_eq!(figures.to_string(), "10 | 50.00 | 95.00 | 99.00 | 2 | 2.0 KiB");
    }

    #[test]
    fn a_measure_without_a_single_answer_is_all_noughts() {
        let mut figures = Figures::new(0);
        figures.close(Duration::from_secs(1));
        assert_eq!(figures.to_string(), "0 | 0.00 | 0.00 | 0.00 | 0 | –");
    }
}
