//! Notices that come twice, late, out of order or wrong, and two officers on one case.

use crate::case::{PERMANENT, SUSPENSION, at, day, desk, key, with};
use crate::harness::schools;

#[tokio::test]
async fn a_notice_that_comes_twice_late_or_wrong_is_worded_and_nothing_is_lost() {
    for school in schools().await {
        let (n, _, cloverley) = desk(&school).await;
        let who = "osei-brandt";
        let callum = at(&school, &n, who, day(2026, 11, 12), "15.45").await;
        // No name of the register, no number that adds up, days the wrong way round.
        let bad = with(
            PERMANENT,
            &[
                ("act", "open"),
                ("school_name", "Harowfield"),
                ("upn", "X123"),
                ("first_day", "2026-11-10"),
            ],
        );
        let no = callum.posts("/intake/new", &bad).await.is(422);
        no.says("No school of this name is in your register")
            .says("UPN has 13 characters")
            .says("lies before the decision");
        // With a file, what could not be opened yet waits whole, its file too.
        let pdf = b"%PDF-1.7 notice".as_slice();
        let no = callum.sends("/intake/new", &bad, ("notice.pdf", pdf)).await.is(422);
        no.says("notice.pdf");
        let waits = callum.sees("/intake").await.says("Waiting").says("Reuben Haldane-Price");
        let one = waits.links("/intake/").into_iter().find(|l| !l.ends_with("/new")).unwrap();
        let kept = callum.sees(&one).await.says("notice.pdf");
        assert!(kept.body.contains("value=\"Haldane-Price\""), "what was typed is there");
        let version = kept.value("version");
        let fine = with(PERMANENT, &[("act", "open"), ("version", version.as_str())]);
        let case = callum.does(&one, &fine).await;
        callum.sees(&case).await.says("notice.pdf");

        // Received twice: refused, with its way out; kept with the case; counted once.
        let child = {
            let page = callum.sees(&case).await;
            key(&page.links("/children/")[0], "/children/")
        };
        let again = with(PERMANENT, &[("act", "open"), ("child", child.as_str())]);
        callum
            .posts("/intake/new", &again)
            .await
            .is(422)
            .says("This notice repeats one received Thu 12 Nov 2026")
            .says("Keep it with Case 1");
        callum.does("/intake/new", &with(&again, &[("act", "join")])).await;
        callum.sees(&format!("/children/{child}")).await.says("The notice came again");

        // Out of order, at another school, under another name, without a number: a case all the
        // same, and what is odd is written into it.
        let earlier = with(
            SUSPENSION,
            &[
                ("family", "Price"),
                ("school_name", "Cloverley School"),
                ("child", child.as_str()),
                ("received_on", "2026-11-12"),
                ("received_at", "15.40"),
            ],
        );
        let second = callum.does("/intake/new", &earlier).await;
        assert_ne!(second, case);
        let story = callum.sees(&format!("/children/{child}")).await;
        story
            .says("There is an open case at Harrowfield School")
            .says("began later and was received earlier")
            .says("Known here as Reuben Haldane-Price; this notice says Reuben Price");

        // The wrong school: put right, with from whom; the old fact stays in sight.
        let facts = callum.sees(&format!("{second}/facts")).await;
        let (v, cv) = (facts.value("version"), facts.value("child_version"));
        let right = with(
            SUSPENSION,
            &[
                ("school_name", "Harrowfield School"),
                ("family", "Haldane-Price"),
                ("version", &v),
                ("child_version", &cv),
                ("source", "Cloverley’s office, by telephone"),
            ],
        );
        callum.does(&format!("{second}/facts"), &right).await;
        let facts = callum.sees(&format!("{second}/facts")).await;
        facts.says("Cloverley School").says("Cloverley’s office, by telephone");
        // Two officers on one case: the second is told, and keeps what was typed.
        let fenn = at(&school, &n, "fenn", day(2026, 11, 12), "15.50").await;
        let late = with(&right, &[("what", "Threw a chair")]);
        fenn.posts(&format!("{second}/facts"), &late).await.is(409).says("Threw a chair");
        let school_page = fenn.sees(&format!("/schools/{cloverley}/desk")).await;
        school_page.says("No open case");

        // Closed only with what it owes named; reopened with a reason; both in the chronology.
        let page = fenn.sees(&second).await;
        let v = page.value("version");
        let close = [("outcome", "ended"), ("version", v.as_str())];
        fenn.posts(&format!("{second}/close"), &close).await.is(409).says("This case still owes");
        let close = with(&close, &[("why", "The school has the proof"), ("falls_away", "yes")]);
        fenn.does(&format!("{second}/close"), &close).await;
        fenn.sees(&second).await.says("Closed").says("The school has the proof");
        fenn.sees("/cases?state=closed").await.says("Reuben");
        fenn.does(&format!("{second}/reopen"), &[("why", "The mother wrote")]).await;
        fenn.sees(&format!("/children/{child}")).await.says("Reopened").says("The mother wrote");
        // Nobody of a school opens any of it.
        let head = school.signs_in("khoury").await;
        for path in ["/desk", "/cases", "/intake", &case, "/day-six", "/compliance"] {
            head.get(path).await.is(403);
        }
    }
}
