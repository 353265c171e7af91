//! Notices as they come: by form, by a file, or straight from a school on Mainstay; and the one
//! step that makes a case of one.
//!
//! Must never lose: anything typed or sent. A notice that cannot be opened yet waits whole.

use super::intake_page::{IntakePage, ListPage};
use super::open::open;
use super::{event, known, once, school};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use crate::work::file::Change;
use casework::case::child::Child;
use casework::case::family::Parent;
use casework::case::intake::{
    Candidate, Intake, State, Typed, Way, candidates, odd, received_twice, repeated, wrong,
};
use casework::case::{self, Case, Kind, LONGEST_LINE, LONGEST_WHAT};
use casework::{Coded, Event, Id, Refusal, Verb};
use rulebook::upn::Upn;
use rulebook::{HalfDays, Instant};
use store::{Source, Write};

/// Settled notices to a page.
const SIZE: i64 = 50;
/// What to do with a file that is larger than is taken.
const TOO_LARGE: &str =
    "Keep the notice without it, and ask the school for it in parts or in a smaller size";
/// People at home a notice has room for.
pub(super) const PARENTS: usize = 3;

/// Shows what waits, and what became of the rest.
pub async fn list(v: Visit) -> Answer {
    let from = v.query.int("from").unwrap_or(0).clamp(0, 1_000_000);
    let mut read = v.read().await?;
    let waiting = store::case::intake::waiting(&mut read, v.org()).await?;
    let mut settled = store::case::intake::settled(&mut read, v.org(), SIZE + 1, from).await?;
    let more = (settled.len() as i64 > SIZE).then_some(from + SIZE);
    settled.truncate(SIZE as usize);
    v.page(&ListPage { waiting, settled, more, now: v.now })
}

/// A new one.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([
        ("received_on", v.today().iso()),
        ("received_at", v.now.minute().input()),
        ("school_name", v.query.text("school").to_string()),
    ]);
    let page = sheet(&v, None, form, Errors::new(), false).await?;
    v.page(&page)
}

/// One that waits, with what was typed.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let kept = store::case::intake::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    if let (Some(about), true) = (kept.about, kept.state != State::Waiting) {
        return v.to(format!("/cases/{about}"));
    }
    let form = Form::parse(kept.typed.as_bytes());
    let page = sheet(&v, Some(kept), form, Errors::new(), true).await?;
    v.page(&page)
}

/// What was typed, read. What cannot be read is an error beside its field.
pub(super) fn typed(f: &Form, known_school: bool, errors: &mut Errors) -> Typed {
    let mut date = |name: &str| {
        let day = f.day(name);
        if day.is_none() && f.has(name) {
            errors.add(name, "This is no date");
        }
        day
    };
    let mut t = Typed {
        born: date("born"),
        decided: date("decided"),
        first_day: date("first_day"),
        governors_told: date("governors_told"),
        told: date("told"),
        exam_day: date("exam_day"),
        ..Typed::default()
    };
    t.given = errors.limit(f, "given", LONGEST_LINE);
    t.family = errors.limit(f, "family", LONGEST_LINE);
    t.upn = f.text("upn").to_string();
    t.kind = f.coded("kind");
    t.school = known_school || (f.has("school_name") && f.ticked("outside"));
    t.days = f.text("days").to_string();
    t.reasons = f.all("reasons").into_iter().map(str::to_string).collect();
    for (field, most) in [
        ("what", LONGEST_WHAT),
        ("home", LONGEST_LINE),
        ("address", LONGEST_LINE),
        ("also", LONGEST_LINE),
        ("social_worker", LONGEST_LINE),
        ("school_name", LONGEST_LINE),
    ] {
        errors.limit(f, field, most);
    }
    for n in 1..=PARENTS {
        for field in [
            "title",
            "given",
            "family",
            "relation",
            "address",
            "phone",
            "email",
            "language",
            "keep_why",
            "restriction",
        ] {
            errors.limit(f, &format!("p{n}_{field}"), LONGEST_LINE);
        }
    }
    t
}

/// When it came: as was typed, or now. Never later than now.
fn received(v: &Visit, f: &Form, errors: &mut Errors) -> Instant {
    let day = f.day("received_on").unwrap_or(v.today());
    let minute = f.minute("received_at").unwrap_or(v.now.minute());
    let at = day.at(minute);
    if at > v.now {
        errors.add("received_at", "This is later than now. Give the time it came");
    }
    at
}

/// Children and their cases who may be the one of a notice.
async fn near(src: &mut dyn Source, org: Id, t: &Typed) -> Result<Vec<Candidate>, Problem> {
    let upn = Upn::parse(&t.upn).map(|u| u.to_string()).unwrap_or_default();
    let children = store::case::child::near(src, org, &upn, t.born, &t.family).await?;
    let ids: Vec<Id> = children.iter().map(|c| c.id).collect();
    let cases = store::case::of_children(src, org, &ids).await?;
    let with = |child: Child| {
        let own = cases.iter().filter(|c| c.child == child.id).cloned().collect();
        (child, own)
    };
    Ok(candidates(t, children.into_iter().map(with).collect()))
}

async fn sheet(
    v: &Visit,
    kept: Option<Intake>,
    form: Form,
    errors: Errors,
    looked: bool,
) -> Result<IntakePage, Problem> {
    let mut read = v.read().await?;
    let schools = school::all(&mut read, v.org()).await?;
    let found = school::named(&schools, form.text("school_name"));
    let t = typed(&form, found.is_some(), &mut Errors::new());
    let near = match looked {
        true => near(&mut read, v.org(), &t).await?,
        false => Vec::new(),
    };
    let repeats = repeated(&t, &near).cloned();
    let child = form.id("child").and_then(|id| near.iter().find(|c| c.child.id == id));
    let odd = child.map_or(Vec::new(), |c| {
        odd(&t, found.map(|s| s.id), form.text("school_name"), &c.child, &c.cases)
    });
    let missing = match (looked, t.kind) {
        (true, Some(_)) => {
            let (case, parents) = preview(v, &form, &t);
            let child = child_of(&form, &t, Id::nil());
            case::missing(&case, &child, &parents)
        }
        _ => Vec::new(),
    };
    let cancelled = match form.day("cancelled") {
        Some(on) => {
            let case = cancels(&mut read, v.org(), &form).await?.or(repeats.as_ref().map(|c| c.id));
            let case = match case {
                Some(id) => Some(store::case::find(&mut read, v.org(), id).await?),
                None => None,
            };
            Some((on, case))
        }
        None => None,
    };
    let files = match &kept {
        Some(i) => store::attachment::of(&mut read, v.org(), &[i.id]).await?,
        None => Vec::new(),
    };
    Ok(IntakePage {
        action: kept.as_ref().map_or("/intake/new".into(), |i| format!("/intake/{}", i.id)),
        kept,
        files,
        schools: schools.into_iter().map(|s| s.name).collect(),
        candidates: near,
        cancelled,
        repeats: repeats.map(|c| {
            let when = c.received_at.to_string();
            (received_twice(&c, &when), c)
        }),
        odd,
        missing,
        today: v.today(),
        form: once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

pub(super) fn child_of(f: &Form, t: &Typed, id: Id) -> Child {
    let upn = Upn::parse(&t.upn).map(|u| u.to_string()).unwrap_or_default();
    let also: Vec<&str> = f.text("also").lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    Child {
        id,
        given: t.given.clone(),
        family: t.family.clone(),
        also: also.join("\n"),
        born: t.born,
        upn,
        address: f.text("address").to_string(),
        home: f.text("home").to_string(),
        version: 1,
    }
}

fn preview(v: &Visit, f: &Form, t: &Typed) -> (Case, Vec<Parent>) {
    let case = case_of(v, f, t, Id::nil(), v.now);
    (case, parents_of(f, Id::nil()).into_iter().map(|(p, _)| p).collect())
}

pub(super) fn case_of(v: &Visit, f: &Form, t: &Typed, id: Id, received: Instant) -> Case {
    let kind = t.kind.unwrap_or(Kind::Permanent);
    let days = HalfDays::parse(&t.days).ok().map(|h| i64::from(h.count()));
    Case {
        id,
        number: 0,
        child: Id::nil(),
        school: None,
        school_name: f.text("school_name").to_string(),
        kind,
        state: case::State::Open,
        officer: None,
        officer_name: String::new(),
        year: f.int("year"),
        sen: f.text("sen").to_string(),
        ehc: f.coded("ehc").unwrap_or(case::Ehc::Unknown),
        looked_after: known(f, "looked_after"),
        social_worker: f.text("social_worker").to_string(),
        decided: t.decided,
        told: t.told,
        governors_told: t.governors_told,
        first_day: t.first_day,
        half_days: days.filter(|_| kind != Kind::Permanent),
        out_from: None,
        out_days: None,
        exam: known(f, "exam"),
        exam_day: t.exam_day,
        letter: known(f, "letter"),
        reasons: t.reasons.join(" "),
        what: f.text("what").to_string(),
        level: f.coded("level"),
        review_on: f.day("review_on"),
        cancelled_on: f.day("cancelled"),
        received_at: received,
        opened_on: v.today(),
        closed_on: None,
        outcome: None,
        closed_why: String::new(),
        version: 1,
    }
}

/// Those at home that were typed, each with whether their address is kept from the others.
pub(super) fn parents_of(f: &Form, child: Id) -> Vec<(Parent, Option<String>)> {
    let mut out = Vec::new();
    for n in 1..=PARENTS {
        let text = |field: &str| f.text(&format!("p{n}_{field}")).to_string();
        if text("given").is_empty() && text("family").is_empty() {
            continue;
        }
        let parent = Parent {
            id: Id::now_v7(),
            child,
            title: text("title"),
            given: text("given"),
            family: text("family"),
            relation: text("relation"),
            responsible: f.ticked(&format!("p{n}_responsible")),
            lives_with: f.ticked(&format!("p{n}_lives_with")),
            address: text("address").replace(", ", "\n"),
            phone: text("phone"),
            email: text("email"),
            language: text("language"),
            interpreter: f.ticked(&format!("p{n}_interpreter")),
            restriction: text("restriction"),
            version: 1,
        };
        let why = match text("keep_why") {
            why if why.is_empty() => "As the notice said".to_string(),
            why => why,
        };
        let keep = f.ticked(&format!("p{n}_keep")).then_some(why);
        out.push((parent, keep));
    }
    out
}

fn intake_of(v: &Visit, f: &Form, id: Id, way: Way, received: Instant) -> Intake {
    let name = format!("{} {}", f.text("given"), f.text("family"));
    let name = name.trim().chars().take(LONGEST_LINE).collect::<String>();
    Intake {
        id,
        way,
        state: State::Waiting,
        name: if name.is_empty() { "Nobody named yet".into() } else { name },
        school_name: f.text("school_name").chars().take(LONGEST_LINE).collect(),
        typed: written(f),
        received_at: received,
        by_name: v.actor.name.clone(),
        about: None,
        why: String::new(),
        version: 1,
    }
}

/// Everything typed, as it is kept.
pub(crate) fn written(f: &Form) -> String {
    let mut pairs = f.kept();
    pairs.retain(|(n, value)| {
        !value.is_empty() && !matches!(n.as_str(), "act" | "once" | "version")
    });
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Takes a notice in: looks at it, keeps it waiting, sets it aside, keeps it with a case there
/// is, or opens a case of it.
pub async fn take(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let file = Change::read(v.file.as_ref(), v.unread.as_deref(), false).unwrap_or_else(|why| {
        errors.add("file", why.replace(casework::attachment::INSTEAD, TOO_LARGE));
        Change::default()
    });
    let mut read = v.read().await?;
    let kept = match v.part("id") {
        "" => None,
        _ => Some(store::case::intake::find(&mut read, v.org(), v.id("id")?).await?),
    };
    if let Some(i) = &kept
        && i.state != State::Waiting
    {
        let to = i.about.map_or("/intake".to_string(), |c| format!("/cases/{c}"));
        return v.to_saying(to, format!("This notice was seen to already: {}", i.state.label()));
    }
    if let Some(i) = &kept
        && f.int("version").is_some_and(|n| n != i.version)
    {
        return Err(Problem::Stale(f.kept()));
    }
    let schools = school::all(&mut read, v.org()).await?;
    let school = school::named(&schools, f.text("school_name")).cloned();
    let t = typed(f, school.is_some(), &mut errors);
    let at = received(&v, f, &mut errors);
    let act = f.text("act");
    if act == "aside" {
        let why = errors.need(f, "why", LONGEST_LINE, "Say why it is set aside");
        if let (Some(i), true) = (kept.clone(), errors.is_empty()) {
            drop(read);
            return settle(&v, Intake { state: State::SetAside, why, ..i }).await;
        }
    }
    if matches!(act, "open" | "join") {
        for (field, words) in wrong(&t, v.today()) {
            if errors.of(field).is_none() {
                errors.add(field, words);
            }
        }
        if school.is_none() && f.has("school_name") && !f.ticked("outside") {
            errors.add("school_name", "No school of this name is in your register. Choose one from the list, or tick that it is not in it");
        }
    }
    let near = near(&mut read, v.org(), &t).await?;
    let again = repeated(&t, &near).cloned();
    if act == "open" {
        let chosen = f.text("child");
        if !near.is_empty() && chosen.is_empty() {
            errors.add("child", "Say whether this is a child you have a case about");
        }
        if let Some(case) = &again
            && (chosen.is_empty() || Some(case.child) == f.id("child"))
        {
            errors.add("first_day", format!("This repeats {}, received {}. Keep it with that case, or correct the first day or the kind", case.name(), case.received_at));
        }
    }
    drop(read);
    if errors.is_empty() && act == "cancel" {
        let mut read = v.read().await?;
        let case = cancels(&mut read, v.org(), f).await?.or(again.as_ref().map(|c| c.id));
        drop(read);
        let Some(case) = case else { return Err(nothing_to_cancel().into()) };
        return super::cancel::by_notice(&v, kept, case, &file, at).await;
    }
    let keep_only = act == "keep" || (!errors.is_empty() && file.new.is_some());
    if errors.is_empty() && act == "join" {
        let case = again.ok_or(Problem::Missing)?;
        return join(&v, kept, &case, file, at).await;
    }
    if errors.is_empty() && act == "open" {
        return open(&v, kept, &t, school, near, file, at).await;
    }
    if keep_only {
        let intake = wait(&v, kept, file, at).await?;
        if errors.is_empty() {
            return v.to_saying("/intake", "Kept. It waits under Notices");
        }
        let page = sheet(&v, Some(intake), f.clone(), errors, true).await?;
        return v.again(&page);
    }
    let page = sheet(&v, kept, f.clone(), errors.clone(), true).await?;
    if errors.is_empty() { v.page(&page) } else { v.again(&page) }
}

/// The case of the first notice about what this one cancels, once it was opened.
async fn cancels(src: &mut dyn Source, org: Id, f: &Form) -> Result<Option<Id>, Problem> {
    let Some(first) = f.id("cancels") else { return Ok(None) };
    match store::case::intake::find(src, org, first).await {
        Ok(first) => Ok(first.about),
        Err(store::Problem::Missing) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn nothing_to_cancel() -> Refusal {
    Refusal::because(
        "There is no case yet of what this cancels",
        "A cancellation is kept with the case of what it takes back, so that both are seen together.",
        "Mainstay’s own rule.",
    )
    .or("Open the case from the first notice, then come back to this one", "/intake")
    .or("Or open this one: the case then says that it was cancelled", "")
}

/// Keeps it waiting, with its file.
async fn wait(
    v: &Visit,
    kept: Option<Intake>,
    file: Change,
    at: Instant,
) -> Result<Intake, Problem> {
    let mut w = v.write("Keeping a notice").await?;
    let way = if file.new.is_some() { Way::File } else { Way::Form };
    let key = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut intake = match kept {
        Some(i) => Intake {
            version: i.version,
            way: i.way,
            by_name: i.by_name,
            ..intake_of(v, &v.form, i.id, i.way, i.received_at)
        },
        None => intake_of(v, &v.form, key, way, at),
    };
    if !store::case::intake::add(&mut w, &intake).await? {
        let now = store::case::intake::find(&mut w, v.org(), intake.id).await?;
        if now.typed == intake.typed && file.new.is_none() {
            return Ok(now);
        }
        intake.version = now.version;
        store::case::intake::change(&mut w, &intake).await?;
        intake.version += 1;
    }
    let mut kept = Event::new(Verb::NoticeKept, "intake", intake.id).fact("way", way.code());
    for (name, value) in file.keep_with(&mut w, "intake", intake.id, &v.actor.name).await? {
        kept = kept.fact(name, value);
    }
    v.commit(w, kept, Vec::new()).await?;
    Ok(intake)
}

async fn settle(v: &Visit, intake: Intake) -> Answer {
    let mut w = v.write("Setting a notice aside").await?;
    store::case::intake::change(&mut w, &intake).await?;
    let event =
        Event::new(Verb::NoticeSettled, "intake", intake.id).fact("became", intake.state.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/intake", "Set aside, with its reason")
}

/// The rows a notice leaves with its case.
pub(super) async fn settled(
    w: &mut Write,
    v: &Visit,
    kept: Option<Intake>,
    file: &Change,
    at: Instant,
    (state, about): (State, Id),
) -> Result<Event, Problem> {
    let way = if file.new.is_some() { Way::File } else { Way::Form };
    let key = v.form.id("once").unwrap_or_else(Id::now_v7);
    let intake = match kept {
        Some(i) => {
            let now = Intake { state, about: Some(about), typed: written(&v.form), ..i };
            store::case::intake::change(w, &now).await?;
            now
        }
        None => {
            let new = Intake { state, about: Some(about), ..intake_of(v, &v.form, key, way, at) };
            store::case::intake::add(w, &new).await?;
            new
        }
    };
    let mut event =
        Event::new(Verb::NoticeSettled, "intake", intake.id).fact("became", state.code());
    for (name, value) in file.keep_with(w, "intake", intake.id, &v.actor.name).await? {
        event = event.fact(name, value);
    }
    Ok(event)
}

async fn join(v: &Visit, kept: Option<Intake>, case: &Case, file: Change, at: Instant) -> Answer {
    let mut w = v.write("Keeping a notice with its case").await?;
    let first = settled(&mut w, v, kept, &file, at, (State::Joined, case.id)).await?;
    let line = store::case::Written {
        id: Id::now_v7(),
        about: case.id,
        day: at.day(),
        what: "The notice came again".into(),
        body: format!("Received {at}. Kept with this case; nothing is counted twice"),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::case::write_line(&mut w, &line).await?;
    v.commit(
        w,
        first.pupil(case.child),
        vec![event(Verb::CaseWritten, case).fact("what", "the notice came again")],
    )
    .await?;
    v.to_saying(format!("/cases/{}", case.id), format!("Kept with {}", case.name()))
}
