//! The day card as it is drawn. Strengths and what helps stand above anything that went wrong.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Col, Empty, ErrorSummary, Field, FlagMark, Grid, Standing, Tag, hidden, token,
};
use crate::page::name::hideable;
use casework::Id;
use casework::pupil::Flag;
use casework::room::Done;
use casework::{Coded, day::EntryKind};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};

/// The period that is on.
pub struct Now {
    /// "P3"
    pub period: String,
    /// Subject.
    pub subject: String,
    /// When it ends.
    pub ends: Minute,
    /// "28 min"
    pub left: String,
    /// Work, in a word.
    pub work: String,
    /// The link, or where the paper is.
    pub detail: String,
}

/// One period of the day.
pub struct Period {
    /// "P3"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// Subject.
    pub subject: String,
    /// Teacher.
    pub teacher: String,
    /// Conduct.
    pub conduct: Option<i64>,
    /// Learning.
    pub learning: Option<i64>,
    /// Work, in a word.
    pub work: String,
    /// It needs somebody.
    pub needs: bool,
    /// The link, or where the paper is.
    pub detail: String,
    /// Files that came with it.
    pub files: Vec<store::attachment::Attachment>,
    /// How much was done.
    pub done: String,
    /// On now.
    pub now: bool,
}

/// One line of the day.
pub struct Item {
    /// When.
    pub at: Instant,
    /// What.
    pub title: String,
    /// Words.
    pub words: String,
    /// By whom.
    pub by: String,
    /// Period.
    pub code: String,
    /// When it was entered, if that was later.
    pub later: Option<Instant>,
    /// When and by whom it was undone.
    pub undone: Option<(Instant, String)>,
    /// The entry behind it.
    pub entry: Option<Id>,
    /// Every version of its words.
    pub revisions: Vec<(i64, String, String, Instant)>,
    /// Its words can be corrected.
    pub editable: bool,
}

impl Item {
    /// A line with no entry behind it.
    pub fn plain(at: Instant, title: &str, words: String) -> Item {
        Item {
            at,
            title: title.into(),
            words,
            by: String::new(),
            code: String::new(),
            later: None,
            undone: None,
            entry: None,
            revisions: Vec::new(),
            editable: false,
        }
    }
}

/// The page.
pub struct CardPage {
    /// The school's word for its headteacher.
    pub head: String,
    /// The school's short word for its safeguarding lead.
    pub dsl: String,
    /// What was typed on it, when it has to be put right.
    pub typed: Form,
    /// What is wrong with that.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
    /// Placement.
    pub placement: Id,
    /// Way back to the board, for those who may see it.
    pub board: Option<(String, String)>,
    /// The pupil's file, for those who may see it.
    pub file: Option<String>,
    /// Name.
    pub name: String,
    /// Form.
    pub form: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// Day.
    pub day: Day,
    /// What they are good at.
    pub strengths: String,
    /// What helps.
    pub helps: String,
    /// Reading age.
    pub reading: String,
    /// Flags.
    pub flags: Vec<(Flag, String)>,
    /// What was overridden by name, and the same with names hidden.
    pub named: Option<(String, String)>,
    /// The reason in words for the pupil.
    pub reason: String,
    /// Inducted.
    pub inducted: bool,
    /// Arrived.
    pub arrived: bool,
    /// Where good news home is written, for those who may see homes.
    pub good_news: Option<String>,
    /// May hold interviews.
    pub interviews: bool,
    /// May move or cancel the booking, which nobody has come for yet.
    pub moves: bool,
    /// Other pages about this day: the end of the address, and what is there.
    pub links: Vec<(&'static str, &'static str)>,
    /// May send them to another room now.
    pub goes: bool,
    /// May ask another room to take them.
    pub asks: bool,
    /// May record.
    pub runs: bool,
    /// The period that is on.
    pub now: Option<Now>,
    /// Periods.
    pub periods: Vec<Period>,
    /// "1 of 3"
    pub ladder: Option<String>,
    /// The ladder with every time, a line each.
    pub climbed: Vec<String>,
    /// The record of a day that did not go as expected: where it has got to, for those who hold
    /// interviews.
    pub failed: Option<crate::failed_day::Beside>,
    /// The school's word for a warning.
    pub warning: String,
    /// How much praise.
    pub praise: i64,
    /// How much help.
    pub help: i64,
    /// The day.
    pub items: Vec<Item>,
    /// Sees the room's own record.
    pub in_room: bool,
    /// Brought without a referral, and none found yet.
    pub unreferred: bool,
    /// Referrals of today it may be: key, who and when.
    pub referrals: Vec<(Id, String)>,
    /// Where a referral is written.
    pub refer: Option<String>,
}

/// What helps, one thing at a time.
pub(super) fn strategies(helps: &str) -> impl Iterator<Item = &str> {
    helps.split('.').map(str::trim).filter(|h| !h.is_empty())
}

impl CardPage {
    fn what_now(&self) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="now" {
                h2 #now { "What to do now" }
                @match &self.now {
                    Some(n) => {
                        p.big { strong { (n.period) " " (n.subject) } ", until " (n.ends) ", " (n.left) " left" }
                        p { "Work: " strong { (n.work) } @if !n.detail.is_empty() { ". " (n.detail) } }
                    }
                    None => p.soft { "No period of theirs is on." }
                }
                @if !self.strengths.is_empty() { p.tile-good { b { (self.strengths) "." } } }
                @if !self.helps.is_empty() { h3 { "What helps" } ul { @for h in strategies(&self.helps) { li { (h) } } } }
                @if !self.reading.is_empty() { p { "Reading age " (self.reading) ": read tasks aloud." } }
                @if !self.flags.is_empty() { p.tile-flags { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) " " } } }
            }
        }
    }

    fn find_referrer(&self) -> Markup {
        html! {
            div.panel.panel-stop #referrer {
                h2.panel-title { "Here without a referral" }
                @if self.referrals.is_empty() {
                    p { "Nobody has referred them today. Ask whoever sent them, or write the referral for them." }
                } @else {
                    p { "A referral has come. Is this the one?" }
                    @for (id, words) in &self.referrals {
                        form.row method="post" action={ "/placements/" (self.placement) "/referral" } {
                            (token(&self.csrf)) (hidden("referral", id)) span { (words) } button.btn.btn-2 type="submit" { "This is it" }
                        }
                    }
                }
                @if let Some(href) = &self.refer { p.row { a.btn.btn-2 href=(href) { "Write the referral" } } }
            }
        }
    }

    /// What was typed as a note, or as another entry, where it has to be put right; else nothing.
    fn typed_as(&self, note: bool) -> (&Form, &Errors) {
        static NOTHING: (Form, Errors) = (Form::nothing(), Errors::none());
        let kind = self.typed.text("kind");
        let wrong =
            ["body", "time", "called", "came_time"].iter().any(|f| self.errors.of(f).is_some());
        if wrong && (kind == EntryKind::Note.code()) == note {
            (&self.typed, &self.errors)
        } else {
            (&NOTHING.0, &NOTHING.1)
        }
    }

    /// An entry from the board that cannot be kept as it was typed, to be put right here.
    fn entry_again(&self, action: &str) -> Markup {
        let (form, errors) = self.typed_as(false);
        html! {
            @if !errors.is_empty() {
                form.sheet.stack method="post" action=(action) {
                    (token(&self.csrf)) (hidden("once", Id::now_v7())) (hidden("from", "card"))
                    @let step = form.text("kind") == EntryKind::NextStep.code();
                    @for name in ["kind", "code", "minutes", "at", "step"] { @if form.has(name) { (hidden(name, form.text(name))) } }
                    h2 { "Put it right" }
                    (Area::new("body", "Words").optional().from(form, errors))
                    (Field::new("time", "When").kind("time").hint("Now, unless you say.").optional().from(form, errors))
                    @if step {
                        (Field::new("called", "Who was called").optional().from(form, errors))
                        (Field::new("came_time", "When they came").kind("time").optional().from(form, errors))
                    }
                    p { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }

    /// Something else that was tried to help. Support: it is on no ladder.
    fn adjustment(&self, action: &str) -> Markup {
        html! {
            form.sheet.stack method="post" action=(action) {
                (token(&self.csrf)) (hidden("kind", EntryKind::Adjustment.code())) (hidden("once", Id::now_v7())) (hidden("from", "card"))
                h2 { "Adjustment tried" }
                div.field { label for="tried" { "What was tried" } p.hint id="tried-hint" { "Support, not a step: “5-minute walk with Mr Adair”." }
                    input.input id="tried" name="body" type="text" autocomplete="off" aria-describedby="tried-hint"; }
                div.field { label for="tried-at" { "When " span.optional { "(now, unless you say)" } } input.input.input-time id="tried-at" name="time" type="text" inputmode="numeric" autocomplete="off"; }
                p { button.btn.btn-2 type="submit" { "Keep the adjustment" } }
            }
        }
    }

    /// A break with the strategy that was used, from the pupil's own plan. Never a warning.
    fn regulation_break(&self, action: &str) -> Markup {
        html! {
            form.sheet.stack method="post" action=(action) {
                (token(&self.csrf)) (hidden("kind", EntryKind::Break.code())) (hidden("once", Id::now_v7())) (hidden("from", "card"))
                h2 { "Regulation break" }
                div.field { label for="strategy" { "Calming strategy from the plan" } p.hint id="strategy-hint" { "Support, not a step. It is never counted as one." }
                    select.select id="strategy" name="body" aria-describedby="strategy-hint" {
                        option value="" { "None in particular" }
                        @for h in strategies(&self.helps) { option value=(h) { (h) } }
                    } }
                p { button.btn.btn-2 type="submit" { "Keep the break" } }
            }
        }
    }

    fn day_table(&self) -> Markup {
        html! {
            section.stack aria-labelledby="periods" {
                h2 #periods { "Marks and work" }
                (Grid {
                    region: "Marks and work by period",
                    caption: Some("Marks and work by period"),
                    look: "table-dense",
                    columns: vec![Col::Words("Period"), Col::Words("Work"), Col::Words("Marks")],
                    named: Some(0),
                    rows: self.periods.iter().map(|p| vec![
                        html! { (p.code) " " (p.subject) span.sub { (p.from) "–" (p.to) @if p.now { ", now" } @if !p.teacher.is_empty() { ". " (p.teacher) } } },
                        html! { @if p.needs { (Tag(Standing::Risk, &p.work)) } @else { (p.work) } @if !p.detail.is_empty() { span.sub { (p.detail) } } (crate::work::file::list(&p.files))
                                @if p.done.is_empty() && self.runs {
                                    form.row method="post" action={ "/placements/" (self.placement) "/marks" } { (token(&self.csrf)) (hidden("code", &p.code)) (hidden("from", "card"))
                                        select.select.select-short aria-label={ "Work done in " (p.code) } name="done" { option value="" { "Not set" } @for d in Done::ALL { option value=(d.code()) { (d.label()) } } }
                                        button.btn.btn-2 type="submit" { "Set" } }
                                } @else if !p.done.is_empty() { span.sub { "Done: " (p.done) } } },
                        html! { span.nowrap { "Conduct " @if let Some(n) = p.conduct { (n) } @else { "–" } } " " span.nowrap { "Learning " @if let Some(n) = p.learning { (n) } @else { "–" } } },
                    ]).collect(),
                })
            }
        }
    }

    fn line(&self, i: &Item) -> Markup {
        let id = i.entry.map(|e| format!("e-{e}"));
        html! {
            li.line-item.is-undone[i.undone.is_some()] id=[id] {
                time { (i.at.minute()) }
                div {
                    p { span.line-title { @if i.undone.is_some() { s { (i.title) } } @else { (i.title) } }
                        @if !i.code.is_empty() { " " span.soft { (i.code) } }
                        @if let Some(at) = i.later { " " (Tag(Standing::None, &format!("Entered later, {}", at.minute()))) }
                        @if let Some((at, who)) = &i.undone { " " (Tag(Standing::None, &format!("Undone {} by {who}", at.minute()))) } }
                    @if !i.words.is_empty() { p { (i.words) } }
                    @if !i.by.is_empty() { p.line-by { (i.by) } }
                    @if i.revisions.len() > 1 {
                        details.working { summary { "First written, and every change" }
                            ol { @for (n, body, who, at) in &i.revisions { li value=(n) { (body) " " span.soft { (who) ", " (at) } } } } }
                    }
                    @if let (Some(e), true) = (i.entry, i.editable && self.runs) {
                        @let field = format!("body-{e}");
                        @let wrong = self.errors.of(&field);
                        details open[wrong.is_some()] { summary { "Correct this" }
                            form.stack method="post" action={ "/entries/" (e) "/correct" } { (token(&self.csrf)) (hidden("was", &i.words))
                                div.field.is-wrong[wrong.is_some()] { label for=(field) { "Words" } p.hint id={ "hint-" (e) } { "The first version is kept and shown." }
                                    @if let Some(message) = wrong { p.error id={ (field) "-error" } { (message) } }
                                    textarea.area id=(field) name="body" rows="3" aria-invalid=[wrong.map(|_| "true")] aria-describedby={ "hint-" (e) } { @if wrong.is_some() { (self.typed.text("body")) } @else { (i.words) } } }
                                p { button.btn.btn-2 type="submit" { "Keep the correction" } } } }
                    }
                }
            }
        }
    }
}

impl Page for CardPage {
    fn title(&self) -> String {
        "Day card".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let at = |tail: &str| format!("/placements/{}/{tail}", self.placement);
        let acts = html! {
            @if self.runs { a.btn.btn-2 href=(at("arrival")) { "Arrival" } }
            @if self.interviews && self.in_room && self.arrived { a.btn.btn-2 href=(at("induction")) { "Induction" } a.btn.btn-2 href=(at("reflection")) { "Reflection" } a.btn.btn-2 href=(at("exit")) { "Exit interview" } }
            @if self.moves { a.btn.btn-2 href=(at("move")) { "Move or cancel" } }
            @if self.goes { a.btn.btn-2 href=(at("room")) { "To another room" } }
            @if self.asks { a.btn.btn-2 href={ "/transfers/new?placement=" (self.placement) } { "Ask another room" } }
            @if let Some(href) = &self.good_news { a.btn.btn-2 href=(href) { "Good news home" } }
            @if let Some(file) = &self.file { a.btn.btn-2 href=(file) { "Whole file" } }
            @if self.runs { a.btn.btn-2 href=(at("restrictive")) { "Held or force used" } }
            a.btn.btn-2 href={ (crate::tell::PATH) "?placement=" (self.placement) } { "Tell the " (self.dsl) }
        };
        html! {
            header.head {
                @if let Some((href, label)) = &self.board { a.back href=(href) { (label) } }
                div.head-line { h1 { (hideable(&self.name, &self.seat)) } div.row { (acts) } }
                p.head-facts { (self.form) " · " (self.seat) " · " (self.day) }
                @if !self.links.is_empty() { nav.row aria-label="About this day" { @for (tail, label) in &self.links { a href=(at(tail)) { (label) } } } }
            }
            (ErrorSummary(&self.errors))
            @if self.runs { (self.entry_again(&at("entries"))) }
            div.cols.cols-record {
                div.stack.stack-5 {
                    @if self.unreferred { (self.find_referrer()) }
                    @if let Some((real, seat)) = &self.named { div.panel.panel-warn { p { (hideable(real, seat)) } } }
                    (self.what_now())
                    @if !self.reason.is_empty() { section.stack { h2 { "Why they are here, in words for them" } p { (self.reason) } } }
                    @if self.in_room { dl.figures {
                        div { dt { "Praise" } dd.figure { (self.praise) } dd {} }
                        div { dt { "Help given" } dd.figure { (self.help) } dd {} }
                        @if let Some(l) = &self.ladder { div { dt { (self.warning) } dd.figure { (l) } dd { "A regulation break is never one" } } }
                    } }
                    @if !self.climbed.is_empty() { ul.stack.stack-2 aria-label="The ladder today" { @for line in &self.climbed { li { (line) } } } }
                    @if let Some(f) = self.failed.as_ref().filter(|f| f.is_there() || !self.climbed.is_empty()) { (f.panel(self.placement, &self.head)) }
                    @if self.runs && self.arrived { div.stack.stack-5 #support { (self.regulation_break(&at("entries"))) (self.adjustment(&at("entries"))) } }
                    @if self.runs {
                        form.sheet.stack #note method="post" action=(at("entries")) data-draft={ "note-" (self.placement) } {
                            (token(&self.csrf)) (hidden("kind", EntryKind::Note.code())) (hidden("once", Id::now_v7())) (hidden("from", "card"))
                            h2 { "Add a note" }
                            @let (form, errors) = self.typed_as(true);
                            (Area::new("body", "What happened").hint("Facts, with who and when. Name nobody else.").from(form, errors))
                            (Field::new("time", "When").kind("time").hint("Now, unless you say.").optional().from(form, errors))
                            p { button.btn.btn-2 type="submit" { "Keep the note" } }
                        }
                    }
                }
                div.stack.stack-5 {
                    (self.day_table())
                    @if self.in_room { section.stack aria-labelledby="day" { h2 #day { "The day" }
                        @if self.items.is_empty() { (Empty { title: "Nothing yet", words: "Arrival, marks and every tap appear here with their times.", step: None }) }
                        @else { ol.line.line-items { @for i in &self.items { (self.line(i)) } } }
                    } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = super::samples::minute;
    let day = super::samples::tuesday();
    let at = |m: &str| day.at(minute(m));
    let item = |m: &str, title: &str, code: &str, words: &str, n: u128| Item {
        by: "Ms Dara Okell".into(),
        code: code.into(),
        entry: Some(Id::from_u128(n)),
        editable: !words.is_empty(),
        ..Item::plain(at(m), title, words.into())
    };
    let mut note = item("10.20", "Note", "P2", "Asked for the time-out card and used it well.", 7);
    note.revisions = vec![
        (1, "Used the time-out card.".into(), "Ms Dara Okell".into(), at("10.20")),
        (
            2,
            "Asked for the time-out card and used it well.".into(),
            "Ms Dara Okell".into(),
            at("10.31"),
        ),
    ];
    note.later = Some(at("10.31"));
    let mut undone = item("11.02", "Warning", "P2", "", 8);
    undone.undone = Some((at("11.03"), "Ms Dara Okell".into()));
    vec![framed(
        "board-day-card",
        &CardPage {
            head: "headteacher".into(),
            dsl: "DSL".into(),
            typed: Form::default(),
            errors: Errors::new(),
            csrf: "gallery".into(),
            placement: Id::nil(),
            board: Some(("/board".into(), "Internal Exclusion Room".into())),
            file: Some("/pupils/1".into()),
            good_news: Some("/pupils/1/good-news".into()),
            name: "Tyrell Ashdown-Moss".into(),
            form: "9K2".into(),
            seat: "Seat 1".into(),
            day,
            strengths: "Good with younger students; fixes bikes".into(),
            helps: "Read it aloud. First step written down. Offer a choice, 3 minutes".into(),
            reading: "8.9".into(),
            flags: vec![
                (Flag::Health, "Nut allergy".into()),
                (Flag::Need, "SEN support, SEMH".into()),
            ],
            named: None,
            reason:
                "You swore at your teacher and threw a book in History on Monday. Nobody was hurt."
                    .into(),
            inducted: true,
            arrived: true,
            interviews: true,
            links: vec![
                ("home", "Calls home"),
                ("letters", "Letters"),
                ("standards", "Standards sheet"),
                ("repair", "Restorative meeting"),
                ("failed-day", "Record of the day"),
            ],
            moves: false,
            goes: true,
            asks: true,
            runs: true,
            now: Some(Now {
                period: "P3".into(),
                subject: "Science".into(),
                ends: minute("12.00"),
                left: "28 min".into(),
                work: "Bank".into(),
                detail: "Tray S9, shelf 2".into(),
            }),
            periods: vec![
                Period {
                    code: "P1".into(),
                    from: minute("9.00"),
                    to: minute("10.00"),
                    subject: "English".into(),
                    teacher: "Mr Farrant".into(),
                    conduct: Some(4),
                    learning: Some(4),
                    work: "Link".into(),
                    needs: false,
                    detail: String::new(),
                    files: Vec::new(),
                    done: "All".into(),
                    now: false,
                },
                Period {
                    code: "P3".into(),
                    from: minute("11.05"),
                    to: minute("12.00"),
                    subject: "Science".into(),
                    teacher: "Dr Lunt".into(),
                    conduct: Some(3),
                    learning: None,
                    work: "Bank".into(),
                    needs: false,
                    detail: "Tray S9, shelf 2".into(),
                    files: Vec::new(),
                    done: String::new(),
                    now: true,
                },
                Period {
                    code: "P6".into(),
                    from: minute("14.20"),
                    to: minute("15.05"),
                    subject: "French".into(),
                    teacher: "Mme Petit".into(),
                    conduct: None,
                    learning: None,
                    work: "Due".into(),
                    needs: true,
                    detail: String::new(),
                    files: Vec::new(),
                    done: String::new(),
                    now: false,
                },
            ],
            climbed: vec!["Warning 10.15".into()],
            failed: Some(crate::failed_day::Beside::nothing()),
            ladder: Some("1 of 3".into()),
            warning: "Warning".into(),
            praise: 1,
            help: 2,
            items: vec![
                Item::plain(
                    at("8.40"),
                    "Arrived",
                    "Met by Ms Dara Okell, phone envelope 3, feels 2 of 5".into(),
                ),
                Item::plain(at("8.45"), "Induction", "Read aloud".into()),
                item("10.15", "Regulation break", "P2", "", 5),
                note,
                undone,
                item("11.31", "Praise", "P3", "", 9),
            ],
            in_room: true,
            unreferred: false,
            referrals: Vec::new(),
            refer: None,
        },
    )]
}
