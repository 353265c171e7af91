//! The pages of one case: what it owes, its facts, and saying that something was done.

use super::intake_page::choices;
use super::owed::what;
use super::{Tab, Whole, tabs};
use crate::form::{Errors, Form};
use crate::law::owed::Line;
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::Coded;
use casework::Id;
use casework::case::chase::Chase;
use casework::case::child::Child;
use casework::case::{Case, Ehc, Kind, Known, Learnt, Level, Missing, Outcome};
use casework::money::MoneyState;
use casework::owed::{DueChange, How, Owed};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::codes::Reason;
use store::attachment::Attachment;

/// The page of a case.
pub struct CasePage {
    /// Everything of it.
    pub(super) all: Whole,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// What is chased.
    pub chases: Vec<Chase>,
    /// Files.
    pub files: Vec<Attachment>,
    /// Other cases of the child.
    pub others: Vec<Case>,
    /// Sums of money that follow the child because of it.
    pub money: Vec<(Id, MoneyState)>,
    /// Officers.
    pub officers: Vec<Choice>,
    /// Whoever looks clerks hearings.
    pub clerks: bool,
    /// Whoever looks works out money.
    pub raises: bool,
    /// Whoever looks.
    pub me: Id,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
}

/// The head every page of a case has.
pub(super) fn head(case: &Case, child: &Child, tab: Tab) -> Markup {
    let year = case.year.map(|y| format!("Year {y} · ")).unwrap_or_default();
    let name = child.name();
    html! {
        (Head::new(&name).about(&name).back("/cases", "Cases").facts(html! {
            (case.kind.label()) " · "
            @match case.school { Some(id) => a href={ "/schools/" (id) "/desk" } { (case.school_name) }, None => (case.school_name) }
            " · " (year) (case.name()) " · " @if case.officer_name.is_empty() { "nobody’s yet" } @else { (case.officer_name) }
            @if !case.open() { " · closed" }
        }).acts(html! { @if case.open() { a.btn.btn-2 href={ (crate::panel::HOME) "?case=" (case.id) } { "Put before a panel" } } }))
        (tabs(case, tab))
    }
}

impl Page for CasePage {
    fn title(&self) -> String {
        self.all.child.name()
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (case, child) = (&self.all.case, &self.all.child);
        let base = format!("/cases/{}", case.id);
        html! {
            (head(case, child, Tab::Case))
            div.stack.stack-6.gap-top {
                (self.banners())
                (self.missing(&base))
                (self.totals())
                (self.owed(&base))
                (self.moved(&base))
                (self.governors(&base))
                section.stack aria-labelledby="also" {
                    h2 #also { "Notice and files" }
                    p { "Received " (case.received_at) ". " a href={ (base) "/facts" } { "Facts, and how each was learnt" } }
                    @for f in &self.files { p { a href={ "/cases/" (f.about) "/file/" (f.id) } { bdi { (f.name_sent) } } " " span.soft { (f.kind.label()) ", " (f.at) } } }
                    @if !self.others.is_empty() {
                        h3 { "Other cases of " (pupil_name(&child.first())) }
                        ul.plain-list { @for c in &self.others { li { a href={ "/cases/" (c.id) } { (c.name()) } ": " (c.kind.label()) ", " (c.school_name) ", " (c.day()) @if !c.open() { ", closed" } } } }
                    }
                }
                (self.money())
                (self.whose(&base))
                (self.ending(&base))
            }
        }
    }
}

impl CasePage {
    fn banners(&self) -> Markup {
        let (case, child) = (&self.all.case, &self.all.child);
        let first = child.first();
        let named = html! { (pupil_name(&first)) };
        let turns = child.eighteenth();
        html! {
            @if let Some(on) = case.cancelled_on { div.panel.panel-note { h2.panel-title { "Cancelled by the headteacher on " (on) } p { "What was served before it counts still. " (crate::law::rule_link("R2.21")) } } }
            @if !case.open() { div.panel.panel-note { h2.panel-title { "Closed" } p { @if let Some(on) = case.closed_on { (on) ": " } @if let Some(o) = case.outcome { (o.label()) } ". " (case.closed_why) } } }
            @match case.ehc {
                Ehc::Assessment => div.panel.panel-warn { h2.panel-title { "EHC assessment under way" } p { "Contact the SEND team before anything is decided about education. " (crate::law::rule_link("R3.19")) } },
                Ehc::Plan => div.panel.panel-warn { h2.panel-title { "Has an EHC plan" } p { "Its provision goes on being owed. Contact the SEND team about an early review. " (crate::law::rule_link("R3.19")) } },
                Ehc::Unknown | Ehc::None => {}
            }
            @if case.looked_after == Known::Yes { div.panel.panel-warn { h2.panel-title { "Looked after" } p { "Tell the Virtual School Head. Education from the first day is asked for, not from the sixth. " (crate::law::rule_link("R3.19")) } } }
            @if child.lives_elsewhere() && case.kind == Kind::Permanent {
                @let told = self.all.owes("told-home-authority").is_some_and(|o| o.met().is_some());
                div.panel.panel-note { h2.panel-title { "Lives in " (child.home) }
                    p { (child.home) "’s authority owes " (named) " full-time education from the sixth school day. " (crate::law::rule_link("R3.04")) }
                    @if !told { p { "Tell " (child.home) ", and ask who arranges it. " a href={ "/cases/" (case.id) "/day-six#home" } { "Write down whom you told and what they said" } } }
                }
            }
            @if child.adult(self.today) { div.panel.panel-note { h2.panel-title { "18 or over" } p { "Notices and rights are the pupil’s own. Information goes to " (named) ", not to a parent, unless asked otherwise." } } }
            @else if let Some(day) = turns.filter(|d| case.open() && d.since(self.today) < TURNS_SOON) { div.panel.panel-note { h2.panel-title { "Turns 18 on " (day) } p { "From then notices and rights are the pupil’s own." } } }
            @if let Err(why) = &self.all.almanac { div.panel.panel-warn { h2.panel-title { "No date can be counted" } p { (why) ". Complete the calendar under Set-up, or the school’s own." } } }
        }
    }
    fn missing(&self, base: &str) -> Markup {
        let open: Vec<&Chase> = self.chases.iter().filter(|c| c.settled_at.is_none()).collect();
        html! {
            @if !self.missing.is_empty() && self.all.case.open() {
                section.stack aria-labelledby="missing" {
                    h2 #missing { "Missing" }
                    ul.clocks { @for m in &self.missing { @let asked = open.iter().find(|c| c.code == m.code()); li.clock {
                        @match asked { Some(_) => (Tag(Standing::Risk, "Asked for")), None => (Tag(Standing::Due, "Not asked")) }
                        div { p.clock-what { (m.label()) } @if m.stops_a_date() { p { "Without it no date in law can be given." } }
                            @if let Some(c) = asked { p.soft { "Asked of " (c.whom) ", again on " (c.due) } } }
                        p.clock-when { a href={ (base) "/advice?ask=" (m.code()) "#ask" } { "Ask for it" span.vh { ": " (m.label()) } } }
                    } } }
                    p { a href={ (base) "/facts" } { "It is known now: add it to the facts" } }
                }
            }
        }
    }
    fn owed(&self, base: &str) -> Markup {
        let all = &self.all;
        html! {
            section.stack aria-labelledby="owed" {
                h2 #owed { "What is owed, and by when" }
                @if all.owed.is_empty() {
                    @match all.case.kind.in_law() {
                        Some(_) => p { "Give the day of the decision and the first day: every date follows from them." },
                        None => p { "Nothing was decided about " (pupil_name(&all.child.first())) ", so no notice is owed." },
                    }
                } @else {
                    p.soft { "Counted on the calendar of " (all.case.school_name) ". The decision was the headteacher’s; each line says who owes it." }
                    (crate::law::owed::list(all.owed.iter().map(|o| self.line(o, base)).collect(), self.today))
                }
            }
        }
    }
    /// A duty with what moved it and the way to say that it was done.
    fn line(&self, o: &Owed, base: &str) -> (Line, Markup) {
        let whom = o.whom.as_ref().map(|w| w.id);
        let moved = self.all.changes.iter().filter(|c| c.code == o.code && c.whom == whom);
        let key = whom.map(|id| id.to_string()).unwrap_or_default();
        let acts = html! {
            @for c in moved { p { "Moved " (c.at) ": was " span.lapse { @match c.before { Some(d) => (d), None => "no date" } } " by the calendar before. Both are kept." } }
            @if o.open() && self.heard(o.code) { p { @if self.clerks { a href={ "/matters/" (self.all.case.id) } { "See to it with the hearings" span.vh { ": " (what(o)) } } } @else { "It is seen to with the hearings." } } }
            @else if o.open() { p { a href={ (base) "/done?code=" (o.code) "&whom=" (key) } { "Say that it was done" span.vh { ": " (what(o)) } } } }
        };
        (Line::of(o, self.all.almanac.as_ref().ok()), acts)
    }
    fn moved(&self, base: &str) -> Markup {
        let case = &self.all.case;
        let words = |c: &DueChange| {
            self.all
                .owed
                .iter()
                .find(|o| o.code == c.code)
                .map_or(c.code.clone(), |o| o.words.to_string())
        };
        let day = |d: Option<Day>| d.map_or("no date".to_string(), |d| d.to_string());
        html! {
            @if !self.all.changes.is_empty() {
                section.stack aria-labelledby="moved" {
                    h2 #moved { "Dates that moved" }
                    p.soft { "Both dates stay. What was sent or done by the first keeps it." }
                    ol.clocks { @for (n, c) in self.all.changes.iter().enumerate() { li.clock {
                        @match c.seen_at { Some(_) => (Tag(Standing::Done, "Looked at")), None => (Tag(Standing::Risk, "Look at both")) }
                        div.stack.stack-2 {
                            p.clock-what { (words(c)) }
                            p { "From " (day(c.before)) " to " (day(c.after)) ". " (c.why) ". " (c.by_name) ", " (c.at) "." }
                            @if c.was_done { p { "It was done when the first date stood, and is held against that date." } }
                            @match c.seen_at {
                                None if c.was_done && self.papers(&c.code) => p { a href={ "/matters/" (case.id) } { "Say what you make of it, with the papers" } },
                                Some(at) => p { (c.seen_by) ", " (at) ": " (c.seen_note) },
                                None => form.row.row-end method="post" action={ (base) "/moved/" (c.id) } {
                                    (token(&self.csrf))
                                    div.field { label for={ "note-" (n) } { "What follows" } input.input id={ "note-" (n) } name="note" autocomplete="off"; }
                                    button.btn.btn-2 type="submit" { "Keep it" }
                                },
                            }
                        }
                        p.clock-when { b { (day(c.after)) } "was " span.lapse { (day(c.before)) } }
                    } } }
                }
            }
        }
    }
    fn whose(&self, base: &str) -> Markup {
        let case = &self.all.case;
        let mine = case.officer == Some(self.me);
        let mut choices = vec![Choice::new("", "Nobody")];
        choices.extend(self.officers.iter().cloned());
        let now = case.officer.map(|o| o.to_string()).unwrap_or_default();
        let mut select = Choices::one("officer", "Officer", &choices).look(Look::Select);
        select.chosen = vec![now.as_str()];
        html! {
            @if case.open() { section.stack aria-labelledby="whose" {
                h2 #whose { "Whose it is" }
                form.row.row-end method="post" action={ (base) "/assign" } { (token(&self.csrf)) (hidden("version", case.version)) (select) button.btn.btn-2 type="submit" { "Assign" } }
                @if !mine { form method="post" action={ (base) "/assign" } { (token(&self.csrf)) (hidden("version", case.version)) (hidden("officer", "me")) button.btn.btn-2 type="submit" { "Take it up" } } }
            } }
        }
    }
    fn ending(&self, base: &str) -> Markup {
        let case = &self.all.case;
        html! {
            @if case.open() {
                @if case.kind.in_law().is_some() && case.cancelled_on.is_none() { p { a href={ (base) "/cancelled" } { "The school cancelled it" } } }
                details.asks #close { summary { "Close the case" }
                    form.stack method="post" action={ (base) "/close" } {
                        (token(&self.csrf)) (hidden("version", case.version))
                        @let how = choices::<Outcome>(Some("Choose"));
                        (Choices::one("outcome", "How it ended", &how).look(Look::Select))
                        (Field::new("why", "In words").optional())
                        label.choice { input type="checkbox" name="falls_away" value="yes"; span { "What is still owed falls away, for the reason given" } }
                        div { button.btn.btn-2 type="submit" { "Close it" } }
                    }
                }
            } @else {
                section.stack #reopen aria-labelledby="reopen-h" { h2 #reopen-h { "Reopen" }
                    form.row.row-end method="post" action={ (base) "/reopen" } { (token(&self.csrf))
                        div.field { label for="why" { "Why" } input.input #why name="why" autocomplete="off"; }
                        button.btn.btn-2 type="submit" { "Reopen it" }
                    }
                }
            }
        }
    }
}

/// Calendar days before an eighteenth birthday on which it is said.
const TURNS_SOON: i64 = 120;

/// The facts of a case, and the form that adds to them.
pub struct EditPage {
    /// The case.
    pub case: Case,
    /// The child.
    pub child: Child,
    /// How each was learnt.
    pub learnt: Vec<Learnt>,
    /// Names of schools.
    pub schools: Vec<String>,
    /// Today.
    pub today: Day,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for EditPage {
    fn title(&self) -> String {
        format!("Facts: {}", self.child.name())
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let name = self.child.name();
        let base = format!("/cases/{}", self.case.id);
        let (kinds, yes, ehc, levels) = (
            choices::<Kind>(None),
            choices::<Known>(None),
            choices::<Ehc>(None),
            choices::<Level>(Some("Not asked")),
        );
        let sen = [
            Choice::new("", "Not known"),
            Choice::new("N", "No SEN"),
            Choice::new("K", "SEN support"),
            Choice::new("E", "EHC plan"),
        ];
        let reasons: Vec<Choice> = Reason::all()
            .filter(|r| Reason::on(r.code(), self.today).is_ok())
            .map(|r| Choice::new(r.code(), r.label()))
            .collect();
        html! {
            (Head::new("Facts").back(&base, &name).about(&name).facts(html! { "What is learnt later stands beside what was known. Nothing is rewritten." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                form.stack.stack-5 method="post" action={ (base) "/facts" } autocomplete="off" {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("child_version", f.text("child_version")))
                    (Field::new("source", "From whom you have it").hint("Kept with every fact that changes.").from(f, e))
                    section.sheet.stack { h2 { "The decision" }
                        (Choices::one("kind", "Kind", &kinds).look(Look::Select).from(f, e))
                        div.row.row-end {
                            (Field { kind: "date", ..Field::new("decided", "Day of the decision").optional().from(f, e) })
                            (Field { kind: "date", ..Field::new("first_day", "First day").optional().from(f, e) })
                            (Field { kind: "figure", ..Field::new("days", "School days").optional().from(f, e) })
                            (Field { kind: "date", ..Field::new("told", "Parents told in writing").optional().from(f, e) })
                            (Field { kind: "date", ..Field::new("governors_told", "Governing body told").optional().from(f, e) })
                        }
                        div.row.row-end {
                            (Field { kind: "date", ..Field::new("out_from", "A suspension ran straight into it, from").optional().from(f, e) })
                            (Field { kind: "number", ..Field::new("out_days", "Its school days").optional().from(f, e) })
                        }
                        div.row.row-end {
                            (Choices::one("letter", "Letter to the parents seen", &yes).look(Look::Select).from(f, e))
                            (Choices::one("exam", "Examination or national test missed", &yes).look(Look::Select).from(f, e))
                            (Field { kind: "date", ..Field::new("exam_day", "The first of them").optional().from(f, e) })
                        }
                        details.asks open[e.of("reasons").is_some()] { summary { "National reasons, up to three" } (Choices::many("reasons", "Reasons", &reasons).from(f, e)) }
                        (Area::new("what", "What happened, as the school tells it").optional().rows(4).from(f, e))
                    }
                    section.sheet.stack { h2 { "The child and the school" }
                        div.row.row-end {
                            (Field::new("given", "Given names").from(f, e)) (Field::new("family", "Family name").from(f, e))
                            (Field::new("also", "Also known as").hint("With commas between.").optional().from(f, e))
                        }
                        div.row.row-end {
                            (Field { kind: "date", ..Field::new("born", "Date of birth").optional().from(f, e) })
                            (Field::new("upn", "Unique pupil number").optional().from(f, e))
                            (Field { kind: "number", ..Field::new("year", "Year group").optional().from(f, e) })
                        }
                        (Field::new("school_name", "School").hint("A wrong school is put right here: every date is counted anew on the right calendar, and both are shown.").list(&self.schools).from(f, e))
                        div.row.row-end { (Field::new("address", "Where the child lives").optional().from(f, e)) (Field::new("home", "Authority they live in, if another").optional().from(f, e)) }
                    }
                    section.sheet.stack { h2 { "Needs, care, and how near" }
                        div.row.row-end {
                            (Choices::one("sen", "Stage of SEN", &sen).look(Look::Select).from(f, e))
                            (Choices::one("ehc", "EHC plan", &ehc).look(Look::Select).from(f, e))
                            (Choices::one("looked_after", "Looked after", &yes).look(Look::Select).from(f, e))
                            (Field::new("social_worker", "Social worker").optional().from(f, e))
                        }
                        div.row.row-end {
                            (Choices::one("level", "How near", &levels).look(Look::Select).from(f, e))
                            (Field { kind: "date", ..Field::new("review_on", "Look again on").optional().from(f, e) })
                        }
                    }
                    div.row { button.btn type="submit" { "Keep what was learnt" } a.btn.btn-2 href=(base) { "Leave it" } }
                }
                section.stack aria-labelledby="learnt" {
                    h2 #learnt { "How each was learnt" }
                    (Table { caption: "Facts as they were learnt", columns: vec![("Fact", false), ("Before", false), ("Now", false), ("From", false), ("Written down", false)],
                        rows: self.learnt.iter().rev().map(|l| vec![html! { (l.name) }, html! { @if l.was.is_empty() { span.soft { "Not known" } } @else { (l.was) } }, html! { (l.value) }, html! { (l.source) }, html! { (l.by_name) ", " (l.at) }]).collect(), dense: true })
                }
            }
        }
    }
}

/// Saying that a duty was done.
pub struct DonePage {
    /// The case.
    pub case: Case,
    /// The child.
    pub child: Child,
    /// The duty.
    pub owed: Owed,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for DonePage {
    fn title(&self) -> String {
        "Say that it was done".into()
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (f, e, o) = (&self.form, &self.errors, &self.owed);
        let name = self.child.name();
        let base = format!("/cases/{}", self.case.id);
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        let whom = o.whom.as_ref().map(|w| w.id.to_string()).unwrap_or_default();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&what(o)).back(&base, &name).about(&name).facts(html! { @if let Some(day) = o.day() { "Due " (day) ". " } (crate::law::rule_link(o.rule)) }))
                (ErrorSummary(e))
                form.stack method="post" action={ (base) "/done" } autocomplete="off" {
                    (token(&self.csrf)) (hidden("code", o.code)) (hidden("whom", whom)) (hidden("once", f.text("once")))
                    div.row.row-end {
                        (Field { kind: "date", ..Field::new("on", "Day").from(f, e) })
                        (Field { kind: "time", ..Field::new("time", "Time").optional().from(f, e) })
                    }
                    (Choices::one("how", "How", &hows).from(f, e))
                    (Field::new("by_whom", "Who did it").hint("The school, the clerk, an officer: as you were told.").from(f, e))
                    (Field::new("what", "What was sent or said").optional().from(f, e))
                    p.soft { "The day it was due stays with it, whatever becomes of the calendar." }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(base) { "Leave it" } }
                }
            }
        }
    }
}
