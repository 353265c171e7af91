//! What the school says to home in words of its own: the order of a call, the standards sheet,
//! the letter in a family's language. Each version is kept; blanks in braces are filled from facts.
//!
//! Must never know: whom it is said to. A blank that nothing fills stops what it stands in.

use crate::Id;
use crate::words::Words;
use rulebook::Instant;

coded! {
    /// What the words are for.
    pub enum Kind {
        Script = "script", "Call script";
        Standards = "standards", "Standards sheet";
        Letter = "letter", "Letter in another language";
    }
}

coded! {
    /// How a standards sheet is set and written.
    pub enum Format {
        Standard = "standard", "Standard";
        EasyRead = "easy_read", "Easy read";
        LargePrint = "large_print", "Large print";
    }
}

/// The language the school itself writes in.
pub const ENGLISH: &str = "English";
/// Longest text, in characters.
pub const LONGEST: usize = 8_000;
/// Longest title.
pub const LONGEST_TITLE: usize = 160;

/// Words as the school typed them, in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Key.
    pub id: Id,
    /// What for.
    pub kind: Kind,
    /// "Portuguese"
    pub language: String,
    /// How it is set.
    pub format: Format,
    /// From 1; 0 for the words Mainstay comes with.
    pub version: i64,
    /// The heading a parent reads.
    pub title: String,
    /// The words, with blanks.
    pub body: String,
    /// When.
    pub made_at: Instant,
    /// By whom.
    pub made_by: String,
}

impl Wording {
    /// It is still used: a version without words takes it out of use.
    pub fn stands(&self) -> bool {
        !self.body.trim().is_empty()
    }
    /// "Portuguese, easy read, version 3"
    pub fn named(&self) -> String {
        let format = match self.format {
            Format::Standard => String::new(),
            other => format!(", {}", crate::Coded::label(other).to_lowercase()),
        };
        match self.version {
            0 => format!("{}{format}, the words Mainstay comes with", self.language),
            n => format!("{}{format}, version {n}", self.language),
        }
    }
}

/// A blank that may stand in a text, and what fills it.
pub type Blank = (&'static str, &'static str);

/// Blanks of the call script.
pub const SCRIPT_BLANKS: [Blank; 12] = [
    ("pupil", "first name"),
    ("strengths", "what they are good at"),
    ("reason", "what happened, in the plain words of the placement"),
    ("decided_by", "who decided, in a sentence"),
    ("date", "the day"),
    ("periods", "the periods"),
    ("room", "the room"),
    ("arrive", "how and when to arrive"),
    ("lunch", "lunch"),
    ("finish", "when it ends"),
    ("year_lead", "the school’s word for who answers for a year"),
    ("concern", "how to raise a concern"),
];
/// Blanks of a standards sheet.
pub const STANDARDS_BLANKS: [Blank; 4] = [
    ("school", "the school’s name"),
    ("phone", "its telephone number"),
    ("concern", "how to raise a concern"),
    ("policy", "where the rules come from"),
];
/// Blanks of a letter; the same facts as the English one.
pub const LETTER_BLANKS: [Blank; 17] = [
    ("dear", "the name for the greeting"),
    ("pupil", "first name"),
    ("form", "the form"),
    ("date", "the day, in figures"),
    ("periods", "the periods"),
    ("room", "the room"),
    ("arrive_at", "the time to arrive"),
    ("door", "where to arrive"),
    ("lunch", "the times of lunch, in figures"),
    ("finish_at", "the time it ends"),
    ("back_on", "the day of usual lessons, in figures"),
    ("decided_by", "who decided"),
    ("reason", "what happened, as the writer of the letter gives it in that language"),
    ("school", "the school’s name"),
    ("phone", "its telephone number"),
    ("sender", "who signs"),
    ("sender_post", "their post"),
];
/// What no letter may leave out, in any language.
const LETTER_NEEDS: [&str; 7] =
    ["pupil", "date", "periods", "arrive_at", "finish_at", "decided_by", "phone"];

/// The blanks of a kind.
pub fn blanks(kind: Kind) -> &'static [Blank] {
    match kind {
        Kind::Script => &SCRIPT_BLANKS,
        Kind::Standards => &STANDARDS_BLANKS,
        Kind::Letter => &LETTER_BLANKS,
    }
}

/// The order of a call as Mainstay comes with it: something good first.
pub const SCRIPT: &str = "Who is speaking: Say your name and the school. Check who you are speaking to.
Something good first: {strengths}
What happened: {reason}
Who decided: {decided_by}
When and where: {date}, {periods}, {room}.
Arrive: {arrive}
Lunch: {lunch}
Finish: {finish}
What we need: School uniform and the day’s equipment. {pupil} is in school and is not suspended.
Ask: What do you think? Is there anything we should know? Would you like to talk to {pupil}’s {year_lead}?
If they disagree: {concern}";

/// The title of the standards sheet Mainstay comes with.
pub const STANDARDS_TITLE: &str = "What we expect, and what you can expect of us";
/// Its words. A school changes them to its own.
pub const STANDARDS: &str = "While your child works in the room, this is what we ask of them and what they can ask of us.

We ask every child to:
- come on time, in uniform, with what they need for the day
- hand in their phone, and have it back at the end
- begin the work that is set, and ask when they are stuck
- speak politely and keep their hands to themselves

Your child can expect:
- an adult in the room all the time
- work from the lessons they miss, and help with reading it
- breaks, water, lunch and the toilet
- to be told the reason in plain words, and to be listened to
- a fresh start afterwards

If the day goes badly, an adult gives a warning first and says what would help. If it still does not go well, a senior leader decides what happens next and we ring you the same day. The room staff do not decide it. This follows the school’s own rules: {policy}.

You can ask for this sheet in another language, in easy read or in large print, and for an interpreter: ring {phone}.

If you are worried or disagree: {concern}";

/// The words Mainstay comes with, where there are any.
pub fn built_in(kind: Kind, words: &Words, at: Instant) -> Option<Wording> {
    let (title, body) = match kind {
        Kind::Script => ("", SCRIPT.to_string()),
        // None of its blanks is one of the words a school may change.
        Kind::Standards => (STANDARDS_TITLE, words.said(STANDARDS)),
        Kind::Letter => return None,
    };
    Some(Wording {
        id: Id::nil(),
        kind,
        language: ENGLISH.into(),
        format: Format::Standard,
        version: 0,
        title: title.into(),
        body,
        made_at: at,
        made_by: "Mainstay".into(),
    })
}

/// Whether two people mean the same language.
pub fn same_language(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The words for somebody's language and format, from those that stand: their own format in their
/// language, then that language, then the format in English, then English.
pub fn choose<'a>(all: &'a [Wording], language: &str, format: Format) -> Option<&'a Wording> {
    let find = |language: &str, format| {
        all.iter()
            .find(|w| w.stands() && w.format == format && same_language(&w.language, language))
    };
    let wanted = if language.trim().is_empty() { ENGLISH } else { language };
    find(wanted, format)
        .or_else(|| find(wanted, Format::Standard))
        .or_else(|| find(ENGLISH, format))
        .or_else(|| find(ENGLISH, Format::Standard))
}

/// The blanks that stand in a text, in order, or what is wrong with its braces.
pub fn found(text: &str) -> Result<Vec<&str>, String> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        if from.starts_with('}') {
            let near: String =
                before.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
            return Err(format!("There is a closing brace with nothing before it, after “{near}”"));
        }
        let Some(end) = from.find('}') else {
            return Err("A blank is opened with a brace and never closed".into());
        };
        out.push(from[1..end].trim());
        rest = &from[end + 1..];
    }
    Ok(out)
}

/// Fills a text. The names of blanks that nothing fills are given instead, once each.
pub fn fill(text: &str, values: &[(&str, String)]) -> Result<String, Vec<String>> {
    let mut missing: Vec<String> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = from.split_once('}') else {
            missing.push("{".into());
            break;
        };
        let value = values.iter().find(|(n, _)| *n == name.trim()).map(|(_, v)| v.trim());
        match value.filter(|v| !v.is_empty()) {
            Some(value) => out.push_str(value),
            None if !missing.iter().any(|m| m == name.trim()) => missing.push(name.trim().into()),
            None => {}
        }
        rest = after;
    }
    out.push_str(rest);
    if missing.is_empty() { Ok(out) } else { Err(missing) }
}

/// What was typed for a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// What for.
    pub kind: Kind,
    /// The language.
    pub language: &'a str,
    /// The heading.
    pub title: &'a str,
    /// The words.
    pub body: &'a str,
}

/// What is wrong with a version, by field. Words left out altogether take it out of use.
pub fn wrong(t: &Typed<'_>) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if t.kind == Kind::Letter && same_language(t.language, ENGLISH) {
        wrong.push(("language", "The English letter writes itself. Give another language".into()));
    }
    if t.body.trim().is_empty() {
        return wrong;
    }
    if t.kind != Kind::Script && t.title.trim().is_empty() {
        wrong.push(("title", "Give the heading a parent reads first".into()));
    }
    let known = blanks(t.kind);
    let names = match found(t.body) {
        Ok(names) => names,
        Err(why) => {
            wrong.push(("body", why));
            return wrong;
        }
    };
    let unknown: Vec<String> = names
        .iter()
        .filter(|n| !known.iter().any(|(k, _)| k == *n))
        .map(|n| format!("{{{n}}}"))
        .collect();
    if !unknown.is_empty() {
        wrong.push((
            "body",
            format!(
                "Nothing fills {}. The blanks that can be used are listed below",
                unknown.join(", ")
            ),
        ));
    }
    if found(t.title).map_or(true, |names| !names.is_empty()) {
        wrong.push(("title", "A heading has no blanks: it names nobody".into()));
    }
    match t.kind {
        Kind::Script => script_wrong(t.body, &names, &mut wrong),
        Kind::Letter => {
            let left: Vec<String> = LETTER_NEEDS
                .iter()
                .filter(|n| !names.contains(n))
                .map(|n| format!("{{{n}}}"))
                .collect();
            if !left.is_empty() {
                wrong.push(("body", format!("A letter may not leave out {}", left.join(", "))));
            }
        }
        Kind::Standards => {}
    }
    wrong
}

fn script_wrong(body: &str, names: &[&str], wrong: &mut Vec<(&'static str, String)>) {
    for (n, line) in body.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        if !line.split_once(':').is_some_and(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty())
        {
            wrong.push((
                "body",
                format!("Line {} needs a short heading, a colon and what to say", n + 1),
            ));
            return;
        }
    }
    let at = |name: &str| names.iter().position(|n| *n == name);
    match (at("strengths"), at("reason")) {
        (Some(good), Some(what)) if good < what => {}
        (None, _) => wrong.push((
            "body",
            "Something good is said in every call: put {strengths} in, before what happened".into(),
        )),
        (_, None) => wrong.push(("body", "Home is told what happened: put {reason} in".into())),
        _ => wrong
            .push(("body", "Something good comes first: put {strengths} before {reason}".into())),
    }
}

/// The tag of a language by its English name, for the voice of a screen reader and the direction
/// of writing; empty where it is not known.
pub fn tag(language: &str) -> &'static str {
    const TAGS: [(&str, &str); 44] = [
        ("albanian", "sq"),
        ("amharic", "am"),
        ("arabic", "ar"),
        ("bengali", "bn"),
        ("bulgarian", "bg"),
        ("chinese", "zh"),
        ("cantonese", "zh"),
        ("mandarin", "zh"),
        ("czech", "cs"),
        ("dutch", "nl"),
        ("english", "en-GB"),
        ("farsi", "fa"),
        ("persian", "fa"),
        ("dari", "fa"),
        ("french", "fr"),
        ("german", "de"),
        ("greek", "el"),
        ("gujarati", "gu"),
        ("hindi", "hi"),
        ("hungarian", "hu"),
        ("italian", "it"),
        ("kurdish", "ku"),
        ("lithuanian", "lt"),
        ("malayalam", "ml"),
        ("nepali", "ne"),
        ("pashto", "ps"),
        ("polish", "pl"),
        ("portuguese", "pt"),
        ("punjabi", "pa"),
        ("panjabi", "pa"),
        ("romanian", "ro"),
        ("russian", "ru"),
        ("slovak", "sk"),
        ("somali", "so"),
        ("spanish", "es"),
        ("swahili", "sw"),
        ("sylheti", "bn"),
        ("tamil", "ta"),
        ("tigrinya", "ti"),
        ("turkish", "tr"),
        ("ukrainian", "uk"),
        ("urdu", "ur"),
        ("vietnamese", "vi"),
        ("welsh", "cy"),
    ];
    let name = language.trim().to_lowercase();
    TAGS.iter().find(|(n, _)| *n == name).map_or("", |(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    fn at() -> Instant {
        Day::new(2026, 11, 9).unwrap().at(Minute::default())
    }
    fn words(language: &str, format: Format, body: &str) -> Wording {
        Wording {
            language: language.into(),
            format,
            body: body.into(),
            version: 1,
            ..built_in(Kind::Standards, &Words::default(), at()).unwrap()
        }
    }
    fn typed(kind: Kind, body: &str) -> Vec<(&'static str, String)> {
        wrong(&Typed { kind, language: "Portuguese", title: "Carta", body })
    }

    #[test]
    fn the_words_mainstay_comes_with_may_be_kept_as_they_are() {
        assert!(typed(Kind::Script, SCRIPT).is_empty());
        assert!(typed(Kind::Standards, STANDARDS).is_empty());
        assert_eq!(built_in(Kind::Letter, &Words::default(), at()), None);
    }

    #[test]
    fn a_call_says_something_good_before_what_happened() {
        let said = |body| typed(Kind::Script, body).remove(0).1;
        assert!(said("What happened: {reason}\nGood: {strengths}").contains("before {reason}"));
        assert!(said("What happened: {reason}").contains("Something good"));
        assert!(said("Good: {strengths}").contains("what happened"));
        assert!(said("Good {strengths}\nWhat: {reason}").contains("Line 1"));
    }

    #[test]
    fn a_blank_nothing_fills_and_a_letter_without_its_facts_are_not_kept() {
        let said = |kind, body| typed(kind, body).into_iter().map(|w| w.1).collect::<String>();
        assert!(said(Kind::Standards, "Ring {number}").contains("{number}"));
        assert!(said(Kind::Standards, "Ring {phone").contains("never closed"));
        assert!(said(Kind::Standards, "Ring phone}").contains("closing brace"));
        let short = said(Kind::Letter, "{pupil} {date} {periods} {arrive_at} {finish_at} {phone}");
        assert!(short.contains("{decided_by}"), "{short}");
        let english = Typed { kind: Kind::Letter, language: " english ", title: "A", body: "" };
        assert_eq!(wrong(&english)[0].0, "language");
        assert!(typed(Kind::Letter, " ").is_empty(), "taken out of use");
    }

    #[test]
    fn a_text_is_filled_or_says_which_blanks_are_empty() {
        let values = [("pupil", "Marnie".to_string()), ("date", " ".to_string())];
        assert_eq!(fill("Olá {pupil}.", &values).unwrap(), "Olá Marnie.");
        assert_eq!(fill("{pupil} {date} {phone} {date}", &values).unwrap_err(), ["date", "phone"]);
        assert_eq!(fill("{pupil} {", &values).unwrap_err(), ["{"]);
        // What fills a blank is never read for blanks itself.
        assert_eq!(fill("{pupil}", &[("pupil", "{date}".into())]).unwrap(), "{date}");
    }

    #[test]
    fn a_family_gets_its_language_then_its_format_then_english() {
        let all = [
            words("English", Format::Standard, "a"),
            words("English", Format::LargePrint, "b"),
            words("Portuguese", Format::Standard, "c"),
            words("Polish", Format::Standard, ""),
        ];
        let body = |language, format| choose(&all, language, format).unwrap().body.as_str();
        assert_eq!(body(" portuguese", Format::EasyRead), "c");
        assert_eq!(body("Polish", Format::LargePrint), "b");
        assert_eq!(body("", Format::EasyRead), "a");
        assert_eq!(choose(&all[2..], "Polish", Format::Standard), None);
        assert_eq!((tag("Portuguese "), tag("Klingon")), ("pt", ""));
    }
}
