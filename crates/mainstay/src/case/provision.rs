//! Education from the sixth school day: providers asked, what they answered, and the board of
//! every child it is owed to; and word with the authority where a child lives.
//!
//! Must never know: how the day is counted.

use super::provision_page::{BoardPage, ProvisionPage};
use super::{Whole, event, once, whole};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::LONGEST_LINE;
use casework::case::provision::{
    Answer as Said, Answered, Light, Provision, light, minutes, wrong,
};
use casework::owed::{Done, How};
use casework::{Coded, Id, Verb};
use rulebook::Minute;

pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ProvisionPage, Problem> {
    let mut read = v.read().await?;
    let all = whole(v, &mut read, v.id("id")?).await?;
    let decisions = store::case::work::decisions(&mut read, v.org(), &[all.case.id]).await?;
    let reviews = store::case::work::provision_reviews(&mut read, v.org(), &[all.case.id]).await?;
    let light = light_of(&all, v);
    Ok(ProvisionPage {
        all,
        decisions,
        reviews,
        light,
        today: v.today(),
        form: once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

fn light_of(all: &Whole, v: &Visit) -> Light {
    light(all.sixth(), &all.offers, v.today(), all.almanac.as_ref().ok())
}

/// Shows who was asked for one child.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The board: every permanent exclusion that is open, the most urgent first.
pub async fn board(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let book = v.app.book(&mut read, v.org(), &v.setting, v.today()).await?;
    drop(read);
    v.page(&BoardPage::of(&book))
}

fn typed(f: &Form, answer: Option<Said>, errors: &mut Errors) -> Answered {
    for field in ["provider", "contact", "transport", "place", "report_to", "sessions", "why"] {
        errors.limit(f, field, LONGEST_LINE);
    }
    for field in ["starts_on", "ended_on", "review_on"] {
        if f.has(field) && f.day(field).is_none() {
            errors.add(field, "This is no date");
        }
    }
    Answered {
        answer,
        why: f.text("why").to_string(),
        starts_on: f.day("starts_on"),
        hours: f.text("hours").to_string(),
    }
}

fn fill(p: &mut Provision, f: &Form, a: &Answered, v: &Visit) {
    let Some(answer) = a.answer else { return };
    if answer != p.answer || p.answered_at.is_none() {
        p.answered_at = (answer != Said::Asked).then_some(v.now);
    }
    p.answer = answer;
    p.why = a.why.clone();
    let yes = answer == Said::Accepted;
    p.starts_on = a.starts_on.filter(|_| yes);
    p.week_minutes = minutes(&a.hours).filter(|_| yes);
    p.review_on = f.day("review_on").filter(|_| yes);
    p.transport = f.text("transport").to_string();
    p.place = f.text("place").to_string();
    p.report_to = f.text("report_to").to_string();
    p.sessions = f.text("sessions").to_string();
}

/// Asks a provider, with what they answered where it is known at once.
pub async fn ask(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let provider = errors.need(f, "provider", LONGEST_LINE, "Name the provider");
    let answer = Some(f.coded("answer").unwrap_or(Said::Asked));
    let a = typed(f, answer, &mut errors);
    let mut w = v.write("Asking a provider").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    for (field, words) in
        wrong(&a, |d| all.almanac.as_ref().ok().and_then(|x| x.is_school_day(d).ok()))
    {
        errors.add(field, words);
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone().with("asks", "yes"), errors).await?;
        return v.again(&page);
    }
    let mut p = Provision {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: all.case.id,
        provider,
        contact: f.text("contact").to_string(),
        asked_at: v.now,
        answer: Said::Asked,
        answered_at: None,
        why: String::new(),
        starts_on: None,
        week_minutes: None,
        transport: String::new(),
        place: String::new(),
        report_to: String::new(),
        sessions: String::new(),
        ended_on: None,
        review_on: None,
        by_name: v.actor.name.clone(),
        version: 1,
    };
    fill(&mut p, f, &a, &v);
    let to = format!("/cases/{}/day-six", all.case.id);
    if !store::case::work::ask_provider(&mut w, &p).await? {
        return v.to(to);
    }
    keep(v, w, all, p, to).await
}

/// Keeps what a provider answered.
pub async fn answer(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let a = typed(f, f.coded("answer"), &mut errors);
    let mut w = v.write("Keeping a provider’s answer").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let id = v.id("offer")?;
    let mut p = all.offers.iter().find(|p| p.id == id).cloned().ok_or(Problem::Missing)?;
    for (field, words) in
        wrong(&a, |d| all.almanac.as_ref().ok().and_then(|x| x.is_school_day(d).ok()))
    {
        errors.add(field, words);
    }
    match f.day("ended_on") {
        Some(day) if a.starts_on.or(p.starts_on).is_some_and(|s| day < s) => {
            errors.add("ended_on", "This lies before its first day")
        }
        // Emptied, it goes on: the day was a slip.
        day => p.ended_on = day,
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone().with("answers", id.to_string()), errors).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(p.version) {
        return Err(Problem::Stale(f.kept()));
    }
    fill(&mut p, f, &a, &v);
    store::case::work::change_provision(&mut w, &p).await?;
    let to = format!("/cases/{}/day-six", all.case.id);
    keep(v, w, all, p, to).await
}

/// Keeps the rows and says how it stands now. Education that is arranged in time is proof that
/// the duty was met, with the day as it stood.
async fn keep(v: Visit, mut w: store::Write, before: Whole, p: Provision, to: String) -> Answer {
    let six = before.owes("sixth-day").filter(|o| o.met().is_none()).cloned();
    if let (Some(o), Some(starts), Said::Accepted) = (six, p.starts_on, p.answer) {
        let done = Done {
            id: Id::now_v7(),
            code: o.code.into(),
            party: o.to,
            whom: None,
            whom_name: String::new(),
            at: starts.at(Minute::new(9, 0).unwrap_or_default()),
            how: How::Other,
            by_whom: p.provider.clone(),
            what: format!("{}, {}, from {starts}", p.provider, p.hours()),
            due_then: o.day(),
            note: String::new(),
            struck_at: None,
            struck_by: String::new(),
            struck_why: String::new(),
        };
        // Proof once it has begun; a start that still lies ahead is a promise.
        if starts <= v.today() {
            store::owed::record(&mut w, before.case.id, &done).await?;
        }
    }
    let told = event(Verb::ProvisionAsked, &before.case)
        .fact("provider", &p.provider)
        .fact("answer", p.answer.code());
    let told = match p.starts_on {
        Some(day) => told.fact("starts", day),
        None => told,
    };
    let now = whole(&v, &mut w, before.case.id).await?;
    let light = light_of(&now, &v);
    v.commit(w, told, Vec::new()).await?;
    v.to_saying(to, format!("Kept. {}", light.words()))
}

/// Says that education began on its day: the proof of the duty.
pub async fn begun(v: Visit) -> Answer {
    let mut w = v.write("Recording that education began").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let id = v.id("offer")?;
    let p = all.offers.iter().find(|p| p.id == id).cloned().ok_or(Problem::Missing)?;
    let to = format!("/cases/{}/day-six", all.case.id);
    let Some(starts) = p.starts_on.filter(|d| *d <= v.today() && p.answer == Said::Accepted) else {
        return v.to_saying(to, "It has not begun yet");
    };
    keep(v, w, all, Provision { starts_on: Some(starts), ..p }, to).await
}

/// Writes down that the home authority was told, and what it said of who arranges education.
pub async fn tell_home(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let name = errors.need(f, "home_name", LONGEST_LINE, "Say whom you told");
    let said = errors.need(f, "home_said", LONGEST_LINE, "Say who arranges the education");
    let time = errors.get(f.minute("home_time"), "home_time", "Give the time, such as 15.55");
    let how: Option<How> = errors.get(f.coded("home_how"), "home_how", "Choose how");
    let day = f.day("home_day").unwrap_or(v.today());
    let at = time.map(|t| day.at(t));
    if at.is_some_and(|at| at > v.now) {
        errors.add("home_time", "This is later than now");
    }
    let (Some(at), Some(how), true) = (at, how, errors.is_empty()) else {
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Telling the home authority").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let o = all.owes("told-home-authority").ok_or(Problem::Missing)?;
    let done = Done {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        code: o.code.into(),
        party: o.to,
        whom: None,
        whom_name: format!("{name}, {}", all.child.home),
        at,
        how,
        by_whom: v.actor.name.clone(),
        what: format!("Who arranges day six: {said}"),
        due_then: o.day(),
        note: String::new(),
        struck_at: None,
        struck_by: String::new(),
        struck_why: String::new(),
    };
    let to = format!("/cases/{}/day-six", all.case.id);
    if !store::owed::record(&mut w, all.case.id, &done).await? {
        return v.to(to);
    }
    let told = event(Verb::CaseDone, &all.case).fact("what", o.words).fact("on", at.day());
    v.commit(w, told, Vec::new()).await?;
    v.to_saying(to, "Kept, with the name and the time")
}

/// Keeps a decision about education for illness or another reason.
pub async fn decide(v: Visit) -> Answer {
    use casework::case::section_19::{Decision, Typed, wrong};
    let f = &v.form;
    let mut errors = Errors::new();
    let evidence = errors.limit(f, "evidence", LONGEST_LINE);
    let reasons = errors.limit(f, "reasons", casework::case::LONGEST_WHAT);
    let typed = Typed {
        basis: f.coded("basis"),
        decided: f.coded("decided"),
        reasons: reasons.clone(),
        starts_on: f.day("starts_on"),
        hours: f.text("hours").to_string(),
        review_on: f.day("review_on"),
    };
    for (field, words) in wrong(&typed, v.today()) {
        errors.add(field, words);
    }
    let (Some(basis), Some(decided), true) = (typed.basis, typed.decided, errors.is_empty()) else {
        let page = sheet(&v, f.clone().with("decides", "yes"), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Deciding about education").await?;
    let mut case = store::case::find(&mut w, v.org(), v.id("id")?).await?;
    let d = Decision {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: case.id,
        basis,
        evidence,
        decided,
        reasons,
        decided_on: v.today(),
        starts_on: typed.starts_on,
        week_minutes: minutes(&typed.hours),
        review_on: typed.review_on,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let to = format!("/cases/{}/day-six", case.id);
    if !store::case::work::decide(&mut w, &d).await? {
        return v.to(to);
    }
    // The desk asks for it again on the day.
    case.review_on = d.review_on;
    store::case::change(&mut w, &case).await?;
    let told = event(Verb::CaseDone, &case).fact("what", d.decided.label());
    v.commit(w, told, Vec::new()).await?;
    v.to_saying(to, "Kept, with its reasons")
}
