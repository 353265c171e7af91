//! What a teacher is asked for: answered in one step, with no reason given.

use super::file::{self, Change};
use super::receipt::{Received, received};
use super::{answer as keep, answered, detail, ends, fields, standing, theirs};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Empty, ErrorSummary, Head, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::work::{self, Work};
use casework::{Coded, Id};
use maud::{Markup, html};
use store::Source;
use store::attachment::Attachment;

/// One request as its teacher sees it.
pub struct Request {
    /// The request.
    pub work: Work,
    /// Name and form of the pupil.
    pub who: String,
    /// The teacher first asked, when it was passed on to the reader.
    pub passed_on: Option<String>,
    /// Files that came with the answer.
    pub files: Vec<Attachment>,
}

/// The page.
pub struct AskedPage {
    /// "a student"
    pub pupil: String,
    /// Not answered yet.
    pub open: Vec<Request>,
    /// Answered, from today on: may still be changed.
    pub answered: Vec<Request>,
    /// Finished work that went to them and is not marked yet.
    pub received: Vec<Received>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for AskedPage {
    fn title(&self) -> String {
        "Work asked for".into()
    }
    fn here(&self) -> &'static str {
        "/work/asked"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Work asked for").facts(html! { "For your lessons that " (self.pupil) " works through in the room." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if self.open.is_empty() {
                    (Empty { title: "Nothing is asked of you", words: "When one of your lessons is missed in the room, the request appears here. One step answers it.", step: None })
                }
                @for r in &self.open { (self.request(r)) }
                @if !self.received.is_empty() {
                    section.stack aria-labelledby="received" {
                        h2 #received { "Finished work handed back to you" }
                        @for r in &self.received { (r.draw(Some(&self.csrf))) }
                    }
                }
                @if !self.answered.is_empty() {
                    section.stack aria-labelledby="answered" {
                        h2 #answered { "Answered" }
                        @for r in &self.answered { (self.request(r)) }
                    }
                }
            }
        }
    }
}

impl AskedPage {
    fn request(&self, r: &Request) -> Markup {
        let w = &r.work;
        let suffix = format!("-{}", w.id);
        let id = format!("work{suffix}");
        let open = w.state.is_unmet();
        let wrong = self.errors.all().iter().any(|(f, _)| f.ends_with(&suffix));
        html! {
            article.sheet.stack aria-labelledby=(id) {
                div.row.row-apart.row-base {
                    h2 id=(id) { (pupil_name(&r.who)) ": " (w.code) " " (w.subject) ", " (w.day) }
                    (Tag(standing(w.state), if w.asked_nobody() { "No work yet" } else { w.state.label() }))
                }
                @if let Some(again) = w.relay.again.filter(|_| open) { p { strong { "Asked again: " } (again.said()) "." } }
                @if let Some(teacher) = &r.passed_on { p { "Passed on to you: " (teacher) " was asked " (w.asked_at) "." } }
                @if !w.detail.is_empty() { p { strong { (w.route.map(|r| r.label()).unwrap_or("None possible")) ": " } (detail(w)) } }
                (file::list(&r.files))
                @if open { (self.form(r, &suffix)) }
                @else { details.working open[wrong] { summary { "Change the answer" } div.working-body { (self.form(r, &suffix)) } } }
            }
        }
    }
    fn form(&self, r: &Request, suffix: &str) -> Markup {
        let w = &r.work;
        html! {
            form.stack.stack-5 method="post" enctype="multipart/form-data" action={ "/work/" (w.id) "/answer" } {
                (token(&self.csrf)) (hidden("version", w.version))
                (fields(suffix, &self.form, &self.errors, true, true))
                @if !r.files.is_empty() { label.choice { input type="checkbox" name={ "away" (suffix) } value="yes" checked[self.form.ticked(&format!("away{suffix}"))]; span { "Take away the file that is there" } } }
                p { button.btn type="submit" { "Send" span.vh { " the answer for " (w.code) " " (w.subject) } } }
            }
        }
    }
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    form: Form,
    errors: Errors,
) -> Result<AskedPage, Problem> {
    let all = store::work::asked_of(src, v.org(), v.actor.staff, v.today()).await?;
    let pupils: Vec<Id> = all.iter().map(|w| w.pupil).collect();
    // Name and form of a pupil one is asked for work for, taught by the reader or not.
    let pupils = store::pupil::several(src, &v.actor.roll(), &pupils).await?;
    let teachers: Vec<Id> = all.iter().filter_map(|w| w.teacher).collect();
    let teachers = store::staff::several(src, v.org(), &teachers).await?;
    let keys: Vec<Id> = all.iter().map(|w| w.id).collect();
    let files = store::attachment::of(src, v.org(), &keys).await?;
    let (open, answered) = all
        .into_iter()
        .map(|work| Request {
            who: pupils
                .iter()
                .find(|p| p.id == work.pupil)
                .map(|p| format!("{}, {}", p.name(), p.form))
                .unwrap_or_default(),
            passed_on: (work.teacher != Some(v.actor.staff)).then(|| {
                let asked = teachers.iter().find(|t| Some(t.id) == work.teacher);
                asked.map(|t| t.full()).unwrap_or_else(|| "Nobody".into())
            }),
            files: files.iter().filter(|f| f.about == work.id).cloned().collect(),
            work,
        })
        .partition(|r| r.work.state.is_waiting());
    let backs = store::hand_back::open_for(src, v.org(), v.actor.staff).await?;
    let received = received(src, v.org(), backs).await?;
    let pupil = v.words().a(casework::words::Concept::Pupil);
    Ok(AskedPage { pupil, open, answered, received, form, errors, csrf: v.csrf.clone() })
}

/// Shows what is asked.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = gather(&mut read, &v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Answers one request.
pub async fn answer(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let asked = theirs(&mut read, &v, v.id("id")?).await?;
    work::may_fill(&asked, v.now, ends(&mut read, v.org(), &asked).await?)?;
    let suffix = format!("-{}", asked.id);
    let away = v.form.ticked(&format!("away{suffix}"));
    let before = store::attachment::of(&mut read, v.org(), &[asked.id]).await?.len();
    let change = Change::read(v.file.as_ref(), v.unread.as_deref(), away);
    let (answer, change) = match answered(&v.form, &suffix, change, before) {
        Ok(both) => both,
        Err(errors) => {
            // Names with and without the request's key are both taken; the page has those with.
            let mut form = v.form.clone();
            for name in ["route", "detail", "same", "away"] {
                if v.form.has(name) {
                    form = form.with(&format!("{name}{suffix}"), v.form.text(name));
                }
            }
            let page = gather(&mut read, &v, form, errors).await?;
            return v.again(&page);
        }
    };
    drop(read);
    let mut w = v.write("Answering a request for work").await?;
    let version = v.form.int("version").unwrap_or(asked.version);
    let event = match keep(&mut w, &asked, version, &answer, &v.actor.name, &change).await {
        Err(Problem::Stale(_)) => {
            let now = store::work::find(&mut w, v.org(), asked.id).await?;
            // The same form sent twice did what was asked the first time.
            if now.state == answer.state && now.detail == answer.detail {
                return v.to("/work/asked");
            }
            return Err(Problem::Stale(v.form.kept()));
        }
        other => other?,
    };
    v.commit(w, event, vec![]).await?;
    v.to_saying("/work/asked", format!("Sent for {} {}", asked.code, asked.subject))
}
