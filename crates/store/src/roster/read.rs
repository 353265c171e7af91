//! Reads everything an import is compared with.
//!
//! Must never know: what the comparison will find.

use super::FORM;
use crate::db::{Fault, Source, q};
use crate::row::Row;
use casework::Id;
use casework::roster::{
    ClassFacts, ContactFacts, Known, KnownLesson, KnownMember, KnownRecord, PupilFacts, SenStage,
    Sex, SourceKey, StaffFacts,
};
use rulebook::{Day, Week, Weekday};
use std::collections::{HashMap, HashSet};

/// Everything of the school that an import from `system` is compared with.
pub async fn known(src: &mut dyn Source, org: Id, system: &str) -> Result<Known, Fault> {
    let mut keys = Keys::read(src, org).await?;
    let mut known = Known::default();
    for row in q("select id, upn, admission_no, legal_given, legal_family, known_given, known_family, born, year, form, sex, sen, \
         free_meals, language, ethnicity, looked_after, social_worker, tutor, left_on from pupil where org = $1 order by id")
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
        if let Some(tutor) = row.get::<Option<Id>>("tutor")? {
            known.tutors.insert(row.get("id")?, tutor);
        }
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
