//! Who has not read what, note by note: asked from Today, answered by "I have read it".

use crate::page::Page;
use crate::page::kit::{Empty, Head, Standing, Tag};
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::procedure::Reader;
use maud::{Markup, html};
use rulebook::Day;

/// The page.
pub struct UnreadPage {
    /// Today.
    pub today: Day,
    /// Key and title of each note, its version, and who has not read it.
    pub notes: Vec<(Id, String, i64, Vec<Reader>)>,
}

impl Page for UnreadPage {
    fn title(&self) -> String {
        "Who has not read what".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Who has not read what").back("/team", "Team").facts(html! { "Each stands on the Today of whoever has not read it yet." }))
                @if self.notes.is_empty() { (Empty { title: "Everybody has read what they were asked to", words: "Who is asked to read a note, and has not, stands here by name.", step: Some(("/handbook", "Handbook")) }) }
                @for (id, title, number, readers) in &self.notes {
                    section.stack.stack-3 {
                        h2 { a href={ "/handbook/" (id) } { (title) } ", version " (number) }
                        ul.clocks { @for r in readers { li.clock {
                            (if r.due < self.today { Tag(Standing::Late, "Late") } else { Tag(Standing::Due, "To read") })
                            div { p.clock-what { (r.name) } }
                            p.clock-when.soft { "by " (r.due) }
                        } } }
                    }
                }
            }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let notes = store::procedure::all(&mut read, v.org()).await?;
    let unread = store::procedure::unread(&mut read, v.org()).await?;
    let of = |id: Id, number: i64| -> Vec<Reader> {
        unread.iter().filter(|r| r.note == id && r.number == number).cloned().collect()
    };
    let notes = notes
        .into_iter()
        .filter(|n| n.ended_on.is_none())
        .map(|n| (n.id, n.title, n.agreed_number, of(n.id, n.agreed_number)))
        .filter(|(.., readers)| !readers.is_empty())
        .collect();
    v.page(&UnreadPage { today: v.today(), notes })
}
