//! The file of entries: which columns in which order, the school's codes, and a file of its own
//! system matched with the entries it confirms.
//!
//! Must never know: how a file is read or written. Nobody is matched by name.

use super::WHAT;
use crate::incident::read_day;
use crate::{Coded, Id};
use rulebook::Day;

/// Letters of a heading or a code.
pub const LONGEST: usize = 60;
/// Letters of what is typed.
pub const LONGEST_WHAT: usize = 200;

coded! {
    /// What a column of the file holds.
    pub enum Column {
        AdmissionNo = "admission_no", "Admission no.";
        Upn = "upn", "UPN";
        Name = "name", "Name";
        Form = "form", "Form";
        Date = "date", "Date";
        Periods = "periods", "Periods";
        Code = "code", "Code";
        What = "what", "What to type";
        Reason = "reason", "Reason";
        Outcome = "outcome", "Outcome";
        Comment = "comment", "Comment";
        Who = "who", "Decided by";
        Due = "due", "Due";
    }
}

coded! {
    /// How a date is written.
    pub enum DateStyle {
        Slash = "slash", "10/11/2026";
        Iso = "iso", "2026-11-10";
        Dash = "dash", "10-11-2026";
        Words = "words", "10 Nov 2026";
    }
}

impl DateStyle {
    /// The day so written.
    pub fn write(self, day: Day) -> String {
        let (y, m, d) = day.ymd();
        match self {
            DateStyle::Slash => format!("{d:02}/{m:02}/{y:04}"),
            DateStyle::Iso => day.iso(),
            DateStyle::Dash => format!("{d:02}-{m:02}-{y:04}"),
            // "Tue 10 Nov 2026" without its weekday.
            DateStyle::Words => {
                day.to_string().split_once(' ').map_or(String::new(), |(_, rest)| rest.to_string())
            }
        }
    }
}

coded! {
    /// A kind of entry a school makes.
    pub enum Kind {
        Room = "room", "Behaviour entry and attendance mark, as one";
        Behaviour = "behaviour", "Behaviour entry";
        Mark = "mark", "Attendance mark";
        Outcome = "outcome", "Outcome";
    }
}

impl Kind {
    /// What is typed for it, where the school has not said otherwise.
    pub fn what(self) -> &'static str {
        match self {
            Kind::Room => WHAT,
            Kind::Behaviour => "Behaviour entry for the room",
            Kind::Mark => "Attendance mark for the room",
            Kind::Outcome => "Outcome of the day in the room",
        }
    }
}

/// What the school types for one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRule {
    /// Which.
    pub kind: Kind,
    /// Whether it is made at all.
    pub active: bool,
    /// The school's own code, or empty.
    pub code: String,
    /// What is typed.
    pub what: String,
}

/// The file and its entries as the school has set them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRules {
    /// Columns in order, each under its heading.
    pub columns: Vec<(Column, String)>,
    /// How dates are written.
    pub dates: DateStyle,
    /// Every kind of entry.
    pub kinds: Vec<KindRule>,
}

impl Default for FileRules {
    fn default() -> Self {
        use Column::*;
        let columns = [AdmissionNo, Upn, Name, Form, Date, Periods, What, Reason, Outcome, Due];
        let heading = |c: Column| (c, c.label().to_string());
        FileRules {
            columns: columns.into_iter().map(heading).collect(),
            dates: DateStyle::Slash,
            kinds: Kind::ALL
                .iter()
                .map(|k| KindRule {
                    kind: *k,
                    active: *k == Kind::Room,
                    code: String::new(),
                    what: k.what().to_string(),
                })
                .collect(),
        }
    }
}

impl FileRules {
    /// The kinds that are made. There is always one.
    pub fn made(&self) -> Vec<&KindRule> {
        let made: Vec<&KindRule> = self.kinds.iter().filter(|k| k.active).collect();
        if made.is_empty() { self.kinds.iter().take(1).collect() } else { made }
    }
    /// What is wrong with them, by field.
    pub fn wrong(&self) -> Vec<(String, String)> {
        let mut wrong = Vec::new();
        let has = |c: Column| self.columns.iter().any(|(of, _)| *of == c);
        if !has(Column::AdmissionNo) && !has(Column::Upn) {
            wrong.push((
                "place-admission_no".into(),
                "Give a place to the admission number or the UPN: a name alone finds nobody".into(),
            ));
        }
        if !has(Column::Date) {
            wrong.push(("place-date".into(), "Give the date a place".into()));
        }
        for (n, (column, heading)) in self.columns.iter().enumerate() {
            if self.columns[..n].iter().any(|(_, h)| h.eq_ignore_ascii_case(heading)) {
                wrong.push((
                    format!("heading-{}", column.code()),
                    format!("Two columns are headed “{heading}”. Give each its own"),
                ));
            }
        }
        let on = |kind: Kind| self.kinds.iter().any(|k| k.kind == kind && k.active);
        if !self.kinds.iter().any(|k| k.active) {
            wrong.push(("on-room".into(), "Keep at least one kind of entry".into()));
        }
        if on(Kind::Room) && (on(Kind::Behaviour) || on(Kind::Mark)) {
            wrong.push((
                "on-room".into(),
                "Make the behaviour entry and the mark as one, or apart: not both".into(),
            ));
        }
        wrong
    }
}

/// An entry that a file may confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The entry.
    pub id: Id,
    /// Admission number of its pupil, or empty.
    pub admission_no: String,
    /// UPN, or empty.
    pub upn: String,
    /// Its day.
    pub day: Day,
    /// Its code.
    pub code: String,
    /// It is confirmed already.
    pub made: bool,
}

/// A row of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// Row, 2 for the first after the headings.
    pub row: usize,
    /// Admission number, or empty.
    pub admission_no: String,
    /// UPN, or empty.
    pub upn: String,
    /// Date as written.
    pub date: String,
    /// Code.
    pub code: String,
}

/// What a file would confirm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// Entries, each once.
    pub confirm: Vec<Id>,
    /// Rows of entries that are confirmed already.
    pub already: usize,
    /// Rows that match nothing, and why.
    pub unmatched: Vec<(usize, String)>,
}

/// Matches rows with entries by number, date and code. A row that fits none is told, never guessed.
pub fn match_rows(rows: &[FileRow], entries: &[Candidate]) -> Matched {
    let mut out = Matched::default();
    for row in rows {
        let mut no = |why: &str| out.unmatched.push((row.row, why.to_string()));
        if row.admission_no.is_empty() && row.upn.is_empty() {
            no("It has no admission number and no UPN. Nobody is matched by name");
            continue;
        }
        let Some(day) = read_day(&row.date) else {
            no("The date is missing or is not a date. Write it as 18/11/2026");
            continue;
        };
        let same = |has: &str, wants: &str| wants.is_empty() || has.eq_ignore_ascii_case(wants);
        let theirs: Vec<&Candidate> = entries
            .iter()
            .filter(|e| same(&e.admission_no, &row.admission_no) && same(&e.upn, &row.upn))
            .collect();
        let on: Vec<&Candidate> = theirs.iter().copied().filter(|e| e.day == day).collect();
        let coded =
            on.iter().find(|e| !e.code.is_empty() && e.code.trim().eq_ignore_ascii_case(&row.code));
        if theirs.is_empty() {
            no("No entry is for somebody with these numbers");
        } else if on.is_empty() {
            no("They have an entry, and none on this date");
        } else if row.code.is_empty() {
            no("It has no code");
        } else if let Some(entry) = coded {
            if entry.made {
                out.already += 1;
            } else if !out.confirm.contains(&entry.id) {
                out.confirm.push(entry.id);
            }
        } else if on.iter().all(|e| e.code.is_empty()) {
            no("The entry here has no code. Set the school’s codes first, under Set-up");
        } else {
            no("The entry on this date has another code");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }
    fn entry(n: u128, no: &str, d: i8, code: &str, made: bool) -> Candidate {
        Candidate {
            id: Id::from_u128(n),
            admission_no: no.into(),
            upn: format!("A30140026{no}"),
            day: day(d),
            code: code.into(),
            made,
        }
    }
    fn row(row: usize, no: &str, date: &str, code: &str) -> FileRow {
        FileRow {
            row,
            admission_no: no.into(),
            date: date.into(),
            code: code.into(),
            ..FileRow::default()
        }
    }

    #[test]
    fn a_row_confirms_by_number_date_and_code_and_never_by_name() {
        let entries = [
            entry(1, "4100", 10, "IE", false),
            entry(2, "4100", 10, "B", false),
            entry(3, "4101", 10, "IE", true),
            entry(4, "4102", 10, "", false),
        ];
        let upn = FileRow { upn: "a301400264100".into(), ..row(3, "", "2026-11-10", "b") };
        let rows = [
            row(2, "4100", "10/11/2026", "ie"),
            upn,
            row(4, "4100", "10/11/2026", "IE"),
            row(5, "4101", "10/11/2026", "IE"),
            row(6, "4102", "10/11/2026", "IE"),
            row(7, "4100", "11/11/2026", "IE"),
            row(8, "9999", "10/11/2026", "IE"),
            row(9, "", "10/11/2026", "IE"),
            row(10, "4100", "soon", "IE"),
            row(11, "4100", "10/11/2026", "L"),
            row(12, "4100", "10/11/2026", ""),
        ];
        let out = match_rows(&rows, &entries);
        assert_eq!(out.confirm, [Id::from_u128(1), Id::from_u128(2)]);
        assert_eq!(out.already, 1);
        let why = |n: usize| out.unmatched.iter().find(|(row, _)| *row == n).unwrap().1.as_str();
        assert!(why(6).contains("no code"));
        assert!(why(7).contains("none on this date"));
        assert!(why(8).contains("these numbers"));
        assert!(why(9).contains("by name"));
        assert!(why(10).contains("not a date"));
        assert!(why(11).contains("another code"));
        assert!(why(12).contains("no code"));
        assert_eq!(out.unmatched.len(), 7);
    }

    #[test]
    fn numbers_of_two_people_match_nobody() {
        let entries = [entry(1, "4100", 10, "IE", false), entry(2, "4101", 10, "IE", false)];
        let mixed = FileRow { upn: "A301400264101".into(), ..row(2, "4100", "10/11/2026", "IE") };
        assert!(match_rows(&[mixed], &entries).confirm.is_empty());
    }

    #[test]
    fn a_file_needs_a_number_a_date_and_headings_of_their_own() {
        let mut rules = FileRules::default();
        assert_eq!(rules.wrong(), []);
        assert_eq!(rules.made().len(), 1);
        rules.columns = vec![(Column::Name, "Pupil".into()), (Column::Form, "pupil".into())];
        rules.kinds[1].active = true;
        let fields: Vec<String> = rules.wrong().into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["place-admission_no", "place-date", "heading-form", "on-room"]);
        assert_eq!(DateStyle::Words.write(day(10)), "10 Nov 2026");
        assert_eq!(DateStyle::Slash.write(day(3)), "03/11/2026");
    }
}
