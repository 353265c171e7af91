//! One case before a panel, as it is drawn.

use super::HOME;
use super::list_page::stands;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::direction::Direction;
use casework::document::{Scan, taken};
use casework::meeting::people::Person;
use casework::meeting::{Interest, Meeting};
use casework::panel::decide::{Telling, telling};
use casework::panel::summary::BLANK;
use casework::panel::{Case, Outcome, Paper, State, View};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// The page.
pub struct CasePage {
    /// It.
    pub case: Case,
    /// Its panel.
    pub meeting: Meeting,
    /// The cut-off.
    pub cut_off: Option<Instant>,
    /// What others were asked.
    pub views: Vec<View>,
    /// Its papers.
    pub papers: Vec<Paper>,
    /// What the scanner said of each.
    pub scans: Vec<(Id, Scan)>,
    /// Directions off site that came of it.
    pub directions: Vec<Direction>,
    /// Who is asked to the panel.
    pub people: Vec<Person>,
    /// Who has an interest in what.
    pub interests: Vec<Interest>,
    /// The day by which parents are told, as it is proposed.
    pub tell_by: Day,
    /// Today.
    pub today: Day,
    /// Now.
    pub now: Instant,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl CasePage {
    fn at(&self, path: &str) -> String {
        format!("/panel-cases/{}{path}", self.case.id)
    }
    fn open(&self) -> bool {
        matches!(self.case.state, State::Waiting | State::Admitted)
    }
    fn once(&self) -> Markup {
        hidden("once", self.form.text("once"))
    }
    fn asked(&self) -> Markup {
        let c = &self.case;
        let or = |t: &str| match t.trim() {
            "" => BLANK.to_string(),
            t => t.to_string(),
        };
        let name = c.name();
        let said = |t: &str| naming(&or(t), &[&name]);
        html! {
            dl.summary {
                div { dt { "Asked for" } dd { strong { (c.kind.label()) } @if !c.to_school.is_empty() { ". To " (c.to_school) } p { (said(&c.asked)) } } }
                div { dt { "Support so far" } dd { (said(&c.support)) } }
                div { dt { "The child says" } dd { (said(&c.pupil_view)) } }
                div { dt { "Home says" } dd { (said(&c.home_view)) } }
                div { dt { "Recommended" } dd { @if c.recommends.trim().is_empty() { "Nothing is recommended." } @else { (naming(&c.recommends, &[&name])) } } }
                @if let Some(case) = c.case_file { div { dt { "On the desk" } dd { a href={ "/cases/" (case) } { "The case it came from" } } } }
            }
        }
    }
    fn needs(&self) -> Markup {
        let c = &self.case;
        let (f, e) = (&self.form, &self.errors);
        let late = c.is_late(self.cut_off);
        let missing = c.missing();
        let needs_chair = late || !missing.is_empty();
        html! {
            section.sheet.stack #whole { h2 { "Is it whole?" }
                ul.stack.stack-2 { @for n in c.needs() { li { @if n.there { (Tag(Standing::Done, "There")) } @else { (Tag(Standing::Late, "Missing")) } " " (casework::words::capital(&n.label)) } } }
                p { "Came " (c.arrived_at) @match self.cut_off { Some(cut) => { ", cut-off " (cut) ". " @if late { (Tag(Standing::Late, "Late")) } @else { (Tag(Standing::Done, "In time")) } }, None => { ". No cut-off is set. " a href={ (HOME) "/" (self.meeting.id) } { "Set it" } } } }
                p.soft { "What each kind must have, and the cut-off, are the authority’s own rules." }
                @if !c.admitted_why.is_empty() { p { "Admitted by " (c.admitted_by) ": " (c.admitted_why) } }
                @if c.state == State::Waiting {
                    form.stack.stack-4 method="post" action=(self.at("/admit")) { (token(&self.csrf))
                        @if needs_chair {
                            p { @if late && !missing.is_empty() { "It is late, and is without: " (missing.join("; ")) "." } @else if late { "It is late." } @else { "It is without: " (missing.join("; ")) "." } " The chair may admit it, with a reason that stands in the pack." }
                            (Field::new("admitted_by", "Who chairs, and admits it").from(f, e))
                            (Area::new("admitted_why", "The chair’s reason").rows(2).from(f, e))
                        }
                        div { button.btn type="submit" { "Put it on the agenda" } }
                    }
                }
            }
        }
    }
    fn views(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let asked = f.has("whom") || e.of("whom").is_some();
        let form = match asked {
            true => f.clone(),
            false => Form::of([("asked_on", self.today.iso())]),
        };
        html! {
            section.sheet.stack #views { h2 { "What others say" }
                @if self.views.is_empty() { p.soft { "Nobody was asked yet. Whoever does not answer stands in the pack as asked and not received." } }
                ul.clocks { @for x in &self.views { li.clock {
                    @if x.came_on.is_some() { (Tag(Standing::Done, "Came")) } @else if x.is_late(self.today) { (Tag(Standing::Late, "Not received")) } @else { (Tag(Standing::Due, "Asked")) }
                    div { p.clock-what { (x.whom) ": " (x.said()) } p.soft { "To answer by " (x.reply_by) } @if !x.words.is_empty() { p { (naming(&x.words, &[&self.case.name()])) } }
                        @if self.open() {
                            @let (day, words) = (format!("came-{}", x.id), format!("words-{}", x.id));
                            @let filled = if f.has(&words) || e.of(&words).is_some() || e.of(&day).is_some() { f.clone() } else { Form::of([(day.clone(), x.came_on.unwrap_or(self.today).iso()), (words.clone(), x.words.clone())]) };
                            details.working open[e.of(&words).is_some() || e.of(&day).is_some()] { summary { @if x.came_on.is_some() { "Change what they say" } @else { "It came" } span.vh { ": " (x.whom) } } div.working-body {
                                form.stack method="post" action=(self.at(&format!("/views/{}", x.id))) { (token(&self.csrf)) (hidden("version", x.version))
                                    (Field::new(&day, "Day it came").kind("date").from(&filled, e))
                                    (Area::new(&words, "What they say, in short").rows(3).from(&filled, e))
                                    div { button.btn.btn-2 type="submit" { "Keep it" } } }
                            } }
                        }
                    }
                } } }
                @if self.open() {
                    form.row.row-end method="post" action=(self.at("/views")) { (token(&self.csrf)) (self.once())
                        (Field::new("whom", "Who is asked").hint("A person or a service").from(&form, e))
                        (Field::new("asked_on", "Asked on").kind("date").from(&form, e))
                        (Field::new("reply_by", "To answer by").kind("date").from(&form, e))
                        button.btn.btn-2 type="submit" { "Keep it" }
                    }
                }
            }
        }
    }
    fn papers(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let wrong = e.of("file");
        html! {
            section.sheet.stack #papers { h2 { "Papers" }
                @if self.papers.is_empty() { p.soft { "No paper yet. The case goes into the pack on one page by itself; papers follow it." } }
                ul.clocks { @for p in &self.papers { li.clock {
                    @if p.late { (Tag(Standing::Late, "Late")) } @else { (Tag(Standing::None, "Paper")) }
                    div {
                        p.clock-what { @if p.sha256.is_some() { a href=(self.at(&format!("/papers/{}", p.id))) { (naming(&p.title, &[&self.case.name()])) } } @else { (naming(&p.title, &[&self.case.name()])) } }
                        p.soft { @match p.kind { Some(k) => (k.label()), None => "Typed" } ", " (p.by_name) ", " (p.at)
                            @if let Some((_, s)) = self.scans.iter().find(|s| s.0 == p.id) { @if !s.lets_out() { ". " (s.label()) } } }
                        @if !p.out_words.is_empty() || !p.out_pages.is_empty() { p { "Taken out: " @if !p.out_pages.is_empty() { "pages " (p.out_pages) " " } @if !p.out_words.is_empty() { (p.out_words.lines().count()) " passages" } ". " (p.out_why) } }
                        @if self.open() { (self.taking_out(p)) }
                    }
                } } }
                @if self.open() {
                    details.working open[wrong.is_some() || e.of("title").is_some() || e.of("words").is_some()] { summary { "Add a paper" } div.working-body {
                        form.stack.stack-4 method="post" action=(self.at("/papers")) enctype="multipart/form-data" { (token(&self.csrf)) (self.once())
                            (Field::new("title", "Title").hint("As it stands in the contents of the pack.").from(f, e))
                            div.field.is-wrong[wrong.is_some()] {
                                label for="file" { "File " span.optional { "(optional)" } }
                                p.hint #file-hint { (taken()) }
                                @if let Some(why) = wrong { p.error #file-error { (why) } }
                                input.input #file name="file" type="file" accept=".pdf,.docx,.pptx,.xlsx,.odt,.png,.jpg,.jpeg,.txt"
                                    aria-invalid=[wrong.is_some().then_some("true")] aria-describedby={ "file-hint" @if wrong.is_some() { " file-error" } };
                            }
                            (Area::new("words", "Or type the words").rows(5).optional().from(f, e))
                            div { button.btn.btn-2 type="submit" { "Add it" } }
                        }
                    } }
                }
            }
        }
    }
    fn taking_out(&self, p: &Paper) -> Markup {
        let e = &self.errors;
        let name = |field: &str| format!("{field}-{}", p.id);
        let (pages, out, why, stay) = (name("pages"), name("out"), name("why"), name("stay"));
        let any = [&pages, &out, &why, &stay].iter().any(|n| e.of(n).is_some());
        let form = match any {
            true => self.form.clone(),
            false => Form::of([
                (pages.clone(), p.out_pages.clone()),
                (out.clone(), p.out_words.clone()),
                (why.clone(), p.out_why.clone()),
                (stay.clone(), p.names_why.clone()),
            ]),
        };
        let to = self.at(&format!("/papers/{}", p.id));
        html! {
            details.working open[any] { summary { "Take something out" span.vh { " of " (p.title) } } div.working-body.stack {
                form.stack method="post" action=(to) { (token(&self.csrf)) (hidden("version", p.version))
                    @if p.sha256.is_some() { (Field::new(&pages, "Pages").hint("Such as 2, 4-5. For a PDF.").optional().from(&form, e)) }
                    (Area::new(&out, "Passages").hint("A line each, as it stands there. For typed words, text and Word files.").rows(3).optional().from(&form, e))
                    (Field::new(&why, "Why").hint("The page says so in its place.").optional().from(&form, e))
                    (Field::new(&stay, "Why other children’s names may stay").optional().from(&form, e))
                    div.row { button.btn.btn-2 type="submit" { "Keep it" } button.btn.btn-2 type="submit" name="act" value="away" { "Take the paper away" } }
                }
            } }
        }
    }
    fn interests(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let here: Vec<&Interest> =
            self.interests.iter().filter(|n| Some(n.item) == self.case.item).collect();
        let who = |id: Id| self.people.iter().find(|p| p.id == id).map_or("", |p| p.name.as_str());
        let people: Vec<Choice> =
            self.people.iter().map(|p| Choice::new(p.id.to_string(), p.name.clone())).collect();
        html! {
            section.sheet.stack #interests { h2 { "Who leaves for it" }
                p.soft { "Whoever has an interest gets a copy of the pack without this case, and leaves for its item." }
                ul.plain-list { @for n in &here { li { strong { (who(n.person)) } ": " (n.words) span.soft { " (" (n.by_name) ", " (n.made_at) ")" } } } }
                @if self.case.item.is_some() && self.open() {
                    @if people.is_empty() { p { "Nobody is asked to the panel yet. " a href={ "/meetings/" (self.meeting.id) } { "Ask them" } } }
                    @else { form.row.row-end method="post" action=(self.at("/interests")) { (token(&self.csrf)) (self.once())
                        (Choices::one("person", "Who", &people).look(Look::Select).from(f, e))
                        (Field::new("interest", "What it is").hint("Such as: head of the school that excluded").from(f, e))
                        button.btn.btn-2 type="submit" { "Keep it" } } }
                }
            }
        }
    }
    fn decision(&self) -> Markup {
        let c = &self.case;
        let (f, e) = (&self.form, &self.errors);
        let typed = f.has("outcome_why") || e.of("outcome").is_some();
        let form = match typed {
            true => f.clone(),
            false => Form::of([("tell_by", self.tell_by.iso())]),
        };
        let outcomes: Vec<Choice> =
            Outcome::ALL.iter().map(|o| Choice::new(o.code(), o.label())).collect();
        html! {
            section.sheet.stack #decision { h2 { "What the panel decided" }
                @match (c.state, c.outcome) {
                    (State::Decided, Some(o)) => {
                        dl.summary {
                            div { dt { "Decision" } dd { strong { (o.label()) } @if !c.to_school.is_empty() { ", " (c.to_school) } p.soft { (c.how) ". Written down by " (c.decided_by) @if let Some(at) = c.decided_at { ", " (at) } } } }
                            div { dt { "Why" } dd { (naming(&c.outcome_why, &[&c.name()])) } }
                            @if !c.conditions.is_empty() { div { dt { "Conditions" } dd { (naming(&c.conditions, &[&c.name()])) } } }
                            @if let Some(day) = c.review_on { div { dt { "Looked at again" } dd { (day) } } }
                            div { dt { "The parents" } dd {
                                (c.tells) " tells them" @if let Some(by) = c.tell_by { " by " (by) } ". "
                                @match telling(c, self.today) {
                                    Some(Telling::Met) => (Tag(Standing::Done, Telling::Met.label())),
                                    Some(t @ Telling::ToldLate) => (Tag(Standing::Risk, t.label())),
                                    Some(t @ Telling::Late) => (Tag(Standing::Late, t.label())),
                                    Some(t) => (Tag(Standing::Due, t.label())),
                                    None => {},
                                }
                                @if let Some(on) = c.told_on { p.soft { "Told " (on) ": " (c.told_how) } }
                            } }
                        }
                        @if c.told_on.is_none() {
                            @let told = if f.has("told_how") || e.of("told_on").is_some() { f.clone() } else { Form::of([("told_on", self.today.iso())]) };
                            form.row.row-end method="post" action=(self.at("/told")) { (token(&self.csrf))
                                (Field::new("told_on", "Told on").kind("date").from(&told, e))
                                (Field::new("told_how", "How, and by whom").from(&told, e))
                                button.btn type="submit" { "They were told" } }
                        }
                        (self.follows(o))
                    }
                    (State::Admitted, _) if self.now < self.meeting.on.at(self.meeting.from) => p.soft { "The panel meets " (self.meeting.on) ", " (self.meeting.from) ". What it decides is written down here, and stands in the minutes at once." },
                    (State::Admitted, _) => form.stack.stack-4 method="post" action=(self.at("/decision")) data-draft={ "panel-" (c.id) } { (token(&self.csrf)) (hidden("version", c.version))
                        (Choices::one("outcome", "Decision", &outcomes).from(&form, e))
                        (Area::new("outcome_why", "The panel’s reason").rows(3).from(&form, e))
                        (Area::new("conditions", "Conditions").rows(2).optional().from(&form, e))
                        (Field::new("how", "How it was decided").hint("By consensus, or 5 to 2.").from(&form, e))
                        (Field::new("tells", "Who tells the parents").from(&form, e))
                        (Field::new("tell_by", "By when").kind("date").hint("Two working days after the panel is proposed: the authority’s own standard.").from(&form, e))
                        (Field::new("review_on", "Looked at again on").kind("date").optional().from(&form, e))
                        div { button.btn type="submit" { "Keep the decision" } }
                    },
                    (State::Withdrawn, _) => p { "Withdrawn. " (c.outcome_why) },
                    _ => p.soft { "A case is decided once it is on the agenda." },
                }
            }
        }
    }
    /// What the decision turns into.
    fn follows(&self, outcome: Outcome) -> Markup {
        html! {
            @for d in &self.directions { p { "It became a " a href={ "/directions/" (d.id) } { "direction off site to " (d.place) } ", from " (d.starts) "." } }
            @if outcome == Outcome::DirectionFirst && self.directions.is_empty() {
                p { a.btn href={ "/directions/new?panel=" (self.case.id) } { "Begin the direction off site" } }
                p.soft { "It is for a limited time, and the request for a lasting move stays on record with everything that came before." }
            }
        }
    }
}

impl Page for CasePage {
    fn title(&self) -> String {
        self.case.short()
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let c = &self.case;
        let back = format!("{HOME}/{}", self.meeting.id);
        let panel = format!("{}, {}", self.meeting.name, self.meeting.on);
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new(&c.short()).back(&back, &panel).facts(html! { (pupil_name(&c.name())) @if let Some(y) = c.year { ", Year " (y) } ", " (c.school_name) " · " (stands(c, self.cut_off, self.today)) }).acts(html! {
                @if self.open() { a.btn.btn-2 href=(self.at("/change")) { "Change" } }
                @if c.item.is_some() { a.btn.btn-2 href={ "/meetings/" (self.meeting.id) "/minutes#item-" (c.item.unwrap_or_default()) } { "Minutes at this item" } }
            }))
            (ErrorSummary(e))
            div.stack.stack-5 {
                (self.asked())
                (self.needs())
                (self.views())
                (self.papers())
                (self.interests())
                (self.decision())
                @if self.open() {
                    details.working open[e.of("withdrawn_why").is_some()] { summary { "Withdraw it" } div.working-body {
                        form.stack method="post" action=(self.at("/withdraw")) { (token(&self.csrf))
                            (Field::new("withdrawn_why", "Why").from(f, e))
                            div { button.btn.btn-2 type="submit" { "Withdraw it" } } }
                    } }
                }
            }
        }
    }
}
