//! Writes a plan: many rows to a statement, all inside one act.
//!
//! Must never know: whether the plan is right.

use super::FORM;
use crate::db::{Fault, Query, Val, q};
use crate::{Write, pupil as pupils};
use casework::pupil::{Pupil, Sen};
use casework::roster::{ContactFacts, LessonFacts, Part, Plan, PupilFacts, Ref};
use casework::{Coded, Id};
use rulebook::{Day, Week};
use std::collections::BTreeMap;

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
    write_tutors(w, plan, &made).await?;
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

async fn write_tutors(w: &mut Write, plan: &Plan, made: &Made) -> Result<(), Fault> {
    let org = w.org();
    let part = &plan.tutors;
    let all = part.new.iter().map(|n| &n.facts).chain(part.changed.iter().map(|c| &c.after));
    let mut by_tutor: BTreeMap<Option<Id>, Vec<Id>> = BTreeMap::new();
    for f in all.chain(part.left.iter().map(|left| &left.facts)) {
        let tutor = f.staff.map(|staff| to(&made.staff, staff)).transpose()?;
        by_tutor.entry(tutor).or_default().push(to(&made.pupils, f.pupil)?);
    }
    for (tutor, pupils) in by_tutor {
        for some in pupils.chunks(500) {
            let query = q("update pupil set version = version + 1, tutor = ")
                .put(tutor)
                .push(" where org = ")
                .put(org)
                .push(" and id in ")
                .list(some.iter().copied());
            w.run(query).await?;
        }
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
