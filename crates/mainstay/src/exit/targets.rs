//! Pupils back from the room, for those who teach them: targets, what helps, the next lesson and
//! a meeting they are invited to.
//!
//! Must never know: why the pupil was there, or the confidential part of any interview.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Standing, Tag};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::repair::{Repair, State, next_lesson};
use casework::words::{Concept, Words};
use casework::{Id, Reach, Scope};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::db::Source;

/// One pupil a teacher teaches.
pub struct Back {
    /// Name.
    pub name: String,
    /// "9K2"
    pub form: String,
    /// Good at.
    pub strengths: String,
    /// What helps.
    pub helps: String,
    /// Targets in order.
    pub targets: Vec<String>,
    /// "Thu 12 Nov P2, History", or empty.
    pub lesson: String,
    /// That lesson is the first since the room.
    pub first: bool,
}

/// A meeting a teacher is invited to, or what was agreed in it.
pub struct Meeting {
    /// The pupil.
    pub name: String,
    /// Where it has got to, in words.
    pub words: String,
    /// Who does what, once agreed.
    pub agreed: Vec<String>,
}

/// The page.
pub struct TargetsPage {
    /// The school's words.
    pub words: Words,
    /// Pupils.
    pub back: Vec<Back>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
}

impl Page for TargetsPage {
    fn title(&self) -> String {
        format!("My {} back from the room", self.words.many(Concept::Pupil))
    }
    fn here(&self) -> &'static str {
        "/targets"
    }
    fn main(&self) -> Markup {
        let title = self.title();
        html! {
            (Head::new(&title).back("/", "Today"))
            div.stack.stack-6 {
            @if self.back.is_empty() {
                (Empty { title: "Nobody you teach is on the way back", words: "When somebody you teach returns from the room, their targets and what helps them appear here.", step: None })
            } @else {
                ul.stack.stack-5 { @for b in &self.back { li.sheet.stack {
                    div.row.row-apart.row-base { h2 { (pupil_name(&b.name)) span.sub { " " (b.form) } }
                        @if !b.lesson.is_empty() { p { @if b.first { "First lesson back with you: " } @else { "Next lesson with you: " } strong { (b.lesson) } } } }
                    @if b.targets.is_empty() { p { "No targets were set." } }
                    @else { h3 { "Targets" } ol { @for t in &b.targets { li { (t) } } } }
                    @if !b.helps.is_empty() { p { strong { "What helps: " } (b.helps) } }
                    @if !b.strengths.is_empty() { p { strong { "Strengths: " } (b.strengths) } }
                } } }
            }
            @if !self.meetings.is_empty() {
                section.stack aria-labelledby="meet" {
                    h2 #meet { "Meetings with you" }
                    ul.stack { @for m in &self.meetings { li.sheet.stack.stack-2 {
                        p { strong { (pupil_name(&m.name)) } " " (Tag(Standing::Due, &m.words)) }
                        @if !m.agreed.is_empty() { ul { @for a in &m.agreed { li { (a) } } } }
                    } } }
                }
            }
            }
        }
    }
}

/// What a teacher reads of the pupils they teach, at a moment.
pub async fn of(
    src: &mut dyn Source,
    setting: &casework::school::Setting,
    teacher: Id,
    now: Instant,
) -> Result<(Vec<Back>, Vec<Meeting>), Problem> {
    let org = setting.school.id;
    let scope = Scope { org, reach: vec![Reach::Taught(teacher)] };
    let tracks = store::returning::open(src, &scope).await?;
    let ids: Vec<Id> = tracks.iter().map(|t| t.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let mut back: Vec<Back> = Vec::new();
    for p in &pupils {
        // The newest return speaks, where somebody was in the room twice.
        let Some(track) = tracks.iter().filter(|t| t.pupil == p.id).max_by_key(|t| t.from_day)
        else {
            continue;
        };
        let lessons = store::repair::week_lessons(src, org, p.id, teacher).await?;
        let missed = store::repair::in_a_room(src, org, p.id, now.day()).await?;
        let next = next_lesson(&setting.calendar, &setting.periods, &lessons, now, &missed);
        let eve: Day = track.from_day.plus(-1);
        let first = next_lesson(
            &setting.calendar,
            &setting.periods,
            &lessons,
            eve.at(rulebook::Minute::from_number(1439).unwrap_or_default()),
            &[],
        );
        back.push(Back {
            name: p.name(),
            form: p.form.clone(),
            strengths: p.strengths.clone(),
            helps: p.helps.clone(),
            targets: crate::returning::targets(src, org, track).await?,
            first: next.is_some() && next == first,
            lesson: next.map(|l| format!("{}, {}", l.said(), l.subject)).unwrap_or_default(),
        });
    }
    let mut meetings = Vec::new();
    let school = Scope { org, reach: vec![Reach::School] };
    for r in store::repair::with_staff(src, org, teacher).await? {
        let name = store::pupil::find(src, &school, r.pupil).await?.name();
        let agreed = store::repair::items(src, org, r.id)
            .await?
            .into_iter()
            .map(|i| format!("{}: {}", i.who, i.what))
            .collect();
        meetings.push(Meeting { name, words: invitation(&r), agreed });
    }
    Ok((back, meetings))
}

fn invitation(r: &Repair) -> String {
    match (r.state, r.set_day, r.set_minute, r.check_on) {
        (State::Set, Some(day), Some(minute), _) => format!("Set for {}, {minute}", day.short()),
        (State::Held, _, _, Some(day)) => format!("Agreed; checked {}", day.short()),
        _ => match r.lesson_day {
            Some(day) => {
                format!("Offered; before your lesson on {} {}", day.short(), r.lesson_code)
            }
            None => "Offered".into(),
        },
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (back, meetings) = of(&mut read, &v.setting, v.actor.staff, v.now).await?;
    v.page(&TargetsPage { words: v.words().clone(), back, meetings })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let words = super::page::sample_words();
    let page = TargetsPage {
        words: words.clone(),
        back: vec![Back {
            name: "Tyrell Ashdown-Moss".into(),
            form: "9K2".into(),
            strengths: "Good with younger students; fixes bikes".into(),
            helps: "Read it aloud. First step written down.".into(),
            targets: vec!["Ask for the time-out card".into(), "Start within two minutes".into()],
            lesson: "Thu 12 Nov P2, History".into(),
            first: true,
        }],
        meetings: vec![Meeting {
            name: "Tyrell Ashdown-Moss".into(),
            words: "Set for Wed 11 Nov, 12.50".into(),
            agreed: Vec::new(),
        }],
    };
    let none = TargetsPage { words, back: Vec::new(), meetings: Vec::new() };
    vec![framed("targets-typical", &page), framed("targets-empty", &none)]
}
