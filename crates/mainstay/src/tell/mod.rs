//! "Tell the DSL": from any page, by anybody at work in the school, to the safeguarding lead alone.
//!
//! It leaves no words behind. The page shows what its writer typed only while it is being put
//! right; a form whose session is over is kept by its own token, so that its words need not wait
//! in a page for the next person. Must never show: what was passed on.

use crate::app::App;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, alone, framed};
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::handoff::{self, Handoff, LONGEST, LONGEST_WHOM, Passed};
use casework::message::{Draft, Kind};
use casework::pupil::Pupil;
use casework::school::Setting;
use casework::words::Concept;
use casework::{Act, Actor, Event, Id, Reach, Role, Scope, Verb};
use maud::{Markup, html};
use rulebook::{Instant, Minute};
use store::Source;

/// Where it is.
pub const PATH: &str = "/tell";

/// The page.
pub struct TellPage {
    /// The pupil it is about, where the page came from theirs: key, name and form.
    pub about: Option<(Id, String)>,
    /// "student"
    pub word: String,
    /// "designated safeguarding lead", and its short form.
    pub lead: (String, String),
    /// The safeguarding leads it goes to.
    pub to: Vec<String>,
    /// "headteacher"
    pub head: String,
    /// What this person passed on today: the times alone.
    pub passed: Vec<Passed>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for TellPage {
    fn title(&self) -> String {
        format!("Tell the {}", self.lead.1)
    }
    fn here(&self) -> &'static str {
        PATH
    }
    fn main(&self) -> Markup {
        let longest = format!("At most {LONGEST} letters. The first thing they said matters most.");
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).facts(html! {
                    @if !self.to.is_empty() { "It goes to " (self.to.join(" and ")) ", " (self.lead.0) ", and to nobody else." }
                }))
                @if self.to.is_empty() {
                    div.panel.panel-stop { h2.panel-title { "Nobody is set as " (self.lead.0) " in Mainstay" }
                        p { "What you write is kept for them, but nobody is told. Tell them in person now." } }
                }
                @if !self.passed.is_empty() {
                    section.sheet.stack aria-labelledby="passed" {
                        h2 #passed { "What you passed on today" }
                        ul { @for p in &self.passed { li {
                            "Passed to the " (self.lead.1) " at " (p.passed_at.minute())
                            @match p.received_at {
                                Some(at) if at.day() == p.passed_at.day() => { ", received at " (at.minute()) }
                                Some(at) => { ", received " (at) }
                                None => { ", not received yet" }
                            }
                            "."
                        } } }
                    }
                }
                div.panel.panel-warn {
                    p { strong { "A child in danger now: tell the " (self.lead.1) " in person, or ring 999. Write afterwards." } }
                    ul {
                        li { "Their own words, as they said them. What you saw, as you saw it." }
                        li { "Ask no questions. Listening is enough." }
                        li { "Promise nothing. Tell them you have to pass it on, and to whom." }
                        li { "About an adult who works here? Tell the " (self.head) " in person instead." }
                    }
                }
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action=(PATH) autocomplete="off" data-leave-nothing {
                    (token(&self.csrf)) (hidden("once", self.form.text("once")))
                    @match &self.about {
                        Some((id, who)) => {
                            (hidden("pupil", id))
                            p { "About " strong { (pupil_name(who)) } ". " a href=(PATH) { "It is about somebody else" } }
                        }
                        None => (Field::new("whom", "Whom is it about?").hint(&format!("Name and form of the {}. Leave it empty if nobody is known yet.", self.word)).optional().from(&self.form, &self.errors))
                    }
                    (Area::new("words", "What was said or seen").hint(&longest).rows(7).from(&self.form, &self.errors))
                    div.row.row-base {
                        (Field::new("day", "On").kind("date").from(&self.form, &self.errors))
                        (Field::new("time", "At").kind("time").from(&self.form, &self.errors))
                    }
                    div.row { button.btn type="submit" { "Pass it to the " (self.lead.1) } a.btn.btn-2 href="/" { "Leave it" } }
                    p.soft { "It is not kept on this device, on the " (self.word) "’s file or in the room’s record. You cannot read it again here." }
                }
            }
        }
    }
}

/// The page somebody sees whose session was over when they sent it: no words, whoever they are.
pub struct SentPage {
    /// It is kept.
    pub kept: Option<Instant>,
}

impl Page for SentPage {
    fn title(&self) -> String {
        if self.kept.is_some() {
            "Passed to the DSL".into()
        } else {
            "This did not reach the DSL".into()
        }
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                @match self.kept {
                    Some(at) => {
                        div.panel.panel-ok { h1.panel-title { "Passed to the DSL at " (at.minute()) }
                            p { "You were signed out while writing. It was passed on all the same, and they will ask whether it came from you." } }
                    }
                    None => {
                        div.panel.panel-stop { h1.panel-title { "This did not reach the DSL" }
                            p { "You were signed out, and nothing of it was kept or is shown here, so that nobody else reads it." }
                            p { strong { "Tell the DSL in person now." } } }
                    }
                }
                p { a.btn.btn-2 href="/" { "Go to Today" } }
            }
        }
    }
}

fn label(p: &Pupil) -> String {
    format!("{}, {}", p.name(), p.form)
}

/// The pupil a page was about when it led here, if this person can see who that is.
async fn asked_about(v: &Visit, src: &mut dyn Source) -> Result<Option<(Id, String)>, Problem> {
    let id = match (v.query.id("pupil"), v.query.id("placement"), v.form.id("pupil")) {
        (Some(id), ..) | (_, _, Some(id)) => id,
        (_, Some(placement), _) => match store::room::placement(src, v.org(), placement).await {
            Ok(placement) => placement.pupil,
            Err(store::Problem::Missing) => return Ok(None),
            Err(other) => return Err(other.into()),
        },
        _ => return Ok(None),
    };
    for scope in [v.scope(), v.actor.roll()] {
        match store::pupil::find(src, &scope, id).await {
            Ok(pupil) => return Ok(Some((id, label(&pupil)))),
            Err(store::Problem::Missing) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(None)
}

async fn page(v: &Visit, form: Form, errors: Errors) -> Result<TellPage, Problem> {
    let mut read = v.read().await?;
    let about = asked_about(v, &mut read).await?;
    let leads = store::staff::with_role(&mut read, v.org(), Role::Safeguarding).await?;
    let since = v.today().at(Minute::default());
    let passed = store::handoff::of_writer(&mut read, v.org(), v.actor.account, since).await?;
    Ok(TellPage {
        about,
        word: v.words().one(Concept::Pupil).into(),
        lead: (v.words().one(Concept::Dsl).into(), v.words().short(Concept::Dsl).into()),
        head: v.words().one(Concept::Head).into(),
        to: leads.iter().map(|s| s.full()).collect(),
        passed,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form, empty, with the time filled in.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("day", v.today().iso()),
        ("time", v.now.minute().input()),
    ]);
    let page = page(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Passes it on.
pub async fn pass(v: Visit) -> Answer {
    let mut errors = Errors::new();
    errors.need(&v.form, "words", LONGEST, "Write what was said or seen");
    errors.limit(&v.form, "whom", LONGEST_WHOM);
    if let Err(wrong) = handoff::heard(v.form.day("day"), v.form.minute("time"), v.now) {
        let field = if v.form.day("day").is_none() { "day" } else { "time" };
        errors.add(field, wrong);
    }
    if !errors.is_empty() {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let at = keep(&v.app, &v.setting, &v.actor, v.now, &v.form, false).await?;
    v.to_saying(PATH, format!("Passed to the DSL at {}", at.minute()))
}

/// A form that came without its session: whoever's form token it carries was writing. What they
/// wrote is kept at once, whatever is odd about it, because it can be shown to nobody.
pub async fn by_token(app: &App, now: Instant, form: &Form, here: Option<Id>) -> Answer {
    let gone = || Ok(answer(StatusCode::CONFLICT, SentPage { kept: None }.alone()));
    let mut read = app.store().read().await?;
    let Some(session) = store::account::of_token(&mut read, form.text("csrf"), now).await? else {
        return gone();
    };
    let actor = match app.actor(&mut read, session.org, session.account).await {
        Ok(actor) => actor,
        Err(store::Problem::Missing) => return gone(),
        Err(other) => return Err(other.into()),
    };
    let setting = app.setting(&mut read, actor.org).await?;
    drop(read);
    if !form.has("words") {
        return gone();
    }
    let away = here != Some(actor.account);
    let form = form.clone().bound_to(actor.account, PATH);
    let at = keep(app, &setting, &actor, now, &form, away).await?;
    Ok(answer(StatusCode::OK, SentPage { kept: Some(at) }.alone()))
}

/// Keeps it, once, and tells each safeguarding lead that there is something. Says when it was
/// passed on.
async fn keep(
    app: &App,
    setting: &Setting,
    actor: &Actor,
    now: Instant,
    form: &Form,
    away: bool,
) -> Result<Instant, Problem> {
    let org = actor.org;
    let id = form.id("once").unwrap_or_else(Id::now_v7);
    let act = Act::by(actor, now, "Passing something to the DSL");
    let mut w = app.store().write(act).await?;
    if store::handoff::is_kept(&mut w, org, id).await? {
        return Ok(store::handoff::find(&mut w, org, id).await?.passed_at);
    }
    // Nothing is told to the writer of whether there is such a pupil, so the whole school is asked.
    let all = Scope { org, reach: vec![Reach::School] };
    let pupil = match form.id("pupil") {
        Some(id) => match store::pupil::find(&mut w, &all, id).await {
            Ok(pupil) => Some(pupil),
            Err(store::Problem::Missing) => None,
            Err(other) => return Err(other.into()),
        },
        None => None,
    };
    let one = Handoff {
        id,
        whom: pupil.as_ref().map(label).unwrap_or_else(|| form.text("whom").to_string()),
        pupil: pupil.map(|p| p.id),
        heard_at: handoff::heard(form.day("day"), form.minute("time"), now).ok(),
        words: form.text("words").to_string(),
        account: actor.account,
        writer_name: actor.name.clone(),
        passed_at: now,
        away,
        received_at: None,
        received_by: String::new(),
    };
    store::handoff::add(&mut w, &one).await?;
    let leads = store::staff::with_role(&mut w, org, Role::Safeguarding).await?;
    let today = now.day();
    let until = setting.calendar.first_on_or_after(today.plus(1)).unwrap_or(today.plus(1));
    let drafts: Vec<Draft> = leads
        .iter()
        .map(|s| Draft {
            id: Id::now_v7(),
            kind: Kind::Safeguarding,
            staff: Some(s.id),
            to_name: s.full(),
            to: s.email.clone(),
            words: handoff::told(&setting.school.name),
            about: id,
            contact: None,
            pupil: None,
            link: None,
            until: casework::link::day_is_over(until),
        })
        .collect();
    store::message::add(&mut w, &drafts).await?;
    // No pupil and no fact: the trail says that somebody passed something on, and when.
    let seq = w.commit(Event::new(Verb::HandedOn, "handoff", id), Vec::new()).await?;
    app.announce(org, seq);
    Ok(now)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let at = |h, m| {
        let day = rulebook::Day::new(2026, 11, 12).unwrap_or_else(|| rulebook::Day::from_pg(0));
        day.at(Minute::new(h, m).unwrap_or_default())
    };
    let tell = |about: Option<(Id, String)>, passed, errors| TellPage {
        about,
        word: "student".into(),
        lead: ("designated safeguarding lead".into(), "DSL".into()),
        head: "headteacher".into(),
        to: vec!["Mr Paul Ingram".into()],
        passed,
        csrf: "gallery".into(),
        form: Form::of([("day", "2026-11-12"), ("time", "13:30")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("words", "Write what was said or seen");
    let passed = vec![
        Passed { passed_at: at(13, 34), received_at: Some(at(13, 41)) },
        Passed { passed_at: at(9, 5), received_at: None },
    ];
    let noa = (Id::from_u128(1), "Noa Arkin, 9S".to_string());
    let nobody = TellPage { to: Vec::new(), ..tell(None, Vec::new(), Errors::new()) };
    vec![
        framed("tell", &tell(Some(noa), Vec::new(), Errors::new())),
        framed("tell-wrong", &tell(None, passed, errors)),
        framed("tell-no-lead", &nobody),
        alone("tell-signed-out", &SentPage { kept: Some(at(13, 34)) }),
        alone("tell-not-kept", &SentPage { kept: None }),
    ]
}
