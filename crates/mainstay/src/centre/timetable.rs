//! The period grid of a place: taught or alone, in what, with whom; and what is not covered.
//!
//! Must never know: how minutes are counted.

use super::page::TimetablePage;
use super::{event, of_week, open};
use crate::form::{Errors, Form};
use crate::group::named;
use crate::intervention::must_run;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::centre::{LONGEST_NAME, Slot, Way, going};
use casework::group::{Elsewhere, refused};
use casework::school::PeriodKind;
use casework::{Coded, Verb};
use rulebook::Weekday;
use store::Source;

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<TimetablePage, Problem> {
    let (place, pupil) = open(v, src).await?;
    let week = of_week(v, src, &place).await?;
    let mut codes: Vec<String> = Vec::new();
    for p in &v.setting.periods {
        if !codes.contains(&p.code) && matches!(p.kind, PeriodKind::Lesson | PeriodKind::Tutor) {
            codes.push(p.code.clone());
        }
    }
    let mut subjects: Vec<String> = week.own.iter().map(|l| l.subject.clone()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    Ok(TimetablePage {
        words: v.words().clone(),
        who: named(&pupil),
        runs: must_run(v, "/centre").is_ok() && place.ended_on.is_none(),
        staff: crate::intervention::staff_choices(src, v, "Nobody: they work alone").await?,
        codes,
        subjects,
        slots: week.slots,
        own: week.own,
        had: week.had,
        cover: week.cover,
        place,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Sets the periods that are ticked, or takes them out.
pub async fn set(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut w = v.write("Changing a timetable in the support base").await?;
    let (place, pupil) = open(&v, &mut w).await?;
    going(&place)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let at: Vec<(i64, String)> = f
        .all("at")
        .iter()
        .filter_map(|t| {
            let (day, code) = t.split_once('-')?;
            let day = day.parse().ok().filter(|n| Weekday::from_number(*n).is_some())?;
            let known =
                v.setting.periods.iter().any(|p| p.weekday.number() == day && p.code == code);
            known.then(|| (day, code.to_string()))
        })
        .collect();
    if at.is_empty() {
        errors.add("at", "Tick the periods it is about");
    }
    let out = f.text("spent") == "out";
    let way = match out {
        true => None,
        false => errors.get(f.coded::<Way>("spent"), "spent", "Choose how they are spent"),
    };
    let subject = match out {
        true => String::new(),
        false => errors.need(f, "subject", LONGEST_NAME, "Say in what subject, or what it is"),
    };
    let staff = match f.id("staff") {
        Some(id) => Some(store::staff::find(&mut w, v.org(), id).await?),
        None => None,
    };
    if way == Some(Way::Taught) && staff.is_none() {
        errors.add("staff", "Say who teaches it. Without a teacher it is independent work");
    }
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let slot = way.map(|way| Slot {
        weekday: 0,
        code: String::new(),
        way,
        subject,
        staff: staff.as_ref().map(|s| s.id),
        staff_name: staff.as_ref().map(|s| s.full()).unwrap_or_default(),
    });
    if slot.is_some() {
        // A group they are in at that time stands first.
        let (from, to) = (v.today().max(place.from), place.until.max(v.today()));
        let busy = store::group::in_groups(&mut w, v.org(), &[pupil.id], from, to).await?;
        let clashes: Vec<Elsewhere> = busy
            .into_iter()
            .filter(|t| {
                at.iter().any(|(day, code)| {
                    let periods = v.setting.periods_on(t.day);
                    *day == t.day.weekday().number()
                        && periods.iter().any(|p| p.code == *code && p.from < t.to && t.from < p.to)
                })
            })
            .map(|t| Elsewhere {
                who: named(&pupil),
                pupil: pupil.name(),
                day: t.day,
                from: t.from,
                to: t.to,
                what: format!("in the group {}", t.name),
                once: false,
            })
            .collect();
        if !clashes.is_empty() {
            return Err(refused(&clashes, None).into());
        }
    }
    store::centre::set(&mut w, place.id, &at, slot.as_ref()).await?;
    let done = event(Verb::CentreTimed, &place)
        .fact("periods", at.len())
        .fact("spent", way.map_or("out", Coded::code));
    v.commit(w, done, Vec::new()).await?;
    v.to_saying(format!("/centre/{}/timetable", place.id), "Kept")
}
