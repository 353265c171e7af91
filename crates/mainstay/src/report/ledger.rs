//! Lessons missed, gathered: the whole school's or a year's for those who read figures, and a
//! faculty's own as counts for whoever leads it.
//!
//! Must never know: what counts. Somebody who only leads a faculty gets no name and no list.

use super::ledger_page::{LedgerPage, LinesPage, breakdown, rows, working};
use super::{Span, asked, half_terms, narrowed};
use crate::export::{As, hand_over, slug};
use crate::form::Form;
use crate::page::kit::Pages;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::ledger::{By, Ledger, Line, lessons_taught};
use casework::report::Shown;
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Reach, Scope, Verb};
use paper::sheet::Sheet;

/// Rows on one page.
const ROWS: i64 = 100;

async fn read(v: &Visit, scope: &Scope, span: &Span) -> Result<Ledger, Problem> {
    let mut read = v.read().await?;
    let lines = store::ledger::lines(&mut read, scope, None, span.from, span.to).await?;
    Ok(Ledger::of(lines, v.now))
}

/// The report.
pub async fn show(v: Visit) -> Answer {
    let cal = &v.setting.calendar;
    let span = asked(&v.query, cal, v.today());
    let team = v.may(May::Reports);
    let outside = !team || v.query.ticked("outside");
    let faculty = match team {
        true => Some(v.query.text("faculty").to_string()).filter(|f| !f.is_empty()),
        false => {
            let mut read = v.read().await?;
            Some(store::staff::find(&mut read, v.org(), v.actor.staff).await?.department)
        }
    };
    // A faculty's lessons are counted over the whole school: nobody is named.
    let whole = Scope { org: v.org(), reach: vec![Reach::School] };
    let scope = if team { v.scope() } else { whole };
    let mut ledger = read(&v, &scope, &span).await?;
    let mut taught = 0;
    if let Some(faculty) = &faculty {
        ledger = ledger.faculty(faculty);
        let mut read = v.read().await?;
        let week = store::ledger::taught(&mut read, v.org(), faculty).await?;
        taught = lessons_taught(&v.setting, &week, span.from, span.to.min(v.today()));
    }
    let bys: &[By] = match faculty {
        Some(_) => &[By::Subject, By::Kind, By::Given],
        None => &[By::Subject, By::Department, By::Kind, By::Given],
    };
    let breakdowns = bys
        .iter()
        .map(|by| breakdown(&ledger, *by, outside, |value| Some(link(*by, value, &span, &faculty))))
        .collect();
    let people = ledger.people();
    // Minutes and lessons about few are hidden; only the people themselves are “fewer than 5”.
    let few = outside && Shown::single(people, people).figure().is_none();
    let shown = |n: i64| if few { Shown::Hidden } else { Shown::Figure(n) };
    let mut spans = half_terms(cal, v.today());
    spans.reverse();
    if !spans.contains(&span) {
        spans.insert(0, span.clone());
    }
    let mut read = v.read().await?;
    let given = store::teacher_view::open_for(&mut read, v.org(), v.actor.staff, v.today()).await?;
    drop(read);
    v.page(&LedgerPage {
        teachers: v.may(May::TeacherFigures),
        given: given.into_iter().map(|g| (g.id, g.made_by_name, g.until)).collect(),
        spans,
        narrowed: if team { narrowed(&v) } else { None },
        taught,
        outside,
        switch: team,
        all: shown(ledger.minutes()),
        people: if outside { Shown::single(people, people) } else { Shown::Figure(people) },
        lessons: shown(ledger.lines.len() as i64),
        breakdowns,
        held: (!outside).then(|| ledger.reconcile(&v.setting)),
        words: v.words().clone(),
        faculty,
        span,
    })
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn link(by: By, value: &str, span: &Span, faculty: &Option<String>) -> String {
    let faculty = faculty.as_ref().map(|f| format!("&faculty={}", encoded(f))).unwrap_or_default();
    let (by, value) = (by.code(), encoded(value));
    format!("/reports/lessons/list?by={by}&value={value}&{}{faculty}", span.query())
}

/// A list that was asked for.
struct Wanted {
    by: By,
    value: String,
    span: Span,
    faculty: Option<String>,
    ledger: Ledger,
}

impl Wanted {
    fn lines(&self) -> Vec<&Line> {
        self.ledger.part(self.by, &self.value)
    }
    fn title(&self) -> String {
        format!("{}: {}", self.by.label(), self.by.label_of(&self.value))
    }
}

async fn wanted(v: &Visit, form: &Form) -> Result<Wanted, Problem> {
    let by = form.coded::<By>("by").ok_or(Problem::Missing)?;
    let span = asked(form, &v.setting.calendar, v.today());
    let faculty = Some(form.text("faculty").to_string()).filter(|f| !f.is_empty());
    let ledger = read(v, &v.scope(), &span).await?;
    let ledger = match &faculty {
        Some(f) => ledger.faculty(f),
        None => ledger,
    };
    Ok(Wanted { by, value: form.text("value").to_string(), span, faculty, ledger })
}

/// The lessons behind a part.
pub async fn list(v: Visit) -> Answer {
    let w = wanted(&v, &v.query).await?;
    let lines = w.lines();
    let total = lines.len() as i64;
    let pages = Pages {
        base: format!("{}&", link(w.by, &w.value, &w.span, &w.faculty)),
        size: ROWS,
        at: v.query.int("page").unwrap_or(1).clamp(1, ((total + ROWS - 1) / ROWS).max(1)),
        total,
    };
    let shown: Vec<&Line> =
        lines.iter().copied().skip(pages.skip() as usize).take(ROWS as usize).collect();
    let ids: Vec<Id> = shown.iter().map(|l| l.pupil).collect();
    let mut read = v.read().await?;
    let pupils = store::pupil::several(&mut read, &v.scope(), &ids).await?;
    drop(read);
    let mut asked = vec![
        ("by".to_string(), w.by.code().to_string()),
        ("value".to_string(), w.value.clone()),
        ("from".to_string(), w.span.from.iso()),
        ("to".to_string(), w.span.to.iso()),
    ];
    asked.extend(w.faculty.iter().map(|f| ("faculty".to_string(), f.clone())));
    v.page(&LinesPage {
        title: w.title(),
        back: format!("/reports/lessons?{}", w.span.query()),
        asked,
        rows: rows(&shown, &pupils, v.words()),
        pupil: v.words().cap(Concept::Pupil),
        minutes: lines.iter().map(|l| l.minutes()).sum(),
        pages,
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        span: w.span.clone(),
    })
}

/// Hands the whole list over as a file, and records that it was.
pub async fn export(v: Visit) -> Answer {
    let w = wanted(&v, &v.form).await?;
    let lines = w.lines();
    let ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    let mut read = v.read().await?;
    let pupils = store::pupil::several(&mut read, &v.scope(), &ids).await?;
    drop(read);
    let made = rows(&lines, &pupils, v.words());
    let count = made.rows.len();
    let minutes: i64 = lines.iter().map(|l| l.minutes()).sum();
    let sheet = Sheet {
        name: "Lessons missed".into(),
        columns: made.columns,
        rows: made.rows.into_iter().map(|(_, cells)| cells).collect(),
        notes: vec![
            ("List".into(), format!("Lessons missed. {}", w.title())),
            ("School".into(), v.setting.school.name.clone()),
            ("Days".into(), format!("{} to {}", w.span.from, w.span.to)),
            ("Minutes".into(), minutes.to_string()),
            ("What it counts".into(), working(v.words())),
            ("Rows".into(), count.to_string()),
            ("Made".into(), format!("{} by {}", v.now, v.actor.name)),
            (
                "Keep".into(),
                "This list has names in it. Keep it no longer than you need it.".into(),
            ),
        ],
    };
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Xlsx);
    let event = Event::new(Verb::ReportExported, "report", v.org())
        .fact("list", "lessons_missed")
        .fact("part", w.title())
        .fact("from", w.span.from.iso())
        .fact("to", w.span.to.iso())
        .fact("rows", count)
        .fact("as", kind.word());
    let school = slug(&v.setting.school.name);
    let name = format!("{school}-lessons-missed-{}", v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Taking a list away as a file", event).await
}
