//! Hiding small numbers in figures that leave the school's own team.
//!
//! Must never know: what is counted. A number about one to four people is not shown, and reads
//! "<5" where that is what it is; where the numbers beside it and their total would give it away,
//! others are not shown either, and read "hidden".

/// A number as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Figure(i64),
    /// One to four.
    Few,
    /// Not shown: it would give away a small one beside it, or is about one to four people though
    /// it is itself larger.
    Hidden,
}

/// Fewer people than this are not shown.
const SMALLEST: i64 = 5;

impl Shown {
    /// What people read.
    pub fn words(self) -> String {
        match self {
            Shown::Figure(n) => n.to_string(),
            Shown::Few => format!("<{SMALLEST}"),
            Shown::Hidden => "hidden".into(),
        }
    }
    /// The number, where it is shown.
    pub fn figure(self) -> Option<i64> {
        match self {
            Shown::Figure(n) => Some(n),
            Shown::Few | Shown::Hidden => None,
        }
    }
    /// A number by itself, about so many people.
    pub fn single(count: i64, people: i64) -> Shown {
        match (1..SMALLEST).contains(&people) {
            false => Shown::Figure(count),
            true if (1..SMALLEST).contains(&count) => Shown::Few,
            // Six periods of one pupil are not "fewer than five".
            true => Shown::Hidden,
        }
    }
}

/// Numbers that stand beside one another under a shown total, each with how many people it is
/// about. Answers in the same order. Where all of them come back hidden the table is better left
/// out: its rows alone could say too much.
pub fn protect(cells: &[(i64, i64)]) -> Vec<Shown> {
    let mut shown: Vec<Shown> =
        cells.iter().map(|(n, people)| Shown::single(*n, *people)).collect();
    while can_be_worked_out(cells, &shown) {
        // The smallest number still shown, a nought only where nothing else is left.
        let next = (0..cells.len())
            .filter(|i| shown[*i].figure().is_some())
            .min_by_key(|i| (cells[*i].0 == 0, cells[*i].0));
        match next {
            Some(i) => shown[i] = Shown::Hidden,
            None => break,
        }
    }
    shown
}

/// Whether somebody who knows the total, what is shown, and that a cell marked few holds one to four
/// while any other that is hidden holds no fewer than five and no more than the smallest shown, is
/// left with only one answer for a small one.
fn can_be_worked_out(cells: &[(i64, i64)], shown: &[Shown]) -> bool {
    let of = |which: Shown| -> Vec<i64> {
        cells.iter().zip(shown).filter(|(_, s)| **s == which).map(|(c, _)| c.0).collect()
    };
    let (few, hidden) = (of(Shown::Few), of(Shown::Hidden));
    if few.len() + hidden.len() == 1 {
        return true;
    }
    if few.is_empty() {
        return false;
    }
    let (k, h) = (few.len() as i64, hidden.len() as i64);
    let sum: i64 = few.iter().chain(&hidden).sum();
    let most = shown.iter().filter_map(|s| s.figure()).filter(|n| *n > 0).min();
    // What one of the small ones may be, the others being anything they may be.
    let top = (SMALLEST - 1).min(sum - (k - 1) - SMALLEST * h);
    let bottom = match (h, most) {
        (0, _) => (sum - (SMALLEST - 1) * (k - 1)).max(1),
        (_, Some(most)) => (sum - (SMALLEST - 1) * (k - 1) - most.max(SMALLEST) * h).max(1),
        (_, None) => 1,
    };
    bottom >= top
}
