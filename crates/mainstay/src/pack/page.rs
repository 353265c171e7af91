//! A pack on one page: its papers in order, the versions that were made, and who was given which.
//!
//! Must never show: the words of a paper.

use crate::form::{Errors, Form};
use crate::matter::due_line;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::document::{Document, Item, Scan};
use casework::hearing::invite::Asked;
use casework::matter::Matter;
use casework::pack::{AskedAbout, Given, InTime, Made, Pack, Paper, in_time};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::duty::{Due, NoAnswer};
use rulebook::{Almanac, Day};

/// A paper with its document.
pub struct Line {
    /// How it stands in the pack.
    pub paper: Paper,
    /// The document.
    pub document: Document,
    /// What the scanner said.
    pub scan: Scan,
    /// It asks for a reason.
    pub asks: bool,
}

/// The page.
pub struct PackPage {
    /// The pack.
    pub pack: Pack,
    /// Its matter.
    pub matter: Matter,
    /// Papers, in order.
    pub lines: Vec<Line>,
    /// What a pack of this kind begins with.
    pub expected: Vec<Item>,
    /// Documents that are not in it.
    pub others: Vec<Document>,
    /// Versions.
    pub made: Vec<Made>,
    /// Copies.
    pub given: Vec<Given>,
    /// When it is due.
    pub due: Option<Result<(Due, &'static str), NoAnswer>>,
    /// The date moved after copies went, and nobody has said anything of it.
    pub moved: Option<AskedAbout>,
    /// The calendar, for the workings.
    pub almanac: Option<std::sync::Arc<Almanac>>,
    /// Names of other children that are still in a paper, by its document.
    pub named: Vec<(Id, Vec<String>)>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PackPage {
    fn title(&self) -> String {
        "Pack of papers".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        let (p, m) = (&self.pack, &self.matter);
        let back = format!("/hearings/{}", p.hearing);
        html! {
            (Head::new("Pack of papers").about(&m.name).back(&back, p.purpose.label()).facts(html! { (naming(&m.name, &[&m.name])) ". " (m.what()) ". " (p.case.label()) "." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if let Some(due) = &self.due {
                    section.stack.stack-2 aria-labelledby="due" {
                        h2 #due { "To be out by" }
                        (due_line(&due.clone().map(|(d, _)| d), due.as_ref().map_or("R3.06", |(_, r)| r), self.almanac.as_deref(), self.today))
                        @if let Some(a) = &self.moved {
                            div.panel.panel-warn {
                                h3.panel-title { "The calendar changed after the papers went" }
                                p { "They went on " (a.sent_on) ", when they were due " strong { (a.before) } @if let Some(d) = a.before_arguable { " (arguably " (d) ")" } ". Now the date would be " strong { (a.after) } @if let Some(d) = a.after_arguable { " (arguably " (d) ")" } "." }
                                p { a href={ "/matters/" (m.id) } { "Say what you make of it" } }
                            }
                        }
                    }
                }
                (self.papers())
                (self.adding())
                (self.making())
                (self.copies())
            }
        }
    }
}

impl PackPage {
    fn to(&self, tail: &str) -> String {
        format!("/packs/{}/{tail}", self.pack.id)
    }

    fn papers(&self) -> Markup {
        let there = |item: &Item| self.lines.iter().any(|l| l.document.item == *item);
        let missing: Vec<&str> =
            self.expected.iter().filter(|i| !there(i)).map(|i| i.label()).collect();
        let wrong: Vec<&str> = self
            .errors
            .all()
            .iter()
            .filter(|(f, _)| f == "papers")
            .map(|(_, m)| m.as_str())
            .collect();
        html! {
            section.stack #papers aria-labelledby="papers-h" {
                h2 #papers-h { "Papers, in order" }
                @for why in wrong { p.error { (why) } }
                @if !missing.is_empty() { p.soft { "A pack of this kind usually has these as well: " (missing.join("; ")) "." } }
                @if self.lines.is_empty() { (Empty { title: "No paper yet", words: "Papers are put in from the documents of the matter.", step: None }) }
                @for (n, l) in (1..).zip(&self.lines) { (self.line(n, l)) }
            }
        }
    }

    fn line(&self, n: usize, l: &Line) -> Markup {
        let (p, d) = (&l.paper, &l.document);
        let id = d.id.to_string();
        let field = |name: &str| format!("{name}-{id}");
        let [why, pages, words, out_why, names_why, position] =
            ["why", "out_pages", "out_words", "out_why", "names_why", "position"].map(field);
        let mine = self.errors.all().iter().any(|(f, _)| f.ends_with(&id));
        let kept = |name: &str, value: &str| -> Form {
            match self.form.has(name) || mine {
                true => self.form.clone(),
                false => Form::default().with(name, value),
            }
        };
        let e = &self.errors;
        let number = n.to_string();
        html! {
            article.sheet.stack.stack-2 {
                div.row.row-apart.row-base {
                    h3 { (n) ". " a href={ "/documents/" (d.id) } { (naming(&d.title, &[&self.matter.name])) } }
                    span {
                        @if p.late { (Tag(Standing::Risk, "Late paper")) }
                        @if p.apart { (Tag(Standing::None, "Served apart")) }
                        @if !l.scan.lets_out() { (Tag(Standing::Late, l.scan.label())) }
                    }
                }
                p.soft { (d.item.label()) ". " (d.what()) "." @if !p.why.is_empty() { " In the pack because: " (p.why) "." } }
                @if let Some((_, names)) = self.named.iter().find(|(id, _)| *id == d.id) {
                    p { strong { "Other children named in it: " } @for (n, name) in names.iter().enumerate() { @if n > 0 { ", " } (pupil_name(name)) } "." }
                }
                @if !p.out_pages.is_empty() { p { "Pages taken out: " (p.out_pages) ". " (p.out_why) } }
                @if !p.out_words.is_empty() { p { @let n = p.out_words.lines().count(); (n) @if n == 1 { " passage taken out. " } @else { " passages taken out. " } (p.out_why) } }
                details.working open[mine] {
                    summary { "Order, reason and what is taken out" span.vh { " of paper " (n) } }
                    form.stack.stack-5.working-body method="post" action={ (self.to("papers")) "/" (d.id) } {
                        (token(&self.csrf)) (hidden("version", self.pack.version))
                        (Field { kind: "figure", ..Field::new(&position, "Place in the order") }.from(&kept(&position, &number), e))
                        (if l.asks { Field::new(&why, "Why it is in this pack") } else { Field::new(&why, "Why it is in this pack").optional() }.from(&kept(&why, &p.why), e))
                        (Field::new(&pages, "Pages taken out").hint("Of a PDF, such as 2, 4-5.").optional().from(&kept(&pages, &p.out_pages), e))
                        (Area::new(&words, "Passages taken out").hint("Of typed words, a Word document or plain text: each on a line, as it stands there.").optional().from(&kept(&words, &p.out_words), e))
                        (Field::new(&out_why, "Why they are taken out").hint("It stands in their place.").optional().from(&kept(&out_why, &p.out_why), e))
                        (Field::new(&names_why, "Why names of other children, or an address in a file, may stay").optional().from(&kept(&names_why, &p.names_why), e))
                        label.choice { input type="checkbox" name=(field("apart")) value="yes" checked[p.apart]; span { "Served apart" } span.hint { "A page says so in its place." } }
                        p { button.btn.btn-2 type="submit" { "Keep it" span.vh { " for paper " (n) } } }
                    }
                    form.working-body method="post" action={ (self.to("papers")) "/" (d.id) "/out" } {
                        (token(&self.csrf)) (hidden("version", self.pack.version))
                        button.btn.btn-2 type="submit" { "Take it out of the pack" span.vh { ": paper " (n) } }
                    }
                }
            }
        }
    }

    fn adding(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let choices: Vec<Choice> = self
            .others
            .iter()
            .map(|d| Choice::new(d.id.to_string(), &d.title).hint(d.item.label()))
            .collect();
        html! {
            @if !choices.is_empty() {
                section.stack.stack-2 aria-labelledby="put-in" {
                    h2 #put-in { "Put a paper in" }
                    @if !self.given.is_empty() { p { "Copies have gone: what is put in now is marked as late." } }
                    form.stack.stack-5 method="post" action=(self.to("papers")) {
                        (token(&self.csrf))
                        (Choices::one("document", "Which document", &choices).from(f, e))
                        (Field::new("why", "Why it is in this pack").hint("Asked for where a pack of this kind leaves such papers out.").optional().from(f, e))
                        p { button.btn.btn-2 type="submit" { "Put it in" } }
                    }
                }
            }
        }
    }

    fn making(&self) -> Markup {
        let e = &self.errors;
        html! {
            section.stack #versions aria-labelledby="versions-h" {
                h2 #versions-h { "Versions" }
                @if !self.made.is_empty() {
                    (Grid {
                        region: "Versions, table",
                        caption: None,
                        look: "",
                        columns: vec![Col::Words("Version"), Col::Number("Pages"), Col::Words("Made"), Col::Words("Served apart"), Col::Words("File")],
                        named: Some(0),
                        rows: self.made.iter().map(|m| vec![
                            html! { "Version " (m.number) },
                            html! { (m.pages) },
                            html! { (m.at) ", " (m.by_name) },
                            html! { @if m.apart.is_empty() { "–" } @else { (naming(&m.apart.replace('\n', " "), &[&self.matter.name])) } },
                            html! { a href={ (self.to("versions")) "/" (m.number) } { "Open" span.vh { " version " (m.number) } } },
                        ]).collect(),
                    })
                }
                form.stack method="post" action=(self.to("make")) {
                    (token(&self.csrf))
                    div.field.is-wrong[e.of("read").is_some()] #read {
                        @if let Some(why) = e.of("read") { p.error { (why) } }
                        label.choice { input type="checkbox" name="read" value="yes"; span { "I have read every page for other children’s names" } span.hint { "Mainstay looks through typed words, Word documents, plain text and the words of PDFs, for names and for addresses of people at home. It cannot read scans and pictures." } }
                    }
                    p { button.btn type="submit" { "Make " @if self.made.is_empty() { "the pack" } @else { "a new version" } } }
                }
            }
        }
    }

    fn copies(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let what: Vec<Choice> =
            Asked::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        let numbers: Vec<Choice> = self
            .made
            .iter()
            .map(|m| Choice::new(m.number.to_string(), format!("Version {}", m.number)))
            .collect();
        html! {
            section.stack #copies aria-labelledby="copies-h" {
                h2 #copies-h { "Who was given a copy" }
                @if self.given.is_empty() { p.soft { "Each copy is logged by name, version, day and way, with the day it was due as it stood then." } }
                @else {
                    (Grid {
                        region: "Copies, table",
                        caption: None,
                        look: "",
                        columns: ["To", "Version", "Sent", "Due then", "Stood"].map(Col::Words).to_vec(),
                        named: Some(0),
                        rows: self.given.iter().map(|g| self.copy(g)).collect(),
                    })
                }
                @if !numbers.is_empty() {
                    details.working open[["whom", "how", "asked", "number", "sent_on"].iter().any(|n| e.of(n).is_some())] {
                        summary { "Log a copy" }
                        form.stack.stack-5.working-body method="post" action=(self.to("copies")) {
                            (token(&self.csrf)) (hidden("once", f.text("once")))
                            (Choices::one("number", "Version", &numbers).look(Look::Select).from(f, e))
                            (Choices::one("asked", "What they are", &what).look(Look::Select).from(f, e))
                            (Field::new("whom", "Who was given it").from(f, e))
                            (Field::new("how", "How it went").hint("By hand, first-class post, secure e-mail").from(f, e))
                            (Field { kind: "date", ..Field::new("sent_on", "Day it went") }.from(f, e))
                            (Field::new("note", "Papers held back from them and why, or a note").optional().from(f, e))
                            p { button.btn type="submit" { "Log the copy" } }
                        }
                    }
                }
            }
        }
    }

    fn copy(&self, g: &Given) -> Vec<Markup> {
        let stood = in_time(g);
        let shape = match stood {
            InTime::Yes => Standing::Done,
            InTime::Arguably => Standing::Risk,
            InTime::No => Standing::Late,
            InTime::NothingDue => Standing::None,
        };
        vec![
            html! { (naming(&g.whom, &[&self.matter.name])) " " span.soft { (g.asked.label()) } @if !g.note.is_empty() { p { (g.note) } } },
            html! { (g.number) },
            html! { (g.sent_on) ", " (g.how) },
            html! { @match g.due_then { Some(day) => { (day) @if let Some(d) = g.arguable_then { ", arguably " (d) } }, None => "–" } },
            html! { (Tag(shape, &crate::law::found::capital(stood.words()))) },
        ]
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    use crate::document::sample as document;
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::FIRST);
    let at = day(23).at(rulebook::Minute::new(14, 5).unwrap_or_default());
    let paper = |n: u128, position| Paper {
        document: Id::from_u128(n),
        position,
        why: String::new(),
        out_pages: String::new(),
        out_words: String::new(),
        out_why: String::new(),
        names_why: String::new(),
        late: false,
        apart: false,
        by_name: "Mr Callum Osei-Brandt".into(),
        at,
    };
    let line = |n, item, title: &str, change: &dyn Fn(Paper) -> Paper| Line {
        paper: change(paper(n, n as i64)),
        document: document(n, item, title),
        scan: Scan::Clean,
        asks: item == Item::Log,
    };
    let page = |lines, made, given, moved, errors| PackPage {
        pack: Pack {
            id: Id::from_u128(40),
            matter: Id::from_u128(1),
            hearing: Id::from_u128(20),
            purpose: casework::pack::Purpose::Governors,
            case: casework::pack::Case::OneOff,
            made_by: "Mr Callum Osei-Brandt".into(),
            made_at: at,
            version: 4,
        },
        matter: crate::matter::sample(),
        lines,
        expected: vec![Item::Letter, Item::Policy, Item::Head],
        others: vec![
            document(19, Item::Log, "Behaviour log"),
            document(18, Item::Authority, "The authority’s statement"),
        ],
        made,
        given,
        due: Some(Ok((Due::Day(day(23)), "R3.06"))),
        moved,
        almanac: None,
        named: Vec::new(),
        today: day(25),
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let same = |p: Paper| p;
    let some = || {
        vec![
            line(11, Item::Letter, "Letter of the decision", &same),
            line(12, Item::Head, "Headteacher’s statement", &|p| Paper {
                out_words: "A name".into(),
                out_why: "another child’s name".into(),
                ..p
            }),
            line(13, Item::Witness, "Statement of a member of staff", &|p| Paper {
                out_pages: "2".into(),
                out_why: "about another child".into(),
                ..p
            }),
            line(14, Item::Parent, "Representations", &|p| Paper { late: true, ..p }),
            line(15, Item::Timeline, "Recording from the corridor", &|p| Paper {
                apart: true,
                ..p
            }),
        ]
    };
    let made = || Made {
        number: 1,
        sha256: String::new(),
        pages: 64,
        contents: String::new(),
        apart: "Recording from the corridor: it is served apart".into(),
        by_name: "Mr Callum Osei-Brandt".into(),
        at,
    };
    let given = |n, asked, whom: &str, sent| Given {
        id: Id::from_u128(n),
        number: 1,
        asked,
        whom: whom.into(),
        how: "By hand".into(),
        sent_on: day(sent),
        due_then: Some(day(23)),
        arguable_then: Some(day(24)),
        note: String::new(),
        by_name: "Mr Callum Osei-Brandt".into(),
        at,
    };
    let copies = vec![
        given(1, Asked::Parent, "Mr Neil Price", 23),
        given(2, Asked::Parent, "Ms Gwen Haldane", 24),
        given(3, Asked::Head, "Dr Ines Varga", 25),
    ];
    let moved = AskedAbout {
        before: day(23),
        before_arguable: Some(day(24)),
        after: day(20),
        after_arguable: Some(day(23)),
        sent_on: day(23),
    };
    let mut wrong = Errors::new();
    wrong.add("papers", "Statement of a member of staff: other children are named. Take the words out, or say on the paper why they may stay");
    wrong.add("why", casework::pack::Case::OneOff.asks(Item::Log));
    wrong.add("read", "Read every page first, and tick that you have");
    vec![
        framed("pack", &page(some(), vec![made()], copies.clone(), None, Errors::new())),
        framed("pack-moved", &page(some(), vec![made()], copies, Some(moved), Errors::new())),
        framed("pack-empty", &page(Vec::new(), Vec::new(), Vec::new(), None, Errors::new())),
        framed("pack-wrong", &{
            let named = vec![(Id::from_u128(13), vec!["Kian Dowell".to_string()])];
            PackPage { named, ..page(some(), Vec::new(), Vec::new(), None, wrong) }
        }),
    ]
}
