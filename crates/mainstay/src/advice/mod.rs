//! Advice given to colleagues: written down in a minute, counted by kind, one's own to strike out.
//!
//! Must never hold: a pupil’s name. Whoever leads sees how often; the words are their writer's.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::advice::{Advice, Kind, LONGEST, LONGEST_MINUTES, SHORT, by_kind};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::day::spell_minutes;

/// Where it is.
const HOME: &str = "/advice";

/// The page.
pub struct AdvicePage {
    /// Since when it is counted.
    pub since: Day,
    /// One's own, newest first.
    pub mine: Vec<Advice>,
    /// Everybody's, by kind.
    pub counts: Vec<(Kind, usize, i64)>,
    /// Cards of the strategy library.
    pub cards: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl AdvicePage {
    fn one(&self, a: &Advice) -> Markup {
        let why = format!("why-{}", a.id);
        let card = a.strategy.and_then(|id| self.cards.iter().find(|c| c.value == id.to_string()));
        html! {
            li.sheet.stack.stack-2 {
                p { strong { (a.kind.label()) } ", " (a.whom) span.sub { (a.day) @if a.minutes > 0 { ", " (spell_minutes(a.minutes)) } } }
                @if a.struck_at.is_some() { p { "Struck out: " (a.struck_why) } }
                @else {
                    p.as-typed { (a.words) }
                    @if let Some(c) = card { p.soft { "From the library: " (c.label) } }
                    details.working open[self.errors.of(&why).is_some()] { summary { "Strike it out" span.vh { ": " (a.kind.label()) ", " (a.day) } }
                        form.working-body.stack.stack-2 method="post" action=(HOME) {
                            (token(&self.csrf)) (hidden("act", "strike")) (hidden("id", a.id))
                            (Field::new(&why, "Why").from(&self.form, &self.errors))
                            div { button.btn.btn-2.btn-s type="submit" { "Strike it out" } }
                        }
                    }
                }
            }
        }
    }
}

impl Page for AdvicePage {
    fn title(&self) -> String {
        "Advice given".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let mut cards = vec![Choice::new("", "None")];
        cards.extend(self.cards.iter().map(|c| Choice::new(&c.value, &c.label)));
        let rows = self
            .counts
            .iter()
            .map(|(k, n, minutes)| {
                vec![
                    html! { (k.label()) },
                    html! { (n) },
                    html! { @if *minutes > 0 { (spell_minutes(*minutes)) } @else { "Not said" } },
                ]
            })
            .collect();
        html! {
            (Head::new("Advice given").back("/team", "Team").facts(html! { "What colleagues asked, and what was suggested. Name no child: it is counted, and a plan is where a child’s strategies stand." }))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-6 {
                    section.stack aria-labelledby="counted" {
                        h2 #counted { "By kind, since " (self.since) }
                        @if self.counts.is_empty() { p.soft { "Nothing is written down this school year." } }
                        @else { (Grid { region: "Advice by kind, table", caption: Some("Advice of the team, by kind"), look: "", named: Some(0), columns: vec![Col::Words("About"), Col::Number("Times"), Col::Words("Time")], rows }) }
                    }
                    section.stack aria-labelledby="mine" {
                        h2 #mine { "Yours" }
                        @if self.mine.is_empty() { (Empty { title: "Nothing of yours yet", words: "A minute after somebody asked you for a strategy: to whom, about what, and what you suggested.", step: None }) }
                        @else { ul.stack.stack-3 { @for a in &self.mine { (self.one(a)) } } }
                    }
                }
                form.sheet.stack method="post" action=(HOME) {
                    (token(&self.csrf)) (hidden("act", "add")) (hidden("once", f.text("once")))
                    h2 { "Write one down" }
                    (Choices::one("kind", "About", &kinds).look(Look::Select).from(f, e))
                    (Field::new("whom", "To whom, by their role").hint("Such as “Teacher of Science”.").from(f, e))
                    (Area::new("words", "What was suggested").rows(3).hint("Name no child.").from(f, e))
                    (Choices::one("strategy", "From the strategy library", &cards).look(Look::Select).from(f, e))
                    (Field::new("day", "On").kind("date").from(f, e))
                    (Field::new("minutes", "Minutes").kind("number").optional().from(f, e))
                    div { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<AdvicePage, Problem> {
    let mut read = v.read().await?;
    let since = v.setting.calendar.school_year(v.today()).0;
    let all = store::advice::since(&mut read, v.org(), None, since).await?;
    let cards = store::strategy::all(&mut read, v.org()).await?;
    let mut form = form;
    for (name, value) in [("once", Id::now_v7().to_string()), ("day", v.today().iso())] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(AdvicePage {
        since,
        counts: by_kind(&all),
        mine: all.into_iter().filter(|a| a.staff == v.actor.staff).collect(),
        cards: cards.into_iter().map(|c| Choice::new(c.id.to_string(), c.title)).collect(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps one, or strikes one of one's own out.
pub async fn act(v: Visit) -> Answer {
    match v.form.text("act") {
        "add" => add(v).await,
        "strike" => strike(v).await,
        _ => Err(Problem::Missing),
    }
}

async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Choose what it was about");
    let whom = errors.need(f, "whom", SHORT, "Say to whom, by their role");
    let words = errors.need(f, "words", LONGEST, "Say what was suggested");
    let day = crate::team::gone(&v, &mut errors, "day");
    let minutes = match f.has("minutes") {
        true => {
            let n = f.int("minutes").filter(|n| (0..=LONGEST_MINUTES).contains(n));
            errors.get(n, "minutes", &format!("Give a number from 0 to {LONGEST_MINUTES}"))
        }
        false => Some(0),
    };
    let mut w = v.write("Writing down advice given to a colleague").await?;
    let cards = store::strategy::all(&mut w, v.org()).await?;
    let strategy = f.id("strategy").filter(|id| cards.iter().any(|c| c.id == *id));
    if f.has("strategy") && strategy.is_none() {
        errors.add("strategy", "Choose a card from the list, or none");
    }
    let (Some(kind), Some(day), Some(minutes), true) = (kind, day, minutes, errors.is_empty())
    else {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let a = Advice {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        day,
        kind,
        whom,
        words,
        strategy,
        minutes,
        staff: v.actor.staff,
        staff_name: v.actor.name.clone(),
        made_at: v.now,
        struck_at: None,
        struck_why: String::new(),
    };
    if store::advice::add(&mut w, &a).await? {
        let event = Event::new(Verb::AdviceKept, "advice_given", a.id)
            .fact("about", a.kind.label())
            .fact("on", a.day);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(HOME, "Kept")
}

async fn strike(v: Visit) -> Answer {
    let id = v.form.id("id").ok_or(Problem::Missing)?;
    let mut errors = Errors::new();
    let why = errors.need(&v.form, &format!("why-{id}"), SHORT, "Say why it is struck out");
    if !errors.is_empty() {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Striking out advice given to a colleague").await?;
    if store::advice::strike(&mut w, id, v.actor.staff, &why).await? {
        let event = Event::new(Verb::AdviceStruck, "advice_given", id).fact("why", &why);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(HOME, "Struck out. It is in no figure")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let at = day.at(rulebook::Minute::default());
    let one = |n: u128, kind, whom: &str, words: &str, struck: bool| Advice {
        id: Id::from_u128(n),
        day,
        kind,
        whom: whom.into(),
        words: words.into(),
        strategy: None,
        minutes: 10,
        staff: Id::from_u128(9),
        staff_name: "Ms Dara Okell".into(),
        made_at: at,
        struck_at: struck.then_some(at),
        struck_why: if struck { "Written twice".into() } else { String::new() },
    };
    let page = |mine: Vec<Advice>, form, errors| AdvicePage {
        since: Day::new(2026, 9, 2).unwrap_or(day),
        counts: by_kind(&mine),
        mine,
        cards: vec![Choice::new("1", "A seat away from the door")],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("kind", "Choose what it was about");
    wrong.add("whom", "Say to whom, by their role");
    let mine = vec![
        one(
            1,
            Kind::Strategy,
            "Teacher of Science",
            "Seat at the front left; a task on the board before the door opens.",
            false,
        ),
        one(2, Kind::Home, "Tutor, Year 8", "Ring on a good day first.", true),
    ];
    vec![
        framed("advice", &page(mine, Form::of([("day", day.iso())]), Errors::new())),
        framed("advice-empty-wrong", &page(Vec::new(), Form::of([("day", day.iso())]), wrong)),
    ]
}
