//! Directions off site: their terms, reviews, and every step with who and why.
//!
//! Must never know: what may follow what. A step that was kept is never changed.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::direction::{Decision, Direction, Directs, Invite, Review, State, Step};
use casework::{Coded, Id};
use rulebook::Day;

coded_cols!(Directs, State, Decision);
from_row!(Direction {
    id,
    panel_case,
    case_file,
    given,
    family,
    year,
    ehc,
    school_name,
    school_type,
    place,
    address,
    report_to,
    contact,
    objective,
    reasons,
    parent_view,
    pupil_view,
    starts,
    ends,
    days,
    session_from,
    session_to,
    breaks,
    state,
    told_on,
    told_how,
    sen_told_on,
    outcome,
    ended_on,
    by_name,
    made_at,
    version,
});
from_row!(Review {
    id,
    direction,
    planned,
    invited_on,
    held_on,
    attendance,
    incidents,
    parent_view,
    pupil_view,
    decision,
    why,
    new_end,
    by_name,
    at,
    version,
});
from_row!(Step { id, day, what, words, by_name, at });

/// How invitations to reviews are counted, as it was set; nothing: not set.
pub async fn invite(src: &mut dyn Source, org: Id) -> Result<Option<Invite>, Fault> {
    let rows = q("select invite from direction_setting where org = $1").bind(org).rows(src).await?;
    let code: Option<String> = rows.first().map(|r| r.get("invite")).transpose()?;
    Ok(code.and_then(|c| Invite::from_code(&c)))
}

/// Sets it.
pub async fn set_invite(w: &mut Write, how: Invite) -> Result<(), Fault> {
    let query = q("insert into direction_setting (org, invite) values ($1,$2) on conflict (org) do update set invite = excluded.invite")
        .bind(w.org())
        .bind(how.code());
    w.run(query).await.map(|_| ())
}

/// All of them, those that begin latest first.
pub async fn list(src: &mut dyn Source, org: Id) -> Result<Vec<Direction>, Fault> {
    q("select * from direction where org = $1 order by starts desc, id limit 500")
        .bind(org)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Direction, Problem> {
    q("select * from direction where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those that came of a case before a panel.
pub async fn of_panel_case(
    src: &mut dyn Source,
    org: Id,
    panel_case: Id,
) -> Result<Vec<Direction>, Fault> {
    q("select * from direction where org = $1 and panel_case = $2 order by made_at, id")
        .bind(org)
        .bind(panel_case)
        .all(src)
        .await
}

/// Keeps a new one. False when it was there.
pub async fn add(w: &mut Write, d: &Direction) -> Result<bool, Fault> {
    let query = q("insert into direction (org, id, panel_case, case_file, given, family, year, ehc, school_name, school_type, place, address, report_to, \
                   contact, objective, reasons, parent_view, pupil_view, starts, ends, days, session_from, session_to, breaks, state, by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27) on conflict (org, id) do nothing")
        .bind(w.org()).bind(d.id).bind(d.panel_case).bind(d.case_file).bind(&d.given).bind(&d.family).bind(d.year).bind(d.ehc)
        .bind(&d.school_name).bind(d.school_type).bind(&d.place).bind(&d.address).bind(&d.report_to).bind(&d.contact).bind(&d.objective)
        .bind(&d.reasons).bind(&d.parent_view).bind(&d.pupil_view).bind(d.starts).bind(d.ends).bind(d.days).bind(d.session_from)
        .bind(d.session_to).bind(&d.breaks).bind(d.state).bind(&d.by_name).bind(d.made_at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what changed of one, if nobody has since its version.
pub async fn change(w: &mut Write, d: &Direction) -> Result<(), Problem> {
    let query = q("update direction set ehc = $3, school_type = $4, place = $5, address = $6, report_to = $7, contact = $8, objective = $9, reasons = $10, \
                   parent_view = $11, pupil_view = $12, starts = $13, ends = $14, days = $15, session_from = $16, session_to = $17, breaks = $18, \
                   state = $19, told_on = $20, told_how = $21, sen_told_on = $22, outcome = $23, ended_on = $24, version = version + 1 \
                   where org = $1 and id = $2 and version = $25")
        .bind(w.org()).bind(d.id).bind(d.ehc).bind(d.school_type).bind(&d.place).bind(&d.address).bind(&d.report_to).bind(&d.contact)
        .bind(&d.objective).bind(&d.reasons).bind(&d.parent_view).bind(&d.pupil_view).bind(d.starts).bind(d.ends).bind(d.days)
        .bind(d.session_from).bind(d.session_to).bind(&d.breaks).bind(d.state).bind(d.told_on).bind(&d.told_how).bind(d.sen_told_on)
        .bind(&d.outcome).bind(d.ended_on).bind(d.version);
    stale_if_none(w.run(query).await?)
}

/// Reviews of some directions, in their order.
pub async fn reviews(src: &mut dyn Source, org: Id, ids: &[Id]) -> Result<Vec<Review>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query =
        q("select * from direction_review where org = ").put(org).push(" and direction in ");
    query.list(ids.iter().copied()).push(" order by planned, id").all(src).await
}

/// Plans one. False when it was there.
pub async fn plan_review(w: &mut Write, r: &Review) -> Result<bool, Fault> {
    let query = q("insert into direction_review (org, id, direction, planned, by_name, at) values ($1,$2,$3,$4,$5,$6) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(r.id)
        .bind(r.direction)
        .bind(r.planned)
        .bind(&r.by_name)
        .bind(r.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what came of one, or that people were asked to it, if nobody has since its version.
pub async fn keep_review(w: &mut Write, r: &Review) -> Result<(), Problem> {
    let query = q("update direction_review set planned = $3, invited_on = $4, held_on = $5, attendance = $6, incidents = $7, parent_view = $8, \
                   pupil_view = $9, decision = $10, why = $11, new_end = $12, by_name = $13, at = $14, version = version + 1 \
                   where org = $1 and id = $2 and version = $15")
        .bind(w.org()).bind(r.id).bind(r.planned).bind(r.invited_on).bind(r.held_on).bind(&r.attendance).bind(r.incidents)
        .bind(&r.parent_view).bind(&r.pupil_view).bind(r.decision).bind(&r.why).bind(r.new_end).bind(&r.by_name).bind(r.at).bind(r.version);
    stale_if_none(w.run(query).await?)
}

/// Every step, the first first.
pub async fn steps(src: &mut dyn Source, org: Id, direction: Id) -> Result<Vec<Step>, Fault> {
    q("select * from direction_step where org = $1 and direction = $2 order by at, id")
        .bind(org)
        .bind(direction)
        .all(src)
        .await
}

/// Keeps a step.
pub async fn add_step(w: &mut Write, direction: Id, s: &Step) -> Result<(), Fault> {
    let query = q("insert into direction_step (org, id, direction, day, what, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org())
        .bind(s.id)
        .bind(direction)
        .bind(s.day)
        .bind(&s.what)
        .bind(&s.words)
        .bind(&s.by_name)
        .bind(s.at);
    w.run(query).await.map(|_| ())
}

/// Those that are not over and begin or end by a day, or have a review by it.
pub async fn open(src: &mut dyn Source, org: Id, until: Day) -> Result<Vec<Direction>, Fault> {
    q("select * from direction d where d.org = $1 and d.state in ('proposed', 'notified', 'active', 'under_review') \
       and (d.starts <= $2 or d.ends <= $2 or exists (select 1 from direction_review r where r.org = d.org and r.direction = d.id and r.held_on is null and r.planned <= $2)) \
       order by d.starts, d.id limit 300")
        .bind(org)
        .bind(until)
        .all(src)
        .await
}
