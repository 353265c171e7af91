//! My report cards: a teacher's lessons of today with a pupil on a card, and those of earlier days
//! that have no marks yet. One tap each, and undo.

use super::fields::{fields, given, shown};
use super::{By, asked, days_so_far, mark as keep, named, naming};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, ErrorSummary, Head, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::returning::card::{Card, CardRules, How, Lesson, Marked, Said};
use casework::words::{Concept, Words};
use casework::{Id, Reach, Scope};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};
use store::Source;

/// One lesson with a pupil on a card.
pub struct Mine {
    /// The card.
    pub card: Card,
    /// The lesson.
    pub lesson: Lesson,
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form_group: String,
    /// What helps them.
    pub helps: String,
    /// What was said, once it was.
    pub marked: Option<Marked>,
}

/// The page.
pub struct MinePage {
    /// The school's words.
    pub words: Words,
    /// Lessons, today's first.
    pub lessons: Vec<Mine>,
    /// Who reads.
    pub staff: Id,
    /// Now.
    pub now: Instant,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for MinePage {
    fn title(&self) -> String {
        "My report cards".into()
    }
    fn here(&self) -> &'static str {
        "/cards"
    }
    fn main(&self) -> Markup {
        let today = self.now.day();
        let (now, before): (Vec<&Mine>, Vec<&Mine>) =
            self.lessons.iter().partition(|l| l.lesson.day == today);
        html! {
            (Head::new("My report cards").facts(html! { "Your lessons with " (self.words.a(Concept::Pupil)) " on a report card." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if self.lessons.is_empty() {
                    (Empty { title: "No report cards in your lessons today", words: "When somebody you teach is put on a report card, your lessons with them appear here. One tap marks a lesson.", step: None })
                }
                @if !now.is_empty() { section.stack aria-labelledby="today" {
                    h2 #today { "Today" }
                    @for l in &now { (self.one(l)) }
                } }
                @if !before.is_empty() { section.stack aria-labelledby="missing" {
                    h2 #missing { "Not marked yet, from earlier days" }
                    p.soft { "Marked now, it is shown as entered later." }
                    @for l in &before { (self.one(l)) }
                } }
            }
        }
    }
}

impl MinePage {
    fn one(&self, l: &Mine) -> Markup {
        let id = format!("lesson{}", super::fields::suffix(&l.card, &l.lesson));
        let begins = l.lesson.day.at(l.lesson.from);
        html! {
            article.sheet.stack aria-labelledby=(id) {
                div.row.row-apart.row-base {
                    h3 id=(id) { (l.lesson.code) " " (l.lesson.subject) ": "
                        (hideable(&l.name, &format!("{} in {}", self.words.cap(Concept::Pupil), l.form_group))) span.sub { " " (l.form_group) } }
                    p.soft { @if l.lesson.day == self.now.day() { (l.lesson.from) "–" (l.lesson.to) } @else { (l.lesson.day.short()) } @if !l.lesson.place.is_empty() { ", " (l.lesson.place) } }
                }
                @if let Some(m) = &l.marked {
                    (shown(&l.card, m))
                    div.row.row-apart { p.soft { (m.name) ", " (m.at) }
                        @if m.staff == Some(self.staff) {
                            form method="post" action={ "/cards/marks/" (m.id) "/undo" } { (token(&self.csrf))
                                button.btn.btn-quiet type="submit" { "Undo" span.vh { ", " (l.lesson.code) " " (l.lesson.subject) } } }
                        } }
                } @else if self.now < begins {
                    ol { @for t in &l.card.targets { li { (t) } } }
                    @if !l.helps.is_empty() { p { strong { "What helps: " } (l.helps) } }
                    p.soft { "Can be marked from " (l.lesson.from) "." }
                } @else {
                    ol { @for t in &l.card.targets { li { (t) } } }
                    form.stack.stack-4 method="post" action={ "/cards/" (l.card.id) "/mark" } {
                        (token(&self.csrf)) (naming(&l.lesson))
                        (fields(&l.card, &l.lesson, &l.helps, &self.form, &self.errors))
                    }
                }
            }
        }
    }
}

/// A teacher's lessons of a card, today's whether marked or not, earlier ones while they are not.
pub async fn of_card(
    src: &mut dyn Source,
    setting: &casework::school::Setting,
    card: &Card,
    staff: Id,
    today: Day,
) -> Result<Vec<(Lesson, Option<Marked>)>, Problem> {
    let days = days_so_far(setting, card, today);
    let marked = store::card::marked(src, setting.school.id, &[card.id]).await?;
    Ok(asked(src, setting, card, &days)
        .await?
        .into_iter()
        .filter(|l| l.teacher == Some(staff))
        .map(|l| {
            let m = marked.iter().find(|m| m.day == l.day && m.code == l.code).cloned();
            (l, m)
        })
        .filter(|(l, m)| l.day == today || m.is_none())
        .collect())
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<MinePage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let (org, staff, today) = (v.org(), v.actor.staff, v.today());
    let school = Scope { org, reach: vec![Reach::School] };
    let mut mine = Vec::new();
    for card in store::card::open(src, &school).await? {
        let pupil = store::pupil::find(src, &school, card.pupil).await?;
        // Whoever neither teaches them nor looks after them is asked nothing.
        let after = [pupil.mentor, pupil.tutor].contains(&Some(staff));
        if !after && store::staff::lessons_with(src, org, card.pupil, staff).await?.is_empty() {
            continue;
        }
        let theirs = of_card(src, &v.setting, &card, staff, today).await?;
        if theirs.is_empty() {
            continue;
        }
        for (lesson, marked) in theirs {
            mine.push(Mine {
                card: card.clone(),
                lesson,
                name: pupil.name(),
                form_group: pupil.form.clone(),
                helps: pupil.helps.clone(),
                marked,
            });
        }
    }
    mine.sort_by_key(|m| (m.lesson.day != today, m.lesson.day, m.lesson.from));
    Ok(MinePage {
        words: v.words().clone(),
        lessons: mine,
        staff,
        now: v.now,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Marks one lesson.
pub async fn mark(v: Visit) -> Answer {
    let (day, code) = named(&v.form)?;
    let mut w = v.write("Marking a report card").await?;
    let card = store::card::find(&mut w, v.org(), v.id("id")?).await?;
    let all = asked(&mut w, &v.setting, &card, &[day]).await?;
    let lesson = all
        .into_iter()
        .find(|l| l.code == code && l.teacher == Some(v.actor.staff))
        .ok_or(Problem::Missing)?;
    let said = match given(&card, &lesson, &v.form) {
        Ok(said) => said,
        Err(errors) => {
            drop(w);
            let page = sheet(&v, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    let by = By {
        staff: Some(v.actor.staff),
        name: v.actor.name.clone(),
        kept_by: String::new(),
        how: How::Screen,
    };
    if let Some(event) = keep(&mut w, &card, &lesson, said, by, v.now).await? {
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying("/cards", format!("{} {} is marked", lesson.code, lesson.subject))
}

/// A card and a lesson with invented facts, for several galleries.
pub fn sample() -> (Card, Lesson, Marked) {
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::from_pg(0));
    let at = |h, m| Minute::new(h, m).unwrap_or_default();
    let card = Card {
        id: Id::from_u128(5),
        track: Id::from_u128(1),
        pupil: Id::from_u128(2),
        from_day: day(11),
        to_day: day(17),
        scale: CardRules::default().scale,
        targets: vec!["Ask for the time-out card".into(), "Start within two minutes".into()],
        opened_at: day(10).at(at(15, 0)),
        opened_by: "Ms Dara Okell".into(),
        clear: 2,
        ended_at: None,
        goes_on: false,
        version: 1,
    };
    let lesson = Lesson {
        day: day(12),
        code: "P2".into(),
        from: at(10, 0),
        to: at(10, 50),
        subject: "History".into(),
        place: "H2".into(),
        teacher: Some(Id::from_u128(9)),
    };
    let marked = Marked {
        id: Id::from_u128(7),
        card: card.id,
        pupil: card.pupil,
        day: lesson.day,
        code: lesson.code.clone(),
        subject: lesson.subject.clone(),
        staff: lesson.teacher,
        name: "Mrs Priya Ravenhall".into(),
        kept_by: String::new(),
        how: How::Link,
        at: day(12).at(at(10, 48)),
        said: Said {
            marks: vec![1, 2],
            words: "Asked for the card once and came straight back.".into(),
            strategies: Some(casework::returning::card::Strategies::Used),
        },
        undone_at: None,
    };
    (card, lesson, marked)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let (card, lesson, marked) = sample();
    let staff = Id::from_u128(9);
    let one = |lesson: &Lesson, marked| Mine {
        card: card.clone(),
        lesson: lesson.clone(),
        name: "Tyrell Ashdown-Moss".into(),
        form_group: "9K2".into(),
        helps: "Read it aloud. First step written down.".into(),
        marked,
    };
    let later = Lesson {
        code: "P5".into(),
        from: Minute::new(13, 30).unwrap_or_default(),
        to: Minute::new(14, 20).unwrap_or_default(),
        ..lesson.clone()
    };
    let before = Lesson { day: card.from_day, code: "P1".into(), ..lesson.clone() };
    let page = |lessons, form, errors| MinePage {
        words: crate::exit::sample_words(),
        lessons,
        staff,
        now: lesson.day.at(lesson.to),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut errors = Errors::new();
    let name = format!("target2{}", super::fields::suffix(&card, &lesson));
    errors.add(&name, "Mark this target, or tap one word above for all of them");
    vec![
        framed(
            "cards-mine",
            &page(
                vec![one(&lesson, None), one(&later, None), one(&before, None)],
                Form::default(),
                Errors::new(),
            ),
        ),
        framed("cards-mine-wrong", &page(vec![one(&lesson, None)], Form::default(), errors)),
        framed(
            "cards-mine-marked",
            &page(vec![one(&lesson, Some(marked))], Form::default(), Errors::new()),
        ),
        framed("cards-mine-none", &page(vec![], Form::default(), Errors::new())),
    ]
}
