//! Suspension: the power, its limits, and what is not allowed in its place.
//!
//! Must never know: a case. Source: R2.01 to R2.05, R2.11, R2.12 and R2.20 to R2.24 of the law
//! note. Notices are in [`super::notices`], governors in [`super::governors`], the sixth day in
//! [`super::sixth_day`].

use super::*;
use crate::HalfDays;

/// Most that one pupil may be suspended in one school year, across schools: 45 school days.
pub const CAP: HalfDays = HalfDays::days(45);
/// Above this in one statutory term governors come in: 5 school days.
pub const LOW: HalfDays = HalfDays::days(5);
/// Above this in one statutory term governors must meet: 15 school days.
pub const HIGH: HalfDays = HalfDays::days(15);

/// Nothing is held of the exclusion guidance before its 2022 edition.
pub(super) const GUIDANCE_BEFORE_2022: Version = Version::gap(
    On(2022, 8, 31),
    "the exclusion guidance known here is that of 2022 to 2026, held from 1 September 2022; earlier editions were not read",
);

/// The power to suspend or exclude.
///
/// R2.01. Education Act 2002 s.51A; SI 2012/1033 regs 4 and 10 (maintained), 13 and 19 (pupil
/// referral units), 22 and 28 (academies).
pub static R2_01: Rule = Rule {
    id: "R2.01",
    title: "Who may suspend or exclude, and on what footing",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "Education Act 2002 s.51A; SI 2012/1033 regs 4 and 10 (maintained), 13 and 19 (pupil referral units), 22 and 28 (academies)",
        trigger: "a suspension or permanent exclusion is decided",
        holder: &[Party::Head],
        plain: Plain {
            school: "Only the headteacher, or whoever is acting as head, can suspend or exclude, only for discipline, for a stated time or permanently. Find the facts on the balance of probabilities; the decision must be lawful, reasonable, fair and proportionate.",
            family: "Only the headteacher, or the person acting as headteacher, can suspend or exclude your child, and only for behaviour. It must be fair and for a stated time, or permanent.",
            authority: "Check that the head decided, that the ground is disciplinary, and that the period is stated.",
        },
        basis: Basis::PartRead(
            "two law firms and a case digest",
            "the words of section 51A are from general knowledge",
        ),
        ..Version::BLANK
    }],
};

/// Reasons that are unlawful.
///
/// R2.02. DfE exclusion guidance, paragraph 19 of the 2022 to 2024 editions.
pub static R2_02: Rule = Rule {
    id: "R2.02",
    title: "Reasons that are never lawful",
    topic: Topic::Suspension,
    versions: &[
        GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, paragraph 19 of the 2022 to 2024 editions",
            trigger: "a suspension or exclusion is being considered",
            holder: &[Party::Head],
            plain: Plain {
                school: "Do not suspend because the school says it cannot meet a special need or disability, because of attainment, because of what a parent did, or because somebody did not come to a reintegration meeting or meet a condition for coming back.",
                family: "Your child must not be suspended because of special needs the school says it cannot meet, because of their marks, because of something you did, or because a meeting was missed.",
                authority: "A notice that gives any of these as its reason should be questioned the day it arrives.",
            },
            basis: Basis::Read(
                "a county SEND advice service citing paragraph 19, and a county council page on reasons; the July 2026 edition’s paragraph number is not known",
            ),
            ..Version::BLANK
        },
    ],
};

/// Every exclusion is recorded.
///
/// R2.03. DfE exclusion guidance, paragraph 19 of the 2022 to 2024 editions.
pub static R2_03: Rule = Rule {
    id: "R2.03",
    title: "Every suspension is formally recorded",
    topic: Topic::Suspension,
    versions: &[
        GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, paragraph 19 of the 2022 to 2024 editions",
            trigger: "a pupil is excluded for any length of time",
            holder: &[Party::Head],
            plain: Plain {
                school: "However short it is, write it down as a suspension.",
                family: "However short, a suspension must be written down by the school.",
                authority: "A suspension without a record is a data fault as well as a legal one.",
            },
            basis: Basis::Read("a county SEND advice service citing paragraph 19"),
            ..Version::BLANK
        },
    ],
};

/// The cap of 45 school days in a school year.
///
/// R2.04. SI 2012/1033 regs 4, 13 and 22.
pub static R2_04: Rule = Rule {
    id: "R2.04",
    title: "No more than 45 school days in a school year",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "SI 2012/1033 regs 4, 13 and 22",
        trigger: "a suspension is decided",
        holder: &[Party::Head],
        missed: "Whatever goes beyond 45 days is unlawful, and cancelling the suspension is barred too.",
        plain: Plain {
            school: "Add up every suspension of this school year, half-days and lunchtimes included, at every school the pupil has been to. At 45 exactly not even half a day more is lawful. The year runs from the first school day after 31 July to the day before the first school day after the next 31 July. A suspension across the summer is split and each year tested alone.",
            family: "Your child cannot be suspended for more than 45 school days in one school year, counting all their schools together.",
            authority: "The count crosses schools, and only you may hold all of it: give the school the days from elsewhere when asked.",
        },
        basis: Basis::PartRead(
            "a law firm, two council pages, a data body on counting across schools, and a sector site quoting the guidance on the school year",
            "the regulations’ own words were not seen; splitting across the summer is worked out",
        ),
        ..Version::BLANK
    }],
};

/// Part days.
///
/// R2.05. SI 2012/1033 reg 2.
pub static R2_05: Rule = Rule {
    id: "R2.05",
    title: "Half-days and lunchtimes",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "SI 2012/1033 reg 2",
        trigger: "a suspension covers less than a whole school day",
        holder: &[Party::Head],
        plain: Plain {
            school: "A lunchtime counts as half a school day towards the governors’ limits, and so does a morning or an afternoon. Every notice is owed just as for a whole day. Free meals are still owed.",
            family: "Being kept out at lunchtime counts as half a day of suspension. You are owed the same letter as for a whole day.",
            authority: "Count in halves, and expect a notice for each.",
        },
        basis: Basis::PartRead(
            "two council pages, and the 2008 regulations that came before",
            "regulation 2 in force was not seen; part-days other than lunchtimes are worked out",
        ),
        ..Version::BLANK
    }],
};

/// Nobody else is told by default.
///
/// R2.11. UK GDPR article 6; Data Protection Act 2018.
pub static R2_11: Rule = Rule {
    id: "R2.11",
    title: "Nobody else is told by default",
    topic: Topic::Suspension,
    versions: &[
        Version::gap(
            On(2018, 5, 24),
            "the data law known here is that of 2018 and after; what went before was not read",
        ),
        Version {
            from: On(2018, 5, 25),
            citation: "UK GDPR article 6; Data Protection Act 2018",
            trigger: "somebody not named in the notice rules is to be told",
            holder: &[Party::School],
            plain: Plain {
                school: "Police, youth offending team and other families are not told as a matter of course. Each time, write down the lawful basis first.",
                family: "The school may only tell other people about the suspension when the law allows it.",
                authority: "Pass it on only on a lawful basis, written down.",
            },
            basis: Basis::Memory,
            ..Version::BLANK
        },
    ],
};

/// Which suspension brings in governors, and how.
///
/// R2.12. SI 2012/1033 regs 6, 15 and 24.
pub static R2_12: Rule = Rule {
    id: "R2.12",
    title: "What governors must do, by the days in the term",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "SI 2012/1033 regs 6, 15 and 24",
        trigger: "governors are told of an exclusion, or the parent makes representations",
        holder: &[Party::Governors],
        recipients: &[to(Party::Governors)],
        missed: "Where a meeting is owed, it stays owed.",
        plain: Plain {
            school: "Count the days in the statutory term with this exclusion in. Permanent, over 15 days, or a lost public exam or national test: governors must meet. Over 5 and up to 15: they meet only if the parent asks to be heard. Five or fewer: they must consider what the parent says, with no meeting and no date, and cannot reinstate. Exactly 5 and exactly 15 are in the lower band.",
            family: "How much the governors must do depends on the days of suspension this term. Over 15, or if an exam is missed, they must meet. Between 5 and 15 they meet if you ask. Below that they must consider what you write.",
            authority: "The regulations say more than 5 and more than 15. Some councils print the bands differently; test against the regulations.",
        },
        basis: Basis::Read(
            "SI 2012/1033 reg 15 as made and reg 24 as at 1 June 2020; council and advice service tables",
        ),
        ..Version::BLANK
    }],
};

/// A suspension is not extended.
///
/// R2.20. DfE exclusion guidance, July 2026 edition.
pub static R2_20: Rule = Rule {
    id: "R2.20",
    title: "A suspension is never extended or converted",
    topic: Topic::Suspension,
    versions: &[
        GUIDANCE_BEFORE_2022,
        Version { to: Some(On(2026, 7, 25)), ..NOT_EXTENDED },
        Version {
            from: On(2026, 7, 26),
            citation: "DfE exclusion guidance, July 2026 edition",
            new: "The July 2026 guidance says more clearly when a further suspension may follow a first. Its words were not seen.",
            ..NOT_EXTENDED
        },
    ],
};

const NOT_EXTENDED: Version = Version {
    from: On(2022, 9, 1),
    force: Force::Should,
    citation: "DfE exclusion guidance, 2022 to 2024 editions",
    trigger: "a head wishes a suspension to go on, or to become permanent",
    holder: &[Party::Head],
    plain: Plain {
        school: "It cannot be made longer or turned into a permanent exclusion. In exceptional cases, usually because of new evidence, a new suspension or a permanent exclusion may be decided to start when the first one ends. It is a new decision with all its own notices.",
        family: "A suspension cannot simply be made longer. Any further time needs a new decision and a new letter.",
        authority: "Two back-to-back periods need two decisions and two sets of notices. Watch the sixth day across both.",
    },
    basis: Basis::Read(
        "a county council page and a sector body’s summary of the July 2026 edition",
    ),
    ..Version::BLANK
};

/// Cancelling an exclusion.
///
/// R2.21. SI 2012/1033 regs 8A, 17A and 26A, put in by SI 2023/571.
pub static R2_21: Rule = Rule {
    id: "R2.21",
    title: "Cancelling a suspension or exclusion",
    topic: Topic::Suspension,
    versions: &[
        Version::gap(
            On(2023, 8, 31),
            "the power to cancel known here was written into the regulations on 1 September 2023; what applied before was not read",
        ),
        Version {
            from: On(2023, 9, 1),
            citation: "SI 2012/1033 regs 8A, 17A and 26A, put in by SI 2023/571",
            trigger: "the head decides to cancel before governors have begun their meeting",
            holder: &[Party::Head],
            recipients: &[
                to(Party::Parent),
                to(Party::Governors),
                to(Party::Authority),
                to_any(Party::SocialWorker),
                to_any(Party::VirtualHead),
            ],
            contents: &[
                must("cancelled", "that the exclusion is cancelled"),
                must("reasons", "the reasons"),
                should("meeting", "the offer of a meeting with the parent, without delay"),
            ],
            clock: promptly("without delay", "the day the exclusion is cancelled"),
            plain: Plain {
                school: "The head may cancel before or after it starts, even if the pupil has joined another school. Not if the pupil has been out more than 45 days in any school year, or would have been when the cancelling took effect; and not, where governors had to be told, once their meeting on reinstatement has begun. Write to everyone with reasons and let the pupil back, both without delay. Governors then no longer consider it. Offer the parent a meeting, and report cancellations to governors each term. Days already served still count to 45.",
                family: "The headteacher can cancel the suspension or exclusion. You must be told in writing why, your child must be let back without delay, and you should be offered a meeting.",
                authority: "You are told in writing with reasons. The pupil’s home authority is not on the statutory list: pass it on.",
            },
            basis: Basis::PartRead(
                "SI 2023/571 reg 10 (the new regulation 17A) and a law firm’s summary",
                "that served days still count is from general knowledge; the sister regulations 8A and 26A were not compared",
            ),
            new: "The power to cancel was set out in the regulations, with its limits, on 1 September 2023.",
            ..Version::BLANK
        },
    ],
};

/// Reintegration after a suspension.
///
/// R2.22. DfE exclusion guidance, July 2026 edition.
pub static R2_22: Rule = Rule {
    id: "R2.22",
    title: "Coming back after a suspension",
    topic: Topic::Suspension,
    versions: &[
        GUIDANCE_BEFORE_2022,
        Version { to: Some(On(2026, 7, 25)), ..REINTEGRATION },
        Version {
            from: On(2026, 7, 26),
            citation: "DfE exclusion guidance, July 2026 edition",
            trigger: "a suspension, or a separation for safeguarding, ends",
            new: "Since 26 July 2026 the same is asked after a separation for safeguarding.",
            ..REINTEGRATION
        },
    ],
};

const REINTEGRATION: Version = Version {
    from: On(2022, 9, 1),
    force: Force::Should,
    citation: "DfE exclusion guidance, 2022 to 2024 editions",
    trigger: "a suspension ends",
    holder: &[Party::School],
    recipients: &[to(Party::Parent)],
    contents: &[
        should("support", "the support the pupil will have"),
        should("fresh-start", "a fresh start"),
        should("targets", "targets"),
        should("links", "links to SEN support and early help"),
        should("monitoring", "how it will be followed"),
    ],
    clock: prompt("before or at the start of the return"),
    missed: "The return must not wait for the meeting.",
    plain: Plain {
        school: "Meet the pupil and parent before or as the pupil comes back, and agree a plan. Never hold up the return because the parent did not come. There is no statutory date; aim for the first school day back.",
        family: "The school should meet you and your child to plan the return. If you cannot come, your child must still be let back on time.",
        authority: "A return made to wait for a meeting is an unlawful exclusion.",
    },
    basis: Basis::PartRead(
        "council pages on refusal of a meeting, and a sector body on the July 2026 edition",
        "what the strategy holds is from general knowledge",
    ),
    ..Version::BLANK
};

/// Unofficial exclusion.
///
/// R2.23. SI 2012/1033, by what it requires of every exclusion.
pub static R2_23: Rule = Rule {
    id: "R2.23",
    title: "Unofficial exclusion is unlawful",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "SI 2012/1033, by what it requires of every exclusion",
        trigger: "a pupil is sent or kept home for behaviour with no formal suspension",
        holder: &[Party::School],
        recipients: &[to(Party::Head)],
        missed: "It is an unlawful exclusion, with or without the parent’s agreement.",
        plain: Plain {
            school: "No cooling-off at home, no early home time for behaviour, no part-time timetable to manage behaviour. Either suspend formally or keep the pupil in school.",
            family: "Sending your child home to calm down, or asking you to keep them home, is not allowed unless it is a proper suspension in writing.",
            authority: "Ask for the notice. If there is none, the exclusion is unlawful.",
        },
        basis: Basis::Read("two SEND advice services on unlawful exclusion"),
        ..Version::BLANK
    }],
};

/// Regular suspensions.
///
/// R2.24. DfE exclusion guidance, paragraph 7 of the 2022 to 2024 editions.
pub static R2_24: Rule = Rule {
    id: "R2.24",
    title: "When suspensions become a pattern",
    topic: Topic::Suspension,
    versions: &[
        GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, paragraph 7 of the 2022 to 2024 editions",
            trigger: "a pupil is suspended regularly",
            holder: &[Party::Head],
            clock: prompt("whether suspension is working"),
            plain: Plain {
                school: "Ask whether suspending is working for this pupil and what else is needed.",
                family: "If your child is suspended often, the school should ask whether it is helping and what else could be done.",
                authority: "Regular suspensions are a reason to ask what other support has been tried.",
            },
            basis: Basis::Read(
                "a county SEND advice service citing paragraph 7; the July 2026 edition’s paragraph number is not known",
            ),
            ..Version::BLANK
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[
    &R2_01, &R2_02, &R2_03, &R2_04, &R2_05, &R2_11, &R2_12, &R2_20, &R2_21, &R2_22, &R2_23, &R2_24,
];
