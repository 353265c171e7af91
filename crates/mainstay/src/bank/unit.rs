//! One unit of the bank: what is known of it, changed by the room or its head of subject, agreed or
//! declined by the head of its subject alone.

use super::{head_of, heads, kept, leads, subjects, tag};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use crate::work::file;
use casework::attachment::spell_size;
use casework::bank::{self, Ability, Stands, Unit, Verdict};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;
use store::attachment::Attachment;

/// The page; without a unit, the form of a new one.
pub struct UnitPage {
    /// The school's words.
    pub words: Words,
    /// The unit.
    pub unit: Option<Unit>,
    /// How many pupils used it.
    pub used_by: i64,
    /// Files kept with it.
    pub files: Vec<Attachment>,
    /// Who leads its subject, or nothing.
    pub head: String,
    /// Subjects to choose from.
    pub subjects: Vec<String>,
    /// May change it.
    pub writes: bool,
    /// May agree or decline it.
    pub decides: bool,
    /// Today.
    pub today: Day,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for UnitPage {
    fn title(&self) -> String {
        match &self.unit {
            Some(u) => u.title.clone(),
            None => "Add a unit".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let title = self.title();
        let head = Head::new(&title).back("/bank", "Work bank");
        let Some(u) = &self.unit else {
            return html! {
                div.page-one.stack.stack-5 {
                    (head) (ErrorSummary(&self.errors))
                    form.stack.stack-5 method="post" action="/bank/new" { (token(&self.csrf)) (hidden("once", self.form.text("once"))) (self.fields()) p { button.btn type="submit" { "Add it" } } }
                }
            };
        };
        html! {
            (head.facts(html! { (u.subject) ", " (u.years()) ". " (tag(u.stands(self.today))) }))
            (ErrorSummary(&self.errors))
            div.cols.cols-2 {
                div.stack.stack-6 { (self.facts(u)) @if self.decides { (self.decide(u)) } }
                @if self.writes { (self.change(u)) }
            }
        }
    }
}

impl UnitPage {
    fn facts(&self, u: &Unit) -> Markup {
        let said = match (u.verdict, u.verdict_at) {
            (Some(v), Some(at)) => format!("{}: {}, {at}", v.label(), u.agreed_by),
            _ if !u.agreed_by.is_empty() => {
                format!("Not agreed here yet; said to be agreed by {}", u.agreed_by)
            }
            _ => "Not yet".into(),
        };
        html! {
            section.sheet.stack aria-labelledby="facts" {
                h2 #facts { "What it is" }
                dl.summary {
                    @if !u.topic.is_empty() { div { dt { "Topic" } dd { (u.topic) } } }
                    div { dt { "For" } dd { (u.ability.label()) } }
                    @if let Some(m) = u.minutes { div { dt { "Takes" } dd { (rulebook::day::spell_minutes(m)) } } }
                    div { dt { "Kept" } dd { @if u.kept_at.is_empty() { "Not said" } @else { (kept(&u.kept_at)) } } }
                    @if !self.files.is_empty() { div { dt { "File" } dd { @for f in &self.files { p { a href={ "/bank/" (u.id) "/file/" (f.id) } { bdi { (f.name_sent) } } " " span.soft { (spell_size(f.size)) } } } } } }
                    div { dt { "Answers" } dd { @if u.answers_at.is_empty() { "None" } @else { (kept(&u.answers_at)) } } }
                    @if !u.author.is_empty() { div { dt { "Author" } dd { (u.author) } } }
                    div { dt { "Clear to copy" } dd { @match u.copyright_clear { Some(true) => "Yes", Some(false) => "No", None => "Nobody has looked" } } }
                    div { dt { "Agreed" } dd { (said) @if !u.verdict_why.is_empty() { ". " (u.verdict_why) } } }
                    @if let Some(d) = u.review_on { div { dt { "Review" } dd { (d) @if u.stands(self.today) == Stands::Review { " " (tag(Stands::Review)) } } } }
                    div { dt { "Leads " (u.subject) } dd { @if self.head.is_empty() { "Nobody is set as head of this subject" } @else { (self.head) } } }
                    div { dt { "Last used" } dd { @match u.last_used { Some(d) => { (d) ", by " (self.used_by) " in all" }, None => "Not used yet" } } }
                }
                @if self.writes {
                    form method="post" action={ "/bank/" (u.id) "/active" } {
                        (token(&self.csrf)) (hidden("version", u.version))
                        @if u.active { button.btn.btn-quiet type="submit" name="active" value="no" { "Retire it" } }
                        @else { button.btn.btn-2 type="submit" name="active" value="yes" { "Offer it again" } }
                    }
                }
            }
        }
    }
    fn decide(&self, u: &Unit) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="decide" {
                h2 #decide { "Your word on it" }
                form.stack method="post" action={ "/bank/" (u.id) "/decide" } {
                    (token(&self.csrf)) (hidden("version", u.version))
                    (Field::new("review_on", "Look at it again on").kind("date").from(&self.form, &self.errors))
                    (Area::new("why", "Why not, if you decline it").rows(2).optional().from(&self.form, &self.errors))
                    div.row {
                        button.btn type="submit" name="verdict" value="agreed" { @if u.verdict == Some(Verdict::Agreed) { "Agree it once more" } @else { "Agree it" } }
                        button.btn.btn-2 type="submit" name="verdict" value="declined" { "Decline it" }
                    }
                }
            }
        }
    }
    fn change(&self, u: &Unit) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="change" {
                h2 #change { "Change it" }
                @if u.verdict.is_some() { p.soft { "Another subject, year, title, topic, level or length is another unit: its " (self.words.one(Concept::HeadOfSubject)) " is asked anew." } }
                form.stack.stack-5 method="post" enctype="multipart/form-data" action={ "/bank/" (u.id) } {
                    (token(&self.csrf)) (hidden("version", u.version))
                    (self.fields())
                    (file::field("", &self.errors))
                    p { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
    fn fields(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ability: Vec<Choice> =
            Ability::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        let clear = [
            Choice::new("yes", "Yes"),
            Choice::new("no", "No"),
            Choice::new("", "Nobody has looked"),
        ];
        html! {
            (Field::new("subject", "Subject").hint("As the timetable has it.").list(&self.subjects).from(f, e))
            div.row {
                (Field::new("year_from", "From year").kind("number").from(f, e))
                (Field::new("year_to", "To year").kind("number").from(f, e))
                (Field::new("hours", "Hours").kind("figure").optional().from(f, e))
            }
            (Field::new("title", "What it is").from(f, e))
            (Field::new("topic", "Topic or unit of the curriculum").optional().from(f, e))
            (Choices::one("ability", "Whom it is for", &ability).look(Look::Select).from(f, e))
            (Field::new("kept_at", "Where it is kept").hint("Tray and shelf, or a link.").optional().from(f, e))
            (Field::new("answers_at", "Where the answers are").optional().from(f, e))
            (Field::new("author", "Author").optional().from(f, e))
            (Choices::one("clear", "May the school copy it?", &clear).hint("Its own work, or covered by a licence the school has.").from(f, e))
        }
    }
}

fn filled(u: &Unit) -> Form {
    Form::of([
        ("subject", u.subject.clone()),
        ("year_from", u.year_from.to_string()),
        ("year_to", u.year_to.to_string()),
        ("hours", u.minutes.map(bank::in_hours).unwrap_or_default()),
        ("title", u.title.clone()),
        ("topic", u.topic.clone()),
        ("ability", u.ability.code().into()),
        ("kept_at", u.kept_at.clone()),
        ("answers_at", u.answers_at.clone()),
        ("author", u.author.clone()),
        ("clear", u.copyright_clear.map_or("", |c| if c { "yes" } else { "no" }).into()),
    ])
}

fn empty(id: Id) -> Unit {
    Unit {
        id,
        subject: String::new(),
        year_from: 0,
        year_to: 0,
        title: String::new(),
        topic: String::new(),
        ability: Ability::All,
        minutes: None,
        kept_at: String::new(),
        answers_at: String::new(),
        author: String::new(),
        copyright_clear: None,
        agreed_by: String::new(),
        verdict: None,
        verdict_at: None,
        verdict_why: String::new(),
        review_on: None,
        last_used: None,
        active: true,
        version: 1,
    }
}

/// Reads the fields over a unit.
fn read(f: &Form, e: &mut Errors, was: &Unit) -> Unit {
    let year = |e: &mut Errors, name: &str| {
        let n = f.int(name).filter(|n| (0..=14).contains(n));
        e.get(n, name, "Give a National Curriculum year, such as 9").unwrap_or(0)
    };
    let mut u = Unit {
        subject: e.need(f, "subject", 60, "Give the subject"),
        year_from: year(e, "year_from"),
        year_to: year(e, "year_to"),
        title: e.need(f, "title", 120, "Say what it is"),
        topic: e.limit(f, "topic", 120),
        ability: f.coded("ability").unwrap_or(Ability::All),
        minutes: None,
        kept_at: e.limit(f, "kept_at", 300),
        answers_at: e.limit(f, "answers_at", 300),
        author: e.limit(f, "author", 120),
        copyright_clear: match f.text("clear") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        ..was.clone()
    };
    if f.has("hours") {
        u.minutes = e.get(bank::hours(f.text("hours")), "hours", "Give hours such as 1 or 1.5");
    }
    if e.is_empty() && u.year_to < u.year_from {
        e.add("year_to", "The last year is before the first");
    }
    u
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    unit: Option<Unit>,
    form: Option<Form>,
    errors: Errors,
) -> Result<UnitPage, Problem> {
    let org = v.org();
    let units = store::bank::all(src, org).await?;
    let taught = store::bank::taught(src, org).await?;
    let used = store::bank::used_by(src, org).await?;
    let heads = heads(src, org).await?;
    let subject = unit.as_ref().map(|u| u.subject.clone()).unwrap_or_default();
    let leads = leads(src, v, &subject).await?;
    let files = match &unit {
        Some(u) => store::attachment::of(src, org, &[u.id]).await?,
        None => Vec::new(),
    };
    let review = unit
        .as_ref()
        .and_then(|u| u.review_on.filter(|d| *d > v.today()))
        .unwrap_or(bank::review_proposed(v.today()));
    let mut form = form.unwrap_or_else(|| match &unit {
        Some(u) => filled(u),
        None => Form::of([("subject", v.query.text("subject")), ("ability", "all")]),
    });
    if !form.has("review_on") {
        form = form.with("review_on", review.iso());
    }
    if unit.is_none() && !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    Ok(UnitPage {
        words: v.words().clone(),
        used_by: unit.as_ref().and_then(|u| used.iter().find(|x| x.0 == u.id)).map_or(0, |x| x.1),
        files,
        head: head_of(&heads, &subject),
        subjects: subjects(&taught, &units),
        writes: unit.is_none() || v.may(May::RunRoom) || leads,
        decides: leads && unit.is_some(),
        today: v.today(),
        form,
        errors,
        csrf: v.csrf.clone(),
        unit,
    })
}

/// Shows a unit.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let unit = store::bank::find(&mut read, v.org(), v.id("id")?).await?;
    let page = sheet(&mut read, &v, Some(unit), None, Errors::new()).await?;
    v.page(&page)
}

/// Shows the form of a new one.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&mut read, &v, None, None, Errors::new()).await?;
    v.page(&page)
}

/// Adds one.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let unit = self::read(&v.form, &mut errors, &empty(id));
    if !errors.is_empty() {
        let mut read = v.read().await?;
        let page = sheet(&mut read, &v, None, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Adding to the work bank").await?;
    let leads = leads(&mut w, &v, &unit.subject).await?;
    bank::may_write(v.may(May::RunRoom), leads, &unit.subject)?;
    let here = format!("/bank/{id}");
    if store::bank::find(&mut w, v.org(), id).await.is_ok() {
        return v.to_saying(here, "The unit is kept");
    }
    store::bank::insert(&mut w, &unit).await?;
    let event = Event::new(Verb::UnitKept, "bank_unit", id)
        .fact("unit", &unit.title)
        .fact("subject", &unit.subject);
    v.commit(w, event, vec![]).await?;
    v.to_saying(here, "The unit is kept")
}

/// Changes one.
pub async fn change(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let was = store::bank::find(&mut read, v.org(), v.id("id")?).await?;
    let runs = v.may(May::RunRoom);
    bank::may_write(runs, leads(&mut read, &v, &was.subject).await?, &was.subject)?;
    let mut errors = Errors::new();
    let mut unit = self::read(&v.form, &mut errors, &was);
    let change = file::Change::read(v.file.as_ref(), v.unread.as_deref(), false);
    if let Err(why) = &change {
        errors.add("file", why.clone());
    }
    if !errors.is_empty() {
        let page = sheet(&mut read, &v, Some(was), Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    bank::may_write(runs, leads(&mut read, &v, &unit.subject).await?, &unit.subject)?;
    drop(read);
    unit.version = v.form.int("version").unwrap_or(was.version);
    let anew = was.verdict.is_some() && !unit.is_alike(&was);
    if anew {
        (unit.verdict, unit.verdict_at, unit.review_on) = (None, None, None);
        (unit.agreed_by, unit.verdict_why) = (String::new(), String::new());
    }
    let mut w = v.write("Changing a unit of the work bank").await?;
    match store::bank::keep(&mut w, &unit).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    let files =
        change.unwrap_or_default().keep_with(&mut w, "bank_unit", unit.id, &v.actor.name).await?;
    let mut event = Event::new(Verb::UnitKept, "bank_unit", unit.id)
        .fact("unit", &unit.title)
        .fact("subject", &unit.subject);
    if anew {
        event = event.fact("agreement", "asked for anew");
    }
    let event = files.into_iter().fold(event, |e, (name, value)| e.fact(name, value));
    v.commit(w, event, vec![]).await?;
    v.to_saying(format!("/bank/{}", unit.id), "The unit is kept")
}

/// Agrees or declines one.
pub async fn decide(v: Visit) -> Answer {
    let verdict: Verdict = v.form.coded("verdict").ok_or(Problem::Missing)?;
    let mut read = v.read().await?;
    let was = store::bank::find(&mut read, v.org(), v.id("id")?).await?;
    bank::may_decide(leads(&mut read, &v, &was.subject).await?, &was.subject)?;
    let mut errors = Errors::new();
    let why = match verdict {
        Verdict::Declined => {
            errors.need(&v.form, "why", 500, "Say why not, so that it can be put right")
        }
        Verdict::Agreed => String::new(),
    };
    let review = match (verdict, bank::review(v.form.day("review_on"), v.today())) {
        (Verdict::Agreed, Err(message)) => {
            errors.add("review_on", message);
            None
        }
        (Verdict::Agreed, Ok(day)) => Some(day),
        (Verdict::Declined, _) => None,
    };
    if !errors.is_empty() {
        let typed = v.form.pairs().into_iter().fold(filled(&was), |f, (n, x)| f.with(&n, x));
        let page = sheet(&mut read, &v, Some(was), Some(typed), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let unit = Unit {
        verdict: Some(verdict),
        verdict_at: Some(v.now),
        verdict_why: why,
        agreed_by: v.actor.name.clone(),
        review_on: review,
        version: v.form.int("version").unwrap_or(was.version),
        ..was.clone()
    };
    let here = format!("/bank/{}", unit.id);
    let mut w = v.write("Agreeing a unit of the work bank").await?;
    match store::bank::keep(&mut w, &unit).await {
        // The same said twice is said once.
        Err(store::Problem::Stale) => {
            let now = store::bank::find(&mut w, v.org(), unit.id).await?;
            let same = (now.verdict, now.review_on, &now.agreed_by, &now.verdict_why)
                == (unit.verdict, unit.review_on, &unit.agreed_by, &unit.verdict_why);
            return if same { v.to(here) } else { Err(Problem::Stale(v.form.kept())) };
        }
        other => other?,
    }
    let event = Event::new(Verb::UnitDecided, "bank_unit", unit.id)
        .fact("unit", &unit.title)
        .fact("said", verdict.label());
    v.commit(w, event, vec![]).await?;
    v.to_saying(here, format!("{}: {}", verdict.label(), unit.title))
}

/// Retires one or offers it again.
pub async fn active(v: Visit) -> Answer {
    let mut w = v.write("Changing the work bank").await?;
    let was = store::bank::find(&mut w, v.org(), v.id("id")?).await?;
    bank::may_write(v.may(May::RunRoom), leads(&mut w, &v, &was.subject).await?, &was.subject)?;
    let active = v.form.text("active") == "yes";
    let here = format!("/bank/{}", was.id);
    if was.active == active {
        return v.to(here);
    }
    let event = Event::new(Verb::UnitKept, "bank_unit", was.id)
        .fact("unit", &was.title)
        .fact("list", if active { "retired → offered" } else { "offered → retired" });
    store::bank::keep(&mut w, &Unit { active, ..was }).await?;
    v.commit(w, event, vec![]).await?;
    v.to_saying(here, if active { "Offered again" } else { "Retired" })
}

/// Hands a file out.
pub async fn serve(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let unit = store::bank::find(&mut read, v.org(), v.id("id")?).await?;
    let (file, bytes) = store::attachment::open(&mut read, v.org(), unit.id, v.id("file")?).await?;
    v.download(&file.name, file.kind.media(), bytes)
}
