//! The frame round every page: skip link, menu, search, who is signed in.

use super::name::naming;
use super::{Page, assets};
use casework::procedure::{self, Beside};
use maud::{DOCTYPE, Markup, html};

/// What part of the work an item of the menu belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is opened many times a day: always in sight.
    Day,
    /// Plans, meetings, groups: what helps before and after.
    Support,
    /// Suspensions, exclusions, governors and the law.
    Suspensions,
    /// Figures, kit, people and settings.
    Running,
}

impl Part {
    /// The parts that fold, in the menu's order.
    const FOLDED: [Self; 3] = [Self::Support, Self::Suspensions, Self::Running];

    fn label(self) -> &'static str {
        match self {
            Self::Day => "Every day",
            Self::Support => "Support",
            Self::Suspensions => "Suspensions, law",
            Self::Running => "Records and set-up",
        }
    }
}

/// As many items stand in a menu without folding.
const SHORT: usize = 11;

/// One item of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Words.
    pub label: String,
    /// Address.
    pub href: String,
    /// How many are waiting, shown when not nought.
    pub waiting: i64,
    /// What it belongs to.
    pub part: Part,
}

/// What the frame needs to know.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The school's name.
    pub school: String,
    /// "Ms Dara Okell"
    pub who: String,
    /// Her post.
    pub post: String,
    /// A mark of her account that says nothing about her, so that a script knows whose a draft is.
    pub account: String,
    /// The menu.
    pub nav: Vec<NavItem>,
    /// Whether to offer the search.
    pub find: bool,
    /// "Find a student"
    pub find_label: String,
    /// The school's short word for its safeguarding lead; empty where there is none.
    pub dsl: String,
    /// They work in other organisations too.
    pub several: bool,
    /// The part of the menu that stands open for them.
    pub open: Option<Part>,
    /// Token for the forms in the frame.
    pub csrf: String,
    /// Something said after the last act.
    pub said: Option<String>,
    /// On a demonstration: a line that says so, and what the time is there.
    pub demo: Option<String>,
    /// The address shown, for the menu's "here".
    pub here: String,
    /// The school's notes that stand beside this page.
    pub how: Vec<Beside>,
}

/// The mark beside the product's name: a mast, a stay and a deck.
pub fn mark() -> Markup {
    html! {
        svg.brand-mark viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
            path d="M7 21V3l14 18" {}
            path d="M2 21h20" {}
        }
    }
}

/// A whole document.
pub fn document(title: &str, class: &str, body: Markup, scripts: &[&str]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Mainstay" }
                link rel="stylesheet" href=(assets::href("mainstay.css"));
                link rel="icon" href=(assets::href("icon.svg")) type="image/svg+xml";
                script type="module" src=(assets::href("mainstay.js")) {}
                @for name in scripts { script type="module" src=(assets::href(name)) {} }
            }
            body class=(class) { (body) }
        }
    }
}

impl Frame {
    /// The page inside its frame.
    pub fn around(&self, page: &(impl Page + ?Sized)) -> Markup {
        let initials: String = self
            .who
            .split_whitespace()
            .filter(|w| !matches!(*w, "Ms" | "Mr" | "Mrs" | "Miss" | "Dr" | "Mme" | "Mx"))
            .filter_map(|w| w.chars().next())
            .take(2)
            .collect();
        let here = if page.here().is_empty() { self.here.as_str() } else { page.here() };
        // Of "Work" and "Work asked for", only the nearer one is where the reader is.
        let here = self.nav.iter().map(|i| i.href.as_str()).filter(|href| is_here(href, here));
        let here = here.max_by_key(|href| href.len()).unwrap_or_default();
        // A tablet's bar has room for so many; the rest fold behind one button there, and only there.
        let (first, folded) =
            self.nav.split_at(if self.nav.len() > 7 { 6 } else { self.nav.len() });
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            header.frame data-account=(self.account) {
                a.brand href="/" { (mark()) span.brand-name { "Mainstay" } }
                @if self.several { p.brand-place { a href=(crate::sign_in::places::PATH) { (self.school) span.vh { ": work somewhere else" } } } }
                @else { p.brand-place { (self.school) } }
                button.frame-btn.frame-menu type="button" popovertarget="nav" { "Menu" }
                nav.nav #nav aria-label="Main" popover="auto" {
                    ul {
                        @for item in first { (item.draw(here)) }
                        @if !folded.is_empty() {
                            @let waiting: i64 = folded.iter().map(|i| i.waiting).sum();
                            li {
                                @let inside = folded.iter().any(|i| i.href == here);
                                button.frame-btn.nav-fold.is-here[inside] type="button" popovertarget="nav-more" {
                                    "More" @if waiting > 0 { " " (count(waiting)) }
                                }
                                ul.nav-more #nav-more popover="auto" { (self.parted(folded, here)) }
                            }
                        }
                        @if self.several { li.nav-me { a href=(crate::sign_in::places::PATH) { (self.school) ": work somewhere else" } } }
                        li.nav-me { a href="/account" { (self.who) ": account, sign out" } }
                    }
                }
                @if self.find {
                    form.find role="search" aria-label=(self.find_label) action="/pupils" method="get" {
                        label.vh for="find" { (self.find_label) }
                        input #find name="q" type="search" placeholder=(self.find_label) autocomplete="off" data-key="/";
                        kbd aria-hidden="true" { "/" }
                    }
                }
                div.frame-tools {
                    button.frame-btn type="button" aria-pressed="false" data-names hidden { "Hide names" }
                    @if !self.dsl.is_empty() { a.frame-btn href=(crate::tell::PATH) { "Tell the " (self.dsl) } }
                    a.frame-who href="/account" { b { (self.who) } " " (self.post) span.vh { ": account and sign out" } }
                    a.frame-btn.frame-person href="/account" {
                        span aria-hidden="true" { (initials) }
                        span.vh { (self.who) ", " (self.post) ": account and sign out" }
                    }
                }
            }
            main class=(page.class()) #main {
                @if let Some(demo) = &self.demo { p.demo-line { (demo) } }
                @if let Some(said) = &self.said { div.toast.toast-page role="status" { p { (told(said)) } } }
                @if !self.how.is_empty() { p.how-line { button.btn.btn-quiet type="button" popovertarget="how" { "How we do this" } } }
                (page.main())
                @if !self.how.is_empty() { (beside(&self.how)) }
            }
        };
        document(&page.title(), "shell", body, page.scripts())
    }

    /// What does not stand first: the day's own items, then each part behind its name. A part that
    /// holds the page shown is open; a short menu hides nothing, and one item needs no fold.
    fn parted(&self, items: &[NavItem], here: &str) -> Markup {
        let of = |part: Part| items.iter().filter(move |i| i.part == part);
        html! {
            @if self.nav.len() <= SHORT { @for item in items { (item.draw(here)) } }
            @else {
                @for item in of(Part::Day) { (item.draw(here)) }
                @for part in Part::FOLDED {
                    @let waiting: i64 = of(part).map(|i| i.waiting).sum();
                    @if of(part).count() < 2 { @for item in of(part) { (item.draw(here)) } }
                    @else {
                        li { details.nav-part open[self.open == Some(part) || of(part).any(|i| i.href == here)] {
                            summary { (part.label()) @if waiting > 0 { " " (count(waiting)) } }
                            ul { @for item in of(part) { (item.draw(here)) } }
                        } }
                    }
                }
            }
        }
    }
}

/// The school's own notes, opened beside the page and staying there until they are closed.
fn beside(notes: &[Beside]) -> Markup {
    html! {
        aside.how #how popover="manual" aria-labelledby="how-title" {
            div.how-head {
                h2 #how-title { "How we do this" }
                button.btn.btn-quiet type="button" popovertarget="how" popovertargetaction="hide" { "Close" span.vh { " the note" } }
            }
            @for n in notes { section.stack.stack-3 {
                h3 { a href={ "/handbook/" (n.note) } { (n.title) } }
                @if !n.used_when.is_empty() { p.soft { (n.used_when) } }
                ol.steps { @for step in procedure::steps(&n.steps) { li { (step) } } }
            } }
        }
    }
}

impl NavItem {
    fn draw(&self, here: &str) -> Markup {
        html! {
            li { a href=(self.href) aria-current=[(self.href == here).then_some("page")] {
                (self.label)
                @if self.waiting > 0 { " " (count(self.waiting)) }
            } }
        }
    }
}

/// What was said, with the names of pupils in it so drawn that they can be hidden.
fn told(said: &str) -> Markup {
    let mut parts = said.split(crate::visit::NAMES_FOLLOW);
    let words = parts.next().unwrap_or_default();
    naming(words, &parts.collect::<Vec<_>>())
}

fn count(waiting: i64) -> Markup {
    html! { span.nav-count { (waiting) span.vh { " waiting" } } }
}

fn is_here(href: &str, here: &str) -> bool {
    if href == "/" { here == "/" } else { here == href || here.starts_with(&format!("{href}/")) }
}
