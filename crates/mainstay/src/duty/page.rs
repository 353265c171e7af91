//! The page of a day's duties and calls.
//!
//! Must never know: how its facts were found.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::duty::{Call, Duty, DutyKind, Opening};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// A call with what is shown of it.
pub struct CallRow {
    /// The call.
    pub call: Call,
    /// Name and form of the pupil, where somebody is named.
    pub pupil: Option<String>,
    /// When it was written down, where that was later.
    pub later: Option<Instant>,
}

/// The page.
pub struct DutiesPage {
    /// The day shown.
    pub day: Day,
    /// Now.
    pub now: Instant,
    /// The school day before.
    pub before: Option<Day>,
    /// The school day after.
    pub after: Option<Day>,
    /// Why pupils are not in, where they are not.
    pub closed: Option<String>,
    /// The room's name.
    pub room: String,
    /// The room is this person's to run.
    pub runs_room: bool,
    /// The day's periods.
    pub openings: Vec<Opening>,
    /// Everybody's duties, each with the pupil mentored where there is one.
    pub duties: Vec<(Option<String>, Duty)>,
    /// Duties given up: what, by whom and when.
    pub given_up: Vec<(Duty, String, Instant)>,
    /// Calls.
    pub calls: Vec<CallRow>,
    /// Places calls come from.
    pub places: Vec<String>,
    /// What was looked for.
    pub q: String,
    /// Pupils found.
    pub found: Vec<(Id, String)>,
    /// What was typed.
    pub form: Form,
    /// Errors in it.
    pub errors: Errors,
    /// Key of the call to be made.
    pub once: Id,
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
}

/// What a duty was, in one line.
pub(super) fn duty_line(d: &Duty, pupil: Option<&str>, words: &Words) -> String {
    let mut line = d.kind.said(words);
    for part in [Some(d.lesson()), pupil.map(str::to_string)].into_iter().flatten() {
        if !part.is_empty() {
            line.push_str(&format!(": {part}"));
        }
    }
    line
}

impl DutiesPage {
    fn state(&self, o: &Opening) -> Markup {
        let pupils = self.words.count(Concept::Pupil, o.pupils);
        html! {
            @if let Some(d) = &o.duty {
                @let pupil = self.duties.iter().find(|(_, x)| x.id == d.id).and_then(|(p, _)| p.as_deref());
                (Tag(Standing::Done, &duty_line(d, pupil, &self.words)))
                @if !d.body.is_empty() { span.sub { (d.body) } }
                @if self.runs_room && !o.is_free() {
                    " " (Tag(Standing::Late, &format!("{pupils} now booked")))
                }
            } @else if !self.runs_room {
                span.soft { "Nothing logged" }
            } @else if o.is_empty() {
                (Tag(Standing::Due, "Room empty"))
            } @else if let Some(adult) = &o.covered_by {
                (Tag(Standing::Due, &format!("With {adult}"))) span.sub { (pupils) }
            } @else {
                (Tag(Standing::None, &pupils))
            }
        }
    }

    fn acts(&self, o: &Opening) -> Markup {
        let more = format!("/duties/new?day={}&period={}", self.day.iso(), o.code);
        let on_call = o.duty.as_ref().is_some_and(|d| d.kind == DutyKind::OnCall);
        html! {
            @if o.duty.is_some() || !self.runs_room || o.is_free() {
                div.row {
                    @if !on_call {
                        form method="post" action="/duties" {
                            (token(&self.csrf)) (hidden("day", self.day.iso())) (hidden("period", &o.code))
                            (hidden("kind", DutyKind::OnCall.code())) (hidden("version", o.duty.as_ref().map_or(0, |d| d.version)))
                            button.btn.btn-2 type="submit" { (self.words.cap(Concept::OnCall)) span.vh { ", " (o.code) } }
                        }
                    }
                    a href=(more) {
                        @if o.duty.is_some() { "Change or add words" } @else { "In class, mentoring, other" }
                        span.vh { ", " (o.code) }
                    }
                }
            } @else {
                a href=(more) { "Why not?" span.vh { " " (o.code) } }
            }
        }
    }

    fn periods(&self) -> Markup {
        let rows = self
            .openings
            .iter()
            .map(|o| {
                vec![
                    html! { (o.code) " " span.sub { (o.from) "–" (o.to) } },
                    self.state(o),
                    self.acts(o),
                ]
            })
            .collect();
        let columns = vec![
            ("Period", false),
            (if self.runs_room { "The room" } else { "Your duty" }, false),
            ("Be on", false),
        ];
        html! {
            section.stack aria-labelledby="periods" {
                h2 #periods { "Your periods" }
                @if let Some(why) = &self.closed {
                    (Empty { title: &format!("Not a school day: {why}"), words: "Duties are logged on days when the school is open.", step: None })
                } @else if self.openings.is_empty() {
                    (Empty { title: "The day has no lesson periods", words: "They are set in Set-up, under the day.", step: None })
                } @else {
                    div.sheet.sheet-flush { (Table { caption: "Your periods", columns, rows, dense: false }) }
                    @if self.runs_room {
                        p.soft.measure {
                            "A period is empty when no " (self.words.many(Concept::Pupil)) " are booked in " (self.room)
                            ", or everybody has left. Time logged here is counted in Reports."
                        }
                    }
                }
            }
        }
    }

    fn rota(&self) -> Markup {
        let rows: Vec<Vec<Markup>> = self
            .duties
            .iter()
            .map(|(pupil, d)| {
                vec![
                    html! { (d.code) " " span.sub { (d.from) "–" (d.to) } },
                    html! { (d.staff_name) },
                    html! { (duty_line(d, pupil.as_deref(), &self.words)) @if !d.body.is_empty() { span.sub { (d.body) } } },
                ]
            })
            .collect();
        html! {
            section.stack aria-labelledby="rota" {
                h2 #rota { "On duty" }
                @if rows.is_empty() {
                    p.soft { "Nobody has logged a duty on this day." }
                } @else {
                    div.sheet.sheet-flush { (Table { caption: "On duty", columns: vec![("Period", false), ("Who", false), ("Duty", false)], rows, dense: true }) }
                }
                @for (d, who, at) in &self.given_up {
                    p.soft { s { (d.code) " " (d.staff_name) ", " (d.kind.said(&self.words)) } " given up by " (who) ", " (at) }
                }
            }
        }
    }

    fn call_list(&self) -> Markup {
        let rows: Vec<Vec<Markup>> = self
            .calls
            .iter()
            .map(|r| {
                let c = &r.call;
                vec![
                    html! {
                        a href={ "/calls/" (c.id) } { (c.called_at.minute()) " " (c.place) }
                        span.sub { (c.by_name) }
                        @if let Some(at) = r.later {
                            span.sub { "Entered later: " @if at.day() == c.day { (at.minute()) } @else { (at) } }
                        }
                    },
                    html! { @match &r.pupil { Some(name) => (pupil_name(name)), None => { span.soft { "Nobody named" } } } },
                    html! {
                        @match c.outcome {
                            Some(o) => (Tag(Standing::Done, &o.said(&self.words))),
                            None => (Tag(Standing::Due, "Details wanted")),
                        }
                        @if c.referral.is_some() { " " (Tag(Standing::Done, "Referred")) }
                    },
                ]
            })
            .collect();
        html! {
            section.stack aria-labelledby="calls" {
                h2 #calls { "Calls" }
                @if rows.is_empty() {
                    p.soft { "No calls on this day." }
                } @else {
                    div.sheet.sheet-flush { (Table { caption: "Calls", columns: vec![("Call", false), ("About", false), ("How it ended", false)], rows, dense: false }) }
                }
            }
        }
    }

    fn log(&self) -> Markup {
        let mut about = vec![Choice::new("", "Nobody named")];
        about.extend(self.found.iter().map(|(id, name)| Choice::pupil(id.to_string(), name)));
        let mut choices = Choices::one("pupil", "About", &about).from(&self.form, &self.errors);
        if choices.chosen.is_empty() {
            // One name found is the one meant; otherwise nobody until somebody is chosen.
            choices.chosen = vec![if self.found.len() == 1 { about[1].value.as_str() } else { "" }];
        }
        html! {
            section.sheet.stack aria-labelledby="log" {
                h2 #log { "Log a call" }
                form.stack method="post" action="/calls" {
                    (token(&self.csrf)) (hidden("once", self.once)) (hidden("day", self.day.iso())) (hidden("looked", &self.q))
                    // Enter logs the call, wherever it is pressed.
                    button.vh type="submit" tabindex="-1" aria-hidden="true" { "Log the call" }
                    (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search").optional().hint("Leave empty when nobody is named. You can add the name later.") })
                    div { button.btn.btn-2 type="submit" name="find" value="yes" { "Find" } }
                    @if !self.q.is_empty() && self.found.is_empty() {
                        p { "No " (self.words.one(Concept::Pupil)) " found for “" (self.q) "”." }
                    }
                    @if !self.found.is_empty() { (choices.look(Look::List)) }
                    fieldset.field {
                        legend { "Where: one tap logs it" }
                        div.row { @for place in &self.places {
                            button.btn.btn-2 type="submit" name="tap" value=(place) { (place) }
                        } }
                    }
                    (Field::new("place", "Somewhere else").from(&self.form, &self.errors).optional())
                    @if self.day != self.now.day() {
                        (Field::new("called", "When").kind("time").from(&self.form, &self.errors))
                    }
                    button.btn type="submit" { "Log the call" }
                }
                p.soft { "The time is set for you. Arrival, what happened and how it ended can wait until you are back." }
            }
        }
    }
}

impl Page for DutiesPage {
    fn title(&self) -> String {
        format!("Duties, {}", self.day)
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        let day = |d: Day| format!("/duties?day={}", d.iso());
        let link = |d: Option<Day>, word: &str| html! { @if let Some(d) = d { a href=(day(d)) { (word) ": " (d) } } };
        let free = self.openings.iter().filter(|o| o.is_empty() && o.duty.is_none()).count();
        html! {
            (Head::new("Duties").acts(html! { a.btn.btn-2 href={ "/duties/timeline?day=" (self.day.iso()) } { "Your day" } a.btn.btn-2 href="/mentoring" { "Mentoring" } }).facts(html! {
                (self.day)
                @if self.closed.is_none() && self.runs_room {
                    " · " @match free { 0 => "no empty period without a duty", 1 => "1 empty period without a duty", n => { (n) " empty periods without a duty" } }
                }
            }))
            (ErrorSummary(&self.errors))
            div.stack {
            nav.row aria-label="Days" {
                (link(self.before, "Earlier"))
                @if self.day != self.now.day() { a href="/duties" { "Today" } }
                (link(self.after, "Later"))
            }
            div.cols.cols-side {
                div.stack.stack-7 { (self.periods()) (self.call_list()) (self.rota()) }
                div.stack { @if self.day <= self.now.day() && self.closed.is_none() { (self.log()) } }
            }
            }
        }
    }
}
