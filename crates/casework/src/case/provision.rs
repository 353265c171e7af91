//! Full-time education from the sixth school day: providers asked, what they answered, and how
//! that stands against the day.
//!
//! Must never know: how the sixth day is counted. Days late are counted on the school's almanac.

use crate::{Id, Refusal};
use rulebook::{Almanac, Day, Instant};

coded! {
    /// What a provider answered.
    pub enum Answer {
        Asked = "asked", "Asked, no answer yet";
        Full = "full", "Full";
        Declined = "declined", "Declined";
        Accepted = "accepted", "Accepted";
    }
}

/// A provider asked for one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// "Larch House"
    pub provider: String,
    /// Who was asked there.
    pub contact: String,
    /// When.
    pub asked_at: Instant,
    /// What they answered.
    pub answer: Answer,
    /// When.
    pub answered_at: Option<Instant>,
    /// Why not, where they said no.
    pub why: String,
    /// First day.
    pub starts_on: Option<Day>,
    /// Minutes in a week.
    pub week_minutes: Option<i64>,
    /// "Taxi"
    pub transport: String,
    /// Where it is.
    pub place: String,
    /// Whom to report to.
    pub report_to: String,
    /// "9.00 to 12.00 and 12.40 to 14.40"
    pub sessions: String,
    /// Last day.
    pub ended_on: Option<Day>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
    /// Who asked.
    pub by_name: String,
    /// Version.
    pub version: i64,
}

impl Provision {
    /// "25 h"
    pub fn hours(&self) -> String {
        match self.week_minutes {
            Some(m) if m % 60 == 0 => format!("{} h a week", m / 60),
            Some(m) => format!("{} h {} min a week", m / 60, m % 60),
            None => String::new(),
        }
    }
    /// The day somebody looks at it again, come by a day.
    pub fn looked_at_by(&self, today: Day) -> Option<Day> {
        self.review_on.filter(|on| self.stands() && *on <= today)
    }
    /// Accepted, and not over.
    pub fn stands(&self) -> bool {
        self.answer == Answer::Accepted && self.ended_on.is_none()
    }
}

/// How the education from the sixth day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// It begins, or began, by the day.
    Green {
        /// First day.
        starts: Day,
    },
    /// Nobody has accepted yet, and the day is not past.
    Amber {
        /// School days from today to the day, that day counted.
        left: u32,
    },
    /// It begins after the day, or the day is past and nothing began.
    Red {
        /// School days late; by today, where nothing is arranged.
        late: u32,
        /// When it begins, where that is known.
        starts: Option<Day>,
    },
    /// The day cannot be counted.
    NoDate,
}

/// How it stands on a day.
pub fn light(
    sixth: Option<Day>,
    offers: &[Provision],
    today: Day,
    almanac: Option<&Almanac>,
) -> Light {
    let Some(sixth) = sixth else { return Light::NoDate };
    let starts =
        offers.iter().filter(|p| p.answer == Answer::Accepted).filter_map(|p| p.starts_on).min();
    let days = |from: Day, to: Day| almanac.and_then(|a| a.count(from, to).ok()).unwrap_or(0);
    match starts {
        Some(starts) if starts <= sixth => Light::Green { starts },
        Some(starts) => Light::Red { late: days(sixth.plus(1), starts), starts: Some(starts) },
        None if today < sixth => Light::Amber { left: days(today.plus(1), sixth) },
        // On the day itself there is still the day; nobody is late until it is over.
        None if today == sixth => Light::Amber { left: 0 },
        None => Light::Red { late: days(sixth.plus(1), today).max(1), starts: None },
    }
}

impl Light {
    /// In words: never by colour alone.
    pub fn words(self) -> String {
        let days = |n: u32| format!("{n} school {}", if n == 1 { "day" } else { "days" });
        match self {
            Light::Green { starts } => format!("In place: begins {starts}"),
            Light::Amber { left: 0 } => "Nothing arranged, and it is due today".into(),
            Light::Amber { left } => format!("Nothing arranged; {} left", days(left)),
            Light::Red { late, starts: Some(on) } => format!("Begins {on}, {} late", days(late)),
            Light::Red { late, starts: None } => format!("Nothing arranged, {} late", days(late)),
            Light::NoDate => "The day cannot be counted yet".into(),
        }
    }
}

coded! {
    /// Whether a pupil was there on a day.
    pub enum There {
        Yes = "yes", "There";
        Part = "part", "There for part of it";
        No = "no", "Not there";
    }
}

/// A day of education somewhere else: whether the pupil was there, and how somebody made sure that
/// they were safe where they were not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionDay {
    /// The offer it belongs to.
    pub provision: Id,
    /// The day.
    pub day: Day,
    /// Whether they were there.
    pub there: There,
    /// What is known: why not, what the provider says.
    pub words: String,
    /// When somebody made sure that they were safe.
    pub checked_at: Option<Instant>,
    /// How: who was rung or seen.
    pub checked_how: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

impl ProvisionDay {
    /// They were not there, and nobody has made sure that they are safe.
    pub fn unchecked(&self) -> bool {
        self.there != There::Yes && self.checked_at.is_none()
    }
}

/// The school days of an offer, to the day asked about, that nobody has written down.
pub fn unwritten(
    offer: &Provision,
    days: &[ProvisionDay],
    to: Day,
    almanac: Option<&Almanac>,
) -> Vec<Day> {
    let (true, Some(from), Some(almanac)) =
        (offer.answer == Answer::Accepted, offer.starts_on, almanac)
    else {
        return Vec::new();
    };
    let to = offer.ended_on.map_or(to, |end| end.min(to));
    let written = |day: &Day| days.iter().any(|d| d.provision == offer.id && d.day == *day);
    let all =
        if to < from { Vec::new() } else { almanac.school_days(from, to).unwrap_or_default() };
    all.into_iter().filter(|day| !written(day)).collect()
}

/// What was typed of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: Option<Answer>,
    /// Why not.
    pub why: String,
    /// First day.
    pub starts_on: Option<Day>,
    /// Hours a week, as typed.
    pub hours: String,
}

/// Minutes of "25", "25.5", "12h 30m".
pub fn minutes(typed: &str) -> Option<i64> {
    let typed = typed.trim().to_lowercase().replace(',', ".");
    let typed = typed.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let hours: i64 = whole.parse().ok().filter(|h| (0..=60).contains(h))?;
    let part = match part {
        "" | "0" | "00" => 0,
        "25" => 15,
        "5" | "50" => 30,
        "75" => 45,
        _ => return None,
    };
    Some(hours * 60 + part)
}

/// What is wrong with an answer, by field.
pub fn wrong(
    a: &Answered,
    is_school_day: impl Fn(Day) -> Option<bool>,
) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let Some(answer) = a.answer else {
        return vec![("answer", "Choose what they answered".into())];
    };
    if matches!(answer, Answer::Full | Answer::Declined) && a.why.trim().is_empty() {
        out.push(("why", "Say why not, such as “no place in Year 9 until January”".into()));
    }
    if answer == Answer::Accepted {
        match a.starts_on {
            None => {
                out.push(("starts_on", "Give the first day, or leave the answer at “Asked”".into()))
            }
            Some(day) if is_school_day(day) == Some(false) => out.push((
                "starts_on",
                format!(
                    "{day} is no school day on this school’s calendar. Choose a day with a session"
                ),
            )),
            Some(_) => {}
        }
        if minutes(&a.hours).is_none_or(|m| m == 0) {
            out.push(("hours", "Give the hours a week, such as 25 or 12.5".into()));
        }
    }
    out
}

/// Whether the first day may be given: details not less than 48 hours before are asked for in law
/// where they could not be given sooner; later is kept, with a reason.
pub fn late_details(starts: Instant, now: Instant, by: Instant) -> Option<Refusal> {
    (now > by && now < starts).then(|| {
        Refusal::because(
            "The parents can no longer be given 48 hours",
            "Details of the education that could not be given with the notice are given not less than 48 hours before it begins.",
            "Rule R2.18, not yet checked.",
        )
    })
}
