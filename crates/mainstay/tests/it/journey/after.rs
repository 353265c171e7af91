//! After: putting right, the entries, an empty room, the way back, and the report.

use super::Walk;

/// Rows 16 and 17, Tuesday: the meeting, and his number on the list of entries.
pub async fn put_right(w: &Walk) -> (String, String) {
    // Row 16, Tue 15.15: to be held before the next History lesson.
    w.s.nov(10, "15.15");
    let offer = w.at("repair");
    let page = w.sees("okell", &offer).await.says("Mrs Priya Ravenhall");
    page.says("Next History lesson is Thu 12 Nov P2: hold it before then");
    let ravenhall = w.s.f.staff["ravenhall"].to_string();
    let meeting = w.fill("okell", &offer, "/repair", &[("with", &ravenhall)]).await;
    let fields = [("day", "2026-11-11"), ("time", "12:50")];
    w.fill("okell", &meeting, "/set", &fields).await;
    w.sees("okell", &meeting).await.says("Set for Wed 11 Nov 2026, 12.50");
    w.sees("ravenhall", "/targets").await.says("Set for Wed 11 Nov, 12.50");

    // Row 17, 15.20: entries to make, ticked by name, one left.
    w.s.nov(10, "15.20");
    let page = w.sees("okell", "/mis").await.says("Entries to make in SIMS").says("5 to make");
    for name in ["Tyrell", "Moses", "Ellie-Mae", "Jude"] {
        let row = page.body.split("<tr").find(|row| row.contains(name)).expect("a row");
        let action = row.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
        w.fill("okell", "/mis", action, &[]).await;
    }
    let page = w.sees("okell", "/mis").await.says("1 to make").says("By Wed 11 Nov");
    let page = page.says("Ms Dara Okell, Tue 10 Nov 2026, 15.20");
    let number = page.text();
    let number = number.split("9K2 · ").nth(1).expect("his number in SIMS");
    (meeting, number.split(' ').next().unwrap().to_string())
}

/// Row 16, Wed 12.50: held before the lesson, with what each will do.
async fn meeting_held(w: &Walk, meeting: &str) {
    w.s.nov(11, "13.25");
    let fields = [
        ("held_day", "2026-11-11"),
        ("held_time", "12:50"),
        ("agreement", "The book is put right; tasks start in writing."),
        ("who_1", "Tyrell"),
        ("what_1", "Replace the book cover"),
        ("who_2", "Mrs Ravenhall"),
        ("what_2", "Give a written task starter"),
        ("pupil_agrees", "yes"),
        ("other_agrees", "yes"),
    ];
    w.fill("okell", meeting, "/held", &fields).await;
    w.sees("okell", meeting)
        .await
        .says("To be checked on Thu 19 Nov 2026")
        .says("Tyrell : Replace the book cover")
        .says("Mrs Ravenhall : Give a written task starter");
}

/// Row 17, Thursday: the one left unticked is red.
async fn left_unticked(w: &Walk) {
    w.s.nov(12, "8.30");
    let page = w.sees("okell", "/mis").await.says("1 day late");
    let row = page.body.split("<tr").find(|row| row.contains("1 day late")).unwrap();
    assert!(row.contains("Saffron"), "{row}");
    assert!(row.contains("tag-late"), "{row}");
}

/// Rows 18 and 19: Wednesday, with nobody from P4.
pub async fn empty_room(w: &Walk, meeting: &str) {
    // Row 18, Wed 11 Nov: P1–P3 are Kian's; P4 and P5 on call, P6 in class.
    w.s.nov(11, "11.50");
    let page = w.sees("okell", "/duties").await.says("3 empty periods without a duty");
    let text = page.text();
    assert!(text.contains("P3 11.05–12.00 1 student"), "{text}");
    assert!(text.contains("P4 12.00–12.50 Room empty"), "{text}");
    for period in ["P4", "P5"] {
        let page = format!("/duties/new?day=2026-11-11&period={period}");
        w.fill("okell", &page, "/duties", &[("kind", "on_call")]).await;
    }
    let fields = [("kind", "in_class"), ("class", "9Y3"), ("subject", "Maths")];
    w.fill("okell", "/duties/new?day=2026-11-11&period=P6", "/duties", &fields).await;
    let page = w.sees("okell", "/duties").await.says("no empty period without a duty");
    page.says("In-class support: 9Y3 Maths");

    w.s.nov(11, "12.20");
    let call = w.fill("okell", "/duties", "/calls", &[("tap", "Food room")]).await;
    w.s.nov(11, "12.40");
    let fields = [("arrived", "12:23"), ("outcome", "stayed")];
    w.fill("okell", &call, &call, &fields).await;

    meeting_held(w, meeting).await;

    w.s.nov(11, "13.45");
    let dexter = w.s.f.pupils["Dexter"].to_string();
    let fields = [("tap", "Corridor"), ("pupil", dexter.as_str())];
    let call = w.fill("okell", "/duties?q=dexter", "/calls", &fields).await;
    w.s.nov(11, "14.00");
    let fields = [("outcome", "first_aid"), ("words", "Would not go back in; cut hand")];
    w.fill("okell", &call, &call, &fields).await;
    let page = w.sees("okell", "/duties").await.says("12.20 Food room").says("13.45 Corridor");
    page.says("Settled and stayed").says("Taken to first aid").says("Dexter Holm");

    // Row 19: who, where and when come with the call.
    let page = w.sees("okell", &call).await;
    let refer = page.links("/refer?call=").pop().expect("a way to refer");
    let reason = w.s.f.reasons["Persistent disruption"].to_string();
    let fields = [("reason", reason.as_str()), ("hurt", "unsure"), ("ask", "lesson")];
    let thread = w.fill("okell", &refer, "/refer", &fields).await;
    w.sees("okell", &thread)
        .await
        .says("Dexter Holm")
        .says("Corridor")
        .says("P5")
        .says("Wed 11 Nov")
        .says("Would not go back in");
    w.sees("okell", &call).await.says("Turned into a referral");
}

/// Row 20: ten school days, with check-ins, an incident and an outcome.
pub async fn back_in_lessons(w: &Walk, meeting: &str, number: &str) {
    w.s.nov(11, "15.10");
    let page = w.sees("adair", "/returns").await.says("Tyrell").says("Check-in, day 1, Wed 11 Nov");
    let links = page.links("/returns/");
    let track = links.iter().find(|l| !l.contains("incidents")).expect("a return").clone();
    w.sees("adair", &track).await.says("Outcome due Tue 24 Nov").says("day 1 of 10");
    for (number_of_day, day, date) in [
        (1, 11, "Wed 11 Nov"),
        (3, 13, "Fri 13 Nov"),
        (5, 17, "Tue 17 Nov"),
        (10, 24, "Tue 24 Nov"),
    ] {
        if number_of_day == 3 {
            left_unticked(w).await;
        }
        w.s.nov(day, if number_of_day == 1 { "15.15" } else { "8.35" });
        let due = format!("Check-in, day {number_of_day}, {date}");
        w.sees("adair", "/returns").await.says(&due);
        w.sees("adair", "/").await.says(&format!("Check-in {number_of_day}, due today"));
        if number_of_day == 10 {
            break;
        }
        w.fill("adair", &track, "/check-in", &[("feeling", "7"), ("words", "All right")]).await;
        w.sees("adair", "/returns").await.hides(&due);
    }

    // Wed 18 Nov: an incident from the school's own system is on day 6.
    w.s.nov(18, "16.00");
    let okell = w.who("okell").await;
    let rows = format!(
        "Admission no,Date,Time,Type,Description,Location,ID\n{number},18/11/2026,11:20,Disruption,Called out,S4,77\n"
    );
    let preview = okell.sends("/incidents/file", &[], ("incidents.csv", rows.as_bytes())).await;
    let preview = preview.is(200).says("1 new");
    let file = preview.value("file");
    okell.does("/incidents/file/keep", &[("file", &file)]).await;
    w.sees("adair", &track).await.says("Day 6: Disruption").says("Wed 18 Nov 2026");

    // Row 16, Thu 19 Nov: the agreement is checked.
    w.s.nov(19, "9.00");
    w.sees("okell", meeting).await.says("To be checked on Thu 19 Nov 2026");
    w.fill("okell", meeting, "/check", &[("result", "yes")]).await;
    w.sees("okell", meeting).await.says("It is holding");

    // Tue 24 Nov: the outcome, not sooner and not passed over.
    w.s.nov(23, "9.00");
    let said = w.stopped("adair", &track, "/outcome", &[("outcome", "held")]).await;
    assert!(said.contains("its last day is Tue 24 Nov 2026"), "{said}");
    w.s.nov(24, "15.10");
    w.sees("adair", "/").await.says("Outcome due today");
    w.sees("adair", &track).await.says("Due today");
    let said = w.stopped("adair", &track, "/outcome", &[]).await;
    assert!(said.contains("422"), "{said}");
    w.fill("adair", &track, "/outcome", &[("outcome", "held")]).await;
    w.sees("adair", &track).await.says("It held");
}

/// Row 21: the half-term so far; each figure opens its list.
pub async fn half_term(w: &Walk) {
    let page = w.sees("okell", "/reports/half-term").await.says("Autumn 2 2026");
    let page = page
        .says("Placements 1")
        .says("Students 1")
        .says("Periods out of lessons 6 : the list of Periods out of lessons 5 h 10 min")
        .says("67% : the list of Work the same as class 4 of 6 periods")
        .says("Warnings 1")
        .says("Positives 2")
        .says("On-call calls 2")
        .says("On-call periods 2")
        .says("In-class support 1");
    let links = page.links("/reports/list");
    for (what, rows) in [("placements", "1 row"), ("periods", "6 rows"), ("calls", "2 rows")] {
        let link = links.iter().find(|l| l.contains(&format!("what={what}&"))).expect(what);
        let list = w.sees("okell", link).await.says(rows).hides("1 rows");
        if what != "calls" {
            list.says("Tyrell Ashdown-Moss").hides("Saffron");
        }
    }
    for link in links {
        w.sees("okell", &link).await;
    }
}
