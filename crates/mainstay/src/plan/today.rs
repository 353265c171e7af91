//! Lines of Today about plans: reviews to hold for whoever oversees one, and what a teacher is
//! asked: to read a plan, to contribute, whether it is in use.

use crate::problem::Problem;
use crate::today::Reader;
use casework::today::Kind;
use casework::{Coded, Id, May, Reach, Scope};
use rulebook::Day;
use std::collections::HashMap;
use store::Source;
use store::today::Due;

fn due_on(kind: Kind, about: Id, plan: Id, day: Day, what: String, n: i64) -> Due {
    Due {
        kind,
        about,
        // Where it is done: the plan, or nothing where the line has a page of its own.
        placement: Some(plan),
        who: String::new(),
        day,
        minute: None,
        what,
        n,
        since: None,
    }
}

/// Everything of these kinds that waits for somebody.
pub async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    kinds: &[Kind],
) -> Result<Vec<Due>, Problem> {
    let (org, today, staff) = (v.org(), v.today(), v.actor.staff);
    let mut out: Vec<(Id, Due)> = Vec::new();
    if kinds.contains(&Kind::PlanReview) {
        let due = store::plan::used::to_hold(src, org, staff, today).await?;
        let pupils: Vec<Id> = due.iter().map(|r| r.pupil).collect();
        let opens = v.actor.scope_for(May::PupilFile, today);
        let seen = store::pupil::several(src, &opens, &pupils).await?;
        for r in due.into_iter().filter(|r| seen.iter().any(|p| p.id == r.pupil)) {
            let what = match r.week {
                0 => r.kind.label().to_string(),
                n => format!("{}, school week {n}", r.kind.label()),
            };
            out.push((r.pupil, due_on(Kind::PlanReview, r.id, r.plan, r.due, what, 0)));
        }
    }
    if kinds.contains(&Kind::PlanAsked) {
        let (asks, reads, checks) = store::plan::asked::waiting(src, org, staff).await?;
        // Whoever teaches a pupil no more is not asked to read their plan.
        let pupils: Vec<Id> = reads.iter().chain(&checks).map(|a| a.pupil).collect();
        let seen = store::pupil::several(src, &v.actor.scope(today), &pupils).await?;
        let sees = |id: Id| seen.iter().any(|p| p.id == id);
        for (n, list) in [(0, asks), (1, reads), (2, checks)] {
            for a in list {
                if n == 0 || sees(a.pupil) {
                    let what = a.kind.label().to_string();
                    out.push((a.pupil, due_on(Kind::PlanAsked, a.id, a.plan, a.due, what, n)));
                }
            }
        }
        let left = store::today::left_of(src, org, &[Kind::PlanAsked]).await?;
        out.retain(|(_, d)| {
            d.kind != Kind::PlanAsked || !left.iter().any(|(_, about, _)| *about == d.about)
        });
    }
    let ids: Vec<Id> = out.iter().map(|(pupil, _)| *pupil).collect();
    let scope = Scope { org, reach: vec![Reach::School] };
    let rows = store::pupil::several(src, &scope, &ids).await?;
    let names: HashMap<Id, String> =
        rows.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect();
    Ok(out
        .into_iter()
        .map(|(pupil, due)| Due { who: names.get(&pupil).cloned().unwrap_or_default(), ..due })
        .collect())
}

/// How such a line reads, and where it is done.
pub fn line(d: &Due, day: &str) -> (String, String) {
    let plan = d.placement.map(|id| format!("/plans/{id}/page")).unwrap_or_default();
    match (d.kind, d.n) {
        (Kind::PlanReview, _) => {
            (format!("{}, due {day}", d.what), format!("/plans/reviews/{}", d.about))
        }
        (_, 1) => (format!("Read it: {}, by {day}", d.what.to_lowercase()), plan),
        (_, 2) => {
            (format!("Is it in use? {}, by {day}", d.what), format!("/plans/checks/{}", d.about))
        }
        _ => (
            format!("Your part: {}, by {day}", d.what.to_lowercase()),
            format!("/plans/asks/{}", d.about),
        ),
    }
}
