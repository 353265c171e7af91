//! What is done about a case: providers asked, things chased, advice given, letters for homes.

use crate::db::{Fault, Source, q};
use crate::fold::{fold, starts};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::case::chase::{By, Chase, Try};
use casework::case::enquiry::{Asker, Enquiry};
use casework::case::provision::{Answer, Provision, ProvisionDay, There};
use casework::case::provision_review::{Came, ProvisionReview};
use casework::case::section_19::{Basis, Decided, Decision};
use rulebook::{Day, Instant};

coded_cols!(Answer, There, By, Asker, Basis, Decided, Came);
from_row!(Decision {
    id,
    about,
    basis,
    evidence,
    decided,
    reasons,
    decided_on,
    starts_on,
    week_minutes,
    review_on,
    by_name,
    at,
});
from_row!(Provision {
    id,
    about,
    provider,
    contact,
    asked_at,
    answer,
    answered_at,
    why,
    starts_on,
    week_minutes,
    transport,
    place,
    report_to,
    sessions,
    ended_on,
    review_on,
    by_name,
    version,
});
from_row!(ProvisionReview {
    id,
    about,
    provision,
    held_on,
    present,
    came_to,
    of_sessions,
    found,
    view,
    came,
    next,
    next_on,
    by_name,
    at,
});
from_row!(ProvisionDay { provision, day, there, words, checked_at, checked_how, by_name, at });
from_row!(Chase {
    id,
    about,
    code,
    what,
    whom,
    due,
    owner,
    made_at,
    settled_at,
    settled_by,
    settled_how,
});
from_row!(Try { chase, id, at, how, words, by_name });
from_row!(Enquiry {
    id,
    about,
    school,
    school_name,
    asker,
    asker_name,
    asked_on,
    question,
    answer,
    rule,
    source,
    as_at,
    follow_on,
    followed_at,
    by_name,
    at,
});

macro_rules! of_cases {
    ($(#[$doc:meta])* $name:ident, $t:ty, $sql:literal, $order:literal) => {
        $(#[$doc])*
        pub async fn $name(src: &mut dyn Source, org: Id, about: &[Id]) -> Result<Vec<$t>, Fault> {
            let mut out = Vec::new();
            for some in about.chunks(500) {
                let query = q($sql).put(org).push(" and about in ").list(some.iter().copied());
                out.extend(query.push($order).all::<$t>(src).await?);
            }
            Ok(out)
        }
    };
}

of_cases!(
    /// The providers asked for some cases, first to last.
    provisions, Provision, "select * from provision where org = ", " order by about, asked_at, id"
);
of_cases!(
    /// What is chased for some cases, first to last.
    chases, Chase, "select * from chase where org = ", " order by about, made_at, id"
);
of_cases!(
    /// What was asked about some cases, first to last.
    enquiries_of, Enquiry, "select * from enquiry where org = ", " order by about, at, id"
);

of_cases!(
    /// What was decided about education on some cases, first to last.
    decisions,
    Decision,
    "select * from education_decision where org = ",
    " order by about, decided_on, at"
);

of_cases!(
    /// The reviews of the providers of some cases, first to last.
    provision_reviews,
    ProvisionReview,
    "select * from provision_review where org = ",
    " order by about, held_on, at, id"
);

/// Keeps a review of a provision. Sent twice, it is kept once.
pub async fn review_provision(w: &mut Write, r: &ProvisionReview) -> Result<bool, Fault> {
    let query = q("insert into provision_review (org, id, about, provision, held_on, present, came_to, of_sessions, found, view, came, next, next_on, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict (org, id) do nothing")
        .bind(w.org()).bind(r.id).bind(r.about).bind(r.provision).bind(r.held_on).bind(&r.present).bind(r.came_to).bind(r.of_sessions)
        .bind(&r.found).bind(&r.view).bind(r.came).bind(&r.next).bind(r.next_on).bind(&r.by_name).bind(r.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps a decision. Sent twice, it is kept once.
pub async fn decide(w: &mut Write, d: &Decision) -> Result<bool, Fault> {
    let query = q("insert into education_decision (org, id, about, basis, evidence, decided, reasons, decided_on, starts_on, week_minutes, review_on, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict (org, id) do nothing")
        .bind(w.org()).bind(d.id).bind(d.about).bind(d.basis).bind(&d.evidence).bind(d.decided).bind(&d.reasons).bind(d.decided_on)
        .bind(d.starts_on).bind(d.week_minutes).bind(d.review_on).bind(&d.by_name).bind(d.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps that a provider was asked. Sent twice, it is kept once.
pub async fn ask_provider(w: &mut Write, p: &Provision) -> Result<bool, Fault> {
    let query = q("insert into provision (org, id, about, provider, contact, asked_at, answer, answered_at, why, starts_on, week_minutes, transport, place, report_to, sessions, by_name, version, review_on) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18) on conflict (org, id) do nothing")
        .bind(w.org()).bind(p.id).bind(p.about).bind(&p.provider).bind(&p.contact).bind(p.asked_at).bind(p.answer).bind(p.answered_at)
        .bind(&p.why).bind(p.starts_on).bind(p.week_minutes).bind(&p.transport).bind(&p.place).bind(&p.report_to).bind(&p.sessions)
        .bind(&p.by_name).bind(p.version).bind(p.review_on);
    Ok(w.run(query).await? > 0)
}

/// Keeps what a provider answered, or that it ended, if nobody has since its version.
pub async fn change_provision(w: &mut Write, p: &Provision) -> Result<(), Problem> {
    let query = q("update provision set answer = $3, answered_at = $4, why = $5, starts_on = $6, week_minutes = $7, transport = $8, place = $9, report_to = $10, \
                   sessions = $11, ended_on = $12, review_on = $14, version = version + 1 where org = $1 and id = $2 and version = $13")
        .bind(w.org()).bind(p.id).bind(p.answer).bind(p.answered_at).bind(&p.why).bind(p.starts_on).bind(p.week_minutes).bind(&p.transport)
        .bind(&p.place).bind(&p.report_to).bind(&p.sessions).bind(p.ended_on).bind(p.version).bind(p.review_on);
    stale_if_none(w.run(query).await?)
}

/// The days written down of some offers, newest first.
pub async fn provision_days(
    src: &mut dyn Source,
    org: Id,
    offers: &[Id],
) -> Result<Vec<ProvisionDay>, Fault> {
    if offers.is_empty() {
        return Ok(Vec::new());
    }
    let query = q("select * from provision_day where org = ").put(org).push(" and provision in ");
    query.list(offers.iter().copied()).push(" order by day desc, provision").all(src).await
}

/// Writes a day down; written down again, the newer words stand.
pub async fn write_provision_day(w: &mut Write, d: &ProvisionDay) -> Result<(), Fault> {
    let query = q("insert into provision_day (org, provision, day, there, words, checked_at, checked_how, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, provision, day) do update set \
                   there = excluded.there, words = excluded.words, checked_at = excluded.checked_at, \
                   checked_how = excluded.checked_how, by_name = excluded.by_name, at = excluded.at")
        .bind(w.org()).bind(d.provision).bind(d.day).bind(d.there).bind(&d.words).bind(d.checked_at)
        .bind(&d.checked_how).bind(&d.by_name).bind(d.at);
    w.run(query).await.map(|_| ())
}

/// Keeps something that is chased. Sent twice, it is kept once.
pub async fn chase(w: &mut Write, c: &Chase) -> Result<bool, Fault> {
    let query = q("insert into chase (org, id, about, code, what, whom, due, owner, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org()).bind(c.id).bind(c.about).bind(&c.code).bind(&c.what).bind(&c.whom).bind(c.due).bind(c.owner).bind(c.made_at);
    Ok(w.run(query).await? > 0)
}

/// One that is chased.
pub async fn find_chase(src: &mut dyn Source, org: Id, id: Id) -> Result<Chase, Problem> {
    q("select * from chase where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps that it was asked for, and when to ask again.
pub async fn try_again(w: &mut Write, t: &Try, due: Day) -> Result<bool, Fault> {
    let query = q("insert into chase_try (org, chase, id, at, how, words, by_name) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, chase, id) do nothing")
        .bind(w.org()).bind(t.chase).bind(t.id).bind(t.at).bind(t.how).bind(&t.words).bind(&t.by_name);
    let new = w.run(query).await? > 0;
    if new {
        let query =
            q("update chase set due = $3 where org = $1 and id = $2 and settled_at is null");
        w.run(query.bind(w.org()).bind(t.chase).bind(due)).await?;
    }
    Ok(new)
}

/// The tries of some chases, first to last.
pub async fn tries(src: &mut dyn Source, org: Id, chases: &[Id]) -> Result<Vec<Try>, Fault> {
    if chases.is_empty() {
        return Ok(Vec::new());
    }
    q("select chase, id, at, how, words, by_name from chase_try where org = ")
        .put(org)
        .push(" and chase in ")
        .list(chases.iter().copied())
        .push(" order by at, id")
        .all(src)
        .await
}

/// It came, or was given up.
pub async fn settle(w: &mut Write, id: Id, by: &str, how: &str) -> Result<bool, Fault> {
    let query = q("update chase set settled_at = $3, settled_by = $4, settled_how = $5 where org = $1 and id = $2 and settled_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(by).bind(how);
    Ok(w.run(query).await? > 0)
}

/// Settles what is chased of a case under a code. Says how many.
pub async fn came(w: &mut Write, about: Id, code: &str, by: &str, how: &str) -> Result<u64, Fault> {
    let query = q("update chase set settled_at = $4, settled_by = $5, settled_how = $6 where org = $1 and about = $2 and code = $3 and settled_at is null")
        .bind(w.org()).bind(about).bind(code).bind(w.at()).bind(by).bind(how);
    w.run(query).await
}

/// What is to be asked for again by a day, of everybody or of one officer.
pub async fn due(
    src: &mut dyn Source,
    org: Id,
    by: Day,
    owner: Option<Id>,
) -> Result<Vec<Chase>, Fault> {
    let mut query = q("select * from chase where settled_at is null and org = ")
        .put(org)
        .push(" and due <= ")
        .put(by);
    if let Some(owner) = owner {
        query = query.push(" and owner = ").put(owner);
    }
    query.push(" order by due, id limit 200").all(src).await
}

/// Keeps an enquiry. Sent twice, it is kept once.
pub async fn enquire(w: &mut Write, e: &Enquiry, owner: Id) -> Result<bool, Fault> {
    let search = fold(&format!("{} {} {} {}", e.question, e.answer, e.asker_name, e.school_name));
    let query = q("insert into enquiry (org, id, about, school, school_name, asker, asker_name, asked_on, question, answer, rule, source, as_at, follow_on, search, by_name, owner, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18) on conflict (org, id) do nothing")
        .bind(w.org()).bind(e.id).bind(e.about).bind(e.school).bind(&e.school_name).bind(e.asker).bind(&e.asker_name).bind(e.asked_on)
        .bind(&e.question).bind(&e.answer).bind(&e.rule).bind(&e.source).bind(e.as_at).bind(e.follow_on).bind(search).bind(&e.by_name)
        .bind(owner).bind(e.at);
    Ok(w.run(query).await? > 0)
}

/// What was asked, newest first, with how many there are.
pub async fn enquiries(
    src: &mut dyn Source,
    org: Id,
    text: &str,
    school: Option<Id>,
    (take, skip): (i64, i64),
) -> Result<(Vec<Enquiry>, i64), Fault> {
    let narrowed = |mut query: crate::Query| {
        query = query.push(" where org = ").put(org);
        if let Some(school) = school {
            query = query.push(" and school = ").put(school);
        }
        if !text.trim().is_empty() {
            let (start, inside) = starts(text);
            query = query
                .push(" and (search like ")
                .put(start)
                .push(" or search like ")
                .put(inside)
                .push(")");
        }
        query
    };
    let total = narrowed(q("select count(*) as n from enquiry")).count(src).await?;
    let query = narrowed(q("select * from enquiry")).push(" order by at desc, id desc limit ");
    Ok((query.put(take).push(" offset ").put(skip).all(src).await?, total))
}

/// How many were asked by each kind of asker, in a stretch of time.
pub async fn enquiries_by(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<(Asker, i64)>, Fault> {
    let rows = q("select asker, count(*) as n from enquiry where org = $1 and asked_on >= $2 and asked_on <= $3 group by asker")
        .bind(org).bind(from).bind(to).rows(src).await?;
    let mut out = Vec::new();
    for row in rows {
        out.push((row.get("asker")?, row.get("n")?));
    }
    out.sort();
    Ok(out)
}

/// Enquiries to come back to by a day, and those without an answer yet: everybody's, or those of
/// whoever wrote them down.
pub async fn to_follow(
    src: &mut dyn Source,
    org: Id,
    by: Day,
    owner: Option<Id>,
) -> Result<Vec<Enquiry>, Fault> {
    let mut query = q("select * from enquiry where followed_at is null and org = ")
        .put(org)
        .push(" and (answer = '' or (follow_on is not null and follow_on <= ");
    query = query.put(by).push("))");
    if let Some(owner) = owner {
        query = query.push(" and owner = ").put(owner);
    }
    query.push(" order by asked_on, id limit 60").all(src).await
}

/// One enquiry.
pub async fn enquiry(src: &mut dyn Source, org: Id, id: Id) -> Result<Enquiry, Problem> {
    q("select * from enquiry where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps the answer to an enquiry that had none, with its source. Nothing where it has one.
pub async fn answer_enquiry(w: &mut Write, e: &Enquiry) -> Result<(), Problem> {
    let search = fold(&format!("{} {} {} {}", e.question, e.answer, e.asker_name, e.school_name));
    let query = q("update enquiry set answer = $3, rule = $4, source = $5, as_at = $6, search = $7, follow_on = $8 where org = $1 and id = $2 and answer = ''")
        .bind(w.org()).bind(e.id).bind(&e.answer).bind(&e.rule).bind(&e.source).bind(e.as_at).bind(search).bind(e.follow_on);
    stale_if_none(w.run(query).await?)
}

/// Somebody came back to it.
pub async fn followed(w: &mut Write, id: Id) -> Result<bool, Fault> {
    let query =
        q("update enquiry set followed_at = $3 where org = $1 and id = $2 and followed_at is null");
    Ok(w.run(query.bind(w.org()).bind(id).bind(w.at())).await? > 0)
}

/// Information for one parent, as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyLetter {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// Who it is for.
    pub parent: Id,
    /// Their name, as it was.
    pub to_name: String,
    /// Which of theirs, from 1.
    pub number: i64,
    /// It tells of the education that was arranged.
    pub day_six: bool,
    /// Every word of it.
    pub words: String,
    /// When.
    pub made_at: Instant,
    /// Who made it.
    pub by_name: String,
    /// The day it was given.
    pub given_on: Option<Day>,
    /// How.
    pub given_how: String,
    /// Who says so.
    pub given_by: String,
}
from_row!(FamilyLetter {
    id,
    about,
    parent,
    to_name,
    number,
    day_six,
    words,
    made_at,
    by_name,
    given_on,
    given_how,
    given_by,
});

const LETTER: &str = "select id, about, parent, to_name, number, day_six, words, made_at, by_name, given_on, given_how, given_by from family_letter where org = ";

/// Keeps a letter, words and pages together.
pub async fn add_letter(w: &mut Write, l: &FamilyLetter, pdf: Vec<u8>) -> Result<bool, Fault> {
    let query = q("insert into family_letter (org, id, about, parent, to_name, number, day_six, words, pdf, made_at, by_name) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (org, id) do nothing")
        .bind(w.org()).bind(l.id).bind(l.about).bind(l.parent).bind(&l.to_name).bind(l.number).bind(l.day_six).bind(&l.words).bind(pdf)
        .bind(l.made_at).bind(&l.by_name);
    Ok(w.run(query).await? > 0)
}

/// The letters of some cases, first to last.
pub async fn letters(
    src: &mut dyn Source,
    org: Id,
    about: &[Id],
) -> Result<Vec<FamilyLetter>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    let query = q(LETTER).put(org).push(" and about in ").list(about.iter().copied());
    query.push(" order by made_at, id").all(src).await
}

/// The pages of one.
pub async fn letter_pdf(
    src: &mut dyn Source,
    org: Id,
    about: Id,
    id: Id,
) -> Result<Vec<u8>, Problem> {
    let rows = q("select pdf from family_letter where org = $1 and about = $2 and id = $3")
        .bind(org)
        .bind(about)
        .bind(id)
        .rows(src)
        .await?;
    Ok(rows.first().ok_or(Problem::Missing)?.get("pdf")?)
}

/// One was given.
pub async fn letter_given(
    w: &mut Write,
    about: Id,
    id: Id,
    on: Day,
    how: &str,
) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q("update family_letter set given_on = $4, given_how = $5, given_by = $6 where org = $1 and about = $2 and id = $3 and given_on is null")
        .bind(w.org()).bind(about).bind(id).bind(on).bind(how).bind(who);
    stale_if_none(w.run(query).await?)
}
