//! The report to governors. Scenario 3, row 13: a term without a name; a group of three reads "<5"
//! and cannot be worked out; the last three half-terms, hours, class-matched work and actions.

use crate::duty::{books, nov};
use crate::harness::{Answer, schools};
use crate::meeting::posts;
use casework::report::outside::Names;
use casework::room::PlacementState;
use casework::{Act, Event, Id, Verb};
use rulebook::Day;

const TERM: &str = "/reports/governors";

/// The cells of a line of a table, by its first cell.
fn line(page: &Answer, first: &str) -> Vec<String> {
    let start = page.body.find(&format!(">{first}<")).unwrap_or_else(|| panic!("no line {first}"));
    let row = page.body[start + 1..].split("</tr>").next().unwrap();
    let mut cells: Vec<String> = row
        .split("</t")
        .skip(1)
        .map(|c| crate::harness::text(c.split_once('>').unwrap().1))
        .collect();
    // What follows the last cell is the end of the row.
    cells.pop();
    cells
}

#[tokio::test]
async fn a_term_is_told_to_governors_without_a_name_and_without_a_number_about_few() {
    for s in schools().await {
        // Twelve of one group, nine of another, three of a third.
        let ids: Vec<(&str, Id)> = s.f.pupils.iter().map(|(n, id)| (*n, *id)).collect();
        assert!(ids.len() >= 24, "{}", ids.len());
        let act = Act::by_system(s.f.org, s.clock.now(), "a test");
        let mut w = s.app.store().write(act).await.unwrap();
        for (n, (_, id)) in ids.iter().take(24).enumerate() {
            let group = if n < 12 {
                "Group A"
            } else if n < 21 {
                "Group B"
            } else {
                "Group C"
            };
            store::testing::ethnicity(&mut w, *id, group).await;
        }
        w.commit(Event::new(Verb::RosterImported, "roster", s.f.org), vec![]).await.unwrap();
        // One a day: fifteen in the first half-term, nine in the second.
        let october = [5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23];
        let november = [2, 3, 4, 5, 6, 9, 10, 11, 12];
        let days = october.map(|d| Day::new(2026, 10, d).unwrap()).into_iter();
        for ((who, _), day) in ids.iter().zip(days.chain(november.map(nov))) {
            books(&s, who, day, &["P1", "P2"], PlacementState::Closed).await;
        }
        s.nov(12, "15.30");
        let okell = s.signs_in("okell").await;
        // An action that names nobody, one that names a pupil in its words, one about a pupil.
        let owner = s.f.staff["adair"].to_string();
        let pupil = ids[0].1.to_string();
        let act =
            |what: &'static str| [("what", what), ("due", "2026-11-27"), ("how", "Fewer in P5")];
        let add = async |what: &'static str, of: Option<&str>| {
            let mut fields = act(what).to_vec();
            fields.push(("owner", &owner));
            if let Some(pupil) = of {
                fields.push(("pupil", pupil));
            }
            posts(&okell, "/actions/new", &fields).await;
        };
        add("A seating plan in Science", None).await;
        add("Seat ashdown-moss by the door", None).await;
        add("Something about one", Some(&pupil)).await;

        let page = okell.sees(TERM).await.says("Report to governors, Autumn 2026");
        // The half-terms before stand beside the term.
        let page = page.says("Autumn 1 2026").says("Autumn 2 2026").says("Summer 2 2026");
        assert_eq!(line(&page, "Placements").last().unwrap(), "24");
        // Three read "<5"; the nine beside them are hidden, the twelve are not.
        assert_eq!(line(&page, "Group C")[0], "<5");
        assert_eq!(line(&page, "Group B")[0], "hidden");
        assert_eq!(line(&page, "Group A")[0], "12");
        assert_eq!(line(&page, "Group C")[2], "–", "nor a rate that would give it away");
        let page = page.says("Hours out of lessons").says("Work the same as class");
        // Actions: what may name a pupil is left out, and what is about one is not there.
        let page = page
            .says("A seating plan in Science")
            .says("its words may name a student")
            .hides("Something about one");
        assert!(page.links("/reports/list").is_empty() && page.links("/pupils/").is_empty());

        // Nobody's name, in the page or in either file.
        let mut read = s.app.store().read().await.unwrap();
        let names = store::report::names(&mut read, s.f.org).await.unwrap();
        drop(read);
        let csv = okell.posts(TERM, &[("as", "csv")]).await.is(200);
        assert!(csv.body.contains("Group C,Autumn 2026,<5"), "{}", csv.body);
        let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for (what, body) in [("page", crate::harness::text(main)), ("file", csv.body.clone())] {
            for (_, family) in &names {
                let one = Names::of([(String::new(), family.clone())]);
                assert!(!one.are_in(&body), "{what}: {family}");
            }
        }
        let file = okell.posts(TERM, &[("as", "xlsx")]).await.is(200);
        assert_eq!(&file.bytes[..2], b"PK");
        // A teacher has no door to it.
        assert_ne!(s.signs_in("ravenhall").await.get(TERM).await.status, 200);
    }
}

#[tokio::test]
async fn a_term_with_one_pupil_tells_nothing_of_them() {
    for s in schools().await {
        books(&s, "Tyrell", nov(10), &["P1", "P2"], PlacementState::Closed).await;
        s.nov(11, "9.00");
        let okell = s.signs_in("okell").await;
        let page = okell.sees(TERM).await;
        assert_eq!(line(&page, "Placements").last().unwrap(), "<5");
        assert_eq!(line(&page, "Periods out of lessons").last().unwrap(), "<5");
        page.hides("1 h 50 min").says("Too few people to show");
    }
}
