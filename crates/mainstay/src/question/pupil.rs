//! Questions as a pupil reads them: large, plain, one under another, with pictures; on a screen
//! that is handed over, or on paper.
//!
//! Must never show: anything else of the record.

use super::{Names, pictures};
use crate::form::Form;
use crate::page::picture::picture;
use casework::Coded;
use casework::question::{How, Kind, Question, SCALE};
use maud::{Markup, html};

/// A question to answer on the screen. `words` may be a translation; `lang` marks it as not
/// English for whatever reads it aloud.
pub fn to_answer(q: &Question, words: &str, translated: bool, f: &Form) -> Markup {
    let n = Names::of(q);
    let chosen = f.all(&n.pick);
    let head = format!("{}-head", n.body);
    let lang = translated.then_some("und");
    html! {
        section.sheet.stack aria-labelledby=(head) {
            h2 id=(head) lang=[lang] data-aloud { (words) }
            @if q.kind == Kind::Scale {
                div.scale.scale-pupil role="radiogroup" aria-labelledby=(head) { @for step in 1..=SCALE {
                    @let value = step.to_string();
                    label { input type="radio" name=(n.pick) value=(value) checked[chosen.contains(&value.as_str())]; (step) }
                } }
                p.scale-ends { span { "Not at all" } span { "Very" } }
            }
            @if !pictures(q.kind).is_empty() {
                div.pictures role="group" aria-labelledby=(head) { @for (code, label) in pictures(q.kind) {
                    label.picture-key { input type="checkbox" name=(n.pick) value=(code) checked[chosen.contains(code)]; (picture(code)) span { (label) } }
                } }
            }
            @if q.kind == Kind::Words { textarea.area name=(n.body) rows="3" aria-labelledby=(head) id=(n.body) { (f.text(&n.body)) } }
            label.choice { input type="checkbox" name=(n.how) value=(How::RatherNot.code()) checked[f.text(&n.how) == How::RatherNot.code()]; span { "I would rather not say" } }
        }
    }
}

/// The same on paper.
pub fn on_paper(q: &Question, words: &str) -> Markup {
    html! {
        section.ask-paper {
            h2 { (words) }
            @if q.kind == Kind::Scale { p.paper-scale { @for n in 1..=SCALE { span { (n) } } } }
            @if !pictures(q.kind).is_empty() {
                ul.pictures { @for (code, label) in pictures(q.kind) { li.picture-key { (picture(code)) span { (label) } } } }
            }
            @if q.kind == Kind::Words { div.paper-lines {} }
        }
    }
}
