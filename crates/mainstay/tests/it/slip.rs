//! Slips between colleagues, and Today as its reader arranged it.

use crate::harness::schools;
use casework::Id;

#[tokio::test]
async fn a_slip_is_read_and_answered_and_stands_in_the_file_of_whom_it_is_about() {
    for s in schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let vail = s.f.staff["vail"].to_string();
        let tyrell = s.f.pupils["Tyrell"].to_string();
        let key = Id::now_v7().to_string();
        let body = "Has he his inhaler with you?";
        let slip = [
            ("to", vail.as_str()),
            ("pupil", tyrell.as_str()),
            ("body", body),
            ("once", key.as_str()),
        ];
        okell
            .posts("/slips", &[("body", body)])
            .await
            .is(422)
            .says("Choose whom it is to")
            .says(body);
        let long = "a".repeat(501);
        okell.posts("/slips", &[("to", &vail), ("body", &long)]).await.is(422).says("at most 500");
        for _ in 0..2 {
            okell.does("/slips", &slip).await;
        }
        let page = okell.sees("/slips").await.says("Not read").says(body);
        let one = page.links("/slips/").remove(0);
        assert_eq!(page.links("/slips/").len(), 1, "sent twice, kept once");
        // Its writer opening it does not read it.
        okell.sees(&one).await.says("Not read yet");
        s.nov(10, "10.05");
        let vail = s.signs_in("vail").await;
        vail.sees("/").await.says("Slips from colleagues").says("From Ms Dara Okell");
        vail.sees(&one).await.says(body);
        let okell = s.signs_in("okell").await;
        okell.sees(&one).await.says("Read Tue 10 Nov 2026, 10.05");
        okell.posts(&one, &[("answer", "x")]).await.is(409).says("This slip is for Mr Idris Vail");
        vail.posts(&one, &[("answer", "")]).await.is(422).says("Write an answer");
        for _ in 0..2 {
            vail.does(&one, &[("answer", "Yes, in his blazer")]).await;
        }
        vail.posts(&one, &[("answer", "No")]).await.is(409).says("answered already");
        vail.sees("/").await.hides("Slips from colleagues");
        okell.sees(&one).await.says("Yes, in his blazer");
        okell.sees(&format!("/pupils/{tyrell}")).await.says("Slip between colleagues").says(body);
        okell.sees(&format!("/pupils/{tyrell}/slips")).await.says("Yes, in his blazer");
        // Nobody else opens it who may not open his file.
        let brandt = s.signs_in("brandt").await;
        brandt.get(&one).await.is(404);
    }
}

#[tokio::test]
async fn what_is_put_first_stays_first_and_what_is_late_cannot_be_put_off() {
    for s in schools().await {
        let okell = s.f.staff["okell"].to_string();
        let mut ids = Vec::new();
        for (what, day) in [("Late thing", 9), ("Ring the nurse", 10), ("Order the taxi", 10)] {
            s.nov(day, "8.50");
            let vail = s.signs_in("vail").await;
            vail.does("/slips", &[("to", &okell), ("body", what)]).await;
            let mut read = s.app.store().read().await.unwrap();
            let all = store::slip::waiting(&mut read, s.f.org, s.f.staff["okell"]).await.unwrap();
            let slip = all.iter().find(|x| x.body == what).unwrap();
            ids.push(slip.id.to_string());
        }
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let line = |n: usize, way| vec![("kind", "slip"), ("about", ids[n].as_str()), ("way", way)];
        okell.does("/today/arrange", &line(2, "first")).await;
        let page = okell.sees("/").await.says("First, as you put them");
        let place = |n: usize| page.body.find(&format!("/slips/{}", ids[n])).unwrap();
        assert!(place(2) < place(0) && place(2) < place(1));
        // Until two o'clock, for a reason; then it is back by itself.
        let mut later = line(1, "later");
        okell.posts("/today/arrange", &later).await.is(422).says("Say why it can wait");
        later.extend([("why", "She is on a trip"), ("time", "14.00")]);
        okell.does("/today/arrange", &later).await;
        okell
            .sees("/")
            .await
            .says("1 put off by you")
            .says("Put off until 14.00: She is on a trip");
        s.nov(10, "14.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.hides("put off by you").says("First, as you put them");
        // Late: it says so, and stays where it is seen.
        let mut late = line(0, "later");
        late.extend([("why", "No time"), ("day", "2026-11-12")]);
        okell.posts("/today/arrange", &late).await.is(409).says("What is late cannot be put off");
        okell
            .sees(&format!("/today/arrange?kind=slip&about={}", ids[0]))
            .await
            .says("cannot be put off");
        okell.does("/today/arrange", &line(2, "back")).await;
        okell.sees("/").await.hides("First, as you put them");
    }
}

#[tokio::test]
async fn a_slip_whose_pupil_cannot_be_read_is_not_sent_without_one() {
    for s in schools().await {
        let okell = s.signs_in("okell").await;
        let vail = s.f.staff["vail"].to_string();
        let slip = [("to", vail.as_str()), ("pupil", "not-a-key"), ("body", "Is it his inhaler?")];
        let no = okell.posts("/slips", &slip).await.is(422);
        let no = no.says("Choose the student again").says("Is it his inhaler?");
        assert!(no.body.contains("href=\"#pupil\"") && no.body.contains("id=\"pupil\""));
        okell.sees("/slips").await.says("No slips");
        okell.does("/slips", &[slip[0], ("pupil", ""), slip[2]]).await;
        okell.sees("/slips").await.says("Is it his inhaler?");
    }
}
