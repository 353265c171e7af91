//! The register of schools an authority deals with: the list, one school, and what the authority
//! itself keeps of it. It is read from the national list next door.
//!
//! Must never know: what a school keeps for itself.

pub mod file;
mod page;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::Pages;
use crate::people::looks_like_email;
use crate::problem::Problem;
use crate::set_up::rows::event;
use crate::visit::{Answer, Visit};
use casework::known_school::KnownSchool;
use casework::organisation::{Governed, OrgKind};
use casework::set_up::differences;
use casework::{Id, Verb};
use page::{ListPage, OnePage};
use store::Source;
use store::known_school::Asked;

/// Schools to a page.
const SIZE: i64 = 50;

/// The list.
pub async fn list(v: Visit) -> Answer {
    let asked = Asked {
        words: v.query.text("q").to_string(),
        kind: v.query.coded::<OrgKind>("kind"),
        governed: v.query.coded::<Governed>("governed").filter(|g| *g != Governed::NotSaid),
        closed: v.query.ticked("closed"),
    };
    let mut read = v.read().await?;
    let total = store::known_school::count(&mut read, v.org(), &asked).await?;
    let mut pairs = v.query.kept();
    pairs.retain(|(n, value)| n != "page" && !value.is_empty());
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let base = if rest.is_empty() { "/schools?".into() } else { format!("/schools?{rest}&") };
    let last = (total + SIZE - 1) / SIZE;
    let at = v.query.int("page").unwrap_or(1).clamp(1, last.max(1));
    let pages = Pages { base, size: SIZE, at, total };
    let schools =
        store::known_school::list(&mut read, v.org(), &asked, (pages.skip(), SIZE)).await?;
    let any = total > 0
        || store::known_school::count(
            &mut read,
            v.org(),
            &Asked { closed: true, ..Asked::default() },
        )
        .await?
            > 0;
    let imports = v.may(casework::May::Import);
    v.page(&ListPage { schools, any, imports, query: v.query.clone(), pages })
}

fn values(s: &KnownSchool, here: &str) -> Vec<(String, String)> {
    [
        ("head", s.listed.head.clone()),
        ("telephone", s.listed.phone.clone()),
        ("email", s.email.clone()),
        ("ask for", s.contact.clone()),
        ("kept in mind", s.note.replace(['\r', '\n'], " ")),
        ("uses Mainstay here as", here.to_string()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

/// Schools of this installation that say they belong to this authority, by name.
async fn ours(v: &Visit, src: &mut dyn Source) -> Result<Vec<(Id, String)>, Problem> {
    Ok(store::organisation::belonging(src, v.org()).await?)
}

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    school: KnownSchool,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    Ok(OnePage { here: ours(v, src).await?, csrf: v.csrf.clone(), school, form, errors })
}

/// One school.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let id = v.id("id")?;
    let s = store::known_school::find(&mut read, v.org(), id).await?;
    let here = store::known_school::here(&mut read, v.org(), id).await?;
    let form = Form::of([
        ("version", s.version.to_string()),
        ("head", s.listed.head.clone()),
        ("phone", s.listed.phone.clone()),
        ("email", s.email.clone()),
        ("contact", s.contact.clone()),
        ("note", s.note.clone()),
        ("here", here.map(|h| h.to_string()).unwrap_or_default()),
    ]);
    let page = sheet(&v, &mut read, s, form, Errors::new()).await?;
    v.page(&page)
}

/// Changes what the authority keeps of one.
pub async fn change(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Changing what is kept of a school").await?;
    let now = store::known_school::find(&mut w, v.org(), id).await?;
    let was_here = store::known_school::here(&mut w, v.org(), id).await?;
    let (f, mut e) = (&v.form, Errors::new());
    let mut s = now.clone();
    s.listed.head = e.limit(f, "head", 120);
    s.listed.phone = e.limit(f, "phone", 40);
    s.email = e.limit(f, "email", 200).to_lowercase();
    s.contact = e.limit(f, "contact", 200);
    s.note = e.limit(f, "note", 2000);
    if !s.email.is_empty() && !looks_like_email(&s.email) {
        e.add("email", "Give an email such as office@school.example");
    }
    let schools = ours(&v, &mut w).await?;
    let here = f.id("here");
    if f.has("here") && !schools.iter().any(|(id, _)| Some(*id) == here) {
        e.add("here", "Choose one of the list");
    }
    if !e.is_empty() {
        let page = sheet(&v, &mut w, now, v.form.clone(), e).await?;
        return v.again(&page);
    }
    let name = |id: Option<Id>| {
        schools.iter().find(|(s, _)| Some(*s) == id).map(|(_, n)| n.clone()).unwrap_or_default()
    };
    let changes = differences(&values(&now, &name(was_here)), &values(&s, &name(here)));
    let back = format!("/schools/{id}");
    if changes.is_empty() {
        return v.to(back);
    }
    if f.int("version") != Some(now.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::known_school::change(&mut w, &s, here).await?;
    v.commit(w, event(Verb::KnownSchoolChanged, "known_school", id, &changes), Vec::new()).await?;
    v.to_saying(back, "Kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(file::samples());
    all
}
