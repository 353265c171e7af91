//! Who was told, drawn: for one placement and for a day. Both can be printed.

use super::Guidance;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Standing, Tag, hidden,
    token,
};
use crate::page::name::{naming, pupil_name};
use casework::told::{Home, How, Told, Whom};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};

/// One thing that was sent, tried or said.
pub struct Line {
    /// When.
    pub at: Instant,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// Interpreter, how an email stands.
    pub more: String,
    /// Who did it or wrote it down; empty where it came by a link.
    pub by: String,
}

/// One placement.
pub struct OnePage {
    /// Placement.
    pub placement: Id,
    /// The pupil's name.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// Name, form, day and periods.
    pub facts: String,
    /// The day.
    pub day: Day,
    /// How home stands.
    pub home: Home,
    /// Everything, first to last.
    pub lines: Vec<Line>,
    /// Who else is to be told, and that they were.
    pub outside: Vec<(Whom, Vec<Told>)>,
    /// The rule.
    pub guidance: Guidance,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn mark(home: Home, day: Day) -> Markup {
    let (standing, word) = match home {
        Home::Told(_) if home.same_day(day) => (Standing::Done, "Told on the day"),
        Home::Told(_) => (Standing::Risk, "Told later"),
        Home::Sent(_) => (Standing::Due, "Sent, not known to be read"),
        Home::Tried => (Standing::Late, "Tried, not reached"),
        Home::Nothing => (Standing::Late, "Nothing recorded"),
    };
    html! { (Tag(standing, word)) }
}

fn guidance(g: &Guidance) -> Markup {
    html! {
        details.working { summary { "What guidance asks" @if g.unchecked { " (not yet checked)" } }
            div.working-body { p { (g.title) ". Guidance, not law." }
                dl.cite { dt { "From" } dd { (g.source) @if g.unchecked { ". Not yet checked against the text by anybody." } } }
                p { "A telephone call that was answered, or word from home that a letter or sheet was read, counts as told. A voicemail or a letter that was sent does not." } }
        }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Who was told: {}", self.first)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let back = format!("/placements/{}/home", self.placement);
        let title = format!("Who was told about {}", self.first);
        html! {
            (Head::new(&title).about(&self.first).back(&back, "Calls home").facts(naming(&self.facts, &[&self.name]))
                .acts(html! { a.btn.btn-2 href={ "/told?day=" (self.day.iso()) } { "The whole day" } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                section.stack aria-labelledby="home" {
                    h2 #home { "Home" }
                    p { (mark(self.home, self.day)) " " (self.home.said(self.day)) "." }
                    @if self.lines.is_empty() { (Empty { title: "Nothing yet", words: "Every call, letter, sheet and answer appears here with its time, answered or not.", step: None }) }
                    @else {
                        (Grid {
                            region: "What was sent, tried and said",
                            caption: Some("What was sent, tried and said, first to last"),
                            look: "",
                            columns: ["When", "Who", "What", "By"].map(Col::Words).to_vec(),
                            named: Some(0),
                            rows: self.lines.iter().map(|l| vec![
                                html! { (l.at) },
                                html! { (l.who) },
                                html! { (l.what) @if !l.more.is_empty() { span.sub { " " (l.more) } } },
                                html! { @if l.by.is_empty() { "By their link" } @else { (l.by) } },
                            ]).collect(),
                        })
                    }
                    (guidance(&self.guidance))
                }
                @for (whom, told) in &self.outside { (self.professional(*whom, told)) }
            }
        }
    }
}

impl OnePage {
    fn professional(&self, whom: Whom, told: &[Told]) -> Markup {
        let id = format!("outside-{}", whom.code());
        let names = ["name", "way", "day", "time", "words", "once"];
        let [name, way, day, time, words, once] = names.map(|f| format!("{f}-{}", whom.code()));
        let ways: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        let (form, errors) = (&self.form, &self.errors);
        let wrong = [&name, &way, &time].iter().any(|f| errors.of(f).is_some());
        html! {
            section.sheet.stack aria-labelledby=(id) {
                h2 id=(id) { (whom.label()) }
                @for t in told {
                    p { (Tag(Standing::Done, "Told")) " " (t.name) ", " (t.way.label().to_lowercase()) ", " (t.at) ". " span.soft { (t.by_name) } }
                    @if !t.words.is_empty() { p { (t.words) } }
                }
                @if told.is_empty() { p { (Tag(Standing::Due, "To be told")) } }
                details.working open[told.is_empty() || wrong] { summary { @if told.is_empty() { "Record that they were told" } @else { "Told again" } span.vh { ": " (whom.label()) } }
                    form.working-body.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/told" } {
                        (token(&self.csrf)) (hidden("whom", whom.code())) (hidden(&once, form.text(&once)))
                        (Field::new(&name, "Who was told").from(form, errors))
                        (Choices::one(&way, "How?", &ways).from(form, errors))
                        div.row.row-base {
                            (Field::new(&day, "Day").kind("date").from(form, errors))
                            (Field::new(&time, "Time").kind("time").from(form, errors))
                        }
                        (Area::new(&words, "What they said").rows(2).optional().from(form, errors))
                        p { button.btn.btn-2 type="submit" { "Keep it" span.vh { ": " (whom.label()) } } }
                    }
                }
            }
        }
    }
}

/// One placement of a day.
pub struct Row {
    /// Placement.
    pub placement: Id,
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form: String,
    /// "P1–P6"
    pub periods: String,
    /// How home stands.
    pub home: Home,
    /// Who else is to be told, and since when they know.
    pub outside: Vec<(Whom, Option<Instant>)>,
}

/// A day.
pub struct DayPage {
    /// The school's words.
    pub words: Words,
    /// The day.
    pub day: Day,
    /// It is over, so that what was told on it can be counted.
    pub over: bool,
    /// Its placements.
    pub rows: Vec<Row>,
    /// The school.
    pub school: String,
    /// The rule.
    pub guidance: Guidance,
}

impl Page for DayPage {
    fn title(&self) -> String {
        format!("Who was told, {}", self.day)
    }
    fn here(&self) -> &'static str {
        "/"
    }
    fn main(&self) -> Markup {
        let knew = self.rows.iter().filter(|r| r.home.same_day(self.day)).count();
        let placements = format!("{} of the day", self.words.caps(Concept::Placement));
        let caption = format!("{placements} and who was told");
        let none = format!(
            "Each {} of the day is here once its {} has come, with whether home knew on the day.",
            self.words.one(Concept::Placement),
            self.words.one(Concept::Pupil)
        );
        let before = format!("/told?day={}", self.day.plus(-1).iso());
        let after = format!("/told?day={}", self.day.plus(1).iso());
        html! {
            (Head::new("Who was told on the day").facts(html! { (self.day.long()) " · " (self.school) })
                .acts(html! { a.btn.btn-2 href=(before) { "Day before" } a.btn.btn-2 href=(after) { "Day after" } }))
            div.stack.stack-6 {
                @if self.rows.is_empty() {
                    (Empty { title: "Nobody was in the room", words: &none, step: None })
                } @else {
                    p { strong { (knew) " of " (self.rows.len()) } @if self.over { " homes knew by the end of the day." } @else { " homes know so far today." } }
                    (Grid {
                        region: &placements,
                        caption: Some(&caption),
                        look: "",
                        columns: ["Name", "Periods", "Home", "Social worker, virtual school head"].map(Col::Words).to_vec(),
                        named: Some(0),
                        rows: self.rows.iter().map(|r| vec![
                            html! { a href={ "/placements/" (r.placement) "/told" } { (pupil_name(&r.name)) } span.sub { " " (r.form) } },
                            html! { (r.periods) },
                            html! { (mark(r.home, self.day)) " " (r.home.said(self.day)) },
                            html! { @if r.outside.is_empty() { "None on record" } @for (whom, at) in &r.outside { p { (whom.label()) ": "
                                @match at { Some(at) => { (Tag(Standing::Done, "Told")) " " (at) } None => (Tag(Standing::Late, "Not told")) } } } },
                        ]).collect(),
                    })
                }
                (guidance(&self.guidance))
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let at = |h, m| day.at(Minute::new(h, m).unwrap_or_default());
    let line = |at, who: &str, what: &str, more: &str, by: &str| Line {
        at,
        who: who.into(),
        what: what.into(),
        more: more.into(),
        by: by.into(),
    };
    let one = |home, lines, outside, form, errors| OnePage {
        placement: Id::from_u128(9),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        facts: "Tyrell Ashdown-Moss, 9K2. Tue 10 Nov 2026, P1–P6".into(),
        day,
        home,
        lines,
        outside,
        guidance: Guidance::same_day(),
        form,
        errors,
        csrf: "gallery".into(),
    };
    let told = Told {
        id: Id::from_u128(1),
        placement: Id::from_u128(9),
        pupil: Id::from_u128(1),
        whom: Whom::SocialWorker,
        name: "Ms Hope Anand".into(),
        way: How::Phone,
        words: "Will ring Tyrell after school.".into(),
        at: at(10, 40),
        made_at: at(10, 42),
        by_name: "Ms Dara Okell".into(),
    };
    let lines = vec![
        line(at(8, 55), "Mr Curtis Ashdown", "Rung: voicemail", "", "Ms Dara Okell"),
        line(at(9, 2), "Ms Leanne Moss", "Rung: spoke", "with an interpreter", "Ms Dara Okell"),
        line(at(9, 10), "Ms Leanne Moss", "Letter 1, by email", "Sent", "Ms Dara Okell"),
        line(at(12, 31), "Ms Leanne Moss", "Has read it, by the private link", "", ""),
    ];
    let mut errors = Errors::new();
    errors.add("way-virtual_school", "Choose how they were told");
    let rows = vec![
        Row {
            placement: Id::from_u128(9),
            name: "Tyrell Ashdown-Moss".into(),
            form: "9K2".into(),
            periods: "P1–P6".into(),
            home: Home::Told(at(9, 2)),
            outside: vec![(Whom::SocialWorker, Some(at(10, 40))), (Whom::VirtualSchool, None)],
        },
        Row {
            placement: Id::from_u128(10),
            name: "Saffron Idle".into(),
            form: "8F1".into(),
            periods: "P1–P3".into(),
            home: Home::Tried,
            outside: Vec::new(),
        },
    ];
    let of_day = |rows| DayPage {
        words: Words::default(),
        day,
        over: true,
        rows,
        school: "Fairholme Community School".into(),
        guidance: Guidance::same_day(),
    };
    vec![
        framed(
            "told",
            &one(
                Home::Told(at(9, 2)),
                lines,
                vec![(Whom::SocialWorker, vec![told])],
                Form::default(),
                Errors::new(),
            ),
        ),
        framed(
            "told-nothing",
            &one(Home::Nothing, Vec::new(), Vec::new(), Form::default(), Errors::new()),
        ),
        framed(
            "told-wrong",
            &one(
                Home::Tried,
                Vec::new(),
                vec![(Whom::VirtualSchool, Vec::new())],
                Form::default(),
                errors,
            ),
        ),
        framed("told-day", &of_day(rows)),
        framed("told-day-empty", &of_day(Vec::new())),
    ]
}
