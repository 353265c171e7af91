//! Who was told on the day: home by what came of calls and letters, and those outside school.

use crate::harness::{School, schools, tuesday};
use crate::home::{ALL_DAY, books};
use crate::parent::{issues, kept, link_of, roster, sends};
use casework::Id;

async fn comes(school: &School, placement: Id) {
    let okell = school.signs_in("okell").await;
    let page = okell.sees(&format!("/placements/{placement}/arrival")).await;
    let version = page.value("version");
    let fields = [("version", version.as_str()), ("feeling", "3")];
    okell.does(&format!("/placements/{placement}/arrival"), &fields).await;
}

async fn rings(school: &School, placement: Id, who: &'static str, outcome: &str, time: &str) {
    let okell = school.signs_in("okell").await;
    let contact = school.f.contacts[who].to_string();
    let once = Id::now_v7().to_string();
    let fields = [
        ("contact", contact.as_str()),
        ("day", "2026-11-10"),
        ("time", time),
        ("outcome", outcome),
        ("once", once.as_str()),
    ];
    okell.does(&format!("/placements/{placement}/home"), &fields).await;
}

#[tokio::test]
async fn a_voicemail_is_no_telling_and_waits_on_today_once_the_day_is_over() {
    for school in schools().await {
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        school.nov(10, "8.45");
        comes(&school, placement).await;
        school.nov(10, "9.10");
        rings(&school, placement, "Leanne", "voicemail", "9.05").await;
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("Home not told on the day");
        okell
            .sees("/told?day=2026-11-10")
            .await
            .says("0 of 1 homes know so far today")
            .says("Tried, not reached")
            .says("not yet checked");
        school.nov(10, "15.10");
        let okell = school.signs_in("okell").await;
        let page =
            okell.sees("/").await.says("Home not told on the day").says("Tried, nobody reached");
        assert!(page.links(&format!("/placements/{placement}/told")).len() == 1);

        // A letter that was sent is no telling either; that home says it was read is.
        issues(&okell, placement).await;
        okell.sees("/").await.says("nobody has said that they have it");
        let link = link_of(&school, "Leanne").await;
        school.nov(10, "16.00");
        sends(&school, &link, &[("do", "read")]).await.is(303);
        okell.sees("/").await.hides("Home not told on the day");
        let page = okell.sees(&format!("/placements/{placement}/told")).await;
        let page = page.says("Told on the day").says("Rung: voicemail").says("Letter 1, by email");
        page.says("Has read it, by the private link");
        okell.sees("/told?day=2026-11-10").await.says("1 of 1 homes know so far today");
        // The sheet of a day has nothing in it for those who may not see homes.
        for who in ["ravenhall", "poll", "vail", "lyle"] {
            let person = school.signs_in(who).await;
            person.get("/told").await.is(403);
            person.get(&format!("/placements/{placement}/told")).await.is(403);
        }
    }
}

#[tokio::test]
async fn what_was_not_done_on_the_day_is_left_with_a_reason_or_stays() {
    for school in schools().await {
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        school.nov(10, "8.45");
        comes(&school, placement).await;
        rings(&school, placement, "Leanne", "no_answer", "8.44").await;
        school.nov(11, "8.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/").await.says("Home not told on the day");
        let leave = page.links("/today/leave?kind=not_told").remove(0);
        let form = okell.sees(&leave).await;
        let about = form.value("about");
        let why =
            |why: &'static str| [("kind", "not_told"), ("about", about.as_str()), ("why", why)];
        okell.posts("/today/leave", &why("")).await.is(422);
        okell.does("/today/leave", &why("Told at the gate by Mr Adair")).await;
        okell.sees("/").await.hides("Home not told on the day");
    }
}

#[tokio::test]
async fn a_social_worker_and_a_virtual_school_head_are_each_a_task_until_they_are_told() {
    for school in schools().await {
        let tyrell = school.f.pupils["Tyrell"];
        let mut w = roster(&school).await;
        store::testing::social_worker(&mut w, tyrell, "Ms Hope Anand").await;
        store::testing::looked_after(&mut w, tyrell).await.unwrap();
        kept(&school, w).await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("Hope Anand not told");
        school.nov(10, "8.45");
        comes(&school, placement).await;
        okell.sees("/").await.says("Ms Hope Anand not told").says("Virtual school head not told");
        let path = format!("/placements/{placement}/told");
        okell.sees(&path).await.says("To be told");
        okell
            .posts(&path, &[("whom", "social_worker")])
            .await
            .is(422)
            .says("Choose how they were told");
        let once = Id::now_v7().to_string();
        let tell = |whom: &'static str, time: &'static str| {
            vec![
                ("whom".to_string(), whom.to_string()),
                (format!("name-{whom}"), "Ms Hope Anand".into()),
                (format!("way-{whom}"), "phone".into()),
                (format!("day-{whom}"), tuesday().iso()),
                (format!("time-{whom}"), time.into()),
                (format!("once-{whom}"), once.clone()),
            ]
        };
        let fields = |all: &[(String, String)]| -> Vec<(String, String)> { all.to_vec() };
        for (time, status) in [("9.30", 422), ("8.40", 303), ("8.40", 303)] {
            let all = fields(&tell("social_worker", time));
            let all: Vec<(&str, &str)> =
                all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            okell.posts(&path, &all).await.is(status);
        }
        let page = okell.sees(&path).await;
        assert_eq!(
            page.text().matches("Told Ms Hope Anand, by telephone").count(),
            1,
            "{}",
            page.text()
        );
        okell.sees("/").await.hides("Hope Anand not told").says("Virtual school head not told");
        // Who has neither is never asked about.
        let (other, _) = books(&school, "Saffron", &["P1"]).await;
        let all = tell("social_worker", "8.40");
        let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        okell.posts(&format!("/placements/{other}/told"), &all).await.is(404);
    }
}
