//! The Today page as it is drawn.

use crate::page::Page;
use crate::page::kit::{Empty, Head, Tag, hidden, token};
use crate::page::name::pupil_name;
use casework::today::{Kind, Standing};
use casework::{Coded, Id};
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
    /// It is late, or there is not long left: what is for later stands folded below.
    pub soon: bool,
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
            div.cols.cols-side {
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
                            p { a href="/set-up" { "The calendar, the day, words, rules, rooms and lists" } }
                        }
                    }
                }
            }
        }
    }
}

impl Line {
    /// It stands among the others: its reader has neither put it first nor put it off.
    fn stands(&self) -> bool {
        self.later.is_none() && self.first.is_none()
    }
}

impl TodayPage {
    fn to_do(&self) -> Markup {
        let total: usize = self.groups.iter().map(|g| g.lines.len()).sum();
        html! {
            @if total > 0 || self.list {
                section.stack.stack-5 aria-labelledby="todo" {
                    div.row.row-apart.row-base { h2 #todo { "To do today" } @if total > 0 { p.soft { (total) " open" } } }
                    @if total == 0 {
                        (Empty { title: "Everything is done", words: "Arrivals, calls, letters, work, exits and entries appear here by themselves when they are due, and go when they are done.", step: Some(("/board", "Open the board")) })
                    }
                    (self.first())
                    @for g in &self.groups { (group(g)) }
                    (self.coming())
                    (self.later())
                }
            } @else if self.administrator {
                (Empty { title: "Nothing waits for you", words: "What a school still has to set up is under Set-up. People and their roles are there too.", step: Some(("/set-up", "Open set-up")) })
            } @else if self.queue.is_none() && self.work.is_none() && self.passed.is_none() {
                (Empty { title: "Nothing waits for you", words: "What is due today or late appears here: check-ins, tasks that are yours, arrivals to meet.", step: None })
            }
        }
    }
}

impl TodayPage {
    /// What its reader put first, the latest at the top.
    fn first(&self) -> Markup {
        let mut lines: Vec<(&Line, Kind)> = self
            .groups
            .iter()
            .flat_map(|g| g.lines.iter().map(|l| (l, g.kind)))
            .filter(|(l, _)| l.first.is_some() && l.later.is_none())
            .collect();
        lines.sort_by_key(|(l, _)| std::cmp::Reverse(l.first));
        html! {
            @if !lines.is_empty() { section.sheet.sheet-flush aria-labelledby="first" {
                div.sheet-head { h3 #first { "First, as you put them" } p.soft { (lines.len()) } }
                ul.clocks { @for (n, (l, kind)) in lines.iter().enumerate() { (todo(l, *kind)) @if n > 0 { li.clock { span {} div {} form method="post" action="/today/arrange" {
                    (token(&self.csrf)) (hidden("kind", kind.code())) (hidden("about", l.about))
                    button.btn.btn-quiet type="submit" name="way" value="first" { "To the top" span.vh { ": " (if l.who.is_empty() { &l.words } else { &l.who }) } }
                } } } } }
            } }
        }
    }
    /// What there is time for, kind by kind, folded until its time comes near.
    fn coming(&self) -> Markup {
        let of = |g: &Group| -> Vec<Line> {
            g.lines.iter().filter(|l| l.stands() && !l.soon).cloned().collect()
        };
        let groups: Vec<(Kind, Vec<Line>)> = self
            .groups
            .iter()
            .map(|g| (g.kind, of(g)))
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        let many: usize = groups.iter().map(|(_, lines)| lines.len()).sum();
        html! {
            @if many > 0 { details.working.sheet {
                summary { "Coming later: " (many) " " span.soft { @for (n, (kind, lines)) in groups.iter().enumerate() { @if n > 0 { ", " } (kind.label().to_lowercase()) " " (lines.len()) } } }
                div.stack { @for (kind, lines) in &groups {
                    @let id = format!("c-{}", kind.code());
                    section aria-labelledby=(id) {
                        h3 id=(id) { (kind.label()) }
                        ul.clocks { @for l in lines { (todo(l, *kind)) } }
                    }
                } }
            } }
        }
    }
    /// What its reader put off, folded away until its time.
    fn later(&self) -> Markup {
        let lines: Vec<(&Line, Kind)> = self
            .groups
            .iter()
            .flat_map(|g| g.lines.iter().map(|l| (l, g.kind)))
            .filter(|(l, _)| l.later.is_some())
            .collect();
        html! {
            @if !lines.is_empty() { details.working {
                summary { (lines.len()) " put off by you" }
                ul.clocks { @for (l, kind) in lines { (todo(l, kind)) } }
            } }
        }
    }
}

/// Lines of a kind that are seen at once where none is late; the others are a tap away, and counted.
const SEEN: usize = 3;

fn group(g: &Group) -> Markup {
    let id = format!("k-{}", g.kind.code());
    let here: Vec<&Line> = g.lines.iter().filter(|l| l.stands() && l.soon).collect();
    if here.is_empty() {
        return html! {};
    }
    let mut new: Vec<&Line> = here.iter().copied().filter(|l| !l.older).collect();
    // Late first, and never folded away; what stands alike keeps its order.
    new.sort_by_key(|l| l.standing);
    let late = new.iter().filter(|l| l.standing == Standing::Late).count();
    let (seen, more) = new.split_at(new.len().min(late.max(SEEN)));
    html! {
        section.sheet.sheet-flush aria-labelledby=(id) {
            div.sheet-head { h3 id=(id) { (g.kind.label()) } p.soft { (here.len()) } }
            ul.clocks { @for l in seen { (todo(l, g.kind)) } }
            @if !more.is_empty() {
                details.working {
                    summary { "and " (more.len()) " more" }
                    ul.clocks { @for l in more { (todo(l, g.kind)) } }
                }
            }
            @let older = here.iter().filter(|l| l.older).count();
            @if older > 0 {
                details.working {
                    summary { (older) " older" }
                    ul.clocks { @for l in here.iter().filter(|l| l.older) { (todo(l, g.kind)) } }
                }
            }
        }
    }
}

fn todo(l: &Line, kind: Kind) -> Markup {
    let (mark, word) = super::tag(l.standing);
    let name = if l.who.is_empty() { &l.words } else { &l.who };
    html! {
        li.clock {
            (Tag(mark, word))
            div {
                p.clock-what { a href=(l.href) { @if l.who.is_empty() { (name) } @else { (pupil_name(name)) } } }
                @if !l.who.is_empty() { p.soft { (l.words) } }
                @if let Some((until, why)) = &l.later { p.soft { "Put off " (until) ": " (why) } }
            }
            p.clock-when {
                a href=(l.leave) {
                    @match kind {
                        Kind::Task => "Done, or not needed",
                        Kind::Review => "Hold it",
                        Kind::Promise => "Begun, or given up",
                        Kind::Device => "Not found",
                        Kind::Slip => "Answer",
                        _ => "Not needed",
                    }
                    span.vh { ": " (name) }
                }
                " "
                a href={ "/today/arrange?kind=" (kind.code()) "&about=" (l.about) } { "Order" span.vh { " or put off: " (name) } }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lines_of_a_kind_are_seen_every_late_one_among_them_and_the_rest_is_counted() {
        let line = |n: usize, standing, older| Line {
            who: format!("Line {n}."),
            words: String::new(),
            href: "/".into(),
            leave: "/".into(),
            about: Id::from_u128(1),
            first: None,
            later: None,
            standing,
            soon: true,
            older,
        };
        let group_of = |count: usize| Group {
            kind: Kind::Call,
            lines: (0..count)
                .map(|n| {
                    let late = n + 1 == count;
                    line(n, if late { Standing::Late } else { Standing::Due }, false)
                })
                .collect(),
        };
        let few = group(&group_of(3)).into_string();
        assert!(!few.contains("<details"), "{few}");
        let mut many = group_of(12);
        many.lines.push(line(12, Standing::Late, true));
        let text = group(&many).into_string();
        let (seen, folded) = text.split_once("<details").unwrap();
        assert_eq!(seen.matches("<li").count(), 3);
        assert!(seen.find("Line 11.") < seen.find("Line 0."), "the late one first: {seen}");
        assert!(folded.contains("and 9 more") && folded.contains("1 older"), "{folded}");
        assert_eq!(folded.matches("<li").count(), 10);
        assert!(seen.contains("<p class=\"soft\">13</p>"), "all are counted: {seen}");
        // What is late is never folded away, however much of it there is.
        for line in &mut many.lines {
            (line.standing, line.older) = (Standing::Late, false);
        }
        assert!(!group(&many).into_string().contains("<details"));
        // What there is time for stands below, and not here.
        many.lines.iter_mut().for_each(|line| line.soon = false);
        assert_eq!(group(&many).into_string(), "");
    }
}
