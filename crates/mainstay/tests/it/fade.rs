//! Report cards that fade: looked at with figures, decided by a person, ended with the return or
//! carried on past it; and marks that are missing, teacher by teacher.

use crate::card::on_card;
use crate::harness::{Answer, School, schools, send};
use casework::message::Kind;
use mainstay::returning::card::ask::run_once;
use store::message::{Message, Which};

async fn sent(school: &School, kind: Kind) -> Vec<Message> {
    let mut read = school.app.store().read().await.unwrap();
    let all = store::message::list(&mut read, school.f.org, Which::All, 0, 1000).await.unwrap();
    all.into_iter().filter(|m| m.kind == kind).collect()
}

/// The subjects that can be chosen on a page.
fn subjects(page: &Answer) -> Vec<String> {
    page.body
        .split("name=\"subjects\" value=\"")
        .skip(1)
        .map(|r| r.split('"').next().unwrap().to_string())
        .collect()
}

#[tokio::test]
async fn a_card_fades_only_by_somebodys_decision_and_then_asks_for_what_was_decided() {
    for school in schools().await {
        let link = on_card(&school).await;
        let card = format!("{link}/card");
        let look = format!("{card}/look");
        school.nov(16, "15.30");
        school.signs_in("okell").await.sees("/").await.hides("Report cards to look at");
        school.nov(17, "15.30");
        for who in ["okell", "adair", "catterall"] {
            school.signs_in(who).await.sees("/").await.says("Report cards to look at");
        }
        for who in ["hale", "poll", "lyle"] {
            let person = school.signs_in(who).await;
            person.sees("/").await.hides("Report cards to look at");
            person.posts(&look, &[("step", "off"), ("words", "No")]).await.is(403);
        }
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&card).await.says("Every lesson").says("not marked");
        let page = page.says("Every lesson for 5 school days, then chosen lessons for 3");
        let subjects = subjects(&page);
        let chosen = "Maths".to_string();
        assert!(subjects.contains(&chosen), "{subjects:?}");
        let version = page.value("version");
        let with =
            |step: &'static str| vec![("version", version.clone()), ("step", step.to_string())];
        let post = |fields: Vec<(&'static str, String)>| {
            let (okell, look) = (&okell, &look);
            async move {
                let all: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
                okell.posts(look, &all).await
            }
        };
        post(with("")).await.is(422).says("Choose what comes next");
        post(with("down")).await.is(422).says("Choose the lessons that are still marked");
        post(with("up")).await.is(422).says("Every lesson is the most a card asks");
        post(with("extend")).await.is(422).says("Say why, in a sentence");
        let mut down = with("down");
        down.push(("subjects", chosen.clone()));
        post(down.clone()).await.is(303);
        // Somebody else decided in between.
        post(down).await.is(409);
        let page = okell.sees(&card).await.says(&format!("Chosen lessons: {chosen}"));
        page.says("Figures then").says("Somebody looks again on Fri 20 Nov");
        okell.sees("/").await.hides("Report cards to look at");

        let before = sent(&school, Kind::CardAsked).await.len();
        for day in [18, 19, 20] {
            school.nov(day, "8.10");
            run_once(&school.app, school.f.org).await.unwrap();
        }
        let asked = sent(&school, Kind::CardAsked).await;
        let newest = &asked[..asked.len() - before];
        assert!(!newest.is_empty(), "{chosen} is taught in these days");
        for m in newest {
            for other in subjects.iter().filter(|s| **s != chosen) {
                assert!(!m.words.body.contains(other.as_str()), "{other} in {}", m.words.body);
            }
        }

        // One check a day, by the mentor, once the last lesson is under way.
        school.nov(20, "15.30");
        let okell = school.signs_in("okell").await;
        let version = okell.sees(&card).await.value("version");
        okell.does(&look, &[("version", &version), ("step", "down")]).await;
        school.nov(23, "15.00");
        let adair = school.signs_in("adair").await;
        let page = adair.sees("/cards").await.says("Day The whole day");
        let to = page.links("/cards/").into_iter().find(|l| l.ends_with("/mark")).unwrap();
        let day = page.value("lesson_day");
        adair.does(&to, &[("lesson_day", &day), ("lesson_code", "Day"), ("all", "1")]).await;
        school.signs_in("hale").await.sees("/cards").await.hides("Mon 23 Nov, ");

        // The outcome says what becomes of the card.
        school.nov(24, "15.30");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&link).await.says("What becomes of the report card?");
        let version = page.value("version");
        let to = format!("{link}/outcome");
        let held = [("version", version.as_str()), ("outcome", "held")];
        okell.posts(&to, &held).await.is(422).says("Choose what becomes of the report card");
        let off = [held[0], held[1], ("card_result", "off")];
        okell.does(&to, &off).await;
        okell.does(&to, &off).await;
        okell.sees(&link).await.says("It held").says("Report card: Off the card");
        okell.sees(&card).await.says("The card has ended");
        let adair = school.signs_in("adair").await;
        adair.sees("/cards").await.says("No report cards in your lessons");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_card_that_is_extended_goes_on_after_the_return_has_its_outcome() {
    for school in schools().await {
        let link = on_card(&school).await;
        school.nov(24, "15.30");
        let okell = school.signs_in("okell").await;
        let version = okell.sees(&link).await.value("version");
        let partly = [
            ("version", version.as_str()),
            ("outcome", "partly"),
            ("outcome_words", "Better in the mornings."),
            ("card_result", "extend"),
        ];
        okell.does(&format!("{link}/outcome"), &partly).await;
        okell.sees(&link).await.says("Report card: Extend");
        school.nov(25, "8.10");
        assert_eq!(run_once(&school.app, school.f.org).await.unwrap(), 1);
        school.nov(25, "15.00");
        let hale = school.signs_in("hale").await;
        hale.sees("/cards").await.says("Tyrell Ashdown-Moss");
        // INSET on the 27th: the fifth school day is Wed 2 Dec.
        let december = rulebook::Day::new(2026, 12, 2).unwrap();
        school.at(december, "8.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/").await.says("Report cards to look at");
        let card = page.links("/returns/").into_iter().find(|l| l.contains("card#look")).unwrap();
        let version = okell.sees(&card).await.value("version");
        let off = [("version", version.as_str()), ("step", "off"), ("words", "Five clear days.")];
        okell.does(&format!("{link}/card/look"), &off).await;
        okell.sees("/").await.hides("Report cards to look at");
        school.at(december.plus(1), "8.10");
        assert_eq!(run_once(&school.app, school.f.org).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn missing_marks_are_listed_by_teacher_and_each_is_reminded_once_a_day() {
    for school in schools().await {
        on_card(&school).await;
        school.nov(12, "8.30");
        let okell = school.signs_in("okell").await;
        let path = "/cards/missing";
        let page = okell.sees(path).await.says("1 on a report card, 1 with lessons");
        page.says("Ms Ingrid Hale").says("Wed 11 Nov");
        okell.does(path, &[]).await;
        okell.does(path, &[]).await;
        let all = sent(&school, Kind::CardReminder).await;
        let hale: Vec<_> = all.iter().filter(|m| m.address.contains("hale")).collect();
        assert_eq!(hale.len(), 1, "{}", school.engine());
        assert!(!hale[0].words.subject.contains("Tyrell"));
        for why in ["Abuse", "Swore", "book"] {
            assert!(!hale[0].words.body.contains(why), "{why}");
        }
        okell.sees(path).await.says("Reminded today");
        // The link marks a lesson of yesterday with one tap, and no other teacher's.
        let key = school.app.link_key().unwrap();
        let link = mainstay::link::path(&key, school.f.org, hale[0].link.unwrap());
        let page = send(&school.router, "GET", &link, "", None).await.is(200).says("Wed 11 Nov");
        let (day, code) = (page.value("lesson_day"), page.value("lesson_code"));
        assert_eq!(day, "2026-11-11");
        let body = format!("lesson_day={day}&lesson_code={code}&all=1");
        send(&school.router, "POST", &link, "", Some(body)).await.is(303);
        let page = okell.sees(path).await;
        assert!(!page.text().contains("Ms Ingrid Hale"), "{}", page.text());
        for who in ["hale", "poll", "lyle"] {
            school.signs_in(who).await.get(path).await.is(403);
        }
    }
}

#[tokio::test]
async fn the_school_sets_the_bar_for_clear_and_how_a_card_fades() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/set-up/cards").await.says("count as clear");
        let was = page.value("was");
        let set = |clear: &'static str, every: &'static str| {
            [
                ("was", was.as_str()),
                ("word1", "Met"),
                ("word2", "Mostly"),
                ("word3", "Partly"),
                ("word4", "Not met"),
                ("days", "5"),
                ("clear", clear),
                ("every", every),
                ("chosen", "2"),
                ("daily", "1"),
            ]
        };
        lyle.posts("/set-up/cards", &set("4", "3")).await.is(422).says("whole number from 1 to 3");
        lyle.posts("/set-up/cards", &set("1", "0")).await.is(422).says("whole number from 1 to 10");
        lyle.does("/set-up/cards", &set("1", "3")).await;
        let link = on_card(&school).await;
        school.nov(11, "15.10");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&format!("{link}/card")).await;
        page.says("every target was marked Met, as this school has set")
            .says("Every lesson for 3 school days, then chosen lessons for 2")
            .says("Somebody looks again on Fri 13 Nov");
    }
}
