//! The Today page as it is drawn.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Tag};
use crate::page::name::pupil_name;
use casework::today::{Kind, Standing};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

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
            (Head::new("Today").facts(html! { (self.day) " · " (self.facts) }))
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
                                0 => p.soft { "Nothing waits. What anybody passes to the DSL is counted here until you receive it." },
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
                    @for g in &self.groups { (group(g)) }
                }
            } @else if self.administrator {
                (Empty { title: "Nothing waits for you", words: "What a school still has to set up is under Set-up. People and their roles are there too.", step: Some(("/set-up", "Open set-up")) })
            } @else if self.queue.is_none() && self.work.is_none() && self.passed.is_none() {
                (Empty { title: "Nothing waits for you", words: "What is due today or late appears here: check-ins, tasks that are yours, arrivals to meet.", step: None })
            }
        }
    }
}

/// Lines of a kind that are seen at once; the others are a tap away, and counted.
const SEEN: usize = 5;

fn group(g: &Group) -> Markup {
    let id = format!("k-{}", g.kind.code());
    let mut new: Vec<&Line> = g.lines.iter().filter(|l| !l.older).collect();
    // Late first; what stands alike keeps its order.
    new.sort_by_key(|l| l.standing);
    let (seen, more) = new.split_at(new.len().min(SEEN));
    html! {
        section.sheet.sheet-flush aria-labelledby=(id) {
            div.sheet-head { h3 id=(id) { (g.kind.label()) } p.soft { (g.lines.len()) } }
            ul.clocks { @for l in seen { (todo(l, g.kind)) } }
            @if !more.is_empty() {
                details.working {
                    summary { "and " (more.len()) " more" }
                    ul.clocks { @for l in more { (todo(l, g.kind)) } }
                }
            }
            @let older = g.lines.iter().filter(|l| l.older).count();
            @if older > 0 {
                details.working {
                    summary { (older) " older" }
                    ul.clocks { @for l in g.lines.iter().filter(|l| l.older) { (todo(l, g.kind)) } }
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
            }
            p.clock-when {
                a href=(l.leave) {
                    @match kind {
                        Kind::Task => "Done, or not needed",
                        Kind::Review => "Hold it",
                        Kind::Promise => "Begun, or given up",
                        _ => "Not needed",
                    }
                    span.vh { ": " (name) }
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

fn empty() -> TodayPage {
    TodayPage {
        day: "Tuesday 10 Nov 2026".into(),
        facts: "P3, until 12.00".into(),
        pupils: "students".into(),
        list: false,
        groups: Vec::new(),
        passed: None,
        restrictive: None,
        changes: None,
        queue: None,
        years: None,
        work: None,
        referrals: None,
        back: None,
        sheets: Vec::new(),
        notice: None,
        administrator: false,
        sets_up: false,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 9).unwrap_or_else(|| Day::from_pg(0));
    let line = |who: &str, words: &str, standing| Line {
        who: who.into(),
        words: words.into(),
        href: "/".into(),
        leave: "/today/leave".into(),
        standing,
        older: false,
    };
    let lead = TodayPage {
        list: true,
        groups: vec![
            Group {
                kind: Kind::Arrival,
                lines: vec![line("Saffron Idle, 8F1", "Due 8.40", Standing::Late)],
            },
            Group {
                kind: Kind::Notice,
                lines: vec![line(
                    "",
                    "Internal Exclusion Room: 4 students in the room today; due 8.30",
                    Standing::Due,
                )],
            },
            Group {
                kind: Kind::Letter,
                lines: vec![line(
                    "Tyrell Ashdown-Moss, 9K2",
                    "2 letters to issue; in the room today",
                    Standing::Due,
                )],
            },
            Group {
                kind: Kind::Task,
                lines: vec![line(
                    "Tyrell Ashdown-Moss, 9K2",
                    "Ring Mr Curtis Ashdown again, tomorrow",
                    Standing::Coming,
                )],
            },
        ],
        changes: Some((
            day,
            vec![Changed {
                who: "Kian Dowell, 9K4".into(),
                pupil: Some(Id::from_u128(2)),
                word: "Moved",
                now: "now Wed 11 Nov 2026, P1–P3".into(),
                by: "Mr Ewan Thrale, Mon 9 Nov 2026, 14.40".into(),
            }],
        )),
        referrals: Some(Vec::new()),
        sheets: vec![(
            "/board/1/print".into(),
            "Internal Exclusion Room".into(),
            "8.30 by Ms Dara Okell".into(),
        )],
        notice: Some("Not out yet today.".into()),
        ..empty()
    };
    let names = ["Ada", "Bilal", "Cerys", "Dev", "Esme", "Femi", "Grace"];
    let many = TodayPage {
        list: true,
        groups: vec![Group {
            kind: Kind::Call,
            lines: names
                .iter()
                .enumerate()
                .map(|(n, name)| Line {
                    older: n == 0,
                    ..line(
                        &format!("{name} Example, 9K2"),
                        "Nobody at home told yet; in the room today",
                        if n == 6 || n == 0 { Standing::Late } else { Standing::Due },
                    )
                })
                .collect(),
        }],
        ..empty()
    };
    let short = |who: &str, words: &str| ShortLine {
        who: who.into(),
        pupil: Some(Id::from_u128(2)),
        words: words.into(),
        href: String::new(),
    };
    let teacher = TodayPage {
        work: Some(vec![short("Tyrell Ashdown-Moss, 9K2", "P5 History, today")]),
        referrals: Some(vec![short(
            "Tyrell Ashdown-Moss, 9K2",
            "Waiting for approval, made yesterday",
        )]),
        back: Some(Vec::new()),
        notice: Some("Published 8.28. New since you last looked.".into()),
        ..empty()
    };
    vec![
        framed("today-lead", &lead),
        framed(
            "today-lead-done",
            &TodayPage {
                list: true,
                changes: Some((day, Vec::new())),
                notice: Some("Published 8.28.".into()),
                ..empty()
            },
        ),
        framed("today-lead-many", &many),
        framed("today-teacher", &teacher),
        framed(
            "today-approver",
            &TodayPage {
                queue: Some(vec![short("Tyrell Ashdown-Moss, 9K2", "asked Mon 9 Nov 2026, 14.10")]),
                ..empty()
            },
        ),
        framed(
            "today-year-lead",
            &TodayPage {
                years: Some(vec![ShortLine {
                    href: "/referrals".into(),
                    ..short(
                        "Tyrell Ashdown-Moss, 9K2",
                        "With Mr Ewan Thrale; asked Mon 9 Nov 2026, 14.10",
                    )
                }]),
                work: Some(Vec::new()),
                ..empty()
            },
        ),
        framed(
            "today-safeguarding",
            &TodayPage {
                passed: Some((2, "2 h 6 min".into())),
                restrictive: Some((1, 2)),
                ..empty()
            },
        ),
        framed("today-administrator", &TodayPage { administrator: true, sets_up: true, ..empty() }),
        framed("today-empty", &empty()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_lines_of_a_kind_are_seen_late_ones_first_and_every_other_is_counted() {
        let line = |n: usize, standing, older| Line {
            who: format!("Line {n}."),
            words: String::new(),
            href: "/".into(),
            leave: "/".into(),
            standing,
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
        let few = group(&group_of(5)).into_string();
        assert!(!few.contains("<details"), "{few}");
        let mut many = group_of(12);
        many.lines.push(line(12, Standing::Late, true));
        let text = group(&many).into_string();
        let (seen, folded) = text.split_once("<details").unwrap();
        assert_eq!(seen.matches("<li").count(), 5);
        assert!(seen.find("Line 11.") < seen.find("Line 0."), "the late one first: {seen}");
        assert!(folded.contains("and 7 more") && folded.contains("1 older"), "{folded}");
        assert_eq!(folded.matches("<li").count(), 8);
        assert!(seen.contains("<p class=\"soft\">13</p>"), "all are counted: {seen}");
    }
}
