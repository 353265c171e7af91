//! Who is asked about a plan: for a contribution, to read it, whether it is in use.
//!
//! Must never know: who may see whose answer.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::plan::{Ask, Check, Checked, Reader, Said};
use rulebook::Day;

from_row!(Ask {
    id,
    plan,
    whom,
    staff,
    contact,
    name,
    email,
    basis,
    asked_at,
    asked_by,
    due,
    answered_at,
    typed_by,
    works,
    hard,
    wish,
    version,
});
from_row!(Reader { id, plan, number, staff, name, due, read_at });
from_row!(Check { id, plan, number, asked_at, asked_by, due });
from_row!(Checked { id, of_check, staff, name, answered_at, words });
from_row!(Said { checked, strategy, in_use });

/// Keeps new requests for a contribution.
pub async fn ask(w: &mut Write, asks: &[Ask]) -> Result<(), Fault> {
    let org = w.org();
    let rows = asks
        .iter()
        .map(|a| {
            vec![
                org.into(),
                a.id.into(),
                a.plan.into(),
                a.whom.into(),
                a.staff.into(),
                a.contact.into(),
                (&a.name).into(),
                (&a.email).into(),
                a.basis.into(),
                a.asked_at.into(),
                (&a.asked_by).into(),
                a.due.into(),
            ]
        })
        .collect();
    let columns = &[
        "org", "id", "plan", "whom", "staff", "contact", "name", "email", "basis", "asked_at",
        "asked_by", "due",
    ];
    w.run_all(Query::insert_many("plan_ask", columns, rows)).await.map(|_| ())
}

/// The requests of a plan: answered or not, in the order of those asked.
pub async fn asks(src: &mut dyn Source, org: Id, plan: Id) -> Result<Vec<Ask>, Fault> {
    q("select * from plan_ask where org = $1 and plan = $2 order by asked_at, whom, name, id")
        .bind(org)
        .bind(plan)
        .all(src)
        .await
}

/// One request, whoever asks: who may see it is asked of it.
pub async fn one(src: &mut dyn Source, org: Id, id: Id) -> Result<Ask, Problem> {
    q("select * from plan_ask where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps where a private link is out, if nobody has changed the request since its version.
pub async fn sent(w: &mut Write, a: &Ask) -> Result<(), Problem> {
    let query = q("update plan_ask set email = $3, version = version + 1 where org = $1 and id = $2 and version = $4")
        .bind(w.org()).bind(a.id).bind(&a.email).bind(a.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps an answer, if nobody has changed it since its version.
pub async fn answer(w: &mut Write, a: &Ask) -> Result<(), Problem> {
    let query = q("update plan_ask set answered_at = $3, typed_by = $4, works = $5, hard = $6, wish = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8")
        .bind(w.org()).bind(a.id).bind(a.answered_at).bind(&a.typed_by).bind(&a.works).bind(&a.hard)
        .bind(&a.wish).bind(a.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps those who are asked to read a version.
pub async fn readers_add(w: &mut Write, readers: &[Reader]) -> Result<(), Fault> {
    let org = w.org();
    let rows = readers
        .iter()
        .map(|r| {
            vec![
                org.into(),
                r.id.into(),
                r.plan.into(),
                r.number.into(),
                r.staff.into(),
                (&r.name).into(),
                r.due.into(),
            ]
        })
        .collect();
    let columns = &["org", "id", "plan", "number", "staff", "name", "due"];
    w.run_all(Query::insert_many("plan_reader", columns, rows)).await.map(|_| ())
}

/// Those asked to read a version, by name.
pub async fn readers(
    src: &mut dyn Source,
    org: Id,
    plan: Id,
    number: i64,
) -> Result<Vec<Reader>, Fault> {
    q("select * from plan_reader where org = $1 and plan = $2 and number = $3 order by lower(name), id")
        .bind(org).bind(plan).bind(number).all(src).await
}

/// Keeps that somebody read it. Says whether it was new.
pub async fn read(w: &mut Write, id: Id) -> Result<bool, Fault> {
    let query =
        q("update plan_reader set read_at = $3 where org = $1 and id = $2 and read_at is null")
            .bind(w.org())
            .bind(id)
            .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Keeps a check and those who are asked in it. Says whether it was new.
pub async fn check(w: &mut Write, c: &Check, asked: &[Checked]) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from plan_check where org = $1 and id = $2");
    if known.bind(org).bind(c.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into plan_check (org, id, plan, number, asked_at, asked_by, due) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(org).bind(c.id).bind(c.plan).bind(c.number).bind(c.asked_at).bind(&c.asked_by).bind(c.due);
    w.run(query).await?;
    let rows = asked
        .iter()
        .map(|a| vec![org.into(), a.id.into(), c.id.into(), a.staff.into(), (&a.name).into()])
        .collect();
    let columns = &["org", "id", "of_check", "staff", "name"];
    w.run_all(Query::insert_many("plan_checked", columns, rows)).await?;
    Ok(true)
}

/// The checks of a plan, newest first.
pub async fn checks(src: &mut dyn Source, org: Id, plan: Id) -> Result<Vec<Check>, Fault> {
    q("select * from plan_check where org = $1 and plan = $2 order by asked_at desc, id desc limit 40")
        .bind(org).bind(plan).all(src).await
}

/// Those asked in some checks, by name.
pub async fn checked(src: &mut dyn Source, org: Id, checks: &[Id]) -> Result<Vec<Checked>, Fault> {
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from plan_checked where org = ")
        .put(org)
        .push(" and of_check in ")
        .list(checks.iter().copied())
        .push(" order by lower(name), id")
        .all(src)
        .await
}

/// What was said in some checks.
pub async fn said(src: &mut dyn Source, org: Id, checks: &[Id]) -> Result<Vec<Said>, Fault> {
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    q("select l.checked, l.strategy, l.in_use from plan_checked_line l join plan_checked c on c.org = l.org and c.id = l.checked where l.org = ")
        .put(org)
        .push(" and c.of_check in ")
        .list(checks.iter().copied())
        .push(" order by l.checked, l.strategy")
        .all(src)
        .await
}

/// One teacher's line of a check, with the check; whose it is, is asked of it.
pub async fn line(src: &mut dyn Source, org: Id, id: Id) -> Result<(Checked, Check), Problem> {
    let checked: Checked = q("select * from plan_checked where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)?;
    let check = q("select * from plan_check where org = $1 and id = $2")
        .bind(org)
        .bind(checked.of_check)
        .one(src)
        .await?
        .ok_or(Problem::Missing)?;
    Ok((checked, check))
}

/// Keeps what a teacher said. Says whether it was new.
pub async fn say(w: &mut Write, c: &Checked, said: &[Said]) -> Result<bool, Fault> {
    let org = w.org();
    let query = q("update plan_checked set answered_at = $3, words = $4 where org = $1 and id = $2 and answered_at is null")
        .bind(org).bind(c.id).bind(w.at()).bind(&c.words);
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    let rows = said
        .iter()
        .map(|s| vec![org.into(), c.id.into(), s.strategy.into(), s.in_use.into()])
        .collect();
    let columns = &["org", "checked", "strategy", "in_use"];
    w.run_all(Query::insert_many("plan_checked_line", columns, rows)).await?;
    Ok(true)
}

/// One thing somebody is asked about a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The line: a request, a reader, a line of a check.
    pub id: Id,
    /// Whose plan it is.
    pub pupil: Id,
    /// The plan.
    pub plan: Id,
    /// What it is.
    pub kind: casework::plan::Kind,
    /// By when.
    pub due: Day,
}
from_row!(Asked { id, pupil, plan, kind, due });

/// What a member of staff is asked and has not answered: to contribute, to read the version
/// teachers have now, and whether a plan is in use.
pub async fn waiting(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
) -> Result<(Vec<Asked>, Vec<Asked>, Vec<Asked>), Fault> {
    let asks = q("select a.id, x.pupil, a.plan, x.kind, a.due from plan_ask a join plan x on x.org = a.org and x.id = a.plan \
        where a.org = $1 and a.staff = $2 and a.answered_at is null and x.ended_on is null order by a.due, a.id limit 60")
        .bind(org).bind(staff).all(src).await?;
    let reads = q("select r.id, x.pupil, r.plan, x.kind, r.due from plan_reader r join plan x on x.org = r.org and x.id = r.plan \
        where r.org = $1 and r.staff = $2 and r.read_at is null and x.ended_on is null and r.number = x.current_number order by r.due, r.id limit 60")
        .bind(org).bind(staff).all(src).await?;
    let checks = q("select c.id, x.pupil, k.plan, x.kind, k.due from plan_checked c join plan_check k on k.org = c.org and k.id = c.of_check \
        join plan x on x.org = k.org and x.id = k.plan \
        where c.org = $1 and c.staff = $2 and c.answered_at is null and x.ended_on is null order by k.due, c.id limit 60")
        .bind(org).bind(staff).all(src).await?;
    Ok((asks, reads, checks))
}

/// How many of those asked have answered, for some plans: contributions, and readers of the
/// version teachers have now. Plan, whether of readers, answered, asked.
pub async fn counts(
    src: &mut dyn Source,
    org: Id,
    plans: &[Id],
) -> Result<Vec<(Id, bool, i64, i64)>, Fault> {
    let mut out = Vec::new();
    if plans.is_empty() {
        return Ok(out);
    }
    let asks =
        q("select plan, count(*) as n, count(answered_at) as done from plan_ask where org = ")
            .put(org)
            .push(" and plan in ")
            .list(plans.iter().copied())
            .push(" group by plan order by plan");
    for row in asks.rows(src).await? {
        out.push((row.get("plan")?, false, row.get("done")?, row.get("n")?));
    }
    let reads = q("select r.plan, count(*) as n, count(r.read_at) as done from plan_reader r join plan x on x.org = r.org and x.id = r.plan and x.current_number = r.number where r.org = ")
        .put(org)
        .push(" and r.plan in ")
        .list(plans.iter().copied())
        .push(" group by r.plan order by r.plan");
    for row in reads.rows(src).await? {
        out.push((row.get("plan")?, true, row.get("done")?, row.get("n")?));
    }
    Ok(out)
}
