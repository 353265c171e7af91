//! The work bank: units of work, whether the head of their subject agreed them, what is missing, and
//! the programme of work they make for a half-term.
//!
//! Must never know: pupils by name, tables, or how a unit is handed out.

use crate::{Actor, Id, Refusal, Role};
use rulebook::{Day, Instant};

coded! {
    /// Whom a unit is for.
    pub enum Ability {
        All = "all", "Everybody";
        Support = "support", "Those who need support";
        Core = "core", "Most of a class";
        Stretch = "stretch", "Those who need stretching";
    }
}

coded! {
    /// What the head of the subject decided.
    pub enum Verdict {
        Agreed = "agreed", "Agreed";
        Declined = "declined", "Declined";
    }
}

coded! {
    /// Where a unit stands.
    pub enum Stands {
        Agreed = "agreed", "Agreed";
        Waiting = "waiting", "Not agreed yet";
        Review = "review", "Review is due";
        Declined = "declined", "Declined";
        Retired = "retired", "Retired";
    }
}

/// A unit of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// First National Curriculum year it suits.
    pub year_from: i64,
    /// Last.
    pub year_to: i64,
    /// What it is.
    pub title: String,
    /// The topic or unit of the curriculum it belongs to.
    pub topic: String,
    /// Whom it is for.
    pub ability: Ability,
    /// How long it takes.
    pub minutes: Option<i64>,
    /// Where it is kept, or a link.
    pub kept_at: String,
    /// Where its answers are.
    pub answers_at: String,
    /// Who wrote it.
    pub author: String,
    /// The school may copy it; nothing until somebody has looked.
    pub copyright_clear: Option<bool>,
    /// Who agreed or declined it; before that, who is said to have.
    pub agreed_by: String,
    /// What the head of subject decided.
    pub verdict: Option<Verdict>,
    /// When.
    pub verdict_at: Option<Instant>,
    /// Why it was declined.
    pub verdict_why: String,
    /// From when it is to be looked at again.
    pub review_on: Option<Day>,
    /// When it was last used.
    pub last_used: Option<Day>,
    /// Still offered.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// Whether two names are one subject, however they are written.
pub fn same_subject(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether somebody is the head of a subject.
pub fn leads(actor: &Actor, department: &str, subject: &str) -> bool {
    actor.roles.contains(&Role::HeadOfSubject) && same_subject(department, subject)
}

/// Who may agree or decline: the head of the subject alone.
pub fn may_decide(leads: bool, subject: &str) -> Result<(), Refusal> {
    if leads {
        return Ok(());
    }
    let mut no = Refusal::because(
        format!("Only the head of {subject} agrees work for {subject}"),
        "Work is agreed by whoever leads its subject, signed in as themselves.",
        "Mainstay’s own rule, so that an agreement is somebody’s word.",
    )
    .or("See who leads it", "/subjects");
    no.by_role = true;
    Err(no)
}

/// Who may write units and programmes: whoever runs the room, and the head of the subject.
pub fn may_write(runs: bool, leads: bool, subject: &str) -> Result<(), Refusal> {
    if runs || leads {
        return Ok(());
    }
    let mut no = Refusal::because(
        format!("You cannot change work for {subject}"),
        "The bank is kept by the room and by the head of each subject, for their own subject.",
        "Mainstay’s own rule.",
    )
    .or("See the bank", "/bank");
    no.by_role = true;
    Err(no)
}

impl Unit {
    /// Where it stands on a day.
    pub fn stands(&self, today: Day) -> Stands {
        match self.verdict {
            _ if !self.active => Stands::Retired,
            Some(Verdict::Declined) => Stands::Declined,
            Some(Verdict::Agreed) if self.review_on.is_some_and(|d| d <= today) => Stands::Review,
            Some(Verdict::Agreed) => Stands::Agreed,
            None => Stands::Waiting,
        }
    }
    /// Whether it suits a year.
    pub fn suits_year(&self, year: i64) -> bool {
        self.year_from <= year && year <= self.year_to
    }
    /// Whether it may be offered at all.
    pub fn is_offered(&self) -> bool {
        self.active && self.verdict != Some(Verdict::Declined)
    }
    /// "Year 9", "Years 7–9"
    pub fn years(&self) -> String {
        match self.year_from == self.year_to {
            true => format!("Year {}", self.year_from),
            false => format!("Years {}–{}", self.year_from, self.year_to),
        }
    }
    /// Whether what was agreed is still what it is: another subject, year, topic, length, level or
    /// title is another unit. Where it is kept is not.
    pub fn is_alike(&self, other: &Unit) -> bool {
        same_subject(&self.subject, &other.subject)
            && (self.year_from, self.year_to) == (other.year_from, other.year_to)
            && (&self.title, &self.topic) == (&other.title, &other.topic)
            && (self.ability, self.minutes) == (other.ability, other.minutes)
    }
    /// Whether every word asked for is somewhere in it.
    pub fn has_words(&self, asked: &str) -> bool {
        let all = [&self.subject, &self.title, &self.topic, &self.author, &self.kept_at]
            .map(|s| s.to_lowercase())
            .join(" ");
        asked.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

/// Hours as they are typed, "1", "1.5" or "1,5", in minutes.
pub fn hours(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let fits = |s: &str| s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
    if !fits(whole) || !fits(part) || part.is_empty() || (whole.is_empty() && part == "0") {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}").parse().ok()?;
    let minutes = whole.parse::<i64>().unwrap_or(0) * 60 + (hundredths * 60 + 50) / 100;
    (minutes > 0).then_some(minutes)
}

/// "1 h 30 min" said back as it is typed: "1.5".
pub fn in_hours(minutes: i64) -> String {
    let hundredths = (minutes * 100 + 30) / 60;
    match (hundredths / 100, hundredths % 100) {
        (h, 0) => h.to_string(),
        (h, p) if p % 10 == 0 => format!("{h}.{}", p / 10),
        (h, p) => format!("{h}.{p:02}"),
    }
}

/// When a unit or a programme that is agreed today is looked at again, where nobody says.
pub fn review_proposed(today: Day) -> Day {
    today.plus(rulebook::room::BANK_REVIEWED_AFTER)
}

/// The day of a review as typed: not before today.
pub fn review(typed: Option<Day>, today: Day) -> Result<Day, &'static str> {
    match typed {
        Some(day) if day > today => Ok(day),
        Some(_) => Err("Give a day after today"),
        None => Err("Give the day it is looked at again"),
    }
}

/// How many units are offered for each subject and year that is taught, in that order.
pub fn cover(taught: &[(String, i64)], units: &[Unit]) -> Vec<(String, i64, usize)> {
    let fits = |subject: &str, year: i64| {
        units
            .iter()
            .filter(|u| u.is_offered() && same_subject(&u.subject, subject) && u.suits_year(year))
            .count()
    };
    taught.iter().map(|(s, y)| (s.clone(), *y, fits(s, *y))).collect()
}

/// A programme of work: units in order, for one subject, year and half-term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// Year.
    pub year: i64,
    /// "Autumn 2"
    pub half: String,
    /// What matters about it.
    pub note: String,
    /// When the head of subject agreed it as it is.
    pub agreed_at: Option<Instant>,
    /// Who.
    pub agreed_by: String,
    /// From when it is to be looked at again.
    pub review_on: Option<Day>,
    /// Who wrote it last.
    pub made_by: String,
    /// When.
    pub changed_at: Instant,
    /// Version.
    pub version: i64,
}

impl Programme {
    /// Where it stands on a day.
    pub fn stands(&self, today: Day) -> Stands {
        match self.agreed_at {
            None => Stands::Waiting,
            Some(_) if self.review_on.is_some_and(|d| d <= today) => Stands::Review,
            Some(_) => Stands::Agreed,
        }
    }
}

/// The years of a subject that have no agreed programme for a half-term. One whose review is due is
/// agreed still.
pub fn without(
    taught: &[(String, i64)],
    programmes: &[Programme],
    subject: &str,
    half: &str,
) -> Vec<i64> {
    let agreed = |year: i64| {
        programmes.iter().any(|p| {
            same_subject(&p.subject, subject)
                && p.year == year
                && p.half == half
                && p.agreed_at.is_some()
        })
    };
    let mut years: Vec<i64> = taught
        .iter()
        .filter(|(s, year)| same_subject(s, subject) && !agreed(*year))
        .map(|(_, year)| *year)
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }
    fn unit(subject: &str, from: i64, to: i64) -> Unit {
        Unit {
            id: Id::from_u128(1),
            subject: subject.into(),
            year_from: from,
            year_to: to,
            title: "Energy transfers".into(),
            topic: "Energy".into(),
            ability: Ability::All,
            minutes: Some(90),
            kept_at: "Tray S9".into(),
            answers_at: String::new(),
            author: "Dr Lunt".into(),
            copyright_clear: Some(true),
            agreed_by: String::new(),
            verdict: None,
            verdict_at: None,
            verdict_why: String::new(),
            review_on: None,
            last_used: None,
            active: true,
            version: 1,
        }
    }

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (typed, minutes) in
            [("1", 60), ("1.5", 90), ("0,5", 30), (".5", 30), ("2.25", 135), (" 10 ", 600)]
        {
            assert_eq!(hours(typed), Some(minutes), "{typed}");
        }
        for typed in ["", "0", "one", "1.", "-1", "1.555", "100", "."] {
            assert_eq!(hours(typed), None, "{typed}");
        }
        assert_eq!([60, 90, 135, 50].map(in_hours), ["1", "1.5", "2.25", "0.83"]);
    }

    #[test]
    fn a_unit_stands_where_its_head_of_subject_and_its_review_leave_it() {
        let mut u = unit("Science", 9, 9);
        let today = day(11, 10);
        assert_eq!(u.stands(today), Stands::Waiting);
        u.verdict = Some(Verdict::Agreed);
        u.review_on = Some(day(11, 11));
        assert_eq!(u.stands(today), Stands::Agreed);
        assert_eq!(u.stands(day(11, 11)), Stands::Review);
        u.verdict = Some(Verdict::Declined);
        assert!(!u.is_offered() && u.stands(today) == Stands::Declined);
        u.active = false;
        assert_eq!(u.stands(today), Stands::Retired);
        let moved = Unit { kept_at: "Elsewhere".into(), ..u.clone() };
        assert!(u.is_alike(&moved));
        assert!(!u.is_alike(&Unit { topic: "Forces".into(), ..u.clone() }));
        assert!(u.has_words("energy LUNT") && !u.has_words("energy forces"));
        assert!(review(Some(today), today).is_err() && review(None, today).is_err());
    }

    #[test]
    fn gaps_are_years_that_are_taught_and_have_no_unit_or_no_agreed_programme() {
        let taught: Vec<(String, i64)> =
            [("Science", 8), ("Science", 9), ("Art", 9)].map(|(s, y)| (s.into(), y)).to_vec();
        let declined = Unit { verdict: Some(Verdict::Declined), ..unit("Art", 7, 11) };
        let found = cover(&taught, &[unit("science ", 9, 11), declined]);
        assert_eq!(found.iter().map(|f| f.2).collect::<Vec<_>>(), [0, 1, 0]);
        let mut p = Programme {
            id: Id::from_u128(1),
            subject: "SCIENCE".into(),
            year: 9,
            half: "Autumn 2".into(),
            note: String::new(),
            agreed_at: None,
            agreed_by: String::new(),
            review_on: None,
            made_by: "Ms Dara Okell".into(),
            changed_at: day(11, 2).at(rulebook::Minute::default()),
            version: 1,
        };
        assert_eq!(without(&taught, &[p.clone()], "Science", "Autumn 2"), [8, 9]);
        p.agreed_at = Some(p.changed_at);
        assert_eq!(without(&taught, &[p.clone()], "Science", "Autumn 2"), [8]);
        assert_eq!(without(&taught, &[p], "Science", "Spring 1"), [8, 9]);
    }

    #[test]
    fn only_the_head_of_the_subject_agrees() {
        assert!(may_decide(true, "Science").is_ok());
        let no = may_decide(false, "Science").unwrap_err();
        assert!(no.by_role && no.title.contains("head of Science"));
        assert!(may_write(true, false, "Art").is_ok() && may_write(false, true, "Art").is_ok());
        assert!(may_write(false, false, "Art").unwrap_err().by_role);
    }
}
