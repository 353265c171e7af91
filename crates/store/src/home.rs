//! Calls home, corrections of what was noted of them, and second attempts.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::home::{Call, Outcome};
use casework::telling::Rung;
use casework::writing::isolated;
use casework::{Id, Scope};
use rulebook::{Day, Instant};

coded_cols!(Outcome);
from_row!(Call {
    id,
    pupil,
    contact,
    placement,
    at,
    made_at,
    outcome,
    number,
    interpreter,
    view,
    follow_up,
    by_staff,
    by_name,
});

/// One call.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Call, Problem> {
    q("select * from home_call where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Calls about a placement, newest first.
pub async fn calls(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Call>, Fault> {
    q("select * from home_call where org = $1 and placement = $2 order by at desc, id desc")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Whom these calls rang, of pupils in scope: a call outside it says nobody.
pub async fn whom(src: &mut dyn Source, scope: &Scope, calls: &[Id]) -> Result<Vec<Rung>, Fault> {
    if calls.is_empty() {
        return Ok(Vec::new());
    }
    let query = q("select h.id, h.at, c.title, c.given, c.family from home_call h \
                   join pupil p on p.org = h.org and p.id = h.pupil \
                   join contact c on c.org = h.org and c.id = h.contact where h.id in ")
    .list(calls.iter().copied());
    let rows = reached(query, scope).rows(src).await?;
    let named = rows.iter().map(|row| {
        let parts: [String; 3] = [row.get("title")?, row.get("given")?, row.get("family")?];
        let who: Vec<&str> = parts.iter().map(|s| s.trim()).filter(|s| !s.is_empty()).collect();
        Ok(Rung { call: row.get("id")?, who: isolated(who.join(" ")), at: row.get("at")? })
    });
    named.collect()
}

/// Keeps a call.
pub async fn log(w: &mut Write, call: &Call) -> Result<(), Fault> {
    let query = q("insert into home_call (org, id, pupil, contact, placement, at, made_at, outcome, number, interpreter, view, follow_up, by_staff, by_name) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)")
        .bind(w.org()).bind(call.id).bind(call.pupil).bind(call.contact).bind(call.placement).bind(call.at).bind(call.made_at)
        .bind(call.outcome).bind(&call.number).bind(call.interpreter).bind(&call.view).bind(&call.follow_up)
        .bind(call.by_staff).bind(&call.by_name);
    w.run(query).await.map(|_| ())
}

/// A version of what was noted of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The call.
    pub call: Id,
    /// From 1, the first words.
    pub revision: i64,
    /// The words.
    pub body: String,
    /// Who wrote them.
    pub author_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Version { call = "about", revision, body, author_name, at });

/// Every version of the notes of calls about a placement that were corrected, in order.
pub async fn versions(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Version>, Fault> {
    q("select n.about, r.revision, r.body, r.author_name, r.at from note n \
       join note_revision r on r.org = n.org and r.note = n.id \
       join home_call c on c.org = n.org and c.id = n.about \
       where n.org = $1 and n.noun = 'home_call' and c.placement = $2 order by n.about, r.revision")
    .bind(org)
    .bind(placement)
    .all(src)
    .await
}

/// Corrects what was noted of a call. The first words are kept as revision 1; `seen` is the
/// newest revision the person had before them.
pub async fn correct(
    w: &mut Write,
    call: &Call,
    seen: i64,
    body: &str,
    author: (Id, &str),
) -> Result<i64, Problem> {
    let org = w.org();
    let rows = q("select n.id, (select max(r.revision) from note_revision r where r.org = n.org and r.note = n.id) as n \
                  from note n where n.org = $1 and n.noun = 'home_call' and n.about = $2")
        .bind(org).bind(call.id).rows(w).await?;
    let (note, newest) = match rows.first() {
        Some(row) => (row.get::<Id>("id")?, row.get::<Option<i64>>("n")?.unwrap_or(1)),
        None => {
            let note = Id::now_v7();
            let query = q("insert into note (org, id, pupil, noun, about, audience, kind) values ($1,$2,$3,'home_call',$4,'pastoral','view')")
                .bind(org).bind(note).bind(call.pupil).bind(call.id);
            w.run(query).await?;
            revise(w, note, 1, &call.view, (call.by_staff, &call.by_name), call.made_at).await?;
            (note, 1)
        }
    };
    if newest != seen {
        return Err(Problem::Stale);
    }
    let at = w.at();
    revise(w, note, newest + 1, body, author, at).await?;
    Ok(newest + 1)
}

async fn revise(
    w: &mut Write,
    note: Id,
    revision: i64,
    body: &str,
    author: (Id, &str),
    at: Instant,
) -> Result<(), Fault> {
    let query = q("insert into note_revision (org, note, revision, body, author, author_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(note).bind(revision).bind(body).bind(author.0).bind(author.1).bind(at);
    w.run(query).await.map(|_| ())
}

/// A second attempt that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Key.
    pub id: Id,
    /// Who is to be rung.
    pub contact: Id,
    /// "Second attempt: ring Mr Curtis Ashdown"
    pub what: String,
    /// Due.
    pub due: Day,
}
from_row!(Again { id, contact = "about", what, due });

/// Second attempts that wait about a placement.
pub async fn again(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Again>, Fault> {
    q("select id, about, what, due from task where org = $1 and kind = 'call_again' and placement = $2 and done_at is null order by due, id")
        .bind(org).bind(placement).all(src).await
}

/// Asks for another attempt.
pub async fn ask_again(
    w: &mut Write,
    pupil: Id,
    placement: Id,
    owner: Option<Id>,
    task: &Again,
) -> Result<(), Fault> {
    let query = q("insert into task (org, id, kind, pupil, placement, about, what, owner, due, made_at) values ($1,$2,'call_again',$3,$4,$5,$6,$7,$8,$9)")
        .bind(w.org()).bind(task.id).bind(pupil).bind(placement).bind(task.contact).bind(&task.what)
        .bind(owner).bind(task.due).bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Closes the attempts that wait for a contact of a pupil, because they were rung. Says how many.
pub async fn rung(w: &mut Write, pupil: Id, contact: Id, by: &str) -> Result<u64, Fault> {
    let query = q("update task set done_at = $4, done_by = $5, done_why = 'Rung again' \
                   where org = $1 and kind = 'call_again' and pupil = $2 and about = $3 and done_at is null")
        .bind(w.org()).bind(pupil).bind(contact).bind(w.at()).bind(by);
    w.run(query).await
}

/// Closes one attempt with a reason.
pub async fn give_up(w: &mut Write, id: Id, by: &str, why: &str) -> Result<(), Problem> {
    let query = q("update task set done_at = $3, done_by = $4, done_why = $5 \
                   where org = $1 and id = $2 and kind = 'call_again' and done_at is null")
    .bind(w.org())
    .bind(id)
    .bind(w.at())
    .bind(by)
    .bind(why);
    stale_if_none(w.run(query).await?)
}

/// Closes the reminders that a letter about a moved placement must go again.
pub async fn letter_sent(w: &mut Write, placement: Id, by: &str) -> Result<u64, Fault> {
    let query = q("update task set done_at = $3, done_by = $4, done_why = 'Letters issued' \
                   where org = $1 and kind = 'letter_again' and placement = $2 and done_at is null")
    .bind(w.org())
    .bind(placement)
    .bind(w.at())
    .bind(by);
    w.run(query).await
}
