//! The lessons one pupil missed this school year: by subject, department, space and work, held
//! against the timetable to the minute, each line with its placement.

use super::in_file_scope;
use crate::export::{As, hand_over, slug};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, token};
use crate::report::ledger_page::{Breakdown, breakdown, reconciled, rows, working};
use crate::report::list::{Rows, drawn_rows};
use crate::visit::{Answer, Visit};
use casework::ledger::{By, Ledger, Line, Reconciled, timetabled};
use casework::pupil::Pupil;
use casework::words::Words;
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use paper::sheet::Sheet;
use rulebook::Day;
use rulebook::day::spell_minutes;
use store::threshold::Was;

/// The page.
pub struct LessonsPage {
    /// Key of the pupil.
    pub id: Id,
    /// Name.
    pub name: String,
    /// "9K2"
    pub form: String,
    /// First and last day counted.
    pub days: (Day, Day),
    /// Minutes of lessons missed.
    pub minutes: i64,
    /// Minutes of lessons the school had in those days.
    pub lessons: i64,
    /// Breakdowns.
    pub breakdowns: Vec<Breakdown>,
    /// How it stands to the timetable.
    pub held: Reconciled,
    /// Every line.
    pub rows: Rows,
    /// Thresholds that were reached, newest first.
    pub reached: Vec<Was>,
    /// Reviews: key, name, how it stands.
    pub reviews: Vec<(Id, String, String)>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
}

impl Page for LessonsPage {
    fn title(&self) -> String {
        format!("Lessons missed: {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let share = casework::ledger::percent(self.minutes, self.lessons).unwrap_or("0.0".into());
        html! {
            (Head::new(&self.title()).about(&self.name).back(&format!("/pupils/{}", self.id), &self.name).facts(html! {
                (self.form) " · " (self.days.0) " to " (self.days.1)
            }).acts(html! {
                @if !self.rows.rows.is_empty() {
                    form.row method="post" action={ "/pupils/" (self.id) "/lessons" } {
                        (token(&self.csrf))
                        button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                        button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                    }
                }
                button.btn.btn-2 type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-6 {
                dl.figures {
                    div { dt { "Out of lessons" } dd.figure { (spell_minutes(self.minutes)) } dd { (self.rows.rows.len()) " lessons missed" } }
                    div { dt { "Lessons so far" } dd.figure { (spell_minutes(self.lessons)) } dd { "on the timetable this school year" } }
                    div { dt { "Share" } dd.figure { (share) "%" } dd { "of lesson time so far" } }
                }
                @if self.rows.rows.is_empty() {
                    (Empty { title: "No lesson was missed this year", words: "A line appears here for every lesson spent in a space.", step: None })
                } @else {
                    (reconciled(&self.held, &self.words))
                    div.cols.cols-2 { @for b in &self.breakdowns { (b.table(&self.words, false)) } }
                }
                (self.asked())
                @if !self.rows.rows.is_empty() {
                    section.stack aria-labelledby="every" { h2 #every { "Every lesson" } (drawn_rows("Every lesson missed", &self.rows, "")) }
                }
                details.working { summary { "What this counts" } div.working-body { p { (working(&self.words)) } } }
            }
        }
    }
}

impl LessonsPage {
    fn asked(&self) -> Markup {
        html! {
            @if !self.reached.is_empty() || !self.reviews.is_empty() {
                section.stack aria-labelledby="reached" {
                    h2 #reached { "Thresholds reached, and reviews" }
                    ul.clocks {
                        @for (id, name, stands) in &self.reviews { li.clock { span.tag.tag-due { "Review" } p.clock-what { a href={ "/reviews/" (id) } { (name) } } p.clock-when { (stands) } } }
                        @for w in &self.reached { li.clock {
                            span.tag.tag-none { "Reached" }
                            div { p.clock-what { a href={ "/placements/" (w.placement) } { (w.name) } } p.soft { (w.said) } @if !w.why.is_empty() { p { (w.by_name) ": “" (w.why) "”" } } }
                            p.clock-when { (w.at.day()) }
                        } }
                    }
                }
            }
        }
    }
}

async fn gather(v: &Visit, pupil: &Pupil) -> Result<(Ledger, (Day, Day)), crate::problem::Problem> {
    let (from, _) = v.setting.calendar.school_year(v.today());
    let mut read = v.read().await?;
    let scope = v.actor.scope_for(casework::May::PupilFile, v.today());
    let lines = store::ledger::lines(&mut read, &scope, Some(pupil.id), from, v.today()).await?;
    let first = v.setting.calendar.first_on_or_after(from).unwrap_or(from);
    Ok((Ledger::of(lines, v.now), (first, v.today())))
}

fn page(v: &Visit, pupil: &Pupil, ledger: &Ledger, days: (Day, Day)) -> LessonsPage {
    let all: Vec<&Line> = ledger.lines.iter().rev().collect();
    LessonsPage {
        id: pupil.id,
        name: pupil.name(),
        form: pupil.form.clone(),
        days,
        minutes: ledger.minutes(),
        lessons: timetabled(&v.setting, days.0, days.1),
        breakdowns: [By::Subject, By::Department, By::Kind, By::Given]
            .map(|by| breakdown(ledger, by, false, |_| None))
            .to_vec(),
        held: ledger.reconcile(&v.setting),
        rows: rows(&all, &[], v.words()),
        reached: Vec::new(),
        reviews: Vec::new(),
        words: v.words().clone(),
        csrf: v.csrf.clone(),
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = in_file_scope(&v, &mut read, v.id("id")?).await?;
    let reached = store::threshold::reached_by(&mut read, v.org(), pupil.id).await?;
    let reviews = store::review::of_pupil(&mut read, v.org(), pupil.id).await?;
    drop(read);
    let (ledger, days) = gather(&v, &pupil).await?;
    let mut page = page(&v, &pupil, &ledger, days);
    page.reached = reached;
    page.reviews = reviews
        .into_iter()
        .map(|r| {
            let stands = match (r.outcome, r.decided_at) {
                (Some(o), Some(at)) => {
                    format!("{}, {}", casework::Coded::label(o), at.day().short())
                }
                _ => format!("due {}", r.due),
            };
            (r.id, r.name, stands)
        })
        .collect();
    v.page(&page)
}

/// Hands every line over as a file, and records that it was. The file's name has no name in it.
pub async fn export(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = in_file_scope(&v, &mut read, v.id("id")?).await?;
    drop(read);
    let (ledger, days) = gather(&v, &pupil).await?;
    let all: Vec<&Line> = ledger.lines.iter().collect();
    let made = rows(&all, std::slice::from_ref(&pupil), v.words());
    let count = made.rows.len();
    let sheet = Sheet {
        name: "Lessons missed".into(),
        columns: made.columns,
        rows: made.rows.into_iter().map(|(_, cells)| cells).collect(),
        notes: vec![
            ("List".into(), format!("Lessons missed by {}", pupil.name())),
            ("School".into(), v.setting.school.name.clone()),
            ("Days".into(), format!("{} to {}", days.0, days.1)),
            ("Minutes".into(), ledger.minutes().to_string()),
            ("What it counts".into(), working(v.words())),
            ("Rows".into(), count.to_string()),
            ("Made".into(), format!("{} by {}", v.now, v.actor.name)),
            (
                "Keep".into(),
                "This list has a name in it. Keep it no longer than you need it.".into(),
            ),
        ],
    };
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Xlsx);
    let event = Event::new(Verb::ReportExported, "pupil", pupil.id)
        .pupil(pupil.id)
        .fact("list", "lessons_missed")
        .fact("rows", count)
        .fact("as", kind.word());
    let school = slug(&v.setting.school.name);
    let name = format!("{school}-lessons-missed-{}", v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Taking a list away as a file", event).await
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    use crate::report::ledger_page::samples_of_lines;
    let ledger = samples_of_lines();
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let made = |ledger: &Ledger| {
        let all: Vec<&Line> = ledger.lines.iter().collect();
        LessonsPage {
            id: Id::from_u128(1),
            name: "Tyrell Ashdown-Moss".into(),
            form: "9K2".into(),
            days: (day(9, 2), day(11, 20)),
            minutes: ledger.minutes(),
            lessons: 16_430,
            breakdowns: [By::Subject, By::Department, By::Kind, By::Given]
                .map(|by| breakdown(ledger, by, false, |_| None))
                .to_vec(),
            held: Reconciled {
                out: ledger.minutes(),
                timetable: ledger.minutes(),
                apart: Vec::new(),
            },
            rows: rows(&all, &[], &Words::default()),
            reached: Vec::new(),
            reviews: Vec::new(),
            words: Words::default(),
            csrf: "gallery".into(),
        }
    };
    let differs = LessonsPage {
        held: Reconciled {
            out: ledger.minutes(),
            timetable: ledger.minutes() - 5,
            apart: ledger.lines.first().map(|l| (l.clone(), Some(l.minutes() - 5))).into_iter().collect(),
        },
        reviews: vec![(Id::from_u128(9), "3rd placement in a half-term".into(), "due Mon 23 Nov 2026".into())],
        reached: vec![Was {
            placement: Id::from_u128(3),
            name: "3rd placement in a half-term".into(),
            said: "This makes the 3rd placement in this half-term, counted from Sat 31 Oct 2026 to Fri 18 Dec 2026.".into(),
            at: day(11, 18).at(rulebook::Minute::default()),
            why: "The other two were for lateness; this was not.".into(),
            by_name: "Mr Ewan Thrale".into(),
        }],
        ..made(&ledger)
    };
    vec![
        framed("pupil-lessons-empty", &made(&Ledger::default())),
        framed("pupil-lessons", &made(&ledger)),
        framed("pupil-lessons-differ", &differs),
    ]
}
