//! The question, asked of a placement: yes opens a record, no is kept with a name.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, Choices, ErrorSummary, Head, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::words::{Concept, Words};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// The question in the school's words.
pub(crate) fn question(words: &Words) -> String {
    format!(
        "Was the {} held, stopped from leaving, or was force used, other than being placed here as a disciplinary removal?",
        words.one(Concept::Pupil)
    )
}

/// The two answers.
pub(crate) fn answers() -> [Choice; 2] {
    [
        Choice::new("no", "No"),
        Choice::new("yes", "Yes").hint("A record of its own opens. It counts as nothing else."),
    ]
}

/// The page.
pub struct AskPage {
    /// The school's words.
    pub words: Words,
    /// The placement.
    pub placement: Id,
    /// "Noa Arkin, 9S"
    pub who: String,
    /// The day.
    pub day: Day,
    /// What was answered before, by whom, when; for those who may know.
    pub before: Option<(bool, String, Instant)>,
    /// Whether rules can be opened.
    pub law: bool,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for AskPage {
    fn title(&self) -> String {
        "Held, stopped or force used".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let question = question(&self.words);
        let answers = answers();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Held, stopped or force used").back(&format!("/placements/{}", self.placement), "Back").facts(html! { (pupil_name(&self.who)) ", " (self.day) }))
                (ErrorSummary(&self.errors))
                @if let Some((happened, who, at)) = &self.before {
                    p { "Answered " strong { @if *happened { "yes" } @else { "no" } } " by " (who) ", " (at) ". Answer again only if something more has happened." }
                }
                form.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/restrictive" } {
                    (token(&self.csrf))
                    (Choices::one("happened", &question, &answers).from(&self.form, &self.errors))
                    div.row { button.btn type="submit" { "Keep the answer" } a.btn.btn-2 href="/board" { "Leave it" } }
                }
                p { "Sitting in the room because a leader decided it is a disciplinary removal, whatever the room is called. It becomes something else the moment somebody blocks the door, holds an arm, or says that leaving is not possible." }
                (super::asked_by_law("R1.10", self.day, self.law))
                (super::asked_by_law("R1.09", self.day, self.law))
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<AskPage, Problem> {
    let mut read = v.read().await?;
    let (placement, pupil) = super::placed(v, &mut read, v.id("id")?).await?;
    // Somebody who only covers the room is told nothing of what was answered before.
    let before = match v.actor.only_covers() {
        true => None,
        false => store::restrictive::asked(&mut read, v.org(), placement.id).await?,
    };
    Ok(AskPage {
        words: v.words().clone(),
        placement: placement.id,
        who: format!("{}, {}", pupil.name(), pupil.form),
        day: placement.day,
        before,
        law: v.may(May::Law),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Asks it.
pub async fn ask(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The event of an answer. It names no pupil: a line of the trail is read by others than the
/// register.
pub(crate) fn event(placement: Id, happened: bool) -> Event {
    Event::new(Verb::RestrictiveAsked, "placement", placement)
        .fact("answer", if happened { "yes" } else { "no" })
}

/// Keeps the answer; yes goes on to the record.
pub async fn answer(v: Visit) -> Answer {
    let id = v.id("id")?;
    let happened = match v.form.text("happened") {
        "yes" => true,
        "no" => false,
        _ => {
            let mut errors = Errors::new();
            errors.add("happened", "Answer yes or no");
            let page = sheet(&v, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    let mut w = v.write("Answering the question about force, restraint and seclusion").await?;
    super::placed(&v, &mut w, id).await?;
    if store::restrictive::answer(&mut w, id, happened, v.actor.staff).await? {
        v.commit(w, event(id, happened), Vec::new()).await?;
    }
    if happened {
        return v.to(format!("/restrictive/new?placement={id}"));
    }
    v.to_saying(super::away(&v), "Kept: no")
}
