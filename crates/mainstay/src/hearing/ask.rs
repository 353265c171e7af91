//! Who is asked to a hearing and what they say, the calendar file that goes with it, and the
//! private link by which a parent sends representations.
//!
//! Must never show: one parent's link to another.

use super::{at_home, found, sheet};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hearing::invite::{Asked, Coming, Invite, calendar_file};
use casework::link::{Link, LinkKind, day_is_over, letter_runs_out};
use casework::matter::SHORT;
use casework::{Coded, Event, Id, Verb};

/// Keeps that somebody was asked.
pub async fn invite(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let asked = errors.get(f.coded::<Asked>("asked"), "asked", "Choose what they are");
    let name = errors.need(f, "invited", SHORT, "Write the name");
    let how = errors.limit(f, "invited_how", SHORT);
    let sent_on = f.day("invited_on").unwrap_or_else(|| v.today());
    if sent_on > v.today() {
        errors.add("invited_on", "This day has not come yet");
    }
    let (Some(asked), true) = (asked, errors.is_empty()) else {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    };
    let mut w = v.write("Asking somebody to a hearing").await?;
    let (hearing, whole) = found(&v, &mut w).await?;
    hearing.may_change()?;
    let home = at_home(&mut w, v.org(), &whole, v.today()).await?;
    let contact = home.iter().find(|c| c.full() == name).map(|c| c.id);
    let invite = Invite {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        hearing: hearing.id,
        asked,
        name,
        contact,
        how,
        sent_on,
        coming: Coming::NotSaid,
        said: String::new(),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::hearing::invite(&mut w, &invite).await? {
        let event = Event::new(Verb::HearingInvited, "hearing", hearing.id)
            .fact("asked", asked.code())
            .fact("sent", sent_on);
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    v.to(format!("/hearings/{}#asked", hearing.id))
}

/// Keeps what somebody who was asked says.
pub async fn answer(v: Visit) -> Answer {
    let coming = v.form.coded::<Coming>("coming").unwrap_or(Coming::NotSaid);
    let said: String = v.form.text("said").chars().take(500).collect();
    let invite = v.form.id("invite").ok_or(Problem::Missing)?;
    let mut w = v.write("Recording who comes to a hearing").await?;
    let (hearing, whole) = found(&v, &mut w).await?;
    let there = store::hearing::invites(&mut w, v.org(), hearing.id).await?;
    let asked = there.iter().find(|i| i.id == invite).ok_or(Problem::Missing)?;
    let back = format!("/hearings/{}#asked", hearing.id);
    if (asked.coming, asked.said.as_str()) == (coming, said.as_str()) {
        return v.to(back);
    }
    if store::hearing::answer(&mut w, hearing.id, invite, coming, &said).await? {
        let event = Event::new(Verb::HearingAnswered, "hearing", hearing.id)
            .fact("asked", asked.asked.code())
            .fact("coming", coming.code());
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    v.to(back)
}

/// The calendar file.
pub async fn calendar(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (hearing, whole) = found(&v, &mut read).await?;
    let file = calendar_file(&hearing, &whole.matter.school, v.now).ok_or(Problem::Missing)?;
    v.download("hearing.ics", "text/calendar; charset=utf-8", file.into_bytes())
}

/// Gives a parent their own link for representations; one given before opens nothing from now.
pub async fn link(v: Visit) -> Answer {
    let to = v.form.id("contact").ok_or(Problem::Missing)?;
    let mut w = v.write("Giving a parent a private link for representations").await?;
    let (hearing, whole) = found(&v, &mut w).await?;
    hearing.may_change()?;
    let home = at_home(&mut w, v.org(), &whole, v.today()).await?;
    let to = home.into_iter().find(|c| c.id == to && c.gets_letters()).ok_or(Problem::Missing)?;
    store::link::end_for(&mut w, hearing.id, to.id).await?;
    let link = Link {
        id: Id::now_v7(),
        kind: LinkKind::Representations,
        about: hearing.id,
        staff: None,
        contact: Some(to.id),
        sent_to: to.email.clone(),
        name: to.full(),
        made_at: v.now,
        expires_at: match hearing.on {
            Some(on) => day_is_over(on),
            None => letter_runs_out(v.today(), v.setting.rules.letter_link_days),
        },
        ended_at: None,
    };
    store::link::add(&mut w, &link).await?;
    let event = Event::new(Verb::RepresentationAsked, "hearing", hearing.id);
    v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    v.to_saying(
        format!("/hearings/{}#asked", hearing.id),
        "The link is below: put it in the letter that asks them, and in nobody else’s",
    )
}
