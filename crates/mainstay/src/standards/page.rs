//! Who has which standards sheet, drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, FlagMark, Head, Standing, Tag, hidden, token,
};
use crate::page::name::naming;
use casework::pupil::{Contact, Flag};
use casework::receipt::Came;
use casework::standards::{Acknowledged, Given, Sheet};
use casework::words::capital;
use casework::{Coded, Id};
use maud::{Markup, html};

/// One person with their sheets.
pub struct Person {
    /// Who.
    pub contact: Contact,
    /// Why not by email, or empty.
    pub no_email: String,
    /// Sheets, newest first, and that they said they have one.
    pub sheets: Vec<(Sheet, Option<Acknowledged>)>,
}

/// The page.
pub struct SheetsPage {
    /// Placement.
    pub placement: Id,
    /// The pupil's name.
    pub name: String,
    /// What to call the pupil.
    pub first: String,
    /// Name, form and day.
    pub facts: String,
    /// Who is given none and why.
    pub left_out: Vec<String>,
    /// Those with parental responsibility.
    pub people: Vec<Person>,
    /// The versions there are: what a choice sends, and what it is.
    pub texts: Vec<(String, String)>,
    /// The reader may give sheets.
    pub gives: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn said(known: Option<&Acknowledged>) -> Markup {
    html! {
        @match known {
            Some(k) => { (Tag(Standing::Done, "Acknowledged")) " " (k.name) ", " (k.way.label()) ", " (k.at)
                @if !k.interpreter.is_empty() { ", interpreter: " (k.interpreter) }
                @if !k.by_name.is_empty() { ". Written down by " (k.by_name) } "." }
            None => (Tag(Standing::Due, "Not acknowledged yet")),
        }
    }
}

/// The same in short, for other pages about the placement.
pub fn brief(placement: Id, people: &[(Sheet, Option<Acknowledged>)]) -> Markup {
    html! {
        section.stack aria-labelledby="standards" {
            h2 #standards { "Standards sheet" }
            @if people.is_empty() { p.soft { "Nobody at home has been given one about this." } }
            @else { ul.stack.stack-2 { @for (s, known) in people {
                li { strong { (s.name) } ". " (s.version_named()) ", " (s.way.label().to_lowercase()) ", " (s.issued_at) ". " (said(known.as_ref())) }
            } } }
            p { a href={ "/placements/" (placement) "/standards" } { "Give the sheet, record that they have it" } }
        }
    }
}

impl Page for SheetsPage {
    fn title(&self) -> String {
        format!("Standards sheet: {}", self.first)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let title = format!("Standards sheet about {}", self.first);
        let back = format!("/placements/{}/home", self.placement);
        html! {
            (Head::new(&title).about(&self.first).back(&back, "Calls home").facts(naming(&self.facts, &[&self.name])))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if self.people.is_empty() {
                    (Empty { title: "Nobody to give it to", words: "Each person with parental responsibility and no restriction is given the sheet. None is on record.", step: None })
                }
                @for p in &self.people { (self.person(p)) }
                @for words in &self.left_out { p.soft { (words) } }
            }
        }
    }
}

impl SheetsPage {
    fn person(&self, p: &Person) -> Markup {
        let c = &p.contact;
        let talk = match (c.language.is_empty(), c.interpreter) {
            (true, true) => "Interpreter asked for".to_string(),
            (false, true) => format!("{}, interpreter asked for", c.language),
            _ => c.language.clone(),
        };
        html! {
            article.sheet.stack aria-label=(c.full()) {
                h2 { (c.full()) " " span.sub { (c.relation) } }
                @if !talk.is_empty() { p { (FlagMark(Flag::Talk, &talk)) } }
                @if p.sheets.is_empty() { p { (Tag(Standing::None, "No sheet given yet")) } }
                @for (s, known) in &p.sheets {
                    div.stack.stack-2 {
                        p { strong { (s.version_named()) } ", " (s.way.label().to_lowercase()) ", " (s.issued_at)
                            @if s.letter.is_some() { ", with a letter" }
                            @if !s.interpreter.is_empty() { ", interpreter: " (s.interpreter) } ". "
                            span.soft { (s.by_name) } " " a href={ "/sheets/" (s.id) "/pdf" } { "PDF" span.vh { ", " (s.version_named()) ", to " (s.name) } } }
                        p { (said(known.as_ref())) }
                        @if known.is_none() { (self.hear(s)) }
                    }
                }
                p.row { a.btn.btn-2 href={ "/placements/" (self.placement) "/home?contact=" (c.id) "#log" } { "Ring" span.vh { " " (c.full()) } } }
                @if self.gives { (self.give(p)) }
            }
        }
    }
    fn wrong(&self, fields: &[&String]) -> bool {
        fields.iter().any(|f| self.errors.of(f).is_some())
    }
    fn give(&self, p: &Person) -> Markup {
        let who = p.contact.id;
        let names = ["text", "way", "day", "time", "interpreter", "known", "once"];
        let [text, way, day, time, interpreter, known, once] = names.map(|f| format!("{f}-{who}"));
        let texts: Vec<Choice> =
            self.texts.iter().map(|(key, named)| Choice::new(key, named)).collect();
        let ways: Vec<Choice> = Given::ALL
            .iter()
            .filter(|g| **g != Given::Email || p.no_email.is_empty())
            .map(|g| Choice::new(g.code(), g.label()))
            .collect();
        let no_email = format!("Not by email: {}.", p.no_email);
        let (form, errors) = (&self.form, &self.errors);
        let open = p.sheets.is_empty() || self.wrong(&[&text, &way, &time, &interpreter]);
        html! {
            details.working open[open] { summary { "Give the sheet" span.vh { " to " (p.contact.full()) } }
                form.working-body.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/standards" } {
                    (token(&self.csrf)) (hidden("contact", who)) (hidden(&once, form.text(&once)))
                    (Choices::one(&text, "Which version?", &texts).from(form, errors))
                    @let choices = Choices::one(&way, "How is it given?", &ways);
                    @if p.no_email.is_empty() { (choices.from(form, errors)) } @else { (choices.hint(&no_email).from(form, errors)) }
                    fieldset.field { legend { "If you talked with them" }
                        div.stack.stack-4 {
                            div.row.row-base {
                                (Field::new(&day, "Day").kind("date").from(form, errors))
                                (Field::new(&time, "Time").kind("time").from(form, errors))
                            }
                            (Field::new(&interpreter, "Interpreter").hint("Name and service, or why there was none.").optional().from(form, errors))
                            label.choice { input type="checkbox" name=(known) value="yes" checked[form.ticked(&known)];
                                span { "They said in the same talk that they know what it says" } }
                        }
                    }
                    p { button.btn type="submit" { "Give it" span.vh { " to " (p.contact.full()) } } }
                }
            }
        }
    }
    fn hear(&self, s: &Sheet) -> Markup {
        let who = s.id;
        let ways: Vec<Choice> = Came::ALL
            .iter()
            .filter(|c| **c != Came::Link)
            .map(|c| Choice::new(c.code(), capital(c.label())))
            .collect();
        let [came, day, time, name, interpreter] =
            ["came", "day", "time", "name", "interpreter"].map(|f| format!("{f}-{who}"));
        let (form, errors) = (&self.form, &self.errors);
        html! {
            details.working open[self.wrong(&[&came, &time])] { summary { "They said that they have it" span.vh { ": " (s.name) } }
                form.working-body.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/standards/" (who) } {
                    (token(&self.csrf))
                    (Choices::one(&came, "How did they tell you?", &ways).from(form, errors))
                    (Field::new(&day, "Day").kind("date").from(form, errors))
                    (Field::new(&time, "Time").kind("time").from(form, errors))
                    (Field::new(&interpreter, "Interpreter, where there was one").optional().from(form, errors))
                    (Field::new(&name, "Who said it, if somebody else").optional().from(form, errors))
                    p { button.btn.btn-2 type="submit" { "Keep it" span.vh { ": " (s.name) " has the sheet" } } }
                }
            }
        }
    }
}

/// A sheet and that it was acknowledged, with invented facts.
pub fn sample() -> (Sheet, Acknowledged) {
    let day = rulebook::Day::new(2026, 11, 19).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let at = |h, m| day.at(rulebook::Minute::new(h, m).unwrap_or_default());
    let sheet = Sheet {
        id: Id::from_u128(31),
        pupil: Id::from_u128(4),
        placement: Id::from_u128(9),
        contact: Id::from_u128(1),
        name: "Mrs Josefina Reyes".into(),
        letter: None,
        language: "Portuguese".into(),
        format: casework::wording::Format::Standard,
        version: 2,
        title: "O que esperamos".into(),
        words: "O que esperamos\n\nPedimos a cada aluno que chegue a horas.".into(),
        way: Given::Phone,
        interpreter: "Ms Ana Lopes, county interpreting service".into(),
        issued_at: at(9, 5),
        made_at: at(9, 20),
        by_name: "Mr Jonah Pell".into(),
    };
    let known = Acknowledged {
        sheet: sheet.id,
        way: Came::Phone,
        name: sheet.name.clone(),
        interpreter: sheet.interpreter.clone(),
        at: at(9, 5),
        made_at: at(9, 20),
        by_name: "Mr Jonah Pell".into(),
    };
    (sheet, known)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let (sheet, known) = sample();
    let contact = Contact {
        id: Id::from_u128(1),
        pupil: Id::from_u128(4),
        title: "Mrs".into(),
        given: "Josefina".into(),
        family: "Reyes".into(),
        relation: "Mother".into(),
        priority: 1,
        responsible: true,
        lives_with: true,
        restriction: String::new(),
        phone: "07700 900199".into(),
        email: String::new(),
        address: "2 Weir Lane".into(),
        language: "Portuguese".into(),
        interpreter: true,
    };
    let page = |sheets, form, errors| {
        SheetsPage {
        placement: Id::from_u128(9),
        name: "Marnie Tolliver-Reyes".into(),
        first: "Marnie".into(),
        facts: "Marnie Tolliver-Reyes, 10B. Thu 19 Nov 2026".into(),
        left_out: vec!["Ms Pearl Reyes is not given the standards sheet: A standards sheet goes to those with parental responsibility; none is recorded for them.".into()],
        people: vec![Person {
            contact: contact.clone(),
            no_email: "no email address is on record".into(),
            sheets,
        }],
        texts: vec![
            ("standard|English".into(), "English, version 3".into()),
            ("easy_read|English".into(), "English, easy read, version 1".into()),
            ("standard|Portuguese".into(), "Portuguese, version 2".into()),
        ],
        gives: true,
        form,
        errors,
        csrf: "gallery".into(),
    }
    };
    let field = format!("interpreter-{}", contact.id);
    let mut errors = Errors::new();
    errors.add(
        &field,
        "They asked for an interpreter: give the interpreter’s name, or say why there was none",
    );
    let mut nobody = page(Vec::new(), Form::default(), Errors::new());
    nobody.people.clear();
    vec![
        framed(
            "standards-acknowledged",
            &page(vec![(sheet.clone(), Some(known))], Form::default(), Errors::new()),
        ),
        framed("standards-waiting", &page(vec![(sheet, None)], Form::default(), Errors::new())),
        framed("standards-wrong", &page(Vec::new(), Form::default(), errors)),
        framed("standards-nobody", &nobody),
    ]
}
