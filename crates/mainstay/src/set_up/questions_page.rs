//! The pages of the school's own questions.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use casework::question::{Kind, Question, Talk, ours};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Instant;
use store::question::Wording;

/// The talks.
pub struct TalksPage {
    /// Each with how many questions it asks.
    pub talks: Vec<(Talk, usize)>,
}

impl Page for TalksPage {
    fn title(&self) -> String {
        "Questions".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Questions").back("/set-up", "Set-up").facts(html! { "What the school asks in each talk, in its own words. Nobody has to answer any of them." }))
            ul.clocks { @for (talk, n) in &self.talks { li.clock {
                p.soft { (n) @if *n == 1 { " question" } @else { " questions" } }
                p.clock-what { a href={ "/set-up/questions/" (talk.code()) } { (talk.label()) } }
            } } }
        }
    }
}

/// The questions of a talk.
pub struct QuestionsPage {
    /// The talk.
    pub talk: Talk,
    /// Its questions, retired ones last.
    pub questions: Vec<Question>,
    /// Every wording there was.
    pub wordings: Vec<Wording>,
    /// Languages it is translated into.
    pub languages: Vec<String>,
    /// The one being reworded.
    pub rewording: Option<Question>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl QuestionsPage {
    fn key(&self, q: &Question, act: &str, label: &str) -> Markup {
        html! { button.btn.btn-quiet type="submit" name="act" value=(act) { (label) span.vh { ": " (q.words) } } }
    }

    fn line(&self, q: &Question, first: bool, last: bool) -> Markup {
        let home = format!("/set-up/questions/{}", self.talk.code());
        let before: Vec<&Wording> =
            self.wordings.iter().filter(|w| w.question == q.id && w.wording < q.wording).collect();
        html! {
            li.clock {
                @if q.live() { (Tag(Standing::Done, "Asked")) } @else { (Tag(Standing::None, "Retired")) }
                div.stack.stack-2 {
                    p.clock-what { (q.words) }
                    @if !q.easy.is_empty() { p.soft { "In easy words: " (q.easy) } }
                    @if q.kind != Kind::Words { p.soft { (q.kind.label()) } }
                    @if !before.is_empty() {
                        details.working { summary { "Earlier words" } ol.working-body reversed { @for w in &before {
                            li value=(w.wording) { (w.words) " " span.soft { (w.by_name) ", " (w.at) } }
                        } } }
                    }
                }
                div.row {
                    @if q.live() { a.btn.btn-quiet href={ (home) "?reword=" (q.id) "#write" } { "Reword" span.vh { ": " (q.words) } } }
                    form.row method="post" action={ (home) "/act" } {
                        (token(&self.csrf)) (hidden("question", q.id))
                        @if q.live() {
                            @if !first { (self.key(q, "up", "Up")) }
                            @if !last { (self.key(q, "down", "Down")) }
                            (self.key(q, "retire", "Retire"))
                        } @else { (self.key(q, "restore", "Ask again")) }
                    }
                }
            }
        }
    }
}

impl Page for QuestionsPage {
    fn title(&self) -> String {
        format!("Questions: {}", self.talk.label())
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let home = format!("/set-up/questions/{}", self.talk.code());
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let live = self.questions.iter().filter(|q| q.live()).count();
        html! {
            (Head::new(self.talk.label()).back("/set-up/questions", "Questions").facts(html! { "Asked in this order. An answer keeps the words it answered: a change is for answers from now on." }))
            div.stack.stack-6 {
                (ErrorSummary(e))
                @if live == 0 { (Empty { title: "Nothing is asked", words: "Add a question, or ask a retired one again.", step: None }) }
                ul.clocks { @for (n, q) in self.questions.iter().enumerate() { (self.line(q, n == 0, n + 1 >= live)) } }
                form.stack.stack-5.page-one #write method="post" action=(home) {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    @match &self.rewording {
                        Some(q) => { (hidden("reword", q.id)) (hidden("wording", f.text("wording"))) h2 { "Reword “" (q.words) "”" } }
                        None => h2 { "Add a question" },
                    }
                    (Field::new("words", "The question").hint("Open and calm: what happened, who was affected, what would help. It may not ask anybody to admit anything.").from(f, e))
                    (Field::new("easy", "The same in easy words").hint("For younger readers and for reading aloud. Leave it empty where the words above serve.").optional().from(f, e))
                    @if self.rewording.is_none() { (Choices::one("kind", "How it is answered", &kinds).look(Look::Select).from(f, e)) }
                    div.row { button.btn type="submit" { @if self.rewording.is_some() { "Keep the new words" } @else { "Add it" } } @if self.rewording.is_some() { a.btn.btn-2 href=(home) { "Leave it" } } }
                }
                section.stack.page-one aria-labelledby="languages" {
                    h2 #languages { "In other languages" }
                    p.soft { "The school’s own translations. A question that is reworded is asked in English until it is translated again." }
                    @if !self.languages.is_empty() { ul { @for l in &self.languages { li { a href={ (home) "/language?language=" (l) } { (l) } } } } }
                    p { a.btn.btn-2 href={ (home) "/language" } { "Add a language" } }
                }
            }
        }
    }
}

/// The translations of a talk into a language.
pub struct LanguagePage {
    /// The talk.
    pub talk: Talk,
    /// Its questions.
    pub questions: Vec<Question>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LanguagePage {
    fn title(&self) -> String {
        "Questions in another language".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let home = format!("/set-up/questions/{}", self.talk.code());
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("In another language").back(&home, self.talk.label()))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action={ (home) "/language" } {
                    (token(&self.csrf))
                    (Field::new("language", "Language").hint("As the record should name it, such as Portuguese.").from(f, e))
                    @for q in &self.questions {
                        @let was = format!("was-{}", q.id);
                        (hidden(&was, f.text(&was)))
                        (Field::new(&format!("t-{}", q.id), q.for_pupil()).optional().from(f, e))
                    }
                    p.soft { "A box that is emptied takes the translation away: the question is then asked in English." }
                    div { button.btn type="submit" { "Keep them" } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut questions: Vec<Question> =
        ours().into_iter().filter(|q| q.talk == Talk::Reflection).collect();
    let at = Instant::from_micros(1_794_323_040_000_000);
    questions[1].wording = 2;
    if let Some(last) = questions.last_mut() {
        last.retired_at = at;
    }
    let wordings = at.map(|at| Wording {
        question: questions[1].id,
        wording: 1,
        words: "What happened?".into(),
        easy: String::new(),
        by_name: "Mainstay".into(),
        at,
    });
    let mut wrong = Errors::new();
    wrong.add("words", "This asks somebody to admit something. Ask what happened, who was affected, or what would help");
    let page = |rewording, form, errors| QuestionsPage {
        talk: Talk::Reflection,
        questions: questions.clone(),
        wordings: wordings.clone().into_iter().collect(),
        languages: vec!["Portuguese".into()],
        rewording,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let language = LanguagePage {
        talk: Talk::Reflection,
        questions: questions.clone(),
        csrf: "gallery".into(),
        form: Form::of([("language", "Portuguese")]),
        errors: Errors::new(),
    };
    vec![
        framed(
            "set-up-questions",
            &TalksPage { talks: Talk::ALL.iter().map(|t| (*t, 7)).collect() },
        ),
        framed("set-up-questions-talk", &page(None, Form::default(), Errors::new())),
        framed(
            "set-up-questions-wrong",
            &page(
                Some(questions[1].clone()),
                Form::of([("words", "Why did you do it?"), ("once", &Id::nil().to_string())]),
                wrong,
            ),
        ),
        framed("set-up-questions-language", &language),
    ]
}
