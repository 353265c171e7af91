//! What follows from each kind of event: its facts read, its duties asked for.
//!
//! Must never know: how the facts came. A fact that contradicts another is a fault beside it; a
//! date that cannot be counted is said in its own line, and hides none of the others.

use super::facts::Facts;
use super::{Answers, Duty, Total};
use crate::almanac::Almanac;
use crate::day::AFTERNOON;
use crate::duty::exclusion::{Cancel, Kind, Notice};
use crate::duty::governors::{Excluded, Meeting, Representations};
use crate::duty::moves::SchoolType;
use crate::duty::register::AfterDecision;
use crate::duty::review::{Application, Panel};
use crate::duty::sixth_day::{Exempt, Run};
use crate::duty::term::{self, Stretch};
use crate::duty::{
    Answer, NoAnswer, Outcome, exclusion, governors, moves, records, register, removal, review,
    sixth_day,
};
use crate::half::HalfDays;
use crate::service::Service;
use crate::{Day, Minute, clocks};

type Found = Result<Answer, NoAnswer>;

struct Follows<'a> {
    almanac: Option<&'a Almanac>,
    answers: Answers,
}

impl Follows<'_> {
    fn add(&mut self, rule: &'static str, answer: impl FnOnce(&Almanac) -> Found) {
        let answer = match self.almanac {
            Some(almanac) => answer(almanac),
            None => Err(NoAnswer::Needed("a school calendar")),
        };
        self.keep(rule, answer);
    }
    fn keep(&mut self, rule: &'static str, answer: Found) {
        let rule = answer.as_ref().map_or(rule, |a| a.rule);
        self.answers.duties.push(Duty { rule, answer });
    }
    fn prompt(&mut self, words: &'static str) {
        self.answers.prompts.push(words);
    }
}

pub(super) fn of(code: &str, f: &mut Facts<'_>, almanac: Option<&Almanac>) -> Answers {
    let answers = Answers { duties: Vec::new(), totals: Vec::new(), prompts: Vec::new() };
    let mut to = Follows { almanac, answers };
    // A fact that is needed and unreadable is told already; there is nothing to add then.
    let _: Option<()> = match code {
        "removal" => removed(f, &mut to),
        "restrictive-intervention" => restrictive(f, &mut to),
        "suspension" => suspension(f, &mut to),
        "permanent-exclusion" => permanent(f, &mut to),
        "cancellation" => cancellation(f, &mut to),
        "provision" => provision(f, &mut to),
        "governors-meeting" => meeting(f, &mut to),
        "governors-decision" => decision(f, &mut to),
        "review-application" => application(f, &mut to),
        "review-meeting" => review_meeting(f, &mut to),
        "review-decision" => review_decision(f, &mut to),
        "off-site-direction" => direction(f, &mut to),
        "off-site-review" => direction_review(f, &mut to),
        "managed-move" => managed_move(f, &mut to),
        "separation" => separation(f, &mut to),
        "fair-access" => fair_access(f, &mut to),
        "in-year-application" => in_year(f, &mut to),
        "record-request" => record(f, &mut to),
        "new-pupil" => new_pupil(f, &mut to),
        "illness" => illness(f, &mut to),
        _ => None,
    };
    to.answers
}

fn removed(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let on = f.day("on")?;
    to.keep("R1.04", Ok(removal::told_same_day(on)));
    to.keep("R1.15", Ok(removal::no_suspension()));
    to.prompt("No maximum length is set in law: keep it to the time that is necessary, and give a fresh reason each time.");
    to.prompt("Before the pupil goes back: what was agreed, with whom, and who checks in.");
    Some(())
}

fn restrictive(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (on, unsafe_all) = (f.day("on")?, f.yes("no-parent-safe"));
    to.keep("R1.10", removal::restrictive(on, unsafe_all));
    to.prompt("The law says as soon as practicable. The same school day is Mainstay’s target, not a date in law.");
    Some(())
}

/// The facts of the notice that suspension and permanent exclusion share.
struct Told {
    decided: Day,
    notice: Day,
    governors: Day,
    exam: Option<Day>,
    exempt: Exempt,
    afternoon: Minute,
}

fn told(f: &mut Facts<'_>) -> Option<Told> {
    let (notice, decided) = (f.day("notice"), f.day("decided"));
    let governors = f.day("governors-told");
    f.in_order((decided, "the decision"), (notice, "notice", "The notice"));
    f.in_order(
        (decided.or(notice), "the decision"),
        (governors, "governors-told", "Telling the governing body"),
    );
    let year = f.whole("year", 14).map(|y| y as u8);
    let exempt =
        Exempt { year, exams_finished: f.yes("exams-finished"), plan_hours: f.yes("plan-hours") };
    let (exam, afternoon) = (f.day("exam"), f.time("afternoon"));
    let notice = notice?;
    Some(Told {
        decided: decided.unwrap_or(notice),
        notice,
        governors: governors.unwrap_or(notice),
        exam,
        exempt,
        afternoon: afternoon.unwrap_or(AFTERNOON),
    })
}

fn suspension(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (first, days) = (f.day("first-day"), f.days("days"));
    let (term, year) = (f.days("term-days"), f.days("year-days"));
    let (run_before, at) = (f.whole("run-before", 400), f.time("sent-home-at"));
    let (written, written_on) = (f.yes("representations"), f.day("representations-on"));
    let (looked_after, social_worker) = (f.yes("looked-after"), f.yes("social-worker"));
    let (adult, told) = (f.yes("adult"), told(f));
    if days == Some(HalfDays::NONE) {
        f.fault("days", "a suspension lasts at least half a day".to_string());
    }
    f.in_order(
        (told.as_ref().map(|t| t.decided), "the decision"),
        (first, "first-day", "The first day"),
    );
    let (first, days, told) = (first?, days.filter(|d| *d > HalfDays::NONE)?, told?);
    // What is known of the term is part of the year, whether or not the year was filled in.
    let term = term.unwrap_or_default();
    let year = year.unwrap_or_default().max(term);
    let stretch = Stretch { start: first, length: days };

    // The statutory term: what came earlier lies in the term the suspension starts in.
    let worst = to.almanac.map(|a| {
        term::by_term(stretch, a).map(|mut terms| {
            if let Some((_, sum)) = terms.first_mut() {
                *sum = *sum + term;
            }
            terms.into_iter().map(|(_, sum)| sum).max().unwrap_or_default()
        })
    });
    let total = worst.and_then(Result::ok).unwrap_or(term + days);
    to.keep(
        "R2.06",
        Ok(exclusion::notify(Notice {
            kind: Kind::Suspension,
            decided: told.decided,
            term_total: Some(total),
            exam: told.exam.is_some(),
            looked_after,
            social_worker,
            adult,
            other_home: false,
        })),
    );
    to.keep("R2.07", exclusion::section_104(first, Some(told.decided)));
    let representations = match (written || written_on.is_some(), written_on) {
        (true, on) => Representations::Made(on),
        (false, _) => Representations::None,
    };
    to.add("R2.12", |a| {
        governors::meeting(
            Meeting {
                excluded: Excluded::For(total),
                informed: Some(told.governors),
                representations,
                exam: told.exam,
            },
            a,
        )
    });
    let before = run_before.unwrap_or(0);
    to.add("R2.17", |a| {
        let touched = days.days_touched();
        // A run that began before this suspension is counted back to its own first day.
        let start = match before {
            0 => a.nth(first, 1)?,
            n => a.before(a.nth(first, 1)?, n)?,
        };
        sixth_day::by_school(Run { start, days: touched + before }, told.exempt, a)
    });
    let at = at.unwrap_or_default();
    to.add("R2.19", |a| sixth_day::public_place((first, at), told.afternoon, days, a));
    to.add("R2.04", |a| {
        let mut years = term::by_year(stretch, a)?;
        if let Some((_, sum)) = years.first_mut() {
            *sum = *sum + year;
        }
        Ok(term::cap(years.into_iter().map(|(_, sum)| sum)))
    });
    to.add("R2.22", |a| {
        let last = a.nth(first, days.days_touched())?;
        let back = a.after(last, 1)?;
        let told = crate::told::Told::always(&[crate::rule::Party::Parent]);
        Ok(Answer::new("R2.22", Outcome::ReintegrationBy, crate::duty::Due::Day(back), told))
    });
    to.answers.totals = vec![
        Total {
            of: "School days this statutory term, with this suspension",
            days: total,
            limit: clocks::THRESHOLD_LOW,
            over: "Over 5: the governing body must meet if the parent writes.",
        },
        Total {
            of: "School days this statutory term, with this suspension",
            days: total,
            limit: clocks::THRESHOLD_HIGH,
            over: "Over 15: the governing body must meet in any case.",
        },
        Total {
            of: "School days this school year, with this suspension",
            days: year + days,
            limit: clocks::CAP,
            over: "Over 45: the suspension is not lawful.",
        },
    ];
    to.prompt("Set and mark work for the first five school days.");
    to.prompt("The pupil comes back on the day the suspension ends, whether or not a parent comes to the meeting.");
    Some(())
}

fn permanent(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let first = f.day("first-day");
    let (run_start, run_days) = (f.day("run-before-start"), f.whole("run-before", 400));
    let (home, adult) = (f.yes("other-home"), f.yes("adult"));
    let (looked_after, social_worker) = (f.yes("looked-after"), f.yes("social-worker"));
    let told = told(f);
    if run_start.is_some() && run_days.is_none_or(|d| d == 0) {
        f.fault("run-before", "say how many school days it was".to_string());
    }
    f.in_order(
        (told.as_ref().map(|t| t.decided), "the decision"),
        (first, "first-day", "The first day"),
    );
    let told = told?;
    let first = match (first, to.almanac) {
        (Some(first), _) => Ok(first),
        (None, Some(a)) => a.after(told.notice, 1).map_err(NoAnswer::from),
        (None, None) => Err(NoAnswer::Needed("the first day of the exclusion")),
    };
    to.keep(
        "R3.02",
        Ok(exclusion::notify(Notice {
            kind: Kind::Permanent,
            decided: told.decided,
            term_total: None,
            exam: told.exam.is_some(),
            looked_after,
            social_worker,
            adult,
            other_home: home,
        })),
    );
    let start = first.clone();
    to.keep("R2.07", first.and_then(|d| exclusion::section_104(d, Some(told.decided))));
    to.add("R3.05", |a| {
        governors::meeting(
            Meeting {
                excluded: Excluded::Permanently,
                informed: Some(told.governors),
                representations: Representations::None,
                exam: told.exam,
            },
            a,
        )
    });
    let before = run_start.zip(run_days).map(|(start, days)| Run { start, days });
    let first = start.clone();
    to.add("R3.03", |a| sixth_day::by_authority(start?, before, home, told.exempt, a));
    let five = HalfDays::days(u32::from(clocks::PUBLIC_PLACE.number()));
    let day = first.clone();
    to.add("R2.19", |a| {
        sixth_day::public_place((day?, Minute::default()), told.afternoon, five, a)
    });
    to.keep("R3.20", review::claim_by(told.decided));
    to.prompt("Both limbs of the test: a serious or persistent breach of the policy, and that staying would seriously harm the pupil or others.");
    to.prompt("Set and mark work for the first five school days.");
    if told.governors != told.notice && to.almanac.is_some() {
        to.prompt("The governing body’s clock runs from the day it was told. Keep the day of the notice as an earlier target: one council counts from there.");
    }
    Some(())
}

fn cancellation(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (on, year) = (f.day("on"), f.days("year-days"));
    let (begun, permanent) = (f.yes("meeting-begun"), f.yes("permanent"));
    let term = f.days("term-days");
    let cancel = Cancel {
        on: Some(on?),
        year_total: year.unwrap_or_default(),
        meeting_begun: begun,
        governors_told: permanent || term.is_none_or(|t| t > clocks::THRESHOLD_LOW),
    };
    to.keep("R2.21", exclusion::cancel(cancel));
    to.prompt("Days already served still count towards the 45.");
    Some(())
}

fn provision(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (day, minute) = (f.day("starts"), f.time("at"));
    to.keep("R2.18", Ok(sixth_day::late_details(day?.at(minute?))));
    to.prompt(
        "Where the education starts before the sixth day, the parent can agree to shorter notice.",
    );
    Some(())
}

fn meeting(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let on = f.day("on")?;
    to.add("R3.06", |a| governors::papers(on, false, a));
    Some(())
}

fn decision(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (on, sent, waived) = (f.day("on"), f.day("sent"), f.day("waived"));
    let (declined, home) = (f.yes("declined"), f.yes("other-home"));
    let excluded = f.day("excluded-on");
    let how = f.one_of("how", &["delivered", "post", "email"]).and_then(Service::from_word);
    f.in_order((on, "the decision"), (sent, "sent", "The letter"));
    f.in_order((on, "the decision"), (waived, "waived", "The parent’s letter"));
    let on = on?;
    to.keep("R3.07", Ok(governors::decided(on, home)));
    if !declined {
        return Some(());
    }
    let sent = sent.unwrap_or(on);
    let given = how.unwrap_or(Service::Delivered).given(sent).map(|(day, _)| day);
    let first = given.clone();
    to.add("R3.09", |a| review::apply_by(given?, a));
    let after = waived.map_or(AfterDecision::NoApplication, AfterDecision::Waived);
    to.add("R3.18", |a| register::delete_from(first?, after, a));
    if let Some(excluded) = excluded {
        to.keep("R3.20", review::claim_by(excluded));
    }
    Some(())
}

fn application(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (given, made) = (f.day("decision-given"), f.day("made"));
    let how = f.one_of("how", &["delivered", "post", "email"]);
    f.in_order((given, "the decision"), (made, "made", "The application"));
    let (given, made) = (given?, made?);
    let application = match how? {
        "post" => Application::Posted(made),
        // An e-mail of a day is in time until its midnight: the hour decides nothing.
        "email" => Application::Emailed(made.at(Minute::default())),
        _ => Application::Delivered(made),
    };
    to.add("R3.09", |a| review::in_time(given, application, a));
    to.add("R3.10", |a| review::meet_by(application.made()?, a));
    to.prompt("If a SEN expert was asked for, one must be appointed whether or not the school recognises any need.");
    Some(())
}

fn review_meeting(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (on, trained, ended) = (f.day("on"), f.day("trained"), f.day("headship-ended"));
    let on = on?;
    to.add("R3.12", |a| governors::papers(on, true, a));
    if let Some(trained) = trained {
        to.keep("R3.13", review::training(on, trained));
    }
    if let Some(ended) = ended {
        to.keep("R3.13", review::headship(on, ended));
    }
    Some(())
}

fn review_decision(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let sent = f.day("sent");
    let how = f.one_of("how", &["delivered", "post", "email"]).and_then(Service::from_word);
    let outcome = f.one_of("outcome", &["upheld", "recommended", "quashed"]);
    let (ordered, offered) = (f.yes("ordered"), f.yes("offered"));
    if ordered && outcome.is_some_and(|o| o != "quashed") {
        f.fault("ordered", "only a panel that quashes can order it".to_string());
    }
    let (sent, how, outcome) = (sent?, how?, outcome?);
    let given = how.given(sent).map(|(day, _)| day);
    let panel = match outcome {
        "quashed" => Panel::Quashed { ordered },
        "recommended" => Panel::Recommended,
        _ => Panel::Upheld,
    };
    if panel != Panel::Upheld {
        let given = given.clone();
        to.add("R3.15", |a| review::reconvene_by(given?, a));
    }
    let due = given.clone();
    to.add("R3.16", |a| review::readjustment(panel, due?, offered, a));
    to.keep("R3.21", given.map_err(NoAnswer::from).and_then(review::judicial_review));
    Some(())
}

fn direction(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let first = f.day("first-day");
    let school = match f.one_of("kind-of-school", &["maintained", "academy", "pru"]) {
        Some("academy") => SchoolType::Academy,
        Some("pru") => SchoolType::Pru,
        _ => SchoolType::Maintained,
    };
    let first = first?;
    to.add("R4.03", |a| moves::direction_notice(first, school, a));
    to.prompt(
        "Reviews are held as often as the pupil’s needs call for; the law gives no number of days.",
    );
    Some(())
}

fn direction_review(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (asked, last) = (f.day("asked"), f.day("last-review"));
    f.in_order((last, "the last review"), (asked, "asked", "The request"));
    to.keep("R4.05", moves::review_requested(asked?, last));
    Some(())
}

fn managed_move(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (agreed, trial) = (f.day("agreed"), f.yes("trial"));
    to.keep("R4.07", moves::managed_move(agreed?, trial));
    Some(())
}

fn separation(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    to.keep("R4.12", moves::separation(f.day("from")?));
    to.prompt("Look at it again every school day; the attendance code is not settled, so none is filled in.");
    Some(())
}

fn fair_access(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let agreed = f.day("agreed")?;
    to.add("R4.09", |a| moves::fair_access(agreed, a));
    Some(())
}

fn in_year(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let applied = f.day("applied")?;
    to.add("R4.10", |a| moves::in_year(applied, a));
    Some(())
}

fn record(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (received, maintained) = (f.day("received"), f.yes("maintained"));
    let what = f.one_of("what", &["record", "data", "complaint"]);
    let received = received?;
    match what? {
        "record" => to.add("R7.04", |a| records::educational_record(received, maintained, a)),
        "data" => to.keep("R7.05", records::subject_access(received)),
        _ => to.keep("R7.06", records::complaint(received)),
    }
    Some(())
}

fn new_pupil(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    to.keep("R8.04", register::new_pupil(f.day("entered")?));
    Some(())
}

fn illness(f: &mut Facts<'_>, to: &mut Follows<'_>) -> Option<()> {
    let (from, so_far) = (f.day("from"), f.whole("so-far", 200));
    let from = from?;
    to.add("R8.05", |a| register::sickness(so_far.unwrap_or(0), from, a));
    Some(())
}
