//! Somebody at home reads the standards sheet that is for them and says that they have it,
//! without signing in.
//!
//! Must never show: anything of another person at home, or of a child.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{ErrorSummary, Field, Head};
use crate::problem::Problem;
use crate::visit::{Answer, file, html as shown, see_other};
use axum::http::StatusCode;
use casework::link::Link;
use casework::receipt::Came;
use casework::standards::{Acknowledged, Sheet};
use casework::{Act, Id, wording};
use maud::{Markup, html};
use store::Source;

/// The page.
pub struct LinkedSheet {
    /// The school.
    pub school: String,
    /// Who the link was given to.
    pub to: String,
    /// The sheet.
    pub sheet: Sheet,
    /// Where its pages are.
    pub pdf: String,
    /// That they said they have it.
    pub known: Option<Acknowledged>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedSheet {
    // The title is in a history and on a tab.
    fn title(&self) -> String {
        format!("A sheet from {}", self.school)
    }
    fn main(&self) -> Markup {
        let tag = Some(wording::tag(&self.sheet.language)).filter(|t| !t.is_empty());
        html! {
            (Head::new(&self.title()).facts(html! { "For " (self.to) ". Sent " (self.sheet.issued_at.day()) "." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6.letter-read {
                article.paper aria-label="The sheet" lang=[tag] dir="auto" {
                    @for block in self.sheet.words.trim().split("\n\n") { p { @for (n, line) in block.lines().enumerate() { @if n > 0 { br; } (line) } } }
                }
                p { a href=(self.pdf) { "Open it as a PDF, to print or keep" } }
                section.sheet.stack aria-labelledby="have" {
                    @if let Some(k) = &self.known {
                        h2 #have { "Thank you" }
                        p { "The school knows that you have this sheet: " (k.name) ", " (k.at) "." }
                    } @else {
                        h2 #have { "Tell the school that you have this sheet" }
                        p { "This says only that you have it and know what it says, not that you agree with it." }
                        form.stack.stack-5 method="post" {
                            (Field::new("name", "Your name, if you are not the person it is for").optional().from(&self.form, &self.errors))
                            p { button.btn type="submit" { "I have it and know what it says" } }
                        }
                    }
                }
                p.soft { "Opening this page tells the school nothing. This page is for " (self.to) " alone: please do not pass the link on." }
            }
        }
    }
}

/// The sheet behind a link, and who it is for. A newer one takes its place.
async fn open(src: &mut dyn Source, org: Id, link: &Link) -> Result<(Sheet, Id), Problem> {
    let sheet = store::standards::find(src, org, link.about).await?;
    let contact = link.contact.ok_or(Problem::Missing)?;
    let contact = crate::receipt::still_open(src, org, link, sheet.pupil, &[contact]).await?;
    Ok((sheet, contact))
}

fn here(o: &Outside) -> String {
    format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""))
}

async fn page(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    form: Form,
    errors: Errors,
) -> Result<LinkedSheet, Problem> {
    let (sheet, _) = open(src, org, link).await?;
    let setting = o.app.setting(src, org).await?;
    let known = store::standards::acknowledged(src, org, &[sheet.id]).await?.pop();
    Ok(LinkedSheet {
        school: setting.school.name.clone(),
        to: link.name.clone(),
        sheet,
        pdf: format!("{}/pdf", here(o)),
        known,
        form,
        errors,
    })
}

/// Shows the sheet. Changes nothing, and records nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let page = page(&mut read, &o, org, &link, Form::default(), Errors::new()).await?;
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Its pages.
pub async fn pdf(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let (sheet, _) = open(&mut read, org, &link).await?;
    let bytes = store::standards::pdf(&mut read, org, sheet.id).await?;
    Ok(file("sheet.pdf", "application/pdf", bytes, false))
}

/// Keeps that they have it.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let mut errors = Errors::new();
    let name = errors.limit(&o.form, "name", 120);
    if !errors.is_empty() {
        let mut read = o.app.store().read().await?;
        let page = page(&mut read, &o, org, &link, o.form.clone(), errors).await?;
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    }
    let act = Act::by_link(org, &link, o.now, "Saying that they have a standards sheet");
    let mut w = o.app.store().write(act).await?;
    let (sheet, _) = open(&mut w, org, &link).await?;
    if !store::standards::acknowledged(&mut w, org, &[sheet.id]).await?.is_empty() {
        return Ok(see_other(&here(&o)));
    }
    let said = Acknowledged {
        sheet: sheet.id,
        way: Came::Link,
        name: if name.is_empty() { link.name.clone() } else { name },
        interpreter: String::new(),
        at: o.now,
        made_at: o.now,
        by_name: String::new(),
    };
    let event = crate::standards::know(&mut w, &sheet, &said).await?;
    let seq = w.commit(event, vec![]).await?;
    o.app.announce(org, seq);
    Ok(see_other(&here(&o)))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let (sheet, known) = crate::standards::sample();
    let page = |known, form, errors| LinkedSheet {
        school: "Brindle Hill Academy".into(),
        to: "Mrs Josefina Reyes".into(),
        sheet: sheet.clone(),
        pdf: "/l/sample/pdf".into(),
        known,
        form,
        errors,
    };
    let mut long = Errors::new();
    long.add("name", "Keep this to 120 characters");
    vec![
        alone("link-sheet", &page(None, Form::default(), Errors::new())),
        alone("link-sheet-known", &page(Some(known), Form::default(), Errors::new())),
        alone("link-sheet-wrong", &page(None, Form::of([("name", "A name")]), long)),
    ]
}
