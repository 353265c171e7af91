//! Contributions asked for by a private link in an email: to somebody at home who has an address of
//! their own, or to an agency on a basis that is written down.
//!
//! Must never know: what they answer.

use super::to_change;
use crate::form::{Errors, Form};
use crate::people::looks_like_email;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::agency::Basis;
use casework::plan::{Ask, Whom};
use casework::{Coded, Event, Id, May, Refusal, Verb};
use store::Write;

/// Letters of an address.
const LONGEST_EMAIL: usize = 254;

/// Asks somebody at home by a link. Why it cannot go, where it cannot.
pub(super) async fn to_home(
    w: &mut Write,
    v: &Visit,
    ask: &mut Ask,
    pupil: Id,
) -> Result<Option<String>, Problem> {
    let contact = ask.contact.ok_or(Problem::Missing)?;
    let route = crate::receipt::route_of(w, v.org(), pupil, &[contact], contact).await?;
    let Some(email) = route.email else { return Ok(Some(route.why)) };
    let known = store::pupil::find(w, &super::scope(v), pupil).await?;
    let contacts = store::pupil::contacts(w, &known, v.org()).await?;
    let to = contacts.iter().find(|c| c.id == contact).ok_or(Problem::Missing)?;
    ask.email = email;
    let names = (to.full(), casework::letter::formal(to));
    crate::message::ask::contribution(w, &v.setting, ask, pupil, names).await?;
    Ok(None)
}

/// Asks an agency by a link.
pub(super) async fn to_agency(
    w: &mut Write,
    v: &Visit,
    ask: &Ask,
    pupil: Id,
) -> Result<(), Problem> {
    let names = (ask.name.clone(), ask.name.clone());
    crate::message::ask::contribution(w, &v.setting, ask, pupil, names).await
}

/// The address of an agency as it was typed, with the basis on which it is told whose plan it is.
pub(super) fn agency(f: &Form, errors: &mut Errors) -> (String, Option<Basis>) {
    let email = errors.limit(f, "agency_email", LONGEST_EMAIL);
    if email.is_empty() {
        return (email, None);
    }
    if !looks_like_email(&email) {
        errors.add("agency_email", "Give a whole address, such as jo.marsh@hub.example");
    }
    if !f.has("agency") {
        errors.add("agency", "Say which agency, and who is asked there");
    }
    let basis = f.coded::<Basis>("basis").filter(|b| *b != Basis::Nothing);
    let basis = errors.get(basis, "basis", "Say on what basis they are told whose plan it is");
    (email, basis)
}

/// Sends a link again, or takes it back: the one before opens nothing from then on.
pub async fn link(v: Visit) -> Answer {
    let mut w = v.write("Sending or taking back a link to a plan").await?;
    let mut asked = store::plan::asked::one(&mut w, v.org(), v.id("id")?).await?;
    let plan = to_change(&v, &mut w, asked.plan).await?;
    if asked.staff.is_some() || (asked.whom == Whom::Home && !v.may(May::Home)) {
        return Err(Problem::Missing);
    }
    let to = format!("/plans/asks/{}", asked.id);
    let again = v.form.text("act") == "again";
    if !again && asked.email.is_empty() {
        return v.to_saying(to, "No link is out");
    }
    store::link::end_of(&mut w, asked.id).await?;
    store::message::drop_about(&mut w, asked.id).await?;
    let said = match (again, asked.whom) {
        (true, Whom::Home) => {
            if let Some(why) = to_home(&mut w, &v, &mut asked, plan.pupil).await? {
                return Err(no_way(&asked, &why).into());
            }
            "A new link is on its way. The one before opens nothing any more"
        }
        (true, Whom::Agency) if !asked.email.is_empty() => {
            to_agency(&mut w, &v, &asked, plan.pupil).await?;
            "A new link is on its way. The one before opens nothing any more"
        }
        (true, _) => return Err(Problem::Missing),
        (false, _) => {
            asked.email = String::new();
            "The link is taken back. It opens nothing any more"
        }
    };
    store::plan::asked::sent(&mut w, &asked).await?;
    let event = Event::new(Verb::PlanLinked, "plan", plan.id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("whom", asked.whom.code())
        .fact("way", if again { "again" } else { "back" });
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, said)
}

fn no_way(ask: &Ask, why: &str) -> Refusal {
    Refusal::because(
        format!("No link can go to {}", ask.name),
        format!("{why}. A link goes only where its address is that person’s alone."),
        "The way Mainstay works.",
    )
    .or("Ask them, and type in what they say", format!("/plans/asks/{}", ask.id))
    .or("Back to the plan", format!("/plans/{}#asked", ask.plan))
}

/// What is said afterwards. It names nobody: it can be read over a shoulder.
pub(super) fn told(links: usize, without: &[String]) -> String {
    let mut out = vec!["Asked. Teachers see it on their Today".to_string()];
    match links {
        0 => {}
        1 => out.push("One private link is on its way".into()),
        n => out.push(format!("{n} private links are on their way")),
    }
    for why in without {
        out.push(format!("Somebody at home has no link ({why}): type in what they say"));
    }
    out.join(". ")
}
