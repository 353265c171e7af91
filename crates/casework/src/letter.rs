//! A letter home about a placement: who gets one, what it says, and what it may never say.
//!
//! Must never know: what approvers wrote among themselves, or how paper is set. Notes are no
//! input here, so that no letter can hold them.

pub(crate) mod check;
mod first;

pub use check::{Others, Wrong, another, check, full_names, named};
pub(crate) use check::{digits, even, stands};
pub use first::{First, in_language};

use crate::pupil::{Contact, Pupil};
use crate::room::{Room, Slot, spell_periods};
use crate::school::{LetterName, Setting};
use crate::wording::Wording;
use crate::words::Concept;
use crate::writing::isolated;
use rulebook::room::CHECK_INS;
use rulebook::{Day, Minute};

/// A stay in the room as a parent needs to know it.
#[derive(Clone, Copy)]
pub struct Stay<'a> {
    /// The school.
    pub setting: &'a Setting,
    /// The pupil.
    pub pupil: &'a Pupil,
    /// The room.
    pub room: &'a Room,
    /// The day.
    pub day: Day,
    /// Its periods in order.
    pub slots: &'a [Slot],
}

impl Stay<'_> {
    /// "P1–P6"
    pub fn periods(&self) -> String {
        let order: Vec<String> =
            self.setting.lessons_on(self.day).iter().map(|p| p.code.clone()).collect();
        let codes: Vec<String> = self.slots.iter().map(|s| s.code.clone()).collect();
        spell_periods(&codes, &order)
    }
    fn times(&self) -> Option<(Minute, Minute)> {
        Some((self.slots.iter().map(|s| s.from).min()?, self.slots.iter().map(|s| s.to).max()?))
    }
    /// It begins with the first lesson of the day.
    fn whole_morning(&self) -> bool {
        let first = self.setting.lessons_on(self.day).first().map(|p| p.from);
        matches!((self.times(), first), (Some((from, _)), Some(first)) if from <= first)
    }
    /// It ends with the last.
    fn whole_afternoon(&self) -> bool {
        let last = self.setting.lessons_on(self.day).last().map(|p| p.to);
        matches!((self.times(), last), (Some((_, to)), Some(last)) if to >= last)
    }
    /// Where and when to come.
    pub fn arrive(&self) -> String {
        self.arrive_as(&self.pupil.first())
    }
    fn arrive_as(&self, first: &str) -> String {
        match self.slots.first() {
            _ if self.whole_morning() => {
                format!("{}, {}", self.room.arrive_at, lower(&self.room.door))
            }
            Some(slot) => format!("{first} comes from lessons for {}, at {}", slot.code, slot.from),
            None => String::new(),
        }
    }
    /// Lunch, with a free meal kept.
    pub fn lunch(&self) -> String {
        let in_room = self
            .times()
            .is_some_and(|(from, to)| from <= self.room.lunch_from && to >= self.room.lunch_to);
        let mut words = if in_room {
            format!("{} to {}, in the room with an adult", self.room.lunch_from, self.room.lunch_to)
        } else {
            "As usual, with the rest of the school".to_string()
        };
        if self.pupil.free_meals {
            words.push_str(". The free school meal is kept");
        }
        words
    }
    /// When it ends and what comes then.
    pub fn finish(&self) -> String {
        match self.times() {
            Some((_, to)) if self.whole_afternoon() => format!("{to}, the end of the school day"),
            Some((_, to)) => {
                let next = self.setting.lessons_on(self.day).into_iter().find(|p| p.from >= to);
                match next {
                    Some(p) => format!("{to}, then lessons from {}", p.code),
                    None => to.to_string(),
                }
            }
            None => String::new(),
        }
    }
    /// When usual lessons begin again.
    pub fn back(&self) -> String {
        if !self.whole_afternoon() {
            return format!("The same day, after {}", self.periods());
        }
        match self.setting.calendar.school_days_after(self.day, 1) {
            Some(counted) => counted.day.to_string(),
            None => "The next school day".into(),
        }
    }
    /// The days on which an adult checks in after the return.
    pub fn check_ins(&self) -> String {
        let days: Vec<String> = CHECK_INS
            .iter()
            .filter_map(|n| self.setting.calendar.school_days_after(self.day, n.0))
            .map(|c| c.day.short())
            .collect();
        match days.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            Some((last, _)) => last.clone(),
            None => String::new(),
        }
    }
    /// What a letter calls the pupil, as the school has set it.
    fn first(&self) -> String {
        first(self.pupil, self.setting.rules.letter_name)
    }
    /// The line that says who a letter is about, with the form.
    fn about(&self) -> String {
        let (known, legal) = (self.pupil.name(), self.pupil.legal());
        let name = match self.setting.rules.letter_name {
            LetterName::Legal if !legal.is_empty() => legal,
            LetterName::KnownWithLegal if !legal.is_empty() && legal != known => {
                format!("{known} (legal name {legal})")
            }
            _ => known,
        };
        format!("{name}, {}", self.pupil.form)
    }
    /// "a day in the Internal Exclusion Room, Tue 10 Nov 2026"
    pub fn heading(&self) -> String {
        format!("{}: {}", self.first(), self.place())
    }
    /// How long, where and on which day.
    fn place(&self) -> String {
        let how_long = if self.whole_morning() && self.whole_afternoon() {
            "a day".to_string()
        } else {
            self.periods()
        };
        format!("{how_long} in {}, {}", the(&self.room.name), self.day)
    }
    /// What a letter that was issued says other than the placement as it is now. A name that
    /// was put right since is no reason to write home again.
    pub fn differs(&self, words: &str) -> Option<Differs> {
        let place = self.place();
        let (same_room, same_day) =
            (format!(" in {}, {}", the(&self.room.name), self.day), format!(", {}", self.day));
        let mut found = Differs::Day;
        for line in words.lines().map(str::trim) {
            // The heading is the one line that ends with the day and begins with the name.
            let Some((_, said)) = line.split_once(": ") else { continue };
            if said == place {
                return None;
            } else if said.ends_with(&same_room) {
                found = Differs::Periods;
            } else if said.ends_with(&same_day) && found == Differs::Day {
                found = Differs::Room;
            }
        }
        Some(found)
    }
    /// The line that says which letters are out of date and how, where any is: of each, who it
    /// is to and its words.
    pub fn out_of_date(&self, letters: &[(String, String)]) -> Option<String> {
        let mut to: Vec<&str> = Vec::new();
        let mut how: Vec<Differs> = Vec::new();
        for (name, words) in letters {
            let Some(differs) = self.differs(words) else { continue };
            if !to.contains(&name.as_str()) {
                to.push(name);
            }
            how.push(differs);
        }
        how.sort();
        let how = how.first()?.words();
        let (letter, gives) = match to.len() {
            1 => ("letter", "gives"),
            _ => ("letters", "give"),
        };
        Some(format!("The {letter} to {} {gives} {how}; now {}", to.join(" and "), self.place()))
    }
}

/// What an issued letter says that is so no longer; the first of them that matters is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Differs {
    /// Another day.
    Day,
    /// The day, in another room.
    Room,
    /// The day and the room, for other periods.
    Periods,
}

impl Differs {
    fn words(self) -> &'static str {
        match self {
            Differs::Day => "another day",
            Differs::Room => "another room",
            Differs::Periods => "other periods",
        }
    }
}

/// The first of a pupil's names. Legal given names hold the middle names too.
pub(crate) fn first(pupil: &Pupil, name: LetterName) -> String {
    let legal = [&pupil.legal_given, &pupil.legal_family];
    let legal = legal.into_iter().find_map(|part| part.split_whitespace().next());
    match (name, legal) {
        (LetterName::Legal, Some(first)) => isolated(first.to_string()),
        _ => pupil.first(),
    }
}

/// The first letter small, unless the word is an abbreviation.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if b.is_lowercase() || b == ' ' => {
            a.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_string(),
    }
}

/// "the Internal Exclusion Room", but "The Bridge" keeps its own article.
pub(crate) fn the(name: &str) -> String {
    if name.to_lowercase().starts_with("the ") { name.to_string() } else { format!("the {name}") }
}

/// What a person may word for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Something good, first.
    pub opening: String,
    /// What happened, in plain words.
    pub reason: String,
    /// Anything more, or empty.
    pub added: String,
    /// What happened, in the family's own language, or empty.
    pub translated: String,
}

impl Draft {
    /// What is proposed before anybody has changed a word.
    pub fn proposed(pupil: &Pupil, name: LetterName, plain_reason: &str) -> Draft {
        let strengths = pupil.strengths.trim().trim_end_matches('.');
        let first = first(pupil, name);
        Draft {
            opening: if strengths.is_empty() {
                String::new()
            } else {
                format!("We know {first} well for this: {}.", lower(strengths))
            },
            reason: plain_reason.trim().to_string(),
            ..Draft::default()
        }
    }
}

/// What a letter is made from.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The stay.
    pub stay: Stay<'a>,
    /// Those it is addressed to, at one address.
    pub to: &'a [&'a Contact],
    /// "Mr Ewan Thrale"
    pub decided_by: &'a str,
    /// Who signs.
    pub sign_name: &'a str,
    /// What they are at the school.
    pub sign_role: &'a str,
    /// The day it is written.
    pub today: Day,
    /// The school's text in the family's language, where it has typed one and it is wanted.
    pub first: Option<&'a Wording>,
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The school.
    pub school: String,
    /// Its address, a line each.
    pub school_address: Vec<String>,
    /// Its telephone.
    pub school_phone: String,
    /// The date.
    pub date: String,
    /// Who it is to.
    pub to_name: String,
    /// Where they live, a line each.
    pub to_address: Vec<String>,
    /// "Dear Ms Moss"
    pub salutation: String,
    /// What it is about.
    pub heading: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Facts of the day.
    pub facts: Vec<(String, String)>,
    /// Lists with their headings.
    pub lists: Vec<(String, Vec<String>)>,
    /// Who signs.
    pub sign_name: String,
    /// Their post.
    pub sign_role: String,
    /// How to raise a concern.
    pub footer: String,
    /// The same in the family's own language, which stands before it.
    pub first: Option<First>,
    /// Tag of the language of the words, or empty for English.
    pub language: String,
    /// Set large.
    pub large: bool,
}

impl Letter {
    /// Everything it says but the name and address on the envelope.
    pub fn body(&self) -> String {
        let mut all = Vec::new();
        if let Some(first) = &self.first {
            all.push(first.heading.clone());
            all.extend(first.paragraphs.iter().cloned());
        }
        all.push(self.heading.clone());
        all.extend(self.paragraphs.iter().cloned());
        all.extend(self.facts.iter().map(|(what, answer)| format!("{what}: {answer}")));
        for (heading, items) in &self.lists {
            all.push(heading.clone());
            all.extend(items.iter().cloned());
        }
        all.push(self.sign_name.clone());
        all.push(self.sign_role.clone());
        all.push(self.footer.clone());
        all.join("\n")
    }
}

/// Who gets a letter: each responsible contact without a restriction, and those who share an
/// address share one.
pub fn envelopes(contacts: &[Contact]) -> Vec<Vec<&Contact>> {
    let mut list: Vec<&Contact> = contacts.iter().filter(|c| c.gets_letters()).collect();
    list.sort_by_key(|c| (c.priority, c.id));
    let mut out: Vec<Vec<&Contact>> = Vec::new();
    for contact in list {
        let at = same(&contact.address);
        match out.iter_mut().find(|e| !at.is_empty() && same(&e[0].address) == at) {
            Some(envelope) => envelope.push(contact),
            None => out.push(vec![contact]),
        }
    }
    out
}

/// An address without case, commas or spaces.
fn same(address: &str) -> String {
    address.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
}

/// "Ms Moss", or their whole name where no title is known.
pub fn formal(c: &Contact) -> String {
    if c.title.trim().is_empty() || c.family.trim().is_empty() {
        c.full()
    } else {
        format!("{} {}", c.title.trim(), c.family.trim())
    }
}

/// Writes the letter. Whether it may go is [`check`]'s to say.
pub fn compose(f: &Facts<'_>, draft: &Draft) -> Letter {
    let (stay, setting) = (f.stay, f.stay.setting);
    let first = stay.first();
    let school = &setting.school;
    let room = the(&stay.room.name);
    let and = |names: Vec<String>| names.join(" and ");
    let times = stay.times().map(|(a, b)| format!(" ({a} to {b})")).unwrap_or_default();
    let mut paragraphs = vec![draft.opening.trim().to_string(), draft.reason.trim().to_string()];
    paragraphs.push(format!(
        "{} has decided that {first} will work in {room} on {}, {}. {first} is in school and is not suspended.",
        f.decided_by, stay.day, stay.periods()
    ));
    paragraphs.push(draft.added.trim().to_string());
    let language = f.to.iter().map(|c| c.language.trim()).find(|l| !l.is_empty());
    let translated = f.first.and_then(|words| in_language(f, draft, words).ok());
    paragraphs.push(match language {
        Some(l) if translated.is_some() => format!("This letter is in {l} first, then in English. We can talk with you through an interpreter. Ring {}.", school.phone),
        Some(l) => format!("We can give you this letter in {l} or in another form, and talk with you through an interpreter. Ring {}.", school.phone),
        None => format!("If you would like this letter in another language or form, or to talk with an interpreter’s help, ring {}.", school.phone),
    });
    paragraphs.retain(|p| !p.is_empty());
    let fact = |what: &str, answer: String| (what.to_string(), answer);
    let facts = vec![
        fact(&setting.words.cap(Concept::Pupil), stay.about()),
        fact("Date", stay.day.to_string()),
        fact("Periods", format!("{}{times}", stay.periods())),
        fact("Arrive", stay.arrive_as(&first)),
        fact("Lunch", stay.lunch()),
        fact("Finish", stay.finish()),
        fact("Uniform", "Full school uniform".into()),
        fact("Phone", "Handed in on arrival and given back at the end".into()),
        fact(
            "Work",
            "From the lessons missed, set by their teachers, with help in the room".into(),
        ),
        fact("Decided by", f.decided_by.to_string()),
        fact("Usual lessons again", stay.back()),
        fact("An adult checks in", stay.check_ins()),
        fact("Speak to", format!("{}, {}, {}", f.sign_name, f.sign_role, school.phone)),
    ];
    let lists = vec![(
        format!("What we expect of {first}, and what {first} can expect of us"),
        vec![
            "To be on time, to begin the work that is set and to ask for help with it.".to_string(),
            "An adult in the room all day, breaks, lunch, and help with reading where it is wanted."
                .to_string(),
            format!(
                "A talk before the end about what would help, and a fresh start afterwards. If the day does not go well we ring you. This follows the school’s rules: {}.",
                setting.rules.policy
            ),
        ],
    )];
    let salutation = format!("Dear {}", and(f.to.iter().map(|c| formal(c)).collect()));
    Letter {
        school: school.name.clone(),
        school_address: lines(&school.address),
        school_phone: school.phone.clone(),
        date: f.today.to_string(),
        to_name: and(f.to.iter().map(|c| c.full()).collect()),
        to_address: f.to.first().map(|c| lines(&c.address)).unwrap_or_default(),
        salutation,
        heading: stay.heading(),
        paragraphs,
        facts,
        lists,
        sign_name: f.sign_name.to_string(),
        sign_role: f.sign_role.to_string(),
        footer: if school.concern.trim().is_empty() {
            String::new()
        } else {
            format!("If you are worried about this or disagree: {}", school.concern.trim())
        },
        first: translated,
        language: String::new(),
        large: false,
    }
}

#[cfg(test)]
mod tests;
