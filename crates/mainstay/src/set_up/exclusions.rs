//! What suspensions and permanent exclusions need of a school: who acts as head, whom the notices
//! go to, where a family finds advice.
//!
//! Must never give anybody the headteacher's role: an acting head decides between two days only.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::Settings;
use casework::set_up::differences;
use casework::words::{Concept, Words};
use casework::{Id, Verb};
use maud::{Markup, html};
use rulebook::day::AFTERNOON;

const KINDS: [(&str, &str); 3] =
    [("maintained", "Maintained"), ("academy", "Academy"), ("pru", "Pupil referral unit")];

/// The page.
pub struct ExclusionsPage {
    /// The school's words.
    pub words: Words,
    /// Staff to choose from: key and name with post.
    pub staff: Vec<(String, String)>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ExclusionsPage {
    fn title(&self) -> String {
        "Suspensions and permanent exclusions".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let head = self.words.one(Concept::Head);
        let mut staff = vec![Choice::new("", "Nobody")];
        staff.extend(self.staff.iter().map(|(id, name)| Choice::new(id, name)));
        let kinds: Vec<Choice> =
            KINDS.iter().map(|(code, label)| Choice::new(*code, *label)).collect();
        let acting = format!("Acting {head}");
        let hint = format!(
            "Only a {head} decides, or one person named here, between these days. Nobody decides by being senior."
        );
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/set-up", "Set-up"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/set-up/exclusions" {
                    (token(&self.csrf)) (hidden("was", f.text("was")))
                    (Choices::one("acting", &acting, &staff).look(Look::Select).hint(&hint).from(f, e))
                    div.ask-fields {
                        (Field::new("acting_from", "From").kind("date").optional().from(f, e))
                        (Field::new("acting_to", "To").kind("date").optional().from(f, e))
                    }
                    (Choices::one("school", "Kind of school", &kinds).from(f, e))
                    (Field::new("authority", "Local authority").hint("As it is written on a letter.").from(f, e))
                    (Area::new("authority_to", "How it is told").hint("A person, an email address, a form on its pages.").rows(2).optional().from(f, e))
                    (Area::new("clerk", "Clerk to the governing body").hint("Name, and how to write or ring. It goes into the letter, so that a parent can make representations and ask for a remote meeting.").rows(2).from(f, e))
                    (Area::new("virtual_head", "Virtual School Head").hint("For children in care: name, and how to reach them.").rows(2).optional().from(f, e))
                    (Area::new("advice", "Free and impartial advice").hint("A line each: who, and how a family reaches them. It goes into every letter.").rows(4).from(f, e))
                    (Field::new("afternoon", "The afternoon session begins at").kind("time").hint("It decides which day is the first of the parent’s public-place duty.").from(f, e))
                    div.row { button.btn type="submit" { "Keep them" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(s: &Settings, staff: &[(String, String)]) -> Vec<(String, String)> {
    let day = |d: Option<rulebook::Day>| d.map(|d| d.to_string()).unwrap_or_default();
    let acting = s.acting.map(|id| id.to_string()).unwrap_or_default();
    let name = staff.iter().find(|(id, _)| *id == acting).map(|(_, name)| name.clone());
    vec![
        ("acting head".into(), name.unwrap_or_default()),
        ("acts from".into(), day(s.acting_from)),
        ("acts to".into(), day(s.acting_to)),
        ("kind of school".into(), s.school.clone()),
        ("authority".into(), s.authority.clone()),
        ("authority is told".into(), s.authority_to.clone()),
        ("clerk".into(), s.clerk.clone()),
        ("virtual school head".into(), s.virtual_head.clone()),
        ("advice".into(), s.advice.clone()),
        ("afternoon begins".into(), s.afternoon.map(|m| m.to_string()).unwrap_or_default()),
    ]
}

fn filled(s: &Settings, staff: &[(String, String)]) -> Form {
    let day = |d: Option<rulebook::Day>| d.map(|d| d.iso()).unwrap_or_default();
    let school = if s.school.is_empty() { "maintained" } else { &s.school };
    Form::of([
        ("was", mark(&values(s, staff))),
        ("acting", s.acting.map(|id| id.to_string()).unwrap_or_default()),
        ("acting_from", day(s.acting_from)),
        ("acting_to", day(s.acting_to)),
        ("school", school.to_string()),
        ("authority", s.authority.clone()),
        ("authority_to", s.authority_to.clone()),
        ("clerk", s.clerk.clone()),
        ("virtual_head", s.virtual_head.clone()),
        ("advice", s.advice.clone()),
        ("afternoon", s.afternoon.unwrap_or(AFTERNOON).to_string()),
    ])
}

async fn staff(src: &mut dyn store::Source, org: Id) -> Result<Vec<(String, String)>, Problem> {
    let all = store::staff::all(src, org).await?;
    let there = all.into_iter().filter(|s| s.left_on.is_none());
    Ok(there
        .map(|s| match s.post.is_empty() {
            true => (s.id.to_string(), s.full()),
            false => (s.id.to_string(), format!("{}, {}", s.full(), s.post)),
        })
        .collect())
}

fn sheet(v: &Visit, staff: Vec<(String, String)>, form: Form, errors: Errors) -> ExclusionsPage {
    ExclusionsPage { words: v.words().clone(), staff, csrf: v.csrf.clone(), form, errors }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let staff = staff(&mut read, v.org()).await?;
    let form = filled(&store::exclusion::settings(&mut read, v.org()).await?, &staff);
    v.page(&sheet(&v, staff, form, Errors::new()))
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let mut w = v.write("Changing what suspensions and permanent exclusions need").await?;
    let staff = staff(&mut w, v.org()).await?;
    let acting = f.id("acting").filter(|id| staff.iter().any(|(s, _)| *s == id.to_string()));
    let (from, to) = (f.day("acting_from"), f.day("acting_to"));
    if acting.is_some() {
        e.get(from, "acting_from", "Give the first day they act");
        e.get(to, "acting_to", "Give the last day they act");
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        e.add("acting_to", "The last day is before the first");
    }
    let school = KINDS.iter().find(|(code, _)| *code == f.text("school")).map(|(code, _)| *code);
    let school = e.get(school, "school", "Choose the kind of school");
    let authority = e.need(f, "authority", 160, "Name the local authority");
    let clerk = e.need(f, "clerk", 600, "Say who the clerk is and how to reach them");
    let advice = e.need(f, "advice", 1500, "Name at least one place that gives free advice");
    let (authority_to, virtual_head) =
        (e.limit(f, "authority_to", 600), e.limit(f, "virtual_head", 600));
    let afternoon = e.get(f.minute("afternoon"), "afternoon", "Give the time, such as 13.00");
    if !e.is_empty() {
        drop(w);
        return v.again(&sheet(&v, staff, v.form.clone(), e));
    }
    let settings = Settings {
        acting,
        acting_from: from.filter(|_| acting.is_some()),
        acting_to: to.filter(|_| acting.is_some()),
        school: school.unwrap_or_default().to_string(),
        authority,
        authority_to,
        clerk,
        virtual_head,
        advice,
        afternoon,
    };
    let was = values(&store::exclusion::settings(&mut w, v.org()).await?, &staff);
    let changes = differences(&was, &values(&settings, &staff));
    if changes.is_empty() {
        return v.to_saying("/set-up/exclusions", "They are as they were");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::exclusion::set_settings(&mut w, &settings).await?;
    v.commit(w, event(Verb::SettingChanged, "exclusion", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/exclusions", "They are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let id = Id::from_u128(1).to_string();
    let page = |form, errors| ExclusionsPage {
        words: crate::exit::sample_words(),
        staff: vec![(id.clone(), "Mr Ewan Thrale, Assistant Headteacher".into())],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add("acting_to", "The last day is before the first");
    errors.add("clerk", "Say who the clerk is and how to reach them");
    let set = Settings {
        school: "academy".into(),
        authority: "Northmoor Borough Council".into(),
        clerk: "Ms Ines Fallow, clerk@fairholme.example, 01632 960410".into(),
        advice: "Northmoor SENDIASS, 01632 960555".into(),
        ..Settings::default()
    };
    let wrong = Form::of([
        ("acting", id.as_str()),
        ("acting_from", "2026-11-20"),
        ("acting_to", "2026-11-10"),
    ]);
    vec![
        framed("set-up-exclusions", &page(filled(&set, &[]), Errors::new())),
        framed("set-up-exclusions-wrong", &page(wrong, errors)),
    ]
}
