//! The morning's email: who has it, when it goes, and its words. It counts and names nobody.
//!
//! Must never know: what waits for a person; the counts are handed in.

use crate::message::Words;
use rulebook::Minute;

coded! {
    /// Whether a person wants the morning's email.
    pub enum Wanted {
        Late = "late", "Only when something is late";
        Always = "always", "Whenever something waits";
        Never = "never", "Never";
    }
}

/// What waits for a person: how many of a kind, and how many of those are late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// "Letters not issued"
    pub kind: &'static str,
    /// How many.
    pub waiting: i64,
    /// How many of them are late.
    pub late: i64,
}

/// Whether the email goes to somebody who asked for it so, with so much waiting.
pub fn goes(wanted: Wanted, counts: &[Count]) -> bool {
    match wanted {
        Wanted::Never => false,
        Wanted::Always => counts.iter().any(|c| c.waiting > 0),
        Wanted::Late => counts.iter().any(|c| c.late > 0),
    }
}

/// When it goes on a day whose first lesson begins then.
pub fn goes_at(first_lesson: Minute) -> Minute {
    first_lesson.plus(-rulebook::room::DIGEST_BEFORE)
}

/// When those who publish the staff notice are reminded that it is due.
pub fn reminded_at(notice_by: Minute) -> Minute {
    notice_by.plus(-rulebook::room::NOTICE_REMINDED_BEFORE)
}

fn things(n: i64) -> String {
    if n == 1 { "1 thing".into() } else { format!("{n} things") }
}

/// The words of it. Nobody is named, in the subject or anywhere: a screen shows it to whoever
/// stands behind.
pub fn words(school: &str, name: &str, counts: &[Count], address: &str) -> Words {
    let all: i64 = counts.iter().map(|c| c.waiting).sum();
    let late: i64 = counts.iter().map(|c| c.late).sum();
    let subject = match late {
        0 => format!("Today in Mainstay: {}", things(all)),
        n => format!("Today in Mainstay: {}, {n} late", things(all)),
    };
    let mut body = format!("Dear {}\n\n", crate::writing::isolated(name.to_string()));
    body.push_str("This waits for you today:\n\n");
    for c in counts.iter().filter(|c| c.waiting > 0) {
        body.push_str(&format!("  {}: {}", c.kind, c.waiting));
        if c.late > 0 {
            body.push_str(&format!(", {} late", c.late));
        }
        body.push('\n');
    }
    if address.is_empty() {
        body.push_str("\nSign in to Mainstay to see it. Names are not in this message.");
    } else {
        body.push_str(&format!(
            "\nSee it at {address}/ once you have signed in. Names are not in this message."
        ));
    }
    Words {
        subject,
        body,
        link: String::new(),
        closing: format!(
            "Whether you have this message is chosen under your account in Mainstay.\n\n{school}"
        ),
    }
}

/// The reminder that the staff notice is due.
pub fn notice_due(school: &str, name: &str, by: Minute, rooms: i64) -> Words {
    let what = if rooms == 1 {
        "The staff notice is".to_string()
    } else {
        format!("{rooms} staff notices are")
    };
    Words {
        subject: format!("{what} due at {by}"),
        body: format!(
            "Dear {}\n\n{what} due at {by} and not published yet. It is under Notice in Mainstay.",
            crate::writing::isolated(name.to_string())
        ),
        link: String::new(),
        closing: school.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(waiting: i64, late: i64) -> Count {
        Count { kind: "Letters not issued", waiting, late }
    }

    #[test]
    fn it_goes_to_whoever_has_something_late_unless_they_asked_otherwise() {
        let (none, due, late) = ([count(0, 0)], [count(2, 0)], [count(2, 1)]);
        assert!(!goes(Wanted::Late, &due) && goes(Wanted::Late, &late));
        assert!(goes(Wanted::Always, &due) && !goes(Wanted::Always, &none));
        assert!(!goes(Wanted::Never, &late));
    }

    #[test]
    fn it_says_how_many_and_no_more() {
        let words =
            words("Fairholme", "Ms Okell", &[count(2, 1), count(0, 0)], "https://m.example");
        assert_eq!(words.subject, "Today in Mainstay: 2 things, 1 late");
        assert!(words.body.contains("Letters not issued: 2, 1 late"));
        assert_eq!(words.body.matches("Letters").count(), 1);
        assert_eq!(goes_at(Minute::new(9, 0).unwrap()), Minute::new(7, 45).unwrap());
        let due = notice_due("Fairholme", "Ms Okell", Minute::new(8, 30).unwrap(), 1);
        assert_eq!(due.subject, "The staff notice is due at 8.30");
    }
}
