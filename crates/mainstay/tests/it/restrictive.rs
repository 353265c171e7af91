//! Force, restraint and seclusion: the record, who is told, who may read it, and that it is counted
//! apart. Scenario 7, rows 4 to 7.

use crate::board::{ALL, books, once};
use crate::harness::{Answer, Person, School, schools};
use casework::Id;

/// Words that stand nowhere else in the school.
const SAID: &str = "quixotry by the glazed door";

fn form<'a>(placement: &'a str, key: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("placement", placement),
        ("kind", "force"),
        ("day", "2026-11-10"),
        ("from", "14.05"),
        ("place", "The room, by the door"),
        ("staff", "Ms Dara Okell"),
        ("before", SAID),
        ("calming", "Spoke quietly, stepped back"),
        ("reason", "To stop an arm going through the glass"),
        ("degree", "Held by the left forearm for 20 seconds. Kian Dowell saw it; Kian stood up."),
        ("hurt", "None seen"),
        ("once", key),
    ]
}

/// Somebody in the room, with the clock at 14.20.
async fn in_the_room(school: &School) -> Id {
    let placement = books(school, "Tyrell", 1, &ALL).await;
    books(school, "Kian", 2, &["P1"]).await;
    school.nov(10, "8.40");
    let okell = school.signs_in("okell").await;
    okell.does(&format!("/placements/{placement}/arrival"), &[("quick", "yes")]).await;
    school.nov(10, "14.20");
    placement
}

/// A record by the room's lead; its address.
async fn recorded(school: &School, okell: &Person, placement: Id) -> String {
    let key = once();
    let to = okell.does("/restrictive/new", &form(&placement.to_string(), &key)).await;
    assert!(to.starts_with("/restrictive/"), "{to} on {}", school.engine());
    to
}

/// The addresses of forms that write down that somebody was told.
fn told(page: &Answer) -> Vec<String> {
    page.links("/restrictive/").into_iter().filter(|l| l.contains("/told/")).collect()
}

#[tokio::test]
async fn yes_opens_a_record_of_its_own_and_each_parent_is_told_the_same_day_with_a_copy() {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        let asks = format!("/placements/{placement}/restrictive");
        assert!(okell.sees(&board).await.links("/placements/").contains(&asks));
        let page = okell.sees(&format!("/placements/{placement}")).await;
        assert!(page.links("/placements/").contains(&asks), "and from the day card");
        let page =
            okell.sees(&asks).await.says("other than being placed here as a disciplinary removal");
        page.says("Education and Inspections Act 2006 s.93A").says("Not yet checked").says("R1.10");
        okell.posts(&asks, &[]).await.is(422).says("Answer yes or no");
        let to = okell.does(&asks, &[("happened", "yes")]).await;
        assert_eq!(to, format!("/restrictive/new?placement={placement}"));
        okell.sees(&to).await.says("Tyrell").says("Leave empty what nobody knows yet");

        // What cannot be read is said, and nothing typed is lost.
        let key = once();
        let at = placement.to_string();
        let wrong = [
            ("placement", at.as_str()),
            ("day", "2026-11-10"),
            ("from", "14.05"),
            ("to", "14.01"),
            ("before", SAID),
        ];
        let page = okell.posts("/restrictive/new", &wrong).await.is(422);
        page.says("at least one of these").says("It ended before it began").says(SAID);
        let one = okell.does("/restrictive/new", &form(&at, &key)).await;
        // The same form again is kept once.
        assert_eq!(okell.does("/restrictive/new", &form(&at, &key)).await, one);
        let page =
            okell.sees(&one).await.says(SAID).says("Not known yet").says("Ms Leanne Moss Today");
        let forms = told(&page);
        assert_eq!(forms.len(), 2, "each holder of parental responsibility");

        // A task for each of them today, which is left only by telling or by withholding.
        let today = okell.sees("/").await;
        today.says("Tell Ms Leanne Moss of what is in a record").says("Tell Mr Curtis Ashdown");
        let leave = okell.sees("/").await.links("/today/leave?kind=task");
        let to = okell.get(&leave[0]).await.is(303).location;
        assert_eq!(to, one, "a report is not ticked off without being made");

        school.nov(10, "15.24");
        let okell = school.signs_in("okell").await;
        okell.posts(&forms[0], &[]).await.is(422).says("Say how they were told");
        let early = [
            ("how", "telephone"),
            ("told_day", "2026-11-10"),
            ("told_time", "13.00"),
            ("copy", "yes"),
        ];
        okell.posts(&forms[0], &early).await.is(422).says("before it happened");
        let fields = [
            ("how", "telephone"),
            ("told_day", "2026-11-10"),
            ("told_time", "15.20"),
            ("copy", "yes"),
            ("said", "Wanted to know about the arm"),
        ];
        okell.does(&forms[0], &fields).await;
        okell.does(&forms[0], &fields).await;
        let page =
            okell.sees(&one).await.says("By telephone, Tue 10 Nov 2026, 15.20, by Ms Dara Okell");
        page.says("A copy of version 1 was given").says("Wanted to know about the arm");
        let copy = okell
            .sees(&one)
            .await
            .links("/restrictive/")
            .into_iter()
            .find(|l| l.contains("/copy/"))
            .unwrap();
        let pdf = okell.sees(&copy).await;
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert!(
            !pdf.headers["content-disposition"].to_str().unwrap().to_lowercase().contains("tyrell")
        );
        okell.sees("/").await.hides("Tell Ms Leanne Moss").says("Tell Mr Curtis Ashdown");

        // The plan and the risk assessment are looked at again, five school days on.
        school.nov(17, "8.20");
        let okell = school.signs_in("okell").await;
        okell
            .sees("/")
            .await
            .says("Look at the plan again")
            .says("Look at the risk assessment again");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_record_is_completed_without_losing_its_first_version_and_signed_by_another() {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let okell = school.signs_in("okell").await;
        let one = recorded(&school, &okell, placement).await;
        let more = format!("{one}/complete");
        let page = okell.sees(&more).await.says(SAID);
        assert_eq!(page.value("version"), "1");
        let mut fields: Vec<(&str, &str)> =
            form("", "x").into_iter().filter(|(n, _)| !["placement", "once"].contains(n)).collect();
        fields.extend([
            ("to", "14.06"),
            ("witness", "Mr Dean Poll"),
            ("view", "Angry at the door"),
            ("version", "1"),
        ]);
        okell.does(&more, &fields).await;
        let page = okell
            .sees(&one)
            .await
            .says("version 2")
            .says("Angry at the door")
            .says("As first written");
        page.says("1 min");
        // Somebody who read the first version cannot write over the second.
        fields.push(("medical", "None needed"));
        okell.posts(&more, &fields).await.is(409).says("None needed");

        // Whoever leads the room does not sign it off, nor does a link to it say so.
        okell.sees(&one).await.hides("Sign it off");
        okell.posts(&format!("{one}/sign"), &[("version", "2")]).await.is(403);
        let thrale = school.signs_in("thrale").await;
        thrale.sees("/").await.says("1 to sign off").says("Sign off a record");
        thrale
            .posts(&format!("{one}/sign"), &[("version", "2")])
            .await
            .is(422)
            .says("not known yet");
        let stale = [("version", "1"), ("unknown", "Nobody else was there")];
        thrale.posts(&format!("{one}/sign"), &stale).await.is(409);
        thrale
            .does(&format!("{one}/sign"), &[("version", "2"), ("unknown", "Nobody else was there")])
            .await;
        thrale.sees(&one).await.says("By Mr Ewan Thrale").says("Nobody else was there");
        thrale.sees("/").await.hides("Sign off a record");
        okell.posts(&more, &fields).await.is(409).says("signed off");
    }
}

#[tokio::test]
async fn a_report_is_withheld_only_by_the_dsl_or_the_head_with_a_reason_and_then_the_authority_is_told()
 {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let okell = school.signs_in("okell").await;
        let one = recorded(&school, &okell, placement).await;
        let forms = told(&okell.sees(&one).await);
        let withhold: Vec<String> =
            forms.iter().map(|f| f.replace("/told/", "/withhold/")).collect();
        let why = [("why", "There is a risk of serious harm")];
        okell
            .posts(&withhold[0], &why)
            .await
            .is(403)
            .says("does not decide that a parent is not told");
        let thrale = school.signs_in("thrale").await;
        thrale.posts(&withhold[0], &why).await.is(403);
        let khoury = school.signs_in("khoury").await;
        khoury.posts(&withhold[0], &[]).await.is(422).says("likely to cause significant harm");
        khoury.does(&withhold[0], &why).await;
        khoury
            .sees(&one)
            .await
            .says("There is a risk of serious harm")
            .hides("local authority where they live");
        // A withheld one gets no copy.
        okell.get(&forms[0].replace("/told/", "/copy/")).await.is(404);
        let merrow = school.signs_in("merrow").await;
        merrow.does(&withhold[1], &why).await;
        merrow.sees("/").await.says("Tell the local authority: no parent can be told");
        let page = merrow.sees(&one).await.says("The local authority where they live");
        let authority = told(&page);
        let fields =
            [("how", "email"), ("told_day", "2026-11-10"), ("told_time", "14.20"), ("copy", "yes")];
        merrow.posts(&authority[0], &fields).await.is(422).says("Say which authority");
        let mut fields = fields.to_vec();
        fields.push(("to_name", "Northmoor, duty desk"));
        merrow.does(&authority[0], &fields).await;
        merrow.sees(&one).await.says("Northmoor, duty desk").says("By email");
        merrow.sees("/").await.hides("Tell the local authority");
    }
}

#[tokio::test]
async fn it_is_read_by_few_every_reading_is_in_the_trail_and_a_cover_adult_sees_nothing() {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let okell = school.signs_in("okell").await;
        let one = recorded(&school, &okell, placement).await;
        let pupil = school.f.pupils["Tyrell"];
        for who in ["khoury", "merrow", "thrale"] {
            let reader = school.signs_in(who).await;
            reader.sees(&one).await.says(SAID);
            reader.sees("/restrictive").await.says("Tyrell").says("Force");
        }
        for who in ["ravenhall", "catterall", "poll", "adair", "vail", "tansley", "abbot", "lyle"] {
            let other = school.signs_in(who).await;
            for path in [
                one.clone(),
                format!("{one}/complete"),
                one.replace("/restrictive/", "/restrictive/00000000-0000-7000-8000-000000000000?"),
            ] {
                other.get(&path).await.is(404);
            }
            other.posts(&format!("{one}/sign"), &[("version", "1")]).await.is(404);
            for path in ["/restrictive", "/restrictive/figures", "/restrictive/export/csv"] {
                other.get(path).await.is(403);
            }
            for path in [
                "/",
                "/board",
                "/trail",
                "/notice",
                "/mis",
                "/reports",
                &format!("/pupils/{pupil}"),
                &format!("/placements/{placement}"),
            ] {
                let page = other.get(path).await;
                assert!(!page.text().contains(SAID), "{who} at {path}");
                assert!(
                    !page.body.contains(one.trim_start_matches("/restrictive/")),
                    "{who} at {path} has its key"
                );
            }
        }
        // Who covers the room writes one and reads none, their own included.
        let give = [
            ("adult", school.f.staff["poll"].to_string()),
            ("from", "14.15".into()),
            ("to", "15.00".into()),
        ];
        let give: Vec<(&str, &str)> = give.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let board = okell.get("/board").await.location;
        okell.posts(&format!("{board}/handover"), &give).await;
        let poll = school.signs_in("poll").await;
        let asks = format!("/placements/{placement}/restrictive");
        poll.sees(&asks).await.hides("Answered");
        let (at, key) = (placement.to_string(), once());
        let to = poll.does("/restrictive/new", &form(&at, &key)).await;
        assert_eq!(to, "/board");
        poll.sees("/").await.hides("Tell Ms").hides("record");
        let thrale = school.signs_in("thrale").await;
        thrale.sees("/").await.says("Tell Ms Leanne Moss");
        let list = thrale.sees("/restrictive").await.says("2 records");
        for link in list.links("/restrictive/").iter().filter(|l| l.len() == 49) {
            poll.get(link).await.is(404);
        }
        // The trail has who read it and when, and no pupil.
        let lyle = school.signs_in("lyle").await;
        let trail = lyle.sees("/trail?verb=restrictive_read").await;
        trail.says("Ms Nadia Khoury").says("Mrs Joan Merrow").hides("Tyrell");
        lyle.sees("/trail?verb=restrictive_listed").await.says("Read the register");
        thrale.sees(&one).await.says("Read by").says("Ms Nadia Khoury, Tue 10 Nov 2026, 14.20");
    }
}

#[tokio::test]
async fn it_counts_as_no_placement_and_a_room_called_seclusion_opens_none() {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let act = casework::Act::by_system(school.f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let mut room = store::room::room(&mut w, school.f.org, school.f.room).await.unwrap();
        room.name = "Seclusion".into();
        store::room::change(&mut w, &room).await.unwrap();
        w.commit(casework::Event::new(casework::Verb::RoomChanged, "room", room.id), vec![])
            .await
            .unwrap();
        let thrale = school.signs_in("thrale").await;
        let before = thrale.sees("/reports").await.text();
        let empty = thrale.sees("/restrictive").await.says("0 records").says("No record");
        empty.hides("Tyrell");
        let okell = school.signs_in("okell").await;
        recorded(&school, &okell, placement).await;
        assert_eq!(
            thrale.sees("/reports").await.text(),
            before,
            "the figures of the room are as they were"
        );
        thrale.sees("/restrictive").await.says("1 record,").hides("Restraint 1");
        // Figures for governors: one child is not shown, by name or by number.
        let figures = thrale.sees("/restrictive/figures").await.says("Records <5");
        figures.hides("Tyrell").hides("Ashdown");
        let file = thrale.sees("/restrictive/export/csv").await;
        assert!(file.body.contains("Tyrell Ashdown-Moss") && file.body.contains("Force"));
        assert!(!file.body.contains(SAID));
        let none = thrale.sees("/restrictive?kind=seclusion").await;
        none.says("0 records");
    }
}

#[tokio::test]
async fn a_day_on_which_somebody_was_called_is_asked_about_before_it_closes() {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let okell = school.signs_in("okell").await;
        let entry = [("kind", "next_step"), ("body", "Mr Ewan Thrale came"), ("time", "10.22")];
        okell.does(&format!("/placements/{placement}/entries"), &entry).await;
        let exit = format!("/placements/{placement}/exit");
        let version = okell
            .sees(&exit)
            .await
            .says("Asked because somebody had to be called")
            .value("version");
        let close = format!("/placements/{placement}/close");
        okell
            .posts(&close, &[("close_reason", "Went home ill")])
            .await
            .is(409)
            .says("Say first whether");
        let fields = [
            ("outcome", "completed"),
            ("target_1", "Sit by the window"),
            ("then", "close"),
            ("version", version.as_str()),
        ];
        let page = okell.posts(&exit, &fields).await.is(422).says("Answer yes or no");
        assert!(page.body.contains("Sit by the window"), "nothing typed is lost");
        let mut fields = fields.to_vec();
        fields.push(("happened", "no"));
        okell.does(&exit, &fields).await;
        okell.sees(&exit).await.says("Closed").hides("Asked because");
        let khoury = school.signs_in("khoury").await;
        khoury.sees("/restrictive").await.says("0 records");
    }
}

#[tokio::test]
async fn the_trail_of_whoever_reads_no_register_says_that_something_was_written_and_not_what() {
    for school in schools().await {
        let placement = in_the_room(&school).await;
        let okell = school.signs_in("okell").await;
        let asks = format!("/placements/{placement}/restrictive");
        okell.does(&asks, &[("happened", "yes")]).await;
        let one = recorded(&school, &okell, placement).await;
        school.nov(10, "15.24");
        let okell = school.signs_in("okell").await;
        let fields = [
            ("how", "telephone"),
            ("told_day", "2026-11-10"),
            ("told_time", "15.20"),
            ("copy", "yes"),
        ];
        okell.does(&told(&okell.sees(&one).await)[0], &fields).await;
        let khoury = school.signs_in("khoury").await;
        khoury.sees("/restrictive/export/csv").await;

        let lyle = school.signs_in("lyle").await;
        let kept = one.trim_start_matches("/restrictive/").to_string();
        let (whole, placement) = (lyle.sees("/trail").await, placement.to_string());
        let file = lyle.posts("/trail/export", &[]).await.is(200);
        let lines: Vec<&str> =
            file.body.lines().filter(|l| l.contains("of a record of force")).collect();
        assert_eq!(lines.len(), 3, "{}: {}", school.engine(), file.body);
        for secret in ["elephone", "mother", "Copy", "Told", "Keeping a record", "nswered the"] {
            assert!(!lines.join("\n").contains(secret), "{secret} in {lines:#?}");
        }
        for line in &lines {
            assert!(!line.contains(&kept) && !line.contains(&placement), "{line}");
        }
        let whole = whole.says("Wrote something of a record of force");
        let whole = whole.says("What it says is for those who read the register");
        whole.hides("Telling").hides("Answered the question").hides("15.20");
        // Asking for one kind of writing gives them all, so that it tells nothing either.
        let told = lyle.sees("/trail?verb=restrictive_told").await;
        assert_eq!(told.text().matches("line ").count(), 3, "{}", told.text());
        let taken = lyle.sees("/trail?verb=report_exported&who=khoury").await;
        let taken = taken.says("What it says is for those who read the register");
        taken.hides("1 row").hides("As CSV").hides("Exporting the register");
        // The head, who reads the register, reads its lines.
        let merrow = school.signs_in("merrow").await;
        let told = merrow.sees("/trail?verb=restrictive_told").await.says("Told somebody of force");
        assert_eq!(told.text().matches("line ").count(), 1, "{}", told.text());
        lyle.sees("/trail?check=yes").await.says("The chain holds");
    }
}

#[tokio::test]
async fn the_long_form_is_folded_in_parts_and_what_is_wrong_or_missing_is_never_folded_away() {
    for school in schools().await {
        let at = in_the_room(&school).await.to_string();
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{at}/restrictive"), &[("happened", "yes")]).await;
        // Whether the part with a field in it is open.
        let open = |body: &str, field: &str| {
            let at = body.find(&format!("name=\"{field}\"")).expect(field);
            let part = body[..at].rfind("<details class=\"step\"").expect("a part");
            body[part..].starts_with("<details class=\"step\" open")
        };
        let page = okell.sees(&format!("/restrictive/new?placement={at}")).await;
        for (field, is) in [("kind", true), ("before", true), ("hurt", false), ("plan", false)] {
            assert_eq!(open(&page.body, field), is, "{field}");
        }
        let page = page.says("What happened nothing yet").says("What, when and who 3 of 5");
        // Too long, in a part that was folded: it comes back open, with all that was typed.
        let long = "x".repeat(casework::restrictive::LONGEST + 1);
        let key = page.value("once");
        let mut wrong = form(&at, &key);
        wrong.retain(|(name, _)| *name != "witness");
        wrong.push(("witness", &long));
        let page = okell.posts("/restrictive/new", &wrong).await.is(422);
        assert!(open(&page.body, "witness") && page.body.contains(&long));
        let one = okell.does("/restrictive/new", &form(&at, &key)).await;
        // What is still missing is open when somebody completes it.
        let thrale = school.signs_in("thrale").await;
        let page = thrale.sees(&format!("{one}/complete")).await;
        assert!(open(&page.body, "talk_staff"));
    }
}
