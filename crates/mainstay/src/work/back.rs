//! Finished work that is to go back: a pile for each teacher, handed over in one tap; and what went,
//! with what its teacher said.
//!
//! Must never know: what is owed or late; `casework::hand_back` does.

use super::after;
use super::relay::{in_room, theirs_to_undo};
use crate::board::facts::covers;
use crate::form::{Errors, Form};
use crate::message::ask;
use crate::page::Page;
use crate::page::kit::{Empty, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hand_back::{self, HandBack, Pile};
use casework::school::Staff;
use casework::work::Work;
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use std::collections::HashMap;
use store::{Source, Write};

/// One piece of a pile.
pub struct Piece {
    /// The request.
    pub work: Id,
    /// Name and form.
    pub who: String,
    /// "P2 Maths, Tue 10 Nov"
    pub what: String,
    /// How much was done.
    pub done: String,
    /// It should have been back before today.
    pub late: bool,
}

/// A pile.
pub struct PileView {
    /// What its fields end in.
    pub key: String,
    /// Subject.
    pub department: String,
    /// "Ms Ingrid Hale", or empty.
    pub teacher: String,
    /// The teacher.
    pub staff: Option<Id>,
    /// They are told by email.
    pub told: bool,
    /// Pieces.
    pub pieces: Vec<Piece>,
}

/// What went back.
pub struct Gone {
    /// The hand-over.
    pub back: HandBack,
    /// "Ms Ingrid Hale", or empty.
    pub teacher: String,
    /// How many pieces.
    pub pieces: usize,
}

/// The page.
pub struct BackPage {
    /// Today.
    pub today: Day,
    /// School days within which work is to be back.
    pub within: i64,
    /// Where that is the school's own rule.
    pub policy: String,
    /// Piles, by department.
    pub piles: Vec<PileView>,
    /// What went back lately.
    pub gone: Vec<Gone>,
    /// May see the page of work.
    pub chases: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl BackPage {
    /// Pieces in all, and how many of them are late.
    pub fn counts(&self) -> (usize, usize) {
        let all = self.piles.iter().flat_map(|p| &p.pieces);
        (all.clone().count(), all.filter(|p| p.late).count())
    }
}

impl Page for BackPage {
    fn title(&self) -> String {
        "Finished work to hand back".into()
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let (all, late) = self.counts();
        let head = Head::new("Finished work to hand back").facts(html! {
            @match all { 0 => "Nothing waits", 1 => "1 piece of work", n => { (n) " pieces of work" } }
            @if late > 0 { ", " strong { (late) " late" } }
            ". Expected back within " (self.within) @if self.within == 1 { " school day" } @else { " school days" } ": " (self.policy) "."
        });
        let head =
            if self.chases { head.back("/work", "Work") } else { head.back("/board", "Board") };
        html! {
            (head.acts(html! { @if all > 0 { a.btn.btn-2 href="/work/back/print" { "Print" } } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if all == 0 {
                    (Empty { title: "Nothing is to be handed back", words: "Work that was done on paper is here once its period is marked, until it is back with its teacher. Work done online is not.", step: None })
                }
                @for pile in &self.piles { (self.pile(pile)) }
                @if !self.gone.is_empty() { (self.gone()) }
            }
        }
    }
}

impl BackPage {
    fn pile(&self, p: &PileView) -> Markup {
        let id = format!("pile-{}", p.key);
        let to = format!("to-{}", p.key);
        let whom = if p.teacher.is_empty() {
            format!("{} department", p.department)
        } else {
            p.teacher.clone()
        };
        let typed = self.form.text("pile") == p.key;
        html! {
            section.sheet.stack aria-labelledby=(id) {
                div.row.row-apart.row-base {
                    h2 id=(id) { (p.department) ": " @if p.teacher.is_empty() { "no teacher known" } @else { (p.teacher) } }
                    p.soft { @if p.told { "Told by email, with a link to say it came" } @else if p.teacher.is_empty() { "For the department’s pigeon-hole" } @else { "No email address: they say so when they sign in" } }
                }
                form.stack method="post" action="/work/back" {
                    (token(&self.csrf)) (hidden("pile", &p.key)) (hidden("once", Id::now_v7()))
                    @if let Some(staff) = p.staff { (hidden("teacher", staff)) }
                    fieldset.field {
                        legend.vh { "Work that goes to " (whom) }
                        div.choices { @for piece in &p.pieces {
                            label.choice {
                                input type="checkbox" name="work" value=(piece.work) checked[!typed || self.form.all("work").contains(&piece.work.to_string().as_str())];
                                span { (pupil_name(&piece.who)) ", " (piece.what) " " @if piece.late { (Tag(Standing::Late, "Late")) } }
                                span.hint { "Done: " (piece.done) }
                            }
                        } }
                    }
                    (self.whom(&to, if typed { self.form.text("to") } else { &whom }))
                    p { button.btn type="submit" { "Handed over" span.vh { " to " (whom) } } }
                }
                details.working {
                    summary { "Nothing on paper" }
                    div.working-body { ul.stack.stack-2 { @for piece in &p.pieces { li {
                        form.row method="post" action={ "/work/" (piece.work) "/nothing-back" } {
                            (token(&self.csrf)) (hidden("back", "/work/back"))
                            span { (pupil_name(&piece.who)) ", " (piece.what) }
                            button.btn.btn-2 type="submit" { "Nothing to hand back" span.vh { ": " (piece.what) " of " (piece.who) } }
                        }
                    } } } }
                }
            }
        }
    }
    /// Who has it now. One name in every pile, so that each form reads alike.
    fn whom(&self, id: &str, value: &str) -> Markup {
        let error = self.errors.of(id);
        let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
        html! {
            div.field.is-wrong[error.is_some()] {
                label for=(id) { "Handed to" }
                p.hint id=(hint) { "A person, or a pigeon-hole." }
                @if let Some(e) = error { p.error id=(wrong) { (e) } }
                input.input id=(id) name="to" type="text" value=(value) autocomplete="off" aria-invalid=[error.is_some().then_some("true")]
                    aria-describedby={ (hint) @if error.is_some() { " " (wrong) } };
            }
        }
    }
    fn gone(&self) -> Markup {
        html! {
            section.stack aria-labelledby="gone" {
                h2 #gone { "Handed back lately" }
                ul.clocks { @for g in &self.gone {
                    @let b = &g.back;
                    li.clock {
                        @if b.marked_at.is_some() { (Tag(Standing::Done, "Marked")) } @else if b.had_at.is_some() { (Tag(Standing::Done, "Arrived")) } @else { (Tag(Standing::None, "On its way")) }
                        div {
                            p.clock-what { (g.pieces) @if g.pieces == 1 { " piece to " } @else { " pieces to " } (b.handed_to) }
                            p.soft { (b.by_name) ", " (b.at) ". " (b.said()) @if !g.teacher.is_empty() && g.teacher != b.handed_to { ". For " (g.teacher) } }
                        }
                        @if b.had_at.is_none() && b.marked_at.is_none() {
                            form method="post" action={ "/work/back/" (b.id) "/undo" } {
                                (token(&self.csrf))
                                button.btn.btn-quiet type="submit" { @if b.at.day() == self.today { "Take back" } @else { "It did not arrive" } span.vh { ": what went to " (b.handed_to) } }
                            }
                        }
                    }
                } }
            }
        }
    }
}

/// What a pile's fields end in: letters that stay the same while it is looked at.
fn key(pile: &Pile) -> String {
    pile.work.first().map(|w| w.id.simple().to_string()).unwrap_or_default()
}

/// What is owed of the pupils this person sees.
async fn owed(src: &mut dyn Source, v: &Visit) -> Result<Vec<(Work, String)>, Problem> {
    let since = v.setting.calendar.school_year(v.today()).0;
    let all = store::hand_back::owed(src, v.org(), since, v.today()).await?;
    let pupils: Vec<Id> = all.iter().map(|(w, _)| w.pupil).collect();
    let pupils = store::pupil::several(src, &v.scope(), &pupils).await?;
    let seen =
        |w: &Work| pupils.iter().any(|p| p.id == w.pupil) && (!covers(v) || w.day == v.today());
    let said = |d: Option<casework::room::Done>| {
        d.map(|d| casework::Coded::label(d).to_lowercase()).unwrap_or_default()
    };
    Ok(all
        .into_iter()
        .filter(|(w, done)| hand_back::is_owed(w, *done) && seen(w))
        .map(|(w, done)| (w, said(done)))
        .collect())
}

/// Gathers the page.
pub async fn gather(v: &Visit, form: Form, errors: Errors) -> Result<BackPage, Problem> {
    let org = v.org();
    let mut read = v.read().await?;
    let owed = owed(&mut read, v).await?;
    let (calendar, within) = (&v.setting.calendar, v.setting.rules.work_back_within);
    let until = hand_back::late_until(calendar, v.today(), within);
    let back = calendar.school_days_before(v.today(), rulebook::room::WORK_BACK_ASKED_FOR.0);
    let gone = match v.may(May::ChaseWork) {
        true => store::hand_back::since(&mut read, org, back.unwrap_or(v.today())).await?,
        false => Vec::new(),
    };
    let keys: Vec<Id> = gone.iter().map(|g| g.id).collect();
    let went = store::hand_back::work_of(&mut read, org, &keys).await?;
    let staff: Vec<Id> = owed
        .iter()
        .filter_map(|(w, _)| w.teacher)
        .chain(gone.iter().filter_map(|g| g.teacher))
        .collect();
    let staff = store::staff::several(&mut read, org, &staff).await?;
    let pupils: Vec<Id> = owed.iter().map(|(w, _)| w.pupil).collect();
    let names: HashMap<Id, String> = store::pupil::several(&mut read, &v.scope(), &pupils)
        .await?
        .into_iter()
        .map(|p| (p.id, format!("{}, {}", p.name(), p.form)))
        .collect();
    drop(read);
    let of = |id: Option<Id>| staff.iter().find(|s| Some(s.id) == id);
    let full = |id: Option<Id>| of(id).map(Staff::full).unwrap_or_default();
    let done: HashMap<Id, String> = owed.iter().map(|(w, d)| (w.id, d.clone())).collect();
    let mut piles: Vec<PileView> = hand_back::piles(owed.into_iter().map(|(w, _)| w).collect())
        .into_iter()
        .map(|p| PileView {
            key: key(&p),
            teacher: full(p.teacher),
            staff: p.teacher,
            told: of(p.teacher).is_some_and(|s| !s.email.trim().is_empty()),
            pieces: p
                .work
                .iter()
                .map(|w| Piece {
                    work: w.id,
                    who: names.get(&w.pupil).cloned().unwrap_or_default(),
                    what: format!("{} {}, {}", w.code, w.subject, w.day.short()),
                    done: done.get(&w.id).cloned().unwrap_or_default(),
                    late: until.is_some_and(|u| w.day <= u),
                })
                .collect(),
            department: p.department,
        })
        .collect();
    piles.sort_by_key(|p| {
        (p.department.to_lowercase(), p.teacher.is_empty(), p.teacher.to_lowercase())
    });
    let gone = gone
        .into_iter()
        .map(|back| Gone {
            teacher: full(back.teacher),
            pieces: went.iter().filter(|w| w.relay.hand_back == Some(back.id)).count(),
            back,
        })
        .collect();
    Ok(BackPage {
        today: v.today(),
        within,
        policy: v.setting.rules.policy.clone(),
        piles,
        gone,
        chases: v.may(May::ChaseWork),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = gather(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps that this work went to somebody now, and tells its teacher where they have an address.
pub async fn hand_over(
    w: &mut Write,
    v: &Visit,
    id: Id,
    work: &[Work],
    to: &str,
) -> Result<Vec<Event>, Problem> {
    let teacher = work.first().and_then(|w| w.teacher);
    let back = HandBack {
        id,
        teacher,
        handed_to: to.to_string(),
        by_name: v.actor.name.clone(),
        at: v.now,
        had_at: None,
        had_by: String::new(),
        marked_at: None,
        marked_by: String::new(),
        undone_at: None,
    };
    let keys: Vec<Id> = work.iter().map(|w| w.id).collect();
    store::hand_back::add(w, &back, &keys).await?;
    ask::handed_back(w, &v.setting, &back, work.len()).await?;
    let events = work.iter().map(|w| {
        Event::new(Verb::WorkReturned, "work", w.id).pupil(w.pupil).fact("period", &w.code)
    });
    Ok(events.collect())
}

/// Takes what was ticked as handed over.
pub async fn hand(v: Visit) -> Answer {
    let chosen: Vec<Id> =
        v.form.all("work").iter().filter_map(|id| Id::parse_str(id).ok()).collect();
    let field = format!("to-{}", v.form.text("pile"));
    let mut read = Errors::new();
    let to = read.need(&v.form, "to", 120, "Say who has it now, or where it is");
    let mut errors = Errors::new();
    for (_, message) in read.all() {
        errors.add(&field, message.clone());
    }
    if chosen.is_empty() {
        errors.add(&field, "Tick the work that was handed over");
    }
    if !errors.is_empty() {
        let page = gather(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let teacher = v.form.id("teacher");
    let mut w = v.write("Handing finished work back").await?;
    let work: Vec<Work> = owed(&mut w, &v)
        .await?
        .into_iter()
        .map(|(w, _)| w)
        .filter(|w| chosen.contains(&w.id) && w.teacher == teacher)
        .collect();
    // Sent twice, or handed over by somebody else meanwhile: nothing is left of it.
    if work.is_empty() {
        return v.to_saying("/work/back", "That is handed over already");
    }
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut events = hand_over(&mut w, &v, id, &work, &to).await?.into_iter();
    let Some(first) = events.next() else { return Err(Problem::Missing) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying("/work/back", format!("Handed to {to}"))
}

/// Says that there is nothing on paper to hand back.
pub async fn nothing(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Saying that there is nothing to hand back").await?;
    let asked = in_room(&mut w, &v, id).await?;
    if store::hand_back::nothing(&mut w, id, "nobody: there was nothing on paper").await? {
        let event = Event::new(Verb::WorkReturned, "work", id)
            .pupil(asked.pupil)
            .fact("period", &asked.code)
            .fact("why", "Nothing on paper");
        v.commit(w, event, vec![]).await?;
    }
    v.to(after(&v, id))
}

/// Takes a hand-over back: its work was not handed over after all.
pub async fn undo(v: Visit) -> Answer {
    let mut w = v.write("Taking a hand-over back").await?;
    let back = store::hand_back::find(&mut w, v.org(), v.id("id")?).await?;
    let work = store::hand_back::work_of(&mut w, v.org(), &[back.id]).await?;
    for one in &work {
        in_room(&mut w, &v, one.id).await?;
        theirs_to_undo(&mut w, &v, one).await?;
    }
    // Nothing of it is left that would say whose it was.
    if covers(&v) && work.is_empty() {
        return Err(Problem::Missing);
    }
    if hand_back::may_undo(&back, v.today(), covers(&v))? {
        store::hand_back::undo(&mut w, back.id, &v.actor.name).await?;
        store::link::end_of(&mut w, back.id).await?;
        store::message::drop_about(&mut w, back.id).await?;
        let event =
            Event::new(Verb::WorkBackUndone, "hand_back", back.id).fact("pieces", work.len());
        let event = match back.at.day() == v.today() {
            true => event,
            false => event.fact("handed over", back.at),
        };
        v.commit(w, event, vec![]).await?;
    }
    v.to_saying("/work/back", "It is to be handed back again")
}
