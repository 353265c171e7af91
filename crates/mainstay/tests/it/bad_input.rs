//! What comes in wrong, through the screens as people meet it: a plain message where it happened,
//! nothing typed lost, nothing half kept.

use crate::harness::{Answer, Person, School, schools};
use casework::{Act, Event, Id, Verb};

const HEAD: &str = "Adno,UPN,Forename,Surname,DOB,Year,Reg\n";
const AMARA: &str = "91204,H801200001001,Amara,Okafor,03/10/2013,8,8F\n";

async fn looks(who: &Person, kind: &str, name: &str, bytes: &[u8]) -> Answer {
    let fields = [("kind", kind), ("part", "yes")];
    let to = who.sends("/roster", &fields, (name, bytes)).await.is(303).location;
    who.sees(&to).await
}

/// What a list of pupils says when it is looked at, and that it cannot be brought in.
async fn refused(who: &Person, text: &str, words: &str) {
    let page = looks(who, "pupils", "pupils.csv", text.as_bytes()).await.says(words);
    assert!(page.value("seen").is_empty(), "there is no button: {}", page.text());
}

fn sixteen(text: &str, big: bool) -> Vec<u8> {
    let mark = if big { [0xfe, 0xff] } else { [0xff, 0xfe] };
    let units = text.encode_utf16();
    let bytes = units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
    mark.into_iter().chain(bytes).collect()
}

#[tokio::test]
async fn a_list_with_columns_missing_or_doubled_and_cells_that_are_wrong_is_told_row_by_row() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        refused(&lyle, "Forename,Surname\nAmara,Okafor\n", "No column gives a UPN").await;
        refused(&lyle, "Adno,UPN\n1,H801200001001\n", "name").await;
        let twice = "Adno,Surname,Forename,Surname\n1,Okafor,Amara,Eze\n";
        refused(&lyle, twice, "Surname").await;
        let letter = AMARA.replace("H8012", "K8012");
        refused(&lyle, &format!("{HEAD}{letter}"), "row 2").await;
        let other = format!("{HEAD}{AMARA}9,X801200001002,Zoë,Eze,10/31/2013,8,8F\n");
        refused(&lyle, &other, "row 3").await;
        refused(&lyle, "<html><body>Sign in again</body></html>", "not CSV").await;
        let none = lyle.sends("/roster", &[("kind", "pupils")], ("pupils.csv", b"")).await.is(422);
        none.says("Choose a file that is not empty");
        // The same school as before: nothing of these came in.
        let page = looks(&lyle, "pupils", "p.csv", format!("{HEAD}{AMARA}").as_bytes()).await;
        page.says("1 0 0 0 0");
    }
}

#[tokio::test]
async fn a_list_in_any_usual_encoding_brings_the_same_name_in() {
    let text = format!("{HEAD}91205,X801200001002,Zoë,O’Neill-Žižka,19/12/2013,8,8F\n");
    let plain = text.replace("Ž", "Z").replace("ž", "z");
    let windows: Vec<u8> = plain
        .chars()
        .map(|c| match c {
            'ë' => 0xeb,
            '’' => 0x92,
            c => c as u8,
        })
        .collect();
    let mark = [&[0xef, 0xbb, 0xbf][..], text.as_bytes()].concat();
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        for (name, bytes, family) in [
            ("plain UTF-8", text.as_bytes().to_vec(), "O’Neill-Žižka"),
            ("UTF-8 with its mark", mark.clone(), "O’Neill-Žižka"),
            ("UTF-16, small end first", sixteen(&text, false), "O’Neill-Žižka"),
            ("UTF-16, big end first", sixteen(&text, true), "O’Neill-Žižka"),
            ("Windows-1252", windows.clone(), "O’Neill-Zizka"),
        ] {
            let page = looks(&lyle, "pupils", "pupils.csv", &bytes).await;
            assert!(page.text().contains(&format!("Zoë {family}")), "{name}: {}", page.text());
            assert!(!page.value("seen").is_empty(), "{name} can come in");
        }
    }
}

#[tokio::test]
async fn a_formula_in_a_cell_stays_text_on_the_way_in_and_on_the_way_out() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let risky =
            AMARA.replace("Okafor", "\"=HYPERLINK(\"\"http://x.example\"\",\"\"Okafor\"\")\"");
        let fields = [("kind", "pupils"), ("part", "yes")];
        let text = format!("{HEAD}{risky}");
        let to = lyle.sends("/roster", &fields, ("p.csv", text.as_bytes())).await.location;
        let page = lyle.sees(&to).await.says("=HYPERLINK");
        lyle.does(&to, &[("seen", &page.value("seen"))]).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/pupils?q=hyperlink&all=1").await.says("=HYPERLINK");
    }
}

#[tokio::test]
async fn a_zip_that_is_none_is_refused_in_words() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        for kind in ["oneroster", "pupils"] {
            let page = looks(&lyle, kind, "roster.zip", b"PK\x03\x04 and then nothing").await;
            assert!(page.says("This is not a zip, or it is damaged").value("seen").is_empty());
        }
        let page = looks(&lyle, "oneroster", "roster.zip", b"hello").await;
        assert!(page.says("This is not a zip, or it is damaged").value("seen").is_empty());
    }
}

#[tokio::test]
async fn a_class_without_a_teacher_comes_in_with_a_remark_and_a_lesson_of_no_class_does_not() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let classes = "Class,Subject,Year,Teacher\n9Z/Xx1,Philosophy,9,\n";
        let page = looks(&lyle, "classes", "classes.csv", classes.as_bytes()).await;
        let page = page.says("Nobody teaches this class");
        assert!(!page.value("seen").is_empty(), "it can come in: {}", page.text());
        let lessons = "Class,Day,Period\n9Z/None,Mon,1\n";
        let page = looks(&lyle, "timetable", "timetable.csv", lessons.as_bytes()).await;
        let page = page.says("No class here has the code or identifier this lesson names");
        assert!(page.value("seen").is_empty(), "{}", page.text());
    }
}

fn telling<'a>(school: &School, who: &str, with: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let mut fields = vec![
        ("once", Id::now_v7().to_string()),
        ("pupil", school.f.pupils[who].to_string()),
        ("reason", school.f.reasons["Abuse towards an adult"].to_string()),
        ("what", "Swore at me, then threw a book at the wall.".to_string()),
        ("day", "2026-11-09".to_string()),
        ("period", "P5".to_string()),
        ("place", "H1".to_string()),
        ("hurt", "no".to_string()),
        ("ask", "lesson".to_string()),
    ];
    for (name, value) in with {
        fields.retain(|(n, _)| n != name);
        fields.push((name, value.to_string()));
    }
    fields
}

async fn refers(who: &Person, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    who.posts("/refer", &fields).await
}

#[tokio::test]
async fn a_referral_of_a_day_or_period_that_cannot_be_is_said_beside_it_with_the_words_kept() {
    const WORDS: &str = "Swore at me, then threw a book at the wall.";
    for school in schools().await {
        school.nov(30, "10.20");
        let ravenhall = school.signs_in("ravenhall").await;
        for (with, said) in [
            (vec![("day", "2026-11-27")], "Fri 27 Nov 2026 was not a school day: INSET"),
            (vec![("day", "2026-11-29")], "Sun 29 Nov 2026 was not a school day"),
            (vec![("day", "2026-12-01")], "Tue 1 Dec 2026 has not come yet"),
            (vec![("day", "2026-10-05")], "too long for the room to answer it"),
            (vec![("day", "2026-11-30"), ("period", "P5")], "P5 has not begun"),
            (vec![("day", "2026-11-30"), ("period", "P9")], "Choose when it happened"),
            (vec![("day", "31.11.2026")], "Give the day as a date"),
        ] {
            let answer = refers(&ravenhall, &telling(&school, "Tyrell", &with)).await.is(422);
            answer.says(said).says(WORDS);
        }
        let mut read = school.app.store().read().await.unwrap();
        let waiting = store::referral::waiting(&mut read, school.f.org).await.unwrap();
        assert!(waiting.is_empty());
    }
}

#[tokio::test]
async fn a_referral_of_somebody_who_left_or_was_never_here_keeps_what_was_typed() {
    const WORDS: &str = "Swore at me, then threw a book at the wall.";
    for school in schools().await {
        school.nov(9, "14.10");
        let ravenhall = school.signs_in("ravenhall").await;
        // Whoever was on roll when the form was opened may have been marked as left since.
        let act = Act::by_system(school.f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let moses = school.f.pupils["Moses"];
        let left = rulebook::Day::new(2026, 11, 6).unwrap();
        store::testing::leaves(&mut w, moses, left).await;
        w.commit(Event::new(Verb::RosterImported, "import", Id::now_v7()), vec![]).await.unwrap();
        let answer = refers(&ravenhall, &telling(&school, "Moses", &[])).await.is(422);
        answer.says("Moses Tarn left the school on Fri 6 Nov 2026").says(WORDS);
        let nobody = Id::now_v7().to_string();
        let answer = refers(&ravenhall, &telling(&school, "Moses", &[("pupil", &nobody)])).await;
        answer.is(404).says("What you typed was not kept").says(WORDS);
        ravenhall.sees("/refer?q=Moses").await.hides("Moses Tarn");
    }
}

#[tokio::test]
async fn one_referral_sent_from_two_tabs_at_once_is_one_referral_and_the_second_is_led_to_it() {
    for school in schools().await {
        school.nov(9, "14.10");
        let ravenhall = school.signs_in("ravenhall").await;
        // Two tabs, each with a form of its own.
        let (a, b) = (telling(&school, "Tyrell", &[]), telling(&school, "Tyrell", &[]));
        let (one, two) = tokio::join!(refers(&ravenhall, &a), refers(&ravenhall, &b));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{} {}", one.text(), two.text());
        let second = if one.status == 409 { one } else { two };
        let second = second.says("You have already referred Tyrell Ashdown-Moss for this");
        let first = second.links("/referrals/").remove(0);
        ravenhall.sees(&first).await.says("Waiting for approval");
        let mut read = school.app.store().read().await.unwrap();
        assert_eq!(store::referral::waiting(&mut read, school.f.org).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_placement_on_an_inset_day_or_in_a_period_that_is_over_is_refused_with_what_to_do() {
    for school in schools().await {
        school.nov(9, "14.10");
        let ravenhall = school.signs_in("ravenhall").await;
        let to = refers(&ravenhall, &telling(&school, "Tyrell", &[])).await.is(303).location;
        let queue = to.replace("/referrals/", "/queue/");
        school.nov(10, "11.10");
        let thrale = school.signs_in("thrale").await;
        let page = thrale.sees(&queue).await;
        let (version, seen) = (page.value("version"), page.value("seen").replace("&amp;", "&"));
        let room = school.f.room.to_string();
        let approve = format!("{queue}/approve");
        for (day, period, said) in [
            ("2026-11-27", "P4", "INSET"),
            ("2026-11-10", "P1", "P1 on Tue 10 Nov 2026 is over"),
            ("2026-11-09", "P4", "P4 on Mon 9 Nov 2026 is over"),
            ("2026-11-10", "P9", "Choose lessons that Tue 10 Nov 2026 has"),
        ] {
            let fields = [
                ("version", version.as_str()),
                ("seen", seen.as_str()),
                ("day", day),
                ("period", period),
                ("room", room.as_str()),
                ("plain", "Threw a book."),
                ("instead", "no"),
                ("do", "approve"),
            ];
            let answer = thrale.posts(&approve, &fields).await;
            assert!((400..500).contains(&answer.status), "{day} {period}: {}", answer.status);
            assert!(answer.body.contains("Threw a book."), "{day} {period}: {}", answer.body);
            answer.says(said);
        }
        let mut read = school.app.store().read().await.unwrap();
        let referral = Id::parse_str(to.rsplit('/').next().unwrap()).unwrap();
        let placed = store::booking::of_referral(&mut read, school.f.org, referral).await.unwrap();
        assert!(placed.is_none());
    }
}
