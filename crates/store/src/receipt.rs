//! Who a letter went to and how, what they answered, and whom nobody writes to by email.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::receipt::{Answered, Came, NoEmail, Way};
use rulebook::Instant;

coded_cols!(Answered, Came, NoEmail, Way);

/// A person a letter went to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Key.
    pub id: Id,
    /// The letter.
    pub letter: Id,
    /// Who.
    pub contact: Id,
    /// Pupil.
    pub pupil: Id,
    /// Placement.
    pub placement: Id,
    /// Their name, as it was.
    pub name: String,
    /// How it went.
    pub way: Way,
    /// Why on paper, or empty.
    pub why: String,
    /// When.
    pub made_at: Instant,
}
from_row!(Recipient { id, letter, contact, pupil, placement, name, way, why, made_at });

/// Keeps that a letter goes to somebody.
pub async fn goes_to(w: &mut Write, to: &Recipient) -> Result<(), Fault> {
    let query = q("insert into letter_to (org, id, letter, contact, pupil, placement, name, way, why, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org()).bind(to.id).bind(to.letter).bind(to.contact).bind(to.pupil).bind(to.placement)
        .bind(&to.name).bind(to.way).bind(&to.why).bind(to.made_at);
    w.run(query).await.map(|_| ())
}

/// Everybody that letters about a placement went to, newest first.
pub async fn recipients(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Recipient>, Fault> {
    q("select * from letter_to where org = $1 and placement = $2 order by made_at desc, name, id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// What somebody answered to a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeAnswer {
    /// Key.
    pub id: Id,
    /// The letter.
    pub letter: Id,
    /// Who.
    pub contact: Id,
    /// Pupil.
    pub pupil: Id,
    /// Placement.
    pub placement: Id,
    /// Read it, or replied.
    pub kind: Answered,
    /// How it came.
    pub way: Came,
    /// The name they gave.
    pub name: String,
    /// A reply's words.
    pub body: String,
    /// When.
    pub at: Instant,
    /// When it was kept.
    pub made_at: Instant,
    /// Who wrote it down, or empty when it came by the link.
    pub by_name: String,
    /// When something was done about it.
    pub done_at: Option<Instant>,
    /// By whom.
    pub done_by: String,
    /// What.
    pub done_what: String,
}
from_row!(HomeAnswer {
    id,
    letter,
    contact,
    pupil,
    placement,
    kind,
    way,
    name,
    body,
    at,
    made_at,
    by_name,
    done_at,
    done_by,
    done_what,
});

/// Keeps an answer.
pub async fn answer(w: &mut Write, a: &HomeAnswer) -> Result<(), Fault> {
    let query = q("insert into letter_answer (org, id, letter, contact, pupil, placement, kind, way, name, body, at, made_at, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)")
        .bind(w.org()).bind(a.id).bind(a.letter).bind(a.contact).bind(a.pupil).bind(a.placement)
        .bind(a.kind).bind(a.way).bind(&a.name).bind(&a.body).bind(a.at).bind(a.made_at).bind(&a.by_name);
    w.run(query).await.map(|_| ())
}

/// Everything that home answered to letters about a placement, newest first.
pub async fn answers(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<HomeAnswer>, Fault> {
    q("select * from letter_answer where org = $1 and placement = $2 order by at desc, id desc")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Says what was done about a reply, if nobody has yet.
pub async fn see_to(w: &mut Write, id: Id, by: &str, what: &str) -> Result<(), Problem> {
    let query = q("update letter_answer set done_at = $3, done_by = $4, done_what = $5 where org = $1 and id = $2 and done_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(by).bind(what);
    crate::room::stale_if_none(w.run(query).await?)
}

/// What one person answered to one letter, oldest first.
pub async fn by(
    src: &mut dyn Source,
    org: Id,
    letter: Id,
    contact: Id,
) -> Result<Vec<HomeAnswer>, Fault> {
    q("select * from letter_answer where org = $1 and letter = $2 and contact = $3 order by made_at, id")
        .bind(org).bind(letter).bind(contact).all(src).await
}

/// One person not to be written to by email.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Key.
    pub id: Id,
    /// Who.
    pub contact: Id,
    /// Why.
    pub why: NoEmail,
    /// In words.
    pub note: String,
    /// Who said so.
    pub by_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Mark { id, contact, why, note, by_name, at });

/// The marks that stand on these people.
pub async fn marks(src: &mut dyn Source, org: Id, of: &[Id]) -> Result<Vec<Mark>, Fault> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    q("select id, contact, why, note, by_name, at from no_email where ended_at is null and org = ")
        .put(org)
        .push(" and contact in ")
        .list(of.iter().copied())
        .push(" order by at, id")
        .all(src)
        .await
}

/// Keeps a mark.
pub async fn mark(w: &mut Write, m: &Mark) -> Result<(), Fault> {
    let query = q("insert into no_email (org, id, contact, why, note, by_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(m.id).bind(m.contact).bind(m.why).bind(&m.note).bind(&m.by_name).bind(m.at);
    w.run(query).await.map(|_| ())
}

/// Takes a mark off.
pub async fn unmark(w: &mut Write, id: Id, by: &str) -> Result<(), Problem> {
    let query = q("update no_email set ended_at = $3, ended_by = $4 where org = $1 and id = $2 and ended_at is null")
        .bind(w.org())
        .bind(id)
        .bind(w.at())
        .bind(by);
    crate::room::stale_if_none(w.run(query).await?)
}
