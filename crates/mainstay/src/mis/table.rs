//! A file as headings and rows, whether it was CSV or a workbook.
//!
//! Must never know: what any column means.

use super::{ROWS, pack, text};
use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use casework::roster::{At, Kind, Problem};
use casework::writing::turns;
use csv::{ReaderBuilder, StringRecord};
use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
    sync::Arc,
};

/// More characters than this in one cell means a quote that was never closed.
const CELL: usize = 5_000;
/// More columns than this is no list of people.
const COLUMNS: usize = 500;

/// One row, numbered as a spreadsheet numbers it.
#[derive(Debug)]
pub struct Row {
    /// Its number; headings usually stand in row 1.
    pub number: u32,
    /// Its cells, blanks trimmed. May be shorter than the headings.
    pub cells: StringRecord,
}

/// A list: headings and rows.
#[derive(Debug)]
pub struct Table {
    /// The name of the file.
    pub file: Arc<str>,
    /// The headings, as the file spells them. A heading that appears again has its number
    /// after it: "Email (2)".
    pub headings: Vec<String>,
    /// Rows that are not blank.
    pub rows: Vec<Row>,
    /// What was noticed in reading. A row with a refusal is not among the rows.
    pub problems: Vec<Problem>,
}

impl Table {
    /// A place in this table.
    pub fn at(&self, row: &Row) -> At {
        At::row(&self.file, row.number)
    }
}

/// Reads CSV (comma, semicolon or tab) or XLSX, told apart by their first bytes. The error
/// is about the whole file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Table, Problem> {
    let file: Arc<str> = Arc::from(name);
    let fail = |message: String| Problem::reject(At::file(file.clone()), Kind::File, message);
    let mut sheet = if bytes.starts_with(b"PK\x03\x04") {
        workbook(bytes).map_err(fail)?
    } else {
        separated(bytes).map_err(fail)?
    };
    build(file.clone(), &mut sheet).map_err(fail)
}

/// Rows before anything is known of headings.
#[derive(Default)]
struct Sheet {
    rows: Vec<(u32, StringRecord)>,
    remarks: Vec<String>,
    formulas: Vec<(u32, usize)>,
    errors: Vec<(u32, usize)>,
}

fn separated(bytes: &[u8]) -> Result<Sheet, String> {
    let read = text::read(bytes)?;
    let mut body = read.text.as_str();
    let mut sheet = Sheet { remarks: read.remark.into_iter().collect(), ..Sheet::default() };
    let start = body.trim_start();
    if start.starts_with('<') {
        return Err("this is a web page or XML, not CSV; export the list as CSV or .xlsx".into());
    }
    let mut skipped = 0;
    let mut mark = None;
    // Excel's own first line that names the separator.
    if let Some(rest) = body.strip_prefix("sep=") {
        mark = rest.bytes().next().filter(|b| b",;\t|".contains(b));
        body = rest.split_once('\n').map_or("", |(_, after)| after);
        skipped = 1;
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark.unwrap_or_else(|| sniff(body)))
        .from_reader(body.as_bytes());
    let mut record = StringRecord::new();
    // The reader numbers lines; a spreadsheet numbers rows. A line break inside a cell
    // makes the two differ.
    let mut inside = 0;
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(format!("line {line} could not be read as CSV")),
        }
        // The reader passes over blank lines after it has noted where the record begins.
        let (line, byte) = record.position().map_or((line, 0), |p| (p.line(), p.byte()));
        let start = usize::try_from(byte).ok().and_then(|byte| body.as_bytes().get(byte..));
        let blank = start.unwrap_or_default().iter().take_while(|b| matches!(b, b'\n' | b'\r'));
        let line = line + blank.filter(|b| **b == b'\n').count() as u64;
        let number = u32::try_from(line + skipped - inside).unwrap_or(u32::MAX);
        inside += record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if sheet.rows.len() > ROWS + 20 {
            return Err(too_long());
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            record.trim();
            sheet.rows.push((number, record.clone()));
        }
    }
    Ok(sheet)
}

fn too_long() -> String {
    format!("the file has more than {ROWS} rows; split it, or export one school at a time")
}

/// The separator that divides the first lines most, quoted text left out.
fn sniff(body: &str) -> u8 {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let (mut quoted, mut lines) = (false, 0);
    for byte in body.bytes().take(64 << 10) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                lines += 1;
                if lines >= 3 && counts.iter().any(|(_, n)| *n > 0) {
                    break;
                }
            }
            _ if quoted => {}
            other => {
                if let Some((_, n)) = counts.iter_mut().find(|(mark, _)| *mark == other) {
                    *n += 1;
                }
            }
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(0);
    counts.iter().find(|(_, n)| *n == most).map_or(b',', |(mark, _)| *mark)
}

fn workbook(bytes: &[u8]) -> Result<Sheet, String> {
    pack::weigh(bytes, pack::ALL)?;
    let not_one =
        |_| "this is a zip but no workbook; for a OneRoster bundle choose OneRoster".to_owned();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(not_one)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut first: Option<(String, Sheet)> = None;
    let mut others = Vec::new();
    for name in sheets {
        if first.is_none() {
            let sheet = worksheet(&mut book, &name)?;
            if !sheet.rows.is_empty() {
                first = Some((name, sheet));
            }
        } else {
            others.push(name);
        }
    }
    let (name, mut sheet) = first.ok_or("the workbook has no rows")?;
    if !others.is_empty() {
        sheet.remarks.push(format!(
            "only the sheet “{name}” is read, not {}",
            others.iter().map(|other| format!("“{other}”")).collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(sheet)
}

fn worksheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, String> {
    let damaged = |_| format!("the sheet “{name}” is damaged");
    let mut sheet = Sheet::default();
    // Cell by cell: a sheet may claim a corner cell a million rows down.
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart on a sheet of its own has no cells.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(sheet),
        Err(error) => return Err(damaged(error)),
    };
    let mut row: Vec<String> = Vec::new();
    let mut current = 0;
    let keep = |sheet: &mut Sheet, number: u32, row: &mut Vec<String>| {
        if row.iter().any(|cell| !cell.is_empty()) {
            sheet.rows.push((number + 1, StringRecord::from(std::mem::take(row))));
        }
        row.clear();
    };
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        let (at, column) = (cell.pos.0, cell.pos.1 as usize);
        if at != current {
            keep(&mut sheet, current, &mut row);
            current = at;
            if sheet.rows.len() > ROWS + 20 {
                return Err(too_long());
            }
        }
        let said = said(&cell.value);
        let said = said.filter(|said| !(said.is_empty() && cell.formula.is_some()));
        let Some(said) = said else {
            sheet.errors.push((at + 1, column));
            continue;
        };
        if cell.formula.is_some() {
            sheet.formulas.push((at + 1, column));
        }
        if said.is_empty() {
            continue;
        }
        if column >= COLUMNS {
            return Err(format!("row {} has more than {COLUMNS} columns", at + 1));
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = said;
    }
    keep(&mut sheet, current, &mut row);
    Ok(sheet)
}

/// A cell as a person would type it; none for a spreadsheet error.
fn said(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => figure(*n),
        DataRef::Bool(true) => "Yes".to_owned(),
        DataRef::Bool(false) => "No".to_owned(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(when) => {
            let serial = when.as_f64();
            if when.is_duration() || !(1.0..2_900_000.0).contains(&serial) {
                return Some(figure(serial));
            }
            let (y, m, d, hour, minute, second, _) = when.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{y:04}-{m:02}-{d:02}"),
                _ => format!("{y:04}-{m:02}-{d:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(_) => return None,
    })
}

/// A number without the ".0" a workbook gives to whole ones.
fn figure(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 { format!("{n:.0}") } else { n.to_string() }
}

fn build(file: Arc<str>, sheet: &mut Sheet) -> Result<Table, String> {
    let mut problems: Vec<Problem> = sheet
        .remarks
        .drain(..)
        .map(|remark| Problem::warn(At::file(file.clone()), Kind::File, remark))
        .collect();
    let filled = |cells: &StringRecord| cells.iter().filter(|cell| !cell.is_empty()).count();
    let rows = std::mem::take(&mut sheet.rows);
    // A title above the headings stands alone in its row.
    let widest = rows.iter().take(20).map(|(_, cells)| filled(cells)).max().unwrap_or(0);
    let head = rows
        .iter()
        .take(20)
        .position(|(_, cells)| filled(cells) >= widest.min(2))
        .ok_or("the file is empty")?;
    let mut rows = rows.into_iter().skip(head);
    let (number, found) = rows.next().ok_or("the file is empty")?;
    if head > 0 {
        problems.push(Problem::warn(
            At::file(file.clone()),
            Kind::File,
            format!("the headings were found in row {number}; what stands above is left out"),
        ));
    }
    if found.len() > COLUMNS {
        return Err(format!("the file has more than {COLUMNS} columns"));
    }
    let headings = number_headings(&found);

    let errors: HashMap<u32, usize> = sheet.errors.iter().copied().collect();
    let mut tally = Tally::default();
    for (row, column) in &sheet.formulas {
        tally.add(*row, *column, Odd::Computed);
    }
    let mut kept = Vec::with_capacity(rows.len());
    for (number, mut cells) in rows {
        let at = || At::row(&file, number);
        if let Some(column) = errors.get(&number) {
            let message =
                "the spreadsheet shows an error here, or a formula whose value was never saved";
            let heading = headings.get(*column).cloned().unwrap_or_default();
            problems.push(Problem::reject(at(), Kind::File, message).column(heading));
            continue;
        }
        if cells.iter().skip(headings.len()).any(|cell| !cell.is_empty()) {
            problems.push(Problem::reject(
                at(),
                Kind::File,
                "the row has more cells than there are headings; put quotes round text that \
                 holds a separator",
            ));
            continue;
        }
        if let Some(column) = cells.iter().position(|cell| cell.len() > CELL) {
            let message = "the text is far too long; a quote was opened and never closed";
            let heading = headings.get(column).cloned().unwrap_or_default();
            problems.push(Problem::reject(at(), Kind::File, message).column(heading));
            continue;
        }
        if cells.iter().any(|cell| odd(cell).is_some()) {
            let mended: Vec<String> = cells
                .iter()
                .enumerate()
                .map(|(column, cell)| match odd(cell) {
                    None => cell.to_owned(),
                    Some(what) => {
                        if what != Odd::Wrapped {
                            tally.add(number, column, what);
                        }
                        mend(cell, what)
                    }
                })
                .collect();
            cells = StringRecord::from(mended);
        }
        if kept.len() >= ROWS {
            return Err(too_long());
        }
        kept.push(Row { number, cells });
    }
    tally.say(&file, &headings, &mut problems);
    Ok(Table { file, headings, rows: kept, problems })
}

fn number_headings(found: &StringRecord) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    found
        .iter()
        .map(|heading| {
            let heading: String = heading.chars().filter(|c| !c.is_control()).take(100).collect();
            let times = seen.entry(heading.to_lowercase()).or_insert(0);
            *times += 1;
            match *times {
                n if n > 1 && !heading.is_empty() => format!("{heading} ({n})"),
                _ => heading,
            }
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Odd {
    /// Starts like a formula.
    Formula,
    /// `="00123"`, which is text that Excel was told to leave alone.
    Wrapped,
    /// Holds characters that cannot be seen.
    Control,
    /// Was worked out by a formula in the workbook.
    Computed,
}

fn odd(cell: &str) -> Option<Odd> {
    let first = cell.chars().next()?;
    if cell.len() > 3 && cell.starts_with("=\"") && cell.ends_with('"') {
        return Some(Odd::Wrapped);
    }
    if matches!(first, '=' | '@') {
        return Some(Odd::Formula);
    }
    // "+44 7700 900111", "-" for nothing and "-5" are what people write.
    let plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.');
    if matches!(first, '+' | '-') && !cell.chars().skip(1).all(plain) {
        return Some(Odd::Formula);
    }
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    cell.chars().any(|c| hidden(c) || c == '\u{feff}' || turns(c)).then_some(Odd::Control)
}

fn mend(cell: &str, what: Odd) -> String {
    match what {
        Odd::Wrapped => cell[2..cell.len() - 1].replace("\"\"", "\"").trim().to_owned(),
        Odd::Formula | Odd::Computed => cell.to_owned(),
        Odd::Control => cell
            .chars()
            .filter(|c| {
                (!c.is_control() || matches!(c, '\n' | '\t')) && *c != '\u{feff}' && !turns(*c)
            })
            .collect(),
    }
}

/// Odd cells, one remark for each column and not one for each cell.
#[derive(Default)]
struct Tally(BTreeMap<(usize, Odd), (u32, usize)>);

impl Tally {
    fn add(&mut self, row: u32, column: usize, what: Odd) {
        let entry = self.0.entry((column, what)).or_insert((row, 0));
        entry.1 += 1;
    }

    fn say(self, file: &Arc<str>, headings: &[String], problems: &mut Vec<Problem>) {
        for ((column, what), (row, times)) in self.0 {
            let message = match what {
                Odd::Formula => "starts like a formula and is kept as text",
                Odd::Control | Odd::Wrapped => {
                    "held characters that cannot be seen; they were taken out"
                }
                Odd::Computed => "was worked out by a formula; the value last saved is read",
            };
            let more = if times > 1 {
                format!(" (and {} more in this column)", times - 1)
            } else {
                String::new()
            };
            let heading = headings.get(column).cloned().unwrap_or_default();
            problems.push(
                Problem::warn(At::row(file, row), Kind::File, format!("the cell {message}{more}"))
                    .column(heading),
            );
        }
    }
}
