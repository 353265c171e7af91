//! Who is asked to a meeting: added, what they say, whose address a reply came from, whether they
//! came; and what the place must have.
//!
//! Must never know: who makes a quorum.

use super::arrange::event;
use super::invite::uninvite;
use super::{HOME, at_home, led, one, pupil_of};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::people::{Came, From, Person, Reply, Whom, came_from};
use casework::meeting::{Meeting, SHORT, Setup, State, may_change};
use casework::rota::key;
use casework::{Coded, Id, Verb};
use store::Write;

/// Somebody of whom nothing is known but the name.
pub(super) fn blank(m: &Meeting, name: &str) -> Person {
    Person {
        id: Id::now_v7(),
        meeting: m.id,
        whom: Whom::Staff,
        name: name.to_string(),
        email: String::new(),
        staff: None,
        contact: None,
        responsible: false,
        part: String::new(),
        needs: String::new(),
        reply: Reply::NotSaid,
        said: String::new(),
        other_address: String::new(),
        came: Came::NotSaid,
        consented: false,
        told_sequence: None,
    }
}

/// Whether a word may be an address of email; a mail server has the last word.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

/// Adds somebody: a colleague, somebody at home, or anybody by name and address.
pub async fn ask(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let part = errors.limit(f, "part", SHORT);
    let mut needs = errors.limit(f, "needs", SHORT);
    let mut w = v.write("Adding somebody to a meeting").await?;
    let m = led(&v, &mut w).await?;
    if m.state == State::CalledOff {
        may_change(&m)?;
    }
    let pupil = pupil_of(&v, &mut w, m.pupil).await?;
    let home = at_home(&v, &mut w, pupil.as_ref()).await?;
    let mut p = blank(&m, "");
    p.id = f.id("once").unwrap_or(p.id);
    if let Some((id, name)) = crate::action::colleague(&mut w, &v, f.id("staff")).await? {
        let staff = store::staff::find(&mut w, v.org(), id).await?;
        (p.staff, p.name, p.email) = (Some(id), name, staff.email);
    } else if let Some(c) = home.iter().find(|c| Some(c.id) == f.id("contact")) {
        (p.whom, p.contact, p.name) = (Whom::Home, Some(c.id), c.full());
        (p.email, p.responsible) = (c.email.clone(), c.responsible);
        if c.interpreter && needs.is_empty() {
            needs = match c.language.trim() {
                "" => "Interpreter".to_string(),
                language => format!("Interpreter, {language}"),
            };
        }
    } else {
        p.name = errors.need(
            f,
            "name",
            SHORT,
            "Choose a colleague or somebody at home, or write a name",
        );
        p.email = errors.limit(f, "email", SHORT);
        if !p.email.is_empty() && !is_address(&p.email) {
            errors.add("email", "This is not an email address");
        }
        p.whom = f.coded::<Whom>("whom").unwrap_or(Whom::Agency);
    }
    p.part = part;
    p.needs = needs;
    let there = store::meeting::people(&mut w, v.org(), m.id).await?;
    let same = |o: &Person| {
        o.id != p.id
            && ((o.staff.is_some() && o.staff == p.staff)
                || (o.contact.is_some() && o.contact == p.contact))
    };
    if there.iter().any(same) {
        errors.add("name", format!("{} is asked already", p.name));
    }
    if !errors.is_empty() {
        drop(w);
        let page = one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if store::meeting::ask(&mut w, &p).await? {
        needed(&mut w, &m, &p).await?;
        v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
    }
    v.to(format!("{HOME}/{}#people", m.id))
}

/// What somebody needs is something the place must have: a line that somebody sees to.
async fn needed(w: &mut Write, m: &Meeting, p: &Person) -> Result<(), Problem> {
    let needs = p.needs.trim();
    if needs.is_empty() || m.state != State::Arranged {
        return Ok(());
    }
    let line = Setup {
        // The same need of the same person is one line, however often it is kept.
        id: key(&[p.id.as_bytes(), needs.to_lowercase().as_bytes()]),
        what: format!("{needs}, for {}", p.name),
        done_by: String::new(),
        done_at: None,
    };
    store::meeting::set_up(w, m.id, &line).await?;
    Ok(())
}

/// A colleague says for themselves whether they come, and what they need.
pub async fn mine(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let said = errors.limit(f, "my_words", SHORT);
    let needs = errors.limit(f, "my_needs", SHORT);
    let reply = errors.get(f.coded::<Reply>("my_reply"), "my_reply", "Say whether you come");
    let mut w = v.write("Answering an invitation").await?;
    let m = super::found(&v, &mut w).await?;
    may_change(&m)?;
    let all = store::meeting::people(&mut w, v.org(), m.id).await?;
    let p = all.into_iter().find(|p| p.staff == Some(v.actor.staff)).ok_or(Problem::Missing)?;
    let (Some(reply), true) = (reply, errors.is_empty()) else {
        drop(w);
        let page = one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let after = Person { reply, said, needs, other_address: String::new(), ..p.clone() };
    let there = format!("{HOME}/{}#people", m.id);
    if after == p {
        return v.to(there);
    }
    store::meeting::answer(&mut w, &after).await?;
    needed(&mut w, &m, &after).await?;
    let event = event(Verb::MeetingAnswered, &m).fact("reply", reply.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, "Your answer is kept")
}

/// What somebody says, or is said of them.
pub async fn answer(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let said = errors.limit(f, "said", SHORT);
    let address = errors.limit(f, "address", SHORT);
    let needs = errors.limit(f, "needs", SHORT);
    let mut w = v.write("Recording what somebody says of a meeting").await?;
    let m = led(&v, &mut w).await?;
    let person = v.id("person")?;
    let all = store::meeting::people(&mut w, v.org(), m.id).await?;
    let p = all.into_iter().find(|p| p.id == person).ok_or(Problem::Missing)?;
    if !errors.is_empty() {
        drop(w);
        let page = one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let there = match f.text("act") {
        "came" => format!("{HOME}/{}/minutes#there", m.id),
        _ => format!("{HOME}/{}#people", m.id),
    };
    let mut event = event(Verb::MeetingAnswered, &m);
    let mut told = "";
    let after = match f.text("act") {
        "reply" => {
            let reply = f.coded::<Reply>("reply").unwrap_or(p.reply);
            event = event.fact("reply", reply.code());
            let other = match came_from(&p, &address) {
                From::Known => String::new(),
                From::Other(a) => {
                    event = event.fact("other address", "yes");
                    told = "Kept. It came from another address: say below whose it is";
                    a
                }
            };
            Person {
                reply,
                said,
                other_address: other,
                needs: if f.has("needs") { needs } else { p.needs.clone() },
                ..p.clone()
            }
        }
        // It is theirs: they are written to there from now on.
        "theirs" => {
            Person { email: p.other_address.clone(), other_address: String::new(), ..p.clone() }
        }
        // It is somebody else's: what they said is not an answer.
        "not_theirs" => Person {
            reply: Reply::NotSaid,
            said: format!("Somebody else answered, from {}: {}", p.other_address, p.said),
            other_address: String::new(),
            ..p.clone()
        },
        "told" => Person { told_sequence: Some(m.sequence), ..p.clone() },
        "came" => {
            let came = f.coded::<Came>("came").unwrap_or(p.came);
            event = event.fact("came", came.code());
            Person { came, consented: f.ticked("consented"), ..p.clone() }
        }
        "off" => {
            if store::meeting::take_off(&mut w, p.id).await? && m.state == State::Arranged {
                let (sent, left) = uninvite(&v, &mut w, &m, &p).await?;
                event = event.fact("asked", sent).fact("to tell", left);
                told = match (sent, left, p.told_sequence) {
                    (1.., _, _) => "Off the list, and told by email that nothing is asked of them",
                    (_, 1.., Some(_)) => "Off the list. They have no address: tell them yourself",
                    _ => "",
                };
            }
            p.clone()
        }
        _ => return Err(Problem::Missing),
    };
    store::meeting::answer(&mut w, &after).await?;
    needed(&mut w, &m, &after).await?;
    v.commit(w, event, Vec::new()).await?;
    match told {
        "" => v.to(there),
        said => v.to_saying(there, said),
    }
}

/// What the place must have: a line added, seen to, or not after all.
pub async fn setup(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Seeing to the place of a meeting").await?;
    let m = led(&v, &mut w).await?;
    match f.id("line") {
        Some(line) => {
            let by = f.ticked("done").then(|| v.actor.name.clone());
            store::meeting::saw_to(&mut w, m.id, line, by.as_deref()).await?;
        }
        None => {
            let mut errors = Errors::new();
            let what = errors.need(f, "what", SHORT, "Say what the place must have");
            if !errors.is_empty() {
                drop(w);
                let page = one(&v, v.form.clone(), errors).await?;
                return v.again(&page);
            }
            let line = Setup {
                id: f.id("once").unwrap_or_else(Id::now_v7),
                what,
                done_by: String::new(),
                done_at: None,
            };
            store::meeting::set_up(&mut w, m.id, &line).await?;
        }
    }
    v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
    v.to(format!("{HOME}/{}#place", m.id))
}

/// Says that the papers went out.
pub async fn papers(v: Visit) -> Answer {
    let mut w = v.write("Recording that papers went out").await?;
    let m = led(&v, &mut w).await?;
    if m.papers_out_at.is_none() {
        let after = Meeting { papers_out_at: Some(v.now), ..m.clone() };
        store::meeting::change(&mut w, &after).await?;
        v.commit(w, event(Verb::MeetingChanged, &after), Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", m.id), "Kept: the papers are out")
}
