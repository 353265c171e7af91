//! What waits on an officer's Today: duties of their cases that are late or due within days, those
//! of cases that are nobody's, what is to be asked for or looked at again, promises, dates that
//! moved, and notices that wait.
//!
//! Must never do: let one line stand for another. Each is left by a key of its own.

use super::book::{Entry, work_out};
use super::owed::{counts, what};
use crate::problem::Problem;
use crate::today::Reader;
use casework::case::Kind as Of;
use casework::hearing::share::CODES;
use casework::rota::key;
use casework::today::Kind;
use casework::{Id, May};
use rulebook::Day;
use rulebook::event::Standing;
use store::Source;
use store::today::Due;

/// Where a line leads: kept as its number.
#[derive(Clone, Copy)]
enum To {
    Case = 0,
    Asked = 1,
    Education = 2,
    Enquiry = 3,
    School = 4,
    Notices = 5,
    Moved = 6,
}

/// Where a line leads.
pub(crate) fn href(d: &Due) -> String {
    let id = d.placement.unwrap_or_default();
    match d.n {
        n if n == To::Asked as i64 => format!("/cases/{id}/advice"),
        n if n == To::Education as i64 => format!("/cases/{id}/day-six"),
        n if n == To::Enquiry as i64 => format!("/enquiries/{id}"),
        n if n == To::School as i64 => format!("/schools/{id}/desk"),
        n if n == To::Notices as i64 => "/intake".into(),
        n if n == To::Moved as i64 => format!("/cases/{id}#moved"),
        _ => format!("/cases/{id}"),
    }
}

/// What the reader is told of one.
pub(crate) fn words(d: &Due, day: &str) -> String {
    match d.n {
        n if n == To::Notices as i64 || n == To::Moved as i64 => d.what.clone(),
        _ => format!("{}, due {day}", d.what),
    }
}

fn line(about: Id, (to, at): (To, Id), who: String, day: Day, what: String) -> Due {
    Due {
        kind: Kind::Case,
        about,
        placement: Some(at),
        who,
        day,
        minute: None,
        what,
        n: to as i64,
        since: None,
    }
}

/// Everything that waits for one officer.
pub(crate) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let (org, staff, today) = (v.org(), v.actor.staff, v.today());
    let mut out = Vec::new();
    let listed = store::case::list::open(src, org, Some(staff)).await?;
    let entries = work_out(src, org, v.setting, today, listed).await?;
    for e in &entries {
        of_case(v, e, today, &mut out);
    }
    let whose = |about: Id| entries.iter().find(|e| e.case.id == about);
    for c in store::case::work::due(src, org, today, Some(staff)).await? {
        let who = whose(c.about).map(|e| e.child.name()).unwrap_or_default();
        let what = format!("Ask {} again for: {}", c.whom, c.what);
        out.push(line(c.id, (To::Asked, c.about), who, c.due, what));
    }
    for c in store::owed::unseen(src, org).await? {
        let Some(e) = whose(c.about) else { continue };
        // What moved for papers that had gone is asked about with the hearings.
        if c.was_done && hears(v, e, &c.code) {
            continue;
        }
        let day = |d: Option<Day>| d.map_or("no date".to_string(), |d| d.to_string());
        let what = format!(
            "{}: the day was {} and is {} now. Say what follows",
            super::duty_words(&c.code),
            day(c.before),
            day(c.after)
        );
        out.push(line(c.id, (To::Moved, c.about), e.child.name(), c.at.day(), what));
    }
    for e in store::case::work::to_follow(src, org, today, Some(staff)).await? {
        let (day, what) = match e.answer.is_empty() {
            true => (e.asked_on, format!("Answer: {}", e.question)),
            false => (e.follow_on.unwrap_or(today), format!("Come back to: {}", e.question)),
        };
        out.push(line(e.id, (To::Enquiry, e.id), String::new(), day, what));
    }
    for (c, school) in store::case::school::promised(src, org, today).await? {
        let Some(due) = c.due.filter(|_| c.by_name == v.actor.name) else { continue };
        let what = match c.whose.as_str() {
            "ours" => format!("Promised to {school}: {}", c.what),
            _ => format!("{school} promised: {}", c.what),
        };
        out.push(line(c.id, (To::School, c.school), String::new(), due, what));
    }
    match store::case::intake::count_waiting(src, org).await? {
        0 => {}
        n => {
            let what = match n {
                1 => "One notice waits to be opened".to_string(),
                n => format!("{n} notices wait to be opened"),
            };
            let about = key(&[org.as_bytes(), b"notices", today.iso().as_bytes()]);
            out.push(line(about, (To::Notices, org), String::new(), today, what));
        }
    }
    let left = store::today::left(src, org, Kind::Case).await?;
    out.retain(|d| !left.contains(&(d.about, d.day)));
    Ok(out)
}

/// What is seen to with the hearings stands on Today by itself.
fn hears(v: &Reader<'_>, e: &Entry, code: &str) -> bool {
    e.heard && v.actor.may(May::Hearings) && CODES.contains(&code)
}

fn of_case(v: &Reader<'_>, e: &Entry, today: Day, out: &mut Vec<Due>) {
    let (case, name) = (&e.case, e.child.name());
    for o in e.owed.iter().filter(|o| counts(o) && !hears(v, e, o.code)) {
        let near = matches!(o.standing(today), Standing::Late { .. } | Standing::AtRisk { .. });
        if let (Some(day), true) = (o.day(), near) {
            let whom = o.whom.as_ref().map(|w| w.id).unwrap_or_default();
            let about = key(&[case.id.as_bytes(), o.code.as_bytes(), whom.as_bytes()]);
            let what = format!("{}, {}", what(o), case.school_name);
            out.push(line(about, (To::Case, case.id), name.clone(), day, what));
        }
    }
    if let Some(day) = case.review_on.filter(|d| *d <= today) {
        let (to, what) = match case.kind {
            Of::Education => (
                To::Education,
                "Education for illness or another reason: look at the decision again",
            ),
            _ => (To::Case, "Look at it again"),
        };
        let about = key(&[case.id.as_bytes(), b"look-again"]);
        let what = format!("{what}, {}", case.school_name);
        out.push(line(about, (to, case.id), name.clone(), day, what));
    }
    for p in &e.offers {
        if let Some(day) = p.looked_at_by(today) {
            let what = format!("Placement review at {}", p.provider);
            out.push(line(p.id, (To::Education, case.id), name.clone(), day, what));
        }
    }
}
