//! Hearings: when and where, who sits and is asked, what was decided and who was told.
//!
//! Must never know: who may sit, or by when one is held.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::hearing::invite::{Asked, Coming, Invite};
use casework::hearing::letter::Told;
use casework::hearing::member::{Member, Seat};
use casework::hearing::{Decision, Finding, Hearing, HearingKind, HearingState, How, Remote};

coded_cols!(HearingKind, HearingState, Finding, How, Remote, Seat, Asked, Coming);
from_row!(Hearing {
    id,
    matter,
    kind,
    state,
    on = "on_day",
    at = "at_minute",
    place,
    waiting,
    remote,
    remote_why,
    adjustments,
    pupil_part,
    clerk,
    clerk_trained,
    minutes,
    begun_at,
    off_why,
    version,
});
from_row!(Decision {
    hearing,
    finding,
    findings,
    tests,
    reasons,
    vote,
    ordered,
    on = "on_day",
    notice_how,
    notice_given,
    by_name,
    at,
});
from_row!(Member {
    id,
    hearing,
    name,
    post,
    seat,
    chair,
    tie,
    confirmed_on,
    trained,
    headship_ended,
    down_at,
    down_why,
});
from_row!(Invite { id, hearing, asked, name, contact, how, sent_on, coming, said, by_name, at });
from_row!(Told {
    id,
    hearing,
    asked,
    contact,
    to_name,
    to_address,
    how,
    sent_on,
    given_on,
    last_day,
    words,
    sha256,
    by_name,
    at,
});

/// Keeps one.
pub async fn add(w: &mut Write, h: &Hearing) -> Result<bool, Fault> {
    let query = q("insert into hearing (org, id, matter, kind, state, on_day, at_minute, place, waiting, remote, remote_why, adjustments, pupil_part, clerk, clerk_trained) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict do nothing")
        .bind(w.org())
        .bind(h.id)
        .bind(h.matter)
        .bind(h.kind)
        .bind(h.state)
        .bind(h.on)
        .bind(h.at)
        .bind(&h.place)
        .bind(&h.waiting)
        .bind(h.remote)
        .bind(&h.remote_why)
        .bind(&h.adjustments)
        .bind(&h.pupil_part)
        .bind(&h.clerk)
        .bind(h.clerk_trained);
    Ok(w.run(query).await? > 0)
}

/// Changes it, if nobody did since this version was read.
pub async fn change(w: &mut Write, h: &Hearing) -> Result<(), Problem> {
    let query = q("update hearing set state = $3, on_day = $4, at_minute = $5, place = $6, waiting = $7, remote = $8, remote_why = $9, adjustments = $10, pupil_part = $11, clerk = $12, clerk_trained = $13, minutes = $14, begun_at = $15, off_why = $16, version = version + 1 \
                   where org = $1 and id = $2 and version = $17")
        .bind(w.org())
        .bind(h.id)
        .bind(h.state)
        .bind(h.on)
        .bind(h.at)
        .bind(&h.place)
        .bind(&h.waiting)
        .bind(h.remote)
        .bind(&h.remote_why)
        .bind(&h.adjustments)
        .bind(&h.pupil_part)
        .bind(&h.clerk)
        .bind(h.clerk_trained)
        .bind(&h.minutes)
        .bind(h.begun_at)
        .bind(&h.off_why)
        .bind(h.version);
    if w.run(query).await? > 0 { Ok(()) } else { Err(Problem::Stale) }
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Hearing, Problem> {
    q("select * from hearing where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those of some matters, in the order they were opened.
pub async fn of(src: &mut dyn Source, org: Id, matters: &[Id]) -> Result<Vec<Hearing>, Fault> {
    q("select * from hearing where org = ")
        .put(org)
        .push(" and matter in ")
        .list(matters.iter().copied())
        .push(" order by id")
        .all(src)
        .await
}

/// Names somebody to sit.
pub async fn name_member(w: &mut Write, m: &Member) -> Result<bool, Fault> {
    let query = q("insert into hearing_member (org, id, hearing, name, post, seat, chair, tie, confirmed_on, trained, headship_ended) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict do nothing")
        .bind(w.org())
        .bind(m.id)
        .bind(m.hearing)
        .bind(&m.name)
        .bind(&m.post)
        .bind(m.seat)
        .bind(m.chair)
        .bind(&m.tie)
        .bind(m.confirmed_on)
        .bind(m.trained)
        .bind(m.headship_ended);
    Ok(w.run(query).await? > 0)
}

/// Somebody stands down, if they had not.
pub async fn stand_down(w: &mut Write, hearing: Id, member: Id, why: &str) -> Result<bool, Fault> {
    let query = q("update hearing_member set down_at = $4, down_why = $5, chair = false where org = $1 and hearing = $2 and id = $3 and down_at is null")
        .bind(w.org())
        .bind(hearing)
        .bind(member)
        .bind(w.at())
        .bind(why);
    Ok(w.run(query).await? > 0)
}

/// Those who sit at some hearings, and those who stood down.
pub async fn members(src: &mut dyn Source, org: Id, hearings: &[Id]) -> Result<Vec<Member>, Fault> {
    q("select * from hearing_member where org = ")
        .put(org)
        .push(" and hearing in ")
        .list(hearings.iter().copied())
        .push(" order by id")
        .all(src)
        .await
}

/// Keeps that somebody was asked.
pub async fn invite(w: &mut Write, i: &Invite) -> Result<bool, Fault> {
    let query = q("insert into hearing_invite (org, id, hearing, asked, name, contact, how, sent_on, coming, said, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict do nothing")
        .bind(w.org())
        .bind(i.id)
        .bind(i.hearing)
        .bind(i.asked)
        .bind(&i.name)
        .bind(i.contact)
        .bind(&i.how)
        .bind(i.sent_on)
        .bind(i.coming)
        .bind(&i.said)
        .bind(&i.by_name)
        .bind(i.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what somebody who was asked says.
pub async fn answer(
    w: &mut Write,
    hearing: Id,
    invite: Id,
    coming: Coming,
    said: &str,
) -> Result<bool, Fault> {
    let query = q("update hearing_invite set coming = $4, said = $5 where org = $1 and hearing = $2 and id = $3")
        .bind(w.org())
        .bind(hearing)
        .bind(invite)
        .bind(coming)
        .bind(said);
    Ok(w.run(query).await? > 0)
}

/// Those who were asked to a hearing.
pub async fn invites(src: &mut dyn Source, org: Id, hearing: Id) -> Result<Vec<Invite>, Fault> {
    q("select * from hearing_invite where org = $1 and hearing = $2 order by id")
        .bind(org)
        .bind(hearing)
        .all(src)
        .await
}

/// Keeps a decision; one hearing decides once.
pub async fn decide(w: &mut Write, d: &Decision) -> Result<bool, Fault> {
    let query = q("insert into hearing_decision (org, hearing, finding, findings, tests, reasons, vote, ordered, on_day, notice_how, notice_given, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict do nothing")
        .bind(w.org())
        .bind(d.hearing)
        .bind(d.finding)
        .bind(&d.findings)
        .bind(&d.tests)
        .bind(&d.reasons)
        .bind(&d.vote)
        .bind(d.ordered)
        .bind(d.on)
        .bind(d.notice_how)
        .bind(d.notice_given)
        .bind(&d.by_name)
        .bind(d.at);
    Ok(w.run(query).await? > 0)
}

/// What some hearings decided.
pub async fn decisions(
    src: &mut dyn Source,
    org: Id,
    hearings: &[Id],
) -> Result<Vec<Decision>, Fault> {
    q("select * from hearing_decision where org = ")
        .put(org)
        .push(" and hearing in ")
        .list(hearings.iter().copied())
        .push(" order by on_day, hearing")
        .all(src)
        .await
}

/// Keeps a letter as it went.
pub async fn tell(w: &mut Write, t: &Told) -> Result<bool, Fault> {
    let query = q("insert into hearing_told (org, id, hearing, asked, contact, to_name, to_address, how, sent_on, given_on, last_day, words, sha256, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict do nothing")
        .bind(w.org())
        .bind(t.id)
        .bind(t.hearing)
        .bind(t.asked)
        .bind(t.contact)
        .bind(&t.to_name)
        .bind(&t.to_address)
        .bind(t.how)
        .bind(t.sent_on)
        .bind(t.given_on)
        .bind(t.last_day)
        .bind(&t.words)
        .bind(&t.sha256)
        .bind(&t.by_name)
        .bind(t.at);
    Ok(w.run(query).await? > 0)
}

/// The letters of some hearings.
pub async fn told(src: &mut dyn Source, org: Id, hearings: &[Id]) -> Result<Vec<Told>, Fault> {
    q("select * from hearing_told where org = ")
        .put(org)
        .push(" and hearing in ")
        .list(hearings.iter().copied())
        .push(" order by id")
        .all(src)
        .await
}
