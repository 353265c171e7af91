//! The school's own words for home: the order of a call, standards sheets by language and format,
//! the letter in other languages. Every version is kept; a form left empty takes a text out of use.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::wording::{
    self, ENGLISH, Format, Kind, LONGEST, LONGEST_TITLE, Typed, Wording, blanks, built_in, wrong,
};
use casework::words::Words;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use store::Source;

const PATH: &str = "/set-up/wording";

/// The list.
pub struct WordingsPage {
    /// The school's words.
    pub words: Words,
    /// The newest of each, kind by kind.
    pub kinds: Vec<(Kind, Vec<Wording>)>,
}

fn address(w: &Wording) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("kind", w.kind.code());
    query.append_pair("language", &w.language);
    query.append_pair("format", w.format.code());
    format!("{PATH}?{}", query.finish())
}

fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Script => {
            "The steps of a call home, in order, filled with the facts of the day beside the form where a call is logged. Something good is always said first."
        }
        Kind::Standards => {
            "What the school expects and what a family can expect, given to each person with parental responsibility. One for each language and format the school has."
        }
        Kind::Letter => {
            "The letter about a placement in a family’s own language. It stands before the English one, filled from the same facts. Where there is none, home gets the English letter with an offer."
        }
    }
}

impl Page for WordingsPage {
    fn title(&self) -> String {
        "Words for home".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Words for home").back("/set-up", "Set-up").facts(html! { "The school’s own words. Each change is a new version, and what was sent keeps the version it was sent with." }))
            div.stack.stack-6 { @for (kind, all) in &self.kinds {
                @let id = format!("kind-{}", kind.code());
                section.stack aria-labelledby=(id) {
                    h2 id=(id) { (kind.label()) }
                    p.soft { (self.words.said(about(*kind))) }
                    ul.clocks { @for w in all { li.clock {
                        @if w.version == 0 { (Tag(Standing::None, "Ours")) }
                        @else if w.stands() { (Tag(Standing::Done, "Used")) }
                        @else { (Tag(Standing::None, "Not used")) }
                        div { p.clock-what { a href=(address(w)) { (w.named()) } }
                            @if !w.title.is_empty() { p.soft { (w.title) } }
                            @if w.version > 0 { p.soft { (w.made_by) ", " (w.made_at) } } }
                    } } }
                    @if *kind != Kind::Script { p { a.btn.btn-2 href={ (PATH) "?kind=" (kind.code()) "&new=yes" } { "Add a " (if *kind == Kind::Letter { "language" } else { "language or format" }) } } }
                }
            } }
        }
    }
}

/// One text.
pub struct WordingPage {
    /// The school's words.
    pub words: Words,
    /// What it is for.
    pub kind: Kind,
    /// A new language or format.
    pub new: bool,
    /// Every version, newest first.
    pub versions: Vec<Wording>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for WordingPage {
    fn title(&self) -> String {
        self.kind.label().to_string()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let formats: Vec<Choice> =
            Format::ALL.iter().map(|x| Choice::new(x.code(), x.label())).collect();
        let named = self.versions.first().map(Wording::named);
        let hint = match self.kind {
            Kind::Script => {
                "One step a line: a short heading, a colon, and what to say. Leave it empty to use the steps Mainstay comes with."
            }
            _ => {
                "An empty line begins a paragraph; a line that begins with a dash is part of a list. Leave it empty to take it out of use."
            }
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(self.kind.label()).back(PATH, "Words for home").facts(html! { @if let Some(n) = named { (n) } }))
                p { (self.words.said(about(self.kind))) }
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(PATH) data-draft={ "wording-" (self.kind.code()) } {
                    (token(&self.csrf)) (hidden("kind", self.kind.code())) (hidden("was", f.text("was")))
                    @if self.new {
                        (hidden("new", "yes"))
                        (Field::new("language", "Language").hint("In English, as the roster has it: “Portuguese”.").from(f, e))
                        @if self.kind == Kind::Standards { (Choices::one("format", "Format", &formats).from(f, e)) }
                    } @else { (hidden("language", f.text("language"))) (hidden("format", f.text("format"))) }
                    @if self.kind != Kind::Script { (Field::new("title", "Heading").hint("In the language of the text. It names no child.").from(f, e)) }
                    (Area::new("body", "Words").rows(18).hint(hint).from(f, e))
                    details.working { summary { "Blanks that are filled" }
                        dl.working-body.summary.summary-tight { @for (name, means) in blanks(self.kind) { div { dt { "{" (name) "}" } dd { (self.words.said(means)) } } } } }
                    div.row { button.btn type="submit" { "Keep as a new version" } a.btn.btn-2 href=(PATH) { "Leave it" } }
                }
                @if !self.versions.is_empty() {
                    details.working { summary { "Every version" }
                        ol.working-body.stack { @for w in &self.versions { li.stack.stack-2 {
                            p { strong { "Version " (w.version) } ", " span.soft { (w.made_by) ", " (w.made_at) } }
                            @if w.stands() { @if !w.title.is_empty() { p { strong { (w.title) } } } @for line in w.body.lines().filter(|l| !l.trim().is_empty()) { p { (line) } } }
                            @else { p { "Taken out of use." } }
                        } } }
                    }
                }
            }
        }
    }
}

/// The list, with the words Mainstay comes with where the school has none of its own.
async fn list(src: &mut dyn Source, v: &Visit) -> Result<WordingsPage, Problem> {
    let mut kinds = Vec::new();
    for kind in Kind::ALL {
        let mut all = store::wording::newest(src, v.org(), *kind).await?;
        let english = all.iter().any(|w| {
            w.stands()
                && w.format == Format::Standard
                && wording::same_language(&w.language, ENGLISH)
        });
        if let (false, Some(ours)) = (english, built_in(*kind, v.words(), v.now)) {
            all.insert(0, ours);
        }
        kinds.push((*kind, all));
    }
    Ok(WordingsPage { words: v.words().clone(), kinds })
}

/// Shows the list, or one text.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let Some(kind) = v.query.coded::<Kind>("kind") else {
        return v.page(&list(&mut read, &v).await?);
    };
    let new = v.query.text("new") == "yes";
    let format = v.query.coded::<Format>("format").unwrap_or(Format::Standard);
    let language = match (new, v.query.text("language").trim()) {
        (true, _) => String::new(),
        (false, "") => ENGLISH.to_string(),
        (false, language) => language.to_string(),
    };
    let versions = match new {
        true => Vec::new(),
        false => store::wording::versions(&mut read, v.org(), kind, &language, format).await?,
    };
    let ours = built_in(kind, v.words(), v.now).filter(|_| !new && language == ENGLISH);
    let shown = versions.first().filter(|w| w.stands()).cloned().or(ours);
    let form = Form::of([
        ("was", versions.first().map_or(0, |w| w.version).to_string()),
        ("language", language),
        ("format", format.code().to_string()),
        ("title", shown.as_ref().map(|w| w.title.clone()).unwrap_or_default()),
        ("body", shown.map(|w| w.body).unwrap_or_default()),
    ]);
    v.page(&WordingPage {
        words: v.words().clone(),
        kind,
        new,
        versions,
        form,
        errors: Errors::new(),
        csrf: v.csrf.clone(),
    })
}

/// Letters no font here can print, in words.
fn boxes(title: &str, body: &str) -> Option<String> {
    let sheet = paper::letter::Letter {
        heading: title.to_string(),
        paragraphs: vec![body.to_string()],
        ..Default::default()
    };
    let lost: String = paper::letter::unprintable(&sheet).into_iter().take(20).collect();
    (!lost.is_empty()).then(|| {
        format!("No font here prints {lost}: it would show empty boxes. Ask whoever looks after Mainstay’s server to add a font for it (fonts_dir, in the settings)")
    })
}

/// Keeps a new version.
pub async fn keep(v: Visit) -> Answer {
    let kind = v.form.coded::<Kind>("kind").ok_or(Problem::Missing)?;
    let new = v.form.text("new") == "yes";
    let mut errors = Errors::new();
    let typed = match kind {
        Kind::Script => ENGLISH.to_string(),
        _ => errors.need(&v.form, "language", 40, "Give the language"),
    };
    let format = match kind {
        Kind::Standards => errors
            .get(v.form.coded("format"), "format", "Choose the format")
            .unwrap_or(Format::Standard),
        _ => Format::Standard,
    };
    let title = errors.limit(&v.form, "title", LONGEST_TITLE);
    let body = errors.limit(&v.form, "body", LONGEST);
    for (name, message) in wrong(&Typed { kind, language: &typed, title: &title, body: &body }) {
        errors.add(name, message);
    }
    if let (None, Some(said)) = (errors.of("body"), boxes(&title, &body)) {
        errors.add("body", said);
    }
    let mut w = v.write("Changing the school’s words for home").await?;
    let all = store::wording::newest(&mut w, v.org(), kind).await?;
    // The same language written otherwise is the same language.
    let there =
        all.iter().find(|x| x.format == format && wording::same_language(&x.language, &typed));
    let newest = there.map_or(0, |x| x.version);
    if new && there.is_some_and(Wording::stands) && errors.is_empty() {
        errors.add(
            "language",
            "There is a text in this language and format already: change that one",
        );
    }
    if !errors.is_empty() {
        let versions = match there.filter(|_| !new) {
            Some(x) => store::wording::versions(&mut w, v.org(), kind, &x.language, format).await?,
            None => Vec::new(),
        };
        drop(w);
        let form = v.form.clone();
        let page = WordingPage {
            words: v.words().clone(),
            kind,
            new,
            versions,
            form,
            errors,
            csrf: v.csrf.clone(),
        };
        return v.again(&page);
    }
    if there.is_some_and(|x| x.body == body && x.title == title) {
        return v.to_saying(PATH, "It is as it was");
    }
    if !new && v.form.int("was") != Some(newest) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let kept = Wording {
        id: Id::now_v7(),
        kind,
        language: there.map_or(typed, |x| x.language.clone()),
        format,
        version: newest + 1,
        title,
        body,
        made_at: v.now,
        made_by: v.actor.name.clone(),
    };
    match store::wording::add(&mut w, &kept).await {
        Err(fault) if fault.is_duplicate() => return Err(Problem::Stale(v.form.kept())),
        done => done?,
    }
    let event = Event::new(Verb::WordingChanged, "wording", kept.id)
        .fact("what", kind.label())
        .fact("text", kept.named())
        .fact("state", if kept.stands() { "used" } else { "taken out of use" });
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(PATH, format!("Kept: {}", kept.named()))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = rulebook::Day::new(2026, 9, 7).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let at = day.at(rulebook::Minute::new(16, 0).unwrap_or_default());
    let own = |kind, language: &str, version, title: &str, body: &str| Wording {
        id: Id::from_u128(1),
        kind,
        language: language.into(),
        format: Format::Standard,
        version,
        title: title.into(),
        body: body.into(),
        made_at: at,
        made_by: "Ms Ola Tansley".into(),
    };
    let list = WordingsPage {
        words: Words::default(),
        kinds: vec![
            (Kind::Script, built_in(Kind::Script, &Words::default(), at).into_iter().collect()),
            (
                Kind::Standards,
                vec![
                    own(Kind::Standards, "English", 3, "What we expect", "…"),
                    own(Kind::Standards, "Portuguese", 2, "O que esperamos", "…"),
                    own(Kind::Standards, "Polish", 2, "", ""),
                ],
            ),
            (Kind::Letter, vec![own(Kind::Letter, "Portuguese", 1, "Um dia na sala", "…")]),
        ],
    };
    let page = |kind, new, versions, form, errors| WordingPage {
        words: Words::default(),
        kind,
        new,
        versions,
        form,
        errors,
        csrf: "gallery".into(),
    };
    let mut errors = Errors::new();
    errors.add("body", "Something good comes first: put {strengths} before {reason}");
    let script = Form::of([("body", wording::SCRIPT), ("was", "0")]);
    let odd = Form::of([("body", "What happened: {reason}\nSomething good: {strengths}")]);
    vec![
        framed("set-up-wordings", &list),
        framed(
            "set-up-wording-script",
            &page(Kind::Script, false, Vec::new(), script, Errors::new()),
        ),
        framed("set-up-wording-wrong", &page(Kind::Script, false, Vec::new(), odd, errors)),
        framed(
            "set-up-wording-versions",
            &page(
                Kind::Standards,
                false,
                vec![
                    own(Kind::Standards, "Polish", 2, "", ""),
                    own(
                        Kind::Standards,
                        "Polish",
                        1,
                        "Czego oczekujemy",
                        "Prosimy każde dziecko, by przychodziło na czas.",
                    ),
                ],
                Form::of([("language", "Polish")]),
                Errors::new(),
            ),
        ),
        framed(
            "set-up-wording-new",
            &page(Kind::Letter, true, Vec::new(), Form::default(), Errors::new()),
        ),
    ]
}
