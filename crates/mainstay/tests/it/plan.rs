//! Plans: sixteen school weeks with reviews, what was asked of whom, versions that teachers read,
//! strategies tapped in lessons, and reviews that do not pass silently.

use crate::harness::{Person, School, schools};
use casework::{Act, Event, Id, Verb};
use rulebook::Day;

/// Everybody who teaches her: nine.
const TEACHERS: [&str; 9] =
    ["farrant", "hale", "lunt", "roe", "ravenhall", "petit", "vail", "parrish", "ormond"];

fn sep(d: i8) -> Day {
    Day::new(2026, 9, d).unwrap()
}
fn oct(d: i8) -> Day {
    Day::new(2026, 10, d).unwrap()
}

/// Callie Dunmore with nine teachers.
pub(crate) async fn callie(s: &School) -> Id {
    let callie = s.f.pupils["Saffron"];
    let act = Act::by_system(s.f.org, sep(1).at(rulebook::Minute::default()), "A test begins");
    let mut w = s.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, callie, "Callie", "Dunmore").await;
    for teacher in ["brandt", "quill", "nwosu"] {
        store::testing::not_taught_by(&mut w, callie, s.f.staff[teacher]).await;
    }
    w.commit(Event::new(Verb::RosterImported, "roster", s.f.org), Vec::new()).await.unwrap();
    callie
}

/// Begins a plan; its address.
pub(crate) async fn begins(okell: &Person, callie: Id, kind: &str, from: &str) -> String {
    let (key, callie) = (Id::now_v7().to_string(), callie.to_string());
    let fields = [
        ("pupil", callie.as_str()),
        ("kind", kind),
        ("from", from),
        ("why", "PRIVATE REASON"),
        ("once", key.as_str()),
    ];
    let page = okell.does("/plans/new", &fields).await;
    assert_eq!(okell.does("/plans/new", &fields).await, page, "tapped twice, begun once");
    page
}

/// The fields of a plan that lacks nothing.
fn written(seat: &str) -> Vec<(&str, &str)> {
    vec![
        ("staff", "Callie settles when the first step is in writing."),
        ("triggers", "Noise, and late instructions."),
        ("note", "SECRET NOTE about home"),
        ("need", "SECRET NEED"),
        ("referrals", "Hearing check asked for."),
        ("strategy-1", seat),
        ("strategy-2", "First step in writing"),
        ("strategy-3", "Two minutes’ warning before a change"),
        ("strategy-4", "Quiet word, never across the room"),
        ("strategy-5", "Say the instruction again, face to face"),
        ("target-1-about", "behaviour"),
        ("target-1-words", "Shows the card before leaving"),
        ("target-1-school", "Says yes once a lesson"),
        ("target-1-measure", "No lesson left without it"),
    ]
}
const LEARNING: [(&str, &str); 5] = [
    ("target-2-about", "learning"),
    ("target-2-words", "Starts within two minutes"),
    ("target-2-school", "First step on the desk"),
    ("target-2-own", "I will read it first"),
    ("target-2-measure", "4 of 5 lessons"),
];

/// Writes a draft of a plan, with the keys of its targets.
pub(crate) async fn writes(okell: &Person, plan: &str, seat: &str, learning: bool) {
    let form = okell.sees(&format!("{plan}/write")).await;
    let names = ["version", "number", "target-1-key", "target-2-key"];
    let hidden: Vec<(&str, String)> = names.iter().map(|n| (*n, form.value(n))).collect();
    let mut fields = written(seat);
    if learning {
        fields.extend(LEARNING);
    }
    fields.extend(hidden.iter().map(|(n, value)| (*n, value.as_str())));
    okell.does(&format!("{plan}/write"), &fields).await;
}

/// Gives the draft to teachers.
pub(crate) async fn gives(okell: &Person, plan: &str) {
    let draft = okell.sees(plan).await.value("draft");
    okell.does(&format!("{plan}/give"), &[("draft", &draft)]).await;
}

#[tokio::test]
async fn sixteen_weeks_have_their_reviews_in_school_weeks_and_one_is_moved_with_a_reason() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(14), "8.30");
        let okell = s.signs_in("okell").await;
        okell.posts("/plans/new", &[]).await.is(422).says("Choose what it is");
        let sunday =
            [("pupil", &*callie.to_string()), ("kind", "pastoral"), ("from", "2026-09-13")];
        okell.posts("/plans/new", &sunday).await.is(422).says("This is not a school day: sunday");
        let plan = begins(&okell, callie, "pastoral", "2026-09-14").await;
        let page = okell
            .sees(&plan)
            .await
            .says("Review at school week 4 Fri 9 Oct 2026")
            .says("Review at school week 8 Fri 13 Nov 2026")
            .says("Review at school week 12 Fri 11 Dec 2026")
            .says("Review at school week 16 Fri 22 Jan 2027");
        let reviews = page.links("/plans/reviews/");
        assert_eq!(reviews.len(), 4);
        // Half-term is no day for a review, a reason is asked for, and the first day stays known.
        let version = okell.sees(&reviews[1]).await.value("version");
        let moves = format!("{}/move", reviews[1]);
        let to = |day, why| [("to", day), ("why", why), ("version", version.as_str())];
        okell.posts(&moves, &to("2026-11-16", "")).await.is(422).says("Say why it moves");
        okell
            .posts(&moves, &to("2026-10-27", "Mother cannot come"))
            .await
            .says("Tue 27 Oct 2026 is not a school day: half-term");
        okell.does(&moves, &to("2026-11-16", "Mother cannot come")).await;
        okell.sees(&plan).await.says("Mon 16 Nov 2026 , moved from Fri 13 Nov: Mother cannot come");
        // On its day the review waits on Today of whoever oversees the plan; the day after it is late.
        okell.sees("/").await.hides("Reviews of plans to hold");
        s.at(oct(9), "8.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Reviews of plans to hold").says("school week 4, due today");
        s.at(oct(12), "8.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Late").says("Pastoral support programme, school week 4");
        okell.sees("/plans").await.says("Fri 9 Oct 2026 Late");
        // Whoever takes the plan over has it on their own Today from then on.
        let thrale = s.signs_in("thrale").await;
        thrale.sees("/").await.hides("Reviews of plans to hold");
        let version = thrale.sees(&plan).await.says("Take it over").value("version");
        thrale.does(&format!("{plan}/oversee"), &[("version", &version)]).await;
        thrale.sees("/").await.says("Reviews of plans to hold");
        okell.sees("/").await.hides("Reviews of plans to hold");
        let version = okell.sees(&plan).await.says("Overseen by Mr Ewan Thrale").value("version");
        okell.does(&format!("{plan}/oversee"), &[("version", &version)]).await;
        // It leaves Today by being held, and by nothing else.
        let id = reviews[0].rsplit('/').next().unwrap();
        let left = [("kind", "plan_review"), ("about", id), ("why", "Not now")];
        assert_eq!(okell.does("/today/leave", &left).await, "/plans");
        okell.sees("/").await.says("Pastoral support programme, school week 4");
    }
}

#[tokio::test]
async fn nine_teachers_home_and_the_pupil_are_asked_and_each_sees_their_own() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(14), "8.30");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "behaviour", "2026-09-14").await;
        let page = okell.sees(&plan).await;
        assert_eq!(page.value("due"), "", "a date field holds it by its own markup");
        assert!(page.body.contains("2026-09-18"), "due by the end of the week");
        okell
            .posts(&format!("{plan}/ask"), &[("due", "2026-09-18")])
            .await
            .is(422)
            .says("Choose who");
        // Everybody on the list: nine teachers, home and the pupil.
        let values: Vec<String> = page
            .body
            .split("type=\"checkbox\" name=\"who\" value=\"")
            .skip(1)
            .map(|p| p.split('"').next().unwrap().to_string())
            .collect();
        assert_eq!(values.len(), 11, "{}", page.text());
        let mut fields: Vec<(&str, &str)> = values.iter().map(|v| ("who", v.as_str())).collect();
        fields.push(("due", "2026-09-18"));
        okell.does(&format!("{plan}/ask"), &fields).await;
        okell.does(&format!("{plan}/ask"), &fields).await;
        okell.sees(&plan).await.says("0 of 11 answered");

        s.at(sep(16), "12.40");
        for (n, who) in TEACHERS.iter().enumerate().take(8) {
            let teacher = s.signs_in(who).await;
            let today = teacher.sees("/").await.says("Asked of you about plans");
            let ask = today.links("/plans/asks/")[0].clone();
            teacher.posts(&ask, &[("version", "1")]).await.is(422).says("Answer at least one");
            let works = format!("REPLY {n} short tasks");
            teacher.does(&ask, &[("works", &works), ("version", "1")]).await;
            teacher.sees(&ask).await.says(&works);
            teacher.sees("/").await.hides("Your part");
            // What another said, and the whole plan, are not theirs to see.
            assert_eq!(teacher.get(&format!("{plan}/replies")).await.status, 403);
            if n > 0 {
                let other = s.signs_in(TEACHERS[n - 1]).await;
                assert_eq!(other.get(&ask).await.status, 404);
            }
        }
        let okell = s.signs_in("okell").await;
        let page = okell.sees(&plan).await.says("8 of 11 answered").says("Miss Saoirse Ormond");
        // What the pupil and home say is typed in for them, and said to be.
        for ask in page.links("/plans/asks/") {
            let said = [("hard", "TYPED noise after lunch"), ("version", "1")];
            okell.does(&ask, &said).await;
        }
        s.at(sep(21), "8.10");
        let okell = s.signs_in("okell").await;
        let replies = okell
            .sees(&format!("{plan}/replies"))
            .await
            .says("10 of 11 answered")
            .says("Not answered Miss Saoirse Ormond Teacher Late due Fri 18 Sep 2026");
        assert_eq!(replies.text().matches("REPLY").count(), 8);
        assert_eq!(replies.text().matches("TYPED").count(), 2);
        // Whoever answered sees nothing of the others; one who was not asked sees nothing at all.
        let brandt = s.signs_in("brandt").await;
        assert_eq!(brandt.get(&format!("{plan}/page")).await.status, 404);
        let catterall = s.signs_in("catterall").await;
        assert_eq!(catterall.get(&plan).await.status, 404, "she leads another year");
    }
}

#[tokio::test]
async fn a_version_is_read_by_seven_of_nine_and_the_next_shows_what_changed() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(21), "8.10");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "behaviour", "2026-09-21").await;
        writes(&okell, &plan, "Seat by the door", false).await;
        // Nobody is told of a draft, and without a learning target it stays one.
        let petit = s.signs_in("petit").await;
        petit.sees("/").await.hides("Asked of you");
        assert_eq!(petit.get(&format!("{plan}/page")).await.status, 404);
        okell
            .sees(&plan)
            .await
            .says("Before teachers can have it: Give at least one learning target");
        okell
            .posts(&format!("{plan}/give"), &[("draft", "1")])
            .await
            .says("This plan cannot be given to teachers yet")
            .says("Give at least one learning target");
        writes(&okell, &plan, "Seat by the door", true).await;
        // Somebody wrote in between: nothing typed is lost, nothing is overwritten.
        let mut stale = written("Seat by the window");
        stale.extend([("version", "1"), ("number", "1")]);
        okell.posts(&format!("{plan}/write"), &stale).await.is(409).says("Seat by the window");
        gives(&okell, &plan).await;
        okell.sees(&plan).await.says("0 of 9 have read version 1");

        s.at(sep(22), "8.30");
        for who in &TEACHERS[..7] {
            let teacher = s.signs_in(who).await;
            let today = teacher.sees("/").await.says("Read it: behaviour support plan");
            // One step from Today to the page, with the confirmation on it.
            let page = today.links(&format!("{plan}/page"))[0].clone();
            teacher
                .sees(&page)
                .await
                .says("Callie settles when the first step is in writing.")
                .says("Seat by the door")
                .says("Starts within two minutes")
                .hides("SECRET")
                .hides("PRIVATE");
            for _ in 0..2 {
                teacher.does(&page, &[("number", "1")]).await;
            }
            teacher.sees(&page).await.says("You have read this");
            teacher.sees("/").await.hides("Read it");
        }
        s.at(sep(28), "8.10");
        let okell = s.signs_in("okell").await;
        let page = okell.sees(&plan).await.says("7 of 9 have read version 1");
        page.says("Miss Saoirse Ormond Late by Fri 25 Sep")
            .says("Mr Leon Parrish Late by Fri 25 Sep");
        okell.sees("/plans").await.says("7 of 9");

        // The review of week 4 makes version 2.
        s.at(oct(9), "14.30");
        let okell = s.signs_in("okell").await;
        let page = okell.sees(&plan).await;
        let review = page.links("/plans/reviews/")[0].clone();
        let form = okell.sees(&review).await;
        let version = form.value("version");
        okell
            .posts(&review, &[("on", "2026-10-09"), ("after", "on"), ("version", &version)])
            .await
            .is(422)
            .says("Choose how far this was reached")
            .says("Say what shows it");
        let targets: Vec<String> = form
            .body
            .split("name=\"got-")
            .skip(1)
            .map(|p| p.split('"').next().unwrap().to_string())
            .fold(Vec::new(), |mut all, t| {
                if !all.contains(&t) {
                    all.push(t);
                }
                all
            });
        assert_eq!(targets.len(), 2);
        let names: Vec<(String, &str)> = targets
            .iter()
            .flat_map(|t| {
                [(format!("got-{t}"), "part"), (format!("evidence-{t}"), "3 of 5 lessons")]
            })
            .collect();
        let mut fields: Vec<(&str, &str)> = names.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        fields.extend([
            ("on", "2026-10-09"),
            ("after", "on"),
            ("change", "Seat front left"),
            ("version", version.as_str()),
        ]);
        okell.posts(&review, &fields).await.is(422).says("Give the day of the next review");
        fields.push(("next", "2026-10-31"));
        okell.posts(&review, &fields).await.is(422).says("Not a school day: saturday");
        fields.pop();
        fields.push(("next", "2026-11-13"));
        assert_eq!(okell.does(&review, &fields).await, format!("{plan}/write"));
        okell.does(&review, &fields).await;
        okell
            .sees(&plan)
            .await
            .says("0 met, 2 partly, 0 not")
            .says("Review Fri 13 Nov 2026 To come");
        let form = okell.sees(&format!("{plan}/write")).await;
        assert!(form.body.contains("Review of Fri 9 Oct 2026: Seat front left"), "why is ready");
        writes(&okell, &plan, "Seat front left", true).await;
        gives(&okell, &plan).await;
        okell.sees(&plan).await.says("0 of 9 have read version 2");
        okell
            .sees(&format!("{plan}/versions/2"))
            .await
            .says("What changed from version 1")
            .says("Strategy taken out taken out: Seat by the door")
            .says("Strategy added new: Seat front left")
            .hides("Target added");
        // Version 1 is as it was.
        okell
            .sees(&format!("{plan}/versions/1"))
            .await
            .says("Seat by the door")
            .says("SECRET NOTE");
        // Teachers are asked again, and see what is new; a page left open is not said to be read.
        let farrant = s.signs_in("farrant").await;
        farrant.sees("/").await.says("Read it");
        let page = format!("{plan}/page");
        farrant
            .sees(&page)
            .await
            .says("New since version 1")
            .says("Seat front left")
            .hides("SECRET");
        farrant.does(&page, &[("number", "1")]).await;
        farrant.sees("/").await.says("Read it");
        farrant.does(&page, &[("number", "2")]).await;
        farrant.sees("/").await.hides("Read it");
    }
}

#[tokio::test]
async fn strategies_are_tapped_in_the_lesson_checked_by_teachers_and_the_plan_ends_with_what_came_of_it()
 {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(14), "8.10");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "pastoral", "2026-09-14").await;
        writes(&okell, &plan, "Seating plan", true).await;
        gives(&okell, &plan).await;

        // Tue 10 Nov: her History is in P1, from 9.00.
        s.nov(10, "8.40");
        let ravenhall = s.signs_in("ravenhall").await;
        let page = ravenhall
            .sees("/in-my-lessons")
            .await
            .says("Callie Dunmore, 8F1")
            .says("Seating plan")
            .says("Can be tapped from 9.00")
            .hides("SECRET")
            .hides("Undo");
        assert!(page.value("strategy").is_empty(), "nothing to tap before the lesson");
        s.nov(10, "9.20");
        let page = ravenhall.sees("/in-my-lessons").await.says("Now");
        let (id, strategy) = (page.value("plan"), page.value("strategy"));
        let tap = |used| {
            [
                ("plan", id.as_str()),
                ("strategy", strategy.as_str()),
                ("code", "P1"),
                ("day", "2026-11-10"),
                ("used", used),
            ]
        };
        for _ in 0..2 {
            ravenhall.does("/in-my-lessons", &tap("yes")).await;
        }
        ravenhall.sees("/in-my-lessons").await.says("Seating plan Used Undo");
        ravenhall.does("/in-my-lessons", &tap("undo")).await;
        ravenhall.does("/in-my-lessons", &tap("no")).await;
        ravenhall.sees("/in-my-lessons").await.says("Seating plan Not used Undo");
        ravenhall.does("/in-my-lessons", &tap("yes")).await;
        // Whoever does not have the lesson taps nothing.
        let brandt = s.signs_in("brandt").await;
        brandt.sees("/in-my-lessons").await.hides("Callie");
        brandt.posts("/in-my-lessons", &tap("yes")).await.is(404);
        let okell = s.signs_in("okell").await;
        okell.sees(&plan).await.says("Week 8 1 of 1 100 % 0").says("Time to check");

        // The check: six of nine say that the seating plan is in use, two have not answered.
        okell.does(&format!("{plan}/check"), &[]).await;
        okell.does(&format!("{plan}/check"), &[]).await;
        s.nov(12, "8.30");
        for (n, who) in TEACHERS.iter().enumerate().take(7) {
            let teacher = s.signs_in(who).await;
            let today = teacher.sees("/").await.says("Is it in use?");
            let check = today.links("/plans/checks/")[0].clone();
            teacher.posts(&check, &[]).await.is(422).says("Choose one of the three");
            let form = teacher.sees(&check).await;
            let names: Vec<String> = form
                .body
                .split("id=\"use-")
                .skip(1)
                .map(|p| format!("use-{}", p.split('"').next().unwrap()))
                .collect();
            let fields: Vec<(&str, &str)> = names
                .iter()
                .enumerate()
                .map(|(line, name)| {
                    (name.as_str(), if line == 0 && n == 6 { "not" } else { "yes" })
                })
                .collect();
            assert!(fields.len() >= 5, "one line for each strategy");
            teacher.does(&check, &fields).await;
            teacher.sees(&check).await.says("Thank you");
            if n > 0 {
                assert_eq!(s.signs_in(TEACHERS[0]).await.get(&check).await.status, 404);
            }
        }
        let okell = s.signs_in("okell").await;
        okell
            .sees(&plan)
            .await
            .says("7 of 9 teachers answered")
            .says("Seating plan 6 of 9 67 % 1 0")
            .says("No answer: Miss Saoirse Ormond, Mr Leon Parrish");

        // The last review: it ends with how and what came of it, and stays to be read.
        let jan = Day::new(2027, 1, 22).unwrap();
        s.at(jan, "14.00");
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
        fields.extend([("on", "2027-01-22"), ("after", "end"), ("version", version.as_str())]);
        okell.posts(&reviews[3], &fields).await.is(422).says("Choose how it ends");
        fields.extend([("ending", "met"), ("evaluation", "The seat helped most")]);
        okell.does(&reviews[3], &fields).await;
        okell
            .sees(&plan)
            .await
            .says("Closed: the targets were met")
            .says("The seat helped most")
            .says("30 school days each")
            .hides("Write the next version");
        okell.sees("/plans?show=ended").await.says("Callie Dunmore");
        okell.posts(&format!("{plan}/check"), &[]).await.says("This plan ended on");
        okell.sees("/").await.hides("Reviews of plans to hold");
        okell.sees(&format!("/pupils/{callie}")).await.says("Plan ended").says("Plan reviewed");
        ravenhall_sees_nothing_more(&s).await;
    }
}

async fn ravenhall_sees_nothing_more(s: &School) {
    let ravenhall = s.signs_in("ravenhall").await;
    ravenhall.sees("/in-my-lessons").await.hides("Callie");
}
