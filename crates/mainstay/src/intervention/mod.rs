//! The school's catalogue of interventions and the measures it names.
//!
//! Must never know: what a group of one comes to, or what a licensed instrument asks.

mod page;

pub use page::samples;
pub(crate) use page::{links, sample};

use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::intervention::{
    Better, Intervention, Kind, LONGEST, LONGEST_NAME, Measure, Unit, own, scale_errors,
};
use casework::kit::read_money;
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Refusal, Verb};
use page::{FormPage, ListPage, MeasuresPage};
use store::Source;

/// Refuses whoever reads of support and does not run it.
pub(crate) fn must_run(v: &Visit, back: &str) -> Result<(), Problem> {
    if v.may(May::PupilFile) && v.may(May::Returns) {
        return Ok(());
    }
    let mut no = Refusal::because(
        "Your role does not set up support",
        format!(
            "Groups, the catalogue and the {} are run by those who work with the {}: {}, {}, room co-ordinator and senior leaders.",
            v.words().one(Concept::Support),
            v.words().one(Concept::Pupil),
            v.words().one(Concept::YearLead),
            v.words().one(Concept::Mentor)
        ),
        "The table of roles in Mainstay.",
    )
    .or("Back", back);
    no.by_role = true;
    Err(no.into())
}

/// Staff to choose from, after nobody.
pub(crate) async fn staff_choices(
    src: &mut dyn Source,
    v: &Visit,
    none: &str,
) -> Result<Vec<Choice>, Problem> {
    let all = store::staff::all(src, v.org()).await?;
    let here = all.iter().filter(|s| s.left_on.is_none());
    Ok(std::iter::once(Choice::new("", none))
        .chain(here.map(|s| Choice::new(s.id.to_string(), s.full())))
        .collect())
}

/// Shows the catalogue.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::intervention::all(&mut read, v.org()).await?;
    let groups = store::group::all(&mut read, v.org()).await?;
    v.page(&ListPage {
        rows: all
            .into_iter()
            .map(|i| {
                let on = groups.iter().filter(|g| g.intervention == i.id && g.ended_on.is_none());
                (on.count() as i64, i)
            })
            .collect(),
        runs: v.may(May::Returns),
    })
}

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    of: Option<&Intervention>,
    form: Form,
    errors: Errors,
) -> Result<FormPage, Problem> {
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    Ok(FormPage {
        id: of.map(|i| i.id),
        name: of.map(|i| i.name.clone()).unwrap_or_default(),
        version: of.map_or(1, |i| i.version),
        active: of.is_none_or(|i| i.active),
        staff: staff_choices(src, v, "Nobody yet").await?,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

fn filled(i: &Intervention) -> Form {
    let price = i.pence.map(|p| format!("{}.{:02}", p / 100, p % 100)).unwrap_or_default();
    Form::of([
        ("name", i.name.clone()),
        ("kind", i.kind.code().to_string()),
        ("purpose", i.purpose.clone()),
        ("who_for", i.who_for.clone()),
        ("dose", i.dose.clone()),
        ("owner", i.owner.map(|id| id.to_string()).unwrap_or_default()),
        ("provider", i.provider.clone()),
        ("price", price),
        ("unit", i.unit.code().to_string()),
        ("evidence", i.evidence.clone()),
    ])
}

/// The form for a new one.
pub async fn new(v: Visit) -> Answer {
    must_run(&v, "/interventions")?;
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, None, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Shows one, to be changed.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let i = store::intervention::find(&mut read, v.org(), v.id("id")?).await?;
    let page = sheet(&v, &mut read, Some(&i), filled(&i), Errors::new()).await?;
    v.page(&page)
}

async fn typed(
    v: &Visit,
    src: &mut dyn Source,
    errors: &mut Errors,
) -> Result<Option<Intervention>, Problem> {
    let f = &v.form;
    let name = errors.need(f, "name", LONGEST_NAME, "Give it the name it goes by in school");
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Choose what kind of help it is");
    let purpose = errors.need(f, "purpose", LONGEST, "Say what it is for");
    let who_for = errors.limit(f, "who_for", LONGEST);
    let dose = errors.limit(f, "dose", LONGEST_NAME);
    let provider = errors.limit(f, "provider", LONGEST_NAME);
    let evidence = errors.limit(f, "evidence", LONGEST);
    let pence = match f.has("price") {
        true => errors.get(
            read_money(f.text("price")),
            "price",
            "Give the cost in pounds, such as 12.50, or leave it empty",
        ),
        false => None,
    };
    let unit = errors.get(f.coded::<Unit>("unit"), "unit", "Choose what the cost is for");
    let owner = match f.id("owner") {
        Some(id) => Some(store::staff::find(src, v.org(), id).await?),
        None => None,
    };
    let (Some(kind), Some(unit), true) = (kind, unit, errors.is_empty()) else {
        return Ok(None);
    };
    Ok(Some(Intervention {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        name,
        kind,
        purpose,
        who_for,
        dose,
        owner: owner.as_ref().map(|s| s.id),
        owner_name: owner.map(|s| s.full()).unwrap_or_default(),
        provider,
        pence,
        unit,
        evidence,
        active: true,
        version: 1,
    }))
}

/// Keeps a new one.
pub async fn add(v: Visit) -> Answer {
    must_run(&v, "/interventions")?;
    let mut w = v.write("Writing in the catalogue of interventions").await?;
    let mut errors = Errors::new();
    let Some(i) = typed(&v, &mut w, &mut errors).await? else {
        let page = sheet(&v, &mut w, None, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    if !store::intervention::add(&mut w, &i).await? {
        return v.to("/interventions");
    }
    v.commit(w, kept(&i, "added"), Vec::new()).await?;
    v.to_saying("/interventions", format!("{} is in the catalogue", i.name))
}

fn kept(i: &Intervention, what: &str) -> Event {
    Event::new(Verb::InterventionKept, "intervention", i.id)
        .fact("name", &i.name)
        .fact("what", what)
        .fact("kind", i.kind.code())
}

/// Changes one, retires it, or takes it up again.
pub async fn change(v: Visit) -> Answer {
    must_run(&v, "/interventions")?;
    let mut w = v.write("Changing the catalogue of interventions").await?;
    let old = store::intervention::find(&mut w, v.org(), v.id("id")?).await?;
    let version = v.form.int("version").unwrap_or(0);
    let way = v.form.text("way").to_string();
    let (now, what) = match way.as_str() {
        "retire" => (Intervention { active: false, version, ..old }, "retired"),
        "use" => (Intervention { active: true, version, ..old }, "in use again"),
        _ => {
            let mut errors = Errors::new();
            let Some(i) = typed(&v, &mut w, &mut errors).await? else {
                let page = sheet(&v, &mut w, Some(&old), v.form.clone(), errors).await?;
                drop(w);
                return v.again(&page);
            };
            (Intervention { id: old.id, active: old.active, version, ..i }, "changed")
        }
    };
    stale(store::intervention::change(&mut w, &now).await, &v)?;
    v.commit(w, kept(&now, what), Vec::new()).await?;
    v.to_saying("/interventions", format!("{}: {what}", now.name))
}

/// What was typed is kept for whoever was beaten to it.
pub(crate) fn stale<T>(done: Result<T, store::Problem>, v: &Visit) -> Result<T, Problem> {
    done.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

async fn measures_page(v: &Visit, form: Form, errors: Errors) -> Result<MeasuresPage, Problem> {
    let mut read = v.read().await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(MeasuresPage {
        own: own(),
        all: store::intervention::measures(&mut read, v.org()).await?,
        runs: v.may(May::Returns),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the measures.
pub async fn measures(v: Visit) -> Answer {
    let page = measures_page(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps a measure, retires one or takes one up again.
pub async fn keep_measure(v: Visit) -> Answer {
    must_run(&v, "/interventions/measures")?;
    let f = &v.form;
    if let Some(id) = f.id("measure") {
        let mut w = v.write("Retiring a measure, or taking it up again").await?;
        let m = store::intervention::measure(&mut w, v.org(), Some(id)).await?;
        let active = f.text("way") == "use";
        let version = f.int("version").unwrap_or(0);
        stale(store::intervention::set_measure(&mut w, id, version, active).await, &v)?;
        let what = if active { "in use again" } else { "retired" };
        v.commit(w, measured(&m, what), Vec::new()).await?;
        return v.to_saying("/interventions/measures", format!("{}: {what}", m.name));
    }
    let mut errors = Errors::new();
    let name = errors.need(f, "name", LONGEST_NAME, "Give the name of the measure");
    let (low, high) = (f.int("low"), f.int("high"));
    for (field, words) in scale_errors(low, high) {
        errors.add(field, words);
    }
    let better =
        errors.get(f.coded::<Better>("better"), "better", "Choose which way is the better one");
    let licensed = f.ticked("licensed");
    let rights = match licensed {
        true => errors.need(
            f,
            "rights",
            LONGEST,
            "Say what right the school has to use it, and where it is scored",
        ),
        false => errors.limit(f, "rights", LONGEST),
    };
    let (Some(low), Some(high), Some(better), true) = (low, high, better, errors.is_empty()) else {
        let page = measures_page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let m = Measure { id, name, low, high, better, licensed, rights, active: true, version: 1 };
    let mut w = v.write("Naming a measure").await?;
    if store::intervention::add_measure(&mut w, &m).await? {
        v.commit(w, measured(&m, "added"), Vec::new()).await?;
    }
    v.to_saying("/interventions/measures", "The measure is kept")
}

fn measured(m: &Measure, what: &str) -> Event {
    Event::new(Verb::MeasureKept, "measure", m.id).fact("name", &m.name).fact("what", what)
}
