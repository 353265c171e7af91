//! A child an authority knows, across schools, years and names.
//!
//! Must never know: a school's roll. Two records are thought to be one child by a number or by
//! date of birth and name; a person says whether they are.

use crate::Id;
use crate::writing::isolated;
use rulebook::{Day, age};

/// A child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Key.
    pub id: Id,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Other names they are known by, a line each.
    pub also: String,
    /// Date of birth.
    pub born: Option<Day>,
    /// Unique pupil number; empty: not known.
    pub upn: String,
    /// Where they live.
    pub address: String,
    /// The authority they live in, where it is another one.
    pub home: String,
    /// Version.
    pub version: i64,
}

impl Child {
    /// "Reuben Haldane-Price"
    pub fn name(&self) -> String {
        isolated(self.bare())
    }
    /// The same without the marks that keep its direction.
    pub fn bare(&self) -> String {
        format!("{} {}", self.given.trim(), self.family.trim()).trim().to_string()
    }
    /// What to call them in a sentence.
    pub fn first(&self) -> String {
        let given = self.given.split_whitespace().next().unwrap_or(self.family.trim());
        isolated(given.to_string())
    }
    /// Every name, for search.
    pub fn names(&self) -> String {
        format!("{} {} {}", self.bare(), self.also.replace('\n', " "), self.upn)
    }
    /// The name a list is put in order by.
    pub fn order(&self) -> String {
        format!("{} {}", self.family.trim(), self.given.trim())
    }
    /// 18 or over on a day.
    pub fn adult(&self, on: Day) -> bool {
        self.born.is_some_and(|b| age::years(b, on) >= age::ADULT)
    }
    /// The eighteenth birthday.
    pub fn eighteenth(&self) -> Option<Day> {
        let (year, month, day) = self.born?.ymd();
        let of_age = year.checked_add(i16::try_from(age::ADULT).ok()?)?;
        // Born on 29 February: of age on 1 March.
        Day::new(of_age, month, day).or_else(|| Day::new(of_age, 3, 1))
    }
    /// Whether they live in another authority.
    pub fn lives_elsewhere(&self) -> bool {
        !self.home.trim().is_empty()
    }
    /// Adds a name they are also known by. False when it is there.
    pub fn known_as(&mut self, name: &str) -> bool {
        let name = name.trim();
        let there = name.is_empty()
            || name.eq_ignore_ascii_case(&self.bare())
            || self.also.lines().any(|l| l.eq_ignore_ascii_case(name));
        if there {
            return false;
        }
        if !self.also.is_empty() {
            self.also.push('\n');
        }
        self.also.push_str(name);
        true
    }
}

coded! {
    /// Why a child on the desk may be the one of a notice.
    pub enum Alike {
        Upn = "upn", "The same unique pupil number";
        BornAndName = "born_and_name", "The same date of birth and name";
        BornAndPart = "born_and_part", "The same date of birth and part of the name";
        Name = "name", "The same name; a date of birth is missing";
    }
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|w| !w.is_empty()).map(|w| w.to_lowercase()).collect()
}

/// Whether a child on the desk may be the one of a notice, and why.
pub fn alike(
    child: &Child,
    given: &str,
    family: &str,
    born: Option<Day>,
    upn: &str,
) -> Option<Alike> {
    if !upn.is_empty() && child.upn == upn {
        return Some(Alike::Upn);
    }
    let typed = words(&format!("{given} {family}"));
    let all = words(&format!("{} {}", child.bare(), child.also.replace('\n', " ")));
    let same = !typed.is_empty() && typed.iter().all(|w| all.contains(w));
    match (child.born, born) {
        (Some(a), Some(b)) if a == b && same => Some(Alike::BornAndName),
        (Some(a), Some(b)) if a == b && typed.iter().any(|w| all.contains(w)) => {
            Some(Alike::BornAndPart)
        }
        (Some(_), Some(_)) => None,
        _ if same => Some(Alike::Name),
        _ => None,
    }
}
