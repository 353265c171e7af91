//! The list of reasons a referral is made for. A reason is retired, never changed or deleted, so
//! that an old referral keeps the words it was made with.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use store::room::Reason;

/// The page.
pub struct ReasonsPage {
    /// Every reason in order, retired ones too.
    pub reasons: Vec<Reason>,
    /// The one being renamed.
    pub renaming: Option<Id>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ReasonsPage {
    fn title(&self) -> String {
        "Reasons for referral".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let renamed = self.reasons.iter().find(|r| Some(r.id) == self.renaming);
        html! {
            (Head::new("Reasons for referral").back("/set-up", "Set-up").facts(html! { "Teachers choose from this list, in this order. Reports count by it." }))
            div.stack.stack-6 {
                (ErrorSummary(&self.errors))
                @if self.reasons.iter().all(|r| !r.active) {
                    (Empty { title: "No reasons yet", words: "Five or six short ones are enough. Keep them plain: they are read by home.", step: None })
                }
                ul.clocks { @for r in &self.reasons {
                    li.clock {
                        @if r.active { span.tag.tag-done { "Offered" } } @else { span.tag.tag-none { "Retired" } }
                        p.clock-what { (r.label) }
                        div.row {
                            @if r.active { a.btn.btn-quiet href={ "/set-up/reasons?rename=" (r.id) } { "Rename" span.vh { " " (r.label) } } }
                            form method="post" action="/set-up/reasons/retire" {
                                (token(&self.csrf)) (hidden("reason", r.id))
                                @if r.active { button.btn.btn-quiet type="submit" name="active" value="no" { "Retire" span.vh { " " (r.label) } } }
                                @else { button.btn.btn-quiet type="submit" name="active" value="yes" { "Offer again" span.vh { ": " (r.label) } } }
                            }
                        }
                    }
                } }
                form.stack.stack-5.page-one method="post" action="/set-up/reasons" {
                    (token(&self.csrf)) (hidden("once", self.form.text("once")))
                    @if let Some(r) = renamed {
                        (hidden("rename", r.id))
                        h2 { "Rename “" (r.label) "”" }
                        (Field::new("label", "New words").hint("The old words stay on referrals already made; new ones get these.").from(&self.form, &self.errors))
                    } @else {
                        h2 { "Add a reason" }
                        (Field::new("label", "Reason").hint("Short and plain, such as “Persistent disruption”.").from(&self.form, &self.errors))
                    }
                    div.row { button.btn type="submit" { @if renamed.is_some() { "Rename it" } @else { "Add it" } } @if renamed.is_some() { a.btn.btn-2 href="/set-up/reasons" { "Leave it" } } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ReasonsPage, Problem> {
    let mut read = v.read().await?;
    let reasons = store::room::reasons(&mut read, v.org()).await?;
    let renaming = form.id("rename");
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    Ok(ReasonsPage { reasons, renaming, csrf: v.csrf.clone(), form, errors })
}

/// Shows the list.
pub async fn show(v: Visit) -> Answer {
    let mut form = Form::default();
    if let Some(id) = v.query.id("rename") {
        form = form.with("rename", id.to_string());
    }
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Adds a reason, or renames one: the old is retired and the new takes its place.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let label = errors.need(&v.form, "label", 80, "Write the reason");
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Changing the list of reasons").await?;
    let reasons = store::room::reasons(&mut w, v.org()).await?;
    if reasons.iter().any(|r| r.id == id) {
        return v.to_saying("/set-up/reasons", "The list is kept");
    }
    if reasons.iter().any(|r| r.active && r.label.eq_ignore_ascii_case(&label)) {
        errors.add("label", "That is on the list already");
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let old = v.form.id("rename").and_then(|old| reasons.iter().find(|r| r.id == old && r.active));
    let place = match old {
        Some(old) => store::set_up::reason_place(&mut w, v.org(), old.id).await?,
        None => store::set_up::next_reason_place(&mut w, v.org()).await?,
    };
    let reason = Reason { id, label: label.clone(), active: true };
    store::room::add_reason(&mut w, &reason, place).await?;
    let mut event = Event::new(Verb::ListChanged, "reason", id);
    match old {
        Some(old) => {
            store::set_up::set_reason(&mut w, old.id, false).await?;
            event = event.fact("reason", format!("{} → {label}", old.label));
        }
        None => event = event.fact("reason", format!("none → {label}")),
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/reasons", "The list is kept")
}

/// Retires a reason, or offers it again.
pub async fn retire(v: Visit) -> Answer {
    let id = v.form.id("reason").ok_or(Problem::Missing)?;
    let active = v.form.text("active") == "yes";
    let mut w = v.write("Changing the list of reasons").await?;
    let reasons = store::room::reasons(&mut w, v.org()).await?;
    let reason = reasons.iter().find(|r| r.id == id).ok_or(Problem::Missing)?;
    if store::set_up::set_reason(&mut w, id, active).await? == 0 {
        return v.to("/set-up/reasons");
    }
    let said = if active { "retired → offered" } else { "offered → retired" };
    let event = Event::new(Verb::ListChanged, "reason", id)
        .fact("reason", &reason.label)
        .fact("list", said);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/reasons", "The list is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let reason =
        |n: u128, label: &str, active| Reason { id: Id::from_u128(n), label: label.into(), active };
    let page = |reasons, renaming, errors| ReasonsPage {
        reasons,
        renaming,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("label", "That is on the list already");
    let two =
        vec![reason(1, "Persistent disruption", true), reason(2, "Defiance of authority", false)];
    vec![
        framed("set-up-reasons-empty", &page(Vec::new(), None, Errors::new())),
        framed("set-up-reasons", &page(two.clone(), Some(Id::from_u128(1)), errors)),
    ]
}
