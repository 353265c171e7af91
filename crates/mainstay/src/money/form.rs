//! Working a sum out, and putting one right: what is typed, what it comes to, and raising it.
//!
//! Must never know: the formula. It shows the working before anything is kept.

use super::page::working_panel;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::read_money;
use casework::money::{
    LONGEST, Money, MoneyState, Part, Rate, RelevantRule, in_force, may_correct, pounds,
};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::almanac::Pattern;
use rulebook::money::FundingYear;
use rulebook::{Almanac, Day};
use store::Source;

/// The page.
pub struct FormPage {
    /// Where the form goes: a new sum, or one that is put right.
    pub action: String,
    /// Rates in force, of every year there is one for.
    pub rates: Vec<Rate>,
    /// Names of schools, to choose from.
    pub schools: Vec<String>,
    /// How this year's rules set the relevant date.
    pub rule: String,
    /// The sum as it would be, once it can be worked out.
    pub worked: Option<Money>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for FormPage {
    fn title(&self) -> String {
        if self.form.has("version") { "Put a sum right" } else { "Work out a sum" }.into()
    }
    fn here(&self) -> &'static str {
        "/money"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let title = self.title();
        let rates: Vec<Choice> = self
            .rates
            .iter()
            .map(|r| {
                let year =
                    FundingYear::beginning(r.year).map(|y| y.to_string()).unwrap_or_default();
                Choice::new(r.id.to_string(), format!("{}, {}", r.label, pounds(r.pence)))
                    .hint(year)
            })
            .collect();
        let back = match f.has("version") {
            true => self.action.clone().replace("/correct", ""),
            false => "/money".into(),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "Money that follows a pupil").facts(html! { "Nothing is kept until you raise it. Somebody else approves it." }))
                (ErrorSummary(e))
                @if let Some(money) = &self.worked { (working_panel(money)) }
                form.stack.stack-5 method="post" action=(self.action) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("about", f.text("about"))) (hidden("version", f.text("version")))
                    (Field::new("who", "Name of the child").from(f, e))
                    (Field::new("school", "School whose headteacher decided it").list(&self.schools).from(f, e))
                    (Field::new("takes_effect", "First day of the permanent exclusion").kind("date").from(f, e))
                    label.choice { input type="checkbox" name="leaving_year" value="yes" checked[f.ticked("leaving_year")]; span { "In the school’s normal leaving year" } span.hint { "From 1 April, weeks then end with the school year." } }
                    fieldset.field.is-wrong[e.of("rate").is_some()] {
                        legend { "A: a year’s amount for a pupil of the same age and circumstances" }
                        @if let Some(wrong) = e.of("rate") { p.error #rate-error { (wrong) } }
                        @if rates.is_empty() { p.hint { "No rate is entered yet. " a href="/set-up/money" { "Enter the rates" } ", or type an amount below." } }
                        @else { div.choices #rate { @for c in &rates { label.choice {
                            input type="checkbox" name="rate" value=(c.value) checked[f.all("rate").contains(&c.value.as_str())]; span { (c.label) } span.hint { (c.hint) }
                        } } } }
                    }
                    div.row {
                        (Field::new("other", "Another amount, in pounds").kind("figure").optional().from(f, e))
                        (Field::new("other_what", "What it is").optional().from(f, e))
                    }
                    (Field::new("relevant", "Relevant date").kind("date").hint(&format!("Left empty it is counted by this year’s rule: {}.", self.rule)).optional().from(f, e))
                    (Field::new("relevant_why", "If you type it: why").optional().from(f, e))
                    fieldset.field {
                        legend { "C: what a review panel ordered" }
                        p.hint { "Only where the panel quashed the decision and ordered it, and no reinstatement was offered in time. No order, no readjustment." }
                        label.choice { input type="checkbox" name="ordered" value="yes" checked[f.ticked("ordered")]; span { "The panel ordered " (pounds(rulebook::money::readjustment())) } }
                        (Field::new("ordered_on", "Ordered on").kind("date").optional().from(f, e))
                    }
                    (Field::new("admitting", "School or place that admits the child").hint("Once it is known.").list(&self.schools).optional().from(f, e))
                    (Field::new("admitted_on", "Admitted on").kind("date").optional().from(f, e))
                    (Area::new("note", "What else is to be known").rows(2).optional().from(f, e))
                    div.row {
                        button.btn.btn-2 type="submit" name="do" value="look" { "Work it out" }
                        button.btn type="submit" name="do" value="raise" { "Raise it" }
                        a.btn.btn-2 href=(back) { "Leave it" }
                    }
                }
            }
        }
    }
}

/// The school's calendar as the authority holds it, ready to count.
async fn almanac(
    v: &Visit,
    src: &mut dyn Source,
    school: Option<Id>,
) -> Result<Result<Almanac, String>, Problem> {
    let shut = match school {
        Some(id) => store::case::school::shut_of(src, v.org(), id).await?,
        None => Vec::new(),
    };
    let calendar = store::case::school::calendar_of(&v.setting.calendar, school, &shut);
    let made = Almanac::of_school(&v.setting.school.name, &calendar, Pattern::of(&calendar));
    Ok(made.map_err(|e| e.to_string()))
}

/// The relevant date, by the rule of the year it falls in: a rule of one year may count into the
/// next, whose rule then holds.
async fn relevant(
    v: &Visit,
    src: &mut dyn Source,
    school: Option<Id>,
    takes_effect: Day,
) -> Result<Result<(RelevantRule, Day), String>, Problem> {
    let almanac = match almanac(v, src, school).await? {
        Ok(almanac) => almanac,
        Err(why) => return Ok(Err(why)),
    };
    let mut year = FundingYear::of(takes_effect);
    for _ in 0..2 {
        let rule = store::money::year(src, v.org(), year).await?.relevant;
        let Some(counted) = rule.counted() else {
            return Ok(Err(format!("in {year} it is typed by hand")));
        };
        let day = match counted.count(takes_effect, &almanac) {
            Ok(count) => count.due,
            Err(why) => return Ok(Err(why.to_string())),
        };
        if FundingYear::of(day) == year {
            return Ok(Ok((rule, day)));
        }
        year = FundingYear::of(day);
        if rule == store::money::year(src, v.org(), year).await?.relevant {
            return Ok(Ok((rule, day)));
        }
    }
    Ok(Err("the rules of the two years do not agree on it".into()))
}

/// What was typed, as a sum; nothing where something is wrong.
async fn typed(
    v: &Visit,
    src: &mut dyn Source,
    id: Id,
    about: Option<Id>,
    e: &mut Errors,
) -> Result<Option<Money>, Problem> {
    let f = &v.form;
    let who = e.need(f, "who", 160, "Give the child’s name");
    let school_name = e.need(f, "school", 200, "Give the school");
    let known = store::known_school::by_words(src, v.org(), &school_name).await?;
    let takes_effect = e.get(
        f.day("takes_effect"),
        "takes_effect",
        "Give the first day of the permanent exclusion as a date, such as 13/11/2026",
    );
    let rates = in_force(&store::money::rates(src, v.org()).await?);
    let mut parts = Vec::new();
    let mut years = Vec::new();
    for key in f.all("rate") {
        match rates.iter().find(|r| r.id.to_string() == key) {
            Some(r) => {
                parts.push(Part { label: r.label.clone(), pence: r.pence, rate: Some(r.id) });
                years.push(r.year);
            }
            None => e.add("rate", "A rate was changed since. Choose again"),
        }
    }
    let other_what = e.limit(f, "other_what", 120);
    if f.has("other") {
        match read_money(f.text("other")).filter(|p| *p > 0) {
            Some(_) if other_what.is_empty() => e.add("other_what", "Say what the amount is"),
            Some(pence) => parts.push(Part { label: other_what, pence, rate: None }),
            None => e.add("other", "Give pounds and pence, such as 6240.00"),
        }
    } else if !other_what.is_empty() {
        e.add("other", "Give the amount, such as 6240.00");
    }
    if parts.is_empty() && e.of("rate").is_none() && e.of("other").is_none() {
        e.add("rate", "Choose a rate, or type an amount below");
    }
    let why = e.limit(f, "relevant_why", LONGEST);
    let mut rule = RelevantRule::ByHand;
    let mut day = None;
    if f.has("relevant") {
        day = e.get(f.day("relevant"), "relevant", "Give the relevant date as a date");
        if why.is_empty() {
            e.add("relevant_why", "Say why it is typed and not counted");
        }
    } else if let Some(from) = takes_effect {
        match relevant(v, src, known.as_ref().map(|k| k.id), from).await? {
            Ok((by, on)) => (rule, day) = (by, Some(on)),
            Err(no) => e.add(
                "relevant",
                format!(
                    "It cannot be counted: {no}. Type it, or put the calendar right under Set-up"
                ),
            ),
        }
    }
    let ordered = f.ticked("ordered");
    let ordered_on = f.day("ordered_on");
    if ordered && ordered_on.is_none() {
        e.add("ordered_on", "Give the day the panel ordered it");
    }
    let admitting = e.limit(f, "admitting", 200);
    let admitted_on = f.day("admitted_on");
    if f.has("admitted_on") && admitted_on.is_none() {
        e.add("admitted_on", "Give the day as a date");
    } else if admitting.is_empty() && admitted_on.is_some() {
        e.add("admitting", "Say who admits the child");
    }
    let note = e.limit(f, "note", LONGEST);
    let (Some(takes_effect), Some(relevant)) = (takes_effect, day) else { return Ok(None) };
    let funding = FundingYear::of(relevant);
    if years.iter().any(|y| *y != funding.number()) {
        e.add(
            "rate",
            format!("The relevant date {relevant} falls in {funding}: choose rates of that year"),
        );
    }
    let year = store::money::year(src, v.org(), funding).await?;
    let money = Money {
        id,
        about,
        who,
        school: known.as_ref().map(|s| s.id),
        school_name: known.map_or(school_name, |s| s.listed.name),
        takes_effect,
        leaving_year: f.ticked("leaving_year"),
        rule,
        relevant,
        relevant_why: if rule == RelevantRule::ByHand { why } else { String::new() },
        school_year_ends: year.school_year_ends,
        order: if ordered { rulebook::money::readjustment() } else { 0 },
        ordered_on: ordered_on.filter(|_| ordered),
        admitting,
        admitted_on,
        note,
        parts,
        state: MoneyState::Raised,
        raised_by: v.actor.staff,
        raised_name: v.actor.name.clone(),
        raised_at: v.now,
        decided_name: String::new(),
        decided_at: None,
        decided_why: String::new(),
        reinstated_on: None,
        reversal_by: None,
        reversal_name: String::new(),
        reversal_why: String::new(),
        reversed_name: String::new(),
        reversed_at: None,
        version: f.int("version").unwrap_or(0),
    };
    match money.worked() {
        Err(no) if e.is_empty() => e.add("relevant", casework::words::capital(&no.to_string())),
        _ => {}
    }
    Ok(e.is_empty().then_some(money))
}

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    action: String,
    form: Form,
    worked: Option<Money>,
    errors: Errors,
) -> Result<FormPage, Problem> {
    use casework::Coded;
    let day = form.day("takes_effect").unwrap_or(v.today());
    let year = store::money::year(src, v.org(), FundingYear::of(day)).await?;
    let schools = store::known_school::named(src, v.org()).await?;
    Ok(FormPage {
        action,
        rates: in_force(&store::money::rates(src, v.org()).await?),
        schools: schools.into_iter().map(|(_, name)| name).collect(),
        rule: year.relevant.label().to_lowercase(),
        worked,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

const NEW: &str = "/money/new";

/// Shows the form, filled with what a case says where it comes from one.
pub async fn new(v: Visit) -> Answer {
    let mut form = Form::of([("once", Id::now_v7().to_string())]);
    for name in ["about", "who", "school", "takes_effect", "ordered", "ordered_on"] {
        if v.query.has(name) {
            form = form.with(name, v.query.text(name));
        }
    }
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, NEW.into(), form, None, Errors::new()).await?;
    v.page(&page)
}

fn told(event: Event, m: &Money) -> Event {
    let worked = m.worked();
    let total = worked.as_ref().map_or_else(|_| String::new(), |w| pounds(w.total));
    let weeks = worked.map_or(0, |w| w.weeks);
    let event = event
        .fact("year amount", pounds(m.year_amount()))
        .fact("relevant date", m.relevant)
        .fact("weeks", weeks);
    let event = if m.order > 0 { event.fact("ordered", pounds(m.order)) } else { event };
    event.fact("total", total)
}

/// Works it out, or raises it.
pub async fn raise(v: Visit) -> Answer {
    let mut w = v.write("Raising money that follows a pupil").await?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut e = Errors::new();
    let money = typed(&v, &mut w, id, v.form.id("about"), &mut e).await?;
    let Some(money) = money.filter(|_| v.form.text("do") == "raise") else {
        let mut again = Errors::new();
        let worked = typed(&v, &mut w, id, v.form.id("about"), &mut again).await?;
        let wrong = !again.is_empty();
        let page = sheet(&v, &mut w, NEW.into(), v.form.clone(), worked, again).await?;
        return if wrong { v.again(&page) } else { v.page(&page) };
    };
    if store::money::raise(&mut w, &money).await? {
        let event = told(Event::new(Verb::MoneyRaised, "money", id), &money);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("/money/{id}"), "Raised. Somebody else approves it")
}

/// A sum as a form holds it.
fn filled(m: &Money) -> Form {
    let mut pairs = vec![
        ("version".to_string(), m.version.to_string()),
        ("who".to_string(), m.who.clone()),
        ("school".to_string(), m.school_name.clone()),
        ("takes_effect".to_string(), m.takes_effect.iso()),
        ("admitting".to_string(), m.admitting.clone()),
        ("note".to_string(), m.note.clone()),
    ];
    let mut put = |name: &str, value: String| pairs.push((name.to_string(), value));
    if m.leaving_year {
        put("leaving_year", "yes".into());
    }
    for part in &m.parts {
        match part.rate {
            Some(rate) => put("rate", rate.to_string()),
            None => {
                put("other", format!("{}.{:02}", part.pence / 100, part.pence % 100));
                put("other_what", part.label.clone());
            }
        }
    }
    if m.rule == RelevantRule::ByHand {
        put("relevant", m.relevant.iso());
        put("relevant_why", m.relevant_why.clone());
    }
    if m.order > 0 {
        put("ordered", "yes".into());
        put("ordered_on", m.ordered_on.map(|d| d.iso()).unwrap_or_default());
    }
    if let Some(day) = m.admitted_on {
        put("admitted_on", day.iso());
    }
    Form::of(pairs)
}

/// Shows a sum to put right.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let m = store::money::find(&mut read, v.org(), v.id("id")?).await?;
    may_correct(&v.actor, &m)?;
    let action = format!("/money/{}/correct", m.id);
    let page = sheet(&v, &mut read, action, filled(&m), None, Errors::new()).await?;
    v.page(&page)
}

/// Puts a sum right and raises it again.
pub async fn correct(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Putting right money that follows a pupil").await?;
    let now = store::money::find(&mut w, v.org(), id).await?;
    may_correct(&v.actor, &now)?;
    let action = format!("/money/{id}/correct");
    let mut e = Errors::new();
    let money = typed(&v, &mut w, id, now.about, &mut e).await?;
    let Some(money) = money.filter(|_| v.form.text("do") == "raise") else {
        let mut again = Errors::new();
        let worked = typed(&v, &mut w, id, now.about, &mut again).await?;
        let wrong = !again.is_empty();
        let page = sheet(&v, &mut w, action, v.form.clone(), worked, again).await?;
        return if wrong { v.again(&page) } else { v.page(&page) };
    };
    if money.version != now.version {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::money::correct(&mut w, &money).await?;
    let was = now.worked().map_or_else(|_| String::new(), |w| pounds(w.total));
    let event =
        told(Event::new(Verb::MoneyCorrected, "money", id).fact("total before", was), &money);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/money/{id}"), "Put right, and raised again. Somebody else approves it")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |form: Form, worked, errors| FormPage {
        action: NEW.into(),
        rates: super::rates::sample_rates(),
        schools: vec!["Harrowfield School".into()],
        rule: "the sixth school day after the permanent exclusion takes effect".into(),
        worked,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let money = super::page::sample(MoneyState::Raised);
    let mut errors = Errors::new();
    errors.add(
        "takes_effect",
        "Give the first day of the permanent exclusion as a date, such as 13/11/2026",
    );
    errors.add("rate", "Choose a rate, or type an amount below");
    let form = filled(&money);
    vec![
        framed("money-new", &page(Form::default(), None, Errors::new())),
        framed("money-worked", &page(form, Some(money), Errors::new())),
        framed("money-wrong", &page(Form::of([("who", "Reuben Haldane-Price")]), None, errors)),
    ]
}
