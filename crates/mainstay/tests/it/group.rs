//! Scenario 4, rows 8 and 9: a group on six Tuesdays with six in it, a register that knows who is in
//! the room, and a measure that shows what is missing. Then what can go wrong with it.

use crate::board::once;
use crate::harness::{Answer, Person, School, schools};
use crate::space::books;
use casework::{Act, Event, Verb};
use rulebook::Day;

fn day(month: i8, day: i8) -> Day {
    Day::new(2026, month, day).unwrap()
}

/// The six of it.
const SIX: [&str; 6] = ["Callie", "Jude", "Esme", "Kofi", "Rosalind", "Barnaby"];
/// Start and end of each.
const PAIRS: [(i64, Option<i64>); 6] =
    [(3, Some(6)), (4, Some(4)), (2, Some(5)), (5, Some(7)), (3, None), (6, Some(5))];

fn pupil(s: &School, given: &str) -> String {
    let given = if given == "Callie" { "Saffron" } else { given };
    s.f.pupils[given].to_string()
}

async fn callie(s: &School) {
    let act = Act::by_system(s.f.org, day(9, 1).at(rulebook::Minute::default()), "A test begins");
    let mut w = s.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, s.f.pupils["Saffron"], "Callie", "Dunmore").await;
    w.commit(Event::new(Verb::RosterImported, "roster", s.f.org), Vec::new()).await.unwrap();
}

/// An entry of the catalogue; its key.
async fn catalogue(okell: &Person) -> String {
    let key = once();
    let fields = [
        ("once", key.as_str()),
        ("name", "Steady Starts"),
        ("kind", "therapeutic"),
        ("purpose", "To begin a lesson calmly"),
        ("dose", "Six sessions"),
        ("price", "15.00"),
        ("unit", "session"),
    ];
    okell.does("/interventions/new", &fields).await;
    assert_eq!(okell.does("/interventions/new", &fields).await, "/interventions");
    let page = okell.sees("/interventions").await.says("Steady Starts").says("£15.00 each session");
    page.links("/interventions/").into_iter().find(|l| l.len() > 30).unwrap()[15..].to_string()
}

struct Asked<'a> {
    intervention: &'a str,
    leader: &'a str,
    name: &'a str,
    place: &'a str,
    first: &'a str,
    last: &'a str,
}

async fn asks(okell: &Person, a: &Asked<'_>, key: &str) -> Answer {
    okell
        .posts(
            "/groups/new",
            &[
                ("once", key),
                ("intervention", a.intervention),
                ("name", a.name),
                ("aim", "Each begins a lesson without a word"),
                ("leader", a.leader),
                ("place", a.place),
                ("weekday", "2"),
                ("code", "P3"),
                ("first", a.first),
                ("last", a.last),
            ],
        )
        .await
}

/// Steady Starts on six Tuesdays in P3, with its six.
async fn steady(s: &School, okell: &Person) -> String {
    let intervention = catalogue(okell).await;
    let leader = s.f.staff["okell"].to_string();
    let a = Asked {
        intervention: &intervention,
        leader: &leader,
        name: "Steady Starts, autumn",
        place: "The Snug",
        first: "2026-10-27",
        last: "2026-12-08",
    };
    let key = once();
    let group = asks(okell, &a, &key).await.is(303).location;
    assert_eq!(asks(okell, &a, &key).await.location, group, "sent twice, begun once");
    joins(s, okell, &group, &SIX, "").await.is(303);
    group
}

async fn joins(s: &School, who: &Person, group: &str, names: &[&str], why: &str) -> Answer {
    let ids: Vec<String> = names.iter().map(|n| pupil(s, n)).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("pupil", id.as_str())).collect();
    fields.extend([("from", "2026-11-03"), ("why", why)]);
    who.posts(&format!("{group}/members"), &fields).await
}

fn sessions(page: &Answer) -> Vec<String> {
    page.links("/groups/sessions/")
}

#[tokio::test]
async fn six_tuesdays_leave_half_term_out_and_the_register_knows_who_is_in_the_room() {
    for s in schools().await {
        callie(&s).await;
        s.at(day(10, 20), "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/groups").await.says("There is no group yet");
        let group = steady(&s, &okell).await;
        let page = okell.sees(&group).await;
        let page = page
            .says("Tuesdays, P3, 11.05–12.00, The Snug")
            .says("1. Tue 3 Nov 2026")
            .says("2. Tue 10 Nov 2026")
            .says("3. Tue 17 Nov 2026")
            .says("4. Tue 24 Nov 2026")
            .says("5. Tue 1 Dec 2026")
            .says("6. Tue 8 Dec 2026")
            .says("Left out: Tue 27 Oct 2026, Half-term.")
            .says("£90.00 in all");
        for name in ["Callie Dunmore, 8F1", "Jude Marl, 8K3", "Barnaby Skelton, 8F1"] {
            assert!(page.text().contains(name), "{name}");
        }
        let days = sessions(&page);
        assert_eq!(days.len(), 6);

        // What has not come has no register.
        let version = okell.sees(&days[0]).await.hides("Keep the register").value("version");
        let early = okell.posts(&format!("{}/register", days[0]), &[("version", &version)]).await;
        early.is(409).says("The session of Tue 3 Nov 2026 has not come yet");

        // In the room in P3 on the 17th, booked since: her line is filled in.
        books(&s, "Jude", s.f.room, day(11, 17), &["P3", "P4"]).await.unwrap();
        s.at(day(11, 17), "10.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Register of Steady Starts, autumn");
        s.at(day(11, 17), "12.10");
        let okell = s.signs_in("okell").await;
        let today = okell.sees("/").await.says("Groups you lead");
        today
            .says("Register of Steady Starts, autumn, Tue 3 Nov 2026")
            .says("Register of Steady Starts, autumn, Tue 10 Nov 2026")
            .says("Register of Steady Starts, autumn, today");
        let jude = pupil(&s, "Jude");
        let page = okell.sees(&days[2]).await;
        let page =
            page.says("In Internal Exclusion Room at that time: filled in from its register").says(
                "In the Internal exclusion room"
                    .replace("exclusion room", "Exclusion Room")
                    .as_str(),
            );
        let chosen = format!("name=\"here-{jude}\" value=\"no\" checked");
        assert!(page.body.contains(&chosen), "{}", s.engine());
        let version = page.value("version");
        let register = format!("{}/register", days[2]);
        let none = okell.posts(&register, &[("version", &version)]).await.is(422);
        none.says("Say whether they were there");
        let here: Vec<String> = SIX.iter().map(|n| format!("here-{}", pupil(&s, n))).collect();
        let why = format!("why-{jude}");
        let mut fields: Vec<(&str, &str)> = here
            .iter()
            .map(|n| (n.as_str(), if n.ends_with(&jude) { "no" } else { "yes" }))
            .collect();
        fields.push(("version", &version));
        okell.posts(&register, &fields).await.is(422).says("Say why they were not there");
        fields.extend([(why.as_str(), "room"), ("notes", "Good talk about the door")]);
        okell.does(&register, &fields).await;
        let page = okell.sees(&group).await.says("5 there, 1 not");
        page.says("Register not taken");
        okell.sees(&days[2]).await.says("Register taken by Ms Dara Okell");
        // In another tab the same form is stale and loses nothing.
        okell.posts(&register, &fields).await.is(409).says("Good talk about the door");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn five_of_six_are_complete_the_middle_change_is_two_and_what_is_missing_is_said() {
    for s in schools().await {
        callie(&s).await;
        s.at(day(10, 20), "9.00");
        let okell = s.signs_in("okell").await;
        let group = steady(&s, &okell).await;
        let scores = format!("{group}/scores");
        let names: Vec<String> = SIX.iter().map(|n| format!("score-{}", pupil(&s, n))).collect();
        let typed: Vec<(String, Option<String>)> =
            PAIRS.iter().map(|(a, b)| (a.to_string(), b.map(|b| b.to_string()))).collect();
        s.at(day(11, 3), "12.05");
        let okell = s.signs_in("okell").await;
        let mut start: Vec<(&str, &str)> =
            names.iter().zip(&typed).map(|(n, (a, _))| (n.as_str(), a.as_str())).collect();
        start.extend([("point", "start"), ("day", "2026-11-03")]);
        let mut high = start.clone();
        high[0].1 = "11";
        let page = okell.posts(&scores, &high).await.is(422);
        page.says("Give a whole number from 0 to 10: Check-in, 0 to 10");
        okell.does(&scores, &start).await;
        okell.does(&scores, &start).await;
        okell.sees(&scores).await.says("0 of 6 complete").says("nobody is complete yet");
        s.at(day(12, 8), "12.05");
        let okell = s.signs_in("okell").await;
        let mut end: Vec<(&str, &str)> = names
            .iter()
            .zip(&typed)
            .filter_map(|(n, (_, b))| Some((n.as_str(), b.as_deref()?)))
            .collect();
        end.extend([("point", "end"), ("day", "2026-12-08")]);
        okell.does(&scores, &end).await;
        let page = okell.sees(&scores).await;
        page.says("5 of 6 complete , median change +2")
            .says("Missing: Rosalind Pike, 8K3, end")
            .says("due from Tue 19 Jan 2027 to Tue 2 Mar 2027")
            .says("£90.00 in all (£15.00 each session); £18.00 for each student with a start and an end")
            .says("Callie Dunmore, 8F1 3 6 +3 –")
            .says("Jude Marl, 8K3 4 4 0 –")
            .says("Barnaby Skelton, 8F1 6 5 −1 –")
            .says("Rosalind Pike, 8K3 3 Missing – –")
            .says("A change is no proof")
            .says("Not standardised")
            .hides("SDQ")
            .hides("Boxall");

        // Entered a second time it is refused; put right, both are kept.
        let again = [(names[0].as_str(), "9"), ("point", "end"), ("day", "2026-12-08")];
        let page = okell.posts(&scores, &again).await.is(409);
        page.says("Callie Dunmore has a score for this already: end, 6")
            .says("Ms Dara Okell entered it");
        let callie = pupil(&s, "Callie");
        let right = |why| {
            [("pupil", callie.as_str()), ("which", "end"), ("right", "7"), ("right_why", why)]
        };
        okell
            .posts(&format!("{scores}/right"), &right(""))
            .await
            .is(422)
            .says("Say why it was wrong");
        okell.does(&format!("{scores}/right"), &right("Read from the wrong line")).await;
        okell.sees(&scores).await.says("Said 6: Read from the wrong line").says("+4");

        // Six weeks later the follow-up waits on the leader's Today.
        s.at(day(12, 18), "8.00");
        s.signs_in("okell").await.sees("/").await.hides("Follow-up");
        s.at(Day::new(2027, 1, 19).unwrap(), "8.00");
        let okell = s.signs_in("okell").await;
        let today = okell.sees("/").await;
        today.says(
            "Steady Starts, autumn: follow-up for 5 of those in it, due from Tue 19 Jan 2027",
        );
        let later = [(names[0].as_str(), "8"), ("point", "follow_up"), ("day", "2027-01-19")];
        okell.does(&scores, &later).await;
        okell.sees("/").await.says("follow-up for 4 of those in it");
        okell.sees(&scores).await.says("1 of 6 have one; median change from the start +5");
        let _ = s.signs_in("merrow").await.sees("/trail").await.says("Said 6, is 7");
    }
}

#[tokio::test]
async fn nobody_and_no_place_is_promised_twice_and_each_clash_is_named() {
    for s in schools().await {
        callie(&s).await;
        s.at(day(10, 20), "9.00");
        let okell = s.signs_in("okell").await;
        let group = steady(&s, &okell).await;
        let page = okell.sees("/interventions").await;
        let what = page.links("/interventions/").into_iter().find(|l| l.len() > 30).unwrap()[15..]
            .to_string();
        let (me, lunt) = (s.f.staff["okell"].to_string(), s.f.staff["lunt"].to_string());
        let ask = |leader, place, first, last| Asked {
            intervention: &what,
            leader,
            name: "Bikes",
            place,
            first,
            last,
        };
        // Its leader leads the other; a teacher teaches; the place is taken.
        let page = asks(&okell, &ask(&me, "Shed", "2026-11-03", "2026-11-10"), &once()).await;
        page.is(409).says(
            "Ms Dara Okell is leading the group Steady Starts, autumn on Tue 3 Nov 2026, 11.05–12.00",
        );
        let page = asks(&okell, &ask(&lunt, "Shed", "2026-11-03", "2026-11-10"), &once()).await;
        page.is(409).says("Dr Marcus Lunt is teaching Science to");
        let adair = s.f.staff["adair"].to_string();
        let page =
            asks(&okell, &ask(&adair, "the snug", "2026-11-03", "2026-11-10"), &once()).await;
        page.is(409).says("the snug is taken by the group Steady Starts, autumn on Tue 3 Nov 2026");
        // Days without anybody in are no days of a group.
        let page = asks(&okell, &ask(&adair, "Shed", "2026-10-26", "2026-10-30"), &once()).await;
        page.is(422).says("There is no school day among them. Tue 27 Oct 2026: Half-term");
        let bikes = asks(&okell, &ask(&adair, "Shed", "2026-11-03", "2026-11-17"), &once())
            .await
            .is(303)
            .location;
        // A member of the one is in no other at that time, whatever is typed.
        let page = joins(&s, &okell, &bikes, &["Tariq", "Jude"], "He likes bikes").await.is(409);
        page.says(
            "Jude Marl, 8K3 is in the group Steady Starts, autumn on Tue 3 Nov 2026, 11.05–12.00",
        );
        okell.sees(&bikes).await.says("Nobody yet");
        // A placement is in the way for one day, and goes through with a reason that is kept.
        books(&s, "Tariq", s.f.room, day(11, 10), &["P3"]).await.unwrap();
        let page = joins(&s, &okell, &bikes, &["Tariq"], "").await.is(409);
        page.says("Tariq Rahman, 8F1 is in Internal Exclusion Room (placement) on Tue 10 Nov 2026");
        joins(&s, &okell, &bikes, &["Tariq"], "There for the other two").await.is(303);
        okell.sees(&bikes).await.says("Added though they miss a day: There for the other two");
        // Nobody joins twice, and who leaves goes with a reason and may come back.
        joins(&s, &okell, &group, &["Jude"], "").await.is(303);
        let page = okell.sees(&group).await;
        assert_eq!(page.text().matches("Jude Marl, 8K3").count(), 1);
        let member = page.value("member");
        let leave = format!("{group}/leave");
        okell.posts(&leave, &[("member", &member)]).await.is(422).says("Say why they leave");
        okell.does(&leave, &[("member", &member), ("left_why", "Moved away")]).await;
        okell.sees(&group).await.says("Tue 20 Oct 2026: Moved away");

        // A session moves to a school day with a reason; the clash of another day is named too.
        let days = sessions(&okell.sees(&group).await);
        let version = okell.sees(&days[1]).await.value("version");
        let to = |on, why| {
            [("way", "move"), ("to", on), ("why_moved", why), ("version", version.as_str())]
        };
        okell.posts(&days[1], &to("2026-10-28", "Exam")).await.is(422).says("Half-term");
        okell.posts(&days[1], &to("2026-11-11", "")).await.is(422).says("Say why it moves");
        okell.does(&days[1], &to("2026-11-11", "The Snug is painted")).await;
        okell.sees(&group).await.says("Moved from Tue 10 Nov 2026: The Snug is painted");
        let version = okell.sees(&days[5]).await.value("version");
        let off = |why| [("way", "cancel"), ("why_cancelled", why), ("version", version.as_str())];
        okell.posts(&days[5], &off("")).await.is(422).says("Say why it does not take place");
        okell.does(&days[5], &off("Carol service")).await;
        okell.sees(&group).await.says("Cancelled Carol service").says("£75.00 in all");
    }
}

#[tokio::test]
async fn a_group_is_seen_by_its_leader_and_by_those_who_open_the_file_of_somebody_in_it() {
    for s in schools().await {
        callie(&s).await;
        s.at(day(10, 20), "9.00");
        let okell = s.signs_in("okell").await;
        let what = catalogue(&okell).await;
        let roe = s.f.staff["petit"].to_string();
        let a = Asked {
            intervention: &what,
            leader: &roe,
            name: "Reading aloud",
            place: "",
            first: "2026-11-03",
            last: "2026-11-17",
        };
        // Ms Petit teaches on some Tuesdays in P3 or none: whoever is free is chosen by the page.
        let mut free = asks(&okell, &a, &once()).await;
        for who in ["brandt", "quill", "nwosu", "parrish", "ormond", "ravenhall"] {
            if free.status == 303 {
                break;
            }
            let leader = s.f.staff[who].to_string();
            free = asks(&okell, &Asked { leader: &leader, ..a }, &once()).await;
        }
        let group = free.is(303).location;
        joins(&s, &okell, &group, &["Callie", "Dexter"], "").await.is(303);
        // Whoever leads Year 9 sees theirs, and that there is one more.
        let catterall = s.signs_in("catterall").await;
        let page = catterall.sees(&group).await.says("Dexter Holm").hides("Callie");
        page.says("And 1 student whose file you do not open");
        catterall.sees("/provision-map").await.says("Dexter Holm").hides("Callie");
        // A tutor or teacher with no part in it finds nothing.
        s.signs_in("lunt").await.get(&group).await.is(404);
        s.signs_in("lunt").await.sees("/groups").await.hides("Reading aloud");
        s.signs_in("poll").await.get("/groups").await.is(403);
        s.signs_in("lunt").await.get("/provision-map").await.is(403);
        // The map counts hours and costs, by both, and is taken away with its line in the trail.
        let page = okell.sees("/provision-map").await.says("Autumn 2026").says("2 students");
        page.says("Reading aloud").says("2 h 45 min").says("£22.50");
        okell.sees("/provision-map?by=intervention&year=8").await.says("Callie").hides("Dexter");
        let csv =
            okell.posts("/provision-map/export", &[("as", "csv"), ("year", "8")]).await.is(200);
        let text = String::from_utf8_lossy(&csv.bytes).into_owned();
        assert!(text.contains("Callie Dunmore, 8F1") && !text.contains("Dexter"), "{text}");
        assert!(text.contains("165"), "{text}");
        let merrow = s.signs_in("merrow").await;
        merrow.sees("/trail").await.says("Provision map");
    }
}

#[tokio::test]
async fn a_measure_of_somebody_elses_is_a_name_and_a_number_with_the_right_to_use_it() {
    for s in schools().await {
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/interventions/measures").await.says("Check-in, 0 to 10");
        let key = page.says("In the box").value("once");
        let mut fields = vec![
            ("once", key.as_str()),
            ("name", "Wellbeing scale, total"),
            ("low", "70"),
            ("high", "14"),
            ("better", "up"),
            ("licensed", "yes"),
        ];
        let page = okell.posts("/interventions/measures", &fields).await.is(422);
        page.says("The highest score is more than the lowest")
            .says("Say what right the school has");
        fields[2].1 = "14";
        fields[3].1 = "70";
        fields.push(("rights", "Registered; scored on paper"));
        okell.does("/interventions/measures", &fields).await;
        okell.does("/interventions/measures", &fields).await;
        let page = okell.sees("/interventions/measures").await.says("Somebody else’s: scores only");
        assert_eq!(page.text().matches("Wellbeing scale, total").count(), 1);
        okell.sees("/groups/new").await.says("Wellbeing scale, total");
        let adair = s.signs_in("khoury").await;
        adair.posts("/interventions/measures", &fields).await.is(403);
    }
}

#[tokio::test]
async fn a_suspension_in_force_is_the_reason_in_the_register_and_tells_no_more() {
    for s in schools().await {
        callie(&s).await;
        s.at(day(10, 20), "9.00");
        let okell = s.signs_in("okell").await;
        let group = steady(&s, &okell).await;
        let days = sessions(&okell.sees(&group).await);
        crate::suspending::set_up(&s).await;
        crate::suspending::suspends(&s, "Esme", day(11, 9), "2026-11-11").await;
        crate::suspending::suspends(&s, "Kofi", day(11, 10), "2026-11-10").await;
        s.at(day(11, 10), "12.10");
        let okell = s.signs_in("okell").await;
        let page = okell.sees(&days[1]).await;
        let page = page
            .says("Suspended: to Wed 11 Nov 2026")
            .says("Suspended: this day")
            .hides("broken again")
            .hides("booth");
        for who in ["Esme", "Kofi"] {
            let chosen = format!("name=\"here-{}\" value=\"no\" checked", pupil(&s, who));
            assert!(page.body.contains(&chosen), "{who}, {}", s.engine());
        }
        let open = format!("name=\"here-{}\" value=\"no\" checked", pupil(&s, "Jude"));
        assert!(!page.body.contains(&open), "nobody else is filled in");
        // The week after, both are back.
        s.at(day(11, 17), "12.10");
        s.signs_in("okell").await.sees(&days[2]).await.hides("Suspended:");
        // Taken as filled in, it is kept with its reason.
        let okell = s.signs_in("okell").await;
        let names: Vec<(String, &str)> = SIX
            .iter()
            .flat_map(|n| {
                let out = matches!(*n, "Esme" | "Kofi");
                let p = pupil(&s, n);
                let mut all = vec![(format!("here-{p}"), if out { "no" } else { "yes" })];
                if out {
                    all.push((format!("why-{p}"), "suspended"));
                }
                all
            })
            .collect();
        let version = okell.sees(&days[1]).await.value("version");
        let mut fields: Vec<(&str, &str)> = names.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        fields.push(("version", &version));
        okell.does(&format!("{}/register", days[1]), &fields).await;
        okell.sees(&group).await.says("4 there, 2 not");
    }
}

#[tokio::test]
async fn a_trip_on_the_day_of_a_session_is_said_on_both_pages_and_refuses_nothing() {
    for s in schools().await {
        callie(&s).await;
        s.at(day(10, 20), "9.00");
        let okell = s.signs_in("okell").await;
        let group = steady(&s, &okell).await;
        okell.sees(&group).await.hides("A trip on the same day");
        let (lead, key) = (s.f.staff["okell"].to_string(), once());
        let plans = |from: &'static str, title: &'static str, leaves: &'static str, key: String| {
            [
                ("kind", "off_site".to_string()),
                ("title", title.into()),
                ("purpose", "To finish something".into()),
                ("place", "Wheelhouse".into()),
                ("from", from.into()),
                ("leaves", leaves.into()),
                ("back", "14.50".into()),
                ("lead", lead.clone()),
                ("ratio", "3".into()),
                ("base", "Office".into()),
                ("once", key),
            ]
        };
        let fields = plans("2026-12-01", "Bike workshop", "9.20", key);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let trip = okell.does("/trips/new", &fields).await;
        let callie = pupil(&s, "Callie");
        okell.does(&format!("{trip}/pupils"), &[("pupil", &callie)]).await;
        okell
            .sees(&trip)
            .await
            .says("Callie Dunmore, 8F1: Group Steady Starts, autumn, Tue 1 Dec 2026 11.05–12.00")
            .says("Ms Dara Okell, Tue 1 Dec 2026: leading the group Steady Starts, autumn")
            .says("It stops nothing");
        let page = okell.sees(&group).await.says("A trip on the same day");
        let page = page
            .says("Tue 1 Dec 2026, 11.05–12.00: Callie Dunmore, 8F1, Bike workshop (being planned)")
            .says("Ms Dara Okell, Bike workshop")
            .says("Nothing is refused for it");
        assert!(page.links("/trips/").contains(&trip));
        // Another that begins after the session meets nothing.
        let fields = plans("2026-12-08", "Museum", "13.00", once());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.does("/trips/new", &fields).await;
        okell.sees(&group).await.hides("Museum");
        // Its leader who opens no trips is told, and led nowhere they may not go.
        s.signs_in("merrow").await.sees(&group).await.says("Bike workshop");
    }
}
