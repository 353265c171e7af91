//! The calculation sheet of a sum on paper: facts, working and who did what.

use crate::problem::Problem;
use crate::visit::Visit;
use casework::Coded;
use casework::money::{Money, pounds, working};
use paper::letter::Letter;

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
}

fn letter(v: &Visit, m: &Money) -> Letter {
    let school = &v.setting.school;
    let worked = m.worked();
    let total = worked.as_ref().map_or_else(|e| e.to_string(), |w| pounds(w.total));
    let mut story = vec![format!("Raised by {}, {}", m.raised_name, m.raised_at)];
    if let Some(at) = m.decided_at.filter(|_| m.counts() || m.reversed_at.is_some()) {
        story.push(format!("Approved by {}, {at}", m.decided_name));
    }
    if let (Some(at), Some(day)) = (m.reversed_at, m.reinstated_on) {
        story.push(format!("Reversed by {}, {at}: reinstated on {day}", m.reversed_name));
    }
    let mut bullets = vec![("Who did what".to_string(), story)];
    if let Ok(worked) = &worked {
        bullets.insert(0, ("Working".to_string(), working(m, worked)));
    }
    Letter {
        school_name: school.name.clone(),
        school_address_lines: lines(&school.address),
        school_phone: school.phone.clone(),
        date: v.today().to_string(),
        heading: "Money that follows a pupil: calculation sheet".into(),
        paragraphs: vec![
            "After a permanent exclusion the school’s budget share is cut by A × (B ÷ 52) + C: a year’s amount for a pupil of the same age and circumstances, for the complete weeks left from the relevant date, and what a review panel ordered.".into(),
            "Rules R3.16 and R3.17 of this system’s law notes. The relevant date and this year’s regulations are not yet checked; the authority keeps both by year. Pupil premium moves too, and is not in this sum.".into(),
        ],
        facts: vec![
            ("Child".into(), m.who.clone()),
            ("School whose headteacher decided it".into(), m.school_name.clone()),
            ("Total".into(), total),
            ("How far".into(), m.state.label().into()),
        ],
        bullets,
        ..Letter::default()
    }
}

/// The sheet, set away from the threads that answer people.
pub(super) async fn pdf(v: &Visit, m: &Money) -> Result<Vec<u8>, Problem> {
    let letter = letter(v, m);
    let set = move || paper::letter::pdf(&letter).map_err(|e| anyhow::anyhow!("{e}"));
    Ok(tokio::task::spawn_blocking(set).await.map_err(anyhow::Error::from)??)
}
