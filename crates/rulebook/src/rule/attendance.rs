//! The register: the codes, which one here, and how registers are kept.
//!
//! Must never know: a case. Source: R5.01 to R5.03 of the law note. The codes themselves are a
//! table of their own; these are the rules about them.

use super::*;

/// Nothing is held of registers before the 2024 Regulations.
pub(super) const BEFORE: Version = Version::gap(
    On(2024, 8, 18),
    "the register regulations known here, SI 2024/208, began on 19 August 2024; those before them were not read",
);

const BASE: Version = Version {
    from: On(2024, 8, 19),
    citation: "SI 2024/208 reg 10",
    trigger: "attendance is registered",
    holder: &[Party::School],
    ..Version::BLANK
};

/// The codes.
///
/// R5.01. SI 2024/208 reg 10.
pub static R5_01: Rule = Rule {
    id: "R5.01",
    title: "The attendance codes",
    topic: Topic::Attendance,
    versions: &[
        BEFORE,
        Version {
            plain: Plain {
                school: "Use one of the codes of the 2024 Regulations for every pupil and session, and no others. N stands only until the reason is known, and is settled within 5 school days.",
                family: "Each morning and afternoon the school marks your child with a code that says where they were, or why they were away.",
                authority: "The class of a code, whether it counts as attendance, as authorised or as unauthorised, is for the statistics and was not all read in the Regulations.",
            },
            basis: Basis::PartRead(
                "the tables of SI 2024/208 reg 10, a school’s published list and a guide to the codes",
                "the statistical class of each code and some wordings are from general knowledge",
            ),
            new: "The codes in use changed on 19 August 2024.",
            ..BASE
        },
    ],
};

/// Which code, where behaviour is behind it.
///
/// R5.02. SI 2024/208 reg 10.
pub static R5_02: Rule = Rule {
    id: "R5.02",
    title: "Which code, when a pupil is removed, suspended or placed elsewhere",
    topic: Topic::Attendance,
    versions: &[
        BEFORE,
        Version {
            trigger: "a pupil in the room, suspended, excluded or placed elsewhere is marked in the register",
            plain: Plain {
                school: "In the internal room: present. Suspended or excluded with nothing arranged: E. Education arranged and attended: D where the place is a school the pupil is also registered at, K where the authority arranged it, otherwise B. Arranged and not attended: the real reason, never E. Off-site direction: D for another school, B otherwise. Work done at home is absence, never B. For a separation for safeguarding nothing is settled.",
                family: "A day of suspension with no education arranged is marked as an authorised absence. If other education was arranged and your child did not go, the real reason is asked for.",
                authority: "E against a day on which education was arranged is an error. So is B for work done at home.",
            },
            basis: Basis::PartRead(
                "two published lists of codes, a data body on work at home, and a sector service which gives D for an off-site direction",
                "the rest is from general knowledge; no code for a separation for safeguarding was found",
            ),
            ..BASE
        },
    ],
};

/// How registers are kept.
///
/// R5.03. SI 2024/208.
pub static R5_03: Rule = Rule {
    id: "R5.03",
    title: "How registers are kept",
    topic: Topic::Attendance,
    versions: &[
        BEFORE,
        Version {
            citation: "SI 2024/208",
            contents: &[
                must("electronic", "kept electronically"),
                must("twice", "taken at the start of the morning and once in the afternoon"),
                must("closed", "closed after 30 minutes at most"),
                must("kept", "entries kept 6 years"),
                must("corrected", "corrections that show both entries"),
            ],
            plain: Plain {
                school: "Electronic, taken at the start of the morning and once in the afternoon, closed after at most 30 minutes, kept 6 years, and corrected so that both entries can be read.",
                family: "The school keeps the register for 6 years, and a corrected mark still shows what was there before.",
                authority: "Six years, with corrections visible.",
            },
            basis: Basis::PartRead(
                "SI 2024/208 notes and a county council page",
                "how corrections show is from general knowledge",
            ),
            ..BASE
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R5_01, &R5_02, &R5_03];
