//! The words of a plain text or a Word document, a paragraph each, so that they can stand on
//! numbered pages.
//!
//! Must never know: how a page is set. Pictures, tables' lines and layout are not words: whoever
//! reads the pages is told so.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes of words that are read out of a document.
const MOST: u64 = 16 << 20;

/// Paragraphs of a plain text.
pub fn of_text(bytes: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_string(),
        // Text of an old machine: each byte is a letter.
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split("\n\n").map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect()
}

/// Paragraphs of a Word document; nothing, where it cannot be read.
pub fn of_docx(bytes: &[u8]) -> Option<Vec<String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let file = archive.by_name("word/document.xml").ok()?;
    let mut xml = Vec::new();
    file.take(MOST + 1).read_to_end(&mut xml).ok()?;
    if xml.len() as u64 > MOST {
        return None;
    }
    let xml = String::from_utf8(xml).ok()?;
    Some(paragraphs(&xml))
}

/// The paragraphs of WordprocessingML: text inside `w:t`, ended by `w:p`.
fn paragraphs(xml: &str) -> Vec<String> {
    let (mut out, mut now, mut inside) = (Vec::new(), String::new(), false);
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        if inside {
            now.push_str(&plain(&rest[..open]));
        }
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        let name = tag.trim_start_matches('/').split([' ', '/', '\t', '\n']).next().unwrap_or("");
        match (name, tag.starts_with('/')) {
            ("w:t", closing) => inside = !closing && !tag.ends_with('/'),
            ("w:tab", _) => now.push(' '),
            ("w:br" | "w:cr", _) => now.push('\n'),
            ("w:p", true) => {
                let paragraph = std::mem::take(&mut now).trim().to_string();
                if !paragraph.is_empty() {
                    out.push(paragraph);
                }
            }
            _ => {}
        }
        rest = &rest[open + close + 1..];
    }
    out
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_are_read_paragraph_by_paragraph() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>I saw</w:t></w:r><w:r><w:t xml:space=\"preserve\"> it &amp; left.</w:t></w:r></w:p>\
                   <w:p/><w:tbl><w:tc><w:p><w:r><w:t>9.40</w:t><w:tab/><w:t>Corridor</w:t></w:r></w:p></w:tc></w:tbl></w:body></w:document>";
        assert_eq!(paragraphs(xml), ["I saw it & left.", "9.40 Corridor"]);
        assert_eq!(of_docx(b"PK\x03\x04 not a zip"), None);
    }

    #[test]
    fn plain_text_of_any_age_is_read() {
        assert_eq!(of_text("One\r\nline\r\n\r\nTwo".as_bytes()), ["One\nline", "Two"]);
        assert_eq!(of_text(b"caf\xe9"), ["caf\u{e9}"]);
    }
}
