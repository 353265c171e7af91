//! The pages of the catalogue and of the measures as they are drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look as As, Standing, Tag,
    hidden, token,
};
use casework::intervention::{Better, Intervention, Kind, Measure, Unit};
use casework::{Coded, Id};
use maud::{Markup, html};

/// The catalogue.
pub struct ListPage {
    /// Each with how many groups of it go on.
    pub rows: Vec<(i64, Intervention)>,
    /// The reader may change it.
    pub runs: bool,
}

/// Links between the pages of support.
pub(crate) fn links(here: &str) -> Markup {
    let all = [
        ("/groups", "Groups"),
        ("/interventions", "Catalogue"),
        ("/interventions/measures", "Measures"),
        ("/provision-map", "Provision map"),
    ];
    html! { nav.tabs aria-label="Pages of groups" { @for (href, label) in all {
        a href=(href) aria-current=[(href == here).then_some("page")] { (label) }
    } } }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Catalogue of interventions".into()
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let rows = self
            .rows
            .iter()
            .map(|(groups, i)| {
                vec![
                    html! { a href={ "/interventions/" (i.id) } { (i.name) } span.sub { (i.kind.label()) } },
                    html! { (i.purpose) @if !i.who_for.is_empty() { span.sub { "For: " (i.who_for) } } },
                    html! { (i.dose) },
                    html! { @if i.owner_name.is_empty() { "Nobody yet" } @else { (i.owner_name) } @if !i.provider.is_empty() { span.sub { "By " (i.provider) } } },
                    html! { (i.priced()) },
                    html! { @if !i.active { (Tag(Standing::None, "Retired")) } @else if *groups == 1 { "1 group" } @else { (groups) " groups" } },
                ]
            })
            .collect();
        html! {
            (Head::new("Catalogue of interventions").acts(html! { @if self.runs { a.btn href="/interventions/new" { "Add one" } } }))
            (links("/interventions"))
            @if self.rows.is_empty() {
                (Empty { title: "Nothing is in the catalogue yet", words: "What the school offers: what it is for, how much of it, whose it is and what it costs. Groups are made from it.", step: self.runs.then_some(("/interventions/new", "Add the first")) })
            } @else {
                (Grid {
                    region: "Catalogue, table", caption: Some("Catalogue of interventions"), look: "",
                    columns: vec![Col::Words("Name"), Col::Words("What it is for"), Col::Words("How much"), Col::Words("Whose"), Col::Words("Cost"), Col::Words("In use")],
                    named: Some(0), rows,
                })
            }
        }
    }
}

/// The form of one.
pub struct FormPage {
    /// Key, where it is there already.
    pub id: Option<Id>,
    /// Its name.
    pub name: String,
    /// Version.
    pub version: i64,
    /// In use.
    pub active: bool,
    /// Owners there may be.
    pub staff: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for FormPage {
    fn title(&self) -> String {
        match self.id {
            Some(_) => self.name.clone(),
            None => "Add to the catalogue".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let units: Vec<Choice> =
            Unit::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let to =
            self.id.map_or("/interventions/new".to_string(), |id| format!("/interventions/{id}"));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/interventions", "Catalogue"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(to) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", self.version))
                    (Field::new("name", "Name").from(f, e))
                    (Choices::one("kind", "What kind of help?", &kinds).from(f, e))
                    (Area::new("purpose", "What it is for").rows(2).from(f, e))
                    (Area::new("who_for", "Who it is for").rows(2).optional().from(f, e))
                    (Field::new("dose", "How much of it").hint("“Six sessions of 50 minutes”.").optional().from(f, e))
                    (Choices::one("owner", "Whose it is", &self.staff).look(As::Select).hint("Who keeps this entry right.").from(f, e))
                    (Field::new("provider", "Who provides it, where it is not the school").optional().from(f, e))
                    (Field::new("price", "What it costs, in pounds").kind("figure").optional().from(f, e))
                    (Choices::one("unit", "The cost is for", &units).from(f, e))
                    (Area::new("evidence", "Where the evidence for it comes from").rows(2).hint("A study, a review, or the school’s own figures. Say so where there is none.").optional().from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/interventions" { "Leave it" } }
                }
                @if self.id.is_some() {
                    form.row method="post" action=(to) {
                        (token(&self.csrf)) (hidden("version", self.version))
                        @if self.active {
                            button.btn.btn-2 type="submit" name="way" value="retire" { "Retire it" }
                            p.soft { "Groups of it stay as they are." }
                        } @else {
                            button.btn.btn-2 type="submit" name="way" value="use" { "Use it again" }
                        }
                    }
                }
            }
        }
    }
}

/// The measures.
pub struct MeasuresPage {
    /// The one in the box.
    pub own: Measure,
    /// Those the school named.
    pub all: Vec<Measure>,
    /// The reader may change them.
    pub runs: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for MeasuresPage {
    fn title(&self) -> String {
        "Measures".into()
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let better: Vec<Choice> =
            Better::ALL.iter().map(|b| Choice::new(b.code(), b.label())).collect();
        let licensed = [Choice::new("yes", "It is somebody else’s instrument")
            .hint("Scored on an authorised copy. Only its name and a number are kept here.")];
        let row = |m: &Measure, act: Markup| {
            vec![
                html! { (m.name) @if m.licensed { span.sub { "Somebody else’s: scores only" } } },
                html! { (m.low) " to " (m.high) },
                html! { (m.better.label()) },
                html! { (m.rights) },
                act,
            ]
        };
        let mut rows = vec![row(&self.own, html! { (Tag(Standing::Done, "In the box")) })];
        rows.extend(self.all.iter().map(|m| {
            row(
                m,
                html! { @if self.runs { form method="post" action="/interventions/measures" {
                    (token(&self.csrf)) (hidden("measure", m.id)) (hidden("version", m.version))
                    @if m.active { button.btn.btn-2 type="submit" name="way" value="retire" { "Retire" } }
                    @else { button.btn.btn-2 type="submit" name="way" value="use" { "Use again" } }
                } } @else if !m.active { (Tag(Standing::None, "Retired")) } },
            )
        }));
        html! {
            (Head::new("Measures").facts(html! { "A measure is a name and a scale. What a licensed instrument asks is never held here: its wording belongs to whoever made it." }))
            (links("/interventions/measures"))
            (Grid {
                region: "Measures, table", caption: Some("Measures"), look: "",
                columns: vec![Col::Words("Name"), Col::Words("Scale"), Col::Words("Better"), Col::Words("Right to use it"), Col::Acts("In use")],
                named: Some(0), rows,
            })
            @if self.runs { div.page-one.stack.stack-5 {
                (ErrorSummary(e))
                form.sheet.stack method="post" action="/interventions/measures" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Name a measure" }
                    (Field::new("name", "Name").from(f, e))
                    (Field::new("low", "Lowest score").kind("figure").from(f, e))
                    (Field::new("high", "Highest score").kind("figure").from(f, e))
                    (Choices::one("better", "Which way is better?", &better).from(f, e))
                    (Choices::many("licensed", "Whose it is", &licensed).from(f, e))
                    (Area::new("rights", "Right to use it, and where it is scored").rows(2).optional().from(f, e))
                    div { button.btn type="submit" { "Keep it" } }
                }
            } }
        }
    }
}

/// One for the gallery.
pub(crate) fn sample() -> Intervention {
    Intervention {
        id: Id::from_u128(301),
        name: "Steady Starts".into(),
        kind: Kind::Therapeutic,
        purpose: "To begin a lesson calmly, and to come back after a bad one.".into(),
        who_for: "Years 8 and 9, three calls or more in a half-term".into(),
        dose: "Six sessions of 50 minutes".into(),
        owner: Some(Id::from_u128(2)),
        owner_name: "Miss Ruqayya Fennimore".into(),
        provider: String::new(),
        pence: Some(1_500),
        unit: Unit::Session,
        evidence: "The school’s own figures of last year; no study of it.".into(),
        active: true,
        version: 1,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let retired = Intervention {
        id: Id::from_u128(302),
        name: "Lego building for two, with an adult who says nothing for the first ten minutes"
            .into(),
        owner: None,
        owner_name: String::new(),
        provider: "Larch House".into(),
        pence: None,
        active: false,
        ..sample()
    };
    let list = |rows| ListPage { rows, runs: true };
    let form = |id: Option<Id>, form, errors| FormPage {
        id,
        name: "Steady Starts".into(),
        version: 1,
        active: true,
        staff: vec![
            Choice::new("", "Nobody yet"),
            Choice::new(Id::from_u128(2).to_string(), "Miss Ruqayya Fennimore"),
        ],
        form,
        errors,
        csrf: "gallery".into(),
    };
    let measure = Measure {
        id: Id::from_u128(303),
        name: "A published wellbeing scale, total".into(),
        low: 14,
        high: 70,
        better: Better::Up,
        licensed: true,
        rights: "Registered for school use; scored on paper.".into(),
        active: true,
        version: 1,
    };
    let measures = |all, errors| MeasuresPage {
        own: casework::intervention::own(),
        all,
        runs: true,
        form: Form::default(),
        errors,
        csrf: "gallery".into(),
    };
    let mut wrong = Errors::new();
    wrong.add("name", "Give it the name it goes by in school");
    wrong.add("kind", "Choose what kind of help it is");
    let mut scale = Errors::new();
    scale.add("high", "The highest score is more than the lowest");
    let typed = Form::of([("name", "Steady Starts"), ("kind", "therapeutic"), ("unit", "session")]);
    vec![
        framed("interventions-typical", &list(vec![(1, sample()), (0, retired)])),
        framed("interventions-empty", &list(Vec::new())),
        framed("intervention-one", &form(Some(Id::from_u128(301)), typed, Errors::new())),
        framed("intervention-new-wrong", &form(None, Form::default(), wrong)),
        framed("measures-typical", &measures(vec![measure], Errors::new())),
        framed("measures-wrong", &measures(Vec::new(), scale)),
    ]
}
