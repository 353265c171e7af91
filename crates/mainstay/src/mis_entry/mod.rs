//! Entries to make in the school's own system: a list with ticks, who ticked and when, and a file.
//!
//! Must never know: that system's passwords or addresses. Nothing is written to it from here.

mod back;
mod file;

pub use back::{keep, look, remember, show as show_file, undo};
pub use file::{export, preview};

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::mis_entry::{Entry, late_by, say_late};
use casework::room::{PlacementState, spell_periods};
use casework::words::{Concept, Words};
use casework::{Event, Id, Reach, Refusal, Scope, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::Write;

/// One entry as a line.
pub struct Line {
    /// Key to tick it by.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// "9K2"
    pub form: String,
    /// Admission number.
    pub admission_no: String,
    /// Unique pupil number.
    pub upn: String,
    /// The day of the placement.
    pub day: Day,
    /// "P1–P6"
    pub periods: String,
    /// What is typed.
    pub what: String,
    /// The school's code, or empty.
    pub code: String,
    /// Who decided the placement, or empty.
    pub who: String,
    /// They came: nothing is typed until somebody has said.
    pub came: bool,
    /// Where it is said whether they came, for those who may.
    pub arrival: Option<String>,
    /// The reason category.
    pub reason: String,
    /// How the placement stands.
    pub outcome: String,
    /// When it is due.
    pub due: Day,
    /// School days late.
    pub late: i64,
    /// When it was made, and by whom.
    pub made: Option<(Instant, String)>,
}

/// The page.
pub struct EntriesPage {
    /// The school's words.
    pub words: Words,
    /// Not made yet, oldest first.
    pub open: Vec<Line>,
    /// Made in the last days, newest first.
    pub made: Vec<Line>,
    /// Files read back lately.
    pub runs: Vec<store::mis_entry::Run>,
    /// Form token.
    pub csrf: String,
}

impl Page for EntriesPage {
    fn title(&self) -> String {
        format!("Entries to make in {}", self.words.one(Concept::Mis))
    }
    fn here(&self) -> &'static str {
        "/mis"
    }
    fn main(&self) -> Markup {
        let title = self.title();
        let mis = self.words.one(Concept::Mis);
        let late = self.open.iter().filter(|l| l.late > 0).count();
        let (known, unsaid): (Vec<&Line>, Vec<&Line>) = self.open.iter().partition(|l| l.came);
        html! {
            (Head::new(&title).back("/", "Today").facts(html! {
                (self.open.len()) " to make" @if late > 0 { " · " (Tag(Standing::Late, &format!("{late} late"))) }
            }).acts(html! {
                a.btn.btn-2 href="/mis/preview" { "Preview the file" }
                a.btn.btn-2 href="/mis/export/csv" { "CSV" } a.btn.btn-2 href="/mis/export/xlsx" { "Excel" }
                a.btn.btn-2 href="/mis/file" { "Confirm from a file" }
            }))
            div.stack.stack-6 {
            @if self.open.is_empty() {
                (Empty { title: "Nothing to type", words: "Each time in the room adds an entry here on its day. It leaves the list when it is ticked.", step: None })
            } @else if !known.is_empty() {
                (table(&format!("Entries to make in {mis}"), &known, |l| html! {
                    form method="post" action={ "/mis/" (l.id) } { (token(&self.csrf))
                        button.btn.btn-2 type="submit" { "Made" span.vh { ", " (l.name) ", " (l.day.short()) } } }
                }))
            }
            @if !unsaid.is_empty() {
                section.stack aria-labelledby="unsaid" {
                    h2 #unsaid { "Find out first" }
                    p { "Nobody has said whether they came, and the file leaves them out. If it has been typed all the same, say that it is made." }
                    (table("Booked, and no arrival recorded", &unsaid, |l| html! {
                        form method="post" action={ "/mis/" (l.id) } { (token(&self.csrf))
                            button.btn.btn-quiet type="submit" { "Made" span.vh { ", " (l.name) ", " (l.day.short()) } } }
                        @match &l.arrival { Some(href) => a.btn.btn-2 href=(href) { "Say whether they came" span.vh { ": " (pupil_name(&l.name)) } }, None => "Ask the room" }
                    }))
                }
            }
            @if !self.made.is_empty() {
                section.stack aria-labelledby="made" {
                    h2 #made { "Made lately" }
                    (table("Entries made lately", &self.made.iter().collect::<Vec<_>>(), |l| html! {
                        form method="post" action={ "/mis/" (l.id) "/untick" } { (token(&self.csrf))
                            button.btn.btn-quiet type="submit" { "Not made after all" span.vh { ", " (l.name) ", " (l.day.short()) } } }
                    }))
                }
            }
            (back::lately(&self.runs, &self.csrf))
            }
        }
    }
}

fn table(caption: &str, lines: &[&Line], act: impl Fn(&Line) -> Markup) -> Markup {
    html! {
        (Grid {
            region: caption,
            caption: Some(caption),
            look: "",
            columns: vec![Col::Words("Name"), Col::Words("Day"), Col::Words("What to type"), Col::Words("Standing"), Col::Acts("Act")],
            named: Some(0),
            rows: lines.iter().map(|l| vec![
                html! { (pupil_name(&l.name)) span.sub { " " (l.form) @if !l.admission_no.is_empty() { " · " (l.admission_no) } } },
                html! { span.nowrap { (l.day.short()) } span.sub { " " (l.periods) } },
                html! { @if l.came && !l.code.is_empty() { strong { (l.code) } " " } (l.what) span.sub { " " (l.reason) @if !l.reason.is_empty() { ". " } (l.outcome) } },
                html! { @match &l.made {
                        Some((at, by)) => { (Tag(Standing::Done, "Made")) span.sub { " " (by) ", " (at) } }
                        None if l.late > 0 => { (Tag(Standing::Late, &say_late(l.late))) }
                        None => { (Tag(Standing::Due, &format!("By {}", l.due.short()))) }
                } },
                act(l),
            ]).collect(),
        })
    }
}

async fn lines(v: &Visit, entries: Vec<Entry>) -> Result<Vec<Line>, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let scope = Scope { org: v.org(), reach: vec![Reach::School] };
    let ids: Vec<Id> = entries.iter().map(|e| e.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let reasons = store::room::reasons(src, v.org()).await?;
    let mut out = Vec::new();
    let staff = store::staff::all(src, v.org()).await?;
    let runs = v.may(casework::May::RunRoom);
    for e in entries {
        let Some(p) = pupils.iter().find(|p| p.id == e.pupil) else { continue };
        let placement = store::room::placement(src, v.org(), e.placement).await?;
        let slots = store::room::slots(src, v.org(), e.placement).await?;
        let codes: Vec<String> = slots.into_iter().map(|s| s.code).collect();
        let order: Vec<String> =
            v.setting.lessons_on(e.day).iter().map(|p| p.code.clone()).collect();
        let outcome = match store::exit::of(src, v.org(), e.placement).await? {
            Some(i) => casework::Coded::label(i.outcome).to_string(),
            None if placement.state == PlacementState::NotHere => "Did not come".into(),
            None => "No exit interview yet".into(),
        };
        let late =
            if e.made_at.is_none() { late_by(&v.setting.calendar, e.due, v.today()) } else { 0 };
        out.push(Line {
            id: e.id,
            name: p.name(),
            form: p.form.clone(),
            admission_no: p.admission_no.clone().unwrap_or_default(),
            upn: p.upn.clone().unwrap_or_default(),
            day: e.day,
            periods: spell_periods(&codes, &order),
            what: casework::mis_entry::what(&e.what, placement.arrived_at.is_some()),
            code: e.code,
            who: placement
                .decided_by
                .and_then(|id| staff.iter().find(|s| s.id == id))
                .map(|s| s.full())
                .unwrap_or_default(),
            came: placement.arrived_at.is_some(),
            arrival: runs.then(|| format!("/placements/{}/arrival", placement.id)),
            reason: reasons
                .iter()
                .find(|r| Some(r.id) == placement.reason)
                .map(|r| r.label.clone())
                .unwrap_or_default(),
            outcome,
            due: e.due,
            late,
            made: e.made_at.map(|at| (at, e.made_by)),
        });
    }
    Ok(out)
}

/// Shows the list.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let open = store::mis_entry::open(&mut read, v.org(), &v.setting.calendar, v.today()).await?;
    // This school week and the one before: long enough to find a tick that was a slip.
    let monday = v.today().monday();
    let before = v.setting.calendar.last_before(monday).unwrap_or(monday).monday();
    let since = before.at(Default::default());
    let made = store::mis_entry::made_since(&mut read, v.org(), since).await?;
    let runs = store::mis_entry::runs(&mut read, v.org(), 5).await?;
    drop(read);
    let page = EntriesPage {
        words: v.words().clone(),
        open: lines(&v, open).await?,
        made: lines(&v, made).await?,
        runs,
        csrf: v.csrf.clone(),
    };
    v.page(&page)
}

/// Ticks an entry, found by its own key or by its placement's where it has none yet. Says the
/// event, or nothing where it was ticked before.
pub async fn tick_in(
    w: &mut Write,
    setting: &casework::school::Setting,
    id: Id,
) -> Result<Option<Event>, Problem> {
    let org = w.org();
    let entry = match store::mis_entry::find(w, org, id).await {
        Ok(entry) => entry,
        Err(store::Problem::Missing) => {
            let placement = store::room::placement(w, org, id).await?;
            happened(setting, placement.day, w.at())?;
            store::mis_entry::need(w, &setting.calendar, &placement).await?;
            let mut made = store::mis_entry::of_placement(w, org, id).await?;
            if made.is_empty() {
                return Err(Problem::Missing);
            }
            made.remove(0)
        }
        Err(other) => return Err(other.into()),
    };
    happened(setting, entry.day, w.at())?;
    if store::mis_entry::tick(w, entry.id).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        Event::new(Verb::MisEntryMade, "mis_entry", entry.id)
            .pupil(entry.pupil)
            .fact("day", entry.day.iso()),
    ))
}

/// Refuses an entry for a day that has not come: there is nothing to type yet.
fn happened(setting: &casework::school::Setting, day: Day, now: Instant) -> Result<(), Problem> {
    if day <= now.day() {
        return Ok(());
    }
    let mis = setting.words.one(Concept::Mis);
    Err(Refusal::because(
        format!("{day} has not come yet"),
        format!("An entry is made in {mis} on its day or after it."),
        "Mainstay: nothing is recorded before it happens.",
    )
    .or("Back to the entries", "/mis")
    .into())
}

/// Ticks one.
pub async fn tick(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Ticking an entry as made").await?;
    if let Some(event) = tick_in(&mut w, &v.setting, id).await? {
        v.commit(w, event, Vec::new()).await?;
    }
    v.to("/mis")
}

/// Takes a tick back.
pub async fn untick(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Taking back a tick").await?;
    let entry = store::mis_entry::find(&mut w, v.org(), id).await?;
    if store::mis_entry::untick(&mut w, id).await? > 0 {
        let event = Event::new(Verb::MisEntryMade, "mis_entry", id)
            .pupil(entry.pupil)
            .fact("taken_back", "yes");
        v.commit(w, event, Vec::new()).await?;
    }
    v.to("/mis")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::from_pg(0));
    let line = |name: &str, form: &str, d, late, made| Line {
        id: Id::nil(),
        name: name.into(),
        form: form.into(),
        admission_no: "4100".into(),
        upn: String::new(),
        day: day(d),
        periods: "P1–P6".into(),
        what: casework::mis_entry::WHAT.into(),
        code: "IE".into(),
        who: "Mr Ewan Thrale".into(),
        came: true,
        arrival: None,
        reason: "Abuse towards an adult".into(),
        outcome: "Completed".into(),
        due: day(d + 1),
        late,
        made,
    };
    let words = crate::exit::sample_words();
    let page = EntriesPage {
        words: words.clone(),
        open: vec![
            line("Saffron Idle", "8F1", 10, 1, None),
            line("Kian Dowell", "9K4", 11, 0, None),
            Line {
                came: false,
                what: casework::mis_entry::CHECK_FIRST.into(),
                arrival: Some("/board".into()),
                ..line("Jude Marl", "8K3", 11, 0, None)
            },
        ],
        runs: vec![store::mis_entry::Run {
            id: Id::nil(),
            at: day(10).at(rulebook::Minute::new(15, 30).unwrap_or_default()),
            by_name: "Ms Dara Okell".into(),
            confirmed: 4,
            left_out: 1,
            undone_at: None,
            undone_by: String::new(),
        }],
        made: vec![line(
            "Tyrell Ashdown-Moss",
            "9K2",
            10,
            0,
            Some((
                day(10).at(rulebook::Minute::new(15, 20).unwrap_or_default()),
                "Ms Dara Okell".into(),
            )),
        )],
        csrf: "gallery".into(),
    };
    let none =
        EntriesPage { words, open: vec![], made: vec![], runs: vec![], csrf: "gallery".into() };
    let cells =
        |cells: [&str; 4]| cells.iter().enumerate().map(|(n, c)| (c.to_string(), n == 1)).collect();
    let file = file::PreviewPage {
        words: page.words.clone(),
        headings: ["Adno", "Pupil", "When", "Type"].map(String::from).to_vec(),
        rows: vec![cells(["4100", "Saffron Idle", "10/11/2026", "IE"])],
        unsaid: 1,
        sets_up: true,
    };
    let mut all = vec![
        framed("mis-typical", &page),
        framed("mis-empty", &none),
        framed("mis-preview", &file),
    ];
    all.extend(back::samples());
    all
}
