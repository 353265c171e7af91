//! One day in the room, end to end, then an empty room: the first walk-through as one journey,
//! row by row, each person acting through their own screens.
//!
//! Only the four placements that stand before the walk begins are put there directly.

mod after;
mod before;
mod day;

use crate::harness::{Answer, Person, School, schools, tuesday};
use casework::{Act, Id};
use mainstay::demo::browse::Browser;
use mainstay::referral::booking::{Direct, book_directly};
use std::collections::HashMap;

/// What was said in confidence, and must be on nothing that leaves the approvers.
const HOME: &str = "Argument at home this morning";
/// What happened, as the referrer wrote it.
const WHAT: &str = "Swore at me, then threw a book at the wall";
const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

/// The school and what the journey has made so far.
struct Walk {
    s: School,
    /// Address of the referral.
    thread: String,
    /// Tyrell's placement.
    tyrell: Id,
    /// Placements that stood before, by given name.
    placed: HashMap<&'static str, Id>,
}

impl Walk {
    /// Fairholme on Monday afternoon, four booked for Tuesday already.
    async fn begin(s: School) -> Walk {
        s.nov(9, "13.40");
        let mut placed = HashMap::new();
        let four: [(&'static str, &[&str]); 4] = [
            ("Kian", &["P4", "P5", "P6"]),
            ("Saffron", &ALL),
            ("Moses", &["P1", "P2"]),
            ("Ellie-Mae", &["P5", "P6"]),
        ];
        for (who, codes) in four {
            let label = "Persistent disruption";
            let direct = Direct {
                pupil: s.f.pupils[who],
                day: tuesday(),
                codes,
                room: s.f.room,
                reason: (s.f.reasons[label], label),
                decided_by: Some(s.f.staff["thrale"]),
            };
            let act = Act::by_system(s.f.org, s.clock.now(), "Booked before the walk begins");
            let id = book_directly(s.app.store(), act, &direct).await.unwrap().unwrap();
            placed.insert(who, id);
        }
        Walk { s, thread: String::new(), tyrell: Id::nil(), placed }
    }
    /// Somebody who reads.
    async fn who(&self, name: &'static str) -> Person {
        self.s.signs_in(name).await
    }
    /// Somebody looks at a page that must be there.
    async fn sees(&self, name: &'static str, page: &str) -> Answer {
        self.who(name).await.sees(page).await
    }
    async fn browser(&self, name: &'static str) -> Browser {
        Browser::sign_in(self.s.router.clone(), self.s.f.accounts[name]).await.unwrap()
    }
    /// Somebody fills in the form of a page and sends it; says where it leads.
    async fn fill(
        &self,
        name: &'static str,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> String {
        match self.browser(name).await.fill(page, action, fields).await {
            Ok(to) => to,
            Err(why) => panic!("{} on {}: {why:#}", name, self.s.engine()),
        }
    }
    /// Somebody sends a form that must not be taken; says what they were told.
    async fn stopped(
        &self,
        name: &'static str,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> String {
        match self.browser(name).await.fill(page, action, fields).await {
            Ok(to) => panic!("{name} was let through to {to}"),
            Err(why) => format!("{why:#}"),
        }
    }
    /// An address under Tyrell's placement.
    fn at(&self, tail: &str) -> String {
        format!("/placements/{}/{tail}", self.tyrell)
    }
    fn board(&self) -> String {
        format!("/board/{}", self.s.f.room)
    }
    /// One tap on Tyrell's tile.
    async fn tap(&self, kind: &str) {
        let entries = self.at("entries");
        self.fill("okell", &self.board(), &entries, &[("kind", kind)]).await;
    }
    /// The address of the page of one period's work for Tyrell on Tuesday.
    async fn work(&self, period: &str) -> String {
        let page = self.sees("okell", "/work?day=2026-11-10").await;
        let mark = format!("aria-labelledby=\"day-{}\"", self.tyrell);
        let mine = page.body.split("<section").find(|part| part.contains(&mark)).unwrap();
        let at = mine.find(&format!("\">{period} ")).unwrap();
        mine[..at].rsplit("href=\"").next().unwrap().to_string()
    }
}

#[tokio::test]
async fn a_day_in_the_room_goes_from_the_lesson_before_it_to_the_last_day_of_the_return() {
    for school in schools().await {
        let mut walk = Walk::begin(school).await;
        before::refer_and_approve(&mut walk).await;
        before::tell_home_and_ask_for_work(&walk).await;
        day::morning(&walk).await;
        day::through_the_day(&walk).await;
        day::leave(&walk).await;
        let (meeting, number) = after::put_right(&walk).await;
        after::empty_room(&walk, &meeting).await;
        after::back_in_lessons(&walk, &meeting, &number).await;
        after::half_term(&walk).await;
        let store = walk.s.app.store();
        assert!(store.verify_chain(walk.s.f.org).await.unwrap().is_ok(), "{}", walk.s.engine());
    }
}
