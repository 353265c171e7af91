//! The register of schools as it is drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Pages, Standing, Table, Tag,
    hidden, token,
};
use casework::known_school::{KnownSchool, Listed, Opening, Phase};
use casework::organisation::{Governed, OrgKind};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// The list.
pub struct ListPage {
    /// Schools of this page.
    pub schools: Vec<KnownSchool>,
    /// Whether there is any school at all.
    pub any: bool,
    /// Whether the reader may bring the register in.
    pub imports: bool,
    /// What was asked.
    pub query: Form,
    /// Where the list is.
    pub pages: Pages,
}

/// Open, or what else.
fn opening(s: &KnownSchool) -> Markup {
    match s.listed.opening {
        Opening::Open => html! {},
        Opening::Closed => html! { (Tag(Standing::None, "Closed")) },
        other => html! { (Tag(Standing::Due, other.label())) },
    }
}

/// "Maintained", "Academy"; the kind says the rest.
fn governed(g: Governed) -> &'static str {
    match g {
        Governed::NotSaid => "",
        Governed::Maintained => "Maintained",
        Governed::Academy => "Academy or free school",
        Governed::Neither => "Neither",
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Schools".into()
    }
    fn here(&self) -> &'static str {
        "/schools"
    }
    fn main(&self) -> Markup {
        let mut kinds = vec![Choice::new("", "Any")];
        kinds.extend(
            OrgKind::ALL.iter().filter(|k| k.is_school()).map(|k| Choice::new(k.code(), k.label())),
        );
        let mut answers = vec![Choice::new("", "Any")];
        answers.extend(
            Governed::ALL
                .iter()
                .filter(|g| **g != Governed::NotSaid)
                .map(|g| Choice::new(g.code(), governed(*g))),
        );
        let none = Errors::new();
        let rows = self.schools.iter().map(|s| {
            vec![
                html! { a href={ "/schools/" (s.id) } { (s.listed.name) } " " (opening(s)) },
                html! { (s.listed.kind.label()) },
                html! { (governed(s.listed.governed)) },
                html! { (s.listed.head) },
                html! { (s.listed.urn) },
            ]
        });
        let columns = vec![
            ("School", false),
            ("Kind", false),
            ("Answered for", false),
            ("Head", false),
            ("URN", false),
        ];
        html! {
            (Head::new("Schools").acts(html! { @if self.imports { a.btn.btn-2 href="/schools/register" { "Bring in the national list" } } })
                .facts(html! { "The register of schools the authority deals with. A school here need not use Mainstay." }))
            div.stack.stack-5 {
                @if self.any {
                    form.row.row-end role="search" method="get" action="/schools" aria-label="Narrow the list of schools" {
                        (Field { kind: "search", ..Field::new("q", "Name, URN or number").from(&self.query, &none) })
                        (Choices::one("kind", "Kind", &kinds).look(Look::Select).from(&self.query, &none))
                        (Choices::one("governed", "Answered for", &answers).look(Look::Select).from(&self.query, &none))
                        label.choice { input type="checkbox" name="closed" value="yes" checked[self.query.ticked("closed")]; span { "Closed ones too" } }
                        button.btn.btn-2 type="submit" { "Show" }
                    }
                }
                @if !self.any {
                    (Empty { title: "No schools yet", words: "Bring in the national list of schools once; after that a case finds its school by three letters. It can be read again at any time.", step: self.imports.then_some(("/schools/register", "Bring in the national list")) })
                } @else if self.schools.is_empty() {
                    (Empty { title: "No school is like that", words: "Try fewer letters, another kind, or tick that closed ones are shown too.", step: Some(("/schools", "Show all that are open")) })
                } @else {
                    (Table { caption: "Schools", columns, rows: rows.collect(), dense: true })
                    (self.pages)
                }
            }
        }
    }
}

/// One school.
pub struct OnePage {
    /// The school.
    pub school: KnownSchool,
    /// Schools of this installation that say they belong to this authority.
    pub here: Vec<(Id, String)>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl OnePage {
    fn facts(&self) -> Markup {
        let l = &self.school.listed;
        let row = |name: &str, value: &str| {
            html! { @if !value.is_empty() { div { dt { (name) } dd { (value) } } } }
        };
        html! {
            dl.summary {
                (row("Kind", l.kind.label()))
                (row("Type in the list", &l.type_name))
                (row("Who answers for it", l.governed.label()))
                (row("Phase", if l.phase == Phase::NotSaid { "" } else { l.phase.label() }))
                (row("URN", &l.urn))
                (row("Authority and school number", &l.number))
                (row("Trust", &l.trust))
                @if !l.address.is_empty() || !l.postcode.is_empty() {
                    div { dt { "Address" } dd { @for line in l.address.lines() { (line) br; } (l.postcode) } }
                }
                (row("Website", &l.website))
                @if let Some(day) = l.opened_on { (row("Opened", &day.to_string())) }
                @if let Some(day) = l.closed_on { (row("Closed", &day.to_string())) }
            }
            @if let Some(day) = self.school.read_on { p.soft { "From the national list as it was read on " (day) "." } }
        }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.school.listed.name.clone()
    }
    fn here(&self) -> &'static str {
        "/schools"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut here = vec![Choice::new("", "It does not, or nobody has said")];
        here.extend(self.here.iter().map(|(id, name)| Choice::new(id.to_string(), name)));
        html! {
            (Head::new(&self.school.listed.name).back("/schools", "Schools").facts(html! { (self.school.listed.kind.label()) " " (opening(&self.school)) })
                .acts(html! { a.btn.btn-2 href={ "/schools/" (self.school.id) "/desk" } { "Cases, advice and promises" } }))
            (ErrorSummary(e))
            div.cols.cols-side {
                form.sheet.stack method="post" action={ "/schools/" (self.school.id) } aria-labelledby="kept" {
                    h2 #kept { "What the authority keeps" }
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    (Field::new("head", "Head").hint("The list read again replaces it.").optional().from(f, e))
                    (Field::new("phone", "Telephone").kind("tel").hint("The list read again replaces it.").optional().from(f, e))
                    (Field::new("email", "Email for notices and questions").kind("email").optional().from(f, e))
                    (Field::new("contact", "Whom to ask for besides").optional().from(f, e))
                    (Area::new("note", "To keep in mind").hint("About the school, and no child.").rows(4).optional().from(f, e))
                    @if !self.here.is_empty() { (Choices::one("here", "Uses Mainstay here as", &here).look(Look::Select).hint("What it tells the authority then comes to the desk by itself, as a copy.").from(f, e)) }
                    div { button.btn type="submit" { "Keep it" } }
                }
                aside.stack aria-label="From the national list" { (self.facts()) }
            }
        }
    }
}

/// A school for the gallery.
pub(super) fn sample(n: u128, name: &str, opening: Opening) -> KnownSchool {
    KnownSchool {
        id: Id::from_u128(n),
        listed: Listed {
            urn: format!("{}", 100_000 + n),
            number: "8014001".into(),
            name: name.into(),
            kind: OrgKind::Secondary,
            governed: Governed::Maintained,
            type_name: "Community school".into(),
            phase: Phase::Secondary,
            opening,
            opened_on: Day::new(1974, 9, 1),
            closed_on: if opening == Opening::Closed { Day::new(2026, 8, 31) } else { None },
            head: "Mr Silas Wetherby".into(),
            address: "Harrow Lane\nNorthmoor".into(),
            postcode: "NM4 2QT".into(),
            phone: "01632 960710".into(),
            website: "www.harrowfield.example".into(),
            trust: String::new(),
        },
        email: "head@harrowfield.example".into(),
        contact: String::new(),
        note: String::new(),
        read_on: Day::new(2026, 9, 7),
        version: 1,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let list = |schools: Vec<KnownSchool>, any| ListPage {
        pages: Pages { base: "/schools?".into(), size: 50, at: 1, total: schools.len() as i64 },
        schools,
        any,
        imports: true,
        query: Form::default(),
    };
    let one = |school, errors| OnePage {
        school,
        here: vec![(Id::from_u128(9), "Fairholme Community School".into())],
        csrf: "gallery".into(),
        form: Form::of([("email", "office"), ("head", "Mr Silas Wetherby")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("email", "Give an email such as office@school.example");
    vec![
        framed("schools-empty", &list(Vec::new(), false)),
        framed("schools-none", &list(Vec::new(), true)),
        framed(
            "schools",
            &list(
                vec![
                    sample(1, "Harrowfield School", Opening::Open),
                    sample(
                        2,
                        "St Aldhelm’s and All Souls Church of England Voluntary Aided Primary School with Nursery",
                        Opening::Closing,
                    ),
                    sample(3, "Ferring Road School", Opening::Closed),
                ],
                true,
            ),
        ),
        framed("school", &one(sample(1, "Harrowfield School", Opening::Open), Errors::new())),
        framed("school-wrong", &one(sample(1, "Harrowfield School", Opening::Open), errors)),
    ]
}
