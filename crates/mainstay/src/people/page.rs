//! The pages about people, as they are drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Table, Tag, hidden, token,
};
use casework::organisation::OrgKind;
use casework::words::Words;
use casework::{Coded, Id, Role};
use maud::{Markup, html};
use rulebook::Instant;
use store::people::Person;

/// Everybody.
pub struct PeoplePage {
    /// The school's words.
    pub words: Words,
    /// People.
    pub people: Vec<Person>,
    /// What was asked.
    pub query: Form,
}

fn way_in(p: &Person) -> Markup {
    match (p.account, p.active) {
        (None, _) => html! { (Tag(Standing::None, "No account")) },
        (Some(_), false) => html! { (Tag(Standing::Lock, "Stopped")) },
        (Some(_), true) => html! { (Tag(Standing::Done, "May sign in")) },
    }
}

fn roles(p: &Person, words: &Words) -> String {
    let years: Vec<String> = p.years.iter().map(|y| y.to_string()).collect();
    p.roles
        .iter()
        .map(|r| match r {
            Role::YearLead if !years.is_empty() => {
                format!("{}, Year {}", words.role(*r), years.join(", "))
            }
            Role::HeadOfSubject if !p.subject.is_empty() => {
                format!("{}, {}", words.role(*r), p.subject)
            }
            r => words.role(*r),
        })
        .collect::<Vec<_>>()
        .join("; ")
}

impl Page for PeoplePage {
    fn title(&self) -> String {
        "People".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let rows = self
            .people
            .iter()
            .map(|p| {
                vec![
                    html! { a href={ "/people/" (p.staff) } { (p.name) } },
                    html! { (p.post) },
                    way_in(p),
                    html! { (roles(p, &self.words)) },
                ]
            })
            .collect();
        let columns = vec![("Name", false), ("Post", false), ("Way in", false), ("Roles", false)];
        let who = self.query.text("who");
        let chip = |code: &str, label: &str| {
            html! { a.chip href={ "/people?who=" (code) } aria-current=[(who == code).then_some("true")] { (label) } " " }
        };
        html! {
            (Head::new("People").back("/set-up", "Set-up").acts(html! { a.btn.btn-2 href="/people/new" { "Add somebody" } })
                .facts(html! { "Staff come with the roster. A person opens what their roles open, and nothing else." }))
            div.stack.stack-5 {
                form.row.row-base role="search" method="get" action="/people" {
                    (Field { kind: "search", ..Field::new("q", "Name").from(&self.query, &Errors::new()) })
                    button.btn.btn-2 type="submit" { "Show" }
                    nav.chips aria-label="Show" { (chip("", "Everybody")) (chip("in", "With a way in")) (chip("out", "Without")) }
                }
                @if self.people.is_empty() {
                    (Empty { title: "Nobody here", words: "Staff come with the roster, or are added one by one.", step: Some(("/people/new", "Add somebody")) })
                } @else { (Table { caption: "People", columns, rows, dense: true }) }
            }
        }
    }
}

/// One person.
pub struct PersonPage {
    /// The school's words.
    pub words: Words,
    /// What the organisation is: it has its own roles.
    pub kind: OrgKind,
    /// The person.
    pub person: Person,
    /// They are the one looking.
    pub own: bool,
    /// Now.
    pub now: Instant,
    /// The timetable's subjects.
    pub subjects: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// What a role opens, in a line for the person who gives it.
fn opens(role: Role) -> &'static str {
    match role {
        Role::Teacher => {
            "Refers, answers requests for work, reads the notice. Sees what helps those they teach."
        }
        Role::HeadOfSubject => "As a teacher, and is asked for work when none comes.",
        Role::Tutor => "As a teacher, for their form, and follows returns.",
        Role::YearLead => "Files, home and reasons for their years; adds context.",
        Role::Mentor => "Files of those they mentor, without home; follows returns.",
        Role::RoomLead => "Runs the room: the whole day, calls, letters, interviews, figures.",
        Role::SupportLead => {
            "Runs support: early signs, plans, groups, the base, meetings. Sees to the room as well."
        }
        Role::Cover => "The board and the day’s entries, while they are in charge. No files.",
        Role::RoomManager => "Looks: board, files, figures. Changes nothing.",
        Role::Senior => "Decides referrals, overrides by name and reason, sees files.",
        Role::Head => "As a senior leader, with confidential parts and the trail.",
        Role::Safeguarding => "Files with confidential parts.",
        Role::DataManager => {
            "The roster, set-up and entries for the school’s own system. No files."
        }
        Role::BehaviourOfficer => "The authority’s desk: cases, advice, the money worked out.",
        Role::AuthorityManager => "As an officer, and approves the money. Not their own sums.",
        Role::Administrator => "Set-up, people and the trail. No pupils.",
    }
}

impl Page for PersonPage {
    fn title(&self) -> String {
        self.person.name.clone()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let p = &self.person;
        let (f, e) = (&self.form, &self.errors);
        let has = p.account.is_some();
        let choices: Vec<Choice> = self
            .kind
            .roles()
            .iter()
            .map(|r| Choice::new(r.code(), self.words.role(*r)).hint(self.words.said(opens(*r))))
            .collect();
        let years: Vec<Choice> =
            (7..=13).map(|y: i64| Choice::new(y.to_string(), format!("Year {y}"))).collect();
        let to = format!("/people/{}", p.staff);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&p.name).back("/people", "People").facts(html! { (p.post) " " (way_in(p)) }))
                (ErrorSummary(e))
                @if p.locked_until.is_some_and(|t| t > self.now) {
                    div.panel.panel-warn { p { "Shut out by wrong passwords until " @if let Some(t) = p.locked_until { (t) } ". A new password opens it." } }
                }
                form.stack.stack-5 method="post" action=(to) {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    @if has { p { "Signs in with " strong { (p.signs_in) } "." } }
                    @else { (Field { kind: "email", ..Field::new("email", "Work email they sign in with").from(f, e) }) }
                    (Choices::many("roles", "Roles", &choices).from(f, e))
                    @if self.kind.is_school() {
                    (Choices::many("years", "Years they lead", &years).hint(&self.words.said("For year leads only.")).from(f, e))
                    (Field::new("subject", "Subject they lead").hint(&self.words.said("For heads of subject only, as the timetable names it. Work that nobody gives is asked of them.")).list(&self.subjects).from(f, e))
                    }
                    div { button.btn type="submit" { @if has { "Keep the roles" } @else { "Give an account" } } }
                }
                @if has {
                    section.stack aria-labelledby="way" {
                        h2 #way { "Their way in" }
                        div.row {
                            form method="post" action={ (to) "/password" } { (token(&self.csrf)) button.btn.btn-2 type="submit" { "New one-time password" } }
                            form method="post" action={ (to) "/sessions" } { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Sign them out everywhere" } }
                            form method="post" action={ (to) "/access" } { (token(&self.csrf))
                                @if p.active { button.btn.btn-2 type="submit" name="active" value="no" { "Stop access" } }
                                @else { button.btn.btn-2 type="submit" name="active" value="yes" { "Give access back" } }
                            }
                        }
                        @if self.own { p.soft { "This is you: stopping your own access signs you out." } }
                    }
                }
            }
        }
    }
}

/// A password, shown once.
pub struct OncePage {
    /// Staff record.
    pub staff: Id,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// The password.
    pub secret: String,
}

impl Page for OncePage {
    fn title(&self) -> String {
        "A password, shown once".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let back = format!("/people/{}", self.staff);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("A password, shown once").back(&back, &self.name))
                div.panel.panel-ok {
                    h2.panel-title { (self.name) " may sign in" }
                    dl.summary {
                        div { dt { "Email" } dd { (self.email) } }
                        div { dt { "Password" } dd { strong.big { (self.secret) } } }
                    }
                }
                p { "Hand it over in person or by telephone. It is not kept anywhere it could be read again: if it is lost, give a new one." }
                p { "It opens one page, where they choose a password of their own. Nothing else opens before that." }
                p.row { a.btn href=(back) { "I have handed it over" } }
            }
        }
    }
}

/// Somebody who is not in the roster.
pub struct NewPage {
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Add somebody".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Add somebody").back("/people", "People").facts(html! { "For those the roster does not bring." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/people/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Field::new("title", "Title").hint("Such as Mrs or Dr.").optional().from(f, e))
                    (Field::new("given", "Given name").optional().from(f, e))
                    (Field::new("family", "Family name").hint("Or the only name they have.").from(f, e))
                    (Field::new("post", "Post").hint("What the school calls it.").optional().from(f, e))
                    (Field { kind: "email", ..Field::new("email", "Work email").optional().from(f, e) })
                    div { button.btn type="submit" { "Add them" } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let person = |n: u128, name: &str, roles: Vec<Role>, active: bool| Person {
        staff: Id::from_u128(n),
        name: name.into(),
        post: "Teacher of History".into(),
        subject: "History".into(),
        email: "p.ravenhall@fairholme.example".into(),
        account: (!roles.is_empty()).then(|| Id::from_u128(n + 100)),
        signs_in: "p.ravenhall@fairholme.example".into(),
        active,
        locked_until: None,
        years: if roles.contains(&Role::YearLead) { vec![9] } else { vec![] },
        roles,
        version: 1,
    };
    let now = rulebook::Day::from_pg(0).at(Default::default());
    let mut errors = Errors::new();
    errors.add("email", "Somebody signs in with that email already");
    errors.add("years", "Say which years they lead");
    let one = |person, errors| PersonPage {
        words: Words::default(),
        kind: OrgKind::Secondary,
        person,
        own: false,
        now,
        subjects: vec!["English".into(), "History".into()],
        csrf: "gallery".into(),
        form: Form::of([("roles", "year_lead"), ("email", "b.catterall@fairholme.example")]),
        errors,
    };
    let mut missing = Errors::new();
    missing.add("family", "Give the family name");
    vec![
        framed(
            "people",
            &PeoplePage {
                words: Words::default(),
                people: vec![
                    person(1, "Mrs Priya Ravenhall", vec![Role::Teacher], true),
                    person(2, "Ms Bea Catterall", vec![Role::YearLead], false),
                    person(3, "Mr Leon Parrish", vec![], false),
                ],
                query: Form::default(),
            },
        ),
        framed(
            "people-empty",
            &PeoplePage { words: Words::default(), people: Vec::new(), query: Form::default() },
        ),
        framed("person-wrong", &one(person(3, "Ms Bea Catterall", vec![], false), errors)),
        framed(
            "person",
            &one(person(1, "Mrs Priya Ravenhall", vec![Role::Teacher], true), Errors::new()),
        ),
        framed(
            "person-password",
            &OncePage {
                staff: Id::from_u128(1),
                name: "Mrs Priya Ravenhall".into(),
                email: "p.ravenhall@fairholme.example".into(),
                secret: "abcd-efgh-jkmn-pqrs".into(),
            },
        ),
        framed(
            "person-new-wrong",
            &NewPage { csrf: "gallery".into(), form: Form::default(), errors: missing },
        ),
    ]
}
