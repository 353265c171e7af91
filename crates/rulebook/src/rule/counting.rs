//! How days are counted: what a school day is, where a count begins, what is rounded and what
//! is not.
//!
//! Must never know: a case or a calendar. These are definitions: they have no holder and no
//! clock of their own. The counting itself is in [`crate::count`]. Source: R6.01 to R6.12.

use super::*;

/// What is counted in days, hours, months or years, and the rule whose clock says how much.
pub const NUMBERS: &[(&str, &str)] = &[
    ("Governors meet: over 15 days in the term", "R2.13"),
    ("Governors meet: permanent exclusion", "R3.05"),
    ("Governors meet: a lost exam or test, at the latest", "R2.15"),
    ("Governors meet: 5 to 15 days, if the parent asks", "R2.14"),
    ("Education from the sixth day: the school", "R2.17"),
    ("Education from the sixth day: the authority", "R3.03"),
    ("Late details of that education", "R2.18"),
    ("Notice of days in public places", "R2.07"),
    ("The parent’s duty about public places", "R2.19"),
    ("Papers for governors", "R3.06"),
    ("Papers for the panel", "R3.12"),
    ("Asking for a review", "R3.09"),
    ("A first-class letter is given", "R3.09p"),
    ("The panel meets", "R3.10"),
    ("Governors reconvene", "R3.15"),
    ("Training of the panel", "R3.13"),
    ("Equality Act claim", "R3.20"),
    ("Judicial review", "R3.21"),
    ("Notice of an off-site direction", "R4.03"),
    ("Review of an off-site direction on request", "R4.05"),
    ("A place under fair access", "R4.09"),
    ("In-year admission", "R4.10"),
    ("Educational record", "R7.04"),
    ("Request for personal data", "R7.05"),
    ("Data-protection complaint acknowledged", "R7.06"),
    ("New pupil return", "R8.04"),
    ("Sickness return", "R8.05"),
];

const BASE: Version = Version { trigger: "a time is counted", ..Version::BLANK };

/// A school day.
///
/// R6.01. Education Act 1996 s.579.
pub static R6_01: Rule = Rule {
    id: "R6.01",
    title: "What a school day is",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "Education Act 1996 s.579",
        trigger: "a count is in school days",
        plain: Plain {
            school: "A day on which this school has a session for pupils. INSET days, weekends, holidays, bank holidays and full closures are not. An unplanned closure is believed not to be one: keep the fact, and a person confirms.",
            family: "A school day is a day when the school is open to pupils. Weekends, holidays and staff training days do not count.",
            authority: "The excluding school’s own calendar decides. An unplanned closure is confirmed by a person.",
        },
        basis: Basis::PartRead(
            "other school regulations, which define a school day as one on which the school meets",
            "the words of section 579, and unplanned closures, are from general knowledge",
        ),
        ..BASE
    }],
};

/// A working day.
///
/// R6.02. SI 2012/1033 Schedule 1, as understood.
pub static R6_02: Rule = Rule {
    id: "R6.02",
    title: "What a working day is",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "SI 2012/1033 Schedule 1, as understood",
        trigger: "a letter goes by post",
        plain: Plain {
            school: "Not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England. An INSET day or a closure of the school is a working day: the post still runs.",
            family: "Weekends and bank holidays are not working days. School holidays are.",
            authority: "England’s bank holidays, and no school’s calendar.",
        },
        basis: Basis::PartRead(
            "Welsh regulations and regulations of 2006 that use the same wording",
            "that SI 2012/1033 uses it was not read",
        ),
        ..BASE
    }],
};

/// Within n school days.
///
/// R6.03. SI 2012/1033 Schedule 1.
pub static R6_03: Rule = Rule {
    id: "R6.03",
    title: "Where “within so many school days” begins and ends",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "SI 2012/1033 Schedule 1",
        trigger: "something must be done within a number of school days",
        plain: Plain {
            school: "The day of the event is day 0, the next school day is day 1, and the thing must be done by the end of the last day. For the governors’ windows the regulations’ own words were not seen: the same count is used, with one school day in hand as Mainstay’s own target.",
            family: "The day you are told is not counted. Counting starts on the next school day.",
            authority: "The Schedule says so for reviews. For governors it is the same count by inference: do not let a decision rest on the last day.",
        },
        basis: Basis::PartRead(
            "SI 2012/1033 Schedule 1",
            "its use for the governors’ windows is worked out",
        ),
        ..BASE
    }],
};

/// The nth day of exclusion.
///
/// R6.04. Education and Inspections Act 2006 s.103; SI 2007/1870, as amended by SI 2014/3216.
pub static R6_04: Rule = Rule {
    id: "R6.04",
    title: "Which day of an exclusion is day 1",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "Education and Inspections Act 2006 s.103; SI 2007/1870, as amended by SI 2014/3216",
        trigger: "the days of an exclusion are numbered",
        plain: Plain {
            school: "The first school day out is day 1. When the pupil goes out part-way through a day there are two readings: for public places the 2006 Act says which day is first; for the sixth day, a part day is counted as day 1, which is earlier and so safer.",
            family: "The first school day your child is out is day 1.",
            authority: "Two rules start differently on a part day. Read each for itself.",
        },
        basis: Basis::PartRead(
            "SI 2014/3216 and Education and Inspections Act 2006 s.103",
            "how a part day starts the sixth-day count is worked out and to be settled",
        ),
        ..BASE
    }],
};

/// The statutory term.
///
/// R6.05. SI 2012/1033, its definitions of term and reference dates.
pub static R6_05: Rule = Rule {
    id: "R6.05",
    title: "The term in which 5 and 15 days are counted",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "SI 2012/1033, its definitions of term and reference dates",
        trigger: "the days of suspension in a term are added up",
        plain: Plain {
            school: "A school with three terms uses its own. Any other school uses the times between 31 December, Easter Monday and 31 July: terms 1 and 2 are one, 3 and 4 one, 5 and 6 one, except that days after Easter Monday belong to the next one even if your own term has not ended.",
            family: "When the law counts days in a term it uses three terms a year, even if the school has six.",
            authority: "For a six-term school recount across Easter Monday: it moves from year to year.",
        },
        basis: Basis::PartRead(
            "the definitions of SI 2012/1033, for the reference dates",
            "how they divide a six-term year is from general knowledge",
        ),
        ..BASE
    }],
};

/// An exclusion that crosses terms.
///
/// R6.06. SI 2012/1033 regs 15 and 24.
pub static R6_06: Rule = Rule {
    id: "R6.06",
    title: "A suspension that crosses from one term to the next",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "SI 2012/1033 regs 15 and 24",
        trigger: "a suspension is decided that falls in two terms",
        plain: Plain {
            school: "Count in each term only the days in it, and test every term it touches at the moment of deciding.",
            family: "If a suspension runs over a holiday, its days are counted in the term they fall in.",
            authority: "One suspension can bring governors in for one term and not for the next.",
        },
        basis: Basis::PartRead(
            "SI 2012/1033 reg 15, its words in any term",
            "the split is worked out from them",
        ),
        ..BASE
    }],
};

/// Without delay.
///
/// R6.07. Mainstay’s own target; the law gives no number.
pub static R6_07: Rule = Rule {
    id: "R6.07",
    title: "What “without delay” means here",
    topic: Topic::Counting,
    versions: &[Version {
        force: Force::Product,
        citation: "Mainstay’s own target; the law gives no number",
        trigger: "the law says without delay or as soon as practicable",
        plain: Plain {
            school: "There is no number in law. Mainstay aims for the same school day and makes it loud on the next. Both are ours.",
            family: "“Without delay” means straight away. No number of days is written down, so if you have waited, ask.",
            authority: "Judge each delay on its facts. Mainstay’s same-day target is not the law.",
        },
        basis: Basis::Memory,
        ..BASE
    }],
};

/// At least n days before.
///
/// R6.08. Mainstay’s own choice between two readings.
pub static R6_08: Rule = Rule {
    id: "R6.08",
    title: "How “at least so many school days before” is counted",
    topic: Topic::Counting,
    versions: &[Version {
        force: Force::Product,
        citation: "Mainstay’s own choice between two readings",
        trigger: "something must be done not less than a number of school days before an event",
        plain: Plain {
            school: "Two readings: that many whole school days in between, or simply that many school days before. Mainstay gives the first as the due date, because it is safe under both, and shows the second as the latest that could be argued.",
            family: "The law can be read in two ways here. We use the one that gives you more time with the papers.",
            authority: "Late on the first reading may be in time on the second. Mainstay shows both dates.",
        },
        basis: Basis::Memory,
        ..BASE
    }],
};

/// Whose calendar.
///
/// R6.09. Mainstay’s own rule; whose calendar is from general knowledge.
pub static R6_09: Rule = Rule {
    id: "R6.09",
    title: "Whose calendar counts, and what happens when it changes",
    topic: Topic::Counting,
    versions: &[Version {
        force: Force::Product,
        citation: "Mainstay’s own rule; whose calendar is from general knowledge",
        trigger: "a school’s calendar changes while a time is running",
        plain: Plain {
            school: "Every clock of an exclusion uses the excluding school’s own calendar, the authority’s and the panel’s too. A change of calendar never moves a date you have already told somebody: Mainstay works it out again, shows both dates and asks.",
            family: "The school’s own calendar is used to count. If it changes, you are told of both dates before anything is moved.",
            authority: "Fair access and in-year admissions use your calendar or the receiving school’s: settle that locally.",
        },
        basis: Basis::Memory,
        ..BASE
    }],
};

/// Rounding.
///
/// R6.10. Mainstay’s own rules of counting; months as the Information Commissioner describes
/// them.
pub static R6_10: Rule = Rule {
    id: "R6.10",
    title: "Halves, hours and months",
    topic: Topic::Counting,
    versions: &[Version {
        force: Force::Product,
        citation: "Mainstay’s own rules of counting; months as the Information Commissioner describes them",
        trigger: "halves of days, hours or months are counted",
        plain: Plain {
            school: "Half-days are whole numbers of halves, so nothing is rounded. Hours are elapsed hours and the change of the clocks counts. A month ends on the same date, or on the month’s last day where it has none; a time starting with a date ends the day before that. No deadline moves on to a working day unless its own rule says so, and here only the answer to a request for personal data does.",
            family: "If a last day falls on a weekend it does not move, except the answer to a request for your own data.",
            authority: "Only the subject access deadline rolls on. No exclusion deadline does.",
        },
        basis: Basis::PartRead(
            "the Information Commissioner’s account of a month",
            "the rest is from general knowledge",
        ),
        ..BASE
    }],
};

/// The numbers this product counts with.
///
/// R6.11. each number is that of the rule it belongs to.
pub static R6_11: Rule = Rule {
    id: "R6.11",
    title: "The numbers in one table",
    topic: Topic::Counting,
    versions: &[Version {
        force: Force::Product,
        citation: "each number is that of the rule it belongs to",
        trigger: "a number of days, hours or months is needed",
        plain: Plain {
            school: "The table under “The numbers” shows every number Mainstay counts with. Each comes from the rule named beside it and is as sure, or as unsure, as that rule.",
            family: "All the numbers of days are in one table, each with the rule it comes from.",
            authority: "Check the numbers once, in one place, each with its rule.",
        },
        basis: Basis::Derived("the clocks of the rules the table names"),
        ..BASE
    }],
};

/// Compulsory school age.
///
/// R6.12. Education Act 1996 s.8.
pub static R6_12: Rule = Rule {
    id: "R6.12",
    title: "Compulsory school age",
    topic: Topic::Counting,
    versions: &[Version {
        citation: "Education Act 1996 s.8",
        trigger: "a rule applies only to a pupil of compulsory school age",
        plain: Plain {
            school: "It begins on 31 December, 31 March or 31 August, whichever is or next follows the fifth birthday. It ends at the end of the last Friday in June of the school year in which the pupil turns 16: 26 June 2026, 25 June 2027. After that Friday a Year 11 pupil has no sixth-day education to be given, exams or no exams.",
            family: "Your child must have education from the term after they turn 5 until the last Friday in June of the school year they turn 16.",
            authority: "Your duties about sixth-day education and about children out of school stop at the end of the last Friday in June of Year 11.",
        },
        basis: Basis::Read("Education Act 1996 s.8, and a council page for the dates"),
        ..BASE
    }],
};

/// Every rule of this room.
pub const RULES: &[&Rule] = &[
    &R6_01, &R6_02, &R6_03, &R6_04, &R6_05, &R6_06, &R6_07, &R6_08, &R6_09, &R6_10, &R6_11, &R6_12,
];
