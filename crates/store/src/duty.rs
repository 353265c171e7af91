//! Duties taken up when the room is empty, and calls answered.
//!
//! Must never know: whether a period may be left. It hands over what is booked; casework decides.

use crate::db::{Fault, Query, Source, q};
use crate::revision::{self, Edit};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::duty::{Booked, Call, CallOutcome, Cover, Duty, DutyKind};
use casework::{Id, Scope, Verb};
use rulebook::{Day, Instant};

coded_cols!(DutyKind, CallOutcome);
from_row!(Duty {
    id,
    staff,
    staff_name,
    day,
    code,
    from = "from_minute",
    to = "to_minute",
    kind,
    body,
    class_code,
    subject,
    pupil,
    version,
});
from_row!(Call {
    id,
    day,
    called_at,
    arrived_at,
    left_at,
    place,
    pupil,
    caller,
    body,
    outcome = "ended",
    by_staff,
    by_name,
    referral,
    version,
});
from_row!(Booked { code, state, left_at });
from_row!(Cover { adult_name, from = "from_minute", to = "to_minute" });

/// A call's columns; an outcome not yet known is kept as an empty word.
const CALL: &str = "select c.id, c.day, c.called_at, c.arrived_at, c.left_at, c.place, c.pupil, c.caller, c.body, \
    nullif(c.outcome, '') as ended, c.by_staff, c.by_name, c.referral, c.version from call_out c";

/// The periods of a room's placements on a day, as far as emptiness goes.
pub async fn booked(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Booked>, Fault> {
    q("select s.code, p.state, p.left_at from slot s join placement p on p.org = s.org and p.id = s.placement \
       where s.org = $1 and s.day = $2 and s.room = $3")
        .bind(org).bind(day).bind(room).all(src).await
}

/// Handovers of a room on a day that were not taken back.
pub async fn cover(src: &mut dyn Source, org: Id, room: Id, day: Day) -> Result<Vec<Cover>, Fault> {
    q("select adult_name, from_minute, to_minute from handover \
       where org = $1 and day = $2 and room = $3 and ended_at is null order by from_minute")
    .bind(org)
    .bind(day)
    .bind(room)
    .all(src)
    .await
}

/// Everybody's duties from one day to another, both included, in order.
pub async fn between(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Duty>, Fault> {
    q("select * from duty where org = $1 and day >= $2 and day <= $3 and removed_at is null order by day, from_minute, staff_name, id")
        .bind(org).bind(from).bind(to).all(src).await
}

/// One adult's duty in one period, where there is one.
pub async fn of(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    day: Day,
    code: &str,
) -> Result<Option<Duty>, Fault> {
    q("select * from duty where org = $1 and day = $2 and staff = $3 and code = $4 and removed_at is null order by id limit 1")
        .bind(org).bind(day).bind(staff).bind(code).one(src).await
}

/// Keeps a duty: a new one, or in the place of the one with its key if nobody has changed that
/// since its version. What it said before stays; says which version it is now.
pub async fn keep(w: &mut Write, d: &Duty) -> Result<i64, Problem> {
    let org = w.org();
    let known = q("select * from duty where org = $1 and id = $2 and removed_at is null")
        .bind(org)
        .bind(d.id)
        .one::<Duty>(w)
        .await?;
    let Some(kept) = known else {
        add(w, std::slice::from_ref(d)).await?;
        return Ok(1);
    };
    let query = q("update duty set kind = $3, body = $4, class_code = $5, subject = $6, pupil = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8")
        .bind(org).bind(d.id).bind(d.kind).bind(&d.body).bind(&d.class_code).bind(&d.subject).bind(d.pupil).bind(d.version);
    crate::room::stale_if_none(w.run(query).await?)?;
    let edit = Edit {
        noun: revision::DUTY,
        about: d.id,
        verb: Verb::DutyStarted,
        before: (kept.pupil, kept.words()),
        after: (d.pupil, d.words()),
    };
    Ok(revision::keep(w, edit).await?)
}

/// Keeps new duties, many at once.
pub async fn add(w: &mut Write, duties: &[Duty]) -> Result<(), Fault> {
    let org = w.org();
    let rows = duties
        .iter()
        .map(|d| {
            vec![
                org.into(),
                d.id.into(),
                d.staff.into(),
                (&d.staff_name).into(),
                d.day.into(),
                (&d.code).into(),
                d.from.into(),
                d.to.into(),
                d.kind.into(),
                (&d.body).into(),
                (&d.class_code).into(),
                (&d.subject).into(),
                d.pupil.into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "id",
        "staff",
        "staff_name",
        "day",
        "code",
        "from_minute",
        "to_minute",
        "kind",
        "body",
        "class_code",
        "subject",
        "pupil",
    ];
    w.run_all(Query::insert_many("duty", columns, rows)).await.map(|_| ())
}

/// Calls this person may see: their own, those about nobody named, and those about a pupil in
/// their scope.
fn seen(query: Query, scope: &Scope, staff: Id) -> Query {
    let query = query
        .push(" and (c.by_staff = ")
        .put(staff)
        .push(" or c.pupil is null or exists (select 1 from pupil p where p.id = c.pupil");
    reached(query, scope).push("))")
}

/// The calls of some days, both ends included, in order.
pub async fn calls(
    src: &mut dyn Source,
    scope: &Scope,
    staff: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Call>, Fault> {
    let query = q(CALL)
        .push(" where c.org = ")
        .put(scope.org)
        .push(" and c.day >= ")
        .put(from)
        .push(" and c.day <= ")
        .put(to);
    seen(query, scope, staff).push(" order by c.called_at, c.id").all(src).await
}

/// One call, if this person may see it.
pub async fn call(src: &mut dyn Source, scope: &Scope, staff: Id, id: Id) -> Result<Call, Problem> {
    let query = q(CALL).push(" where c.org = ").put(scope.org).push(" and c.id = ").put(id);
    seen(query, scope, staff).one(src).await?.ok_or(Problem::Missing)
}

/// When each of these calls was first written down.
pub async fn written(
    src: &mut dyn Source,
    org: Id,
    calls: &[Call],
) -> Result<Vec<(Id, Instant)>, Fault> {
    if calls.is_empty() {
        return Ok(Vec::new());
    }
    let rows = q("select e.about, e.at from event e where e.org = ")
        .put(org)
        .push(" and e.verb = 'call_logged' and e.about in ")
        .list(calls.iter().map(|c| c.id))
        .push(" order by e.seq")
        .rows(src)
        .await?;
    let mut out: Vec<(Id, Instant)> = Vec::new();
    for row in rows {
        let id: Id = row.get("about")?;
        if !out.iter().any(|(known, _)| *known == id) {
            out.push((id, row.get("at")?));
        }
    }
    Ok(out)
}

/// Keeps a new call. Says whether it was new: the same form sent twice is kept once.
pub async fn add_call(w: &mut Write, c: &Call) -> Result<bool, Fault> {
    let known = q("select count(*) as n from call_out where org = $1 and id = $2")
        .bind(w.org())
        .bind(c.id)
        .count(w)
        .await?;
    if known > 0 {
        return Ok(false);
    }
    let query = q("insert into call_out (org, id, day, called_at, arrived_at, left_at, place, pupil, caller, body, outcome, by_staff, by_name, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)")
        .bind(w.org()).bind(c.id).bind(c.day).bind(c.called_at).bind(c.arrived_at).bind(c.left_at).bind(&c.place)
        .bind(c.pupil).bind(&c.caller).bind(&c.body).bind(c.outcome.map_or("", casework::Coded::code)).bind(c.by_staff)
        .bind(&c.by_name).bind(c.version);
    w.run(query).await?;
    Ok(true)
}

/// Changes a call's details if nobody has since its version; what was written before stays. Says
/// which version of the words it is now.
pub async fn change_call(w: &mut Write, c: &Call) -> Result<i64, Problem> {
    let kept = q(CALL).push(" where c.org = ").put(w.org()).push(" and c.id = ").put(c.id);
    let kept: Call = kept.one(w).await?.ok_or(Problem::Missing)?;
    let query = q("update call_out set called_at = $3, arrived_at = $4, left_at = $5, place = $6, pupil = $7, caller = $8, body = $9, \
                   outcome = $10, version = version + 1 where org = $1 and id = $2 and version = $11")
        .bind(w.org()).bind(c.id).bind(c.called_at).bind(c.arrived_at).bind(c.left_at).bind(&c.place).bind(c.pupil)
        .bind(&c.caller).bind(&c.body).bind(c.outcome.map_or("", casework::Coded::code)).bind(c.version);
    crate::room::stale_if_none(w.run(query).await?)?;
    let edit = Edit {
        noun: revision::CALL,
        about: c.id,
        verb: Verb::CallLogged,
        before: (kept.pupil, kept.words()),
        after: (c.pupil, c.words()),
    };
    Ok(revision::keep(w, edit).await?)
}

/// Says which referral a call was turned into.
pub async fn link_referral(w: &mut Write, call: Id, referral: Id) -> Result<(), Fault> {
    let query =
        q("update call_out set referral = $3, version = version + 1 where org = $1 and id = $2")
            .bind(w.org())
            .bind(call)
            .bind(referral);
    w.run(query).await.map(|_| ())
}

/// Places calls came from since a day, the commonest first.
pub async fn places(
    src: &mut dyn Source,
    org: Id,
    since: Day,
    take: i64,
) -> Result<Vec<String>, Fault> {
    let rows = q("select place, count(*) as n from call_out where org = $1 and day >= $2 group by place order by n desc, place limit $3")
        .bind(org).bind(since).bind(take).rows(src).await?;
    rows.iter().map(|row| row.get("place")).collect()
}

/// Forms and subjects with a lesson in a period of a day: what in-class support is offered for.
pub async fn lessons_in(
    src: &mut dyn Source,
    org: Id,
    day: Day,
    code: &str,
    week: rulebook::Week,
) -> Result<Vec<(String, String)>, Fault> {
    let rows = q("select distinct c.code, c.subject from lesson l join class c on c.org = l.org and c.id = l.class \
                  where l.org = $1 and l.weekday = $2 and l.period = $3 and l.ended_on is null and l.week in ('', $4) order by c.code")
        .bind(org)
        .bind(day.weekday().number())
        .bind(code)
        .bind(match week { rulebook::Week::A => "A", rulebook::Week::B => "B" })
        .rows(src)
        .await?;
    rows.iter().map(|row| Ok((row.get("code")?, row.get("subject")?))).collect()
}

/// Gives a duty up, if nobody has changed it since its version. It stays, marked with who gave
/// it up and when.
pub async fn remove(w: &mut Write, duty: &Duty) -> Result<(), Problem> {
    let (at, who) = (w.at(), w.act().who.clone());
    let query = q("update duty set removed_at = $4, removed_by = $5 where org = $1 and id = $2 and version = $3 and removed_at is null")
        .bind(w.org()).bind(duty.id).bind(duty.version).bind(at).bind(who);
    crate::room::stale_if_none(w.run(query).await?)
}

/// Duties of a day that were given up: each with who did so and when.
pub async fn given_up(
    src: &mut dyn Source,
    org: Id,
    day: Day,
) -> Result<Vec<(Duty, String, Instant)>, Fault> {
    let rows = q("select * from duty where org = $1 and day = $2 and removed_at is not null order by from_minute, removed_at, id")
        .bind(org).bind(day).rows(src).await?;
    rows.iter()
        .map(|row| {
            Ok((
                <Duty as crate::FromRow>::from_row(row)?,
                row.get("removed_by")?,
                row.get("removed_at")?,
            ))
        })
        .collect()
}
