//! The shape of the school day, weekday by weekday. Changing one changes that one only.

use super::rows::{cell, count, drop, event, mark, pick, rows_sent};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, Col, ErrorSummary, Grid, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::school::{Period, PeriodKind};
use casework::set_up::{day_errors, differences};
use casework::{Coded, Id, Verb};
use maud::{Markup, html};
use rulebook::Weekday;

/// The page.
pub struct DayPage {
    /// The weekday shown.
    pub weekday: Weekday,
    /// Weekdays that have periods, and how many.
    pub week: Vec<(Weekday, usize)>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for DayPage {
    fn title(&self) -> String {
        "The school day".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        // A usual day: five or six lessons, break and lunch.
        let n = count(f, "p", 8);
        let kinds: Vec<(&str, &str)> =
            PeriodKind::ALL.iter().map(|k| (k.code(), k.label())).collect();
        let others: Vec<Choice> = Weekday::ALL[..5]
            .iter()
            .filter(|d| **d != self.weekday)
            .map(|d| Choice::new(d.number().to_string(), d.long()))
            .collect();
        let empty = self.week.iter().find(|(d, _)| *d == self.weekday).is_none_or(|(_, n)| *n == 0);
        html! {
            (Head::new("The school day").back("/set-up", "Set-up").facts(html! { "Lessons, break and lunch. The board, work and the count of hours out of lessons follow these times." }))
            nav.tabs aria-label="Weekday" { @for (d, n) in &self.week {
                a href={ "/set-up/day?day=" (d.number()) } aria-current=[(*d == self.weekday).then_some("page")] { (d.long()) @if *n == 0 { span.sub { "empty" } } }
            } }
            div.stack.stack-6.gap-top {
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/set-up/day" {
                    (token(&self.csrf)) (hidden("was", f.text("was"))) (hidden("day", self.weekday.number())) (rows_sent("p", n))
                    h2 { (self.weekday.long()) }
                    (Grid {
                        region: &format!("{}, stretches of the day", self.weekday.long()),
                        caption: None,
                        look: "table-plain",
                        columns: ["Name", "What it is", "From", "To", "Remove"].map(Col::Words).to_vec(),
                        named: None,
                        rows: (0..n).map(|i| { let (r, said) = (format!("p-{i}"), format!("Row {}", i + 1)); vec![
                            cell(&format!("{r}-code"), &format!("{said}, name"), "text", f, e),
                            pick(&format!("{r}-kind"), &format!("{said}, what it is"), &kinds, f, e),
                            cell(&format!("{r}-from"), &format!("{said}, from"), "time", f, e),
                            cell(&format!("{r}-to"), &format!("{said}, to"), "time", f, e),
                            drop(&format!("{r}-drop"), &said),
                        ] }).collect(),
                    })
                    p.soft { "Name periods as the timetable does: P1, P2. " (self.weekday.long()) " alone is changed; bookings still to come on that weekday take the new times." }
                    div.row { button.btn type="submit" { "Keep " (self.weekday.long()) } button.btn.btn-2 type="submit" name="more" value="p" { "More rows" } }
                }
                @if !empty {
                    form.stack method="post" action="/set-up/day/copy" {
                        (token(&self.csrf)) (hidden("day", self.weekday.number()))
                        (Choices::many("to", &format!("Copy {} as it is kept to", self.weekday.long()), &others).hint("What is there now on those days is replaced.").from(f, e))
                        div { button.btn.btn-2 type="submit" { "Copy it" } }
                    }
                }
            }
        }
    }
}

/// A weekday as named values.
fn values(weekday: Weekday, periods: &[Period]) -> Vec<(String, String)> {
    periods
        .iter()
        .map(|p| {
            let kind = if p.kind == PeriodKind::Lesson {
                String::new()
            } else {
                format!(" {}", p.kind.label().to_lowercase())
            };
            (format!("{} {}", weekday.long(), p.code), format!("{}–{}{kind}", p.from, p.to))
        })
        .collect()
}

fn of_day(periods: &[Period], weekday: Weekday) -> Vec<Period> {
    periods.iter().filter(|p| p.weekday == weekday).cloned().collect()
}

fn filled(weekday: Weekday, periods: &[Period]) -> Form {
    let mut pairs = vec![
        ("was".to_string(), mark(&values(weekday, periods))),
        ("p-rows".into(), (periods.len() + 2).to_string()),
    ];
    for (i, p) in periods.iter().enumerate() {
        pairs.push((format!("p-{i}-code"), p.code.clone()));
        pairs.push((format!("p-{i}-kind"), p.kind.code().into()));
        pairs.push((format!("p-{i}-from"), p.from.input()));
        pairs.push((format!("p-{i}-to"), p.to.input()));
    }
    Form::of(pairs)
}

fn typed(form: &Form, weekday: Weekday, errors: &mut Errors) -> (Vec<Period>, Vec<usize>) {
    let (mut periods, mut rows) = (Vec::new(), Vec::new());
    for i in 0..count(form, "p", 0) {
        let n = |field: &str| format!("p-{i}-{field}");
        let blank = ["code", "from", "to"].iter().all(|x| form.text(&n(x)).is_empty());
        if blank || form.ticked(&n("drop")) {
            continue;
        }
        let code = errors.need(form, &n("code"), 12, "Name it, such as P1 or Lunch");
        let kind = form.coded::<PeriodKind>(&n("kind")).unwrap_or(PeriodKind::Lesson);
        let from = errors.get(form.minute(&n("from")), &n("from"), "Give a time such as 9.05");
        let to = errors.get(form.minute(&n("to")), &n("to"), "Give a time such as 9.05");
        if let (Some(from), Some(to)) = (from, to) {
            periods.push(Period { id: Id::now_v7(), weekday, code, kind, from, to });
            rows.push(i);
        }
    }
    (periods, rows)
}

fn weekday(form: &Form) -> Weekday {
    form.int("day").and_then(Weekday::from_number).unwrap_or(Weekday::Mon)
}

fn sheet(v: &Visit, weekday: Weekday, form: Form, errors: Errors) -> DayPage {
    let periods = &v.setting.periods;
    let has = |d: Weekday| periods.iter().filter(|p| p.weekday == d).count();
    DayPage {
        weekday,
        week: Weekday::ALL
            .iter()
            .filter(|d| !d.is_weekend() || has(**d) > 0)
            .map(|d| (*d, has(*d)))
            .collect(),
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// Shows one weekday.
pub async fn show(v: Visit) -> Answer {
    let day = weekday(&v.query);
    let form = filled(day, &of_day(&v.setting.periods, day));
    v.page(&sheet(&v, day, form, Errors::new()))
}

/// Keeps one weekday.
pub async fn keep(v: Visit) -> Answer {
    let day = weekday(&v.form);
    if v.form.has("more") {
        return v.page(&sheet(&v, day, v.form.clone(), Errors::new()));
    }
    let mut errors = Errors::new();
    let (mut periods, rows) = typed(&v.form, day, &mut errors);
    for w in day_errors(&periods) {
        let mut parts = w.field.splitn(3, '-').skip(1);
        let row = parts.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        let row = rows.get(row).copied().unwrap_or(0);
        errors.add(&format!("p-{row}-{}", parts.next().unwrap_or("code")), w.message);
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, day, v.form.clone(), errors));
    }
    periods.sort_by_key(|p| p.from);
    let mut w = v.write("Changing the shape of the day").await?;
    let (_, all) = store::calendar::read(&mut w, v.org()).await?;
    let now = of_day(&all, day);
    let (was, is) = (values(day, &now), values(day, &periods));
    let changes = differences(&was, &is);
    let back = format!("/set-up/day?day={}", day.number());
    if changes.is_empty() {
        return v.to(back);
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::calendar::replace_day(&mut w, day, &periods).await?;
    let moved = store::set_up::retime(&mut w, day, v.today(), &periods).await?;
    let mut event = event(Verb::DayChanged, "day", v.org(), &changes);
    if moved > 0 {
        event = event.fact("booked periods with new times", moved);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, format!("{} is kept", day.long()))
}

/// Copies a weekday to others.
pub async fn copy(v: Visit) -> Answer {
    let day = weekday(&v.form);
    let to: Vec<Weekday> = v
        .form
        .all("to")
        .iter()
        .filter_map(|n| n.parse().ok().and_then(Weekday::from_number))
        .filter(|d| *d != day)
        .collect();
    let mut errors = Errors::new();
    let periods = of_day(&v.setting.periods, day);
    if to.is_empty() {
        errors.add("to", "Choose the days to copy to");
    } else if periods.is_empty() {
        errors.add("to", format!("There is nothing on {} to copy yet", day.long()));
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, day, filled(day, &periods), errors));
    }
    let mut w = v.write("Copying one weekday to others").await?;
    let (_, all) = store::calendar::read(&mut w, v.org()).await?;
    let periods = of_day(&all, day);
    let mut changes = Vec::new();
    for other in &to {
        let copied: Vec<Period> = periods
            .iter()
            .map(|p| Period { id: Id::now_v7(), weekday: *other, ..p.clone() })
            .collect();
        changes
            .extend(differences(&values(*other, &of_day(&all, *other)), &values(*other, &copied)));
        store::calendar::replace_day(&mut w, *other, &copied).await?;
        store::set_up::retime(&mut w, *other, v.today(), &copied).await?;
    }
    let back = format!("/set-up/day?day={}", day.number());
    if changes.is_empty() {
        return v.to(back);
    }
    v.commit(w, event(Verb::DayChanged, "day", v.org(), &changes), Vec::new()).await?;
    v.to_saying(back, format!("{} is copied to {} days", day.long(), to.len()))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("p-1-from", "P2 and P1 overlap: P1 runs 9.00–10.00");
    let form = Form::of([
        ("p-0-code", "P1"),
        ("p-0-from", "09:00"),
        ("p-0-to", "10:00"),
        ("p-1-code", "P2"),
        ("p-1-from", "09:55"),
        ("p-1-to", "10:50"),
    ]);
    let page = |form, errors, n| DayPage {
        weekday: Weekday::Mon,
        week: Weekday::ALL[..5].iter().map(|d| (*d, n)).collect(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    vec![
        framed("set-up-day-new", &page(Form::default(), Errors::new(), 0)),
        framed("set-up-day-wrong", &page(form, errors, 8)),
    ]
}
