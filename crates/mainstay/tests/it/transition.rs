//! Transitions: a whole year at once, somebody who is not on roll yet, and a handover that is flagged
//! before the first day until it is signed on both sides.

use crate::harness::schools;
use casework::Id;
use rulebook::Day;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

#[tokio::test]
async fn an_unsigned_handover_is_flagged_before_the_first_day_and_each_pupil_stands_across_steps() {
    for s in schools().await {
        s.at(day(11, 10), "9.00");
        let okell = s.signs_in("okell").await;
        let owner = s.f.staff["okell"].to_string();
        okell
            .posts("/transitions/new", &[("way", "in"), ("year", "99")])
            .await
            .is(422)
            .says("Give the year they will be in")
            .says("type the name of somebody who is not on roll yet");
        let once = Id::now_v7().to_string();
        let robin = [
            ("given", "Robin"),
            ("family", "Ash"),
            ("way", "in"),
            ("year", "8"),
            ("starts", "2027-01-05"),
            ("place_from", "Holm School"),
            ("owner", &*owner),
            ("once", &*once),
        ];
        okell.does("/transitions/new", &robin).await;
        okell.does("/transitions/new", &robin).await;
        let page = okell.sees("/transitions").await.says("Robin Ash").says("Handover meeting");
        assert_eq!(page.text().matches("Robin Ash").count(), 1, "tapped twice, followed once");
        page.hides("Handover not signed");
        okell.sees("/").await.hides("Handover not signed");
        // Ten school days before Tue 5 Jan: 7 Dec is the tenth before.
        s.at(day(12, 4), "9.00");
        s.signs_in("okell").await.sees("/").await.hides("Handover not signed");
        s.at(day(12, 7), "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/transitions").await.says("Handover not signed");
        okell
            .sees("/")
            .await
            .says("Handovers and settled checks")
            .says("Handover not signed; starts Tue 5 Jan 2027");
        let one = okell.sees("/transitions").await.links("/transitions/");
        let one = one.iter().find(|l| !l.ends_with("/new")).unwrap().clone();
        let steps = okell
            .sees(&one)
            .await
            .says("The handover is not signed")
            .links(&format!("{one}/steps/"));
        assert_eq!(steps.len(), 6);
        let handover = &steps[3];
        let id = handover.rsplit('/').next().unwrap();
        let (on, there, here) =
            (format!("day-{id}"), format!("signed_there-{id}"), format!("signed_here-{id}"));
        okell
            .posts(handover, &[("state", "done"), (&*on, "2026-12-07"), (&*here, "Ms Okell")])
            .await
            .is(422)
            .says("A handover is signed on both sides");
        let signed =
            [("state", "done"), (&*on, "2026-12-07"), (&*there, "Mrs Alder"), (&*here, "Ms Okell")];
        okell.does(handover, &signed).await;
        okell.sees("/transitions").await.hides("Handover not signed").says("Done");
        okell.sees("/").await.hides("Handover not signed");
        // A step that is not needed says why.
        let first = &steps[0];
        let id = first.rsplit('/').next().unwrap();
        let (on, words) = (format!("day-{id}"), format!("words-{id}"));
        okell
            .posts(first, &[("state", "not_needed"), (&*on, "2026-12-07")])
            .await
            .is(422)
            .says("Say why it is not needed");
        okell
            .does(
                first,
                &[("state", "not_needed"), (&*on, "2026-12-07"), (&*words, "Came with them")],
            )
            .await;
        okell.sees(&one).await.says("Signed: Mrs Alder; Ms Okell").says("Came with them");
    }
}

#[tokio::test]
async fn a_whole_year_is_added_at_once_and_nobody_twice() {
    for s in schools().await {
        s.at(day(11, 10), "9.00");
        let okell = s.signs_in("okell").await;
        let owner = s.f.staff["catterall"].to_string();
        let form = okell.sees("/transitions/new?year=9").await.says("Tyrell Ashdown-Moss");
        let ids: Vec<String> = form
            .body
            .split("name=\"pupil\" value=\"")
            .skip(1)
            .map(|p| p.split('"').next().unwrap_or_default().to_string())
            .collect();
        assert!(ids.len() > 3, "{}", form.text());
        let once = Id::now_v7().to_string();
        let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("pupil", id.as_str())).collect();
        fields.extend([
            ("way", "phase"),
            ("year", "10"),
            ("starts", "2027-09-02"),
            ("owner", &*owner),
            ("once", &*once),
        ]);
        okell.does("/transitions/new", &fields).await;
        okell.does("/transitions/new", &fields).await;
        let n = ids.len();
        okell.sees("/transitions").await.says(&format!("{n} students followed"));
        // Whoever leads that year sees them; whoever leads none of it sees nobody.
        let catterall = s.signs_in("catterall").await;
        catterall.sees("/transitions").await.says("Tyrell Ashdown-Moss");
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.get("/transitions").await.is(403);
        // The school's own steps: one renamed, one left out.
        let lyle = s.signs_in("lyle").await;
        let form = lyle.sees("/set-up/transitions").await;
        let key = |n: usize| form.value(&format!("key-{n}"));
        let (one, two) = (key(0), key(1));
        let steps = [
            ("key-0", &*one),
            ("place-0", "1"),
            ("title-0", "File read"),
            ("kind-0", "information"),
            ("used-0", "yes"),
            ("key-1", &*two),
            ("place-1", "2"),
            ("title-1", "First visit"),
            ("kind-1", "visit"),
            ("used-1", "no"),
            ("steps-rows", "2"),
        ];
        lyle.does("/set-up/transitions", &steps).await;
        okell.sees("/transitions").await.says("File read").hides("First visit");
    }
}
