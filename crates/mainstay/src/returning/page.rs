//! Returns as pages: the list, and one return with its days, check-ins, incidents and outcome.

use super::card::look::{steps, subjects};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Grid, Head, Look, Standing as Mark, Tag,
    hidden, token,
};
use crate::page::name::hideable;
use casework::incident::Incident;
use casework::returning::{CheckIn, Outcome, Standing, Track, standing};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute, Weekday};

/// One return as a line.
pub struct ReturnLine {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form: String,
    /// Which day of the return today is.
    pub day: i64,
    /// Of how many.
    pub of: i64,
    /// The last day.
    pub to_day: Day,
    /// The most pressing standing.
    pub now: Standing,
    /// What is due, or what comes next.
    pub due: Vec<(Standing, String)>,
    /// The outcome, once given.
    pub outcome: Option<Outcome>,
}

/// The list.
pub struct ReturnsPage {
    /// The school's words.
    pub words: Words,
    /// Followed, what is due first.
    pub open: Vec<ReturnLine>,
    /// Outcomes given lately.
    pub done: Vec<ReturnLine>,
    /// This person brings in incidents.
    pub may_import: bool,
}

impl ReturnsPage {
    /// The name as a link; with names hidden the link says what it is without one.
    fn name(&self, l: &ReturnLine) -> Markup {
        html! {
            a href={ "/returns/" (l.id) } {
                (hideable(&l.name, &format!("{} in {}", self.words.cap(Concept::Pupil), l.form)))
            }
        }
    }
}

/// Late and today are said in words, not by shape alone.
fn said(standing: Standing, what: &str) -> String {
    match standing {
        Standing::Late => format!("{what}, late"),
        Standing::Today => format!("{what}, today"),
        Standing::ToCome | Standing::Done => what.to_string(),
    }
}

fn mark(standing: Standing, words: &str) -> Markup {
    match standing {
        Standing::Late => html! { (Tag(Mark::Late, words)) },
        Standing::Today => html! { (Tag(Mark::Due, words)) },
        Standing::ToCome => html! { (Tag(Mark::None, words)) },
        Standing::Done => html! { (Tag(Mark::Done, words)) },
    }
}

impl Page for ReturnsPage {
    fn title(&self) -> String {
        "Back in lessons".into()
    }
    fn here(&self) -> &'static str {
        "/returns"
    }
    fn main(&self) -> Markup {
        let pressing = self.open.iter().filter(|l| l.now <= Standing::Today).count();
        html! {
            (Head::new("Back in lessons").facts(html! { (self.words.count(Concept::Pupil, self.open.len() as i64)) " followed · " (pressing) " with something due" })
                .acts(html! { a.btn.btn-2 href="/cards/missing" { "Marks missing" } @if self.may_import { a.btn.btn-2 href="/incidents/file" { "Bring in incidents" } } }))
            div.stack.stack-6 {
            @if self.open.is_empty() {
                (Empty { title: "Nobody is on the way back", words: "When somebody’s time in the room is closed, the return to lessons is followed here, with check-ins and an outcome.", step: None })
            } @else {
                (Grid {
                    region: "Returns followed",
                    caption: Some("Returns followed"),
                    look: "",
                    columns: ["Name", "Day", "Due", "Last day"].map(Col::Words).to_vec(),
                    named: Some(0),
                    rows: self.open.iter().map(|l| vec![
                        html! { (self.name(l)) span.sub { " " (l.form) } },
                        html! { (l.day.min(l.of)) " of " (l.of) },
                        html! { @for (s, what) in &l.due { p { (mark(*s, &said(*s, what))) } } },
                        html! { (l.to_day.short()) },
                    ]).collect(),
                })
            }
            @if !self.done.is_empty() {
                section.stack aria-labelledby="done" {
                    h2 #done { "Outcomes given" }
                    ul.stack.stack-2 { @for l in &self.done { li.row { (self.name(l)) span.soft { (l.form) }
                        @if let Some(o) = l.outcome { (Tag(if o == Outcome::Held { Mark::Done } else { Mark::Risk }, o.label())) } } } }
                }
            }
            }
        }
    }
}

/// One return.
pub struct ReturnPage {
    /// The school's words.
    pub words: Words,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// "9K2"
    pub form_group: String,
    /// What helps them.
    pub helps: String,
    /// The day of the placement: day 0.
    pub placed: Day,
    /// It was the last of a suspension.
    pub suspended: bool,
    /// The return.
    pub track: Track,
    /// Its days, in order.
    pub days: Vec<Day>,
    /// Days that did not count, and why.
    pub skipped: Vec<(Day, String)>,
    /// Check-ins, in order.
    pub checks: Vec<CheckIn>,
    /// Its report card.
    pub card: super::card::Panel,
    /// Targets for lessons.
    pub targets: Vec<String>,
    /// Incidents since the return, with the day of it.
    pub incidents: Vec<(Option<i64>, Incident)>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl ReturnPage {
    fn strip(&self) -> Markup {
        html! {
            ol.days aria-label={ (self.days.len()) " school days after the return" } {
                @for (n, day) in self.days.iter().enumerate() {
                    @let check = self.checks.iter().find(|c| c.due == *day);
                    @let last = *day == self.track.to_day;
                    @let week = n == 0 || day.monday() != self.days[n - 1].monday();
                    @let bad = self.incidents.iter().any(|(_, i)| i.day == *day);
                    li.is-week[week].is-today[*day == self.today].is-mark[check.is_some_and(|c| c.done_at.is_none()) && !last].is-due[last]
                        aria-current=[(*day == self.today).then_some("date")] {
                        span { (day.weekday().short()) } b { (day.ymd().2) }
                        span {
                            @if last { @if self.track.outcome.is_some() { "Done" } @else { "Due" } }
                            @else if check.is_some_and(|c| c.done_at.is_some()) { "Seen" }
                            @else if check.is_some() { "Check" }
                            @else { (n + 1) }
                            @if bad { i aria-hidden="true" { " ▲" } i.vh { " incident" } }
                        }
                    }
                }
            }
        }
    }

    fn working(&self) -> Markup {
        html! {
            details.working {
                summary { "Why " (self.track.to_day.short()) }
                div.working-body {
                    p { (self.days.len()) " school days after " (self.placed) " (day 0), on this school’s calendar. The first school day after is day 1." }
                    ol { @for day in &self.days { li { (day) } } }
                    @if !self.skipped.is_empty() {
                        p { "Not counted:" }
                        ul { @for (day, why) in self.skipped.iter().filter(|(d, _)| d.weekday() < Weekday::Sat) { li { (day) ": " (why) } }
                            @if self.skipped.iter().any(|(d, _)| d.weekday() >= Weekday::Sat) { li { "Saturdays and Sundays" } } }
                    }
                    dl.cite { dt { "From" } dd { "Mainstay’s own default: a return is followed for this long, with check-ins on the days marked. It is not law." } }
                }
            }
        }
    }

    fn check(&self, c: &CheckIn) -> Markup {
        let now = standing(c.due, c.done_at.is_some(), self.today);
        let tens: Vec<Choice> =
            (1..=10).map(|n| Choice::new(n.to_string(), n.to_string())).collect();
        html! {
            li.stack.stack-2 {
                p { strong { "Day " (c.number) } " " (c.due.short()) " "
                    @match now {
                        Standing::Done => (mark(now, "Seen")),
                        Standing::Late => (mark(now, "Not done yet")),
                        Standing::Today => (mark(now, "Today")),
                        Standing::ToCome => (mark(now, "To come")),
                    } }
                @if let Some(at) = c.done_at { p { "“" (c.words) "”" } p.soft { (c.by_name) ", " (at) } }
                @else if now <= Standing::Today && self.track.outcome.is_none() && self.next_check() == Some(c.id) {
                    form.stack method="post" action={ "/returns/" (self.track.id) "/check-in" } {
                        (token(&self.csrf)) (hidden("check", c.id))
                        (Choices::one("feeling", &format!("How {} says it is going", self.first), &tens).look(Look::Scale).ends("Badly", "Well").from(&self.form, &self.errors))
                        (Area::new("words", "In their words").optional().rows(2).from(&self.form, &self.errors))
                        div { button.btn type="submit" { "Keep the check-in" } }
                    }
                }
            }
        }
    }

    /// One form at a time: the oldest check-in that waits.
    fn next_check(&self) -> Option<Id> {
        self.checks.iter().find(|c| c.done_at.is_none() && c.due <= self.today).map(|c| c.id)
    }

    fn outcome(&self) -> Markup {
        let choices: Vec<Choice> =
            Outcome::ASKED.iter().map(|o| Choice::new(o.code(), o.label())).collect();
        html! {
            section.sheet.stack #how aria-labelledby="outcome-h" {
                h2 #outcome-h { "How it went" }
                @if let Some(o) = self.track.outcome {
                    p { (Tag(if o == Outcome::Held { Mark::Done } else { Mark::Risk }, o.label())) }
                    @if !self.track.outcome_words.is_empty() { p { (self.track.outcome_words) } }
                    @if let Some(step) = self.track.card_result { p { "Report card: " strong { (step.label()) } "." } }
                    p.soft { (self.track.decided_by) @if let Some(at) = self.track.decided_at { ", " (at) } }
                } @else {
                    p { @match standing(self.track.to_day, false, self.today) {
                        Standing::Late => { (Tag(Mark::Late, "Outcome late")) " It was due on " (self.track.to_day) "." }
                        Standing::Today => { (Tag(Mark::Due, "Due today")) }
                        _ => { "Due on " strong { (self.track.to_day) } ". That it did not hold can be recorded sooner." }
                    } }
                    form.stack.stack-5 method="post" action={ "/returns/" (self.track.id) "/outcome" } {
                        (token(&self.csrf)) (hidden("version", self.track.version))
                        (Choices::one("outcome", "The return", &choices).from(&self.form, &self.errors))
                        (Area::new("outcome_words", "In words").hint("What happened, and what comes next. Needed unless it held.").rows(2).from(&self.form, &self.errors))
                        @if let Some(l) = self.card.looked.as_ref().filter(|l| !l.over) {
                            p { "The card: " (l.all.said()) "." }
                            (steps("card_result", "What becomes of the report card?", l.stage, &self.form, &self.errors))
                            (subjects("card_subjects", &l.timetable, &self.form, &self.errors))
                        }
                        div { button.btn type="submit" { "Keep the outcome" } }
                    }
                }
            }
        }
    }
}

impl Page for ReturnPage {
    fn title(&self) -> String {
        format!("Back in lessons, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/returns"
    }
    fn main(&self) -> Markup {
        let of = self.days.len();
        let so_far = self.days.iter().filter(|d| **d <= self.today).count();
        html! {
            (Head::new(&self.name).about(&self.name).back("/returns", "Back in lessons").facts(html! { (self.form_group) @if self.suspended { " · suspended to " } @else { " · in the room " } (self.placed) }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-5 {
                    section.stack aria-labelledby="back" {
                        div.row.row-apart.row-base {
                            h2 #back { "Back in lessons: day " (so_far) " of " (of) }
                            p.soft { "Outcome due " (self.track.to_day.short()) }
                        }
                        (self.strip())
                        @if !self.incidents.is_empty() { p.soft { "▲ an incident was brought in" } }
                        (self.working())
                    }
                    section.stack aria-labelledby="checks" {
                        h2 #checks { "Check-ins" }
                        ol.stack.stack-5 { @for c in &self.checks { (self.check(c)) } }
                    }
                    section.stack aria-labelledby="since" {
                        h2 #since { "Incidents since the return" }
                        @if self.incidents.is_empty() { p { "None has been brought in." } }
                        @else { ul.stack { @for (n, i) in &self.incidents { li {
                            p { strong { @if let Some(n) = n { "Day " (n) ": " } (i.kind) } }
                            @if !i.body.is_empty() { p { (i.body) } }
                            p.soft { (i.day) @if let Some(m) = i.minute { ", " (m) } @if !i.place.is_empty() { " · " (i.place) } " · from " (self.words.one(Concept::Mis)) }
                        } } } }
                    }
                }
                aside.stack.stack-5 aria-label={ "About " (self.first) } {
                    (self.outcome())
                    section.sheet.stack aria-labelledby="targets" {
                        h2 #targets { "Targets" }
                        @if self.targets.is_empty() { p { "None were set." } } @else { ol { @for t in &self.targets { li { (t) } } } }
                        @if !self.helps.is_empty() { p { strong { "What helps: " } (self.helps) } }
                    }
                    (self.card.draw(&self.track, &self.targets, &self.csrf, &self.form, &self.errors))
                }
            }
        }
    }
}

/// A page with invented facts.
fn sample(today: i8) -> ReturnPage {
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::from_pg(0));
    let counted: Vec<Day> = [11, 12, 13, 16, 17, 18, 19, 20, 23, 24].into_iter().map(day).collect();
    let check = |number, d: i8, words: &str| CheckIn {
        id: Id::from_u128(number as u128),
        track: Id::nil(),
        pupil: Id::nil(),
        number,
        due: day(d),
        done_at: (!words.is_empty()).then(|| day(d).at(Minute::new(8, 40).unwrap_or_default())),
        by_name: if words.is_empty() { String::new() } else { "Mr Col Adair".into() },
        words: words.into(),
    };
    ReturnPage {
        card: super::card::Panel::sample(None, (0, 0)),
        words: crate::exit::sample_words(),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        form_group: "9K2".into(),
        helps: "Read it aloud. First step written down.".into(),
        placed: day(10),
        suspended: false,
        track: Track {
            id: Id::nil(),
            pupil: Id::nil(),
            placement: Id::nil(),
            from_day: day(11),
            to_day: day(24),
            outcome: None,
            outcome_words: String::new(),
            card_result: None,
            decided_at: None,
            decided_by: String::new(),
            version: 1,
        },
        days: counted,
        skipped: vec![(day(14), "Saturday".into()), (day(15), "Sunday".into())],
        checks: vec![
            check(1, 11, "Feels 6 of 10. Fine. Bit nervous about History."),
            check(3, 13, ""),
            check(5, 17, ""),
            check(10, 24, ""),
        ],
        targets: vec!["Ask for the time-out card".into(), "Start within two minutes".into()],
        incidents: Vec::new(),
        today: day(today),
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::from_pg(0));
    let words = crate::exit::sample_words();
    let line = |name: &str, now, due: &str, outcome| ReturnLine {
        id: Id::nil(),
        name: name.into(),
        form: "9K2".into(),
        day: 3,
        of: 10,
        to_day: day(24),
        now,
        due: vec![(now, due.to_string())],
        outcome,
    };
    let list = ReturnsPage {
        words: words.clone(),
        open: vec![
            line("Saffron Idle", Standing::Late, "Check-in, day 1, Wed 11 Nov", None),
            line("Tyrell Ashdown-Moss", Standing::Today, "Check-in, day 3, Fri 13 Nov", None),
            line("Moses Tarn", Standing::ToCome, "Check-in, day 5, Tue 17 Nov", None),
        ],
        done: vec![line("Ellie-Mae Croft", Standing::Done, "", Some(Outcome::Held))],
        may_import: true,
    };
    let none = ReturnsPage { words, open: vec![], done: vec![], may_import: false };
    let mut late = sample(25);
    late.incidents = vec![(
        Some(6),
        Incident {
            id: Id::nil(),
            pupil: Id::nil(),
            day: day(18),
            minute: Minute::new(11, 20),
            period: String::new(),
            kind: "Disruption".into(),
            body: "Called out twice; moved seat and settled.".into(),
            place: "S4".into(),
            subject: String::new(),
            staff_name: String::new(),
            points: None,
            action: String::new(),
            source: "csv".into(),
            outside: "1".into(),
        },
    )];
    let mut on_card = sample(13);
    on_card.card = super::card::Panel::sample(Some(super::card::mine::sample().0), (14, 12));
    let mut done = sample(24);
    done.track.outcome = Some(Outcome::Held);
    done.track.decided_by = "Ms Bea Catterall".into();
    done.track.decided_at = Some(day(24).at(Minute::new(15, 10).unwrap_or_default()));
    vec![
        framed("returns-typical", &list),
        framed("returns-empty", &none),
        framed("return-day-3", &sample(13)),
        framed("return-on-card", &on_card),
        framed("return-outcome-late", &late),
        framed("return-decided", &done),
    ]
}
