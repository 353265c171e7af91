//! A lesson somebody watched: what came before, what was done, what came after, how many were on task,
//! and what is suggested. It is for the teacher whose lesson it was, who agrees to a suggestion or not.
//!
//! Must never know: tables or pages. It judges nobody: nothing here is a grade.

use crate::{Actor, Id, Refusal};
use rulebook::{Day, Instant, Minute};

/// Letters of each part of a moment, and of a suggestion.
pub const LONGEST: usize = 600;
/// Letters of the focus and the strengths.
pub const LONGEST_SAID: usize = 1_500;
/// Letters of a class.
pub const LONGEST_LINE: usize = 80;

coded! {
    /// What the teacher says of a suggestion.
    pub enum Answer {
        Agreed = "agreed", "Agreed";
        Declined = "declined", "Not agreed";
    }
}

/// What came before, what was done, what came after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Option<Minute>,
    /// Before.
    pub before: String,
    /// What was done.
    pub behaviour: String,
    /// After.
    pub after: String,
}

/// How many were on task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// When.
    pub at: Option<Minute>,
    /// On task.
    pub on_task: i64,
    /// Of how many.
    pub of: i64,
}

/// Something suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Key.
    pub id: Id,
    /// What.
    pub words: String,
    /// What the teacher says.
    pub answer: Option<Answer>,
    /// In their words.
    pub said: String,
    /// By when they try it.
    pub due: Option<Day>,
    /// When they answered.
    pub answered_at: Option<Instant>,
    /// The action it became.
    pub action: Option<Id>,
}

/// An observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Key.
    pub id: Id,
    /// Who watched.
    pub observer: Id,
    /// Their name.
    pub observer_name: String,
    /// Whose lesson.
    pub teacher: Id,
    /// Their name.
    pub teacher_name: String,
    /// Day.
    pub day: Day,
    /// "P3", or empty.
    pub period: String,
    /// "8N Geography"
    pub class: String,
    /// What was looked for.
    pub focus: String,
    /// What went well.
    pub strengths: String,
    /// When the teacher was given it.
    pub shared_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl Observation {
    /// Whether it is this person's to read: whoever watched, and the teacher once it was given to
    /// them. Nobody by being senior.
    pub fn is_seen_by(&self, staff: Id) -> bool {
        self.observer == staff || (self.teacher == staff && self.shared_at.is_some())
    }
}

/// On task and of how many, over all counts.
pub fn on_task(counts: &[Count]) -> Option<(i64, i64, i64)> {
    let (on, of) = counts.iter().fold((0, 0), |(a, b), c| (a + c.on_task, b + c.of));
    (of > 0).then(|| (on, of, (on * 100 + of / 2) / of))
}

fn no(o: &Observation, title: impl Into<String>, rule: &str) -> Box<Refusal> {
    Box::new(
        Refusal::because(title, rule, "The way Mainstay works.")
            .or("See the observation", format!("/observations/{}", o.id)),
    )
}

/// Whether it may be written at: by whoever watched, until the teacher has it.
///
/// # Errors
/// Refuses what was given to the teacher.
pub fn may_write(o: &Observation) -> Result<(), Box<Refusal>> {
    match o.shared_at {
        None => Ok(()),
        Some(at) => Err(no(
            o,
            format!("{} has had this since {at}", o.teacher_name),
            "What a teacher was given to read is not changed behind them.",
        )),
    }
}

/// Whether it may be given to the teacher.
///
/// # Errors
/// Refuses one without anything that was seen.
pub fn may_share(o: &Observation, moments: &[Moment]) -> Result<(), Box<Refusal>> {
    may_write(o)?;
    if moments.is_empty() {
        return Err(no(
            o,
            "There is nothing in it yet",
            "A teacher is given what was seen: at least one moment with what was done.",
        ));
    }
    Ok(())
}

/// Whether this person may answer a suggestion.
///
/// # Errors
/// Refuses everybody but the teacher, and what was answered.
pub fn may_answer(o: &Observation, s: &Suggestion, actor: &Actor) -> Result<(), Box<Refusal>> {
    if o.teacher != actor.staff {
        return Err(no(
            o,
            format!("This is for {} to answer", o.teacher_name),
            "A suggestion becomes an action only where the teacher whose lesson it was agrees.",
        ));
    }
    if s.answer.is_some() {
        return Err(no(o, "You have answered this", "A suggestion is answered once."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    fn one(shared: bool) -> Observation {
        let day = Day::new(2026, 9, 22).unwrap();
        Observation {
            id: Id::from_u128(1),
            observer: Id::from_u128(2),
            observer_name: "Miss Fennimore".into(),
            teacher: Id::from_u128(3),
            teacher_name: "Mr Vail".into(),
            day,
            period: "P3".into(),
            class: "8N Geography".into(),
            focus: String::new(),
            strengths: String::new(),
            shared_at: shared.then(|| day.at(Minute::default())),
            version: 1,
        }
    }

    #[test]
    fn it_is_the_observers_and_then_the_teachers_and_nobody_elses() {
        assert!(one(false).is_seen_by(Id::from_u128(2)));
        assert!(!one(false).is_seen_by(Id::from_u128(3)) && one(true).is_seen_by(Id::from_u128(3)));
        assert!(!one(true).is_seen_by(Id::from_u128(4)));
        assert!(may_write(&one(false)).is_ok());
        assert!(may_write(&one(true)).is_err());
        assert!(may_share(&one(false), &[]).is_err());
        assert!(may_share(&one(false), &[Moment::default()]).is_ok());
    }

    #[test]
    fn the_teacher_alone_answers_a_suggestion_and_once() {
        let actor = |n| Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::from_u128(n),
            name: String::new(),
            post: String::new(),
            roles: vec![Role::Head],
            years: Vec::new(),
        };
        let s = Suggestion {
            id: Id::from_u128(5),
            words: "Seat him at the front left".into(),
            answer: None,
            said: String::new(),
            due: None,
            answered_at: None,
            action: None,
        };
        assert!(may_answer(&one(true), &s, &actor(3)).is_ok());
        assert!(may_answer(&one(true), &s, &actor(2)).unwrap_err().title.contains("Mr Vail"));
        let done = Suggestion { answer: Some(Answer::Declined), ..s };
        assert!(may_answer(&one(true), &done, &actor(3)).is_err());
    }

    #[test]
    fn on_task_is_shown_with_its_counts() {
        let c = |on_task, of| Count { at: None, on_task, of };
        assert_eq!(on_task(&[c(20, 28), c(25, 28), c(26, 28)]), Some((71, 84, 85)));
        assert_eq!(on_task(&[]), None);
    }
}
