//! The facts of a matter: opened for a pupil or a child of another school, and put right later.
//!
//! Must never do: change a date that was sent. Facts that change move what is still to come.

use super::found;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::naming;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::matter::{Arranger, Matter, MatterKind, SHORT};
use casework::words::Concept;
use casework::{Coded, Event, Id, Role, Verb};
use maud::{Markup, html};
use rulebook::{Day, HalfDays};

/// The form.
pub struct FactsPage {
    /// The matter that is changed; nothing for a new one.
    pub matter: Option<Id>,
    /// The child's name, where the pupil is on roll.
    pub name: String,
    /// The pupil.
    pub pupil: Option<Id>,
    /// The school's word for its head.
    pub head: String,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for FactsPage {
    fn title(&self) -> String {
        match self.matter {
            Some(_) => "Facts of the matter".into(),
            None => "Open a matter for the governors".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            MatterKind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let arrangers: Vec<Choice> =
            Arranger::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let back = self.matter.map_or("/matters".to_string(), |id| format!("/matters/{id}"));
        let here =
            self.matter.map_or("/matters/new".to_string(), |id| format!("/matters/{id}/facts"));
        let date = |name, label| Field { kind: "date", ..Field::new(name, label) };
        html! {
            (Head::new(&self.title()).back(&back, "Back").facts(html! {
                @if !self.name.is_empty() { (naming(&self.name, &[&self.name])) ". " }
                "Every date that follows is counted from these facts."
            }))
            (ErrorSummary(e))
            form.stack.stack-6 method="post" action=(here) {
                (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                @if let Some(pupil) = self.pupil { (hidden("pupil", pupil)) }
                @for name in ["about", "noun"] { @if f.has(name) { (hidden(name, f.text(name))) } }
                @if self.matter.is_none() && self.pupil.is_none() {
                    (Field::new("name", "Child’s name").from(f, e))
                    (Field::new("school", "School that decided").from(f, e))
                }
                (Choices::one("kind", "What was decided", &kinds).from(f, e))
                (Field { kind: "figure", ..Field::new("term_days", "School days of suspension this statutory term, this one included") }
                    .hint("For a suspension only. Halves as 5.5. Every morning or afternoon is a half; a lunchtime is a half.").optional().from(f, e))
                (Field::new("head", &format!("{} who decided", crate::law::found::capital(&self.head))).hint("Nobody of this name can sit at a hearing.").from(f, e))
                (date("decided", "Day of the decision").from(f, e))
                (date("first_day", "First day of it").from(f, e))
                (date("told", "Day the governing body was told").hint("The governing body’s time runs from the day after.").from(f, e))
                (date("exam", "First public examination or national test that would be lost").optional().from(f, e))
                (date("written_on", "Day the parent’s representations came").hint("For a suspension, they can make a meeting due.").optional().from(f, e))
                (Field::new("other_home", "Authority the child lives in, if it is another one").optional().from(f, e))
                (Choices::one("arranger", "Who arranges an independent review", &arrangers).from(f, e))
                (Area::new("also_asked", "Social worker, virtual school head: who, if there are any").rows(2).optional().from(f, e))
                div.row { button.btn type="submit" { @if self.matter.is_some() { "Keep the facts" } @else { "Open it" } } a.btn.btn-2 href=(back) { "Leave it" } }
            }
        }
    }
}

struct Read {
    kind: MatterKind,
    term_total: i64,
    head: String,
    decided: Day,
    first_day: Day,
    told: Day,
    exam: Option<Day>,
    written_on: Option<Day>,
    other_home: String,
    arranger: Arranger,
    also_asked: String,
}

/// A date that may be left out; one that was typed and is none is said.
fn perhaps(form: &Form, errors: &mut Errors, name: &str) -> Option<Day> {
    let day = form.day(name);
    if day.is_none() && form.has(name) {
        errors.add(name, "Choose a day, or leave it empty");
    }
    day
}

fn read(form: &Form, today: Day, errors: &mut Errors) -> Option<Read> {
    let kind = errors.get(form.coded::<MatterKind>("kind"), "kind", "Choose what was decided");
    let mut total = 0;
    if form.has("term_days") {
        match HalfDays::parse(form.text("term_days")) {
            Ok(days) => total = i64::from(days.count()),
            Err(why) => errors.add("term_days", why.to_string()),
        }
    } else if kind == Some(MatterKind::Suspension) {
        errors.add("term_days", "Say how many school days it comes to this term");
    }
    let head = errors.need(form, "head", SHORT, "Say who decided");
    let decided = errors.get(form.day("decided"), "decided", "Choose the day of the decision");
    let first_day = errors.get(form.day("first_day"), "first_day", "Choose its first day");
    let told = errors.get(form.day("told"), "told", "Choose the day the governing body was told");
    if let (Some(decided), Some(first)) = (decided, first_day)
        && first < decided
    {
        errors.add("first_day", format!("It cannot begin before it was decided, on {decided}"));
    }
    if let (Some(decided), Some(told)) = (decided, told)
        && told < decided
    {
        errors.add("told", format!("They cannot be told before it was decided, on {decided}"));
    }
    for (day, name) in [(decided, "decided"), (told, "told")] {
        if day.is_some_and(|d| d > today) {
            errors.add(name, "This day has not come yet");
        }
    }
    let exam = perhaps(form, errors, "exam");
    let written_on = perhaps(form, errors, "written_on");
    let other_home = errors.limit(form, "other_home", SHORT);
    let arranger = errors.get(form.coded("arranger"), "arranger", "Choose who arranges a review");
    let also_asked = errors.limit(form, "also_asked", 500);
    if !errors.is_empty() {
        return None;
    }
    Some(Read {
        kind: kind?,
        term_total: match kind? {
            MatterKind::Permanent => 0,
            MatterKind::Suspension => total,
        },
        head,
        decided: decided?,
        first_day: first_day?,
        told: told?,
        exam,
        written_on,
        other_home,
        arranger: arranger?,
        also_asked,
    })
}

async fn sheet(
    v: &Visit,
    matter: Option<&Matter>,
    typed: Option<Form>,
    errors: Errors,
) -> Result<FactsPage, Problem> {
    let mut src = v.read().await?;
    let pupil = match matter {
        Some(m) => m.pupil,
        None => v.form.id("pupil").or_else(|| v.query.id("pupil")),
    };
    let name = match (pupil, matter) {
        (Some(id), None) => store::pupil::find(&mut src, &v.scope(), id).await?.name(),
        (_, Some(m)) => m.name.clone(),
        (None, None) => String::new(),
    };
    let form = match (typed, matter) {
        (Some(form), _) => form,
        (None, Some(m)) => filled(m),
        (None, None) => {
            let heads = store::staff::with_role(&mut src, v.org(), Role::Head).await?;
            let head = heads.first().map(|s| s.full()).unwrap_or_default();
            Form::default()
                .with("head", head)
                .with("arranger", Arranger::Authority.code())
                .with("school", v.setting.school.name.clone())
        }
    };
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(FactsPage {
        matter: matter.map(|m| m.id),
        name,
        pupil,
        head: v.words().one(Concept::Head).to_string(),
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

fn filled(m: &Matter) -> Form {
    let iso = |d: Option<Day>| d.map(|d| d.iso()).unwrap_or_default();
    let total = if m.term_total > 0 { m.total().to_string() } else { String::new() };
    Form::default()
        .with("version", m.version.to_string())
        .with("kind", m.kind.code())
        .with("term_days", total)
        .with("head", &m.head)
        .with("decided", m.decided.iso())
        .with("first_day", m.first_day.iso())
        .with("told", m.told.iso())
        .with("exam", iso(m.exam))
        .with("written_on", iso(m.written_on))
        .with("other_home", &m.other_home)
        .with("arranger", m.arranger.code())
        .with("also_asked", &m.also_asked)
}

/// Shows the form of a new one.
pub async fn new(v: Visit) -> Answer {
    let page = sheet(&v, None, None, Errors::new()).await?;
    v.page(&page)
}

/// Opens one.
pub async fn open(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let pupil = v.form.id("pupil");
    let (mut name, mut school) = (String::new(), v.setting.school.name.clone());
    if pupil.is_none() {
        name = errors.need(&v.form, "name", SHORT, "Write the child’s name");
        school = errors.need(&v.form, "school", SHORT, "Say which school decided");
    }
    let facts = read(&v.form, v.today(), &mut errors);
    let Some(facts) = facts.filter(|_| errors.is_empty()) else {
        let page = sheet(&v, None, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    };
    // A record of an exclusion or a case has one matter, under the same key.
    let noun = match v.form.text("noun") {
        noun @ ("exclusion" | "case") => noun,
        _ => "matter",
    };
    let about = v.form.id("about").filter(|_| noun != "matter");
    let mut w = v.write("Opening a matter for the governors").await?;
    if let Some(id) = pupil {
        name = store::pupil::find(&mut w, &v.scope(), id).await?.name();
    }
    let matter = Matter {
        id: about.or_else(|| v.form.id("once")).unwrap_or_else(Id::now_v7),
        noun: noun.into(),
        pupil,
        name,
        school,
        head: facts.head,
        kind: facts.kind,
        term_total: facts.term_total,
        decided: facts.decided,
        first_day: facts.first_day,
        told: facts.told,
        exam: facts.exam,
        written_on: facts.written_on,
        other_home: facts.other_home,
        arranger: facts.arranger,
        also_asked: facts.also_asked,
        made_by: v.actor.name.clone(),
        made_at: v.now,
        closed_at: None,
        version: 1,
    };
    if store::matter::add(&mut w, &matter).await? {
        v.commit(w, opened(&matter), Vec::new()).await?;
    }
    v.to(format!("/matters/{}", matter.id))
}

/// The line of the trail that says a matter was opened.
pub(super) fn opened(m: &Matter) -> Event {
    let event = Event::new(Verb::MatterOpened, "matter", m.id).fact("kind", m.kind.code());
    match m.pupil {
        Some(pupil) => event.pupil(pupil),
        None => event,
    }
}

/// Shows the facts to put right.
pub async fn edit(v: Visit) -> Answer {
    let mut src = v.read().await?;
    let matter = found(&v, &mut src, v.id("id")?).await?;
    drop(src);
    let page = sheet(&v, Some(&matter), None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps them.
pub async fn change(v: Visit) -> Answer {
    let mut src = v.read().await?;
    let matter = found(&v, &mut src, v.id("id")?).await?;
    drop(src);
    let mut errors = Errors::new();
    let Some(facts) = read(&v.form, v.today(), &mut errors) else {
        let page = sheet(&v, Some(&matter), Some(v.form.clone()), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Changing the facts of a matter").await?;
    let before = found(&v, &mut w, matter.id).await?;
    let after = Matter {
        head: facts.head,
        kind: facts.kind,
        term_total: facts.term_total,
        decided: facts.decided,
        first_day: facts.first_day,
        told: facts.told,
        exam: facts.exam,
        written_on: facts.written_on,
        other_home: facts.other_home,
        arranger: facts.arranger,
        also_asked: facts.also_asked,
        ..before.clone()
    };
    let back = format!("/matters/{}", matter.id);
    if after == before {
        return v.to(back);
    }
    if v.form.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::matter::change(&mut w, &after).await?;
    let mut event = Event::new(Verb::MatterChanged, "matter", after.id);
    for (name, a, b) in [
        ("decided", before.decided, after.decided),
        ("first day", before.first_day, after.first_day),
        ("governing body told", before.told, after.told),
    ] {
        if a != b {
            event = event.fact(name, format!("{a}, now {b}"));
        }
    }
    if let Some(pupil) = after.pupil {
        event = event.pupil(pupil);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "The facts are kept. Dates that are still to come were counted again")
}
