//! A file of incidents or of attendance as lines: which column is which, and what each row says.
//!
//! Columns are found by heading, never by position, and as somebody chose before. Must never
//! know: a pupil, or what is kept already.

use crate::mis::columns::{Field, Saved, fold};
use crate::mis::{dates, table};
use casework::roster::Force;
use casework::roster::Problem;
use casework::{attendance, incident};
use rulebook::Day;
use std::collections::BTreeMap;

const fn field(id: &'static str, label: &'static str, headings: &'static str) -> Field {
    Field { id, label, headings }
}

const NUMBER: Field = field(
    "admission_no",
    "Admission number",
    "Adno|Adm No|Admission Number|Admission No|Admission|Admissions Number|Student Number|Local ID",
);
const UPN: Field = field("upn", "UPN", "UPN|Unique Pupil Number|Student UPN|Pupil UPN|Current UPN");

/// What a file of incidents may say.
pub const INCIDENTS: &[Field] = &[
    NUMBER,
    UPN,
    field(
        "form",
        "Form",
        "Form|Reg|Reg Group|Registration Group|Tutor Group|Form Group|Reg Form|Registration Form",
    ),
    field(
        "date",
        "Date",
        "Date|Incident Date|Event Date|Date of Incident|Behaviour Date|Incident Datetime|Date and Time|Recorded Date",
    ),
    field("time", "Time", "Time|Incident Time|Event Time|Time of Incident"),
    field("period", "Period", "Period|Lesson Period|Timetable Slot|Period Name|Session"),
    field(
        "kind",
        "Type",
        "Type|Incident Type|Behaviour Type|Behaviour|Incident Code|Category|Event Type|Incident Name",
    ),
    field(
        "body",
        "What happened",
        "Description|Comments|Comment|Details|Narrative|Incident Description|Notes|Summary",
    ),
    field("place", "Place", "Location|Place|Where|Incident Location|Room|Location Text"),
    field("subject", "Subject", "Subject|Lesson|Lesson Subject|Subject Name|Course"),
    field(
        "staff",
        "Written down by",
        "Staff|Recorded By|Reported By|Logged By|Staff Name|Teacher|Logged By Staff|Member of Staff",
    ),
    field("points", "Points", "Points|Behaviour Points|Negative Points|Score|Incident Points"),
    field("action", "What was done", "Action|Action Taken|Outcome|Sanction|Actions"),
    field("key", "Its number there", "ID|Incident ID|Behaviour ID|Event ID|Incident Number|Ref"),
];

/// What a file of attendance may say.
pub const ATTENDANCE: &[Field] = &[
    NUMBER,
    UPN,
    field(
        "percent",
        "Attendance per cent",
        "Attendance|% Attendance|Attendance %|Percent|Percentage|Attendance Percentage|% Attend|Present %|% Present",
    ),
    field(
        "present",
        "Sessions present",
        "Present|Sessions Present|Present Marks|Attended|Sessions Attended|Attendances|Present Sessions",
    ),
    field(
        "possible",
        "Sessions possible",
        "Possible|Possible Sessions|Sessions Possible|Possible Marks|Total Sessions|Total Marks",
    ),
    field("late", "Sessions late", "Late|Lates|Late Marks|Sessions Late|Late Sessions"),
];

/// A file as it was read.
#[derive(Debug, Default)]
pub struct Sheet<L> {
    /// Headings, as the file spells them.
    pub headings: Vec<String>,
    /// Which column each field is in.
    pub columns: BTreeMap<&'static str, usize>,
    /// What it cannot do without, and lacks.
    pub missing: Vec<&'static str>,
    /// Its lines.
    pub lines: Vec<L>,
    /// Rows that could not be read at all.
    pub wrong: Vec<(usize, String)>,
    /// What was noticed about the file.
    pub remarks: Vec<String>,
}

/// Which column each field is in: as somebody chose before, then by the likeliest heading.
fn map(
    fields: &'static [Field],
    headings: &[String],
    saved: &Saved,
) -> BTreeMap<&'static str, usize> {
    let folded: Vec<String> = headings.iter().map(|h| fold(h)).collect();
    let mut columns = BTreeMap::new();
    for (at, heading) in folded.iter().enumerate() {
        if let Some(f) = saved.get(heading).and_then(|id| fields.iter().find(|f| f.id == id)) {
            columns.entry(f.id).or_insert(at);
        }
    }
    for f in fields {
        if columns.contains_key(f.id) {
            continue;
        }
        let taken: Vec<usize> = columns.values().copied().collect();
        let found = f.known_by().find_map(|known| {
            let known = fold(known);
            // A column that somebody said is none of these stays none of them.
            let free = |at: &usize| !taken.contains(at) && !saved.contains_key(&folded[*at]);
            (0..folded.len()).find(|at| folded[*at] == known && free(at))
        });
        if let Some(at) = found {
            columns.insert(f.id, at);
        }
    }
    columns
}

fn open(
    fields: &'static [Field],
    needs: &[(&'static str, &[&str])],
    name: &str,
    bytes: &[u8],
    saved: &Saved,
) -> Result<(table::Table, Sheet<()>), String> {
    let table = table::read(name, bytes).map_err(|p| casework::words::capital(&p.message))?;
    if table.rows.is_empty() && table.problems.iter().all(|p| p.force == Force::Warn) {
        return Err("The file has headings and no rows".into());
    }
    let columns = map(fields, &table.headings, saved);
    let missing = needs
        .iter()
        .filter(|(_, any)| !any.iter().any(|f| columns.contains_key(f)))
        .map(|(what, _)| *what)
        .collect();
    let said = |p: &Problem| match &p.column {
        Some(column) => format!("{column}: {}", p.message),
        None => casework::words::capital(&p.message),
    };
    let (rejected, remarks): (Vec<_>, Vec<_>) =
        table.problems.iter().partition(|p| p.force == Force::Reject);
    let sheet = Sheet {
        headings: table.headings.clone(),
        columns,
        missing,
        lines: Vec::new(),
        wrong: rejected
            .into_iter()
            .map(|p| (p.at.row.unwrap_or_default() as usize, said(p)))
            .collect(),
        remarks: remarks.into_iter().map(said).collect(),
    };
    Ok((table, sheet))
}

impl<L> Sheet<L> {
    fn with<M>(self, lines: Vec<M>) -> Sheet<M> {
        let Sheet { headings, columns, missing, wrong, remarks, .. } = self;
        Sheet { headings, columns, missing, lines, wrong, remarks }
    }
}

/// The time in a cell that holds a date and a time.
fn time_in(cell: &str) -> &str {
    let time = cell.split_once(['T', ' ']).map_or("", |(_, time)| time.trim());
    match time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()) {
        true => time.split(['.', '+', 'Z']).next().unwrap_or_default(),
        false => "",
    }
}

/// A file of incidents. The error is about the whole file.
pub fn incidents(
    name: &str,
    bytes: &[u8],
    saved: &Saved,
    today: Day,
) -> Result<Sheet<incident::Line>, String> {
    const NEEDS: &[(&str, &[&str])] = &[
        ("admission no or UPN", &["admission_no", "upn"]),
        ("date", &["date"]),
        ("type", &["kind"]),
    ];
    let (table, sheet) = open(INCIDENTS, NEEDS, name, bytes, saved)?;
    let at = |row: &table::Row, field: &str| -> String {
        let cell = sheet.columns.get(field).and_then(|n| row.cells.get(*n)).unwrap_or_default();
        cell.to_string()
    };
    let order = dates::Order::of(table.rows.iter().filter_map(|r| {
        Some((r.number, r.cells.get(*sheet.columns.get("date")?).unwrap_or_default()))
    }));
    let lines = table
        .rows
        .iter()
        .map(|row| {
            let date = at(row, "date");
            let time = match at(row, "time") {
                t if t.is_empty() => time_in(&date).to_string(),
                // A time column of a workbook holds a whole moment.
                t => match time_in(&t) {
                    "" => t,
                    time => time.to_string(),
                },
            };
            incident::Line {
                row: row.number as usize,
                admission_no: at(row, "admission_no"),
                upn: at(row, "upn").to_uppercase(),
                form: at(row, "form"),
                day: match date.is_empty() {
                    true => Err("The date is missing. Write it as 18/11/2026".into()),
                    false => dates::read(&date, order, today, false)
                        .map_err(|why| format!("The date: {why}")),
                },
                time,
                period: at(row, "period"),
                kind: at(row, "kind"),
                body: at(row, "body"),
                place: at(row, "place"),
                subject: at(row, "subject"),
                staff_name: at(row, "staff"),
                points: at(row, "points"),
                action: at(row, "action"),
                outside: at(row, "key"),
            }
        })
        .collect();
    Ok(sheet.with(lines))
}

/// A file of attendance. The error is about the whole file.
pub fn attendance(
    name: &str,
    bytes: &[u8],
    saved: &Saved,
) -> Result<Sheet<attendance::Line>, String> {
    const NEEDS: &[(&str, &[&str])] = &[
        ("admission no or UPN", &["admission_no", "upn"]),
        ("attendance per cent, or sessions present", &["percent", "present"]),
    ];
    let (table, sheet) = open(ATTENDANCE, NEEDS, name, bytes, saved)?;
    let at = |row: &table::Row, field: &str| -> String {
        let cell = sheet.columns.get(field).and_then(|n| row.cells.get(*n)).unwrap_or_default();
        cell.to_string()
    };
    let lines = table
        .rows
        .iter()
        .map(|row| attendance::Line {
            row: row.number as usize,
            admission_no: at(row, "admission_no"),
            upn: at(row, "upn").to_uppercase(),
            percent: at(row, "percent"),
            present: at(row, "present"),
            possible: at(row, "possible"),
            late: at(row, "late"),
        })
        .collect();
    Ok(sheet.with(lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::new(2026, 11, 19).unwrap_or(Day::from_pg(0))
    }
    fn read(text: &str) -> Result<Sheet<incident::Line>, String> {
        incidents("i.csv", text.as_bytes(), &Saved::new(), today())
    }

    #[test]
    fn columns_are_found_by_heading_in_any_order() {
        let file = "\u{FEFF}Type,Adm. No,Date,Time,Location,Comments,Incident ID\r\n\
                    Disruption,4100,18/11/2026,11:20,S4,\"Called out, twice\",77\r\n\r\n";
        let sheet = read(file).unwrap();
        let line = &sheet.lines[0];
        assert_eq!((line.row, line.admission_no.as_str()), (2, "4100"));
        assert_eq!(line.body, "Called out, twice");
        assert_eq!((line.outside.as_str(), line.place.as_str()), ("77", "S4"));
        assert_eq!(line.day, Ok(Day::new(2026, 11, 18).unwrap()));
    }

    #[test]
    fn one_cell_may_hold_the_date_and_the_time_and_other_headings_are_remembered() {
        let file = "Who,When,Sort\n4100,2026-11-18 11:20:00,Disruption\n";
        assert_eq!(read(file).unwrap().missing, ["admission no or UPN", "date", "type"]);
        let saved: Saved = [("who", "admission_no"), ("when", "date"), ("sort", "kind")]
            .map(|(h, f)| (h.to_string(), f.to_string()))
            .into();
        let sheet = incidents("i.csv", file.as_bytes(), &saved, today()).unwrap();
        assert!(sheet.missing.is_empty());
        assert_eq!(sheet.lines[0].time, "11:20:00");
    }

    #[test]
    fn a_month_written_first_makes_every_date_that_could_be_two_days_wrong() {
        let sheet = read("Adno,Date,Type\n4100,11/18/2026,D\n4100,03/04/2026,D\n").unwrap();
        assert!(sheet.lines[0].day.clone().unwrap_err().contains("day first"));
        assert!(sheet.lines[1].day.clone().unwrap_err().contains("row 2 writes the month first"));
    }

    #[test]
    fn a_file_without_rows_is_told_and_a_formula_stays_text() {
        assert!(read("Adno,Date,Type\n").unwrap_err().contains("no rows"));
        let sheet = read("Adno,Date,Type\n4100,18/11/2026,\"=cmd|' /C calc'!A0\"\n").unwrap();
        assert!(sheet.lines[0].kind.starts_with("=cmd"));
        assert!(sheet.remarks.iter().any(|r| r.contains("formula")), "{:?}", sheet.remarks);
    }
}
