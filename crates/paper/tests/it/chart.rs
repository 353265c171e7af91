//! The bar chart: named for those who cannot see it, and safe with any words.

use paper::chart::{self, Bar, Chart};

fn sample() -> Chart {
    let bar = |label: &str, values: [Option<u64>; 2]| Bar {
        label: label.to_owned(),
        values: values.to_vec(),
    };
    Chart {
        title: "Days in the room by year group".to_owned(),
        desc: "Year 9 has the most, and fewer than last half term.".to_owned(),
        label_name: "Year group".to_owned(),
        series: vec!["This half term".to_owned(), "Last half term".to_owned()],
        bars: vec![
            bar("Year 7", [Some(6), None]),
            bar("Year 8 & <tutors>", [Some(0), Some(11)]),
            bar("Year 9", [Some(31), Some(40)]),
        ],
        hidden: "fewer than 5".to_owned(),
    }
}

#[test]
fn the_chart_is_named_and_described_and_carries_no_style_or_script() {
    let svg = chart::svg(&sample(), "days\" onload=\"x");
    assert!(
        svg.contains(r#"role="img" aria-labelledby="daysonloadx-title daysonloadx-desc""#),
        "{svg}"
    );
    assert!(
        svg.contains(r#"<title id="daysonloadx-title">Days in the room by year group</title>"#)
    );
    assert!(svg.contains("Year 9 has the most"));
    for banned in ["style=", "<style", "<script", " onload="] {
        assert!(!svg.contains(banned), "{banned} in {svg}");
    }
}

#[test]
fn words_are_escaped_and_series_differ_by_pattern() {
    let svg = chart::svg(&sample(), "days");
    assert!(svg.contains("Year 8 &amp; &lt;tutors&gt;"));
    assert!(!svg.contains("<tutors>"));
    assert!(svg.contains(r#"<pattern id="days-fill1""#));
    assert!(svg.contains(r#"fill="url(#days-fill1)""#));
    assert_eq!(svg.matches("fewer than 5").count(), 1);
}

#[test]
fn a_bar_is_as_long_as_its_figure_and_nought_has_none() {
    let svg = chart::svg(&sample(), "days");
    // Two in the key, four above nought.
    assert_eq!(svg.matches("<rect").count(), 6);
    let widths: Vec<u64> = svg
        .split("<rect")
        .skip(3)
        .filter_map(|r| r.split("width=\"").nth(1)?.split('"').next()?.parse().ok())
        .collect();
    assert_eq!(widths.len(), 4);
    let longest = *widths.iter().max().expect("bars");
    assert_eq!(widths, [6, 11, 31, 40].map(|n| n * longest / 40));
}

#[test]
fn the_table_holds_every_figure_as_the_chart_says_it() {
    let table = chart::table(&sample());
    assert_eq!(table.caption, "Days in the room by year group");
    assert_eq!(table.columns, ["Year group", "This half term", "Last half term"]);
    assert_eq!(table.rows[0], ["Year 7", "6", "fewer than 5"]);
    assert_eq!(table.rows[1], ["Year 8 & <tutors>", "0", "11"]);
}

#[test]
fn an_empty_or_lopsided_chart_still_draws() {
    let mut lopsided = sample();
    lopsided.bars[0].values.clear();
    lopsided.bars[1].values = vec![Some(u64::MAX); 9];
    lopsided.bars[2].label = "x".repeat(300);
    assert!(chart::svg(&lopsided, "a").ends_with("</svg>"));
    assert_eq!(chart::table(&lopsided).rows[0].len(), 3);
    lopsided.bars.clear();
    lopsided.series.clear();
    assert!(chart::svg(&lopsided, "").ends_with("</svg>"));
}
