//! Calls home: what to say, in the order it helps, what came of it, and when to ring again.
//!
//! Must never know: what approvers wrote among themselves, or any other pupil.

use crate::Id;
use crate::pupil::{Contact, Pupil};
use crate::school::Setting;
use crate::wording;
use crate::words::Concept;
use rulebook::{Day, Instant, Minute};

coded! {
    /// What came of a call.
    pub enum Outcome {
        Spoke = "spoke", "Spoke";
        Voicemail = "voicemail", "Voicemail";
        NoAnswer = "no_answer", "No answer";
        Dead = "dead", "Number does not work";
        Refused = "refused", "Would not talk";
    }
}

impl Outcome {
    /// Nobody has been told yet, and ringing again may mend it.
    pub fn wants_another_try(self) -> bool {
        matches!(self, Outcome::Voicemail | Outcome::NoAnswer)
    }
}

/// A call as it was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// Who was rung.
    pub contact: Id,
    /// About which placement.
    pub placement: Option<Id>,
    /// When the call was.
    pub at: Instant,
    /// When it was entered.
    pub made_at: Instant,
    /// What came of it.
    pub outcome: Outcome,
    /// The number rung.
    pub number: String,
    /// An interpreter was on the call.
    pub interpreter: bool,
    /// What they said, as first written.
    pub view: String,
    /// What follows.
    pub follow_up: String,
    /// Who rang.
    pub by_staff: Id,
    /// Their name, as it was.
    pub by_name: String,
}

/// Minutes after which a call counts as entered later.
const LATER: i64 = 15;
/// Minutes by which a time may run ahead of the clock: two clocks never agree.
const AHEAD: i64 = 2;

impl Call {
    /// It was written down some time after it was made.
    pub fn entered_later(&self) -> bool {
        self.made_at.minutes_since(self.at) > LATER
    }
}

/// Contacts in the order to ring them: those with parental responsibility, then the others.
/// Nobody with a restriction on record is among them.
pub fn to_ring(contacts: &[Contact]) -> Vec<&Contact> {
    let mut list: Vec<&Contact> = contacts.iter().filter(|c| !c.restricted()).collect();
    list.sort_by_key(|c| (!c.responsible, c.priority, c.id));
    list
}

/// Contacts with a restriction on record. Nothing invites to ring them; a call that took place
/// all the same is still written down.
pub fn not_to_ring(contacts: &[Contact]) -> Vec<&Contact> {
    let mut list: Vec<&Contact> = contacts.iter().filter(|c| c.restricted()).collect();
    list.sort_by_key(|c| (c.priority, c.id));
    list
}

/// What was typed about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Who was rung.
    pub contact: Option<Id>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// The day of the call.
    pub day: Option<Day>,
    /// The time of the call.
    pub time: Option<Minute>,
}

/// A call that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Who was rung.
    pub contact: Id,
    /// The number rung.
    pub number: String,
    /// When.
    pub at: Instant,
    /// What came of it.
    pub outcome: Outcome,
    /// "Second attempt: ring Mr Curtis Ashdown", when another try is wanted.
    pub again: Option<String>,
}

/// Reads a call. `before` is how many calls to that contact about this placement came to
/// nothing. Errors are by field.
pub fn log(
    typed: &Typed,
    contacts: &[Contact],
    before: impl Fn(Id) -> usize,
    now: Instant,
) -> Result<Logged, Vec<(&'static str, String)>> {
    let mut wrong = Vec::new();
    let contact = typed.contact.and_then(|id| contacts.iter().find(|c| c.id == id));
    if contact.is_none() {
        wrong.push(("contact", "Choose who you rang".to_string()));
    }
    if typed.outcome.is_none() {
        wrong.push(("outcome", "Choose what came of the call".to_string()));
    }
    if typed.time.is_none() {
        wrong.push(("time", "Give the time of the call, such as 15.02".to_string()));
    }
    if typed.day.is_none() {
        wrong.push(("day", "Give the day of the call".to_string()));
    }
    let at = match (typed.day, typed.time) {
        (Some(day), Some(time)) => day.at(time),
        _ => now,
    };
    if at.minutes_since(now) > AHEAD {
        wrong.push((
            "time",
            format!("It is {} now. A call is logged once it was made", now.minute()),
        ));
    }
    match (contact, typed.outcome) {
        (Some(contact), Some(outcome)) if wrong.is_empty() => {
            // Only those who must be told are rung until they are reached.
            let owed = contact.responsible && !contact.restricted();
            let again = (owed && outcome.wants_another_try()).then(|| {
                let nth = match before(contact.id) {
                    0 => "Second",
                    1 => "Third",
                    _ => "Another",
                };
                format!("{nth} attempt: ring {}", contact.full())
            });
            Ok(Logged { contact: contact.id, number: contact.phone.clone(), at, outcome, again })
        }
        _ => Err(wrong),
    }
}

/// What the script is made from.
pub struct Script<'a> {
    /// The school.
    pub setting: &'a Setting,
    /// The pupil.
    pub pupil: &'a Pupil,
    /// The reason in plain words.
    pub plain_reason: &'a str,
    /// "Mr Ewan Thrale", or empty.
    pub decided_by: &'a str,
    /// The day.
    pub day: Day,
    /// "P1–P6"
    pub periods: &'a str,
    /// The room's name.
    pub room: &'a str,
    /// How and when to arrive, as the letter has it.
    pub arrive: &'a str,
    /// Lunch, as the letter has it.
    pub lunch: &'a str,
    /// When it ends, as the letter has it.
    pub finish: &'a str,
}

/// The call in the order that helps, from the school's own script: heading and words. `body` is
/// the script; a blank in it that nothing fills is left for the caller to put in words.
pub fn script(s: &Script<'_>, body: &str) -> Vec<(String, String)> {
    let first = s.pupil.first();
    let good = s.pupil.strengths.trim().trim_end_matches('.');
    let good = if good.is_empty() {
        format!("Say one thing {first} has done well this week before anything else.")
    } else {
        format!("{first}: {good}.")
    };
    let reason = s.plain_reason.trim();
    let what = if reason.is_empty() {
        "No plain words are written yet. Say only what you know happened.".to_string()
    } else {
        reason.to_string()
    };
    let room = crate::letter::the(s.room);
    let decided = if s.decided_by.is_empty() {
        format!("{first} will work in {room} for this time.")
    } else {
        format!("{} decided that {first} will work in {room} for this time.", s.decided_by)
    };
    let values = [
        ("pupil", first.clone()),
        ("strengths", good),
        ("reason", what),
        ("decided_by", decided),
        ("date", s.day.to_string()),
        ("periods", s.periods.to_string()),
        ("room", room),
        ("arrive", s.arrive.to_string()),
        ("lunch", s.lunch.to_string()),
        ("finish", s.finish.to_string()),
        ("year_lead", s.setting.words.one(Concept::YearLead).to_string()),
        ("concern", s.setting.school.concern.clone()),
    ];
    let step = |line: &str| {
        let (heading, words) = line.split_once(':')?;
        let said = match wording::fill(words.trim(), &values) {
            Ok(said) => said,
            // Nobody reads a blank out: the step says what is not known.
            Err(missing) => format!("Not set up yet: {}.", missing.join(", ").replace('_', " ")),
        };
        Some((heading.trim().to_string(), said))
    };
    body.lines().filter(|l| !l.trim().is_empty()).filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(n: u128, priority: i64, responsible: bool) -> Contact {
        Contact {
            id: Id::from_u128(n),
            pupil: Id::from_u128(1),
            title: "Mr".into(),
            given: "Curtis".into(),
            family: "Ashdown".into(),
            relation: "Father".into(),
            priority,
            responsible,
            lives_with: false,
            restriction: String::new(),
            phone: "07700 900264".into(),
            email: String::new(),
            address: String::new(),
            language: String::new(),
            interpreter: false,
        }
    }
    fn at(time: &str) -> Instant {
        Day::new(2026, 11, 9).unwrap().at(Minute::parse(time).unwrap())
    }
    fn typed(outcome: Outcome, time: &str) -> Typed {
        Typed {
            contact: Some(Id::from_u128(7)),
            outcome: Some(outcome),
            day: Day::new(2026, 11, 9),
            time: Minute::parse(time),
        }
    }

    #[test]
    fn a_voicemail_asks_for_a_second_attempt_and_a_talk_does_not() {
        let contacts = [contact(7, 2, true)];
        let call = log(&typed(Outcome::Voicemail, "15.06"), &contacts, |_| 0, at("15.06")).unwrap();
        assert_eq!(call.again.as_deref(), Some("Second attempt: ring Mr Curtis Ashdown"));
        let call = log(&typed(Outcome::NoAnswer, "15.06"), &contacts, |_| 1, at("15.06")).unwrap();
        assert!(call.again.unwrap().starts_with("Third attempt"));
        for outcome in [Outcome::Spoke, Outcome::Dead, Outcome::Refused] {
            let call = log(&typed(outcome, "15.06"), &contacts, |_| 0, at("15.06")).unwrap();
            assert_eq!(call.again, None, "{outcome:?}");
        }
    }

    #[test]
    fn a_call_is_not_logged_before_it_was_made() {
        let contacts = [contact(7, 1, true)];
        let wrong = log(&typed(Outcome::Spoke, "15.30"), &contacts, |_| 0, at("15.00"));
        assert_eq!(wrong.unwrap_err()[0].0, "time");
        assert!(log(&typed(Outcome::Spoke, "15.02"), &contacts, |_| 0, at("15.00")).is_ok());
    }

    #[test]
    fn those_responsible_are_rung_first_then_others_and_nobody_restricted() {
        let mut barred = contact(5, 1, true);
        barred.restriction = "No contact by order of the court".into();
        let contacts = [contact(8, 1, false), contact(9, 2, true), contact(7, 1, true), barred];
        let ids = |list: Vec<&Contact>| list.iter().map(|c| c.id.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(to_ring(&contacts)), vec![7, 9, 8]);
        assert_eq!(ids(not_to_ring(&contacts)), vec![5]);
        let rung = |n: u128| {
            let mut t = typed(Outcome::NoAnswer, "15.00");
            t.contact = Some(Id::from_u128(n));
            log(&t, &contacts, |_| 0, at("15.00"))
        };
        // What took place is written down; only who must be told is rung again.
        assert!(rung(7).unwrap().again.is_some());
        assert_eq!(rung(8).unwrap().again, None);
        assert_eq!(rung(5).unwrap().again, None);
        assert_eq!(rung(4).unwrap_err()[0].0, "contact");
    }

    #[test]
    fn a_call_entered_much_later_says_so() {
        let mut call = Call {
            id: Id::from_u128(1),
            pupil: Id::from_u128(1),
            contact: Id::from_u128(7),
            placement: None,
            at: at("15.02"),
            made_at: at("15.10"),
            outcome: Outcome::Spoke,
            number: String::new(),
            interpreter: false,
            view: String::new(),
            follow_up: String::new(),
            by_staff: Id::from_u128(2),
            by_name: "Ms Dara Okell".into(),
        };
        assert!(!call.entered_later());
        call.made_at = at("15.40");
        assert!(call.entered_later());
    }
}
