//! Who was told of a placement and when: home on the same day, and the social worker and virtual
//! school head where there is one.
//!
//! Must never know: the words of a letter. Being sent is not being told; both are said.

use crate::Id;
use crate::home::{Call, Outcome};
use crate::pupil::Pupil;
use rulebook::{Day, Instant};

coded! {
    /// Somebody outside home who is told where the pupil has one.
    pub enum Whom {
        SocialWorker = "social_worker", "Social worker";
        VirtualSchool = "virtual_school", "Virtual school head";
    }
}

coded! {
    /// How they were told.
    pub enum How {
        Phone = "phone", "By telephone";
        Email = "email", "By email from the school";
        InPerson = "in_person", "In person";
        Message = "message", "By message left with their team";
    }
}

/// That one of them was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Key.
    pub id: Id,
    /// The placement.
    pub placement: Id,
    /// The pupil.
    pub pupil: Id,
    /// Who, by what they are.
    pub whom: Whom,
    /// Their name.
    pub name: String,
    /// How.
    pub way: How,
    /// What was said back, or empty.
    pub words: String,
    /// When.
    pub at: Instant,
    /// When that was written down.
    pub made_at: Instant,
    /// By whom.
    pub by_name: String,
}

/// Who is to be told of a placement beside home, by what is on the pupil's record.
pub fn owed(pupil: &Pupil) -> Vec<Whom> {
    let mut out = Vec::new();
    if !pupil.social_worker.trim().is_empty() {
        out.push(Whom::SocialWorker);
    }
    if pupil.looked_after {
        out.push(Whom::VirtualSchool);
    }
    out
}

/// How home stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Somebody with parental responsibility knows, since then.
    Told(Instant),
    /// Something was sent, first then; nobody has said they have it.
    Sent(Instant),
    /// Somebody was tried and not reached.
    Tried,
    /// Nothing is recorded.
    Nothing,
}

impl Home {
    /// They knew by the end of the day the pupil was in the room.
    pub fn same_day(self, day: Day) -> bool {
        matches!(self, Home::Told(at) if at.day() <= day)
    }
    /// In words.
    pub fn said(self, day: Day) -> String {
        match self {
            Home::Told(at) if at.day() <= day => format!("Told {at}: on or before the day"),
            Home::Told(at) => format!("Told {at}: after the day"),
            Home::Sent(at) => format!("Sent {at}; nobody has said that they have it"),
            Home::Tried => "Tried, nobody reached".into(),
            Home::Nothing => "Nothing is recorded".into(),
        }
    }
}

/// How home stands: `owed` are those with parental responsibility and no restriction, `read` when
/// any of them said they read the letter, wrote back, or knew the standards sheet; `sent` when
/// something went to any of them.
pub fn home(owed: &[Id], calls: &[Call], read: &[(Id, Instant)], sent: &[(Id, Instant)]) -> Home {
    let theirs = |id: &Id| owed.contains(id);
    let spoke = calls.iter().filter(|c| theirs(&c.contact) && c.outcome == Outcome::Spoke);
    let said = read.iter().filter(|(id, _)| theirs(id)).map(|(_, at)| *at);
    if let Some(at) = spoke.map(|c| c.at).chain(said).min() {
        return Home::Told(at);
    }
    if let Some(at) = sent.iter().filter(|(id, _)| theirs(id)).map(|(_, at)| *at).min() {
        return Home::Sent(at);
    }
    match calls.iter().any(|c| theirs(&c.contact)) {
        true => Home::Tried,
        false => Home::Nothing,
    }
}

/// What is wrong with what was typed, by field.
pub fn wrong(
    name: &str,
    way: Option<How>,
    at: Option<Instant>,
    now: Instant,
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if name.trim().is_empty() {
        wrong.push(("name", "Say who was told".to_string()));
    }
    if way.is_none() {
        wrong.push(("way", "Choose how they were told".to_string()));
    }
    match at {
        None => wrong.push(("time", "Give the day and a time such as 15.10".into())),
        Some(at) if at > now => {
            wrong.push(("time", format!("It is {now} now. It is written down once it happened")));
        }
        Some(_) => {}
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    fn at(d: i8, h: u16) -> Instant {
        Day::new(2026, 11, d).unwrap().at(Minute::new(h, 0).unwrap())
    }
    fn call(who: u128, when: Instant, outcome: Outcome) -> Call {
        Call {
            id: Id::from_u128(100 + who),
            pupil: Id::from_u128(1),
            contact: Id::from_u128(who),
            placement: None,
            at: when,
            made_at: when,
            outcome,
            number: String::new(),
            interpreter: false,
            view: String::new(),
            follow_up: String::new(),
            by_staff: Id::nil(),
            by_name: String::new(),
        }
    }

    #[test]
    fn a_voicemail_or_a_letter_is_no_telling_and_a_talk_with_somebody_else_neither() {
        let (mother, gran) = (Id::from_u128(1), Id::from_u128(2));
        let day = at(10, 0).day();
        let owed = [mother];
        let mail = call(1, at(10, 15), Outcome::Voicemail);
        let gran_spoke = call(2, at(10, 15), Outcome::Spoke);
        assert_eq!(home(&owed, &[], &[], &[]), Home::Nothing);
        assert_eq!(home(&owed, std::slice::from_ref(&mail), &[], &[]), Home::Tried);
        assert_eq!(home(&owed, &[gran_spoke], &[(gran, at(10, 9))], &[]), Home::Nothing);
        let sent = [(mother, at(10, 12))];
        assert_eq!(home(&owed, std::slice::from_ref(&mail), &[], &sent), Home::Sent(at(10, 12)));
        assert!(!Home::Sent(at(10, 12)).same_day(day));
        let spoke = call(1, at(10, 16), Outcome::Spoke);
        let told = home(&owed, &[mail, spoke], &[(mother, at(11, 8))], &sent);
        assert_eq!(told, Home::Told(at(10, 16)));
        assert!(told.same_day(day));
        let late = home(&owed, &[], &[(mother, at(11, 8))], &sent);
        assert!(!late.same_day(day) && late.said(day).contains("after the day"));
    }
}
