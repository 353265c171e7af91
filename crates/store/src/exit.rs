//! Exit interviews, their targets and their confidential part, and the closing of a placement.
//!
//! Must never know: whether a placement may be closed; that was decided before.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::row::{FromRow, Row};
use crate::{Problem, Write};
use casework::exit::{Interview, Outcome, Reader, Ready, readers};
use casework::room::Placement;
use casework::{Coded, Id};
use rulebook::{Day, Instant, SchoolCalendar};

coded_cols!(Outcome);

impl FromRow for Interview {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Interview {
            placement: row.get("placement")?,
            pupil: row.get("pupil")?,
            went_well: row.get("went_well")?,
            pupil_words: row.get("pupil_words")?,
            led_here: row.get("led_here")?,
            learnt: row.get("learnt")?,
            put_right: row.get("put_right")?,
            support: row.get("support")?,
            feeling: row.get("feeling")?,
            // Empty means that it was not asked.
            ready: Ready::from_code(&row.get::<String>("ready")?),
            outcome: row.get("outcome")?,
            why_not: row.get("why_not")?,
            parent_told: row.get("parent_told")?,
            by_staff: row.get("by_staff")?,
            by_name: row.get("by_name")?,
            at: row.get("at")?,
        })
    }
}

/// What a pupil brought and whether it went back to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belongings {
    /// Number of the envelope with the phone, or empty.
    pub envelope: String,
    /// Anything else.
    pub belongings: String,
    /// When they went back.
    pub returned_at: Option<Instant>,
}
impl Belongings {
    /// Nothing was handed in.
    pub fn is_empty(&self) -> bool {
        self.envelope.is_empty() && self.belongings.is_empty()
    }
}

from_row!(Belongings { envelope, belongings, returned_at });

/// A note about a placement, as it reads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Key.
    pub id: Id,
    /// Words.
    pub body: String,
    /// Who wrote this version.
    pub author_name: String,
    /// When.
    pub at: Instant,
    /// Which version, from 1.
    pub revision: i64,
}
from_row!(Kept { id, body, author_name, at, revision });

/// The interview of a placement, once held.
pub async fn of(src: &mut dyn Source, org: Id, placement: Id) -> Result<Option<Interview>, Fault> {
    q("select * from exit_interview where org = $1 and placement = $2")
        .bind(org)
        .bind(placement)
        .one(src)
        .await
}

/// The targets set at the end of a placement, in order.
pub async fn targets(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<String>, Fault> {
    q("select body from target where org = $1 and placement = $2 order by place, id")
        .bind(org)
        .bind(placement)
        .rows(src)
        .await?
        .iter()
        .map(|row| row.get("body"))
        .collect()
}

/// Keeps an interview and its targets in the place of any before.
pub async fn keep(w: &mut Write, i: &Interview, targets: &[String]) -> Result<(), Fault> {
    let org = w.org();
    for table in [
        q("delete from exit_interview where org = $1 and placement = $2"),
        q("delete from target where org = $1 and placement = $2"),
    ] {
        w.run(table.bind(org).bind(i.placement)).await?;
    }
    let query = q("insert into exit_interview (org, placement, pupil, went_well, pupil_words, led_here, learnt, put_right, \
                   support, feeling, ready, outcome, why_not, parent_told, by_staff, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)")
        .bind(org).bind(i.placement).bind(i.pupil).bind(&i.went_well).bind(&i.pupil_words).bind(&i.led_here)
        .bind(&i.learnt).bind(&i.put_right).bind(&i.support).bind(i.feeling)
        .bind(i.ready.map(Ready::code).unwrap_or_default()).bind(i.outcome).bind(&i.why_not)
        .bind(i.parent_told).bind(i.by_staff).bind(&i.by_name).bind(i.at);
    w.run(query).await?;
    let rows = targets
        .iter()
        .enumerate()
        .map(|(n, body)| {
            vec![
                org.into(),
                Id::now_v7().into(),
                i.placement.into(),
                i.pupil.into(),
                (n as i64 + 1).into(),
                body.into(),
            ]
        })
        .collect();
    let columns = &["org", "id", "placement", "pupil", "place", "body"];
    w.run_all(Query::insert_many("target", columns, rows)).await.map(|_| ())
}

/// Closes a placement as decided, with the reason there was no interview, if there was none.
pub async fn close(w: &mut Write, p: &Placement, reason: &str) -> Result<(), Problem> {
    let query = q("update placement set state = $3, left_at = $4, closed_at = $5, close_reason = $6, version = version + 1 \
                   where org = $1 and id = $2 and version = $7")
        .bind(w.org()).bind(p.id).bind(p.state).bind(p.left_at).bind(p.closed_at).bind(reason).bind(p.version);
    stale_if_none(w.run(query).await?)
}

/// Why a placement was closed without an interview, or empty.
pub async fn close_reason(src: &mut dyn Source, org: Id, placement: Id) -> Result<String, Fault> {
    let rows = q("select close_reason from placement where org = $1 and id = $2")
        .bind(org)
        .bind(placement)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("close_reason")).transpose().map(Option::unwrap_or_default)
}

/// Placements that have ended in the room and are not closed, up to a day, oldest first.
pub async fn not_closed(
    src: &mut dyn Source,
    org: Id,
    today: Day,
) -> Result<Vec<Placement>, Fault> {
    q("select * from placement where org = $1 and (state = 'left' or (state = 'here' and day < $2)) and day <= $2 order by day, id")
        .bind(org).bind(today).all(src).await
}

/// What the pupil brought, where an arrival was recorded.
pub async fn belongings(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Option<Belongings>, Fault> {
    q("select envelope, belongings, returned_at from arrival where org = $1 and placement = $2")
        .bind(org)
        .bind(placement)
        .one(src)
        .await
}

/// Records that belongings went back; a second time changes nothing.
pub async fn give_back(w: &mut Write, placement: Id) -> Result<u64, Fault> {
    let query = q("update arrival set returned_at = $3 where org = $1 and placement = $2 and returned_at is null")
        .bind(w.org()).bind(placement).bind(w.at());
    w.run(query).await
}

/// Notes of one audience about a placement's exit, newest version of each, oldest note first.
/// Whoever asks must have made sure that the reader may read that audience.
pub async fn notes(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
    audience: &'static str,
) -> Result<Vec<Kept>, Fault> {
    q("select n.id, r.body, r.author_name, r.at, r.revision from note n join note_revision r on r.org = n.org and r.note = n.id \
       where n.org = $1 and n.about = $2 and n.noun = 'placement' and n.kind = 'exit' and n.audience = $3 \
       and r.revision = (select max(x.revision) from note_revision x where x.org = n.org and x.note = n.id) order by n.id")
        .bind(org).bind(placement).bind(audience).all(src).await
}

/// Adds a note about a placement's exit for one audience.
pub async fn add_note(
    w: &mut Write,
    pupil: Id,
    placement: Id,
    audience: &'static str,
    body: &str,
) -> Result<Id, Fault> {
    let id = Id::now_v7();
    let query = q("insert into note (org, id, pupil, noun, about, audience, kind) values ($1,$2,$3,'placement',$4,$5,'exit')")
        .bind(w.org()).bind(id).bind(pupil).bind(placement).bind(audience);
    w.run(query).await?;
    revise(w, id, 1, body).await?;
    Ok(id)
}

/// Corrects a note: a new version after `revision`, the ones before kept.
pub async fn correct_note(w: &mut Write, note: Id, revision: i64, body: &str) -> Result<(), Fault> {
    revise(w, note, revision + 1, body).await
}

async fn revise(w: &mut Write, note: Id, revision: i64, body: &str) -> Result<(), Fault> {
    let act = w.act().clone();
    // An act by Mainstay itself has no member of staff; its school stands in.
    let author = act.staff.unwrap_or(act.org);
    let query = q("insert into note_revision (org, note, revision, body, author, author_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(act.org).bind(note).bind(revision).bind(body).bind(author).bind(&act.who).bind(act.at);
    w.run(query).await.map(|_| ())
}

/// Who teaches the pupil on these days, each once with their first lesson, in the order of the
/// day. `periods` puts the codes of a weekday in order.
pub async fn readers_on(
    src: &mut dyn Source,
    org: Id,
    calendar: &SchoolCalendar,
    pupil: Id,
    days: &[Day],
) -> Result<Vec<Reader>, Fault> {
    let mut met = Vec::new();
    for day in days {
        for lesson in crate::staff::lessons_of(src, org, pupil, *day, calendar.week(*day)).await? {
            if let Some(staff) = lesson.teacher {
                let said = format!("{} {}, {}", day.short(), lesson.period, lesson.subject);
                met.push(Reader { staff, name: String::new(), lesson: said });
            }
        }
    }
    let mut out = readers(met);
    let ids: Vec<Id> = out.iter().map(|r| r.staff).collect();
    let people = crate::staff::several(src, org, &ids).await?;
    for reader in &mut out {
        if let Some(person) = people.iter().find(|p| p.id == reader.staff) {
            reader.name = person.formal();
        }
    }
    Ok(out)
}

/// Who a pupil may need to put things right with: the referrer first, then the teachers of the
/// periods missed.
pub async fn to_put_right_with(
    src: &mut dyn Source,
    org: Id,
    placement: &Placement,
) -> Result<Vec<Id>, Fault> {
    let mut out: Vec<Id> = Vec::new();
    if let Some(referral) = placement.referral {
        let rows = q("select referrer from referral where org = $1 and id = $2")
            .bind(org)
            .bind(referral)
            .rows(src)
            .await?;
        if let Some(row) = rows.first() {
            out.push(row.get("referrer")?);
        }
    }
    for slot in crate::room::slots(src, org, placement.id).await? {
        if let Some(teacher) = slot.teacher
            && !out.contains(&teacher)
        {
            out.push(teacher);
        }
    }
    Ok(out)
}
