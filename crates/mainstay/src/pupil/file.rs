//! A pupil's file: strengths and what works first, then flags, home, the year so far, and
//! everything in order. Opening it is itself recorded, once a day for each person and pupil.

use super::story::{self, Item};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, FlagMark, Head, Pages};
use crate::visit::{Answer, Visit};
use casework::file::{Audience, Part};
use casework::pupil::{Contact, Flag, Pupil};
use casework::{Coded, Event, Id, May, Sight, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute, day::spell_minutes};
use store::file::SoFar;

/// Items to a page.
const SIZE: i64 = 20;

/// The file as a page.
pub struct FilePage {
    /// The school's short word for its safeguarding lead.
    pub dsl: String,
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// First name.
    pub first: String,
    /// Legal name where it differs, or empty.
    pub legal: String,
    /// "9K2"
    pub form: String,
    /// Adults: what they are, and who.
    pub adults: Vec<(String, String)>,
    /// Flags, keep-apart pairs among them.
    pub flags: Vec<(Flag, String)>,
    /// What they are good at.
    pub strengths: String,
    /// What helps.
    pub helps: String,
    /// Reading age.
    pub reading_age: String,
    /// Whether this person may change what helps.
    pub edits: bool,
    /// The return to lessons still followed: key, first day, last day.
    pub back: Option<(Id, Day, Day)>,
    /// Plans going on: key, what it is, and the version teachers have.
    pub plans: Vec<(Id, &'static str, i64)>,
    /// Targets.
    pub targets: Vec<String>,
    /// Open tasks: what, due.
    pub tasks: Vec<(String, Day)>,
    /// Today, to say what is late.
    pub today: Day,
    /// The people at home, or `None` when this person may not see them.
    pub home: Option<Vec<Contact>>,
    /// Where home is rung from, when there is a placement to ring about.
    pub call: Option<String>,
    /// This school year.
    pub so_far: SoFar,
    /// The line, newest first.
    pub items: Vec<Item>,
    /// The part shown alone.
    pub part: Option<Part>,
    /// Where in the line this is.
    pub pages: Pages,
    /// Whether they may be referred from here.
    pub refers: bool,
    /// Whether a matter for the governors may be opened from here.
    pub clerks: bool,
    /// Where one came from: address and words.
    pub from: (String, &'static str),
    /// Key of the form that begins the record of a suspension; none: this person may not.
    pub suspends: Option<Id>,
    /// This person may keep a pupil apart for safeguarding.
    pub leads_apart: bool,
    /// Suspensions and permanent exclusions: key, what, how it stands.
    pub out: Vec<(String, String, &'static str)>,
    /// Form token.
    pub csrf: String,
}

impl Page for FilePage {
    fn title(&self) -> String {
        format!("{}, {}", self.name, self.form)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let acts = html! {
            a.btn href={ "/pupils/" (self.id) "/notes" } { "Add a note" }
            @if let Some(call) = &self.call { a.btn.btn-2 href=(call) { "Call home" } }
            @if self.home.is_some() { a.btn.btn-2 href={ "/pupils/" (self.id) "/good-news" } { "Good news home" } }
            a.btn.btn-2 href={ "/early-warning/" (self.id) } { "Early signs" }
            a.btn.btn-2 href={ "/meetings/new?pupil=" (self.id) } { "Arrange a meeting" }
            @if self.home.is_some() { a.btn.btn-2 href={ "/early-help/new?pupil=" (self.id) } { "Early help" } a.btn.btn-2 href={ "/pupils/" (self.id) "/agencies" } { "Agencies" } }
            a.btn.btn-2 href={ "/slips?pupil=" (self.id) } { "Slip to a colleague" }
            button.btn.btn-2 type="button" data-print hidden { "Print" }
            @if self.refers { a.btn.btn-2 href={ "/refer?pupil=" (self.id) } { "Refer" } }
            @if self.clerks { a.btn.btn-2 href={ "/matters/new?pupil=" (self.id) } { "Before the governors" } }
            a.btn.btn-2 href={ "/restrictive/new?pupil=" (self.id) } { "Held or force used" }
            @if self.leads_apart { a.btn.btn-2 href={ "/separations/new?pupil=" (self.id) } { "Keep apart for safeguarding" } }
            @if let Some(once) = self.suspends { form method="post" action={ "/pupils/" (self.id) "/exclusions" } { (crate::page::kit::token(&self.csrf)) (crate::page::kit::hidden("once", once)) button.btn.btn-2 type="submit" { "Prepare a suspension" } } }
            a.btn.btn-2 href={ (crate::tell::PATH) "?pupil=" (self.id) } { "Tell the " (self.dsl) }
        };
        let facts = html! {
            (super::summary::facts(&self.form, &self.adults))
            @if !self.legal.is_empty() { " · legal name " (self.legal) }
        };
        let edit = self.edits.then(|| format!("/pupils/{}/helps", self.id));
        html! {
            (Head::new(&self.name).about(&self.name).back(&self.from.0, self.from.1).facts(facts).acts(acts))
            div.stack.stack-5 {
                (super::summary::works(&self.strengths, &self.helps, &self.reading_age, edit))
                @if !self.flags.is_empty() { p.row { @for (kind, words) in &self.flags { (FlagMark(*kind, words)) " " } } }
                div.cols.cols-side {
                    div.stack.stack-5 {
                        @if let Some((track, from, to)) = self.back {
                            section.stack aria-labelledby="back" {
                                div.row.row-apart.row-base { h2 #back { "Back in lessons" } p.soft { "Followed " (from.short()) " to " (to.short()) } }
                                @if self.edits { p { a href={ "/returns/" (track) } { "Check-ins and how it is going" } } }
                            }
                        }
                        (self.story())
                    }
                    aside.stack.stack-5 aria-label={ "About " (self.first) } { (self.side()) }
                }
            }
        }
    }
}

impl FilePage {
    fn story(&self) -> Markup {
        let chip = |part: Option<Part>| {
            let (code, label) = part.map(|p| (p.code(), p.label())).unwrap_or(("", "All"));
            let href = match part {
                None => format!("/pupils/{}#story", self.id),
                Some(_) => format!("/pupils/{}?part={code}#story", self.id),
            };
            html! { a.chip href=(href) aria-current=[(self.part == part).then_some("true")] { (label) } " " }
        };
        html! {
            section.stack aria-labelledby="story" {
                div.row.row-apart {
                    h2 #story { "Everything, in order" }
                    nav.chips aria-label="Show" { (chip(None)) @for p in Part::ALL { (chip(Some(*p))) } }
                }
                @if self.items.is_empty() {
                    (Empty { title: "Nothing yet", words: "Referrals, days in the room, calls, meetings and notes appear here in order, newest first.", step: None })
                } @else {
                    (story::line(&self.items))
                    (self.pages)
                }
            }
        }
    }
    fn side(&self) -> Markup {
        html! {
            @if !self.tasks.is_empty() {
                section.sheet.stack aria-labelledby="todo" {
                    h2 #todo { "To do" }
                    ul.todo { @for (what, due) in &self.tasks {
                        li { p { (what) } p.soft { @if *due < self.today { span.tag.tag-late { "Late" } " " } "due " (due) } }
                    } }
                    p { a href="/" { "Done from Today" } }
                }
            }
            @if self.edits || !self.plans.is_empty() {
                section.sheet.stack aria-labelledby="plans" {
                    h2 #plans { "Plans" }
                    @if self.plans.is_empty() { p.soft { "None is going on." } }
                    @else { ul { @for (id, kind, version) in &self.plans { li { a href={ "/plans/" (id) } { (kind) } @if *version == 0 { ", a draft" } @else { ", version " (version) } } } } }
                    @if self.edits { p { a href={ "/plans/new?pupil=" (self.id) } { "Begin a plan" } } }
                }
            }
            @if !self.targets.is_empty() {
                section.sheet.stack aria-labelledby="targets" {
                    h2 #targets { "Targets" }
                    ol.findings { @for t in &self.targets { li { (t) } } }
                }
            }
            @if let Some(home) = &self.home {
                section.sheet.stack aria-labelledby="home" {
                    h2 #home { "Home" }
                    @if home.is_empty() { p.soft { "Nobody at home is on the roster yet." } }
                    @for c in home { (person(c, &self.first)) }
                    (letters_apart(home))
                }
            }
            section.sheet.stack aria-labelledby="sofar" {
                h2 #sofar { "This year" }
                dl.summary.summary-tight {
                    div { dt { "In the room" } dd { @match self.so_far.times {
                        0 => "Not once",
                        1 => { "Once, " (spell_minutes(self.so_far.minutes)) },
                        n => { (n) " times, " (spell_minutes(self.so_far.minutes)) },
                    } } }
                    div { dt { "Praise there" } dd { (self.so_far.praise) } }
                }
                p { a href={ "/pupils/" (self.id) "/lessons" } { "Lessons missed, and the work for them" } }
            }
            @if !self.out.is_empty() {
                section.sheet.stack aria-labelledby="out" {
                    h2 #out { "Suspensions and permanent exclusions" }
                    ul.stack.stack-2 { @for (id, what, stands) in &self.out { li { a href=(id) { (what) } " " span.soft { (stands) } } } }
                }
            }
        }
    }
}

/// One person at home.
fn person(c: &Contact, first: &str) -> Markup {
    html! {
        div.person {
            h3 { (c.full()) @if !c.relation.is_empty() { ", " (c.relation.to_lowercase()) } }
            p {
                @if c.responsible { "Parental responsibility. " } @else { "No parental responsibility. " }
                @if c.lives_with { (first) " lives here." } @else { "Another address." }
            }
            @if !c.restriction.trim().is_empty() { p { span.tag.tag-late { "Restriction" } " " (c.restriction) } }
            @if !c.language.is_empty() { p.soft { "Speaks " (c.language) @if c.interpreter { "; interpreter asked for" } "." } }
            @if !c.phone.is_empty() { p { a href={ "tel:" (c.phone.replace(' ', "")) } { (c.phone) } } }
        }
    }
}

/// Where two people at two addresses each get a letter, it says so.
fn letters_apart(home: &[Contact]) -> Markup {
    let mut addresses: Vec<&str> =
        home.iter().filter(|c| c.gets_letters()).map(|c| c.address.trim()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    html! {
        @if addresses.len() > 1 {
            div.panel.panel-warn.tight { p { strong { (addresses.len()) " letters, always. " } "None shows another’s address." } }
        }
    }
}

/// Shows the file, and records that it was opened.
pub async fn show(v: Visit, pupil: Pupil) -> Answer {
    let org = v.org();
    let today = v.today();
    let mut read = v.read().await?;
    let midnight = today.at(Minute::default());
    let opened =
        store::file::opened_since(&mut read, org, pupil.id, v.actor.account, midnight).await?;
    let adults = super::adults(&v, &mut read, &pupil).await?;
    let mut flags = pupil.flags(Sight::File);
    for pair in store::pupil::kept_apart(&mut read, org, &[pupil.id], today).await? {
        let other = if pair.one == pupil.id { pair.other } else { pair.one };
        let known = store::pupil::several(&mut read, &v.actor.roll(), &[other]).await?;
        if let Some(other) = known.first() {
            flags.push((Flag::Apart, format!("Keep apart from {}, {}", other.name(), other.form)));
        }
    }
    let at = v.query.int("page").unwrap_or(1).clamp(1, 100);
    let part = v.query.coded::<Part>("part");
    let skip = ((at - 1) * SIZE) as usize;
    let (items, total) = story::gather(&v, &mut read, pupil.id, part, skip, SIZE as usize).await?;
    let home = match v.may(May::Home) {
        true => Some(store::pupil::contacts(&mut read, &pupil, org).await?),
        false => None,
    };
    let call = match v.may(May::Home) {
        true => store::file::stays(&mut read, org, pupil.id, 1)
            .await?
            .first()
            .map(|s| format!("/placements/{}/home", s.id)),
        false => None,
    };
    let (from, _) = v.setting.calendar.school_year(today);
    let so_far = store::file::so_far(&mut read, org, pupil.id, from, today).await?;
    let mut out = Vec::new();
    if v.may(May::Exclusions) {
        for e in crate::exclusion::of_pupil(&mut read, org, pupil.id).await?.iter().rev() {
            let what = match e.days().as_str() {
                "" => casework::words::capital(e.noun()),
                days => format!("{}, {days}", casework::words::capital(e.noun())),
            };
            out.push((format!("/exclusions/{}", e.id), what, e.standing(today)));
        }
        for s in store::separation::of_pupil(&mut read, org, pupil.id).await?.iter().rev() {
            let stands = if s.ended_on.is_some() { "Over" } else { "Goes on" };
            let what = format!("Kept apart for safeguarding, from {}", s.from);
            out.push((format!("/separations/{}", s.id), what, stands));
        }
    }
    let base = match part {
        Some(p) => format!("/pupils/{}?part={}&", pupil.id, p.code()),
        None => format!("/pupils/{}?", pupil.id),
    };
    let page = FilePage {
        dsl: v.words().short(casework::words::Concept::Dsl).into(),
        id: pupil.id,
        name: pupil.name(),
        first: pupil.first().to_string(),
        legal: if pupil.legal() == pupil.name() { String::new() } else { pupil.legal() },
        form: pupil.form.clone(),
        adults,
        flags,
        strengths: pupil.strengths.clone(),
        helps: pupil.helps.clone(),
        reading_age: pupil.reading_age.clone(),
        edits: v.may(May::Returns),
        back: store::file::open_return(&mut read, org, pupil.id).await?,
        plans: store::plan::of_pupil(&mut read, org, pupil.id)
            .await?
            .into_iter()
            .filter(|p| p.ended_on.is_none())
            .map(|p| (p.id, p.kind.label(), p.current))
            .collect(),
        targets: store::file::targets(&mut read, org, pupil.id).await?,
        tasks: store::file::tasks(&mut read, org, pupil.id).await?,
        today,
        home,
        call,
        so_far,
        items,
        part,
        pages: Pages { base, size: SIZE, at, total: total as i64 },
        refers: v.may(May::Refer),
        clerks: v.may(May::Hearings),
        from: super::list::way_back(&v.query),
        leads_apart: casework::separation::may_lead(&v.actor, "").is_ok(),
        suspends: (v.may(May::Exclusions) && pupil.left_on.is_none()).then(Id::now_v7),
        out,
        csrf: v.csrf.clone(),
    };
    drop(read);
    if !opened {
        let w = v.write("Opening a file").await?;
        let event = Event::new(Verb::FileOpened, "pupil", pupil.id).pupil(pupil.id);
        v.commit(w, event, Vec::new()).await?;
    }
    v.page(&page)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let at = |d, h, m| -> Instant { day(d).at(Minute::new(h, m).unwrap_or_default()) };
    let item = |at, part, key, title: &str, body: &str, by: &str| Item {
        at,
        part,
        key,
        title: title.into(),
        lock: String::new(),
        body: if body.is_empty() { vec![] } else { vec![body.into()] },
        by: by.into(),
        link: None,
    };
    let contact =
        |n: u128, title: &str, given: &str, family: &str, relation: &str, lives| Contact {
            id: Id::from_u128(n),
            pupil: Id::from_u128(1),
            title: title.into(),
            given: given.into(),
            family: family.into(),
            relation: relation.into(),
            priority: 1,
            responsible: true,
            lives_with: lives,
            restriction: String::new(),
            phone: "01632 960118".into(),
            email: String::new(),
            address: format!("{given}'s house"),
            language: String::new(),
            interpreter: false,
        };
    let mut context =
        item(at(9, 14, 25), Part::Notes, false, "Context for a referral", "", "Ms Bea Catterall");
    context.lock = Audience::Approvers.label().into();
    let page = |items: Vec<Item>, home| FilePage {
        dsl: "DSL".into(),
        id: Id::from_u128(1),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        legal: String::new(),
        form: "9K2".into(),
        adults: vec![
            ("form tutor".into(), "Mr Idris Vail".into()),
            ("Learning Co-ordinator".into(), "Ms Bea Catterall".into()),
        ],
        flags: vec![
            (Flag::Health, "Nut allergy".into()),
            (Flag::Need, "SEN support, SEMH".into()),
            (Flag::Meal, "Free meal".into()),
            (Flag::Apart, "Keep apart from Kian Dowell, 9K4".into()),
        ],
        strengths: "Good with younger students; fixes bikes".into(),
        helps: "Read it aloud. First step written down. Offer a choice, 3 minutes".into(),
        reading_age: "8.9".into(),
        edits: true,
        back: Some((Id::from_u128(9), day(11), day(24))),
        plans: vec![(Id::from_u128(7), "Behaviour support plan", 2)],
        targets: vec!["Ask for the time-out card".into(), "Start within two minutes".into()],
        tasks: vec![("Ring Mr Curtis Ashdown again".into(), day(11))],
        today: day(12),
        home,
        call: Some("/placements/x/home".into()),
        so_far: SoFar { times: 3, minutes: 725, praise: 6 },
        pages: Pages { base: "/pupils/1?".into(), size: SIZE, at: 1, total: items.len() as i64 },
        items,
        part: None,
        refers: true,
        clerks: false,
        from: ("/pupils".into(), "All you see"),
        suspends: Some(Id::from_u128(7)),
        leads_apart: false,
        out: vec![("/exclusions/8".into(), "Suspension, Thu 1 Oct 2026".into(), "Back in school")],
        csrf: "gallery".into(),
    };
    let home = vec![
        contact(2, "Ms", "Leanne", "Moss", "Mother", true),
        contact(3, "Mr", "Curtis", "Ashdown", "Father", false),
    ];
    let items = vec![
        item(
            at(11, 12, 50),
            Part::Meetings,
            true,
            "Recorded a restorative meeting",
            "“Mrs Ravenhall gives the first step of each task in writing.”",
            "Ms Dara Okell",
        ),
        item(
            at(10, 8, 40),
            Part::Room,
            true,
            "Internal Exclusion Room, P1–P6, 5 h 10 min",
            "Closed, 2 praise, 1 warning.",
            "",
        ),
        context,
        item(
            at(9, 14, 10),
            Part::Room,
            true,
            "Referred a pupil to the room",
            "",
            "Mrs Priya Ravenhall",
        ),
    ];
    vec![
        framed("pupil-file", &page(items, Some(home))),
        framed(
            "pupil-file-new",
            &FilePage {
                strengths: String::new(),
                helps: String::new(),
                flags: vec![],
                tasks: vec![],
                targets: vec![],
                plans: vec![],
                back: None,
                out: vec![],
                so_far: SoFar::default(),
                ..page(Vec::new(), None)
            },
        ),
    ]
}
