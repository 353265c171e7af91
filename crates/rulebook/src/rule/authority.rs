//! The local authority's own work: receiving, returns, children missing education, its desks.
//!
//! Must never know: a case. Source: R8.01 to R8.10 of the law note.

use super::*;

const BASE: Version = Version { holder: &[Party::Authority], ..Version::BLANK };

/// Receiving notices.
///
/// R8.01. SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788.
pub static R8_01: Rule = Rule {
    id: "R8.01",
    title: "The authority receives every notice",
    topic: Topic::Authority,
    versions: &[
        Version::gap(
            On(2022, 8, 31),
            "every suspension has been notified since 1 September 2022; which were before then was not read",
        ),
        Version {
            from: On(2022, 9, 1),
            citation: "SI 2012/1033 regs 5, 14 and 23, as amended by SI 2022/788",
            trigger: "a school notifies a suspension or permanent exclusion",
            contents: &[
                ours("received", "when it was received"),
                ours("plan", "the plan for the sixth day, asked for by school day 3"),
            ],
            clock: promptly("without delay", "the day the school tells the authority"),
            plain: Plain {
                school: "Every notice goes to the authority without delay. It will ask for the sixth-day plan.",
                family: "The council hears of every suspension.",
                authority: "Log when each notice arrives and ask for the sixth-day plan by school day 3. The asking is Mainstay’s own rule; the notice is the school’s duty.",
            },
            basis: Basis::Read(
                "a council page on the duty to notify; the day of the asking is Mainstay’s own",
            ),
            new: "Since 1 September 2022 every suspension.",
            ..BASE
        },
    ],
};

/// Census returns.
///
/// R8.02. the school census guide of the year.
pub static R8_02: Rule = Rule {
    id: "R8.02",
    title: "What is returned about suspensions and exclusions",
    topic: Topic::Authority,
    versions: &[
        Version::gap(
            On(2020, 8, 31),
            "the form known here, with up to three reasons, dates from autumn 2020; its first day was not read, and what was returned before is not held",
        ),
        Version {
            from: On(2020, 9, 1),
            citation: "the school census guide of the year",
            trigger: "a census falls due: autumn, spring and summer",
            holder: &[Party::School, Party::Authority],
            contents: &[
                must("category", "the category: permanent, suspension or lunchtime"),
                must("start", "the start date"),
                must("sessions", "the sessions, one being half a day"),
                must("reasons", "up to three reasons"),
            ],
            clock: prompt(
                "on the census day of the term; an alternative provision census each January",
            ),
            plain: Plain {
                school: "Three censuses a year carry the suspensions of earlier terms: autumn carries spring and summer, spring carries summer and autumn, summer carries autumn and spring. Each record has a category, a start date, sessions and up to three reasons. Pupil referral units and alternative provision academies are in it.",
                family: "Schools report suspensions to the government three times a year. The published figures do not name pupils.",
                authority: "You send the alternative provision census each January for the places you pay for, and the section 251 budget and outturn. Check the reason codes against this year’s guide.",
            },
            basis: Basis::PartRead(
                "a data body’s methodology and a register of national pupil data",
                "the alternative provision census, section 251 and the list of codes are from general knowledge",
            ),
            new: "Up to three reasons since autumn 2020, and “other” removed.",
            ..BASE
        },
    ],
};

/// Children missing education.
///
/// R8.03. Education Act 1996 s.436A.
pub static R8_03: Rule = Rule {
    id: "R8.03",
    title: "Children missing education",
    topic: Topic::Authority,
    versions: &[Version {
        citation: "Education Act 1996 s.436A",
        trigger: "a child of compulsory school age is not on a register and not getting suitable education",
        recipients: &[to(Party::Parent)],
        clock: prompt(
            "find out and act; joint reasonable enquiries before a pupil is deleted as untraceable",
        ),
        plain: Plain {
            school: "Before taking off a pupil who cannot be traced, make reasonable enquiries jointly with the authority.",
            family: "The council must find out whether your child is getting an education, and help if not.",
            authority: "Identify children of compulsory age who are not on a register and not suitably educated. Both of you enquire before a pupil who cannot be found is deleted.",
        },
        basis: Basis::PartRead(
            "a services page that repeats the published guidance on children missing education",
            "the rest is from general knowledge",
        ),
        ..BASE
    }],
};

/// New pupil and deletion returns.
///
/// R8.04. SI 2024/208 reg 13(1) to (4).
pub static R8_04: Rule = Rule {
    id: "R8.04",
    title: "A new pupil returned within 5 days, and a deletion as soon as its ground is met",
    topic: Topic::Authority,
    versions: &[
        attendance::BEFORE,
        Version {
            from: On(2024, 8, 19),
            citation: "SI 2024/208 reg 13(1) to (4)",
            trigger: "a pupil’s name is entered in the register",
            holder: &[Party::School],
            recipients: &[to(Party::Authority)],
            contents: &[
                must("name", "the pupil’s name"),
                must("address", "the address"),
                must("parents", "the parents’ details and phone"),
                must("new-address", "any new address"),
                must("new-school", "any new school"),
                must("ground", "the ground, on a deletion"),
            ],
            clock: count(
                Span::DaysAfter(5),
                "the day of entry: the end of the fifth day after it, weekends and holidays counted",
            ),
            plain: Plain {
                school: "Return a new pupil by the end of the fifth day after the day of entry. The word is day, so weekends and holidays count. Not for the most junior intake on the first day of the year unless asked. Return a deletion as soon as the ground is met, and no later than the deletion.",
                family: "When your child joins or leaves a school, it must tell the council within a few days.",
                authority: "New pupils within 5 days of entry, deletions no later than the deletion. Chase both.",
            },
            basis: Basis::PartRead(
                "SI 2024/208 reg 13(1) to (4)",
                "the timing of a deletion return is from an older text on children missing education",
            ),
            new: "The register regulations changed on 19 August 2024.",
            ..BASE
        },
    ],
};

/// Sickness returns.
///
/// R8.05. SI 2024/208.
pub static R8_05: Rule = Rule {
    id: "R8.05",
    title: "Fifteen school days of illness are returned",
    topic: Topic::Authority,
    versions: &[
        attendance::BEFORE,
        Version {
            from: On(2024, 8, 19),
            citation: "SI 2024/208",
            trigger: "there is reason to believe a pupil will miss 15 school days of the school year through illness, in a row or added up",
            holder: &[Party::School],
            recipients: &[to(Party::Authority)],
            contents: &[must("expected", "that 15 days of illness are expected or reached")],
            clock: count(
                Span::SchoolDayOf(15),
                "the first school day of illness in the school year; days of illness are taken in a row or added up",
            ),
            plain: Plain {
                school: "Tell the authority as soon as you can see that illness will reach 15 school days this year, all added together, and by the fifteenth at the latest.",
                family: "If your child is ill for 15 school days in the year, the school tells the council, which may arrange teaching.",
                authority: "Section 19 may be close behind. Expect the return before the fifteenth day.",
            },
            basis: Basis::PartRead(
                "a home education charity on SI 2024/208, and a local schools’ service",
                "the conditions, and the day it falls due, are from general knowledge",
            ),
            new: "Expected by the 2024 register regulations.",
            ..BASE
        },
    ],
};

/// Ten days of unauthorised absence.
///
/// R8.05a. SI 2024/208.
pub static R8_05A: Rule = Rule {
    id: "R8.05a",
    title: "Ten school days of unauthorised absence in a row are returned",
    topic: Topic::Authority,
    versions: &[
        attendance::BEFORE,
        Version {
            from: On(2024, 8, 19),
            citation: "SI 2024/208",
            trigger: "a pupil does not attend regularly, or is absent without authority for 10 school days in a row (G, N, O or U)",
            holder: &[Party::School],
            recipients: &[to(Party::Authority)],
            contents: &[must("absence", "the absence and its codes")],
            clock: prompt(
                "at the intervals agreed with the authority; the day it falls due was not read",
            ),
            plain: Plain {
                school: "Return a pupil who does not attend regularly, or who is away without authority for 10 school days in a row. Check the register itself: a mark of N is not a reason.",
                family: "If your child misses 10 school days in a row without permission, the school must tell the council.",
                authority: "Ten in a row, or not attending regularly. Ask what each N turned out to be.",
            },
            basis: Basis::PartRead(
                "a local schools’ service on ten days of absence",
                "the conditions of the return are from general knowledge",
            ),
            ..BASE
        },
    ],
};

/// The sixth-day desk.
///
/// R8.06. Mainstay’s own list, from Education Act 1996 s.19 and SI 2007/1870.
pub static R8_06: Rule = Rule {
    id: "R8.06",
    title: "The desk for the sixth day and section 19",
    topic: Topic::Authority,
    versions: &[Version {
        force: Force::Product,
        citation: "Mainstay’s own list, from Education Act 1996 s.19 and SI 2007/1870",
        trigger: "a pupil is out of school and education must be arranged",
        contents: &[
            ours("holder", "who owes it: governors, the authority or the home authority"),
            ours("due", "the day it is due"),
            ours("offered", "the day it was offered"),
            ours("started", "the day it began"),
            ours("hours", "the hours offered, and why if under full-time"),
            ours("ehc-hours", "the hours of the EHC plan"),
            ours("review", "the day it is looked at again"),
        ],
        clock: prompt("daily until education begins"),
        plain: Plain {
            school: "Tell the authority early whether the sixth day will be met, and by whom.",
            family: "The council keeps a list of children waiting for education, and should be able to tell you where yours is on it.",
            authority: "One line for each pupil: who owes it, by when, offered, begun, hours, and why if short. No statutory termly return of section 19 was found; members and the department ask.",
        },
        basis: Basis::Memory,
        ..BASE
    }],
};

/// EHC plans.
///
/// R8.07. Children and Families Act 2014 s.42.
pub static R8_07: Rule = Rule {
    id: "R8.07",
    title: "An EHC plan goes on through an exclusion",
    topic: Topic::Authority,
    versions: &[
        Version::gap(
            On(2014, 8, 31),
            "the Act is of 2014 and its first day for plans was not read, so it is held from 1 September 2014; statements of SEN before it were not read",
        ),
        Version {
            from: On(2014, 9, 1),
            citation: "Children and Families Act 2014 s.42",
            trigger: "a pupil with an EHC plan is suspended or excluded",
            recipients: &[to_any(Party::Parent), to_any(Party::Provider)],
            clock: prompt("the duty is continuous; review early, amend before naming a new school"),
            plain: Plain {
                school: "The authority still owes what the plan says. Ask for an early review.",
                family: "Your child’s EHC plan still counts during a suspension or exclusion, and the council must go on providing it.",
                authority: "Neither suspension nor permanent exclusion stops the duty to secure the plan. Review early, and amend before naming a new school. You are asked to off-site direction reviews.",
            },
            basis: Basis::PartRead(
                "a national charity’s page, for off-site direction",
                "the rest is from general knowledge",
            ),
            ..BASE
        },
    ],
};

/// The Virtual School Head.
///
/// R8.08. DfE guidance on Virtual School Heads; the 2026 Act adds a statutory footing that has
/// not been shown to be in force.
pub static R8_08: Rule = Rule {
    id: "R8.08",
    title: "What the Virtual School Head does",
    topic: Topic::Authority,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version {
            from: On(2022, 9, 1),
            force: Force::Should,
            citation: "DfE guidance on Virtual School Heads; the 2026 Act adds a statutory footing that has not been shown to be in force",
            trigger: "a looked-after or previously looked-after pupil, one with a social worker or one in kinship care is at risk of exclusion",
            holder: &[Party::VirtualHead],
            clock: prompt("early, and not merely told"),
            plain: Plain {
                school: "Bring the Virtual School Head in early for a pupil in care, and ask for advice for one who has a social worker, was once in care or lives with kin.",
                family: "Every council has a head teacher for children in care, who should be involved early.",
                authority: "The role is statutory for pupils in care, and advisory for those who were. For social workers and kinship care it is guidance; the 2026 Act’s footing was not found to be in force.",
            },
            basis: Basis::PartRead(
                "a Virtual School’s page of 2026",
                "the 2026 Act’s section and its start were not confirmed",
            ),
            ..BASE
        },
    ],
};

const MOVEMENT: Version = Version {
    from: On(2022, 9, 1),
    force: Force::Should,
    citation: "DfE exclusion guidance, 2022 to 2024 editions",
    trigger: "figures of movement between schools are looked at",
    holder: &[Party::Governors, Party::Authority],
    contents: &[
        should(
            "together",
            "suspensions, moves, off-site direction, alternative provision, home education and part-time timetables, seen together",
        ),
        should("characteristics", "by characteristic"),
    ],
    clock: prompt("regularly"),
    plain: Plain {
        school: "Look at suspensions, off-site direction, managed moves, alternative provision, home education and part-time timetables together, and by characteristic.",
        family: "Schools and councils should look at how many children are moved out of class or school, and which ones.",
        authority: "Look at all of it together by school. A fall in exclusions with a rise in the rest is worth a question.",
    },
    basis: Basis::Read("a sector service on the July 2026 edition and a county council page"),
    ..Version::BLANK
};

/// Movement tracking.
///
/// R8.09. DfE exclusion guidance, July 2026 edition.
pub static R8_09: Rule = Rule {
    id: "R8.09",
    title: "Movement is looked at as a whole",
    topic: Topic::Authority,
    versions: &[
        suspension::GUIDANCE_BEFORE_2022,
        Version { to: Some(On(2026, 7, 25)), ..MOVEMENT },
        Version {
            from: On(2026, 7, 26),
            citation: "DfE exclusion guidance, July 2026 edition",
            new: "The July 2026 edition is reported to ask more of governors about data.",
            ..MOVEMENT
        },
    ],
};

/// The review service.
///
/// R8.10. SI 2012/1033 Schedule 1.
pub static R8_10: Rule = Rule {
    id: "R8.10",
    title: "Running the review service",
    topic: Topic::Authority,
    versions: &[
        Version { to: Some(On(2023, 8, 31)), ..REVIEWS },
        Version {
            from: On(2023, 9, 1),
            contents: &[
                must("members", "members recruited and trained within two years"),
                must("clerk", "a clerk, trained too, and a venue"),
                must("remote", "the conditions of a remote hearing looked at"),
                must("letter", "the decision letter"),
            ],
            plain: Plain {
                authority: "You arrange reviews for maintained schools: members, training, clerk, venue, remote checks, letters, and the collection of any readjustment.",
                ..REVIEWS.plain
            },
            new: "Since 1 September 2023 a remote hearing has its conditions.",
            ..REVIEWS
        },
    ],
};

const REVIEWS: Version = Version {
    citation: "SI 2012/1033 Schedule 1",
    trigger: "a review is asked for at a maintained school or pupil referral unit",
    contents: &[
        must("members", "members recruited and trained within two years"),
        must("clerk", "a clerk, trained too, and a venue"),
        must("letter", "the decision letter"),
    ],
    clock: prompt("standing: a panel ready when a request arrives"),
    plain: Plain {
        school: "A maintained school’s review is arranged by the authority, an academy’s by its trust.",
        family: "The council runs the reviews for council-maintained schools, and pays for them.",
        authority: "You arrange reviews for maintained schools: members, training, clerk, venue, letters, and the collection of any readjustment.",
    },
    basis: Basis::Read("SI 2012/1033 Schedule 1 and a training page for the two years"),
    ..BASE
};

/// Every rule of this room.
pub const RULES: &[&Rule] =
    &[&R8_01, &R8_02, &R8_03, &R8_04, &R8_05, &R8_05A, &R8_06, &R8_07, &R8_08, &R8_09, &R8_10];
