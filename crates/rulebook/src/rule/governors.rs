//! The governing body: who must be told, when it must meet, what it decides and tells.
//!
//! Must never know: a case. Source: R2.13 to R2.15 and R3.05 to R3.08 of the law note.
//!
//! The regulations' own wording for the start of the 15 and 50 day windows was not seen. The
//! count here leaves out the day governors are told, as Schedule 1 does for reviews (R6.03).

use super::*;

/// Who is asked to the board’s meeting.
pub const MEETING: &[To] = &[
    to(Party::Parent),
    to(Party::Governors),
    to(Party::Head),
    to(Party::Authority),
    to_any(Party::SocialWorker),
    to_any(Party::VirtualHead),
];
/// Who was asked before social workers and Virtual School Heads came in.
const MEETING_BEFORE_2022: &[To] =
    &[to(Party::Parent), to(Party::Governors), to(Party::Head), to(Party::Authority)];

const ASKED_SINCE: &str = "Social worker and Virtual School Head are asked too.";
const UNTIL: Option<On> = Some(On(2022, 8, 31));
const SINCE: On = On(2022, 9, 1);

const TOLD: &str = "the day the governing body is told";

const FIFTEEN: Version = Version {
    citation: "SI 2012/1033 regs 6, 15 and 24",
    trigger: "the governing body is told of a suspension that takes the pupil over 15 school days in the statutory term",
    holder: &[Party::Governors],
    recipients: MEETING_BEFORE_2022,
    clock: count(Span::SchoolDaysAfter(15), TOLD),
    missed: "The duty does not lapse: the board still meets. A late decision can be valid where reasonable efforts were made to meet in time; it is a procedural flaw a panel or a court may weigh.",
    plain: Plain {
        school: "More than 15 school days of suspension in one term: the governing body must meet within 15 school days of being told and decide whether the pupil is reinstated, whether or not the parent has written. The day it was told is not counted. One council counts from the day the suspension was imposed; keep that date as your own earlier target.",
        family: "Because the suspensions this term come to more than 15 school days, the school’s governors must meet within 15 school days and decide whether your child goes back. You may come and speak.",
        authority: "The board’s duty hangs on the day it was informed. One council counts from the day of the suspension: keep that as an earlier target where the two differ.",
    },
    basis: Basis::PartRead(
        "SI 2012/1033 regs 15 and 24 and council summaries; one council’s page for the other reading; a clerk’s guide on late decisions",
        "the regulations’ own wording for the start of the window was not seen; the day from which social worker and Virtual School Head are asked was not read, and is held as the day they began to be told",
    ),
    ..Version::BLANK
};

/// Board meets within 15 school days.
///
/// R2.13. SI 2012/1033 regs 6, 15 and 24.
pub static R2_13: Rule = Rule {
    id: "R2.13",
    title: "Governors meet within 15 school days",
    topic: Topic::Suspension,
    versions: &[
        Version { to: UNTIL, ..FIFTEEN },
        Version { from: SINCE, recipients: MEETING, new: ASKED_SINCE, ..FIFTEEN },
    ],
};

const FIFTY: Version = Version {
    trigger: "the governing body is told of a suspension that takes the pupil over 5 and not over 15 school days in the statutory term, and the parent makes representations",
    clock: count(Span::SchoolDaysAfter(50), TOLD),
    plain: Plain {
        school: "Over 5 and up to 15 school days in the term: governors must meet within 50 school days of being told, but only if the parent makes representations. They may come at any time in the window, and the last day does not move. If the suspension is over by then, governors still decide whether it was right and record that.",
        family: "If you tell the governors what you think, they must meet within 50 school days of being told about the suspension. Even if it is over, they must say whether it was right.",
        authority: "Late representations inside the window revive the duty. Representations after it are a point nobody has settled.",
    },
    basis: Basis::PartRead(
        "a SEND advice service and a council’s review page",
        "the wording for the start of the window was not seen; that late representations revive the duty and do not move its end is worked out",
    ),
    ..FIFTEEN
};

/// Board meets within 50 school days if the parent has written.
///
/// R2.14. SI 2012/1033 regs 6, 15 and 24.
pub static R2_14: Rule = Rule {
    id: "R2.14",
    title: "Governors meet within 50 school days if the parent asks to be heard",
    topic: Topic::Suspension,
    versions: &[
        Version { to: UNTIL, ..FIFTY },
        Version { from: SINCE, recipients: MEETING, new: ASKED_SINCE, ..FIFTY },
    ],
};

const EXAM: Version = Version {
    trigger: "an exclusion of any length would lose the pupil a public exam or national curriculum test",
    clock: count(Span::SchoolDaysAfter(15), TOLD),
    missed: "If they could not meet before the exam, the 15 school days still bind.",
    plain: Plain {
        school: "Governors must take reasonable steps to meet before the exam or test, and in any case within 15 school days of being told. If that cannot be done, at a maintained school the chair may consider reinstatement alone; at an academy only if its articles allow. Some guides add the vice-chair. The head may let the pupil sit the exam on site or elsewhere.",
        family: "If your child would miss a public exam or national test, the governors must try to meet before it. The headteacher can also let your child sit the exam at school or somewhere else.",
        authority: "Ask two things: can the board meet before the exam, and where will the pupil sit it.",
    },
    basis: Basis::PartRead(
        "two SEND advice services and a clerk’s guide, the last for the vice-chair",
        "what an academy’s articles allow is from general knowledge",
    ),
    ..FIFTEEN
};

/// Board meets before the exam.
///
/// R2.15. SI 2012/1033 regs 6, 15 and 24.
pub static R2_15: Rule = Rule {
    id: "R2.15",
    title: "Governors meet before a lost exam or test",
    topic: Topic::Suspension,
    versions: &[
        Version { to: UNTIL, ..EXAM },
        Version { from: SINCE, recipients: MEETING, new: ASKED_SINCE, ..EXAM },
    ],
};

const PERMANENT: Version = Version {
    trigger: "the governing body is told of a permanent exclusion",
    plain: Plain {
        school: "Governors must meet within 15 school days of being told, consider reinstatement, decide and tell. The day they were told is not counted. If the date is missed, meet anyway. Aim a school day early: the regulations’ own wording for the start was not read.",
        family: "The governors must meet within 15 school days to decide whether your child goes back. You can come, speak, bring a friend and bring somebody to speak for you.",
        authority: "Watch this date in every permanent exclusion: the review and the register wait on it.",
    },
    ..FIFTEEN
};

/// Governors consider a permanent exclusion within 15 school days.
///
/// R3.05. SI 2012/1033 regs 6, 15 and 24.
pub static R3_05: Rule = Rule {
    id: "R3.05",
    title: "Governors consider a permanent exclusion within 15 school days",
    topic: Topic::Permanent,
    versions: &[
        Version { to: UNTIL, ..PERMANENT },
        Version { from: SINCE, recipients: MEETING, new: ASKED_SINCE, ..PERMANENT },
    ],
};

/// Papers before the governors’ meeting.
///
/// R3.06. DfE exclusion guidance, 2022 to 2026 editions.
pub static R3_06: Rule = Rule {
    id: "R3.06",
    title: "Papers for the governors go out 5 school days before",
    topic: Topic::Permanent,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version {
            from: SINCE,
            force: Force::Should,
            citation: "DfE exclusion guidance, 2022 to 2026 editions",
            trigger: "a meeting of the governing body on reinstatement is fixed",
            recipients: MEETING,
            contents: &[
                should("evidence", "the written evidence, asked for beforehand"),
                should("attendees", "the list of who will attend"),
            ],
            clock: count(Span::ClearSchoolDaysBefore(5), "the day of the meeting"),
            missed: "",
            plain: Plain {
                school: "Ask for written evidence in advance, and send it with the list of who is coming at least 5 school days before where you can. That can mean 5 whole school days in between, or the fifth school day before: Mainstay aims for the first and shows the other.",
                family: "You should get the papers and the list of who will be there at least 5 school days before the meeting where that is possible.",
                authority: "The authority’s copy goes with everybody’s. Ask if it has not come.",
            },
            basis: Basis::PartRead(
                "a SEND advice service on the governing body’s duties",
                "the guidance’s own words were not seen; which of the two counts is meant is open",
            ),
            ..FIFTEEN
        },
    ],
};

const HOW_HELD: Version = Version {
    citation: "SI 2012/1033 regs 6, 15 and 24",
    trigger: "the governing body must consider reinstatement",
    contents: &[
        must(
            "time",
            "reasonable steps to fix a time when the parent, the head and the authority can attend",
        ),
        must(
            "speak",
            "all of them let attend and speak; the parent with a representative or a friend",
        ),
        must(
            "interests",
            "the interests of the pupil and of others, the circumstances, and every representation considered",
        ),
        must("three", "at least 3 governors, none with a stake in it"),
        should("pupil", "the pupil helped to take part"),
        should("adjustments", "reasonable adjustments"),
        should("minutes", "minutes kept"),
        should("alone", "the head not in the room while governors decide"),
    ],
    clock: None,
    missed: "",
    plain: Plain {
        school: "Find a time the parent, head and authority can make, let them speak, and decide on the balance of probabilities with at least 3 governors. At an academy an authority’s officer attends if the parent asks and speaks if governors agree; some academies’ articles allow fewer governors. The head should not be there when you decide.",
        family: "The meeting should be at a time you can come. You may speak, bring a friend and bring somebody to speak for you, and your child should be helped to take part. The headteacher should not stay while the governors decide.",
        authority: "At a maintained school you attend as of right; at an academy as an observer if the parent asks, speaking with the governors’ consent.",
    },
    basis: Basis::PartRead(
        "SI 2012/1033 reg 15(3) as made, a Virtual School’s page, a law firm and a SEND advice service, and reports of the SAG judgment",
        "the rest of the procedure is from general knowledge",
    ),
    ..FIFTEEN
};

/// How the governors’ meeting is held.
///
/// R3.06m. SI 2012/1033 regs 6, 15 and 24; SAG v Winchmore School \[2025\] EWCA Civ 1335.
pub static R3_06M: Rule = Rule {
    id: "R3.06m",
    title: "How the governors’ meeting is held",
    topic: Topic::Permanent,
    versions: &[
        Version { to: UNTIL, ..HOW_HELD },
        Version {
            from: SINCE,
            to: Some(On(2025, 10, 20)),
            recipients: MEETING,
            new: ASKED_SINCE,
            ..HOW_HELD
        },
        Version {
            from: On(2025, 10, 21),
            citation: "SI 2012/1033 regs 6, 15 and 24; SAG v Winchmore School [2025] EWCA Civ 1335",
            recipients: MEETING,
            new: "In SAG, decided on 21 October 2025, the flaw was that the head was there while governors decided.",
            ..HOW_HELD
        },
    ],
};

/// What the letter says, before remote reviews were written in.
macro_rules! decision {
    ($($more:expr),*) => {
        &[
            must("decision", "the decision"),
            must("reasons", "the reasons"),
            must("permanent", "where a permanent exclusion is upheld: that it is permanent"),
            must("review", "where it is upheld: the right to a review"),
            must("last-date", "where it is upheld: the last date to apply"),
            must("where-to", "where it is upheld: where and to whom, and that the grounds are set out"),
            must("sen-expert", "where it is upheld: that a SEN expert can be asked for whatever the school thinks about SEN, at no cost, and what the expert is for"),
            must("represented", "where it is upheld: the right to be represented and to bring a friend"),
            $($more,)*
            must("equality-claim", "where it is upheld: that an Equality Act claim can be made within 6 months, to the First-tier Tribunal for disability and to the county court otherwise"),
        ]
    };
}

const DECISION: Version = Version {
    citation: "SI 2012/1033 regs 6, 15 and 24",
    trigger: "the governing body decides on reinstatement",
    recipients: &[
        to(Party::Parent),
        to(Party::Head),
        to(Party::Authority),
        to_any(Party::HomeAuthority),
    ],
    contents: decision!(),
    clock: promptly("without delay", "the day the governing body decides"),
    missed: "The parent’s time to ask for a review does not begin until the notice is given.",
    plain: Plain {
        school: "Governors may reinstate now, reinstate by a date, or decline. If reinstatement cannot happen in practice they still say whether the exclusion was right. Write without delay, with reasons, to everyone on the list; put a note on the pupil’s record. A letter declining to reinstate after a permanent exclusion carries the whole list.",
        family: "The governors must write to you without delay with their decision and reasons. If they agree with a permanent exclusion, the letter must tell you how to ask for a review, and the last date for it.",
        authority: "You are told without delay. The last date for a review must be in the letter: check it against the calendar.",
    },
    basis: Basis::PartRead(
        "a model letter of 2013, two model letter collections, a council committee page and a law journal on the SEN expert",
        "the list of recipients and the right to a remote review are from general knowledge",
    ),
    ..FIFTEEN
};

const WITH_SW: &[To] = &[
    to(Party::Parent),
    to(Party::Head),
    to(Party::Authority),
    to_any(Party::HomeAuthority),
    to_any(Party::SocialWorker),
    to_any(Party::VirtualHead),
];

/// The decision and its letter.
///
/// R3.07. SI 2012/1033 regs 6, 15 and 24.
pub static R3_07: Rule = Rule {
    id: "R3.07",
    title: "The governors’ decision is told without delay",
    topic: Topic::Permanent,
    versions: &[
        Version { to: UNTIL, ..DECISION },
        Version {
            from: SINCE,
            to: Some(On(2023, 8, 31)),
            recipients: WITH_SW,
            new: "Social worker and Virtual School Head are told too.",
            ..DECISION
        },
        Version {
            from: On(2023, 9, 1),
            recipients: WITH_SW,
            contents: decision!(must(
                "remote-review",
                "where it is upheld: the right to ask for a remote review"
            )),
            new: "Since 1 September 2023 the letter must say that a remote review can be asked for.",
            ..DECISION
        },
    ],
};

/// Remote meetings of governors and panels.
///
/// R3.08. SI 2012/1033, as amended by SI 2023/571 and corrected by SI 2023/882.
pub static R3_08: Rule = Rule {
    id: "R3.08",
    title: "When a meeting is held remotely",
    topic: Topic::Permanent,
    versions: &[
        Version::gap(
            On(2023, 8, 31),
            "the rule on remote meetings known here began on 1 September 2023; what was allowed before was not read",
        ),
        Version {
            from: On(2023, 9, 1),
            citation: "SI 2012/1033, as amended by SI 2023/571 and corrected by SI 2023/882",
            trigger: "the parent asks for a remote meeting or review, or events after one was agreed in person make that impracticable",
            holder: &[Party::Governors, Party::ReviewArranger],
            recipients: &[to(Party::Parent)],
            contents: &[
                must("hear", "each person can hear and speak and, by video, see and be seen"),
                must("take-part", "all can take part fully"),
                must("fair", "the meeting can be fair and open"),
            ],
            clock: prompt("satisfied that the conditions are met"),
            missed: "",
            plain: Plain {
                school: "In person is the ordinary way. If the parent asks, and you are satisfied of all three conditions, it must be remote. With no request, only for extraordinary or unforeseen events that arose after it was agreed in person, such as flood, fire or an outbreak. Social workers and the Virtual School Head may join an in-person meeting remotely on the same conditions. No deadline moves.",
                family: "You can ask for the meeting by video or phone, and it must be held that way if everyone can hear, speak and take part fairly. Otherwise it is in person.",
                authority: "The request is the parent’s to make. Time limits do not move either way.",
            },
            basis: Basis::Read(
                "SI 2023/571 Parts 3 and 4, its correction, and a sector service’s account",
            ),
            new: "Remote meetings have had their own rule since 1 September 2023.",
            ..Version::BLANK
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R2_13, &R2_14, &R2_15, &R3_05, &R3_06, &R3_06M, &R3_07, &R3_08];
