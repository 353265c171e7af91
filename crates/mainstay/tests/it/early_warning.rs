//! Scenario 4, rows 1 and 2: incidents come in, somebody stands out against their own baseline,
//! and is put on the at-risk register. Then what can go wrong with it.

use crate::board::once;
use crate::harness::{Person, School, schools};
use casework::{Act, Event, Id, Reach, Scope, Verb};
use rulebook::Day;

fn day(month: i8, day: i8) -> Day {
    Day::new(2026, month, day).unwrap()
}

/// The first seven school days of this term, and of the one before.
const NOW: [(i8, i8); 7] = [(9, 2), (9, 3), (9, 4), (9, 7), (9, 8), (9, 9), (9, 10)];
const BEFORE: [(i8, i8); 7] = [(4, 21), (4, 22), (4, 23), (4, 24), (4, 27), (4, 28), (4, 29)];

/// Admission number and form of everybody, by key.
async fn roll(school: &School) -> Vec<(Id, String, String)> {
    let mut read = school.app.store().read().await.unwrap();
    let known = store::incident::known(&mut read, school.f.org).await.unwrap();
    let ids: Vec<Id> = known.iter().map(|k| k.id).collect();
    let scope = Scope { org: school.f.org, reach: vec![Reach::School] };
    let pupils = store::pupil::several(&mut read, &scope, &ids).await.unwrap();
    let form = |id: Id| pupils.iter().find(|p| p.id == id).unwrap().form.clone();
    known.iter().map(|k| (k.id, k.admission_no.clone().unwrap(), form(k.id))).collect()
}

/// The pupil of the walk-through, by the name she has there.
async fn callie(school: &School) -> Id {
    let id = school.f.pupils["Esme"];
    let act = Act::by_system(school.f.org, school.clock.now(), "a new name");
    let mut w = school.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, id, "Callie", "Dunmore").await;
    w.commit(Event::new(Verb::PupilChanged, "pupil", id), vec![]).await.unwrap();
    id
}

const HEADINGS: &str = "Incident Date,Time,Adno,Reg Group,Incident Type,Subject,Location,Recorded By,Points,Action Taken,Comments";

/// A file as the walk-through has it: 430 rows, of them 6 duplicates and 2 of unknown forms.
async fn file(school: &School) -> String {
    let roll = roll(school).await;
    let mut rows: Vec<String> = Vec::new();
    let add = |rows: &mut Vec<String>, no: &str, form: &str, (m, d): (i8, i8), subject: &str| {
        let n = rows.len();
        let time = format!("{:02}:{:02}", 9 + n % 6, n % 60);
        rows.push(format!(
            "{d:02}/{m:02}/2026,{time},{no},{form},Disruption,{subject},H4,Mr Vail,2,Moved seat,Note {n}"
        ));
    };
    for (id, no, form) in &roll {
        let (now, before, days) = match id {
            id if *id == school.f.pupils["Esme"] => (11, 2, &NOW[..]),
            id if *id == school.f.pupils["Jude"] => (14, 13, &NOW[..]),
            id if *id == school.f.pupils["Dexter"] => (4, 4, &NOW[3..]),
            // Everybody else had theirs in the first two days of term.
            _ => (5, 5, &NOW[..2]),
        };
        for n in 0..now {
            add(&mut rows, no, form, days[n % days.len()], "Geography");
        }
        for n in 0..before {
            add(&mut rows, no, form, BEFORE[n % 7], "Maths");
        }
    }
    let (_, no, form) = &roll[39];
    while rows.len() < 422 {
        add(&mut rows, no, form, (4, 29), "Maths");
    }
    assert_eq!(rows.len(), 422);
    let (_, no, _) = &roll[38];
    add(&mut rows, no, "7N", (9, 2), "Art");
    add(&mut rows, no, "8QQ", (9, 2), "Art");
    for n in [3, 50, 51, 120, 200, 400] {
        rows.push(rows[n].clone());
    }
    assert_eq!(rows.len(), 430);
    format!("{HEADINGS}\n{}\n", rows.join("\n"))
}

async fn looks(who: &Person, text: &str) -> crate::harness::Answer {
    who.sends("/incidents/file", &[], ("incidents.csv", text.as_bytes())).await
}

/// The file of the walk-through, kept on Friday 11 September at half past nine.
async fn brought_in(school: &School) -> Id {
    school.at(day(9, 11), "9.30");
    let callie = callie(school).await;
    let abbot = school.signs_in("abbot").await;
    abbot.sees("/set-up/signals").await.says("a proposal, not law");
    abbot.does("/set-up/signals", &[]).await;
    let okell = school.signs_in("okell").await;
    let page = looks(&okell, &file(school).await).await.is(200);
    let file = page.value("file");
    let fields = [
        ("file", file.as_str()),
        ("code-0", "7N"),
        ("form-0", "take"),
        ("code-1", "8QQ"),
        ("form-1", "out"),
    ];
    okell.does("/incidents/file/keep", &fields).await;
    callie
}

#[tokio::test]
async fn a_file_of_430_rows_is_looked_at_first_and_callie_stands_out_against_her_own_baseline() {
    for school in schools().await {
        school.at(day(9, 11), "9.30");
        let callie = callie(&school).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/early-warning").await.says("Nothing has been brought in yet");
        let text = file(&school).await;
        let page = looks(&okell, &text).await.is(200);
        let page = page
            .says("422 new, 0 here already, 6 duplicates in the file, 0 that cannot be read")
            .says("Of 430 rows")
            .says("Row 426 says what row 5 says")
            .says("2 form codes to ask you about")
            .says("“7N”, in row 424")
            .says("“8QQ”, in row 425");
        let key = page.value("file");
        // Nothing is kept while a code is not answered for.
        let none = [("file", key.as_str())];
        let page = okell.posts("/incidents/file/keep", &none).await.is(422);
        page.says("Say what is to be done with “8QQ”");
        okell.sees("/early-warning").await.says("Nothing has been brought in yet");
        let fields = [
            ("file", key.as_str()),
            ("code-0", "7N"),
            ("form-0", "take"),
            ("code-1", "8QQ"),
            ("form-1", "out"),
        ];
        okell.does("/incidents/file/keep", &fields).await;
        let page = okell.sees("/early-warning").await;
        let page = page
            .says("Counted from Wed 2 Sep 2026 to Thu 10 Sep 2026, 7 school days")
            .says("against Tue 21 Apr 2026 to Wed 29 Apr 2026, as many days before")
            .says("Callie Dunmore, 8K3 11 2 9 more 22")
            .says("Jude Marl, 8K3 14 13 1 more")
            .says("In order of how many more there are than each one’s own number before, and of nothing else");
        let at = |page: &crate::harness::Answer, who: &str| page.text().find(who).expect("a name");
        assert!(at(&page, "Callie Dunmore") < at(&page, "Jude Marl"), "{}", school.engine());
        let page = okell.sees("/early-warning?order=total").await;
        assert!(at(&page, "Jude Marl") < at(&page, "Callie Dunmore"));
        // The whole picture shows what is counted, and where it comes from.
        let page = okell.sees(&format!("/early-warning/{callie}")).await;
        page.says("9 more").says("Geography").says("Moved seat").says("11 Wed 2 Sep 2026");
        okell.sees("/early-warning/spots").await.says("Subject").says("Geography");

        // The same file again: nothing is kept twice, and a code taken once is not asked again.
        let page = looks(&okell, &text).await.is(200);
        page.says("0 new, 429 here already, 0 duplicates").says("1 form code to ask you about");

        // Attendance comes beside it.
        let no = roll(&school).await.into_iter().find(|(id, ..)| *id == callie).unwrap().1;
        let csv = format!("Adno,% Attendance\n{no},86%\n9999,90\n");
        let page = okell.sends("/attendance/file", &[], ("a.csv", csv.as_bytes())).await.is(200);
        let key = page.says("1 figure").says("Row 3: Nobody on roll has this number").value("file");
        let fields = [("file", key.as_str()), ("upto", "2026-09-10")];
        okell.posts("/attendance/file/keep", &fields).await.is(422).says("Leave them out");
        let late = [("file", key.as_str()), ("upto", "2026-09-12"), ("leave_out", "1")];
        okell.posts("/attendance/file/keep", &late).await.is(422).says("has not come yet");
        let fields = [("file", key.as_str()), ("upto", "2026-09-10"), ("leave_out", "1")];
        okell.does("/attendance/file/keep", &fields).await;
        okell.sees("/early-warning").await.says("Callie Dunmore, 8K3 11 2 9 more 22 86%");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
        for who in ["ravenhall", "poll", "lyle", "abbot"] {
            school.signs_in(who).await.get("/early-warning").await.is(403);
        }
        for who in ["ravenhall", "poll", "lyle", "catterall"] {
            school.signs_in(who).await.get("/incidents/file").await.is(403);
        }
        // Whoever leads another year, and a mentor of others, see nothing of her.
        for who in ["catterall", "adair"] {
            let other = school.signs_in(who).await;
            other.sees("/early-warning").await.hides("Callie");
            other.get(&format!("/early-warning/{callie}")).await.is(404);
        }
    }
}

#[tokio::test]
async fn a_signal_says_what_was_counted_waits_on_today_and_goes_by_an_answer_alone() {
    for school in schools().await {
        let callie = brought_in(&school).await;
        let okell = school.signs_in("okell").await;
        // Nobody leads year 8, so hers are with whoever leads the room.
        okell.sees("/").await.says("Signals to answer").says("Callie Dunmore, 8K3");
        let list = okell.sees("/signals").await.says("Callie Dunmore").says("Dexter Holm");
        let list = list.says("incidents from Fri 4 Sep 2026 to Thu 10 Sep 2026. The rule asks for 4 incidents in 5 school days.");
        assert!(list.text().contains("nobody’s yet"));
        // Dexter's are asked of whoever leads his year.
        let catterall = school.signs_in("catterall").await;
        let mine = catterall.sees("/").await.says("Signals to answer").hides("Callie");
        let link = mine.links("/signals/").remove(0);
        let page = catterall.sees(&link).await.says("What was counted").says("Dexter Holm");
        let version = page.value("version");
        let blank = [("version", version.as_str()), ("outcome", "dismissed"), ("words", " ")];
        let page = catterall.posts(&link, &blank).await.is(422);
        page.says("Say why nothing more is needed. It is kept with your name");
        // It cannot be left, only answered.
        let about = link.rsplit('/').next().unwrap();
        let leave = [("kind", "signal"), ("about", about), ("why", "no")];
        catterall.posts("/today/leave", &leave).await.is(303);
        catterall.sees("/").await.says("Dexter Holm");
        let said = [
            ("version", version.as_str()),
            ("outcome", "dismissed"),
            ("words", "A new seating plan began on Thursday; looked at with Mr Vail."),
            ("also", "yes"),
        ];
        school.signs_in("adair").await.posts(&link, &said).await.is(404);
        catterall.does(&link, &said).await;
        catterall.sees("/").await.hides("Dexter Holm");
        let page = catterall.sees("/signals").await.says("Dismissed").says("Ms Bea Catterall");
        page.says("Nothing waits for an answer");
        catterall.posts(&link, &said).await.is(303);
        // One incident more does not raise again what was answered; four do.
        let dexter = school.f.pupils["Dexter"];
        let no = roll(&school).await.into_iter().find(|(id, ..)| *id == dexter).unwrap().1;
        let row =
            |n: u32| format!("11/09/2026,09:{n:02},{no},9Y3,Defiance,Art {n},H4,,1,,More {n}\n");
        for (rows, raised) in [(10..11, false), (11..14, true)] {
            let text = format!("{HEADINGS}\n{}", rows.map(row).collect::<String>());
            let key = looks(&okell, &text).await.is(200).value("file");
            okell.does("/incidents/file/keep", &[("file", key.as_str())]).await;
            let page = catterall.sees("/signals").await;
            let again = page.text().contains("4 incidents on Fri 11 Sep 2026");
            assert_eq!(again, raised, "{}: {}", school.engine(), page.text());
        }
        // What the trail says names the rule and the count.
        let abbot = school.signs_in("merrow").await;
        abbot.sees("/trail").await.says("Raised a signal by a rule of the school's own");
        let _ = callie;
    }
}

#[tokio::test]
async fn nobody_stands_on_the_at_risk_register_without_key_worker_contact_and_next_review() {
    for school in schools().await {
        let callie = brought_in(&school).await;
        let okell = school.signs_in("okell").await;
        let staff = school.f.staff["okell"].to_string();
        let pupil = callie.to_string();
        let page = okell.sees(&format!("/at-risk/new?pupil={callie}")).await;
        let key = page.says("Callie Dunmore, 8K3").value("once");
        okell.sees("/at-risk/new?q=ballan").await.says("Callie Dunmore");
        let with = |more: &[(&'static str, &'static str)]| {
            let mut all = vec![
                ("pupil", pupil.as_str()),
                ("once", key.as_str()),
                (
                    "basis",
                    "11 incidents in 7 days, 2 in the first 7 of last summer. Attendance 86%.",
                ),
                ("level", "raised"),
                ("every", "weekly"),
                ("key_worker", staff.as_str()),
            ];
            all.extend(more);
            all
        };
        let page = okell.posts("/at-risk/new", &with(&[])).await.is(422);
        page.says("Give the day it is looked at again").says("11 incidents in 7 days");
        let page = okell.posts("/at-risk/new", &with(&[("next_review", "2026-10-10")])).await;
        page.is(422)
            .says("Sat 10 Oct 2026 is not a school day: Saturday. The next is Mon 12 Oct 2026");
        let past = with(&[("next_review", "2026-09-10")]);
        okell.posts("/at-risk/new", &past).await.is(422).says("is over");
        let stranger = school.f.staff["ravenhall"].to_string();
        let mut other = with(&[("next_review", "2026-10-09")]);
        other.retain(|(n, _)| *n != "key_worker");
        other.push(("key_worker", stranger.as_str()));
        okell.posts("/at-risk/new", &other).await.is(422).says("Choose a key worker");
        let good = with(&[("next_review", "2026-10-09")]);
        let line = okell.does("/at-risk/new", &good).await;
        // Sent twice, it is kept once; another beside it is refused, with where the first is.
        assert_eq!(okell.does("/at-risk/new", &good).await, line);
        let mut again = good.clone();
        let second = once();
        again.retain(|(n, _)| *n != "once");
        again.push(("once", second.as_str()));
        let page = okell.posts("/at-risk/new", &again).await.is(409);
        page.says("Callie Dunmore is on the at-risk register already");
        let page = okell.sees("/at-risk").await;
        let page =
            page.says("Callie Dunmore, 8K3 At risk").says("Ms Dara Okell").says("Every week");
        page.says("Next by Fri 18 Sep 2026").says("Fri 9 Oct 2026");
        // Her signals are answered by it.
        okell.sees("/signals").await.says("On the register");
        okell.sees("/").await.hides("Callie Dunmore");
        okell.sees("/early-warning").await.says("On the register");
        school.signs_in("catterall").await.get(&line).await.is(404);

        // Contact that is not made shows, and stands on Today until it is.
        school.at(day(9, 21), "8.00");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("The at-risk register").says("Contact due Fri 18 Sep 2026");
        okell.sees("/at-risk?mine=yes").await.says("No contact in time");
        let contact = format!("{line}/contact");
        let key = once();
        let missed = [("once", key.as_str()), ("day", "2026-09-21"), ("how", "missed")];
        okell.does(&contact, &missed).await;
        okell.sees("/at-risk").await.says("No contact in time");
        let wrong = [("once", "x"), ("day", "2026-09-22"), ("said", "Words that stay")];
        let page = okell.posts(&contact, &wrong).await.is(422);
        page.says("has not come yet").says("Choose how it was held").says("Words that stay");
        let key = once();
        let held = [
            ("once", key.as_str()),
            ("day", "2026-09-21"),
            ("how", "talk"),
            ("said", "Geography is too loud to think."),
        ];
        okell.does(&contact, &held).await;
        okell.does(&contact, &held).await;
        let page = okell.sees(&line).await.says("Geography is too loud to think");
        assert_eq!(page.text().matches("too loud").count(), 1);
        okell.sees("/").await.hides("Callie Dunmore");
        okell.sees("/at-risk").await.says("Next by Mon 28 Sep 2026");

        // The day to look again cannot pass silently.
        school.at(day(10, 12), "8.00");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("To be looked at again, due Fri 9 Oct 2026");
        let page = okell.sees(&line).await.says("Review late");
        let version = page.value("version");
        let look = format!("{line}/look");
        let mut fields = vec![
            ("version", version.as_str()),
            ("level", "early"),
            ("every", "fortnightly"),
            ("key_worker", staff.as_str()),
            ("next_review", "2026-11-13"),
        ];
        okell.posts(&look, &fields).await.is(422).says("Say what you saw");
        fields.push(("words", "Three quiet weeks after the move of seat."));
        okell.does(&look, &fields).await;
        okell.posts(&look, &fields).await.is(409);
        let page = okell.sees(&line).await.says("First signs").says("Three quiet weeks");
        let version = page.value("version");
        let end = format!("{line}/end");
        okell
            .posts(&end, &[("version", &version), ("why", "")])
            .await
            .is(422)
            .says("what came of it");
        okell
            .does(&end, &[("version", &version), ("why", "Close met; her tutor has it now.")])
            .await;
        okell.sees("/at-risk").await.says("Nobody is on the register").says("her tutor has it now");
        okell.does(&contact, &held).await;
        okell.sees(&line).await.says("Ended Mon 12 Oct 2026");
        let story = okell.sees(&format!("/pupils/{callie}?part=meetings")).await;
        story.says("on the at-risk register");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn the_schools_own_rules_are_tried_on_last_term_before_anybody_lives_with_them() {
    for school in schools().await {
        brought_in(&school).await;
        let abbot = school.signs_in("abbot").await;
        let page = abbot.sees("/set-up/signals").await.says("4 incidents in 5 school days");
        let links = page.says("Disruption: counts").links("/set-up/signals/");
        assert_eq!(links.iter().filter(|l| !l.ends_with("/new")).count(), 4);
        let rule = links.iter().find(|l| !l.ends_with("/new")).unwrap();
        let page = abbot.sees(rule).await;
        let page = page.says("What it would have raised from Tue 21 Apr 2026 to Wed 22 Jul 2026");
        page.says("incidents it would have made").hides("Callie");
        let fields = |least: &'static str, doing: &'static str| {
            [
                ("once", "00000000-0000-7000-8000-00000000abcd"),
                ("measure", "days"),
                ("least", least),
                ("window", "days"),
                ("window_days", "5"),
                ("kind", "Disruption"),
                ("whom", "needs"),
                ("owner", "year_lead"),
                ("within", "2"),
                ("active", "yes"),
                ("do", doing),
            ]
        };
        let new = "/set-up/signals/new";
        abbot.posts(new, &fields("0", "")).await.is(422).says("whole number from 1 to 500");
        let page = abbot.posts(new, &fields("3", "try")).await.is(200);
        page.says("Nothing is kept or raised");
        abbot.sees("/set-up/signals").await.hides("3 school days with an incident");
        abbot.does(new, &fields("3", "")).await;
        abbot.does(new, &fields("3", "")).await;
        let page = abbot.sees("/set-up/signals").await;
        let said = "3 school days with an incident of the type “Disruption” in 5 school days. For those with SEN support or an EHC plan.";
        assert_eq!(page.text().matches(said).count(), 1, "{}", page.text());
        for who in ["okell", "catterall", "thrale", "ravenhall"] {
            school.signs_in(who).await.get("/set-up/signals").await.is(403);
        }
    }
}

#[tokio::test]
async fn a_file_with_other_headings_two_orders_of_dates_or_a_formula_is_told_and_keeps_nothing() {
    for school in schools().await {
        school.at(day(9, 11), "9.30");
        let okell = school.signs_in("okell").await;
        let roll = roll(&school).await;
        let no = &roll[0].1;
        looks(&okell, "").await.is(422).says("Choose a file");
        looks(&okell, "Adno,Date,Type\n").await.is(422).says("headings and no rows");
        // Other headings: somebody says which is which, and it is remembered.
        let text = format!("Number of person,On,Sort of thing\n{no},10/09/2026,=SUM(A1)\n");
        let page = looks(&okell, &text)
            .await
            .is(422)
            .says("no column for admission no or UPN, date, type");
        let key = page.value("file");
        let twice = [
            ("file", key.as_str()),
            ("admission_no", "on"),
            ("date", "on"),
            ("kind", "sortofthing"),
        ];
        let page = okell.posts("/incidents/file/columns", &twice).await.is(422);
        page.says("chosen for something else as well");
        let fields = [
            ("file", key.as_str()),
            ("admission_no", "numberofperson"),
            ("date", "on"),
            ("kind", "sortofthing"),
        ];
        let page = okell.posts("/incidents/file/columns", &fields).await.is(200);
        page.says("1 new").says("starts like a formula and is kept as text");
        looks(&okell, &text).await.is(200).says("1 new");
        // Two orders of dates: the row that shows it is named, and no day is guessed.
        let text =
            format!("Adno,Date,Type\n{no},09/10/2026,D\n{no},09/25/2025,D\nnobody,10/09/2026,D\n");
        let page = looks(&okell, &text).await.is(200).says("0 new").says("3 that cannot be read");
        page.says("Row 2: The date: row 3 writes the month first").says("Nobody on roll");
        let odd = format!("Adno,Date,Type,Comments\n{no},10/09/2026,<script>alert(1)</script>,x\n");
        let page = looks(&okell, &odd).await.is(200);
        assert!(!page.body.contains("<script>alert"));
        looks(&okell, &odd.replace('x', "\0")).await.is(422).says("not a text file");
        let long = format!("Adno,Date,Type,Comments\n{no},10/09/2026,D,{}\n", "x".repeat(9_000));
        looks(&okell, &long).await.is(200).says("far too long");
        okell.sees("/early-warning").await.says("Nothing has been brought in yet");
        // What is praise is kept and is no figure here.
        let text = format!(
            "Adno,Date,Type\n{no},10/09/2026,Praise postcard\n{no},10/09/2026,Disruption\n"
        );
        let page = looks(&okell, &text).await.is(200).says("Which of these count");
        let key = page.value("file");
        // As the page proposes: the praise is not ticked.
        okell.does("/incidents/file/keep", &[("file", key.as_str())]).await;
        okell
            .sees(&format!("/early-warning/{}", roll[0].0))
            .await
            .says("Disruption")
            .hides("Praise");
        // Somebody else cannot keep a file that is not theirs.
        let abbot = school.signs_in("abbot").await;
        abbot.posts("/incidents/file/keep", &[("file", &key)]).await.is(422).says("no longer held");
    }
}

#[tokio::test]
async fn a_file_of_more_rows_than_are_read_is_told() {
    let school = schools().await.remove(0);
    school.at(day(9, 11), "9.30");
    let okell = school.signs_in("okell").await;
    let no = roll(&school).await[0].1.clone();
    let rows = format!("{no},10/09/2026,D\n").repeat(200_001);
    looks(&okell, &format!("Adno,Date,Type\n{rows}")).await.is(422).says("more than 200000 rows");
}

#[tokio::test]
async fn senior_leaders_are_given_the_register_in_two_counts_and_what_is_new_is_named() {
    for school in schools().await {
        let callie = brought_in(&school).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/at-risk").await.hides("Summary for senior leaders");
        okell.sees("/at-risk/summary").await.says("Nobody to tell of");
        let staff = school.f.staff["okell"].to_string();
        let (pupil, key) = (callie.to_string(), once());
        let begin = [
            ("pupil", pupil.as_str()),
            ("once", key.as_str()),
            ("basis", "SECRET BASIS"),
            ("level", "raised"),
            ("every", "weekly"),
            ("key_worker", staff.as_str()),
            ("next_review", "2026-10-09"),
        ];
        let line = okell.does("/at-risk/new", &begin).await;
        okell.sees("/at-risk").await.says("Summary for senior leaders");
        let page = okell.sees("/at-risk/summary").await.says("Callie Dunmore, 8K3").says("At risk");
        let page = page.says("no contact yet").says("Nothing yet").hides("SECRET BASIS");
        let page = page.says("More incidents").hides("New on the register");
        let key = page.value("once");
        let ask = format!("ask-{}", line.rsplit('/').next().unwrap());
        let long = "x".repeat(301);
        let wrong = [("once", key.as_str()), (ask.as_str(), long.as_str())];
        okell.posts("/at-risk/summary", &wrong).await.is(422).says("Use at most 300 characters");
        let good = [("once", key.as_str()), (ask.as_str(), "Cover for Friday’s meeting")];
        let given = okell.does("/at-risk/summary", &good).await;
        assert_eq!(okell.does("/at-risk/summary", &good).await, given, "sent twice, given once");
        okell.sees(&given).await.says("Cover for Friday’s meeting").says("Given by Ms Dara Okell");
        school.signs_in("thrale").await.sees(&given).await.says("Callie Dunmore, 8K3");

        // Two weeks on, her level is another: the next says what it was, the last stays as it stood.
        school.at(day(9, 25), "8.00");
        let okell = school.signs_in("okell").await;
        let version = okell.sees(&line).await.value("version");
        let look = [
            ("version", version.as_str()),
            ("level", "high"),
            ("every", "weekly"),
            ("key_worker", staff.as_str()),
            ("next_review", "2026-10-16"),
            ("words", "Found in the car park twice"),
        ];
        okell.does(&format!("{line}/look"), &look).await;
        let page = okell.sees("/at-risk/summary").await.says("Was: at risk");
        let page = page.says("High risk of suspension or exclusion").says("10 school days ago");
        assert!(page.links("/at-risk/summary/").contains(&given), "the last can be read");
        okell.sees(&given).await.says("At risk").hides("High risk");
        // Off the register, she is named as gone; a year lead of another year reads nobody.
        let version = okell.sees(&line).await.value("version");
        okell.does(&format!("{line}/end"), &[("version", &version), ("why", "Close met")]).await;
        okell
            .sees("/at-risk/summary")
            .await
            .says("Nobody to tell of")
            .says("No longer on the register: Callie Dunmore, 8K3");
        school.signs_in("catterall").await.sees(&given).await.hides("Callie");
        school.signs_in("ravenhall").await.get(&given).await.is(403);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
