//! Today: where everybody's day begins. What is due, late or changed overnight, by role.
//!
//! Must never know: how a thing is done. Each line links to where it is, and goes when it is.

pub mod arrange;
mod hearings;
mod kit;
mod late;
pub mod leave;
mod line;
mod list;
mod money;
pub mod page;
mod rooms;
mod samples;
mod watched;

pub use line::line;

use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::referral::{decided_with, told_of_waiting};
use casework::room::spell_periods;
use casework::school::Setting;
use casework::staff_day::{StaffDay, What};
use casework::today::{Kind, put_off, sees_to};
use casework::words::{Concept, Words};
use casework::{Actor, Coded, Id, May, Role, Verb};
use page::{Changed, Group, Own, ShortLine, TodayPage};
use rulebook::{Day, Instant, Minute};
use store::Source;
use store::today::{Days, Due, Notices, Place, Short};

/// Hour of the last school day from which a booking counts as news this morning.
pub(crate) fn after_school() -> Minute {
    Minute::new(15, 30).unwrap_or_default()
}

/// Whose list it is, at which school, and when: somebody at their page, or the morning's email.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// Their school as it is set up.
    pub setting: &'a Setting,
    /// Now.
    pub now: Instant,
}

impl<'a> Reader<'a> {
    /// Whoever is at the page.
    pub fn of(v: &'a Visit) -> Reader<'a> {
        Reader { actor: &v.actor, setting: &v.setting, now: v.now }
    }
    /// Today.
    pub fn today(&self) -> Day {
        self.now.day()
    }
    /// The school.
    pub fn org(&self) -> Id {
        self.actor.org
    }
    /// The school's words.
    pub fn words(&self) -> &'a Words {
        &self.setting.words
    }
}

/// The days a list is made for.
pub fn days(v: &Reader<'_>) -> Days {
    let today = v.today();
    let calendar = &v.setting.calendar;
    let next = calendar.first_on_or_after(today.plus(1)).unwrap_or(today.plus(1));
    let since = calendar.school_year(today).0;
    let asked = rulebook::room::HOME_ASKED_FOR.0;
    let home_since = calendar.school_days_before(today, asked).unwrap_or(since).max(since);
    Days { since, home_since, today, next }
}

/// Everything that waits for this person.
pub async fn waiting(v: &Reader<'_>, read: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let kinds = sees_to(v.actor);
    let scope = v.actor.scope(v.today());
    let mut due = store::today::due(read, v.actor, &scope, &kinds, days(v)).await?;
    if kinds.contains(&Kind::LetterChanged) {
        due.extend(late::out_of_date(v, read).await?);
    }
    if kinds.contains(&Kind::Cover) {
        due.extend(rooms::uncovered(v, read).await?);
        due.sort_by_key(|d| d.kind);
    }
    if kinds.contains(&Kind::Clash) {
        due.extend(rooms::clashes(v, read).await?);
        due.sort_by_key(|d| d.kind);
    }
    if kinds.contains(&Kind::Unread) {
        let unread = store::today::unread(read, v.actor, days(v)).await?;
        due.extend(late::overdue(v, Kind::Unread, unread));
        let sheets = store::today::sheets(read, v.actor, days(v)).await?;
        due.extend(late::overdue(v, Kind::Sheet, sheets));
        due.extend(late::not_told(v, read).await?);
    }
    if kinds.contains(&Kind::Look) {
        due.extend(late::looks(v, read).await?);
    }
    if kinds.contains(&Kind::WorkBack) {
        due.extend(late::not_back(v, read).await?);
    }
    if kinds.contains(&Kind::Promise) {
        due.extend(late::not_begun(v, read).await?);
    }
    if kinds.contains(&Kind::Watch) {
        due.extend(watched::due(v, read).await?);
    }
    if kinds.contains(&Kind::Owed) {
        due.extend(crate::exclusion::today::due(v, read).await?);
        due.extend(crate::separation::due(v, read).await?);
        due.extend(crate::reintegration::due(v, read).await?);
    }
    if kinds.contains(&Kind::Money) {
        due.extend(money::due(v, read).await?);
    }
    if kinds.contains(&Kind::Hearing) {
        due.extend(hearings::due(v, read).await?);
    }
    if kinds.contains(&Kind::Case) {
        due.extend(crate::case::today::due(v, read).await?);
    }
    if kinds.contains(&Kind::Panel) {
        due.extend(crate::panel::today::due(v, read).await?);
    }
    if kinds.contains(&Kind::Meeting) {
        due.extend(crate::meeting::today::due(v, read).await?);
    }
    // What falls on days somebody does not work is theirs on the working day before.
    let week = store::timetable::working_week(read, v.org(), v.actor.staff).await?;
    let until = casework::working_week::until(&week, v.today());
    if kinds.contains(&Kind::Action) {
        due.extend(crate::action::today::due(v, read, until).await?);
        due.extend(crate::action::routine::due(v, read).await?);
    }
    due.extend(kit::due(v, read, &kinds).await?);
    due.extend(crate::plan::today::due(v, read, &kinds).await?);
    due.extend(crate::group::today::due(v, read, &kinds).await?);
    due.extend(crate::centre::today::due(v, read, &kinds).await?);
    due.extend(crate::trip::today::due(v, read, &kinds).await?);
    if kinds.contains(&Kind::EarlyHelp) {
        due.extend(crate::early_help::due(v, read, until).await?);
        due.extend(crate::agency::due(v, read, until).await?);
    }
    if kinds.contains(&Kind::Transition) {
        due.extend(crate::transition::due(v, read).await?);
    }
    due.sort_by_key(|d| d.kind);
    Ok(due)
}

/// The list of whoever is at the page. Many come back to it with nothing changed.
async fn kept(v: &Visit, read: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let line = store::event::head(read, v.org()).await?;
    let line = u64::try_from(line).unwrap_or_default();
    let key = (v.org(), v.actor.staff, v.today(), v.now.minute());
    if let Some(list) = v.app.todays().get(&key, line) {
        return Ok(list.to_vec());
    }
    let list = waiting(&Reader::of(v), read).await?;
    v.app.todays().put(key, line, std::sync::Arc::new(list.clone()));
    Ok(list)
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let org = v.org();
    let today = v.today();
    let calendar = &v.setting.calendar;
    let mut read = v.read().await?;
    let due = kept(&v, &mut read).await?;
    let places = store::today::places(&mut read, org, v.actor.staff).await?;

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
    let own = match v.setting.school.kind.is_school() {
        true => {
            let day = crate::staff_day::of(&v.setting, &mut read, staff, today).await?;
            own(&day, v.now.minute())
        }
        false => Vec::new(),
    };
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
            Some(_) if !v.setting.school.kind.is_school() => format!("{} now", v.now.minute()),
            Some(why) => format!("No {} in: {why}", v.words().many(Concept::Pupil)),
            None => period.unwrap_or_else(|| format!("{} now", v.now.minute())),
        },
        pupils: v.words().many(Concept::Pupil).to_string(),
        list: v.actor.roles.contains(&Role::RoomLead),
        groups: groups(&Reader::of(&v), due, &places),
        csrf: v.csrf.clone(),
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
        own,
        sheets,
        notice: notice.map(|n| notice_in_words(n.as_ref())),
        administrator: v.actor.roles.iter().all(|r| *r == Role::Administrator),
        sets_up: v.may(May::SetUp),
    };
    v.page(&page)
}

/// What is left of a person's day: their lessons are their timetable's to say.
fn own(day: &StaffDay, now: Minute) -> Vec<Own> {
    let left = day.items.iter().filter(|i| i.to > now && i.what != What::Lesson);
    left.map(|i| Own {
        when: format!("{} to {}", i.from, i.to),
        words: casework::words::capital(&i.words),
        doubled: day.is_doubled(i),
    })
    .collect()
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

/// The lines by kind, as a person reads them and as they arranged them.
fn groups(v: &Reader<'_>, due: Vec<Due>, places: &[Place]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for d in due {
        let mut line = line(v, &d);
        if let Some(p) = places.iter().find(|p| p.kind == d.kind && p.about == d.about) {
            line.first = p.first_at;
            let until = p.until_day.map(|day| (day, p.until_minute));
            if put_off(until, line.standing, v.today(), v.now.minute()) {
                line.later = Some((said_until(until, v.today()), p.why.clone()));
            }
        }
        let kind = d.kind.together();
        match groups.last_mut() {
            Some(g) if g.kind == kind => g.lines.push(line),
            _ => groups.push(Group { kind, lines: vec![line] }),
        }
    }
    groups
}

fn said_until(until: Option<(Day, Option<Minute>)>, today: Day) -> String {
    match until {
        Some((day, Some(minute))) if day == today => format!("until {minute}"),
        Some((day, _)) => format!("until {}", said(day, today)),
        None => String::new(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = samples::page_samples();
    all.extend(leave::samples());
    all.extend(arrange::samples());
    all
}
