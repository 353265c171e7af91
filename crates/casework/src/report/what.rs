//! What can be counted: the name of each figure, what it means, and which part a row falls in.

use super::{Placed, Spent};
use crate::pupil::Sen;
use crate::words::{Concept, Words, capital};
use crate::{Coded, duty, exit, returning, room, work};

coded! {
    /// One thing the report counts. A breakdown has parts; the others are single figures.
    pub enum What {
        Placements = "placements", "Placements";
        Pupils = "pupils", "Pupils";
        Repeats = "repeats", "Placed more than once";
        Periods = "periods", "Periods out of lessons";
        Reason = "reason", "Reasons";
        Department = "department", "Who referred, by department";
        Subject = "subject", "Lessons missed, by subject";
        Time = "time", "Time of day";
        Spot = "spot", "Lessons missed, by subject and period";
        Sen = "sen", "Special educational needs";
        Meals = "meals", "Free meals";
        Year = "year", "Year group";
        Sex = "sex", "Sex";
        Ethnicity = "ethnicity", "Ethnic group";
        Outcome = "outcome", "Outcomes of exit interviews";
        Return = "return", "How returns went";
        Done = "done", "Work completed";
        Matched = "matched", "Work the same as class";
        NotMatched = "not_matched", "Work not the same as class";
        WorkAsked = "work_asked", "Work asked for, by subject";
        WorkSent = "work_sent", "Work answered by a teacher, by subject";
        Enough = "enough", "Whether the work was enough";
        NotBack = "not_back", "Finished work not handed back";
        Warnings = "warnings", "Warnings";
        Positives = "positives", "Positives";
        Contacts = "contacts", "Contact with the rest of the school";
        Instead = "instead", "Used instead of suspension";
        NotInstead = "not_instead", "Not used instead of suspension";
        Calls = "calls", "Calls answered";
        CallOutcome = "call_outcome", "How calls ended";
        OnCall = "on_call", "On-call periods";
        InClass = "in_class", "In-class support";
        Mentoring = "mentoring", "Mentoring";
        Sessions = "sessions", "Mentoring sessions";
        Other = "other", "Other duties";
        Defects = "defects", "Defects of the room";
        DefectsOpen = "defects_open", "Defects not put right";
    }
}

/// What is not recorded, kept as one value so that it can be asked for like any other.
pub(super) fn known(text: &str) -> String {
    if text.trim().is_empty() { "-".into() } else { text.trim().to_string() }
}
pub(super) fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

impl What {
    /// The part of this breakdown a placement falls in.
    pub(super) fn of_placed(self, p: &Placed) -> Option<String> {
        match self {
            What::Reason => Some(known(&p.reason)),
            What::Department => Some(known(&p.department)),
            What::Outcome => Some(known(&p.outcome)),
            What::Return => Some(known(&p.returned)),
            What::Sen => Some(p.sen.code().to_string()),
            What::Meals => Some(yes_no(p.free_meals).to_string()),
            What::Year => Some(p.year.to_string()),
            What::Sex => Some(known(&p.sex)),
            What::Ethnicity => Some(known(&p.ethnicity)),
            _ => None,
        }
    }
    /// The part of this breakdown a period falls in.
    pub(super) fn of_spent(self, s: &Spent) -> Option<String> {
        match self {
            What::Time => Some(known(&s.code)),
            What::Subject => Some(known(&s.subject)),
            What::Spot => {
                let subject = s.subject.trim();
                (!subject.is_empty()).then(|| format!("{subject} {}", s.code))
            }
            What::Done => Some(s.done.map_or("-", Coded::code).to_string()),
            What::WorkAsked => s.asked_at.map(|_| known(&s.subject)),
            What::WorkSent => s.answered_at.map(|_| known(&s.subject)),
            What::Enough => s.asked_at.map(|_| s.judged.map_or("-", Coded::code).to_string()),
            _ => None,
        }
    }
    /// The part of this breakdown a call falls in.
    pub(super) fn of_call(self, c: &duty::Call) -> Option<String> {
        (self == What::CallOutcome).then(|| c.outcome.map_or("-", Coded::code).to_string())
    }
    /// Every group of those on roll, in its own order; none where it is no group.
    pub fn groups(self, roll: &[super::OnRoll]) -> Vec<String> {
        let of = |r: &super::OnRoll| match self {
            What::Sen => Some((
                Sen::ALL.iter().position(|s| *s == r.sen).unwrap_or(0) as i64,
                r.sen.code().to_string(),
            )),
            What::Meals => Some((i64::from(!r.free_meals), yes_no(r.free_meals).to_string())),
            What::Year => Some((r.year, r.year.to_string())),
            What::Sex => Some((0, known(&r.sex))),
            What::Ethnicity => Some((0, known(&r.ethnicity))),
            _ => None,
        };
        let mut all: Vec<(i64, String)> = roll.iter().filter_map(of).collect();
        all.sort();
        all.dedup();
        all.into_iter().map(|g| g.1).collect()
    }
    /// What people read for a part.
    pub fn part_label(self, value: &str, words: &Words) -> String {
        if value == "-" {
            return match self {
                What::Department => "No referral, or no department".into(),
                What::Outcome => "No exit interview yet".into(),
                What::Return => "Still followed, or none begun".into(),
                What::Subject | What::WorkAsked | What::WorkSent => "No lesson known".into(),
                What::Enough => "Nobody said".into(),
                _ => "Not recorded".into(),
            };
        }
        match self {
            What::Sen => crate::pupil::Sen::from_code(value).map_or(value, |s| s.label()).into(),
            What::Meals if value == "yes" => "Free meals".into(),
            What::Meals => "No free meals".into(),
            What::Year => format!("Year {value}"),
            What::Sex => match value {
                "M" => "Male".into(),
                "F" => "Female".into(),
                other => other.into(),
            },
            What::Enough => work::Judged::from_code(value).map_or(value, |j| j.label()).into(),
            What::Done => room::Done::from_code(value).map_or(value, |d| d.label()).into(),
            What::CallOutcome => duty::CallOutcome::from_code(value)
                .map_or_else(|| "Not recorded".into(), |o| o.said(words)),
            What::Outcome => exit::Outcome::from_code(value).map_or(value, |o| o.label()).into(),
            What::Return => {
                returning::Outcome::from_code(value).map_or(value, |o| o.label()).into()
            }
            _ => value.to_string(),
        }
    }
    /// The figure's name in the school's words.
    pub fn name(self, words: &Words) -> String {
        match self {
            What::Placements => words.caps(Concept::Placement),
            What::Pupils => words.caps(Concept::Pupil),
            What::Warnings => words.caps(Concept::Warning),
            What::OnCall => format!("{} periods", words.cap(Concept::OnCall)),
            What::Calls => format!("{} calls", words.cap(Concept::OnCall)),
            other => other.label().to_string(),
        }
    }
    /// What the figure counts, in a sentence or two: printed beside it.
    pub fn working(self, words: &Words) -> String {
        let (pupil, pupils) = (words.one(Concept::Pupil), words.many(Concept::Pupil));
        let (placement, placements) =
            (words.one(Concept::Placement), words.many(Concept::Placement));
        match self {
            What::Placements => format!(
                "One {pupil} on one day in the room. Counted when the {pupil} is or was there: in the room, left, or closed. Booked, cancelled and did-not-come are left out, and so are calming spaces and planned support."
            ),
            What::Pupils => format!(
                "Each {pupil} with at least one counted {placement}, once however often they came."
            ),
            What::Repeats => format!(
                "{} with two or more counted {placements} in these days.",
                words.caps(Concept::Pupil)
            ),
            What::Periods => format!(
                "Lesson periods of counted {placements} that the {pupil} was there for: they came before it ended, had not left before it began, and it has begun. Hours are the whole length of those periods."
            ),
            What::Reason => format!(
                "Counted {placements} by reason from the school’s list: the one on the {placement}, or else on its referral."
            ),
            What::Department => format!(
                "Counted {placements} by the department of the member of staff who made the referral."
            ),
            What::Subject => "Periods out of lessons by the subject of the lesson missed.".into(),
            What::Time => "Periods out of lessons by the period of the day.".into(),
            What::Spot => "Periods out of lessons by the subject of the lesson missed and the period of the day together: where, and when. Periods with no lesson known are left out.".into(),
            What::Sen | What::Meals | What::Year | What::Sex | What::Ethnicity => format!(
                "{} counted once each, by their record as it is today. “Per 100” is out of those on roll today in the same group.",
                words.caps(Concept::Pupil)
            ),
            What::Outcome => format!("Counted {placements} by the outcome of the exit interview."),
            What::Return => format!(
                "Counted {placements} by how the return that follows each went. Days that ran on from one another have one return, on the last of them. “Back in the room” ends a return by itself, when its {pupil} is placed again inside it."
            ),
            What::Done => {
                "Periods out of lessons by how much of the work set was recorded as done.".into()
            }
            What::Matched => {
                "Periods for which the teacher’s work was recorded as the same as the class was doing, out of the periods in the room that work was asked for. Work from the bank, and none, are not the same as class.".into()
            }
            What::NotMatched => {
                "Periods that work was asked for and that had none recorded as the same as class.".into()
            }
            What::WorkAsked => {
                "Periods out of lessons that work was asked for, by the subject of the lesson missed.".into()
            }
            What::WorkSent => {
                words.said("Of the periods that work was asked for, those that a teacher or head of subject answered, in writing or by word of mouth, and the median time until the first answer, nights and weekends included. It counts departments and names nobody: a teacher in a lesson cannot answer.")
            }
            What::Enough => {
                "Periods that work was asked for by what the room said first of the work that came: enough, not enough, or too hard to do alone.".into()
            }
            What::NotBack => {
                "Periods whose work was done on paper, at least in part, and has not gone back to its teacher within the school days that the school has set.".into()
            }
            What::Warnings => words.said(&format!(
                "Warnings in the day log of counted {placements} that were not undone. A regulation break is not a warning."
            )),
            What::Positives => {
                format!("Positives in the day log of counted {placements} that were not undone.")
            }
            What::Contacts => format!(
                "Times in the day log of counted {placements} that a {pupil} met the rest of the school, such as through a window, and that were not undone."
            ),
            What::Defects => "Defects that were open on any of these days, found by a room check or reported, with how long each was open.".into(),
            What::DefectsOpen => "Those of them that are not put right yet.".into(),
            What::Instead => format!(
                "Counted {placements} whose approver said that it was used instead of a suspension."
            ),
            What::NotInstead => format!(
                "Counted {placements} whose approver did not say that it was used instead of a suspension."
            ),
            What::Calls => {
                words.said("Calls logged, with or without somebody named. Time on a call is inside the on-call period it came in.")
            }
            What::CallOutcome => "Calls by how they ended.".into(),
            What::Sessions => format!(
                "Mentoring sessions written down as held, with how long each was. It is the time of one {pupil} with whoever mentors them; the periods logged on Duties are counted apart."
            ),
            What::OnCall | What::InClass | What::Mentoring | What::Other => format!(
                "Periods logged on Duties as this, once they have begun. Minutes are the whole length of those periods. {} in the room are not counted here.",
                capital(pupils)
            ),
        }
    }
}
