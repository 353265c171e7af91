//! What stops a letter: a gap, another child's name, another home's address, the word alone.
//!
//! Must never know: how it is set. Every fault says how to mend it.

use super::super::Part;
use super::{Composed, Made, Own, Paper};
use crate::letter::{Wrong, another, digits, even, lines, named, stands};
use crate::pupil::Contact;
use rulebook::rule;

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
    unfilled(m, paper, own, &mut say);
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
    for (field, text) in typed(m, paper, own) {
        let small = even(text).to_lowercase();
        if stands(&small.replace("permanently excluded", ""), "excluded") {
            say(field, "Take out the word “excluded”: say “suspended” or “permanently excluded”, whichever it is".into());
        }
        if let Some(message) = another(text, m.pupil, m.others).or(named(text, m.pupil, m.roll)) {
            say(field, message);
        }
    }
    homes(m, &body, to, &mut say);
    wrong
}

/// What people typed that stands in this letter, and the field of its form where it has one.
fn typed<'a>(m: &Made<'a>, paper: Paper, own: &'a Own) -> Vec<(&'static str, &'a str)> {
    let (e, text) = (m.exclusion, |part| m.texts.of(part));
    let mut all = vec![("added", own.added.as_str()), ("translated", own.translated.as_str())];
    match paper {
        Paper::Notice => {
            all.push(("plain", text(Part::Plain)));
            all.extend([Part::Work, Part::Place].map(|part| ("", text(part))));
            all.push(("", e.provision_words.as_str()));
        }
        Paper::Invite => all.push(("", text(Part::Place))),
        Paper::Education => all.push(("", e.provision_words.as_str())),
        Paper::Agreed => {
            let said = m.agreed.map(|r| [&r.pupil_view, &r.support, &r.targets, &r.owner_name]);
            all.extend(said.into_iter().flatten().map(|text| ("", text.as_str())));
        }
        Paper::Cancelled => all.push(("", e.cancelled_why.as_str())),
        Paper::Office if e.cancelled_on.is_some() => all.push(("", e.cancelled_why.as_str())),
        Paper::Office => all.push(("plain", text(Part::Plain))),
    }
    all
}

/// What has to be there before a letter of this kind says anything.
fn unfilled(m: &Made<'_>, paper: Paper, own: &Own, say: &mut dyn FnMut(&'static str, String)) {
    let e = m.exclusion;
    let mut need = |missing: bool, field: &'static str, words: &str| {
        if missing {
            say(field, words.to_string());
        }
    };
    let translated = !own.translated.trim().is_empty();
    need(translated && own.language.trim().is_empty(), "language", "Say which language it is in");
    need(
        paper == Paper::Invite && (e.meeting.is_none() || m.back().is_none()),
        "",
        "No meeting about the return is set. Set it on the record first",
    );
    let told = e.provision.is_some() && !e.provision_words.trim().is_empty();
    need(
        paper == Paper::Education && !told,
        "",
        "Nothing is arranged from the sixth day yet. Arrange it on the record first",
    );
    need(
        paper == Paper::Agreed && !m.agreed.is_some_and(|r| r.holds_something()),
        "",
        "Nothing is agreed yet. Write it on the page of the meeting first",
    );
    need(paper == Paper::Cancelled && e.cancelled_why.trim().is_empty(), "", "It is not cancelled");
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
