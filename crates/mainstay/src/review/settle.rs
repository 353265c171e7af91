//! What follows from a placement that was booked, moved or cancelled: the thresholds it reaches
//! are kept, reviews are asked for, moved or taken back. It happens in the same write.
//!
//! Must never know: who approves, or pages.

use crate::problem::Problem;
use casework::fair::stays;
use casework::pupil::Pupil;
use casework::review::{Outcome, Review, due};
use casework::school::Setting;
use casework::threshold::{Reviewer, Stay, Threshold, reached};
use casework::{Event, Id, Reach, Scope, Verb};
use store::{Source, Write};

/// Settles it. `stay` is the time the placement takes; none when it is cancelled, or in a room
/// that does not count.
pub async fn settle(
    w: &mut Write,
    setting: &Setting,
    placement: Id,
    pupil: Id,
    stay: Option<Stay>,
) -> Result<Vec<Event>, Problem> {
    let org = setting.school.id;
    let thresholds = store::threshold::active(w, org).await?;
    let raised = store::review::of_placement(w, org, placement).await?;
    if thresholds.is_empty() && raised.is_empty() {
        return Ok(Vec::new());
    }
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(w, &scope, pupil).await?;
    let found = match stay {
        Some(more) => {
            let (from, to) = setting.calendar.school_year(more.day);
            let lines = store::ledger::lines(w, &scope, Some(pupil.id), from, to).await?;
            reached(setting, &thresholds, &pupil, &stays(&lines, Some(placement)), more)
        }
        None => Vec::new(),
    };
    store::threshold::clear_reached(w, placement).await?;
    store::threshold::keep_reached(w, placement, pupil.id, &found, &setting.words).await?;
    let mut events = Vec::new();
    for review in raised.iter().filter(|r| r.decided_at.is_none()) {
        let still = found.iter().find(|r| r.first && r.threshold.id == review.threshold);
        match (still, stay) {
            (Some(r), Some(stay)) => {
                let day = due(&setting.calendar, stay.day, r.threshold.review_within).day;
                if (day, stay.day) != (review.due, review.day) {
                    let said = r.said(&setting.words);
                    let to = Review { due: day, day: stay.day, said, ..review.clone() };
                    store::review::shift(w, &to).await?;
                    events.push(
                        Event::new(Verb::ReviewMoved, "review", review.id)
                            .pupil(pupil.id)
                            .fact("threshold", &review.name)
                            .fact("due", day),
                    );
                }
            }
            _ => {
                store::review::decide(w, review, Outcome::Withdrawn, "", "Mainstay").await?;
                events.push(Event::new(Verb::ReviewWithdrawn, "review", review.id).pupil(pupil.id));
            }
        }
    }
    let Some(stay) = stay else { return Ok(events) };
    let mut new: Vec<Review> = Vec::new();
    for r in &found {
        let t = &r.threshold;
        let kept = raised.iter().any(|x| x.threshold == t.id);
        if !r.first || kept {
            continue;
        }
        events.push(
            Event::new(Verb::ThresholdReached, "placement", placement)
                .pupil(pupil.id)
                .fact("threshold", &t.name)
                .fact("counted", r.said(&setting.words)),
        );
        if t.reviewer == Reviewer::Nobody {
            continue;
        }
        let (owner, owner_name) = owner(w, org, t, &pupil).await?;
        // One person is asked to look at one placement once, whatever it reached.
        if let Some(same) = new.iter_mut().find(|x| x.owner == owner) {
            same.said = format!("{} {}", same.said, r.said(&setting.words));
            same.due = same.due.min(due(&setting.calendar, stay.day, t.review_within).day);
            continue;
        }
        new.push(Review {
            id: Id::now_v7(),
            pupil: pupil.id,
            placement,
            threshold: t.id,
            name: t.name.clone(),
            said: r.said(&setting.words),
            day: stay.day,
            owner,
            owner_name,
            due: due(&setting.calendar, stay.day, t.review_within).day,
            raised_at: w.at(),
            outcome: None,
            outcome_words: String::new(),
            decided_at: None,
            decided_by: String::new(),
            version: 1,
        });
    }
    for review in new {
        store::review::raise(w, &review).await?;
        let whom = match review.owner_name.as_str() {
            "" => "nobody yet",
            name => name,
        };
        events.push(
            Event::new(Verb::ReviewRaised, "review", review.id)
                .pupil(pupil.id)
                .fact("threshold", &review.name)
                .fact("asked of", whom)
                .fact("due", review.due),
        );
    }
    Ok(events)
}

/// Whose a review is. Where the school has named nobody it is nobody's, and stands with whoever
/// leads the room.
async fn owner(
    src: &mut dyn Source,
    org: Id,
    t: &Threshold,
    pupil: &Pupil,
) -> Result<(Option<Id>, String), Problem> {
    let id = match t.reviewer {
        Reviewer::Nobody => None,
        Reviewer::YearLead => store::year_lead::of(src, org, pupil.year).await?.map(|s| s.id),
        Reviewer::Mentor => pupil.mentor,
        Reviewer::Person => t.review_staff,
    };
    let staff = match id {
        Some(id) => store::staff::several(src, org, &[id]).await?,
        None => Vec::new(),
    };
    let here = staff.into_iter().find(|s| s.left_on.is_none());
    Ok(here.map_or((None, String::new()), |s| (Some(s.id), s.full())))
}
