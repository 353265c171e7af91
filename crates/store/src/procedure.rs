//! Procedures notes and policies: drafts, versions, comments and who has read what.
//!
//! Must never know: what may be agreed.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::procedure::{Answer, Beside, Comment, Edition, Kind, Note, Reader};
use casework::{Coded, Id};
use rulebook::Day;

coded_cols!(Answer, Kind);
from_row!(Note {
    id,
    kind,
    title,
    owner,
    owner_name,
    deputy,
    deputy_name,
    screen,
    review_on,
    used_when,
    steps,
    comment_by,
    agreed_number,
    ended_on,
    version,
});
from_row!(Edition {
    note,
    number,
    title,
    used_when,
    steps,
    what_changed,
    agreed_by,
    agreed_on,
    from = "from_day",
    kept_by,
    kept_at,
});
from_row!(Comment {
    id,
    note,
    number,
    staff,
    name,
    words,
    said_at,
    answer,
    answer_words,
    answered_by,
});
from_row!(Reader { id, note, number, staff, name, due, read_at });
from_row!(Beside { note, screen, from = "from_day", title, used_when, steps });

/// Every note, by title; those out of use as well.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Note>, Fault> {
    q("select * from procedure_note where org = $1 order by lower(title), id limit 1000")
        .bind(org)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Note, Problem> {
    q("select * from procedure_note where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The versions of one, the newest first.
pub async fn editions(src: &mut dyn Source, org: Id, note: Id) -> Result<Vec<Edition>, Fault> {
    q("select * from procedure_version where org = $1 and note = $2 order by number desc")
        .bind(org)
        .bind(note)
        .all(src)
        .await
}

/// Every version of every note, the newest of each first.
pub async fn every_edition(src: &mut dyn Source, org: Id) -> Result<Vec<Edition>, Fault> {
    q("select * from procedure_version where org = $1 order by note, number desc")
        .bind(org)
        .all(src)
        .await
}

/// The versions that stand beside a page, now or from a day on.
pub async fn beside(src: &mut dyn Source, org: Id) -> Result<Vec<Beside>, Fault> {
    q("select v.note, n.screen, v.from_day, v.title, v.used_when, v.steps from procedure_version v \
       join procedure_note n on n.org = v.org and n.id = v.note \
       where v.org = $1 and n.screen <> '' and n.ended_on is null order by v.note, v.number")
        .bind(org)
        .all(src)
        .await
}

/// Keeps a new one. False when it was there.
pub async fn add(w: &mut Write, n: &Note) -> Result<bool, Fault> {
    let query = q("insert into procedure_note (org, id, kind, title, owner, owner_name, deputy, deputy_name, screen, review_on, used_when, steps) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org()).bind(n.id).bind(n.kind).bind(&n.title).bind(n.owner).bind(&n.owner_name).bind(n.deputy)
        .bind(&n.deputy_name).bind(&n.screen).bind(n.review_on).bind(&n.used_when).bind(&n.steps);
    Ok(w.run(query).await? > 0)
}

/// Keeps what was changed, if nobody has since its version.
pub async fn change(w: &mut Write, n: &Note) -> Result<(), Problem> {
    let query = q("update procedure_note set kind = $3, title = $4, owner = $5, owner_name = $6, deputy = $7, deputy_name = $8, screen = $9, \
                   review_on = $10, used_when = $11, steps = $12, comment_by = $13, agreed_number = $14, ended_on = $15, version = version + 1 \
                   where org = $1 and id = $2 and version = $16")
        .bind(w.org()).bind(n.id).bind(n.kind).bind(&n.title).bind(n.owner).bind(&n.owner_name).bind(n.deputy)
        .bind(&n.deputy_name).bind(&n.screen).bind(n.review_on).bind(&n.used_when).bind(&n.steps).bind(n.comment_by)
        .bind(n.agreed_number).bind(n.ended_on).bind(n.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps a version that was agreed.
pub async fn add_edition(w: &mut Write, e: &Edition) -> Result<(), Fault> {
    let query = q("insert into procedure_version (org, note, number, title, used_when, steps, what_changed, agreed_by, agreed_on, from_day, kept_by, kept_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)")
        .bind(w.org()).bind(e.note).bind(e.number).bind(&e.title).bind(&e.used_when).bind(&e.steps).bind(&e.what_changed)
        .bind(&e.agreed_by).bind(e.agreed_on).bind(e.from).bind(&e.kept_by).bind(e.kept_at);
    w.run(query).await.map(|_| ())
}

/// What was said of drafts of one.
pub async fn comments(src: &mut dyn Source, org: Id, note: Id) -> Result<Vec<Comment>, Fault> {
    q("select * from procedure_comment where org = $1 and note = $2 order by number desc, name, id")
        .bind(org)
        .bind(note)
        .all(src)
        .await
}

/// Asks colleagues what they make of a draft; nobody twice. Says how many were asked now.
pub async fn ask_comments(
    w: &mut Write,
    note: Id,
    number: i64,
    who: &[(Id, String)],
) -> Result<Vec<Id>, Fault> {
    let mut asked = Vec::new();
    for (staff, name) in who {
        let query = q("insert into procedure_comment (org, id, note, number, staff, name, asked_at) values ($1,$2,$3,$4,$5,$6,$7) \
                       on conflict (org, note, number, staff) do nothing")
            .bind(w.org()).bind(Id::now_v7()).bind(note).bind(number).bind(*staff).bind(name).bind(w.at());
        if w.run(query).await? > 0 {
            asked.push(*staff);
        }
    }
    Ok(asked)
}

/// Keeps what somebody said of a draft. False when they were not asked.
pub async fn say(
    w: &mut Write,
    note: Id,
    number: i64,
    staff: Id,
    words: &str,
) -> Result<bool, Fault> {
    let query = q("update procedure_comment set words = $5, said_at = $6, answer = null, answer_words = '', answered_by = '' \
                   where org = $1 and note = $2 and number = $3 and staff = $4")
        .bind(w.org()).bind(note).bind(number).bind(staff).bind(words).bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Keeps what became of a comment. False when it was answered before.
pub async fn answer(
    w: &mut Write,
    note: Id,
    comment: Id,
    answer: Answer,
    words: &str,
    by: &str,
) -> Result<bool, Fault> {
    let query = q("update procedure_comment set answer = $4, answer_words = $5, answered_by = $6 \
                   where org = $1 and note = $2 and id = $3 and said_at is not null and answer is null")
        .bind(w.org()).bind(note).bind(comment).bind(answer.code()).bind(words).bind(by);
    Ok(w.run(query).await? > 0)
}

/// Who was asked to read versions of one, the newest version first.
pub async fn readers(src: &mut dyn Source, org: Id, note: Id) -> Result<Vec<Reader>, Fault> {
    q("select * from procedure_reader where org = $1 and note = $2 order by number desc, name, id")
        .bind(org)
        .bind(note)
        .all(src)
        .await
}

/// Everything a person was asked to read and has not.
pub async fn unread(src: &mut dyn Source, org: Id) -> Result<Vec<Reader>, Fault> {
    q("select * from procedure_reader where org = $1 and read_at is null order by note, name, id")
        .bind(org)
        .all(src)
        .await
}

/// Asks colleagues to read a version; nobody twice. Says who was asked now.
pub async fn ask_readers(
    w: &mut Write,
    note: Id,
    number: i64,
    due: Day,
    who: &[(Id, String)],
) -> Result<Vec<Id>, Fault> {
    let org = w.org();
    let known: Vec<Reader> = readers(w, org, note).await?;
    let new: Vec<&(Id, String)> = who
        .iter()
        .filter(|(staff, _)| !known.iter().any(|r| r.number == number && r.staff == *staff))
        .collect();
    let rows = new
        .iter()
        .map(|(staff, name)| {
            vec![
                org.into(),
                Id::now_v7().into(),
                note.into(),
                number.into(),
                (*staff).into(),
                name.into(),
                due.into(),
            ]
        })
        .collect();
    const COLUMNS: &[&str] = &["org", "id", "note", "number", "staff", "name", "due"];
    w.run_all(Query::insert_many("procedure_reader", COLUMNS, rows)).await?;
    Ok(new.iter().map(|(staff, _)| *staff).collect())
}

/// Keeps that somebody read a version. False when they had, or were not asked.
pub async fn read(w: &mut Write, note: Id, number: i64, staff: Id) -> Result<bool, Fault> {
    let query = q("update procedure_reader set read_at = $5 where org = $1 and note = $2 and number = $3 and staff = $4 and read_at is null")
        .bind(w.org()).bind(note).bind(number).bind(staff).bind(w.at());
    Ok(w.run(query).await? > 0)
}
