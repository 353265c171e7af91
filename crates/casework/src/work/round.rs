//! The collection round: which paper to fetch for the periods ahead, in the order one walks.
//!
//! Must never know: who is going, or how the list is drawn.

use super::Work;
use rulebook::room::ROUND_LOOKS_AHEAD;
use rulebook::{Day, Minute};

/// A period that paper may be fetched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Its day.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// It is on now.
    pub on: bool,
}

/// A lesson of the day: code, start, end.
pub type Lesson = (String, Minute, Minute);

fn of(day: Day, lesson: &Lesson, on: bool) -> Ahead {
    Ahead { day, code: lesson.0.clone(), from: lesson.1, on }
}

/// The period that is on and the next two, which may be those of the next school day.
pub fn ahead(
    today: Day,
    now: Minute,
    lessons: &[Lesson],
    next: Option<(Day, &[Lesson])>,
) -> Vec<Ahead> {
    let on = lessons.iter().filter(|l| l.1 <= now && now < l.2).map(|l| of(today, l, true));
    let later = lessons.iter().filter(|l| l.1 > now).map(|l| of(today, l, false));
    let after = next.into_iter().flat_map(|(day, all)| all.iter().map(move |l| of(day, l, false)));
    on.chain(later.chain(after).take(ROUND_LOOKS_AHEAD)).collect()
}

/// What is left of today: the period that is on and every later one.
pub fn rest_of_day(today: Day, now: Minute, lessons: &[Lesson]) -> Vec<Ahead> {
    lessons.iter().filter(|l| now < l.2).map(|l| of(today, l, l.1 <= now)).collect()
}

/// A place on the way, with the paper there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The place as it is known to the order, or as the teacher wrote it.
    pub place: String,
    /// It is in the school's order.
    pub known: bool,
    /// The paper, by period.
    pub work: Vec<Work>,
}

/// Words as places are told apart by: small letters, single blanks, nothing at the end.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', ',', ';', ':']).to_lowercase()
}

/// Where in the order a place stands: "Staff room, tray 4" is at "Staff room". The longest name
/// that fits wins.
pub fn walked(place: &str, order: &[String]) -> Option<usize> {
    let place = folded(place);
    let fits = |name: &str| {
        let name = folded(name);
        let rest = place.strip_prefix(name.as_str()).map(|r| r.chars().next());
        (!name.is_empty() && rest.is_some_and(|c| c.is_none_or(|c| !c.is_alphanumeric())))
            .then_some(name.chars().count())
    };
    let fitting = order.iter().enumerate().filter_map(|(n, name)| fits(name).map(|l| (l, n)));
    fitting.max_by_key(|(length, n)| (*length, std::cmp::Reverse(*n))).map(|(_, n)| n)
}

/// "tray 10" after "tray 4".
fn natural(text: &str) -> Vec<(u8, u64, String)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let number = if digits { part.parse().unwrap_or(u64::MAX) } else { 0 };
        out.push((u8::from(!digits), number, part.to_string()));
        rest = after;
    }
    out
}

/// The round for these periods: paper that is still to be fetched, by place, in walking order.
/// Places the order does not know come last. A link, the class's own work and what was collected
/// are never on it.
pub fn round(work: &[Work], ahead: &[Ahead], order: &[String]) -> Vec<Stop> {
    let wanted = |w: &Work| ahead.iter().position(|a| a.day == w.day && a.code == w.code);
    let mut stops: Vec<(usize, Stop)> = Vec::new();
    for w in work.iter().filter(|w| w.is_to_collect() && wanted(w).is_some()) {
        let at = walked(&w.detail, order);
        let place = at.map_or_else(|| w.detail.trim().to_string(), |n| order[n].clone());
        let key = folded(&place);
        match stops.iter_mut().find(|(_, s)| folded(&s.place) == key) {
            Some((_, stop)) => stop.work.push(w.clone()),
            None => {
                let stop = Stop { place, known: at.is_some(), work: vec![w.clone()] };
                stops.push((at.unwrap_or(usize::MAX), stop));
            }
        }
    }
    for (_, stop) in &mut stops {
        stop.work.sort_by_key(|w| (wanted(w), natural(&folded(&w.detail)), w.id));
    }
    stops.sort_by_key(|(at, stop)| (*at, natural(&folded(&stop.place))));
    stops.into_iter().map(|(_, stop)| stop).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{monday, work};
    use super::super::{Route, WorkState};
    use super::*;

    fn at(time: &str) -> Minute {
        Minute::parse(time).unwrap()
    }
    fn lessons() -> Vec<Lesson> {
        [("P1", "9.00", "10.00"), ("P2", "10.00", "10.50"), ("P3", "11.05", "12.00")]
            .map(|(code, from, to)| (code.to_string(), at(from), at(to)))
            .to_vec()
    }
    fn day() -> Day {
        Day::new(2026, 11, 10).unwrap()
    }
    fn codes(list: &[Ahead]) -> Vec<&str> {
        list.iter().map(|a| a.code.as_str()).collect()
    }
    fn paper(n: u128, code: &str, place: &str) -> Work {
        Work {
            route: Some(Route::Paper),
            detail: place.into(),
            ..work(n, code, "Maths", WorkState::Answered)
        }
    }
    fn order(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| n.to_string()).collect()
    }

    #[test]
    fn two_periods_ahead_are_fetched_for_and_the_one_that_is_on() {
        let all = lessons();
        assert_eq!(codes(&ahead(day(), at("8.55"), &all, None)), ["P1", "P2"]);
        let during = ahead(day(), at("9.10"), &all, None);
        assert_eq!(codes(&during), ["P1", "P2", "P3"]);
        assert!(during[0].on && !during[1].on);
        assert_eq!(codes(&ahead(day(), at("10.55"), &all, None)), ["P3"]);
        let next = day().plus(1);
        let over = ahead(day(), at("15.30"), &all, Some((next, &all)));
        assert_eq!(codes(&over), ["P1", "P2"]);
        assert!(over.iter().all(|a| a.day == next));
        assert_eq!(codes(&rest_of_day(day(), at("10.20"), &all)), ["P2", "P3"]);
    }

    #[test]
    fn the_round_has_only_paper_that_is_still_to_be_fetched_for_those_periods() {
        let online = Work { route: Some(Route::Online), ..paper(11, "P1", "https://x.example") };
        let same = Work { route: Some(Route::Same), ..paper(12, "P1", "Page 42") };
        let mut got = paper(13, "P2", "Staff room");
        got.relay.collected_at = Some(monday("15.00"));
        let mut fell = paper(14, "P2", "Staff room");
        fell.ended_at = Some(monday("15.00"));
        let asked = work(15, "P2", "Maths", WorkState::Asked);
        let all = [online, same, got, fell, asked, paper(16, "P3", "T1"), paper(17, "P2", "M2")];
        let stops = round(&all, &ahead(day(), at("8.55"), &lessons(), None), &[]);
        assert_eq!(stops.len(), 1);
        assert_eq!(
            (stops[0].place.as_str(), stops[0].known, stops[0].work.len()),
            ("M2", false, 1)
        );
    }

    #[test]
    fn places_come_in_the_schools_order_and_unknown_ones_last() {
        let order = order(&["Reception", "Staff room", "M1", "M10", "Staff room annexe"]);
        let all = [
            paper(10, "P1", "M10"),
            paper(11, "P1", "staff room,  tray 10"),
            paper(12, "P1", "Staff Room, tray 4"),
            paper(13, "P1", "the science prep room"),
            paper(14, "P1", "Staff room annexe shelf"),
            paper(15, "P1", "Art room"),
            paper(16, "P1", "M1"),
        ];
        let stops = round(&all, &ahead(day(), at("8.55"), &lessons(), None), &order);
        let names: Vec<&str> = stops.iter().map(|s| s.place.as_str()).collect();
        assert_eq!(
            names,
            ["Staff room", "M1", "M10", "Staff room annexe", "Art room", "the science prep room"]
        );
        let trays: Vec<&str> = stops[0].work.iter().map(|w| w.detail.as_str()).collect();
        assert_eq!(trays, ["Staff Room, tray 4", "staff room,  tray 10"]);
        assert_eq!(walked("M101", &order), None, "a longer number is another room");
    }
}
