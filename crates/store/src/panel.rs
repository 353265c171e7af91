//! Cases before a panel, what others say of them, their papers, and the copies of the pack.
//!
//! Must never know: what must be there, or who may read what.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::meeting::{Kind as MeetingKind, Meeting};
use casework::panel::{Case, Copy, Kind, Outcome, Paper, State, View};
use rulebook::{Day, Instant};

coded_cols!(Kind, State, Outcome);
from_row!(Case {
    id,
    meeting,
    number,
    kind,
    case_file,
    given,
    family,
    year,
    school_name,
    to_school,
    asked,
    support,
    pupil_view,
    home_view,
    recommends,
    consent_of,
    there,
    arrived_at,
    state,
    item,
    admitted_by,
    admitted_why,
    outcome,
    outcome_why,
    conditions,
    how,
    tells,
    tell_by,
    review_on,
    decided_by,
    decided_at,
    told_on,
    told_how,
    by_name,
    made_at,
    version,
});
from_row!(View { id, panel_case, whom, asked_on, reply_by, came_on, words, by_name, version });
from_row!(Paper {
    id,
    panel_case,
    title,
    words,
    sha256,
    name_sent,
    name,
    kind,
    size,
    late,
    out_pages,
    out_words,
    out_why,
    names_why,
    by_name,
    at,
    gone_at,
    version,
});
from_row!(Copy {
    id,
    version,
    person,
    name,
    without,
    sha256,
    pages,
    made_by,
    made_at,
    how,
    given_by,
    given_at,
});

/// Meetings that are panels, the latest first.
pub async fn meetings(src: &mut dyn Source, org: Id) -> Result<Vec<Meeting>, Fault> {
    q("select * from meeting where org = $1 and kind = $2 order by on_day desc, id limit 60")
        .bind(org)
        .bind(MeetingKind::Panel)
        .all(src)
        .await
}

/// The cut-off of a panel, where one is set.
pub async fn cut_off(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Option<Instant>, Fault> {
    let rows = q("select cut_off from panel_day where org = $1 and meeting = $2")
        .bind(org)
        .bind(meeting)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("cut_off")).transpose()
}

/// Sets it.
pub async fn set_cut_off(w: &mut Write, meeting: Id, at: Instant) -> Result<(), Fault> {
    let query = q("insert into panel_day (org, meeting, cut_off) values ($1,$2,$3) on conflict (org, meeting) do update set cut_off = excluded.cut_off")
        .bind(w.org())
        .bind(meeting)
        .bind(at);
    w.run(query).await.map(|_| ())
}

/// Cases before one panel, by number.
pub async fn of_meeting(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Case>, Fault> {
    q("select * from panel_case where org = $1 and meeting = $2 order by number")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Cases before panels that came from one case on the desk, the latest first.
pub async fn of_case(src: &mut dyn Source, org: Id, case: Id) -> Result<Vec<Case>, Fault> {
    q("select * from panel_case where org = $1 and case_file = $2 order by made_at desc, id")
        .bind(org)
        .bind(case)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Case, Problem> {
    q("select * from panel_case where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new one under the next number of its panel. False when it was there.
pub async fn add(w: &mut Write, c: &Case) -> Result<bool, Fault> {
    let last =
        q("select coalesce(max(number), 0) as n from panel_case where org = $1 and meeting = $2")
            .bind(w.org())
            .bind(c.meeting)
            .count(w)
            .await?;
    let query = q("insert into panel_case (org, id, meeting, number, kind, case_file, given, family, year, school_name, to_school, asked, support, \
                   pupil_view, home_view, recommends, consent_of, there, arrived_at, state, by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22) on conflict (org, id) do nothing")
        .bind(w.org()).bind(c.id).bind(c.meeting).bind(last + 1).bind(c.kind).bind(c.case_file).bind(&c.given).bind(&c.family)
        .bind(c.year).bind(&c.school_name).bind(&c.to_school).bind(&c.asked).bind(&c.support).bind(&c.pupil_view).bind(&c.home_view)
        .bind(&c.recommends).bind(&c.consent_of).bind(&c.there).bind(c.arrived_at).bind(c.state).bind(&c.by_name).bind(c.made_at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what changed of one, if nobody has since its version.
pub async fn change(w: &mut Write, c: &Case) -> Result<(), Problem> {
    let query = q("update panel_case set kind = $3, given = $4, family = $5, year = $6, school_name = $7, to_school = $8, asked = $9, support = $10, \
                   pupil_view = $11, home_view = $12, recommends = $13, consent_of = $14, there = $15, arrived_at = $16, state = $17, item = $18, \
                   admitted_by = $19, admitted_why = $20, outcome = $21, outcome_why = $22, conditions = $23, how = $24, tells = $25, tell_by = $26, \
                   review_on = $27, decided_by = $28, decided_at = $29, told_on = $30, told_how = $31, case_file = $32, version = version + 1 \
                   where org = $1 and id = $2 and version = $33")
        .bind(w.org()).bind(c.id).bind(c.kind).bind(&c.given).bind(&c.family).bind(c.year).bind(&c.school_name).bind(&c.to_school)
        .bind(&c.asked).bind(&c.support).bind(&c.pupil_view).bind(&c.home_view).bind(&c.recommends).bind(&c.consent_of).bind(&c.there)
        .bind(c.arrived_at).bind(c.state).bind(c.item).bind(&c.admitted_by).bind(&c.admitted_why).bind(c.outcome).bind(&c.outcome_why)
        .bind(&c.conditions).bind(&c.how).bind(&c.tells).bind(c.tell_by).bind(c.review_on).bind(&c.decided_by).bind(c.decided_at)
        .bind(c.told_on).bind(&c.told_how).bind(c.case_file).bind(c.version);
    stale_if_none(w.run(query).await?)
}

/// Views of some cases, in the order they were asked for.
pub async fn views(src: &mut dyn Source, org: Id, cases: &[Id]) -> Result<Vec<View>, Fault> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let query = q("select * from panel_view where org = ").put(org).push(" and panel_case in ");
    query.list(cases.iter().copied()).push(" order by asked_on, id").all(src).await
}

/// Keeps that somebody was asked. False when it was there.
pub async fn ask(w: &mut Write, view: &View) -> Result<bool, Fault> {
    let query = q("insert into panel_view (org, id, panel_case, whom, asked_on, reply_by, came_on, words, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(view.id)
        .bind(view.panel_case)
        .bind(&view.whom)
        .bind(view.asked_on)
        .bind(view.reply_by)
        .bind(view.came_on)
        .bind(&view.words)
        .bind(&view.by_name);
    Ok(w.run(query).await? > 0)
}

/// Keeps what they said, if nobody has since its version.
pub async fn came(w: &mut Write, view: &View) -> Result<(), Problem> {
    let query = q("update panel_view set came_on = $3, words = $4, version = version + 1 where org = $1 and id = $2 and version = $5")
        .bind(w.org())
        .bind(view.id)
        .bind(view.came_on)
        .bind(&view.words)
        .bind(view.version);
    stale_if_none(w.run(query).await?)
}

/// Papers of some cases that are there, in the order they came.
pub async fn papers(src: &mut dyn Source, org: Id, cases: &[Id]) -> Result<Vec<Paper>, Fault> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let query = q("select * from panel_paper where gone_at is null and org = ")
        .put(org)
        .push(" and panel_case in ");
    query.list(cases.iter().copied()).push(" order by at, id").all(src).await
}

/// One paper.
pub async fn paper(src: &mut dyn Source, org: Id, id: Id) -> Result<Paper, Problem> {
    q("select * from panel_paper where org = $1 and id = $2 and gone_at is null")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a paper. False when it was there.
pub async fn add_paper(w: &mut Write, p: &Paper) -> Result<bool, Fault> {
    let query = q("insert into panel_paper (org, id, panel_case, title, words, sha256, name_sent, name, kind, size, late, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(p.id)
        .bind(p.panel_case)
        .bind(&p.title)
        .bind(&p.words)
        .bind(p.sha256.clone())
        .bind(&p.name_sent)
        .bind(&p.name)
        .bind(p.kind)
        .bind(p.size)
        .bind(p.late)
        .bind(&p.by_name)
        .bind(p.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what is taken out of a paper, or that it was taken away.
pub async fn change_paper(w: &mut Write, p: &Paper) -> Result<(), Problem> {
    let query = q("update panel_paper set title = $3, out_pages = $4, out_words = $5, out_why = $6, names_why = $7, gone_at = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $9")
        .bind(w.org())
        .bind(p.id)
        .bind(&p.title)
        .bind(&p.out_pages)
        .bind(&p.out_words)
        .bind(&p.out_why)
        .bind(&p.names_why)
        .bind(p.gone_at)
        .bind(p.version);
    stale_if_none(w.run(query).await?)
}

/// Copies of the pack that were made, the latest version first.
pub async fn copies(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Copy>, Fault> {
    q("select * from panel_copy where org = $1 and meeting = $2 order by version desc, name, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Keeps a copy.
pub async fn add_copy(w: &mut Write, meeting: Id, c: &Copy) -> Result<(), Fault> {
    let query = q("insert into panel_copy (org, id, meeting, version, person, name, without, sha256, pages, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org())
        .bind(c.id)
        .bind(meeting)
        .bind(c.version)
        .bind(c.person)
        .bind(&c.name)
        .bind(&c.without)
        .bind(&c.sha256)
        .bind(c.pages)
        .bind(&c.made_by)
        .bind(c.made_at);
    w.run(query).await.map(|_| ())
}

/// Keeps how a copy was given. False when that was written down before.
pub async fn gave(
    w: &mut Write,
    meeting: Id,
    copy: Id,
    how: &str,
    by: &str,
) -> Result<bool, Fault> {
    let at = w.at();
    let query = q("update panel_copy set how = $4, given_by = $5, given_at = $6 where org = $1 and meeting = $2 and id = $3 and given_at is null")
        .bind(w.org())
        .bind(meeting)
        .bind(copy)
        .bind(how)
        .bind(by)
        .bind(at);
    Ok(w.run(query).await? > 0)
}

/// What panels owe by a day: views not come, and parents not told. Each with its case.
pub async fn owed(
    src: &mut dyn Source,
    org: Id,
    until: Day,
) -> Result<(Vec<(View, Case)>, Vec<Case>), Fault> {
    let views: Vec<View> = q("select * from panel_view where org = $1 and came_on is null and reply_by <= $2 order by reply_by, id limit 200")
        .bind(org)
        .bind(until)
        .all(src)
        .await?;
    let ids: Vec<Id> = views.iter().map(|v| v.panel_case).collect();
    let mut of_views: Vec<Case> = Vec::new();
    if !ids.is_empty() {
        let query = q("select * from panel_case where state in ('waiting', 'admitted') and org = ")
            .put(org)
            .push(" and id in ");
        of_views = query.list(ids).all(src).await?;
    }
    let waiting = views
        .into_iter()
        .filter_map(|v| of_views.iter().find(|c| c.id == v.panel_case).map(|c| (v, c.clone())))
        .collect();
    let untold = q("select * from panel_case where org = $1 and state = 'decided' and told_on is null and tell_by <= $2 order by tell_by, number limit 200")
        .bind(org)
        .bind(until)
        .all(src)
        .await?;
    Ok((waiting, untold))
}
