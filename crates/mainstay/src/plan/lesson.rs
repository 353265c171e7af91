//! In my lessons: a teacher's lessons of today with pupils who have a plan, one line for each
//! strategy, and one tap whether it was used.
//!
//! Must never show: more of a plan than teachers read.

use crate::page::Page;
use crate::page::kit::{Empty, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::{Body, Kind, Tap, section};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};
use store::Source;

/// One plan in one lesson.
pub struct InLesson {
    /// The plan.
    pub plan: Id,
    /// What it is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// Its words, as teachers read them.
    pub body: Body,
    /// This teacher's taps for it in this lesson.
    pub taps: Vec<Tap>,
}

/// One lesson.
pub struct LessonNow {
    /// "P3"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// Subject.
    pub subject: String,
    /// Class.
    pub class: String,
    /// Where.
    pub place: String,
    /// Plans in it.
    pub plans: Vec<InLesson>,
}

/// The page.
pub struct LessonsPage {
    /// Now.
    pub now: Instant,
    /// Today's lessons with somebody who has a plan.
    pub lessons: Vec<LessonNow>,
    /// The lesson that was just tapped in, which stands open.
    pub open: String,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
}

impl LessonsPage {
    /// The lesson that is on, or the next one; after the last, the last.
    fn here(&self) -> Option<usize> {
        let now = self.now.minute();
        let on = self.lessons.iter().position(|l| now < l.to);
        on.or_else(|| self.lessons.len().checked_sub(1))
    }
}

impl Page for LessonsPage {
    fn title(&self) -> String {
        "In my lessons".into()
    }
    fn here(&self) -> &'static str {
        "/in-my-lessons"
    }
    fn main(&self) -> Markup {
        let here = LessonsPage::here(self);
        html! {
            (Head::new("In my lessons").facts(html! { "Your " (self.words.many(Concept::Pupil)) " with a plan, " (self.now.day()) }))
            @if self.lessons.is_empty() {
                (Empty { title: "Nobody with a plan in your lessons today", words: "Where somebody you teach has a plan, it stands here lesson by lesson with what every lesson does, and a tap whether it was used.", step: None })
            }
            div.stack.stack-6 {
                @if let Some(l) = here.and_then(|n| self.lessons.get(n)) { (self.lesson(l, true)) }
                @for (n, l) in self.lessons.iter().enumerate() { @if Some(n) != here {
                    details.working id={ "l-" (part(&l.code)) } open[l.code == self.open] {
                        summary { (l.code) " " (l.subject) ", " (l.from) " " span.soft { (said(l)) } }
                        (self.lesson(l, false))
                    }
                } }
            }
        }
    }
}

fn part(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "2 with a plan, 3 of 6 tapped"
fn said(l: &LessonNow) -> String {
    let lines: usize = l.plans.iter().map(|p| p.body.strategies.len()).sum();
    let taps: usize = l.plans.iter().map(|p| p.taps.len()).sum();
    format!("{} with a plan, {taps} of {lines} tapped", l.plans.len())
}

impl LessonsPage {
    fn lesson(&self, l: &LessonNow, first: bool) -> Markup {
        let now = self.now.minute();
        let id = format!("lesson-{}", part(&l.code));
        html! {
            section.stack aria-labelledby=(id) {
                @if first { div.row.row-apart.row-base {
                    h2 id=(id) { (l.code) " " (l.subject) span.sub { " " (l.class) } }
                    p.soft {
                        @if l.from <= now && now < l.to { (Tag(Standing::Due, "Now")) " " } @else if now < l.from { (Tag(Standing::None, "Next")) " " }
                        (l.from) "–" (l.to) @if !l.place.is_empty() { ", " (l.place) }
                    }
                } } @else { h2.vh id=(id) { (l.code) " " (l.subject) } }
                @for p in &l.plans { (self.plan(l, p)) }
            }
        }
    }
    fn plan(&self, l: &LessonNow, p: &InLesson) -> Markup {
        let sentence = p.body.section(section::first(p.kind));
        let id = anchor(&l.code, p.plan);
        html! {
            article.sheet.stack aria-labelledby=(id) {
                div.row.row-apart.row-base {
                    h3 id=(id) { (pupil_name(&p.who)) }
                    p { a href={ "/plans/" (p.plan) "/page" } { (p.kind.label()) span.vh { ": one page" } } }
                }
                @if !sentence.is_empty() { p { (sentence) } }
                @if self.now.minute() < l.from && !p.body.strategies.is_empty() { p.soft { "Can be tapped from " (l.from) "." } }
                @if !p.body.strategies.is_empty() { ul.taps { @for s in &p.body.strategies {
                    @let tap = p.taps.iter().find(|t| t.strategy == s.key);
                    li.tap-line {
                        span { (s.words) }
                        @if self.now.minute() >= l.from {
                            form.row method="post" action="/in-my-lessons" {
                                (token(&self.csrf)) (hidden("plan", p.plan)) (hidden("strategy", s.key)) (hidden("code", &l.code)) (hidden("day", self.now.day().iso()))
                                @match tap {
                                    Some(t) => {
                                        @if t.used { (Tag(Standing::Done, "Used")) } @else { (Tag(Standing::None, "Not used")) }
                                        button.btn.btn-quiet type="submit" name="used" value="undo" { "Undo" span.vh { ": " (s.words) } }
                                    }
                                    None => {
                                        button.btn.btn-2 type="submit" name="used" value="yes" { "Used" span.vh { ": " (s.words) } }
                                        button.btn.btn-2 type="submit" name="used" value="no" { "Not used" span.vh { ": " (s.words) } }
                                    }
                                }
                            }
                        }
                    }
                } } }
            }
        }
    }
}

fn anchor(code: &str, plan: Id) -> String {
    format!("p-{}-{plan}", part(code))
}

/// A teacher's lessons of a day with pupils who have a plan.
async fn lessons(v: &Visit, src: &mut dyn Source, day: Day) -> Result<Vec<LessonNow>, Problem> {
    if v.setting.calendar.why_closed(day).is_some() {
        return Ok(Vec::new());
    }
    let (org, staff) = (v.org(), v.actor.staff);
    let week = v.setting.calendar.week(day);
    let taught = store::staff::lessons_by(src, org, staff, day, week).await?;
    let classes: Vec<Id> = taught.iter().map(|l| l.class).collect();
    let members = store::plan::in_classes(src, org, &classes).await?;
    let mut ids: Vec<Id> = members.iter().map(|(_, pupil)| *pupil).collect();
    ids.sort_unstable();
    ids.dedup();
    let plans = store::plan::given_of(src, org, &ids).await?;
    let with: Vec<Id> = plans.iter().map(|p| p.pupil).collect();
    let pupils = store::pupil::several(src, &v.scope(), &with).await?;
    let taps = store::plan::used::taps_by(src, org, staff, day).await?;
    let mut bodies = Vec::new();
    for p in &plans {
        bodies.push((p.id, store::plan::body(src, org, p.id, p.current).await?));
    }
    let mut out = Vec::new();
    for period in v.setting.lessons_on(day) {
        for l in taught.iter().filter(|l| l.period == period.code) {
            let mut here = Vec::new();
            for pupil in &pupils {
                if !members.iter().any(|(class, id)| *class == l.class && *id == pupil.id) {
                    continue;
                }
                for p in plans.iter().filter(|p| p.pupil == pupil.id) {
                    let body = bodies.iter().find(|(id, _)| *id == p.id).map(|(_, b)| b.clone());
                    here.push(InLesson {
                        plan: p.id,
                        kind: p.kind,
                        who: format!("{}, {}", pupil.name(), pupil.form),
                        body: body.unwrap_or_default(),
                        taps: taps
                            .iter()
                            .filter(|t| t.plan == p.id && t.code == period.code)
                            .cloned()
                            .collect(),
                    });
                }
            }
            if !here.is_empty() {
                out.push(LessonNow {
                    code: period.code.clone(),
                    from: period.from,
                    to: period.to,
                    subject: l.subject.clone(),
                    class: l.class_code.clone(),
                    place: l.place.clone(),
                    plans: here,
                });
            }
        }
    }
    Ok(out)
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let lessons = lessons(&v, &mut read, v.today()).await?;
    v.page(&LessonsPage {
        now: v.now,
        lessons,
        open: v.query.text("at").to_string(),
        words: v.words().clone(),
        csrf: v.csrf.clone(),
    })
}

/// Keeps one tap, or takes it back.
pub async fn tap(v: Visit) -> Answer {
    let f = &v.form;
    let plan = f.id("plan").ok_or(Problem::Missing)?;
    let strategy = f.id("strategy").ok_or(Problem::Missing)?;
    if f.day("day") != Some(v.today()) {
        return v.to_saying("/in-my-lessons", "That page was of another day. Here is today’s");
    }
    let mut w = v.write("Saying whether a strategy was used").await?;
    let all = lessons(&v, &mut w, v.today()).await?;
    let lesson = all.iter().find(|l| l.code == f.text("code")).ok_or(Problem::Missing)?;
    let here = lesson.plans.iter().find(|p| p.plan == plan).ok_or(Problem::Missing)?;
    if !here.body.strategies.iter().any(|s| s.key == strategy) {
        return v.to_saying("/in-my-lessons", "The plan has changed. Here it is as it is now");
    }
    let at: String = form_urlencoded::byte_serialize(lesson.code.as_bytes()).collect();
    let to = format!("/in-my-lessons?at={at}#{}", anchor(&lesson.code, plan));
    if v.now.minute() < lesson.from {
        return v.to_saying(to, format!("It can be tapped from {}", lesson.from));
    }
    let pupil = store::plan::find(&mut w, &v.scope(), plan).await?.pupil;
    let said = f.text("used");
    let new = match said {
        "undo" => {
            store::plan::used::untap(&mut w, strategy, v.today(), &lesson.code, v.actor.staff)
                .await?
        }
        "yes" | "no" => {
            let tap = Tap {
                id: Id::now_v7(),
                plan,
                strategy,
                pupil,
                day: v.today(),
                code: lesson.code.clone(),
                staff: v.actor.staff,
                name: v.actor.name.clone(),
                used: said == "yes",
                at: v.now,
            };
            store::plan::used::tap(&mut w, &tap).await?
        }
        _ => return Err(Problem::Missing),
    };
    if !new {
        return v.to(to);
    }
    let mut event = Event::new(Verb::PlanUsed, "plan", plan)
        .pupil(pupil)
        .fact("on", v.today())
        .fact("period", &lesson.code);
    event = match said {
        "undo" => event.fact("undone", "yes"),
        said => event.fact("used", said),
    };
    v.commit(w, event, Vec::new()).await?;
    v.to(to)
}
