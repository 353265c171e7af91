//! What the school calls each kind of meeting, and the standard it sets for its minutes.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::{Kind, Rule, SHORT};
use casework::{Coded, Event, Verb};
use maud::{Markup, html};
use rulebook::room::MINUTES_AT_MOST;

/// The page.
pub struct MeetingsPage {
    /// Every kind.
    pub rules: Vec<Rule>,
    /// Days are working days: an authority has no school days of its own.
    pub working: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for MeetingsPage {
    fn title(&self) -> String {
        "Kinds of meeting".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let days = if self.working { "working days" } else { "school days" };
        html! {
            (Head::new("Kinds of meeting").back("/set-up", "Set-up").facts(html! { "Your own names for them, how soon their minutes go out, and who must be there. Meetings arranged before keep what they were arranged with." }))
            div.stack.stack-5 {
                (ErrorSummary(&self.errors))
                @for r in &self.rules {
                    @let here = self.form.text("kind") == r.kind.code();
                    @let value = |name: &str, kept: String| if here { self.form.text(name).to_string() } else { kept };
                    @let id = |name: &str| if here { name.to_string() } else { format!("{name}-{}", r.kind.code()) };
                    @let wrong = |name: &str| self.errors.of(name).filter(|_| here);
                    form.sheet.row.row-base method="post" action="/set-up/meetings" {
                        (token(&self.csrf)) (hidden("kind", r.kind.code())) (hidden("version", r.version))
                        div.field.is-wrong[wrong("name").is_some()] { label for=(id("name")) { (r.kind.label()) ": you call it" } @if let Some(e) = wrong("name") { p.error { (e) } } input.input id=(id("name")) name="name" value=(value("name", r.name.clone())) autocomplete="off"; }
                        div.field.is-wrong[wrong("within_days").is_some()] { label for=(id("within_days")) { "Minutes out within (" (days) ")" } @if let Some(e) = wrong("within_days") { p.error { (e) } } input.input.input-num id=(id("within_days")) name="within_days" inputmode="decimal" value=(value("within_days", r.within_days.to_string())) autocomplete="off"; }
                        div.field { label for=(id("quorum")) { "Who must be there " span.optional { "(optional)" } } input.input id=(id("quorum")) name="quorum" value=(value("quorum", r.quorum.replace('\n', ", "))) autocomplete="off"; }
                        button.btn.btn-2 type="submit" { "Keep" span.vh { ": " (r.kind.label()) } }
                    }
                }
                p.soft { "“Who must be there” is a list such as “chair 1, school 4, adviser 1”. Each person asked to a meeting counts as the part you give them." }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<MeetingsPage, Problem> {
    let mut read = v.read().await?;
    Ok(MeetingsPage {
        rules: store::meeting::rules(&mut read, v.org()).await?,
        working: !v.setting.school.kind.is_school(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps one.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let kind = f.coded::<Kind>("kind").ok_or(Problem::Missing)?;
    let mut errors = Errors::new();
    let name = errors.need(f, "name", SHORT, "Give it a name");
    let quorum = errors.limit(f, "quorum", SHORT);
    let within = f.int("within_days").filter(|n| (1..=MINUTES_AT_MOST).contains(n));
    let within = errors.get(
        within,
        "within_days",
        &format!("Give a number of days from 1 to {MINUTES_AT_MOST}"),
    );
    let (Some(within_days), true) = (within, errors.is_empty()) else {
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Changing a kind of meeting").await?;
    let rules = store::meeting::rules(&mut w, v.org()).await?;
    let now = rules.into_iter().find(|r| r.kind == kind).ok_or(Problem::Missing)?;
    let rule = Rule { kind, name, within_days, quorum, version: now.version };
    if rule == now {
        return v.to("/set-up/meetings");
    }
    if f.int("version") != Some(now.version) {
        return Err(Problem::Stale(f.kept()));
    }
    store::meeting::set_rule(&mut w, &rule).await?;
    let event = Event::new(Verb::ListChanged, "school", v.org()).fact("list", kind.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/meetings", "Kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut wrong = Errors::new();
    wrong.add("within_days", "Give a number of days from 1 to 20");
    let page = |form: Form, errors: Errors| MeetingsPage {
        rules: Kind::ALL.iter().map(|k| Rule::plain(*k)).collect(),
        working: false,
        csrf: "gallery".into(),
        form,
        errors,
    };
    vec![
        framed("set-up-meetings", &page(Form::nothing(), Errors::new())),
        framed(
            "set-up-meetings-wrong",
            &page(
                Form::of([("kind", "panel"), ("name", "Fair access panel"), ("within_days", "0")]),
                wrong,
            ),
        ),
    ]
}
