//! A teacher says what the work is, from a message, without signing in: each lesson once.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{ErrorSummary, Head, Tag, hidden};
use crate::problem::Problem;
use crate::visit::{Answer, html as shown, see_other};
use crate::work::file::{self, Change};
use crate::work::{answer as keep, answered, ends, fields, standing};
use axum::http::StatusCode;
use casework::link::Link;
use casework::work::{self, Work, WorkState};
use casework::{Act, Coded, Id, Reach, Refusal, Scope};
use maud::{Markup, html};
use store::Source;
use store::attachment::Attachment;

/// The page.
pub struct LinkedWork {
    /// The school.
    pub school: String,
    /// Name and form of the pupil.
    pub who: String,
    /// Who the link was given to.
    pub teacher: String,
    /// Their requests of the placement, by period.
    pub requests: Vec<Work>,
    /// Files that came with answers.
    pub files: Vec<Attachment>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedWork {
    fn title(&self) -> String {
        "Work for missed lessons".into()
    }
    fn main(&self) -> Markup {
        let day = self.requests.first().map(|w| w.day.to_string()).unwrap_or_default();
        let open = self.requests.iter().filter(|w| waits(w)).count();
        html! {
            (Head::new(&format!("Work for {}", self.who)).facts(html! { (day) ". " (self.school) }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if open == 0 { div.panel.panel-good { h2.panel-title { "Thank you. Nothing more is asked of you here" }
                    p { "To change an answer, sign in and open Work asked for." } } }
                @for w in &self.requests { (self.request(w)) }
                p.soft { "Asked of " (self.teacher) ". Not you? Please close this page and tell the sender." }
            }
        }
    }
}

/// Whether a request can be answered by a link: once, by whoever is first.
fn waits(w: &Work) -> bool {
    w.state.is_waiting()
}

impl LinkedWork {
    fn request(&self, w: &Work) -> Markup {
        let suffix = format!("-{}", w.id);
        let id = format!("work{suffix}");
        html! {
            article.sheet.stack aria-labelledby=(id) {
                div.row.row-apart.row-base {
                    h2 id=(id) { (w.code) " " (w.subject) }
                    (Tag(standing(w.state), w.state.label()))
                }
                @if waits(w) {
                    @if let Some(again) = w.relay.again { p { strong { "Asked again: " } (again.said()) "." @if !w.detail.is_empty() { " What there is: " (w.detail) "." } } }
                    // A form of its own, so that Enter in a field never presses it.
                    form method="post" {
                        (hidden("work", w.id))
                        button.btn type="submit" name={ "tap" (suffix) } value="same" { "Same as class, in our online classroom" span.vh { " for " (w.code) " " (w.subject) } }
                    }
                    form.stack.stack-5 method="post" enctype="multipart/form-data" {
                        (hidden("work", w.id))
                        (fields(&suffix, &self.form, &self.errors, true, true))
                        p { button.btn type="submit" { "Send" span.vh { " for " (w.code) " " (w.subject) } } }
                    }
                } @else {
                    p { strong { (w.route.map(|r| r.label()).unwrap_or("None possible")) } @if !w.detail.is_empty() { ": " (w.detail) } }
                    (file::names(&self.files.iter().filter(|f| f.about == w.id).cloned().collect::<Vec<_>>()))
                    @if let Some(at) = w.answered_at { p.soft { "Answered " (at) "." } }
                }
            }
        }
    }
}

async fn gather(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    form: Form,
    errors: Errors,
) -> Result<LinkedWork, Problem> {
    let setting = o.app.setting(src, org).await?;
    let requests: Vec<Work> = store::work::of_placement(src, org, link.about)
        .await?
        .into_iter()
        .filter(|w| theirs(w, link))
        .collect();
    let pupil = requests.first().map(|w| w.pupil).ok_or_else(nothing_left)?;
    let keys: Vec<Id> = requests.iter().map(|w| w.id).collect();
    let files = store::attachment::of(src, org, &keys).await?;
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &scope, pupil).await?;
    Ok(LinkedWork {
        school: setting.school.name.clone(),
        who: format!("{}, {}", pupil.name(), pupil.form),
        teacher: link.name.clone(),
        requests,
        files,
        form,
        errors,
    })
}

fn theirs(w: &Work, link: &Link) -> bool {
    link.staff.is_some() && (w.teacher == link.staff || w.escalated_to == link.staff)
}

fn nothing_left() -> Problem {
    Refusal::because(
        "Nothing is asked of you here any more",
        "The lessons were moved, cancelled or asked of somebody else.",
        "The way Mainstay works.",
    )
    .or("Sign in", "/sign-in")
    .into()
}

/// Shows what is asked. Changes nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let page = gather(&mut read, &o, org, &link, Form::default(), Errors::new()).await?;
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Keeps one answer.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let Some(id) = o.form.id("work") else {
        // A form cut off on its way names no lesson. One that names something else is not ours.
        let Some(why) = o.unread.clone() else { return Err(Problem::Missing) };
        let mut read = o.app.store().read().await?;
        let mut page = gather(&mut read, &o, org, &link, o.form.clone(), Errors::new()).await?;
        if let Some(w) = page.requests.iter().find(|w| waits(w)) {
            page.errors.add(&format!("file-{}", w.id), why);
        }
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    };
    let mut read = o.app.store().read().await?;
    let asked = store::work::find(&mut read, org, id).await?;
    if asked.placement != link.about || !theirs(&asked, &link) {
        return Err(Problem::Missing);
    }
    let here = format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""));
    work::may_fill(&asked, o.now, ends(&mut read, org, &asked).await?)?;
    let suffix = format!("-{id}");
    let change = Change::read(o.file.as_ref(), o.unread.as_deref(), false);
    let before = store::attachment::of(&mut read, org, &[id]).await?.len();
    let (answer, change) = match answered(&o.form, &suffix, change, before) {
        Ok(both) => both,
        Err(errors) => {
            let page = gather(&mut read, &o, org, &link, o.form.clone(), errors).await?;
            return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
        }
    };
    drop(read);
    let act = Act::by_link(org, &link, o.now, "Answering a request for work");
    let mut w = o.app.store().write(act).await?;
    let now = store::work::find(&mut w, org, id).await?;
    if !waits(&now) {
        // The same form sent twice did what was asked the first time.
        if (now.state, &now.detail) == (answer.state, &answer.detail) {
            return Ok(see_other(&here));
        }
        return Err(answered_already(&now).into());
    }
    let event = keep(&mut w, &now, now.version, &answer, &link.name, &change).await?;
    let seq = w.commit(event, vec![]).await?;
    o.app.announce(org, seq);
    Ok(see_other(&here))
}

fn answered_already(w: &Work) -> Refusal {
    Refusal::because(
        format!("{} {} has been answered already", w.code, w.subject),
        "A link answers each lesson once. What is there now was left as it is.",
        "The way Mainstay works, so that a message passed on cannot change your answer.",
    )
    .or("Sign in to change it", "/sign-in?next=%2Fwork%2Fasked")
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let page = |requests: Vec<Work>| LinkedWork {
        school: "Fairholme Community School".into(),
        who: "Tyrell Adeyemi-Bankole, 9K".into(),
        teacher: "Mrs Priya Ravenhall".into(),
        files: requests.last().map(crate::work::sample_file).into_iter().collect(),
        requests,
        form: Form::default(),
        errors: Errors::new(),
    };
    let asked = crate::work::sample_request();
    let done = Work {
        state: WorkState::Answered,
        route: Some(work::Route::Same),
        detail: "Page 42, questions 1 to 8".into(),
        answered_at: Some(asked.asked_at.plus_seconds(600)),
        id: Id::from_u128(32),
        ..asked.clone()
    };
    vec![
        alone("link-work", &page(vec![asked.clone(), done.clone()])),
        alone("link-work-answered", &page(vec![done])),
    ]
}
