//! Training received and given, what runs out, and who is without what is asked of them.

use crate::board::once;
use crate::harness::schools;

#[tokio::test]
async fn training_that_runs_out_in_sixty_days_is_told_to_the_person_and_to_whoever_manages_them() {
    for s in schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let (key, adair_id) = (once(), s.f.staff["adair"].to_string());
        // Good until 9 January: sixty days from 10 November.
        let keep = [
            ("once", key.as_str()),
            ("way", "received"),
            ("staff", adair_id.as_str()),
            ("what", "De-escalation, level 2"),
            ("provider", "The authority"),
            ("day", "2025-01-10"),
            ("hours", "6.5"),
            ("until", "2027-01-09"),
            ("learnt", "Two ways to slow a corridor down"),
        ];
        let early = [keep[0], keep[1], keep[2], keep[3], keep[5], ("until", "2024-01-09")];
        okell
            .sends("/training/new", &early, ("", b""))
            .await
            .is(422)
            .says("It runs out after the day it was had");
        let there = okell
            .sends("/training/new", &keep, ("certificate.txt", b"Certificate of attendance"))
            .await
            .is(303)
            .location;
        let page = okell
            .sees(&there)
            .await
            .says("6 h 30 min")
            .says("Runs out soon")
            .says("certificate.txt");
        let file = page.links(&format!("{there}/file/")).remove(0);
        assert_eq!(okell.get(&file).await.is(200).bytes, b"Certificate of attendance");
        okell
            .sees("/")
            .await
            .says("Mr Col Adair: De-escalation, level 2, good until Sat 9 Jan 2027");
        let adair = s.signs_in("adair").await;
        let today =
            adair.sees("/").await.says("Renew: De-escalation, level 2, good until Sat 9 Jan 2027");
        assert!(today.links("/training/").contains(&there));
        // Another's certificate is nobody's.
        let vail = s.signs_in("vail").await;
        vail.get(&there).await.is(404);
        vail.get(&file).await.is(404);
        vail.get(&format!("/training/people/{adair_id}")).await.is(404);
        // Renewed: both are told no longer.
        let key = once();
        let renewed = [
            ("once", key.as_str()),
            ("way", "received"),
            keep[3],
            ("day", "2026-11-09"),
            ("until", "2028-11-09"),
        ];
        adair.sends("/training/new", &renewed, ("", b"")).await.is(303);
        adair.sees("/").await.hides("Renew: De-escalation");
        okell.sees("/").await.hides("De-escalation, level 2, good until");
        okell.sees(&there).await.says("Renewed since");
        // What the school's interval is, it says itself.
        okell
            .posts("/training/needs", &[("act", "warned"), ("warned", "soon")])
            .await
            .is(422)
            .says("Give a number of days");
        okell
            .does(
                "/training/needs",
                &[("act", "warned"), ("warned", "800")]
                    .map(|(a, b)| (a, if b == "800" { "366" } else { b })),
            )
            .await;
        okell.sees("/training").await.says("366 days before");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_first_aid_certificate_is_warned_of_from_its_own_list_and_who_lacks_what_is_asked_is_named()
 {
    for s in schools().await {
        s.nov(10, "9.00");
        let abbot = s.signs_in("abbot").await;
        let adair_id = s.f.staff["adair"].to_string();
        let aid = [
            ("act", "keep"),
            ("staff", adair_id.as_str()),
            ("version", "0"),
            ("what", "First aid at work"),
            ("until", "2027-01-09"),
        ];
        abbot.does("/set-up/first-aid", &aid).await;
        let adair = s.signs_in("adair").await;
        let okell = s.signs_in("okell").await;
        adair.sees("/").await.says("Renew: First aid at work, good until Sat 9 Jan 2027");
        okell.sees("/").await.says("Mr Col Adair: First aid at work, good until Sat 9 Jan 2027");
        okell.sees("/training").await.says("First aid at work").says("First aid list");
        let key = once();
        let need = [
            ("act", "add"),
            ("once", key.as_str()),
            ("what", "First aid at work"),
            ("role", "mentor"),
            ("newcomers", "yes"),
        ];
        okell
            .posts("/training/needs", &[("act", "add"), ("once", key.as_str())])
            .await
            .is(422)
            .says("Say what is asked");
        okell.does("/training/needs", &need).await;
        okell.does("/training/needs", &need).await;
        let key = once();
        okell
            .does(
                "/training/needs",
                &[("act", "add"), ("once", key.as_str()), ("what", "Safeguarding, yearly")],
            )
            .await;
        okell
            .sees("/training")
            .await
            .says("Who is without what is asked of them")
            .says("Safeguarding, yearly");
        let page = okell.sees(&format!("/training/people/{adair_id}")).await;
        page.says("In the first weeks of somebody new")
            .says("Had")
            .says("To do")
            .says("Safeguarding, yearly");
        adair
            .sees("/training")
            .await
            .says("What is asked of you and not kept")
            .hides("Mr Idris Vail");
        // Kept anew on its own list, the warning moves with it.
        let aid = [
            ("act", "keep"),
            ("staff", adair_id.as_str()),
            ("version", "1"),
            ("what", "First aid at work"),
            ("until", "2028-01-09"),
        ];
        abbot.does("/set-up/first-aid", &aid).await;
        adair.sees("/").await.hides("Renew: First aid at work");
        s.signs_in("vail").await.get("/training/needs").await.is(403);
    }
}

#[tokio::test]
async fn a_strategy_card_is_found_by_its_need_by_everybody_who_teaches() {
    for s in schools().await {
        let okell = s.signs_in("okell").await;
        let key = once();
        let card = [
            ("once", key.as_str()),
            ("need", "Noise and crowded rooms"),
            ("title", "A seat away from the door"),
            ("how", "Agree the seat before the lesson"),
        ];
        okell.posts("/strategies/new", &card[..3]).await.is(422).says("Say how it is done");
        okell.does("/strategies/new", &card).await;
        okell.does("/strategies/new", &card).await;
        let vail = s.signs_in("vail").await;
        vail.sees("/strategies?need=Noise+and+crowded+rooms")
            .await
            .says("Agree the seat before the lesson");
        vail.sees("/strategies?q=quince").await.says("No card has these words");
        vail.get("/strategies/new").await.is(403);
    }
}
