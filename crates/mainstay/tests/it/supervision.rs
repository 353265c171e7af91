//! Line management: held, missed, rebooked, agreed by both; and reflective supervision, which is nobody
//! else's to read.

use crate::board::once;
use crate::harness::schools;

#[tokio::test]
async fn a_fortnightly_series_is_held_missed_and_rebooked_and_its_notes_are_the_two_peoples() {
    for s in schools().await {
        s.nov(2, "9.00");
        let okell = s.signs_in("okell").await;
        let (key, adair_id) = (once(), s.f.staff["adair"].to_string());
        let begin = [
            ("once", key.as_str()),
            ("staff", adair_id.as_str()),
            ("every", "fortnight"),
            ("day", "2026-11-04"),
            ("at", "14.30"),
            ("objectives", "Run the reading group alone"),
        ];
        okell.posts("/supervision/new", &begin[..1]).await.is(422).says("Choose whom you meet");
        let there = okell.does("/supervision/new", &begin).await;
        assert_eq!(okell.does("/supervision/new", &begin).await, there);
        let first = okell.sees(&there).await.says("Wed 4 Nov 2026").value("meeting");
        okell
            .posts(&there, &[("act", "held"), ("meeting", &first)])
            .await
            .is(409)
            .says("This meeting is on Wed 4 Nov 2026");

        // 4 November: held. Its notes are seen and agreed by both.
        s.nov(4, "15.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Line management with Mr Col Adair: held or missed?");
        let notes = okell.does(&there, &[("act", "held"), ("meeting", &first)]).await;
        okell.sees("/").await.hides("held or missed?");
        okell.sees(&there).await.says("Wed 18 Nov 2026").says("Planned");
        let version = okell.sees(&notes).await.value("version");
        okell
            .posts(&notes, &[("act", "write"), ("version", &version)])
            .await
            .is(422)
            .says("Write what was talked about");
        let write = [
            ("act", "write"),
            ("version", version.as_str()),
            ("notes", "Mornings begin late"),
            ("wellbeing", "Tired, and glad of the group"),
            ("to_do", "Adair: set out the room by 8.20"),
        ];
        okell.does(&notes, &write).await;
        let adair = s.signs_in("adair").await;
        let today = adair.sees("/").await.says("Agree the notes of line management, Wed 4 Nov");
        assert!(today.links("/supervision/").contains(&there));
        let page = adair.sees(&notes).await.says("Tired, and glad of the group");
        let version = page
            .body
            .rsplit("name=\"version\" value=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_string();
        adair.does(&notes, &[("act", "agree"), ("version", &version)]).await;
        adair.sees("/").await.hides("Agree the notes");
        okell.sees(&there).await.says("Held, agreed");
        let write = [("act", "write"), ("version", version.as_str()), ("notes", "Other words")];
        okell.posts(&notes, &write).await.is(409).says("Both agreed these notes");
        // Nobody else finds them, however senior.
        for who in ["merrow", "thrale", "ravenhall"] {
            let other = s.signs_in(who).await;
            other.get(&there).await.is(404);
            other.get(&notes).await.is(404);
        }

        // 18 November: missed. A prompt, and booked again for the 20th.
        s.nov(18, "15.45");
        let okell = s.signs_in("okell").await;
        let second = okell.sees(&there).await.value("meeting");
        let why = format!("why-{second}");
        okell
            .posts(&there, &[("act", "missed"), ("meeting", &second)])
            .await
            .is(422)
            .says("Say why it was missed");
        okell
            .does(&there, &[("act", "missed"), ("meeting", &second), (&why, "Called to the yard")])
            .await;
        okell.sees("/").await.says("Rebook line management with Mr Col Adair, missed Wed 18 Nov");
        let day = format!("day-{second}");
        okell
            .posts(&there, &[("act", "rebook"), ("meeting", &second), (&day, "2026-11-27")])
            .await
            .is(422)
            .says("The school is shut then");
        okell.does(&there, &[("act", "rebook"), ("meeting", &second), (&day, "2026-11-20")]).await;
        okell.does(&there, &[("act", "rebook"), ("meeting", &second), (&day, "2026-11-20")]).await;
        okell.sees("/").await.hides("Rebook line management");
        // The next is still counted from the 18th.
        okell
            .sees(&there)
            .await
            .says("Missed, rebooked")
            .says("Fri 20 Nov 2026")
            .says("Wed 2 Dec 2026")
            .says("Called to the yard");
        s.nov(20, "15.00");
        s.signs_in("okell")
            .await
            .sees("/")
            .await
            .says("Line management with Mr Col Adair: held or missed?");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn reflective_supervision_is_read_by_the_person_alone_and_a_manager_sees_that_it_took_place()
{
    for s in schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let (key, adair_id) = (once(), s.f.staff["adair"].to_string());
        let begin = [
            ("once", key.as_str()),
            ("staff", &adair_id),
            ("every", "fortnight"),
            ("day", "2026-11-11"),
        ];
        let there = okell.does("/supervision/new", &begin).await;
        let adair = s.signs_in("adair").await;
        let key = once();
        let secret = "The quince story that nobody may read";
        let keep = [
            ("once", key.as_str()),
            ("day", "2026-11-05"),
            ("with", "Dr Lune"),
            ("themes", "Mornings"),
            ("words", secret),
            ("to_do", "Rest"),
        ];
        adair
            .posts("/supervision/own", &[("day", "2026-12-05"), ("words", secret)])
            .await
            .is(422)
            .says("That day has not come yet")
            .says(secret);
        for _ in 0..2 {
            adair.does("/supervision/own", &keep).await;
        }
        let list = adair.sees("/supervision/own").await.says("Thu 5 Nov 2026");
        let own: Vec<String> = list.links("/supervision/own/");
        assert_eq!(own.len(), 1, "kept once");
        let page = adair.sees(&own[0]).await.says(secret);
        let version = page.value("version");
        adair
            .does(
                &own[0],
                &[("version", &version), ("day", "2026-11-05"), ("words", "Other words")],
            )
            .await;
        adair
            .posts(&own[0], &[("version", &version), ("day", "2026-11-05"), ("words", "Third")])
            .await
            .is(409);
        // The manager sees the day and no word; others see nothing of it.
        okell.sees(&there).await.says("Thu 5 Nov 2026").hides("Dr Lune").hides(secret);
        okell.get(&own[0]).await.is(404);
        okell.sees("/supervision/own").await.says("Nothing kept yet");
        s.signs_in("merrow").await.get(&own[0]).await.is(404);
        let trail = s.signs_in("merrow").await.sees("/trail").await;
        trail.hides("quince").hides("Dr Lune").hides("Mornings");
        // What was written over is nowhere any more, and no other table ever had it.
        assert!(!store::testing::holds(s.app.store(), "quince").await.unwrap());
    }
}
