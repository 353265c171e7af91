//! The fields a teacher marks a lesson with, the same on their own page and behind a link: one tap
//! for all the targets, or a mark for each with a line of words.

use crate::form::{Errors, Form};
use crate::page::kit::{Choice, Choices, Field, Look, Standing, Tag};
use casework::Coded;
use casework::returning::card::{Card, Lesson, Marked, Said, Strategies, Tapped, say};
use maud::{Markup, html};

/// Longest line of words.
pub const LONGEST: usize = 200;
/// What the key sends where the pupil was not in the lesson.
const AWAY: &str = "away";

/// The end of every name in the form of one lesson: several stand on a page.
pub fn suffix(card: &Card, lesson: &Lesson) -> String {
    let code: String = lesson.code.chars().filter(|c| c.is_alphanumeric()).collect();
    format!("-{}-{code}-{}", lesson.day.iso(), card.id)
}

/// The fields. `helps` is what was agreed to help, or empty.
pub fn fields(card: &Card, lesson: &Lesson, helps: &str, form: &Form, errors: &Errors) -> Markup {
    let end = suffix(card, lesson);
    let scale: Vec<Choice> = card
        .scale
        .iter()
        .enumerate()
        .map(|(n, word)| Choice::new((n + 1).to_string(), word))
        .collect();
    let agreed: Vec<Choice> =
        Strategies::ALL.iter().map(|s| Choice::new(s.code(), s.label())).collect();
    let for_lesson = format!(", {} {}", lesson.code, lesson.subject);
    let wrong = errors.all().iter().any(|(name, _)| name.ends_with(&end));
    let (words, strategies) = (format!("words{end}"), format!("strategies{end}"));
    html! {
        div.stack.stack-2 {
            p { strong { @if card.targets.len() == 1 { "The target" } @else { "All targets" } } }
            div.row {
                @for (n, word) in card.scale.iter().enumerate() {
                    button.btn.btn-2 type="submit" name="all" value=(n + 1) { (word) span.vh { (for_lesson) } }
                }
                button.btn.btn-quiet type="submit" name="all" value=(AWAY) { "Not in the lesson" span.vh { (for_lesson) } }
            }
        }
        details open[wrong] {
            summary { "Mark each target, or add a line" span.vh { (for_lesson) } }
            div.stack.stack-4 {
                @for (n, target) in card.targets.iter().enumerate() {
                    @let name = format!("target{}{end}", n + 1);
                    (Choices::one(&name, target, &scale).look(Look::Scale).from(form, errors))
                }
                @if !helps.is_empty() {
                    (Choices::one(&strategies, &format!("What was agreed to help: {helps}"), &agreed).look(Look::Scale).from(form, errors))
                }
                (Field::new(&words, "One line").optional().from(form, errors))
                div { button.btn type="submit" { "Keep the marks" span.vh { (for_lesson) } } }
            }
        }
    }
}

/// What was tapped and typed for a lesson, or what is wrong with it.
pub fn given(card: &Card, lesson: &Lesson, form: &Form) -> Result<Said, Errors> {
    let end = suffix(card, lesson);
    let mut errors = Errors::new();
    let words = errors.limit(form, &format!("words{end}"), LONGEST);
    let tapped = Tapped {
        away: form.text("all") == AWAY,
        all: form.int("all"),
        each: (1..=card.targets.len()).map(|n| form.int(&format!("target{n}{end}"))).collect(),
        words: words.split_whitespace().collect::<Vec<_>>().join(" "),
        strategies: form.coded(&format!("strategies{end}")),
    };
    match say(card, tapped) {
        Ok(said) if errors.is_empty() => Ok(said),
        Ok(_) => Err(errors),
        Err(missing) => {
            for n in missing {
                errors.add(
                    &format!("target{}{end}", n + 1),
                    "Mark this target, or tap one word above for all of them",
                );
            }
            Err(errors)
        }
    }
}

/// Marks as they were given.
pub fn shown(card: &Card, m: &Marked) -> Markup {
    html! {
        @if m.said.away() { p { (Tag(Standing::None, "Not in the lesson")) } }
        @else { ul.stack.stack-2 { @for (target, place) in card.targets.iter().zip(&m.said.marks) {
            li { (target) ": " strong { (card.word(*place)) } }
        } } }
        @if let Some(s) = m.said.strategies { p { "What was agreed to help: " (s.label().to_lowercase()) } }
        @if !m.said.words.is_empty() { p { "“" (m.said.words) "”" } }
    }
}
