//! Writing at a plan: one form with its sections, strategies and targets. What is kept is a draft
//! until it is given to teachers; a version they have is never changed.

use super::library::{Library, put_in};
use super::{newest, to_change, whose};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::{
    About, Body, Edition, Kind, LONGEST, LONGEST_LINE, Plan, STRATEGIES, Strategy, TARGETS,
    TARGETS_OFFERED, Target, has_targets, keyed, section,
};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};

/// The form.
pub struct WritePage {
    /// The plan.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// The version being written.
    pub number: i64,
    /// The strategy library.
    pub library: Library,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn strategy_name(n: usize) -> String {
    format!("strategy-{n}")
}

/// The names of one target's fields.
fn target_name(n: usize, part: &str) -> String {
    format!("target-{n}-{part}")
}

const PARTS: [(&str, &str, &str); 5] = [
    ("words", "Target", "Something that can be seen: “starts within two minutes”."),
    ("school", "School will", ""),
    ("family", "Family will", ""),
    ("own", "I will", "In their own words."),
    ("measure", "How we shall know", "Such as “4 of 5 lessons on the report card”."),
];

impl Page for WritePage {
    fn title(&self) -> String {
        format!("{} of {}", self.kind.label(), self.who)
    }
    fn here(&self) -> &'static str {
        "/plans"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let back = format!("/plans/{}", self.id);
        let abouts: Vec<Choice> =
            About::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        let sections = section::of(self.kind);
        let area = |s: &section::Section| {
            let rows = if s.code == section::STAFF { 2 } else { 3 };
            let mut area = Area::new(s.code, s.label).hint(s.hint).rows(rows).from(f, e);
            area.optional = s.code != section::first(self.kind);
            area
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).about(&self.who).back(&back, "Back to the plan").facts(html! { "Version " (self.number) ". A draft until it is given to teachers." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action={ "/plans/" (self.id) "/write" } {
                    // The first key of a form is what Enter presses: it keeps, and looks for nothing.
                    button.vh type="submit" tabindex="-1" aria-hidden="true" { "Keep the draft" }
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("number", self.number))
                    @if self.number > 1 { (Field::new("reason", "Why there is a new version").optional().from(f, e)) }
                    h2 { "What teachers read" }
                    @for s in sections.iter().filter(|s| s.code == section::first(self.kind)) { (area(s)) }
                    @if self.kind != Kind::Profile && self.kind != Kind::Risk {
                        div.stack #strategies {
                            h3 { "Strategies" }
                            p.hint { "One line each, as you would say it at the door: “first step in writing”. Teachers tap each as used or not used." }
                            (self.library.drawn(f, e))
                            @for n in 1..=STRATEGIES { (line(&strategy_name(n), &format!("Strategy {n}"), n > 1, f, e)) }
                        }
                    }
                    @for s in sections.iter().filter(|s| s.teachers && s.code != section::first(self.kind)) { (area(s)) }
                    @if has_targets(self.kind) {
                        h2 { "Targets" }
                        @let offered = offered(f);
                        p.hint { "At least one about learning. Three or four are followed; " (TARGETS) " at most." }
                        (hidden("targets", offered))
                        @for n in 1..=offered {
                            details.working id={ "target-" (n) } open[n == 1 || has(f, n) || wrong(e, n) || (n == offered && f.text("act") == "more")] {
                                summary { "Target " (n) }
                                div.working-body.stack {
                                    (hidden(&target_name(n, "key"), f.text(&target_name(n, "key"))))
                                    @let about = target_name(n, "about");
                                    (Choices::one(&about, "About", &abouts).look(Look::Scale).from(f, e))
                                    @for (part, label, hint) in PARTS {
                                        @let name = target_name(n, part);
                                        (Field::new(&name, label).hint(hint).optional().from(f, e))
                                    }
                                }
                            }
                        }
                    }
                    @if has_targets(self.kind) && offered(f) < TARGETS {
                        div { button.btn.btn-2 type="submit" name="act" value="more" formnovalidate { "Add another target" } }
                    }
                    h2 { "For those who can open the file" }
                    p.hint { "None of this stands on the page teachers read." }
                    @for s in sections.iter().filter(|s| !s.teachers) { (area(s)) }
                    div.row { button.btn type="submit" { "Keep the draft" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

fn line(name: &str, label: &str, optional: bool, f: &Form, e: &Errors) -> Markup {
    let mut field = Field::new(name, label).from(f, e);
    field.optional = optional;
    html! { (field) }
}

fn has(f: &Form, n: usize) -> bool {
    PARTS.iter().any(|(part, ..)| f.has(&target_name(n, part)))
}
/// Targets the form offers: those filled, so many at least, and one more when asked.
fn offered(f: &Form) -> usize {
    let last = (1..=TARGETS).rev().find(|n| has(f, *n)).unwrap_or(0);
    let was = f.int("targets").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let more = usize::from(f.text("act") == "more");
    last.max(was + more).clamp(TARGETS_OFFERED, TARGETS)
}
fn wrong(e: &Errors, n: usize) -> bool {
    let start = format!("target-{n}-");
    e.all().iter().any(|(name, _)| name.starts_with(&start))
}

/// What a version says, as the form holds it.
fn filled(body: &Body) -> Form {
    let mut form = Form::default();
    for (code, words) in &body.sections {
        form = form.with(code, words.as_str());
    }
    for (n, s) in body.strategies.iter().enumerate() {
        form = form.with(&strategy_name(n + 1), s.words.as_str());
    }
    for (n, t) in body.targets.iter().enumerate() {
        let values = [
            ("key", t.key.to_string()),
            ("about", t.about.code().to_string()),
            ("words", t.words.clone()),
            ("school", t.school.clone()),
            ("family", t.family.clone()),
            ("own", t.own.clone()),
            ("measure", t.measure.clone()),
        ];
        for (part, value) in values {
            form = form.with(&target_name(n + 1, part), value);
        }
    }
    form
}

/// What was typed, as a version says it.
fn read(kind: Kind, f: &Form, before: &[Strategy], errors: &mut Errors) -> Body {
    let sections = section::of(kind)
        .iter()
        .map(|s| (s.code.to_string(), errors.limit(f, s.code, LONGEST)))
        .collect();
    let lines: Vec<String> =
        (1..=STRATEGIES).map(|n| errors.limit(f, &strategy_name(n), LONGEST_LINE)).collect();
    let strategies = keyed(&lines, before, Id::now_v7);
    let mut targets: Vec<Target> = Vec::new();
    for n in 1..=TARGETS {
        let mut part = |p: &str| errors.limit(f, &target_name(n, p), LONGEST_LINE);
        let (words, school, family, own, measure) =
            (part("words"), part("school"), part("family"), part("own"), part("measure"));
        if words.is_empty() {
            if [&school, &family, &own, &measure].iter().any(|w| !w.is_empty()) {
                errors.add(&target_name(n, "words"), "Say what the target is");
            }
            continue;
        }
        let about = f.coded::<About>(&target_name(n, "about"));
        let about = errors.get(about, &target_name(n, "about"), "Choose what the target is about");
        // A key that was sent twice would make two targets one.
        let key = f
            .id(&target_name(n, "key"))
            .filter(|k| !targets.iter().any(|t| t.key == *k))
            .unwrap_or_else(Id::now_v7);
        if let Some(about) = about {
            targets.push(Target { key, about, words, school, family, own, measure });
        }
    }
    Body { sections, strategies, targets }
}

async fn sheet(v: &Visit, plan: &Plan, form: Form, errors: Errors) -> Result<WritePage, Problem> {
    let mut source = v.read().await?;
    let (draft, _) = newest(&mut source, v.org(), plan).await?;
    let cards = store::strategy::all(&mut source, v.org()).await?;
    Ok(WritePage {
        library: Library::of(&cards, &form),
        id: plan.id,
        kind: plan.kind,
        who: whose(v, &mut source, plan).await?,
        number: draft.map_or(plan.current + 1, |d| d.number),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the form: the draft, or the version teachers have as the beginning of the next.
pub async fn show(v: Visit) -> Answer {
    let mut source = v.read().await?;
    let plan = to_change(&v, &mut source, v.id("id")?).await?;
    let (draft, body) = newest(&mut source, v.org(), &plan).await?;
    let reviews = store::plan::used::reviews(&mut source, v.org(), plan.id).await?;
    drop(source);
    let reason = match &draft {
        Some(d) => d.why.clone(),
        // What the last review changes is why there is a new version.
        None => reviews
            .iter()
            .rev()
            .find_map(|r| r.held_on.map(|day| (day, r.change.clone())))
            .map(|(day, change)| format!("Review of {day}: {change}"))
            .filter(|_| plan.current > 0)
            .map(|words| words.trim_end_matches([' ', ':']).chars().take(LONGEST_LINE).collect())
            .unwrap_or_default(),
    };
    let form = filled(&body)
        .with("version", draft.as_ref().map_or(0, |d| d.version).to_string())
        .with("reason", reason);
    let page = sheet(&v, &plan, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps the draft.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let id = v.id("id")?;
    // Looking into the library and asking for another target keep nothing: the form comes back
    // with everything that was typed.
    if matches!(f.text("act"), "look" | "pick" | "more") {
        let mut read = v.read().await?;
        let plan = to_change(&v, &mut read, id).await?;
        let mut errors = Errors::new();
        let mut form = v.form.clone();
        if f.text("act") == "pick" {
            let cards = store::strategy::all(&mut read, v.org()).await?;
            form = put_in(&cards, form, strategy_name, &mut errors);
        }
        drop(read);
        let page = sheet(&v, &plan, form, errors).await?;
        return v.page(&page);
    }
    let mut w = v.write("Writing at a plan").await?;
    let plan = to_change(&v, &mut w, id).await?;
    let (draft, before) = newest(&mut w, v.org(), &plan).await?;
    let mut errors = Errors::new();
    let why = errors.limit(f, "reason", LONGEST_LINE);
    // Keys of the version teachers have too: a strategy taken out and put back is the same one.
    let mut known = before.strategies.clone();
    known.extend(store::plan::body(&mut w, v.org(), id, plan.current).await?.strategies);
    let body = read(plan.kind, f, &known, &mut errors);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, &plan, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let number = draft.as_ref().map_or(plan.current + 1, |d| d.number);
    let version = draft.as_ref().map_or(0, |d| d.version);
    let to = format!("/plans/{id}");
    let mut sorted = body.clone();
    sorted.sections.retain(|(_, words)| !words.is_empty());
    sorted.sections.sort();
    if sorted == before && draft.as_ref().is_none_or(|d| d.why == why) && draft.is_some() {
        return v.to(to);
    }
    if f.int("version") != Some(version) || f.int("number") != Some(number) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let edition = Edition {
        number,
        why,
        written_by: v.actor.name.clone(),
        written_at: v.now,
        given_by: String::new(),
        given_at: None,
        version,
    };
    store::plan::write(&mut w, id, &edition, &body).await?;
    let event = Event::new(Verb::PlanWritten, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", number)
        .fact("targets", body.targets.len());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "The draft is kept. Nobody is told of it yet")
}
