//! A pupil's file: notes with every version kept, the story of the trail, and the year so far.
//!
//! Must never know: who may read which note; it hands over the audience with the words. The
//! pupil must already have been found in scope.

use crate::db::{Fault, Source, q};
use crate::event::Line;
use crate::revision::{self, Edit};
use crate::{Problem, Write};
use casework::file::Audience;
use casework::pupil::Pupil;
use casework::revision::what_works;
use casework::{Coded, Id, Verb};
use rulebook::{Day, Instant};

coded_cols!(Audience);

/// A note as it now reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// What kind of record it is about: "pupil", "referral"…
    pub noun: String,
    /// Which record.
    pub about: Id,
    /// Who it is for.
    pub audience: Audience,
    /// What kind of note, or empty.
    pub kind: String,
    /// The words now.
    pub body: String,
    /// How many times it was corrected.
    pub revision: i64,
    /// Staff record of who first wrote it.
    pub author: Id,
    /// Their name.
    pub author_name: String,
    /// When it was first written.
    pub at: Instant,
    /// When the words now were written.
    pub last_at: Instant,
}
from_row!(Note {
    id,
    pupil,
    noun,
    about,
    audience,
    kind,
    body,
    revision,
    author,
    author_name,
    at,
    last_at
});

const NOTES: &str = "select n.id, n.pupil, n.noun, n.about, n.audience, n.kind, l.body, l.revision, \
    f.author, f.author_name, f.at, l.at as last_at from note n \
    join note_revision f on f.org = n.org and f.note = n.id and f.revision = 1 \
    join note_revision l on l.org = n.org and l.note = n.id and l.revision = \
      (select max(r.revision) from note_revision r where r.org = n.org and r.note = n.id)";

/// One version of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// From 1.
    pub revision: i64,
    /// The words.
    pub body: String,
    /// Who.
    pub author_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Revision { revision, body, author_name, at });

/// The pupil's notes, newest first.
pub async fn notes(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    take: i64,
) -> Result<Vec<Note>, Fault> {
    q(NOTES)
        .push(" where n.org = ")
        .put(org)
        .push(" and n.pupil = ")
        .put(pupil)
        .push(" order by f.at desc, n.id desc limit ")
        .put(take.clamp(1, 500))
        .all(src)
        .await
}

/// One note.
pub async fn note(src: &mut dyn Source, org: Id, id: Id) -> Result<Note, Problem> {
    q(NOTES)
        .push(" where n.org = ")
        .put(org)
        .push(" and n.id = ")
        .put(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Every version of a note, first to last.
pub async fn revisions(src: &mut dyn Source, org: Id, note: Id) -> Result<Vec<Revision>, Fault> {
    q("select revision, body, author_name, at from note_revision where org = $1 and note = $2 order by revision")
        .bind(org)
        .bind(note)
        .all(src)
        .await
}

/// Keeps a new note with its first words.
pub async fn add_note(w: &mut Write, note: &Note) -> Result<(), Fault> {
    let query = q("insert into note (org, id, pupil, noun, about, audience, kind) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(note.id).bind(note.pupil).bind(&note.noun).bind(note.about).bind(note.audience).bind(&note.kind);
    w.run(query).await?;
    revise(w, note.id, 1, &note.body, note.author, &note.author_name).await
}

/// Keeps the next version of a note; those before it stay.
pub async fn revise(
    w: &mut Write,
    note: Id,
    revision: i64,
    body: &str,
    author: Id,
    author_name: &str,
) -> Result<(), Fault> {
    let query = q("insert into note_revision (org, note, revision, body, author, author_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(note).bind(revision).bind(body).bind(author).bind(author_name).bind(w.at());
    w.run(query).await.map(|_| ())
}

/// The lines of the trail about a pupil that carry these verbs, newest first.
pub async fn story(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    verbs: &[Verb],
    take: i64,
) -> Result<Vec<Line>, Fault> {
    q("select * from event where org = ")
        .put(org)
        .push(" and pupil = ")
        .put(pupil)
        .push(" and verb in ")
        .list(verbs.iter().map(|v| v.code()))
        .push(" order by seq desc limit ")
        .put(take.clamp(1, 500))
        .all(src)
        .await
}

/// True when this account has opened this pupil's file since a moment.
pub async fn opened_since(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    account: Id,
    since: Instant,
) -> Result<bool, Fault> {
    let n = q("select count(*) as n from event where org = $1 and pupil = $2 and verb = 'file_opened' and account = $3 and at >= $4")
        .bind(org).bind(pupil).bind(account).bind(since).count(src).await?;
    Ok(n > 0)
}

/// A placement as the story tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Key.
    pub id: Id,
    /// Day.
    pub day: Day,
    /// Code of its state.
    pub state: String,
    /// The room's name.
    pub room: String,
    /// Lesson codes in order.
    pub codes: Vec<String>,
    /// Minutes out of lessons.
    pub minutes: i64,
    /// Praise in the day log.
    pub praise: i64,
    /// Warnings in the day log.
    pub warnings: i64,
    /// When they came.
    pub arrived_at: Option<Instant>,
}

/// The pupil's placements, newest first.
pub async fn stays(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    take: i64,
) -> Result<Vec<Stay>, Fault> {
    let rows = q("select p.id, p.day, p.state, p.arrived_at, r.name as room, \
        (select count(*) from entry e where e.org = p.org and e.placement = p.id and e.kind = 'praise' and e.undone_at is null) as praise, \
        (select count(*) from entry e where e.org = p.org and e.placement = p.id and e.kind = 'warning' and e.undone_at is null) as warnings \
        from placement p join room r on r.org = p.org and r.id = p.room where p.org = $1 and p.pupil = $2 \
        and p.state <> 'cancelled' order by p.day desc, p.id desc limit $3")
        .bind(org).bind(pupil).bind(take.clamp(1, 500)).rows(src).await?;
    let mut out: Vec<Stay> = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(Stay {
            id: row.get("id")?,
            day: row.get("day")?,
            state: row.get("state")?,
            room: row.get("room")?,
            codes: Vec::new(),
            minutes: 0,
            praise: row.get("praise")?,
            warnings: row.get("warnings")?,
            arrived_at: row.get("arrived_at")?,
        });
    }
    for row in q("select placement, code, from_minute, to_minute from slot where org = $1 and pupil = $2 order by day, from_minute")
        .bind(org).bind(pupil).rows(src).await?
    {
        let placement: Id = row.get("placement")?;
        if let Some(stay) = out.iter_mut().find(|s| s.id == placement) {
            stay.codes.push(row.get("code")?);
            stay.minutes += row.get::<i64>("to_minute")? - row.get::<i64>("from_minute")?;
        }
    }
    Ok(out)
}

/// What a record of a call home, a check-in or a meeting says, and when it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The record.
    pub about: Id,
    /// Code of the verb whose event wrote the words: no other event of the record knew them.
    pub verb: String,
    /// The words, or empty.
    pub words: String,
    /// When it happened, which may be long before it was written.
    pub at: Option<Instant>,
}
from_row!(Said { about, verb, words, at });

/// What was said in calls home, check-ins and meetings.
pub async fn words_said(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Said>, Fault> {
    q("select id as about, 'home_called' as verb, view as words, at from home_call where org = $1 and pupil = $2 \
        union all select id, 'checked_in', words, done_at from check_in where org = $1 and pupil = $2 \
        union all select id, 'home_replied', body, at from letter_answer where org = $1 and pupil = $2 and kind = 'reply' \
        union all select id, 'repair_held', agreement, held_at from repair where org = $1 and pupil = $2")
        .bind(org).bind(pupil).all(src).await
}

/// A pupil's time from one day to another: placements that happened, minutes, praise, calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoFar {
    /// Placements they came to.
    pub times: i64,
    /// Minutes out of lessons in them.
    pub minutes: i64,
    /// Praise.
    pub praise: i64,
}

/// Adds it up.
pub async fn so_far(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
    to: Day,
) -> Result<SoFar, Fault> {
    let times = q("select count(*) as n from placement where org = $1 and pupil = $2 and day >= $3 and day <= $4 and state in ('here', 'left', 'closed') \
        and not exists (select 1 from room r where r.org = placement.org and r.id = placement.room and r.kind = 'calming')")
        .bind(org).bind(pupil).bind(from).bind(to).count(src).await?;
    let minutes = q("select cast(sum(s.to_minute - s.from_minute) as bigint) as n from slot s join placement p on p.org = s.org and p.id = s.placement \
        where s.org = $1 and s.pupil = $2 and s.day >= $3 and s.day <= $4 and p.state in ('here', 'left', 'closed') \
        and not exists (select 1 from room r where r.org = p.org and r.id = p.room and r.kind = 'calming')")
        .bind(org).bind(pupil).bind(from).bind(to).count(src).await?;
    let praise = q("select count(*) as n from entry e join placement p on p.org = e.org and p.id = e.placement \
        where e.org = $1 and e.pupil = $2 and p.day >= $3 and p.day <= $4 and e.kind = 'praise' and e.undone_at is null")
        .bind(org).bind(pupil).bind(from).bind(to).count(src).await?;
    Ok(SoFar { times, minutes, praise })
}

/// A return to lessons still followed: its key, first and last day.
pub async fn open_return(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
) -> Result<Option<(Id, Day, Day)>, Fault> {
    let rows = q("select id, from_day, to_day from return_track where org = $1 and pupil = $2 and decided_at is null order by from_day desc limit 1")
        .bind(org).bind(pupil).rows(src).await?;
    rows.first().map(|r| Ok((r.get("id")?, r.get("from_day")?, r.get("to_day")?))).transpose()
}

/// What the pupil set out to do after their last placement with an interview.
pub async fn targets(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<String>, Fault> {
    let rows = q("select t.body from target t where t.org = $1 and t.pupil = $2 and t.placement = \
        (select p.id from placement p join target x on x.org = p.org and x.placement = p.id where p.org = $1 and p.pupil = $2 order by p.day desc, p.id desc limit 1) \
        order by t.place, t.id")
        .bind(org).bind(pupil).rows(src).await?;
    rows.iter().map(|r| r.get("body")).collect()
}

/// Open tasks about a pupil: what and by when.
pub async fn tasks(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<(String, Day)>, Fault> {
    let rows = q("select what, due from task where org = $1 and pupil = $2 and done_at is null order by due, id limit 20")
        .bind(org).bind(pupil).rows(src).await?;
    rows.iter().map(|r| Ok((r.get("what")?, r.get("due")?))).collect()
}

/// Keeps new words on strengths and what helps, if nobody has changed the record since; those
/// before stay as a version. Says which version they are now.
pub async fn set_helps(w: &mut Write, pupil: &Pupil) -> Result<i64, Problem> {
    let known = q("select strengths, helps from pupil where org = $1 and id = $2")
        .bind(w.org())
        .bind(pupil.id)
        .rows(w)
        .await?;
    let row = known.first().ok_or(Problem::Missing)?;
    let before = what_works(&row.get::<String>("strengths")?, &row.get::<String>("helps")?);
    let query = q("update pupil set strengths = $3, helps = $4, version = version + 1 where org = $1 and id = $2 and version = $5")
        .bind(w.org()).bind(pupil.id).bind(&pupil.strengths).bind(&pupil.helps).bind(pupil.version);
    crate::room::stale_if_none(w.run(query).await?)?;
    let edit = Edit {
        noun: revision::HELPS,
        about: pupil.id,
        verb: Verb::PupilChanged,
        before: (Some(pupil.id), before),
        after: (Some(pupil.id), what_works(&pupil.strengths, &pupil.helps)),
    };
    Ok(revision::keep(w, edit).await?)
}
