//! What a member of staff is down for on one day, from wherever it was said, and what of it falls at
//! the same time as something else.
//!
//! Must never know: tables or pages. It moves nobody; whoever plans is told and decides.

use crate::timetable;
use crate::working_week::WorkingWeek;
use crate::{Id, Refusal};
use rulebook::{Day, Minute};

coded! {
    /// Where it was said.
    pub enum What {
        Room = "room", "In charge of a room";
        Lesson = "lesson", "A lesson";
        Group = "group", "A group";
        Trip = "trip", "A trip or an event";
        Meeting = "meeting", "A meeting";
        Duty = "duty", "A site duty";
        Week = "week", "Their own timetable";
    }
}

/// Something they are down for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it was said.
    pub what: What,
    /// The record, where it is one.
    pub about: Option<Id>,
    /// Begins.
    pub from: Minute,
    /// Ends.
    pub to: Minute,
    /// In words that name no pupil: "in charge of the Room, P3".
    pub words: String,
    /// What an entry of their own timetable says again, so that it stands in nobody's way.
    pub says_again: Option<What>,
}

impl Item {
    /// Whether it takes any of a stretch.
    pub fn meets(&self, from: Minute, to: Minute) -> bool {
        self.from < to && from < self.to
    }
    fn same(&self, other: &Item) -> bool {
        let again = |a: &Item, b: &Item| a.what == What::Week && a.says_again == Some(b.what);
        again(self, other)
            || again(other, self)
            || self.what == What::Week && other.what == What::Week
    }
}

/// What an entry of somebody's own timetable says again of what is kept elsewhere.
pub fn says_again(what: timetable::What) -> Option<What> {
    match what {
        timetable::What::Group => Some(What::Group),
        timetable::What::Meeting => Some(What::Meeting),
        timetable::What::Break => Some(What::Duty),
        timetable::What::Pupil => Some(What::Lesson),
        timetable::What::Task => None,
    }
}

/// One day of one member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffDay {
    /// The day.
    pub day: Day,
    /// What they are down for, as it comes.
    pub items: Vec<Item>,
    /// They are away from this minute on.
    pub away: Option<Minute>,
    /// When they work.
    pub week: WorkingWeek,
}

impl StaffDay {
    /// Two things at one time, the earlier first.
    pub fn clashes(&self) -> Vec<(&Item, &Item)> {
        let mut out = Vec::new();
        for (n, a) in self.items.iter().enumerate() {
            for b in &self.items[n + 1..] {
                if a.meets(b.from, b.to) && !a.same(b) {
                    out.push(if a.from <= b.from { (a, b) } else { (b, a) });
                }
            }
        }
        out.sort_by_key(|(a, _)| a.from);
        out
    }
    /// Whether something here falls at the same time as this.
    pub fn is_doubled(&self, item: &Item) -> bool {
        self.clashes().iter().any(|(a, b)| std::ptr::eq(*a, item) || std::ptr::eq(*b, item))
    }
    /// Why somebody cannot have a stretch of the day, as it is known; `mine` is what is asked for.
    pub fn in_the_way(&self, from: Minute, to: Minute, mine: (What, Option<Id>)) -> Vec<String> {
        let mut out = Vec::new();
        if self.away.is_some_and(|away| away < to) {
            out.push("away that day".to_string());
        } else if !self.week.is_in(self.day.weekday(), from, to) {
            out.push("not at work then".to_string());
        }
        for i in self.items.iter().filter(|i| i.meets(from, to)) {
            let own = i.what == mine.0 && (mine.1.is_none() || i.about == mine.1);
            let again = i.what == What::Week && i.says_again == Some(mine.0);
            if !own && !again && !out.contains(&i.words) {
                out.push(i.words.clone());
            }
        }
        out
    }
}

/// That cover is somebody's who is elsewhere at that time: said before it is kept, and kept only by
/// whoever goes on knowing it.
pub fn cover_clashes(name: &str, day: Day, met: &[String]) -> String {
    format!("{name} on {day}: {}", met.join("; "))
}

/// That something cannot be kept while it falls at the same time as something else.
pub fn not_twice(title: String, met: &[String], way: &str, to: String) -> Box<Refusal> {
    Box::new(
        Refusal::because(
            title,
            format!("{}. Move the one or the other.", met.join("; ")),
            "The way Mainstay works: nobody is in two places at once.",
        )
        .or(way, to),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::working_week::Stretch;

    fn m(t: &str) -> Minute {
        Minute::parse(t).unwrap()
    }
    fn item(what: What, from: &str, to: &str, words: &str) -> Item {
        Item { what, about: None, from: m(from), to: m(to), words: words.into(), says_again: None }
    }
    fn wednesday(items: Vec<Item>) -> StaffDay {
        let day = Day::new(2026, 11, 18).unwrap();
        StaffDay { day, items, away: None, week: WorkingWeek::default() }
    }

    #[test]
    fn two_things_at_one_time_are_said_once_and_what_follows_on_is_not_a_clash() {
        let d = wednesday(vec![
            item(What::Lesson, "11.05", "12.00", "teaching Maths to 9K2, P3"),
            item(What::Room, "10.00", "11.05", "in charge of the Room, P2"),
            item(What::Duty, "10.50", "11.05", "yard"),
        ]);
        let said: Vec<(&str, &str)> =
            d.clashes().iter().map(|(a, b)| (a.words.as_str(), b.words.as_str())).collect();
        assert_eq!(said, [("in charge of the Room, P2", "yard")]);
        assert!(d.is_doubled(&d.items[2]) && !d.is_doubled(&d.items[0]));
    }

    #[test]
    fn an_entry_of_their_own_week_that_says_the_group_again_is_no_clash_and_a_task_is_one() {
        let mut week = item(What::Week, "11.05", "12.00", "Steady Starts");
        week.says_again = says_again(timetable::What::Group);
        let group = item(What::Group, "11.05", "12.00", "leading the group Steady Starts");
        assert!(wednesday(vec![week.clone(), group.clone()]).clashes().is_empty());
        week.says_again = says_again(timetable::What::Task);
        assert_eq!(wednesday(vec![week, group]).clashes().len(), 1);
    }

    #[test]
    fn cover_says_that_somebody_is_away_elsewhere_or_not_at_work_and_not_what_it_is_itself() {
        let room = Id::from_u128(1);
        let mut d = wednesday(vec![
            Item {
                about: Some(room),
                ..item(What::Room, "10.00", "11.05", "in charge of the Room, P2")
            },
            item(What::Trip, "9.20", "14.50", "on a trip: Bike workshop"),
        ]);
        let mine = (What::Room, Some(room));
        assert_eq!(d.in_the_way(m("10.00"), m("11.05"), mine), ["on a trip: Bike workshop"]);
        assert!(d.in_the_way(m("15.00"), m("15.30"), mine).is_empty());
        d.week.days = vec![Stretch { weekday: 1, from: m("8.30"), to: m("15.30") }];
        assert_eq!(d.in_the_way(m("15.00"), m("15.30"), mine), ["not at work then"]);
        d.away = Some(Minute::default());
        assert_eq!(d.in_the_way(m("15.00"), m("15.30"), mine), ["away that day"]);
        assert!(
            cover_clashes("Mr Brack", d.day, &["a".into(), "b".into()]).ends_with("2026: a; b")
        );
    }
}
