//! The fair-use gate: thresholds of the school's own, the reviews they ask for, what is promised
//! at them, and the lessons missed that it is all counted from.

use crate::duty::{books, nov};
use crate::harness::{Person, School, schools};
use casework::room::PlacementState;
use rulebook::Day;

const SIX: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

/// The thresholds that Mainstay proposes, taken up by whoever sets the school up.
async fn adopts(s: &School) {
    let lyle = s.signs_in("lyle").await;
    lyle.sees("/set-up/thresholds").await.says("Proposed by Mainstay").says("not law");
    lyle.does("/set-up/thresholds", &[]).await;
}

/// Tyrell is referred, and the approval of one day is looked at.
async fn referred(s: &School) -> String {
    let ravenhall = s.signs_in("ravenhall").await;
    let pupil = s.f.pupils["Tyrell"].to_string();
    let reason = s.f.reasons["Persistent disruption"].to_string();
    let day = s.clock.now().day().iso();
    let fields = [
        ("pupil", pupil.as_str()),
        ("reason", &reason),
        ("what", "Would not start."),
        ("day", &day),
        ("period", "P1"),
        ("place", "H1"),
        ("hurt", "no"),
        ("tried", "warning"),
        ("ask", "day"),
    ];
    let thread = ravenhall.does("/refer", &fields).await;
    thread.replace("/referrals/", "/queue/")
}

async fn approval(p: &Person, queue: &str, more: &[(&str, &str)]) -> crate::harness::Answer {
    let page = p.sees(queue).await;
    let (version, room, seen) = (page.value("version"), page.value("room"), page.value("seen"));
    let mut fields = vec![
        ("version", version.as_str()),
        ("seen", &seen),
        ("room", &room),
        ("plain", "Disrupting lessons"),
        ("instead", "no"),
        ("do", "approve"),
    ];
    fields.extend(more);
    p.posts(&format!("{queue}/approve"), &fields).await
}

#[tokio::test]
async fn the_third_placement_in_a_half_term_asks_the_year_lead_for_a_review_due_monday_23_november()
{
    for s in schools().await {
        adopts(&s).await;
        books(&s, "Tyrell", nov(3), &SIX, PlacementState::Closed).await;
        books(&s, "Tyrell", nov(12), &["P4", "P5", "P6"], PlacementState::Closed).await;
        s.nov(18, "9.30");
        let queue = referred(&s).await;
        s.nov(18, "14.00");
        let thrale = s.signs_in("thrale").await;
        let page = thrale.sees(&queue).await;
        let page = page
            .says("This week 5 h 10 1 on 1 day")
            .says("This half-term 12 h 45 3 on 3 days")
            .says("This school year 12 h 45 3 on 3 days")
            .says("School days in a row 1")
            .says("Missed most Maths")
            .says("Tried first: Warning")
            .says("This makes the 3rd placement in this half-term")
            .says("not law")
            .says("3rd placement in a half-term");
        assert_eq!(page.links("/pupils/").len(), 2, "the file, and the lessons behind the figures");
        let periods: Vec<(&str, &str)> =
            SIX.iter().map(|c| ("period", *c)).chain([("day", "2026-11-19")]).collect();
        // The gate of hours and the thresholds both ask; without an answer nothing is lost.
        let again = approval(&thrale, &queue, &periods).await.is(422);
        again
            .says("Say what will be different this time")
            .says("Give your reason for it all the same");
        let mut fields = periods.clone();
        fields.extend([
            ("different", "A mentor meets him at the door."),
            ("fair_why", "The other two were for lateness; this was not."),
        ]);
        approval(&thrale, &queue, &fields).await.is(303);

        // It stands on Today of whoever leads the year, with the facts, until it is held.
        let catterall = s.signs_in("catterall").await;
        let today = catterall.sees("/").await;
        let today = today.says("Reviews to hold").says("due Mon 23 Nov 2026").says("Tyrell");
        let review = today.links("/reviews/").remove(0);
        let page = catterall.sees(&review).await;
        page.says("3rd placement in a half-term")
            .says("due Mon 23 Nov 2026")
            .says("The other two were for lateness")
            .says("SEN support");
        // It cannot be left off the list, and folds away nowhere when it is late.
        let id = review.rsplit('/').next().unwrap().to_string();
        let fields = [("kind", "review"), ("about", id.as_str()), ("why", "busy")];
        assert_eq!(catterall.does("/today/leave", &fields).await, "/reviews");
        s.nov(25, "8.30");
        let catterall = s.signs_in("catterall").await;
        let page = catterall.sees("/").await;
        assert!(!page.body.split("Reviews to hold").nth(1).unwrap().contains("<details"));
        page.says("Late").says("Reviews to hold");
        catterall.sees("/reviews").await.says("overdue");
        // Past its day it is no longer hers alone to see.
        let head = s.signs_in("merrow").await.sees("/").await;
        head.says("Reviews to hold").says("for Ms Bea Catterall; due Mon 23 Nov 2026");

        // An outcome and a date, or nothing is kept.
        let page = catterall.sees(&review).await;
        let (once, version) = (page.value("once"), page.value("version"));
        let keys = [("once", once.as_str()), ("version", version.as_str())];
        let mut none = keys.to_vec();
        none.push(("what", "Mentoring, twice a week"));
        catterall
            .posts(&review, &none)
            .await
            .is(422)
            .says("Choose what comes of it")
            .says("One thing");
        let mut fields = keys.to_vec();
        fields.extend([
            ("outcome", "support"),
            ("what", "Mentoring, twice a week"),
            ("who", "Mr Col Adair"),
            ("on", "2026-11-27"),
        ]);
        catterall.posts(&review, &fields).await.is(422).says("is not a school day");
        fields.pop();
        fields.push(("on", "2026-11-30"));
        catterall.does(&review, &fields).await;
        // Sent twice, kept once.
        catterall.does(&review, &fields).await;
        catterall.sees(&review).await.says("Support is arranged").says("Mentoring, twice a week");
        catterall.sees("/").await.hides("Reviews to hold");
        catterall.sees("/promises").await.says("1 promised").says("Coming");
    }
}

#[tokio::test]
async fn promised_support_that_has_not_begun_is_flagged_on_the_tenth_school_day_and_then_delivered()
{
    for s in schools().await {
        adopts(&s).await;
        for d in [3, 4] {
            books(&s, "Tyrell", nov(d), &["P1"], PlacementState::Closed).await;
        }
        let review = review_of_third(&s, 11).await;
        s.nov(12, "9.00");
        let catterall = s.signs_in("catterall").await;
        let page = catterall.sees(&review).await;
        let (once, version) = (page.value("once"), page.value("version"));
        let fields = [
            ("once", once.as_str()),
            ("version", &version),
            ("outcome", "support"),
            ("what", "Mentoring"),
            ("who", "Mr Col Adair"),
            ("on", "2026-11-16"),
        ];
        catterall.does(&review, &fields).await;
        s.at(Day::new(2026, 11, 30).unwrap(), "15.00");
        let catterall = s.signs_in("catterall").await;
        catterall.sees("/").await.hides("Support promised and not begun");
        s.at(Day::new(2026, 12, 1).unwrap(), "8.00");
        let catterall = s.signs_in("catterall").await;
        catterall.sees("/").await.says("Support promised and not begun").says("Mentoring");
        let page = catterall.sees("/promises").await.says("Flagged since Tue 1 Dec 2026");
        let one = page.links("/promises/").remove(0);
        let version = catterall.sees(&one).await.value("version");
        let begun = format!("{one}/begun");
        let late = [("version", version.as_str()), ("on", "2026-12-02")];
        catterall.posts(&begun, &late).await.is(422).says("has not come yet");
        catterall.does(&begun, &[("version", &version), ("on", "2026-12-01")]).await;
        catterall.sees("/promises").await.says("Delivered").says("1 delivered");
        catterall.sees("/").await.hides("Support promised and not begun");
    }
}

/// The third placement of Tyrell, booked on an unplanned arrival that day: his review's address.
async fn review_of_third(s: &School, day: i8) -> String {
    use casework::Act;
    use mainstay::referral::booking::{Direct, book_directly};
    let at = nov(day).at(rulebook::Minute::new(8, 30).unwrap());
    s.clock.set(at);
    let direct = Direct {
        pupil: s.f.pupils["Tyrell"],
        day: nov(day),
        codes: &["P5", "P6"],
        room: s.f.room,
        reason: (s.f.reasons["Persistent disruption"], "Persistent disruption"),
        decided_by: Some(s.f.staff["thrale"]),
    };
    let act = Act::by_system(s.f.org, at, "booking");
    assert!(matches!(book_directly(s.app.store(), act, &direct).await, Ok(Ok(_))));
    let catterall = s.signs_in("catterall").await;
    catterall.sees("/").await.links("/reviews/").remove(0)
}

#[tokio::test]
async fn a_review_moves_with_its_placement_and_is_taken_back_when_that_is_cancelled() {
    for s in schools().await {
        adopts(&s).await;
        for d in [3, 4] {
            books(&s, "Tyrell", nov(d), &["P1"], PlacementState::Closed).await;
        }
        let review = review_of_third(&s, 16).await;
        let id = casework::Id::parse_str(review.rsplit('/').next().unwrap()).unwrap();
        let scope = casework::Scope { org: s.f.org, reach: vec![casework::Reach::School] };
        let mut read = s.app.store().read().await.unwrap();
        let r = store::review::find(&mut read, &scope, id).await.unwrap();
        drop(read);
        assert_eq!(r.due, nov(18));
        let move_ = format!("/placements/{}/move", r.placement);
        let okell = s.signs_in("okell").await;
        let version = okell.sees(&move_).await.value("version");
        let room = s.f.room.to_string();
        // A longer time is asked about; a reason by name is the way through.
        let longer = [
            ("version", version.as_str()),
            ("room", room.as_str()),
            ("day", "2026-11-17"),
            ("why", "A trip on Monday"),
            ("period", "P4"),
            ("period", "P5"),
            ("period", "P6"),
        ];
        let page = okell.posts(&move_, &longer).await.is(422);
        page.says("This half-term").says("Give your reason for the longer time");
        let mut fields = longer.to_vec();
        fields.push(("fair_why", "The lesson it was for is P4."));
        okell.does(&move_, &fields).await;
        let catterall = s.signs_in("catterall").await;
        catterall.sees(&review).await.says("due Thu 19 Nov 2026");
        let version = okell.sees(&move_).await.value("version");
        let fields = [("version", version.as_str()), ("why_cancel", "The trip is all day")];
        okell.does(&format!("/placements/{}/cancel", r.placement), &fields).await;
        catterall.sees("/").await.hides("Reviews to hold");
        catterall.sees(&review).await.says("what raised it did not happen");
    }
}

#[tokio::test]
async fn a_threshold_is_tried_on_the_half_term_before_without_a_name_and_stale_ones_are_said() {
    for s in schools().await {
        for d in [5, 7, 12] {
            let day = Day::new(2026, 10, d).unwrap();
            books(&s, "Tyrell", day, &["P1", "P2"], PlacementState::Closed).await;
        }
        adopts(&s).await;
        let lyle = s.signs_in("lyle").await;
        let list = lyle.sees("/set-up/thresholds").await;
        let one =
            list.links("/set-up/thresholds/").into_iter().find(|l| !l.ends_with("new")).unwrap();
        let page = lyle.sees(&one).await;
        let page = page
            .says("What it would have done in Autumn 1 2026")
            .says("it would have spoken at 1 , about 1 student, and asked for 1 review")
            .hides("Tyrell");
        let version = page.value("version");
        let fields = |least: &'static str| {
            vec![
                ("version", version.clone()),
                ("name", "Third time".to_string()),
                ("measure", "placements".into()),
                ("least", least.into()),
                ("window", "half_term".into()),
                ("whom", "all".into()),
                ("ask", "reason".into()),
                ("reviewer", "nobody".into()),
                ("active", "yes".into()),
            ]
        };
        let send = |f: &Vec<(&'static str, String)>| {
            f.iter().map(|(n, v)| (*n, v.clone())).collect::<Vec<_>>()
        };
        let post = |f: Vec<(&'static str, String)>| {
            let lyle = &lyle;
            let one = one.clone();
            async move {
                let f: Vec<(&str, &str)> = f.iter().map(|(n, v)| (*n, v.as_str())).collect();
                lyle.posts(&one, &f).await
            }
        };
        let again = post(send(&fields("0"))).await.is(422);
        let again = again.says("Give a whole number from 1 to 190");
        assert!(again.body.contains("Third time"), "what was typed is kept");
        let mut trying = fields("2");
        trying.push(("do", "try".into()));
        post(trying).await.is(200).says("it would have spoken at 2");
        post(fields("2")).await.is(303);
        lyle.sees("/set-up/thresholds").await.says("From the 2nd placement in a half-term");
        let mut stale = fields("4");
        stale[1].1 = "Another name".into();
        assert!(post(stale).await.is(409).body.contains("Another name"));
        // Nobody but whoever sets the school up.
        s.signs_in("okell").await.get("/set-up/thresholds").await.hides("Add one");
    }
}

#[tokio::test]
async fn reviews_and_lessons_missed_are_seen_by_those_who_open_the_file_and_by_nobody_else() {
    for s in schools().await {
        adopts(&s).await;
        for d in [3, 4] {
            books(&s, "Tyrell", nov(d), &["P1"], PlacementState::Closed).await;
        }
        let review = review_of_third(&s, 11).await;
        let lessons = format!("/pupils/{}/lessons", s.f.pupils["Tyrell"]);
        // Saffron is in Year 8, which Ms Catterall does not lead.
        books(&s, "Saffron", nov(3), &["P1"], PlacementState::Closed).await;
        let other = format!("/pupils/{}/lessons", s.f.pupils["Saffron"]);
        let catterall = s.signs_in("catterall").await;
        catterall.sees(&lessons).await.says("Out of lessons 2 h").says("adds up to the timetable");
        assert_eq!(catterall.get(&other).await.status, 404);
        for who in ["ravenhall", "poll", "sethi"] {
            let person = s.signs_in(who).await;
            for path in [&review, &lessons] {
                let answer = person.get(path).await;
                assert!(answer.status >= 400, "{who} {path} {}", answer.status);
                answer.hides("Tyrell");
            }
            person.sees("/").await.hides("Reviews to hold");
        }
        // The room's lead reads it and does not close another's.
        let okell = s.signs_in("okell").await;
        okell.sees(&review).await.says("This review is for Ms Bea Catterall to close");
        let fields = [("version", "1"), ("outcome", "nothing"), ("words", "No.")];
        assert!(okell.posts(&review, &fields).await.status >= 400);
    }
}

#[tokio::test]
async fn lessons_missed_open_their_lists_and_a_head_of_subject_sees_counts_of_their_own() {
    for s in schools().await {
        for (n, pupil) in ["Tyrell", "Saffron", "Moses", "Jude", "Kian"].iter().enumerate() {
            books(&s, pupil, nov(3 + n as i8 % 3), &["P1", "P2"], PlacementState::Closed).await;
        }
        s.nov(11, "9.00");
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/reports/lessons").await;
        let page = page
            .says("9 h 10 min")
            .says("10 lessons missed")
            .says("It adds up to the timetable, to the minute")
            .says("Disciplinary removal from lessons 9 h 10 min , Disciplinary removal from lessons 10 5");
        let link = page
            .links("/reports/lessons/list")
            .into_iter()
            .find(|l| l.contains("by=subject"))
            .unwrap();
        okell.sees(&link).await.says("10 lessons · 9 h 10 min").says("Tyrell Ashdown-Moss");
        let fields = [
            ("by", "subject"),
            ("value", "Maths"),
            ("from", "2026-11-02"),
            ("to", "2026-12-18"),
            ("as", "csv"),
        ];
        let file = okell.posts("/reports/lessons/list", &fields).await.is(200);
        assert!(file.body.contains("Tyrell Ashdown-Moss,9K2,03/11/2026,P1"), "{}", file.body);
        let lessons = format!("/pupils/{}/lessons", s.f.pupils["Tyrell"]);
        let file = okell.posts(&lessons, &[("as", "csv")]).await.is(200);
        assert!(
            file.body.contains("P2")
                && !file.headers["content-disposition"].to_str().unwrap().contains("Tyrell")
        );

        // Science's head sees Science's own, as counts, and opens no list.
        let sethi = s.signs_in("sethi").await;
        let page = sethi.sees("/reports/lessons").await;
        let page = page.says("Lessons missed in Science").says("Lessons taught").hides("Maths");
        assert!(page.links("/reports/lessons/list").is_empty());
        let page = sethi.sees("/reports/lessons?faculty=Maths&outside=no").await;
        page.says("Lessons missed in Science").hides("Maths");
        assert!(sethi.get(&link).await.status >= 400);
        assert!(s.signs_in("ravenhall").await.get("/reports/lessons").await.status >= 400);
        // A year lead's are their year's.
        let catterall = s.signs_in("catterall").await;
        catterall.sees("/reports/lessons").await.says("Year 9 only");
        catterall.sees(&link).await.says("Tyrell").hides("Saffron");
    }
}
