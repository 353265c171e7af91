//! Pupils on the list of a trip: what was said at home, the register, and word to those concerned.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::trip::{TripPupil, Word};
use rulebook::{Day, Instant, Minute};

from_row!(TripPupil {
    id,
    trip,
    pupil,
    off_at,
    off_why,
    medical,
    phone,
    medical_by,
    medical_at,
    out_at,
    out_by,
    in_at,
    in_by,
    in_words,
    known_date,
});
from_row!(Word { id, trip_pupil, contact, name, word, how, words, by_name, at });
from_row!(News { id, trip, trip_pupil, said, at });

/// Word that somebody is off a list, to one of those concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Key.
    pub id: Id,
    /// The trip.
    pub trip: Id,
    /// Whose line.
    pub trip_pupil: Id,
    /// What.
    pub said: String,
    /// When.
    pub at: Instant,
}

/// The list of one, those who went off it last.
pub async fn of(src: &mut dyn Source, org: Id, trip: Id) -> Result<Vec<TripPupil>, Fault> {
    q("select g.* from trip_pupil g join pupil p on p.org = g.org and p.id = g.pupil where g.org = $1 and g.trip = $2 \
       order by case when g.off_at is null then 0 else 1 end, p.sort_key, g.id")
        .bind(org)
        .bind(trip)
        .all(src)
        .await
}

/// The lists of several trips.
pub async fn of_trips(
    src: &mut dyn Source,
    org: Id,
    trips: &[Id],
) -> Result<Vec<TripPupil>, Fault> {
    if trips.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from trip_pupil where off_at is null and org = ")
        .put(org)
        .push(" and trip in ")
        .list(trips.iter().copied())
        .push(" order by id")
        .all(src)
        .await
}

/// One line. The trip is named, so that no other's is meant.
pub async fn one(src: &mut dyn Source, org: Id, id: Id) -> Result<TripPupil, Problem> {
    q("select * from trip_pupil where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Puts pupils on the list; those on it stay as they are. Says how many were new.
pub async fn add(w: &mut Write, trip: Id, pupils: &[Id], by: &str) -> Result<usize, Fault> {
    let org = w.org();
    let here = of(w, org, trip).await?;
    let mut new = 0;
    for pupil in pupils {
        if here.iter().any(|l| l.pupil == *pupil && l.goes()) {
            continue;
        }
        let query = q("insert into trip_pupil (org, trip, id, pupil, added_at, added_by) values ($1,$2,$3,$4,$5,$6)")
            .bind(w.org())
            .bind(trip)
            .bind(Id::now_v7())
            .bind(*pupil)
            .bind(w.at())
            .bind(by);
        w.run(query).await?;
        new += 1;
    }
    Ok(new)
}

/// Keeps what a line says now: off the list, answered, out, in.
pub async fn keep(w: &mut Write, l: &TripPupil) -> Result<(), Fault> {
    let query = q("update trip_pupil set off_at = $3, off_why = $4, medical = $5, phone = $6, medical_by = $7, medical_at = $8, \
                   out_at = $9, out_by = $10, in_at = $11, in_by = $12, known_date = $13, in_words = $14 where org = $1 and id = $2")
        .bind(w.org())
        .bind(l.id)
        .bind(l.off_at)
        .bind(&l.off_why)
        .bind(&l.medical)
        .bind(&l.phone)
        .bind(&l.medical_by)
        .bind(l.medical_at)
        .bind(l.out_at)
        .bind(&l.out_by)
        .bind(l.in_at)
        .bind(&l.in_by)
        .bind(l.known_date)
        .bind(&l.in_words);
    w.run(query).await.map(|_| ())
}

/// What was said at home about some lines, oldest first.
pub async fn words(src: &mut dyn Source, org: Id, lines: &[Id]) -> Result<Vec<Word>, Fault> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from trip_consent where org = ")
        .put(org)
        .push(" and trip_pupil in ")
        .list(lines.iter().copied())
        .push(" order by at, id")
        .all(src)
        .await
}

/// Keeps a word; sent twice, it is kept once. Says whether it was new.
pub async fn say(w: &mut Write, x: &Word) -> Result<bool, Fault> {
    let query = q("insert into trip_consent (org, trip_pupil, id, contact, name, word, how, words, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(x.trip_pupil)
        .bind(x.id)
        .bind(x.contact)
        .bind(&x.name)
        .bind(x.word)
        .bind(x.how)
        .bind(&x.words)
        .bind(&x.by_name)
        .bind(x.at);
    Ok(w.run(query).await? > 0)
}

/// Tells several members of staff.
pub async fn tell(w: &mut Write, line: &TripPupil, staff: &[Id], said: &str) -> Result<(), Fault> {
    let (org, at) = (w.org(), w.at());
    let rows = staff
        .iter()
        .map(|s| {
            vec![
                org.into(),
                line.trip.into(),
                line.id.into(),
                Id::now_v7().into(),
                (*s).into(),
                said.into(),
                at.into(),
            ]
        })
        .collect();
    let columns = &["org", "trip", "trip_pupil", "id", "staff", "said", "at"];
    w.run_all(Query::insert_many("trip_news", columns, rows)).await.map(|_| ())
}

/// What somebody has been told and has not said they saw.
pub async fn news(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<News>, Fault> {
    q("select * from trip_news where org = $1 and staff = $2 and seen_at is null order by at, id")
        .bind(org)
        .bind(staff)
        .all(src)
        .await
}

/// They have seen it.
pub async fn seen(w: &mut Write, trip: Id, staff: Id) -> Result<u64, Fault> {
    let query = q("update trip_news set seen_at = $4 where org = $1 and trip = $2 and staff = $3 and seen_at is null")
        .bind(w.org())
        .bind(trip)
        .bind(staff)
        .bind(w.at());
    w.run(query).await
}

/// A period of a placement in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InRoom {
    /// The pupil.
    pub pupil: Id,
    /// The placement.
    pub placement: Id,
    /// On which day.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// From.
    pub from: Minute,
    /// To.
    pub to: Minute,
    /// The room.
    pub room: String,
}
from_row!(InRoom { pupil, placement, day, code, from = "from_minute", to = "to_minute", room });

/// Periods in a room of these pupils between two days.
pub async fn in_rooms(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    from: Day,
    to: Day,
) -> Result<Vec<InRoom>, Fault> {
    if pupils.is_empty() {
        return Ok(Vec::new());
    }
    q("select s.pupil, s.placement, s.day, s.code, s.from_minute, s.to_minute, r.name as room from slot s \
       join placement pl on pl.org = s.org and pl.id = s.placement join room r on r.org = s.org and r.id = s.room \
       where pl.state in ('booked', 'here') and s.org = ")
        .put(org)
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to)
        .push(" and s.pupil in ")
        .list(pupils.iter().copied())
        .push(" order by s.day, s.from_minute, s.pupil")
        .all(src)
        .await
}
