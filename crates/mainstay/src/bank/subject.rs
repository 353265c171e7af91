//! Each subject on a page: who leads it, which years have no unit and no agreed programme, and what
//! was agreed when it was talked about. And all subjects in a list, those with gaps first.

use super::{half_now, halves, head_of, heads, part, subjects, tag};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Col, Empty, ErrorSummary, Field, Grid, Head, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::bank::{Programme, cover, same_subject, without};
use casework::words::{Concept, Words};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;
use store::programme::Talk;

/// One subject of the list.
pub struct Line {
    /// Subject.
    pub subject: String,
    /// Who leads it, or nothing.
    pub head: String,
    /// Units offered.
    pub units: usize,
    /// Years without a unit.
    pub no_unit: Vec<i64>,
    /// Years without an agreed programme for the half-term.
    pub no_programme: Vec<i64>,
    /// When it was last talked about.
    pub talked: Option<Day>,
}

/// The list.
pub struct SubjectsPage {
    /// The half-term meant.
    pub half: String,
    /// Half-terms to choose from.
    pub halves: Vec<String>,
    /// Subjects, those with gaps first.
    pub lines: Vec<Line>,
}

fn years(list: &[i64]) -> String {
    let all: Vec<String> = list.iter().map(|y| y.to_string()).collect();
    match all.len() {
        0 => String::new(),
        1 => format!("Year {}", all[0]),
        _ => format!("Years {}", all.join(", ")),
    }
}

impl Page for SubjectsPage {
    fn title(&self) -> String {
        "Subjects and programmes".into()
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let missing = self.lines.iter().filter(|l| !l.no_programme.is_empty()).count();
        let gap = |list: &[i64], none: &'static str| {
            html! { @if list.is_empty() { span.soft { (none) } } @else { (Tag(Standing::Risk, &years(list))) } }
        };
        let rows = self.lines.iter().map(|l| {
            vec![
                html! { a href={ "/subjects/one?subject=" (part(&l.subject)) } { (l.subject) } span.sub { @if l.head.is_empty() { "No head set" } @else { (l.head) } } },
                gap(&l.no_programme, "every year has one"),
                gap(&l.no_unit, "every year has one"),
                html! { (l.units) },
                html! { @match l.talked { Some(d) => (d), None => "Never" } },
            ]
        });
        html! {
            (Head::new("Subjects and programmes").back("/bank", "Work bank").facts(html! {
                @match missing { 0 => "Every subject has an agreed programme for every year", 1 => "1 subject has a year without an agreed programme", n => { (n) " subjects have a year without an agreed programme" } }
                @if !self.half.is_empty() { " in " (self.half) } "."
            }))
            div.stack.stack-5 {
                nav.chips aria-label="Half-terms" { @for h in &self.halves { a.chip href={ "/subjects?half=" (part(h)) } aria-current=[(*h == self.half).then_some("page")] { (h) } } }
                @if self.lines.is_empty() {
                    (Empty { title: "No subject is taught yet", words: "Subjects come with the timetable.", step: None })
                } @else {
                    div.sheet.sheet-flush { (Grid {
                        region: "Subjects",
                        caption: Some("Subjects"),
                        look: "table-dense",
                        columns: vec![Col::Words("Subject"), Col::Words("No agreed programme"), Col::Words("No unit"), Col::Number("Units"), Col::Words("Last talked about")],
                        named: Some(0),
                        rows: rows.collect(),
                    }) }
                }
            }
        }
    }
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let (org, today) = (v.org(), v.today());
    let halves = halves(&v.setting.calendar, today);
    let asked = v.query.text("half").to_string();
    let half = match halves.contains(&asked) {
        true => asked,
        false => half_now(&v.setting.calendar, today).unwrap_or_default(),
    };
    let mut read = v.read().await?;
    let taught = store::bank::taught(&mut read, org).await?;
    let units = store::bank::all(&mut read, org).await?;
    let programmes = store::programme::all(&mut read, org).await?;
    let talks = store::programme::talks(&mut read, org).await?;
    let heads = heads(&mut read, org).await?;
    drop(read);
    let covered = cover(&taught, &units);
    let mut lines: Vec<Line> = subjects(&taught, &[])
        .into_iter()
        .map(|s| Line {
            head: head_of(&heads, &s),
            units: units.iter().filter(|u| u.is_offered() && same_subject(&u.subject, &s)).count(),
            no_unit: covered
                .iter()
                .filter(|c| same_subject(&c.0, &s) && c.2 == 0)
                .map(|c| c.1)
                .collect(),
            no_programme: without(&taught, &programmes, &s, &half),
            talked: talks.iter().find(|t| same_subject(&t.subject, &s)).map(|t| t.held_on),
            subject: s,
        })
        .collect();
    lines.sort_by_key(|l| (std::cmp::Reverse(l.no_programme.len()), l.subject.to_lowercase()));
    v.page(&SubjectsPage { half, halves, lines })
}

/// One subject.
pub struct SubjectPage {
    /// The school's words.
    pub words: Words,
    /// Subject.
    pub subject: String,
    /// Who leads it, or nothing.
    pub head: String,
    /// Units offered for each year that is taught.
    pub years: Vec<(i64, usize)>,
    /// Half-terms.
    pub halves: Vec<String>,
    /// Its programmes.
    pub programmes: Vec<Programme>,
    /// Talks, newest first.
    pub talks: Vec<Talk>,
    /// May write talks down.
    pub writes: bool,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for SubjectPage {
    fn title(&self) -> String {
        self.subject.clone()
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let reviewed = self.programmes.iter().filter_map(|p| p.agreed_at).max();
        html! {
            (Head::new(&self.subject).back("/subjects", "Subjects and programmes").facts(html! {
                @if self.head.is_empty() { "No head is set for this subject: an administrator sets one under People. " } @else { "Led by " (self.head) ". " }
                @match reviewed { Some(at) => { "A programme was last agreed " (at) "." }, None => "No programme is agreed yet." }
            }).acts(html! { a.btn.btn-2 href={ "/bank?subject=" (part(&self.subject)) } { "Its units" } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                (self.table())
                div.cols.cols-2 { (self.talks()) @if self.writes { (self.write()) } }
            }
        }
    }
}

impl SubjectPage {
    fn table(&self) -> Markup {
        let mut columns = vec![Col::Words("Year"), Col::Words("Units")];
        columns.extend(self.halves.iter().map(|h| Col::Words(h)));
        let cell = |year: i64, half: &str| {
            let found = self.programmes.iter().find(|p| p.year == year && p.half == half);
            let to = format!(
                "/programmes/edit?subject={}&year={year}&half={}",
                part(&self.subject),
                part(half)
            );
            html! {
                a href=(to) {
                    @match found { Some(p) => (tag(p.stands(self.today))), None => "None" }
                    span.vh { ": Year " (year) ", " (half) }
                }
            }
        };
        let rows = self.years.iter().map(|(year, units)| {
            let mut row = vec![
                html! { "Year " (year) },
                html! { @if *units == 0 { (Tag(Standing::Risk, "None")) } @else { (units) } },
            ];
            row.extend(self.halves.iter().map(|h| cell(*year, h)));
            row
        });
        html! {
            section.stack aria-labelledby="programmes" {
                h2 #programmes { "Programmes of work" }
                div.sheet.sheet-flush { (Grid { region: "Programmes by year and half-term", caption: Some("Programmes by year and half-term"), look: "table-dense", columns, named: Some(0), rows: rows.collect() }) }
            }
        }
    }
    fn talks(&self) -> Markup {
        html! {
            section.stack aria-labelledby="talks" {
                h2 #talks { "Talked about" }
                @if self.talks.is_empty() { p.soft { "What was agreed with the " (self.words.one(Concept::HeadOfSubject)) " is kept here, with its day." } }
                @else { ul.clocks { @for t in &self.talks { li.clock {
                    span.strong { (t.held_on) }
                    div { p.clock-what { "With " (t.with_whom) } p { (t.body) } p.soft { (t.by_name) } }
                } } } }
            }
        }
    }
    fn write(&self) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="add" {
                h2 #add { "Write down a talk" }
                form.stack.stack-5 method="post" action="/subjects/one" {
                    (token(&self.csrf)) (hidden("subject", &self.subject)) (hidden("once", self.form.text("once")))
                    (Field::new("held_on", "Day").kind("date").from(&self.form, &self.errors))
                    (Field::new("with_whom", "With whom").from(&self.form, &self.errors))
                    (Area::new("body", "What was agreed, and what happens next").from(&self.form, &self.errors))
                    p { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    asked: &str,
    form: Option<Form>,
    errors: Errors,
) -> Result<SubjectPage, Problem> {
    let org = v.org();
    let taught = store::bank::taught(src, org).await?;
    let subject = taught.iter().find(|t| same_subject(&t.0, asked)).map(|t| t.0.clone());
    let subject = subject.ok_or(Problem::Missing)?;
    let units = store::bank::all(src, org).await?;
    let mut programmes = store::programme::all(src, org).await?;
    programmes.retain(|p| same_subject(&p.subject, &subject));
    let mut talks = store::programme::talks(src, org).await?;
    talks.retain(|t| same_subject(&t.subject, &subject));
    let head = head_of(&heads(src, org).await?, &subject);
    let form = form.unwrap_or_else(|| {
        Form::of([
            ("once", Id::now_v7().to_string()),
            ("held_on", v.today().iso()),
            ("with_whom", head.clone()),
        ])
    });
    Ok(SubjectPage {
        words: v.words().clone(),
        years: cover(&taught, &units)
            .into_iter()
            .filter(|c| same_subject(&c.0, &subject))
            .map(|c| (c.1, c.2))
            .collect(),
        halves: halves(&v.setting.calendar, v.today()),
        writes: v.may(May::RunRoom) || super::leads(src, v, &subject).await?,
        subject,
        head,
        programmes,
        talks,
        today: v.today(),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one subject.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&mut read, &v, v.query.text("subject"), None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps a talk.
pub async fn talk(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page =
        sheet(&mut read, &v, v.form.text("subject"), Some(v.form.clone()), Errors::new()).await?;
    drop(read);
    let subject = page.subject.clone();
    casework::bank::may_write(page.writes, false, &subject)?;
    let mut errors = Errors::new();
    let f = &v.form;
    let day = errors.get(
        f.day("held_on").filter(|d| *d <= v.today()),
        "held_on",
        "Give the day it was held, today or before",
    );
    let with_whom = errors.need(f, "with_whom", 120, "Say with whom");
    let body = errors.need(f, "body", 2000, "Write what was agreed");
    let (true, Some(held_on)) = (errors.is_empty(), day) else {
        return v.again(&SubjectPage { errors, ..page });
    };
    let talk = Talk {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        subject: subject.clone(),
        held_on,
        with_whom,
        body,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let mut w = v.write("Writing down a talk about a subject").await?;
    if store::programme::add_talk(&mut w, &talk).await? {
        let event = Event::new(Verb::SubjectTalked, "subject_talk", talk.id)
            .fact("subject", &subject)
            .fact("on", held_on.iso());
        v.commit(w, event, vec![]).await?;
    }
    v.to_saying(format!("/subjects/one?subject={}", part(&subject)), "Kept")
}
