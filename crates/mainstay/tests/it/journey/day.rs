//! Tuesday: what changed overnight, the notice, and the day in the room from arrival to exit.

use super::Walk;
use super::before::answers;
use crate::harness::Answer;

/// The calming strategy of the plan that is used.
const CALMING: &str = "Time-out card without asking why";

/// Rows 7 to 10, and the notice's amendment.
pub async fn morning(w: &Walk) {
    let f = &w.s.f;
    // Row 7, Tue 10 Nov 8.20: what changed overnight.
    w.s.nov(10, "8.20");
    let today = w.sees("okell", "/").await.says("Changed overnight");
    today.says("Kian Dowell, 9K4 now Wed 11 Nov 2026, P1–P3");

    // Row 8, 8.28: the register, category only.
    w.s.nov(10, "8.28");
    w.fill("okell", "/notice", "/notice/publish", &[]).await;
    let notice = w.sees("hale", "/notice").await.says("Published, 8.28").says("4 students, to");
    let text = notice.hides("threw").hides("Swore").hides("Kian").hides(super::HOME).text();
    for line in [
        "Tyrell Ashdown-Moss 9K2 P1–P6 Abuse towards an adult",
        "Saffron Idle 8F1 P1–P6",
        "Moses Tarn 10K1 P1–P2",
        "Ellie-Mae Croft 7F3 P5–P6",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }

    // Row 9, 8.40: arrival; the allergy on tile and lunch list.
    w.s.nov(10, "8.40");
    let arrival = w.at("arrival");
    let fields = [("envelope", "3"), ("lunch", "School meal, no nuts"), ("feels", "2")];
    w.fill("okell", &arrival, &arrival, &fields).await;
    let tile = tile_of(w, "okell").await;
    assert!(tile.contains("Nut allergy"), "{tile}");
    let list = w.sees("okell", &format!("{}/lunch", w.board())).await.says("10.30");
    let list = list.says("Tyrell Ashdown-Moss, 9K2").says("Nut allergy");
    list.says("School meal, no nuts");
    let card = w.sees("okell", &format!("/placements/{}", w.tyrell)).await;
    card.says("phone envelope 3, feels 2 of 5, lunch: School meal, no nuts");

    // Row 10, 8.45: induction, read aloud; the reason names nobody else.
    w.s.nov(10, "8.45");
    let induction = w.at("induction");
    let page = w.sees("okell", &induction).await.says("Reading age 8.9: read it aloud");
    page.says("threw a book").hides("Kian").hides("Ravenhall").hides(super::HOME);
    w.fill("okell", &induction, &induction, &[("read_aloud", "yes")]).await;
    let card = w.sees("okell", &format!("/placements/{}", w.tyrell)).await;
    card.says("Induction Read aloud");

    // Row 8 again, 10.05: Jude comes for P4; the amendment holds Jude alone.
    done(w, "9.58", "P1", "all").await;
    w.s.nov(10, "10.05");
    let refer = format!("/refer?pupil={}", f.pupils["Jude"]);
    let reason = f.reasons["Persistent disruption"].to_string();
    let fields = [
        ("reason", reason.as_str()),
        ("what", "Drummed through three warnings."),
        ("period", "P1"),
        ("place", "T2"),
        ("hurt", "no"),
        ("ask", "lesson"),
    ];
    let thread = w.fill("gale", &refer, "/refer", &fields).await;
    let queue = thread.replace("/referrals/", "/queue/");
    let fields =
        [("do", "approve"), ("day", "2026-11-10"), ("period", "P4"), ("plain", "Drumming")];
    w.fill("thrale", &queue, "/approve", &fields).await;
    w.s.nov(10, "10.08");
    w.fill("okell", "/notice", "/notice/publish", &[]).await;
    let text = w.sees("hale", "/notice").await.says("5 students in the room today").text();
    let change = text.split("Amendment 1, 10.08").nth(1).unwrap();
    let change = change.split("Published, 8.28").next().unwrap();
    assert!(change.contains("Jude Marl 8K3 P4 Persistent disruption"), "{change}");
    for other in ["Tyrell", "Saffron", "Moses", "Ellie-Mae", "Kian"] {
        assert!(!change.contains(other), "{other} in {change}");
    }
}

/// Rows 11 to 14.
pub async fn through_the_day(w: &Walk) {
    // Row 12, 10.15 in P2: one warning, help, and a calming strategy from the plan.
    w.s.nov(10, "10.15");
    let card = w.sees("okell", &format!("/placements/{}", w.tyrell)).await.says("What helps");
    card.says(CALMING);
    w.tap("warning").await;
    w.s.nov(10, "10.16");
    w.tap("help").await;
    w.s.nov(10, "10.18");
    let page = format!("/placements/{}", w.tyrell);
    w.fill("okell", &page, "/entries", &[("kind", "break"), ("body", CALMING)]).await;
    done(w, "10.46", "P2", "most").await;

    // Row 13, 10.52: the room's break may not run over the school's.
    w.s.nov(10, "10.52");
    let breaks = format!("{}/break", w.board());
    let said = w.stopped("okell", &breaks, "/break", &[("act", "start"), ("kind", "break")]).await;
    assert!(said.contains("409") && said.contains("10.50"), "{said}");

    // Row 11, 10.55: nobody set P3, so it comes from the bank; P4 too.
    w.s.nov(10, "10.55");
    from_bank(w, "P3", "Energy transfers").await;
    from_bank(w, "P4", "Theory pack").await;

    // Row 13, 11.10: the room's break with its adult.
    w.s.nov(10, "11.10");
    w.fill("okell", &breaks, "/break", &[("act", "start"), ("kind", "break")]).await;
    w.s.nov(10, "11.25");
    let id = w.sees("okell", &breaks).await.value("id");
    w.fill("okell", &breaks, "/break", &[("act", "end"), ("id", &id)]).await;
    w.sees("okell", &breaks).await.says("11.10–11.25, Ms Dara Okell");

    // Row 12 in P3: help and something good.
    w.s.nov(10, "11.30");
    w.tap("help").await;
    w.s.nov(10, "11.40");
    w.tap("praise").await;
    done(w, "11.58", "P3", "most").await;

    // Row 13, 12.05: lunch; not over the school's own.
    w.s.nov(10, "12.05");
    let lunch = [("act", "start"), ("kind", "lunch")];
    w.fill("okell", &breaks, "/break", &lunch).await;
    w.s.nov(10, "12.35");
    let id = w.sees("okell", &breaks).await.value("id");
    w.fill("okell", &breaks, "/break", &[("act", "end"), ("id", &id)]).await;
    w.sees("okell", &breaks).await.says("12.05–12.35, Ms Dara Okell").says("11.10–11.25");
    done(w, "12.48", "P4", "part").await;
    w.s.nov(10, "12.55");
    let said = w.stopped("okell", &breaks, "/break", &lunch).await;
    assert!(said.contains("409") && said.contains("12.50"), "{said}");

    // Row 14, 13.50: Mr Poll takes over for twenty minutes.
    w.s.nov(10, "13.45");
    let handover = format!("{}/handover", w.board());
    let poll = w.s.f.staff["poll"].to_string();
    let fields = [
        ("adult", poll.as_str()),
        ("from", "13:50"),
        ("to", "14:10"),
        ("watch_for", "Read it aloud; offer a choice."),
    ];
    w.fill("okell", &handover, "/handover", &fields).await;
    w.s.nov(10, "13.50");
    let card = w.sees("poll", &handover).await.says("Tyrell Ashdown-Moss").says("Nut allergy");
    card.says("Read it aloud; offer a choice.").hides("threw").hides("Swore");
    w.sees("poll", &w.board()).await.says("Mr Dean Poll in charge");
    let tile = tile_of(w, "poll").await;
    assert!(tile.contains("Good with younger students") && tile.contains("1 of 3"), "{tile}");
    let cover = w.who("poll").await;
    let file = format!("/pupils/{}", w.s.f.pupils["Tyrell"]);
    for page in [
        file.clone(),
        format!("{file}/notes"),
        format!("{file}/helps"),
        format!("/placements/{}", w.tyrell),
        w.at("exit"),
        w.at("home"),
        w.at("letters"),
        w.thread.clone(),
    ] {
        let answer = cover.get(&page).await;
        assert!(matches!(answer.status, 403 | 404), "{page}: {}", answer.status);
        answer.hides("threw").hides(super::HOME).hides("Quay Street");
    }

    let note = [("kind", "note"), ("body", "Seen by cover")];
    let refused = cover.posts(&w.at("entries"), &note).await;
    assert!(matches!(refused.status, 403 | 404), "{}", refused.status);

    // Row 11, 14.10: the link for P6 arrives; row 12, something good in P5.
    w.s.nov(10, "14.10");
    answers(w, "petit", "online", "https://work.fairholme.example/french/9k2").await;
    w.tap("praise").await;
    done(w, "14.19", "P5", "all").await;
    done(w, "14.49", "P6", "all").await;
    let work = w.sees("okell", "/work").await.text();
    let mine = work.split("Tyrell Ashdown-Moss, 9K2").nth(1).unwrap();
    assert!(mine.contains("5 h 10 min out of lessons. Own work 4 of 6 (67%)"), "{mine}");
    let card = w.sees("okell", &format!("/placements/{}", w.tyrell)).await;
    let card = card.says("Praise 2").says("Help given 2").says("1 of 3");
    card.says("A regulation break is never one").says(&format!("Regulation break P2 {CALMING}"));
    for (period, how_much) in [
        ("P1", "All"),
        ("P2", "Most"),
        ("P3", "Most"),
        ("P4", "Part"),
        ("P5", "All"),
        ("P6", "All"),
    ] {
        let work = w.work(period).await;
        let one = w.sees("okell", &work).await;
        let checked = one.body.split("checked").next().unwrap().len();
        let label = crate::harness::text(&format!("<i{}", &one.body[checked..]));
        assert!(label.starts_with(how_much), "{period}: {}", &label[..20]);
    }
    // Must not: an edited note loses its first version.
    let page = format!("/placements/{}", w.tyrell);
    let note = [("kind", "note"), ("body", "Used the card well."), ("time", "")];
    w.fill("okell", &page, "/entries", &note).await;
    w.fill("okell", &page, "/correct", &[("body", "Asked for the card and used it well.")]).await;
    let card = w.sees("okell", &page).await.says("Asked for the card and used it well.");
    card.says("First written, and every change").says("Used the card well. Ms Dara Okell");
}

/// Row 15, 14.50: the exit interview.
pub async fn leave(w: &Walk) {
    w.s.nov(10, "14.50");
    let exit = w.at("exit");
    let said = w.stopped("okell", &exit, "/close", &[("close_reason", "")]).await;
    assert!(said.contains("409") && said.contains("no exit interview was held"), "{said}");
    let fields = [
        ("went_well", "Kept going in Maths"),
        ("target_1", "Ask for the time-out card"),
        ("target_2", "Start the task within 2 minutes"),
        ("feeling", "6"),
        ("ready", "partly"),
        ("outcome", "completed"),
        ("confidential", "Worried about Fridays"),
        ("then", "close"),
    ];
    w.fill("okell", &exit, "/exit", &fields).await;
    let page = w.sees("okell", &exit).await.says("The return is followed to Tue 24 Nov 2026");
    page.says("6 of 10").says("Worried about Fridays");
    // Everybody who teaches him on Wednesday or Thursday has the targets, and nothing more.
    for teacher in
        ["lunt", "farrant", "petit", "hale", "vail", "quill", "ravenhall", "nwosu", "roe"]
    {
        let page = w.sees(teacher, "/targets").await.says("Tyrell Ashdown-Moss");
        page.says("Ask for the time-out card")
            .says("Start the task within 2 minutes")
            .hides("Fridays")
            .hides("threw");
        w.who(teacher).await.get(&exit).await.is(403).hides("Fridays");
    }
    w.sees("stroud", "/targets").await.hides("Tyrell");
    // Row 2 again: what approvers wrote is on nothing that the room, the pupil or staff read.
    let board = w.board();
    for page in [
        board.clone(),
        format!("{board}/print"),
        format!("{board}/lunch"),
        format!("{board}/handover"),
        format!("/placements/{}", w.tyrell),
        w.at("induction"),
        exit.clone(),
        "/notice".into(),
        "/targets".into(),
    ] {
        w.sees("okell", &page).await.hides(super::HOME).hides("rgument at home");
    }
}

/// Records how much of a period's work was done.
async fn done(w: &Walk, at: &str, period: &str, how_much: &str) {
    w.s.nov(10, at);
    let page = w.work(period).await;
    w.fill("okell", &page, "/done", &[("done", how_much)]).await;
}

/// Fills a period from the bank with the unit whose title begins so.
async fn from_bank(w: &Walk, period: &str, title: &str) {
    let page = w.work(period).await;
    let shown = w.sees("okell", &page).await;
    let at = shown.body.find(title).expect("a unit of the bank");
    let unit = shown.body[..at].rsplit("name=\"unit\" value=\"").next().unwrap();
    w.fill("okell", &page, "/bank", &[("unit", &unit[..36])]).await;
    w.sees("okell", &page).await.says("From the bank").says(title);
}

/// Tyrell's tile as somebody reads it.
async fn tile_of(w: &Walk, who: &'static str) -> String {
    let page: Answer = w.sees(who, &w.board()).await;
    let mark = format!("data-piece=\"t-{}\"", w.tyrell);
    let at = page.body.find(&mark).expect("a tile");
    crate::harness::text(page.body[at..].split("data-piece=\"t-").nth(1).unwrap())
}
