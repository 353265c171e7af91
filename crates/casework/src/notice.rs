//! The staff notice: who is in the room today, and when. An amendment holds only what changed.
//!
//! Must never know: what happened. A line carries the reason's category and nothing more.

use crate::{Id, Refusal};
use rulebook::Instant;

coded! {
    /// What a line of a notice says has happened.
    pub enum Change {
        Booked = "booked", "In the room";
        Added = "added", "Added";
        Changed = "changed", "Changed";
        Removed = "removed", "Removed";
    }
}

/// One pupil on the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// "P1–P3"
    pub periods: String,
    /// The reason's category from the school's list.
    pub category: String,
}

/// A line as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line.
    pub line: Line,
    /// What it said had happened.
    pub change: Change,
}

/// What readers believe after everything published so far, oldest first.
pub fn standing(published: &[Said]) -> Vec<Line> {
    let mut now: Vec<Line> = Vec::new();
    for said in published {
        now.retain(|l| l.placement != said.line.placement);
        if said.change != Change::Removed {
            now.push(said.line.clone());
        }
    }
    now
}

/// What the next notice holds. The first holds everybody; a later one only what changed since,
/// and is refused when nothing did. `number` is how many were published today.
pub fn next(number: i64, published: &[Said], now: &[Line]) -> Result<Vec<Said>, Refusal> {
    let said = |line: &Line, change| Said { line: line.clone(), change };
    if number == 0 {
        return Ok(now.iter().map(|l| said(l, Change::Booked)).collect());
    }
    let before = standing(published);
    let mut out = Vec::new();
    for line in now {
        match before.iter().find(|b| b.placement == line.placement) {
            None => out.push(said(line, Change::Added)),
            Some(b) if b != line => out.push(said(line, Change::Changed)),
            Some(_) => {}
        }
    }
    for b in &before {
        if !now.iter().any(|l| l.placement == b.placement) {
            out.push(said(b, Change::Removed));
        }
    }
    if out.is_empty() {
        return Err(Refusal::because(
            "Nothing has changed since the last notice",
            "An amendment holds only what changed, so that staff can trust that it is news.",
            "The way Mainstay works.",
        )
        .or("See today’s notice", "/notice"));
    }
    Ok(out)
}

/// That a member of staff opened a notice in Mainstay, and when first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Notice.
    pub notice: Id,
    /// Who.
    pub staff: Id,
    /// When first.
    pub at: Instant,
}

/// How a member of staff stands with a day's notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub staff: Id,
    /// They have a way in and a role that reads the notice.
    pub can: bool,
    /// When they opened each notice, in the order of the notices.
    pub opened: Vec<Option<Instant>>,
}

impl Reader {
    /// Nothing that was published is news to them.
    pub fn has_opened_all(&self) -> bool {
        self.opened.iter().all(Option::is_some)
    }
}

/// Every member of staff with what they opened, in the order of the staff. Openings by people who
/// have left are not among them.
pub fn readers(staff: &[Id], can: &[Id], notices: &[Id], openings: &[Opening]) -> Vec<Reader> {
    let when = |who: Id, notice: Id| {
        openings.iter().find(|o| o.staff == who && o.notice == notice).map(|o| o.at)
    };
    staff
        .iter()
        .map(|who| Reader {
            staff: *who,
            can: can.contains(who),
            opened: notices.iter().map(|n| when(*who, *n)).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: u128, periods: &str) -> Line {
        Line {
            placement: Id::from_u128(n),
            pupil: Id::from_u128(100 + n),
            periods: periods.into(),
            category: "Persistent disruption".into(),
        }
    }
    fn four() -> Vec<Line> {
        vec![line(1, "P1–P6"), line(2, "P1–P6"), line(3, "P1–P2"), line(4, "P5–P6")]
    }

    #[test]
    fn the_first_notice_holds_everybody() {
        let first = next(0, &[], &four()).unwrap();
        assert_eq!(first.len(), 4);
        assert!(first.iter().all(|s| s.change == Change::Booked));
        assert_eq!(next(0, &[], &[]).unwrap(), vec![]);
    }

    #[test]
    fn a_fifth_pupil_makes_an_amendment_of_one() {
        let first = next(0, &[], &four()).unwrap();
        let mut now = four();
        now.push(line(5, "P4"));
        let second = next(1, &first, &now).unwrap();
        assert_eq!(second, vec![Said { line: line(5, "P4"), change: Change::Added }]);
    }

    #[test]
    fn a_change_and_a_removal_are_said_and_what_stands_is_not_said_again() {
        let first = next(0, &[], &four()).unwrap();
        let now = vec![line(1, "P1–P3"), line(2, "P1–P6"), line(3, "P1–P2")];
        let second = next(1, &first, &now).unwrap();
        let said: Vec<(u128, Change)> =
            second.iter().map(|s| (s.line.placement.as_u128(), s.change)).collect();
        assert_eq!(said, vec![(1, Change::Changed), (4, Change::Removed)]);
        let all: Vec<Said> = first.into_iter().chain(second).collect();
        assert_eq!(standing(&all).len(), 3);
        let refused = next(2, &all, &now).unwrap_err();
        assert!(refused.title.starts_with("Nothing has changed"));
    }

    #[test]
    fn who_was_removed_and_comes_back_is_added() {
        let mut all = next(0, &[], &four()).unwrap();
        all.extend(next(1, &all.clone(), &four()[..3]).unwrap());
        let back = next(2, &all, &four()).unwrap();
        assert_eq!(back, vec![Said { line: line(4, "P5–P6"), change: Change::Added }]);
    }

    #[test]
    fn a_reader_is_told_by_name_which_notice_they_opened_and_who_has_left_is_nobody() {
        let [first, second] = [Id::from_u128(1), Id::from_u128(2)];
        let [hale, gale, poll, gone] = [7, 8, 9, 10].map(Id::from_u128);
        let at = rulebook::Day::from_pg(0).at(rulebook::Minute::default());
        let opening = |notice, staff| Opening { notice, staff, at };
        let openings = [opening(first, hale), opening(second, hale), opening(first, gale)]
            .into_iter()
            .chain([opening(first, gone)])
            .collect::<Vec<_>>();
        let all = readers(&[hale, gale, poll], &[hale, gale], &[first, second], &openings);
        assert_eq!(
            all.iter().map(Reader::has_opened_all).collect::<Vec<_>>(),
            [true, false, false]
        );
        assert_eq!(all[1].opened, [Some(at), None]);
        assert!(all[1].can && !all[2].can);
        assert!(readers(&[hale], &[], &[], &[])[0].has_opened_all());
    }
}
