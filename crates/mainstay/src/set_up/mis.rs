//! Entries in the school's own system: its codes for each kind, and the columns of the file.

use super::rows::{cell, event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, Col, ErrorSummary, Grid, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::mis_entry::{Column, DateStyle, FileRules, Kind, KindRule, LONGEST, LONGEST_WHAT};
use casework::set_up::differences;
use casework::words::{Concept, Words};
use casework::{Coded, Verb};
use maud::{Markup, html};

/// The page.
pub struct MisPage {
    /// The school's words.
    pub words: Words,
    /// The headings as they are kept, for the line that shows them.
    pub kept: FileRules,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// A cell of an invented row.
fn invented(column: Column, rules: &FileRules) -> String {
    let day = rulebook::Day::new(2026, 11, 10).unwrap_or_else(|| rulebook::Day::from_pg(0));
    match column {
        Column::AdmissionNo => "4100".into(),
        Column::Upn => "A301400260100".into(),
        Column::Name => "An invented name".into(),
        Column::Form => "9K2".into(),
        Column::Date => rules.dates.write(day),
        Column::Periods => "P1–P6".into(),
        Column::Code => rules.made().first().map(|k| k.code.clone()).unwrap_or_default(),
        Column::What => rules.made().first().map(|k| k.what.clone()).unwrap_or_default(),
        Column::Reason => "Persistent disruption".into(),
        Column::Outcome => "Completed".into(),
        Column::Comment => "Persistent disruption. Completed".into(),
        Column::Who => "Who decided".into(),
        Column::Due => rules.dates.write(day.plus(1)),
    }
}

impl Page for MisPage {
    fn title(&self) -> String {
        format!("Entries in {}", self.words.one(Concept::Mis))
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let title = self.title();
        let dates: Vec<Choice> =
            DateStyle::ALL.iter().map(|d| Choice::new(d.code(), d.label())).collect();
        html! {
            (Head::new(&title).back("/set-up", "Set-up"))
            div.stack.stack-6 {
            form.stack.stack-6 method="post" action="/set-up/mis" {
                (ErrorSummary(e))
                (token(&self.csrf)) (hidden("was", f.text("was")))
                section.stack aria-labelledby="kinds" {
                    h2 #kinds { "What is typed for a day in the room" }
                    p { "Each kind that is ticked is an entry of its own on the list, with its own tick. The code is how a file of " (self.words.one(Concept::Mis)) " is matched with it again." }
                    (Grid {
                        region: "Kinds of entry", caption: Some("Kinds of entry"), look: "",
                        columns: vec![Col::Words("Kind"), Col::Words("Made"), Col::Words("Code"), Col::Words("What to type")],
                        named: Some(0),
                        rows: Kind::ALL.iter().map(|k| {
                            let name = |part: &str| format!("{part}-{}", k.code());
                            let wrong = e.of(&name("on"));
                            vec![
                                html! { (k.label()) },
                                html! { div.field.is-wrong[wrong.is_some()] { label.choice { input type="checkbox" id=(name("on")) name=(name("on")) value="yes" checked[f.ticked(&name("on"))]; span.nowrap { "Yes" span.vh { ", " (k.label()) } } } @if let Some(why) = wrong { p.error { (why) } } } },
                                cell(&name("code"), &format!("Code for {}", k.label()), "text", f, e),
                                cell(&name("what"), &format!("What to type for {}", k.label()), "text", f, e),
                            ]
                        }).collect(),
                    })
                }
                section.stack aria-labelledby="columns" {
                    h2 #columns { "Columns of the file" }
                    p { "Number the columns in the order they stand. One without a number is left out." }
                    (Grid {
                        region: "Each column of the file", caption: Some("Each column of the file"), look: "",
                        columns: vec![Col::Words("Holds"), Col::Words("Place"), Col::Words("Heading")],
                        named: Some(0),
                        rows: Column::ALL.iter().map(|c| vec![
                            html! { (c.label()) },
                            cell(&format!("place-{}", c.code()), &format!("Place of {}", c.label()), "number", f, e),
                            cell(&format!("heading-{}", c.code()), &format!("Heading of {}", c.label()), "text", f, e),
                        ]).collect(),
                    })
                    (Choices::one("dates", "How dates are written", &dates).look(Look::Select).from(f, e))
                }
                div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/set-up" { "Leave it" } }
            }
            section.stack aria-labelledby="shown" {
                h2 #shown { "As it is now" }
                (Grid {
                    region: "The file as it is now", caption: Some("The file as it is now, with an invented row"), look: "table-dense",
                    columns: self.kept.columns.iter().map(|(_, h)| Col::Words(h)).collect(),
                    named: None,
                    rows: vec![self.kept.columns.iter().map(|(c, _)| html! { (invented(*c, &self.kept)) }).collect()],
                })
            }
            }
        }
    }
}

fn values(r: &FileRules) -> Vec<(String, String)> {
    let columns: Vec<String> =
        r.columns.iter().map(|(c, h)| format!("{h} ({})", c.label())).collect();
    let mut out = vec![
        ("columns".to_string(), columns.join(", ")),
        ("dates".to_string(), r.dates.label().to_string()),
    ];
    for k in &r.kinds {
        let said =
            if k.active { format!("{}: {}", k.code, k.what) } else { "not made".to_string() };
        out.push((k.kind.label().to_lowercase(), said));
    }
    out
}

fn filled(r: &FileRules) -> Form {
    let mut form = Form::of([("was", mark(&values(r))), ("dates", r.dates.code().to_string())]);
    for k in &r.kinds {
        if k.active {
            form = form.with(&format!("on-{}", k.kind.code()), "yes");
        }
        form = form
            .with(&format!("code-{}", k.kind.code()), &k.code)
            .with(&format!("what-{}", k.kind.code()), &k.what);
    }
    for c in Column::ALL {
        let at = r.columns.iter().position(|(of, _)| of == c);
        let heading = at.map_or(c.label(), |n| r.columns[n].1.as_str()).to_string();
        form = form.with(&format!("heading-{}", c.code()), heading);
        if let Some(n) = at {
            form = form.with(&format!("place-{}", c.code()), (n + 1).to_string());
        }
    }
    form
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let kept = store::mis_entry::file_rules(&mut read, v.org()).await?;
    let form = filled(&kept);
    let (words, csrf) = (v.words().clone(), v.csrf.clone());
    v.page(&MisPage { words, kept, csrf, form, errors: Errors::new() })
}

/// What was typed; errors are beside their fields.
fn read_form(f: &Form, e: &mut Errors) -> FileRules {
    let mut placed: Vec<(i64, Column, String)> = Vec::new();
    for c in Column::ALL {
        let (place, heading) = (format!("place-{}", c.code()), format!("heading-{}", c.code()));
        if !f.has(&place) {
            continue;
        }
        match f.int(&place).filter(|n| (1..=99).contains(n)) {
            None => e.add(&place, "Give a whole number, such as 3, or leave it empty"),
            Some(n) => {
                let said = e.need(f, &heading, LONGEST, "Give the column a heading");
                if placed.iter().any(|(at, ..)| *at == n) {
                    e.add(&place, format!("Two columns have place {n}. Give each its own"));
                }
                placed.push((n, *c, said));
            }
        }
    }
    placed.sort_by_key(|(n, ..)| *n);
    let kinds = Kind::ALL
        .iter()
        .map(|k| {
            let name = |part: &str| format!("{part}-{}", k.code());
            let active = f.ticked(&name("on"));
            let code = e.limit(f, &name("code"), LONGEST);
            let what = match active {
                true => e.need(f, &name("what"), LONGEST_WHAT, "Say what is typed"),
                false => e.limit(f, &name("what"), LONGEST_WHAT),
            };
            let what = if what.is_empty() { k.what().to_string() } else { what };
            KindRule { kind: *k, active, code, what }
        })
        .collect();
    let dates = e.get(f.coded::<DateStyle>("dates"), "dates", "Choose one of these");
    FileRules {
        columns: placed.into_iter().map(|(_, c, h)| (c, h)).collect(),
        dates: dates.unwrap_or(DateStyle::Slash),
        kinds,
    }
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut e = Errors::new();
    let rules = read_form(&v.form, &mut e);
    for (field, message) in rules.wrong() {
        e.add(&field, message);
    }
    let mut w = v.write("Changing the entries and their file").await?;
    let kept = store::mis_entry::file_rules(&mut w, v.org()).await?;
    if !e.is_empty() {
        drop(w);
        let (words, csrf) = (v.words().clone(), v.csrf.clone());
        return v.again(&MisPage { words, kept, csrf, form: v.form.clone(), errors: e });
    }
    let was = values(&kept);
    let changes = differences(&was, &values(&rules));
    if changes.is_empty() {
        return v.to_saying("/set-up/mis", "It is as it was");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::mis_entry::set_file_rules(&mut w, &rules).await?;
    v.commit(w, event(Verb::SettingChanged, "mis", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/mis", "It is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("place-date", "Give the date a place");
    errors.add("on-room", "Make the behaviour entry and the mark as one, or apart: not both");
    let page = |errors| MisPage {
        words: crate::exit::sample_words(),
        kept: FileRules::default(),
        csrf: "gallery".into(),
        form: filled(&FileRules::default()),
        errors,
    };
    vec![framed("set-up-mis", &page(Errors::new())), framed("set-up-mis-wrong", &page(errors))]
}
