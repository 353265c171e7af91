//! The gallery: every page with invented facts, in its typical and its awkward states.
//!
//! Three uses: practitioners and designers look at it, one test snapshots it all, one browser
//! test runs an accessibility check over it all. Served on a demonstration only.

use super::{Frame, NavItem, Page};
use crate::guard::Outside;
use crate::problem::Problem;
use crate::visit::{Answer, html as answer};
use axum::http::StatusCode;
use maud::{Markup, html};

/// One sample: its name in the address, and the page drawn.
pub struct Sample {
    /// "board-typical"
    pub name: &'static str,
    /// The page as a whole document.
    pub page: Markup,
}

/// Draws a page in the gallery's frame.
pub fn framed(name: &'static str, page: &impl Page) -> Sample {
    Sample { name, page: frame().around(page) }
}

/// Draws a page as it is before sign-in.
pub fn alone(name: &'static str, page: &impl Page) -> Sample {
    Sample { name, page: page.alone() }
}

/// The frame the gallery draws pages in.
pub fn frame() -> Frame {
    let item = |label: &str, href: &str, waiting| NavItem {
        label: label.into(),
        href: href.into(),
        waiting,
        part: super::Part::Day,
    };
    Frame {
        school: "Fairholme Community School".into(),
        who: "Ms Dara Okell".into(),
        post: "Internal Exclusion Room Co-ordinator".into(),
        account: String::new(),
        nav: vec![
            item("Today", "/", 0),
            item("Board", "/board", 0),
            item("Refer", "/refer", 0),
            item("Queue", "/queue", 1),
            item("Work", "/work", 2),
            item("Students", "/pupils", 0),
            item("Reports", "/reports", 0),
        ],
        find: true,
        find_label: "Find a student".into(),
        dsl: "DSL".into(),
        several: false,
        open: None,
        csrf: "gallery".into(),
        said: None,
        demo: None,
        here: "/dev/gallery".into(),
        how: Vec::new(),
    }
}

/// Every sample, room by room.
pub fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    all.extend(crate::sign_in::samples());
    all.extend(crate::today::samples());
    all.extend(crate::roster::samples());
    all.extend(crate::referral::samples());
    all.extend(crate::exit::samples());
    all.extend(crate::repair::samples());
    all.extend(crate::reflection::samples());
    all.extend(crate::failed_day::samples());
    all.extend(crate::mis_entry::samples());
    all.extend(crate::returning::samples());
    all.extend(crate::duty::samples());
    all.extend(crate::duty::timeline::samples());
    all.extend(crate::kit::samples());
    all.extend(crate::mentoring::samples());
    all.extend(crate::plan::samples());
    all.extend(crate::intervention::samples());
    all.extend(crate::group::samples());
    all.extend(crate::centre::samples());
    all.extend(crate::briefing::samples());
    all.extend(crate::significant::samples());
    all.extend(crate::provision_map::samples());
    all.extend(crate::trip::samples());
    all.extend(crate::early_help::samples());
    all.extend(crate::agency::samples());
    all.extend(crate::transition::samples());
    all.extend(crate::slip::samples());
    all.extend(crate::team::samples());
    all.extend(crate::procedure::samples());
    all.extend(crate::strategy::samples());
    all.extend(crate::timetable::samples());
    all.extend(crate::staff_day::samples());
    all.extend(crate::site_duty::samples());
    all.extend(crate::advice::samples());
    all.extend(crate::supervision::samples());
    all.extend(crate::observation::samples());
    all.extend(crate::self_review::samples());
    all.extend(crate::training::samples());
    all.extend(crate::report::samples());
    all.extend(crate::recommendation::samples());
    all.extend(crate::action::samples());
    all.extend(crate::meeting::samples());
    all.extend(crate::panel::samples());
    all.extend(crate::direction::samples());
    all.extend(crate::review::samples());
    all.extend(crate::early_warning::samples());
    all.extend(crate::signal::samples());
    all.extend(crate::watch::samples());
    all.extend(crate::incident::samples());
    all.extend(crate::law::samples());
    all.extend(crate::pupil::samples());
    all.extend(crate::set_up::samples());
    all.extend(crate::keep_apart::samples());
    all.extend(crate::link::samples());
    all.extend(crate::message::samples());
    all.extend(crate::tell::samples());
    all.extend(crate::safeguarding::samples());
    all.extend(crate::restrictive::samples());
    all.extend(crate::exclusion::samples());
    all.extend(crate::reintegration::samples());
    all.extend(crate::matter::samples());
    all.extend(crate::hearing::samples());
    all.extend(crate::document::samples());
    all.extend(crate::pack::samples());
    all.extend(crate::separation::samples());
    all.extend(crate::board::samples());
    all.extend(crate::movement::samples());
    all.extend(crate::rota::samples());
    all.extend(crate::planner::samples());
    all.extend(crate::known_date::samples());
    all.extend(crate::transfer::samples());
    all.extend(crate::known_school::samples());
    all.extend(crate::money::samples());
    all.extend(crate::people::samples());
    all.extend(crate::welcome::samples());
    all.extend(crate::trail::samples());
    all.extend(crate::home::samples());
    all.extend(crate::letter::samples());
    all.extend(crate::receipt::samples());
    all.extend(crate::standards::samples());
    all.extend(crate::told::samples());
    all.extend(crate::good_news::samples());
    all.extend(crate::work::samples());
    all.extend(crate::bank::samples());
    all.extend(crate::notice::samples());
    all.extend(crate::case::samples());
    all.push(framed("error-missing", &super::error::ErrorPage::missing(Vec::new())));
    all.push(framed(
        "error-missing-typed",
        &super::error::ErrorPage::missing(vec![(
            "what".into(),
            "Walked out of the lesson.".into(),
        )]),
    ));
    all.push(framed(
        "error-stale",
        &super::error::ErrorPage::stale(
            "/refer",
            vec![("what".into(), "Swore at me, then threw the textbook.".into())],
        ),
    ));
    all.push(framed("error-fault", &super::error::ErrorPage::fault("3f9a1c22d0", Vec::new())));
    all.push(framed(
        "error-refusal",
        &super::error::ErrorPage::refusal(
            casework::Refusal::because(
                "P4–P6 cannot be booked: Tyrell and Kian Dowell are to be kept apart",
                "Two students kept apart are not placed in one room in the same period without a named adult's override and reason.",
                "Keep-apart list. Added by Ms Bea Catterall, Wed 7 Oct 2026.",
            )
            .naming("Tyrell")
            .naming("Kian Dowell")
            .or("Choose another day", "/queue"),
            Vec::new(),
        ),
    ));
    all
}

fn only_on_a_demonstration(o: &Outside) -> Result<(), Problem> {
    // A screen in a pupil's hands shows its one page, on a demonstration too.
    let demo = o.app.config().listen == "demo" || o.app.clock().is_moved();
    if demo && !o.with_pupil { Ok(()) } else { Err(Problem::Missing) }
}

/// The list of samples.
pub async fn index(o: Outside) -> Answer {
    only_on_a_demonstration(&o)?;
    let page = Index(samples().iter().map(|s| s.name).collect());
    Ok(answer(StatusCode::OK, frame().around(&page)))
}

/// One sample.
pub async fn show(o: Outside) -> Answer {
    only_on_a_demonstration(&o)?;
    let name = o.path.first().map(|(_, v)| v.as_str()).unwrap_or("");
    let sample = samples().into_iter().find(|s| s.name == name).ok_or(Problem::Missing)?;
    Ok(answer(StatusCode::OK, sample.page))
}

struct Index(Vec<&'static str>);
impl Page for Index {
    fn title(&self) -> String {
        "Gallery".into()
    }
    fn main(&self) -> Markup {
        html! {
            header.head { h1 { "Gallery" } p.head-facts { "Every page, with invented facts." } }
            ul.stack { @for name in &self.0 { li { a href={ "/dev/gallery/" (name) } { (name) } } } }
        }
    }
}
