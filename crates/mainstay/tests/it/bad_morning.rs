//! A morning when the screen fails, and what keeps the record right after it. Scenario 7, rows 7,
//! 8, 15 and 16.

use crate::board::{ALL, books, once};
use crate::harness::{School, schools};
use casework::room::RoomKind;
use casework::{Act, Event, Id, Verb};

async fn arrives(school: &School, placement: Id) {
    let okell = school.signs_in("okell").await;
    okell.does(&format!("/placements/{placement}/arrival"), &[("quick", "yes")]).await;
}

/// Keys of a placement's periods by their code.
async fn slots(school: &School, placement: Id) -> Vec<(String, Id)> {
    let mut read = school.app.store().read().await.unwrap();
    let slots = store::room::slots(&mut read, school.f.org, placement).await.unwrap();
    slots.into_iter().map(|s| (s.code, s.id)).collect()
}

#[tokio::test]
async fn the_sheet_is_printed_from_today_and_the_day_is_entered_from_it_with_its_true_times() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let saffron = books(&school, "Saffron", 2, &ALL).await;
        school.nov(10, "8.30");
        let okell = school.signs_in("okell").await;
        let print = okell
            .sees("/")
            .await
            .says("Not printed yet today")
            .links("/board/")
            .into_iter()
            .find(|l| l.ends_with("/print"))
            .unwrap();
        okell.sees(&print).await.says("Printed 8.30 by Ms Dara Okell").says("Tyrell");
        okell.sees("/").await.says("Printed 8.30 by Ms Dara Okell");
        school.nov(10, "8.40");
        arrives(&school, tyrell).await;

        // The network is away from 11.00 to 11.20; the sheet has it.
        school.nov(10, "11.20");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        let late = format!("{board}/late");
        assert!(okell.sees(&board).await.links("/board/").contains(&late));
        let page = okell.sees(&late).await.says("Tyrell").says("P3 11.05–12.00").hides("P4");
        let key = page.value("once");
        let (of_tyrell, of_saffron) = (slots(&school, tyrell).await, slots(&school, saffron).await);
        let at =
            |slots: &[(String, Id)], code: &str| slots.iter().find(|(c, _)| c == code).unwrap().1;
        let (t2, t3, s2) = (at(&of_tyrell, "P2"), at(&of_tyrell, "P3"), at(&of_saffron, "P2"));
        let names: Vec<String> = vec![
            format!("kind-{t3}"),
            format!("times-{t3}"),
            format!("conduct-{t2}"),
            format!("came-{saffron}"),
            format!("kind-{s2}"),
            format!("times-{s2}"),
            format!("words-{s2}"),
        ];
        let fill = |values: [&'static str; 7]| -> Vec<(String, String)> {
            let mut out: Vec<(String, String)> =
                names.iter().cloned().zip(values.map(String::from)).collect();
            out.push(("once".into(), key.clone()));
            out
        };
        let post = |fields: Vec<(String, String)>| {
            let okell = &okell;
            let late = late.clone();
            async move {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                okell.posts(&late, &fields).await
            }
        };
        // All of it or nothing, each thing that is wrong beside its box.
        let page =
            post(fill(["warning", "10.55", "3", "", "help", "10.20", "Read aloud"])).await.is(422);
        let page = page
            .says("10.55 is not in this period, 11.05 to 12.00")
            .says("Give the time they came in");
        assert!(page.body.contains("Read aloud"), "nothing typed is lost");
        okell.sees(&format!("/placements/{tyrell}")).await.hides("Entered later");
        let good = ["warning", "11.06, 11.15", "3", "9.12", "help", "10.20", "Read aloud"];
        post(fill(good)).await.is(303);
        post(fill(good)).await.is(303);
        let card = okell.sees(&format!("/placements/{tyrell}")).await.text().to_lowercase();
        assert_eq!(card.matches("entered later").count(), 2, "each line says so: {card}");
        assert!(card.contains("11.06") && card.contains("11.15"), "{card}");
        okell.sees(&format!("/placements/{saffron}")).await.says("9.12").says("10.20");
        let mut read = school.app.store().read().await.unwrap();
        for (placement, lines) in [(tyrell, 2), (saffron, 1)] {
            let log = store::day::entries_of(&mut read, school.f.org, placement).await.unwrap();
            assert_eq!(log.len(), lines, "sent twice, kept once");
        }
        drop(read);
        let poll = school.signs_in("poll").await;
        poll.get(&late).await.is(404);
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall.get(&late).await.is(403);
    }
}

#[tokio::test]
async fn a_tile_says_when_something_was_last_kept_and_goes_stale_after_a_whole_period() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "9.02");
        arrives(&school, tyrell).await;
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.sees(&board).await.says("Kept 9.02").hides("Nothing kept since");
        school.nov(10, "10.10");
        let okell = school.signs_in("okell").await;
        okell.sees(&board).await.says("Nothing kept since 9.02");
        okell.does(&format!("/placements/{tyrell}/entries"), &[("kind", "praise")]).await;
        okell.sees(&board).await.says("Kept 10.10").hides("Nothing kept since");
    }
}

#[tokio::test]
async fn gaps_are_figures_that_open_their_lists() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        books(&school, "Saffron", 2, &ALL).await;
        school.nov(10, "8.40");
        arrives(&school, tyrell).await;
        school.nov(10, "15.10");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/entries"), &[("kind", "left")]).await;
        let page = okell.sees("/reports/gaps").await;
        let page = page
            .says("1 No arrival recorded")
            .says("1 No exit interview")
            .says("1 Nobody at home told");
        page.says("None No time of leaving");
        let list = okell.sees("/reports/gaps?what=exit").await.says("Tyrell").hides("Saffron");
        assert!(list.links("/placements/").contains(&format!("/placements/{tyrell}/exit")));
        okell.sees("/reports/gaps?what=arrival").await.says("Saffron").hides("Tyrell");
        // Somebody who leads a year sees the gaps of their own years.
        let catterall = school.signs_in("catterall").await;
        catterall.sees("/reports/gaps?what=exit").await.says("Tyrell");
        catterall.sees("/reports/gaps?what=arrival").await.hides("Saffron");
        let poll = school.signs_in("poll").await;
        poll.get("/reports/gaps").await.is(403);
    }
}

#[tokio::test]
async fn the_privacy_key_hides_names_in_what_is_said_in_refusals_and_on_sheets() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let okell = school.signs_in("okell").await;
        let page = format!("/placements/{tyrell}/move");
        let version = okell.sees(&page).await.value("version");
        let hidden = |body: &str, name: &str| {
            let drawn = format!("<bdi class=\"real-name\">{name}</bdi>");
            assert!(body.contains(&drawn), "{name} cannot be hidden");
            // Wherever else it stands, in words people see, it can be hidden too.
            let rest = body.replace(&drawn, "");
            let main = rest.split("<main").nth(1).unwrap_or(&rest);
            assert!(!crate::harness::text(main).contains(name), "{name} stands in the open");
        };
        // A refusal.
        let board = okell.get("/board").await.location;
        let brought = format!("{board}/arrived-without-referral");
        let pupil = school.f.pupils["Tyrell"].to_string();
        let fields = [("pupil", pupil.as_str()), ("by", "Mr Gale"), ("once", &once())];
        let no = okell.posts(&brought, &fields).await.is(409).says("has a place in the room today");
        hidden(&no.body, "Tyrell");
        // The sheet to print.
        let sheet =
            okell.sees(&format!("{board}/print")).await.says("Names are hidden by the privacy key");
        hidden(&sheet.body, "Tyrell Ashdown-Moss");
        // What is said at the top of the next page.
        let cancel = [("version", version.as_str()), ("why_cancel", "Ill"), ("why", "Ill")];
        let answer = okell.posts(&format!("/placements/{tyrell}/cancel"), &cancel).await.is(303);
        let said = answer.cookie("mainstay-said");
        let cookie = format!("{}; mainstay-said={said}", okell.cookie);
        let page = crate::harness::send(&school.router, "GET", "/notice", &cookie, None).await;
        assert!(page.text().contains("Cancelled: Tyrell Ashdown-Moss on"), "{}", page.text());
        hidden(&page.body, "Tyrell Ashdown-Moss");
    }
}

#[tokio::test]
async fn a_calming_space_is_counted_as_no_sanction_anywhere() {
    for school in schools().await {
        let act = Act::by_system(school.f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let mut room = store::room::room(&mut w, school.f.org, school.f.room).await.unwrap();
        room.name = "Reset".into();
        room.kind = RoomKind::Calming;
        store::room::change(&mut w, &room).await.unwrap();
        w.commit(Event::new(Verb::RoomChanged, "room", room.id), vec![]).await.unwrap();
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "8.40");
        arrives(&school, tyrell).await;
        school.nov(10, "15.10");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/entries"), &[("kind", "left")]).await;
        okell.does(&format!("/placements/{tyrell}/close"), &[("close_reason", "Settled")]).await;
        okell.sees("/mis").await.says("0 to make").hides("Tyrell");
        okell.sees("/returns").await.hides("Tyrell");
        okell.sees("/reports/gaps").await.hides("1 Nobody at home");
        let thrale = school.signs_in("thrale").await;
        thrale.sees("/reports").await.hides("1 placement");
        let mut read = school.app.store().read().await.unwrap();
        let (from, to) = (crate::harness::tuesday(), crate::harness::tuesday());
        let pupil = school.f.pupils["Tyrell"];
        let so_far = store::file::so_far(&mut read, school.f.org, pupil, from, to).await.unwrap();
        assert_eq!((so_far.times, so_far.minutes), (0, 0));
        let scope = casework::Scope { org: school.f.org, reach: vec![casework::Reach::School] };
        let facts = store::report::facts(&mut read, &scope, school.f.staff["thrale"], from, to)
            .await
            .unwrap();
        assert!(facts.placed.is_empty() && facts.spent.is_empty());
        let out = store::booking::minutes_out(&mut read, school.f.org, pupil, from, to, None)
            .await
            .unwrap();
        assert_eq!(out, 0);
    }
}

#[tokio::test]
async fn new_words_change_menus_new_letters_and_notices_and_no_letter_already_sent() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (first, _) = crate::home::books(&school, "Tyrell", &["P1"]).await;
        let okell = school.signs_in("okell").await;
        let letters = format!("/placements/{first}/letters");
        let page = okell.sees(&letters).await;
        let words = |once: &str| -> Vec<(String, String)> {
            [
                ("opening", "We know them well."),
                ("reason", "A book was thrown."),
                ("added", ""),
                ("act", "issue"),
                ("once", once),
            ]
            .map(|(n, v)| (n.to_string(), v.to_string()))
            .to_vec()
        };
        let fields = words(&page.value("once"));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        okell.does(&letters, &fields).await;
        let sent = okell
            .sees(&letters)
            .await
            .links("/letters/")
            .into_iter()
            .find(|l| !l.ends_with("/pdf"))
            .unwrap();
        let before = okell.sees(&sent).await.text();
        let pdf = okell.sees(&format!("{sent}/pdf")).await.bytes;
        let lyle = school.signs_in("lyle").await;
        let form = lyle.sees("/set-up/words").await;
        let mut fields: Vec<(String, String)> = vec![("was".into(), form.value("was"))];
        for input in form.body.split("<input").skip(1) {
            let part = |mark: &str| input.split(mark).nth(1).and_then(|t| t.split('"').next());
            let Some(name) = part("name=\"").filter(|n| n.contains('-')) else { continue };
            let value = match name {
                "pupil-one" => "scholar",
                "pupil-many" => "scholars",
                "year_lead-one" => "Head of Year",
                "year_lead-many" => "Heads of Year",
                _ => part("value=\"").unwrap_or(""),
            };
            fields.push((name.to_string(), value.to_string()));
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        lyle.does("/set-up/words", &fields).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("Scholars").hides("Students");
        assert_eq!(
            okell
                .sees(&sent)
                .await
                .text()
                .replace("Scholars", "Students")
                .replace("scholar", "student"),
            before.replace("scholar", "student")
        );
        assert_eq!(
            okell.sees(&format!("{sent}/pdf")).await.bytes,
            pdf,
            "what was sent stays as it was sent"
        );
        school.nov(10, "8.20");
        let okell = school.signs_in("okell").await;
        okell.sees("/notice").await.says("scholar").hides("student");
        okell
            .sees(&format!("/placements/{first}/restrictive"))
            .await
            .says("Was the scholar held")
            .hides("student");
    }
}
