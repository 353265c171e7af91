//! Actions: the list of what was agreed, one of them with its story, and where each came from.
//!
//! Must never know: when one is late or who may change it; `casework::action` says.

pub mod follows;
pub mod new;
mod new_page;
mod page;
pub mod review;
pub mod routine;
mod samples;
pub mod step;
pub mod today;

pub(crate) use page::{mark, mark_of};
pub use samples::samples;

use crate::export::{As, columns, day as day_cell, hand_over, slug, text};
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::report::Span;
use crate::visit::{Answer, Visit};
use casework::action::{
    Action, Count, Filter, Measure, Origin, arranged, counted_over, may_change, scope_of,
};
use casework::report::{Report, What};
use casework::{Coded, Event, Id, May, Role, Verb};
use page::{ListPage, OnePage};
use paper::sheet::{Kind, Sheet};
use rulebook::Day;
use store::Source;
use store::action::Reader;

const HOME: &str = "/actions";

/// Whether somebody reads everybody's actions, and not only their own.
fn reads_all(v: &Visit) -> bool {
    v.may(May::Reports) || v.actor.roles.contains(&Role::AuthorityManager)
}

/// How far whoever is at the page sees.
pub(crate) fn reader(v: &Visit) -> Reader {
    Reader {
        org: v.org(),
        staff: v.actor.staff,
        scope: reads_all(v).then(|| v.actor.scope_for(May::PupilFile, v.today())),
    }
}

/// Colleagues who can sign in: whoever does something sees it on their own Today.
pub(crate) async fn colleagues(src: &mut dyn Source, v: &Visit) -> Result<Vec<Choice>, Problem> {
    let members = store::account::members(src, v.org()).await?;
    let ids: Vec<Id> = members.iter().filter(|m| m.2).map(|m| m.1).collect();
    let mut staff = store::staff::several(src, v.org(), &ids).await?;
    staff.retain(|s| s.left_on.is_none());
    staff.sort_by_key(|s| (s.family.to_lowercase(), s.given.to_lowercase()));
    let nobody = Choice::new("", "Choose");
    let each = staff.iter().map(|s| Choice::new(s.id.to_string(), s.full()));
    Ok(std::iter::once(nobody).chain(each).collect())
}

/// A colleague by their key, if they can sign in: with their name.
pub(crate) async fn colleague(
    src: &mut dyn Source,
    v: &Visit,
    id: Option<Id>,
) -> Result<Option<(Id, String)>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let members = store::account::members(src, v.org()).await?;
    if !members.iter().any(|m| m.1 == id && m.2) {
        return Ok(None);
    }
    let staff = store::staff::find(src, v.org(), id).await?;
    Ok(staff.left_on.is_none().then(|| (staff.id, staff.full())))
}

/// Counts a figure over some days, of the pupils it was counted over before.
pub(crate) async fn count(
    v: &Visit,
    (what, value): (What, &str),
    years: &str,
    (from, to): (Day, Day),
) -> Result<Count, Problem> {
    let to = to.min(v.today());
    let mut read = v.read().await?;
    let scope = scope_of(v.org(), years);
    let facts = store::report::facts(&mut read, &scope, v.actor.staff, from, to).await?;
    let days = v.setting.calendar.school_days_between(from, to).len() as i64;
    Ok(Count { count: Report::of(facts, v.now).list(what, value).count(), days })
}

/// How many people such a count is about: what hiding small numbers goes by.
pub(crate) async fn people(
    v: &Visit,
    (what, value): (What, &str),
    years: &str,
    (from, to): (Day, Day),
) -> Result<i64, Problem> {
    let to = to.min(v.today());
    let mut read = v.read().await?;
    let scope = scope_of(v.org(), years);
    let facts = store::report::facts(&mut read, &scope, v.actor.staff, from, to).await?;
    Ok(Report::of(facts, v.now).list(what, value).people())
}

/// A figure as it is called: "Lessons missed, by subject and period: Science P5".
fn called(v: &Visit, what: What, value: &str) -> String {
    match (what, value) {
        (_, "") => what.name(v.words()),
        (What::Spot, value) => format!("{value} periods"),
        (what, value) => format!("{}: {}", what.name(v.words()), what.part_label(value, v.words())),
    }
}

/// Where an action is begun from a figure, for those whose figures can be counted again.
pub(crate) fn raise(v: &Visit, what: What, part: &str, span: &Span) -> Option<String> {
    counted_over(&v.scope())?;
    Some(format!("/actions/new?measure={}&value={part}&{}", what.code(), span.query()))
}

/// The list behind a figure, where the reader may open it.
fn list_behind(v: &Visit, m: &Measure, from: Day, to: Day) -> Option<String> {
    let value: String = form_urlencoded::byte_serialize(m.value.as_bytes()).collect();
    let same = counted_over(&v.scope()).as_deref() == Some(m.years.as_str());
    (v.may(May::Reports) && same).then(|| {
        format!(
            "/reports/list?what={}&value={value}&from={}&to={}",
            m.what.code(),
            from.iso(),
            to.iso()
        )
    })
}

/// Where the record is that an action came from.
fn came_from(a: &Action) -> Option<String> {
    let id = a.about?;
    Some(match a.origin {
        Origin::Meeting => format!("/meetings/{id}"),
        Origin::Recommendation => format!("/recommendations/{id}"),
        Origin::Plan => format!("/plans/{id}"),
        Origin::RoomCheck => format!("/kit/defects/{id}"),
        Origin::Observation => format!("/observations/{id}"),
        Origin::SelfReview => format!("/self-reviews/{id}"),
        Origin::Trip => format!("/trips/{id}"),
        Origin::Supervision => format!("/supervision/{id}"),
        Origin::EarlyHelp => format!("/early-help/{id}"),
        Origin::Transition => format!("/transitions/{id}"),
        Origin::Group => format!("/groups/{id}"),
        Origin::Routine => "/actions/routines".to_string(),
        Origin::Unprompted | Origin::Figure => return None,
    })
}

/// What a list is narrowed to, as asked for.
fn filter(v: &Visit, form: &Form) -> Filter {
    let mine = form.ticked("mine") || (!form.has("owner") && !reads_all(v));
    Filter {
        text: form.text("q").to_string(),
        owner: if mine { Some(v.actor.staff) } else { form.id("owner") },
        show: form.coded("show").unwrap_or(Filter::default().show),
        origin: form.coded("origin"),
        order: form.coded("order").unwrap_or(Filter::default().order),
    }
}

/// Shows them.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::action::list(&mut read, &reader(&v)).await?;
    let filter = filter(&v, &v.query);
    let mut owners: Vec<(Id, String)> =
        all.iter().map(|a| (a.owner, a.owner_name.clone())).collect();
    owners.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    owners.dedup_by_key(|o| o.0);
    let late = all.iter().filter(|a| a.standing(v.today()).is_late()).count();
    v.page(&ListPage {
        today: v.today(),
        late,
        all: arranged(all, &filter, v.today()),
        filter,
        owners,
        me: v.actor.staff,
        everybody: reads_all(&v),
        query: v.query.clone(),
        csrf: v.csrf.clone(),
    })
}

/// The list as a file.
pub async fn export(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::action::list(&mut read, &reader(&v)).await?;
    drop(read);
    let rows = arranged(all, &filter(&v, &v.form), v.today());
    let as_text = |t: String| text(t);
    let sheet = Sheet {
        name: "Actions".into(),
        columns: columns([
            ("Action", Kind::Text),
            ("Who", Kind::Text),
            ("Due", Kind::Date),
            ("Due at first", Kind::Date),
            ("Stands", Kind::Text),
            ("How we shall know", Kind::Text),
            ("Before", Kind::Text),
            ("Review", Kind::Text),
            ("Judged", Kind::Text),
            ("From", Kind::Text),
            ("Came of it", Kind::Text),
        ]),
        rows: rows
            .iter()
            .map(|a| {
                vec![
                    text(&a.what),
                    text(&a.owner_name),
                    day_cell(a.due),
                    day_cell(a.first_due),
                    text(a.standing(v.today()).label()),
                    as_text(a.known_by()),
                    as_text(a.measure.as_ref().map(|m| m.before.words()).unwrap_or_default()),
                    as_text(a.review_on.map(|d| d.to_string()).unwrap_or_default()),
                    text(a.judgement.map_or("", Coded::label)),
                    as_text(match a.source.is_empty() {
                        true => a.origin.label().to_string(),
                        false => a.source.clone(),
                    }),
                    text(&a.outcome),
                ]
            })
            .collect(),
        notes: Vec::new(),
    };
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Csv);
    let event = Event::new(Verb::ReportExported, "school", v.org())
        .fact("list", "actions")
        .fact("rows", rows.len());
    let name = format!("{}-actions-{}", slug(&v.setting.school.name), v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Exporting the actions", event).await
}

/// One, with what happened to it.
async fn one(v: &Visit, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let a = store::action::find(&mut read, &reader(v), v.id("id")?).await?;
    let notes = store::action::notes(&mut read, v.org(), a.id).await?;
    let looks = store::action::looks(&mut read, v.org(), a.id).await?;
    let changes = may_change(&a, &v.actor).is_ok();
    let pupil = match a.pupil.filter(|_| v.may(May::PupilFile)) {
        Some(id) => {
            let scope = v.actor.scope_for(May::PupilFile, v.today());
            store::pupil::find(&mut read, &scope, id).await.ok()
        }
        None => None,
    };
    Ok(OnePage {
        today: v.today(),
        staff: if changes { colleagues(&mut read, v).await? } else { Vec::new() },
        came_from: came_from(&a),
        list: a.measure.as_ref().and_then(|m| list_behind(v, m, m.from, m.to)),
        pupil: pupil.map(|p| (p.id, format!("{}, {}", p.name(), p.form))),
        me: v.actor.staff,
        changes,
        notes,
        looks,
        a,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = one(&v, form, Errors::new()).await?;
    v.page(&page)
}
