//! The documents of a matter, and one of them.
//!
//! Must never show: a file's words. It is opened as a file.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use crate::page::name::naming;
use casework::document::{Document, Item, Scan, taken};
use casework::matter::Matter;
use casework::{Coded, Id};
use maud::{Markup, html};

/// How a scan looks.
fn scan_tag(scan: Scan) -> Markup {
    let shape = match scan {
        Scan::Off => Standing::None,
        Scan::Waiting => Standing::Due,
        Scan::Clean => Standing::Done,
        Scan::Caught => Standing::Late,
    };
    html! { (Tag(shape, scan.label())) }
}

/// The list, with the form to add one.
pub struct ListPage {
    /// The matter.
    pub matter: Matter,
    /// Its documents.
    pub documents: Vec<Document>,
    /// What the scanner said.
    pub scans: Vec<(Id, Scan, String)>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Documents".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        let m = &self.matter;
        let back = format!("/matters/{}", m.id);
        let (there, gone): (Vec<_>, Vec<_>) =
            self.documents.iter().partition(|d| d.gone_at.is_none());
        html! {
            (Head::new("Documents").about(&m.name).back(&back, &m.name).facts(html! { (m.what()) }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if there.is_empty() { (Empty { title: "No document yet", words: "Letters, statements, the policy and everything else that may go into a pack stand here.", step: None }) }
                @else {
                    (Grid {
                        region: "Documents, table",
                        caption: None,
                        look: "",
                        columns: ["Title", "What it is", "Added", "Scan"].map(Col::Words).to_vec(),
                        named: Some(0),
                        rows: there.iter().map(|d| self.row(d)).collect(),
                    })
                }
                @if !gone.is_empty() {
                    details.working { summary { (gone.len()) " taken away and kept" }
                        ul.working-body.plain-list { @for d in &gone { li { a href={ "/documents/" (d.id) } { (naming(&d.title, &[&m.name])) } " " span.soft { (d.gone_why) } } } } }
                }
                (self.adding())
            }
        }
    }
}

impl ListPage {
    fn row(&self, d: &Document) -> Vec<Markup> {
        let scan = self.scans.iter().find(|(id, _, _)| *id == d.id).map(|(_, s, _)| *s);
        vec![
            html! { a href={ "/documents/" (d.id) } { (naming(&d.title, &[&self.matter.name])) } },
            html! { (d.item.label()) ". " span.soft { (d.what()) } },
            html! { (d.by_name) @if d.by_link { ", by a private link" } ", " (d.at.day()) },
            html! { @match scan { Some(s) => (scan_tag(s)), None => "–" } },
        ]
    }

    fn adding(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let items: Vec<Choice> =
            Item::ALL.iter().map(|i| Choice::new(i.code(), i.label())).collect();
        let wrong = e.of("file");
        html! {
            section.sheet.stack aria-labelledby="add" {
                h2 #add { "Add a document" }
                form.stack.stack-5 method="post" action={ "/matters/" (self.matter.id) "/documents" } enctype="multipart/form-data" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Choices::one("item", "What it is", &items).look(Look::Select).from(f, e))
                    (Field::new("title", "Title").hint("As it stands in the contents of a pack.").from(f, e))
                    div.field.is-wrong[wrong.is_some()] {
                        label for="file" { "File " span.optional { "(optional)" } }
                        p.hint #file-hint { (taken()) }
                        @if let Some(why) = wrong { p.error #file-error { (why) } }
                        input.input #file name="file" type="file" accept=".pdf,.docx,.pptx,.xlsx,.odt,.png,.jpg,.jpeg,.txt"
                            aria-invalid=[wrong.is_some().then_some("true")] aria-describedby={ "file-hint" @if wrong.is_some() { " file-error" } };
                    }
                    (Area::new("words", "Or type the words").hint("An empty line begins a new paragraph.").rows(6).optional().from(f, e))
                    (Field::new("place", "Where the paper itself lies").hint("Cabinet 4, file 12. A pack then says that it is served apart, if there is nothing else.").optional().from(f, e))
                    (Field { kind: "date", ..Field::new("dated", "Day of the paper") }.optional().from(f, e))
                    (Field { kind: "date", ..Field::new("keep_until", "Keep until") }.hint("By the school’s own retention schedule.").optional().from(f, e))
                    p { button.btn type="submit" { "Add it" } }
                }
            }
        }
    }
}

/// One document.
pub struct DocumentPage {
    /// It.
    pub document: Document,
    /// Its matter.
    pub matter: Matter,
    /// What the scanner said.
    pub scan: Scan,
    /// In its own words.
    pub said: String,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for DocumentPage {
    fn title(&self) -> String {
        "Document".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        let (d, m) = (&self.document, &self.matter);
        let (f, e) = (&self.form, &self.errors);
        let back = format!("/matters/{}/documents", m.id);
        let items: Vec<Choice> =
            Item::ALL.iter().map(|i| Choice::new(i.code(), i.label())).collect();
        let (here, away) = (format!("/documents/{}", d.id), format!("/documents/{}/away", d.id));
        html! {
            (Head::new(&d.title).about(&m.name).back(&back, "Documents").facts(html! {
                (d.item.label()) ". " (d.what()) ". Added by " (d.by_name) @if d.by_link { ", by a private link" } ", " (d.at) "."
            }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if d.gone_at.is_some() { div.panel.panel-note { h2.panel-title { "Taken away and kept" } p { (d.gone_why) } } }
                @if let Some(hash) = &d.sha256 {
                    section.stack.stack-2 aria-labelledby="file" {
                        h2 #file { "The file" }
                        p { (scan_tag(self.scan)) @if !self.said.is_empty() { " " span.soft { (self.said) } } }
                        @if d.gone_at.is_none() && self.scan.lets_out() { p { a.btn.btn-2 href={ (here) "/file" } { "Open the file" } } }
                        p.soft { "Sent as " bdi { (d.name_sent) } ". Its hash (SHA-256): " code.hash { (hash) } }
                    }
                }
                @if !d.words.is_empty() { section.paper aria-label="The words" { @for p in d.words.split("\n\n") { p { (naming(p, &[&m.name])) } } } }
                @if d.gone_at.is_none() {
                    form.sheet.stack.stack-5 method="post" action=(here) {
                        (token(&self.csrf)) (hidden("version", d.version))
                        (Choices::one("item", "What it is", &items).look(Look::Select).from(f, e))
                        (Field::new("title", "Title").from(f, e))
                        (Field::new("place", "Where the paper itself lies").optional().from(f, e))
                        (Field { kind: "date", ..Field::new("dated", "Day of the paper") }.optional().from(f, e))
                        (Field { kind: "date", ..Field::new("keep_until", "Keep until") }.optional().from(f, e))
                        p { button.btn type="submit" { "Keep it" } }
                    }
                    details.working open[e.of("gone_why").is_some()] {
                        summary { "Take it away" }
                        form.stack.working-body method="post" action=(away) {
                            (token(&self.csrf))
                            (Field::new("gone_why", "Why").hint("It is kept, and packs made with it stay as they were.").from(f, e))
                            p { button.btn.btn-2 type="submit" { "Take it away" } }
                        }
                    }
                }
            }
        }
    }
}

/// A document for samples.
pub(crate) fn sample(n: u128, item: Item, title: &str) -> Document {
    let day = rulebook::Day::new(2026, 11, 16).unwrap_or(rulebook::Day::FIRST);
    Document {
        id: Id::from_u128(n),
        matter: Id::from_u128(1),
        item,
        title: title.into(),
        words: String::new(),
        sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
        name_sent: "Statement of Ms Hale.pdf".into(),
        name: "Statement-of-Ms-Hale.pdf".into(),
        kind: Some(casework::attachment::FileKind::Pdf),
        size: 182_000,
        place: String::new(),
        keep_until: None,
        dated: None,
        by_link: false,
        by_name: "Mr Callum Osei-Brandt".into(),
        at: day.at(rulebook::Minute::new(9, 40).unwrap_or_default()),
        gone_at: None,
        gone_why: String::new(),
        version: 1,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let matter = crate::matter::sample();
    let list = |documents: Vec<Document>, errors: Errors| ListPage {
        matter: matter.clone(),
        scans: documents
            .iter()
            .zip([Scan::Clean, Scan::Waiting, Scan::Caught].into_iter().cycle())
            .map(|(d, s)| (d.id, s, String::new()))
            .collect(),
        documents,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let some = vec![
        sample(11, Item::Letter, "Letter of the decision"),
        sample(12, Item::Head, "Headteacher’s statement"),
        Document {
            by_link: true,
            by_name: "Ms Gwen Haldane".into(),
            ..sample(13, Item::Parent, "Representations")
        },
        Document {
            gone_at: Some(sample(14, Item::Log, "").at),
            gone_why: "Sent twice (Mr Callum Osei-Brandt)".into(),
            ..sample(14, Item::Log, "Behaviour log")
        },
    ];
    let mut wrong = Errors::new();
    wrong.add("title", "Give it a title");
    wrong.add("file", casework::document::too_large(casework::document::MEGABYTES));
    let one = |document: Document, scan, said: &str| DocumentPage {
        document,
        matter: matter.clone(),
        scan,
        said: said.into(),
        csrf: "gallery".into(),
        form: Form::of([("item", "witness"), ("title", "Statement of Ms Hale")]),
        errors: Errors::new(),
    };
    vec![
        framed("documents", &list(some, Errors::new())),
        framed("documents-empty", &list(Vec::new(), Errors::new())),
        framed("documents-wrong", &list(Vec::new(), wrong)),
        framed(
            "document",
            &one(sample(12, Item::Witness, "Statement of Ms Hale"), Scan::Clean, ""),
        ),
        framed(
            "document-held",
            &one(
                sample(12, Item::Witness, "Statement of Ms Hale"),
                Scan::Caught,
                "stream: Test-Signature FOUND",
            ),
        ),
    ]
}
