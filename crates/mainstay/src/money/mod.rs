//! The money that follows a pupil who is permanently excluded: the list, one sum, and what becomes
//! of it. Working one out is next door; so are the rates.
//!
//! Must never know: the formula, or who may approve.

mod calculation;
pub mod form;
mod page;
pub mod rates;

use crate::export::{As, columns, day, hand_over, text};
use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::money::{
    LONGEST, Money, MoneyState, approve as approves, ask_reversal, may_correct, pounds,
    reverse as reverses, send_back, totals, withdraw as withdraws,
};
use casework::{Coded, Event, Id, May, Refusal, Verb};
use page::{ListPage, OnePage};
use paper::sheet::{Cell, Kind, Sheet};
use rulebook::money::FundingYear;
use store::money::Asked;

/// Sums in a list at most.
const MOST: i64 = 500;

fn asked(f: &Form) -> Asked {
    Asked {
        words: f.text("q").to_string(),
        year: f.int("year"),
        state: f.coded::<MoneyState>("state"),
    }
}

/// The list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::money::list(&mut read, v.org(), &asked(&v.query), MOST).await?;
    let any = !all.is_empty()
        || !store::money::list(&mut read, v.org(), &Asked::default(), 1).await?.is_empty();
    let now = FundingYear::of(v.today()).number();
    let years = (now - 3..=now + 1).rev().filter_map(FundingYear::beginning).collect();
    v.page(&ListPage {
        totals: totals(&all),
        cut: all.len() as i64 == MOST,
        all,
        any,
        approves: v.may(May::ApproveMoney),
        years,
        query: v.query.clone(),
        csrf: v.csrf.clone(),
    })
}

/// The list as a file.
pub async fn export(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::money::list(&mut read, v.org(), &asked(&v.form), MOST).await?;
    drop(read);
    let columns = columns([
        ("Child", Kind::Text),
        ("School", Kind::Text),
        ("Takes effect", Kind::Date),
        ("Relevant date", Kind::Date),
        ("Funding period", Kind::Text),
        ("A", Kind::Text),
        ("B, weeks", Kind::Number),
        ("Share", Kind::Text),
        ("C, ordered", Kind::Text),
        ("Total", Kind::Text),
        ("How far", Kind::Text),
        ("Raised by", Kind::Text),
        ("Approved by", Kind::Text),
    ]);
    let rows = all
        .iter()
        .map(|m| {
            let worked = m.worked().ok();
            let pence = |p: Option<i64>| text(p.map(plain).unwrap_or_default());
            let approved = if m.counts() || m.state == MoneyState::Reversed {
                m.decided_name.as_str()
            } else {
                ""
            };
            vec![
                text(&m.who),
                text(&m.school_name),
                day(m.takes_effect),
                day(m.relevant),
                text(FundingYear::of(m.relevant).to_string()),
                pence(Some(m.year_amount())),
                worked.map_or(Cell::Blank, |w| Cell::Number(w.weeks)),
                pence(worked.map(|w| w.share)),
                pence(Some(m.order)),
                pence(worked.map(|w| w.total)),
                text(m.state.label()),
                text(&m.raised_name),
                text(approved),
            ]
        })
        .collect::<Vec<_>>();
    let count = rows.len();
    let sheet = Sheet { name: "Money".into(), columns, rows, notes: Vec::new() };
    let event = Event::new(Verb::ReportExported, "money", v.org())
        .fact("list", "money that follows a pupil")
        .fact("rows", count);
    hand_over(&v, (&sheet, As::Csv, "money"), "Taking a list of money away", event).await
}

/// Pounds and pence without a sign, for a spreadsheet.
fn plain(pence: i64) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

fn sheet(v: &Visit, money: Money, form: Form, errors: Errors) -> OnePage {
    let case = money.about.map(|id| format!("/cases/{id}"));
    let approves = match money.state {
        MoneyState::ReversalAsked => reverses(&v.actor, &money).is_ok(),
        _ => approves(&v.actor, &money).is_ok(),
    };
    OnePage {
        case,
        raises: v.may(May::CaseMoney),
        approves,
        own: money.raised_by == v.actor.staff,
        csrf: v.csrf.clone(),
        money,
        form,
        errors,
    }
}

/// One sum.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let money = store::money::find(&mut read, v.org(), v.id("id")?).await?;
    let reinstated = store::money::to_reverse(&mut read, v.org()).await?;
    let mut form = Form::default();
    if let Some((_, on)) = reinstated.into_iter().find(|(id, _)| *id == money.id) {
        form = form.with("reinstated_on", on.iso());
    }
    v.page(&sheet(&v, money, form, Errors::new()))
}

/// Its calculation sheet.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let money = store::money::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let bytes = calculation::pdf(&v, &money).await?;
    v.open_file("calculation-sheet.pdf", "application/pdf", bytes)
}

type Decide = fn(&casework::Actor, &Money) -> Result<MoneyState, Refusal>;

/// Opens a sum to decide about it; one changed since it was looked at is stale.
async fn opened(v: &Visit, why: &str) -> Result<(store::Write, Money), Problem> {
    let mut w = v.write(why).await?;
    let money = store::money::find(&mut w, v.org(), v.id("id")?).await?;
    if v.form.int("version") != Some(money.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    Ok((w, money))
}

async fn decided(
    v: Visit,
    (mut w, m): (store::Write, Money),
    decide: Decide,
    (verb, why, said): (Verb, &str, &str),
) -> Answer {
    let state = decide(&v.actor, &m)?;
    let by = (v.actor.staff, v.actor.name.as_str(), why);
    store::money::decide(&mut w, &m, state, by).await?;
    let total = m.worked().map_or_else(|_| String::new(), |w| pounds(w.total));
    let event =
        Event::new(verb, "money", m.id).fact("total", total).fact("raised by", &m.raised_name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/money/{}", m.id), said)
}

/// Approves one.
pub async fn approve(v: Visit) -> Answer {
    let open = opened(&v, "Approving money that follows a pupil").await?;
    decided(v, open, approves, (Verb::MoneyApproved, "", "Approved")).await
}

/// Sends one back.
pub async fn back(v: Visit) -> Answer {
    let (w, m) = opened(&v, "Sending back money that follows a pupil").await?;
    let mut e = Errors::new();
    let why = e.need(&v.form, "why", LONGEST, "Say what is to be put right");
    send_back(&v.actor, &m)?;
    if !e.is_empty() {
        return v.again(&sheet(&v, m, v.form.clone(), e));
    }
    decided(v, (w, m), send_back, (Verb::MoneySentBack, &why, "Sent back to whoever raised it"))
        .await
}

/// Withdraws one that was not approved.
pub async fn withdraw(v: Visit) -> Answer {
    let (w, m) = opened(&v, "Withdrawing money that follows a pupil").await?;
    may_correct(&v.actor, &m)?;
    decided(v, (w, m), withdraws, (Verb::MoneyWithdrawn, "", "Withdrawn")).await
}

/// Asks for an approved one to be reversed.
pub async fn reversal(v: Visit) -> Answer {
    let (mut w, m) = opened(&v, "Asking for money that follows a pupil to be reversed").await?;
    ask_reversal(&v.actor, &m)?;
    let mut e = Errors::new();
    let why = e.need(&v.form, "why", LONGEST, "Say why it is to be reversed");
    let on = e.get(v.form.day("reinstated_on"), "reinstated_on", "Give the day of reinstatement");
    if on.is_some_and(|d| d < m.takes_effect) {
        e.add("reinstated_on", "That is before the permanent exclusion took effect");
    }
    let Some(on) = on.filter(|_| e.is_empty()) else {
        return v.again(&sheet(&v, m, v.form.clone(), e));
    };
    store::money::ask_reversal(&mut w, &m, on, (v.actor.staff, &v.actor.name, &why)).await?;
    let event = Event::new(Verb::MoneyReversalAsked, "money", m.id).fact("reinstated", on);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/money/{}", m.id), "Asked for. Somebody else approves the reversal")
}

/// Reverses one.
pub async fn reverse(v: Visit) -> Answer {
    let (mut w, m) = opened(&v, "Reversing money that follows a pupil").await?;
    reverses(&v.actor, &m)?;
    store::money::reverse(&mut w, &m, v.actor.staff, &v.actor.name).await?;
    let total = m.worked().map_or_else(|_| String::new(), |w| pounds(w.total));
    let event = Event::new(Verb::MoneyReversed, "money", m.id).fact("total", total);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/money/{}", m.id), "Reversed")
}

/// Where a sum about a case is worked out, filled with what the case says.
pub fn new_for(about: Id, who: &str, school: &str, takes_effect: rulebook::Day) -> String {
    let rest = form_urlencoded::Serializer::new(String::new())
        .append_pair("about", &about.to_string())
        .append_pair("who", who)
        .append_pair("school", school)
        .append_pair("takes_effect", &takes_effect.iso())
        .finish();
    format!("/money/new?{rest}")
}

/// The same, with what a review panel ordered.
pub fn ordered_for(
    (about, who, school): (Id, &str, &str),
    takes_effect: rulebook::Day,
    ordered: rulebook::Day,
) -> String {
    let new = new_for(about, who, school, takes_effect);
    format!("{new}&ordered=yes&ordered_on={}", ordered.iso())
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(form::samples());
    all.extend(rates::samples());
    all
}
