//! A room's week: who is in charge of each period of each weekday.

use super::{adults, not_cover};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, ErrorSummary, Head, hidden, token};
use crate::page::kit::{Col, Grid};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::rota::{Line, may_plan};
use maud::{Markup, html};
use rulebook::Weekday;

/// The page.
pub struct WeekPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Who leads it, where nobody else is named.
    pub lead: String,
    /// A row for each period: its code, and on which weekdays there is one.
    pub periods: Vec<(String, [bool; 5])>,
    /// Staff; the first is nobody else than the lead.
    pub adults: Vec<Choice>,
    /// What the week was when the page was drawn.
    pub seen: String,
    /// What is chosen.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
}

/// The field of a period: "staff-2-P3".
fn field(weekday: usize, code: &str) -> String {
    format!("staff-{}-{code}", weekday + 1)
}

impl WeekPage {
    fn select(&self, day: usize, code: &str) -> Markup {
        let name = field(day, code);
        let chosen = self.form.text(&name);
        let wrong = self.errors.of(&name);
        html! {
            label.vh for=(name) { "In charge, " (Weekday::ALL[day].long()) " " (code) }
            select.select id=(name) name=(name) aria-invalid=[wrong.map(|_| "true")] {
                @for a in &self.adults { option value=(a.value) selected[a.value == chosen] { (a.label) } }
            }
        }
    }
}

impl Page for WeekPage {
    fn title(&self) -> String {
        format!("The week: {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let days = &Weekday::ALL[..5];
        let mut columns = vec![Col::Words("Period")];
        columns.extend(days.iter().map(|d| Col::Words(d.long())));
        let rows = self
            .periods
            .iter()
            .map(|(code, on)| {
                let cells = on.iter().enumerate().map(|(day, there)| {
                    html! { @if *there { (self.select(day, code)) } @else { span.soft { "–" } } }
                });
                std::iter::once(html! { (code) }).chain(cells).collect()
            })
            .collect();
        let grid = Grid {
            region: "The week by period",
            caption: Some("Who is in charge, by weekday and period"),
            look: "",
            columns,
            named: Some(0),
            rows,
        };
        html! {
            (Head::new(&self.title()).back("/rota", "Who is in charge").facts(html! { "Where nobody else is chosen: " (self.lead) ". One day otherwise is changed on the day." }))
            (ErrorSummary(&self.errors))
            form.stack.stack-5 method="post" action={ "/rota/week/" (self.room) } {
                (token(&self.csrf)) (hidden("seen", &self.seen))
                (grid)
                div.row { button.btn type="submit" { "Keep the week" } a.btn.btn-2 href="/rota" { "Leave it" } }
            }
        }
    }
}

fn mark(lines: &[Line]) -> String {
    let mut all: Vec<String> =
        lines.iter().map(|l| format!("{} {} {}", l.weekday, l.code, l.staff)).collect();
    all.sort();
    casework::rota::key(&[all.join(";").as_bytes()]).simple().to_string()
}

async fn page(v: &Visit, form: Option<Form>, errors: Errors) -> Result<WeekPage, Problem> {
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), v.id("room")?).await?;
    let lines = store::rota::week(&mut read, v.org(), room.id).await?;
    let lead = match room.lead {
        Some(id) => store::staff::find(&mut read, v.org(), id).await?.full(),
        None => "nobody".into(),
    };
    drop(read);
    let mut periods: Vec<(String, [bool; 5])> = Vec::new();
    for p in &v.setting.periods {
        let Some(day) = Weekday::ALL[..5].iter().position(|d| *d == p.weekday) else { continue };
        match periods.iter_mut().find(|(code, _)| *code == p.code) {
            Some((_, on)) => on[day] = true,
            None => {
                let mut on = [false; 5];
                on[day] = true;
                periods.push((p.code.clone(), on));
            }
        }
    }
    let seen = match &form {
        Some(form) => form.text("seen").to_string(),
        None => mark(&lines),
    };
    let form = form.unwrap_or_else(|| {
        Form::of(lines.iter().filter_map(|l| {
            let day = usize::try_from(l.weekday - 1).ok()?;
            Some((field(day, &l.code), l.staff.to_string()))
        }))
    });
    let first = format!("The lead: {lead}");
    let adults = adults(v, &first).await?;
    Ok(WeekPage {
        csrf: v.csrf.clone(),
        room: room.id,
        name: room.name,
        lead,
        periods,
        adults,
        seen,
        form,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    not_cover(&v)?;
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let page = page(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let mut w = v.write("Changing the week").await?;
    let room = store::room::room(&mut w, v.org(), v.id("room")?).await?;
    let now = store::rota::week(&mut w, v.org(), room.id).await?;
    if v.form.text("seen") != mark(&now) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let known = store::staff::all(&mut w, v.org()).await?;
    let mut errors = Errors::new();
    let mut lines = Vec::new();
    for p in &v.setting.periods {
        let Some(day) = Weekday::ALL[..5].iter().position(|d| *d == p.weekday) else { continue };
        let name = field(day, &p.code);
        if !v.form.has(&name) {
            continue;
        }
        match v.form.id(&name).filter(|id| known.iter().any(|s| s.id == *id)) {
            Some(staff) => lines.push(Line {
                room: room.id,
                weekday: p.weekday.number(),
                code: p.code.clone(),
                staff,
            }),
            None => errors.add(
                &name,
                format!("{} {}: choose somebody from the list", p.weekday.long(), p.code),
            ),
        }
    }
    lines.dedup_by(|a, b| a.weekday == b.weekday && a.code == b.code);
    if !errors.is_empty() {
        drop(w);
        let page = page(&v, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    if mark(&lines) != mark(&now) {
        let event = store::rota::set_week(&mut w, room.id, &lines).await?;
        v.commit(w, event, vec![]).await?;
    }
    v.to_saying("/rota", format!("The week of {} is kept", room.name))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = WeekPage {
        csrf: "gallery".into(),
        room: Id::from_u128(1),
        name: "Internal Exclusion Room".into(),
        lead: "Ms Dara Okell".into(),
        periods: vec![
            ("P1".into(), [true; 5]),
            ("P2".into(), [true; 5]),
            ("P6".into(), [true, true, true, true, false]),
        ],
        adults: vec![Choice::new("", "The lead: Ms Dara Okell"), Choice::new("7", "Mr Dean Poll")],
        seen: String::new(),
        form: Form::of([("staff-2-P2", "7")]),
        errors: Errors::new(),
    };
    vec![framed("rota-week", &page)]
}
