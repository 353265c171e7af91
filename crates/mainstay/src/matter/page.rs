//! A matter on one page: where it stands, what is owed and by when, and the way to everything of
//! it.
//!
//! Must never show: a date without its rule.

use super::{due_line, standing_tag};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::naming;
use casework::document::Document;
use casework::hearing::challenge::{Learning, Theme};
use casework::hearing::owed::{At, Owed, Whole};
use casework::hearing::{Hearing, HearingKind, HearingState, How};
use casework::matter::{MatterKind, Need, Stance, Step};
use casework::pack::AskedAbout;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::states::Road;
use rulebook::{Almanac, Day};

/// The page.
pub struct MatterPage {
    /// Everything known.
    pub whole: Whole,
    /// What is owed.
    pub owed: Vec<Owed>,
    /// Dates that moved and were not answered for.
    pub moved: Vec<(Id, AskedAbout)>,
    /// Whether the governing body meets.
    pub need: Option<Need>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// What was learnt.
    pub learning: Vec<Learning>,
    /// The calendar, for the workings.
    pub almanac: Option<std::sync::Arc<Almanac>>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for MatterPage {
    fn title(&self) -> String {
        "Governors and reviews: one matter".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        let m = &self.whole.matter;
        html! {
            (Head::new(&m.name).about(&m.name).back("/matters", "Governors and reviews").facts(html! {
                (m.what()) ". " (m.school) ", decided by " (m.head) " on " (m.decided) ". "
                @if m.kind == MatterKind::Permanent { "Where it stands: " (self.whole.happened().stands().words()) "." }
                @else { (m.total()) " days this statutory term." }
            }).acts(html! { @if m.noun == "exclusion" { a.btn.btn-2 href={ "/exclusions/" (m.id) } { "The record" } } @if m.noun == "case" { a.btn.btn-2 href={ "/cases/" (m.id) } { "The case" } } a.btn.btn-2 href={ "/matters/" (m.id) "/facts" } { "Facts" } a.btn.btn-2 href={ "/matters/" (m.id) "/documents" } { "Documents" } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @for (pack, asked) in &self.moved { (self.ask_about(*pack, asked)) }
                (self.duties())
                (self.hearings())
                (self.papers())
                @if m.kind == MatterKind::Permanent && self.whole.decided(HearingKind::Governors).is_some_and(|d| d.finding.declines()) { (self.application()) }
                @if !self.whole.decisions.is_empty() { (self.steps()) (self.learnt()) }
                form method="post" action={ "/matters/" (m.id) "/close" } {
                    (token(&self.csrf))
                    @match m.closed_at {
                        Some(at) => p { "Closed " (at) ". " button.btn.btn-2 type="submit" name="way" value="open" { "Open it again" } },
                        None => p { button.btn.btn-2 type="submit" name="way" value="close" { "Close it" } },
                    }
                }
            }
        }
    }
}

impl MatterPage {
    fn duties(&self) -> Markup {
        html! {
            section.stack aria-labelledby="owed" {
                h2 #owed { "What is owed, and by when" }
                @if let Some(need) = self.need { p { strong { (need.words()) } "." } }
                ol.clocks { @for o in &self.owed {
                    li.clock.clock-law {
                        (standing_tag(o, self.today))
                        div.stack.stack-2 {
                            p.clock-what { @match o.at {
                                At::Hearing(id) => a href={ "/hearings/" (id) } { (o.what) },
                                At::Pack(id) => a href={ "/packs/" (id) } { (o.what) },
                                At::Matter => @match self.leads(o) { Some(href) => a href=(href) { (o.what) }, None => (o.what) },
                            } }
                            @if let Some(met) = &o.met {
                                p { "Done " (met.on) @if !met.note.is_empty() { ": " (naming(&met.note, &[&self.whole.matter.name])) }
                                @if let Some(then) = met.due_then { @if then != met.on || o.code == "papers" { ". It was due " (then) " then" } } "." }
                            }
                            (due_line(&o.due, o.rule, self.almanac.as_deref(), self.today))
                        }
                    }
                } }
            }
        }
    }

    /// Where something owed on the matter itself is done: what a panel ordered, where an authority
    /// works money out.
    fn leads(&self, o: &Owed) -> Option<String> {
        let m = &self.whole.matter;
        let ordered = self.whole.ordered().filter(|_| o.code == "money" && o.met.is_none())?;
        let about = (m.id, m.name.as_str(), m.school.as_str());
        (m.noun == "case").then(|| crate::money::ordered_for(about, m.first_day, ordered))
    }

    fn ask_about(&self, pack: Id, a: &AskedAbout) -> Markup {
        let stances: Vec<Choice> =
            Stance::ALL.iter().map(|s| Choice::new(s.code(), s.label())).collect();
        let m = &self.whole.matter;
        html! {
            section.panel.panel-warn.stack aria-labelledby="moved" {
                h2.panel-title #moved { "The calendar changed after the papers went" }
                p { "They went on " strong { (a.sent_on) } ". By the calendar as it was they were due " strong { (a.before) }
                    @if let Some(d) = a.before_arguable { " (arguably " (d) ")" } "; by the calendar as it is now, "
                    strong { (a.after) } @if let Some(d) = a.after_arguable { " (arguably " (d) ")" } "." }
                p { "Both dates are kept, and so is the day they went. Nothing is marked late by itself: say what you make of it." }
                form.stack method="post" action={ "/matters/" (m.id) "/moved" } {
                    (token(&self.csrf)) (hidden("of", pack)) (hidden("before", a.before.iso())) (hidden("after", a.after.iso()))
                    (Choices::one("stance", "What do you make of it?", &stances).from(&self.form, &self.errors))
                    (Area::new("why", "Why, or what was done about it").rows(2).optional().from(&self.form, &self.errors))
                    p { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }

    fn hearings(&self) -> Markup {
        let m = &self.whole.matter;
        let happened = self.whole.happened();
        let open = |kind| self.whole.hearing(kind).is_none() && happened.may_open(kind, m).is_ok();
        html! {
            section.stack aria-labelledby="hearings" {
                h2 #hearings { "Hearings" }
                @if self.whole.hearings.is_empty() { p.soft { "None yet. Open the governors’ meeting: day, place, who sits, who is asked and the decision stand there." } }
                @else {
                    (Grid {
                        region: "Hearings, table",
                        caption: None,
                        look: "",
                        columns: ["Which", "When", "Where", "State"].map(Col::Words).to_vec(),
                        named: Some(0),
                        rows: self.whole.hearings.iter().map(|h| self.hearing(h)).collect(),
                    })
                }
                @if m.closed_at.is_none() {
                    div.row { @for kind in HearingKind::ALL.iter().filter(|k| open(**k)) {
                        form method="post" action={ "/matters/" (m.id) "/hearings" } {
                            (token(&self.csrf)) (hidden("kind", kind.code())) (hidden("once", self.form.text("once")))
                            button.btn type="submit" { "Open the " (lower(kind.label())) }
                        }
                    } }
                }
            }
        }
    }

    fn hearing(&self, h: &Hearing) -> Vec<Markup> {
        let shape = match h.state {
            HearingState::Decided => Standing::Done,
            HearingState::CalledOff => Standing::None,
            HearingState::Planned | HearingState::Begun => Standing::Due,
        };
        vec![
            html! { a href={ "/hearings/" (h.id) } { (h.kind.label()) } },
            html! { @match h.on { Some(day) => { time datetime=(day.iso()) { (day) } @if let Some(at) = h.at { ", " (at) } }, None => "Not fixed" } },
            html! { (h.placed()) },
            html! { (Tag(shape, h.state.label())) @if let Some(d) = self.whole.decision(h.id) { p { (d.finding.label()) } } },
        ]
    }

    fn papers(&self) -> Markup {
        let m = &self.whole.matter;
        let there = self.documents.iter().filter(|d| d.gone_at.is_none()).count();
        html! {
            section.stack.stack-2 aria-labelledby="papers" {
                h2 #papers { "Papers" }
                p { a href={ "/matters/" (m.id) "/documents" } { @match there { 0 => "No document yet: add the first", 1 => "1 document", n => { (n) " documents" } } } }
                @for p in &self.whole.packs {
                    p { a href={ "/packs/" (p.id) } { "Pack: " (p.purpose.label()) } " " span.soft { (p.case.label()) @let n = self.whole.copies_of(p.id).len(); @if n > 0 { ". " (n) @if n == 1 { " copy given" } @else { " copies given" } } } }
                }
                @if self.whole.packs.is_empty() && self.whole.hearings.is_empty() { p.soft { "A pack is made from the documents once a hearing is open." } }
            }
        }
    }

    fn application(&self) -> Markup {
        let m = &self.whole.matter;
        let (f, e) = (&self.form, &self.errors);
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        let late = [
            Choice::new("take", "Take it in"),
            Choice::new("refuse", "Refuse it: it came too late"),
        ];
        let waiting = self.whole.application().is_none()
            && self.whole.happened().application.is_none()
            && self.whole.step(Step::Waived).is_none();
        html! {
            section.stack #application aria-labelledby="application-h" {
                h2 #application-h { "Application for an independent review" }
                @for a in &self.whole.applications {
                    div.sheet.stack.stack-2 {
                        p { @if a.taken { (Tag(Standing::Done, "Taken in")) } @else { (Tag(Standing::Late, "Refused: too late")) } " "
                            (naming(&a.by_whom, &[&m.name])) ", " (lower(a.how.label())) ", " (a.at) }
                        p { "It counts as made on " (a.made) ". The last day was " (a.last_day) "." @if a.expert { " A SEN expert was asked for." } }
                        @if !a.grounds.is_empty() { p { (naming(&a.grounds, &[&m.name])) } }
                        p.soft { "Recorded by " (a.recorded_by) ", " (a.recorded_at) "." @if !a.decided_by.is_empty() { " Decided by " (a.decided_by) "." } }
                    }
                }
                @if waiting {
                    @if self.whole.given().is_none() { p.soft { "It is counted from the day the letter with the decision is given to the parent: record the letter at the hearing first." } }
                    @else {
                        details.working open[!e.is_empty() && f.has("by_whom")] {
                            summary { "Record an application that came" }
                            form.stack.stack-5.working-body method="post" action={ "/matters/" (m.id) "/application" } {
                                (token(&self.csrf)) (hidden("once", f.text("once")))
                                (Field::new("by_whom", "Who applied").from(f, e))
                                (Choices::one("how", "How it came", &hows).from(f, e))
                                (Field { kind: "date", ..Field::new("came_on", "Day it was handed in, posted or e-mailed") }.from(f, e))
                                (Field { kind: "time", ..Field::new("came_at", "Time") }.hint("An e-mail counts until midnight of the last day.").from(f, e))
                                (Area::new("grounds", "Grounds").rows(4).optional().from(f, e))
                                label.choice { input type="checkbox" name="expert" value="yes" checked[f.ticked("expert")]; span { "A SEN expert is asked for" } }
                                (Choices::one("late", "If it came too late", &late).hint("Leave both empty where it is in time.").from(f, e))
                                (Field::new("decided_by", "Who decided that, where a person had to").optional().from(f, e))
                                p { button.btn type="submit" { "Record the application" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn steps(&self) -> Markup {
        let m = &self.whole.matter;
        let (f, e) = (&self.form, &self.errors);
        let left: Vec<Choice> = Step::ALL
            .iter()
            .filter(|s| self.whole.step(**s).is_none())
            .map(|s| Choice::new(s.code(), s.label()))
            .collect();
        html! {
            section.stack aria-labelledby="steps" {
                h2 #steps { "What was done afterwards" }
                @for d in &self.whole.done {
                    p { strong { (d.step.label()) } ", " (d.on) ". " (naming(&d.note, &[&m.name])) " " span.soft { (d.by_name) ", " (d.at) } }
                }
                @for a in &self.whole.answered {
                    p { strong { "A date that moved: " } (a.before) ", now " (a.after) ". " (a.stance.label()) ". " (a.why) " " span.soft { (a.by_name) ", " (a.at) } }
                }
                @if !left.is_empty() {
                    details.working open[!e.is_empty() && f.has("step_note")] {
                        summary { "Record something that was done" }
                        form.stack.stack-5.working-body method="post" action={ "/matters/" (m.id) "/steps" } {
                            (token(&self.csrf))
                            (Choices::one("step", "What", &left).from(f, e))
                            (Field { kind: "date", ..Field::new("step_on", "Day") }.from(f, e))
                            (Area::new("step_note", "What was done, and where it can be seen").rows(2).from(f, e))
                            p { button.btn type="submit" { "Keep it" } }
                        }
                    }
                }
            }
        }
    }

    fn learnt(&self) -> Markup {
        let m = &self.whole.matter;
        let (f, e) = (&self.form, &self.errors);
        let themes: Vec<Choice> =
            Theme::ALL.iter().map(|t| Choice::new(t.code(), t.label())).collect();
        html! {
            section.stack #learning aria-labelledby="learning-h" {
                h2 #learning-h { "What is learnt" }
                @if self.learning.is_empty() { p.soft { "Points noted here are counted by theme across reviews, and make the challenge letter." } }
                ul.plain-list { @for l in &self.learning { li { strong { (l.theme.label()) } ": " (l.words) " " span.soft { (l.by_name) ", " (l.at.day()) } } } }
                details.working open[e.of("learnt").is_some() || e.of("theme").is_some()] {
                    summary { "Note a learning point" }
                    form.stack.stack-5.working-body method="post" action={ "/matters/" (m.id) "/learning" } {
                        (token(&self.csrf)) (hidden("once", f.text("once")))
                        (Choices::one("theme", "What it is about", &themes).look(Look::Select).from(f, e))
                        (Area::new("learnt", "What could be done better").hint("Name no child and no member of staff.").from(f, e))
                        p { button.btn type="submit" { "Note it" } }
                    }
                }
                @for c in &self.whole.challenges {
                    div.sheet.stack.stack-2 {
                        p { strong { "Challenge letter" } " to " (c.to_name) ", " (c.sent_on) ". Answer asked for by " strong { (c.answer_by) } ". " a href={ "/challenges/" (c.id) "/pdf" } { "Open the letter" } }
                        @match c.answered_on {
                            Some(on) => p { "Answered " (on) ": " (c.answer) },
                            None => form.row method="post" action={ "/challenges/" (c.id) "/answer" } {
                                (token(&self.csrf))
                                @let name = format!("answer-{}", c.id);
                                (Field::new(&name, "What the answer says, in short").from(f, e))
                                button.btn.btn-2 type="submit" { "Keep the answer" }
                            },
                        }
                    }
                }
                @if !self.learning.is_empty() {
                    details.working open[e.of("to_name").is_some() || e.of("answer_by").is_some()] {
                        summary { "Write the challenge letter" }
                        form.stack.stack-5.working-body method="post" action={ "/matters/" (m.id) "/challenge" } {
                            (token(&self.csrf)) (hidden("once", f.text("once")))
                            (Field::new("to_name", "To").hint("The chair of governors").from(f, e))
                            (Area::new("to_address", "Address").rows(3).optional().from(f, e))
                            (Field { kind: "date", ..Field::new("answer_by", "Answer asked for by") }.hint("Asked for, not law.").from(f, e))
                            div.row { button.btn type="submit" { "Make the letter and keep it" } button.btn.btn-2 type="submit" name="act" value="word" { "Word copy" } }
                            p.soft { "A Word copy is for putting a draft your own way. What is kept and proved here is the letter as it is shown." }
                        }
                    }
                }
            }
        }
    }
}

/// The first letter made small, to stand in a sentence.
pub(crate) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
