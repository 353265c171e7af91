//! A place in the support base as it is drawn: giving one, its page, its grid, progress, way back.

use super::roll::{in_week, review};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look as As, Standing, Tag, hidden,
    token,
};
use crate::page::name::pupil_name;
use casework::centre::{
    Cover, Ending, Got, Had, HalfTerm, Lesson, Look, Place, Progress, Slot, Way, Week,
};
use casework::significant::Significant;
use casework::transfer::{Transfer, TransferState};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::day::spell_minutes;
use rulebook::{Day, Weekday};

/// Giving a place.
pub struct NewPage {
    /// The school's words.
    pub words: Words,
    /// Who, once it is known.
    pub pupil: Option<(Id, String)>,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Key workers there may be.
    pub workers: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

/// What a place stands on.
fn terms(f: &Form, e: &Errors) -> Markup {
    html! {
        (Area::new("purpose", "What it is for").rows(2).from(f, e))
        (Area::new("goals", "Goals").rows(2).hint("What will be seen when they are reached.").from(f, e))
        (Area::new("learning", "The goal in learning").rows(2).optional().from(f, e))
        (Area::new("criteria", "Exit criteria: it ends when…").rows(2).from(f, e))
        (Field::new("until", "Planned exit").kind("date").from(f, e))
        (Field::new("review_on", "Looked at again on").kind("date").hint("A school day. It stands on the key worker’s Today until somebody has looked.").from(f, e))
    }
}

impl Page for NewPage {
    fn title(&self) -> String {
        format!("Give a place in the {}", self.words.one(Concept::Support))
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let base = self.words.cap(Concept::Support);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/centre", &base))
                (ErrorSummary(e))
                @match &self.pupil {
                    None => {
                        form.stack method="get" action="/centre/new" {
                            (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search") })
                            div { button.btn.btn-2 type="submit" { "Find" } }
                        }
                        @if !self.q.is_empty() && self.found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " whose file you open was found for “" (self.q) "”." } }
                        ul.stack.stack-2 { @for (id, who) in &self.found { li { a href={ "/centre/new?pupil=" (id) } { (pupil_name(who)) } } } }
                    }
                    Some((id, who)) => {
                        p { strong { (pupil_name(who)) } " · " a href={ "/pupils/" (id) } { "Open the file" } }
                        form.stack.stack-5 method="post" action="/centre/new" {
                            (token(&self.csrf)) (hidden("pupil", id)) (hidden("once", f.text("once")))
                            (Area::new("why", "Why here, and not in lessons").rows(2).from(f, e))
                            (Field::new("from", "First day").kind("date").from(f, e))
                            (terms(f, e))
                            (Choices::one("key_worker", "Key worker", &self.workers).look(As::Select).from(f, e))
                            div.row { button.btn type="submit" { "Give the place" } a.btn.btn-2 href="/centre" { "Leave it" } }
                        }
                    }
                }
            }
        }
    }
}

/// One place.
pub struct PlacePage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// Name and form.
    pub who: String,
    /// The reader may change it.
    pub runs: bool,
    /// Its week.
    pub had: Had,
    /// Subjects that are not covered.
    pub missing: Vec<String>,
    /// Its way back.
    pub weeks: Vec<Week>,
    /// Looks, newest first.
    pub looks: Vec<Look>,
    /// Rooms asked for them, with the room's name.
    pub asked: Vec<(String, Transfer)>,
    /// Serious things that happened.
    pub events: Vec<Significant>,
    /// Key workers there may be.
    pub workers: Vec<Choice>,
    /// The place.
    pub place: Place,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

/// Links between the pages of one place.
fn tabs(id: Id, here: &str) -> Markup {
    let all = [
        ("", "Place"),
        ("/timetable", "Timetable"),
        ("/progress", "Progress"),
        ("/way-back", "Way back"),
    ];
    html! { nav.tabs aria-label="Pages of the place" { @for (end, label) in all {
        a href={ "/centre/" (id) (end) } aria-current=[(end == here).then_some("page")] { (label) }
    } } }
}

fn head(title: &str, who: &str, words: &Words, p: &Place) -> Markup {
    let base = words.cap(Concept::Support);
    html! { (Head::new(title).about(who).back("/centre", &base).facts(html! {
        "Since " (p.from) ", planned until " (p.until) ". Key worker " (p.key_worker_name) "."
        @if let Some(day) = p.ended_on { " Ended " (day) @if let Some(e) = p.ending { ": " (e.label().to_lowercase()) } "." }
    })) }
}

impl Page for PlacePage {
    fn title(&self) -> String {
        format!("{}: {}", self.words.cap(Concept::Support), self.who)
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let p = &self.place;
        html! {
            (head(&self.title(), &self.who, &self.words, p))
            (tabs(p.id, ""))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-6 {
                    section.sheet.stack.stack-2 aria-labelledby="agreed" {
                        h2 #agreed { "What is agreed" }
                        p.as-typed { strong { "Why here: " } (p.why) }
                        p.as-typed { strong { "For: " } (p.purpose) }
                        p.as-typed { strong { "Goals: " } (p.goals) }
                        @if !p.learning.is_empty() { p.as-typed { strong { "In learning: " } (p.learning) } }
                        p.as-typed { strong { "It ends when: " } (p.criteria) }
                        @if p.ended_on.is_none() { p { strong { "Looked at again: " } (review(p.review_on, self.today)) } }
                        @else { p.as-typed { strong { "What came of it: " } (p.ended_why) } }
                    }
                    section.sheet.stack.stack-2 aria-labelledby="week" {
                        h2 #week { "The week" }
                        p { (in_week(&self.had)) @if self.had.periods > 0 { ": " (spell_minutes(self.had.taught)) " taught, " (spell_minutes(self.had.alone)) " independent work" @if self.had.support > 0 { ", " (spell_minutes(self.had.support)) " support" } } "." }
                        @if !self.missing.is_empty() { p { (Tag(Standing::Risk, "Not covered")) " " (self.missing.join(", ")) } }
                        @if !self.weeks.is_empty() { p { strong { "Way back: " } @for w in &self.weeks { "week " (w.week) " " (w.said()) "; " } } }
                    }
                    (self.induction())
                    @if !self.asked.is_empty() { section.stack aria-labelledby="asked" {
                        h2 #asked { "Steps up and down" }
                        ul.clocks { @for (room, t) in &self.asked { li.clock {
                            @if t.is_late(self.today) { (Tag(Standing::Late, "No answer in time")) } @else if t.state == TransferState::Asked { (Tag(Standing::Due, "Asked")) } @else { (Tag(Standing::None, t.state.label())) }
                            div { p.clock-what { a href={ "/transfers/" (t.id) } { (room) } } p.soft { (t.way.label()) } }
                            p.clock-when { "Answer by " (t.reply_by) }
                        } } }
                    } }
                    @if !self.events.is_empty() { section.stack aria-labelledby="events" {
                        h2 #events { "Significant events" }
                        ul.clocks { @for s in &self.events { li.clock {
                            @if s.debriefed_on.is_some() { (Tag(Standing::Done, "Talked over")) } @else { (Tag(Standing::Due, "To be talked over")) }
                            div { p.clock-what { a href={ "/significant/" (s.id) } { (s.day) ", " (s.minute) } } p.soft { (s.place) } }
                            p.clock-when { (s.by_name) }
                        } } }
                    } }
                    @if !self.looks.is_empty() { section.stack aria-labelledby="looks" {
                        h2 #looks { "Looked at again" }
                        @for l in &self.looks { section.sheet.stack.stack-2 {
                            div.row.row-apart.row-base { h3 { (l.day) } p.soft { (l.by_name) } }
                            p.as-typed { (l.words) }
                            p.soft { @match l.next_on { Some(day) => { "Again on " (day) }, None => "It ended here" } }
                        } }
                    } }
                }
                @if self.runs { div.stack {
                    a.btn.btn-2 href={ "/transfers/new?pupil=" (p.pupil) } { "Ask for a step up or down" }
                    a.btn.btn-2 href={ "/significant/new?pupil=" (p.pupil) } { "Write down a significant event" }
                    (self.induct()) (self.look()) (self.end())
                } }
            }
        }
    }
}

impl PlacePage {
    fn induction(&self) -> Markup {
        let p = &self.place;
        html! {
            section.sheet.stack.stack-2 aria-labelledby="induction" {
                h2 #induction { "Induction" }
                @match p.inducted_on {
                    None => p { (Tag(Standing::Due, "Not held yet")) },
                    Some(day) => {
                        p { (day) ", by " (p.inducted_by) "." }
                        p.as-typed { strong { "Starts from: " } (p.baseline) }
                        @if !p.own_words.is_empty() { p.as-typed { strong { "In their own words: " } (p.own_words) } }
                        p.as-typed { strong { "Home: " } @if p.home_agreed.is_empty() { "Nothing written down yet" } @else { (p.home_agreed) } }
                    }
                }
            }
        }
    }
    fn act(&self) -> String {
        format!("/centre/{}", self.place.id)
    }
    fn induct(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let open = self.place.inducted_on.is_none() || e.of("baseline").is_some();
        html! {
            details.working open[open] { summary { "Induction to the " (self.words.one(Concept::Support)) }
                form.working-body.stack method="post" action=(self.act()) {
                    (token(&self.csrf)) (hidden("version", self.place.version)) (hidden("way", "induct"))
                    (Field::new("inducted_on", "Held on").kind("date").from(f, e))
                    (Area::new("baseline", "Where they start from in learning").rows(3).hint("Reading age, where they are in each subject.").from(f, e))
                    (Area::new("own_words", "What they say themselves").rows(2).optional().from(f, e))
                    (Area::new("home_agreed", "What home agreed to, who and when").rows(2).optional().from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep the induction" } }
                } }
        }
    }
    fn look(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let names = ["words", "purpose", "goals", "criteria", "until", "review_on"];
        let open = names.iter().any(|n| e.of(n).is_some());
        html! {
            details.working open[open] { summary { "Look again, or change what is agreed" }
                form.working-body.stack method="post" action=(self.act()) {
                    (token(&self.csrf)) (hidden("version", self.place.version)) (hidden("once", f.text("once"))) (hidden("from", self.place.from.iso()))
                    (Area::new("words", "What you saw, and what is agreed").rows(3).from(f, e))
                    (terms(f, e))
                    (Choices::one("key_worker", "Key worker", &self.workers).look(As::Select).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep the look" } }
                } }
        }
    }
    fn end(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let endings: Vec<Choice> =
            Ending::ALL.iter().map(|x| Choice::new(x.code(), x.label())).collect();
        html! {
            details.working open[e.of("ending").is_some() || e.of("ended_why").is_some()] { summary { "End the place" }
                form.working-body.stack method="post" action=(self.act()) {
                    (token(&self.csrf)) (hidden("version", self.place.version)) (hidden("once", f.text("once"))) (hidden("way", "end"))
                    (Choices::one("ending", "How does it end?", &endings).from(f, e))
                    (Area::new("ended_why", "Why, and what came of it").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "End it" } }
                } }
        }
    }
}

/// The grid of a place.
pub struct TimetablePage {
    /// The school's words.
    pub words: Words,
    /// Name and form.
    pub who: String,
    /// The reader may change it.
    pub runs: bool,
    /// Who may teach.
    pub staff: Vec<Choice>,
    /// Periods of the day.
    pub codes: Vec<String>,
    /// Subjects of their own timetable.
    pub subjects: Vec<String>,
    /// The grid.
    pub slots: Vec<Slot>,
    /// Their own timetable.
    pub own: Vec<Lesson>,
    /// Their week here.
    pub had: Had,
    /// How each subject stands.
    pub cover: Vec<Cover>,
    /// The place.
    pub place: Place,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl TimetablePage {
    fn cell(&self, day: i64, code: &str) -> Markup {
        let slot = self.slots.iter().find(|s| s.weekday == day && s.code == code);
        let own = self.own.iter().find(|l| l.weekday == day && l.code == code);
        let value = format!("{day}-{code}");
        let chosen = self.form.all("at").contains(&value.as_str());
        let weekday = Weekday::from_number(day).map_or("", Weekday::long);
        html! {
            @match (slot, own) {
                (Some(s), _) => {
                    strong { (s.subject) }
                    span.sub { (s.way.label()) @if !s.staff_name.is_empty() { ", " (s.staff_name) } }
                    @if let Some(l) = own.filter(|l| l.subject != s.subject) { span.sub { "instead of " (l.subject) } }
                }
                (None, Some(l)) => span.soft { "In " (l.subject) },
                (None, None) => span.soft { "–" },
            }
            @if self.runs { label.sub { input type="checkbox" form="grid" name="at" value=(value) checked[chosen] aria-label={ (weekday) " " (code) }; " Set" } }
        }
    }
    fn grid(&self) -> Markup {
        let days: Vec<&str> = Weekday::ALL[..5].iter().map(|d| d.long()).collect();
        let mut columns = vec![Col::Words("Period")];
        columns.extend(days.iter().map(|d| Col::Words(d)));
        let rows = self
            .codes
            .iter()
            .map(|code| {
                let mut row = vec![html! { (code) }];
                row.extend((1..=5).map(|day| self.cell(day, code)));
                row
            })
            .collect();
        html! { (Grid { region: "Timetable, table", caption: Some("Timetable"), look: "", columns, named: Some(0), rows }) }
    }
}

impl Page for TimetablePage {
    fn title(&self) -> String {
        format!("Timetable: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let (f, e, p) = (&self.form, &self.errors, &self.place);
        let ways: Vec<Choice> = Way::ALL
            .iter()
            .map(|w| Choice::new(w.code(), w.label()))
            .chain([Choice::new("out", "Not here: in their own lesson")])
            .collect();
        let cover = self
            .cover
            .iter()
            .map(|c| {
                vec![
                    html! { (c.subject) @if c.is_missing() { " " (Tag(Standing::Risk, "Not covered")) } },
                    html! { (c.own) },
                    html! { (c.kept) },
                    html! { (c.taught) },
                    html! { (c.alone) },
                ]
            })
            .collect();
        html! {
            (head(&self.title(), &self.who, &self.words, p))
            (tabs(p.id, "/timetable"))
            (ErrorSummary(e))
            div.stack.stack-6 {
                p { strong { (in_week(&self.had)) } @if self.had.periods > 0 { ": " (spell_minutes(self.had.taught)) " taught, " (spell_minutes(self.had.alone)) " independent work" @if self.had.support > 0 { ", " (spell_minutes(self.had.support)) " support" } } "." }
                div #at { (self.grid()) }
                @if self.runs { form.sheet.stack #grid method="post" action={ "/centre/" (p.id) "/timetable" } {
                    (token(&self.csrf))
                    h2 { "Set the periods that are ticked" }
                    (Choices::one("spent", "How are they spent?", &ways).from(f, e))
                    (Field::new("subject", "Subject, or what it is").list(&self.subjects).from(f, e))
                    (Choices::one("staff", "With whom", &self.staff).look(As::Select).from(f, e))
                    div { button.btn type="submit" { "Set them" } }
                } }
                section.stack aria-labelledby="cover" {
                    h2 #cover { "Beside their own timetable" }
                    @if self.cover.is_empty() { p.soft { "No timetable of their own was brought in." } }
                    @else { (Grid { region: "Subjects, table", caption: None, look: "", columns: vec![Col::Words("Subject"), Col::Number("Own lessons"), Col::Number("Still gone to"), Col::Number("Taught here"), Col::Number("Alone here")], named: Some(0), rows: cover }) }
                }
            }
        }
    }
}

/// Progress of a place.
pub struct ProgressPage {
    /// The school's words.
    pub words: Words,
    /// Name and form.
    pub who: String,
    /// The reader may say how it goes.
    pub runs: bool,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Half-terms.
    pub halves: Vec<HalfTerm>,
    /// What was said.
    pub said: Vec<Progress>,
    /// Half-terms with subjects of which nothing is said.
    pub prompts: Vec<(String, Vec<String>)>,
    /// The place.
    pub place: Place,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ProgressPage {
    fn title(&self) -> String {
        format!("Progress: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let (f, e, p) = (&self.form, &self.errors, &self.place);
        let mut columns = vec![Col::Words("Subject")];
        columns.extend(self.halves.iter().map(|h| Col::Words(&h.0)));
        let rows = self
            .subjects
            .iter()
            .map(|s| {
                let mut row = vec![html! { (s) }];
                row.extend(self.halves.iter().map(|h| {
                    let said = self.said.iter().find(|x| x.subject == *s && x.from == h.1);
                    html! { @match said {
                        Some(x) => { (x.got.label()) @if !x.words.is_empty() { span.sub { (x.words) } } span.sub { (x.by_name) } }
                        None => span.soft { "Nothing yet" },
                    } }
                }));
                row
            })
            .collect();
        let subjects: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(self.subjects.iter().map(|s| Choice::new(s, s)))
            .collect();
        let halves: Vec<Choice> =
            self.halves.iter().map(|h| Choice::new(h.1.iso(), &h.0)).collect();
        let got: Vec<Choice> = Got::ALL.iter().map(|g| Choice::new(g.code(), g.label())).collect();
        html! {
            (head(&self.title(), &self.who, &self.words, p))
            (tabs(p.id, "/progress"))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-5 {
                    @for (half, missing) in &self.prompts { div.panel.panel-note { p { strong { (half) ": " } "nothing is said yet of " (missing.join(", ")) "." } } }
                    @if self.subjects.is_empty() { p { "No subject is on the timetable of this place yet. " a href={ "/centre/" (p.id) "/timetable" } { "Set it first" } "." } }
                    @else { (Grid { region: "Progress, table", caption: Some("Progress"), look: "", columns, named: Some(0), rows }) }
                }
                @if self.runs && !self.subjects.is_empty() { form.sheet.stack method="post" action={ "/centre/" (p.id) "/progress" } {
                    (token(&self.csrf))
                    h2 { "Say how a subject goes" }
                    (Choices::one("subject", "Subject", &subjects).look(As::Select).from(f, e))
                    (Choices::one("half", "Half-term", &halves).look(As::Select).from(f, e))
                    (Choices::one("got", "How does it go?", &got).from(f, e))
                    (Area::new("words", "In a few words").rows(2).optional().from(f, e))
                    div { button.btn type="submit" { "Keep it" } }
                } }
            }
        }
    }
}

/// The way back of a place.
pub struct WayBackPage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// Name and form.
    pub who: String,
    /// The reader may change it.
    pub runs: bool,
    /// Lessons of their own week.
    pub lessons: i64,
    /// The weeks.
    pub weeks: Vec<Week>,
    /// The place.
    pub place: Place,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for WayBackPage {
    fn title(&self) -> String {
        format!("Way back: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let (f, e, p) = (&self.form, &self.errors, &self.place);
        let rows = self
            .weeks
            .iter()
            .map(|w| {
                vec![
                    html! { "Week " (w.week) span.sub { (w.monday) " to " (w.last) } },
                    html! { @if w.planned.is_none() { "All (" (w.lessons) ")" } @else { (w.of()) } },
                    html! { @match w.achieved { Some(_) => (w.said()), None if w.is_late(self.today) => (Tag(Standing::Late, "Nothing said")), None => "–" } },
                    html! { (w.words) @if !w.by_name.is_empty() { span.sub { (w.by_name) } } },
                ]
            })
            .collect();
        let due: Vec<Choice> = self
            .weeks
            .iter()
            .filter(|w| w.monday <= self.today)
            .map(|w| {
                Choice::new(w.week.to_string(), format!("Week {}, planned {}", w.week, w.of()))
            })
            .collect();
        html! {
            (head(&self.title(), &self.who, &self.words, p))
            (tabs(p.id, "/way-back"))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-5 {
                    p { "Their own week has " strong { (self.lessons) " lessons" } ". Weeks in which nobody is in are not counted." }
                    @if self.weeks.is_empty() { p { "The way back is not planned yet." } }
                    @else { (Grid { region: "Way back, table", caption: Some("Way back"), look: "", columns: vec![Col::Words("School week"), Col::Words("Planned"), Col::Words("Gone to"), Col::Words("What helped, what did not")], named: Some(0), rows }) }
                }
                @if self.runs { div.stack {
                    @if !due.is_empty() { form.sheet.stack method="post" action={ "/centre/" (p.id) "/way-back/went" } {
                        (token(&self.csrf))
                        h2 { "Say how a week went" }
                        (Choices::one("week", "Which week", &due).look(As::Select).from(f, e))
                        (Field::new("achieved", "Lessons they went to").kind("figure").from(f, e))
                        (Area::new("words", "What helped, what did not").rows(2).optional().from(f, e))
                        div { button.btn type="submit" { "Keep it" } }
                    } }
                    form.sheet.stack method="post" action={ "/centre/" (p.id) "/way-back" } {
                        (token(&self.csrf))
                        h2 { @if self.weeks.is_empty() { "Plan it" } @else { "Plan it anew" } }
                        (Field::new("start", "First week begins").kind("date").from(f, e))
                        (Field::new("plan", "Lessons a week").hint("A number for each school week, with commas: 6, 12, 20, all.").from(f, e))
                        @if !self.weeks.is_empty() { p.soft { "Weeks that have been said of stay as they are." } }
                        div { button.btn.btn-2 type="submit" { "Plan it" } }
                    }
                } }
            }
        }
    }
}
