//! The card as a whole, for whoever follows the return: every lesson of every day with its marks,
//! who gave them and when; what is missing, shown as missing. What was marked on paper is entered
//! here later, with the true time.

use super::fields::{fields, given};
use super::look::Looked;
use super::{By, asked, days_so_far, mark as keep, named, naming};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, ErrorSummary, Field, Grid, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::incident::Incident;
use casework::returning::card::{Card, How, Lesson, Marked, Strategies};
use casework::returning::clear::first;
use casework::returning::reach;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// The first so many lessons that are looked at.
const FIRST: [usize; 2] = [5, 10];

/// The page.
pub struct WholePage {
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form_group: String,
    /// What helps them.
    pub helps: String,
    /// The card.
    pub card: Card,
    /// Its lessons, those to come too, with what was said and who teaches them.
    pub lessons: Vec<(Lesson, Option<Marked>)>,
    /// Who teaches.
    pub staff: Vec<(Id, String)>,
    /// Incidents since the card began.
    pub incidents: Vec<Incident>,
    /// The card still asks for marks.
    pub open: bool,
    /// What it asks for, its figures, and what was decided.
    pub looked: Looked,
    /// The lesson that is being entered from paper.
    pub entering: Option<(Day, String)>,
    /// Now.
    pub now: Instant,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for WholePage {
    fn title(&self) -> String {
        format!("Report card, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/returns"
    }
    fn main(&self) -> Markup {
        let back = format!("/returns/{}", self.card.track);
        let mut days: Vec<Day> = self.lessons.iter().map(|(l, _)| l.day).collect();
        days.dedup();
        html! {
            (Head::new(&self.name).about(&self.name).back(&back, "Back in lessons")
                .facts(html! { (self.form_group) " · report card " (self.card.from_day.short()) " to " (self.card.to_day.short()) })
                .acts(html! { a.btn.btn-2 href={ (back) "/card/print" } { "Print a day" } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                (self.enter())
                section.stack aria-labelledby="first" {
                    h2 #first { "The first lessons" }
                    ul { @for of in FIRST { li { (self.first(of)) "." } } }
                    p.soft { "A lesson is clear where every target was marked " (self.card.clear_words()) ", as this school has set, and no incident was brought in for it. It rests on "
                        (self.lessons.iter().filter(|(_, m)| m.is_some()).count()) " marked lessons and " (self.incidents.len()) " incidents brought in. Lessons the pupil was not in are passed over." }
                }
                (self.looked.draw(&self.card, self.now.day(), &self.csrf, &self.form, &self.errors))
                (self.helped())
                @for day in &days { (self.day(*day)) }
            }
        }
    }
}

impl WholePage {
    fn begun(&self) -> Vec<(Lesson, Option<Marked>)> {
        self.lessons.iter().filter(|(l, _)| l.day.at(l.from) <= self.now).cloned().collect()
    }

    fn first(&self, of: usize) -> String {
        first(of, &self.begun(), &self.incidents, self.card.clear).said()
    }

    /// Whether what was agreed to help was used, teacher by teacher, as counts.
    fn helped(&self) -> Markup {
        let mut teachers: Vec<(&str, [usize; 5])> = Vec::new();
        for (lesson, marked) in self.lessons.iter().filter(|(l, _)| l.day.at(l.from) <= self.now) {
            let name = match marked {
                Some(m) => m.name.as_str(),
                None => self.teacher(lesson),
            };
            let name = if name.is_empty() { "No teacher known" } else { name };
            let at = match marked {
                None => 4,
                Some(m) if m.said.away() => continue,
                Some(m) => match m.said.strategies {
                    Some(Strategies::Used) => 0,
                    Some(Strategies::NotUsed) => 1,
                    Some(Strategies::NotNeeded) => 2,
                    None => 3,
                },
            };
            match teachers.iter_mut().find(|(n, _)| *n == name) {
                Some((_, counts)) => counts[at] += 1,
                None => {
                    let mut counts = [0; 5];
                    counts[at] = 1;
                    teachers.push((name, counts));
                }
            }
        }
        teachers.sort();
        let mut columns = vec![Col::Words("Teacher")];
        columns
            .extend(["Used", "Not used", "Not needed", "Not said", "Not marked"].map(Col::Number));
        html! {
            @if !teachers.is_empty() {
                section.stack aria-labelledby="helped" {
                    h2 #helped { "Whether what was agreed to help was used" }
                    @if !self.helps.is_empty() { p { (self.helps) } }
                    (Grid { region: "What helps, by teacher", caption: Some("Lessons by teacher"), look: "table-tight", columns, named: Some(0),
                        rows: teachers.iter().map(|(name, counts)| {
                            let mut row = vec![html! { (name) }];
                            row.extend(counts.iter().map(|n| html! { (n) }));
                            row
                        }).collect() })
                }
            }
        }
    }

    fn teacher(&self, l: &Lesson) -> &str {
        let found = self.staff.iter().find(|(id, _)| Some(*id) == l.teacher);
        found.map(|(_, name)| name.as_str()).unwrap_or("")
    }

    fn day(&self, day: Day) -> Markup {
        let id = format!("day-{}", day.iso());
        let lessons: Vec<&(Lesson, Option<Marked>)> =
            self.lessons.iter().filter(|(l, _)| l.day == day).collect();
        let mut columns = vec![Col::Words("Lesson")];
        columns.extend(self.card.targets.iter().map(|t| Col::Words(t)));
        columns.extend(["Helped", "Said", "Who and when"].map(Col::Words));
        html! {
            section.stack aria-labelledby=(id) {
                h2 id=(id) { (day) }
                (Grid { region: &format!("Lessons of {}", day.short()), caption: None, look: "table-tight", columns, named: Some(0),
                    rows: lessons.iter().map(|(l, m)| self.row(l, m.as_ref())).collect() })
            }
        }
    }

    fn row(&self, l: &Lesson, marked: Option<&Marked>) -> Vec<Markup> {
        let teacher = self.teacher(l);
        let mut row = vec![html! { (l.code) " " (l.subject) }];
        let begun = l.day.at(l.from) <= self.now;
        for (n, _) in self.card.targets.iter().enumerate() {
            row.push(match marked {
                Some(m) if m.said.away() => html! { "Not in the lesson" },
                Some(m) => {
                    html! { (self.card.word(m.said.marks.get(n).copied().unwrap_or_default())) }
                }
                None if begun => html! { (Tag(Standing::Late, "Missing")) },
                None => html! { span.soft { "To come" } },
            });
        }
        row.push(html! { @if let Some(s) = marked.and_then(|m| m.said.strategies) { (s.label()) } @else { span.soft { "Not said" } } });
        row.push(html! { @if let Some(m) = marked { (m.said.words) } });
        row.push(html! {
            @match marked {
                Some(m) => {
                    (m.name) ", " (m.at)
                    @if m.how == How::Paper { span.soft { ". From paper, entered later by " (m.kept_by) } }
                    @else if m.at.day() > l.day { span.soft { ". Entered later" } }
                    @if self.open { form method="post" action={ "/cards/marks/" (m.id) "/undo" } { (token(&self.csrf)) (hidden("from", "card"))
                        button.btn.btn-quiet type="submit" { "Undo" span.vh { ", " (l.code) ", " (l.day.short()) } } } }
                }
                None => {
                    @if teacher.is_empty() { "No teacher is known: nobody is asked" } @else { (teacher) }
                    @if begun && self.open { br; a href={ "?enter=" (l.day.iso()) "&code=" (urlencode(&l.code)) } { "Enter from paper" span.vh { ", " (l.code) ", " (l.day.short()) } } }
                }
            }
        });
        row
    }

    fn enter(&self) -> Markup {
        let found = self.entering.as_ref().and_then(|(day, code)| {
            self.lessons.iter().find(|(l, m)| l.day == *day && l.code == *code && m.is_none())
        });
        let Some((l, _)) = found.filter(|(l, _)| self.open && l.day.at(l.from) <= self.now) else {
            return html! {};
        };
        let whose = match self.form.has("whose") {
            true => self.form.text("whose"),
            false => self.teacher(l),
        };
        html! {
            section.sheet.stack aria-labelledby="enter" {
                h2 #enter { "Enter from paper: " (l.code) " " (l.subject) ", " (l.day.short()) }
                form.stack.stack-4 method="post" action={ "/returns/" (self.card.track) "/card/paper" } {
                    (token(&self.csrf)) (naming(l))
                    (Field { value: whose, error: self.errors.of("whose"), ..Field::new("whose", "Whose marks they are") })
                    (fields(&self.card, l, &self.helps, &self.form, &self.errors))
                }
                p.soft { "It is shown as entered later, by you, with the time it is now." }
            }
        }
    }
}

fn urlencode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Gathers the page.
pub async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<WholePage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let scope = reach(&v.actor, v.today());
    let track = store::returning::find(src, &scope, v.id("id")?).await?;
    let pupil = store::pupil::find(src, &scope, track.pupil).await?;
    let card = store::card::of_track(src, v.org(), track.id).await?.ok_or(Problem::Missing)?;
    // A card of a return that has ended asks for nothing more.
    let last = if card.is_over(&track) { v.today() } else { card.to_day };
    let days = days_so_far(&v.setting, &card, last);
    let marked = store::card::marked(src, v.org(), &[card.id]).await?;
    let lessons: Vec<(Lesson, Option<Marked>)> = asked(src, &v.setting, &card, &days)
        .await?
        .into_iter()
        .map(|l| {
            let m = marked.iter().find(|m| m.day == l.day && m.code == l.code).cloned();
            (l, m)
        })
        .collect();
    let mut ids: Vec<Id> = lessons.iter().filter_map(|(l, _)| l.teacher).collect();
    ids.sort_unstable();
    ids.dedup();
    let staff = store::staff::several(src, v.org(), &ids).await?;
    let named = if form.has("lesson_code") { &form } else { &v.query };
    let code = if form.has("lesson_code") { "lesson_code" } else { "code" };
    let day = named.day(if form.has("lesson_code") { "lesson_day" } else { "enter" });
    Ok(WholePage {
        entering: day.map(|d| (d, named.text(code).to_string())),
        name: pupil.name(),
        form_group: pupil.form.clone(),
        helps: pupil.helps.clone(),
        incidents: store::incident::of_pupil(src, v.org(), pupil.id, card.from_day, v.today())
            .await?,
        staff: staff.iter().map(|s| (s.id, s.full())).collect(),
        open: !card.is_over(&track),
        looked: Looked::of(src, &v.setting, &card, &track, v.now).await?,
        card,
        lessons,
        now: v.now,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the card.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps what a teacher marked on paper.
pub async fn paper(v: Visit) -> Answer {
    let (day, code) = named(&v.form)?;
    let scope = reach(&v.actor, v.today());
    let mut w = v.write("Entering marks from a paper report card").await?;
    let track = store::returning::find(&mut w, &scope, v.id("id")?).await?;
    let card = store::card::of_track(&mut w, v.org(), track.id).await?.ok_or(Problem::Missing)?;
    let all = asked(&mut w, &v.setting, &card, &[day]).await?;
    let lesson = all.into_iter().find(|l| l.code == code).ok_or(Problem::Missing)?;
    let mut errors = Errors::new();
    let whose = errors.need(&v.form, "whose", 120, "Say whose marks they are");
    let said = match given(&card, &lesson, &v.form) {
        Ok(said) if errors.is_empty() => said,
        wrong => {
            for (name, message) in wrong.err().unwrap_or_default().all() {
                errors.add(name, message.clone());
            }
            drop(w);
            let page = sheet(&v, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    let teacher = match lesson.teacher {
        Some(id) => Some(store::staff::find(&mut w, v.org(), id).await?),
        None => None,
    };
    let by = By {
        staff: teacher.filter(|t| t.full() == whose).map(|t| t.id),
        name: whose,
        kept_by: v.actor.name.clone(),
        how: How::Paper,
    };
    let link = format!("/returns/{}/card", track.id);
    if let Some(event) = keep(&mut w, &card, &lesson, said, by, v.now).await? {
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(link, format!("{} {} is entered", lesson.code, lesson.subject))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let (card, lesson, marked) = super::mine::sample();
    let on = |day: Day, code: &str, subject: &str, teacher: u128| Lesson {
        day,
        code: code.into(),
        subject: subject.into(),
        teacher: (teacher > 0).then(|| Id::from_u128(teacher)),
        ..lesson.clone()
    };
    let day = lesson.day;
    let paper = Marked {
        code: "P1".into(),
        subject: "English".into(),
        how: How::Paper,
        name: "Mr Obi Farrant".into(),
        kept_by: "Ms Dara Okell".into(),
        ..marked.clone()
    };
    let page = |entering, form, errors| WholePage {
        name: "Tyrell Ashdown-Moss".into(),
        form_group: "9K2".into(),
        helps: "Read it aloud. First step written down.".into(),
        card: card.clone(),
        lessons: vec![
            (on(day, "P1", "English", 8), Some(paper.clone())),
            (lesson.clone(), Some(marked.clone())),
            (on(day, "P3", "Science", 7), None),
            (on(day, "P4", "PE", 0), None),
            (on(day.plus(1), "P1", "English", 8), None),
        ],
        staff: vec![
            (Id::from_u128(8), "Mr Obi Farrant".into()),
            (Id::from_u128(7), "Dr Marcus Lunt".into()),
        ],
        incidents: Vec::new(),
        open: true,
        looked: super::look::sample(&card),
        entering,
        now: day.at(lesson.to),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add("whose", "Say whose marks they are");
    vec![
        framed("card-whole", &page(None, Form::default(), Errors::new())),
        framed("card-paper", &page(Some((day, "P3".into())), Form::default(), errors)),
    ]
}
