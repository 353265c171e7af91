//! What shows what happened: statements read back and signed, copies that name nobody, and what is
//! added later. Nothing is ever taken out.
//!
//! Must never know: whom to believe.

use super::{About, LONGEST, SHORT, event};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::{Evidence, Exhibit, Written};
use casework::{Coded, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct EvidencePage {
    /// The record.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// What is there.
    pub exhibits: Vec<Exhibit>,
    /// It is still being prepared.
    pub draft: bool,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for EvidencePage {
    fn title(&self) -> String {
        "Evidence and statements".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let at = format!("/exclusions/{}", self.id);
        let kinds: Vec<Choice> =
            Evidence::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let mut written: Vec<Choice> =
            Written::ALL.iter().map(|w| Choice::new(w.code(), w.label())).collect();
        written.insert(0, Choice::new("", "Not a statement, or not said"));
        let tick = |name: &str, words: &str| html! { label.choice { input type="checkbox" name=(name) value="yes" checked[f.ticked(name)]; span { (words) } } };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Evidence and statements").back(&at, "The record").facts(html! { (naming(&self.name, &[&self.name])) }))
                (ErrorSummary(e))
                @if !self.draft { p { "It was decided. What is added now is kept beside what the headteacher read, with its own date." } }
                @for x in &self.exhibits { (self.exhibit(x)) }
                form.stack.stack-5 method="post" action={ (at) "/evidence" } data-draft={ "exclusion-evidence-" (self.id) } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Add one" }
                    (Choices::one("kind", "What it is", &kinds).from(f, e))
                    (Field::new("who", "Whose it is, or what").hint("A name, or “camera by the sports hall”.").from(f, e))
                    (Area::new("words", "The words, or where it is kept").rows(6).from(f, e))
                    div.ask-fields {
                        (Field::new("taken_on", "Taken on").kind("date").from(f, e))
                        (Field::new("taken_time", "At").kind("time").from(f, e))
                    }
                    fieldset.field { legend { "If it is a statement" }
                        p.hint { "Ask apart from others and lead nobody: “tell me what you saw”. Their words, not a summary." }
                        (tick("read_back", "It was read back to whoever gave it"))
                        (tick("signed", "They signed it"))
                        (tick("copied", "They were given a copy"))
                    }
                    (Choices::one("written", "How it was written, if it is a statement", &written).look(Look::Select).from(f, e))
                    (Field::new("stood", "Where they were and how near, if they saw it").optional().from(f, e))
                    (Area::new("anonymised", "A copy that names nobody who must not be named").rows(4).optional().hint("For the family and the governors: initials, “another pupil”, nothing that gives them away.").from(f, e))
                    div.row { button.btn type="submit" { "Add it" }
                        @if self.draft { a.btn.btn-2 href={ (at) "/step/account" } { "Go on" } } @else { a.btn.btn-2 href=(at) { "Back to the record" } } }
                }
            }
        }
    }
}

impl EvidencePage {
    fn exhibit(&self, x: &Exhibit) -> Markup {
        let statement = matches!(x.kind, Evidence::Statement | Evidence::PupilStatement);
        let action = format!("/exclusions/{}/evidence/{}", self.id, x.id);
        let title = format!("x-{}", x.id);
        html! {
            section.sheet.stack aria-labelledby=(title) {
                h2 id=(title) { (x.kind.label()) ": " (whose(x)) }
                p { @for (n, line) in x.words.lines().enumerate() { @if n > 0 { br; } (line) } }
                p.soft { "Taken " (x.taken_at) " by " (x.taken_by) @if let Some(w) = x.written { ". " (w.label()) } @if !x.stood.is_empty() { ". " (x.stood) } }
                @if statement {
                    p.row {
                        @if x.read_back { (Tag(Standing::Done, "Read back")) } @else { (Tag(Standing::Due, "Not read back")) } " "
                        @if x.signed { (Tag(Standing::Done, "Signed")) } @else { (Tag(Standing::None, "Not signed")) } " "
                        @if x.copied { (Tag(Standing::Done, "Copy given")) } @else { (Tag(Standing::None, "No copy given")) }
                    }
                    @if !x.read_back || !x.signed || !x.copied {
                        form.row method="post" action=(action) { (token(&self.csrf))
                            @if !x.read_back { button.btn.btn-2 type="submit" name="act" value="read_back" { "It was read back" span.vh { " to " (whose(x)) } } }
                            @if !x.signed { button.btn.btn-2 type="submit" name="act" value="signed" { "It was signed" span.vh { " by " (whose(x)) } } }
                            @if !x.copied { button.btn.btn-2 type="submit" name="act" value="copied" { "They have a copy" span.vh { ": " (whose(x)) } } }
                        }
                    }
                }
                @if !x.anonymised.is_empty() { details.working { summary { "Copy that names nobody" } p.working-body { (x.anonymised) } } }
            }
        }
    }
}

/// Whose it is: a pupil's name is one the privacy key hides.
pub(super) fn whose(x: &Exhibit) -> Markup {
    match x.kind {
        Evidence::PupilStatement => pupil_name(&x.who),
        _ => html! { (x.who) },
    }
}

fn sheet(v: &Visit, about: About, form: Form, errors: Errors) -> EvidencePage {
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    EvidencePage {
        id: about.e.id,
        name: about.pupil.name(),
        draft: about.e.is_draft(),
        exhibits: about.exhibits,
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let about = About::of(&v, &mut v.read().await?).await?;
    let form = Form::default()
        .with("taken_on", v.today().iso())
        .with("taken_time", v.now.minute().input());
    let page = sheet(&v, about, form, Errors::new());
    v.page(&page)
}

/// Adds one.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let kind = e.get(f.coded::<Evidence>("kind"), "kind", "Choose what it is");
    let who = e.need(f, "who", SHORT, "Say whose it is, or what");
    let words = e.need(f, "words", LONGEST, "Write the words, or where it is kept");
    let anonymised = e.limit(f, "anonymised", LONGEST);
    let stood = e.limit(f, "stood", SHORT);
    let day = e.get(f.day("taken_on"), "taken_on", "Give the day it was taken");
    let time = e.get(f.minute("taken_time"), "taken_time", "Give the time, such as 10.45");
    let taken_at = day.zip(time).map(|(day, time)| day.at(time));
    if taken_at.is_some_and(|at| at > v.now) {
        e.add("taken_on", "That is still to come");
    }
    let mut w = v.write("Adding evidence to the record of a suspension").await?;
    let about = About::of(&v, &mut w).await?;
    let (Some(kind), Some(taken_at), true) = (kind, taken_at, e.is_empty()) else {
        let page = sheet(&v, about, v.form.clone(), e);
        return v.again(&page);
    };
    let exhibit = Exhibit {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        exclusion: about.e.id,
        kind,
        who,
        words,
        taken_at,
        taken_by: v.actor.name.clone(),
        stood,
        written: f.coded("written"),
        read_back: f.ticked("read_back"),
        signed: f.ticked("signed"),
        copied: f.ticked("copied"),
        anonymised,
        made_at: v.now,
    };
    if store::exclusion::add_exhibit(&mut w, &exhibit).await? {
        let event = event(Verb::ExclusionShown, &about).fact("kind", kind.code());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("{}/evidence", about.at()), "It is added")
}

/// Records that a statement was read back or signed.
pub async fn confirm(v: Visit) -> Answer {
    let mut w = v.write("Confirming a statement").await?;
    let about = About::of(&v, &mut w).await?;
    let id = v.id("exhibit")?;
    let mut x = about.exhibits.iter().find(|x| x.id == id).cloned().ok_or(Problem::Missing)?;
    match v.form.text("act") {
        "read_back" => x.read_back = true,
        "signed" => x.signed = true,
        "copied" => x.copied = true,
        _ => return Err(Problem::Missing),
    }
    store::exclusion::confirm_exhibit(&mut w, &x).await?;
    let event = event(Verb::ExclusionShown, &about).fact("kind", x.kind.code());
    v.commit(w, event, Vec::new()).await?;
    v.to(format!("{}/evidence", about.at()))
}
