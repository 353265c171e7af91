//! Who sits at a hearing.
//!
//! Must never do: let somebody with a stake through, whatever the reason.

use super::{at_home, found, parties, sheet};
use crate::form::Errors;
use crate::visit::{Answer, Visit};
use casework::hearing::member::{Member, Seat, may_sit};
use casework::matter::SHORT;
use casework::{Coded, Event, Id, Verb};

/// Names somebody to sit.
pub async fn name(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let name = errors.need(f, "name", SHORT, "Write the name");
    let post = errors.limit(f, "post", SHORT);
    let seat = errors.get(f.coded::<Seat>("seat"), "seat", "Choose what they sit as");
    let tie = errors.limit(f, "tie", SHORT);
    let trained = f.day("trained");
    if trained.is_none() && f.has("trained") {
        errors.add("trained", "Choose a day, or leave it empty");
    }
    let headship_ended = f.day("headship_ended");
    if headship_ended.is_none() && f.has("headship_ended") {
        errors.add("headship_ended", "Choose a day, or leave it empty");
    }
    let (Some(seat), true) = (seat, errors.is_empty()) else {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    };
    let mut w = v.write("Naming somebody to sit at a hearing").await?;
    let (hearing, whole) = found(&v, &mut w).await?;
    hearing.may_change()?;
    let member = Member {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        hearing: hearing.id,
        name,
        post,
        seat,
        chair: f.ticked("chair"),
        tie,
        confirmed_on: f.ticked("confirmed").then(|| v.today()),
        trained,
        headship_ended,
        down_at: None,
        down_why: String::new(),
    };
    let home = at_home(&mut w, v.org(), &whole, v.today()).await?;
    let invites = store::hearing::invites(&mut w, v.org(), hearing.id).await?;
    let parties = parties(&whole, &home, &invites);
    may_sit(&member, hearing.kind, &whole.matter, &parties)?;
    if store::hearing::name_member(&mut w, &member).await? {
        let event = Event::new(Verb::MemberNamed, "hearing", hearing.id).fact("seat", seat.label());
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    v.to(format!("/hearings/{}#members", hearing.id))
}

/// Somebody stands down. They stay on the record.
pub async fn stand_down(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "down_why", SHORT, "Say why they stand down");
    let member = errors.get(v.form.id("member"), "down_why", "Choose who stands down");
    let (Some(member), true) = (member, errors.is_empty()) else {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    };
    let mut w = v.write("Recording that a member stood down").await?;
    let (hearing, whole) = found(&v, &mut w).await?;
    hearing.may_change()?;
    if store::hearing::stand_down(&mut w, hearing.id, member, &why).await? {
        let event = Event::new(Verb::MemberStoodDown, "hearing", hearing.id);
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    v.to(format!("/hearings/{}#members", hearing.id))
}
