//! The page of calls home, drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, FlagMark, Head, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::receipt::{Got, brief};
use casework::good_news::Balance;
use casework::home::{Call, Outcome};
use casework::pupil::{Contact, Flag};
use casework::standards::{Acknowledged, Sheet};
use casework::{Coded, Id};
use maud::{Markup, html};
use store::home::{Again, Version};

/// Somebody who may be rung.
pub struct Person {
    /// Who.
    pub contact: Contact,
    /// The last call to them about this placement.
    pub last: Option<Call>,
    /// An attempt that waits.
    pub again: Option<Again>,
}

/// A call in the list.
pub struct Spoken {
    /// Who it was to.
    pub to: String,
    /// The call.
    pub call: Call,
    /// Versions of what was noted, when it was corrected.
    pub versions: Vec<Version>,
}

/// The page.
pub struct HomePage {
    /// Placement.
    pub placement: Id,
    /// What to call the pupil.
    pub first: String,
    /// Their name.
    pub name: String,
    /// Their form.
    pub form_name: String,
    /// The pupil.
    pub pupil: Id,
    /// "Tue 10 Nov 2026, P1–P6"
    pub when: String,
    /// What to say.
    pub script: Vec<(String, String)>,
    /// Which version of the school's steps it is; 0 for those Mainstay comes with.
    pub script_version: i64,
    /// Contact with home this school year, good and otherwise.
    pub balance: Balance,
    /// Standards sheets about this placement, and that they are known.
    pub sheets: Vec<(Sheet, Option<Acknowledged>)>,
    /// Who to ring, first to ring first.
    pub people: Vec<Person>,
    /// Who is not to be contacted.
    pub barred: Vec<Person>,
    /// The reader may open the file, where a restriction is written out.
    pub file: bool,
    /// Calls, newest first.
    pub calls: Vec<Spoken>,
    /// Attempts that wait.
    pub again: Vec<Again>,
    /// Who has the letters, and what came back.
    pub got: Vec<Got>,
    /// The reader may issue letters.
    pub letters: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for HomePage {
    fn title(&self) -> String {
        format!("Ring home: {}", self.first)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let title = format!("Ring home about {}", self.first);
        let pupil = format!("/pupils/{}", self.pupil);
        html! {
            (Head::new(&title).about(&self.name).back(&pupil, &self.name)
                .facts(html! { (pupil_name(&self.name)) ", " (self.form_name) ". " (self.when) })
                .acts(html! { a.btn.btn-2 href={ "/placements/" (self.placement) "/told" } { "Who was told" } @if self.letters { a.btn.btn-2 href={ "/placements/" (self.placement) "/letters" } { "Letters" } } }))
            (ErrorSummary(&self.errors))
            @if self.people.is_empty() && self.barred.is_empty() {
                (Empty { title: "Nobody to ring", words: "The people at home appear here when the roster has them. Put it right in the school’s own system and bring it in again.", step: None })
            } @else {
                div.cols.cols-2.with-more {
                    div.stack.stack-6 {
                        (self.who())
                        (self.log())
                    }
                    div { (self.words()) }
                }
            }
            div.stack.stack-6 { (self.waiting()) (brief(self.placement, &self.got)) (crate::standards::brief(self.placement, &self.sheets)) (self.so_far()) }
        }
    }
}

impl HomePage {
    /// What must be known before ringing comes before the number.
    fn who(&self) -> Markup {
        html! {
            section.stack aria-labelledby="who" {
                h2 #who { "Who to ring" }
                @if self.people.iter().all(|p| !p.contact.responsible) {
                    div.panel.panel-warn { h3.panel-title { "Nobody with parental responsibility can be rung" }
                        p { "None is on record without a restriction. Ask the designated safeguarding lead or a senior leader who is to be told before you ring anybody." } }
                }
                @for p in &self.barred { (self.not(p)) }
                ol.stack { @for p in &self.people { @let c = &p.contact;
                    li.sheet.stack.stack-2.sheet-quiet[!c.responsible] {
                        h3 { (c.full()) " " span.sub { (c.relation) @if c.lives_with { ", " (self.first) " lives here" } } }
                        @if !c.responsible { (self.little(c)) }
                        @if !c.language.is_empty() || c.interpreter {
                            p { (FlagMark(Flag::Talk, &talk(c))) }
                        }
                        p.row {
                            @if c.phone.is_empty() { span.soft { "No number is on record" } }
                            @else { a.btn.btn-2 href={ "tel:" (c.phone.replace(' ', "")) } { "Ring " (c.phone) } }
                            @if let Some(last) = &p.last { (Tag(standing(last.outcome), &format!("{}, {}", last.outcome.label(), when(last)))) }
                            @else if c.responsible { (Tag(Standing::Due, "Not rung yet")) }
                        }
                        @if let Some(a) = &p.again { p { (Tag(Standing::Risk, &format!("{}, due {}", a.what, a.due.short()))) } }
                    }
                } }
            }
        }
    }
    /// What may be said to somebody without parental responsibility comes before the number.
    fn little(&self, c: &Contact) -> Markup {
        html! {
            div.panel.panel-warn { h4.panel-title { "No parental responsibility is recorded" }
                p { "Ring only to ask that somebody with parental responsibility rings the school. Do not say what happened, why, or what was decided." }
                @if c.lives_with { p { (self.first) " lives here. Whoever looks after a child day by day may have to be told more: ask a senior leader first." } }
            }
        }
    }
    fn not(&self, p: &Person) -> Markup {
        html! {
            div.panel.panel-stop { h3.panel-title { "Do not contact " (p.contact.full()) }
                p { "A restriction is on record. "
                    @if self.file { a href={ "/pupils/" (self.pupil) } { "The file says what it is" } "; ask the designated safeguarding lead before anything is said to them." }
                    @else { "Ask the designated safeguarding lead." } }
                @if let Some(last) = &p.last { p.soft { (last.outcome.label()) ", " (when(last)) } }
            }
        }
    }
    fn log(&self) -> Markup {
        let choice = |p: &Person, but: &str| {
            let hint = [p.contact.relation.as_str(), but];
            let hint: Vec<&str> = hint.into_iter().filter(|part| !part.is_empty()).collect();
            Choice::new(p.contact.id, p.contact.full()).hint(hint.join(". "))
        };
        let people = self.people.iter().map(|p| match p.contact.responsible {
            true => choice(p, ""),
            false => choice(p, "No parental responsibility recorded"),
        });
        let barred = self
            .barred
            .iter()
            .map(|p| choice(p, "Do not contact. Choose only to write down a call that took place"));
        let choices: Vec<Choice> = people.chain(barred).collect();
        html! {
            section.sheet.stack aria-labelledby="log" {
                h2 #log { "Log the call" }
                form.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/home" } data-draft={ "home-" (self.placement) } {
                    (token(&self.csrf)) (hidden("once", self.form.text("once")))
                    (Choices::one("contact", "Who did you ring?", &choices).from(&self.form, &self.errors))
                    div.row.row-base {
                        (Field::new("time", "Time of the call").kind("time").from(&self.form, &self.errors))
                        (Field::new("day", "Day").kind("date").from(&self.form, &self.errors))
                    }
                    (Area::new("view", "What did they say?").hint("Their view, in their words where you can.").optional().from(&self.form, &self.errors))
                    (Field::new("follow_up", "What follows").hint("Such as: send the work home, ring after school.").optional().from(&self.form, &self.errors))
                    label.choice { input type="checkbox" name="interpreter" value="yes" checked[self.form.ticked("interpreter")]; span { "An interpreter was on the call" } }
                    fieldset.field.is-wrong[self.errors.of("outcome").is_some()] #outcome {
                        legend { "What came of it? One tap saves the call." }
                        @if let Some(e) = self.errors.of("outcome") { p.error { (e) } }
                        div.row { @for o in Outcome::ALL {
                            button class=(if *o == Outcome::Spoke { "btn" } else { "btn btn-2" }) type="submit" name="outcome" value=(o.code()) { (o.label()) }
                        } }
                    }
                }
            }
        }
    }
    fn words(&self) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="say" {
                h2 #say { "What to say" }
                p { (self.balance.said()) ". " a href={ "/pupils/" (self.pupil) "/good-news?placement=" (self.placement) } { "Send good news" } }
                dl.summary.summary-tight { @for (what, words) in &self.script { div { dt { (what) } dd { (words) } } } }
                p.soft { @match self.script_version { 0 => "The steps Mainstay comes with; the school can set its own.", n => { "The school’s own steps, version " (n) "." } } }
            }
        }
    }
    fn waiting(&self) -> Markup {
        html! {
            @if !self.again.is_empty() {
                section.stack aria-labelledby="waiting" {
                    h2 #waiting { "To ring again" }
                    @for a in &self.again { @let field = format!("why-{}", a.id);
                        div.panel.panel-warn {
                            h3.panel-title { (a.what) ", due " (a.due.short()) }
                            p { "It closes by itself when the next call to them is logged." }
                            details.working open[self.errors.of(&field).is_some()] { summary { "Close it without ringing" }
                                form.working-body method="post" action={ "/placements/" (self.placement) "/again/" (a.id) } {
                                    (token(&self.csrf))
                                    (Field::new(&field, "Why does nobody ring again?").from(&self.form, &self.errors))
                                    p { button.btn.btn-2 type="submit" { "Close it" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    fn so_far(&self) -> Markup {
        html! {
            section.stack aria-labelledby="calls" {
                h2 #calls { "Calls so far" }
                @if self.calls.is_empty() { (Empty { title: "No call yet", words: "Every call appears here with its time and what came of it, answered or not.", step: None }) }
                @else { ol.stack { @for s in &self.calls { (self.call(s)) } } }
            }
        }
    }
    fn call(&self, s: &Spoken) -> Markup {
        let c = &s.call;
        let field = format!("view-{}", c.id);
        let newest = s.versions.last();
        let view = newest.map(|v| v.body.as_str()).unwrap_or(&c.view);
        let seen = newest.map(|v| v.revision).unwrap_or(1);
        html! {
            li.sheet.stack.stack-2 {
                h3 { (s.to) ", " (when(c)) " " (Tag(standing(c.outcome), c.outcome.label())) }
                p.soft { (c.by_name) @if !c.number.is_empty() { ", " (c.number) } @if c.interpreter { ", with an interpreter" }
                    @if c.entered_later() { ". Entered later, " (c.made_at) } }
                @if !view.is_empty() { p { (view) } }
                @if !c.follow_up.is_empty() { p { strong { "Follows: " } (c.follow_up) } }
                @if let Some(v) = newest {
                    details.working { summary { "Corrected by " (v.author_name) ", " (v.at) ". Earlier words are kept" }
                        ol.working-body.stack { @for old in s.versions.iter().rev().skip(1) { li { p { @if old.body.is_empty() { "Nothing was noted" } @else { (old.body) } } p.soft { (old.author_name) ", " (old.at) } } } }
                    }
                }
                details.working open[self.errors.of(&field).is_some()] { summary { "Correct what is noted" }
                    form.working-body method="post" action={ "/calls/" (c.id) "/correct" } {
                        (token(&self.csrf)) (hidden("seen", seen))
                        (Area { value: if self.form.has(&field) { self.form.text(&field) } else { view }, error: self.errors.of(&field), ..Area::new(&field, "What did they say?").hint("The first words stay on record beside yours.") })
                        p { button.btn.btn-2 type="submit" { "Keep the correction" } }
                    }
                }
            }
        }
    }
}

fn talk(c: &Contact) -> String {
    match (c.language.is_empty(), c.interpreter) {
        (false, true) => format!("{}, interpreter asked for", c.language),
        (false, false) => c.language.clone(),
        _ => "Interpreter asked for".into(),
    }
}

fn when(c: &Call) -> String {
    let (day, minute) = c.at.local();
    format!("{} {minute}", day.short())
}

fn standing(outcome: Outcome) -> Standing {
    match outcome {
        Outcome::Spoke => Standing::Done,
        Outcome::Voicemail | Outcome::NoAnswer => Standing::Risk,
        Outcome::Dead => Standing::Late,
        Outcome::Refused => Standing::None,
    }
}
