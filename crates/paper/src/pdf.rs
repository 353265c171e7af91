//! Sets a fixed template and a parcel of data into a tagged PDF/UA-1.
//!
//! The setter sees one template (compiled into the program), one data file, the
//! papers handed over with it and the fonts, and nothing else: no disk, no
//! network, no clock. Words from a
//! school arrive only as data, so a `#` in a name is a `#` on the page. This
//! room must never know what a document says or means.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::PaperError;

/// A day as year, month and day, for the file's own record of when it was made.
pub type MadeOn = (i32, u8, u8);

/// How many documents a cached layout step may go unused before it is dropped.
/// Enough to keep the template warm through a batch, too few to hoard memory.
const CACHE_AGE: usize = 4;

/// The file of words a template reads.
const DATA: &str = "data.json";

static EXTRA_FONTS: OnceLock<Vec<Font>> = OnceLock::new();
static KIT: OnceLock<Kit> = OnceLock::new();

/// Everything that is the same for every document.
struct Kit {
    library: LazyHash<Library>,
    fonts: FontStore,
}

fn kit() -> &'static Kit {
    KIT.get_or_init(|| {
        let mut fonts = FontStore::new();
        fonts.extend(typst_kit::fonts::embedded());
        for font in EXTRA_FONTS.get_or_init(Vec::new) {
            fonts.push((font.clone(), font.info().clone()));
        }
        // Row headers in tables are still marked as coming in this release.
        let features = [Feature::A11yExtras].into_iter().collect();
        Kit { library: LazyHash::new(Library::builder().with_features(features).build()), fonts }
    })
}

/// A font that is always here: its file, and which of its faces. For whoever reads a PDF that
/// does not carry its own.
pub(crate) fn a_font() -> Option<(hayro_interpret::font::FontData, u32)> {
    let font = kit().fonts.font(0)?;
    Some((std::sync::Arc::new(font.data().clone()), font.index()))
}

/// Adds font files (TTF, OTF or TTC, whole file each) for scripts the built-in
/// fonts do not cover, such as Bengali, Hebrew or Chinese. Call once at start.
///
/// # Errors
/// `Font` when a file holds no font; `FontsTooLate` after the first document.
pub fn add_fonts(files: Vec<Vec<u8>>) -> Result<(), PaperError> {
    let mut fonts = Vec::new();
    for (index, file) in files.into_iter().enumerate() {
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(file)));
        if fonts.len() == before {
            return Err(PaperError::Font(index + 1));
        }
    }
    EXTRA_FONTS.set(fonts).map_err(|_| PaperError::FontsTooLate)
}

/// The letters in `text` that no font can draw, each once, in order. They would
/// print as empty boxes, so a page can warn before the letter is sent.
pub fn unprintable(text: &str) -> Vec<char> {
    let book = kit().fonts.book();
    let mut missing = Vec::new();
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        let drawn = (0..).map_while(|i| book.info(i)).any(|info| info.coverage.contains(c as u32));
        if !drawn && !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

/// Characters that shape or space their neighbours and have no look of their
/// own: spaces, joiners, direction marks, variation selectors.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c as u32, 0xAD | 0x61C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F)
}

/// The world of one document.
struct Desk {
    template: Source,
    data: Bytes,
    /// Papers handed over with it, by the name the data has for them.
    papers: Vec<(String, Bytes)>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &kit().library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        kit().fonts.book()
    }
    fn main(&self) -> FileId {
        self.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        if name == DATA {
            return Ok(self.data.clone());
        }
        let paper = self.papers.iter().find(|(of, _)| of == name);
        paper.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        kit().fonts.font(index)
    }
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets `template` (our own source, read with `json("data.json")`) with `data`
/// (JSON). Tries PDF/UA-1 first; when the words hold a letter no font can draw,
/// that standard is refused, and the same tagged pages go out without the claim.
pub(crate) fn set(
    template: &'static str,
    data: &serde_json::Value,
    made_on: Option<MadeOn>,
) -> Result<Vec<u8>, PaperError> {
    let desk = Desk {
        template: Source::detached(template),
        data: Bytes::new(data.to_string().into_bytes()),
        papers: Vec::new(),
    };
    let made = compile(&desk, made_on);
    typst::comemo::evict(CACHE_AGE);
    made
}

/// A paper's bytes, shared with whoever handed them over.
struct Shared(std::sync::Arc<Vec<u8>>);
impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// As [`set`], with papers placed whole. Says how many pages it has. Pages of another PDF cannot
/// claim PDF/UA-1 for what somebody else made: they go out tagged, in the newest version, which
/// takes pages of every older one.
pub(crate) fn set_with(
    template: &'static str,
    data: &serde_json::Value,
    papers: Vec<(String, std::sync::Arc<Vec<u8>>)>,
    embeds: bool,
    made_on: Option<MadeOn>,
) -> Result<(Vec<u8>, usize), PaperError> {
    let desk = Desk {
        template: Source::detached(template),
        data: Bytes::new(data.to_string().into_bytes()),
        papers: papers.into_iter().map(|(n, b)| (n, Bytes::new(Shared(b)))).collect(),
    };
    let standard = if embeds { PdfStandard::V_2_0 } else { PdfStandard::Ua_1 };
    let made = laid_out(&desk).and_then(|pages| {
        let count = pages.pages().len();
        write(&pages, made_on, standard).map(|file| (file, count))
    });
    // Papers are large and seldom set twice: nothing of them is kept.
    typst::comemo::evict(0);
    made
}

fn compile(desk: &Desk, made_on: Option<MadeOn>) -> Result<Vec<u8>, PaperError> {
    write(&laid_out(desk)?, made_on, PdfStandard::Ua_1)
}

fn laid_out(desk: &Desk) -> Result<PagedDocument, PaperError> {
    let Warned { output, .. } = typst::compile::<PagedDocument>(desk);
    output.map_err(|errors| complaint(&errors))
}

/// Writes the pages by a standard; where they cannot keep it, without the claim.
fn write(
    pages: &PagedDocument,
    made_on: Option<MadeOn>,
    standard: PdfStandard,
) -> Result<Vec<u8>, PaperError> {
    if let Ok(file) = typst_pdf::pdf(pages, &options(made_on, &[standard])?) {
        return Ok(file);
    }
    typst_pdf::pdf(pages, &options(made_on, &[])?).map_err(|errors| complaint(&errors))
}

fn options(made_on: Option<MadeOn>, standards: &[PdfStandard]) -> Result<PdfOptions, PaperError> {
    let standards =
        PdfStandards::new(standards).map_err(|e| PaperError::Setting(e.message().to_string()))?;
    let timestamp = made_on
        .and_then(|(y, m, d)| Datetime::from_ymd_hms(y, m, d, 0, 0, 0))
        .map(typst_pdf::Timestamp::new_utc);
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Mainstay".into())),
        timestamp,
        standards,
        tagged: true,
        ..PdfOptions::default()
    })
}

/// The setter's complaint, without the words it quotes from the document.
fn complaint(errors: &[SourceDiagnostic]) -> PaperError {
    let said = errors.first().map_or("no reason given", |e| e.message.as_str());
    let mut plain = String::new();
    let mut quoted = false;
    for c in said.chars() {
        match c {
            '"' | '`' | '“' | '”' => {
                if !quoted {
                    plain.push('…');
                }
                quoted = !quoted;
            }
            _ if !quoted => plain.push(c),
            _ => {}
        }
    }
    PaperError::Setting(plain)
}
