//! What is changed on a trip: what it is, adults, costs, the risk assessment, looking back.

use super::facts::NOUN;
use super::{choices, event, keep, list, one, over, staff};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use crate::work::file::Change;
use casework::kit::read_money;
use casework::trip::{Adult, Again, Cost, LONGEST, Risk, SHORT, Trip, TripState};
use casework::{Coded, Id, Verb};
use store::{Source, Write};

async fn find(src: &mut dyn Source, v: &Visit) -> Result<Trip, Problem> {
    Ok(store::trip::find(src, v.org(), v.id("id")?).await?)
}

fn form_of(t: &Trip) -> Form {
    Form::of([
        ("once", t.id.to_string()),
        ("version", t.version.to_string()),
        ("kind", t.kind.code().into()),
        ("title", t.title.clone()),
        ("purpose", t.purpose.clone()),
        ("place", t.place.clone()),
        ("from", t.from.iso()),
        ("to", t.to.iso()),
        ("leaves", t.leaves.input()),
        ("back", t.back.input()),
        ("lead", t.lead.to_string()),
        ("ratio", t.ratio.to_string()),
        ("transport", t.transport.clone()),
        ("kit", t.kit.clone()),
        ("base", t.base.clone()),
    ])
}

async fn edit_page(
    src: &mut dyn Source,
    v: &Visit,
    t: &Trip,
    form: Form,
    errors: Errors,
) -> Result<list::PlanPage, Problem> {
    Ok(list::PlanPage {
        to: format!("/trips/{}/change", t.id),
        back: (format!("/trips/{}", t.id), t.title.clone()),
        title: "Change what it is",
        staff: choices(&staff(src, v.org()).await?),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form of what it is.
pub async fn edit(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let t = find(&mut read, &v).await?;
    if let Some(answer) = over(&v, &t) {
        return answer;
    }
    let page = edit_page(&mut read, &v, &t, form_of(&t), Errors::new()).await?;
    v.page(&page)
}

/// Changes what it is. What home agreed to, and what was approved, was another day or place: it is
/// asked anew.
pub async fn change(v: Visit) -> Answer {
    let mut w = v.write("Changing a trip").await?;
    let was = find(&mut w, &v).await?;
    if let Some(answer) = over(&v, &was) {
        return answer;
    }
    let everybody = staff(&mut w, v.org()).await?;
    let mut errors = Errors::new();
    let mut t = list::typed(&v.form, &mut errors, &everybody, &was);
    if !errors.is_empty() {
        let page = edit_page(&mut w, &v, &was, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    t.version = v.form.int("version").unwrap_or(0);
    let other = (was.from, was.to, was.leaves, was.back, &was.place, was.kind)
        != (t.from, t.to, t.leaves, t.back, &t.place, t.kind);
    let again = other && t.state != TripState::Planned;
    let mut more = Vec::new();
    if other {
        t.words_since = Some(v.now);
    }
    if again {
        t.state = TripState::Planned;
        t.decided_why = "Day, time or place changed: it is to be approved anew".into();
        for mut line in store::trip::pupils::of(&mut w, v.org(), t.id).await? {
            if let Some(date) = line.known_date.take() {
                if let Ok(date) = store::known_date::find(&mut w, v.org(), date).await {
                    more.extend(store::known_date::end(&mut w, &date).await?);
                }
                store::trip::pupils::keep(&mut w, &line).await?;
            }
        }
    }
    keep(&mut w, &v, &t).await?;
    let said = event(Verb::TripChanged, &t).fact("when", t.when());
    v.commit(w, said, more).await?;
    v.to_saying(
        format!("/trips/{}", t.id),
        match again {
            true => "Kept. Day, time or place changed: home is asked anew, and it is to be approved anew",
            false if other => "Kept. Day, time or place changed: what home said before counts no longer",
            false => "Kept",
        },
    )
}

async fn again(w: Write, v: &Visit, errors: Errors) -> Answer {
    drop(w);
    let page = one::sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Adds an adult, a cost, or a line of the risk assessment.
pub async fn line(v: Visit) -> Answer {
    let mut w = v.write("Adding to a trip").await?;
    let t = find(&mut w, &v).await?;
    if let Some(answer) = over(&v, &t) {
        return answer;
    }
    let (f, id) = (&v.form, v.form.id("once").unwrap_or_else(Id::now_v7));
    let mut errors = Errors::new();
    let new = match f.text("kind") {
        "adult" => {
            let everybody = staff(&mut w, v.org()).await?;
            let chosen = f.id("staff").and_then(|s| everybody.iter().find(|o| o.id == s));
            let other = errors.limit(f, "name", SHORT);
            if chosen.is_none() && other.is_empty() {
                errors.add("staff", "Choose somebody, or type a name below");
            }
            let role = errors.limit(f, "role", SHORT);
            let name = chosen.map_or(other, |s| s.full());
            let adult = Adult { id, staff: chosen.map(|s| s.id), name, role };
            let here = store::trip::adults(&mut w, v.org(), t.id).await?;
            let there = here.iter().any(|a| match adult.staff {
                Some(staff) => a.staff == Some(staff),
                None => a.staff.is_none() && a.name == adult.name,
            });
            match errors.is_empty() && !there {
                true => store::trip::add_adult(&mut w, t.id, &adult).await?,
                false => false,
            }
        }
        "cost" => {
            let what = errors.need(f, "what", SHORT, "Say what it is for");
            let pence = read_money(f.text("amount")).filter(|_| f.has("amount"));
            let pence = errors.get(pence, "amount", "Give an amount, such as 62.50");
            let line = errors.need(f, "budget", SHORT, "Say which budget line it is set against");
            match (errors.is_empty(), pence) {
                (true, Some(pence)) => {
                    let cost = Cost { id, what, pence, line };
                    store::trip::add_cost(&mut w, t.id, &cost).await?
                }
                _ => false,
            }
        }
        "risk" => {
            let hazard = errors.need(f, "hazard", SHORT, "Say what could hurt somebody");
            let measure = errors.need(f, "measure", LONGEST, "Say what is done about it");
            let who = errors.limit(f, "sees", SHORT);
            let risk = Risk { id, hazard, measure, who, by_name: v.actor.name.clone(), at: v.now };
            match errors.is_empty() {
                true => store::trip::add_risk(&mut w, t.id, &risk).await?,
                false => false,
            }
        }
        _ => return Err(Problem::Missing),
    };
    if !errors.is_empty() {
        return again(w, &v, errors).await;
    }
    let to = format!("/trips/{}", t.id);
    if !new {
        return v.to(to);
    }
    v.commit(w, event(Verb::TripChanged, &t).fact("added", f.text("kind")), Vec::new()).await?;
    v.to_saying(to, "Kept")
}

/// Takes an adult, a cost or a line of the risk assessment away.
pub async fn away(v: Visit) -> Answer {
    let mut w = v.write("Taking something off a trip").await?;
    let t = find(&mut w, &v).await?;
    if let Some(answer) = over(&v, &t) {
        return answer;
    }
    let line = v.form.id("line").ok_or(Problem::Missing)?;
    let to = format!("/trips/{}", t.id);
    if !store::trip::take_away(&mut w, t.id, line).await? {
        return v.to(to);
    }
    v.commit(w, event(Verb::TripChanged, &t).fact("taken away", "a line"), Vec::new()).await?;
    v.to_saying(to, "Taken away")
}

/// Keeps the risk assessment as a file.
pub async fn risk_file(v: Visit) -> Answer {
    let mut w = v.write("Adding the risk assessment of a trip").await?;
    let t = find(&mut w, &v).await?;
    if let Some(answer) = over(&v, &t) {
        return answer;
    }
    let mut errors = Errors::new();
    let change = match Change::read(v.file.as_ref(), v.unread.as_deref(), false) {
        Ok(change) if change.new.is_some() => change,
        Ok(_) => {
            errors.add("file", "Choose the file");
            return again(w, &v, errors).await;
        }
        Err(why) => {
            errors.add("file", why);
            return again(w, &v, errors).await;
        }
    };
    let facts = change.keep_with(&mut w, NOUN, t.id, &v.actor.name).await?;
    let said = facts
        .into_iter()
        .fold(event(Verb::TripChanged, &t), |event, (name, value)| event.fact(name, value));
    v.commit(w, said, Vec::new()).await?;
    v.to_saying(format!("/trips/{}", t.id), "The risk assessment is kept")
}

/// Hands the file out.
pub async fn serve(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let t = find(&mut read, &v).await?;
    let file = v.id("file")?;
    let (kept, bytes) = store::attachment::open(&mut read, v.org(), t.id, file).await?;
    drop(read);
    v.download(&kept.name, kept.kind.media(), bytes)
}

/// Looks back.
pub async fn look_back(v: Visit) -> Answer {
    let mut w = v.write("Looking back on a trip").await?;
    let mut t = find(&mut w, &v).await?;
    let to = format!("/trips/{}", t.id);
    if t.state != TripState::Approved || v.now < t.due_back() {
        return v.to_saying(to, "It is looked back on when it is over");
    }
    let lines = store::trip::pupils::of(&mut w, v.org(), t.id).await?;
    let out = lines.iter().filter(|l| l.is_out()).count();
    let f = &v.form;
    let mut errors = Errors::new();
    if out > 0 {
        errors.add("went_well", "Somebody is still written down as out. See to the register first");
    }
    t.went_well = errors.need(f, "went_well", LONGEST, "Say what went well");
    t.change_next = errors.limit(f, "change_next", LONGEST);
    t.contacts_made = errors.limit(f, "contacts_made", LONGEST);
    t.again = errors.get(f.coded::<Again>("again"), "again", "Choose one");
    if !errors.is_empty() {
        return again(w, &v, errors).await;
    }
    t.state = TripState::Over;
    t.looked_back_at = Some(v.now);
    t.looked_back_by = v.actor.name.clone();
    t.version = f.int("version").unwrap_or(0);
    keep(&mut w, &v, &t).await?;
    v.commit(w, event(Verb::TripLookedBack, &t), Vec::new()).await?;
    v.to_saying(to, "Kept. The trip is over")
}
