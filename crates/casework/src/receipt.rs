//! What home does with a letter: by which way each person gets it, that they have read it, and
//! what they answer.
//!
//! Must never know: addresses of pages. Opening a letter is never reading it: programs that look
//! at mail open links too.

use crate::pupil::Contact;
use crate::{Id, Refusal};
use rulebook::Instant;

coded! {
    /// The way a letter goes to one person.
    pub enum Way {
        Email = "email", "By email, with a private link";
        Paper = "paper", "On paper";
    }
}

coded! {
    /// How an answer came.
    pub enum Came {
        Link = "link", "by the private link";
        Phone = "phone", "by telephone";
        Paper = "paper", "on paper";
        InPerson = "in_person", "in person";
    }
}

coded! {
    /// What home answers to a letter.
    pub enum Answered {
        Read = "read", "Has read it";
        Reply = "reply", "Replied";
    }
}

coded! {
    /// Why nobody writes to a person by email.
    pub enum NoEmail {
        Unsafe = "unsafe", "The address is not safe: somebody else may read it";
        AskedNot = "asked_not", "They asked not to be written to by email";
    }
}

/// How a letter goes to one person, and why on paper where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The address, where it goes by email.
    pub email: Option<String>,
    /// Why not, or empty.
    pub why: String,
}

impl Route {
    /// The way.
    pub fn way(&self) -> Way {
        if self.email.is_some() { Way::Email } else { Way::Paper }
    }
}

fn plain(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether two addresses are one mailbox.
pub fn same_mailbox(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// The way a letter goes to `to`, who shares an envelope with `together`. A letter bears a home
/// address, so a mailbox that is on record for somebody outside the envelope gets none.
pub fn route(to: &Contact, together: &[Id], all: &[Contact], marks: &[(Id, NoEmail)]) -> Route {
    let paper = |why: &str| Route { email: None, why: why.to_string() };
    let email = plain(&to.email);
    if !to.gets_letters() {
        return paper("no letter goes to them");
    }
    match marks.iter().find(|(id, _)| *id == to.id) {
        Some((_, NoEmail::Unsafe)) => return paper("their email address is marked as not safe"),
        Some((_, NoEmail::AskedNot)) => return paper("they asked not to be written to by email"),
        None => {}
    }
    if email.is_empty() {
        return paper("no email address is on record");
    }
    let shared =
        all.iter().any(|c| c.id != to.id && !together.contains(&c.id) && plain(&c.email) == email);
    if shared {
        return paper("the same email address is on record for somebody else at home");
    }
    Route { email: Some(to.email.trim().to_string()), why: String::new() }
}

/// What a person who was given a link finds behind it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theirs {
    /// It is theirs to open.
    Yes,
    /// The mailbox it went to is no longer theirs alone: it has run out.
    Moved,
    /// Nothing: there is a restriction, they are no longer on record, or the mailbox is not safe.
    No,
}

/// Whether a person who was given a link by email may still open what it leads to. `went_to` is
/// the address it went to, and `together` those who share what it leads to: a mailbox that was
/// changed since, or is on record for somebody else at home now, opens nothing.
pub fn still_theirs(
    contact: Id,
    went_to: &str,
    together: &[Id],
    all: &[Contact],
    marks: &[(Id, NoEmail)],
) -> Theirs {
    let Some(to) = all.iter().find(|c| c.id == contact && c.gets_letters()) else {
        return Theirs::No;
    };
    if marks.contains(&(contact, NoEmail::Unsafe)) {
        return Theirs::No;
    }
    let mailbox = plain(went_to);
    let others = all.iter().filter(|c| c.id != contact && !together.contains(&c.id));
    let shared = others.map(|c| plain(&c.email)).any(|email| email == mailbox);
    if plain(&to.email) != mailbox || shared { Theirs::Moved } else { Theirs::Yes }
}

/// Longest reply, in characters.
pub const LONGEST_REPLY: usize = 2_000;
/// Replies to one letter by one person through its link: more than this is a fault or a prank.
const MOST_REPLIES: usize = 20;

/// Whether another reply is taken through a link.
pub fn may_reply(so_far: usize) -> Result<(), Refusal> {
    if so_far < MOST_REPLIES {
        return Ok(());
    }
    Err(Refusal::because(
        "No more replies can be sent by this link",
        "The school has those you sent. Please ring the school.",
        "The way Mainstay works.",
    ))
}

/// An acknowledgement that somebody at school writes down: who gave it, how and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// How it came.
    pub came: Came,
    /// When.
    pub at: Instant,
}

/// Decides it. A fault is given with the field it belongs to.
pub fn heard(
    came: Option<Came>,
    at: Option<Instant>,
    issued: Instant,
    now: Instant,
) -> Result<Heard, Vec<(&'static str, String)>> {
    let mut wrong = Vec::new();
    let came = came.filter(|c| *c != Came::Link);
    if came.is_none() {
        wrong.push(("came", "Say how they told you".to_string()));
    }
    match at {
        None => wrong.push(("time", "Give the day and a time such as 15.10".to_string())),
        Some(at) if at > now => {
            wrong.push(("time", format!("It is {now} now. It is recorded once it happened")))
        }
        Some(at) if at < issued => {
            wrong.push(("time", format!("The letter was issued {issued}; this is before it")))
        }
        Some(_) => {}
    }
    match (came, at) {
        (Some(came), Some(at)) if wrong.is_empty() => Ok(Heard { came, at }),
        _ => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    fn contact(n: u128, email: &str) -> Contact {
        Contact {
            id: Id::from_u128(n),
            pupil: Id::from_u128(1),
            title: "Mr".into(),
            given: "Curtis".into(),
            family: "Ashdown".into(),
            relation: "Father".into(),
            priority: n as i64,
            responsible: true,
            lives_with: false,
            restriction: String::new(),
            phone: String::new(),
            email: email.into(),
            address: String::new(),
            language: String::new(),
            interpreter: false,
        }
    }

    #[test]
    fn an_email_goes_to_a_mailbox_that_is_one_persons_alone_and_no_other() {
        let one = contact(1, "home@post.example");
        let other = contact(2, " Home@Post.example ");
        let all = [one.clone(), other.clone(), contact(3, "")];
        let shared = route(&one, &[one.id], &all, &[]);
        assert_eq!(shared.way(), Way::Paper);
        assert!(shared.why.contains("somebody else"));
        // One envelope, one letter: nothing in it is the other's alone.
        let together = route(&one, &[one.id, other.id], &all, &[]);
        assert_eq!(together.email.as_deref(), Some("home@post.example"));
        assert!(route(&all[2], &[all[2].id], &all, &[]).why.contains("no email address"));
        // Even one who gets no letters could open the mailbox.
        let mut barred = other.clone();
        barred.restriction = "By order of the court".into();
        assert_eq!(route(&one, &[one.id], &[one.clone(), barred.clone()], &[]).way(), Way::Paper);
        assert_eq!(route(&barred, &[barred.id], &[barred.clone()], &[]).way(), Way::Paper);
    }

    #[test]
    fn marks_send_a_letter_on_paper_and_an_unsafe_mailbox_opens_nothing_more() {
        let one = contact(1, "home@post.example");
        let all = [one.clone()];
        let theirs = |all: &[Contact], marks: &[(Id, NoEmail)]| {
            still_theirs(one.id, " HOME@post.example", &[one.id], all, marks)
        };
        for (why, opens) in [(NoEmail::Unsafe, Theirs::No), (NoEmail::AskedNot, Theirs::Yes)] {
            let marks = [(one.id, why)];
            assert_eq!(route(&one, &[one.id], &all, &marks).way(), Way::Paper);
            assert_eq!(theirs(&all, &marks), opens);
        }
        let mut barred = one.clone();
        barred.restriction = "By order of the court".into();
        assert_eq!(theirs(&all, &[]), Theirs::Yes);
        assert_eq!(theirs(&[barred], &[]), Theirs::No);
        assert_eq!(theirs(&[], &[]), Theirs::No);
    }

    #[test]
    fn a_mailbox_that_was_changed_or_is_somebody_elses_too_opens_nothing_more() {
        let one = contact(1, "home@post.example");
        let theirs = |all: &[Contact], together: &[Id]| {
            still_theirs(one.id, "home@post.example", together, all, &[])
        };
        assert_eq!(theirs(std::slice::from_ref(&one), &[one.id]), Theirs::Yes);
        assert_eq!(theirs(&[contact(1, "new@post.example")], &[one.id]), Theirs::Moved);
        assert_eq!(theirs(&[contact(1, "")], &[one.id]), Theirs::Moved);
        let other = contact(2, "home@post.example");
        assert_eq!(theirs(&[one.clone(), other.clone()], &[one.id]), Theirs::Moved);
        // One envelope, one letter: nothing in it is the other's alone.
        assert_eq!(theirs(&[one.clone(), other.clone()], &[one.id, other.id]), Theirs::Yes);
    }

    #[test]
    fn an_acknowledgement_is_written_down_after_the_letter_and_not_before_it_came() {
        let at = |h| Day::new(2026, 11, 9).unwrap().at(Minute::new(h, 0).unwrap());
        let ok = heard(Some(Came::Phone), Some(at(15)), at(14), at(16)).unwrap();
        assert_eq!(ok, Heard { came: Came::Phone, at: at(15) });
        for (came, when, field) in [
            (None, Some(at(15)), "came"),
            (Some(Came::Link), Some(at(15)), "came"),
            (Some(Came::Phone), None, "time"),
            (Some(Came::Phone), Some(at(17)), "time"),
            (Some(Came::Phone), Some(at(13)), "time"),
        ] {
            assert_eq!(heard(came, when, at(14), at(16)).unwrap_err()[0].0, field);
        }
        assert!(may_reply(19).is_ok());
        assert!(may_reply(20).is_err());
    }
}
