//! Records, data, complaints and safeguarding: what is kept, who may see it, how fast.
//!
//! Must never know: a case, or a school's own policy. Source: R7.01 to R7.10 of the law note.

use super::*;

/// Data law before the Act of 2018.
const BEFORE_2018: Version = Version::gap(
    On(2018, 5, 24),
    "the data law known here is that of 2018 and after; what went before was not read",
);

const DATA: Version = Version {
    from: On(2018, 5, 25),
    citation: "UK GDPR; Data Protection Act 2018",
    holder: &[Party::School, Party::Authority],
    ..Version::BLANK
};

const BASIS: Version = Version {
    citation: "UK GDPR articles 6 and 9; Data Protection Act 2018 Schedule 1",
    trigger: "a pupil’s data is recorded or shared",
    plain: Plain {
        school: "Ordinary work rests on public task or legal duty. Health, ethnicity and the like need one of the special conditions, usually substantial public interest for safeguarding or equality; criminal allegations need one too. Children deserve more care than adults.",
        family: "The school may only keep and share information about your child where the law allows, and with extra care because they are a child.",
        authority: "Each body says its own basis. Public task serves both school and authority.",
    },
    basis: Basis::Memory,
    ..DATA
};

/// Lawful basis.
///
/// R7.01. UK GDPR articles 6 and 9; Data Protection Act 2018 Schedule 1; Data (Use and Access)
/// Act 2025.
pub static R7_01: Rule = Rule {
    id: "R7.01",
    title: "The lawful basis for holding pupil data",
    topic: Topic::Records,
    versions: &[
        BEFORE_2018,
        Version { to: Some(On(2026, 2, 4)), ..BASIS },
        Version {
            from: On(2026, 2, 5),
            citation: "UK GDPR articles 6 and 9; Data Protection Act 2018 Schedule 1; Data (Use and Access) Act 2025",
            basis: Basis::PartRead(
                "a law firm on the 2025 Act, for its commencement alone",
                "the conditions themselves are from general knowledge",
            ),
            new: "Since 5 February 2026 recognised legitimate interests cover safeguarding, but not for a public authority doing its public tasks.",
            ..BASIS
        },
    ],
};

/// Impact assessment.
///
/// R7.02. UK GDPR article 35 (article named from general knowledge).
pub static R7_02: Rule = Rule {
    id: "R7.02",
    title: "An impact assessment before first use",
    topic: Topic::Records,
    versions: &[
        BEFORE_2018,
        Version {
            citation: "UK GDPR article 35 (article named from general knowledge)",
            trigger: "a system is to watch children as a matter of course, with special-category data",
            clock: prompt("before first use"),
            plain: Plain {
                school: "Do a data protection impact assessment before going live. The school or trust and the authority are controllers, each for its own part, so write a sharing agreement where work crosses between you.",
                family: "Before a system like this is used, the risks to children’s data must be looked at and written down.",
                authority: "You are a controller for your own part of this: a sharing agreement covers the desk.",
            },
            basis: Basis::Memory,
            ..DATA
        },
    ],
};

/// Retention.
///
/// R7.03. SI 2024/208 for registers; the Information and Records Management Society’s schools
/// toolkit for the rest, which is guidance.
pub static R7_03: Rule = Rule {
    id: "R7.03",
    title: "How long records are kept",
    topic: Topic::Records,
    versions: &[
        attendance::BEFORE,
        Version {
            from: On(2024, 8, 19),
            citation: "SI 2024/208 for registers; the Information and Records Management Society’s schools toolkit for the rest, which is guidance",
            trigger: "a record reaches the end of its time",
            contents: &[
                must("registers", "registers: 6 years"),
                should(
                    "primary",
                    "primary pupil record, with exclusion and behaviour: it goes with the pupil",
                ),
                should("secondary", "secondary pupil record: to 25 years after the date of birth"),
                should(
                    "child-protection",
                    "child protection file: to 25 years after the date of birth, then looked at again, and apart from the pupil file",
                ),
                should("sen", "EHC and SEN: to 31 years after the date of birth, or 25 and 6"),
                should(
                    "governor-papers",
                    "governors’ exclusion papers: commonly to 25 years after the date of birth, or 6 years after the current one",
                ),
                ours(
                    "day-sheets",
                    "room day-sheets: not named anywhere; this year and one more, unless tied to an incident",
                ),
                should(
                    "allegations",
                    "allegations against staff: to normal pension age, or 10 years if longer",
                ),
                should("held", "nothing deleted that an inquiry or a hold needs"),
            ],
            plain: Plain {
                school: "Only the register has a time in law: 6 years. The rest is the toolkit’s advice and local schedules differ, so set your own. Never delete under an inquiry or a hold.",
                family: "The school keeps most of your child’s record until they are about 25, and the register for 6 years.",
                authority: "Local schedules differ. Make every period a setting, and hold what an inquiry may want.",
            },
            basis: Basis::PartRead(
                "SI 2024/208 for registers, copies of the toolkit, and a council’s schedule to the 25th birthday",
                "the periods other than registers are from general knowledge",
            ),
            ..DATA
        },
    ],
};

/// The educational record.
///
/// R7.04. SI 2005/1437 reg 5.
pub static R7_04: Rule = Rule {
    id: "R7.04",
    title: "A parent sees the educational record in 15 school days",
    topic: Topic::Records,
    versions: &[Version {
        citation: "SI 2005/1437 reg 5",
        trigger: "a parent of a pupil at a maintained school asks in writing for the educational record",
        holder: &[Party::Governors],
        recipients: &[to(Party::Parent)],
        contents: &[
            must("sight", "sight of the record, free"),
            must("copy", "a copy if asked for, at no more than its cost"),
        ],
        clock: count(Span::SchoolDaysAfter(15), "the day the written request is received"),
        plain: Plain {
            school: "A maintained school shows a parent the educational record, free, within 15 school days of a written request, and gives a copy in the same time for no more than it costs. An academy has no such rule: use a request for personal data, or your own terms.",
            family: "If your child is at a council-maintained school you can ask in writing to see their educational record, free, and must get it within 15 school days. At an academy, ask for your child’s personal data instead.",
            authority: "For maintained schools only. Academies answer under data law or contract.",
        },
        basis: Basis::Read(
            "SI 2005/1437 reg 5(2), quoted by a legal service, and a county council’s page on copies and fees",
        ),
        ..Version::BLANK
    }],
};

const ACCESS: Version = Version {
    citation: "UK GDPR articles 12 and 15; Data Protection Act 2018",
    trigger: "somebody asks for the personal data held about them, or about a child they act for",
    recipients: &[to(Party::Requester)],
    clock: count(Span::MonthsAfterToWorkingDay(1), "the day the request is received"),
    plain: Plain {
        school: "One month, to the same date in the next month or its last day, and on to the next working day if that is a weekend or public holiday. Two months more where it is complex. Leave out what would do serious harm, what is about other people, exam scripts, legal advice and child abuse data. A pupil who understands decides for themselves.",
        family: "The school has one month to give you the data it holds, and may take two months more if it is complex. An older child may decide for themselves.",
        authority: "One month, and the only deadline here that rolls on to a working day.",
    },
    basis: Basis::PartRead(
        "the Information Commissioner’s checklist and a schools’ service, for the count",
        "the exemptions and the pupil’s own right are from general knowledge",
    ),
    ..DATA
};

/// Subject access.
///
/// R7.05. UK GDPR articles 12 and 15, as amended by the Data (Use and Access) Act 2025.
pub static R7_05: Rule = Rule {
    id: "R7.05",
    title: "A request for personal data, within one month",
    topic: Topic::Records,
    versions: &[
        BEFORE_2018,
        Version { to: Some(On(2026, 2, 4)), ..ACCESS },
        Version {
            from: On(2026, 2, 5),
            citation: "UK GDPR articles 12 and 15, as amended by the Data (Use and Access) Act 2025",
            clock: count(
                Span::MonthsAfterToWorkingDay(1),
                "the day the request is received, or, if later, the day the person’s identity or authority is in hand",
            ),
            plain: Plain {
                school: "One month, to the same date in the next month or its last day, and on to the next working day if that is a weekend or public holiday. Two months more where it is complex. The clock starts when you hold proof of who asks, and may be paused while you wait for a needed clarification; the search is a reasonable and proportionate one. Leave out what would do serious harm, what is about other people, exam scripts, legal advice and child abuse data. A pupil who understands decides for themselves.",
                family: "The school has one month to give you the data it holds, and may take two months more if it is complex. It can wait for proof of who you are, or for you to say what you mean. An older child may decide for themselves.",
                authority: "One month from proof of identity, paused for needed clarification, and the only deadline here that rolls on to a working day.",
            },
            basis: Basis::PartRead(
                "a law firm on the 2025 Act, and the Information Commissioner’s checklist for the count",
                "the exemptions and the pupil’s own right are from general knowledge",
            ),
            new: "Since 5 February 2026 the clock waits for proof of identity and can be paused for clarification.",
            ..ACCESS
        },
    ],
};

/// A data-protection complaint.
///
/// R7.06. Data Protection Act 2018 s.164A, put in by the Data (Use and Access) Act 2025 s.103.
pub static R7_06: Rule = Rule {
    id: "R7.06",
    title: "A data-protection complaint acknowledged within 30 days",
    topic: Topic::Records,
    versions: &[
        Version::gap(On(2026, 6, 18), "the duty to run a complaints process began on 19 June 2026"),
        Version {
            from: On(2026, 6, 19),
            citation: "Data Protection Act 2018 s.164A, put in by the Data (Use and Access) Act 2025 s.103",
            trigger: "a complaint about how personal data is used is received",
            recipients: &[to(Party::Complainant)],
            contents: &[
                must("acknowledge", "that the complaint was received"),
                must("outcome", "the outcome, without undue delay"),
            ],
            clock: count(Span::DaysOf(30), "the day the complaint is received"),
            plain: Plain {
                school: "Have an easy way to complain about data. Acknowledge within 30 days, counting the day it comes as day 1: received on 1 September, due on 30 September, and it does not roll on. Then answer without undue delay. One guide counts from the day after: the regulator says it has explained the count, and that was not seen, so the shorter is used.",
                family: "If you complain about how data was used, the school must say within 30 days that it has your complaint, and then tell you the outcome without undue delay.",
                authority: "Your own complaints are caught too. Two counts are in circulation: Mainstay uses the earlier date.",
            },
            basis: Basis::PartRead(
                "section 103 of the 2025 Act, a schools’ personnel service, and responses on the Commissioner’s draft guidance",
                "how the 30 days are counted is not settled; the regulator’s explanation was not seen",
            ),
            new: "New on 19 June 2026.",
            ..DATA
        },
    ],
};

/// Equality.
///
/// R7.07. Equality Act 2010 s.149; TZA \[2025\] EWCA Civ 200.
pub static R7_07: Rule = Rule {
    id: "R7.07",
    title: "Equality: regard had, and figures published",
    topic: Topic::Records,
    versions: &[
        Version { to: Some(On(2025, 3, 3)), ..REGARD },
        Version {
            from: On(2025, 3, 4),
            citation: "Equality Act 2010 s.149; TZA [2025] EWCA Civ 200",
            plain: Plain {
                school: "The equality duty applies to policies and to each decision. The Court of Appeal has said that no written assessment is required: what matters is that regard was had. Write down who and when. Publish information each year and objectives every four.",
                ..REGARD.plain
            },
            basis: Basis::PartRead(
                "the TZA judgment and reports of it, and a data body on leaving out small numbers",
                "the publication duties are from general knowledge",
            ),
            new: "On 4 March 2025 the Court of Appeal said that no written assessment is required, and that a board decides afresh after a panel’s recommendation.",
            ..REGARD
        },
    ],
};

const REGARD: Version = Version {
    citation: "Equality Act 2010 s.149",
    trigger: "a policy or a decision about a pupil is made",
    holder: &[Party::School, Party::Governors, Party::Authority],
    contents: &[
        ours("regard", "that regard was had, by whom and when"),
        must("information", "equality information published each year"),
        must("objectives", "objectives published every 4 years"),
        should(
            "analysis",
            "suspensions, permanent exclusions, removals and moves by characteristic",
        ),
        should("suppress", "numbers of 1 or 2 left out of reports"),
    ],
    clock: prompt("when the decision is taken"),
    plain: Plain {
        school: "The equality duty applies to policies and to each decision. Write down that regard was had, by whom and when. Publish information each year and objectives every four.",
        family: "The school must think about equality when it makes rules and when it decides about your child.",
        authority: "Ask for the figures by characteristic, with numbers of 1 or 2 left out.",
    },
    basis: Basis::PartRead(
        "a data body on leaving out small numbers",
        "the duty and its publication are from general knowledge",
    ),
    ..Version::BLANK
};

const SAFEGUARDING: Version = Version {
    from: On(2025, 9, 1),
    force: Force::Should,
    citation: "DfE, Keeping children safe in education",
    trigger: "a concern arises, an exclusion is considered, or a pupil moves school",
    holder: &[Party::SafeguardingLead],
    recipients: &[to_any(Party::SocialWorker), to_any(Party::ReceivingSchool)],
    contents: &[
        should(
            "route",
            "a referral to social care, or an early help assessment and a team round the family with consent where no threshold is met",
        ),
        should("before-exclusion", "safeguarding considered before any exclusion"),
        should(
            "file",
            "a copy of the safeguarding file to the new school within 5 days in the year, or within 5 days of the start of term",
        ),
    ],
    clock: prompt("the safeguarding file: within 5 days"),
    plain: Plain {
        school: "The safeguarding lead decides the route: social care, or early help with the family’s consent. Consider safeguarding before any exclusion: a pupil out of school is more at risk, including of exploitation. When a pupil moves, copy the safeguarding file to the new school within 5 days.",
        family: "The school must think about your child’s safety before excluding them, and pass what it knows to a new school within 5 days.",
        authority: "Ask whether safeguarding was considered, and where the file is.",
    },
    basis: Basis::PartRead(
        "a county’s safeguarding procedures, and two councils quoting the guidance on 5 days",
        "the rest is from general knowledge; which kind of days is meant was not read",
    ),
    ..Version::BLANK
};

/// The safeguarding route.
///
/// R7.08. DfE, Keeping children safe in education.
pub static R7_08: Rule = Rule {
    id: "R7.08",
    title: "The safeguarding route, and the file that moves with the pupil",
    topic: Topic::Records,
    versions: &[
        Version::gap(
            On(2025, 8, 31),
            "the safeguarding guidance known here is that of 2025 and 2026; earlier editions were not read",
        ),
        Version { to: Some(On(2026, 8, 31)), ..SAFEGUARDING },
        Version {
            from: On(2026, 9, 1),
            new: "A new edition applies from 1 September 2026. Its text was not seen.",
            ..SAFEGUARDING
        },
    ],
};

/// Complaints.
///
/// R7.09. Education Act 2002 s.29 (maintained); Independent School Standards Part 7
/// (academies).
pub static R7_09: Rule = Rule {
    id: "R7.09",
    title: "Complaints",
    topic: Topic::Records,
    versions: &[Version {
        citation: "Education Act 2002 s.29 (maintained); Independent School Standards Part 7 (academies)",
        trigger: "somebody complains",
        holder: &[Party::Governors],
        recipients: &[to(Party::Complainant)],
        plain: Plain {
            school: "An exclusion goes only by its own route: governors, then review. Everything else goes by the school’s published procedure and then to the department. A complaint about the authority goes to the ombudsman.",
            family: "If your child has been excluded, use the governors and the review. For anything else, use the school’s complaints procedure and then write to the Department for Education.",
            authority: "Complaints about you go to the ombudsman. Complaints about an exclusion itself are not for either of you.",
        },
        basis: Basis::Memory,
        ..Version::BLANK
    }],
};

/// Logs.
///
/// R7.10. Mainstay’s own rule, from the accountability principle of the UK GDPR.
pub static R7_10: Rule = Rule {
    id: "R7.10",
    title: "Who saw it and who changed it",
    topic: Topic::Records,
    versions: &[
        BEFORE_2018,
        Version {
            force: Force::Product,
            citation: "Mainstay’s own rule, from the accountability principle of the UK GDPR",
            trigger: "a record is read, written or put right",
            contents: &[
                ours("who", "who saw it or changed it"),
                ours("what", "what changed"),
                ours("correction", "a correction beside the decision, and never over it"),
            ],
            plain: Plain {
                school: "Mainstay keeps who saw and who changed what. A decision is never overwritten: a correction is added beside it.",
                family: "The record shows who saw it and who changed it, and a correction never hides what was there before.",
                authority: "The trail is kept, and what is corrected stays readable.",
            },
            basis: Basis::Memory,
            ..DATA
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] =
    &[&R7_01, &R7_02, &R7_03, &R7_04, &R7_05, &R7_06, &R7_07, &R7_08, &R7_09, &R7_10];
