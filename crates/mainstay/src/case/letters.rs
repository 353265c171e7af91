//! Information for a parent: composed, checked, set as pages and kept, one for each at their own
//! address; and the sources of free advice every letter names.
//!
//! Must never make: a letter with a blank, or with anything in it that is kept from its reader.

use super::{Whole, event, once, whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::LONGEST_LINE;
use casework::case::family::Parent;
use casework::case::information::{Desk, Draft, Facts, Letter, check, compose};
use casework::owed::{Done, How};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, Minute};
use store::Source;
use store::case::work::FamilyLetter;

/// The setting that holds the sources of free advice, a line each.
pub(super) const ADVICE: &str = "case_advice";
/// Letters of the sources of advice.
const LONGEST_ADVICE: usize = 2_000;

/// A letter being made.
pub struct LetterPage {
    /// Key of the case.
    pub case: Id,
    /// Who it is for.
    pub to: Parent,
    /// The child's name.
    pub name: String,
    /// The letter as it stands.
    pub letter: Letter,
    /// What is in the form.
    pub form: Form,
    /// What stops it.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for LetterPage {
    fn title(&self) -> String {
        format!("Letter for {}", self.to.full())
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let base = format!("/cases/{}", self.case);
        let back = format!("{base}/family");
        html! {
            (Head::new(&self.title()).back(&back, "Family and letters").facts(html! { "About " (crate::page::name::pupil_name(&self.name)) ". One letter for each person, at their own address." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                form.sheet.stack method="post" action={ (base) "/letters/new" } autocomplete="off" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("to", self.to.id))
                    (Area::new("send_to", "Where and to whom representations go").hint("Such as the clerk to the governing body, with an address or email.").rows(2).from(f, e))
                    (Area::new("pupil_part", "How the pupil can take part").rows(2).from(f, e))
                    (Area::new("remote", "How, and of whom, a remote meeting is asked for").rows(2).from(f, e))
                    (Area::new("work", "How work is set and marked in the first five days").optional().rows(2).from(f, e))
                    (Area::new("added", "Anything more").optional().rows(3).from(f, e))
                    div.row {
                        button.btn type="submit" name="act" value="make" { "Make the letter" }
                        button.btn.btn-2 type="submit" name="act" value="look" { "Look at it again" }
                        button.btn.btn-2 type="submit" name="act" value="word" { "Word copy" }
                        a.btn.btn-2 href=(back) { "Leave it" }
                    }
                    p.soft { "A Word copy is for putting a draft your own way. What is kept and proved here is the letter as it is shown." }
                }
                section.sheet.stack aria-labelledby="reads" {
                    h2 #reads { "How it reads" }
                    p { (self.letter.to_name) br; @for l in &self.letter.to_address { (l) br; } }
                    p { (self.letter.salutation) }
                    h3 { (self.letter.heading) }
                    @for p in &self.letter.paragraphs { p { (p) } }
                    dl.cite.cite-bare { @for (what, answer) in &self.letter.facts { dt { (what) } dd { (answer) } } }
                    @for (heading, items) in &self.letter.lists { h3 { (heading) } ul { @for i in items { li { (i) } } } }
                }
            }
        }
    }
}

async fn desk(v: &Visit, src: &mut dyn Source) -> Result<Desk, Problem> {
    let school = &v.setting.school;
    let advice = store::school::get(src, v.org(), ADVICE).await?.unwrap_or_default();
    let lines =
        |t: &str| t.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect();
    Ok(Desk {
        authority: school.name.clone(),
        address: lines(&school.address),
        phone: school.phone.clone(),
        advice: lines(&advice),
        sign_name: v.actor.name.clone(),
        sign_role: v.actor.post.clone(),
    })
}

fn draft(f: &Form) -> Draft {
    let text = |name: &str| f.text(name).to_string();
    Draft {
        send_to: text("send_to"),
        pupil_part: text("pupil_part"),
        remote: text("remote"),
        work: text("work"),
        added: text("added"),
    }
}

/// What a letter starts from, for a person to make better.
fn suggested(all: &Whole) -> Form {
    let school = &all.case.school_name;
    let first = all.child.first();
    Form::of([
        ("send_to", format!("The clerk to the governing body, {school}")),
        (
            "pupil_part",
            format!(
                "{first} can come to the meeting and speak, write down what they want to say, or ask somebody to say it for them."
            ),
        ),
        (
            "remote",
            format!("Ask the clerk to the governing body of {school} before the meeting is fixed."),
        ),
    ])
}

fn facts<'a>(all: &'a Whole, to: &'a Parent, today: Day) -> Facts<'a> {
    Facts {
        case: &all.case,
        child: &all.child,
        to,
        parents: &all.parents,
        withheld: &all.withheld,
        governors_by: all.owes("governors-meet").and_then(|o| o.day()),
        sixth: all.sixth(),
        provision: all.provision(),
        today,
    }
}

async fn sheet(v: &Visit, form: Option<Form>, mut errors: Errors) -> Result<LetterPage, Problem> {
    let mut read = v.read().await?;
    let all = whole(v, &mut read, v.id("id")?).await?;
    let desk = desk(v, &mut read).await?;
    let asked = form.as_ref().and_then(|f| f.id("to")).or(v.query.id("to"));
    let to = all.parents.iter().find(|p| Some(p.id) == asked && p.written_to()).cloned();
    let to = to.ok_or(Problem::Missing)?;
    let form = form.unwrap_or_else(|| suggested(&all));
    let draft = draft(&form);
    let facts = facts(&all, &to, v.today());
    let letter = compose(&facts, &desk, &draft);
    if errors.is_empty() {
        for (field, words) in check(&letter, &facts, &desk, &draft) {
            errors.add(if field.is_empty() { "reads" } else { field }, words);
        }
    }
    Ok(LetterPage {
        case: all.case.id,
        name: all.child.name(),
        to,
        letter,
        form: once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows a letter being made.
pub async fn new(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

fn on_paper(letter: &Letter, desk: &Desk, today: Day, language: &str) -> paper::letter::Letter {
    paper::letter::Letter {
        school_name: desk.authority.clone(),
        school_address_lines: desk.address.clone(),
        school_phone: desk.phone.clone(),
        date: today.to_string(),
        to_name: letter.to_name.clone(),
        to_address_lines: letter.to_address.clone(),
        salutation: letter.salutation.clone(),
        heading: letter.heading.clone(),
        paragraphs: letter.paragraphs.clone(),
        facts: letter.facts.clone(),
        bullets: letter.lists.clone(),
        sign_off_name: desk.sign_name.clone(),
        sign_off_role: desk.sign_role.clone(),
        language: language.into(),
        ..Default::default()
    }
}

/// Makes it: words and pages frozen together.
pub async fn make(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    for field in ["send_to", "pupil_part", "remote", "work"] {
        errors.limit(f, field, LONGEST_LINE * 2);
    }
    errors.limit(f, "added", LONGEST_ADVICE);
    let page = sheet(&v, Some(f.clone()), errors).await?;
    if !matches!(f.text("act"), "make" | "word") {
        return v.page(&page);
    }
    if !page.errors.is_empty() {
        return v.again(&page);
    }
    let mut read = v.read().await?;
    let desk = desk(&v, &mut read).await?;
    drop(read);
    let paper_letter = on_paper(&page.letter, &desk, v.today(), "en-GB");
    if f.text("act") == "word" {
        return crate::letter::word_copy(&v, &paper_letter);
    }
    let odd = paper::letter::unprintable(&paper_letter);
    if !odd.is_empty() {
        let mut page = page;
        let odd: String = odd.into_iter().collect();
        page.errors.add("added", format!("No font here prints {odd}. Write it in other letters"));
        return v.again(&page);
    }
    // Slow work, before the write begins.
    let (pdf, words) = tokio::task::spawn_blocking(move || {
        let words = paper::letter::text(&paper_letter);
        paper::letter::pdf(&paper_letter).map(|pdf| (pdf, words))
    })
    .await
    .map_err(anyhow::Error::from)?
    .map_err(|e| anyhow::anyhow!("{e}"))?;
    let mut w = v.write("Making information for a parent").await?;
    let all = whole(&v, &mut w, page.case).await?;
    // What is kept from whom may have changed while it was set.
    if casework::case::family::gives_away(&words, page.to.id, &all.parents, &all.withheld).is_some()
    {
        return Err(Problem::Stale(f.kept()));
    }
    let before = store::case::work::letters(&mut w, v.org(), &[page.case]).await?;
    let number = before.iter().filter(|l| l.parent == page.to.id).count() as i64 + 1;
    let letter = FamilyLetter {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: page.case,
        parent: page.to.id,
        to_name: page.to.full(),
        number,
        day_six: all.provision().is_some(),
        words,
        made_at: v.now,
        by_name: v.actor.name.clone(),
        given_on: None,
        given_how: String::new(),
        given_by: String::new(),
    };
    let to = format!("/cases/{}/family", page.case);
    if !store::case::work::add_letter(&mut w, &letter, pdf).await? {
        return v.to(to);
    }
    v.commit(w, event(Verb::FamilyWritten, &all.case).fact("number", number), Vec::new()).await?;
    v.to_saying(to, format!("Made for {}. Say when it was given", page.to.full()))
}

/// Opens the pages of one.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let case = store::case::find(&mut read, v.org(), v.id("id")?).await?;
    let bytes = store::case::work::letter_pdf(&mut read, v.org(), case.id, v.id("letter")?).await?;
    v.open_file(&format!("case-{}-letter.pdf", case.number), "application/pdf", bytes)
}

/// Says that one was given: proof, where it tells of the education arranged.
pub async fn given(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Recording that a letter was given").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let to = format!("/cases/{}/family", all.case.id);
    let letters = store::case::work::letters(&mut w, v.org(), &[all.case.id]).await?;
    let id = v.id("letter")?;
    let letter = letters.iter().find(|l| l.id == id).ok_or(Problem::Missing)?;
    let Some(on) = f.day("on").filter(|d| *d <= v.today() && *d >= letter.made_at.day()) else {
        return v.to_saying(
            to,
            "Give the day it was given: not before it was made, and not later than today",
        );
    };
    let how = f.text("how").chars().take(60).collect::<String>();
    if letter.given_on.is_some() {
        return v.to(to);
    }
    store::case::work::letter_given(&mut w, all.case.id, id, on, &how).await?;
    let noon = Minute::new(12, 0).unwrap_or_default();
    let details = all.owed.iter().find(|o| {
        o.code == "sixth-day-details" && o.whom.as_ref().map(|x| x.id) == Some(letter.parent)
    });
    if let (Some(o), true) = (details, letter.day_six) {
        let done = Done {
            id: Id::now_v7(),
            code: o.code.into(),
            party: o.to,
            whom: Some(letter.parent),
            whom_name: letter.to_name.clone(),
            at: on.at(noon).min(v.now),
            how: match how.as_str() {
                "By hand" => How::Hand,
                "First-class post" => How::Post,
                _ => How::Email,
            },
            by_whom: v.actor.name.clone(),
            what: format!("Letter {}", letter.number),
            due_then: o.day(),
            note: String::new(),
            struck_at: None,
            struck_by: String::new(),
            struck_why: String::new(),
        };
        store::owed::record(&mut w, all.case.id, &done).await?;
    }
    v.commit(w, event(Verb::FamilyWritten, &all.case).fact("given", on), Vec::new()).await?;
    v.to_saying(to, "Kept")
}

/// The set-up of what every letter names.
pub struct AdvicePage {
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for AdvicePage {
    fn title(&self) -> String {
        "Cases".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Cases").back("/set-up", "Set-up").facts(html! { "What every letter to a parent names." }))
                (ErrorSummary(&self.errors))
                form.stack method="post" action="/set-up/cases" {
                    (token(&self.csrf))
                    (Area::new("advice", "Free and impartial advice").hint("A line each: name, telephone, address on the web. Such as your own information, advice and support service. Check each before you keep it.").rows(6).from(&self.form, &self.errors))
                    div { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
}

/// Shows the set-up.
pub async fn show_advice(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let advice = store::school::get(&mut read, v.org(), ADVICE).await?.unwrap_or_default();
    v.page(&AdvicePage {
        form: Form::of([("advice", advice)]),
        errors: Errors::new(),
        csrf: v.csrf.clone(),
    })
}

/// Keeps the set-up.
pub async fn keep_advice(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let advice =
        errors.need(&v.form, "advice", LONGEST_ADVICE, "Name at least one source of free advice");
    if !errors.is_empty() {
        return v.again(&AdvicePage { form: v.form.clone(), errors, csrf: v.csrf.clone() });
    }
    let mut w = v.write("Changing what letters to parents name").await?;
    store::school::set(&mut w, ADVICE, &advice).await?;
    v.commit(
        w,
        Event::new(Verb::SettingChanged, "organisation", v.org()).fact("what", "free advice"),
        Vec::new(),
    )
    .await?;
    v.to_saying("/set-up/cases", "Kept")
}
