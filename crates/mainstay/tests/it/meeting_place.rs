//! Where a meeting is, whether enough come, and who may read of it.

use crate::harness::{Person, schools};
use crate::meeting::{calendars, day, people, posts};

#[tokio::test]
async fn a_place_is_booked_once_the_quorum_warns_and_minutes_are_met_by_the_schools_own_standard() {
    for s in schools().await {
        s.nov(12, "9.00");
        let abbot = s.signs_in("abbot").await;
        let rule = [
            ("kind", "panel"),
            ("version", "0"),
            ("name", "Fair access and inclusion panel"),
            ("quorum", "chair 1, school 4, adviser 1"),
        ];
        let with = |days: &'static str| {
            rule.into_iter().chain([("within_days", days)]).collect::<Vec<_>>()
        };
        abbot
            .posts("/set-up/meetings", &with("0"))
            .await
            .is(422)
            .says("Give a number of days from 1 to 20");
        abbot.does("/set-up/meetings", &with("3")).await;

        let okell = s.signs_in("okell").await;
        let suite = [
            ("place", "Civic Suite 2"),
            ("on", "2026-12-08"),
            ("from", "10.00"),
            ("to", "12.00"),
            ("what", "Budget panel"),
        ];
        posts(&okell, "/meetings/places", &suite).await;
        let panel = |place: &'static str| {
            [
                ("kind", "panel"),
                ("on", "2026-12-08"),
                ("from", "9.30"),
                ("to", "12.30"),
                ("place", place),
                ("remote", "https://meet.example/panel"),
            ]
        };
        let refused = okell.posts("/meetings/new", &panel("civic suite 2")).await.is(422);
        refused.says("Civic Suite 2 is taken on Tue 8 Dec 2026, 10.00 to 12.00: Budget panel, booked by Ms Dara Okell");
        let meeting = posts(&okell, "/meetings/new", &panel("Civic Suite 3")).await;
        okell
            .sees(&meeting)
            .await
            .says("Fair access and inclusion panel")
            .says("the standard set here: 3 days");
        let twice = [
            ("place", "Civic Suite 3"),
            ("on", "2026-12-08"),
            ("from", "12.00"),
            ("to", "13.00"),
            ("what", "Lunch"),
        ];
        okell.posts("/meetings/places", &twice).await.is(422).says("Civic Suite 3 is taken");
        posts(&okell, &format!("{meeting}/setup"), &[("what", "Hearing loop")]).await;
        okell.sees(&meeting).await.says("Hearing loop").says("To do");

        // Fourteen are asked: a chair, five schools, an adviser and others.
        for n in 1..=14 {
            let (name, email) = (format!("Member {n}"), format!("m{n}@panel.example"));
            let part = match n {
                1 => "chair",
                2..=6 => "school",
                7 => "adviser",
                _ => "",
            };
            let needs = if n == 3 { "Hearing loop" } else { "" };
            posts(
                &okell,
                &format!("{meeting}/people"),
                &[
                    ("name", &name),
                    ("email", &email),
                    ("whom", "agency"),
                    ("part", part),
                    ("needs", needs),
                ],
            )
            .await;
        }
        okell.does(&format!("{meeting}/send"), &[]).await;
        assert_eq!(calendars(&s, &meeting).await.len(), 14);
        let asked = people(&s, &meeting).await;
        let says = async |who: &Person, n: usize, reply: &str| {
            let id = asked.iter().find(|p| p.name == format!("Member {n}")).unwrap().id;
            who.does(&format!("{meeting}/people/{id}"), &[("act", "reply"), ("reply", reply)])
                .await;
        };
        for n in [1, 2, 3, 4, 7] {
            says(&okell, n, "yes").await;
        }
        says(&okell, 5, "no").await;
        s.at(day(12, 4), "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees(&meeting).await.says("Not enough for the quorum").says("school: 3 of 4");
        s.at(day(12, 7), "9.00");
        let okell = s.signs_in("okell").await;
        says(&okell, 6, "remote").await;
        okell.sees(&meeting).await.hides("Not enough for the quorum");

        // Approved on Thursday, out on Friday, the third day: met. A day later it would be late.
        s.at(day(12, 10), "16.00");
        let okell = s.signs_in("okell").await;
        let finish = format!("{meeting}/finish");
        okell.does(&finish, &[("act", "to_chair")]).await;
        okell.does(&finish, &[("act", "approve"), ("approved_by", "Mrs Lorna Vickery")]).await;
        okell
            .sees(&format!("{meeting}/minutes"))
            .await
            .says("by Fri 11 Dec 2026")
            .says("Mrs Lorna Vickery, recorded by Ms Dara Okell");
        s.at(day(12, 14), "8.10");
        let okell = s.signs_in("okell").await;
        okell.sees("/meetings").await.says("Minutes late");
        s.at(day(12, 11), "16.00");
        let okell = s.signs_in("okell").await;
        okell.does(&finish, &[("act", "circulate")]).await;
        okell.sees(&format!("{meeting}/minutes")).await.says("Out in time");

        // Another is called off: those who were asked are told, and its place is free.
        let fields = [
            ("kind", "panel"),
            ("on", "2026-12-15"),
            ("from", "9.30"),
            ("to", "12.30"),
            ("place", "Civic Suite 3"),
        ];
        let off = posts(&okell, "/meetings/new", &fields).await;
        posts(
            &okell,
            &format!("{off}/people"),
            &[("name", "Member 1"), ("email", "m1@panel.example")],
        )
        .await;
        okell.does(&format!("{off}/send"), &[]).await;
        okell
            .posts(&format!("{off}/off"), &[("why_off", "")])
            .await
            .is(422)
            .says("Say why it is off");
        okell.does(&format!("{off}/off"), &[("why_off", "Too few cases")]).await;
        let files = calendars(&s, &off).await;
        assert!(files.iter().any(|f| f.2.contains("METHOD:CANCEL")
            && f.2.contains("SEQUENCE:1")
            && f.1.starts_with("Off:")));
        okell.posts(&format!("{off}/send"), &[]).await.is(409).says("This meeting was called off");
        posts(&okell, "/meetings/new", &fields).await;
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_private_meeting_is_read_by_those_who_are_at_it_alone() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "reflective"),
            ("on", "2026-11-13"),
            ("from", "9.00"),
            ("to", "10.00"),
            ("place", "Room 9"),
        ];
        let own = posts(&okell, "/meetings/new", &fields).await;
        okell.sees(&own).await.says("read by those who are at it alone");
        let thrale = s.signs_in("thrale").await;
        thrale.get(&own).await.is(404);
        thrale.sees("/meetings").await.says("0 to come");
        // It still has its place: whoever is refused it learns of no more than the kind and whom to ask.
        let clash = [
            ("kind", "parent"),
            ("on", "2026-11-13"),
            ("from", "9.30"),
            ("to", "10.00"),
            ("place", "Room 9"),
        ];
        thrale
            .posts("/meetings/new", &clash)
            .await
            .is(422)
            .says("Reflective supervision, booked by Ms Dara Okell");
        let adair = s.f.staff["adair"].to_string();
        posts(&okell, &format!("{own}/people"), &[("staff", &adair)]).await;
        let adair = s.signs_in("adair").await;
        adair.sees(&own).await.says("Reflective supervision");
        adair
            .posts(&format!("{own}/off"), &[("why_off", "x")])
            .await
            .is(409)
            .says("leads this meeting");
    }
}
