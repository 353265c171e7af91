//! The report of what the room does, as it is drawn and printed: findings first, figures with
//! their numbers beside them, and what they cannot show on every page.

use super::Span;
use super::impact::Made;
use crate::page::Page;
use crate::page::kit::{Empty, Head, Standing, Table, Tag, hidden, token};
use casework::Coded;
use casework::impact::{Band, Line};
use casework::report::Shown;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::room::{PLACED_AGAIN_WITHIN, SMALL_GROUP};

/// One length, or all of them.
#[derive(Clone, Debug)]
pub struct BandLine {
    /// "A whole day"
    pub name: String,
    /// Its list.
    pub link: Option<String>,
    /// Its figures; none where they are hidden.
    pub line: Option<Line>,
}

/// A half-term before.
#[derive(Clone, Debug)]
pub struct Then {
    /// "Autumn 1 2026"
    pub name: String,
    /// Its days.
    pub query: String,
    /// Its figures; none where they are hidden.
    pub line: Option<Line>,
}

/// A group of those on roll.
#[derive(Clone, Debug)]
pub struct GroupLine {
    /// "SEN support"
    pub label: String,
    /// Pupils placed.
    pub placed: Shown,
    /// Pupils on roll.
    pub on_roll: Shown,
    /// For each hundred.
    pub per_hundred: Option<String>,
    /// Its list.
    pub link: Option<String>,
}

/// The report.
pub struct ImpactPage {
    /// What it is of.
    pub made: Made,
    /// Nobody was placed in these days.
    pub empty: bool,
    /// Placed again, by length; every length last.
    pub bands: Vec<BandLine>,
    /// What the figures say.
    pub findings: Vec<String>,
    /// What they cannot say.
    pub cautions: [String; 4],
    /// Half-terms before, latest first.
    pub then: Vec<Then>,
    /// How returns went.
    pub returns: Vec<(String, Shown)>,
    /// Groups: what they are by, and each.
    pub groups: Vec<(String, Vec<GroupLine>)>,
    /// The school's words.
    pub words: Words,
}

impl ImpactPage {
    /// What is counted.
    pub fn working(words: &Words) -> String {
        let (pupil, placement) = (words.one(Concept::Pupil), words.one(Concept::Placement));
        let bands: Vec<String> = Band::ALL
            .iter()
            .map(|b| format!("{}: {}", b.label().to_lowercase(), b.working()))
            .collect();
        format!(
            "Each {pupil} once, by their first {placement} of these days in a room that counts. Placed again means another such {placement} on one of the {} school days after it ended. Those whose {} days are not over are left out. Lengths are {}. A small group is fewer than {SMALL_GROUP}.",
            PLACED_AGAIN_WITHIN.0,
            PLACED_AGAIN_WITHIN.0,
            bands.join("; ")
        )
    }
    fn cells(&self, l: Option<Line>) -> [Markup; 4] {
        match l {
            None => [html! { "hidden" }, html! { "hidden" }, html! { "hidden" }, html! {}],
            Some(l) if l.n == 0 => [html! { "0" }, html! { "0" }, html! { "–" }, html! {}],
            Some(l) => [
                html! { (l.again) },
                html! { (l.n) },
                html! { strong { (l.percent().unwrap_or(0)) "%" } @if l.small() { " " (Tag(Standing::Risk, "Small group")) } },
                html! { @if let (Some((a, b)), false) = (l.range(), self.made.outside) { (a) "–" (b) "%" } },
            ],
        }
    }
    fn bands(&self) -> Markup {
        let rows = self
            .bands
            .iter()
            .map(|b| {
                let [again, n, share, range] = self.cells(b.line);
                let name = match &b.link {
                    Some(link) => html! { a href=(link) { (b.name) } },
                    None => html! { (b.name) },
                };
                vec![name, again, n, share, range]
            })
            .collect();
        let caption =
            format!("Placed again within {} school days, by length", PLACED_AGAIN_WITHIN.0);
        html! {
            section.sheet.sheet-flush aria-labelledby="again" {
                div.sheet-head { h2 #again { (caption) } }
                (Table {
                    caption: &caption,
                    columns: vec![("First time", false), ("Placed again", true), ("Out of", true), ("Share", true), ("Often between", true)],
                    rows,
                    dense: false,
                })
            }
        }
    }
    fn then(&self) -> Markup {
        let rows = self
            .then
            .iter()
            .map(|t| {
                let [again, n, share, range] = self.cells(t.line);
                let outside = if self.made.outside { "&outside=yes" } else { "" };
                let name = html! { a href={ "/reports/impact?" (t.query) (outside) } { (t.name) } };
                vec![name, again, n, share, range]
            })
            .collect();
        html! {
            section.sheet.sheet-flush aria-labelledby="then" {
                div.sheet-head { h2 #then { "The half-terms before" } }
                @if self.then.is_empty() { p.soft { "There is none in the calendar." } }
                @else { (Table {
                    caption: "The half-terms before",
                    columns: vec![("Half-term", false), ("Placed again", true), ("Out of", true), ("Share", true), ("Often between", true)],
                    rows,
                    dense: false,
                }) }
            }
        }
    }
    fn group(&self, name: &str, lines: &[GroupLine]) -> Markup {
        let id = casework::words::capital(name).replace(' ', "-").to_lowercase();
        let rows = lines
            .iter()
            .map(|l| {
                let placed = l.placed.words();
                vec![
                    html! { (l.label) },
                    html! { @match &l.link { Some(link) => a href=(link) { (placed) span.vh { ", " (l.label) } }, None => (placed) } },
                    html! { (l.on_roll.words()) },
                    html! { @match &l.per_hundred { Some(rate) => strong { (rate) }, None => "–" } },
                ]
            })
            .collect();
        html! {
            section.sheet.sheet-flush aria-labelledby=(id) {
                div.sheet-head { h2 id=(id) { (name) } }
                @if lines.is_empty() { p.soft { "Nobody is on roll yet: a rate needs the roll." } }
                @else { (Table {
                    caption: name,
                    columns: vec![("Group", false), ("Placed", true), ("On roll", true), ("Per 100", true)],
                    rows,
                    dense: false,
                }) }
            }
        }
    }
}

impl Page for ImpactPage {
    fn title(&self) -> String {
        format!("Impact, {}", self.made.span.full())
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let m = &self.made;
        let none = format!(
            "Figures appear as {} take place. Choose another half-term above.",
            self.words.many(Concept::Placement)
        );
        let team = format!("/reports/impact?{}", m.span.query());
        html! {
            (Head::new(&self.title()).back("/reports", "Reports").facts(html! {
                (m.school) " · " (m.span.from) " to " (m.span.to) " · figures as at " (m.at)
                @if let Some(n) = &m.narrowed { " · " (n) }
            }).acts(html! {
                form.row method="post" action="/reports/impact" {
                    (token(&m.csrf)) (hidden("from", m.span.from.iso())) (hidden("to", m.span.to.iso()))
                    @if m.outside { (hidden("outside", "yes")) }
                    button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                    button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                }
                button.btn.btn-2 type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-6 {
                nav.tabs aria-label="Who it is for" {
                    a href=(team) aria-current=[(!m.outside).then_some("page")] { "For the team" }
                    a href={ (team) "&outside=yes" } aria-current=[m.outside.then_some("page")] { "For outside the team" }
                }
                form.row.row-end method="get" action="/reports/impact" {
                    @if m.outside { (hidden("outside", "yes")) }
                    div.field {
                        label for="half" { "Half-term" }
                        select.select #half name="half" { @for s in &m.spans { option value={ (s.from.iso()) "." (s.to.iso()) } selected[*s == m.span] { (s.full()) } } }
                    }
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if m.outside {
                    div.panel.panel-note { p.measure { strong { "Safe outside the team. " } "No names and no lists. “" (Shown::Few.words()) "” is fewer than five " (self.words.many(Concept::Pupil)) "; “hidden” is a number that would give one beside it away, or is about fewer than five." } }
                }
                @if self.empty { (Empty { title: "Nobody was placed in these days", words: &none, step: None }) }
                section.stack aria-labelledby="found" {
                    h2 #found { "What the figures say" }
                    ul.stack.stack-2.measure { @for f in &self.findings { li { (f) } } }
                }
                div.panel.panel-warn {
                    h2.panel-title { "What they cannot say" }
                    ul { @for c in &self.cautions { li { (c) } } }
                }
                (self.bands())
                (self.then())
                section.sheet.sheet-flush aria-labelledby="returns" {
                    div.sheet-head { h2 #returns { "How returns went after a first time" } }
                    (Table {
                        caption: "How returns went",
                        columns: vec![("Return", false), (&self.words.caps(Concept::Pupil), true)],
                        rows: self.returns.iter().map(|(name, n)| vec![html! { (name) }, html! { (n.words()) }]).collect(),
                        dense: false,
                    })
                }
                div.cols.cols-2 { @for (name, lines) in &self.groups { (self.group(name, lines)) } }
                p.soft.measure { "“Per 100” is " (self.words.many(Concept::Pupil)) " placed in these days out of those on roll today in the same group. A higher rate is a question to ask, not an answer." }
                details.working { summary { "What this counts" } div.working-body { p { (Self::working(&self.words)) } p { "“Often between” is where the share would lie 19 times in 20 if nothing but chance were at work." } } }
            }
        }
    }
}

/// For the gallery: a half-term with a small group, the same outside the team, and an empty one.
pub fn samples() -> Vec<crate::page::gallery::Sample> {
    use super::impact::{FirstsPage, first_rows, make};
    use crate::page::gallery::framed;
    use casework::Id;
    use casework::impact::{First, Impact};
    use casework::pupil::Sen;
    use casework::report::{Facts, OnRoll, Report};
    use casework::returning::Outcome;
    use rulebook::{Day, Minute};
    let date = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let span = Span { name: "Autumn 1".into(), from: date(9, 2), to: date(10, 23) };
    let before = Span { name: "Summer 2 2026".into(), from: date(6, 8), to: date(7, 21) };
    let mut firsts = Vec::new();
    for (band, many, again) in
        [(Band::Short, 20, 6), (Band::Half, 12, 5), (Band::Whole, 15, 9), (Band::Longer, 5, 4)]
    {
        for n in 0..many {
            firsts.push(First {
                placement: Id::from_u128(1),
                pupil: Id::from_u128(firsts.len() as u128 + 1),
                day: date(9, 8),
                last: date(9, 8),
                band,
                again: (n < again).then(|| date(9, 22)),
                over: true,
                returned: [Some(Outcome::Held), Some(Outcome::NotHeld), None][n % 3],
            });
        }
    }
    let made = |outside| Made {
        school: "Brindle Hill Academy".into(),
        span: span.clone(),
        spans: vec![span.clone()],
        at: date(12, 4).at(Minute::new(9, 0).unwrap_or_default()),
        outside,
        narrowed: None,
        csrf: "gallery".into(),
    };
    let group = |sen, free_meals, pupils| OnRoll {
        year: 9,
        sex: "F".into(),
        sen,
        free_meals,
        ethnicity: String::new(),
        pupils,
    };
    let roll = [
        group(Sen::None, false, 700),
        group(Sen::None, true, 240),
        group(Sen::Support, true, 114),
        group(Sen::Support, false, 76),
        group(Sen::Plan, false, 50),
    ];
    let words = Words::default();
    let report = Report::of(Facts::default(), date(12, 4).at(Minute::default()));
    let full = Impact { firsts };
    let nobody = Impact { firsts: Vec::new() };
    let then = [(before, Line { n: 48, again: 19 })];
    let some: Vec<&First> = full.firsts.iter().take(2).collect();
    let named = [("Saffron", "Idle", 1), ("Moses", "Tarn", 2)].map(|(given, family, n)| {
        let pupil = crate::demo::fairholme::plain_pupil("8F1", 8, given, family, "");
        casework::pupil::Pupil { id: Id::from_u128(n), ..pupil }
    });
    let list = FirstsPage {
        title: "First placements, 1–2 periods".into(),
        span: span.clone(),
        rows: first_rows(&some, &named, &words),
        words: words.clone(),
    };
    vec![
        framed("impact", &make(made(false), &full, &then, &report, &roll, &words)),
        framed("impact-outside", &make(made(true), &full, &then, &report, &roll, &words)),
        framed("impact-empty", &make(made(false), &nobody, &[], &report, &[], &words)),
        framed("impact-list", &list),
    ]
}
