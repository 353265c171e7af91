//! The Behaviour Support Co-ordinator of the story, her assistant, and the pupil they have worked
//! with since the term began: on the register, a programme with its plan, what was asked of whom.
//!
//! Must never do what a person could not, but for who works and learns there: that comes with a
//! roster.

use super::Fairholme;
use super::fairholme::{email, plain_pupil, upn};
use super::story::Teller;
use crate::clock::Clock;
use casework::plan::{Kind, first_reviews};
use casework::pupil::Sen;
use casework::school::{Member, Staff};
use casework::{Act, Event, Id, Role, Verb};
use rulebook::Day;
use std::collections::BTreeSet;
use store::Store;
use store::account::Account;
use store::db::Query;

/// Short name, title, given, family, post, roles.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [Role]);

const TEAM: [Line; 2] = [
    (
        "fennimore",
        "Miss",
        "Ruqayya",
        "Fennimore",
        "Behaviour Support Co-ordinator",
        &[Role::SupportLead],
    ),
    ("brack", "Mr", "Theo", "Brack", "Behaviour Support Assistant", &[Role::Mentor]),
];

/// Adds the two of the team, and Callie in Year 8 with her mother and grandmother.
pub async fn join(store: &Store, clock: &Clock, f: &mut Fairholme) -> anyhow::Result<()> {
    let act = Act::by_system(f.org, clock.now(), "Bringing in who joined");
    let mut w = store.write(act).await?;
    for (short, title, given, family, post, roles) in TEAM {
        let staff = Staff {
            id: Id::now_v7(),
            code: family.chars().take(3).collect::<String>().to_uppercase(),
            title: title.into(),
            given: given.into(),
            family: family.into(),
            email: email(given, family),
            post: post.into(),
            department: "Inclusion".into(),
            left_on: None,
        };
        store::staff::add(&mut w, std::slice::from_ref(&staff)).await?;
        let account = Account {
            id: Id::now_v7(),
            email: email(given, family),
            password_hash: String::new(),
            failures: 0,
            locked_until: None,
            one_time: false,
            version: 1,
        };
        store::account::add(&mut w, &account).await?;
        let member = Member {
            account: account.id,
            staff: staff.id,
            roles: roles.to_vec(),
            years: Vec::new(),
            active: true,
        };
        store::account::set_member(&mut w, &member).await?;
        f.staff.insert(short, staff.id);
        f.accounts.insert(short, account.id);
    }
    let (y, m, _) = f.day.ymd();
    let starts = if m >= 8 { y } else { y - 1 };
    let mut p = plain_pupil("8N", 8, "Callie", "Dunmore", "F");
    p.born = Day::new(starts - 13, 11, 3);
    p.admission_no = Some("4388".into());
    p.upn = upn(&format!("301400{:02}0388", starts.rem_euclid(100)));
    p.reading_age = "9.4".into();
    p.sen = Sen::None;
    p.strengths = "Draws maps of places she has been; kind to younger students".into();
    p.helps =
        "First step in writing. Say it face to face. Two minutes’ warning before a change".into();
    f.pupils.insert("Callie", p.id);
    store::pupil::add(&mut w, std::slice::from_ref(&p)).await?;
    // She sits where another of her year sits.
    let mut classes = BTreeSet::new();
    let calendar = super::calendar::around(f.day);
    for n in 0..7 {
        let day = f.day.plus(n);
        let lessons =
            store::staff::lessons_of(&mut w, f.org, f.pupils["Poppy"], day, calendar.week(day))
                .await?;
        classes.extend(lessons.into_iter().map(|l| l.class));
    }
    let sit = classes.into_iter().map(|c| vec![f.org.into(), c.into(), p.id.into()]).collect();
    w.run_all(Query::insert_many("class_pupil", &["org", "class", "pupil"], sit)).await?;
    let home = [
        ("Ms", "Shaz", "Mother", true, "01632 960871", "s.dunmore@post.example"),
        ("Mrs", "Pat", "Grandmother", false, "01632 960872", ""),
    ];
    let (mut people, mut ties) = (Vec::new(), Vec::new());
    for (n, (title, given, relation, responsible, phone, email)) in home.into_iter().enumerate() {
        let id = Id::now_v7();
        people.push(vec![
            f.org.into(),
            id.into(),
            title.into(),
            given.into(),
            "Dunmore".into(),
            phone.into(),
            email.into(),
            "31 Orchard Way\nFairholme\nFH2 6AB".into(),
            "".into(),
            false.into(),
        ]);
        ties.push(vec![
            f.org.into(),
            p.id.into(),
            id.into(),
            relation.into(),
            (n as i64 + 1).into(),
            responsible.into(),
            (n == 0).into(),
        ]);
    }
    w.run_all(Query::insert_many(
        "contact",
        &[
            "org",
            "id",
            "title",
            "given",
            "family",
            "phone",
            "email",
            "address",
            "language",
            "interpreter",
        ],
        people,
    ))
    .await?;
    w.run_all(Query::insert_many(
        "pupil_contact",
        &["org", "pupil", "contact", "relation", "priority", "responsible", "lives_with"],
        ties,
    ))
    .await?;
    w.commit(Event::new(Verb::RosterImported, "roster", f.org), Vec::new()).await?;
    Ok(())
}

impl Teller<'_> {
    async fn fennimore(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let browser = self.who("fennimore").await?;
        browser.fill(page, action, fields).await
    }

    /// The library, Callie on the register, her programme, and the team's look at itself.
    pub async fn callie_before(&mut self) -> anyhow::Result<()> {
        let calendar = super::calendar::around(self.f.day);
        let back = |n| calendar.school_days_before(self.f.day, n).unwrap_or(self.f.day);
        let on = |n: i64| {
            let day = self.f.day.plus(n);
            calendar.first_on_or_after(day).unwrap_or(day).iso()
        };
        self.at(back(28), "8.15")?;
        for (need, title, how, care) in [
            (
                "Noise and crowded rooms",
                "A seat front left, away from the door",
                "Agree the seat before the lesson, not in it. Keep the way out clear.",
                "Not beside a heater or an open window in practicals.",
            ),
            (
                "Instructions that come late",
                "First step in writing",
                "One line on a card or the board before the class comes in. Say it once, then point.",
                "",
            ),
            (
                "Instructions that come late",
                "Two minutes’ warning before a change",
                "A quiet word or a hand on the desk. No countdown aloud.",
                "",
            ),
            (
                "Leaving the room",
                "Shows the card, goes to the agreed place",
                "Say yes at once. Note the minutes. Welcome back without a question.",
                "Somebody knows where she is.",
            ),
        ] {
            let card = [("need", need), ("title", title), ("how", how), ("care", care)];
            self.fennimore("/strategies/new", "/strategies/new", &card).await?;
        }
        let callie = self.f.pupils["Callie"];
        let mine = self.f.staff["fennimore"].to_string();
        let line = self
            .fennimore(
                &format!("/at-risk/new?pupil={callie}"),
                "/at-risk/new",
                &[
                    (
                        "basis",
                        "Eleven incidents in the first weeks of term, two in as many last summer. Attendance 86%. Says that rooms are loud.",
                    ),
                    ("level", "raised"),
                    ("key_worker", &mine),
                    ("every", "weekly"),
                    ("next_review", &on(14)),
                ],
            )
            .await?;
        self.at(back(3), "8.40")?;
        let said =
            [("how", "talk"), ("said", "Wants to finish her map. Maths is better in the front.")];
        self.fennimore(&line, "/contact", &said).await?;

        self.at(back(27), "8.20")?;
        if first_reviews(Kind::Pastoral, back(27), &calendar).is_err() {
            return Ok(());
        }
        let plan = self
            .fennimore(
                &format!("/plans/new?pupil={callie}"),
                "/plans/new",
                &[
                    ("kind", "pastoral"),
                    ("why", "Leaves rooms when they are loud. Home is worried; so is she."),
                ],
            )
            .await?;
        let shown = self.who("fennimore").await?.look(&plan).await?;
        // Four who teach her, home, and Callie herself.
        let some: Vec<String> = ["roe", "vail", "petit", "hale"]
            .iter()
            .filter_map(|n| self.f.staff.get(n).map(Id::to_string))
            .collect();
        let staff: Vec<String> = self.f.staff.values().map(Id::to_string).collect();
        let asked: Vec<String> = shown
            .body
            .split("type=\"checkbox\" name=\"who\" value=\"")
            .skip(1)
            .filter_map(|part| part.split('"').next())
            .map(String::from)
            .filter(|id| some.contains(id) || !staff.contains(id))
            .collect();
        let mut fields: Vec<(&str, &str)> = asked.iter().map(|id| ("who", id.as_str())).collect();
        fields.extend([
            ("by_link", "yes"),
            ("agency", "Family hub, Jo Marsh"),
            ("agency_email", "jo.marsh@hub.example"),
            ("basis", "consent"),
        ]);
        self.fennimore(&plan, "/ask", &fields).await?;
        self.at(back(25), "15.40")?;
        for (who, works, hard) in [
            ("roe", "Short tasks, and a job at the start.", "The changing room."),
            ("vail", "Maps, always.", "After a wet break."),
            ("petit", "Working with one other.", "Listening tasks with the whole class."),
        ] {
            let browser = self.who(who).await?;
            let today = browser.look("/").await?;
            let start = "/plans/asks/";
            if let Some(at) = today.body.find(start) {
                let ask = today.body[at..].split('"').next().unwrap_or_default().to_string();
                browser.fill(&ask, &ask, &[("works", works), ("hard", hard)]).await?;
            }
        }
        self.at(back(22), "8.25")?;
        let write = format!("{plan}/write");
        self.fennimore(
            &write,
            &write,
            &[
                ("staff", "Callie settles when the first step is in writing and the room is quiet around her."),
                ("strategy-1", "A seat front left, away from the door"),
                ("strategy-2", "First step in writing"),
                ("strategy-3", "Two minutes’ warning before a change"),
                ("strategy-4", "Shows the card, goes to the agreed place"),
                ("strategy-5", "Say the instruction again, face to face"),
                ("target-1-about", "behaviour"),
                ("target-1-words", "Shows the card before leaving a room"),
                ("target-1-school", "Says yes, once a lesson"),
                ("target-1-family", "Asks how often it was used, not why"),
                ("target-1-own", "I will show it and come back in three minutes"),
                ("target-1-measure", "No lesson left without it, three weeks running"),
                ("target-2-about", "learning"),
                ("target-2-words", "Starts within two minutes"),
                ("target-2-school", "First step on the desk"),
                ("target-2-own", "I will read it first"),
                ("target-2-measure", "Four of five lessons on the report card"),
                ("target-3-about", "wellbeing"),
                ("target-3-words", "Hearing checked"),
                ("target-3-school", "Asks the school nurse this week"),
                ("target-3-family", "Takes her to the appointment"),
                ("target-3-measure", "A result in writing"),
            ],
        )
        .await?;
        self.fennimore(&plan, "/give", &[]).await?;
        self.at(back(20), "8.30")?;
        let page = format!("{plan}/page");
        for who in ["roe", "vail", "petit", "hale", "farrant", "lunt"] {
            let browser = self.who(who).await?;
            if let Ok(shown) = browser.look(&page).await
                && shown.form("/page").is_some()
            {
                browser.fill(&page, "/page", &[]).await?;
            }
        }
        self.callie_reviewed(&plan, &calendar, back(27)).await?;
        self.at(back(9), "15.50")?;
        let standards = "/self-reviews/standards";
        self.fennimore(standards, standards, &[("act", "starters")]).await?;
        let review = self.fennimore("/self-reviews", "/self-reviews", &[("due", &on(24))]).await?;
        let shown = self.who("fennimore").await?.look(&review).await?;
        let start = format!("href=\"{review}/");
        let lines: Vec<String> = shown
            .body
            .split(start.as_str())
            .skip(1)
            .filter_map(|part| part.split('"').next())
            .map(|id| format!("{review}/{id}"))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .take(2)
            .collect();
        for (line, (stands, evidence)) in lines.iter().zip([
            ("secure", "Every signal of the half-term has an answer, the longest after four days."),
            ("partly", "Most met their key worker when it was agreed; two in the week of the trip did not."),
        ]) {
            self.fennimore(line, line, &[("stands", stands), ("evidence", evidence)]).await?;
        }
        Ok(())
    }

    /// The review of week 4, with what showed how far each target was reached.
    async fn callie_reviewed(
        &mut self,
        plan: &str,
        calendar: &rulebook::SchoolCalendar,
        from: Day,
    ) -> anyhow::Result<()> {
        let reviews = first_reviews(Kind::Pastoral, from, calendar).unwrap_or_default();
        let Some((_, due)) = reviews.first().filter(|(_, due)| *due < self.f.day) else {
            return Ok(());
        };
        self.at(*due, "14.50")?;
        let browser = self.who("fennimore").await?;
        let shown = browser.look(plan).await?;
        let start = "href=\"/plans/reviews/";
        let Some(at) = shown.body.find(start) else { return Ok(()) };
        let id = shown.body[at + start.len()..].split('"').next().unwrap_or_default();
        let review = format!("/plans/reviews/{id}");
        let form = browser.look(&review).await?;
        let mut targets: Vec<String> = Vec::new();
        for part in form.body.split("name=\"got-").skip(1) {
            let target = part.split('"').next().unwrap_or_default().to_string();
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        let found = [
            ("part", "Card shown in 14 of 19 lessons that she left"),
            ("met", "4.2 of 5 lessons, three weeks"),
            ("not", "The appointment is in November"),
        ];
        let pairs: Vec<(String, &str)> = targets
            .iter()
            .zip(found)
            .flat_map(|(t, (got, evidence))| {
                [(format!("got-{t}"), got), (format!("evidence-{t}"), evidence)]
            })
            .collect();
        let mut fields: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        fields.extend([
            ("after", "on"),
            ("there", "Callie, Ms Dunmore, Mr Vail"),
            ("change", "Seat front left in every room"),
        ]);
        browser.fill_shown(&form, &review, &fields).await.map(|_| ())
    }
}
