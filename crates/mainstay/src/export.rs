//! A list taken away as a file: its cells, its name, and the line of the trail that says it was
//! taken.
//!
//! Must never know: what a list holds, or who may take it.

use crate::visit::{Answer, Visit};
use casework::Event;
use paper::sheet::{Cell, Column, Kind, Sheet};
use rulebook::{Day, Minute};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Text with commas.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

impl As {
    /// From the word of a form or an address.
    pub fn from_word(word: &str) -> Option<As> {
        [As::Csv, As::Xlsx].into_iter().find(|kind| kind.word() == word)
    }
    /// The word, and the end of the file's name.
    pub fn word(self) -> &'static str {
        match self {
            As::Csv => "csv",
            As::Xlsx => "xlsx",
        }
    }
    fn media(self) -> &'static str {
        match self {
            As::Csv => "text/csv; charset=utf-8",
            As::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Hands a list over and records that it was: no file without its event. The name is without
/// its ending.
pub async fn hand_over(
    v: &Visit,
    (sheet, kind, name): (&Sheet, As, &str),
    why: &str,
    event: Event,
) -> Answer {
    let bytes = match kind {
        As::Csv => paper::sheet::csv(sheet),
        As::Xlsx => paper::sheet::xlsx(sheet).map_err(anyhow::Error::from)?,
    };
    let w = v.write(why).await?;
    v.commit(w, event, Vec::new()).await?;
    v.download(&format!("{name}.{}", kind.word()), kind.media(), bytes)
}

/// Words for a file's name: small letters and figures with hyphens.
pub fn slug(text: &str) -> String {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .to_lowercase()
}

/// Columns by name and kind.
pub fn columns<const N: usize>(all: [(&str, Kind); N]) -> Vec<Column> {
    all.into_iter().map(|(name, kind)| Column { name: name.into(), kind }).collect()
}

/// A day.
pub fn day(d: Day) -> Cell {
    let (y, m, d) = d.ymd();
    Cell::Date { y, m: m as u8, d: d as u8 }
}

/// A time of day.
pub fn time(m: Minute) -> Cell {
    Cell::Time(m.number() as u16)
}

/// Words.
pub fn text(t: impl Into<String>) -> Cell {
    Cell::Text(t.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_plain_words_whatever_the_school_is_called() {
        assert_eq!(slug("Fairholme Community School"), "fairholme-community-school");
        assert_eq!(slug("St. Mary’s (C of E) / Upper"), "st-mary-s-c-of-e-upper");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(As::from_word("pdf"), None);
    }
}
