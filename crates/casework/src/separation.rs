//! A pupil kept away from school for safeguarding: why it cannot be managed on site, how short it
//! is, each look at it again, and the way back.
//!
//! Must never be counted as a suspension, nor stand beside a reason for one: what is decided about
//! behaviour has a record of its own.

use crate::owed::{Done, Owed};
use crate::{Actor, Id, May, Refusal};
use rulebook::duty::moves;
use rulebook::rule::{self, Party};
use rulebook::{Day, Instant};

/// One.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separation {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// First day away.
    pub from: Day,
    /// Why pupils must be kept apart.
    pub why: String,
    /// Why it cannot be managed on site.
    pub on_site: String,
    /// How short it is meant to be.
    pub how_long: String,
    /// How the pupil comes back.
    pub way_back: String,
    /// What is taught meanwhile.
    pub education: String,
    /// Who leads it.
    pub led_by: String,
    /// The day it ended.
    pub ended_on: Option<Day>,
    /// How it ended.
    pub ended_words: String,
    /// Who began the record.
    pub by_staff: Id,
    /// Their name then.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

/// A look at it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Key.
    pub id: Id,
    /// The day it is for.
    pub day: Day,
    /// What was found.
    pub words: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// Whether this person may begin or end one: it is led by the safeguarding lead.
pub fn may_lead(actor: &Actor, back: &str) -> Result<(), Refusal> {
    if actor.may(May::Safeguarding) || actor.may(May::DecideExclusion) {
        return Ok(());
    }
    let mut no = Refusal::because(
        "The safeguarding lead decides this",
        "A pupil is kept away for safeguarding rarely, briefly, and by the safeguarding lead with the headteacher. It is no punishment and no suspension.",
        "DfE exclusion guidance, July 2026 edition (R4.12). Not yet checked.",
    )
    .or("Tell the safeguarding lead", "/tell")
    .or("Go back", back);
    no.by_role = true;
    Err(no)
}

/// Whether it goes on still.
pub fn runs(a: &Separation) -> Result<(), Refusal> {
    match a.ended_on {
        None => Ok(()),
        Some(on) => Err(Refusal::because(
            format!("It ended on {on}"),
            "What is over stays as it was. Another separation has a record of its own.",
            "Mainstay: records are corrected by addition.",
        )
        .or("See the record", format!("/separations/{}", a.id))),
    }
}

/// Who is told, at once. The look each school day is Mainstay's own, and not in this list.
pub fn owed(a: &Separation, done: &[Done]) -> Vec<Owed> {
    let answer = moves::separation(a.from);
    let line = |code: &'static str, words: &'static str, to: Party| Owed {
        code,
        whom: None,
        words,
        to,
        by: Party::School,
        rule: "R4.12",
        outcome: answer.as_ref().ok().map(|a| a.outcome),
        due: match rule::find("R4.12").map(|r| r.on(a.from)) {
            Some(Err(none)) => Err(none.into()),
            _ => answer.as_ref().map(|a| a.due).map_err(Clone::clone),
        },
        if_asked: None,
        advice: None,
        duty: true,
        event: a.from,
        done: done.iter().filter(|d| d.code == code).cloned().collect(),
    };
    vec![
        line("apart-parent", "The parent told", Party::Parent),
        line(
            "apart-authority",
            "The local authority told: its duty to arrange education begins at once",
            Party::Authority,
        ),
    ]
}

/// The school days since it began on which nobody looked at it again, to the day asked about.
pub fn not_looked(school_days: &[Day], looks: &[Look]) -> Vec<Day> {
    school_days.iter().copied().filter(|d| !looks.iter().any(|l| l.day == *d)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use rulebook::duty::Outcome;

    fn day(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }
    fn apart() -> Separation {
        Separation {
            id: Id::nil(),
            pupil: Id::nil(),
            from: day(9),
            why: "An allegation between two pupils".into(),
            on_site: "Both are in every lesson of one form".into(),
            how_long: "Until the police have spoken to both".into(),
            way_back: "A meeting and a new seat plan".into(),
            education: String::new(),
            led_by: "Ms Hale".into(),
            ended_on: None,
            ended_words: String::new(),
            by_staff: Id::nil(),
            by_name: "Ms Hale".into(),
            made_at: day(9).at(Default::default()),
            version: 1,
        }
    }
    fn actor(role: Role) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::nil(),
            name: String::new(),
            post: String::new(),
            roles: vec![role],
            years: Vec::new(),
        }
    }

    #[test]
    fn it_is_no_suspension_and_the_parent_and_the_authority_are_told_at_once() {
        let list = owed(&apart(), &[]);
        assert_eq!(list.len(), 2);
        assert!(list.iter().all(|o| o.outcome == Some(Outcome::NotASuspension) && o.open()));
        assert_eq!(list[0].day(), Some(day(9)));
        let early = Separation { from: Day::new(2026, 7, 1).unwrap(), ..apart() };
        assert!(owed(&early, &[])[0].due.is_err(), "no rule is held before it");
    }

    #[test]
    fn the_safeguarding_lead_leads_it_and_each_school_day_wants_a_look() {
        assert!(may_lead(&actor(Role::Safeguarding), "").is_ok());
        assert!(may_lead(&actor(Role::Head), "").is_ok());
        assert!(may_lead(&actor(Role::Senior), "").unwrap_err().by_role);
        let look = Look {
            id: Id::nil(),
            day: day(9),
            words: "Still so".into(),
            by_name: String::new(),
            at: day(9).at(Default::default()),
        };
        assert_eq!(not_looked(&[day(9), day(10)], &[look]), [day(10)]);
        assert!(runs(&Separation { ended_on: Some(day(10)), ..apart() }).is_err());
    }
}
