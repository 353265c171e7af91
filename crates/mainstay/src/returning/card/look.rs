//! Somebody looks at a report card, sees its figures, and decides what comes next: fewer lessons,
//! more of them, the same again, or off. Nothing moves by itself.
//!
//! Must never know: why the pupil was in the room.

use super::{asked, days_so_far, track_of};
use crate::form::{Errors, Form};
use crate::page::kit::{Area, Choice, Choices, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::returning::card::{Card, Lesson, Marked};
use casework::returning::fade::{
    Fade, Figures, Look, Next, Stage, Step, Typed, decide, may_look, on,
};
use casework::returning::{Track, reach};
use casework::school::Setting;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::{Source, Write};

/// Longest reason.
pub const LONGEST: usize = 500;

/// What a card asks for now, what it said so far, and who looked at it.
pub struct Looked {
    /// Every look, oldest first.
    pub looks: Vec<Look>,
    /// What is asked for today.
    pub stage: Stage,
    /// The lessons, where they are chosen.
    pub subjects: Vec<String>,
    /// The day on which somebody looks again.
    pub until: Day,
    /// Figures since the last look.
    pub since: Figures,
    /// Figures of the whole card.
    pub all: Figures,
    /// The subjects of the pupil's timetable, to choose from.
    pub timetable: Vec<String>,
    /// What the school proposes.
    pub fade: Fade,
    /// The card has ended.
    pub over: bool,
}

/// The lessons of a card that have begun, each with its marks.
async fn begun(
    src: &mut dyn Source,
    setting: &Setting,
    card: &Card,
    now: Instant,
) -> Result<Vec<(Lesson, Option<Marked>)>, Problem> {
    let days = days_so_far(setting, card, now.day());
    let marked = store::card::marked(src, setting.school.id, &[card.id]).await?;
    let lessons = asked(src, setting, card, &days).await?;
    Ok(lessons
        .into_iter()
        .filter(|l| l.day.at(l.from) <= now)
        .map(|l| {
            let m = marked.iter().find(|m| m.day == l.day && m.code == l.code).cloned();
            (l, m)
        })
        .collect())
}

impl Looked {
    /// Gathers it.
    pub async fn of(
        src: &mut dyn Source,
        setting: &Setting,
        card: &Card,
        track: &Track,
        now: Instant,
    ) -> Result<Looked, Problem> {
        let org = setting.school.id;
        let looks = store::card::looks(src, org, &[card.id]).await?;
        let lessons = begun(src, setting, card, now).await?;
        let incidents =
            store::incident::of_pupil(src, org, card.pupil, card.from_day, now.day()).await?;
        let from = looks.last().map_or(card.from_day, |l| l.from_day);
        let recent: Vec<_> = lessons.iter().filter(|(l, _)| l.day >= from).cloned().collect();
        let mut timetable: Vec<String> = Vec::new();
        let first = setting.calendar.first_on_or_after(now.day()).unwrap_or(now.day());
        let week: Vec<Day> = (0..14).map(|n| first.plus(n)).collect();
        for lesson in super::lessons(src, setting, card.pupil, &week).await? {
            if !timetable.contains(&lesson.subject) {
                timetable.push(lesson.subject);
            }
        }
        timetable.sort();
        let (stage, subjects) = on(&looks, now.day());
        Ok(Looked {
            stage,
            subjects: subjects.to_vec(),
            until: looks.last().map_or(card.to_day, |l| l.until_day),
            since: Figures::of(&recent, &incidents, card.clear),
            all: Figures::of(&lessons, &incidents, card.clear),
            timetable,
            fade: store::card::rules(src, org).await?.fade,
            over: card.is_over(track),
            looks,
        })
    }

    /// "Chosen lessons: English, Maths"
    pub fn now(&self) -> String {
        said(self.stage, &self.subjects)
    }

    /// The figures and who looked, with the form for the next look.
    pub fn draw(
        &self,
        card: &Card,
        today: Day,
        csrf: &str,
        form: &Form,
        errors: &Errors,
    ) -> Markup {
        html! {
            section.sheet.stack #look aria-labelledby="look-h" {
                h2 #look-h { "What the card asks, and what comes next" }
                @if self.over { p { (Tag(Standing::None, "The card has ended")) } }
                @else {
                    p { strong { (self.now()) } ". " @if self.until <= today { (Tag(Standing::Due, "To be looked at")) " since " (self.until.short()) } @else { "Somebody looks again on " (self.until.short()) } "." }
                }
                dl.summary.summary-tight {
                    div { dt { "Since the last look" } dd { (self.since.said()) } }
                    div { dt { "The whole card" } dd { (self.all.said()) } }
                    div { dt { "The school’s plan" } dd { (self.fade.said()) ". A person decides each step." } }
                }
                @if !self.over { (self.ask(card, csrf, form, errors)) }
                @if !self.looks.is_empty() {
                    details.working { summary { "Every look" }
                        ol.working-body.stack { @for l in self.looks.iter().rev() { li.stack.stack-2 {
                            p { strong { @match l.step { Some(s) => (s.label()), None => "Begun" } } ", from " (l.from_day.short()) ": " (said(l.stage, &l.subjects)) "." }
                            @if !l.figures.is_empty() { p { "Figures then: " (l.figures) "." } }
                            @if !l.words.is_empty() { p { "“" (l.words) "”" } }
                            p.soft { (l.by_name) ", " (l.at) }
                        } } }
                    }
                }
            }
        }
    }

    fn ask(&self, card: &Card, csrf: &str, form: &Form, errors: &Errors) -> Markup {
        let wrong = ["step", "subjects", "words"].iter().any(|f| errors.of(f).is_some());
        html! {
            details.working open[wrong] { summary { "Decide what comes next" }
                form.working-body.stack.stack-5 method="post" action={ "/returns/" (card.track) "/card/look" } {
                    (token(csrf)) (hidden("version", card.version))
                    (steps("step", "What comes next?", self.stage, form, errors))
                    (subjects("subjects", &self.timetable, form, errors))
                    (Area::new("words", "Why").rows(2).hint("Needed unless it steps down.").from(form, errors))
                    p { button.btn type="submit" { "Keep the decision" } }
                }
            }
        }
    }
}

fn said(stage: Stage, subjects: &[String]) -> String {
    match stage {
        Stage::Chosen => format!("{}: {}", stage.label(), subjects.join(", ")),
        other => other.label().to_string(),
    }
}

/// The steps there are from a stage, each with what it leads to.
pub fn steps(name: &str, label: &str, now: Stage, form: &Form, errors: &Errors) -> Markup {
    let choices: Vec<Choice> = Step::ALL
        .iter()
        .filter_map(|s| {
            let leads = casework::returning::fade::leads(now, *s).ok()?;
            let hint = match leads {
                Some(stage) => stage.label().to_string(),
                None => "Nobody is asked any more".to_string(),
            };
            Some(Choice::new(s.code(), s.label()).hint(hint))
        })
        .collect();
    html! { (Choices::one(name, label, &choices).from(form, errors)) }
}

/// The lessons to choose from.
pub fn subjects(name: &str, timetable: &[String], form: &Form, errors: &Errors) -> Markup {
    let choices: Vec<Choice> = timetable.iter().map(|s| Choice::new(s, s)).collect();
    html! { (Choices::many(name, "Which lessons are still marked?", &choices).hint("Only where lessons are chosen.").from(form, errors)) }
}

/// What was typed for a look.
pub fn typed(form: &Form, step: &str, chosen: &str, words: String, timetable: &[String]) -> Typed {
    let subjects = form.all(chosen).into_iter().filter(|s| timetable.iter().any(|t| t == s));
    Typed { step: form.coded(step), subjects: subjects.map(String::from).collect(), words }
}

/// Keeps a decision, with the figures it was made on. The card runs on to the next look, or ends.
pub async fn keep(
    w: &mut Write,
    card: &Card,
    next: &Next,
    figures: &Figures,
    words: &str,
    after_outcome: bool,
) -> Result<Event, Problem> {
    let (at, by_name) = (w.at(), w.act().who.clone());
    let stage = next.stage.unwrap_or(Stage::Every);
    match next.stage {
        Some(_) => {
            let to = next.until_day.max(card.to_day);
            store::card::runs_to(w, card, to, after_outcome || card.goes_on).await?;
            let look = Look {
                id: Id::now_v7(),
                card: card.id,
                pupil: card.pupil,
                from_day: next.from_day,
                until_day: next.until_day,
                stage,
                subjects: next.subjects.clone(),
                step: Some(next.step),
                figures: figures.said(),
                words: words.to_string(),
                at,
                by_name,
            };
            store::card::look(w, &look).await?;
        }
        None => {
            store::card::end(w, card).await?;
            crate::message::ask::taken_back(w, card.track).await?;
        }
    }
    let mut event = Event::new(Verb::CardLooked, "card", card.id)
        .pupil(card.pupil)
        .fact("decided", next.step.code())
        .fact("figures", figures.said());
    if next.stage.is_some() {
        event = event.fact("now", said(stage, &next.subjects)).fact("until", next.until_day.iso());
    }
    Ok(event)
}

/// Decides what comes next.
pub async fn post(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let words = errors.limit(&v.form, "words", LONGEST);
    let scope = reach(&v.actor, v.today());
    let mut w = v.write("Looking at a report card").await?;
    let track = store::returning::find(&mut w, &scope, v.id("id")?).await?;
    let card = store::card::of_track(&mut w, v.org(), track.id).await?.ok_or(Problem::Missing)?;
    let link = format!("/returns/{}/card", track.id);
    may_look(&card, card.is_over(&track))?;
    let looked = Looked::of(&mut w, &v.setting, &card, &track, v.now).await?;
    let typed = typed(&v.form, "step", "subjects", words, &looked.timetable);
    let next = match decide(&v.setting.calendar, looked.fade, looked.stage, &typed, v.today()) {
        Ok(next) if errors.is_empty() => next,
        other => {
            for (name, message) in other.err().unwrap_or_default() {
                errors.add(name, message);
            }
            drop(w);
            let page = super::whole::sheet(&v, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    if v.form.int("version") != Some(card.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let event = keep(&mut w, &card, &next, &looked.since, &typed.words, card.goes_on).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        link,
        match next.stage {
            Some(_) => format!("Kept. Somebody looks again on {}", next.until_day.short()),
            None => "Off the card. Nobody is asked any more".into(),
        },
    )
}

/// Cards this person follows that somebody is to look at by today: card, return, pupil, since when.
pub async fn due(
    src: &mut dyn Source,
    v: &crate::today::Reader<'_>,
) -> Result<Vec<(Card, Day)>, Problem> {
    let cards = store::card::open(src, &reach(v.actor, v.today())).await?;
    let ids: Vec<Id> = cards.iter().map(|c| c.id).collect();
    let looks = store::card::looks(src, v.org(), &ids).await?;
    let mut out = Vec::new();
    for card in cards {
        let last = looks.iter().rfind(|l| l.card == card.id);
        let until = last.map_or(card.to_day, |l| l.until_day);
        let track = track_of(src, v.org(), &card).await?;
        // The outcome of the return decides it that day.
        let outcome = track.outcome.is_none() && track.to_day <= v.today();
        if until <= v.today() && !outcome {
            out.push((card, until));
        }
    }
    Ok(out)
}

/// For the gallery.
pub fn sample(card: &Card) -> Looked {
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::from_pg(0));
    let look = Look {
        id: Id::from_u128(1),
        card: card.id,
        pupil: card.pupil,
        from_day: day(11),
        until_day: day(17),
        stage: Stage::Every,
        subjects: Vec::new(),
        step: None,
        figures: String::new(),
        words: String::new(),
        at: day(10).at(Default::default()),
        by_name: "Ms Dara Okell".into(),
    };
    Looked {
        looks: vec![look],
        stage: Stage::Every,
        subjects: Vec::new(),
        until: day(17),
        since: Figures { asked: 9, clear: 6, not_clear: 1, away: 0, missing: 2 },
        all: Figures { asked: 9, clear: 6, not_clear: 1, away: 0, missing: 2 },
        timetable: ["English", "History", "Maths", "Science"].map(String::from).to_vec(),
        fade: Fade::default(),
        over: false,
    }
}
