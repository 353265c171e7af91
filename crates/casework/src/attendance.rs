//! Attendance brought in from the school's own system: so many sessions of so many, up to a day.
//!
//! Must never know: a file, or what an absence was for. It is the figure the school's own system
//! gives; nothing here counts a session.

use crate::Id;
use crate::incident::{Known, find_all};
use rulebook::Day;
use std::collections::HashMap;

/// Sessions of a school year, and then some: more than this is another figure.
const MOST: i64 = 2_000;

/// A pupil's attendance up to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// The pupil.
    pub pupil: Id,
    /// Up to and with this day.
    pub upto: Day,
    /// Parts of a thousand.
    pub per_mille: i64,
    /// Sessions there could have been, where that is told.
    pub possible: Option<i64>,
    /// Sessions late, where that is told.
    pub late: Option<i64>,
}

/// A line as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Row of the file.
    pub row: usize,
    /// Admission number, or empty.
    pub admission_no: String,
    /// Unique pupil number, or empty.
    pub upn: String,
    /// "86", "86.4%", or empty.
    pub percent: String,
    /// Sessions present, or empty.
    pub present: String,
    /// Sessions possible, or empty.
    pub possible: String,
    /// Sessions late, or empty.
    pub late: String,
}

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Figures to keep.
    pub new: Vec<Attendance>,
    /// Rows that repeat somebody above them.
    pub twice: Vec<usize>,
    /// Row and what is wrong with it.
    pub wrong: Vec<(usize, String)>,
}

/// "86.4%" as parts of a thousand.
fn percent(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let tenth = part.chars().next().map_or(0, |c| i64::from(c as u8 - b'0'));
    let all = whole.parse::<i64>().ok()? * 10 + tenth;
    (0..=1000).contains(&all).then_some(all)
}

fn sessions(text: &str) -> Result<Option<i64>, ()> {
    match text.trim().trim_end_matches(".0") {
        "" => Ok(None),
        t => t.parse().ok().filter(|n| (0..=MOST).contains(n)).map(Some).ok_or(()),
    }
}

fn read(line: &Line, pupil: Id, upto: Day) -> Result<Attendance, String> {
    let number = |name: &str, text: &str| {
        sessions(text)
            .map_err(|()| format!("The sessions {name} are not a whole number up to {MOST}"))
    };
    let (present, possible) =
        (number("present", &line.present)?, number("possible", &line.possible)?);
    let late = number("late", &line.late)?;
    let per_mille = match (present, possible) {
        (Some(p), Some(all)) if p > all => {
            return Err("More sessions are present than were possible".into());
        }
        (Some(_), Some(0)) => return Err("No session was possible".into()),
        // Rounded down: 89.96% is not 90%.
        (Some(p), Some(all)) => p * 1000 / all,
        _ => percent(&line.percent)
            .ok_or("It has no sessions present and possible, and no percentage from 0 to 100")?,
    };
    Ok(Attendance { pupil, upto, per_mille, possible, late })
}

/// Sorts lines into figures to keep, twice and wrong.
pub fn sort(lines: &[Line], pupils: &[Known], upto: Day) -> Sorted {
    let mut out = Sorted::default();
    let numbers = lines.iter().map(|l| (l.admission_no.as_str(), l.upn.as_str()));
    let found = find_all(pupils, numbers);
    let mut seen: HashMap<Id, ()> = HashMap::new();
    for (line, found) in lines.iter().zip(found) {
        match found.map_err(str::to_string).and_then(|pupil| read(line, pupil, upto)) {
            Err(why) => out.wrong.push((line.row, why)),
            Ok(a) if seen.insert(a.pupil, ()).is_some() => out.twice.push(line.row),
            Ok(a) => out.new.push(a),
        }
    }
    out
}

/// "86%", "86.4%"
pub fn said(per_mille: i64) -> String {
    match per_mille % 10 {
        0 => format!("{}%", per_mille / 10),
        part => format!("{}.{part}%", per_mille / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(no: &str, percent: &str) -> Line {
        Line { row: 2, admission_no: no.into(), percent: percent.into(), ..Line::default() }
    }

    #[test]
    fn a_percentage_or_two_counts_of_sessions_are_read_and_odd_ones_are_said() {
        let pupils = [Known { id: Id::now_v7(), admission_no: Some("1".into()), upn: None }];
        let upto = Day::new(2026, 9, 10).unwrap();
        let of = |l: Line| sort(&[l], &pupils, upto);
        assert_eq!(of(line("1", "86")).new[0].per_mille, 860);
        assert_eq!(said(of(line("1", "86.47%")).new[0].per_mille), "86.4%");
        let counted = Line { present: "12".into(), possible: "14".into(), ..line("1", "") };
        assert_eq!(of(counted).new[0].per_mille, 857);
        for odd in ["101", "-3", "most", "", "8.6.2"] {
            assert_eq!(of(line("1", odd)).wrong.len(), 1, "{odd}");
        }
        let more = Line { present: "15".into(), possible: "14".into(), ..line("1", "") };
        assert!(of(more).wrong[0].1.contains("More sessions"));
        let twice = sort(&[line("1", "90"), line("1", "91")], &pupils, upto);
        assert_eq!((twice.new.len(), twice.twice.len()), (1, 1));
        assert!(of(line("2", "90")).wrong[0].1.contains("Nobody on roll"));
    }
}
