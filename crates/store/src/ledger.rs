//! The lessons missed: one row for each period of a placement that stands, with the work that was
//! there for it.
//!
//! Must never know: which of them count, or how they add up.

use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::impact::Once;
use casework::ledger::{Given, Line, Taught};
use casework::returning::Outcome;
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Given, Outcome);
from_row!(Line {
    placement,
    pupil,
    day,
    code,
    from = "from_minute",
    to = "to_minute",
    subject,
    teacher,
    department,
    kind,
    given,
    state,
    arrived_at,
    left_at,
});

/// The lessons of pupils in scope from one day to another, both included; of one pupil where one
/// is named. Bookings that stand are among them.
pub async fn lines(
    src: &mut dyn Source,
    scope: &Scope,
    pupil: Option<Id>,
    from: Day,
    to: Day,
) -> Result<Vec<Line>, Fault> {
    let mut query = reached(
        q("select s.placement, s.pupil, s.day, s.code, s.from_minute, s.to_minute, s.subject, s.teacher, coalesce(st.department, '') as department, \
           r.kind, pl.state, pl.arrived_at, pl.left_at, \
           case when exists (select 1 from work k where k.org = s.org and k.slot = s.id and k.ended_at is null and k.same_as_class = true and k.state = 'answered') then 'own' \
           when exists (select 1 from work k where k.org = s.org and k.slot = s.id and k.ended_at is null and (k.state = 'bank' or k.bank_unit is not null)) then 'bank' \
           when exists (select 1 from work k where k.org = s.org and k.slot = s.id and k.ended_at is null and k.state = 'answered') then 'other' \
           else 'nothing' end as given \
           from slot s join placement pl on pl.org = s.org and pl.id = s.placement \
           join room r on r.org = s.org and r.id = s.room join pupil p on p.org = s.org and p.id = s.pupil \
           left join staff st on st.org = s.org and st.id = s.teacher \
           where pl.state in ('booked', 'here', 'left', 'closed')"),
        scope,
    )
    .push(" and s.day >= ")
    .put(from)
    .push(" and s.day <= ")
    .put(to);
    if let Some(pupil) = pupil {
        query = query.push(" and s.pupil = ").put(pupil);
    }
    query.push(" order by s.day, s.from_minute, s.pupil, s.id").all(src).await
}

from_row!(Once { placement, pupil, day, periods, returned });

/// Placements that took place in rooms that count, of pupils in scope, by day.
pub async fn placed(
    src: &mut dyn Source,
    scope: &Scope,
    from: Day,
    to: Day,
) -> Result<Vec<Once>, Fault> {
    reached(
        q("select pl.id as placement, pl.pupil, pl.day, \
           (select count(*) from slot s join room r on r.org = s.org and r.id = s.room where s.org = pl.org and s.placement = pl.id and r.kind = 'removal') as periods, \
           (select max(t.outcome) from return_track t where t.org = pl.org and t.placement = pl.id and t.outcome <> '') as returned \
           from placement pl join pupil p on p.org = pl.org and p.id = pl.pupil where pl.state in ('here', 'left', 'closed') \
           and exists (select 1 from slot s join room r on r.org = s.org and r.id = s.room where s.org = pl.org and s.placement = pl.id and r.kind = 'removal')"),
        scope,
    )
    .push(" and pl.day >= ")
    .put(from)
    .push(" and pl.day <= ")
    .put(to)
    .push(" order by pl.day, pl.id")
    .all(src)
    .await
}

from_row!(Taught { weekday, week, period, lessons });

/// What a department teaches on the timetable as it is now.
pub async fn taught(src: &mut dyn Source, org: Id, department: &str) -> Result<Vec<Taught>, Fault> {
    q("select l.weekday, l.week, l.period, count(*) as lessons from lesson l join class c on c.org = l.org and c.id = l.class \
       left join staff st on st.org = l.org and st.id = l.staff \
       where l.org = $1 and l.ended_on is null and c.ended_on is null and (st.department = $2 or (st.id is null and c.subject = $2)) \
       group by l.weekday, l.week, l.period order by l.weekday, l.week, l.period")
        .bind(org)
        .bind(department)
        .all(src)
        .await
}
