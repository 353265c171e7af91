//! The approval as a page: what a fair decision needs, where and when, what stands in the way
//! with the ways out of it, and the decision. Nothing is sent until somebody approves.

use super::thread::Step;
use crate::fair::{self, Panel, Prompt};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, FlagMark, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::booking::Way;
use casework::pupil::Flag;
use casework::words::{Concept, Words};
use casework::{Coded, Refusal};
use maud::{Markup, html};

/// A way out, as it is offered.
pub struct Pick {
    /// Which.
    pub way: Way,
    /// "Move Kian to Wed 11 Nov, P1–P3"
    pub name: String,
    /// What it would do.
    pub effect: String,
    /// What was worked out, to tell whether it still holds; `None` when it cannot be chosen.
    pub offer: Option<String>,
}

/// One pupil's day drawn to scale.
pub struct Lane {
    /// "Tyrell"
    pub who: String,
    /// Period, minutes, whether they are there, whether it clashes.
    pub hours: Vec<(String, i64, bool, bool)>,
}

/// What stands in the way.
pub enum Block {
    /// Nothing.
    Clear,
    /// It cannot be booked so.
    Refused(Refusal),
    /// It clashes, and there are ways out.
    Clash {
        /// The clash in one sentence.
        title: String,
        /// Days to scale; empty when only seats are short.
        lanes: Vec<Lane>,
        /// Rules with their sources.
        cites: Vec<(String, String)>,
        /// Ways out.
        ways: Vec<Pick>,
    },
}

/// The page.
pub struct ApprovePage {
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// Key of the referral, as text.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// "Approve a day in the room?"
    pub title: String,
    /// "Waiting for 30 min"
    pub waited: String,
    /// Key of the pupil, as text.
    pub pupil_id: String,
    /// "Tyrell Ashdown-Moss"
    pub pupil: String,
    /// "Tyrell"
    pub first: String,
    /// "9K2"
    pub form_group: String,
    /// "Tue 10 Nov 2026, P1–P6, 5 h 10 min of lessons"
    pub asked: String,
    /// "Abuse towards an adult, P5, nobody hurt. Asked by …"
    pub facts: String,
    /// What happened, in the referrer's words.
    pub what: String,
    /// What was tried first.
    pub tried: String,
    /// Time so far, and how the last times ended.
    pub fair: Panel,
    /// The gate on hours, when it is passed: title, rule, source.
    pub gate: Option<(String, String, String)>,
    /// The school's own thresholds that this reaches.
    pub prompts: Vec<Prompt>,
    /// What will be different has to be said.
    pub asks_different: bool,
    /// A reason by name has to be given.
    pub asks_why: bool,
    /// Facts the adult must know.
    pub flags: Vec<(Flag, String)>,
    /// What they are good at.
    pub good_at: String,
    /// What helps.
    pub helps: String,
    /// Reading age.
    pub reading_age: String,
    /// Lessons of the day chosen.
    pub lessons: Vec<String>,
    /// Rooms in use: key and name.
    pub rooms: Vec<(String, String)>,
    /// What stands in the way.
    pub block: Block,
    /// Context kept to approvers.
    pub notes: Vec<Step>,
    /// "Next: two letters home, six requests for work."
    pub next: String,
    /// A name in the plain reason was asked about.
    pub asks_name: bool,
    /// What changed since it was looked at.
    pub changed: Option<String>,
    /// What was shown, to tell whether it still holds.
    pub seen: String,
    /// What was typed, or the defaults.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for ApprovePage {
    fn title(&self) -> String {
        format!("Approve {}: {}", self.words.a(Concept::Placement), self.pupil)
    }
    fn here(&self) -> &'static str {
        "/queue"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let yes_no = [Choice::new("yes", "Yes"), Choice::new("no", "No")];
        let plain_hint = format!(
            "For {} and home, in plain words. It names no other {}.",
            self.first,
            self.words.one(Concept::Pupil)
        );
        html! {
            header.head {
                a.back href="/queue" { "Queue" }
                div.head-line { h1 { (self.title) } (Tag(Standing::Due, &self.waited)) }
                p.big { strong { a href={ "/pupils/" (self.pupil_id) } { (pupil_name(&self.pupil)) } ", " (self.form_group) } " · " (self.asked) }
                p.head-facts { (self.facts) }
            }
            form.stack.stack-6 action={ "/queue/" (self.id) "/approve" } method="post" data-draft={ "approve-" (self.id) } {
                (token(&self.csrf))
                (hidden("version", self.version))
                (hidden("seen", &self.seen))
                (ErrorSummary(e))
                @if let Some(changed) = &self.changed {
                    div.panel.panel-warn role="alert" { h2.panel-title { "This changed while you were looking" } p { (changed) } }
                }
                (self.before())
                div.cols.cols-2 { (self.needs()) (self.fair.last()) }
                (self.place())
                (self.blocked())
                @if !self.notes.is_empty() { (self.said()) }
                div.sheet.stack {
                    (Field::new("plain", "The reason, in plain words").hint(&plain_hint).from(f, e))
                    @if self.asks_name {
                        label.choice { input type="checkbox" name="plain_ok" value="yes" checked[f.ticked("plain_ok")]; span { "The words are right as they are: keep them" } }
                    }
                    (Field::new("decision", "Anything to say to the referrer").optional().from(f, e))
                    (Choices::one("instead", "Is this used instead of a suspension?", &yes_no).look(Look::Scale).from(f, e))
                    div.row {
                        button.btn type="submit" name="do" value="approve" { "Approve" }
                        button.btn.btn-2 type="submit" name="do" value="look" { "Look again" }
                    }
                    p.soft { (self.next) " Nothing is sent until you approve." }
                }
            }
            details.working open[e.of("why_not").is_some()] {
                summary { "Decline, with a reason" }
                div.working-body {
                    form.stack action={ "/queue/" (self.id) "/decline" } method="post" {
                        (token(&self.csrf))
                        (hidden("version", self.version))
                        (Area::new("why_not", "Why it is declined").hint("Whoever referred reads this.").from(f, e))
                        div.row { button.btn.btn-2 type="submit" { "Decline" } }
                    }
                }
            }
        }
    }
}

impl ApprovePage {
    fn before(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.stack aria-labelledby="gate" {
                div.row.row-apart.row-base { h2 #gate { "Before you decide" } p.soft { (self.fair.counted) } }
                (self.fair.time())
                p { strong { "Tried first: " } @if self.tried.is_empty() { "nothing is recorded" } @else { (self.tried) } }
                @if self.gate.is_some() || !self.prompts.is_empty() {
                    div.panel.panel-warn {
                        @if let Some((title, rule, from)) = &self.gate {
                            h3.panel-title { (title) }
                            dl.cite { dt { "Rule" } dd { (rule) } dt { "From" } dd { (from) } }
                        }
                        (fair::prompted(&self.prompts))
                        @if self.asks_different { (Area::new("different", "What will be different this time").rows(2).from(f, e)) }
                        @if self.asks_why { (Area::new("fair_why", "Why it is right all the same").hint("In your own words. Kept with your name; it is always the way through.").rows(2).from(f, e)) }
                    }
                }
                // Fewer periods no longer ask for it; what was typed stays.
                @if !self.asks_different && f.has("different") { (Area::new("different", "What will be different this time").rows(2).optional().from(f, e)) }
                @if !self.asks_why && f.has("fair_why") { (Area::new("fair_why", "Why it is right all the same").rows(2).optional().from(f, e)) }
                @if !self.what.is_empty() {
                    details.working { summary { "What happened, as it was written" } div.working-body { p { (self.what) } } }
                }
            }
        }
    }
    fn needs(&self) -> Markup {
        html! {
            section.sheet aria-labelledby="needs" {
                div.sheet-head { h2 #needs { "Needs, and what helps" } }
                @if !self.flags.is_empty() { p.row { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) } } }
                @if !self.good_at.is_empty() { p.gap-top { strong { "Good at: " } (self.good_at) } }
                @if !self.helps.is_empty() { p.gap-top { strong { "What helps: " } (self.helps) } }
                @if !self.reading_age.is_empty() { p.gap-top { strong { "Reading age: " } (self.reading_age) } }
                @if self.flags.is_empty() && self.good_at.is_empty() && self.helps.is_empty() { p.soft { "Nothing is recorded yet." } }
            }
        }
    }
    fn place(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let lessons: Vec<Choice> = self.lessons.iter().map(|c| Choice::new(c, c)).collect();
        let rooms: Vec<Choice> =
            self.rooms.iter().map(|(id, name)| Choice::new(id, name)).collect();
        html! {
            section.sheet.stack aria-labelledby="place" {
                h2 #place { "When and where" }
                (Field::new("day", "Day").kind("date").from(f, e))
                (Choices::many("period", "Periods", &lessons).look(Look::Scale).from(f, e))
                @if rooms.len() > 1 { (Choices::one("room", "Room", &rooms).from(f, e)) }
                @else { @for (id, name) in &self.rooms { (hidden("room", id)) p { strong { "Room: " } (name) } } }
                div.row { button.btn.btn-2 type="submit" name="do" value="look" { "See what this changes" } }
            }
        }
    }
    fn blocked(&self) -> Markup {
        match &self.block {
            Block::Clear => Markup::default(),
            Block::Refused(r) => html! {
                div.panel.panel-stop role="alert" {
                    h2.panel-title { (r.title) }
                    dl.cite { dt { "Rule" } dd { (r.rule) } dt { "From" } dd { (r.from) } }
                    @for (label, href) in &r.instead { p { @if href.is_empty() { (label) } @else { a href=(href) { (label) } } } }
                }
            },
            Block::Clash { title, lanes, cites, ways } => html! {
                section.stack aria-labelledby="clash" {
                    div.panel.panel-stop {
                        h2.panel-title #clash { (title) }
                        @if !lanes.is_empty() {
                            div.clash aria-hidden="true" { @for lane in lanes {
                                p { (lane.who) }
                                ol.ruler.ruler-keep { @for (code, minutes, there, clash) in &lane.hours {
                                    li class=(hour_class(*minutes, *there, *clash)) { @if *there { (code) } }
                                } }
                            } }
                        }
                        @for (rule, from) in cites { dl.cite { dt { "Rule" } dd { (rule) } dt { "From" } dd { (from) } } }
                    }
                    (self.ways(ways))
                }
            },
        }
    }
    fn ways(&self, ways: &[Pick]) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let error = e.of("way");
        html! {
            fieldset.field.is-wrong[error.is_some()] id="way" aria-describedby=[error.map(|_| "way-error")] {
                legend.big { "Ways out. Choose one." }
                @if let Some(error) = error { p.error #way-error { (error) } }
                div.picks.picks-2 { @for pick in ways {
                    label.pick {
                        input type="radio" name="way" value=(pick.way.code()) disabled[pick.offer.is_none()]
                            checked[pick.offer.is_some() && f.text("way") == pick.way.code()];
                        span.pick-name { (pick.name) }
                        span.pick-effect { (pick.effect) }
                    }
                } }
                @for pick in ways { @if let Some(offer) = &pick.offer { (hidden(&format!("offer_{}", pick.way.code()), offer)) } }
            }
            (Area::new("name_why", "Your reason, if you keep both on your name").rows(2).optional().from(f, e))
        }
    }
    fn said(&self) -> Markup {
        html! {
            details.working open {
                summary { "What was said, " (self.notes.len()) @if self.notes.len() == 1 { " message" } @else { " messages" } }
                div.working-body { @for note in &self.notes {
                    p { strong { (note.who) } ", " (note.at) ". " (Tag(Standing::Lock, "Approvers only")) }
                    p { (note.words) }
                } }
            }
        }
    }
}

/// The class of a stretch of the ruler: its width to scale, and what it shows.
fn hour_class(minutes: i64, there: bool, clash: bool) -> String {
    let width = match minutes {
        10 | 15 | 30 | 35 | 40 | 45 | 50 | 55 | 60 => minutes,
        m if m < 30 => 15,
        m if m < 60 => 50,
        _ => 60,
    };
    let shows = match (there, clash) {
        (false, _) => " is-none",
        (true, true) => " is-clash",
        (true, false) => "",
    };
    format!("g-{width}{shows}")
}
