//! From a lesson to a place in the room: the first steps of the walk-through over HTTP, on both
//! databases, and what each person must not see.

use crate::harness::{Answer, Person, School, schools, tuesday};
use casework::{Act, Id};
use mainstay::referral::booking::{Direct, book_directly};
use rulebook::Day;

const HOME: &str = "Argument at home this morning";

/// Books a place directly; the clock stands where it stands.
async fn books(school: &School, who: &'static str, day: Day, codes: &[&str]) -> Id {
    let label = "Persistent disruption";
    let direct = Direct {
        pupil: school.f.pupils[who],
        day,
        codes,
        room: school.f.room,
        reason: (school.f.reasons[label], label),
        decided_by: None,
    };
    let act = Act::by_system(school.f.org, school.clock.now(), "Booking for a test");
    book_directly(school.app.store(), act, &direct).await.unwrap().unwrap()
}

/// The room as it is booked on Tuesday before the walk-through begins.
async fn booked(school: &School) -> Id {
    school.nov(9, "14:00");
    books(school, "Saffron", tuesday(), &["P1", "P2", "P3", "P4", "P5", "P6"]).await;
    books(school, "Moses", tuesday(), &["P1", "P2"]).await;
    books(school, "Ellie-Mae", tuesday(), &["P5", "P6"]).await;
    books(school, "Kian", tuesday(), &["P4", "P5", "P6"]).await
}

fn sent(school: &School, once: Id) -> Vec<(&'static str, String)> {
    vec![
        ("once", once.to_string()),
        ("pupil", school.f.pupils["Tyrell"].to_string()),
        ("reason", school.f.reasons["Abuse towards an adult"].to_string()),
        ("what", "Swore at me, then threw a book at the wall.".into()),
        ("day", "2026-11-09".into()),
        ("period", "P5".into()),
        ("place", "H1".into()),
        ("hurt", "no".into()),
        ("tried", "quiet".into()),
        ("tried", "warning".into()),
        ("ask", "day".into()),
    ]
}

fn strs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

async fn refers(school: &School, who: &Person) -> String {
    school.nov(9, "14:10");
    who.does("/refer", &strs(&sent(school, Id::now_v7()))).await
}

/// The fields of the approval as the page has them, with a way out.
fn approval(school: &School, page: &Answer, way: &str) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("version", page.value("version")),
        ("seen", page.value("seen").replace("&amp;", "&")),
        ("day", "2026-11-10".to_string()),
        ("room", school.f.room.to_string()),
        ("plain", "Abuse towards an adult".into()),
        ("instead", "no".into()),
        ("way", way.into()),
        ("do", "approve".into()),
    ];
    for name in ["offer_move_other", "offer_move_this", "offer_on_a_name"] {
        fields.push((name, page.value(name)));
    }
    fields.extend(["P1", "P2", "P3", "P4", "P5", "P6"].map(|c| ("period", c.to_string())));
    fields
}

#[tokio::test]
async fn a_referral_goes_from_the_lesson_to_the_room_and_moves_kian_out_of_the_way() {
    for school in schools().await {
        let kian = booked(&school).await;
        school.nov(9, "14:10");
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall.sees("/refer").await.says("Your P5 9K2").says("Tyrell Ashdown-Moss");
        ravenhall.sees("/refer?q=tyr").await.says("Tyrell Ashdown-Moss 9K2, Year 9");
        let tyrell = school.f.pupils["Tyrell"];
        let form = ravenhall.sees(&format!("/refer?pupil={tyrell}")).await;
        assert!(form.body.contains("value=\"P5\" checked"), "the lesson now is chosen already");
        let thread = refers(&school, &ravenhall).await;
        ravenhall.sees(&thread).await.says("Waiting for approval").says("threw a book");

        school.nov(9, "14:25");
        let catterall = school.signs_in("catterall").await;
        catterall.does(&format!("{thread}/context"), &[("body", HOME), ("once", "")]).await;
        catterall.sees(&thread).await.says(HOME).says("Approvers only");
        ravenhall.sees(&thread).await.hides(HOME).hides("Approvers only");
        ravenhall.sees("/referrals").await.says("Tyrell").hides(HOME);
        let okell = school.signs_in("okell").await;
        okell.sees(&thread).await.says("threw a book").hides(HOME);

        school.nov(9, "14:40");
        let thrale = school.signs_in("thrale").await;
        thrale.sees("/queue").await.says("Tyrell").says("30 min").says("1 note");
        let approve = thread.replace("/referrals/", "/queue/");
        let page = thrale
            .sees(&approve)
            .await
            .says("P4–P6 cannot be booked: Tyrell and Kian Dowell are to be kept apart")
            .says("Added by Ms Bea Catterall, Wed 7 Oct 2026: After a fight")
            .says("Move Kian to Wed 11 Nov, P1–P3")
            .says("3 requests for work change for Kian")
            .says("Move Tyrell to Wed 11 Nov, P1–P6")
            .says("No other room of this kind")
            .says("Tue 10 Nov 2026, P1–P6, 5 h 10 min of lessons")
            .says(HOME);
        let post = format!("{approve}/approve");
        let none = approval(&school, &page, "");
        thrale.posts(&post, &strs(&none)).await.is(422).says("Choose one of the ways out");
        let fields = approval(&school, &page, "move_other");
        assert_eq!(thrale.does(&post, &strs(&fields)).await, thread);
        assert_eq!(thrale.does(&post, &strs(&fields)).await, thread, "sent twice, done once");
        ravenhall
            .sees(&thread)
            .await
            .says("Approved")
            .says("Mr Ewan Thrale")
            .says("Tue 10 Nov 2026, P1–P6")
            .hides("Kian");

        let mut read = school.app.store().read().await.unwrap();
        let org = school.f.org;
        let referral = Id::parse_str(thread.rsplit('/').next().unwrap()).unwrap();
        let place = store::booking::of_referral(&mut read, org, referral).await.unwrap().unwrap();
        assert_eq!(place.seat, Some(3), "seats 1 and 2 are in use through the day");
        let work = store::booking::requests(&mut read, org, place.id).await.unwrap();
        let work: Vec<_> =
            work.iter().map(|r| (r.code.as_str(), r.subject.as_str(), r.teacher)).collect();
        let of = |who: &str| Some(school.f.staff[who]);
        let expected = [
            ("P1", "English", of("farrant")),
            ("P2", "Maths", of("hale")),
            ("P3", "Science", of("lunt")),
            ("P4", "PE", of("roe")),
            ("P5", "History", of("ravenhall")),
            ("P6", "French", of("petit")),
        ];
        assert_eq!(work, expected, "{}", school.engine());
        let moved = store::booking::requests(&mut read, org, kian).await.unwrap();
        let moved: Vec<_> = moved.iter().map(|r| (r.code.as_str(), r.day.iso())).collect();
        let wednesday = || "2026-11-11".to_string();
        assert_eq!(moved, [("P1", wednesday()), ("P2", wednesday()), ("P3", wednesday())]);
        let slots = store::room::slots(&mut read, org, kian).await.unwrap();
        assert_eq!(slots.len(), 3, "the old periods are free");
        let entries = store::booking::to_enter(&mut read, org, kian).await.unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].what, "Internal Exclusion Room, P1–P3: Persistent disruption");
        assert_eq!(entries[0].due.iso(), "2026-11-12");
        let said = store::event::of(&mut read, school.f.org, kian).await.unwrap();
        let line = said.iter().find(|l| l.verb == "moved").unwrap();
        assert_eq!(line.who, "Mr Ewan Thrale");
        assert!(line.facts.contains("from: Tue 10 Nov 2026, P4–P6"), "{}", line.facts);
        assert!(line.facts.contains("to: Wed 11 Nov 2026, P1–P3"), "{}", line.facts);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn whoever_leads_the_year_is_told_on_today_what_waits_and_with_whom() {
    for school in schools().await {
        let catterall = school.signs_in("catterall").await;
        let title = "Waiting for approval in your years";
        catterall.sees("/").await.says("No referral in your years waits");
        let ravenhall = school.signs_in("ravenhall").await;
        let thread = refers(&school, &ravenhall).await;
        let page = catterall.sees("/").await.says(title).says("Tyrell Ashdown-Moss, 9K2");
        let page = page.says("With Mr Ewan Thrale").says("asked Mon 9 Nov 2026, 14.10");
        assert_eq!(page.links("/referrals/"), std::slice::from_ref(&thread), "{}", school.engine());
        catterall.sees(&thread).await.says("threw a book");
        // Those who decide have the queue; the room and the referrer are not asked to wait twice.
        school
            .signs_in("thrale")
            .await
            .sees("/")
            .await
            .says("Waiting for your decision")
            .hides(title);
        for who in ["ravenhall", "okell", "vail", "poll", "lyle"] {
            school.signs_in(who).await.sees("/").await.hides(title);
        }
        // The lead of another year, and of another school, hears nothing of it.
        let mut read = school.app.store().read().await.unwrap();
        for (org, year, waits) in [(school.f.org, 9, 1), (school.f.org, 8, 0), (Id::now_v7(), 9, 0)]
        {
            let scope = casework::Scope { org, reach: vec![casework::Reach::Years(vec![year])] };
            let list = store::today::waiting_in(&mut read, &scope).await.unwrap();
            assert_eq!(list.len(), waits, "{year} {}", school.engine());
        }
    }
}

#[tokio::test]
async fn a_referral_sent_twice_is_kept_once_and_a_second_one_is_led_to_the_first() {
    let schools = schools().await;
    let school = &schools[0];
    school.nov(9, "14:10");
    let ravenhall = school.signs_in("ravenhall").await;
    let once = Id::now_v7();
    let fields = sent(school, once);
    let first = ravenhall.does("/refer", &strs(&fields)).await;
    assert_eq!(ravenhall.does("/refer", &strs(&fields)).await, first);
    let other = sent(school, Id::now_v7());
    let answer = ravenhall.posts("/refer", &strs(&other)).await.is(409);
    assert_eq!(answer.links("/referrals/"), [first]);
    answer.says("already referred Tyrell").says("threw a book");
}

#[tokio::test]
async fn what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let schools = schools().await;
    let school = &schools[0];
    school.nov(9, "14:10");
    let ravenhall = school.signs_in("ravenhall").await;
    let pupil = school.f.pupils["Tyrell"].to_string();
    let fields = [
        ("pupil", pupil.as_str()),
        ("what", "<b>Threw</b> a book"),
        ("day", "2026-10-28"),
        ("period", "P6"),
        ("tried", "seat"),
    ];
    let page = ravenhall.posts("/refer", &fields).await.is(422);
    assert!(page.body.contains("href=\"#place\"") && page.body.contains("href=\"#reason\""));
    assert!(page.body.contains("&lt;b&gt;Threw"), "what was typed is there, as text");
    assert!(page.body.contains("value=\"seat\" checked"));
    page.says("Wed 28 Oct 2026 was not a school day: Half-term");
}

#[tokio::test]
async fn one_approver_in_two_tabs_is_told_that_the_second_decision_was_not_kept() {
    for school in schools().await {
        let ravenhall = school.signs_in("ravenhall").await;
        let path = refers(&school, &ravenhall).await.replace("referrals", "queue");
        let thrale = school.signs_in("thrale").await;
        let page = thrale.sees(&path).await;
        let approve = format!("{path}/approve");
        let first = approval(&school, &page, "");
        let there = thrale.does(&approve, &strs(&first)).await;
        assert_eq!(thrale.does(&approve, &strs(&first)).await, there, "sent twice, done once");
        let mut other = first.clone();
        for (name, value) in &mut other {
            if *name == "plain" {
                *value = "Threw a book in History".into();
            }
        }
        thrale.posts(&approve, &strs(&other)).await.is(409).says("Threw a book in History");
        // And the tab where it was declined says so too.
        let no = [("version", page.value("version")), ("why_not", "Try the form tutor".into())];
        thrale.posts(&format!("{path}/decline"), &strs(&no)).await.is(409).says("form tutor");
    }
}

#[tokio::test]
async fn a_referral_of_a_pupil_one_does_not_teach_shows_no_more_than_whom() {
    for school in schools().await {
        school.nov(9, "14.10");
        let mut not_theirs = 0;
        for who in ["ravenhall", "lunt", "farrant", "hale", "roe"] {
            let teacher = school.signs_in(who).await;
            for pupil in school.f.pupils.values() {
                let own = teacher.get(&format!("/pupils/{pupil}")).await.status == 200;
                let page = teacher.sees(&format!("/refer?pupil={pupil}")).await;
                let tells = ["What helps:", "SEN support"].iter().any(|w| page.text().contains(w));
                assert!(own || !tells, "{who} {}", page.text());
                not_theirs += i64::from(!own);
            }
        }
        assert!(not_theirs > 0, "everybody here teaches everybody");
        // Whoever teaches them reads it where it is needed.
        let ravenhall = school.signs_in("ravenhall").await;
        let tyrell = school.f.pupils["Tyrell"];
        ravenhall.sees(&format!("/refer?pupil={tyrell}")).await.says("What helps:");
    }
}

#[tokio::test]
async fn another_teacher_finds_nothing_where_a_referral_is() {
    let schools = schools().await;
    let school = &schools[0];
    school.nov(9, "14:10");
    let ravenhall = school.signs_in("ravenhall").await;
    let thread = refers(school, &ravenhall).await;
    let hale = school.signs_in("hale").await;
    assert_eq!(hale.get(&thread).await.status, 404);
    hale.sees("/referrals").await.hides("Tyrell");
    assert_eq!(hale.posts(&format!("{thread}/withdraw"), &[]).await.status, 404);
    assert_eq!(ravenhall.posts(&format!("{thread}/context"), &[("body", "x")]).await.status, 403);
    ravenhall.does(&format!("{thread}/withdraw"), &[]).await;
    ravenhall.sees(&thread).await.says("Withdrawn");
    let thrale = school.signs_in("thrale").await;
    thrale.sees("/queue").await.says("Nothing waits for you");
}

#[tokio::test]
async fn a_refused_referral_says_why_to_whoever_sent_it() {
    let schools = schools().await;
    let school = &schools[0];
    school.nov(9, "14:10");
    let ravenhall = school.signs_in("ravenhall").await;
    let thread = refers(school, &ravenhall).await;
    let thrale = school.signs_in("thrale").await;
    let decline = format!("{}/decline", thread.replace("/referrals/", "/queue/"));
    thrale
        .posts(&decline, &[("version", "1"), ("why_not", " ")])
        .await
        .is(422)
        .says("Say why it is declined");
    let why = "One lesson in the department instead";
    thrale.does(&decline, &[("version", "1"), ("why_not", why)]).await;
    ravenhall.sees(&thread).await.says("Declined").says(why);
    ravenhall.sees("/referrals").await.says(why);
    let approve = format!("{}/approve", thread.replace("/referrals/", "/queue/"));
    assert_eq!(thrale.posts(&approve, &[("version", "1")]).await.status, 409);
}

#[tokio::test]
async fn a_place_taken_while_it_was_looked_at_is_shown_again_with_what_was_typed() {
    let schools = schools().await;
    let school = &schools[0];
    school.nov(9, "14:10");
    let ravenhall = school.signs_in("ravenhall").await;
    let thread = refers(school, &ravenhall).await;
    let thrale = school.signs_in("thrale").await;
    let approve = thread.replace("/referrals/", "/queue/");
    let page = thrale.sees(&approve).await.hides("cannot be booked");
    books(school, "Kian", tuesday(), &["P6"]).await;
    let mut fields = approval(school, &page, "");
    fields.retain(|(n, _)| !n.starts_with("offer") && *n != "way" && *n != "plain");
    fields.push(("plain", "Threw something in a lesson".into()));
    let again = thrale.posts(&format!("{approve}/approve"), &strs(&fields)).await.is(409);
    assert!(again.body.contains("value=\"Threw something in a lesson\""));
    again.says("This changed while you were looking").says("P6 cannot be booked");
}

#[tokio::test]
async fn keeping_both_needs_a_reason_and_leaves_a_name() {
    let schools = schools().await;
    let school = &schools[0];
    booked(school).await;
    let ravenhall = school.signs_in("ravenhall").await;
    let thread = refers(school, &ravenhall).await;
    let thrale = school.signs_in("thrale").await;
    let approve = thread.replace("/referrals/", "/queue/");
    let page = thrale.sees(&approve).await;
    let post = format!("{approve}/approve");
    let mut fields = approval(school, &page, "on_a_name");
    thrale.posts(&post, &strs(&fields)).await.is(422).says("Give your reason for keeping both");
    // Whatever else is wrong is said in the same answer, at the top and beside each field.
    let mut bare = fields.clone();
    bare.retain(|(n, _)| *n != "plain" && *n != "instead");
    let wrong = thrale.posts(&post, &strs(&bare)).await.is(422);
    for error in [
        "Give your reason for keeping both",
        "Give the reason in plain words",
        "Say whether this is used instead of a suspension",
    ] {
        assert_eq!(wrong.body.matches(error).count(), 2, "{error}");
    }
    fields.push(("name_why", "Mr Adair sits between them".into()));
    thrale.does(&post, &strs(&fields)).await;
    let mut read = school.app.store().read().await.unwrap();
    let trail = store::event::trail(&mut read, school.f.org, None, 20).await.unwrap();
    let line = trail.iter().find(|l| l.verb == "overrode").unwrap();
    assert_eq!(
        (line.who.as_str(), line.why.as_str()),
        ("Mr Ewan Thrale", "Mr Adair sits between them")
    );
    assert!(line.facts.contains("P4, P5, P6"), "{}", line.facts);
    drop(read);

    // Who looks after the room reads it where they stand; somebody who covers it, whom to ask.
    let placement = line.about;
    let said = "Overridden by Mr Ewan Thrale, Assistant Headteacher: Mr Adair sits between them";
    school.nov(10, "8.30");
    let okell = school.signs_in("okell").await;
    let board = okell.get("/board").await.location;
    okell.sees(&board).await.says(said);
    okell.sees(&format!("/placements/{placement}")).await.says(said);
    let cover = school.signs_in("poll").await.sees(&board).await;
    cover.says("Placed together on purpose: ask Mr Ewan Thrale").hides("sits between");
    school
        .signs_in("vail")
        .await
        .sees(&format!("/placements/{placement}"))
        .await
        .hides("Overridden")
        .hides("on purpose");

    // Moved since, it stands there by no override.
    let move_it = format!("/placements/{placement}/move");
    let version = okell.sees(&move_it).await.value("version");
    let room = school.f.room.to_string();
    let fields = [
        ("version", version.as_str()),
        ("day", "2026-11-12"),
        ("period", "P1"),
        ("room", &room),
        ("why", "A day without the other"),
    ];
    okell.does(&move_it, &fields).await;
    okell.sees(&format!("/placements/{placement}")).await.hides("Overridden");
}

#[tokio::test]
async fn a_reason_for_home_that_names_another_student_is_asked_about() {
    let schools = schools().await;
    let school = &schools[0];
    booked(school).await;
    let ravenhall = school.signs_in("ravenhall").await;
    let thread = refers(school, &ravenhall).await;
    let thrale = school.signs_in("thrale").await;
    let approve = thread.replace("/referrals/", "/queue/");
    let page = thrale.sees(&approve).await;
    let mut fields = approval(school, &page, "move_this");
    fields.retain(|(n, _)| *n != "plain");
    fields.push(("plain", "Fighting with Kian".into()));
    let post = format!("{approve}/approve");
    thrale.posts(&post, &strs(&fields)).await.is(422).says("This seems to name Kian");
    fields.push(("plain_ok", "yes".into()));
    thrale.does(&post, &strs(&fields)).await;
    thrale.sees(&thread).await.says("Wed 11 Nov 2026, P1–P6");
}

#[tokio::test]
async fn a_booking_is_moved_and_cancelled_by_the_room_and_not_by_cover() {
    for school in schools().await {
        let kian = booked(&school).await;
        let okell = school.signs_in("okell").await;
        let here = format!("/placements/{kian}/move");
        let page = okell.sees(&here).await.says("Tue 10 Nov 2026, P4–P6");
        let version = page.value("version");
        let room = school.f.room.to_string();
        let to = |day: &'static str| {
            vec![
                ("version", version.clone()),
                ("day", day.to_string()),
                ("period", "P2".to_string()),
                ("room", room.clone()),
                ("why", "Hospital appointment".to_string()),
            ]
        };
        okell
            .posts(&here, &strs(&to("2026-11-27")))
            .await
            .is(409)
            .says("Fri 27 Nov 2026 is not a school day: INSET day");
        let poll = school.signs_in("poll").await;
        assert_eq!(poll.posts(&here, &strs(&to("2026-11-12"))).await.status, 403);
        okell.does(&here, &strs(&to("2026-11-12"))).await;
        okell.posts(&here, &strs(&to("2026-11-13"))).await.is(409).says("Somebody changed this");
        let page = okell.sees(&here).await.says("Thu 12 Nov 2026, P2");
        let cancel = format!("/placements/{kian}/cancel");
        let version = page.value("version");
        okell
            .posts(&cancel, &[("version", &version)])
            .await
            .is(422)
            .says("Say why it is cancelled")
            .says("Thu 12 Nov 2026, P2");
        okell.does(&cancel, &[("version", &version), ("why_cancel", "Unwell")]).await;
        assert_eq!(okell.get(&here).await.status, 409);
        let mut read = school.app.store().read().await.unwrap();
        let left = store::booking::requests(&mut read, school.f.org, kian).await.unwrap();
        assert!(left.is_empty());
    }
}

#[tokio::test]
async fn an_on_call_becomes_a_referral_without_retyping() {
    let schools = schools().await;
    let school = &schools[0];
    school.nov(11, "13:45");
    let okell = school.signs_in("okell").await;
    let jude = school.f.pupils["Jude"].to_string();
    let once = okell.sees("/duties?q=jude").await.value("once");
    let tap = [("once", once.as_str()), ("tap", "Corridor by S1"), ("pupil", jude.as_str())];
    let here = okell.does("/calls", &tap).await;
    let version = okell.sees(&here).await.value("version");
    let details = [
        ("version", version.as_str()),
        ("pupil", jude.as_str()),
        ("place", "Corridor by S1"),
        ("called", "13:45"),
        ("words", "Would not go back in"),
    ];
    okell.does(&here, &details).await;
    school.nov(11, "14:05");
    let call = here["/calls/".len()..].to_string();
    let page = okell.sees(&format!("/refer?call={call}")).await.says("Jude Marl");
    assert_eq!(page.value("place"), "");
    assert!(page.body.contains("Corridor by S1") && page.body.contains("Would not go back in"));
    assert!(page.body.contains("value=\"P5\" checked"), "13.45 is in P5");
    let fields = [
        ("call", call.clone()),
        ("once", page.value("once")),
        ("pupil", page.value("pupil")),
        ("reason", school.f.reasons["Persistent disruption"].to_string()),
        ("what", "Would not go back in".into()),
        ("day", "2026-11-11".into()),
        ("period", "P5".into()),
        ("place", "Corridor by S1".into()),
        ("hurt", "unsure".into()),
        ("ask", "lesson".into()),
    ];
    let thread = okell.does("/refer", &strs(&fields)).await;
    let again = okell.get(&format!("/refer?call={call}")).await.is(303);
    assert_eq!(again.location, thread, "the call leads to the referral it became");
}

#[tokio::test]
async fn past_ten_hours_in_a_term_it_is_asked_what_will_be_different() {
    for school in schools().await {
        school.nov(2, "14:00");
        let all = ["P1", "P2", "P3", "P4", "P5", "P6"];
        for day in [3, 4] {
            books(&school, "Tyrell", Day::new(2026, 11, day).unwrap(), &all).await;
        }
        school.nov(9, "14:10");
        let ravenhall = school.signs_in("ravenhall").await;
        let thread = refers(&school, &ravenhall).await;
        let thrale = school.signs_in("thrale").await;
        let approve = thread.replace("/referrals/", "/queue/");
        let page = thrale
            .sees(&approve)
            .await
            .says("This takes Tyrell past 10 hours in a term")
            .says("This term 15 h 30 3 on 3 days")
            .says("3rd 2 before this")
            .says("2 school days after Wed 4 Nov");
        let post = format!("{approve}/approve");
        let mut fields = approval(&school, &page, "");
        thrale.posts(&post, &strs(&fields)).await.is(422).says("Say what will be different");
        fields.push(("different", "The first step in writing".into()));
        thrale.does(&post, &strs(&fields)).await;
        let mut read = school.app.store().read().await.unwrap();
        let id = Id::parse_str(thread.rsplit('/').next().unwrap()).unwrap();
        let kept = store::referral::find(&mut read, school.f.org, id).await.unwrap();
        assert_eq!(kept.different, "The first step in writing");
        assert_eq!(kept.instead_of_suspension, Some(false));
    }
}
