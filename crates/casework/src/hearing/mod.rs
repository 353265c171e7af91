//! A meeting at which people decide on a matter: the governing body, an independent review panel,
//! and the governing body thinking again.
//!
//! Must never know: tables or pages. It never decides; it says who may sit, what is still missing,
//! and whether there is anything to decide.

pub mod application;
pub mod challenge;
pub mod invite;
pub mod letter;
pub mod member;
pub mod owed;
pub mod share;

use crate::matter::{Happened, Matter, MatterKind};
use crate::{Id, Refusal};
use rulebook::almanac::Almanac;
use rulebook::duty::{Answer, NoAnswer, governors, review};
use rulebook::service::Service;
use rulebook::states::PermanentAct;
use rulebook::{Day, Instant, Minute};

coded! {
    /// Which kind of meeting.
    pub enum HearingKind {
        Governors = "governors", "Governors’ meeting";
        Panel = "panel", "Independent review";
        Again = "again", "Governors’ reconsideration";
    }
}

coded! {
    /// Where it has got to.
    pub enum HearingState {
        Planned = "planned", "Being arranged";
        Begun = "begun", "Begun";
        Decided = "decided", "Decided";
        CalledOff = "called_off", "Called off";
    }
}

coded! {
    /// How a notice went; the day it counts as given follows from it.
    pub enum How {
        Delivered = "delivered", "By hand, or left at the address";
        Post = "post", "First-class post";
        Email = "email", "E-mail";
    }
}

impl How {
    /// As the rulebook counts it.
    pub fn service(self) -> Service {
        match self {
            How::Delivered => Service::Delivered,
            How::Post => Service::FirstClassPost,
            How::Email => Service::Email,
        }
    }
}

coded! {
    /// What was decided.
    pub enum Finding {
        Reinstate = "reinstate", "Reinstate the pupil";
        Decline = "decline", "Decline to reinstate";
        View = "view", "The pupil is back already: a view recorded on whether it was right";
        Uphold = "uphold", "Uphold the governing body’s decision";
        Recommend = "recommend", "Recommend that the governing body thinks again";
        Quash = "quash", "Quash the decision and direct the governing body to think again";
    }
}

impl Finding {
    /// What a hearing of this kind can come to.
    pub fn of(kind: HearingKind, matter: MatterKind) -> &'static [Finding] {
        match (kind, matter) {
            (HearingKind::Panel, _) => &[Finding::Uphold, Finding::Recommend, Finding::Quash],
            (HearingKind::Governors, MatterKind::Suspension) => {
                &[Finding::Reinstate, Finding::Decline, Finding::View]
            }
            _ => &[Finding::Reinstate, Finding::Decline],
        }
    }
    /// It leaves the exclusion as it is, so that the letter carries the rights that follow.
    pub fn declines(self) -> bool {
        self == Finding::Decline
    }
}

coded! {
    /// How people meet.
    pub enum Remote {
        Here = "here", "In person";
        Asked = "asked", "Remote, because the parent asked";
        Unforeseen = "unforeseen", "Remote, because of something unforeseen after it was agreed in person";
    }
}

/// One hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Key.
    pub id: Id,
    /// The matter.
    pub matter: Id,
    /// Which kind.
    pub kind: HearingKind,
    /// Where it has got to.
    pub state: HearingState,
    /// The day it is on.
    pub on: Option<Day>,
    /// When it begins.
    pub at: Option<Minute>,
    /// Where.
    pub place: String,
    /// The room apart in which the family waits.
    pub waiting: String,
    /// How people meet.
    pub remote: Remote,
    /// How the conditions of a remote meeting are met, or what came up.
    pub remote_why: String,
    /// Adjustments asked for, and what is done about each.
    pub adjustments: String,
    /// The pupil's part: coming, writing, or why neither.
    pub pupil_part: String,
    /// The clerk.
    pub clerk: String,
    /// When the clerk was last trained.
    pub clerk_trained: Option<Day>,
    /// Minutes.
    pub minutes: String,
    /// When it began.
    pub begun_at: Option<Instant>,
    /// Why it was called off.
    pub off_why: String,
    /// Version.
    pub version: i64,
}

/// What was decided, with everything that carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The hearing.
    pub hearing: Id,
    /// What.
    pub finding: Finding,
    /// Facts found, on the balance of probabilities.
    pub findings: String,
    /// Whether it was lawful, reasonable and fair; and the duties under the Equality Act.
    pub tests: String,
    /// Reasons.
    pub reasons: String,
    /// How members voted, if it was put to the vote.
    pub vote: String,
    /// The panel ordered the readjustment of the budget.
    pub ordered: bool,
    /// The day.
    pub on: Day,
    /// For a panel: how its notice went to the governing body.
    pub notice_how: Option<How>,
    /// For a panel: the day the notice counts as given.
    pub notice_given: Option<Day>,
    /// Who recorded it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

impl Hearing {
    /// When its papers go out.
    pub fn papers(&self, almanac: &Almanac) -> Option<Result<Answer, NoAnswer>> {
        // Thinking again needs no papers of its own: they were all there.
        if self.kind == HearingKind::Again || self.state == HearingState::CalledOff {
            return None;
        }
        Some(governors::papers(self.on?, self.kind == HearingKind::Panel, almanac))
    }
    /// Whether it stands and is still to come to a decision.
    pub fn open(&self) -> bool {
        matches!(self.state, HearingState::Planned | HearingState::Begun)
    }
    /// Where it is held, in words.
    pub fn placed(&self) -> String {
        match (self.remote, self.place.trim()) {
            (Remote::Here, "") => "place to be fixed".into(),
            (Remote::Here, place) => place.to_string(),
            (_, "") => "remote".into(),
            (_, place) => format!("remote: {place}"),
        }
    }
    /// Whether it may still be changed.
    ///
    /// # Errors
    /// When it was decided or called off.
    pub fn may_change(&self) -> Result<(), Refusal> {
        if self.open() {
            return Ok(());
        }
        Err(Refusal::because(
            format!("This one is over: {}", crate::Coded::label(self.state).to_lowercase()),
            "What was recorded of a hearing stays as it was. What is learnt later goes beside it.",
            "Mainstay: records are corrected by addition.",
        )
        .or("See it", format!("/hearings/{}", self.id)))
    }
}

/// The last day the hearing may be held, by the law of its kind.
pub fn meet_by(
    kind: HearingKind,
    m: &Matter,
    application_made: Option<Day>,
    panel_given: Option<Day>,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    match kind {
        HearingKind::Governors => m.governors(almanac),
        HearingKind::Panel => {
            let made = application_made.ok_or(NoAnswer::Needed("the day the application came"))?;
            review::meet_by(made, almanac)
        }
        HearingKind::Again => {
            let given =
                panel_given.ok_or(NoAnswer::Needed("the day the panel’s notice was given"))?;
            review::reconvene_by(given, almanac)
        }
    }
}

/// What is wrong with a day for it, in words; nothing, where it may be fixed. A date past the
/// last one is let through with the words: the duty does not lapse.
pub fn day_fits(day: Day, today: Day, almanac: &Almanac) -> Result<(), String> {
    if day < today {
        return Err("This day is over. Choose one that is still to come".into());
    }
    match almanac.is_school_day(day) {
        Ok(true) => Ok(()),
        Ok(false) => {
            let why = almanac.why_not(day).unwrap_or("nobody is in").to_string();
            Err(format!("{day} is not a school day: {why}. Choose another"))
        }
        Err(fault) => Err(fault.to_string()),
    }
}

/// The act of the road that recording this finding is.
pub fn act_of(kind: HearingKind, finding: Finding) -> PermanentAct {
    match (kind, finding) {
        (HearingKind::Governors, Finding::Decline) => PermanentAct::Decline,
        (HearingKind::Again, Finding::Decline) => PermanentAct::DeclineAgain,
        (_, Finding::Uphold) => PermanentAct::Uphold,
        (_, Finding::Recommend) => PermanentAct::Recommend,
        (_, Finding::Quash) => PermanentAct::Quash,
        _ => PermanentAct::Reinstate,
    }
}

/// Whether a decision may be recorded: the hearing is open, enough may sit, and the road leads
/// there.
///
/// # Errors
/// With the rule and what can be done.
pub fn may_decide(
    h: &Hearing,
    m: &Matter,
    happened: Happened,
    finding: Finding,
    lacking: &[String],
) -> Result<(), Refusal> {
    h.may_change()?;
    if !Finding::of(h.kind, m.kind).contains(&finding) {
        return Err(Refusal::because(
            "That is nothing this meeting can decide",
            "A panel upholds, recommends or quashes, and cannot reinstate (R3.15p). Governors reinstate or decline (R3.07).",
            "SI 2012/1033, as Mainstay holds it.",
        )
        .or("Choose again", format!("/hearings/{}", h.id)));
    }
    if let Some(first) = lacking.first() {
        return Err(Refusal::because(
            "No decision can be recorded yet: not enough people may sit",
            format!("{first}. {}", member::rule_of(h.kind)),
            "SI 2012/1033, as Mainstay holds it: not yet checked.",
        )
        .or("See who sits", format!("/hearings/{}#members", h.id)));
    }
    if m.kind == MatterKind::Permanent {
        let begun = Happened { begun: true, ..happened };
        begun.may(act_of(h.kind, finding), m.id)?;
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::matter::tests::{almanac, matter};

    pub(crate) fn hearing(kind: HearingKind, on: &str) -> Hearing {
        Hearing {
            id: Id::from_u128(1),
            matter: Id::nil(),
            kind,
            state: HearingState::Planned,
            on: Day::parse_iso(on),
            at: Minute::new(10, 0),
            place: "Library".into(),
            waiting: "Room 4".into(),
            remote: Remote::Here,
            remote_why: String::new(),
            adjustments: String::new(),
            pupil_part: String::new(),
            clerk: "Mrs Pia Lund".into(),
            clerk_trained: None,
            minutes: String::new(),
            begun_at: None,
            off_why: String::new(),
            version: 1,
        }
    }

    #[test]
    fn papers_go_out_on_the_days_of_the_walk_through_before_and_after_the_closure() {
        let said = |h: &Hearing, closure| {
            let due = h.papers(&almanac(closure)).unwrap().unwrap().due;
            format!("{}, arguable {}", due.day().unwrap(), due.arguable().unwrap())
        };
        let governors = hearing(HearingKind::Governors, "2026-12-02");
        assert_eq!(said(&governors, None), "Mon 23 Nov 2026, arguable Tue 24 Nov 2026");
        assert_eq!(
            said(&governors, Some("2026-11-25")),
            "Fri 20 Nov 2026, arguable Mon 23 Nov 2026"
        );
        let panel = hearing(HearingKind::Panel, "2027-01-14");
        assert_eq!(said(&panel, None), "Wed 6 Jan 2027, arguable Thu 7 Jan 2027");
    }

    #[test]
    fn the_last_day_of_each_hearing_is_that_of_the_walk_through() {
        let day = |t: &str| Day::parse_iso(t);
        let by = |kind, made, given| {
            let answer = meet_by(kind, &matter(), made, given, &almanac(None)).unwrap();
            answer.due.day().unwrap().to_string()
        };
        assert_eq!(by(HearingKind::Panel, day("2026-12-15"), None), "Wed 20 Jan 2027");
        assert_eq!(by(HearingKind::Again, None, day("2027-01-15")), "Fri 29 Jan 2027");
    }

    #[test]
    fn a_panel_cannot_reinstate_and_a_decision_is_made_once() {
        let m = matter();
        let h = hearing(HearingKind::Panel, "2027-01-14");
        let heard = Happened {
            begun: true,
            governors: Some(Finding::Decline),
            application: Some(true),
            ..Happened::default()
        };
        let no = may_decide(&h, &m, heard, Finding::Reinstate, &[]).unwrap_err();
        assert!(no.rule.contains("cannot reinstate"));
        assert!(may_decide(&h, &m, heard, Finding::Quash, &[]).is_ok());
        let lacking = ["There is no lay member".to_string()];
        assert!(may_decide(&h, &m, heard, Finding::Quash, &lacking).is_err());
        let decided = Happened { panel: Some(Finding::Quash), ..heard };
        assert!(may_decide(&h, &m, decided, Finding::Quash, &[]).is_err());
        let over = Hearing { state: HearingState::Decided, ..h };
        assert!(over.may_change().is_err());
    }

    #[test]
    fn a_hearing_is_not_fixed_on_a_day_nobody_is_in() {
        let a = almanac(None);
        let on = |t: &str| day_fits(Day::parse_iso(t).unwrap(), matter().told, &a);
        assert!(on("2026-12-02").is_ok());
        assert!(on("2026-11-27").unwrap_err().contains("INSET"));
        assert!(on("2026-11-11").unwrap_err().contains("over"));
        assert!(on("2026-12-05").unwrap_err().contains("not a school day"));
    }
}
