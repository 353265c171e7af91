//! One pupil's tile: what is due, who, until when, what helps, flags, marks and work, acts.
//!
//! Must never know: why the pupil is here. Strengths and what helps come first.

use super::needs::Needs;
use super::page::{BoardPage, tap_fields};
use crate::page::kit::{FlagMark, hidden};
use crate::page::name::hideable;
use casework::Id;
use casework::day::Tone;
use casework::pupil::Flag;
use maud::{Markup, html};
use rulebook::Minute;

/// Reasons offered when a pupil did not come: a code of the trail, never free text.
pub const NOT_HERE: [&str; 5] = [
    "Absent from school",
    "Late to school",
    "Sent to lessons instead",
    "Refused to come",
    "Not known yet",
];

/// What the line at the top does.
pub enum DueAct {
    /// Goes somewhere.
    Link(String),
    /// Records a check-in.
    Check,
    /// Says it only.
    Words,
}

/// The line at the top of a tile.
pub struct DueLine {
    /// When.
    pub at: Minute,
    /// What.
    pub words: String,
    /// "in 3 min"
    pub left: String,
    /// How loudly.
    pub tone: Tone,
    /// What it does.
    pub act: DueAct,
}

/// Marks and work by period. Each list has one item a column.
#[derive(Default)]
pub struct Strip {
    /// Code, on now, booked.
    pub columns: Vec<(String, bool, bool)>,
    /// Conduct.
    pub conduct: Vec<Option<i64>>,
    /// Learning.
    pub learning: Vec<Option<i64>>,
    /// Word, and whether it needs somebody; `None` where not booked.
    pub work: Vec<Option<(String, bool)>>,
}

/// The marks of one period to tap.
pub struct Marks {
    /// "P3"
    pub code: String,
    /// Conduct as it stands.
    pub conduct: Option<i64>,
    /// Learning as it stands.
    pub learning: Option<i64>,
}

/// The keys under a tile.
pub enum Keys {
    /// None: another day, over, or not for this person.
    None,
    /// Still to come.
    Expected,
    /// Recorded as not here; may come after all.
    AfterAll,
    /// In the room.
    Acts {
        /// How much praise.
        praise: i64,
        /// How much help.
        help: i64,
        /// The school's word for a warning.
        warning: String,
        /// "1 of 3"
        ladder: String,
        /// After the last warning: the school's next step.
        next_step: Option<String>,
        /// When that was taken.
        stepped: Option<Minute>,
        /// What the school's ladder offers before it, or empty: support, never a step.
        offered: String,
        /// The step at which somebody was called and nobody has come yet, and who was called.
        called: Option<(Id, String)>,
        /// When the last regulation break was.
        broke: Option<Minute>,
    },
    /// Out with somebody.
    Out {
        /// With whom.
        with: String,
    },
    /// The last period is over and they are still here.
    Leaving {
        /// The interview was held.
        held: bool,
    },
    /// Left, interview not held.
    Owed,
}

/// A tile.
pub struct Tile {
    /// Placement.
    pub placement: Id,
    /// Its anchor.
    pub anchor: String,
    /// Seat.
    pub seat: Option<i64>,
    /// What they are called.
    pub first: String,
    /// Family name.
    pub family: String,
    /// Form.
    pub form: String,
    /// "to 15.05"
    pub until: String,
    /// The day card, for those who may open it.
    pub href: Option<String>,
    /// What is due.
    pub due: Option<DueLine>,
    /// What they are good at.
    pub good: String,
    /// What helps.
    pub helps: String,
    /// Flags.
    pub flags: Vec<(Flag, String)>,
    /// What was overridden by name, and the same with names hidden.
    pub named: Option<(String, String)>,
    /// The ladder: each warning's time, each step with who came when.
    pub ladder: Vec<String>,
    /// Where a day that does not go as expected is put together, for those who hold interviews.
    pub failed: Option<String>,
    /// Marks and work.
    pub strip: Option<Strip>,
    /// Marks to tap.
    pub marks: Option<Marks>,
    /// When something was last kept of somebody who is here, and whether that is too long ago.
    pub kept: Option<(Minute, bool)>,
    /// Keys.
    pub keys: Keys,
    /// What they need through the day, and devices.
    pub needs: Option<Needs>,
    /// May hold interviews.
    pub interviews: bool,
    /// Not in the room.
    pub quiet: bool,
    /// Done for the day.
    pub over: bool,
}

impl Tile {
    /// Where it stands: the room itself, then what is owed, then who is to come, then the rest.
    pub fn rank(&self) -> u8 {
        match &self.keys {
            _ if self.over => 3,
            _ if !self.quiet => 0,
            Keys::Owed => 1,
            _ => 2,
        }
    }

    /// Draws it.
    pub fn draw(&self, board: &BoardPage) -> Markup {
        let tone = match self.due.as_ref().map(|d| d.tone) {
            Some(Tone::Late) => " is-late",
            Some(Tone::Risk) => " is-risk",
            _ => "",
        };
        let class = format!("tile{}{tone}", if self.quiet { " is-quiet" } else { "" });
        html! {
            li class=(class) id=(self.anchor) data-piece={ "t-" (self.placement) } data-tile {
                span id=(super::page::mark(self.placement)) {}
                (self.due_line(board))
                div.tile-who {
                    p.seat { small { (board.seat_word) } @match self.seat { Some(n) => (n), None => "–" } }
                    div {
                        p.tile-until { (self.until) }
                        h3.tile-name { @match &self.href { Some(href) => a href=(href) { (self.name()) }, None => (self.name()) } }
                    }
                }
                @if let (Some((real, seat)), false) = (&self.named, self.over) {
                    p.tile-flags { span.flag.flag-apart { (hideable(real, seat)) } }
                }
                @if self.quiet && !self.flags.is_empty() {
                    p.tile-flags { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) " " } }
                }
                @if !self.quiet {
                    div.tile-body {
                        p.tile-good { @if !self.good.is_empty() { b { (self.good) "." } " " } (self.helps) "." }
                        div.tile-row {
                            p.tile-flags { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) " " } @if let Some((at, true)) = &self.kept { span.flag.flag-todo { "Nothing kept since " (at) } } }
                            (self.more_button())
                        }
                        @if !self.ladder.is_empty() { p.tile-ladder { @for (n, line) in self.ladder.iter().enumerate() { @if n > 0 { " · " } (line) } @if let Some(href) = &self.failed { " " a href=(href) { "Record of the day" span.vh { " for " (hideable(&self.first, "them")) } } } } }
                        @if let Some(strip) = &self.strip { (strip.draw(&self.first)) }
                    }
                }
                (self.draw_keys(board))
                @if !self.quiet { (self.more(board)) }
            }
        }
    }

    fn name(&self) -> Markup {
        html! {
            span.real-name { (self.first) " " span.tile-family {
                (self.family) @if !self.family.is_empty() && !self.form.is_empty() { " · " } (self.form)
            } }
            span.seat-name { span.soft { "Name hidden" } }
        }
    }

    fn due_line(&self, board: &BoardPage) -> Markup {
        let Some(d) = &self.due else { return html! {} };
        let what = html! { time { (d.at) } " " (d.words) };
        match &d.act {
            DueAct::Check => html! {
                form.tile-due method="post" action={ "/placements/" (self.placement) "/entries" } data-tap {
                    (tap_fields(&board.csrf))
                    button.due-key type="submit" name="kind" value="check" { (what) }
                    " " span.left { (d.left) }
                }
            },
            DueAct::Link(to) => {
                html! { p.tile-due { a href=(to) { (what) } " " span.left { (d.left) } } }
            }
            DueAct::Words => html! { p.tile-due { span { (what) } " " span.left { (d.left) } } },
        }
    }

    pub(super) fn post(&self, board: &BoardPage, tail: &str, inside: Markup) -> Markup {
        html! {
            form.keys-form method="post" action={ "/placements/" (self.placement) "/" (tail) } data-tap {
                (tap_fields(&board.csrf)) (inside)
            }
        }
    }

    fn draw_keys(&self, board: &BoardPage) -> Markup {
        if matches!(self.keys, Keys::None) && self.marks.is_none() {
            return html! {};
        }
        let exit = format!("/placements/{}/exit", self.placement);
        html! {
            div.keys {
                @if let Some(m) = &self.marks { (self.draw_marks(board, m)) }
                div.keys-acts {
                    @match &self.keys {
                        Keys::None => {}
                        Keys::Expected => {
                            (self.post(board, "arrival", html! { button.key-act.is-main type="submit" name="quick" value="yes" { "Arrived" } }))
                            button.key-act type="button" popovertarget={ "no-" (self.anchor) } { "Not here" }
                        }
                        Keys::AfterAll => {
                            (self.post(board, "arrival", html! { button.key-act type="submit" name="quick" value="yes" { "Arrived after all" } }))
                        }
                        Keys::Acts { praise, help, warning, ladder, next_step, stepped, broke, called, .. } => {
                            (self.post(board, "entries", html! {
                                button.key-act type="submit" name="kind" value="praise" { "Praise " small { (praise) } }
                                button.key-act type="submit" name="kind" value="help" { "Help " small { (help) } }
                                @if next_step.is_none() { button.key-act type="submit" name="kind" value="warning" { (warning) " " small { (ladder) } } }
                            }))
                            @if let Some(step) = next_step {
                                button.key-act.is-step type="button" popovertarget={ "step-" (self.anchor) } { (step) " " @if let Some(at) = stepped { small { (at) } } }
                            }
                            @if let Some((entry, whom)) = called {
                                form.keys-form method="post" action={ "/entries/" (entry) "/came" } data-tap {
                                    (tap_fields(&board.csrf))
                                    button.key-act.is-main type="submit" name="came" value=(whom) { @if whom.is_empty() { "They have come" } @else { (whom) " is here" } }
                                }
                            }
                            (self.post(board, "entries", html! {
                                button.key-act type="submit" name="kind" value="break" { "Break " small { @match broke { Some(at) => (at), None => "–" } } }
                            }))
                            button.key-act type="button" popovertarget={ "out-" (self.anchor) } { "Out… " small { "–" } }
                        }
                        Keys::Out { with } => {
                            (self.post(board, "entries", html! {
                                (hidden("body", with))
                                button.key-act.is-main type="submit" name="kind" value="back" { "Back in the room" }
                                button.key-act type="submit" name="kind" value="more" { "10 more minutes" }
                            }))
                        }
                        Keys::Leaving { held } => {
                            @if self.interviews && !held { a.key-act.is-main href=(exit) { "Exit interview" } }
                            (self.post(board, "entries", html! { button.key-act type="submit" name="kind" value="left" { "Left the room" } }))
                        }
                        Keys::Owed => {
                            @if self.interviews {
                                a.key-act.is-main href=(exit) { "Exit interview" }
                                a.key-act href={ (exit) "#why_not" } { "Say why not" }
                            }
                        }
                    }
                }
                @if let Some(needs) = &self.needs { (needs.draw(self, board)) }
                (self.pops(board))
            }
        }
    }

    fn draw_marks(&self, board: &BoardPage, m: &Marks) -> Markup {
        let scale = |name: &str, label: &str, value: Option<i64>| {
            html! {
                fieldset {
                    legend { (label) " " (m.code) }
                    div.scale { @for n in 1..=4 {
                        label { input type="radio" name=(name) value=(n) checked[value == Some(n)] data-send; (n) }
                    } }
                }
            }
        };
        html! {
            form method="post" action={ "/placements/" (self.placement) "/marks" } data-tap {
                (tap_fields(&board.csrf)) (hidden("code", &m.code))
                div.keys-marks { (scale("conduct", "Conduct", m.conduct)) (scale("learning", "Learning", m.learning)) }
                noscript { button.key-act type="submit" { "Keep these marks" } }
            }
        }
    }

    /// What needs a word more than a tap: out with whom, not here why, the next step.
    fn pops(&self, board: &BoardPage) -> Markup {
        let seat = self.seat.map(|n| format!("{} {n}", board.seat_word)).unwrap_or_default();
        let name = hideable(&self.first, &seat);
        let id = |what: &str| format!("{what}-{}", self.anchor);
        match &self.keys {
            Keys::Expected => html! {
                form.sheet.pop id=(id("no")) popover="auto" tabindex="-1" autofocus aria-labelledby=(id("no-head")) method="post" action={ "/placements/" (self.placement) "/not-here" } {
                    (tap_fields(&board.csrf))
                    h4 id=(id("no-head")) { (name) " is not here" }
                    div.pop-keys { @for why in NOT_HERE { button.btn.btn-2 type="submit" name="reason" value=(why) { (why) } } button.btn.btn-quiet type="button" popovertarget=(id("no")) popovertargetaction="hide" { "Cancel" } }
                }
            },
            Keys::Acts { next_step, offered, .. } => html! {
                form.sheet.pop id=(id("out")) popover="auto" tabindex="-1" autofocus aria-labelledby=(id("out-head")) method="post" action={ "/placements/" (self.placement) "/entries" } data-tap {
                    (tap_fields(&board.csrf))
                    h4 id=(id("out-head")) { (name) " goes out" }
                    div.field {
                        label for=(id("with")) { "With whom, or where" }
                        input.input id=(id("with")) name="body" type="text" autocomplete="off" list="out-with";
                    }
                    fieldset.field { legend { "Back in, minutes" } div.scale { @for n in [5, 10, 15, 20, 30] {
                        label { input type="radio" name="minutes" value=(n) checked[n == 10]; (n) }
                    } } }
                    div.pop-keys {
                        button.btn type="submit" name="kind" value="out" { "Out" }
                        button.btn.btn-2 type="submit" name="kind" value="toilet" { "Toilet" }
                        button.btn.btn-2 type="submit" name="kind" value="medication" { "Medication given" }
                        button.btn.btn-2 type="submit" name="kind" value="prayer" { "Prayer" }
                        button.btn.btn-quiet type="button" popovertarget=(id("out")) popovertargetaction="hide" { "Cancel" }
                    }
                }
                @if let Some(step) = next_step {
                    form.sheet.pop id=(id("step")) popover="auto" tabindex="-1" autofocus aria-labelledby=(id("step-head")) method="post" action={ "/placements/" (self.placement) "/entries" } data-tap {
                        (tap_fields(&board.csrf)) (hidden("kind", "next_step")) (hidden("step", step))
                        h4 id=(id("step-head")) { (step) }
                        @if !offered.is_empty() { p { "First, the school’s ladder offers: " (offered) ". " a href={ "/placements/" (self.placement) "#support" } { "Log what was tried" } } }
                        div.field { label for=(id("called")) { "Who was called" } input.input id=(id("called")) name="called" type="text" autocomplete="off"; }
                        div.field { label for=(id("when")) { "When " span.optional { "(now, unless you say)" } } input.input.input-time id=(id("when")) name="time" type="text" inputmode="numeric" autocomplete="off"; }
                        div.field { label for=(id("who")) { "Who came " span.optional { "(leave it if nobody has yet)" } } input.input id=(id("who")) name="body" type="text" autocomplete="off"; }
                        div.field { label for=(id("came")) { "When they came " span.optional { "(optional)" } } input.input.input-time id=(id("came")) name="came_time" type="text" inputmode="numeric" autocomplete="off"; }
                        div.pop-keys { button.btn type="submit" { "Keep" } button.btn.btn-quiet type="button" popovertarget=(id("step")) popovertargetaction="hide" { "Cancel" } }
                    }
                }
            },
            _ => html! {},
        }
    }
}

impl Strip {
    fn draw(&self, first: &str) -> Markup {
        let cell = |i: usize, value: Option<i64>| {
            let (_, now, booked) = &self.columns[i];
            let mark = match value {
                Some(4) => " is-up",
                Some(1 | 2) => " is-down",
                _ => "",
            };
            let class = format!(
                "{}{}{mark}",
                if *now { "is-now" } else { "" },
                if *booked { "" } else { " is-away" }
            );
            let class = class.trim().to_string();
            html! { td class=[(!class.is_empty()).then_some(class)] { @if let Some(n) = value { (n) } } }
        };
        html! {
            table.strip {
                caption.vh { (first) ": marks and work by period" }
                thead { tr { th scope="col" { span.vh { "Mark" } }
                    @for (code, now, _) in &self.columns { th scope="col" class=[now.then_some("is-now")] { (code) } } } }
                tbody {
                    tr { th scope="row" { "Conduct" } @for (i, n) in self.conduct.iter().enumerate() { (cell(i, *n)) } }
                    tr { th scope="row" { "Learning" } @for (i, n) in self.learning.iter().enumerate() { (cell(i, *n)) } }
                    tr { th scope="row" { "Work" } @for (i, w) in self.work.iter().enumerate() {
                        @let (_, now, _) = &self.columns[i];
                        @let class = match w {
                            None => format!("{}is-away", if *now { "is-now " } else { "" }),
                            Some((_, needs)) => format!("{}{}", if *now { "is-now" } else { "" }, if *needs { " is-down" } else { "" }).trim().to_string(),
                        };
                        td class=[(!class.is_empty()).then_some(class)] { @if let Some((word, _)) = w { (word) } }
                    } }
                }
            }
        }
    }
}
