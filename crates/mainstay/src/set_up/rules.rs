//! The school's own rules for the room: shown everywhere as its policy, never as law.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::school::Rules;
use casework::set_up::differences;
use maud::{Markup, html};
use rulebook::room::LETTER_LINK_LONGEST;

/// The page.
pub struct RulesPage {
    /// "warnings"
    pub warnings: String,
    /// The school's words.
    pub words: casework::words::Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for RulesPage {
    fn title(&self) -> String {
        "Rules of the room".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let warnings = format!("{} before the next step", casework::words::capital(&self.warnings));
        let long = self.words.said("Placements this long need a senior leader");
        let escalates = self.words.said("The head of subject is asked for work after");
        let field = |name, label, hint, kind| Field {
            kind,
            ..Field::new(name, label).hint(hint).from(f, e)
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Rules of the room").back("/set-up", "Set-up"))
                div.panel.panel-note { p { "These are this school’s own rules. Wherever one of them says no, the page names the policy below as where it comes from. The law sets none of these figures." } }
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/set-up/rules" {
                    (token(&self.csrf)) (hidden("was", f.text("was")))
                    (Field::new("policy", "Where the rules come from").hint("Name, section and date, such as “Behaviour policy, section 6.4, September 2026”. Shown beside every rule.").from(f, e))
                    (field("notice_by", "The staff notice is due", "A time, such as 8.30.", "time"))
                    (field("lunch_list_by", "The lunch list is with the kitchen by", "A time, such as 10.30.", "time"))
                    (field("senior_from_minutes", &long, "Minutes of lessons. A whole day of six lessons is about 300.", "number"))
                    (field("work_escalates_after", &escalates, "Minutes since the teacher was asked. Mainstay proposes 60.", "number"))
                    (field("warnings", &warnings, "A break to calm down is never one of them.", "number"))
                    (Field::new("next_step", "The next step after the last one").hint(&self.words.said("In the school’s words, such as “Call a senior leader”.")).from(f, e))
                    (field("gate_hours", "Hours in a term after which approval asks what will be different", "Hours out of lessons in the room. Mainstay proposes 10.", "number"))
                    (field("letter_link_days", "A parent’s private link to a letter works for", "Days after it was sent. Mainstay proposes 28.", "number"))
                    (field("read_within", "Home is expected to say that a letter was read within", "School days after it was issued. Mainstay proposes 2.", "number"))
                    (field("work_back_within", "Finished work is handed back to its teacher within", "School days after the lesson. Mainstay proposes 2.", "number"))
                    div.row { button.btn type="submit" { "Keep the rules" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(r: &Rules) -> Vec<(String, String)> {
    [
        ("policy", r.policy.clone()),
        ("notice due", r.notice_by.to_string()),
        ("lunch list due", r.lunch_list_by.to_string()),
        ("senior leader from minutes", r.senior_from_minutes.to_string()),
        ("work escalates after minutes", r.work_escalates_after.to_string()),
        ("warnings", r.warnings.to_string()),
        ("next step", r.next_step.clone()),
        ("hours that ask what will be different", r.gate_hours.to_string()),
        ("days a letter’s link works", r.letter_link_days.to_string()),
        ("school days for reading a letter", r.read_within.to_string()),
        ("school days for handing work back", r.work_back_within.to_string()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

fn filled(r: &Rules) -> Form {
    Form::of([
        ("was", mark(&values(r))),
        ("policy", r.policy.clone()),
        ("notice_by", r.notice_by.input()),
        ("lunch_list_by", r.lunch_list_by.input()),
        ("senior_from_minutes", r.senior_from_minutes.to_string()),
        ("work_escalates_after", r.work_escalates_after.to_string()),
        ("warnings", r.warnings.to_string()),
        ("next_step", r.next_step.clone()),
        ("gate_hours", r.gate_hours.to_string()),
        ("letter_link_days", r.letter_link_days.to_string()),
        ("read_within", r.read_within.to_string()),
        ("work_back_within", r.work_back_within.to_string()),
    ])
}

fn sheet(v: &Visit, form: Form, errors: Errors) -> RulesPage {
    use casework::words::Concept;
    let warnings = v.words().many(Concept::Warning).to_string();
    RulesPage { words: v.words().clone(), warnings, csrf: v.csrf.clone(), form, errors }
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let form = filled(&v.setting.rules);
    v.page(&sheet(&v, form, Errors::new()))
}

/// Keeps them.
pub async fn keep(v: Visit) -> Answer {
    let mut e = Errors::new();
    let f = &v.form;
    let within = |e: &mut Errors, name: &str, low: i64, high: i64| {
        let number = f.int(name).filter(|n| (low..=high).contains(n));
        e.get(number, name, &format!("Give a whole number from {low} to {high}")).unwrap_or(low)
    };
    let rules = Rules {
        policy: e.need(f, "policy", 200, "Say where the rules come from"),
        notice_by: e
            .get(f.minute("notice_by"), "notice_by", "Give a time such as 8.30")
            .unwrap_or_default(),
        lunch_list_by: e
            .get(f.minute("lunch_list_by"), "lunch_list_by", "Give a time such as 10.30")
            .unwrap_or_default(),
        senior_from_minutes: within(&mut e, "senior_from_minutes", 0, 2_000),
        work_escalates_after: within(&mut e, "work_escalates_after", 5, 2_880),
        warnings: within(&mut e, "warnings", 1, 10),
        next_step: e.need(f, "next_step", 120, "Say what the next step is"),
        gate_hours: within(&mut e, "gate_hours", 1, 500),
        letter_link_days: within(&mut e, "letter_link_days", 1, LETTER_LINK_LONGEST),
        read_within: within(&mut e, "read_within", 1, 20),
        work_back_within: within(&mut e, "work_back_within", 1, 20),
        letter_name: v.setting.rules.letter_name,
    };
    if !e.is_empty() {
        return v.again(&sheet(&v, v.form.clone(), e));
    }
    let mut w = v.write("Changing the rules of the room").await?;
    let now = store::school::setting(&mut w, v.org()).await?.rules;
    // What letters call somebody is set beside the school's address, and stays as it is.
    let rules = Rules { letter_name: now.letter_name, ..rules };
    let was = values(&now);
    let changes = differences(&was, &values(&rules));
    let stale = v.form.text("was") != mark(&was);
    if stale && !changes.is_empty() {
        return Err(Problem::Stale(v.form.kept()));
    }
    // Kept even when nothing differs: a new school has then said that these are its rules.
    store::school::set_rules(&mut w, &rules).await?;
    v.commit(w, event(Verb::SettingChanged, "rules", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/rules", "The rules are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |form, errors| RulesPage {
        words: casework::words::Words::default(),
        warnings: "warnings".into(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add("notice_by", "Give a time such as 8.30");
    let form = filled(&Rules::default());
    vec![
        framed("set-up-rules", &page(form.clone(), Errors::new())),
        framed("set-up-rules-wrong", &page(form.with("notice_by", "half eight"), errors)),
    ]
}
