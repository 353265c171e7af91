//! The list itself: each duty asked of the rulebook, one after another along the road.
//!
//! Must never know: a number of days, or what was done. Source of law: the rules each line names.

use super::{Addressee, Decision, Done, Facts, Kind, Owed};
use rulebook::almanac::Almanac;
use rulebook::duty::governors::{self, Excluded, Meeting, Representations};
use rulebook::duty::moves::SchoolType;
use rulebook::duty::register::{self, AfterDecision, Whereabouts};
use rulebook::duty::review::{self, Panel};
use rulebook::duty::sixth_day::{self, Run};
use rulebook::duty::{Answer, Due, NoAnswer, Outcome, exclusion};
use rulebook::rule::{self, Party};
use rulebook::{Day, HalfDays, clocks};

type Found = Result<Answer, NoAnswer>;

struct List<'a> {
    facts: &'a Facts,
    done: &'a [Done],
    almanac: Option<&'a Almanac>,
    out: Vec<Owed>,
}

/// Lines whose date says when a right ends or a thing may happen: nobody is late by them.
const RIGHTS: &[&str] =
    &["public-place-ends", "review-apply", "register", "claim", "judicial-review", "readjustment"];

/// Everything owed on these facts, in the order of the road. Every clock counts on the calendar
/// of the school that decided, whoever asks (R6.09); without it, dates that are counted say so.
pub fn owed(facts: &Facts, done: &[Done], almanac: Option<&Almanac>) -> Vec<Owed> {
    let mut list = List { facts, done, almanac, out: Vec::new() };
    match facts.cancelled {
        Some(on) => list.cancelled(on),
        None => {
            list.notices();
            list.education();
            list.meeting();
            list.decided();
            list.review();
        }
    }
    list.out
}

impl List<'_> {
    /// Asks the rulebook on the school's calendar.
    fn ask(&self, answer: impl FnOnce(&Almanac) -> Found) -> Found {
        match self.almanac {
            Some(almanac) => answer(almanac),
            None => Err(NoAnswer::Needed("the calendar of the school")),
        }
    }

    /// Adds a line. `event` picks the version of its rule: none held, no date.
    fn add(&mut self, line: Line, answer: Found) -> &mut Owed {
        let Line { code, words, to, rule, event } = line;
        let rule = answer.as_ref().map_or(rule, |a| a.rule);
        let held = match rule::find(rule).map(|r| r.on(event)) {
            Some(Err(none)) => Err(NoAnswer::from(none)),
            _ => Ok(()),
        };
        let answer = held.and(answer);
        let holder = rule::find(rule).and_then(|r| r.on(event).ok()).and_then(|v| v.holder.first());
        let by = match holder {
            Some(Party::Governors) if rule == "R2.17" && self.facts.school == SchoolType::Pru => {
                Party::Authority
            }
            Some(by) => *by,
            None => Party::Head,
        };
        let outcome = answer.as_ref().ok().map(|a| a.outcome);
        let done = self.done.iter().filter(|d| d.code == code && d.whom.is_none()).cloned();
        self.out.push(Owed {
            code,
            whom: None,
            words,
            to,
            by,
            rule,
            outcome,
            due: answer.as_ref().map(|a| a.due).map_err(Clone::clone),
            if_asked: None,
            advice: answer.as_ref().ok().and_then(|a| a.advice),
            duty: !RIGHTS.contains(&code),
            event,
            done: done.collect(),
        });
        let at = self.out.len() - 1;
        &mut self.out[at]
    }

    /// Adds a line for each person who is owed their own.
    fn each(&mut self, line: Line, answer: Found) {
        if self.facts.parents.is_empty() || self.facts.adult_on(line.event) {
            self.add(line, answer);
            return;
        }
        for whom in &self.facts.parents {
            let code = line.code;
            let done: Vec<Done> =
                self.done.iter().filter(|d| met(d, code, whom)).cloned().collect();
            let owed = self.add(line, answer.clone());
            owed.whom = Some(whom.clone());
            owed.done = done;
        }
    }

    fn line(&self, code: &'static str, words: &'static str, to: Party, rule: &'static str) -> Line {
        Line { code, words, to, rule, event: self.facts.decided }
    }

    fn notices(&mut self) {
        let f = self.facts;
        let told = exclusion::notify(f.in_law());
        let list = told.told;
        let at_once = |rule| Ok(Answer { rule, ..told });
        let permanent = f.kind == Kind::Permanent;
        let rule = |own: &'static str| if permanent { "R3.02" } else { own };
        let words = match f.adult {
            true => "Written notice to the pupil, aged 18 or over",
            false => "Written notice to the parent",
        };
        let line = self.line("told-parent", words, f.relevant(), "R2.06");
        self.each(line, at_once(rule("R2.06")));
        if f.compulsory && !f.adult {
            let words = "Public-place notice to the parent";
            let line = self.line("public-place", words, Party::Parent, "R2.07");
            self.each(line, exclusion::section_104(f.first, Some(f.decided)));
        }
        for to in list.list() {
            let (code, words, own) = match to.who {
                Party::Authority => ("told-authority", "The local authority told", "R2.08"),
                Party::Governors => ("told-governors", "The governing body told", "R2.09"),
                Party::SocialWorker => ("told-social-worker", "The social worker told", "R2.10"),
                Party::VirtualHead => {
                    ("told-virtual-head", "The Virtual School Head told", "R2.10")
                }
                Party::HomeAuthority => ("told-home-authority", "The home authority told", "R3.02"),
                _ => continue,
            };
            let line = self.line(code, words, to.who, own);
            self.add(line, at_once(rule(own)));
        }
        if !permanent && !f.in_law().governors_told() {
            let words = "The governing body told with the termly report";
            let line = self.line("governors-termly", words, Party::Governors, "R2.09t");
            let answer = Answer { due: Due::None, ..told };
            self.add(line, Ok(Answer { rule: "R2.09t", ..answer })).duty = false;
        }
    }

    fn education(&mut self) {
        let f = self.facts;
        let lunchtime = f.kind == Kind::Lunchtime;
        if !lunchtime {
            self.register_code();
            self.work();
        }
        if f.compulsory && !f.adult {
            if !lunchtime {
                self.sixth_day();
            }
            let length = match f.kind {
                Kind::Permanent => HalfDays::days(u32::from(clocks::PUBLIC_PLACE.number())),
                // A lunchtime is half a day to the totals, and a day to this duty.
                Kind::Lunchtime => HalfDays::days(f.touched),
                Kind::Suspension => f.length,
            };
            let from = (f.first, f.sent_home_at.unwrap_or_default());
            let afternoon = f.afternoon;
            let ends = self.ask(|a| sixth_day::public_place(from, afternoon, length, a));
            let words = "The parent’s public-place duty ends";
            let line = self.line("public-place-ends", words, Party::Parent, "R2.19");
            self.add(line, ends);
        }
        if f.kind == Kind::Suspension {
            self.reintegration();
        }
    }

    /// The code of each day out, for whoever keeps the register.
    fn register_code(&mut self) {
        let code = register::code(Whereabouts::NothingArranged);
        let first = self.ask(|a| Ok(Answer { due: Due::Day(a.nth(self.facts.first, 1)?), ..code }));
        let words = "The attendance register coded for the days out";
        let line = self.line("attendance", words, Party::School, "R5.02");
        self.add(line, first).by = Party::School;
    }

    fn work(&mut self) {
        let f = self.facts;
        let first = self.ask(|a| {
            let day = a.nth(f.first, 1)?;
            Ok(Answer { due: Due::Day(day), ..exclusion::notify(f.in_law()) })
        });
        let line = self.line("work-set", "Work set for the first days", f.relevant(), "R2.16");
        self.add(line, first.map(|a| Answer { rule: "R2.16", ..a })).outcome = None;
    }

    fn reintegration(&mut self) {
        let f = self.facts;
        let back = self.ask(|a| {
            let last = a.nth(f.first, f.touched.max(1))?;
            let told = rulebook::told::Told::always(&[Party::Parent]);
            let due = Due::Day(a.after(last, 1)?);
            let (rule, outcome) = ("R2.22", Outcome::ReintegrationBy);
            Ok(Answer { rule, outcome, due, told, advice: None })
        });
        let words = "Reintegration meeting, before or at the start of the first day back";
        let line = self.line("reintegration", words, f.relevant(), "R2.22");
        self.add(line, back);
    }

    fn sixth_day(&mut self) {
        let f = self.facts;
        let (rule, answer) = match f.kind {
            Kind::Permanent => {
                let rule = if f.other_home { "R3.04" } else { "R3.03" };
                let go = |a: &Almanac| {
                    sixth_day::by_authority(f.first, f.before, f.other_home, f.exempt, a)
                };
                (rule, self.ask(go))
            }
            _ => {
                let go = |a: &Almanac| {
                    let start = match f.before {
                        Some(run) => run.start,
                        None => a.nth(f.first, 1)?,
                    };
                    let days = f.touched + f.before.map_or(0, |run| run.days);
                    sixth_day::by_school(Run { start, days }, f.exempt, a)
                };
                ("R2.17", self.ask(go))
            }
        };
        let words = "Education from the sixth school day";
        let line = self.line("sixth-day", words, Party::Parent, rule);
        self.add(line, answer);
        if let Some(starts) = f.provision {
            let words = "Details of that education given to the parent";
            let line = self.line("sixth-day-details", words, Party::Parent, "R2.18");
            self.each(line, Ok(sixth_day::late_details(starts)));
        }
    }

    fn meeting(&mut self) {
        let f = self.facts;
        let excluded = match f.kind {
            Kind::Permanent => Excluded::Permanently,
            _ => Excluded::For(f.term_total),
        };
        let informed = Some(f.governors_told.unwrap_or(f.notice));
        let meeting =
            Meeting { excluded, informed, representations: f.representations, exam: f.exam };
        let answer = self.ask(|a| governors::meeting(meeting, a));
        // What would follow if the parent wrote: the day is shown before anybody has.
        let asked = match (&answer, f.representations) {
            (Ok(a), Representations::None) if a.outcome == Outcome::NoGbMeeting => {
                let made = Meeting { representations: Representations::Made(None), ..meeting };
                self.ask(|a| governors::meeting(made, a)).ok().map(|a| a.due)
            }
            _ => None,
        };
        let words = "The governing body meets";
        let line = self.line("governors-meet", words, f.relevant(), "R2.12");
        let owed = self.add(line, answer);
        owed.by = Party::Governors;
        owed.if_asked = asked.filter(|due| *due != Due::None);
        if f.kind == Kind::Permanent {
            let words = "Last day for a claim to the tribunal";
            let line = self.line("claim", words, Party::Tribunal, "R3.20");
            self.add(line, review::claim_by(f.decided));
        }
        if let Some(on) = f.meeting {
            let answer = self.ask(|a| governors::papers(on, false, a));
            let words = "The papers of the meeting sent to everybody";
            let to = f.relevant_on(on);
            let line = Line { event: on, ..self.line("papers", words, to, "R3.06") };
            self.add(line, answer);
        }
    }

    fn decided(&mut self) {
        let f = self.facts;
        let Some(d) = f.decision else { return };
        let told = governors::decided(d.on, f.other_home);
        for to in told.told.list() {
            let there = match to.who {
                Party::SocialWorker => f.social_worker,
                Party::VirtualHead => f.looked_after,
                _ => true,
            };
            if !there {
                continue;
            }
            let (code, words) = match to.who {
                Party::Parent if f.adult_on(d.on) => (
                    "decision-parent",
                    "The decision and its reasons to the pupil, aged 18 or over",
                ),
                Party::Parent => ("decision-parent", "The decision and its reasons to the parent"),
                Party::Head => ("decision-head", "The decision to the headteacher"),
                Party::Authority => ("decision-authority", "The decision to the local authority"),
                Party::HomeAuthority => {
                    ("decision-home-authority", "The decision to the home authority")
                }
                Party::SocialWorker => {
                    ("decision-social-worker", "The decision to the social worker")
                }
                Party::VirtualHead => {
                    ("decision-virtual-head", "The decision to the Virtual School Head")
                }
                _ => continue,
            };
            let whom = if to.who == Party::Parent { f.relevant_on(d.on) } else { to.who };
            let line = Line { event: d.on, ..self.line(code, words, whom, "R3.07") };
            match to.who {
                Party::Parent => self.each(line, Ok(told)),
                _ => {
                    self.add(line, Ok(told));
                }
            }
        }
        if d.declined && f.kind == Kind::Permanent {
            self.after_decline(d);
        }
    }

    fn after_decline(&mut self, d: Decision) {
        let f = self.facts;
        let given = d.how.given(d.sent.unwrap_or(d.on)).map(|(day, _)| day).map_err(NoAnswer::from);
        let apply = given.clone().and_then(|day| self.ask(|a| review::apply_by(day, a)));
        let words = "Last day for the parent to apply for a review";
        let line = Line { event: d.on, ..self.line("review-apply", words, Party::Parent, "R3.09") };
        self.add(line, apply);
        let after = match (f.request, d.waived) {
            (Some(_), _) => AfterDecision::Applied { concluded: f.concluded },
            (None, Some(on)) => AfterDecision::Waived(on),
            (None, None) => AfterDecision::NoApplication,
        };
        let off = given.and_then(|day| self.ask(|a| register::delete_from(day, after, a)));
        let words = "The name may come off the register";
        let line = Line { event: d.on, ..self.line("register", words, Party::Authority, "R3.18") };
        self.add(line, off);
    }

    fn review(&mut self) {
        let f = self.facts;
        if let Some(request) = f.request {
            let made = request.made();
            let event = made.clone().unwrap_or(f.decided);
            let answer = made.and_then(|day| self.ask(|a| review::meet_by(day, a)));
            let words = "The review panel meets";
            let line = Line { event, ..self.line("review-meet", words, Party::Parent, "R3.10") };
            self.add(line, answer);
        }
        if let Some(on) = f.review {
            let answer = self.ask(|a| governors::papers(on, true, a));
            let words = "The papers of the review sent to everybody";
            let line =
                Line { event: on, ..self.line("review-papers", words, Party::Panel, "R3.12") };
            self.add(line, answer);
        }
        let Some(p) = f.panel else { return };
        let given = p.how.given(p.sent).map(|(day, _)| day).map_err(NoAnswer::from);
        let event = given.clone().unwrap_or(p.sent);
        if p.panel != Panel::Upheld {
            let again = given.clone().and_then(|day| self.ask(|a| review::reconvene_by(day, a)));
            let words = "The governing body meets again";
            let line = Line { event, ..self.line("reconsider", words, Party::Parent, "R3.15") };
            self.add(line, again).by = Party::Governors;
            let offered = f.offered;
            let money = given
                .clone()
                .and_then(|day| self.ask(|a| review::readjustment(p.panel, day, offered, a)));
            let words = "The readjustment of the budget";
            let line =
                Line { event, ..self.line("readjustment", words, Party::Authority, "R3.16") };
            // Nobody owes it while reinstatement can still be offered.
            let ordered = money.as_ref().is_ok_and(|a| a.due != Due::None);
            self.add(line, money).duty = ordered && f.concluded.is_some();
        }
        let words = "Outer limit of judicial review";
        let line = Line { event, ..self.line("judicial-review", words, Party::Court, "R3.21") };
        self.add(line, given.and_then(review::judicial_review));
    }

    /// After a cancellation only its own notices are owed; what was done before stays in the log.
    fn cancelled(&mut self, on: Day) {
        let f = self.facts;
        let cancel = exclusion::Cancel {
            on: Some(on),
            year_total: HalfDays::NONE,
            meeting_begun: false,
            governors_told: false,
        };
        let answer = exclusion::cancel(cancel);
        let home = match f.adult_on(on) {
            true => "The cancellation and its reasons to the pupil, aged 18 or over",
            false => "The cancellation and its reasons to the parent",
        };
        let whom: [(Party, &'static str, &'static str, bool); 5] = [
            (f.relevant_on(on), "cancelled-parent", home, true),
            (
                Party::Governors,
                "cancelled-governors",
                "The cancellation to the governing body",
                true,
            ),
            (
                Party::Authority,
                "cancelled-authority",
                "The cancellation to the local authority",
                true,
            ),
            (
                Party::SocialWorker,
                "cancelled-social-worker",
                "The cancellation to the social worker",
                f.social_worker,
            ),
            (
                Party::VirtualHead,
                "cancelled-virtual-head",
                "The cancellation to the Virtual School Head",
                f.looked_after,
            ),
        ];
        for (to, code, words, there) in whom {
            if !there {
                continue;
            }
            let line = Line { event: on, ..self.line(code, words, to, "R2.21") };
            match code {
                "cancelled-parent" => self.each(line, answer.clone()),
                _ => {
                    self.add(line, answer.clone());
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Line {
    code: &'static str,
    words: &'static str,
    to: Party,
    rule: &'static str,
    event: Day,
}

fn met(done: &Done, code: &str, whom: &Addressee) -> bool {
    done.code == code && done.whom == Some(whom.id)
}
