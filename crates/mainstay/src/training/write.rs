//! Training as it is kept: with its certificate, and the day until which it counts.

use super::{HOME, event, warn, warned};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::team::{chosen, gone, people};
use crate::visit::{Answer, Visit};
use crate::work::file;
use casework::team::Ask;
use casework::training::{
    LONGEST, LONGEST_LINE, LONGEST_MINUTES, MOST_PEOPLE, Training, Way, same,
};
use casework::{Coded, Id, May, Verb};
use maud::{Markup, html};
use store::today::team;

/// The form.
pub struct NewPage {
    /// Colleagues, for whoever leads; none where it is one's own.
    pub staff: Vec<Choice>,
    /// Names of what is asked and of what was had.
    pub names: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Keep training".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways: Vec<Choice> = Way::ALL.iter().map(|w| Choice::new(w.code(), w.label())).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Keep training").back(HOME, "Training"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" enctype="multipart/form-data" action="/training/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Choices::one("way", "Was it received or given?", &ways).from(f, e))
                    @if !self.staff.is_empty() { (Choices::one("staff", "Who", &self.staff).look(Look::Select).from(f, e)) }
                    (Field::new("what", "What it was").hint("As it is called where it is asked of somebody.").list(&self.names).from(f, e))
                    (Field::new("provider", "By whom").optional().from(f, e))
                    (Field::new("audience", "For whom").hint("Where it was given.").optional().from(f, e))
                    (Field::new("attended", "How many came").kind("number").hint("Where it was given.").optional().from(f, e))
                    (Area::new("feedback", "What they said of it").hint("Where it was given.").optional().rows(2).from(f, e))
                    (Field::new("day", "Day").kind("date").from(f, e))
                    (Field::new("hours", "Hours").kind("figure").hint("Such as 6 or 1.5.").optional().from(f, e))
                    (Field::new("until", "Good until").kind("date").hint("The last day on the certificate. Leave it where it does not run out.").optional().from(f, e))
                    (Area::new("learnt", "What is done with it").optional().rows(3).from(f, e))
                    (file::field("", e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(HOME) { "Leave it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    let leads = v.may(May::Team);
    let all = people(&mut read, v).await?;
    let mut names: Vec<String> = store::training::needs(&mut read, v.org())
        .await?
        .into_iter()
        .filter(|n| n.active)
        .map(|n| n.what)
        .collect();
    for t in store::training::of(&mut read, v.org(), v.actor.staff).await? {
        if !names.iter().any(|n| same(n, &t.what)) {
            names.push(t.what);
        }
    }
    let staff = if leads { crate::team::choices(&all, None) } else { Vec::new() };
    Ok(NewPage { staff, names, csrf: v.csrf.clone(), form, errors })
}

/// Shows the form; renewing something fills what stays.
pub async fn new(v: Visit) -> Answer {
    let mut form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("way", Way::Received.code().to_string()),
        ("staff", v.query.id("staff").unwrap_or(v.actor.staff).to_string()),
        ("what", v.query.text("what").chars().take(LONGEST_LINE).collect()),
    ]);
    if let Some(id) = v.query.id("again") {
        let mut read = v.read().await?;
        let t = store::training::find(&mut read, v.org(), id).await?;
        if v.may(May::Team) || t.staff == v.actor.staff {
            form = form
                .with("staff", t.staff.to_string())
                .with("what", t.what)
                .with("provider", t.provider);
        }
    }
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Hours as they are typed, in minutes.
fn minutes(f: &Form, errors: &mut Errors) -> i64 {
    let text = f.text("hours").replace(',', ".");
    if text.is_empty() {
        return 0;
    }
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let tenths: String = format!("{part}00").chars().take(2).collect();
    let read = whole.parse::<i64>().ok().zip(tenths.parse::<i64>().ok());
    let fits = read
        .filter(|(h, t)| (0..=LONGEST_MINUTES / 60).contains(h) && (0..100).contains(t))
        .map(|(h, t)| h * 60 + t * 60 / 100);
    errors.get(fits, "hours", "Give the hours, such as 6 or 1.5").unwrap_or_default()
}

/// Keeps one, with what Today says before it runs out.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let way = errors.get(f.coded::<Way>("way"), "way", "Say whether it was received or given");
    let what = errors.need(f, "what", LONGEST_LINE, "Say what it was");
    let provider = errors.limit(f, "provider", LONGEST_LINE);
    let audience = errors.limit(f, "audience", LONGEST_LINE);
    let given = way == Some(Way::Given);
    let attended = match f.has("attended") {
        true => {
            let n = f.int("attended").filter(|n| (0..=MOST_PEOPLE).contains(n));
            errors.get(n, "attended", "Give a number, such as 12, or leave it")
        }
        false => None,
    };
    let feedback = errors.limit(f, "feedback", LONGEST);
    let day = gone(&v, &mut errors, "day");
    let minutes = minutes(f, &mut errors);
    let learnt = errors.limit(f, "learnt", LONGEST);
    let until = match f.has("until") {
        true => errors.get(f.day("until"), "until", "Give the day as a date, or leave it"),
        false => None,
    };
    if until.zip(day).is_some_and(|(until, day)| until < day) {
        errors.add("until", "It runs out after the day it was had");
    }
    let change = file::Change::read(v.file.as_ref(), v.unread.as_deref(), false);
    if let Err(why) = &change {
        errors.add("file", why.clone());
    }
    let mut w = v.write("Keeping training").await?;
    let all = people(&mut w, &v).await?;
    let who = match v.may(May::Team) {
        true => chosen(&all, &v, &mut errors, "staff", "Choose who"),
        false => all.iter().find(|p| p.staff == v.actor.staff),
    };
    let (Some(way), Some(day), Some(who), true) = (way, day, who, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let t = Training {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        way,
        staff: who.staff,
        staff_name: who.name.clone(),
        what,
        provider,
        audience,
        attended: attended.filter(|_| given),
        feedback: if given { feedback } else { String::new() },
        day,
        minutes,
        learnt,
        until,
        not_renewed: String::new(),
        made_by: v.actor.name.clone(),
        version: 1,
    };
    let there = format!("{HOME}/{}", t.id);
    let before = store::training::of(&mut w, v.org(), t.staff).await?;
    if !store::training::add(&mut w, &t).await? {
        return v.to(there);
    }
    // What it renews is no longer to be renewed.
    let renewed = |o: &&Training| same(&o.what, &t.what) && o.day < t.day;
    for old in before.iter().filter(renewed).filter(|_| way == Way::Received) {
        team::done(&mut w, Ask::TrainingEnds, old.id, None, "renewed").await?;
    }
    let later = before.iter().any(|o| same(&o.what, &t.what) && o.day > t.day);
    if !later {
        warn(&mut w, Ask::TrainingEnds, &t, warned(&v)).await?;
    }
    let files =
        change.unwrap_or_default().keep_with(&mut w, "training", t.id, &v.actor.name).await?;
    let event = files.into_iter().fold(event(Verb::TrainingKept, &t), |e, (n, x)| e.fact(n, x));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, "It is kept")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let mut wrong = Errors::new();
    wrong.add("what", "Say what it was");
    wrong.add("until", "It runs out after the day it was had");
    let form = Form::of([("way", "received"), ("day", "2026-11-02"), ("until", "2026-10-02")]);
    vec![framed(
        "training-new-wrong",
        &NewPage {
            staff: vec![Choice::new("", "Choose"), Choice::new("3", "Mr Theo Brack")],
            names: vec!["Safeguarding, yearly".into()],
            csrf: "gallery".into(),
            form,
            errors: wrong,
        },
    )]
}
