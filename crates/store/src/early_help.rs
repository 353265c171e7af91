//! Early help: the form in its versions, assessments, their words, consent and steps. Each
//! assessment is found through the pupil’s scope.
//!
//! Must never know: what may leave the school.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::early_help::{
    Consent, EarlyHelp, FormVersion, How, Part, Section, Status, Step, Word, Words,
};
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Part, Status, Word, How);
from_row!(FormVersion { number, name, authority, made_by, made_at });
from_row!(Section { id, place, title, hint, part, needed });
from_row!(EarlyHelp {
    id,
    pupil,
    form,
    status,
    lead_name,
    lead_from,
    interpreter,
    review_on,
    sent_on,
    sent_to,
    reference,
    ended_why,
    begun_on,
    begun_by,
    begun_by_name,
    version,
});
from_row!(Words { section, words, by_name, at });
from_row!(Consent { id, contact, name, word, how, day, what_for, with_whom, by_name, at });
from_row!(Step { id, status, day, words, by_name, at });

const OF: &str =
    "select e.* from early_help e join pupil p on p.org = e.org and p.id = e.pupil where 1 = 1";

/// The newest version of the form, or one by its number.
pub async fn form(
    src: &mut dyn Source,
    org: Id,
    number: Option<i64>,
) -> Result<Option<FormVersion>, Fault> {
    let query = q("select * from early_help_form where org = ").put(org);
    match number {
        Some(n) => query.push(" and number = ").put(n),
        None => query.push(" order by number desc limit 1"),
    }
    .one(src)
    .await
}

/// The sections of a version, in order.
pub async fn sections(src: &mut dyn Source, org: Id, number: i64) -> Result<Vec<Section>, Fault> {
    q("select * from early_help_section where org = $1 and number = $2 order by place, id")
        .bind(org)
        .bind(number)
        .all(src)
        .await
}

/// Keeps a version with its sections.
pub async fn keep_form(w: &mut Write, f: &FormVersion, sections: &[Section]) -> Result<(), Fault> {
    let org = w.org();
    let query = q("insert into early_help_form (org, number, name, authority, made_by, made_at) values ($1,$2,$3,$4,$5,$6)")
        .bind(org)
        .bind(f.number)
        .bind(&f.name)
        .bind(&f.authority)
        .bind(&f.made_by)
        .bind(f.made_at);
    w.run(query).await?;
    let rows = sections
        .iter()
        .map(|s| {
            vec![
                org.into(),
                f.number.into(),
                s.id.into(),
                s.place.into(),
                (&s.title).into(),
                (&s.hint).into(),
                s.part.into(),
                s.needed.into(),
            ]
        })
        .collect();
    let columns = &["org", "number", "id", "place", "title", "hint", "part", "needed"];
    w.run_all(Query::insert_many("early_help_section", columns, rows)).await.map(|_| ())
}

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<EarlyHelp, Problem> {
    reached(q(OF), scope).push(" and e.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Those that are not over, the next review first.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<EarlyHelp>, Fault> {
    reached(q(OF), scope)
        .push(" and e.status not in ('closed', 'declined') order by e.begun_on, p.sort_key, e.id")
        .all(src)
        .await
}

/// Those that are over, newest first.
pub async fn past(src: &mut dyn Source, scope: &Scope) -> Result<Vec<EarlyHelp>, Fault> {
    reached(q(OF), scope)
        .push(" and e.status in ('closed', 'declined') order by e.begun_on desc, e.id limit 50")
        .all(src)
        .await
}

/// A pupil’s, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<EarlyHelp>, Fault> {
    q("select * from early_help where org = $1 and pupil = $2 order by begun_on desc, id desc")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Begins one; sent twice, it is begun once. Says whether it was new.
pub async fn begin(w: &mut Write, e: &EarlyHelp) -> Result<bool, Fault> {
    let query = q("insert into early_help (org, id, pupil, form, status, lead_name, lead_from, interpreter, review_on, begun_on, begun_by, begun_by_name) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(e.id)
        .bind(e.pupil)
        .bind(e.form)
        .bind(e.status)
        .bind(&e.lead_name)
        .bind(&e.lead_from)
        .bind(&e.interpreter)
        .bind(e.review_on)
        .bind(e.begun_on)
        .bind(e.begun_by)
        .bind(&e.begun_by_name);
    Ok(w.run(query).await? > 0)
}

/// Changes one, of the version that was looked at.
pub async fn change(w: &mut Write, e: &EarlyHelp) -> Result<(), Problem> {
    let query = q("update early_help set form = $4, status = $5, lead_name = $6, lead_from = $7, interpreter = $8, review_on = $9, \
                   sent_on = $10, sent_to = $11, reference = $12, ended_why = $13, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(e.id)
        .bind(e.version)
        .bind(e.form)
        .bind(e.status)
        .bind(&e.lead_name)
        .bind(&e.lead_from)
        .bind(&e.interpreter)
        .bind(e.review_on)
        .bind(e.sent_on)
        .bind(&e.sent_to)
        .bind(&e.reference)
        .bind(&e.ended_why);
    stale_if_none(w.run(query).await?)
}

/// The words of one.
pub async fn words(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Words>, Fault> {
    q("select * from early_help_words where org = $1 and early_help = $2 order by section")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// The words of several, each with whose they are.
pub async fn words_of(
    src: &mut dyn Source,
    org: Id,
    ids: &[Id],
) -> Result<Vec<(Id, Words)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query =
        q("select * from early_help_words where org = ").put(org).push(" and early_help in ");
    let rows = query.list(ids.iter().copied()).push(" order by section").rows(src).await?;
    rows.iter().map(|r| Ok((r.get("early_help")?, crate::FromRow::from_row(r)?))).collect()
}

/// Writes a section.
pub async fn write(w: &mut Write, id: Id, section: Id, words: &str, by: &str) -> Result<(), Fault> {
    let query = q("insert into early_help_words (org, early_help, section, words, by_name, at) values ($1,$2,$3,$4,$5,$6) \
                   on conflict (org, early_help, section) do update set words = excluded.words, by_name = excluded.by_name, at = excluded.at")
        .bind(w.org())
        .bind(id)
        .bind(section)
        .bind(words)
        .bind(by)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// What was said about consent, oldest first.
pub async fn consents(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Consent>, Fault> {
    q("select * from early_help_consent where org = $1 and early_help = $2 order by day, at, id")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// The same of several, each with whose it is.
pub async fn consents_of(
    src: &mut dyn Source,
    org: Id,
    ids: &[Id],
) -> Result<Vec<(Id, Consent)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query =
        q("select * from early_help_consent where org = ").put(org).push(" and early_help in ");
    let rows = query.list(ids.iter().copied()).push(" order by day, at, id").rows(src).await?;
    rows.iter().map(|r| Ok((r.get("early_help")?, crate::FromRow::from_row(r)?))).collect()
}

/// Keeps a word; sent twice, it is kept once. Says whether it was new.
pub async fn say(w: &mut Write, id: Id, c: &Consent) -> Result<bool, Fault> {
    let query = q("insert into early_help_consent (org, early_help, id, contact, name, word, how, day, what_for, with_whom, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, early_help, id) do nothing")
        .bind(w.org())
        .bind(id)
        .bind(c.id)
        .bind(c.contact)
        .bind(&c.name)
        .bind(c.word)
        .bind(c.how)
        .bind(c.day)
        .bind(&c.what_for)
        .bind(&c.with_whom)
        .bind(&c.by_name)
        .bind(c.at);
    Ok(w.run(query).await? > 0)
}

/// The steps of one, oldest first.
pub async fn steps(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Step>, Fault> {
    q("select * from early_help_step where org = $1 and early_help = $2 order by day, at, id")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// Keeps a step.
pub async fn step(w: &mut Write, id: Id, s: &Step) -> Result<(), Fault> {
    let query = q("insert into early_help_step (org, early_help, id, status, day, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org())
        .bind(id)
        .bind(s.id)
        .bind(s.status)
        .bind(s.day)
        .bind(&s.words)
        .bind(&s.by_name)
        .bind(s.at);
    w.run(query).await.map(|_| ())
}

/// Those of somebody’s own that are to be looked at again by a day: key, pupil, day.
pub async fn to_review(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    today: Day,
) -> Result<Vec<EarlyHelp>, Fault> {
    q("select * from early_help where org = $1 and begun_by = $2 and status not in ('closed', 'declined') and review_on <= $3 order by review_on, id")
        .bind(org)
        .bind(staff)
        .bind(today)
        .all(src)
        .await
}
