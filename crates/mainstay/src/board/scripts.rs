//! "If this happens": the school's cards, and what helps each pupil who is here, on one page for
//! whoever is in the room.
//!
//! Must never know: a reason, a note or a file: somebody who covers reads it.

use super::facts::{gather, today_only};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head};
use crate::page::name::hideable;
use crate::visit::{Answer, Visit};
use casework::room::PlacementState;
use casework::script_card::ScriptCard;
use casework::words::{Concept, Words};
use casework::{Id, May};
use maud::{Markup, html};

/// The page.
pub struct ScriptsPage {
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Cards in use, in order.
    pub cards: Vec<ScriptCard>,
    /// What helps each: name, what is said when names are hidden, and the words.
    pub helps: Vec<(String, String, String)>,
    /// May write cards.
    pub writes: bool,
    /// The school's words.
    pub words: Words,
}

impl Page for ScriptsPage {
    fn title(&self) -> String {
        "If this happens".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("If this happens").back(&format!("/board/{}", self.room), &self.name).facts(html! {
                "The same steps, whoever is in the room. The school’s own way, never law."
            }).acts(html! { @if self.writes { a.btn.btn-2 href="/set-up/script-cards" { "Change the cards" } } }))
            div.stack.stack-6 {
                @if self.cards.is_empty() {
                    (Empty { title: "No card is written", words: "Whoever sets Mainstay up writes them under Set-up, “If this happens”.", step: None })
                } @else {
                    div.cols.cols-2 { @for c in &self.cards {
                        section.sheet.stack aria-labelledby={ "card-" (c.id) } {
                            h2 id={ "card-" (c.id) } { (c.happens) }
                            ol.stack.stack-2 { @for s in c.steps() { li { (s) } } }
                        }
                    } }
                }
                @if !self.helps.is_empty() {
                    section.stack aria-labelledby="helps" {
                        h2 #helps { "What helps each " (self.words.one(Concept::Pupil)) }
                        dl.summary { @for (name, seat, words) in &self.helps {
                            div { dt { (hideable(name, seat)) } dd { @if words.is_empty() { span.soft { "Nothing written" } } @else { (words) } } }
                        } }
                    }
                }
            }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let f = gather(&v, v.id("room")?, day).await?;
    let mut read = v.read().await?;
    let mut cards = store::script_card::all(&mut read, v.org()).await?;
    drop(read);
    cards.retain(|c| c.active);
    let gone = |s: PlacementState| !matches!(s, PlacementState::Booked | PlacementState::Here);
    let helps = f
        .placements
        .iter()
        .filter(|p| !gone(p.state))
        .filter_map(|p| {
            let pupil = f.pupils.get(&p.pupil)?;
            Some((pupil.name(), super::seat_of(&v, p.seat), pupil.helps.trim().to_string()))
        })
        .collect();
    v.page(&ScriptsPage {
        room: f.room.id,
        name: f.room.name.clone(),
        cards,
        helps,
        writes: v.may(May::SetUp),
        words: v.words().clone(),
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let card = |n: u128, happens: &str, steps: &str| ScriptCard {
        id: Id::from_u128(n),
        place: n as i64,
        happens: happens.into(),
        steps: steps.into(),
        active: true,
        version: 1,
    };
    let page = |cards, helps| ScriptsPage {
        room: Id::nil(),
        name: "Internal Exclusion Room".into(),
        cards,
        helps,
        writes: true,
        words: Words::default(),
    };
    let cards = vec![
        card(
            1,
            "Somebody will not come in",
            "Stay outside with them, a step away.\nSay what happens next in one sentence.\nGive three minutes, then call.",
        ),
        card(
            2,
            "Somebody walks out",
            "Do not block the door.\nSay “I will find you in two minutes”.\nCall the office with their seat and the way they went.",
        ),
    ];
    let helps = vec![
        (
            "Tyrell Ashdown-Moss".to_string(),
            "Seat 1".to_string(),
            "Offer a choice, 3 minutes. First step written down.".to_string(),
        ),
        ("Saffron Idle".to_string(), "Seat 2".to_string(), String::new()),
    ];
    vec![
        framed("board-scripts", &page(cards, helps)),
        framed("board-scripts-empty", &page(Vec::new(), Vec::new())),
    ]
}
