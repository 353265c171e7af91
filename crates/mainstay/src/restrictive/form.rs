//! Writing a record, and completing it later: what nobody knows yet is left empty and says so.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::restrictive::{
    self, Fact, Kind, LONGEST, Part, Record, Report, ReportState, Times, Version, times,
};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Role, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::{Source, Write};

/// What can be said of a plan, as the record keeps it.
const PLANS: [&str; 3] = [
    "There was a plan and it was followed",
    "There was a plan and it was not followed",
    "There was no plan",
];

/// The page.
pub struct FormPage {
    /// The school's words.
    pub words: Words,
    /// The record that is completed; nobody for a new one.
    pub record: Option<Id>,
    /// "Noa Arkin, 9S"
    pub who: String,
    /// The day whose law is shown.
    pub day: Day,
    /// Staff, as suggestions.
    pub staff: Vec<String>,
    /// Whether rules can be opened.
    pub law: bool,
    /// They write it and will not read it again.
    pub once_only: bool,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for FormPage {
    fn title(&self) -> String {
        match self.record {
            Some(_) => "Complete the record".into(),
            None => "Record of force, restraint or seclusion".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/restrictive"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let pupil = self.words.one(Concept::Pupil);
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label()).hint(k.means())).collect();
        let action = match self.record {
            Some(id) => format!("/restrictive/{id}/complete"),
            None => "/restrictive/new".to_string(),
        };
        let back = match self.record {
            Some(id) => format!("/restrictive/{id}"),
            None => "/".to_string(),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&back, "Back").facts(html! { (pupil_name(&self.who)) }))
                (ErrorSummary(e))
                @if self.record.is_none() { details.working { summary { "What the law asks" } div.working-body { (super::asked_by_law("R1.10", self.day, self.law)) } } }
                div.panel.panel-warn { p { strong { "Leave empty what nobody knows yet." } " It is kept as “not known yet”, counted, and completed later; this version stays as it is." }
                    @if self.once_only { p { "It goes to the " (self.words.many(Concept::Senior)) " and the " (self.words.one(Concept::Dsl)) ". You cannot read it again here." } } }
                form.stack.stack-5 method="post" action=(action) autocomplete="off" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    @for name in ["pupil", "placement", "version"] { @if f.has(name) { (hidden(name, f.text(name))) } }
                    @for part in Part::ALL {
                        details.step open[self.is_open(*part)] {
                            summary { h2 { (part.label()) } span.soft { (self.known(*part)) } }
                            div.stack.stack-5 {
                                @if *part == Part::When {
                                    (Choices::many("kind", "What was it?", &kinds).hint("All that apply. Being placed in a room as a disciplinary removal is none of these.").from(f, e))
                                    div.row.row-base {
                                        (Field::new("day", "On").kind("date").from(f, e))
                                        (Field::new("from", "From").kind("time").from(f, e))
                                        (Field::new("to", "To").kind("time").optional().from(f, e))
                                    }
                                }
                                @for fact in part.facts() { (self.fact(*fact)) }
                            }
                        }
                    }
                    div.row { button.btn type="submit" { "Keep the record" } a.btn.btn-2 href=(back) { "Leave it" } }
                    p.soft { "It is kept apart from the " (pupil) "’s file and counts neither as a " (self.words.one(Concept::Placement)) " nor as a suspension." }
                }
            }
        }
    }
}

impl FormPage {
    /// One fact's field.
    fn fact(&self, fact: Fact) -> Markup {
        let (f, e, ask) = (&self.form, &self.errors, fact.ask(&self.words));
        match fact {
            Fact::Plan => {
                let plans: Vec<Choice> = PLANS.iter().map(|p| Choice::new(*p, *p)).collect();
                html! { (Choices::one("plan", &ask, &plans).from(f, e)) }
            }
            Fact::Staff => html! {
                (Field::new("staff", &ask).hint(fact.hint()).list(&self.staff).optional().from(f, e))
            },
            _ => html! {
                (Area::new(fact.code(), &ask).hint(fact.hint()).rows(fact.lines()).optional().from(f, e))
            },
        }
    }
    /// How many facts of a part have words.
    fn known(&self, part: Part) -> String {
        let mut fields: Vec<&str> = part.facts().iter().map(|fact| fact.code()).collect();
        if part == Part::When {
            fields.extend(["kind", "day", "from"]);
        }
        let known = fields.iter().filter(|name| self.form.has(name)).count();
        match known {
            _ if known == fields.len() => "filled in".into(),
            0 => "nothing yet".into(),
            _ => format!("{known} of {}", fields.len()),
        }
    }
    /// Nothing that is wrong is folded away. A new record begins with what is known at once; one
    /// that is completed, with what is still missing.
    fn is_open(&self, part: Part) -> bool {
        let facts = part.facts();
        let wrong = facts.iter().any(|fact| self.errors.of(fact.code()).is_some());
        match self.record {
            _ if wrong || part == Part::When => true,
            Some(_) => facts.iter().any(|fact| !self.form.has(fact.code())),
            None => part.comes_first(),
        }
    }
}

/// The pupil meant, and the placement where there is one.
async fn meant(
    v: &Visit,
    src: &mut dyn Source,
    form: &Form,
) -> Result<(Pupil, Option<Id>), Problem> {
    if let Some(id) = form.id("placement") {
        let (placement, pupil) = super::placed(v, src, id).await?;
        return Ok((pupil, Some(placement.id)));
    }
    let id = form.id("pupil").ok_or(Problem::Missing)?;
    Ok((store::pupil::find(src, &v.scope(), id).await?, None))
}

async fn sheet(
    v: &Visit,
    pupil: &Pupil,
    record: Option<Id>,
    form: Form,
    errors: Errors,
) -> Result<FormPage, Problem> {
    let mut read = v.read().await?;
    let staff = store::staff::all(&mut read, v.org()).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(FormPage {
        words: v.words().clone(),
        record,
        who: format!("{}, {}", pupil.name(), pupil.form),
        day: form.day("day").unwrap_or_else(|| v.today()),
        staff: staff.iter().map(|s| s.full()).collect(),
        law: v.may(May::Law),
        once_only: v.actor.only_covers(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows an empty form, with what is known filled in.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (pupil, placement) = meant(&v, &mut read, &v.query).await?;
    let mut form = Form::of([
        ("day", v.today().iso()),
        ("staff", v.actor.name.clone()),
        ("pupil", pupil.id.to_string()),
    ]);
    if !v.actor.only_covers() {
        form = form.with("sen", sen(&pupil));
    }
    if let Some(id) = placement {
        let placement = store::room::placement(&mut read, v.org(), id).await?;
        let room = store::room::room(&mut read, v.org(), placement.room).await?;
        form = form
            .with("placement", id.to_string())
            .with("place", room.name)
            .with("day", placement.day.min(v.today()).iso());
    }
    drop(read);
    let page = sheet(&v, &pupil, None, form, Errors::new()).await?;
    v.page(&page)
}

/// The pupil's needs as a sentence.
fn sen(pupil: &Pupil) -> String {
    match (pupil.sen.label(), pupil.sen_need.trim()) {
        (stage, "") => stage.to_string(),
        (stage, need) => format!("{stage}, {need}"),
    }
}

/// What was typed, as a version; errors are beside their fields.
fn read_form(v: &Visit, revision: i64, errors: &mut Errors) -> Option<Version> {
    let f = &v.form;
    let kinds: Vec<Kind> = f.all("kind").into_iter().filter_map(Kind::from_code).collect();
    if kinds.is_empty() {
        errors.add("kind", "Say what it was: at least one of these");
    }
    let typed =
        Times { day: f.day("day"), from: f.minute("from"), to: f.minute("to"), ends: f.has("to") };
    let times = times(typed, v.now).map_err(|wrong| {
        for (field, message) in wrong {
            errors.add(field, message);
        }
    });
    let mut facts = Vec::new();
    for fact in Fact::ALL {
        let words = errors.limit(f, fact.code(), LONGEST);
        if *fact == Fact::Plan && !words.is_empty() && !PLANS.contains(&words.as_str()) {
            errors.add("plan", "Choose one of these, or leave it");
        } else if !words.is_empty() {
            facts.push((*fact, words));
        }
    }
    let (began, ended) = times.ok()?;
    errors.is_empty().then(|| Version {
        revision,
        kinds,
        began,
        ended,
        facts,
        author_name: v.actor.name.clone(),
        at: v.now,
    })
}

/// Keeps a new record, and asks for what follows from it.
pub async fn add(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (pupil, placement) = meant(&v, &mut read, &v.form).await?;
    drop(read);
    let mut errors = Errors::new();
    let Some(version) = read_form(&v, 1, &mut errors) else {
        let page = sheet(&v, &pupil, None, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let record = Record {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        pupil: pupil.id,
        placement,
        author: v.actor.staff,
        author_name: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
        signed_at: None,
        signed_by: String::new(),
        signed_why: String::new(),
    };
    let mut w = v.write("Keeping a record of force, restraint or seclusion").await?;
    if !store::restrictive::is_kept(&mut w, v.org(), record.id).await? {
        let events = open(&mut w, &v, &record, &pupil, &version).await?;
        let first = Event::new(Verb::RestrictiveOpened, "restrictive", record.id)
            .fact("not known yet", version.missing());
        v.commit(w, first, events).await?;
    }
    if v.actor.only_covers() {
        return v.to_saying("/board", "The record is kept and passed on");
    }
    v.to_saying(format!("/restrictive/{}", record.id), "The record is kept. Tell each parent today")
}

/// Keeps a record, and the tasks that follow: each parent told the same day, the plan and the risk
/// assessment looked at again, and a senior leader's name under it.
async fn open(
    w: &mut Write,
    v: &Visit,
    record: &Record,
    pupil: &Pupil,
    version: &Version,
) -> Result<Vec<Event>, Problem> {
    use store::restrictive::{Todo, set_task, to_tell};
    let org = v.org();
    store::restrictive::add(w, record, pupil, version).await?;
    let mut events = Vec::new();
    if let Some(placement) = record.placement
        && store::restrictive::answer(w, placement, true, v.actor.staff).await?
    {
        events.push(super::ask::event(placement, true));
    }
    let (today, on) = (v.today(), version.began.day());
    let leader = leader(w, v, record).await?;
    // Somebody who only covers the room is gone tomorrow: whoever leads sees to it.
    let owner = if v.actor.only_covers() { leader } else { Some(v.actor.staff) };
    let task = |kind, about, what: &str, owner, due| Todo {
        kind,
        pupil: pupil.id,
        about,
        what: what.to_string(),
        owner,
        due,
        record: record.id,
    };
    if restrictive::is_reported(pupil.born, on) {
        let contacts = store::pupil::contacts(w, pupil, org).await?;
        let parents = restrictive::to_tell(&contacts);
        for contact in &parents {
            let report = Report {
                id: Id::now_v7(),
                record: record.id,
                contact: Some(contact.id),
                to_name: contact.full(),
                restricted: contact.restricted(),
                state: ReportState::Due,
                due: today,
                how: None,
                told_at: None,
                by_name: String::new(),
                made_at: None,
                said: String::new(),
                why: String::new(),
                copy_revision: None,
            };
            to_tell(w, &report).await?;
            let what = format!("Tell {} of what is in a record, with a copy", contact.full());
            set_task(w, &task("restrictive_report", report.id, &what, owner, today)).await?;
        }
        if parents.is_empty() {
            let what = "Find out who has parental responsibility: nobody is on record to be told";
            set_task(w, &task("restrictive_nobody", record.id, what, owner, today)).await?;
        }
    }
    let calendar = &v.setting.calendar;
    let within = rulebook::room::RESTRICTIVE_REVIEW.0;
    let review = calendar.school_days_after(today, within).map_or(today, |c| c.day);
    for (kind, what) in [
        ("restrictive_plan", "Look at the plan again after what happened"),
        ("restrictive_risk", "Look at the risk assessment again after what happened"),
    ] {
        set_task(w, &task(kind, record.id, what, owner, review)).await?;
    }
    let what = "Sign off a record";
    set_task(w, &task("restrictive_sign", record.id, what, leader, today)).await?;
    Ok(events)
}

/// Who is asked to sign a record off: whoever decided the placement, if they lead and did not write
/// it; else the first senior leader who did not, else the head.
async fn leader(src: &mut dyn Source, v: &Visit, record: &Record) -> Result<Option<Id>, Problem> {
    let mut leaders: Vec<Id> = Vec::new();
    for role in [Role::Senior, Role::Head] {
        let with = store::staff::with_role(src, v.org(), role).await?;
        leaders.extend(with.iter().map(|s| s.id).filter(|id| *id != record.author));
    }
    let decided = match record.placement {
        Some(id) => store::room::placement(src, v.org(), id).await?.decided_by,
        None => None,
    };
    Ok(decided.filter(|id| leaders.contains(id)).or(leaders.first().copied()))
}

/// A form filled with the newest version.
fn filled(record: &Record, now: &Version) -> Form {
    let mut pairs: Vec<(String, String)> = vec![
        ("version".into(), record.version.to_string()),
        ("day".into(), now.began.day().iso()),
        ("from".into(), now.began.minute().input()),
        ("to".into(), now.ended.map(|at: Instant| at.minute().input()).unwrap_or_default()),
    ];
    pairs.extend(now.kinds.iter().map(|k| ("kind".to_string(), k.code().to_string())));
    pairs.extend(now.facts.iter().map(|(f, w)| (f.code().to_string(), w.clone())));
    Form::of(pairs)
}

/// Shows a record to be completed.
pub async fn complete(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, versions, pupil) = super::found(&v, &mut read).await?;
    drop(read);
    restrictive::complete(&record)?;
    let form = filled(&record, super::newest(&versions)?);
    let page = sheet(&v, &pupil, Some(record.id), form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps another version; the ones before stay as they are.
pub async fn keep(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, versions, pupil) = super::found(&v, &mut read).await?;
    drop(read);
    restrictive::complete(&record)?;
    let back = format!("/restrictive/{}", record.id);
    let mut errors = Errors::new();
    let Some(version) = read_form(&v, record.version + 1, &mut errors) else {
        let page = sheet(&v, &pupil, Some(record.id), v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let before = super::newest(&versions)?;
    let same = before.kinds == version.kinds
        && before.began == version.began
        && before.ended == version.ended
        && before.facts == version.facts;
    if same {
        return v.to_saying(back, "It is as it was");
    }
    if v.form.int("version") != Some(record.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut w = v.write("Completing a record of force, restraint or seclusion").await?;
    match store::restrictive::complete(&mut w, record.id, &version).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    let event = Event::new(Verb::RestrictiveCompleted, "restrictive", record.id)
        .fact("version", version.revision)
        .fact("not known yet", version.missing());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, format!("Version {} is kept beside the first", version.revision))
}
