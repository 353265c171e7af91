//! Returns to lessons: tracks and their check-ins.
//!
//! Must never know: how the days were counted. Every list goes through a scope.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::row::{FromRow, Row};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::returning::fade::Step;
use casework::returning::{CheckIn, Outcome, Plan, Stay, Track};
use casework::room::Placement;
use casework::{Coded, Id, Scope};
use rulebook::{Day, Instant};

impl FromRow for Track {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Track {
            id: row.get("id")?,
            pupil: row.get("pupil")?,
            placement: row.get("placement")?,
            from_day: row.get("from_day")?,
            to_day: row.get("to_day")?,
            // Empty means that it is still followed.
            outcome: Outcome::from_code(&row.get::<String>("outcome")?),
            outcome_words: row.get("outcome_words")?,
            card_result: Step::from_code(&row.get::<String>("card_result")?),
            decided_at: row.get("decided_at")?,
            decided_by: row.get("decided_by")?,
            version: row.get("version")?,
        })
    }
}
from_row!(Stay { placement, day, from = "from_minute", to = "to_minute", state, followed });
from_row!(CheckIn { id, track, pupil, number, due, done_at, by_name, words });

/// One return of the school, whoever asks; see [`find`] for people.
async fn bare(src: &mut dyn Source, org: Id, id: Id) -> Result<Track, Problem> {
    q("select * from return_track where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// One return of a pupil the scope reaches.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Track, Problem> {
    let track = bare(src, scope.org, id).await?;
    crate::pupil::find(src, scope, track.pupil).await?;
    Ok(track)
}

/// The return that follows a placement.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Option<Track>, Fault> {
    q("select * from return_track where org = $1 and placement = $2 order by id")
        .bind(org)
        .bind(placement)
        .one(src)
        .await
}

/// A pupil's returns, newest first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Track>, Fault> {
    q("select * from return_track where org = $1 and pupil = $2 order by from_day desc, id desc")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// A pupil's stays in rooms from a day on, cancelled ones and those they did not come to too.
pub async fn stays(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    since: Day,
) -> Result<Vec<Stay>, Fault> {
    q("select p.id as placement, p.day, p.state, min(s.from_minute) as from_minute, max(s.to_minute) as to_minute, \
       exists (select 1 from return_track t where t.org = p.org and t.placement = p.id) as followed \
       from placement p join slot s on s.org = p.org and s.placement = p.id \
       where p.org = $1 and p.pupil = $2 and p.day >= $3 \
       and not exists (select 1 from room r where r.org = p.org and r.id = p.room and r.kind = 'calming') \
       group by p.org, p.id, p.day, p.state order by p.day, 4, p.id")
        .bind(org)
        .bind(pupil)
        .bind(since)
        .all(src)
        .await
}

/// Returns of pupils the scope reaches that are still followed, first to end first.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Track>, Fault> {
    let query = q(
        "select t.* from return_track t join pupil p on p.org = t.org and p.id = t.pupil where t.decided_at is null",
    );
    reached(query, scope).push(" order by t.to_day, t.id").all(src).await
}

/// Returns whose outcome was given, newest first.
pub async fn decided(src: &mut dyn Source, scope: &Scope, take: i64) -> Result<Vec<Track>, Fault> {
    let query = q(
        "select t.* from return_track t join pupil p on p.org = t.org and p.id = t.pupil where t.decided_at is not null",
    );
    reached(query, scope)
        .push(" order by t.decided_at desc, t.id desc limit ")
        .put(take.clamp(1, 200))
        .all(src)
        .await
}

/// The check-ins of these returns, by return then day.
pub async fn check_ins(
    src: &mut dyn Source,
    org: Id,
    tracks: &[Id],
) -> Result<Vec<CheckIn>, Fault> {
    if tracks.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from check_in where org = ")
        .put(org)
        .push(" and track in ")
        .list(tracks.iter().copied())
        .push(" order by track, number")
        .all(src)
        .await
}

/// Adds the number of check-ins and outcomes due by a day, of pupils the scope reaches, to a
/// query that counts several things at once.
pub(crate) fn waiting(query: Query, scope: &Scope, today: Day) -> Query {
    let checks = query
        .push("((select count(*) from check_in c join return_track t on t.org = c.org and t.id = c.track \
               join pupil p on p.org = t.org and p.id = t.pupil \
               where t.decided_at is null and c.done_at is null and c.due <= ")
        .put(today);
    let outcomes = reached(checks, scope)
        .push(") + (select count(*) from return_track t join pupil p on p.org = t.org and p.id = t.pupil \
               where t.decided_at is null and t.to_day <= ")
        .put(today);
    reached(outcomes, scope).push("))")
}

/// Opens the return that follows a placement, with its check-ins, unless it is open already.
/// Says its key.
pub async fn begin(w: &mut Write, placement: &Placement, plan: &Plan) -> Result<Id, Fault> {
    begin_for(w, placement.pupil, placement.id, plan).await
}

/// The same, after whatever record it follows: a placement, or a suspension.
pub async fn begin_for(w: &mut Write, pupil: Id, after: Id, plan: &Plan) -> Result<Id, Fault> {
    let org = w.org();
    if let Some(there) = of_placement(w, org, after).await? {
        return Ok(there.id);
    }
    let id = Id::now_v7();
    let from = plan.counted.days.first().copied().unwrap_or(plan.counted.day);
    let query = q("insert into return_track (org, id, pupil, placement, from_day, to_day) values ($1,$2,$3,$4,$5,$6)")
        .bind(org).bind(id).bind(pupil).bind(after).bind(from).bind(plan.counted.day);
    w.run(query).await?;
    let rows = plan
        .check_ins
        .iter()
        .map(|(number, due)| {
            vec![
                org.into(),
                Id::now_v7().into(),
                id.into(),
                pupil.into(),
                (*number).into(),
                (*due).into(),
            ]
        })
        .collect();
    let columns = &["org", "id", "track", "pupil", "number", "due"];
    w.run_all(Query::insert_many("check_in", columns, rows)).await?;
    Ok(id)
}

/// Records a check-in; one done already is stale.
pub async fn check_in(w: &mut Write, id: Id, words: &str) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q("update check_in set done_at = $3, by_name = $4, words = $5 where org = $1 and id = $2 and done_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(who).bind(words);
    stale_if_none(w.run(query).await?)
}

/// Records how a return went, if nobody has since `version`.
pub async fn decide(
    w: &mut Write,
    track: &Track,
    outcome: Outcome,
    words: &str,
    card: Option<Step>,
) -> Result<(), Problem> {
    let who = w.act().who.clone();
    settle(w, track, outcome, words, &who, card).await
}

/// Ends a return by a fact that nobody was asked for.
pub async fn end(w: &mut Write, track: &Track, words: &str) -> Result<(), Problem> {
    settle(w, track, Outcome::BackInRoom, words, "Mainstay", None).await
}

async fn settle(
    w: &mut Write,
    track: &Track,
    outcome: Outcome,
    words: &str,
    by: &str,
    card: Option<Step>,
) -> Result<(), Problem> {
    let at: Instant = w.at();
    let query = q("update return_track set outcome = $3, outcome_words = $4, decided_at = $5, decided_by = $6, card_result = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $7 and decided_at is null")
        .bind(w.org()).bind(track.id).bind(outcome.code()).bind(words).bind(at).bind(by).bind(track.version)
        .bind(card.map(Coded::code).unwrap_or(""));
    stale_if_none(w.run(query).await?)
}

/// Follows a return again that had ended by itself, because what ended it was undone.
pub async fn resume(w: &mut Write, track: &Track) -> Result<(), Problem> {
    let query = q("update return_track set outcome = '', outcome_words = '', decided_at = null, decided_by = '', version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and outcome = $4")
        .bind(w.org()).bind(track.id).bind(track.version).bind(Outcome::BackInRoom.code());
    stale_if_none(w.run(query).await?)
}

/// Takes away a return on which nobody has worked, because what began it was undone. Stale once a
/// check-in is done or a person has said how it went.
pub async fn unopen(w: &mut Write, track: &Track) -> Result<(), Problem> {
    let org = w.org();
    w.run(
        q("delete from check_in where org = $1 and track = $2 and done_at is null")
            .bind(org)
            .bind(track.id),
    )
    .await?;
    let query = q("delete from return_track where org = $1 and id = $2 and version = $3 \
                   and not exists (select 1 from check_in c where c.org = $1 and c.track = $2) \
                   and not exists (select 1 from report_card k where k.org = $1 and k.track = $2)")
    .bind(org)
    .bind(track.id)
    .bind(track.version);
    stale_if_none(w.run(query).await?)
}
