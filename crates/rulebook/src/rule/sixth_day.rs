//! Education while a pupil is out: the first five days, the sixth day, section 19, and the
//! parent's duty about public places.
//!
//! Must never know: a case. Source: R2.16 to R2.19, R3.03, R3.04 and R4.13 of the law note.

use super::*;

const FIRST_DAY_OUT: &str = "the first school day of the suspension, or of the first of several with no attended day between";

/// Work in the first five days.
///
/// R2.16. DfE exclusion guidance, 2022 to 2026 editions.
pub static R2_16: Rule = Rule {
    id: "R2.16",
    title: "Work for the first five days",
    topic: Topic::Suspension,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE exclusion guidance, 2022 to 2026 editions",
            trigger: "a pupil is suspended or excluded",
            holder: &[Party::School],
            recipients: &[to(Party::Parent)],
            contents: &[
                should("set", "work set that can be reached and done away from school"),
                should("marked", "that work marked"),
            ],
            clock: prompt(
                "school days 1 to 5; from the first day if possible for a looked-after pupil",
            ),
            plain: Plain {
                school: "For the first 5 school days set work the pupil can do at home, and mark it. For a pupil in care, arrange education from the first day if you can.",
                family: "For the first 5 school days the school should send work your child can do at home, and mark it.",
                authority: "Ask what was set. For a looked-after pupil, ask about the first day.",
            },
            basis: Basis::Read("a national charity’s page on suspensions of up to five days"),
            ..Version::BLANK
        },
    ],
};

const SIXTH_BEFORE: Version = Version::gap(
    On(2015, 1, 4),
    "the regulation that counts one period or several as a single run began on 5 January 2015; how the sixth day was counted before was not read",
);

const SIXTH: Version = Version {
    from: On(2015, 1, 5),
    citation: "Education and Inspections Act 2006 s.100; SI 2007/1870 regs 3 and 5, as amended by SI 2014/3216",
    trigger: "a pupil of compulsory school age reaches the sixth consecutive school day of suspension, in one period or several",
    holder: &[Party::Governors],
    recipients: &[to(Party::Parent), to(Party::Provider), to(Party::Governors)],
    contents: &[
        must("suitable", "suitable education"),
        must("full-time", "full-time"),
        must(
            "elsewhere",
            "not at the school itself, unless in provision shared with at least one other school",
        ),
    ],
    clock: count(Span::SchoolDayOf(6), FIRST_DAY_OUT),
    missed: "A breach of statutory duty: a complaint to the ombudsman or judicial review.",
    plain: Plain {
        school: "From the sixth school day in a row the governing body must provide suitable full-time education, to the end of the suspension. Holidays and INSET days neither count nor break the run; a day attended does break it. It may not be on your own site unless shared with another school. No duty for a Year 11 pupil whose entered public exams are all taken or missed, or where an EHC plan names fewer hours and they are delivered.",
        family: "From the sixth school day in a row, the school must arrange full-time education for your child somewhere else until the suspension ends.",
        authority: "The school’s duty. Ask for the plan by day 3, which is our own target.",
    },
    basis: Basis::PartRead(
        "SI 2007/1870, its note and reg 5, SI 2014/3216 and Education and Inspections Act 2006 ss.100 to 105",
        "that a part day counts as day 1 is worked out, as the earlier and safer answer",
    ),
    new: "Since 5 January 2015 several suspensions without an attended day between count as one run.",
    ..Version::BLANK
};

/// Sixth day of a suspension: the school arranges education.
///
/// R2.17. Education and Inspections Act 2006 s.100; SI 2007/1870 regs 3 and 5, as amended by SI
/// 2014/3216.
pub static R2_17: Rule = Rule {
    id: "R2.17",
    title: "Education from the sixth school day of suspension",
    topic: Topic::Suspension,
    versions: &[SIXTH_BEFORE, SIXTH],
};

/// Sixth day of a suspension from a pupil referral unit: the authority arranges education.
///
/// R2.17p. Education and Inspections Act 2006 s.100; SI 2007/1870 regs 3 and 5, as amended by
/// SI 2014/3216.
pub static R2_17P: Rule = Rule {
    id: "R2.17p",
    title: "Education from the sixth school day of suspension: PRUs",
    topic: Topic::Suspension,
    versions: &[
        SIXTH_BEFORE,
        Version {
            trigger: "a pupil of compulsory school age reaches the sixth consecutive school day of suspension from a pupil referral unit",
            holder: &[Party::Authority],
            recipients: &[to(Party::Parent), to(Party::Provider), to(Party::Authority)],
            plain: Plain {
                school: "At a pupil referral unit the authority, and not the management committee, must provide the education from the sixth school day in a row. Tell it at once.",
                family: "If your child is suspended from a pupil referral unit, it is the council that must arrange full-time education from the sixth school day in a row.",
                authority: "For a pupil referral unit this duty is yours. The count and the exceptions are those of a school.",
            },
            ..SIXTH
        },
    ],
};

/// Late details of sixth-day education.
///
/// R2.18. SI 2007/1870, as substituted by SI 2012/1033 Schedule 2 paragraph 8.
pub static R2_18: Rule = Rule {
    id: "R2.18",
    title: "Late details of the education, at least 48 hours before",
    topic: Topic::Suspension,
    versions: &[Version {
        citation: "SI 2007/1870, as substituted by SI 2012/1033 Schedule 2 paragraph 8",
        trigger: "the details of sixth-day education could not be ascertained in time for the section 104 notice",
        holder: &[Party::Head],
        recipients: &[to(Party::Parent)],
        contents: &[
            must("provision-from", "the day education begins"),
            must("session-times", "its session times"),
            must("address", "its address"),
            must("report-to", "whom to report to"),
        ],
        clock: count(Span::HoursBefore(48), "the time the education begins"),
        plain: Plain {
            school: "If you could not say in time where the pupil will be taught, write again without delay and at least 48 hours before it begins. Those are hours on the clock: weekends and nights count. Where education may begin before the sixth day, the parent can waive the 48 hours.",
            family: "If the school did not know in time where your child would be taught, it must write to you at least 48 hours before it starts, unless you agree to less.",
            authority: "Waiver is the parent’s, and only where education begins before the sixth day.",
        },
        basis: Basis::Read("SI 2012/1033 Schedule 2 paragraph 8"),
        ..Version::BLANK
    }],
};

const PUBLIC_PLACE: Version = Version {
    citation: "Education and Inspections Act 2006 ss.103 to 105",
    trigger: "a pupil of compulsory school age is excluded and the parent has been given a section 104 notice",
    holder: &[Party::Parent],
    recipients: &[to(Party::Parent)],
    clock: count(
        Span::SchoolDayOf(5),
        "the day of the exclusion where the pupil is excluded before the afternoon session begins, otherwise the next school day",
    ),
    missed: "An offence with a fine up to level 3, which only the authority may prosecute; a penalty notice may be offered instead.",
    plain: Plain {
        school: "For the first 5 school days, or the whole time if shorter, the parent must see that the pupil is not in a public place in school hours without a good reason. A pupil excluded before the afternoon session begins: that day is day 1. Otherwise day 1 is the next school day. No section 104 notice, no duty; and it stops if education starts sooner.",
        family: "For the first 5 school days you must make sure your child is not in a public place during school hours without a good reason. The letter tells you which days.",
        authority: "Only you may prosecute. Check that the section 104 notice was given and which days it named.",
    },
    basis: Basis::PartRead(
        "Education and Inspections Act 2006 s.103 and a county code of conduct",
        "what a penalty cost and how long there was to pay it before 19 August 2024 was not settled",
    ),
    ..Version::BLANK
};

/// The parent's duty about public places.
///
/// R2.19. Education and Inspections Act 2006 ss.103 to 105; SI 2024/210 reg 4 for the penalty.
pub static R2_19: Rule = Rule {
    id: "R2.19",
    title: "The pupil is kept out of public places for the first five days",
    topic: Topic::Suspension,
    versions: &[
        Version { to: Some(On(2024, 8, 18)), ..PUBLIC_PLACE },
        Version {
            from: On(2024, 8, 19),
            citation: "Education and Inspections Act 2006 ss.103 to 105; SI 2024/210 reg 4 for the penalty",
            missed: "An offence with a fine up to level 3, which only the authority may prosecute. A penalty notice may be offered instead: 60 pounds within 21 days beginning with receipt, 120 pounds within 28. The August 2024 rise to 80 and 160 is for attendance notices and does not apply here.",
            basis: Basis::PartRead(
                "Education and Inspections Act 2006 s.103, a county code of conduct, SI 2024/210 reg 4 for the 21 days, and an archived government page of 2012 for 60 and 120 pounds",
                "the 28 days, and the 80 and 160 pounds of attendance notices, are from general knowledge; the day the 2024 Regulations began is taken to be that of the register regulations",
            ),
            new: "The 2024 Regulations raise attendance penalties and leave these as they were.",
            ..PUBLIC_PLACE
        },
    ],
};

/// Sixth day of a permanent exclusion: the authority arranges education.
///
/// R3.03. Education Act 1996 s.19(3A); SI 2007/1870 reg 4.
pub static R3_03: Rule = Rule {
    id: "R3.03",
    title: "Education from the sixth school day of a permanent exclusion",
    topic: Topic::Permanent,
    versions: &[PERMANENT_SIXTH],
};

const PERMANENT_SIXTH: Version = Version {
    citation: "Education Act 1996 s.19(3A); SI 2007/1870 reg 4",
    trigger: "a pupil of compulsory school age is permanently excluded",
    holder: &[Party::Authority],
    recipients: &[to(Party::Parent), to(Party::Provider), to(Party::Authority)],
    contents: &[must("suitable", "suitable education"), must("full-time", "full-time")],
    clock: count(Span::SchoolDayOf(6), "the first school day of the permanent exclusion"),
    plain: Plain {
        school: "The authority must have suitable full-time education in place from the sixth school day of the permanent exclusion. For the first 5 school days the work is yours to set and mark. A suspension that ran straight into the exclusion is thought not to bring the legal date forward, but tell the authority at once: the pupil may already be six days out.",
        family: "The council must arrange full-time education for your child from the sixth school day after a permanent exclusion.",
        authority: "Count from the first school day of the permanent exclusion. A suspension that ran straight into it is thought not to count towards your duty, though that was not read in the regulation: treat the sixth day out altogether as a warning. The exceptions are those of the school’s own sixth day.",
    },
    basis: Basis::PartRead(
        "SI 2007/1870 and its 2014 amendment, and a national charity’s page",
        "whether the days of an earlier suspension count is worked out; reg 4(3)(a) of SI 2007/1870 was not read",
    ),
    ..Version::BLANK
};

/// Which authority.
///
/// R3.04. Education Act 1996 s.19(3A); SI 2007/1870 reg 4.
pub static R3_04: Rule = Rule {
    id: "R3.04",
    title: "Which authority gives the sixth-day education",
    topic: Topic::Permanent,
    versions: &[Version {
        trigger: "a pupil who lives in another authority’s area is permanently excluded",
        holder: &[Party::HomeAuthority],
        recipients: &[
            to(Party::Parent),
            to(Party::HomeAuthority),
            to(Party::Authority),
            to(Party::Provider),
        ],
        plain: Plain {
            school: "When the pupil lives elsewhere, the authority of their home holds the duty. Tell both. The school’s own calendar is used to count.",
            family: "If you live in a different council’s area from the school, it is your own council that must arrange the education.",
            authority: "The home authority holds the duty, counted on the excluding school’s calendar. Arrange it before day 6 where you can, and on day 1 for a looked-after pupil.",
        },
        basis: Basis::PartRead(
            "the definition of home authority in SI 2012/1033",
            "that the home authority holds the duty is from general knowledge; whose calendar is worked out",
        ),
        ..PERMANENT_SIXTH
    }],
};

/// Section 19.
///
/// R4.13. Education Act 1996 s.19.
pub static R4_13: Rule = Rule {
    id: "R4.13",
    title: "The authority’s duty to arrange education for a child out of school",
    topic: Topic::Moves,
    versions: &[Version {
        citation: "Education Act 1996 s.19",
        trigger: "a child of compulsory school age will not get suitable education, by illness, exclusion or otherwise",
        holder: &[Party::Authority],
        recipients: &[to(Party::Parent)],
        clock: prompt("no statutory time limit"),
        plain: Plain {
            school: "The duty is the authority’s and not yours: tell it early and say what you know of the pupil.",
            family: "If your child cannot be in school and would not get education, it is the council that must arrange it, full-time unless their health makes that wrong.",
            authority: "Suitable education, and full-time unless health makes that unsuitable, for every child of compulsory school age who would otherwise go without. No day is written in the Act.",
        },
        basis: Basis::Read("a SEND advice service and a school trust’s guide to section 19"),
        ..Version::BLANK
    }],
};

/// Section 19 and illness.
///
/// R4.13h. DfE guidance on children who cannot attend school because of health needs, December
/// 2023.
pub static R4_13H: Rule = Rule {
    id: "R4.13h",
    title: "Education arranged when a child is ill for 15 school days",
    topic: Topic::Moves,
    versions: &[
        Version::gap(
            On(2023, 12, 31),
            "the health guidance known here is of December 2023; its first day was not read, so it is held from 1 January 2024, and what came before is not held",
        ),
        Version {
            from: On(2024, 1, 1),
            force: Force::Should,
            citation: "DfE guidance on children who cannot attend school because of health needs, December 2023",
            trigger: "it is clear that a pupil will be away ill for 15 school days or more, in a row or over the academic year",
            holder: &[Party::Authority],
            recipients: &[to(Party::Parent)],
            clock: prompt("as soon as it is clear; by the sixth day of absence where possible"),
            plain: Plain {
                school: "Tell the authority as soon as you can see the absence will reach 15 school days, counting the year together.",
                family: "If your child will be ill for 15 school days or more, together or spread over the year, the council should arrange education as soon as that is clear.",
                authority: "15 or more, in a row or added up over the academic year, is what the guidance is reported to say; some councils print more than 15. Aim for the sixth day of absence.",
            },
            basis: Basis::PartRead(
                "a law firm, a county’s section 19 policy and a training provider on 15 days or more",
                "the sixth day of absence is from general knowledge",
            ),
            new: "Guidance of December 2023.",
            ..Version::BLANK
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] =
    &[&R2_16, &R2_17, &R2_17P, &R2_18, &R2_19, &R3_03, &R3_04, &R4_13, &R4_13H];
