//! The words of a PDF, page by page, as far as whoever made it left words in it: so that a name
//! or an address is found before the pages go to somebody.
//!
//! Must never know: whose name is looked for. A scan has no words, and none are guessed.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Point, Rect};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// Drawing steps of one file that are followed at most: a file can be made to have no end.
const STEPS: usize = 20_000_000;
/// Units of a letter's square, in which its width is given.
const SQUARE: f64 = 1_000.0;

/// What was read of a PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The words of each page, in the order they are drawn.
    pub pages: Vec<String>,
    /// Pages, counted from 1, with nothing on them that could be read: scans and pictures.
    pub blind: Vec<usize>,
}

/// Reads the words of a PDF. Nothing where it is locked, damaged or has no end.
pub fn words(bytes: &Arc<Vec<u8>>) -> Option<Read> {
    let bytes = Arc::clone(bytes);
    // What a stranger made may break the reader; it must not break whoever asks.
    let read = catch_unwind(AssertUnwindSafe(move || {
        let file = Pdf::new(bytes.to_vec()).ok()?;
        let cache = InterpreterCache::new();
        let (mut out, mut steps) = (Read::default(), 0);
        for (n, page) in (1..).zip(file.pages().iter()) {
            let mut context = Context::new(
                Affine::IDENTITY,
                Rect::new(0.0, 0.0, 1.0, 1.0),
                &cache,
                file.xref(),
                settings(),
            );
            let mut reader = Reader { steps, ..Reader::default() };
            interpret_page(page, &mut context, &mut reader);
            steps = reader.steps;
            if !reader.text.chars().any(char::is_alphanumeric) || reader.unknown > reader.known {
                out.blind.push(n);
            }
            out.pages.push(reader.text);
        }
        Some(out)
    }));
    read.ok().flatten()
}

/// How a page is followed. A letter of a font that the file does not carry is still a letter: any
/// font will do to read it.
fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| crate::pdf::a_font()),
        ..InterpreterSettings::default()
    }
}

/// Writes down each letter where it is drawn.
#[derive(Default)]
struct Reader {
    text: String,
    /// Where the last letter ended.
    end: Option<Point>,
    steps: usize,
    known: usize,
    unknown: usize,
}

impl Reader {
    fn step(&mut self) {
        self.steps += 1;
        if self.steps > STEPS {
            // Straight out of the interpreter, past whatever it is in the middle of.
            resume_unwind(Box::new("a file without an end"));
        }
    }
    /// A blank where the next letter does not stand at the end of the last one.
    fn apart(&mut self, at: Point, along: kurbo::Vec2) {
        let size = along.hypot();
        let Some(end) = self.end.filter(|_| size > 0.0) else { return };
        let (gap, ahead) = (at - end, along / size);
        let forward = gap.dot(ahead) / size;
        let aside = gap.cross(ahead).abs() / size;
        if aside > 0.4 || !(-1.0..=0.15).contains(&forward) {
            self.text.push(' ');
        }
    }
}

impl Device<'_> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        self.step();
        let all = transform * glyph_transform;
        let at = all * Point::ZERO;
        let along = all * Point::new(SQUARE, 0.0) - at;
        self.apart(at, along);
        let wide = match glyph {
            Glyph::Outline(g) => g.advance_width().map_or(SQUARE / 2.0, f64::from),
            Glyph::Type3(_) => SQUARE / 2.0,
        };
        self.end = Some(at + along * (wide / SQUARE));
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => {
                self.known += 1;
                self.text.push(c);
            }
            Some(BfString::String(s)) => {
                self.known += 1;
                self.text.push_str(&s);
            }
            None => {
                self.unknown += 1;
                self.text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {
        self.step();
    }
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        self.step();
    }
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.step();
    }
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
