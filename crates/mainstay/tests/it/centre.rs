//! Scenario 4, rows 10 and 17: a place in the support base with an end from its first day, something
//! serious that is talked over, and a way back to lessons that is planned and told by the week. Then
//! what can go wrong with it.

use crate::board::once;
use crate::harness::{Person, School, schools};
use crate::plan::{begins, gives, writes};
use crate::space::{books, room};
use casework::room::RoomKind;
use casework::{Act, Event, Id, Verb};
use rulebook::Day;

fn day(month: i8, day: i8) -> Day {
    Day::new(2026, month, day).unwrap()
}

async fn callie(s: &School) -> Id {
    let callie = s.f.pupils["Saffron"];
    let act = Act::by_system(s.f.org, day(9, 1).at(rulebook::Minute::default()), "A test begins");
    let mut w = s.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, callie, "Callie", "Dunmore").await;
    w.commit(Event::new(Verb::RosterImported, "roster", s.f.org), Vec::new()).await.unwrap();
    callie
}

/// What a place stands on, whole.
const WHOLE: [(&str, &str); 7] = [
    ("why", "She leaves most lessons after lunch"),
    ("purpose", "To begin every afternoon calmly"),
    ("goals", "Asks for help before leaving"),
    ("criteria", "Four of five afternoons, three weeks running"),
    ("from", "2026-09-28"),
    ("until", "2027-01-22"),
    ("review_on", "2026-11-13"),
];

/// Gives her a place; its address.
async fn given(s: &School, okell: &Person, callie: Id) -> String {
    let (key, pupil, me) = (once(), callie.to_string(), s.f.staff["okell"].to_string());
    let mut fields = WHOLE.to_vec();
    fields.extend([("once", key.as_str()), ("pupil", &pupil), ("key_worker", &me)]);
    let place = okell.does("/centre/new", &fields).await;
    assert_eq!(okell.does("/centre/new", &fields).await, place, "sent twice, given once");
    place
}

#[tokio::test]
async fn a_place_does_not_start_without_purpose_goals_exit_criteria_and_a_day_to_look_again() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(day(9, 25), "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/centre").await.says("Nobody has a place");
        okell.sees("/centre/new?q=8F1").await.says("Callie Dunmore, 8F1");
        let pupil = callie.to_string();
        let bare = [("pupil", pupil.as_str()), ("from", "2026-09-28"), ("until", "2026-09-28")];
        let page = okell.posts("/centre/new", &bare).await.is(422);
        page.says("no place starts without a purpose")
            .says("Give the goals: no place starts without them")
            .says("no place starts without exit criteria")
            .says("The planned exit comes after the first day")
            .says("Give the day it is looked at again: no place starts without one")
            .says("Say why here, and not in lessons");
        let me = s.f.staff["okell"].to_string();
        let mut shut = WHOLE.to_vec();
        shut[6].1 = "2026-10-28";
        shut.extend([("pupil", pupil.as_str()), ("key_worker", &me)]);
        let page = okell.posts("/centre/new", &shut).await.is(422);
        page.says("Wed 28 Oct 2026 is not a school day: Half-term")
            .says("begin every afternoon calmly");
        okell.sees("/centre").await.says("Nobody has a place");
        let place = given(&s, &okell, callie).await;
        // Another beside it is refused, with where the first is.
        let mut again = WHOLE.to_vec();
        let key = once();
        again.extend([("pupil", pupil.as_str()), ("key_worker", &me), ("once", &key)]);
        let page = okell.posts("/centre/new", &again).await.is(409);
        page.says("Callie Dunmore has a place in the support base already");
        let roll = okell.sees("/centre").await;
        roll.says("Callie Dunmore, 8F1 Key worker Ms Dara Okell")
            .says("She leaves most lessons after lunch For: To begin every afternoon calmly")
            .says("Mon 28 Sep 2026 No induction yet")
            .says("Fri 22 Jan 2027")
            .says("No timetable yet")
            .says("Fri 13 Nov 2026");
        // The induction says where she starts from.
        let version = okell.sees(&place).await.says("Not held yet").value("version");
        s.at(day(9, 28), "9.30");
        let okell = s.signs_in("okell").await;
        let held = |base| {
            [
                ("way", "induct"),
                ("version", version.as_str()),
                ("inducted_on", "2026-09-28"),
                ("baseline", base),
                ("home_agreed", "Shaz Dunmore, mother, 25 Sep"),
            ]
        };
        okell.posts(&place, &held("")).await.is(422).says("Say where they start from in learning");
        okell.does(&place, &held("Reading age 9.4")).await;
        okell.sees(&place).await.says("Starts from: Reading age 9.4").says("Shaz Dunmore, mother");
        okell.posts(&place, &held("Another tab")).await.is(409).says("Another tab");
        // Whoever leads another year, and who teaches, see nothing of it.
        s.signs_in("catterall").await.get(&place).await.is(404);
        s.signs_in("catterall").await.sees("/centre").await.hides("Callie");
        s.signs_in("lunt").await.get("/centre").await.is(403);
        // The day it is looked at again stands on Today until somebody has looked.
        s.at(day(11, 13), "8.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("The place is to be looked at again, due today");
        let version = okell.sees(&place).await.value("version");
        let mut look = WHOLE[1..].to_vec();
        look[5].1 = "2026-12-11";
        look.extend([("version", version.as_str()), ("words", "Three of five. The door helps.")]);
        okell.does(&place, &look).await;
        okell
            .sees(&place)
            .await
            .says("Three of five. The door helps.")
            .says("Again on Fri 11 Dec 2026");
        okell.sees("/").await.hides("The place is to be looked at again");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn the_grid_says_what_is_taught_what_is_done_alone_and_what_is_not_covered() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(day(9, 28), "9.00");
        let okell = s.signs_in("okell").await;
        let place = given(&s, &okell, callie).await;
        let grid = format!("{place}/timetable");
        let page = okell.sees(&grid).await.says("No timetable yet").hides("Not covered");
        assert!(page.text().contains("Maths"), "her own timetable stands beside it");
        let hale = s.f.staff["hale"].to_string();
        okell.posts(&grid, &[("spent", "taught")]).await.is(422).says("Tick the periods");
        let alone = [("at", "1-P1"), ("spent", "taught"), ("subject", "Maths")];
        okell.posts(&grid, &alone).await.is(422).says("Without a teacher it is independent work");
        let taught = [
            ("at", "1-P1"),
            ("at", "2-P1"),
            ("spent", "taught"),
            ("subject", "Maths"),
            ("staff", hale.as_str()),
        ];
        okell.does(&grid, &taught).await;
        // Every other period alone, in English: whatever else she had is not covered.
        let cells: Vec<String> = (1..=5)
            .flat_map(|d| (1..=6).map(move |p| format!("{d}-P{p}")))
            .filter(|c| c != "1-P1" && c != "2-P1")
            .collect();
        let mut rest: Vec<(&str, &str)> = cells.iter().map(|c| ("at", c.as_str())).collect();
        rest.extend([("spent", "independent"), ("subject", "English")]);
        okell.does(&grid, &rest).await;
        let page = okell.sees(&grid).await.says("5 days, 30 periods : 2 h taught");
        let text = page.text();
        for subject in ["Science", "History", "French"] {
            assert!(text.contains(&format!("{subject} Not covered")), "{subject}: {text}");
        }
        assert!(!text.contains("Maths Not covered") && !text.contains("English Not covered"));
        okell.sees(&place).await.says("Not covered");
        // Back in her own lessons on Thursday and Friday.
        let out: Vec<String> =
            (4..=5).flat_map(|d| (1..=6).map(move |p| format!("{d}-P{p}"))).collect();
        let mut rest: Vec<(&str, &str)> = out.iter().map(|c| ("at", c.as_str())).collect();
        rest.push(("spent", "out"));
        okell.does(&grid, &rest).await;
        okell.sees(&grid).await.says("3 days, 18 periods");
        okell.sees("/centre").await.says("3 days, 18 periods 2 h taught");

        // Progress is asked for as the half-term ends, subject by subject.
        let progress = format!("{place}/progress");
        okell.sees(&progress).await.hides("nothing is said yet");
        s.at(day(10, 20), "15.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("No progress written down, Autumn 1: English, Maths");
        let page = okell.sees(&progress).await.says("nothing is said yet of English, Maths");
        let half =
            page.body.split("name=\"half\"").nth(1).unwrap().split("value=\"").nth(1).unwrap();
        let half = half.split('"').next().unwrap().to_string();
        let say = |subject, got| {
            [("subject", subject), ("half", half.as_str()), ("got", got), ("words", "Unit 2")]
        };
        okell.posts(&progress, &say("Latin", "ahead")).await.is(422).says("Choose the subject");
        okell.posts(&progress, &say("Maths", "")).await.is(422).says("Choose how it goes");
        okell.does(&progress, &say("Maths", "expected")).await;
        okell
            .sees(&progress)
            .await
            .says("nothing is said yet of English")
            .says("As expected Unit 2");
        okell.does(&progress, &say("English", "slow")).await;
        okell.sees("/").await.hides("No progress written down");
        // A group in one of her periods here is a clash, both ways.
        let key = once();
        okell
            .does(
                "/interventions/new",
                &[
                    ("once", &key),
                    ("name", "Bikes"),
                    ("kind", "practical"),
                    ("purpose", "x"),
                    ("unit", "group"),
                ],
            )
            .await;
        let what = okell.sees("/interventions").await.links("/interventions/");
        let what = what.into_iter().find(|l| l.len() > 30).unwrap()[15..].to_string();
        let (me, key) = (s.f.staff["okell"].to_string(), once());
        let group = okell
            .does(
                "/groups/new",
                &[
                    ("once", &key),
                    ("intervention", &what),
                    ("name", "Bikes"),
                    ("aim", "x"),
                    ("leader", &me),
                    ("weekday", "3"),
                    ("code", "P2"),
                    ("first", "2026-11-04"),
                    ("last", "2026-11-18"),
                ],
            )
            .await;
        let pupil = callie.to_string();
        let join = [("pupil", pupil.as_str()), ("from", "2026-11-04")];
        let page = okell.posts(&format!("{group}/members"), &join).await.is(409);
        page.says("Callie Dunmore, 8F1 is in the support base (English) on Wed 4 Nov 2026");
        okell.does(&grid, &[("at", "3-P2"), ("spent", "out")]).await;
        okell.does(&format!("{group}/members"), &join).await;
        let back = [("at", "3-P2"), ("spent", "independent"), ("subject", "English")];
        let page = okell.posts(&grid, &back).await.is(409);
        page.says("Callie Dunmore, 8F1 is in the group Bikes on Wed 4 Nov 2026");
    }
}

#[tokio::test]
async fn the_way_back_is_six_twelve_twenty_and_all_and_each_week_says_what_it_was() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(day(9, 28), "9.00");
        let okell = s.signs_in("okell").await;
        let place = given(&s, &okell, callie).await;
        s.at(day(12, 11), "9.00");
        let okell = s.signs_in("okell").await;
        let back = format!("{place}/way-back");
        okell.sees(&back).await.says("Their own week has 30 lessons").says("not planned yet");
        let plan = |weeks| [("start", "2026-12-14"), ("plan", weeks)];
        okell.posts(&back, &plan("6, twelve")).await.is(422).says("Give a number for each week");
        let page = okell.posts(&back, &plan("6, 31")).await.is(422);
        page.says("31 is more than the 30 lessons of their own week");
        okell.does(&back, &plan("6, 12, 20, all")).await;
        let page = okell.sees(&back).await;
        page.says("Week 1 Mon 14 Dec 2026 to Fri 18 Dec 2026 6")
            .says("Week 2 Mon 4 Jan 2027 to Fri 8 Jan 2027 12")
            .says("Week 3 Mon 11 Jan 2027 to Fri 15 Jan 2027 20")
            .says("Week 4 Mon 18 Jan 2027 to Fri 22 Jan 2027 All (30)");
        let went = format!("{back}/went");
        let week =
            |n, achieved| [("week", n), ("achieved", achieved), ("words", "Theo at the door")];
        okell.posts(&went, &week("1", "6")).await.is(422).says("This week has not begun yet");
        s.at(day(12, 18), "15.00");
        let okell = s.signs_in("okell").await;
        okell.posts(&went, &week("1", "40")).await.is(422).says("from 0 to 30");
        okell.does(&went, &week("1", "6")).await;
        s.at(Day::new(2027, 1, 11).unwrap(), "8.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Say how the way back went: week 2, 12 lessons planned");
        okell.does(&went, &week("2", "10")).await;
        okell.sees("/").await.hides("Say how the way back went");
        okell.sees(&back).await.says("6/6").says("10/12");
        okell.sees("/centre").await.says("Week 2: 10/12");
        // Planned anew, what was said stays.
        okell.does(&back, &plan("6, 12, 16, 24, all")).await;
        okell.sees(&back).await.says("6/6").says("10/12").says("Week 5").says("All (30)");
        // It ends with how and why, and takes no more.
        let version = okell.sees(&place).await.value("version");
        let end = |ending, why| {
            [("way", "end"), ("version", version.as_str()), ("ending", ending), ("ended_why", why)]
        };
        okell.posts(&place, &end("", "")).await.is(422).says("Choose how the place ends");
        okell.does(&place, &end("back", "In all lessons")).await;
        okell.sees("/centre").await.says("Back in all lessons").says("Nobody has a place");
        okell.posts(&went, &week("3", "16")).await.is(409).says("This place ended on");
    }
}

#[tokio::test]
async fn callie_runs_out_home_is_told_no_force_is_used_and_no_record_of_force_opens() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(day(11, 5), "12.05");
        let okell = s.signs_in("okell").await;
        let (pupil, key) = (callie.to_string(), once());
        let base = [
            ("pupil", pupil.as_str()),
            ("once", key.as_str()),
            ("day", "2026-11-05"),
            ("minute", "11.20"),
            ("place", "The bottom field"),
            ("what", "Ran out of Maths and was found by the goal posts"),
            ("told_at", "11.40"),
        ];
        let page = okell.posts("/significant/new", &base).await.is(422);
        page.says("Answer the question: yes or no").says("Say who was told").says("goal posts");
        let told =
            [&base[..], &[("told_who", "Shaz Dunmore, mother"), ("happened", "no")]].concat();
        let mut early = told.clone();
        early[6].1 = "11.10";
        okell
            .posts("/significant/new", &early)
            .await
            .is(422)
            .says("Home was told before it happened");
        let one = okell.does("/significant/new", &told).await;
        assert_eq!(okell.does("/significant/new", &told).await, one, "sent twice, kept once");
        let page = okell.sees(&one).await;
        page.says("Force, restraint or seclusion: no. No record of force was opened")
            .says("told at 11.40, Shaz Dunmore, mother, by Ms Dara Okell")
            .says("nobody was hurt");
        // Nothing stands in the register of force.
        s.signs_in("thrale").await.sees("/restrictive").await.hides("Callie");
        // It waits to be talked over, and is late after the next school day.
        okell.sees("/").await.says("To be talked over: the event of Thu 5 Nov 2026");
        s.at(day(11, 9), "8.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/significant").await.says("Not talked over");
        let version = okell.sees(&one).await.value("version");
        let talk = |own| {
            [
                ("version", version.as_str()),
                ("own_view", own),
                ("staff_view", "Nobody told her of the change"),
                ("differently", "Two minutes’ warning"),
            ]
        };
        let debrief = format!("{one}/debrief");
        okell.posts(&debrief, &talk("")).await.is(422).says("or that they did not want to");
        okell.does(&debrief, &talk("Too loud")).await;
        okell.sees(&one).await.says("Too loud").says("Two minutes’ warning");
        okell.sees("/").await.hides("To be talked over");
        // A yes goes on to the record of its own.
        let key = once();
        let mut yes = told.clone();
        yes[1].1 = key.as_str();
        yes.retain(|(n, _)| *n != "happened");
        yes.push(("happened", "yes"));
        let to = okell.does("/significant/new", &yes).await;
        assert_eq!(to, format!("/restrictive/new?pupil={callie}"));
        okell.sees(&to).await.says("Callie Dunmore");
        s.signs_in("catterall").await.get(&one).await.is(404);
        s.signs_in("catterall").await.sees("/significant").await.hides("Callie");
    }
}

#[tokio::test]
async fn the_morning_briefing_is_one_page_of_names_and_periods_and_prints_without_a_note() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(day(9, 28), "9.00");
        let okell = s.signs_in("okell").await;
        let place = given(&s, &okell, callie).await;
        let at = [("at", "2-P1"), ("at", "2-P2"), ("spent", "independent"), ("subject", "English")];
        okell.does(&format!("{place}/timetable"), &at).await;
        let bridge = room(&s, "The Bridge", RoomKind::Support, 4, None, Some("adair")).await;
        books(&s, "Jude", s.f.room, day(11, 10), &["P1", "P2", "P3"]).await.unwrap();
        books(&s, "Kofi", bridge, day(11, 10), &["P4"]).await.unwrap();
        s.at(day(11, 10), "8.10");
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/briefing").await.says("Tuesday 10 Nov 2026");
        page.says("Callie Dunmore, 8F1 : P1–P2; key worker Ms Dara Okell")
            .says("Jude Marl, 8K3 : Internal Exclusion Room, P1–P3")
            .says("Kofi Mensah, 8K3 : The Bridge, P4")
            .hides("She leaves most lessons");
        let paper = okell.sees("/briefing/print").await.says("Callie Dunmore").says("Shred today");
        assert!(paper.hides("She leaves").body.contains("print-page"));
        okell.sees("/briefing?day=2026-10-28").await.says("Nobody is in: Half-term");
        let catterall = s.signs_in("catterall").await;
        catterall.sees("/briefing").await.hides("Callie").hides("Jude");
        s.signs_in("lunt").await.get("/briefing").await.is(403);
        // A step up is asked of another room, and its clock stands on the page of the place.
        let ask = okell.sees(&place).await.links("/transfers/new").remove(0);
        let page = okell.sees(&ask).await.says("An answer is due by Thu 12 Nov 2026");
        let (key, pupil, to) = (page.value("once"), callie.to_string(), bridge.to_string());
        let fields = [
            ("once", key.as_str()),
            ("pupil", &pupil),
            ("room", &to),
            ("way", "up"),
            ("start_on", "2026-11-11"),
            ("why", "More help in the afternoon"),
        ];
        okell.does("/transfers/new", &fields).await;
        okell.sees(&place).await.says("The Bridge").says("Answer by Thu 12 Nov 2026");
        s.at(day(11, 16), "8.00");
        s.signs_in("okell").await.sees(&place).await.says("No answer in time");
    }
}

#[tokio::test]
async fn a_key_worker_taps_a_talk_is_red_without_one_and_contact_goes_on_every_half_term_after_a_plan()
 {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(day(9, 14), "8.30");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "pastoral", "2026-09-14").await;
        writes(&okell, &plan, "Seat front left", true).await;
        gives(&okell, &plan).await;
        // On a plan, and nobody has agreed how often: it is said.
        let mine = "/at-risk?mine=yes";
        let page = okell.sees(mine).await.says("On a plan of yours, with no contact agreed");
        page.says("Callie Dunmore, 8F1 Pastoral support programme, since Mon 14 Sep 2026");
        let (pupil, key, me) = (callie.to_string(), once(), s.f.staff["okell"].to_string());
        let fields = [
            ("pupil", pupil.as_str()),
            ("once", key.as_str()),
            ("basis", "11 incidents in 7 days"),
            ("level", "raised"),
            ("every", "weekly"),
            ("key_worker", me.as_str()),
            ("next_review", "2026-10-09"),
        ];
        let line = okell.does("/at-risk/new", &fields).await;
        okell.sees(mine).await.hides("no contact agreed").says("Next by Mon 21 Sep 2026");
        s.at(day(9, 23), "8.00");
        let okell = s.signs_in("okell").await;
        let page = okell.sees(mine).await.says("No contact in time");
        okell.sees("/").await.says("Contact due Mon 21 Sep 2026");
        let once = page.value("once");
        let tap = [
            ("once", once.as_str()),
            ("day", "2026-09-23"),
            ("how", "talk"),
            ("said", "Likes the seat"),
            ("back", "mine"),
        ];
        let contact = format!("{line}/contact");
        assert_eq!(okell.does(&contact, &tap).await, mine);
        assert_eq!(okell.does(&contact, &tap).await, mine, "tapped twice, kept once");
        okell.sees(mine).await.hides("No contact in time").says("Next by Wed 30 Sep 2026");
        let kept = okell.sees(&line).await.says("Likes the seat");
        assert_eq!(kept.text().matches("Likes the seat").count(), 1);

        // The last review: closed as met, and contact goes on less often.
        s.at(Day::new(2027, 1, 22).unwrap(), "14.00");
        let okell = s.signs_in("okell").await;
        let reviews = okell.sees(&plan).await.links("/plans/reviews/");
        let form = okell.sees(&reviews[3]).await.says("school week 16");
        let mut names: Vec<(String, &str)> = Vec::new();
        for part in form.body.split("name=\"got-").skip(1) {
            let t = part.split('"').next().unwrap();
            if !names.iter().any(|(n, _)| n.ends_with(t)) {
                names.push((format!("got-{t}"), "met"));
                names.push((format!("evidence-{t}"), "9 of 10 lessons"));
            }
        }
        let version = form.value("version");
        let mut fields: Vec<(&str, &str)> = names.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        fields.extend([
            ("on", "2027-01-22"),
            ("after", "end"),
            ("version", version.as_str()),
            ("ending", "met"),
            ("evaluation", "The seat helped most"),
        ]);
        okell.does(&reviews[3], &fields).await;
        okell.sees(&plan).await.says("Closed: the targets were met").says("30 school days each");
        let page = okell.sees(&line).await.says("Every half-term");
        page.says("The plan ended: contact goes on every half-term.");
    }
}
