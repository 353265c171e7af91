//! The files of a OneRoster bundle, opened and laid out by name.
//!
//! Must never know: what a pupil or a class is. It knows the manifest, the columns, and
//! older spellings of both.

use super::{
    pack,
    table::{Table, read},
};
use casework::roster::{At, Cover, Force, Kind, Problem, Told};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    rc::Rc,
};

/// The files of a bundle as bytes, by their bare name, and what was noticed in opening it.
#[derive(Debug, Default)]
pub struct Parts {
    files: BTreeMap<String, Vec<u8>>,
    problems: Vec<Problem>,
}

/// Files that are read; everything else in a bundle is passed over.
const READ: [&str; 9] = [
    "manifest",
    "orgs",
    "users",
    "roles",
    "demographics",
    "courses",
    "classes",
    "enrollments",
    "academicSessions",
];

/// Opens a zip. Names that lead out of it are passed over; sizes are limited.
pub fn zip(name: &str, bytes: &[u8]) -> Result<Parts, Problem> {
    let fail = |message: String| Problem::reject(At::file(name), Kind::File, message);
    let mut archive = pack::open(bytes).map_err(fail)?;
    let mut parts = Parts::default();
    let mut left = pack::ALL;
    let mut folder = false;
    for at in 0..archive.len() {
        let (path, safe) = {
            let Ok(file) = archive.by_index_raw(at) else { continue };
            if file.is_dir() {
                continue;
            }
            (file.name().to_owned(), file.enclosed_name().is_some() && file.is_file())
        };
        if !safe {
            parts.problems.push(Problem::warn(
                At::file(name),
                Kind::File,
                "a file whose name leads out of the zip was passed over",
            ));
            continue;
        }
        let path = path.replace('\\', "/");
        let bare = path.rsplit('/').next().unwrap_or_default();
        if path.starts_with("__MACOSX/") || !wanted(bare) {
            continue;
        }
        if path.contains('/') {
            folder = true;
        }
        let bytes = pack::unpack(&mut archive, at, left.min(pack::ONE)).map_err(fail)?;
        left -= bytes.len() as u64;
        if parts.files.insert(stem(bare), bytes).is_some() {
            return Err(fail(format!("the zip holds {bare} more than once")));
        }
    }
    if folder {
        parts.problems.push(Problem::warn(
            At::file(name),
            Kind::File,
            "the files are in a folder inside the zip; OneRoster wants them at its top",
        ));
    }
    Ok(parts)
}

/// Opens a folder.
pub fn folder(path: &Path) -> Result<Parts, Problem> {
    let name = path.file_name().map_or_else(|| "the folder".into(), |n| n.to_string_lossy());
    let fail = |message: String| Problem::reject(At::file(name.as_ref()), Kind::File, message);
    let cannot = |error: std::io::Error| fail(format!("cannot be read: {error}"));
    let mut parts = Parts::default();
    for entry in std::fs::read_dir(path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let Ok(bare) = entry.file_name().into_string() else { continue };
        let size = entry.metadata().map_err(cannot)?;
        if !size.is_file() || !wanted(&bare) {
            continue;
        }
        if size.len() > pack::ONE {
            return Err(fail(format!("{bare} is larger than {} MB", pack::ONE >> 20)));
        }
        parts.files.insert(stem(&bare), std::fs::read(entry.path()).map_err(cannot)?);
    }
    Ok(parts)
}

fn stem(bare: &str) -> String {
    let stem = bare.get(..bare.len().saturating_sub(4)).unwrap_or_default();
    READ.iter().find(|name| name.eq_ignore_ascii_case(stem)).map_or(stem, |name| name).to_owned()
}

fn wanted(bare: &str) -> bool {
    let csv = bare
        .get(bare.len().saturating_sub(4)..)
        .is_some_and(|end| end.eq_ignore_ascii_case(".csv"));
    csv && READ.contains(&stem(bare).as_str())
}

/// Older or foreign spellings of a column.
const ALIASES: &[(&str, &[&str])] = &[
    ("sourcedId", &["sourceId", "id"]),
    ("grades", &["grade"]),
    ("agentSourcedIds", &["agents", "agentSourcedId"]),
    ("userSourcedId", &["userId", "userSourcedIds"]),
    ("classSourcedId", &["classId"]),
    ("schoolSourcedId", &["schoolId"]),
    ("orgSourcedIds", &["orgSourcedId", "orgs"]),
    ("orgSourcedId", &["orgSourcedIds", "org"]),
    ("userIds", &["userId"]),
    ("periods", &["period"]),
    ("subjects", &["subject"]),
    ("birthDate", &["birthdate", "dateOfBirth"]),
];

/// Columns without which a file says nothing.
const NEEDED: &[(&str, &[&str])] = &[
    ("users", &["sourcedId", "givenName", "familyName"]),
    ("roles", &["userSourcedId", "role"]),
    ("demographics", &["sourcedId"]),
    ("classes", &["sourcedId"]),
    ("enrollments", &["classSourcedId", "userSourcedId", "role"]),
    ("orgs", &["sourcedId", "type"]),
    ("manifest", &["propertyName", "value"]),
];

/// Columns asked for by name, and where each is.
type Columns = HashMap<&'static str, usize>;

struct Sheet {
    table: Rc<Table>,
    columns: Rc<Columns>,
}

/// A bundle laid out.
pub(super) struct Bundle {
    sheets: HashMap<&'static str, Sheet>,
    properties: HashMap<String, String>,
    pub(super) problems: Vec<Problem>,
    stopped: bool,
}

/// One row of one file.
pub(super) struct Line {
    table: Rc<Table>,
    columns: Rc<Columns>,
    row: usize,
}

impl Line {
    pub(super) fn at(&self) -> At {
        self.table.at(&self.table.rows[self.row])
    }
    /// The cell of a column, or nothing.
    pub(super) fn get(&self, column: &str) -> &str {
        let cell = self.columns.get(column).and_then(|at| self.table.rows[self.row].cells.get(*at));
        cell.filter(|cell| !cell.eq_ignore_ascii_case("null")).unwrap_or_default()
    }
    pub(super) fn told(&self, column: &str) -> Told<String> {
        match self.get(column) {
            "" => self.told_if(column, Told::Blank),
            cell => Told::Said(super::values::squeeze(cell)),
        }
    }
    /// `told` if the file has the column, and silence otherwise.
    pub(super) fn told_if<T>(&self, column: &str, told: Told<T>) -> Told<T> {
        if self.columns.contains_key(column) { told } else { Told::Silent }
    }
    /// A cell that holds several values.
    pub(super) fn list(&self, column: &str) -> Vec<String> {
        let cell = self.get(column);
        cell.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
    }
    pub(super) fn gone(&self) -> bool {
        self.get("status").eq_ignore_ascii_case("tobedeleted")
    }
}

impl Bundle {
    pub(super) fn open(parts: Parts) -> Bundle {
        let mut bundle = Bundle {
            sheets: HashMap::new(),
            properties: HashMap::new(),
            problems: parts.problems,
            stopped: false,
        };
        for name in READ {
            if let Some(bytes) = parts.files.get(name) {
                bundle.lay(name, bytes);
            }
        }
        let manifest: Vec<_> = bundle
            .rows("manifest")
            .map(|row| (row.get("propertyName").to_owned(), row.get("value").to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        bundle.properties.extend(manifest);
        bundle.check();
        bundle
    }

    fn lay(&mut self, name: &'static str, bytes: &[u8]) {
        let file = format!("{name}.csv");
        // An empty file is how some systems say "none".
        if bytes.iter().all(|b| b.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(b)) {
            self.problems.push(Problem::warn(At::file(file), Kind::File, "the file is empty"));
            return;
        }
        let mut table = match read(&file, bytes) {
            Ok(table) => table,
            Err(problem) => return self.problems.push(problem),
        };
        self.problems.append(&mut table.problems);
        let mut columns = Columns::new();
        for wanted in wanted_columns(name) {
            let find =
                |spelling: &str| table.headings.iter().position(|heading| heading == spelling);
            let loose = |spelling: &str| {
                table.headings.iter().position(|heading| heading.eq_ignore_ascii_case(spelling))
            };
            if let Some(at) = find(wanted) {
                columns.insert(wanted, at);
                continue;
            }
            let aliases =
                ALIASES.iter().find(|(name, _)| *name == wanted).map_or(&[][..], |(_, all)| all);
            let found = loose(wanted).or_else(|| aliases.iter().find_map(|alias| loose(alias)));
            // A spelling that is a column in its own right belongs to that column.
            let found = found.filter(|at| {
                let heading = &table.headings[*at];
                heading.eq_ignore_ascii_case(wanted) || !wanted_columns(name).any(|c| c == heading)
            });
            if let Some(at) = found {
                self.problems.push(
                    Problem::warn(
                        At::file(file.as_str()),
                        Kind::File,
                        format!("the column is read as “{wanted}”"),
                    )
                    .column(&table.headings[at]),
                );
                columns.insert(wanted, at);
            }
        }
        for column in
            NEEDED.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, needed)| needed)
        {
            if !columns.contains_key(column) {
                self.problems.push(
                    Problem::reject(At::file(file.as_str()), Kind::File, "the column is missing")
                        .column(*column),
                );
            }
        }
        for (heading, again) in doubled(&table.headings) {
            if columns.values().any(|at| *at == again) {
                self.problems.push(
                    Problem::reject(
                        At::file(file.as_str()),
                        Kind::File,
                        "the column is there twice",
                    )
                    .column(heading),
                );
            }
        }
        let sheet = Sheet { table: Rc::new(table), columns: Rc::new(columns) };
        self.sheets.insert(name, sheet);
    }

    /// Compares the manifest with what is there.
    fn check(&mut self) {
        let at = || At::file("manifest.csv");
        if self.sheets.is_empty() {
            self.problems.push(Problem::reject(
                At::file("the bundle"),
                Kind::File,
                "there is no OneRoster file in it (users.csv, classes.csv, enrollments.csv)",
            ));
            return;
        }
        if !self.sheets.contains_key("manifest") {
            self.problems.push(Problem::warn(
                at(),
                Kind::File,
                "there is no manifest, so the bundle is taken as changes only and nobody is marked as left",
            ));
        }
        if let Some(version) = self.property("oneroster.version")
            && !version.starts_with("1.1")
            && !version.starts_with("1.2")
        {
            let message =
                format!("the bundle says it is OneRoster {version}; 1.1 and 1.2 are read");
            self.problems
                .push(Problem::warn(at(), Kind::File, message).column("oneroster.version"));
        }
        for name in READ.into_iter().filter(|name| *name != "manifest") {
            let property = format!("file.{name}");
            let word = self.property(&property).map(str::to_lowercase);
            let here = self.sheets.contains_key(name);
            let message = match (word.as_deref(), here) {
                (Some("bulk" | "delta"), false) => {
                    let missing = Problem::reject(
                        at(),
                        Kind::File,
                        format!("{name}.csv is promised and is not there, or cannot be read"),
                    );
                    self.problems.push(missing.column(property));
                    continue;
                }
                (Some("absent"), true) => {
                    format!("{name}.csv is called absent and is there; it is read as changes only")
                }
                (Some("bulk" | "delta" | "absent"), _) | (None, _) => continue,
                (Some(other), _) => format!(
                    "“{other}” is not bulk, delta or absent; {name}.csv is read as changes only"
                ),
            };
            self.problems.push(Problem::warn(at(), Kind::File, message).column(property));
        }
    }

    /// True once nothing good can come of reading on.
    pub(super) fn refused(&self) -> bool {
        self.stopped || self.problems.iter().any(|p| p.force == Force::Reject && p.at.row.is_none())
    }
    pub(super) fn stop(&mut self) {
        self.stopped = true;
    }
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str)
    }
    pub(super) fn has(&self, file: &str) -> bool {
        self.sheets.contains_key(file)
    }
    /// How complete a file is: as the manifest says, and otherwise changes only.
    pub(super) fn cover(&self, file: &str) -> Cover {
        match self.property(&format!("file.{file}")) {
            _ if !self.has(file) => Cover::Nothing,
            Some(word) if word.eq_ignore_ascii_case("bulk") => Cover::Bulk,
            _ => Cover::Delta,
        }
    }
    /// The rows of a file.
    pub(super) fn rows(&self, file: &str) -> impl Iterator<Item = Line> + use<> {
        let sheet = self.sheets.get(file).map(|sheet| (sheet.table.clone(), sheet.columns.clone()));
        let rows = sheet.as_ref().map_or(0, |(table, _)| table.rows.len());
        (0..rows).filter_map(move |row| {
            let (table, columns) = sheet.clone()?;
            Some(Line { table, columns, row })
        })
    }
    /// The rows of a file, all at once.
    pub(super) fn take(&self, file: &str) -> Vec<Line> {
        self.rows(file).collect()
    }
}

/// Columns of each file that are asked for.
fn wanted_columns(name: &str) -> impl Iterator<Item = &'static str> {
    let more: &[&'static str] = match name {
        "manifest" => &["propertyName", "value"],
        "orgs" => &["name", "type", "identifier"],
        "users" => &[
            "orgSourcedIds",
            "primaryOrgSourcedId",
            "role",
            "userIds",
            "givenName",
            "familyName",
            "middleName",
            "identifier",
            "email",
            "sms",
            "phone",
            "agentSourcedIds",
            "grades",
            "preferredGivenName",
            "preferredFamilyName",
        ],
        "roles" => &["userSourcedId", "role", "orgSourcedId", "endDate"],
        "demographics" => &["birthDate", "sex"],
        "courses" => &["title"],
        "classes" => &[
            "title",
            "grades",
            "courseSourcedId",
            "classCode",
            "classType",
            "location",
            "schoolSourcedId",
            "subjects",
            "periods",
        ],
        "enrollments" => &[
            "classSourcedId",
            "schoolSourcedId",
            "userSourcedId",
            "role",
            "primary",
            "beginDate",
            "endDate",
        ],
        _ => &[],
    };
    let every: &[&'static str] = if name == "manifest" { &[] } else { &["sourcedId", "status"] };
    every.iter().chain(more).copied()
}

/// Headings that stand twice: the heading, and the place of its first column.
fn doubled(headings: &[String]) -> Vec<(String, usize)> {
    headings
        .iter()
        .filter_map(|heading| {
            let base = heading.strip_suffix(" (2)")?;
            let first = headings.iter().position(|other| other.eq_ignore_ascii_case(base))?;
            Some((base.to_owned(), first))
        })
        .collect()
}
