//! A teacher says that finished work came, and that it is marked: signed in, or by a link.

use crate::page::kit::token;
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hand_back::{self, HandBack, Word};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use store::{Source, Write};

/// What was handed back at one time, as its teacher sees it.
pub struct Received {
    /// The hand-over.
    pub back: HandBack,
    /// "Tyrell Ashdown-Moss, 9K2: P2 Maths, Tue 10 Nov": name, and the rest.
    pub pieces: Vec<(String, String)>,
}

/// Names to what was handed back.
pub async fn received(
    src: &mut dyn Source,
    org: Id,
    backs: Vec<HandBack>,
) -> Result<Vec<Received>, Problem> {
    let keys: Vec<Id> = backs.iter().map(|b| b.id).collect();
    let work = store::hand_back::work_of(src, org, &keys).await?;
    let pupils: Vec<Id> = work.iter().map(|w| w.pupil).collect();
    // Name and form of whose work it is, as on the work itself.
    let scope = casework::Scope { org, reach: vec![casework::Reach::School] };
    let pupils = store::pupil::several(src, &scope, &pupils).await?;
    let who = |id: Id| {
        let pupil = pupils.iter().find(|p| p.id == id);
        pupil.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default()
    };
    Ok(backs
        .into_iter()
        .map(|back| Received {
            pieces: work
                .iter()
                .filter(|w| w.relay.hand_back == Some(back.id))
                .map(|w| (who(w.pupil), format!("{} {}, {}", w.code, w.subject, w.day.short())))
                .collect(),
            back,
        })
        .collect())
}

impl Received {
    /// One hand-over with what can be said of it. `csrf` is there for somebody signed in.
    pub fn draw(&self, csrf: Option<&str>) -> Markup {
        let b = &self.back;
        let id = format!("back-{}", b.id);
        html! {
            article.sheet.stack aria-labelledby=(id) {
                h2 id=(id) { "Handed to " (b.handed_to) ", " (b.at) }
                ul.plain-list { @for (who, what) in &self.pieces { li { (pupil_name(who)) ": " (what) } } }
                p.soft { "From " (b.by_name) "." @if b.had_at.is_some() { " " (b.said()) "." } }
                @if b.is_open() {
                    form.row method="post" action=[csrf.map(|_| format!("/work/back/{}/receipt", b.id))] {
                        @if let Some(csrf) = csrf { (token(csrf)) }
                        @if b.had_at.is_none() { button.btn type="submit" name="word" value="had" { "I have it" } }
                        button.btn.btn-2 type="submit" name="word" value="marked" { "It is marked" }
                    }
                }
            }
        }
    }
}

/// Keeps a teacher's word; nothing where the same was said before.
pub async fn keep(
    w: &mut Write,
    back: &HandBack,
    word: Word,
    by: &str,
) -> Result<Option<Event>, Problem> {
    if !hand_back::answer(back, word)? {
        return Ok(None);
    }
    store::hand_back::say(w, back.id, word, by).await?;
    Ok(Some(Event::new(Verb::WorkBackSaid, "hand_back", back.id).fact("said", word.label())))
}

/// Takes a signed-in teacher's word on work that went to them.
pub async fn said(v: Visit) -> Answer {
    let word: Word = v.form.coded("word").ok_or(Problem::Missing)?;
    let mut w = v.write("Saying what became of finished work").await?;
    let back = store::hand_back::find(&mut w, v.org(), v.id("id")?).await?;
    if back.teacher != Some(v.actor.staff) {
        return Err(Problem::Missing);
    }
    if let Some(event) = keep(&mut w, &back, word, &v.actor.name).await? {
        v.commit(w, event, vec![]).await?;
    }
    v.to_saying("/work/asked", "Kept: the room sees it")
}
