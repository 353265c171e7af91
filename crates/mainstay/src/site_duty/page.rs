//! A day's duties as they are drawn.

use super::{HOME, when};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag, hidden,
    token,
};
use casework::Id;
use casework::site_duty::{SiteChange, SiteDuty, Stands};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The page.
pub struct DayPage {
    /// The day.
    pub day: Day,
    /// Today.
    pub today: Day,
    /// The school day before.
    pub before: Option<Day>,
    /// The school day after.
    pub after: Option<Day>,
    /// Why nobody is in.
    pub closed: Option<String>,
    /// Its duties, and how each stands.
    pub duties: Vec<(SiteDuty, Stands)>,
    /// What is otherwise that day.
    pub changed: Vec<SiteChange>,
    /// The reader.
    pub me: Id,
    /// Colleagues, for whoever leads.
    pub staff: Vec<Choice>,
    /// There are duties on some day.
    pub any: bool,
    /// The reader leads.
    pub leads: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl DayPage {
    fn stands(&self, d: &SiteDuty, s: &Stands) -> Markup {
        let change = self.changed.iter().find(|c| c.duty == d.id);
        html! {
            @match s {
                Stands::Had(id, name) => { @if *id == self.me { (Tag(Standing::Due, "Yours")) " " } (name) },
                Stands::LeftOut(why) => { (Tag(Standing::None, "Left out")) " " (why) },
                Stands::Nobody => (Tag(Standing::Late, "Nobody has it")),
                Stands::Missing(_, name) => { (Tag(Standing::Late, "Nobody")) " " (name) " is not there" },
            }
            @if let Some(c) = change { span.sub { "Changed by " (c.made_by) @if !c.why.is_empty() { ": " (c.why) } } }
        }
    }
    fn change(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut duties = vec![Choice::new("", "Choose")];
        duties.extend(self.duties.iter().map(|(d, _)| {
            Choice::new(d.id.to_string(), format!("{}, {}", d.name, when(d.from, d.to)))
        }));
        html! {
            form.sheet.stack method="post" action=(HOME) {
                h2 { "Change this day" }
                (token(&self.csrf)) (hidden("day", self.day.iso()))
                (Choices::one("duty", "Duty", &duties).look(Look::Select).from(f, e))
                (Choices::one("staff", "Who has it", &self.staff).look(Look::Select).from(f, e))
                (Field::new("why", "A word about it").hint("Needed where it is left out.").optional().from(f, e))
                @if let Some(met) = e.of("anyway") {
                    div.panel.panel-warn { h2.panel-title { "They are elsewhere" } p { (met) "." } }
                    (Choices::many("anyway", "Give it to them all the same?", &[Choice::new("yes", "Yes, I know")]).from(f, &Errors::none()))
                }
                div.row {
                    button.btn type="submit" name="act" value="give" { "Keep the change" }
                    button.btn.btn-2 type="submit" name="act" value="out" { "Leave it out" }
                    @if !self.changed.is_empty() { button.btn.btn-2 type="submit" name="act" value="week" { "As the week says" } }
                }
            }
        }
    }
}

impl Page for DayPage {
    fn title(&self) -> String {
        "Site duties".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let gaps = self.duties.iter().filter(|(_, s)| s.is_gap()).count();
        let to = |d: Day| format!("{HOME}?day={}", d.iso());
        let acts = html! {
            @if let Some(d) = self.before { a.btn.btn-2 href=(to(d)) { "Day before" } " " }
            @if let Some(d) = self.after { a.btn.btn-2 href=(to(d)) { "Day after" } " " }
            a.btn.btn-2 href={ (HOME) "/print" } { "Print the week" } " "
            @if self.leads { a.btn.btn-2 href={ (HOME) "/week" } { "The week’s duties" } }
        };
        let rows = self
            .duties
            .iter()
            .map(|(d, s)| {
                vec![
                    html! { strong { (d.name) } @if !d.place.is_empty() { span.sub { (d.place) } } },
                    html! { (when(d.from, d.to)) },
                    self.stands(d, s),
                ]
            })
            .collect();
        html! {
            (Head::new("Site duties").back("/team", "Team").acts(acts).facts(html! {
                (self.day) @if self.day == self.today { ", today" }
                @if let Some(why) = &self.closed { ". The school is shut: " (why) }
                @else if gaps == 1 { ". 1 duty needs somebody" } @else if gaps > 1 { ". " (gaps) " duties need somebody" }
            }))
            (ErrorSummary(&self.errors))
            div.stack.stack-5 {
                @if self.duties.is_empty() {
                    (Empty {
                        title: "No duty on this day",
                        words: "The gate, the yard, corridors, lunch: each with its time and whose it is. What nobody has stands on Today of those who lead, the day before.",
                        step: (self.leads && !self.any).then_some(("/site-duties/week", "Write the week’s duties")),
                    })
                } @else {
                    (Grid { region: "Site duties, table", caption: Some("Site duties of the day"), look: "", named: Some(0), columns: vec![Col::Words("Duty"), Col::Words("When"), Col::Words("Who")], rows })
                    @if self.leads && self.day >= self.today { (self.change()) }
                }
            }
        }
    }
}

/// A duty for the gallery.
pub(super) fn duty(
    n: u128,
    name: &str,
    place: &str,
    weekday: i64,
    at: (&str, &str),
    who: &str,
) -> SiteDuty {
    let minute = |t: &str| Minute::parse(t).unwrap_or_default();
    SiteDuty {
        id: Id::from_u128(n),
        name: name.into(),
        place: place.into(),
        weekday,
        from: minute(at.0),
        to: minute(at.1),
        staff: (!who.is_empty()).then(|| Id::from_u128(n + 100)),
        staff_name: who.into(),
        active: true,
        version: 1,
    }
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 18).unwrap_or_else(|| Day::from_pg(0));
    let gate = duty(1, "Gate", "Mill Lane", 3, ("8.30", "8.45"), "Mr Theo Brack");
    let yard = duty(
        2,
        "Yard",
        "North yard, by the long wall and the cycle store",
        3,
        ("10.50", "11.05"),
        "Ms Wilhelmina Featherstonehaugh-Okonkwo",
    );
    let lunch = duty(3, "Lunch", "Dining hall", 3, ("12.50", "13.30"), "");
    let bus = duty(4, "Buses", "Front", 3, ("15.05", "15.20"), "Ms Dara Okell");
    let change = SiteChange {
        duty: yard.id,
        day,
        staff: Some(Id::from_u128(7)),
        staff_name: "Mr Dean Poll".into(),
        why: "Ms Featherstonehaugh-Okonkwo is on a course".into(),
        made_by: "Ms Dara Okell".into(),
    };
    let page = |duties, form, errors, leads| DayPage {
        day,
        today: day.plus(-1),
        before: Some(day.plus(-1)),
        after: Some(day.plus(1)),
        closed: None,
        duties,
        changed: vec![change.clone()],
        me: Id::from_u128(101),
        staff: vec![Choice::new("", "Choose"), Choice::new("101", "Mr Theo Brack")],
        any: false,
        leads,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let all = || {
        vec![
            (gate.clone(), Stands::Had(Id::from_u128(101), gate.staff_name.clone())),
            (yard.clone(), Stands::Had(Id::from_u128(7), "Mr Dean Poll".into())),
            (lunch.clone(), Stands::Nobody),
            (bus.clone(), Stands::Missing(Id::from_u128(104), bus.staff_name.clone())),
        ]
    };
    let mut wrong = Errors::new();
    wrong
        .add("anyway", "Mr Theo Brack on Wed 18 Nov 2026: leading the group Steady Starts, Year 8");
    vec![
        framed("site-duties", &page(all(), Form::nothing(), Errors::new(), false)),
        framed(
            "site-duties-wrong",
            &page(
                all(),
                Form::of([("duty", Id::from_u128(3).to_string()), ("staff", "101".into())]),
                wrong,
                true,
            ),
        ),
        framed("site-duties-empty", &page(Vec::new(), Form::nothing(), Errors::new(), true)),
    ]
}
