//! The exit interview as a page. What went well comes before what led here.

use super::TARGET_FIELDS;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::question;
use casework::day::say_phone;
use casework::exit::{Interview, Outcome, Reader, Ready};
use casework::question::{Answer, Question, Talk, ours};
use casework::repair::Repair;
use casework::returning::Track;
use casework::room::{Done, Placement, PlacementState};
use casework::words::{Concept, Words, capital};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};
use store::exit::{Belongings, Kept};

/// The confidential part and whether this person may read it.
pub struct Confidential {
    /// They may.
    pub may_read: bool,
    /// What is in it; empty for those who may not.
    pub notes: Vec<Kept>,
}

/// One period: its name, conduct, learning, work done.
pub type Mark = (String, Option<i64>, Option<i64>, Option<Done>);

/// The page.
pub struct ExitPage {
    /// The school's words.
    pub words: Words,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// What helps them.
    pub helps: String,
    /// "Tue 10 Nov 2026"
    pub day: String,
    /// "P1–P6"
    pub periods: String,
    /// How each period went.
    pub marks: Vec<Mark>,
    /// The placement.
    pub placement: Placement,
    /// The interview, once held.
    pub held: Option<Interview>,
    /// Its targets.
    pub targets: Vec<String>,
    /// Who sees the targets in the next school days.
    pub readers: Vec<Reader>,
    /// The school's questions.
    pub questions: Vec<Question>,
    /// What was answered to them.
    pub answers: Vec<Answer>,
    /// Who might be put right with.
    pub people: Vec<Choice>,
    /// Meetings that follow the placement.
    pub repairs: Vec<Repair>,
    /// The return that follows it.
    pub track: Option<Track>,
    /// The day on which the room takes them up again with no lesson in between.
    pub again: Option<Day>,
    /// Why it was closed without an interview, or empty.
    pub close_reason: String,
    /// What the pupil brought.
    pub belongings: Option<Belongings>,
    /// When it went back, and who gave it.
    pub returned: Option<(Instant, String)>,
    /// When home was told after the interview, and by whom.
    pub told: Option<(Instant, String)>,
    /// This person rings homes.
    pub rings: bool,
    /// Versions of the interview before it was corrected.
    pub earlier: Vec<Kept>,
    /// The confidential part.
    pub confidential: Confidential,
    /// The question about force, restraint and seclusion, where the day has to be asked about.
    pub asks: Option<String>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl ExitPage {
    fn ended(&self) -> bool {
        matches!(
            self.placement.state,
            PlacementState::Closed | PlacementState::NotHere | PlacementState::Cancelled
        )
    }

    fn form(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let tens: Vec<Choice> =
            (1..=10).map(|n| Choice::new(n.to_string(), n.to_string())).collect();
        let ready: Vec<Choice> =
            Ready::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect();
        let ends: Vec<Choice> =
            Outcome::ALL.iter().map(|o| Choice::new(o.code(), o.label())).collect();
        let names: Vec<String> = self.people.iter().map(|c| c.label.clone()).collect();
        let back = format!("How {} feels about going back", self.first);
        html! {
            form.stack.stack-5 method="post" action={ "/placements/" (self.placement.id) "/exit" } {
                (token(&self.csrf)) (hidden("version", self.placement.version))
                p.hint { "Kept with the room’s record. Read it aloud and write for them where that helps; they do not have to say that they were wrong." }
                (Area::new("went_well", "What went well today").hint("Yours to say first. One real thing is enough.").optional().from(f, e))
                @for q in &self.questions { (question::asked(q, &q.words, 2, f, e)) }
                (Field::new("put_right", "Who needs putting right with").hint("A member of staff, where there is one. A meeting is offered on the next page, and both may say no.").list(&names).optional().from(f, e))
                fieldset.sheet.stack.stack-2 {
                    legend.label { "What teachers see: targets for lessons" }
                    p.hint { "One to three. Short enough to read at a classroom door. Teachers see these and what helps, and nothing else on this page." }
                    (Field::new(TARGET_FIELDS[0], "First target").from(f, e))
                    (Field::new(TARGET_FIELDS[1], "Second target").optional().from(f, e))
                    (Field::new(TARGET_FIELDS[2], "Third target").optional().from(f, e))
                }
                (Choices::one("feeling", &back, &tens).hint("Leave it if they would rather not say.").look(Look::Scale).ends("Very worried", "Ready to go").from(f, e))
                (Choices::one("ready", "Ready for lessons", &ready).look(Look::Scale).from(f, e))
                (Choices::one("outcome", "How it ended", &ends).from(f, e))
                (Area::new("why_not", "If it was not completed, why").hint("Only where it was not completed; then it is needed.").rows(2).from(f, e))
                div.panel {
                    h2.panel-title { "Confidential part " (Tag(Standing::Lock, "Kept to a few")) }
                    p { "Only the room, the " (self.words.one(Concept::Head)) " and safeguarding read this. Teachers never do. A worry about safety goes to the " (self.words.one(Concept::Dsl)) " now, not only here." }
                    (Area::new("confidential", "Confidential note").hint(
                        if self.confidential.may_read { "" } else { "You can add to it. You cannot read what is there." }
                    ).optional().from(f, e))
                }
                div.choices {
                    label.choice { input type="checkbox" name="parent_told" value="yes" checked[f.ticked("parent_told")]; span { "Home has been told how the day ended" } }
                    @if let Some(b) = self.belongings.as_ref().filter(|b| b.returned_at.is_none()) {
                        label.choice { input type="checkbox" name="belongings" value="yes" checked[f.ticked("belongings")]; span { "Everything is back with " (self.first) }
                            span.hint { (what_they_brought(b)) } }
                    }
                }
                @if let Some(question) = &self.asks { (Choices::one("happened", question, &crate::restrictive::answers()).hint("Asked because somebody had to be called.").from(f, e)) }
                div.sendbar {
                    div.row {
                        button.btn type="submit" name="then" value="close" { "Keep it and close the " (self.words.one(Concept::Placement)) }
                        button.btn.btn-2 type="submit" name="then" value="keep" { "Keep it, and go on later" }
                    }
                    p.soft { "“Keep it, and go on later” records no leaving and closes nothing." }
                    @if self.held.is_some() { p.soft { "What was written first is kept when you change it." } }
                }
            }
        }
    }

    fn record(&self) -> Markup {
        let Some(i) = &self.held else {
            return html! {
                div.panel.panel-note {
                    h2.panel-title { "No exit interview was held" }
                    @if self.placement.state != PlacementState::Closed { p { "The " (self.words.one(Concept::Placement)) " did not take place." } }
                    @else { p { "Closed with this reason: " (self.close_reason) } }
                }
            };
        };
        let row = |name: &str, text: &str| html! { @if !text.is_empty() { div { dt { (name) } dd { (text) } } } };
        html! {
            dl.summary {
                (row("What went well", &i.went_well))
                @if self.answers.is_empty() {
                    (row(&format!("In {}’s words", self.first), &i.pupil_words))
                    (row("What led here", &i.led_here))
                    (row("What they take from it", &i.learnt))
                    (row("Support", &i.support))
                } @else { (question::record(&self.answers)) }
                (row("To put right with", &i.put_right))
                div { dt { "Targets" } dd { ol { @for t in &self.targets { li { (t) } } } } }
                (row("About going back", &i.feeling.map(|n| format!("{n} of 10")).unwrap_or_default()))
                (row("Ready", i.ready.map(|r| r.label()).unwrap_or_default()))
                (row("Outcome", i.outcome.label()))
                (row("Why not completed", &i.why_not))
                div { dt { "Home told" } dd {
                    @match &self.told {
                        _ if i.parent_told => "Yes",
                        Some((at, who)) => { "Yes, " (at) ", " (who) },
                        None => {
                            "Not yet"
                            @if self.rings { ". " a href={ "/placements/" (self.placement.id) "/home" } { "Log a call home" } }
                        }
                    }
                } }
                (row("Held by", &format!("{}, {}", i.by_name, i.at)))
            }
            @if self.confidential.may_read && !self.confidential.notes.is_empty() {
                div.panel {
                    h2.panel-title { "Confidential part " (Tag(Standing::Lock, "Kept to a few")) }
                    @for n in &self.confidential.notes { p { (n.body) } p.soft { (n.author_name) ", " (n.at) } }
                }
            }
        }
    }

    fn closing(&self) -> Markup {
        let word = self.words.one(Concept::Placement);
        html! {
            section.sheet.stack #close aria-labelledby="closing" {
                h2 #closing { "Closing the " (word) }
                @if self.placement.state == PlacementState::Closed {
                    p { (Tag(Standing::Done, "Closed")) @if let Some(at) = self.placement.closed_at { " " (at) } }
                    @if let Some(track) = &self.track {
                        p { "The return is followed to " strong { (track.to_day) } ". " a href={ "/returns/" (track.id) } { "See the return" } }
                    } @else if let Some(day) = self.again {
                        p { "No return yet: the " (self.words.one(Concept::Room)) " has " (self.first) " again on " strong { (day) } ", with no lesson in between. The last of those days begins the return." }
                    }
                } @else if self.ended() {
                    p { "There is nothing to close." }
                } @else if self.held.is_some() {
                    p { "The interview is held. Closing begins the return to lessons." }
                    form method="post" action={ "/placements/" (self.placement.id) "/close" } { (token(&self.csrf)) button.btn type="submit" { "Close the " (word) } }
                } @else {
                    p { "It closes with the interview. If none can be held, say why." }
                    form.stack method="post" action={ "/placements/" (self.placement.id) "/close" } {
                        (token(&self.csrf))
                        (Field::new("close_reason", "Why there was no interview").hint("For example: went home ill at 13.20.").from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Close without an interview" } }
                    }
                }
            }
        }
    }
}

fn what_they_brought(b: &Belongings) -> String {
    let mut parts = Vec::new();
    if !b.envelope.is_empty() {
        parts.push(capital(&say_phone(&b.envelope)));
    }
    if !b.belongings.is_empty() {
        parts.push(b.belongings.clone());
    }
    if parts.is_empty() { "Nothing was handed in.".into() } else { parts.join(". ") }
}

/// "Conduct 4, learning 3, work all"
fn marked(conduct: Option<i64>, learning: Option<i64>, done: Option<Done>) -> String {
    let mut parts = Vec::new();
    parts.extend(conduct.map(|n| format!("conduct {n}")));
    parts.extend(learning.map(|n| format!("learning {n}")));
    parts.extend(done.map(|d| format!("work {}", d.label().to_lowercase())));
    if parts.is_empty() { "Not marked".into() } else { casework::words::capital(&parts.join(", ")) }
}

impl Page for ExitPage {
    fn title(&self) -> String {
        format!("Exit interview, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let title = format!("Exit interview: {}", self.name);
        html! {
            (Head::new(&title).about(&self.name).back("/board", "Board").facts(html! { (self.day) " · " (self.periods) }))
            div.cols.cols-side {
                div.stack.stack-5 {
                    (ErrorSummary(&self.errors))
                    @if !self.helps.is_empty() { p.soft { strong { "What helps: " } (self.helps) } }
                    @if self.ended() { (self.record()) } @else { (self.form()) }
                    @if !self.earlier.is_empty() {
                        details.working { summary { "What was written first" }
                            div.working-body { @for n in &self.earlier {
                                p { @for line in n.body.lines() { (line) br; } }
                                p.soft { "Changed by " (n.author_name) ", " (n.at) }
                            } } }
                    }
                }
                aside.stack.stack-5 aria-label="Round the interview" {
                    (self.closing())
                    section.sheet.stack aria-labelledby="right" {
                        h2 #right { "Putting it right" }
                        @for r in &self.repairs { p { a href={ "/repairs/" (r.id) } { "Restorative meeting" } " " (Tag(Standing::None, r.state.label())) } }
                        @if self.placement.state != PlacementState::Cancelled {
                            p { a.btn.btn-2 href={ "/placements/" (self.placement.id) "/repair" } { "Offer a meeting" } }
                        }
                    }
                    section.sheet.stack aria-labelledby="who" {
                        h2 #who { "Who sees the targets" }
                        @if self.readers.is_empty() { p { "No lessons are timetabled in the next school days." } }
                        @else {
                            p.soft { "Targets and what helps. Not the reason, and never the confidential part." }
                            ul.stack.stack-2 { @for r in &self.readers { li { (r.name) span.sub { " " (r.lesson) } } } }
                        }
                    }
                    @if let Some(b) = &self.belongings {
                        section.sheet.stack aria-labelledby="things" {
                            h2 #things { "Belongings" }
                            p { (what_they_brought(b)) }
                            @match &self.returned {
                                Some((at, who)) => p { (Tag(Standing::Done, "Given back")) " " (at) @if !who.is_empty() { ", " (who) } },
                                None if b.is_empty() => {}
                                None => {
                                    p { (Tag(Standing::Due, "To give back")) }
                                    @if self.ended() {
                                        form method="post" action={ "/placements/" (self.placement.id) "/belongings" } {
                                            (token(&self.csrf)) button.btn.btn-2 type="submit" { "Given back now" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    @if self.marks.iter().any(|m| m.1.is_some() || m.3.is_some()) {
                        section.sheet.stack aria-labelledby="marks" {
                            h2 #marks { "The day" }
                            p.soft { "Marks are 1 low to 4 high." }
                            ul.stack.stack-2 { @for (p, c, l, d) in &self.marks { li { (p) span.sub { (marked(*c, *l, *d)) } } } }
                        }
                    }
                }
            }
        }
    }
}

/// A page with invented facts.
pub fn sample() -> ExitPage {
    let day = Day::new(2026, 11, 10).unwrap_or(Day::from_pg(0));
    let id = Id::nil();
    ExitPage {
        words: sample_words(),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        helps: "Read it aloud. First step written down.".into(),
        day: day.to_string(),
        periods: "P1–P6".into(),
        marks: vec![
            ("P1 English".into(), Some(4), Some(3), Some(Done::All)),
            ("P2 Maths".into(), Some(3), Some(3), Some(Done::Most)),
        ],
        placement: Placement {
            id,
            pupil: id,
            referral: None,
            room: id,
            day,
            seat: Some(1),
            state: PlacementState::Here,
            decided_by: None,
            reason: None,
            plain_reason: String::new(),
            arrived_at: None,
            inducted_at: None,
            left_at: None,
            closed_at: None,
            version: 3,
        },
        held: None,
        targets: Vec::new(),
        readers: vec![
            Reader { staff: id, name: "Dr Lunt".into(), lesson: "Wed 11 Nov P1, Science".into() },
            Reader {
                staff: id,
                name: "Mrs Ravenhall".into(),
                lesson: "Thu 12 Nov P2, History".into(),
            },
        ],
        questions: ours().into_iter().filter(|q| q.talk == Talk::Exit).collect(),
        answers: Vec::new(),
        people: vec![Choice::new("1", "Mrs Priya Ravenhall")],
        repairs: Vec::new(),
        track: None,
        again: None,
        asks: None,
        close_reason: String::new(),
        belongings: Some(Belongings {
            envelope: "3".into(),
            belongings: "Coat, PE bag".into(),
            returned_at: None,
        }),
        returned: None,
        told: None,
        rings: true,
        earlier: Vec::new(),
        confidential: Confidential { may_read: true, notes: Vec::new() },
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    }
}

/// Fairholme's words, for samples.
pub(crate) fn sample_words() -> Words {
    let mut words = Words::default();
    let student = casework::words::Word {
        one: "student".into(),
        many: "students".into(),
        short: "St.".into(),
    };
    words.set(Concept::Pupil, student);
    words
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut wrong = sample();
    wrong.errors.add("outcome", "Choose how it ended");
    wrong.errors.add("target_1", "Write at least one target for lessons");
    wrong.confidential.may_read = false;
    wrong.asks = Some(crate::restrictive::question(&wrong.words));
    wrong.errors.add("happened", "Answer yes or no");
    let mut done = sample();
    let at: Instant = done.placement.day.at(Minute::new(14, 50).unwrap_or_default());
    done.placement.state = PlacementState::Closed;
    done.placement.closed_at = Some(at.plus_seconds(600));
    done.targets = vec!["Ask for the time-out card".into(), "Start within two minutes".into()];
    done.held = Some(Interview {
        placement: Id::nil(),
        pupil: Id::nil(),
        went_well: "Kept going in Maths after a hard start.".into(),
        pupil_words: "It was all right. The fractions were easier in here.".into(),
        led_here: "I was already wound up before the lesson.".into(),
        learnt: "Ask for the card before it gets loud.".into(),
        put_right: "Mrs Priya Ravenhall".into(),
        support: "A first step in writing, from teachers".into(),
        feeling: Some(6),
        ready: Some(Ready::Partly),
        outcome: Outcome::Completed,
        why_not: String::new(),
        parent_told: true,
        by_staff: Id::nil(),
        by_name: "Ms Dara Okell".into(),
        at,
    });
    done.confidential.notes = vec![Kept {
        id: Id::nil(),
        body: "Worried about going home on Fridays. Told Ms Khoury at 14.58.".into(),
        author_name: "Ms Dara Okell".into(),
        at,
        revision: 1,
    }];
    done.belongings = None;
    let mut reason = sample();
    reason.placement.state = PlacementState::Closed;
    reason.close_reason = "Went home ill at 13.20; interview on Thursday with the tutor".into();
    vec![
        framed("exit-open", &sample()),
        framed("exit-wrong", &wrong),
        framed("exit-closed", &done),
        framed("exit-closed-with-reason", &reason),
    ]
}
