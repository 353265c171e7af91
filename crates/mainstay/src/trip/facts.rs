//! What is known of a trip, gathered once: who goes, what was said at home, what is missing, what it
//! clashes with.

use super::{all, scope};
use crate::problem::Problem;
use crate::visit::Visit;
use casework::known_date::DateKind;
use casework::pupil::{Contact, Pupil};
use casework::trip::{
    Adult, Cost, Guests, Missing, PupilFacts, Risk, Said, Trip, TripFacts, TripPupil, Word,
    consented, missing,
};
use casework::{Event, Id, May, Role, Verb};
use rulebook::team::WEEK;
use rulebook::{Instant, Minute};
use store::attachment::Attachment;
use store::{Source, Write};

/// The noun files come with.
pub(crate) const NOUN: &str = "trip";

/// One pupil of the list.
pub struct Row {
    /// The line.
    pub line: TripPupil,
    /// The pupil.
    pub pupil: Pupil,
    /// Whether the reader opens their file.
    pub seen: bool,
    /// The people at home.
    pub contacts: Vec<Contact>,
    /// What was said.
    pub words: Vec<Word>,
    /// How consent stands.
    pub said: Said,
}

impl Row {
    /// "Callie Dunmore, 8N", or that the reader does not open the file.
    pub fn who(&self) -> String {
        match self.seen {
            true => format!("{}, {}", self.pupil.name(), self.pupil.form),
            false => "Somebody whose file you do not open".into(),
        }
    }
    /// What is known, for a decision.
    pub fn facts(&self, since: Option<Instant>) -> PupilFacts {
        let words = self.words.iter().filter(|w| since.is_none_or(|s| w.at >= s));
        let home = self.contacts.iter().filter(|c| !c.restricted() && !c.phone.trim().is_empty());
        PupilFacts {
            name: match self.seen {
                true => self.pupil.name(),
                false => "Somebody whose file you do not open".into(),
            },
            holders: holders(&self.contacts),
            phones: home.count() + usize::from(!self.line.phone.trim().is_empty()),
            words: words.cloned().collect(),
            medical: self.line.medical_at.is_some(),
        }
    }
}

/// Those at home whose word is no consent, and why.
pub fn not_asked(contacts: &[Contact]) -> Vec<String> {
    contacts
        .iter()
        .filter(|c| !c.gets_letters())
        .map(|c| casework::trip::no_say(&c.full(), c.responsible))
        .collect()
}

/// Those with parental responsibility who may be asked.
pub fn holders(contacts: &[Contact]) -> Vec<(Id, String)> {
    contacts.iter().filter(|c| c.gets_letters()).map(|c| (c.id, c.full())).collect()
}

/// Everything.
pub struct Facts {
    /// The trip.
    pub trip: Trip,
    /// Adults.
    pub adults: Vec<Adult>,
    /// Costs.
    pub costs: Vec<Cost>,
    /// Lines of the risk assessment.
    pub risks: Vec<Risk>,
    /// The risk assessment as files.
    pub files: Vec<Attachment>,
    /// Who goes.
    pub going: Vec<Row>,
    /// Who went off the list.
    pub off: Vec<Row>,
    /// Hospitality asked for.
    pub guests: Vec<Guests>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// What it clashes with: who, and what.
    pub clashes: Vec<(String, String)>,
    /// Days that are no school days: why.
    pub closed: Vec<String>,
    /// Whose approval the school asks for.
    pub approver: Role,
}

impl Facts {
    /// Decides whether it may be approved.
    pub fn approve(&self, today: rulebook::Day) -> Result<(), casework::Refusal> {
        let pupils: Vec<PupilFacts> =
            self.going.iter().map(|r| r.facts(self.trip.words_since)).collect();
        casework::trip::approve(&of(self, &pupils), today)
    }
}

fn of<'a>(f: &'a Facts, pupils: &'a [PupilFacts]) -> TripFacts<'a> {
    TripFacts {
        trip: &f.trip,
        adults: f.adults.len(),
        pupils,
        risks: f.risks.len(),
        file: !f.files.is_empty(),
    }
}

/// Gathers it.
pub async fn gather(src: &mut dyn Source, v: &Visit, trip: Trip) -> Result<Facts, Problem> {
    let org = v.org();
    let lines = store::trip::pupils::of(src, org, trip.id).await?;
    let ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    let keys: Vec<Id> = lines.iter().map(|l| l.id).collect();
    let pupils = store::pupil::several(src, &all(org), &ids).await?;
    let seen: Vec<Id> = match v.may(May::Home) {
        true => store::pupil::several(src, &scope(v), &ids).await?.iter().map(|p| p.id).collect(),
        false => Vec::new(),
    };
    let words = store::trip::pupils::words(src, org, &keys).await?;
    let homes = store::pupil::contacts_of(src, org, &ids).await?;
    let (mut going, mut off) = (Vec::new(), Vec::new());
    for line in lines {
        let Some(pupil) = pupils.iter().find(|p| p.id == line.pupil).cloned() else { continue };
        let contacts: Vec<Contact> =
            homes.iter().filter(|c| c.pupil == pupil.id).cloned().collect();
        let words: Vec<Word> = words.iter().filter(|w| w.trip_pupil == line.id).cloned().collect();
        let mut row = Row {
            seen: seen.contains(&pupil.id),
            line,
            pupil,
            contacts,
            words,
            said: Said::Nobody,
        };
        row.said = consented(&row.facts(trip.words_since));
        if row.line.goes() { going.push(row) } else { off.push(row) }
    }
    let mut f = Facts {
        adults: store::trip::adults(src, org, trip.id).await?,
        costs: store::trip::costs(src, org, trip.id).await?,
        risks: store::trip::risks(src, org, trip.id).await?,
        files: store::attachment::of(src, org, &[trip.id]).await?,
        guests: store::trip::hospitality::of_trip(src, org, trip.id).await?,
        missing: Vec::new(),
        clashes: Vec::new(),
        closed: Vec::new(),
        approver: super::setting(src, org).await?.0,
        going,
        off,
        trip,
    };
    let facts: Vec<PupilFacts> = f.going.iter().map(|r| r.facts(f.trip.words_since)).collect();
    f.missing = missing(&of(&f, &facts));
    f.clashes = clashes(src, v, &f).await?;
    let calendar = &v.setting.calendar;
    let mut day = f.trip.from;
    while day <= f.trip.to && f.closed.len() < 7 {
        if let Some(why) = calendar.why_closed(day) {
            f.closed.push(format!("{day} is not a school day: {why}"));
        }
        day = day.plus(1);
    }
    Ok(f)
}

/// What it meets: a room, a group, the support base, another trip, a known date; for adults whatever
/// else they are down for.
async fn clashes(
    src: &mut dyn Source,
    v: &Visit,
    f: &Facts,
) -> Result<Vec<(String, String)>, Problem> {
    let (org, t) = (v.org(), &f.trip);
    let ids: Vec<Id> = f.going.iter().map(|r| r.pupil.id).collect();
    let who = |id: Id| f.going.iter().find(|r| r.pupil.id == id).map(Row::who).unwrap_or_default();
    let mut out = Vec::new();
    for s in store::trip::pupils::in_rooms(src, org, &ids, t.from, t.to).await? {
        if t.meets(s.day, s.from, s.day, s.to) {
            out.push((who(s.pupil), format!("{}, {} {}", s.room, s.day, s.code)));
        }
    }
    let others: Vec<Trip> = store::trip::between(src, org, t.from, t.to)
        .await?
        .into_iter()
        .filter(|o| o.id != t.id && t.meets(o.from, o.leaves, o.to, o.back))
        .collect();
    let keys: Vec<Id> = others.iter().map(|o| o.id).collect();
    for line in store::trip::pupils::of_trips(src, org, &keys).await? {
        if let Some(o) = others.iter().find(|o| o.id == line.trip && ids.contains(&line.pupil)) {
            out.push((who(line.pupil), format!("Another trip: {}, {}", o.title, o.when())));
        }
    }
    for o in &others {
        for a in store::trip::adults(src, org, o.id).await? {
            if a.staff.is_some() && f.adults.iter().any(|b| b.staff == a.staff) {
                out.push((String::new(), format!("{} goes on another trip: {}", a.name, o.title)));
            }
        }
    }
    for g in store::group::in_groups(src, org, &ids, t.from, t.to).await? {
        if let Some(pupil) = g.pupil.filter(|_| t.meets(g.day, g.from, g.day, g.to)) {
            let what = format!("Group {}, {} {}–{}", g.name, g.day, g.from, g.to);
            out.push((who(pupil), what));
        }
    }
    let mut days = Vec::new();
    let mut day = t.from;
    while day <= t.to && t.from.plus(WEEK) > day {
        days.push(day);
        day = day.plus(1);
    }
    for (pupil, begins, slot) in store::centre::slots_of(src, org, &ids).await? {
        for day in days.iter().filter(|d| **d >= begins && d.weekday().number() == slot.weekday) {
            let periods = v.setting.periods_on(*day);
            let period = periods.iter().find(|p| p.code == slot.code);
            if let Some(p) = period.filter(|p| t.meets(*day, p.from, *day, p.to)) {
                let base = v.words().cap(casework::words::Concept::Support);
                out.push((who(pupil), format!("{base}: {}, {day} {}", slot.subject, p.code)));
            }
        }
    }
    for a in f.adults.iter().filter(|_| t.state.is_open()) {
        let Some(staff) = a.staff else { continue };
        for day in &days {
            let it = crate::staff_day::of(&v.setting, src, staff, *day).await?;
            let from = if *day == t.from { t.leaves } else { Minute::default() };
            let to = if *day == t.to { t.back } else { Minute::new(23, 59).unwrap_or_default() };
            // Another trip is said above, with the name of whoever goes on both.
            for words in it.in_the_way(from, to, (casework::staff_day::What::Trip, None)) {
                out.push((String::new(), format!("{}, {day}: {words}", a.name)));
            }
        }
    }
    let ours: Vec<Id> = f.going.iter().filter_map(|r| r.line.known_date).collect();
    for d in store::known_date::of(src, org, &ids, t.from, t.to).await? {
        let same = ours.contains(&d.date.id)
            || (d.date.kind == DateKind::Trip && others.iter().any(|o| o.title == d.date.what));
        let mut day = d.date.from.max(t.from);
        let mut covers = false;
        while day <= d.date.to.min(t.to) {
            let from = if day == t.from { t.leaves } else { Minute::default() };
            let to = if day == t.to { t.back } else { Minute::new(23, 59).unwrap_or_default() };
            covers |= d.date.covers(day, from, to);
            day = day.plus(1);
        }
        if covers && !same {
            out.push((who(d.pupil), d.date.said()));
        }
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// Takes a pupil off the list, and tells those concerned; the approval stands for the others. Says
/// what the trail is told.
pub(crate) async fn take_off(
    w: &mut Write,
    trip: &Trip,
    mut line: TripPupil,
    why: &str,
) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    let mut events = vec![
        Event::new(Verb::TripLeft, "trip", trip.id).pupil(line.pupil).fact("trip", &trip.title),
    ];
    if let Some(date) = line.known_date.take()
        && let Ok(date) = store::known_date::find(w, org, date).await
    {
        events.extend(store::known_date::end(w, &date).await?);
    }
    line.off_at = Some(w.at());
    line.off_why = why.chars().take(casework::trip::SHORT).collect();
    store::trip::pupils::keep(w, &line).await?;
    store::message::drop_about(w, line.id).await?;
    let mut staff: Vec<Id> = vec![trip.lead, trip.made_by];
    staff.extend(store::trip::adults(w, org, trip.id).await?.iter().filter_map(|a| a.staff));
    let by = w.act().staff;
    staff.retain(|s| Some(*s) != by);
    staff.sort_unstable();
    staff.dedup();
    let said = format!("off the list of {}: {}", trip.title, line.off_why);
    store::trip::pupils::tell(w, &line, &staff, &said).await?;
    Ok(events)
}
