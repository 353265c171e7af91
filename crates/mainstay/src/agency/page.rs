//! Pages about agencies: the directory, one, a pupil’s log, awaited answers.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use crate::page::name::pupil_name;
use casework::agency::{Agency, AgencyEntry, Basis, How};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// Pages that stand together, with the one that is here.
pub(crate) fn beside(here: &str) -> Markup {
    let all = [
        ("/early-help", "Early help"),
        ("/agencies", "Agencies"),
        ("/agencies/awaited", "Awaited answers"),
        ("/transitions", "Transitions"),
    ];
    html! {
        nav.chips aria-label="Help from outside" { @for (href, label) in all { a.chip href=(href) aria-current=[(href == here).then_some("page")] { (label) } " " } }
    }
}

/// The directory.
pub struct ListPage {
    /// Those that are shown.
    pub agencies: Vec<Agency>,
    /// Days after which what is known is stale.
    pub every: i64,
    /// How many are stale.
    pub old: usize,
    /// How many answers are awaited.
    pub waiting: usize,
    /// Today.
    pub today: Day,
    /// What was looked for.
    pub q: String,
    /// Whether the reader changes it.
    pub edits: bool,
    /// Whether the reader sets the interval.
    pub sets_up: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Agencies".into()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let acts = html! { @if self.edits { a.btn href="/agencies/new" { "Add an agency" } } };
        let rows = self
            .agencies
            .iter()
            .map(|a| {
                vec![
                    html! { a href={ "/agencies/" (a.id) } { (a.name) } @if !a.active { " " (Tag(Standing::None, "Not used")) } },
                    html! { (a.what_for) },
                    html! { (a.who_refers) },
                    html! { (a.phone) @if !a.email.is_empty() { span.sub { (a.email) } } },
                    html! { @if a.is_stale(self.every, self.today) { (Tag(Standing::Late, "Check it")) " " } (a.checked_on) span.sub { (a.checked_by) } },
                ]
            })
            .collect();
        html! {
            (Head::new("Agencies").acts(acts).facts(html! { "What each is for, how one refers, and when somebody last made sure. Mainstay recommends nobody." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                (beside("/agencies"))
                @if self.waiting > 0 { p { a href="/agencies/awaited" { (self.waiting) @if self.waiting == 1 { " answer is awaited" } @else { " answers are awaited" } } } }
                form.row.row-end method="get" action="/agencies" {
                    (Field { value: &self.q, ..Field::new("q", "Find by name, purpose or area").kind("search") })
                    button.btn.btn-2 type="submit" { "Find" }
                }
                @if self.old > 0 { p { (Tag(Standing::Late, "Check them")) " " a href="/agencies?stale=yes" { (self.old) " last checked more than " (self.every) " days ago" } } }
                @if self.agencies.is_empty() { (Empty { title: "Nothing here", words: "Services outside school stand here, each with who last checked it and when.", step: self.edits.then_some(("/agencies/new", "Add the first")) }) }
                @else { (Grid { region: "Agencies, table", caption: Some("Agencies"), look: "table-tight table-heads", columns: vec![Col::Words("Agency"), Col::Words("What for"), Col::Words("Who may refer"), Col::Words("Contact"), Col::Words("Last checked")], named: Some(0), rows }) }
                @if self.sets_up { details.working open[self.errors.of("every").is_some()] {
                    summary { "How often they are checked" }
                    form.working-body.stack method="post" action="/agencies/every" {
                        (token(&self.csrf))
                        (Field::new("every", "Days until what is known counts as stale").kind("number").hint("The school’s own interval.").from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Keep it" } }
                    }
                } }
            }
        }
    }
}

/// A new one, or changing one.
pub struct AgencyPage {
    /// The agency that is changed.
    pub agency: Option<(Id, String)>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for AgencyPage {
    fn title(&self) -> String {
        match &self.agency {
            Some((_, name)) => format!("Change {name}"),
            None => "Add an agency".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let (to, back, name) = match &self.agency {
            Some((id, name)) => {
                (format!("/agencies/{id}/change"), format!("/agencies/{id}"), name.as_str())
            }
            None => ("/agencies/new".into(), "/agencies".into(), "Agencies"),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&back, name).facts(html! { "Keeping it says that you checked it today. Write what they say of themselves, and no claim of how well it works." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(to) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Field::new("name", "What is it called?").from(f, e))
                    (Area::new("what_for", "What is it for?").rows(2).from(f, e))
                    (Field::new("who_refers", "Who may refer?").hint("School, a parent, the young person, a doctor.").optional().from(f, e))
                    (Area::new("how", "How?").rows(2).hint("Form, telephone, what they ask for.").optional().from(f, e))
                    (Field::new("person", "Whom to ask for").optional().from(f, e))
                    (Field::new("phone", "Telephone").kind("tel").optional().from(f, e))
                    (Field::new("email", "Email").optional().from(f, e))
                    (Field::new("web", "Web address").optional().from(f, e))
                    (Field::new("hours", "Hours").optional().from(f, e))
                    (Field::new("cost", "What it costs").optional().from(f, e))
                    (Field::new("area", "Where it works").optional().from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

/// One agency.
pub struct OnePage {
    /// The agency.
    pub agency: Agency,
    /// Last checked too long ago.
    pub stale: bool,
    /// Days after which it is.
    pub every: i64,
    /// Contact with it, of pupils the reader sees.
    pub entries: Vec<(String, AgencyEntry)>,
    /// Whether the reader changes it.
    pub edits: bool,
    /// Form token.
    pub csrf: String,
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.agency.name.clone()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let a = &self.agency;
        let at = format!("/agencies/{}", a.id);
        let acts = html! { @if self.edits { a.btn.btn-2 href={ (at) "/change" } { "Change it" } } };
        html! {
            (Head::new(&a.name).back("/agencies", "Agencies").acts(acts).facts(html! { "Last checked " (a.checked_on) " by " (a.checked_by) "." @if !a.active { " Not used any more." } }))
            div.cols.cols-side {
                div.stack.stack-6 {
                    @if self.stale { div.panel.panel-warn { h2.panel-title { "Check before you rely on it" } p { "Nobody has made sure of this for more than " (self.every) " days, the school’s own interval." } } }
                    dl.summary {
                        @for (name, value) in [("What for", &a.what_for), ("Who may refer", &a.who_refers), ("How", &a.how), ("Ask for", &a.person), ("Telephone", &a.phone), ("Email", &a.email), ("Web", &a.web), ("Hours", &a.hours), ("Cost", &a.cost), ("Area", &a.area)] {
                            @if !value.is_empty() { div { dt { (name) } dd.as-typed { (value) } } }
                        }
                    }
                    @if !self.entries.is_empty() { section.stack aria-labelledby="contact" {
                        h2 #contact { "Contact" }
                        ul.stack.stack-2 { @for (who, e) in &self.entries { li.sheet { p { a href={ "/pupils/" (e.pupil) "/agencies" } { (pupil_name(who)) } ", " (e.day) } p.soft { (e.how.label()) ", " (e.made_by_name) } } } }
                    } }
                }
                @if self.edits { form.sheet.stack method="post" action={ (at) "/check" } {
                    (token(&self.csrf)) (hidden("version", a.version))
                    h2 { "Check it" }
                    p { "Ring or look, then say that all of it is still so." }
                    button.btn type="submit" name="act" value="same" { "It is still so" }
                    @if a.active { button.btn.btn-2 type="submit" name="act" value="out" { "Not to be used any more" } }
                    @else { button.btn.btn-2 type="submit" name="act" value="in" { "To be used again" } }
                } }
            }
        }
    }
}

/// A pupil’s log.
pub struct EntriesPage {
    /// The pupil.
    pub pupil: Id,
    /// Name and form.
    pub who: String,
    /// Entries, newest first.
    pub entries: Vec<AgencyEntry>,
    /// Agencies to choose from.
    pub agencies: Vec<Choice>,
    /// When an answer is usually due.
    pub usual: Option<Day>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for EntriesPage {
    fn title(&self) -> String {
        format!("Agencies: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        let bases: Vec<Choice> =
            Basis::ALL.iter().map(|b| Choice::new(b.code(), b.label())).collect();
        let usual = self
            .usual
            .map(|d| {
                format!("Leave it empty where none is awaited. Ten school days from today is {d}.")
            })
            .unwrap_or_default();
        html! {
            (Head::new(&self.title()).about(&self.who).back(&format!("/pupils/{}", self.pupil), &self.who).facts(html! { "Contact with services outside school, and on what basis anything was shared." }))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-6 {
                    @if self.entries.is_empty() { (Empty { title: "No contact yet", words: "Calls, meetings and referrals stand here with what was shared, on what basis, and what is awaited.", step: None }) }
                    @for x in &self.entries { (self.entry(x)) }
                }
                form.sheet.stack method="post" action={ "/pupils/" (self.pupil) "/agencies" } data-draft={ "agency-" (self.pupil) } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Write down contact" }
                    (Choices::one("agency", "Agency", &self.agencies).look(Look::Select).from(f, e))
                    (Field::new("other", "Or another").optional().from(f, e))
                    (Field::new("who", "Who was there").hint("By name and post.").from(f, e))
                    (Field::new("day", "On").kind("date").from(f, e))
                    (Choices::one("how", "How", &hows).from(f, e))
                    (Area::new("about", "About").rows(2).from(f, e))
                    (Choices::one("basis", "On what basis was anything shared?", &bases).hint("Where a child may be in danger, pass that on first: it does not wait for this.").from(f, e))
                    (Field::new("basis_words", "Whose consent and when, or why without").optional().from(f, e))
                    (Area::new("shared", "What was shared").rows(2).optional().from(f, e))
                    (Field::new("answer_due", "An answer is due on").kind("date").hint(&usual).optional().from(f, e))
                    div { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
}

impl EntriesPage {
    fn entry(&self, x: &AgencyEntry) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let name = |n: &str| format!("{n}-{}", x.id);
        let (answer, due, why) = (name("answer"), name("due"), name("why"));
        let late = x.answer_due.is_some_and(|d| d < self.today);
        html! {
            section.sheet.stack.stack-2 id={ "e-" (x.id) } {
                div.row.row-apart.row-base { h2 { (x.agency_name) } p.soft { (x.day) ", " (x.how.label().to_lowercase()) } }
                @if let Some(at) = x.struck_at { p { (Tag(Standing::None, "Struck out")) " " (at) ": " (x.struck_why) } }
                p { (x.who) }
                p.as-typed { (x.about) }
                p { strong { (x.basis.label()) } @if !x.basis_words.is_empty() { ": " (x.basis_words) } }
                @if !x.shared.is_empty() { p.as-typed { strong { "Shared: " } (x.shared) } }
                @if !x.answer.is_empty() { p.as-typed { strong { "Answer: " } (x.answer) } }
                @if let Some(on) = x.answered_on { p.soft { "Answered " (on) ", " (x.answered_by) } }
                p.soft { "Written by " (x.made_by_name) ", " (x.made_at) }
                @if x.is_awaited() {
                    p { @if late { (Tag(Standing::Late, "Late")) " " } "Answer due " @if let Some(d) = x.answer_due { (d) } }
                    details.working open[e.of(&answer).is_some() || e.of(&due).is_some()] {
                        summary { "Write the answer, or chase it" span.vh { ": " (x.agency_name) } }
                        form.working-body.stack method="post" action={ "/agencies/entries/" (x.id) "/answer" } {
                            (token(&self.csrf)) (hidden("version", x.version))
                            (Area::new(&answer, "The answer, or how it was chased").rows(2).from(f, e))
                            (Field::new(&due, "Chased: due now on").kind("date").optional().from(f, e))
                            div.row { button.btn.btn-2 type="submit" name="act" value="answered" { "It is answered" } button.btn.btn-2 type="submit" name="act" value="later" { "Chased" } }
                        }
                    }
                }
                @if x.struck_at.is_none() { details.working open[e.of(&why).is_some()] {
                    summary { "Strike out" span.vh { ": " (x.agency_name) ", " (x.day) } }
                    form.working-body.stack method="post" action={ "/agencies/entries/" (x.id) "/strike" } {
                        (token(&self.csrf)) (hidden("version", x.version))
                        (Field::new(&why, "Why").hint("It stays to be read.").from(f, e))
                        div { button.btn.btn-2 type="submit" { "Strike out" } }
                    }
                } }
            }
        }
    }
}

/// Every answer that is awaited.
pub struct AwaitedPage {
    /// Who, and the entry.
    pub entries: Vec<(String, AgencyEntry)>,
    /// Today.
    pub today: Day,
}

impl Page for AwaitedPage {
    fn title(&self) -> String {
        "Awaited answers".into()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let rows = self
            .entries
            .iter()
            .map(|(who, e)| {
                let late = e.answer_due.is_some_and(|d| d < self.today);
                vec![
                    html! { a href={ "/pupils/" (e.pupil) "/agencies#e-" (e.id) } { (pupil_name(who)) } },
                    html! { (e.agency_name) },
                    html! { (e.day) span.sub { (e.made_by_name) } },
                    html! { @if late { (Tag(Standing::Late, "Late")) " " } @if let Some(d) = e.answer_due { (d) } },
                ]
            })
            .collect();
        html! {
            (Head::new("Awaited answers").facts(html! { "What agencies were asked and have not answered." }))
            div.stack.stack-6 {
                (beside("/agencies/awaited"))
                @if self.entries.is_empty() { (Empty { title: "Nothing is awaited", words: "What an agency was asked stands here until its answer is written down.", step: None }) }
                @else { (Grid { region: "Awaited answers, table", caption: Some("Awaited answers"), look: "", columns: vec![Col::Words("About"), Col::Words("Agency"), Col::Words("Asked"), Col::Words("Due")], named: Some(0), rows }) }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let hub = Agency {
        id: Id::from_u128(41),
        name: "Northmoor Family Hub".into(),
        what_for: "Family workers, parenting groups, advice about money and housing".into(),
        who_refers: "School, a parent".into(),
        how: "By their form; they ring the family within a week".into(),
        person: "Duty worker".into(),
        phone: "01632 960410".into(),
        email: "hub@northmoor.example".into(),
        web: String::new(),
        hours: "Mon–Fri 9–17".into(),
        cost: "Free".into(),
        area: "Northmoor".into(),
        active: true,
        checked_on: day(3, 2),
        checked_by: "Miss Ruqayya Fennimore".into(),
        version: 1,
    };
    let entry = AgencyEntry {
        id: Id::from_u128(42),
        pupil: Id::from_u128(9),
        agency: Some(hub.id),
        agency_name: hub.name.clone(),
        who: "Ms Ada Quist, family worker".into(),
        day: day(11, 10),
        how: How::Phone,
        about: "Whether a family worker can come to the TAC.".into(),
        basis: Basis::Consent,
        basis_words: "Ms Shaz Dunmore, signed 10 Nov".into(),
        shared: "Name, year, that attendance is 86%".into(),
        answer_due: Some(day(11, 17)),
        answered_on: None,
        answer: String::new(),
        answered_by: String::new(),
        made_by: Id::from_u128(2),
        made_by_name: "Miss Ruqayya Fennimore".into(),
        made_at: day(11, 10).at(Minute::new(14, 20).unwrap_or_default()),
        struck_at: None,
        struck_why: String::new(),
        version: 1,
    };
    let list = |agencies: Vec<Agency>, errors| ListPage {
        old: agencies.len(),
        agencies,
        every: 182,
        waiting: 1,
        today: day(11, 20),
        q: String::new(),
        edits: true,
        sets_up: true,
        csrf: "gallery".into(),
        form: Form::of([("every", "182")]),
        errors,
    };
    let mut short = Errors::new();
    short.add("every", "Give a number of days from 14 to 1100, such as 182");
    let log = |entries, errors| EntriesPage {
        pupil: Id::from_u128(9),
        who: "Callie Dunmore, 8N".into(),
        entries,
        agencies: vec![Choice::new("", "None of these"), Choice::new("41", "Northmoor Family Hub")],
        usual: Some(day(12, 4)),
        today: day(11, 20),
        csrf: "gallery".into(),
        form: Form::of([("day", "2026-11-20")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("basis", "Something was shared: say on what basis");
    wrong.add("about", "Say what it was about");
    let who = || "Callie Dunmore, 8N".to_string();
    vec![
        framed("agencies-typical", &list(vec![hub.clone()], Errors::new())),
        framed("agencies-empty", &list(Vec::new(), short)),
        framed(
            "agency-new",
            &AgencyPage {
                agency: None,
                csrf: "gallery".into(),
                form: Form::default(),
                errors: Errors::new(),
            },
        ),
        framed(
            "agency-one",
            &OnePage {
                agency: hub,
                stale: true,
                every: 182,
                entries: vec![(who(), entry.clone())],
                edits: true,
                csrf: "gallery".into(),
            },
        ),
        framed("agency-log", &log(vec![entry.clone()], Errors::new())),
        framed("agency-log-wrong", &log(Vec::new(), wrong)),
        framed(
            "agency-awaited",
            &AwaitedPage { entries: vec![(who(), entry)], today: day(11, 20) },
        ),
        framed("agency-awaited-empty", &AwaitedPage { entries: Vec::new(), today: day(11, 20) }),
    ]
}
