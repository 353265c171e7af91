//! Letters about a suspension or permanent exclusion: the notice to each parent with everything
//! the law asks of it, or to the pupil once 18; and what every other letter is made from.
//!
//! Must never know: how paper is set, or a number of days. Each letter holds the one address it
//! goes to; no letter names another child.

mod check;
mod office;
mod way_back;

pub use check::check;
pub use office::office;
pub use way_back::{agreed, cancelled, education_details, invite};

use super::decide::Texts;
use super::{Exclusion, Part, Settings};
use crate::letter::{First, Letter, envelopes, formal, lines};
use crate::owed::{Facts, Kind, Owed};
use crate::pupil::{Contact, Pupil};
use crate::reintegration::Reintegration;
use crate::school::Setting;
use crate::wording;
use crate::words::{Concept, capital};
use rulebook::codes::Reason;
use rulebook::duty::{Due, Outcome};
use rulebook::rule::Party;
use rulebook::{Almanac, Day, clocks};

coded! {
    /// What a letter is.
    pub enum Paper {
        Notice = "notice", "Notice of the decision";
        Invite = "invite", "Invitation to the meeting about the return";
        Education = "education", "Details of the education from the sixth day";
        Agreed = "agreed", "What was agreed for the return";
        Cancelled = "cancelled", "Notice that it is cancelled";
        Office = "office", "Word to an office";
    }
}

/// What a letter is made from.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    /// The school.
    pub setting: &'a Setting,
    /// Its settings for this.
    pub settings: &'a Settings,
    /// The pupil.
    pub pupil: &'a Pupil,
    /// The record.
    pub exclusion: &'a Exclusion,
    /// Its texts.
    pub texts: &'a Texts,
    /// What was agreed for the return, where anything was.
    pub agreed: Option<&'a Reintegration>,
    /// Its facts.
    pub facts: &'a Facts,
    /// What is owed on them.
    pub owed: &'a [Owed],
    /// The calendar.
    pub almanac: Option<&'a Almanac>,
    /// Everybody at home.
    pub contacts: &'a [Contact],
    /// Pupils no letter may name, by first name alone either.
    pub others: &'a [Pupil],
    /// Everybody on roll: no letter holds the full name of any of them.
    pub roll: &'a [Pupil],
    /// Who signs, and their post.
    pub sign: (&'a str, &'a str),
    /// The day it is written.
    pub today: Day,
}

/// What a person may word for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Anything more.
    pub added: String,
    /// The same in the family's language, which stands first; or empty.
    pub translated: String,
    /// That language.
    pub language: String,
}

/// An office that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Whom it is owed to.
    pub party: Party,
    /// "Northmoor Borough Council"
    pub name: String,
    /// How they are reached, in words.
    pub at: String,
}

/// A letter, and which of the things the law asks for it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The words.
    pub letter: Letter,
    /// Keys of the contents of R2.06 and R2.07 that it holds.
    pub has: Vec<&'static str>,
}

/// A pupil of 18 or over as somebody a letter goes to, at the address of whoever they live with.
pub fn themselves(pupil: &Pupil, contacts: &[Contact]) -> Contact {
    let given = if pupil.legal_given.trim().is_empty() && pupil.legal_family.trim().is_empty() {
        (pupil.known_given.clone(), pupil.known_family.clone())
    } else {
        (pupil.legal_given.clone(), pupil.legal_family.clone())
    };
    let home = contacts.iter().filter(|c| c.lives_with && !c.address.trim().is_empty());
    Contact {
        id: pupil.id,
        pupil: pupil.id,
        title: String::new(),
        given: given.0,
        family: given.1,
        relation: String::new(),
        priority: 1,
        responsible: true,
        lives_with: true,
        restriction: String::new(),
        phone: String::new(),
        email: String::new(),
        address: home
            .min_by_key(|c| (c.priority, c.id))
            .map_or(String::new(), |c| c.address.clone()),
        language: pupil.language.clone(),
        interpreter: false,
    }
}

/// Who a letter goes to, an envelope each: those with parental responsibility and no restriction;
/// the pupil alone, once 18. The notice looks at the day of the decision, all else at the day it
/// is written.
pub fn addressed(m: &Made<'_>, paper: Paper) -> Vec<Vec<Contact>> {
    let adult = match paper {
        Paper::Notice => m.facts.adult,
        _ => m.facts.adult_on(m.today),
    };
    if adult {
        return vec![vec![themselves(m.pupil, m.contacts)]];
    }
    envelopes(m.contacts).into_iter().map(|to| to.into_iter().cloned().collect()).collect()
}

/// Whom a letter speaks to: the parent about the pupil, or the pupil.
struct Voice {
    you: bool,
    first: String,
}

impl Voice {
    /// "Marnie", or "you".
    fn who(&self) -> &str {
        if self.you { "you" } else { &self.first }
    }
    /// The same at the start of a sentence.
    fn cap(&self) -> &str {
        if self.you { "You" } else { &self.first }
    }
    /// One of two forms of a verb: "comes", "come".
    fn says<'a>(&self, they: &'a str, you: &'a str) -> &'a str {
        if self.you { you } else { they }
    }
    /// "you and Marnie", or "you".
    fn both(&self) -> String {
        if self.you { "you".into() } else { format!("you and {}", self.first) }
    }
    /// A heading: "Marnie: suspension, …", or "Your suspension, …".
    fn heading(&self, what: &str) -> String {
        if self.you { format!("Your {what}") } else { format!("{}: {what}", self.first) }
    }
}

impl Made<'_> {
    fn first(&self) -> String {
        crate::letter::first(self.pupil, self.setting.rules.letter_name)
    }
    fn voice(&self, to: &[&Contact]) -> Voice {
        Voice { you: to.iter().any(|c| c.id == self.pupil.id), first: self.first() }
    }
    fn owed(&self, code: &str) -> Option<&Owed> {
        self.owed.iter().find(|o| o.code == code)
    }
    /// The day the pupil is back, and when.
    fn back(&self) -> Option<(Day, String)> {
        let day = self.owed("reintegration")?.day()?;
        let at = self.exclusion.back_at.map(|m| format!(" at {m}")).unwrap_or_default();
        Some((day, format!("{day}{at}")))
    }
    /// Where the meeting about the return is: ", the main office", or nothing.
    fn place(&self) -> String {
        match self.texts.of(Part::Place) {
            "" => String::new(),
            place => format!(", {place}"),
        }
    }
    /// The days on which the parent answers for where the pupil is.
    fn public_days(&self) -> Option<String> {
        let ends = self.owed("public-place-ends")?.day()?;
        let Ok(Due::Counted(count)) = self.owed("public-place-ends")?.due else { return None };
        let days = self.almanac?.school_days(count.anchor, ends).ok()?;
        Some(and(&days.iter().map(Day::to_string).collect::<Vec<_>>()))
    }
    fn to(&self, to: &[&Contact]) -> Letter {
        let school = &self.setting.school;
        let all = |names: Vec<String>| names.join(" and ");
        Letter {
            school: school.name.clone(),
            school_address: lines(&school.address),
            school_phone: school.phone.clone(),
            date: self.today.to_string(),
            to_name: all(to.iter().map(|c| c.full()).collect()),
            to_address: to.first().map(|c| lines(&c.address)).unwrap_or_default(),
            salutation: format!("Dear {}", all(to.iter().map(|c| formal(c)).collect())),
            heading: String::new(),
            paragraphs: Vec::new(),
            facts: Vec::new(),
            lists: Vec::new(),
            sign_name: self.sign.0.to_string(),
            sign_role: self.sign.1.to_string(),
            footer: String::new(),
            first: None,
            language: String::new(),
            large: false,
        }
    }
    fn own(&self, letter: &mut Letter, own: &Own) {
        let added = own.added.trim();
        if !added.is_empty() {
            letter.paragraphs.push(added.to_string());
        }
        let language = own.language.trim();
        if own.translated.trim().is_empty() || language.is_empty() {
            return;
        }
        letter.first = Some(First {
            language: language.to_string(),
            tag: wording::tag(language).to_string(),
            heading: letter.heading.clone(),
            paragraphs: crate::standards::paragraphs(own.translated.trim()),
        });
    }
    fn interpreter(&self, to: &[&Contact], own: &Own) -> String {
        let phone = &self.setting.school.phone;
        let language = to.iter().map(|c| c.language.trim()).find(|l| !l.is_empty());
        match language {
            Some(l) if !own.translated.trim().is_empty() => format!(
                "The main points are in {l} on the first page. We can talk with you through an interpreter. Ring {phone}."
            ),
            Some(l) => format!(
                "We can give you this letter in {l} or in another form, and talk with you through an interpreter. Ring {phone}."
            ),
            None => format!(
                "If you would like this letter in another language or form, or to talk with an interpreter’s help, ring {phone}."
            ),
        }
    }
}

/// "a, b and c"
fn and(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// What it is, in a heading: "suspension, Thu 19 Nov 2026 to Fri 20 Nov 2026".
fn what(e: &Exclusion) -> String {
    format!("{}, {}", e.noun(), e.days())
}

/// The notice to those at one address.
pub fn notice(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (e, v) = (m.exclusion, m.voice(to));
    let mut has = vec!["period", "plain-english", "translation"];
    let mut letter = m.to(to);
    let name = m.pupil.name();
    let about = if name == m.pupil.legal() || m.pupil.legal().is_empty() {
        name.clone()
    } else {
        format!("{name} (legal name {})", m.pupil.legal())
    };
    let whom = if v.you { "you".to_string() } else { about.clone() };
    letter.heading = v.heading(&what(e));
    letter.paragraphs.push(match m.facts.kind {
        Kind::Permanent => format!(
            "I have decided to permanently exclude {whom} from {}, {}. This means that {} may not come back to the school unless the governing body or a review decides otherwise.",
            m.setting.school.name, e.days(), v.who()
        ),
        Kind::Lunchtime => format!(
            "I have decided to suspend {whom} at lunchtimes, {}. Each lunchtime counts as half a day: {} in all.",
            e.days(), days(m.facts)
        ),
        Kind::Suspension => {
            format!("I have decided to suspend {whom} for {}: {}.", days(m.facts), e.days())
        }
    });
    let plain = m.texts.of(Part::Plain);
    if !plain.is_empty() {
        letter.paragraphs.push(format!("The reasons: {plain}"));
        has.push("reasons");
    }
    public_place(m, &v, &mut letter, &mut has);
    education(m, &v, &mut letter, &mut has);
    governors(m, &v, &mut letter, &mut has);
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    let advice = lines(&m.settings.advice);
    if !advice.is_empty() {
        letter.lists.push(("Free and impartial advice".into(), advice));
        has.push("free-advice");
    }
    let fact = |what: &str, answer: String| (what.to_string(), answer);
    letter
        .facts
        .push(fact(&m.setting.words.cap(Concept::Pupil), format!("{about}, {}", m.pupil.form)));
    letter.facts.push(fact("Decision", capital(&what(e))));
    if m.facts.kind != Kind::Permanent {
        let total = format!(
            "{} this term and {} this school year, with this one",
            m.facts.term_total,
            e.decided.as_ref().map(|d| d.year_total).unwrap_or_default()
        );
        letter.facts.push(fact("School days in all", total));
    }
    if let Some(day) = e.exam {
        let words = format!("A public examination or national test on {day}");
        letter.facts.push(fact("Examination lost", words));
    }
    if let Some((_, back)) = m.back() {
        letter.facts.push(fact("Back in school", back));
    }
    if let Some(d) = &e.decided {
        letter.facts.push(fact("Decided by", format!("{}, {}", d.name, d.at.day())));
    }
    Composed { letter, has }
}

/// "1.5 school days"
fn days(f: &Facts) -> String {
    let one = f.length == rulebook::HalfDays::days(1);
    format!("{} school {}", f.length, if one { "day" } else { "days" })
}

/// The section 103 and 104 notice, for a pupil of compulsory school age.
fn public_place(m: &Made<'_>, v: &Voice, letter: &mut Letter, has: &mut Vec<&'static str>) {
    if !m.facts.compulsory || m.facts.adult {
        // It asks for nothing of a pupil who is past that age.
        has.extend(["section-104", "days", "penalty"]);
        return;
    }
    let Some(on) = m.public_days() else { return };
    let first = &v.first;
    letter.paragraphs.push(format!(
        "Your duty on {on}: you must make sure that {first} is not in a public place in school hours on these days, unless there is a good reason. If {first} is, you could be given a penalty notice or be prosecuted."
    ));
    has.extend(["section-104", "days", "penalty"]);
}

fn education(m: &Made<'_>, v: &Voice, letter: &mut Letter, has: &mut Vec<&'static str>) {
    let e = m.exclusion;
    let work = m.texts.of(Part::Work);
    if !work.is_empty() {
        letter.paragraphs.push(format!("Work: {work}"));
        has.push("work");
    }
    if let Some(sixth) = m.owed("sixth-day").and_then(Owed::day) {
        let by = match m.owed("sixth-day").and_then(|o| o.outcome) {
            Some(Outcome::ProvisionBySchool) => "the school’s governing body",
            Some(Outcome::ProvisionByHomeAuthority) => "the council where you live",
            _ => "the local authority",
        };
        let first = &v.first;
        letter.paragraphs.push(match e.provision {
            Some(at) if !e.provision_words.trim().is_empty() => {
                format!("From {at} {first} is taught here: {}", e.provision_words.trim())
            }
            _ => format!("From {sixth}, the sixth school day, {by} must arrange full-time education for {first}. You are told where and when as soon as it is settled."),
        });
    }
    if let Some((_, back)) = m.back() {
        letter.paragraphs.push(format!(
            "{} {} back to school on {back}.",
            v.cap(),
            v.says("comes", "come")
        ));
        has.push("return");
        if let Some(at) = e.meeting {
            letter.paragraphs.push(format!(
                "Before that we would like to meet {}: {at}{}. {}",
                v.both(),
                m.place(),
                way_back::whatever(m, v)
            ));
        }
    } else if m.facts.kind != Kind::Suspension {
        has.push("return");
    }
}

fn governors(m: &Made<'_>, v: &Voice, letter: &mut Letter, has: &mut Vec<&'static str>) {
    let clerk = m.settings.clerk.trim();
    let Some(meet) = m.owed("governors-meet") else { return };
    let mut points = Vec::new();
    points.push("You may tell the governing body what you think of this decision: these are called representations.".to_string());
    has.push("representations");
    points.push(match v.you {
        true => "You may do so in writing, in a drawing, by speaking, or through somebody else.".to_string(),
        false => format!("{} may take part too, in writing, in a drawing, by speaking, or through you or somebody else.", v.first),
    });
    has.push("pupil-part");
    if !clerk.is_empty() {
        points.push(format!("Write to or ring the clerk: {clerk}."));
        has.push("how");
    }
    let must = meet
        .due
        .clone()
        .ok()
        .and_then(Due::day)
        .map(|by| format!("The governing body must meet about it by {by}."));
    let if_asked = meet.if_asked.and_then(Due::day).map(|by| format!("This brings the term to more than {} school days. If you write, the governing body must meet about it by {by}.", clocks::THRESHOLD_LOW));
    match must.or(if_asked) {
        Some(says) => {
            points.push(says);
            points.push("At that meeting you may attend, be represented at your own expense, and bring a friend.".into());
            points.push(format!("You may ask for the meeting to be held remotely{}.", if clerk.is_empty() { String::new() } else { " by asking the clerk".into() }));
        }
        None => points.push("The governing body must consider what you write. For a suspension of this length it need not meet, and cannot direct that it ends.".into()),
    }
    has.extend(["attend", "represented", "friend", "remote-meeting"]);
    letter.lists.push(("What you can do".into(), points));
    if let Some(by) = m.owed("claim").and_then(Owed::day) {
        letter.paragraphs.push(format!(
            "If you believe that {} treated worse because of a disability, you can also bring a claim to the First-tier Tribunal, by {by}.",
            if v.you { "you were".to_string() } else { format!("{} was", v.first) }
        ));
    }
}

/// A record's national reasons by code: "PA DB".
pub fn codes(reasons: &[Reason]) -> String {
    reasons.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ")
}
