//! What governors and a review panel look at: one suspension or permanent exclusion, as whoever
//! clerks it was told of it, and the road it goes.
//!
//! Must never know: tables or pages. A date is counted each time it is asked for; where the matter
//! stands is worked out from what happened and kept nowhere.

use crate::hearing::{Finding, HearingKind};
use crate::{Id, Refusal};
use rulebook::almanac::Almanac;
use rulebook::duty::governors::{self, Excluded, Meeting, Representations};
use rulebook::duty::{Answer, NoAnswer, Outcome};
use rulebook::states::{self, Permanent, PermanentAct, Road};
use rulebook::{Day, HalfDays, Instant};

coded! {
    /// What the headteacher decided.
    pub enum MatterKind {
        Permanent = "permanent", "Permanent exclusion";
        Suspension = "suspension", "Suspension";
    }
}

coded! {
    /// Who arranges an independent review.
    pub enum Arranger {
        Authority = "authority", "The local authority (maintained school or PRU)";
        Trust = "trust", "The academy trust (academy)";
    }
}

/// Letters of a long text at most.
pub const LONGEST: usize = 8_000;
/// Letters of a line at most.
pub const SHORT: usize = 200;

/// One matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Key: that of the record it is about, where that is in Mainstay.
    pub id: Id,
    /// What record it is about: "exclusion", "case", or "matter" where there is none here.
    pub noun: String,
    /// The pupil, where they are on the school's roll.
    pub pupil: Option<Id>,
    /// The child's name.
    pub name: String,
    /// The school that decided.
    pub school: String,
    /// The headteacher who decided.
    pub head: String,
    /// What was decided.
    pub kind: MatterKind,
    /// Half-days of suspension this statutory term, itself included; nothing for a permanent
    /// exclusion.
    pub term_total: i64,
    /// The day of the decision.
    pub decided: Day,
    /// Its first day.
    pub first_day: Day,
    /// The day the governing body was told.
    pub told: Day,
    /// The first public examination or national test lost.
    pub exam: Option<Day>,
    /// The day the parent's representations came, where they did.
    pub written_on: Option<Day>,
    /// The authority the child lives in, where it is another one.
    pub other_home: String,
    /// Who arranges a review.
    pub arranger: Arranger,
    /// Social worker and virtual school head, as far as there are any: names in words.
    pub also_asked: String,
    /// Who opened it.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// Whether the governing body meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Must,
    /// It must, if the parent writes in time.
    IfWritten,
    /// It considers what the parent wrote, and may meet.
    May,
    /// Nothing is required.
    NotNeeded,
}

impl Need {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Need::Must => "The governing body must meet",
            Need::IfWritten => "The governing body must meet if the parent writes in time",
            Need::May => {
                "The governing body considers what the parent wrote; it may meet and need not"
            }
            Need::NotNeeded => "The governing body need not meet",
        }
    }
}

impl Matter {
    /// The total of the term as half-days.
    pub fn total(&self) -> HalfDays {
        HalfDays::halves(u32::try_from(self.term_total).unwrap_or(0))
    }
    /// "Permanent exclusion from Fri 13 Nov 2026": never one word for both.
    pub fn what(&self) -> String {
        format!("{} from {}", crate::Coded::label(self.kind), self.first_day)
    }
    fn meeting(&self) -> Meeting {
        Meeting {
            excluded: match self.kind {
                MatterKind::Permanent => Excluded::Permanently,
                MatterKind::Suspension => Excluded::For(self.total()),
            },
            informed: Some(self.told),
            representations: match self.written_on {
                Some(on) => Representations::Made(Some(on)),
                None => Representations::None,
            },
            exam: self.exam,
        }
    }
    /// Whether and by when the governing body meets.
    pub fn governors(&self, almanac: &Almanac) -> Result<Answer, NoAnswer> {
        governors::meeting(self.meeting(), almanac)
    }
    /// The same in a word.
    pub fn need(&self, almanac: &Almanac) -> Result<Need, NoAnswer> {
        let answer = self.governors(almanac)?;
        Ok(match answer.outcome {
            Outcome::Gb15 | Outcome::Gb50 | Outcome::GbBeforeExam => Need::Must,
            Outcome::GbConsider => Need::May,
            _ if answer.rule == "R2.14" && self.written_on.is_none() => Need::IfWritten,
            _ => Need::NotNeeded,
        })
    }
}

/// What happened to a permanent exclusion so far, as the records say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// The governing body's meeting began.
    pub begun: bool,
    /// What it decided.
    pub governors: Option<Finding>,
    /// The parent wrote that there will be no application.
    pub waived: bool,
    /// An application came: true where it was taken in, false where it was refused as too late.
    pub application: Option<bool>,
    /// What the panel decided.
    pub panel: Option<Finding>,
    /// What the governing body decided again.
    pub again: Option<Finding>,
}

impl Happened {
    /// The acts of the road, in order.
    fn acts(self) -> Vec<PermanentAct> {
        use PermanentAct as Act;
        let mut acts = Vec::new();
        if self.begun || self.governors.is_some() {
            acts.push(Act::BeginMeeting);
        }
        acts.extend(self.governors.map(|f| match f {
            Finding::Decline => Act::Decline,
            _ => Act::Reinstate,
        }));
        if self.waived {
            acts.push(Act::Waive);
        }
        acts.extend(self.application.map(|taken| match taken {
            true => Act::Apply,
            false => Act::ApplyLate,
        }));
        acts.extend(self.panel.map(|f| match f {
            Finding::Quash => Act::Quash,
            Finding::Recommend => Act::Recommend,
            _ => Act::Uphold,
        }));
        acts.extend(self.again.map(|f| match f {
            Finding::Decline => Act::DeclineAgain,
            _ => Act::Reinstate,
        }));
        acts
    }
    /// Where a permanent exclusion stands.
    pub fn stands(self) -> Permanent {
        let mut at = Permanent::Imposed;
        for act in self.acts() {
            // What the records say happened did happen; an arrow that is not there leaves it.
            if let Ok(step) = states::step(at, act, &["R3.09", "R2.21", "R3.16", "R3.18"]) {
                at = step.to;
            }
        }
        at
    }
    /// Whether an act can be done from where it stands.
    ///
    /// # Errors
    /// With where it stands and what can be done.
    pub fn may(self, act: PermanentAct, matter: Id) -> Result<Permanent, Refusal> {
        match states::step(self.stands(), act, &["R3.09", "R2.21", "R3.16", "R3.18"]) {
            Ok(step) => Ok(step.to),
            Err(no) => Err(Refusal::because(
                format!("It cannot be done now: this one is {}", self.stands().words()),
                no.to_string(),
                "The road of a permanent exclusion (SI 2012/1033, as Mainstay holds it).",
            )
            .or("See where it stands", format!("/matters/{matter}"))),
        }
    }
    /// Whether a hearing of this kind can be opened.
    ///
    /// # Errors
    /// With what comes first.
    pub fn may_open(self, kind: HearingKind, m: &Matter) -> Result<(), Refusal> {
        let because = |title: &str, rule: &str, first: &str| {
            Refusal::because(title, rule, "SI 2012/1033, as Mainstay holds it.")
                .or(first, format!("/matters/{}", m.id))
        };
        match (kind, m.kind) {
            (HearingKind::Governors, _) => Ok(()),
            (_, MatterKind::Suspension) => Err(because(
                "There is no independent review of a suspension",
                "A review panel looks at a permanent exclusion that the governing body did not end (R3.09).",
                "See what is owed here",
            )),
            (HearingKind::Panel, _) if self.application == Some(true) && self.panel.is_none() => {
                Ok(())
            }
            (HearingKind::Panel, _) => Err(because(
                "There is no application for a review to hear",
                "A panel is arranged when an application has come in time (R3.09, R3.10).",
                "Record the application first",
            )),
            (HearingKind::Again, _)
                if matches!(self.panel, Some(Finding::Quash | Finding::Recommend)) =>
            {
                Ok(())
            }
            (HearingKind::Again, _) => Err(because(
                "There is nothing for the governing body to think again about",
                "It meets again where a panel recommends it, or quashes its decision and directs it (R3.15).",
                "Record the panel’s decision first",
            )),
        }
    }
}

coded! {
    /// Something of a matter that is done once, beside its hearings.
    pub enum Step {
        Amended = "amended", "The school’s record and the pupil’s file were amended";
        Money = "money", "The readjustment of the budget was raised";
        Waived = "waived", "The parent wrote that there will be no application for a review";
        Expert = "expert", "A SEN expert was appointed";
    }
}

/// That a step was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Which.
    pub step: Step,
    /// The day.
    pub on: Day,
    /// What was done, in words.
    pub note: String,
    /// Who recorded it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

coded! {
    /// What somebody makes of a date that a changed calendar moved after the thing was done.
    pub enum Stance {
        Stands = "stands", "It stands: it was done by the calendar as it was";
        Late = "late", "Treat it as late: what was done about it is below";
    }
}

/// A date that moved after what it was for had been done: both dates, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it is about: a pack's copies.
    pub of: Id,
    /// The date as it stood when it was done.
    pub before: Day,
    /// The date by the calendar as it is now.
    pub after: Day,
    /// What was made of it.
    pub stance: Stance,
    /// Why.
    pub why: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use rulebook::almanac::Pattern;
    use rulebook::{Closed, SchoolCalendar, Term};

    /// The invented calendar of the walk-throughs.
    pub(crate) fn almanac(closure: Option<&str>) -> Almanac {
        let day = |t: &str| Day::parse_iso(t).unwrap();
        let term = |name: &str, a, b| Term { name: name.into(), from: day(a), to: day(b) };
        let shut = |why: &str, a, b| Closed {
            why: why.into(),
            half_term: why == "Half-term",
            from: day(a),
            to: day(b),
        };
        let mut closed = vec![
            shut("Half-term", "2026-10-26", "2026-10-30"),
            shut("INSET", "2026-11-27", "2026-11-27"),
            shut("Half-term", "2027-02-15", "2027-02-19"),
        ];
        closed.extend(closure.map(|d| shut("Boiler", d, d)));
        let calendar = SchoolCalendar {
            terms: vec![
                term("Autumn 2026", "2026-09-02", "2026-12-18"),
                term("Spring 2027", "2027-01-05", "2027-03-25"),
                term("Summer 2027", "2027-04-13", "2027-07-21"),
            ],
            closed,
            ..SchoolCalendar::default()
        };
        Almanac::of_school("Harrowfield School", &calendar, Pattern::of(&calendar)).unwrap()
    }

    pub(crate) fn matter() -> Matter {
        let day = |d| Day::new(2026, 11, d).unwrap();
        Matter {
            id: Id::nil(),
            noun: "matter".into(),
            pupil: None,
            name: "Reuben Haldane-Price".into(),
            school: "Harrowfield School".into(),
            head: "Dr Ines Varga".into(),
            kind: MatterKind::Permanent,
            term_total: 0,
            decided: day(12),
            first_day: day(13),
            told: day(12),
            exam: None,
            written_on: None,
            other_home: "Eastlea".into(),
            arranger: Arranger::Authority,
            also_asked: String::new(),
            made_by: "Mr Callum Osei-Brandt".into(),
            made_at: day(12).at(rulebook::Minute::default()),
            closed_at: None,
            version: 1,
        }
    }

    #[test]
    fn the_governing_body_meets_by_the_date_of_the_walk_through_before_and_after_the_closure() {
        let due = |a: &Almanac| matter().governors(a).unwrap().due.day().unwrap().to_string();
        assert_eq!(due(&almanac(None)), "Fri 4 Dec 2026");
        assert_eq!(due(&almanac(Some("2026-11-25"))), "Mon 7 Dec 2026");
        assert_eq!(matter().need(&almanac(None)), Ok(Need::Must));
    }

    #[test]
    fn whether_the_governing_body_meets_on_a_suspension_hangs_on_the_total_and_the_parent() {
        let a = almanac(None);
        let of = |total: i64, written: bool| {
            let written_on = written.then(|| Day::new(2026, 11, 20).unwrap());
            Matter { kind: MatterKind::Suspension, term_total: total, written_on, ..matter() }
                .need(&a)
                .unwrap()
        };
        assert_eq!(of(10, false), Need::NotNeeded);
        assert_eq!(of(10, true), Need::May);
        assert_eq!(of(11, false), Need::IfWritten);
        assert_eq!(of(11, true), Need::Must);
        assert_eq!(of(31, false), Need::Must);
    }

    #[test]
    fn a_matter_goes_the_road_of_the_law_and_no_other() {
        let m = matter();
        let mut h = Happened::default();
        assert!(h.may_open(HearingKind::Governors, &m).is_ok());
        let no = h.may_open(HearingKind::Panel, &m).unwrap_err();
        assert!(no.title.contains("no application"));
        assert!(h.may(PermanentAct::Apply, m.id).is_err());
        h.governors = Some(Finding::Decline);
        assert_eq!(h.stands(), Permanent::Declined);
        assert!(h.may(PermanentAct::Decline, m.id).is_err(), "a decision is made once");
        h.application = Some(true);
        assert!(h.may_open(HearingKind::Panel, &m).is_ok());
        h.panel = Some(Finding::Quash);
        assert_eq!(h.stands(), Permanent::Quashed);
        assert!(h.may_open(HearingKind::Again, &m).is_ok());
        h.again = Some(Finding::Decline);
        assert_eq!(h.stands(), Permanent::DeclinedAgain);
        assert!(h.may(PermanentAct::OrderMoney, m.id).is_ok());
        let of_suspension = Matter { kind: MatterKind::Suspension, ..m };
        assert!(h.may_open(HearingKind::Panel, &of_suspension).is_err());
    }

    #[test]
    fn every_state_a_matter_can_be_worked_out_to_be_in_is_reached_and_no_finding_is_lost() {
        let mut seen = Vec::new();
        let find = [None, Some(Finding::Decline), Some(Finding::Reinstate)];
        let panel = [None, Some(Finding::Uphold), Some(Finding::Recommend), Some(Finding::Quash)];
        for governors in find {
            for application in [None, Some(true), Some(false)] {
                for of_panel in panel {
                    for again in find {
                        for waived in [false, true] {
                            let h = Happened {
                                begun: governors.is_some(),
                                governors,
                                waived,
                                application,
                                panel: of_panel,
                                again,
                            };
                            seen.push(h.stands());
                        }
                    }
                }
            }
        }
        seen.push(Happened { begun: true, ..Happened::default() }.stands());
        for state in [
            Permanent::Imposed,
            Permanent::AtGovernors,
            Permanent::Reinstated,
            Permanent::Declined,
            Permanent::Final,
            Permanent::ReviewRefused,
            Permanent::ReviewPending,
            Permanent::Upheld,
            Permanent::Recommended,
            Permanent::Quashed,
            Permanent::DeclinedAgain,
        ] {
            assert!(seen.contains(&state), "{state:?}");
        }
    }
}
