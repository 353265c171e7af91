//! The school's own thresholds: the list, one with its form, and what it would have asked in the
//! half-term before.
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
use crate::report::half_terms;
use crate::visit::{Answer, Visit};
use casework::school::Staff;
use casework::set_up::differences;
use casework::threshold::{
    self, Ask, DryRun, Measure, Reviewer, Threshold, Whom, Window, dry_run, proposals,
};
use casework::words::{Concept, Words};
use casework::{Coded, Id, May, Reach, Role, Scope, Verb};
use maud::{Markup, html};
use rulebook::room;

/// The list.
pub struct ThresholdsPage {
    /// Thresholds with what each does in words.
    pub lines: Vec<(Threshold, String)>,
    /// What Mainstay proposes, in words, to a school that has none.
    pub proposed: Vec<(String, String)>,
    /// Form token.
    pub csrf: String,
}

impl Page for ThresholdsPage {
    fn title(&self) -> String {
        "Thresholds".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Thresholds").back("/set-up", "Set-up").acts(html! { a.btn.btn-2 href="/set-up/thresholds/new" { "Add one" } }))
            div.stack.stack-5 {
                div.panel.panel-note {
                    p.measure { "Numbers of this school’s own. The law sets no limit on time out of lessons on the school’s site; national advice asks that it be no longer than is needed (not yet checked against the advice as it is now). A threshold prompts whoever approves and may ask for a review. It never decides, and a reason by name is always the way through." }
                }
                @if self.lines.is_empty() {
                    (Empty { title: "No threshold is in use", words: "Below is what Mainstay proposes to begin with. Each can be changed or retired afterwards.", step: None })
                    section.stack aria-labelledby="proposed" {
                        h2 #proposed { "Proposed by Mainstay: a proposal, not law" }
                        ul.stack.stack-2 { @for (name, rule) in &self.proposed { li { strong { (name) } span.sub { (rule) } } } }
                        form method="post" action="/set-up/thresholds" { (token(&self.csrf)) button.btn type="submit" { "Use these" } }
                    }
                }
                ul.clocks { @for (t, rule) in &self.lines {
                    li.clock {
                        @if t.active { (Tag(Standing::Done, "In use")) } @else { (Tag(Standing::None, "Retired")) }
                        div { p.clock-what { a href={ "/set-up/thresholds/" (t.id) } { (t.name) } } p.soft { (rule) } }
                        p.clock-when {}
                    }
                } }
            }
        }
    }
}

/// One threshold.
pub struct ThresholdPage {
    /// Its key; none when it is new.
    pub id: Option<Id>,
    /// Staff who may be named for a review.
    pub people: Vec<Choice>,
    /// What it would have asked: the half-term's name, and how often.
    pub dry: Option<(String, DryRun)>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// Choices of a list, some in the school's own words.
fn choices<T: Coded + PartialEq>(own: impl Fn(T) -> Option<String>) -> Vec<Choice> {
    T::ALL
        .iter()
        .map(|x| Choice::new(x.code(), own(*x).unwrap_or_else(|| x.label().to_string())))
        .collect()
}

impl Page for ThresholdPage {
    fn title(&self) -> String {
        if self.id.is_some() { "Change a threshold".into() } else { "Add a threshold".into() }
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e, w) = (&self.form, &self.errors, &self.words);
        let action = match self.id {
            Some(id) => format!("/set-up/thresholds/{id}"),
            None => "/set-up/thresholds/new".into(),
        };
        let measures =
            choices::<Measure>(|m| (m == Measure::Placements).then(|| w.caps(Concept::Placement)));
        let windows = choices::<Window>(|_| None);
        let whom = choices::<Whom>(|_| None);
        let asks = choices::<Ask>(|a| {
            let senior = format!("The approval of {}, or a reason by name", w.a(Concept::Senior));
            (a == Ask::Senior).then_some(senior)
        });
        let reviewers = choices::<Reviewer>(|r| match r {
            Reviewer::YearLead => {
                Some(format!("The {}’s {}", w.one(Concept::Pupil), w.one(Concept::YearLead)))
            }
            Reviewer::Mentor => {
                Some(format!("The {}’s {}", w.one(Concept::Pupil), w.one(Concept::Mentor)))
            }
            Reviewer::Person => Some("Somebody by name, such as the SENCO".into()),
            Reviewer::Nobody => None,
        });
        let active =
            [Choice::new("yes", "In use"), Choice::new("no", "Retired: kept, and not counted")];
        let number = |name, label, hint| Field {
            kind: "number",
            ..Field::new(name, label).hint(hint).from(f, e)
        };
        let placement = w.one(Concept::Placement);
        let last = format!("The day of the {placement} is the last of them.");
        let within = format!(
            "Mainstay proposes {}. Counted from the day of the {placement} that reached it.",
            room::REVIEW_WITHIN.0
        );
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/set-up/thresholds", "Thresholds"))
                (ErrorSummary(e))
                @if let Some((half, run)) = &self.dry { (self.dry(half, run)) }
                form.stack.stack-5 method="post" action=(action) {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("once", f.text("once")))
                    (Field::new("name", "Name").hint("Left empty, it is named by what it counts and where.").optional().from(f, e))
                    (Choices::one("measure", "What is counted", &measures).look(Look::Select).from(f, e))
                    (number("least", "From what number", "3 is the third time, the third day, 3 hours or 3%."))
                    (Choices::one("window", "In what time", &windows).look(Look::Select).from(f, e))
                    (number("window_days", "School days, where it is a number of them", &last))
                    (Choices::one("whom", "For whom", &whom).hint("A sooner number for those who need more care is a threshold of its own.").from(f, e))
                    (Choices::one("ask", "What is asked of whoever approves", &asks).from(f, e))
                    (Choices::one("reviewer", "Who is asked for a review", &reviewers).from(f, e))
                    (Choices::one("review_staff", "By name", &self.people).look(Look::Select).hint("Those whose role opens any file. Only where somebody by name is asked.").from(f, e))
                    (number("review_within", "School days until the review is due", &within))
                    (Choices::one("active", "Is it in use?", &active).from(f, e))
                    div.row {
                        button.btn type="submit" { "Keep it" }
                        button.btn.btn-2 type="submit" name="do" value="try" { "Try it on the last half-term" }
                        a.btn.btn-2 href="/set-up/thresholds" { "Leave it" }
                    }
                }
            }
        }
    }
}

impl ThresholdPage {
    fn dry(&self, half: &str, run: &DryRun) -> Markup {
        let w = &self.words;
        html! {
            div.panel.panel-note role="status" {
                h2.panel-title { "What it would have done in " (half) }
                p { "Of " (w.count(Concept::Placement, run.placements)) ", it would have spoken at "
                    strong { (run.prompts) } ", about " (w.count(Concept::Pupil, run.pupils)) ", and asked for "
                    strong { (run.reviews) @if run.reviews == 1 { " review" } @else { " reviews" } } "." }
                p.soft { "Tried on what took place or was booked, by each " (w.one(Concept::Pupil)) "’s record as it is today. Nothing is kept or sent." }
            }
        }
    }
}

/// Everybody who may be asked for a review of any pupil: their role opens every file.
async fn reviewers(v: &Visit) -> Result<Vec<Staff>, Problem> {
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

fn filled(t: &Threshold) -> Form {
    Form::of([
        ("version", t.version.to_string()),
        ("name", t.name.clone()),
        ("measure", t.measure.code().to_string()),
        ("least", t.least.to_string()),
        ("window", t.window.code().to_string()),
        ("window_days", t.window_days.to_string()),
        ("whom", t.whom.code().to_string()),
        ("ask", t.ask.code().to_string()),
        ("reviewer", t.reviewer.code().to_string()),
        ("review_staff", t.review_staff.map(|s| s.to_string()).unwrap_or_default()),
        ("review_within", t.review_within.to_string()),
        ("active", if t.active { "yes" } else { "no" }.to_string()),
    ])
}

async fn sheet(
    v: &Visit,
    id: Option<Id>,
    form: Form,
    errors: Errors,
) -> Result<ThresholdPage, Problem> {
    let people = reviewers(v).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(ThresholdPage {
        id,
        people: std::iter::once(Choice::new("", "Nobody by name"))
            .chain(people.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
            .collect(),
        dry: None,
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::threshold::all(&mut read, v.org()).await?;
    drop(read);
    let words = v.words();
    let proposed = match all.is_empty() {
        true => proposals(Id::nil, words).iter().map(|t| (t.name.clone(), t.rule(words))).collect(),
        false => Vec::new(),
    };
    v.page(&ThresholdsPage {
        lines: all
            .into_iter()
            .map(|t| {
                let rule = t.rule(words);
                (t, rule)
            })
            .collect(),
        proposed,
        csrf: v.csrf.clone(),
    })
}

/// Keeps what Mainstay proposes, for a school that has none.
pub async fn adopt(v: Visit) -> Answer {
    let mut w = v.write("Using the thresholds that Mainstay proposes").await?;
    if !store::threshold::all(&mut w, v.org()).await?.is_empty() {
        return v.to("/set-up/thresholds");
    }
    let mut events = Vec::new();
    for t in proposals(Id::now_v7, v.words()) {
        store::threshold::add(&mut w, &t).await?;
        events.push(kept(&v, None, &t));
    }
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Err(Problem::Missing) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying("/set-up/thresholds", "The thresholds are in use")
}

fn values(t: &Threshold, words: &Words) -> Vec<(String, String)> {
    let who = t.review_staff.map(|s| s.to_string()).unwrap_or_default();
    [
        ("name", t.name.clone()),
        ("rule", t.rule(words)),
        ("by name", who),
        ("in use", if t.active { "yes" } else { "no" }.into()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

fn kept(v: &Visit, was: Option<&Threshold>, t: &Threshold) -> casework::Event {
    let was = was.map(|t| values(t, v.words())).unwrap_or_default();
    event(Verb::ListChanged, "threshold", t.id, &differences(&was, &values(t, v.words())))
}

/// Shows the form for a new one.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([
        ("measure", Measure::Placements.code()),
        ("window", Window::HalfTerm.code()),
        ("whom", Whom::All.code()),
        ("ask", Ask::Nothing.code()),
        ("reviewer", Reviewer::Nobody.code()),
        ("active", "yes"),
    ])
    .with("least", room::THINK_AGAIN_PLACEMENTS.to_string())
    .with("window_days", room::THINK_AGAIN_IN.0.to_string())
    .with("review_within", room::REVIEW_WITHIN.0.to_string());
    let page = sheet(&v, None, form, Errors::new()).await?;
    v.page(&page)
}

/// Shows one, with what it would have done.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let t = store::threshold::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let mut page = sheet(&v, Some(t.id), filled(&t), Errors::new()).await?;
    page.dry = tried(&v, &t).await?;
    v.page(&page)
}

/// What it would have done in the half-term before this one, or in this one where it is the first.
async fn tried(v: &Visit, t: &Threshold) -> Result<Option<(String, DryRun)>, Problem> {
    let spans = half_terms(&v.setting.calendar, v.today());
    let Some(span) = spans.iter().rev().nth(1).or(spans.last()) else { return Ok(None) };
    // A window may reach back past the half-term, to the beginning of the year.
    let from = v.setting.calendar.school_year(span.from).0;
    let scope = Scope { org: v.org(), reach: vec![Reach::School] };
    let mut read = v.read().await?;
    let lines = store::ledger::lines(&mut read, &scope, None, from, span.to).await?;
    let mut ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut pupils = Vec::new();
    for some in ids.chunks(500) {
        pupils.extend(store::pupil::several(&mut read, &scope, some).await?);
    }
    let run = dry_run(&v.setting, t, &pupils, &lines, (span.from, span.to));
    Ok(Some((span.full(), run)))
}

/// What was typed, and what is wrong with it.
async fn typed(v: &Visit, id: Id, errors: &mut Errors) -> Result<Threshold, Problem> {
    let f = &v.form;
    let number = |name: &str| f.int(name).unwrap_or(-1);
    let mut t = Threshold {
        id,
        name: errors.limit(f, "name", 80),
        measure: errors
            .get(f.coded("measure"), "measure", "Choose what is counted")
            .unwrap_or(Measure::Placements),
        window: errors
            .get(f.coded("window"), "window", "Choose in what time it is counted")
            .unwrap_or(Window::HalfTerm),
        window_days: number("window_days"),
        least: number("least"),
        whom: errors.get(f.coded("whom"), "whom", "Choose whom it is for").unwrap_or(Whom::All),
        ask: errors.get(f.coded("ask"), "ask", "Choose what is asked").unwrap_or(Ask::Nothing),
        reviewer: errors
            .get(f.coded("reviewer"), "reviewer", "Choose who is asked for a review")
            .unwrap_or(Reviewer::Nobody),
        review_staff: f.id("review_staff"),
        review_within: number("review_within"),
        active: f.text("active") != "no",
        version: f.int("version").unwrap_or(1),
    };
    for (field, message) in threshold::check(&t) {
        errors.add(field, message);
    }
    if t.reviewer != Reviewer::Person {
        t.review_staff = None;
    }
    if let Some(id) = t.review_staff
        && !reviewers(v).await?.iter().any(|s| s.id == id)
    {
        errors.add("review_staff", "Choose somebody from the list");
    }
    // Numbers that are not asked for are kept as what Mainstay proposes.
    if t.window != Window::Days && !(1..=190).contains(&t.window_days) {
        t.window_days = i64::from(room::THINK_AGAIN_IN.0);
    }
    if t.reviewer == Reviewer::Nobody && !(0..=40).contains(&t.review_within) {
        t.review_within = i64::from(room::REVIEW_WITHIN.0);
    }
    if t.name.is_empty() {
        t.name = casework::words::capital(&t.said(v.words()));
    }
    Ok(t)
}

/// Keeps a new one, or tries it.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let t = typed(&v, id, &mut errors).await?;
    let trying = v.form.text("do") == "try";
    if !errors.is_empty() || trying {
        let clean = errors.is_empty();
        let mut page = sheet(&v, None, v.form.clone(), errors).await?;
        if !clean {
            return v.again(&page);
        }
        page.dry = tried(&v, &t).await?;
        return v.page(&page);
    }
    let mut w = v.write("Adding a threshold").await?;
    if store::threshold::find(&mut w, v.org(), id).await.is_ok() {
        return v.to_saying("/set-up/thresholds", "The threshold is kept");
    }
    store::threshold::add(&mut w, &t).await?;
    let event = kept(&v, None, &t);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/thresholds", "The threshold is kept")
}

/// Keeps a change, or tries it.
pub async fn change(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let now = store::threshold::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let mut errors = Errors::new();
    let t = typed(&v, now.id, &mut errors).await?;
    let trying = v.form.text("do") == "try";
    if !errors.is_empty() || trying {
        let clean = errors.is_empty();
        let mut page = sheet(&v, Some(now.id), v.form.clone(), errors).await?;
        if !clean {
            return v.again(&page);
        }
        page.dry = tried(&v, &t).await?;
        return v.page(&page);
    }
    if t == (Threshold { version: t.version, ..now.clone() }) {
        return v.to("/set-up/thresholds");
    }
    let mut w = v.write("Changing a threshold").await?;
    if let Err(problem) = store::threshold::change(&mut w, &t).await {
        return Err(match problem {
            store::Problem::Stale => Problem::Stale(v.form.kept()),
            other => other.into(),
        });
    }
    let event = kept(&v, Some(&now), &t);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/thresholds", "The threshold is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let words = Words::default();
    let all = proposals(|| Id::from_u128(7), &words);
    let lines = |all: &[Threshold]| ThresholdsPage {
        lines: all.iter().map(|t| (t.clone(), t.rule(&words))).collect(),
        proposed: match all.is_empty() {
            true => proposals(Id::nil, &words)
                .iter()
                .map(|t| (t.name.clone(), t.rule(&words)))
                .collect(),
            false => Vec::new(),
        },
        csrf: "gallery".into(),
    };
    let one = |form, errors, dry| ThresholdPage {
        id: Some(Id::from_u128(7)),
        people: vec![Choice::new("", "Nobody by name"), Choice::new("8", "Mr Hugh Tansley")],
        dry,
        words: Words::default(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let form = all.first().map(filled).unwrap_or_default();
    let run = DryRun { placements: 64, prompts: 9, pupils: 6, reviews: 6 };
    let mut errors = Errors::new();
    errors.add("least", "Give a whole number from 1 to 190");
    errors.add("review_staff", "Choose who holds the review");
    vec![
        framed("set-up-thresholds-empty", &lines(&[])),
        framed("set-up-thresholds", &lines(&all)),
        framed(
            "set-up-threshold",
            &one(form.clone(), Errors::new(), Some(("Autumn 1 2026".into(), run))),
        ),
        framed("set-up-threshold-wrong", &one(form.with("least", "0"), errors, None)),
    ]
}
