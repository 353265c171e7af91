//! What waits about rooms: periods nobody covers, today and on the next school day, and bookings
//! that a date written down later takes.

use crate::problem::Problem;
use crate::rota::cover::Cover;
use casework::Id;
use casework::booking::{Hour, dated};
use casework::room::spell_periods;
use casework::rota::key;
use casework::today::Kind;
use casework::words::Concept;
use store::Source;
use store::today::{Due, hours_with_dates, left_from};

/// Periods with pupils and nobody for them.
pub(super) async fn uncovered(
    v: &super::Reader<'_>,
    src: &mut dyn Source,
) -> Result<Vec<Due>, Problem> {
    let days = super::days(v);
    let left = left_from(src, v.org(), Kind::Cover, days.today).await?;
    let mut out = Vec::new();
    for day in [days.today, days.next] {
        if !v.setting.calendar.is_school_day(day) {
            continue;
        }
        let Some(cover) = Cover::coming(src, v.setting, day, v.now).await? else { continue };
        for gap in cover.gaps.iter().filter(|g| !left.contains(&g.key())) {
            let pupils = v.words().count(Concept::Pupil, gap.pupils);
            out.push(Due {
                kind: Kind::Cover,
                about: gap.key(),
                placement: None,
                who: String::new(),
                day,
                minute: Some(gap.from),
                what: format!(
                    "{} {}: {pupils}, {}",
                    cover.room(gap.room),
                    gap.code,
                    cover.why(gap)
                ),
                n: gap.pupils,
                since: None,
            });
        }
    }
    out.extend(crate::site_duty::due(v, src, [days.today, days.next], &left).await?);
    Ok(out)
}

/// Bookings made before somebody wrote down that the pupil is elsewhere. Keys are in the order of
/// time: a booking made after the date was made in the knowledge of it, by name and reason.
pub(super) async fn clashes(
    v: &super::Reader<'_>,
    src: &mut dyn Source,
) -> Result<Vec<Due>, Problem> {
    let today = v.today();
    let ahead = rulebook::room::CLASHES_LOOKED_FOR.0;
    let last = v.setting.calendar.school_days_after(today, ahead).map_or(today, |c| c.day);
    let hours = hours_with_dates(src, v.org(), today, last).await?;
    let mut pupils: Vec<Id> = hours.iter().map(|h| h.pupil).collect();
    pupils.sort_unstable();
    pupils.dedup();
    let dates = store::known_date::of(src, v.org(), &pupils, today, last).await?;
    let left = left_from(src, v.org(), Kind::Clash, today).await?;
    let mut placements: Vec<Id> = hours.iter().map(|h| h.placement).collect();
    placements.dedup();
    let mut out = Vec::new();
    for placement in placements {
        let own: Vec<_> = hours.iter().filter(|h| h.placement == placement).collect();
        let Some(first) = own.first() else { continue };
        let wanted: Vec<Hour> =
            own.iter().map(|h| Hour { code: h.code.clone(), from: h.from, to: h.to }).collect();
        let order: Vec<String> =
            v.setting.lessons_on(first.day).iter().map(|p| p.code.clone()).collect();
        for of in dates.iter().filter(|d| d.date.id > placement) {
            let about = key(&[placement.as_bytes(), of.date.id.as_bytes()]);
            let met = dated(std::slice::from_ref(of), first.pupil, first.day, &wanted);
            let Some(met) = met.first().filter(|_| !left.contains(&about)) else { continue };
            out.push(Due {
                kind: Kind::Clash,
                about,
                placement: Some(placement),
                who: first.who.clone(),
                day: first.day,
                minute: None,
                what: format!("{}: {}", spell_periods(&met.codes, &order), met.what),
                n: 0,
                since: None,
            });
        }
    }
    Ok(out)
}
