//! One letter to one household: the words, set as an A4 page for a windowed
//! envelope, and the same words as plain text.
//!
//! The words arrive finished. This room must never know who may be written to,
//! what a rule says, or how a date is worked out.

use serde_json::json;

use crate::PaperError;
use crate::pdf::{self, MadeOn};

/// The template. Ours alone: no school's words are ever part of it.
const TEMPLATE: &str = include_str!("../templates/letter.typ");

/// A finished letter. Every string is plain text; anything empty is left out of
/// the page together with its space. A line break inside a string is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The sender, as the school writes its own name.
    pub school_name: String,
    /// The school's address, a line each.
    pub school_address_lines: Vec<String>,
    /// The number to ring, with any words the school wants before it.
    pub school_phone: String,
    /// The date of the letter, as it should read.
    pub date: String,
    /// Who it is to, as written on an envelope.
    pub to_name: String,
    /// Their address, a line each. May be empty when the letter is handed over.
    pub to_address_lines: Vec<String>,
    /// The greeting in full, with no comma added.
    pub salutation: String,
    /// The subject line. Also the title of the PDF.
    pub heading: String,
    /// The body, a paragraph each.
    pub paragraphs: Vec<String>,
    /// The facts of the day: what it is, and the answer.
    pub facts: Vec<(String, String)>,
    /// Short lists, each under its heading.
    pub bullets: Vec<(String, Vec<String>)>,
    /// Who signs.
    pub sign_off_name: String,
    /// What they are at the school.
    pub sign_off_role: String,
    /// How to raise a concern, at the foot of the last page.
    pub footer: String,
    /// Numbering for a letter of more than one page: `{page}` and `{pages}` are
    /// filled in. Without them the numbers follow the words.
    pub page_label: String,
    /// Language tag of the words, such as `en-GB`, `cy` or `pl`. Sets the
    /// direction of writing, hyphenation and the voice of a screen reader.
    pub language: String,
    /// The same in another language, which stands before it on pages of its own.
    pub first: Option<First>,
    /// Set large, for those who read large print.
    pub large: bool,
}

/// The words of a letter in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// Language tag of the words; empty where none is known.
    pub language: String,
    /// The subject line.
    pub heading: String,
    /// The body, a paragraph each.
    pub paragraphs: Vec<String>,
}

impl Default for Letter {
    fn default() -> Self {
        let none = String::new;
        Self {
            school_name: none(),
            school_address_lines: Vec::new(),
            school_phone: none(),
            date: none(),
            to_name: none(),
            to_address_lines: Vec::new(),
            salutation: none(),
            heading: none(),
            paragraphs: Vec::new(),
            facts: Vec::new(),
            bullets: Vec::new(),
            sign_off_name: none(),
            sign_off_role: none(),
            footer: none(),
            page_label: "Page {page} of {pages}".to_owned(),
            language: "en-GB".to_owned(),
            first: None,
            large: false,
        }
    }
}

/// The letter as a tagged PDF/UA-1, with no date of making inside the file.
///
/// # Errors
/// `Setting` when the page cannot be set; never because of what the words are.
pub fn pdf(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    pdf::set(TEMPLATE, &data(letter), None)
}

/// The letter as a tagged PDF/UA-1 that records the day it was made.
///
/// # Errors
/// As [`pdf`].
pub fn pdf_made_on(letter: &Letter, made_on: MadeOn) -> Result<Vec<u8>, PaperError> {
    pdf::set(TEMPLATE, &data(letter), Some(made_on))
}

/// The letters in this letter that no font can draw, so a person can be warned.
pub fn unprintable(letter: &Letter) -> Vec<char> {
    pdf::unprintable(&text(letter))
}

/// The same words in the same order as plain text: blocks parted by an empty
/// line, facts as `What: answer`, list items after a dash. Page numbers have no
/// place here.
pub fn text(letter: &Letter) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut block = |lines: Vec<String>| {
        let kept: Vec<String> = lines.into_iter().filter(|l| !l.is_empty()).collect();
        if !kept.is_empty() {
            blocks.push(kept.join("\n"));
        }
    };
    let mut head = vec![clean(&letter.school_name)];
    head.extend(letter.school_address_lines.iter().map(|l| clean(l)));
    head.push(clean(&letter.school_phone));
    block(head);
    block(to_lines(letter));
    block(vec![clean(&letter.date)]);
    if let Some(first) = &letter.first {
        block(vec![clean(&first.heading)]);
        for paragraph in &first.paragraphs {
            block(vec![clean(paragraph)]);
        }
    }
    block(vec![clean(&letter.salutation)]);
    block(vec![clean(&letter.heading)]);
    for paragraph in &letter.paragraphs {
        block(vec![clean(paragraph)]);
    }
    block(facts(letter).into_iter().map(|[what, answer]| format!("{what}: {answer}")).collect());
    for (heading, items) in bullets(letter) {
        let mut lines = vec![heading];
        lines.extend(items.into_iter().map(|item| format!("- {item}")));
        block(lines);
    }
    block(vec![clean(&letter.sign_off_name), clean(&letter.sign_off_role)]);
    block(vec![clean(&letter.footer)]);
    blocks.join("\n\n") + "\n"
}

fn data(letter: &Letter) -> serde_json::Value {
    let (lang, region) = language(&letter.language);
    let title = [&letter.heading, &letter.school_name]
        .map(|s| one_line(s))
        .into_iter()
        .find(|s| !s.is_empty())
        .unwrap_or_else(|| "Letter".to_owned());
    json!({
        "title": title,
        "lang": lang,
        "region": region,
        "school": clean(&letter.school_name),
        "school_address": kept(&letter.school_address_lines),
        "phone": clean(&letter.school_phone),
        "date": clean(&letter.date),
        "to": to_lines(letter),
        "salutation": clean(&letter.salutation),
        "heading": clean(&letter.heading),
        "paragraphs": kept(&letter.paragraphs),
        "facts": facts(letter),
        "bullets": bullets(letter),
        "sign_name": clean(&letter.sign_off_name),
        "sign_role": clean(&letter.sign_off_role),
        "footer": clean(&letter.footer),
        "page_label": clean(&letter.page_label),
        "large": letter.large,
        "first": letter.first.as_ref().map(first),
    })
}

fn first(first: &First) -> serde_json::Value {
    // Words in a language nobody named are set without a voice of their own: none is guessed.
    let (lang, region) = match first.language.trim() {
        "" => ("und".to_owned(), None),
        tag => language(tag),
    };
    json!({
        "lang": lang,
        "region": region,
        "dir": if right_to_left(&lang) { "rtl" } else { "ltr" },
        "heading": clean(&first.heading),
        "paragraphs": kept(&first.paragraphs),
    })
}

/// Languages written from right to left.
pub(crate) fn right_to_left(lang: &str) -> bool {
    matches!(lang, "ar" | "fa" | "he" | "ku" | "ps" | "ur")
}

fn to_lines(letter: &Letter) -> Vec<String> {
    let mut lines = vec![clean(&letter.to_name)];
    lines.extend(letter.to_address_lines.iter().map(|l| clean(l)));
    lines.retain(|l| !l.is_empty());
    lines
}

fn facts(letter: &Letter) -> Vec<[String; 2]> {
    let pairs = letter.facts.iter().map(|(what, answer)| [clean(what), clean(answer)]);
    pairs.filter(|[_, answer]| !answer.is_empty()).collect()
}

fn bullets(letter: &Letter) -> Vec<(String, Vec<String>)> {
    let lists = letter.bullets.iter().map(|(heading, items)| (clean(heading), kept(items)));
    lists.filter(|(_, items)| !items.is_empty()).collect()
}

fn kept(lines: &[String]) -> Vec<String> {
    lines.iter().map(|l| clean(l)).filter(|l| !l.is_empty()).collect()
}

/// Drops characters that are not words (control codes from a paste), keeps line
/// breaks, trims the ends.
pub(crate) fn clean(text: &str) -> String {
    let text =
        text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let kept: String =
        text.chars().filter(|c| *c == '\n' || !(c.is_control() || is_noncharacter(*c))).collect();
    kept.trim().to_owned()
}

/// Code points that mean nothing on paper and that PDF/UA forbids: the byte
/// order mark, the two ends of each plane, and private use.
fn is_noncharacter(c: char) -> bool {
    let n = c as u32;
    n == 0xFEFF
        || n & 0xFFFE == 0xFFFE
        || (0xFDD0..=0xFDEF).contains(&n)
        || (0xE000..=0xF8FF).contains(&n)
        || n >= 0xF_0000
}

pub(crate) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Language and region for the setter. A tag we cannot read is taken as British
/// English, because a letter must go out.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.trim().split(['-', '_']);
    let lang = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !(2..=3).contains(&lang.len()) || !lang.bytes().all(|b| b.is_ascii_lowercase()) {
        return ("en".to_owned(), Some("GB".to_owned()));
    }
    let region = parts.find(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_alphabetic()));
    (lang, region.map(str::to_ascii_uppercase))
}
