//! The staff notice, drawn for screen and paper.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Standing, Table, Tag, hidden, token};
use crate::page::name::pupil_name;
use casework::notice::Change;
use casework::{Coded, Id};
use maud::{Markup, Render, html};
use rulebook::Minute;

/// What a reader is told of a notice they open for the first time.
const NEW: &str = "New to you";

/// One pupil on a notice.
pub struct Row {
    /// Name.
    pub name: String,
    /// Form.
    pub form: String,
    /// "P1–P3"
    pub periods: String,
    /// Category of the reason.
    pub category: String,
    /// What happened to the line.
    pub change: Change,
}

/// A notice or amendment.
pub struct Published {
    /// Key.
    pub id: Id,
    /// 1 is the notice.
    pub number: i64,
    /// The reader had not opened it before now.
    pub new: bool,
    /// How many have opened it, of how many: for those who publish.
    pub opened: Option<(usize, usize)>,
    /// When.
    pub at: Minute,
    /// By whom.
    pub by: String,
    /// "4 students, to 92 staff"
    pub reach: String,
    /// Its lines.
    pub rows: Vec<Row>,
}

/// The notices of one room.
pub struct RoomNotice {
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// The adult in it, or empty.
    pub adult: String,
    /// Whom to ring.
    pub contact: String,
    /// "5 students"
    pub stands: String,
    /// Published so far, newest first.
    pub published: Vec<Published>,
    /// What publishing now would say, for those who publish: reach and lines.
    pub waiting: Option<(String, Vec<Row>)>,
    /// Key of the next notice.
    pub once: Id,
}

/// The page.
pub struct NoticePage {
    /// Day.
    pub day: String,
    /// When the notice is due.
    pub due: Minute,
    /// That time has passed.
    pub late: bool,
    /// The reader publishes.
    pub publishes: bool,
    /// The school's word for a pupil.
    pub pupil: String,
    /// Rooms.
    pub rooms: Vec<RoomNotice>,
    /// Form token.
    pub csrf: String,
}

impl Page for NoticePage {
    fn title(&self) -> String {
        "Staff notice".into()
    }
    fn here(&self) -> &'static str {
        "/notice"
    }
    fn main(&self) -> Markup {
        let title = format!("Staff notice, {}", self.day);
        html! {
            (Head::new(&title).facts(html! { "Due by " (self.due) ". Category only; what happened is not on it." })
                .acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            div.stack.stack-7 {
                @if self.rooms.is_empty() { (Empty { title: "No room yet", words: "Each room’s notice appears here once it is set up.", step: None }) }
                @for room in &self.rooms { (self.room(room)) }
            }
        }
    }
}

impl NoticePage {
    fn room(&self, r: &RoomNotice) -> Markup {
        let id = format!("room-{}", r.room);
        html! {
            section.stack.stack-5 aria-labelledby=(id) {
                div.row.row-apart.row-base {
                    h2 id=(id) { (r.name) }
                    p.soft { @if !r.adult.is_empty() { "With " (r.adult) } @if !r.contact.is_empty() { ". Ring " (r.contact) } }
                }
                @if let Some(news) = self.news(r) { (news) }
                @if self.publishes { (self.to_publish(r)) }
                @if r.published.is_empty() && !self.publishes {
                    (Empty { title: "Not published yet", words: &format!("Today’s notice appears here by {}.", self.due), step: None })
                }
                @for p in &r.published { (self.published(r, p)) }
                @if r.published.len() > 1 { p.soft { "After this: " (r.stands) " in the room today." } }
            }
        }
    }
    /// What changed since the day's first notice, for whoever read that one: every amendment's
    /// time and pupils in a line, newest first.
    fn news(&self, r: &RoomNotice) -> Option<Markup> {
        let first = r.published.last().filter(|p| p.number == 1)?;
        let since: Vec<&Published> = r.published.iter().filter(|p| p.number > 1).collect();
        if since.is_empty() {
            return None;
        }
        Some(html! {
            div.panel.panel-warn {
                h3.panel-title { "Changed since the notice of " (first.at) }
                ul { @for p in since {
                    li { strong { (p.at) } ": "
                        @if p.new { (Tag(Standing::Due, NEW)) " " }
                        @for (i, row) in p.rows.iter().enumerate() {
                            @if i > 0 { "; " }
                            bdi.real-name { (row.name) } " " (row.change.label().to_lowercase()) ", " (row.periods)
                        }
                    }
                } }
            }
        })
    }
    fn to_publish(&self, r: &RoomNotice) -> Markup {
        let first = r.published.is_empty();
        html! {
            @if let Some((reach, rows)) = &r.waiting {
                div class=(if first && self.late { "panel panel-stop" } else { "panel panel-warn" }) {
                    h3.panel-title {
                        @if first && self.late { "Late: not published yet" } @else if first { "Not published yet" } @else { "Changed since the last notice" }
                    }
                    p { (reach) @if first { ". Due by " (self.due) } @else { ". Only these are in the amendment" } }
                    @if !rows.is_empty() { (self.table(rows, "What will be published", !first)) }
                    form.row method="post" action="/notice/publish" {
                        (token(&self.csrf)) (hidden("room", r.room)) (hidden("once", r.once))
                        button.btn type="submit" { @if first { "Publish" } @else { "Publish the amendment" } }
                    }
                }
            }
        }
    }
    fn published(&self, r: &RoomNotice, p: &Published) -> Markup {
        html! {
            article.sheet.stack {
                div.sheet-head {
                    h3 { @if p.number == 1 { "Published, " (p.at) } @else { "Amendment " (p.number - 1) ", " (p.at) } @if p.new { " " (Tag(Standing::Due, NEW)) } }
                    p.soft { (p.reach) ". " (p.by)
                        @if let Some((opened, all)) = p.opened { ". " a href={ "/notice/opened?room=" (r.room) } { "Opened by " (opened) " of " (all) } }
                    }
                }
                @if p.rows.is_empty() { p { "Nobody is in the room today." } }
                @else { (self.table(&p.rows, if p.number == 1 { "The notice" } else { "What changed" }, p.number > 1)) }
            }
        }
    }
    fn table(&self, rows: &[Row], caption: &str, changes: bool) -> Markup {
        // Three columns, so that the category is on a phone's screen too.
        let columns = vec![(self.pupil.as_str(), false), ("Periods", false), ("Category", false)];
        Table {
            caption,
            columns,
            rows: rows
                .iter()
                .map(|r| {
                    let removed = r.change == Change::Removed;
                    let standing = if removed { Standing::None } else { Standing::Due };
                    vec![
                        html! {
                            (pupil_name(&r.name)) " " span.sub { (r.form) }
                        },
                        html! { (r.periods) },
                        html! { (r.category) @if changes { " " (Tag(standing, r.change.label())) } },
                    ]
                })
                .collect(),
            dense: false,
        }
        .render()
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |name: &str, form: &str, periods: &str, change| Row {
        name: name.into(),
        form: form.into(),
        periods: periods.into(),
        category: "Persistent disruption".into(),
        change,
    };
    let four = || {
        vec![
            row("Tyrell Ashdown-Moss", "9K2", "P1–P6", Change::Booked),
            row("Saffron Idle", "8F1", "P1–P6", Change::Booked),
            row("Moses Tarn", "10K1", "P1–P2", Change::Booked),
            row("Ellie-Mae Croft", "7F3", "P5–P6", Change::Booked),
        ]
    };
    let minute = |h, m| Minute::new(h, m).unwrap_or_default();
    let page = |publishes, late, published, waiting| NoticePage {
        day: "Tue 10 Nov 2026".into(),
        due: minute(8, 30),
        late,
        publishes,
        pupil: "Student".into(),
        rooms: vec![RoomNotice {
            room: Id::from_u128(1),
            name: "Internal Exclusion Room".into(),
            adult: "Ms Dara Okell".into(),
            contact: "01632 960400".into(),
            stands: "5 students".into(),
            published,
            waiting,
            once: Id::nil(),
        }],
        csrf: "gallery".into(),
    };
    let first = || Published {
        id: Id::from_u128(11),
        number: 1,
        new: false,
        opened: None,
        at: minute(8, 28),
        by: "Ms Dara Okell".into(),
        reach: "4 students, to 92 staff".into(),
        rows: four(),
    };
    let jude = || vec![row("Jude Marl", "8K3", "P4", Change::Added)];
    let second = || Published {
        id: Id::from_u128(12),
        number: 2,
        new: true,
        opened: None,
        at: minute(10, 5),
        by: "Ms Dara Okell".into(),
        reach: "1 student, to 92 staff".into(),
        rows: jude(),
    };
    vec![
        framed("notice-waited-for", &page(false, false, vec![], None)),
        framed(
            "notice-to-publish",
            &page(true, false, vec![], Some(("4 students, to 92 staff".into(), four()))),
        ),
        framed(
            "notice-late",
            &page(true, true, vec![], Some(("4 students, to 92 staff".into(), four()))),
        ),
        framed(
            "notice-to-amend",
            &page(
                true,
                true,
                vec![Published { opened: Some((61, 92)), ..first() }],
                Some(("1 student, to 92 staff".into(), jude())),
            ),
        ),
        framed("notice-amended", &page(false, true, vec![second(), first()], None)),
    ]
}
