//! The chase: every period of the day's placements, what work there is, and what is missing.

use super::{chases, detail, standing};
use crate::form::{Errors, Form};
use crate::message::carrier::Carrier;
use crate::page::Page;
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::message::Kind;
use casework::room::{Done, PlacementState, Slot, spell_periods};
use casework::words::Concept;
use casework::work::{Share, Unit, Work, WorkState, fitting, own_share};
use casework::{Coded, Id, May, Reach, Role, Scope};
use maud::{Markup, html};
use rulebook::{Day, day::spell_minutes};
use std::collections::HashMap;
use store::Source;
use store::attachment::Attachment;

/// One period.
pub struct Line {
    /// The request.
    pub work: Work,
    /// The teacher.
    pub teacher: String,
    /// The head of subject it was passed on to, or empty.
    pub head: String,
    /// Whom an unanswered one goes to next, in the school's word.
    pub next: String,
    /// Where it has got to, in words.
    pub said: String,
    /// Where a head of subject is set, for those who may set one and where none is.
    pub set: bool,
    /// How much was done.
    pub done: Option<Done>,
    /// Units of the bank that would do.
    pub units: Vec<Unit>,
    /// Files that came with the answer.
    pub files: Vec<Attachment>,
    /// How the emails that asked for it stand.
    pub mail: Vec<Mail>,
}

/// How one email about a request stands.
#[derive(Clone)]
pub struct Mail {
    /// In words.
    pub said: String,
    /// Somebody has to be told in another way.
    pub failed: bool,
}

/// One pupil's day.
pub struct OneDay {
    /// Placement.
    pub placement: Id,
    /// Name.
    pub name: String,
    /// Form.
    pub form: String,
    /// "P1–P6"
    pub periods: String,
    /// "5 h 10 min"
    pub lost: String,
    /// Periods with the lesson's own work.
    pub share: Share,
    /// Periods.
    pub lines: Vec<Line>,
}

/// The page.
pub struct ChasePage {
    /// The day.
    pub day: Day,
    /// The school day before it.
    pub before: Option<Day>,
    /// The school day after it.
    pub after: Option<Day>,
    /// It is today.
    pub today: bool,
    /// Pupils' days.
    pub days: Vec<OneDay>,
    /// Paper of the day that is still to be collected.
    pub to_collect: usize,
    /// Finished work that is still to go back, and how much of it is late.
    pub to_return: (usize, usize),
    /// Runs the room: may collect, look and judge.
    pub runs: bool,
    /// Now it is this day.
    pub now: Day,
    /// Of all of them.
    pub share: Share,
    /// Requests with no work.
    pub unmet: usize,
    /// Form token.
    pub csrf: String,
}

impl Page for ChasePage {
    fn title(&self) -> String {
        "Work".into()
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let title = format!("Work, {}", self.day);
        html! {
            (Head::new(&title)
                .facts(html! { @if self.unmet == 0 { "Every period has work." } @else { (self.unmet) @if self.unmet == 1 { " period has" } @else { " periods have" } " no work yet." } })
                .acts(html! {
                    a.btn.btn-2 href="/bank" { "Work bank" }
                    @if let Some(before) = self.before { a.btn.btn-2 href={ "/work?day=" (before.iso()) } rel="prev" { (before.short()) } }
                    @if !self.today { a.btn.btn-2 href="/work" { "Today" } }
                    @if let Some(after) = self.after { a.btn.btn-2 href={ "/work?day=" (after.iso()) } rel="next" { (after.short()) } }
                }))
            @if self.days.is_empty() {
                (Empty { title: "No work is asked for on this day", words: "A request for each lesson missed appears here as soon as somebody is booked.", step: None })
            } @else {
                div.stack.stack-6 {
                    dl.figures {
                        div { dt { "The lesson’s own work" } dd.figure { @match self.share.percent() { Some(p) => { (p) "%" } None => "–" } } dd { (self.share.periods()) } }
                        @if self.runs {
                            div { dt { "Paper to collect" } dd.figure { a href="/work/round" { (self.to_collect) span.vh { ": the collection round" } } } dd { "on this day" } }
                            div { dt { "To hand back" } dd.figure { a href="/work/back" { (self.to_return.0) span.vh { ": finished work" } } } dd { @if self.to_return.1 > 0 { (self.to_return.1) " late" } @else { "none late" } } }
                        }
                        div { dt { "No work yet" } dd.figure { (self.unmet) } dd { "of " (self.share.whole) " periods" } }
                    }
                    @for day in &self.days { (self.one(day)) }
                }
            }
        }
    }
}

impl ChasePage {
    fn one(&self, d: &OneDay) -> Markup {
        let id = format!("day-{}", d.placement);
        let said = format!("Work for {}", d.name);
        html! {
            section.sheet.sheet-flush aria-labelledby=(id) {
                div.sheet-head {
                    h2 id=(id) { (pupil_name(&d.name)) ", " (d.form) }
                    p.soft { (d.periods) ". " (d.lost) " out of lessons. Own work " (d.share.spell()) }
                }
                (Grid {
                    region: &said,
                    caption: Some(&said),
                    look: "table-dense",
                    columns: ["Period", "Work", "Asked", "Done"].map(Col::Words).to_vec(),
                    named: Some(0),
                    rows: d.lines.iter().map(|l| self.line(l)).collect(),
                })
            }
        }
    }
    fn line(&self, l: &Line) -> Vec<Markup> {
        let w = &l.work;
        let name = format!("{} {}", w.code, w.subject);
        vec![
            html! { a href={ "/work/" (w.id) } { (name) } span.sub { (l.teacher) } },
            html! { div.stack.stack-2 {
                    p.row { (mark(l)) @if w.same_as_class { span.soft { "lesson’s own" } } }
                    @if !w.detail.is_empty() { p { (detail(w)) } }
                    (super::file::list(&l.files))
                    @for said in super::relay_words(w, self.now) { p.soft { (said) } }
                    @if self.runs && w.has_work() { (super::judge_keys(w, &self.csrf, &format!("/work?day={}", self.day.iso()))) }
                    @if w.state.is_unmet() { @for unit in &l.units {
                        form method="post" action={ "/work/" (w.id) "/bank" } {
                            (token(&self.csrf)) (super::back(self.day)) (crate::page::kit::hidden("unit", unit.id)) (crate::page::kit::hidden("version", w.version))
                            button.btn.btn-2 type="submit" { "Use " (unit.title) @if !unit.agreed { " (not agreed yet)" } span.vh { " for " (name) } }
                        }
                    } }
            } },
            asked(l),
            self.done(l, &name),
        ]
    }
    fn done(&self, l: &Line, name: &str) -> Markup {
        html! {
            // There is nothing to have done before there is work, unless it was marked already.
            @if !l.work.state.is_unmet() || l.done.is_some() { form.done-keys method="post" action={ "/work/" (l.work.id) "/done" } {
                (token(&self.csrf)) (super::back(self.day))
                @for d in Done::ALL {
                    button.chip type="submit" name="done" value=(d.code()) aria-current=[(l.done == Some(*d)).then_some("true")] { (d.label()) span.vh { " of " (name) } }
                }
            } }
        }
    }
}

/// Where it has got to, seen from the room: a period without work is red, whoever has been asked.
fn mark(l: &Line) -> Markup {
    match l.work.state {
        WorkState::Asked if l.work.relay.again.is_some() => {
            html! { (Tag(Standing::Late, &l.said)) }
        }
        WorkState::Asked => html! { (Tag(Standing::Late, "No work yet")) },
        state => {
            html! { (Tag(standing(state), &l.said)) (set_one(l)) }
        }
    }
}

/// How a subject comes to have a head: set by those who may, asked of them by the others.
pub fn set_one(l: &Line) -> Markup {
    html! {
        @if l.set { a href="/people" { "Set one under People" } }
        @else if l.work.asked_nobody() { span.soft { "An administrator sets one under People." } }
    }
}

/// A moment, by its time alone on the day itself.
fn short(at: rulebook::Instant, today: Day) -> String {
    let (day, minute) = at.local();
    if day == today { minute.to_string() } else { format!("{} {minute}", day.short()) }
}

/// When it was asked, passed on and answered.
pub fn asked(l: &Line) -> Markup {
    let w = &l.work;
    let moment = |at: rulebook::Instant| {
        let (day, minute) = at.local();
        format!("{} {minute}", day.short())
    };
    html! {
        "Asked " (moment(w.asked_at))
        @if let Some(at) = w.escalated_at {
            br; @if l.head.is_empty() { "Came due " (moment(at)) ", nobody to pass it on to" } @else { "Passed on to " (l.head) ", " (moment(at)) }
        }
        @if let Some(at) = w.answered_at { br; "Answered " (moment(at)) @if !w.answered_by.is_empty() { ", " (w.answered_by) } }
        @for mail in &l.mail { br; @if mail.failed && w.state.is_waiting() { (Tag(Standing::Late, &mail.said)) } @else { (mail.said) } }
        @if w.state.is_waiting() && w.escalated_at.is_none() { br; span.soft { "Goes to the " (l.next) " " (moment(w.escalates_at)) } }
        @if let Some(at) = w.returned_at { br; "Back to " (w.returned_to) ", " (moment(at)) }
    }
}

/// Puts names to requests.
pub async fn lines(src: &mut dyn Source, v: &Visit, work: Vec<Work>) -> Result<Vec<Line>, Problem> {
    let org = v.org();
    let heads = store::staff::with_role(src, org, Role::HeadOfSubject).await?;
    let mut staff: Vec<Id> =
        work.iter().flat_map(|w| [w.teacher, w.escalated_to]).flatten().collect();
    staff.sort_unstable();
    staff.dedup();
    let staff = store::staff::several(src, org, &staff).await?;
    let name = |id: Option<Id>| {
        staff.iter().find(|s| Some(s.id) == id).map(|s| s.full()).unwrap_or_default()
    };
    let bank = store::work::bank(src, org).await?;
    let of: Vec<Id> = work.iter().map(|w| w.pupil).collect();
    let had = store::bank::had(src, org, &of).await?;
    let messages = store::message::about(src, org, &{
        let mut about: Vec<Id> = work.iter().map(|w| w.placement).collect();
        about.dedup();
        about
    })
    .await?;
    let carried = !Carrier::of(v.app.config())?.is_off();
    let mail = |w: &Work| -> Vec<Mail> {
        let asked = if w.relay.again.is_some() { Kind::WorkAgain } else { Kind::WorkAsked };
        [(w.teacher, asked), (w.escalated_to, Kind::WorkPassedOn)]
            .into_iter()
            .filter_map(|(to, kind)| {
                // The newest first: one before it was about lessons that have moved since.
                let m = messages.iter().find(|m| {
                    m.about == w.placement && m.kind == kind && to.is_some() && m.staff == to
                })?;
                // Without a mail server nothing goes, which the page of emails says once.
                if m.state.is_open() && !carried {
                    return None;
                }
                let said = m.state.told(
                    &m.to_name,
                    &m.sent_at.map(|at| short(at, v.today())).unwrap_or_default(),
                );
                Some(Mail { said: said?, failed: m.state.has_failed() })
            })
            .collect()
    };
    let keys: Vec<Id> = work.iter().map(|w| w.id).collect();
    let files = store::attachment::of(src, org, &keys).await?;
    let pupils: Vec<Id> = work.iter().map(|w| w.pupil).collect();
    let scope = Scope { org, reach: vec![Reach::School] };
    let years: HashMap<Id, i64> = store::pupil::several(src, &scope, &pupils)
        .await?
        .into_iter()
        .map(|p| (p.id, p.year))
        .collect();
    let mut slots: HashMap<Id, Slot> = HashMap::new();
    let mut placements: Vec<Id> = work.iter().map(|w| w.placement).collect();
    placements.sort_unstable();
    placements.dedup();
    for placement in placements {
        for slot in store::room::slots(src, org, placement).await? {
            slots.insert(slot.id, slot);
        }
    }
    Ok(work
        .into_iter()
        .map(|w| {
            let year = years.get(&w.pupil).copied().unwrap_or(0);
            Line {
                teacher: name(w.teacher),
                head: name(w.escalated_to),
                next: v.words().one(Concept::HeadOfSubject).into(),
                said: v.words().said(&w.said(&heads)),
                set: v.may(May::People) && w.asked_nobody(),
                done: slots.get(&w.slot).and_then(|s| s.done),
                units: {
                    let had: Vec<Id> = had.iter().filter(|h| h.0 == w.pupil).map(|h| h.1).collect();
                    let mut fit = fitting(&bank, &w.subject, year, v.today(), &had);
                    fit.truncate(3);
                    fit
                },
                mail: mail(&w),
                files: files.iter().filter(|f| f.about == w.id).cloned().collect(),
                work: w,
            }
        })
        .collect())
}

/// Shows the chase of a day.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (org, day) = (v.org(), v.day("day"));
    let me = store::staff::find(&mut read, org, v.actor.staff).await?;
    let mut work = store::work::on_day(&mut read, org, day).await?;
    work.retain(|w| chases(&v, &me.department, w));
    let pupils: Vec<Id> = work.iter().map(|w| w.pupil).collect();
    let pupils = store::pupil::several(&mut read, &v.actor.roll(), &pupils).await?;
    let who = |id: Id| pupils.iter().find(|p| p.id == id);
    let a_pupil = v.words().cap(Concept::Pupil);
    let name = |id: Id| who(id).map(|p| p.name()).unwrap_or_else(|| a_pupil.clone());
    let runs = v.may(May::RunRoom);
    let to_collect = work.iter().filter(|w| w.is_to_collect()).count();
    let to_return = match runs {
        true => super::back::gather(&v, Form::default(), Errors::new()).await?.counts(),
        false => (0, 0),
    };
    let order: Vec<String> = v.setting.lessons_on(day).iter().map(|p| p.code.clone()).collect();
    let mut placements: Vec<Id> = work.iter().map(|w| w.placement).collect();
    placements.dedup();
    let mut all = lines(&mut read, &v, work).await?;
    let mut days = Vec::new();
    let (mut share, mut unmet) = (Share::default(), 0);
    for placement in placements {
        let slots = store::room::slots(&mut read, org, placement).await?;
        let (own, rest): (Vec<Line>, Vec<Line>) =
            all.into_iter().partition(|l| l.work.placement == placement);
        all = rest;
        let Some(pupil) = own.first().map(|l| l.work.pupil) else { continue };
        let work: Vec<Work> = own.iter().map(|l| l.work.clone()).collect();
        let codes: Vec<String> = slots.iter().map(|s| s.code.clone()).collect();
        // Somebody who did not come has no periods in the room.
        let its = match store::room::placement(&mut read, org, placement).await?.state {
            PlacementState::NotHere | PlacementState::Cancelled => Share::default(),
            _ => {
                unmet += work.iter().filter(|w| w.state.is_unmet()).count();
                own_share(work.iter().map(Work::own))
            }
        };
        share = Share { part: share.part + its.part, whole: share.whole + its.whole };
        days.push(OneDay {
            placement,
            name: name(pupil),
            form: who(pupil).map(|p| p.form.clone()).unwrap_or_default(),
            periods: spell_periods(&codes, &order),
            lost: spell_minutes(slots.iter().map(Slot::minutes).sum()),
            share: its,
            lines: own,
        });
    }
    // Whoever has most missing comes first.
    days.sort_by_key(|d| {
        std::cmp::Reverse(d.lines.iter().filter(|l| l.work.state.is_unmet()).count())
    });
    v.page(&ChasePage {
        day,
        before: v.setting.calendar.last_before(day),
        after: v.setting.calendar.first_on_or_after(day.plus(1)),
        today: day == v.today(),
        days,
        to_collect,
        to_return,
        runs,
        now: v.today(),
        share,
        unmet,
        csrf: v.csrf.clone(),
    })
}
