//! The page of one trip: what it is, what is missing and for whom, who goes, and what is decided.

use super::facts::{Facts, gather};
use super::list::standing;
use super::pupil_page::consent;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use crate::problem::Problem;
use crate::visit::Visit;
use casework::action::Action;
use casework::kit::spell_money;
use casework::trip::{Again, TripState, only_approver};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Instant;

/// The page.
pub struct OnePage {
    /// The school's words.
    pub words: Words,
    /// What is known.
    pub f: Facts,
    /// What follows from it.
    pub actions: Vec<Action>,
    /// Staff to choose from.
    pub staff: Vec<Choice>,
    /// Whether the reader has the role that approves.
    pub approves: bool,
    /// Now.
    pub now: Instant,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// Gathers it.
pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let trip = store::trip::find(&mut read, v.org(), v.id("id")?).await?;
    let f = gather(&mut read, v, trip).await?;
    let actions = store::action::about(&mut read, v.org(), f.trip.id).await?;
    let staff = super::choices(&super::staff(&mut read, v.org()).await?);
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(OnePage {
        words: v.words().clone(),
        approves: only_approver(&v.actor.roles, f.approver),
        f,
        actions,
        staff,
        now: v.now,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.f.trip.title.clone()
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let t = &self.f.trip;
        let open = t.state.is_open();
        let acts = html! {
            @if t.state == TripState::Approved { a.btn href={ "/trips/" (t.id) "/register" } { "Register" } }
            a.btn.btn-2 href={ "/trips/" (t.id) "/sheet" } { "Leader’s sheet" }
            @if open { a.btn.btn-2 href={ "/trips/" (t.id) "/change" } { "Change what it is" } }
        };
        html! {
            (Head::new(&t.title).back("/trips", "Trips and events").acts(acts).facts(html! {
                (t.when()) " · " (t.place) " · " (Tag(standing(t.state), t.state.label()))
                @if let Some(at) = t.decided_at.filter(|_| !t.decided_by.is_empty() && t.state != TripState::Asked) { " " (t.decided_by) ", " (at) }
            }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                (self.warnings())
                div.cols.cols-side {
                    div.stack.stack-6 { (self.going()) (self.risk()) (self.about()) @if t.state == TripState::Over { (self.looked()) } }
                    div.stack { (self.missing()) @if open { (self.decide()) } (self.adults()) (self.costs()) (self.guests()) @if t.state == TripState::Approved && self.now >= t.due_back() { (self.look_back()) }
                        @if t.state != TripState::Cancelled { (super::follow::draw(&self.at(""), &self.csrf, &self.actions, &self.staff, &self.form, &self.errors, super::follow::OPEN)) } }
                }
            }
        }
    }
}

impl OnePage {
    fn at(&self, end: &str) -> String {
        format!("/trips/{}{end}", self.f.trip.id)
    }
    fn warnings(&self) -> Markup {
        let f = &self.f;
        html! {
            @if !f.trip.decided_why.is_empty() && f.trip.state != TripState::Approved { div.panel.panel-warn { h2.panel-title { @if f.trip.state == TripState::Cancelled { "Cancelled" } @else { "To be seen to" } } p.as-typed { (f.trip.decided_why) } } }
            @if !f.closed.is_empty() || !f.clashes.is_empty() {
                div.panel.panel-warn {
                    h2.panel-title { "Look at this first" }
                    ul {
                        @for c in &f.closed { li { (c) } }
                        @for (who, what) in &f.clashes { li { @if !who.is_empty() { (pupil_name(who)) ": " } (what) } }
                    }
                    p.soft { "It stops nothing. Move the one or the other, or go on knowing it." }
                }
            }
        }
    }
    fn going(&self) -> Markup {
        let f = &self.f;
        let open = f.trip.state.is_open();
        let name = self.words.caps(Concept::Pupil);
        let rows = f
            .going
            .iter()
            .map(|r| {
                let who = r.who();
                vec![
                    html! { @if r.seen { a href={ (self.at("/pupils/")) (r.line.id) } { (pupil_name(&who)) } } @else { (who) } },
                    html! { @if f.trip.asks_consent() { (consent(&r.said)) } @else { "Not asked" } },
                    html! { @if r.facts(f.trip.words_since).phones == 0 { (Tag(Standing::Late, "Nobody to ring")) } @else { "Yes" } },
                    html! { @match (r.line.medical_at, r.seen) {
                        (None, _) => (Tag(Standing::Due, "Not answered")),
                        (Some(_), true) => (r.line.medical),
                        (Some(_), false) => "Answered",
                    } },
                    html! { @match (r.line.out_at, r.line.in_at) {
                        (Some(out), Some(back)) => { (out.minute()) "–" (back.minute()) },
                        (Some(out), None) => (Tag(Standing::Due, &format!("Out {}", out.minute()))),
                        _ => "",
                    } },
                ]
            })
            .collect();
        html! {
            section.stack aria-labelledby="going" {
                div.row.row-apart.row-base {
                    h2 #going { "Who goes" }
                    p.soft { (self.words.count(Concept::Pupil, f.going.len() as i64)) ", " (f.adults.len()) @if f.adults.len() == 1 { " adult" } @else { " adults" } ", at most " (f.trip.ratio) " to one" }
                }
                @if f.going.is_empty() { p.soft { "Nobody is on the list yet." } }
                @else { (Grid { region: "Who goes, table", caption: Some("Who goes"), look: "", columns: vec![Col::Words(&name), Col::Words("Home says"), Col::Words("Emergency contact"), Col::Words("Medical, dietary"), Col::Words("Register")], named: Some(0), rows }) }
                @if open {
                    div.row {
                        a.btn.btn-2 href=(self.at("/pupils")) { "Put somebody on the list" }
                        @if f.trip.asks_consent() && !f.going.is_empty() { form method="post" action=(self.at("/ask")) { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Ask home" } } }
                    }
                }
                @if !f.off.is_empty() { details.working { summary { (f.off.len()) " off the list" } ul.working-body { @for r in &f.off { li { @if r.seen { a href={ (self.at("/pupils/")) (r.line.id) } { (pupil_name(&r.who())) } } @else { (r.who()) } ": " (r.line.off_why) } } } } }
            }
        }
    }
    fn missing(&self) -> Markup {
        let f = &self.f;
        let names: Vec<&str> = f.missing.iter().map(|m| m.who.as_str()).collect();
        html! {
            @if matches!(f.trip.state, TripState::Planned | TripState::Asked) {
                @if f.missing.is_empty() { div.panel.panel-ok { h2.panel-title { "Nothing is missing" } p { "It can be approved by this role: " (self.words.role(f.approver)) "." } } }
                @else {
                    div.panel.panel-note {
                        h2.panel-title { "Still missing: " (f.missing.len()) }
                        ul { @for m in &f.missing { li { @if m.who.is_empty() { (casework::words::capital(&m.what)) } @else { (naming(&m.who, &names)) ": " (m.what) } } } }
                        p.soft { "The school’s own rule: no trip is approved before this is empty." }
                    }
                }
            }
        }
    }
    fn decide(&self) -> Markup {
        let t = &self.f.trip;
        html! {
            form.sheet.stack method="post" action=(self.at("/decide")) {
                (token(&self.csrf)) (hidden("version", t.version))
                h2 { "Approval" }
                @match t.state {
                    TripState::Planned => { button.btn type="submit" name="act" value="ask" { "Ask for approval" } @if self.approves { button.btn.btn-2 type="submit" name="act" value="approve" { "Approve it" } } }
                    TripState::Asked => {
                        @if let Some(at) = t.asked_at { p.soft { "Asked for " (at) "." } }
                        button.btn type="submit" name="act" value="approve" { "Approve it" }
                    }
                    _ => p { "Approved by " (t.decided_by) "." @if !t.decided_why.is_empty() { " " (t.decided_why) } }
                }
                details.working {
                    summary { @if self.approves && t.state != TripState::Planned { "Send it back, or cancel it" } @else { "Cancel it" } }
                    div.working-body.stack {
                        (Area::new("why", "Why").rows(2).from(&self.form, &self.errors))
                        div.row {
                            @if self.approves && t.state != TripState::Planned { button.btn.btn-2 type="submit" name="act" value="back" { "Send it back" } }
                            button.btn.btn-2 type="submit" name="act" value="cancel" { "Cancel the trip" }
                        }
                    }
                }
            }
        }
    }
    fn away(&self, line: Id, what: &str) -> Markup {
        html! {
            @if self.f.trip.state.is_open() { form method="post" action=(self.at("/away")) { (token(&self.csrf)) (hidden("line", line)) button.btn.btn-quiet type="submit" { "Take away" span.vh { ": " (what) } } } }
        }
    }
    fn adults(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.sheet.stack.stack-2 aria-labelledby="adults" {
                h2 #adults { "Adults" }
                @for a in &self.f.adults { div.row.row-apart { p { (a.name) @if !a.role.is_empty() { span.sub { (a.role) } } } (self.away(a.id, &a.name)) } }
                @if self.f.adults.is_empty() { p.soft { "Nobody is named yet." } }
                @if self.f.trip.state.is_open() { details.working open[e.of("staff").is_some()] {
                    summary { "Add an adult" }
                    form.working-body.stack method="post" action=(self.at("/lines")) {
                        (token(&self.csrf)) (hidden("kind", "adult")) (hidden("once", f.text("once")))
                        (Choices::one("staff", "Of the staff", &self.staff).look(Look::Select).from(f, e))
                        (Field::new("name", "Or somebody else").hint("A volunteer, a parent who helps.").optional().from(f, e))
                        (Field::new("role", "What they do").hint("First aid, driving.").optional().from(f, e))
                        div { button.btn.btn-2 type="submit" { "Add" } }
                    }
                } }
            }
        }
    }
    fn costs(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let total: i64 = self.f.costs.iter().map(|c| c.pence).sum();
        html! {
            section.sheet.stack.stack-2 aria-labelledby="costs" {
                h2 #costs { "Cost" }
                @for c in &self.f.costs { div.row.row-apart { p { (c.what) ": " (spell_money(c.pence)) span.sub { "Budget line " (c.line) } } (self.away(c.id, &c.what)) } }
                @if self.f.costs.is_empty() { p.soft { "Nothing is written down." } } @else { p { strong { "Together " (spell_money(total)) } } }
                @if self.f.trip.state.is_open() { details.working open[["what", "amount", "budget"].iter().any(|n| e.of(n).is_some())] {
                    summary { "Add a cost" }
                    form.working-body.stack method="post" action=(self.at("/lines")) {
                        (token(&self.csrf)) (hidden("kind", "cost")) (hidden("once", f.text("once")))
                        (Field::new("what", "What for").from(f, e))
                        (Field::new("amount", "How much, in pounds").kind("figure").from(f, e))
                        (Field::new("budget", "Budget line").hint("As the school’s finance office names it.").from(f, e))
                        div { button.btn.btn-2 type="submit" { "Add" } }
                    }
                } }
            }
        }
    }
    fn risk(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let error = e.of("file");
        html! {
            section.stack aria-labelledby="risk" {
                h2 #risk { "Risk assessment" }
                @if self.f.risks.is_empty() && self.f.files.is_empty() { p.soft { "Write hazards and measures here, or add the file your school uses." } }
                @for r in &self.f.risks { div.sheet.stack.stack-2 {
                    div.row.row-apart { p { strong { (r.hazard) } } (self.away(r.id, &r.hazard)) }
                    p.as-typed { (r.measure) }
                    p.soft { @if !r.who.is_empty() { "Seen to by " (r.who) ". " } "Written by " (r.by_name) ", " (r.at) "." }
                } }
                @for a in &self.f.files { p { a href={ (self.at("/risk/")) (a.id) } { bdi { (a.name_sent) } } " " span.soft { (a.by_whom) ", " (a.at) } } }
                @if self.f.trip.state.is_open() {
                    details.working open[["hazard", "measure"].iter().any(|n| e.of(n).is_some())] {
                        summary { "Write a hazard and what is done about it" }
                        form.working-body.stack method="post" action=(self.at("/lines")) {
                            (token(&self.csrf)) (hidden("kind", "risk")) (hidden("once", f.text("once")))
                            (Field::new("hazard", "What could hurt somebody").from(f, e))
                            (Area::new("measure", "What is done about it").rows(2).from(f, e))
                            (Field::new("sees", "Who sees to it").optional().from(f, e))
                            div { button.btn.btn-2 type="submit" { "Keep it" } }
                        }
                    }
                    details.working open[error.is_some()] {
                        summary { "Add it as a file" }
                        form.working-body.stack method="post" enctype="multipart/form-data" action=(self.at("/risk")) {
                            (token(&self.csrf))
                            div.field.is-wrong[error.is_some()] {
                                label for="file" { "The file" }
                                p.hint #file-hint { (casework::attachment::TAKEN) ". It takes the place of one that is there." }
                                @if let Some(e) = error { p.error #file-error { (e) } }
                                input.input #file name="file" type="file" aria-invalid=[error.map(|_| "true")] aria-describedby={ "file-hint" @if error.is_some() { " file-error" } };
                            }
                            div { button.btn.btn-2 type="submit" { "Keep the file" } }
                        }
                    }
                }
            }
        }
    }
    fn about(&self) -> Markup {
        let t = &self.f.trip;
        html! {
            section.sheet.stack.stack-2 aria-labelledby="about" {
                h2 #about { "What it is" }
                dl.summary {
                    div { dt { "For" } dd.as-typed { (t.purpose) } }
                    div { dt { "Kind" } dd { (t.kind.label()) } }
                    div { dt { "Led by" } dd { (t.lead_name) span.sub { "Planned by " (t.made_by_name) } } }
                    @for (name, words) in [("How they get there", &t.transport), ("What to bring", &t.kit), ("To ring at school", &t.base)] { @if !words.is_empty() { div { dt { (name) } dd.as-typed { (words) } } } }
                }
            }
        }
    }
    fn guests(&self) -> Markup {
        html! {
            section.sheet.stack.stack-2 aria-labelledby="guests" {
                h2 #guests { "Hospitality" }
                @for g in &self.f.guests { p { (g.wanted) ", for " (g.people) span.sub { (g.day) @if !g.dietary.is_empty() { ". " (g.dietary) } ". " (g.state.label()) ". Budget line " (g.line) } } }
                p { a href={ "/hospitality?trip=" (self.f.trip.id) } { "Ask for hospitality" } }
            }
        }
    }
    fn looked(&self) -> Markup {
        let t = &self.f.trip;
        html! {
            section.sheet.stack.stack-2 aria-labelledby="looked" {
                h2 #looked { "Looking back" }
                dl.summary {
                    div { dt { "What went well" } dd.as-typed { (t.went_well) } }
                    @for (name, words) in [("What to change", &t.change_next), ("Contacts made", &t.contacts_made)] { @if !words.is_empty() { div { dt { (name) } dd.as-typed { (words) } } } }
                    @if let Some(again) = t.again { div { dt { "Again?" } dd { (again.label()) } } }
                }
                @if let Some(at) = t.looked_back_at { p.soft { (t.looked_back_by) ", " (at) } }
            }
        }
    }
    fn look_back(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let again: Vec<Choice> =
            Again::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        html! {
            form.sheet.stack method="post" action=(self.at("/looked-back")) {
                (token(&self.csrf)) (hidden("version", self.f.trip.version))
                h2 { "Look back" }
                (Area::new("went_well", "What went well").rows(2).from(f, e))
                (Area::new("change_next", "What to change").rows(2).optional().from(f, e))
                (Area::new("contacts_made", "Contacts made").rows(2).optional().from(f, e))
                (Choices::one("again", "Would you do it again?", &again).from(f, e))
                div { button.btn type="submit" { "Keep it: the trip is over" } }
            }
        }
    }
}
