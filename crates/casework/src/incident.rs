//! Incidents brought in from the school's own system: which pupil each line is about, and which
//! lines are new.
//!
//! Must never know: a file. Nobody is found by name alone.

use crate::Id;
use rulebook::{Day, Minute};

/// An incident as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The day.
    pub day: Day,
    /// The time, where it is known.
    pub minute: Option<Minute>,
    /// "P4", where it is known.
    pub period: String,
    /// The school's type.
    pub kind: String,
    /// Words.
    pub body: String,
    /// Where.
    pub place: String,
    /// Which system it came from.
    pub source: String,
    /// Its key there.
    pub outside: String,
}

/// A line as it came, before anybody is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Row of the file, 2 for the first after the headings.
    pub row: usize,
    /// Admission number, or empty.
    pub admission_no: String,
    /// Unique pupil number, or empty.
    pub upn: String,
    /// Date as written.
    pub date: String,
    /// Time as written, or empty.
    pub time: String,
    /// Type.
    pub kind: String,
    /// Words.
    pub body: String,
    /// Where.
    pub place: String,
    /// Key in the other system, or empty.
    pub outside: String,
}

/// A pupil by the numbers they are found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Key.
    pub id: Id,
    /// Admission number.
    pub admission_no: Option<String>,
    /// Unique pupil number.
    pub upn: Option<String>,
}

/// What a file would do: nothing is kept while `wrong` has anything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Incidents that are not here yet.
    pub new: Vec<Incident>,
    /// Lines that are here already.
    pub unchanged: usize,
    /// Row and what is wrong with it.
    pub wrong: Vec<(usize, String)>,
}

/// Reads a date as schools write it: day first, or ISO.
pub fn read_day(text: &str) -> Option<Day> {
    let text = text.split_whitespace().next()?;
    if let Some(day) = Day::parse_iso(text) {
        return Some(day);
    }
    let mut parts = text.split(['/', '-', '.']);
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year: i16 = y.parse().ok()?;
    let year = if y.len() == 2 { year + 2000 } else { year };
    Day::new(year, m.parse().ok()?, d.parse().ok()?)
}

/// Sorts lines into new, already here and wrong. `here` says which outside keys of the source
/// are kept; `key` makes the key of a new record.
pub fn sort(
    lines: &[Line],
    pupils: &[Known],
    source: &str,
    here: &[String],
    today: Day,
    mut key: impl FnMut() -> Id,
) -> Sorted {
    let mut out = Sorted::default();
    let mut seen: Vec<String> = Vec::new();
    for line in lines {
        let mut wrong = |words: String| out.wrong.push((line.row, words));
        let by_no = (!line.admission_no.is_empty()).then(|| {
            pupils.iter().find(|p| p.admission_no.as_deref() == Some(line.admission_no.as_str()))
        });
        let by_upn = (!line.upn.is_empty())
            .then(|| pupils.iter().find(|p| p.upn.as_deref() == Some(line.upn.as_str())));
        let pupil = match (by_no, by_upn) {
            (None, None) => {
                wrong(
                    "It has no admission number and no UPN. Nobody is found by name alone".into(),
                );
                continue;
            }
            (Some(Some(a)), Some(Some(b))) if a.id != b.id => {
                wrong("The admission number and the UPN are two different people".into());
                continue;
            }
            (Some(Some(p)), _) | (_, Some(Some(p))) => p,
            _ => {
                wrong("Nobody on roll has this number".into());
                continue;
            }
        };
        let Some(day) = read_day(&line.date) else {
            wrong("The date is missing or is not a date. Write it as 18/11/2026".into());
            continue;
        };
        if day > today {
            wrong(format!("The date, {day}, has not come yet"));
            continue;
        }
        let minute = if line.time.is_empty() {
            None
        } else if let Some(minute) = Minute::parse(&line.time) {
            Some(minute)
        } else {
            wrong("The time is not a time. Write it as 10:40".into());
            continue;
        };
        if line.kind.is_empty() {
            wrong("It has no type".into());
            continue;
        }
        // A file without its own keys still has to be safe to send twice.
        let outside = if line.outside.is_empty() {
            format!("{}|{}|{}|{}|{}", pupil.id, day.iso(), line.time, line.kind, line.body)
                .chars()
                .take(300)
                .collect()
        } else {
            line.outside.clone()
        };
        if here.contains(&outside) || seen.contains(&outside) {
            out.unchanged += 1;
            continue;
        }
        seen.push(outside.clone());
        out.new.push(Incident {
            id: key(),
            pupil: pupil.id,
            day,
            minute,
            period: String::new(),
            kind: line.kind.clone(),
            body: line.body.clone(),
            place: line.place.clone(),
            source: source.to_string(),
            outside,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pupils() -> Vec<Known> {
        vec![
            Known {
                id: Id::now_v7(),
                admission_no: Some("4100".into()),
                upn: Some("A301400260100".into()),
            },
            Known { id: Id::now_v7(), admission_no: Some("4101".into()), upn: None },
        ]
    }
    fn line(row: usize, no: &str, outside: &str) -> Line {
        Line {
            row,
            admission_no: no.into(),
            date: "18/11/2026".into(),
            time: "11:20".into(),
            kind: "Disruption".into(),
            outside: outside.into(),
            ..Line::default()
        }
    }
    fn sorted(lines: &[Line], here: &[String]) -> Sorted {
        sort(lines, &pupils(), "csv", here, Day::new(2026, 11, 19).unwrap(), Id::now_v7)
    }

    #[test]
    fn lines_are_found_by_number_and_sent_twice_they_are_unchanged() {
        let lines = [line(2, "4100", "77"), line(3, "4101", "78"), line(4, "4101", "78")];
        let first = sorted(&lines, &[]);
        assert_eq!((first.new.len(), first.unchanged), (2, 1));
        let again = sorted(&lines, &["77".into(), "78".into()]);
        assert_eq!((again.new.len(), again.unchanged), (0, 3));
    }

    #[test]
    fn nobody_is_found_by_name_alone_and_the_row_is_named() {
        let out = sorted(&[line(2, "", "1"), line(3, "9999", "2")], &[]);
        assert_eq!(out.wrong.len(), 2);
        assert_eq!(out.wrong[0].0, 2);
        assert!(out.wrong[0].1.contains("name alone"));
    }

    #[test]
    fn two_numbers_of_two_people_are_refused() {
        let people = [
            Known { id: Id::now_v7(), admission_no: Some("1".into()), upn: None },
            Known { id: Id::now_v7(), admission_no: None, upn: Some("U".into()) },
        ];
        let mixed = Line { upn: "U".into(), ..line(2, "1", "5") };
        let out = sort(&[mixed], &people, "csv", &[], Day::new(2026, 11, 19).unwrap(), Id::now_v7);
        assert!(out.new.is_empty());
        assert!(out.wrong[0].1.contains("two different people"));
    }

    #[test]
    fn dates_are_day_first_and_never_in_the_future() {
        assert_eq!(read_day("18/11/2026"), Day::new(2026, 11, 18));
        assert_eq!(read_day("2026-11-18"), Day::new(2026, 11, 18));
        assert_eq!(read_day("18.11.26"), Day::new(2026, 11, 18));
        assert_eq!(read_day("11/18/2026"), None);
        let late = Line { date: "20/11/2026".into(), ..line(2, "4100", "1") };
        assert!(sorted(&[late], &[]).wrong[0].1.contains("not come yet"));
    }
}
