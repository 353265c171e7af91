//! What somebody who covers the room may see and record, next to what its own staff do.

use crate::board::{ALL, books, once};
use crate::harness::{School, schools};
use casework::pupil::Sen;
use casework::{Act, Event, Id, Verb};
use mainstay::demo::fairholme::plain_pupil;

/// Everything about Wren that is not for somebody who covers the room.
const NOT_FOR_COVER: [&str; 6] =
    ["Looked after", "Social worker", "Hope Anand", "EHC plan", "Free meal", "threw a book"];

/// A pupil with a care record, a plan, a free meal and asthma, booked for the day.
async fn wren(school: &mut School) -> Id {
    let mut pupil = plain_pupil("8F1", 8, "Wren", "Hollis", "F");
    pupil.sen = Sen::Plan;
    pupil.free_meals = true;
    pupil.looked_after = true;
    pupil.social_worker = "Ms Hope Anand".into();
    pupil.medical = "Asthma: blue inhaler".into();
    pupil.strengths = "Draws maps".into();
    pupil.helps = "Count to ten together. Sit by the door".into();
    let act = Act::by_system(school.f.org, school.clock.now(), "A test");
    let mut w = school.app.store().write(act).await.unwrap();
    store::pupil::add(&mut w, std::slice::from_ref(&pupil)).await.unwrap();
    w.commit(Event::new(Verb::RosterImported, "pupil", pupil.id), vec![]).await.unwrap();
    school.f.pupils.insert("Wren", pupil.id);
    books(school, "Wren", 1, &ALL).await
}

#[tokio::test]
async fn a_cover_adult_reads_health_and_what_helps_and_nothing_of_care_need_or_home() {
    for mut school in schools().await {
        let placement = wren(&mut school).await;
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{placement}/arrival"), &[("quick", "yes")]).await;
        let poll = school.signs_in("poll").await;
        let pages = [
            board.clone(),
            format!("{board}/tiles"),
            format!("{board}/lunch"),
            format!("{board}/print"),
            format!("{board}/handover"),
            format!("{board}/marks"),
            format!("/placements/{placement}/arrival"),
            format!("/placements/{placement}"),
            "/".into(),
        ];
        for page in &pages {
            let answer = poll.get(page).await;
            for words in NOT_FOR_COVER {
                assert!(!answer.body.contains(words), "{page} tells cover “{words}”");
            }
        }
        let tile = poll.sees(&board).await;
        tile.says("Wren").says("Asthma: blue inhaler").says("Count to ten together");
        poll.sees(&format!("{board}/lunch")).await.says("Asthma: blue inhaler");
        poll.sees(&format!("{board}/print"))
            .await
            .says("Asthma: blue inhaler")
            .says("Count to ten together");
        poll.sees(&pages[6]).await.says("Asthma: blue inhaler");

        // The room's own lead reads them where the day is run.
        for page in [&pages[0], &pages[1], &pages[3], &pages[6], &pages[7]] {
            okell.sees(page).await.says("Looked after").says("Social worker").says("EHC plan");
        }
        okell.sees(&pages[2]).await.says("Free meal");
    }
}

#[tokio::test]
async fn care_is_on_the_day_card_for_the_room_and_the_file_and_not_for_a_teacher() {
    for mut school in schools().await {
        let placement = wren(&mut school).await;
        let card = format!("/placements/{placement}");
        let thrale = school.signs_in("thrale").await;
        thrale.sees(&card).await.says("Looked after").says("Social worker");
        // Ms Catterall leads Year 9 and Wren is in Year 8: not hers to open.
        school.signs_in("catterall").await.get(&card).await.is(404);

        // Saffron is taught by teachers of 8F1, and has a social worker too.
        let saffron = books(&school, "Saffron", 2, &ALL).await;
        let act = Act::by_system(school.f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        store::testing::social_worker(&mut w, school.f.pupils["Saffron"], "Ms Hope Anand").await;
        w.commit(Event::new(Verb::RosterImported, "pupil", saffron), vec![]).await.unwrap();
        let card = format!("/placements/{saffron}");
        let okell = school.signs_in("okell").await;
        okell.sees(&card).await.says("Social worker");
        let mut read = 0;
        for who in ["farrant", "blyth", "hale", "stroud", "lunt", "sethi", "petit", "roe"] {
            let teacher = school.signs_in(who).await;
            let answer = teacher.get(&card).await;
            read += i32::from(answer.status == 200);
            answer.hides("Social worker").hides("Hope Anand");
            teacher.sees("/pupils?text=Saffron").await.hides("Social worker");
        }
        assert!(read > 0, "somebody teaches 8F1");
    }
}

#[tokio::test]
async fn a_cover_adult_records_while_the_room_is_theirs_and_is_offered_to_take_it_over() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        let handover = format!("{board}/handover");
        let entries = format!("/placements/{tyrell}/entries");

        // Nobody handed over: the board is read, and nothing is kept.
        school.nov(10, "13.30");
        let poll = school.signs_in("poll").await;
        let page = poll.sees(&board).await.says("Tyrell").says("Take over the room");
        assert!(page.links("/placements/").is_empty(), "no key to tap");
        let marks = [("conduct", "4"), ("code", "P5")];
        let start = [("act", "start"), ("kind", "break")];
        let row = format!("conduct-{tyrell}");
        let sheet = [(row.as_str(), "1")];
        let tap = [("kind", "praise"), ("tap", "yes"), ("at", "2026-11-10T13:29:00Z")];
        for (path, fields) in [
            (entries.clone(), &[("kind", "praise")][..]),
            (entries.clone(), &tap[..]),
            (format!("/placements/{tyrell}/marks"), &marks[..]),
            (format!("/placements/{tyrell}/arrival"), &[("quick", "yes")][..]),
            (format!("/placements/{tyrell}/not-here"), &[("reason", "Late to school")][..]),
            (format!("{board}/marks?period=P5"), &sheet[..]),
            (format!("{board}/break"), &start[..]),
        ] {
            let no = poll.posts(&path, fields).await.is(409);
            assert!(no.links("/board/").iter().any(|l| l.ends_with("/handover#take")), "{path}");
            no.says("You have not taken over the room, so this was not kept");
        }
        let okell = school.signs_in("okell").await;
        okell.sees(&format!("/placements/{tyrell}")).await.says("Praise 0");

        // Taking over says from whom and until when.
        let form = poll.sees(&handover).await.says("Take over the room");
        let lead = school.f.staff["okell"].to_string();
        assert!(form.body.contains(&format!("value=\"{lead}\" selected")), "the lead is proposed");
        poll.posts(&handover, &[("act", "take"), ("taken_from", &lead)])
            .await
            .is(422)
            .says("Say until when, such as 14.10");
        let fields = [("act", "take"), ("taken_from", lead.as_str()), ("to", "13:20")];
        poll.posts(&handover, &fields).await.is(422).says("Give a time after 13.30");
        let key = once();
        let fields = [("act", "take"), ("taken_from", &lead), ("to", "14:10"), ("once", &key)];
        poll.does(&handover, &fields).await;
        poll.does(&handover, &fields).await;
        poll.sees(&board).await.says("Mr Dean Poll in charge").hides("Take over the room");
        poll.does(&entries, &[("kind", "praise"), ("once", &once())]).await;
        poll.does(&format!("/placements/{tyrell}/marks"), &marks).await;
        let shown = okell.sees(&handover).await.says("Taken over from Ms Dara Okell");
        assert_eq!(shown.text().matches("Taken over from").count(), 1);

        // It ends as said; a tap of before that waited for the network is still kept.
        school.nov(10, "14.12");
        let poll = school.signs_in("poll").await;
        poll.sees(&board).await.says("Take over the room").says("Ms Dara Okell in charge");
        poll.posts(&entries, &[("kind", "praise"), ("once", &once())])
            .await
            .is(409)
            .says("You had the room until 14.10, so this was not kept");
        let late =
            [("kind", "help"), ("tap", "yes"), ("at", "2026-11-10T14:05:00Z"), ("once", &once())];
        poll.posts(&entries, &late).await.is(200);
        let okell = school.signs_in("okell").await;
        let card = okell.sees(&format!("/placements/{tyrell}")).await;
        card.says("Praise 1").says("Help given 1");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
