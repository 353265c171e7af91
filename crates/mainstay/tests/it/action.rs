//! Scenario 3, rows 2 to 4: an issue raised from a figure becomes an action that cannot be saved
//! without owner, day and measure; its review counts the same again, by the day, and asks. Then
//! what becomes of actions: given on, moved, given up, late.

use crate::board::once;
use crate::harness::{Person, School, schools};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Event, Id, Verb};
use rulebook::Day;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

/// So many periods of Science in P5, and others, on days of a span, for pupils of their own.
async fn periods(s: &School, from: Day, step: i64, science: i64, others: i64) {
    let shape = mainstay::demo::calendar::periods();
    let calendar = mainstay::demo::calendar::around(day(11, 10));
    let act = Act::by_system(s.f.org, from.at(Default::default()), "history");
    let mut w = s.app.store().write(act).await.unwrap();
    let pupils: Vec<Id> = s.f.pupils.values().copied().collect();
    for n in 0..science + others {
        let on = calendar.first_on_or_after(from.plus(step * (n % 7))).unwrap();
        let p = Placement {
            id: Id::now_v7(),
            pupil: pupils[n as usize % pupils.len()],
            referral: None,
            room: s.f.room,
            day: on,
            seat: None,
            state: PlacementState::Closed,
            decided_by: None,
            reason: Some(s.f.reasons["Persistent disruption"]),
            plain_reason: String::new(),
            arrived_at: None,
            inducted_at: None,
            left_at: None,
            closed_at: None,
            version: 1,
        };
        let p5 = shape.iter().find(|x| x.weekday == on.weekday() && x.code == "P5").unwrap();
        let slot = Slot {
            id: Id::now_v7(),
            placement: p.id,
            pupil: p.pupil,
            room: p.room,
            day: on,
            code: p5.code.clone(),
            from: p5.from,
            to: p5.to,
            class: None,
            subject: if n < science { "Science".into() } else { "Drama".into() },
            teacher: None,
            conduct: None,
            learning: None,
            done: None,
        };
        store::room::book(&mut w, &p, &[slot]).await.unwrap();
    }
    w.commit(Event::new(Verb::Booked, "placement", Id::now_v7()), vec![]).await.unwrap();
}

/// Writes an action down by the form.
async fn writes(who: &Person, fields: &[(&str, &str)]) -> String {
    let once = once();
    let all: Vec<(&str, &str)> =
        std::iter::once(("once", once.as_str())).chain(fields.iter().copied()).collect();
    who.posts("/actions/new", &all).await.is(303).location
}

/// A step of an action, by the form on its page.
async fn steps(who: &Person, action: &str, fields: &[(&str, &str)]) {
    let page = who.sees(action).await;
    let (once, version) = (page.value("once"), page.value("version"));
    let mut all = vec![("once", once.as_str()), ("version", version.as_str())];
    all.extend_from_slice(fields);
    who.does(action, &all).await;
}

#[tokio::test]
async fn an_issue_raised_from_a_figure_is_reviewed_by_the_same_figure_counted_by_the_day() {
    for s in schools().await {
        periods(&s, day(9, 7), 7, 19, 5).await;
        s.nov(2, "15.30");
        let okell = s.signs_in("okell").await;
        let autumn_1 = "from=2026-09-02&to=2026-10-23";
        let report = okell.sees(&format!("/reports/half-term?{autumn_1}")).await;
        let bar = report.links("/reports/list?what=spot&value=Science+P5").remove(0);
        let list = okell.sees(&bar).await.says("19 rows");
        let raise = list.links("/actions/new").remove(0);
        let form = okell.sees(&raise).await.says("Science P5 periods");
        let form = form.says("19 in 38 school days, 0.50 per day");
        assert!(
            form.body.contains("value=\"2026-09-02\"")
                && form.body.contains("value=\"2026-10-23\"")
        );

        // Without owner, day and a way of knowing it is not kept, and nothing typed is lost.
        let what = "Seating plan and a start-of-lesson routine in P5";
        let bare = [("once", &*once()), ("what", what), ("figure", ""), ("owner", ""), ("how", "")]
            .map(|(n, v)| (n.to_string(), v.to_string()));
        let bare: Vec<(&str, &str)> = bare.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let wrong = okell.posts("/actions/new", &bare).await.is(422);
        let wrong = wrong
            .says("Choose who does it")
            .says("Give the day it is due")
            .says("Say how we shall know");
        assert!(wrong.body.contains(what));
        let lunt = s.f.staff["lunt"].to_string();
        let key = once();
        let fields = [
            ("once", key.as_str()),
            ("what", what),
            ("owner", &lunt),
            ("figure", "spot|Science P5"),
            ("from", "2026-09-02"),
            ("to", "2026-10-23"),
            ("due", "2026-11-27"),
        ];
        okell.posts("/actions/new", &fields).await.is(422).says("the figure is counted again");
        let fields: Vec<(&str, &str)> =
            fields.into_iter().chain([("review_on", "2026-12-11")]).collect();
        let action = okell.posts("/actions/new", &fields).await.is(303).location;
        assert_eq!(okell.posts("/actions/new", &fields).await.is(303).location, action);
        okell
            .sees(&action)
            .await
            .says("Science P5 periods: 19 in 38 school days, 0.50 per day")
            .says("Wed 2 Sep 2026 to Fri 23 Oct 2026");

        // It stands with whoever does it until it is done, and then until it is reviewed.
        s.nov(27, "8.10");
        let lunt = s.signs_in("lunt").await;
        let today =
            lunt.sees("/").await.says("Seating plan and a start-of-lesson routine in P5, due");
        assert!(today.links("/actions/").contains(&action));
        steps(&lunt, &action, &[("act", "done"), ("outcome", "In place in all three rooms")]).await;
        lunt.sees("/").await.hides("Seating plan");
        lunt.sees(&action).await.says("Done, to be reviewed");

        periods(&s, day(11, 2), 5, 8, 2).await;
        s.at(day(12, 11), "14.30");
        let lunt = s.signs_in("lunt").await;
        let today = lunt.sees("/").await.says("review due");
        let review = today.links("/actions/").into_iter().find(|l| l.ends_with("/review")).unwrap();
        let page = lunt.sees(&review).await.says("0.50 per day → 0.28 per day");
        let page = page.says("Wed 2 Sep 2026 to Fri 23 Oct 2026 19 38 0.50");
        let page = page.says("Mon 2 Nov 2026 to Fri 11 Dec 2026 8 29 0.28");
        let (key, version) = (page.value("once"), page.value("version"));
        let post = |judgement: &'static str| {
            [
                ("once", key.clone()),
                ("version", version.clone()),
                ("from", "2026-11-02".into()),
                ("to", "2026-12-11".into()),
                ("judgement", judgement.to_string()),
                ("words", "The routine holds".to_string()),
            ]
        };
        let holds = async |judgement: &'static str| {
            let all = post(judgement);
            let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
            lunt.posts(&review, &all).await
        };
        holds("").await.is(422).says("Say what you make of it").says("0.28 per day");
        holds("not_change").await.is(422).says("Give the day on which somebody looks again");
        assert_eq!(holds("worked_keep").await.is(303).location, action);
        assert_eq!(holds("worked_keep").await.is(303).location, action);
        lunt.sees("/").await.hides("review due");
        let okell = s.signs_in("okell").await;
        okell
            .sees(&action)
            .await
            .says("Worked, keep , Dr Marcus Lunt")
            .says("0.50 per day → 0.28 per day")
            .says("The routine holds");
        // The rows counted later change nothing of what was kept.
        okell.sees("/actions?show=done").await.says("Seating plan").says("Worked, keep");
        let csv = okell.posts("/actions/export", &[("show", "all"), ("as", "csv")]).await.is(200);
        let csv = String::from_utf8(csv.bytes).unwrap();
        assert!(csv.contains("Seating plan") && csv.contains("0.50 per day"), "{csv}");
        // A teacher whom it does not concern finds nothing of it.
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.get(&action).await.is(404);
        ravenhall.sees("/actions?show=all").await.hides("Seating plan");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn an_action_given_on_comes_back_and_one_that_is_late_cannot_hide() {
    for s in schools().await {
        s.nov(10, "15.20");
        let okell = s.signs_in("okell").await;
        let (adair, okell_id) = (s.f.staff["adair"].to_string(), s.f.staff["okell"].to_string());
        let laptops = writes(
            &okell,
            &[
                ("what", "Writing help on the laptops"),
                ("owner", &adair),
                ("comes_back", "yes"),
                ("due", "2026-11-12"),
                ("how", "Four laptops have it"),
            ],
        )
        .await;
        let bus = writes(
            &okell,
            &[
                ("what", "Ring about the bus"),
                ("owner", &okell_id),
                ("due", "2026-11-20"),
                ("how", "He has a pass"),
            ],
        )
        .await;

        // The list has what is late first, and so has Today.
        s.nov(16, "8.10");
        let adair = s.signs_in("adair").await;
        adair.sees("/").await.says("Writing help on the laptops").says("Late");
        let okell = s.signs_in("okell").await;
        let list = okell.sees("/actions").await.says("1 late");
        let text = list.text();
        assert!(text.find("Writing help").unwrap() < text.find("Ring about the bus").unwrap());
        okell.sees("/actions?show=late").await.hides("Ring about the bus");
        okell.sees("/actions?q=pass").await.says("Ring about the bus").hides("Writing help");

        // Moved with a reason, the day before it kept; a reason is asked for.
        let page = adair.sees(&laptops).await;
        let key = [("once", page.value("once")), ("version", page.value("version"))];
        let no_reason =
            [("act", "move"), ("to", "2026-11-17"), ("once", &key[0].1), ("version", &key[1].1)];
        adair.posts(&laptops, &no_reason).await.is(422).says("Say why it is moved");
        steps(
            &adair,
            &laptops,
            &[("act", "move"), ("to", "2026-11-17"), ("why_moved", "Technician away")],
        )
        .await;
        adair
            .sees(&laptops)
            .await
            .says("Tue 17 Nov 2026 first Thu 12 Nov 2026")
            .says("From Thu 12 Nov 2026 to Tue 17 Nov 2026")
            .says("Technician away");

        // Done, it goes back to whoever gave it; sent back, it is to do again.
        steps(&adair, &laptops, &[("act", "done"), ("outcome", "Three have it")]).await;
        adair.sees("/").await.hides("Writing help");
        okell.sees("/").await.says("said to be done, and back with you");
        steps(&okell, &laptops, &[("act", "send_back"), ("not_yet", "The fourth")]).await;
        adair.sees("/").await.says("Writing help");
        steps(&adair, &laptops, &[("act", "done"), ("outcome", "All four")]).await;
        steps(&okell, &laptops, &[("act", "take")]).await;
        okell.sees(&laptops).await.says("All four").says("Taken as done");
        okell.sees("/").await.hides("back with you");

        // Given up with a reason, and then over. What somebody else changed first is stale.
        let page = okell.sees(&bus).await;
        let (key, version) = (page.value("once"), page.value("version"));
        let give_up = |why: &'static str| {
            [
                ("act", "give_up"),
                ("once", key.clone().leak() as &str),
                ("version", version.clone().leak() as &str),
                ("why", why),
            ]
        };
        okell.posts(&bus, &give_up("")).await.is(422).says("Say why it is given up");
        okell.does(&bus, &give_up("He has moved")).await;
        okell.sees(&bus).await.says("Given up").says("He has moved");
        let page = okell.sees(&bus).await;
        let again = [
            ("act", "done"),
            ("once", &*once()),
            ("version", &page.value("version")),
            ("outcome", "x"),
        ]
        .map(|(n, v)| (n, v.to_string()));
        let again: Vec<(&str, &str)> = again.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.posts(&bus, &again).await.is(409).says("This action is over");
        // Whose it is not changes nothing: it is not there for them.
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.posts(&bus, &[("act", "take")]).await.is(404);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_routine_that_was_missed_is_seen_until_somebody_says_why() {
    for s in schools().await {
        s.nov(10, "8.30");
        let okell = s.signs_in("okell").await;
        let adair_id = s.f.staff["adair"].to_string();
        let once = once();
        let add = |what: &'static str| {
            [
                ("act", "add"),
                ("once", once.clone().leak() as &str),
                ("what", what),
                ("owner", adair_id.clone().leak() as &str),
                ("every", "daily"),
                ("weekday", "1"),
            ]
        };
        okell.posts("/actions/routines", &add("")).await.is(422).says("Say what is done");
        okell.does("/actions/routines", &add("Count the envelopes")).await;
        okell.does("/actions/routines", &add("Count the envelopes")).await;
        let adair = s.signs_in("adair").await;
        adair.sees("/").await.says("Count the envelopes, due");
        let page = adair.sees("/actions/routines").await.says("Due today");
        let routine = page.value("routine");
        let say = |act: &'static str, due: &'static str, why: &'static str| {
            [("act", act), ("routine", routine.clone().leak() as &str), ("due", due), ("why", why)]
        };
        adair.does("/actions/routines", &say("done", "2026-11-10", "")).await;
        adair.sees("/").await.hides("Count the envelopes");

        // Nobody answers for the eleventh and the twelfth: both are seen, by whoever leads too.
        s.nov(13, "8.30");
        let adair = s.signs_in("adair").await;
        adair.sees("/").await.says("Count the envelopes: missed 2 times");
        let okell = s.signs_in("okell").await;
        okell.sees("/actions/routines").await.says("2 missed").says("Wed 11 Nov 2026");
        adair
            .posts("/actions/routines", &say("not", "2026-11-11", ""))
            .await
            .is(422)
            .says("Say why it was not done");
        adair.does("/actions/routines", &say("not", "2026-11-11", "I was on the trip")).await;
        adair.does("/actions/routines", &say("done", "2026-11-12", "")).await;
        adair.sees("/actions/routines").await.says("not done: I was on the trip");
        adair.sees("/").await.says("Count the envelopes, due");
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.posts("/actions/routines", &say("done", "2026-11-13", "")).await.is(404);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}
