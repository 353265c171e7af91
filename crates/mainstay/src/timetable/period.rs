//! One period of a week: whom somebody is with or what they do, and where.

use super::page::encoded;
use super::{HOME, event, found, tell};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::timetable::{AssistantWeek, Filled, LONGEST, Slot, What, days};
use casework::words::Concept;
use casework::{Coded, Id, Refusal, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;
use store::pupil::Filter;

/// Names that are offered where several are meant.
const OFFERED: i64 = 8;

/// The form.
pub struct PeriodPage {
    /// The week.
    pub week: AssistantWeek,
    /// The day.
    pub day: Day,
    /// "P4"
    pub code: String,
    /// "student"
    pub one: String,
    /// Pupils the typed name may mean.
    pub found: Vec<Choice>,
    /// Something is in it.
    pub filled: bool,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PeriodPage {
    fn title(&self) -> String {
        format!("{} {}", self.day.short(), self.code)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let title = self.title();
        let back = format!("{HOME}/{}", self.week.id);
        let kinds: Vec<Choice> = What::ALL
            .iter()
            .map(|w| match w {
                What::Pupil => Choice::new(w.code(), format!("With one {}", self.one)),
                w => Choice::new(w.code(), w.label()),
            })
            .collect();
        let who = format!("Which {}", self.one);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, &self.week.staff_name))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action={ (back) "/period" } {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("weekday", self.day.weekday().number())) (hidden("code", &self.code))
                    (Choices::one("what", "What is it?", &kinds).from(f, e))
                    @if !self.found.is_empty() { (Choices::one("pupil", &who, &self.found).from(f, e)) }
                    (Field::new("who", &who).hint("Part of the name. Where they are with one.").optional().from(f, e))
                    (Field::new("words", "What is done").hint("Such as “stock and displays”, or the lesson.").optional().from(f, e))
                    (Field::new("place", "Where").optional().from(f, e))
                    div.row {
                        button.btn type="submit" name="act" value="fill" { "Keep it" }
                        @if self.filled { button.btn.btn-2 type="submit" name="act" value="clear" { "Empty it" } }
                        a.btn.btn-2 href=(back) { "Leave it" }
                    }
                }
            }
        }
    }
}

/// The period meant, of a day of the week on which the school is open.
fn meant(v: &Visit, form: &Form, week: &AssistantWeek) -> Result<Slot, Problem> {
    let number = form.int("weekday").unwrap_or_default();
    let code = form.text("code").to_string();
    let day = days(&v.setting, week.monday).into_iter().find(|d| d.weekday().number() == number);
    let day = day.ok_or(Problem::Missing)?;
    if !v.setting.periods_on(day).iter().any(|p| p.code == code) {
        return Err(Problem::Missing);
    }
    Ok(Slot { day, code })
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let week = found(&v, &mut read).await?;
    let slot = meant(&v, &v.query, &week)?;
    let all = store::timetable::filled(&mut read, v.org(), week.id).await?;
    let now = all.iter().find(|f| f.weekday == slot.day.weekday().number() && f.code == slot.code);
    let mut form = Form::of([("version", week.version.to_string())]);
    let mut names = Vec::new();
    if let Some(f) = now {
        form = form.with("what", f.what.code()).with("words", &f.words).with("place", &f.place);
        if let Some(id) = f.pupil {
            let p = store::pupil::find(&mut read, &v.scope(), id).await?;
            names = vec![Choice::pupil(id.to_string(), format!("{}, {}", p.name(), p.form))];
            form = form.with("pupil", id.to_string());
        }
    }
    v.page(&PeriodPage {
        one: v.words().one(Concept::Pupil).to_string(),
        found: names,
        filled: now.is_some(),
        day: slot.day,
        code: slot.code,
        week,
        csrf: v.csrf.clone(),
        form,
        errors: Errors::new(),
    })
}

/// The pupil meant: the one chosen, or the one the typed name finds.
async fn pupil(
    v: &Visit,
    src: &mut dyn Source,
    errors: &mut Errors,
    names: &mut Vec<Choice>,
) -> Result<Option<Id>, Problem> {
    let one = v.words().a(Concept::Pupil);
    if let Some(id) = v.form.id("pupil").filter(|_| !v.form.has("who")) {
        return Ok(Some(store::pupil::find(src, &v.scope(), id).await?.id));
    }
    let text = v.form.text("who").chars().take(80).collect::<String>();
    if text.is_empty() {
        errors.add("who", format!("Type the name of {one}"));
        return Ok(None);
    }
    let filter = Filter { text, take: OFFERED, ..Filter::default() };
    let (found, total) = store::pupil::list(src, &v.scope(), &filter).await?;
    if let ([only], 1) = (found.as_slice(), total) {
        return Ok(Some(only.id));
    }
    // Chosen among those the same name found.
    if let Some(p) = found.iter().find(|p| Some(p.id) == v.form.id("pupil")) {
        return Ok(Some(p.id));
    }
    match total {
        0 => errors.add("who", "Nobody has that name. Type part of it"),
        _ => {
            errors.add("pupil", "More than one has that name. Choose which");
            let each = found.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form)));
            names.extend(each.map(|(id, name)| Choice::pupil(id.to_string(), name)));
        }
    }
    Ok(None)
}

/// Keeps what is in it, or empties it.
pub async fn keep(v: Visit) -> Answer {
    let mut w = v.write("Filling the week of an assistant").await?;
    let week = found(&v, &mut w).await?;
    let slot = meant(&v, &v.form, &week)?;
    let weekday = slot.day.weekday().number();
    let here = format!("{HOME}/{}", week.id);
    let all = store::timetable::filled(&mut w, v.org(), week.id).await?;
    let was = all.iter().find(|f| f.weekday == weekday && f.code == slot.code);
    let (mut errors, mut names) = (Errors::new(), Vec::new());
    let now = if v.form.text("act") == "clear" {
        if week.published_at.is_some() {
            return Err(Refusal::because(
                format!("{} {} of a published week is not emptied", slot.day.short(), slot.code),
                "A week that is published has no unexplained period: what is done instead is said.",
                "The way Mainstay works.",
            )
            .or(
                "Say what is done instead",
                format!("{here}/period?weekday={weekday}&code={}", encoded(&slot.code)),
            )
            .into());
        }
        None
    } else {
        let what = errors.get(v.form.coded::<What>("what"), "what", "Say what it is");
        let words = errors.limit(&v.form, "words", LONGEST);
        let place = errors.limit(&v.form, "place", LONGEST);
        let pupil = match what {
            Some(What::Pupil) => pupil(&v, &mut w, &mut errors, &mut names).await?,
            _ => None,
        };
        if words.is_empty() && matches!(what, Some(What::Group | What::Task)) {
            errors.add("words", "Say what is done");
        }
        let (Some(what), true) = (what, errors.is_empty()) else {
            drop(w);
            return v.again(&PeriodPage {
                one: v.words().one(Concept::Pupil).to_string(),
                found: names,
                filled: was.is_some(),
                day: slot.day,
                code: slot.code,
                week,
                csrf: v.csrf.clone(),
                form: v.form.clone(),
                errors,
            });
        };
        Some(Filled { weekday, code: slot.code.clone(), what, pupil, words, place })
    };
    if was == now.as_ref() {
        return v.to(here);
    }
    if v.form.int("version") != Some(week.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    match &now {
        Some(f) => store::timetable::fill(&mut w, week.id, f).await?,
        None => store::timetable::clear(&mut w, week.id, weekday, &slot.code).await?,
    }
    store::timetable::touch(&mut w, &week).await?;
    tell(&v, &mut w, &week, &slot, now.as_ref()).await?;
    let verb = match week.published_at {
        Some(_) => Verb::TimetableChanged,
        None => Verb::TimetableFilled,
    };
    let said = format!("{} {}", slot.day.short(), slot.code);
    v.commit(w, event(verb, &week).fact("said", &said), Vec::new()).await?;
    let told = week.published_at.is_some() && week.staff != v.actor.staff;
    let then = if told {
        format!("{said} is changed. {} is told", week.staff_name)
    } else {
        format!("{said} is kept")
    };
    v.to_saying(here, then)
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let page = super::sample();
    let one = |found: Vec<Choice>, form: Form, errors| PeriodPage {
        week: page.week.clone(),
        day: page.days[3],
        code: "P4".into(),
        one: "student".into(),
        filled: !found.is_empty(),
        found,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("pupil", "More than one has that name. Choose which");
    let names =
        vec![Choice::pupil("1", "Callie Dunmore, 8N"), Choice::pupil("2", "Callie Reeve, 10Y2")];
    vec![
        framed("timetable-period", &one(Vec::new(), Form::of([("version", "1")]), Errors::new())),
        framed(
            "timetable-period-wrong",
            &one(names, Form::of([("what", "pupil"), ("who", "Callie")]), wrong),
        ),
    ]
}
