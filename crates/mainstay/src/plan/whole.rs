//! The page of one plan: its draft, its reviews, what was asked of whom, how far it is in use, and
//! the version teachers have.

use super::ask::{CanAsk, can_ask, whom};
use super::review::named;
use super::{draft, open, reviewed, shown, whose, writes};
use crate::action::follows::{Follows, follows};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use crate::problem::Problem;
use crate::visit::Visit;
use casework::action::Origin;
use casework::agency::Basis;
use casework::meeting::Decision;
use casework::plan::{
    Ask, Body, Check, Checked, Edition, Found, Plan, Reader, Review, Share, Tap, Whom, lacks,
    shares, tally, windows,
};
use casework::words::Words;
use casework::{Coded, Id, May};
use maud::{Markup, PreEscaped, html};
use paper::chart::{Bar, Chart};
use rulebook::Day;
use rulebook::room::{PLAN_CHECK_EVERY, PLAN_COMPARED};
use rulebook::school_week::school_week_of;

/// What the school's own figures say of a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Incidents that came from the school's own system.
    pub incidents: usize,
    /// Days in the room.
    pub placed: i64,
}

/// One school week of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InWeek {
    /// 1 for the first.
    pub week: u32,
    /// Taps that say it was used.
    pub used: usize,
    /// Taps in all.
    pub taps: usize,
    /// Incidents that week.
    pub incidents: usize,
}

/// The latest check whether it is in use.
#[derive(Clone, Debug)]
pub struct Latest {
    /// The check.
    pub check: Check,
    /// How each strategy stands.
    pub shares: Vec<Share>,
    /// Those asked.
    pub asked: Vec<Checked>,
}

/// The page.
pub struct PlanPage {
    /// The plan.
    pub plan: Plan,
    /// Name and form.
    pub who: String,
    /// Today.
    pub today: Day,
    /// Every version.
    pub editions: Vec<Edition>,
    /// The draft, and what it lacks.
    pub draft: Option<(Edition, Vec<&'static str>)>,
    /// The words of the version teachers have, or of the draft where they have none.
    pub body: Body,
    /// Reviews.
    pub reviews: Vec<Review>,
    /// What they found.
    pub found: Vec<Found>,
    /// Those asked to read the version teachers have.
    pub readers: Vec<Reader>,
    /// Those who teach the pupil now and were not asked.
    pub unasked: Vec<String>,
    /// Contributions asked for.
    pub asks: Vec<Ask>,
    /// Who can be asked.
    pub can_ask: Vec<CanAsk>,
    /// Agencies of the directory, by name.
    pub agencies: Vec<String>,
    /// The latest check.
    pub latest: Option<Latest>,
    /// It is time to check again.
    pub check_due: bool,
    /// Week by week.
    pub weeks: Vec<InWeek>,
    /// Before the plan and since, the same number of school days.
    pub compared: Option<(u32, Stretch, Stretch)>,
    /// What meetings decided for it, newest first, each with its meeting and the meeting's name.
    pub decided: Vec<(Id, String, Decision)>,
    /// Actions that came from it.
    pub follows: Follows,
    /// Whether this person writes plans.
    pub writes: bool,
    /// Whether this person oversees it.
    pub mine: bool,
    /// The school's words.
    pub words: Words,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for PlanPage {
    fn title(&self) -> String {
        format!("{} of {}", self.plan.kind.label(), self.who)
    }
    fn here(&self) -> &'static str {
        "/plans"
    }
    fn main(&self) -> Markup {
        let p = &self.plan;
        let acts = html! {
            @if self.writes && p.ended_on.is_none() { a.btn href={ "/plans/" (p.id) "/write" } { @if self.draft.is_some() { "Write at the draft" } @else if p.current == 0 { "Write it" } @else { "Write the next version" } } }
            @if p.current > 0 { a.btn.btn-2 href={ "/plans/" (p.id) "/page" } { "One page for teachers" } }
            a.btn.btn-2 href={ "/pupils/" (p.pupil) } { "File" }
            @if self.writes && !self.mine && p.ended_on.is_none() {
                form method="post" action={ "/plans/" (p.id) "/oversee" } { (token(&self.csrf)) (hidden("version", p.version))
                    button.btn.btn-2 type="submit" { "Take it over" } }
            }
        };
        html! {
            (Head::new(&self.title()).about(&self.who).back("/plans", "Plans").facts(html! {
                "Overseen by " (p.owner_name) ". From " (p.from)
                @if let Some(day) = p.ended_on { ". Ended " (day) @if let Some(e) = p.ending { ": " (e.label()) } }
            }).acts(acts))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if !p.evaluation.is_empty() { section.sheet.stack { h2 { "What came of it" } p.as-typed { (p.evaluation) } } }
                (self.drafted())
                (self.reviewed())
                div.cols.cols-side {
                    div.stack.stack-6 {
                        section.stack.stack-5 aria-labelledby="words" {
                            div.row.row-apart.row-base {
                                h2 #words { @if p.current > 0 { "Version " (p.current) } @else { "The draft" } }
                                p { @for e in self.editions.iter().filter(|e| e.number != p.current) {
                                    a href={ "/plans/" (p.id) "/versions/" (e.number) } { @if e.given_at.is_some() { "Version " (e.number) } @else { "Draft of version " (e.number) } } " "
                                }
                                @if p.current > 1 { a href={ "/plans/" (p.id) "/versions/" (p.current) } { "What changed" } } }
                            }
                            @if self.body == Body::default() { p.soft { "Nothing is written yet." } }
                            (shown::whole(p.kind, &self.body))
                            @if !p.why.is_empty() { div.stack.stack-2 { h3 { "Why now" } p.as-typed { (p.why) } } }
                        }
                    }
                    aside.stack.stack-5 { (self.read()) (self.decided()) (self.asked()) (self.compare()) (self.follows) }
                }
                @if p.current > 0 { (self.used()) }
            }
        }
    }
}

impl PlanPage {
    fn drafted(&self) -> Markup {
        let Some((d, lacks)) = &self.draft else { return Markup::default() };
        html! {
            section.panel aria-labelledby="draft" {
                h2.panel-title #draft { "Draft of version " (d.number) ", not given to teachers" }
                p { "Last written by " (d.written_by) ", " (d.written_at) "." }
                @if !lacks.is_empty() { p { "Before teachers can have it:" } ul { @for l in lacks { li { (l) } } } }
                @else if self.writes {
                    form method="post" action={ "/plans/" (self.plan.id) "/give" } { (token(&self.csrf)) (hidden("draft", d.version))
                        button.btn type="submit" { "Give it to teachers" } }
                    p.soft { "Everybody who teaches them is asked to read it." }
                }
            }
        }
    }
    fn reviewed(&self) -> Markup {
        let rows: Vec<Vec<Markup>> = self.reviews.iter().map(|r| {
            let found: Vec<Found> = self.found.iter().filter(|f| f.review == r.id).cloned().collect();
            let (met, part, not) = tally(&found);
            vec![
                html! { a href={ "/plans/reviews/" (r.id) } { (named(r)) } },
                html! { (r.due) @if r.due != r.first_due { span.soft { ", moved from " (r.first_due.short()) ": " (r.moved_why) } } },
                html! { @match r.held_on {
                    Some(day) => { (Tag(Standing::Done, "Held")) " " (day.short()) },
                    None if r.due < self.today => (Tag(Standing::Late, "Late")),
                    None if r.due == self.today => (Tag(Standing::Due, "Today")),
                    None => span.soft { "To come" },
                } },
                html! { @if found.is_empty() { span.soft { "–" } } @else { (met) " met, " (part) " partly, " (not) " not" } },
            ]
        }).collect();
        html! {
            section.stack aria-labelledby="reviews" {
                h2 #reviews { "Reviews" }
                @if rows.is_empty() { p { (Tag(Standing::Late, "No review set")) } }
                @else { (Table { caption: "Reviews", columns: vec![("Review", false), ("Due", false), ("Stands", false), ("Targets", false)], rows, dense: false }) }
            }
        }
    }
    fn used(&self) -> Markup {
        let p = &self.plan;
        html! {
            section.stack aria-labelledby="use" {
                div.row.row-apart.row-base {
                    h2 #use { "In use" }
                    @if self.writes && p.ended_on.is_none() && !self.body.strategies.is_empty() { form method="post" action={ "/plans/" (p.id) "/check" } { (token(&self.csrf)) (hidden("once", self.form.text("once")))
                        button.btn.btn-2 type="submit" { "Ask teachers whether it is in use" } } }
                }
                @if self.check_due { p { (Tag(Standing::Due, "Time to check")) " A short check each month shows what is really used." } }
                @if let Some(l) = &self.latest { (self.checked(l)) }
                @if self.weeks.iter().any(|w| w.taps > 0) { (self.tapped()) } @else { p.soft { "No taps yet. Teachers tap each strategy under In my lessons." } }
            }
        }
    }
    fn checked(&self, l: &Latest) -> Markup {
        let silent: Vec<&str> =
            l.asked.iter().filter(|a| a.answered_at.is_none()).map(|a| a.name.as_str()).collect();
        let rows: Vec<Vec<Markup>> = l
            .shares
            .iter()
            .filter_map(|share| {
                let s = self.body.strategies.iter().find(|s| s.key == share.strategy)?;
                Some(vec![
                    html! { (s.words) },
                    html! { (share.said()) },
                    html! { (share.percent()) " %" },
                    html! { (share.not) },
                    html! { (share.never) },
                ])
            })
            .collect();
        html! {
            p { "Asked " (l.check.asked_at.day()) ", due " (l.check.due) ". " (l.asked.len() - silent.len()) " of " (l.asked.len()) " teachers answered." }
            (Table { caption: "In use, as teachers say", columns: vec![("Strategy", false), ("In use", true), ("Of all asked", true), ("Not in use", true), ("Does not come up", true)], rows, dense: false })
            @if !silent.is_empty() { p { strong { "No answer: " } (silent.join(", ")) "." } }
            @let words: Vec<&Checked> = l.asked.iter().filter(|a| !a.words.is_empty()).collect();
            @if !words.is_empty() { ul { @for a in words { li { (a.name) ": " (a.words) } } } }
        }
    }
    fn tapped(&self) -> Markup {
        let rows: Vec<Vec<Markup>> = self.weeks.iter().map(|w| vec![
            html! { "Week " (w.week) }, html! { (w.used) " of " (w.taps) },
            html! { @if w.taps > 0 { (w.used * 100 / w.taps) " %" } @else { span.soft { "–" } } }, html! { (w.incidents) },
        ]).collect();
        // The same figures as below: the table is what a screen reader is given in their place.
        let bars = self.weeks.iter().map(|w| Bar {
            label: format!("Week {}", w.week),
            values: [w.used, w.taps - w.used, w.incidents].map(|n| u64::try_from(n).ok()).to_vec(),
        });
        let chart = Chart {
            title: "Used in lessons, and incidents, by school week".into(),
            desc: "Taps that a strategy was used, taps that it was not, and incidents, week by week. The table below has the same figures.".into(),
            label_name: "School week".into(),
            series: vec!["Used".into(), "Not used".into(), "Incidents".into()],
            bars: bars.collect(),
            hidden: "–".into(),
        };
        html! {
            div.chart { (PreEscaped(paper::chart::svg(&chart, "chart-used"))) }
            (Table { caption: "Used in lessons, and incidents, by school week", columns: vec![("School week", false), ("Used, of taps", true), ("Share", true), ("Incidents", true)], rows, dense: true })
            p.soft { "Beside each other, not one because of the other." }
        }
    }
    fn read(&self) -> Markup {
        let late: Vec<&Reader> = self.readers.iter().filter(|r| r.read_at.is_none()).collect();
        html! {
            @if self.plan.current > 0 { section.sheet.stack aria-labelledby="read" {
                h2 #read { "Read by teachers" }
                p { strong { (self.readers.len() - late.len()) " of " (self.readers.len()) } " have read version " (self.plan.current) "." }
                @if !late.is_empty() { ul.todo { @for r in &late { li { p { (r.name) } p.soft { @if r.due < self.today { (Tag(Standing::Late, "Late")) " " } "by " (r.due.short()) } } } } }
                @if !self.unasked.is_empty() && self.plan.ended_on.is_none() {
                    p { "Teach them now and were not asked: " (self.unasked.join(", ")) "." }
                    @if self.writes { form method="post" action={ "/plans/" (self.plan.id) "/readers" } { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Ask them too" } } }
                }
            } }
        }
    }
    /// What a meeting decided, with where it stands: in the draft, or with teachers.
    fn decided(&self) -> Markup {
        html! {
            @if !self.decided.is_empty() { section.sheet.stack aria-labelledby="decided" {
                h2 #decided { "Decided at meetings" }
                ul.todo { @for (meeting, name, d) in &self.decided { li {
                    p.as-typed { (d.words) }
                    p.soft { a href={ "/meetings/" (meeting) "/minutes" } { (name) ", " (d.at.day()) }
                        @if let Some(n) = d.plan_version { @if n > self.plan.current { ". In the draft: teachers do not have it yet" } @else { ". In version " (n) } } }
                } } }
            } }
        }
    }
    fn asked(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let done = self.asks.iter().filter(|a| a.answered_at.is_some()).count();
        let pupil = self.who.rsplit_once(", ").map_or(self.who.as_str(), |(name, _)| name);
        let choices: Vec<Choice> = self
            .can_ask
            .iter()
            .map(|c| {
                let choice = Choice::new(&c.value, &c.name).hint(whom(c.whom, &self.words));
                Choice { pupil: c.whom == Whom::Own, ..choice }
            })
            .collect();
        let by_link = [Choice::new("yes", "Send a private link by email")
            .hint("To each who has an address of their own. They answer without signing in.")];
        let bases: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(
                Basis::ALL
                    .iter()
                    .filter(|b| **b != Basis::Nothing)
                    .map(|b| Choice::new(b.code(), b.label())),
            )
            .collect();
        html! {
            section.sheet.stack aria-labelledby="asked" {
                h2 #asked { "Contributions" }
                @if self.asks.is_empty() { p.soft { "Nobody was asked yet. What teachers, home and " (pupil_name(pupil)) " say comes before the plan." } }
                @else {
                    p { strong { (done) " of " (self.asks.len()) } " answered. " a href={ "/plans/" (self.plan.id) "/replies" } { "Read the replies" } }
                    @let open: Vec<&Ask> = self.asks.iter().filter(|a| a.answered_at.is_none()).collect();
                    @if !open.is_empty() { ul.todo { @for a in open { li {
                        p { (naming(&a.name, &[pupil])) span.soft { " " (whom(a.whom, &self.words)) } }
                        p.soft { @if a.due < self.today { (Tag(Standing::Late, "Late")) " " } "due " (a.due.short()) @if !a.email.is_empty() { ", by private link" }
                            @if self.writes && a.staff.is_none() { " " a href={ "/plans/asks/" (a.id) } { "Type in what they say" span.vh { ": " (naming(&a.name, &[pupil])) } } } }
                    } } } }
                }
                @if self.writes && self.plan.ended_on.is_none() {
                    details.working open[!e.is_empty()] {
                        summary { "Ask for contributions" }
                        form.working-body.stack method="post" action={ "/plans/" (self.plan.id) "/ask" } {
                            (token(&self.csrf))
                            (Choices::many("who", "Who", &choices).from(f, e))
                            (Choices::many("by_link", "Those at home", &by_link).from(f, e))
                            (Field::new("agency", "An agency").optional().hint("Such as “Family hub, Jo Marsh”.").list(&self.agencies).from(f, e))
                            (Field::new("agency_email", "Their email").kind("email").optional().hint("They get a private link. Left empty, you type in what they say.").from(f, e))
                            (Choices::one("basis", "Why they may know whose plan it is", &bases).look(Look::Select).hint("Asked for where a link goes to an agency.").from(f, e))
                            (Field::new("due", "By").kind("date").from(f, e))
                            div { button.btn.btn-2 type="submit" { "Ask" } }
                        }
                    }
                }
            }
        }
    }
    fn compare(&self) -> Markup {
        html! {
            @if let Some((n, before, since)) = &self.compared { section.sheet.stack aria-labelledby="compared" {
                h2 #compared { "Before and since" }
                p.soft { (n) " school days each: " (before.from.short()) " to " (before.to.short()) ", and " (since.from.short()) " to " (since.to.short()) "." }
                dl.summary.summary-tight {
                    div { dt { "Incidents" } dd { (before.incidents) " before, " (since.incidents) " since" } }
                    div { dt { "Times in the room" } dd { (before.placed) " before, " (since.placed) " since" } }
                }
                p.soft { "A change is not proof of what made it." }
            } }
        }
    }
}

/// Incidents of one pupil read at most: far more than a plan's time holds.
const MOST_INCIDENTS: i64 = 4_000;

/// Everything the page shows.
pub async fn gather(v: &Visit, id: Id, form: Form, errors: Errors) -> Result<PlanPage, Problem> {
    let mut read = v.read().await?;
    let (org, today) = (v.org(), v.today());
    let plan = open(v, &mut read, id).await?;
    let calendar = &v.setting.calendar;
    let editions = store::plan::editions(&mut read, org, id).await?;
    let reviews = store::plan::used::reviews(&mut read, org, id).await?;
    let mut body = store::plan::body(&mut read, org, id, plan.current).await?;
    let draft = match draft(&plan, &editions) {
        Some(d) => {
            let words = store::plan::body(&mut read, org, id, d.number).await?;
            let lacks = lacks(plan.kind, &words, reviewed(&reviews));
            if plan.current == 0 {
                body = words;
            }
            Some((d, lacks))
        }
        None => None,
    };
    let readers = store::plan::asked::readers(&mut read, org, id, plan.current).await?;
    let teachers = store::plan::teachers_of(&mut read, org, plan.pupil).await?;
    let checks = store::plan::asked::checks(&mut read, org, id).await?;
    let latest = match checks.first() {
        Some(c) => {
            let asked = store::plan::asked::checked(&mut read, org, &[c.id]).await?;
            let said = store::plan::asked::said(&mut read, org, &[c.id]).await?;
            let about = store::plan::body(&mut read, org, id, c.number).await?;
            Some(Latest {
                shares: shares(&about.strategies, &asked, &said),
                check: c.clone(),
                asked,
            })
        }
        None => None,
    };
    let mut asks = store::plan::asked::asks(&mut read, org, id).await?;
    asks.retain(|a| a.whom != Whom::Home || v.may(May::Home));
    let last = plan.ended_on.unwrap_or(today);
    let taps = store::plan::used::taps(&mut read, org, id).await?;
    // Types that the school has said do not count are in no figure.
    let compares = windows(plan.from, last, PLAN_COMPARED.0, calendar);
    let first = compares.as_ref().map_or(plan.from, |w| w.before.0.min(plan.from));
    let counted =
        store::incident::last_of(&mut read, org, plan.pupil, first, MOST_INCIDENTS).await?;
    let days: Vec<Day> =
        counted.iter().map(|i| i.day).filter(|d| *d >= plan.from && *d <= last).collect();
    let given = editions.iter().find_map(|e| e.given_at.filter(|_| e.number == plan.current));
    let asked_last = latest.as_ref().map(|l| l.check.asked_at.day()).or(given.map(|at| at.day()));
    let check_due = plan.ended_on.is_none()
        && !body.strategies.is_empty()
        && asked_last.is_some_and(|d| school_week_of(calendar, d, today) > PLAN_CHECK_EVERY.0);
    let mut compared = None;
    if plan.current > 0
        && let Some(w) = compares
    {
        let mut both = Vec::new();
        for (from, to) in [w.before, w.since] {
            let so_far = store::file::so_far(&mut read, org, plan.pupil, from, to).await?;
            let incidents = counted.iter().filter(|i| from <= i.day && i.day <= to).count();
            both.push(Stretch { from, to, incidents, placed: so_far.times });
        }
        if let [before, since] = both[..] {
            compared = Some((w.days, before, since));
        }
    }
    let mut decided = Vec::new();
    let sees = crate::action::reader(v);
    for (meeting, d) in store::meeting::minutes::of_plan(&mut read, org, id).await? {
        if let Ok(m) = store::meeting::find(&mut read, &sees, meeting).await {
            decided.push((m.id, m.name, d));
        }
    }
    Ok(PlanPage {
        decided,
        follows: follows(v, &mut read, (Origin::Plan, id), writes(v)).await?,
        who: whose(v, &mut read, &plan).await?,
        today,
        editions,
        draft,
        body,
        found: store::plan::used::found(&mut read, org, id).await?,
        unasked: teachers
            .iter()
            .filter(|t| plan.current > 0 && !readers.iter().any(|r| r.staff == t.id))
            .map(|t| t.full())
            .collect(),
        readers,
        asks,
        can_ask: can_ask(v, &mut read, plan.pupil).await?,
        agencies: store::agency::all(&mut read, org)
            .await?
            .into_iter()
            .filter(|a| a.active)
            .map(|a| a.name)
            .collect(),
        latest,
        check_due,
        weeks: weeks(&taps, &days, school_week_of(calendar, plan.from, last), |day| {
            school_week_of(calendar, plan.from, day)
        }),
        compared,
        reviews,
        writes: writes(v),
        mine: plan.owner == v.actor.staff,
        words: v.words().clone(),
        plan,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Taps and incidents by school week, to the week it is now.
fn weeks(taps: &[Tap], incidents: &[Day], last: u32, week: impl Fn(Day) -> u32) -> Vec<InWeek> {
    (1..=last)
        .map(|n| {
            let of: Vec<&Tap> = taps.iter().filter(|t| week(t.day) == n).collect();
            InWeek {
                week: n,
                used: of.iter().filter(|t| t.used).count(),
                taps: of.len(),
                incidents: incidents.iter().filter(|d| week(**d) == n).count(),
            }
        })
        .collect()
}
