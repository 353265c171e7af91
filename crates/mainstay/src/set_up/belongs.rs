//! What the school belongs to: its authority and its trust, here or elsewhere. It opens nothing to
//! either; what the school tells them is copied when it is told.
//!
//! Must never know: anything of the other but its name.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::organisation::{OrgKind, Tie};
use casework::set_up::differences;
use casework::{Coded, Id, Verb};
use maud::{Markup, html};
use store::Source;
use store::organisation::Tied;

/// The page.
pub struct BelongsPage {
    /// Authorities that use this installation.
    pub authorities: Vec<(Id, String)>,
    /// Trusts that do.
    pub trusts: Vec<(Id, String)>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// One that is not here is chosen so.
const ELSEWHERE: &str = "elsewhere";

impl BelongsPage {
    fn one(&self, tie: Tie, here: &[(Id, String)]) -> Markup {
        let (field, name) = (tie.code(), format!("{}_name", tie.code()));
        let mut choices = vec![Choice::new("", "None, or not said yet")];
        choices.extend(here.iter().map(|(id, name)| Choice::new(id.to_string(), name)));
        choices.push(Choice::new(ELSEWHERE, "One that does not use Mainstay here"));
        html! {
            (Choices::one(field, tie.label(), &choices).look(Look::Select).from(&self.form, &self.errors))
            (Field::new(&name, "Its name").hint("Where it does not use Mainstay here.").optional().from(&self.form, &self.errors))
        }
    }
}

impl Page for BelongsPage {
    fn title(&self) -> String {
        "Authority and trust".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Authority and trust").back("/set-up", "Set-up").facts(html! { "Saying so opens nothing of the school’s to them. What the school tells them is copied to them when it is told." }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action="/set-up/belongs" {
                    (token(&self.csrf)) (hidden("was", self.form.text("was")))
                    (self.one(Tie::Authority, &self.authorities))
                    (self.one(Tie::Trust, &self.trusts))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(ties: &[Tied]) -> Vec<(String, String)> {
    let name = |tie| ties.iter().find(|t| t.tie == tie).map(|t| t.name.clone()).unwrap_or_default();
    [Tie::Authority, Tie::Trust].map(|t| (t.code().to_string(), name(t))).to_vec()
}

async fn page(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<BelongsPage, Problem> {
    Ok(BelongsPage {
        authorities: store::organisation::named(src, OrgKind::Authority).await?,
        trusts: store::organisation::named(src, OrgKind::Trust).await?,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let ties = store::organisation::ties(&mut read, v.org()).await?;
    let mut form = Form::of([("was", mark(&values(&ties)))]);
    for t in &ties {
        let chosen = t.other.map_or(ELSEWHERE.to_string(), |id| id.to_string());
        form = form.with(t.tie.code(), chosen);
        if t.other.is_none() {
            form = form.with(&format!("{}_name", t.tie.code()), &t.name);
        }
    }
    let page = page(&v, &mut read, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut w = v.write("Saying which authority and trust the school belongs to").await?;
    let mut e = Errors::new();
    let mut after = Vec::new();
    for (tie, kind) in [(Tie::Authority, OrgKind::Authority), (Tie::Trust, OrgKind::Trust)] {
        let field = format!("{}_name", tie.code());
        let chosen = v.form.text(tie.code()).to_string();
        let typed = !v.form.text(&field).trim().is_empty();
        let (other, name) = match chosen.as_str() {
            // A name that was typed is meant, whatever the list stood at.
            "" if typed => (None, e.need(&v.form, &field, 120, "Give its name")),
            "" => (None, String::new()),
            ELSEWHERE => (None, e.need(&v.form, &field, 120, "Give its name")),
            key => {
                let here = store::organisation::named(&mut w, kind).await?;
                match here.into_iter().find(|(id, _)| id.to_string() == key) {
                    Some((_, name)) if typed && name != v.form.text(&field).trim() => {
                        e.add(
                            &field,
                            "Empty this, or choose “One that does not use Mainstay here” above",
                        );
                        (None, String::new())
                    }
                    Some((id, name)) => (Some(id), name),
                    None => {
                        e.add(tie.code(), "Choose one of the list");
                        (None, String::new())
                    }
                }
            }
        };
        after.push(Tied { tie, other, name });
    }
    if !e.is_empty() {
        let page = page(&v, &mut w, v.form.clone(), e).await?;
        return v.again(&page);
    }
    let was = values(&store::organisation::ties(&mut w, v.org()).await?);
    let changes = differences(&was, &values(&after));
    if changes.is_empty() {
        return v.to("/set-up");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    for t in &after {
        store::organisation::tie(&mut w, t).await?;
    }
    v.commit(w, event(Verb::SettingChanged, "school", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up", "Kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("trust_name", "Give its name");
    let northmoor = Id::from_u128(2);
    let form = Form::of([("authority", northmoor.to_string()), ("trust", ELSEWHERE.to_string())]);
    vec![framed(
        "set-up-belongs-wrong",
        &BelongsPage {
            authorities: vec![(northmoor, "Northmoor Borough Council".into())],
            trusts: Vec::new(),
            csrf: "gallery".into(),
            form,
            errors,
        },
    )]
}
