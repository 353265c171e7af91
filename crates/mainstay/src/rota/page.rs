//! A day of the rota as it is drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::kit::{Col, Grid};
use casework::Id;
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// One period of a room.
pub struct Cell {
    /// In charge, or empty.
    pub adult: String,
    /// Who should be and is away, or empty.
    pub missing: String,
    /// Pupils booked.
    pub pupils: i64,
    /// Why nobody covers it.
    pub gap: Option<String>,
    /// A change of the day: by whom and why.
    pub changed: Option<String>,
    /// Over.
    pub over: bool,
}

/// A room.
pub struct RoomRow {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Its periods.
    pub cells: Vec<Cell>,
}

/// Somebody away.
pub struct AwayLine {
    /// Key.
    pub id: Id,
    /// Who.
    pub who: String,
    /// "away all day"
    pub what: String,
    /// Who said so.
    pub by: String,
}

/// The page.
pub struct RotaPage {
    /// Form token.
    pub csrf: String,
    /// Day.
    pub day: Day,
    /// It is today.
    pub today: bool,
    /// The school day before.
    pub before: Option<Day>,
    /// The school day after.
    pub after: Option<Day>,
    /// Why nobody is in.
    pub closed: Option<String>,
    /// The school's word for a pupil, and for several.
    pub pupils: (String, String),
    /// Periods.
    pub periods: Vec<(String, Minute)>,
    /// Rooms.
    pub rooms: Vec<RoomRow>,
    /// Those the day needs.
    pub named: Vec<(Id, String)>,
    /// Those away.
    pub away: Vec<AwayLine>,
    /// Staff to choose from.
    pub adults: Vec<Choice>,
    /// May change it.
    pub may: bool,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl RotaPage {
    fn cell(&self, c: &Cell) -> Markup {
        html! {
            @if let Some(why) = &c.gap { (Tag(Standing::Late, &format!("Nobody: {why}"))) }
            @else if !c.missing.is_empty() { (Tag(Standing::Risk, &format!("{} is away", c.missing))) }
            @if !c.adult.is_empty() { @if c.gap.is_some() { br; } (c.adult) } @else if c.gap.is_none() && c.missing.is_empty() { span.soft { "Nobody named" } }
            @if c.pupils > 0 { br; span.soft { (c.pupils) " " @if c.pupils == 1 { (self.pupils.0) } @else { (self.pupils.1) } } }
            @if let Some(changed) = &c.changed { br; span.soft { (changed) } }
        }
    }

    fn table(&self) -> Markup {
        let mut columns = vec![Col::Words("Space")];
        columns.extend(self.periods.iter().map(|(code, _)| Col::Words(code)));
        let rows = self
            .rooms
            .iter()
            .map(|r| {
                let name = html! { (r.name) @if self.may { br; a href={ "/rota/week/" (r.id) } { "The week" span.vh { " of " (r.name) } } } };
                std::iter::once(name).chain(r.cells.iter().map(|c| self.cell(c))).collect()
            })
            .collect();
        let grid = Grid {
            region: "Who is in charge, by space and period",
            caption: Some("Who is in charge, by space and period"),
            look: "table-dense",
            columns,
            named: Some(0),
            rows,
        };
        html! { (grid) }
    }

    fn forms(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let rooms: Vec<Choice> =
            self.rooms.iter().map(|r| Choice::new(r.id.to_string(), &r.name)).collect();
        let periods: Vec<Choice> = self
            .periods
            .iter()
            .enumerate()
            .filter(|(i, _)| self.rooms.iter().all(|r| r.cells.get(*i).is_none_or(|c| !c.over)))
            .map(|(_, (code, _))| Choice::new(code, code))
            .collect();
        html! {
            div.cols.cols-2 {
                section.sheet.stack aria-labelledby="away" {
                    h2 #away { @if self.today { "Away today" } @else { "Away on " (self.day) } }
                    @for a in &self.away {
                        div.row.row-apart {
                            p { strong { (a.who) } " " (a.what) br; span.soft { "Said by " (a.by) } }
                            form method="post" action="/rota/back" { (token(&self.csrf)) (hidden("id", a.id)) (hidden("day", self.day.iso()))
                                button.btn.btn-2 type="submit" { "Back" span.vh { ": " (a.who) } } }
                        }
                    }
                    @for (id, name) in &self.named {
                        form.row.row-apart method="post" action="/rota/away" {
                            (token(&self.csrf)) (hidden("day", self.day.iso())) (hidden("staff", id)) (hidden("once", Id::now_v7()))
                            p { (name) }
                            button.btn.btn-2 type="submit" { "Away" span.vh { ": " (name) } @if self.today { " today" } }
                        }
                    }
                    form.stack method="post" action="/rota/away" {
                        (token(&self.csrf)) (hidden("day", self.day.iso())) (hidden("once", Id::now_v7()))
                        (Choices::one("staff", "Somebody else", &self.adults).look(Look::Select).hint("Why is not asked.").from(f, e))
                        (Field::new("from", "From").kind("time").optional().hint("Leave it for the whole day.").from(f, e))
                        div { button.btn.btn-2 type="submit" { "Away" } }
                    }
                }
                form.sheet.stack method="post" action="/rota/change" {
                    h2 { "Change one day" }
                    (token(&self.csrf)) (hidden("day", self.day.iso()))
                    @if rooms.len() > 1 { (Choices::one("room", "Space", &rooms).from(f, e)) }
                    @if periods.is_empty() { p.soft { "The periods of this day are over." } }
                    @else {
                        (Choices::many("period", "Periods", &periods).look(Look::Scale).from(f, e))
                        (Choices::one("adult", "In charge", &self.adults).look(Look::Select).from(f, e))
                        (Field::new("why", "A word about it").optional().from(f, e))
                        @if let Some(met) = e.of("anyway") {
                            div.panel.panel-warn { h2.panel-title { "They are elsewhere" } p { (met) "." } }
                            (Choices::many("anyway", "Give it to them all the same?", &[Choice::new("yes", "Yes, I know")]).from(f, &Errors::none()))
                        }
                        div { button.btn type="submit" { "Keep the change" } }
                    }
                }
            }
        }
    }
}

impl Page for RotaPage {
    fn title(&self) -> String {
        "Who is in charge".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let gaps = self.rooms.iter().flat_map(|r| &r.cells).filter(|c| c.gap.is_some()).count();
        html! {
            (Head::new("Who is in charge").back("/board", "Board").facts(html! {
                (self.day) @if let Some(why) = &self.closed { ". Nobody is in: " (why) }
                @else if gaps == 0 { ". Every period with " (self.pupils.1) " has an adult" }
                @else if gaps == 1 { ". 1 period needs somebody" } @else { ". " (gaps) " periods need somebody" }
            }).acts(html! {
                @if let Some(day) = self.before { a.btn.btn-2 href={ "/rota?day=" (day.iso()) } { "Day before" } " " }
                @if let Some(day) = self.after { a.btn.btn-2 href={ "/rota?day=" (day.iso()) } { "Day after" } " " }
                a.btn.btn-2 href={ "/planner?day=" (self.day.iso()) } { "The week" }
            }))
            (ErrorSummary(&self.errors))
            div.stack.stack-5 {
                @if self.rooms.is_empty() {
                    (Empty { title: "No space is set up", words: "Who is in charge is said by space and period.", step: None })
                } @else if self.periods.is_empty() {
                    (Empty { title: "No lessons on this day", words: "The shape of the school’s day has none.", step: None })
                } @else { (self.table()) }
                @if self.may && !self.rooms.is_empty() { (self.forms()) }
                @else { p.soft { "Changed by whoever leads the rooms, or by those who approve." } }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = |t: &str| Minute::parse(t).unwrap_or_default();
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let cell = |adult: &str, pupils: i64| Cell {
        adult: adult.into(),
        missing: String::new(),
        pupils,
        gap: None,
        changed: None,
        over: false,
    };
    let page = |gap: bool, errors: Errors| RotaPage {
        csrf: "gallery".into(),
        day,
        today: true,
        before: Some(day.plus(-1)),
        after: Some(day.plus(1)),
        closed: None,
        pupils: ("student".into(), "students".into()),
        periods: [("P1", "9.00"), ("P2", "10.00"), ("P3", "11.05")]
            .map(|(c, t)| (c.to_string(), minute(t)))
            .to_vec(),
        rooms: vec![
            RoomRow {
                id: Id::from_u128(1),
                name: "Internal Exclusion Room".into(),
                cells: vec![
                    Cell { over: true, ..cell("Ms Okell", 4) },
                    match gap {
                        true => Cell {
                            adult: String::new(),
                            missing: "Ms Okell".into(),
                            gap: Some("Ms Okell is away".into()),
                            ..cell("", 4)
                        },
                        false => cell("Ms Okell", 4),
                    },
                    Cell {
                        changed: Some("Changed by Ms Dara Okell: parents’ meeting".into()),
                        ..cell("Mr Poll", 3)
                    },
                ],
            },
            RoomRow {
                id: Id::from_u128(2),
                name: "The Bridge".into(),
                cells: vec![
                    Cell { over: true, ..cell("Mr Adair", 1) },
                    cell("Mr Adair", 0),
                    cell("Mr Adair", 0),
                ],
            },
        ],
        named: vec![(Id::from_u128(5), "Mr Joel Adair".into())],
        away: match gap {
            true => vec![AwayLine {
                id: Id::from_u128(9),
                who: "Ms Dara Okell".into(),
                what: "away from 10.00".into(),
                by: "Mr Ewan Thrale".into(),
            }],
            false => Vec::new(),
        },
        adults: vec![Choice::new("", "Choose"), Choice::new("7", "Mr Dean Poll")],
        may: true,
        form: Form::nothing(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("period", "Choose at least one period");
    errors.add("adult", "Choose who is in charge");
    let empty =
        RotaPage { rooms: Vec::new(), named: Vec::new(), may: false, ..page(false, Errors::new()) };
    vec![
        framed("rota", &page(false, Errors::new())),
        framed("rota-with-a-gap", &page(true, Errors::new())),
        framed("rota-wrong", &page(false, errors)),
        framed("rota-empty", &empty),
    ]
}
