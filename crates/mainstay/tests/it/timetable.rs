//! An assistant's week: filled, refused with an empty period, published, changed, seen.

use crate::board::once;
use crate::harness::{Person, School, schools};
use casework::school::PeriodKind;

async fn begins(s: &School, okell: &Person) -> String {
    let adair = s.f.staff["adair"].to_string();
    okell.does("/timetables", &[("staff", &adair), ("monday", "2026-11-16")]).await
}

async fn fills(
    okell: &Person,
    week: &str,
    weekday: i64,
    code: &str,
    words: &str,
) -> crate::harness::Answer {
    let day = weekday.to_string();
    let period = format!("{week}/period");
    let form = okell.sees(&format!("{period}?weekday={day}&code={}", code.replace(' ', "+"))).await;
    let version = form.value("version");
    let fields = [
        ("version", version.as_str()),
        ("weekday", &day),
        ("code", code),
        ("what", "task"),
        ("words", words),
        ("place", "Library"),
        ("act", "fill"),
    ];
    okell.posts(&period, &fields).await
}

#[tokio::test]
async fn a_week_with_an_empty_thursday_p4_is_refused_then_published_and_a_change_is_told() {
    for s in schools().await {
        s.nov(12, "15.30");
        let okell = s.signs_in("okell").await;
        let adair = s.signs_in("adair").await;
        okell
            .posts("/timetables", &[("monday", "2026-11-16")])
            .await
            .is(422)
            .says("Choose whose week it is");
        let week = begins(&s, &okell).await;
        assert_eq!(begins(&s, &okell).await, week, "a week is begun once");
        adair.get(&week).await.is(404);
        let mut read = s.app.store().read().await.unwrap();
        let setting = store::school::setting(&mut read, s.f.org).await.unwrap();
        drop(read);
        let mut left = 0;
        for p in setting
            .periods
            .iter()
            .filter(|p| !matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch))
        {
            if (p.weekday.number(), p.code.as_str()) == (4, "P4") {
                left += 1;
                continue;
            }
            if p.weekday.number() <= 5 {
                fills(&okell, &week, p.weekday.number(), &p.code, "Year 8 reading").await.is(303);
            }
        }
        assert_eq!(left, 1);
        okell.sees(&week).await.says("Empty: Thu P4.");
        let publish = [("act", "publish")];
        okell
            .posts(&week, &publish)
            .await
            .is(409)
            .says("The week of Mon 16 Nov 2026 cannot be published: Thu P4 is empty");
        fills(&okell, &week, 4, "P4", "").await.is(422).says("Say what is done");
        fills(&okell, &week, 4, "P4", "stock and displays").await.is(303);
        okell.does(&week, &publish).await;
        okell.does(&week, &publish).await;
        let today = adair
            .sees("/")
            .await
            .says("Your timetable for the week of Mon 16 Nov 2026 is published");
        assert!(today.links("/timetables/").contains(&week));
        adair.sees(&week).await.says("stock and displays").hides("Publish it");
        adair.does(&week, &[("act", "seen")]).await;
        adair.sees("/").await.hides("is published");
        adair.posts(&week, &publish).await.is(404);

        // A change on Wednesday is told, on Today and by email, and is there in his own week.
        s.nov(17, "15.30");
        let okell = s.signs_in("okell").await;
        let adair = s.signs_in("adair").await;
        fills(&okell, &week, 3, "P2", "Governors’ visit").await.is(303);
        adair.sees("/").await.says("Your timetable was changed: Wed 18 Nov P2: Governors’ visit");
        let mut read = s.app.store().read().await.unwrap();
        let sent = store::message::about(
            &mut read,
            s.f.org,
            &[casework::Id::parse_str(week.trim_start_matches("/timetables/")).unwrap()],
        )
        .await
        .unwrap();
        drop(read);
        assert_eq!(sent.len(), 1, "one email, of the change");
        assert!(sent[0].words.body.contains("Wed P2") && !sent[0].words.body.contains("Governors"));
        adair.sees("/timetables/mine").await.says("Governors’ visit").says("I have seen it");
        adair.sees(&format!("{week}/print")).await.says("Governors’ visit");
        let version =
            okell.sees(&format!("{week}/period?weekday=3&code=P2")).await.value("version");
        let clear =
            [("version", version.as_str()), ("weekday", "3"), ("code", "P2"), ("act", "clear")];
        okell.posts(&format!("{week}/period"), &clear).await.is(409).says("is not emptied");
        // Somebody else's week is nobody's to find.
        s.signs_in("ravenhall").await.get(&week).await.is(404);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_week_is_copied_from_the_last_and_what_the_rota_says_is_shown_and_not_copied() {
    for s in schools().await {
        s.nov(12, "15.30");
        let okell = s.signs_in("okell").await;
        let adair = s.f.staff["adair"].to_string();
        let rota = format!("/rota/week/{}", s.f.room);
        let seen = okell.sees(&rota).await.value("seen");
        okell.does(&rota, &[("seen", &seen), ("staff-2-P4", adair.as_str())]).await;
        let week = begins(&s, &okell).await;
        okell.sees(&week).await.says("In charge, by the rota");
        fills(&okell, &week, 4, "P4", "stock and displays").await.is(303);
        // With one name that two have, the form asks which.
        let version =
            okell.sees(&format!("{week}/period?weekday=1&code=P1")).await.value("version");
        let with = [
            ("version", version.as_str()),
            ("weekday", "1"),
            ("code", "P1"),
            ("what", "pupil"),
            ("who", "Nobody-Such"),
        ];
        okell.posts(&format!("{week}/period"), &with).await.is(422).says("Nobody has that name");
        let tyrell = [with[0], with[1], with[2], with[3], ("who", "Tyrell")];
        okell.does(&format!("{week}/period"), &tyrell).await;
        okell.sees(&week).await.says("Tyrell");
        let next = okell.does("/timetables", &[("staff", &adair), ("monday", "2026-11-23")]).await;
        let from = okell.sees(&next).await.says("Copy from the week of Mon 16 Nov").value("from");
        okell.does(&next, &[("act", "copy"), ("from", &from)]).await;
        // Friday the 27th is an INSET day of the school.
        okell.sees(&next).await.says("stock and displays").says("Tyrell");
        // Nobody works on a day that is not in their pattern.
        let pattern = format!("/working-week/{adair}");
        okell
            .posts(&pattern, &[("version", "0"), ("from-1", "8.30"), ("to-1", "8.00")])
            .await
            .is(422)
            .says("It ends after it begins");
        okell
            .does(
                &pattern,
                &[
                    ("version", "0"),
                    ("from-1", "8.30"),
                    ("to-1", "15.30"),
                    ("from-3", "8.30"),
                    ("to-3", "15.30"),
                    ("not_theirs", "Lunch duty"),
                ],
            )
            .await;
        okell.sees(&next).await.says("Not at work").says("Lunch duty");
    }
}

#[tokio::test]
async fn what_is_due_on_a_day_somebody_does_not_work_stands_on_their_working_day_before() {
    for s in schools().await {
        s.nov(9, "9.00");
        let okell = s.signs_in("okell").await;
        let adair = s.f.staff["adair"].to_string();
        // He works on Mondays and Wednesdays; his note is to be looked at again on Friday the 20th.
        okell
            .does(
                &format!("/working-week/{adair}"),
                &[
                    ("version", "0"),
                    ("from-1", "8.30"),
                    ("to-1", "15.30"),
                    ("from-3", "8.30"),
                    ("to-3", "15.30"),
                ],
            )
            .await;
        let key = once();
        okell
            .does(
                "/handbook/new",
                &[
                    ("once", key.as_str()),
                    ("kind", "procedure"),
                    ("title", "How we mentor"),
                    ("steps", "Listen"),
                    ("owner", &adair),
                    ("review_on", "2026-11-20"),
                ],
            )
            .await;
        s.nov(16, "9.00");
        s.signs_in("adair").await.sees("/").await.hides("Look at it again: How we mentor");
        s.nov(18, "9.00");
        s.signs_in("adair").await.sees("/").await.says("Look at it again: How we mentor, today");
    }
}
