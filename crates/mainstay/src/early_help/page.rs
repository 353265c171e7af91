//! Pages of early help: those that go on, beginning one, and one with its consent beside its words.

use crate::agency::beside;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use crate::page::name::pupil_name;
use casework::action::Action;
use casework::early_help::{
    Consent, EarlyHelp, How, Section, Stands, Status, Step, Whole, Word, Words, stands,
};
use casework::words::{Concept, Words as SchoolWords};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// One line of the list.
pub struct Line {
    /// Who.
    pub who: String,
    /// The record.
    pub record: EarlyHelp,
    /// How much of the form is there.
    pub whole: Whole,
    /// Why nothing may leave the school.
    pub stopped: Option<String>,
}

/// The list.
pub struct ListPage {
    /// Those that go on.
    pub lines: Vec<Line>,
    /// Those that are over.
    pub past: Vec<(String, EarlyHelp)>,
    /// Today.
    pub today: Day,
    /// Whether the reader sets the form up.
    pub sets_up: bool,
}

fn standing(status: Status) -> Standing {
    match status {
        Status::Draft => Standing::None,
        Status::Consented | Status::Sent => Standing::Due,
        Status::Acknowledged | Status::Open => Standing::Done,
        Status::Closed | Status::Declined => Standing::None,
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Early help".into()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let acts = html! { a.btn href="/early-help/new" { "Begin an assessment" } @if self.sets_up { a.btn.btn-2 href="/set-up/early-help" { "The authority’s form" } } };
        let rows = self
            .lines
            .iter()
            .map(|l| {
                let e = &l.record;
                vec![
                    html! { a href={ "/early-help/" (e.id) } { (pupil_name(&l.who)) } },
                    html! { (Tag(standing(e.status), e.status.label())) },
                    html! { @match &l.stopped { Some(why) => (why), None => "Given" } },
                    html! { (l.whole.done) " of " (l.whole.all) @if !l.whole.empty.is_empty() { span.sub { (l.whole.empty.len()) " needed and empty" } } },
                    html! { (e.lead_name) },
                    html! { @if let Some(d) = e.review_on { @if d < self.today { (Tag(Standing::Late, "Late")) " " } (d) } },
                ]
            })
            .collect();
        html! {
            (Head::new("Early help").acts(acts).facts(html! { "Offered, never imposed. Nothing leaves the school before a parent has agreed." }))
            div.stack.stack-6 {
                (beside("/early-help"))
                @if self.lines.is_empty() { (Empty { title: "None is going on", words: "Assessments stand here with how far each is, whether a parent has agreed, and when it is looked at again.", step: Some(("/early-help/new", "Begin one")) }) }
                @else { (Grid { region: "Early help, table", caption: Some("Early help"), look: "", columns: vec![Col::Words("About"), Col::Words("How far"), Col::Words("Consent"), Col::Words("Sections"), Col::Words("Led by"), Col::Words("Looked at again")], named: Some(0), rows }) }
                @if !self.past.is_empty() { details.working { summary { (self.past.len()) " over" } ul.working-body { @for (who, e) in &self.past { li { a href={ "/early-help/" (e.id) } { (pupil_name(who)) } ": " (e.status.label()) } } } } }
            }
        }
    }
}

/// Beginning one.
pub struct NewPage {
    /// The school's words.
    pub words: SchoolWords,
    /// Who, once it is known.
    pub pupil: Option<(Id, String)>,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Begin an early help assessment".into()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let danger = [
            Choice::new("no", "No"),
            Choice::new("yes", "Yes, or I am not sure").hint(format!(
                "Then this is not the form: tell the {} now.",
                self.words.one(Concept::Dsl)
            )),
        ];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/early-help", "Early help"))
                (ErrorSummary(e))
                @match &self.pupil {
                    None => {
                        form.stack method="get" action="/early-help/new" {
                            (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search") })
                            div { button.btn.btn-2 type="submit" { "Find" } }
                        }
                        @if !self.q.is_empty() && self.found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " whose home you may see was found for “" (self.q) "”." } }
                        ul.stack.stack-2 { @for (id, who) in &self.found { li { a href={ "/early-help/new?pupil=" (id) } { (pupil_name(who)) } } } }
                    }
                    Some((id, who)) => {
                        p { strong { (pupil_name(who)) } }
                        form.stack.stack-5 method="post" action="/early-help/new" {
                            (token(&self.csrf)) (hidden("pupil", id)) (hidden("once", f.text("once")))
                            (Choices::one("danger", "Is the child in danger, or may they be suffering significant harm?", &danger).from(f, e))
                            (Field::new("lead_name", "Lead professional").from(f, e))
                            (Field::new("lead_from", "Where they work").optional().from(f, e))
                            (Field::new("interpreter", "Interpreter").hint("Which language, if one is needed.").optional().from(f, e))
                            (Field::new("review_on", "Looked at again on").kind("date").from(f, e))
                            p.soft { "Who is at home, what they are good at and what helps are filled in from the file. Nothing restricted is, and no address." }
                            div.row { button.btn type="submit" { "Begin" } a.btn.btn-2 href="/early-help" { "Leave it" } }
                        }
                    }
                }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// Who.
    pub who: String,
    /// The record.
    pub record: EarlyHelp,
    /// What the authority calls the form.
    pub form_name: String,
    /// There is a newer version of the form.
    pub newer: bool,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What stands in them.
    pub words: Vec<Words>,
    /// How much is there.
    pub whole: Whole,
    /// What was said about consent.
    pub consents: Vec<Consent>,
    /// Steps it took.
    pub steps: Vec<Step>,
    /// Those with parental responsibility.
    pub holders: Vec<(Id, String)>,
    /// Others at home, and why their word is no consent.
    pub not_asked: Vec<String>,
    /// What follows from it.
    pub actions: Vec<Action>,
    /// Staff to choose from.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Early help: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let e = &self.record;
        let given = matches!(stands(&self.consents), Stands::Given(_));
        let at = format!("/early-help/{}", e.id);
        let acts = html! {
            @if given { a.btn.btn-2 href={ (at) "/pdf" } { "Export as PDF" } a.btn.btn-2 href={ (at) "/text" } { "Export as text" } }
            a.btn.btn-2 href={ (at) "/pdf?for=family" } { "Draft for the family" }
            a.btn.btn-2 href={ "/pupils/" (e.pupil) "/agencies" } { "Agencies" }
            @if !e.status.is_over() { a.btn.btn-2 href={ "/meetings/new?kind=tac&pupil=" (e.pupil) } { "Arrange a meeting" } }
        };
        html! {
            (Head::new(&self.title()).about(&self.who).back("/early-help", "Early help").acts(acts).facts(html! {
                (Tag(standing(e.status), e.status.label())) " " (self.form_name) ". Led by " (e.lead_name) @if !e.lead_from.is_empty() { ", " (e.lead_from) } ". "
                @if let Some(d) = e.sent_on { "Sent " (d) " to " (e.sent_to) ". " }
                @if !e.reference.is_empty() { "Reference " (e.reference) ". " }
                @if let Some(d) = e.review_on { "Looked at again " (d) "." }
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-6 { (self.gate()) @if e.status.is_over() { p.as-typed { strong { "What came of it: " } (e.ended_why) } (self.read()) } @else { (self.write()) } }
                div.stack { (self.consent()) @if !e.status.is_over() { (self.steps()) (self.lead()) } @else { (self.history()) }
                    (crate::trip::follow::draw(&self.at(""), &self.csrf, &self.actions, &self.staff, &self.form, &self.errors, "It is about this child: those who may open their file read it.")) }
            }
        }
    }
}

impl OnePage {
    fn at(&self, end: &str) -> String {
        format!("/early-help/{}{end}", self.record.id)
    }
    fn gate(&self) -> Markup {
        let why = stands(&self.consents).why_not();
        html! {
            @if let Some(why) = &why { div.panel.panel-stop { h2.panel-title { "Nothing leaves the school yet" } p { (why) } @if self.record.status.has_gone() { p { "It was sent before. Tell those who have it that consent is no longer given, and close it here." } } } }
            div.panel.panel-note {
                h2.panel-title { (self.whole.done) " of " (self.whole.all) " sections written" }
                @if self.whole.empty.is_empty() { p { "No section that the form needs is empty." } }
                @else { p { "Needed and empty: " (self.whole.empty.join("; ")) "." } }
            }
        }
    }
    fn write(&self) -> Markup {
        html! {
            form.stack.stack-5 method="post" action=(self.at("/write")) data-draft={ "early-help-" (self.record.id) } {
                (token(&self.csrf)) (hidden("version", self.record.version))
                @for (n, s) in self.sections.iter().enumerate() {
                    @let name = format!("s-{}", s.id);
                    @let label = format!("{}. {}", n + 1, s.title);
                    @let by = self.words.iter().find(|w| w.section == s.id && !w.words.is_empty());
                    div.stack.stack-2 {
                        @let area = Area::new(&name, &label).rows(4).hint(&s.hint).from(&self.form, &self.errors);
                        @if s.needed { (area) } @else { (area.optional()) }
                        @if let Some(w) = by { p.soft { (w.by_name) ", " (w.at) } }
                    }
                }
                div { button.btn type="submit" { "Keep what is written" } }
            }
        }
    }
    fn read(&self) -> Markup {
        html! { @for s in &self.sections { section.sheet.stack.stack-2 { h2 { (s.title) } p.as-typed { (self.words.iter().find(|w| w.section == s.id).map_or("", |w| w.words.as_str())) } } } }
    }
    fn consent(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let who: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(self.holders.iter().map(|(id, n)| Choice::new(id.to_string(), n)))
            .collect();
        let words: Vec<Choice> =
            Word::ALL.iter().map(|w| Choice::new(w.code(), w.label())).collect();
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        html! {
            section.sheet.stack #consent aria-labelledby="consent-head" {
                h2 #consent-head { "Consent" }
                @if self.consents.is_empty() { p.soft { "Nobody at home has been asked yet." } }
                @for c in self.consents.iter().rev() { div.stack.stack-2 {
                    p { strong { (c.word.label()) } ": " (c.name) ", " (c.day) ", " (c.how.label().to_lowercase()) }
                    p.soft { @if !c.what_for.is_empty() { "For: " (c.what_for) ". " } @if !c.with_whom.is_empty() { "Shared with: " (c.with_whom) ". " } "Written down by " (c.by_name) "." }
                } }
                @if !self.record.status.is_over() { details.working open[self.consents.is_empty() || ["who", "word", "how", "day", "what_for", "with_whom"].iter().any(|n| e.of(n).is_some())] {
                    summary { "Write down what a parent said" }
                    form.working-body.stack method="post" action=(self.at("/consent")) {
                        (token(&self.csrf)) (hidden("once", f.text("once")))
                        (Choices::one("who", "Who", &who).look(Look::Select).from(f, e))
                        (Choices::one("word", "What", &words).from(f, e))
                        (Choices::one("how", "How", &hows).from(f, e))
                        (Field::new("day", "On").kind("date").from(f, e))
                        (Field::new("what_for", "What for").hint("The assessment, and support that may follow.").optional().from(f, e))
                        (Field::new("with_whom", "Shared with whom").optional().from(f, e))
                        @for why in &self.not_asked { p.soft { (why) "." } }
                        div { button.btn type="submit" { "Keep it" } }
                    }
                } }
            }
        }
    }
    fn history(&self) -> Markup {
        html! { @if !self.steps.is_empty() { ul { @for s in &self.steps { li { (s.day) ": " (s.status.label()) @if !s.words.is_empty() { ". " (s.words) } span.sub { (s.by_name) } } } } } }
    }
    fn steps(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let next: &[Status] = match self.record.status {
            Status::Draft | Status::Consented => &[Status::Sent, Status::Closed],
            Status::Sent => &[Status::Acknowledged, Status::Open, Status::Declined, Status::Closed],
            Status::Acknowledged => &[Status::Open, Status::Declined, Status::Closed],
            _ => &[Status::Closed],
        };
        html! {
            section.sheet.stack aria-labelledby="steps" {
                h2 #steps { "How far it is" }
                (self.history())
                form.stack method="post" action=(self.at("/move")) {
                    (token(&self.csrf)) (hidden("version", self.record.version))
                    (Field::new("on", "On").kind("date").from(f, e))
                    @if next.contains(&Status::Sent) { (Field::new("sent_to", "Sent to").from(f, e)) }
                    @if next.contains(&Status::Acknowledged) { (Field::new("reference", "The authority’s reference").optional().from(f, e)) }
                    (Field::new("said", "What was said").hint("Asked for where it ends.").optional().from(f, e))
                    div.row { @for s in next { button.btn.btn-2 type="submit" name="to" value=(s.code()) { (s.label()) } } }
                }
            }
        }
    }
    fn lead(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            details.working open[["lead_name", "review_on"].iter().any(|n| e.of(n).is_some())] {
                summary { "Who leads it, and when it is looked at again" }
                form.working-body.stack method="post" action=(self.at("/lead")) {
                    (token(&self.csrf)) (hidden("version", self.record.version))
                    (Field::new("lead_name", "Lead professional").from(f, e))
                    (Field::new("lead_from", "Where they work").optional().from(f, e))
                    (Field::new("interpreter", "Interpreter").optional().from(f, e))
                    (Field::new("review_on", "Looked at again on").kind("date").from(f, e))
                    @if self.newer { label.choice { input type="checkbox" name="newest" value="yes"; span { "Take it over into the newest version of the form" } span.hint { "What is written stays with its section." } } }
                    div { button.btn.btn-2 type="submit" { "Keep it" } }
                }
            }
        }
    }
}
