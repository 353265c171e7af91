//! Removal from class: who may, when, for how long, who is told, how the pupil is kept.
//!
//! Must never know: a case, or a school's own thresholds. Source: R1.01 to R1.17 of the law
//! note; force and seclusion are in [`super::force`].

use super::*;

/// Nothing is held of the behaviour guidance before its 2022 edition.
const BEFORE_2022: Version = Version::gap(
    On(2022, 8, 31),
    "the behaviour guidance known here is that of 2022 and 2024, held from 1 September 2022; its first day was not read, nor any earlier edition",
);

/// A removal from class, as the guidance on behaviour describes it.
const GUIDANCE: Version = Version {
    from: On(2022, 9, 1),
    force: Force::Should,
    citation: "DfE, Behaviour in schools (2022 and 2024 editions)",
    trigger: "a pupil is removed from class",
    holder: &[Party::School],
    ..Version::BLANK
};

/// What a removal is, and what it is not.
///
/// R1.01. DfE, Behaviour in schools (2022 and 2024 editions).
pub static R1_01: Rule = Rule {
    id: "R1.01",
    title: "What removal from class is",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version {
            force: Force::Advice,
            trigger: "a member of staff tells a pupil to spend a limited time out of class for a serious disciplinary reason",
            holder: &[],
            plain: Plain {
                school: "Removal is a sanction: time out of lessons, on site, supervised. A few minutes outside to settle, or planned time in a sensory or nurture space, is not removal, and sending a pupil home is suspension. Holding a pupil where they cannot or dare not leave is seclusion, which is something else and has its own record.",
                family: "Removal means your child is taken out of lessons for a limited time as a sanction, but stays at school and is supervised. It is not a suspension.",
                authority: "Removal keeps the pupil on site and on the register as present. It is neither suspension nor seclusion, and does not enter suspension figures.",
            },
            basis: Basis::PartRead(
                "a trade newspaper quoting the department’s definitions of removal and seclusion",
                "the line drawn against calming and support spaces is from general knowledge",
            ),
            ..GUIDANCE
        },
    ],
};

/// Who may authorise a removal.
///
/// R1.02. Education and Inspections Act 2006 ss.90 and 91.
pub static R1_02: Rule = Rule {
    id: "R1.02",
    title: "Who may authorise removal",
    topic: Topic::Removal,
    versions: &[Version {
        force: Force::Must,
        citation: "Education and Inspections Act 2006 ss.90 and 91",
        trigger: "a removal is imposed",
        holder: &[Party::Head, Party::Staff],
        contents: &[
            ours("imposed-by", "who imposed it"),
            ours("authorised-by", "who authorised it"),
            ours("time", "when"),
            ours("reason", "why"),
            ours("policy", "the part of the behaviour policy it rests on"),
            ours("tried-first", "what was tried first"),
        ],
        missed: "The sanction can be unlawful.",
        plain: Plain {
            school: "The headteacher decides in the behaviour policy how removal works and who may use it. It must be imposed by paid staff the head has not shut out from doing so, on the premises or while the pupil is in staff charge. It must break no other law and be reasonable for this pupil’s age, needs, disability and religion.",
            family: "Only staff the headteacher allows may remove a pupil from class, and it must be fair for your child’s age, needs, disability and religion.",
            authority: "A removal outside the headteacher’s scheme, or unreasonable for the pupil, may be unlawful. Ask for the policy and the record.",
        },
        basis: Basis::Memory,
        ..Version::BLANK
    }],
};

/// When removal should be used.
///
/// R1.03. DfE, Behaviour in schools (2022 and 2024 editions).
pub static R1_03: Rule = Rule {
    id: "R1.03",
    title: "When removal should be used",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version {
            clock: prompt("the minimum time necessary"),
            holder: &[Party::Head, Party::Staff],
            plain: Plain {
                school: "Use removal when other steps have not worked, unless behaviour is so extreme that the pupil must come out at once. Three purposes are given: making the place safe after serious disruption, letting the pupil go on learning somewhere managed, and a chance to calm. Keep it as short as it can be.",
                family: "School should try other things first, unless what happened was very serious, and the time out of lessons should be as short as it can be.",
                authority: "Look for what was tried first, the purpose, and whether the time was kept to the least needed.",
            },
            basis: Basis::PartRead(
                "a written ministerial answer of 2026 on removal: least time, consistent, proportionate, supporting return",
                "the three purposes are from general knowledge",
            ),
            ..GUIDANCE
        },
    ],
};

/// Parents are told of a removal on the day.
///
/// R1.04. DfE, Behaviour in schools (2022 and 2024 editions), removal from classrooms.
pub static R1_04: Rule = Rule {
    id: "R1.04",
    title: "Parents are told of a removal the same day",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version {
            citation: "DfE, Behaviour in schools (2022 and 2024 editions), removal from classrooms",
            recipients: &[
                to(Party::Parent),
                to_any(Party::SocialWorker),
                to_any(Party::VirtualHead),
            ],
            contents: &[
                should("why", "why the pupil was removed"),
                should("how-long", "how long for"),
                should("what-next", "what happens next"),
                ours("work", "the work the pupil has been set"),
                ours("return", "when the pupil goes back to lessons"),
            ],
            clock: promptly("the same day", "the day of the removal"),
            missed: "A departure from guidance: open to complaint and to an inspector’s question. It is not a breach of statute.",
            plain: Plain {
                school: "Tell home on the day of every removal, and tell the social worker or Virtual School Head where the pupil has one: why, how long, what happens next.",
                family: "If your child is removed from class, the school should tell you the same day why, for how long and what happens next.",
                authority: "Social workers and the Virtual School Head should hear of a removal on the same day as the parents.",
            },
            basis: Basis::Memory,
            ..GUIDANCE
        },
    ],
};

/// No maximum length.
///
/// R1.05. DfE, Behaviour in schools (2022 and 2024 editions); EBB v Gorse Academies Trust
/// \[2025\] EWHC 1983 (Admin).
pub static R1_05: Rule = Rule {
    id: "R1.05",
    title: "How long a removal may last",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version { to: Some(On(2025, 7, 28)), ..LENGTH },
        Version {
            from: On(2025, 7, 29),
            citation: "DfE, Behaviour in schools (2022 and 2024 editions); EBB v Gorse Academies Trust [2025] EWHC 1983 (Admin)",
            plain: Plain {
                school: "No statute sets a longest time, and the High Court has held very heavy repeat use lawful on its facts where each occasion was decided with reasons; whether that judgment was appealed is not known. Decide each occasion afresh. No length is refused here. Watch the running total and review at points your school sets; suggested, and not law: the third removal in 10 school days, 5 school days in a term, or a tenth of the sessions in a half-term.",
                family: "The law sets no longest time for removal, but it should be as short as possible, and each time needs its own reason.",
                authority: "There is no statutory limit to test against. Look at whether each occasion was reasoned, and at the running total.",
            },
            basis: Basis::PartRead(
                "press and legal reports of the EBB judgment",
                "that no statute sets a maximum is from general knowledge; the points of review are suggestions of our own",
            ),
            new: "On 29 July 2025 the High Court held repeated removal lawful on its facts, with no fixed cap of days in the reports seen.",
            ..LENGTH
        },
    ],
};

const LENGTH: Version = Version {
    clock: prompt("a limited time, and the minimum necessary"),
    plain: Plain {
        school: "No statute sets a longest time. Decide each occasion afresh, with reasons. No length is refused here. Watch the running total, and review at points your school sets.",
        family: "The law sets no longest time for removal, but it should be as short as possible, and each time needs its own reason.",
        authority: "There is no statutory limit to test against. Look at whether each occasion was reasoned, and at the running total.",
    },
    basis: Basis::Memory,
    ..GUIDANCE
};

/// Education in the room.
///
/// R1.06. DfE, Behaviour in schools (2022 and 2024 editions).
pub static R1_06: Rule = Rule {
    id: "R1.06",
    title: "Education during a removal",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version {
            clock: prompt("meaningful, and as close to the normal curriculum as possible"),
            plain: Plain {
                school: "A pupil in the room must be supervised and should go on with real work, as near to what the class is doing as can be managed. Sheets that only fill time are what the department criticises.",
                family: "Your child should go on learning while out of class, with work close to what the class is doing.",
                authority: "Ask what work was set and whether it followed the pupil’s own curriculum.",
            },
            basis: Basis::PartRead(
                "the department’s blog of January 2026 and press reports of its aims",
                "the wording of the guidance itself is from general knowledge",
            ),
            ..GUIDANCE
        },
    ],
};

/// The register during a removal.
///
/// R1.07. SI 2024/208 reg 10.
pub static R1_07: Rule = Rule {
    id: "R1.07",
    title: "The register during a removal",
    topic: Topic::Removal,
    versions: &[
        Version::gap(
            On(2024, 8, 18),
            "the codes known here are those of the 2024 Regulations, in force from 19 August 2024",
        ),
        Version {
            from: On(2024, 8, 19),
            citation: "SI 2024/208 reg 10",
            trigger: "a session in which the pupil is in the room, on site",
            holder: &[Party::School],
            plain: Plain {
                school: "The pupil is on site, so the mark is present: / in the morning, \\ in the afternoon, L if late. Never E and never B. A pupil sent to another site for discipline is either directed off site or suspended, and is marked for that.",
                family: "A child in the internal room is at school, and is marked present.",
                authority: "E against a day in an internal room is an error; so is B.",
            },
            basis: Basis::Derived(
                "the table of codes in SI 2024/208 reg 10; how it applies to the room is from general knowledge",
            ),
            ..Version::BLANK
        },
    ],
};

/// Food, water, toilet and breaks.
///
/// R1.08. Mainstay’s own rule; general duties of health and safety, safeguarding, human rights
/// and equality lie behind it.
pub static R1_08: Rule = Rule {
    id: "R1.08",
    title: "Food, water, toilet and breaks",
    topic: Topic::Removal,
    versions: &[Version {
        force: Force::Product,
        citation: "Mainstay’s own rule; general duties of health and safety, safeguarding, human rights and equality lie behind it",
        trigger: "a pupil is in the room",
        holder: &[Party::Staff],
        contents: &[
            ours("lunch", "lunch offered"),
            ours("water", "water offered"),
            ours("toilet", "toilet offered"),
            ours("break", "a break or movement offered"),
        ],
        plain: Plain {
            school: "No regulation gives times. Log each offer of lunch, water, toilet and a break. Suggested, and not law: never close a session of more than 3 hours with none logged. A free school meal is still owed.",
            family: "Your child should be able to eat, drink, use the toilet and have a break while in the room, and keeps any free school meal.",
            authority: "There is no statutory timetable of breaks. The log of offers is the evidence.",
        },
        basis: Basis::PartRead(
            "a county council page, for free meals during lunchtime suspensions only",
            "everything else is from general knowledge",
        ),
        ..Version::BLANK
    }],
};

/// The line between a removal room and seclusion.
///
/// R1.09. DfE guidance on restrictive interventions, in force 1 April 2026.
pub static R1_09: Rule = Rule {
    id: "R1.09",
    title: "A room must not become seclusion",
    topic: Topic::Removal,
    versions: &[
        Version::gap(
            On(2026, 3, 31),
            "the guidance that draws the line known here applies from 1 April 2026; earlier guidance was not read",
        ),
        Version {
            from: On(2026, 4, 1),
            force: Force::Should,
            citation: "DfE guidance on restrictive interventions, in force 1 April 2026",
            trigger: "a pupil in the room is kept from leaving, by a lock, by staff, or by fear of punishment",
            holder: &[Party::School, Party::Staff],
            clock: prompt("a safety measure only"),
            missed: "The removal may have become seclusion. Open a record of seclusion at once.",
            plain: Plain {
                school: "No locked or blocked way out. If somebody has to be stopped from leaving to prevent harm, that is seclusion: it is for safety and never a punishment, and it needs its own record.",
                family: "Your child must not be locked in or blocked in as a punishment. If they were ever stopped from leaving to keep people safe, the school must write it down and tell you.",
                authority: "Ask about the door. A blocked exit turns a removal into seclusion, which has its own record and report.",
            },
            basis: Basis::PartRead(
                "a trade newspaper and a special schools’ association on the definition of seclusion",
                "that it is never a punishment is from general knowledge",
            ),
            new: "New guidance and a duty to record seclusion from 1 April 2026.",
            ..Version::BLANK
        },
    ],
};

/// Looking at the use of removal.
///
/// R1.11. DfE, Behaviour in schools (2022 and 2024 editions).
pub static R1_11: Rule = Rule {
    id: "R1.11",
    title: "The use of removal is watched",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version {
            trigger: "removal is used at the school",
            holder: &[Party::Head],
            recipients: &[to(Party::Governors)],
            contents: &[
                should("repeat", "pupils removed again and again"),
                should(
                    "characteristics",
                    "protected characteristics, SEN, looked-after pupils and pupils with a social worker",
                ),
                should("where", "by teacher, subject, reason, time and place"),
                should(
                    "action",
                    "what is done about imbalance, and about removals that do not work",
                ),
            ],
            clock: prompt("regularly"),
            plain: Plain {
                school: "The headteacher should keep an eye on removal as a whole: who is removed again and again, which groups more than others, by whom, where and when, and whether it works. A report to governors every term is a suggestion and not law.",
                family: "The school should keep watch on how often pupils are removed, and whether some groups are removed more than others.",
                authority: "Ask for the pattern and for what was done about it.",
            },
            basis: Basis::PartRead(
                "a written ministerial answer of 2026",
                "the list of breakdowns is from general knowledge; termly is our own suggestion",
            ),
            ..GUIDANCE
        },
    ],
};

/// Pupils the law protects further.
///
/// R1.12. Equality Act 2010 ss.15, 20 and 149; the EHC plan itself, where there is one.
pub static R1_12: Rule = Rule {
    id: "R1.12",
    title: "Removal of pupils with extra protection",
    topic: Topic::Removal,
    versions: &[Version {
        citation: "Equality Act 2010 ss.15, 20 and 149; the EHC plan itself, where there is one",
        trigger: "a pupil with SEN, a disability, an EHC plan, a social worker, or who is looked after is removed",
        holder: &[Party::School],
        recipients: &[to_any(Party::SafeguardingLead)],
        clock: prompt("before the removal or promptly after it"),
        plain: Plain {
            school: "Ask whether SEN or disability lies behind the behaviour and what adjustment is reasonable. What an EHC plan promises must still happen. For a pupil with a social worker or in care, speak to the safeguarding lead or Designated Teacher. For repeated removals, think of an assessment with other agencies.",
            family: "If your child has special needs, a disability, an EHC plan or a social worker, the school must take that into account, and the help in an EHC plan must go on.",
            authority: "Plan provision continues through removals. Repeated removals of a pupil with SEN are a reason to look at the plan.",
        },
        basis: Basis::Memory,
        ..Version::BLANK
    }],
};

/// Back into class.
///
/// R1.13. DfE, Behaviour in schools (2024 edition), pages 28 and 29.
pub static R1_13: Rule = Rule {
    id: "R1.13",
    title: "Return to class after a removal",
    topic: Topic::Removal,
    versions: &[
        BEFORE_2022,
        Version {
            citation: "DfE, Behaviour in schools (2024 edition), pages 28 and 29",
            trigger: "a removal ends",
            contents: &[
                ours("returned-at", "when the pupil went back"),
                ours("returned-by", "who took the pupil back"),
                ours("agreed-actions", "what was agreed"),
            ],
            clock: prompt("no statutory time"),
            plain: Plain {
                school: "Have a plan for going back: time to reflect, a restorative or exit talk, a named adult, a time, any adjustment, and checks afterwards. Write down the time, the person and what was agreed. Suggested, and not law: look again on school days 1, 5 and 20 after the return.",
                family: "The school should help your child go back to lessons, with a talk, a named adult and somebody checking how it is going.",
                authority: "A strategy for return is expected after removal, time in a support unit, off-site direction and suspension alike.",
            },
            basis: Basis::PartRead(
                "a public repository that paraphrases the 2024 guidance with page numbers",
                "the steps inside the session are from general knowledge",
            ),
            ..GUIDANCE
        },
    ],
};

/// A disclosure made in the room.
///
/// R1.14. DfE, Keeping children safe in education, Part one.
pub static R1_14: Rule = Rule {
    id: "R1.14",
    title: "A disclosure in the room",
    topic: Topic::Removal,
    versions: &[
        Version::gap(
            On(2025, 8, 31),
            "the safeguarding guidance known here is that of 2025 and 2026; earlier editions were not read",
        ),
        Version { to: Some(On(2026, 8, 31)), ..DISCLOSURE },
        Version {
            from: On(2026, 9, 1),
            new: "A new edition applies from 1 September 2026. Its text was not seen.",
            ..DISCLOSURE
        },
    ],
};

const DISCLOSURE: Version = Version {
    from: On(2025, 9, 1),
    force: Force::Should,
    citation: "DfE, Keeping children safe in education, Part one",
    trigger: "a member of staff is told of, or sees, a safeguarding concern",
    holder: &[Party::Staff],
    recipients: &[to(Party::SafeguardingLead)],
    contents: &[should("words", "the child’s own words")],
    clock: promptly("immediately", "the day the concern arises"),
    plain: Plain {
        school: "Act at once. Tell the designated safeguarding lead or a deputy; in immediate danger go straight to social care or the police. Never promise to keep it secret, and write down the child’s own words. Do not put the detail in room notes.",
        family: "If your child tells any member of staff something worrying, that person must act straight away to keep them safe and cannot promise to keep it secret.",
        authority: "Staff may refer directly where there is immediate danger; otherwise the referral comes through the safeguarding lead.",
    },
    basis: Basis::Memory,
    ..Version::BLANK
};

/// Removal adds nothing to the suspension totals; being sent home does.
///
/// R1.15. SI 2012/1033, by what it treats as exclusion.
pub static R1_15: Rule = Rule {
    id: "R1.15",
    title: "A removal is not a suspension; being sent home is",
    topic: Topic::Removal,
    versions: &[Version {
        citation: "SI 2012/1033, by what it treats as exclusion",
        trigger: "a pupil is removed on site, or is told for discipline to go or stay home for any part of a session",
        holder: &[Party::School],
        recipients: &[to(Party::Parent)],
        missed: "A pupil sent home without a formal suspension has been excluded unlawfully, even if the parent agreed.",
        plain: Plain {
            school: "Time in the room does not count towards 5, 15 or 45 days and needs no suspension notice. Telling a pupil to go home, or stay home, for any part of a session because of behaviour is a suspension: record and notify it as one.",
            family: "Time in the internal room is not a suspension. Being sent home for behaviour, even for part of a day and even if you agreed, is, and the school must put it in writing.",
            authority: "Leave removals out of suspension totals, and treat any undocumented sending home as an unlawful exclusion.",
        },
        basis: Basis::Read(
            "a council’s SEND advice service and a county SEND advice service on unlawful exclusion",
        ),
        ..Version::BLANK
    }],
};

/// No appeal against a removal.
///
/// R1.16. no statute gives an appeal; the general routes apply.
pub static R1_16: Rule = Rule {
    id: "R1.16",
    title: "What a parent can do about a removal",
    topic: Topic::Removal,
    versions: &[Version {
        force: Force::Advice,
        citation: "no statute gives an appeal; the general routes apply",
        trigger: "a parent disagrees with a removal",
        plain: Plain {
            school: "There is no appeal to governors. The parent may use the school’s complaints procedure, bring an Equality Act claim, ask for the records, write to Ofsted, or seek judicial review.",
            family: "There is no formal appeal against a removal. You can complain to the school, ask to see the records, make a discrimination claim, contact Ofsted, or take legal advice about a court review.",
            authority: "Point the family to the school’s complaints procedure; the exclusion routes do not open.",
        },
        basis: Basis::Memory,
        ..Version::BLANK
    }],
};

/// Internal suspension: announced, and switched off.
///
/// R1.17. DfE announcement of 29 January 2026; no instrument or guidance in force was found.
pub static R1_17: Rule = Rule {
    id: "R1.17",
    title: "Internal suspension",
    topic: Topic::Removal,
    versions: &[
        Version::gap(On(2026, 1, 28), "nothing had been announced before 29 January 2026"),
        Version {
            from: On(2026, 1, 29),
            standing: Standing::Proposed,
            force: Force::Advice,
            citation: "DfE announcement of 29 January 2026; no instrument or guidance in force was found",
            trigger: "none: it is not law",
            holder: &[Party::Head],
            plain: Plain {
                school: "Announced in January 2026 and not law: a short, supervised and structured time on site, with curriculum work and reflection, not alone, at the headteacher’s discretion, as another way than sending home. Do not record anything as an internal suspension.",
                family: "The government has said it may bring in internal suspension, on site instead of at home. It is not law, and your child cannot be given one.",
                authority: "A proposal to be consulted on. Expect no returns, and accept no notice, under this name.",
            },
            basis: Basis::Read(
                "the department’s blog of January 2026, a trade newspaper and a county governors’ association",
            ),
            new: "Announced on 29 January 2026. No consultation or guidance in force had been found by about June 2026.",
            ..Version::BLANK
        },
    ],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[
    &R1_01, &R1_02, &R1_03, &R1_04, &R1_05, &R1_06, &R1_07, &R1_08, &R1_09, &R1_11, &R1_12, &R1_13,
    &R1_14, &R1_15, &R1_16, &R1_17,
];
