//! Messages that an act asks for, kept in its own transaction: a request for work to each teacher
//! with the link that answers it, and the word that the staff notice is out.
//!
//! Must never know: whether there is a mail server.

use crate::problem::Problem;
use casework::hand_back::HandBack;
use casework::link::{Link, LinkKind, day_is_over, letter_runs_out, receipt_runs_out};
use casework::message::{self, Draft, ForHome, Kind, Lesson, WorkAsked};
use casework::pupil::{Contact, Pupil};
use casework::room::{Room, Slot};
use casework::school::{Setting, Staff};
use casework::work::{Again, Escalation, Work};
use casework::{Id, Reach, Scope};
use rulebook::{Day, Instant};
use store::Write;
use store::letter::Issued;

/// Who a request is about: name and form are all that a teacher who is asked is told.
async fn whom(w: &mut Write, pupil: Id) -> Result<String, Problem> {
    let scope = Scope { org: w.org(), reach: vec![Reach::School] };
    let pupil: Pupil = store::pupil::find(w, &scope, pupil).await?;
    Ok(format!("{}, {}", pupil.name(), pupil.form))
}

/// Gives a member of staff a link to their requests of a placement.
async fn give(w: &mut Write, placement: Id, staff: &Staff, day: Day) -> Result<Link, Problem> {
    let link = Link {
        id: Id::now_v7(),
        kind: LinkKind::Work,
        about: placement,
        staff: Some(staff.id),
        contact: None,
        sent_to: String::new(),
        name: staff.full(),
        made_at: w.at(),
        expires_at: day_is_over(day),
        ended_at: None,
    };
    store::link::add(w, &link).await?;
    Ok(link)
}

/// Asks each teacher of these periods, in one message each.
pub async fn work(
    w: &mut Write,
    setting: &Setting,
    slots: &[Slot],
    passed_on_at: Instant,
) -> Result<(), Problem> {
    let Some(first) = slots.first() else { return Ok(()) };
    let mut asked: Vec<Id> = slots.iter().filter_map(|s| s.teacher).collect();
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() {
        return Ok(());
    }
    let teachers = store::staff::several(w, setting.school.id, &asked).await?;
    let who = whom(w, first.pupil).await?;
    let mut drafts = Vec::new();
    for teacher in &teachers {
        let lessons: Vec<Lesson> = slots
            .iter()
            .filter(|s| s.teacher == Some(teacher.id))
            .map(|s| Lesson { code: s.code.clone(), subject: s.subject.clone() })
            .collect();
        let link = give(w, first.placement, teacher, first.day).await?;
        let id = Id::now_v7();
        let words = message::work_asked(&WorkAsked {
            school: &setting.school.name,
            teacher: &teacher.formal(),
            who: &who,
            day: first.day,
            lessons: &lessons,
            first_asked: None,
            passed_on_at: Some(passed_on_at),
            reference: &message::reference(id),
        });
        drafts.push(Draft {
            id,
            kind: Kind::WorkAsked,
            staff: Some(teacher.id),
            contact: None,
            to_name: teacher.full(),
            to: teacher.email.clone(),
            words,
            about: first.placement,
            pupil: Some(first.pupil),
            link: Some(link.id),
            until: link.expires_at,
        });
    }
    Ok(store::message::add(w, &drafts).await?)
}

/// Tells a head of subject of the requests that were passed on to them, in one message for each
/// placement.
pub async fn passed_on(
    w: &mut Write,
    school: &str,
    gone: &[(Work, Escalation)],
    heads: &[Staff],
) -> Result<(), Problem> {
    let mut drafts = Vec::new();
    let mut told: Vec<(Id, Id)> = Vec::new();
    for (work, escalation) in gone {
        let Some(head) = heads.iter().find(|h| Some(h.id) == escalation.to) else { continue };
        if told.contains(&(work.placement, head.id)) {
            continue;
        }
        told.push((work.placement, head.id));
        let theirs: Vec<&Work> = gone
            .iter()
            .filter(|(w, e)| w.placement == work.placement && e.to == Some(head.id))
            .map(|(w, _)| w)
            .collect();
        let lessons: Vec<Lesson> = theirs
            .iter()
            .map(|w| Lesson { code: w.code.clone(), subject: w.subject.clone() })
            .collect();
        let before = match work.teacher {
            Some(id) => {
                let org = w.org();
                store::staff::find(w, org, id).await?.formal()
            }
            None => "Nobody".into(),
        };
        let who = whom(w, work.pupil).await?;
        let link = give(w, work.placement, head, work.day).await?;
        let id = Id::now_v7();
        let words = message::work_asked(&WorkAsked {
            school,
            teacher: &head.formal(),
            who: &who,
            day: work.day,
            lessons: &lessons,
            first_asked: Some(&before),
            passed_on_at: None,
            reference: &message::reference(id),
        });
        drafts.push(Draft {
            id,
            kind: Kind::WorkPassedOn,
            staff: Some(head.id),
            contact: None,
            to_name: head.full(),
            to: head.email.clone(),
            words,
            about: work.placement,
            pupil: Some(work.pupil),
            link: Some(link.id),
            until: link.expires_at,
        });
    }
    Ok(store::message::add(w, &drafts).await?)
}

/// Asks a teacher again for the work of one lesson, saying what was wrong with what came.
pub async fn again(
    w: &mut Write,
    setting: &Setting,
    work: &Work,
    why: Again,
) -> Result<(), Problem> {
    let Some(teacher) = work.teacher else { return Ok(()) };
    let org = w.org();
    let teacher = store::staff::find(w, org, teacher).await?;
    let who = whom(w, work.pupil).await?;
    let link = give(w, work.placement, &teacher, work.day).await?;
    let id = Id::now_v7();
    let words = message::work_again(
        &setting.school.name,
        &teacher.formal(),
        &who,
        work.day,
        &Lesson { code: work.code.clone(), subject: work.subject.clone() },
        why,
        &message::reference(id),
    );
    let draft = Draft {
        id,
        kind: Kind::WorkAgain,
        staff: Some(teacher.id),
        contact: None,
        to_name: teacher.full(),
        to: teacher.email.clone(),
        words,
        about: work.placement,
        pupil: Some(work.pupil),
        link: Some(link.id),
        until: link.expires_at,
    };
    Ok(store::message::add(w, &[draft]).await?)
}

/// Tells a teacher that finished work is on its way, with a link to say that it came. Who has no
/// address says so when they sign in: that is no failure.
pub async fn handed_back(
    w: &mut Write,
    setting: &Setting,
    back: &HandBack,
    pieces: usize,
) -> Result<(), Problem> {
    let Some(teacher) = back.teacher else { return Ok(()) };
    let org = w.org();
    let teacher = store::staff::find(w, org, teacher).await?;
    if teacher.email.trim().is_empty() {
        return Ok(());
    }
    let link = Link {
        id: Id::now_v7(),
        kind: LinkKind::WorkBack,
        about: back.id,
        staff: Some(teacher.id),
        contact: None,
        sent_to: String::new(),
        name: teacher.full(),
        made_at: w.at(),
        expires_at: receipt_runs_out(w.at().day()),
        ended_at: None,
    };
    store::link::add(w, &link).await?;
    let id = Id::now_v7();
    let words = message::work_back(
        &setting.school.name,
        &teacher.formal(),
        pieces,
        &back.handed_to,
        link.expires_at.plus_seconds(-1).day(),
        &message::reference(id),
    );
    let draft = Draft {
        id,
        kind: Kind::WorkBack,
        staff: Some(teacher.id),
        contact: None,
        to_name: teacher.full(),
        to: teacher.email.clone(),
        words,
        about: back.id,
        pupil: None,
        link: Some(link.id),
        until: link.expires_at,
    };
    Ok(store::message::add(w, &[draft]).await?)
}

/// Takes back what was asked about a placement that moved or was cancelled, or a return that has
/// ended: its links open
/// nothing, and what has not gone yet does not go.
pub async fn taken_back(w: &mut Write, placement: Id) -> Result<(), Problem> {
    store::link::end_of(w, placement).await?;
    store::message::drop_about(w, placement).await?;
    // A letter that says what is so no longer is not announced either. Whoever was told of it
    // before keeps their link until another letter takes its place.
    let org = w.org();
    for letter in store::letter::of_placement(w, org, placement).await? {
        store::message::drop_about(w, letter.id).await?;
    }
    Ok(())
}

/// Tells one person at home that a letter is there, with their own link to it.
pub async fn letter_home(
    w: &mut Write,
    setting: &Setting,
    letter: &Issued,
    to: &Contact,
    email: &str,
) -> Result<(), Problem> {
    let there = There { what: ForHome::Letter, about: letter.id, pupil: letter.pupil };
    home(w, setting, there, to, email).await
}

/// What is there for somebody at home.
#[derive(Clone, Copy, Debug)]
pub struct There {
    /// What.
    pub what: ForHome,
    /// Which.
    pub about: Id,
    /// The pupil it is about.
    pub pupil: Id,
}

/// Gives one person at home their own link to something, which opens it until the school's own
/// number of days is over.
pub async fn home_link(
    w: &mut Write,
    setting: &Setting,
    there: There,
    to: &Contact,
    email: &str,
) -> Result<Link, Problem> {
    let link = Link {
        id: Id::now_v7(),
        kind: match there.what {
            ForHome::Letter => LinkKind::Letter,
            ForHome::Sheet => LinkKind::Sheet,
            ForHome::GoodNews => LinkKind::GoodNews,
            ForHome::Trip => LinkKind::Trip,
            ForHome::Plan => LinkKind::Contribution,
        },
        about: there.about,
        staff: None,
        contact: Some(to.id),
        sent_to: email.to_string(),
        name: to.full(),
        made_at: w.at(),
        expires_at: letter_runs_out(w.at().day(), setting.rules.letter_link_days),
        ended_at: None,
    };
    store::link::add(w, &link).await?;
    Ok(link)
}

/// Tells one person at home that something is there for them, with their own link to it.
pub async fn home(
    w: &mut Write,
    setting: &Setting,
    there: There,
    to: &Contact,
    email: &str,
) -> Result<(), Problem> {
    let link = home_link(w, setting, there, to, email).await?;
    let id = Id::now_v7();
    let school = &setting.school;
    let words = message::for_home(
        there.what,
        &school.name,
        &school.phone,
        &casework::letter::formal(to),
        link.expires_at.plus_seconds(-1).day(),
        &message::reference(id),
    );
    let draft = Draft {
        id,
        kind: match there.what {
            ForHome::Letter => Kind::LetterHome,
            ForHome::Sheet => Kind::SheetHome,
            ForHome::GoodNews => Kind::GoodNewsHome,
            ForHome::Trip => Kind::TripHome,
            ForHome::Plan => Kind::PlanPart,
        },
        staff: None,
        contact: Some(to.id),
        to_name: to.full(),
        to: email.to_string(),
        words,
        about: there.about,
        pupil: Some(there.pupil),
        link: Some(link.id),
        until: link.expires_at,
    };
    Ok(store::message::add(w, &[draft]).await?)
}

/// Asks somebody at home or at an agency for their part in a plan, with their own link. `names` are
/// theirs, whole and as they are addressed.
pub async fn contribution(
    w: &mut Write,
    setting: &Setting,
    ask: &casework::plan::Ask,
    pupil: Id,
    names: (String, String),
) -> Result<(), Problem> {
    let link = Link {
        id: Id::now_v7(),
        kind: LinkKind::Contribution,
        about: ask.id,
        staff: None,
        contact: ask.contact,
        sent_to: ask.email.clone(),
        name: names.0.clone(),
        made_at: w.at(),
        expires_at: letter_runs_out(w.at().day(), setting.rules.letter_link_days),
        ended_at: None,
    };
    store::link::add(w, &link).await?;
    let id = Id::now_v7();
    let words = message::for_home(
        ForHome::Plan,
        &setting.school.name,
        &setting.school.phone,
        &names.1,
        link.expires_at.plus_seconds(-1).day(),
        &message::reference(id),
    );
    let draft = Draft {
        id,
        kind: Kind::PlanPart,
        staff: None,
        contact: ask.contact,
        to_name: names.0,
        to: ask.email.clone(),
        words,
        about: ask.id,
        pupil: Some(pupil),
        link: Some(link.id),
        until: link.expires_at,
    };
    Ok(store::message::add(w, &[draft]).await?)
}

/// Tells every member of staff with an address that a notice is out. Who has none reads it in
/// Mainstay, as before: that is no failure.
pub async fn notice(
    w: &mut Write,
    school: &str,
    room: &Room,
    notice: &store::notice::Notice,
    staff: &[Staff],
) -> Result<(), Problem> {
    let at = w.at();
    let words = message::notice(school, &room.name, at.day(), notice.number, at.minute());
    let drafts: Vec<Draft> = staff
        .iter()
        .filter(|s| !s.email.trim().is_empty())
        .map(|s| Draft {
            id: Id::now_v7(),
            kind: Kind::Notice,
            staff: Some(s.id),
            contact: None,
            to_name: s.full(),
            to: s.email.clone(),
            words: words.clone(),
            about: notice.id,
            pupil: None,
            link: None,
            until: day_is_over(at.day()),
        })
        .collect();
    Ok(store::message::add(w, &drafts).await?)
}
