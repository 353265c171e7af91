//! The half-term's figures over HTTP: each opens its list, lists can be kept, small numbers stay in.

use crate::duty::{books, nov};
use crate::harness::schools;
use casework::room::PlacementState;

const HALF: &str = "from=2026-10-31&to=2026-12-18";

#[tokio::test]
async fn the_half_term_so_far_agrees_with_a_hand_count_and_opens_its_lists() {
    for s in schools().await {
        let six = ["P1", "P2", "P3", "P4", "P5", "P6"];
        let placement = books(&s, "Tyrell", nov(10), &six, PlacementState::Closed).await;
        books(&s, "Saffron", nov(10), &six, PlacementState::NotHere).await;
        books(&s, "Jude", nov(13), &six, PlacementState::Booked).await;
        s.nov(11, "12.20");
        let okell = s.signs_in("okell").await;
        okell.does("/calls", &[("tap", "Food room")]).await;
        s.nov(11, "13.45");
        let okell = s.signs_in("okell").await;
        okell.does("/calls", &[("tap", "Corridor")]).await;
        for (period, kind) in [("P4", "on_call"), ("P5", "on_call"), ("P6", "in_class")] {
            let fields = [
                ("day", "2026-11-11"),
                ("period", period),
                ("kind", kind),
                ("class", "9Y3"),
                ("subject", "Maths"),
            ];
            okell.does("/duties", &fields).await;
        }
        s.nov(11, "15.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/reports").await.says("Autumn 2 2026").says("Autumn 1 2026");
        let page = okell.sees("/reports/half-term?half=2026-10-31.2026-12-18").await;
        let page = page
            .says("Autumn 2 2026")
            .says("Placements 1")
            .says("Students 1")
            .says("5 h 10 min")
            .says("On-call periods 2")
            .says("In-class support 1")
            .says("before: 0");
        for link in page.links("/reports/list") {
            okell.sees(&link).await;
        }
        let list = format!("/reports/list?what=periods&{HALF}");
        let rows = okell.sees(&list).await.says("6 rows").says("Tyrell Ashdown-Moss");
        assert_eq!(rows.links("/placements/"), [format!("/placements/{placement}")]);
        let calls = okell.sees(&format!("/reports/list?what=calls&{HALF}")).await.says("2 rows");
        assert_eq!(calls.links("/calls/").len(), 2, "{}", s.engine());
        okell.sees("/reports/week").await.says("Placements 0").says("5 h 10 min");
    }
}

#[tokio::test]
async fn outside_the_team_small_numbers_and_lists_are_left_out() {
    for s in schools().await {
        books(&s, "Tyrell", nov(10), &["P1", "P2"], PlacementState::Closed).await;
        s.nov(11, "9.00");
        let okell = s.signs_in("okell").await;
        let page = okell.sees(&format!("/reports/half-term?{HALF}&outside=yes")).await;
        assert!(page.links("/reports/list").is_empty());
        page.says("Safe outside the team")
            .says("Placements <5")
            .says("Students <5")
            .says("Too few people to show")
            .hides("1 h 50 min")
            .hides("Persistent disruption 1");
    }
}

#[tokio::test]
async fn a_list_can_be_taken_away_and_the_trail_says_so() {
    for s in schools().await {
        books(&s, "Tyrell", nov(10), &["P1", "P2"], PlacementState::Closed).await;
        s.nov(11, "9.00");
        let okell = s.signs_in("okell").await;
        let fields =
            [("what", "placements"), ("from", "2026-10-31"), ("to", "2026-12-18"), ("as", "csv")];
        let file = okell.posts("/reports/export", &fields).await.is(200);
        let name = file.headers["content-disposition"].to_str().unwrap();
        assert_eq!(
            name,
            "attachment; filename=\"fairholme-community-school-placements-2026-11-11.csv\""
        );
        assert!(file.body.contains("Tyrell Ashdown-Moss,9K2,10/11/2026,Persistent disruption"));
        let mut fields = fields;
        fields[3].1 = "xlsx";
        let file = okell.posts("/reports/export", &fields).await.is(200);
        assert_eq!(&file.bytes[..2], b"PK");
        let mut read = s.app.store().read().await.unwrap();
        let line = &store::event::trail(&mut read, s.f.org, None, 1).await.unwrap()[0];
        assert_eq!(line.verb, "report_exported");
        assert!(line.facts.contains("rows: 1") && line.facts.contains("list: placements"));
    }
}

#[tokio::test]
async fn a_year_lead_counts_only_their_years() {
    for s in schools().await {
        books(&s, "Tyrell", nov(10), &["P1"], PlacementState::Closed).await;
        books(&s, "Saffron", nov(10), &["P1"], PlacementState::Closed).await;
        s.nov(11, "9.00");
        let catterall = s.signs_in("catterall").await;
        let list = format!("/reports/list?what=placements&{HALF}");
        catterall.sees(&list).await.says("1 row ").says("Tyrell").hides("Saffron").says("Year 9");
        s.signs_in("okell").await.sees(&list).await.says("2 rows");
        s.signs_in("tansley").await.sees("/reports/week").await.says("Placements");
        s.signs_in("ravenhall").await.get("/reports").await.hides("Open the report");
    }
}
