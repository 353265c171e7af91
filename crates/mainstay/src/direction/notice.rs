//! The notice of a direction off site: the letter, and that it was given.
//!
//! Must never give notice that lacks what the rules ask it to say.

use super::one::sheet;
use super::{HOME, about, step};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::direction::{Direction, SHORT, State, letter as words, notify};
use casework::{Refusal, Verb};

fn on_paper(v: &Visit, d: &Direction) -> paper::letter::Letter {
    paper::letter::Letter {
        school_name: d.school_name.clone(),
        date: v.today().to_string(),
        to_name: format!("The parents of {}", d.name()),
        salutation: format!("To the parents of {}", d.name()),
        heading: format!("Notice that {} is to be taught at {}", d.name(), d.place),
        paragraphs: words::paragraphs(d),
        facts: words::facts(d),
        sign_off_name: "For the school".into(),
        sign_off_role: d.school_name.clone(),
        language: "en-GB".into(),
        ..Default::default()
    }
}

/// The notice as a PDF, or as a Word copy for the school to put on its own paper.
pub async fn letter(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let d = store::direction::find(&mut read, v.org(), v.id("id")?).await?;
    let missing = words::missing(&d);
    if !missing.is_empty() {
        return Err(Refusal::because(
            "The notice is not whole yet",
            format!("It must say all of this, and lacks: {}.", missing.join(", ")),
            "R4.03: SI 2010/1156 regs 2 and 3.",
        )
        .or("Fill in the terms", format!("{HOME}/{}/change", d.id))
        .into());
    }
    let letter = on_paper(&v, &d);
    if v.query.ticked("word") {
        return crate::letter::word_copy(&v, &letter);
    }
    let (_, pdf) = crate::hearing::set(letter).await?;
    v.open_file("notice.pdf", "application/pdf", pdf)
}

/// Keeps that notice was given.
pub async fn notified(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let on = errors.get(f.day("told_on"), "told_on", "Give the day notice was given");
    let how = errors.need(f, "told_how", SHORT, "Say how, and to whom");
    if on.is_some_and(|d| d > v.today()) {
        errors.add("told_on", "That day has not come yet");
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let mut w = v.write("Recording notice of a direction off site").await?;
    let before = store::direction::find(&mut w, v.org(), v.id("id")?).await?;
    let there = format!("{HOME}/{}#notice", before.id);
    if before.state != State::Proposed && before.told_on == on {
        return v.to(there);
    }
    let state = notify(&before)?;
    let after = Direction { state, told_on: on, told_how: how, ..before };
    store::direction::change(&mut w, &after).await?;
    step(&mut w, &v, &after, "Notice given", after.told_how.clone()).await?;
    v.commit(w, about(Verb::DirectionNotified, &after), Vec::new()).await?;
    v.to_saying(there, "Kept")
}

/// Keeps that the authority that maintains an EHC plan was told.
pub async fn sen_told(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let on = errors.get(v.form.day("sen_told_on"), "sen_told_on", "Give the day they were told");
    if on.is_some_and(|d| d > v.today()) {
        errors.add("sen_told_on", "That day has not come yet");
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let mut w = v.write("Recording that the SEN team was told").await?;
    let before = store::direction::find(&mut w, v.org(), v.id("id")?).await?;
    let there = format!("{HOME}/{}#notice", before.id);
    if !before.ehc {
        return Err(Problem::Missing);
    }
    if before.sen_told_on.is_some() {
        return v.to_saying(there, "It is written down already: what was kept first stands");
    }
    let after = Direction { sen_told_on: on, ..before };
    store::direction::change(&mut w, &after).await?;
    step(&mut w, &v, &after, "SEN team told", String::new()).await?;
    v.commit(w, about(Verb::DirectionNotified, &after), Vec::new()).await?;
    v.to_saying(there, "Kept")
}
