//! Which column of a file is which field: by heading, or as somebody chose before.
//!
//! Must never know: what the cells hold.

use super::{fields, table::Table};
use casework::roster::{At, Kind, Problem};
use std::collections::BTreeMap;

/// The lists a school may bring as a plain file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    /// Pupils, one row each.
    Pupils,
    /// Contacts, one row for each contact of each pupil.
    Contacts,
    /// Staff, one row each.
    Staff,
    /// Classes, one row for each class, or for each pupil in each class.
    Classes,
    /// Lessons of the week, one row each.
    Timetable,
}

impl List {
    /// All of them, in the order they should be brought in.
    pub const ALL: [List; 5] =
        [List::Pupils, List::Staff, List::Contacts, List::Classes, List::Timetable];

    /// The word of the command line and of addresses.
    pub fn word(self) -> &'static str {
        match self {
            List::Pupils => "pupils",
            List::Contacts => "contacts",
            List::Staff => "staff",
            List::Classes => "classes",
            List::Timetable => "timetable",
        }
    }

    /// The list of this word.
    pub fn from_word(word: &str) -> Option<List> {
        Self::ALL.into_iter().find(|list| list.word() == word)
    }

    /// What its rows are about.
    pub fn kind(self) -> Kind {
        match self {
            List::Pupils => Kind::Pupil,
            List::Contacts => Kind::Contact,
            List::Staff => Kind::Staff,
            List::Classes => Kind::Class,
            List::Timetable => Kind::Lesson,
        }
    }

    /// Its fields, in the order a page shows them.
    pub fn fields(self) -> &'static [Field] {
        fields::of(self)
    }

    /// What it cannot do without: each line is a set of fields of which one is enough.
    fn needs(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            List::Pupils => &[
                (
                    "a UPN, an admission number or another identifier",
                    &["upn", "admission_number", "id"],
                ),
                (
                    "a name",
                    &[
                        "full_name",
                        "legal_forename",
                        "forename",
                        "legal_surname",
                        "surname",
                        "known_forename",
                        "known_surname",
                    ],
                ),
            ],
            List::Contacts => &[
                (
                    "the pupil's UPN, admission number or identifier",
                    &["pupil_upn", "pupil_admission_number", "pupil_id"],
                ),
                ("the contact's name", &["full_name", "forename", "surname"]),
            ],
            List::Staff => &[
                ("an email address, a staff code or another identifier", &["email", "code", "id"]),
                ("a name", &["full_name", "forename", "surname"]),
            ],
            List::Classes => &[("the class", &["code"])],
            List::Timetable => &[("the class", &["class"]), ("the period", &["period"])],
        }
    }
}

/// One thing a column may be.
#[derive(Debug)]
pub struct Field {
    /// Its name in a saved mapping; never changes.
    pub id: &'static str,
    /// Its name on a page.
    pub label: &'static str,
    /// Headings it is known by, parted by bars.
    pub headings: &'static str,
}

impl Field {
    /// The headings it is known by, the likeliest first.
    pub fn known_by(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.headings.split('|')
    }
}

/// What somebody chose before: folded heading to field id, or to nothing for "leave out".
pub type Saved = BTreeMap<String, String>;

/// Which column each field is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: BTreeMap<&'static str, usize>,
}

impl Mapping {
    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.get(field).copied()
    }
    /// The field of a column.
    pub fn field(&self, column: usize) -> Option<&'static str> {
        self.columns.iter().find(|(_, at)| **at == column).map(|(field, _)| *field)
    }
    /// True if the file speaks of this field.
    pub fn has(&self, field: &str) -> bool {
        self.columns.contains_key(field)
    }
}

/// A heading without what tells two spellings of it apart: `Legal_x0020_Surname` and
/// "legal surname" are one.
pub fn fold(heading: &str) -> String {
    heading
        .replace("_x0020_", " ")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Maps headings to fields: a saved choice first, then the headings a field is known by, the
/// likeliest heading of a field winning over the next. A refusal among the problems means
/// the file cannot be read until somebody maps it.
pub fn map(list: List, table: &Table, saved: &Saved) -> (Mapping, Vec<Problem>) {
    let folded: Vec<String> = table.headings.iter().map(|heading| fold(heading)).collect();
    let mut mapping = Mapping::default();
    let mut problems = Vec::new();
    let mut chosen = vec![false; folded.len()];
    for (at, heading) in folded.iter().enumerate() {
        let Some(id) = saved.get(heading) else { continue };
        chosen[at] = true;
        if let Some(field) = list.fields().iter().find(|field| field.id == id) {
            if mapping.columns.contains_key(field.id) {
                problems.push(
                    Problem::reject(
                        At::file(table.file.clone()),
                        list.kind(),
                        format!("two columns are chosen as {}", field.label),
                    )
                    .column(&table.headings[at]),
                );
            }
            mapping.columns.insert(field.id, at);
        }
    }
    for field in list.fields() {
        if mapping.has(field.id) {
            continue;
        }
        let found = field.known_by().find_map(|known| {
            let known = fold(known);
            (0..folded.len()).find(|at| !chosen[*at] && folded[*at] == known)
        });
        if let Some(at) = found {
            chosen[at] = true;
            mapping.columns.insert(field.id, at);
        }
    }
    problems.extend(doubled(list, table, &mapping, saved));
    for (what, enough) in list.needs() {
        if !enough.iter().any(|field| mapping.has(field)) {
            let looked: Vec<_> = list
                .fields()
                .iter()
                .filter(|field| enough.contains(&field.id))
                .filter_map(|field| field.known_by().next().map(|heading| format!("“{heading}”")))
                .collect();
            problems.push(Problem::reject(
                At::file(table.file.clone()),
                list.kind(),
                format!(
                    "no column gives {what}. Looked for {}; the headings are {}",
                    looked.join(", "),
                    said(&table.headings)
                ),
            ));
        }
    }
    let unread: Vec<String> = (0..folded.len())
        .filter(|at| !folded[*at].is_empty() && mapping.field(*at).is_none())
        .filter(|at| saved.get(&folded[*at]).is_none_or(|field| !field.is_empty()))
        .map(|at| table.headings[at].clone())
        .collect();
    if !unread.is_empty() {
        problems.push(Problem::warn(
            At::file(table.file.clone()),
            list.kind(),
            format!("left out, since no field of ours is known by the heading: {}", said(&unread)),
        ));
    }
    (mapping, problems)
}

/// A heading that stands twice is harmless while both columns say the same.
fn doubled(list: List, table: &Table, mapping: &Mapping, saved: &Saved) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, heading) in table.headings.iter().enumerate() {
        let Some((base, number)) = heading.rsplit_once(" (") else { continue };
        if number.trim_end_matches(')').parse::<u32>().is_err()
            || saved.contains_key(&fold(heading))
        {
            continue;
        }
        let first = table.headings.iter().position(|other| other.eq_ignore_ascii_case(base));
        let Some(first) = first.filter(|first| mapping.field(*first).is_some()) else { continue };
        let differs = table.rows.iter().find(|row| {
            row.cells.get(at).unwrap_or_default() != row.cells.get(first).unwrap_or_default()
        });
        problems.push(
            match differs {
                Some(row) => Problem::reject(
                    At::row(&table.file, row.number),
                    list.kind(),
                    format!(
                        "two columns are headed “{base}” and differ from this row on; rename one, \
                         or choose which to read"
                    ),
                ),
                None => Problem::warn(
                    At::file(table.file.clone()),
                    list.kind(),
                    format!("two columns are headed “{base}” and say the same; the first is read"),
                ),
            }
            .column(base),
        );
    }
    problems
}

fn said(headings: &[String]) -> String {
    let shown: Vec<_> = headings.iter().take(30).map(|heading| format!("“{heading}”")).collect();
    match headings.len() {
        0 => "none".to_owned(),
        n if n > 30 => format!("{} and {} more", shown.join(", "), n - 30),
        _ => shown.join(", "),
    }
}
