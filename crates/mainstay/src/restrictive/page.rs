//! A record as those who may read it see it: what is known, who was told, who signed.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::restrictive::{
    Fact, How, Kind, Record, Report, ReportState, Version, leads, withholds,
};
use casework::words::Words;
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// The page.
pub struct RecordPage {
    /// The school's words.
    pub words: Words,
    /// The record.
    pub record: Record,
    /// "Noa Arkin, 9S"
    pub who: String,
    /// Every version, first to last.
    pub versions: Vec<Version>,
    /// Those to be told.
    pub reports: Vec<Report>,
    /// Today: what should have been told before it is late.
    pub today: Day,
    /// Parents are not told: the pupil is old enough.
    pub grown: bool,
    /// Reads the register.
    pub register: bool,
    /// May sign it off: leads, and did not write it.
    pub signs: bool,
    /// May withhold a report.
    pub withholds: bool,
    /// May open rules.
    pub law: bool,
    /// Who read it before, and when.
    pub read_by: Vec<(String, Instant)>,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// A fact, or that it is not known yet.
fn known(words: &str) -> Markup {
    html! { @if words.is_empty() { (Tag(Standing::Due, "Not known yet")) } @else { span.as-typed { (words) } } }
}

/// Kinds with a capital: "Force and restraint".
pub fn title(kinds: &[Kind]) -> String {
    casework::words::capital(&Kind::say(kinds))
}

impl RecordPage {
    fn facts(&self, v: &Version) -> Markup {
        html! {
            dl.summary {
                div { dt { "What it was" } dd { (title(&v.kinds)) } }
                div { dt { "When" } dd { (v.began) @match v.ended { Some(end) => { "–" (end.minute()) ", " (v.length()) }, None => { " " (Tag(Standing::Due, "End not known yet")) } } } }
                @for fact in Fact::ALL { div { dt { (fact.ask(&self.words)) } dd { (known(v.words(*fact))) } } }
            }
        }
    }

    fn earlier(&self) -> Markup {
        let Some((_, before)) = self.versions.split_last() else { return html! {} };
        html! {
            @for v in before.iter().rev() {
                details.working { summary { @if v.revision == 1 { "As first written" } @else { "Version " (v.revision) } ", by " (v.author_name) ", " (v.at) }
                    div.working-body { (self.facts(v)) } }
            }
        }
    }

    fn told(&self, r: &Report) -> Markup {
        let base = format!("/restrictive/{}", self.record.id);
        let mine = self.form.id("report") == Some(r.id);
        let none = Form::of([("told_day", self.today.iso())]);
        let nothing = Errors::none();
        // What was typed for one person stands in no other's form.
        let others = self.form.has("report") && !mine;
        let f = if others { &none } else { &self.form };
        let e = if mine { &self.errors } else { &nothing };
        let owed = self.versions.last().is_some_and(|v| {
            v.kinds
                .iter()
                .any(|k| matches!(k, Kind::Restraint | Kind::Seclusion | Kind::Immobilisation))
        });
        html! {
            section.sheet.stack id={ "r-" (r.id) } {
                div.row.row-apart.row-base {
                    h3 { (r.to_name) }
                    @match r.state {
                        ReportState::Due if r.due < self.today => (Tag(Standing::Late, "Not told")),
                        ReportState::Due => (Tag(Standing::Due, "Today")),
                        ReportState::Told => (Tag(Standing::Done, "Told")),
                        ReportState::Withheld => (Tag(Standing::Lock, "Withheld")),
                    }
                }
                @match r.state {
                    ReportState::Told => {
                        p { @if let Some(how) = r.how { (how.label()) ", " } @if let Some(at) = r.told_at { (at) ", " } "by " (r.by_name)
                            @if let (Some(told), Some(made)) = (r.told_at, r.made_at) { @if made.minutes_since(told) > 15 { ". Entered later, " (made) } } }
                        @if !r.said.is_empty() { p { "They said: " span.as-typed { (r.said) } } }
                        @match r.copy_revision {
                            Some(n) => p { "A copy of version " (n) " was given. " a href={ (base) "/copy/" (r.id) } { "The copy as it was given" } },
                            None => {
                                p { @if owed { (Tag(Standing::Late, "Copy not given")) " " } "No copy was given. " @if owed { "Parents are owed one (R1.10s)." } }
                                form.row method="post" action={ (base) "/copy/" (r.id) } { (token(&self.csrf)) a href={ (base) "/copy/" (r.id) } { "Look at the copy" } button.btn.btn-2 type="submit" { "A copy is given now" span.vh { " to " (r.to_name) } } }
                            }
                        }
                    }
                    ReportState::Withheld => p { "By " (r.by_name) @if let Some(at) = r.made_at { ", " (at) } ": " span.as-typed { (r.why) } },
                    ReportState::Due => {
                        @if r.restricted { p { (Tag(Standing::Lock, "Restriction on record")) " Ask the safeguarding lead or the headteacher before you tell them." } }
                        (self.tell_form(r, &base, f, e))
                        @if self.withholds && r.contact.is_some() {
                            details.working open[e.of("why").is_some()] { summary { "Withhold it" span.vh { " from " (r.to_name) } }
                                form.working-body.stack method="post" action={ (base) "/withhold/" (r.id) } { (token(&self.csrf)) (hidden("report", r.id))
                                    p { "Only where telling them is likely to cause the child significant harm. If no parent is left, the local authority where the child lives is told instead." }
                                    (Area::new("why", "Why telling them is likely to cause significant harm").rows(3).from(f, e))
                                    p { button.btn.btn-2 type="submit" { "Withhold it" } } } }
                        }
                    }
                }
            }
        }
    }

    fn tell_form(&self, r: &Report, base: &str, f: &Form, e: &Errors) -> Markup {
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        let copies = [Choice::new("yes", "Yes"), Choice::new("no", "Not yet")];
        let name = |field: &str| field.to_string();
        html! {
            details.working open[!e.is_empty() && e.of("why").is_none()] {
                summary { "Write down that they were told" span.vh { ": " (r.to_name) } }
                form.working-body.stack.stack-5 method="post" action={ (base) "/told/" (r.id) } {
                    (token(&self.csrf)) (hidden("report", r.id))
                    @if r.contact.is_none() { (Field::new("to_name", "Which authority, and whom there").from(f, e)) }
                    (Choices::one(&name("how"), "How were they told?", &hows).from(f, e))
                    div.row.row-base {
                        (Field::new("told_day", "On").kind("date").from(f, e))
                        (Field::new("told_time", "At").kind("time").from(f, e))
                    }
                    (Choices::one("copy", "With a copy of the record?", &copies).hint("The copy is kept as it was given.").from(f, e))
                    p { a href={ (base) "/copy/" (r.id) } { "Read the copy before it goes" } }
                    (Area::new("said", "What they said").rows(2).optional().from(f, e))
                    p { button.btn type="submit" { "Keep it" span.vh { ": " (r.to_name) " was told" } } }
                }
            }
        }
    }

    fn signing(&self) -> Markup {
        let base = format!("/restrictive/{}", self.record.id);
        let missing = self.versions.last().map_or(0, Version::missing);
        html! {
            section.sheet.stack aria-labelledby="signed" {
                @match self.record.signed_at {
                    Some(at) => {
                        h2 #signed { "Signed off" }
                        p { "By " (self.record.signed_by) ", " (at) }
                        @if !self.record.signed_why.is_empty() { p { "What is not known: " span.as-typed { (self.record.signed_why) } } }
                    }
                    None => {
                        h2 #signed { "Not signed off yet" }
                        @if self.signs {
                            form.stack method="post" action={ (base) "/sign" } {
                                (token(&self.csrf)) (hidden("version", self.record.version))
                                @if missing > 0 { (Area::new("unknown", "Why the facts not known will stay unknown").hint("Or have them completed first.").rows(2).from(&self.form, &self.errors)) }
                                p { button.btn type="submit" { "Sign it off" } }
                            }
                        } @else { p.soft { "A senior leader or the headteacher who did not write it signs it off. Then it is not changed." } }
                    }
                }
            }
        }
    }
}

impl Page for RecordPage {
    fn title(&self) -> String {
        match self.versions.last() {
            Some(v) => title(&v.kinds),
            None => "Record".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/restrictive"
    }
    fn main(&self) -> Markup {
        let base = format!("/restrictive/{}", self.record.id);
        let missing = self.versions.last().map_or(0, Version::missing);
        let (back, label) = match self.register {
            true => ("/restrictive", "The register"),
            false => ("/", "Today"),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(back, label).facts(html! {
                    (pupil_name(&self.who)) " · written by " (self.record.author_name) ", " (self.record.made_at)
                }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
                (ErrorSummary(&self.errors))
                section.stack aria-labelledby="known" {
                    div.row.row-apart.row-base {
                        h2 #known { "The record" @if self.record.version > 1 { ", version " (self.record.version) } }
                        @if missing > 0 { (Tag(Standing::Due, &format!("{missing} not known yet"))) }
                    }
                    @if let Some(v) = self.versions.last() { (self.facts(v)) }
                    @if self.record.signed_at.is_none() { p.row { a.btn.btn-2 href={ (base) "/complete" } { "Complete it" } } }
                    (self.earlier())
                }
                section.stack aria-labelledby="told" {
                    h2 #told { "Who is told" }
                    @if self.grown { p { "Parents are not told: the law leaves out anybody of " (rulebook::room::NOT_REPORTED_FROM_AGE) " or over (R1.10)." } }
                    @else if self.reports.is_empty() { div.panel.panel-stop { p { "Nobody with parental responsibility is on record. Find out who has it; a task says so." } } }
                    @for r in &self.reports { (self.told(r)) }
                }
                (self.signing())
                @if let Some(v) = self.versions.last() {
                    details.working { summary { "What the law asks" } div.working-body.stack {
                        (super::asked_by_law("R1.10", v.began.day(), self.law)) (super::asked_by_law("R1.10h", v.began.day(), self.law)) (super::asked_by_law("R1.10s", v.began.day(), self.law))
                    } }
                }
                @if self.register && !self.read_by.is_empty() {
                    details.working { summary { "Read by" } ul.working-body { @for (who, at) in &self.read_by { li { (who) ", " (at) } } } }
                }
            }
        }
    }
}

/// The page, for somebody who may read it.
pub(super) async fn page(v: &Visit, form: Form, errors: Errors) -> Result<RecordPage, Problem> {
    let mut read = v.read().await?;
    let (record, versions, pupil) = super::found(v, &mut read).await?;
    let reports = store::restrictive::reports(&mut read, v.org(), record.id).await?;
    let read_by = match v.may(May::Restrictive) {
        true => store::restrictive::readings(&mut read, v.org(), record.id).await?,
        false => Vec::new(),
    };
    let began = super::newest(&versions)?.began;
    Ok(RecordPage {
        words: v.words().clone(),
        who: format!("{}, {}", pupil.name(), pupil.form),
        grown: !casework::restrictive::is_reported(pupil.born, began.day()),
        today: v.today(),
        register: v.may(May::Restrictive),
        signs: leads(&v.actor) && record.author != v.actor.staff,
        withholds: withholds(&v.actor),
        law: v.may(May::Law),
        record,
        versions,
        reports,
        read_by,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// The line of the trail that says a record was read.
pub(super) fn was_read(id: Id) -> Event {
    Event::new(Verb::RestrictiveRead, "restrictive", id)
}

/// Shows it, and records who read it.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("told_day", v.today().iso()), ("told_time", v.now.minute().input())]);
    let page = page(&v, form, Errors::new()).await?;
    let w = v.write("Reading a record of force, restraint or seclusion").await?;
    v.commit(w, was_read(page.record.id), Vec::new()).await?;
    v.page(&page)
}
