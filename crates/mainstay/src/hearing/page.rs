//! A hearing on one page, in the order it is worked through: when and where, who sits, who is
//! asked, the papers, the minutes, the decision, the letters.
//!
//! Must never show: a date without its rule.

use crate::form::{Errors, Form};
use crate::matter::{due_line, lower};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::naming;
use casework::document::Document;
use casework::hearing::invite::{Asked, Coming, Invite, unasked};
use casework::hearing::member::{Member, Seat, rule_of};
use casework::hearing::owed::Whole;
use casework::hearing::{Decision, Finding, Hearing, HearingKind, HearingState, How, Remote};
use casework::matter::Arranger;
use casework::pack::Case;
use casework::pupil::Contact;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::duty::{Due, NoAnswer};
use rulebook::{Almanac, Day, Instant};

/// A date that is due, and its rule.
pub type Dated = Result<(Due, &'static str), NoAnswer>;

/// The page.
pub struct HearingPage {
    /// The hearing.
    pub hearing: Hearing,
    /// Everything of its matter.
    pub whole: Whole,
    /// Those who sit.
    pub members: Vec<Member>,
    /// Those who are asked.
    pub invites: Vec<Invite>,
    /// Documents of the matter.
    pub documents: Vec<Document>,
    /// What is missing among those who sit.
    pub lacking: Vec<String>,
    /// The last day to hold it.
    pub meet_by: Dated,
    /// The day its papers go out.
    pub papers: Option<Dated>,
    /// People at home who may be written to.
    pub parents: Vec<Contact>,
    /// Private links that stand: whose, the address, until when.
    pub links: Vec<(String, String, Instant)>,
    /// The calendar, for the workings.
    pub almanac: Option<std::sync::Arc<Almanac>>,
    /// Today.
    pub today: Day,
    /// The version that was read.
    pub version: i64,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// The form as it stands before anybody types.
pub fn filled(h: &Hearing, today: Day, remembered: &[(&'static str, String)]) -> Form {
    let iso = |d: Option<Day>| d.map(|d| d.iso()).unwrap_or_default();
    let mut form = Form::default()
        .with("on", iso(h.on))
        .with("at", h.at.map(|m| m.input()).unwrap_or_default())
        .with("place", &h.place)
        .with("waiting", &h.waiting)
        .with("remote", h.remote.code())
        .with("remote_why", &h.remote_why)
        .with("adjustments", &h.adjustments)
        .with("pupil_part", &h.pupil_part)
        .with("clerk", &h.clerk)
        .with("clerk_trained", iso(h.clerk_trained))
        .with("minutes", &h.minutes)
        .with("invited_on", today.iso())
        .with("decided_on", iso(h.on.filter(|on| *on <= today)))
        .with("told_on", today.iso());
    for (name, value) in remembered {
        form = form.with(name, value);
    }
    form
}

impl Page for HearingPage {
    fn title(&self) -> String {
        self.hearing.kind.label().into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        let (h, m) = (&self.hearing, &self.whole.matter);
        let shape = match h.state {
            HearingState::Decided => Standing::Done,
            HearingState::CalledOff => Standing::None,
            HearingState::Planned | HearingState::Begun => Standing::Due,
        };
        let back = format!("/matters/{}", m.id);
        html! {
            (Head::new(h.kind.label()).about(&m.name).back(&back, &m.name).facts(html! {
                (m.what()) ". " (m.school) ". "
                @match h.on { Some(on) => { (on) @if let Some(at) = h.at { ", " (at) } ", " (h.placed()) "." }, None => "No day is fixed yet." }
                " " (Tag(shape, h.state.label()))
            }))
            (ErrorSummary(&self.errors))
            @if !h.off_why.is_empty() { div.panel.panel-note { p { "Called off: " (h.off_why) } } }
            div.stack.stack-6 {
                (self.dates())
                @if h.open() { (self.arranging()) } @else { (self.arranged()) }
                (self.sitting())
                (self.asking())
                (self.papers_of())
                (self.minutes_of())
                (self.deciding())
                @if let Some(d) = self.whole.decision(h.id) { (self.telling(d)) }
                @if h.open() { (self.off()) }
            }
        }
    }
}

impl HearingPage {
    fn to(&self, tail: &str) -> String {
        format!("/hearings/{}/{tail}", self.hearing.id)
    }
    fn open_at(&self, fields: &[&str]) -> bool {
        fields.iter().any(|f| self.errors.of(f).is_some())
    }

    fn dates(&self) -> Markup {
        let line = |dated: &Dated| {
            let due = dated.clone().map(|(due, _)| due);
            let rule = dated.as_ref().map_or("R3.10", |(_, rule)| rule);
            due_line(&due, rule, self.almanac.as_deref(), self.today)
        };
        let late = match (&self.meet_by, self.hearing.on) {
            (Ok((due, _)), Some(on)) => due.day().is_some_and(|d| on > d),
            _ => false,
        };
        html! {
            section.stack.stack-2 aria-labelledby="by" {
                h2 #by { "To be held by" }
                (line(&self.meet_by))
                @if late { div.panel.panel-warn { p { "It is fixed after its last day. The duty does not lapse: hold it, and say in the minutes why it could not be sooner." } } }
                @if let Some(papers) = &self.papers { h3 { "Its papers go out by" } (line(papers)) }
            }
        }
    }

    /// While it is open. Once a day is fixed the facts stand, and the form folds behind them.
    fn arranging(&self) -> Markup {
        let fixed = self.hearing.on.is_some();
        let wrong = self.open_at(&[
            "on",
            "at",
            "place",
            "waiting",
            "remote",
            "remote_why",
            "adjustments",
            "pupil_part",
            "clerk",
            "clerk_trained",
        ]);
        html! {
            section.sheet.stack aria-labelledby="when" {
                h2 #when { "When, where and for whom" }
                @if fixed {
                    (self.facts())
                    details.working open[wrong] {
                        summary { "Change when, where or for whom" }
                        div.working-body { (self.arrange_form()) }
                    }
                } @else { (self.arrange_form()) }
                @if fixed && self.hearing.at.is_some() {
                    p { a href=(self.to("calendar")) { "Calendar file for invitations" } " " span.soft { "Names nobody." } }
                }
                @if self.hearing.begun_at.is_none() && self.hearing.on.is_some_and(|on| on <= self.today) {
                    form method="post" action=(self.to("begin")) { (token(&self.csrf)) button.btn.btn-2 type="submit" { "It has begun" } }
                }
            }
        }
    }

    fn arrange_form(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways: Vec<Choice> =
            Remote::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect();
        let date = |name, label| Field { kind: "date", ..Field::new(name, label) };
        html! {
            form.stack.stack-5 method="post" action=(self.to("arrange")) {
                (token(&self.csrf)) (hidden("version", self.version))
                div.row.row-base {
                    (date("on", "Day").optional().from(f, e))
                    (Field { kind: "time", ..Field::new("at", "Time") }.optional().from(f, e))
                }
                p.soft { "Choose a day that the parent, the headteacher and the authority can make." }
                (Field::new("place", "Place, or the link of a remote meeting").optional().from(f, e))
                (Field::new("waiting", "Separate waiting room for the family").optional().from(f, e))
                (Choices::one("remote", "How people meet", &ways).from(f, e))
                (Area::new("remote_why", "If remote: who asked and when, and how everybody can hear, speak and take part").rows(2).optional().from(f, e))
                (Area::new("adjustments", "Adjustments asked for, and what is done about each").rows(3).optional().from(f, e))
                (Area::new("pupil_part", "The pupil’s part: coming, writing, or why neither").rows(2).optional().from(f, e))
                (Field::new("clerk", "Clerk").from(f, e))
                (date("clerk_trained", "Clerk last trained").optional().from(f, e))
                div.row { button.btn type="submit" { "Keep it" } }
            }
        }
    }

    fn arranged(&self) -> Markup {
        html! {
            section.stack.stack-2 aria-labelledby="when" {
                h2 #when { "When, where and for whom" }
                (self.facts())
            }
        }
    }

    fn facts(&self) -> Markup {
        let h = &self.hearing;
        let facts = [
            ("Where", h.placed()),
            ("Waiting room", h.waiting.clone()),
            ("How people meet", h.remote.label().to_string()),
            ("About that", h.remote_why.clone()),
            ("Adjustments", h.adjustments.clone()),
            ("The pupil’s part", h.pupil_part.clone()),
            ("Clerk", h.clerk.clone()),
        ];
        html! {
            dl.cite { @for (name, value) in facts.iter().filter(|(_, v)| !v.is_empty()) { dt { (name) } dd { (naming(value, &[&self.whole.matter.name])) } } }
        }
    }

    fn sitting(&self) -> Markup {
        let h = &self.hearing;
        let (f, e) = (&self.form, &self.errors);
        let seats: Vec<Choice> =
            Seat::of(h.kind).iter().map(|s| Choice::new(s.code(), s.label())).collect();
        let date = |name, label| Field { kind: "date", ..Field::new(name, label) };
        html! {
            section.stack #members aria-labelledby="sit" {
                h2 #sit { "Who sits" }
                p.soft { (rule_of(h.kind)) "." }
                @if !self.members.is_empty() {
                    (Grid {
                        region: "Who sits, table",
                        caption: None,
                        look: "",
                        columns: ["Name", "Sits as", "No ties", "Trained", "State"].map(Col::Words).to_vec(),
                        named: Some(0),
                        rows: self.members.iter().map(|m| vec![
                            html! { (m.name) @if !m.post.is_empty() { " " span.soft { (m.post) } } },
                            html! { (m.seat.label()) @if m.chair { ". In the chair" } },
                            html! { @match m.confirmed_on { Some(on) => { "Confirmed " (on) }, None => "Not confirmed" } },
                            html! { @match m.trained { Some(on) => (on), None => "Not known" } @if let Some(end) = m.headship_ended { ". Headship ended " (end) } },
                            html! { @match m.down_at { Some(at) => { "Stood down " (at.day()) ": " (m.down_why) }, None => "Sits" } },
                        ]).collect(),
                    })
                }
                @if h.open() {
                    @if self.lacking.is_empty() { p { (Tag(Standing::Done, "Enough may sit")) } }
                    @else { div.panel.panel-note { h3.panel-title { "Before a decision" } ul { @for l in &self.lacking { li { (l) } } } } }
                    details.working open[self.open_at(&["name", "seat", "trained", "headship_ended", "tie"])] {
                        summary { "Name somebody" }
                        form.stack.stack-5.working-body method="post" action=(self.to("members")) {
                            (token(&self.csrf)) (hidden("once", f.text("once")))
                            (Field::new("name", "Name").from(f, e))
                            (Field::new("post", "Post, or school they come from").optional().from(f, e))
                            (Choices::one("seat", "Sits as", &seats).from(f, e))
                            label.choice { input type="checkbox" name="chair" value="yes" checked[f.ticked("chair")]; span { "In the chair" } }
                            label.choice { input type="checkbox" name="confirmed" value="yes" checked[f.ticked("confirmed")]; span { "Has confirmed that they are independent" } span.hint { "No stake in it, no tie to the pupil, the family or the incident." } }
                            (Field::new("tie", "A tie they have told of").hint("Taught the pupil; gave a statement; is related. Anybody with a tie cannot sit.").optional().from(f, e))
                            (date("trained", "Last trained").optional().from(f, e))
                            @if h.kind == HearingKind::Panel { (date("headship_ended", "For a headteacher member: when the headship ended").optional().from(f, e)) }
                            p { button.btn type="submit" { "Name them" } }
                        }
                    }
                    @let sits: Vec<Choice> = self.members.iter().filter(|m| m.down_at.is_none()).map(|m| Choice::new(m.id.to_string(), &m.name)).collect();
                    @if !sits.is_empty() {
                        details.working open[self.open_at(&["down_why"])] {
                            summary { "Somebody stands down" }
                            form.stack.stack-5.working-body method="post" action=(self.to("stand-down")) {
                                (token(&self.csrf))
                                (Choices::one("member", "Who", &sits).look(Look::Select).from(f, e))
                                (Field::new("down_why", "Why").from(f, e))
                                p { button.btn.btn-2 type="submit" { "They stand down" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn asking(&self) -> Markup {
        let h = &self.hearing;
        let (f, e) = (&self.form, &self.errors);
        let name = &self.whole.matter.name;
        let what: Vec<Choice> =
            Asked::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        let people: Vec<String> = self.parents.iter().map(Contact::full).collect();
        let trust = self.whole.matter.arranger == Arranger::Trust;
        let left = unasked(h.kind, trust, &self.invites);
        html! {
            section.stack #asked aria-labelledby="asked-h" {
                h2 #asked-h { "Who is asked" }
                @if !left.is_empty() && h.open() { p { strong { "Not asked yet: " } (left.join(", ")) "." } }
                @for i in &self.invites {
                    div.sheet.stack.stack-2 {
                        p { strong { (naming(&i.name, &[name])) } ", " (lower(i.asked.label())) ". Asked " (i.sent_on) @if !i.how.is_empty() { ", " (i.how) } ". " (i.coming.label()) @if !i.said.is_empty() { ": " (i.said) } "." }
                        @if h.open() {
                            form.row method="post" action=(self.to("answer")) {
                                (token(&self.csrf)) (hidden("invite", i.id))
                                div.field { label for={ "coming-" (i.id) } { "Coming?" }
                                    select.select id={ "coming-" (i.id) } name="coming" { @for c in Coming::ALL { option value=(c.code()) selected[*c == i.coming] { (c.label()) } } } }
                                div.field { label for={ "said-" (i.id) } { "What they ask for, or who comes with them" } input.input id={ "said-" (i.id) } name="said" type="text" value=(i.said); }
                                button.btn.btn-2 type="submit" { "Keep" span.vh { " what " (i.name) " says" } }
                            }
                        }
                    }
                }
                @if h.open() {
                    details.working open[self.open_at(&["asked", "invited", "invited_on"])] {
                        summary { "Ask somebody" }
                        form.stack.stack-5.working-body method="post" action=(self.to("invite")) {
                            (token(&self.csrf)) (hidden("once", f.text("once")))
                            (Choices::one("asked", "What they are", &what).look(Look::Select).from(f, e))
                            (Field::new("invited", "Name").list(&people).from(f, e))
                            (Field::new("invited_how", "How they were asked").hint("Letter by hand, e-mail").optional().from(f, e))
                            (Field { kind: "date", ..Field::new("invited_on", "Day") }.from(f, e))
                            p { button.btn type="submit" { "They are asked" } }
                        }
                    }
                    (self.representations())
                }
            }
        }
    }

    fn representations(&self) -> Markup {
        html! {
            @if !self.parents.is_empty() {
                div.panel.panel-note.stack.stack-2 {
                    h3.panel-title { "Representations by a private link" }
                    p { "Each parent can be given an address of their own, to write or send papers without signing in. It shows nobody else’s." }
                    @for (who, address, until) in &self.links { p { strong { (who) } ": " code { (address) } " " span.soft { "until " (until) } } }
                    div.row { @for c in &self.parents {
                        form method="post" action=(self.to("link")) { (token(&self.csrf)) (hidden("contact", c.id))
                            button.btn.btn-2 type="submit" { "A link for " (c.full()) } }
                    } }
                }
            }
        }
    }

    fn papers_of(&self) -> Markup {
        let h = &self.hearing;
        let m = &self.whole.matter;
        let cases: Vec<Choice> =
            Case::ALL.iter().map(|c| Choice::new(c.code(), c.label())).collect();
        let packs: Vec<_> = self.whole.packs.iter().filter(|p| p.hearing == h.id).collect();
        html! {
            section.stack.stack-2 aria-labelledby="papers-h" {
                h2 #papers-h { "Papers" }
                p { a href={ "/matters/" (m.id) "/documents" } { @match self.documents.len() { 0 => "No document yet", 1 => "1 document", n => { (n) " documents" } } } }
                @for p in &packs { p { a href={ "/packs/" (p.id) } { "The pack" } " " span.soft { (p.case.label()) ". " (self.whole.copies_of(p.id).len()) " copies given" } } }
                @if packs.is_empty() && h.open() && h.kind != HearingKind::Again {
                    form.stack.stack-5 method="post" action=(self.to("packs")) {
                        (token(&self.csrf)) (hidden("once", self.form.text("once")))
                        (Choices::one("case", "Which kind of case is it?", &cases).hint("The pack starts from it: a one-off serious incident leaves out the general behaviour log unless a reason is given.").from(&self.form, &self.errors))
                        p { button.btn.btn-2 type="submit" { "Begin the pack" } }
                    }
                }
            }
        }
    }

    fn minutes_of(&self) -> Markup {
        let h = &self.hearing;
        html! {
            section.stack.stack-2 aria-labelledby="minutes-h" {
                h2 #minutes-h { "Minutes" }
                @if h.open() {
                    form.stack method="post" action=(self.to("minutes")) {
                        (token(&self.csrf)) (hidden("version", self.version))
                        (Area::new("minutes", "Minutes").rows(8).hint("Introductions; the headteacher’s case and questions; the parents’ case and questions; the authority; summing up; then only those who decide and the clerk stay.").from(&self.form, &self.errors))
                        p { button.btn.btn-2 type="submit" { "Keep the minutes" } }
                    }
                } @else if h.minutes.is_empty() { p.soft { "No minutes were kept here." } }
                @else { div.paper { @for p in h.minutes.split("\n\n") { p { (naming(p, &[&self.whole.matter.name])) } } } }
            }
        }
    }

    fn deciding(&self) -> Markup {
        let h = &self.hearing;
        let (f, e) = (&self.form, &self.errors);
        let name = self.whole.matter.name.as_str();
        if let Some(d) = self.whole.decision(h.id) {
            return html! {
                section.sheet.stack #decision aria-labelledby="decision-h" {
                    h2 #decision-h { "What was decided" }
                    p.big { strong { (d.finding.label()) } }
                    p { (d.on) @if !d.vote.is_empty() { ". Vote: " (d.vote) } "." }
                    dl.cite {
                        dt { "Found" } dd { (naming(&d.findings, &[name])) }
                        @if !d.tests.is_empty() { dt { "Tests and duties" } dd { (naming(&d.tests, &[name])) } }
                        dt { "Reasons" } dd { (naming(&d.reasons, &[name])) }
                        @if d.ordered { dt { "Ordered" } dd { "The panel ordered the readjustment of the budget." } }
                        @if let (Some(how), Some(given)) = (d.notice_how, d.notice_given) { dt { "Notice" } dd { "To the governing body, " (lower(how.label())) "; given " (given) "." } }
                    }
                    p.soft { "Recorded by " (d.by_name) ", " (d.at) }
                }
            };
        }
        if !h.open() {
            return Markup::default();
        }
        let ways: Vec<Choice> = Finding::of(h.kind, self.whole.matter.kind)
            .iter()
            .map(|d| Choice::new(d.code(), d.label()))
            .collect();
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        let opened = h.on.is_some_and(|on| on <= self.today)
            || self.open_at(&[
                "finding",
                "decided_on",
                "findings",
                "tests",
                "reasons",
                "vote",
                "ordered",
                "notice_how",
                "notice_on",
            ]);
        html! {
            section.sheet.stack #decision aria-labelledby="decision-h" {
                h2 #decision-h { "The decision" }
                p.soft { "Recorded once, as those who sit decided it. " @if h.kind != HearingKind::Panel { "The headteacher should not be there while they decide." } @else { "A panel cannot reinstate." } }
                // Before the day it would only stand in the way.
                details.working open[opened] {
                    summary { "Record the decision" }
                    div.working-body {
                        form.stack.stack-5 method="post" action=(self.to("decide")) {
                            (token(&self.csrf))
                            (Choices::one("finding", "What was decided", &ways).from(f, e))
                            (Field { kind: "date", ..Field::new("decided_on", "Day it was decided") }.from(f, e))
                            (Area::new("findings", "What was found to have happened").hint("On the balance of probabilities.").rows(4).from(f, e))
                            (Area::new("tests", "Lawful, reasonable and fair; the duties under the Equality Act").rows(3).optional().from(f, e))
                            (Area::new("reasons", "Reasons").hint("They go into the letter.").rows(5).from(f, e))
                            (Field::new("vote", "Vote, if there was one").optional().from(f, e))
                            @if h.kind == HearingKind::Panel {
                                label.choice { input type="checkbox" name="ordered" value="yes" checked[f.ticked("ordered")]; span { "The panel ordered the readjustment of the budget" } span.hint { "On a quashing only, and never by itself (R3.16)." } }
                                @if let Some(why) = e.of("ordered") { p.error #ordered { (why) } }
                                (Choices::one("notice_how", "How the notice went to the governing body", &hows).from(f, e))
                                (Field { kind: "date", ..Field::new("notice_on", "Day it went") }.from(f, e))
                            }
                            p { button.btn type="submit" { "Record the decision" } }
                        }
                    }
                }
            }
        }
    }

    fn telling(&self, d: &Decision) -> Markup {
        let h = &self.hearing;
        let (f, e) = (&self.form, &self.errors);
        let told: Vec<_> = self.whole.told.iter().filter(|t| t.hearing == h.id).collect();
        let rights = casework::hearing::letter::carries_rights(&self.whole.matter, h, d);
        let mut to: Vec<Choice> = self
            .parents
            .iter()
            .map(|c| {
                Choice::new(c.id.to_string(), c.full()).hint(if c.address.trim().is_empty() {
                    "No address is known"
                } else {
                    "At their own address"
                })
            })
            .collect();
        for asked in [
            Asked::Parent,
            Asked::Head,
            Asked::Governors,
            Asked::Authority,
            Asked::HomeAuthority,
            Asked::SocialWorker,
            Asked::VirtualHead,
        ] {
            if asked != Asked::Parent || self.parents.is_empty() {
                to.push(Choice::new(asked.code(), asked.label()).hint("Name and address below"));
            }
        }
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        html! {
            section.stack #letters aria-labelledby="letters-h" {
                h2 #letters-h { "Letters" }
                p { "Without delay, with reasons, to everybody who is told (R3.07)." }
                @if !told.is_empty() {
                    (Grid {
                        region: "Letters, table",
                        caption: None,
                        look: "",
                        columns: ["To", "Sent", "Given", "Last day to apply", "Letter"].map(Col::Words).to_vec(),
                        named: Some(0),
                        rows: told.iter().map(|t| vec![
                            html! { (t.to_name) " " span.soft { (t.asked.label()) } },
                            html! { (t.sent_on) ", " (lower(t.how.label())) },
                            html! { (t.given_on) },
                            html! { @match t.last_day { Some(day) => strong { (day) }, None => "–" } },
                            html! { a href={ (self.to("letters")) "/" (t.id) "/pdf" } { "Open" span.vh { " the letter to " (t.to_name) } } },
                        ]).collect(),
                    })
                }
                details.working open[told.is_empty() || self.open_at(&["to", "told_how", "told_on", "apply_to"])] {
                    summary { "Write a letter" }
                    form.stack.stack-5.working-body method="post" action=(self.to("letters")) {
                        (token(&self.csrf)) (hidden("once", f.text("once")))
                        (Choices::one("to", "To", &to).from(f, e))
                        (Field::new("told_name", "Name, where it is none of these people at home").optional().from(f, e))
                        (Area::new("told_address", "Address").rows(3).optional().from(f, e))
                        (Choices::one("told_how", "How it goes", &hows).hint("A first-class letter counts as given on the second working day after posting.").from(f, e))
                        (Field { kind: "date", ..Field::new("told_on", "Day it goes") }.from(f, e))
                        @if rights {
                            (Area::new("apply_to", "Where and to whom a request for a review goes").rows(3).from(f, e))
                            (Area::new("advice", "Free advice: who gives it").rows(2).optional().from(f, e))
                        }
                        (Area::new("meanwhile", "Education meanwhile, and whom to ask").rows(3).optional().from(f, e))
                        div.row { button.btn type="submit" { "Check the letter and keep it" } button.btn.btn-2 type="submit" name="act" value="word" { "Word copy" } }
                        p.soft { "A Word copy is for putting a draft your own way. What is kept and proved here is the letter as it is shown." }
                    }
                }
            }
        }
    }

    fn off(&self) -> Markup {
        html! {
            details.working open[self.open_at(&["off_why"])] {
                summary { "Call it off" }
                form.stack.working-body method="post" action=(self.to("off")) {
                    (token(&self.csrf)) (hidden("version", self.version))
                    (Field::new("off_why", "Why").from(&self.form, &self.errors))
                    p { button.btn.btn-2 type="submit" { "Call it off" } }
                }
            }
        }
    }
}

/// A person at home, for samples.
pub(super) fn sample_contact(n: u128, given: &str, family: &str) -> Contact {
    Contact {
        id: Id::from_u128(n),
        pupil: Id::nil(),
        title: "Ms".into(),
        given: given.into(),
        family: family.into(),
        relation: "Mother".into(),
        priority: 1,
        responsible: true,
        lives_with: true,
        restriction: String::new(),
        phone: String::new(),
        email: String::new(),
        address: "14 Tanner’s Row\nFairholme".into(),
        language: String::new(),
        interpreter: false,
    }
}
