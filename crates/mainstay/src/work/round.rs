//! The collection round on a phone: place by place in walking order, each paper ticked or sent back.
//!
//! Must never know: which paper is on it; `casework::work` does.

use crate::page::Page;
use crate::page::kit::{Empty, Head, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::work::{self, Ahead, Lesson, Work};
use casework::{Id, May};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// One paper.
pub struct Paper {
    /// The request.
    pub work: Id,
    /// Name and form.
    pub who: String,
    /// "P2 Maths"
    pub what: String,
    /// "10.00", with the day when it is another.
    pub from: String,
    /// Who left it.
    pub teacher: String,
    /// Where, as the teacher wrote it.
    pub place: String,
    /// When it was collected and by whom.
    pub got: Option<(Instant, String)>,
}

/// A place on the way.
pub struct StopLine {
    /// Place.
    pub place: String,
    /// In the school's order.
    pub known: bool,
    /// Paper there.
    pub papers: Vec<Paper>,
}

/// The round.
pub struct RoundPage {
    /// The day.
    pub day: Day,
    /// "P1, on now; P2 and P3"
    pub periods: String,
    /// The rest of the day, not two periods.
    pub whole: bool,
    /// Places in order.
    pub stops: Vec<StopLine>,
    /// Paper for later today that is not on it.
    pub later: usize,
    /// What was collected today.
    pub got: Vec<Paper>,
    /// Where the order is set, for those who may.
    pub order: bool,
    /// May see the page of work.
    pub chases: bool,
    /// Form token.
    pub csrf: String,
}

impl Page for RoundPage {
    fn title(&self) -> String {
        "Collection round".into()
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let many: usize = self.stops.iter().map(|s| s.papers.len()).sum();
        let head = Head::new("Collection round").facts(html! {
            @match many { 0 => "Nothing to collect", 1 => "1 paper to collect", n => { (n) " papers to collect" } }
            @if !self.periods.is_empty() { " for " (self.periods) } ". Links, the class’s own work and what is here already are not on it."
        });
        let head =
            if self.chases { head.back("/work", "Work") } else { head.back("/board", "Board") };
        html! {
            (head.acts(html! {
                a.btn.btn-2 href={ "/work/round/print" @if self.whole { "?all=yes" } } { "Print" }
                @if self.whole { a.btn.btn-2 href="/work/round" { "Next two periods" } }
                @else { a.btn.btn-2 href="/work/round?all=yes" { "Rest of the day" } }
            }))
            div.stack.stack-6 {
                @if many == 0 {
                    (Empty { title: "No paper waits anywhere", words: "Paper that a teacher leaves somewhere is here from two periods before its lesson until somebody ticks it.", step: None })
                }
                @for stop in &self.stops { (self.stop(stop)) }
                @if self.later > 0 { p { a href="/work/round?all=yes" { (self.later) @if self.later == 1 { " paper" } @else { " papers" } " for later today" } } }
                @if !self.got.is_empty() { (self.got()) }
                @if self.order { p.soft { "Places come in the order set under " a href="/work/walk" { "Walking order" } "." } }
            }
        }
    }
}

impl RoundPage {
    fn back(&self) -> Markup {
        hidden("back", if self.whole { "/work/round?all=yes" } else { "/work/round" })
    }
    fn stop(&self, stop: &StopLine) -> Markup {
        let id = format!(
            "at-{}",
            stop.papers.first().map(|p| p.work.simple().to_string()).unwrap_or_default()
        );
        html! {
            section.sheet.sheet-flush aria-labelledby=(id) {
                div.sheet-head { h2 id=(id) { (stop.place) } @if !stop.known { p.soft { "Not in the walking order" } } }
                ul.clocks { @for p in &stop.papers { li.clock.clock-round {
                    span.strong { (p.from) }
                    div {
                        p.clock-what { (pupil_name(&p.who)) }
                        p { (p.what) @if !p.teacher.is_empty() { ", " (p.teacher) } }
                        @if p.place != stop.place { p.soft { (p.place) } }
                    }
                    div.row {
                        form method="post" action={ "/work/" (p.work) "/collected" } {
                            (token(&self.csrf)) (self.back())
                            button.btn type="submit" { "Collected" span.vh { ": " (p.what) " for " (p.who) } }
                        }
                        form method="post" action={ "/work/" (p.work) "/not-there" } {
                            (token(&self.csrf)) (self.back())
                            button.btn.btn-2 type="submit" { "Not there" span.vh { ": " (p.what) " for " (p.who) } }
                        }
                    }
                } } }
            }
        }
    }
    fn got(&self) -> Markup {
        html! {
            details.working {
                summary { "Collected today: " (self.got.len()) }
                div.working-body { ul.clocks { @for p in &self.got { li.clock.clock-round {
                    span { @if let Some((at, _)) = &p.got { (at.minute()) } }
                    div {
                        p.clock-what { (pupil_name(&p.who)) }
                        p.soft { (p.what) ", " (p.place) @if let Some((_, by)) = &p.got { ". " (by) } }
                    }
                    form method="post" action={ "/work/" (p.work) "/collected" } {
                        (token(&self.csrf)) (self.back()) (hidden("undo", "yes"))
                        button.btn.btn-quiet type="submit" { "Take back" span.vh { ": " (p.what) " for " (p.who) } }
                    }
                } } } }
            }
        }
    }
}

fn lessons(v: &Visit, day: Day) -> Vec<Lesson> {
    v.setting.lessons_on(day).iter().map(|l| (l.code.clone(), l.from, l.to)).collect()
}

/// "P1, on now, P2 and P3"
fn said(ahead: &[Ahead], today: Day) -> String {
    let one = |a: &Ahead| match (a.on, a.day == today) {
        (true, _) => format!("{} (on now)", a.code),
        (_, true) => a.code.clone(),
        _ => format!("{} on {}", a.code, a.day.short()),
    };
    let all: Vec<String> = ahead.iter().map(one).collect();
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// Gathers the round as it is now.
pub async fn gather(v: &Visit) -> Result<RoundPage, Problem> {
    let (org, today, whole) = (v.org(), v.today(), v.query.ticked("all"));
    let open = v.setting.calendar.is_school_day(today);
    let mine = if open { lessons(v, today) } else { Vec::new() };
    let next = v.setting.calendar.first_on_or_after(today.plus(1));
    let others = next.map(|day| lessons(v, day)).unwrap_or_default();
    let minute = v.now.minute();
    let near = work::ahead(today, minute, &mine, next.map(|day| (day, others.as_slice())));
    let rest = work::rest_of_day(today, minute, &mine);
    let ahead = if whole { rest.clone() } else { near.clone() };
    let mut days: Vec<Day> = ahead.iter().map(|a| a.day).collect();
    days.push(today);
    days.sort_unstable();
    days.dedup();
    let mut read = v.read().await?;
    let order = store::relay::order(&mut read, org).await?;
    let mut all = store::relay::on_days(&mut read, org, &days).await?;
    let pupils: Vec<Id> = all.iter().map(|w| w.pupil).collect();
    let pupils = store::pupil::several(&mut read, &v.scope(), &pupils).await?;
    all.retain(|w| pupils.iter().any(|p| p.id == w.pupil));
    let staff: Vec<Id> = all.iter().filter_map(|w| w.teacher).collect();
    let staff = store::staff::several(&mut read, org, &staff).await?;
    drop(read);
    let paper = |w: &Work| {
        let lesson = if w.day == today { &mine } else { &others };
        let from =
            lesson.iter().find(|l| l.0 == w.code).map(|l| l.1.to_string()).unwrap_or_default();
        Paper {
            work: w.id,
            who: pupils
                .iter()
                .find(|p| p.id == w.pupil)
                .map(|p| format!("{}, {}", p.name(), p.form))
                .unwrap_or_default(),
            what: format!("{} {}", w.code, w.subject),
            from: if w.day == today { from } else { format!("{} {from}", w.day.short()) },
            teacher: staff
                .iter()
                .find(|s| Some(s.id) == w.teacher)
                .map(|s| s.formal())
                .unwrap_or_default(),
            place: w.detail.trim().to_string(),
            got: w.relay.collected_at.map(|at| (at, w.relay.collected_by.clone())),
        }
    };
    let stops: Vec<StopLine> = work::round(&all, &ahead, &order)
        .iter()
        .map(|s| StopLine {
            place: s.place.clone(),
            known: s.known,
            papers: s.work.iter().map(&paper).collect(),
        })
        .collect();
    let later = rest
        .iter()
        .filter(|r| !ahead.contains(r))
        .map(|r| {
            all.iter().filter(|w| w.is_to_collect() && w.day == r.day && w.code == r.code).count()
        })
        .sum();
    let mut got: Vec<Paper> = all
        .iter()
        .filter(|w| w.relay.collected_at.is_some_and(|at| at.day() == today))
        .map(paper)
        .collect();
    got.sort_by_key(|p| std::cmp::Reverse(p.got.as_ref().map(|g| g.0)));
    Ok(RoundPage {
        day: today,
        periods: said(&ahead, today),
        whole,
        stops,
        later,
        got,
        order: v.may(May::ChaseWork),
        chases: v.may(May::ChaseWork),
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = gather(&v).await?;
    v.page(&page)
}
