//! The weeks of assistants as they are drawn.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Col, Empty, ErrorSummary, Grid, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::timetable::{AssistantWeek, Slot, What, spelt};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute, Week};

/// What stands in a period.
pub enum Cell {
    /// Somebody filled it.
    Filled {
        /// What it is.
        what: What,
        /// The pupil, or empty.
        who: String,
        /// What is done.
        words: String,
        /// Where.
        place: String,
    },
    /// The rota has them in charge of a room.
    InCharge(String),
    /// They are not at work.
    NotIn,
    /// A break or lunch.
    Pause,
    /// Nothing is said.
    Empty,
}

/// Somebody whose weeks are kept.
pub struct Person {
    /// Who.
    pub staff: Id,
    /// Name.
    pub name: String,
    /// Their week of the Monday.
    pub week: Option<AssistantWeek>,
    /// Periods of it that nothing explains.
    pub empty: Vec<Slot>,
}

/// Everybody's weeks of one Monday.
pub struct ListPage {
    /// The Monday.
    pub monday: Day,
    /// Week A or B, where the school has them.
    pub letter: Option<Week>,
    /// Those whose weeks are kept.
    pub people: Vec<Person>,
    /// Others, to begin one for.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn lettered(letter: Option<Week>) -> Markup {
    html! { @if let Some(w) = letter { ", week " (match w { Week::A => "A", Week::B => "B" }) } }
}

fn weeks(base: &str, monday: Day) -> Markup {
    html! {
        p.row {
            a.btn.btn-2 href={ (base) "?day=" (monday.plus(-7).iso()) } { "The week before" }
            a.btn.btn-2 href={ (base) "?day=" (monday.plus(7).iso()) } { "The week after" }
        }
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Timetables of assistants".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let title = self.title();
        let begin = |staff: Id| {
            html! {
                form method="post" action=(HOME) {
                    (token(&self.csrf)) (hidden("staff", staff)) (hidden("monday", self.monday.iso()))
                    button.btn.btn-2 type="submit" { "Begin this week" }
                }
            }
        };
        let rows = self.people.iter().map(|p| vec![
            html! { @match &p.week { Some(w) => a href={ (HOME) "/" (w.id) } { (p.name) }, None => (p.name) } },
            html! { @match &p.week {
                None => (begin(p.staff)),
                Some(w) if w.published_at.is_some() => { (Tag(Standing::Done, "Published")) " by " (w.published_by) },
                Some(_) => (Tag(Standing::Due, "Not published")),
            } },
            html! { @if !p.empty.is_empty() { (spelt(&p.empty)) } @else if p.week.is_some() { "None" } },
            html! { a href={ "/working-week/" (p.staff) } { "When they work" span.vh { ": " (p.name) } } },
        ]);
        html! {
            (Head::new(&title).back("/team", "Team").facts(html! { "The week of " (self.monday) (lettered(self.letter)) }))
            (ErrorSummary(&self.errors))
            (weeks(HOME, self.monday))
            @if self.people.is_empty() { (Empty { title: "No timetable yet", words: "Begin a week for whoever works with you. It is published when no period of it is unexplained.", step: None }) }
            @else { (Grid { region: "Timetables, table", caption: Some("Timetables"), look: "", named: Some(0), rows: rows.collect(), columns: vec![Col::Words("Whose"), Col::Words("Stands"), Col::Words("Empty periods"), Col::Words("Working pattern")] }) }
            form.sheet.stack.stack-4 method="post" action=(HOME) {
                (token(&self.csrf)) (hidden("monday", self.monday.iso()))
                h2 { "Begin a week for somebody else" }
                (Choices::one("staff", "Who", &self.staff).look(Look::Select).from(&self.form, &self.errors))
                div { button.btn type="submit" { "Begin it" } }
            }
        }
    }
}

/// One week.
pub struct WeekPage {
    /// It.
    pub week: AssistantWeek,
    /// Week A or B, where the school has them.
    pub letter: Option<Week>,
    /// Its school days.
    pub days: Vec<Day>,
    /// A row for each period, a cell for each day that has it.
    pub rows: Vec<(String, Vec<Option<Cell>>)>,
    /// Periods that nothing explains.
    pub empty: Vec<Slot>,
    /// Periods that are taken twice, and by what.
    pub clashes: Vec<(Slot, String)>,
    /// Earlier weeks of the same person.
    pub earlier: Vec<(Id, Day)>,
    /// Duties that are not theirs.
    pub not_theirs: String,
    /// What the reader was told of it and has not seen.
    pub told: Vec<String>,
    /// The reader leads.
    pub leads: bool,
    /// The school.
    pub school: String,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was wrong.
    pub errors: Errors,
}

impl Cell {
    /// Drawn.
    pub fn draw(&self) -> Markup {
        html! {
            @match self {
                Cell::Filled { what, who, words, place } => {
                    @if !who.is_empty() { strong { (pupil_name(who)) } @if !words.is_empty() { br; } }
                    @if words.is_empty() && who.is_empty() { (what.label()) } @else { (words) }
                    @if !place.is_empty() { br; span.soft { (place) } }
                },
                Cell::InCharge(room) => { strong { (room) } br; span.soft { "In charge, by the rota" } },
                Cell::NotIn => span.soft { "Not at work" },
                Cell::Pause => span.soft { "–" },
                Cell::Empty => (Tag(Standing::Risk, "Empty")),
            }
        }
    }
}

impl WeekPage {
    fn cell(&self, day: Day, code: &str, cell: Option<&Cell>) -> Markup {
        let Some(cell) = cell else { return html! { span.soft { "No such period" } } };
        let fills = self.leads && !matches!(cell, Cell::InCharge(_));
        let twice: Vec<&str> = self
            .clashes
            .iter()
            .filter(|(s, _)| s.day == day && s.code == code)
            .map(|(_, w)| w.as_str())
            .collect();
        html! {
            (cell.draw())
            @for words in twice { br; (Tag(Standing::Late, "At the same time")) span.sub { (casework::words::capital(words)) } }
            @if fills { br; a href={ (HOME) "/" (self.week.id) "/period?weekday=" (day.weekday().number()) "&code=" (encoded(code)) } {
                (if matches!(cell, Cell::Filled { .. }) { "Change" } else { "Fill" }) span.vh { " " (day.weekday().long()) " " (code) }
            } }
        }
    }
}

/// A period's code in an address.
pub(super) fn encoded(code: &str) -> String {
    form_urlencoded::byte_serialize(code.as_bytes()).collect()
}

impl Page for WeekPage {
    fn title(&self) -> String {
        format!("{}, week of {}", self.week.staff_name, self.week.monday)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, w) = (self.title(), &self.week);
        let back =
            if self.leads { format!("{HOME}?day={}", w.monday.iso()) } else { "/team".into() };
        let act = |act: &str, inside: Markup, key: &str| {
            html! {
                form.row method="post" action={ (HOME) "/" (w.id) } { (token(&self.csrf)) (hidden("act", act)) (inside) button.btn type="submit" { (key) } }
            }
        };
        let names: Vec<String> = self.days.iter().map(|d| d.short()).collect();
        let mut columns = vec![Col::Words("Period")];
        columns.extend(names.iter().map(|n| Col::Words(n)));
        let rows = self.rows.iter().map(|(code, cells)| {
            let each = self.days.iter().zip(cells).map(|(d, c)| self.cell(*d, code, c.as_ref()));
            std::iter::once(html! { (code) }).chain(each).collect()
        });
        html! {
            (Head::new(&title).back(&back, if self.leads { "Timetables" } else { "Team" }).facts(html! {
                @match w.published_at { Some(at) => { (Tag(Standing::Done, "Published")) " " (at) " by " (w.published_by) }, None => (Tag(Standing::Due, "Not published")) }
                (lettered(self.letter))
            }).acts(html! { a.btn.btn-2 href={ (HOME) "/" (w.id) "/print" } { "Print" } }))
            (ErrorSummary(&self.errors))
            @if !self.told.is_empty() { section.panel.stack.stack-3 {
                ul { @for t in &self.told { li { (t) } } }
                (act("seen", html! {}, "I have seen it"))
            } }
            @if self.days.is_empty() { p { "The school is shut all that week." } }
            @else { (Grid { region: "The week, table", caption: Some("The week"), look: "", named: Some(0), columns, rows: rows.collect() }) }
            @if !self.not_theirs.is_empty() { p { strong { "Not theirs outside these times: " } (self.not_theirs) } }
            @if self.leads {
                @if !self.empty.is_empty() { p { "Empty: " (spelt(&self.empty)) "." } }
                @if !self.clashes.is_empty() { p { "Taken twice: " (spelt(&self.clashes.iter().map(|(s, _)| s.clone()).collect::<Vec<_>>())) "." } }
                @if w.published_at.is_none() {
                    div.row {
                        (act("publish", html! {}, "Publish it"))
                        @for (id, monday) in &self.earlier { (act("copy", hidden("from", id), &format!("Copy from the week of {}", monday.short()))) }
                    }
                    p.soft { "A copy fills what is empty, and leaves what is filled." }
                } @else { p.soft { "What is changed from now on is told to " (w.staff_name) ", on Today and by email." } }
            } @else { (weeks("/timetables/mine", w.monday)) }
        }
    }
}

/// One's own week before it is published.
pub struct NonePage {
    /// Its Monday.
    pub monday: Day,
}

impl Page for NonePage {
    fn title(&self) -> String {
        "My week".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("My week").back("/team", "Team").facts(html! { "The week of " (self.monday) }))
            (Empty { title: "No timetable is published for you in this week", words: "Once whoever leads you publishes one, it stands here and on your Today.", step: None })
            (weeks("/timetables/mine", self.monday))
        }
    }
}

/// A week for the gallery.
pub(super) fn sample(what: What) -> WeekPage {
    let monday = Day::new(2026, 11, 16).unwrap_or_else(|| Day::from_pg(0));
    let filled = |who: &str, words: &str, place: &str| {
        Some(Cell::Filled { what, who: who.into(), words: words.into(), place: place.into() })
    };
    let days: Vec<Day> = (0..5).map(|n| monday.plus(n)).collect();
    let rows = vec![
        (
            "P1".to_string(),
            vec![
                filled("Callie Dunmore, 8N", "Geography", "H6"),
                filled("", "Year 8 reading", "Library"),
                Some(Cell::InCharge("the Room".into())),
                filled("Szymon Wiśniewski-Okonkwo, 9K4", "", "S3"),
                Some(Cell::NotIn),
            ],
        ),
        (
            "Break".to_string(),
            vec![
                Some(Cell::Pause),
                Some(Cell::Pause),
                Some(Cell::Pause),
                filled("", "Yard, north gate", ""),
                Some(Cell::NotIn),
            ],
        ),
        (
            "P4".to_string(),
            vec![
                filled("", "", ""),
                filled("", "Stock and displays", ""),
                Some(Cell::InCharge("the Room".into())),
                Some(Cell::Empty),
                None,
            ],
        ),
    ];
    WeekPage {
        week: AssistantWeek {
            id: Id::from_u128(1),
            staff: Id::from_u128(2),
            staff_name: "Mr Theo Brack".into(),
            monday,
            published_at: None,
            published_by: String::new(),
            version: 1,
        },
        letter: Some(Week::B),
        empty: vec![Slot { day: monday.plus(3), code: "P4".into() }],
        clashes: vec![(
            Slot { day: monday.plus(1), code: "P1".into() },
            "leading the group Steady Starts, Year 8".into(),
        )],
        earlier: vec![(Id::from_u128(3), monday.plus(-7))],
        not_theirs: "Lunch duty, and anything on a Friday.".into(),
        told: Vec::new(),
        leads: true,
        school: "Fairholme Community School".into(),
        today: monday.plus(-6),
        days,
        rows,
        csrf: "gallery".into(),
        errors: Errors::none(),
    }
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let w = sample(What::Task);
    let monday = w.week.monday;
    let at = monday.plus(-3).at(Minute::new(15, 10).unwrap_or_default());
    let own = WeekPage {
        week: AssistantWeek {
            published_at: Some(at),
            published_by: "Ms Dara Okell".into(),
            ..w.week.clone()
        },
        told: vec!["Your timetable was changed: Wed 18 Nov P2: Year 8 reading".into()],
        leads: false,
        ..sample(What::Group)
    };
    let person = |n, name: &str, week: Option<AssistantWeek>, empty: Vec<Slot>| Person {
        staff: Id::from_u128(n),
        name: name.into(),
        week,
        empty,
    };
    let list = |people, errors| ListPage {
        monday,
        letter: Some(Week::B),
        people,
        staff: vec![Choice::new("", "Choose"), Choice::new("4", "Mr Dean Poll")],
        csrf: "gallery".into(),
        form: Form::nothing(),
        errors,
    };
    let people = vec![
        person(2, "Mr Theo Brack", Some(w.week.clone()), w.empty.clone()),
        person(3, "Mr Col Adair", Some(own.week.clone()), Vec::new()),
        person(5, "Miss Tamsin Roe", None, Vec::new()),
    ];
    let mut wrong = Errors::new();
    wrong.add("staff", "Choose whose week it is");
    let shut =
        WeekPage { days: Vec::new(), rows: Vec::new(), empty: Vec::new(), ..sample(What::Task) };
    vec![
        framed("timetables", &list(people, Errors::new())),
        framed("timetables-empty-wrong", &list(Vec::new(), wrong)),
        framed("timetable-week", &w),
        framed("timetable-week-own", &own),
        framed("timetable-week-shut", &shut),
        framed("timetable-none", &NonePage { monday }),
    ]
}
