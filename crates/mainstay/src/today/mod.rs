//! Today: where everybody's day begins. What is due, late or changed overnight, by role.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head};
use crate::visit::{Answer, Visit};
use maud::{Markup, html};

/// The page.
pub struct TodayPage {
    /// "Tue 10 Nov 2026"
    pub day: String,
}

impl Page for TodayPage {
    fn title(&self) -> String {
        "Today".into()
    }
    fn here(&self) -> &'static str {
        "/"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Today").facts(html! { (self.day) }))
            (Empty { title: "Nothing waits for you", words: "What is due today, late, or changed overnight appears here.", step: None })
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    v.page(&TodayPage { day: v.today().to_string() })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    vec![framed("today-empty", &TodayPage { day: "Tue 10 Nov 2026".into() })]
}
