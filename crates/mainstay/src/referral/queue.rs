//! The queue: referrals that wait for a decision, the oldest first, with how long each has.

use super::booking::Known;
use crate::page::Page;
use crate::page::kit::{Empty, Head, Standing, Table, Tag};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::booking::Wanted;
use casework::referral::Length;
use casework::room::spell_periods;
use casework::school::Setting;
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Instant;
use rulebook::day::spell_minutes;
use store::Source;

/// One that waits.
pub struct Line {
    /// Key, as text.
    pub id: String,
    /// "Tyrell Ashdown-Moss"
    pub pupil: String,
    /// "9K2"
    pub form: String,
    /// The category.
    pub reason: String,
    /// "Mon 9 Nov 2026, P5"
    pub when: String,
    /// Asked for.
    pub ask: Length,
    /// "Mrs Priya Ravenhall"
    pub by: String,
    /// "30 min", "2 school days"
    pub waited: String,
    /// What it waits for, and whether a seat is free now.
    pub seat: Option<(String, bool)>,
    /// Notes for approvers on it.
    pub notes: usize,
}

/// The page.
pub struct QueuePage {
    /// The school's words.
    pub words: Words,
    /// Oldest first.
    pub lines: Vec<Line>,
}

impl Page for QueuePage {
    fn title(&self) -> String {
        "Queue".into()
    }
    fn here(&self) -> &'static str {
        "/queue"
    }
    fn main(&self) -> Markup {
        let pupil = self.words.cap(Concept::Pupil);
        let facts = match self.lines.len() {
            0 => String::new(),
            n => format!("{n} waiting, the oldest first"),
        };
        html! {
            (Head::new("Queue").facts(html! { (facts) }).acts(html! { a.btn.btn-2 href="/referrals" { "All referrals" } }))
            @if self.lines.is_empty() {
                (Empty { title: "Nothing waits for you", words: "A referral appears here as soon as it is sent, and stays until somebody decides it.", step: None })
            } @else {
                (Table {
                    caption: "Referrals waiting, oldest first",
                    columns: vec![(pupil.as_str(), false), ("Reason", false), ("Asked for", false), ("By", false), ("Waited", true)],
                    dense: false,
                    rows: self.lines.iter().map(|l| vec![
                        html! { a href={ "/queue/" (l.id) } { (pupil_name(&l.pupil)) } " " span.sub { (l.form) } },
                        html! { (l.reason) " " span.sub { (l.when) } },
                        html! { (l.ask.label()) @if let Some((words, free)) = &l.seat {
                            br; @if *free { (Tag(Standing::Done, "A seat is free")) } @else { (Tag(Standing::Due, "Waiting for a seat")) }
                            " " span.sub { (words) }
                        } },
                        html! { (l.by) @if l.notes > 0 { " " span.sub { (l.notes) @if l.notes == 1 { " note" } @else { " notes" } } } },
                        html! { span.nowrap { (l.waited) } },
                    ]).collect(),
                })
            }
        }
    }
}

/// How long something has waited: minutes and hours within a day, school days after that.
pub fn waited(setting: &Setting, since: Instant, now: Instant) -> String {
    let (from, to) = (since.day(), now.day());
    if from == to {
        return spell_minutes(now.minutes_since(since));
    }
    match setting.calendar.school_days_between(from.plus(1), to).len() {
        0 => "since the last school day".into(),
        1 => "one school day".into(),
        n => format!("{n} school days"),
    }
}

/// What a referral waits for, in words, and whether it would be booked now.
pub(super) async fn seat(
    src: &mut dyn Source,
    v: &Visit,
    pupil: Id,
    wait: &store::referral::Wait,
) -> Result<(String, bool), Problem> {
    let codes: Vec<String> = wait.codes.split(',').map(str::to_string).collect();
    let order: Vec<String> =
        v.setting.lessons_on(wait.day).iter().map(|p| p.code.clone()).collect();
    let known = Known::read(src, &v.setting, pupil, wait.day).await?;
    let words = format!("{}, {}: {}", wait.day, spell_periods(&codes, &order), wait.why);
    let wanted =
        Wanted { pupil, moving: None, day: wait.day, codes, room: wait.room, on_a_name: false };
    let free = casework::booking::book(&known.facts(&v.setting, v.now), &wanted).is_ok();
    Ok((words, free))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let org = v.org();
    let rows = store::referral::waiting(&mut read, org).await?;
    let pupils: Vec<Id> = rows.iter().map(|r| r.pupil).collect();
    let pupils = store::pupil::several(&mut read, &v.actor.roll(), &pupils).await?;
    let people: Vec<Id> = rows.iter().map(|r| r.referrer).collect();
    let staff = store::staff::several(&mut read, org, &people).await?;
    let reasons = store::room::reasons(&mut read, org).await?;
    let keys: Vec<Id> = rows.iter().map(|r| r.id).collect();
    let waits = store::referral::waits(&mut read, org, &keys).await?;
    let mut lines = Vec::new();
    for r in &rows {
        let seat = match waits.iter().find(|w| w.referral == r.id) {
            Some(wait) => Some(seat(&mut read, &v, r.pupil, wait).await?),
            None => None,
        };
        let pupil = pupils.iter().find(|p| p.id == r.pupil);
        lines.push(Line {
            id: r.id.to_string(),
            pupil: pupil.map(|p| p.name()).unwrap_or_default(),
            form: pupil.map(|p| p.form.clone()).unwrap_or_default(),
            reason: reasons
                .iter()
                .find(|x| x.id == r.reason)
                .map(|x| x.label.clone())
                .unwrap_or_default(),
            when: format!("{}, {}", r.happened_on, r.period),
            ask: r.ask,
            seat,
            by: staff.iter().find(|s| s.id == r.referrer).map(|s| s.full()).unwrap_or_default(),
            waited: waited(&v.setting, r.made_at, v.now),
            notes: store::referral::context(&mut read, org, r.id).await?.len(),
        });
    }
    v.page(&QueuePage { words: v.words().clone(), lines })
}
