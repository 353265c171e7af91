//! A case on one page, and what a pack of papers is made of for one reader.
//!
//! Must never know: how a page is drawn. A blank is said: nothing is made to look like evidence.

use super::{Case, State, View};
use crate::Coded;
use crate::meeting::Interest;
use crate::meeting::people::Person;

/// What is said where nothing was written.
pub const BLANK: &str = "Not evidenced.";

/// Views shown on the page; more are counted.
const VIEWS: usize = 4;

/// The case on one page, a paragraph each.
pub fn page(case: &Case, views: &[View], late: bool) -> Vec<String> {
    let or = |text: &str, blank: &str| match text.trim() {
        "" => blank.to_string(),
        text => text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut out = Vec::new();
    let year = case.year.map(|y| format!("Year {y}, ")).unwrap_or_default();
    out.push(format!("{}, {year}{}", case.name(), or(&case.school_name, "no school")));
    let to = match case.to_school.trim() {
        "" => String::new(),
        to => format!(" To: {to}."),
    };
    out.push(format!("Asked for: {}.{to} {}", case.kind.label(), or(&case.asked, BLANK)));
    out.push(format!("Support so far: {}", or(&case.support, BLANK)));
    out.push(format!("The child says: {}", or(&case.pupil_view, BLANK)));
    out.push(format!("Home says: {}", or(&case.home_view, BLANK)));
    if views.is_empty() {
        out.push("Others: nobody else was asked.".into());
    }
    for v in views.iter().take(VIEWS) {
        let words: String = v.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(80).collect();
        let sep = if words.is_empty() { "" } else { ". " };
        let whom: String = v.whom.chars().take(60).collect();
        out.push(format!("{whom}: {}{sep}{words}", v.said()));
    }
    if views.len() > VIEWS {
        out.push(format!("And {} more were asked.", views.len() - VIEWS));
    }
    let missing = case.missing();
    if !missing.is_empty() {
        out.push(format!("Not there: {}.", missing.join("; ")));
    }
    if late || !missing.is_empty() {
        out.push(format!(
            "Admitted by {}: {}",
            or(&case.admitted_by, "the chair"),
            or(&case.admitted_why, BLANK)
        ));
    }
    out.push(format!("Recommended: {}", or(&case.recommends, "Nothing is recommended.")));
    out
}

/// The cases that are in a pack: those on the agenda, by number.
pub fn packed(cases: &[Case]) -> Vec<&Case> {
    let mut all: Vec<&Case> = cases.iter().filter(|c| c.is_before_it()).collect();
    all.sort_by_key(|c| c.number);
    all
}

/// Whether somebody leaves for a case.
pub fn leaves(interests: &[Interest], person: &Person, case: &Case) -> bool {
    interests.iter().any(|n| n.person == person.id && Some(n.item) == case.item)
}

/// The cases a reader's copy is without: those whose item they have an interest in.
pub fn without<'a>(cases: &[&'a Case], interests: &[Interest], person: &Person) -> Vec<&'a Case> {
    cases.iter().copied().filter(|c| leaves(interests, person, c)).collect()
}

/// How many cases stand in each state, for the head of the list.
pub fn counted(cases: &[Case]) -> String {
    let n = |state: State| cases.iter().filter(|c| c.state == state).count();
    format!(
        "{} to admit, {} on the agenda, {} decided",
        n(State::Waiting),
        n(State::Admitted),
        n(State::Decided)
    )
}
