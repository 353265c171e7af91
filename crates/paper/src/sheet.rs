//! One list as a file for a spreadsheet: CSV and XLSX from the same struct.
//!
//! Dates are day first, answers are Yes and No, and no cell can start a
//! formula. This room must never know who may have the list or what it is for.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::PaperError;

/// What a column holds. Decides width and side in XLSX; each cell still speaks
/// for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words and identifiers. Leading noughts are kept.
    Text,
    /// Days.
    Date,
    /// Whole numbers.
    Number,
    /// Times of day.
    Time,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The plain name in the header row.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, or an identifier such as a UPN.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day of the civil calendar.
    Date {
        /// Year, in full.
        y: i16,
        /// Month, 1 to 12.
        m: u8,
        /// Day of the month, 1 to 31.
        d: u8,
    },
    /// Minutes after midnight, 0 to 1439.
    Time(u16),
    /// Yes or No.
    YesNo(bool),
    /// Nothing.
    Blank,
}

/// A list with a header row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the list, used for the tab.
    pub name: String,
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows. A short row is filled with blanks; cells past the last column are
    /// left out.
    pub rows: Vec<Vec<Cell>>,
    /// What was asked for, who made it, when and how many: label and words, on
    /// a sheet of their own. XLSX only.
    pub notes: Vec<(String, String)>,
}

/// Excel stops at these.
const CELL_LIMIT: usize = 32_767;
const NAME_LIMIT: usize = 31;
/// Column widths, in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 48;

/// The list as CSV that Excel opens with a double click: UTF-8 with a byte
/// order mark, commas, CRLF, `dd/mm/yyyy`, `HH:mm`, Yes and No. A text that a
/// spreadsheet would run as a formula starts with an apostrophe.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    let header = sheet.columns.iter().map(|c| guarded(&c.name));
    line(&mut out, header);
    for row in &sheet.rows {
        line(&mut out, (0..sheet.columns.len()).map(|i| plain(row.get(i).unwrap_or(&Cell::Blank))));
    }
    out.into_bytes()
}

fn line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', '\n', '\r']) || field.starts_with(' ') || field.ends_with(' ')
        {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(text),
        Cell::Number(n) => n.to_string(),
        Cell::Date { y, m, d } => format!("{d:02}/{m:02}/{y:04}"),
        Cell::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        Cell::YesNo(yes) => yes_no(*yes).to_owned(),
        Cell::Blank => String::new(),
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

/// Words typed by anyone may start with a formula sign; the apostrophe makes a
/// spreadsheet read them as words. Spaces in front do not disarm the sign in
/// every program, so they are looked past. So are the full-width signs, which
/// some programs fold to the plain ones.
fn guarded(text: &str) -> String {
    // Marks that keep a name's direction are for people's eyes; a machine compares letters.
    let text = &casework::writing::straight(text);
    let runs = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// The list as an XLSX workbook: a bold header that stays in view, a filter on
/// every column, real dates and times, identifiers as text, and a Notes sheet.
///
/// # Errors
/// `Spreadsheet` when the list is larger than a worksheet can hold.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    write(sheet).map_err(|e| PaperError::Spreadsheet(reason(&e)))
}

/// The writer's errors can quote a cell; only their kind is passed on.
fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::RowColumnLimitError => "more rows or columns than a worksheet holds".to_owned(),
        XlsxError::MaxStringLengthExceeded => "a cell holds too many characters".to_owned(),
        _ => "the workbook could not be put together".to_owned(),
    }
}

fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock on this floor, and the same list must give the same file. The
    // true time of making stands in the notes.
    book.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let list = tab_name(&sheet.name);
    let notes = if list.eq_ignore_ascii_case("notes") { "About this list" } else { "Notes" };
    list_sheet(book.add_worksheet().set_name(&list)?, sheet)?;
    if !sheet.notes.is_empty() {
        notes_sheet(book.add_worksheet().set_name(notes)?, &sheet.notes)?;
    }
    book.save_to_buffer()
}

fn list_sheet(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin);
    let words = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_num_format("0").set_align(FormatAlign::Top);
    let date = Format::new()
        .set_num_format("dd/mm/yyyy")
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left);
    let time = Format::new()
        .set_num_format("hh:mm")
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left);

    for (index, column) in sheet.columns.iter().enumerate() {
        let col = position(index)?;
        page.write_string_with_format(0, col, cut(&column.name), &header)?;
        page.set_column_width(col, width(sheet, index))?;
        // Rows a person adds below keep the column's kind.
        page.set_column_format(
            col,
            match column.kind {
                Kind::Text => &words,
                Kind::Date => &date,
                Kind::Number => &number,
                Kind::Time => &time,
            },
        )?;
    }
    for (index, cells) in sheet.rows.iter().enumerate() {
        let row = u32::try_from(index + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (index, cell) in cells.iter().take(sheet.columns.len()).enumerate() {
            let col = position(index)?;
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    page.write_string_with_format(row, col, cut(text), &words)?;
                }
                // Past this a spreadsheet's floating numbers lose digits.
                Cell::Number(n) if n.unsigned_abs() > 1 << 53 => {
                    page.write_string_with_format(row, col, n.to_string(), &words)?;
                }
                Cell::Number(n) => {
                    page.write_number_with_format(row, col, *n as f64, &number)?;
                }
                Cell::Date { y, m, d } => {
                    match ExcelDateTime::from_ymd(u16::try_from(*y).unwrap_or(0), *m, *d) {
                        Ok(day) => {
                            page.write_datetime_with_format(row, col, &day, &date)?;
                        }
                        // Before 1900 a spreadsheet has no dates.
                        Err(_) => {
                            page.write_string_with_format(row, col, plain(cell), &words)?;
                        }
                    }
                }
                Cell::Time(minutes) => {
                    page.write_number_with_format(row, col, f64::from(*minutes) / 1440.0, &time)?;
                }
                Cell::YesNo(yes) => {
                    page.write_string_with_format(row, col, yes_no(*yes), &words)?;
                }
                Cell::Blank => {}
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    if let Some(last) = sheet.columns.len().checked_sub(1) {
        let rows = u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        page.autofilter(0, 0, rows, position(last)?)?;
    }
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn notes_sheet(page: &mut Worksheet, notes: &[(String, String)]) -> Result<(), XlsxError> {
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let words = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    page.set_column_width(0, 24)?;
    page.set_column_width(1, 80)?;
    for (index, (what, said)) in notes.iter().enumerate() {
        let row = u32::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)?;
        page.write_string_with_format(row, 0, cut(what), &label)?;
        page.write_string_with_format(row, 1, cut(said), &words)?;
    }
    page.set_paper_size(9);
    Ok(())
}

fn position(index: usize) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

/// A tab name Excel accepts: no `[]:*?/\`, no apostrophe at either end, at most
/// 31 characters, never empty.
fn tab_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c })
        .collect();
    let mut short = String::new();
    for c in plain.trim().trim_matches('\'').chars() {
        // Excel counts as UTF-16 does.
        if short.encode_utf16().count() + c.len_utf16() > NAME_LIMIT {
            break;
        }
        short.push(c);
    }
    let short = short.trim().trim_matches('\'');
    // Excel keeps this name for itself.
    if short.is_empty() || short.eq_ignore_ascii_case("history") {
        "List".to_owned()
    } else {
        short.to_owned()
    }
}

/// Words no longer than a cell may hold.
fn cut(text: &str) -> String {
    let text = &casework::writing::straight(text);
    let units: Vec<u16> = text.encode_utf16().collect();
    if units.len() <= CELL_LIMIT {
        return text.to_owned();
    }
    text.chars().take(CELL_LIMIT / 2 - 1).chain(['…']).collect()
}

/// Wide enough for the longest line, within reason; the header leaves room for
/// its filter button.
fn width(sheet: &Sheet, index: usize) -> f64 {
    let header = sheet.columns[index].name.chars().count() + 4;
    let cells = sheet.rows.iter().filter_map(|row| row.get(index));
    let longest = cells
        .map(|cell| plain(cell).lines().map(|l| l.chars().count()).max().unwrap_or(0) + 2)
        .max();
    header.min(24).max(longest.unwrap_or(0)).clamp(NARROWEST, WIDEST) as f64
}
