//! Money after a permanent exclusion: the readjustment, and the pupil's funding.
//!
//! Must never know: a budget. Source: R3.16 and R3.17 of the law note.

use super::*;

/// The readjustment of 4,000 pounds.
///
/// R3.16. SI 2012/1033 (the provision was not named in what was read), and the panel’s order.
pub static R3_16: Rule = Rule {
    id: "R3.16",
    title: "The readjustment of 4,000 pounds after a quashing",
    topic: Topic::Permanent,
    versions: &[Version {
        citation: "SI 2012/1033 (the provision was not named in what was read), and the panel’s order",
        trigger: "a panel quashes and orders the readjustment, and governors do not offer reinstatement within 10 school days",
        holder: &[Party::Governors],
        recipients: &[to(Party::Authority), to(Party::Governors)],
        clock: count(Span::SchoolDaysAfter(10), "the day notice of the panel’s decision is given"),
        missed: "The order stands: a maintained school’s budget is cut, and an academy owes the money.",
        plain: Plain {
            school: "Only where the panel quashed and ordered it, and no reinstatement was offered in the 10 school days: 4,000 pounds from a maintained school’s budget, or from an academy to the authority. It does not follow by itself, and cannot follow a recommendation. The 2012 guidance expected panels to order it; that is not the law today. An academy is believed to have 28 days to pay.",
            family: "If a panel cancels the governors’ decision and they still will not take your child back, the panel may have ordered the school to pay 4,000 pounds. The money goes to the council and not to you.",
            authority: "Record whether the panel ordered it. No order, no readjustment. It comes on top of the money that follows the pupil.",
        },
        basis: Basis::PartRead(
            "a SEND advice service and a law firm on the power, the amount and that it follows a quashing alone; a school policy of 2012 for the word expected",
            "the time of payment and the exact provision are from general knowledge",
        ),
        ..Version::BLANK
    }],
};

/// Money follows the pupil.
///
/// R3.17. the school finance regulations of the year (SI 2008/228 reg 23 in one older year); SI
/// 2012/1033 Schedule 2 paragraph 1; for a move between authorities, the Amount to Follow
/// Permanently Excluded Pupil Regulations 1999 as amended.
pub static R3_17: Rule = Rule {
    id: "R3.17",
    title: "Money follows the pupil",
    topic: Topic::Permanent,
    versions: &[Version {
        citation: "the school finance regulations of the year (SI 2008/228 reg 23 in one older year); SI 2012/1033 Schedule 2 paragraph 1; for a move between authorities, the Amount to Follow Permanently Excluded Pupil Regulations 1999 as amended",
        trigger: "a permanent exclusion stands",
        holder: &[Party::Authority],
        recipients: &[to(Party::School), to_any(Party::ReceivingSchool)],
        contents: &[
            must(
                "amount",
                "the full-year formula amount for a pupil of that age and circumstances",
            ),
            must("weeks", "the complete weeks left in the funding period from the relevant date"),
        ],
        clock: prompt(
            "in the funding period; the relevant date is believed to be the sixth school day after the exclusion takes effect",
        ),
        plain: Plain {
            school: "Your budget loses the year’s formula amount for that pupil times the complete weeks left, divided by 52. In a normal leaving year, for an exclusion on or after 1 April, only to the end of the school year. Pupil premium moves too.",
            family: "Part of the money for your child’s education moves to the school or place that teaches them next.",
            authority: "Formula amount times complete weeks left over 52. Use this year’s finance regulations: the ones read were an older year’s, of the same shape.",
        },
        basis: Basis::PartRead(
            "SI 2008/228 reg 23, an older year’s regulations of the same shape, and SI 2012/1033 Schedule 2 paragraph 1",
            "the relevant date, the premium and this year’s instrument were not read",
        ),
        ..Version::BLANK
    }],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&R3_16, &R3_17];
