//! How the first lessons back went, from marks and incidents: how many of the first five and the
//! first ten were clear, what that rests on, and what is missing.
//!
//! Must never know: what comes next. A person reads this and decides.

use super::card::{Lesson, Marked};
use crate::incident::Incident;

/// A lesson as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Marked, every mark within the bar the school has set, and no incident was brought in for it.
    Clear,
    /// Marked lower, or an incident was brought in for it.
    NotClear,
    /// The pupil was not in it: it is not one of the lessons counted.
    Away,
    /// Nobody marked it, and no incident is known: it says nothing either way.
    Missing,
}

/// What the first so many lessons say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct First {
    /// How many lessons are looked at.
    pub of: usize,
    /// How many of them there have been.
    pub been: usize,
    /// Clear ones.
    pub clear: usize,
    /// Those that were not.
    pub not_clear: usize,
    /// Those nobody marked.
    pub missing: usize,
    /// Incidents in those days that have no time, so that no lesson can be said for them.
    pub without_time: usize,
}

impl First {
    /// All of them were, every one was marked, and no incident is left that may belong to one.
    pub fn all_clear(&self) -> bool {
        self.clear == self.of && self.without_time == 0
    }
    /// In one sentence, with what is missing in it.
    pub fn said(&self) -> String {
        let mut said = format!("{} of the first {} lessons clear", self.clear, self.of);
        let mut more = Vec::new();
        if self.not_clear > 0 {
            more.push(format!("{} not clear", self.not_clear));
        }
        if self.missing > 0 {
            more.push(format!("{} not marked, which says nothing either way", self.missing));
        }
        if self.been < self.of {
            more.push(format!("{} still to come", self.of - self.been));
        }
        if self.without_time > 0 {
            let noun = if self.without_time == 1 { "incident has" } else { "incidents have" };
            more.push(format!(
                "{} {noun} no time, so no lesson is known for it",
                self.without_time
            ));
        }
        if !more.is_empty() {
            said.push_str(&format!(": {}", more.join("; ")));
        }
        said
    }
}

/// The last word of a scale that still counts as clear, where the school has chosen none: of
/// three words the middle one is not yet clear; of four the second still is.
pub fn upper_half(scale: usize) -> i64 {
    (scale / 2).max(1) as i64
}

/// How one lesson counts. `bar` is the last place in the scale that still counts as clear.
pub fn counts(
    lesson: &Lesson,
    marked: Option<&Marked>,
    incidents: &[Incident],
    bar: i64,
) -> Counts {
    if incidents.iter().any(|i| belongs(i, lesson)) {
        return Counts::NotClear;
    }
    let Some(m) = marked else { return Counts::Missing };
    if m.said.away() {
        return Counts::Away;
    }
    if m.said.marks.iter().all(|n| *n <= bar) { Counts::Clear } else { Counts::NotClear }
}

fn belongs(i: &Incident, lesson: &Lesson) -> bool {
    if i.day != lesson.day {
        return false;
    }
    if !i.period.is_empty() {
        return i.period == lesson.code;
    }
    i.minute.is_some_and(|m| lesson.from <= m && m < lesson.to)
}

/// What the first `of` lessons say. `lessons` are those that have begun, in order, each with its
/// marks; lessons the pupil was not in are passed over.
pub fn first(
    of: usize,
    lessons: &[(Lesson, Option<Marked>)],
    incidents: &[Incident],
    bar: i64,
) -> First {
    let mut out = First { of, ..First::default() };
    let mut days = Vec::new();
    for (lesson, marked) in lessons {
        if out.been == of {
            break;
        }
        match counts(lesson, marked.as_ref(), incidents, bar) {
            Counts::Away => continue,
            Counts::Clear => out.clear += 1,
            Counts::NotClear => out.not_clear += 1,
            Counts::Missing => out.missing += 1,
        }
        out.been += 1;
        days.push(lesson.day);
    }
    let timeless =
        |i: &&Incident| i.period.is_empty() && i.minute.is_none() && days.contains(&i.day);
    out.without_time = incidents.iter().filter(timeless).count();
    out
}

#[cfg(test)]
mod tests {
    use super::{Counts, First, upper_half};
    use super::{Incident, Lesson, Marked};
    use crate::Id;
    use crate::returning::card::{How, Said};
    use rulebook::{Day, Minute};

    fn first(
        of: usize,
        lessons: &[(Lesson, Option<Marked>)],
        incidents: &[Incident],
        scale: usize,
    ) -> First {
        super::first(of, lessons, incidents, upper_half(scale))
    }
    fn at(h: u8, m: u8) -> Minute {
        Minute::new(h as _, m as _).unwrap()
    }
    fn lesson(d: i8, n: u8) -> Lesson {
        Lesson {
            day: Day::new(2026, 11, d).unwrap(),
            code: format!("P{n}"),
            from: at(8 + n, 0),
            to: at(9 + n, 0),
            subject: "Maths".into(),
            place: String::new(),
            teacher: None,
        }
    }
    fn marked(l: &Lesson, marks: &[i64]) -> Option<Marked> {
        Some(Marked {
            id: Id::from_u128(1),
            card: Id::from_u128(2),
            pupil: Id::from_u128(3),
            day: l.day,
            code: l.code.clone(),
            subject: l.subject.clone(),
            staff: None,
            name: "Ms Hale".into(),
            kept_by: String::new(),
            how: How::Screen,
            at: l.day.at(l.to),
            said: Said { marks: marks.to_vec(), ..Said::default() },
            undone_at: None,
        })
    }
    fn incident(d: i8, minute: Option<Minute>, period: &str) -> Incident {
        Incident {
            id: Id::from_u128(9),
            pupil: Id::from_u128(3),
            day: Day::new(2026, 11, d).unwrap(),
            minute,
            period: period.into(),
            kind: "Disruption".into(),
            body: String::new(),
            place: String::new(),
            subject: String::new(),
            staff_name: String::new(),
            points: None,
            action: String::new(),
            source: "file".into(),
            outside: "1".into(),
        }
    }
    fn day(marks: [Option<&[i64]>; 5]) -> Vec<(Lesson, Option<Marked>)> {
        marks
            .into_iter()
            .enumerate()
            .map(|(n, m)| {
                let l = lesson(11, n as u8 + 1);
                let m = m.and_then(|m| marked(&l, m));
                (l, m)
            })
            .collect()
    }

    #[test]
    fn five_of_five_is_clear_and_a_missing_mark_is_never_a_good_one() {
        let good: &[i64] = &[1, 2];
        let all = first(5, &day([Some(good); 5]), &[], 4);
        assert!(all.all_clear());
        assert_eq!(all.said(), "5 of the first 5 lessons clear");
        let one = first(5, &day([Some(good), None, Some(good), Some(&[1, 3]), Some(good)]), &[], 4);
        assert_eq!((one.clear, one.not_clear, one.missing), (3, 1, 1));
        assert!(!one.all_clear());
        assert!(one.said().contains("1 not marked, which says nothing either way"));
        assert!(first(10, &day([Some(good); 5]), &[], 4).said().contains("5 still to come"));
    }

    #[test]
    fn an_incident_belongs_to_its_lesson_by_period_or_time_and_one_without_is_told() {
        let good: &[i64] = &[1];
        let five = || day([Some(good); 5]);
        for i in [incident(11, Some(at(10, 30)), ""), incident(11, None, "P2")] {
            let said = first(5, &five(), std::slice::from_ref(&i), 2);
            assert_eq!((said.clear, said.not_clear), (4, 1));
        }
        // The end of a lesson is not in it; another day's is not of these.
        assert_eq!(first(5, &five(), &[incident(12, Some(at(10, 30)), "")], 2).clear, 5);
        assert_eq!(first(5, &five(), &[incident(11, Some(at(14, 0)), "")], 2).clear, 5);
        let unknown = first(5, &five(), &[incident(11, None, "")], 2);
        assert_eq!((unknown.clear, unknown.without_time), (5, 1));
        assert!(!unknown.all_clear() && unknown.said().contains("no time"));
        // An incident in a lesson nobody marked is known all the same.
        let none = first(5, &day([None; 5]), &[incident(11, None, "P1")], 2);
        assert_eq!((none.not_clear, none.missing), (1, 4));
    }

    #[test]
    fn a_lesson_the_pupil_was_not_in_is_passed_over_and_the_upper_half_is_clear() {
        let away: &[i64] = &[];
        let good: &[i64] = &[1];
        let said = first(3, &day([Some(away), Some(good), Some(good), Some(good), None]), &[], 4);
        assert_eq!((said.been, said.clear), (3, 3));
        let l = lesson(11, 1);
        for (scale, mark, how) in [
            (4, 2, Counts::Clear),
            (4, 3, Counts::NotClear),
            (3, 1, Counts::Clear),
            (3, 2, Counts::NotClear),
            (2, 1, Counts::Clear),
            (2, 2, Counts::NotClear),
        ] {
            let m = marked(&l, &[mark]);
            assert_eq!(
                super::counts(&l, m.as_ref(), &[], upper_half(scale)),
                how,
                "{mark} of {scale}"
            );
        }
        // The school may set the bar elsewhere.
        let m = marked(&l, &[3]);
        assert_eq!(super::counts(&l, m.as_ref(), &[], 3), Counts::Clear);
    }
}
