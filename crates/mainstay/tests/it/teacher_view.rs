//! Figures teacher by teacher: closed to everybody until a senior leader opens them for a purpose, and
//! then read by those they name, until a day, each time by a line of the trail.

use crate::duty::{books, nov};
use crate::harness::schools;
use casework::Id;
use casework::room::PlacementState;

const HOME: &str = "/reports/lessons/teachers";
const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

#[tokio::test]
async fn a_head_of_faculty_sees_their_own_as_a_whole_until_a_senior_leader_opens_it_for_a_purpose()
{
    for s in schools().await {
        books(&s, "Tyrell", nov(10), &ALL, PlacementState::Closed).await;
        books(&s, "Saffron", nov(10), &ALL, PlacementState::Closed).await;
        s.nov(11, "9.00");
        let sethi = s.signs_in("sethi").await;
        let page = sethi.sees("/reports/lessons").await.says("Lessons missed in Science");
        let page =
            page.says("teachers are not told apart").hides("Lunt").hides("Teacher by teacher");
        page.says("Lessons taught");
        // Nobody opens it but those who lead the school.
        for who in ["sethi", "okell", "catterall", "ravenhall", "tansley", "abbot"] {
            let person = s.signs_in(who).await;
            assert!(person.get(HOME).await.status >= 400, "{who}");
            let fields = [("department", "Science"), ("purpose", "To look round a little")];
            assert!(person.posts(HOME, &fields).await.status >= 400, "{who}");
        }
        let thrale = s.signs_in("thrale").await;
        assert!(thrale.sees("/reports/lessons").await.links(HOME).contains(&HOME.to_string()));
        let page = thrale.sees(HOME).await.says("None is open");
        let key = page.value("once");
        assert!(page.body.contains("2026-11-25"), "two weeks, where nothing else is typed");
        let reader = s.f.staff["sethi"].to_string();
        let open = |department: &'static str, purpose: &'static str, until: &'static str| {
            [
                ("once", key.clone()),
                ("department", department.to_string()),
                ("half", "2026-10-31.2026-12-18".to_string()),
                ("purpose", purpose.to_string()),
                ("reader", reader.clone()),
                ("until", until.to_string()),
            ]
        };
        let posts = async |department: &'static str, purpose: &'static str, until: &'static str| {
            let all = open(department, purpose, until);
            let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
            thrale.posts(HOME, &all).await
        };
        const WHY: &str = "To see in whose lessons support would help most";
        posts("", WHY, "2026-11-20").await.is(422).says("Choose a faculty");
        let page = posts("Science", "Ofsted", "2026-11-20").await.is(422);
        assert!(page.says("Say what it is for").body.contains("Ofsted"));
        posts("Science", WHY, "2026-11-09").await.is(422).says("That day is over");
        posts("Science", WHY, "2027-06-01").await.is(422).says("within 42 days");
        let page = posts("History", WHY, "2026-11-20").await.is(422);
        page.says("Mrs Anjali Sethi leads Science: they read no other faculty");
        let one = posts("Science", WHY, "2026-11-20").await.is(303).location;
        assert_eq!(posts("Science", WHY, "2026-11-20").await.location, one, "opened once");

        // Each teacher's counts, beside how much they teach, in the order of names and with no list.
        let page = thrale.sees(&one).await.says(WHY).says("Counts, and no judgement");
        let page = page.says("Lessons taught").says("That you read it is written down");
        let text = page.text();
        assert!(text.find("Dr Marcus Lunt").unwrap() < text.find("Mrs Anjali Sethi").unwrap());
        assert!(
            page.links("/placements/").is_empty() && page.links("/reports/lessons/list").is_empty()
        );
        page.hides("Tyrell").hides("Saffron").hides("Ravenhall");

        // Whom it was opened for finds it on their faculty's page; another senior leader does not.
        let page = sethi.sees("/reports/lessons").await.says("opened for you by Mr Ewan Thrale");
        assert!(page.links(HOME).contains(&one));
        sethi.sees(&one).await.says("Dr Marcus Lunt").hides("Close it now");
        for who in ["okell", "tansley", "catterall"] {
            assert!(s.signs_in(who).await.get(&one).await.status >= 400, "{who}");
        }
        let mut read = s.app.store().read().await.unwrap();
        let trail = store::event::trail(&mut read, s.f.org, None, 60).await.unwrap();
        drop(read);
        let of = |verb: &str| trail.iter().filter(|l| l.verb == verb).count();
        assert_eq!((of("teacher_view_opened"), of("teacher_view_read")), (1, 2));
        assert!(trail.iter().any(|l| l.facts.contains(WHY)), "the purpose is kept");

        // Over when it is closed, and with its day.
        for _ in 0..2 {
            thrale.does(&format!("{one}/end"), &[]).await;
        }
        thrale.sees(HOME).await.says("Closed").says(WHY);
        sethi.get(&one).await.is(404);
        sethi.sees("/reports/lessons").await.hides("opened for you");
        let page = thrale.sees(HOME).await;
        let mut again = open("Science", WHY, "2026-11-20");
        again[0].1 = page.value("once");
        let all: Vec<(&str, &str)> = again.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let two = thrale.does(HOME, &all).await;
        s.nov(20, "9.00");
        s.signs_in("sethi").await.sees(&two).await;
        s.nov(23, "9.00");
        s.signs_in("sethi").await.get(&two).await.is(404);
        let thrale = s.signs_in("thrale").await;
        thrale.get(&two).await.is(404);
        thrale.get(&format!("{HOME}/{}", Id::now_v7())).await.is(404);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}
