//! The minutes: the agenda with room beside each item, decisions as they are made, and how the
//! minutes go out.

use super::arising;
use super::minutes::who;
use super::page::tag;
use crate::action::mark;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, ErrorSummary, Head, Standing as Shape, Tag, hidden, token};
use crate::page::name::pupil_name;
use casework::action::Action;
use casework::meeting::people::{Came, Person, Short, Whom};
use casework::meeting::{Decision, Interest, Item, Meeting, Minutes};
use casework::rota::key;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use store::meeting::minutes::Copy;

/// The page.
pub struct MinutesPage {
    /// Today.
    pub today: Day,
    /// The meeting.
    pub m: Meeting,
    /// Who was asked.
    pub people: Vec<Person>,
    /// Lines of the quorum too few came for.
    pub short: Vec<Short>,
    /// The agenda with what was said.
    pub items: Vec<Item>,
    /// Names of pupils of items.
    pub names: Vec<(Id, String)>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// Who left for which item.
    pub interests: Vec<Interest>,
    /// Actions agreed at it.
    pub actions: Vec<Action>,
    /// What the last one agreed.
    pub arising: Vec<arising::Matter>,
    /// Copies made.
    pub copies: Vec<Copy>,
    /// How the minutes stand.
    pub stands: Minutes,
    /// The last day of their standard.
    pub due: Day,
    /// Plans that a decision may change: whose, which, and what each is.
    pub plans: Vec<(Id, Id, casework::plan::Kind)>,
    /// Colleagues who do what is decided.
    pub staff: Vec<Choice>,
    /// The reader may send a referral.
    pub refers: bool,
    /// The reader may write.
    pub writes: bool,
    /// The reader leads it.
    pub leads: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl MinutesPage {
    fn at(&self, rest: &str) -> String {
        format!("/meetings/{}{rest}", self.m.id)
    }
    fn plans_of(&self, item: &Item) -> impl Iterator<Item = &(Id, Id, casework::plan::Kind)> {
        let pupil = item.pupil.or(self.m.pupil);
        self.plans.iter().filter(move |p| Some(p.0) == pupil)
    }
    fn decision(&self, d: &Decision) -> Markup {
        let action = d.action.and_then(|id| self.actions.iter().find(|a| a.id == id));
        html! {
            li.clock {
                (Tag(Shape::Done, "Decided"))
                div {
                    p.clock-what.as-typed { (d.words) }
                    @if !d.why.is_empty() { p.soft { "Why: " (d.why) } }
                    @if let Some(a) = action { p { a href={ "/actions/" (a.id) } { (a.owner_name) ", by " (a.due) } " " (mark(a, self.today)) } }
                    @if let Some(id) = d.referral { p { a href={ "/referrals/" (id) } { "The referral it became" } } }
                    @if let (Some(id), Some(n)) = (d.plan, d.plan_version) { p { a href={ "/plans/" (id) } { "In the plan, from version " (n) } } }
                }
                p.clock-when.soft { (d.by_name) ", " (d.at) }
            }
        }
    }
    /// The form of a decision at an item, filled with what was typed where it came back wrong.
    fn decide(&self, item: &Item) -> Markup {
        let f = &self.form;
        let here = f.id("item") == Some(item.id) && !f.has("interest_of");
        let value = |name: &str| if here { f.text(name) } else { "" };
        let wrong = |name: &str| self.errors.of(name).filter(|_| here);
        let id = |name: &str| if here { name.to_string() } else { format!("{name}-{}", item.id) };
        // The page has one key; each of its forms has its own, made of it.
        let own = key(&[f.text("once").as_bytes(), item.id.as_bytes()]);
        let once = if here { f.text("once").to_string() } else { own.to_string() };
        let said = |name: &str| html! { @if let Some(e) = wrong(name) { p.error { (e) } } };
        html! {
            details.working open[here] { summary { "Decide something" span.vh { " at item " (item.position) } } div.working-body {
                form.stack.stack-3 method="post" action=(self.at("/decisions")) data-draft={ "decide-" (item.id) } {
                    (token(&self.csrf)) (hidden("item", item.id)) (hidden("once", once))
                    div.field.is-wrong[wrong("words").is_some()] { label for=(id("words")) { "What was decided" } (said("words")) textarea.area id=(id("words")) name="words" rows="2" { (value("words")) } }
                    div.field.is-wrong[wrong("why").is_some()] { label for=(id("why")) { "Why " span.optional { "(optional)" } } (said("why")) textarea.area id=(id("why")) name="why" rows="1" { (value("why")) } }
                    div.field.is-wrong[wrong("became").is_some()] { label for=(id("became")) { "It becomes" } (said("became")) select.select id=(id("became")) name="became" {
                        option value="action" selected[value("became") == "action"] { "An action" }
                        @if self.refers && (item.pupil.is_some() || self.m.pupil.is_some()) { option value="referral" selected[value("became") == "referral"] { "A referral" } }
                        @for (_, plan, kind) in self.plans_of(item) { @let code = format!("plan:{plan}"); option value=(code) selected[value("became") == code] { "A strategy in the " (kind.label().to_lowercase()) } }
                        option value="record" selected[value("became") == "record"] { "A decision on record alone" }
                    } }
                    div.row.row-base {
                        div.field.is-wrong[wrong("owner").is_some()] { label for=(id("owner")) { "Who does it" } (said("owner")) select.select id=(id("owner")) name="owner" { @for c in &self.staff { option value=(c.value) selected[value("owner") == c.value] { (c.label) } } } }
                        div.field.is-wrong[wrong("due").is_some()] { label for=(id("due")) { "By" } (said("due")) input.input.input-date id=(id("due")) name="due" type="date" value=(value("due")) autocomplete="off"; }
                    }
                    div.field.is-wrong[wrong("how").is_some()] { label for=(id("how")) { "How we shall know" } (said("how")) textarea.area id=(id("how")) name="how" rows="1" { (value("how")) } }
                    div { button.btn.btn-2 type="submit" { "Keep the decision" } }
                }
            } }
        }
    }
    fn item(&self, i: &Item) -> Markup {
        // What was typed and could not be kept is handed back.
        let here = self.form.id("minutes_of") == Some(i.id);
        let notes = if here { self.form.text("notes") } else { &i.notes };
        html! {
            section.sheet.stack id={ "item-" (i.id) } {
                h2 { (i.position) ". " @if let Some(name) = who(&self.names, i.pupil) { (pupil_name(name)) ": " } (i.title) }
                @if self.writes {
                    form.stack.stack-3 method="post" action={ (self.at("/minutes/")) (i.id) } data-draft={ "minutes-" (i.id) } data-minutes {
                        (token(&self.csrf)) (hidden("version", i.version)) (hidden("minutes_of", i.id))
                        div.field { label for={ "notes-" (i.id) } { "What was said" } textarea.area id={ "notes-" (i.id) } name="notes" rows="4" { (notes) } }
                        div.row { label.choice { input type="checkbox" name="closed" value="yes" checked[i.closed]; span { "For staff alone" } } button.btn type="submit" { "Keep" span.vh { " item " (i.position) } } p.soft data-minutes-status role="status" {} }
                    }
                } @else {
                    @if i.notes.is_empty() { p.soft { "Nothing was written here." } } @else { p.as-typed { (i.notes) } }
                    @if i.closed { p.soft { "For staff alone" } }
                }
                (self.interests(i))
                @let decided: Vec<&Decision> = self.decisions.iter().filter(|d| d.item == Some(i.id)).collect();
                @if !decided.is_empty() { ol.clocks { @for d in decided { (self.decision(d)) } } }
                @if self.writes { (self.decide(i)) }
            }
        }
    }
    /// Who left for an item, and the way to write it down.
    fn interests(&self, i: &Item) -> Markup {
        let name = |id: Id| self.people.iter().find(|p| p.id == id).map_or("", |p| p.name.as_str());
        let of: Vec<&Interest> = self.interests.iter().filter(|n| n.item == i.id).collect();
        let here = self.form.id("item") == Some(i.id) && self.form.has("interest_of");
        let id = |n: &str| if here { n.to_string() } else { format!("{n}-{}", i.id) };
        let wrong = |n: &str| self.errors.of(n).filter(|_| here);
        let own = key(&[self.form.text("once").as_bytes(), i.id.as_bytes(), b"interest"]);
        let once = if here { self.form.text("once").to_string() } else { own.to_string() };
        html! {
            @for n in &of { div.row.row-base {
                p { (Tag(Shape::Risk, "Interest")) " " strong { (name(n.person)) } ": " (n.words) }
                @if self.writes { form method="post" action=(self.at("/interests")) { (token(&self.csrf)) (hidden("end", n.id)) button.btn.btn-2.btn-s type="submit" { "Take it back" span.vh { ": " (name(n.person)) } } } }
            } }
            @if self.writes && !self.people.is_empty() {
                details.working open[here] { summary { "Somebody has an interest here" span.vh { ", item " (i.position) } } div.working-body {
                    form.stack.stack-3 method="post" action=(self.at("/interests")) {
                        (token(&self.csrf)) (hidden("item", i.id)) (hidden("once", once)) (hidden("interest_of", "yes"))
                        div.field.is-wrong[wrong("person").is_some()] { label for=(id("person")) { "Who" } @if let Some(e) = wrong("person") { p.error { (e) } }
                            select.select id=(id("person")) name="person" { option value="" { "Choose" } @for p in &self.people { option value=(p.id) selected[here && self.form.id("person") == Some(p.id)] { (p.name) } } } }
                        div.field.is-wrong[wrong("interest").is_some()] { label for=(id("interest")) { "What it is, and whether they left" } @if let Some(e) = wrong("interest") { p.error { (e) } }
                            input.input id=(id("interest")) name="interest" value=(if here { self.form.text("interest") } else { "" }) autocomplete="off"; }
                        p.hint { "Their copy of the minutes is without this item." }
                        div { button.btn.btn-2 type="submit" { "Write it down" } }
                    }
                } }
            }
        }
    }
    fn there(&self) -> Markup {
        html! {
            section.sheet.stack #there { h2 { "Who is there" }
                @if !self.short.is_empty() { p { (Tag(Shape::Late, "Not quorate")) " " @for s in &self.short { (s.part) " " (s.come) " of " (s.least) " " } } }
                ul.clocks { @for p in &self.people { li.clock {
                    @match p.came { Came::Attended | Came::Remote => (Tag(Shape::Done, p.came.label())), _ => (Tag(Shape::None, p.came.label())) }
                    div { p.clock-what { (p.name) @if !p.part.is_empty() { ", " (p.part) } } @if !p.standing().is_empty() { p.soft { (p.standing()) } } @if !p.needs.is_empty() { p.soft { "Needs: " (p.needs) } } }
                    @if self.writes { form.row method="post" action={ (self.at("/people/")) (p.id) } { (token(&self.csrf)) (hidden("act", "came"))
                        select.select name="came" aria-label={ "Whether " (p.name) " came" } { @for c in Came::ALL { option value=(c.code()) selected[*c == p.came] { (c.label()) } } }
                        @if p.whom == Whom::Home && !p.responsible { label.choice { input type="checkbox" name="consented" value="yes" checked[p.consented]; span { "With consent of whoever has PR" } } }
                        button.btn.btn-2.btn-s type="submit" { "Keep" span.vh { ": " (p.name) } } } }
                } } }
            }
        }
    }
    fn out(&self) -> Markup {
        let m = &self.m;
        let form = |act: &str, label: &str, inside: Markup| {
            html! {
                form.row.row-end method="post" action=(self.at("/finish")) { (token(&self.csrf)) (hidden("act", act)) (inside) button.btn type="submit" { (label) } }
            }
        };
        html! {
            section.sheet.stack #out { h2 { "How they go out" }
                p { (tag(self.stands)) " The standard is " (m.within_days) " days after the meeting: by " (self.due) "." }
                dl.summary.summary-tight {
                    div { dt { "To the chair" } dd { @match m.to_chair_at { Some(at) => (at), None => "Not yet" } } }
                    div { dt { "Approved" } dd { @match m.approved_at { Some(at) => { (m.approved_by) ", " (at) }, None => "Not yet" } } }
                    div { dt { "Out" } dd { @match m.circulated_at { Some(at) => (at), None => "Not yet" } } }
                }
                @if self.leads {
                    @if m.approved_at.is_none() {
                        @if m.to_chair_at.is_none() { (form("to_chair", "Send them to the chair", html! {})) }
                        (form("approve", "They are approved", html! {
                            div.field.is-wrong[self.errors.of("approved_by").is_some()] { label for="approved_by" { "By whom" } @if let Some(e) = self.errors.of("approved_by") { p.error { (e) } }
                                input.input #approved_by name="approved_by" value=(if self.form.has("approved_by") { self.form.text("approved_by") } else { &m.chair_name }) autocomplete="off"; }
                        }))
                    } @else if m.circulated_at.is_none() {
                        p { "Everybody who was asked gets a copy of their own. Home’s names nobody’s child but theirs, and leaves out what is for staff alone." }
                        (form("circulate", "Make the copies, and tell colleagues", html! {}))
                    }
                }
                @if !self.copies.is_empty() {
                    ul.clocks { @for c in &self.copies { li.clock {
                        @if c.given_at.is_some() { (Tag(Shape::Done, "Given")) } @else { (Tag(Shape::Due, "To be given")) }
                        div { p.clock-what { @if self.leads { a href={ (self.at("/copies/")) (c.id) } { (c.name) } } @else { (c.name) } } @if let Some(at) = c.given_at { p.soft { (c.how) ", " (at) } } }
                        @if self.leads && c.given_at.is_none() { form.row method="post" action={ (self.at("/copies/")) (c.id) } { (token(&self.csrf)) (hidden("copy", c.id))
                            div.field { label.vh for={ "how-" (c.id) } { "How it was given to " (c.name) } input.input id={ "how-" (c.id) } name="how" value=(if self.form.id("copy") == Some(c.id) { self.form.text("how") } else { "By post" }) autocomplete="off"; } button.btn.btn-2.btn-s type="submit" { "Given" span.vh { ": " (c.name) } } } }
                    } } }
                }
            }
        }
    }
}

impl Page for MinutesPage {
    fn title(&self) -> String {
        format!("Minutes, {}", self.m.name)
    }
    fn scripts(&self) -> &'static [&'static str] {
        if self.writes { &["minutes.js"] } else { &[] }
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let m = &self.m;
        let back = self.at("");
        html! {
            (Head::new(&format!("Minutes: {}", m.name)).back(&back, "The meeting").facts(html! {
                (m.on) ", " (m.from) " to " (m.to) @if !m.place.is_empty() { " · " (m.place) } " · " (self.decisions.len()) @if self.decisions.len() == 1 { " decision" } @else { " decisions" }
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            div.stack.stack-5 {
                (ErrorSummary(&self.errors))
                @if self.writes { p.soft { "What you type is kept as you type, and waits in this tab while there is no network. Without scripts, press Keep at each item." } }
                (self.there())
                @if m.before.is_some() {
                    section.sheet.stack { h2 { "Matters arising" } p.soft { (arising::counted(&self.arising, self.today)) }
                        @if !self.arising.is_empty() { (arising::table(&self.arising, self.today)) } }
                }
                @if self.items.is_empty() { p.soft { "There is no agenda yet. " a href={ (back) "#agenda" } { "Add an item" } " to write beside." } }
                @for i in &self.items { (self.item(i)) }
                (self.out())
            }
        }
    }
}
