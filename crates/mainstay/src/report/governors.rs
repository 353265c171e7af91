//! The report to governors: one term without a name, beside the last three half-terms before it.
//! Whatever is about few is hidden here, and nowhere can it be worked out from what is shown.
//!
//! Must never show: a name, or words that may name somebody.

use super::governors_page::{Agreed, Column, GovernorsPage, Group, GroupRow, Row};
use super::{Span, half_terms, narrowed, report};
use crate::action::reader;
use crate::export::{As, columns, hand_over, slug, text};
use crate::form::Form;
use crate::page::Page;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::{Action, change};
use casework::impact::rates;
use casework::owed::Kind as Exclusion;
use casework::report::outside::Names;
use casework::report::{OnRoll, Report, Shown, What, protect};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Verb};
use paper::sheet::{Kind, Sheet};
use rulebook::day::spell_minutes;
use rulebook::{Day, Instant, SchoolCalendar};
use store::exclusion::Narrow;

/// Half-terms before that stand beside it.
const BEFORE: usize = 3;
/// Actions shown at most.
const ACTIONS: usize = 40;
/// Suspensions counted at most.
const MOST: i64 = 2000;

/// The terms that have begun, latest first.
fn terms(calendar: &SchoolCalendar, today: Day) -> Vec<Span> {
    let mut out: Vec<Span> = calendar
        .terms
        .iter()
        .filter(|t| t.from <= today)
        .map(|t| Span { name: t.name.clone(), from: t.from, to: t.to })
        .collect();
    out.sort_by_key(|t| std::cmp::Reverse(t.from));
    out
}

/// The term asked for, or the one today is in.
fn asked(form: &Form, all: &[Span], today: Day) -> Span {
    let from = form.day("term");
    all.iter().find(|t| Some(t.from) == from).or_else(|| all.first()).cloned().unwrap_or(Span {
        name: "Today".into(),
        from: today,
        to: today,
    })
}

/// What the figures of one stretch of days are, before anything is hidden.
pub struct Stretch {
    /// The days.
    pub span: Span,
    /// They are in the term the report is of.
    pub own: bool,
    /// Its figures.
    pub report: Report,
}

/// What the page is made of besides its figures.
pub struct Made {
    /// The school.
    pub school: String,
    /// The term.
    pub term: Span,
    /// Terms to choose from.
    pub terms: Vec<Span>,
    /// School days of it so far.
    pub days: i64,
    /// Figures as at.
    pub at: Instant,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
    /// Suspensions and permanent exclusions, each with how many pupils.
    pub out: [(i64, i64); 2],
    /// Actions.
    pub agreed: Vec<Agreed>,
    /// Form token.
    pub csrf: String,
}

/// A count of a report with how many people it is about.
fn cell(r: &Report, what: What) -> (i64, i64) {
    let list = r.list(what, "");
    (list.count(), list.people())
}

/// What stands where nothing was recorded.
const NONE: &str = "–";

/// A half-term before of which nothing is recorded: nobody knows that it was nought.
fn unknown(s: &Stretch) -> bool {
    !s.own && s.report.is_empty()
}

/// A figure of every column: those of the term stand under its total, so they are hidden together.
fn across(all: &[Stretch], what: What, adds_up: bool) -> Vec<Shown> {
    let own: Vec<(i64, i64)> =
        all.iter().filter(|s| s.own).map(|s| cell(&s.report, what)).collect();
    let mut together = match adds_up && own.len() > 1 {
        true => protect(&own),
        false => own.iter().map(|c| Shown::single(c.0, c.1)).collect(),
    }
    .into_iter();
    all.iter()
        .map(|s| match s.own {
            true => together.next().unwrap_or(Shown::Hidden),
            false => {
                let (n, people) = cell(&s.report, what);
                Shown::single(n, people)
            }
        })
        .collect()
}

/// The share of periods with the lesson's own work, where neither side of it is about few.
fn matched(r: &Report) -> String {
    let both = protect(&[cell(r, What::Matched), cell(r, What::NotMatched)]);
    match r.own_share().percent() {
        Some(share) if both[0].figure().is_some() => format!("{share}%"),
        Some(_) => Shown::Hidden.words(),
        None => NONE.into(),
    }
}

/// The page from the sums.
pub fn make(
    made: Made,
    term: &Report,
    all: &[Stretch],
    roll: &[OnRoll],
    words: &Words,
) -> GovernorsPage {
    let whole = |what: What| {
        let (n, people) = cell(term, what);
        Shown::single(n, people)
    };
    let row = |name: String, total: String, of: Vec<String>, working: String| Row {
        name,
        total,
        of,
        working,
    };
    let figures = |what: What, adds_up: bool| {
        row(
            what.name(words),
            whole(what).words(),
            all.iter()
                .zip(across(all, what, adds_up))
                .map(|(s, shown)| if unknown(s) { NONE.into() } else { shown.words() })
                .collect(),
            what.working(words),
        )
    };
    let hours = |r: &Report, shown: Shown| match shown.figure() {
        Some(_) => spell_minutes(r.list(What::Periods, "").minutes()),
        None => Shown::Hidden.words(),
    };
    let periods = across(all, What::Periods, true);
    let rows = vec![
        figures(What::Placements, true),
        figures(What::Pupils, false),
        figures(What::Repeats, false),
        figures(What::Periods, true),
        row(
            "Hours out of lessons".into(),
            hours(term, whole(What::Periods)),
            all.iter()
                .zip(&periods)
                .map(|(s, n)| if unknown(s) { NONE.into() } else { hours(&s.report, *n) })
                .collect(),
            "The whole minutes of those periods.".into(),
        ),
        row(
            What::Matched.name(words),
            matched(term),
            all.iter().map(|s| matched(&s.report)).collect(),
            What::Matched.working(words),
        ),
    ];
    let groups = [What::Sen, What::Meals, What::Ethnicity, What::Sex, What::Year]
        .into_iter()
        .map(|what| {
            let rates = rates(term, roll, what, words);
            let placed = protect(&rates.iter().map(|r| (r.placed, r.placed)).collect::<Vec<_>>());
            let on_roll =
                protect(&rates.iter().map(|r| (r.on_roll, r.on_roll)).collect::<Vec<_>>());
            let rows: Vec<GroupRow> = rates
                .iter()
                .zip(placed.into_iter().zip(on_roll))
                .map(|(r, (placed, on_roll))| GroupRow {
                    label: r.label.clone(),
                    // A rate and one of its two numbers give the other.
                    rate: placed.figure().and(on_roll.figure()).and_then(|_| r.per_hundred()),
                    placed,
                    on_roll: Some(on_roll),
                })
                .collect();
            group(what.name(words), rows)
        })
        .chain([reasons(term, words)])
        .collect();
    let on_roll: i64 = roll.iter().map(|r| r.pupils).sum();
    let out = made.out.map(|(n, people)| (Shown::single(n, people), Shown::single(people, people)));
    GovernorsPage {
        empty: term.is_empty(),
        columns: all.iter().map(|s| Column { name: s.span.full(), own: s.own }).collect(),
        rows,
        groups,
        out,
        on_roll,
        words: words.clone(),
        made,
    }
}

/// A table whose every number is hidden would say too much by its rows alone.
fn group(name: String, rows: Vec<GroupRow>) -> Group {
    let too_few = !rows.is_empty() && rows.iter().all(|r| r.placed.figure().is_none());
    Group { name, rows: if too_few { Vec::new() } else { rows }, too_few }
}

fn reasons(term: &Report, words: &Words) -> Group {
    let parts = term.parts(What::Reason, words);
    let shown = protect(&parts.iter().map(|p| (p.count, p.people)).collect::<Vec<_>>());
    let rows = parts
        .into_iter()
        .zip(shown)
        .map(|(p, placed)| GroupRow { label: p.label, placed, on_roll: None, rate: None })
        .collect();
    group(What::Reason.name(words), rows)
}

/// An action as it may be told: no words that may name somebody, no count about few.
async fn told(v: &Visit, a: &Action, names: &Names) -> Result<Agreed, Problem> {
    let clear = |t: &str| (!names.are_in(t)).then(|| t.to_string());
    let mut measure = None;
    if let Some(m) = a.measure.as_ref().filter(|m| !names.are_in(&m.label)) {
        let mut read = v.read().await?;
        let last = store::action::looks(&mut read, v.org(), a.id).await?.pop();
        drop(read);
        let now = last.as_ref().and_then(|l| Some((l.counted?, l.from?, l.to?)));
        let mut shown = false;
        if let Some((_, from, to)) = now {
            // Whom a count was about is asked again; what it was is as it was kept.
            let few = |people: i64| Shown::single(people, people).figure().is_none();
            let about =
                |from, to| crate::action::people(v, (m.what, &m.value), &m.years, (from, to));
            shown = !few(about(m.from, m.to).await?) && !few(about(from, to).await?);
        }
        measure = Some(match now.filter(|_| shown).and_then(|n| change(m.before, n.0)) {
            Some(change) => format!("{}: {change}", m.label),
            None => m.label.clone(),
        });
    }
    Ok(Agreed {
        what: clear(&a.what),
        owner: clear(&a.owner_name),
        due: a.due,
        stands: a.standing(v.today()),
        measure: measure.or_else(|| clear(&a.how)),
        judged: a.judgement.map(|j| j.label().to_string()),
    })
}

/// Actions of the term that are about no pupil and not private, late ones first.
async fn agreed(v: &Visit, term: &Span) -> Result<Vec<Agreed>, Problem> {
    let mut read = v.read().await?;
    let names = Names::of(store::report::names(&mut read, v.org()).await?);
    let mut all = store::action::list(&mut read, &reader(v)).await?;
    drop(read);
    let within = |d: Day| term.from <= d && d <= term.to;
    all.retain(|a| {
        !a.private
            && a.pupil.is_none()
            && (within(a.made_at.day())
                || a.done_at.is_some_and(|at| within(at.day()))
                || (a.made_at.day() < term.from && !a.standing(v.today()).is_over()))
    });
    all.sort_by_key(|a| (!a.standing(v.today()).is_late(), a.due, a.id));
    all.truncate(ACTIONS);
    let mut out = Vec::new();
    for a in &all {
        out.push(told(v, a, &names).await?);
    }
    Ok(out)
}

async fn gathered(v: &Visit, form: &Form) -> Result<GovernorsPage, Problem> {
    let calendar = &v.setting.calendar;
    let terms = terms(calendar, v.today());
    let term = asked(form, &terms, v.today());
    let halves = half_terms(calendar, v.today());
    let own = |s: &Span| term.from <= s.from && s.to <= term.to;
    let before: Vec<Span> = halves.iter().filter(|s| s.to < term.from).cloned().collect();
    let skip = before.len().saturating_sub(BEFORE);
    let mut all = Vec::new();
    for span in before.into_iter().skip(skip).chain(halves.into_iter().filter(own)) {
        all.push(Stretch { own: own(&span), report: report(v, &span).await?, span });
    }
    let whole = report(v, &term).await?;
    let mut read = v.read().await?;
    let roll = store::report::roll(&mut read, &v.scope()).await?;
    let narrow =
        Narrow { from: Some(term.from), to: Some(term.to), draft: Some(false), year: None };
    let decided = store::exclusion::list(&mut read, &v.scope(), narrow, MOST).await?;
    drop(read);
    let out = [false, true].map(|permanent| {
        let mut of: Vec<_> = decided
            .iter()
            .filter(|l| l.exclusion.cancelled_on.is_none())
            .filter(|l| (l.exclusion.kind == Some(Exclusion::Permanent)) == permanent)
            .map(|l| l.exclusion.pupil)
            .collect();
        let n = of.len() as i64;
        of.sort_unstable();
        of.dedup();
        (n, of.len() as i64)
    });
    let made = Made {
        school: v.setting.school.name.clone(),
        days: calendar.school_days_between(term.from, term.to.min(v.today())).len() as i64,
        agreed: agreed(v, &term).await?,
        out,
        terms,
        term,
        at: v.now,
        narrowed: narrowed(v),
        csrf: v.csrf.clone(),
    };
    Ok(make(made, &whole, &all, &roll, v.words()))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = gathered(&v, &v.query).await?;
    v.page(&page)
}

/// The same as a file, with no more in it than the page has.
pub async fn export(v: Visit) -> Answer {
    let page = gathered(&v, &v.form).await?;
    let rows = page.lines();
    let count = rows.len();
    let pupils = v.words().many(Concept::Pupil);
    let sheet = Sheet {
        name: "Governors".into(),
        columns: columns([
            ("Part", Kind::Text),
            ("What", Kind::Text),
            ("When", Kind::Text),
            ("Figure", Kind::Text),
            ("Of", Kind::Text),
            ("Per 100", Kind::Text),
        ]),
        rows: rows.into_iter().map(|r| r.into_iter().map(text).collect()).collect(),
        notes: vec![
            ("Report".into(), page.title()),
            ("School".into(), page.made.school.clone()),
            ("Days".into(), format!("{} to {}", page.made.term.from, page.made.term.to)),
            ("Figures as at".into(), page.made.at.to_string()),
            ("<5".into(), format!("Fewer than five {pupils}")),
            (
                "hidden".into(),
                "A number that would give one beside it away, or is about fewer than five".into(),
            ),
        ],
    };
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Xlsx);
    let event = Event::new(Verb::ReportExported, "report", v.org())
        .fact("list", "governors")
        .fact("from", page.made.term.from.iso())
        .fact("to", page.made.term.to.iso())
        .fact("rows", count)
        .fact("as", kind.word());
    let name = format!("{}-governors-{}", slug(&page.made.school), page.made.term.from.iso());
    hand_over(&v, (&sheet, kind, &name), "Taking a report away as a file", event).await
}
