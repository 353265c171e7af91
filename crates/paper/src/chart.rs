//! A horizontal bar chart as SVG, and the same figures as a table.
//!
//! The bars are told apart by pattern, not colour, so the chart survives a
//! black and white printer. No style attributes: the page's own style sheet may
//! speak to the classes, and strict content security stays on. This room must
//! never know what is counted, or decide which small numbers to hide.

use std::fmt::Write;

/// One bar group: a label and a figure for each series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What the group is, such as a year group or a reason.
    pub label: String,
    /// A figure for each series, in the order of `Chart::series`. `None` is a
    /// figure that is not shown.
    pub values: Vec<Option<u64>>,
}

/// A bar chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What the chart shows. Its accessible name, and the table's caption.
    pub title: String,
    /// What a reader should take from it, in a sentence. Its description.
    pub desc: String,
    /// What the labels are, for the table: "Year group".
    pub label_name: String,
    /// Name of each series: "This half term". One or more. The first four have
    /// patterns of their own; more than that is a table's work, not a chart's.
    pub series: Vec<String>,
    /// The bars, top to bottom.
    pub bars: Vec<Bar>,
    /// What stands where a figure is not shown: "fewer than 5".
    pub hidden: String,
}

/// The chart's figures as a table, to stand beside it on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartTable {
    /// The caption.
    pub caption: String,
    /// Column headings; the first is for the row headers.
    pub columns: Vec<String>,
    /// Rows: label, then a figure for each series, all as they should read.
    pub rows: Vec<Vec<String>>,
}

/// The figures as a table: every row as wide as the headings.
pub fn table(chart: &Chart) -> ChartTable {
    let mut columns = vec![chart.label_name.clone()];
    columns.extend(chart.series.iter().cloned());
    let rows = chart.bars.iter().map(|bar| {
        let mut row = vec![bar.label.clone()];
        row.extend((0..chart.series.len()).map(|i| said(chart, bar, i)));
        row
    });
    ChartTable { caption: chart.title.clone(), columns, rows: rows.collect() }
}

fn value(bar: &Bar, series: usize) -> Option<u64> {
    bar.values.get(series).copied().flatten()
}

fn said(chart: &Chart, bar: &Bar, series: usize) -> String {
    value(bar, series).map_or_else(|| chart.hidden.clone(), |n| n.to_string())
}

// Lengths in user units; the drawing is shown at its own size or smaller.
const WIDE: usize = 640;
const EDGE: usize = 4;
/// Room kept at the end of the longest bar for its figure.
const FIGURE: usize = 130;
const LINE: usize = 22;
const BAR: usize = 20;
const GAP: usize = 4;
const APART: usize = 14;
/// About how many characters of 16 units fit across.
const ACROSS: usize = 76;

/// The chart as an `<svg>` element. `id` must be plain letters, digits and
/// hyphens, and differ between charts on one page; anything else in it is
/// dropped.
pub fn svg(chart: &Chart, id: &str) -> String {
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let most = chart
        .bars
        .iter()
        .flat_map(|b| b.values.iter().flatten())
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);
    let mut body = String::new();
    let mut y = EDGE;

    if chart.series.len() > 1 {
        for (index, name) in chart.series.iter().enumerate() {
            box_(&mut body, &id, index, EDGE, y, BAR, BAR);
            y += words(&mut body, "chart-key", EDGE + BAR + 8, y, name);
            y += GAP;
        }
        y += APART / 2;
    }
    for bar in &chart.bars {
        y += words(&mut body, "chart-label", EDGE, y, &bar.label);
        let top = y;
        for series in 0..chart.series.len() {
            let long = value(bar, series).map_or(0, |n| length(n, most));
            if long > 0 {
                box_(&mut body, &id, series, EDGE, y, long, BAR);
            }
            words(&mut body, "chart-figure", EDGE + long + 8, y, &said(chart, bar, series));
            y += BAR + GAP;
        }
        let _ = write!(
            body,
            r#"<path class="chart-axis" d="M{EDGE} {top}V{y}" fill="none" stroke="currentColor" stroke-width="1.5"/>"#
        );
        y += APART;
    }

    let mut out = String::new();
    let _ = write!(
        out,
        r#"<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {WIDE} {high}" width="{WIDE}" height="{high}" fill="currentColor" font-size="16"><title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc><defs>{patterns}</defs>{body}</svg>"#,
        high = y + EDGE,
        title = escape(&chart.title),
        desc = escape(&chart.desc),
        patterns = patterns(&id, chart.series.len()),
    );
    out
}

/// A bar's length. Anything above nought can be seen.
fn length(n: u64, most: u64) -> usize {
    let room = (WIDE - EDGE - FIGURE) as u128;
    let long = (u128::from(n) * room / u128::from(most)) as usize;
    if n > 0 { long.max(2) } else { 0 }
}

fn box_(out: &mut String, id: &str, series: usize, x: usize, y: usize, wide: usize, high: usize) {
    let fill = match series % 4 {
        0 => "currentColor".to_owned(),
        n => format!("url(#{id}-fill{n})"),
    };
    let _ = write!(
        out,
        r#"<rect class="chart-bar chart-bar-{n}" x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>"#,
        n = series % 4 + 1,
    );
}

/// Only the patterns in use: slanting lines, dots, then a grid.
fn patterns(id: &str, series: usize) -> String {
    let draws = [
        r#"<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="currentColor" stroke-width="1.5" fill="none"/>"#,
        r#"<circle cx="2" cy="2" r="1.4" fill="currentColor"/><circle cx="6" cy="6" r="1.4" fill="currentColor"/>"#,
        r#"<path d="M0 4H8M4 0V8" stroke="currentColor" stroke-width="1" fill="none"/>"#,
    ];
    let mut out = String::new();
    for (index, draw) in draws.iter().enumerate().take(series.saturating_sub(1)) {
        let n = index + 1;
        let _ = write!(
            out,
            r#"<pattern id="{id}-fill{n}" width="8" height="8" patternUnits="userSpaceOnUse">{draw}</pattern>"#
        );
    }
    out
}

/// Text in lines that fit, the first beside `y`; gives back the height used.
fn words(out: &mut String, class: &str, x: usize, y: usize, text: &str) -> usize {
    let fit = (ACROSS * (WIDE.saturating_sub(x)) / WIDE).max(8);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        // A word with no break in it still has to fit.
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(fit) {
            let piece: String = piece.iter().collect();
            let last = lines
                .last_mut()
                .filter(|l| l.is_empty() || l.chars().count() + 1 + piece.chars().count() <= fit);
            match last {
                Some(line) if line.is_empty() => line.push_str(&piece),
                Some(line) => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                None => lines.push(piece),
            }
        }
    }
    for (index, line) in lines.iter().enumerate().filter(|(_, l)| !l.is_empty()) {
        let _ = write!(
            out,
            r#"<text class="{class}" x="{x}" y="{}">{}</text>"#,
            y + 16 + index * LINE,
            escape(line)
        );
    }
    lines.len() * LINE
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML allows no other control characters, however written.
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
