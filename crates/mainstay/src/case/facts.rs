//! Facts learnt later, a school put right, a case assigned, closed and reopened, proof that
//! something owed was done.
//!
//! Must never do: rewrite. Each fact stands in the log as it was learnt, and a date that it moves
//! stands beside the date before.

use super::one_page::{DonePage, EditPage};
use super::owed::{SCHOOLS_OWN, counts};
use super::{Whole, event, known, once, school, whole};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::child::Child;
use casework::case::family::Parent;
use casework::case::{self, Case, Kind, LONGEST_LINE, LONGEST_WHAT, Learnt};
use casework::owed::{Done, DueChange, How};
use casework::{Coded, Id, Verb};
use rulebook::{Day, HalfDays, Minute};
use store::Write;

/// A date as it is typed and kept.
fn iso(day: Option<Day>) -> String {
    day.map(|d| d.iso()).unwrap_or_default()
}
fn say(day: Option<Day>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

/// The facts of a case, name and value in words.
pub(super) fn told(c: &Case, child: &Child) -> Vec<(&'static str, String)> {
    let known = |k: case::Known| match k {
        case::Known::Unknown => String::new(),
        k => k.label().to_string(),
    };
    let ehc = if c.ehc == case::Ehc::Unknown { String::new() } else { c.ehc.label().to_string() };
    let before = match (c.out_from, c.out_days) {
        (Some(from), Some(days)) => format!("From {from}, {days} days"),
        _ => String::new(),
    };
    vec![
        ("School", c.school_name.clone()),
        ("Kind", c.kind.label().to_string()),
        ("Decided", say(c.decided)),
        ("First day", say(c.first_day)),
        (
            "School days",
            c.half_days
                .and_then(|n| u32::try_from(n).ok())
                .map(|n| HalfDays::halves(n).to_string())
                .unwrap_or_default(),
        ),
        ("Suspension that ran straight into it", before),
        ("Parents told in writing", say(c.told)),
        ("Letter to the parents seen", known(c.letter)),
        ("Governing body told", say(c.governors_told)),
        ("Cancelled by the headteacher", say(c.cancelled_on)),
        ("Examination or national test missed", known(c.exam)),
        ("The first of them", say(c.exam_day)),
        ("National reasons", c.reasons.clone()),
        ("Year group", c.year.map(|y| y.to_string()).unwrap_or_default()),
        ("Stage of SEN", c.sen.clone()),
        ("EHC plan", ehc),
        ("Looked after", known(c.looked_after)),
        ("Social worker", c.social_worker.clone()),
        ("How near", c.level.map(|l| l.label().to_string()).unwrap_or_default()),
        ("Look again on", say(c.review_on)),
        ("Date of birth", say(child.born)),
        ("Unique pupil number", child.upn.clone()),
        ("Lives in another authority", child.home.clone()),
        ("Where the child lives", child.address.clone()),
        ("Also known as", child.also.replace('\n', ", ")),
    ]
}

/// Proof that came with the notice itself: the authority was told, and the governing body, where
/// the notice gives its day.
pub(crate) async fn told_by_notice(
    w: &mut Write,
    case: &Case,
    child: &Child,
    parents: &[Parent],
) -> Result<(), Problem> {
    let org = w.org();
    let kind = school::kind_of(w, org, case.school).await?;
    let owed = case::owes(case, child, &case::Around::home(parents, kind));
    let noon = Minute::new(12, 0).unwrap_or_default();
    for o in owed {
        let at = match o.code {
            "told-authority" => case.received_at,
            "told-governors" => match case.governors_told {
                Some(day) => day.at(noon).min(case.received_at),
                None => continue,
            },
            // As the school says in its notice, to everybody it names.
            "told-parent" => match case.told {
                Some(day) => day.at(noon).min(case.received_at),
                None => continue,
            },
            _ => continue,
        };
        let done = Done {
            id: Id::now_v7(),
            code: o.code.into(),
            party: o.to,
            whom: o.whom.as_ref().map(|w| w.id),
            whom_name: o.whom.as_ref().map(|w| w.name.clone()).unwrap_or_default(),
            at,
            how: How::Other,
            by_whom: case.school_name.clone(),
            what: "As the notice says".into(),
            due_then: o.day(),
            note: String::new(),
            struck_at: None,
            struck_by: String::new(),
            struck_why: String::new(),
        };
        store::owed::record(w, case.id, &done).await?;
    }
    Ok(())
}

fn filled(c: &Case, child: &Child) -> Form {
    let mut pairs = vec![
        ("kind", c.kind.code().to_string()),
        ("decided", iso(c.decided)),
        ("first_day", iso(c.first_day)),
        (
            "days",
            c.half_days
                .and_then(|n| u32::try_from(n).ok())
                .map(|n| HalfDays::halves(n).to_string())
                .unwrap_or_default(),
        ),
        ("out_from", iso(c.out_from)),
        ("out_days", c.out_days.map(|n| n.to_string()).unwrap_or_default()),
        ("told", iso(c.told)),
        ("letter", c.letter.code().to_string()),
        ("governors_told", iso(c.governors_told)),
        ("exam", c.exam.code().to_string()),
        ("exam_day", iso(c.exam_day)),
        ("year", c.year.map(|y| y.to_string()).unwrap_or_default()),
        ("sen", c.sen.clone()),
        ("ehc", c.ehc.code().to_string()),
        ("looked_after", c.looked_after.code().to_string()),
        ("social_worker", c.social_worker.clone()),
        ("level", c.level.map(|l| l.code().to_string()).unwrap_or_default()),
        ("review_on", iso(c.review_on)),
        ("what", c.what.clone()),
        ("school_name", c.school_name.clone()),
        ("given", child.given.clone()),
        ("family", child.family.clone()),
        ("also", child.also.replace('\n', ", ")),
        ("born", iso(child.born)),
        ("upn", child.upn.clone()),
        ("home", child.home.clone()),
        ("address", child.address.clone()),
        ("version", c.version.to_string()),
        ("child_version", child.version.to_string()),
    ];
    pairs.extend(c.reason_codes().into_iter().map(|r| ("reasons", r.to_string())));
    Form::of(pairs)
}

async fn sheet(v: &Visit, form: Option<Form>, errors: Errors) -> Result<EditPage, Problem> {
    let mut read = v.read().await?;
    let all = whole(v, &mut read, v.id("id")?).await?;
    let learnt = store::case::learnt(&mut read, v.org(), &[all.case.id]).await?;
    let schools = school::all(&mut read, v.org()).await?;
    Ok(EditPage {
        form: form.unwrap_or_else(|| filled(&all.case, &all.child)),
        case: all.case,
        child: all.child,
        learnt,
        schools: schools.into_iter().map(|s| s.name).collect(),
        today: v.today(),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the facts, each as it was learnt, and the form to add to them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps facts learnt later.
pub async fn learn(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let source = errors.need(
        f,
        "source",
        LONGEST_LINE,
        "Say from whom you have it, such as “Mrs Adair, the school’s office, by telephone”",
    );
    errors.limit(f, "what", LONGEST_WHAT);
    let mut w = v.write("Adding facts to a case").await?;
    let before = whole(&v, &mut w, v.id("id")?).await?;
    let schools = school::all(&mut w, v.org()).await?;
    let found = school::named(&schools, f.text("school_name")).cloned();
    let t = super::intake::typed(f, found.is_some() || before.case.school.is_none(), &mut errors);
    for (field, words) in casework::case::intake::wrong(&t, v.today()) {
        if errors.of(field).is_none() {
            errors.add(field, words);
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, Some(f.clone()), errors).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(before.case.version)
        || f.int("child_version") != Some(before.child.version)
    {
        return Err(Problem::Stale(f.kept()));
    }
    let mut case = before.case.clone();
    case.kind = t.kind.unwrap_or(case.kind);
    (case.decided, case.first_day, case.told) = (t.decided, t.first_day, t.told);
    case.half_days = match HalfDays::parse(&t.days) {
        Ok(n) if case.kind != Kind::Permanent => Some(i64::from(n.count())),
        _ => None,
    };
    (case.out_from, case.out_days) = (f.day("out_from"), f.int("out_days"));
    case.governors_told = t.governors_told;
    (case.exam, case.exam_day) = (known(f, "exam"), t.exam_day);
    case.letter = known(f, "letter");
    case.reasons = t.reasons.join(" ");
    case.year = f.int("year");
    case.sen = f.text("sen").to_string();
    case.ehc = f.coded("ehc").unwrap_or(case.ehc);
    case.looked_after = known(f, "looked_after");
    case.social_worker = f.text("social_worker").to_string();
    case.level = f.coded("level");
    case.review_on = f.day("review_on");
    case.what = f.text("what").to_string();
    if let Some(s) = found {
        (case.school, case.school_name) = (Some(s.id), s.name);
    } else if !f.text("school_name").is_empty() && before.case.school.is_none() {
        case.school_name = f.text("school_name").to_string();
    }
    let mut child = before.child.clone();
    let names: Vec<&str> =
        f.text("also").split([',', '\n']).map(str::trim).filter(|n| !n.is_empty()).collect();
    let old = child.bare();
    (child.given, child.family) = (t.given.clone(), t.family.clone());
    child.also = names.join("\n");
    if old != child.bare() {
        child.known_as(&old);
    }
    child.born = t.born;
    child.upn = rulebook::upn::Upn::parse(&t.upn).map(|u| u.to_string()).unwrap_or_default();
    child.home = f.text("home").to_string();
    child.address = f.text("address").to_string();
    let facts = changed(&v, &before, (&case, &child), &source);
    if facts.is_empty() && case == before.case && child == before.child {
        return v.to(format!("/cases/{}", case.id));
    }
    if case != before.case {
        store::case::change(&mut w, &case).await?;
    }
    if child != before.child {
        store::case::child::change(&mut w, &child).await?;
    }
    store::case::learn(&mut w, &facts).await?;
    for m in came(&before, &case, &child) {
        store::case::work::came(
            &mut w,
            case.id,
            m.code(),
            &v.actor.name,
            &format!("Came: {source}"),
        )
        .await?;
    }
    let moved = moved(&mut w, &v, &before, &source).await?;
    let now = whole(&v, &mut w, case.id).await?;
    crate::matter::learnt(&mut w, &v, &now).await?;
    let mut told = event(Verb::CaseLearnt, &case);
    for fact in &facts {
        told = told.fact("what", &fact.name);
    }
    if moved > 0 {
        told = told.fact("dates moved", moved);
    }
    v.commit(w, told, Vec::new()).await?;
    let said = match moved {
        0 => "Kept, beside what was known before".to_string(),
        1 => "Kept. One date moved; both are shown".to_string(),
        n => format!("Kept. {n} dates moved; both of each are shown"),
    };
    v.to_saying(format!("/cases/{}", case.id), said)
}

fn changed(v: &Visit, before: &Whole, now: (&Case, &Child), source: &str) -> Vec<Learnt> {
    let (was, is) = (told(&before.case, &before.child), told(now.0, now.1));
    let pairs = was.into_iter().zip(is).filter(|(a, b)| a.1 != b.1);
    pairs
        .map(|((name, was), (_, value))| Learnt {
            id: Id::now_v7(),
            about: now.0.id,
            name: name.into(),
            was,
            value,
            source: source.to_string(),
            by_name: v.actor.name.clone(),
            at: v.now,
        })
        .collect()
}

/// What was missing and is not any more.
fn came(before: &Whole, case: &Case, child: &Child) -> Vec<case::Missing> {
    let now = case::missing(case, child, &before.parents);
    let was = case::missing(&before.case, &before.child, &before.parents);
    was.into_iter().filter(|m| !now.contains(m)).collect()
}

/// Writes down every date that differs from before. Says how many.
async fn moved(w: &mut Write, v: &Visit, before: &Whole, why: &str) -> Result<usize, Problem> {
    let now = whole(v, w, before.case.id).await?;
    let mut n = 0;
    for was in &before.owed {
        let Some(is) = now.owed.iter().find(|o| o.same(was)) else { continue };
        if was.day() == is.day() || was.day().is_none() {
            continue;
        }
        let change = DueChange {
            id: Id::now_v7(),
            about: before.case.id,
            code: was.code.into(),
            whom: was.whom.as_ref().map(|x| x.id),
            before: was.day(),
            after: is.day(),
            was_done: was.met().is_some(),
            why: format!("A fact was learnt: {why}"),
            at: v.now,
            by_name: v.actor.name.clone(),
            seen_at: None,
            seen_by: String::new(),
            seen_note: String::new(),
        };
        store::owed::moved(w, &change).await?;
        n += 1;
    }
    Ok(n)
}

async fn done_sheet(v: &Visit, form: Form, errors: Errors) -> Result<DonePage, Problem> {
    let mut read = v.read().await?;
    let all = whole(v, &mut read, v.id("id")?).await?;
    let asked =
        |name: &str| if form.has(name) { form.text(name) } else { v.query.text(name) }.to_string();
    let (code, whom) = (asked("code"), asked("whom"));
    let owed = all
        .owed
        .iter()
        .find(|o| {
            o.code == code && o.whom.as_ref().map(|w| w.id.to_string()).unwrap_or_default() == whom
        })
        .cloned()
        .ok_or(Problem::Missing)?;
    let form = if form.has("on") { form } else { form.with("on", v.today().iso()) };
    Ok(DonePage {
        case: all.case,
        child: all.child,
        owed,
        form: once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// The form in which somebody says that a duty was done.
pub async fn ask_done(v: Visit) -> Answer {
    let page = done_sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps that a duty was done.
pub async fn say_done(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let on = errors.get(f.day("on"), "on", "Give the day it was done");
    let how: Option<How> = errors.get(f.coded("how"), "how", "Choose how");
    let by_whom = errors.need(f, "by_whom", LONGEST_LINE, "Say who did it");
    let what = errors.limit(f, "what", LONGEST_LINE);
    let at = on
        .map(|d| d.at(f.minute("time").unwrap_or_else(|| Minute::new(12, 0).unwrap_or_default())));
    let at = match at {
        Some(at) if on == Some(v.today()) && !f.has("time") => Some(v.now.min(at.max(v.now))),
        at => at,
    };
    if at.is_some_and(|at| at > v.now) {
        errors.add("on", "This is later than now. Say it once it is done");
    }
    let (Some(at), Some(how), true) = (at, how, errors.is_empty()) else {
        let page = done_sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Recording that a duty was done").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let whom = f.id("whom");
    let owed =
        all.owed.iter().find(|o| o.code == f.text("code") && o.whom.as_ref().map(|x| x.id) == whom);
    let owed = owed.ok_or(Problem::Missing)?;
    let done = Done {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        code: owed.code.into(),
        party: owed.to,
        whom,
        whom_name: owed.whom.as_ref().map(|x| x.name.clone()).unwrap_or_default(),
        at,
        how,
        by_whom,
        what,
        due_then: owed.day(),
        note: String::new(),
        struck_at: None,
        struck_by: String::new(),
        struck_why: String::new(),
    };
    let to = format!("/cases/{}", all.case.id);
    if !store::owed::record(&mut w, all.case.id, &done).await? {
        return v.to(to);
    }
    let told = event(Verb::CaseDone, &all.case).fact("what", owed.words).fact("on", at.day());
    v.commit(w, told, Vec::new()).await?;
    v.to_saying(to, "Kept")
}

/// Says what follows from a date that moved.
pub async fn answer_moved(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let note = errors.need(&v.form, "note", LONGEST_LINE, "Say what follows");
    let mut w = v.write("Saying what follows from a moved date").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let to = format!("/cases/{}", all.case.id);
    if !errors.is_empty() {
        return v.to_saying(to, "Say in a few words what follows from the moved date");
    }
    store::owed::seen(&mut w, all.case.id, v.id("change")?, &note).await?;
    v.commit(
        w,
        event(Verb::CaseDone, &all.case).fact("what", "what follows from a moved date"),
        Vec::new(),
    )
    .await?;
    v.to_saying(to, "Kept")
}

/// Gives a case to an officer, or takes it up.
pub async fn assign(v: Visit) -> Answer {
    let mut w = v.write("Assigning a case").await?;
    let mut case = store::case::find(&mut w, v.org(), v.id("id")?).await?;
    let to = match v.form.text("officer") {
        "me" => Some((v.actor.staff, v.actor.name.clone())),
        "" => None,
        _ => {
            let id = v.form.id("officer").ok_or(Problem::Missing)?;
            let staff = store::staff::find(&mut w, v.org(), id).await?;
            Some((staff.id, staff.full()))
        }
    };
    let (officer, name) = to.map_or((None, String::new()), |(id, name)| (Some(id), name));
    if case.officer == officer {
        return v.to(format!("/cases/{}", case.id));
    }
    if v.form.int("version").is_some_and(|n| n != case.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    (case.officer, case.officer_name) = (officer, name.clone());
    store::case::change(&mut w, &case).await?;
    v.commit(
        w,
        event(Verb::CaseAssigned, &case).fact("to", if name.is_empty() { "nobody" } else { &name }),
        Vec::new(),
    )
    .await?;
    v.to_saying(format!("/cases/{}", case.id), "Assigned")
}

/// Closes a case. What it still owes is named, and falls away only by a reason.
pub async fn close(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Closing a case").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let base = format!("/cases/{}", all.case.id);
    let outcome: Option<case::Outcome> = f.coded("outcome");
    let why = f.text("why").chars().take(LONGEST_LINE).collect::<String>();
    let today = v.today();
    let late = all.owed.iter().filter(|o| counts(o) && o.day().is_some());
    let open: Vec<&str> = late.map(|o| o.words).collect();
    let open = if f.ticked("falls_away") && !why.trim().is_empty() { Vec::new() } else { open };
    let Some(outcome) = outcome else {
        return v.to_saying(format!("{base}#close"), "Choose how it ended, then close it");
    };
    case::may_close(&all.case, &open).map_err(|mut no| {
        no.instead = vec![(
            "Go back to the case: tick that they fall away, and say why".into(),
            format!("{base}#close"),
        )];
        no
    })?;
    if f.int("version") != Some(all.case.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let mut case = all.case.clone();
    case.state = case::State::Closed;
    (case.closed_on, case.outcome, case.closed_why) = (Some(today), Some(outcome), why);
    store::case::change(&mut w, &case).await?;
    let stood = stood(&all.owed, today);
    store::case::freeze(&mut w, &case, &stood).await?;
    v.commit(w, event(Verb::CaseClosed, &case).fact("outcome", outcome.code()), Vec::new()).await?;
    v.to_saying(base, "Closed. It can be reopened")
}

/// How each duty stood, for the figures.
pub(crate) fn stood(owed: &[casework::owed::Owed], today: Day) -> Vec<store::case::Stood> {
    use rulebook::event::Standing;
    let stood = |o: &casework::owed::Owed| {
        let (stood, days) = match o.standing(today) {
            Standing::Met => ("met", 0),
            Standing::MetLate { by } => ("late", by),
            Standing::Late { by } => ("never", by),
            _ => return None,
        };
        Some(store::case::Stood { code: o.code.into(), stood, days })
    };
    owed.iter().filter(|o| o.duty && !SCHOOLS_OWN.contains(&o.code)).filter_map(stood).collect()
}

/// Reopens a closed case, with a reason.
pub async fn reopen(v: Visit) -> Answer {
    let mut w = v.write("Reopening a case").await?;
    let mut case = store::case::find(&mut w, v.org(), v.id("id")?).await?;
    let base = format!("/cases/{}", case.id);
    let why = v.form.text("why").chars().take(LONGEST_LINE).collect::<String>();
    if case.open() {
        return v.to_saying(base, "It is open");
    }
    if why.trim().is_empty() {
        return v.to_saying(format!("{base}#reopen"), "Say why it is reopened");
    }
    let line = store::case::Written {
        id: Id::now_v7(),
        about: case.id,
        day: v.today(),
        what: "Reopened".into(),
        body: format!(
            "{why}. It had been closed {}: {}",
            say(case.closed_on),
            case.outcome.map(|o| o.label()).unwrap_or_default()
        ),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::case::write_line(&mut w, &line).await?;
    case.state = case::State::Open;
    (case.closed_on, case.outcome) = (None, None);
    case.closed_why = String::new();
    store::case::change(&mut w, &case).await?;
    store::case::thaw(&mut w, case.id).await?;
    v.commit(w, event(Verb::CaseReopened, &case), Vec::new()).await?;
    v.to_saying(base, "Open again. What happened before stays in the chronology")
}
