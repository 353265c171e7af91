//! The form of early help: the authority's own sections, in its own order and its own words. Every
//! change is a new version; what was begun stays in the version it was begun in.

use super::rows::{cell, count, drop, pick, rows_sent};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, ErrorSummary, Field, Grid, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::early_help::{FormVersion, LONGEST, MOST_SECTIONS, Part, SHORT, Section, wrong};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct EarlyHelpPage {
    /// The version that is there, if one is.
    pub version: Option<FormVersion>,
    /// Rows.
    pub rows: usize,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for EarlyHelpPage {
    fn title(&self) -> String {
        "The form of early help".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let parts: Vec<(&str, &str)> = Part::ALL.iter().map(|p| (p.code(), p.label())).collect();
        let yes = [("yes", "Needed"), ("no", "May be empty")];
        let rows = (0..self.rows)
            .map(|n| {
                let name = |field: &str| format!("{field}-{n}");
                let which = format!("section {}", n + 1);
                vec![
                    html! { (cell(&name("place"), &format!("Place of {which}"), "number", f, e)) (hidden(&name("key"), f.text(&name("key")))) },
                    cell(&name("title"), &format!("Title of {which}"), "text", f, e),
                    cell(&name("hint"), &format!("Hint of {which}"), "text", f, e),
                    pick(&name("part"), &format!("What {which} holds"), &parts, f, e),
                    pick(&name("needed"), &format!("Whether {which} is needed"), &yes, f, e),
                    drop(&name("gone"), f.text(&name("title"))),
                ]
            })
            .collect();
        html! {
            (Head::new(&self.title()).back("/set-up", "Set-up").facts(html! {
                @match &self.version {
                    Some(v) => { "Version " (v.number) ", by " (v.made_by) ", " (v.made_at) "." },
                    None => "Mainstay proposes these sections. Put them in your authority’s own order and words.",
                }
            }))
            (ErrorSummary(e))
            form.stack.stack-5 method="post" action="/set-up/early-help" {
                (token(&self.csrf)) (hidden("number", f.text("number"))) (rows_sent("sections", self.rows))
                (Field::new("name", "What the authority calls the form").from(f, e))
                (Field::new("authority", "Which authority, or to whom it is sent").optional().from(f, e))
                (Grid { region: "Sections, table", caption: Some("Sections"), look: "", columns: vec![Col::Words("Place"), Col::Words("Title"), Col::Words("Hint"), Col::Words("What it holds"), Col::Words("Needed?"), Col::Acts("Remove")], named: None, rows })
                div.row {
                    button.btn type="submit" { "Keep it as a new version" }
                    button.btn.btn-2 type="submit" name="more" value="sections" { "Three more rows" }
                }
            }
        }
    }
}

fn form_of(version: Option<&FormVersion>, sections: &[Section]) -> Form {
    let mut form = Form::of([
        ("number", version.map_or(0, |f| f.number).to_string()),
        ("name", version.map_or("Early help assessment".into(), |f| f.name.clone())),
        ("authority", version.map(|f| f.authority.clone()).unwrap_or_default()),
    ]);
    for (n, s) in sections.iter().enumerate() {
        for (field, value) in [
            ("key", s.id.to_string()),
            ("place", s.place.to_string()),
            ("title", s.title.clone()),
            ("hint", s.hint.clone()),
            ("part", s.part.code().to_string()),
            ("needed", if s.needed { "yes" } else { "no" }.to_string()),
        ] {
            form = form.with(&format!("{field}-{n}"), value);
        }
    }
    form
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let version = store::early_help::form(&mut read, v.org(), None).await?;
    let sections = match &version {
        Some(f) => store::early_help::sections(&mut read, v.org(), f.number).await?,
        None => crate::early_help::proposed("Mainstay", v.now).1,
    };
    v.page(&EarlyHelpPage {
        rows: sections.len() + 1,
        form: form_of(version.as_ref(), &sections),
        version,
        csrf: v.csrf.clone(),
        errors: Errors::new(),
    })
}

/// Keeps a new version.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Changing the form of early help").await?;
    let version = store::early_help::form(&mut w, v.org(), None).await?;
    let rows = count(f, "sections", 1).min(MOST_SECTIONS);
    let again = |version, errors| EarlyHelpPage {
        version,
        rows,
        csrf: v.csrf.clone(),
        form: v.form.clone(),
        errors,
    };
    if f.has("more") {
        return v.page(&again(version, Errors::new()));
    }
    let mut errors = Errors::new();
    let name = errors.need(f, "name", SHORT, "Say what the authority calls it");
    let authority = errors.limit(f, "authority", SHORT);
    let mut sections: Vec<(usize, Section)> = Vec::new();
    for n in 0..rows {
        let at = |field: &str| format!("{field}-{n}");
        let title = errors.limit(f, &at("title"), SHORT);
        let hint = errors.limit(f, &at("hint"), LONGEST.min(600));
        if title.is_empty() || f.ticked(&at("gone")) {
            continue;
        }
        let place = f.int(&at("place")).unwrap_or(n as i64 + 1);
        sections.push((
            n,
            Section {
                id: f.id(&at("key")).unwrap_or_else(Id::now_v7),
                place,
                title,
                hint,
                part: f.coded(&at("part")).unwrap_or(Part::Other),
                needed: f.text(&at("needed")) != "no",
            },
        ));
    }
    for (field, message) in wrong(&sections.iter().map(|(_, s)| s.clone()).collect::<Vec<_>>()) {
        // The row it was typed in.
        let row = field.rsplit('-').next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        let typed = sections.get(row).map_or(0, |(n, _)| *n);
        errors.add(&format!("title-{typed}"), message);
    }
    if !errors.is_empty() {
        std::mem::drop(w);
        return v.again(&again(version, errors));
    }
    let before = version.as_ref().map_or(0, |x| x.number);
    if f.int("number").unwrap_or(0) != before {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut sections: Vec<Section> = sections.into_iter().map(|(_, s)| s).collect();
    sections.sort_by_key(|s| s.place);
    for (n, s) in sections.iter_mut().enumerate() {
        s.place = n as i64 + 1;
    }
    let new = FormVersion {
        number: before + 1,
        name,
        authority,
        made_by: v.actor.name.clone(),
        made_at: v.now,
    };
    store::early_help::keep_form(&mut w, &new, &sections).await?;
    let event = Event::new(Verb::EarlyHelpForm, "early_help_form", v.org())
        .fact("version", format!("{before} → {}", new.number))
        .fact("sections", sections.len());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/early-help", format!("Version {} is kept", new.number))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let at = rulebook::Day::from_pg(0).at(rulebook::Minute::default());
    let (version, mut sections) = crate::early_help::proposed("Mr Piers Lyle", at);
    for (n, s) in sections.iter_mut().enumerate() {
        s.id = Id::from_u128(n as u128 + 1);
    }
    let page = |version, sections: &[Section], errors| EarlyHelpPage {
        form: form_of(None, sections),
        version,
        rows: sections.len() + 1,
        csrf: "gallery".into(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("title-1", "There are two called “Strengths”");
    vec![
        framed("set-up-early-help", &page(None, &sections[..4], Errors::new())),
        framed("set-up-early-help-wrong", &page(Some(version), &sections[..2], errors)),
    ]
}
