//! Hearings: when and where, who sits and who is asked, what is said, decided and told.
//!
//! Must never know: who may sit, or by when it is held. `casework` says both, with the rule.

mod arrange;
mod ask;
mod decide;
mod page;
mod samples;
mod sit;
mod tell;

pub use arrange::{arrange, begin, call_off, open};
pub use ask::{answer, calendar, invite, link};
pub use decide::{decide, minutes};
pub(crate) use samples::sample_told;
pub use samples::samples;
pub use sit::{name, stand_down};
pub use tell::{pdf, tell};

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::family::{Parent, Withheld};
use casework::hearing::invite::{Asked, Invite};
use casework::hearing::member::{Member, lacking};
use casework::hearing::owed::Whole;
use casework::hearing::{Hearing, meet_by};
use casework::pupil::Contact;
use casework::{Id, Reach, Scope};
use page::HearingPage;
use rulebook::Day;
use store::Source;

/// A hearing this person may see, with everything of its matter.
pub(crate) async fn found(v: &Visit, src: &mut dyn Source) -> Result<(Hearing, Whole), Problem> {
    let hearing = store::hearing::find(src, v.org(), v.id("id")?).await?;
    let matter = crate::matter::found(v, src, hearing.matter).await?;
    let whole = crate::matter::whole(src, v.org(), matter).await?;
    Ok((hearing, whole))
}

/// The people at home of the pupil a matter is about, where the pupil is on roll. Once 18, the
/// pupil is who is written to, and nobody else at home is.
pub(crate) async fn at_home(
    src: &mut dyn Source,
    org: Id,
    whole: &Whole,
    today: Day,
) -> Result<Vec<Contact>, Problem> {
    let Some(pupil) = whole.matter.pupil else {
        return match whole.matter.noun.as_str() {
            "case" => of_case(src, org, whole.matter.id).await,
            _ => Ok(Vec::new()),
        };
    };
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &scope, pupil).await?;
    let mut all = store::pupil::contacts(src, &pupil, org).await?;
    if casework::exclusion::facts::adult(&pupil, today) {
        let them = casework::exclusion::letter::themselves(&pupil, &all);
        all.iter_mut().for_each(|c| c.responsible = false);
        all.insert(0, them);
    }
    Ok(all)
}

/// Those at home of an authority's case, and whose address is kept from whom. At a school nobody's
/// is given to anybody.
pub(crate) async fn kept_at_home(
    src: &mut dyn Source,
    org: Id,
    whole: &Whole,
) -> Result<(Vec<Parent>, Vec<Withheld>), Problem> {
    if whole.matter.noun != "case" {
        return Ok((Vec::new(), Vec::new()));
    }
    let case = store::case::find(src, org, whole.matter.id).await?;
    let parents = store::case::child::parents(src, org, &[case.child]).await?;
    Ok((parents, store::case::child::withheld(src, org, case.child).await?))
}

/// The people at home as an authority's case has them. What is kept from one of them is kept as a
/// school keeps it: nobody's address stands in another's letter.
pub(crate) async fn of_case(
    src: &mut dyn Source,
    org: Id,
    case: Id,
) -> Result<Vec<Contact>, Problem> {
    let case = store::case::find(src, org, case).await?;
    let parents = store::case::child::parents(src, org, &[case.child]).await?;
    let contact = |(p, n): (Parent, i64)| Contact {
        id: p.id,
        pupil: case.child,
        title: p.title,
        given: p.given,
        family: p.family,
        relation: p.relation,
        priority: n,
        responsible: p.responsible,
        lives_with: p.lives_with,
        restriction: p.restriction,
        phone: p.phone,
        email: p.email,
        address: p.address,
        language: p.language,
        interpreter: p.interpreter,
    };
    Ok(parents.into_iter().zip(1..).map(contact).collect())
}

/// Those who are parties to it by name, each with what they are.
fn parties(whole: &Whole, home: &[Contact], invites: &[Invite]) -> Vec<(String, &'static str)> {
    let mut out = vec![(whole.matter.name.clone(), "the pupil")];
    let others = home.iter().filter(|c| Some(c.id) != whole.matter.pupil);
    out.extend(others.map(|c| (c.full(), "somebody at the pupil’s home")));
    for i in invites {
        let what = match i.asked {
            Asked::Member | Asked::Clerk | Asked::Governors => continue,
            Asked::Parent => "a parent or carer",
            Asked::Pupil => "the pupil",
            Asked::Head => "the headteacher",
            Asked::Authority | Asked::HomeAuthority => "speaks for the authority",
            Asked::SocialWorker => "the social worker",
            Asked::VirtualHead => "the virtual school head",
            Asked::Expert => "the SEN expert",
            Asked::Friend => "a friend or representative of the family",
            Asked::Witness => "a witness",
        };
        out.push((i.name.clone(), what));
    }
    out
}

/// Sets a letter's pages, away from the threads that answer people: its words, and its file.
pub(crate) async fn set(letter: paper::letter::Letter) -> Result<(String, Vec<u8>), Problem> {
    tokio::task::spawn_blocking(move || {
        let pdf = paper::letter::pdf(&letter).map_err(|e| anyhow::anyhow!("{e}"))?;
        anyhow::Ok((paper::letter::text(&letter), pdf))
    })
    .await
    .map_err(anyhow::Error::from)?
    .map_err(Problem::from)
}

/// The version that was read, or stale.
fn fresh(v: &Visit, h: &Hearing) -> Result<(), Problem> {
    match v.form.int("version") == Some(h.version) {
        true => Ok(()),
        false => Err(Problem::Stale(v.form.kept())),
    }
}

/// Shows a hearing.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

async fn sheet(v: &Visit, typed: Option<Form>, errors: Errors) -> Result<HearingPage, Problem> {
    let org = v.org();
    let mut read = v.read().await?;
    let src = &mut read;
    let (hearing, whole) = found(v, src).await?;
    let members: Vec<Member> = store::hearing::members(src, org, &[hearing.id]).await?;
    let invites = store::hearing::invites(src, org, hearing.id).await?;
    let home = at_home(src, org, &whole, v.today()).await?;
    let documents = store::document::of(src, org, whole.matter.id).await?;
    let mut links = Vec::new();
    let key = v.app.link_key()?;
    for c in &home {
        let given = store::link::of_contact(src, org, &[hearing.id], c.id).await?;
        if let Some(link) = given.into_iter().find(|l| l.stands(v.now).is_ok()) {
            links.push((c.full(), crate::link::path(&key, org, link.id), link.expires_at));
        }
    }
    let remembered = tell::remembered(src, org).await?;
    let almanac = crate::matter::almanac(v, src, &whole.matter).await?;
    drop(read);
    let panel_given = whole
        .decided(casework::hearing::HearingKind::Panel)
        .map(|d| d.notice_given.unwrap_or(d.on));
    let made = whole.application().map(|a| a.made);
    let by = meet_by(hearing.kind, &whole.matter, made, panel_given, &almanac);
    let once = typed.as_ref().and_then(|f| f.id("once")).unwrap_or_else(Id::now_v7);
    // What was typed in one form of the page stands over what is kept; the others stay filled.
    let mut form = page::filled(&hearing, v.today(), &remembered);
    for (name, value) in typed.map(|f| f.pairs()).unwrap_or_default() {
        form = form.with(&name, value);
    }
    let public = v.app.config().public_address.trim_end_matches('/').to_string();
    Ok(HearingPage {
        lacking: lacking(hearing.kind, hearing.on, &members),
        meet_by: by.map(|a| (a.due, a.rule)),
        papers: hearing.papers(&almanac).map(|p| p.map(|a| (a.due, a.rule))),
        parents: home.into_iter().filter(|c| c.gets_letters()).collect(),
        links: links.into_iter().map(|(n, p, t)| (n, format!("{public}{p}"), t)).collect(),
        almanac: Some(almanac),
        today: v.today(),
        version: hearing.version,
        hearing,
        whole,
        members,
        invites,
        documents: documents.into_iter().filter(|d| d.gone_at.is_none()).collect(),
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}
