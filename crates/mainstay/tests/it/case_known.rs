//! A case among others of the child: totals of every suspension known, a cancellation, a pupil who
//! turns 18, and a letter in Word.

use crate::case::{PERMANENT, SUSPENSION, at, desk, key, with};
use crate::case_hearing::{CALLUM, HERS, hides_gwen, home};
use crate::harness::schools;
use rulebook::Day;

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

#[tokio::test]
async fn totals_on_a_case_count_every_suspension_known_of_the_child_at_every_school() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, day(2026, 11, 5), "15.20").await;
        let first = callum.does("/intake/new", SUSPENSION).await;
        let page = callum.sees(&first).await.says("5 school days this statutory term");
        let child = key(&page.links("/children/")[0], "/children/");
        // A second one, of three days, at another school: the first alone made nothing due.
        let second = with(
            SUSPENSION,
            &[
                ("school_name", "Cloverley School"),
                ("decided", "2026-11-18"),
                ("first_day", "2026-11-19"),
                ("days", "3"),
                ("received_on", "2026-11-18"),
                ("child", child.as_str()),
            ],
        );
        let callum = at(&school, &n, CALLUM, day(2026, 11, 18), "15.20").await;
        let second = callum.does("/intake/new", &second).await;
        let page = callum.sees(&second).await;
        let page = page.says("8 school days this statutory term, 8 this school year");
        // Over five together: if the parent writes, the governing body must meet.
        page.says("if the parent").says("45");
        // Entered as cancelled, only what was served counts.
        let callum = at(&school, &n, CALLUM, day(2026, 11, 20), "9.00").await;
        let version = callum.sees(&first).await.value("version");
        let off = |on: &'static str| [("on", on), ("source", "The school’s letter")];
        let too_late = callum.posts(&format!("{first}/cancelled"), &off("2026-11-04")).await;
        too_late.is(409);
        let mut fields = off("2026-11-10").to_vec();
        fields.push(("version", &version));
        callum.does(&format!("{first}/cancelled"), &fields).await;
        let page =
            callum.sees(&first).await.says("Cancelled by the headteacher on Tue 10 Nov 2026");
        page.says("The cancellation and its reasons to the parent").says("R2.21");
        callum.sees(&second).await.says("5 school days this statutory term");
        callum
            .posts(&format!("{first}/governors"), &[])
            .await
            .is(409)
            .says("The headteacher cancelled it on Tue 10 Nov 2026");
    }
}

#[tokio::test]
async fn a_pupil_who_turns_18_is_told_in_the_parents_place_and_a_letter_can_be_had_in_word() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let callum = at(&school, &n, "akers", day(2026, 11, 5), "9.00").await;
        callum.does("/set-up/cases", &[("advice", "A free advice line, 01632 960777")]).await;
        let callum = at(&school, &n, CALLUM, day(2026, 11, 12), "15.45").await;
        let soon =
            with(PERMANENT, &[("act", "open"), ("born", "2009-01-20"), ("p2_address", HERS)]);
        let case = callum.does("/intake/new", &soon).await;
        let page = callum.sees(&case).await.says("Turns 18 on Wed 20 Jan 2027");
        page.says("From then notices and rights are the pupil’s own")
            .says("Written notice to the parent");
        let adult = with(
            PERMANENT,
            &[("act", "open"), ("given", "Ines"), ("born", "2008-11-10"), ("child", "new")],
        );
        let other = callum.does("/intake/new", &adult).await;
        let page = callum.sees(&other).await.says("18 or over");
        page.says("Written notice to the pupil, aged 18 or over").hides("Public-place notice");

        // The information for his father in Word, as it would be made: checked first, kept nowhere.
        let (neil, _) = home(&callum, &case).await;
        let new = format!("{case}/letters/new");
        let draft = |added: &'static str| {
            [
                ("send_to", "The clerk to the governing body, Harrowfield School"),
                ("pupil_part", "He can come and speak, or write."),
                ("remote", "Ask the clerk."),
                ("added", added),
                ("act", "word"),
            ]
        };
        let mut leak = draft("She is at 19 Orchard Rise").to_vec();
        leak.push(("to", &neil));
        callum.posts(&new, &leak).await.is(422).says("that is kept from Mr Neil Price");
        let mut fine = draft("He is over school age.").to_vec();
        fine.push(("to", &neil));
        let word = callum.posts(&new, &fine).await.is(200);
        let name = word.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert!(name.contains("letter-draft-2026-11-12.docx"), "{name}");
        let body = word_of(&word.bytes);
        assert!(body.contains("Mr Neil Price") && body.contains("make representations"), "{body}");
        hides_gwen(&body, "his letter in Word");
        callum.sees(&format!("{case}/family")).await.hides("Letter 1");
    }
}

/// The words of a Word document, as its file holds them.
pub fn word_of(bytes: &[u8]) -> String {
    use std::io::Read;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut out = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut out).unwrap();
    out
}

#[tokio::test]
async fn a_large_desk_comes_after_the_cases_that_are_there_and_every_trail_holds() {
    use mainstay::demo::{cases, desk as northmoor_desk, desk_large};
    for school in schools().await {
        let n = crate::organisation::northmoor(&school).await;
        let store = school.app.store();
        northmoor_desk::fill(store, &n, None).await.unwrap();
        cases::make(store, &n).await.unwrap();
        let there = store::case::list::open(&mut store.read().await.unwrap(), n.org, None)
            .await
            .unwrap()
            .len();
        assert!(there > 0);
        let plan = desk_large::Plan { schools: 14, cases: 160, open: 24 };
        assert_eq!(desk_large::fill(store, &n, &plan).await.unwrap(), 160);
        let mut read = store.read().await.unwrap();
        let open = store::case::list::open(&mut read, n.org, None).await.unwrap();
        assert_eq!(open.len(), there + 24);
        let numbers: std::collections::BTreeSet<i64> = open.iter().map(|c| c.case.number).collect();
        assert_eq!(numbers.len(), open.len());
        assert!(store.verify_chain(n.org).await.unwrap().is_ok());
        for found in store::check::findings(&mut read, n.org).await.unwrap() {
            assert!(found.broken.is_empty(), "{}", found.rule);
        }
    }
}
