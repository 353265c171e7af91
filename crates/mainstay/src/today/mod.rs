//! Today: where everybody's day begins. What is due, late or changed overnight, by role.
//!
//! Must never know: how a thing is done. Each line links to where it is, and goes when it is.

pub mod leave;
pub mod page;

use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hand_back;
use casework::letter::Stay;
use casework::referral::{decided_with, told_of_waiting};
use casework::room::spell_periods;
use casework::today::{Kind, Standing, sees_to, standing};
use casework::words::Concept;
use casework::{Coded, Id, May, Role, Verb};
use page::{Changed, Group, Line, ShortLine, TodayPage};
use rulebook::{Day, Minute};
use store::Source;
use store::today::{Days, Due, Notices, Short};

/// Hour of the last school day from which a booking counts as news this morning.
pub(crate) fn after_school() -> Minute {
    Minute::new(15, 30).unwrap_or_default()
}

/// The days a list is made for.
pub fn days(v: &Visit) -> Days {
    let today = v.today();
    let calendar = &v.setting.calendar;
    let next = calendar.first_on_or_after(today.plus(1)).unwrap_or(today.plus(1));
    let since = calendar.school_year(today).0;
    let asked = rulebook::room::HOME_ASKED_FOR.0;
    let home_since = calendar.school_days_before(today, asked).unwrap_or(since).max(since);
    Days { since, home_since, today, next }
}

/// Everything that waits for this person.
pub async fn waiting(v: &Visit) -> Result<Vec<Due>, Problem> {
    let mut read = v.read().await?;
    let kinds = sees_to(&v.actor);
    let mut due = store::today::due(&mut read, &v.actor, &v.scope(), &kinds, days(v)).await?;
    if kinds.contains(&Kind::LetterChanged) {
        due.extend(out_of_date(v, &mut read).await?);
        due.sort_by_key(|d| d.kind);
    }
    if kinds.contains(&Kind::Unread) {
        let unread = store::today::unread(&mut read, &v.actor, days(v)).await?;
        due.extend(overdue(v, Kind::Unread, unread));
        let sheets = store::today::sheets(&mut read, &v.actor, days(v)).await?;
        due.extend(overdue(v, Kind::Sheet, sheets));
        due.extend(not_told(v, &mut read).await?);
        due.sort_by_key(|d| d.kind);
    }
    if kinds.contains(&Kind::Look) {
        due.extend(looks(v, &mut read).await?);
        due.sort_by_key(|d| d.kind);
    }
    if kinds.contains(&Kind::WorkBack) {
        due.extend(not_back(v, &mut read).await?);
        due.sort_by_key(|d| d.kind);
    }
    if kinds.contains(&Kind::Promise) {
        due.extend(not_begun(v, &mut read).await?);
        due.sort_by_key(|d| d.kind);
    }
    Ok(due)
}

/// Finished work that should have been back with its teacher by now.
async fn not_back(v: &Visit, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let (calendar, within) = (&v.setting.calendar, v.setting.rules.work_back_within);
    let Some(until) = hand_back::late_until(calendar, v.today(), within) else {
        return Ok(Vec::new());
    };
    let asked = rulebook::room::WORK_BACK_ASKED_FOR.0;
    let from = calendar.school_days_before(v.today(), asked).unwrap_or(days(v).since);
    let late = store::today::not_back(src, &v.actor, from.max(days(v).since), until).await?;
    let due = late
        .into_iter()
        .map(|d| Due { day: hand_back::due(calendar, d.day, within).unwrap_or(d.day), ..d });
    Ok(due.collect())
}

/// Support that was promised and should have begun some school days ago.
async fn not_begun(v: &Visit, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let scope = v.actor.scope_for(May::PupilFile, v.today());
    let open = store::promise::not_begun(src, &v.actor, &scope, v.today()).await?;
    let flagged: Vec<_> = open
        .into_iter()
        .filter_map(|p| {
            let on = casework::promise::flagged_on(&v.setting.calendar, p.starts)?;
            (on <= v.today()).then_some((p, on))
        })
        .collect();
    let ids: Vec<Id> = flagged.iter().map(|(p, _)| p.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let due = flagged.into_iter().filter_map(|(p, on)| {
        let pupil = pupils.iter().find(|x| x.id == p.pupil)?;
        Some(Due {
            kind: Kind::Promise,
            about: p.id,
            placement: None,
            who: format!("{}, {}", pupil.name(), pupil.form),
            day: on,
            minute: None,
            what: format!("{}, {}, promised from {}", p.what, p.who, p.starts),
            n: 0,
            since: None,
        })
    });
    Ok(due.collect())
}

/// The letters and sheets that home should have said it has by now, by the school's own number of
/// school days.
fn overdue(v: &Visit, kind: Kind, all: Vec<store::today::Unread>) -> Vec<Due> {
    let within = u32::try_from(v.setting.rules.read_within).unwrap_or(1);
    let due = all.into_iter().filter_map(|u| {
        // Where the calendar ends too soon to count, nobody is chased on a guess.
        let by = v.setting.calendar.school_days_after(u.issued.day(), within)?.day;
        (by < v.today()).then_some(Due {
            kind,
            about: u.id,
            placement: Some(u.placement),
            who: u.who,
            day: by,
            minute: None,
            what: u.name,
            n: 0,
            since: Some(u.issued),
        })
    });
    due.collect()
}

/// Homes that were tried and not reached by the end of the day their child was in the room.
async fn not_told(v: &Visit, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let all = crate::told::not_told(src, v, days(v).home_since).await?;
    let pupils: Vec<Id> = all.iter().map(|(d, _)| d.pupil).collect();
    let names = crate::told::names(src, v.org(), &pupils).await?;
    let left = store::today::left(src, v.org(), Kind::NotTold).await?;
    let line = |(d, what): (store::told::Due, String)| Due {
        kind: Kind::NotTold,
        about: d.placement,
        placement: Some(d.placement),
        who: names
            .iter()
            .find(|(id, _)| *id == d.pupil)
            .map(|(_, n)| n.clone())
            .unwrap_or_default(),
        day: d.day,
        minute: None,
        what,
        n: 0,
        since: None,
    };
    Ok(all.into_iter().filter(|(d, _)| !left.contains(&(d.placement, d.day))).map(line).collect())
}

/// Report cards that somebody is to look at by today.
async fn looks(v: &Visit, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let all = crate::returning::card::look::due(src, v).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let pupils: Vec<Id> = all.iter().map(|(c, _)| c.pupil).collect();
    let names = crate::told::names(src, v.org(), &pupils).await?;
    let left = store::today::left(src, v.org(), Kind::Look).await?;
    let name = |id: Id| names.iter().find(|(p, _)| *p == id).map(|(_, n)| n.clone());
    Ok(all
        .into_iter()
        .filter(|(c, until)| !left.contains(&(c.id, *until)))
        .map(|(c, until)| Due {
            kind: Kind::Look,
            about: c.id,
            placement: None,
            who: name(c.pupil).unwrap_or_default(),
            day: until,
            minute: None,
            what: format!("/returns/{}/card#look", c.track),
            n: 0,
            since: None,
        })
        .collect())
}

/// The letters that say something other than what their placement is now.
async fn out_of_date(v: &Visit, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let sent = store::today::letters_sent(src, v.org(), days(v)).await?;
    if sent.is_empty() {
        return Ok(Vec::new());
    }
    let pupils: Vec<Id> = sent.iter().map(|s| s.pupil).collect();
    let scope = v.actor.scope_for(May::Letters, v.today());
    let pupils = store::pupil::several(src, &scope, &pupils).await?;
    let rooms = store::room::rooms(src, v.org()).await?;
    let mut out = Vec::new();
    for s in sent {
        let pupil = pupils.iter().find(|p| p.id == s.pupil);
        let room = rooms.iter().find(|r| r.id == s.room);
        let (Some(pupil), Some(room)) = (pupil, room) else { continue };
        let stay = Stay { setting: &v.setting, pupil, room, day: s.day, slots: &s.slots };
        let Some(what) = stay.out_of_date(&s.letters) else { continue };
        if s.left.contains(&what) {
            continue;
        }
        out.push(Due {
            kind: Kind::LetterChanged,
            about: s.placement,
            placement: Some(s.placement),
            who: s.who,
            // Home holds the wrong letter now, however far off the day is.
            day: s.day.min(v.today()),
            minute: None,
            what,
            n: 0,
            since: s.moved,
        });
    }
    Ok(out)
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let due = waiting(&v).await?;
    let org = v.org();
    let today = v.today();
    let calendar = &v.setting.calendar;
    let mut read = v.read().await?;

    let (since, moved) = if v.may(May::Board) && v.may(May::ReadNotice) {
        let last = calendar.last_before(today).unwrap_or(today.plus(-1));
        // A register is out from the time the notice is due: what was moved since is news.
        let moves = last.at(v.setting.rules.notice_by);
        let changes =
            store::today::changes(&mut read, org, moves, last.at(after_school()), today).await?;
        (Some(last), changes)
    } else {
        (None, Vec::new())
    };
    let passed = match v.may(May::Safeguarding) {
        true => {
            let waiting = store::handoff::waiting(&mut read, org).await?;
            let since = waiting.first().map_or(v.now, |h| h.passed_at);
            Some((waiting.len(), crate::safeguarding::waited(v.now, since)))
        }
        false => None,
    };
    let restrictive = match v.may(May::Restrictive) {
        true => Some(store::restrictive::open(&mut read, org).await?),
        false => None,
    };
    let queue = match v.may(May::Approve) {
        true => Some(store::today::waiting(&mut read, org).await?),
        false => None,
    };
    // Whoever leads a year is told that a referral waits, and with whom; deciding is others'.
    let years = match told_of_waiting(&v.actor) {
        Some(scope) => {
            let list = store::today::waiting_in(&mut read, &scope).await?;
            let mut with = Vec::new();
            for role in Role::ALL.iter().filter(|r| !list.is_empty() && r.may(May::Approve)) {
                for s in store::staff::with_role(&mut read, org, *role).await? {
                    if !with.contains(&s.full()) {
                        with.push(s.full());
                    }
                }
            }
            Some((list, decided_with(&with)))
        }
        None => None,
    };
    let teaches = v.actor.roles.iter().any(|r| r.teaches());
    let staff = v.actor.staff;
    let work = match v.may(May::AnswerWork) && teaches {
        true => Some(store::today::work_asked(&mut read, org, staff, today).await?),
        false => None,
    };
    let referrals = match v.may(May::Refer) {
        true => {
            let since = today.plus(-14).at(Minute::default());
            Some(store::today::referred_by(&mut read, org, staff, since).await?)
        }
        false => None,
    };
    let back = match teaches {
        true => Some(store::today::back_in_lessons(&mut read, org, staff, today).await?),
        false => None,
    };
    let notice = match v.may(May::ReadNotice) {
        true => Some(store::today::notice(&mut read, org, staff, today).await?),
        false => None,
    };
    let sheets = sheets(&v, &mut read).await?;
    let mut named: Vec<Id> = [&queue, &work, &referrals, &back]
        .into_iter()
        .flatten()
        .chain(years.as_ref().map(|(list, _)| list))
        .flatten()
        .map(|s| s.pupil)
        .collect();
    named.extend(moved.iter().map(|c| c.pupil));
    named.sort_unstable();
    named.dedup();
    let opens = match v.may(May::PupilSummary) {
        true => store::pupil::several(&mut read, &v.scope(), &named).await?,
        false => Vec::new(),
    };
    drop(read);
    let page_of = |id: Id| opens.iter().any(|p| p.id == id).then_some(id);
    let changes = since.map(|last| {
        let list = moved.iter().map(|c| changed(&v, c, page_of(c.pupil)));
        (last, list.collect::<Vec<_>>())
    });

    let lines = |list: Vec<Short>, words: &dyn Fn(&Short) -> String| -> Vec<ShortLine> {
        list.iter()
            .map(|s| ShortLine {
                who: s.who.clone(),
                pupil: page_of(s.pupil),
                words: words(s),
                href: String::new(),
            })
            .collect()
    };
    let period =
        v.setting.period_at(today, v.now.minute()).map(|p| format!("{}, until {}", p.code, p.to));
    let page = TodayPage {
        day: today.long(),
        facts: match calendar.why_closed(today) {
            Some(why) => format!("No {} in: {why}", v.words().many(Concept::Pupil)),
            None => period.unwrap_or_else(|| format!("{} now", v.now.minute())),
        },
        pupils: v.words().many(Concept::Pupil).to_string(),
        list: v.actor.roles.contains(&Role::RoomLead),
        groups: groups(&v, due),
        passed,
        restrictive,
        changes,
        queue: queue.map(|l| {
            lines(l, &|s| format!("asked {}", s.at.map(|a| a.to_string()).unwrap_or_default()))
        }),
        years: years.map(|(list, with)| {
            let words = |s: &Short| {
                let asked = s.at.map(|a| a.to_string()).unwrap_or_default();
                (format!("With {with}; asked {asked}"), format!("/referrals/{}", s.id))
            };
            list.iter()
                .map(|s| {
                    let (words, href) = words(s);
                    ShortLine { who: s.who.clone(), pupil: page_of(s.pupil), words, href }
                })
                .collect()
        }),
        work: work.map(|l| lines(l, &|s| format!("{}, {}", s.what, said(s.day, today)))),
        referrals: referrals.map(|l| {
            lines(l, &|s| format!("{}, made {}", state_in_words(&s.what), said(s.day, today)))
        }),
        back: back.map(|l| lines(l, &|s| format!("back since {}", said(s.day, today)))),
        sheets,
        notice: notice.map(|n| notice_in_words(n.as_ref())),
        administrator: v.actor.roles.iter().all(|r| *r == Role::Administrator),
        sets_up: v.may(May::SetUp),
    };
    v.page(&page)
}

/// The day's notice in a sentence, and whether it is news to the reader.
fn notice_in_words(notice: Option<&Notices>) -> String {
    let Some(n) = notice else { return "Not out yet today.".into() };
    let out = match n.number {
        1 => format!("Published {}.", n.at.minute()),
        number => format!("Amended {}: version {number}.", n.at.minute()),
    };
    match n.unopened {
        0 => out,
        _ => format!("{out} New since you last looked."),
    }
}

/// The sheet of each room in use on a school day, for whoever leads the room.
async fn sheets(v: &Visit, src: &mut dyn Source) -> Result<Vec<(String, String, String)>, Problem> {
    let today = v.today();
    if !v.actor.roles.contains(&Role::RoomLead) || !v.setting.calendar.is_school_day(today) {
        return Ok(Vec::new());
    }
    let printed =
        store::event::since(src, v.org(), Verb::SheetPrinted, today.at(Minute::default())).await?;
    let rooms = store::room::rooms(src, v.org()).await?;
    let sheet = |r: &casework::room::Room| {
        let last = printed.iter().rfind(|l| l.about == r.id);
        let said = last.map(|l| format!("{} by {}", l.at.minute(), l.who)).unwrap_or_default();
        (format!("/board/{}/print", r.id), r.name.clone(), said)
    };
    Ok(rooms.iter().filter(|r| r.active).map(sheet).collect())
}

/// "today", "tomorrow", or the date.
fn said(day: Day, today: Day) -> String {
    match day.since(today) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        _ => day.to_string(),
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn state_in_words(code: &str) -> String {
    match code {
        "waiting" => "Waiting for approval".to_string(),
        other => casework::words::capital(&other.replace('_', " ")),
    }
}

fn changed(v: &Visit, c: &store::today::Change, pupil: Option<Id>) -> Changed {
    let order: Vec<String> = v.setting.lessons_on(c.day).iter().map(|p| p.code.clone()).collect();
    let periods = spell_periods(&c.codes, &order);
    let (word, now) = match Verb::from_code(&c.verb) {
        Some(Verb::Moved) => ("Moved", format!("now {}, {periods}", c.day)),
        Some(Verb::Cancelled) => ("Cancelled", format!("was {}", c.day)),
        _ => ("Booked", format!("{}, {periods}", c.day)),
    };
    Changed { who: c.who.clone(), pupil, word, now, by: format!("{}, {}", c.by, c.at) }
}

/// The lines by kind, as a person reads them.
fn groups(v: &Visit, due: Vec<Due>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for d in due {
        let line = line(v, &d);
        let kind = d.kind.together();
        match groups.last_mut() {
            Some(g) if g.kind == kind => g.lines.push(line),
            _ => groups.push(Group { kind, lines: vec![line] }),
        }
    }
    groups
}

/// One line.
pub fn line(v: &Visit, d: &Due) -> Line {
    let today = v.today();
    let now = v.now.minute();
    let mis = v.words().one(Concept::Mis);
    let placement = |path: &str| match d.placement {
        Some(id) => format!("/placements/{id}/{path}"),
        None => "/".to_string(),
    };
    let at = |m: Option<Minute>| m.map(|m| format!(", {m}")).unwrap_or_default();
    let day = said(d.day, today);
    // What is for tomorrow is not late today; what is for today and not done by now may be.
    let (words, href, minute) = match d.kind {
        Kind::Arrival if d.day < today => {
            (format!("No arrival recorded for {}", d.day), placement("arrival"), d.minute)
        }
        Kind::Arrival => {
            (format!("Due {}", d.minute.unwrap_or(now)), placement("arrival"), d.minute)
        }
        Kind::Notice => (
            format!(
                "{}: {} in the room today; due {}",
                d.what,
                v.words().count(Concept::Pupil, d.n),
                v.setting.rules.notice_by
            ),
            "/notice".into(),
            Some(v.setting.rules.notice_by),
        ),
        Kind::Call => {
            (format!("Nobody at home told yet; in the room {day}"), placement("home"), None)
        }
        Kind::Letter => (
            format!(
                "{} to issue; in the room {day}",
                if d.n == 1 { "1 letter".to_string() } else { format!("{} letters", d.n) }
            ),
            placement("letters"),
            None,
        ),
        Kind::LetterChanged => {
            (format!("Send the letter again: {}", lower(&d.what)), placement("letters"), None)
        }
        Kind::NotTold => (d.what.clone(), placement("told"), None),
        Kind::SocialWorker if d.what.is_empty() => {
            (format!("Social worker not told; in the room {day}"), placement("told"), None)
        }
        Kind::SocialWorker => {
            (format!("{} not told; in the room {day}", d.what), placement("told"), None)
        }
        Kind::VirtualSchool => {
            (format!("Virtual school head not told; in the room {day}"), placement("told"), None)
        }
        Kind::Sheet => (
            format!(
                "Ring {}: nobody has said that they have the standards sheet{}; expected by {}",
                d.what,
                d.since.map(|a| format!(" of {}", a.day())).unwrap_or_default(),
                d.day
            ),
            placement("standards"),
            None,
        ),
        Kind::Look => (format!("Look at the report card, due {day}"), d.what.clone(), None),
        Kind::Reply => (
            format!(
                "{} wrote back{}",
                d.what,
                d.since.map(|a| format!(", {a}")).unwrap_or_default()
            ),
            placement("receipts"),
            None,
        ),
        Kind::Unread => (
            format!(
                "{} has not said that they read the letter{}; expected by {}",
                d.what,
                d.since.map(|a| format!(" of {}", a.day())).unwrap_or_default(),
                d.day
            ),
            placement("receipts"),
            None,
        ),
        Kind::Work => (
            format!(
                "{}, {day}{}",
                d.what,
                match d.n {
                    1 => "; the head of subject has been asked",
                    2 => "; nobody to ask: the subject has no other head",
                    _ => "",
                }
            ),
            "/work".into(),
            v.setting
                .periods_on(d.day)
                .iter()
                .find(|p| d.what.starts_with(&format!("{} ", p.code)))
                .map(|p| p.from),
        ),
        Kind::Mail => (format!("{}, {day}", d.what), format!("/work?day={}", d.day.iso()), None),
        Kind::WorkBack => (format!("{}; due back {day}", d.what), "/work/back".into(), None),
        Kind::Exit => (
            if d.n > 0 {
                format!("Interview kept, {day}; close the {}", v.words().one(Concept::Placement))
            } else if d.day < today {
                format!("In the room {}; the placement cannot close without it", d.day)
            } else {
                format!("Before they go{}", at(d.minute))
            },
            placement("exit"),
            d.minute,
        ),
        Kind::Mis => (format!("{}: {}, due {day}", mis, d.what), "/mis".into(), None),
        Kind::CheckIn => (format!("Check-in {}, due {day}", d.n), "/returns".into(), None),
        Kind::Outcome => (format!("Outcome due {day}"), "/returns".into(), None),
        Kind::Review => (format!("{}; due {day}", d.what), format!("/reviews/{}", d.about), None),
        Kind::Promise => (d.what.clone(), format!("/promises/{}", d.about), None),
        Kind::Again => (
            match d.since {
                Some(since) => format!("{}; not reached since {since}", d.what),
                None => format!("{}, due {day}", d.what),
            },
            placement("home#log"),
            None,
        ),
        // It is done on its record, and left there with a reason.
        Kind::Task if d.n == 2 => {
            let record = d.placement.map(|id| format!("/restrictive/{id}")).unwrap_or_default();
            (format!("{}, {day}{}", d.what, at(d.minute)), record, d.minute)
        }
        Kind::Task if d.n > 0 && d.placement.is_some() => {
            // A cancelled placement has no letter to write: home is told by a call.
            (format!("{}, {day}{}", d.what, at(d.minute)), placement("home"), d.minute)
        }
        Kind::Task => (
            format!("{}, {day}{}", d.what, at(d.minute)),
            leave::address(d.kind, d.about),
            d.minute,
        ),
    };
    // These two are put off by nothing but what came of them, and are never folded away.
    let stays = matches!(d.kind, Kind::Review | Kind::Promise);
    Line {
        who: d.who.clone(),
        words,
        leave: if stays { href.clone() } else { leave::address(d.kind, d.about) },
        href,
        standing: standing(d.day, minute, today, now),
        older: !stays && v.setting.calendar.last_before(today).is_some_and(|last| d.day < last),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(leave::samples());
    all
}

/// How a standing is said.
pub fn tag(standing: Standing) -> (crate::page::kit::Standing, &'static str) {
    use crate::page::kit::Standing as Mark;
    match standing {
        Standing::Late => (Mark::Late, "Late"),
        Standing::Due => (Mark::Due, "Today"),
        Standing::Coming => (Mark::None, "Coming"),
    }
}
