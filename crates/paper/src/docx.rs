//! The words of a letter as a Word document, for a person who wants to put them their own way
//! before the letter goes. The copy that goes is the set one, and is kept; this is kept nowhere.
//!
//! Must never know: more than the finished words. No date of making and nobody's name is in the
//! file beyond them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::PaperError;
use crate::letter::{self, Letter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The media type of such a file.
pub const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The letter as a document that any word processor opens. The same letter gives the same bytes.
///
/// # Errors
/// `Setting` when the file cannot be put together; never because of what the words are.
pub fn docx(of: &Letter) -> Result<Vec<u8>, PaperError> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    let types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{kind}document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{kind}styles+xml\"/>\
         <Override PartName=\"/word/numbering.xml\" ContentType=\"{kind}numbering+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>"
    );
    let rels = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/relationships/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    );
    let within = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/relationships/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{OFFICE}/relationships/numbering\" Target=\"numbering.xml\"/>\
         </Relationships>"
    );
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", rels),
        ("word/document.xml", document(of)),
        ("word/styles.xml", styles(of)),
        ("word/numbering.xml", numbering()),
        ("word/_rels/document.xml.rels", within),
        ("docProps/core.xml", core(of)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let fault = |e: &dyn std::fmt::Display| PaperError::Setting(e.to_string());
    for (name, body) in parts {
        zip.start_file(name, options).map_err(|e| fault(&e))?;
        zip.write_all(body.as_bytes()).map_err(|e| fault(&e))?;
    }
    Ok(zip.finish().map_err(|e| fault(&e))?.into_inner())
}

fn document(of: &Letter) -> String {
    let mut body = String::new();
    let lines = |style: &str, all: &[String], body: &mut String| {
        let kept: Vec<String> =
            all.iter().map(|l| letter::clean(l)).filter(|l| !l.is_empty()).collect();
        if !kept.is_empty() {
            body.push_str(&paragraph(style, &kept.join("\n"), ""));
        }
    };
    let mut sender = vec![of.school_name.clone()];
    sender.extend(of.school_address_lines.iter().cloned());
    sender.push(of.school_phone.clone());
    lines("Sender", &sender, &mut body);
    let mut to = vec![of.to_name.clone()];
    to.extend(of.to_address_lines.iter().cloned());
    lines("Address", &to, &mut body);
    lines("Normal", std::slice::from_ref(&of.date), &mut body);
    if let Some(first) = &of.first {
        // Words in another language stand first, in their own direction, and end their page.
        let marks = other_language(&first.language);
        for (style, words) in std::iter::once(("Heading1", &first.heading))
            .chain(first.paragraphs.iter().map(|p| ("Normal", p)))
        {
            let words = letter::clean(words);
            if !words.is_empty() {
                body.push_str(&paragraph(style, &words, &marks));
            }
        }
        body.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    }
    lines("Normal", std::slice::from_ref(&of.salutation), &mut body);
    lines("Heading1", std::slice::from_ref(&of.heading), &mut body);
    for words in &of.paragraphs {
        lines("Normal", std::slice::from_ref(words), &mut body);
    }
    let facts: Vec<(String, String)> = of
        .facts
        .iter()
        .map(|(what, answer)| (letter::one_line(what), letter::clean(answer)))
        .filter(|(_, answer)| !answer.is_empty())
        .collect();
    if !facts.is_empty() {
        body.push_str(&table(&facts));
    }
    for (heading, items) in &of.bullets {
        let items: Vec<String> =
            items.iter().map(|i| letter::clean(i)).filter(|i| !i.is_empty()).collect();
        if items.is_empty() {
            continue;
        }
        lines("Heading2", std::slice::from_ref(heading), &mut body);
        for item in &items {
            body.push_str(&paragraph("ListBullet", item, ""));
        }
    }
    lines("Signature", &[of.sign_off_name.clone(), of.sign_off_role.clone()], &mut body);
    lines("Normal", std::slice::from_ref(&of.footer), &mut body);
    format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1247\" w:bottom=\"1134\" w:left=\"1247\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

/// One paragraph. A line break inside stays one.
fn paragraph(style: &str, words: &str, marks: &str) -> String {
    let bidi = if marks.contains("<w:rtl/>") { "<w:bidi/>" } else { "" };
    let style =
        if style == "Normal" { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    let properties = match (style.is_empty(), bidi.is_empty()) {
        (true, true) => String::new(),
        _ => format!("<w:pPr>{style}{bidi}</w:pPr>"),
    };
    format!("<w:p>{properties}{}</w:p>", run(words, marks))
}

fn run(words: &str, marks: &str) -> String {
    let marks = if marks.is_empty() { String::new() } else { format!("<w:rPr>{marks}</w:rPr>") };
    let lines: Vec<String> = words
        .split('\n')
        .map(|l| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(l)))
        .collect();
    format!("<w:r>{marks}{}</w:r>", lines.join("<w:br/>"))
}

fn table(facts: &[(String, String)]) -> String {
    let cell = |width: u32, words: &str, marks: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            paragraph("Cell", words, marks)
        )
    };
    let rows: String = facts
        .iter()
        .map(|(what, answer)| {
            format!("<w:tr>{}{}</w:tr>", cell(3400, what, "<w:b/>"), cell(6000, answer, ""))
        })
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"9400\" w:type=\"dxa\"/><w:tblLook w:firstColumn=\"1\"/></w:tblPr>\
         <w:tblGrid><w:gridCol w:w=\"3400\"/><w:gridCol w:w=\"6000\"/></w:tblGrid>{rows}</w:tbl>\
         <w:p/>"
    )
}

/// The marks of a run in another language: its voice, and its direction.
fn other_language(tag: &str) -> String {
    let tag = tag.trim();
    let lang = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if lang.is_empty() {
        return String::new();
    }
    match letter::right_to_left(&lang) {
        true => format!("<w:rtl/><w:lang w:bidi=\"{}\"/>", escaped(tag)),
        false => format!("<w:lang w:val=\"{}\"/>", escaped(tag)),
    }
}

fn styles(of: &Letter) -> String {
    let size: u32 = if of.large { 36 } else { 23 };
    let lang = match of.language.trim() {
        "" => "en-GB",
        tag => tag,
    };
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let after = |n: u32| format!("<w:spacing w:after=\"{n}\"/>");
    let heading = |level: u32| {
        format!(
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"120\"/><w:outlineLvl w:val=\"{level}\"/>"
        )
    };
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"{}\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>{}{}{}{}{}{}{}</w:styles>",
        escaped(lang),
        style("Heading1", "heading 1", &heading(0), "<w:b/>"),
        style("Heading2", "heading 2", &heading(1), "<w:b/>"),
        style("Sender", "Sender", &format!("{}<w:jc w:val=\"right\"/>", after(240)), ""),
        style("Address", "Address", &after(360), ""),
        style("Cell", "Cell", &after(60), ""),
        style(
            "ListBullet",
            "List Bullet",
            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>",
            ""
        ),
        style(
            "Signature",
            "Signature",
            "<w:keepLines/><w:spacing w:before=\"720\" w:after=\"240\"/>",
            ""
        ),
    )
}

fn numbering() -> String {
    format!(
        "{HEAD}<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"425\" w:hanging=\"283\"/></w:pPr></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

fn core(of: &Letter) -> String {
    let title = [&of.heading, &of.school_name]
        .map(|s| letter::one_line(s))
        .into_iter()
        .find(|s| !s.is_empty())
        .unwrap_or_default();
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escaped(&title)
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no place for it; it means nothing on paper.
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
