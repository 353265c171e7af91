//! Good news home: by email or on paper, counted, and never about another child.

use crate::harness::schools;
use crate::home::{ALL_DAY, books};
use crate::parent::{email, opens};
use casework::Id;
use casework::message::Kind;

#[tokio::test]
async fn good_news_goes_to_each_parent_by_their_own_way_and_is_counted_beside_the_rest() {
    for school in schools().await {
        school.nov(10, "14.40");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        books(&school, "Saffron", &["P1"]).await;
        let okell = school.signs_in("okell").await;
        let tyrell = school.f.pupils["Tyrell"];
        let path = format!("/pupils/{tyrell}/good-news");
        let page = okell.sees(&format!("/placements/{placement}")).await;
        assert!(!page.links(&path).is_empty(), "from the day card");
        assert!(!okell.sees(&format!("/pupils/{tyrell}")).await.links(&path).is_empty());
        let (leanne, curtis) =
            (school.f.contacts["Leanne"].to_string(), school.f.contacts["Curtis"].to_string());
        let once = Id::now_v7().to_string();
        let news = |body: &'static str| {
            [
                ("once", once.as_str()),
                ("body", body),
                ("to", leanne.as_str()),
                ("to", curtis.as_str()),
            ]
        };
        okell.posts(&path, &news(" ")).await.is(422).says("Write what went well");
        okell
            .posts(&path, &news("Worked well beside Saffron."))
            .await
            .is(422)
            .says("Take out")
            .says("Worked well beside Saffron.");
        let nobody = [("once", once.as_str()), ("body", "Finished it all.")];
        okell.posts(&path, &nobody).await.is(422).says("Choose who is told");
        okell.does(&path, &news("Finished every task today.")).await;
        okell.does(&path, &news("Finished every task today.")).await;
        let page = okell.sees(&path).await.says("1 piece of good news");
        assert_eq!(page.text().matches("“Finished every task today.”").count(), 1);
        page.says("Mr Curtis Ashdown, on paper: no email address is on record");
        let pdf = okell.sees(&path).await.links("/good-news/").remove(0);
        assert!(okell.get(&pdf).await.is(200).bytes.starts_with(b"%PDF"));
        okell.sees(&format!("/placements/{placement}/home")).await.says("1 piece of good news");

        let message = {
            let mut read = school.app.store().read().await.unwrap();
            let which = store::message::Which::All;
            let all = store::message::list(&mut read, school.f.org, which, 0, 50).await.unwrap();
            all.into_iter().find(|m| m.kind == Kind::GoodNewsHome).unwrap()
        };
        assert!(!format!("{:?}", message.words).contains("Tyrell"));
        let key = school.app.link_key().unwrap();
        let link = mainstay::link::path(&key, school.f.org, message.link.unwrap());
        opens(&school, &link)
            .await
            .is(200)
            .says("Finished every task today.")
            .hides("Curtis")
            .hides("Quay");
        email(&school, "Leanne", "new@post.example").await;
        opens(&school, &link).await.is(409).says("run out").hides("Finished");

        // A teacher sees no home, and a year lead of another year nothing of this pupil.
        for who in ["ravenhall", "poll", "lyle"] {
            let person = school.signs_in(who).await;
            person.get(&path).await.is(403);
            person.posts(&path, &news("Hello.")).await.is(403);
            person.get(&pdf).await.is(403);
        }
    }
}
