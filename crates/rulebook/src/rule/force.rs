//! Force, seclusion and restraint: the record, and who is told.
//!
//! Must never know: a case. Source: R1.10 of the law note. Restrictive interventions used as a
//! disciplinary penalty are outside the seclusion regulations; force is inside section 93A
//! whatever it was for.

use super::*;

const BEFORE: Version =
    Version::gap(On(2026, 3, 31), "the duty to record and report began on 1 April 2026");

/// What goes in a record, as Mainstay asks for it.
const RECORD: &[Content] = &[
    ours("people", "who was there and what each did"),
    ours("date", "the date"),
    ours("times", "when it began and ended"),
    ours("place", "where"),
    ours("before", "what led up to it"),
    ours("de-escalation", "what was done to calm things first"),
    ours("kind", "what kind of force, seclusion or restraint, and how much"),
    ours("injuries", "any injury"),
    ours("medical", "any medical help"),
    ours("witness", "who saw it"),
    ours("parent-told", "which parent was told, and when"),
    ours("talk-after", "the talk afterwards"),
    ours("follow-up", "what follows"),
];

const RECORD_AND_REPORT: Version = Version {
    from: On(2026, 4, 1),
    citation: "Education and Inspections Act 2006 s.93A",
    trigger: "a significant incident in which a member of staff uses force on a pupil under 20",
    holder: &[Party::Governors, Party::Staff],
    recipients: &[to(Party::Parent)],
    contents: RECORD,
    clock: promptly("as soon as practicable", "the day of the incident"),
    basis: Basis::PartRead(
        "section 93A as enacted, a legislation tracker on the 2025 Regulations, a sector service and two law firms",
        "the list of contents is Mainstay’s own and was not compared with pages 14 and 15 of the statutory guidance; the same-day aim is guidance as a sector service reports it",
    ),
    ..Version::BLANK
};

/// A significant use of force, or seclusion or restraint, is recorded and reported.
///
/// R1.10. Education and Inspections Act 2006 s.93A; Schools (Recording and Reporting of
/// Seclusion and Restraint) (No. 2) (England) Regulations 2025.
pub static R1_10: Rule = Rule {
    id: "R1.10",
    title: "Force, seclusion and restraint are recorded and reported",
    topic: Topic::Removal,
    versions: &[
        BEFORE,
        Version {
            citation: "Education and Inspections Act 2006 s.93A; Schools (Recording and Reporting of Seclusion and Restraint) (No. 2) (England) Regulations 2025",
            trigger: "a significant incident in which staff use force on a pupil; or seclusion, restraint or immobilisation other than as a disciplinary penalty",
            plain: Plain {
                school: "Write the record and tell each parent as soon as practicable. The law gives no hours; guidance aims for the record on the same day, and our own target for both is the same school day. Every school in England is bound, and the governing body must have a procedure and see that it is followed. A pupil of 20 or over is not reported. Governors should look at the figures regularly.",
                family: "If staff used significant force on your child, or kept them apart or held them for safety, the school must write it down and tell each parent as soon as it can.",
                authority: "The duty is the governing body’s or proprietor’s. The authority where the pupil lives is told instead only when no parent can safely be told.",
            },
            new: "A legal duty since 1 April 2026; guidance of the same date replaces the 2013 advice on force.",
            ..RECORD_AND_REPORT
        },
    ],
};

/// Where telling a parent would do serious harm.
///
/// R1.10h. Education and Inspections Act 2006 s.93A(5).
pub static R1_10H: Rule = Rule {
    id: "R1.10h",
    title: "When a parent must not be told",
    topic: Topic::Removal,
    versions: &[
        BEFORE,
        Version {
            citation: "Education and Inspections Act 2006 s.93A(5)",
            trigger: "telling a parent would be likely to cause the pupil significant harm, and no other parent can safely be told",
            recipients: &[to(Party::ResidenceAuthority)],
            plain: Plain {
                school: "Leave out a parent whose being told is likely to cause the pupil significant harm, and write down why. If no parent is left, report to the authority where the pupil ordinarily lives. Speak to the safeguarding lead first.",
                family: "If telling a parent would put a child in serious danger, the school tells the council where the child lives instead.",
                authority: "A report that comes straight to you means that the school thinks no parent can safely be told. Treat it as a safeguarding matter.",
            },
            new: "New on 1 April 2026.",
            ..RECORD_AND_REPORT
        },
    ],
};

/// A copy of a seclusion record.
///
/// R1.10s. Schools (Recording and Reporting of Seclusion and Restraint) (No. 2) (England)
/// Regulations 2025.
pub static R1_10S: Rule = Rule {
    id: "R1.10s",
    title: "Parents are given a copy of a record of seclusion or restraint",
    topic: Topic::Removal,
    versions: &[
        BEFORE,
        Version {
            citation: "Schools (Recording and Reporting of Seclusion and Restraint) (No. 2) (England) Regulations 2025",
            trigger: "seclusion, restraint or immobilisation of a pupil other than as a disciplinary penalty",
            contents: &[must("copy", "a copy of the record")],
            plain: Plain {
                school: "For seclusion, restraint or immobilisation that was not a punishment, parents are given a copy of the record itself, unless that would be likely to cause the pupil significant harm. A disciplinary removal without force is outside these regulations.",
                family: "If your child was kept apart or held for safety, and not as a punishment, you should be given a copy of what the school wrote down.",
                authority: "The copy is owed under the 2025 Regulations; the exception for harm is the same as for force.",
            },
            basis: Basis::PartRead(
                "a legislation tracker’s account of the 2025 Regulations",
                "the regulations themselves were not seen, and their number is not given",
            ),
            new: "New on 1 April 2026.",
            ..RECORD_AND_REPORT
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R1_10, &R1_10H, &R1_10S];
