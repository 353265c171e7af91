//! Off-site direction: the power, the notice, the reviews.
//!
//! Must never know: a case. Source: R4.01 to R4.06 of the law note. Rules marked "a" are those
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
///
/// R4.01. Education Act 2002 s.29A.
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
///
/// R4.01a. Education (Educational Provision for Improving Behaviour) (Application to Academies
/// and Pupil Referral Units and Minor Amendments) Regulations 2026.
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
///
/// R4.02. DfE exclusion guidance, 2022 to 2026 editions.
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
                school: "Use it after support in school has failed or would be wrong, with needs assessed, at a suitable and safe place. Where the place is a school the pupil is registered at both. Know how it will end before it begins.",
                family: "The school should try other help first, check your child’s needs, and choose a place that is safe and right. You should be told how and when it is meant to end.",
                authority: "Look for the assessment, the checks of the place and the planned end.",
            },
            basis: Basis::Read("two SEND advice services and a sector service"),
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
///
/// R4.03. SI 2010/1156 regs 2 and 3, and the July 2026 guidance, which lists what parents are
/// told.
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
///
/// R4.03a. Education (Educational Provision for Improving Behaviour) (Application to Academies
/// and Pupil Referral Units and Minor Amendments) Regulations 2026.
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
        school: "Governors hold review meetings at the intervals the pupil needs, and each time decide whether it goes on and for how long. The old 30 days went on 1 January 2013, though some pages still print them. Suggested, and not law: every 6 weeks, and never later than 10. One county gives six days as the notice of an invitation.",
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
///
/// R4.04. SI 2010/1156, as amended by SI 2012/2532 regs 3 to 5.
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
///
/// R4.04a. Education (Educational Provision for Improving Behaviour) (Application to Academies
/// and Pupil Referral Units and Minor Amendments) Regulations 2026.
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
///
/// R4.05. SI 2010/1156 reg 4A, put in by SI 2012/2532 reg 5.
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
///
/// R4.05a. Education (Educational Provision for Improving Behaviour) (Application to Academies
/// and Pupil Referral Units and Minor Amendments) Regulations 2026.
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
///
/// R4.06. Education (Educational Provision for Improving Behaviour) (Application to Academies
/// and Pupil Referral Units and Minor Amendments) Regulations 2026.
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
                school: "If a pupil was already off site on 26 July 2026, the regulations require something of you, and what it is was not seen. List those placements and have a person look at each.",
                family: "If your child was already at another place on 26 July 2026, ask the school what changed for them.",
                authority: "Ask your academies which placements were running that day, and what they did about them.",
            },
            basis: UNSEEN,
            new: NEW,
            ..POWER
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] =
    &[&R4_01, &R4_01A, &R4_02, &R4_03, &R4_03A, &R4_04, &R4_04A, &R4_05, &R4_05A, &R4_06];
