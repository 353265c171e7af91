//! The record of a day that did not go as expected, as it is written and as it is read.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::{hideable, naming};
use casework::failed_day::{Account, Decided, Decision, Drawn, FailedDay, WHO_DECIDES};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The record to write on.
pub struct WritePage {
    /// The school's words.
    pub words: Words,
    /// The pupil.
    pub name: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// The day.
    pub day: Day,
    /// The placement.
    pub placement: Id,
    /// What the log says.
    pub drawn: Drawn,
    /// Where the school's rule comes from.
    pub policy: String,
    /// What it says may follow.
    pub may_follow: Vec<String>,
    /// To whom it is handed over.
    pub heads: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// What may follow, as the school's own rule.
fn follows(lines: &[String], policy: &str) -> Markup {
    html! {
        section.stack aria-labelledby="follows" {
            h2 #follows { "What the school’s policy says may follow" }
            @if lines.is_empty() { p.soft { "The school has set nothing here. It is set under Set-up, The ladder." } }
            @else { ul { @for l in lines { li { (l) } } } }
            @if !policy.is_empty() { p.soft { "The school’s own rule: " (policy) ". It says what may follow, not what does." } }
        }
    }
}

impl WritePage {
    fn log(&self) -> Markup {
        let d = &self.drawn;
        let warning = self.words.cap(Concept::Warning);
        html! {
            section.sheet.stack aria-labelledby="log" {
                h2 #log { "From the day log" }
                p.soft { "Nothing here is typed again. What is missing is logged on the day card, with the time it happened." }
                dl.summary {
                    div { dt { (self.words.caps(Concept::Warning)) } dd {
                        @if d.warnings.is_empty() { "None" }
                        @else { ul.stack.stack-2 { @for (n, at) in d.warnings.iter().enumerate() { li { (warning) " " (n + 1) ", " (at.minute()) } } } }
                    } }
                    div { dt { "Steps after them" } dd {
                        @if d.steps.is_empty() { "None" } @else { ul.stack.stack-2 { @for s in &d.steps { li { (s) } } } }
                    } }
                    div { dt { "Tried to help" } dd {
                        @if d.adjustments.is_empty() { "Nothing logged" }
                        @else { ul.stack.stack-2 { @for (at, what) in &d.adjustments { li { (at.minute()) " " (what) } } } }
                    } }
                }
                p { a href={ "/placements/" (self.placement) "#support" } { "Log what is missing on the day card" } }
            }
        }
    }
}

impl Page for WritePage {
    fn title(&self) -> String {
        "Record of the day".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let card = format!("/placements/{}", self.placement);
        let how: Vec<Choice> =
            Account::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        let warning = format!("Why no {} was given", self.words.one(Concept::Warning));
        let head = self.words.one(Concept::Head);
        let seen = format!(
            "What you saw and heard, with times. Name no other {}.",
            self.words.one(Concept::Pupil)
        );
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Record of the day").back(&card, "Day card").facts(html! { (hideable(&self.name, &self.seat)) " · " (self.day) }))
                (ErrorSummary(e))
                div.panel.panel-note { p { (self.words.said(WHO_DECIDES)) } }
                (self.log())
                form.stack.stack-5 method="post" action={ (card) "/failed-day" } data-draft={ "failed-day-" (self.placement) } {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    (Area::new("expectation", "What was expected, and not met").hint(&seen).from(f, e))
                    @if self.drawn.warnings.is_empty() { (Field::new("no_warning", &warning).from(f, e)) }
                    @if self.drawn.adjustments.is_empty() { (Field::new("no_adjustment", "Why nothing was tried to help").from(f, e)) }
                    (Choices::one("account_how", "Their own account", &how).hint("They do not have to say anything, and need not say that they were wrong.").from(f, e))
                    (Area::new("account", "What they say, in their words").optional().from(f, e))
                    (Field::new("account_why", "If they were not asked, why").optional().from(f, e))
                    (Field::new("adults", "Adults who were there").hint("From the log. Put it right if somebody is missing.").from(f, e))
                    (follows(&self.may_follow, &self.policy))
                    div.sendbar {
                        div.row {
                            button.btn type="submit" name="then" value="hand" { "Hand it to the " (head) }
                            button.btn.btn-2 type="submit" name="then" value="keep" { "Keep it, and go on later" }
                        }
                        p.soft {
                            @if self.heads.is_empty() { "Nobody here has the " (head) "’s role in Mainstay yet, so it cannot be handed over." }
                            @else { "It goes to " (self.heads.join(", ")) ", and stays as it is from then on." }
                        }
                    }
                }
            }
        }
    }
}

/// The record to read, and to decide on for whoever may.
pub struct RecordPage {
    /// The school's words.
    pub words: Words,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// The log's lines.
    pub log: Vec<String>,
    /// What the policy says may follow.
    pub may_follow: Vec<String>,
    /// This person has the headteacher's role and there is something to decide.
    pub decides: bool,
    /// This person runs the room.
    pub reads: bool,
    /// This person prepares suspensions.
    pub prepares: bool,
    /// The record of a suspension that was begun from this.
    pub exclusion: Option<Id>,
    /// What was decided, first to last.
    pub decisions: Vec<Decided>,
    /// The record.
    pub record: FailedDay,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl RecordPage {
    fn decided(&self) -> Markup {
        let r = &self.record;
        html! {
            section.sheet.stack aria-labelledby="decided" {
                h2 #decided { "What was decided" }
                @match self.decisions.last() {
                    None if r.open() => p { "It was not handed over yet. " a href={ "/placements/" (r.placement) "/failed-day" } { "Go on with it" } },
                    None => p { "Nothing yet. It is with the " (self.words.one(Concept::Head)) @if let Some(at) = r.handed_at { " since " (at) } ". Until then the day goes on as it is, with whoever is in the room." },
                    Some(d) => {
                        p.big { strong { (d.decision.label()) } }
                        p { (naming(&d.reasons, &[&self.name, &self.first])) }
                        p.soft { (d.by_name) ", " (d.at) }
                        @if d.decision == Decision::Suspension { p { "The suspension itself, and every notice of it, has a record of its own." } }
                        @match r.read_at {
                            Some(at) => p.soft { "Read by " (r.read_by) ", " (at) },
                            None if self.reads && !self.decides => {
                                form method="post" action={ "/failed-days/" (r.id) "/read" } { (token(&self.csrf)) button.btn type="submit" { "I have read this" } }
                            }
                            None => {}
                        }
                    }
                }
                @if self.decisions.len() > 1 {
                    details.working { summary { "Decided before" } ol.working-body { @for d in &self.decisions[..self.decisions.len() - 1] {
                        li { (d.decision.label()) ". " (naming(&d.reasons, &[&self.name, &self.first])) " " span.soft { (d.by_name) ", " (d.at) } }
                    } } }
                }
            }
        }
    }

    /// The record of a suspension is begun from here, with what is known of the day.
    fn suspension(&self) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="suspension" {
                h2 #suspension { "If a suspension is thought of" }
                @match self.exclusion {
                    Some(id) => p { a.btn.btn-2 href={ "/exclusions/" (id) } { "See its record" } },
                    None => {
                        p { "It has a record of its own, begun with what is written here. Beginning it suspends nobody: only the " (self.words.one(Concept::Head)) " decides." }
                        form method="post" action={ "/failed-days/" (self.record.id) "/exclusion" } { (token(&self.csrf)) (hidden("once", self.form.text("once"))) button.btn.btn-2 type="submit" { "Begin the record" } }
                    }
                }
            }
        }
    }

    fn to_decide(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways: Vec<Choice> = Decision::ALL
            .iter()
            .map(|d| {
                let choice = Choice::new(d.code(), d.label());
                match d {
                    Decision::Suspension => choice.hint(self.words.said("Only the headteacher may suspend. This page keeps that you have decided; it suspends nobody and sends no notice.")),
                    Decision::Repeat => choice.hint("Book the other day as any other: this page books nothing."),
                    _ => choice,
                }
            })
            .collect();
        let again = !self.decisions.is_empty();
        html! {
            section.sheet.stack aria-labelledby="decide" {
                h2 #decide { @if again { "Decide again" } @else { "Record your decision" } }
                @if again { p { "What was decided before is kept and shown." } }
                form.stack.stack-5 method="post" action={ "/failed-days/" (self.record.id) "/decide" } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Choices::one("decision", "What you have decided", &ways).look(Look::List).from(f, e))
                    (Area::new("reasons", "Your reasons").hint("Read by the room, and later by whoever asks. What was weighed, and their account.").from(f, e))
                    div { button.btn type="submit" { "Record the decision" } }
                }
            }
        }
    }
}

impl Page for RecordPage {
    fn title(&self) -> String {
        "Record of the day".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let r = &self.record;
        let card = format!("/placements/{}", r.placement);
        let with = format!("With the {}", self.words.one(Concept::Head));
        let standing = match (r.open(), self.decisions.is_empty()) {
            (true, _) => Tag(Standing::Due, "Not handed over"),
            (false, true) => Tag(Standing::Due, &with),
            (false, false) => Tag(Standing::Done, "Decided"),
        };
        let name = |text: &str| naming(text, &[&self.name, &self.first]);
        let row = |what: &str, text: &str| html! { @if !text.is_empty() { div { dt { (what) } dd { (name(text)) } } } };
        let warning = self.words.one(Concept::Warning);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Record of the day").back(&card, "Day card").facts(html! { (hideable(&self.name, &self.seat)) " · " (r.day) " " (standing) }))
                (ErrorSummary(&self.errors))
                @if !self.decisions.is_empty() { (self.decided()) }
                section.sheet.stack aria-labelledby="record" {
                    h2 #record { "What is recorded" }
                    dl.summary {
                        (row("Expected, and not met", &r.expectation))
                        div { dt { "From the day log" } dd { @if self.log.is_empty() { "Nothing logged" } @else { ul.stack.stack-2 { @for l in &self.log { li { (name(l)) } } } } } }
                        (row(&format!("Why no {warning}"), &r.no_warning))
                        (row("Why nothing was tried", &r.no_adjustment))
                        div { dt { "Their account" } dd {
                            @match r.account_how {
                                Some(Account::Said) => { "“" (name(&r.account)) "”" }
                                Some(Account::NotAsked) => { "Not asked: " (name(&r.account_why)) }
                                Some(how) => (how.label()),
                                None => "Not said yet",
                            }
                        } }
                        (row("Adults", &r.adults))
                    }
                    p.soft { "Begun by " (r.by_name) ", " (r.made_at) @if let Some(at) = r.handed_at { ". Handed over by " (r.handed_by) ", " (at) } "." }
                }
                (follows(&self.may_follow, &r.policy))
                div.panel.panel-note { p { (self.words.said(WHO_DECIDES)) } }
                @if self.decisions.is_empty() && !self.decides { (self.decided()) }
                @if self.prepares && !r.open() { (self.suspension()) }
                @if self.decides { (self.to_decide()) }
            }
        }
    }
}

fn sample_record() -> FailedDay {
    let day = Day::new(2026, 11, 10).unwrap_or(Day::from_pg(0));
    let at = |h, m| day.at(Minute::new(h, m).unwrap_or_default());
    FailedDay {
        id: Id::nil(),
        placement: Id::nil(),
        pupil: Id::nil(),
        day,
        expectation: "To stay at the desk and leave it whole. Kicked the side of the desk at 10.20.".into(),
        no_warning: String::new(),
        no_adjustment: String::new(),
        account_how: Some(Account::Said),
        account: "I could not sit any longer.".into(),
        account_why: String::new(),
        adults: "Ms Dara Okell, Mr Ewan Thrale".into(),
        drawn: "Warning 1: 9.35\nWarning 2: 10.05\nAdjustment tried: 5-minute walk with an adult, 10.08\nCall a senior leader: Mr Thrale called 10.22, came 10.31".into(),
        may_follow: "The day is repeated\nThe headteacher may be asked to decide".into(),
        policy: "Fairholme behaviour policy, section 6.4".into(),
        by_staff: Id::nil(),
        by_name: "Ms Dara Okell".into(),
        made_at: at(10, 40),
        handed_at: Some(at(10, 52)),
        handed_by: "Ms Dara Okell".into(),
        read_at: None,
        read_by: String::new(),
        version: 2,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let record = sample_record();
    let at = record.made_at;
    let write = |drawn, form, errors| WritePage {
        words: crate::exit::sample_words(),
        name: "Tyrell Ashdown-Moss".into(),
        seat: "Seat 1".into(),
        day: record.day,
        placement: Id::nil(),
        drawn,
        policy: record.policy.clone(),
        may_follow: super::lines(&record.may_follow),
        heads: vec!["Mrs Joan Merrow".into()],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let drawn = Drawn {
        warnings: vec![at.plus_seconds(-3900), at.plus_seconds(-2100)],
        steps: vec!["Call a senior leader: Mr Thrale called 10.22, came 10.31".into()],
        adjustments: vec![(
            at.plus_seconds(-1920),
            "Adjustment tried: 5-minute walk with an adult".into(),
        )],
    };
    let mut errors = Errors::new();
    for (field, message) in casework::failed_day::missing(
        &FailedDay { expectation: String::new(), account_how: None, ..record.clone() },
        &Drawn::default(),
        "warning",
    ) {
        errors.add(field, message);
    }
    let page = |record: FailedDay, decides, decisions, errors| RecordPage {
        words: crate::exit::sample_words(),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        seat: "Seat 1".into(),
        log: super::lines(&record.drawn),
        may_follow: super::lines(&record.may_follow),
        decides,
        reads: !decides,
        prepares: decides,
        exclusion: None,
        decisions,
        record,
        csrf: "gallery".into(),
        form: Form::default().with("once", Id::nil().to_string()),
        errors,
    };
    let decided = Decided {
        id: Id::nil(),
        failed_day: Id::nil(),
        decision: Decision::Support,
        reasons: "Two short nights before the day. Mr Adair works with Tyrell this afternoon."
            .into(),
        by_staff: Id::nil(),
        by_name: "Mrs Joan Merrow".into(),
        at: at.plus_seconds(2400),
    };
    let mut wrong = Errors::new();
    wrong.add("reasons", "Give your reasons");
    vec![
        framed(
            "failed-day-write",
            &write(
                drawn,
                Form::default()
                    .with("version", "0")
                    .with("adults", "Ms Dara Okell, Mr Ewan Thrale"),
                Errors::new(),
            ),
        ),
        framed("failed-day-missing", &write(Drawn::default(), Form::default(), errors)),
        framed("failed-day-waiting", &page(record.clone(), false, Vec::new(), Errors::new())),
        framed("failed-day-decide", &page(record.clone(), true, Vec::new(), wrong)),
        framed("failed-day-decided", &page(record, false, vec![decided], Errors::new())),
    ]
}
