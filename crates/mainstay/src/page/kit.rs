//! The parts pages are made of. Each is a small struct that draws itself: a field cannot be made
//! without its label, nor an error without its field.

use super::name::{naming, pupil_name};
pub use super::table::{Col, Grid, Pages, Sorted, Table};
use crate::form::{Errors, Form};
use casework::pupil::Flag;
use maud::{Markup, Render, html};

/// The hidden token every form carries.
pub fn token(csrf: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(csrf); }
}

/// A hidden value.
pub fn hidden(name: &str, value: impl ToString) -> Markup {
    html! { input type="hidden" name=(name) value=(value.to_string()); }
}

/// The summary at the top of a form that is not filled in properly; each error links to its
/// field.
pub struct ErrorSummary<'a>(pub &'a Errors);
impl Render for ErrorSummary<'_> {
    fn render(&self) -> Markup {
        let errors = self.0.all();
        html! {
            @if !errors.is_empty() {
                div.panel.panel-stop role="alert" aria-labelledby="wrong" tabindex="-1" data-focus {
                    h2.panel-title #wrong {
                        @if errors.len() == 1 { "One thing to put right" } @else { (errors.len()) " things to put right" }
                    }
                    ul { @for (field, message) in errors { li { a href={ "#" (field) } { (message) } } } }
                }
            }
        }
    }
}

/// A one-line field.
pub struct Field<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// Hint, or empty.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// Error, if any.
    pub error: Option<&'a str>,
    /// `type` of the input: text, date, email, tel, number, password, search; or "figure" or
    /// "time", a number or a time of day kept as it was typed.
    pub kind: &'a str,
    /// May be left empty: said beside the label.
    pub optional: bool,
    /// `autocomplete`, or empty.
    pub autocomplete: &'a str,
    /// Suggestions.
    pub list: &'a [String],
}
impl<'a> Field<'a> {
    /// A text field.
    pub fn new(name: &'a str, label: &'a str) -> Field<'a> {
        Field {
            name,
            label,
            hint: "",
            value: "",
            error: None,
            kind: "text",
            optional: false,
            autocomplete: "off",
            list: &[],
        }
    }
    /// Filled from what was typed, with its error.
    pub fn from(mut self, form: &'a Form, errors: &'a Errors) -> Self {
        self.value = form.text(self.name);
        self.error = errors.of(self.name);
        self
    }
    /// With a hint.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// Of a kind.
    pub fn kind(mut self, kind: &'a str) -> Self {
        self.kind = kind;
        self
    }
    /// May be left empty.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
    /// With suggestions.
    pub fn list(mut self, list: &'a [String]) -> Self {
        self.list = list;
        self
    }
}
/// The ids that describe a field, for `aria-describedby`.
fn described(name: &str, hint: &str, error: Option<&str>) -> Option<String> {
    let mut ids = Vec::new();
    if !hint.is_empty() {
        ids.push(format!("{name}-hint"));
    }
    if error.is_some() {
        ids.push(format!("{name}-error"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}
fn hint_and_error(name: &str, hint: &str, error: Option<&str>) -> Markup {
    html! {
        @if !hint.is_empty() { p.hint id={ (name) "-hint" } { (hint) } }
        @if let Some(e) = error { p.error id={ (name) "-error" } { (e) } }
    }
}
impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let class = match self.kind {
            "date" => "input input-date",
            "time" => "input input-time",
            "number" | "figure" => "input input-num",
            _ => "input",
        };
        // A browser throws away what is no number before it can be told: a figure is kept as typed.
        // Its own box for a time shows twelve hours in some countries.
        let (kind, keys) = match self.kind {
            "figure" => ("text", Some("decimal")),
            "time" => ("text", Some("numeric")),
            kind => (kind, None),
        };
        let list = (!self.list.is_empty()).then(|| format!("{}-list", self.name));
        html! {
            div.field.is-wrong[self.error.is_some()] {
                label for=(self.name) { (self.label) @if self.optional { " " span.optional { "(optional)" } } }
                (hint_and_error(self.name, self.hint, self.error))
                input class=(class) id=(self.name) name=(self.name) type=(kind) inputmode=[keys] value=[(self.kind != "password").then_some(self.value)]
                    autocomplete=(self.autocomplete) list=[list.as_deref()]
                    aria-invalid=[self.error.is_some().then_some("true")] aria-describedby=[described(self.name, self.hint, self.error)];
                @if let Some(list) = &list { datalist id=(list) { @for item in self.list { option value=(item) {} } } }
            }
        }
    }
}

/// A field of several lines.
pub struct Area<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// Hint, or empty.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// Error, if any.
    pub error: Option<&'a str>,
    /// Lines shown.
    pub rows: u8,
    /// May be left empty.
    pub optional: bool,
}
impl<'a> Area<'a> {
    /// A field of several lines.
    pub fn new(name: &'a str, label: &'a str) -> Area<'a> {
        Area { name, label, hint: "", value: "", error: None, rows: 3, optional: false }
    }
    /// Filled from what was typed, with its error.
    pub fn from(mut self, form: &'a Form, errors: &'a Errors) -> Self {
        self.value = form.text(self.name);
        self.error = errors.of(self.name);
        self
    }
    /// With a hint.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// So many lines.
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }
    /// May be left empty.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}
impl Render for Area<'_> {
    fn render(&self) -> Markup {
        html! {
            div.field.is-wrong[self.error.is_some()] {
                label for=(self.name) { (self.label) @if self.optional { " " span.optional { "(optional)" } } }
                (hint_and_error(self.name, self.hint, self.error))
                textarea.area id=(self.name) name=(self.name) rows=(self.rows) aria-invalid=[self.error.is_some().then_some("true")]
                    aria-describedby=[described(self.name, self.hint, self.error)] { (self.value) }
            }
        }
    }
}

/// One choice of several: value, words, hint under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value sent.
    pub value: String,
    /// Words.
    pub label: String,
    /// Hint under it, or empty.
    pub hint: String,
    /// The words are a pupil's name.
    pub pupil: bool,
}
impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), hint: String::new(), pupil: false }
    }
    /// A pupil, by name.
    pub fn pupil(value: impl Into<String>, name: impl Into<String>) -> Choice {
        Choice { pupil: true, ..Choice::new(value, name) }
    }
    /// With a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = hint.into();
        self
    }
}

/// How a set of choices looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A list, one under another.
    List,
    /// A row of keys, for short words and scales.
    Scale,
    /// A drop-down.
    Select,
}

/// A set of choices: one of them, or (with `many`) any of them.
pub struct Choices<'a> {
    /// Name.
    pub name: &'a str,
    /// Legend or label.
    pub label: &'a str,
    /// Hint, or empty.
    pub hint: &'a str,
    /// The choices.
    pub choices: &'a [Choice],
    /// Those chosen.
    pub chosen: Vec<&'a str>,
    /// Error, if any.
    pub error: Option<&'a str>,
    /// Any number may be chosen.
    pub many: bool,
    /// How it looks.
    pub look: Look,
    /// Words under the two ends of a scale.
    pub ends: Option<(&'a str, &'a str)>,
}
impl<'a> Choices<'a> {
    /// One of a list.
    pub fn one(name: &'a str, label: &'a str, choices: &'a [Choice]) -> Choices<'a> {
        Choices {
            name,
            label,
            hint: "",
            choices,
            chosen: Vec::new(),
            error: None,
            many: false,
            look: Look::List,
            ends: None,
        }
    }
    /// Any of a list.
    pub fn many(name: &'a str, label: &'a str, choices: &'a [Choice]) -> Choices<'a> {
        Choices { many: true, ..Choices::one(name, label, choices) }
    }
    /// Filled from what was chosen, with its error.
    pub fn from(mut self, form: &'a Form, errors: &'a Errors) -> Self {
        self.chosen = form.all(self.name);
        self.error = errors.of(self.name);
        self
    }
    /// With a hint.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// Looking so.
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }
    /// With words under the ends of the scale.
    pub fn ends(mut self, low: &'a str, high: &'a str) -> Self {
        self.ends = Some((low, high));
        self
    }
}
impl Render for Choices<'_> {
    fn render(&self) -> Markup {
        let kind = if self.many { "checkbox" } else { "radio" };
        let described = described(self.name, self.hint, self.error);
        if self.look == Look::Select {
            return html! {
                div.field.is-wrong[self.error.is_some()] {
                    label for=(self.name) { (self.label) }
                    (hint_and_error(self.name, self.hint, self.error))
                    select.select id=(self.name) name=(self.name) aria-invalid=[self.error.is_some().then_some("true")] aria-describedby=[described] {
                        @for c in self.choices { option value=(c.value) selected[self.chosen.contains(&c.value.as_str())] { (c.label) } }
                    }
                }
            };
        }
        html! {
            fieldset.field.is-wrong[self.error.is_some()] id=(self.name) aria-describedby=[described] {
                legend { (self.label) }
                (hint_and_error(self.name, self.hint, self.error))
                @if self.look == Look::Scale {
                    div.scale { @for c in self.choices {
                        label { input type=(kind) name=(self.name) value=(c.value) checked[self.chosen.contains(&c.value.as_str())]; (c.label) }
                    } }
                    @if let Some((low, high)) = self.ends { p.scale-ends { span { (low) } span { (high) } } }
                } @else {
                    div.choices { @for c in self.choices {
                        label.choice {
                            input type=(kind) name=(self.name) value=(c.value) checked[self.chosen.contains(&c.value.as_str())];
                            span { @if c.pupil { (pupil_name(&c.label)) } @else { (c.label) } }
                            @if !c.hint.is_empty() { span.hint { (c.hint) } }
                        }
                    } }
                }
            }
        }
    }
}

/// A fact about a person: a word and a shape.
pub struct FlagMark<'a>(pub Flag, pub &'a str);
impl Render for FlagMark<'_> {
    fn render(&self) -> Markup {
        // Those a pupil is kept apart from are named here only.
        let other =
            self.1.split_once(" from ").filter(|_| self.0 == Flag::Apart).map_or("", |(_, n)| n);
        let class = match self.0 {
            Flag::Health => "flag flag-health",
            Flag::Need => "flag flag-need",
            Flag::Apart => "flag flag-apart",
            Flag::Care | Flag::Out => "flag flag-care",
            Flag::Meal => "flag flag-meal",
            Flag::Todo => "flag flag-todo",
            Flag::Talk => "flag flag-talk",
        };
        html! { span class=(class) { (naming(self.1, &[other])) } }
    }
}

/// Where a thing has got to: a word and a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Late.
    Late,
    /// At risk.
    Risk,
    /// Due.
    Due,
    /// Done.
    Done,
    /// Nothing to do.
    None,
    /// Kept to a few.
    Lock,
}
/// Letters of a tag that never breaks over two lines.
const SHORT_TAG: usize = 8;

/// A tag.
pub struct Tag<'a>(pub Standing, pub &'a str);
impl Render for Tag<'_> {
    fn render(&self) -> Markup {
        let class = match self.0 {
            Standing::Late => "tag tag-late",
            Standing::Risk => "tag tag-risk",
            Standing::Due => "tag tag-due",
            Standing::Done => "tag tag-done",
            Standing::None => "tag tag-none",
            Standing::Lock => "tag tag-lock",
        };
        // A short word or two stand on one line, in the narrowest column too.
        let short = self.1.chars().count() <= SHORT_TAG;
        // One attribute: a second one is dropped by a browser, and the look with it.
        html! { span class={ (class) @if short { " tag-short" } } { (self.1) } }
    }
}

/// The head of a page: where one came from, its name, its acts, its facts.
pub struct Head<'a> {
    /// Link back: address and words.
    pub back: Option<(&'a str, &'a str)>,
    /// The page's name.
    pub title: &'a str,
    /// A line of facts under it.
    pub facts: Markup,
    /// What can be done here.
    pub acts: Markup,
    /// A pupil named in its name or in the way back.
    pub pupil: &'a str,
}
impl<'a> Head<'a> {
    /// A name alone.
    pub fn new(title: &'a str) -> Head<'a> {
        Head { back: None, title, facts: Markup::default(), acts: Markup::default(), pupil: "" }
    }
    /// With a way back.
    pub fn back(mut self, href: &'a str, label: &'a str) -> Self {
        self.back = Some((href, label));
        self
    }
    /// With a line of facts.
    pub fn facts(mut self, facts: Markup) -> Self {
        self.facts = facts;
        self
    }
    /// With a pupil's name in it, or in the way back.
    pub fn about(mut self, pupil: &'a str) -> Self {
        self.pupil = pupil;
        self
    }
    /// With acts.
    pub fn acts(mut self, acts: Markup) -> Self {
        self.acts = acts;
        self
    }
}
impl Render for Head<'_> {
    fn render(&self) -> Markup {
        html! {
            header.head {
                @if let Some((href, label)) = self.back { a.back href=(href) { (naming(label, &[self.pupil])) } }
                div.head-line { h1 { (naming(self.title, &[self.pupil])) } @if !self.acts.0.is_empty() { div.row { (self.acts) } } }
                @if !self.facts.0.is_empty() { p.head-facts { (self.facts) } }
            }
        }
    }
}

/// Nothing here yet: what will appear, and the first step.
pub struct Empty<'a> {
    /// "No one is waiting"
    pub title: &'a str,
    /// What will appear here.
    pub words: &'a str,
    /// The first step, if there is one.
    pub step: Option<(&'a str, &'a str)>,
}
impl Render for Empty<'_> {
    fn render(&self) -> Markup {
        html! {
            div.empty {
                h2 { (self.title) }
                p { (self.words) }
                @if let Some((href, label)) = self.step { p.row { a.btn.btn-2 href=(href) { (label) } } }
            }
        }
    }
}
