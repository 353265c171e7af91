//! An assessment on paper and as text, section by section in the authority's own order. Nothing
//! leaves without consent; for the family there is a copy marked as a draft.

use super::{named, scope};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::early_help::{
    Consent, EarlyHelp, FormVersion, Section, Stands, Words, may_leave, stands,
};
use casework::letter::Letter;
use casework::pupil::Pupil;
use casework::{Event, Verb};
use store::Source;

/// What goes on paper.
pub(super) struct Sheet {
    pub record: EarlyHelp,
    pub pupil: Pupil,
    pub form: FormVersion,
    pub sections: Vec<Section>,
    pub words: Vec<Words>,
    pub consents: Vec<Consent>,
}

async fn sheet(src: &mut dyn Source, v: &Visit) -> Result<Sheet, Problem> {
    let record = store::early_help::find(src, &scope(v), v.id("id")?).await?;
    let pupil = store::pupil::find(src, &scope(v), record.pupil).await?;
    let form = store::early_help::form(src, v.org(), Some(record.form)).await?;
    Ok(Sheet {
        form: form.ok_or(Problem::Missing)?,
        sections: store::early_help::sections(src, v.org(), record.form).await?,
        words: store::early_help::words(src, v.org(), record.id).await?,
        consents: store::early_help::consents(src, v.org(), record.id).await?,
        pupil,
        record,
    })
}

impl Sheet {
    /// The words of a section as they stand on paper.
    fn said(&self, s: &Section) -> String {
        let words = self.words.iter().find(|w| w.section == s.id).map_or("", |w| w.words.trim());
        if words.is_empty() { "Nothing was written here.".into() } else { words.to_string() }
    }
    /// Facts at its head.
    fn facts(&self) -> Vec<(String, String)> {
        let e = &self.record;
        let mut facts = vec![("Child".to_string(), named(&self.pupil))];
        if let Some(born) = self.pupil.born {
            facts.push(("Born".into(), born.to_string()));
        }
        let from =
            if e.lead_from.is_empty() { String::new() } else { format!(", {}", e.lead_from) };
        facts.push(("Lead professional".into(), format!("{}{from}", e.lead_name)));
        if !e.interpreter.is_empty() {
            facts.push(("Interpreter".into(), e.interpreter.clone()));
        }
        facts.push(("Begun".into(), e.begun_on.to_string()));
        if let Stands::Given(c) = stands(&self.consents) {
            use casework::Coded;
            facts.push((
                "Consent".into(),
                format!(
                    "{}, {}, {}. For: {}. To be shared with: {}",
                    c.name,
                    c.day,
                    c.how.label().to_lowercase(),
                    c.what_for,
                    c.with_whom
                ),
            ));
        }
        facts
    }
    /// The whole as text, in the form's own order.
    fn text(&self, school: &str) -> String {
        let mut out = format!("{}\n{school}\n\n", self.form.name);
        for (name, value) in self.facts() {
            out.push_str(&format!("{name}: {value}\n"));
        }
        for (n, s) in self.sections.iter().enumerate() {
            out.push_str(&format!("\n{}. {}\n{}\n", n + 1, s.title, self.said(s)));
        }
        out
    }
    fn letter(&self, v: &Visit, draft: bool) -> Letter {
        let school = &v.setting.school;
        let mut paragraphs = Vec::new();
        if draft {
            paragraphs.push(
                "This is a draft for the family to read. It has been given to nobody else, and will be given to nobody without consent.".to_string(),
            );
        }
        Letter {
            school: school.name.clone(),
            school_address: Vec::new(),
            school_phone: school.phone.clone(),
            date: v.today().to_string(),
            to_name: if draft { "For the family".into() } else { self.record.sent_to.clone() },
            to_address: Vec::new(),
            salutation: String::new(),
            heading: if draft {
                format!("{}: draft", self.form.name)
            } else {
                self.form.name.clone()
            },
            paragraphs,
            facts: self.facts(),
            lists: self
                .sections
                .iter()
                .enumerate()
                .map(|(n, s)| {
                    let lines = self
                        .said(s)
                        .lines()
                        .map(str::trim)
                        .filter(|l| !l.is_empty())
                        .map(String::from)
                        .collect();
                    (format!("{}. {}", n + 1, s.title), lines)
                })
                .collect(),
            sign_name: self.record.lead_name.clone(),
            sign_role: self.record.lead_from.clone(),
            footer: String::new(),
            first: None,
            language: String::new(),
            large: false,
        }
    }
}

async fn exported(v: &Visit, how: &str) -> Result<Sheet, Problem> {
    let mut w = v.write("Exporting an early help assessment").await?;
    let sheet = sheet(&mut w, v).await?;
    may_leave(&sheet.record, &sheet.consents, "exported")?;
    let event = Event::new(Verb::EarlyHelpExported, "early_help", sheet.record.id)
        .pupil(sheet.record.pupil)
        .fact("as", how);
    v.commit(w, event, Vec::new()).await?;
    Ok(sheet)
}

/// As a PDF: for the authority with consent, or marked as a draft for the family.
pub async fn pdf(v: Visit) -> Answer {
    let draft = v.query.text("for") == "family";
    let sheet = match draft {
        true => {
            let mut read = v.read().await?;
            sheet(&mut read, &v).await?
        }
        false => exported(&v, "PDF").await?,
    };
    let paper = crate::letter::on_paper(&sheet.letter(&v, draft));
    let pdf = tokio::task::spawn_blocking(move || ::paper::letter::pdf(&paper))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(|e| anyhow::anyhow!("{e}"))?;
    let name = format!("early-help-{}.pdf", sheet.record.begun_on.iso());
    v.open_file(&name, "application/pdf", pdf)
}

/// As text, to be pasted into the authority's own page.
pub async fn text(v: Visit) -> Answer {
    let sheet = exported(&v, "text").await?;
    let text = sheet.text(&v.setting.school.name);
    let name = format!("early-help-{}.txt", sheet.record.begun_on.iso());
    v.open_file(&name, "text/plain; charset=utf-8", text.into_bytes())
}
