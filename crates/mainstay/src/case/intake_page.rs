//! The pages of notices: the list, and the form in which one becomes a case.
//!
//! Must never know: how a case is opened.

use super::intake::PARENTS;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::case::intake::{Candidate, Intake};
use casework::case::{Case, Ehc, Kind, Known, Level, Missing};
use casework::{Coded, Refusal};
use maud::{Markup, html};
use rulebook::codes::Reason;
use rulebook::{Day, Instant};
use store::attachment::Attachment;

/// The list.
pub struct ListPage {
    /// Waiting, the longest first.
    pub waiting: Vec<Intake>,
    /// Settled, newest first.
    pub settled: Vec<Intake>,
    /// Where the next page begins.
    pub more: Option<i64>,
    /// Now.
    pub now: Instant,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Notices".into()
    }
    fn here(&self) -> &'static str {
        "/intake"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Notices").facts(html! { "Suspensions and exclusions that schools told this authority of." }).acts(html! { a.btn href="/intake/new" { "Take one in" } }))
            div.stack.stack-6 {
                section.stack aria-labelledby="waiting" {
                    h2 #waiting { "Waiting" }
                    @if self.waiting.is_empty() {
                        (Empty { title: "Nothing waits", words: "A notice that was kept for later, and one that a school on Mainstay sent straight in, stands here until a case is opened.", step: Some(("/intake/new", "Take one in")) })
                    } @else { ol.clocks { @for i in &self.waiting { (self.row(i)) } } }
                }
                @if !self.settled.is_empty() {
                    section.stack aria-labelledby="settled" {
                        h2 #settled { "Seen to" }
                        ol.clocks { @for i in &self.settled { (self.row(i)) } }
                        @if let Some(from) = self.more { p { a href={ "/intake?from=" (from) } { "Older" } } }
                    }
                }
            }
        }
    }
}

impl ListPage {
    fn row(&self, i: &Intake) -> Markup {
        use casework::case::intake::State;
        let waits = i.state == State::Waiting;
        html! { li.clock {
            @if waits { (Tag(Standing::Due, "To open")) } @else { (Tag(Standing::Done, i.state.label())) }
            div {
                p.clock-what { a href={ "/intake/" (i.id) } { (pupil_name(&i.name)) } }
                p.soft { (i.school_name) @if !i.school_name.is_empty() { " · " } (i.way.label()) " · " (i.by_name) }
                @if !i.why.is_empty() { p { (i.why) } }
            }
            p.clock-when { b { (i.received_at.day()) } (i.received_at.minute()) @if waits { ", " (crate::safeguarding::waited(self.now, i.received_at)) " ago" } }
        } }
    }
}

/// The form.
pub struct IntakePage {
    /// Where it goes.
    pub action: String,
    /// The notice as it was kept, where it was.
    pub kept: Option<Intake>,
    /// Files that came with it.
    pub files: Vec<Attachment>,
    /// Names of the schools in the register.
    pub schools: Vec<String>,
    /// Children who may be the one it names.
    pub candidates: Vec<Candidate>,
    /// What it says was cancelled on this day, and the case of that.
    pub cancelled: Option<(Day, Option<Case>)>,
    /// A case it repeats.
    pub repeats: Option<(Refusal, Case)>,
    /// What is odd about it.
    pub odd: Vec<String>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

pub(super) fn choices<T: Coded>(first: Option<&str>) -> Vec<Choice> {
    let mut out: Vec<Choice> = first.map(|words| Choice::new("", words)).into_iter().collect();
    out.extend(T::ALL.iter().map(|c| Choice::new(c.code(), c.label())));
    out
}

impl Page for IntakePage {
    fn title(&self) -> String {
        "Take a notice in".into()
    }
    fn here(&self) -> &'static str {
        "/intake"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new("Take a notice in").back("/intake", "Notices").facts(html! { "Type what the notice says and no more. What is missing is shown, and asked for once the case is open." }))
            (ErrorSummary(e))
            div.stack.stack-5 {
                (self.found())
                form.stack.stack-6 method="post" action=(self.action) enctype="multipart/form-data" autocomplete="off" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    @if let Some(i) = &self.kept { (hidden("version", i.version)) }
                    @for name in ["cancelled", "cancels"] { @if f.has(name) { (hidden(name, f.text(name))) } }
                    button.vh type="submit" name="act" value="look" tabindex="-1" aria-hidden="true" { "Look at it" }
                    (self.who())
                    (self.what())
                    (self.told())
                    (self.home())
                    (self.known())
                    section.sheet.stack aria-labelledby="do" {
                        h2 #do { "Then" }
                        label.choice { input type="checkbox" name="mine" value="yes" checked[f.ticked("mine")]; span { "The case is mine" } }
                        div.row {
                            @if let Some((_, Some(_))) = &self.cancelled { button.btn type="submit" name="act" value="cancel" { "Mark it as cancelled" } }
                            button.btn type="submit" name="act" value="open" { "Open the case" }
                            button.btn.btn-2 type="submit" name="act" value="look" { "See what is missing" }
                            button.btn.btn-2 type="submit" name="act" value="keep" { "Keep it for later" }
                        }
                        @if self.kept.is_some() {
                            details.asks open[e.of("why").is_some()] { summary { "Set it aside" }
                                div.stack {
                                    (Field::new("why", "Why").hint("Such as: sent to the wrong authority, and passed on. It stays in the list.").from(f, e))
                                    div { button.btn.btn-2 type="submit" name="act" value="aside" { "Set it aside" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl IntakePage {
    fn found(&self) -> Markup {
        html! {
            @if let Some((on, case)) = &self.cancelled {
                div.panel.panel-warn {
                    h2.panel-title { "The headteacher cancelled it on " (on) }
                    @match case {
                        Some(case) => {
                            p { "It takes back what " a href={ "/cases/" (case.id) } { (case.name()) } " is about: " (case.kind.label()) " from " (case.day()) ", " (case.school_name) ". " (crate::law::rule_link("R2.21")) }
                            @match case.cancelled_on {
                                Some(was) => p { "The case says so already: cancelled on " (was) "." },
                                None => p { "Press “Mark it as cancelled” under Then. What was served before it counts still." },
                            }
                        },
                        None => p { "There is no case yet of what it takes back. Open the first notice, then come back to this one; or open this one, and the case says that it was cancelled." },
                    }
                }
            } @else if let Some((no, case)) = &self.repeats {
                div.panel.panel-warn {
                    h2.panel-title { (no.title) }
                    p { (no.rule) } p.soft { (no.from) }
                    p { a href={ "/cases/" (case.id) } { (case.name()) } ", " (case.school_name) ". Press “Keep it with " (case.name()) "” below, or correct the first day or the kind." }
                }
            }
            @if !self.odd.is_empty() {
                div.panel.panel-note { h2.panel-title { "Odd, and no reason to stop" } ul { @for words in &self.odd { li { (words) "." } } } }
            }
            @if !self.missing.is_empty() {
                div.panel.panel-note { h2.panel-title { "Missing" }
                    ul { @for m in &self.missing { li { (m.label()) @if m.stops_a_date() { ". Without it no date in law can be given" } } } }
                }
            }
        }
    }
    fn who(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut known: Vec<Choice> = self
            .candidates
            .iter()
            .map(|c| {
                let born = c.child.born.map(|b| format!(", born {b}")).unwrap_or_default();
                let cases: Vec<String> = c
                    .cases
                    .iter()
                    .take(3)
                    .map(|x| format!("{} at {}", x.name(), x.school_name))
                    .collect();
                Choice::pupil(c.child.id.to_string(), format!("{}{born}", c.child.bare()))
                    .hint(format!("{}. {}", c.why.label(), cases.join("; ")))
            })
            .collect();
        known.push(Choice::new("new", "Another child"));
        html! {
            section.sheet.stack aria-labelledby="who" {
                h2 #who { "Who, and which school" }
                @if !self.candidates.is_empty() { (Choices::one("child", "A child you have a case about?", &known).from(f, e)) }
                div.row.row-end {
                    (Field::new("given", "Given names").from(f, e))
                    (Field::new("family", "Family name").from(f, e))
                }
                (Field::new("also", "Other name they are known by").optional().from(f, e))
                div.row.row-end {
                    (Field { kind: "date", ..Field::new("born", "Date of birth").optional().from(f, e) })
                    (Field::new("upn", "Unique pupil number").optional().from(f, e))
                    (Field { kind: "number", ..Field::new("year", "Year group").optional().from(f, e) })
                }
                (Field::new("school_name", "School").hint("Start typing its name. It must be one of your register’s, or ticked as not in it.").list(&self.schools).from(f, e))
                label.choice { input type="checkbox" name="outside" value="yes" checked[f.ticked("outside")]; span { "The school is not in our register" } }
                @if let Some((_, case)) = &self.repeats { div { button.btn.btn-2 type="submit" name="act" value="join" { "Keep it with " (case.name()) } } }
            }
        }
    }
    fn what(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds = choices::<Kind>(None);
        let yes = choices::<Known>(None);
        let levels = choices::<Level>(Some("Not asked"));
        let mut exam =
            Choices::one("exam", "A public examination or national test is missed", &yes)
                .look(Look::Scale)
                .from(f, e);
        if exam.chosen.is_empty() {
            exam.chosen = vec!["unknown"];
        }
        let reasons: Vec<Choice> = Reason::all()
            .filter(|r| Reason::on(r.code(), self.today).is_ok())
            .map(|r| Choice::new(r.code(), r.label()))
            .collect();
        html! {
            section.sheet.stack aria-labelledby="what-is-it" {
                h2 #what-is-it { "What the headteacher decided" }
                (Choices::one("kind", "Kind", &kinds).from(f, e))
                div.row.row-end {
                    (Field { kind: "date", ..Field::new("decided", "Day of the decision").optional().from(f, e) })
                    (Field { kind: "date", ..Field::new("first_day", "First day").optional().from(f, e) })
                    (Field { kind: "figure", ..Field::new("days", "School days").hint("Of a suspension. Halves as 2.5.").optional().from(f, e) })
                }
                details.asks open[f.has("out_from")] { summary { "A suspension ran straight into it" }
                    div.row.row-end {
                        (Field { kind: "date", ..Field::new("out_from", "Its first day").optional().from(f, e) })
                        (Field { kind: "number", ..Field::new("out_days", "Its school days").optional().from(f, e) })
                    }
                }
                (exam)
                (Field { kind: "date", ..Field::new("exam_day", "The first of them").optional().from(f, e) })
                details.asks open[f.has("reasons") || e.of("reasons").is_some()] { summary { "National reasons, up to three" }
                    (Choices::many("reasons", "Reasons", &reasons).from(f, e))
                }
                (Area::new("what", "What happened, as the school tells it").optional().rows(4).from(f, e))
                details.asks open[f.has("level")] { summary { "At risk: how near, and when to look again" }
                    div.row.row-end {
                        (Choices::one("level", "How near", &levels).look(Look::Select).from(f, e))
                        (Field { kind: "date", ..Field::new("review_on", "Look again on").optional().from(f, e) })
                    }
                }
            }
        }
    }
    fn told(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let yes = [
            Choice::new("unknown", "Not with it"),
            Choice::new("yes", "Seen"),
            Choice::new("no", "The school says there is none"),
        ];
        let mut letter =
            Choices::one("letter", "The letter to the parents", &yes).look(Look::Scale).from(f, e);
        if letter.chosen.is_empty() {
            letter.chosen = vec!["unknown"];
        }
        html! {
            section.sheet.stack aria-labelledby="told-who" {
                h2 #told-who { "Who was told, and what came" }
                div.row.row-end {
                    (Field { kind: "date", ..Field::new("received_on", "The notice came on").from(f, e) })
                    (Field { kind: "time", ..Field::new("received_at", "At").from(f, e) })
                    (Field { kind: "date", ..Field::new("told", "Parents told in writing").optional().from(f, e) })
                    (Field { kind: "date", ..Field::new("governors_told", "Governing body told").optional().from(f, e) })
                }
                (letter)
                (crate::work::file::field("", e))
                @for file in &self.files { p { a href={ (self.action) "/file/" (file.id) } { bdi { (file.name_sent) } } " " span.soft { (file.kind.label()) } } }
            }
        }
    }
    fn home(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.sheet.stack aria-labelledby="home-of" {
                h2 #home-of { "Home" }
                div.row.row-end {
                    (Field::new("address", "Where the child lives").optional().from(f, e))
                    (Field::new("home", "Authority they live in, if another").optional().from(f, e))
                }
                @for n in 1..=PARENTS {
                    @let name = |field: &str| format!("p{n}_{field}");
                    @let there = f.has(&name("family")) || f.has(&name("given"));
                    details.asks open[n == 1 || there] {
                        summary { @if n == 1 { "Parent or carer" } @else { "Another parent or carer (" (n) ")" } }
                        div.stack {
                            div.row.row-end {
                                (Field::new(&name("title"), "Title").optional().from(f, e))
                                (Field::new(&name("given"), "Given name").optional().from(f, e))
                                (Field::new(&name("family"), "Family name").optional().from(f, e))
                                (Field::new(&name("relation"), "Relation").optional().from(f, e))
                            }
                            (Field::new(&name("address"), "Address").hint("With commas between its lines.").optional().from(f, e))
                            div.row.row-end {
                                (Field::new(&name("phone"), "Telephone").optional().from(f, e))
                                (Field::new(&name("email"), "Email").optional().from(f, e))
                                (Field::new(&name("language"), "Language, if not English").optional().from(f, e))
                            }
                            div.row {
                                label.choice { input type="checkbox" name=(name("responsible")) value="yes" checked[f.ticked(&name("responsible"))]; span { "Holds parental responsibility" } }
                                label.choice { input type="checkbox" name=(name("lives_with")) value="yes" checked[f.ticked(&name("lives_with"))]; span { "The child lives here" } }
                                label.choice { input type="checkbox" name=(name("interpreter")) value="yes" checked[f.ticked(&name("interpreter"))]; span { "Asked for an interpreter" } }
                            }
                            label.choice { input type="checkbox" name=(name("keep")) value="yes" checked[f.ticked(&name("keep"))]; span { "Do not give this address and telephone to the others at home" } }
                            (Field::new(&name("keep_why"), "Why, and who said so").optional().from(f, e))
                            (Field::new(&name("restriction"), "Court order or other restriction on contact").optional().from(f, e))
                        }
                    }
                }
            }
        }
    }
    fn known(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let sen = [
            Choice::new("", "Not known"),
            Choice::new("N", "No SEN"),
            Choice::new("K", "SEN support"),
            Choice::new("E", "EHC plan"),
        ];
        let (ehc, care) = (choices::<Ehc>(None), choices::<Known>(None));
        html! {
            section.sheet.stack aria-labelledby="needs-of" {
                h2 #needs-of { "Needs and care" }
                div.row.row-end {
                    (Choices::one("sen", "Stage of SEN", &sen).look(Look::Select).from(f, e))
                    (Choices::one("ehc", "EHC plan", &ehc).look(Look::Select).from(f, e))
                    (Choices::one("looked_after", "Looked after", &care).look(Look::Select).from(f, e))
                    (Field::new("social_worker", "Social worker").optional().from(f, e))
                }
            }
        }
    }
}
