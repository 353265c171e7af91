//! Site duties: who has the gate, the yard and lunch, by the week and on one day, with what is
//! covered by nobody.
//!
//! Must never know: why somebody is away.

pub mod edit;
mod page;
pub mod print;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::site_duty::{SHORT, SiteChange, SiteDuty, Stands, key, stands};
use casework::staff_day::{What, cover_clashes};
use casework::today::Kind;
use casework::{Event, Id, May, Verb};
use page::DayPage;
use rulebook::{Day, Minute};
use store::Source;
use store::today::Due;

/// Where they are.
pub const HOME: &str = "/site-duties";

/// The duties of a day with how each stands.
pub(crate) async fn of_day(
    src: &mut dyn Source,
    org: Id,
    day: Day,
) -> Result<Vec<(SiteDuty, Stands)>, Problem> {
    let duties = store::site_duty::of_day(src, org, day).await?;
    let changes = store::site_duty::changes(src, org, day, day).await?;
    let rota = store::rota::of_day(src, org, day).await?;
    let mut staff: Vec<Id> = duties
        .iter()
        .filter_map(|d| d.staff)
        .chain(changes.iter().filter_map(|c| c.staff))
        .collect();
    staff.sort_unstable();
    staff.dedup();
    let weeks = store::timetable::working_weeks(src, org, &staff).await?;
    Ok(duties
        .into_iter()
        .map(|d| {
            let there = |id: Id| {
                let week = weeks.iter().find(|w| w.staff == id);
                let works = week.is_none_or(|w| w.is_in(day.weekday(), d.from, d.to));
                let away =
                    rota.away.iter().any(|a| a.staff == id && a.room.is_none() && a.from < d.to);
                works && !away
            };
            let s = stands(&d, &changes, day, there);
            (d, s)
        })
        .collect())
}

async fn sheet(v: &Visit, day: Day, form: Form, errors: Errors) -> Result<DayPage, Problem> {
    let mut read = v.read().await?;
    let leads = v.may(May::Team);
    let changed = store::site_duty::changes(&mut read, v.org(), day, day).await?;
    let mut ahead = 0;
    if leads {
        ahead =
            store::site_duty::all(&mut read, v.org()).await?.iter().filter(|d| d.active).count();
    }
    let people = crate::team::people(&mut read, v).await?;
    let closed = v.setting.calendar.why_closed(day);
    Ok(DayPage {
        day,
        today: v.today(),
        before: v.setting.calendar.last_before(day),
        after: v.setting.calendar.first_on_or_after(day.plus(1)),
        duties: match closed {
            None => of_day(&mut read, v.org(), day).await?,
            Some(_) => Vec::new(),
        },
        closed,
        changed,
        me: v.actor.staff,
        staff: if leads { crate::team::choices(&people, None) } else { Vec::new() },
        any: ahead > 0,
        leads,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows a day.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    let page = sheet(&v, day, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Gives one day of a duty to somebody else, leaves it out, or lets it be as the week says again.
pub async fn change(v: Visit) -> Answer {
    let f = &v.form;
    let day = f.day("day").unwrap_or_else(|| v.today());
    let mut errors = Errors::new();
    if day < v.today() {
        errors.add("duty", "That day is over. Who had a duty then stays as it was");
    }
    let mut w = v.write("Changing who has a site duty on one day").await?;
    let here = format!("{HOME}?day={}", day.iso());
    let duties = of_day(&mut w, v.org(), day).await?;
    let duty = f.id("duty").and_then(|id| duties.iter().find(|(d, _)| d.id == id));
    let duty = errors.get(duty, "duty", "Choose the duty").map(|(d, _)| d.clone());
    let why = errors.limit(f, "why", SHORT);
    let event = |d: &SiteDuty| {
        Event::new(Verb::SiteDutyChanged, "site_duty", d.id).fact("duty", &d.name).fact("on", day)
    };
    if f.text("act") == "week" {
        let Some(d) = duty.filter(|_| errors.is_empty()) else {
            return again(&v, w, day, errors).await;
        };
        if store::site_duty::as_the_week(&mut w, d.id, day).await? {
            v.commit(w, event(&d).fact("said", "as the week says"), Vec::new()).await?;
        }
        return v.to_saying(here, "It is as the week says again");
    }
    let left_out = f.text("act") == "out";
    let people = crate::team::people(&mut w, &v).await?;
    let who = match left_out {
        true => None,
        false => crate::team::chosen(&people, &v, &mut errors, "staff", "Choose who has it"),
    };
    if left_out && why.is_empty() {
        errors.add("why", "Say why it is left out that day");
    }
    let mut met = Vec::new();
    if let (Some(d), Some(p)) = (&duty, who) {
        met = crate::staff_day::of(&v.setting, &mut w, p.staff, day).await?.in_the_way(
            d.from,
            d.to,
            (What::Duty, Some(d.id)),
        );
        if !met.is_empty() && !f.ticked("anyway") {
            errors.add("anyway", cover_clashes(&p.name, day, &met));
        }
    }
    let (Some(d), true) = (duty, errors.is_empty()) else { return again(&v, w, day, errors).await };
    let c = SiteChange {
        duty: d.id,
        day,
        staff: who.map(|p| p.staff),
        staff_name: who.map(|p| p.name.clone()).unwrap_or_default(),
        why: why.clone(),
        made_by: v.actor.name.clone(),
    };
    let had = casework::site_duty::stands(
        &d,
        &store::site_duty::changes(&mut w, v.org(), day, day).await?,
        day,
        |_| true,
    );
    store::site_duty::change(&mut w, &c).await?;
    let at = format!("{} {}, {}", d.name, d.from, day);
    if let Some(p) = who {
        crate::staff_day::tell(&mut w, p.staff, day, &format!("You have the duty {at}"), v.today())
            .await?;
    }
    if let Stands::Had(id, _) = had
        && Some(id) != c.staff
    {
        crate::staff_day::tell(&mut w, id, day, &format!("Not yours that day: {at}"), v.today())
            .await?;
    }
    let mut said = event(&d).fact("why", &why);
    if !met.is_empty() {
        said = said.fact("clash", met.join("; "));
    }
    if let Some(p) = who {
        said = said.fact("of", &p.name);
    }
    v.commit(w, said, Vec::new()).await?;
    match who {
        Some(p) => v.to_saying(here, format!("{} has it on {day}, and is told", p.name)),
        None => v.to_saying(here, format!("It is left out on {day}")),
    }
}

async fn again(v: &Visit, w: store::Write, day: Day, errors: Errors) -> Answer {
    drop(w);
    let page = sheet(v, day, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Lines of Today: duties of today and of the next school day that nobody has.
pub(crate) async fn due(
    v: &crate::today::Reader<'_>,
    src: &mut dyn Source,
    days: [Day; 2],
    left: &[Id],
) -> Result<Vec<Due>, Problem> {
    let mut out = Vec::new();
    for day in days {
        if !v.setting.calendar.is_school_day(day) {
            continue;
        }
        for (d, s) in of_day(src, v.org(), day).await? {
            let about = key(d.id, day);
            let over = d.to <= v.now.minute() && day == v.today();
            if !s.is_gap() || left.contains(&about) || over {
                continue;
            }
            let why = match &s {
                Stands::Missing(_, name) => format!("{name} is not there"),
                _ => "nobody has it".to_string(),
            };
            out.push(Due {
                kind: Kind::Cover,
                about,
                placement: None,
                who: String::new(),
                day,
                minute: Some(d.from),
                what: format!("{}: {why}", d.name),
                n: SITE,
                since: None,
            });
        }
    }
    Ok(out)
}

/// The number on a line of Today that says that it is a site duty, and no room.
pub(crate) const SITE: i64 = -1;

/// A stretch in words.
pub(crate) fn when(from: Minute, to: Minute) -> String {
    format!("{from}–{to}")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(edit::samples());
    all.push(print::sample());
    all
}
