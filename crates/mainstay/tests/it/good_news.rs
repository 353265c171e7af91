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

#[tokio::test]
async fn good_news_is_told_at_school_too_where_its_writer_chooses_so() {
    for school in schools().await {
        school.nov(10, "14.40");
        books(&school, "Tyrell", ALL_DAY).await;
        let act = casework::Act::by_system(school.f.org, school.clock.now(), "a story");
        let mut w = school.app.store().write(act).await.unwrap();
        let scope = casework::Scope { org: school.f.org, reach: vec![casework::Reach::School] };
        let tyrell = store::pupil::find(&mut w, &scope, school.f.pupils["Tyrell"]).await.unwrap();
        let tutor = tyrell.tutor.expect("a tutor");
        store::testing::staff_email(&mut w, tutor, "tutor@fairholme.example").await;
        let event = casework::Event::new(casework::Verb::SettingChanged, "staff", tutor);
        w.commit(event, vec![]).await.unwrap();
        let okell = school.signs_in("okell").await;
        let path = format!("/pupils/{}/good-news", tyrell.id);
        let page = okell.sees(&path).await.says("Tell them at school too").says("Form tutor");
        assert!(!page.body.contains("name=\"also\" value=\"\" checked"));
        let leanne = school.f.contacts["Leanne"].to_string();
        let (also, once) = (tutor.to_string(), Id::now_v7().to_string());
        let stranger = school.f.staff["poll"].to_string();
        let news = [
            ("once", once.as_str()),
            ("body", "Helped a younger student."),
            ("to", leanne.as_str()),
            ("also", also.as_str()),
            ("also", stranger.as_str()),
        ];
        okell.does(&path, &news).await;
        okell.does(&path, &news).await;
        okell.sees(&path).await.says("At school: ").says(", by email");
        let mut read = school.app.store().read().await.unwrap();
        let which = store::message::Which::All;
        let all = store::message::list(&mut read, school.f.org, which, 0, 50).await.unwrap();
        let told: Vec<_> = all.iter().filter(|m| m.kind == Kind::GoodNewsStaff).collect();
        assert_eq!(told.len(), 1, "the tutor once, and nobody else, on {}", school.engine());
        assert_eq!(told[0].address, "tutor@fairholme.example");
        assert!(!told[0].words.subject.contains("Tyrell"), "{:?}", told[0].words);
        assert!(told[0].words.body.contains("Tyrell Ashdown-Moss, 9K2"));
        assert!(told[0].words.body.contains("Helped a younger student."));
    }
}
