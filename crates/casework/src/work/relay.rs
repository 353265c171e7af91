//! What becomes of work once it is set: paper collected or not there, a link looked at, enough or
//! not, and asked for a second time.
//!
//! Must never know: who may say so, or how the teacher is told.

use super::{Route, Work, WorkState, is_link};
use crate::{Coded, Refusal};
use rulebook::{Day, Instant, Minute};

coded! {
    /// What the room says of the work that came.
    pub enum Judged {
        Enough = "enough", "Enough";
        NotEnough = "not_enough", "Not enough";
        TooHard = "too_hard", "Too hard";
    }
}

coded! {
    /// Why work is asked for a second time.
    pub enum Again {
        NotThere = "not_there", "The paper was not there";
        NotEnough = "not_enough", "There was not enough";
        TooHard = "too_hard", "It was too hard to do alone";
    }
}

impl Again {
    /// "the paper was not there", in the middle of a line.
    pub fn said(self) -> String {
        let label = self.label();
        let mut letters = label.chars();
        letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }
}

impl Judged {
    /// Why it is asked for again; nothing where it was enough.
    pub fn again(self) -> Option<Again> {
        match self {
            Judged::Enough => None,
            Judged::NotEnough => Some(Again::NotEnough),
            Judged::TooHard => Some(Again::TooHard),
        }
    }
}

/// What became of the work of one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relay {
    /// When its paper was collected.
    pub collected_at: Option<Instant>,
    /// By whom.
    pub collected_by: String,
    /// When somebody in the room saw that the link opens on work.
    pub seen_at: Option<Instant>,
    /// Who.
    pub seen_by: String,
    /// What the room says of it.
    pub judged: Option<Judged>,
    /// When.
    pub judged_at: Option<Instant>,
    /// Who.
    pub judged_by: String,
    /// Why it was asked for a second time, the last time.
    pub again: Option<Again>,
    /// When.
    pub again_at: Option<Instant>,
    /// A unit of the bank to go on with after it, or empty.
    pub also: String,
    /// With what it went back.
    pub hand_back: Option<crate::Id>,
}

impl Work {
    /// Paper that is still to be fetched.
    pub fn is_to_collect(&self) -> bool {
        self.ended_at.is_none()
            && self.state == WorkState::Answered
            && self.route == Some(Route::Paper)
            && self.relay.collected_at.is_none()
    }
    /// Whether there is a link to look at.
    pub fn has_link(&self) -> bool {
        self.has_work() && (self.route == Some(Route::Online) || is_link(&self.detail))
    }
}

fn name(w: &Work) -> String {
    format!("{} {}", w.code, w.subject)
}

fn is_over(w: &Work) -> Refusal {
    Refusal::because(
        format!("The work for {} is no longer needed", name(w)),
        "A request ends when the placement is moved or cancelled.",
        "The way Mainstay works.",
    )
}

fn changed(w: &Work) -> Refusal {
    Refusal::because(
        format!("There is no paper to collect for {} any more", name(w)),
        "The round is for paper alone. The work comes another way now, or is asked for again.",
        "The way Mainstay works.",
    )
    .or("See the round as it is now", "/work/round")
}

/// Whether paper becomes collected now; `false` when somebody ticked it before.
pub fn collect(w: &Work) -> Result<bool, Refusal> {
    if w.ended_at.is_some() {
        return Err(is_over(w));
    }
    if w.relay.collected_at.is_some() {
        return Ok(false);
    }
    if w.is_to_collect() { Ok(true) } else { Err(changed(w)) }
}

/// Whether the tick is taken back now; `false` when there is none. A tap is undone on its own day.
pub fn uncollect(w: &Work, today: Day) -> Result<bool, Refusal> {
    let Some(at) = w.relay.collected_at else { return Ok(false) };
    if w.ended_at.is_some() {
        return Err(is_over(w));
    }
    if at.day() != today {
        return Err(Refusal::because(
            format!("The paper for {} was ticked on another day", name(w)),
            format!("{} collected it, {at}.", w.relay.collected_by),
            "The way Mainstay works: a tap is undone on its own day, so that a past day stays as it was.",
        )
        .or("See the work", format!("/work/{}", w.id)));
    }
    Ok(true)
}

/// Whether paper that was not there sends the request back to be asked again; `false` when it has
/// gone back already.
pub fn not_there(w: &Work) -> Result<bool, Refusal> {
    if w.ended_at.is_some() {
        return Err(is_over(w));
    }
    if w.state.is_waiting() && w.relay.again == Some(Again::NotThere) {
        return Ok(false);
    }
    if let Some(at) = w.relay.collected_at {
        return Err(Refusal::because(
            format!("The paper for {} has been collected", name(w)),
            format!("{} ticked it, {at}.", w.relay.collected_by),
            "The way Mainstay works, so that a teacher is not asked again for what is here.",
        )
        .or("Take the tick back there, if it was a slip", format!("/work/{}", w.id)));
    }
    if w.is_to_collect() { Ok(true) } else { Err(changed(w)) }
}

/// Whether a look at the link is kept; `false` when somebody looked before.
pub fn see(w: &Work) -> Result<bool, Refusal> {
    if w.ended_at.is_some() {
        return Err(is_over(w));
    }
    if !w.has_link() {
        return Err(Refusal::because(
            format!("There is no link for {}", name(w)),
            "What is seen online is a link that the teacher set.",
            "The way Mainstay works.",
        )
        .or("See what there is", format!("/work/{}", w.id)));
    }
    Ok(w.relay.seen_at.is_none())
}

/// What follows from the room’s word on work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// The same was said before: nothing changes.
    Same,
    /// It is kept.
    Keep,
    /// It is kept, and more is asked for.
    Ask(Again),
}

/// Decides it. Work is asked for again while its period is not over; after that the word is kept.
pub fn judge(w: &Work, said: Judged, now: Instant, ends: Minute) -> Result<Judgement, Refusal> {
    if w.ended_at.is_some() {
        return Err(is_over(w));
    }
    if !w.has_work() {
        return Err(Refusal::because(
            format!("There is no work for {} yet", name(w)),
            "Whether it is enough is said once it has come.",
            "The way Mainstay works.",
        )
        .or("See what was asked", format!("/work/{}", w.id)));
    }
    let over = now >= w.day.at(ends);
    Ok(match said.again() {
        Some(again) if !over && w.state.is_waiting() && w.relay.again == Some(again) => {
            Judgement::Same
        }
        Some(again) if !over => Judgement::Ask(again),
        _ if w.relay.judged == Some(said) => Judgement::Same,
        _ => Judgement::Keep,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{monday, work};
    use super::*;
    use rulebook::Day;

    fn paper() -> Work {
        Work {
            route: Some(Route::Paper),
            detail: "Staff room, tray 4".into(),
            same_as_class: true,
            ..work(10, "P3", "Science", WorkState::Answered)
        }
    }
    fn ends() -> Minute {
        Minute::parse("12.00").unwrap()
    }
    fn tuesday(time: &str) -> Instant {
        Day::new(2026, 11, 10).unwrap().at(Minute::parse(time).unwrap())
    }

    #[test]
    fn paper_is_collected_once_and_one_that_is_here_is_not_asked_for_again() {
        let mut w = paper();
        assert_eq!(collect(&w), Ok(true));
        w.relay.collected_at = Some(monday("15.00"));
        w.relay.collected_by = "Mr Dean Poll".into();
        assert_eq!(collect(&w), Ok(false));
        let no = not_there(&w).unwrap_err();
        assert!(no.rule.contains("Mr Dean Poll"), "{no:?}");
        let online = Work { route: Some(Route::Online), ..paper() };
        assert!(collect(&online).unwrap_err().title.contains("no paper to collect"));
        let fell = Work { ended_at: Some(monday("15.00")), ..paper() };
        assert!(collect(&fell).is_err() && not_there(&fell).is_err());
    }

    #[test]
    fn paper_that_was_not_there_is_asked_for_again_once() {
        let mut w = paper();
        assert_eq!(not_there(&w), Ok(true));
        w.state = WorkState::Asked;
        w.route = None;
        w.relay.again = Some(Again::NotThere);
        assert_eq!(not_there(&w), Ok(false));
        assert!(!w.has_work());
        assert_eq!(w.said(&[]), "Asked again: the paper was not there");
    }

    #[test]
    fn too_little_is_asked_for_again_until_the_period_is_over_and_then_only_kept() {
        let mut w = paper();
        assert_eq!(judge(&w, Judged::Enough, tuesday("11.10"), ends()), Ok(Judgement::Keep));
        let more = judge(&w, Judged::NotEnough, tuesday("11.59"), ends());
        assert_eq!(more, Ok(Judgement::Ask(Again::NotEnough)));
        assert_eq!(judge(&w, Judged::TooHard, tuesday("12.00"), ends()), Ok(Judgement::Keep));
        w.state = WorkState::Asked;
        w.relay.again = Some(Again::NotEnough);
        assert_eq!(judge(&w, Judged::NotEnough, tuesday("11.20"), ends()), Ok(Judgement::Same));
        assert!(w.has_work(), "what there is goes on while more is asked for");
        assert_eq!(w.own(), Some(true));
        let none = work(11, "P2", "Maths", WorkState::Asked);
        assert!(judge(&none, Judged::Enough, tuesday("11.20"), ends()).is_err());
    }

    #[test]
    fn only_a_link_is_seen_online_and_once() {
        let mut w = Work {
            route: Some(Route::Online),
            detail: "https://classroom.example/9k2".into(),
            ..paper()
        };
        assert_eq!(see(&w), Ok(true));
        w.relay.seen_at = Some(tuesday("9.00"));
        assert_eq!(see(&w), Ok(false));
        assert!(see(&paper()).is_err());
    }
}
