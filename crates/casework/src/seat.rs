//! Seats as a school draws them: who sits where, who sits too near, and more pupils than seats.
//!
//! Must never know: names. A plan is of the room whose seats they are.

use crate::pupil::KeepApart;
use crate::{Id, Refusal};
use rulebook::{Day, Instant};

/// Letters of a seat's own name.
pub const LONGEST_LABEL: usize = 12;
/// Seats to a row of a plan nobody has drawn.
const TO_A_ROW: i64 = 4;

/// A seat as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its number, from 1.
    pub number: i64,
    /// A name of its own, or empty.
    pub label: String,
    /// Row, from 1 at the front.
    pub row: i64,
    /// Place in the row, from 1 on the left.
    pub column: i64,
}

impl Seat {
    /// "3 Window"
    pub fn said(&self) -> String {
        format!("{} {}", self.number, self.label).trim().to_string()
    }
    /// Side by side, one behind the other, or cornering.
    pub fn is_beside(&self, other: &Seat) -> bool {
        self.number != other.number
            && (self.row - other.row).abs() <= 1
            && (self.column - other.column).abs() <= 1
    }
}

/// The plan of a room nobody has drawn: rows of four.
pub fn undrawn(seats: i64) -> Vec<Seat> {
    (1..=seats)
        .map(|n| Seat {
            number: n,
            label: String::new(),
            row: (n - 1) / TO_A_ROW + 1,
            column: (n - 1) % TO_A_ROW + 1,
        })
        .collect()
}

/// A plan as it is typed: a line for each row, numbers apart, a dot for a gap.
pub fn drawn(plan: &[Seat]) -> String {
    let rows = plan.iter().map(|s| s.row).max().unwrap_or(0);
    let mut lines = Vec::new();
    for row in 1..=rows {
        let last = plan.iter().filter(|s| s.row == row).map(|s| s.column).max().unwrap_or(0);
        let line: Vec<String> = (1..=last)
            .map(|column| {
                let seat = plan.iter().find(|s| s.row == row && s.column == column);
                match seat {
                    Some(s) if s.label.is_empty() => s.number.to_string(),
                    Some(s) => format!("{}:{}", s.number, s.label),
                    None => ".".into(),
                }
            })
            .collect();
        lines.push(line.join(" "));
    }
    lines.join("\n")
}

/// Reads a plan as it is typed, for so many seats.
///
/// # Errors
/// Says what to put right.
pub fn read(text: &str, seats: i64) -> Result<Vec<Seat>, String> {
    let mut plan: Vec<Seat> = Vec::new();
    for (row, line) in text.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate() {
        for (column, word) in line.split_whitespace().enumerate() {
            if word == "." {
                continue;
            }
            let (number, label) = word.split_once(':').unwrap_or((word, ""));
            let Some(number) = number.parse().ok().filter(|n| (1..=seats).contains(n)) else {
                return Err(format!(
                    "“{word}” is no seat: they are 1 to {seats}, or a dot for a gap"
                ));
            };
            if label.chars().count() > LONGEST_LABEL {
                return Err(format!(
                    "Use at most {LONGEST_LABEL} letters for the name of seat {number}"
                ));
            }
            if plan.iter().any(|s| s.number == number) {
                return Err(format!("Seat {number} is in the drawing twice"));
            }
            plan.push(Seat {
                number,
                label: label.to_string(),
                row: row as i64 + 1,
                column: column as i64 + 1,
            });
        }
    }
    match (1..=seats).find(|n| plan.iter().all(|s| s.number != *n)) {
        Some(n) => Err(format!("Seat {n} is not in the drawing")),
        None => Ok(plan),
    }
}

/// Somebody with a place, and the seat they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Seat.
    pub seat: Option<i64>,
    /// The periods they have it.
    pub codes: Vec<String>,
}

impl Sitting {
    fn meets(&self, other: &Sitting) -> bool {
        self.codes.iter().any(|c| other.codes.contains(c))
    }
}

/// Pairs kept apart who sit beside each other in the same period: their placements.
pub fn too_near(plan: &[Seat], sitting: &[Sitting], apart: &[KeepApart]) -> Vec<(Id, Id)> {
    let at = |s: &Sitting| plan.iter().find(|p| Some(p.number) == s.seat);
    let mut out = Vec::new();
    for pair in apart {
        for one in sitting.iter().filter(|s| s.pupil == pair.one) {
            for other in sitting.iter().filter(|s| s.pupil == pair.other && s.meets(one)) {
                if let (Some(a), Some(b)) = (at(one), at(other))
                    && a.is_beside(b)
                {
                    out.push((one.placement, other.placement));
                }
            }
        }
    }
    out
}

/// Seats nobody has in a period, in order.
pub fn free(plan: &[Seat], sitting: &[Sitting], code: &str) -> Vec<i64> {
    plan.iter()
        .map(|s| s.number)
        .filter(|n| {
            !sitting.iter().any(|s| s.seat == Some(*n) && s.codes.iter().any(|c| c == code))
        })
        .collect()
}

/// Who changes places when somebody takes a seat: those who have it in a period of theirs. They
/// take the seat that is left, where there is one and it suits them.
///
/// # Errors
/// Refuses a seat that is not there, and an exchange that would seat two in one place.
pub fn take(
    plan: &[Seat],
    sitting: &[Sitting],
    placement: Id,
    seat: i64,
) -> Result<Vec<(Id, Option<i64>)>, Box<Refusal>> {
    let no = |title: String| {
        Box::new(
            Refusal::because(
                title,
                "One seat, one at a time.",
                "The seats as the school draws them.",
            )
            .or("Choose another seat", ""),
        )
    };
    if plan.iter().all(|s| s.number != seat) {
        return Err(no(format!("There is no seat {seat}")));
    }
    let Some(me) = sitting.iter().find(|s| s.placement == placement) else {
        return Err(no("They have no place here today".into()));
    };
    if me.seat == Some(seat) {
        return Ok(Vec::new());
    }
    let holders: Vec<&Sitting> = sitting
        .iter()
        .filter(|s| s.placement != placement && s.seat == Some(seat) && s.meets(me))
        .collect();
    let mut out = vec![(placement, Some(seat))];
    for h in holders {
        let clash = me.seat.is_some()
            && sitting.iter().any(|s| {
                s.placement != placement
                    && s.placement != h.placement
                    && s.seat == me.seat
                    && s.meets(h)
            });
        if clash {
            return Err(no(format!(
                "Seat {} is used by somebody else in another period, so they cannot change places",
                me.seat.unwrap_or_default()
            )));
        }
        out.push((h.placement, me.seat));
    }
    Ok(out)
}

/// More pupils than seats, accepted up to so many heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// The room whose seats they are.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// Heads it was accepted for.
    pub heads: i64,
    /// Why.
    pub why: String,
    /// By whom.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
}

/// Whether there are more heads than seats, and whether somebody has put their name to so many.
pub fn over(heads: i64, seats: i64, accepted: &[Crowd]) -> Option<Option<&Crowd>> {
    (heads > seats).then(|| accepted.iter().filter(|c| c.heads >= heads).max_by_key(|c| c.made_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sits(n: u128, seat: Option<i64>, codes: &[&str]) -> Sitting {
        Sitting {
            placement: Id::from_u128(n),
            pupil: Id::from_u128(n + 100),
            seat,
            codes: codes.iter().map(|c| c.to_string()).collect(),
        }
    }

    #[test]
    fn a_plan_is_read_as_it_is_drawn() {
        let text = "1:Window 2 . 3\n4 . 5 6:Door";
        let plan = read(text, 6).unwrap();
        assert_eq!(drawn(&plan), text);
        assert_eq!(plan[0].said(), "1 Window");
        assert_eq!((plan[2].row, plan[2].column), (1, 4));
        assert!(plan[0].is_beside(&plan[1]) && !plan[1].is_beside(&plan[2]));
        assert_eq!(drawn(&undrawn(6)), "1 2 3 4\n5 6");
        assert!(read("1 2", 3).unwrap_err().contains("Seat 3 is not"));
        assert!(read("1 1", 1).unwrap_err().contains("twice"));
        assert!(read("1 x", 1).unwrap_err().contains("no seat"));
        assert!(read("1:averylonglabel", 1).unwrap_err().contains("at most"));
    }

    #[test]
    fn two_kept_apart_are_too_near_only_while_both_are_there() {
        let plan = undrawn(4);
        let pair = KeepApart {
            id: Id::nil(),
            one: Id::from_u128(101),
            other: Id::from_u128(102),
            why: String::new(),
            set_by: String::new(),
            set_on: Day::new(2026, 11, 10).unwrap(),
            review_on: None,
        };
        let pairs = std::slice::from_ref(&pair);
        let both = [sits(1, Some(1), &["P1"]), sits(2, Some(2), &["P1", "P2"])];
        assert_eq!(too_near(&plan, &both, pairs).len(), 1);
        let far = [sits(1, Some(1), &["P1"]), sits(2, Some(3), &["P1"])];
        assert!(too_near(&plan, &far, pairs).is_empty());
        let later = [sits(1, Some(1), &["P1"]), sits(2, Some(2), &["P2"])];
        assert!(too_near(&plan, &later, pairs).is_empty());
        assert_eq!(free(&plan, &both, "P2"), [1, 3, 4]);
    }

    #[test]
    fn two_change_places_and_nobody_is_sat_on() {
        let plan = undrawn(4);
        let all =
            [sits(1, Some(1), &["P1"]), sits(2, Some(2), &["P1", "P2"]), sits(3, Some(1), &["P2"])];
        let (a, b) = (Id::from_u128(1), Id::from_u128(2));
        assert_eq!(take(&plan, &all, a, 3).unwrap(), [(a, Some(3))]);
        let swapped = take(&plan, &all[..2], a, 2).unwrap();
        assert_eq!(swapped, [(a, Some(2)), (b, Some(1))]);
        assert!(take(&plan, &all, a, 2).unwrap_err().title.contains("another period"));
        assert!(take(&plan, &all, a, 9).unwrap_err().title.contains("no seat 9"));
    }

    #[test]
    fn more_than_the_seats_is_said_until_somebody_accepts_so_many() {
        let crowd = Crowd {
            room: Id::nil(),
            day: Day::new(2026, 11, 19).unwrap(),
            heads: 9,
            why: "Ten minutes".into(),
            made_by: "Mr Pell".into(),
            made_at: Day::new(2026, 11, 19).unwrap().at(rulebook::Minute::default()),
        };
        let accepted = [crowd];
        assert_eq!(over(8, 8, &accepted), None);
        assert_eq!(over(9, 8, &[]), Some(None));
        assert!(over(9, 8, &accepted).is_some_and(|a| a.is_some()));
        assert_eq!(over(10, 8, &accepted), Some(None));
    }
}
