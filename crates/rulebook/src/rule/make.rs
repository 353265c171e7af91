//! How a rule is written down: short makers for the parts of a value.
//!
//! Must never know: any one rule. What is left out of a version here is caught by the tests of
//! all rules, never filled in silently.

use super::{Basis, Clock, Content, Force, On, Plain, RULES_BEGIN, Span, Standing, Version};

/// A must of a notice.
pub const fn must(key: &'static str, words: &'static str) -> Content {
    Content { key, words, force: Force::Must }
}

/// A should of a notice.
pub const fn should(key: &'static str, words: &'static str) -> Content {
    Content { key, words, force: Force::Should }
}

/// Something Mainstay itself asks to be written down.
pub const fn ours(key: &'static str, words: &'static str) -> Content {
    Content { key, words, force: Force::Product }
}

/// A counted time from an anchor.
pub const fn count(span: Span, anchor: &'static str) -> Option<Clock> {
    Some(Clock::Count { span, anchor })
}

/// "Without delay" and its kin, in the law's own words, from a day.
pub const fn promptly(words: &'static str, anchor: &'static str) -> Option<Clock> {
    Some(Clock::WithoutDelay { words, anchor })
}

/// A matter of judgement: no date.
pub const fn prompt(words: &'static str) -> Option<Clock> {
    Some(Clock::Prompt { words })
}

/// What each reader is told of a time for which nothing is held.
const NOTHING_HELD: Plain = Plain {
    school: "For this period no rule is held here, for the reason given. Look at the law or guidance of the time before relying on a date.",
    family: "For this period we hold no rule, for the reason given. Please ask for advice before relying on a date.",
    authority: "For this period no rule is held here, for the reason given. Look at the law or guidance of the time before relying on a date.",
};

impl Version {
    /// A version that says nothing yet, from the first day of the rules and with no end.
    pub const BLANK: Version = Version {
        from: RULES_BEGIN,
        to: None,
        standing: Standing::Held,
        force: Force::Must,
        citation: "",
        trigger: "",
        holder: &[],
        recipients: &[],
        contents: &[],
        clock: None,
        missed: "",
        plain: Plain { school: "", family: "", authority: "" },
        basis: Basis::Memory,
        checked: None,
        new: "",
    };

    /// The time up to a day for which nothing is held, and why.
    pub const fn gap(to: On, why: &'static str) -> Version {
        Version {
            to: Some(to),
            standing: Standing::Gap(why),
            force: Force::Advice,
            plain: NOTHING_HELD,
            basis: Basis::Derived("the first day of the version that follows"),
            ..Version::BLANK
        }
    }
}
