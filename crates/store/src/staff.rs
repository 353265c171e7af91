//! Staff, classes and the timetable: who teaches what, when and where.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::school::Staff;
use rulebook::{Day, Week};

from_row!(Staff { id, code, title, given, family, email, post, department, left_on });

/// One member of staff of the school.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Staff, Problem> {
    q("select * from staff where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Several, in no order.
pub async fn several(src: &mut dyn Source, org: Id, ids: &[Id]) -> Result<Vec<Staff>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from staff where org = ")
        .put(org)
        .push(" and id in ")
        .list(ids.iter().copied())
        .all(src)
        .await
}

/// Everybody now at the school, by family name.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Staff>, Fault> {
    q("select * from staff where org = $1 and left_on is null order by lower(family), lower(given), id").bind(org).all(src).await
}

/// Who holds a role at the school.
pub async fn with_role(
    src: &mut dyn Source,
    org: Id,
    role: casework::Role,
) -> Result<Vec<Staff>, Fault> {
    q("select s.* from staff s join membership m on m.org = s.org and m.staff = s.id and m.active = true \
       join membership_role r on r.org = m.org and r.account = m.account \
       where s.org = $1 and r.role = $2 and s.left_on is null order by lower(s.family), s.id")
        .bind(org).bind(casework::Coded::code(role)).all(src).await
}

/// Who may do a thing at the school and can sign in to do it.
pub async fn who_may(src: &mut dyn Source, org: Id, what: casework::May) -> Result<Vec<Id>, Fault> {
    let rows = q("select m.staff, r.role from membership m join membership_role r on r.org = m.org and r.account = m.account \
       where m.org = $1 and m.active = true order by m.staff, r.role")
        .bind(org)
        .rows(src)
        .await?;
    let mut who = Vec::new();
    for row in &rows {
        let role: casework::Role = crate::row::coded_col(row, "role")?;
        if role.may(what) {
            who.push(row.get("staff")?);
        }
    }
    who.dedup();
    Ok(who)
}

/// The subjects of classes that have lessons now, each once however it is written.
pub async fn subjects(src: &mut dyn Source, org: Id) -> Result<Vec<String>, Fault> {
    let rows = q("select distinct c.subject from class c where c.org = $1 and c.subject <> '' and exists \
        (select 1 from lesson l where l.org = c.org and l.class = c.id and l.ended_on is null) order by c.subject")
        .bind(org).rows(src).await?;
    let mut all = Vec::<String>::new();
    for row in &rows {
        let subject: String = row.get::<String>("subject")?.trim().to_string();
        if !all.iter().any(|s| s.to_lowercase() == subject.to_lowercase()) {
            all.push(subject);
        }
    }
    Ok(all)
}

/// Keeps the subject a member of staff heads.
pub async fn lead(w: &mut Write, staff: Id, subject: &str) -> Result<(), Fault> {
    let query =
        q("update staff set department = $3, version = version + 1 where org = $1 and id = $2")
            .bind(w.org())
            .bind(staff)
            .bind(subject);
    w.run(query).await.map(|_| ())
}

/// A lesson as the timetable has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Class.
    pub class: Id,
    /// "9K/Hi2"
    pub class_code: String,
    /// "History"
    pub subject: String,
    /// Teacher of this lesson, or the class's lead teacher.
    pub teacher: Option<Id>,
    /// Room.
    pub place: String,
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// "P5"
    pub period: String,
}
from_row!(Lesson { class, class_code, subject, teacher, place, weekday, period });

const LESSONS: &str = "select l.class, c.code as class_code, c.subject, \
    coalesce(l.staff, (select cs.staff from class_staff cs where cs.org = l.org and cs.class = l.class and cs.lead = true order by cs.staff limit 1)) as teacher, \
    l.place, l.weekday, l.period from lesson l join class c on c.org = l.org and c.id = l.class";

fn week_code(week: Week) -> &'static str {
    match week {
        Week::A => "A",
        Week::B => "B",
    }
}

/// The lessons a pupil has on a day, by period.
pub async fn lessons_of(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    day: Day,
    week: Week,
) -> Result<Vec<Lesson>, Fault> {
    q(LESSONS)
        .push(" join class_pupil cp on cp.org = l.org and cp.class = l.class and cp.ended_on is null where l.ended_on is null and l.org = ").put(org)
        .push(" and cp.pupil = ").put(pupil)
        .push(" and l.weekday = ").put(day.weekday().number())
        .push(" and l.week in ('', ").put(week_code(week)).push(") order by l.period, l.id")
        .all(src)
        .await
}

/// A pupil's lessons with one teacher through the week, both weeks.
pub async fn lessons_with(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    teacher: Id,
) -> Result<Vec<Lesson>, Fault> {
    q(LESSONS)
        .push(" join class_pupil cp on cp.org = l.org and cp.class = l.class and cp.ended_on is null where l.ended_on is null and l.org = ").put(org)
        .push(" and cp.pupil = ").put(pupil)
        .push(" and (l.staff = ").put(teacher)
        .push(" or (l.staff is null and exists (select 1 from class_staff cs where cs.org = l.org and cs.class = l.class and cs.staff = ").put(teacher)
        .push("))) order by l.weekday, l.period")
        .all(src)
        .await
}

/// The lessons a teacher has on a day.
pub async fn lessons_by(
    src: &mut dyn Source,
    org: Id,
    teacher: Id,
    day: Day,
    week: Week,
) -> Result<Vec<Lesson>, Fault> {
    q(LESSONS)
        .push(" where l.ended_on is null and l.org = ").put(org)
        .push(" and l.weekday = ").put(day.weekday().number())
        .push(" and l.week in ('', ").put(week_code(week)).push(") and (l.staff = ").put(teacher)
        .push(" or (l.staff is null and exists (select 1 from class_staff cs where cs.org = l.org and cs.class = l.class and cs.staff = ").put(teacher)
        .push("))) order by l.period")
        .all(src)
        .await
}

/// The lessons in a place on a day, however its name is written.
pub async fn lessons_at(
    src: &mut dyn Source,
    org: Id,
    place: &str,
    day: Day,
    week: Week,
) -> Result<Vec<Lesson>, Fault> {
    q(LESSONS)
        .push(" where l.ended_on is null and l.org = ")
        .put(org)
        .push(" and l.weekday = ")
        .put(day.weekday().number())
        .push(" and l.week in ('', ")
        .put(week_code(week))
        .push(") and lower(l.place) = ")
        .put(place.trim().to_lowercase())
        .push(" order by l.period")
        .all(src)
        .await
}

/// Keeps new staff, many at once.
pub async fn add(w: &mut Write, staff: &[Staff]) -> Result<(), Fault> {
    let org = w.org();
    let rows = staff
        .iter()
        .map(|s| {
            vec![
                org.into(),
                s.id.into(),
                (&s.code).into(),
                (&s.title).into(),
                (&s.given).into(),
                (&s.family).into(),
                (&s.email).into(),
                (&s.post).into(),
                (&s.department).into(),
                s.left_on.into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "id",
        "code",
        "title",
        "given",
        "family",
        "email",
        "post",
        "department",
        "left_on",
    ];
    w.run_all(Query::insert_many("staff", columns, rows)).await.map(|_| ())
}
