//! Who was told, and when: one sheet for a placement, with everything that was sent and tried, and
//! one for a day, with whether home knew on the day. Social worker and virtual school head too.
//!
//! Must never do: take sending for telling, or guidance that nobody has checked for law.

mod page;

pub use page::{DayPage, Line, OnePage, Row, samples};

use crate::form::{Errors, Form};
use crate::home::About;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::room::spell_periods;
use casework::told::{self, Home, How, Told, Whom, owed};
use casework::{Coded, Event, Id, May, Reach, Scope, Verb};
use rulebook::Day;
use rulebook::rule::find as rule;
use store::Source;
use store::told::{Due, Known};

/// The rule both pages show, from the rulebook: what it asks, from where, and whether anybody has
/// checked it.
pub struct Guidance {
    /// "Parents are told of a removal the same day"
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// Nobody has checked it yet.
    pub unchecked: bool,
}

impl Guidance {
    /// The rule about telling home on the day.
    pub fn same_day() -> Guidance {
        let rule = rule("R1.04");
        Guidance {
            title: rule.map(|r| r.title.to_string()).unwrap_or_default(),
            source: rule
                .and_then(|r| r.newest())
                .map(|v| v.citation.to_string())
                .unwrap_or_default(),
            unchecked: rule.and_then(|r| r.newest()).is_none_or(|v| v.not_yet_checked()),
        }
    }
}

/// How home stands with one placement, from what is known of several.
pub fn home(known: &Known, due: &Due) -> Home {
    let theirs: Vec<Id> =
        known.owed.iter().filter(|(p, _)| *p == due.pupil).map(|(_, c)| *c).collect();
    let calls: Vec<_> =
        known.calls.iter().filter(|c| c.placement == Some(due.placement)).cloned().collect();
    let marks = |all: &[store::told::Mark]| -> Vec<_> {
        let of = all.iter().filter(|m| m.placement == due.placement);
        of.map(|m| (m.contact, m.at)).collect()
    };
    told::home(&theirs, &calls, &marks(&known.said), &marks(&known.sent))
}

/// Shows a day: every placement with whether home knew on the day.
pub async fn day(v: Visit) -> Answer {
    let day = v.day("day");
    let mut read = v.read().await?;
    let scope = v.actor.scope_for(May::Home, v.today());
    let due = store::told::due(&mut read, &scope, day, day).await?;
    let known = store::told::known(&mut read, v.org(), &due).await?;
    let ids: Vec<Id> = due.iter().map(|d| d.pupil).collect();
    let pupils = store::pupil::several(&mut read, &scope, &ids).await?;
    let mut rows = Vec::new();
    for d in &due {
        let Some(pupil) = pupils.iter().find(|p| p.id == d.pupil) else { continue };
        let slots = store::room::slots(&mut read, v.org(), d.placement).await?;
        let order: Vec<String> =
            v.setting.lessons_on(d.day).iter().map(|p| p.code.clone()).collect();
        let codes: Vec<String> = slots.iter().map(|s| s.code.clone()).collect();
        let outside = owed(pupil)
            .into_iter()
            .map(|whom| {
                let at = known
                    .told
                    .iter()
                    .find(|t| t.placement == d.placement && t.whom == whom)
                    .map(|t| t.at);
                (whom, at)
            })
            .collect();
        rows.push(Row {
            placement: d.placement,
            name: pupil.name(),
            form: pupil.form.clone(),
            periods: spell_periods(&codes, &order),
            home: home(&known, d),
            outside,
        });
    }
    v.page(&DayPage {
        words: v.words().clone(),
        day,
        over: day < v.today(),
        rows,
        school: v.setting.school.name.clone(),
        guidance: Guidance::same_day(),
    })
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let (org, placement) = (v.org(), about.placement.id);
    let due = Due { placement, pupil: about.pupil.id, day: about.placement.day };
    let known = store::told::known(src, org, std::slice::from_ref(&due)).await?;
    let lines = lines(src, v, about, &known).await?;
    let mut form = form;
    for whom in owed(&about.pupil) {
        let field = |name: &str| format!("{name}-{}", whom.code());
        if !form.has(&field("day")) {
            form = form
                .with(&field("day"), v.today().iso())
                .with(&field("time"), v.now.minute().input())
                .with(&field("once"), Id::now_v7().to_string());
            if whom == Whom::SocialWorker {
                form = form.with(&field("name"), about.pupil.social_worker.trim());
            }
        }
    }
    Ok(OnePage {
        placement,
        name: about.pupil.name(),
        first: about.pupil.first(),
        facts: format!(
            "{}, {}. {}, {}",
            about.pupil.name(),
            about.pupil.form,
            about.placement.day,
            about.stay(&v.setting).periods()
        ),
        day: about.placement.day,
        home: home(&known, &due),
        lines,
        outside: owed(&about.pupil)
            .into_iter()
            .map(|whom| (whom, known.told.iter().filter(|t| t.whom == whom).cloned().collect()))
            .collect(),
        guidance: Guidance::same_day(),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Everything that was tried, sent and said, first to last.
async fn lines(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    known: &Known,
) -> Result<Vec<Line>, Problem> {
    let (org, placement) = (v.org(), about.placement.id);
    // By name, whoever is on record now or was written to then.
    let who = |id: Id| about.contacts.iter().find(|c| c.id == id).map(|c| c.full());
    let mut out: Vec<Line> = known
        .calls
        .iter()
        .map(|c| Line {
            at: c.at,
            who: who(c.contact).unwrap_or_else(|| "Somebody no longer on record".into()),
            what: format!("Rung: {}", c.outcome.label().to_lowercase()),
            more: [
                if c.interpreter { "with an interpreter" } else { "" },
                if c.entered_later() { "entered later" } else { "" },
            ]
            .into_iter()
            .filter(|m| !m.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
            by: c.by_name.clone(),
        })
        .collect();
    let letters = store::letter::of_placement(src, org, placement).await?;
    let ids: Vec<Id> = letters.iter().map(|l| l.id).collect();
    let messages = store::message::about(src, org, &ids).await?;
    for r in store::receipt::recipients(src, org, placement).await? {
        let letter = letters.iter().find(|l| l.id == r.letter);
        let email = messages.iter().find(|m| m.about == r.letter && m.contact == Some(r.contact));
        out.push(Line {
            at: r.made_at,
            who: r.name.clone(),
            what: format!(
                "Letter {}, {}",
                letter.map(|l| l.number).unwrap_or(1),
                if r.why.is_empty() {
                    "by email".to_string()
                } else {
                    format!("on paper: {}", r.why)
                }
            ),
            more: email.map(|m| m.state.label().to_string()).unwrap_or_default(),
            by: letter.map(|l| l.by_name.clone()).unwrap_or_default(),
        });
    }
    for a in store::receipt::answers(src, org, placement).await? {
        out.push(Line {
            at: a.at,
            who: a.name.clone(),
            what: format!("{}, {}", a.kind.label(), a.way.label()),
            more: String::new(),
            by: a.by_name.clone(),
        });
    }
    let sheets = store::standards::of_placement(src, org, placement).await?;
    let keys: Vec<Id> = sheets.iter().map(|s| s.id).collect();
    for s in &sheets {
        out.push(Line {
            at: s.issued_at,
            who: s.name.clone(),
            what: format!(
                "Standards sheet, {}: {}",
                s.version_named(),
                s.way.label().to_lowercase()
            ),
            more: interpreter(&s.interpreter),
            by: s.by_name.clone(),
        });
    }
    for k in store::standards::acknowledged(src, org, &keys).await? {
        out.push(Line {
            at: k.at,
            who: k.name.clone(),
            what: format!("Has the standards sheet, {}", k.way.label()),
            more: interpreter(&k.interpreter),
            by: k.by_name.clone(),
        });
    }
    out.sort_by_key(|l| l.at);
    Ok(out)
}

fn interpreter(who: &str) -> String {
    if who.is_empty() { String::new() } else { format!("interpreter: {who}") }
}

async fn find(src: &mut dyn Source, v: &Visit) -> Result<About, Problem> {
    About::find(src, &v.actor.scope_for(May::Home, v.today()), v.id("id")?).await
}

/// Shows one placement.
pub async fn one(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let page = gather(&mut read, &v, &about, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Records that a social worker or virtual school head was told.
pub async fn tell(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let here = format!("/placements/{}/told", about.placement.id);
    let whom = v.form.coded::<Whom>("whom").ok_or(Problem::Missing)?;
    if !owed(&about.pupil).contains(&whom) {
        return Err(Problem::Missing);
    }
    let field = |name: &str| format!("{name}-{}", whom.code());
    let once = v.form.id(&field("once")).unwrap_or_else(Id::now_v7);
    let mut errors = Errors::new();
    let name = errors.limit(&v.form, &field("name"), 160);
    let words = errors.limit(&v.form, &field("words"), 500);
    let way = v.form.coded::<How>(&field("way"));
    let day = v.form.day(&field("day"));
    let at = day.zip(v.form.minute(&field("time"))).map(|(day, minute)| day.at(minute));
    for (name, message) in told::wrong(&name, way, at, v.now) {
        errors.add(&field(name), message);
    }
    let (Some(way), Some(at), true) = (way, at, errors.is_empty()) else {
        let page = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    drop(read);
    let mut w = v.write("Recording who was told of a placement").await?;
    let due =
        Due { placement: about.placement.id, pupil: about.pupil.id, day: about.placement.day };
    let there = store::told::known(&mut w, v.org(), std::slice::from_ref(&due)).await?.told;
    if there.iter().any(|t| t.id == once) {
        return v.to(here);
    }
    let told = Told {
        id: once,
        placement: about.placement.id,
        pupil: about.pupil.id,
        whom,
        name,
        way,
        words,
        at,
        made_at: v.now,
        by_name: v.actor.name.clone(),
    };
    store::told::add(&mut w, &told).await?;
    let event = Event::new(Verb::ProfessionalTold, "told", told.id)
        .pupil(told.pupil)
        .fact("whom", whom.code())
        .fact("name", &told.name)
        .fact("how", way.code())
        .fact("at", told.at);
    v.commit(w, event, vec![]).await?;
    v.to_saying(here, format!("Kept: {} told", whom.label().to_lowercase()))
}

/// Placements of these days whose home was tried and is not known to have been told, once the day
/// is over.
pub async fn not_told(
    src: &mut dyn Source,
    v: &crate::today::Reader<'_>,
    from: Day,
) -> Result<Vec<(Due, String)>, Problem> {
    let scope = v.actor.scope_for(May::Home, v.today());
    let due = store::told::due(src, &scope, from, v.today()).await?;
    let known = store::told::known(src, v.org(), &due).await?;
    let over = v.setting.lessons_on(v.today()).last().map(|p| p.to);
    let mut out = Vec::new();
    for d in due {
        // Nobody rung at all is a line of its own; today is not over before its last lesson is.
        let rung = known.calls.iter().any(|c| c.placement == Some(d.placement));
        let today = d.day == v.today() && over.is_none_or(|to| v.now.minute() < to);
        let stands = home(&known, &d);
        if !rung || today || matches!(stands, Home::Told(_)) {
            continue;
        }
        out.push((d.clone(), stands.said(d.day)));
    }
    Ok(out)
}

/// "Tyrell Ashdown-Moss, 9K2" of pupils, whoever may be named.
pub async fn names(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
) -> Result<Vec<(Id, String)>, Problem> {
    let all = Scope { org, reach: vec![Reach::School] };
    let found = store::pupil::several(src, &all, pupils).await?;
    Ok(found.into_iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect())
}
