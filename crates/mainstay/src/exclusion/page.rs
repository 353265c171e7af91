//! One record as a page: while it is prepared, its pages and what is still to be said; once it is
//! decided, what is owed to whom by when, each with its proof, and what goes on meanwhile.
//!
//! Must never word the way back as a condition, nor say that Mainstay or an authority decided.

use super::decide::{address, written};
use super::step_page::totals as sums;
use crate::form::{Errors, Form};
use crate::law::owed::{Line, proof};
use crate::page::Page;
use crate::page::kit::{ErrorSummary, Field, Head, Standing, Tag, hidden, token};
use crate::page::name::{naming, pupil_name};
use casework::exclusion::decide::Texts;
use casework::exclusion::period::Totals;
use casework::exclusion::{Exclusion, Exhibit, Step, WHO_DECIDES};
use casework::hearing::share::CODES;
use casework::owed::{Done, DueChange, Kind};
use casework::reintegration::Reintegration;
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::duty::Due;
use rulebook::{Day, clocks};
use store::exclusion::Work;

/// One record.
pub struct RecordPage {
    /// The school's words.
    pub words: Words,
    /// The record.
    pub e: Exclusion,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// "10B"
    pub form_group: String,
    /// Their key.
    pub pupil: Id,
    /// Today.
    pub today: Day,
    /// What is owed.
    pub lines: Vec<Line>,
    /// Why the calendar cannot be counted on.
    pub no_calendar: Option<String>,
    /// Totals.
    pub totals: Option<Totals>,
    /// What was tried, as it stood when it was decided.
    pub drawn: Vec<String>,
    /// What is still to be said.
    pub missing: Vec<(Step, String)>,
    /// This person may decide.
    pub decides: bool,
    /// This person may see home.
    pub home: bool,
    /// Whether its hearings were opened, for whoever clerks them.
    pub clerks: Option<bool>,
    /// The one it follows.
    pub follows: Option<(Id, String)>,
    /// Key of a form.
    pub once: Id,
    /// Those who get none, because a restriction is on record.
    pub left_out: Vec<String>,
    /// Its texts.
    pub texts: Texts,
    /// What shows it.
    pub exhibits: Vec<Exhibit>,
    /// Work set.
    pub work: Vec<Work>,
    /// The first days out, on which the school sets work, each with whether any is set.
    pub work_days: Vec<(Day, bool)>,
    /// What was agreed for the return.
    pub agreed: Option<Reintegration>,
    /// All proof there is, what answers nothing any more too.
    pub log: Vec<Done>,
    /// Dates a changed calendar moved.
    pub changes: Vec<DueChange>,
    /// Form token.
    pub csrf: String,
    /// What is in a form that comes back.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for RecordPage {
    fn title(&self) -> String {
        casework::words::capital(self.e.noun())
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let title = casework::words::capital(self.e.noun());
        let standing = match (self.e.is_draft(), self.e.cancelled_on.is_some()) {
            (true, _) => Standing::Due,
            (_, true) => Standing::None,
            _ => Standing::Done,
        };
        html! {
            div.stack.stack-6 {
                (Head::new(&title).back("/exclusions", "Suspensions and permanent exclusions").facts(html! {
                    a href={ "/pupils/" (self.pupil) } { (pupil_name(&self.name)) } ", " (self.form_group)
                    @if self.e.first.is_some() { " · " (self.e.days()) } " "
                    (Tag(standing, self.e.standing(self.today)))
                }).acts(self.acts()))
                (ErrorSummary(&self.errors))
                @if let Some(why) = &self.no_calendar { div.panel.panel-stop { p { "The school’s calendar cannot be counted on: " (why) ". " a href="/set-up/calendar" { "Set-up" } } } }
                @if let Some((id, words)) = &self.follows { p { "A fresh decision that follows the " a href={ "/exclusions/" (id) } { (words) } "." } }
                @if self.e.is_draft() { (self.draft()) } @else if self.e.dropped { p { "This draft was given up. Nothing was decided." } } @else { (self.decided()) }
            }
        }
    }
}

impl RecordPage {
    fn acts(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        html! {
            @if self.e.decided.is_some() && self.home { a.btn href={ (at) "/letters" } { "Letters" } }
            @if self.e.decided.is_some() { a.btn.btn-2 href={ (at) "/evidence" } { "Evidence" } }
            @if self.e.stands() && self.decides { a.btn.btn-2 href={ (at) "/cancel" } { "Cancel it" } }
            button.btn.btn-2 type="button" data-print hidden { "Print" }
        }
    }

    fn draft(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        let left = |step: Step| self.missing.iter().filter(|(s, _)| *s == step).count();
        html! {
            div.panel.panel-note { p { (self.words.said(WHO_DECIDES)) } }
            section.stack aria-labelledby="pages" {
                h2 #pages { "The record, a page at a time" }
                ul.clocks { @for step in Step::ALL {
                    li.clock {
                        @match left(*step) { 0 => (Tag(Standing::Done, "Whole")), n => (Tag(Standing::Due, &format!("{n} to say"))) }
                        div { p.clock-what { a href=(address(&self.e, *step)) { (step.label()) } }
                            @for (_, words) in self.missing.iter().filter(|(s, _)| s == step) { p.soft { (words) } } }
                    }
                } }
                p.soft { "Begun by " (self.e.by_name) ", " (self.e.made_at) ". Each page is kept as you leave it." }
            }
            @if let Some(t) = &self.totals { section.sheet.stack aria-labelledby="sums" { h2 #sums { "Totals" } (sums(t)) (self.banner(t)) } }
            div.row {
                @if self.decides { a.btn href={ (at) "/decide" } { "Read it through and decide" } }
                @else { a.btn.btn-2 href={ (at) "/decide" } { "Read it through" } }
                form method="post" action={ (at) "/drop" } { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Give the draft up" } }
            }
            @if !self.decides && self.missing.is_empty() { p { "It is whole, and on the " (self.words.one(Concept::Head)) "’s Today page." } }
        }
    }

    /// What the total means, said before anybody asks.
    fn banner(&self, t: &Totals) -> Markup {
        if self.e.kind == Some(Kind::Permanent) {
            return Markup::default();
        }
        let by = self.lines.iter().find(|l| l.owed.code == "governors-meet");
        let asked = by.and_then(|l| l.owed.if_asked).and_then(Due::day);
        let must = by.and_then(|l| l.owed.day());
        html! {
            @if t.over_high() {
                div.panel.panel-warn { p { strong { "Over " (clocks::THRESHOLD_HIGH) " in the term." } " The governing body must meet" @if let Some(day) = must { " by " (day) } "." } }
            } @else if t.over_low() {
                div.panel.panel-warn { p { strong { "Over " (clocks::THRESHOLD_LOW) " in the term." } " If the parent makes representations, the governing body must meet within " (clocks::GB_MEET_LONG.number()) " school days of being told" @if let Some(day) = must.or(asked) { ": by " strong { (day) } } ". " a href="/law/rules/R2.14" { "R2.14" } } }
            }
        }
    }

    fn decided(&self) -> Markup {
        let Some(d) = &self.e.decided else { return Markup::default() };
        let totals =
            Totals { length: d.length, touched: d.touched, term: d.term_total, year: d.year_total };
        html! {
            @if let Some(on) = self.e.cancelled_on {
                div.panel.panel-warn { h2.panel-title { "Cancelled on " (on) } p { (self.e.cancelled_why) } p.soft { (self.e.cancelled_by) ". Days served before still count in the totals." } }
            }
            (self.moved())
            (self.duties())
            @if self.e.cancelled_on.is_none() { (self.hearings()) }
            div.cols {
                section.sheet.stack aria-labelledby="decision" {
                    h2 #decision { "The decision" }
                    p { strong { (d.name) } ", " (d.role.label().to_lowercase()) ", " (d.at) }
                    p { (naming(&d.reasons, &[&self.name, &self.first])) }
                    @if !self.e.reasons.is_empty() { p.soft { @for (n, r) in self.e.reasons.iter().enumerate() { @if n > 0 { "; " } (r.label()) } } }
                    @if self.e.kind != Some(Kind::Permanent) { (sums(&totals)) (self.banner(&totals)) }
                }
                @if self.e.cancelled_on.is_none() { (self.meanwhile()) }
            }
            @if self.e.cancelled_on.is_none() { (self.after()) }
            @if !self.log.is_empty() {
                details.working { summary { "Everything that was recorded as done: " (self.log.len()) } ul.working-body.stack.stack-2 { @for d in &self.log { li { (proof(d)) } } } }
            }
            details.working { summary { "Everything that was written" } div.working-body.stack { (written(&self.texts, &self.exhibits, &self.drawn, &[&self.name, &self.first])) } }
        }
    }

    /// The way to its hearings.
    fn hearings(&self) -> Markup {
        let at = format!("/matters/{}", self.e.id);
        html! {
            @match self.clerks {
                Some(true) => p { a.btn.btn-2 href=(at) { "Governors, review and their papers" } },
                Some(false) if self.e.kind != Some(Kind::Lunchtime) => form method="post" action={ "/exclusions/" (self.e.id) "/governors" } {
                    (token(&self.csrf))
                    p { "Where the governing body meets, its papers, meeting, decision and letters are kept together." }
                    p { button.btn.btn-2 type="submit" { "Prepare it for the governors" } }
                },
                _ => {}
            }
        }
    }

    fn moved(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        let day = |d: Option<Day>| d.map_or("no date".to_string(), |d| d.to_string());
        let what = |code: &str| {
            let line = self.lines.iter().find(|l| l.owed.code == code);
            line.map_or(code.to_string(), |l| l.owed.words.to_string())
        };
        html! {
            @if !self.changes.is_empty() {
                section.stack aria-labelledby="moved" {
                    h2 #moved { "Dates that a changed calendar moved" }
                    ul.clocks { @for c in &self.changes { li.clock {
                        @if c.seen_at.is_some() { (Tag(Standing::Done, "Seen to")) } @else { (Tag(Standing::Risk, "Look at both")) }
                        div {
                            p.clock-what { (what(&c.code)) }
                            p { "Was " strong { (day(c.before)) } ", now " strong { (day(c.after)) } ". " (c.why) }
                            @if c.was_done { p { "It was done while the first date stood, and is held against that one." } }
                            p.soft { "Calendar changed by " (c.by_name) ", " (c.at) }
                            @match c.seen_at {
                                Some(seen) => p.soft { (c.seen_by) ", " (seen) ": " (c.seen_note) },
                                None => form.row method="post" action={ (at) "/moved/" (c.id) } { (token(&self.csrf))
                                    (Field::new("note", "What follows from it").from(&Form::nothing(), &Errors::none()))
                                    button.btn.btn-2 type="submit" { "Keep it" } }
                            }
                        }
                    } } }
                }
            }
        }
    }

    fn duties(&self) -> Markup {
        let open = self.lines.iter().filter(|l| l.owed.open()).count();
        let lines = self.lines.iter().map(|l| (l.clone(), self.prove(l))).collect();
        html! {
            section.stack aria-labelledby="owed" {
                div.row.row-apart.row-base { h2 #owed { "What is owed, to whom, by when" } p.soft { (open) " to do" } }
                @if !self.left_out.is_empty() { p { "No notice goes to " (self.left_out.join(", ")) ": a restriction is on record." } }
                (crate::law::owed::list(lines, self.today))
            }
        }
    }

    /// The way a thing owed is proved: a letter where one goes, and the form.
    fn prove(&self, l: &Line) -> Markup {
        let o = &l.owed;
        let at = format!("/exclusions/{}", self.e.id);
        if !o.duty || self.e.decided.is_none() {
            return Markup::default();
        }
        if self.clerks == Some(true) && CODES.contains(&o.code) {
            let matter = format!("/matters/{}", self.e.id);
            return html! { @if o.open() { p { a.btn.btn-2 href=(matter) { "See to it" span.vh { ": " (o.words) } } } } };
        }
        let letter = match o.code {
            "told-parent" | "public-place" => Some("notice"),
            "told-authority"
            | "told-governors"
            | "told-social-worker"
            | "told-virtual-head"
            | "told-home-authority" => Some(o.code),
            code if code.starts_with("cancelled-") => {
                Some(if code == "cancelled-parent" { "cancelled" } else { code })
            }
            "reintegration" => Some("invite"),
            "sixth-day-details" => Some("education"),
            _ => None,
        };
        let page = match o.code {
            "reintegration" => Some(("reintegration", "Record the meeting")),
            "sixth-day" => Some(("day-six", "Providers")),
            _ => None,
        };
        let whom = o.whom.as_ref().map(|w| format!("&whom={}", w.id)).unwrap_or_default();
        html! {
            @if o.open() {
                p.row {
                    @if let Some(what) = letter && self.home { a.btn.btn-2 href={ (at) "/letters?paper=" (what) } { "Write it" span.vh { ": " (o.words) } } }
                    @if let Some((tail, words)) = page { a.btn.btn-2 href={ (at) "/" (tail) } { (words) } }
                    a.btn.btn-2 href={ (at) "/done?code=" (o.code) (whom) } { "Record that it was done" span.vh { ": " (o.words) } }
                }
            }
            @for d in o.done.iter().filter(|d| d.stands()) { p { a href={ (at) "/done/" (d.id) } { "This is wrong" span.vh { ": " (o.words) } } } }
        }
    }

    fn meanwhile(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.sheet.stack aria-labelledby="work" {
                h2 #work { "Work meanwhile" }
                p { "Set and marked for each of the first days out. " a href="/law/rules/R2.16" { "R2.16" } }
                @if !self.work_days.is_empty() {
                    ul.stack.stack-2 { @for (day, set) in &self.work_days { li.row {
                        @if *set { (Tag(Standing::Done, "Set")) } @else if *day < self.today { (Tag(Standing::Late, "None was set")) } @else { (Tag(Standing::Due, "None yet")) }
                        " " (day)
                    } } }
                }
                ul.stack { @for w in &self.work { li {
                    p { strong { (w.day) } ": " (w.what) @if !w.link.is_empty() { " · " @if w.link.starts_with("https://") || w.link.starts_with("http://") { a href=(w.link) rel="noreferrer" { (w.link) } } @else { (w.link) } } }
                    p.soft { "Set by " (w.set_by) ", " (w.set_at) @if let Some(m) = w.marked_at { ". Marked by " (w.marked_by) ", " (m) @if !w.marked_note.is_empty() { ": " (w.marked_note) } } }
                    @if w.marked_at.is_none() { form.row method="post" action={ (at) "/work/" (w.id) "/marked" } { (token(&self.csrf)) button.btn.btn-2 type="submit" { "It is marked" } } }
                } } }
                form.stack method="post" action={ (at) "/work" } { (token(&self.csrf)) (hidden("once", self.once))
                    div.ask-fields { (Field::new("work_day", "For").kind("date").from(f, e)) (Field::new("work_link", "Where it is").optional().hint("An address, or “paper, by post”.").from(f, e)) }
                    (Field::new("work_what", "Work set").from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep it" } }
                }
            }
        }
    }

    fn after(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        let (f, e) = (&self.form, &self.errors);
        let sixth =
            self.lines.iter().find(|l| l.owed.code == "sixth-day").and_then(|l| l.owed.day());
        html! {
            section.sheet.stack aria-labelledby="back" {
                h2 #back { "The way back" }
                @if let Some(m) = self.e.meeting { p { "Meeting about the return: " strong { (m) } } }
                @match &self.e.met {
                    Some(m) => p { @if m.attended { (Tag(Standing::Done, "They came")) } @else { (Tag(Standing::None, "Not attended")) } " " (m.words) span.soft { " " (m.by_name) ", " (m.at) } },
                    None => {}
                }
                @if self.e.kind == Some(Kind::Suspension) {
                    @if let Some(r) = &self.agreed {
                        @if r.holds_something() { p { strong { "Agreed: " } (crate::exclusion::lines(&r.support).into_iter().chain(crate::exclusion::lines(&r.targets)).collect::<Vec<_>>().join("; ")) } }
                        @if let Some(on) = r.review_on { p.soft { @match r.reviewed_on { Some(done) => { "Looked at again " (done) }, None => { "Looked at again on " (on) ", " (r.owner_name) } } } }
                    }
                    p { a.btn.btn-2 href={ (at) "/reintegration" } { @if self.e.met.is_some() { "The meeting, and what was agreed" } @else { "The meeting about coming back" } } }
                }
                @match self.e.back_on {
                    Some(on) => p { (Tag(Standing::Done, "Back in school")) " " (on) },
                    None if self.e.kind != Some(Kind::Permanent) => {
                        p { (self.first) " comes back on the day, whoever comes to a meeting." }
                        form.row method="post" action={ (at) "/back" } { (token(&self.csrf)) (Field::new("back_on", "Back on").kind("date").from(f, e)) button.btn.btn-2 type="submit" { "They are back" } }
                    }
                    None => {}
                }
                @if self.e.stands() && self.e.last.is_some() && self.e.back_on.is_none() {
                    details.working { summary { "New evidence: a fresh decision" }
                        div.working-body.stack { p { (casework::exclusion::decide::no_extension()) }
                            form method="post" action={ (at) "/further" } { (token(&self.csrf)) (hidden("once", self.once)) button.btn.btn-2 type="submit" { "Begin a record that starts when this ends" } } } }
                }
            }
            section.sheet.stack aria-labelledby="heard" {
                h2 #heard { "From home, and from the sixth day" }
                @match self.e.written_on {
                    Some(on) => p { (Tag(Standing::Done, "Representations")) " The parent wrote to the governing body on " (on) "." },
                    None => form.row method="post" action={ (at) "/wrote" } { (token(&self.csrf)) (Field::new("written_on", "The parent wrote to the governing body on").kind("date").from(f, e)) button.btn.btn-2 type="submit" { "Keep it" } },
                }
                @if let Some(sixth) = sixth {
                    p { "Education must be in place from " strong { (sixth) } "." }
                    @if let Some(from) = self.e.provision { p { "From " (from) ": " (self.e.provision_words) } }
                    p { a.btn.btn-2 href={ (at) "/day-six" } { "Providers, and each day there" } }
                }
            }
        }
    }
}
