//! Two sendings of one form that meet.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::visit::see_other;
use casework::school::School;
use casework::{Act, Id};
use std::cell::Cell;

/// What the database says when a key is there already.
async fn duplicate() -> Problem {
    let fresh = store::testing::sqlite().await;
    let id = Id::now_v7();
    let now = rulebook::Day::from_pg(9800).at(rulebook::Minute::default());
    let mut w = fresh.store.write(Act::by_system(id, now, "A test")).await.unwrap();
    let school = School {
        id,
        name: "Fairholme".into(),
        address: String::new(),
        phone: String::new(),
        concern: String::new(),
        demo: false,
        kind: casework::organisation::OrgKind::Secondary,
        governed: casework::organisation::Governed::Maintained,
    };
    store::school::add(&mut w, &school).await.unwrap();
    let reason = store::room::Reason { id, label: "Other".into(), active: true };
    store::room::add_reason(&mut w, &reason, 1).await.unwrap();
    store::room::add_reason(&mut w, &reason, 1).await.unwrap_err().into()
}

#[tokio::test]
async fn a_key_that_is_there_already_asks_the_handler_once_more_and_never_again() {
    let runs = Cell::new(0);
    // The second run finds what the first sending kept.
    let answer = once_more(|| async {
        runs.set(runs.get() + 1);
        if runs.get() == 1 { Err(duplicate().await) } else { Ok(see_other("/")) }
    });
    assert_eq!(answer.await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(runs.get(), 2);
    // A key that is always there is a fault, and not a circle.
    runs.set(0);
    let answer = once_more(|| async {
        runs.set(runs.get() + 1);
        Err(duplicate().await)
    });
    assert!(sent_twice(&answer.await.unwrap_err()));
    assert_eq!(runs.get(), 2);
}

#[tokio::test]
async fn any_other_answer_is_given_as_it_is() {
    for problem in [Problem::Missing, Problem::Stale(vec![]), anyhow::anyhow!("odd").into()] {
        let (runs, held) = (Cell::new(0), Cell::new(Some(problem)));
        let answer = once_more(|| async {
            runs.set(runs.get() + 1);
            Err(held.take().unwrap_or(Problem::Missing))
        });
        assert!(answer.await.is_err());
        assert_eq!(runs.get(), 1);
    }
}
