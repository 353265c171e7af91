//! The letters that tell a decision: one to each person, at their own address, checked before it
//! goes and frozen when it went.
//!
//! Must never do: put one parent's address into another's letter.

use super::{at_home, found, kept_at_home, set, sheet};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::family::gives_away;
use casework::hearing::How;
use casework::hearing::invite::Asked;
use casework::hearing::letter::{self, Facts, Told};
use casework::hearing::owed::Whole;
use casework::matter::SHORT;
use casework::pupil::Contact;
use casework::{Coded, Event, Id, Reach, Refusal, Scope, Verb};
use rulebook::Day;
use store::Source;

/// What every letter of this school says again: kept from the last one.
pub(super) const REMEMBERED: [&str; 3] = ["apply_to", "advice", "meanwhile"];

/// The words kept from the last letter.
pub(super) async fn remembered(
    src: &mut dyn Source,
    org: Id,
) -> Result<Vec<(&'static str, String)>, Problem> {
    let mut out = Vec::new();
    for name in REMEMBERED.into_iter().take(2) {
        let kept = store::school::get(src, org, &format!("review_{name}")).await?;
        out.push((name, kept.unwrap_or_default()));
    }
    Ok(out)
}

/// Makes a letter, checks it, and keeps it as it goes.
pub async fn tell(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let how = errors.get(f.coded::<How>("told_how"), "told_how", "Choose how it goes");
    let sent_on = errors.get(f.day("told_on"), "told_on", "Choose the day it goes");
    if sent_on.is_some_and(|d| d > v.today()) {
        errors.add("told_on", "This day has not come yet");
    }
    let apply_to = errors.limit(f, "apply_to", 500);
    let advice = errors.limit(f, "advice", 500);
    let meanwhile = errors.limit(f, "meanwhile", 2_000);
    let typed_name = errors.limit(f, "told_name", SHORT);
    let typed_address = errors.limit(f, "told_address", 500);
    let mut read = v.read().await?;
    let (hearing, whole) = found(&v, &mut read).await?;
    let home = at_home(&mut read, v.org(), &whole, v.today()).await?;
    let (parents, withheld) = kept_at_home(&mut read, v.org(), &whole).await?;
    let almanac = crate::matter::almanac(&v, &mut read, &whole.matter).await?;
    drop(read);
    let Some(decision) = whole.decision(hearing.id) else {
        return Err(Refusal::because(
            "There is no decision to tell yet",
            "The letter is made of the decision, what was found and the reasons.",
            "R3.07, as Mainstay holds it.",
        )
        .or("Record the decision", format!("/hearings/{}#decision", hearing.id))
        .into());
    };
    let to = f.text("to");
    let contact: Option<&Contact> =
        Id::parse_str(to).ok().and_then(|id| home.iter().find(|c| c.id == id && c.gets_letters()));
    let asked = match contact {
        Some(_) => Some(Asked::Parent),
        None => Asked::from_code(to),
    };
    let asked = errors.get(asked, "to", "Choose who the letter goes to");
    let (to_name, address) = match contact {
        Some(c) => (c.full(), c.address.clone()),
        None => (typed_name, typed_address),
    };
    let (Some(how), Some(sent_on), Some(asked), true) = (how, sent_on, asked, errors.is_empty())
    else {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    };
    let (given, _) = how.service().given(sent_on).map_err(|e| anyhow::anyhow!("{e}"))?;
    let rights = letter::carries_rights(&whole.matter, &hearing, decision);
    let last: Option<Day> = match rights {
        true => letter::last_day(given, &almanac).map_err(|e| anyhow::anyhow!("{e}"))?.day(),
        false => None,
    };
    let first = first_of(&whole.matter.name);
    let facts = Facts {
        matter: &whole.matter,
        hearing: &hearing,
        decision,
        first: &first,
        to_parent: asked == Asked::Parent,
        given,
        apply_to: &apply_to,
        advice: &advice,
        meanwhile: &meanwhile,
    };
    let parts = letter::parts(&facts, last);
    let mut others: Vec<Contact> =
        home.iter().filter(|c| contact.is_none_or(|to| to.id != c.id)).cloned().collect();
    others.extend(typed_before(&whole.told, &to_name));
    for why in letter::wrong(&facts, &parts, &to_name, &address, &others) {
        errors.add("to", why);
    }
    // What is kept from this person in particular is looked for more closely: a street alone, too.
    let body = parts.iter().map(|p| p.words.as_str()).collect::<Vec<_>>().join("\n");
    if let Some(c) = contact
        && errors.of("to").is_none()
        && gives_away(&body, c.id, &parents, &withheld).is_some()
    {
        errors.add("to", letter::TAKE_OUT);
    }
    if let Some(why) = another(&mut v.read().await?, v.org(), &whole, &body).await? {
        errors.add("to", why);
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let school = &v.setting.school;
    let letter = paper::letter::Letter {
        school_name: school.name.clone(),
        school_address_lines: school.address.lines().map(str::to_string).collect(),
        school_phone: school.phone.clone(),
        date: sent_on.to_string(),
        to_name: to_name.clone(),
        to_address_lines: address.lines().map(str::to_string).collect(),
        salutation: format!("Dear {to_name}"),
        heading: letter::heading(&facts),
        paragraphs: parts.into_iter().map(|p| p.words).collect(),
        sign_off_name: hearing.clerk.clone(),
        sign_off_role: "Clerk".into(),
        ..paper::letter::Letter::default()
    };
    if f.text("act") == "word" {
        return crate::letter::word_copy(&v, &letter);
    }
    let (words, pdf) = set(letter).await?;
    let sha256 = crate::document::hash(&pdf);
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Telling somebody of a hearing’s decision").await?;
    store::document::keep(&mut w, &sha256, &pdf, casework::document::Scan::Off).await?;
    let told = Told {
        id,
        hearing: hearing.id,
        asked,
        contact: contact.map(|c| c.id),
        to_name,
        to_address: address,
        how,
        sent_on,
        given_on: given,
        last_day: last,
        words,
        sha256,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::hearing::tell(&mut w, &told).await? {
        for (name, value) in [("apply_to", &apply_to), ("advice", &advice)] {
            store::school::set(&mut w, &format!("review_{name}"), value).await?;
        }
        let mut event = Event::new(Verb::DecisionTold, "hearing", hearing.id)
            .fact("asked", asked.code())
            .fact("sent", sent_on);
        if let Some(last) = last {
            event = event.fact("last day", last);
        }
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    let said = match last {
        Some(last) => {
            format!("The letter is kept as it goes. The last day to apply for a review is {last}")
        }
        None => "The letter is kept as it goes".into(),
    };
    v.to_saying(format!("/hearings/{}#letters", hearing.id), said)
}

/// Says to take another child's name out, where one of the school is named in full.
async fn another(
    src: &mut dyn Source,
    org: Id,
    whole: &Whole,
    text: &str,
) -> Result<Option<String>, Problem> {
    let Some(pupil) = whole.matter.pupil else { return Ok(None) };
    // Only compared with, never shown: so the whole school is looked at, not the reader's part.
    let all = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &all, pupil).await?;
    let roll = store::pupil::on_roll(src, &all).await?;
    Ok(casework::letter::named(text, &pupil, &roll))
}

/// The first name in a full one, for a sentence.
fn first_of(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_string()
}

/// Those written to before at an address that was typed: their address is not for anybody else.
fn typed_before(told: &[Told], to_name: &str) -> Vec<Contact> {
    let other = |t: &&Told| t.contact.is_none() && t.to_name != to_name && t.asked == Asked::Parent;
    let as_contact = |t: &Told| Contact {
        id: t.id,
        pupil: Id::nil(),
        title: String::new(),
        given: t.to_name.clone(),
        family: String::new(),
        relation: String::new(),
        priority: 0,
        responsible: true,
        lives_with: false,
        restriction: String::new(),
        phone: String::new(),
        email: String::new(),
        address: t.to_address.clone(),
        language: String::new(),
        interpreter: false,
    };
    told.iter().filter(other).map(as_contact).collect()
}

/// A letter's file, as it went.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (hearing, whole) = found(&v, &mut read).await?;
    let id = v.id("letter")?;
    let told = whole.told.iter().find(|t| t.id == id && t.hearing == hearing.id);
    let told = told.ok_or(Problem::Missing)?;
    let bytes = store::document::bytes(&mut read, v.org(), &told.sha256).await?;
    v.open_file("letter.pdf", "application/pdf", bytes.ok_or(Problem::Missing)?)
}
