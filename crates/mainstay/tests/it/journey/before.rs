//! Monday: the referral, the clash and its way out, home told, work asked for.

use super::{HOME, WHAT, Walk};
use crate::harness::Answer;
use casework::Id;
use mainstay::jobs::run_once;

/// Rows 1 to 4.
pub async fn refer_and_approve(w: &mut Walk) {
    let f = w.s.f.clone();

    // Kian's home has its letter already: the move must reach it.
    let kian = w.placed["Kian"];
    let kians = format!("/placements/{kian}/letters");
    w.fill("okell", &kians, &kians, &[("act", "issue")]).await;
    w.sees("okell", &kians).await.says("Tue 10 Nov 2026").hides("has changed since");

    // Row 1, Mon 9 Nov 14.10: Mrs Ravenhall refers from her lesson.
    w.s.nov(9, "14.10");
    let refer = format!("/refer?pupil={}", f.pupils["Tyrell"]);
    let page = w.sees("ravenhall", &refer).await;
    assert!(page.body.contains("value=\"P5\" checked"), "the lesson is filled in");
    for label in mainstay::demo::fairholme::REASONS {
        assert!(page.body.contains(label), "{label} is on the school's list");
    }
    let reason = f.reasons["Abuse towards an adult"].to_string();
    let fields = [
        ("reason", reason.as_str()),
        ("what", WHAT),
        ("place", "H1"),
        ("hurt", "no"),
        ("tried", "quiet"),
        ("ask", "day"),
    ];
    w.thread = w.fill("ravenhall", &refer, "/refer", &fields).await;
    w.sees("ravenhall", &w.thread).await.says("Waiting for approval");
    w.sees("ravenhall", "/referrals").await.says("Waiting for approval");

    // Row 2, 14.25: context for approvers.
    w.s.nov(9, "14.25");
    let body = format!("{HOME}. Suggest a restorative meeting.");
    w.fill("catterall", &w.thread, "/context", &[("body", &body)]).await;
    w.sees("catterall", &w.thread).await.says(HOME).says("Approvers only");
    w.sees("ravenhall", &w.thread).await.hides(HOME);

    // Row 3, 14.40: blocked for P4–P6, with the ways out.
    w.s.nov(9, "14.40");
    let queue = w.thread.replace("/referrals/", "/queue/");
    w.sees("thrale", &queue)
        .await
        .says("P4–P6 cannot be booked: Tyrell and Kian Dowell are to be kept apart")
        .says("Move Kian to Wed 11 Nov, P1–P3")
        .says("Move Tyrell to Wed 11 Nov, P1–P6")
        .says("No other room of this kind")
        .says("Tue 10 Nov 2026, P1–P6, 5 h 10 min of lessons")
        .says(HOME);
    let plain = ("plain", "Swore at a teacher and threw a book. Nobody was hurt.");
    let said = w.stopped("thrale", &queue, "/approve", &[("do", "approve"), plain]).await;
    assert!(said.contains("422") && said.contains("Choose one of the ways out"), "{said}");
    let on_a_name = [("do", "approve"), plain, ("way", "on_a_name")];
    let said = w.stopped("thrale", &queue, "/approve", &on_a_name).await;
    assert!(said.contains("Give your reason for keeping both"), "{said}");

    // Row 4, 14.45: approved with the move; six requests go to the six teachers.
    w.s.nov(9, "14.45");
    let fields = [("do", "approve"), plain, ("way", "move_other")];
    assert_eq!(w.fill("thrale", &queue, "/approve", &fields).await, w.thread);
    let thread = w.sees("ravenhall", &w.thread).await;
    thread.says("Approved").says("Tue 10 Nov 2026, P1–P6").hides("Kian").hides(HOME);
    w.tyrell = placement_of(w).await;
    let text = w.sees("okell", "/work?day=2026-11-10").await.text();
    let mine = text.split("Tyrell Ashdown-Moss, 9K2").nth(1).unwrap();
    for line in [
        "P1 English Mr Obi Farrant",
        "P2 Maths Ms Ingrid Hale",
        "P3 Science Dr Marcus Lunt",
        "P4 PE Miss Tamsin Roe",
        "P5 History Mrs Priya Ravenhall",
        "P6 French Mme Claire Petit",
    ] {
        assert!(mine.contains(line), "{line} in {mine}");
    }
    assert!(mine.contains("5 h 10 min out of lessons"), "{mine}");
    // Kian's letter and requests follow him.
    w.sees("okell", &kians).await.says("The placement has changed since").says("Wed 11 Nov 2026");
    w.fill("okell", &kians, &kians, &[("act", "issue")]).await;
    w.sees("okell", &kians).await.hides("has changed since").says("Replaced").hides("Tyrell");
    w.sees("okell", "/work?day=2026-11-11").await.says("Kian Dowell, 9K4 P1–P3");
    w.sees("okell", "/work?day=2026-11-10").await.hides("Kian");

    // Must not: a general teacher sees why.
    for page in ["/", "/work/asked", "/referrals"] {
        w.sees("hale", page).await.hides("threw").hides("Swore").hides("Abuse").hides(HOME);
    }
    w.sees("hale", "/work/asked").await.says("Tyrell Ashdown-Moss, 9K2: P2 Maths, Tue 10 Nov 2026");
    w.who("hale").await.get(&w.thread).await.is(404).hides("threw");
    let card = w.who("hale").await.get(&format!("/placements/{}", w.tyrell)).await;
    card.hides("threw").hides("Swore").hides("Abuse").hides(HOME);
}

/// The placement a referral became, as the room's own list links to it.
async fn placement_of(w: &Walk) -> Id {
    let page = w.sees("okell", "/work?day=2026-11-10").await;
    let at = page.body.find("Tyrell Ashdown-Moss").unwrap();
    let id = page.body[..at].rsplit("aria-labelledby=\"day-").next().unwrap();
    id[..36].parse().unwrap()
}

/// Rows 5 and 6, and Monday's part of row 11.
pub async fn tell_home_and_ask_for_work(w: &Walk) {
    let f = &w.s.f;
    let (leanne, curtis) = (f.contacts["Leanne"].to_string(), f.contacts["Curtis"].to_string());

    // Row 5, 15.02 and 15.06: the script has something good first; both calls are kept.
    let home = w.at("home");
    w.s.nov(9, "15.02");
    let text = w.sees("okell", &home).await.hides(HOME).text();
    let script = text.find("What to say").expect("a script");
    let (good, what) = (text[script..].find("fixes bikes"), text[script..].find("threw a book"));
    assert!(good.unwrap() < what.unwrap(), "something good comes first: {text}");
    let spoke = [("contact", leanne.as_str()), ("time", "15:02"), ("outcome", "spoke")];
    w.fill("okell", &home, &home, &spoke).await;
    w.s.nov(9, "15.06");
    let voicemail = [("contact", curtis.as_str()), ("time", "15:06"), ("outcome", "voicemail")];
    w.fill("okell", &home, &home, &voicemail).await;
    w.sees("okell", &home)
        .await
        .says("Ms Leanne Moss, Mon 9 Nov 15.02")
        .says("Mr Curtis Ashdown, Mon 9 Nov 15.06")
        .says("Second attempt: ring Mr Curtis Ashdown");
    w.sees("okell", "/").await.says("Second attempt: ring Mr Curtis Ashdown");

    // Row 6, 15.10: a letter to each address, and what neither may hold.
    w.s.nov(9, "15.10");
    let letters = w.at("letters");
    w.fill("okell", &letters, &letters, &[("act", "issue")]).await;
    let page = w.sees("okell", &letters).await;
    let mut sent: Vec<String> = page.links("/letters/");
    sent.retain(|l| !l.ends_with("/pdf"));
    assert_eq!(sent.len(), 2, "two addresses, two letters");
    let okell = w.who("okell").await;
    let mut addresses = 0;
    for link in &sent {
        let letter = okell.sees(link).await;
        addresses += on_the_letter(letter);
        let pdf = okell.sees(&format!("{link}/pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"));
    }
    assert_eq!(addresses, 0b11, "one to each home");

    // Row 11, Monday: P1 a link, P2 paper, P5 the same as the class.
    w.s.nov(9, "15.20");
    answers(w, "farrant", "online", "https://work.fairholme.example/english/9k2").await;
    answers(w, "hale", "paper", "Staff room, tray 4").await;
    answers(w, "ravenhall", "same", "Source task, page 41").await;
    answers(w, "roe", "none", "").await;
    w.s.nov(9, "15.44");
    run_once(&w.s.app, f.org).await.unwrap();
    w.sees("sethi", "/work/asked").await.hides("Tyrell");
    w.s.nov(9, "15.45");
    assert!(run_once(&w.s.app, f.org).await.unwrap() > 0);
    w.sees("sethi", "/work/asked")
        .await
        .says("Tyrell Ashdown-Moss, 9K2: P3 Science, Tue 10 Nov 2026")
        .says("Passed on to you: Dr Marcus Lunt was asked")
        .hides("threw");
    let p3 = w.work("P3").await;
    w.sees("okell", &p3).await.says("Passed on to Mrs Anjali Sethi, Mon 9 Nov 15.45");
}

/// What every letter says, what none says, and whose it is: 1 Leanne's, 2 Curtis's.
fn on_the_letter(letter: Answer) -> u32 {
    let text = letter
        .says("Tue 10 Nov 2026")
        .says("P1–P6")
        .says("8.40, the side door by the library")
        .says("12.05 to 12.35, in the room with an adult. The free school meal is kept")
        .says("15.05, the end of the school day")
        .says("What we expect of Tyrell")
        .says("Ms Dara Okell, Internal Exclusion Room Co-ordinator, 01632 960400")
        .says("If you are worried about this or disagree: Ask for Mr Ewan Thrale")
        .hides("Kian")
        .hides("rgument")
        .hides("restorative")
        .text();
    assert!(!text.to_lowercase().contains("excluded"), "{text}");
    if text.contains("14 Tanyard Row") {
        assert!(!text.contains("Quay Street") && !text.contains("Curtis"), "{text}");
        1
    } else {
        assert!(text.contains("88 Quay Street") && !text.contains("Leanne"), "{text}");
        2
    }
}

/// A teacher answers for Tyrell's lesson on the page of what is asked of them.
pub async fn answers(w: &Walk, who: &'static str, route: &str, detail: &str) {
    let page = w.sees(who, "/work/asked").await;
    let mine = page.body.split("<article").find(|a| a.contains("Tyrell")).expect("a request");
    let action = mine.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    let id = &action["/work/".len().."/work/".len() + 36];
    let (r, d) = (format!("route-{id}"), format!("detail-{id}"));
    w.fill(who, "/work/asked", &action, &[(&r, route), (&d, detail)]).await;
}
