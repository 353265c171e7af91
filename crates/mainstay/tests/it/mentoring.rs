//! The room when it is empty: mentoring with goals, and one adult's day in order.

use crate::harness::schools;
use casework::Id;

#[tokio::test]
async fn mentoring_follows_each_goal_from_session_to_session_and_waits_on_today() {
    for s in schools().await {
        s.nov(4, "13.30");
        let adair = s.signs_in("adair").await;
        let (key, tyrell) = (Id::now_v7().to_string(), s.f.pupils["Tyrell"].to_string());
        let mut fields = vec![
            ("pupil", tyrell.as_str()),
            ("focus", "Staying when it gets hard"),
            ("next_on", "2026-11-09"),
            ("once", key.as_str()),
        ];
        adair.posts("/mentoring/new", &fields).await.is(422).says("Give at least one goal");
        fields.push(("goal-1", "Asks for the time-out card"));
        fields.push(("goal-2", "Has a pen"));
        let page = adair.does("/mentoring/new", &fields).await;
        assert_eq!(adair.does("/mentoring/new", &fields).await, page, "tapped twice, begun once");
        adair.sees("/").await.hides("Mentoring sessions due");
        s.nov(9, "8.30");
        let adair = s.signs_in("adair").await;
        adair.sees("/").await.says("Mentoring sessions due").says("Tyrell Ashdown-Moss, 9K2");

        s.nov(9, "14.10");
        let adair = s.signs_in("adair").await;
        let mut read = s.app.store().read().await.unwrap();
        let id = Id::parse_str(page.trim_start_matches("/mentoring/")).unwrap();
        let goals = store::mentoring::goals(&mut read, s.f.org, id).await.unwrap();
        drop(read);
        assert_eq!(goals.len(), 2);
        let progress = format!("progress-{}", goals[0].id);
        let sessions = format!("{page}/sessions");
        adair
            .posts(&sessions, &[("day", "2026-11-09")])
            .await
            .is(422)
            .says("Give the time it began");
        adair
            .posts(&sessions, &[("day", "2026-11-09"), ("from", "15.00"), ("minutes", "20")])
            .await
            .is(422)
            .says("later than now");
        for (day, from, stands, next) in
            [("2026-11-06", "13.40", "not", ""), ("2026-11-09", "13.40", "near", "2026-11-16")]
        {
            let key = Id::now_v7().to_string();
            let session = [
                ("day", day),
                ("from", from),
                ("minutes", "25"),
                ("body", "Talked about Science"),
                (progress.as_str(), stands),
                ("next_on", next),
                ("once", key.as_str()),
            ];
            for _ in 0..2 {
                adair.does(&sessions, &session).await;
            }
        }
        adair
            .sees(&page)
            .await
            .says("2 sessions, 50 min")
            .says("not yet (")
            .says("nearly (")
            .says("Nearly Asks for the time-out card");
        adair.sees("/").await.hides("Mentoring sessions due");
        adair.sees("/duties/timeline?day=2026-11-09").await.says("13.40–14.05 Mentoring session");
        // The file tells it; a teacher who does not teach him sees nothing of it.
        adair.sees(&format!("/pupils/{tyrell}")).await.says("Mentoring session");
        let ravenhall = s.signs_in("ravenhall").await;
        assert!(ravenhall.get(&page).await.status >= 400);
        // Only its mentor writes in it, and an end has a reason.
        let okell = s.signs_in("okell").await;
        okell.sees(&page).await.hides("Write down a session");
        okell.posts(&page, &[("way", "end"), ("why", "x")]).await.is(404);
        adair.posts(&page, &[("way", "end")]).await.is(422).says("Say why it ends");
        let version = adair.sees(&page).await.value("version");
        adair
            .does(&page, &[("way", "end"), ("why", "Both goals met"), ("version", &version)])
            .await;
        adair.sees(&page).await.says("Both goals met").hides("Write down a session");
    }
}

#[tokio::test]
async fn sessions_that_were_held_are_a_figure_with_its_list() {
    for s in schools().await {
        s.nov(9, "14.10");
        let adair = s.signs_in("adair").await;
        let (key, tyrell) = (Id::now_v7().to_string(), s.f.pupils["Tyrell"].to_string());
        let fields = [("pupil", tyrell.as_str()), ("goal-1", "Has a pen"), ("once", key.as_str())];
        let page = adair.does("/mentoring/new", &fields).await;
        for (day, minutes) in [("2026-11-05", "25"), ("2026-11-09", "20")] {
            let key = Id::now_v7().to_string();
            let session = [
                ("day", day),
                ("from", "13.40"),
                ("minutes", minutes),
                ("body", "Talked about Science"),
                ("once", key.as_str()),
            ];
            adair.does(&format!("{page}/sessions"), &session).await;
        }
        let okell = s.signs_in("okell").await;
        let report = okell.sees("/reports/half-term").await.says("Mentoring sessions 2");
        let report = report.says("45 min");
        let list = report.links("/reports/list?what=sessions").remove(0);
        let list = okell.sees(&list).await.says("Tyrell Ashdown-Moss").says("25");
        list.hides("Talked about Science");
        // The counts of another year are not theirs.
        okell.sees("/reports/half-term?outside=yes").await.hides("45 min");
    }
}
