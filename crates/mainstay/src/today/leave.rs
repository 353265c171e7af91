//! Leaving a line of Today without doing it, for a reason that is kept; or saying that a task
//! is done.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Head, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::team::Ask;
use casework::today::Kind;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use store::today::Due;

/// Where a line is left.
pub fn address(kind: Kind, about: Id) -> String {
    format!("/today/leave?kind={}&about={about}", kind.code())
}

/// The page.
pub struct LeavePage {
    /// "Letters not issued"
    pub kind: Kind,
    /// The record.
    pub about: Id,
    /// Who, or empty.
    pub who: String,
    /// What.
    pub words: String,
    /// Where it is done, when that is somewhere else.
    pub done_at: String,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LeavePage {
    fn title(&self) -> String {
        if self.kind == Kind::Task { "Finish a task".into() } else { "Take it off the list".into() }
    }
    fn here(&self) -> &'static str {
        "/"
    }
    fn main(&self) -> Markup {
        let task = self.kind == Kind::Task;
        let ways = [
            Choice::new("done", "It is done"),
            Choice::new("left", "It will not be done").hint("Say why below."),
        ];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/", "Today"))
                (ErrorSummary(&self.errors))
                dl.summary {
                    div { dt { (self.kind.label()) } dd { @if !self.who.is_empty() { (pupil_name(&self.who)) ". " } (self.words) } }
                }
                form.stack.stack-5 method="post" action="/today/leave" {
                    (token(&self.csrf)) (hidden("kind", self.kind.code())) (hidden("about", self.about))
                    @if task { (Choices::one("way", "What happened?", &ways).from(&self.form, &self.errors)) }
                    @let area = Area::new("why", "Why it is not needed").hint("Kept with your name in the trail. Short: “home rang us first”, “went home ill at 9.10”.").rows(3);
                    @if task { (area.optional().from(&self.form, &self.errors)) } @else { (area.from(&self.form, &self.errors)) }
                    div.row {
                        button.btn type="submit" { @if task { "Keep it" } @else { "Take it off the list" } }
                        @if !task { a.btn.btn-2 href=(self.done_at) { "Do it instead" } }
                    }
                }
            }
        }
    }
}

/// The line meant, if it is still on this person's list.
async fn meant(v: &Visit, form: &Form) -> Result<Option<Due>, Problem> {
    let kind = form.coded::<Kind>("kind").ok_or(Problem::Missing)?;
    let about = form.id("about").ok_or(Problem::Missing)?;
    let mut read = v.read().await?;
    let list = super::waiting(&super::Reader::of(v), &mut read).await?;
    Ok(list.into_iter().find(|d| d.kind == kind && d.about == about))
}

fn sheet(v: &Visit, due: &Due, form: Form, errors: Errors) -> LeavePage {
    let line = super::line(&super::Reader::of(v), due);
    LeavePage {
        kind: due.kind,
        about: due.about,
        who: line.who,
        words: line.words,
        done_at: line.href,
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// A line that is done, or left with a reason, on a record of its own and nowhere else.
fn elsewhere(v: &Visit, due: &Due) -> Option<String> {
    (due.kind == Kind::Task && (matches!(due.n, 2 | 3) || Ask::of_number(due.n).is_some()))
        .then(|| super::line(&super::Reader::of(v), due).href)
}

/// Shows the form.
pub async fn ask(v: Visit) -> Answer {
    let Some(due) = meant(&v, &v.query).await? else {
        return v.to_saying("/", "That is off the list already");
    };
    if let Some(record) = elsewhere(&v, &due) {
        return v.to_saying(record, "This is done here, or given up here with a reason");
    }
    let form = Form::of([("way", "done")]);
    v.page(&sheet(&v, &due, form, Errors::new()))
}

/// Takes the line off, with the reason.
pub async fn leave(v: Visit) -> Answer {
    // A review and a promise are ended where they stand, by what came of them.
    match v.form.coded::<Kind>("kind") {
        Some(Kind::Review) => return v.to("/reviews"),
        Some(Kind::Signal) => return v.to("/signals"),
        Some(Kind::Watch) => return v.to("/at-risk"),
        Some(Kind::Promise) => return v.to("/promises"),
        Some(Kind::Money) => return v.to("/money"),
        Some(Kind::Hearing) => return v.to("/matters"),
        Some(Kind::PlanReview) => return v.to("/plans"),
        Some(Kind::Centre) => return v.to("/centre"),
        Some(Kind::Action) => return v.to("/actions"),
        Some(Kind::Trip) => return v.to("/trips"),
        Some(Kind::Guests) => return v.to("/hospitality"),
        Some(Kind::EarlyHelp) => return v.to("/early-help"),
        Some(Kind::Agency) => return v.to("/agencies/awaited"),
        Some(Kind::Transition) => return v.to("/transitions"),
        Some(Kind::Routine) => return v.to("/actions/routines"),
        Some(Kind::Meeting) => return v.to("/meetings"),
        Some(Kind::Panel) => return v.to("/panel"),
        _ => {}
    }
    let Some(due) = meant(&v, &v.form).await? else {
        return v.to_saying("/", "That is off the list already");
    };
    if let Some(record) = elsewhere(&v, &due) {
        return v.to_saying(record, "This is done here, or given up here with a reason");
    }
    let mut errors = Errors::new();
    let done = due.kind == Kind::Task && v.form.text("way") == "done";
    let why = if done {
        errors.limit(&v.form, "why", 500)
    } else {
        errors.need(&v.form, "why", 500, "Say why it is not needed")
    };
    if !errors.is_empty() {
        let page = sheet(&v, &due, v.form.clone(), errors);
        return v.again(&page);
    }
    let mut w = v.write(if why.is_empty() { "Finishing a task" } else { &why }).await?;
    if due.kind == Kind::Slip {
        // A slip leaves the list by its answer alone.
        return v.to(format!("/slips/{}", due.about));
    }
    if due.kind == Kind::Device {
        // What is not back is off the list once it is written off.
        if let Some(event) = crate::kit::loan::gone(&mut w, &v, due.about, &why).await? {
            v.commit(w, event, Vec::new()).await?;
        }
        return v.to_saying("/", "Written off. The reason is kept");
    }
    let (kept, pupil) = if matches!(due.kind, Kind::Task | Kind::Again) {
        let task = store::today::task(&mut w, v.org(), due.about).await?;
        let kept = store::today::finish(&mut w, due.about, &v.actor.name, &why).await?;
        (kept, task.pupil)
    } else {
        (store::today::leave(&mut w, &due, &v.actor.name, &why).await?, None)
    };
    if !kept {
        return v.to_saying("/", "That is off the list already");
    }
    let noun = if matches!(due.kind, Kind::Task | Kind::Again) { "task" } else { "line" };
    let mut event = Event::new(Verb::TaskDone, noun, due.about)
        .fact("kind", due.kind.code())
        .fact("way", if done { "done" } else { "not needed" });
    if let Some(pupil) = pupil {
        event = event.pupil(pupil);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/", "Off the list. The reason is in the trail")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |kind, words: &str, errors| LeavePage {
        kind,
        about: Id::from_u128(1),
        who: "Tyrell Ashdown-Moss, 9K2".into(),
        words: words.into(),
        done_at: "/".into(),
        csrf: "gallery".into(),
        form: Form::of([("way", "left")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("why", "Say why it is not needed");
    vec![
        framed("today-leave-wrong", &page(Kind::Letter, "2 letters to issue", errors)),
        framed("today-task", &page(Kind::Task, "Ring Mr Curtis Ashdown again", Errors::new())),
    ]
}
