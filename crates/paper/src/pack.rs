//! A pack of papers as one PDF: a cover, contents with page numbers, then every paper in its
//! order. Typed words are set; PDF pages and pictures are placed whole on numbered pages.
//!
//! A file that cannot be read never breaks the pack: a page says in its place that the paper is
//! served apart. Must never know: who may read it, why a paper is in it, or the law.

use crate::PaperError;
use crate::pdf::{self, MadeOn};
use hayro_syntax::{LoadPdfError, Pdf};
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

const TEMPLATE: &str = include_str!("../templates/pack.typ");

/// Pages of one file that are placed at most; a longer one is served apart.
pub const PAGES_AT_MOST: usize = 500;

/// A finished pack. Every string is plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Title, on the cover and of the PDF.
    pub title: String,
    /// A line under it, or empty.
    pub subtitle: String,
    /// Who puts it together.
    pub author: String,
    /// What stands at the foot of every page: which version, of when.
    pub mark: String,
    /// Facts of the cover.
    pub facts: Vec<(String, String)>,
    /// Paragraphs of the cover.
    pub notes: Vec<String>,
    /// Papers, in order.
    pub papers: Vec<Paper>,
}

/// One paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Title.
    pub title: String,
    /// Whose it is and of when, or empty.
    pub about: String,
    /// What a reader must know of it, such as that it came late; or empty.
    pub note: String,
    /// What it is made of.
    pub body: Body,
}

/// What a paper is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Typed words, a paragraph each.
    Words(Vec<String>),
    /// A file, with the pages that are taken out, each with what stands there instead.
    File {
        /// Its bytes.
        bytes: Arc<Vec<u8>>,
        /// What it is.
        kind: Kind,
        /// Page numbers from 1, and the words in their place.
        out: Vec<(usize, String)>,
    },
    /// Not in the pack: what is said in its place.
    Apart(String),
}

/// A kind of file that can be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpg,
}

/// Why a file cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is locked with a password.
    Locked,
    /// It cannot be read.
    Damaged,
    /// It has more pages than are placed.
    TooLong(usize),
}

impl Unfit {
    /// In words, for the page that stands in its place.
    pub fn words(self) -> String {
        match self {
            Unfit::Locked => "This paper is locked with a password, so its pages could not be put into the pack. It is served apart.".into(),
            Unfit::Damaged => "This paper is damaged and could not be read, so its pages could not be put into the pack. It is served apart.".into(),
            Unfit::TooLong(pages) => format!("This paper has {pages} pages, more than the {PAGES_AT_MOST} that are put into a pack. It is served apart."),
        }
    }
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Papers, counted from 0, that could not be placed, and why.
    pub apart: Vec<(usize, Unfit)>,
}

/// How many pages a PDF has, and which are wider than they are high.
///
/// # Errors
/// When it is locked, cannot be read or is too long.
pub fn look(bytes: &Arc<Vec<u8>>) -> Result<Vec<bool>, Unfit> {
    let bytes = Arc::clone(bytes);
    // What a stranger made may break the reader; it must not break the pack.
    let read = catch_unwind(AssertUnwindSafe(move || {
        let file = Pdf::new(bytes.to_vec()).map_err(|e| match e {
            LoadPdfError::Decryption(_) => Unfit::Locked,
            LoadPdfError::Invalid => Unfit::Damaged,
        })?;
        let sizes = file.pages().iter().map(|p| p.render_dimensions());
        let wide: Vec<bool> = sizes.map(|(width, height)| width > height).collect();
        match wide.len() {
            0 => Err(Unfit::Damaged),
            n if n > PAGES_AT_MOST => Err(Unfit::TooLong(n)),
            _ => Ok(wide),
        }
    }));
    read.unwrap_or(Err(Unfit::Damaged))
}

/// Whether a picture can be placed.
///
/// # Errors
/// When it cannot be read.
pub fn look_at_picture(bytes: &Arc<Vec<u8>>, kind: Kind) -> Result<(), Unfit> {
    let paper = Paper {
        title: "Picture".into(),
        about: String::new(),
        note: String::new(),
        body: Body::File { bytes: Arc::clone(bytes), kind, out: Vec::new() },
    };
    alone(&paper, Arranged { pages: vec![false] })
}

/// The pages of a file as they are placed.
struct Arranged {
    /// Whether each is wider than it is high.
    pages: Vec<bool>,
}

/// Sets one paper by itself, to find out whether it can be.
fn alone(paper: &Paper, arranged: Arranged) -> Result<(), Unfit> {
    let pack = Pack {
        title: "Paper".into(),
        author: "Paper".into(),
        papers: vec![paper.clone()],
        ..Pack::default()
    };
    compose(&pack, &[Ok(Some(arranged))], None).map(|_| ()).map_err(|_| Unfit::Damaged)
}

/// Sets the pack.
///
/// # Errors
/// `Setting` when even the words cannot be set; never because of a file in it.
pub fn make(pack: &Pack, made_on: Option<MadeOn>) -> Result<Made, PaperError> {
    let mut arranged: Vec<Result<Option<Arranged>, Unfit>> =
        pack.papers.iter().map(arrange).collect();
    let first = compose(pack, &arranged, made_on);
    let (pdf, pages) = match first {
        Ok(done) => done,
        Err(_) => {
            // One of the files broke it: each is tried by itself, and those that cannot be set
            // are served apart.
            for (paper, place) in pack.papers.iter().zip(&mut arranged) {
                if let Ok(Some(of)) = place
                    && let Err(why) = alone(paper, Arranged { pages: of.pages.clone() })
                {
                    *place = Err(why);
                }
            }
            compose(pack, &arranged, made_on)?
        }
    };
    let apart =
        arranged.iter().enumerate().filter_map(|(n, p)| Some((n, p.as_ref().err().copied()?)));
    Ok(Made { pdf, pages, apart: apart.collect() })
}

fn arrange(paper: &Paper) -> Result<Option<Arranged>, Unfit> {
    match &paper.body {
        Body::File { bytes, kind: Kind::Pdf, .. } => {
            look(bytes).map(|pages| Some(Arranged { pages }))
        }
        Body::File { .. } => Ok(Some(Arranged { pages: vec![false] })),
        Body::Words(_) | Body::Apart(_) => Ok(None),
    }
}

fn compose(
    pack: &Pack,
    arranged: &[Result<Option<Arranged>, Unfit>],
    made_on: Option<MadeOn>,
) -> Result<(Vec<u8>, usize), PaperError> {
    let mut files: Vec<(String, Arc<Vec<u8>>)> = Vec::new();
    let mut papers = Vec::new();
    let mut embeds = false;
    for (n, (paper, place)) in pack.papers.iter().zip(arranged).enumerate() {
        let number = n + 1;
        let (mut words, mut apart, mut name) = (Vec::new(), String::new(), String::new());
        let mut pages = Vec::new();
        match (&paper.body, place) {
            (_, Err(why)) => apart = why.words(),
            (Body::Words(all), _) => words = all.iter().map(|w| clean(w)).collect(),
            (Body::Apart(said), _) => apart = clean(said),
            (Body::File { .. }, Ok(None)) => apart = Unfit::Damaged.words(),
            (Body::File { bytes, kind, out }, Ok(Some(of))) => {
                name = format!("paper-{number}.{}", ending(*kind));
                files.push((name.clone(), Arc::clone(bytes)));
                embeds |= *kind == Kind::Pdf;
                let total = of.pages.len();
                for (at, wide) in of.pages.iter().enumerate() {
                    let page = at + 1;
                    let gone = out.iter().find(|(n, _)| *n == page);
                    pages.push(json!({
                        "number": if *kind == Kind::Pdf { page } else { 0 },
                        "wide": wide,
                        "out": gone.map(|(_, said)| clean(said)).unwrap_or_default(),
                        "alt": format!("Page {page} of {total} of paper {number}, {}", one_line(&paper.title)),
                    }));
                }
            }
        }
        papers.push(json!({
            "number": number,
            "title": one_line(&paper.title),
            "about": clean(&paper.about),
            "note": clean(&paper.note),
            "words": words,
            "apart": apart,
            "file": name,
            "pages": pages,
        }));
    }
    let facts: Vec<[String; 2]> = pack
        .facts
        .iter()
        .map(|(what, answer)| [clean(what), clean(answer)])
        .filter(|[_, answer]| !answer.is_empty())
        .collect();
    let data = json!({
        "title": one_line(&pack.title),
        "subtitle": clean(&pack.subtitle),
        "author": one_line(&pack.author),
        "mark": one_line(&pack.mark),
        "facts": facts,
        "notes": pack.notes.iter().map(|n| clean(n)).collect::<Vec<_>>(),
        "papers": papers,
    });
    // A picture or a page of a stranger's making may break the setter as well.
    let set = AssertUnwindSafe(|| pdf::set_with(TEMPLATE, &data, files, embeds, made_on));
    catch_unwind(set).unwrap_or_else(|_| Err(PaperError::Setting("a file in it".into())))
}

fn ending(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf => "pdf",
        Kind::Png => "png",
        Kind::Jpg => "jpg",
    }
}

/// Drops what are no words, keeps line ends.
fn clean(text: &str) -> String {
    crate::letter::clean(text)
}

fn one_line(text: &str) -> String {
    crate::letter::one_line(text)
}
