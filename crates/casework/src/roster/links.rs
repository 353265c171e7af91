//! Who is in which class, and when each class is taught: sets of links between records.
//!
//! Must never know: anybody's name. A link is the same link when its two ends are.

use super::{
    ClassFacts,
    facts::Difference,
    incoming::{
        ClassRef, Cover, Known, KnownLesson, LessonIn, MemberIn, MemberRef, PupilRef, StaffRef,
    },
    people::Found,
    plan::{Changed, Left, LessonFacts, MemberFacts, New, Part, Ref},
    problem::{At, Kind, Problem},
};
use rulebook::{Week, Weekday};
use std::collections::{HashMap, HashSet};

/// The ways from a pointer to a record.
pub(super) struct People<'a> {
    pub(super) pupil: &'a dyn Fn(&PupilRef) -> Option<Found>,
    pub(super) staff: &'a dyn Fn(&StaffRef) -> Option<Found>,
    pub(super) class: &'a dyn Fn(&ClassRef) -> Option<Found>,
}

/// Settles memberships. `covers` is for pupils and for teachers.
pub(super) fn members(
    known: &Known,
    rows: Vec<MemberIn>,
    people: &People<'_>,
    covers: (Cover, Cover),
    problems: &mut Vec<Problem>,
) -> Part<MemberFacts> {
    let cover = if covers.0 == Cover::Nothing { covers.1 } else { covers.0 };
    let mut part = Part { cover, ..Part::default() };
    let mut held: HashMap<(Ref, Ref, bool), usize> = HashMap::with_capacity(known.members.len());
    for (at, member) in known.members.iter().enumerate() {
        held.insert((Ref::Known(member.class), Ref::Known(member.who), member.teacher), at);
    }
    // An active row speaks louder than a withdrawn one about the same two.
    let (gone, here): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.gone);
    let mut seen: HashSet<(Ref, Ref, bool)> = HashSet::with_capacity(here.len());
    let mut kept: HashSet<usize> = HashSet::new();
    for row in here.into_iter().chain(gone) {
        let (class, who, teacher, main) = match ends(&row, people) {
            Ok(Some(ends)) => ends,
            Ok(None) => {
                part.unchanged += 1;
                continue;
            }
            Err(_) if row.gone => {
                part.unchanged += 1;
                continue;
            }
            Err(reason) => {
                part.rejected += 1;
                problems.push(Problem::reject(row.at, Kind::Member, reason));
                continue;
            }
        };
        let link = (class, who, teacher);
        if !seen.insert(link) {
            continue;
        }
        let found = held.get(&link).map(|at| (*at, &known.members[*at]));
        let facts = MemberFacts { class, who, teacher, main };
        match found {
            Some((at, member)) if row.gone => {
                kept.insert(at);
                part.left.push(Left { id: member.id, at: Some(row.at), facts });
            }
            None if row.gone => part.unchanged += 1,
            None => part.new.push(New { at: row.at, owner: None, key: None, facts }),
            Some((at, member)) => {
                kept.insert(at);
                if member.main == main {
                    part.unchanged += 1;
                } else {
                    let word = |main| if main { "Yes" } else { "No" }.to_owned();
                    let differences = vec![Difference {
                        field: "First teacher",
                        before: word(member.main),
                        after: word(main),
                    }];
                    let after = facts;
                    let (id, learned, returned) = (member.id, None, false);
                    part.changed.push(Changed {
                        at: row.at,
                        id,
                        owner: None,
                        learned,
                        returned,
                        after,
                        differences,
                    });
                }
            }
        }
    }
    for (at, member) in known.members.iter().enumerate() {
        let cover = if member.teacher { covers.1 } else { covers.0 };
        if cover == Cover::Bulk && member.ours && !kept.contains(&at) {
            let facts = MemberFacts {
                class: Ref::Known(member.class),
                who: Ref::Known(member.who),
                teacher: member.teacher,
                main: member.main,
            };
            part.left.push(Left { id: member.id, at: None, facts });
        }
    }
    part
}

type Ends = (Ref, Ref, bool, bool);

/// The class and the person of a row; none when either is gone at the source as well.
fn ends(row: &MemberIn, people: &People<'_>) -> Result<Option<Ends>, &'static str> {
    let class = (people.class)(&row.class);
    let (who, teacher, main) = match &row.who {
        MemberRef::Pupil(pupil) => ((people.pupil)(pupil), false, false),
        MemberRef::Teacher { staff, main } => ((people.staff)(staff), true, *main),
    };
    match (class, who) {
        (Some(Found::Here(class)), Some(Found::Here(who))) => Ok(Some((class, who, teacher, main))),
        (None, _) => Err("no class here has the code or identifier this row names"),
        (_, None) if teacher => {
            Err("nobody on the staff has the code, email or identifier this row names")
        }
        (_, None) => Err("no pupil here has the identifier this row names"),
        (Some(Found::Refused), _) => Err("the class of this row was refused, so the row is too"),
        (_, Some(Found::Refused)) => Err("the person of this row was refused, so the row is too"),
        _ => Ok(None),
    }
}

/// Remarks on every teaching class of the import that nobody would teach.
pub(super) fn untaught(
    known: &Known,
    classes: &Part<ClassFacts>,
    members: &Part<MemberFacts>,
    problems: &mut Vec<Problem>,
) {
    let ended: HashSet<_> = members.left.iter().map(|left| left.id).collect();
    let mut taught: HashSet<Ref> = known
        .members
        .iter()
        .filter(|member| member.teacher && !ended.contains(&member.id))
        .map(|member| Ref::Known(member.class))
        .collect();
    taught.extend(members.new.iter().filter(|new| new.facts.teacher).map(|new| new.facts.class));
    let new = classes.new.iter().enumerate().map(|(at, new)| (Ref::New(at), &new.at, &new.facts));
    let changed = classes.changed.iter().map(|c| (Ref::Known(c.id), &c.at, &c.after));
    for (class, at, facts) in new.chain(changed) {
        if facts.form != Some(true) && !taught.contains(&class) {
            problems.push(Problem::warn(
                at.clone(),
                Kind::Class,
                "nobody teaches this class; set a teacher so that somebody can be asked for work",
            ));
        }
    }
}

type Slot = (Ref, Option<Week>, Weekday, String, Option<Ref>);

/// Settles the timetable. A lesson is the same lesson when class, week, day, period and
/// teacher are; the place is what may change.
pub(super) fn lessons(
    known: &Known,
    rows: Vec<LessonIn>,
    people: &People<'_>,
    cover: Cover,
    problems: &mut Vec<Problem>,
) -> Part<LessonFacts> {
    let mut part = Part { cover, ..Part::default() };
    let held: HashMap<Slot, usize> =
        known.lessons.iter().enumerate().map(|(at, lesson)| (slot(lesson), at)).collect();
    let mut seen: HashMap<Slot, (At, Option<String>)> = HashMap::with_capacity(rows.len());
    let mut kept: HashSet<usize> = HashSet::new();
    for row in rows {
        let class = match (people.class)(&row.class) {
            Some(Found::Here(class)) => class,
            Some(Found::Gone) => continue,
            other => {
                part.rejected += 1;
                let reason = match other {
                    Some(_) => "the class of this lesson was refused, so the lesson is too",
                    None => "no class here has the code or identifier this lesson names",
                };
                problems.push(Problem::reject(row.at, Kind::Lesson, reason));
                continue;
            }
        };
        let teacher = match row.teacher.as_ref().map(|teacher| (people.staff)(teacher)) {
            Some(Some(Found::Here(teacher))) => Some(teacher),
            Some(_) => {
                problems.push(Problem::warn(
                    row.at.clone(),
                    Kind::Lesson,
                    "nobody on the staff has the code, email or identifier given as teacher; the \
                     lesson comes in without one",
                ));
                None
            }
            None => None,
        };
        let (week, weekday, period, place) = (row.week, row.weekday, row.period, row.place);
        let key = (class, week, weekday, period.clone(), teacher);
        if let Some((first, where_)) = seen.get(&key) {
            if *where_ != place {
                part.rejected += 1;
                let message =
                    format!("{first} puts the same class and teacher elsewhere at this time");
                problems.push(Problem::reject(row.at, Kind::Lesson, message));
            }
            continue;
        }
        seen.insert(key.clone(), (row.at.clone(), place.clone()));
        let after = LessonFacts { class, teacher, place, week, weekday, period };
        match held.get(&key) {
            None => part.new.push(New { at: row.at, owner: None, key: None, facts: after }),
            Some(at) => {
                kept.insert(*at);
                let lesson = &known.lessons[*at];
                if lesson.place == after.place {
                    part.unchanged += 1;
                } else {
                    let differences = vec![Difference {
                        field: "Place",
                        before: lesson.place.clone().unwrap_or_default(),
                        after: after.place.clone().unwrap_or_default(),
                    }];
                    let (id, learned, returned) = (lesson.id, None, false);
                    part.changed.push(Changed {
                        at: row.at,
                        id,
                        owner: None,
                        learned,
                        returned,
                        after,
                        differences,
                    });
                }
            }
        }
    }
    // A part of a timetable is the whole of each class it names.
    let named: HashSet<Ref> = seen.keys().map(|(class, ..)| *class).collect();
    if cover != Cover::Nothing {
        for (at, lesson) in known.lessons.iter().enumerate() {
            if cover == Cover::Delta && !named.contains(&Ref::Known(lesson.class)) {
                continue;
            }
            if lesson.ours && !kept.contains(&at) {
                let facts = LessonFacts {
                    class: Ref::Known(lesson.class),
                    teacher: lesson.teacher.map(Ref::Known),
                    place: lesson.place.clone(),
                    week: lesson.week,
                    weekday: lesson.weekday,
                    period: lesson.period.clone(),
                };
                part.left.push(Left { id: lesson.id, at: None, facts });
            }
        }
    }
    part
}

fn slot(lesson: &KnownLesson) -> Slot {
    (
        Ref::Known(lesson.class),
        lesson.week,
        lesson.weekday,
        lesson.period.clone(),
        lesson.teacher.map(Ref::Known),
    )
}
