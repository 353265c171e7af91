//! The school's own rules for early warning: the list, one with its form, and what it would have
//! raised over the term before.
//!
//! Must never know: how one is counted. Whoever sets the school up sees counts here and nobody's
//! name.

use super::rows::event;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::school::Staff;
use casework::set_up::differences;
use casework::signal::{self, DryRun, LONGEST_NAME, Measure, Rule, dry_run, proposals};
use casework::threshold::{Reviewer, Whom, Window};
use casework::words::{Concept, Words};
use casework::{Coded, Id, May, Reach, Role, Scope, Verb};
use maud::{Markup, html};
use rulebook::room;
use rulebook::{Day, SchoolCalendar};

/// The list.
pub struct RulesPage {
    /// Rules with what each does in words.
    pub lines: Vec<(Rule, String)>,
    /// What Mainstay proposes, in words, to a school that has none.
    pub proposed: Vec<(String, String)>,
    /// Types of incident, and whether each counts.
    pub types: Vec<(String, bool)>,
    /// Form token.
    pub csrf: String,
}

impl Page for RulesPage {
    fn title(&self) -> String {
        "Rules for early signs".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Rules for early signs").back("/set-up", "Set-up").acts(html! { a.btn.btn-2 href="/set-up/signals/new" { "Add one" } }))
            div.stack.stack-5 {
                div.panel.panel-note {
                    p.measure { "Rules of this school’s own, in plain counts. What meets one raises a signal: somebody is asked to look and says what comes of it. A rule decides nothing about anybody, and what was looked at once is not counted again." }
                }
                @if self.lines.is_empty() {
                    (Empty { title: "No rule is in use", words: "Below is what Mainstay proposes to begin with. Each can be tried on last term, changed or retired.", step: None })
                    section.stack aria-labelledby="proposed" {
                        h2 #proposed { "Proposed by Mainstay: a proposal, not law" }
                        ul.stack.stack-2 { @for (name, rule) in &self.proposed { li { strong { (name) } span.sub { (rule) } } } }
                        form method="post" action="/set-up/signals" { (token(&self.csrf)) button.btn type="submit" { "Use these" } }
                    }
                }
                ul.clocks { @for (r, rule) in &self.lines {
                    li.clock {
                        @if r.active { (Tag(Standing::Done, "In use")) } @else { (Tag(Standing::None, "Retired")) }
                        div { p.clock-what { a href={ "/set-up/signals/" (r.id) } { (r.name) } } p.soft { (rule) } }
                        p.clock-when {}
                    }
                } }
                @if !self.types.is_empty() { section.stack aria-labelledby="types" {
                    h2 #types { "Types of incident" }
                    p.soft { "Said when a file comes in, and changed there." }
                    ul { @for (kind, counts) in &self.types { li { (kind) ": " @if *counts { "counts" } @else { "does not count" } } } }
                } }
            }
        }
    }
}

/// One rule.
pub struct RulePage {
    /// Its key; none when it is new.
    pub id: Option<Id>,
    /// Staff who may be named.
    pub people: Vec<Choice>,
    /// What it would have raised: in which days, and how often.
    pub dry: Option<(String, DryRun)>,
    /// Types of incident there are.
    pub types: Vec<String>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn choices<T: Coded + PartialEq>(own: impl Fn(T) -> Option<String>) -> Vec<Choice> {
    T::ALL
        .iter()
        .map(|x| Choice::new(x.code(), own(*x).unwrap_or_else(|| x.label().to_string())))
        .collect()
}

impl Page for RulePage {
    fn title(&self) -> String {
        if self.id.is_some() { "Change a rule".into() } else { "Add a rule".into() }
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e, w) = (&self.form, &self.errors, &self.words);
        let action = match self.id {
            Some(id) => format!("/set-up/signals/{id}"),
            None => "/set-up/signals/new".into(),
        };
        let measures = choices::<Measure>(|_| None);
        let windows = choices::<Window>(|_| None);
        let whom = choices::<Whom>(|_| None);
        let owners = choices::<Reviewer>(|r| match r {
            Reviewer::Nobody => Some(format!("Whoever leads the {}", w.one(Concept::Room))),
            Reviewer::YearLead => {
                Some(format!("The {}’s {}", w.one(Concept::Pupil), w.one(Concept::YearLead)))
            }
            Reviewer::Mentor => {
                Some(format!("The {}’s {}", w.one(Concept::Pupil), w.one(Concept::Mentor)))
            }
            Reviewer::Person => Some("Somebody by name".into()),
        });
        let active =
            [Choice::new("yes", "In use"), Choice::new("no", "Retired: kept, and not counted")];
        let number = |name, label, hint| Field {
            kind: "number",
            ..Field::new(name, label).hint(hint).from(f, e)
        };
        let within = format!("Mainstay proposes {}.", room::SIGNAL_ANSWERED_WITHIN.0);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/set-up/signals", "Rules for early signs"))
                (ErrorSummary(e))
                @if let Some((days, run)) = &self.dry { (self.dry(days, run)) }
                form.stack.stack-5 method="post" action=(action) {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("once", f.text("once")))
                    (Field::new("name", "Name").hint("Left empty, it is named by what it counts.").optional().from(f, e))
                    (Choices::one("measure", "What is counted", &measures).look(Look::Select).from(f, e))
                    (number("least", "From what number", "4 is the fourth incident; for attendance, the per cent it is below."))
                    (Choices::one("window", "In what time", &windows).look(Look::Select).hint("Not asked for attendance, nor where more than before is counted: that goes by school days.").from(f, e))
                    (number("window_days", "School days, where it is a number of them", "The day of the last incident is the last of them."))
                    (Field::new("kind", "Only of this type").hint("Left empty, every type that counts.").optional().list(&self.types).from(f, e))
                    (Choices::one("whom", "For whom", &whom).from(f, e))
                    (Choices::one("owner", "Who is asked", &owners).from(f, e))
                    (Choices::one("owner_staff", "By name", &self.people).look(Look::Select).hint("Those whose role opens any file. Only where somebody by name is asked.").from(f, e))
                    (number("within", "School days until an answer is due", &within))
                    (Choices::one("active", "Is it in use?", &active).from(f, e))
                    div.row {
                        button.btn type="submit" { "Keep it" }
                        button.btn.btn-2 type="submit" name="do" value="try" { "Try it on last term" }
                        a.btn.btn-2 href="/set-up/signals" { "Leave it" }
                    }
                }
            }
        }
    }
}

impl RulePage {
    fn dry(&self, days: &str, run: &DryRun) -> Markup {
        let w = &self.words;
        let many = |n: i64| if n == 1 { "" } else { "s" };
        html! {
            div.panel.panel-note role="status" {
                h2.panel-title { "What it would have raised from " (days) }
                p { "Of " (run.incidents) " incident" (many(run.incidents)) " it would have made "
                    strong { (run.signals) " signal" (many(run.signals)) } ", about " (w.count(Concept::Pupil, run.pupils))
                    ", and at most " strong { (run.most_in_a_week) } " in one week." }
                p.soft { "By each " (w.one(Concept::Pupil)) "’s record as it is today. Nothing is kept or raised." }
            }
        }
    }
}

/// Everybody who may be asked about any pupil: their role opens every file.
async fn people(v: &Visit) -> Result<Vec<Staff>, Problem> {
    let mut read = v.read().await?;
    let mut all: Vec<Staff> = Vec::new();
    let opens = Role::OPEN_EVERY_FILE;
    for role in opens.into_iter().filter(|r| r.may(May::PupilFile)) {
        for s in store::staff::with_role(&mut read, v.org(), role).await? {
            if !all.iter().any(|x| x.id == s.id) {
                all.push(s);
            }
        }
    }
    Ok(all)
}

fn filled(r: &Rule) -> Form {
    Form::of([
        ("version", r.version.to_string()),
        ("name", r.name.clone()),
        ("measure", r.measure.code().to_string()),
        ("least", r.least.to_string()),
        ("window", r.window.code().to_string()),
        ("window_days", r.window_days.to_string()),
        ("kind", r.kind.clone()),
        ("whom", r.whom.code().to_string()),
        ("owner", r.owner.code().to_string()),
        ("owner_staff", r.owner_staff.map(|s| s.to_string()).unwrap_or_default()),
        ("within", r.within.to_string()),
        ("active", if r.active { "yes" } else { "no" }.to_string()),
    ])
}

async fn sheet(v: &Visit, id: Option<Id>, form: Form, errors: Errors) -> Result<RulePage, Problem> {
    let people = people(v).await?;
    let types = store::incident::types(&mut v.read().await?, v.org()).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(RulePage {
        id,
        people: std::iter::once(Choice::new("", "Nobody by name"))
            .chain(people.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
            .collect(),
        dry: None,
        types: types.into_iter().filter(|(_, counts)| *counts).map(|(kind, _)| kind).collect(),
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::signal::rules(&mut read, v.org()).await?;
    let types = store::incident::types(&mut read, v.org()).await?;
    drop(read);
    let words = v.words();
    let said = |r: &Rule| (r.name.clone(), r.rule(words));
    let proposed = match all.is_empty() {
        true => proposals(Id::nil).iter().map(said).collect(),
        false => Vec::new(),
    };
    v.page(&RulesPage {
        lines: all
            .into_iter()
            .map(|r| {
                let rule = r.rule(words);
                (r, rule)
            })
            .collect(),
        proposed,
        types: types.into_iter().collect(),
        csrf: v.csrf.clone(),
    })
}

/// Keeps what Mainstay proposes, for a school that has none.
pub async fn adopt(v: Visit) -> Answer {
    let mut w = v.write("Using the rules for early signs that Mainstay proposes").await?;
    if !store::signal::rules(&mut w, v.org()).await?.is_empty() {
        return v.to("/set-up/signals");
    }
    let mut events = Vec::new();
    for r in proposals(Id::now_v7) {
        store::signal::add_rule(&mut w, &r).await?;
        events.push(kept(&v, None, &r));
    }
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Err(Problem::Missing) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying("/set-up/signals", "The rules are in use from the next bringing-in")
}

fn values(r: &Rule, words: &Words) -> Vec<(String, String)> {
    let who = r.owner_staff.map(|s| s.to_string()).unwrap_or_default();
    [
        ("name", r.name.clone()),
        ("rule", r.rule(words)),
        ("by name", who),
        ("in use", if r.active { "yes" } else { "no" }.into()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

fn kept(v: &Visit, was: Option<&Rule>, r: &Rule) -> casework::Event {
    let was = was.map(|r| values(r, v.words())).unwrap_or_default();
    event(Verb::ListChanged, "signal_rule", r.id, &differences(&was, &values(r, v.words())))
}

/// Shows the form for a new one.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([
        ("measure", Measure::Incidents.code()),
        ("window", Window::Days.code()),
        ("whom", Whom::All.code()),
        ("owner", Reviewer::YearLead.code()),
        ("active", "yes"),
    ])
    .with("least", room::SIGNAL_INCIDENTS.to_string())
    .with("window_days", room::SIGNAL_IN.0.to_string())
    .with("within", room::SIGNAL_ANSWERED_WITHIN.0.to_string());
    let page = sheet(&v, None, form, Errors::new()).await?;
    v.page(&page)
}

/// Shows one, with what it would have raised.
pub async fn show(v: Visit) -> Answer {
    let r = store::signal::rule(&mut v.read().await?, v.org(), v.id("id")?).await?;
    let mut page = sheet(&v, Some(r.id), filled(&r), Errors::new()).await?;
    page.dry = tried(&v, &r).await?;
    v.page(&page)
}

/// The last term that is over, or this one where it is the first.
fn last_term(calendar: &SchoolCalendar, today: Day) -> Option<(Day, Day)> {
    let mut begun: Vec<_> = calendar.terms.iter().filter(|t| t.from <= today).collect();
    begun.sort_by_key(|t| t.from);
    let over = begun.iter().rev().find(|t| t.to < today);
    over.or(begun.last()).map(|t| (t.from, t.to))
}

/// What it would have raised over last term.
async fn tried(v: &Visit, r: &Rule) -> Result<Option<(String, DryRun)>, Problem> {
    let Some((from, to)) = last_term(&v.setting.calendar, v.today()) else { return Ok(None) };
    // A window may reach back past the term.
    let back = v.setting.calendar.school_year(from).0;
    let scope = Scope { org: v.org(), reach: vec![Reach::School] };
    let mut read = v.read().await?;
    let seen = store::early_warning::seen(&mut read, v.org(), back, to).await?;
    let attendance = store::attendance::between(&mut read, v.org(), from, to).await?;
    let mut ids: Vec<Id> =
        seen.iter().map(|s| s.pupil).chain(attendance.iter().map(|a| a.pupil)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut pupils = Vec::new();
    for some in ids.chunks(500) {
        pupils.extend(store::pupil::several(&mut read, &scope, some).await?);
    }
    drop(read);
    let run = dry_run(&v.setting, r, &pupils, &seen, &attendance, (from, to));
    Ok(Some((format!("{from} to {to}"), run)))
}

/// What was typed, and what is wrong with it.
async fn typed(v: &Visit, id: Id, errors: &mut Errors) -> Result<Rule, Problem> {
    let f = &v.form;
    let number = |name: &str| f.int(name).unwrap_or(-1);
    let mut r = Rule {
        id,
        name: errors.limit(f, "name", LONGEST_NAME),
        measure: errors
            .get(f.coded("measure"), "measure", "Choose what is counted")
            .unwrap_or(Measure::Incidents),
        least: number("least"),
        window: errors
            .get(f.coded("window"), "window", "Choose in what time it is counted")
            .unwrap_or(Window::Days),
        window_days: number("window_days"),
        kind: errors.limit(f, "kind", casework::incident::LONGEST_WORD),
        whom: errors.get(f.coded("whom"), "whom", "Choose whom it is for").unwrap_or(Whom::All),
        owner: errors
            .get(f.coded("owner"), "owner", "Choose who is asked")
            .unwrap_or(Reviewer::Nobody),
        owner_staff: f.id("owner_staff"),
        within: number("within"),
        active: f.text("active") != "no",
        version: f.int("version").unwrap_or(1),
    };
    for (field, message) in signal::check(&r) {
        errors.add(field, message);
    }
    if r.owner != Reviewer::Person {
        r.owner_staff = None;
    }
    if let Some(id) = r.owner_staff
        && !people(v).await?.iter().any(|s| s.id == id)
    {
        errors.add("owner_staff", "Choose somebody from the list");
    }
    // A number that is not asked for is kept as what Mainstay proposes.
    if !(1..=190).contains(&r.window_days) {
        r.window_days = i64::from(room::SIGNAL_IN.0);
    }
    if r.name.is_empty() {
        r.name = casework::words::capital(&r.said()).chars().take(LONGEST_NAME).collect();
    }
    Ok(r)
}

/// Keeps a new one, or tries it.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let r = typed(&v, id, &mut errors).await?;
    if !errors.is_empty() || v.form.text("do") == "try" {
        return again(&v, None, &r, errors).await;
    }
    let mut w = v.write("Adding a rule for early signs").await?;
    if store::signal::rule(&mut w, v.org(), id).await.is_ok() {
        return v.to_saying("/set-up/signals", "The rule is kept");
    }
    store::signal::add_rule(&mut w, &r).await?;
    let event = kept(&v, None, &r);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/signals", "The rule is kept")
}

/// The form again: with what is wrong, or with what it would have raised.
async fn again(v: &Visit, id: Option<Id>, r: &Rule, errors: Errors) -> Answer {
    let clean = errors.is_empty();
    let mut page = sheet(v, id, v.form.clone(), errors).await?;
    if !clean {
        return v.again(&page);
    }
    page.dry = tried(v, r).await?;
    v.page(&page)
}

/// Keeps a change, or tries it.
pub async fn change(v: Visit) -> Answer {
    let now = store::signal::rule(&mut v.read().await?, v.org(), v.id("id")?).await?;
    let mut errors = Errors::new();
    let r = typed(&v, now.id, &mut errors).await?;
    if !errors.is_empty() || v.form.text("do") == "try" {
        return again(&v, Some(now.id), &r, errors).await;
    }
    if r == (Rule { version: r.version, ..now.clone() }) {
        return v.to("/set-up/signals");
    }
    let mut w = v.write("Changing a rule for early signs").await?;
    if let Err(problem) = store::signal::change_rule(&mut w, &r).await {
        return Err(match problem {
            store::Problem::Stale => Problem::Stale(v.form.kept()),
            other => other.into(),
        });
    }
    let event = kept(&v, Some(&now), &r);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/signals", "The rule is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let words = Words::default();
    let all = proposals(|| Id::from_u128(7));
    let said = |r: &Rule| (r.name.clone(), r.rule(&words));
    let list = |all: &[Rule]| RulesPage {
        lines: all.iter().map(|r| (r.clone(), r.rule(&words))).collect(),
        proposed: match all.is_empty() {
            true => proposals(Id::nil).iter().map(said).collect(),
            false => Vec::new(),
        },
        types: match all.is_empty() {
            true => Vec::new(),
            false => vec![("Disruption".into(), true), ("Praise postcard".into(), false)],
        },
        csrf: "gallery".into(),
    };
    let one = |form, errors, dry| RulePage {
        id: Some(Id::from_u128(7)),
        people: vec![Choice::new("", "Nobody by name"), Choice::new("8", "Mr Hugh Tansley")],
        dry,
        types: vec!["Disruption".into(), "Defiance".into()],
        words: Words::default(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let form = all.first().map(filled).unwrap_or_default();
    let run = DryRun { incidents: 1_412, signals: 63, pupils: 41, most_in_a_week: 9 };
    let mut errors = Errors::new();
    errors.add("least", "Give a whole number from 1 to 500");
    errors.add("owner_staff", "Choose who is asked");
    let days = "Tue 21 Apr 2026 to Wed 22 Jul 2026".to_string();
    vec![
        framed("set-up-signals-empty", &list(&[])),
        framed("set-up-signals", &list(&all)),
        framed("set-up-signal", &one(form.clone(), Errors::new(), Some((days, run)))),
        framed("set-up-signal-wrong", &one(form.with("least", "0"), errors, None)),
    ]
}
