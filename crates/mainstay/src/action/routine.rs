//! Routines: whose they are, which times were missed, and saying that one was done or why it was
//! not.
//!
//! Must never know: when one is due; `casework::routine` says.

use super::{colleague, colleagues, reads_all};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing as Shape, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::today::Reader;
use crate::visit::{Answer as Shown, Visit};
use casework::routine::{Answer, Every, LONGEST, Routine, due_days, missed};
use casework::today::Kind;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, SchoolCalendar, Weekday};
use store::Source;
use store::today::Due;

const THERE: &str = "/actions/routines";

/// How far back a missed one is asked after: as far as a call home is.
fn since(calendar: &SchoolCalendar, today: Day) -> Day {
    let back = rulebook::room::HOME_ASKED_FOR.0;
    calendar.school_days_before(today, back).unwrap_or(today)
}

/// One on the page.
pub struct Row {
    /// It.
    pub r: Routine,
    /// Times nobody answered for, oldest first.
    pub missed: Vec<Day>,
    /// It is due today, and what was said.
    pub today: Option<Option<Answer>>,
    /// When it is due next.
    pub next: Option<Day>,
    /// What was said of the times before, newest first.
    pub before: Vec<Answer>,
    /// The reader may answer for it.
    pub mine: bool,
}

/// The page.
pub struct RoutinesPage {
    /// Today.
    pub today: Day,
    /// Those with a missed time first.
    pub rows: Vec<Row>,
    /// Colleagues who can sign in.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl RoutinesPage {
    fn answer(&self, r: &Routine, due: Day, again: bool) -> Markup {
        let here = self.form.id("routine") == Some(r.id) && self.form.day("due") == Some(due);
        let id = format!("why-{}-{}", r.id, due.iso());
        let id = if here { "why".to_string() } else { id };
        html! {
            form.row.row-end method="post" action=(THERE) {
                (token(&self.csrf)) (hidden("routine", r.id)) (hidden("due", due.iso()))
                @if again { p { (Tag(Shape::Late, "Missed")) " " (due) } }
                button.btn.btn-s type="submit" name="act" value="done" { "Done" span.vh { ": " (r.what) ", " (due) } }
                div.field.is-wrong[here && self.errors.of("why").is_some()] { label for=(id) { "Or why not" }
                    @if let Some(e) = self.errors.of("why").filter(|_| here) { p.error { (e) } }
                    input.input id=(id) name="why" value=(if here { self.form.text("why") } else { "" }) autocomplete="off"; }
                button.btn.btn-2.btn-s type="submit" name="act" value="not" { "Not done" span.vh { ": " (r.what) ", " (due) } }
            }
        }
    }
}

impl Page for RoutinesPage {
    fn title(&self) -> String {
        "Routines".into()
    }
    fn here(&self) -> &'static str {
        "/actions"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let late: usize = self.rows.iter().map(|r| r.missed.len()).sum();
        let every: Vec<Choice> =
            Every::ALL.iter().map(|v| Choice::new(v.code(), v.label())).collect();
        let days: Vec<Choice> = Weekday::ALL[..5]
            .iter()
            .map(|d| Choice::new(d.number().to_string(), d.long()))
            .collect();
        html! {
            (Head::new("Routines").back("/actions", "Actions").facts(html! { "What somebody does every day, week or half-term" @if late > 0 { " · " strong { (late) " missed" } } }))
            div.stack.stack-5 {
                (ErrorSummary(e))
                @if self.rows.is_empty() { (Empty { title: "No routines yet", words: "A routine stands on its owner’s Today when it is due. A time that nobody answered for is shown here as missed.", step: None }) }
                ul.clocks { @for row in &self.rows { li.clock {
                    @if !row.missed.is_empty() { (Tag(Shape::Late, "Missed")) } @else { @match &row.today {
                        Some(None) => (Tag(Shape::Due, "Due today")),
                        Some(Some(a)) if a.done => (Tag(Shape::Done, "Done today")),
                        _ => (Tag(Shape::None, "In order")),
                    } }
                    div.stack.stack-3 {
                        p.clock-what { (row.r.what) }
                        p.soft { (row.r.owner_name) ", " (row.r.every.label().to_lowercase()) @if let Some(next) = row.next { " · next " (next) } }
                        @if row.mine {
                            @for due in &row.missed { (self.answer(&row.r, *due, true)) }
                            @if !row.missed.is_empty() { p { a href={ "/actions/new?origin=routine&about=" (row.r.id) } { "Make an action of it" span.vh { ": " (row.r.what) } } } }
                            @if row.today == Some(None) { (self.answer(&row.r, self.today, false)) }
                        } @else if !row.missed.is_empty() { ul { @for due in &row.missed { li { "Missed " (due) } } } }
                        @if !row.before.is_empty() { details.working { summary { "Before" span.vh { ": " (row.r.what) } } div.working-body { ul { @for a in &row.before { li { (a.due) ": " @if a.done { "done" } @else { "not done: " (a.why) } ", " (a.by_name) } } } } } }
                        @if row.mine { form method="post" action=(THERE) { (token(&self.csrf)) (hidden("act", "end")) (hidden("routine", row.r.id)) (hidden("version", row.r.version)) button.btn.btn-2.btn-s type="submit" { "End it" span.vh { ": " (row.r.what) } } } }
                    }
                } } }
                form.sheet.stack.stack-4.page-one method="post" action=(THERE) {
                    (token(&self.csrf)) (hidden("act", "add")) (hidden("once", f.text("once")))
                    h2 { "Add a routine" }
                    (Field::new("what", "What is done").from(f, e))
                    (Choices::one("owner", "By whom", &self.staff).look(Look::Select).from(f, e))
                    (Choices::one("every", "How often", &every).look(Look::Select).from(f, e))
                    (Choices::one("weekday", "On which day, where it is once a week", &days).look(Look::Select).from(f, e))
                    div { button.btn type="submit" { "Add it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<RoutinesPage, Problem> {
    let (calendar, today) = (&v.setting.calendar, v.today());
    let since = since(calendar, today);
    let mut read = v.read().await?;
    let owner = (!reads_all(v)).then_some(v.actor.staff);
    let all = store::routine::open(&mut read, v.org(), owner).await?;
    let answers = store::routine::answers(&mut read, v.org(), since).await?;
    let mut rows: Vec<Row> = all
        .into_iter()
        .map(|r| {
            let of = |a: &&Answer| a.routine == r.id;
            let due_today = due_days(&r, calendar, today, today).contains(&today);
            let said = answers.iter().filter(of).find(|a| a.due == today).cloned();
            Row {
                missed: missed(&r, &answers, calendar, (since, today)),
                today: due_today.then_some(said),
                next: due_days(&r, calendar, today.plus(1), today.plus(90)).first().copied(),
                before: answers
                    .iter()
                    .rev()
                    .filter(of)
                    .filter(|a| a.due < today)
                    .cloned()
                    .collect(),
                mine: r.owner == v.actor.staff || reads_all(v),
                r,
            }
        })
        .collect();
    rows.sort_by_key(|r| r.missed.is_empty());
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(RoutinesPage {
        today,
        rows,
        staff: colleagues(&mut read, v).await?,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Shown {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Adds one, answers for one, or ends one.
pub async fn keep(v: Visit) -> Shown {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Seeing to a routine").await?;
    if f.text("act") == "add" {
        let what = errors.need(f, "what", LONGEST, "Say what is done");
        let owner = colleague(&mut w, &v, f.id("owner")).await?;
        let owner = errors.get(owner, "owner", "Choose a colleague who can sign in");
        let every = errors.get(f.coded::<Every>("every"), "every", "Choose how often");
        let (Some(owner), Some(every), true) = (owner, every, errors.is_empty()) else {
            drop(w);
            let page = sheet(&v, f.clone(), errors).await?;
            return v.again(&page);
        };
        let r = Routine {
            id: f.id("once").unwrap_or_else(Id::now_v7),
            what,
            owner: owner.0,
            owner_name: owner.1,
            every,
            weekday: f.int("weekday").unwrap_or(1).clamp(1, 5),
            from: v.today(),
            ended_on: None,
            version: 1,
        };
        if store::routine::add(&mut w, &r).await? {
            let event =
                Event::new(Verb::RoutineChanged, "routine", r.id).fact("owner", &r.owner_name);
            v.commit(w, event, Vec::new()).await?;
        }
        return v.to_saying(THERE, "The routine is kept");
    }
    let id = f.id("routine").ok_or(Problem::Missing)?;
    let r = store::routine::find(&mut w, v.org(), id).await?;
    if r.owner != v.actor.staff && !reads_all(&v) {
        return Err(Problem::Missing);
    }
    if f.text("act") == "end" {
        if r.ended_on.is_none() {
            store::routine::end(&mut w, &r, v.today()).await?;
            v.commit(w, Event::new(Verb::RoutineChanged, "routine", r.id), Vec::new()).await?;
        }
        return v.to_saying(THERE, "It has ended. What was missed before stays on its record");
    }
    let done = f.text("act") == "done";
    let why = match done {
        true => errors.limit(f, "why", LONGEST),
        false => errors.need(f, "why", LONGEST, "Say why it was not done"),
    };
    let calendar = &v.setting.calendar;
    let due =
        f.day("due").filter(|d| *d <= v.today() && due_days(&r, calendar, *d, *d).contains(d));
    let due = due.ok_or(Problem::Missing)?;
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    }
    let answer = Answer {
        id: Id::now_v7(),
        routine: r.id,
        due,
        done,
        why,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::routine::answer(&mut w, &answer).await? {
        let event = Event::new(Verb::RoutineDone, "routine", r.id).fact("on", due);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(THERE)
}

/// What is due today or was missed, for its owner's Today.
pub(crate) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let (calendar, today) = (&v.setting.calendar, v.today());
    let mine = store::routine::open(src, v.actor.org, Some(v.actor.staff)).await?;
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let since = since(calendar, today);
    let answers = store::routine::answers(src, v.actor.org, since).await?;
    let mut out = Vec::new();
    for r in &mine {
        let late = missed(r, &answers, calendar, (since, today));
        let said = answers.iter().any(|a| a.routine == r.id && a.due == today);
        let now = due_days(r, calendar, today, today).contains(&today) && !said;
        let day = late.first().copied().or(now.then_some(today));
        let Some(day) = day else { continue };
        let n = late.len() as i64;
        out.push(Due {
            kind: Kind::Routine,
            about: r.id,
            placement: None,
            who: String::new(),
            day,
            minute: None,
            what: r.what.clone(),
            n,
            since: None,
        });
    }
    Ok(out)
}

/// How such a line reads, and where it is done.
pub(crate) fn line(d: &Due, day: &str) -> (String, String) {
    let words = match d.n {
        0 => format!("{}, due {day}", d.what),
        1 => format!("{}: missed {day}", d.what),
        n => format!("{}: missed {n} times, first {day}", d.what),
    };
    (words, THERE.to_string())
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |n| Day::new(2026, 11, n).unwrap_or_else(|| Day::from_pg(0));
    let r = Routine {
        id: Id::from_u128(1),
        what: "Count the envelopes, and lock them away".into(),
        owner: Id::from_u128(2),
        owner_name: "Mr Col Adair".into(),
        every: Every::Daily,
        weekday: 1,
        from: day(2),
        ended_on: None,
        version: 1,
    };
    let row = Row {
        missed: vec![day(9)],
        today: Some(None),
        next: Some(day(11)),
        before: vec![Answer {
            id: Id::from_u128(3),
            routine: r.id,
            due: day(6),
            done: false,
            why: "The cupboard was being painted".into(),
            by_name: "Mr Col Adair".into(),
            at: day(6).at(Default::default()),
        }],
        mine: true,
        r,
    };
    let page = |rows: Vec<Row>, form: Form, errors: Errors| RoutinesPage {
        today: day(10),
        rows,
        staff: vec![Choice::new("", "Choose")],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("what", "Say what is done");
    vec![
        framed("routines", &page(vec![row], Form::nothing(), Errors::new())),
        framed("routines-none", &page(Vec::new(), Form::nothing(), wrong)),
    ]
}
