//! Gaps in the record, as figures that open their lists: what somebody would be asked about later.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag};
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit};
use casework::gaps::{Gap, Row};
use casework::words::{Concept, Words};
use casework::{Coded, Id, May};
use maud::{Markup, html};
use rulebook::Day;

/// A line of a list: key, name, form, day.
type Listed = (Id, String, String, Day);

/// The page.
pub struct GapsPage {
    /// The school's words.
    pub words: Words,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Each gap with how many have it.
    pub figures: Vec<(Gap, usize)>,
    /// The one that is open, with its list: key, name, form, day.
    pub open: Option<(Gap, Vec<Listed>)>,
}

/// Where a gap is mended.
fn mend(gap: Gap, placement: Id) -> String {
    let tail = match gap {
        Gap::Arrival => "/arrival",
        Gap::End => "",
        Gap::Exit => "/exit",
        Gap::Home => "/home",
    };
    format!("/placements/{placement}{tail}")
}

impl Page for GapsPage {
    fn title(&self) -> String {
        "Gaps in the record".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let all: usize = self.figures.iter().map(|(_, n)| n).sum();
        html! {
            (Head::new("Gaps in the record").back("/reports", "Reports").facts(html! { (self.from) " to " (self.to) }))
            div.stack.stack-6 {
                ul.clocks { @for (gap, n) in &self.figures { li.clock {
                    @if *n == 0 { (Tag(Standing::Done, "None")) } @else { (Tag(Standing::Risk, &n.to_string())) }
                    div { p.clock-what { @if *n == 0 { (gap.label()) } @else { a href={ "/reports/gaps?what=" (gap.code()) "#list" } { (gap.label()) } } } p.soft { (gap.means()) } }
                } } }
                @if let Some((gap, rows)) = &self.open {
                    section.stack aria-labelledby="list" {
                        h2 #list { (gap.label()) ": " (rows.len()) }
                        (Grid {
                            region: gap.label(), caption: Some(gap.label()), look: "",
                            columns: vec![Col::Words("Name"), Col::Words("Day"), Col::Acts("Act")],
                            named: Some(0),
                            rows: rows.iter().map(|(id, name, form, day)| vec![
                                html! { (pupil_name(name)) span.sub { " " (form) } },
                                html! { (day) },
                                html! { a href=(mend(*gap, *id)) { "Put it right" span.vh { ": " (pupil_name(name)) ", " (day.short()) } } },
                            ]).collect(),
                        })
                    }
                } @else if all == 0 {
                    (Empty { title: "Nothing is missing", words: &format!("A {} that lacks one of these appears here on its day.", self.words.one(Concept::Placement)), step: None })
                }
            }
        }
    }
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let (from, _) = v.setting.calendar.school_year(v.today());
    let to = v.today();
    let mut read = v.read().await?;
    let scope = v.actor.scope_for(May::Reports, v.today());
    let rows: Vec<Row> = store::gaps::rows(&mut read, &scope, from, to).await?;
    drop(read);
    let with = |gap: Gap| rows.iter().filter(move |r| r.lacks(gap, v.now));
    let open = v.query.coded::<Gap>("what").map(|gap| {
        (gap, with(gap).map(|r| (r.id, r.name.clone(), r.form.clone(), r.day)).collect())
    });
    let figures = Gap::ALL.iter().map(|g| (*g, with(*g).count())).collect();
    v.page(&GapsPage { words: v.words().clone(), from, to, figures, open })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let page = |figures, open| GapsPage {
        words: crate::exit::sample_words(),
        from: day(1),
        to: day(12),
        figures,
        open,
    };
    let some = vec![(Gap::Arrival, 1), (Gap::End, 0), (Gap::Exit, 2), (Gap::Home, 0)];
    let list = vec![
        (Id::from_u128(1), "Saffron Idle".to_string(), "8F1".to_string(), day(10)),
        (Id::from_u128(2), "Kian Dowell".to_string(), "9K4".to_string(), day(11)),
    ];
    let none = Gap::ALL.iter().map(|g| (*g, 0)).collect();
    vec![
        framed("gaps", &page(some, Some((Gap::Exit, list)))),
        framed("gaps-none", &page(none, None)),
    ]
}
