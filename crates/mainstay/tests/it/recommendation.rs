//! A recommendation made from a report becomes something a named person decides and another does.

use crate::board::once;
use crate::harness::schools;

#[tokio::test]
async fn a_recommendation_is_decided_by_whom_it_was_put_to_and_followed_until_it_is_done() {
    for school in schools().await {
        school.nov(10, "15.20");
        let okell = school.signs_in("okell").await;
        let report = okell.sees("/reports/half-term").await;
        let from = report.links("/recommendations/new").remove(0);
        let page = okell.sees(&from).await.says("Recommend something").says("Autumn 2 2026");
        let thrale = school.f.staff["thrale"].to_string();
        let (key, days) = (once(), [page.value("from"), page.value("to")]);
        let make = |advice: &'static str, by: &'static str| {
            [
                ("once", key.clone()),
                ("from", days[0].clone()),
                ("to", days[1].clone()),
                ("evidence", "Eleven were sent in P6 on a Thursday".into()),
                ("advice", advice.to_string()),
                ("decider", thrale.clone()),
                ("decide_by", by.to_string()),
            ]
        };
        let posts = async |advice: &'static str, by: &'static str| {
            let all = make(advice, by);
            let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
            okell.posts("/recommendations/new", &all).await
        };
        let wrong = posts("", "2026-11-12").await.is(422).says("Say what is recommended");
        assert!(wrong.body.contains("Eleven were sent in P6"), "nothing typed is lost");
        posts("A second adult", "2026-11-09").await.is(422).says("That day is over");
        let one = posts("A second adult in P6", "2026-11-18").await.is(303).location;
        assert_eq!(posts("A second adult in P6", "2026-11-18").await.location, one);
        okell.sees("/recommendations").await.says("A second adult in P6").says("To decide");

        // It stands on Today of whoever decides, long before its day, and is left there only by deciding.
        let thrale = school.signs_in("thrale").await;
        let today = thrale.sees("/").await.says("Decide on a recommendation");
        assert!(today.links("/recommendations/").contains(&one), "{:?}", today.links("/"));
        let leave = today.links("/today/leave?kind=task").remove(0);
        assert_eq!(thrale.get(&leave).await.is(303).location, one);
        okell
            .posts(&one, &[("act", "decide"), ("decision", "declined"), ("why", "No")])
            .await
            .is(409)
            .says("This is for Mr Ewan Thrale to decide");
        let version = thrale.sees(&one).await.says("Your decision").value("version");
        let decide = [("act", "decide"), ("version", version.as_str()), ("decision", "agreed")];
        thrale.posts(&one, &decide).await.is(422).says("Choose who does it");
        let declined = [("act", "decide"), ("version", &version), ("decision", "declined")];
        thrale.posts(&one, &declined).await.is(422).says("Say why not");
        let owner = school.f.staff["catterall"].to_string();
        let agreed = [
            ("act", "decide"),
            ("version", version.as_str()),
            ("decision", "agreed"),
            ("owner", owner.as_str()),
            ("due", "2026-11-20"),
        ];
        thrale.does(&one, &agreed).await;
        thrale.does(&one, &agreed).await;
        thrale.sees("/").await.hides("Decide on a recommendation");

        // What was agreed is an action; whoever does it says there what came of it, and the
        // recommendation is done with it.
        school.nov(12, "8.40");
        let okell = school.signs_in("okell").await;
        okell.sees("/recommendations").await.says("Agreed, to be done");
        let action = okell.sees(&one).await.links("/actions/").remove(0);
        school.nov(19, "8.40");
        let okell = school.signs_in("okell").await;
        let catterall = school.signs_in("catterall").await;
        let today = catterall.sees("/").await.says("A second adult in P6, due");
        assert!(today.links("/actions/").contains(&action));
        let page = catterall.sees(&one).await.says("Agreed by Mr Ewan Thrale");
        let finish = [("act", "finish"), ("version", "2"), ("outcome", "Done")];
        assert_eq!(catterall.posts(&one, &finish).await.is(303).location, action);
        assert!(page.links("/actions/").contains(&action));
        let page = catterall.sees(&action).await.says("A recommendation of Tue 10 Nov 2026");
        let (key, version) = (page.value("once"), page.value("version"));
        let said = |outcome: &'static str| {
            [
                ("act", "done"),
                ("once", key.clone().leak() as &str),
                ("version", version.clone().leak() as &str),
                ("outcome", outcome),
            ]
        };
        catterall.posts(&action, &said("")).await.is(422).says("Say what was done");
        catterall.does(&action, &said("Mr Vail is there")).await;
        catterall.does(&action, &said("Mr Vail is there")).await;
        catterall.sees("/").await.hides("A second adult in P6, due");
        okell.sees(&one).await.says("Mr Vail is there").says("Done");
        // A teacher whom it does not concern finds nothing there.
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall.get(&one).await.is(404);
        ravenhall.get("/recommendations").await.is(403);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
