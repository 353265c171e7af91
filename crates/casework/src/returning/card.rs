//! A report card: the targets of a return, marked lesson by lesson by those who teach the pupil.
//!
//! Must never know: why the pupil was in the room. A lesson nobody marked is missing; it is never
//! counted as a good one.

use super::Track;
use super::clear::upper_half;
use super::fade::Fade;
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute, SchoolCalendar, room};

/// Words of the scale at most.
pub const SCALE_AT_MOST: usize = 4;
/// Letters of one word of the scale at most.
pub const WORD_AT_MOST: usize = 24;
const SOURCE: &str = "Mainstay’s own default; it is not law.";

coded! {
    /// Whether what was agreed to help was used in a lesson.
    pub enum Strategies {
        Used = "used", "Used";
        NotUsed = "not_used", "Not used";
        NotNeeded = "not_needed", "Not needed";
    }
}

coded! {
    /// How a lesson's marks came.
    pub enum How {
        Screen = "screen", "On screen";
        Link = "link", "By a link in a message";
        Paper = "paper", "From paper";
    }
}

/// What the school has set for its report cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRules {
    /// The words to mark with, best first.
    pub scale: Vec<String>,
    /// School days a card runs for.
    pub days: i64,
    /// The last place in the scale that counts as clear.
    pub clear: i64,
    /// How it fades.
    pub fade: Fade,
}

impl Default for CardRules {
    fn default() -> Self {
        CardRules {
            scale: ["Met", "Mostly", "Partly", "Not met"].map(String::from).to_vec(),
            days: i64::from(room::CARD_RUNS.0),
            clear: upper_half(SCALE_AT_MOST),
            fade: Fade::default(),
        }
    }
}

impl CardRules {
    /// The rules as they are kept; what was never set, or cannot be read, is the default.
    pub fn read(
        scale: Option<&str>,
        days: Option<&str>,
        clear: Option<&str>,
        fade: Option<&str>,
    ) -> CardRules {
        let default = CardRules::default();
        let kept = lines(scale.unwrap_or_default());
        let most = i64::from(room::CARD_AT_MOST.0);
        let days = days.and_then(|d| d.parse().ok()).filter(|d| (1..=most).contains(d));
        let scale = if (2..=SCALE_AT_MOST).contains(&kept.len()) { kept } else { default.scale };
        let clear = clear.and_then(|c| c.parse().ok()).filter(|c| may_be_clear(*c, scale.len()));
        CardRules {
            clear: clear.unwrap_or(upper_half(scale.len())),
            scale,
            days: days.unwrap_or(default.days),
            fade: fade.map(Fade::read).unwrap_or_default(),
        }
    }
}

/// Whether a place may be the last that counts as clear: never the worst word of the scale.
pub fn may_be_clear(place: i64, scale: usize) -> bool {
    (1..scale as i64).contains(&place)
}

/// Lines of a text, none of them empty.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect()
}

/// A scale as the school typed it, or what is wrong with it.
pub fn scale(words: &[&str]) -> Result<Vec<String>, &'static str> {
    let words: Vec<String> =
        words.iter().map(|w| w.trim().to_string()).filter(|w| !w.is_empty()).collect();
    if !(2..=SCALE_AT_MOST).contains(&words.len()) {
        return Err("Give two, three or four words, the best first");
    }
    if words.iter().any(|w| w.chars().count() > WORD_AT_MOST || w.contains('\n')) {
        return Err("Keep each word to 24 letters");
    }
    let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    if lower.iter().enumerate().any(|(n, w)| lower[..n].contains(w)) {
        return Err("Use each word once");
    }
    Ok(words)
}

/// A report card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Key.
    pub id: Id,
    /// The return it belongs to.
    pub track: Id,
    /// The pupil.
    pub pupil: Id,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// The words to mark with, best first, as they were when it was given.
    pub scale: Vec<String>,
    /// The targets, as they were.
    pub targets: Vec<String>,
    /// The last place in the scale that counts as clear, as the school had it.
    pub clear: i64,
    /// When it was given.
    pub opened_at: Instant,
    /// By whom.
    pub opened_by: String,
    /// When somebody took the pupil off it.
    pub ended_at: Option<Instant>,
    /// It goes on after the return has its outcome.
    pub goes_on: bool,
    /// Version.
    pub version: i64,
}

impl Card {
    /// Nothing more is asked for: it was ended, or the return has its outcome and it does not go on.
    pub fn is_over(&self, track: &Track) -> bool {
        self.ended_at.is_some() || (track.outcome.is_some() && !self.goes_on)
    }
    /// What counts as clear, in words: "Met or Mostly".
    pub fn clear_words(&self) -> String {
        let n = usize::try_from(self.clear).unwrap_or(0).min(self.scale.len());
        self.scale[..n].join(" or ")
    }
    /// The word of a place in the scale, counted from one.
    pub fn word(&self, place: i64) -> &str {
        let at = usize::try_from(place - 1).ok();
        at.and_then(|n| self.scale.get(n)).map(String::as_str).unwrap_or("")
    }
    /// Whether it runs on a day.
    pub fn runs_on(&self, day: Day) -> bool {
        self.from_day <= day && day <= self.to_day
    }
}

/// One lesson of the pupil's timetable on a day of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The day.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// When it begins.
    pub from: Minute,
    /// When it ends.
    pub to: Minute,
    /// "Science"
    pub subject: String,
    /// Where.
    pub place: String,
    /// Who teaches it; nobody where none is known.
    pub teacher: Option<Id>,
}

/// A lesson's marks as they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Key.
    pub id: Id,
    /// The card.
    pub card: Id,
    /// The pupil.
    pub pupil: Id,
    /// The day of the lesson.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// "Science"
    pub subject: String,
    /// Whose marks they are, where they are staff.
    pub staff: Option<Id>,
    /// Their name.
    pub name: String,
    /// Who kept them, where that is somebody else.
    pub kept_by: String,
    /// How they came.
    pub how: How,
    /// When they were kept.
    pub at: Instant,
    /// What was said.
    pub said: Said,
    /// When it was undone, if it was.
    pub undone_at: Option<Instant>,
}

/// What a teacher says of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Places in the scale, one for each target; empty where the pupil was not in the lesson.
    pub marks: Vec<i64>,
    /// One line.
    pub words: String,
    /// Whether what was agreed to help was used.
    pub strategies: Option<Strategies>,
}

impl Said {
    /// The pupil was not in the lesson.
    pub fn away(&self) -> bool {
        self.marks.is_empty()
    }
    /// Marks as they are kept: "1,2,1".
    pub fn kept(&self) -> String {
        self.marks.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
    }
    /// Marks as they were kept.
    pub fn read(marks: &str) -> Vec<i64> {
        marks.split(',').filter_map(|m| m.trim().parse().ok()).collect()
    }
}

/// What was tapped and typed: one place for every target, or a place for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tapped {
    /// The pupil was not in the lesson.
    pub away: bool,
    /// The same for every target.
    pub all: Option<i64>,
    /// For each target.
    pub each: Vec<Option<i64>>,
    /// One line.
    pub words: String,
    /// Strategies.
    pub strategies: Option<Strategies>,
}

/// Makes what was tapped into marks, or says which targets have none.
pub fn say(card: &Card, tapped: Tapped) -> Result<Said, Vec<usize>> {
    let good = |place: i64| (1..=card.scale.len() as i64).contains(&place);
    let words = tapped.words.trim().to_string();
    if tapped.away {
        return Ok(Said { marks: Vec::new(), words, strategies: None });
    }
    let marks: Vec<Option<i64>> = match tapped.all.filter(|p| good(*p)) {
        Some(place) => vec![Some(place); card.targets.len()],
        None => (0..card.targets.len())
            .map(|n| tapped.each.get(n).copied().flatten().filter(|p| good(*p)))
            .collect(),
    };
    let missing: Vec<usize> =
        marks.iter().enumerate().filter(|(_, m)| m.is_none()).map(|(n, _)| n).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let marks = marks.into_iter().flatten().collect();
    Ok(Said { marks, words, strategies: tapped.strategies })
}

/// Decides the days of a card. `there` is the card the return has already.
pub fn give(
    calendar: &SchoolCalendar,
    track: &Track,
    targets: &[String],
    there: Option<&Card>,
    from: Day,
    days: i64,
) -> Result<(Day, Day), Refusal> {
    let back = ("Go back to the return", format!("/returns/{}", track.id));
    let no = |title: String, why: &str| Refusal::because(title, why, SOURCE).or(back.0, &back.1);
    if track.outcome.is_some() {
        return Err(no(
            "This return has its outcome, so no report card can be given".into(),
            "A report card goes with a return that is followed.",
        ));
    }
    if there.is_some() {
        return Err(no(
            "There is a report card already".into(),
            "A return has one report card, so that teachers are asked once.",
        ));
    }
    if targets.is_empty() {
        return Err(no(
            "There are no targets to put on a card".into(),
            "Teachers mark the targets that were set in the exit interview.",
        ));
    }
    if from < track.from_day {
        return Err(no(
            format!("The card cannot begin before the return, on {}", track.from_day),
            "Lessons before the return are not part of it.",
        ));
    }
    if let Some(why) = calendar.why_closed(from) {
        return Err(no(
            format!("{from} is not a school day: {why}"),
            "A card begins on a day with lessons.",
        ));
    }
    let most = room::CARD_AT_MOST.0;
    let Some(n) = u32::try_from(days).ok().filter(|n| (1..=most).contains(n)) else {
        return Err(no(
            format!("A card runs for one to {most} school days"),
            "Longer than a return is followed, a card is no longer part of it.",
        ));
    };
    if n == 1 {
        return Ok((from, from));
    }
    let counted = calendar.school_days_after(from, n - 1).ok_or_else(|| {
        no(
            format!("The school’s calendar does not reach {n} school days from {from}"),
            "Days that are not in the calendar are never guessed.",
        )
    })?;
    Ok((from, counted.day))
}

/// Whether a lesson can be marked now. `there` is what was said of it already.
pub fn may_mark(
    card: &Card,
    track: &Track,
    lesson: &Lesson,
    there: Option<&Marked>,
    now: Instant,
) -> Result<(), Refusal> {
    let what = format!("{} {}, {}", lesson.code, lesson.subject, lesson.day.short());
    if card.is_over(track) || !card.runs_on(lesson.day) {
        return Err(Refusal::because(
            "Nothing is asked of you here any more",
            "The report card has ended.",
            "The way Mainstay works.",
        )
        .or("My report cards", "/cards"));
    }
    if let Some(m) = there {
        return Err(Refusal::because(
            format!("{what} has been marked already"),
            format!("{} marked it on {}. What is there was left as it is.", m.name, m.at),
            "The way Mainstay works: a lesson is marked once, and undone before it is marked anew.",
        )
        .or("My report cards", "/cards"));
    }
    if now < lesson.day.at(lesson.from) {
        return Err(Refusal::because(
            format!("{what} has not begun"),
            "A lesson is marked once it is under way.",
            SOURCE,
        )
        .or("My report cards", "/cards"));
    }
    Ok(())
}

/// Whether marks can be undone by this person: their own, or by whoever follows the return.
pub fn may_undo(marked: &Marked, track: &Track, staff: Id, follows: bool) -> Result<(), Refusal> {
    // What was marked after it rests on no outcome yet.
    if track.outcome.is_some() && track.decided_at.is_none_or(|at| marked.at <= at) {
        return Err(Refusal::because(
            "The return has its outcome, so its marks stay as they are",
            "An outcome rests on the marks that were there.",
            "Mainstay: records are corrected by addition.",
        )
        .or("My report cards", "/cards"));
    }
    if marked.staff != Some(staff) && !follows {
        return Err(Refusal::because(
            format!("These are the marks of {}", marked.name),
            "Marks are undone by who gave them, or by whoever follows the return.",
            "The way Mainstay works.",
        )
        .or("My report cards", "/cards"));
    }
    Ok(())
}

/// When the teachers of a day are sent the card: before its first lesson, and not once its last
/// is over.
pub fn is_time(lessons: &[Lesson], now: Instant) -> bool {
    let first = lessons.iter().map(|l| l.day.at(l.from)).min();
    let last = lessons.iter().map(|l| l.day.at(l.to)).max();
    match (first, last) {
        (Some(first), Some(last)) => {
            first.plus_seconds(-60 * room::CARD_SENT_BEFORE) <= now && now < last
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Closed, Term};

    fn nov(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }
    fn calendar() -> SchoolCalendar {
        SchoolCalendar {
            terms: vec![Term {
                name: "Autumn 2026".into(),
                from: Day::new(2026, 9, 2).unwrap(),
                to: Day::new(2026, 12, 18).unwrap(),
            }],
            closed: vec![Closed {
                why: "INSET".into(),
                half_term: false,
                from: nov(13),
                to: nov(13),
            }],
            ..SchoolCalendar::default()
        }
    }
    fn track() -> Track {
        Track {
            id: Id::from_u128(1),
            pupil: Id::from_u128(2),
            placement: Id::from_u128(3),
            from_day: nov(11),
            to_day: nov(25),
            outcome: None,
            outcome_words: String::new(),
            card_result: None,
            decided_at: None,
            decided_by: String::new(),
            version: 1,
        }
    }
    fn card() -> Card {
        Card {
            id: Id::from_u128(4),
            track: Id::from_u128(1),
            pupil: Id::from_u128(2),
            from_day: nov(11),
            to_day: nov(18),
            scale: CardRules::default().scale,
            targets: vec!["Start in two minutes".into(), "Ask for time out".into()],
            clear: 2,
            ended_at: None,
            goes_on: false,
            opened_at: nov(10).at(Minute::default()),
            opened_by: "Ms Okell".into(),
            version: 1,
        }
    }
    fn lesson() -> Lesson {
        let at = |h, m| Minute::new(h, m).unwrap();
        Lesson {
            day: nov(12),
            code: "P2".into(),
            from: at(10, 0),
            to: at(10, 50),
            subject: "Maths".into(),
            place: "M4".into(),
            teacher: Some(Id::from_u128(9)),
        }
    }
    fn targets() -> Vec<String> {
        card().targets
    }

    #[test]
    fn a_card_runs_for_school_days_and_passes_over_the_rest() {
        let give = |from, n| give(&calendar(), &track(), &targets(), None, from, n);
        // 11, 12, then 13 is INSET, 16, 17, 18.
        assert_eq!(give(nov(11), 5).unwrap(), (nov(11), nov(18)));
        assert_eq!(give(nov(11), 1).unwrap(), (nov(11), nov(11)));
        for (from, n, said) in [
            (nov(10), 5, "before the return"),
            (nov(13), 5, "INSET"),
            (nov(14), 5, "not a school day"),
            (nov(11), 0, "one to"),
            (nov(11), 400, "one to"),
        ] {
            let title = give(from, n).unwrap_err().title;
            assert!(title.contains(said), "{title}");
        }
        assert!(give(Day::new(2026, 12, 16).unwrap(), 5).unwrap_err().title.contains("reach"));
    }

    #[test]
    fn a_card_needs_targets_and_a_return_that_is_followed_and_is_given_once() {
        let cal = calendar();
        let no = |t: &Track, targets: &[String], there: Option<&Card>| {
            give(&cal, t, targets, there, nov(11), 3).unwrap_err().title
        };
        assert!(no(&track(), &[], None).contains("no targets"));
        assert!(no(&track(), &targets(), Some(&card())).contains("already"));
        let over = Track { outcome: Some(super::super::Outcome::Held), ..track() };
        assert!(no(&over, &targets(), None).contains("outcome"));
    }

    #[test]
    fn one_tap_marks_every_target_and_a_target_without_a_mark_is_asked_for() {
        let all = Tapped { all: Some(2), ..Tapped::default() };
        assert_eq!(say(&card(), all).unwrap().marks, [2, 2]);
        let each = Tapped { each: vec![Some(1), None], ..Tapped::default() };
        assert_eq!(say(&card(), each).unwrap_err(), [1]);
        for odd in [0, 5, -1, i64::MAX] {
            let tapped = Tapped { all: Some(odd), ..Tapped::default() };
            assert_eq!(say(&card(), tapped).unwrap_err(), [0, 1], "{odd}");
        }
        let away = say(&card(), Tapped { away: true, all: Some(1), ..Tapped::default() }).unwrap();
        assert!(away.away(), "not in the lesson is no good mark");
        assert_eq!(Said::read(&Said { marks: vec![1, 4], ..Said::default() }.kept()), [1, 4]);
        assert!(Said::read("").is_empty());
    }

    #[test]
    fn a_lesson_is_marked_once_it_has_begun_and_by_who_is_first() {
        let at = |h, m| nov(12).at(Minute::new(h, m).unwrap());
        let (card, track, lesson) = (card(), track(), lesson());
        let mark = |there: Option<&Marked>, now| may_mark(&card, &track, &lesson, there, now);
        assert!(mark(None, at(9, 59)).unwrap_err().title.contains("not begun"));
        assert!(mark(None, at(10, 0)).is_ok());
        let marked = Marked {
            id: Id::from_u128(7),
            card: card.id,
            pupil: card.pupil,
            day: nov(12),
            code: "P2".into(),
            subject: "Maths".into(),
            staff: Some(Id::from_u128(9)),
            name: "Ms Hale".into(),
            kept_by: String::new(),
            how: How::Link,
            at: at(10, 40),
            said: Said { marks: vec![1, 1], ..Said::default() },
            undone_at: None,
        };
        let told = mark(Some(&marked), at(11, 0)).unwrap_err();
        assert!(told.title.contains("marked already") && told.rule.contains("Ms Hale"));
        let over = Track { outcome: Some(super::super::Outcome::BackInRoom), ..track.clone() };
        assert!(may_mark(&card, &over, &lesson, None, at(11, 0)).is_err());
        assert!(may_undo(&marked, &track, Id::from_u128(9), false).is_ok());
        assert!(may_undo(&marked, &track, Id::from_u128(8), false).is_err());
        assert!(may_undo(&marked, &track, Id::from_u128(8), true).is_ok());
        assert!(may_undo(&marked, &over, Id::from_u128(9), true).is_err());
    }

    #[test]
    fn teachers_are_sent_the_card_before_the_first_lesson_and_not_after_the_last() {
        let at = |h, m| nov(12).at(Minute::new(h, m).unwrap());
        assert!(!is_time(&[lesson()], at(8, 59)));
        assert!(is_time(&[lesson()], at(9, 0)));
        assert!(is_time(&[lesson()], at(10, 49)));
        assert!(!is_time(&[lesson()], at(10, 50)));
        assert!(!is_time(&[], at(10, 0)));
    }

    #[test]
    fn the_schools_own_words_are_two_to_four_and_what_cannot_be_read_is_the_default() {
        assert_eq!(scale(&["Yes", "", " No "]).unwrap(), ["Yes", "No"]);
        assert!(scale(&["Yes"]).is_err());
        assert!(scale(&["Yes", "yes"]).is_err());
        assert!(scale(&["a", "b", "c", "d", "e"]).is_err());
        assert!(scale(&["Yes", &"n".repeat(25)]).is_err());
        let rules = CardRules::read(Some("Yes\nNo"), Some("3"), Some("2"), Some("4,2,1"));
        assert_eq!((rules.scale.len(), rules.days, rules.clear), (2, 3, 1));
        assert_eq!(rules.fade.every, 4);
        assert_eq!(CardRules::read(Some("One"), Some("0"), Some("9"), None), CardRules::default());
        assert_eq!(CardRules::read(None, None, Some("3"), None).clear, 3);
    }
}
