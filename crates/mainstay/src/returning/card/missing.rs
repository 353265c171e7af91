//! Lessons on report cards that nobody has marked, teacher by teacher, and one email to each that
//! reminds them, with a link that marks every one of them.
//!
//! Must never do: count a lesson without marks as good or bad.

use super::{asked, days_so_far};

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::link::{Link, LinkKind, day_is_over};
use casework::message::{self, Draft, Kind};
use casework::returning::card::{Card, Lesson};
use casework::returning::reach;
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// One pupil's lessons of a teacher without marks.
pub struct Missing {
    /// The card.
    pub card: Card,
    /// "Tyrell Ashdown-Moss, 9K2"
    pub who: String,
    /// The lessons.
    pub lessons: Vec<Lesson>,
}

/// One teacher.
pub struct Teacher {
    /// Who; nobody where no teacher is known.
    pub staff: Option<Id>,
    /// Their name.
    pub name: String,
    /// They have an email address.
    pub email: bool,
    /// They were reminded today.
    pub reminded: bool,
    /// What is missing, by pupil.
    pub missing: Vec<Missing>,
}

/// The page.
pub struct MissingPage {
    /// Followed on a report card, and how many of them have lessons without marks.
    pub counts: (usize, usize),
    /// Teacher by teacher.
    pub teachers: Vec<Teacher>,
    /// Form token.
    pub csrf: String,
}

impl Page for MissingPage {
    fn title(&self) -> String {
        "Marks missing".into()
    }
    fn here(&self) -> &'static str {
        "/returns"
    }
    fn main(&self) -> Markup {
        let (cards, short) = self.counts;
        let can = |t: &&Teacher| t.email && !t.reminded && t.staff.is_some();
        let some = self.teachers.iter().filter(can).count();
        html! {
            (Head::new("Marks missing").back("/returns", "Back in lessons").facts(html! {
                (cards) " on a report card, " (short) " with lessons that nobody has marked" }))
            div.stack.stack-6 {
                @if self.teachers.is_empty() {
                    (Empty { title: "Every lesson so far is marked", words: "Lessons of report cards appear here once they are over and nobody has marked them.", step: None })
                } @else {
                    p { "A lesson without marks says nothing either way. Each teacher marks theirs with one tap, under Report cards or by the link in the email." }
                    @if some > 0 { form method="post" action="/cards/missing" { (token(&self.csrf))
                        button.btn type="submit" { "Remind them by email" } } }
                }
                @for t in &self.teachers { (self.teacher(t)) }
            }
        }
    }
}

impl MissingPage {
    fn teacher(&self, t: &Teacher) -> Markup {
        let n: usize = t.missing.iter().map(|m| m.lessons.len()).sum();
        html! {
            article.sheet.stack aria-label=(t.name) {
                div.row.row-apart.row-base { h2 { (t.name) } p.soft { (n) @if n == 1 { " lesson" } @else { " lessons" } } }
                ul.stack.stack-2 { @for m in &t.missing { li {
                    a href={ "/returns/" (m.card.track) "/card" } { (pupil_name(&m.who)) } ": "
                    @for (n, l) in m.lessons.iter().enumerate() { @if n > 0 { ", " } (l.day.short()) " " (l.code) " " (l.subject) }
                } } }
                @if t.reminded { p { (Tag(Standing::Done, "Reminded today")) } }
                @else if t.staff.is_none() { p { (Tag(Standing::None, "No teacher is known")) " Enter the marks from paper, on the card." } }
                @else if !t.email { p { (Tag(Standing::None, "No email address")) " Ask them to open Report cards." } }
                @else if let Some(id) = t.staff { form method="post" action="/cards/missing" { (token(&self.csrf)) (hidden("staff", id))
                    button.btn.btn-2 type="submit" { "Remind" span.vh { " " (t.name) } } } }
            }
        }
    }
}

async fn gather(src: &mut dyn Source, v: &Visit) -> Result<MissingPage, Problem> {
    let scope = reach(&v.actor, v.today());
    let cards = store::card::open(src, &scope).await?;
    let ids: Vec<Id> = cards.iter().map(|c| c.id).collect();
    let marked = store::card::marked(src, v.org(), &ids).await?;
    let reminded = store::card::reminded_on(src, v.org(), v.today()).await?;
    let pupils: Vec<Id> = cards.iter().map(|c| c.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &pupils).await?;
    let mut teachers: Vec<Teacher> = Vec::new();
    let (mut on, mut short) = (0, 0);
    for card in cards {
        let Some(pupil) = pupils.iter().find(|p| p.id == card.pupil) else { continue };
        on += 1;
        let days = days_so_far(&v.setting, &card, v.today());
        let mut left: Vec<Lesson> = asked(src, &v.setting, &card, &days).await?;
        left.retain(|l| {
            l.day.at(l.to) <= v.now
                && !marked.iter().any(|m| m.card == card.id && m.day == l.day && m.code == l.code)
        });
        short += usize::from(!left.is_empty());
        for lesson in left {
            let staff = lesson.teacher;
            let at = match teachers.iter().position(|t| t.staff == staff) {
                Some(at) => at,
                None => {
                    teachers.push(Teacher {
                        staff,
                        name: String::new(),
                        email: false,
                        reminded: false,
                        missing: Vec::new(),
                    });
                    teachers.len() - 1
                }
            };
            let t = &mut teachers[at];
            match t.missing.iter_mut().find(|m| m.card.id == card.id) {
                Some(m) => m.lessons.push(lesson),
                None => t.missing.push(Missing {
                    card: card.clone(),
                    who: format!("{}, {}", pupil.name(), pupil.form),
                    lessons: vec![lesson],
                }),
            }
        }
    }
    let ids: Vec<Id> = teachers.iter().filter_map(|t| t.staff).collect();
    let staff = store::staff::several(src, v.org(), &ids).await?;
    for t in &mut teachers {
        match staff.iter().find(|s| Some(s.id) == t.staff) {
            Some(s) => {
                t.name = s.full();
                t.email = !s.email.trim().is_empty();
                let card = |m: &Missing| reminded.contains(&(m.card.id, s.id));
                t.reminded = t.missing.iter().all(card);
            }
            None => t.name = "No teacher known".into(),
        }
    }
    teachers.sort_by_key(|t| (t.staff.is_none(), t.name.clone()));
    Ok(MissingPage { counts: (on, short), teachers, csrf: v.csrf.clone() })
}

/// Shows what is missing.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = gather(&mut read, &v).await?;
    v.page(&page)
}

/// Reminds one teacher, or all of them: one email for each card, once a day.
pub async fn remind(v: Visit) -> Answer {
    let mut w = v.write("Reminding teachers of marks that are missing").await?;
    let page = gather(&mut w, &v).await?;
    let reminded = store::card::reminded_on(&mut w, v.org(), v.today()).await?;
    let only = v.form.id("staff");
    let ids: Vec<Id> = page.teachers.iter().filter_map(|t| t.staff).collect();
    let staff = store::staff::several(&mut w, v.org(), &ids).await?;
    let (mut drafts, mut lessons, mut told) = (Vec::new(), 0, 0);
    for t in &page.teachers {
        let who = staff.iter().find(|s| Some(s.id) == t.staff);
        let Some(teacher) = who.filter(|s| t.email && only.is_none_or(|id| id == s.id)) else {
            continue;
        };
        let mut any = false;
        for m in t.missing.iter().filter(|m| !reminded.contains(&(m.card.id, teacher.id))) {
            let link = Link {
                id: Id::now_v7(),
                kind: LinkKind::ReportCard,
                about: m.card.track,
                staff: Some(teacher.id),
                contact: None,
                sent_to: String::new(),
                name: teacher.full(),
                made_at: v.now,
                expires_at: day_is_over(v.today()),
                ended_at: None,
            };
            store::link::add(&mut w, &link).await?;
            let theirs: Vec<(Day, message::Lesson)> = m
                .lessons
                .iter()
                .map(|l| {
                    (l.day, message::Lesson { code: l.code.clone(), subject: l.subject.clone() })
                })
                .collect();
            let id = Id::now_v7();
            drafts.push(Draft {
                id,
                kind: Kind::CardReminder,
                staff: Some(teacher.id),
                contact: None,
                to_name: teacher.full(),
                to: teacher.email.clone(),
                words: message::card_reminder(
                    &v.setting.school.name,
                    &teacher.formal(),
                    &m.who,
                    &theirs,
                    v.today(),
                    &message::reference(id),
                ),
                about: m.card.track,
                pupil: Some(m.card.pupil),
                link: Some(link.id),
                until: link.expires_at,
            });
            store::card::remind(&mut w, m.card.id, teacher.id, v.today()).await?;
            lessons += m.lessons.len();
            any = true;
        }
        told += usize::from(any);
    }
    if drafts.is_empty() {
        return v.to_saying("/cards/missing", "Nobody is left to remind today");
    }
    store::message::add(&mut w, &drafts).await?;
    let event = Event::new(Verb::CardReminded, "school", v.org())
        .fact("teachers", told)
        .fact("lessons", lessons);
    v.commit(w, event, Vec::new()).await?;
    let said = if told == 1 { "1 teacher is".to_string() } else { format!("{told} teachers are") };
    v.to_saying("/cards/missing", format!("{said} reminded"))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let (card, lesson, _) = super::mine::sample();
    let missing = || {
        vec![Missing {
            card: card.clone(),
            who: "Tyrell Ashdown-Moss, 9K2".into(),
            lessons: vec![lesson.clone(), Lesson { code: "P5".into(), ..lesson.clone() }],
        }]
    };
    let teacher = |n: u128, name: &str, email, reminded| Teacher {
        staff: (n > 0).then(|| Id::from_u128(n)),
        name: name.into(),
        email,
        reminded,
        missing: missing(),
    };
    let page = |counts, teachers| MissingPage { counts, teachers, csrf: "gallery".into() };
    vec![
        framed(
            "cards-missing",
            &page(
                (9, 2),
                vec![
                    teacher(1, "Mrs Priya Ravenhall", true, false),
                    teacher(2, "Ms Ingrid Hale", true, true),
                    teacher(3, "Mr Obi Farrant", false, false),
                    teacher(0, "No teacher known", false, false),
                ],
            ),
        ),
        framed("cards-missing-none", &page((3, 0), Vec::new())),
    ]
}
