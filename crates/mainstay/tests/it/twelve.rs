//! A room day of twelve pupils entered by one adult, with what it takes counted: screens opened,
//! things tapped or chosen, things typed, forms sent. The whole day is run from the board, and
//! of a pupil's own screens only one is opened: the exit interview.

use crate::harness::{Person, School, schools, tuesday};
use casework::room::{PlacementState, Room};
use casework::{Act, Event, Id, Verb};
use mainstay::referral::booking::{Direct, book_directly};
use std::collections::BTreeMap;

const PUPILS: usize = 12;
/// Each period, when something happens in it, and when it is marked.
const PERIODS: [(&str, &str, &str); 6] = [
    ("P1", "9.30", "9.55"),
    ("P2", "10.20", "10.45"),
    ("P3", "11.40", "11.55"),
    ("P4", "12.40", "12.45"),
    ("P5", "13.40", "14.15"),
    ("P6", "14.40", "15.00"),
];

/// What the adult did.
#[derive(Default)]
struct Count {
    /// Screens other than the board, by address.
    screens: BTreeMap<String, usize>,
    /// Times the board was come back to.
    board: usize,
    /// Keys and choices tapped, buttons that send among them.
    taps: usize,
    /// Fields typed into.
    typed: usize,
}

/// The adult at work: every screen opened and every form sent is counted.
struct Adult {
    person: Person,
    board: String,
    count: std::cell::RefCell<Count>,
}

impl Adult {
    fn counts(&self, what: impl FnOnce(&mut Count)) {
        what(&mut self.count.borrow_mut());
    }
    async fn opens(&self, path: &str) -> crate::harness::Answer {
        self.counts(|count| match path == self.board {
            true => count.board += 1,
            false => {
                let screen = path.split('?').next().unwrap().to_string();
                *count.screens.entry(screen).or_default() += 1;
            }
        });
        self.person.sees(path).await
    }
    /// Sends a form: `chosen` are taps, `typed` are fields, and the button is a tap.
    async fn sends(&self, path: &str, chosen: &[(String, String)], typed: &[(String, String)]) {
        self.counts(|count| {
            count.taps += chosen.len() + 1;
            count.typed += typed.len();
        });
        let fields: Vec<(&str, &str)> =
            chosen.iter().chain(typed).map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.person.does(path, &fields).await;
    }
    /// One key of a tile: one tap.
    async fn taps(&self, placement: Id, kind: &str) {
        self.counts(|count| count.taps += 1);
        let once = Id::now_v7().to_string();
        let path = format!("/placements/{placement}/entries");
        self.person.does(&path, &[("kind", kind), ("once", &once)]).await;
    }
}

fn pair(name: impl Into<String>, value: impl Into<String>) -> (String, String) {
    (name.into(), value.into())
}

/// Twelve pupils booked for the whole day, in a room with a seat for each.
async fn booked(school: &School) -> Vec<Id> {
    let f = &school.f;
    let act = || Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act()).await.unwrap();
    let room = store::room::room(&mut w, f.org, f.room).await.unwrap();
    store::room::change(&mut w, &Room { seats: PUPILS as i64, ..room }).await.unwrap();
    w.commit(Event::new(Verb::RoomChanged, "room", f.room), vec![]).await.unwrap();
    let label = "Persistent disruption";
    let mut names: Vec<&&str> = f.pupils.keys().collect();
    names.sort();
    let mut out = Vec::new();
    for name in names {
        let direct = Direct {
            pupil: f.pupils[*name],
            day: tuesday(),
            codes: &["P1", "P2", "P3", "P4", "P5", "P6"],
            room: f.room,
            reason: (f.reasons[label], label),
            decided_by: None,
        };
        // Pairs kept apart are passed over.
        if let Ok(placement) = book_directly(school.app.store(), act(), &direct).await.unwrap() {
            out.push(placement);
        }
        if out.len() == PUPILS {
            break;
        }
    }
    assert_eq!(out.len(), PUPILS);
    out
}

#[tokio::test]
async fn one_adult_enters_a_day_of_twelve_from_the_board_and_one_other_screen_for_each_pupil() {
    for school in schools().await {
        school.nov(9, "14.00");
        let placements = booked(&school).await;
        let board = format!("/board/{}", school.f.room);
        school.nov(10, "8.40");
        let adult = Adult {
            person: school.signs_in("okell").await,
            board: board.clone(),
            count: Default::default(),
        };
        day(&school, &adult, &placements).await;
        // It is all there: everybody came, was talked to, was marked in each period, and closed.
        let mut read = school.app.store().read().await.unwrap();
        for id in &placements {
            let p = store::room::placement(&mut read, school.f.org, *id).await.unwrap();
            assert_eq!(p.state, PlacementState::Closed);
            assert!(p.inducted_at.is_some());
            let slots = store::room::slots(&mut read, school.f.org, *id).await.unwrap();
            assert!(slots.iter().all(|s| s.conduct.is_some() && s.learning.is_some()));
            assert!(slots.iter().all(|s| s.done.is_some()));
        }
        let count = adult.count.borrow();
        for id in &placements {
            let own: Vec<&String> =
                count.screens.keys().filter(|s| s.contains(&id.to_string())).collect();
            assert_eq!(own, [&format!("/placements/{id}/exit")]);
        }
        let screens: usize = count.screens.values().sum();
        let said = format!(
            "{PUPILS} pupils: board {} times, {screens} other screens, {} taps, {} fields typed",
            count.board, count.taps, count.typed
        );
        assert_eq!(said, "12 pupils: board 8 times, 21 other screens, 347 taps, 36 fields typed");
    }
}

/// The day from arrivals to the last goodbye.
async fn day(school: &School, adult: &Adult, placements: &[Id]) {
    let board = adult.board.clone();
    adult.opens(&board).await;
    // Everybody in, with envelope, lunch and the talk: one page.
    let arrivals = format!("{board}/arrivals");
    adult.opens(&arrivals).await;
    let (mut chosen, mut typed) = (Vec::new(), Vec::new());
    for (n, id) in placements.iter().enumerate() {
        chosen.push(pair(format!("came-{id}"), "in"));
        chosen.push(pair(format!("lunch-{id}"), "School meal"));
        chosen.push(pair(format!("feels-{id}"), "3"));
        chosen.push(pair(format!("aloud-{id}"), "no"));
        typed.push(pair(format!("envelope-{id}"), (n + 1).to_string()));
    }
    adult.sends(&arrivals, &chosen, &typed).await;
    for (n, (code, meanwhile, at)) in PERIODS.iter().enumerate() {
        school.nov(10, meanwhile);
        adult.opens(&board).await;
        // What happens in a period is one tap each: two are praised, one is helped, one warned.
        for (of, kind) in [(n, "praise"), (n + 6, "praise"), (n + 3, "help"), (n + 1, "warning")] {
            adult.taps(placements[of % PUPILS], kind).await;
        }
        school.nov(10, at);
        let marks = format!("{board}/marks?period={code}");
        adult.opens(&marks).await;
        let chosen: Vec<(String, String)> = placements
            .iter()
            .flat_map(|id| {
                [("conduct", "3"), ("learning", "3"), ("done", "most")]
                    .map(|(what, value)| pair(format!("{what}-{id}"), value))
            })
            .collect();
        adult.sends(&marks, &chosen, &[]).await;
        if *code == "P2" {
            rest(school, adult, "break", "11.10", "11.25").await;
        }
        if *code == "P3" {
            rest(school, adult, "lunch", "12.05", "12.35").await;
        }
    }
    // The way out: each one's own talk, which closes the placement.
    adult.opens(&board).await;
    for id in placements {
        let exit = format!("/placements/{id}/exit");
        let page = adult.opens(&exit).await;
        let version = page.value("version");
        let mut chosen = vec![
            pair("feeling", "7"),
            pair("ready", "yes"),
            pair("outcome", "completed"),
            pair("then", "close"),
        ];
        if !version.is_empty() {
            chosen.push(pair("version", version));
        }
        let typed =
            [pair("went_well", "Kept going"), pair("target_1", "Ask before leaving my seat")];
        // The button that sends carries "then"; a hidden version is no tap of anybody's.
        adult.counts(|count| count.taps = count.taps + 4 - (chosen.len() + 1));
        adult.sends(&exit, &chosen, &typed).await;
    }
}

/// The room's break or lunch, begun and ended by one tap each on one page.
async fn rest(school: &School, adult: &Adult, kind: &str, from: &str, to: &str) {
    let page = format!("{}/break", adult.board);
    school.nov(10, from);
    adult.opens(&page).await;
    adult.sends(&page, &[pair("act", "start"), pair("kind", kind)], &[]).await;
    school.nov(10, to);
    let id = adult.person.sees(&page).await.value("id");
    adult.sends(&page, &[pair("act", "end"), pair("id", id)], &[]).await;
    // Each was one button.
    adult.counts(|count| count.taps -= 4);
}
