//! The school's own record, settings, words and rules.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::day::{Step, StepKind};
use casework::organisation::{Governed, OrgKind};
use casework::school::{LetterName, Rules, School, Setting};
use casework::words::{Concept, Word, Words};
use casework::{Coded, Id};
use rulebook::Minute;

coded_cols!(OrgKind, Governed);
from_row!(School { id, name, address, phone, concern, demo, kind, governed });

/// Every school in the database, by name.
pub async fn all(src: &mut dyn Source) -> Result<Vec<School>, Fault> {
    q("select id, name, address, phone, concern, demo, kind, governed from organisation order by name, id")
        .all(src)
        .await
}

/// Keeps a new school.
pub async fn add(w: &mut Write, school: &School) -> Result<(), Fault> {
    let query = q("insert into organisation (id, name, kind, address, phone, concern, demo, made_at, governed) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(school.id).bind(&school.name).bind(school.kind).bind(&school.address).bind(&school.phone).bind(&school.concern).bind(school.demo).bind(w.at()).bind(school.governed);
    w.run(query).await.map(|_| ())
}

/// Changes the school's name, address, telephone and how a concern is raised.
pub async fn change(w: &mut Write, school: &School) -> Result<(), Fault> {
    let query = q(
        "update organisation set name = $2, address = $3, phone = $4, concern = $5, kind = $6, governed = $7 where id = $1",
    )
    .bind(school.id)
    .bind(&school.name)
    .bind(&school.address)
    .bind(&school.phone)
    .bind(&school.concern)
    .bind(school.kind)
    .bind(school.governed);
    w.run(query).await.map(|_| ())
}

/// All that most pages need to know about the school, in five short reads.
pub async fn setting(src: &mut dyn Source, org: Id) -> Result<Setting, Problem> {
    let school: School =
        q("select id, name, address, phone, concern, demo, kind, governed from organisation where id = $1")
            .bind(org)
            .one(src)
            .await?
            .ok_or(Problem::Missing)?;
    let mut words = Words::default();
    for row in
        q("select concept, one, many, short from word where org = $1").bind(org).rows(src).await?
    {
        if let Some(concept) = Concept::from_code(&row.get::<String>("concept")?) {
            words.set(
                concept,
                Word { one: row.get("one")?, many: row.get("many")?, short: row.get("short")? },
            );
        }
    }
    let (calendar, periods) = crate::calendar::read(src, org).await?;
    let mut rules = Rules::default();
    let minute = |slot: &mut Minute, value: &str| {
        if let Some(m) = Minute::parse(value) {
            *slot = m;
        }
    };
    let number = |slot: &mut i64, value: &str| {
        if let Ok(n) = value.parse() {
            *slot = n;
        }
    };
    for row in q("select name, value from setting where org = $1").bind(org).rows(src).await? {
        let value: String = row.get("value")?;
        match row.get::<String>("name")?.as_str() {
            "notice_by" => minute(&mut rules.notice_by, &value),
            "lunch_list_by" => minute(&mut rules.lunch_list_by, &value),
            "senior_from_minutes" => number(&mut rules.senior_from_minutes, &value),
            "work_escalates_after" => number(&mut rules.work_escalates_after, &value),
            "warnings" => number(&mut rules.warnings, &value),
            "gate_hours" => number(&mut rules.gate_hours, &value),
            "letter_link_days" => number(&mut rules.letter_link_days, &value),
            "read_within" => number(&mut rules.read_within, &value),
            "work_back_within" => number(&mut rules.work_back_within, &value),
            "next_step" => rules.next_step = value,
            "policy" => rules.policy = value,
            "may_follow" => rules.may_follow = value,
            "training_warned" => number(&mut rules.training_warned, &value),
            "steps" => rules.steps = value.lines().filter_map(step).collect(),
            "letter_name" => {
                rules.letter_name = LetterName::from_code(&value).unwrap_or(rules.letter_name)
            }
            _ => {}
        }
    }
    rules.beside = crate::procedure::beside(src, org).await?;
    Ok(Setting { school, words, calendar, periods, rules })
}

/// One named setting, if it was ever kept.
pub async fn get(src: &mut dyn Source, org: Id, name: &str) -> Result<Option<String>, Fault> {
    let rows = q("select value from setting where org = $1 and name = $2")
        .bind(org)
        .bind(name)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("value")).transpose()
}

/// Keeps one named setting.
pub async fn set(w: &mut Write, name: &str, value: &str) -> Result<(), Fault> {
    let query = q("insert into setting (org, name, value) values ($1, $2, $3) on conflict (org, name) do update set value = excluded.value")
        .bind(w.org()).bind(name).bind(value);
    w.run(query).await.map(|_| ())
}

/// A step of the ladder as it is kept: its kind, then its name.
fn step(line: &str) -> Option<Step> {
    let (kind, name) = line.split_once(' ')?;
    Some(Step { kind: StepKind::from_code(kind)?, name: name.to_string() })
}

/// Keeps the school's rules.
pub async fn set_rules(w: &mut Write, rules: &Rules) -> Result<(), Fault> {
    let steps: Vec<String> =
        rules.steps.iter().map(|s| format!("{} {}", s.kind.code(), s.name)).collect();
    for (name, value) in [
        ("notice_by", rules.notice_by.input()),
        ("lunch_list_by", rules.lunch_list_by.input()),
        ("senior_from_minutes", rules.senior_from_minutes.to_string()),
        ("work_escalates_after", rules.work_escalates_after.to_string()),
        ("warnings", rules.warnings.to_string()),
        ("gate_hours", rules.gate_hours.to_string()),
        ("letter_link_days", rules.letter_link_days.to_string()),
        ("read_within", rules.read_within.to_string()),
        ("work_back_within", rules.work_back_within.to_string()),
        ("next_step", rules.next_step.clone()),
        ("policy", rules.policy.clone()),
        ("letter_name", rules.letter_name.code().to_string()),
        ("may_follow", rules.may_follow.clone()),
        ("steps", steps.join("\n")),
    ] {
        set(w, name, &value).await?;
    }
    Ok(())
}

/// Keeps one word in its three forms.
pub async fn set_word(w: &mut Write, concept: Concept, word: &Word) -> Result<(), Fault> {
    let query = q("insert into word (org, concept, one, many, short) values ($1,$2,$3,$4,$5) \
                   on conflict (org, concept) do update set one = excluded.one, many = excluded.many, short = excluded.short")
        .bind(w.org()).bind(concept.code()).bind(&word.one).bind(&word.many).bind(&word.short);
    w.run(query).await.map(|_| ())
}
