//! One thing that waits, in words, with where it is done.
//!
//! Must never know: who reads it, beyond their school's words.

use super::page::Line;
use super::{Reader, hearings, kit, leave, lower, said, watched};
use casework::team::Ask;
use casework::today::{Kind, standing};
use casework::words::Concept;
use rulebook::Minute;
use store::today::Due;

/// One line.
pub fn line(v: &Reader<'_>, d: &Due) -> Line {
    let today = v.today();
    let now = v.now.minute();
    let mis = v.setting.words.one(Concept::Mis);
    let placement = |path: &str| match d.placement {
        Some(id) => format!("/placements/{id}/{path}"),
        None => "/".to_string(),
    };
    let at = |m: Option<Minute>| m.map(|m| format!(", {m}")).unwrap_or_default();
    let day = said(d.day, today);
    // What is for tomorrow is not late today; what is for today and not done by now may be.
    let (words, href, minute) = match d.kind {
        Kind::Arrival if d.day < today => {
            (format!("No arrival recorded for {}", d.day), placement("arrival"), d.minute)
        }
        Kind::Arrival => {
            (format!("Due {}", d.minute.unwrap_or(now)), placement("arrival"), d.minute)
        }
        Kind::Cover if d.n == crate::site_duty::SITE => {
            let to = format!("{}?day={}", crate::site_duty::HOME, d.day.iso());
            (format!("{}, {day}", d.what), to, d.minute)
        }
        Kind::Cover => {
            (format!("{}, {day}", d.what), format!("/rota?day={}", d.day.iso()), d.minute)
        }
        Kind::Clash => (format!("{}, {day}", d.what), placement("move"), None),
        Kind::Transfer => (
            match d.n {
                1 => format!("{} was asked; answer due {day}", d.what),
                _ => format!("{} asks; answer by {}", d.what, d.day),
            },
            format!("/transfers/{}", d.about),
            None,
        ),
        Kind::Notice => (
            format!(
                "{}: {} in the room today; due {}",
                d.what,
                v.setting.words.count(Concept::Pupil, d.n),
                v.setting.rules.notice_by
            ),
            "/notice".into(),
            Some(v.setting.rules.notice_by),
        ),
        Kind::Call => {
            (format!("Nobody at home told yet; in the room {day}"), placement("home"), None)
        }
        Kind::Letter => (
            format!(
                "{} to issue; in the room {day}",
                if d.n == 1 { "1 letter".to_string() } else { format!("{} letters", d.n) }
            ),
            placement("letters"),
            None,
        ),
        Kind::LetterChanged => {
            (format!("Send the letter again: {}", lower(&d.what)), placement("letters"), None)
        }
        Kind::NotTold => (d.what.clone(), placement("told"), None),
        Kind::SocialWorker if d.what.is_empty() => {
            (format!("Social worker not told; in the room {day}"), placement("told"), None)
        }
        Kind::SocialWorker => {
            (format!("{} not told; in the room {day}", d.what), placement("told"), None)
        }
        Kind::VirtualSchool => {
            (format!("Virtual school head not told; in the room {day}"), placement("told"), None)
        }
        Kind::Sheet => (
            format!(
                "Ring {}: nobody has said that they have the standards sheet{}; expected by {}",
                d.what,
                d.since.map(|a| format!(" of {}", a.day())).unwrap_or_default(),
                d.day
            ),
            placement("standards"),
            None,
        ),
        Kind::Look => (format!("Look at the report card, due {day}"), d.what.clone(), None),
        Kind::Reply => (
            format!(
                "{} wrote back{}",
                d.what,
                d.since.map(|a| format!(", {a}")).unwrap_or_default()
            ),
            placement("receipts"),
            None,
        ),
        Kind::Unread => (
            format!(
                "{} has not said that they read the letter{}; expected by {}",
                d.what,
                d.since.map(|a| format!(" of {}", a.day())).unwrap_or_default(),
                d.day
            ),
            placement("receipts"),
            None,
        ),
        Kind::Work => (
            format!(
                "{}, {day}{}",
                d.what,
                match d.n {
                    1 => format!("; the {} has been asked", v.words().one(Concept::HeadOfSubject)),
                    2 => "; nobody to ask: the subject has no other head".into(),
                    _ => String::new(),
                }
            ),
            "/work".into(),
            v.setting
                .periods_on(d.day)
                .iter()
                .find(|p| d.what.starts_with(&format!("{} ", p.code)))
                .map(|p| p.from),
        ),
        Kind::Mail => (format!("{}, {day}", d.what), format!("/work?day={}", d.day.iso()), None),
        Kind::Bank => {
            let said = if d.n % 2 == 1 { format!("review due {day}") } else { "to agree".into() };
            let subject = d.what.split(':').next().unwrap_or_default();
            let href = match d.n < 2 {
                true => format!("/bank/{}", d.about),
                false => format!("/subjects/one?subject={}", crate::bank::part(subject)),
            };
            let noun = if d.n < 2 { "unit" } else { "programme" };
            (format!("{}, {noun} {said}", d.what), href, None)
        }
        Kind::WorkBack => (format!("{}; due back {day}", d.what), "/work/back".into(), None),
        Kind::Exit => (
            if d.n > 0 {
                format!(
                    "Interview kept, {day}; close the {}",
                    v.setting.words.one(Concept::Placement)
                )
            } else if d.day < today {
                format!("In the room {}; the placement cannot close without it", d.day)
            } else {
                format!("Before they go{}", at(d.minute))
            },
            placement("exit"),
            d.minute,
        ),
        Kind::FailedDay if d.what == "decided" => (
            "The headteacher has decided: read what follows".into(),
            format!("/failed-days/{}", d.about),
            None,
        ),
        Kind::FailedDay => (
            format!("The record of {day} was begun and not handed over"),
            placement("failed-day"),
            None,
        ),
        Kind::Decide => (
            format!(
                "Record to decide on, handed over by {}{}",
                d.what,
                d.since.map(|a| format!(", {a}")).unwrap_or_default()
            ),
            format!("/failed-days/{}", d.about),
            None,
        ),
        Kind::Owed => (
            match d.n {
                0 => format!("{}; due {day}{}", d.what, at(d.minute)),
                _ => d.what.clone(),
            },
            match d.n {
                3 => format!("/separations/{}", d.about),
                4 => format!("/exclusions/{}/reintegration", d.about),
                5 => format!("/exclusions/{}/day-six", d.about),
                _ => format!("/exclusions/{}", d.about),
            },
            d.minute,
        ),
        Kind::Repair => (
            match d.what.as_str() {
                "declined" => format!("It was declined; to be offered again {day}"),
                "held" => format!("The agreement is to be checked {day}"),
                _ => format!("The meeting is set for {day}{}", at(d.minute)),
            },
            format!("/repairs/{}", d.about),
            d.minute,
        ),
        Kind::Mis => (format!("{}: {}, due {day}", mis, d.what), "/mis".into(), None),
        Kind::CheckIn => (format!("Check-in {}, due {day}", d.n), "/returns".into(), None),
        Kind::Outcome => (format!("Outcome due {day}"), "/returns".into(), None),
        Kind::Review => (format!("{}; due {day}", d.what), format!("/reviews/{}", d.about), None),
        Kind::Signal => (format!("{}; due {day}", d.what), format!("/signals/{}", d.about), None),
        Kind::Watch => {
            let (words, href) = watched::line(d, &day);
            (words, href, None)
        }
        Kind::Promise => (d.what.clone(), format!("/promises/{}", d.about), None),
        Kind::Money => (d.what.clone(), format!("/money/{}", d.about), None),
        Kind::PlanReview | Kind::PlanAsked => {
            let (words, href) = crate::plan::today::line(d, &day);
            (words, href, None)
        }
        Kind::Action => {
            let (words, href) = crate::action::today::line(d, &day);
            (words, href, None)
        }
        Kind::Centre => {
            let (words, href) = crate::centre::today::line(d, &day);
            (words, href, None)
        }
        Kind::Panel => {
            let (words, href) = crate::panel::today::line(d, &day);
            (words, href, None)
        }
        Kind::Meeting => {
            let (words, href) = crate::meeting::today::line(d);
            (words, href, d.minute)
        }
        Kind::Routine => {
            let (words, href) = crate::action::routine::line(d, &day);
            (words, href, None)
        }
        Kind::Group => {
            let (words, href) = crate::group::today::line(d, &day);
            (words, href, d.minute)
        }
        Kind::Trip | Kind::Guests => {
            let (words, href) = crate::trip::today::said(d, &day);
            (words, href, d.minute)
        }
        Kind::EarlyHelp => {
            let (words, href) = crate::early_help::line(d, &day);
            (words, href, None)
        }
        Kind::Agency => {
            let (words, href) = crate::agency::line(d, &day);
            (words, href, None)
        }
        Kind::Transition => {
            let (words, href) = crate::transition::line(d);
            (words, href, None)
        }
        Kind::Again => (
            match d.since {
                Some(since) => format!("{}; not reached since {since}", d.what),
                None => format!("{}, due {day}", d.what),
            },
            placement("home#log"),
            None,
        ),
        // It is done on its record, and left there with a reason.
        Kind::Case => (crate::case::today::words(d, &day), crate::case::today::href(d), None),
        Kind::Task if d.n == 2 => {
            let record = d.placement.map(|id| format!("/restrictive/{id}")).unwrap_or_default();
            (format!("{}, {day}{}", d.what, at(d.minute)), record, d.minute)
        }
        Kind::Task if d.n == 3 => {
            let record = d.placement.map(|id| format!("/recommendations/{id}"));
            (format!("{}, {day}", d.what), record.unwrap_or_default(), None)
        }
        Kind::Task if Ask::of_number(d.n).is_some() => {
            let record = d.placement.zip(Ask::of_number(d.n));
            let href = record.map(|(id, ask)| crate::team::address(ask, id)).unwrap_or_default();
            (format!("{}, {day}", d.what), href, None)
        }
        Kind::Hearing => (hearings::words(d, &day), hearings::href(d), None),
        Kind::LunchList
        | Kind::Device
        | Kind::Defect
        | Kind::RoomCheck
        | Kind::Stock
        | Kind::Trial
        | Kind::Mentoring
        | Kind::Slip
        | Kind::FirstAid => kit::line(v, d, &day),
        Kind::Task if d.n > 0 && d.placement.is_some() => {
            // A cancelled placement has no letter to write: home is told by a call.
            (format!("{}, {day}{}", d.what, at(d.minute)), placement("home"), d.minute)
        }
        Kind::Task => (
            format!("{}, {day}{}", d.what, at(d.minute)),
            leave::address(d.kind, d.about),
            d.minute,
        ),
    };
    // These are put off by nothing but what came of them, and are never folded away.
    let stays = matches!(
        d.kind,
        Kind::Review
            | Kind::Signal
            | Kind::Watch
            | Kind::Promise
            | Kind::Owed
            | Kind::Money
            | Kind::Hearing
            | Kind::PlanReview
            | Kind::Centre
            | Kind::Panel
            | Kind::Meeting
            | Kind::Action
            | Kind::Routine
            | Kind::Trip
            | Kind::Guests
            | Kind::EarlyHelp
            | Kind::Agency
            | Kind::Transition
    );
    Line {
        who: d.who.clone(),
        words,
        leave: match d.kind {
            _ if stays => href.clone(),
            // What is not back is found, or written off; a slip is answered.
            Kind::Device => format!("/kit/loans/{}", d.about),
            Kind::Slip => format!("/slips/{}", d.about),
            _ => leave::address(d.kind, d.about),
        },
        href,
        about: d.about,
        first: None,
        later: None,
        standing: standing(d.day, minute, today, now),
        older: !stays && v.setting.calendar.last_before(today).is_some_and(|last| d.day < last),
    }
}
