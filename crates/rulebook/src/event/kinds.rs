//! Every kind of event, with the facts it asks for.
//!
//! Must never know: what follows. A key here is a flag of the command line and a field of the
//! page; both must go on working when a fact is added.

use super::facts::{Ask, Fact};

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKind {
    /// "permanent-exclusion"
    pub code: &'static str,
    /// As a heading.
    pub title: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// Whether a school's calendar is needed.
    pub calendar: bool,
    /// Facts, in the order they are asked.
    pub facts: &'static [Fact],
}

const fn fact(key: &'static str, label: &'static str, ask: Ask) -> Fact {
    Fact { key, label, hint: "", ask, needed: false }
}
const fn need(key: &'static str, label: &'static str, ask: Ask) -> Fact {
    Fact { key, label, hint: "", ask, needed: true }
}
const fn hinted(fact: Fact, hint: &'static str) -> Fact {
    Fact { key: fact.key, label: fact.label, hint, ask: fact.ask, needed: fact.needed }
}

const NOTICE: Fact = hinted(
    need("notice", "Day the parent was told", Ask::Day),
    "The headteacher’s decision and the notice are the same day unless you say otherwise.",
);
const DECIDED: Fact = hinted(
    fact("decided", "Day the headteacher decided", Ask::Day),
    "Leave empty if it is the day of the notice.",
);
const GB_TOLD: Fact = hinted(
    fact("governors-told", "Day the governing body was told", Ask::Day),
    "Leave empty if it is the day of the notice. Their clock starts here.",
);
const EXAM: Fact = hinted(
    fact("exam", "First public examination or national curriculum test lost", Ask::Day),
    "Leave empty if none is lost.",
);
const LOOKED_AFTER: Fact = fact("looked-after", "The pupil is looked after", Ask::Yes);
const SOCIAL_WORKER: Fact = fact("social-worker", "The pupil has a social worker", Ask::Yes);
const ADULT: Fact = fact("adult", "The pupil is 18 or over", Ask::Yes);
const HOME: Fact = fact("other-home", "The pupil lives in another authority", Ask::Yes);
const YEAR: Fact = hinted(
    fact("year", "Year group", Ask::Whole),
    "From Year 11 on the duty to educate from the sixth day may not apply.",
);
const EXAMS_DONE: Fact =
    fact("exams-finished", "Every public examination entered was taken or missed", Ask::Yes);
const PLAN_HOURS: Fact =
    fact("plan-hours", "An EHC plan gives fewer hours, and they are being delivered", Ask::Yes);
const AFTERNOON: Fact = hinted(
    fact("afternoon", "The afternoon session begins at", Ask::Time),
    "13:00 if you leave it empty.",
);
const HOW: Ask = Ask::OneOf(&[
    ("delivered", "By hand"),
    ("post", "First-class post"),
    ("email", "E-mail, agreed in writing"),
]);
const SCHOOL: Fact = fact(
    "kind-of-school",
    "Kind of school",
    Ask::OneOf(&[
        ("maintained", "Maintained"),
        ("academy", "Academy"),
        ("pru", "Pupil referral unit"),
    ]),
);

/// Every kind, in the order of the road.
pub static KINDS: &[EventKind] = &[
    EventKind {
        code: "removal",
        title: "Removal from class",
        about: "A pupil spends time out of class in the room for serious disciplinary reasons.",
        calendar: false,
        facts: &[need("on", "Day of the removal", Ask::Day)],
    },
    EventKind {
        code: "restrictive-intervention",
        title: "Significant force, seclusion or restraint",
        about: "Staff used significant force, or a pupil was secluded or restrained other than as a penalty.",
        calendar: false,
        facts: &[
            need("on", "Day it happened", Ask::Day),
            fact(
                "no-parent-safe",
                "Telling any parent would risk significant harm to the pupil",
                Ask::Yes,
            ),
        ],
    },
    EventKind {
        code: "suspension",
        title: "Suspension",
        about: "The headteacher suspends a pupil for a fixed period.",
        calendar: true,
        facts: &[
            NOTICE,
            DECIDED,
            need("first-day", "First day of the suspension", Ask::Day),
            hinted(
                need("days", "Length in school days", Ask::Days),
                "Half-days count: 0.5 is a lunchtime or part of a session.",
            ),
            hinted(
                fact("sent-home-at", "Sent home at", Ask::Time),
                "Only if it began during the first day.",
            ),
            AFTERNOON,
            hinted(
                fact("term-days", "Days suspended earlier in the same term", Ask::Days),
                "Only those in the statutory term the suspension starts in.",
            ),
            hinted(
                fact("year-days", "Days suspended earlier in the same school year", Ask::Days),
                "At every school; include those of suspensions since cancelled that were served.",
            ),
            hinted(
                fact("run-before", "School days out already, with no day between", Ask::Whole),
                "A suspension that ran straight into this one.",
            ),
            fact("representations", "The parent has written", Ask::Yes),
            fact("representations-on", "Day the parent’s letter came", Ask::Day),
            GB_TOLD,
            EXAM,
            YEAR,
            EXAMS_DONE,
            PLAN_HOURS,
            LOOKED_AFTER,
            SOCIAL_WORKER,
            ADULT,
        ],
    },
    EventKind {
        code: "permanent-exclusion",
        title: "Permanent exclusion",
        about: "The headteacher excludes a pupil permanently.",
        calendar: true,
        facts: &[
            NOTICE,
            DECIDED,
            hinted(
                fact("first-day", "First day of the permanent exclusion", Ask::Day),
                "The next school day after the notice, if you leave it empty.",
            ),
            GB_TOLD,
            EXAM,
            hinted(
                fact(
                    "run-before-start",
                    "First day of a suspension that ran straight into it",
                    Ask::Day,
                ),
                "With its length below.",
            ),
            fact("run-before", "Its length in school days", Ask::Whole),
            AFTERNOON,
            HOME,
            YEAR,
            EXAMS_DONE,
            PLAN_HOURS,
            LOOKED_AFTER,
            SOCIAL_WORKER,
            ADULT,
        ],
    },
    EventKind {
        code: "cancellation",
        title: "Cancelling a suspension or exclusion",
        about: "The headteacher withdraws an exclusion before the governing body has met.",
        calendar: false,
        facts: &[
            need("on", "Day of cancelling", Ask::Day),
            fact("year-days", "Highest total of any school year, with this exclusion", Ask::Days),
            fact("meeting-begun", "The governing body has begun its meeting", Ask::Yes),
            fact("permanent", "It is a permanent exclusion", Ask::Yes),
            hinted(
                fact("term-days", "Total of the statutory term, with this exclusion", Ask::Days),
                "Leave empty if the governing body had to be told.",
            ),
        ],
    },
    EventKind {
        code: "provision",
        title: "Education starts elsewhere",
        about: "Details of the education of a suspended or excluded pupil are known late.",
        calendar: false,
        facts: &[need("starts", "Day it starts", Ask::Day), need("at", "It starts at", Ask::Time)],
    },
    EventKind {
        code: "governors-meeting",
        title: "The governing body’s meeting",
        about: "A meeting to consider reinstatement is arranged.",
        calendar: true,
        facts: &[need("on", "Day of the meeting", Ask::Day)],
    },
    EventKind {
        code: "governors-decision",
        title: "The governing body’s decision",
        about: "The governing body has decided whether the pupil is reinstated.",
        calendar: true,
        facts: &[
            need("on", "Day it decided", Ask::Day),
            fact("declined", "It declined to reinstate a permanently excluded pupil", Ask::Yes),
            fact("sent", "Day the letter went", Ask::Day),
            fact("how", "How the letter went", HOW),
            fact("waived", "Day the parent wrote that there will be no application", Ask::Day),
            fact("excluded-on", "Day of the exclusion", Ask::Day),
            HOME,
        ],
    },
    EventKind {
        code: "review-application",
        title: "An application for review",
        about: "A parent asks for an independent review of a permanent exclusion.",
        calendar: true,
        facts: &[
            need("decision-given", "Day the decision counts as given", Ask::Day),
            need("made", "Day the application came, or was posted", Ask::Day),
            need("how", "How it came", HOW),
        ],
    },
    EventKind {
        code: "review-meeting",
        title: "The review panel’s meeting",
        about: "The panel’s meeting is arranged.",
        calendar: true,
        facts: &[
            need("on", "Day of the review", Ask::Day),
            fact("trained", "Day a member was last trained", Ask::Day),
            fact("headship-ended", "Day a member’s headship ended", Ask::Day),
        ],
    },
    EventKind {
        code: "review-decision",
        title: "The review panel’s decision",
        about: "The panel has upheld, recommended or quashed.",
        calendar: true,
        facts: &[
            need("sent", "Day the panel’s letter went", Ask::Day),
            need("how", "How it went", HOW),
            need(
                "outcome",
                "Outcome",
                Ask::OneOf(&[
                    ("upheld", "Upheld"),
                    ("recommended", "Recommended that the governing body think again"),
                    ("quashed", "Quashed"),
                ]),
            ),
            fact("ordered", "It ordered the readjustment of the budget", Ask::Yes),
            fact("offered", "The governing body has offered reinstatement", Ask::Yes),
        ],
    },
    EventKind {
        code: "off-site-direction",
        title: "Direction off site",
        about: "A governing body requires a pupil to be educated elsewhere to improve behaviour.",
        calendar: true,
        facts: &[need("first-day", "First day off site", Ask::Day), SCHOOL],
    },
    EventKind {
        code: "off-site-review",
        title: "A review of a direction is asked for",
        about: "A parent, or the authority that maintains an EHC plan, asks for a review.",
        calendar: false,
        facts: &[
            need("asked", "Day of the request", Ask::Day),
            fact("last-review", "Day of the last review", Ask::Day),
        ],
    },
    EventKind {
        code: "managed-move",
        title: "Managed move",
        about: "A permanent move to another school that everybody has agreed to.",
        calendar: false,
        facts: &[
            need("agreed", "Day it was agreed", Ask::Day),
            fact("trial", "A trial period is proposed", Ask::Yes),
        ],
    },
    EventKind {
        code: "separation",
        title: "Separation for safeguarding",
        about: "A pupil is kept from attending so that pupils are kept apart for safeguarding.",
        calendar: false,
        facts: &[need("from", "First day", Ask::Day)],
    },
    EventKind {
        code: "fair-access",
        title: "Fair access",
        about: "A child is accepted for the fair access protocol.",
        calendar: true,
        facts: &[need("agreed", "Day of acceptance", Ask::Day)],
    },
    EventKind {
        code: "in-year-application",
        title: "Application for a place in the year",
        about: "A parent applies for a school place outside the usual round.",
        calendar: true,
        facts: &[need("applied", "Day of the application", Ask::Day)],
    },
    EventKind {
        code: "record-request",
        title: "A request for records",
        about: "Somebody asks for a pupil’s record, for their own data, or complains about it.",
        calendar: true,
        facts: &[
            need("received", "Day it came", Ask::Day),
            need(
                "what",
                "What is asked",
                Ask::OneOf(&[
                    ("record", "The educational record"),
                    ("data", "Their personal data"),
                    ("complaint", "A complaint about data"),
                ]),
            ),
            fact("maintained", "The school is maintained", Ask::Yes),
        ],
    },
    EventKind {
        code: "new-pupil",
        title: "A name is entered on the register",
        about: "A pupil joins outside the usual intake.",
        calendar: false,
        facts: &[need("entered", "Day of entry", Ask::Day)],
    },
    EventKind {
        code: "illness",
        title: "Absence through illness",
        about: "A pupil is away ill, at once or on and off.",
        calendar: true,
        facts: &[
            need("from", "First day of this absence", Ask::Day),
            fact("so-far", "School days of illness earlier in the school year", Ask::Whole),
        ],
    },
];
