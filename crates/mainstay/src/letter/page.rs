//! Letters, drawn as they will be sent and as they were.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Empty, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::page::name::naming;
use crate::receipt::{Got, brief};
use casework::Id;
use casework::letter::Letter;
use maud::{Markup, html};
use rulebook::{Day, Minute};
use store::letter::Issued;

/// The letters about a placement.
pub struct LettersPage {
    /// Placement.
    pub placement: Id,
    /// What to call the pupil.
    pub first: String,
    /// Name, form, day and periods.
    pub facts: String,
    /// Which letters say something other than the placement is now, in a sentence, or empty.
    pub out_of_date: String,
    /// Who gets none and why.
    pub left_out: Vec<String>,
    /// As they would be sent.
    pub letters: Vec<Letter>,
    /// As they were, newest first.
    pub issued: Vec<Issued>,
    /// The reader may see calls home.
    pub home: bool,
    /// Who has the letters, and what came back; for a reader who may see calls home.
    pub got: Vec<Got>,
    /// How each person would be told of the letter, in a sentence.
    pub routes: Vec<String>,
    /// Languages the school has a letter in for somebody here, and whether it asks what happened in
    /// that language.
    pub languages: Vec<(String, bool)>,
    /// Who has no standards sheet yet and would get one with the letter.
    pub sheets: Vec<String>,
    /// The form was sent, and comes back with what was typed.
    pub typed: bool,
    /// What is in the form: what was typed, what went out last, or what is proposed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for LettersPage {
    fn title(&self) -> String {
        format!("Letters: {}", self.first)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let title = format!("Letters home about {}", self.first);
        let home = format!("/placements/{}/home", self.placement);
        let mut head = Head::new(&title)
            .facts(naming(&self.facts, &[self.facts.split(',').next().unwrap_or_default()]));
        if self.home {
            head = head.back(&home, "Calls home");
        }
        html! {
            (head)
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                (self.sent())
                (brief(self.placement, &self.got))
                @if self.folds() {
                    details.working {
                        summary { "Write again" }
                        div.stack.stack-6 { (self.words()) (self.preview()) }
                    }
                } @else { (self.words()) (self.preview()) }
            }
        }
    }
}

impl LettersPage {
    /// The letters are out and say what is so: writing is not the next thing to do.
    fn folds(&self) -> bool {
        !self.issued.is_empty()
            && self.out_of_date.is_empty()
            && !self.typed
            && self.errors.is_empty()
    }
    fn sent(&self) -> Markup {
        html! {
            @if !self.issued.is_empty() {
                section.stack aria-labelledby="issued" {
                    h2 #issued { "Issued" }
                    @if !self.out_of_date.is_empty() {
                        div.panel.panel-warn { h3.panel-title { "The placement has changed since" }
                            p { (self.out_of_date) ". Issue again: the earlier one is kept and marked replaced." } }
                    }
                    ul.stack.stack-2 { @for l in &self.issued { li.row {
                        a href={ "/letters/" (l.id) } { (l.to_name) }
                        span.soft { (l.issued_at) ", " (l.by_name) }
                        @if l.replaced_by.is_some() { (Tag(Standing::None, "Replaced")) } @else { (Tag(Standing::Done, "Issued")) }
                        a href={ "/letters/" (l.id) "/pdf" } { "PDF" span.vh { " to " (l.to_name) } }
                    } } }
                }
            }
        }
    }
    fn words(&self) -> Markup {
        let issue = match (self.letters.len(), self.issued.is_empty()) {
            (1, true) => "Issue the letter".to_string(),
            (2, true) => "Issue both letters".to_string(),
            (n, true) => format!("Issue {n} letters"),
            (1, false) => "Issue the letter again".to_string(),
            (_, false) => "Issue the letters again".to_string(),
        };
        html! {
            section.sheet.stack aria-labelledby="words" {
                h2 #words { "Your words" }
                p.soft { "The rest of the letter writes itself from the booking. It names no other child and no other address." }
                form.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/letters" } {
                    (token(&self.csrf)) (hidden("once", self.form.text("once"))) (hidden("issued", self.issued.len()))
                    (Area::new("opening", "Something good, first").rows(2).optional().from(&self.form, &self.errors))
                    (Area::new("reason", "What happened").hint("Plain and short. No other child’s name.").from(&self.form, &self.errors))
                    (Area::new("added", "Anything more").rows(2).optional().from(&self.form, &self.errors))
                    (self.language())
                    (self.sheet())
                    div.row {
                        @if !self.letters.is_empty() { button.btn.btn-2[self.folds()] type="submit" name="act" value="issue" { (issue) } }
                        button.btn.btn-2 type="submit" name="act" value="look" { "Show with these words" }
                        @for (n, l) in self.letters.iter().enumerate() { button.btn.btn-2 type="submit" name="word" value=(n) { "Word copy" @if self.letters.len() > 1 { " for " (l.to_name) } } }
                    }
                    @if !self.letters.is_empty() { p.soft { "A Word copy is for putting a draft your own way. What is kept here is the letter as it is shown." } }
                }
            }
        }
    }
    /// What is asked where the family reads another language.
    fn language(&self) -> Markup {
        let asks = self.languages.iter().find(|(_, wants)| *wants);
        let english = self.form.ticked("english");
        html! {
            @if let Some((language, _)) = asks {
                (Area::new("translated", &format!("What happened, in {language}")).rows(3)
                    .hint("The school’s letter in this language has a place for it. Have somebody who writes the language well put it in; a machine’s words may say something else.")
                    .from(&self.form, &self.errors))
            }
            @if !self.languages.is_empty() || english {
                label.choice { input type="checkbox" name="english" value="yes" checked[english];
                    span { "Send it in English, with an offer of the other language" } }
            }
        }
    }
    fn sheet(&self) -> Markup {
        html! {
            @if !self.sheets.is_empty() {
                label.choice { input type="checkbox" name="sheet" value="yes" checked[self.form.ticked("sheet") || !self.typed];
                    span { "Send the standards sheet with it to " (self.sheets.join(" and ")) } }
            }
        }
    }
    fn preview(&self) -> Markup {
        html! {
            section.stack #letters aria-labelledby="preview" tabindex="-1" {
                h2 #preview { "As it will be sent" }
                @for e in self.errors.all().iter().filter(|(f, _)| f == "letters") { p.error { (e.1) } }
                @for words in &self.left_out { p.soft { (words) } }
                @for words in &self.routes { p.soft { (words) } }
                @if self.letters.is_empty() {
                    (Empty { title: "Nobody to write to", words: "Each person with parental responsibility and no restriction gets a letter. None is on record.", step: None })
                }
                @for l in &self.letters { (sheet(l)) }
            }
        }
    }
}

/// A letter on paper.
pub(crate) fn sheet(l: &Letter) -> Markup {
    html! {
        article.paper aria-label={ "Letter to " (l.to_name) } {
            div.paper-head {
                p { strong { (l.school) } @for line in &l.school_address { br; (line) } br; (l.school_phone) }
                p { (l.date) }
            }
            p { (l.to_name) @for line in &l.to_address { br; (line) } }
            @if let Some(first) = &l.first {
                @let tag = Some(first.tag.as_str()).filter(|t| !t.is_empty());
                div lang=[tag] dir="auto" { h3 { (first.heading) }
                    @for p in &first.paragraphs { p { @for (n, line) in p.lines().enumerate() { @if n > 0 { br; } (line) } } } }
                hr;
            }
            p { (l.salutation) }
            h3 { (l.heading) }
            @for p in &l.paragraphs { p { (p) } }
            dl.paper-list { @for (what, answer) in &l.facts { div { dt { (what) } dd { (answer) } } } }
            @for (heading, items) in &l.lists { h3 { (heading) } ul { @for item in items { li { (item) } } } }
            p { (l.sign_name) br; (l.sign_role) }
            @if !l.footer.is_empty() { p { (l.footer) } }
        }
    }
}

/// One letter as it was sent.
pub struct OnePage {
    /// What to call the pupil.
    pub first: String,
    /// The letter.
    pub letter: Issued,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Letter: {}", self.first)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let l = &self.letter;
        let title = format!("Letter to {}", l.to_name);
        let back = format!("/placements/{}/letters", l.placement);
        html! {
            (Head::new(&title).back(&back, "Letters").facts(html! { "Issued " (l.issued_at) " by " (l.by_name) ". Kept as it was sent." })
                .acts(html! { a.btn.btn-2 href={ "/letters/" (l.id) "/pdf" } { "Open the PDF" } }))
            @if let Some(by) = l.replaced_by {
                div.panel.panel-warn { h2.panel-title { "Replaced" } p { "A later letter took its place. " a href={ "/letters/" (by) } { "See the later letter" } } }
            }
            article.paper aria-label="The letter’s words" {
                @for block in l.words.trim().split("\n\n") { p { @for (n, line) in block.lines().enumerate() { @if n > 0 { br; } (line) } } }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let letter = |to: &str, dear: &str, address: &[&str]| {
        Letter {
        school: "Fairholme Community School".into(),
        school_address: vec!["Mill Rise".into(), "Fairholme".into()],
        school_phone: "01632 960400".into(),
        date: "Mon 9 Nov 2026".into(),
        to_name: to.into(),
        to_address: address.iter().map(|l| l.to_string()).collect(),
        salutation: format!("Dear {dear}"),
        heading: "Tyrell: a day in the Internal Exclusion Room, Tue 10 Nov 2026".into(),
        paragraphs: vec![
            "We know Tyrell well for this: good with younger students; fixes bikes.".into(),
            "In History Tyrell swore at a teacher and threw a book. Nobody was hurt.".into(),
            "Mr Ewan Thrale has decided that Tyrell will work in the Internal Exclusion Room on Tue 10 Nov 2026, P1–P6. Tyrell is in school and is not suspended.".into(),
        ],
        facts: vec![
            ("Arrive".into(), "8.40, the side door by the library".into()),
            ("Lunch".into(), "12.05 to 12.35, in the room with an adult. The free school meal is kept".into()),
            ("Finish".into(), "15.05, the end of the school day".into()),
        ],
        lists: vec![("What we expect of Tyrell, and what Tyrell can expect of us".into(), vec!["To be on time and to ask for help.".into()])],
        sign_name: "Ms Dara Okell".into(),
        sign_role: "Internal Exclusion Room Co-ordinator".into(),
        footer: "If you are worried about this or disagree: ask for Mr Ewan Thrale.".into(),
        first: None,
        language: String::new(),
        large: false,
    }
    };
    let page = || LettersPage {
        placement: Id::from_u128(9),
        first: "Tyrell".into(),
        facts: "Tyrell Ashdown-Moss, 9K2. Tue 10 Nov 2026, P1–P6".into(),
        out_of_date: String::new(),
        left_out: Vec::new(),
        letters: vec![
            letter("Ms Leanne Moss", "Ms Moss", &["14 Tanyard Row", "Fairholme", "FH4 7LD"]),
            letter(
                "Mr Curtis Ashdown",
                "Mr Ashdown",
                &["Flat 3, 88 Quay Street", "Fairholme", "FH1 1BR"],
            ),
        ],
        issued: Vec::new(),
        home: true,
        got: Vec::new(),
        routes: vec![
            "Ms Leanne Moss is told by email, with a private link".into(),
            "Mr Curtis Ashdown gets it on paper: no email address is on record".into(),
        ],
        languages: Vec::new(),
        sheets: vec!["Ms Leanne Moss".into(), "Mr Curtis Ashdown".into()],
        typed: false,
        form: Form::of([
            ("opening", "We know Tyrell well for this: good with younger students; fixes bikes."),
            ("reason", "In History Tyrell swore at a teacher and threw a book. Nobody was hurt."),
        ]),
        errors: Errors::new(),
        csrf: "gallery".into(),
    };
    let at = Day::new(2026, 11, 9)
        .unwrap_or_else(|| Day::from_pg(0))
        .at(Minute::new(15, 10).unwrap_or_default());
    let issued = |n: u128, heading: &str, replaced_by| Issued {
        id: Id::from_u128(n),
        pupil: Id::from_u128(1),
        placement: Id::from_u128(9),
        contact: Id::from_u128(2),
        number: n as i64,
        to_name: "Ms Leanne Moss".into(),
        draft: Default::default(),
        language: String::new(),
        words: format!("Fairholme Community School\n\n{heading}\n\nDear Ms Moss\n"),
        issued_at: at,
        by_name: "Ms Dara Okell".into(),
        replaces: None,
        replaced_by,
    };
    let mut moved = page();
    moved.out_of_date = "The letter to Ms Leanne Moss gives another day; now a day in the Internal Exclusion Room, Tue 10 Nov 2026".into();
    moved.issued = vec![
        issued(2, "Tyrell: P1–P3 in the Internal Exclusion Room, Mon 9 Nov 2026", None),
        issued(1, "Tyrell: a day", Some(Id::from_u128(2))),
    ];
    let mut out = page();
    out.issued =
        vec![issued(2, "Tyrell: a day in the Internal Exclusion Room, Tue 10 Nov 2026", None)];
    let mut wrong = page();
    wrong.errors.add("reason", "Take out the word “excluded”: it means a suspension or a permanent exclusion, and this is neither. Say “placed in the room”");
    wrong.errors.add("letters", "There is no address for Mr Curtis Ashdown. Put it right in the school’s own system and bring it in again");
    let mut portuguese = page();
    portuguese.languages = vec![("Portuguese".into(), true)];
    portuguese.letters.truncate(1);
    portuguese.letters[0].first = Some(casework::letter::First {
        language: "Portuguese".into(),
        tag: "pt".into(),
        heading: "Um dia de trabalho na sala de apoio".into(),
        paragraphs: vec![
            "O Tyrell vai trabalhar na Internal Exclusion Room em 10/11/2026, P1–P6.".into(),
        ],
    });
    portuguese.errors.add("translated", "Say what happened in Portuguese too, or send the letter in English with an offer of Portuguese");
    portuguese.typed = true;
    let mut nobody = page();
    nobody.letters.clear();
    nobody.sheets.clear();
    nobody.left_out = vec!["Mr Curtis Ashdown gets no letter: a restriction is on record".into()];
    vec![
        framed("letters-to-issue", &page()),
        framed("letters-issued", &out),
        framed("letters-moved", &moved),
        framed("letters-wrong", &wrong),
        framed("letters-in-another-language", &portuguese),
        framed("letters-nobody", &nobody),
        framed(
            "letter-replaced",
            &OnePage {
                first: "Tyrell".into(),
                letter: issued(1, "Tyrell: a day", Some(Id::from_u128(2))),
            },
        ),
    ]
}
