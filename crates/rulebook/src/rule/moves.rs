//! Moves between schools: managed moves, off-rolling, admission in the year.
//!
//! Must never know: a case. Source: R4.07 to R4.11 of the law note.

use super::*;

/// The day the July 2026 guidance came into force.
const SINCE: On = On(2026, 7, 26);

/// Managed moves.
///
/// R4.07. DfE exclusion guidance, July 2026 edition.
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
            ..Version::BLANK
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
        school: "Taking a pupil off roll with no formal permanent exclusion, or pressing a parent to, mainly for the school’s good, is off-rolling and unlawful. Every deletion needs a ground from the closed list and evidence. Look twice at a move to home education within 30 school days of a sanction; that number is ours and not the law’s.",
        family: "A school must not take your child off its register, or push you to, because it would suit the school. If you felt pushed, complain and get advice.",
        authority: "Ask for the ground and the evidence, and look hard at moves to home education soon after a sanction.",
    },
    basis: Basis::Read(
        "a sector body and a law firm on the July 2026 edition, and SI 2024/208 notes on the closed list of grounds",
    ),
    ..Version::BLANK
};

/// Off-rolling.
///
/// R4.08. SI 2024/208 reg 9: a closed list of grounds; DfE exclusion guidance.
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
///
/// R4.09. School Admissions Code 2021, about paragraph 3.14.
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
///
/// R4.10. School Admissions Code 2021.
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
///
/// R4.11. School Standards and Framework Act 1998 s.87 (section named from general knowledge).
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
pub const RULES: &[&Rule] = &[&R4_07, &R4_08, &R4_09, &R4_10, &R4_11];
