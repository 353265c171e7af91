//! The leader’s sheet: whom to ring, medical and dietary needs, what helps, on paper. It holds
//! sensitive data and says so; every opening is kept.

use super::facts::{Facts, gather};
use super::register::theirs;
use super::{event, goes};
use crate::page::frame;
use crate::page::name::{HIDDEN_ON_PAPER, pupil_name};
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::Verb;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Instant;

/// The sheet.
pub struct LeaderSheet<'a> {
    /// What is known.
    pub f: &'a Facts,
    /// The school's words.
    pub words: &'a Words,
    /// School, and its number.
    pub school: (&'a str, &'a str),
    /// Printed when.
    pub at: Instant,
    /// By whom.
    pub by: &'a str,
}

impl LeaderSheet<'_> {
    /// The whole document.
    pub fn document(&self) -> Markup {
        let t = &self.f.trip;
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4.paper-land #main tabindex="0" {
                header.paper-head {
                    div { h1 { (t.title) } p { (t.when()) ", " (t.place) } p { (self.school.0) } }
                    p.end { "Printed " (self.at) br; "by " (self.by) }
                }
                p { strong { "This sheet holds sensitive information about children. Keep it with you, give it to nobody, and shred it when everybody is back." } }
                p { "Led by " (t.lead_name) ". " (self.f.going.len()) " " (if self.f.going.len() == 1 { self.words.one(Concept::Pupil) } else { self.words.many(Concept::Pupil) }) ", adults: "
                    (self.f.adults.iter().map(adult).collect::<Vec<_>>().join(", ")) ". At school ring "
                    @if t.base.is_empty() { (self.school.1) } @else { (t.base) } "." }
                @if !t.transport.is_empty() { p { strong { "How we get there: " } (t.transport) } }
                section.stack.stack-2 {
                    h2 { "If something goes wrong" }
                    ol.steps {
                        li { "See that everybody is safe. Count them against this list." }
                        li { "In danger of life ring 999; say where you are: " (t.place) "." }
                        li { "Ring school: " @if t.base.is_empty() { (self.school.0) ", " (self.school.1) } @else { (t.base) } ". School rings home, unless home must know this minute." }
                        li { "Write down what happened and when, who saw it, and whom you rang. Take no photograph of anybody who is hurt." }
                        li { "Whoever is collected from you is signed in on the register with by whom and when." }
                    }
                }
                p.names-are-hidden { (HIDDEN_ON_PAPER) }
                table.grid-sheet.grid-lines.grid-leader {
                    caption.vh { "Who goes, whom to ring, and what they need" }
                    thead { tr { th scope="col" { (self.words.cap(Concept::Pupil)) } th scope="col" { "Ring" } th scope="col" { "Medical, dietary" } th scope="col" { "What helps" } th scope="col" { "Out" } th scope="col" { "Back" } } }
                    tbody { @for r in &self.f.going { tr {
                        th scope="row" { (pupil_name(&r.pupil.name())) ", " (r.pupil.form) }
                        td {
                            @if !r.line.phone.is_empty() { strong { (r.line.phone) } " (for the day)" br; }
                            @for c in r.contacts.iter().filter(|c| !c.restricted() && !c.phone.is_empty()).take(3) { (c.full()) ", " (c.relation) ": " (c.phone) br; }
                            @for c in r.contacts.iter().filter(|c| c.restricted()) { strong { "Not: " } (c.full()) br; }
                        }
                        td { (r.line.medical) @if !r.pupil.medical.is_empty() && !r.line.medical.contains(r.pupil.medical.trim()) { br; "On record: " (r.pupil.medical) } @if !r.pupil.dietary.is_empty() && !r.line.medical.contains(r.pupil.dietary.trim()) { br; "Food: " (r.pupil.dietary) } }
                        td { (r.pupil.helps) }
                        td { @if let Some(at) = r.line.out_at { (at.minute()) } }
                        td { @if let Some(at) = r.line.in_at { (at.minute()) @if !r.line.in_words.is_empty() { br; (r.line.in_words) } } }
                    } } }
                }
                @if !self.f.files.is_empty() { p { "The risk assessment is also kept as a file: take it with you." } }
                @if !self.f.risks.is_empty() {
                    h2 { "Hazards, and what we do" }
                    ul { @for r in &self.f.risks { li { strong { (r.hazard) } ": " (r.measure) @if !r.who.is_empty() { " (" (r.who) ")" } } } }
                }
                footer.paper-foot { p { "Sensitive: health, home and telephone numbers of children." } p { "Shred when everybody is back" } }
            }
        };
        frame::document(&format!("Leader’s sheet, {}", t.title), "print-page", body, &[])
    }
}

/// "Mr Theo Brack (first aid)"
fn adult(a: &casework::trip::Adult) -> String {
    match a.role.is_empty() {
        true => a.name.clone(),
        false => format!("{} ({})", a.name, a.role),
    }
}

/// Shows it to whoever goes with them or plans trips, and keeps that it was opened.
pub async fn show(v: Visit) -> Answer {
    let mut w = v.write("Opening the leader’s sheet of a trip").await?;
    let trip = theirs(&mut w, &v).await?;
    let with = goes(&mut w, &v, &trip).await?;
    let mut f = gather(&mut w, &v, trip).await?;
    // Whoever plans and does not go sees the children in their own scope.
    f.going.retain(|r| with || r.seen);
    let said = event(Verb::TripSheet, &f.trip).fact("people", f.going.len());
    v.commit(w, said, Vec::new()).await?;
    let school = &v.setting.school;
    let sheet = LeaderSheet {
        f: &f,
        words: v.words(),
        school: (&school.name, &school.phone),
        at: v.now,
        by: &v.actor.name,
    };
    Ok(answer(StatusCode::OK, sheet.document()))
}
