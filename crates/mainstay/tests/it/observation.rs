//! A lesson somebody watched, and what its teacher agrees to.

use crate::board::once;
use crate::harness::schools;
use rulebook::Day;

#[tokio::test]
async fn an_observation_is_the_teachers_and_only_what_they_agree_to_becomes_an_action() {
    for s in schools().await {
        s.at(Day::new(2026, 9, 22).unwrap(), "12.10");
        let okell = s.signs_in("okell").await;
        let (key, vail_id) = (once(), s.f.staff["vail"].to_string());
        let fields = [
            ("once", key.as_str()),
            ("teacher", vail_id.as_str()),
            ("class", "8N Geography"),
            ("day", "2026-09-22"),
            ("period", "P3"),
            ("time-0", "11.10"),
            ("before-0", "Class comes in loudly"),
            ("done-0", "Calls out to the back"),
            ("after-0", "Asked to wait outside"),
            ("on-0", "20"),
            ("of-0", "28"),
            ("on-1", "25"),
            ("of-1", "28"),
            ("on-2", "26"),
            ("of-2", "28"),
            (
                "suggestions",
                "A task on the board before the door opens\nSeat at the front left\nEnd two minutes earlier",
            ),
        ];
        let mut wrong = fields.to_vec();
        wrong[9] = ("on-0", "30");
        let no = okell
            .posts("/observations/new", &wrong)
            .await
            .is(422)
            .says("No more are on task than are there");
        assert!(no.body.contains("Calls out to the back"), "nothing typed is lost");
        let there = okell.does("/observations/new", &fields).await;
        assert_eq!(okell.does("/observations/new", &fields).await, there);
        okell.sees(&there).await.says("85%").says("71 of 84 over 3 counts");
        let vail = s.signs_in("vail").await;
        vail.get(&there).await.is(404);
        vail.sees("/observations").await.says("No observations");
        okell.does(&there, &[("act", "share")]).await;
        okell
            .posts(&format!("{there}/write"), &[("class", "9A")])
            .await
            .is(409)
            .says("has had this since");

        let today =
            vail.sees("/").await.says("Read what Ms Dara Okell saw in 8N Geography, Tue 22 Sep");
        assert!(today.links("/observations/").contains(&there));
        let page = vail.sees(&there).await.says("Calls out to the back");
        let mut rest = page.body.as_str();
        let mut ids = Vec::new();
        while let Some(at) = rest.find("name=\"suggestion\" value=\"") {
            rest = &rest[at + 25..];
            ids.push(rest.split('"').next().unwrap().trim_start_matches('"').to_string());
        }
        let ids: Vec<String> = ids.into_iter().map(|i| i.trim_matches('"').to_string()).collect();
        assert_eq!(ids.len(), 3, "{ids:?}");
        let yes = |id: &str| {
            vec![
                ("act".to_string(), "answer".to_string()),
                ("suggestion".into(), id.to_string()),
                ("answer".into(), "agreed".into()),
                (format!("due-{id}"), "2026-10-02".into()),
                (format!("how-{id}"), "On-task counts at the start".into()),
            ]
        };
        let pairs = |all: &[(String, String)]| {
            all.iter().map(|(a, b)| (a.clone(), b.clone())).collect::<Vec<_>>()
        };
        let one = pairs(&yes(&ids[0]));
        let one: Vec<(&str, &str)> = one.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        okell.posts(&there, &one).await.is(409).says("This is for Mr Idris Vail to answer");
        vail.posts(&there, &one[..3]).await.is(422).says("how we shall know that it helps");
        vail.does(&there, &one).await;
        vail.does(&there, &one).await;
        for id in &ids[1..] {
            vail.does(&there, &[("act", "answer"), ("suggestion", id), ("answer", "declined")])
                .await;
        }
        vail.sees("/").await.hides("Read what Ms Dara Okell saw");
        let page = vail.sees(&there).await.says("tries it by Fri 2 Oct 2026").says("Not agreed");
        let actions = page.links("/actions/");
        assert_eq!(actions.len(), 1, "one was agreed, and one action made");
        vail.sees(&actions[0])
            .await
            .says("A task on the board before the door opens")
            .says("On-task counts at the start");
        okell.sees(&actions[0]).await.says("Mr Idris Vail");
        // Other teachers, and leaders, find neither.
        for who in ["ravenhall", "thrale"] {
            let other = s.signs_in(who).await;
            other.get(&there).await.is(404);
            other.get(&actions[0]).await.is(404);
        }
        s.signs_in("ravenhall").await.get("/observations/new").await.is(403);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}
