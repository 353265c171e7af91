//! A day that does not go as expected: the ladder with its times, the record that is handed over,
//! the headteacher's decision, and a restorative meeting that was declined and comes back.

use crate::board::{ALL, books, once};
use crate::harness::{Answer, Person, School, schools};
use casework::Id;

/// The school's ladder as the second walk-through has it, with something offered before a call.
async fn ladder(school: &School) {
    let lyle = school.signs_in("lyle").await;
    let page = lyle.sees("/set-up/ladder").await.says("never counted as a step");
    let fields = [
        ("was", page.value("was")),
        ("warnings", "2".into()),
        ("step_1", "Offer a walk with an adult".into()),
        ("kind_1", "support".into()),
        ("step_2", "Call a senior leader".into()),
        ("kind_2", "call".into()),
        ("may_follow", "The day is repeated\nThe headteacher is asked to decide".into()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let nothing = [fields[0], fields[1], fields[2], fields[3]];
    lyle.posts("/set-up/ladder", &nothing).await.is(422).says("Name at least one step");
    lyle.does("/set-up/ladder", &fields).await;
    lyle.sees("/set-up/ladder").await.says("What the policy says may follow");
    lyle.sees("/set-up/rules").await;
}

/// What a tile says.
fn tile(page: &Answer, placement: Id) -> String {
    let mark = format!("data-piece=\"t-{placement}\"");
    let at = page.body.find(&mark).expect("a tile");
    crate::harness::text(page.body[at..].split("data-piece=\"t-").nth(1).unwrap())
}

/// The second walk-through's sixth row, as it is tapped.
async fn goes_wrong(school: &School) -> (Id, Person) {
    let tyrell = books(school, "Tyrell", 1, &ALL).await;
    let at = |tail: &str| format!("/placements/{tyrell}/{tail}");
    school.nov(10, "8.40");
    let okell = school.signs_in("okell").await;
    okell.does(&at("arrival"), &[("quick", "yes")]).await;
    for time in ["9.35", "10.05"] {
        school.nov(10, time);
        okell.does(&at("entries"), &[("kind", "warning"), ("once", &once())]).await;
    }
    school.nov(10, "10.08");
    let tried =
        [("kind", "adjustment"), ("body", "5-minute walk with Mr Adair"), ("once", &once())];
    okell.posts(&at("entries"), &[("kind", "adjustment")]).await.is(422).says("Say what was tried");
    okell.does(&at("entries"), &tried).await;
    school.nov(10, "10.22");
    let okell = school.signs_in("okell").await;
    let call = [("kind", "next_step"), ("called", "Mr Thrale"), ("once", &once())];
    okell.does(&at("entries"), &call).await;
    (tyrell, okell)
}

/// The record of that day as it was handed to the headteacher, with whoever handed it.
pub(crate) async fn handed(school: &School) -> (String, Person) {
    ladder(school).await;
    let (tyrell, _) = goes_wrong(school).await;
    school.nov(10, "10.40");
    let okell = school.signs_in("okell").await;
    let write = format!("/placements/{tyrell}/failed-day");
    let fields = [
        ("version", "0"),
        ("expectation", "To stay at the desk and leave it whole; kicked it at 10.20"),
        ("account_how", "rather_not"),
        ("adults", "Ms Okell, Mr Thrale"),
        ("then", "hand"),
    ];
    (okell.does(&write, &fields).await, okell)
}

#[tokio::test]
async fn the_ladder_shows_each_time_and_what_was_tried_to_help_is_no_step() {
    for school in schools().await {
        ladder(&school).await;
        let (tyrell, okell) = goes_wrong(&school).await;
        let board = okell.get("/board").await.location;
        let said = tile(&okell.sees(&board).await, tyrell);
        assert!(said.contains("Warning 9.35, 10.05"), "{said}");
        assert!(said.contains("Call a senior leader: Mr Thrale called 10.22"), "{said}");
        assert!(said.contains("First, the school’s ladder offers: Offer a walk"), "{said}");
        assert!(!said.contains("10.08"), "support is not on the ladder: {said}");
        // He comes at 10.31: one tap, with his name from the call.
        school.nov(10, "10.31");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&board).await;
        let came = page.links("/entries/").into_iter().find(|l| l.ends_with("/came")).unwrap();
        for _ in 0..2 {
            okell.does(&came, &[("came", "Mr Thrale")]).await;
        }
        let said = tile(&okell.sees(&board).await, tyrell);
        let whole = "Call a senior leader: Mr Thrale called 10.22, came 10.31";
        assert!(said.contains(whole) && !said.contains("Mr Thrale is here"), "{said}");
        let card = okell.sees(&format!("/placements/{tyrell}")).await.says(whole);
        card.says("Adjustment tried P2 5-minute walk with Mr Adair").says("2 of 2");
        // A second time before the call is put right where it was typed.
        let early = [("kind", "next_step"), ("called", "Ms Hale"), ("came_time", "10.00")];
        let again = okell.posts(&format!("/placements/{tyrell}/entries"), &early).await.is(422);
        again.says("They were called at 10.31").says("Who was called");
    }
}

#[tokio::test]
async fn a_failed_day_is_handed_to_the_headteacher_and_nobody_in_the_room_decides() {
    for school in schools().await {
        ladder(&school).await;
        let (tyrell, _) = goes_wrong(&school).await;
        let write = format!("/placements/{tyrell}/failed-day");
        school.nov(10, "10.40");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&write).await.says("Warning 1, 9.35").says("10.08 Adjustment");
        let page = page.says("Mr Thrale called 10.22").says("The day is repeated");
        let page = page.says("Mainstay never decides").hides("Suspend");
        let version = page.value("version");
        // What is missing is said beside its field, and nothing typed is lost.
        let part = [("version", version.as_str()), ("adults", "Ms Okell"), ("then", "hand")];
        let wrong = okell.posts(&write, &part).await.is(422).says("Say what was expected");
        wrong.says("that they would rather not say");
        // Kept to be gone on with, it waits on Today.
        let expected = "To stay at the desk and leave it whole; kicked it at 10.20";
        let fields = |version: &'static str, then: &'static str| {
            [
                ("version", version),
                ("expectation", expected),
                ("account_how", "rather_not"),
                ("adults", "Ms Okell, Mr Thrale"),
                ("then", then),
            ]
        };
        okell.does(&write, &fields("0", "keep")).await;
        okell.does(&write, &fields("0", "keep")).await;
        okell.sees("/").await.says("was begun and not handed over");
        okell.posts(&write, &[("version", "0"), ("expectation", "Other words")]).await.is(409);
        let record = okell.does(&write, &fields("1", "hand")).await;
        assert!(record.starts_with("/failed-days/"), "{record}");
        let page = okell.sees(&record).await.says("With the headteacher").says(expected);
        let page = page.says("They would rather not say").says("Adjustment tried: 5-minute walk");
        assert!(page.links("/failed-days/").iter().all(|l| !l.ends_with("/decide")), "no way");
        // Nobody but the headteacher decides, and it stays as it was handed over.
        let decide = format!("{record}/decide");
        let choice = [("decision", "support"), ("reasons", "Two short nights"), ("once", &once())];
        for who in ["okell", "thrale", "catterall", "ravenhall", "poll"] {
            school.signs_in(who).await.posts(&decide, &choice).await.is(403);
        }
        okell.posts(&write, &fields("2", "keep")).await.is(409).says("stays as it was");
        for who in ["poll", "ravenhall", "petit"] {
            let other = school.signs_in(who).await;
            for path in [&record, &write] {
                let answer = other.get(path).await;
                assert!(matches!(answer.status, 403 | 404), "{who} {path}");
                answer.hides(expected);
            }
        }
        // The headteacher has it on Today, and gives reasons.
        school.nov(10, "11.00");
        let merrow = school.signs_in("merrow").await;
        merrow.sees("/").await.says("Records to decide on").says("handed over by Ms Dara Okell");
        let page = merrow.sees(&record).await.says("Record your decision");
        page.says("it suspends nobody and sends no notice");
        merrow.posts(&decide, &[("decision", "support")]).await.is(422).says("Give your reasons");
        for _ in 0..2 {
            merrow.does(&decide, &choice).await;
        }
        merrow.sees("/").await.hides("Record to decide on");
        merrow.sees(&record).await.says("Support instead").says("Two short nights");
        // The room reads what follows.
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("The headteacher has decided: read what follows");
        okell.sees(&format!("/placements/{tyrell}")).await.says("Support instead");
        okell.sees(&record).await.says("I have read this");
        okell.does(&format!("{record}/read"), &[]).await;
        okell.sees("/").await.hides("The headteacher has decided");
        okell.sees(&record).await.says("Read by Ms Dara Okell");
        // Decided again: what was decided before is kept.
        school.nov(10, "13.35");
        let merrow = school.signs_in("merrow").await;
        let again = [("decision", "suspension"), ("reasons", "A second time"), ("once", &once())];
        merrow.does(&decide, &again).await;
        let page = merrow.sees(&record).await.says("on a record of its own");
        page.says("Decided before").says("Two short nights");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("The headteacher has decided: read what follows");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn where_nobody_has_the_headteachers_role_the_record_waits_and_says_why() {
    for school in schools().await {
        let (tyrell, okell) = goes_wrong(&school).await;
        let merrow = school.f.staff["merrow"];
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees(&format!("/people/{merrow}")).await;
        let fields = [("roles", "senior"), ("version", &page.value("version"))];
        lyle.does(&format!("/people/{merrow}"), &fields).await;
        let write = format!("/placements/{tyrell}/failed-day");
        okell.sees(&write).await.says("Nobody here has the headteacher’s role");
        let fields = [
            ("version", "0"),
            ("expectation", "To stay at the desk"),
            ("account_how", "not_asked"),
            ("account_why", "Gone to first aid"),
            ("adults", "Ms Okell"),
            ("then", "hand"),
        ];
        let no = okell.posts(&write, &fields).await.is(409);
        no.says("nobody here has the headteacher’s role").says("Mainstay never decides");
    }
}

#[tokio::test]
async fn a_meeting_that_was_declined_costs_nothing_and_comes_back_on_its_day() {
    for school in schools().await {
        let (tyrell, okell) = goes_wrong(&school).await;
        let offer = format!("/placements/{tyrell}/repair");
        let ravenhall = school.f.staff["ravenhall"].to_string();
        let key = once();
        let repair = okell.does(&offer, &[("with", &ravenhall), ("once", &key)]).await;
        let page = okell.sees(&repair).await;
        let proposed = "name=\"again_on\" type=\"date\" value=\"2026-11-17\"";
        assert!(page.body.contains(proposed), "five school days on");
        let version = page.value("version");
        let no = [("declined_by", "Tyrell"), ("again_on", "2026-11-14"), ("version", &version)];
        let wrong = okell.posts(&format!("{repair}/declined"), &no).await.is(422);
        wrong.says("Nobody is in that day");
        let no = [("declined_by", "Tyrell"), ("again_on", "2026-11-17"), ("version", &version)];
        okell.does(&format!("{repair}/declined"), &no).await;
        okell.sees(&repair).await.says("Saying no costs nothing").says("again on Tue 17 Nov");
        okell.sees("/").await.hides("to be offered again");
        school.nov(17, "8.20");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("It was declined; to be offered again today");
        // Offered again, it is off the list.
        okell.does(&offer, &[("with", &ravenhall), ("once", &once())]).await;
        okell.sees("/").await.hides("to be offered again");
        for who in ["poll", "ravenhall"] {
            school.signs_in(who).await.get(&repair).await.is(403);
        }
    }
}
