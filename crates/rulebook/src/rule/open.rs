//! What was looked for and not confirmed, and what a person must check before release.
//!
//! Must never know: a case. Nothing in the first list may appear as in force anywhere in the
//! rules. Source: 0.8 and 11 of the law note.

/// Something open: not confirmed, or to be checked by a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// A short stable key: "internal-suspension".
    pub key: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Where it stands, in words.
    pub words: &'static str,
    /// The rules it touches.
    pub rules: &'static [&'static str],
}

/// Looked for, and not confirmed as in force.
pub static NOT_CONFIRMED: &[Open] = &[
    Open {
        key: "internal-suspension",
        title: "Internal suspension",
        words: "Announced in January 2026. No guidance and no law in force was found by about June 2026, and summaries of the July 2026 guidance do not name it. It is held here switched off.",
        rules: &["R1.17"],
    },
    Open {
        key: "behaviour-2026",
        title: "A 2026 edition of Behaviour in schools",
        words: "None was found: the last edition seen is of February 2024. A minister’s answer of 2026 still relies on it and promises more.",
        rules: &["R1.03", "R1.04", "R1.13"],
    },
    Open {
        key: "kcsie-2026",
        title: "The text of Keeping children safe in education 2026",
        words: "It applies from 1 September 2026, but only third parties’ mentions of it were seen. What it says on alternative provision, removal or restrictive interventions is not known.",
        rules: &["R1.14", "R7.08", "R4.14"],
    },
    Open {
        key: "attendance-2026",
        title: "A 2026 edition of Working together to improve school attendance",
        words: "None was found: August 2024 is the last seen. No change to the codes of 2024 was found either.",
        rules: &["R5.01", "R5.02", "R4.15"],
    },
    Open {
        key: "off-site-regulations",
        title: "The 2026 regulations on off-site direction",
        words: "Their text, their number, what they ask of academy placements already running, and the section of the 2026 Act they rest on were not seen.",
        rules: &["R4.01a", "R4.03a", "R4.04a", "R4.05a", "R4.06"],
    },
    Open {
        key: "children-not-in-school",
        title: "The register of children not in school, and the single identifier",
        words: "Both are in the 2026 Act. Neither was shown to have begun by the middle of 2026, so no rule here rests on them.",
        rules: &["R8.03"],
    },
    Open {
        key: "direct-academies",
        title: "An authority’s power to direct an academy to admit",
        words: "Reported from the 2026 Act. The day it begins was not confirmed beyond one section’s place in the commencement section.",
        rules: &["R4.09", "R4.10"],
    },
    Open {
        key: "judgments",
        title: "Whether the EBB and SAG judgments stand",
        words: "Whether either was overturned after the middle of 2026 is not known. The Supreme Court was asked for permission in SAG.",
        rules: &["R1.05", "R3.01"],
    },
    Open {
        key: "separation-code",
        title: "The register code for a separation for safeguarding",
        words: "No code was found, so none is ever filled in.",
        rules: &["R4.12", "R5.02"],
    },
];

/// What a person must check before a school relies on this.
pub static BEFORE_RELEASE: &[Open] = &[
    Open {
        key: "read-guidance",
        title: "Read the July 2026 guidance",
        words: "Read the guidance itself, compare every rule on suspension, permanent exclusion and moves with it, and give each its paragraph number.",
        rules: &[
            "R2.06", "R2.09", "R2.20", "R2.22", "R3.01", "R3.06", "R3.19", "R4.07", "R4.12",
            "R8.09",
        ],
    },
    Open {
        key: "read-regulations",
        title: "Read the consolidated exclusion regulations",
        words: "Regulations 2 and 5 to 8A and Schedule 1 of SI 2012/1033, and reg 4(3)(a) of SI 2007/1870. Settle when the 15 and 50 day windows start, what a term is, when a posted decision notice is given, when the readjustment is payable, and whether a suspension’s days count towards the authority’s sixth day.",
        rules: &["R2.13", "R2.14", "R3.05", "R6.05", "R3.09", "R3.16", "R3.03"],
    },
    Open {
        key: "read-off-site",
        title: "Read the 2026 off-site direction regulations",
        words: "The notice and its list, who is asked to reviews, and what placements already running need.",
        rules: &["R4.03", "R4.03a", "R4.04a", "R4.06"],
    },
    Open {
        key: "look-again",
        title: "Look again for what was published since June 2026",
        words: "A consultation or guidance on internal suspension, and new editions of Behaviour in schools, Keeping children safe in education and the attendance guidance.",
        rules: &["R1.17", "R1.03", "R1.14", "R5.01"],
    },
    Open {
        key: "settle-part-days",
        title: "Settle part days and late representations",
        words: "Whether a part day is the first day of the sixth-day count, and whether representations made after the 50 day window still bind the board.",
        rules: &["R6.04", "R2.14"],
    },
    Open {
        key: "settle-code",
        title: "Settle the register code for a separation",
        words: "Ask which code is meant for a pupil kept away for safeguarding. Until then nothing is filled in.",
        rules: &["R4.12", "R5.02"],
    },
    Open {
        key: "census-guide",
        title: "Read this year’s census guide",
        words: "The reason codes and the checks a return must pass.",
        rules: &["R8.02"],
    },
];
