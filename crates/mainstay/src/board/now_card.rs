//! The pupil's own card: what to do now, what helps, what comes next. For the desk, on a tablet or
//! on paper, in large letters.
//!
//! Must never show: why the pupil is in the room, a mark, a note, another pupil, what staff say of
//! the pupil among themselves. The menu and the way into the rest of Mainstay are not on it.

use crate::page::frame;
use crate::page::gallery::Sample;
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit, html as answer};
use crate::work::file;
use axum::http::StatusCode;
use casework::May;
use casework::room::Slot;
use casework::work::{Route, Work, is_link};
use maud::{Markup, html};
use rulebook::{Day, Minute};
use store::attachment::Attachment;

/// One period of the card.
#[derive(Clone)]
pub struct Lesson {
    /// "P3 Science"
    pub name: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// How the work comes, where there is some.
    pub route: Option<Route>,
    /// The link, the place, or what to do.
    pub detail: String,
    /// What to go on with after it, or empty.
    pub also: String,
    /// Files to open.
    pub files: Vec<Attachment>,
}

/// The card.
pub struct NowCard {
    /// The name the pupil goes by.
    pub name: String,
    /// Day.
    pub day: Day,
    /// The period that is on.
    pub now: Option<Lesson>,
    /// The one after it, or the first.
    pub next: Option<Lesson>,
    /// What helps, as it is written for those who teach.
    pub helps: Vec<String>,
}

impl NowCard {
    /// The whole document.
    pub fn document(&self) -> Markup {
        let title = format!("What to do now: {}", self.name);
        let body = html! {
            a.skip href="#main" { "Skip to the card" }
            main.page.desk #main { div.stack.stack-6 {
                header.head { p.big { (pupil_name(&self.name)) } p.soft { (self.day) } }
                section.sheet.stack aria-labelledby="now" {
                    @match &self.now {
                        Some(l) => { h1 #now { (l.name) } p.big { "Until " (l.to) } (work(l)) }
                        None => { h1 #now { "Nothing is on now" } @if self.next.is_none() { p.big { "Ask the adult in the room what is next." } } }
                    }
                }
                @if !self.helps.is_empty() { section.sheet.stack aria-labelledby="helps" {
                    h2 #helps { "What helps" }
                    ul.big { @for h in &self.helps { li { (h) } } }
                } }
                @if let Some(l) = &self.next { section.sheet.stack aria-labelledby="next" {
                    h2 #next { "Next" }
                    p.big { (l.name) ", from " (l.from) }
                } }
            } }
        };
        frame::document(&title, "print-page", body, &[])
    }
}

/// What the work is, said to the pupil.
fn work(l: &Lesson) -> Markup {
    let how = match l.route {
        Some(Route::Same) => "Do what your class is doing:",
        Some(Route::Online) => "Open this:",
        Some(Route::Paper) => "On paper, from the adult in the room.",
        Some(Route::File) => "Your teacher sent this:",
        Some(Route::Bank) => "Your work:",
        None => "Your work is on its way. Ask the adult in the room.",
    };
    html! {
        p.big { (how) }
        // Where paper is collected from is the runner's business.
        @if !l.detail.is_empty() && l.route != Some(Route::Paper) {
            p.big { strong { @if is_link(&l.detail) { a href=(l.detail) rel="noopener noreferrer" { (l.detail) } } @else { (l.detail) } } }
        }
        (file::list(&l.files))
        @if !l.also.is_empty() { p.big { "Then go on with: " strong { (l.also) } } }
    }
}

fn lesson(slot: &Slot, asked: &[Work], files: &[Attachment]) -> Lesson {
    let work = asked.iter().find(|w| w.slot == slot.id);
    let set = work.filter(|w| w.has_work());
    Lesson {
        name: format!("{} {}", slot.code, slot.subject).trim().to_string(),
        from: slot.from,
        to: slot.to,
        route: set.and_then(|w| w.route),
        detail: set.map(|w| w.detail.clone()).unwrap_or_default(),
        also: set.map(|w| w.relay.also.clone()).unwrap_or_default(),
        files: files.iter().filter(|f| set.is_some_and(|w| w.id == f.about)).cloned().collect(),
    }
}

/// Shows the card.
pub async fn show(v: Visit) -> Answer {
    let org = v.org();
    let mut read = v.read().await?;
    let placement = store::room::placement(&mut read, org, v.id("id")?).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), placement.pupil).await?;
    let mut slots = store::room::slots(&mut read, org, placement.id).await?;
    slots.sort_by_key(|s| s.from);
    let asked = store::work::of_placement(&mut read, org, placement.id).await?;
    let keys: Vec<casework::Id> = asked.iter().map(|w| w.id).collect();
    // Files open only for whoever has the room, so they are named only there.
    let files = match v.may(May::RunRoom) {
        true => {
            let mut files = store::attachment::of(&mut read, org, &keys).await?;
            files.extend(file::of_bank(&mut read, org, &asked).await?);
            files
        }
        false => Vec::new(),
    };
    let (today, minute) = (v.today(), v.now.minute());
    let on = |s: &&Slot| placement.day == today && s.from <= minute && minute < s.to;
    let after = |s: &&Slot| placement.day > today || (placement.day == today && s.from > minute);
    let card = NowCard {
        name: pupil.first(),
        day: placement.day,
        now: slots.iter().find(on).map(|s| lesson(s, &asked, &files)),
        next: slots.iter().find(after).map(|s| lesson(s, &asked, &files)),
        helps: super::card_page::strategies(&pupil.helps).map(str::to_string).collect(),
    };
    Ok(answer(StatusCode::OK, card.document()))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let minute = |text: &str| Minute::parse(text).unwrap_or_default();
    let lesson = |name: &str, from: &str, to: &str, route, detail: &str| Lesson {
        name: name.into(),
        from: minute(from),
        to: minute(to),
        route,
        detail: detail.into(),
        also: String::new(),
        files: Vec::new(),
    };
    let asked = crate::work::sample_request();
    let card = |now, next| NowCard {
        name: "Tyrell".into(),
        day: asked.day,
        now,
        next,
        helps: vec!["Instructions one at a time".into(), "A time-out card".into()],
    };
    let maths = Lesson {
        files: vec![crate::work::sample_file(&asked)],
        ..lesson("P2 Maths", "10.00", "10.50", Some(Route::Same), "Page 42, questions 1 to 8")
    };
    let science = lesson("P3 Science", "11.05", "12.00", None, "");
    let full = card(Some(maths), Some(science.clone()));
    let waits = card(Some(science), None);
    vec![
        Sample { name: "now-card", page: full.document() },
        Sample { name: "now-card-no-work-yet", page: waits.document() },
        Sample { name: "now-card-over", page: card(None, None).document() },
    ]
}
