//! The list of pupils a person sees, and finding one by three letters of a name.

use crate::form::Form;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, FlagMark, Grid, Head, Pages, Sorted, Table, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::{Flag, Pupil};
use casework::words::Concept;
use casework::{Id, May, Reach, Sight};
use maud::{Markup, html};
use store::Source;
use store::pupil::{Filter, Order};

/// Pupils to a page.
const SIZE: i64 = 50;

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Year.
    pub year: i64,
    /// Form.
    pub form: String,
    /// Flags, for those who see what helps.
    pub flags: Vec<(Flag, String)>,
}

/// The page.
pub struct ListPage {
    /// "Students"
    pub title: String,
    /// "student", "students"
    pub words: (String, String),
    /// Those the person sees, with links.
    pub lines: Vec<Line>,
    /// Others on roll that the search found: name and form only.
    pub others: Vec<Line>,
    /// Whether names open a page.
    pub opens: bool,
    /// Whether others can be referred.
    pub refers: bool,
    /// Whether the list may be taken away as a file.
    pub exports: bool,
    /// What was asked.
    pub query: Form,
    /// Where the list is.
    pub pages: Pages,
    /// Form token.
    pub csrf: String,
}

impl Page for ListPage {
    fn title(&self) -> String {
        self.title.clone()
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let asked = self.query.has("q");
        html! {
            (Head::new(&self.title).acts(self.keys()))
            div.stack.stack-5 {
                form.row.row-end role="search" action="/pupils" method="get" aria-label={ "Narrow the list of " (self.words.1) } {
                    div.field { label for="q" { "Name, form or number" } p.hint #q-hint { "Three letters are enough." }
                        input.input #q name="q" type="search" value=(self.query.text("q")) autocomplete="off" aria-describedby="q-hint"; }
                    div.field { label for="year" { "Year" }
                        select.select #year name="year" {
                            option value="" { "Any" }
                            @for y in 7..=13i64 { option value=(y) selected[self.query.int("year") == Some(y)] { (y) } }
                        } }
                    div.field { label for="form" { "Form" } input.input.input-num #form name="form" value=(self.query.text("form")) autocomplete="off"; }
                    label.choice { input type="checkbox" name="sen" value="yes" checked[self.query.ticked("sen")]; span { "SEN support or plan" } }
                    @for name in ["sort", "down"] { @if self.query.has(name) { (hidden(name, self.query.text(name))) } }
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if self.lines.is_empty() && self.others.is_empty() {
                    @if asked {
                        (Empty { title: "Nobody is called that", words: "Try the start of the family name, or fewer letters. People who have left are not in this list.", step: Some(("/pupils", "Show everybody you see")) })
                    } @else {
                        (Empty { title: "Nobody is in your list", words: "Those you teach, tutor, mentor or answer for appear here once the roster has come in. Anybody on roll can be found by name.", step: None })
                    }
                }
                @if !self.lines.is_empty() { (self.table()) (self.pages) }
                @if !self.others.is_empty() {
                    section.stack aria-labelledby="others" {
                        h2 #others { "Others on roll" }
                        p.soft { "Not among those whose page you can open. You see name and form." }
                        (self.others_table())
                    }
                }
            }
        }
    }
}

impl ListPage {
    /// Those who may take a list away have its keys at its head.
    fn keys(&self) -> Markup {
        html! {
            @if self.exports && !self.lines.is_empty() {
                form.row method="post" action="/pupils/export" {
                    (token(&self.csrf))
                    @for name in ["q", "year", "form", "sen", "sort", "down"] {
                        @if self.query.has(name) { (hidden(name, self.query.text(name))) }
                    }
                    button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                    button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                }
            }
        }
    }
    fn table(&self) -> Markup {
        let rows = self
            .lines
            .iter()
            .map(|p| {
                vec![
                    html! { @if self.opens { a href={ "/pupils/" (p.id) } { (pupil_name(&p.name)) } } @else { (pupil_name(&p.name)) } },
                    html! { (p.form) },
                    html! { (p.year) },
                    html! { @if !p.flags.is_empty() { span.row { @for (kind, words) in &p.flags { (FlagMark(*kind, words)) } } } },
                ]
            })
            .collect();
        let (order, down) = sorting(&self.query);
        let hrefs = [Order::Name, Order::Form, Order::Year]
            .map(|o| address(&self.query, Some((o, o == order && !down))));
        let head = |n: usize, name, o, number| {
            let now = (o == order).then_some(down);
            Col::Sorted(Sorted { name, href: &hrefs[n], number, now })
        };
        let columns = vec![
            head(0, "Name", Order::Name, false),
            head(1, "Form", Order::Form, false),
            head(2, "Year", Order::Year, true),
            Col::Words("To know"),
        ];
        let region = format!("{}, table", self.title);
        html! { (Grid { region: &region, caption: Some(&self.title), look: "table-dense", columns, named: Some(0), rows }) }
    }
    fn others_table(&self) -> Markup {
        let mut columns = vec![("Name", false), ("Form", false)];
        if self.refers {
            columns.push(("Refer", false));
        }
        let rows = self
            .others
            .iter()
            .map(|p| {
                let mut cells = vec![pupil_name(&p.name), html! { (p.form) }];
                if self.refers {
                    cells.push(html! { a href={ "/refer?pupil=" (p.id) } { "Refer" span.vh { " " (p.name) } } });
                }
                cells
            })
            .collect();
        html! { (Table { caption: "Others on roll", columns, rows, dense: true }) }
    }
}

/// The order asked for, and whether it runs downwards.
fn sorting(asked: &Form) -> (Order, bool) {
    let order = match asked.text("sort") {
        "form" => Order::Form,
        "year" => Order::Year,
        _ => Order::Name,
    };
    (order, asked.ticked("down"))
}

/// The list's address with what was asked, in the order asked for or in another, from its start.
fn address(asked: &Form, other: Option<(Order, bool)>) -> String {
    let drop = |name: &str| name == "page" || other.is_some() && matches!(name, "sort" | "down");
    let mut pairs = asked.kept();
    pairs.retain(|(name, value)| !drop(name) && !value.is_empty());
    if let Some((order, down)) = other {
        let word = match order {
            Order::Name => "name",
            Order::Form => "form",
            Order::Year => "year",
        };
        pairs.push(("sort".into(), word.into()));
        if down {
            pairs.push(("down".into(), "yes".into()));
        }
    }
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if rest.is_empty() { "/pupils".into() } else { format!("/pupils?{rest}") }
}

/// How the list was asked to be narrowed and put in order.
pub fn filter(v: &Visit, asked: &Form) -> Filter {
    let (order, down) = sorting(asked);
    Filter {
        text: asked.text("q").to_string(),
        year: asked.int("year"),
        form: asked.text("form").to_string(),
        sen: asked.ticked("sen") && v.may(May::PupilSummary),
        order,
        down,
        ..Filter::default()
    }
}

/// These pupils as lines. Care is known where the file may be opened: a year lead who teaches
/// another year is a teacher there.
pub async fn lines(
    v: &Visit,
    src: &mut dyn Source,
    pupils: Vec<Pupil>,
) -> Result<Vec<Line>, Problem> {
    let opens = v.may(May::PupilSummary);
    let mut filed: Vec<Id> = Vec::new();
    if v.may(May::PupilFile) {
        let ids: Vec<Id> = pupils.iter().map(|p| p.id).collect();
        let reach = v.actor.scope_for(May::PupilFile, v.today());
        let found = store::pupil::several(src, &reach, &ids).await?;
        filed = found.into_iter().map(|p| p.id).collect();
    }
    let sight = |id: Id| if filed.contains(&id) { Sight::File } else { Sight::Lessons };
    Ok(pupils
        .into_iter()
        .map(|p| Line {
            id: p.id,
            name: p.name(),
            year: p.year,
            flags: if opens { p.flags(sight(p.id)) } else { Vec::new() },
            form: p.form,
        })
        .collect())
}

/// The way back from a pupil's page: to what was searched for when the search opened the page by
/// itself, or to everybody.
pub fn way_back(asked: &Form) -> (String, &'static str) {
    match asked.text("found") {
        "" => ("/pupils".into(), "All you see"),
        words => {
            let again = Form::of([("q", words), ("all", "yes")]);
            (address(&again, None), "The list this search found")
        }
    }
}

/// Shows it; a search that only one fits opens their page.
pub async fn show(v: Visit) -> Answer {
    let at = v.query.int("page").unwrap_or(1).clamp(1, 10_000);
    let mut filter = Filter { skip: (at - 1) * SIZE, take: SIZE, ..filter(&v, &v.query) };
    let opens = v.may(May::PupilSummary);
    let scope = if opens { v.scope() } else { v.actor.roll() };
    let mut read = v.read().await?;
    let (pupils, total) = store::pupil::list(&mut read, &scope, &filter).await?;
    let mut others = Vec::new();
    let letters = filter.text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters >= 3 && !scope.reach.contains(&Reach::School) {
        filter.skip = 0;
        filter.sen = false;
        let (found, _) = store::pupil::list(&mut read, &v.actor.roll(), &filter).await?;
        let ids: Vec<Id> = found.iter().map(|p| p.id).collect();
        let seen = store::pupil::several(&mut read, &scope, &ids).await?;
        others = found
            .into_iter()
            .filter(|p| !seen.iter().any(|s| s.id == p.id))
            .map(|p| Line { id: p.id, name: p.name(), year: p.year, form: p.form, flags: vec![] })
            .collect();
    }
    if let ([one], true) = (pupils.as_slice(), others.is_empty())
        && (opens && total == 1 && letters > 0)
        && !v.query.ticked("all")
    {
        let words: String = form_urlencoded::byte_serialize(filter.text.as_bytes()).collect();
        return v.to(format!("/pupils/{}?found={words}", one.id));
    }
    let lines = lines(&v, &mut read, pupils).await?;
    drop(read);
    let base = address(&v.query, None);
    let page = ListPage {
        title: v.words().caps(Concept::Pupil),
        words: (v.words().one(Concept::Pupil).into(), v.words().many(Concept::Pupil).into()),
        lines,
        others,
        opens,
        refers: v.may(May::Refer),
        exports: super::take::may(&v),
        query: v.query.clone(),
        pages: Pages {
            base: format!("{base}{}", if base.contains('?') { '&' } else { '?' }),
            size: SIZE,
            at,
            total,
        },
        csrf: v.csrf.clone(),
    };
    v.page(&page)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let line = |n: u128, name: &str, form: &str, flags| Line {
        id: Id::from_u128(n),
        name: name.into(),
        year: 9,
        form: form.into(),
        flags,
    };
    let page = |lines: Vec<Line>, others: Vec<Line>, q: &str| ListPage {
        title: "Students".into(),
        words: ("student".into(), "students".into()),
        pages: Pages { base: "/pupils?".into(), size: SIZE, at: 1, total: lines.len() as i64 },
        lines,
        others,
        opens: true,
        refers: true,
        exports: true,
        query: Form::of([("q", q)]),
        csrf: "gallery".into(),
    };
    let tyrell = line(
        1,
        "Tyrell Ashdown-Moss",
        "9K2",
        vec![(Flag::Health, "Nut allergy".into()), (Flag::Need, "SEN support, SEMH".into())],
    );
    vec![
        framed(
            "pupils",
            &page(vec![tyrell.clone(), line(2, "Amelia Backhouse", "9K2", vec![])], vec![], ""),
        ),
        framed(
            "pupils-others",
            &page(vec![tyrell], vec![line(3, "Tyra Stone", "8F1", vec![])], "tyr"),
        ),
        framed("pupils-none-found", &page(vec![], vec![], "zzz")),
        framed("pupils-empty", &page(vec![], vec![], "")),
    ]
}
