//! Who is trained in first aid: set up once, and said on the board.

use crate::harness::schools;

#[tokio::test]
async fn the_board_says_whether_whoever_is_in_charge_is_a_first_aider_and_who_else_is() {
    for school in schools().await {
        school.nov(10, "9.30");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.sees(&board).await.hides("first-aider").hides("First aid:");
        okell.get("/set-up/first-aid").await.is(403);
        let abbot = school.signs_in("abbot").await;
        let home = "/set-up/first-aid";
        abbot.sees("/set-up").await.says("First aid");
        abbot.sees(home).await.says("Nobody is named yet");
        let vail = school.f.staff["vail"].to_string();
        let lead = school.f.staff["okell"].to_string();
        let keep = async |fields: &[(&str, &str)]| {
            let mut all = vec![("act", "keep")];
            all.extend(fields);
            abbot.posts(home, &all).await
        };
        keep(&[("staff", ""), ("version", "0")]).await.is(422).says("Choose somebody");
        let odd = [("staff", vail.as_str()), ("version", "0"), ("until", "next year")];
        keep(&odd).await.is(422).says("Give the day as a date");
        let long = "x".repeat(81);
        let odd = [("staff", vail.as_str()), ("version", "0"), ("what", &long)];
        keep(&odd).await.is(422).says("Use at most 80 characters");
        let good = [("staff", vail.as_str()), ("version", "0"), ("until", "2027-02-01")];
        keep(&good).await.is(303);
        keep(&good).await.is(303);
        abbot.sees(home).await.says("Mr Idris Vail").says("In date").hides("Runs out soon");
        okell.sees(&board).await.says("First aid: Mr Vail").hides("first-aider");

        // Whoever is in charge, and until the end of the last day.
        let until = [("staff", lead.as_str()), ("version", "0"), ("until", "2026-11-10")];
        keep(&until).await.is(303);
        abbot.sees(home).await.says("Runs out soon");
        okell.sees(&board).await.says("Ms Dara Okell in charge, first-aider");
        // Two people at once: what one kept the other does not write over.
        let other = [("staff", lead.as_str()), ("version", "1"), ("until", "2027-11-10")];
        keep(&other).await.is(303);
        let stale = [("staff", lead.as_str()), ("version", "1"), ("until", "2028-11-10")];
        keep(&stale).await.is(409).says("Somebody changed this");
        let gone = [("act", "end"), ("staff", lead.as_str())];
        for _ in 0..2 {
            abbot.does(home, &gone).await;
        }
        okell.sees(&board).await.hides("first-aider").says("First aid: Mr Vail");
        school.nov(11, "9.30");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn training_that_runs_out_is_on_today_of_its_holder_and_the_rooms_manager_until_it_is_renewed()
 {
    for school in schools().await {
        let abbot = school.signs_in("abbot").await;
        let (vail, home) = (school.f.staff["vail"].to_string(), "/set-up/first-aid");
        let fields = |until: &'static str, version: &'static str| {
            [("act", "keep"), ("staff", vail.as_str()), ("version", version), ("until", until)]
        };
        abbot.does(home, &fields("2027-02-01", "0")).await;
        // Sixty days before and not one sooner.
        school.at(rulebook::Day::new(2026, 12, 2).unwrap(), "9.00");
        school.signs_in("vail").await.sees("/").await.hides("first-aid");
        school.at(rulebook::Day::new(2026, 12, 3).unwrap(), "9.00");
        let own = "Your training is good until Mon 1 Feb 2027; book the next course";
        let holder = school.signs_in("vail").await;
        let page = holder.sees("/").await.says("First-aid training running out").says(own);
        let manager = school.signs_in("tansley").await;
        manager.sees("/").await.says("Mr Idris Vail: training is good until Mon 1 Feb 2027");
        let abbot = school.signs_in("abbot").await;
        assert!(abbot.sees("/").await.links("/set-up/").contains(&home.to_string()));
        // Nobody else's list has it: not the room's lead, not a senior leader.
        for who in ["okell", "thrale", "ravenhall"] {
            school.signs_in(who).await.sees("/").await.hides("First-aid training running out");
        }
        // Late once it has run out, and gone with a new certificate.
        school.at(rulebook::Day::new(2027, 2, 2).unwrap(), "9.00");
        let holder = school.signs_in("vail").await;
        holder.sees("/").await.says("Your training ran out after Mon 1 Feb 2027").says("Late");
        let abbot = school.signs_in("abbot").await;
        abbot.does(home, &fields("2030-02-01", "1")).await;
        holder.sees("/").await.hides("ran out");
        // Left with a reason, it is off every list until the next certificate runs out.
        abbot.does(home, &fields("2027-03-01", "2")).await;
        let page = match page.links("/today/leave?kind=first_aid").is_empty() {
            true => panic!("a line that cannot be left"),
            false => holder.sees("/").await.says("Your training is good until Mon 1 Mar 2027"),
        };
        let leave = page.links("/today/leave?kind=first_aid").remove(0);
        let about = leave.rsplit("about=").next().unwrap().to_string();
        let fields = [("kind", "first_aid"), ("about", about.as_str()), ("why", "")];
        holder.posts("/today/leave", &fields).await.is(422).says("Say why it is not needed");
        let fields = [("kind", "first_aid"), ("about", about.as_str()), ("why", "Booked, 20 Feb")];
        holder.does("/today/leave", &fields).await;
        holder.sees("/").await.hides("Your training");
        school.signs_in("tansley").await.sees("/").await.hides("Mr Idris Vail: training");
    }
}
