//! What waits today, gathered from the records themselves: a thing is on the list because it is
//! not done, never because somebody put it there.
//!
//! Must never know: whose list it is. A line that was left with a reason is a finished task
//! whose kind begins with `left_`.

mod back;
mod bank;
mod changes;
mod letters;
mod mail;
mod outside;
mod place;
mod repairs;
mod reviews;
mod rooms;
mod short;
mod tasks;
pub mod team;
mod watched;

pub use back::not_back;
pub use changes::{Change, changes};
pub use letters::{Sent, Unread, letters_sent, sheets, unread};
pub use place::{Place, arrange, places};
pub use rooms::{Hour, hours_with_dates, left_from};
pub use short::{
    Notices, Short, back_in_lessons, notice, referred_by, waiting, waiting_in, work_asked,
};
pub use tasks::{Task, finish, leave, left, left_of, task};

use crate::db::{Fault, Query, Source, q};
use crate::row::Row;
use crate::scope::reached;
use casework::today::Kind;
use casework::{Actor, Id, May, Scope};
use rulebook::{Day, Instant, Minute};

/// Lines of a kind at most; there is never a use for more on one page.
const MOST: i64 = 60;

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Kind.
    pub kind: Kind,
    /// The record it is about: with the kind, what it is left by.
    pub about: Id,
    /// The placement, where there is one.
    pub placement: Option<Id>,
    /// "Tyrell Ashdown-Moss, 9K2", or empty.
    pub who: String,
    /// The day it is due, or of the placement.
    pub day: Day,
    /// The minute it is due.
    pub minute: Option<Minute>,
    /// What the record says of itself: a subject, a task.
    pub what: String,
    /// How many, where it is a number.
    pub n: i64,
    /// Since when it has waited, where that is told.
    pub since: Option<Instant>,
}

/// The days the list is made for.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The school year's first day: nothing older is asked for.
    pub since: Day,
    /// The first day a call or a letter home is asked for.
    pub home_since: Day,
    /// Today.
    pub today: Day,
    /// The next school day: what must be ready for it counts today.
    pub next: Day,
}

fn who(row: &Row) -> Result<String, Fault> {
    let (given, family, form): (String, String, String) =
        (row.get("known_given")?, row.get("known_family")?, row.get("form")?);
    let name = format!("{} {}", given.trim(), family.trim());
    Ok(format!("{}, {form}", name.trim()))
}

const WHO: &str = "pu.known_given, pu.known_family, pu.form";

/// "and nobody left this line with a reason"
fn not_left(query: Query, kind: Kind, about: &'static str) -> Query {
    let left = match kind {
        Kind::Arrival => "left_arrival",
        Kind::Cover => "left_cover",
        Kind::Clash => "left_clash",
        Kind::Transfer => "left_transfer",
        Kind::Notice => "left_notice",
        Kind::Call => "left_call",
        Kind::Again => "left_again",
        Kind::NotTold => "left_not_told",
        Kind::SocialWorker => "left_social_worker",
        Kind::VirtualSchool => "left_virtual_school",
        Kind::Letter => "left_letter",
        Kind::LetterChanged => "left_letter_changed",
        Kind::Reply => "left_reply",
        Kind::Unread => "left_unread",
        Kind::Sheet => "left_sheet",
        Kind::Look => "left_look",
        Kind::Work => "left_work",
        Kind::Mail => "left_mail",
        Kind::WorkBack => "left_work_back",
        Kind::Bank => "left_bank",
        Kind::Exit => "left_exit",
        Kind::FailedDay => "left_failed_day",
        Kind::Decide => "left_decide",
        Kind::Owed => "left_owed",
        Kind::Repair => "left_repair",
        Kind::Mis => "left_mis",
        Kind::CheckIn => "left_check_in",
        Kind::Outcome => "left_outcome",
        Kind::Review => "left_review",
        Kind::Signal => "left_signal",
        Kind::Watch => "left_watch",
        Kind::Promise => "left_promise",
        Kind::Hearing => "left_hearing",
        Kind::LunchList => "left_lunch_list",
        Kind::Device => "left_device",
        Kind::Defect => "left_defect",
        Kind::RoomCheck => "left_room_check",
        Kind::Stock => "left_stock",
        Kind::Trial => "left_trial",
        Kind::Mentoring => "left_mentoring",
        Kind::PlanReview => "left_plan_review",
        Kind::PlanAsked => "left_plan_asked",
        Kind::Group => "left_group",
        Kind::Centre => "left_centre",
        Kind::Trip => "left_trip",
        Kind::Guests => "left_guests",
        Kind::EarlyHelp => "left_early_help",
        Kind::Agency => "left_agency",
        Kind::Transition => "left_transition",
        Kind::Slip => "left_slip",
        Kind::FirstAid => "left_first_aid",
        Kind::Money => "left_money",
        Kind::Case => "left_case",
        Kind::Panel => "left_panel",
        Kind::Meeting => "left_meeting",
        Kind::Action => "left_action",
        Kind::Routine => "left_routine",
        Kind::Task => "left_task",
    };
    query
        .push(" and not exists (select 1 from task lt where lt.org = ")
        .push(about)
        .push(" and lt.kind = ")
        .put(left)
        .push(")")
}

/// Everything of these kinds that waits, kind by kind, oldest first.
pub async fn due(
    src: &mut dyn Source,
    actor: &Actor,
    scope: &Scope,
    kinds: &[Kind],
    days: Days,
) -> Result<Vec<Due>, Fault> {
    let mut out = Vec::new();
    for kind in kinds {
        match kind {
            Kind::Arrival => placements(src, actor, *kind, days, &mut out).await?,
            Kind::Call => placements(src, actor, *kind, days, &mut out).await?,
            Kind::Letter => placements(src, actor, *kind, days, &mut out).await?,
            Kind::Exit => placements(src, actor, *kind, days, &mut out).await?,
            // Who is in charge when, and what a date takes, is worked out on the day's shape.
            Kind::Cover | Kind::Clash => {}
            Kind::Transfer => rooms::transfers(src, actor, &mut out).await?,
            // Whether a letter still says what the placement is needs more than the tables.
            Kind::LetterChanged => {}
            // Whether an answer is overdue is counted on the calendar.
            Kind::Unread | Kind::Sheet => {}
            // And so is when work should be back.
            Kind::WorkBack => {}
            // Whether home knows is told from calls, letters and answers together.
            Kind::NotTold => {}
            Kind::SocialWorker | Kind::VirtualSchool => {
                outside::to_tell(src, actor, *kind, days, &mut out).await?
            }
            Kind::Look => {}
            Kind::Bank => bank::for_head(src, actor, days.today, &mut out).await?,
            Kind::Reply => letters::replies(src, actor, days, &mut out).await?,
            Kind::Notice => notices(src, actor, days, &mut out).await?,
            Kind::Work => work(src, actor, days, &mut out).await?,
            Kind::Mail => mail::unsent(src, actor, days, &mut out).await?,
            Kind::FailedDay => repairs::failed_days(src, actor, days, &mut out).await?,
            Kind::Decide => repairs::to_decide(src, actor, days, &mut out).await?,
            // What is owed is worked out on the law and the calendar.
            Kind::Owed => {}
            Kind::Repair => repairs::repairs(src, actor, days, &mut out).await?,
            Kind::Mis => entries(src, actor, days, &mut out).await?,
            Kind::CheckIn | Kind::Outcome => {
                returns(src, actor, scope, *kind, days, &mut out).await?
            }
            Kind::Review => reviews::to_hold(src, actor, days, &mut out).await?,
            Kind::Signal => watched::signals(src, actor, days, &mut out).await?,
            // When a key worker is due is counted on the calendar.
            Kind::Watch => {}
            // Whether promised support should have begun by now is counted on the calendar.
            Kind::Promise => {}
            Kind::Again => attempts(src, actor, days, &mut out).await?,
            // Each is gathered where it is known when it is due.
            Kind::Hearing
            | Kind::LunchList
            | Kind::Device
            | Kind::Defect
            | Kind::RoomCheck
            | Kind::Stock
            | Kind::Trial
            | Kind::Mentoring
            | Kind::PlanReview
            | Kind::PlanAsked
            | Kind::Group
            | Kind::Centre
            | Kind::Trip
            | Kind::Guests
            | Kind::EarlyHelp
            | Kind::Agency
            | Kind::Transition
            | Kind::Slip
            | Kind::Panel
            | Kind::Meeting
            | Kind::Action
            | Kind::Routine
            | Kind::FirstAid
            | Kind::Money => {}
            // What a case owes, and by when, follows from its facts and the calendar.
            Kind::Case => {}
            Kind::Task => tasks::tasks(src, actor, days, &mut out).await?,
        }
    }
    Ok(out)
}

const UNSENT: &str = "(select count(*) from pupil_contact pc where pc.org = p.org and pc.pupil = p.pupil and pc.responsible = true \
    and trim(pc.restriction) = '' and pc.ended_on is null \
    and not exists (select 1 from letter l where l.org = p.org and l.placement = p.id and l.contact = pc.contact))";

/// Whether there is one, without counting them.
const ANY_UNSENT: &str = "(select 1 from pupil_contact pc where pc.org = p.org and pc.pupil = p.pupil and pc.responsible = true \
    and trim(pc.restriction) = '' and pc.ended_on is null \
    and not exists (select 1 from letter l where l.org = p.org and l.placement = p.id and l.contact = pc.contact))";

const NO_MINUTE: &str = "cast(null as bigint)";
/// 1 where the exit interview was kept and the placement is still to be closed.
const HELD: &str =
    "(select count(*) from exit_interview x where x.org = p.org and x.placement = p.id)";

async fn placements(
    src: &mut dyn Source,
    actor: &Actor,
    kind: Kind,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let first =
        "(select min(s.from_minute) from slot s where s.org = p.org and s.placement = p.id)";
    let last = "(select max(s.to_minute) from slot s where s.org = p.org and s.placement = p.id)";
    // A call or a letter has no minute, so neither the periods nor the room are asked for it.
    let home = matches!(kind, Kind::Call | Kind::Letter);
    let (arrives, first, last, room) = match home {
        true => ("cast(0 as bigint)", NO_MINUTE, NO_MINUTE, ""),
        false => ("r.arrive_at", first, last, " join room r on r.org = p.org and r.id = p.room"),
    };
    let mut query = q("select p.id, p.day, ")
        .push(arrives)
        .push(" as arrive_at, ")
        .push(first)
        .push(" as starts, ")
        .push(last)
        .push(" as ends, ")
        .push(match kind {
            Kind::Letter => UNSENT,
            Kind::Exit => HELD,
            _ => "cast(0 as bigint)",
        })
        .push(" as n, ")
        .push(WHO)
        .push(" from placement p join pupil pu on pu.org = p.org and pu.id = p.pupil")
        .push(room)
        .push(" where p.org = ")
        .put(actor.org)
        .push(" and p.day >= ")
        .put(if home { days.home_since } else { days.since });
    query = match kind {
        Kind::Arrival => query.push(" and p.state = 'booked' and p.day <= ").put(days.today),
        Kind::Call => query
            .push(" and p.state in ('booked', 'here', 'left', 'closed') and p.day <= ")
            .put(days.next)
            .push(" and not exists (select 1 from home_call h where h.org = p.org and h.placement = p.id)"),
        Kind::Letter => query
            .push(" and p.state in ('booked', 'here', 'left', 'closed') and p.day <= ")
            .put(days.next)
            .push(" and exists ")
            .push(ANY_UNSENT),
        _ => query
            .push(" and (p.state = 'left' or (p.state = 'here' and p.day <= ")
            .put(days.today)
            .push("))"),
    };
    query = not_left(query, kind, "p.org and lt.about = p.id");
    query = query.push(" order by p.day, pu.sort_key, p.id limit ").put(MOST);
    for row in query.rows(src).await? {
        let arrive: Minute = row.get("arrive_at")?;
        let starts: Option<Minute> = row.get("starts")?;
        let ends: Option<Minute> = row.get("ends")?;
        let id: Id = row.get("id")?;
        let minute =
            match kind {
                // Those who come in the middle of the day are met as their first period begins.
                Kind::Arrival => Some(starts.map_or(arrive, |s| {
                    if s.number() - arrive.number() > 30 { s } else { arrive }
                })),
                Kind::Exit => ends,
                _ => None,
            };
        out.push(Due {
            kind,
            about: id,
            placement: Some(id),
            who: who(&row)?,
            day: row.get("day")?,
            minute,
            what: String::new(),
            n: row.get("n")?,
            since: None,
        });
    }
    Ok(())
}

async fn notices(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select r.id, r.name, (select count(*) from placement p where p.org = r.org and p.room = r.id and p.state <> 'cancelled' and p.day = ")
        .put(days.today)
        .push(") as n from room r where r.active = true and r.org = ")
        .put(actor.org)
        .push(" and not exists (select 1 from notice x where x.org = r.org and x.room = r.id and x.day = ")
        .put(days.today)
        .push(")");
    // The same room has a notice every day, so what was left is asked for by its day too.
    let query = query
        .push(" and not exists (select 1 from task lt where lt.org = r.org and lt.kind = 'left_notice' and lt.about = r.id and lt.due = ")
        .put(days.today)
        .push(") order by r.name, r.id");
    for row in query.rows(src).await? {
        let n: i64 = row.get("n")?;
        if n > 0 {
            out.push(Due {
                kind: Kind::Notice,
                about: row.get("id")?,
                placement: None,
                who: String::new(),
                day: days.today,
                minute: None,
                what: row.get("name")?,
                n,
                since: None,
            });
        }
    }
    Ok(())
}

async fn work(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select w.id, w.placement, w.day, w.code, w.subject, w.state, w.escalated_to, ")
        .push(WHO)
        .push(
            " from work w join pupil pu on pu.org = w.org and pu.id = w.pupil \
               where w.ended_at is null and w.state in ('asked', 'escalated') and w.org = ",
        )
        .put(actor.org)
        .push(" and w.day >= ")
        .put(days.today)
        .push(" and w.day <= ")
        .put(days.next);
    let query = not_left(query, Kind::Work, "w.org and lt.about = w.id")
        .push(" order by w.day, w.code, pu.sort_key, w.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let (code, subject): (String, String) = (row.get("code")?, row.get("subject")?);
        let asked: Option<Id> = row.get("escalated_to")?;
        let passed_on = match row.get::<String>("state")?.as_str() {
            "escalated" if asked.is_some() => 1,
            "escalated" => 2,
            _ => 0,
        };
        out.push(Due {
            kind: Kind::Work,
            about: row.get("id")?,
            placement: Some(row.get("placement")?),
            who: who(&row)?,
            day: row.get("day")?,
            minute: None,
            what: format!("{code} {subject}"),
            n: passed_on,
            since: None,
        });
    }
    Ok(())
}

async fn entries(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select m.id, m.placement, m.due, m.what, p.arrived_at, ")
        .push(WHO)
        .push(
            " from mis_entry m join pupil pu on pu.org = m.org and pu.id = m.pupil \
               join placement p on p.org = m.org and p.id = m.placement \
               and (p.arrived_at is not null or p.state = 'booked') \
               where m.made_at is null and m.org = ",
        )
        .put(actor.org)
        .push(" and m.due <= ")
        .put(days.next);
    let query = not_left(query, Kind::Mis, "m.org and lt.about = m.id")
        .push(" order by m.due, pu.sort_key, m.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let came = row.get::<Option<Instant>>("arrived_at")?.is_some();
        out.push(Due {
            kind: Kind::Mis,
            about: row.get("id")?,
            placement: Some(row.get("placement")?),
            who: who(&row)?,
            day: row.get("due")?,
            minute: None,
            what: casework::mis_entry::what(&row.get::<String>("what")?, came),
            n: 0,
            since: None,
        });
    }
    Ok(())
}

async fn returns(
    src: &mut dyn Source,
    actor: &Actor,
    scope: &Scope,
    kind: Kind,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    // The scope is a condition on `pupil p`.
    const PERSON: &str = "p.known_given, p.known_family, p.form";
    let query = match kind {
        Kind::CheckIn => q("select c.id, c.due as day, c.number as n, ").push(PERSON).push(
            " from check_in c join return_track t on t.org = c.org and t.id = c.track \
              join pupil p on p.org = c.org and p.id = c.pupil \
              where c.done_at is null and t.decided_at is null and c.due <= ",
        ),
        _ => q("select t.id, t.to_day as day, cast(0 as bigint) as n, ").push(PERSON).push(
            " from return_track t join pupil p on p.org = t.org and p.id = t.pupil \
              where t.decided_at is null and t.to_day <= ",
        ),
    };
    let query = reached(query.put(days.today), scope);
    let query = match kind {
        Kind::CheckIn => not_left(query, kind, "c.org and lt.about = c.id")
            .push(" and c.org = ")
            .put(actor.org)
            .push(" order by c.due, p.sort_key, c.id limit "),
        _ => not_left(query, kind, "t.org and lt.about = t.id")
            .push(" and t.org = ")
            .put(actor.org)
            .push(" order by t.to_day, p.sort_key, t.id limit "),
    };
    for row in query.put(MOST).rows(src).await? {
        out.push(Due {
            kind,
            about: row.get("id")?,
            placement: None,
            who: who(&row)?,
            day: row.get("day")?,
            minute: None,
            what: String::new(),
            n: row.get("n")?,
            since: None,
        });
    }
    Ok(())
}

/// Attempts to ring a home again: a person's own, and all of them for the room's lead.
async fn attempts(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select t.id, t.placement, t.what, t.due, p.known_given, p.known_family, p.form, \
        (select min(h.at) from home_call h where h.org = t.org and h.placement = t.placement and h.contact = t.about) as since \
        from task t join pupil p on p.org = t.org and p.id = t.pupil \
        where t.kind = 'call_again' and t.done_at is null and t.org = ")
        .put(actor.org)
        .push(" and t.due <= ")
        .put(days.next);
    let query = match actor.roles.contains(&casework::Role::RoomLead) {
        true => query,
        false => query.push(" and t.owner = ").put(actor.staff),
    };
    let query = reached(query, &actor.scope_for(May::Home, days.today));
    for row in query.push(" order by t.due, p.sort_key, t.id limit ").put(MOST).rows(src).await? {
        out.push(Due {
            kind: Kind::Again,
            about: row.get("id")?,
            placement: row.get("placement")?,
            who: who(&row)?,
            day: row.get("due")?,
            minute: None,
            what: row.get("what")?,
            n: 0,
            since: row.get("since")?,
        });
    }
    Ok(())
}
