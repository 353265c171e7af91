//! Independent review: applying, arranging, the panel, the papers, the outcome.
//!
//! Must never know: a case. Source: R3.09 to R3.15 of the law note. The review is arranged by
//! the authority for a maintained school or pupil referral unit, and by the trust for an academy
//! (SI 2012/1033 Schedule 1 paragraph 1).

use super::*;

const BASE: Version = Version {
    citation: "SI 2012/1033 Schedule 1",
    holder: &[Party::ReviewArranger],
    ..Version::BLANK
};

/// Until social workers and Virtual School Heads began to be told; the day from which they are
/// asked to a review was not itself read.
const UNTIL: Option<On> = Some(On(2022, 8, 31));
const SINCE: On = On(2022, 9, 1);
const ASKED_SINCE: &str = "Social worker and Virtual School Head are asked too.";

/// Who is asked to a review.
const HEARING: &[To] = &[
    to(Party::Parent),
    to(Party::Head),
    to(Party::Governors),
    to(Party::Authority),
    to_any(Party::SenExpert),
    to_any(Party::SocialWorker),
    to_any(Party::VirtualHead),
];
/// Who was asked before social workers and Virtual School Heads came in.
const HEARING_BEFORE_2022: &[To] = &[
    to(Party::Parent),
    to(Party::Head),
    to(Party::Governors),
    to(Party::Authority),
    to_any(Party::SenExpert),
];

/// Fifteen school days to ask for a review.
///
/// R3.09. SI 2012/1033 Schedule 1 paragraphs 1 and 2.
pub static R3_09: Rule = Rule {
    id: "R3.09",
    title: "Asking for a review, within 15 school days",
    topic: Topic::Permanent,
    versions: &[Version {
        citation: "SI 2012/1033 Schedule 1 paragraphs 1 and 2",
        trigger: "the parent is given written notice that governors decline to reinstate after a permanent exclusion",
        holder: &[Party::Parent],
        recipients: &[to(Party::ReviewArranger)],
        contents: &[
            should("grounds", "the grounds on which the review is asked for"),
            ours(
                "sen-expert",
                "whether a SEN expert is wanted: it must be asked for in the same time",
            ),
        ],
        clock: count(
            Span::SchoolDaysAfter(15),
            "the day the written notice is given, which is not counted; a letter sent first class is given on the second working day after posting",
        ),
        missed: "The application must be refused; no power to extend was found.",
        plain: Plain {
            school: "The parent has 15 school days after the day the notice is given. A letter sent first class is given on the second working day after posting; one handed over, that day. An application counts the same way: posted first class it is made on the second working day after, delivered on the day. E-mail is not mentioned. One that arrives by midnight on the last day is treated as in time and shown to a person, because a court read the older appeal rules that way. One council counts from the date of the letter; the Schedule says the day notice is given. A parent may waive the right in writing. There may be another 15 school days after the end of a disability claim: that was not checked.",
            family: "You have 15 school days to ask for a review, counted from the day after the letter is given to you. A posted letter counts as given two working days after posting. If you post your request, it also counts two working days later, so post early or hand it in.",
            authority: "Late applications must be refused and nothing found allows an extension. A posted one that arrives late on the post rule, and an e-mail on the last evening, are shown to a person before a refusal.",
        },
        basis: Basis::PartRead(
            "SI 2012/1033 Schedule 1 paragraphs 1 and 2, its heading on waiver, an advice charity, and a magazine’s report of a ruling on the older appeal rules",
            "the post rule for the decision notice, the further 15 days after a tribunal’s finding, and the reading of e-mail under the 2012 Regulations are not settled",
        ),
        ..BASE
    }],
};

/// Post counts as given on the second working day.
///
/// R3.09p. SI 2012/1033 Schedule 1 paragraph 2.
pub static R3_09P: Rule = Rule {
    id: "R3.09p",
    title: "A first-class letter counts as given on the second working day",
    topic: Topic::Permanent,
    versions: &[Version {
        citation: "SI 2012/1033 Schedule 1 paragraph 2",
        trigger: "a notice or an application about a review is sent by first-class post",
        holder: &[Party::Governors, Party::ReviewArranger],
        recipients: &[to(Party::Parent), to(Party::ReviewArranger)],
        clock: count(Span::WorkingDaysAfter(2), "the day of posting"),
        plain: Plain {
            school: "A first-class letter is given on the second working day after you post it. Weekends, Christmas Day, Good Friday and bank holidays are not working days; INSET days are. Hand delivery counts the day it is delivered.",
            family: "A letter sent first class counts as given to you two working days after it was posted.",
            authority: "The rule is written for the application to a review. Its use for the governors’ decision letter is taken to be the same and was not read.",
        },
        basis: Basis::PartRead(
            "SI 2012/1033 Schedule 1 paragraph 2",
            "its use for the decision notice and for notices of panels is from general knowledge",
        ),
        ..BASE
    }],
};

/// The panel meets within 15 school days.
///
/// R3.10. SI 2012/1033 Schedule 1.
pub static R3_10: Rule = Rule {
    id: "R3.10",
    title: "The panel meets within 15 school days",
    topic: Topic::Permanent,
    versions: &[
        Version { to: UNTIL, ..MEETS },
        Version { from: SINCE, recipients: HEARING, new: ASKED_SINCE, ..MEETS },
    ],
};

const MEETS: Version = Version {
    trigger: "an application for a review is made",
    recipients: HEARING_BEFORE_2022,
    clock: count(
        Span::SchoolDaysAfter(15),
        "the day the application is made; posted first class, the second working day after",
    ),
    missed: "The panel must still meet. It may adjourn, with good reason and no undue delay.",
    plain: Plain {
        school: "The panel must meet no later than the 15th school day after the application is made. It may adjourn with good reason.",
        family: "The panel must meet within 15 school days of your application. It can put the hearing off if there is a good reason.",
        authority: "This is your own date for a maintained school or pupil referral unit, and the trust’s for an academy. Book the panel the day the application arrives.",
    },
    basis: Basis::PartRead(
        "SI 2012/1033 Schedule 1 and a county council’s page on review hearings",
        "the power to adjourn is from general knowledge",
    ),
    ..BASE
};

/// Who arranges, and who is asked.
///
/// R3.11. SI 2012/1033 Schedule 1.
pub static R3_11: Rule = Rule {
    id: "R3.11",
    title: "Who arranges the review, and who is asked to it",
    topic: Topic::Permanent,
    versions: &[
        Version { to: UNTIL, ..ARRANGES },
        Version {
            from: SINCE,
            recipients: HEARING,
            plain: Plain {
                school: "The authority arranges it for a maintained school or pupil referral unit, and the trust for an academy, at its own cost. Parent (and representative and friend), head, governors, the SEN expert, social worker and Virtual School Head are asked; at an academy the authority comes at the parent’s request. An alleged victim may be heard.",
                ..ARRANGES.plain
            },
            new: ASKED_SINCE,
            ..ARRANGES
        },
    ],
};

const ARRANGES: Version = Version {
    trigger: "a review is arranged",
    recipients: HEARING_BEFORE_2022,
    contents: &[
        must("cost", "the venue, the clerk and the notice, at the arranger’s cost"),
        should("victim", "an alleged victim may be heard"),
    ],
    plain: Plain {
        school: "The authority arranges it for a maintained school or pupil referral unit, and the trust for an academy, at its own cost. Parent (and representative and friend), head, governors, and the SEN expert are asked; at an academy the authority comes at the parent’s request. An alleged victim may be heard.",
        family: "The council, or the academy trust, arranges the review and pays for it. You can bring a friend and somebody to speak for you.",
        authority: "You arrange and pay for reviews of maintained schools and pupil referral units. At an academy you come if the parent asks.",
    },
    basis: Basis::Read(
        "a county council’s page on review hearings and another council’s exclusion pages",
    ),
    ..BASE
};

/// Papers for the panel.
///
/// R3.12. DfE exclusion guidance, 2022 to 2026 editions; council practice.
pub static R3_12: Rule = Rule {
    id: "R3.12",
    title: "Papers for the panel go out 5 school days before",
    topic: Topic::Permanent,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, 2022 to 2026 editions; council practice",
            trigger: "a panel hearing is fixed",
            recipients: &[
                to(Party::Parent),
                to(Party::Head),
                to(Party::Governors),
                to(Party::Authority),
                to(Party::Panel),
            ],
            contents: &[should("papers", "the papers, circulated by the clerk")],
            clock: count(Span::ClearSchoolDaysBefore(5), "the day of the hearing"),
            plain: Plain {
                school: "The clerk sends the papers at least 5 school days before. That can mean 5 whole school days in between, or the fifth school day before: Mainstay aims for the first and shows the other. New evidence may support a recommendation, but a quashing may rest only on what governors had or should have had.",
                family: "You should get the papers at least 5 school days before the hearing. You can send in new evidence.",
                authority: "Send for the governors’ bundle as soon as the application is in, and brief the clerk on how new evidence may be used.",
            },
            basis: Basis::PartRead(
                "a county council’s page, which gives 5 school days as an aim",
                "how new evidence may be used is from general knowledge",
            ),
            ..BASE
        },
    ],
};

/// Who sits on the panel.
///
/// R3.13. SI 2012/1033 Schedule 1.
pub static R3_13: Rule = Rule {
    id: "R3.13",
    title: "Who sits on the panel, and their training",
    topic: Topic::Permanent,
    versions: &[Version {
        trigger: "a panel is appointed",
        recipients: &[to(Party::ReviewArranger)],
        contents: &[
            must(
                "three-or-five",
                "3 or 5 members, in three categories; with 5, two governors and two heads",
            ),
            must(
                "lay",
                "a lay member in the chair, who has never worked in a school for pay; volunteering and governing do not count",
            ),
            must(
                "governor",
                "a governor member, who served at least 12 months in a row in the last 5 years and was not a teacher or head in those 5",
            ),
            must("head", "a head member, who is or was within 5 years a headteacher"),
            must(
                "independent",
                "nobody barred: no member or employee of the authority or trust, no link to the school or the parties",
            ),
            must("trained", "members and clerk trained in the two years before the review"),
        ],
        clock: count(Span::YearsBefore(2), "the day of the review"),
        plain: Plain {
            school: "3 or 5 members: a lay chair, governors and heads, none with a link to the school. Everybody, and the clerk, trained within two years before the review. If a member drops out, the panel may go on while each category is still there.",
            family: "The panel has 3 or 5 people with no link to the school. The chair has never been paid to work in one.",
            authority: "Check each member’s training date and end of headship against the day of the review: training on the same date two years before counts, and a day earlier does not.",
        },
        basis: Basis::PartRead(
            "a county council’s page for a panel of three and the 5-year rules, and a training page for the two years",
            "panels of five, the disqualifications and going on without a member are from general knowledge; the exact boundary is worked out",
        ),
        ..BASE
    }],
};

/// The SEN expert.
///
/// R3.14. SI 2012/1033 Schedule 1.
pub static R3_14: Rule = Rule {
    id: "R3.14",
    title: "A SEN expert at the parent’s request",
    topic: Topic::Permanent,
    versions: &[Version {
        trigger: "the parent asks for a SEN expert in time, whether or not the school recognises SEN",
        recipients: &[to(Party::SenExpert), to(Party::Parent)],
        contents: &[
            must("impartial", "impartial, with first-hand experience of SEN"),
            must(
                "advise",
                "advises how SEN may matter, and whether the school’s SEN policies were lawful, reasonable and fair",
            ),
            must("not-assess", "does not assess the pupil"),
        ],
        clock: prompt("in time for the hearing"),
        missed: "The parent may choose to go on without, or to adjourn.",
        plain: Plain {
            school: "If the parent asks in time, an expert must be appointed, at no cost to the parent, whether or not you think the pupil has SEN. The expert advises the panel and does not assess the pupil.",
            family: "You can ask for an independent special needs expert at the review, free of charge, whether or not the school says your child has special needs. Ask when you apply.",
            authority: "Keep a list of experts to appoint from. A refusal because no SEN is recognised is wrong.",
        },
        basis: Basis::PartRead(
            "a law journal on expert advice to panels",
            "what happens if the expert does not come is from general knowledge",
        ),
        ..BASE
    }],
};

const RECONSIDER: Version = Version {
    citation: "SI 2012/1033 regs 8, 17 and 26",
    trigger: "a panel recommends that governors think again, or quashes their decision and directs them to",
    holder: &[Party::Governors],
    recipients: &[
        to(Party::Parent),
        to(Party::Head),
        to(Party::Authority),
        to_any(Party::HomeAuthority),
    ],
    contents: &[must("decision", "the decision, taken afresh"), must("reasons", "the reasons")],
    clock: count(
        Span::SchoolDaysAfter(10),
        "the day notice of the panel’s decision is given; posted first class, the second working day after",
    ),
    missed: "On a quashing the 10 days decide whether money may be adjusted. The board must still reconvene.",
    plain: Plain {
        school: "Reconvene within 10 school days of being notified, think again with an open mind and tell everyone without delay, with reasons. You may reach the same answer if you truly reconsider. There is no fresh right for the parent to attend.",
        family: "If the panel asks the governors to think again, they must meet within 10 school days and write to you with reasons. They may decide the same again.",
        authority: "On a quashing this is the date after which the readjustment may bite, if the panel ordered it.",
    },
    basis: Basis::PartRead(
        "a hub of exclusion advice citing paragraph 254 of the 2023 and 2024 editions, SI 2012/1033 reg 17 at 1 September 2012, a case digest, and reports of TZA and SAG",
        "regulations 8 and 26 are taken to say the same as regulation 17",
    ),
    ..BASE
};

/// Governors think again within 10 school days.
///
/// R3.15. SI 2012/1033 regs 8, 17 and 26.
pub static R3_15: Rule = Rule {
    id: "R3.15",
    title: "Governors reconvene within 10 school days",
    topic: Topic::Permanent,
    versions: &[RECONSIDER],
};

/// The panel decides, and tells.
///
/// R3.15p. SI 2012/1033 regs 8, 17 and 26.
pub static R3_15P: Rule = Rule {
    id: "R3.15p",
    title: "The panel decides, and tells without delay",
    topic: Topic::Permanent,
    versions: &[
        Version { to: UNTIL, ..PANEL_TELLS },
        Version {
            from: SINCE,
            recipients: &[
                to(Party::Parent),
                to(Party::Governors),
                to(Party::Head),
                to(Party::Authority),
                to_any(Party::HomeAuthority),
                to_any(Party::SocialWorker),
                to_any(Party::VirtualHead),
            ],
            new: "Social worker and Virtual School Head are told too.",
            ..PANEL_TELLS
        },
    ],
};

const PANEL_TELLS: Version = Version {
    trigger: "the panel has heard the review",
    holder: &[Party::Panel],
    recipients: &[
        to(Party::Parent),
        to(Party::Governors),
        to(Party::Head),
        to(Party::Authority),
        to_any(Party::HomeAuthority),
    ],
    contents: &[
        must(
            "outcome",
            "uphold, recommend that governors think again, or quash and direct that they do",
        ),
        must("reasons", "the reasons"),
    ],
    clock: promptly("without delay", "the day the panel decides"),
    missed: "",
    plain: Plain {
        school: "Three outcomes: uphold; recommend that governors think again; or, on the tests of judicial review (illegality, irrationality, unfair procedure), quash and direct that they do. A panel cannot reinstate.",
        family: "The panel cannot send your child back to school. It can agree with the governors, ask them to think again, or cancel their decision and make them think again. You must be told in writing without delay.",
        authority: "Quashing needs the tests of judicial review, and only on a quashing may the readjustment be ordered.",
    },
    ..RECONSIDER
};

/// Every rule of this room.
pub const RULES: &[&Rule] =
    &[&R3_09, &R3_09P, &R3_10, &R3_11, &R3_12, &R3_13, &R3_14, &R3_15, &R3_15P];
