//! The sections each kind of plan has, what each is for, and which of them teachers see.
//!
//! Must never know: what is written in them.

use super::Kind;

/// One section of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The word it is kept as.
    pub code: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// What is meant, or nothing.
    pub hint: &'static str,
    /// Stands on the page of teachers.
    pub teachers: bool,
}

const fn seen(code: &'static str, label: &'static str, hint: &'static str) -> Section {
    Section { code, label, hint, teachers: true }
}
const fn kept(code: &'static str, label: &'static str, hint: &'static str) -> Section {
    Section { code, label, hint, teachers: false }
}

/// The one sentence teachers read first. The full note is another section, which they never see.
pub const STAFF: &str = "staff";

const SENTENCE: Section = seen(
    STAFF,
    "What staff need to know",
    "One sentence that is safe to read out: nothing about home, health or what somebody else did. Teachers read this and never the full note.",
);
const NOTE: Section = kept(
    "note",
    "Full note",
    "For those who can open the file. It never stands on the page teachers read.",
);
const NEED: Section =
    kept("need", "What the behaviour is for", "Our understanding: the need it meets.");
const HOME: Section = kept("home", "How home helps", "");
const REFERRALS: Section = kept(
    "referrals",
    "Checks and referrals",
    "Such as a hearing check: who asked, when, and what came of it.",
);
const AGREED: Section = kept("agreed", "Who agreed it", "Names, and the day each agreed.");
const REWARDS: Section = seen("rewards", "Rewards", "What they would like, and who gives it.");
const ADJUSTMENTS: Section =
    seen("adjustments", "Reasonable adjustments", "What every lesson does differently.");
const TRIGGERS: Section = seen("triggers", "Triggers", "");

const BEHAVIOUR: &[Section] = &[
    SENTENCE,
    seen("looks", "What the behaviour looks like", "What somebody would see and hear."),
    seen("where", "When and where it is likely", ""),
    TRIGGERS,
    seen("early", "Early signs", "Calm, unsettled, escalating: what shows first."),
    seen("avoid", "What not to do", ""),
    seen("response", "If it goes wrong", "The safe response, and whom to call."),
    seen("recovery", "Recovery and debrief", "How they settle, who talks with them, and when."),
    seen("instead", "What we want to see instead", ""),
    ADJUSTMENTS,
    REWARDS,
    NEED,
    kept("own", "How they help themselves", "In their own words where you can."),
    HOME,
    kept("told", "Recording, and who is told", ""),
    REFERRALS,
    AGREED,
    NOTE,
];

const PASTORAL: &[Section] = &[
    SENTENCE,
    seen("strengths", "Strengths, interests, what motivates", ""),
    seen("working", "What is working", ""),
    seen("not_working", "What is not working yet", ""),
    ADJUSTMENTS,
    REWARDS,
    kept("concerns", "Main concerns", "Three at most."),
    NEED,
    kept("own", "Their view", ""),
    kept("home", "Home’s view", ""),
    kept("agencies", "Agencies’ views", ""),
    kept("timetable", "Changes to the timetable", "What, from when to when, and who agreed."),
    kept("contingency", "If it does not go well", ""),
    kept(
        "alternatives",
        "Alternatives considered",
        "Such as a move, education elsewhere, or asking for an assessment of needs.",
    ),
    REFERRALS,
    AGREED,
    NOTE,
];

const SUPPORT: &[Section] = &[
    SENTENCE,
    seen("strengths", "Strengths and interests", ""),
    seen("works", "What works", ""),
    seen("harder", "What makes it harder", ""),
    ADJUSTMENTS,
    REWARDS,
    kept("needs", "Needs", "What was assessed, by whom and when."),
    kept("provision", "Support in place", "What, how often, with whom."),
    kept("own", "Their view", ""),
    HOME,
    REFERRALS,
    AGREED,
    NOTE,
];

const RISK: &[Section] = &[
    SENTENCE,
    seen("hazard", "What might happen", "One line for each."),
    TRIGGERS,
    seen("where", "Where and how often", "School, home, community; from daily to over a year ago."),
    seen("whom", "Who is at risk", "Themselves, staff, others, visitors, property."),
    seen("controls", "What is in place now", ""),
    seen("response", "Early warning, and what to do", "The safe response, and whom to call."),
    kept("reported", "Evidence that was seen or reported", "Who saw it, and the day."),
    kept("alleged", "What is alleged", "Kept apart from what was seen: it is not shown to be so."),
    kept("rating", "How likely, and how serious", "In words, with the reason."),
    kept("further", "What is still to be done", "What, who, by when."),
    kept(
        "factors",
        "What makes it more likely",
        "Unstructured time, moves, noise, change at home.",
    ),
    kept("told", "Who is told", ""),
    AGREED,
    NOTE,
];

const PROFILE: &[Section] = &[
    seen("like", "What people like about me", ""),
    seen("important", "What is important to me", ""),
    seen("best", "How best to support me", ""),
    seen("harder", "What makes it harder", ""),
    ADJUSTMENTS,
];

/// The sections of a kind, in their order.
pub fn of(kind: Kind) -> &'static [Section] {
    match kind {
        Kind::Behaviour => BEHAVIOUR,
        Kind::Pastoral => PASTORAL,
        Kind::Support => SUPPORT,
        Kind::Risk => RISK,
        Kind::Profile => PROFILE,
    }
}

/// The section teachers read first, which a plan of this kind cannot be given out without.
pub fn first(kind: Kind) -> &'static str {
    match kind {
        Kind::Profile => "best",
        _ => STAFF,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coded;

    #[test]
    fn teachers_see_the_sentence_and_never_the_note_the_need_or_what_home_said() {
        for kind in Kind::ALL {
            let sections = of(*kind);
            assert!(sections.iter().any(|s| s.code == first(*kind) && s.teachers), "{kind:?}");
            for code in ["note", "need", "home", "alleged", "agencies", "told"] {
                assert!(!sections.iter().any(|s| s.code == code && s.teachers), "{kind:?} {code}");
            }
            let mut codes: Vec<&str> = sections.iter().map(|s| s.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), sections.len(), "{kind:?}");
        }
    }
}
