//! The morning's email and the reminder that the staff notice is due: once a school day, to those who
//! want it, with nobody's name.

use crate::board::books;
use crate::harness::{School, schools};
use casework::message::Kind;
use store::message::{Message, Which};

async fn digests(s: &School, kind: Kind) -> Vec<Message> {
    let mut read = s.app.store().read().await.unwrap();
    let all = store::message::list(&mut read, s.f.org, Which::All, 0, 1000).await.unwrap();
    all.into_iter().filter(|m| m.kind == kind).collect()
}

#[tokio::test]
async fn the_morning_email_goes_once_to_whoever_has_something_late_and_names_nobody() {
    for s in schools().await {
        // Yesterday's arrival was never recorded: late this morning for whoever runs the room.
        books(&s, "Tyrell", 1, &["P1", "P2"]).await;
        s.nov(11, "7.00");
        assert_eq!(mainstay::digest::run_once(&s.app, s.f.org).await.unwrap(), 0, "too early");
        s.nov(11, "7.50");
        assert!(mainstay::digest::run_once(&s.app, s.f.org).await.unwrap() >= 1);
        let sent = digests(&s, Kind::Digest).await;
        let okell: Vec<&Message> =
            sent.iter().filter(|m| m.staff == Some(s.f.staff["okell"])).collect();
        assert_eq!(okell.len(), 1, "on {}", s.engine());
        let words = format!("{}{}", okell[0].words.subject, okell[0].words.body);
        assert!(words.contains("late"), "{words}");
        for name in ["Tyrell", "Ashdown", "9K2"] {
            assert!(!words.contains(name), "{words}");
        }
        // Nothing is late for a teacher, so nothing goes to them; and nobody is written to twice.
        assert!(!sent.iter().any(|m| m.staff == Some(s.f.staff["ravenhall"])));
        assert_eq!(mainstay::digest::run_once(&s.app, s.f.org).await.unwrap(), 0);

        // Who wants none has none the next day; a day without pupils has none at all.
        let okell = s.signs_in("okell").await;
        okell.sees("/account").await.says("The morning’s email");
        okell.does("/account/digest", &[("wanted", "never")]).await;
        okell.posts("/account/digest", &[("wanted", "hourly")]).await.is(404);
        s.nov(12, "7.50");
        mainstay::digest::run_once(&s.app, s.f.org).await.unwrap();
        let again = digests(&s, Kind::Digest).await;
        let mine = again.iter().filter(|m| m.staff == Some(s.f.staff["okell"])).count();
        assert_eq!(mine, 1);
        let before = again.len();
        s.nov(14, "7.50");
        assert_eq!(mainstay::digest::run_once(&s.app, s.f.org).await.unwrap(), 0);
        assert_eq!(digests(&s, Kind::Digest).await.len(), before);
    }
}

#[tokio::test]
async fn whoever_publishes_the_notice_is_reminded_before_it_is_due_and_not_once_it_is_out() {
    for s in schools().await {
        books(&s, "Tyrell", 1, &["P1", "P2"]).await;
        s.nov(10, "8.00");
        mainstay::digest::run_once(&s.app, s.f.org).await.unwrap();
        assert!(digests(&s, Kind::NoticeDue).await.is_empty(), "not yet");
        s.nov(10, "8.12");
        mainstay::digest::run_once(&s.app, s.f.org).await.unwrap();
        let sent = digests(&s, Kind::NoticeDue).await;
        assert_eq!(sent.len(), 1, "to whoever runs the room");
        assert_eq!(sent[0].words.subject, "The staff notice is due at 8.30");
        mainstay::digest::run_once(&s.app, s.f.org).await.unwrap();
        assert_eq!(digests(&s, Kind::NoticeDue).await.len(), 1);
    }
}
