//! The governing body: who must be told, when it must meet, what it decides and tells.
//!
//! Must never know: a case. Source: R2.12 to R2.15, R3.05 to R3.08 of the law note.

use super::*;

/// Board meets within 15 school days.
pub static R2_13: Rule = Rule {
    id: "R2.13",
    title: "Governors meet within 15 school days",
    topic: Topic::Suspension,
    versions: &[Version {
        from: On(2012, 9, 1),
        to: None,
        standing: Standing::Held,
        force: Force::Must,
        citation: "SI 2012/1033 regs 6, 15 and 24",
        trigger: "the governing body is told of a suspension that takes the pupil over 15 school days in the statutory term",
        holder: &[Party::Governors],
        recipients: MEETING,
        contents: &[],
        clock: Some(Clock::Count {
            span: Span::SchoolDaysAfter(15),
            anchor: "the day the governing body is told",
        }),
        missed: "The duty does not lapse: the board still meets. A late decision can be valid where reasonable efforts were made to meet in time; it is a procedural flaw a panel or a court may weigh.",
        plain: Plain {
            school: "More than 15 school days of suspension in one term: the governing body must meet within 15 school days of being told and decide whether the pupil is reinstated, whether or not the parent has written.",
            family: "Because the suspensions this term come to more than 15 school days, the school’s governors must meet within 15 school days and decide whether your child goes back. You may come and speak.",
            authority: "The board’s duty hangs on the day it was informed. Some councils count from the day of the suspension: keep that as an earlier target where the two differ.",
        },
        basis: Basis::PartRead(
            "SI 2012/1033 regs 15 and 24 and council summaries",
            "the regulations’ own wording for the start of the window was not seen",
        ),
        checked: None,
        new: "",
    }],
};

/// Who is asked to the board’s meeting.
pub const MEETING: &[To] = &[
    to(Party::Parent),
    to(Party::Governors),
    to(Party::Head),
    to(Party::Authority),
    to_any(Party::SocialWorker),
    to_any(Party::VirtualHead),
];

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R2_13];
