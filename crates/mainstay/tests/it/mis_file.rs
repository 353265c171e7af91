//! The file of entries as the school wants it, and a file of its own system read back.

use crate::board::{ALL, books, once};
use crate::harness::{Person, School, schools};
use casework::{Act, Event, Id, Verb};

/// Two pupils in the room, one booked of whom nobody has said anything; 15.20.
async fn a_day(school: &School) -> [Id; 3] {
    let tyrell = books(school, "Tyrell", 1, &ALL).await;
    let saffron = books(school, "Saffron", 2, &ALL).await;
    let kian = books(school, "Kian", 3, &ALL).await;
    school.nov(10, "8.40");
    let okell = school.signs_in("okell").await;
    for placement in [tyrell, saffron] {
        okell.does(&format!("/placements/{placement}/arrival"), &[("quick", "yes")]).await;
    }
    school.nov(10, "15.20");
    [tyrell, saffron, kian]
}

async fn sets_up(school: &School) {
    let abbot = school.signs_in("abbot").await;
    let was = abbot.sees("/set-up/mis").await.value("was");
    let fields = [
        ("was", was.as_str()),
        ("on-room", "yes"),
        ("code-room", "IE"),
        ("what-room", "Behaviour entry IE"),
        ("place-upn", "2"),
        ("heading-upn", "UPN"),
        ("place-admission_no", "1"),
        ("heading-admission_no", "Adno"),
        ("place-name", "4"),
        ("heading-name", "=Pupil"),
        ("place-date", "3"),
        ("heading-date", "When"),
        ("place-code", "5"),
        ("heading-code", "Behaviour"),
        ("dates", "iso"),
    ];
    abbot.does("/set-up/mis", &fields).await;
}

async fn number(school: &School, given: &'static str) -> String {
    let mut read = school.app.store().read().await.unwrap();
    let all = casework::Scope { org: school.f.org, reach: vec![casework::Reach::School] };
    let pupil = store::pupil::find(&mut read, &all, school.f.pupils[given]).await.unwrap();
    pupil.admission_no.unwrap()
}

async fn called(school: &School, given: &'static str, name: &str) {
    let act = Act::by_system(school.f.org, school.clock.now(), "a new name");
    let mut w = school.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, school.f.pupils[given], name, "Ashdown").await;
    let event = Event::new(Verb::PupilChanged, "pupil", school.f.pupils[given]);
    w.commit(event, vec![]).await.unwrap();
}

async fn looks(who: &Person, text: &str) -> crate::harness::Answer {
    who.sends("/mis/file", &[], ("file.csv", text.as_bytes())).await
}

#[tokio::test]
async fn the_file_has_the_schools_columns_codes_and_dates_and_no_cell_runs_as_a_formula() {
    for school in schools().await {
        a_day(&school).await;
        called(&school, "Tyrell", "=HYPERLINK(\"http://x\")").await;
        sets_up(&school).await;
        let okell = school.signs_in("okell").await;
        okell.get("/set-up/mis").await.is(403);
        let page = okell.sees("/mis").await.says("IE Behaviour entry IE").says("Find out first");
        page.says("Nobody has said whether they came");
        let preview = okell.sees("/mis/preview").await.says("2026-11-10").says("1 not in it");
        preview.hides("Kian");
        let file = okell.sees("/mis/export/csv").await.body;
        let lines: Vec<&str> = file.trim_start_matches('\u{FEFF}').lines().collect();
        assert_eq!(lines[0], "Adno,UPN,When,'=Pupil,Behaviour");
        assert_eq!(lines.len(), 3, "who was not said to come is not in it: {file}");
        assert!(lines.iter().all(|l| !l.contains(",=") && !l.contains(",\"=")), "{file}");
        assert!(file.contains("2026-11-10") && file.contains(",IE"), "{file}");
        // What is wrong is said beside its field, and nothing is changed.
        let abbot = school.signs_in("abbot").await;
        let was = abbot.sees("/set-up/mis").await.value("was");
        let wrong = [
            ("was", was.as_str()),
            ("place-name", "1"),
            ("heading-name", "Name"),
            ("dates", "iso"),
            ("on-room", "yes"),
            ("what-room", "x"),
        ];
        let page = abbot.posts("/set-up/mis", &wrong).await.is(422);
        page.says("a name alone finds nobody").says("Give the date a place");
        let page = abbot
            .posts(
                "/set-up/mis",
                &[
                    ("was", "old"),
                    ("place-upn", "1"),
                    ("heading-upn", "U"),
                    ("place-date", "2"),
                    ("heading-date", "D"),
                    ("dates", "iso"),
                    ("on-room", "yes"),
                    ("what-room", "x"),
                ],
            )
            .await;
        page.is(409);
    }
}

#[tokio::test]
async fn a_file_read_back_confirms_all_it_matches_or_nothing_and_can_be_taken_back() {
    for school in schools().await {
        a_day(&school).await;
        sets_up(&school).await;
        let okell = school.signs_in("okell").await;
        let (tyrell, saffron) = (number(&school, "Tyrell").await, number(&school, "Saffron").await);
        looks(&okell, "").await.is(422).says("Choose a file");
        looks(&okell, "Adno,When\n").await.is(422).says("no rows");
        // Its headings are not known: somebody says, and they are remembered.
        let text = format!(
            "Pupil number,On the day,Sort\n{tyrell},10/11/2026,ie\n{saffron},10.11.26,IE\n{saffron},11/11/2026,IE\n9999,10/11/2026,IE\nTyrell Ashdown-Moss,10/11/2026,IE\n"
        );
        let page = looks(&okell, &text).await.is(200).says("Say which column holds");
        let file = page.value("file");
        let columns = [
            ("file", file.as_str()),
            ("admission_no", "pupilnumber"),
            ("date", "ontheday"),
            ("code", "sort"),
        ];
        let twice = [
            ("file", file.as_str()),
            ("admission_no", "sort"),
            ("date", "ontheday"),
            ("code", "sort"),
        ];
        okell.posts("/mis/file/columns", &twice).await.is(422).says("chosen for something else");
        let page = okell.posts("/mis/file/columns", &columns).await.is(200);
        let page = page.says("2 entries confirmed").says("3 that match nothing");
        let page = page.says("Row 4: They have an entry, and none on this date");
        let page = page.says("Row 5: No entry is for somebody with these numbers");
        let (key, seen) = (once(), page.value("seen"));
        let keep = [("file", file.as_str()), ("once", key.as_str()), ("seen", seen.as_str())];
        okell.posts("/mis/file/keep", &keep).await.is(422).says("Leave them out by choice");
        okell.sees("/mis").await.says("3 to make");
        let mut keep = keep.to_vec();
        keep.push(("leave_out", "3"));
        // Nobody else confirms it from under them.
        let abbot = school.signs_in("abbot").await;
        abbot.posts("/mis/file/keep", &keep).await.is(422).says("no longer held");
        okell.does("/mis/file/keep", &keep).await;
        let page = okell
            .sees("/mis")
            .await
            .says("Ms Dara Okell, from a file of SIMS")
            .says("2 confirmed, 3 rows left out");
        page.says("1 to make");
        // The same file again has nothing to confirm: the headings are known by now.
        looks(&okell, &text).await.is(200).says("0 entries confirmed, 2 confirmed before");
        let undo = okell.sees("/mis").await.links("/mis/runs/").remove(0);
        okell.does(&undo, &[]).await;
        okell.does(&undo, &[]).await;
        okell.sees("/mis").await.says("3 to make").says("Taken back by Ms Dara Okell");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
        for who in ["ravenhall", "poll", "thrale", "lyle"] {
            let other = school.signs_in(who).await;
            other.get("/mis/file").await.is(403);
            other.get("/mis/preview").await.is(403);
            looks(&other, &text).await.is(403);
            other.posts(&undo, &[]).await.is(403);
        }
    }
}

#[tokio::test]
async fn a_hostile_file_is_told_and_keeps_nothing() {
    for school in schools().await {
        a_day(&school).await;
        sets_up(&school).await;
        let okell = school.signs_in("okell").await;
        let formula = "Adno,UPN,Date,Code\n\"=1+1\",,10/11/2026,\"=cmd|' /C calc'!A0\"\n'4100,,10/11/2026,IE\n";
        looks(&okell, formula).await.is(200).says("No entry is for somebody");
        let zeros = "Adno,Date,Code\n\0\0,\0,\0\n<script>alert(1)</script>,10/11/2026,IE\n";
        let page = looks(&okell, zeros).await.is(200);
        assert!(!page.body.contains("<script>alert"));
        let long = format!("Adno,Date,Code\n{},10/11/2026,IE\n", "9".repeat(5000));
        looks(&okell, &long).await.is(422).says("more than 4000 characters");
        let many = format!("Adno,Date,Code\n{}", "1,10/11/2026,IE\n".repeat(5001));
        looks(&okell, &many).await.is(422).says("at most 5000 rows");
        okell.sends("/mis/file", &[], ("x.csv", b"\xff\xfe\x00")).await.is(422);
        okell.sees("/mis").await.says("3 to make");
    }
}

/// The encodings a school's own system exports in, each of the same text.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |big: bool| -> Vec<u8> {
        let bytes = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    // Curly marks and accents stand at other numbers there than in Latin-1.
    let older = text.chars().map(|c| match c {
        '’' => 0x92,
        '–' => 0x96,
        c => u8::try_from(u32::from(c)).unwrap(),
    });
    vec![
        ("UTF-16 with its mark", [&[0xff, 0xfe][..], &utf16(false)].concat()),
        ("UTF-16, the other way round", [&[0xfe, 0xff][..], &utf16(true)].concat()),
        ("UTF-16 without a mark", utf16(false)),
        ("Windows-1252", older.collect()),
    ]
}

#[tokio::test]
async fn a_file_in_an_older_encoding_is_read_wherever_the_room_takes_one() {
    for school in schools().await {
        a_day(&school).await;
        sets_up(&school).await;
        let okell = school.signs_in("okell").await;
        let no = number(&school, "Tyrell").await;
        let entries = format!("Adno,Date,Code,Näme\r\n{no},10/11/2026,IE,O’Neill – Zoë\r\n");
        for (what, bytes) in encoded(&entries) {
            let page = okell.sends("/mis/file", &[], ("file.csv", &bytes)).await;
            assert_eq!(page.status, 200, "{what} on {}: {}", school.engine(), page.text());
            page.says("1 entry confirmed, 0 confirmed before, 0 that match nothing");
        }
        let dates = format!("Adm No,Date,Paper\r\n{no},17/11/2026,O’Neill’s Café – tasting\r\n");
        for (what, bytes) in encoded(&dates) {
            let page = okell.sends("/known-dates/file", &[], ("dates.csv", &bytes)).await;
            assert_eq!(page.status, 200, "{what}: {}", page.text());
            let page = page.says("1 can be kept, 0 cannot be read");
            let key = page.value("file");
            let fields = [
                ("file", key.as_str()),
                ("map_number", "1"),
                ("map_date", "2"),
                ("map_what", "3"),
                ("do", "keep"),
            ];
            okell.does("/known-dates/file/keep", &fields).await;
        }
        okell.sees("/known-dates").await.says("O’Neill’s Café – tasting");
        let mut read = school.app.store().read().await.unwrap();
        let day = crate::harness::tuesday();
        let kept = store::known_date::list(&mut read, school.f.org, day, 10).await.unwrap();
        assert_eq!(kept.len(), 1, "the same four times is kept once");
        drop(read);
        let incidents =
            format!("Adm No,Date,Type,Comments\r\n{no},9/11/2026,Defiance,Zoë’s bag\r\n");
        for (what, bytes) in encoded(&incidents) {
            let page = okell.sends("/incidents/file", &[], ("in.csv", &bytes)).await;
            assert_eq!(page.status, 200, "{what}: {}", page.text());
            page.says("1 new");
        }
        for path in ["/mis/file", "/known-dates/file"] {
            let no = okell.sends(path, &[], ("file.csv", b"PK\x03\x04 and so on")).await.is(422);
            no.says("This is a zip or a workbook, not a text file");
        }
        // Incidents may come as a workbook; a zip that is none is told.
        okell.sends("/incidents/file", &[], ("i.xlsx", b"PK\x03\x04 and so on")).await.is(422);
    }
}
