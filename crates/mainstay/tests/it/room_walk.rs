//! What a walk of the room's screens found: links that led nowhere, counts that disagreed, toasts that
//! spoke of something else.

use crate::board::{ALL, books, once};
use crate::harness::{Person, School, schools};
use crate::message::booked;
use casework::Id;

/// Tyrell in the room at 8.40, the room's lead and their board.
async fn here(school: &School) -> (Id, Person, String) {
    let tyrell = books(school, "Tyrell", 1, &ALL).await;
    school.nov(10, "8.40");
    let okell = school.signs_in("okell").await;
    okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
    let board = okell.get("/board").await.location;
    (tyrell, okell, board)
}

#[tokio::test]
async fn a_tile_keeps_what_is_seldom_needed_behind_one_key_and_every_unmarked_period_is_said() {
    for school in schools().await {
        let (tyrell, _, board) = here(&school).await;
        school.nov(10, "11.10");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&board).await.says("Not marked: P1 1, P2 1");
        let links = page.links("/placements/");
        for tail in ["card", "reflection", "restrictive"] {
            assert!(links.contains(&format!("/placements/{tyrell}/{tail}")), "{tail}: {links:?}");
        }
        // They stand in what the key opens, and not loose in the tile.
        let (tile, more) = page.body.split_once("id=\"more-seat-1\"").expect("a key for more");
        assert!(tile.contains("popovertarget=\"more-seat-1\""));
        assert!(!tile.contains(&format!("/placements/{tyrell}/restrictive")));
        assert!(more.contains("Held or force used") && more.contains("Tell the DSL"));
        okell
            .does(
                &format!("/placements/{tyrell}/marks"),
                &[("code", "P1"), ("conduct", "3"), ("learning", "3")],
            )
            .await;
        okell.sees(&board).await.says("Not marked: P2 1").hides("P1 1");
        // What is kept in any way is kept: the time moves on.
        school.nov(10, "11.20");
        let okell = school.signs_in("okell").await;
        okell
            .does(&format!("/placements/{tyrell}/marks"), &[("code", "P2"), ("done", "all")])
            .await;
        okell.sees(&board).await.says("Kept 11.20");
        // Once the booking is over nobody is nagged about food.
        school.nov(10, "15.01");
        let okell = school.signs_in("okell").await;
        okell.sees(&board).await.says("No food, water or toilet");
        school.nov(10, "15.06");
        okell.sees(&board).await.hides("No food, water or toilet");
    }
}

#[tokio::test]
async fn handing_a_device_out_is_said_and_undone_on_the_board_and_no_period_calls_it_free() {
    for school in schools().await {
        let (tyrell, okell, board) = here(&school).await;
        let fields = [
            ("name", "Laptop 1"),
            ("kind", "laptop"),
            ("condition", "good"),
            ("filtered", "yes"),
            ("charger", "yes"),
            ("once", &once()),
        ];
        okell.does("/kit/devices/new", &fields).await;
        let mut read = school.app.store().read().await.unwrap();
        let all = store::kit::device::all(&mut read, school.f.org).await.unwrap();
        let laptop = all[0].id.to_string();
        drop(read);
        school.nov(10, "9.05");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/entries"), &[("kind", "praise")]).await;
        let row = |page: &crate::harness::Answer, code: &str| {
            let text = page.text();
            let part = text.split("Every device").next().unwrap().to_string();
            let from = part.rfind(&format!(" {code} ")).unwrap();
            part[from..].to_string()
        };
        let page = okell.sees("/kit/devices").await;
        assert!(row(&page, "P6").contains("None Laptop 1"), "{}", row(&page, "P6"));
        school.nov(10, "9.10");
        let okell = school.signs_in("okell").await;
        let door = format!("/placements/{tyrell}/device");
        let tap = [("act", "issue_with"), ("device", laptop.as_str()), ("once", &once())];
        okell.does(&door, &tap).await;
        let page = okell.sees(&board).await.says("Handed out Laptop 1: Tyrell");
        let page = page.hides("Praise for Tyrell");
        let kit = okell.sees("/kit/devices").await.says("out without a booking");
        assert!(row(&kit, "P6").contains("Laptop 1: Tyrell"), "{}", row(&kit, "P6"));
        // Undone, it is back with its charger, and the toast is of what came before.
        let loan = page.value("loan");
        for _ in 0..2 {
            okell.does(&door, &[("act", "undo"), ("loan", &loan)]).await;
        }
        okell.sees(&board).await.hides("Handed out").says("Praise for Tyrell");
        okell.sees("/kit/devices").await.says("Everything is in");
    }
}

#[tokio::test]
async fn the_menu_counts_the_work_that_its_page_counts() {
    for school in schools().await {
        booked(&school, &["P1", "P2", "P3"]).await;
        // Yesterday afternoon, nothing of today is asked for.
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/work").await;
        assert!(!page.text().contains("Work 3"), "tomorrow's is not on today's page");
        school.nov(10, "8.50");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/work").await.says("3 periods have no work yet");
        page.says("Work 3 waiting");
        // A head of subject is counted their own, as their page is.
        let hale = school.signs_in("hale").await;
        if hale.get("/work").await.status == 200 {
            let page = hale.sees("/work").await;
            let n = page.text().split(" period has no work").next().unwrap().to_string();
            let n = n.rsplit(' ').next().unwrap().to_string();
            assert!(page.text().contains(&format!("Work {n} waiting")), "{}", page.text());
        }
        let units = okell.sees("/work?day=2026-11-10").await;
        let unit = units.body.split("name=\"unit\" value=\"").nth(1);
        assert!(unit.is_some(), "the bank is offered");
    }
}

#[tokio::test]
async fn no_page_offers_what_would_be_refused_or_is_over() {
    for school in schools().await {
        let (tyrell, okell, _) = here(&school).await;
        // One room: there is no other to go to.
        let card = okell.sees(&format!("/placements/{tyrell}")).await.hides("To another room");
        for tail in ["home", "letters", "standards", "repair", "failed-day"] {
            let to = format!("/placements/{tyrell}/{tail}");
            assert!(card.links("/placements/").contains(&to), "{tail}");
            okell.get(&to).await.is(200);
        }
        // Who may not change the rota is not sent to it.
        for who in ["khoury", "thrale", "okell"] {
            let person = school.signs_in(who).await;
            for link in person.get("/planner").await.links("/rota/week/") {
                person.get(&link).await.is(200);
            }
        }
        // The day is not over at nine.
        okell.sees("/told?day=2026-11-10").await.says("0 of 1 homes know so far today");
        school.nov(11, "9.00");
        let okell = school.signs_in("okell").await;
        okell.sees("/told?day=2026-11-10").await.says("0 of 1 homes knew by the end of the day");
    }
}

#[tokio::test]
async fn a_link_that_is_over_is_not_offered_among_the_emails() {
    for school in schools().await {
        booked(&school, &["P2"]).await;
        let okell = school.signs_in("okell").await;
        assert!(!okell.sees("/messages").await.links("/l/").is_empty(), "{}", school.engine());
        school.nov(12, "9.00");
        let okell = school.signs_in("okell").await;
        assert!(okell.sees("/messages").await.links("/l/").is_empty(), "{}", school.engine());
    }
}

#[tokio::test]
async fn a_space_has_its_own_time_for_the_lunch_list_where_it_needs_one() {
    for s in schools().await {
        let tyrell = crate::board::books(&s, "Tyrell", 1, &crate::board::ALL).await;
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let arrival = format!("/placements/{tyrell}/arrival");
        okell.does(&arrival, &[("quick", "yes")]).await;
        let lunch = format!("/board/{}/lunch", s.f.room);
        okell.sees(&lunch).await.says("10.30");
        okell.sees("/").await.says("the kitchen wants the list by 10.30");
        let abbot = s.signs_in("abbot").await;
        let page = format!("/set-up/rooms/{}", s.f.room);
        let form = abbot.sees(&page).await.says("Where it is not 10.30");
        let version = form.value("version");
        let fields = |by: &'static str, version: &str| {
            [
                ("version", version.to_string()),
                ("name", "Internal Exclusion Room".into()),
                ("kind", "removal".into()),
                ("seats", "6".into()),
                ("arrive_at", "8.40".into()),
                ("break_from", "11.00".into()),
                ("break_to", "11.15".into()),
                ("lunch_from", "12.05".into()),
                ("lunch_to", "12.35".into()),
                ("lunch_list_by", by.into()),
            ]
        };
        let send = async |by: &'static str, version: &str| {
            let all = fields(by, version);
            let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
            abbot.posts(&page, &all).await
        };
        send("early", &version).await.is(422).says("Give a time such as 10.30, or leave it");
        send("9.20", &version).await.is(303);
        okell.sees("/").await.says("the kitchen wants the list by 9.20");
        // Its own minute is in time; the one after is late.
        s.nov(10, "9.20");
        let okell = s.signs_in("okell").await;
        okell.sees(&lunch).await.says("9.20").hides("10.30");
        let due = okell.sees("/").await.text();
        let line = due.split("the kitchen wants").next().unwrap();
        assert!(line.ends_with("to eat; "), "{}", s.engine());
        let version = abbot.sees(&page).await.value("version");
        send("", &version).await.is(303);
        okell.sees(&lunch).await.says("10.30");
    }
}
