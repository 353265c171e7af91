//! Trips: refused until nothing is missing for anybody, signed out and in, and a consent that is
//! taken back that morning.

use crate::harness::{Person, School, schools};
use crate::parent::{opens, sends};
use casework::message::Kind;
use casework::pupil::{Contact, Pupil};
use casework::{Act, Event, Id, Reach, Scope, Verb};
use rulebook::Day;
use store::message::Which;

pub(crate) const WHO: [&str; 5] = ["Saffron", "Jude", "Kian", "Moses", "Ellie-Mae"];

pub(crate) fn nov(d: i8) -> Day {
    Day::new(2026, 11, d).unwrap()
}
pub(crate) fn dec(d: i8) -> Day {
    Day::new(2026, 12, d).unwrap()
}

/// A pupil and the one person at home who holds responsibility.
pub(crate) async fn home(s: &School, who: &str) -> (Pupil, Contact) {
    let scope = Scope { org: s.f.org, reach: vec![Reach::School] };
    let mut read = s.app.store().read().await.unwrap();
    let pupil = store::pupil::find(&mut read, &scope, s.f.pupils[who]).await.unwrap();
    let contacts = store::pupil::contacts(&mut read, &pupil, s.f.org).await.unwrap();
    (pupil, contacts.into_iter().next().unwrap())
}

pub(crate) async fn as_the_roster(s: &School) -> store::Write {
    let act = Act::by_system(s.f.org, s.clock.now(), "A test");
    s.app.store().write(act).await.unwrap()
}
pub(crate) async fn kept(s: &School, w: store::Write) {
    let event = Event::new(Verb::RosterImported, "roster", s.f.org);
    w.commit(event, Vec::new()).await.unwrap();
}

/// Callie Dunmore and four others, one of whose homes has no telephone.
pub(crate) async fn five(s: &School) {
    let jude = home(s, "Jude").await.1.id;
    let mut w = as_the_roster(s).await;
    store::testing::named(&mut w, s.f.pupils["Saffron"], "Callie", "Dunmore").await;
    store::testing::phone_of(&mut w, jude, "").await;
    kept(s, w).await;
}

/// Plans the bike workshop; its address.
pub(crate) async fn planned(s: &School, okell: &Person) -> String {
    let lead = s.f.staff["okell"].to_string();
    let once = Id::now_v7().to_string();
    let fields = [
        ("kind", "off_site"),
        ("title", "Bike workshop"),
        ("purpose", "Finish something with an adult they trust"),
        ("place", "Wheelhouse, Mill Lane"),
        ("from", "2026-12-02"),
        ("leaves", "9.20"),
        ("back", "14.50"),
        ("lead", &lead),
        ("ratio", "3"),
        ("base", "School office, 01632 960000"),
        ("once", &once),
    ];
    let trip = okell.does("/trips/new", &fields).await;
    assert_eq!(okell.does("/trips/new", &fields).await, trip, "tapped twice, planned once");
    trip
}

/// Puts the five on the list; the address of each line, in the order of the page.
pub(crate) async fn listed(s: &School, okell: &Person, trip: &str) -> Vec<String> {
    okell.sees(&format!("{trip}/pupils?q=8F1")).await.says("Callie Dunmore");
    let ids: Vec<String> = WHO.iter().map(|w| s.f.pupils[*w].to_string()).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("pupil", id.as_str())).collect();
    okell.does(&format!("{trip}/pupils"), &fields).await;
    okell.does(&format!("{trip}/pupils"), &fields).await;
    let page = okell.sees(trip).await.says("5 students, 1 adult, at most 3 to one");
    let lines = page.links(&format!("{trip}/pupils/"));
    assert_eq!(lines.len(), 5, "put on twice, on the list once");
    lines
}

/// What home says by telephone or on paper, and what it answers about needs.
pub(crate) async fn says(s: &School, okell: &Person, lines: &[String], who: &str, word: &str) {
    let (pupil, contact) = home(s, who).await;
    let line = line_of(okell, lines, &pupil.name()).await;
    let (who, once) = (contact.id.to_string(), Id::now_v7().to_string());
    let day = s.clock.now().day().iso();
    let fields =
        [("who", &*who), ("word", word), ("how", "phone"), ("day", &*day), ("once", &*once)];
    okell.does(&format!("{line}/said"), &fields).await;
}
pub(crate) async fn line_of(okell: &Person, lines: &[String], name: &str) -> String {
    for line in lines {
        if okell.sees(line).await.text().contains(name) {
            return line.clone();
        }
    }
    panic!("{name} is not on the list");
}
pub(crate) async fn needs(s: &School, okell: &Person, lines: &[String], who: &str) {
    let line = line_of(okell, lines, &home(s, who).await.0.name()).await;
    okell.does(&format!("{line}/needs"), &[("medical", "None")]).await;
}

pub(crate) async fn approves(who: &Person, trip: &str) -> crate::harness::Answer {
    let version = who.sees(trip).await.value("version");
    who.posts(&format!("{trip}/decide"), &[("act", "approve"), ("version", &version)]).await
}

/// Everything the workshop needs, but for what each home says.
pub(crate) async fn made_whole(s: &School, okell: &Person, trip: &str) {
    let brack = s.f.staff["adair"].to_string();
    let lines = format!("{trip}/lines");
    okell.does(&lines, &[("kind", "adult"), ("staff", &brack), ("role", "First aid")]).await;
    let risk = [
        ("kind", "risk"),
        ("hazard", "Sharp tools"),
        ("measure", "Goggles; one bench at a time; two adults in the room"),
    ];
    okell.does(&lines, &risk).await;
}

#[tokio::test]
async fn a_trip_is_refused_with_what_is_missing_for_whom_then_approved_and_signed_out_and_in() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let okell = s.signs_in("okell").await;
        okell.posts("/trips/new", &[("ratio", "0")]).await.is(422).says("Say what it is called");
        let trip = planned(&s, &okell).await;
        let lines = listed(&s, &okell, &trip).await;
        // Whoever plans it is told what is missing; so is whoever is asked to approve.
        let merrow = s.signs_in("merrow").await;
        approves(&merrow, &trip)
            .await
            .says("cannot be approved")
            .says("2 adults are needed at 3 to one adult, and there is 1")
            .says("Callie Dunmore: consent of")
            .says("Jude Marl")
            .says("an emergency contact with a telephone number")
            .says("the answer about medical and dietary needs")
            .says("the risk assessment");
        made_whole(&s, &okell, &trip).await;
        for who in WHO {
            needs(&s, &okell, &lines, who).await;
        }
        for who in &WHO[..4] {
            says(&s, &okell, &lines, who, "given").await;
        }
        // Nobody who only plans approves, and one consent and one telephone are missing still.
        let page = approves(&merrow, &trip).await;
        page.says("2 things are missing").says("Ellie-Mae").says("consent of").says("Jude Marl");
        says(&s, &okell, &lines, "Ellie-Mae", "given").await;
        let jude = home(&s, "Jude").await.1.id;
        let mut w = as_the_roster(&s).await;
        store::testing::phone_of(&mut w, jude, "01632 960277").await;
        kept(&s, w).await;
        approves(&okell, &trip).await.says("A trip is approved by this role: Headteacher");
        // Cost, on a budget line; and a wrong one beside its field.
        let cost =
            [("kind", "cost"), ("what", "Workshop"), ("amount", "125"), ("budget", "PSC 4410")];
        okell
            .posts(&format!("{trip}/lines"), &[("kind", "cost"), ("what", "X"), ("amount", "lots")])
            .await
            .is(422)
            .says("Give an amount");
        okell.does(&format!("{trip}/lines"), &cost).await;
        okell
            .does(
                &format!("{trip}/decide"),
                &[("act", "ask"), ("version", &okell.sees(&trip).await.value("version"))],
            )
            .await;
        merrow.sees("/").await.says("To approve: Bike workshop");
        approves(&merrow, &trip).await.is(303);
        okell.sees("/trips").await.says("PSC 4410").says("£125.00").says("Approved");
        // A room that is booked on the day is told.
        let day = okell.sees("/known-dates").await;
        assert_eq!(
            day.text().matches("Take away : Trip: Bike workshop").count(),
            5,
            "{}",
            day.text()
        );

        // The register: not before the day, then out at 9.20 and in at 14.50.
        okell
            .posts(&format!("{trip}/register"), &[("out", "all")])
            .await
            .says("The register opens on");
        s.at(dec(2), "9.25");
        let adair = s.signs_in("adair").await;
        adair.sees("/").await.says("Register to take: Bike workshop");
        adair.posts(&format!("{trip}/register"), &[("out", "all"), ("time", "9.99")]).await.is(422);
        adair
            .posts(&format!("{trip}/register"), &[("out", "all"), ("time", "9.45")])
            .await
            .is(422)
            .says("has not come yet");
        adair.does(&format!("{trip}/register"), &[("out", "all"), ("time", "9.20")]).await;
        adair.sees(&format!("{trip}/register")).await.says("5 out").says("Out 9.20");
        // The leader’s sheet has what is needed and says what it is; its opening is kept.
        adair
            .sees(&format!("{trip}/sheet"))
            .await
            .says("sensitive information about children")
            .says("01632 960277")
            .says("Sit facing the door")
            .hides("SECRET");
        // At the end of the day nobody is left out without Today saying so.
        s.at(dec(2), "14.55");
        let okell = s.signs_in("okell").await;
        let line = okell.sees(&trip).await.links(&format!("{trip}/pupils/"));
        let last = line[4].rsplit('/').next().unwrap().to_string();
        for l in &line[..4] {
            let id = l.rsplit('/').next().unwrap();
            okell.does(&format!("{trip}/register"), &[("in", id), ("time", "14.50")]).await;
        }
        okell.sees("/").await.says("1 student still out: Bike workshop").says("Late");
        let back = [("went_well", "All finished a wheel"), ("again", "yes")];
        okell
            .posts(&format!("{trip}/looked-back"), &back)
            .await
            .is(422)
            .says("still written down as out");
        okell.does(&format!("{trip}/register"), &[("in", &last), ("time", "14.50")]).await;
        okell.sees("/").await.hides("still out").says("To look back on: Bike workshop");
        let version = okell.sees(&trip).await.says("None 9.20–14.50").value("version");
        let back =
            [("went_well", "All finished a wheel"), ("again", "yes"), ("version", &*version)];
        okell.does(&format!("{trip}/looked-back"), &back).await;
        okell.sees("/").await.hides("Bike workshop");
        // What follows becomes an action, once.
        let (owner, once) = (s.f.staff["okell"].to_string(), Id::now_v7().to_string());
        let follow = format!("{trip}/actions");
        okell
            .posts(&follow, &[("follow", "Ask them back in spring")])
            .await
            .is(422)
            .says("Choose who does it");
        let action = [
            ("follow", "Ask them back in spring"),
            ("owner", &*owner),
            ("due", "2026-12-11"),
            ("how_known", "A date is agreed"),
            ("once", &*once),
        ];
        okell.does(&follow, &action).await;
        okell.does(&follow, &action).await;
        let page = okell.sees(&trip).await.says("due Fri 11 Dec 2026");
        assert_eq!(page.text().matches("Ask them back in spring").count(), 1);
        okell.sees("/actions").await.says("Ask them back in spring");
        okell.sees(&trip).await.says("All finished a wheel").says("Over, and looked back on");
    }
}

#[tokio::test]
async fn a_parent_answers_by_their_own_link_and_takes_it_back_that_morning() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let okell = s.signs_in("okell").await;
        let trip = planned(&s, &okell).await;
        let lines = listed(&s, &okell, &trip).await;
        made_whole(&s, &okell, &trip).await;
        okell.does(&format!("{trip}/ask"), &[]).await;
        let mut read = s.app.store().read().await.unwrap();
        let all = store::message::list(&mut read, s.f.org, Which::All, 0, 100).await.unwrap();
        drop(read);
        let asked: Vec<_> = all.iter().filter(|m| m.kind == Kind::TripHome).collect();
        assert_eq!(asked.len(), 5);
        for m in &asked {
            let words = format!("{}{}", m.words.subject, m.words.body);
            assert!(!words.contains("Callie") && !words.contains("Bike"), "{words}");
        }
        let key = s.app.link_key().unwrap();
        let link = |contact: Id| {
            let m = asked.iter().find(|m| m.contact == Some(contact)).unwrap();
            mainstay::link::path(&key, s.f.org, m.link.unwrap())
        };
        for who in WHO {
            let (pupil, contact) = home(&s, who).await;
            let path = link(contact.id);
            opens(&s, &path).await.is(200).says("Bike workshop").says(&pupil.first());
            sends(&s, &path, &[("answer", "yes")]).await.is(422).says("Write what we must know");
            let once = Id::now_v7().to_string();
            let yes = [
                ("answer", "yes"),
                ("medical", "None"),
                ("phone", "07700 900123"),
                ("once", &*once),
            ];
            sends(&s, &path, &yes).await.is(303);
            sends(&s, &path, &yes).await.is(303);
            opens(&s, &path).await.says("Thank you: you said yes");
        }
        let merrow = s.signs_in("merrow").await;
        approves(&merrow, &trip).await.is(303);
        // That morning one takes it back: off the list, those concerned told, the others go.
        s.at(dec(2), "7.55");
        let (_, contact) = home(&s, "Saffron").await;
        let path = link(contact.id);
        let once = Id::now_v7().to_string();
        sends(&s, &path, &[("answer", "no"), ("once", &once)]).await.is(303);
        let adair = s.signs_in("adair").await;
        adair.sees("/").await.says("Callie Dunmore").says("took consent back");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("took consent back");
        okell.sees(&trip).await.says("4 students").says("1 off the list").says("Approved");
        okell.sees(&format!("{trip}/news")).await.says("The approval stands for the others");
        okell.does(&format!("{trip}/seen"), &[]).await;
        okell.sees("/").await.hides("took consent back");
        s.at(dec(2), "9.22");
        let okell = s.signs_in("okell").await;
        okell.does(&format!("{trip}/register"), &[("out", "all"), ("time", "9.20")]).await;
        okell.sees(&format!("{trip}/register")).await.says("4 out").says("Not going");
        // Once they are out, nothing can be changed by the link.
        let (_, other) = home(&s, "Jude").await;
        opens(&s, &link(other.id)).await.says("The trip has begun");
        let once = Id::now_v7().to_string();
        sends(&s, &link(other.id), &[("answer", "no"), ("once", &once)])
            .await
            .says("Nothing can be answered here");
        let _ = lines;
    }
}

#[tokio::test]
async fn clashes_are_said_and_another_day_asks_home_and_approval_anew() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let okell = s.signs_in("okell").await;
        let trip = planned(&s, &okell).await;
        let lines = listed(&s, &okell, &trip).await;
        made_whole(&s, &okell, &trip).await;
        for who in WHO {
            needs(&s, &okell, &lines, who).await;
            says(&s, &okell, &lines, who, "given").await;
        }
        // Another trip at the same time takes one of them, and its leader.
        let other = planned(&s, &okell).await;
        let callie = s.f.pupils["Saffron"].to_string();
        okell.does(&format!("{other}/pupils"), &[("pupil", &callie)]).await;
        okell.sees(&other).await.says("Look at this first").says("Another trip: Bike workshop");
        let jude = home(&s, "Jude").await.1.id;
        let mut w = as_the_roster(&s).await;
        store::testing::phone_of(&mut w, jude, "01632 960277").await;
        kept(&s, w).await;
        let merrow = s.signs_in("merrow").await;
        approves(&merrow, &trip).await.is(303);
        // It moves to a Sunday: said, and everything that was agreed was for another day.
        let form = okell.sees(&format!("{trip}/change")).await;
        let version = form.value("version");
        let lead = s.f.staff["okell"].to_string();
        let mut fields = vec![
            ("kind", "off_site"),
            ("title", "Bike workshop"),
            ("purpose", "Finish something"),
            ("place", "Wheelhouse"),
            ("from", "2026-12-06"),
            ("leaves", "9.20"),
            ("back", "9.00"),
            ("lead", lead.as_str()),
            ("ratio", "3"),
            ("version", version.as_str()),
        ];
        okell.posts(&format!("{trip}/change"), &fields).await.is(422).says("give a later time");
        fields[6] = ("back", "14.50");
        s.at(nov(18), "9.30");
        okell.does(&format!("{trip}/change"), &fields).await;
        okell.posts(&format!("{trip}/change"), &fields).await.says("changed");
        okell
            .sees(&trip)
            .await
            .says("is not a school day")
            .says("Being planned")
            .says("Callie Dunmore: consent of");
        okell.sees("/known-dates").await.hides("Bike workshop");
        approves(&merrow, &trip).await.says("5 things are missing");
        // Whoever opens no file and does not go has no register of it.
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.get(&format!("{trip}/register")).await.is(404);
        ravenhall.get(&format!("{trip}/sheet")).await.is(404);
        ravenhall.sees("/trips").await.hides("Bike workshop");
    }
}

#[tokio::test]
async fn hospitality_stands_on_its_order_list_with_its_budget_line_beside_stock() {
    for s in schools().await {
        s.at(nov(17), "9.00");
        let okell = s.signs_in("okell").await;
        okell
            .posts("/hospitality", &[("people", "six")])
            .await
            .is(422)
            .says("Give a number, such as 6");
        let once = Id::now_v7().to_string();
        let tac = [
            ("event", "TAC meeting"),
            ("day", "2026-11-24"),
            ("time", "14.00"),
            ("place", "Meeting room 2"),
            ("people", "6"),
            ("dietary", "One vegan"),
            ("wanted", "Tea, coffee, biscuits"),
            ("amount", "9.50"),
            ("line", "PSC 4420"),
            ("once", &*once),
        ];
        okell.does("/hospitality", &tac).await;
        okell.does("/hospitality", &tac).await;
        let page =
            okell.sees("/hospitality").await.says("for 6").says("One vegan").says("PSC 4420");
        assert_eq!(page.text().matches("TAC meeting: Tea").count(), 1, "asked twice, kept once");
        okell.sees("/").await.says("Hospitality to order").says("TAC meeting");
        let act = page.links("/hospitality/").remove(0);
        let version = page.value("version");
        okell
            .posts(&act, &[("to", "dropped"), ("version", &version)])
            .await
            .is(422)
            .says("Say why");
        okell.does(&act, &[("to", "ordered"), ("version", &version)]).await;
        okell.sees("/").await.hides("Hospitality to order");
        okell.sees("/trips").await.says("PSC 4420").says("£9.50");
        // Stock below its minimum stands on the order list of its own, one link away.
        for (name, minimum) in [("Hand cream", "4"), ("Pens", "30")] {
            let once = Id::now_v7().to_string();
            let item = [
                ("name", name),
                ("level", "1"),
                ("minimum", minimum),
                ("unit", "each"),
                ("once", &*once),
            ];
            okell.posts("/kit/stock/new", &item).await;
        }
        okell.sees("/kit/stock").await.says("Hand cream").says("Pens");
    }
}
