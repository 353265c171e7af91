//! What the room does, gathered for a half-term: who was placed again after their first time, how
//! returns went, which groups are placed, and the half-terms before.
//!
//! Must never know: what counts. What leaves the team has small numbers hidden.

use super::impact_page::{BandLine, GroupLine, ImpactPage, Then};
use super::list::{Rows, drawn_rows};
use super::{Span, asked, half_terms, narrowed, report};
use crate::export::{As, columns, day, hand_over, slug, text};
use crate::form::Form;
use crate::page::Page;
use crate::page::kit::{Empty, Head};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::impact::{
    Band, First, Impact, Line, cautions, findings, firsts, rates, shown_outside,
};
use casework::pupil::Pupil;
use casework::report::{OnRoll, Report, Shown, What, protect};
use casework::returning::Outcome;
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind, Sheet};
use rulebook::room::PLACED_AGAIN_WITHIN;

/// Half-terms before that are compared with.
const BEFORE: usize = 3;

/// First placements of some days, with what came after them up to now.
async fn read(v: &Visit, span: &Span) -> Result<Impact, Problem> {
    let cal = &v.setting.calendar;
    let mut read = v.read().await?;
    let until = v.today().max(span.to);
    let all = store::ledger::placed(&mut read, &v.scope(), span.from, until).await?;
    let lessons = |d| v.setting.lessons_on(d).len() as i64;
    Ok(Impact { firsts: firsts(cal, &all, (span.from, span.to), v.today(), lessons) })
}

/// What the page is made of besides its figures.
pub struct Made {
    /// The school.
    pub school: String,
    /// The days.
    pub span: Span,
    /// Half-terms to choose from, latest first.
    pub spans: Vec<Span>,
    /// Figures as at.
    pub at: rulebook::Instant,
    /// For outside the team.
    pub outside: bool,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
    /// Form token.
    pub csrf: String,
}

/// The page from its figures.
pub fn make(
    made: Made,
    impact: &Impact,
    before: &[(Span, Line)],
    report: &Report,
    roll: &[OnRoll],
    words: &Words,
) -> ImpactPage {
    let outside = made.outside;
    let lines: Vec<Line> = Band::ALL.iter().map(|b| impact.line(Some(*b))).collect();
    let shown = if outside { shown_outside(&lines) } else { vec![true; lines.len()] };
    let all = impact.line(None);
    let whole = !outside || shown_outside(&[all]) == [true];
    let link = |band: &str| {
        (!outside).then(|| format!("/reports/impact/list?band={band}&{}", made.span.query()))
    };
    let band = |name: &str, code: &str, l: Line, shown: bool| BandLine {
        name: name.to_string(),
        link: link(code).filter(|_| l.n > 0),
        line: shown.then_some(l),
    };
    let mut bands: Vec<BandLine> = Band::ALL
        .iter()
        .zip(lines.iter().zip(&shown))
        .map(|(b, (l, shown))| band(b.label(), b.code(), *l, *shown))
        .collect();
    bands.push(band("Every length", "", all, whole));
    let earlier = before.first().map(|(s, l)| (s.full(), *l));
    let earlier = earlier.filter(|(_, l)| !outside || shown_outside(&[*l]) == [true]);
    let findings = findings(
        impact,
        &shown,
        whole,
        earlier.as_ref().map(|(name, l)| (name.as_str(), *l)),
        words,
    );
    let then = before
        .iter()
        .map(|(span, l)| Then {
            name: span.full(),
            query: span.query(),
            line: (!outside || shown_outside(&[*l]) == [true]).then_some(*l),
        })
        .collect();
    let returns: Vec<(i64, i64)> =
        Outcome::ALL.iter().map(|o| impact.returned(*o)).map(|n| (n, n)).collect();
    let hide = |cells: &[(i64, i64)]| match outside {
        true => protect(cells),
        false => cells.iter().map(|c| Shown::Figure(c.0)).collect(),
    };
    let returns =
        Outcome::ALL.iter().zip(hide(&returns)).map(|(o, s)| (o.label().to_string(), s)).collect();
    let groups = [What::Sen, What::Meals, What::Ethnicity]
        .into_iter()
        .map(|what| {
            let rates = rates(report, roll, what, words);
            let cells: Vec<(i64, i64)> = rates.iter().map(|r| (r.placed, r.placed)).collect();
            // How many are on roll stands under a total as well.
            let rolls: Vec<(i64, i64)> = rates.iter().map(|r| (r.on_roll, r.on_roll)).collect();
            let lines = rates
                .into_iter()
                .zip(hide(&cells).into_iter().zip(hide(&rolls)))
                .map(|(r, (placed, on_roll))| GroupLine {
                    // A rate and one of its two numbers give the other.
                    per_hundred: placed
                        .figure()
                        .and(on_roll.figure())
                        .and_then(|_| r.per_hundred()),
                    link: (!outside && r.placed > 0)
                        .then(|| group_link(what, &r.value, &made.span)),
                    label: r.label,
                    on_roll,
                    placed,
                })
                .collect();
            (what.name(words), lines)
        })
        .collect();
    ImpactPage {
        empty: impact.firsts.is_empty(),
        bands,
        findings,
        cautions: cautions(words),
        then,
        returns,
        groups,
        words: words.clone(),
        made,
    }
}

fn group_link(what: What, value: &str, span: &Span) -> String {
    format!("/reports/list?what={}&value={value}&{}", what.code(), span.query())
}

async fn gathered(v: &Visit, form: &Form) -> Result<ImpactPage, Problem> {
    let cal = &v.setting.calendar;
    let span = asked(form, cal, v.today());
    let mut spans = half_terms(cal, v.today());
    let at = spans.iter().position(|s| *s == span).unwrap_or(spans.len());
    let mut before = Vec::new();
    for s in spans[..at].iter().rev().take(BEFORE) {
        before.push((s.clone(), read(v, s).await?.line(None)));
    }
    let impact = read(v, &span).await?;
    let report = report(v, &span).await?;
    let mut read = v.read().await?;
    let roll = store::report::roll(&mut read, &v.scope()).await?;
    drop(read);
    spans.reverse();
    if !spans.contains(&span) {
        spans.insert(0, span.clone());
    }
    let made = Made {
        school: v.setting.school.name.clone(),
        span,
        spans,
        at: v.now,
        outside: form.ticked("outside"),
        narrowed: narrowed(v),
        csrf: v.csrf.clone(),
    };
    Ok(make(made, &impact, &before, &report, &roll, v.words()))
}

/// The report.
pub async fn show(v: Visit) -> Answer {
    let page = gathered(&v, &v.query).await?;
    v.page(&page)
}

/// The figures as a file, as they are on the page and no more. It names nobody.
pub async fn export(v: Visit) -> Answer {
    let page = gathered(&v, &v.form).await?;
    let words = v.words();
    let hidden = || text("hidden");
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let line = |name: &str, part: &str, l: Option<Line>| {
        let mut row = vec![text(name), text(part)];
        match l {
            Some(l) => row.extend([
                Cell::Number(l.again),
                Cell::Number(l.n),
                text(l.percent().map(|p| format!("{p}%")).unwrap_or_default()),
                text(if l.n > 0 && l.small() { "Small group" } else { "" }),
            ]),
            None => row.extend([hidden(), hidden(), hidden(), text("")]),
        }
        row
    };
    for b in &page.bands {
        rows.push(line("Placed again, by length of the first time", &b.name, b.line));
    }
    for t in &page.then {
        rows.push(line("Placed again, half-terms before", &t.name, t.line));
    }
    for (name, shown) in &page.returns {
        let figure = shown.figure().map_or_else(hidden, Cell::Number);
        rows.push(vec![text("How returns went"), text(name), figure]);
    }
    for (group, lines) in &page.groups {
        for l in lines {
            rows.push(vec![
                text(format!("{group}: placed, of those on roll, for each 100")),
                text(&l.label),
                l.placed.figure().map_or_else(hidden, Cell::Number),
                l.on_roll.figure().map_or_else(hidden, Cell::Number),
                text(l.per_hundred.clone().unwrap_or_default()),
            ]);
        }
    }
    let count = rows.len();
    let mut notes = vec![
        ("Report".into(), page.title()),
        ("School".into(), v.setting.school.name.clone()),
        ("Days".into(), format!("{} to {}", page.made.span.from, page.made.span.to)),
        ("For".into(), if page.made.outside { "Outside the team" } else { "The team" }.into()),
    ];
    notes.extend(page.findings.iter().map(|f| ("Finding".to_string(), f.clone())));
    notes.extend(page.cautions.iter().map(|c| ("Take care".to_string(), c.clone())));
    notes.push(("Counted".into(), ImpactPage::working(words)));
    notes.push(("Made".into(), format!("{} by {}", v.now, v.actor.name)));
    let sheet = Sheet {
        name: "Impact".into(),
        columns: columns([
            ("What", Kind::Text),
            ("Part", Kind::Text),
            ("Count", Kind::Number),
            ("Of", Kind::Number),
            ("Share or rate", Kind::Text),
            ("Note", Kind::Text),
        ]),
        rows,
        notes,
    };
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Xlsx);
    let event = Event::new(Verb::ReportExported, "report", v.org())
        .fact("list", "impact")
        .fact("from", page.made.span.from.iso())
        .fact("to", page.made.span.to.iso())
        .fact("rows", count)
        .fact("as", kind.word());
    let name = format!("{}-impact-{}", slug(&v.setting.school.name), v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Taking a report away as a file", event).await
}

/// The pupils behind a line.
pub struct FirstsPage {
    /// "Placed for the first time: half a day"
    pub title: String,
    /// The days.
    pub span: Span,
    /// Rows.
    pub rows: Rows,
    /// The school's words.
    pub words: Words,
}

impl Page for FirstsPage {
    fn title(&self) -> String {
        self.title.clone()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let back = format!("/reports/impact?{}", self.span.query());
        let pupil = self.words.cap(Concept::Pupil);
        html! {
            (Head::new(&self.title).back(&back, &format!("Impact, {}", self.span.full())).facts(html! {
                (self.rows.rows.len()) @if self.rows.rows.len() == 1 { " row" } @else { " rows" }
            }))
            div.stack {
                p.soft.measure { (ImpactPage::working(&self.words)) }
                @if self.rows.rows.is_empty() { (Empty { title: "Nobody is counted here", words: "Rows appear as they are recorded.", step: None }) }
                @else { (drawn_rows(&self.title, &self.rows, &pupil)) }
            }
        }
    }
}

/// First placements as rows.
pub fn first_rows(list: &[&First], pupils: &[Pupil], words: &Words) -> Rows {
    let pupil = words.cap(Concept::Pupil);
    let rows = list
        .iter()
        .map(|f| {
            let who = pupils.iter().find(|p| p.id == f.pupil);
            let again = match (f.again, f.over) {
                (Some(on), _) => text(format!("Yes, {on}")),
                (None, true) => text("No"),
                (None, false) => text(format!(
                    "Not counted: the {} school days are not over",
                    PLACED_AGAIN_WITHIN.0
                )),
            };
            let cells = vec![
                text(who.map(|p| p.name()).unwrap_or_default()),
                text(who.map(|p| p.form.clone()).unwrap_or_default()),
                day(f.day),
                day(f.last),
                text(f.band.label()),
                again,
                text(f.returned.map_or("Not decided", Coded::label)),
            ];
            (Some(format!("/placements/{}", f.placement)), cells)
        })
        .collect();
    let columns = columns([
        (&pupil, Kind::Text),
        ("Form", Kind::Text),
        ("First day", Kind::Date),
        ("Last day", Kind::Date),
        ("Length", Kind::Text),
        ("Placed again", Kind::Text),
        ("Return", Kind::Text),
    ]);
    Rows { columns, rows }
}

/// The pupils behind a line of the comparison: of one length, or of all.
pub async fn list(v: Visit) -> Answer {
    let span = asked(&v.query, &v.setting.calendar, v.today());
    let band = v.query.coded::<Band>("band");
    let impact = read(&v, &span).await?;
    let list: Vec<&First> =
        impact.firsts.iter().filter(|f| band.is_none_or(|b| f.band == b)).collect();
    let ids: Vec<Id> = list.iter().map(|f| f.pupil).collect();
    let mut read = v.read().await?;
    let pupils = store::pupil::several(&mut read, &v.scope(), &ids).await?;
    drop(read);
    let length = band.map_or("every length".to_string(), |b| b.label().to_lowercase());
    v.page(&FirstsPage {
        title: format!("First {}, {length}", v.words().many(Concept::Placement)),
        rows: first_rows(&list, &pupils, v.words()),
        words: v.words().clone(),
        span,
    })
}
