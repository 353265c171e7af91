//! A pupil kept apart for safeguarding, alternative provision, and part-time timetables.
//!
//! Must never know: a case. Source: R4.12, R4.14 and R4.15 of the law note. A separation is not
//! a suspension: it adds to no total and opens no review.

use super::*;

/// Safeguarding separation.
///
/// R4.12. DfE exclusion guidance, July 2026 edition; Education Act 1996 s.19.
pub static R4_12: Rule = Rule {
    id: "R4.12",
    title: "A pupil kept away to keep pupils apart for safeguarding",
    topic: Topic::Moves,
    versions: &[
        Version::gap(
            On(2026, 7, 25),
            "the guidance first describes this on 26 July 2026; the case of CHF v Newick [2021] EWHC 2513 (Admin) stands behind it",
        ),
        Version {
            from: On(2026, 7, 26),
            force: Force::Should,
            citation: "DfE exclusion guidance, July 2026 edition; Education Act 1996 s.19",
            trigger: "pupils must be kept apart for safeguarding, it cannot be managed on site, and one is told not to attend",
            holder: &[Party::SafeguardingLead, Party::School],
            recipients: &[to(Party::Parent), to(Party::SafeguardingLead), to(Party::Authority)],
            contents: &[
                should("why", "why it cannot be managed on site"),
                should("how-long", "how short it is meant to be"),
                should("review", "when it is looked at again"),
                should("return", "how the pupil comes back"),
            ],
            clock: promptly(
                "the authority’s section 19 duty is engaged at once",
                "the first day of the separation",
            ),
            plain: Plain {
                school: "Rare, and led by the safeguarding lead: two or more pupils must be kept apart, as after an allegation of harm, and it cannot be done on site. It is not a suspension. No days count and no governors review it. Tell the parent and the authority at once, keep it short, review it, write it down, plan the return. Look at it again every day; that is our suggestion. The register code is not settled and is never filled in for you.",
                family: "Your child may be asked to stay away for a short time to keep pupils safe. It is not a punishment and not a suspension. The council must see that your child is taught, and it must be looked at again often.",
                authority: "Your section 19 duty is engaged from the day it starts. There are no suspension totals and no governors’ review, and the attendance code is unsettled.",
            },
            basis: Basis::PartRead(
                "a law firm, a sector service, a software house and a law journal on the case behind it",
                "the guidance itself was not seen, nor any attendance code for it",
            ),
            new: "New in the guidance of 26 July 2026.",
            ..Version::BLANK
        },
    ],
};

const COMMISSIONER: Version = Version {
    from: On(2025, 3, 1),
    force: Force::Should,
    citation: "DfE, Arranging alternative provision: a guide for local authorities and schools (February 2025); Keeping children safe in education for reviews",
    trigger: "a school or an authority places a pupil in alternative provision",
    holder: &[Party::School, Party::Authority],
    recipients: &[to(Party::Provider), to(Party::Parent)],
    contents: &[
        should("suitable", "that the place is suitable"),
        should("assurance", "safeguarding assurance in writing"),
        should("sites", "the address of every site"),
        should("attendance", "attendance followed up the same day"),
        should("objectives", "clear objectives"),
        should("end", "an end date"),
        should("reviews", "reviews, at least each half-term"),
        should("sen", "what the place needs to know about SEN"),
    ],
    clock: prompt("before the placement starts, and through it"),
    plain: Plain {
        school: "You stay responsible for a pupil you place: that the place is suitable and has given written safeguarding assurance, every site address, absence followed the same day, objectives, an end date, reviews, and SEN information passed on.",
        family: "The school or council that sends your child somewhere stays responsible for it, and should check that it is safe and review how it is going.",
        authority: "Full-time education for five or more pupils of compulsory age, or for one with an EHC plan or in care, means it must register as a school. Ask every commissioner for the list above.",
    },
    basis: Basis::PartRead(
        "two sector pages on the February 2025 guide and a provider’s page",
        "half-termly reviews are from general knowledge; the guide’s first day was not read, so it is held from 1 March 2025",
    ),
    ..Version::BLANK
};

/// Alternative provision: the commissioner's duties.
///
/// R4.14. DfE, Arranging alternative provision: a guide for local authorities and schools
/// (February 2025); Keeping children safe in education for reviews.
pub static R4_14: Rule = Rule {
    id: "R4.14",
    title: "Whoever commissions alternative provision stays responsible",
    topic: Topic::Moves,
    versions: &[
        Version::gap(
            On(2025, 2, 28),
            "the guide known here replaced those of 2013 and 2016 in February 2025; they were not read",
        ),
        Version {
            to: Some(On(2025, 8, 31)),
            new: "The February 2025 guide replaces the older guidance on alternative provision.",
            ..COMMISSIONER
        },
        Version {
            from: On(2025, 9, 1),
            new: "Voluntary national standards for provision that is not a school were published in August 2025: safeguarding, health and safety, admissions and support, quality of education. They bind nobody yet.",
            ..COMMISSIONER
        },
    ],
};

/// Part-time timetables.
///
/// R4.15. SI 2024/208 reg 10 for the code; DfE, Working together to improve school attendance
/// (August 2024).
pub static R4_15: Rule = Rule {
    id: "R4.15",
    title: "A part-time timetable",
    topic: Topic::Moves,
    versions: &[
        Version::gap(
            On(2024, 8, 18),
            "the guidance and code known here go with the regulations of 19 August 2024; what went before was not read",
        ),
        Version {
            from: On(2024, 8, 19),
            force: Force::Should,
            citation: "SI 2024/208 reg 10 for the code; DfE, Working together to improve school attendance (August 2024)",
            trigger: "a pupil is to attend for part of the week or day",
            holder: &[Party::School],
            recipients: &[to(Party::Parent), to_any(Party::SocialWorker), to(Party::Authority)],
            contents: &[
                should("need", "the need it meets, often health"),
                should("end", "an end date"),
                should("agreed", "the parent’s agreement"),
            ],
            clock: prompt("exceptional, and for a limited time"),
            missed: "A part-time timetable that manages behaviour is an unlawful exclusion.",
            plain: Plain {
                school: "Exceptional, for the pupil’s own needs, time-limited, with an end date and the parent’s agreement. Never to manage behaviour. Mark C2 for the sessions not attended. Check with the social worker; the authority usually asks to be told.",
                family: "A part-time timetable needs your agreement and an end date, and must be for your child’s needs. It must not be used because of behaviour.",
                authority: "Ask for the need, the agreement and the end date. One used for behaviour is an unlawful exclusion.",
            },
            basis: Basis::PartRead(
                "a county’s attendance coding page and a law journal on the guidance",
                "agreement, the end date and the rest are from general knowledge",
            ),
            ..Version::BLANK
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R4_12, &R4_14, &R4_15];
