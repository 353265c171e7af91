//! Files people send with what they say: which kinds are taken, how large, under what name.
//!
//! What a file is, its first bytes say; its name has to agree. Must never know: how a file
//! arrives, where it is kept.

mod bare;

pub use bare::bare;

use crate::writing::turns;

coded! {
    /// A kind of file that is taken.
    pub enum FileKind {
        Pdf = "pdf", "PDF";
        Docx = "docx", "Word document";
        Pptx = "pptx", "PowerPoint";
        Xlsx = "xlsx", "Excel sheet";
        Odt = "odt", "OpenDocument text";
        Png = "png", "PNG picture";
        Jpg = "jpg", "JPEG picture";
        Txt = "txt", "Text";
    }
}

impl FileKind {
    /// What a browser is told it is.
    pub fn media(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            FileKind::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Odt => "application/vnd.oasis.opendocument.text",
            FileKind::Png => "image/png",
            FileKind::Jpg => "image/jpeg",
            FileKind::Txt => "text/plain; charset=utf-8",
        }
    }
    fn by_ending(ending: &str) -> Option<FileKind> {
        match ending {
            "jpeg" => Some(FileKind::Jpg),
            other => crate::Coded::from_code(other),
        }
    }
}

/// Megabytes of one file at most, whatever the installation takes for a roster.
pub const MEGABYTES: usize = 20;
/// Letters of a name at most.
const NAME: usize = 200;
/// What is taken, for a hint and a refusal.
pub const TAKEN: &str =
    "PDF, Word, PowerPoint, Excel, OpenDocument text, PNG, JPEG or plain text (.txt)";

/// Endings of programs and of what carries them, so that one is seen in the middle of a name.
const OTHER_ENDINGS: &[&str] = &[
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "js", "jse", "vbs", "vbe", "wsf", "ps1",
    "jar", "lnk", "hta", "htm", "html", "svg", "docm", "xlsm", "pptm", "doc", "xls", "ppt", "zip",
    "rar", "iso", "apk", "sh", "py", "php", "jpeg",
];

/// A file that was looked at and may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Its name as it was sent.
    pub name_sent: String,
    /// A name that is safe on any machine.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
}

/// Looks at a file. What is wrong with it is said in words for whoever chose it.
pub fn fit(name: &str, bytes: &[u8]) -> Result<Fit, String> {
    fit_of(name, bytes, MEGABYTES)
}

/// The same for a file of so many megabytes at most.
pub fn fit_of(name: &str, bytes: &[u8], megabytes: usize) -> Result<Fit, String> {
    if bytes.is_empty() {
        return Err("This file is empty. Choose the one with the work in it".into());
    }
    if bytes.len() > megabytes.saturating_mul(1024 * 1024) {
        return Err(format!("This file is larger than {megabytes} MB. {INSTEAD}"));
    }
    if name.chars().any(|c| c.is_control() || turns(c)) {
        return Err("This file’s name has hidden characters in it. Give it a plain name and choose it again".into());
    }
    if name.contains(['/', '\\']) || name.starts_with("..") {
        return Err(
            "This file’s name has a folder in it. Give it a plain name and choose it again".into(),
        );
    }
    let long = name.chars().count();
    if long > NAME {
        return Err(format!(
            "This file’s name has {long} characters, and {NAME} are taken. Give it a shorter one"
        ));
    }
    let mut parts: Vec<String> = name.split('.').map(|p| p.trim().to_lowercase()).collect();
    let ending = parts.pop().unwrap_or_default();
    if parts.is_empty() || parts.iter().all(String::is_empty) {
        return Err(format!("This file’s name does not say what it is. Send {TAKEN}"));
    }
    // The first part is the name itself: "zip.pdf" has one ending.
    let known =
        |p: &String| FileKind::by_ending(p).is_some() || OTHER_ENDINGS.contains(&p.as_str());
    if let Some(before) = parts.iter().skip(1).find(|p| known(p)) {
        return Err(format!(
            "This file’s name has two endings, .{before} and .{ending}. Give it one and choose it again"
        ));
    }
    let Some(named) = FileKind::by_ending(&ending) else {
        let ending: String = ending.chars().take(12).collect();
        return Err(format!("A file of the kind .{ending} is not taken. Send {TAKEN}"));
    };
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    match kind_of(bytes) {
        Some(kind) if kind == named => {
            Ok(Fit { name_sent: name.to_string(), name: safe(stem, kind), kind })
        }
        _ => Err(format!(
            "This file is named .{ending} but is something else inside. Save it again as what it is, and send {TAKEN}"
        )),
    }
}

/// Looks at a picture: one that is shown, so a PNG or a JPEG and nothing else.
pub fn picture(name: &str, bytes: &[u8]) -> Result<Fit, String> {
    const SEND: &str = "a PNG or JPEG picture";
    match fit(name, bytes) {
        Ok(fit) if matches!(fit.kind, FileKind::Png | FileKind::Jpg) => Ok(fit),
        Ok(_) => Err(format!("This file is not a picture. Send {SEND}")),
        Err(why) => Err(why
            .replace(TAKEN, SEND)
            .replace("Choose the one with the work in it", "Choose the picture")
            .replace(INSTEAD, "Send a smaller one, or describe it in words")),
    }
}

/// What to do when a file is too large.
pub const INSTEAD: &str = "Paste a link to it, or say where it can be collected on paper";

/// What the bytes themselves say.
fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
    if bytes.starts_with(b"%PDF-") {
        return Some(FileKind::Pdf);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(FileKind::Png);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some(FileKind::Jpg);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        // Names inside are not packed. One that carries a program is none of the plain kinds.
        if holds(b"vbaProject.bin") {
            return None;
        }
        let text = b"mimetypeapplication/vnd.oasis.opendocument.text";
        if bytes.get(30..30 + text.len()) == Some(text.as_slice()) {
            return Some(FileKind::Odt);
        }
        return [
            (b"word/document.xml".as_slice(), FileKind::Docx),
            (b"ppt/presentation.xml".as_slice(), FileKind::Pptx),
            (b"xl/workbook.xml".as_slice(), FileKind::Xlsx),
        ]
        .into_iter()
        .find(|(part, _)| holds(part))
        .map(|(_, kind)| kind);
    }
    // Text in any old encoding has no control characters but these.
    let plain = |b: &u8| *b >= 0x20 || matches!(b, b'\t' | b'\r' | b'\n' | 0x0C);
    (bytes.iter().all(plain) && !bytes.starts_with(b"MZ")).then_some(FileKind::Txt)
}

/// Names that old machines take for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "lpt1"];

fn safe(stem: &str, kind: FileKind) -> String {
    let mut out = String::new();
    for c in stem.chars() {
        let c = if c.is_ascii_alphanumeric() { c } else { '-' };
        if c != '-' || !(out.is_empty() || out.ends_with('-')) {
            out.push(c);
        }
    }
    let mut out: String = out.chars().take(80).collect();
    out = out.trim_matches('-').to_string();
    if out.is_empty() || DEVICES.contains(&out.to_lowercase().as_str()) {
        out = if out.is_empty() { "work".into() } else { format!("work-{out}") };
    }
    format!("{out}.{}", crate::Coded::code(kind))
}

/// "120 kB", "3.4 MB"
pub fn spell_size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} kB", (bytes + 512) / 1024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj";

    fn zip(inner: &[u8]) -> Vec<u8> {
        [b"PK\x03\x04".as_slice(), &[0; 26], inner].concat()
    }
    fn wrong(name: &str, bytes: &[u8]) -> String {
        fit(name, bytes).unwrap_err()
    }

    #[test]
    fn each_kind_is_known_by_its_bytes_and_its_name_has_to_agree() {
        let odt = zip(b"mimetypeapplication/vnd.oasis.opendocument.textPK");
        for (name, bytes, kind) in [
            ("a.pdf", PDF.to_vec(), FileKind::Pdf),
            ("a.PNG", b"\x89PNG\r\n\x1a\n....".to_vec(), FileKind::Png),
            ("a.jpeg", vec![0xFF, 0xD8, 0xFF, 0xE0], FileKind::Jpg),
            ("a.docx", zip(b"[Content_Types].xml word/document.xml"), FileKind::Docx),
            ("a.pptx", zip(b"ppt/presentation.xml"), FileKind::Pptx),
            ("a.xlsx", zip(b"xl/workbook.xml"), FileKind::Xlsx),
            ("a.odt", odt, FileKind::Odt),
            ("a.txt", b"Read page 4.\r\nAnswer.".to_vec(), FileKind::Txt),
        ] {
            assert_eq!(fit(name, &bytes).map(|f| f.kind), Ok(kind), "{name}");
            let other = if kind == FileKind::Pdf { "a.txt" } else { "a.pdf" };
            assert!(wrong(other, &bytes).contains("something else inside"), "{name} as {other}");
        }
        // A program, a bare archive, a document that carries a program.
        for bytes in
            [b"MZ\x90\x00".to_vec(), zip(b"x.exe"), zip(b"word/document.xml word/vbaProject.bin")]
        {
            assert!(wrong("a.docx", &bytes).contains("something else inside"));
        }
    }

    #[test]
    fn names_with_two_endings_or_none_or_of_other_kinds_are_refused_in_words() {
        assert!(wrong("work.pdf.exe", PDF).contains("two endings, .pdf and .exe"));
        assert!(wrong("work.exe.pdf", PDF).contains("two endings"));
        assert!(wrong("work.PDF .pdf", PDF).contains("two endings"));
        assert!(wrong("work.exe", b"MZ").contains("kind .exe is not taken"));
        assert!(wrong("work.svg", b"<svg/>").contains("kind .svg is not taken"));
        assert!(wrong("work", PDF).contains("does not say what it is"));
        assert!(wrong(".pdf", PDF).contains("does not say what it is"));
        assert!(wrong("a.pdf", b"").contains("empty"));
        // A point in a name is no ending.
        assert_eq!(fit("Unit 3.2 final.pdf", PDF).unwrap().name, "Unit-3-2-final.pdf");
    }

    #[test]
    fn hostile_names_are_refused_and_kept_names_are_safe_anywhere() {
        for name in ["../a.pdf", "..\\a.pdf", "/etc/a.pdf", "..a.pdf"] {
            assert!(wrong(name, PDF).contains("folder in it"), "{name}");
        }
        for name in ["a\u{202e}fdp.pdf", "a\u{7}.pdf", "a\n.pdf", "a\0.pdf"] {
            assert!(wrong(name, PDF).contains("hidden characters"), "{name:?}");
        }
        assert!(wrong(&format!("{}.pdf", "a".repeat(296)), PDF).contains("300 characters"));
        assert_eq!(fit("Énergie: p. 4 \"x\".pdf", PDF).unwrap().name, "nergie-p-4-x.pdf");
        assert_eq!(fit("محمد.pdf", PDF).unwrap().name, "work.pdf");
        assert_eq!(fit("nul.pdf", PDF).unwrap().name, "work-nul.pdf");
        let long = fit(&format!("{}.pdf", "a".repeat(190)), PDF).unwrap();
        assert!(long.name.len() < 90 && long.name_sent.len() == 194);
    }

    #[test]
    fn a_picture_is_a_png_or_a_jpeg_and_nothing_that_calls_itself_one() {
        assert_eq!(picture("booth 4.png", b"\x89PNG\r\n\x1a\n").unwrap().name, "booth-4.png");
        assert!(picture("a.pdf", PDF).unwrap_err().contains("not a picture"));
        assert!(picture("a.png", b"<svg onload=x>").unwrap_err().contains("something else inside"));
        assert!(picture("a.svg", b"<svg/>").unwrap_err().ends_with("a PNG or JPEG picture"));
        assert!(picture("../a.png", b"\x89PNG\r\n\x1a\n").unwrap_err().contains("folder"));
        assert!(picture("a.png", b"").unwrap_err().ends_with("Choose the picture"));
        let mut huge = b"\x89PNG\r\n\x1a\n".to_vec();
        huge.resize(MEGABYTES * 1024 * 1024 + 1, 0);
        assert!(picture("a.png", &huge).unwrap_err().ends_with("describe it in words"));
    }

    #[test]
    fn one_byte_more_than_is_taken_is_too_large() {
        let mut bytes = PDF.to_vec();
        bytes.resize(MEGABYTES * 1024 * 1024, b' ');
        assert!(fit("a.pdf", &bytes).is_ok());
        bytes.push(b' ');
        assert!(wrong("a.pdf", &bytes).contains("larger than 20 MB"));
        assert_eq!(spell_size(900), "900 bytes");
        assert_eq!(spell_size(122_880), "120 kB");
        assert_eq!(spell_size(3_670_016), "3.5 MB");
    }
}
