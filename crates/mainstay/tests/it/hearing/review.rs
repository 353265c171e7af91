//! The independent review and what follows from it (rows 11 to 14).

use super::*;

#[tokio::test]
async fn a_review_is_asked_for_heard_and_thought_of_again_with_the_money_and_what_is_learnt() {
    for school in schools().await {
        let (thrale, matter) = opened(&school).await;
        let hearing = governors(&thrale, &matter).await;
        let thrale = declined(&school, &hearing).await;
        letters(&school, &thrale, &hearing).await;
        // Row 11: the application of Tue 15 Dec.
        school.at(Day::new(2026, 12, 15).unwrap(), "18.00");
        let thrale = school.signs_in("thrale").await;
        let no = thrale.posts(&format!("{matter}/hearings"), &[("kind", "panel")]).await.is(409);
        no.says("no application for a review to hear");
        let key = once();
        let apply = [
            ("once", key.as_str()),
            ("by_whom", "Ms Leanne Moss"),
            ("how", "email"),
            ("came_on", "2026-12-15"),
            ("came_at", "17.40"),
            ("grounds", "The governors did not look at his assessment."),
            ("expert", "yes"),
        ];
        thrale.does(&format!("{matter}/application"), &apply).await;
        thrale.does(&format!("{matter}/application"), &apply).await;
        let page =
            thrale.sees(&matter).await.says("Taken in").says("The last day was Fri 8 Jan 2027");
        page.says("Wed 20 Jan 2027").says("R3.10").says("A SEN expert is appointed");
        // Row 12: Thu 14 Jan, papers by Wed 6 or arguably Thu 7 Jan.
        let panel = fixed(&thrale, &matter, "panel", "2027-01-14").await;
        let page = thrale
            .sees(&panel)
            .await
            .says("Wed 6 Jan 2027")
            .says("Arguably Thu 7 Jan 2027")
            .says("R3.12");
        assert!(page.body.contains("Room 4, at the other end"));
        page.says("Wed 20 Jan 2027").says("There is no lay member");
        for (name, seat, chair) in [
            ("Mr Ade Lowe", "lay", true),
            ("Mrs Iris Poole", "governor", false),
            ("Dr Tam Eze", "head", false),
            ("Ms Noor Aziz", "expert", false),
        ] {
            sits(&thrale, &panel, name, seat, chair).await.is(303);
        }
        let old = [
            ("name", "Mr Al Old"),
            ("seat", "governor"),
            ("trained", "2025-01-13"),
            ("confirmed", "yes"),
        ];
        thrale.does(&format!("{panel}/members"), &old).await;
        let page = thrale.sees(&panel).await.says("4 members are named").says("is too old");
        let four = page.body.split("value=\"").find(|p| p.contains(">Mr Al Old</option>")).unwrap();
        let member = four.split('"').next().unwrap().to_string();
        thrale
            .does(
                &format!("{panel}/stand-down"),
                &[("member", &member), ("down_why", "Training too old")],
            )
            .await;
        thrale.sees(&panel).await.says("Enough may sit").says("Stood down");
        thrale
            .does(
                &format!("{matter}/steps"),
                &[
                    ("step", "expert"),
                    ("step_on", "2026-12-15"),
                    ("step_note", "Ms Noor Aziz, by letter"),
                ],
            )
            .await;
        // Row 13: quashed, notice given on Fri 15 Jan.
        school.at(Day::new(2027, 1, 15).unwrap(), "16.00");
        let thrale = school.signs_in("thrale").await;
        let quash = [
            ("finding", "quash"),
            ("decided_on", "2027-01-15"),
            ("findings", "The assessment was not looked at."),
            ("reasons", "The procedure was unfair."),
            ("ordered", "yes"),
        ];
        thrale.posts(&format!("{panel}/decide"), &quash).await.is(422).says("R3.15");
        let mut with = quash.to_vec();
        with.extend([("notice_how", "delivered"), ("notice_on", "2027-01-15")]);
        let mut upheld = with.clone();
        upheld[0] = ("finding", "uphold");
        thrale
            .posts(&format!("{panel}/decide"), &upheld)
            .await
            .is(422)
            .says("Only a panel that quashes can order it");
        thrale.does(&format!("{panel}/decide"), &with).await;
        let page = thrale.sees(&matter).await.says("back with the governing body, quashed");
        page.says("Fri 29 Jan 2027").says("R3.15").says("readjustment of £4,000");
        // Row 14: Wed 27 Jan, not reinstated again.
        let again = fixed(&thrale, &matter, "again", "2027-01-27").await;
        for (name, chair) in
            [("Mrs Odile Brand", true), ("Mr Samir Qureshi", false), ("Ms Leigh Okonkwo", false)]
        {
            sits(&thrale, &again, name, "governor", chair).await.is(303);
        }
        school.at(Day::new(2027, 1, 27).unwrap(), "17.00");
        let thrale = school.signs_in("thrale").await;
        let decline = [
            ("finding", "decline"),
            ("decided_on", "2027-01-27"),
            ("findings", "The assessment was read."),
            ("reasons", "It does not change the danger."),
        ];
        thrale.does(&format!("{again}/decide"), &decline).await;
        let page = thrale.sees(&matter).await.says("decided again: not reinstated");
        page.says("The readjustment of £4,000 the panel ordered");
        thrale.sees("/").await.says("The readjustment of £4,000").says("due Fri 29 Jan 2027");
        thrale
            .does(
                &format!("{matter}/steps"),
                &[
                    ("step", "money"),
                    ("step_on", "2027-01-27"),
                    ("step_note", "Raised with finance"),
                ],
            )
            .await;
        thrale.sees("/").await.hides("The readjustment of £4,000");
        // What is learnt, without the child's name, and the letter with its day to answer by.
        let named = [("theme", "send"), ("learnt", "Tyrell’s assessment was not read.")];
        thrale
            .posts(&format!("{matter}/learning"), &named)
            .await
            .is(422)
            .says("Take out the child’s name");
        thrale
            .does(
                &format!("{matter}/learning"),
                &[
                    ("theme", "send"),
                    ("learnt", "An assessment under way was not before the governors."),
                ],
            )
            .await;
        let key = once();
        let letter = [
            ("once", key.as_str()),
            ("to_name", "The chair of governors"),
            ("answer_by", "2027-02-25"),
        ];
        thrale.does(&format!("{matter}/challenge"), &letter).await;
        thrale.does(&format!("{matter}/challenge"), &letter).await;
        let page = thrale.sees(&matter).await.says("Answer asked for by Thu 25 Feb 2027");
        let pdf = key_on(&page, "/challenges/");
        assert!(thrale.sees(&pdf).await.bytes.starts_with(b"%PDF-"));
        thrale.sees("/matters/themes").await.says("SEN, EHC plans and disability").hides("Tyrell");
        thrale.sees("/matters").await.says("Tyrell Ashdown-Moss");
        // No output says that anybody but the headteacher decided it, or "excluded" alone.
        let said = thrale.sees(&matter).await.text().to_lowercase();
        assert!(!said.replace("permanently excluded", "").contains(" excluded"), "{said}");
        school.app.store().verify_chain(school.f.org).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_request_on_day_15_at_23_59_is_in_and_on_day_16_is_refused_in_words() {
    for school in schools().await {
        let (thrale, matter) = opened(&school).await;
        let hearing = governors(&thrale, &matter).await;
        let to = format!("{matter}/application");
        let come = |how: &'static str, on: &'static str, at: &'static str| {
            [("by_whom", "Mr Curtis Ashdown"), ("how", how), ("came_on", on), ("came_at", at)]
        };
        thrale
            .posts(&to, &come("email", "2026-11-13", "8.00"))
            .await
            .is(409)
            .says("no letter to count from");
        let thrale = declined(&school, &hearing).await;
        letters(&school, &thrale, &hearing).await;
        school.at(Day::new(2027, 1, 12).unwrap(), "9.00");
        let thrale = school.signs_in("thrale").await;
        let no = thrale.posts(&to, &come("email", "2027-01-09", "0.00")).await.is(409);
        no.says("This application is out of time: the last day was Fri 8 Jan 2027")
            .says("R3.09")
            .says("Equality Act");
        // Posted in time, and late by the way post is counted: a person decides, by name.
        let posted = thrale.posts(&to, &come("post", "2027-01-07", "12.00")).await.is(422);
        let posted = posted.says("it counts as made on Mon 11 Jan 2027").says("name who decided");
        assert!(posted.body.contains("value=\"Mr Curtis Ashdown\""), "nothing typed is lost");
        thrale.does(&to, &come("email", "2027-01-08", "23.59")).await;
        thrale.sees(&matter).await.says("Taken in").says("It counts as made on Fri 8 Jan 2027");
    }
}
