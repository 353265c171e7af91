//! Meetings as they are drawn: the list, and one with who is asked and its agenda.

use super::arising;
use super::minutes::who;
use crate::action::mark;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing as Shape, Table, Tag,
    hidden, token,
};
use crate::page::name::pupil_name;
use casework::action::Action;
use casework::meeting::people::{Person, Reply, Short, Whom};
use casework::meeting::{Decision, Item, Meeting, Minutes, Rule, Setup, State};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// A meeting on the list.
pub struct Row {
    /// It.
    pub m: Meeting,
    /// The pupil it is about.
    pub who: String,
    /// The last day of the standard for its minutes.
    pub due: Day,
    /// How the minutes stand.
    pub stands: Minutes,
}

/// How the minutes stand, as a tag.
pub(super) fn tag(stands: Minutes) -> Markup {
    let shape = match stands {
        Minutes::Late => Shape::Late,
        Minutes::OutLate => Shape::Risk,
        Minutes::Due | Minutes::NotYet => Shape::Due,
        Minutes::Met => Shape::Done,
        Minutes::Off => Shape::None,
    };
    html! { (Tag(shape, stands.label())) }
}

/// All of them.
pub struct ListPage {
    /// Those whose minutes wait, late ones first.
    pub waiting: Vec<Row>,
    /// Those to come.
    pub coming: Vec<Row>,
    /// Those that were.
    pub past: Vec<Row>,
    /// The kinds as the school calls them.
    pub rules: Vec<Rule>,
    /// What was asked for.
    pub query: Form,
    /// The school's words.
    pub words: Words,
}

impl ListPage {
    fn table(&self, caption: &str, rows: &[Row]) -> Markup {
        let pupil = self.words.cap(Concept::Pupil);
        let rows = rows
            .iter()
            .map(|r| {
                let m = &r.m;
                vec![
                    html! { a href={ "/meetings/" (m.id) } { (m.name) } @if !m.title.is_empty() { br; span.soft { (m.title) } } },
                    html! { (m.on) ", " (m.from) },
                    html! { @if m.place.is_empty() { (m.remote) } @else { (m.place) } },
                    html! { @if !r.who.is_empty() { (pupil_name(&r.who)) } },
                    html! { (tag(r.stands)) @if matches!(r.stands, Minutes::Due | Minutes::Late) { br; span.soft { "by " (r.due) } } },
                ]
            })
            .collect();
        let columns = vec![
            ("Meeting", false),
            ("When", false),
            ("Where", false),
            (pupil.as_str(), false),
            ("Minutes", false),
        ];
        html! { div.sheet.sheet-flush { (Table { caption, columns, rows, dense: true }) } }
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Meetings".into()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let q = &self.query;
        html! {
            (Head::new("Meetings").facts(html! { (self.coming.len()) " to come" @if !self.waiting.is_empty() { " · " (self.waiting.len()) " with minutes to go out" } }).acts(html! {
                a.btn href="/meetings/new" { "Arrange a meeting" }
                a.btn.btn-2 href="/meetings/places" { "Places" }
                a.btn.btn-2 href=(super::feeds::link()) { "In your calendar" }
                a.btn.btn-2 href="/actions" { "Actions" }
            }))
            div.stack.stack-6 {
                form.row.row-end method="get" action="/meetings" role="search" aria-label="Narrow the meetings" {
                    div.field { label for="kind" { "Kind" } select.select #kind name="kind" {
                        option value="" { "Any" }
                        @for r in &self.rules { option value=(r.kind.code()) selected[q.text("kind") == r.kind.code()] { (r.name) } }
                    } }
                    div.field { label for="mine" { "Whose" } select.select #mine name="mine" { option value="" { "Everybody’s" } option value="yes" selected[q.ticked("mine")] { "Mine" } } }
                    (Field { kind: "date", value: q.text("from"), ..Field::new("from", "From") })
                    (Field { kind: "date", value: q.text("to"), ..Field::new("to", "To") })
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if !self.waiting.is_empty() { section.stack { h2 { "Minutes to go out" } (self.table("Minutes to go out", &self.waiting)) } }
                section.stack { h2 { "To come" }
                    @if self.coming.is_empty() { (Empty { title: "No meetings to come", words: "A meeting you arrange, or are asked to, stands here with its place, its agenda and who comes.", step: Some(("/meetings/new", "Arrange a meeting")) }) }
                    @else { (self.table("Meetings to come", &self.coming)) }
                }
                @if !self.past.is_empty() { section.stack { h2 { "Before" } (self.table("Meetings before", &self.past)) } }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// Today.
    pub today: Day,
    /// It.
    pub m: Meeting,
    /// The pupil, where the reader may open their file.
    pub pupil: Option<(Id, String)>,
    /// Who is asked.
    pub people: Vec<Person>,
    /// Lines of the quorum too few come for.
    pub short: Vec<Short>,
    /// What the place must have.
    pub setup: Vec<Setup>,
    /// The agenda.
    pub items: Vec<Item>,
    /// Names of pupils of items.
    pub names: Vec<(Id, String)>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// Actions agreed at it.
    pub actions: Vec<Action>,
    /// What the last one agreed.
    pub arising: Vec<arising::Matter>,
    /// A report is kept.
    pub report: bool,
    /// How the minutes stand.
    pub stands: Minutes,
    /// The last day of their standard.
    pub due: Day,
    /// Those an email could not be sent to.
    pub unsent: Vec<String>,
    /// Where answers from a calendar go.
    pub answers: String,
    /// The reader leads it.
    pub leads: bool,
    /// The reader, where they are asked to it.
    pub me: Option<Id>,
    /// Colleagues, to be asked.
    pub staff: Vec<Choice>,
    /// People at home, to be asked.
    pub home: Vec<Choice>,
    /// Pupils the agenda may take up.
    pub suggested: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// Actions of a meeting with how they stand.
pub(super) fn actions_table(caption: &str, actions: &[Action], today: Day) -> Markup {
    let rows = actions
        .iter()
        .map(|a| {
            vec![
                html! { a href={ "/actions/" (a.id) } { (a.what) } },
                html! { (a.owner_name) },
                html! { (a.due) },
                html! { (mark(a, today)) @if !a.outcome.is_empty() { br; span.soft { (a.outcome) } } },
            ]
        })
        .collect();
    let columns = vec![("Action", false), ("Who", false), ("Due", false), ("Stands", false)];
    html! { (Table { caption, columns, rows, dense: true }) }
}

/// "14 actions: 8 done, 6 open"
pub(super) fn counted(actions: &[Action], today: Day) -> String {
    let over = actions.iter().filter(|a| a.standing(today).is_over()).count();
    let noun = if actions.len() == 1 { "action" } else { "actions" };
    format!("{} {noun}: {over} done or given up, {} open", actions.len(), actions.len() - over)
}

impl OnePage {
    fn at(&self, rest: &str) -> String {
        format!("/meetings/{}{rest}", self.m.id)
    }
    fn person(&self, p: &Person) -> Markup {
        let act = self.at(&format!("/people/{}", p.id));
        let small = |act_code: &str, label: &str| {
            html! {
                form method="post" action=(act) { (token(&self.csrf)) (hidden("act", act_code)) button.btn.btn-2.btn-s type="submit" { (label) span.vh { ": " (p.name) } } }
            }
        };
        // What was typed and could not be kept is handed back.
        let here = self.form.text("act") == "reply" && self.form.id("person") == Some(p.id);
        let typed = |name: &str, kept: &str| {
            if here { self.form.text(name).to_string() } else { kept.to_string() }
        };
        html! {
            li.clock {
                @match p.reply { Reply::Yes | Reply::Remote => (Tag(Shape::Done, p.reply.label())), Reply::No => (Tag(Shape::None, p.reply.label())), Reply::NotSaid => (Tag(Shape::Due, p.reply.label())) }
                div {
                    p.clock-what { (p.name) @if !p.part.is_empty() { ", " (p.part) } }
                    p.soft {
                        (p.whom.label()) @if !p.standing().is_empty() { ", " (p.standing()) }
                        @if !p.needs.is_empty() { " · needs: " (p.needs) }
                        @if p.email.is_empty() { " · no email address" }
                    }
                    @if !p.said.is_empty() { p.as-typed { (p.said) } }
                    @if !p.other_address.is_empty() {
                        div.panel.panel-warn { p { "This came from another address, " (p.other_address) ". Whose is it?" }
                            @if self.leads { div.row { (small("theirs", "Theirs: write there from now on")) (small("not_theirs", "Somebody else’s: no answer yet")) } } }
                    }
                    @if self.leads && self.m.asked_at.is_some() && p.to_tell(&self.m) {
                        div.row { (Tag(Shape::Late, "Not told of it as it stands")) (small("told", "I told them")) }
                    }
                    @if self.leads && self.m.state == State::Arranged {
                        details.working open[here] { summary { "What they say" span.vh { ": " (p.name) } } div.working-body {
                            form.stack.stack-3 method="post" action=(act) {
                                (token(&self.csrf)) (hidden("act", "reply")) (hidden("person", p.id))
                                div.field { label for={ "reply-" (p.id) } { "Reply" } select.select id={ "reply-" (p.id) } name="reply" { @for r in Reply::ALL { option value=(r.code()) selected[*r == p.reply] { (r.label()) } } } }
                                div.field { label for={ "said-" (p.id) } { "In words " span.optional { "(optional)" } } input.input id={ "said-" (p.id) } name="said" value=(typed("said", &p.said)) autocomplete="off"; }
                                div.field { label for={ "needs-" (p.id) } { "What they need " span.optional { "(optional)" } } input.input id={ "needs-" (p.id) } name="needs" value=(typed("needs", &p.needs)) autocomplete="off"; }
                                div.field { label for={ "address-" (p.id) } { "From which address " span.optional { "(optional)" } } input.input id={ "address-" (p.id) } name="address" type="text" inputmode="email" value=(typed("address", "")) autocomplete="off"; }
                                div { button.btn.btn-2 type="submit" { "Keep it" } }
                            }
                            (small("off", "Take off the list"))
                        } }
                    }
                }
            }
        }
    }
    fn people(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let whom: Vec<Choice> =
            Whom::ALL.iter().map(|w| Choice::new(w.code(), w.label())).collect();
        let coming = self.people.iter().filter(|p| p.comes()).count();
        html! {
            section.sheet.stack #people { h2 { "Who is asked" }
                p.soft { (self.people.len()) " asked, " (coming) " coming" }
                @if self.leads && self.m.asked_at.is_some() && self.m.state == State::Arranged && !self.answers.is_empty() {
                    p.soft { "Whoever answers from a calendar or by email answers " (self.answers) ". Mainstay reads no mailbox: take the answer in below, or write it down with the address it came from. Colleagues answer on this page." }
                }
                @if !self.short.is_empty() {
                    div.panel.panel-warn { h2.panel-title { "Not enough for the quorum" }
                        ul { @for s in &self.short { li { (s.part) ": " (s.come) " of " (s.least) } } } }
                }
                @if !self.unsent.is_empty() { div.panel.panel-warn { p { "An email could not be sent to " (self.unsent.join(", ")) ". Tell them in another way." } } }
                ul.clocks { @for p in &self.people { (self.person(p)) } }
                @if self.leads && self.m.state == State::Arranged {
                    form method="post" action=(self.at("/send")) { (token(&self.csrf)) button.btn type="submit" { "Send invitations" } }
                    (self.by_mail())
                    details.working open[!e.is_empty() && f.has("part_of_people")] { summary { "Ask somebody" } div.working-body {
                        form.stack.stack-4 method="post" action=(self.at("/people")) {
                            (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("part_of_people", "yes"))
                            (Choices::one("staff", "A colleague", &self.staff).look(Look::Select).from(f, e))
                            @if self.home.len() > 1 { (Choices::one("contact", "Or somebody at home", &self.home).look(Look::Select).hint("Nobody whose contact is restricted is offered.").from(f, e)) }
                            (Field::new("name", "Or a name").from(f, e))
                            (Field::new("email", "Their email").optional().from(f, e))
                            (Choices::one("whom", "What they are", &whom).look(Look::Select).from(f, e))
                            (Field::new("part", "Counts towards the quorum as").hint("As the quorum has it, such as “school”.").optional().from(f, e))
                            (Field::new("needs", "What they need").hint("A hearing loop, an interpreter, no stairs, another time.").optional().from(f, e))
                            div { button.btn.btn-2 type="submit" { "Add them" } }
                        } } }
                }
            }
        }
    }
    /// An answer that lies in somebody's mailbox, taken in as it came.
    fn by_mail(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let wrong = e.of("file");
        let stranger = e.of("answers_for").is_some();
        let people: Vec<Choice> = std::iter::once(Choice::new("", "Nobody’s"))
            .chain(self.people.iter().map(|p| Choice::new(p.id.to_string(), p.name.clone())))
            .collect();
        html! { @if self.m.asked_at.is_some() {
            details.working open[wrong.is_some() || stranger || e.of("mail").is_some()] { summary { "An answer came by email" } div.working-body {
                form.stack.stack-4 method="post" action=(super::by_mail::to(self.m.id)) enctype="multipart/form-data" {
                    (token(&self.csrf))
                    div.field.is-wrong[wrong.is_some()] {
                        label for="file" { "The saved message, or its calendar file " span.optional { "(optional)" } }
                        p.hint #file-hint { "An .eml or .ics file. Only the answer is read." }
                        @if let Some(why) = wrong { p.error #file-error { (why) } }
                        input.input #file name="file" type="file" accept=".eml,.ics,.txt" aria-invalid=[wrong.is_some().then_some("true")] aria-describedby={ "file-hint" @if wrong.is_some() { " file-error" } };
                    }
                    (Area::new("mail", "Or its text").hint("The whole message with its headers, or the calendar’s part of it.").rows(4).optional().from(f, e))
                    @if stranger { (Choices::one("answers_for", "Whose answer is it?", &people).look(Look::Select).from(f, e)) }
                    div { button.btn.btn-2 type="submit" { "Take it in" } }
                }
            } }
        } }
    }
    /// Whoever is asked says for themselves whether they come.
    fn mine(&self) -> Markup {
        let p = self.people.iter().find(|p| Some(p.id) == self.me);
        let Some(p) = p.filter(|_| self.m.state == State::Arranged) else { return html! {} };
        let (f, e) = (&self.form, &self.errors);
        let here = f.has("my_reply") || e.of("my_reply").is_some();
        let typed = |name: &str, kept: &str| {
            if here { f.text(name).to_string() } else { kept.to_string() }
        };
        let chosen = typed("my_reply", if p.reply == Reply::NotSaid { "" } else { p.reply.code() });
        let ways: Vec<Choice> = [Reply::Yes, Reply::Remote, Reply::No]
            .iter()
            .map(|r| Choice::new(r.code(), r.label()))
            .collect();
        let form = Form::of([
            ("my_reply", chosen),
            ("my_words", typed("my_words", &p.said)),
            ("my_needs", typed("my_needs", &p.needs)),
        ]);
        html! {
            section.sheet.stack #mine { h2 { "Do you come?" }
                form.stack.stack-4 method="post" action=(self.at("/mine")) { (token(&self.csrf))
                    (Choices::one("my_reply", "Your answer", &ways).look(Look::Scale).from(&form, e))
                    (Field::new("my_words", "In words").optional().from(&form, e))
                    (Field::new("my_needs", "What you need to take part").hint("A hearing loop, no stairs, another time.").optional().from(&form, e))
                    div { button.btn type="submit" { "Send the answer" } }
                }
            }
        }
    }
    fn place(&self) -> Markup {
        html! {
            section.sheet.stack #place { h2 { "What the place must have" }
                @if self.setup.is_empty() { p.soft { "Nothing is asked for yet." } }
                ul.clocks { @for s in &self.setup { li.clock {
                    @if s.done_at.is_some() { (Tag(Shape::Done, "Seen to")) } @else { (Tag(Shape::Due, "To do")) }
                    div { p.clock-what { (s.what) } @if let Some(at) = s.done_at { p.soft { (s.done_by) ", " (at) } } }
                    @if self.leads { form method="post" action=(self.at("/setup")) { (token(&self.csrf)) (hidden("line", s.id))
                        @if s.done_at.is_none() { (hidden("done", "yes")) button.btn.btn-2.btn-s type="submit" { "Seen to" span.vh { ": " (s.what) } } }
                        @else { button.btn.btn-2.btn-s type="submit" { "Not yet" span.vh { ": " (s.what) } } } } }
                } } }
                @if self.leads { form.row.row-end method="post" action=(self.at("/setup")) { (token(&self.csrf)) (hidden("once", self.form.text("once")))
                    (Field::new("what", "Add a line").from(&self.form, &self.errors)) button.btn.btn-2 type="submit" { "Add it" } } }
            }
        }
    }
    fn agenda(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.sheet.stack #agenda { h2 { "Agenda" }
                @if self.m.before.is_some() {
                    h3 { "Matters arising" }
                    p.soft { (arising::counted(&self.arising, self.today)) }
                    @if !self.arising.is_empty() { (arising::table(&self.arising, self.today)) }
                }
                ol.clocks { @for i in &self.items { li.clock {
                    span.tag.tag-none { (i.position) }
                    div { p.clock-what { @if let Some(name) = who(&self.names, i.pupil) { (pupil_name(name)) ": " } (i.title) } @if i.closed { p.soft { "For staff alone" } } }
                    @if self.leads && self.m.approved_at.is_none() && i.notes.is_empty() { form method="post" action=(self.at("/items")) { (token(&self.csrf)) (hidden("act", "off")) (hidden("item", i.id)) button.btn.btn-2.btn-s type="submit" { "Take off" span.vh { ": " (i.title) } } } }
                } } }
                @if self.leads && self.m.approved_at.is_none() {
                    form.row.row-end method="post" action=(self.at("/items")) { (token(&self.csrf)) (hidden("once", f.text("once")))
                        (Field::new("item_title", "Add an item").from(f, e)) button.btn.btn-2 type="submit" { "Add it" } }
                    @if !self.suggested.is_empty() {
                        details.working { summary { (self.suggested.len()) " open cases it could take up" } div.working-body {
                            form.stack method="post" action=(self.at("/items")) { (token(&self.csrf)) (hidden("act", "pupils"))
                                (Choices::many("case", "Who is talked about", &self.suggested).from(f, e))
                                div { button.btn.btn-2 type="submit" { "Put them on the agenda" } } }
                        } }
                    }
                }
            }
        }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.m.name.clone()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let m = &self.m;
        html! {
            (Head::new(&m.name).back("/meetings", "Meetings").facts(html! {
                (m.on) ", " (m.from) " to " (m.to) @if !m.place.is_empty() { " · " (m.place) }
                " · " (m.state.label()) @if m.private { " · read by those who are at it alone" }
            }).acts(html! {
                @if m.state != State::CalledOff { a.btn href=(self.at("/minutes")) { "Minutes" } }
                @if self.leads && m.state == State::Arranged { a.btn.btn-2 href=(self.at("/change")) { "Move or change" } " " a.btn.btn-2 href={ "/hospitality?meeting=" (m.id) } { "Hospitality" } }
            }))
            div.stack.stack-5 {
                (ErrorSummary(&self.errors))
                dl.summary {
                    @if !m.title.is_empty() { div { dt { "About" } dd { (m.title) } } }
                    @if let Some((id, name)) = &self.pupil { div { dt { "Who it is about" } dd {
                        a href={ "/pupils/" (id) } { (pupil_name(name)) }
                        @if self.leads { p { a href=(self.at("/report")) { @if self.report { "The report for it" } @else { "Draft a report from the file" } } } }
                    } } }
                    @if !m.remote.is_empty() { div { dt { "From elsewhere" } dd { (m.remote) } } }
                    div { dt { "Arranged by" } dd { (m.lead_name) @if !m.chair_name.is_empty() { "; chaired by " (m.chair_name) } } }
                    @if !m.quorum.is_empty() { div { dt { "Quorum" } dd { (m.quorum) } } }
                    @if let Some(before) = m.before { div { dt { "The last one" } dd { a href={ "/meetings/" (before) } { "See it" } } } }
                    div { dt { "Papers" } dd { @match m.papers_out_at {
                        Some(at) => { "Out since " (at) @if m.sequence > 0 { p.soft { "The meeting was moved since it was first arranged; the papers are kept." } } },
                        None if self.leads && m.state == State::Arranged => { form method="post" action=(self.at("/papers")) { (token(&self.csrf)) button.btn.btn-2.btn-s type="submit" { "They went out now" } } },
                        None => "Not out",
                    } } }
                    div { dt { "Minutes" } dd { (tag(self.stands)) " by " (self.due) ", the standard set here: " (m.within_days) " days" } }
                    @if m.state == State::CalledOff { div { dt { "Why it is off" } dd { (m.why_off) } } }
                    div { dt { "Calendar" } dd { a href=(self.at("/meeting.ics")) { "A file for your calendar" } } }
                }
                (self.mine())
                (self.people())
                (self.agenda())
                (self.place())
                @if !self.actions.is_empty() {
                    section.sheet.stack { h2 { "What was agreed" } p.soft { (self.decisions.len()) @if self.decisions.len() == 1 { " decision. " } @else { " decisions. " } (counted(&self.actions, self.today)) }
                        (actions_table("Actions agreed", &self.actions, self.today))
                        p { a href={ "/meetings/new?before=" (m.id) "&kind=" (m.kind.code()) } { "Arrange the next one: it opens with these" } } }
                }
                @if self.leads && m.state == State::Arranged {
                    details.working open[self.form.has("why_off") || self.errors.of("why_off").is_some()] { summary { "Call it off" } div.working-body {
                        form.stack method="post" action=(self.at("/off")) { (token(&self.csrf)) (Area::new("why_off", "Why").rows(2).from(&self.form, &self.errors)) div { button.btn.btn-2 type="submit" { "Call it off, and tell those asked" } } }
                    } }
                }
            }
        }
    }
}
