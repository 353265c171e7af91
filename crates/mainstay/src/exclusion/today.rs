//! Lines of Today about suspensions and permanent exclusions: what is owed and due, dates that
//! moved, and drafts that wait for the headteacher.
//!
//! Must never let one go but by what came of it: proof, or a reason on the record.

use super::About;
use crate::problem::Problem;
use crate::today::{Reader, days};
use casework::exclusion::Exclusion;
use casework::exclusion::decide::missing;
use casework::hearing::share::CODES;
use casework::today::Kind;
use casework::{May, Role};
use rulebook::duty::Due as When;
use rulebook::{Minute, clocks};
use store::Source;
use store::exclusion::Narrow;
use store::today::Due;

/// Everything of it that waits for this person.
pub async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let mut out = Vec::new();
    let scope = v.actor.scope_for(May::Exclusions, v.today());
    let leads = v.actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head));
    let decides = v.actor.may(May::DecideExclusion);
    let next = days(v).next;
    // What lies further back than two school years is nobody's to do.
    let (year, _) = v.setting.calendar.school_year(v.today());
    let (since, _) = v.setting.calendar.school_year(year.plus(-1));
    let by = Narrow { from: Some(since), ..Narrow::default() };
    // Once the pupil is back and the longest time for a meeting is well over, nothing is looked at.
    let longest = clocks::GB_MEET_LONG.number() + clocks::GB_MEET_SHORT.number();
    let recent = v.setting.calendar.school_days_before(v.today(), u32::from(longest));
    let over = |e: &Exclusion| {
        let past = e.back_on.is_some() || e.cancelled_on.is_some();
        past && e.first.zip(recent).is_some_and(|(first, recent)| first < recent)
    };
    for l in store::exclusion::list(src, &scope, by, 500).await? {
        let e = &l.exclusion;
        let decided_by = e.decided.as_ref().map(|d| d.staff);
        let mine = e.by_staff == v.actor.staff || decided_by == Some(v.actor.staff);
        if over(e) || (!mine && !leads) {
            continue;
        }
        let who = format!("{}, {}", l.name, l.form);
        let line = |day, minute, what: String, n| Due {
            kind: Kind::Owed,
            about: e.id,
            placement: None,
            who: who.clone(),
            day,
            minute,
            what,
            n,
            since: None,
        };
        let pupil = store::pupil::find(src, &scope, e.pupil).await?;
        let about = About::gather(src, v.setting, e.clone(), pupil).await?;
        if e.is_draft() {
            let whole = missing(&about.e, &about.texts, &about.exhibits).is_empty();
            if decides && whole {
                out.push(line(
                    v.today(),
                    None,
                    format!("A {} to decide, prepared by {}", e.noun(), e.by_name),
                    1,
                ));
            } else if mine && !whole {
                out.push(line(
                    v.today(),
                    None,
                    format!("The record of a {} is begun and not whole", e.noun()),
                    1,
                ));
            }
            continue;
        }
        for c in about.changes.iter().filter(|c| c.seen_at.is_none()) {
            let words = about.owed.iter().find(|o| o.code == c.code).map_or("A date", |o| o.words);
            out.push(line(
                c.at.day(),
                None,
                format!("{words}: the calendar moved the date; look at both"),
                2,
            ));
        }
        // Each day somewhere else is written down, and somebody makes sure that they are safe.
        let yesterday = v.today().plus(-1);
        for offer in &about.offers {
            if let Some(day) = about.unwritten(offer, yesterday).first() {
                let what = format!("{}: write down whether they were there", offer.provider);
                out.push(line(*day, None, what, 5));
            }
        }
        for d in about.offer_days.iter().filter(|d| d.unchecked()) {
            out.push(line(
                d.day,
                None,
                "Not there, and nobody has made sure they are safe".into(),
                5,
            ));
        }
        // What is seen to at a hearing stands on Today by itself.
        let heard = |code: &str| about.hearings.is_some() && CODES.contains(&code);
        for o in about.owed.iter().filter(|o| o.open() && !heard(o.code)) {
            let Some(day) = o.day() else { continue };
            let late = day < v.today();
            if day > next || !(mine || decides || late) {
                continue;
            }
            let minute = match o.due {
                Ok(When::EndOfAfternoon(_)) => ends(v, day),
                Ok(When::Moment(at)) => Some(at.minute()),
                _ => None,
            };
            let whom = o.whom.as_ref().map(|w| format!(": {}", w.name)).unwrap_or_default();
            out.push(line(day, minute, format!("{}{whom}", o.words), 0));
        }
    }
    Ok(out)
}

/// The end of the afternoon session: of the last lesson.
fn ends(v: &Reader<'_>, day: rulebook::Day) -> Option<Minute> {
    v.setting.lessons_on(day).last().map(|p| p.to)
}
