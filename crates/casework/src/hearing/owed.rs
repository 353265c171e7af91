//! What is owed on the road of a matter: every duty with its rule, its date and whether it was
//! met, worked out from what happened each time it is asked for.
//!
//! Must never know: today, or where a page is.

use super::application::Application;
use super::challenge::Challenge;
use super::invite::Asked;
use super::letter::Told;
use super::{Decision, Finding, Hearing, HearingKind, HearingState};
use crate::Id;
use crate::matter::{Done, Happened, Matter, MatterKind, Moved, Step};
use crate::pack::{self, AskedAbout, Given, Pack};
use rulebook::almanac::Almanac;
use rulebook::duty::{Answer, Due, NoAnswer, governors, review};
use rulebook::{Day, event};

/// Everything that is known of a matter.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The matter.
    pub matter: Matter,
    /// Its hearings, in the order they were opened.
    pub hearings: Vec<Hearing>,
    /// What they decided.
    pub decisions: Vec<Decision>,
    /// Letters that told it.
    pub told: Vec<Told>,
    /// Applications for a review.
    pub applications: Vec<Application>,
    /// Packs.
    pub packs: Vec<Pack>,
    /// Copies, each with its pack.
    pub copies: Vec<(Id, Given)>,
    /// What was done once.
    pub done: Vec<Done>,
    /// What was made of dates that moved.
    pub answered: Vec<Moved>,
    /// Challenge letters.
    pub challenges: Vec<Challenge>,
}

/// Where something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// On the matter.
    Matter,
    /// At a hearing.
    Hearing(Id),
    /// In a pack.
    Pack(Id),
}

/// That something owed was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The day.
    pub on: Day,
    /// The day it was due, as it stood then, where that was kept.
    pub due_then: Option<Day>,
    /// In words.
    pub note: String,
}

/// One thing owed.
#[derive(Clone, Debug)]
pub struct Owed {
    /// A short code that stays the same: "papers".
    pub code: &'static str,
    /// The rule: "R3.06".
    pub rule: &'static str,
    /// In words.
    pub what: String,
    /// When, or why no date can be given.
    pub due: Result<Due, NoAnswer>,
    /// Whether somebody can be late by it.
    pub late_by: bool,
    /// That it was met.
    pub met: Option<Met>,
    /// Where it is done.
    pub at: At,
}

impl Owed {
    fn of(code: &'static str, what: &str, answer: Result<Answer, NoAnswer>, at: At) -> Owed {
        let rule = answer.as_ref().map_or("", |a| a.rule);
        let late_by = answer.as_ref().is_ok_and(|a| a.outcome.can_be_late());
        let due = answer.map(|a| a.due);
        Owed { code, rule, what: what.to_string(), due, late_by, met: None, at }
    }
    fn ruled(mut self, rule: &'static str) -> Owed {
        if self.rule.is_empty() {
            self.rule = rule;
        }
        self
    }
    fn met(mut self, met: Option<Met>) -> Owed {
        self.met = met;
        self
    }
    /// The day it is due.
    pub fn day(&self) -> Option<Day> {
        self.due.as_ref().ok().and_then(|d| d.day())
    }
    /// How it stands on a day. What was done is held against the date as it stood then, where
    /// that was kept: a calendar that changes later makes nobody late.
    pub fn stands(&self, today: Day) -> Option<event::Standing> {
        let met = self.met.as_ref();
        let due = match met.and_then(|m| m.due_then) {
            Some(then) => Due::Day(then),
            None => *self.due.as_ref().ok()?,
        };
        let shown = self.late_by && due.day().is_some();
        shown.then(|| event::standing(due, met.map(|m| m.on), today))
    }
    /// It waits to be done.
    pub fn waits(&self) -> bool {
        self.met.is_none() && self.late_by
    }
}

impl Whole {
    /// The hearing of a kind that stands: one that was called off does not.
    pub fn hearing(&self, kind: HearingKind) -> Option<&Hearing> {
        self.hearings.iter().rfind(|h| h.kind == kind && h.state != HearingState::CalledOff)
    }
    /// What a hearing decided.
    pub fn decision(&self, hearing: Id) -> Option<&Decision> {
        self.decisions.iter().find(|d| d.hearing == hearing)
    }
    /// What the hearing of a kind decided.
    pub fn decided(&self, kind: HearingKind) -> Option<&Decision> {
        self.decision(self.hearing(kind)?.id)
    }
    /// The day the governing body reinstated the pupil, at either meeting.
    pub fn reinstated(&self) -> Option<Day> {
        let of = |kind| self.decided(kind).filter(|d| d.finding == Finding::Reinstate);
        of(HearingKind::Again).or(of(HearingKind::Governors)).map(|d| d.on)
    }
    /// What a panel ordered, and on what day, where no reinstatement was offered after it.
    pub fn ordered(&self) -> Option<Day> {
        let panel = self.decided(HearingKind::Panel).filter(|d| d.ordered)?;
        let again = self.decided(HearingKind::Again)?;
        (again.finding != Finding::Reinstate).then_some(panel.on)
    }
    /// The application that was taken in.
    pub fn application(&self) -> Option<&Application> {
        self.applications.iter().find(|a| a.taken)
    }
    /// Whether a step was done.
    pub fn step(&self, step: Step) -> Option<&Done> {
        self.done.iter().find(|d| d.step == step)
    }
    /// What happened so far.
    pub fn happened(&self) -> Happened {
        let governors = self.hearing(HearingKind::Governors);
        let finding = |kind| self.decided(kind).map(|d| d.finding);
        Happened {
            begun: governors.is_some_and(|h| h.begun_at.is_some()),
            governors: finding(HearingKind::Governors),
            waived: self.step(Step::Waived).is_some(),
            application: match (self.application(), self.applications.last()) {
                (Some(_), _) => Some(true),
                (None, Some(_)) => Some(false),
                (None, None) => None,
            },
            panel: finding(HearingKind::Panel),
            again: finding(HearingKind::Again),
        }
    }
    /// The day the governors' decision counts as given: that of the last letter to a parent, so
    /// that no parent's time is cut short.
    pub fn given(&self) -> Option<Day> {
        let hearing = self.hearing(HearingKind::Governors)?.id;
        let to_parents = self.told.iter().filter(|t| t.hearing == hearing);
        to_parents.filter(|t| t.asked == Asked::Parent).map(|t| t.given_on).max()
    }
    /// The copies of a pack.
    pub fn copies_of(&self, pack: Id) -> Vec<Given> {
        self.copies.iter().filter(|(of, _)| *of == pack).map(|(_, g)| g.clone()).collect()
    }
    /// When a pack is due, by the calendar as it is now.
    pub fn pack_due(&self, p: &Pack, almanac: &Almanac) -> Option<Result<Answer, NoAnswer>> {
        let hearing = self.hearings.iter().find(|h| h.id == p.hearing)?;
        Some(pack::due(p.purpose, hearing.on?, almanac))
    }
    /// Dates that moved after the papers went, which nobody has said anything of yet.
    pub fn moved(&self, almanac: &Almanac) -> Vec<(Id, AskedAbout)> {
        let asked = |p: &Pack| {
            let now = self.pack_due(p, almanac);
            let moved = pack::moved(p.id, &self.copies_of(p.id), now.as_ref(), &self.answered);
            moved.map(|m| (p.id, m))
        };
        self.packs.iter().filter_map(asked).collect()
    }
    /// Everything owed, in the order of the road.
    pub fn owed(&self, almanac: &Almanac) -> Vec<Owed> {
        let mut out = Vec::new();
        let m = &self.matter;
        let governors = self.hearing(HearingKind::Governors);
        let decided = self.decided(HearingKind::Governors);
        let met = |d: &Decision| Met {
            on: d.on,
            due_then: None,
            note: crate::Coded::label(d.finding).to_string(),
        };
        let at = governors.map_or(At::Matter, |h| At::Hearing(h.id));
        out.push(
            Owed::of("governors", "The governing body meets", m.governors(almanac), at)
                .met(decided.map(met)),
        );
        for h in &self.hearings {
            out.extend(self.papers(h, almanac));
        }
        if let (Some(h), Some(d)) = (governors, decided) {
            out.push(self.letter(h, d, "The governors’ decision is told in writing"));
            if m.kind == MatterKind::Permanent && d.finding.declines() {
                self.review(almanac, &mut out);
            }
        }
        if m.kind == MatterKind::Permanent && self.happened().panel.is_some() {
            self.after_panel(almanac, &mut out);
        }
        self.afterwards(&mut out);
        out
    }

    fn papers(&self, h: &Hearing, almanac: &Almanac) -> Option<Owed> {
        let answer = h.papers(almanac)?;
        let pack = self.packs.iter().rfind(|p| p.hearing == h.id);
        let copies = pack.map(|p| self.copies_of(p.id)).unwrap_or_default();
        let first = copies.iter().min_by_key(|c| c.sent_on);
        let what = match h.kind {
            HearingKind::Panel => "The papers of the review go out",
            _ => "The papers of the governors’ meeting go out",
        };
        let at = pack.map_or(At::Hearing(h.id), |p| At::Pack(p.id));
        Some(Owed::of("papers", what, answer, at).met(first.map(|c| Met {
            on: c.sent_on,
            due_then: match pack::in_time(c) {
                // On the later reading it was in time: that reading is the one it is held to.
                pack::InTime::Arguably => c.arguable_then,
                _ => c.due_then,
            },
            note: match copies.len() {
                1 => "1 copy".into(),
                n => format!("{n} copies"),
            },
        })))
    }

    fn letter(&self, h: &Hearing, d: &Decision, what: &str) -> Owed {
        let answer = governors::decided(d.on, !self.matter.other_home.trim().is_empty());
        let told: Vec<&Told> = self.told.iter().filter(|t| t.hearing == h.id).collect();
        let first = told.iter().filter(|t| t.asked == Asked::Parent).min_by_key(|t| t.sent_on);
        Owed::of("letter", what, Ok(answer), At::Hearing(h.id)).met(first.map(|t| Met {
            on: t.sent_on,
            // "Without delay": the day after is not late by itself. A person judges it.
            due_then: Some(t.sent_on),
            note: match told.len() {
                1 => "1 letter".into(),
                n => format!("{n} letters"),
            },
        }))
    }

    fn review(&self, almanac: &Almanac, out: &mut Vec<Owed>) {
        if let Some(given) = self.given() {
            let what = "Last day for the parents to apply for a review";
            let applied = self.applications.first().map(|a| Met {
                on: a.made,
                due_then: Some(a.last_day),
                note: if a.taken { "applied".into() } else { "applied too late: refused".into() },
            });
            out.push(
                Owed::of("apply", what, review::apply_by(given, almanac), At::Matter)
                    .ruled("R3.09")
                    .met(applied),
            );
        }
        let Some(a) = self.application() else { return };
        let panel = self.hearing(HearingKind::Panel);
        let at = panel.map_or(At::Matter, |h| At::Hearing(h.id));
        let begun = panel.and_then(|h| {
            let on = h.begun_at.map(|t| t.day()).or(self.decision(h.id).map(|d| d.on))?;
            Some(Met { on, due_then: None, note: "begun".into() })
        });
        let what = "The review panel meets";
        out.push(
            Owed::of("review", what, review::meet_by(a.made, almanac), at)
                .ruled("R3.10")
                .met(begun),
        );
        if a.expert {
            let appointed = self.step(Step::Expert).map(|d| Met {
                on: d.on,
                due_then: None,
                note: d.note.clone(),
            });
            out.push(Owed {
                code: "expert",
                rule: "R3.14",
                what: "A SEN expert is appointed, in time for the hearing".into(),
                due: Ok(panel.and_then(|h| h.on).map_or(Due::None, Due::Day)),
                late_by: true,
                met: appointed,
                at: At::Matter,
            });
        }
    }

    fn after_panel(&self, almanac: &Almanac, out: &mut Vec<Owed>) {
        let Some(d) = self.decided(HearingKind::Panel) else { return };
        let given = d.notice_given.unwrap_or(d.on);
        if matches!(d.finding, Finding::Quash | Finding::Recommend) {
            let again = self.hearing(HearingKind::Again);
            let at = again.map_or(At::Matter, |h| At::Hearing(h.id));
            let decided = self.decided(HearingKind::Again);
            let what = "The governing body meets again and thinks afresh";
            out.push(
                Owed::of("again", what, review::reconvene_by(given, almanac), at)
                    .ruled("R3.15")
                    .met(decided.map(|d| Met {
                        on: d.on,
                        due_then: None,
                        note: crate::Coded::label(d.finding).to_string(),
                    })),
            );
            if let (Some(h), Some(d)) = (again, decided) {
                out.push(self.letter(h, d, "What they decided again is told in writing"));
            }
            let offered = decided.is_some_and(|d| d.finding == Finding::Reinstate);
            let panel = match d.finding {
                Finding::Quash => review::Panel::Quashed { ordered: d.ordered },
                _ => review::Panel::Recommended,
            };
            let answer = review::readjustment(panel, given, offered, almanac);
            if answer.as_ref().is_ok_and(|a| a.due != Due::None) {
                let what = format!(
                    "The readjustment of £{} the panel ordered: raised, as no reinstatement was offered",
                    super::letter::thousands(rulebook::clocks::READJUSTMENT_POUNDS)
                );
                let done = self.step(Step::Money).map(|d| Met {
                    on: d.on,
                    due_then: Some(d.on),
                    note: d.note.clone(),
                });
                let mut owed = Owed::of("money", &what, answer, At::Matter).met(done);
                // Nobody owes it while reinstatement can still be offered.
                owed.late_by = decided.is_some();
                out.push(owed);
            }
        }
    }

    /// What is left when it was decided: the record amended, and what the school was asked.
    fn afterwards(&self, out: &mut Vec<Owed>) {
        let last = self.decisions.iter().max_by_key(|d| d.on);
        if let Some(d) = last {
            let done = self.step(Step::Amended).map(|s| Met {
                on: s.on,
                due_then: Some(s.on),
                note: s.note.clone(),
            });
            out.push(Owed {
                code: "amended",
                rule: "R3.07",
                what: "The school’s record and the pupil’s file carry what was decided".into(),
                due: Ok(Due::WithoutDelay(d.on)),
                late_by: true,
                met: done,
                at: At::Matter,
            });
        }
        for c in &self.challenges {
            out.push(Owed {
                code: "challenge",
                rule: "",
                what: format!("{} answers the challenge letter of {}", c.to_name, c.sent_on),
                due: Ok(Due::Day(c.answer_by)),
                late_by: true,
                met: c.answered_on.map(|on| Met { on, due_then: None, note: "answered".into() }),
                at: At::Matter,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::How;
    use crate::hearing::tests::hearing;
    use crate::matter::tests::{almanac, matter};
    use rulebook::Minute;

    fn day(t: &str) -> Day {
        Day::parse_iso(t).unwrap()
    }

    fn whole() -> Whole {
        Whole {
            matter: matter(),
            hearings: Vec::new(),
            decisions: Vec::new(),
            told: Vec::new(),
            applications: Vec::new(),
            packs: Vec::new(),
            copies: Vec::new(),
            done: Vec::new(),
            answered: Vec::new(),
            challenges: Vec::new(),
        }
    }

    fn decided(hearing: Id, finding: Finding, on: &str) -> Decision {
        Decision {
            hearing,
            finding,
            findings: "F".into(),
            tests: String::new(),
            reasons: "R".into(),
            vote: String::new(),
            ordered: finding == Finding::Quash,
            on: day(on),
            notice_how: None,
            notice_given: Some(day(on)),
            by_name: String::new(),
            at: day(on).at(Minute::default()),
        }
    }

    fn said(w: &Whole) -> Vec<(&'static str, String)> {
        let date = |o: &Owed| o.day().map(|d| d.to_string()).unwrap_or_default();
        w.owed(&almanac(None)).iter().map(|o| (o.code, date(o))).collect()
    }

    #[test]
    fn the_whole_road_of_the_walk_through_has_its_dates() {
        let mut w = whole();
        assert_eq!(said(&w), [("governors", "Fri 4 Dec 2026".to_string())]);
        let of = |n, kind, on| Hearing { id: Id::from_u128(n), ..hearing(kind, on) };
        w.hearings.push(of(1, HearingKind::Governors, "2026-12-02"));
        assert!(said(&w).contains(&("papers", "Mon 23 Nov 2026".into())));
        w.decisions.push(decided(Id::from_u128(1), Finding::Decline, "2026-12-02"));
        assert!(said(&w).contains(&("letter", "Wed 2 Dec 2026".into())));
        w.told.push(Told {
            id: Id::from_u128(7),
            hearing: Id::from_u128(1),
            asked: Asked::Parent,
            contact: None,
            to_name: "Ms Gwen Haldane".into(),
            to_address: String::new(),
            how: How::Delivered,
            sent_on: day("2026-12-03"),
            given_on: day("2026-12-03"),
            last_day: Some(day("2027-01-08")),
            words: String::new(),
            sha256: String::new(),
            by_name: String::new(),
            at: day("2026-12-03").at(Minute::default()),
        });
        assert!(said(&w).contains(&("apply", "Fri 8 Jan 2027".into())));
        w.applications.push(Application {
            id: Id::from_u128(8),
            matter: Id::nil(),
            by_whom: "Ms Gwen Haldane".into(),
            how: How::Email,
            at: day("2026-12-15").at(Minute::default()),
            made: day("2026-12-15"),
            last_day: day("2027-01-08"),
            grounds: String::new(),
            expert: true,
            taken: true,
            decided_by: String::new(),
            recorded_by: String::new(),
            recorded_at: day("2026-12-15").at(Minute::default()),
        });
        assert!(said(&w).contains(&("review", "Wed 20 Jan 2027".into())));
        w.hearings.push(of(2, HearingKind::Panel, "2027-01-14"));
        assert!(said(&w).contains(&("papers", "Wed 6 Jan 2027".into())));
        assert!(said(&w).contains(&("expert", "Thu 14 Jan 2027".into())));
        w.decisions.push(decided(Id::from_u128(2), Finding::Quash, "2027-01-15"));
        assert!(said(&w).contains(&("again", "Fri 29 Jan 2027".into())));
        let money = |w: &Whole| w.owed(&almanac(None)).into_iter().find(|o| o.code == "money");
        assert!(!money(&w).unwrap().waits(), "reinstatement can still be offered");
        w.hearings.push(of(3, HearingKind::Again, "2027-01-27"));
        w.decisions.push(decided(Id::from_u128(3), Finding::Decline, "2027-01-27"));
        let owed = money(&w).unwrap();
        assert!(owed.waits() && owed.what.contains("£4,000"), "{}", owed.what);
        assert_eq!(owed.day().unwrap().to_string(), "Fri 29 Jan 2027");
        w.decisions[2].finding = Finding::Reinstate;
        assert!(money(&w).is_none(), "offered in time: nothing is due");
        w.decisions[1].ordered = false;
        w.decisions[2].finding = Finding::Decline;
        assert!(money(&w).is_none(), "no order, no readjustment");
    }

    #[test]
    fn a_review_asked_for_too_late_leads_nowhere_and_a_waiver_ends_it() {
        let mut w = whole();
        w.hearings.push(hearing(HearingKind::Governors, "2026-12-02"));
        w.decisions.push(decided(Id::from_u128(1), Finding::Decline, "2026-12-02"));
        w.done.push(Done {
            step: Step::Waived,
            on: day("2026-12-10"),
            note: String::new(),
            by_name: String::new(),
            at: day("2026-12-10").at(Minute::default()),
        });
        assert_eq!(w.happened().stands(), rulebook::states::Permanent::Final);
        assert!(!said(&w).iter().any(|(code, _)| *code == "review"));
    }
}
