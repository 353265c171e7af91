//! Scopes as SQL: the condition every pupil lookup carries.

use crate::db::Query;
use casework::scope::{Reach, Scope};

/// Adds "and the pupil `p` is one this scope reaches" to a query over `pupil p`.
pub(crate) fn reached(mut query: Query, scope: &Scope) -> Query {
    query = query.push(" and p.org = ").put(scope.org);
    if scope.reach.contains(&Reach::School) {
        return query;
    }
    query = query.push(" and (1 = 0");
    for reach in &scope.reach {
        query = match reach {
            Reach::School | Reach::Nobody => query,
            Reach::Years(years) => {
                query.push(" or p.year in ").list(years.iter().copied())
            }
            Reach::Taught(staff) => query
                .push(" or exists (select 1 from class_pupil cp join class_staff cs on cs.org = cp.org and cs.class = cp.class where cp.org = p.org and cp.pupil = p.id and cp.ended_on is null and cs.staff = ")
                .put(*staff)
                .push(")"),
            Reach::Tutees(staff) => query.push(" or p.tutor = ").put(*staff),
            Reach::Mentees(staff) => query.push(" or p.mentor = ").put(*staff),
            Reach::InRoom(day) => query
                .push(" or exists (select 1 from placement pl where pl.org = p.org and pl.pupil = p.id and pl.state <> 'cancelled' and pl.day = ")
                .put(*day)
                .push(")"),
        };
    }
    query.push(")")
}
