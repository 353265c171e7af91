//! The trail: who did what, when and why, newest first; and the proof on demand that no line was
//! changed, dropped or slipped in.
//!
//! Lines about a pupil show their figures and reasons only to those who may open files; lines of
//! force, restraint and seclusion, only to those who may read that register.

use crate::export::{As, columns, hand_over, text};
use crate::form::Form;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Field, Head, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::telling::{self, Rung};
use casework::{Coded, Event, Id, May, Verb, restrictive};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind, Sheet};
use rulebook::Minute;
use store::Source;
use store::event::Line;
use store::trail::Narrow;

/// Lines to a page.
const SIZE: i64 = 50;
/// Lines to a file at most.
const MOST: i64 = 20_000;
/// Calls asked about at once: a database takes only so many values in one question.
const PART: usize = 500;

/// A line as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its place in the chain.
    pub seq: i64,
    /// "Tue 10 Nov 2026, 8.28"
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// Reason and figures, or that they are kept back.
    pub words: Vec<String>,
}

/// The page.
pub struct TrailPage {
    /// Everything that can be asked for: its code and what it is called.
    pub verbs: Vec<(&'static str, String)>,
    /// Lines.
    pub lines: Vec<Shown>,
    /// The line after which there are more.
    pub older: Option<i64>,
    /// What the check said, when it was asked for: whether it holds, and words.
    pub checked: Option<(bool, String)>,
    /// What was asked.
    pub query: Form,
    /// Form token.
    pub csrf: String,
}

impl Page for TrailPage {
    fn title(&self) -> String {
        "Trail".into()
    }
    fn here(&self) -> &'static str {
        "/trail"
    }
    fn main(&self) -> Markup {
        let q = &self.query;
        let verb = q.text("verb");
        let asked = ["verb", "who", "from", "to"].map(|n| (n, q.text(n).to_string()));
        let older = self.older.map(|seq| {
            let rest = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(asked.iter().filter(|(_, v)| !v.is_empty()))
                .finish();
            format!("/trail?{rest}&before={seq}")
        });
        html! {
            (Head::new("Trail").facts(html! { "Every act, bound to the one before it. Nothing here can be changed or deleted." })
                .acts(html! { a.btn.btn-2 href="/trail?check=yes" { "Check the chain" } }))
            div.stack.stack-5 {
                @if let Some((holds, words)) = &self.checked {
                    div class=(if *holds { "panel panel-ok" } else { "panel panel-stop" }) role="status" { p { strong { (words) } } }
                }
                form.row.row-base method="get" action="/trail" role="search" aria-label="Narrow the trail" {
                    div.field { label for="verb" { "What" } select.select #verb name="verb" {
                        option value="" { "Anything" }
                        @for (code, label) in &self.verbs { option value=(code) selected[*code == verb] { (label) } }
                    } }
                    (Field { value: q.text("who"), ..Field::new("who", "Who") })
                    (Field { kind: "date", value: q.text("from"), ..Field::new("from", "From") })
                    (Field { kind: "date", value: q.text("to"), ..Field::new("to", "To") })
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if self.lines.is_empty() {
                    (Empty { title: "No lines", words: "Nothing that was done fits what you asked for.", step: Some(("/trail", "Show everything")) })
                } @else {
                    ol.clocks { @for l in &self.lines {
                        li.clock {
                            p.soft { (l.at) span.sub { "line " (l.seq) } }
                            div { p.clock-what { (l.what) } @for w in &l.words { p.soft { (w) } } }
                            p.clock-when { (l.who) }
                        }
                    } }
                    div.row.row-apart {
                        @if let Some(href) = older { a.btn.btn-2 href=(href) { "Older" } } @else { p.soft { "That is all." } }
                        form method="post" action="/trail/export" {
                            (token(&self.csrf))
                            @for (name, value) in &asked { (crate::page::kit::hidden(name, value)) }
                            button.btn.btn-2 type="submit" { "Take these away as CSV" }
                        }
                    }
                }
            }
        }
    }
}

/// What an act is called by this reader. Who may not read the register of force is told that
/// something of a record was written, and not what.
fn called(v: &Visit, verb: Verb) -> String {
    match restrictive::is_writing(verb) && !v.may(May::Restrictive) {
        true => "Wrote something of a record of force, restraint or seclusion".into(),
        false => v.words().said(verb.label()),
    }
}

/// The acts this reader may ask for, each under its name once.
fn verbs(v: &Visit) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> = Vec::new();
    for verb in Verb::ALL {
        let label = called(v, *verb);
        if !out.iter().any(|(_, known)| *known == label) {
            out.push((verb.code(), label));
        }
    }
    out
}

fn narrow(v: &Visit, f: &Form) -> Narrow {
    let asked = Verb::from_code(f.text("verb"));
    // Which of the writings it was must not be told by asking for one of them.
    let all = asked.is_some_and(restrictive::is_writing) && !v.may(May::Restrictive);
    let verbs = Verb::ALL
        .iter()
        .filter(|verb| asked == Some(**verb) || all && restrictive::is_writing(**verb));
    Narrow {
        verbs: verbs.map(|v| v.code().to_string()).collect(),
        who: f.text("who").chars().take(80).collect(),
        from: f.day("from").map(|d| d.at(Minute::default())),
        until: f.day("to").map(|d| d.plus(1).at(Minute::default())),
        before: f.int("before"),
    }
}

/// Whether a line tells of force, restraint or seclusion, and this reader may not read of it.
fn sealed(v: &Visit, line: &Line) -> bool {
    let verb = Verb::from_code(&line.verb);
    let list = crate::restrictive::LIST;
    let taken = verb == Some(Verb::ReportExported) && line.facts.contains(list);
    (verb.is_some_and(restrictive::is_about) || line.noun == "restrictive" || taken)
        && !v.may(May::Restrictive)
}

/// Whom the calls home among these lines rang, as far as the reader may know people at home.
async fn whom(v: &Visit, src: &mut dyn Source, lines: &[Line]) -> Result<Vec<Rung>, Problem> {
    let home = v.actor.scope_for(May::Home, v.today());
    let calls: Vec<Id> = lines.iter().filter(|l| l.noun == "home_call").map(|l| l.about).collect();
    let mut rung = Vec::new();
    for part in calls.chunks(PART) {
        rung.extend(store::home::whom(src, &home, part).await?);
    }
    Ok(rung)
}

/// A line for this reader.
fn shown(v: &Visit, line: &Line, rung: &[Rung]) -> Shown {
    let mut words = Vec::new();
    if sealed(v, line) {
        words.push("What it says is for those who read the register.".into());
    } else if line.pupil.is_some() && !v.may(May::PupilFile) {
        words.push(
            v.words().said("About a pupil: the reason and figures are for those who open files."),
        );
    } else {
        if !line.why.is_empty() {
            words.push(line.why.clone());
        }
        let rung = rung.iter().find(|r| r.call == line.about);
        match Verb::from_code(&line.verb) {
            // A line of the day log holds nothing that somebody typed: its kind is ours.
            Some(verb @ (Verb::EntryMade | Verb::EntryUndone)) => {
                let told = telling::tell(verb, &line.facts, rung);
                words.extend(told.iter().map(|said| v.words().said(said)));
            }
            Some(verb) => words.extend(telling::tell(verb, &line.facts, rung)),
            None => words.extend(line.facts.lines().map(|l| l.to_string())),
        }
    }
    let what = Verb::from_code(&line.verb).map(|verb| called(v, verb));
    Shown {
        seq: line.seq,
        at: line.at.to_string(),
        who: line.who.clone(),
        what: what.unwrap_or_else(|| line.verb.clone()),
        words,
    }
}

/// Shows the trail; checks the chain when asked.
pub async fn show(v: Visit) -> Answer {
    let checked = match v.query.ticked("check") {
        true => Some(match v.store().verify_chain(v.org()).await? {
            Ok(n) => (true, format!("The chain holds, {n} lines.")),
            Err(wrong) => {
                (false, format!("The chain is broken: {wrong}. Keep the backups and ask for help."))
            }
        }),
        false => None,
    };
    let mut read = v.read().await?;
    let mut lines =
        store::trail::narrowed(&mut read, v.org(), &narrow(&v, &v.query), SIZE + 1).await?;
    let rung = whom(&v, &mut read, &lines).await?;
    drop(read);
    let more = lines.len() as i64 > SIZE;
    lines.truncate(SIZE as usize);
    v.page(&TrailPage {
        verbs: verbs(&v),
        older: lines.last().filter(|_| more).map(|l| l.seq),
        lines: lines.iter().map(|l| shown(&v, l, &rung)).collect(),
        checked,
        query: v.query.clone(),
        csrf: v.csrf.clone(),
    })
}

/// Sends the lines as CSV, and records that they were taken.
pub async fn export(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let lines = store::trail::narrowed(&mut read, v.org(), &narrow(&v, &v.form), MOST).await?;
    let rung = whom(&v, &mut read, &lines).await?;
    drop(read);
    let sheet = Sheet {
        name: "Trail".into(),
        columns: columns([
            ("Line", Kind::Number),
            ("When", Kind::Text),
            ("Who", Kind::Text),
            ("What", Kind::Text),
            ("Why and figures", Kind::Text),
            ("Record", Kind::Text),
            ("Hash", Kind::Text),
        ]),
        rows: lines
            .iter()
            .map(|l| {
                let s = shown(&v, l, &rung);
                vec![
                    Cell::Number(l.seq),
                    text(s.at),
                    text(s.who),
                    text(s.what),
                    text(s.words.join("; ")),
                    // Which record, or whose placement, would say whom it is about.
                    text(match sealed(&v, l) {
                        true => "restrictive".to_string(),
                        false => format!("{} {}", l.noun, l.about),
                    }),
                    text(l.hash.clone()),
                ]
            })
            .collect(),
        notes: Vec::new(),
    };
    let event = Event::new(Verb::ReportExported, "trail", v.org()).fact("rows", lines.len());
    let name = format!("trail-{}", v.today().iso());
    hand_over(&v, (&sheet, As::Csv, &name), "Taking the trail away as a file", event).await
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let line = Shown {
        seq: 214,
        at: "Tue 10 Nov 2026, 8.28".into(),
        who: "Ms Dara Okell".into(),
        what: Verb::NoticePublished.label().into(),
        words: vec!["Publishing the notice".into(), "4 lines".into()],
    };
    let page = |lines, checked| TrailPage {
        verbs: Verb::ALL.iter().map(|v| (v.code(), v.label().to_string())).collect(),
        lines,
        older: Some(164),
        checked,
        query: Form::default(),
        csrf: "gallery".into(),
    };
    vec![
        framed("trail", &page(vec![line], Some((true, "The chain holds, 214 lines.".into())))),
        framed("trail-none", &page(Vec::new(), None)),
        framed(
            "trail-broken",
            &page(Vec::new(), Some((false, "The chain is broken: line 12 was changed after it was written. Keep the backups and ask for help.".into()))),
        ),
    ]
}
