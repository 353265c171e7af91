//! Places in the support base: their terms, grids, progress, ways back and looks, each found through
//! the pupil's scope.
//!
//! Must never know: what is not covered, or when anything is due.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::centre::{Ending, Got, Look, Place, Progress, Slot, Way, Week};
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Way, Got, Ending);
from_row!(Place {
    id,
    pupil,
    why,
    purpose,
    criteria,
    goals,
    learning,
    from = "from_day",
    until = "until_day",
    review_on,
    key_worker,
    key_worker_name,
    inducted_on,
    inducted_by,
    baseline,
    own_words,
    home_agreed,
    ended_on,
    ending,
    ended_why,
    made_by,
    version,
});
from_row!(Slot { weekday, code, way, subject, staff, staff_name });
from_row!(Progress { subject, from = "from_day", half_term, got, words, by_name, at });
from_row!(Week {
    week,
    monday,
    last = "last_day",
    planned,
    lessons,
    achieved,
    words,
    by_name,
    at,
});
from_row!(Look { id, day, words, next_on, by_name, at });

const OF: &str =
    "select c.* from centre_place c join pupil p on p.org = c.org and p.id = c.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Place, Problem> {
    reached(q(OF), scope).push(" and c.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Everybody with a place now, by name.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Place>, Fault> {
    reached(q(OF), scope).push(" and c.ended_on is null order by p.sort_key, c.id").all(src).await
}

/// Places that ended, newest first.
pub async fn ended(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Place>, Fault> {
    reached(q(OF), scope)
        .push(" and c.ended_on is not null order by c.ended_on desc, c.id limit 50")
        .all(src)
        .await
}

/// A pupil's open place, if there is one. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Option<Place>, Fault> {
    q("select * from centre_place where org = $1 and pupil = $2 and ended_on is null")
        .bind(org)
        .bind(pupil)
        .one(src)
        .await
}

/// Gives a place.
pub async fn begin(w: &mut Write, p: &Place) -> Result<(), Fault> {
    let query = q("insert into centre_place (org, id, pupil, why, purpose, criteria, goals, learning, from_day, until_day, review_on, key_worker, key_worker_name, made_by) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)")
        .bind(w.org()).bind(p.id).bind(p.pupil).bind(&p.why).bind(&p.purpose).bind(&p.criteria).bind(&p.goals).bind(&p.learning)
        .bind(p.from).bind(p.until).bind(p.review_on).bind(p.key_worker).bind(&p.key_worker_name).bind(&p.made_by);
    w.run(query).await.map(|_| ())
}

/// Changes what is agreed, or ends it, of the version that was looked at.
pub async fn change(w: &mut Write, p: &Place) -> Result<(), Problem> {
    let query = q("update centre_place set purpose = $4, criteria = $5, goals = $6, learning = $7, until_day = $8, review_on = $9, \
                   key_worker = $10, key_worker_name = $11, inducted_on = $12, inducted_by = $13, baseline = $14, own_words = $15, home_agreed = $16, \
                   ended_on = $17, ending = $18, ended_why = $19, version = version + 1 where org = $1 and id = $2 and version = $3 and ended_on is null")
        .bind(w.org()).bind(p.id).bind(p.version).bind(&p.purpose).bind(&p.criteria).bind(&p.goals).bind(&p.learning)
        .bind(p.until).bind(p.review_on).bind(p.key_worker).bind(&p.key_worker_name).bind(p.inducted_on).bind(&p.inducted_by)
        .bind(&p.baseline).bind(&p.own_words).bind(&p.home_agreed).bind(p.ended_on).bind(p.ending).bind(&p.ended_why);
    stale_if_none(w.run(query).await?)
}

/// The grids of these places: the place, and one of its periods.
pub async fn slots(src: &mut dyn Source, org: Id, places: &[Id]) -> Result<Vec<(Id, Slot)>, Fault> {
    let rows = q("select * from centre_slot where org = ")
        .put(org)
        .push(" and place in ")
        .list(places.iter().copied())
        .push(" order by place, weekday, code")
        .rows(src)
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("place")?, <Slot as crate::FromRow>::from_row(row)?)))
        .collect()
}

/// The periods these pupils have in the base: pupil, place's first day, period.
pub async fn slots_of(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
) -> Result<Vec<(Id, Day, Slot)>, Fault> {
    let rows = q("select s.*, c.pupil, c.from_day from centre_slot s join centre_place c on c.org = s.org and c.id = s.place \
                  and c.ended_on is null where s.org = ")
        .put(org)
        .push(" and c.pupil in ")
        .list(pupils.iter().copied())
        .push(" order by c.pupil, s.weekday, s.code")
        .rows(src)
        .await?;
    rows.iter()
        .map(|row| {
            let slot = <Slot as crate::FromRow>::from_row(row)?;
            Ok((row.get("pupil")?, row.get("from_day")?, slot))
        })
        .collect()
}

/// Puts these periods in the place of what stood there; an empty one is taken out.
pub async fn set(
    w: &mut Write,
    place: Id,
    at: &[(i64, String)],
    slot: Option<&Slot>,
) -> Result<(), Fault> {
    let org = w.org();
    for (weekday, code) in at {
        let gone = q(
            "delete from centre_slot where org = $1 and place = $2 and weekday = $3 and code = $4",
        )
        .bind(org)
        .bind(place)
        .bind(*weekday)
        .bind(code);
        w.run(gone).await?;
        if let Some(s) = slot {
            let query = q("insert into centre_slot (org, place, weekday, code, way, subject, staff, staff_name) values ($1,$2,$3,$4,$5,$6,$7,$8)")
                .bind(org).bind(place).bind(*weekday).bind(code).bind(s.way).bind(&s.subject).bind(s.staff).bind(&s.staff_name);
            w.run(query).await?;
        }
    }
    Ok(())
}

/// How subjects went in a place, oldest half-term first.
pub async fn progress(src: &mut dyn Source, org: Id, place: Id) -> Result<Vec<Progress>, Fault> {
    q("select * from centre_progress where org = $1 and place = $2 order by from_day, subject")
        .bind(org)
        .bind(place)
        .all(src)
        .await
}

/// Keeps how a subject went, in the place of what was said before.
pub async fn say(w: &mut Write, place: Id, p: &Progress) -> Result<(), Fault> {
    let query = q("insert into centre_progress (org, place, subject, from_day, half_term, got, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) \
                   on conflict (org, place, subject, from_day) do update set got = excluded.got, words = excluded.words, by_name = excluded.by_name, at = excluded.at")
        .bind(w.org()).bind(place).bind(&p.subject).bind(p.from).bind(&p.half_term).bind(p.got).bind(&p.words).bind(&p.by_name).bind(p.at);
    w.run(query).await.map(|_| ())
}

/// The way back of a place, in order.
pub async fn weeks(src: &mut dyn Source, org: Id, place: Id) -> Result<Vec<Week>, Fault> {
    q("select * from centre_week where org = $1 and place = $2 order by week")
        .bind(org)
        .bind(place)
        .all(src)
        .await
}

/// Plans a way back: weeks that have been said of stay, the rest are planned anew.
pub async fn plan_weeks(w: &mut Write, place: Id, weeks: &[Week]) -> Result<(), Fault> {
    let org = w.org();
    let gone = q("delete from centre_week where org = $1 and place = $2 and achieved is null")
        .bind(org)
        .bind(place);
    w.run(gone).await?;
    for x in weeks {
        let query = q("insert into centre_week (org, place, week, monday, last_day, planned, lessons) values ($1,$2,$3,$4,$5,$6,$7) \
                       on conflict (org, place, week) do nothing")
            .bind(org).bind(place).bind(x.week).bind(x.monday).bind(x.last).bind(x.planned).bind(x.lessons);
        w.run(query).await?;
    }
    Ok(())
}

/// Says how a week went.
pub async fn went(w: &mut Write, place: Id, x: &Week) -> Result<u64, Fault> {
    let query = q("update centre_week set achieved = $4, words = $5, by_name = $6, at = $7 where org = $1 and place = $2 and week = $3")
        .bind(w.org()).bind(place).bind(x.week).bind(x.achieved).bind(&x.words).bind(&x.by_name).bind(x.at);
    w.run(query).await
}

/// The looks at a place, newest first.
pub async fn looks(src: &mut dyn Source, org: Id, place: Id) -> Result<Vec<Look>, Fault> {
    q("select id, day, words, next_on, by_name, at from centre_look where org = $1 and place = $2 order by day desc, at desc, id desc")
        .bind(org).bind(place).all(src).await
}

/// Keeps a look.
pub async fn look(w: &mut Write, place: Id, l: &Look) -> Result<(), Fault> {
    let query = q("insert into centre_look (org, place, id, day, words, next_on, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, place, id) do nothing")
        .bind(w.org()).bind(place).bind(l.id).bind(l.day).bind(&l.words).bind(l.next_on).bind(&l.by_name).bind(l.at);
    w.run(query).await.map(|_| ())
}
