//! The roster as an import sees it: what is held now, and the writing of a plan.
//!
//! Must never know: files, or whether a plan is right. It reads everything a plan compares
//! with, and writes all of a plan in many-row statements inside one act.

use crate::db::{Fault, Query, Source, Val, q};
use crate::row::Row;
use crate::{Write, pupil as pupils};
use casework::pupil::{Pupil, Sen};
use casework::roster::{
    ClassFacts, ContactFacts, Known, KnownLesson, KnownMember, KnownRecord, LessonFacts, Part,
    Plan, PupilFacts, Ref, SenStage, Sex, SourceKey, StaffFacts,
};
use casework::{Coded, Id};
use rulebook::{Day, Instant, Week, Weekday};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Everything of the school that an import from `system` is compared with.
pub async fn known(src: &mut dyn Source, org: Id, system: &str) -> Result<Known, Fault> {
    let mut keys = Keys::read(src, org).await?;
    let mut known = Known::default();
    for row in q("select id, upn, admission_no, legal_given, legal_family, known_given, known_family, born, year, form, sex, sen, \
         free_meals, language, ethnicity, looked_after, social_worker, left_on from pupil where org = $1 order by id")
        .bind(org).rows(src).await?
    {
        let facts = PupilFacts {
            upn: row.get("upn")?,
            admission_number: row.get("admission_no")?,
            legal_forename: text(&row, "legal_given")?,
            legal_surname: text(&row, "legal_family")?,
            known_forename: text(&row, "known_given")?,
            known_surname: text(&row, "known_family")?,
            born: row.get("born")?,
            year: Some(row.get("year")?),
            form: text(&row, "form")?,
            sex: Sex::from_code(&row.get::<String>("sex")?),
            sen_stage: SenStage::from_code(&row.get::<String>("sen")?),
            free_meals: Some(row.get("free_meals")?),
            first_language: text(&row, "language")?,
            ethnicity: text(&row, "ethnicity")?,
            looked_after: Some(row.get("looked_after")?),
            social_worker: text(&row, "social_worker")?,
        };
        known.pupils.push(keys.record("pupil", &row, None, "left_on", facts)?);
    }
    for row in q("select c.id, pc.pupil, pc.ended_on, c.title, c.given, c.family, pc.relation, pc.responsible, pc.priority, \
         pc.restriction, c.language, c.email, c.phone, c.address \
         from pupil_contact pc join contact c on c.org = pc.org and c.id = pc.contact where pc.org = $1 order by c.id")
        .bind(org).rows(src).await?
    {
        let facts = ContactFacts {
            title: text(&row, "title")?,
            forename: text(&row, "given")?,
            surname: text(&row, "family")?,
            relationship: text(&row, "relation")?,
            parental_responsibility: Some(row.get("responsible")?),
            priority: Some(row.get("priority")?),
            restrictions: text(&row, "restriction")?,
            language: text(&row, "language")?,
            email: text(&row, "email")?,
            phone: text(&row, "phone")?,
            address: text(&row, "address")?,
        };
        let owner: Id = row.get("pupil")?;
        known.contacts.push(keys.record("contact", &row, Some(owner), "ended_on", facts)?);
    }
    for row in q("select id, code, title, given, family, email, post, left_on from staff where org = $1 order by id")
        .bind(org).rows(src).await?
    {
        let facts = StaffFacts {
            code: text(&row, "code")?,
            title: text(&row, "title")?,
            forename: text(&row, "given")?,
            surname: text(&row, "family")?,
            email: text(&row, "email")?,
            post: text(&row, "post")?,
        };
        known.staff.push(keys.record("staff", &row, None, "left_on", facts)?);
    }
    for row in q("select id, code, title, subject, year, kind, ended_on from class where org = $1 order by id")
        .bind(org).rows(src).await?
    {
        let facts = ClassFacts {
            code: text(&row, "code")?,
            title: text(&row, "title")?,
            subject: text(&row, "subject")?,
            year: Some(row.get("year")?),
            form: Some(row.get::<String>("kind")? == FORM),
        };
        known.classes.push(keys.record("class", &row, None, "ended_on", facts)?);
    }
    let ours: HashSet<Id> = known
        .classes
        .iter()
        .filter(|class| class.keys.iter().any(|key| key.system == system))
        .map(|class| class.id)
        .collect();
    for row in
        q("select class, staff, lead from class_staff where org = $1").bind(org).rows(src).await?
    {
        known.members.push(member(&row, "staff", row.get("lead")?, true, &ours)?);
    }
    for row in q("select class, pupil from class_pupil where org = $1 and ended_on is null")
        .bind(org)
        .rows(src)
        .await?
    {
        known.members.push(member(&row, "pupil", false, false, &ours)?);
    }
    for row in q("select id, class, staff, place, week, weekday, period from lesson where org = $1 and ended_on is null order by id")
        .bind(org).rows(src).await?
    {
        let class: Id = row.get("class")?;
        known.lessons.push(KnownLesson {
            id: row.get("id")?,
            class,
            teacher: row.get("staff")?,
            place: text(&row, "place")?,
            week: match row.get::<String>("week")?.as_str() {
                "A" => Some(Week::A),
                "B" => Some(Week::B),
                _ => None,
            },
            weekday: Weekday::from_number(row.get("weekday")?)
                .ok_or_else(|| Fault::Broken("a lesson on no day of the week".into()))?,
            period: row.get("period")?,
            ours: ours.contains(&class),
        });
    }
    Ok(known)
}

/// What a form is called among kinds of class.
const FORM: &str = "homeroom";

fn text(row: &Row, column: &str) -> Result<Option<String>, Fault> {
    Ok(Some(row.get::<String>(column)?).filter(|text| !text.is_empty()))
}

fn member(
    row: &Row,
    who: &str,
    main: bool,
    teacher: bool,
    ours: &HashSet<Id>,
) -> Result<KnownMember, Fault> {
    let class = row.get("class")?;
    // A membership has no key of its own: its two ends are its name.
    Ok(KnownMember {
        id: Id::nil(),
        class,
        who: row.get(who)?,
        teacher,
        main,
        ours: ours.contains(&class),
    })
}

/// What other systems call each record.
struct Keys(HashMap<(String, Id), Vec<SourceKey>>);

impl Keys {
    async fn read(src: &mut dyn Source, org: Id) -> Result<Keys, Fault> {
        let mut keys: HashMap<(String, Id), Vec<SourceKey>> = HashMap::new();
        for row in q("select noun, source, value, id from outside_key where org = $1 order by noun, source, value")
            .bind(org).rows(src).await?
        {
            let key = SourceKey { system: row.get("source")?, value: row.get("value")? };
            keys.entry((row.get("noun")?, row.get("id")?)).or_default().push(key);
        }
        Ok(Keys(keys))
    }

    fn record<F>(
        &mut self,
        noun: &str,
        row: &Row,
        owner: Option<Id>,
        left: &str,
        facts: F,
    ) -> Result<KnownRecord<F>, Fault> {
        let id: Id = row.get("id")?;
        let mut keys = self.0.remove(&(noun.to_owned(), id)).unwrap_or_default();
        if let Some(owner) = owner {
            // A contact's key is its own only beside the pupil's.
            let prefix = format!("{owner}/");
            for key in &mut keys {
                if let Some(bare) = key.value.strip_prefix(&prefix) {
                    key.value = bare.to_owned();
                }
            }
        }
        let left = row.get::<Option<Day>>(left)?.is_some();
        Ok(KnownRecord { id, owner, keys, left, facts })
    }
}

/// The new records' keys, in the order of each part's new rows.
struct Made {
    pupils: Vec<Id>,
    contacts: Vec<Id>,
    staff: Vec<Id>,
    classes: Vec<Id>,
}

fn fresh<F>(part: &Part<F>) -> Vec<Id> {
    part.new.iter().map(|_| Id::now_v7()).collect()
}

fn to(made: &[Id], at: Ref) -> Result<Id, Fault> {
    match at {
        Ref::Known(id) => Ok(id),
        Ref::New(n) => {
            made.get(n).copied().ok_or_else(|| Fault::Broken("a plan points outside itself".into()))
        }
    }
}

/// Writes a whole plan and its line in the list of imports; gives that line's key. `kind` is
/// what was brought in: "oneroster", "pupils".
pub async fn apply(w: &mut Write, plan: &Plan, kind: &str, day: Day) -> Result<Id, Fault> {
    let made = Made {
        pupils: fresh(&plan.pupils),
        contacts: fresh(&plan.contacts),
        staff: fresh(&plan.staff),
        classes: fresh(&plan.classes),
    };
    write_pupils(w, plan, &made, day).await?;
    write_staff(w, plan, &made, day).await?;
    write_classes(w, plan, &made, day).await?;
    write_contacts(w, plan, &made, day).await?;
    write_members(w, plan, &made, day).await?;
    write_lessons(w, plan, &made, day).await?;
    write_keys(w, plan, &made).await?;
    let mut sums = [0i64; 4];
    for count in plan.counts() {
        for (sum, n) in sums.iter_mut().zip([count.new, count.changed, count.unchanged, count.left])
        {
            *sum += n as i64;
        }
    }
    let id = Id::now_v7();
    let query = q("insert into import_run (org, id, kind, source, at, by_name, made, changed, unchanged, ended) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org()).bind(id).bind(kind).bind(&plan.system).bind(w.at()).bind(&w.act().who)
        .bind(sums[0]).bind(sums[1]).bind(sums[2]).bind(sums[3]);
    w.run(query).await?;
    Ok(id)
}

fn word(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn as_pupil(id: Id, f: &PupilFacts) -> Pupil {
    Pupil {
        id,
        upn: f.upn.clone(),
        admission_no: f.admission_number.clone(),
        legal_given: word(&f.legal_forename),
        legal_family: word(&f.legal_surname),
        known_given: word(&f.known_forename),
        known_family: word(&f.known_surname),
        born: f.born,
        year: f.year.unwrap_or(0),
        form: word(&f.form),
        sex: f.sex.map(|sex| sex.code().to_owned()).unwrap_or_default(),
        sen: f.sen_stage.and_then(|stage| Sen::from_code(stage.code())).unwrap_or(Sen::None),
        sen_need: String::new(),
        free_meals: f.free_meals.unwrap_or(false),
        language: word(&f.first_language),
        ethnicity: word(&f.ethnicity),
        looked_after: f.looked_after.unwrap_or(false),
        social_worker: word(&f.social_worker),
        medical: String::new(),
        dietary: String::new(),
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        tutor: None,
        year_lead: None,
        mentor: None,
        left_on: None,
        version: 1,
    }
}

async fn write_pupils(w: &mut Write, plan: &Plan, made: &Made, day: Day) -> Result<(), Fault> {
    let org = w.org();
    let new = plan.pupils.new.iter().zip(&made.pupils).map(|(new, id)| (*id, &new.facts));
    let changed = plan.pupils.changed.iter().map(|changed| (changed.id, &changed.after));
    let rows = new.chain(changed).map(|(id, f)| pupils::values(org, &as_pupil(id, f))).collect();
    // What people in school have written (health, strengths, what helps) is not the source's.
    w.run_all(Query::insert_many_then("pupil", pupils::COLUMNS, rows, "on conflict (org, id) do update set \
        upn = excluded.upn, admission_no = excluded.admission_no, legal_given = excluded.legal_given, legal_family = excluded.legal_family, \
        known_given = excluded.known_given, known_family = excluded.known_family, born = excluded.born, year = excluded.year, form = excluded.form, \
        sex = excluded.sex, sen = excluded.sen, free_meals = excluded.free_meals, language = excluded.language, ethnicity = excluded.ethnicity, \
        looked_after = excluded.looked_after, social_worker = excluded.social_worker, search_key = excluded.search_key, sort_key = excluded.sort_key, \
        left_on = null, version = pupil.version + 1")).await?;
    mark(w, "update pupil set version = version + 1, left_on = ", day, ids(&plan.pupils)).await
}

async fn write_staff(w: &mut Write, plan: &Plan, made: &Made, day: Day) -> Result<(), Fault> {
    let org = w.org();
    let new = plan.staff.new.iter().zip(&made.staff).map(|(new, id)| (*id, &new.facts));
    let changed = plan.staff.changed.iter().map(|changed| (changed.id, &changed.after));
    let rows = new
        .chain(changed)
        .map(|(id, f)| {
            let words = [&f.code, &f.title, &f.forename, &f.surname, &f.email, &f.post];
            [Val::from(org), id.into()]
                .into_iter()
                .chain(words.map(|text| word(text).into()))
                .collect()
        })
        .collect();
    const COLUMNS: &[&str] = &["org", "id", "code", "title", "given", "family", "email", "post"];
    w.run_all(Query::insert_many_then("staff", COLUMNS, rows, "on conflict (org, id) do update set \
        code = excluded.code, title = excluded.title, given = excluded.given, family = excluded.family, email = excluded.email, \
        post = excluded.post, left_on = null, version = staff.version + 1")).await?;
    mark(w, "update staff set version = version + 1, left_on = ", day, ids(&plan.staff)).await
}

async fn write_classes(w: &mut Write, plan: &Plan, made: &Made, day: Day) -> Result<(), Fault> {
    let org = w.org();
    let new = plan.classes.new.iter().zip(&made.classes).map(|(new, id)| (*id, &new.facts));
    let changed = plan.classes.changed.iter().map(|changed| (changed.id, &changed.after));
    let rows = new
        .chain(changed)
        .map(|(id, f)| {
            let kind = if f.form == Some(true) { FORM } else { "scheduled" };
            vec![
                org.into(),
                id.into(),
                word(&f.code).into(),
                word(&f.title).into(),
                word(&f.subject).into(),
                f.year.unwrap_or(0).into(),
                kind.into(),
            ]
        })
        .collect();
    const COLUMNS: &[&str] = &["org", "id", "code", "title", "subject", "year", "kind"];
    w.run_all(Query::insert_many_then("class", COLUMNS, rows, "on conflict (org, id) do update set \
        code = excluded.code, title = excluded.title, subject = excluded.subject, year = excluded.year, kind = excluded.kind, \
        ended_on = null, version = class.version + 1")).await?;
    mark(w, "update class set version = version + 1, ended_on = ", day, ids(&plan.classes)).await
}

async fn write_contacts(w: &mut Write, plan: &Plan, made: &Made, day: Day) -> Result<(), Fault> {
    let org = w.org();
    let new = plan.contacts.new.iter().zip(&made.contacts).map(|(new, id)| (*id, &new.facts));
    let changed = plan.contacts.changed.iter().map(|changed| (changed.id, &changed.after));
    let people = new
        .chain(changed)
        .map(|(id, f)| {
            let words =
                [&f.title, &f.forename, &f.surname, &f.phone, &f.email, &f.address, &f.language];
            [Val::from(org), id.into()]
                .into_iter()
                .chain(words.map(|text| word(text).into()))
                .collect()
        })
        .collect();
    const PERSON: &[&str] =
        &["org", "id", "title", "given", "family", "phone", "email", "address", "language"];
    w.run_all(Query::insert_many_then("contact", PERSON, people, "on conflict (org, id) do update set \
        title = excluded.title, given = excluded.given, family = excluded.family, phone = excluded.phone, email = excluded.email, \
        address = excluded.address, language = excluded.language, version = contact.version + 1")).await?;
    let tie = |pupil: Id, contact: Id, f: &ContactFacts| -> Vec<Val> {
        vec![
            org.into(),
            pupil.into(),
            contact.into(),
            word(&f.relationship).into(),
            f.priority.unwrap_or(1).into(),
            f.parental_responsibility.unwrap_or(false).into(),
            word(&f.restrictions).into(),
        ]
    };
    let mut ties = Vec::new();
    for (new, id) in plan.contacts.new.iter().zip(&made.contacts) {
        let owner = new.owner.ok_or_else(|| Fault::Broken("a contact of nobody".into()))?;
        ties.push(tie(to(&made.pupils, owner)?, *id, &new.facts));
    }
    for changed in &plan.contacts.changed {
        let owner = changed.owner.ok_or_else(|| Fault::Broken("a contact of nobody".into()))?;
        ties.push(tie(owner, changed.id, &changed.after));
    }
    const TIE: &[&str] =
        &["org", "pupil", "contact", "relation", "priority", "responsible", "restriction"];
    w.run_all(Query::insert_many_then("pupil_contact", TIE, ties, "on conflict (org, pupil, contact) do update set \
        relation = excluded.relation, priority = excluded.priority, responsible = excluded.responsible, \
        restriction = excluded.restriction, ended_on = null")).await?;
    let left = ids(&plan.contacts);
    for some in left.chunks(500) {
        let query = q("update pupil_contact set ended_on = ")
            .put(day)
            .push(" where org = ")
            .put(org)
            .push(" and contact in ")
            .list(some.iter().copied());
        w.run(query).await?;
    }
    Ok(())
}

async fn write_members(w: &mut Write, plan: &Plan, made: &Made, day: Day) -> Result<(), Fault> {
    let org = w.org();
    let (mut pupils, mut staff) = (Vec::new(), Vec::new());
    let new = plan.members.new.iter().map(|new| &new.facts);
    for f in new.chain(plan.members.changed.iter().map(|changed| &changed.after)) {
        let class = to(&made.classes, f.class)?;
        if f.teacher {
            staff.push(vec![
                org.into(),
                class.into(),
                to(&made.staff, f.who)?.into(),
                f.main.into(),
            ]);
        } else {
            pupils.push(vec![org.into(), class.into(), to(&made.pupils, f.who)?.into()]);
        }
    }
    w.run_all(Query::insert_many_then(
        "class_pupil",
        &["org", "class", "pupil"],
        pupils,
        "on conflict (org, class, pupil) do update set ended_on = null",
    ))
    .await?;
    w.run_all(Query::insert_many_then(
        "class_staff",
        &["org", "class", "staff", "lead"],
        staff,
        "on conflict (org, class, staff) do update set lead = excluded.lead",
    ))
    .await?;
    let mut ended: BTreeMap<(Id, bool), Vec<Id>> = BTreeMap::new();
    for left in &plan.members.left {
        let f = &left.facts;
        let who = to(if f.teacher { &made.staff } else { &made.pupils }, f.who)?;
        ended.entry((to(&made.classes, f.class)?, f.teacher)).or_default().push(who);
    }
    for ((class, teacher), who) in ended {
        let query = if teacher {
            q("delete from class_staff where org = ")
                .put(org)
                .push(" and class = ")
                .put(class)
                .push(" and staff in ")
        } else {
            q("update class_pupil set ended_on = ")
                .put(day)
                .push(" where org = ")
                .put(org)
                .push(" and class = ")
                .put(class)
                .push(" and pupil in ")
        };
        w.run(query.list(who)).await?;
    }
    Ok(())
}

async fn write_lessons(w: &mut Write, plan: &Plan, made: &Made, day: Day) -> Result<(), Fault> {
    let org = w.org();
    let row = |id: Id, f: &LessonFacts| -> Result<Vec<Val>, Fault> {
        let week = match f.week {
            None => "",
            Some(Week::A) => "A",
            Some(Week::B) => "B",
        };
        let teacher = f.teacher.map(|teacher| to(&made.staff, teacher)).transpose()?;
        Ok(vec![
            org.into(),
            id.into(),
            to(&made.classes, f.class)?.into(),
            teacher.into(),
            word(&f.place).into(),
            week.into(),
            f.weekday.number().into(),
            (&f.period).into(),
        ])
    };
    let mut rows = Vec::new();
    for new in &plan.lessons.new {
        rows.push(row(Id::now_v7(), &new.facts)?);
    }
    for changed in &plan.lessons.changed {
        rows.push(row(changed.id, &changed.after)?);
    }
    const COLUMNS: &[&str] = &["org", "id", "class", "staff", "place", "week", "weekday", "period"];
    w.run_all(Query::insert_many_then(
        "lesson",
        COLUMNS,
        rows,
        "on conflict (org, id) do update set place = excluded.place",
    ))
    .await?;
    mark(w, "update lesson set ended_on = ", day, ids(&plan.lessons)).await
}

async fn write_keys(w: &mut Write, plan: &Plan, made: &Made) -> Result<(), Fault> {
    let org = w.org();
    let mut rows: Vec<Vec<Val>> = Vec::new();
    fn of<F>(rows: &mut Vec<Vec<Val>>, org: Id, noun: &str, part: &Part<F>, made: &[Id]) {
        let new = part.new.iter().zip(made).filter_map(|(new, id)| Some((new.key.as_ref()?, *id)));
        let learned = part.changed.iter().filter_map(|c| Some((c.learned.as_ref()?, c.id)));
        for (key, id) in new.chain(learned) {
            rows.push(vec![
                org.into(),
                noun.into(),
                (&key.system).into(),
                (&key.value).into(),
                id.into(),
            ]);
        }
    }
    of(&mut rows, org, "pupil", &plan.pupils, &made.pupils);
    of(&mut rows, org, "staff", &plan.staff, &made.staff);
    of(&mut rows, org, "class", &plan.classes, &made.classes);
    for (new, id) in plan.contacts.new.iter().zip(&made.contacts) {
        if let (Some(key), Some(owner)) = (&new.key, new.owner) {
            let value = format!("{}/{}", to(&made.pupils, owner)?, key.value);
            rows.push(vec![
                org.into(),
                "contact".into(),
                (&key.system).into(),
                value.into(),
                (*id).into(),
            ]);
        }
    }
    const COLUMNS: &[&str] = &["org", "noun", "source", "value", "id"];
    w.run_all(Query::insert_many_then(
        "outside_key",
        COLUMNS,
        rows,
        "on conflict (org, noun, source, value) do update set id = excluded.id",
    ))
    .await?;
    Ok(())
}

fn ids<F>(part: &Part<F>) -> Vec<Id> {
    part.left.iter().map(|left| left.id).collect()
}

async fn mark(w: &mut Write, set: &'static str, day: Day, ids: Vec<Id>) -> Result<(), Fault> {
    let org = w.org();
    for some in ids.chunks(500) {
        let query = q(set)
            .put(day)
            .push(" where org = ")
            .put(org)
            .push(" and id in ")
            .list(some.iter().copied());
        w.run(query).await?;
    }
    Ok(())
}

/// One import as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Key.
    pub id: Id,
    /// What was brought in: "oneroster", "pupils".
    pub kind: String,
    /// The source's name.
    pub source: String,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub by_name: String,
    /// Records made.
    pub made: i64,
    /// Records changed.
    pub changed: i64,
    /// Rows that said what was held.
    pub unchanged: i64,
    /// Records marked as left or ended.
    pub ended: i64,
}
from_row!(Run { id, kind, source, at, by_name, made, changed, unchanged, ended });

/// The last imports, newest first.
pub async fn runs(src: &mut dyn Source, org: Id, take: i64) -> Result<Vec<Run>, Fault> {
    q("select id, kind, source, at, by_name, made, changed, unchanged, ended from import_run where org = $1 order by at desc, id desc limit $2")
        .bind(org).bind(take).all(src).await
}

/// The mapping of headings remembered for a kind of list: folded heading to field.
pub async fn mapping(
    src: &mut dyn Source,
    org: Id,
    kind: &str,
) -> Result<BTreeMap<String, String>, Fault> {
    let mut map = BTreeMap::new();
    for row in q("select heading, field from import_mapping where org = $1 and kind = $2")
        .bind(org)
        .bind(kind)
        .rows(src)
        .await?
    {
        map.insert(row.get("heading")?, row.get("field")?);
    }
    Ok(map)
}

/// Remembers which heading is which field.
pub async fn set_mapping(
    w: &mut Write,
    kind: &str,
    map: &BTreeMap<String, String>,
) -> Result<(), Fault> {
    let org = w.org();
    let rows = map
        .iter()
        .map(|(heading, field)| vec![org.into(), kind.into(), heading.into(), field.into()])
        .collect();
    const COLUMNS: &[&str] = &["org", "kind", "heading", "field"];
    w.run_all(Query::insert_many_then(
        "import_mapping",
        COLUMNS,
        rows,
        "on conflict (org, kind, heading) do update set field = excluded.field",
    ))
    .await
    .map(|_| ())
}
