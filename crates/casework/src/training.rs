//! Training somebody received, or gave: until when it counts, and who is without what is asked of them.
//!
//! Must never know: tables or pages. First-aiders are kept as `first_aid` and read here as training.

use crate::{Id, Role};
use rulebook::Day;

/// Letters of what it was, by whom, and for whom.
pub const LONGEST_LINE: usize = 160;
/// Letters of what was learnt.
pub const LONGEST: usize = 1_500;
/// People at one session at most.
pub const MOST_PEOPLE: i64 = 2_000;
/// Minutes of one course at most.
pub const LONGEST_MINUTES: i64 = 60_000;

coded! {
    /// Whether it was received or given.
    pub enum Way {
        Received = "received", "Received";
        Given = "given", "Given to others";
    }
}

coded! {
    /// How it stands.
    pub enum Standing {
        NoEnd = "no_end", "Does not run out";
        InDate = "in_date", "In date";
        Ends = "ends", "Runs out soon";
        RanOut = "ran_out", "Ran out";
        Renewed = "renewed", "Renewed since";
    }
}

/// One course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// Key.
    pub id: Id,
    /// Received or given.
    pub way: Way,
    /// Who received it, or gave it.
    pub staff: Id,
    /// Their name.
    pub staff_name: String,
    /// "De-escalation, level 2"
    pub what: String,
    /// By whom.
    pub provider: String,
    /// For whom, where it was given.
    pub audience: String,
    /// How many came, where it was given and somebody said.
    pub attended: Option<i64>,
    /// What they said of it, where it was given.
    pub feedback: String,
    /// Day.
    pub day: Day,
    /// How long.
    pub minutes: i64,
    /// What is done with it.
    pub learnt: String,
    /// Good until the end of this day.
    pub until: Option<Day>,
    /// Why it will not be renewed.
    pub not_renewed: String,
    /// Who kept it.
    pub made_by: String,
    /// Version.
    pub version: i64,
}

/// Something the school asks of a role, or of everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Key.
    pub id: Id,
    /// What.
    pub what: String,
    /// Of whom; none for everybody.
    pub role: Option<Role>,
    /// It is part of the first weeks of somebody new.
    pub newcomers: bool,
    /// It is asked.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// Somebody who works at the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub staff: Id,
    /// Name.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
}

/// Why somebody is without something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They never had it.
    Never,
    /// It ran out.
    RanOut(Day),
}

/// Somebody without what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Who.
    pub staff: Id,
    /// Name.
    pub name: String,
    /// What.
    pub what: String,
    /// It is part of their first weeks.
    pub newcomers: bool,
    /// Why.
    pub why: Why,
}

/// Whether two names mean the same course.
pub fn same(a: &str, b: &str) -> bool {
    let plain = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

impl Training {
    /// Whether it is good on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.way == Way::Received && self.until.is_none_or(|until| day <= until)
    }
    /// The day on which somebody is told that it runs out.
    pub fn told_on(&self, warned: i64) -> Option<Day> {
        self.until.filter(|_| self.way == Way::Received).map(|until| until.plus(-warned))
    }
    /// How it stands, among everything the same person has had.
    pub fn standing(&self, all: &[Training], today: Day, warned: i64) -> Standing {
        let later = |t: &&Training| {
            t.id != self.id
                && t.staff == self.staff
                && t.way == Way::Received
                && same(&t.what, &self.what)
                && t.day > self.day
        };
        match self.until {
            None => Standing::NoEnd,
            Some(_) if all.iter().any(|t| later(&t)) => Standing::Renewed,
            Some(until) if until < today => Standing::RanOut,
            Some(until) if until.since(today) <= warned => Standing::Ends,
            Some(_) => Standing::InDate,
        }
    }
}

/// Who is without what is asked of them, by what is asked, then by name as they stand.
pub fn lacking(needs: &[Need], people: &[Person], all: &[Training], today: Day) -> Vec<Lack> {
    let mut out = Vec::new();
    for need in needs.iter().filter(|n| n.active) {
        for p in people {
            if need.role.is_some_and(|role| !p.roles.contains(&role)) {
                continue;
            }
            let had: Vec<&Training> = all
                .iter()
                .filter(|t| {
                    t.way == Way::Received && t.staff == p.staff && same(&t.what, &need.what)
                })
                .collect();
            if had.iter().any(|t| t.holds(today)) {
                continue;
            }
            let why = match had.iter().filter_map(|t| t.until).max() {
                Some(day) => Why::RanOut(day),
                None => Why::Never,
            };
            out.push(Lack {
                staff: p.staff,
                name: p.name.clone(),
                what: need.what.clone(),
                newcomers: need.newcomers,
                why,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Day {
        Day::new(2026, 11, n).unwrap()
    }
    fn had(n: u128, on: Day, until: Option<Day>) -> Training {
        Training {
            id: Id::from_u128(n),
            way: Way::Received,
            staff: Id::from_u128(1),
            staff_name: "Mr Theo Brack".into(),
            what: "De-escalation".into(),
            provider: String::new(),
            audience: String::new(),
            attended: None,
            feedback: String::new(),
            day: on,
            minutes: 360,
            learnt: String::new(),
            until,
            not_renewed: String::new(),
            made_by: String::new(),
            version: 1,
        }
    }

    #[test]
    fn training_is_told_before_it_runs_out_by_the_schools_interval_and_a_newer_course_renews_it() {
        let ends = had(1, day(1).plus(-300), Some(day(10).plus(60)));
        assert_eq!(ends.told_on(60), Some(day(10)));
        assert_eq!(ends.standing(&[], day(9), 60), Standing::InDate);
        assert_eq!(ends.standing(&[], day(10), 60), Standing::Ends);
        assert_eq!(ends.standing(&[], day(10).plus(61), 60), Standing::RanOut);
        assert_eq!(had(2, day(1), None).standing(&[], day(10), 60), Standing::NoEnd);
        let newer = had(3, day(9), Some(day(9).plus(400)));
        assert_eq!(ends.standing(&[newer], day(10), 60), Standing::Renewed);
        let given = Training { way: Way::Given, ..ends };
        assert_eq!(given.told_on(60), None);
    }

    #[test]
    fn who_is_without_what_their_role_asks_is_named_with_why() {
        let person = |n: u128, roles: &[Role]| Person {
            staff: Id::from_u128(n),
            name: format!("Person {n}"),
            roles: roles.to_vec(),
        };
        let people = [person(1, &[Role::RoomLead]), person(2, &[Role::Teacher])];
        let need = |what: &str, role| Need {
            id: Id::nil(),
            what: what.into(),
            role,
            newcomers: false,
            active: true,
            version: 1,
        };
        let needs = [need("de-escalation ", Some(Role::RoomLead)), need("Safeguarding", None)];
        let all = [had(1, day(1), Some(day(5)))];
        let lack = lacking(&needs, &people, &all, day(10));
        let said: Vec<(&str, &str, Why)> =
            lack.iter().map(|l| (l.name.as_str(), l.what.trim(), l.why)).collect();
        assert_eq!(
            said,
            [
                ("Person 1", "de-escalation", Why::RanOut(day(5))),
                ("Person 1", "Safeguarding", Why::Never),
                ("Person 2", "Safeguarding", Why::Never),
            ]
        );
        assert_eq!(lacking(&needs, &people, &all, day(5)).len(), 2);
    }
}
