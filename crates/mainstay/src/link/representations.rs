//! A parent writes to a hearing, or sends a paper, without signing in.
//!
//! Must never show: anything of the other parent, any paper, or what the headteacher wrote.

use crate::document::{self as documents, Coming};
use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{Area, ErrorSummary, Head, hidden};
use crate::problem::Problem;
use crate::visit::{Answer, html as shown, see_other};
use axum::http::StatusCode;
use casework::document::{self, Item};
use casework::hearing::HearingState;
use casework::link::Link;
use casework::matter::LONGEST;
use casework::{Act, Coded, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::Source;

/// Papers that can be sent by one link.
const MOST: usize = 30;

/// The page.
pub struct LinkedHearing {
    /// The school.
    pub school: String,
    /// Which kind of meeting.
    pub kind: &'static str,
    /// When it is.
    pub when: String,
    /// Where it is.
    pub place: String,
    /// Who the link was given to.
    pub to: String,
    /// Telephone of the school.
    pub phone: String,
    /// What was sent by this link: what, and when.
    pub sent: Vec<(String, Instant)>,
    /// It is over: nothing more is taken.
    pub over: bool,
    /// The last day to send.
    pub until: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedHearing {
    // The title is in a history and on a tab.
    fn title(&self) -> String {
        format!("A meeting at {}", self.school)
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let wrong = e.of("file");
        html! {
            (Head::new("Tell the people who decide").facts(html! { (self.kind) ". " (self.when) ", " (self.place) ". For " (self.to) "." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if !self.sent.is_empty() {
                    section.panel.panel-good.stack.stack-2 aria-labelledby="sent" {
                        h2.panel-title #sent { "What you have sent" }
                        ul { @for (what, at) in &self.sent { li { (what) ", " (at) } } }
                        p { "The clerk puts it before everybody who decides." }
                    }
                }
                @if self.over { div.panel.panel-note { h2.panel-title { "Nothing more is taken here" } p { "The meeting is over, or was called off. Please ring the school: " (self.phone) } } }
                @else {
                    form.sheet.stack.stack-5 method="post" enctype="multipart/form-data" {
                        (hidden("once", f.text("once")))
                        (Area::new("words", "What you want to say").hint("What happened, what your child says, what you would like to happen. You need not write: you can come and speak, and bring a friend or somebody to speak for you.").rows(10).optional().from(f, e))
                        div.field.is-wrong[wrong.is_some()] {
                            label for="file" { "A paper or a picture " span.optional { "(optional)" } }
                            p.hint #file-hint { (casework::attachment::TAKEN) ". " (casework::attachment::MEGABYTES) " MB at most. Send several one after another." }
                            @if let Some(why) = wrong { p.error #file-error { (why) } }
                            input.input #file name="file" type="file" aria-invalid=[wrong.is_some().then_some("true")] aria-describedby={ "file-hint" @if wrong.is_some() { " file-error" } };
                        }
                        p { button.btn type="submit" { "Send" } }
                    }
                    p.soft { "This page can be used until the end of " (self.until) ". Please send what you can well before: the papers go to everybody some days earlier." }
                }
                p.soft { "This page is for " (self.to) " alone: please do not pass the link on. Would you like help, large print, an interpreter or to join by video? Ring " (self.phone) "." }
            }
        }
    }
}

fn here(o: &Outside) -> String {
    format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""))
}

async fn gather(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    form: Form,
    errors: Errors,
) -> Result<LinkedHearing, Problem> {
    let hearing = store::hearing::find(src, org, link.about).await?;
    let setting = o.app.setting(src, org).await?;
    let sent = store::document::of(src, org, hearing.matter).await?;
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(LinkedHearing {
        school: setting.school.name.clone(),
        kind: hearing.kind.label(),
        when: match (hearing.on, hearing.at) {
            (Some(on), Some(at)) => format!("{on}, {at}"),
            (Some(on), None) => on.to_string(),
            _ => "The day is still to be fixed".into(),
        },
        place: hearing.placed(),
        to: link.name.clone(),
        phone: setting.school.phone.clone(),
        sent: sent
            .iter()
            .filter(|d| d.by_link && d.by_name == link.name && d.gone_at.is_none())
            .map(|d| (d.what(), d.at))
            .collect(),
        over: !matches!(hearing.state, HearingState::Planned | HearingState::Begun),
        until: link.expires_at.plus_seconds(-1).day(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

/// Shows it. Changes nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let page = gather(&mut read, &o, org, &link, Form::default(), Errors::new()).await?;
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Keeps what was written, and the file.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let mut errors = Errors::new();
    let words = errors.limit(&o.form, "words", LONGEST);
    if let Some(why) = &o.unread {
        let instead = "Send it in parts, or give it to the clerk on paper";
        errors.add("file", why.replace(casework::attachment::INSTEAD, instead));
    }
    let file = match &o.file {
        Some((name, bytes)) => match document::fit(name, bytes) {
            Ok(fit) => Some((fit, bytes.clone())),
            Err(why) => {
                errors.add("file", why);
                None
            }
        },
        None => None,
    };
    if errors.is_empty() && words.is_empty() && file.is_none() {
        errors.add("words", "Write what you want to say, or choose a paper to send");
    }
    let mut read = o.app.store().read().await?;
    let page = gather(&mut read, &o, org, &link, o.form.clone(), errors).await?;
    drop(read);
    if page.sent.len() >= MOST {
        let mut page = page;
        page.errors.add(
            "file",
            "Many papers have come by this link already. Please give the rest to the clerk",
        );
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    }
    if page.over || !page.errors.is_empty() {
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    }
    let act = Act::by_link(org, &link, o.now, "Sending representations to a hearing");
    let mut w = o.app.store().write(act).await?;
    let hearing = store::hearing::find(&mut w, org, link.about).await?;
    let matter = store::matter::find(&mut w, org, hearing.matter).await?;
    let scan = documents::coming_in(o.app.config());
    let once = o.form.id("once").unwrap_or_else(Id::now_v7);
    // The same form sent twice has the same key; words and file have one each.
    let second = Id::from_u128(once.as_u128() ^ 1);
    let mut events = Vec::new();
    let both = [
        (once, words, None, "Representations"),
        (second, String::new(), file, "A paper with the representations"),
    ];
    for (id, words, file, title) in both {
        if words.is_empty() && file.is_none() {
            continue;
        }
        let coming = Coming {
            item: Item::Parent,
            title: title.into(),
            words,
            file,
            place: String::new(),
            keep_until: None,
            dated: Some(o.now.day()),
            by_link: true,
        };
        let kept = documents::keep(&mut w, &matter, id, coming, scan, &link.name).await?;
        events.extend(kept.map(|mut event| {
            event.verb = Verb::RepresentationSent;
            event
        }));
    }
    let mut events = events.into_iter();
    if let Some(first) = events.next() {
        let seq = w.commit(first, events.collect()).await?;
        o.app.announce(org, seq);
    }
    Ok(see_other(&here(&o)))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 12, 2).unwrap_or(Day::FIRST);
    let page = |sent, over, errors| LinkedHearing {
        school: "Fairholme Community School".into(),
        kind: casework::hearing::HearingKind::Governors.label(),
        when: format!("{day}, 10.00"),
        place: "Library".into(),
        to: "Ms Gwen Haldane".into(),
        phone: "01632 960 144".into(),
        sent,
        over,
        until: day,
        form: Form::default(),
        errors,
    };
    let at = day.plus(-5).at(rulebook::Minute::new(20, 14).unwrap_or_default());
    let mut wrong = Errors::new();
    wrong.add("words", "Write what you want to say, or choose a paper to send");
    vec![
        alone("link-representations", &page(Vec::new(), false, Errors::new())),
        alone(
            "link-representations-sent",
            &page(vec![("Typed".into(), at), ("PDF, 120 kB".into(), at)], false, Errors::new()),
        ),
        alone("link-representations-over", &page(Vec::new(), true, Errors::new())),
        alone("link-representations-wrong", &page(Vec::new(), false, wrong)),
    ]
}
