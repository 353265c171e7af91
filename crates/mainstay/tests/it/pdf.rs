//! What a reader, a search and a screen reader find in a PDF: asked of poppler's own programs.

use std::io::Write;
use std::process::{Command, Stdio};

fn asked(program: &str, args: &[&str], bytes: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{program} (poppler-utils) is needed here: {e}"));
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let fed = std::thread::spawn(move || stdin.write_all(&bytes));
    let out = child.wait_with_output().unwrap();
    let _ = fed.join();
    assert!(out.status.success(), "{program} could not read it");
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// The words of every page, blanks single.
pub fn words(bytes: &[u8]) -> String {
    let text = asked("pdftotext", &["-", "-"], bytes);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that it is tagged, and that every font it uses is in it.
pub fn is_fit(bytes: &[u8], what: &str) {
    let info = asked("pdfinfo", &["-"], bytes);
    let tagged = info.lines().find(|l| l.starts_with("Tagged:")).unwrap_or_default();
    assert!(tagged.ends_with("yes"), "{what}: {info}");
    let fonts = asked("pdffonts", &["-"], bytes);
    let rows: Vec<&str> = fonts.lines().skip(2).filter(|l| !l.trim().is_empty()).collect();
    assert!(!rows.is_empty(), "{what} has no font: {fonts}");
    for row in rows {
        // name, type, encoding, emb, sub, uni, object: counted from the end, for names have blanks.
        let cells: Vec<&str> = row.split_whitespace().collect();
        let emb = cells.len().checked_sub(5).and_then(|n| cells.get(n));
        assert_eq!(emb, Some(&"yes"), "{what}: a font is not embedded: {row}");
    }
}
