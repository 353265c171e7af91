//! Actions, what happened to each, and their reviews.
//!
//! Must never know: when one is late, or who may change it.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::row::Row;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::action::{Action, Count, Judgement, Look, Measure, Note, NoteKind, Origin, State};
use casework::report::What;
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Origin, State, Judgement, NoteKind, What);
from_row!(Note { id, action, kind, words, from_day, to_day, by_name, at });

/// A list holds at most so many: the newest.
const MOST: i64 = 2_000;

impl crate::FromRow for Action {
    fn from_row(row: &Row) -> Result<Action, Fault> {
        let span: (Option<Day>, Option<Day>) = (row.get("base_from")?, row.get("base_to")?);
        let what: Option<What> = row.get("measure")?;
        let measure = match (what, span) {
            (Some(what), (Some(from), Some(to))) => Some(Measure {
                what,
                value: row.get("value")?,
                label: row.get("label")?,
                years: row.get("years")?,
                from,
                to,
                before: Count { count: row.get("base_count")?, days: row.get("base_days")? },
            }),
            _ => None,
        };
        Ok(Action {
            id: row.get("id")?,
            what: row.get("what")?,
            owner: row.get("owner")?,
            owner_name: row.get("owner_name")?,
            by_staff: row.get("by_staff")?,
            by_name: row.get("by_name")?,
            made_at: row.get("made_at")?,
            delegator: row.get("delegator")?,
            delegator_name: row.get("delegator_name")?,
            due: row.get("due")?,
            first_due: row.get("first_due")?,
            how: row.get("how")?,
            measure,
            origin: row.get("origin")?,
            about: row.get("about")?,
            source: row.get("source")?,
            pupil: row.get("pupil")?,
            private: row.get("private")?,
            review_on: row.get("review_on")?,
            judgement: row.get("judgement")?,
            state: row.get("state")?,
            outcome: row.get("outcome")?,
            done_by: row.get("done_by")?,
            done_at: row.get("done_at")?,
            version: row.get("version")?,
        })
    }
}

impl crate::FromRow for Look {
    fn from_row(row: &Row) -> Result<Look, Fault> {
        let counted: (Option<i64>, Option<i64>) = (row.get("count")?, row.get("days")?);
        Ok(Look {
            id: row.get("id")?,
            action: row.get("action")?,
            from: row.get("from_day")?,
            to: row.get("to_day")?,
            counted: match counted {
                (Some(count), Some(days)) => Some(Count { count, days }),
                _ => None,
            },
            judgement: row.get("judgement")?,
            words: row.get("words")?,
            next_on: row.get("next_on")?,
            by_name: row.get("by_name")?,
            at: row.get("at")?,
        })
    }
}

/// Who reads: their own, and, where their role opens the list, everybody's that is not private and
/// is about no pupil outside their scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The school.
    pub org: Id,
    /// Who.
    pub staff: Id,
    /// How far they see, where they see more than their own.
    pub scope: Option<Scope>,
}

fn seen(query: Query, reader: &Reader) -> Query {
    let query = query
        .push(" where a.org = ")
        .put(reader.org)
        .push(" and (a.owner = ")
        .put(reader.staff)
        .push(" or a.by_staff = ")
        .put(reader.staff)
        .push(" or a.delegator = ")
        .put(reader.staff);
    match &reader.scope {
        None => query.push(")"),
        Some(scope) => reached(
            query.push(
                " or (a.private = false and (a.pupil is null or exists (select 1 from pupil p where p.id = a.pupil",
            ),
            scope,
        )
        .push("))))"),
    }
}

/// One that this reader may see.
pub async fn find(src: &mut dyn Source, reader: &Reader, id: Id) -> Result<Action, Problem> {
    seen(q("select a.* from action a"), reader)
        .push(" and a.id = ")
        .put(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those this reader may see: what is open, then the newest of the others.
pub async fn list(src: &mut dyn Source, reader: &Reader) -> Result<Vec<Action>, Fault> {
    seen(q("select a.* from action a"), reader)
        .push(" order by case when a.state in ('open', 'back') then 0 else 1 end, a.made_at desc, a.id desc limit ")
        .put(MOST)
        .all(src)
        .await
}

/// Those that came from a record, in the order they were written down. The record was found
/// through its own scope.
pub async fn about(src: &mut dyn Source, org: Id, about: Id) -> Result<Vec<Action>, Fault> {
    q("select * from action where org = $1 and about = $2 order by made_at, id")
        .bind(org)
        .bind(about)
        .all(src)
        .await
}

/// Those about a pupil that are not private, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Action>, Fault> {
    q("select * from action where org = $1 and pupil = $2 and private = false order by made_at desc, id desc limit 200")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// What waits for somebody by a day: to do, to take back, to review. For those who see to what
/// others leave, whatever is late besides.
pub async fn waiting(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    by: Day,
) -> Result<Vec<Action>, Fault> {
    q("select * from action where org = $1 and ((state = 'open' and owner = $2 and (due <= $3 or (review_on <= $3 and judgement is null))) \
       or (state = 'back' and delegator = $2) \
       or (state = 'open' and by_staff = $2 and owner <> $2 and due <= $3 and not exists (select 1 from membership m where m.org = action.org and m.staff = action.owner and m.active = true)) \
       or (state = 'done' and owner = $2 and judgement is null and review_on <= $3)) order by due, id limit 200")
        .bind(org)
        .bind(staff)
        .bind(by)
        .all(src)
        .await
}

/// Keeps a new one. False when it was there.
pub async fn ask(w: &mut Write, a: &Action) -> Result<bool, Fault> {
    let m = a.measure.as_ref();
    let query = q("insert into action (org, id, what, owner, owner_name, by_staff, by_name, made_at, delegator, delegator_name, due, first_due, \
                   how, measure, value, label, years, base_from, base_to, base_count, base_days, origin, about, source, pupil, private, review_on, state) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28) \
                   on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(a.id)
        .bind(&a.what)
        .bind(a.owner)
        .bind(&a.owner_name)
        .bind(a.by_staff)
        .bind(&a.by_name)
        .bind(a.made_at)
        .bind(a.delegator)
        .bind(&a.delegator_name)
        .bind(a.due)
        .bind(a.first_due)
        .bind(&a.how)
        .bind(m.map(|m| m.what))
        .bind(m.map_or("", |m| &m.value))
        .bind(m.map_or("", |m| &m.label))
        .bind(m.map_or("", |m| &m.years))
        .bind(m.map(|m| m.from))
        .bind(m.map(|m| m.to))
        .bind(m.map(|m| m.before.count))
        .bind(m.map(|m| m.before.days))
        .bind(a.origin)
        .bind(a.about)
        .bind(&a.source)
        .bind(a.pupil)
        .bind(a.private)
        .bind(a.review_on)
        .bind(a.state);
    Ok(w.run(query).await? > 0)
}

/// Keeps what became of one, if nobody has since its version, with the line that says so.
pub async fn change(w: &mut Write, a: &Action, note: Option<&Note>) -> Result<(), Problem> {
    let query = q("update action set owner = $3, owner_name = $4, delegator = $5, delegator_name = $6, due = $7, review_on = $8, judgement = $9, \
                   state = $10, outcome = $11, done_by = $12, done_at = $13, version = version + 1 where org = $1 and id = $2 and version = $14")
        .bind(w.org())
        .bind(a.id)
        .bind(a.owner)
        .bind(&a.owner_name)
        .bind(a.delegator)
        .bind(&a.delegator_name)
        .bind(a.due)
        .bind(a.review_on)
        .bind(a.judgement)
        .bind(a.state)
        .bind(&a.outcome)
        .bind(&a.done_by)
        .bind(a.done_at)
        .bind(a.version);
    stale_if_none(w.run(query).await?)?;
    if let Some(note) = note {
        say(w, note).await?;
    }
    Ok(())
}

/// Keeps a line of what happened. False when it was there.
pub async fn say(w: &mut Write, n: &Note) -> Result<bool, Fault> {
    let query = q("insert into action_note (org, id, action, kind, words, from_day, to_day, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) \
                   on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(n.id)
        .bind(n.action)
        .bind(n.kind)
        .bind(&n.words)
        .bind(n.from_day)
        .bind(n.to_day)
        .bind(&n.by_name)
        .bind(n.at);
    Ok(w.run(query).await? > 0)
}

/// What happened to one, oldest first.
pub async fn notes(src: &mut dyn Source, org: Id, action: Id) -> Result<Vec<Note>, Fault> {
    q("select * from action_note where org = $1 and action = $2 order by at, id")
        .bind(org)
        .bind(action)
        .all(src)
        .await
}

/// Its reviews, oldest first.
pub async fn looks(src: &mut dyn Source, org: Id, action: Id) -> Result<Vec<Look>, Fault> {
    q("select * from action_review where org = $1 and action = $2 order by at, id")
        .bind(org)
        .bind(action)
        .all(src)
        .await
}

/// Keeps a review. False when it was there.
pub async fn look(w: &mut Write, l: &Look) -> Result<bool, Fault> {
    let query = q("insert into action_review (org, id, action, from_day, to_day, count, days, judgement, words, next_on, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(l.id)
        .bind(l.action)
        .bind(l.from)
        .bind(l.to)
        .bind(l.counted.map(|c| c.count))
        .bind(l.counted.map(|c| c.days))
        .bind(l.judgement)
        .bind(&l.words)
        .bind(l.next_on)
        .bind(&l.by_name)
        .bind(l.at);
    Ok(w.run(query).await? > 0)
}
