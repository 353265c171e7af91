//! Restorative meetings and what was agreed in them.
//!
//! Must never know: whether a meeting may be set or held; that was decided before.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::repair::{Carried, Consent, Item, Prepared, Repair, Side, State, Way, WeekLesson};
use rulebook::{Day, Week};

coded_cols!(State, Way, Side, Consent);
from_row!(Prepared {
    id,
    repair,
    side,
    consent,
    before = "before_rating",
    after = "after_rating",
    by_name,
    at,
    version,
});
from_row!(Carried { id, repair, side, body, by_name, at });
from_row!(Repair {
    id,
    pupil,
    placement,
    staff,
    state,
    lesson_day,
    lesson_code,
    set_day,
    set_minute,
    held_at,
    account,
    agreement,
    check_on,
    checked_at,
    check_result,
    by_staff,
    by_name,
    made_at,
    way,
    offer_again_on,
    version,
});
from_row!(Item { id, repair, place, who, what, due, done_at });

/// One meeting of the school.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Repair, Problem> {
    q("select * from repair where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The meetings that follow a placement, oldest first.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Repair>, Fault> {
    q("select * from repair where org = $1 and placement = $2 order by id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// A pupil's meetings, newest first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Repair>, Fault> {
    q("select * from repair where org = $1 and pupil = $2 order by id desc")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Meetings that want something by a day: not held yet, or an agreement to be checked.
pub async fn wanting(src: &mut dyn Source, org: Id, today: Day) -> Result<Vec<Repair>, Fault> {
    q("select * from repair where org = $1 and (state in ('offered', 'set') or (state = 'held' and check_on <= $2)) order by id")
        .bind(org).bind(today).all(src).await
}

/// The sides of a meeting that were prepared.
pub async fn sides(src: &mut dyn Source, org: Id, repair: Id) -> Result<Vec<Prepared>, Fault> {
    q("select * from repair_side where org = $1 and repair = $2 order by side desc")
        .bind(org)
        .bind(repair)
        .all(src)
        .await
}

/// Keeps a side, if nobody has since its version.
pub async fn prepare(w: &mut Write, p: &Prepared) -> Result<(), Problem> {
    if p.version == 0 {
        let query = q("insert into repair_side (org, id, repair, side, consent, before_rating, after_rating, by_name, at, version) \
                       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,1)")
            .bind(w.org()).bind(p.id).bind(p.repair).bind(p.side).bind(p.consent).bind(p.before).bind(p.after)
            .bind(&p.by_name).bind(p.at);
        return Ok(w.run(query).await.map(|_| ())?);
    }
    let query = q("update repair_side set consent = $3, before_rating = $4, after_rating = $5, version = version + 1 \
                   where org = $1 and id = $2 and version = $6")
        .bind(w.org()).bind(p.id).bind(p.consent).bind(p.before).bind(p.after).bind(p.version);
    stale_if_none(w.run(query).await?)
}

/// What was carried between the two, in order.
pub async fn carried(src: &mut dyn Source, org: Id, repair: Id) -> Result<Vec<Carried>, Fault> {
    q("select * from repair_message where org = $1 and repair = $2 order by at, id")
        .bind(org)
        .bind(repair)
        .all(src)
        .await
}

/// Keeps what was carried. One sent twice is kept once: false says it was there.
pub async fn carry(w: &mut Write, c: &Carried) -> Result<bool, Fault> {
    let query = q("insert into repair_message (org, repair, id, side, body, by_name, at) values ($1,$2,$3,$4,$5,$6,$7) \
                   on conflict (org, repair, id) do nothing")
        .bind(w.org()).bind(c.repair).bind(c.id).bind(c.side).bind(&c.body).bind(&c.by_name).bind(c.at);
    Ok(w.run(query).await? > 0)
}

/// What was agreed, in order.
pub async fn items(src: &mut dyn Source, org: Id, repair: Id) -> Result<Vec<Item>, Fault> {
    q("select * from repair_item where org = $1 and repair = $2 order by place, id")
        .bind(org)
        .bind(repair)
        .all(src)
        .await
}

/// Keeps an offer.
pub async fn add(w: &mut Write, r: &Repair) -> Result<(), Fault> {
    let query = q("insert into repair (org, id, pupil, placement, staff, state, lesson_day, lesson_code, set_day, set_minute, \
                   held_at, account, agreement, check_on, checked_at, check_result, by_staff, by_name, made_at, version, way, offer_again_on) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22)")
        .bind(w.org()).bind(r.id).bind(r.pupil).bind(r.placement).bind(r.staff).bind(r.state).bind(r.lesson_day)
        .bind(&r.lesson_code).bind(r.set_day).bind(r.set_minute).bind(r.held_at).bind(&r.account).bind(&r.agreement)
        .bind(r.check_on).bind(r.checked_at).bind(&r.check_result).bind(r.by_staff).bind(&r.by_name).bind(r.made_at)
        .bind(r.version).bind(r.way).bind(r.offer_again_on);
    w.run(query).await.map(|_| ())
}

/// Moves a meeting on, if nobody has since its version.
pub async fn change(w: &mut Write, r: &Repair) -> Result<(), Problem> {
    let query = q("update repair set state = $3, lesson_day = $4, lesson_code = $5, set_day = $6, set_minute = $7, held_at = $8, \
                   account = $9, agreement = $10, check_on = $11, checked_at = $12, check_result = $13, way = $15, offer_again_on = $16, version = version + 1 \
                   where org = $1 and id = $2 and version = $14")
        .bind(w.org()).bind(r.id).bind(r.state).bind(r.lesson_day).bind(&r.lesson_code).bind(r.set_day).bind(r.set_minute)
        .bind(r.held_at).bind(&r.account).bind(&r.agreement).bind(r.check_on).bind(r.checked_at).bind(&r.check_result)
        .bind(r.version).bind(r.way).bind(r.offer_again_on);
    stale_if_none(w.run(query).await?)
}

/// Keeps what was agreed.
pub async fn add_items(w: &mut Write, items: &[Item]) -> Result<(), Fault> {
    let org = w.org();
    let rows = items
        .iter()
        .map(|i| {
            vec![
                org.into(),
                i.id.into(),
                i.repair.into(),
                i.place.into(),
                (&i.who).into(),
                (&i.what).into(),
                i.due.into(),
                i.done_at.into(),
            ]
        })
        .collect();
    let columns = &["org", "id", "repair", "place", "who", "what", "due", "done_at"];
    w.run_all(Query::insert_many("repair_item", columns, rows)).await.map(|_| ())
}

/// Records that these things were done; those done before keep their moment.
pub async fn done(w: &mut Write, repair: Id, items: &[Id]) -> Result<(), Fault> {
    let query = q("update repair_item set done_at = ")
        .put(w.at())
        .push(" where org = ")
        .put(w.org())
        .push(" and repair = ")
        .put(repair)
        .push(" and done_at is null and id in ")
        .list(items.iter().copied());
    w.run(query).await.map(|_| ())
}

/// A pupil's lessons with a teacher, as they return week by week.
pub async fn week_lessons(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    teacher: Id,
) -> Result<Vec<WeekLesson>, Fault> {
    let rows = q("select l.weekday, l.period, l.week, c.subject, l.place from lesson l \
                  join class c on c.org = l.org and c.id = l.class \
                  join class_pupil cp on cp.org = l.org and cp.class = l.class and cp.ended_on is null \
                  where l.org = $1 and l.ended_on is null and cp.pupil = $2 and (l.staff = $3 or (l.staff is null and exists \
                  (select 1 from class_staff cs where cs.org = l.org and cs.class = l.class and cs.staff = $3))) \
                  order by l.weekday, l.period, l.id")
        .bind(org).bind(pupil).bind(teacher).rows(src).await?;
    rows.iter()
        .map(|row| {
            let week: String = row.get("week")?;
            Ok(WeekLesson {
                weekday: row.get("weekday")?,
                period: row.get("period")?,
                week: match week.as_str() {
                    "A" => Some(Week::A),
                    "B" => Some(Week::B),
                    _ => None,
                },
                subject: row.get("subject")?,
                place: row.get("place")?,
            })
        })
        .collect()
}

/// Periods from a day on that a pupil spends in a room, as day and code.
pub async fn in_a_room(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
) -> Result<Vec<(Day, String)>, Fault> {
    q("select s.day, s.code from slot s join placement p on p.org = s.org and p.id = s.placement \
       where s.org = $1 and s.pupil = $2 and s.day >= $3 and p.state <> 'cancelled' order by s.day, s.code")
    .bind(org)
    .bind(pupil)
    .bind(from)
    .rows(src)
    .await?
    .iter()
    .map(|row| Ok((row.get("day")?, row.get("code")?)))
    .collect()
}

/// Open meetings and agreements not checked yet with one member of staff, newest first.
pub async fn with_staff(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Repair>, Fault> {
    q("select * from repair where org = $1 and staff = $2 and state in ('offered', 'set', 'held') order by id desc")
        .bind(org).bind(staff).all(src).await
}
