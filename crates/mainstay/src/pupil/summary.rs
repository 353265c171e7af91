//! What helps a pupil: the page for those who teach them, and changing it for those who work
//! with them closely.
//!
//! Must never show: reasons, home, or what happened.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::{self, Earlier};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Empty, ErrorSummary, FlagMark, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::{Flag, Pupil};
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Refusal, Sight, Verb};
use maud::{Markup, html};
use store::revision::{self, HELPS, Revision};

/// The page for those who teach a pupil.
pub struct SummaryPage {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// First name.
    pub first: String,
    /// "9K2"
    pub form: String,
    /// Adults: what they are, and who.
    pub adults: Vec<(String, String)>,
    /// Flags.
    pub flags: Vec<(Flag, String)>,
    /// What they are good at.
    pub strengths: String,
    /// What helps.
    pub helps: String,
    /// Reading age.
    pub reading_age: String,
    /// Plans teachers have: key and what it is.
    pub plans: Vec<(Id, &'static str)>,
    /// Targets after the last interview.
    pub targets: Vec<String>,
    /// Whether they may be referred from here.
    pub refers: bool,
    /// Where one came from: address and words.
    pub from: (String, &'static str),
}

/// The head facts of a pupil: form and adults.
pub fn facts(form: &str, adults: &[(String, String)]) -> Markup {
    html! { strong { (form) } @for (what, who) in adults { " · " (what) " " (who) } }
}

/// What works, before anything that went wrong.
pub fn works(strengths: &str, helps: &str, reading_age: &str, edit: Option<String>) -> Markup {
    let nothing = strengths.trim().is_empty() && helps.trim().is_empty();
    html! {
        section.plan aria-labelledby="plan" {
            h2 #plan { "What works" }
            p {
                @if nothing { "Not written yet. " }
                @if !strengths.trim().is_empty() { strong { (sentence(strengths)) } " " }
                (sentence(helps))
                @if !reading_age.trim().is_empty() { " Reading age " (reading_age) "." }
            }
            @if let Some(href) = edit { p { a href=(href) { @if nothing { "Write it" } @else { "Change it" } } } }
        }
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?']) {
        text.to_string()
    } else {
        format!("{text}.")
    }
}

impl Page for SummaryPage {
    fn title(&self) -> String {
        format!("{}, {}", self.name, self.form)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let acts = html! { @if self.refers { a.btn.btn-2 href={ "/refer?pupil=" (self.id) } { "Refer" } } };
        html! {
            (Head::new(&self.name).about(&self.name).back(&self.from.0, self.from.1).facts(facts(&self.form, &self.adults)).acts(acts))
            div.stack.stack-5 {
                @if !self.flags.is_empty() { p.row { @for (kind, words) in &self.flags { (FlagMark(*kind, words)) " " } } }
                (works(&self.strengths, &self.helps, &self.reading_age, None))
                @if !self.plans.is_empty() { p.row { @for (id, kind) in &self.plans { a.btn.btn-2 href={ "/plans/" (id) "/page" } { (kind) } } } }
                section.stack aria-labelledby="targets" {
                    h2 #targets { "Targets" }
                    @if self.targets.is_empty() {
                        (Empty { title: "No targets now", words: "What they agree at the exit interview appears here for everybody who teaches them.", step: None })
                    } @else {
                        p.soft { "Agreed with " (self.first) " at the last exit interview." }
                        ol.findings { @for t in &self.targets { li { (t) } } }
                    }
                }
            }
        }
    }
}

/// Shows what helps.
pub async fn show(v: Visit, pupil: Pupil) -> Answer {
    let mut read = v.read().await?;
    let adults = super::adults(&v, &mut read, &pupil).await?;
    let targets = store::file::targets(&mut read, v.org(), pupil.id).await?;
    let plans = store::plan::given_of(&mut read, v.org(), &[pupil.id]).await?;
    drop(read);
    v.page(&SummaryPage {
        plans: plans.into_iter().map(|p| (p.id, p.kind.label())).collect(),
        id: pupil.id,
        name: pupil.name(),
        first: pupil.first().to_string(),
        form: pupil.form.clone(),
        adults,
        // Care is known to those who open the file.
        flags: pupil.flags(Sight::Lessons),
        strengths: pupil.strengths.clone(),
        helps: pupil.helps.clone(),
        reading_age: pupil.reading_age.clone(),
        targets,
        refers: v.may(May::Refer),
        from: super::list::way_back(&v.query),
    })
}

/// The form that changes strengths and what helps.
pub struct HelpsPage {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// What it said before it was changed.
    pub earlier: Vec<Revision>,
}

impl Page for HelpsPage {
    fn title(&self) -> String {
        format!("What works for {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let back = format!("/pupils/{}", self.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).about(&self.name).back(&back, &self.name))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action={ "/pupils/" (self.id) "/helps" } {
                    (token(&self.csrf)) (hidden("version", self.form.text("version")))
                    (Area::new("strengths", "What they are good at").hint("Said first on every page about them. Short: three things at most.").optional().rows(2).from(&self.form, &self.errors))
                    (Area::new("helps", "What helps them in a lesson").hint("As you would say it to a supply teacher at the door. Everybody who teaches them reads this; nothing about home or health.").optional().rows(4).from(&self.form, &self.errors))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
                (Earlier(&self.earlier))
            }
        }
    }
}

async fn pupil_to_change(v: &Visit) -> Result<Pupil, Problem> {
    let mut read = v.read().await?;
    let pupil = super::in_file_scope(v, &mut read, v.id("id")?).await?;
    if !v.may(May::Returns) {
        let mut refusal = Refusal::because(
            "Your role does not change what helps",
            format!(
                "What helps is changed by those who work with the {}: year lead, mentor, room co-ordinator and senior leaders.",
                v.words().one(Concept::Pupil)
            ),
            "The table of roles in Mainstay.",
        )
        .or("Back to the file", format!("/pupils/{}", pupil.id));
        refusal.by_role = true;
        return Err(refusal.into());
    }
    Ok(pupil)
}

/// Shows the form.
pub async fn edit(v: Visit) -> Answer {
    let pupil = pupil_to_change(&v).await?;
    v.page(&HelpsPage {
        id: pupil.id,
        name: pupil.name(),
        csrf: v.csrf.clone(),
        form: Form::of([
            ("strengths", pupil.strengths),
            ("helps", pupil.helps),
            ("version", pupil.version.to_string()),
        ]),
        errors: Errors::new(),
        earlier: earlier(&v, pupil.id).await?,
    })
}

async fn earlier(v: &Visit, pupil: Id) -> Result<Vec<Revision>, Problem> {
    let mut read = v.read().await?;
    Ok(store::revision::of(&mut read, v.org(), HELPS, pupil).await?)
}

/// Keeps it.
pub async fn change(v: Visit) -> Answer {
    let mut pupil = pupil_to_change(&v).await?;
    let mut errors = Errors::new();
    let strengths = errors.limit(&v.form, "strengths", 500);
    let helps = errors.limit(&v.form, "helps", 1000);
    if !errors.is_empty() {
        let page = HelpsPage {
            id: pupil.id,
            name: pupil.name(),
            csrf: v.csrf.clone(),
            form: v.form.clone(),
            errors,
            earlier: earlier(&v, pupil.id).await?,
        };
        return v.again(&page);
    }
    let back = format!("/pupils/{}", pupil.id);
    if strengths == pupil.strengths && helps == pupil.helps {
        return v.to(back);
    }
    if v.form.int("version") != Some(pupil.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut changed = Vec::new();
    if strengths != pupil.strengths {
        changed.push("strengths");
    }
    if helps != pupil.helps {
        changed.push("what helps");
    }
    pupil.strengths = strengths;
    pupil.helps = helps;
    let mut w = v.write("Changing what helps").await?;
    let version = store::file::set_helps(&mut w, &pupil).await?;
    let event = Event::new(Verb::PupilChanged, "pupil", pupil.id)
        .pupil(pupil.id)
        .fact("changed", changed.join(", "))
        .fact(&revision::fact(HELPS), version);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept. Everybody who teaches them reads it now")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = SummaryPage {
        id: Id::from_u128(1),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        form: "9K2".into(),
        adults: vec![("form tutor".into(), "Mr Idris Vail".into())],
        flags: vec![(Flag::Health, "Nut allergy".into()), (Flag::Need, "SEN support, SEMH".into())],
        strengths: "Good with younger students; fixes bikes".into(),
        helps: "Read it aloud. First step written down".into(),
        reading_age: "8.9".into(),
        plans: vec![(Id::from_u128(7), "Behaviour support plan")],
        targets: vec!["Ask for the time-out card".into(), "Start within two minutes".into()],
        refers: true,
        from: ("/pupils".into(), "All you see"),
    };
    let mut errors = Errors::new();
    errors.add("strengths", "Use at most 500 characters. There are 612");
    let bare = SummaryPage {
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        flags: vec![],
        adults: vec![],
        targets: vec![],
        name: "Aisyah".into(),
        first: "Aisyah".into(),
        form: "7F3".into(),
        ..page_again(&page)
    };
    vec![
        framed("pupil-summary", &page),
        framed("pupil-summary-bare", &bare),
        framed(
            "pupil-helps-wrong",
            &HelpsPage {
                id: Id::from_u128(1),
                name: "Tyrell Ashdown-Moss".into(),
                csrf: "gallery".into(),
                form: Form::of([("strengths", "Fixes bikes"), ("version", "1")]),
                errors,
                earlier: earlier::sample("Good at: Bikes", "Good at: Fixes bikes"),
            },
        ),
    ]
}

fn page_again(p: &SummaryPage) -> SummaryPage {
    SummaryPage {
        id: p.id,
        name: String::new(),
        first: String::new(),
        form: String::new(),
        adults: Vec::new(),
        flags: Vec::new(),
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        plans: Vec::new(),
        targets: Vec::new(),
        refers: p.refers,
        from: p.from.clone(),
    }
}
