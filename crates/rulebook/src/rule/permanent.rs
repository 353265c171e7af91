//! Permanent exclusion: the test, the register, plan and care, and the routes beside a review.
//!
//! Must never know: a case. Source: R3.01 and R3.18 to R3.22 of the law note.

use super::*;

const TEST: Version = Version {
    from: On(2022, 9, 1),
    force: Force::Should,
    citation: "DfE exclusion guidance, 2022 to 2024 editions",
    trigger: "a permanent exclusion is being considered",
    holder: &[Party::Head],
    contents: &[
        should("breach", "a serious breach, or persistent breaches, of the behaviour policy"),
        should(
            "harm",
            "and that letting the pupil stay would seriously harm the education or welfare of the pupil or others",
        ),
    ],
    clock: prompt("a last resort"),
    plain: Plain {
        school: "Both limbs must be met: a serious breach or a run of breaches, and serious harm to education or welfare if the pupil stayed. It is a last resort. As far as possible do not permanently exclude a pupil with an EHC plan or one in care.",
        family: "Permanent exclusion is a last resort. The headteacher must be satisfied of two things: that the rules were seriously or repeatedly broken, and that staying would seriously harm your child’s or others’ education or welfare.",
        authority: "Look for both limbs in the letter, and for what was tried. Ask early about any pupil with a plan or in care.",
    },
    basis: Basis::Read(
        "a sector body’s summary of the July 2026 edition, a London council page, and two law firms and the judgment index on SAG; whether the Supreme Court took it up is not known",
    ),
    ..Version::BLANK
};

const TEST_SINCE_SAG: Plain = Plain {
    school: "Both limbs must be met: a serious breach or a run of breaches, and serious harm to education or welfare if the pupil stayed. It is a last resort. As far as possible do not permanently exclude a pupil with an EHC plan or one in care. A stricter phrase in your own policy does not raise the legal bar, the Court of Appeal has held; write the policy to match all the same.",
    ..TEST.plain
};

/// The test, in two limbs.
///
/// R3.01. DfE exclusion guidance, July 2026 edition; SAG v Winchmore School \[2025\] EWCA Civ
/// 1335.
pub static R3_01: Rule = Rule {
    id: "R3.01",
    title: "The test for a permanent exclusion",
    topic: Topic::Permanent,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version { to: Some(On(2025, 10, 20)), ..TEST },
        Version {
            from: On(2025, 10, 21),
            to: Some(On(2026, 7, 25)),
            citation: "DfE exclusion guidance, 2022 to 2024 editions; SAG v Winchmore School [2025] EWCA Civ 1335",
            plain: TEST_SINCE_SAG,
            new: "On 21 October 2025 the Court of Appeal held that policy and guidance set the threshold, and that an immaterial error in the reasons does not undo a decision.",
            ..TEST
        },
        Version {
            from: On(2026, 7, 26),
            plain: TEST_SINCE_SAG,
            citation: "DfE exclusion guidance, July 2026 edition; SAG v Winchmore School [2025] EWCA Civ 1335",
            new: "The July 2026 edition is reported to put last resort more firmly. Its words were not seen.",
            ..TEST
        },
    ],
};

/// Coming off the register.
///
/// R3.18. SI 2024/208 regs 9(1)(o) and 13(4).
pub static R3_18: Rule = Rule {
    id: "R3.18",
    title: "When an excluded pupil comes off the register",
    topic: Topic::Permanent,
    versions: &[
        Version::gap(
            On(2024, 8, 18),
            "the register regulations known here began on 19 August 2024; those before them were not read",
        ),
        Version {
            from: On(2024, 8, 19),
            citation: "SI 2024/208 regs 9(1)(o) and 13(4)",
            trigger: "the parent writes that there will be no review; or the 15 school days end with none asked for; or a review is finished or abandoned and the governors still decline",
            holder: &[Party::School],
            recipients: &[to(Party::Authority), to_any(Party::HomeAuthority)],
            contents: &[
                must("ground", "the ground of deletion"),
                must("return", "the deletion return to the authority"),
            ],
            clock: promptly(
                "as soon as the ground is met, and no later than the deletion",
                "the day the ground is met; when the time for a review runs out, the day after its last day",
            ),
            plain: Plain {
                school: "Keep the pupil on the register until one of three things: the parent writes that no review will be asked for; the 15 school days end with none, and then from the day after; or a review is over or abandoned and, where governors had to think again, they still decline. Then the name must come off, and the authority must be told no later than that. Keep entries 6 years. Until then mark E, or B, D or K where education is given.",
                family: "Your child stays on the school’s register until the time to ask for a review has passed, or the review is over.",
                authority: "The deletion return comes no later than the deletion. Compare it with the last date for a review.",
            },
            basis: Basis::PartRead(
                "SI 2024/208 notes and reg 13, and a council’s deletion form naming reg 9(1)(o)",
                "regulation 9 was not read past its opening; the conditions of the ground are from general knowledge",
            ),
            ..Version::BLANK
        },
    ],
};

const PLAN_OR_CARE: Version = Version {
    from: On(2022, 9, 1),
    force: Force::Should,
    citation: "DfE exclusion guidance, 2022 to 2024 editions; Children and Families Act 2014 s.42 for the plan itself",
    trigger: "a pupil with an EHC plan, or a looked-after pupil, may be excluded",
    holder: &[Party::Head, Party::Authority],
    recipients: &[
        to_any(Party::PlanAuthority),
        to_any(Party::VirtualHead),
        to_any(Party::SafeguardingLead),
    ],
    contents: &[
        should("annual-review", "for an EHC plan: an early or emergency annual review considered"),
        should(
            "involve",
            "for a looked-after pupil: the Virtual School Head and the safeguarding lead involved",
        ),
    ],
    clock: prompt("before the decision"),
    plain: Plain {
        school: "For a pupil with an EHC plan, think of an early or emergency annual review before excluding. For a pupil in care, involve the Virtual School Head and the safeguarding lead.",
        family: "If your child has an EHC plan, or is in care, the school should ask for an early review and speak to the council before a permanent exclusion.",
        authority: "You must go on securing the plan’s provision, and review it, whatever the school decides.",
    },
    basis: Basis::Read(
        "a national association for special needs, a sector service and a county professionals’ page",
    ),
    ..Version::BLANK
};

/// EHC plan, or looked after.
///
/// R3.19. DfE exclusion guidance, July 2026 edition; Children and Families Act 2014 s.42 for
/// the plan itself.
pub static R3_19: Rule = Rule {
    id: "R3.19",
    title: "A pupil with an EHC plan or in care",
    topic: Topic::Permanent,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version { to: Some(On(2026, 7, 25)), ..PLAN_OR_CARE },
        Version {
            from: On(2026, 7, 26),
            citation: "DfE exclusion guidance, July 2026 edition; Children and Families Act 2014 s.42 for the plan itself",
            contents: &[
                should(
                    "annual-review",
                    "for an EHC plan: an early or emergency annual review considered",
                ),
                should(
                    "involve",
                    "for a looked-after pupil: the Virtual School Head and the safeguarding lead involved",
                ),
                should(
                    "interim-pep",
                    "for a looked-after pupil: an interim review of the personal education plan considered",
                ),
            ],
            new: "Since 26 July 2026 an interim review of the personal education plan is to be considered for a looked-after pupil at risk.",
            ..PLAN_OR_CARE
        },
    ],
};

/// Equality Act claims.
///
/// R3.20. Equality Act 2010 Schedule 17 paragraph 4.
pub static R3_20: Rule = Rule {
    id: "R3.20",
    title: "An Equality Act claim, within 6 months",
    topic: Topic::Permanent,
    versions: &[Version {
        citation: "Equality Act 2010 Schedule 17 paragraph 4",
        trigger: "an exclusion or other act is said to be discrimination",
        holder: &[Party::Parent],
        recipients: &[to(Party::Tribunal)],
        clock: count(
            Span::MonthsOf(6),
            "the date of the act, which is the first day of the six months",
        ),
        missed: "The tribunal may still hear a late claim; a county court where it is just and equitable.",
        plain: Plain {
            school: "A claim may be made within 6 months starting with the date of the act: to the First-tier Tribunal for disability, and to the county court for the rest. Conduct over a period counts from its end, and a failure to act from when it was decided. The tribunal awards no money; it can order reinstatement.",
            family: "You have 6 months, starting with the date it happened, to bring a discrimination claim: to a tribunal if it is about disability, and to a court otherwise. The tribunal can order the school to take your child back.",
            authority: "The claim is against the school, and runs beside any review. The last day is the day before the same date six months on.",
        },
        basis: Basis::PartRead(
            "Schedule 17 as the Upper Tribunal quotes it, the Act’s explanatory notes on compensation, and a council committee page",
            "the county court’s test and the order of reinstatement are from general knowledge",
        ),
        ..Version::BLANK
    }],
};

/// Judicial review and complaints after a panel.
///
/// R3.21. Civil Procedure Rules 54.5 (provision named from general knowledge).
pub static R3_21: Rule = Rule {
    id: "R3.21",
    title: "Judicial review, promptly and within 3 months",
    topic: Topic::Permanent,
    versions: &[Version {
        citation: "Civil Procedure Rules 54.5 (provision named from general knowledge)",
        trigger: "a panel or governing body has decided",
        holder: &[Party::Parent],
        recipients: &[to(Party::Court)],
        clock: count(Span::MonthsAfter(3), "the day the grounds arose"),
        plain: Plain {
            school: "Judicial review must be asked for promptly, and no later than 3 months after the grounds arose. A complaint about how a review was run goes to the ombudsman for a maintained school and to the department for an academy.",
            family: "A court review must be asked for quickly, and within 3 months at most. Take legal advice at once. You can also complain about how the panel was run.",
            authority: "Three months is the outer limit and promptness may be shorter. The ombudsman route is for panels of maintained schools.",
        },
        basis: Basis::PartRead(
            "a council’s exclusion pages for the 3 months",
            "promptness, the rule’s number and the academy route are from general knowledge",
        ),
        ..Version::BLANK
    }],
};

/// Police and criminal proceedings.
///
/// R3.22. DfE exclusion guidance, its part on parallel proceedings.
pub static R3_22: Rule = Rule {
    id: "R3.22",
    title: "Police and criminal proceedings do not stop the clocks",
    topic: Topic::Permanent,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, its part on parallel proceedings",
            trigger: "police or a court are dealing with the same events",
            holder: &[Party::Head, Party::Governors, Party::Panel],
            clock: prompt("decide without waiting; a panel may adjourn if that is fair"),
            plain: Plain {
                school: "The head may act on the school’s own findings. Governors and panels do not put a decision off only because a case is pending; a panel may adjourn if that is fairer.",
                family: "The school does not have to wait for the police or a court, and the deadlines do not stop.",
                authority: "Keep the clocks running. A panel’s adjournment is a decision with reasons.",
            },
            basis: Basis::Memory,
            ..Version::BLANK
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R3_01, &R3_18, &R3_19, &R3_20, &R3_21, &R3_22];
