//! What somebody recommends because of a report's figures: who decides it by when, and what was then
//! done by whom.
//!
//! Must never know: how a figure was counted, or pages. It recommends; a named person decides.

use crate::{Actor, Id, Refusal, Role};
use rulebook::{Day, Instant};

/// Letters of what the figures say, of what is recommended and of a reason.
pub const LONGEST: usize = 2_000;

coded! {
    /// What was decided.
    pub enum Decision {
        Agreed = "agreed", "Agreed";
        Declined = "declined", "Declined";
    }
}

coded! {
    /// How it stands.
    pub enum Standing {
        ToDecide = "to_decide", "To decide";
        Agreed = "agreed", "Agreed, to be done";
        Done = "done", "Done";
        Declined = "declined", "Declined";
    }
}

/// A recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// Key.
    pub id: Id,
    /// First day of the report it comes from.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What the figures say.
    pub evidence: String,
    /// What is recommended.
    pub advice: String,
    /// Who recommends it.
    pub by_staff: Id,
    /// Their name.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// Who decides.
    pub decider: Id,
    /// Their name.
    pub decider_name: String,
    /// By when.
    pub decide_by: Day,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Why, in their words.
    pub why: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// Who does it.
    pub owner: Option<Id>,
    /// Their name.
    pub owner_name: String,
    /// By when.
    pub due: Option<Day>,
    /// What came of it.
    pub outcome: String,
    /// Who said so.
    pub done_by: String,
    /// When.
    pub done_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl Recommendation {
    /// How it stands.
    pub fn standing(&self) -> Standing {
        match (self.decision, self.done_at) {
            (None, _) => Standing::ToDecide,
            (Some(Decision::Declined), _) => Standing::Declined,
            (Some(Decision::Agreed), None) => Standing::Agreed,
            (Some(Decision::Agreed), Some(_)) => Standing::Done,
        }
    }
    /// Whether it should have been decided or done before a day.
    pub fn is_late(&self, today: Day) -> bool {
        match self.standing() {
            Standing::ToDecide => self.decide_by < today,
            Standing::Agreed => self.due.is_some_and(|due| due < today),
            Standing::Done | Standing::Declined => false,
        }
    }
    /// Whether it is this person's to read, whatever figures they may see.
    pub fn concerns(&self, staff: Id) -> bool {
        self.decider == staff || self.by_staff == staff || self.owner == Some(staff)
    }
}

/// Whether somebody may decide it: whoever it was put to, or the headteacher, and once.
pub fn may_decide(r: &Recommendation, actor: &Actor) -> Result<(), Refusal> {
    if r.decision.is_some() {
        return Err(Refusal::because(
            "This is decided already",
            format!("{} decided it.", r.decided_by),
            "Mainstay: records are corrected by addition.",
        )
        .or("See what was decided", format!("/recommendations/{}", r.id)));
    }
    if r.decider == actor.staff || actor.roles.contains(&Role::Head) {
        return Ok(());
    }
    Err(Refusal::because(
        format!("This is for {} to decide", r.decider_name),
        "A recommendation is decided by whoever it was put to, or by the headteacher.",
        "The way Mainstay works.",
    )
    .or("See the recommendations", "/recommendations"))
}

/// Whether somebody may say what came of it: whoever does it, or whoever decided it.
pub fn may_finish(r: &Recommendation, actor: &Actor) -> Result<(), Refusal> {
    let theirs = r.owner == Some(actor.staff) || r.decider == actor.staff;
    let no = |title: String, rule: &str| {
        Refusal::because(title, rule, "The way Mainstay works.")
            .or("See the recommendations", "/recommendations")
    };
    match r.standing() {
        Standing::Agreed if theirs => Ok(()),
        Standing::Agreed => Err(no(
            format!("{} does this", r.owner_name),
            "What came of it is said by whoever does it, or by whoever decided it.",
        )),
        Standing::Done => Err(no("This is done already".into(), "It was said once.")),
        Standing::ToDecide | Standing::Declined => {
            Err(no("There is nothing to do".into(), "Only what was agreed is done."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Day {
        Day::new(2026, 11, n).unwrap()
    }
    fn one() -> Recommendation {
        Recommendation {
            id: Id::from_u128(9),
            from: day(2),
            to: day(10),
            evidence: String::new(),
            advice: String::new(),
            by_staff: Id::from_u128(1),
            by_name: "Ms Okell".into(),
            made_at: day(10).at(Default::default()),
            decider: Id::from_u128(2),
            decider_name: "Mr Thrale".into(),
            decide_by: day(12),
            decision: None,
            why: String::new(),
            decided_by: String::new(),
            decided_at: None,
            owner: None,
            owner_name: String::new(),
            due: None,
            outcome: String::new(),
            done_by: String::new(),
            done_at: None,
            version: 1,
        }
    }
    fn actor(n: u128, role: Role) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::from_u128(n),
            name: String::new(),
            post: String::new(),
            roles: vec![role],
            years: Vec::new(),
        }
    }

    #[test]
    fn it_is_decided_once_by_whoever_it_was_put_to_or_the_head() {
        let r = one();
        assert!(may_decide(&r, &actor(2, Role::Senior)).is_ok());
        assert!(may_decide(&r, &actor(7, Role::Head)).is_ok());
        assert!(may_decide(&r, &actor(1, Role::RoomLead)).unwrap_err().title.contains("Mr Thrale"));
        let decided = Recommendation { decision: Some(Decision::Agreed), ..r };
        assert!(
            may_decide(&decided, &actor(2, Role::Senior)).unwrap_err().title.contains("already")
        );
    }

    #[test]
    fn it_is_late_while_it_waits_and_what_came_of_it_is_said_by_whoever_does_it() {
        let mut r = one();
        assert!(!r.is_late(day(12)) && r.is_late(day(13)));
        assert!(may_finish(&r, &actor(2, Role::Senior)).is_err(), "nothing is agreed yet");
        (r.decision, r.owner, r.due) =
            (Some(Decision::Agreed), Some(Id::from_u128(3)), Some(day(20)));
        assert!(!r.is_late(day(20)) && r.is_late(day(21)));
        assert!(may_finish(&r, &actor(3, Role::Teacher)).is_ok());
        assert!(may_finish(&r, &actor(1, Role::RoomLead)).is_err());
        r.done_at = Some(r.made_at);
        assert_eq!(r.standing(), Standing::Done);
        assert!(may_finish(&r, &actor(3, Role::Teacher)).is_err());
        assert!(r.concerns(Id::from_u128(3)) && !r.concerns(Id::from_u128(4)));
    }
}
