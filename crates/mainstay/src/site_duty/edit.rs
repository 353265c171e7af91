//! The week's duties, written and changed by whoever leads.

use super::{HOME, when};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::site_duty::{SHORT, SiteDuty};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Weekday;

/// The page.
pub struct WeekPage {
    /// Every duty.
    pub all: Vec<SiteDuty>,
    /// The one that is changed.
    pub one: Option<SiteDuty>,
    /// Colleagues.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn weekday(n: i64) -> &'static str {
    Weekday::ALL.iter().find(|d| d.number() == n).map_or("", |d| d.long())
}

impl Page for WeekPage {
    fn title(&self) -> String {
        match &self.one {
            Some(d) => format!("Change a duty: {}", d.name),
            None => "The week’s duties".into(),
        }
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let days: Vec<Choice> = Weekday::ALL[..5]
            .iter()
            .map(|d| Choice::new(d.number().to_string(), d.long()))
            .collect();
        let back = if self.one.is_some() { format!("{HOME}/week") } else { HOME.to_string() };
        let to = match &self.one {
            Some(d) => format!("{HOME}/{}", d.id),
            None => format!("{HOME}/week"),
        };
        html! {
            (Head::new(&self.title()).back(&back, if self.one.is_some() { "The week’s duties" } else { "Site duties" }).facts(html! { "By the week. One day otherwise is changed on the day." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if self.one.is_none() {
                    @if self.all.is_empty() { (Empty { title: "No duty is written yet", words: "Begin with the gate in the morning and lunch: a name, a place, a time, and whose it is.", step: None }) }
                    @for day in &Weekday::ALL[..5] {
                        @let of: Vec<&SiteDuty> = self.all.iter().filter(|d| d.weekday == day.number()).collect();
                        @if !of.is_empty() { section.stack.stack-2 { h2 { (day.long()) }
                            ul.clocks { @for d in of { li.clock {
                                @if !d.active { (Tag(Standing::None, "Not done any more")) } @else if d.staff.is_none() { (Tag(Standing::Late, "Nobody")) } @else { (Tag(Standing::Done, "Given")) }
                                div { p.clock-what { a href={ (HOME) "/" (d.id) } { (d.name) span.vh { ", " (day.long()) } } } p.soft { (when(d.from, d.to)) @if !d.place.is_empty() { ", " (d.place) } @if !d.staff_name.is_empty() { ". " (d.staff_name) } } }
                            } } }
                        } }
                    }
                }
                form.sheet.stack.stack-4 method="post" action=(to) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    @if self.one.is_none() { h2 { "Add a duty" } }
                    (Field::new("name", "Duty").hint("Such as “Gate”, “Yard”, “Lunch”.").from(f, e))
                    (Field::new("place", "Where").optional().from(f, e))
                    @if self.one.is_some() { (Choices::one("weekday", "Day", &days).look(Look::Select).from(f, e)) }
                    @else { (Choices::many("weekday", "Days", &days).from(f, e)) }
                    (Field::new("from", "From").kind("time").hint("Such as 8.30").from(f, e))
                    (Field::new("to", "Until").kind("time").hint("Such as 8.45").from(f, e))
                    (Choices::one("staff", "Whose", &self.staff).look(Look::Select).hint("May be left: it is then said to have nobody.").from(f, e))
                    @if let Some(met) = e.of("anyway") {
                        div.panel.panel-warn { h2.panel-title { "It is not theirs" } p { (met) "." } }
                        (Choices::many("anyway", "Give it to them all the same?", &[Choice::new("yes", "Yes, it is agreed with them")]).from(f, &Errors::none()))
                    }
                    @if self.one.is_some() { (Choices::many("ended", "Not done any more", &[Choice::new("yes", "Take it off the week")]).from(f, e)) }
                    div.row { button.btn type="submit" { "Keep it" } @if self.one.is_some() { a.btn.btn-2 href=(back) { "Leave it" } } }
                }
            }
        }
    }
}

async fn sheet(
    v: &Visit,
    one: Option<SiteDuty>,
    form: Form,
    errors: Errors,
) -> Result<WeekPage, Problem> {
    let mut read = v.read().await?;
    let people = crate::team::people(&mut read, v).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(WeekPage {
        all: store::site_duty::all(&mut read, v.org()).await?,
        one,
        staff: crate::team::choices(&people, None),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the week.
pub async fn week(v: Visit) -> Answer {
    let page = sheet(&v, None, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Shows one to be changed.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let d = store::site_duty::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let mut form = Form::of([
        ("name", d.name.clone()),
        ("place", d.place.clone()),
        ("weekday", d.weekday.to_string()),
        ("from", d.from.input()),
        ("to", d.to.input()),
        ("staff", d.staff.map(|s| s.to_string()).unwrap_or_default()),
        ("version", d.version.to_string()),
    ]);
    if !d.active {
        form = form.with("ended", "yes");
    }
    let page = sheet(&v, Some(d), form, Errors::new()).await?;
    v.page(&page)
}

/// What was typed: the duty, and the days it is for.
async fn typed(
    v: &Visit,
    w: &mut store::Write,
    errors: &mut Errors,
    id: Id,
) -> Result<(SiteDuty, Vec<i64>), Problem> {
    let f = &v.form;
    let name = errors.need(f, "name", SHORT, "Say what it is called");
    let place = errors.limit(f, "place", SHORT);
    let days: Vec<i64> = f
        .all("weekday")
        .iter()
        .filter_map(|d| d.parse::<i64>().ok())
        .filter(|d| (1..=5).contains(d))
        .collect();
    if days.is_empty() {
        errors.add("weekday", "Choose the day");
    }
    let from = errors.get(f.minute("from"), "from", "Give a time, such as 8.30");
    let to = errors.get(f.minute("to"), "to", "Give a time, such as 8.45");
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        errors.add("to", format!("It begins at {from}: give a later time"));
    }
    let people = crate::team::people(w, v).await?;
    let who = match f.has("staff") {
        true => crate::team::chosen(&people, v, errors, "staff", "Choose a colleague, or nobody"),
        false => None,
    };
    if let (Some(p), Some(from), Some(to)) = (who, from, to) {
        let week = store::timetable::working_week(w, v.org(), p.staff).await?;
        let out: Vec<&str> = Weekday::ALL[..5]
            .iter()
            .filter(|d| days.contains(&d.number()) && !week.is_in(**d, from, to))
            .map(|d| d.long())
            .collect();
        let mut met = Vec::new();
        if !out.is_empty() {
            met.push(format!("{} is not at work then on {}", p.name, out.join(", ")));
        }
        if !week.not_theirs.is_empty() && f.has("staff") {
            met.push(format!("Not theirs, as it was agreed: {}", week.not_theirs.trim()));
        }
        if !met.is_empty() && !f.ticked("anyway") {
            errors.add("anyway", met.join(". "));
        }
    }
    let duty = SiteDuty {
        id,
        name,
        place,
        weekday: days.first().copied().unwrap_or(1),
        from: from.unwrap_or_default(),
        to: to.unwrap_or_default(),
        staff: who.map(|p| p.staff),
        staff_name: who.map(|p| p.name.clone()).unwrap_or_default(),
        active: !f.ticked("ended"),
        version: f.int("version").unwrap_or(0),
    };
    Ok((duty, days))
}

fn event(d: &SiteDuty) -> Event {
    let e = Event::new(Verb::SiteDutyKept, "site_duty", d.id)
        .fact("duty", &d.name)
        .fact("on", format!("{} {}", weekday(d.weekday), when(d.from, d.to)));
    match d.staff_name.is_empty() {
        true => e,
        false => e.fact("of", &d.staff_name),
    }
}

/// Adds one for each day that was chosen.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Writing site duties").await?;
    let (duty, days) = typed(&v, &mut w, &mut errors, once).await?;
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, None, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let there = store::site_duty::all(&mut w, v.org()).await?;
    let mut events = Vec::new();
    for day in days {
        // A key of the day and of this sending: tapped twice, it is kept once.
        let id = casework::rota::key(&[once.as_bytes(), &[day as u8]]);
        let d = SiteDuty { id, weekday: day, version: 0, active: true, ..duty.clone() };
        if !there.iter().any(|t| t.id == id) {
            store::site_duty::keep(&mut w, &d).await?;
            events.push(event(&d));
        }
    }
    let to = format!("{HOME}/week");
    if events.is_empty() {
        return v.to(to);
    }
    let n = events.len();
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying(
        to,
        if n == 1 {
            "The duty is kept".to_string()
        } else {
            format!("The duty is kept on {n} days")
        },
    )
}

/// Changes one.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Changing a site duty").await?;
    let was = store::site_duty::find(&mut w, v.org(), v.id("id")?).await?;
    let (d, _) = typed(&v, &mut w, &mut errors, was.id).await?;
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, Some(was), v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let to = format!("{HOME}/week");
    if (SiteDuty { version: was.version, ..d.clone() }) == was {
        return v.to(to);
    }
    match store::site_duty::keep(&mut w, &SiteDuty { version: d.version.max(1), ..d.clone() }).await
    {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    v.commit(w, event(&d), Vec::new()).await?;
    v.to_saying(to, "Kept")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let duty = super::page::duty;
    let all = vec![
        duty(1, "Gate", "Mill Lane", 1, ("8.30", "8.45"), "Mr Theo Brack"),
        duty(2, "Lunch", "Dining hall", 1, ("12.50", "13.30"), ""),
        SiteDuty { active: false, ..duty(3, "Yard", "", 4, ("10.50", "11.05"), "Ms Dara Okell") },
    ];
    let page = |all: Vec<SiteDuty>, one, form, errors| WeekPage {
        all,
        one,
        staff: vec![Choice::new("", "Choose"), Choice::new("101", "Mr Theo Brack")],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("name", "Say what it is called");
    wrong.add(
        "anyway",
        "Mr Theo Brack is not at work then on Friday. Not theirs, as it was agreed: lunch duty",
    );
    vec![
        framed("site-duties-week", &page(all.clone(), None, Form::nothing(), Errors::new())),
        framed(
            "site-duties-week-wrong",
            &page(Vec::new(), None, Form::of([("weekday", "5"), ("staff", "101")]), wrong),
        ),
        framed(
            "site-duty",
            &page(
                all.clone(),
                all.into_iter().next(),
                Form::of([("name", "Gate"), ("weekday", "1"), ("from", "08:30"), ("to", "08:45")]),
                Errors::new(),
            ),
        ),
    ]
}
