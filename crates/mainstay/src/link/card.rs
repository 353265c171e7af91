//! A teacher marks their lessons of a day on a report card, from a message, without signing in:
//! each lesson once.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{ErrorSummary, Head};
use crate::problem::Problem;
use crate::returning::card::fields::{fields, given, shown};
use crate::returning::card::{By, mark, named, naming};
use crate::visit::{Answer, html as page_of, see_other};
use axum::http::StatusCode;
use casework::link::Link;
use casework::returning::card::{Card, How, Lesson, Marked};
use casework::{Act, Id, Reach, Refusal, Scope};
use maud::{Markup, html};
use rulebook::Instant;
use store::Source;

/// The page.
pub struct LinkedCard {
    /// The school.
    pub school: String,
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form_group: String,
    /// What helps them.
    pub helps: String,
    /// Who the link was given to.
    pub teacher: String,
    /// The card.
    pub card: Card,
    /// Their lessons of the day.
    pub lessons: Vec<(Lesson, Option<Marked>)>,
    /// Now.
    pub now: Instant,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedCard {
    fn title(&self) -> String {
        "Report card".into()
    }
    fn main(&self) -> Markup {
        let day = self.lessons.first().map(|(l, _)| l.day.to_string()).unwrap_or_default();
        let open = self.lessons.iter().filter(|(_, m)| m.is_none()).count();
        html! {
            (Head::new(&format!("Report card: {}, {}", self.name, self.form_group)).about(&self.name).facts(html! { (day) ". " (self.school) }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if open == 0 { div.panel.panel-good { h2.panel-title { "Thank you. Nothing more is asked of you here" }
                    p { "To undo a mark, sign in and open Report cards." } } }
                @else { section.stack aria-labelledby="targets" {
                    h2 #targets { "Targets" }
                    ol { @for t in &self.card.targets { li { (t) } } }
                    @if !self.helps.is_empty() { p { strong { "What helps: " } (self.helps) } }
                } }
                @for (l, m) in &self.lessons { (self.lesson(l, m.as_ref())) }
                p.soft { "Asked of " (self.teacher) ". Not you? Please close this page and tell the sender." }
            }
        }
    }
}

impl LinkedCard {
    fn lesson(&self, l: &Lesson, marked: Option<&Marked>) -> Markup {
        let id = format!("lesson{}", crate::returning::card::fields::suffix(&self.card, l));
        html! {
            article.sheet.stack aria-labelledby=(id) {
                div.row.row-apart.row-base { h2 id=(id) { (l.code) " " (l.subject) @if self.lessons.iter().any(|(o, _)| o.day != l.day) { ", " (l.day.short()) } } p.soft { (l.from) "–" (l.to) } }
                @if let Some(m) = marked { (shown(&self.card, m)) p.soft { (m.name) ", " (m.at) } }
                @else if self.now < l.day.at(l.from) { p { "Can be marked from " (l.from) ". The same link opens this page again." } }
                @else { form.stack.stack-4 method="post" {
                    (naming(l))
                    (fields(&self.card, l, &self.helps, &self.form, &self.errors))
                } }
            }
        }
    }
}

fn nothing_left() -> Problem {
    Refusal::because(
        "Nothing is asked of you here any more",
        "The report card has ended, or the lesson is somebody else’s now.",
        "The way Mainstay works.",
    )
    .or("Sign in", "/sign-in")
    .into()
}

/// The card and its teacher's lessons of the day the link was sent for.
async fn theirs(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
) -> Result<(Card, Vec<Lesson>), Problem> {
    let card = store::card::of_track(src, org, link.about).await?.ok_or_else(nothing_left)?;
    let track = crate::returning::card::track_of(src, org, &card).await?;
    let day = link.made_at.day();
    let Some(staff) = link.staff.filter(|_| !card.is_over(&track)) else {
        return Err(nothing_left());
    };
    let setting = o.app.setting(src, org).await?;
    // The day's lessons, and those of earlier days that have no marks yet.
    let all: Vec<Lesson> = crate::returning::card::mine::of_card(src, &setting, &card, staff, day)
        .await?
        .into_iter()
        .map(|(l, _)| l)
        .collect();
    if all.is_empty() {
        return Err(nothing_left());
    }
    Ok((card, all))
}

async fn gather(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    form: Form,
    errors: Errors,
) -> Result<LinkedCard, Problem> {
    let (card, all) = theirs(src, o, org, link).await?;
    let setting = o.app.setting(src, org).await?;
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &scope, card.pupil).await?;
    let marked = store::card::marked(src, org, &[card.id]).await?;
    let lessons = all
        .into_iter()
        .map(|l| {
            let m = marked.iter().find(|m| m.day == l.day && m.code == l.code).cloned();
            (l, m)
        })
        .collect();
    Ok(LinkedCard {
        school: setting.school.name.clone(),
        name: pupil.name(),
        form_group: pupil.form.clone(),
        helps: pupil.helps.clone(),
        teacher: link.name.clone(),
        card,
        lessons,
        now: o.now,
        form,
        errors,
    })
}

/// Shows what is asked. Changes nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let page = gather(&mut read, &o, org, &link, Form::default(), Errors::new()).await?;
    Ok(page_of(StatusCode::OK, page.alone()))
}

/// Keeps the marks of one lesson.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let (day, code) = named(&o.form)?;
    let here = format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""));
    let mut read = o.app.store().read().await?;
    let (card, all) = theirs(&mut read, &o, org, &link).await?;
    let lesson =
        all.into_iter().find(|l| l.day == day && l.code == code).ok_or(Problem::Missing)?;
    let said = match given(&card, &lesson, &o.form) {
        Ok(said) => said,
        Err(errors) => {
            let page = gather(&mut read, &o, org, &link, o.form.clone(), errors).await?;
            return Ok(page_of(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
        }
    };
    drop(read);
    let act = Act::by_link(org, &link, o.now, "Marking a report card");
    let mut w = o.app.store().write(act).await?;
    let by =
        By { staff: link.staff, name: link.name.clone(), kept_by: String::new(), how: How::Link };
    if let Some(event) = mark(&mut w, &card, &lesson, said, by, o.now).await? {
        let seq = w.commit(event, vec![]).await?;
        o.app.announce(org, seq);
    }
    Ok(see_other(&here))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let (card, lesson, marked) = crate::returning::card::mine::sample();
    let page = |lessons: Vec<(Lesson, Option<Marked>)>| LinkedCard {
        school: "Fairholme Community School".into(),
        name: "Tyrell Ashdown-Moss".into(),
        form_group: "9K2".into(),
        helps: "Read it aloud. First step written down.".into(),
        teacher: "Mrs Priya Ravenhall".into(),
        card: card.clone(),
        lessons,
        now: lesson.day.at(lesson.to),
        form: Form::default(),
        errors: Errors::new(),
    };
    vec![
        alone("link-card", &page(vec![(lesson.clone(), None)])),
        alone("link-card-marked", &page(vec![(lesson.clone(), Some(marked))])),
    ]
}
