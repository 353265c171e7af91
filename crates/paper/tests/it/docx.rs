//! A letter as a Word document: opened as any reader of such files opens it.

use paper::docx::docx;
use paper::letter::{First, Letter};
use std::io::{Cursor, Read};

fn part(bytes: &[u8], name: &str) -> String {
    let read = || {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).ok()?;
        let mut out = String::new();
        zip.by_name(name).ok()?.read_to_string(&mut out).ok()?;
        Some(out)
    };
    read().unwrap_or_else(|| panic!("no {name} in the file"))
}

fn letter() -> Letter {
    Letter {
        school_name: "Fairholme Community School".into(),
        to_name: "Ms Gwen Haldane".into(),
        to_address_lines: vec!["Flat 2".into(), "19 Orchard Rise".into()],
        date: "Fri 13 Nov 2026".into(),
        salutation: "Dear Ms Haldane".into(),
        heading: "What you can do & by when".into(),
        paragraphs: vec![
            "If x < y,\nask “us”.".into(),
            "\u{8}Second\u{0} \u{FFFE}paragraph.".into(),
        ],
        facts: vec![("By".into(), "Fri 4 Dec 2026".into()), ("Empty".into(), " ".into())],
        bullets: vec![("Advice".into(), vec!["One".into(), "Two".into()]), ("None".into(), vec![])],
        sign_off_name: "Mr Callum Osei-Brandt".into(),
        ..Letter::default()
    }
}

#[test]
fn the_document_holds_the_words_in_order_with_headings_lists_and_a_language() {
    let bytes = docx(&letter()).unwrap();
    let body = part(&bytes, "word/document.xml");
    let mut last = 0;
    for said in [
        "Fairholme Community School",
        "19 Orchard Rise",
        "Fri 13 Nov 2026",
        "Dear Ms Haldane",
        "What you can do &amp; by when",
        "If x &lt; y,</w:t><w:br/>",
        "ask “us”.",
        "Second paragraph.",
        "Fri 4 Dec 2026",
        "Advice",
        "Two",
        "Mr Callum Osei-Brandt",
    ] {
        let at = body[last..].find(said).unwrap_or_else(|| panic!("{said} in {body}"));
        last += at;
    }
    assert!(body.contains("w:val=\"Heading1\"") && body.contains("w:val=\"ListBullet\""));
    assert!(!body.contains("Empty") && !body.contains("None"), "what is empty is left out");
    assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\"/>"));
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>What you can do &amp; by when"));
    // Every part that is pointed at is there, and every tag that opens closes.
    for name in
        ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/numbering.xml"]
    {
        assert!(part(&bytes, name).starts_with("<?xml"), "{name}");
    }
    for tag in ["w:p", "w:r", "w:t", "w:tbl", "w:tc", "w:body"] {
        let of = |mark: String| body.matches(mark.as_str()).count();
        let opened = of(format!("<{tag}>")) + of(format!("<{tag} "));
        assert_eq!(opened, of(format!("</{tag}>")), "{tag}");
    }
    assert_eq!(bytes, docx(&letter()).unwrap(), "the same letter, the same bytes");
}

#[test]
fn words_in_another_language_stand_first_in_their_own_direction() {
    let first =
        First {
            language: "ur".into(), heading: "عنوان".into(), paragraphs: vec!["متن".into()]
        };
    let body =
        part(&docx(&Letter { first: Some(first), ..letter() }).unwrap(), "word/document.xml");
    assert!(body.contains("<w:bidi/>") && body.contains("<w:rtl/><w:lang w:bidi=\"ur\"/>"));
    assert!(body.find("عنوان") < body.find("Dear Ms Haldane"));
    assert!(body.contains("w:type=\"page\""));
}
