//! Finished work that has not gone back to its teacher.
//!
//! Must never know: when it should have; the caller counts on the calendar.

use super::{Due, MOST, WHO, not_left, who};
use crate::db::{Fault, Source, q};
use casework::Actor;
use casework::today::Kind;
use rulebook::Day;

/// The finished work of these days that nobody has handed back, oldest first. `day` is the day of
/// the lesson.
pub async fn not_back(
    src: &mut dyn Source,
    actor: &Actor,
    from: Day,
    to: Day,
) -> Result<Vec<Due>, Fault> {
    let query = q("select w.id, w.placement, w.day, w.code, w.subject, coalesce(st.title, '') as title, coalesce(st.family, '') as family, ")
        .push(WHO)
        .push(
            " from work w join pupil pu on pu.org = w.org and pu.id = w.pupil \
              join slot s on s.org = w.org and s.id = w.slot \
              left join staff st on st.org = w.org and st.id = w.teacher \
              where w.ended_at is null and w.returned_at is null and w.route not in ('', 'online') \
              and s.done in ('all', 'most', 'part') and w.org = ",
        )
        .put(actor.org)
        .push(" and w.day >= ")
        .put(from)
        .push(" and w.day <= ")
        .put(to);
    let query = not_left(query, Kind::WorkBack, "w.org and lt.about = w.id")
        .push(" order by w.day, w.code, pu.sort_key, w.id limit ")
        .put(MOST);
    let mut out = Vec::new();
    for row in query.rows(src).await? {
        let [code, subject, title, family] = [
            row.get::<String>("code")?,
            row.get::<String>("subject")?,
            row.get::<String>("title")?,
            row.get::<String>("family")?,
        ];
        let teacher = match family.is_empty() {
            true => "the department".to_string(),
            false => format!("{title} {family}").trim().to_string(),
        };
        out.push(Due {
            kind: Kind::WorkBack,
            about: row.get("id")?,
            placement: Some(row.get("placement")?),
            who: who(&row)?,
            day: row.get("day")?,
            minute: None,
            what: format!("{code} {subject} to {teacher}"),
            n: 0,
            since: None,
        });
    }
    Ok(out)
}
