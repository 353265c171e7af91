//! Tables and the pages of a long list: one way they are drawn, side by side or as blocks.

use maud::{Markup, Render, html};

/// A table with a name. Cells are markup; numbers go in columns marked so.
pub struct Table<'a> {
    /// Said to those who cannot see it, and the name of the scrolling region.
    pub caption: &'a str,
    /// Headings; true for numbers.
    pub columns: Vec<(&'a str, bool)>,
    /// Rows; the first cell names the row.
    pub rows: Vec<Vec<Markup>>,
    /// Dense, for hourly work.
    pub dense: bool,
}
impl Render for Table<'_> {
    fn render(&self) -> Markup {
        let region = format!("{}, table", self.caption);
        let columns = self
            .columns
            .iter()
            .map(|(name, number)| if *number { Col::Number(name) } else { Col::Words(name) })
            .collect();
        let look = if self.dense { "table-dense" } else { "" };
        let rows: Vec<&[Markup]> = self.rows.iter().map(Vec::as_slice).collect();
        drawn(&region, Some(self.caption), look, columns, Some(0), &rows)
    }
}

/// A column of a [`Grid`].
#[derive(Clone, Copy)]
pub enum Col<'a> {
    /// Words.
    Words(&'a str),
    /// Numbers, set to the end of the column.
    Number(&'a str),
    /// Keys: the heading is said and not shown.
    Acts(&'a str),
    /// A heading that puts the rows in order.
    Sorted(Sorted<'a>),
}

/// A heading that is a link which puts the rows in order.
#[derive(Clone, Copy)]
pub struct Sorted<'a> {
    /// The heading.
    pub name: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// Numbers, set to the end of the column.
    pub number: bool,
    /// Whether the rows are in its order now; true for downwards.
    pub now: Option<bool>,
}
impl Render for Sorted<'_> {
    fn render(&self) -> Markup {
        let now = self.now.map(|down| if down { "descending" } else { "ascending" });
        html! {
            th.num[self.number] scope="col" aria-sort=[now] {
                a.sorter href=(self.href) { (self.name)
                    @if let Some(down) = self.now { " " span aria-hidden="true" { @if down { "▼" } @else { "▲" } } }
                }
            }
        }
    }
}

/// A table whose rows are named by another column than the first, or by none, or whose look is
/// its own.
pub struct Grid<'a> {
    /// The name of the scrolling region.
    pub region: &'a str,
    /// The same for those who hear it; none where a heading stands straight above.
    pub caption: Option<&'a str>,
    /// Classes beside the table's own.
    pub look: &'a str,
    /// Columns.
    pub columns: Vec<Col<'a>>,
    /// Which column names the row.
    pub named: Option<usize>,
    /// Rows.
    pub rows: Vec<Vec<Markup>>,
}
impl Render for Grid<'_> {
    fn render(&self) -> Markup {
        let rows: Vec<&[Markup]> = self.rows.iter().map(Vec::as_slice).collect();
        drawn(self.region, self.caption, self.look, self.columns.clone(), self.named, &rows)
    }
}

/// The one way a table is drawn. Each cell carries its column's heading: where there is no room
/// side by side, a row becomes a block and the heading stands before the cell.
fn drawn(
    region: &str,
    caption: Option<&str>,
    look: &str,
    columns: Vec<Col>,
    named: Option<usize>,
    rows: &[&[Markup]],
) -> Markup {
    let sorted = columns.iter().any(|c| matches!(c, Col::Sorted(_)));
    let wrap = match columns.len() {
        _ if sorted => "table-wrap table-many table-sorted",
        0..=3 => "table-wrap",
        4..=6 => "table-wrap table-many",
        _ => "table-wrap table-most",
    };
    let table = if look.is_empty() { "table".to_string() } else { format!("table {look}") };
    html! {
        div class=(wrap) role="region" tabindex="0" aria-label=(region) {
            table class=(table) {
                @if let Some(caption) = caption { caption.vh { (caption) } }
                thead { tr { @for column in &columns { @match column {
                    Col::Words(name) => th scope="col" { (name) },
                    Col::Number(name) => th.num scope="col" { (name) },
                    Col::Acts(name) => th scope="col" { span.vh { (name) } },
                    Col::Sorted(head) => (head),
                } } } }
                tbody { @for row in rows { tr {
                    @for (i, cell) in row.iter().enumerate() {
                        @if named == Some(i) { th scope="row" { (cell) } }
                        @else { @match columns.get(i) {
                            Some(Col::Words(name)) => td data-label=(name) { (cell) },
                            Some(Col::Number(name)) => td.num data-label=(name) { (cell) },
                            Some(Col::Sorted(head)) => td.num[head.number] data-label=(head.name) { (cell) },
                            _ => td { (cell) },
                        } }
                    }
                } } }
            }
        }
    }
}

/// Pages of a long list.
pub struct Pages {
    /// Address without the page number, ending in `?` or `&`.
    pub base: String,
    /// Rows to a page.
    pub size: i64,
    /// This page, from 1.
    pub at: i64,
    /// Rows in all.
    pub total: i64,
}
impl Pages {
    /// Rows to pass over.
    pub fn skip(&self) -> i64 {
        (self.at - 1).max(0) * self.size
    }
}
impl Render for Pages {
    fn render(&self) -> Markup {
        let last = (self.total + self.size - 1) / self.size.max(1);
        let from = self.skip() + 1;
        let to = (self.skip() + self.size).min(self.total);
        html! {
            @if self.total > 0 {
                nav.pages aria-label="Pages" {
                    p.soft { (from) "–" (to) " of " (self.total) }
                    @if last > 1 { ol {
                        @if self.at > 1 { li { a href={ (self.base) "page=" (self.at - 1) } rel="prev" { "Previous" } } }
                        @for n in (1..=last).filter(|n| *n == 1 || *n == last || (n - self.at).abs() <= 2) {
                            li { a href={ (self.base) "page=" (n) } aria-current=[(n == self.at).then_some("page")] { (n) } }
                        }
                        @if self.at < last { li { a href={ (self.base) "page=" (self.at + 1) } rel="next" { "Next" } } }
                    } }
                }
            }
        }
    }
}
