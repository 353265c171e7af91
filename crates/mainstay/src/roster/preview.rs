//! The page that says what a file would do, before anything is written.
//!
//! Must never know: how the plan was made, or how it will be kept.

use super::held::{Source, Upload};
use super::pages::called;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Head, Table, hidden, token};
use casework::Id;
use casework::roster::{Count, Force, Kind, Part, Plan, Problem};
use casework::words::{Concept, Words, capital};
use maud::{Markup, html};

/// Rows of each kind of change that are shown.
const FIRST: usize = 10;
/// Problems that are shown.
const MOST: usize = 100;

/// A change as a line: who, and what of them.
struct Line {
    who: String,
    what: String,
}

/// Changes of one kind, the first few.
struct Group {
    title: String,
    lines: Vec<Line>,
    total: usize,
}

/// What a file would do.
pub struct PreviewPage {
    words: Words,
    id: Id,
    name: String,
    what: String,
    list: bool,
    counts: Vec<Count>,
    rejects: Vec<Problem>,
    rejected: usize,
    warnings: Vec<Problem>,
    warned: usize,
    groups: Vec<Group>,
    nothing: bool,
    leavers: bool,
    moved: bool,
    csrf: String,
}

impl PreviewPage {
    /// From a plan. `leavers` says that many leavers are agreed to; `moved` that the plan is
    /// another than the one that was looked at.
    pub fn new(
        words: Words,
        id: Id,
        upload: &Upload,
        plan: &Plan,
        leavers: bool,
        moved: bool,
        csrf: String,
    ) -> PreviewPage {
        let of = |force| plan.problems.iter().filter(move |problem| problem.force == force);
        let mut groups = Vec::new();
        let mut add = |title: String, lines: Vec<Line>, total: usize| {
            if total > 0 {
                groups.push(Group { title, lines, total });
            }
        };
        let pupils = words.many(Concept::Pupil).to_owned();
        part(&mut add, &plan.pupils, &pupils, |f| f.name());
        part(&mut add, &plan.contacts, "contacts", |f| f.name());
        part(&mut add, &plan.staff, "staff", |f| f.name());
        part(&mut add, &plan.classes, "classes", |f| f.code.clone().unwrap_or_default());
        let tutors = words.many(Concept::Tutor).to_owned();
        part(&mut add, &plan.tutors, &tutors, |f| match f.is.is_empty() {
            true => format!("{}: nobody", f.of),
            false => format!("{}: {}", f.of, f.is),
        });
        part(&mut add, &plan.lessons, "lessons", |f| {
            let week = f.week.map(|week| format!(" week {week:?}")).unwrap_or_default();
            let place = f.place.clone().map(|place| format!(", {place}")).unwrap_or_default();
            format!("{}{week}, {}{place}", f.weekday.long(), f.period)
        });
        PreviewPage {
            what: called(&words, upload.source.word()),
            words,
            id,
            name: upload.name.clone(),
            list: matches!(upload.source, Source::List(_)),
            counts: plan.counts(),
            rejects: of(Force::Reject).take(MOST).cloned().collect(),
            rejected: plan.rejected(),
            warnings: of(Force::Warn).take(MOST).cloned().collect(),
            warned: of(Force::Warn).count(),
            groups,
            nothing: plan.changes_nothing(),
            leavers,
            moved,
            csrf,
        }
    }

    /// What somebody who presses the button has seen: the counts.
    pub fn seen(&self) -> String {
        let count = |c: &Count| format!("{:?}{}.{}.{}", c.kind, c.new, c.changed, c.left);
        self.counts.iter().map(count).collect::<Vec<_>>().join("-")
    }

    /// "8 new, 2 changed, 1 left"
    pub fn sum(&self) -> String {
        let sum = |of: fn(&Count) -> usize| self.counts.iter().map(of).sum::<usize>();
        format!("{} new, {} changed, {} left", sum(|c| c.new), sum(|c| c.changed), sum(|c| c.left))
    }

    fn label(&self, kind: Kind) -> String {
        match kind {
            Kind::Pupil => self.words.caps(Concept::Pupil),
            Kind::Tutor => self.words.caps(Concept::Tutor),
            other => capital(other.plural()),
        }
    }

    /// True when only a great many leavers stand in the way.
    fn only_leavers(&self) -> bool {
        let whole = |problem: &Problem| problem.message.contains("allow many leavers");
        !self.leavers && !self.rejects.is_empty() && self.rejects.iter().all(whole)
    }

    fn problems(&self, caption: &str, problems: &[Problem]) -> Markup {
        let table = Table {
            caption,
            columns: vec![("Where", false), ("Column", false), ("What", false)],
            dense: false,
            rows: problems
                .iter()
                .map(|problem| {
                    vec![
                        html! { (problem.at) },
                        html! { (problem.column.as_deref().unwrap_or("")) },
                        html! { (capital(&problem.message)) "." },
                    ]
                })
                .collect(),
        };
        html! { (table) }
    }
}

fn part<F>(
    add: &mut dyn FnMut(String, Vec<Line>, usize),
    part: &Part<F>,
    noun: &str,
    name: fn(&F) -> String,
) {
    let changed = part.changed.iter().take(FIRST).map(|changed| {
        let mut what: Vec<String> = changed
            .differences
            .iter()
            .map(|d| {
                let say = |text: &str| {
                    if text.is_empty() { "nothing".to_owned() } else { text.to_owned() }
                };
                format!("{}: {} becomes {}", d.field, say(&d.before), say(&d.after))
            })
            .collect();
        if changed.returned {
            what.push("is back".into());
        }
        if changed.learned.is_some() {
            what.push("the source's own identifier is noted".into());
        }
        Line { who: name(&changed.after), what: what.join("; ") }
    });
    add(format!("Changed {noun}"), changed.collect(), part.changed.len());
    let new = part
        .new
        .iter()
        .take(FIRST)
        .map(|new| Line { who: name(&new.facts), what: new.at.to_string() });
    add(format!("New {noun}"), new.collect(), part.new.len());
    let left = part.left.iter().take(FIRST).map(|left| Line {
        who: name(&left.facts),
        what: match &left.at {
            Some(at) => at.to_string(),
            None => "not in the file".to_owned(),
        },
    });
    add(format!("Left or ended {noun}"), left.collect(), part.left.len());
}

impl Page for PreviewPage {
    fn title(&self) -> String {
        "What the file would do".into()
    }
    fn here(&self) -> &'static str {
        "/roster"
    }
    fn main(&self) -> Markup {
        let address = format!("/roster/file/{}", self.id);
        html! {
            div.stack.stack-6 {
                (Head::new("What the file would do").back("/roster", "Choose another file")
                    .facts(html! { (self.name) ", " (self.what) ". Nothing is written yet." })
                    .acts(html! { @if self.list { a.btn.btn-2 href={ (address) "/columns" } { "Which column is which" } } }))
                @if self.moved {
                    div.panel.panel-warn role="alert" {
                        h2.panel-title { "This is no longer what you looked at" }
                        p { "Somebody changed the roster in the meantime. Look at the counts again before you bring the file in." }
                    }
                }
                @if self.rejected > 0 {
                    div.panel.panel-stop role="alert" tabindex="-1" data-focus {
                        h2.panel-title { @if self.rejected == 1 { "One row cannot come in" } @else { (self.rejected) " rows cannot come in" } }
                        p { "Nothing of the file is written until they are put right: it is all or nothing. Put them right in your own system, or in the file, and choose it again." }
                        @if self.only_leavers() { p { a href={ (address) "?leavers=yes" } { "They have left: mark them so" } } }
                    }
                } @else if self.nothing {
                    div.panel.panel-ok { h2.panel-title { "Nothing would change" } p { "Every row says what is held already." } }
                }
                (Table {
                    caption: "What the file would do, in figures",
                    columns: vec![("Kind", false), ("New", true), ("Changed", true), ("Unchanged", true), ("Left", true), ("Rejected", true)],
                    dense: false,
                    rows: self.counts.iter().map(|c| vec![
                        html! { (self.label(c.kind)) },
                        html! { (c.new) }, html! { (c.changed) }, html! { (c.unchanged) }, html! { (c.left) }, html! { (c.rejected) },
                    ]).collect(),
                })
                @if !self.rejects.is_empty() {
                    section.stack aria-labelledby="rejected" {
                        h2 #rejected { "Rejected" }
                        (self.problems("Rejected rows and why", &self.rejects))
                        @if self.rejected > self.rejects.len() { p.soft { "The first " (self.rejects.len()) " are shown." } }
                    }
                }
                @if !self.warnings.is_empty() {
                    section.stack aria-labelledby="look" {
                        h2 #look { "Worth a look" }
                        (self.problems("Remarks on the file", &self.warnings))
                        @if self.warned > self.warnings.len() { p.soft { "The first " (self.warnings.len()) " of " (self.warned) " are shown." } }
                    }
                }
                @for (n, group) in self.groups.iter().enumerate() {
                    @let heading = format!("group-{n}");
                    section.stack aria-labelledby=(heading) {
                        h2 id=(heading) { (group.title) }
                        (Table {
                            caption: &group.title,
                            columns: vec![("Who or what", false), ("How", false)],
                            dense: true,
                            rows: group.lines.iter().map(|line| vec![html! { bdi.real-name { (line.who) } }, html! { bdi.real-name { (line.what) } }]).collect(),
                        })
                        @if group.total > group.lines.len() { p.soft { "The first " (group.lines.len()) " of " (group.total) " are shown." } }
                    }
                }
                @if self.rejected == 0 && !self.nothing {
                    form.row method="post" action=(address) {
                        (token(&self.csrf))
                        (hidden("seen", self.seen()))
                        @if self.leavers { (hidden("leavers", "yes")) }
                        button.btn type="submit" { "Bring it in" }
                        a.btn.btn-2 href="/roster" { "Choose another file" }
                    }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    use crate::mis::{columns::List, csv, table};
    use casework::roster::{Allow, Known, plan};
    let at = rulebook::Day::from_pg(9_810).at(rulebook::Minute::default());
    let draw = |text: &str| {
        let upload = Upload {
            org: Id::nil(),
            account: Id::nil(),
            at,
            source: Source::List(List::Pupils),
            name: "students.csv".into(),
            bytes: bytes::Bytes::new(),
            part: false,
            school: String::new(),
        };
        let roster = match table::read("students.csv", text.as_bytes()) {
            Ok(table) => csv::read(List::Pupils, &table, &Default::default(), false, at.day()),
            Err(problem) => crate::cli::import::refused(problem),
        };
        let decided = plan(&Known::default(), roster, Allow::default());
        PreviewPage::new(
            Words::default(),
            Id::nil(),
            &upload,
            &decided,
            false,
            false,
            "gallery".into(),
        )
    };
    let good = "Adno,UPN,Forename,Surname,DOB,Year,Reg,Bus\n\
        1204,H801200001001,Amara,Okafor,03/10/2013,Year  8,8F,14\n\
        1205,X801200001002,Zoë,O'Neill-Brown,19/12/2013,8,8F,9\n";
    let bad = "Adno,UPN,Forename,Surname,DOB\n\
        1204,A801200005001,Amara,Okafor,03/10/2013\n\
        1205,X801200001002,Zoë,O'Neill-Brown,31/02/2013\n\
        1206,L801200001003,Siôn,Llewellyn,01/09/2012\n";
    vec![framed("roster-preview", &draw(good)), framed("roster-rejected", &draw(bad))]
}
