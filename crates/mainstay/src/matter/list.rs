//! The matters there are, each with the next thing owed; and the themes across reviews.
//!
//! Must never show: a child's name among the themes.

use super::{Calendars, standing_tag, wholes};
use crate::page::Page;
use crate::page::kit::{Empty, Head, Pages, Table};
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit};
use casework::Coded;
use casework::hearing::challenge::Theme;
use casework::hearing::owed::Owed;
use casework::matter::Matter;
use maud::{Markup, html};
use rulebook::Day;
use store::matter::Point;

/// Matters to a page.
const SIZE: i64 = 50;
/// Learning points read for the themes.
const POINTS: i64 = 2_000;

/// One line of the list.
pub struct Line {
    /// The matter.
    pub matter: Matter,
    /// The next thing owed.
    pub next: Option<Owed>,
    /// Dates that moved and were not answered for.
    pub moved: usize,
}

/// The list.
pub struct ListPage {
    /// Lines.
    pub lines: Vec<Line>,
    /// The closed ones are shown.
    pub closed: bool,
    /// Pages of it.
    pub pages: Pages,
    /// Today.
    pub today: Day,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Governors and reviews".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Governors and reviews")
                .facts(html! { "Each suspension or permanent exclusion that governors or a panel look at, with what is owed next." })
                .acts(html! { a.btn href="/matters/new" { "Open a matter" } a.btn.btn-2 href="/matters/themes" { "Themes across reviews" } a.btn.btn-2 href="/documents" { "Documents and papers" } }))
            nav.tabs aria-label="Which" {
                a href="/matters" aria-current=[(!self.closed).then_some("page")] { "Open" }
                a href="/matters?closed=yes" aria-current=[self.closed.then_some("page")] { "Closed" }
            }
            @if self.lines.is_empty() {
                (Empty {
                    title: if self.closed { "None is closed" } else { "None is open" },
                    words: "A matter is opened when governors have to look at a suspension or a permanent exclusion: its dates, meeting, papers and letters stand here until it is closed.",
                    step: Some(("/matters/new", "Open a matter")),
                })
            } @else {
                (Table {
                    caption: "Matters",
                    columns: vec![("Child", false), ("What", false), ("School", false), ("Next", false), ("By", false), ("Stands", false)],
                    rows: self.lines.iter().map(|l| self.row(l)).collect(),
                    dense: false,
                })
                (self.pages)
            }
        }
    }
}

impl ListPage {
    fn row(&self, l: &Line) -> Vec<Markup> {
        let m = &l.matter;
        vec![
            html! { a href={ "/matters/" (m.id) } { (pupil_name(&m.name)) } },
            html! { (m.what()) },
            html! { (m.school) },
            html! { @match &l.next { Some(o) => (o.what), None => span.soft { "Nothing is owed now" } }
            @if l.moved > 0 { p.soft { "A date moved: look at it" } } },
            html! { @match l.next.as_ref().and_then(|o| o.day()) { Some(day) => time datetime=(day.iso()) { (day) }, None => "–" } },
            html! { @match &l.next { Some(o) => (standing_tag(o, self.today)), None => "–" } },
        ]
    }
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let closed = v.query.ticked("closed");
    let at = v.query.int("page").unwrap_or(1).max(1);
    let mut pages = Pages {
        base: if closed { "/matters?closed=yes&".into() } else { "/matters?".into() },
        size: SIZE,
        at,
        total: 0,
    };
    let mut read = v.read().await?;
    let src = &mut read;
    let (matters, total) = store::matter::list(src, v.org(), closed, pages.skip(), SIZE).await?;
    pages.total = total;
    let pupils: Vec<casework::Id> = matters.iter().filter_map(|m| m.pupil).collect();
    let seen = store::pupil::several(src, &v.scope(), &pupils).await?;
    // About a pupil out of this person's reach: not theirs to see.
    let theirs: Vec<Matter> = matters
        .into_iter()
        .filter(|m| m.pupil.is_none_or(|p| seen.iter().any(|s| s.id == p)))
        .collect();
    let order: Vec<casework::Id> = theirs.iter().map(|m| m.id).collect();
    let mut calendars = Calendars::of(src, &v.setting, &theirs).await?;
    let mut all = wholes(src, v.org(), theirs).await?;
    let mut lines = Vec::new();
    for id in order {
        let Some(whole) = all.remove(&id) else { continue };
        let almanac = calendars.get(&whole.matter)?;
        let moved = whole.moved(&almanac).len();
        lines.push(Line { next: next(whole.owed(&almanac)), matter: whole.matter, moved });
    }
    v.page(&ListPage { lines, closed, pages, today: v.today() })
}

/// What is owed next: the earliest that waits.
pub(crate) fn next(owed: Vec<Owed>) -> Option<Owed> {
    owed.into_iter().filter(Owed::waits).min_by_key(|o| o.day().unwrap_or(Day::FIRST))
}

/// Themes across reviews.
pub struct ThemesPage {
    /// Each theme with its points.
    pub themes: Vec<(Theme, Vec<Point>)>,
    /// Since when.
    pub since: Day,
    /// Points in all.
    pub total: usize,
}

impl Page for ThemesPage {
    fn title(&self) -> String {
        "Themes across reviews".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Themes across reviews").back("/matters", "Governors and reviews")
                .facts(html! { (self.total) @if self.total == 1 { " learning point" } @else { " learning points" } " noted since " (self.since) ". No child is named." }))
            @if self.themes.is_empty() {
                (Empty {
                    title: "Nothing is noted yet",
                    words: "What a review shows could be done better is noted on its matter, under a theme. Counted here, the themes say what to work on with schools.",
                    step: Some(("/matters", "See the matters")),
                })
            } @else {
                (Table {
                    caption: "Themes",
                    columns: vec![("Theme", false), ("Points", true), ("Schools", true)],
                    rows: self.themes.iter().map(|(theme, points)| {
                        let mut schools: Vec<&str> = points.iter().map(|p| p.school.as_str()).collect();
                        schools.sort_unstable();
                        schools.dedup();
                        vec![html! { (theme.label()) }, html! { (points.len()) }, html! { (schools.len()) }]
                    }).collect(),
                    dense: false,
                })
                @for (theme, points) in &self.themes {
                    section.stack.stack-2 {
                        h2 { (theme.label()) }
                        ul.plain-list { @for p in points { li { (p.words) " " span.soft { (p.school) ", " (p.at.day()) } } } }
                    }
                }
            }
        }
    }
}

/// Shows the themes of this school year and the one before.
pub async fn themes(v: Visit) -> Answer {
    let calendar = &v.setting.calendar;
    let year = calendar.school_year(v.today()).0;
    let since = calendar.school_year(year.plus(-1)).0.min(year);
    let mut read = v.read().await?;
    let points = store::matter::points(&mut read, v.org(), since, POINTS).await?;
    let total = points.len();
    let mut themes: Vec<(Theme, Vec<Point>)> = Vec::new();
    for theme in Theme::ALL {
        let of: Vec<Point> = points.iter().filter(|p| p.theme == *theme).cloned().collect();
        if !of.is_empty() {
            themes.push((*theme, of));
        }
    }
    themes.sort_by_key(|(_, of)| std::cmp::Reverse(of.len()));
    v.page(&ThemesPage { themes, since, total })
}
