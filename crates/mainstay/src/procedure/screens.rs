//! The pages a note may stand beside, and titles with questions to begin from. Mainstay proposes what to
//! think of, never what a school's way is.
//!
//! Must never know: what anybody wrote.

use casework::words::{Concept, Words};

/// A page by its address, and what it is called.
pub const SCREENS: &[(&str, &str)] = &[
    ("/refer", "Refer"),
    ("/queue", "Queue: approve or decline"),
    ("/board", "Board"),
    ("/work", "Work"),
    ("/notice", "Staff notice"),
    ("/told", "Who was told at home"),
    ("/restrictive", "Force, restraint and seclusion"),
    ("/early-warning", "Early signs"),
    ("/at-risk", "At-risk register"),
    ("/plans", "Plans"),
    ("/plans/new", "Starting a plan"),
    ("/returns", "Returns"),
    ("/exclusions", "Suspensions"),
    ("/matters", "Governors"),
    ("/mis", "Entries to make"),
    ("/duties", "Duties"),
    ("/kit", "Kit"),
    ("/rota", "Who is in charge when"),
    ("/reports", "Reports"),
    ("/known-dates", "Known dates"),
    ("/timetables", "Timetables of assistants"),
    ("/supervision", "Line management"),
    ("/training", "Training"),
    ("/site-duties", "Site duties"),
    ("/observations", "Observations"),
    ("/trips", "Trips and events"),
    ("/trips/new", "Planning a trip"),
    ("/early-help", "Early help"),
    ("/agencies", "Agencies"),
    ("/transitions", "Transitions"),
    ("/hospitality", "Hospitality"),
    ("/groups", "Groups"),
    ("/centre", "Support base"),
    ("/meetings", "Meetings"),
    ("/actions", "Actions"),
    ("/significant", "Significant events"),
];

/// What a page is called; empty for none.
pub fn name(screen: &str) -> &'static str {
    SCREENS.iter().find(|(path, _)| *path == screen).map_or("", |(_, name)| name)
}

/// A title with questions to answer in steps.
pub struct Starter {
    /// The title.
    pub title: String,
    /// The page it stands beside.
    pub screen: &'static str,
    /// When it is done.
    pub used_when: &'static str,
    /// Questions, a line each.
    pub steps: &'static str,
}

/// What a school may begin from.
pub fn starters(words: &Words) -> Vec<Starter> {
    let one = words.one(Concept::Pupil);
    let s = |title: String, screen, used_when, steps| Starter { title, screen, used_when, steps };
    vec![
        s(
            "How we start a support programme".into(),
            "/plans/new",
            "When what was tried so far has not helped enough.",
            "Who decides that one is started, and what do they look at first?\nWho asks home, and how are they asked what would help?\nWho asks the teachers, and by when do they answer?\nWhere is the first review put, and who comes to it?\nWho tells the teachers when the first version is there?",
        ),
        s(
            "How we start the day in the room".into(),
            "/board",
            "Every morning, before the first arrives.",
            "Who opens the room, and what do they check?\nWhere is the list of the day, and who has told whom?\nWhat is said to each one on arrival?\nWho is rung when somebody does not come?",
        ),
        s(
            "What we do when work does not come".into(),
            "/work",
            "When a lesson has begun and no work is there.",
            "Who is asked first, and how?\nAfter how long is somebody else asked, and who?\nWhat is given in the meantime?\nWhere is it written down?",
        ),
        s(
            format!("When a {one} does not come, or leaves"),
            "/told",
            "As soon as nobody knows where they are.",
            "Who is told at once, and how?\nWho looks where?\nWho rings home, and what do they say?\nWho stops the search, and where is it written down?",
        ),
        s(
            "How we hand over when one of us is away".into(),
            "/rota",
            "Before a day away, and on a morning nobody expected.",
            "Who covers what?\nWhere do they find what waits?\nWhat must be done that day whatever happens?\nWho is asked when they do not know?",
        ),
        s(
            "How we ask for early help".into(),
            "/early-help",
            "When a family needs more than school can give.",
            "Who talks with the family first, and where?\nHow is consent asked for, and what is said about sharing?\nWho writes which part of the form, and by when?\nWhere is it sent, and who is rung when no answer comes?\nWho looks at it again, and when?",
        ),
        s(
            "How we plan a trip".into(),
            "/trips/new",
            "Before anything is promised.",
            "Who says yes to the idea, and how early?\nWho asks home, and what is said about cost?\nWho writes the risk assessment, and who reads it?\nWho holds the list and the leader’s sheet on the day?\nWho is rung when somebody is not back?",
        ),
        s(
            format!("How a {one} begins in the {}", words.one(Concept::Support)),
            "/centre",
            "Before the first morning there.",
            "Who decides, and what must be written before the first day?\nWho tells home, and who tells the teachers?\nWhat happens in the first hour?\nWho sets the timetable, and who looks at it again?\nHow do they go back to lessons?",
        ),
        s(
            "How we run a group".into(),
            "/groups",
            "When several would be helped by the same thing.",
            "Who chooses the group, and by what?\nWho is asked, and what are they told?\nWhat is measured at the start, and by whom?\nWhere is the register, and what happens when somebody does not come?\nWho looks at what came of it?",
        ),
        s(
            "How we keep things confidential".into(),
            "",
            "Always.",
            "What may be said, to whom, and where?\nWhat is locked away, and who has the key?\nWhat is never sent by email?\nWhat happens when something went to the wrong person?",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doors::{Method, all};

    #[test]
    fn every_page_a_note_may_stand_beside_is_a_page() {
        let doors = all();
        for (path, name) in SCREENS {
            assert!(
                doors.iter().any(|d| d.method == Method::Get && d.path == *path),
                "{path} ({name}) is no page"
            );
        }
        for s in starters(&Words::default()) {
            assert!(s.screen.is_empty() || !super::name(s.screen).is_empty(), "{}", s.title);
        }
    }
}
