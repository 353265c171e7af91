//! What is done on a matter itself: an application for a review, steps done once, dates that
//! moved, and what is learnt from a review.
//!
//! Must never do: decide whether an application is in time. The rulebook answers, and a person
//! where it says that a person must.

use super::{almanac, found, sheet, whole};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hearing::application::{Application, receive, too_late};
use casework::hearing::challenge::{self, Challenge, Learning, Theme};
use casework::hearing::owed::Whole;
use casework::hearing::{HearingKind, How};
use casework::matter::{Done, LONGEST, Matter, Moved, SHORT, Stance, Step};
use casework::pack::Purpose;
use casework::{Coded, Event, Id, Refusal, Verb};
use store::Write;

pub(crate) fn about(event: Event, m: &Matter) -> Event {
    match m.pupil {
        Some(pupil) => event.pupil(pupil),
        None => event,
    }
}

/// Records an application for a review, in time or not.
pub async fn apply(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let by_whom = errors.need(f, "by_whom", SHORT, "Say who applied");
    let how = errors.get(f.coded::<How>("how"), "how", "Choose how it came");
    let day = errors.get(
        f.day("came_on"),
        "came_on",
        "Choose the day it was handed in, posted or e-mailed",
    );
    let minute = errors.get(f.minute("came_at"), "came_at", "Write the time, such as 16.30");
    let grounds = errors.limit(f, "grounds", LONGEST);
    let at = day.zip(minute).map(|(d, m)| d.at(m));
    if at.is_some_and(|at| at > v.now) {
        errors.add("came_on", "That time has not come yet");
    }
    let (Some(how), Some(at), true) = (how, at, errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Recording an application for a review").await?;
    let matter = found(&v, &mut w, v.id("id")?).await?;
    let almanac = almanac(&v, &mut w, &matter).await?;
    let whole = whole(&mut w, v.org(), matter).await?;
    let m = &whole.matter;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let back = format!("/matters/{}#application", m.id);
    if whole.applications.iter().any(|a| a.id == id) {
        return v.to(back);
    }
    let Some(given) = whole.given() else {
        return Err(Refusal::because(
            "There is no letter to count from",
            "The time to apply runs from the day the governors’ letter is given to the parent (R3.09).",
            "SI 2012/1033 Schedule 1 paragraphs 1 and 2, as Mainstay holds it.",
        )
        .or("Record the letter with the decision first", format!("/matters/{}", m.id))
        .into());
    };
    let receipt = receive(given, how, at, &almanac).map_err(|e| anyhow::anyhow!("{e}"))?;
    let decision = f.text("late");
    let by = errors.limit(f, "decided_by", SHORT);
    let taken = match (receipt.in_time(), decision) {
        (true, _) => true,
        // Posted in time, and late by the way post is counted: a person decides.
        (false, "take") if receipt.asks() && !by.is_empty() => true,
        (false, "refuse") => false,
        (false, _) if receipt.asks() => {
            drop(w);
            let last = receipt.last;
            let made = receipt.made;
            errors.add("late", format!("Posted {}, it counts as made on {made}; the last day was {last}. Choose whether it is taken in or refused, and name who decided", at.day()));
            return v.again(&sheet(&v, v.form.clone(), errors).await?);
        }
        (false, _) => return Err(too_late(&receipt, m.id).into()),
    };
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let happened = whole.happened();
    let act = match taken {
        true => rulebook::states::PermanentAct::Apply,
        false => rulebook::states::PermanentAct::ApplyLate,
    };
    happened.may(act, m.id)?;
    let application = Application {
        id,
        matter: m.id,
        by_whom,
        how,
        at,
        made: receipt.made,
        last_day: receipt.last,
        grounds,
        expert: f.ticked("expert"),
        taken,
        decided_by: by,
        recorded_by: v.actor.name.clone(),
        recorded_at: v.now,
    };
    if store::matter::apply(&mut w, &application).await? {
        let event = about(Event::new(Verb::ReviewApplied, "application", id), m)
            .fact("made", receipt.made)
            .fact("last day", receipt.last)
            .fact("taken", if taken { "yes" } else { "no" });
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(back, match taken {
        true => "The application is in time. The panel’s dates are below",
        false => "Kept as refused: it came too late. Tell the parent in writing, with what else there is",
    })
}

/// Records something that is done once.
pub async fn step(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let step = errors.get(v.form.coded::<Step>("step"), "step", "Choose what was done");
    let on = errors.get(v.form.day("step_on"), "step_on", "Choose the day");
    if on.is_some_and(|d| d > v.today()) {
        errors.add("step_on", "This day has not come yet");
    }
    let note = errors.need(&v.form, "step_note", 500, "Say what was done and where it can be seen");
    let (Some(step), Some(on), true) = (step, on, errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Recording a step of a matter").await?;
    let matter = found(&v, &mut w, v.id("id")?).await?;
    let whole = whole(&mut w, v.org(), matter).await?;
    let m = &whole.matter;
    if step == Step::Money {
        whole.happened().may(rulebook::states::PermanentAct::OrderMoney, m.id)?;
        if !whole.decided(HearingKind::Panel).is_some_and(|d| d.ordered) {
            return Err(Refusal::because(
                "The panel ordered no readjustment",
                "Without the panel’s order there is none: it does not follow by itself (R3.16).",
                "SI 2012/1033, as Mainstay holds it: not yet checked by a person.",
            )
            .or("See what was decided", format!("/matters/{}", m.id))
            .into());
        }
    }
    if step == Step::Waived {
        whole.happened().may(rulebook::states::PermanentAct::Waive, m.id)?;
    }
    let done = Done { step, on, note, by_name: v.actor.name.clone(), at: v.now };
    if store::matter::done(&mut w, m.id, &done).await? {
        let event = about(Event::new(Verb::MatterStepped, "matter", m.id), m)
            .fact("step", step.code())
            .fact("on", on);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("/matters/{}", whole.matter.id), "Kept")
}

/// Closes a matter, or opens it again. Nothing of it is lost either way.
pub async fn close(v: Visit) -> Answer {
    let mut w = v.write("Closing a matter, or opening it again").await?;
    let before = found(&v, &mut w, v.id("id")?).await?;
    let back = format!("/matters/{}", before.id);
    let closes = v.form.text("way") != "open";
    if before.closed_at.is_some() == closes {
        return v.to(back);
    }
    let after = Matter { closed_at: closes.then_some(v.now), ..before };
    store::matter::change(&mut w, &after).await?;
    let event = about(Event::new(Verb::MatterChanged, "matter", after.id), &after)
        .fact("now", if closes { "closed" } else { "open again" });
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        back,
        match closes {
            true => "Closed. What was still owed is no longer on Today; it stands here",
            false => "Open again",
        },
    )
}

/// Keeps what somebody makes of a date that moved after the papers went.
pub async fn moved(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let stance =
        errors.get(v.form.coded::<Stance>("stance"), "stance", "Choose what you make of it");
    let why = match stance {
        Some(Stance::Late) => errors.need(&v.form, "why", 500, "Say what was done about it"),
        _ => errors.limit(&v.form, "why", 500),
    };
    let (of, before, after) = (v.form.id("of"), v.form.day("before"), v.form.day("after"));
    let (Some(of), Some(before), Some(after)) = (of, before, after) else {
        return Err(Problem::Missing);
    };
    let (Some(stance), true) = (stance, errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Saying what is made of a date that moved").await?;
    let matter = found(&v, &mut w, v.id("id")?).await?;
    let almanac = almanac(&v, &mut w, &matter).await?;
    let whole = whole(&mut w, v.org(), matter).await?;
    let back = format!("/matters/{}", whole.matter.id);
    let asked = whole.moved(&almanac);
    if !asked.iter().any(|(id, a)| *id == of && a.before == before && a.after == after) {
        // Answered by somebody else, or the calendar changed again in the meantime.
        return v.to_saying(back, "That is answered already, or the date has moved again");
    }
    let moved = Moved { of, before, after, stance, why, by_name: v.actor.name.clone(), at: v.now };
    if store::matter::answer(&mut w, whole.matter.id, &moved).await? {
        seen(&mut w, &whole, &moved).await?;
        let event = about(Event::new(Verb::DateAnswered, "pack", of), &whole.matter)
            .fact("before", before)
            .fact("after", after)
            .fact("stance", stance.code());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(back, "Kept, with both dates. The day the papers went stays as it was")
}

/// What was made of the moved day of a pack is what follows on the record or the case, too: asked
/// once.
async fn seen(w: &mut Write, whole: &Whole, moved: &Moved) -> Result<(), Problem> {
    let pack = whole.packs.iter().find(|p| p.id == moved.of);
    let code = match pack.map(|p| p.purpose) {
        Some(Purpose::Panel) => "review-papers",
        _ => "papers",
    };
    let note = format!("{}. {}", moved.stance.label(), moved.why);
    let org = w.org();
    for c in store::owed::changes(w, org, whole.matter.id).await? {
        if c.seen_at.is_none() && c.code == code {
            store::owed::seen(w, c.about, c.id, note.trim()).await?;
        }
    }
    Ok(())
}

/// Keeps a learning point.
pub async fn learn(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let theme = errors.get(v.form.coded::<Theme>("theme"), "theme", "Choose what it is about");
    let words = errors.need(&v.form, "learnt", 1_000, "Write what is learnt");
    let mut read = v.read().await?;
    let m = found(&v, &mut read, v.id("id")?).await?;
    drop(read);
    if names(&words, &m.name) {
        errors.add("learnt", "Take out the child’s name: learning points are read across schools");
    }
    let (Some(theme), true) = (theme, errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Noting what is learnt from a review").await?;
    let learning = Learning {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        matter: m.id,
        theme,
        words,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::matter::learn(&mut w, &learning).await? {
        let event =
            about(Event::new(Verb::LearningNoted, "matter", m.id), &m).fact("theme", theme.code());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("/matters/{}#learning", m.id), "Noted")
}

/// Whether a text has the child's name in it: any word of it of three letters or more.
fn names(text: &str, name: &str) -> bool {
    let small = text.to_lowercase();
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| part.chars().count() > 2)
        .any(|part| small.split(|c: char| !c.is_alphanumeric()).any(|w| w == part))
}

/// Sends a challenge letter: its words and its file are kept as they went.
pub async fn challenge(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let to_name = errors.need(f, "to_name", SHORT, "Say who the letter goes to");
    let address = errors.limit(f, "to_address", 500);
    let sent_on = f.day("challenge_on").unwrap_or_else(|| v.today());
    let answer_by =
        errors.get(f.day("answer_by"), "answer_by", "Choose the day an answer is asked for by");
    if answer_by.is_some_and(|d| d <= sent_on) {
        errors.add("answer_by", "Choose a day after the letter goes");
    }
    let mut read = v.read().await?;
    let m = found(&v, &mut read, v.id("id")?).await?;
    let points = store::matter::learning(&mut read, v.org(), m.id).await?;
    let whole = whole(&mut read, v.org(), m).await?;
    drop(read);
    if points.is_empty() {
        errors.add("learnt", "Note at least one learning point first: the letter is made of them");
    }
    let (Some(answer_by), true) = (answer_by, errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let m = &whole.matter;
    let paragraphs = challenge::words(&m.name, &outcome(&whole), &points, answer_by);
    let school = &v.setting.school;
    let letter = paper::letter::Letter {
        school_name: school.name.clone(),
        school_address_lines: school.address.lines().map(str::to_string).collect(),
        school_phone: school.phone.clone(),
        date: sent_on.to_string(),
        to_name: to_name.clone(),
        to_address_lines: address.lines().map(str::to_string).collect(),
        salutation: format!("Dear {to_name}"),
        heading: "What can be learnt from an independent review".into(),
        paragraphs,
        sign_off_name: v.actor.name.clone(),
        sign_off_role: v.actor.post.clone(),
        ..paper::letter::Letter::default()
    };
    if f.text("act") == "word" {
        return crate::letter::word_copy(&v, &letter);
    }
    let (words, pdf) = crate::hearing::set(letter).await?;
    let sha256 = crate::document::hash(&pdf);
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Sending a challenge letter after a review").await?;
    store::document::keep(&mut w, &sha256, &pdf, casework::document::Scan::Off).await?;
    let kept = Challenge {
        id,
        matter: m.id,
        to_name,
        sent_on,
        answer_by,
        words,
        sha256,
        answered_on: None,
        answer: String::new(),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::matter::challenge(&mut w, &kept).await? {
        let event = about(Event::new(Verb::ChallengeSent, "challenge", id), m)
            .fact("sent", sent_on)
            .fact("answer by", answer_by);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(
        format!("/matters/{}#learning", m.id),
        "The letter is kept as it goes. Open it to print or send",
    )
}

/// What the panel and the governing body decided, in a sentence or two.
fn outcome(whole: &Whole) -> String {
    let mut out = String::new();
    if let Some(d) = whole.decided(HearingKind::Panel) {
        out.push_str(&format!(
            "On {} the panel decided to {}.",
            d.on,
            d.finding.label().to_lowercase()
        ));
    }
    if let Some(d) = whole.decided(HearingKind::Again) {
        out.push_str(&format!(
            " On {} the governors decided to {}.",
            d.on,
            d.finding.label().to_lowercase()
        ));
    }
    out
}

async fn one(v: &Visit, src: &mut dyn store::Source) -> Result<(Challenge, Matter), Problem> {
    let c = store::matter::find_challenge(src, v.org(), v.id("id")?).await?;
    let m = found(v, src, c.matter).await?;
    Ok((c, m))
}

/// Its file, as it went.
pub async fn challenge_pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (c, _) = one(&v, &mut read).await?;
    let bytes = store::document::bytes(&mut read, v.org(), &c.sha256).await?;
    v.open_file("letter.pdf", "application/pdf", bytes.ok_or(Problem::Missing)?)
}

/// Keeps what was answered.
pub async fn answer_challenge(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (c, m) = one(&v, &mut read).await?;
    drop(read);
    let mut errors = Errors::new();
    let field = format!("answer-{}", c.id);
    let answer = errors.need(&v.form, &field, 1_000, "Say in short what the answer is");
    if !errors.is_empty() {
        return v.again(&super::sheet_of(&v, m.id, v.form.clone(), errors).await?);
    }
    let on = v.today();
    let back = format!("/matters/{}#learning", m.id);
    let mut w = v.write("Recording the answer to a challenge letter").await?;
    if store::matter::answer_challenge(&mut w, c.id, on, &answer).await? {
        let event =
            about(Event::new(Verb::ChallengeAnswered, "challenge", c.id), &m).fact("on", on);
        v.commit(w, event, Vec::new()).await?;
        return v.to_saying(back, "The answer is kept");
    }
    drop(w);
    v.to_saying(back, "It was answered already: what was written first stands")
}
