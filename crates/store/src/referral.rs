//! Referrals, what was tried first, and the notes said about them.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::referral::{Hurt, Length, Referral, ReferralState, Tried, Whose};
use rulebook::{Day, Instant};

coded_cols!(ReferralState, Hurt, Length, Tried);
from_row!(Referral {
    id,
    pupil,
    referrer,
    reason,
    happened_on,
    period,
    place,
    what,
    hurt,
    ask,
    state,
    made_at,
    decided_by,
    decided_at,
    decision,
    different,
    instead_of_suspension,
    from_call,
    version,
});

/// One referral of the school. Whether it may be seen is asked of `casework`.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Referral, Problem> {
    q("select * from referral where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The referral of this key, where it was kept already: the same form sent twice.
pub async fn kept(src: &mut dyn Source, org: Id, id: Id) -> Result<bool, Fault> {
    let n = q("select count(*) as n from referral where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .count(src)
        .await?;
    Ok(n > 0)
}

/// A referral that waits for a seat: where, when, and why it was full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Key.
    pub id: Id,
    /// The referral.
    pub referral: Id,
    /// The room wanted.
    pub room: Id,
    /// The day wanted.
    pub day: Day,
    /// Periods wanted, with commas between.
    pub codes: String,
    /// "full P1–P2"
    pub why: String,
    /// Who decided that it waits.
    pub by_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Wait { id, referral, room, day, codes, why, by_name, at });

/// Keeps that a referral waits for a seat, in the place of what it waited for before.
pub async fn wait(w: &mut Write, wait: &Wait) -> Result<(), Fault> {
    end_wait(w, wait.referral).await?;
    let query = q("insert into referral_wait (org, id, referral, room, day, codes, why, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(w.org())
        .bind(wait.id)
        .bind(wait.referral)
        .bind(wait.room)
        .bind(wait.day)
        .bind(&wait.codes)
        .bind(&wait.why)
        .bind(&wait.by_name)
        .bind(wait.at);
    w.run(query).await?;
    // Whoever has it open looks again.
    let query = q("update referral set version = version + 1 where org = $1 and id = $2")
        .bind(w.org())
        .bind(wait.referral);
    w.run(query).await.map(|_| ())
}

/// Ends the waiting of a referral that was decided.
pub async fn end_wait(w: &mut Write, referral: Id) -> Result<(), Fault> {
    let query = q("update referral_wait set ended_at = $3 where org = $1 and referral = $2 and ended_at is null")
        .bind(w.org())
        .bind(referral)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// What these referrals wait for.
pub async fn waits(src: &mut dyn Source, org: Id, of: &[Id]) -> Result<Vec<Wait>, Fault> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from referral_wait where ended_at is null and org = ")
        .put(org)
        .push(" and referral in ")
        .list(of.iter().copied())
        .push(" order by at, id")
        .all(src)
        .await
}

/// Every referral that waits, oldest first.
pub async fn waiting(src: &mut dyn Source, org: Id) -> Result<Vec<Referral>, Fault> {
    q("select * from referral where org = $1 and state = 'waiting' order by made_at, id")
        .bind(org)
        .all(src)
        .await
}

fn reached(query: Query, staff: Id, whose: &Whose) -> Query {
    match whose {
        Whose::All => query,
        Whose::Own => query.push(" and r.referrer = ").put(staff),
        Whose::Years(years) => query
            .push(" and (r.referrer = ")
            .put(staff)
            .push(" or p.year in ")
            .list(years.iter().copied())
            .push(")"),
    }
}

/// Referrals a member of staff sees, newest first, and how many there are in all.
pub async fn list(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    whose: &Whose,
    skip: i64,
    take: i64,
) -> Result<(Vec<Referral>, i64), Fault> {
    let from = " from referral r join pupil p on p.org = r.org and p.id = r.pupil where r.org = ";
    let count = q("select count(*) as n").push(from).put(org);
    let total = reached(count, staff, whose).count(src).await?;
    let rows = reached(q("select r.*").push(from).put(org), staff, whose)
        .push(" order by r.made_at desc, r.id desc limit ")
        .put(take.clamp(1, 200))
        .push(" offset ")
        .put(skip.max(0))
        .all(src)
        .await?;
    Ok((rows, total))
}

/// What was tried before each of these referrals.
pub async fn tried(src: &mut dyn Source, org: Id, referral: Id) -> Result<Vec<Tried>, Fault> {
    let rows =
        q("select tried from referral_tried where org = $1 and referral = $2 order by tried")
            .bind(org)
            .bind(referral)
            .rows(src)
            .await?;
    rows.iter().map(|row| row.get("tried")).collect()
}

/// Keeps a new referral with what was tried.
pub async fn add(w: &mut Write, r: &Referral, tried: &[Tried]) -> Result<(), Fault> {
    let query = q("insert into referral (org, id, pupil, referrer, reason, happened_on, period, place, what, hurt, ask, state, made_at, from_call, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,1)")
        .bind(w.org()).bind(r.id).bind(r.pupil).bind(r.referrer).bind(r.reason).bind(r.happened_on).bind(&r.period)
        .bind(&r.place).bind(&r.what).bind(r.hurt).bind(r.ask).bind(r.state).bind(r.made_at).bind(r.from_call);
    w.run(query).await?;
    let org = w.org();
    let rows = tried.iter().map(|t| vec![org.into(), r.id.into(), (*t).into()]).collect();
    w.run_all(Query::insert_many("referral_tried", &["org", "referral", "tried"], rows))
        .await
        .map(|_| ())
}

/// Moves a referral on if nobody has since `r.version`: its state and what was decided.
pub async fn decide(w: &mut Write, r: &Referral) -> Result<(), Problem> {
    let query = q("update referral set state = $3, decided_by = $4, decided_at = $5, decision = $6, different = $7, instead_of_suspension = $8, \
                   version = version + 1 where org = $1 and id = $2 and version = $9 and state = 'waiting'")
        .bind(w.org()).bind(r.id).bind(r.state).bind(r.decided_by).bind(r.decided_at).bind(&r.decision)
        .bind(&r.different).bind(r.instead_of_suspension).bind(r.version);
    stale_if_none(w.run(query).await?)?;
    // What is decided waits for no seat.
    Ok(end_wait(w, r.id).await?)
}

/// A note as it now reads, and how often it was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key.
    pub id: Id,
    /// Who may read it: "approvers".
    pub audience: String,
    /// Words.
    pub body: String,
    /// Who wrote them.
    pub author_name: String,
    /// When.
    pub at: Instant,
    /// 1 for words never corrected.
    pub revision: i64,
}
from_row!(Note { id, audience, body, author_name, at, revision });

/// Context kept to approvers about a referral, oldest first. Ask only for those who may read it.
pub async fn context(src: &mut dyn Source, org: Id, referral: Id) -> Result<Vec<Note>, Fault> {
    q("select n.id, n.audience, v.body, v.author_name, v.at, v.revision from note n \
       join note_revision v on v.org = n.org and v.note = n.id \
       and v.revision = (select max(x.revision) from note_revision x where x.org = n.org and x.note = n.id) \
       where n.org = $1 and n.about = $2 and n.noun = 'referral' and n.audience = 'approvers' order by v.at, n.id")
        .bind(org)
        .bind(referral)
        .all(src)
        .await
}

/// A note about to be kept.
pub struct NewNote<'a> {
    /// Key, made by the form so that a second post is harmless.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// The referral.
    pub referral: Id,
    /// Words.
    pub body: &'a str,
    /// The writer's staff record.
    pub author: Id,
    /// The writer's name.
    pub author_name: &'a str,
}

/// Keeps context for approvers. False when this very note was kept already.
pub async fn add_context(w: &mut Write, note: &NewNote<'_>) -> Result<bool, Fault> {
    let org = w.org();
    let there = q("select count(*) as n from note where org = $1 and id = $2")
        .bind(org)
        .bind(note.id)
        .count(w)
        .await?;
    if there > 0 {
        return Ok(false);
    }
    w.run(
        q("insert into note (org, id, pupil, noun, about, audience, kind) values ($1,$2,$3,'referral',$4,'approvers','context')")
            .bind(org).bind(note.id).bind(note.pupil).bind(note.referral),
    )
    .await?;
    let at = w.at();
    w.run(
        q("insert into note_revision (org, note, revision, body, author, author_name, at) values ($1,$2,1,$3,$4,$5,$6)")
            .bind(org).bind(note.id).bind(note.body).bind(note.author).bind(note.author_name).bind(at),
    )
    .await?;
    Ok(true)
}

/// Places lessons are in and things have happened, for suggestions.
pub async fn places(src: &mut dyn Source, org: Id) -> Result<Vec<String>, Fault> {
    let rows = q("select distinct place from lesson where org = $1 and place <> '' and ended_on is null order by place limit 300")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|row| row.get("place")).collect()
}

/// Pupils of a class whom the scope reaches, in name order.
pub async fn class_pupils(
    src: &mut dyn Source,
    scope: &casework::Scope,
    class: Id,
) -> Result<Vec<casework::pupil::Pupil>, Fault> {
    let rows =
        q("select pupil from class_pupil where org = $1 and class = $2 and ended_on is null")
            .bind(scope.org)
            .bind(class)
            .rows(src)
            .await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.get("pupil")).collect::<Result<_, _>>()?;
    crate::pupil::several(src, scope, &ids).await
}
