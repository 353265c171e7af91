//! Moves between schools: off-site direction, managed moves, off-rolling, admission in the year.
//!
//! Must never know: a case. Source: R4.01 to R4.11 of the law note. Rules marked "a" are those
//! of academies, alternative provision academies and pupil referral units, bound since 26 July
//! 2026 by regulations whose text was not seen.

use super::*;

/// Academies and pupil referral units before the 2026 regulations.
const NOT_YET: Version = Version::gap(
    On(2026, 7, 25),
    "academies and pupil referral units came under the statutory procedure on 26 July 2026; before, an academy used general powers and these rules were best practice",
);
const SINCE: On = On(2026, 7, 26);
const REGULATIONS: &str = "Education (Educational Provision for Improving Behaviour) (Application to Academies and Pupil Referral Units and Minor Amendments) Regulations 2026";
const NEW: &str = "Statutory for academies and pupil referral units since 26 July 2026.";
const UNSEEN: Basis = Basis::PartRead(
    "two law firms, a sector service and a provider on the 2026 Regulations",
    "the text of the 2026 Regulations, their number and their transitional rule were not seen; the maintained schools’ rule is taken to apply unchanged",
);

const POWER: Version = Version {
    citation: "Education Act 2002 s.29A",
    trigger: "governors are to require a pupil to attend elsewhere for education that improves behaviour",
    holder: &[Party::Governors],
    recipients: &[to(Party::Parent)],
    clock: prompt("for a limited time"),
    plain: Plain {
        school: "Governors may require a pupil to be taught off the premises to improve behaviour. It is not a punishment, it has an end, and the parent’s consent is not needed, though their views are sought.",
        family: "The school’s governors can require your child to be taught somewhere else for a limited time to help their behaviour. They do not need your consent, but they should ask your views. It is not a punishment.",
        authority: "This is the governors’ power. It should have an end date, and views sought first.",
    },
    basis: Basis::Read(
        "two SEND advice services, a law firm and a provider; the July 2026 guidance itself was not seen",
    ),
    ..Version::BLANK
};

const POWER_NOW: Plain = Plain {
    school: "Governors may require a pupil to be taught off the premises to improve behaviour. It is not a punishment, it has an end, and the parent’s consent is not needed, though the parent’s views and the pupil’s own are sought.",
    family: "The school’s governors can require your child to be taught somewhere else for a limited time to help their behaviour. They do not need your consent, but they should ask you, and ask your child. It is not a punishment.",
    authority: "This is the governors’ power. It should have an end date, and the parent’s and the pupil’s views sought first.",
};

/// Power to direct off site: maintained schools.
pub static R4_01: Rule = Rule {
    id: "R4.01",
    title: "The power to direct a pupil off site",
    topic: Topic::Moves,
    versions: &[
        Version { to: Some(On(2026, 7, 25)), ..POWER },
        Version {
            from: SINCE,
            new: "The pupil’s own views are expected to be heard since 26 July 2026.",
            plain: POWER_NOW,
            ..POWER
        },
    ],
};

/// Power to direct off site: academies and pupil referral units.
pub static R4_01A: Rule = Rule {
    id: "R4.01a",
    title: "The power to direct a pupil off site: academies and PRUs",
    topic: Topic::Moves,
    versions: &[
        NOT_YET,
        Version {
            from: SINCE,
            citation: REGULATIONS,
            plain: POWER_NOW,
            basis: UNSEEN,
            new: NEW,
            ..POWER
        },
    ],
};

/// When off-site direction is used.
pub static R4_02: Rule = Rule {
    id: "R4.02",
    title: "When off-site direction is used",
    topic: Topic::Moves,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, 2022 to 2026 editions",
            trigger: "off-site direction is being considered",
            contents: &[
                should("tried", "support in school and outreach tried, or shown to be unsuitable"),
                should("needs", "needs assessed, SEN and health among them"),
                should("safe", "the place suitable and safe"),
                should(
                    "end",
                    "how it ends: a planned return, an agreed managed move, or a move after 16",
                ),
            ],
            clock: prompt("after other support has failed or would be unsuitable"),
            plain: Plain {
                school: "Use it after support in school has failed or would be wrong, with needs assessed, at a suitable and safe place. The pupil is registered at both schools, where the place is a school: code D there, and B at other supervised provision. Know how it will end before it begins.",
                family: "The school should try other help first, check your child’s needs, and choose a place that is safe and right. You should be told how and when it is meant to end.",
                authority: "Look for the assessment, the checks of the place and the planned end.",
            },
            basis: Basis::PartRead(
                "two SEND advice services and a sector service, which gives D for another registered school",
                "code B for other provision is from general knowledge",
            ),
            ..POWER
        },
    ],
};

const NOTICE: Version = Version {
    citation: "SI 2010/1156 regs 2 and 3",
    trigger: "governors decide to direct a pupil off site",
    recipients: &[to(Party::Parent), to(Party::PlanAuthority)],
    contents: &[
        must("address", "the address of the place"),
        must("report-to", "whom to report to on arrival"),
        must("days", "how many days"),
        must("reasons", "the reasons"),
        must("objectives", "the objectives"),
        must("session-start", "when sessions start"),
        must("session-end", "when sessions end"),
        must("breaks", "when the breaks are"),
    ],
    clock: count(Span::ClearSchoolDaysBefore(2), "the first day off site"),
    plain: Plain {
        school: "Write as soon as you can after deciding, and not less than 2 school days before the first day. That can mean two whole school days in between, or the second school day before: Mainstay aims for the first and shows the other. With an EHC plan the authority that maintains it is told too.",
        family: "You must be told in writing, not less than 2 school days before your child starts: where, who to ask for, for how many days, why, what it is for, and the times of sessions and breaks.",
        authority: "For a pupil with an EHC plan you get the same notice, not less than 2 school days before the first day.",
    },
    basis: Basis::PartRead(
        "SI 2010/1156 regs 2 and 3, a national charity and a council page",
        "how not less than 2 school days before is counted is a reading; the clear count is the safe one",
    ),
    ..POWER
};

/// Notice of off-site direction: maintained schools.
pub static R4_03: Rule = Rule {
    id: "R4.03",
    title: "Notice of an off-site direction",
    topic: Topic::Moves,
    versions: &[
        Version { to: Some(On(2026, 7, 25)), ..NOTICE },
        Version {
            from: SINCE,
            citation: "SI 2010/1156 regs 2 and 3, and the July 2026 guidance, which lists what parents are told",
            new: "The July 2026 guidance lists what parents must be told. Its list was not seen and is not added here.",
            ..NOTICE
        },
    ],
};

/// Notice of off-site direction: academies and pupil referral units.
pub static R4_03A: Rule = Rule {
    id: "R4.03a",
    title: "Notice of an off-site direction: academies and PRUs",
    topic: Topic::Moves,
    versions: &[
        NOT_YET,
        Version { from: SINCE, citation: REGULATIONS, basis: UNSEEN, new: NEW, ..NOTICE },
    ],
};

const REVIEWS: Version = Version {
    from: On(2013, 1, 1),
    citation: "SI 2010/1156, as amended by SI 2012/2532 regs 3 to 5",
    trigger: "a pupil is directed off site",
    recipients: &[to(Party::Parent), to(Party::Provider), to(Party::PlanAuthority)],
    contents: &[
        must("whether", "whether it goes on"),
        must("how-long", "for how long"),
        should("invite", "invitations no later than six days in advance"),
    ],
    clock: prompt("at intervals the governors think appropriate to the pupil’s needs"),
    plain: Plain {
        school: "Governors hold review meetings at the intervals the pupil needs, and each time decide whether it goes on and for how long. The old 30 days went on 1 January 2013, though some pages still print them. Mainstay suggests 6 weeks and asks hard at 10; those are ours. One county gives six days as the notice of an invitation.",
        family: "The school must review the placement with you as often as your child needs, and decide each time whether it goes on and for how long.",
        authority: "For a pupil with an EHC plan you are asked to each review. There has been no fixed interval in law since 1 January 2013.",
    },
    basis: Basis::PartRead(
        "SI 2012/2532 regs 3 to 5, a law firm, and one county on six days for an invitation",
        "a written outcome within six days is from general knowledge and is left out",
    ),
    ..POWER
};

/// Review of off-site direction: maintained schools.
pub static R4_04: Rule = Rule {
    id: "R4.04",
    title: "Off-site direction is reviewed",
    topic: Topic::Moves,
    versions: &[
        Version {
            from: On(2012, 9, 1),
            to: Some(On(2012, 12, 31)),
            citation: "SI 2010/1156 before its amendment",
            contents: &[must("whether", "whether it goes on")],
            clock: prompt("every 30 days, and not past the end of the school year"),
            plain: Plain {
                school: "Until the end of 2012 reviews were asked for every 30 days, and a direction could not run past the end of the school year.",
                family: "Until the end of 2012 the placement had to be reviewed every 30 days.",
                authority: "The old limits, gone since 1 January 2013: 30 days and the end of the school year.",
            },
            basis: Basis::PartRead(
                "SI 2012/2532, by what it abolished",
                "the wording of the older regulations, and how their 30 days were counted, were not read",
            ),
            ..REVIEWS
        },
        Version {
            to: Some(On(2026, 7, 25)),
            new: "The 30 day interval and the limit at the end of the school year were abolished on 1 January 2013.",
            ..REVIEWS
        },
        Version { from: SINCE, new: "New guidance applies from 26 July 2026.", ..REVIEWS },
    ],
};

/// Review of off-site direction: academies and pupil referral units.
pub static R4_04A: Rule = Rule {
    id: "R4.04a",
    title: "Off-site direction is reviewed: academies and PRUs",
    topic: Topic::Moves,
    versions: &[
        NOT_YET,
        Version {
            from: SINCE,
            citation: REGULATIONS,
            recipients: &[
                to(Party::Parent),
                to(Party::Provider),
                to(Party::PlanAuthority),
                to(Party::Head),
            ],
            contents: &[
                must("whether", "whether it goes on"),
                must("how-long", "for how long"),
                must(
                    "nominee",
                    "at an academy, somebody the trust names who is not the head, asked with the head",
                ),
                should("invite", "invitations no later than six days in advance"),
            ],
            basis: UNSEEN,
            new: NEW,
            ..REVIEWS
        },
    ],
};

const REQUESTED: Version = Version {
    from: On(2013, 1, 1),
    citation: "SI 2010/1156 reg 4A, put in by SI 2012/2532 reg 5",
    trigger: "the parent, or the authority for a pupil with an EHC plan, asks in writing for a review and there was none in the 10 weeks before the day of asking",
    recipients: &[
        to(Party::Parent),
        to(Party::Head),
        to(Party::Provider),
        to(Party::PlanAuthority),
    ],
    clock: count(
        Span::DaysBefore(70),
        "the day of the request: a review on that earlier date or since means none is owed; otherwise one is owed as soon as reasonably practicable",
    ),
    plain: Plain {
        school: "If the parent asks in writing, or for an EHC plan pupil the authority does, hold a review as soon as reasonably practicable, unless there was one in the 10 weeks before they asked. A review exactly 70 days before still counts; 71 does not.",
        family: "You can ask in writing for a review. The school must hold one as soon as it reasonably can, unless there was one in the 10 weeks before you asked.",
        authority: "For a pupil with an EHC plan you may ask too, on the same terms.",
    },
    basis: Basis::PartRead(
        "SI 2012/2532 reg 5",
        "the count of 70 days is worked out from the words about 10 weeks",
    ),
    new: "The right to ask came in on 1 January 2013.",
    ..POWER
};

/// A review somebody asks for: maintained schools.
pub static R4_05: Rule = Rule {
    id: "R4.05",
    title: "A review on request",
    topic: Topic::Moves,
    versions: &[
        Version::gap(On(2012, 12, 31), "the right to ask for a review came in on 1 January 2013"),
        REQUESTED,
    ],
};

/// A review somebody asks for: academies and pupil referral units.
pub static R4_05A: Rule = Rule {
    id: "R4.05a",
    title: "A review on request: academies and PRUs",
    topic: Topic::Moves,
    versions: &[
        NOT_YET,
        Version { from: SINCE, citation: REGULATIONS, basis: UNSEEN, new: NEW, ..REQUESTED },
    ],
};

/// Placements that were running when the rules changed.
pub static R4_06: Rule = Rule {
    id: "R4.06",
    title: "Academy placements already running on 26 July 2026",
    topic: Topic::Moves,
    versions: &[
        NOT_YET,
        Version {
            from: SINCE,
            citation: REGULATIONS,
            trigger: "an academy has a pupil off site on 26 July 2026",
            clock: prompt("transitional steps are required; what they are was not seen"),
            plain: Plain {
                school: "If a pupil was already off site on 26 July 2026, the regulations require something of you, and what it is was not seen. Mainstay lists those placements for a person to look at.",
                family: "If your child was already at another place on 26 July 2026, ask the school what changed for them.",
                authority: "Ask your academies which placements were running that day, and what they did about them.",
            },
            basis: UNSEEN,
            new: NEW,
            ..POWER
        },
    ],
};

/// Managed moves.
pub static R4_07: Rule = Rule {
    id: "R4.07",
    title: "A managed move is permanent, with no trial",
    topic: Topic::Moves,
    versions: &[
        Version::gap(
            On(2026, 7, 25),
            "that a managed move is permanent and has no trial is guidance of 26 July 2026; what the guidance said before was not read",
        ),
        Version {
            from: SINCE,
            force: Force::Should,
            citation: "DfE exclusion guidance, July 2026 edition",
            trigger: "two schools, the parents and, as appropriate, the pupil consider a voluntary permanent move",
            holder: &[Party::BothSchools],
            recipients: &[to(Party::Parent), to(Party::BothSchools), to(Party::PlanAuthority)],
            contents: &[
                should("agreed", "that both schools, parents and, as appropriate, the pupil agree"),
                should("attainment", "attainment"),
                should("attendance", "attendance"),
                should("sen", "SEN"),
                should("risk", "risk and safeguarding"),
                should("plan", "the plan for the pupil"),
            ],
            clock: prompt("permanent from the start: no trial"),
            missed: "A parent who refuses and feels pressed can complain.",
            plain: Plain {
                school: "A voluntary, permanent transfer to another mainstream school as part of a plan, never with permanent exclusion held over anybody. No trial: to try a place first, use an off-site direction with dual registration. Share everything the new school needs. With an EHC plan the authority comes first and the plan is amended before the move. The new school registers and the old one takes the name off.",
                family: "A managed move is a permanent move to another school that everybody agrees to. There is no trial period, and nobody should threaten you with permanent exclusion. You can say no.",
                authority: "A trial is no longer part of a managed move. For an EHC plan nothing moves until you are involved and the plan is amended. Movement reaches you by the ordinary returns.",
            },
            basis: Basis::PartRead(
                "a law firm, a sector service and a software house on the July 2026 edition",
                "amending the EHC plan first is from general knowledge; the guidance itself was not seen",
            ),
            new: "Since 26 July 2026 a managed move is permanent from the start, with no trial.",
            ..POWER
        },
    ],
};

const OFF_ROLLING: Version = Version {
    from: On(2024, 8, 19),
    citation: "SI 2024/208 reg 9: a closed list of grounds; DfE exclusion guidance",
    trigger: "a pupil’s name is taken off a school’s register, or a parent is pressed to take it off",
    holder: &[Party::School],
    recipients: &[to(Party::Authority)],
    contents: &[must("ground", "the ground of deletion"), ours("evidence", "the evidence for it")],
    clock: prompt("before the name is taken off"),
    missed: "It is unlawful, and inspectors look for it.",
    plain: Plain {
        school: "Taking a pupil off roll with no formal permanent exclusion, or pressing a parent to, mainly for the school’s good, is off-rolling and unlawful. Every deletion needs a ground from the closed list and evidence. Mainstay flags a move to home education within 30 school days of a sanction; that is our rule.",
        family: "A school must not take your child off its register, or push you to, because it would suit the school. If you felt pushed, complain and get advice.",
        authority: "Ask for the ground and the evidence, and look hard at moves to home education soon after a sanction.",
    },
    basis: Basis::Read(
        "a sector body and a law firm on the July 2026 edition, and SI 2024/208 notes on the closed list of grounds",
    ),
    ..Version::BLANK
};

/// Off-rolling.
pub static R4_08: Rule = Rule {
    id: "R4.08",
    title: "Off-rolling is unlawful",
    topic: Topic::Moves,
    versions: &[
        Version::gap(
            On(2024, 8, 18),
            "the closed list of grounds known here began on 19 August 2024; the earlier list was not read",
        ),
        Version { to: Some(On(2026, 7, 25)), ..OFF_ROLLING },
        Version {
            from: SINCE,
            new: "The July 2026 guidance gives a longer list of examples. It was not seen.",
            ..OFF_ROLLING
        },
    ],
};

/// The Admissions Code of 2021 is held from its first day as commonly given.
const BEFORE_CODE: Version = Version::gap(
    On(2021, 8, 31),
    "the Admissions Code known here is that of 2021, held from 1 September 2021; its first day was not read, nor any earlier Code",
);

const CODE: Version =
    Version { from: On(2021, 9, 1), citation: "School Admissions Code 2021", ..Version::BLANK };

/// Fair access.
pub static R4_09: Rule = Rule {
    id: "R4.09",
    title: "A place under the fair access protocol within 20 school days",
    topic: Topic::Moves,
    versions: &[
        BEFORE_CODE,
        Version {
            citation: "School Admissions Code 2021, about paragraph 3.14",
            trigger: "a child is accepted for the fair access protocol",
            holder: &[Party::Authority],
            recipients: &[to(Party::Parent), to(Party::Authority), to(Party::ReceivingSchool)],
            contents: &[must("place", "the school whose place it is")],
            clock: count(
                Span::SchoolDaysAfter(20),
                "the day the child is accepted for the protocol",
            ),
            plain: Plain {
                school: "Every school takes part. A place is allocated within 20 school days of the child being accepted for the protocol, and the child starts as soon as possible after that.",
                family: "Once your child is accepted for the fair access protocol, a school place must be found within 20 school days.",
                authority: "20 school days from acceptance to allocation, and a start as soon as possible. Whose calendar counts is to be settled locally.",
            },
            basis: Basis::PartRead(
                "a county council’s page on fair access and the 2021 Code",
                "whose calendar is used, and the Code’s first day, were not read",
            ),
            ..CODE
        },
    ],
};

/// In-year applications.
pub static R4_10: Rule = Rule {
    id: "R4.10",
    title: "The outcome of an in-year application within 15 school days",
    topic: Topic::Moves,
    versions: &[
        BEFORE_CODE,
        Version {
            trigger: "an application for a place during the year is received",
            holder: &[Party::Authority, Party::ReceivingSchool],
            recipients: &[to(Party::Parent)],
            contents: &[must("outcome", "the outcome")],
            clock: count(Span::SchoolDaysAfter(15), "the day the application is received"),
            plain: Plain {
                school: "Aim to answer in 10 school days; you must within 15.",
                family: "You must get an answer to an in-year application within 15 school days, and should within 10.",
                authority: "10 as the aim, 15 as the limit. With fair access after it, 15 and then 20 is the usual outer path.",
            },
            basis: Basis::PartRead(
                "a council’s page on the 2021 Code",
                "the paragraph number and the Code’s first day were not read",
            ),
            ..CODE
        },
    ],
};

/// Twice excluded.
pub static R4_11: Rule = Rule {
    id: "R4.11",
    title: "A pupil permanently excluded twice",
    topic: Topic::Moves,
    versions: &[Version {
        citation: "School Standards and Framework Act 1998 s.87 (section named from general knowledge)",
        trigger: "a parent asks for a school after a second permanent exclusion",
        holder: &[Party::Authority, Party::ReceivingSchool],
        recipients: &[to(Party::Parent)],
        clock: prompt("for 2 years from the last permanent exclusion"),
        plain: Plain {
            school: "After two permanent exclusions there is no duty to meet the parent’s preference for two years from the last one. Exceptions: below school age, reinstated, quashed, or an EHC plan.",
            family: "After two permanent exclusions a school need not take your child on your preference alone for two years, unless they were put back, the exclusion was quashed, or they have an EHC plan. The council must still find education.",
            authority: "The duty to comply with preference falls away for two years; your own duty to arrange education does not.",
        },
        basis: Basis::Memory,
        ..Version::BLANK
    }],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[
    &R4_01, &R4_01A, &R4_02, &R4_03, &R4_03A, &R4_04, &R4_04A, &R4_05, &R4_05A, &R4_06, &R4_07,
    &R4_08, &R4_09, &R4_10, &R4_11,
];
