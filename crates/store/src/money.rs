//! The money that follows a pupil: rates, what holds for a year, and sums.
//!
//! Must never know: the formula, or who may approve.

use crate::db::{Fault, Query, Source, q};
use crate::fold::{fold, starts};
use crate::room::stale_if_none;
use crate::{FromRow, Problem, Row, Write};
use casework::Id;
use casework::money::{Money, MoneyState, Part, Rate, RelevantRule, YearRule};
use rulebook::money::FundingYear;
use rulebook::{Day, Instant};
use std::collections::HashMap;

coded_cols!(MoneyState, RelevantRule);
from_row!(Rate { id, year, label, pence, source, entered_name, entered_at, ended_at });

impl FromRow for YearRule {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(YearRule {
            year: row.get("year")?,
            relevant: row.get("relevant")?,
            school_year_ends: row.get("school_year_ends")?,
            source: row.get("source")?,
            entered_name: row.get("entered_name")?,
            entered_at: row.get("entered_at")?,
        })
    }
}

impl FromRow for Money {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Money {
            id: row.get("id")?,
            about: row.get("about")?,
            who: row.get("who")?,
            school: row.get("school")?,
            school_name: row.get("school_name")?,
            takes_effect: row.get("takes_effect")?,
            leaving_year: row.get("leaving_year")?,
            rule: row.get("rule")?,
            relevant: row.get("relevant")?,
            relevant_why: row.get("relevant_why")?,
            school_year_ends: row.get("school_year_ends")?,
            order: row.get("order_pence")?,
            ordered_on: row.get("ordered_on")?,
            admitting: row.get("admitting")?,
            admitted_on: row.get("admitted_on")?,
            note: row.get("note")?,
            parts: Vec::new(),
            state: row.get("state")?,
            raised_by: row.get("raised_by")?,
            raised_name: row.get("raised_name")?,
            raised_at: row.get("raised_at")?,
            decided_name: row.get("decided_name")?,
            decided_at: row.get("decided_at")?,
            decided_why: row.get("decided_why")?,
            reinstated_on: row.get("reinstated_on")?,
            reversal_by: row.get("reversal_by")?,
            reversal_name: row.get("reversal_name")?,
            reversal_why: row.get("reversal_why")?,
            reversed_name: row.get("reversed_name")?,
            reversed_at: row.get("reversed_at")?,
            version: row.get("version")?,
        })
    }
}

/// Every rate ever entered, the newest year first.
pub async fn rates(src: &mut dyn Source, org: Id) -> Result<Vec<Rate>, Fault> {
    q("select * from money_rate where org = $1 order by year desc, lower(label), entered_at desc, id desc")
        .bind(org)
        .all(src)
        .await
}

/// Enters a rate. One sent twice is entered once.
pub async fn add_rate(w: &mut Write, r: &Rate, by: Id) -> Result<bool, Fault> {
    let query = q("insert into money_rate (org, id, year, label, pence, source, entered_by, entered_name, entered_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(r.id)
        .bind(r.year)
        .bind(&r.label)
        .bind(r.pence)
        .bind(&r.source)
        .bind(by)
        .bind(&r.entered_name)
        .bind(r.entered_at);
    Ok(w.run(query).await? > 0)
}

/// Offers a rate no longer. What was worked out with it stays.
pub async fn end_rate(w: &mut Write, id: Id, by: &str) -> Result<bool, Fault> {
    let query = q("update money_rate set ended_at = $3, ended_name = $4 where org = $1 and id = $2 and ended_at is null")
        .bind(w.org())
        .bind(id)
        .bind(w.at())
        .bind(by);
    Ok(w.run(query).await? > 0)
}

/// What holds for a funding period, as it was entered last; what Mainstay proposes until then.
pub async fn year(src: &mut dyn Source, org: Id, year: FundingYear) -> Result<YearRule, Fault> {
    let kept = q("select * from money_year where org = $1 and year = $2 order by entered_at desc, id desc limit 1")
        .bind(org)
        .bind(year.number())
        .one(src)
        .await?;
    Ok(kept.unwrap_or_else(|| YearRule::proposed(year)))
}

/// Every row about years that was entered, newest first.
pub async fn years(src: &mut dyn Source, org: Id) -> Result<Vec<YearRule>, Fault> {
    q("select * from money_year where org = $1 order by year desc, entered_at desc, id desc")
        .bind(org)
        .all(src)
        .await
}

/// Enters what holds for a year, beside what held before.
pub async fn set_year(w: &mut Write, id: Id, y: &YearRule, by: Id) -> Result<bool, Fault> {
    let query = q("insert into money_year (org, id, year, relevant, school_year_ends, source, entered_by, entered_name, entered_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(id)
        .bind(y.year)
        .bind(y.relevant)
        .bind(y.school_year_ends)
        .bind(&y.source)
        .bind(by)
        .bind(&y.entered_name)
        .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The pupil's or the school's name.
    pub words: String,
    /// Of this funding period.
    pub year: Option<i64>,
    /// So far.
    pub state: Option<MoneyState>,
}

fn asked(mut query: Query, a: &Asked) -> Query {
    if !a.words.is_empty() {
        let (first, later) = starts(&a.words);
        query = query
            .push(" and (search_key like ")
            .put(first)
            .push(" or search_key like ")
            .put(later)
            .push(")");
    }
    if let Some(year) = a.year {
        query = query.push(" and year = ").put(year);
    }
    if let Some(state) = a.state {
        query = query.push(" and state = ").put(state);
    }
    query
}

/// Sums with their parts, the newest first.
pub async fn list(
    src: &mut dyn Source,
    org: Id,
    a: &Asked,
    most: i64,
) -> Result<Vec<Money>, Fault> {
    let query = q("select * from money where org = ").put(org);
    let mut all: Vec<Money> =
        asked(query, a).push(" order by raised_at desc, id desc limit ").put(most).all(src).await?;
    // The list is narrowed by its own columns alone, and none of them is a part's.
    let query = q("select p.money, p.label, p.pence, p.rate from money_part p join money m on m.org = p.org and m.id = p.money where p.org = ").put(org);
    let rows = asked(query, a).push(" order by p.money, p.place").rows(src).await?;
    let mut parts: HashMap<Id, Vec<Part>> = HashMap::new();
    for row in &rows {
        let part =
            Part { label: row.get("label")?, pence: row.get("pence")?, rate: row.get("rate")? };
        parts.entry(row.get("money")?).or_default().push(part);
    }
    for money in &mut all {
        money.parts = parts.remove(&money.id).unwrap_or_default();
    }
    Ok(all)
}

/// One, with its parts.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Money, Problem> {
    let money: Option<Money> =
        q("select * from money where org = $1 and id = $2").bind(org).bind(id).one(src).await?;
    let mut money = money.ok_or(Problem::Missing)?;
    let rows =
        q("select label, pence, rate from money_part where org = $1 and money = $2 order by place")
            .bind(org)
            .bind(id)
            .rows(src)
            .await?;
    for row in &rows {
        let (label, pence, rate) = (row.get("label")?, row.get("pence")?, row.get("rate")?);
        money.parts.push(Part { label, pence, rate });
    }
    Ok(money)
}

/// Sums about a case, the newest first: key, state.
pub async fn about(
    src: &mut dyn Source,
    org: Id,
    about: Id,
) -> Result<Vec<(Id, MoneyState)>, Fault> {
    let rows = q("select id, state from money where org = $1 and about = $2 order by raised_at desc, id desc")
        .bind(org)
        .bind(about)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("state")?))).collect()
}

/// Of some cases, what a panel ordered that was raised: the case, when, by whom, once it was and
/// as long as nobody took it back.
pub async fn ordered(
    src: &mut dyn Source,
    org: Id,
    cases: &[Id],
) -> Result<Vec<(Id, Instant, String)>, Fault> {
    let mut out = Vec::new();
    for some in cases.chunks(500) {
        let query = q("select about, raised_at, raised_name from money where org = ")
            .put(org)
            .push(" and order_pence > 0 and state <> ")
            .put(MoneyState::Withdrawn)
            .push(" and about in ")
            .list(some.iter().copied())
            .push(" order by raised_at, id");
        for row in query.rows(src).await? {
            out.push((row.get("about")?, row.get("raised_at")?, row.get("raised_name")?));
        }
    }
    Ok(out)
}

/// Sums that stand though the governing body reinstated the pupil, each with the day it did.
pub async fn to_reverse(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, Day)>, Fault> {
    let rows = q("select m.id, max(d.on_day) as on_day from money m \
                  join hearing h on h.org = m.org and h.matter = m.about \
                  join hearing_decision d on d.org = h.org and d.hearing = h.id \
                  where m.org = $1 and d.finding = 'reinstate' and m.state in ('raised', 'sent_back', 'approved') \
                  group by m.id order by m.id")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("on_day")?))).collect()
}

async fn put_parts(w: &mut Write, m: &Money) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("delete from money_part where org = $1 and money = $2").bind(org).bind(m.id)).await?;
    let rows = m
        .parts
        .iter()
        .enumerate()
        .map(|(n, p)| {
            let place = n as i64;
            let (label, pence) = ((&p.label).into(), p.pence.into());
            vec![org.into(), m.id.into(), place.into(), label, pence, p.rate.into()]
        })
        .collect();
    let columns = &["org", "money", "place", "label", "pence", "rate"];
    w.run_all(Query::insert_many("money_part", columns, rows)).await.map(|_| ())
}

fn search_key(m: &Money) -> String {
    fold(&format!("{} {}", m.who, m.school_name))
}

/// Keeps a new sum. One sent twice is kept once.
pub async fn raise(w: &mut Write, m: &Money) -> Result<bool, Fault> {
    let year = FundingYear::of(m.relevant).number();
    let query = q("insert into money (org, id, about, who, school, school_name, year, takes_effect, leaving_year, rule, relevant, relevant_why, \
                   school_year_ends, order_pence, ordered_on, admitting, admitted_on, note, state, raised_by, raised_name, raised_at, search_key) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(m.id)
        .bind(m.about)
        .bind(&m.who)
        .bind(m.school)
        .bind(&m.school_name)
        .bind(year)
        .bind(m.takes_effect)
        .bind(m.leaving_year)
        .bind(m.rule)
        .bind(m.relevant)
        .bind(&m.relevant_why)
        .bind(m.school_year_ends)
        .bind(m.order)
        .bind(m.ordered_on)
        .bind(&m.admitting)
        .bind(m.admitted_on)
        .bind(&m.note)
        .bind(m.state)
        .bind(m.raised_by)
        .bind(&m.raised_name)
        .bind(m.raised_at)
        .bind(search_key(m));
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    put_parts(w, m).await?;
    Ok(true)
}

/// Puts a sum right and raises it again, if nobody changed it since its version.
pub async fn correct(w: &mut Write, m: &Money) -> Result<(), Problem> {
    let year = FundingYear::of(m.relevant).number();
    let query = q("update money set who = $3, school = $4, school_name = $5, year = $6, takes_effect = $7, leaving_year = $8, rule = $9, \
                   relevant = $10, relevant_why = $11, school_year_ends = $12, order_pence = $13, ordered_on = $14, admitting = $15, admitted_on = $16, \
                   note = $17, state = $18, raised_by = $19, raised_name = $20, raised_at = $21, search_key = $22, version = version + 1 \
                   where org = $1 and id = $2 and version = $23")
        .bind(w.org())
        .bind(m.id)
        .bind(&m.who)
        .bind(m.school)
        .bind(&m.school_name)
        .bind(year)
        .bind(m.takes_effect)
        .bind(m.leaving_year)
        .bind(m.rule)
        .bind(m.relevant)
        .bind(&m.relevant_why)
        .bind(m.school_year_ends)
        .bind(m.order)
        .bind(m.ordered_on)
        .bind(&m.admitting)
        .bind(m.admitted_on)
        .bind(&m.note)
        .bind(m.state)
        .bind(m.raised_by)
        .bind(&m.raised_name)
        .bind(m.raised_at)
        .bind(search_key(m))
        .bind(m.version);
    stale_if_none(w.run(query).await?)?;
    Ok(put_parts(w, m).await?)
}

/// Keeps what somebody decided of a sum, if nobody did since its version.
pub async fn decide(
    w: &mut Write,
    m: &Money,
    state: MoneyState,
    (by, name, why): (Id, &str, &str),
) -> Result<(), Problem> {
    let query = q("update money set state = $3, decided_by = $4, decided_name = $5, decided_at = $6, decided_why = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8")
        .bind(w.org())
        .bind(m.id)
        .bind(state)
        .bind(by)
        .bind(name)
        .bind(w.at())
        .bind(why)
        .bind(m.version);
    stale_if_none(w.run(query).await?)
}

/// Asks for the reversal of a sum.
pub async fn ask_reversal(
    w: &mut Write,
    m: &Money,
    on: rulebook::Day,
    (by, name, why): (Id, &str, &str),
) -> Result<(), Problem> {
    let query = q("update money set state = 'reversal_asked', reinstated_on = $3, reversal_by = $4, reversal_name = $5, reversal_why = $6, \
                   version = version + 1 where org = $1 and id = $2 and version = $7")
        .bind(w.org())
        .bind(m.id)
        .bind(on)
        .bind(by)
        .bind(name)
        .bind(why)
        .bind(m.version);
    stale_if_none(w.run(query).await?)
}

/// Reverses a sum.
pub async fn reverse(w: &mut Write, m: &Money, by: Id, name: &str) -> Result<(), Problem> {
    let query = q("update money set state = 'reversed', reversed_by = $3, reversed_name = $4, reversed_at = $5, version = version + 1 \
                   where org = $1 and id = $2 and version = $6")
        .bind(w.org())
        .bind(m.id)
        .bind(by)
        .bind(name)
        .bind(w.at())
        .bind(m.version);
    stale_if_none(w.run(query).await?)
}

/// Sums that wait for somebody else's yes, oldest first: key, whose, since when, who asked.
pub async fn waiting(src: &mut dyn Source, org: Id, not_by: Id) -> Result<Vec<Money>, Fault> {
    q("select * from money where org = $1 and ((state = 'raised' and raised_by <> $2) or (state = 'reversal_asked' and reversal_by <> $2)) \
       order by raised_at, id")
        .bind(org)
        .bind(not_by)
        .all(src)
        .await
}

/// Sums that were sent back to the person who raised them, oldest first.
pub async fn sent_back(src: &mut dyn Source, org: Id, by: Id) -> Result<Vec<Money>, Fault> {
    q("select * from money where org = $1 and state = 'sent_back' and raised_by = $2 order by decided_at, id")
        .bind(org)
        .bind(by)
        .all(src)
        .await
}

/// Keys of approved or reversed sums whose raiser and approver are one person: there must be none.
pub async fn alone(src: &mut dyn Source, org: Id) -> Result<Vec<Id>, Fault> {
    let rows = q("select id from money where org = $1 and state in ('approved', 'reversal_asked', 'reversed') \
                  and (decided_by is null or decided_by = raised_by or (state = 'reversed' and (reversed_by is null or reversed_by = reversal_by))) order by id limit 20")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("id")).collect()
}
