//! The notices of a suspension or permanent exclusion: who is told what, and how soon.
//!
//! Must never know: a case. Source: R2.06 to R2.10 and R3.02 of the law note.
//!
//! "Without delay" has no number in law; the targets are Mainstay's own (R6.07).

use super::*;

const WITHOUT_DELAY: Option<Clock> = promptly("without delay", "the day the head decides");

/// What the letter holds, before remote meetings were written in.
macro_rules! letter {
    ($($more:expr),*) => {
        &[
            must("period", "the period of the suspension, or that the exclusion is permanent"),
            must("reasons", "the reasons for it"),
            must("representations", "the right to make representations to the governing body"),
            must("pupil-part", "how the pupil can take part in that"),
            must("how", "how to make them, and where and to whom to send them"),
            must("attend", "where governors must meet: the right to attend"),
            must("represented", "where governors must meet: the right to be represented at one’s own expense"),
            must("friend", "where governors must meet: the right to bring a friend"),
            $($more,)*
            must("section-104", "for a pupil of compulsory school age: the days in which the parent must keep the pupil from public places, and the education arranged"),
            should("free-advice", "links to free and impartial advice"),
            should("plain-english", "plain English"),
            should("translation", "a translation where one is needed"),
            should("return", "the date and time of return"),
            should("work", "how work will be set and marked"),
        ]
    };
}

const LETTER: Version = Version {
    citation: "SI 2012/1033 regs 5, 14 and 23; for e-mail, Education Act 1996 s.572",
    trigger: "the head decides to suspend or exclude",
    holder: &[Party::Head],
    recipients: &[to(Party::Parent)],
    contents: letter!(),
    clock: WITHOUT_DELAY,
    plain: Plain {
        school: "Tell the parent at once, by phone or in person, and write without delay; the call must not hold up the letter. At 18 or over the pupil is the one to tell. Hand it over, leave it at the address or post it to the last known one. E-mail counts only where the parent has agreed to it in writing. Aim for the same school day; by our own target it is late from noon on the next.",
        family: "The school must tell you without delay, in writing, how long the suspension is and why, that you can put your view to the governors, and how. It may use e-mail only if you have agreed to that in writing.",
        authority: "The parent’s letter is the school’s duty. Ask for a copy with the notice to you.",
    },
    basis: Basis::PartRead(
        "SI 2012/1033 reg 23 as made, an education service’s page on notices, and two sources on service by e-mail",
        "the list of what a letter should hold is as summaries give it, and the July 2026 edition was not seen",
    ),
    ..Version::BLANK
};

/// Written notice to the parent.
///
/// R2.06. SI 2012/1033 regs 5, 14 and 23, as amended by SI 2023/571; for e-mail, Education Act
/// 1996 s.572.
pub static R2_06: Rule = Rule {
    id: "R2.06",
    title: "The parent is told in writing, without delay",
    topic: Topic::Suspension,
    versions: &[
        Version { to: Some(On(2023, 8, 31)), ..LETTER },
        Version {
            from: On(2023, 9, 1),
            citation: "SI 2012/1033 regs 5, 14 and 23, as amended by SI 2023/571; for e-mail, Education Act 1996 s.572",
            contents: letter!(must(
                "remote-meeting",
                "where governors must meet: that a remote meeting can be asked for, how, and of whom"
            )),
            new: "Since 1 September 2023 the letter must say that a remote meeting can be asked for.",
            ..LETTER
        },
    ],
};

/// The section 104 notice.
///
/// R2.07. Education and Inspections Act 2006 s.104; SI 2007/1870 reg 7; SI 2012/1033 Schedule 2
/// paragraph 8.
pub static R2_07: Rule = Rule {
    id: "R2.07",
    title: "The notice of the days in public places and of the education arranged",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "Education and Inspections Act 2006 s.104; SI 2007/1870 reg 7; SI 2012/1033 Schedule 2 paragraph 8",
        trigger: "a pupil of compulsory school age is suspended or excluded",
        holder: &[Party::Head],
        recipients: &[to(Party::Parent)],
        contents: &[
            must("days", "the days on which the parent must keep the pupil from public places"),
            must("penalty", "that a penalty notice or prosecution may follow"),
            must("provision-from", "where known, the day education begins"),
            must("session-times", "where known, its session times"),
            must("address", "where known, its address"),
            must("report-to", "where known, whom to report to"),
        ],
        clock: Some(Clock::EndOfAfternoon { anchor: "the first day the pupil is excluded" }),
        missed: "Without this notice the parent has no duty about public places, so no offence.",
        plain: Plain {
            school: "For a pupil of compulsory school age, in writing, without delay and at the very latest by the end of the afternoon session of the first day out. If the education is not yet settled, say so and send the rest later, at least 48 hours before it begins.",
            family: "The letter must tell you on which days your child must not be in a public place in school hours, what could happen if they are, and, when known, where and when they will be taught.",
            authority: "No notice, no offence: look for the date and time of this one before thinking of a penalty.",
        },
        basis: Basis::PartRead(
            "SI 2012/1033 Schedule 2 for the timing, sections 103 and 104 of the 2006 Act for the days and the first day of education, and a county code of conduct",
            "the rest of the list of regulation 7 is from general knowledge",
        ),
        ..Version::BLANK
    }],
};

/// The authority is told of every suspension.
///
/// R2.08. SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788.
pub static R2_08: Rule = Rule {
    id: "R2.08",
    title: "The authority is told of every suspension",
    topic: Topic::Suspension,
    versions: &[
        Version::gap(
            On(2022, 8, 31),
            "every suspension has been notified since 1 September 2022; which were before then was not read",
        ),
        Version {
            from: On(2022, 9, 1),
            citation: "SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788",
            trigger: "the head suspends a pupil, for however short a time",
            holder: &[Party::Head],
            recipients: &[to(Party::Authority)],
            contents: &[must("period", "the period"), must("reasons", "the reasons")],
            clock: WITHOUT_DELAY,
            plain: Plain {
                school: "Tell the authority of every suspension, a lunchtime included, with the period and the reasons, without delay.",
                family: "The school must tell the council about every suspension, however short.",
                authority: "You are owed notice of every suspension without delay, not only of long ones.",
            },
            basis: Basis::Read("a county council page and SI 2022/788"),
            new: "Since 1 September 2022 every suspension, of any length.",
            ..Version::BLANK
        },
    ],
};

/// Governors are told.
///
/// R2.09. SI 2012/1033 regs 5, 14 and 23.
pub static R2_09: Rule = Rule {
    id: "R2.09",
    title: "Governors are told",
    topic: Topic::Suspension,
    versions: &[GOVERNORS_TOLD],
};

const GOVERNORS_TOLD: Version = Version {
    citation: "SI 2012/1033 regs 5, 14 and 23",
    trigger: "a permanent exclusion; a suspension that takes the statutory term over 5 school days (over 10 lunchtimes); or one that loses a public exam or national curriculum test",
    holder: &[Party::Head],
    recipients: &[to(Party::Governors)],
    contents: &[
        must("period", "the period, or that it is permanent"),
        must("reasons", "the reasons"),
    ],
    clock: WITHOUT_DELAY,
    missed: "The governors’ clock starts only when they are told.",
    plain: Plain {
        school: "Tell governors without delay of every permanent exclusion, of a suspension that takes this term over 5 school days or over 10 lunchtimes, and of any that loses a public exam or national test. The rest go to them at least once a term.",
        family: "Governors must be told straight away of a permanent exclusion, of more than 5 days out in a term, or of a missed exam or test.",
        authority: "The day governors were told is the day their clock starts. Record it with every notice.",
    },
    basis: Basis::Read(
        "SI 2012/1033 reg 23 as made; a council bulletin on lunchtimes, of an older edition; a law firm of 2022 on termly reporting",
    ),
    ..Version::BLANK
};

/// The rest, once a term.
///
/// R2.09t. DfE exclusion guidance, 2022 to 2026 editions.
pub static R2_09T: Rule = Rule {
    id: "R2.09t",
    title: "Governors hear of the other suspensions once a term",
    topic: Topic::Suspension,
    versions: &[
        Version::gap(
            On(2022, 8, 31),
            "termly reporting was read only in an account of the 2022 guidance; what was asked before is not held",
        ),
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, 2022 to 2026 editions",
            trigger: "a suspension that governors need not be told of without delay, or an exclusion that was cancelled",
            holder: &[Party::Head],
            recipients: &[to(Party::Governors)],
            contents: &[
                should("suspensions", "every suspension not told without delay"),
                should("cancelled", "cancelled exclusions, and why"),
            ],
            clock: prompt("at least once a term"),
            plain: Plain {
                school: "Every other suspension goes to governors at least once a term, with the cancelled ones and the reasons for cancelling.",
                family: "Governors also see, at least once a term, the shorter suspensions and any that were cancelled.",
                authority: "Ask for the termly report if the board says it has not seen the shorter suspensions.",
            },
            basis: Basis::PartRead(
                "a law firm of 2022 on termly reporting and cancellations",
                "whether the regulations ask for it as well was not read, so it is shown as a should",
            ),
            ..Version::BLANK
        },
    ],
};

/// The social worker and the Virtual School Head are told.
///
/// R2.10. SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788; DfE exclusion guidance,
/// July 2026 edition.
pub static R2_10: Rule = Rule {
    id: "R2.10",
    title: "The social worker and the Virtual School Head are told",
    topic: Topic::Suspension,
    versions: &[
        Version::gap(
            On(2022, 8, 31),
            "these two were added on 1 September 2022; what was asked for before was not read",
        ),
        Version { from: On(2022, 9, 1), to: Some(On(2026, 7, 25)), ..SW_AND_VSH },
        Version {
            from: On(2026, 7, 26),
            citation: "SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788; DfE exclusion guidance, July 2026 edition",
            contents: &[
                must("period", "the period, or that it is permanent"),
                must("reasons", "the reasons"),
                should(
                    "before",
                    "before deciding, for a looked-after pupil likely to be suspended: the Designated Teacher speaks to the Virtual School Head as soon as possible",
                ),
            ],
            new: "Since 26 July 2026 the Designated Teacher should speak to the Virtual School Head as soon as possible when a looked-after pupil is likely to be suspended or excluded.",
            ..SW_AND_VSH
        },
    ],
};

const SW_AND_VSH: Version = Version {
    citation: "SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788",
    trigger: "a pupil with a social worker, or a looked-after pupil, is suspended or excluded",
    holder: &[Party::Head],
    recipients: &[to_any(Party::SocialWorker), to_any(Party::VirtualHead)],
    contents: &[
        must("period", "the period, or that it is permanent"),
        must("reasons", "the reasons"),
    ],
    clock: WITHOUT_DELAY,
    plain: Plain {
        school: "Tell the social worker, and for a looked-after pupil the Virtual School Head, without delay: that it happened, how long for and why.",
        family: "If your child has a social worker, or is in care, the school must tell the social worker and the council’s head for children in care without delay.",
        authority: "Social worker and Virtual School Head are each told directly by the school, for any length.",
    },
    basis: Basis::Read("SI 2022/788, a county council page, and a Virtual School’s page of 2026"),
    new: "Since 1 September 2022 the social worker and the Virtual School Head are told.",
    ..Version::BLANK
};

/// Notices of a permanent exclusion.
///
/// R3.02. SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788.
pub static R3_02: Rule = Rule {
    id: "R3.02",
    title: "The notices of a permanent exclusion",
    topic: Topic::Permanent,
    versions: &[
        Version { to: Some(On(2022, 8, 31)), ..PERMANENT },
        Version {
            from: On(2022, 9, 1),
            citation: "SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788",
            recipients: &[
                to(Party::Parent),
                to(Party::Governors),
                to(Party::Authority),
                to_any(Party::HomeAuthority),
                to_any(Party::SocialWorker),
                to_any(Party::VirtualHead),
            ],
            plain: Plain {
                school: "Tell the parent in the full letter of a suspension, and tell the governors, the authority, the pupil’s home authority where that is another one, and any social worker or Virtual School Head: all without delay.",
                ..PERMANENT.plain
            },
            new: "Since 1 September 2022 the social worker and the Virtual School Head are told too.",
            ..PERMANENT
        },
    ],
};

const PERMANENT: Version = Version {
    citation: "SI 2012/1033 regs 5, 14 and 23",
    trigger: "the head excludes a pupil permanently",
    holder: &[Party::Head],
    recipients: &[
        to(Party::Parent),
        to(Party::Governors),
        to(Party::Authority),
        to_any(Party::HomeAuthority),
    ],
    contents: &[must("permanent", "that it is permanent"), must("reasons", "the reasons")],
    clock: WITHOUT_DELAY,
    plain: Plain {
        school: "Tell the parent in the full letter of a suspension, and tell the governors, the authority, and the pupil’s home authority where that is another one: all without delay.",
        family: "The school must write to you without delay to say the exclusion is permanent, why, and what you can do. It must also tell the governors and the council.",
        authority: "Both the school’s authority and the pupil’s home authority are told without delay. Sixth-day education hangs on it.",
    },
    basis: Basis::Read("SI 2012/1033 reg 23 as made and a national charity’s page"),
    ..Version::BLANK
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R2_06, &R2_07, &R2_08, &R2_09, &R2_09T, &R2_10, &R3_02];
