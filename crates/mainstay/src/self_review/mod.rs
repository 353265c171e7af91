//! The team's self-review: its own standards, where it says it stands against each, and the next
//! step, carried as an action.
//!
//! Must never show: a pupil. Who may finish one, and what it lacks, casework says.

mod page;
mod standards;

pub use page::samples;
pub use standards::{keep as keep_standard, show as standards};

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::team::{choices, chosen, coming, people};
use crate::visit::{Answer, Visit};
use casework::action::{self, Action};
use casework::self_review::{
    LONGEST, LONGEST_LINE, Line, SelfReview, Stands, in_order, may_begin, may_finish, may_write,
    wrong,
};
use casework::team::Ask;
use casework::{Coded, Event, Id, Verb};
use page::{LinePage, ListPage, ReviewPage};
use store::Source;
use store::today::team;

/// Where it is.
pub const HOME: &str = "/self-reviews";

fn event(verb: Verb, r: &SelfReview) -> Event {
    Event::new(verb, "self_review", r.id).fact("note", format!("Self-review {}", r.name))
}

fn stale(v: &Visit, kept: Result<(), store::Problem>) -> Result<(), Problem> {
    match kept {
        Err(store::Problem::Stale) => Err(Problem::Stale(v.form.kept())),
        other => Ok(other?),
    }
}

async fn list_sheet(v: &Visit, form: Form, errors: Errors) -> Result<ListPage, Problem> {
    let mut read = v.read().await?;
    let all = store::self_review::all(&mut read, v.org()).await?;
    let standards = store::self_review::standards(&mut read, v.org()).await?;
    let ids: Vec<Id> = all.iter().map(|r| r.id).collect();
    let lines = store::self_review::lines(&mut read, v.org(), &ids).await?;
    let (from, to) = v.setting.calendar.school_year(v.today());
    let ((first, ..), (second, ..)) = (from.ymd(), to.ymd());
    let blank = Form::of([
        ("once", Id::now_v7().to_string()),
        ("name", format!("{first}/{:02}", second % 100)),
    ]);
    Ok(ListPage {
        today: v.today(),
        this_year: all.iter().any(|r| r.begun_at.day() >= from),
        standards: standards.iter().filter(|s| s.active).count(),
        rows: all
            .into_iter()
            .map(|r| {
                let of: Vec<&Line> = lines.iter().filter(|l| l.review == r.id).collect();
                (r.clone(), of.iter().filter(|l| l.stands.is_some()).count(), of.len())
            })
            .collect(),
        form: form.pairs().into_iter().fold(blank, |f, (n, x)| f.with(&n, x)),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows every self-review, and the form to begin the next.
pub async fn list(v: Visit) -> Answer {
    let page = list_sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Begins one: the standards of now, in their words of now.
pub async fn begin(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let name = errors.need(&v.form, "name", LONGEST_LINE, "Give it a name, such as 2026/27");
    let due = coming(&v, &mut errors, "due");
    if let Some(why) = due.and_then(|d| v.setting.calendar.why_closed(d)) {
        errors.add("due", format!("That is not a school day: {}", why.to_lowercase()));
    }
    let (Some(due), true) = (due, errors.is_empty()) else {
        let page = list_sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Beginning a self-review").await?;
    let all = store::self_review::all(&mut w, v.org()).await?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let there = format!("{HOME}/{id}");
    if all.iter().any(|r| r.id == id) {
        return v.to(there);
    }
    let standards = store::self_review::standards(&mut w, v.org()).await?;
    may_begin(&standards, &all)?;
    let review = SelfReview {
        id,
        name,
        due,
        owner: v.actor.staff,
        owner_name: v.actor.name.clone(),
        begun_at: v.now,
        finished_at: None,
        finished_by: String::new(),
        version: 1,
    };
    let lines: Vec<Line> = (0i64..)
        .zip(in_order(&standards))
        .map(|(place, s)| Line {
            id: Id::now_v7(),
            review: id,
            standard: s.id,
            place,
            area: s.area.clone(),
            words: s.words.clone(),
            stands: None,
            evidence: String::new(),
            next: String::new(),
            action: None,
            said_by: String::new(),
            said_at: None,
            version: 1,
        })
        .collect();
    store::self_review::begin(&mut w, &review, &lines).await?;
    ask(&mut w, &review).await?;
    v.commit(w, event(Verb::SelfReviewBegun, &review), Vec::new()).await?;
    v.to_saying(there, "Begun. It stands on your Today when its day comes")
}

/// It waits on its owner's Today.
async fn ask(w: &mut store::Write, r: &SelfReview) -> Result<(), Problem> {
    let what = format!("Finish the self-review {}", r.name);
    Ok(team::ask(w, Ask::SelfReview, r.id, r.id, &what, Some(r.owner), r.due).await?)
}

async fn found(v: &Visit, src: &mut dyn Source) -> Result<(SelfReview, Vec<Line>), Problem> {
    let r = store::self_review::find(src, v.org(), v.id("id")?).await?;
    let lines = store::self_review::lines(src, v.org(), &[r.id]).await?;
    Ok((r, lines))
}

/// What was said of the same standards in the review before.
async fn before(v: &Visit, src: &mut dyn Source, r: &SelfReview) -> Result<Vec<Line>, Problem> {
    let all = store::self_review::all(src, v.org()).await?;
    let last = all.iter().find(|o| o.begun_at < r.begun_at && o.id != r.id).map(|o| o.id);
    Ok(store::self_review::lines(src, v.org(), &last.into_iter().collect::<Vec<_>>()).await?)
}

/// Shows one whole.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (review, lines) = found(&v, &mut read).await?;
    let before = before(&v, &mut read, &review).await?;
    v.page(&ReviewPage {
        today: v.today(),
        mine: review.owner == v.actor.staff,
        review,
        lines,
        before,
        csrf: v.csrf.clone(),
    })
}

/// Finishes one, or takes it over.
pub async fn act(v: Visit) -> Answer {
    let mut w = v.write("Finishing or taking over a self-review").await?;
    let (review, lines) = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", review.id);
    let take = v.form.text("act") == "take";
    if take && review.owner == v.actor.staff && review.finished_at.is_none() {
        return v.to_saying(there, "You see to it already");
    }
    match take {
        true => may_write(&review)?,
        false => may_finish(&review, &lines)?,
    }
    let version = v.form.int("version").unwrap_or(0);
    let now = match take {
        true => {
            SelfReview { owner: v.actor.staff, owner_name: v.actor.name.clone(), version, ..review }
        }
        false => SelfReview {
            finished_at: Some(v.now),
            finished_by: v.actor.name.clone(),
            version,
            ..review
        },
    };
    stale(&v, store::self_review::change(&mut w, &now).await)?;
    team::done(&mut w, Ask::SelfReview, now.id, None, if take { "taken over" } else { "finished" })
        .await?;
    let (verb, said) = match take {
        true => (Verb::SelfReviewTaken, "You see to it now"),
        false => (Verb::SelfReviewFinished, "Finished. Its next steps are among the actions"),
    };
    if take {
        ask(&mut w, &now).await?;
    }
    v.commit(w, event(verb, &now), Vec::new()).await?;
    v.to_saying(there, said)
}

async fn line_sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Option<Form>,
    errors: Errors,
) -> Result<LinePage, Problem> {
    let (review, lines) = found(v, src).await?;
    let id = v.id("line")?;
    let line = lines.iter().find(|l| l.id == id).cloned().ok_or(Problem::Missing)?;
    let before = before(v, src, &review).await?;
    let staff = choices(&people(src, v).await?, None);
    let form = form.unwrap_or_else(|| {
        Form::of([
            ("stands", line.stands.map(|s| s.code().to_string()).unwrap_or_default()),
            ("evidence", line.evidence.clone()),
            ("next", line.next.clone()),
            ("owner", v.actor.staff.to_string()),
            ("version", line.version.to_string()),
        ])
    });
    Ok(LinePage {
        before: before.into_iter().find(|l| l.standard == line.standard),
        place: (line.place as usize + 1, lines.len()),
        next: lines.iter().find(|l| l.place == line.place + 1).map(|l| l.id),
        review,
        line,
        staff,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one standard of a review.
pub async fn line(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = line_sheet(&v, &mut read, None, Errors::new()).await?;
    drop(read);
    v.page(&page)
}

/// Keeps what somebody says of one standard; the next step becomes an action.
pub async fn say(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Saying where the team stands").await?;
    let (review, lines) = found(&v, &mut w).await?;
    may_write(&review)?;
    let id = v.id("line")?;
    let was = lines.iter().find(|l| l.id == id).cloned().ok_or(Problem::Missing)?;
    let mut errors = Errors::new();
    let stands = f.coded::<Stands>("stands");
    let evidence = errors.limit(f, "evidence", LONGEST);
    // A next step that is an action already is changed there.
    let next = match was.action {
        Some(_) => was.next.clone(),
        None => errors.limit(f, "next", LONGEST),
    };
    for (field, words) in wrong(stands, &evidence, &next, was.action.is_some()) {
        errors.add(field, words);
    }
    let mut action: Option<Action> = None;
    if was.action.is_none() && !next.is_empty() {
        let all = people(&mut w, &v).await?;
        let owner = chosen(&all, &v, &mut errors, "owner", "Choose who does it")
            .map(|p| (p.staff, p.name.clone()));
        let due = coming(&v, &mut errors, "due");
        let how = errors.need(f, "how", LONGEST, "Say how we shall know that it is done");
        if errors.is_empty() {
            let ask = action::Ask {
                what: next.clone(),
                owner,
                due,
                how,
                origin: action::Origin::SelfReview,
                about: Some(review.id),
                source: format!("Self-review {}: {}", review.name, was.area),
                ..action::Ask::new(Id::now_v7())
            };
            match action::begin(ask, &v.actor, v.now) {
                Ok(made) => action = Some(made),
                Err(all) => all.into_iter().for_each(|(field, words)| {
                    errors.add(if field == "what" { "next" } else { field }, words)
                }),
            }
        }
    }
    if !errors.is_empty() {
        let page = line_sheet(&v, &mut w, Some(f.clone()), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let to = match lines.iter().find(|l| l.place > was.place && l.stands.is_none()) {
        Some(l) => format!("{HOME}/{}/{}", review.id, l.id),
        None => format!("{HOME}/{}", review.id),
    };
    if (stands, &evidence, &next) == (was.stands, &was.evidence, &was.next) && action.is_none() {
        return v.to(to);
    }
    let now = Line {
        stands,
        evidence,
        next,
        action: was.action.or(action.as_ref().map(|a| a.id)),
        said_by: v.actor.name.clone(),
        said_at: Some(v.now),
        version: f.int("version").unwrap_or(0),
        ..was
    };
    stale(&v, store::self_review::say(&mut w, &now).await)?;
    let mut rest = Vec::new();
    if let Some(a) = &action {
        store::action::ask(&mut w, a).await?;
        rest.push(action::made(a));
    }
    let said = stands.map(Coded::label).unwrap_or_default();
    let event = event(Verb::SelfReviewSaid, &review).fact("said", format!("{}: {said}", now.area));
    v.commit(w, event, rest).await?;
    v.to_saying(to, "Kept")
}
