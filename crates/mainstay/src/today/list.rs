//! The list of Today as it is drawn: what is late, what is for today, and folded below it what is
//! coming, what is older and what its reader put off. Nothing is left out, and all is counted.
//!
//! Must never know: why a line is there.

use super::page::{Line, TodayPage};
use crate::page::kit::{Empty, Tag, hidden, token};
use crate::page::name::pupil_name;
use casework::Coded;
use casework::today::{Kind, Standing};
use maud::{Markup, html};

/// Lines of a kind that are seen at once; the others are a tap away, and counted.
const SEEN: usize = 5;

/// A line with the kind it is of.
type Of<'a> = (&'a Line, Kind);

impl TodayPage {
    /// Everything to do.
    pub(super) fn to_do(&self) -> Markup {
        let all: Vec<Of<'_>> =
            self.groups.iter().flat_map(|g| g.lines.iter().map(|l| (l, g.kind))).collect();
        let (put_off, here): (Vec<Of<'_>>, Vec<Of<'_>>) =
            all.iter().copied().partition(|(l, _)| l.later.is_some());
        let (mut first, here): (Vec<Of<'_>>, Vec<Of<'_>>) =
            here.into_iter().partition(|(l, _)| l.first.is_some());
        first.sort_by_key(|(l, _)| std::cmp::Reverse(l.first));
        let (older, here): (Vec<Of<'_>>, Vec<Of<'_>>) =
            here.into_iter().partition(|(l, _)| l.older);
        let of = |standing| here.iter().copied().filter(move |(l, _)| l.standing == standing);
        let late: Vec<Of<'_>> = of(Standing::Late).collect();
        let now: Vec<Of<'_>> = of(Standing::Due).collect();
        let coming: Vec<Of<'_>> = of(Standing::Coming).collect();
        html! {
            @if !all.is_empty() || self.list {
                section.stack.stack-5 aria-labelledby="todo" {
                    div.row.row-apart.row-base {
                        h2 #todo { "To do today" }
                        @if !all.is_empty() { p.soft { (all.len()) " open" } }
                    }
                    @if all.is_empty() {
                        (Empty { title: "Everything is done", words: "Arrivals, calls, letters, work, exits and entries appear here by themselves when they are due, and go when they are done.", step: Some(("/board", "Open the board")) })
                    }
                    (self.first(&first))
                    @if !late.is_empty() { section.sheet.sheet-flush.is-late aria-labelledby="late" {
                        div.sheet-head { h3 #late { (Tag(crate::page::kit::Standing::Late, "Late")) } p.soft { (late.len()) } }
                        ul.dues { @for (l, kind) in &late { (todo(l, *kind, true)) } }
                    } }
                    @if !now.is_empty() { div.sheet.sheet-flush { (kinds(&now)) } }
                    (folded(&coming, "for a later day"))
                    (folded(&older, "older"))
                    (folded(&put_off, "put off by you"))
                }
            } @else if self.administrator {
                (Empty { title: "Nothing waits for you", words: "What a school still has to set up is under Set-up. People and their roles are there too.", step: Some(("/set-up", "Open set-up")) })
            } @else if self.queue.is_none() && self.work.is_none() && self.passed.is_none() {
                (Empty { title: "Nothing waits for you", words: "What is due today or late appears here: check-ins, tasks that are yours, arrivals to meet.", step: None })
            }
        }
    }
    /// What its reader put first, the latest at the top.
    fn first(&self, lines: &[Of<'_>]) -> Markup {
        html! {
            @if !lines.is_empty() { section.sheet.sheet-flush aria-labelledby="first" {
                div.sheet-head { h3 #first { "First, as you put them" } p.soft { (lines.len()) } }
                ul.dues { @for (n, (l, kind)) in lines.iter().enumerate() {
                    (todo(l, *kind, true))
                    @if n > 0 { li.due-line { span {} form method="post" action="/today/arrange" {
                        (token(&self.csrf)) (hidden("kind", kind.code())) (hidden("about", l.about))
                        button.btn.btn-quiet type="submit" name="way" value="first" { "To the top" span.vh { ": " (named(l)) } }
                    } } }
                } }
            } }
        }
    }
}

/// What is not for now: counted, and a tap away.
fn folded(lines: &[Of<'_>], words: &str) -> Markup {
    html! {
        @if !lines.is_empty() { details.working {
            summary { (lines.len()) " " (words) }
            div.sheet.sheet-flush { (kinds(lines)) }
        } }
    }
}

/// Lines by kind, each kind with its heading and its count.
fn kinds(lines: &[Of<'_>]) -> Markup {
    let mut groups: Vec<(Kind, Vec<&Line>)> = Vec::new();
    for (line, kind) in lines {
        match groups.last_mut() {
            Some((k, list)) if k == kind => list.push(line),
            _ => groups.push((*kind, vec![line])),
        }
    }
    html! {
        @for (kind, list) in &groups {
            @let (seen, more) = list.split_at(list.len().min(SEEN));
            div.due-kind {
                h3 { (kind.label()) " " span.soft { (list.len()) } }
                div {
                    ul.dues { @for l in seen { (todo(l, *kind, false)) } }
                    @if !more.is_empty() { details.working {
                        summary { "and " (more.len()) " more" }
                        ul.dues { @for l in more { (todo(l, *kind, false)) } }
                    } }
                }
            }
        }
    }
}

/// What a line is called.
fn named(l: &Line) -> &str {
    if l.who.is_empty() { &l.words } else { &l.who }
}

fn todo(l: &Line, kind: Kind, say_kind: bool) -> Markup {
    let name = named(l);
    // Among others of its standing a line needs no mark; a late one keeps it wherever it stands.
    let late = (l.standing == Standing::Late && (!say_kind || l.first.is_some()))
        .then_some(crate::page::kit::Standing::Late);
    html! {
        li.due-line {
            div {
                p {
                    @if let Some(mark) = late { (Tag(mark, "Late")) " " }
                    a.due-who href=(l.href) { @if l.who.is_empty() { (name) } @else { (pupil_name(name)) } }
                    @if say_kind { span.soft { " " (kind.label()) } }
                }
                @if !l.who.is_empty() { p.soft { (l.words) } }
                @if let Some((until, why)) = &l.later { p.soft { "Put off " (until) ": " (why) } }
            }
            p.due-acts {
                a href=(l.leave) {
                    @match kind {
                        Kind::Task => "Done, or not needed",
                        Kind::Review | Kind::PlanReview => "Hold it",
                        Kind::Promise => "Begun, or given up",
                        Kind::Device => "Not found",
                        Kind::Slip => "Answer",
                        Kind::Hearing | Kind::Meeting | Kind::Panel => "See to it",
                        Kind::Action => "Done, moved or given up",
                        Kind::Routine => "Done, or why not",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::today::page::Group;
    use casework::Id;

    fn line(n: usize, standing: Standing, older: bool) -> Line {
        Line {
            who: format!("Line {n}."),
            words: String::new(),
            href: "/".into(),
            leave: "/".into(),
            about: Id::from_u128(1),
            first: None,
            later: None,
            standing,
            older,
        }
    }
    fn drawn(lines: Vec<Line>) -> String {
        let groups = vec![Group { kind: Kind::Call, lines }];
        let page = TodayPage { groups, ..super::super::samples::bare() };
        page.to_do().into_string()
    }

    #[test]
    fn five_lines_of_a_kind_are_seen_and_every_other_is_counted() {
        let few = drawn((0..5).map(|n| line(n, Standing::Due, false)).collect());
        assert!(!few.contains("<details"), "{few}");
        let many = drawn((0..12).map(|n| line(n, Standing::Due, false)).collect());
        let (seen, folded) = many.split_once("<details").unwrap();
        assert_eq!(seen.matches("<li").count(), 5);
        assert!(folded.contains("and 7 more"), "{folded}");
        assert_eq!(folded.matches("<li").count(), 7);
        assert!(many.contains("12 open"), "all are counted: {many}");
    }

    #[test]
    fn what_is_late_stands_before_what_is_for_today_and_what_is_coming_or_old_is_folded() {
        let text = drawn(vec![
            line(0, Standing::Due, false),
            line(1, Standing::Coming, false),
            line(2, Standing::Late, true),
            line(3, Standing::Late, false),
        ]);
        let at = |n: usize| text.find(&format!("Line {n}.")).unwrap();
        let fold = text.find("<details").unwrap();
        assert!(at(3) < at(0) && at(0) < fold && fold < at(1) && at(1) < at(2), "{text}");
        assert!(text.contains("1 for a later day") && text.contains("1 older"), "{text}");
    }
}
