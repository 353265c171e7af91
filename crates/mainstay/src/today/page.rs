//! The Today page as it is drawn.

use crate::page::Page;
use crate::page::kit::{Head, Tag};
use crate::page::name::pupil_name;
use casework::Id;
use casework::today::{Kind, Standing};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Line {
    /// "Tyrell Ashdown-Moss, 9K2", or empty.
    pub who: String,
    /// What.
    pub words: String,
    /// Where it is done.
    pub href: String,
    /// Where it is left with a reason.
    pub leave: String,
    /// The record: with the kind, what it is arranged by.
    pub about: Id,
    /// When its reader put it first.
    pub first: Option<Instant>,
    /// Put off by its reader: until when, and why.
    pub later: Option<(String, String)>,
    /// How it stands.
    pub standing: Standing,
    /// From a day before the last school day: still to do, but folded away below the new.
    pub older: bool,
}

/// Things to do of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// Kind.
    pub kind: Kind,
    /// Lines.
    pub lines: Vec<Line>,
}

/// A placement that changed.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Who.
    pub who: String,
    /// Their page, for those who may open it.
    pub pupil: Option<Id>,
    /// "Moved"
    pub word: &'static str,
    /// "now Wed 11 Nov 2026, P1–P3"
    pub now: String,
    /// Who did it and when.
    pub by: String,
}

/// A short line of a list that is worked on elsewhere.
#[derive(Clone, Debug)]
pub struct ShortLine {
    /// Who.
    pub who: String,
    /// Their page, for those who may open it.
    pub pupil: Option<Id>,
    /// Words.
    pub words: String,
    /// Where the words lead, or empty.
    pub href: String,
}

/// Something a person is down for today.
pub struct Own {
    /// "13.30 to 14.20"
    pub when: String,
    /// "Leading the group Steady Starts"
    pub words: String,
    /// Something else is at the same time.
    pub doubled: bool,
}

/// The page.
pub struct TodayPage {
    /// "Tuesday 10 Nov 2026"
    pub day: String,
    /// The period now, or why nobody is in.
    pub facts: String,
    /// "students"
    pub pupils: String,
    /// Whether the room's list is this person's.
    pub list: bool,
    /// To do.
    pub groups: Vec<Group>,
    /// What was passed to them and not received yet, for the safeguarding lead: how many, and how
    /// long the first has waited.
    pub passed: Option<(usize, String)>,
    /// Records of force, restraint and seclusion not signed off, and people not told yet, for those
    /// who read the register.
    pub restrictive: Option<(i64, i64)>,
    /// Changes since the last school day, for those who see the board.
    pub changes: Option<(Day, Vec<Changed>)>,
    /// Referrals that wait, for those who decide.
    pub queue: Option<Vec<ShortLine>>,
    /// Referrals that wait with others, of pupils in the years they lead.
    pub years: Option<Vec<ShortLine>>,
    /// Work asked of them.
    pub work: Option<Vec<ShortLine>>,
    /// Their own referrals.
    pub referrals: Option<Vec<ShortLine>>,
    /// Those they teach who are back.
    pub back: Option<Vec<ShortLine>>,
    /// What they are down for in the rest of the day, beside their lessons.
    pub own: Vec<Own>,
    /// The rooms whose sheet this person prints before school: address, name, and when and by whom
    /// it was last printed today.
    pub sheets: Vec<(String, String, String)>,
    /// The staff notice in a sentence.
    pub notice: Option<String>,
    /// Nothing but the administrator of Mainstay.
    pub administrator: bool,
    /// May set the school up.
    pub sets_up: bool,
    /// Form token.
    pub csrf: String,
}

impl Page for TodayPage {
    fn title(&self) -> String {
        "Today".into()
    }
    fn here(&self) -> &'static str {
        "/"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Today").acts(html! { a.btn.btn-2 href="/slips" { "Slips to colleagues" } }).facts(html! { (self.day) " · " (self.facts) }))
            div.cols.cols-side.cols-today {
                div.stack.stack-6 {
                    @if let Some(queue) = &self.queue {
                        (short("queue", "Waiting for your decision", queue, ("/queue", "Open the queue"),
                            "No referral waits. Referrals appear here the moment they are made."))
                    }
                    @if let Some((many, long)) = &self.passed {
                        section.sheet.stack aria-labelledby="passed" {
                            h2 #passed { "Passed to you" }
                            @match many {
                                0 => p.soft { "Nothing waits. What anybody passes on to you is counted here until you receive it." },
                                n => p { strong { (n) " waiting" } ", the first for " (long) ". " a href="/safeguarding" { "Open them" } }
                            }
                        }
                    }
                    @if let Some((unsigned, untold)) = &self.restrictive {
                        section.sheet.stack aria-labelledby="restrictive" {
                            h2 #restrictive { "Force, restraint and seclusion" }
                            @if *unsigned == 0 && *untold == 0 {
                                p.soft { "Nothing waits. Records to sign off and people not told yet are counted here." }
                            } @else {
                                p {
                                    @if *untold > 0 { (Tag(crate::page::kit::Standing::Late, &format!("{untold} not told yet"))) " " }
                                    @if *unsigned > 0 { (Tag(crate::page::kit::Standing::Due, &format!("{unsigned} to sign off"))) }
                                }
                            }
                            p { a href="/restrictive" { "Open the register" } }
                        }
                    }
                    @if let Some((since, changes)) = &self.changes { (changed(*since, changes)) }
                    (self.to_do())
                    @if let Some(years) = &self.years {
                        (short("years", "Waiting for approval in your years", years, ("/referrals", "All of them"),
                            "No referral in your years waits. You see each one here until it is decided."))
                    }
                    @if let Some(work) = &self.work {
                        (short("work", "Work asked of you", work, ("/work/asked", "Answer"),
                            &format!("Nobody has asked you for work. When {} you teach are in the room, each lesson they miss is a line here.", self.pupils)))
                    }
                }
                aside.stack.stack-5 aria-label="Also today" {
                    @if !self.own.is_empty() {
                        section.sheet.stack aria-labelledby="own" {
                            h2 #own { "Your day" }
                            ul.stack.stack-2 { @for o in &self.own { li {
                                strong { (o.when) } span.sub { (o.words) }
                                @if o.doubled { (Tag(crate::page::kit::Standing::Late, "Two at once")) }
                            } } }
                            p { a href=(crate::staff_day::HOME) { "All of it" } }
                        }
                    }
                    @if !self.sheets.is_empty() {
                        section.sheet.stack aria-labelledby="sheets" {
                            h2 #sheets { "On paper, for a bad morning" }
                            @for (href, room, printed) in &self.sheets {
                                p { a.btn.btn-2 href=(href) { "Print the sheet" span.vh { " of " (room) } } }
                                p.soft { @if self.sheets.len() > 1 { (room) ". " } @if printed.is_empty() { "Not printed yet today." } @else { "Printed " (printed) "." } }
                            }
                        }
                    }
                    @if let Some(notice) = &self.notice {
                        section.sheet.stack aria-labelledby="notice" {
                            h2 #notice { "Today’s notice" }
                            p { (notice) }
                            p { a href="/notice" { "Who is out of lessons" } }
                        }
                    }
                    @if let Some(list) = &self.referrals {
                        (side("referrals", "Your referrals", list, ("/referrals", "All of them"), "What you refer stays here until it is decided, and two weeks after."))
                    }
                    @if let Some(list) = &self.back {
                        (side("back", "Back in your lessons", list, ("/targets", "Their targets"),
                            &format!("{} you teach who come back from the room are here with their targets.", casework::words::capital(&self.pupils))))
                    }
                    @if self.sets_up {
                        section.sheet.stack aria-labelledby="setup" {
                            h2 #setup { "Set-up" }
                            p { a href="/set-up" { "What is set here, and what is left" } }
                        }
                    }
                }
            }
        }
    }
}

/// A pupil's name, which opens their page for those who may.
fn named(who: &str, pupil: Option<Id>) -> Markup {
    html! {
        @match pupil {
            Some(id) => a href={ "/pupils/" (id) } { (pupil_name(who)) },
            None => (pupil_name(who)),
        }
    }
}

fn changed(since: Day, changes: &[Changed]) -> Markup {
    html! {
        section.stack aria-labelledby="changed" {
            div.row.row-apart.row-base { h2 #changed { "Changed overnight" } p.soft { "Since " (since.short()) } }
            @if changes.is_empty() {
                p.soft { "Nothing was moved or cancelled. Moves, cancellations and late bookings appear here." }
            } @else {
                ul.clocks { @for c in changes {
                    li.clock {
                        span.tag.tag-risk { (c.word) }
                        div { p.clock-what { (named(&c.who, c.pupil)) } p { (c.now) } }
                        p.clock-when.soft { (c.by) }
                    }
                } }
            }
        }
    }
}

fn short(id: &str, title: &str, list: &[ShortLine], link: (&str, &str), none: &str) -> Markup {
    html! {
        section.stack aria-labelledby=(id) {
            div.row.row-apart.row-base { h2 id=(id) { (title) @if !list.is_empty() { ": " (list.len()) } } p { a href=(link.0) { (link.1) } } }
            @if list.is_empty() { p.soft { (none) } }
            @else { ul.clocks { @for l in list {
                li.clock { span.tag.tag-due { "Waiting" } p.clock-what { (named(&l.who, l.pupil)) } p.clock-when.soft { @if l.href.is_empty() { (l.words) } @else { a href=(l.href) { (l.words) } } } }
            } } }
        }
    }
}

fn side(id: &str, title: &str, list: &[ShortLine], link: (&str, &str), none: &str) -> Markup {
    html! {
        section.sheet.stack aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if list.is_empty() { p.soft { (none) } }
            @else {
                ul.stack.stack-2 { @for l in list { li { strong { (named(&l.who, l.pupil)) } span.sub { (l.words) } } } }
                p { a href=(link.0) { (link.1) } }
            }
        }
    }
}
