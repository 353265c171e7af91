//! The card of one day on A4, for when it is carried on paper: lessons, who teaches them, where,
//! and a box for each target.
//!
//! Must never know: why the pupil was in the room. It is carried through the school.

use super::asked;
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::returning::card::{Card, Lesson};
use casework::returning::reach;
use casework::{Id, Refusal};
use maud::{Markup, html};
use rulebook::Day;

/// The sheet.
pub struct CardSheet {
    /// The school.
    pub school: String,
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form_group: String,
    /// What helps them.
    pub helps: String,
    /// The card.
    pub card: Card,
    /// The day.
    pub day: Day,
    /// The lessons of the day, with who teaches them.
    pub lessons: Vec<(Lesson, String)>,
}

impl CardSheet {
    /// The whole document.
    pub fn document(&self) -> Markup {
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4.paper-land #main tabindex="0" {
                header.paper-head {
                    div { h1 { "Report card: " (pupil_name(&self.name)) ", " (self.form_group) } p { (self.day) " · " (self.school) } }
                }
                ol { @for t in &self.card.targets { li { (t) } } }
                p { "In each box write one of: " strong { (self.card.scale.join(", ")) } "."
                    @if !self.helps.is_empty() { " What helps: " (self.helps) } }
                table.grid-sheet.grid-lines {
                    caption.vh { "Lessons and targets, a box for each" }
                    thead { tr { th scope="col" { "Lesson" }
                        @for n in 1..=self.card.targets.len() { th scope="col" { "Target " (n) } }
                        @if !self.helps.is_empty() { th scope="col" { "What helps: used, not used, not needed" } }
                        th scope="col" { "One line" } th scope="col" { "Initials, time" } } }
                    tbody { @for (l, teacher) in &self.lessons { tr {
                        th scope="row" { (l.code) " " (l.subject) " " span { (l.from) "–" (l.to) @if !l.place.is_empty() { ", " (l.place) } }
                            " " span { @if teacher.is_empty() { "Teacher: ______________" } @else { (teacher) } } }
                        @for _ in &self.card.targets { td {} }
                        @if !self.helps.is_empty() { td {} }
                        td {} td {}
                    } } }
                }
                p.paper-sign { "Seen at home: ______________________________ Date: ______________ Anything you want us to know: ______________________________" }
                footer.paper-foot { p { "Bring it back at the end of the day; it is entered with the time it is entered. An empty box stays empty." } p { "Card to " (self.card.to_day) } }
            }
        };
        frame::document(&format!("Report card, {}", self.name), "print-page", body, &[])
    }
}

/// Shows the sheet of a day: the one asked for, or the next of the card.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let src = &mut read;
    let scope = reach(&v.actor, v.today());
    let track = store::returning::find(src, &scope, v.id("id")?).await?;
    let pupil = store::pupil::find(src, &scope, track.pupil).await?;
    let card = store::card::of_track(src, v.org(), track.id).await?.ok_or(Problem::Missing)?;
    let soonest = card.from_day.max(v.today()).min(card.to_day);
    let day = v
        .query
        .day("day")
        .unwrap_or_else(|| v.setting.calendar.first_on_or_after(soonest).unwrap_or(soonest));
    let all = match card.runs_on(day) {
        true => asked(src, &v.setting, &card, &[day]).await?,
        false => Vec::new(),
    };
    if all.is_empty() {
        return Err(Refusal::because(
            format!("There is nothing to print for {day}"),
            "The card does not run on that day, or the timetable has no lessons for it.",
            "The way Mainstay works.",
        )
        .or("Go back to the card", format!("/returns/{}/card", track.id))
        .into());
    }
    let ids: Vec<Id> = all.iter().filter_map(|l| l.teacher).collect();
    let staff = store::staff::several(src, v.org(), &ids).await?;
    let sheet = CardSheet {
        school: v.setting.school.name.clone(),
        name: pupil.name(),
        form_group: pupil.form.clone(),
        helps: pupil.helps.clone(),
        card,
        day,
        lessons: all
            .into_iter()
            .map(|l| {
                let who = staff.iter().find(|s| Some(s.id) == l.teacher);
                let who = who.map(|s| s.formal()).unwrap_or_default();
                (l, who)
            })
            .collect(),
    };
    Ok(answer(StatusCode::OK, sheet.document()))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let (card, lesson, _) = super::mine::sample();
    let one = |code: &str, subject: &str, who: &str| {
        (Lesson { code: code.into(), subject: subject.into(), ..lesson.clone() }, who.to_string())
    };
    let sheet = CardSheet {
        school: "Fairholme Community School".into(),
        name: "Tyrell Ashdown-Moss".into(),
        form_group: "9K2".into(),
        helps: "Read it aloud. First step written down.".into(),
        day: lesson.day,
        lessons: vec![
            one("P1", "English", "Mr Farrant"),
            one("P2", "History", "Mrs Ravenhall"),
            one("P3", "Science", ""),
            one("P4", "PE", "Miss Roe"),
            one("P5", "Maths", "Ms Hale"),
            one("P6", "French", "Mme Petit"),
        ],
        card,
    };
    vec![Sample { name: "card-print", page: sheet.document() }]
}
