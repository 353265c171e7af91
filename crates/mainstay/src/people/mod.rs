//! People and what they may do here: giving an account, roles and years, a one-time password,
//! and taking access away.
//!
//! Must never keep: a password. The one shown is shown once and only its hash is kept.

pub mod page;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::password;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::organisation::may_hold;
use casework::people::{leaves_an_administrator, may_reset};
use casework::school::{Member, Staff};
use casework::set_up::differences;
use casework::{Coded, Event, Id, Role, Verb};
use page::{NewPage, OncePage, PeoplePage, PersonPage};
use store::account::Account;
use store::people::Person;

/// Shows everybody.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let people = store::people::all(&mut read, v.org()).await?;
    drop(read);
    let q = v.query.text("q").to_lowercase();
    let people: Vec<Person> = people
        .into_iter()
        .filter(|p| q.is_empty() || p.name.to_lowercase().contains(&q))
        .filter(|p| match v.query.text("who") {
            "in" => p.account.is_some() && p.active,
            "out" => p.account.is_none() || !p.active,
            _ => true,
        })
        .collect();
    v.page(&PeoplePage { words: v.words().clone(), people, query: v.query.clone() })
}

fn filled(p: &Person) -> Form {
    let email = if p.signs_in.is_empty() { &p.email } else { &p.signs_in };
    let mut pairs =
        vec![("version".to_string(), p.version.to_string()), ("email".to_string(), email.clone())];
    pairs.push(("subject".to_string(), p.subject.clone()));
    pairs.extend(p.roles.iter().map(|r| ("roles".to_string(), r.code().to_string())));
    pairs.extend(p.years.iter().map(|y| ("years".to_string(), y.to_string())));
    Form::of(pairs)
}

async fn person(v: &Visit) -> Result<Person, Problem> {
    let mut read = v.read().await?;
    Ok(store::people::find(&mut read, v.org(), v.id("staff")?).await?)
}

async fn sheet(
    v: &Visit,
    person: Person,
    form: Form,
    errors: Errors,
) -> Result<PersonPage, Problem> {
    let own = person.account == Some(v.actor.account);
    let mut read = v.read().await?;
    let subjects = store::staff::subjects(&mut read, v.org()).await?;
    let (words, kind) = (v.words().clone(), v.setting.school.kind);
    Ok(PersonPage {
        words,
        kind,
        person,
        own,
        now: v.now,
        csrf: v.csrf.clone(),
        subjects,
        form,
        errors,
    })
}

/// Shows one person.
pub async fn show(v: Visit) -> Answer {
    let person = person(&v).await?;
    let form = filled(&person);
    v.page(&sheet(&v, person, form, Errors::new()).await?)
}

/// Roles and years as they were typed.
fn typed(f: &Form, errors: &mut Errors) -> (Vec<Role>, Vec<i64>) {
    let roles: Vec<Role> =
        Role::ALL.iter().copied().filter(|r| f.all("roles").contains(&r.code())).collect();
    let years: Vec<i64> = f
        .all("years")
        .iter()
        .filter_map(|y| y.parse().ok())
        .filter(|y| (0..=14).contains(y))
        .collect();
    if roles.is_empty() {
        errors.add("roles", "Give at least one role, or stop their access below");
    }
    if roles.contains(&Role::YearLead) && years.is_empty() {
        errors.add("years", "Say which years they lead");
    }
    let years = if roles.contains(&Role::YearLead) { years } else { Vec::new() };
    (roles, years)
}

/// The subject they lead, as it was typed; as it was, for those who lead none. Work is asked for
/// by the name of a class's subject, so another name would never be asked.
async fn subject(
    v: &Visit,
    person: &Person,
    roles: &[Role],
    errors: &mut Errors,
) -> Result<String, Problem> {
    let typed = errors.limit(&v.form, "subject", 80);
    if !roles.contains(&Role::HeadOfSubject) || typed == person.subject && !typed.is_empty() {
        return Ok(person.subject.clone());
    }
    let mut read = v.read().await?;
    let known = store::staff::subjects(&mut read, v.org()).await?;
    let same = known.iter().find(|s| s.to_lowercase() == typed.to_lowercase()).cloned();
    if typed.is_empty() {
        errors.add("subject", "Say which subject they lead");
    } else if same.is_none() && !known.is_empty() {
        errors.add("subject", "No class has this subject. Choose one of the timetable’s");
    }
    Ok(same.unwrap_or(typed))
}

fn leads(roles: &[Role], subject: &str) -> (String, String) {
    let heads = roles.contains(&Role::HeadOfSubject);
    ("subject they lead".into(), if heads { subject.into() } else { String::new() })
}

fn values(roles: &[Role], years: &[i64], active: bool) -> Vec<(String, String)> {
    let mut roles: Vec<&str> = roles.iter().map(|r| r.label()).collect();
    roles.sort_unstable();
    let years: Vec<String> = years.iter().map(|y| y.to_string()).collect();
    vec![
        ("roles".into(), roles.join(", ")),
        ("years".into(), years.join(", ")),
        ("may sign in".into(), if active { "yes" } else { "no" }.into()),
    ]
}

/// Gives an account, or changes roles and years.
pub async fn change(v: Visit) -> Answer {
    let person = person(&v).await?;
    let mut errors = Errors::new();
    let (roles, years) = typed(&v.form, &mut errors);
    may_hold(v.setting.school.kind, &roles)?;
    let subject = subject(&v, &person, &roles, &mut errors).await?;
    let Some(account) = person.account else {
        return give(v, person, (roles, years, subject), errors).await;
    };
    if !errors.is_empty() {
        return v.again(&sheet(&v, person, v.form.clone(), errors).await?);
    }
    let mut before = values(&person.roles, &person.years, person.active);
    before.push(leads(&person.roles, &person.subject));
    let mut after = values(&roles, &years, person.active);
    after.push(leads(&roles, &subject));
    let changes = differences(&before, &after);
    let back = format!("/people/{}", person.staff);
    if changes.is_empty() {
        return v.to(back);
    }
    let mut w = v.write("Changing what a person may do").await?;
    let now = store::people::find(&mut w, v.org(), person.staff).await?;
    if v.form.int("version") != Some(now.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let administrators = store::people::administrators(&mut w, v.org()).await?;
    leaves_an_administrator(&administrators, account, (&roles, now.active))?;
    let member = Member { account, staff: person.staff, roles, years, active: now.active };
    store::account::set_member(&mut w, &member).await?;
    if subject != now.subject {
        store::staff::lead(&mut w, person.staff, &subject).await?;
    }
    let event = event(Verb::AccountChanged, account, &changes);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept. It holds from their next page")
}

fn event(verb: Verb, account: Id, changes: &[(String, String)]) -> Event {
    changes
        .iter()
        .fold(Event::new(verb, "account", account), |e, (name, change)| e.fact(name, change))
}

async fn give(
    v: Visit,
    person: Person,
    (roles, years, subject): (Vec<Role>, Vec<i64>, String),
    mut errors: Errors,
) -> Answer {
    let email = errors.need(&v.form, "email", 200, "Give the work email they sign in with");
    let email = email.to_lowercase();
    if !email.is_empty() && !looks_like_email(&email) {
        errors.add("email", "Give an email such as a.name@school.example");
    }
    let mut elsewhere = None;
    if errors.is_empty() {
        let mut read = v.read().await?;
        if let Some(account) = store::account::by_email(&mut read, &email).await? {
            // Somebody of another organisation comes to work here too, by the way in they have.
            if store::account::members(&mut read, v.org())
                .await?
                .iter()
                .any(|m| m.0.id == account.id)
            {
                errors.add("email", "Somebody signs in with that email already");
            }
            elsewhere = Some(account.id);
        }
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, person, v.form.clone(), errors).await?);
    }
    let (secret, hash) = one_time().await?;
    let account = Account {
        id: elsewhere.unwrap_or_else(Id::now_v7),
        email: email.clone(),
        password_hash: hash,
        failures: 0,
        locked_until: None,
        one_time: true,
        version: 1,
    };
    let mut w = v.write("Giving a person an account").await?;
    let now = store::people::find(&mut w, v.org(), person.staff).await?;
    if now.account.is_some() {
        return v.to(format!("/people/{}", person.staff));
    }
    if elsewhere.is_none() {
        store::account::add(&mut w, &account).await?;
    }
    let mut after = values(&roles, &years, true);
    after.push(leads(&roles, &subject));
    let changes = differences(&values(&[], &[], false), &after);
    if subject != now.subject {
        store::staff::lead(&mut w, person.staff, &subject).await?;
    }
    let member = Member { account: account.id, staff: person.staff, roles, years, active: true };
    store::account::set_member(&mut w, &member).await?;
    v.commit(w, event(Verb::AccountMade, account.id, &changes), Vec::new()).await?;
    if elsewhere.is_some() {
        let said = format!(
            "{} works at another organisation here too, and signs in as before",
            person.name
        );
        return v.to_saying(format!("/people/{}", person.staff), said);
    }
    v.page(&OncePage { staff: person.staff, name: person.name, email, secret })
}

/// Enough to catch a slip; the proof of an address is that somebody signs in with it.
pub fn looks_like_email(text: &str) -> bool {
    match text.split_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !text.contains(char::is_whitespace)
                && !host.contains('@')
        }
        None => false,
    }
}

/// A password to be read out once, and its hash: four groups of four, no letters that look
/// alike.
pub async fn one_time() -> anyhow::Result<(String, String)> {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut bytes = [0u8; 64];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness to be had: {e}"))?;
    // Bytes past the last whole run of letters are passed over, so that no letter is likelier.
    let whole = (256 / LETTERS.len() * LETTERS.len()) as u16;
    let letters: Vec<char> = bytes
        .iter()
        .filter(|b| u16::from(**b) < whole)
        .map(|b| LETTERS[*b as usize % LETTERS.len()] as char)
        .take(16)
        .collect();
    let secret = letters.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>();
    let secret = secret.join("-");
    if secret.len() < 19 {
        anyhow::bail!("not enough randomness for a password");
    }
    let text = secret.clone();
    let hash = tokio::task::spawn_blocking(move || password::hash(&text)).await??;
    Ok((secret, hash))
}

/// Gives a new one-time password and ends their sessions.
pub async fn new_password(v: Visit) -> Answer {
    let person = person(&v).await?;
    let account = person.account.ok_or(Problem::Missing)?;
    let mut read = v.read().await?;
    let places = store::account::schools_of(&mut read, account).await?.len();
    drop(read);
    may_reset(places)?;
    let (secret, hash) = one_time().await?;
    let mut w = v.write("Giving a person a new password").await?;
    store::account::issue_password(&mut w, account, &hash).await?;
    let ended = store::people::end_sessions(&mut w, account).await?;
    let event = Event::new(Verb::AccountChanged, "account", account)
        .fact("changed", "password, by an administrator")
        .fact("sessions ended", ended);
    v.commit(w, event, Vec::new()).await?;
    v.page(&OncePage { staff: person.staff, name: person.name, email: person.signs_in, secret })
}

/// Stops access, or gives it back.
pub async fn access(v: Visit) -> Answer {
    let person = person(&v).await?;
    let account = person.account.ok_or(Problem::Missing)?;
    let active = v.form.text("active") == "yes";
    let back = format!("/people/{}", person.staff);
    let mut w = v.write(if active { "Giving access back" } else { "Stopping access" }).await?;
    let now = store::people::find(&mut w, v.org(), person.staff).await?;
    if now.active == active {
        return v.to(back);
    }
    let administrators = store::people::administrators(&mut w, v.org()).await?;
    leaves_an_administrator(&administrators, account, (&now.roles, active))?;
    let changes = differences(
        &values(&now.roles, &now.years, now.active),
        &values(&now.roles, &now.years, active),
    );
    let (roles, years) = (now.roles, now.years);
    let member = Member { account, staff: person.staff, roles, years, active };
    store::account::set_member(&mut w, &member).await?;
    if !active {
        store::people::end_sessions(&mut w, account).await?;
    }
    v.commit(w, event(Verb::AccountChanged, account, &changes), Vec::new()).await?;
    v.to_saying(back, if active { "They may sign in again" } else { "They can no longer sign in" })
}

/// Ends a person's sessions.
pub async fn end_sessions(v: Visit) -> Answer {
    let person = person(&v).await?;
    let account = person.account.ok_or(Problem::Missing)?;
    let mut w = v.write("Ending a person’s sessions").await?;
    let ended = store::people::end_sessions(&mut w, account).await?;
    let event = Event::new(Verb::SessionEnded, "account", account).fact("ended", ended);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/people/{}", person.staff), format!("{ended} sessions ended"))
}

/// Shows the form for somebody who is not in the roster.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    v.page(&NewPage { csrf: v.csrf.clone(), form, errors: Errors::new() })
}

/// Keeps somebody who is not in the roster.
pub async fn add(v: Visit) -> Answer {
    let mut e = Errors::new();
    let f = &v.form;
    let email = e.limit(f, "email", 200).to_lowercase();
    if !email.is_empty() && !looks_like_email(&email) {
        e.add("email", "Give an email such as a.name@school.example");
    }
    let staff = Staff {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        code: String::new(),
        title: e.limit(f, "title", 20),
        given: e.limit(f, "given", 80),
        family: e.need(f, "family", 80, "Give the family name"),
        email,
        post: e.limit(f, "post", 120),
        department: String::new(),
        left_on: None,
    };
    if !e.is_empty() {
        let form = f.clone().with("once", staff.id.to_string());
        return v.again(&NewPage { csrf: v.csrf.clone(), form, errors: e });
    }
    let mut w = v.write("Adding a member of staff").await?;
    let back = format!("/people/{}", staff.id);
    if store::staff::find(&mut w, v.org(), staff.id).await.is_ok() {
        return v.to(back);
    }
    store::staff::add(&mut w, std::slice::from_ref(&staff)).await?;
    let event = Event::new(Verb::ListChanged, "staff", staff.id)
        .fact("staff", format!("none → {}", staff.full()));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept. Now give them roles")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    page::samples()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_is_looked_at_for_slips_and_no_more() {
        for good in ["a.name@school.example", "o’b@x.sch.uk", "a+b@c.d"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.c", "a b@c.d", "a@.c", "a@b.", "a@b@c.d"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_one_time_password_is_new_each_time_and_matches_its_hash() {
        let (one, hash) = one_time().await.unwrap();
        let (other, _) = one_time().await.unwrap();
        assert_ne!(one, other);
        assert_eq!(one.len(), 19);
        assert!(password::objection(&one).is_none());
        assert!(password::matches(&one, &hash));
    }
}
