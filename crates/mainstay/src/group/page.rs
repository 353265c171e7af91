//! Beginning a group, and its own page, as they are drawn.

use crate::action::follows::Follows;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look as As, Standing, Tag, hidden,
    token,
};
use crate::page::name::pupil_name;
use casework::Id;
use casework::group::{Elsewhere, Group, Mark, Member, Session, State};
use casework::intervention::Intervention;
use casework::kit::spell_money;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::{Day, Weekday};

/// The form to begin one.
pub struct NewPage {
    /// What there is in the catalogue.
    pub interventions: Vec<Choice>,
    /// Who may lead it.
    pub staff: Vec<Choice>,
    /// Measures there are.
    pub measures: Vec<Choice>,
    /// Periods of the school's day.
    pub codes: Vec<String>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Begin a group".into()
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let days: Vec<Choice> = Weekday::ALL[..5]
            .iter()
            .map(|d| Choice::new(d.number().to_string(), d.long()))
            .collect();
        let codes: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(self.codes.iter().map(|c| Choice::new(c, c)))
            .collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Begin a group").back("/groups", "Groups"))
                (ErrorSummary(e))
                @if self.interventions.len() < 2 { div.panel.panel-note { p { "The catalogue is empty. " a href="/interventions/new" { "Write down what is delivered first" } "." } } }
                form.stack.stack-5 method="post" action="/groups/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Choices::one("intervention", "What is delivered", &self.interventions).look(As::Select).from(f, e))
                    (Field::new("name", "Name of the group").hint("“Steady Starts, autumn, Year 8”.").from(f, e))
                    (Area::new("aim", "What it is to do").rows(2).from(f, e))
                    (Choices::one("leader", "Who leads it", &self.staff).look(As::Select).from(f, e))
                    (Field::new("place", "Where").hint("A lesson or another group there at that time is found.").optional().from(f, e))
                    (Choices::one("weekday", "On which weekday", &days).look(As::Select).from(f, e))
                    (Choices::one("code", "In which period", &codes).look(As::Select).from(f, e))
                    (Field::new("first", "First day").kind("date").from(f, e))
                    (Field::new("last", "Last day").kind("date").hint("Days on which nobody is in are left out and named.").from(f, e))
                    (Choices::one("measure", "What is measured at the start, at the end and later", &self.measures).look(As::Select).hint("A name and a number. Other measures are named under Measures.").from(f, e))
                    (Area::new("plan", "Plan of the sessions").rows(4).optional().from(f, e))
                    div.row { button.btn type="submit" { "Begin it" } a.btn.btn-2 href="/groups" { "Leave it" } }
                }
            }
        }
    }
}

/// Somebody in a group.
pub struct InIt {
    /// Name and form.
    pub who: String,
    /// Sessions they were there.
    pub here: i64,
    /// Sessions they were not.
    pub absent: i64,
    /// The lesson it takes.
    pub missed: String,
    /// How they are in it.
    pub member: Member,
}

/// A group.
pub struct GroupPage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// "Tuesday"
    pub weekday: String,
    /// Days left out, and why.
    pub left_out: Vec<(Day, String)>,
    /// Who was there.
    pub marks: Vec<Mark>,
    /// Who is in it.
    pub rows: Vec<InIt>,
    /// How many are in it whom the reader does not see.
    pub unseen: i64,
    /// Actions that came from it.
    pub follows: Follows,
    /// Its sessions.
    pub sessions: Vec<Session>,
    /// What is delivered.
    pub intervention: Intervention,
    /// The measure's name.
    pub measure: String,
    /// What the whole comes to.
    pub cost: Option<i64>,
    /// Trips that meet its sessions: the trip, where the reader opens it, and who and when.
    pub trips: Vec<(Option<Id>, Elsewhere)>,
    /// The reader may change it.
    pub runs: bool,
    /// The reader opens files.
    pub files: bool,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Who may lead it.
    pub staff: Vec<Choice>,
    /// The group.
    pub group: Group,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for GroupPage {
    fn title(&self) -> String {
        self.group.name.clone()
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let g = &self.group;
        let acts = html! {
            a.btn href={ "/groups/" (g.id) "/scores" } { "Measure and impact" }
        };
        html! {
            (Head::new(&g.name).back("/groups", "Groups").acts(acts).facts(html! {
                (super::when(&self.weekday, g)) @if !g.place.is_empty() { ", " (g.place) } ". Led by " (g.leader_name) "."
                @if let Some(day) = g.ended_on { " Ended " (day) "." }
            }))
            (ErrorSummary(&self.errors))
            (self.on_trips())
            div.cols.cols-side {
                div.stack.stack-6 { (self.what()) (self.days()) (self.members()) }
                @if self.runs { div.stack { (self.follows) (self.join()) (self.change()) (self.end()) } } @else { div.stack { (self.follows) } }
            }
        }
    }
}

impl GroupPage {
    fn on_trips(&self) -> Markup {
        if self.trips.is_empty() {
            return Markup::default();
        }
        html! {
            section.panel.panel-note.stack.stack-2 aria-labelledby="trips" {
                h2.panel-title #trips { "A trip on the same day" }
                ul { @for (trip, t) in &self.trips { li {
                    (t.day) ", " (t.from) "–" (t.to) ": "
                    @if t.pupil.is_empty() { (t.who) } @else { (pupil_name(&t.who)) } ", "
                    @match trip { Some(id) => a href={ "/trips/" (id) } { (t.what) }, None => (t.what) }
                } } }
                p.soft { "Nothing is refused for it. Move the session, or let it take place without them." }
            }
        }
    }
    fn what(&self) -> Markup {
        let g = &self.group;
        html! {
            section.sheet.stack.stack-2 aria-labelledby="what" {
                h2 #what { (self.intervention.name) }
                p.as-typed { (g.aim) }
                p { strong { "Measure: " } (self.measure) }
                p { strong { "Cost: " } (self.intervention.priced()) @if let Some(cost) = self.cost { "; " (spell_money(cost)) " in all" } }
                @if !g.plan.is_empty() { details.working { summary { "Plan of the sessions" } div.working-body { p.as-typed { (g.plan) } } } }
                @if g.ended_on.is_some() { p.as-typed { strong { "Why it ended: " } (g.ended_why) } }
            }
        }
    }
    fn days(&self) -> Markup {
        let rows = self
            .sessions
            .iter()
            .enumerate()
            .map(|(n, s)| {
                let of = |here: bool| self.marks.iter().filter(|m| m.session == s.id && m.here == here).count();
                vec![
                    html! { a href={ "/groups/sessions/" (s.id) } { (n + 1) ". " (s.day) }
                        @if s.first_day != s.day { span.sub { "Moved from " (s.first_day) ": " (s.why) } } },
                    html! { @match s.state {
                        State::Cancelled => { (Tag(Standing::None, "Cancelled")) span.sub { (s.why) } }
                        State::Held => (Tag(Standing::Done, "Register taken")),
                        State::Planned if s.day < self.today => (Tag(Standing::Late, "Register not taken")),
                        State::Planned if s.day == self.today => (Tag(Standing::Due, "Today")),
                        State::Planned => (Tag(Standing::None, "To come")),
                    } },
                    html! { @if s.state == State::Held { (of(true)) " there, " (of(false)) " not" } @else { "–" } },
                ]
            })
            .collect();
        html! {
            section.stack aria-labelledby="days" {
                h2 #days { "Sessions" }
                (Grid { region: "Sessions, table", caption: None, look: "", columns: vec![Col::Words("Day"), Col::Words("Register"), Col::Words("Who was there")], named: Some(0), rows })
                @if !self.left_out.is_empty() { p.soft { "Left out: " @for (n, (day, why)) in self.left_out.iter().enumerate() { @if n > 0 { "; " } (day) ", " (why) } "." } }
            }
        }
    }
    fn members(&self) -> Markup {
        let rows = self
            .rows
            .iter()
            .map(|r| {
                let m = &r.member;
                vec![
                    html! { @if self.files { a href={ "/pupils/" (m.pupil) } { (pupil_name(&r.who)) } } @else { (pupil_name(&r.who)) } },
                    html! { (m.from) @if !m.all_the_same.is_empty() { span.sub { "Added though they miss a day: " (m.all_the_same) } } },
                    html! { (r.here) " of " (r.here + r.absent) },
                    html! { @if r.missed.is_empty() { "None known" } @else { (r.missed) } },
                    html! { @match m.left_on {
                        Some(day) => { (Tag(Standing::None, "Left")) span.sub { (day) ": " (m.left_why) } }
                        None if self.runs => { details.working { summary { "Leaves" } form.working-body.stack method="post" action={ "/groups/" (self.group.id) "/leave" } {
                            (token(&self.csrf)) (hidden("member", m.id))
                            label for={ "left-" (m.id) } { "Why" } input.input id={ "left-" (m.id) } name="left_why" autocomplete="off";
                            div { button.btn.btn-2 type="submit" { "Record it" } }
                        } } }
                        None => "In it",
                    } },
                ]
            })
            .collect();
        html! {
            section.stack aria-labelledby="members" {
                h2 #members { "Who is in it" }
                @if self.rows.is_empty() && self.unseen == 0 { p { "Nobody yet. Find and add them here." } }
                @else { (Grid { region: "Members, table", caption: None, look: "", columns: vec![Col::Words(&self.words.cap(Concept::Pupil)), Col::Words("Since"), Col::Words("There"), Col::Words("Lesson it takes"), Col::Acts("Leaving")], named: Some(0), rows }) }
                @if self.unseen > 0 { p.soft { "And " (self.words.count(Concept::Pupil, self.unseen)) " whose file you do not open." } }
            }
        }
    }
    fn join(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let found: Vec<Choice> =
            self.found.iter().map(|(id, who)| Choice::pupil(id.to_string(), who)).collect();
        html! {
            section.sheet.stack aria-labelledby="add" {
                h2 #add { "Add to it" }
                form.stack method="get" action={ "/groups/" (self.group.id) } {
                    (Field { value: &self.q, error: e.of("q"), ..Field::new("q", "Name or form").kind("search") })
                    div { button.btn.btn-2 type="submit" { "Find" } }
                }
                @if !self.q.is_empty() && found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " who is not in it was found for “" (self.q) "”." } }
                @if !found.is_empty() { form.stack method="post" action={ "/groups/" (self.group.id) "/members" } {
                    (token(&self.csrf)) (hidden("q", &self.q))
                    (Choices::many("pupil", "Who joins", &found).from(f, e))
                    (Field::new("from", "From").kind("date").from(f, e))
                    (Area::new("why", "Where they miss one day of it: why all the same").rows(2).hint("A placement or a known date on one of the days. Another group at that time is never passed over.").optional().from(f, e))
                    div { button.btn type="submit" { "Add them" } }
                } }
            }
        }
    }
    fn change(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let open = ["aim", "plan", "place", "leader"].iter().any(|n| e.of(n).is_some());
        html! {
            details.working open[open] {
                summary { "Change the aim, the plan, the leader or the place" }
                form.working-body.stack method="post" action={ "/groups/" (self.group.id) } {
                    (token(&self.csrf)) (hidden("version", self.group.version))
                    (Area::new("aim", "What it is to do").rows(2).from(f, e))
                    (Area::new("plan", "Plan of the sessions").rows(4).optional().from(f, e))
                    (Field::new("place", "Where").optional().from(f, e))
                    (Choices::one("leader", "Who leads it", &self.staff).look(As::Select).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep it" } }
                }
            }
        }
    }
    fn end(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            details.working open[e.of("ended_why").is_some()] {
                summary { "End the group" }
                form.working-body.stack method="post" action={ "/groups/" (self.group.id) } {
                    (token(&self.csrf)) (hidden("version", self.group.version)) (hidden("way", "end"))
                    (Area::new("ended_why", "Why, and what came of it").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "End it" } }
                }
            }
        }
    }
}
