//! `mainstay admin`: a way in for whoever runs the server, when nobody can get in.
//!
//! Each of these leaves its line in the trail as an act of the server's keyboard.

use crate::clock::Clock;
use crate::config::Config;
use crate::people::{looks_like_email, one_time};
use casework::school::{Member, Staff};
use casework::{Act, Event, Id, Role, Verb};
use clap::Subcommand;
use std::process::ExitCode;
use store::Store;
use store::account::Account;

/// What to do to whom.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make somebody an administrator of Mainstay: a new account, or one that is there.
    MakeAdministrator {
        /// Work email they sign in with.
        email: String,
        /// Their name, for a new account, such as "Ms Wren Abbot".
        #[arg(long, default_value = "")]
        name: String,
        /// The school, when there are several: its name as it is kept.
        #[arg(long, value_name = "NAME")]
        school: Option<String>,
    },
    /// Give somebody a new one-time password and open a locked account.
    ResetPassword {
        /// Work email they sign in with.
        email: String,
    },
    /// Sign somebody out everywhere.
    EndSessions {
        /// Work email they sign in with.
        email: String,
    },
}

/// Runs it.
pub async fn run(config: Config, what: Admin) -> anyhow::Result<ExitCode> {
    let store = super::open_existing(&config).await?;
    store.migrate().await?;
    match what {
        Admin::MakeAdministrator { email, name, school } => {
            make(&store, &email.to_lowercase(), &name, school.as_deref()).await?
        }
        Admin::ResetPassword { email } => {
            let (account, orgs) = known(&store, &email).await?;
            let (secret, hash) = one_time().await?;
            let mut w = door(&store, orgs[0], "Resetting a password at the server").await?;
            store::account::issue_password(&mut w, account.id, &hash).await?;
            store::people::end_sessions(&mut w, account.id).await?;
            let event = Event::new(Verb::AccountChanged, "account", account.id)
                .fact("changed", "password, at the server");
            w.commit(event, vec![]).await?;
            say(&account.email, &secret);
        }
        Admin::EndSessions { email } => {
            let (account, orgs) = known(&store, &email).await?;
            let mut ended = 0;
            for org in orgs {
                let mut w = door(&store, org, "Ending sessions at the server").await?;
                let n = store::people::end_sessions(&mut w, account.id).await?;
                let event = Event::new(Verb::SessionEnded, "account", account.id).fact("ended", n);
                w.commit(event, vec![]).await?;
                ended += n;
            }
            println!("{ended} sessions ended.");
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn door(store: &Store, org: Id, why: &str) -> anyhow::Result<store::Write> {
    let mut act = Act::by_system(org, Clock::Machine.now(), why);
    act.who = "At the server".into();
    Ok(store.write(act).await?)
}

fn say(email: &str, secret: &str) {
    println!(
        "{email} signs in with this password. It is shown once, and opens only the choice of their own:"
    );
    println!("  {secret}");
}

async fn known(store: &Store, email: &str) -> anyhow::Result<(Account, Vec<Id>)> {
    let mut read = store.read().await?;
    let account = store::account::by_email(&mut read, email).await?;
    let account = account.ok_or_else(|| anyhow::anyhow!("nobody signs in with {email}"))?;
    let orgs = store::account::schools_of(&mut read, account.id).await?;
    if orgs.is_empty() {
        anyhow::bail!("{email} may not sign in to any school; use make-administrator");
    }
    Ok((account, orgs))
}

async fn make(store: &Store, email: &str, name: &str, school: Option<&str>) -> anyhow::Result<()> {
    if !looks_like_email(email) {
        anyhow::bail!("{email} is not an email such as a.name@school.example");
    }
    let mut read = store.read().await?;
    let schools = store::school::all(&mut read).await?;
    let org = match (school, schools.as_slice()) {
        (_, []) => {
            anyhow::bail!("there is no school yet: start `mainstay serve` and open /welcome")
        }
        (None, [one]) => one.id,
        (None, _) => anyhow::bail!("there are several schools: say which with --school"),
        (Some(name), all) => all
            .iter()
            .find(|s| s.name == name)
            .map(|s| s.id)
            .ok_or_else(|| anyhow::anyhow!("no school here is called {name}"))?,
    };
    let account = store::account::by_email(&mut read, email).await?;
    let person = match &account {
        None => None,
        Some(a) => {
            store::people::all(&mut read, org).await?.into_iter().find(|p| p.account == Some(a.id))
        }
    };
    drop(read);
    match (account, person) {
        (Some(account), Some(person)) => {
            let mut roles = person.roles.clone();
            if !roles.contains(&Role::Administrator) {
                roles.push(Role::Administrator);
            }
            let mut w = door(store, org, "Making an administrator at the server").await?;
            let (years, staff) = (person.years, person.staff);
            let member = Member { account: account.id, staff, roles, years, active: true };
            store::account::set_member(&mut w, &member).await?;
            let event = Event::new(Verb::AccountChanged, "account", account.id)
                .fact("roles", "with Administrator of Mainstay, at the server");
            w.commit(event, vec![]).await?;
            println!("{email} is an administrator now. Their password is as it was.");
        }
        (Some(_), None) => anyhow::bail!("{email} has an account, but no place at that school"),
        (None, _) => {
            let family = name.trim();
            if family.is_empty() {
                anyhow::bail!("say who it is with --name, such as --name \"Ms Wren Abbot\"");
            }
            let (title, given, family) = split(family);
            let staff = Staff {
                id: Id::now_v7(),
                code: String::new(),
                title,
                given,
                family,
                email: email.to_string(),
                post: casework::Coded::label(Role::Administrator).to_string(),
                department: String::new(),
                left_on: None,
            };
            let (secret, hash) = one_time().await?;
            let account = Account {
                id: Id::now_v7(),
                email: email.to_string(),
                password_hash: hash,
                failures: 0,
                locked_until: None,
                one_time: true,
                version: 1,
            };
            let mut w = door(store, org, "Making an administrator at the server").await?;
            crate::welcome::make_administrator(&mut w, &staff, &account)
                .await
                .map_err(|p| anyhow::anyhow!("the account could not be kept: {p:?}"))?;
            let event = Event::new(Verb::AccountMade, "account", account.id)
                .fact("roles", "none → Administrator of Mainstay, at the server");
            w.commit(event, vec![]).await?;
            say(email, &secret);
        }
    }
    Ok(())
}

/// "Ms Wren Abbot" as title, given, family; fewer words are the family name, then the given.
fn split(name: &str) -> (String, String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let titles = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Dame", "Prof", "Rev", "Mme"];
    let (title, rest) = match words.split_first() {
        Some((first, rest)) if titles.contains(first) && !rest.is_empty() => (*first, rest),
        _ => ("", words.as_slice()),
    };
    match rest.split_first() {
        Some((given, family)) if !family.is_empty() => {
            (title.into(), (*given).into(), family.join(" "))
        }
        Some((only, _)) => (title.into(), String::new(), (*only).into()),
        None => (title.into(), String::new(), name.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_name_is_taken_apart_as_people_write_it() {
        let parts = |t: &str, g: &str, f: &str| (t.to_string(), g.to_string(), f.to_string());
        assert_eq!(split("Ms Wren Abbot"), parts("Ms", "Wren", "Abbot"));
        assert_eq!(split("Wren van der Berg"), parts("", "Wren", "van der Berg"));
        assert_eq!(split("Aisyah"), parts("", "", "Aisyah"));
        assert_eq!(split("Dr Lunt"), parts("Dr", "", "Lunt"));
    }
}
