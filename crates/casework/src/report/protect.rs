//! Hiding small numbers in figures that leave the school's own team.
//!
//! Must never know: what is counted. A number about one to four people is not shown; where the
//! numbers beside it and their total would give it away, others are not shown either.

/// A number as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Figure(i64),
    /// Standing alone, and about one to four people.
    Few,
    /// In a table: small, or one that would give away one that is. Which of the two is not said,
    /// because saying so would narrow it down.
    Hidden,
}

/// Fewer people than this are not shown.
const SMALLEST: i64 = 5;

impl Shown {
    /// What people read.
    pub fn words(self) -> String {
        match self {
            Shown::Figure(n) => n.to_string(),
            Shown::Few => format!("fewer than {SMALLEST}"),
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
        if (1..SMALLEST).contains(&people) { Shown::Few } else { Shown::Figure(count) }
    }
}

/// Numbers that stand beside one another under a shown total, each with how many people it is
/// about. Answers in the same order. Where all of them come back hidden the table is better left
/// out: its rows alone could say too much.
pub fn protect(cells: &[(i64, i64)]) -> Vec<Shown> {
    let mut shown: Vec<Shown> = cells
        .iter()
        .map(|(n, people)| match Shown::single(*n, *people) {
            Shown::Few => Shown::Hidden,
            other => other,
        })
        .collect();
    while can_be_worked_out(cells, &shown) {
        // The smallest number still shown, a nought only where nothing else is left.
        let next = (0..cells.len())
            .filter(|i| shown[*i] != Shown::Hidden)
            .min_by_key(|i| (cells[*i].0 == 0, cells[*i].0));
        match next {
            Some(i) => shown[i] = Shown::Hidden,
            None => break,
        }
    }
    shown
}

/// Whether the total less what is shown leaves only one answer for what is not. A row that is
/// hidden has at least one in it: noughts are shown while anything else can be hidden.
fn can_be_worked_out(cells: &[(i64, i64)], shown: &[Shown]) -> bool {
    let hidden: Vec<i64> =
        cells.iter().zip(shown).filter(|(_, s)| **s == Shown::Hidden).map(|(c, _)| c.0).collect();
    match hidden.len() {
        0 => false,
        1 => true,
        rows => hidden.iter().sum::<i64>() <= rows as i64,
    }
}
