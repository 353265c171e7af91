//! Report cards: given on the page of a return, sent to teachers in the morning, marked by them on
//! screen or by a link.
//!
//! Must never know: why the pupil was in the room.

pub mod ask;
pub mod fields;
pub mod look;
pub mod mine;
pub mod missing;
pub mod print;
pub mod whole;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::{Field, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::returning::card::{
    Card, CardRules, How, Lesson, Marked, Said, give as decide, may_mark, may_undo,
};
use casework::returning::fade::{self, Look, Stage};
use casework::returning::{Track, reach};
use casework::school::Setting;
use casework::{Coded, Event, Id, May, Reach, Scope, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::{Source, Write};

/// The lessons of a pupil's own timetable on these days, those that are not school days passed
/// over. A lesson in no period of the day is none: nobody could say when it was.
pub async fn lessons(
    src: &mut dyn Source,
    setting: &Setting,
    pupil: Id,
    days: &[Day],
) -> Result<Vec<Lesson>, Problem> {
    let mut out = Vec::new();
    for day in days.iter().filter(|d| setting.calendar.is_school_day(**d)) {
        let week = setting.calendar.week(*day);
        let found = store::staff::lessons_of(src, setting.school.id, pupil, *day, week).await?;
        for period in setting.lessons_on(*day) {
            if let Some(l) = found.iter().find(|l| l.period == period.code) {
                out.push(Lesson {
                    day: *day,
                    code: l.period.clone(),
                    from: period.from,
                    to: period.to,
                    subject: l.subject.clone(),
                    place: l.place.clone(),
                    teacher: l.teacher,
                });
            }
        }
    }
    Ok(out)
}

/// The lessons of these days that a card asks for, by what was decided when somebody looked: all,
/// chosen ones, or one check a day by the pupil's mentor, or tutor where there is none.
pub async fn asked(
    src: &mut dyn Source,
    setting: &Setting,
    card: &Card,
    days: &[Day],
) -> Result<Vec<Lesson>, Problem> {
    let org = setting.school.id;
    let all = lessons(src, setting, card.pupil, days).await?;
    let looks = store::card::looks(src, org, &[card.id]).await?;
    if looks.iter().all(|l| l.stage == Stage::Every) {
        return Ok(all);
    }
    let school = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &school, card.pupil).await?;
    let checks = pupil.mentor.or(pupil.tutor);
    let mut out = Vec::new();
    for day in days {
        let of_day = all.iter().filter(|l| l.day == *day).cloned().collect();
        out.extend(fade::asked(&looks, *day, of_day, checks));
    }
    Ok(out)
}

/// The days of a card up to a day.
pub fn days_so_far(setting: &Setting, card: &Card, today: Day) -> Vec<Day> {
    setting.calendar.school_days_between(card.from_day, card.to_day.min(today))
}

/// The return of a card, whoever asks: who may act is asked of the lesson.
pub async fn track_of(src: &mut dyn Source, org: Id, card: &Card) -> Result<Track, Problem> {
    let scope = Scope { org, reach: vec![Reach::School] };
    Ok(store::returning::find(src, &scope, card.track).await?)
}

/// Whose marks are kept, and how they came.
pub struct By {
    /// Whose they are, where they are staff.
    pub staff: Option<Id>,
    /// Their name.
    pub name: String,
    /// Who keeps them, where that is somebody else.
    pub kept_by: String,
    /// How they came.
    pub how: How,
}

/// Keeps a lesson's marks. `None` says that the very same is there already, so that what was sent
/// twice is done once.
pub async fn mark(
    w: &mut Write,
    card: &Card,
    lesson: &Lesson,
    said: Said,
    by: By,
    now: Instant,
) -> Result<Option<Event>, Problem> {
    let org = w.org();
    let track = track_of(w, org, card).await?;
    let all = store::card::marked(w, org, &[card.id]).await?;
    let there = all.iter().find(|m| m.day == lesson.day && m.code == lesson.code);
    if there.is_some_and(|m| m.said == said && m.staff == by.staff) {
        return Ok(None);
    }
    may_mark(card, &track, lesson, there, now)?;
    let marked = Marked {
        id: Id::now_v7(),
        card: card.id,
        pupil: card.pupil,
        day: lesson.day,
        code: lesson.code.clone(),
        subject: lesson.subject.clone(),
        staff: by.staff,
        name: by.name,
        kept_by: by.kept_by,
        how: by.how,
        at: now,
        said,
        undone_at: None,
    };
    store::card::mark(w, &marked).await?;
    Ok(Some(told(Verb::CardMarked, card, &marked)))
}

/// A lesson's marks as a line of the trail; what was written stays in its table.
fn told(verb: Verb, card: &Card, m: &Marked) -> Event {
    let marks = match m.said.away() {
        true => "Not in the lesson".to_string(),
        false => m.said.marks.iter().map(|n| card.word(*n)).collect::<Vec<_>>().join(", "),
    };
    Event::new(verb, "card", card.id)
        .pupil(card.pupil)
        .fact("lesson", format!("{} {}", m.code, m.subject))
        .fact("on", m.day.iso())
        .fact("marks", marks)
        .fact("how", m.how.label())
}

/// Undoes a lesson's marks.
pub async fn undo(v: Visit) -> Answer {
    let mut w = v.write("Undoing marks on a report card").await?;
    let marked = store::card::find_marked(&mut w, v.org(), v.id("id")?).await?;
    let card = store::card::find(&mut w, v.org(), marked.card).await?;
    let track = track_of(&mut w, v.org(), &card).await?;
    // Somebody who neither gave the marks nor follows the return is told of none.
    let follows = v.may(May::Returns)
        && store::returning::find(&mut w, &reach(&v.actor, v.today()), track.id).await.is_ok();
    if marked.staff != Some(v.actor.staff) && !follows {
        return Err(Problem::Missing);
    }
    let back = match v.form.text("from") {
        "card" if follows => format!("/returns/{}/card", track.id),
        _ => "/cards".to_string(),
    };
    if marked.undone_at.is_some() {
        return v.to(back);
    }
    may_undo(&marked, &track, v.actor.staff, follows)?;
    store::card::undo(&mut w, marked.id).await?;
    v.commit(w, told(Verb::CardUnmarked, &card, &marked), Vec::new()).await?;
    v.to_saying(back, format!("{} {} is not marked any more", marked.code, marked.subject))
}

/// What the page of a return shows of its card.
pub struct Panel {
    /// The card, once given.
    pub card: Option<Card>,
    /// Lessons that have begun, and how many of them are marked.
    pub so_far: (usize, usize),
    /// What the school has set.
    pub rules: CardRules,
    /// The day a card would begin.
    pub begins: Day,
    /// What it asks for and what was decided, once given.
    pub looked: Option<look::Looked>,
}

impl Panel {
    /// Gathers it.
    pub async fn of(src: &mut dyn Source, v: &Visit, track: &Track) -> Result<Panel, Problem> {
        let card = store::card::of_track(src, v.org(), track.id).await?;
        let mut so_far = (0, 0);
        if let Some(card) = &card {
            let days = days_so_far(&v.setting, card, v.today());
            let asked = asked(src, &v.setting, card, &days).await?;
            let marked = store::card::marked(src, v.org(), &[card.id]).await?;
            let begun = asked.iter().filter(|l| l.day.at(l.from) <= v.now);
            so_far.0 = begun.clone().count();
            so_far.1 =
                begun.filter(|l| marked.iter().any(|m| m.day == l.day && m.code == l.code)).count();
        }
        let soonest = track.from_day.max(v.today());
        let looked = match &card {
            Some(card) => Some(look::Looked::of(src, &v.setting, card, track, v.now).await?),
            None => None,
        };
        Ok(Panel {
            looked,
            card,
            so_far,
            rules: store::card::rules(src, v.org()).await?,
            begins: v.setting.calendar.first_on_or_after(soonest).unwrap_or(soonest),
        })
    }

    /// With invented facts.
    pub fn sample(card: Option<Card>, so_far: (usize, usize)) -> Panel {
        let begins = Day::new(2026, 11, 13).unwrap_or(Day::from_pg(0));
        let looked = card.as_ref().map(look::sample);
        Panel { card, so_far, rules: CardRules::default(), begins, looked }
    }

    /// Draws it.
    pub fn draw(
        &self,
        track: &Track,
        targets: &[String],
        csrf: &str,
        form: &Form,
        e: &Errors,
    ) -> Markup {
        let begins = self.begins.iso();
        let days = self.rules.days.to_string();
        let given = |mut f: Field<'static>, value: &str| -> Markup {
            let typed = form.text(f.name).to_string();
            let shown = if typed.is_empty() { value.to_string() } else { typed };
            f.error = None;
            let error = e.of(f.name).map(str::to_string);
            html! { (Field { value: &shown, error: error.as_deref(), ..f }) }
        };
        html! {
            section.sheet.stack #report-card aria-labelledby="card-h" {
                h2 #card-h { "Report card" }
                @if let Some(card) = &self.card {
                    p { (card.from_day.short()) " to " (card.to_day.short()) ". Marked with " (card.scale.join(", ")) "." }
                    @let (asked, marked) = self.so_far;
                    p { strong { (marked) " of " (asked) } " lessons so far are marked"
                        @if asked > marked { "; " strong { (asked - marked) } " missing, which says nothing either way" } "." }
                    @if let Some(l) = &self.looked {
                        p { @if l.over { "It has ended." } @else { (l.now()) ". Looked at again " (l.until.short()) ": " a href={ "/returns/" (track.id) "/card#look" } { "decide what comes next" } "." } }
                    }
                    p { a href={ "/returns/" (track.id) "/card" } { "See the whole card" } " · " a href={ "/returns/" (track.id) "/card/print" } { "Print a day of it" } }
                    p.soft { "Given by " (card.opened_by) ", " (card.opened_at) "." }
                } @else if track.outcome.is_some() {
                    p { "None was given." }
                } @else if targets.is_empty() {
                    p { "Targets are marked on a card. None were set when the room was left." }
                } @else {
                    p { "Every teacher marks the targets in each lesson: " (self.rules.scale.join(", ")) ". They are asked by email each morning." }
                    form.stack method="post" action={ "/returns/" (track.id) "/card" } {
                        (token(csrf))
                        (given(Field::new("card_from", "First day").kind("date"), &begins))
                        (given(Field::new("card_days", "School days").hint("How long the card runs.").kind("number"), &days))
                        div { button.btn.btn-2 type="submit" { "Put the targets on a report card" } }
                    }
                }
            }
        }
    }
}

/// Puts the targets of a return on a report card.
pub async fn give(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let from = errors.get(v.form.day("card_from"), "card_from", "Give the first day");
    let days = errors.get(v.form.int("card_days"), "card_days", "Give a whole number of days");
    let (Some(from), Some(days)) = (from, days) else {
        let page = super::sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let scope = reach(&v.actor, v.today());
    let mut w = v.write("Putting targets on a report card").await?;
    let track = store::returning::find(&mut w, &scope, v.id("id")?).await?;
    let link = format!("/returns/{}", track.id);
    let targets = super::targets(&mut w, v.org(), &track).await?;
    let there = store::card::of_track(&mut w, v.org(), track.id).await?;
    let planned = decide(&v.setting.calendar, &track, &targets, None, from, days)?;
    if let Some(card) = &there
        && (card.from_day, card.to_day) == planned
    {
        // The same form sent twice did what was asked the first time.
        return v.to(link);
    }
    let (from_day, to_day) =
        decide(&v.setting.calendar, &track, &targets, there.as_ref(), from, days)?;
    let rules = store::card::rules(&mut w, v.org()).await?;
    let card = Card {
        id: Id::now_v7(),
        track: track.id,
        pupil: track.pupil,
        from_day,
        to_day,
        scale: rules.scale,
        clear: rules.clear,
        targets: targets
            .iter()
            .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect(),
        opened_at: v.now,
        opened_by: v.actor.name.clone(),
        ended_at: None,
        goes_on: false,
        version: 1,
    };
    store::card::give(&mut w, &card).await?;
    let until = fade::look_again(&v.setting.calendar, card.from_day, rules.fade.every);
    let begun = Look {
        id: Id::now_v7(),
        card: card.id,
        pupil: card.pupil,
        from_day: card.from_day,
        until_day: until.min(card.to_day),
        stage: Stage::Every,
        subjects: Vec::new(),
        step: None,
        figures: String::new(),
        words: String::new(),
        at: v.now,
        by_name: v.actor.name.clone(),
    };
    store::card::look(&mut w, &begun).await?;
    let event = Event::new(Verb::CardGiven, "card", card.id)
        .pupil(card.pupil)
        .fact("from", card.from_day.iso())
        .fact("to", card.to_day.iso())
        .fact("targets", card.targets.len());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(link, "The report card is given")
}

/// A lesson of a card as a form names it.
pub fn named(form: &Form) -> Result<(Day, String), Problem> {
    let day = form.day("lesson_day").ok_or(Problem::Missing)?;
    Ok((day, form.text("lesson_code").to_string()))
}

/// The fields that name it.
pub fn naming(lesson: &Lesson) -> Markup {
    html! { (hidden("lesson_day", lesson.day.iso())) (hidden("lesson_code", &lesson.code)) }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = mine::samples();
    all.extend(whole::samples());
    all.extend(missing::samples());
    all.extend(print::samples());
    all
}
