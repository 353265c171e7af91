//! A restorative meeting as pages: offer, the meeting itself, and the agreement for printing.
//! Short sentences: they are read aloud.

use super::ITEMS;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::repair::{
    Carried, Item, Kept, NextLesson, Prepared, Repair, Side, State, Way, rated,
};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// Who a meeting may be offered with.
pub struct OfferPage {
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// The placement.
    pub placement: Id,
    /// The referrer and the teachers of the periods missed, with the next lesson as the hint.
    pub people: Vec<Choice>,
    /// Everybody else.
    pub others: Vec<Choice>,
    /// Key of the offer.
    pub once: Id,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OfferPage {
    fn title(&self) -> String {
        format!("Offer a restorative meeting, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let back = format!("/placements/{}/exit", self.placement);
        let title = format!("Offer {} a restorative meeting", self.first);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "Exit interview").facts(pupil_name(&self.name)))
                (ErrorSummary(&self.errors))
                p { "Both people choose. Either may say no, and nothing follows from it." }
                form.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/repair" } {
                    (token(&self.csrf)) (hidden("once", self.once))
                    @if !self.people.is_empty() { (Choices::one("with", "With whom", &self.people).from(&self.form, &self.errors)) }
                    (Choices::one("other", if self.people.is_empty() { "With whom" } else { "Or with another member of staff" }, &self.others).look(Look::Select).from(&self.form, &self.errors))
                    div.sendbar { div.row { button.btn type="submit" { "Offer it" } } }
                }
            }
        }
    }
}

/// A meeting.
pub struct RepairPage {
    /// The school's words.
    pub words: Words,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// "Mrs Ravenhall"
    pub other: String,
    /// The meeting.
    pub repair: Repair,
    /// What was agreed.
    pub items: Vec<Item>,
    /// Each side, where it was prepared.
    pub sides: Vec<Prepared>,
    /// What was carried between the two.
    pub carried: Vec<Carried>,
    /// The school's questions for both.
    pub both: Vec<String>,
    /// The next lesson with them from now.
    pub lesson: Option<NextLesson>,
    /// It is, or would be, after that lesson.
    pub warning: String,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// They meet, unless somebody said otherwise.
fn with_way(f: &Form) -> Form {
    if f.has("way") { f.clone() } else { f.clone().with("way", Way::Meeting.code()) }
}

impl RepairPage {
    fn post(&self, what: &str, inside: Markup) -> Markup {
        html! {
            form.stack.stack-5 method="post" action={ "/repairs/" (self.repair.id) "/" (what) } {
                (token(&self.csrf)) (hidden("version", self.repair.version)) (inside)
            }
        }
    }

    fn open(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let people = vec![self.first.clone(), self.other.clone()];
        let pupil_agrees = format!("{} chooses to take part", self.first);
        let other_agrees = format!("{} chooses to take part", self.other);
        html! {
            section.sheet.stack aria-labelledby="set" {
                h2 #set { @if self.repair.state == State::Set { "Change when it is" } @else { "Set a time" } }
                @if !self.warning.is_empty() {
                    div.panel.panel-warn { h2.panel-title { "After the next lesson" } p { (self.warning) } }
                }
                (self.post("set", html! {
                    div.row {
                        (Field::new("day", "Day").kind("date").from(f, e))
                        (Field::new("time", "Time").kind("time").from(f, e))
                    }
                    @if e.of("anyway").is_some() {
                        label.choice #anyway { input type="checkbox" name="anyway" value="yes"; span { "Hold it after that lesson all the same" } }
                    }
                    div { button.btn.btn-2 type="submit" { "Set it" } }
                }))
            }
            (self.shuttle())
            section.sheet.stack aria-labelledby="held" {
                h2 #held { "Record the meeting" }
                @if !self.both.is_empty() {
                    p { "Before anything is written down, ask both. Talking, drawing or writing are all fine, and any question may be passed. What each says is written on their own page, above, and is not shown to the other." }
                    ol { @for q in &self.both { li { (q) } } }
                }
                (self.post("held", html! {
                    @let ways: Vec<Choice> = Way::ALL.iter().map(|w| Choice::new(w.code(), w.label())).collect();
                    (Choices::one("way", "How", &ways).from(&with_way(f), e))
                    fieldset.field { legend { "Both chose to take part, and both agree to these words" }
                        div.choices {
                            label.choice { input type="checkbox" name="pupil_agrees" value="yes" checked[f.ticked("pupil_agrees")]; span { (pupil_agrees) } }
                            label.choice { input type="checkbox" name="other_agrees" value="yes" checked[f.ticked("other_agrees")]; span { (other_agrees) } }
                        } }
                    div.row {
                        (Field::new("held_day", "Day it was held").kind("date").from(f, e))
                        (Field::new("held_time", "Time it was held").kind("time").from(f, e))
                    }
                    (Area::new("account", "What was said").hint("Only what both are content to have written down. It may be left empty.").optional().from(f, e))
                    (Area::new("agreement", "What was agreed").from(f, e))
                    fieldset.field { legend { "Who does what" } p.hint { "Adults have things to do too." }
                        div.stack.stack-2 { @for (n, (who, what, due)) in ITEMS.iter().enumerate() {
                            div.row {
                                (Field::new(who, &format!("Who ({})", n + 1)).list(&people).optional().from(f, e))
                                (Field::new(what, &format!("What ({})", n + 1)).optional().from(f, e))
                                (Field::new(due, &format!("By ({})", n + 1)).kind("date").optional().from(f, e))
                            }
                        } }
                    }
                    (Field::new("check_on", "Check it on").kind("date").hint("A few lessons later, so that there is something to see. Change it if both prefer.").from(f, e))
                    div { button.btn type="submit" { "Keep the meeting" } }
                }))
            }
            section.sheet.stack #declined aria-labelledby="no" {
                h2 #no { "Somebody said no" }
                p { "It counts against nobody. Another meeting can be offered later." }
                (self.post("declined", html! {
                    (Field::new("declined_by", "Who chose not to take part").list(&people).from(f, e))
                    (Area::new("why", "Anything they want known").optional().rows(2).from(f, e))
                    (Field::new("again_on", "Offer it again on").kind("date").hint("It comes to Today on that day. Leave it empty if it is not to be offered again.").optional().from(f, e))
                    div { button.btn.btn-2 type="submit" { "Record it" } }
                }))
            }
        }
    }

    /// What each side has said of taking part, and where it is prepared: apart from the other.
    fn prepared(&self) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="sides" {
                h2 #sides { "Each side, apart" }
                p.soft { "Each is asked alone. What one says is not shown with what the other says." }
                ul.stack.stack-2 { @for side in Side::ALL {
                    @let known = self.sides.iter().find(|s| s.side == *side);
                    @let who = if *side == Side::Pupil { &self.first } else { &self.other };
                    li.panel.row.row-apart {
                        div { p.clock-what { a href={ "/repairs/" (self.repair.id) "/side/" (side.code()) } { "Prepare with " (naming(who, &[&self.first])) } }
                            @if let Some(k) = known { p.soft { @let said = rated(k); @if !said.is_empty() { "How they get on: " (said) ". " } (k.by_name) ", " (k.at) } } }
                        (Tag(if known.is_some() { Standing::Done } else { Standing::None }, known.map_or("Not prepared", |k| k.consent.label())))
                    }
                } }
            }
        }
    }

    /// Without a meeting: what each asked to be carried to the other.
    fn shuttle(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let whose = [
            Choice::new(Side::Pupil.code(), &self.first),
            Choice::new(Side::Other.code(), &self.other),
        ];
        html! {
            section.sheet.stack #shuttle aria-labelledby="carry" {
                h2 #carry { "Without meeting" }
                p { "Where they would rather not meet, you carry what each wants the other to hear, in their words and with their leave." }
                @if !self.carried.is_empty() { ol.clocks { @for c in &self.carried { li.clock {
                    p.soft { (c.at) }
                    div { p.clock-what { @if c.side == Side::Pupil { (naming(&self.first, &[&self.first])) } @else { (self.other) } } p.as-typed { (c.body) } }
                    p.clock-when { "Carried by " (c.by_name) }
                } } } }
                form.stack method="post" action={ "/repairs/" (self.repair.id) "/messages" } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Choices::one("side", "Whose words", &whose).look(Look::Scale).from(f, e))
                    (Area::new("body", "What they want the other to hear").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "It was carried" } }
                }
            }
        }
    }

    fn agreed(&self) -> Markup {
        let results: Vec<Choice> =
            Kept::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        html! {
            section.sheet.stack aria-labelledby="what" {
                h2 #what { "What was agreed" }
                p { (self.repair.agreement) }
                @if !self.items.is_empty() {
                    ul { @for i in &self.items { li {
                        strong { (i.who) } ": " (i.what)
                        @if let Some(due) = i.due { " by " (due.short()) }
                        @if let Some(at) = i.done_at { " " (Tag(Standing::Done, &format!("Done {}", at.day().short()))) }
                        @else if i.due.is_some_and(|d| d < self.today) { " " (Tag(Standing::Late, "Past its day")) }
                    } } }
                }
                @if !self.repair.account.is_empty() { h3 { "What was said" } p { (self.repair.account) } }
                @if let Some(at) = self.repair.held_at { p.soft { "Held " (at) ". Both chose to take part." @if self.repair.way == Way::Shuttle { " They did not meet: what each said was carried." } } }
                p { a.btn.btn-2 href={ "/repairs/" (self.repair.id) "/agreement" } { "Agreement for printing" } }
            }
            @if self.repair.state == State::Checked {
                section.sheet.stack aria-labelledby="checked" {
                    h2 #checked { "Checked" }
                    p { (self.repair.check_result) }
                    @if let Some(at) = self.repair.checked_at { p.soft { (at) } }
                }
            }
            section.sheet.stack aria-labelledby="check" {
                h2 #check { @if self.repair.state == State::Checked { "Check it again" } @else { "Check the agreement" } }
                @if let (Some(day), State::Held) = (self.repair.check_on, self.repair.state) {
                    p { "To be checked on " strong { (day) } @if day < self.today { " " (Tag(Standing::Late, "Not checked yet")) } "." }
                }
                (self.post("check", html! {
                    @if self.items.iter().any(|i| i.done_at.is_none()) {
                        fieldset.field { legend { "Done" } div.choices { @for i in self.items.iter().filter(|i| i.done_at.is_none()) {
                            label.choice { input type="checkbox" name="done" value=(i.id); span { (i.who) ": " (i.what) } }
                        } } }
                    }
                    (Choices::one("result", "Is it holding?", &results).look(Look::Scale).from(&self.form, &self.errors))
                    (Area::new("result_words", "In words").optional().rows(2).from(&self.form, &self.errors))
                    div { button.btn type="submit" { "Keep the check" } }
                }))
            }
        }
    }
}

impl Page for RepairPage {
    fn title(&self) -> String {
        format!("Restorative meeting, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let title = format!("{} and {}", self.first, self.other);
        let back = match self.repair.placement {
            Some(p) => format!("/placements/{p}/exit"),
            None => "/board".to_string(),
        };
        let standing = match self.repair.state {
            State::Held | State::Checked => Standing::Done,
            State::Declined => Standing::None,
            _ => Standing::Due,
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "Exit interview").facts(html! {
                    "Restorative meeting · " (pupil_name(&self.name)) " " (Tag(standing, self.repair.state.label()))
                }))
                (ErrorSummary(&self.errors))
                @if let (State::Set, Some(day), Some(minute)) = (self.repair.state, self.repair.set_day, self.repair.set_minute) {
                    p.big { "Set for " strong { (day) ", " (minute) } "." }
                }
                @if matches!(self.repair.state, State::Offered | State::Set) {
                    @match &self.lesson {
                        Some(l) => div.panel.panel-note { h2.panel-title { "Next " (l.subject) " lesson is " (l.said()) }
                            p { "Hold it before then" @if !l.place.is_empty() { ", so that walking into " (l.place) " is easier for both" } "." } },
                        None => p.soft { "No lesson with " (self.other) " is timetabled for this " (self.words.one(Concept::Pupil)) "." },
                    }
                }
                @if self.repair.state != State::Declined { (self.prepared()) }
                @match self.repair.state {
                    State::Offered | State::Set => (self.open()),
                    State::Held | State::Checked => (self.agreed()),
                    State::Declined => {
                        (Empty { title: "It was declined", words: &self.repair.account, step: None })
                        p { "Saying no costs nothing: no step, mark or later decision rests on it." }
                        @if let Some(day) = self.repair.offer_again_on { p { "To be offered again on " strong { (day) } "." } }
                        @if let Some(p) = self.repair.placement { p { a.btn.btn-2 href={ "/placements/" (p) "/repair" } { "Offer another" } } }
                    }
                }
                p.soft { "Offered by " (self.repair.by_name) ", " (self.repair.made_at) "." }
            }
        }
    }
}

/// The agreement, for printing and signing if both wish.
pub struct AgreementPage {
    /// The school.
    pub school: String,
    /// The pupil.
    pub name: String,
    /// "Mrs Priya Ravenhall"
    pub other: String,
    /// The meeting.
    pub repair: Repair,
    /// What was agreed.
    pub items: Vec<Item>,
}

impl Page for AgreementPage {
    fn title(&self) -> String {
        format!("Agreement, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let back = format!("/repairs/{}", self.repair.id);
        html! {
            p { a.back href=(back) { "The meeting" } }
            article.paper {
                div.paper-head { p { strong { (self.school) } } @if let Some(at) = self.repair.held_at { p { (at) } } }
                h1 { "What we agreed" }
                p { (self.name) " and " (self.other) }
                p { (self.repair.agreement) }
                @if !self.items.is_empty() {
                    ul { @for i in &self.items { li { strong { (i.who) } ": " (i.what) @if let Some(due) = i.due { ", by " (due) } } } }
                }
                @if let Some(day) = self.repair.check_on { p { "We check it together on " strong { (day) } "." } }
                p { "If something here turns out not to work, either of us can say so and we look at it again." }
                p { "Signed, if we both want to:" }
                p { (self.name) " ______________________" }
                p { (self.other) " ______________________" }
            }
        }
    }
}

fn sample_repair(state: State) -> Repair {
    let day = |d| Day::new(2026, 11, d);
    let ten = day(10).unwrap_or(Day::from_pg(0));
    Repair {
        id: Id::nil(),
        pupil: Id::nil(),
        placement: Some(Id::nil()),
        staff: Id::nil(),
        state,
        lesson_day: day(12),
        lesson_code: "P2".into(),
        set_day: day(11),
        set_minute: Minute::new(12, 50),
        held_at: None,
        account: String::new(),
        agreement: String::new(),
        check_on: None,
        checked_at: None,
        check_result: String::new(),
        by_staff: Id::nil(),
        by_name: "Ms Dara Okell".into(),
        made_at: ten.at(Minute::new(15, 15).unwrap_or_default()),
        way: Way::Meeting,
        offer_again_on: None,
        version: 1,
    }
}

fn sample_page(repair: Repair) -> RepairPage {
    RepairPage {
        words: crate::exit::sample_words(),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        other: "Mrs Ravenhall".into(),
        repair,
        items: Vec::new(),
        sides: Vec::new(),
        carried: Vec::new(),
        both: vec!["Is this fair, and can you do it?".into(), "When shall we check?".into()],
        lesson: Day::new(2026, 11, 12).map(|day| NextLesson {
            day,
            code: "P2".into(),
            from: Minute::new(10, 0).unwrap_or_default(),
            subject: "History".into(),
            place: "H1".into(),
        }),
        warning: String::new(),
        today: Day::new(2026, 11, 10).unwrap_or(Day::from_pg(0)),
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let offer =
        OfferPage {
            name: "Tyrell Ashdown-Moss".into(),
            first: "Tyrell".into(),
            placement: Id::nil(),
            people: vec![Choice::new("1", "Mrs Priya Ravenhall").hint(
                "Made the referral. Next History lesson is Thu 12 Nov P2: hold it before then.",
            )],
            others: vec![Choice::new("", "Nobody else"), Choice::new("2", "Mr Obi Farrant")],
            once: Id::nil(),
            csrf: "gallery".into(),
            form: Form::default().with("with", "1"),
            errors: Errors::new(),
        };
    let mut late = sample_page(sample_repair(State::Offered));
    late.warning = "That is after the next History lesson, Thu 12 Nov P2. A meeting before it gives the lesson a fair start.".into();
    late.errors.add("anyway", "Choose an earlier time, or tick that it is meant");
    let mut held = sample_page(sample_repair(State::Held));
    held.repair.held_at = held.repair.set_day.zip(held.repair.set_minute).map(|(d, m)| d.at(m));
    held.repair.agreement =
        "Tyrell puts the book right. Mrs Ravenhall starts each task in writing.".into();
    held.repair.check_on = Day::new(2026, 11, 19);
    let item = |place, who: &str, what: &str, due| Item {
        id: Id::nil(),
        repair: Id::nil(),
        place,
        who: who.into(),
        what: what.into(),
        due,
        done_at: None,
    };
    held.items = vec![
        item(1, "Tyrell", "Replace the book cover", Day::new(2026, 11, 16)),
        item(2, "Mrs Ravenhall", "Give the first step of each task in writing", None),
    ];
    let print = AgreementPage {
        school: "Fairholme Community School".into(),
        name: held.name.clone(),
        other: "Mrs Priya Ravenhall".into(),
        repair: held.repair.clone(),
        items: held.items.clone(),
    };
    let mut no = sample_page(sample_repair(State::Declined));
    no.repair.offer_again_on = Day::new(2026, 11, 17);
    no.repair.account = "Declined by Tyrell. Would rather write a note.".into();
    vec![
        framed("repair-offer", &offer),
        framed("repair-set", &sample_page(sample_repair(State::Set))),
        framed("repair-late", &late),
        framed("repair-held", &held),
        framed("repair-declined", &no),
        framed("repair-agreement", &print),
    ]
}
