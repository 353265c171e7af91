//! The team's own standards: written, reworded, retired. A review that has begun keeps the words it
//! was begun with.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::self_review::{LONGEST_LINE, LONGEST_STANDARD, MOST, STARTERS, Standard, in_order};
use casework::{Event, Id, Verb};
use maud::{Markup, html};

const HERE: &str = "/self-reviews/standards";

/// The page.
pub struct StandardsPage {
    /// Every standard, those retired too.
    pub all: Vec<Standard>,
    /// The one being changed.
    pub one: Option<Id>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for StandardsPage {
    fn title(&self) -> String {
        "Our own standards".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let now = in_order(&self.all);
        let mut areas: Vec<String> = now.iter().map(|s| s.area.clone()).collect();
        areas.dedup();
        let old: Vec<&Standard> = self.all.iter().filter(|s| !s.active).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Our own standards").back(HOME, "Self-reviews").facts(html! { "What the team holds itself to. Where the law asks for something, the law says so; these are the school’s own." }))
                (ErrorSummary(e))
                @if now.is_empty() {
                    (Empty { title: "No standards yet", words: "Write your own below, or begin with ten of ours and change them.", step: None })
                    form method="post" action=(HERE) { (token(&self.csrf)) button.btn.btn-2 type="submit" name="act" value="starters" { "Begin with ours" } }
                } @else { ul.clocks { @for s in &now { (self.line(s)) } } }
                form.sheet.stack.stack-4 #write method="post" action=(HERE) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    @if let Some(id) = self.one { (hidden("id", id)) }
                    h2 { @if self.one.is_some() { "Change a standard" } @else { "Write a standard" } }
                    (Field::new("area", "Area").hint("Such as “Plans”.").list(&areas).from(f, e))
                    (Area::new("words", "The standard").hint("Something that can be seen to be so, or not.").rows(2).from(f, e))
                    div.row { button.btn type="submit" name="act" value="keep" { "Keep it" }
                        @if self.one.is_some() { button.btn.btn-2 type="submit" name="act" value="retire" formnovalidate { "Look at it no more" } a.btn.btn-2 href=(HERE) { "Leave it" } } }
                }
                @if !old.is_empty() { details.working { summary { "Not looked at any more: " (old.len()) } ul.clocks.working-body { @for s in old { (self.line(s)) } } } }
            }
        }
    }
}

impl StandardsPage {
    fn line(&self, s: &Standard) -> Markup {
        html! { li.clock {
            @if s.active { (Tag(Standing::Done, "In use")) } @else { (Tag(Standing::None, "Retired")) }
            div { p.clock-what { (s.words) } p.soft { (s.area) } }
            @if s.active { a href={ (HERE) "?change=" (s.id) "#write" } { "Change" span.vh { ": " (s.words) } } }
            @else { form method="post" action=(HERE) {
                (token(&self.csrf)) (hidden("id", s.id)) (hidden("version", s.version))
                button.btn.btn-quiet type="submit" name="act" value="restore" { "Use it again" span.vh { ": " (s.words) } }
            } }
        } }
    }
}

async fn sheet(v: &Visit, form: Option<Form>, errors: Errors) -> Result<StandardsPage, Problem> {
    let mut read = v.read().await?;
    let all = store::self_review::standards(&mut read, v.org()).await?;
    let id = form.as_ref().map_or_else(|| v.query.id("change"), |f| f.id("id"));
    let one = all.iter().find(|s| Some(s.id) == id && s.active);
    let form = form.unwrap_or_else(|| match one {
        Some(s) => Form::of([
            ("area", s.area.clone()),
            ("words", s.words.clone()),
            ("version", s.version.to_string()),
        ]),
        None => Form::of([("once", Id::now_v7().to_string())]),
    });
    Ok(StandardsPage { one: one.map(|s| s.id), all, form, errors, csrf: v.csrf.clone() })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Writes, changes, retires or restores one, or begins with ours.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let act = f.text("act");
    let mut w = v.write("Writing the team’s own standards").await?;
    let all = store::self_review::standards(&mut w, v.org()).await?;
    let event = |id| Event::new(Verb::StandardKept, "own_standard", id);
    if act == "starters" {
        if all.iter().any(|s| s.active) {
            return v.to(HERE);
        }
        for (area, words) in STARTERS {
            let s = Standard {
                id: Id::now_v7(),
                area: area.into(),
                words: words.into(),
                active: true,
                made_by: v.actor.name.clone(),
                version: 0,
            };
            store::self_review::keep_standard(&mut w, &s).await?;
        }
        let said = event(Id::now_v7()).fact("card", format!("{} to begin with", STARTERS.len()));
        v.commit(w, said, Vec::new()).await?;
        return v.to_saying(HERE, "They are yours now. Change what is not so with you");
    }
    let was = match f.id("id") {
        Some(id) => Some(all.iter().find(|s| s.id == id).ok_or(Problem::Missing)?),
        None => None,
    };
    let mut errors = Errors::new();
    let new = match (act, was) {
        ("retire" | "restore", Some(s)) => Standard { active: act == "restore", ..s.clone() },
        ("retire" | "restore", None) => return Err(Problem::Missing),
        _ => Standard {
            id: was.map_or_else(|| f.id("once").unwrap_or_else(Id::now_v7), |s| s.id),
            area: errors.need(f, "area", LONGEST_LINE, "Say which area it belongs to"),
            words: errors.need(f, "words", LONGEST_STANDARD, "Write the standard"),
            active: true,
            made_by: was.map_or_else(|| v.actor.name.clone(), |s| s.made_by.clone()),
            version: 0,
        },
    };
    let others = all.iter().filter(|s| s.active && s.id != new.id);
    if new.active && others.clone().any(|s| s.words.eq_ignore_ascii_case(&new.words)) {
        errors.add("words", "There is this standard already");
    }
    if new.active && others.count() >= MOST {
        errors.add("words", format!("{MOST} standards at most: retire one first"));
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, Some(f.clone()), errors).await?;
        return v.again(&page);
    }
    let new = Standard { version: was.map_or(0, |_| f.int("version").unwrap_or(-1)), ..new };
    match store::self_review::keep_standard(&mut w, &new).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(f.kept())),
        Err(other) => return Err(other.into()),
        Ok(false) => return v.to(HERE),
        Ok(true) => {}
    }
    v.commit(w, event(new.id).fact("card", &new.area), Vec::new()).await?;
    v.to_saying(HERE, "Kept. A self-review that has begun keeps the words it began with")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let standard = |n: usize, active| Standard {
        id: Id::from_u128(n as u128 + 1),
        area: STARTERS[n].0.into(),
        words: STARTERS[n].1.into(),
        active,
        made_by: "Miss Ruqayya Fennimore".into(),
        version: 1,
    };
    let page = |all: Vec<Standard>, errors| StandardsPage {
        one: None,
        all,
        form: Form::of([("once", "gallery")]),
        errors,
        csrf: "gallery".into(),
    };
    let mut wrong = Errors::new();
    wrong.add("area", "Say which area it belongs to");
    wrong.add("words", "Write the standard");
    let some = || vec![standard(0, true), standard(2, true), standard(7, false)];
    vec![
        framed("self-review-standards", &page(some(), Errors::new())),
        framed("self-review-standards-empty", &page(Vec::new(), Errors::new())),
        framed("self-review-standards-wrong", &page(some(), wrong)),
    ]
}
