//! Good news home: written from the day card or the pupil's page, by email or on paper, and counted
//! beside the contact that was about something gone wrong.
//!
//! Must never do: name another child.

mod school;

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, Empty, ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::good_news::{Balance, GoodNews, LONGEST, wrong};
use casework::letter::{Letter, formal};
use casework::message::{ForHome, Kind};
use casework::pupil::{Contact, Pupil};
use casework::receipt::{Route, Way, route};
use casework::{Event, Id, May, Reach, Scope, Verb};
use maud::{Markup, html};
use store::Source;
use store::good_news::NewsTo;

/// The page.
pub struct NewsPage {
    /// The pupil.
    pub pupil: Id,
    /// Their name.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// "9K2"
    pub form_group: String,
    /// Contact with home this school year.
    pub balance: Balance,
    /// Those it can go to, and how.
    pub people: Vec<(Id, String, String)>,
    /// Those at school who can be told as well, and how.
    pub colleagues: Vec<(Id, String, String)>,
    /// Those at school for whom no email address is on record, and what they are.
    pub unreached: Vec<String>,
    /// What was sent, newest first, to whom at home, and who at school was told.
    pub sent: Vec<(GoodNews, Vec<NewsTo>, Vec<String>)>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for NewsPage {
    fn title(&self) -> String {
        "Good news home".into()
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let back = format!("/pupils/{}", self.pupil);
        let people: Vec<Choice> = self
            .people
            .iter()
            .map(|(id, name, how)| Choice::new(id.to_string(), name).hint(how))
            .collect();
        let colleagues: Vec<Choice> = self
            .colleagues
            .iter()
            .map(|(id, name, what)| Choice::new(id.to_string(), name).hint(what))
            .collect();
        html! {
            (Head::new("Good news home").about(&self.name).back(&back, &self.name)
                .facts(html! { (crate::page::name::pupil_name(&self.name)) ", " (self.form_group) }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                p { (self.balance.said()) "." }
                @if people.is_empty() {
                    (Empty { title: "Nobody to write to", words: "Good news goes to those with parental responsibility and no restriction. None is on record.", step: None })
                } @else {
                    form.sheet.stack.stack-5 method="post" action={ "/pupils/" (self.pupil) "/good-news" } data-draft={ "good-news-" (self.pupil) } {
                        (token(&self.csrf)) (hidden("once", self.form.text("once")))
                        @if self.form.has("placement") { (hidden("placement", self.form.text("placement"))) }
                        (Area::new("body", "What went well").rows(3).hint("One thing they did, in plain words. Name no other child.").from(&self.form, &self.errors))
                        (Choices::many("to", "Who is told", &people).from(&self.form, &self.errors))
                        @if !colleagues.is_empty() { (Choices::many("also", "Tell them at school too", &colleagues).hint("By email, with the words above.").from(&self.form, &self.errors)) }
                        @if !self.unreached.is_empty() { p.soft { "No email address is on record for " (self.unreached.join(" and ")) ". Tell them in person." } }
                        p { button.btn type="submit" { "Send the good news" } }
                    }
                }
                section.stack aria-labelledby="sent" {
                    h2 #sent { "Sent" }
                    @if self.sent.is_empty() { p.soft { "None yet." } }
                    @else { ul.stack { @for (n, to, school) in &self.sent { li.sheet.stack.stack-2 {
                        p { "“" (n.body) "”" }
                        p.soft { (n.by_name) ", " (n.made_at) }
                        ul { @for t in to { li {
                            (t.name) @if t.way == Way::Email { ", by email" }
                            @else { ", on paper: " (t.why) ". " a href={ "/good-news/" (t.id) "/pdf" } { "Print it" span.vh { " for " (t.name) } } }
                        } } }
                        @if !school.is_empty() { p.soft { "At school: " (school.join(", ")) ", by email" } }
                    } } } }
                }
            }
        }
    }
}

async fn find(src: &mut dyn Source, v: &Visit) -> Result<(Pupil, Vec<Contact>), Problem> {
    let scope = v.actor.scope_for(May::Home, v.today());
    let pupil = store::pupil::find(src, &scope, v.id("id")?).await?;
    let contacts = store::pupil::contacts(src, &pupil, v.org()).await?;
    Ok((pupil, contacts))
}

/// Those it may go to, and how.
async fn routes(
    src: &mut dyn Source,
    v: &Visit,
    contacts: &[Contact],
) -> Result<Vec<(Contact, Route)>, Problem> {
    let ids: Vec<Id> = contacts.iter().map(|c| c.id).collect();
    let marks = store::receipt::marks(src, v.org(), &ids).await?;
    let marks: Vec<_> = marks.iter().map(|m| (m.contact, m.why)).collect();
    let to = contacts.iter().filter(|c| c.gets_letters());
    Ok(to.map(|c| (c.clone(), route(c, &[c.id], contacts, &marks))).collect())
}

/// How home has been spoken to this school year.
pub async fn balance(src: &mut dyn Source, v: &Visit, pupil: Id) -> Result<Balance, Problem> {
    let since = v.setting.calendar.school_year(v.today()).0.at(Default::default());
    Ok(store::good_news::balance(src, v.org(), pupil, since).await?)
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    form: Form,
    errors: Errors,
) -> Result<NewsPage, Problem> {
    let (pupil, contacts) = find(src, v).await?;
    let people: Vec<(Id, String, String)> = routes(src, v, &contacts)
        .await?
        .into_iter()
        .map(|(c, r)| {
            let how = match r.email {
                Some(_) => "By email, with a private link".to_string(),
                None => format!("On paper: {}", r.why),
            };
            (c.id, c.full(), how)
        })
        .collect();
    let news = store::good_news::of_pupil(src, v.org(), pupil.id).await?;
    let ids: Vec<Id> = news.iter().map(|n| n.id).collect();
    let to = store::good_news::to(src, v.org(), &ids).await?;
    let messages = store::message::about(src, v.org(), &ids).await?;
    let (reached, unreached): (Vec<_>, Vec<_>) =
        school::colleagues(src, v, &pupil).await?.into_iter().partition(|c| c.has_address());
    let form = match form.has("once") {
        true => form,
        false => {
            let all = people.iter().map(|(id, _, _)| ("to".to_string(), id.to_string()));
            let placement =
                v.query.id("placement").map(|p| ("placement".to_string(), p.to_string()));
            let once = ("once".to_string(), Id::now_v7().to_string());
            Form::of(all.chain(placement).chain([once]).chain(form.kept()))
        }
    };
    Ok(NewsPage {
        pupil: pupil.id,
        name: pupil.name(),
        first: pupil.first(),
        form_group: pupil.form.clone(),
        balance: balance(src, v, pupil.id).await?,
        people,
        colleagues: reached.into_iter().map(|c| (c.staff.id, c.staff.full(), c.what)).collect(),
        unreached: unreached
            .into_iter()
            .map(|c| format!("{} ({})", c.staff.full(), c.what.to_lowercase()))
            .collect(),
        sent: news
            .into_iter()
            .map(|n| {
                let theirs = to.iter().filter(|t| t.good_news == n.id).cloned().collect();
                let school = messages
                    .iter()
                    .filter(|m| m.about == n.id && m.kind == Kind::GoodNewsStaff)
                    .map(|m| m.to_name.clone())
                    .collect();
                (n, theirs, school)
            })
            .collect(),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the form and what was sent.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = gather(&mut read, &v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Pupils that words about this one may not name: kept apart, or in a room today.
async fn others(src: &mut dyn Source, v: &Visit, pupil: Id) -> Result<Vec<Pupil>, Problem> {
    let (org, today) = (v.org(), v.today());
    let mut ids = Vec::new();
    for pair in store::pupil::kept_apart(src, org, &[pupil], today).await? {
        ids.push(if pair.one == pupil { pair.other } else { pair.one });
    }
    for room in store::room::rooms(src, org).await? {
        for placed in store::room::placements_on(src, org, room.id, today).await? {
            ids.push(placed.pupil);
        }
    }
    ids.retain(|id| *id != pupil);
    // Only compared with, never shown: so the whole school is looked at, not the reader's part.
    let all = Scope { org, reach: vec![Reach::School] };
    Ok(store::pupil::several(src, &all, &ids).await?)
}

/// Sends it.
pub async fn send(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (pupil, contacts) = find(&mut read, &v).await?;
    let here = format!("/pupils/{}/good-news", pupil.id);
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    if store::good_news::find(&mut read, v.org(), once).await.is_ok() {
        return v.to(here);
    }
    let mut errors = Errors::new();
    let body = errors.limit(&v.form, "body", LONGEST);
    if let Some(why) = wrong(&body, &pupil, &others(&mut read, &v, pupil.id).await?)
        && errors.of("body").is_none()
    {
        errors.add("body", why);
    }
    let chosen = v.form.all("to");
    let to: Vec<(Contact, Route)> = routes(&mut read, &v, &contacts)
        .await?
        .into_iter()
        .filter(|(c, _)| chosen.contains(&c.id.to_string().as_str()))
        .collect();
    if to.is_empty() {
        errors.add("to", "Choose who is told");
    }
    if !errors.is_empty() {
        let page = gather(&mut read, &v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let also = v.form.all("also");
    let colleagues = school::colleagues(&mut read, &v, &pupil).await?;
    let colleagues: Vec<_> = colleagues
        .iter()
        .filter(|c| c.has_address() && also.contains(&c.staff.id.to_string().as_str()))
        .collect();
    let placement = match v.form.id("placement") {
        Some(id) => {
            let placed = store::room::placement(&mut read, v.org(), id).await?;
            Some(id).filter(|_| placed.pupil == pupil.id)
        }
        None => None,
    };
    drop(read);
    let mut w = v.write("Sending good news home").await?;
    if store::good_news::find(&mut w, v.org(), once).await.is_ok() {
        return v.to(here);
    }
    let news = GoodNews {
        id: once,
        pupil: pupil.id,
        placement,
        body,
        made_at: v.now,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
    };
    let rows: Vec<NewsTo> = to
        .iter()
        .map(|(c, r)| NewsTo {
            id: Id::now_v7(),
            good_news: news.id,
            contact: c.id,
            name: c.full(),
            way: r.way(),
            why: r.why.clone(),
        })
        .collect();
    store::good_news::send(&mut w, &news, &rows).await?;
    for (c, r) in &to {
        if let Some(email) = &r.email {
            let there = crate::message::ask::There {
                what: ForHome::GoodNews,
                about: news.id,
                pupil: news.pupil,
            };
            crate::message::ask::home(&mut w, &v.setting, there, c, email).await?;
        }
    }
    school::tell(&mut w, &v, &news, &pupil, &colleagues).await?;
    let event = Event::new(Verb::GoodNewsSent, "good_news", news.id)
        .pupil(pupil.id)
        .fact("people", rows.len());
    let event = match colleagues.len() {
        0 => event,
        n => event.fact("at school", n),
    };
    v.commit(w, event, vec![]).await?;
    let paper = rows.iter().filter(|r| r.way == Way::Paper).count();
    let said = match paper {
        0 => "The good news is on its way".to_string(),
        1 => "Kept. One is to be printed below".to_string(),
        n => format!("Kept. {n} are to be printed below"),
    };
    v.to_saying(here, said)
}

/// One person's on paper.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let row = store::good_news::one_to(&mut read, v.org(), v.id("id")?).await?;
    let news = store::good_news::find(&mut read, v.org(), row.good_news).await?;
    let scope = v.actor.scope_for(May::Home, v.today());
    let pupil = store::pupil::find(&mut read, &scope, news.pupil).await?;
    let contacts = store::pupil::contacts(&mut read, &pupil, v.org()).await?;
    let to = contacts.iter().find(|c| c.id == row.contact && c.gets_letters());
    let to = to.ok_or(Problem::Missing)?;
    drop(read);
    let school = &v.setting.school;
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect()
    };
    let letter = Letter {
        school: school.name.clone(),
        school_address: lines(&school.address),
        school_phone: school.phone.clone(),
        date: news.made_at.day().to_string(),
        to_name: to.full(),
        to_address: lines(&to.address),
        salutation: format!("Dear {}", formal(to)),
        heading: "Good news".into(),
        paragraphs: vec![news.body.clone()],
        facts: Vec::new(),
        lists: Vec::new(),
        sign_name: news.by_name.clone(),
        sign_role: school.name.clone(),
        footer: String::new(),
        first: None,
        language: String::new(),
        large: false,
    };
    let sheet = crate::letter::on_paper(&letter);
    let pdf = tokio::task::spawn_blocking(move || paper::letter::pdf(&sheet))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(|e| anyhow::anyhow!("{e}"))?;
    v.open_file(&format!("good-news-{}.pdf", news.made_at.day().iso()), "application/pdf", pdf)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = rulebook::Day::new(2026, 11, 10).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let at = day.at(rulebook::Minute::new(14, 50).unwrap_or_default());
    let news = GoodNews {
        id: Id::from_u128(1),
        pupil: Id::from_u128(2),
        placement: None,
        body: "Finished every task today and helped a younger student.".into(),
        made_at: at,
        by_staff: Id::nil(),
        by_name: "Ms Dara Okell".into(),
    };
    let to = |n: u128, name: &str, way, why: &str| NewsTo {
        id: Id::from_u128(n),
        good_news: news.id,
        contact: Id::from_u128(n),
        name: name.into(),
        way,
        why: why.into(),
    };
    let people = vec![
        (
            Id::from_u128(5),
            "Ms Leanne Moss".to_string(),
            "By email, with a private link".to_string(),
        ),
        (
            Id::from_u128(6),
            "Mr Curtis Ashdown".into(),
            "On paper: no email address is on record".into(),
        ),
    ];
    let page = |sent, people, errors| NewsPage {
        pupil: Id::from_u128(2),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        form_group: "9K2".into(),
        balance: Balance { good: 1, calls: 2, letters: 2 },
        people,
        colleagues: vec![(Id::from_u128(7), "Mr Idris Vail".into(), "Form tutor".into())],
        unreached: vec!["Ms Bea Catterall (year manager)".into()],
        sent,
        form: Form::of([("to", Id::from_u128(5).to_string())]),
        errors,
        csrf: "gallery".into(),
    };
    let sent = vec![(
        news.clone(),
        vec![
            to(5, "Ms Leanne Moss", Way::Email, ""),
            to(6, "Mr Curtis Ashdown", Way::Paper, "no email address is on record"),
        ],
        vec!["Mr Idris Vail".to_string()],
    )];
    let mut errors = Errors::new();
    errors.add("body", "Write what went well");
    vec![
        framed("good-news", &page(sent, people.clone(), Errors::new())),
        framed("good-news-wrong", &page(Vec::new(), people, errors)),
        framed("good-news-nobody", &page(Vec::new(), Vec::new(), Errors::new())),
    ]
}
