//! The menu: what a person's roles open, with how many wait behind each.

use super::{NavItem, Part};
use crate::problem::Problem;
use casework::organisation::OrgKind;
use casework::school::Setting;
use casework::words::Concept;
use casework::{Actor, May};
use rulebook::Day;
use store::Source;

/// The menu of a person at their school.
pub async fn of(
    src: &mut dyn Source,
    actor: &Actor,
    setting: &Setting,
    today: Day,
) -> Result<Vec<NavItem>, Problem> {
    let kind = setting.school.kind;
    if !kind.is_school() {
        return Ok(not_a_schools(actor, kind));
    }
    let waiting = store::waiting::counts(src, actor, today).await?;
    let words = &setting.words;
    let mut items = vec![item("Today", "/", 0)];
    let mut add = |may: May, label: &str, href: &str, waiting: i64| {
        if actor.may(may) {
            items.push(item(label, href, waiting));
        }
    };
    add(May::Safeguarding, "Passed to you", "/safeguarding", waiting.handoffs);
    add(May::Board, "Board", "/board", 0);
    add(May::Refer, "Refer", "/refer", 0);
    add(May::Approve, "Queue", "/queue", waiting.queue);
    add(May::ChaseWork, "Work", "/work", waiting.work_open);
    if !actor.may(May::ChaseWork) || actor.may(May::AnswerWork) {
        add(May::AnswerWork, "Work asked for", "/work/asked", waiting.work_asked);
    }
    if actor.roles.iter().any(|r| r.teaches()) {
        add(May::PupilSummary, "Targets", "/targets", 0);
        add(May::PupilSummary, "Report cards", "/cards", 0);
        add(May::PupilSummary, "In my lessons", "/in-my-lessons", 0);
    }
    add(May::PupilSummary, &words.caps(Concept::Pupil), "/pupils", 0);
    add(May::ReadNotice, "Notice", "/notice", 0);
    add(May::PupilFile, "Early signs", "/early-warning", 0);
    add(May::Exclusions, "Suspensions", "/exclusions", 0);
    add(May::Returns, "Returns", "/returns", waiting.returns);
    add(May::Hearings, "Governors", "/matters", 0);
    add(May::PupilFile, "Plans", "/plans", 0);
    add(May::PupilFile, "Meetings", "/meetings", 0);
    add(May::Reports, "Actions", "/actions", 0);
    add(May::PupilFile, "Groups", "/groups", 0);
    add(May::PupilFile, &words.cap(Concept::Support), "/centre", 0);
    add(May::PupilSummary, "Trips", "/trips", 0);
    add(May::Home, "Early help", "/early-help", 0);
    add(May::MisEntries, &format!("{} entries", words.one(Concept::Mis)), "/mis", 0);
    add(May::Duties, "Duties", "/duties", 0);
    add(May::Kit, "Kit", "/kit", 0);
    add(May::Today, "Team", "/team", 0);
    add(May::Reports, "Reports", "/reports", 0);
    if !actor.may(May::Reports) {
        add(May::Faculty, "Lessons missed", "/reports/lessons", 0);
    }
    if actor.roles.iter().any(|r| r.works_with_the_law()) {
        add(May::Law, "Dates and the law", "/law", 0);
    }
    add(May::Messages, "Email", "/messages", 0);
    add(May::Import, "Roster", "/roster", 0);
    add(May::SetUp, "Set-up", "/set-up", 0);
    add(May::Audit, "Trail", "/trail", 0);
    Ok(items)
}

/// The menu where nobody is on roll: an authority, or a trust.
fn not_a_schools(actor: &Actor, kind: OrgKind) -> Vec<NavItem> {
    let mut items = vec![item("Today", "/", 0)];
    let mut add = |may: May, label: &str, href: &str| {
        if kind.opens(may) && actor.may(may) {
            items.push(item(label, href, 0));
        }
    };
    add(May::Cases, "Desk", "/desk");
    add(May::Cases, "Notices", "/intake");
    add(May::Cases, "Cases", "/cases");
    add(May::Cases, "Day six", "/day-six");
    add(May::Cases, "Panels", "/panel");
    add(May::Cases, "Directions off site", "/directions");
    add(May::Cases, "Schools", "/schools");
    add(May::Cases, "Enquiries", "/enquiries");
    add(May::Hearings, "Governors and reviews", "/matters");
    add(May::CaseMoney, "Money", "/money");
    add(May::Cases, "Meetings", "/meetings");
    add(May::Cases, "Actions", "/actions");
    add(May::Law, "Dates and the law", "/law");
    add(May::Messages, "Email", "/messages");
    add(May::SetUp, "Set-up", "/set-up");
    add(May::Audit, "Trail", "/trail");
    items
}

fn item(label: &str, href: &str, waiting: i64) -> NavItem {
    NavItem { label: label.to_string(), href: href.to_string(), waiting, part: part(href) }
}

/// What part of the work an address belongs to.
fn part(href: &str) -> Part {
    match href {
        "/early-warning" | "/plans" | "/meetings" | "/actions" | "/centre" | "/groups"
        | "/interventions" | "/key-worker" | "/trips" | "/early-help" | "/agencies"
        | "/transitions" => Part::Support,
        "/exclusions" | "/matters" | "/law" | "/money" | "/enquiries" => Part::Suspensions,
        "/panel" | "/directions" => Part::Support,
        "/mis" | "/duties" | "/kit" | "/reports" | "/reports/lessons" | "/messages" | "/roster"
        | "/set-up" | "/trail" | "/team" | "/procedures" | "/handbook" => Part::Running,
        _ => Part::Day,
    }
}
