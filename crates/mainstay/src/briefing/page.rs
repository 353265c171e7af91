//! The morning briefing as it is drawn, on a screen and on paper.

use crate::page::gallery::{Sample, framed};
use crate::page::kit::Head;
use crate::page::name::{HIDDEN_ON_PAPER, pupil_name};
use crate::page::{Page, frame};
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// One line: somebody, and what there is to know of them this morning.
pub struct Item {
    /// Name and form; or the name of a group.
    pub who: String,
    /// In words.
    pub words: String,
    /// It should have been done before now.
    pub late: bool,
}

/// The page.
pub struct BriefingPage {
    /// The school's words.
    pub words: Words,
    /// The school's name.
    pub school: String,
    /// The day.
    pub day: Day,
    /// Why nobody is in.
    pub shut: Option<String>,
    /// The last school day before it.
    pub last: Day,
    /// Made when.
    pub at: Minute,
    /// By whom.
    pub by: String,
    /// Links to the pages beside it.
    pub links: Markup,
    /// In the base today.
    pub base: Vec<Item>,
    /// In a room today.
    pub rooms: Vec<Item>,
    /// Back in lessons.
    pub returned: Vec<Item>,
    /// Coming back after a suspension, or meeting about it.
    pub reintegrations: Vec<Item>,
    /// Concerns.
    pub concerns: Vec<Item>,
    /// Groups today.
    pub groups: Vec<Item>,
    /// Adults away.
    pub away: Vec<String>,
}

impl BriefingPage {
    fn parts(&self) -> Vec<(String, &[Item], bool)> {
        vec![
            (format!("In the {}", self.words.one(Concept::Support)), self.base.as_slice(), true),
            (format!("In the {}", self.words.one(Concept::Room)), self.rooms.as_slice(), true),
            ("Back in lessons".into(), self.returned.as_slice(), true),
            ("Back from suspension".into(), self.reintegrations.as_slice(), true),
            ("Concerns".into(), self.concerns.as_slice(), true),
            ("Groups".into(), self.groups.as_slice(), false),
        ]
    }
    fn body(&self) -> Markup {
        html! {
            @for (title, items, people) in self.parts() {
                section {
                    h2 { (title) @if !items.is_empty() { " " span.soft { (items.len()) } } }
                    @if items.is_empty() { p.soft { "Nobody and nothing." } }
                    @else { ul { @for i in items { li {
                        strong { @if people { (pupil_name(&i.who)) } @else { (i.who) } } ": " (i.words) @if i.late { " (late)" }
                    } } } }
                }
            }
            section { h2 { "Adults away" } p { @if self.away.is_empty() { "Nobody is known to be away." } @else { (self.away.join(", ")) } } }
        }
    }
    /// On one sheet.
    pub fn paper(&self) -> Markup {
        let title = format!("Morning briefing, {}", self.day);
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4 #main tabindex="0" {
                header.paper-head {
                    div { h1 { "Morning briefing: " (self.day) } p { (self.school) } }
                    p.end { "Printed " (self.at) " by " (self.by) }
                }
                p.names-are-hidden { (HIDDEN_ON_PAPER) }
                (self.body())
                footer.paper-foot { p { "For those who work with the " (self.words.many(Concept::Pupil)) ". No notes are on it." } p { "Shred today" } }
            }
        };
        frame::document(&title, "print-page", body, &[])
    }
}

impl Page for BriefingPage {
    fn title(&self) -> String {
        "Morning briefing".into()
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let print = format!("/briefing/print?day={}", self.day.iso());
        html! {
            (Head::new("Morning briefing").acts(html! { a.btn.btn-2 href=(print) { "Print it" } }).facts(html! {
                (self.day.long()) ". " @if let Some(why) = &self.shut { "Nobody is in: " (why) ". " } "Names, periods and what is new since " (self.last) ". No notes stand here: it may be read aloud or shown on a wall in a closed meeting."
            }))
            (self.links)
            div.stack.stack-5 { (self.body()) }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let item = |who: &str, words: &str, late| Item { who: who.into(), words: words.into(), late };
    let page = |full: bool| {
        let words = crate::exit::sample_words();
        let some = |items: Vec<Item>| if full { items } else { Vec::new() };
        BriefingPage {
            links: crate::centre::links(&words, "/briefing"),
            words,
            school: "Fairholme Community School".into(),
            day: day(10),
            shut: (!full).then(|| "INSET day".into()),
            last: day(9),
            at: super::sample_minute(),
            by: "Miss Ruqayya Fennimore".into(),
            base: some(vec![item(
                "Callie Dunmore, 8N",
                "P1–P3; key worker Miss Ruqayya Fennimore",
                false,
            )]),
            rooms: some(vec![item("Jude Marl, 8K3", "Internal Exclusion Room, P1–P6", false)]),
            returned: some(vec![item(
                "Kian Dowell, 9K4",
                "in Internal Exclusion Room on Mon 9 Nov 2026",
                false,
            )]),
            reintegrations: some(vec![item(
                "Moses Tarn, 10K1",
                "back today at 9.15; meeting at 9.00",
                false,
            )]),
            concerns: some(vec![
                item(
                    "Esme Ballantyne, 8K3",
                    "signal, Four in a week: met by what was brought in",
                    false,
                ),
                item(
                    "Dexter Holm, 9Y3",
                    "no contact since it was due, Thu 5 Nov 2026; key worker Mr Col Adair",
                    true,
                ),
            ]),
            groups: some(vec![item(
                "Steady Starts",
                "P3, The Snug, led by Miss Ruqayya Fennimore",
                false,
            )]),
            away: if full { vec!["Mr Dean Poll".into()] } else { Vec::new() },
        }
    };
    vec![
        framed("briefing-typical", &page(true)),
        framed("briefing-empty", &page(false)),
        Sample { name: "briefing-paper", page: page(true).paper() },
    ]
}
