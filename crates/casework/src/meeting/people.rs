//! Who is asked to a meeting, what they need and say, whether they came, and whether enough do.
//!
//! Must never know: how they are reached. Who has no parental responsibility is there by consent,
//! and the record says so.

use super::Meeting;
use crate::Id;

coded! {
    /// What somebody is to a meeting.
    pub enum Whom {
        Staff = "staff", "Colleague";
        Home = "home", "Parent, carer or family";
        Pupil = "pupil", "The pupil";
        Agency = "agency", "Agency or another school";
    }
}

coded! {
    /// What they say.
    pub enum Reply {
        NotSaid = "not_said", "Has not said";
        Yes = "yes", "Coming";
        Remote = "remote", "Joining remotely";
        No = "no", "Not coming";
    }
}

coded! {
    /// Whether they came.
    pub enum Came {
        NotSaid = "not_said", "Not recorded";
        Attended = "attended", "Attended";
        Remote = "remote", "Joined remotely";
        Apologies = "apologies", "Apologies";
        Report = "report", "Sent a report instead";
        Absent = "absent", "Did not attend";
    }
}

/// Somebody who is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Key.
    pub id: Id,
    /// The meeting.
    pub meeting: Id,
    /// What they are to it.
    pub whom: Whom,
    /// Name.
    pub name: String,
    /// E-mail address, or empty.
    pub email: String,
    /// The member of staff.
    pub staff: Option<Id>,
    /// The person at home, where the school has them.
    pub contact: Option<Id>,
    /// Holds parental responsibility.
    pub responsible: bool,
    /// What they count as towards the quorum: "school".
    pub part: String,
    /// What they need: a hearing loop, an interpreter, no stairs.
    pub needs: String,
    /// What they say.
    pub reply: Reply,
    /// In words.
    pub said: String,
    /// Another address that a reply came from, until somebody has said whose it is.
    pub other_address: String,
    /// Whether they came.
    pub came: Came,
    /// Whoever holds parental responsibility consents to their being there.
    pub consented: bool,
    /// The version of the invitation they were sent last.
    pub told_sequence: Option<i64>,
}

impl Person {
    /// They come, as far as is known: by what they said, or by having come.
    pub fn comes(&self) -> bool {
        match self.came {
            Came::NotSaid => matches!(self.reply, Reply::Yes | Reply::Remote),
            came => matches!(came, Came::Attended | Came::Remote),
        }
    }
    /// What is to be said of somebody from home: who holds parental responsibility, and by whose
    /// consent anybody else is there.
    pub fn standing(&self) -> &'static str {
        let there = matches!(self.came, Came::Attended | Came::Remote);
        match (self.whom, self.responsible, self.consented) {
            (Whom::Home, true, _) => "PR",
            (Whom::Home, false, true) if there => "no PR – attended with consent",
            (Whom::Home, false, true) => "no PR – may attend with consent",
            (Whom::Home, false, false) => "no PR – consent to be asked for",
            _ => "",
        }
    }
    /// They must be told of the meeting as it stands now.
    pub fn to_tell(&self, m: &Meeting) -> bool {
        self.told_sequence != Some(m.sequence)
    }
}

/// A line of a quorum, and how many of it come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// "school"
    pub part: String,
    /// How many come.
    pub come: i64,
    /// How many are needed.
    pub least: i64,
}

/// The lines of a quorum as typed: "chair 1", "school 4". A line without a number asks for one.
pub fn quorum(text: &str) -> Vec<(String, i64)> {
    let line = |l: &str| {
        let l = l.trim();
        let (part, n) = match l.rsplit_once(' ') {
            Some((part, n)) => match n.parse::<i64>() {
                Ok(n) => (part.trim(), n),
                Err(_) => (l, 1),
            },
            None => (l, 1),
        };
        (!part.is_empty()).then(|| (part.to_lowercase(), n.max(1)))
    };
    text.split(['\n', ',']).filter_map(line).collect()
}

/// The lines of the quorum that too few come for.
pub fn short_of(text: &str, people: &[Person]) -> Vec<Short> {
    let mut out = Vec::new();
    for (part, least) in quorum(text) {
        let come =
            people.iter().filter(|p| p.comes() && p.part.trim().to_lowercase() == part).count()
                as i64;
        if come < least {
            out.push(Short { part, come, least });
        }
    }
    out
}

/// What follows from a reply that came from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// From the address that was asked, or nobody said from which.
    Known,
    /// From another: it is kept, and somebody is asked whose it is.
    Other(String),
}

/// Whether a reply came from the address that was asked.
pub fn came_from(p: &Person, address: &str) -> From {
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    match address.trim() {
        "" => From::Known,
        a if same(a, &p.email) => From::Known,
        a => From::Other(a.to_string()),
    }
}

/// What somebody said before a meeting was moved is no answer to the new time; it is kept in words.
pub fn asked_anew(p: &Person) -> Person {
    if p.reply == Reply::NotSaid {
        return p.clone();
    }
    let said = crate::Coded::label(p.reply).to_lowercase();
    let kept = format!("To the time before: {said}. {}", p.said);
    Person { reply: Reply::NotSaid, said: kept.trim().to_string(), ..p.clone() }
}
