//! Proof of what was owed because of a suspension, a permanent exclusion or a case, and the log of
//! dates that a changed calendar moved.
//!
//! Must never know: what is owed, or by when; that is worked out each time. `about` is the key of
//! the record it belongs to, whatever that is.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::row::{FromRow, Row};
use crate::{Problem, Write};
use casework::Id;
use casework::owed::{Done, DueChange, How, Kind};
use rulebook::rule::Party;

coded_cols!(How, Kind);
impl FromRow for Done {
    fn from_row(row: &Row) -> Result<Done, Fault> {
        let party: String = row.get("party")?;
        Ok(Done {
            id: row.get("id")?,
            code: row.get("code")?,
            party: Party::ALL
                .into_iter()
                .find(|p| p.code() == party)
                .ok_or_else(|| Fault::column("party", "unknown code"))?,
            whom: row.get("whom")?,
            whom_name: row.get("whom_name")?,
            at: row.get("at")?,
            how: row.get("how")?,
            by_whom: row.get("by_whom")?,
            what: row.get("what")?,
            due_then: row.get("due_then")?,
            note: row.get("note")?,
            struck_at: row.get("struck_at")?,
            struck_by: row.get("struck_by")?,
            struck_why: row.get("struck_why")?,
        })
    }
}
from_row!(DueChange {
    id,
    about,
    code,
    whom,
    before = "before_day",
    after = "after_day",
    was_done,
    why,
    at,
    by_name,
    seen_at,
    seen_by,
    seen_note,
});

/// Everything that was done about one record, first to last, what was struck out too.
pub async fn done(src: &mut dyn Source, org: Id, about: Id) -> Result<Vec<Done>, Fault> {
    q("select * from owed_done where org = $1 and about = $2 order by at, id")
        .bind(org)
        .bind(about)
        .all(src)
        .await
}

/// What was done about each of several records.
pub async fn done_of(
    src: &mut dyn Source,
    org: Id,
    about: &[Id],
) -> Result<Vec<(Id, Done)>, Fault> {
    let mut out = Vec::new();
    for some in about.chunks(500) {
        let query = q("select * from owed_done where org = ")
            .put(org)
            .push(" and about in ")
            .list(some.iter().copied())
            .push(" order by about, at, id");
        for row in query.rows(src).await? {
            out.push((row.get("about")?, Done::from_row(&row)?));
        }
    }
    Ok(out)
}

/// Keeps proof. Sent twice, it is kept once: says whether it is new.
pub async fn record(w: &mut Write, about: Id, d: &Done) -> Result<bool, Fault> {
    let query = q("insert into owed_done (org, id, about, code, party, whom, whom_name, at, how, by_whom, what, due_then, note, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) on conflict (org, id) do nothing")
        .bind(w.org()).bind(d.id).bind(about).bind(&d.code).bind(d.party.code()).bind(d.whom).bind(&d.whom_name)
        .bind(d.at).bind(d.how).bind(&d.by_whom).bind(&d.what).bind(d.due_then).bind(&d.note).bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Strikes proof out as wrong, if nobody has. It stays in sight.
pub async fn strike(w: &mut Write, about: Id, id: Id, why: &str) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q("update owed_done set struck_at = $4, struck_by = $5, struck_why = $6 \
                   where org = $1 and about = $2 and id = $3 and struck_at is null")
    .bind(w.org())
    .bind(about)
    .bind(id)
    .bind(w.at())
    .bind(who)
    .bind(why);
    stale_if_none(w.run(query).await?)
}

/// The dates of one record that a changed calendar moved, first to last.
pub async fn changes(src: &mut dyn Source, org: Id, about: Id) -> Result<Vec<DueChange>, Fault> {
    q("select * from due_change where org = $1 and about = $2 order by at, id")
        .bind(org)
        .bind(about)
        .all(src)
        .await
}

/// Every moved date of which nobody has said yet what follows.
pub async fn unseen(src: &mut dyn Source, org: Id) -> Result<Vec<DueChange>, Fault> {
    q("select * from due_change where org = $1 and seen_at is null order by at, id")
        .bind(org)
        .all(src)
        .await
}

/// Keeps that a date moved.
pub async fn moved(w: &mut Write, c: &DueChange) -> Result<(), Fault> {
    let query = q("insert into due_change (org, id, about, code, whom, before_day, after_day, was_done, why, at, by_name) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org()).bind(c.id).bind(c.about).bind(&c.code).bind(c.whom).bind(c.before).bind(c.after)
        .bind(c.was_done).bind(&c.why).bind(c.at).bind(&c.by_name);
    w.run(query).await.map(|_| ())
}

/// Keeps what somebody said follows from a moved date.
pub async fn seen(w: &mut Write, about: Id, id: Id, note: &str) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q("update due_change set seen_at = $4, seen_by = $5, seen_note = $6 \
                   where org = $1 and about = $2 and id = $3 and seen_at is null")
    .bind(w.org())
    .bind(about)
    .bind(id)
    .bind(w.at())
    .bind(who)
    .bind(note);
    stale_if_none(w.run(query).await?)
}
