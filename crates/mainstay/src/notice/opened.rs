//! Who has opened a day's notice and each amendment, and who has not: by name, for those who
//! publish it and for paper.
//!
//! Must never know: whether an email was read. What counts is the notice opened in Mainstay.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Standing, Table, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::notice::Reader;
use casework::school::Staff;
use casework::{Id, May};
use maud::{Markup, Render, html};
use rulebook::{Day, Instant, Minute};
use store::Source;

/// Everybody on the staff, each with what they opened of these notices.
pub async fn readers(
    src: &mut dyn Source,
    org: Id,
    notices: &[Id],
) -> Result<Vec<(Staff, Reader)>, Problem> {
    let staff = store::staff::all(src, org).await?;
    let ids: Vec<Id> = staff.iter().map(|s| s.id).collect();
    let can = store::staff::who_may(src, org, May::ReadNotice).await?;
    let openings = store::notice::openings(src, org, notices).await?;
    let readers = casework::notice::readers(&ids, &can, notices, &openings);
    Ok(staff.into_iter().zip(readers).collect())
}

/// One member of staff.
pub struct Line {
    /// "Mrs Priya Ravenhall"
    pub name: String,
    /// Their post or department.
    pub post: String,
    /// When they opened each notice.
    pub opened: Vec<Option<Instant>>,
}

/// The page.
pub struct OpenedPage {
    /// The room's name.
    pub room: String,
    /// The day.
    pub day: Day,
    /// Published so far: number and time, first to last.
    pub notices: Vec<(i64, Minute)>,
    /// Who can open it and has not opened everything.
    pub waiting: Vec<Line>,
    /// Who has opened everything.
    pub done: Vec<Line>,
    /// Who has no way in, or a role without the notice.
    pub outside: Vec<Line>,
}

impl Page for OpenedPage {
    fn title(&self) -> String {
        "Who has opened the notice".into()
    }
    fn here(&self) -> &'static str {
        "/notice"
    }
    fn main(&self) -> Markup {
        let all = self.waiting.len() + self.done.len() + self.outside.len();
        html! {
            (Head::new("Who has opened the notice").back("/notice", "Staff notice").facts(html! {
                (self.room) ", " (self.day) ". Opened in Mainstay; an email about it counts for nothing here."
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            @if self.notices.is_empty() {
                (Empty { title: "Not published yet", words: "Once the notice is out, this page shows who has opened it, and who has not.", step: Some(("/notice", "See the notice")) })
            } @else {
                div.stack.stack-7 {
                    p { strong { (self.done.len()) " of " (all) " staff" } " have opened " @if self.notices.len() > 1 { "the notice and every amendment." } @else { "the notice." } }
                    (self.list("waiting", "Not opened yet", &self.waiting, "Everybody who can open it has."))
                    (self.list("outside", "Cannot open it in Mainstay", &self.outside, ""))
                    (self.list("done", "Opened", &self.done, "Nobody yet."))
                }
            }
        }
    }
}

impl OpenedPage {
    fn list(&self, id: &str, title: &str, lines: &[Line], none: &str) -> Markup {
        let heads: Vec<String> = self.notices.iter().map(|(n, at)| named(*n, *at)).collect();
        let mut columns = vec![("Name", false)];
        columns.extend(heads.iter().map(|h| (h.as_str(), false)));
        let rows = lines.iter().map(|l| {
            let mut row =
                vec![html! { (l.name) @if !l.post.is_empty() { " " span.sub { (l.post) } } }];
            row.extend(l.opened.iter().map(|at| match at {
                Some(at) if at.day() == self.day => html! { (at.minute()) },
                Some(at) => html! { (at) },
                None => html! { (Tag(Standing::None, "Not opened")) },
            }));
            row
        });
        html! {
            @if !lines.is_empty() || !none.is_empty() {
                section.stack aria-labelledby=(id) {
                    h2 id=(id) { (title) ", " (lines.len()) }
                    @if id == "outside" { p.soft { "No account in Mainstay, or a role that does not read the notice. Tell them another way." } }
                    @if lines.is_empty() { p { (none) } }
                    @else { (Table { caption: title, columns, rows: rows.collect(), dense: true }.render()) }
                }
            }
        }
    }
}

/// "Notice 8.28" or "Amended 10.05": short, for it stands beside every name on a phone.
fn named(number: i64, at: Minute) -> String {
    match number {
        1 => format!("Notice {at}"),
        _ => format!("Amended {at}"),
    }
}

/// Shows it, for a room and today or an earlier day.
pub async fn show(v: Visit) -> Answer {
    let room = v.query.id("room").ok_or(Problem::Missing)?;
    let day = v.day("day");
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), room).await?;
    let notices = store::notice::of_day(&mut read, v.org(), room.id, day).await?;
    let keys: Vec<Id> = notices.iter().map(|n| n.id).collect();
    let all = readers(&mut read, v.org(), &keys).await?;
    let mut page = OpenedPage {
        room: room.name,
        day,
        notices: notices.iter().map(|n| (n.number, n.at.minute())).collect(),
        waiting: Vec::new(),
        done: Vec::new(),
        outside: Vec::new(),
    };
    for (staff, reader) in all {
        let list = match (reader.has_opened_all(), reader.can) {
            (true, _) => &mut page.done,
            (false, true) => &mut page.waiting,
            (false, false) => &mut page.outside,
        };
        let post =
            if staff.post.is_empty() { staff.department.clone() } else { staff.post.clone() };
        list.push(Line { name: staff.full(), post, opened: reader.opened });
    }
    v.page(&page)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let minute = |h, m| Minute::new(h, m).unwrap_or_default();
    let at = |h, m| Some(day.at(minute(h, m)));
    let line =
        |name: &str, post: &str, opened| Line { name: name.into(), post: post.into(), opened };
    let page = |notices, waiting, done, outside| OpenedPage {
        room: "Internal Exclusion Room".into(),
        day,
        notices,
        waiting,
        done,
        outside,
    };
    let two = vec![(1, minute(8, 28)), (2, minute(10, 5))];
    vec![
        framed(
            "notice-opened",
            &page(
                two,
                vec![
                    line("Mr Tom Gale", "Geography", vec![at(8, 35), None]),
                    line(
                        "Ms Anna-Katharina Featherstonehaugh-Oyelaran",
                        "Modern languages",
                        vec![None, None],
                    ),
                ],
                vec![
                    line(
                        "Ms Dara Okell",
                        "Internal Exclusion Room Co-ordinator",
                        vec![at(8, 28), at(10, 5)],
                    ),
                    line("Mrs Priya Ravenhall", "History", vec![at(8, 31), at(10, 52)]),
                ],
                vec![line("Mr Dean Poll", "Relief adult", vec![None, None])],
            ),
        ),
        framed(
            "notice-opened-by-all",
            &page(
                vec![(1, minute(8, 28))],
                vec![],
                vec![line("Ms Dara Okell", "", vec![at(8, 28)])],
                vec![],
            ),
        ),
        framed("notice-opened-none", &page(vec![], vec![], vec![], vec![])),
    ]
}
