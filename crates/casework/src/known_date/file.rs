//! Known dates from a file: whom each line is about, and what is wrong with it.
//!
//! Must never know: a file, or a column of it. Nobody is found by name alone.

use super::{DateKind, KnownDate, LONGEST, Whom, errors};
use crate::incident::{Known, read_day};
use crate::{Coded, Id};
use rulebook::{Day, Minute};

/// A line as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Row of the file, 2 for the first after the headings.
    pub row: usize,
    /// Admission number, or empty.
    pub admission_no: String,
    /// Unique pupil number, or empty.
    pub upn: String,
    /// Form, or empty.
    pub form: String,
    /// First day as written.
    pub date: String,
    /// Last day as written, or empty.
    pub to: String,
    /// From when, or empty.
    pub from_time: String,
    /// Until when, or empty.
    pub to_time: String,
    /// Type as written, or empty.
    pub kind: String,
    /// What it is.
    pub what: String,
}

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Dates in it.
    pub dates: Vec<KnownDate>,
    /// Row, and what is wrong with it.
    pub wrong: Vec<(usize, String)>,
}

/// The kind somebody wrote: its own word, or the nearest.
fn kind_of(text: &str) -> DateKind {
    let low = text.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| low.contains(w));
    match DateKind::from_code(&low) {
        Some(kind) => kind,
        None if has(&["trip", "visit", "fieldwork"]) => DateKind::Trip,
        None if has(&["exam", "test", "mock", "assessment"]) => DateKind::Exam,
        None if has(&["appointment", "dentist", "medical", "clinic"]) => DateKind::Appointment,
        None if has(&["absen", "leave", "holiday"]) => DateKind::Absence,
        None => DateKind::Other,
    }
}

/// Reads the lines. `forms` are those there are.
pub fn sort(
    lines: &[Line],
    pupils: &[Known],
    forms: &[String],
    today: Day,
    made_by: &str,
    mut key: impl FnMut() -> Id,
) -> Sorted {
    let mut out = Sorted::default();
    for line in lines {
        match one(line, pupils, forms, today) {
            Ok((whom, pupil, group, from, to, times)) => out.dates.push(KnownDate {
                id: key(),
                whom,
                pupil,
                group,
                kind: kind_of(&line.kind),
                what: line.what.trim().to_string(),
                from,
                to,
                from_minute: times.0,
                to_minute: times.1,
                made_by: made_by.to_string(),
            }),
            Err(why) => out.wrong.push((line.row, why)),
        }
    }
    out
}

type Read = (Whom, Option<Id>, String, Day, Day, (Option<Minute>, Option<Minute>));

fn one(line: &Line, pupils: &[Known], forms: &[String], today: Day) -> Result<Read, String> {
    let by_no = pupils.iter().find(|p| {
        !line.admission_no.is_empty() && p.admission_no.as_deref() == Some(&line.admission_no)
    });
    let by_upn =
        pupils.iter().find(|p| !line.upn.is_empty() && p.upn.as_deref() == Some(line.upn.as_str()));
    let numbered = !line.admission_no.is_empty() || !line.upn.is_empty();
    let (whom, pupil, group) = match (by_no, by_upn) {
        (Some(a), Some(b)) if a.id != b.id => {
            return Err("The admission number and the UPN are two different people".into());
        }
        (Some(p), _) | (None, Some(p)) => (Whom::Pupil, Some(p.id), String::new()),
        _ if numbered => return Err("Nobody on roll has this number".into()),
        _ if line.form.is_empty() => {
            return Err(
                "It has no admission number, UPN or form. Nobody is found by name alone".into()
            );
        }
        _ => match forms.iter().find(|f| f.to_lowercase() == line.form.to_lowercase()) {
            Some(form) => (Whom::Form, None, form.clone()),
            None => return Err(format!("There is no form {}", line.form)),
        },
    };
    let Some(from) = read_day(&line.date) else {
        return Err("The date is missing or is not a date. Write it as 18/11/2026".into());
    };
    let to = match line.to.is_empty() {
        true => from,
        false => read_day(&line.to)
            .ok_or("The last date is not a date. Write it as 18/11/2026".to_string())?,
    };
    if to < today {
        return Err(format!("It is over: {to}"));
    }
    let time = |text: &str| match text.is_empty() {
        true => Ok(None),
        false => Minute::parse(text)
            .map(Some)
            .ok_or("The time is not a time. Write it as 10:40".to_string()),
    };
    let times = (time(&line.from_time)?, time(&line.to_time)?);
    if let Some((_, why)) = errors(from, to, times, today) {
        return Err(why);
    }
    if line.what.chars().count() > LONGEST {
        return Err(format!("Use at most {LONGEST} characters for what it is"));
    }
    Ok((whom, pupil, group, from, to, times))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_number_or_form_and_what_is_wrong_is_said_by_row() {
        let tyrell = Id::from_u128(1);
        let known = [Known { id: tyrell, admission_no: Some("4100".into()), upn: None }];
        let line = |row, no: &str, form: &str, date: &str| Line {
            row,
            admission_no: no.into(),
            form: form.into(),
            date: date.into(),
            kind: "Geography fieldwork".into(),
            what: "River study".into(),
            ..Line::default()
        };
        let lines = [
            line(2, "4100", "", "18/11/2026"),
            line(3, "", "9k2", "18/11/2026"),
            line(4, "", "", "18/11/2026"),
            line(5, "9", "", "18/11/2026"),
            line(6, "4100", "", "1/11/2026"),
            line(7, "4100", "", "soon"),
            line(8, "4100", "", "18/11/99999"),
            line(9, "4100", "", "18/11/-3"),
            line(10, "4100", "", "18/11/2126"),
        ];
        let forms = ["9K2".to_string()];
        let today = Day::new(2026, 11, 10).unwrap();
        let sorted = sort(&lines, &known, &forms, today, "Ms Okell", Id::now_v7);
        assert_eq!(sorted.dates.len(), 2);
        assert_eq!(sorted.dates[0].pupil, Some(tyrell));
        assert_eq!((sorted.dates[1].whom, sorted.dates[1].group.as_str()), (Whom::Form, "9K2"));
        assert_eq!(sorted.dates[0].kind, DateKind::Trip);
        let rows: Vec<usize> = sorted.wrong.iter().map(|w| w.0).collect();
        assert_eq!(rows, [4, 5, 6, 7, 8, 9, 10]);
        assert!(sorted.wrong[6].1.contains("too far ahead"));
    }
}
