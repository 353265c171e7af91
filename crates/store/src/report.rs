//! The rows a report is made from. Plain rows by day, so that every sum has one definition, in
//! casework; only the roll is counted here, in small groups.
//!
//! Must never know: which placements count, or what any figure means.

use crate::db::{Fault, Query, Source, q};
use crate::scope::reached;
use casework::report::{Facts, Logged, OnRoll, Placed, Spent};
use casework::scope::Reach;
use casework::{Id, Scope};
use rulebook::Day;

from_row!(Placed {
    id,
    pupil,
    day,
    state,
    arrived_at,
    left_at,
    reason,
    department,
    instead,
    outcome,
    returned,
    year,
    sex,
    sen,
    free_meals,
    ethnicity,
});
from_row!(Spent {
    placement,
    pupil,
    day,
    code,
    from = "from_minute",
    to = "to_minute",
    subject,
    done,
    own,
    asked_at,
    answered_at,
    judged,
    owed,
});
from_row!(Logged { placement, pupil, at, kind });
from_row!(OnRoll { year, sex, sen, free_meals, ethnicity, pupils });

/// Everything the figures of these days are made from, both ends included, of pupils in scope.
/// Duties are staff time and carry no scope; a mentored pupil out of scope is not named.
pub async fn facts(
    src: &mut dyn Source,
    scope: &Scope,
    staff: Id,
    from: Day,
    to: Day,
) -> Result<Facts, Fault> {
    let whole = scope.reach.contains(&Reach::School);
    // Placements that came to nothing are left out early; casework leaves them out again.
    let days = |query: Query| {
        let query = query
            .push(" where pl.org = ")
            .put(scope.org)
            .push(" and pl.day >= ")
            .put(from)
            .push(" and pl.day <= ")
            .put(to)
            .push(" and pl.state in ('here', 'left', 'closed')")
            // Support and calming are no removal: a day with nothing else is not in these figures.
            .push(" and exists (select 1 from slot cs join room cr on cr.org = cs.org and cr.id = cs.room where cs.org = pl.org and cs.placement = pl.id and cr.kind = 'removal')");
        if whole { query } else { reached(query, scope) }
    };
    let placed = days(q(
        "select pl.id, pl.pupil, pl.day, pl.state, pl.arrived_at, pl.left_at, coalesce(re.label, '') as reason, \
         coalesce(st.department, '') as department, r.instead_of_suspension as instead, coalesce(x.outcome, '') as outcome, coalesce(t.outcome, '') as returned, \
         p.year, p.sex, p.sen, p.free_meals, p.ethnicity \
         from placement pl join pupil p on p.org = pl.org and p.id = pl.pupil \
         left join referral r on r.org = pl.org and r.id = pl.referral \
         left join reason re on re.org = pl.org and re.id = coalesce(pl.reason, r.reason) \
         left join staff st on st.org = pl.org and st.id = r.referrer \
         left join exit_interview x on x.org = pl.org and x.placement = pl.id \
         left join return_track t on t.org = pl.org and t.placement = pl.id",
    ))
    .push(" order by pl.day, pl.id")
    .all(src)
    .await?;
    let spent = days(q(
        "select s.placement, s.pupil, s.day, s.code, s.from_minute, s.to_minute, s.subject, s.done, \
         case when exists (select 1 from work k where k.org = s.org and k.slot = s.id and k.same_as_class = true and k.state in ('answered', 'asked', 'escalated') and k.ended_at is null) then true \
         when exists (select 1 from work k where k.org = s.org and k.slot = s.id and k.ended_at is null) then false end as own, \
         (select min(k.asked_at) from work k where k.org = s.org and k.slot = s.id and k.ended_at is null) as asked_at, \
         (select min(coalesce(k.first_answered_at, case when k.state in ('answered', 'none') then k.answered_at end)) from work k \
          where k.org = s.org and k.slot = s.id and k.ended_at is null) as answered_at, \
         (select min(k.judged_first) from work k where k.org = s.org and k.slot = s.id and k.ended_at is null) as judged, \
         case when s.done in ('all', 'most', 'part') and exists (select 1 from work k where k.org = s.org and k.slot = s.id \
          and k.ended_at is null and k.returned_at is null and k.route not in ('', 'online')) then true else false end as owed \
         from placement pl join slot s on s.org = pl.org and s.placement = pl.id \
         join room sr on sr.org = s.org and sr.id = s.room and sr.kind = 'removal' \
         join pupil p on p.org = pl.org and p.id = pl.pupil",
    ))
    .push(" order by s.day, s.from_minute, s.id")
    .all(src)
    .await?;
    let logged = days(q("select e.placement, e.pupil, e.at, e.kind \
         from placement pl join entry e on e.org = pl.org and e.placement = pl.id \
         and e.kind in ('warning', 'praise', 'contact') and e.undone_at is null \
         join pupil p on p.org = pl.org and p.id = pl.pupil"))
    .push(" order by e.at, e.id")
    .all(src)
    .await?;
    let mut duties = crate::duty::between(src, scope.org, from, to).await?;
    if !whole {
        let named: Vec<Id> = duties.iter().filter_map(|d| d.pupil).collect();
        let known = crate::pupil::several(src, scope, &named).await?;
        for duty in &mut duties {
            duty.pupil = duty.pupil.filter(|id| known.iter().any(|p| p.id == *id));
        }
    }
    let calls = crate::duty::calls(src, scope, staff, from, to).await?;
    let sessions = reached(
        q("select m.* from mentoring_session m join pupil p on p.org = m.org and p.id = m.pupil where m.org = ")
            .put(scope.org)
            .push(" and m.day >= ")
            .put(from)
            .push(" and m.day <= ")
            .put(to),
        scope,
    )
    .push(" order by m.day, m.from_minute, m.id")
    .all(src)
    .await?;
    let defects = crate::kit::check::open_between(src, scope.org, from, to).await?;
    Ok(Facts { placed, spent, logged, duties, calls, defects, sessions, back_by: None })
}

/// Every name of every pupil there ever was: as known, and as in law. For looking whether a text that
/// leaves the school names one.
pub async fn names(src: &mut dyn Source, org: Id) -> Result<Vec<(String, String)>, Fault> {
    let query =
        q("select known_given, known_family, legal_given, legal_family from pupil where org = $1");
    let mut out = Vec::new();
    for r in &query.bind(org).rows(src).await? {
        out.push((r.get("known_given")?, r.get("known_family")?));
        out.push((r.get("legal_given")?, r.get("legal_family")?));
    }
    Ok(out)
}

/// Pupils on roll in scope, by year, sex, SEN, free meals and ethnic group.
pub async fn roll(src: &mut dyn Source, scope: &Scope) -> Result<Vec<OnRoll>, Fault> {
    let query = q(
        "select p.year, p.sex, p.sen, p.free_meals, p.ethnicity, count(*) as pupils from pupil p where p.left_on is null",
    );
    reached(query, scope)
        .push(" group by p.year, p.sex, p.sen, p.free_meals, p.ethnicity order by p.year, p.sex, p.sen, p.free_meals, p.ethnicity")
        .all(src)
        .await
}
