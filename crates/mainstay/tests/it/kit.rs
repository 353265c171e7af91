//! Kit: devices booked, handed out and taken back; stock, resources and trials; the weekly check of
//! the room and its defects.

use crate::board::books;
use crate::harness::{Person, School, schools, tuesday};
use casework::Id;
use rulebook::{Day, Minute};

const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

fn once() -> String {
    Id::now_v7().to_string()
}

/// Puts a laptop on the list.
async fn laptop(s: &School, okell: &Person, n: usize, resource: &str) -> String {
    let name = format!("Laptop {n}");
    let key = once();
    let fields = [
        ("name", name.as_str()),
        ("kind", "laptop"),
        ("condition", "good"),
        ("filtered", "yes"),
        ("charger", "yes"),
        ("resource", resource),
        ("once", &key),
    ];
    okell.does("/kit/devices/new", &fields).await;
    let mut read = s.app.store().read().await.unwrap();
    let all = store::kit::device::all(&mut read, s.f.org).await.unwrap();
    all.iter().find(|d| d.name == name).unwrap().id.to_string()
}

#[tokio::test]
async fn a_laptop_booked_twice_in_a_period_is_refused_and_the_holder_is_named() {
    for s in schools().await {
        let tyrell = books(&s, "Tyrell", 1, &ALL).await.to_string();
        let moses = books(&s, "Moses", 2, &["P1", "P2"]).await.to_string();
        let okell = s.signs_in("okell").await;
        okell.sees("/kit/devices").await.says("No devices yet");
        okell.posts("/kit/devices/new", &[("name", "")]).await.is(422).says("Say what is written");
        let three = laptop(&s, &okell, 3, "").await;
        let (key, day) = (once(), "2026-11-10");
        let for_tyrell = [
            ("device", three.as_str()),
            ("code", "P2"),
            ("placement", &tyrell),
            ("day", day),
            ("once", &key),
        ];
        // Tapped twice, it is booked once.
        for _ in 0..2 {
            okell.does("/kit/devices/book", &for_tyrell).await;
        }
        let mut read = s.app.store().read().await.unwrap();
        assert_eq!(
            store::kit::device::bookings(&mut read, s.f.org, tuesday()).await.unwrap().len(),
            1
        );
        drop(read);
        let for_moses =
            [("device", three.as_str()), ("code", "P2"), ("placement", &moses), ("day", day)];
        okell
            .posts("/kit/devices/book", &for_moses)
            .await
            .is(409)
            .says("Laptop 3 is booked in P2 for Tyrell Ashdown-Moss, 9K2")
            .says("Choose another device or period");
        // Without a period nothing is lost and the form says what is wanted.
        okell
            .posts("/kit/devices/book", &[("device", &three), ("placement", &moses), ("day", day)])
            .await
            .is(422)
            .says("Choose at least one period");
        // Ended, it is free again.
        let end = okell.sees("/kit/devices").await.links("/kit/bookings/").remove(0);
        okell.does(&end, &[]).await;
        okell.does("/kit/devices/book", &for_moses).await;
        okell.sees("/kit/devices").await.says("Moses Tarn");
        // Kit is not a teacher's, and what is not there is missing.
        let ravenhall = s.signs_in("ravenhall").await;
        assert!(ravenhall.get("/kit/devices").await.status >= 400);
        okell.get(&format!("/kit/devices/{}", Id::now_v7())).await.is(404);
    }
}

#[tokio::test]
async fn five_laptops_out_and_four_back_name_the_borrower_until_it_is_found_or_written_off() {
    for s in schools().await {
        let mut placed = Vec::new();
        for (n, name) in ["Tyrell", "Saffron", "Moses", "Ellie-Mae", "Jude"].into_iter().enumerate()
        {
            placed.push(books(&s, name, n as i64 + 1, &ALL).await.to_string());
        }
        s.nov(10, "8.40");
        let okell = s.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        let mut laptops = Vec::new();
        for n in 1..=5 {
            laptops.push(laptop(&s, &okell, n, "").await);
        }
        s.nov(10, "9.05");
        let okell = s.signs_in("okell").await;
        for (n, (placement, device)) in placed.iter().zip(&laptops).enumerate() {
            okell.does(&format!("/placements/{placement}/arrival"), &[("quick", "yes")]).await;
            let act = if n < 2 { "issue_with" } else { "issue" };
            let key = once();
            let tap = [("act", act), ("device", device.as_str()), ("once", &key)];
            let door = format!("/placements/{placement}/device");
            for _ in 0..2 {
                okell.does(&door, &tap).await;
            }
        }
        okell.sees(&board).await.says("Laptop 1 back").says("Charger back");
        // What is out with one is not handed to another, and the refusal says who has it.
        okell
            .posts(
                &format!("/placements/{}/device", placed[4]),
                &[("act", "issue"), ("device", &laptops[0])],
            )
            .await
            .is(409)
            .says("Laptop 1 is out with Tyrell Ashdown-Moss, 9K2, since 9.05");
        // While lessons go on a laptop is out because it is used.
        okell.sees("/").await.hides("Devices not back");

        s.nov(10, "15.08");
        let okell = s.signs_in("okell").await;
        let mut read = s.app.store().read().await.unwrap();
        let loans = store::kit::device::loans(&mut read, s.f.org, tuesday()).await.unwrap();
        drop(read);
        assert_eq!(loans.len(), 5, "each once on {}", s.engine());
        // Four laptops come back from their tiles, one charger with them.
        for (n, loan) in loans.iter().enumerate().take(4) {
            let key = loan.id.to_string();
            let door = format!("/placements/{}/device", placed[n]);
            okell.does(&door, &[("act", "back"), ("loan", &key)]).await;
        }
        let first = loans[0].id.to_string();
        let door = format!("/placements/{}/device", placed[0]);
        okell.does(&door, &[("act", "charger"), ("loan", &first)]).await;
        // Somebody else's loan is not taken back from this tile.
        let last = loans[4].id.to_string();
        okell.posts(&door, &[("act", "back"), ("loan", &last)]).await.is(404);

        s.nov(10, "15.10");
        let okell = s.signs_in("okell").await;
        okell
            .sees("/kit/devices")
            .await
            .says("5 out, 4 back, 1 charger missing")
            .says("Laptop 5: Jude Marl, 8K3")
            .says("The charger of Laptop 2: Saffron Idle, 8F1");
        okell
            .sees("/")
            .await
            .says("Devices not back")
            .says("Jude Marl, 8K3")
            .says("Laptop 5 not back");

        // The charger is found; the laptop is written off, and not without a reason.
        let second = format!("/kit/loans/{}", loans[1].id);
        okell.does(&format!("{second}/back"), &[("what", "charger")]).await;
        let fifth = format!("/kit/loans/{}", loans[4].id);
        okell.posts(&fifth, &[("why", "")]).await.is(422).says("Say why it is written off");
        for _ in 0..2 {
            okell.does(&fifth, &[("why", "Dropped on the stairs; the screen is gone")]).await;
        }
        okell.sees(&fifth).await.says("Dropped on the stairs").says("Written off");
        okell.sees("/").await.hides("Devices not back");
        okell.sees("/kit/devices").await.says("Everything is in").says("No longer in use");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_cover_adult_hands_out_only_while_the_room_is_theirs() {
    for s in schools().await {
        let tyrell = books(&s, "Tyrell", 1, &ALL).await.to_string();
        let okell = s.signs_in("okell").await;
        let one = laptop(&s, &okell, 1, "").await;
        s.nov(10, "9.10");
        let poll = s.signs_in("poll").await;
        let tap = [("act", "issue"), ("device", one.as_str())];
        let answer = poll.posts(&format!("/placements/{tyrell}/device"), &tap).await;
        assert!(answer.status >= 400, "{}", answer.status);
        assert!(poll.get("/kit").await.status >= 400);
        let mut read = s.app.store().read().await.unwrap();
        assert!(store::kit::device::open(&mut read, s.f.org).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_falls_below_its_minimum_is_ordered_and_received_once() {
    for s in schools().await {
        s.nov(10, "8.30");
        let okell = s.signs_in("okell").await;
        let key = once();
        let pens = [
            ("name", "Black pens"),
            ("unit", "box of 50"),
            ("level", "1"),
            ("minimum", "3"),
            ("cost", "4.50"),
            ("check_on", "2026-12-01"),
            ("once", key.as_str()),
        ];
        okell
            .posts("/kit/stock/new", &[("name", "Pens"), ("level", "some"), ("minimum", "3")])
            .await
            .is(422)
            .says("Count them: a whole number");
        for _ in 0..2 {
            okell.does("/kit/stock/new", &pens).await;
        }
        okell.sees("/").await.says("Black pens: 1 left of at least 3");
        let page = okell.sees("/kit/stock").await.says("Black pens: 2").says("To order: £9.00");
        let order = page.links("/kit/stock/").into_iter().find(|l| l.ends_with("/order")).unwrap();
        let item = order.trim_start_matches("/kit/stock/").trim_end_matches("/order").to_string();
        let field = format!("quantity-{item}");
        okell.posts(&order, &[(&field, "few")]).await.is(422).says("Say how many");
        let key = once();
        for _ in 0..2 {
            okell.does(&order, &[(&field, "4"), ("once", &key)]).await;
        }
        let page = okell.sees("/kit/stock").await.says("On order").says("Ordered");
        // On order, it is off Today.
        okell.sees("/").await.hides("Black pens");
        let open = page.value("order");
        for _ in 0..2 {
            okell.does(&order, &[(&field, "4"), ("order", &open)]).await;
        }
        okell.sees("/kit/stock").await.says("Nothing is below its minimum").says("Enough");
        okell.sees(&format!("/kit/stock/{item}")).await.says("Received: 1 → 5");
        // Counted from an old page, nothing is overwritten.
        let stale = [("name", "Black pens"), ("level", "2"), ("minimum", "3"), ("version", "1")];
        okell.posts(&format!("/kit/stock/{item}"), &stale).await.is(409);
        let sheet = okell.posts("/kit/stock/export", &[("as", "csv")]).await.is(200);
        assert!(sheet.body.starts_with('\u{feff}') || sheet.body.contains("Item"));
        // The day it is to be counted, it is on Today again.
        s.at(Day::new(2026, 12, 1).unwrap(), "8.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Black pens: to be counted");
    }
}

#[tokio::test]
async fn a_resource_is_counted_from_the_board_and_kept_or_retired_by_name() {
    for s in schools().await {
        let tyrell = books(&s, "Tyrell", 1, &ALL).await.to_string();
        let okell = s.signs_in("okell").await;
        let key = once();
        let fields = [("name", "Laptops for writing"), ("once", key.as_str())];
        for _ in 0..2 {
            okell.does("/kit/resources", &fields).await;
        }
        let page = okell.sees("/kit/resources").await.says("Laptops for writing");
        let resource = page.links("/kit/resources/").remove(0);
        let id = resource.trim_start_matches("/kit/resources/").to_string();
        let one = laptop(&s, &okell, 1, &id).await;
        s.nov(10, "8.40");
        let okell = s.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        s.nov(10, "9.05");
        let okell = s.signs_in("okell").await;
        // Handing one out in P1 counts as a use; that it helped is said afterwards.
        let tap = [("act", "issue"), ("device", one.as_str())];
        okell.does(&format!("/placements/{tyrell}/device"), &tap).await;
        okell
            .does(&format!("/placements/{tyrell}/marks"), &[("code", "P1"), ("done", "all")])
            .await;
        s.nov(10, "10.55");
        let okell = s.signs_in("okell").await;
        okell
            .does(&format!("/placements/{tyrell}/marks"), &[("code", "P2"), ("done", "part")])
            .await;
        let door = format!("/placements/{tyrell}/resource");
        let rate = [("resource", id.as_str()), ("code", "P1"), ("rating", "lot")];
        for _ in 0..2 {
            okell.does(&door, &rate).await;
        }
        okell.does(&door, &[("resource", &id), ("code", "P9")]).await;
        okell
            .sees("/kit/resources")
            .await
            .says("1 of 1 (100%)")
            .says("0 of 1 (0%)")
            .says("Helped a lot")
            .says("they cannot show that one caused the other");
        okell.posts(&resource, &[("decision", "keep")]).await.is(422).says("Say why");
        let version = okell.sees(&resource).await.value("version");
        let decide =
            [("decision", "retire"), ("why", "Three of four are broken"), ("version", &version)];
        for _ in 0..2 {
            okell.does(&resource, &decide).await;
        }
        okell.sees(&resource).await.says("Three of four are broken").says("Ms Dara Okell");
        let old = [("decision", "keep"), ("why", "They were mended"), ("version", "1")];
        okell.posts(&resource, &old).await.is(409);
    }
}

#[tokio::test]
async fn a_trial_has_an_end_and_waits_on_today_until_it_is_judged() {
    for s in schools().await {
        s.nov(2, "9.00");
        let okell = s.signs_in("okell").await;
        let key = once();
        let mut fields = vec![
            ("title", "Wobble stools"),
            ("source", "Another school"),
            ("hope", "Fewer times out of the seat"),
            ("cost", "62"),
            ("from", "2026-11-02"),
            ("once", key.as_str()),
        ];
        okell.posts("/kit/ideas", &fields).await.is(422).says("a trial ends with a judgement");
        fields.push(("to", "2026-11-10"));
        for _ in 0..2 {
            okell.does("/kit/ideas", &fields).await;
        }
        okell.sees("/").await.hides("Wobble stools");
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Trials to judge").says("Wobble stools");
        let judge = okell.sees("/kit/ideas").await.links("/kit/ideas/").remove(0);
        let id = judge.trim_start_matches("/kit/ideas/");
        let [judgement, why, until] = ["judgement", "why", "until"].map(|n| format!("{n}-{id}"));
        okell.posts(&judge, &[(&why, "No idea")]).await.is(422).says("Say how it went");
        okell
            .posts(&judge, &[(&judgement, "longer"), (&why, "Too early")])
            .await
            .is(422)
            .says("Give the new last day");
        let longer = [
            (judgement.as_str(), "longer"),
            (why.as_str(), "Too early"),
            (until.as_str(), "2026-11-12"),
        ];
        okell.does(&judge, &longer).await;
        okell.sees("/").await.hides("Wobble stools");
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let stop = [(judgement.as_str(), "stop"), (why.as_str(), "They spun on them")];
        okell.does(&judge, &stop).await;
        okell.does(&judge, &stop).await;
        okell.sees("/kit/ideas").await.says("Did not work: stop: They spun on them");
        okell.sees("/").await.hides("Trials to judge");
    }
}

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0crc!\0\0\0\0IENDcrc!";

#[tokio::test]
async fn a_room_check_finds_a_socket_and_graffiti_and_both_are_followed_until_fixed() {
    for s in schools().await {
        s.nov(2, "8.20");
        let abbot = s.signs_in("abbot").await;
        abbot.sees("/set-up/checks").await.says("The list is empty");
        for _ in 0..2 {
            abbot.does("/set-up/checks/begin", &[]).await;
        }
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Room checks due");
        let page = format!("/kit/checks/{}", s.f.room);
        let mut read = s.app.store().read().await.unwrap();
        let lines = store::kit::check::lines(&mut read, s.f.org).await.unwrap();
        drop(read);
        assert_eq!(lines.len(), 8, "begun once");
        okell.posts(&page, &[]).await.is(422).says("Say how it is: Sockets");
        let key = once();
        let mut fields: Vec<(String, String)> =
            lines.iter().map(|l| (format!("state-{}", l.id), "ok".to_string())).collect();
        fields.push(("reported_to".into(), "The site team".into()));
        fields.push(("once".into(), key));
        for (label, what, place) in
            [("Sockets", "Loose socket cover", "By the door"), ("Graffiti", "Graffiti", "Booth 4")]
        {
            let line = lines.iter().find(|l| l.label.starts_with(label)).unwrap().id;
            fields.retain(|(name, _)| *name != format!("state-{line}"));
            fields.push((format!("state-{line}"), "wrong".into()));
            fields.push((format!("what-{line}"), what.into()));
            fields.push((format!("place-{line}"), place.into()));
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        for _ in 0..2 {
            okell.does(&page, &fields).await;
        }
        okell
            .sees("/")
            .await
            .hides("Room checks due")
            .says("Urgent: Loose socket cover, By the door");
        let mut read = s.app.store().read().await.unwrap();
        let (open, _) = store::kit::check::defects(&mut read, s.f.org).await.unwrap();
        drop(read);
        assert_eq!(open.len(), 2, "each once on {}", s.engine());
        assert!(open[0].urgent && open[0].reported_to == "The site team");

        // The socket is fixed the next day; nobody fixes it before it was found.
        s.nov(3, "9.00");
        let okell = s.signs_in("okell").await;
        let socket = format!("/kit/defects/{}", open[0].id);
        let fix = |day: &'static str| {
            vec![
                ("what", "Loose socket cover"),
                ("place", "By the door"),
                ("urgent", "yes"),
                ("reported_to", "The site team"),
                ("fixed_on", day),
                ("fixed_how", "New cover"),
                ("version", "1"),
            ]
        };
        let none = ("", b"".as_slice());
        okell.sends(&socket, &fix("2026-11-01"), none).await.is(422).says("before it was found");
        okell.sends(&socket, &fix("2026-11-03"), none).await.is(303);
        okell.sends(&socket, &fix("2026-11-03"), none).await.is(409);

        // Nine days on, the graffiti is still open: on Today, on its page, and in the report.
        s.nov(11, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Graffiti, Booth 4, open 9 days").hides("Loose socket");
        okell
            .sees("/kit/defects")
            .await
            .says("Open 9 days")
            .says("Fixed Tue 3 Nov 2026, after 1 day");
        let list = "/reports/list?what=defects&value=&from=2026-11-02&to=2026-11-11";
        okell.sees(list).await.says("Graffiti").says("Loose socket cover").says("9");
        okell
            .sees("/reports/half-term?from=2026-11-02&to=2026-11-11")
            .await
            .says("Defects of the room")
            .says("1 not put right");
        // A week after the last check the next is due, and late the day after.
        okell.sees("/").await.says("Room checks due");
        assert_eq!(tuesday().plus(-1), Day::new(2026, 11, 9).unwrap());
    }
}

#[tokio::test]
async fn a_picture_of_a_defect_is_a_picture_of_a_fair_size_with_a_plain_name() {
    for s in schools().await {
        s.nov(2, "8.20");
        let okell = s.signs_in("okell").await;
        let (key, room) = (once(), s.f.room.to_string());
        let fields = [
            ("room", room.as_str()),
            ("what", "Cracked window"),
            ("place", "Left of the door"),
            ("urgent", "yes"),
            ("once", key.as_str()),
        ];
        for (name, bytes, why) in [
            ("../../etc/passwd.png", PNG, "folder in it"),
            ("a\u{202e}gnp.exe.png", PNG, "hidden characters"),
            ("window.png.exe", PNG, "two endings"),
            ("window.svg", b"<svg onload=alert(1)>".as_slice(), "is not taken"),
            ("window.png", b"<html><script>".as_slice(), "something else inside"),
            ("window.pdf", b"%PDF-1.7\n1 0 obj".as_slice(), "not a picture"),
        ] {
            let page = okell.sends("/kit/defects", &fields, (name, bytes)).await.is(422).says(why);
            assert!(page.body.contains("value=\"Cracked window\""), "nothing typed is lost");
        }
        let mut huge = PNG.to_vec();
        huge.resize(21 * 1024 * 1024, 0);
        let answer = okell.sends("/kit/defects", &fields, ("window.png", &huge)).await;
        assert!(matches!(answer.status, 413 | 422), "{}", answer.status);
        // As a telephone writes it: where it was taken stands beside the picture.
        let mut with_place = PNG.to_vec();
        let place = b"\0\0\0\x10tEXtGPS\x0051.5N, 0.12Wcrc!";
        with_place.splice(33..33, place.iter().copied());
        for _ in 0..2 {
            okell.sends("/kit/defects", &fields, ("Window 1 Nov.png", &with_place)).await.is(303);
        }
        let cut = &with_place[..40];
        let page = okell.sends("/kit/defects", &fields, ("window.png", cut)).await.is(422);
        page.says("damaged or was cut short");
        let page = okell.sees("/kit/defects").await.says("Urgent").says("Cracked window");
        let one = page.links("/kit/defects/").remove(0);
        let page = okell.sees(&one).await.says("Window 1 Nov.png");
        let photo = page.links(&format!("{one}/photo/")).remove(0);
        let picture = okell.sees(&photo).await;
        assert_eq!(picture.bytes, PNG);
        assert_eq!(picture.headers["content-type"], "image/png");
        assert!(
            picture.headers["content-disposition"].to_str().unwrap().contains("Window-1-Nov.png")
        );
        // Nobody without the kit sees it, nor under another record's address.
        let vail = s.signs_in("vail").await;
        assert!(vail.get(&photo).await.status >= 400);
        let elsewhere = photo.replace(one.trim_start_matches("/kit/defects/"), &once());
        okell.get(&elsewhere).await.is(404);
    }
}

#[tokio::test]
async fn a_rooms_break_set_over_the_schools_own_is_flagged_with_its_times() {
    for s in schools().await {
        let abbot = s.signs_in("abbot").await;
        let page = format!("/set-up/rooms/{}", s.f.room);
        let form = abbot.sees(&page).await.says("Break 10.50–11.05").hides("Overlap");
        let version = form.value("version");
        let fields = [
            ("version", version.as_str()),
            ("name", "Internal Exclusion Room"),
            ("kind", "removal"),
            ("seats", "6"),
            ("arrive_at", "8.40"),
            ("break_from", "11.00"),
            ("break_to", "11.15"),
            ("lunch_from", "12.05"),
            ("lunch_to", "12.35"),
        ];
        assert_eq!(abbot.does(&page, &fields).await, page);
        abbot.sees(&page).await.says(
            "Overlap The room’s break, 11.00 to 11.15, overlaps the school’s break, 10.50 to 11.05",
        );
        assert!(Minute::parse("11.00").is_some());
    }
}
