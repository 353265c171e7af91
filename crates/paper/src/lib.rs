//! Paper: everything that leaves the program as a document a person can hold.
//! Letters as PDF, Word and plain text, packs of papers, lists as CSV and XLSX, charts as SVG.
//!
//! This floor knows nothing of the database, the web or the clock. It is handed
//! plain structs of finished words and gives back bytes. The same input gives
//! the same bytes on any day.

pub mod chart;
pub mod docx;
pub mod letter;
pub mod pack;
pub mod pdf;
pub mod read;
pub mod sheet;

/// Why a document could not be made. Carries no words from the document, so it
/// is safe in a log line.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The page setter refused the document. The text is its own complaint with
    /// anything quoted from the document taken out.
    #[error("the page could not be set: {0}")]
    Setting(String),
    /// A font file that was handed over holds no font we can read.
    #[error("font file {0} (counting from 1) could not be read")]
    Font(usize),
    /// Fonts were added after the first document was made.
    #[error("fonts must be added before the first document is made")]
    FontsTooLate,
    /// The spreadsheet writer refused the list.
    #[error("the spreadsheet could not be written: {0}")]
    Spreadsheet(String),
}
