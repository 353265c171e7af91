//! Letters about a suspension or permanent exclusion: the notice to each parent with everything
//! the law asks of it, the word to an office, the invitation, the cancellation.
//!
//! Must never know: how paper is set, or a number of days. Each letter holds the one address it
//! goes to; no letter names another child.

use super::decide::Texts;
use super::{Exclusion, Part, Settings};
use crate::letter::{First, Letter, Wrong, digits, even, formal, lines, stands};
use crate::owed::{Facts, Kind, Owed};
use crate::pupil::{Contact, Pupil, Sen};
use crate::school::Setting;
use crate::wording;
use crate::words::{Concept, capital};
use rulebook::codes::Reason;
use rulebook::duty::{Due, Outcome};
use rulebook::rule::{self, Party};
use rulebook::{Almanac, Day, clocks};

coded! {
    /// What a letter is.
    pub enum Paper {
        Notice = "notice", "Notice of the decision";
        Invite = "invite", "Invitation to the meeting about the return";
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
    /// Its facts.
    pub facts: &'a Facts,
    /// What is owed on them.
    pub owed: &'a [Owed],
    /// The calendar.
    pub almanac: Option<&'a Almanac>,
    /// Everybody at home.
    pub contacts: &'a [Contact],
    /// Pupils no letter may name.
    pub others: &'a [Pupil],
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

impl Made<'_> {
    fn first(&self) -> String {
        crate::letter::first(self.pupil, self.setting.rules.letter_name)
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
    let (e, first) = (m.exclusion, m.first());
    let mut has = vec!["period", "plain-english", "translation"];
    let mut letter = m.to(to);
    let name = m.pupil.name();
    let about = if name == m.pupil.legal() || m.pupil.legal().is_empty() {
        name.clone()
    } else {
        format!("{name} (legal name {})", m.pupil.legal())
    };
    letter.heading = format!("{first}: {}", what(e));
    letter.paragraphs.push(match m.facts.kind {
        Kind::Permanent => format!(
            "I have decided to permanently exclude {about} from {}, {}. This means that {first} may not come back to the school unless the governing body or a review decides otherwise.",
            m.setting.school.name, e.days()
        ),
        Kind::Lunchtime => format!(
            "I have decided to suspend {about} at lunchtimes, {}. Each lunchtime counts as half a day: {} in all.",
            e.days(), days(m.facts)
        ),
        Kind::Suspension => {
            format!("I have decided to suspend {about} for {}: {}.", days(m.facts), e.days())
        }
    });
    let plain = m.texts.of(Part::Plain);
    if !plain.is_empty() {
        letter.paragraphs.push(format!("The reasons: {plain}"));
        has.push("reasons");
    }
    public_place(m, &first, &mut letter, &mut has);
    education(m, &first, &mut letter, &mut has);
    governors(m, &first, &mut letter, &mut has);
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
fn public_place(m: &Made<'_>, first: &str, letter: &mut Letter, has: &mut Vec<&'static str>) {
    if !m.facts.compulsory || m.facts.adult {
        // It asks for nothing of a pupil who is past that age.
        has.extend(["section-104", "days", "penalty"]);
        return;
    }
    let Some(on) = m.public_days() else { return };
    letter.paragraphs.push(format!(
        "Your duty on {on}: you must make sure that {first} is not in a public place in school hours on these days, unless there is a good reason. If {first} is, you could be given a penalty notice or be prosecuted."
    ));
    has.extend(["section-104", "days", "penalty"]);
}

fn education(m: &Made<'_>, first: &str, letter: &mut Letter, has: &mut Vec<&'static str>) {
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
        letter.paragraphs.push(match e.provision {
            Some(at) if !e.provision_words.trim().is_empty() => {
                format!("From {at} {first} is taught here: {}", e.provision_words.trim())
            }
            _ => format!("From {sixth}, the sixth school day, {by} must arrange full-time education for {first}. You are told where and when as soon as it is settled."),
        });
    }
    if let Some((_, back)) = m.back() {
        letter.paragraphs.push(format!("{first} comes back to school on {back}."));
        has.push("return");
        if let Some(at) = e.meeting {
            let place = m.texts.of(Part::Place);
            let place = if place.is_empty() { String::new() } else { format!(", {place}") };
            letter.paragraphs.push(format!("Before that we would like to meet you and {first}: {at}{place}. {first} is back on {back} whether or not you can come; tell us if another time, the telephone or an interpreter would help."));
        }
    } else if m.facts.kind != Kind::Suspension {
        has.push("return");
    }
}

fn governors(m: &Made<'_>, first: &str, letter: &mut Letter, has: &mut Vec<&'static str>) {
    let clerk = m.settings.clerk.trim();
    let Some(meet) = m.owed("governors-meet") else { return };
    let mut points = Vec::new();
    points.push("You may tell the governing body what you think of this decision: these are called representations.".to_string());
    has.push("representations");
    points.push(format!("{first} may take part too, in writing, in a drawing, by speaking, or through you or somebody else."));
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
        letter.paragraphs.push(format!("If you believe that {first} was treated worse because of a disability, you can also bring a claim to the First-tier Tribunal, by {by}."));
    }
}

/// The invitation to those at one address.
pub fn invite(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (first, mut letter) = (m.first(), m.to(to));
    let at = m.exclusion.meeting.map(|at| at.to_string()).unwrap_or_default();
    letter.heading = format!("{first}: meeting about coming back, {at}");
    let place = m.texts.of(Part::Place);
    let place = if place.is_empty() { String::new() } else { format!(", {place}") };
    letter.paragraphs.push(format!("We would like to meet you and {first} on {at}{place}, to plan a good start: what helps, what we will do, what {first} would like."));
    let back = m.back().map(|(_, back)| back).unwrap_or_default();
    letter.paragraphs.push(format!("{first} is back in school on {back} whether or not you can come. If another time, the telephone or a call with an interpreter is easier, ring {}.", m.setting.school.phone));
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    Composed { letter, has: Vec::new() }
}

/// That it is cancelled, to those at one address.
pub fn cancelled(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (e, first, mut letter) = (m.exclusion, m.first(), m.to(to));
    let on = e.cancelled_on.map(|on| on.to_string()).unwrap_or_default();
    letter.heading = format!("{first}: the {} is cancelled", e.noun());
    letter.paragraphs.push(format!(
        "On {on} I cancelled the {}, {}. {first} comes back to school.",
        e.noun(),
        e.days()
    ));
    letter.paragraphs.push(format!("The reasons: {}", e.cancelled_why.trim()));
    letter.paragraphs.push(format!("We would like to meet you about it without delay. Ring {}. The governing body no longer considers it; days that {first} was out before stay on the record.", m.setting.school.phone));
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    Composed { letter, has: Vec::new() }
}

/// The word to an office: period and reasons, and no address of anybody.
pub fn office(m: &Made<'_>, to: &Office, own: &Own) -> Composed {
    let e = m.exclusion;
    let mut letter = m.to(&[]);
    letter.to_name = to.name.clone();
    letter.to_address = lines(&to.at);
    letter.salutation = "To whom it concerns".into();
    let gone = e.cancelled_on.is_some();
    letter.heading = match gone {
        true => format!("Cancelled: {} of a pupil", e.noun()),
        false => format!("{} of a pupil", capital(e.noun())),
    };
    letter.paragraphs.push(match e.cancelled_on {
        Some(on) => format!(
            "The headteacher cancelled this {} on {on}. The reasons: {}",
            e.noun(),
            e.cancelled_why.trim()
        ),
        None => format!(
            "The headteacher decided the following. The reasons: {}",
            m.texts.of(Part::Plain)
        ),
    });
    let mut fact = |what: &str, answer: String| {
        if !answer.trim().is_empty() {
            letter.facts.push((what.to_string(), answer));
        }
    };
    fact("Name", m.pupil.legal());
    fact("Date of birth", m.pupil.born.map(|d| d.to_string()).unwrap_or_default());
    fact("UPN", m.pupil.upn.clone().unwrap_or_default());
    fact("Year", m.pupil.year.to_string());
    fact("Decision", capital(&what(e)));
    if m.facts.kind != Kind::Permanent {
        fact("Length", days(m.facts));
        fact("School days this term, with this one", m.facts.term_total.to_string());
    }
    fact("National reasons", e.reasons.iter().map(|r| r.label()).collect::<Vec<_>>().join("; "));
    if matches!(to.party, Party::Authority | Party::HomeAuthority | Party::Governors) {
        fact("SEN", sen(m.facts, e));
        fact("Examination or test lost", e.exam.map(|d| d.to_string()).unwrap_or_default());
        fact("Home authority", e.home_authority.clone());
    }
    if let Some(sixth) = m.owed("sixth-day").and_then(Owed::day) {
        fact("Sixth school day", sixth.to_string());
    }
    if let Some(d) = &e.decided {
        fact("Decided by", format!("{}, {}", d.name, d.at));
    }
    m.own(&mut letter, own);
    Composed { letter, has: vec!["period", "reasons"] }
}

fn sen(f: &Facts, e: &Exclusion) -> String {
    use crate::Coded;
    let stage = e.decided.as_ref().map(|d| d.sen).unwrap_or(Sen::None).label();
    if f.assessment {
        format!("{stage}; an EHC assessment is under way")
    } else {
        stage.to_string()
    }
}

/// A letter's national reasons by code: "PA DB".
pub fn codes(reasons: &[Reason]) -> String {
    reasons.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ")
}

/// Everything wrong with a letter; empty when it may go.
pub fn check(m: &Made<'_>, paper: Paper, c: &Composed, own: &Own, to: &[&Contact]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut say = |field: &'static str, message: String| {
        let w = Wrong { field, message };
        if !wrong.contains(&w) {
            wrong.push(w);
        }
    };
    if paper != Paper::Office && to.is_empty() {
        say(
            "",
            "There is nobody to address it to. Add a contact with parental responsibility".into(),
        );
    }
    if paper != Paper::Office && c.letter.to_address.is_empty() && !to.is_empty() {
        say(
            "",
            format!(
                "There is no address for {}. Put it right in the school’s own system and bring it in again",
                c.letter.to_name
            ),
        );
    }
    if paper == Paper::Notice {
        for what in m.settings.missing() {
            say("", format!("The set-up does not say {what}. Fill it in under Set-up"));
        }
        let event = m.facts.decided;
        for rule in ["R2.06", "R2.07"] {
            let Some(version) = rule::find(rule).and_then(|r| r.on(event).ok()) else { continue };
            // What is known only later is sent later (R2.18).
            let later = ["provision-from", "session-times", "address", "report-to"];
            let lacking = rule::missing_by_law(version, &c.has);
            for lacks in lacking.into_iter().filter(|l| !later.contains(&l.key)) {
                say("", format!("The letter does not yet say {} ({rule})", lacks.words));
            }
        }
    }
    let school = &m.setting.school;
    for (value, what) in
        [(&school.name, "the school’s name"), (&school.phone, "the school’s telephone number")]
    {
        if value.trim().is_empty() {
            say("", format!("The set-up does not say {what}. Fill it in under Set-up"));
        }
    }
    let body = c.letter.body();
    if ["[", "]", "{", "}", "____"].iter().any(|gap| body.contains(gap)) {
        say("", "There is a gap in brackets that was not filled in".into());
    }
    let typed: [(&'static str, &str); 4] = [
        ("plain", m.texts.of(Part::Plain)),
        ("added", &own.added),
        ("translated", &own.translated),
        ("", m.texts.of(Part::Work)),
    ];
    for (field, text) in typed {
        let small = even(text).to_lowercase();
        if stands(&small.replace("permanently excluded", ""), "excluded") {
            say(field, "Take out the word “excluded”: say “suspended” or “permanently excluded”, whichever it is".into());
        }
        if let Some(message) = crate::letter::another(text, m.pupil, m.others) {
            say(field, message);
        }
    }
    homes(m, &body, to, &mut say);
    wrong
}

/// Letters and figures from which a part of an address is somebody's: "flat 3" is anybody's.
const TELLING: usize = 7;

/// Each letter holds only the address it goes to.
fn homes(m: &Made<'_>, body: &str, to: &[&Contact], say: &mut dyn FnMut(&'static str, String)) {
    let small = even(body).to_lowercase();
    let numbers = digits(&small);
    let mut ours: Vec<String> = lines(&m.setting.school.address);
    ours.extend(to.iter().flat_map(|c| lines(&c.address)));
    let ours: Vec<String> = ours.iter().map(|l| even(l).to_lowercase()).collect();
    let theirs = |c: &&Contact| !to.iter().any(|t| t.id == c.id);
    for c in m.contacts.iter().filter(theirs) {
        // A house is known by its part of a line: "88 Quay Street" of "Flat 3, 88 Quay Street".
        let whole = lines(&c.address).into_iter().map(|l| even(&l).to_lowercase());
        let address = whole.filter(|l| !ours.contains(l)).any(|line| {
            line.split(',').map(str::trim).any(|part| {
                part.chars().count() >= TELLING
                    && part.chars().any(|ch| ch.is_ascii_digit())
                    && stands(&small, part)
            })
        });
        let phone = digits(&c.phone);
        let own = to.iter().any(|t| digits(&t.phone) == phone)
            || digits(&m.setting.school.phone) == phone;
        let email = c.email.trim().to_lowercase();
        if address
            || (phone.len() >= 9 && !own && numbers.contains(&phone))
            || (!email.is_empty() && small.contains(&email))
        {
            say("added", "Take out another contact’s address, number or email: each letter holds only the address it goes to".into());
        }
    }
}
