//! The pack of papers: every page numbered, contents that lead there, other people's files placed
//! whole, and no file that breaks it.

use paper::letter::{self, Letter};
use paper::pack::{self, Body, Kind, Pack, Paper, Unfit};
use std::sync::Arc;

fn s(text: &str) -> String {
    text.to_owned()
}

fn paper(title: &str, body: Body) -> Paper {
    Paper { title: s(title), about: s("Witness statement"), note: String::new(), body }
}

fn typed(title: &str) -> Paper {
    paper(
        title,
        Body::Words(vec![s("I was in the corridor at 9.40."), s("I saw it # and $left$.")]),
    )
}

/// A PDF of so many pages, made by the letter setter itself.
fn pdf(paragraphs: usize) -> Arc<Vec<u8>> {
    let words = "A line of a statement that is long enough to fill the width of the page twice over, so that pages come quickly. ".repeat(6);
    let letter = Letter {
        heading: s("Statement"),
        paragraphs: vec![words; paragraphs],
        ..Letter::default()
    };
    Arc::new(letter::pdf(&letter).expect("a letter"))
}

fn file(title: &str, bytes: Arc<Vec<u8>>, out: Vec<(usize, String)>) -> Paper {
    paper(title, Body::File { bytes, kind: Kind::Pdf, out })
}

fn pack(papers: Vec<Paper>) -> Pack {
    Pack {
        title: s("Papers for the governors’ meeting"),
        subtitle: s("Kind of case: one-off serious incident"),
        author: s("Harrowfield School"),
        mark: s("Version 1, Mon 23 Nov 2026"),
        facts: vec![(s("When"), s("Wed 2 Dec 2026, 10.00"))],
        notes: vec![s("Confidential.")],
        papers,
    }
}

#[test]
fn typed_words_and_pages_of_files_stand_on_numbered_pages() {
    let long = pdf(30);
    let pages = pack::look(&long).unwrap().len();
    assert!(pages > 3, "{pages}");
    let made =
        pack::make(&pack(vec![typed("First"), file("Second", long, vec![]), typed("Third")]), None)
            .unwrap();
    assert_eq!(made.pages, 1 + 1 + pages + 1, "cover, typed, the file's own pages, typed");
    assert!(made.apart.is_empty());
    let read = pack::look(&Arc::new(made.pdf)).unwrap();
    assert_eq!(read.len(), made.pages);
}

#[test]
fn the_words_of_a_file_are_read_page_by_page_and_of_a_picture_of_words_none_are_guessed() {
    let letter = Letter {
        heading: s("Statement"),
        paragraphs: vec![s("His mother is at Flat 2, 19 Orchard Rise, Eastlea, EL9 4QT.")],
        ..Letter::default()
    };
    let read = paper::read::words(&Arc::new(letter::pdf(&letter).unwrap())).unwrap();
    assert_eq!((read.pages.len(), read.blind.len()), (1, 0));
    let words = read.pages[0].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("at Flat 2, 19 Orchard Rise, Eastlea, EL9 4QT."), "{words}");
    assert_eq!(paper::read::words(&Arc::new(locked())), None, "behind a password");
    assert_eq!(paper::read::words(&Arc::new(b"%PDF-1.7 nothing".to_vec())), None);
}

#[test]
fn a_locked_a_damaged_and_a_missing_file_are_served_apart_and_never_break_the_pack() {
    let locked = Arc::new(locked());
    assert_eq!(pack::look(&locked), Err(Unfit::Locked));
    let damaged = Arc::new(b"%PDF-1.7\n1 0 obj << /Type /Catalog".to_vec());
    assert_eq!(pack::look(&damaged), Err(Unfit::Damaged));
    let picture = paper(
        "Plan",
        Body::File {
            bytes: Arc::new(b"\x89PNG\r\n\x1a\nnot a picture".to_vec()),
            kind: Kind::Png,
            out: vec![],
        },
    );
    let papers = vec![
        typed("Statement"),
        file("Locked", locked, vec![]),
        file("Damaged", damaged, vec![]),
        picture,
        paper(
            "On paper",
            Body::Apart(s("This paper is kept on paper: cabinet 4. It is served apart.")),
        ),
    ];
    let made = pack::make(&pack(papers), None).unwrap();
    assert_eq!(
        made.apart,
        [(1, Unfit::Locked), (2, Unfit::Damaged), (3, Unfit::Damaged)],
        "each is told apart"
    );
    assert_eq!(made.pages, 6, "a page stands in the place of each");
    assert!(Unfit::TooLong(900).words().contains("900 pages"));
}

#[test]
fn pages_that_are_taken_out_leave_a_page_that_says_so() {
    let long = pdf(30);
    let pages = pack::look(&long).unwrap().len();
    let out = vec![(2, s("Page 2 of this paper was taken out. Why: about another child"))];
    let with = pack::make(&pack(vec![file("Log", Arc::clone(&long), out)]), None).unwrap();
    let whole = pack::make(&pack(vec![file("Log", long, vec![])]), None).unwrap();
    assert_eq!(with.pages, 1 + pages);
    assert_ne!(with.pdf, whole.pdf);
}

#[test]
fn the_same_papers_make_the_same_file() {
    let papers = || vec![typed("First"), file("Second", pdf(8), vec![])];
    let one = pack::make(&pack(papers()), None).unwrap();
    let two = pack::make(&pack(papers()), None).unwrap();
    assert!(one.pdf == two.pdf);
}

/// A PDF with a password, as small as one can be: its trailer names a way of locking.
fn locked() -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = Vec::new();
    out.extend(b"%PDF-1.4\n");
    let hex = "00".repeat(32);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".into(),
        format!("<< /Filter /Standard /V 1 /R 2 /O <{hex}> /U <{hex}> /P -4 >>"),
    ];
    for (n, object) in (1..).zip(&objects) {
        at.push(out.len());
        out.extend(format!("{n} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in at {
        out.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\nstartxref\n{xref}\n%%EOF\n", objects.len() + 1)
            .into_bytes(),
    );
    out
}
