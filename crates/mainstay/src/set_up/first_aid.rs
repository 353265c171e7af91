//! Who at the school is trained in first aid, and until when: the board names them.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::first_aid::{FirstAider, LONGEST};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

const HOME: &str = "/set-up/first-aid";

/// The page.
pub struct FirstAidPage {
    /// Today.
    pub today: Day,
    /// Everybody trained, with their name.
    pub people: Vec<(FirstAider, String)>,
    /// Staff to choose from.
    pub staff: Vec<Choice>,
    /// Whose training is being changed.
    pub changing: Option<String>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl FirstAidPage {
    fn line(&self, f: &FirstAider, name: &str) -> Markup {
        html! {
            li.clock {
                @if !f.holds(self.today) { (Tag(Standing::Late, "Run out")) }
                @else if f.runs_out(self.today) { (Tag(Standing::Risk, "Runs out soon")) }
                @else { (Tag(Standing::Done, "In date")) }
                div {
                    p.clock-what { (name) }
                    p.soft { @if !f.what.is_empty() { (f.what) ". " } @match f.until { Some(day) => { "Until " (day) "." }, None => "No last day is written down." } }
                }
                div.row {
                    a.btn.btn-quiet href={ (HOME) "?change=" (f.staff) "#write" } { "Change" span.vh { ": " (name) } }
                    form method="post" action=(HOME) {
                        (token(&self.csrf)) (hidden("staff", f.staff))
                        button.btn.btn-quiet type="submit" name="act" value="end" { "Take off" span.vh { ": " (name) } }
                    }
                }
            }
        }
    }
}

impl Page for FirstAidPage {
    fn title(&self) -> String {
        "First aid".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("First aid").back("/set-up", "Set-up").facts(html! { "Who is trained, and until when. The board says whether whoever is in charge is, and who else is." }))
                (ErrorSummary(e))
                @if self.people.is_empty() {
                    (Empty { title: "Nobody is named yet", words: "While the list is empty, the board says nothing of first aid.", step: None })
                } @else { ul.clocks { @for (f, name) in &self.people { (self.line(f, name)) } } }
                form.stack.stack-5 #write method="post" action=(HOME) {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    @match &self.changing {
                        Some(name) => { (hidden("staff", f.text("staff"))) h2 { "Change: " (name) } }
                        None => { h2 { "Name somebody" } (Choices::one("staff", "Who", &self.staff).look(Look::Select).from(f, e)) }
                    }
                    (Field::new("what", "What they are trained in").hint("Such as “Emergency first aid at work”.").optional().from(f, e))
                    (Field::new("until", "Good until").kind("date").hint("The last day on the certificate.").optional().from(f, e))
                    div.row { button.btn type="submit" name="act" value="keep" { "Keep" } @if self.changing.is_some() { a.btn.btn-2 href=(HOME) { "Leave it" } } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<FirstAidPage, Problem> {
    let mut read = v.read().await?;
    let src: &mut dyn Source = &mut read;
    let all = store::first_aid::all(src, v.org()).await?;
    let staff = store::staff::all(src, v.org()).await?;
    let name = |id: Id| staff.iter().find(|s| s.id == id).map(|s| s.full()).unwrap_or_default();
    let known =
        all.iter().find(|f| Some(f.staff) == form.id("staff") && form.int("version") > Some(0));
    let changing = known.map(|f| name(f.staff));
    let mut choices = vec![Choice::new("", "Choose")];
    choices.extend(
        staff
            .iter()
            .filter(|s| !all.iter().any(|f| f.staff == s.id))
            .map(|s| Choice::new(s.id.to_string(), s.full())),
    );
    let people = all.into_iter().map(|f| (f.clone(), name(f.staff))).collect();
    Ok(FirstAidPage {
        today: v.today(),
        people,
        staff: choices,
        changing,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the list.
pub async fn show(v: Visit) -> Answer {
    let mut form = Form::of([("version", "0")]);
    if let Some(id) = v.query.id("change") {
        let mut read = v.read().await?;
        let all = store::first_aid::all(&mut read, v.org()).await?;
        let f = all.into_iter().find(|f| f.staff == id).ok_or(Problem::Missing)?;
        form = Form::of([
            ("staff", f.staff.to_string()),
            ("what", f.what),
            ("until", f.until.map(|d| d.iso()).unwrap_or_default()),
            ("version", f.version.to_string()),
        ]);
    }
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps somebody's training, or takes them off the list.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let staff = errors.get(f.id("staff"), "staff", "Choose somebody");
    let mut w = v.write("Changing who is trained in first aid").await?;
    if let (Some(staff), "end") = (staff, f.text("act")) {
        let who = store::staff::find(&mut w, v.org(), staff).await?;
        let known = store::first_aid::all(&mut w, v.org()).await?;
        if store::first_aid::end(&mut w, staff).await? {
            if let Some(f) = known.iter().find(|f| f.staff == staff) {
                crate::training::first_aid(&mut w, &v, f, true).await?;
            }
            let event = changed(staff, &who.full(), "taken off");
            v.commit(w, event, Vec::new()).await?;
        }
        return v.to_saying(HOME, format!("{} is off the list", who.full()));
    }
    let what = errors.limit(f, "what", LONGEST);
    let until = f.day("until");
    if f.has("until") && until.is_none() {
        errors.add("until", "Give the day as a date, or leave it");
    }
    let (Some(staff), true) = (staff, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let who = store::staff::find(&mut w, v.org(), staff).await?;
    let all = store::first_aid::all(&mut w, v.org()).await?;
    let known = all.iter().find(|k| k.staff == staff);
    let version = f.int("version").unwrap_or(0);
    let new = FirstAider { staff, what, until, version };
    // The same form sent twice is kept once.
    if known.is_some_and(|k| (&k.what, k.until) == (&new.what, new.until)) {
        return v.to(HOME);
    }
    if known.map_or(0, |k| k.version) != version {
        return Err(Problem::Stale(f.kept()));
    }
    store::first_aid::keep(&mut w, &new).await?;
    crate::training::first_aid(&mut w, &v, &new, false).await?;
    let said = new.until.map_or("no last day".to_string(), |d| format!("until {d}"));
    v.commit(w, changed(staff, &who.full(), &said), Vec::new()).await?;
    v.to_saying(HOME, format!("Kept: {}", who.full()))
}

fn changed(staff: Id, who: &str, said: &str) -> Event {
    Event::new(Verb::ListChanged, "first_aider", staff).fact("first aid", format!("{who}, {said}"))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let today = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let one = |n: u128, name: &str, until: i64| {
        let f = FirstAider {
            staff: Id::from_u128(n),
            what: "Emergency first aid at work".into(),
            until: Some(today.plus(until)),
            version: 1,
        };
        (f, name.to_string())
    };
    let page = |people, errors| FirstAidPage {
        today,
        people,
        staff: vec![Choice::new("", "Choose"), Choice::new("4", "Mr Dean Poll")],
        changing: None,
        csrf: "gallery".into(),
        form: Form::of([("version", "0")]),
        errors,
    };
    let people = vec![
        one(1, "Ms Dara Okell", 400),
        one(2, "Mr Idris Vail", 30),
        one(3, "Ms Ingrid Hale", -12),
    ];
    let mut wrong = Errors::new();
    wrong.add("staff", "Choose somebody");
    vec![
        framed("set-up-first-aid", &page(people, Errors::new())),
        framed("set-up-first-aid-empty-wrong", &page(Vec::new(), wrong)),
    ]
}
