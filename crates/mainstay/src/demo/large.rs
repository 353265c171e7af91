//! Fairholme grown to a whole school: invented staff, pupils, homes, classes and a timetable, for
//! trying what a big school feels like. Its past is made next door.
//!
//! The same size always makes the same people. Nobody here is anybody.

use super::fairholme::{Fairholme, email, plain_pupil, upn};
use super::people::{TEACHES, WEEK};
use super::{calendar, past};
use crate::clock::Clock;
use casework::pupil::{Pupil, Sen};
use casework::school::Staff;
use casework::{Act, Event, Id, Verb};
use rulebook::Day;
use std::collections::HashMap;
use store::db::Query;
use store::{Store, Val, Write};

/// How much to make, Fairholme's own people included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Pupils on roll.
    pub pupils: usize,
    /// Staff.
    pub staff: usize,
    /// Placements, periods and lines of the day log before the day, together.
    pub entries: usize,
}

/// A whole school.
pub const WHOLE: Plan = Plan { pupils: 1200, staff: 90, entries: 40_000 };

/// Numbers that look like chance and are the same every time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// From nought to one less than `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    /// True so many times in a hundred.
    pub(super) fn in_hundred(&mut self, n: usize) -> bool {
        self.below(100) < n
    }
    /// From nought to one less than `n`, the low ones far more often.
    pub(super) fn often_low(&mut self, n: usize) -> usize {
        let third = self.below(1000) * self.below(1000) / 1000 * self.below(1000) / 1000;
        third * n / 1000
    }
    /// One of a list.
    pub(super) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A form of the grown school: its class for each subject, with the teacher.
pub(super) struct Form {
    pub(super) pupils: Vec<Id>,
    pub(super) classes: Vec<(&'static str, Id, Id)>,
    /// Periods by which its week is turned.
    pub(super) turn: usize,
}

static GIVEN: &[&str] = &[
    "Aisha", "Arlo", "Bethan", "Bruno", "Cerys", "Corey", "Daisy", "Dilan", "Elif", "Ewan",
    "Farah", "Finn", "Grace", "Gus", "Hana", "Harvey", "Imogen", "Isaac", "Jasmine", "Joel",
    "Keira", "Kwame", "Lacey", "Levi", "Maja", "Milo", "Nadia", "Noah", "Olive", "Oscar", "Pearl",
    "Quincy", "Rhiannon", "Rory", "Sadia", "Seth", "Tamar", "Toby", "Uma", "Vincent", "Wren",
    "Xander", "Yara", "Zach",
];
static FAMILY: &[&str] = &[
    "Abernethy",
    "Aldous",
    "Bamforth",
    "Bhatti",
    "Birtwhistle",
    "Cawthorne",
    "Chowdhury",
    "Clegg",
    "Dacre",
    "Drummond",
    "Ekwueme",
    "Entwistle",
    "Fairclough",
    "Ferreira",
    "Garside",
    "Goodall",
    "Haigh",
    "Hussain",
    "Illingworth",
    "Ivanova",
    "Jowett",
    "Kaczmarek",
    "Kershaw",
    "Lockwood",
    "Ludd",
    "Mahmood",
    "Mellor",
    "Naylor",
    "Nkemelu",
    "Oldroyd",
    "Pargeter",
    "Pereira",
    "Quarmby",
    "Rawnsley",
    "Rehman",
    "Sykes",
    "Szabo",
    "Tattersall",
    "Thwaites",
    "Udall",
    "Varley",
    "Whitaker",
    "Wolstenholme",
    "Yardley",
    "Zaman",
];
/// Letters of the new forms; Fairholme's own forms end otherwise.
static BANDS: &[&str] = &["A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1"];

/// Grows the school and gives it a past before its day.
pub async fn fill(
    store: &Store,
    clock: &Clock,
    f: &Fairholme,
    plan: &Plan,
) -> anyhow::Result<usize> {
    let mut dice = Dice::new(1870);
    let mut w =
        store.write(Act::by_system(f.org, clock.now(), "Growing the invented school")).await?;
    store::calendar::replace(&mut w, &calendar::long(f.day)).await?;
    let staff = staff(&mut w, f, plan).await?;
    let (pupils, forms) = pupils(&mut w, f, plan, &staff, &mut dice).await?;
    let homes = homes(&mut w, f, &pupils, &mut dice).await?;
    timetable(&mut w, f, &forms).await?;
    w.commit(
        Event::new(Verb::RosterImported, "school", f.org)
            .fact("pupils", pupils.len())
            .fact("staff", staff.len()),
        vec![],
    )
    .await?;
    past::make(store, f, &forms, &homes, plan.entries, &mut dice).await
}

/// New staff, each a teacher of one subject.
async fn staff(
    w: &mut Write,
    f: &Fairholme,
    plan: &Plan,
) -> anyhow::Result<Vec<(&'static str, Id)>> {
    let mut rows = Vec::new();
    let mut out = Vec::new();
    for n in 0..plan.staff.saturating_sub(f.staff.len()) {
        let (given, family) = (GIVEN[n * 5 % GIVEN.len()], FAMILY[n * 7 % FAMILY.len()]);
        let subject = TEACHES[n % TEACHES.len()].0;
        let id = Id::now_v7();
        out.push((subject, id));
        rows.push(Staff {
            id,
            code: format!("{}{n:02}", &family[..2].to_uppercase()),
            title: ["Ms", "Mr", "Mrs", "Dr"][n % 4].into(),
            given: given.into(),
            family: family.into(),
            email: format!("{n}.{}", email(given, family)),
            post: format!("Teacher of {subject}"),
            department: subject.into(),
            left_on: None,
        });
    }
    store::staff::add(w, &rows).await?;
    Ok(out)
}

async fn pupils(
    w: &mut Write,
    f: &Fairholme,
    plan: &Plan,
    staff: &[(&'static str, Id)],
    dice: &mut Dice,
) -> anyhow::Result<(Vec<Pupil>, Vec<Form>)> {
    let want = plan.pupils.saturating_sub(f.pupils.len());
    let (y, m, _) = f.day.ymd();
    let starts = if m >= 8 { y } else { y - 1 };
    let many = (5 * BANDS.len()).min(want.div_ceil(20).max(1));
    let mut forms: Vec<Form> = Vec::new();
    let mut all = Vec::new();
    for n in 0..many {
        let year = 7 + (n % 5) as i64;
        let name = format!("{year}{}", BANDS[n / 5]);
        // A subject without a new teacher is taught by Fairholme's own.
        let classes = TEACHES
            .iter()
            .map(|(subject, even, _)| {
                let teachers: Vec<Id> =
                    staff.iter().filter(|(s, _)| s == subject).map(|(_, id)| *id).collect();
                let teacher =
                    if teachers.is_empty() { f.staff[even] } else { teachers[n % teachers.len()] };
                (*subject, Id::now_v7(), teacher)
            })
            .collect();
        let tutor = (!staff.is_empty()).then(|| staff[n % staff.len()].1);
        let size = want * (n + 1) / many - want * n / many;
        let mut form = Form { pupils: Vec::new(), classes, turn: n % 6 };
        for _ in 0..size {
            let k = all.len();
            let sex = if k % 2 == 0 { "F" } else { "M" };
            let (given, family) = (dice.of(GIVEN), dice.of(FAMILY));
            let mut p = plain_pupil(&name, year, given, family, sex);
            p.born =
                Day::new(starts - year as i16 - 5, 9, 1).map(|d| d.plus(dice.below(364) as i64));
            p.admission_no = Some(format!("{}", 5000 + k));
            p.upn = upn(&format!("301401{:02}{:04}", (starts - 4).rem_euclid(100), k));
            p.free_meals = dice.in_hundred(28);
            p.sen = match dice.below(100) {
                0..=3 => Sen::Plan,
                4..=17 => Sen::Support,
                _ => Sen::None,
            };
            if p.sen != Sen::None {
                p.sen_need = dice.of(&["SEMH", "SLCN", "SPLD", "MLD", "ASD"]).to_string();
            }
            if dice.in_hundred(4) {
                p.medical =
                    dice.of(&["Asthma, inhaler", "Nut allergy", "Type 1 diabetes"]).to_string();
            }
            p.strengths = dice
                .of(&["Kind to new people", "Draws well", "Quick with numbers", "A good listener"])
                .to_string();
            p.tutor = tutor;
            form.pupils.push(p.id);
            all.push(p);
        }
        forms.push(form);
    }
    store::pupil::add(w, &all).await?;
    let names: Vec<(String, i64)> =
        (0..many).map(|n| (format!("{}{}", 7 + n % 5, BANDS[n / 5]), 7 + (n % 5) as i64)).collect();
    classes(w, f.org, &forms, &names).await?;
    Ok((all, forms))
}

async fn classes(
    w: &mut Write,
    org: Id,
    forms: &[Form],
    names: &[(String, i64)],
) -> anyhow::Result<()> {
    let (mut classes, mut teach, mut sit) = (Vec::new(), Vec::new(), Vec::new());
    for (form, (name, year)) in forms.iter().zip(names) {
        for (subject, class, teacher) in &form.classes {
            let code = format!("{name}/{}", &subject[..2]);
            classes.push(vec![
                org.into(),
                (*class).into(),
                code.into(),
                (*subject).into(),
                (*subject).into(),
                (*year).into(),
            ]);
            teach.push(vec![org.into(), (*class).into(), (*teacher).into(), true.into()]);
            for pupil in &form.pupils {
                sit.push(vec![org.into(), (*class).into(), (*pupil).into()]);
            }
        }
    }
    put(w, "class", &["org", "id", "code", "title", "subject", "year"], classes).await?;
    put(w, "class_staff", &["org", "class", "staff", "lead"], teach).await?;
    put(w, "class_pupil", &["org", "class", "pupil"], sit).await
}

/// Rows in as few statements as the engines allow.
pub(super) async fn put(
    w: &mut Write,
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Val>>,
) -> anyhow::Result<()> {
    w.run_all(Query::insert_many(table, columns, rows)).await?;
    Ok(())
}

/// The subject a form has in a period of a weekday, by the week of people.rs turned.
pub(super) fn subject_at(form: &Form, weekday: usize, period: usize) -> &'static str {
    WEEK[weekday % 5][(period + form.turn) % 6]
}

async fn timetable(w: &mut Write, f: &Fairholme, forms: &[Form]) -> anyhow::Result<()> {
    let mut rows: Vec<Vec<Val>> = Vec::new();
    for (n, form) in forms.iter().enumerate() {
        for weekday in 0..5usize {
            for period in 0..6usize {
                let subject = subject_at(form, weekday, period);
                let Some((_, class, teacher)) = form.classes.iter().find(|c| c.0 == subject) else {
                    continue;
                };
                rows.push(vec![
                    f.org.into(),
                    Id::now_v7().into(),
                    (*class).into(),
                    (*teacher).into(),
                    format!("{}{}", &subject[..1], n + 10).into(),
                    "".into(),
                    (weekday as i64 + 1).into(),
                    format!("P{}", period + 1).into(),
                ]);
            }
        }
    }
    let columns = &["org", "id", "class", "staff", "place", "week", "weekday", "period"];
    put(w, "lesson", columns, rows).await
}

/// One adult at home for everybody, two for a third of them. Who is rung first, by pupil.
async fn homes(
    w: &mut Write,
    f: &Fairholme,
    pupils: &[Pupil],
    dice: &mut Dice,
) -> anyhow::Result<HashMap<Id, Id>> {
    let (mut people, mut links): (Vec<Vec<Val>>, Vec<Vec<Val>>) = (Vec::new(), Vec::new());
    let mut first = HashMap::new();
    for (n, p) in pupils.iter().enumerate() {
        let adults = if n % 3 == 0 { 2 } else { 1 };
        for a in 0..adults {
            let id = Id::now_v7();
            first.entry(p.id).or_insert(id);
            let (title, relation) = if a == 0 { ("Ms", "Mother") } else { ("Mr", "Father") };
            people.push(vec![
                f.org.into(),
                id.into(),
                title.into(),
                (*dice.of(&["Alex", "Sam", "Jo", "Chris", "Robin", "Pat"])).into(),
                (&p.known_family).into(),
                // A range kept for drama.
                format!("07700 900{:03}", n % 1000).into(),
                format!("{} Chapel Lane\nFairholme\nFH{} {}AB", n + 1, 1 + n % 6, 1 + n % 9).into(),
                "".into(),
                false.into(),
            ]);
            links.push(vec![
                f.org.into(),
                p.id.into(),
                id.into(),
                relation.into(),
                (a as i64 + 1).into(),
                true.into(),
                (a == 0).into(),
            ]);
        }
    }
    let person =
        &["org", "id", "title", "given", "family", "phone", "address", "language", "interpreter"];
    put(w, "contact", person, people).await?;
    let link = &["org", "pupil", "contact", "relation", "priority", "responsible", "lives_with"];
    put(w, "pupil_contact", link, links).await?;
    Ok(first)
}
