//! How long a pack of two hundred pages takes: typed statements and files of many pages, every
//! word of which is read first, as it is before a pack is made.
//!
//! Must never know: a real paper. `cargo bench -p paper --bench pack`.

use paper::letter::{self, Letter};
use paper::pack::{self, Body, Kind, Pack, Paper};
use std::sync::Arc;
use std::time::Instant;

/// Pages wanted.
const PAGES: usize = 200;

fn main() {
    let words =
        "A line of a statement that is long enough to fill the width of the page twice over. ";
    let letter = Letter {
        heading: "Statement".into(),
        paragraphs: vec![words.repeat(6); 120],
        ..Letter::default()
    };
    let Ok(bytes) = letter::pdf(&letter).map(Arc::new) else { return };
    let each = pack::look(&bytes).map_or(1, |pages| pages.len());
    let mut papers = Vec::new();
    let mut pages = 1;
    while pages < PAGES {
        let (body, more) = match papers.len() % 3 {
            2 => (Body::Words(vec![words.repeat(20); 3]), 2),
            _ => (Body::File { bytes: Arc::clone(&bytes), kind: Kind::Pdf, out: Vec::new() }, each),
        };
        pages += more;
        papers.push(Paper {
            title: format!("Paper {}", papers.len() + 1),
            about: String::new(),
            note: String::new(),
            body,
        });
    }
    let pack = Pack { title: "Papers".into(), author: "School".into(), papers, ..Pack::default() };
    let begun = Instant::now();
    let mut words = 0;
    for paper in &pack.papers {
        if let Body::File { bytes, .. } = &paper.body {
            let read =
                paper::read::words(bytes).map_or(0, |r| r.pages.iter().map(String::len).sum());
            words += read;
        }
    }
    println!("{words} letters read in {} ms", begun.elapsed().as_millis());
    let begun = Instant::now();
    match pack::make(&pack, None) {
        Ok(made) => println!(
            "{} pages, {} kB, in {} ms",
            made.pages,
            made.pdf.len() / 1024,
            begun.elapsed().as_millis()
        ),
        Err(e) => println!("not made: {e}"),
    }
}
