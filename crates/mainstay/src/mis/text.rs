//! Bytes to text: which encoding a file was saved in.
//!
//! Must never know: what the text is about.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file as text.
#[derive(Debug)]
pub struct Text {
    /// The text, without a byte order mark.
    pub text: String,
    /// A remark about the encoding worth showing, if there is one.
    pub remark: Option<String>,
}

/// Reads UTF-8 (with or without a mark), UTF-16 (with or without), or an older Windows
/// encoding. The error is a plain sentence about the file.
pub fn read(bytes: &[u8]) -> Result<Text, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode(encoding, &bytes[mark..], None);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode(encoding, bytes, None);
    }
    if let Some(known) = not_text(bytes) {
        return Err(known.to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Text { text: text.to_owned(), remark: lost(text) }),
        Err(first) => {
            let (good, bad) = multibyte(bytes);
            if good > bad {
                let row = bytes[..first.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
                return Err(format!(
                    "the file mixes encodings: most of it is UTF-8, but not line {row}. Save it \
                     again as “CSV UTF-8”"
                ));
            }
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let guess = detector.guess(Some(b"uk"), Utf8Detection::Deny);
            // Multi-byte guesses on a few accented letters are noise, not evidence.
            let encoding = if guess.is_single_byte() { guess } else { WINDOWS_1252 };
            let remark = format!(
                "the file is not UTF-8 and was read as {}; look at the accented names, and save \
                 it as “CSV UTF-8” if they are wrong",
                encoding.name()
            );
            decode(encoding, bytes, Some(remark))
        }
    }
}

/// Reads a file for a form that takes one: the text alone, or a sentence for beside its field.
pub fn of_file(bytes: &[u8]) -> Result<String, String> {
    // A stray NUL among letters is nobody's; the rest of the file is read.
    let plain = unmarked_utf16(bytes).is_none() && std::str::from_utf8(bytes).is_ok();
    if plain && bytes.contains(&0) {
        let rest: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
        return read(&rest).map(|t| t.text).map_err(|why| casework::words::capital(&why));
    }
    read(bytes).map(|t| t.text).map_err(|why| casework::words::capital(&why))
}

fn decode(
    encoding: &'static Encoding,
    bytes: &[u8],
    remark: Option<String>,
) -> Result<Text, String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && (encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE) {
        return Err(format!("the file says it is {} but is damaged", encoding.name()));
    }
    if text.contains('\0') {
        return Err("this is not a text file".to_owned());
    }
    let remark = remark.or_else(|| lost(&text));
    Ok(Text { text: text.into_owned(), remark })
}

fn lost(text: &str) -> Option<String> {
    let at = text.find('\u{fffd}')?;
    let row = text[..at].matches('\n').count() + 1;
    Some(format!("letters were already lost before the export (a � on line {row})"))
}

/// Files that are plainly something else.
fn not_text(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        Some("this is a zip or a workbook, not a text file")
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Some("this is an old Excel file (.xls) or one with a password; save it as .xlsx or CSV")
    } else if bytes.starts_with(b"%PDF") {
        Some("this is a PDF; export the list as CSV or .xlsx")
    } else if bytes.contains(&0) {
        Some("this is not a text file")
    } else {
        None
    }
}

/// UTF-16 without its mark shows as a zero in nearly every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    match (zeros(0), zeros(1)) {
        (high, low) if low * 10 > half * 7 && high * 10 < half => Some(UTF_16LE),
        (high, low) if high * 10 > half * 7 && low * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// How many letters beyond ASCII are well-formed UTF-8, and how many bytes are not.
fn multibyte(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let letters = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (good + letters, bad + usize::from(!chunk.invalid().is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_an_export_comes_in_gives_the_same_text() {
        let text = "Zoë,Siôn,O’Neill – 10y";
        let utf16 = |le: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() })
                .collect()
        };
        let with = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            with(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
            with(b"\xff\xfe", utf16(true)),
            with(b"\xfe\xff", utf16(false)),
            utf16(true),
            utf16(false),
            WINDOWS_1252.encode(text).0.into_owned(),
        ] {
            assert_eq!(read(&bytes).unwrap().text, text);
        }
    }

    #[test]
    fn a_guess_is_remarked_on_and_utf8_is_not() {
        assert!(read(b"Zo\xeb,Okafor\n").unwrap().remark.unwrap().contains("windows-1252"));
        assert!(read("Zoë,Łukasz".as_bytes()).unwrap().remark.is_none());
    }

    #[test]
    fn other_kinds_of_file_and_mixtures_are_said_plainly() {
        assert!(read(b"PK\x03\x04....").unwrap_err().contains("zip"));
        assert!(read(b"\xd0\xcf\x11\xe0\xa1").unwrap_err().contains(".xlsx"));
        assert!(read(b"abc\0def").unwrap_err().contains("not a text file"));
        let mixed = [&b"a\n"[..], "Zoë Siôn Łukasz".as_bytes(), b"\nJos\xe9\n"].concat();
        assert!(read(&mixed).unwrap_err().contains("line 3"));
        assert!(read(b"\xff\xfea").unwrap_err().contains("damaged"));
    }
}
