//! Report cards: given with a return, asked for each morning, marked on screen and by a link.

use crate::closing::{in_the_room, with};
use crate::harness::{Answer, Person, School, schools, send, tuesday};
use casework::message::{Kind, State};
use casework::room::PlacementState;
use mainstay::returning::card::ask::run_once;
use rulebook::Day;
use store::message::{Message, Which};

/// Tyrell's return, begun on Wednesday the 11th, with a card for five days.
pub async fn on_card(school: &School) -> String {
    let id = in_the_room(school, "Tyrell", tuesday(), PlacementState::Here).await;
    school.nov(10, "14.50");
    let okell = school.signs_in("okell").await;
    let exit = format!("/placements/{id}/exit");
    okell.does(&exit, &with(&[("version", "1"), ("then", "close")])).await;
    let links = okell.sees("/returns").await.links("/returns/");
    let link = links.into_iter().find(|l| !l.contains("incidents")).unwrap();
    okell.sees(&link).await.says("Put the targets on a report card");
    okell.does(&format!("{link}/card"), &[("card_from", "2026-11-11"), ("card_days", "5")]).await;
    link
}

async fn asked(school: &School) -> Vec<Message> {
    let mut read = school.app.store().read().await.unwrap();
    let all = store::message::list(&mut read, school.f.org, Which::All, 0, 1000).await.unwrap();
    all.into_iter().filter(|m| m.kind == Kind::CardAsked).collect()
}

async fn to(school: &School, start: &str) -> Message {
    asked(school).await.into_iter().rfind(|m| m.address.contains(start)).unwrap()
}

fn path(school: &School, m: &Message) -> String {
    let key = school.app.link_key().unwrap();
    mainstay::link::path(&key, school.f.org, m.link.unwrap())
}

async fn opens(school: &School, path: &str) -> Answer {
    send(&school.router, "GET", path, "", None).await
}

async fn taps(school: &School, path: &str, lesson: &[(&str, &str)]) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(lesson);
    send(&school.router, "POST", path, "", Some(body.finish())).await
}

/// The first lesson on a page that can be marked, and where its form goes.
async fn lesson(who: &Person) -> (String, String, String) {
    let page = who.sees("/cards").await;
    let action = page.links("/cards/").into_iter().find(|l| l.ends_with("/mark")).unwrap();
    (action, page.value("lesson_day"), page.value("lesson_code"))
}

#[tokio::test]
async fn teachers_are_asked_once_in_the_morning_by_who_and_which_lessons_and_never_why() {
    for school in schools().await {
        let link = on_card(&school).await;
        let okell = school.signs_in("okell").await;
        // The same form again is no second card, and another one is refused.
        let again = [("card_from", "2026-11-11"), ("card_days", "5")];
        okell.does(&format!("{link}/card"), &again).await;
        let other = [("card_from", "2026-11-11"), ("card_days", "3")];
        okell.posts(&format!("{link}/card"), &other).await.is(409).says("There is a report card");
        let org = school.f.org;
        school.nov(11, "7.59");
        assert_eq!(run_once(&school.app, org).await.unwrap(), 0, "an hour before the first lesson");
        school.nov(11, "8.00");
        assert_eq!(run_once(&school.app, org).await.unwrap(), 1, "{}", school.engine());
        assert_eq!(run_once(&school.app, org).await.unwrap(), 0, "a day is asked for once");
        let all = asked(&school).await;
        let mut teachers: Vec<_> = all.iter().map(|m| m.staff).collect();
        teachers.sort();
        teachers.dedup();
        assert!(!all.is_empty() && teachers.len() == all.len(), "one message each");
        for m in &all {
            let words = format!("{}{}{}", m.words.subject, m.words.body, m.words.closing);
            assert!(m.words.body.contains("Tyrell Ashdown-Moss, 9K2"), "{words}");
            assert!(!m.words.subject.contains("Tyrell"));
            for why in ["Abuse", "Swore", "book", "room"] {
                assert!(!words.contains(why), "{why} in {words}");
            }
        }
        school.nov(14, "8.30");
        assert_eq!(run_once(&school.app, org).await.unwrap(), 0, "nobody is asked on a Saturday");
    }
}

#[tokio::test]
async fn one_tap_of_a_link_marks_a_lesson_once_and_the_screen_is_told() {
    for school in schools().await {
        let link = on_card(&school).await;
        school.nov(11, "8.00");
        run_once(&school.app, school.f.org).await.unwrap();
        let hale = to(&school, "hale").await;
        let opened = path(&school, &hale);
        // Before the lesson nothing can be marked; looking spends nothing.
        opens(&school, &opened).await.is(200).says("Can be marked from").hides("Abuse");
        school.nov(11, "15.00");
        let person = school.signs_in("hale").await;
        let (action, day, code) = lesson(&person).await;
        let tap = |all: &'static str| {
            vec![("lesson_day", day.clone()), ("lesson_code", code.clone()), ("all", all.into())]
        };
        let by_link = |all| tap(all).into_iter();
        let send_link = |all: &'static str| {
            let pairs: Vec<(&str, String)> = by_link(all).collect();
            let (school, opened) = (&school, &opened);
            async move {
                let pairs: Vec<(&str, &str)> =
                    pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
                taps(school, opened, &pairs).await
            }
        };
        send_link("9").await.is(422).says("Mark this target");
        for _ in 0..3 {
            let page = opens(&school, &opened).await.is(200).says("Tyrell Ashdown-Moss, 9K2");
            page.hides("Abuse").hides("Swore");
        }
        send_link("2").await.is(303);
        send_link("2").await.is(303);
        send_link("1").await.is(409).says("has been marked already").says("Ms Ingrid Hale");
        opens(&school, &opened).await.says("Nothing more is asked of you here").says("Mostly");
        // On screen the second is told as well, and the first stands.
        let fields = tap("1");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        person.posts(&action, &fields).await.is(409).says("has been marked already");
        let page = person.sees("/cards").await.says("Mostly");
        let undo = page.links("/cards/marks/").remove(0);
        // Nobody else undoes it by guessing, and nobody marks another's lesson.
        let lunt = school.signs_in("lunt").await;
        lunt.posts(&undo, &[]).await.is(404);
        lunt.posts(&action, &fields).await.is(404);
        person.does(&undo, &[]).await;
        person.does(&undo, &[]).await;
        person.does(&action, &fields).await;
        person.sees("/cards").await.says("Met").hides("Mostly");
        let adair = school.signs_in("adair").await;
        adair
            .sees(&link)
            .await
            .says("lessons so far are marked")
            .says("which says nothing either way");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn each_target_its_own_mark_a_line_and_whether_what_helps_was_used() {
    for school in schools().await {
        on_card(&school).await;
        school.nov(11, "15.00");
        let hale = school.signs_in("hale").await;
        let (action, day, code) = lesson(&hale).await;
        let page = hale.sees("/cards").await;
        let card = action.split('/').nth(2).unwrap();
        let end = format!("-{day}-{code}-{card}");
        let names = ["target1", "target2", "words", "strategies"].map(|n| format!("{n}{end}"));
        assert!(page.body.contains(&names[1]) && page.body.contains(&names[3]));
        let base = [("lesson_day", day.as_str()), ("lesson_code", code.as_str())];
        let with = |more: &[(&'static str, usize)]| -> Vec<(String, String)> {
            let mut all: Vec<_> =
                base.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
            all.extend(more.iter().map(|(v, n)| (names[*n].clone(), v.to_string())));
            all
        };
        let post = |fields: Vec<(String, String)>| {
            let (hale, action) = (&hale, &action);
            async move {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                hale.posts(action, &fields).await
            }
        };
        // One target left out: asked for, and the line is not lost.
        let half = post(with(&[("1", 0), ("Good start", 2)])).await.is(422);
        assert!(half.body.contains("Good start") && half.text().contains("Mark this target"));
        let long: &'static str = Box::leak("x".repeat(201).into_boxed_str());
        post(with(&[("1", 0), ("2", 1), (long, 2)])).await.is(422);
        post(with(&[("1", 0), ("4", 1), ("Good start", 2), ("used", 3)])).await.is(303);
        hale.sees("/cards").await.says("Good start").says("Not met").says("agreed to help: used");
        // Three days on it is still theirs to mark, and a lesson to come is not.
        school.nov(12, "8.30");
        let hale = school.signs_in("hale").await;
        let to_come = [("lesson_day", "2026-11-18"), ("lesson_code", code.as_str()), ("all", "1")];
        let refused = hale.posts(&action, &to_come).await;
        assert!(matches!(refused.status, 404 | 409), "{}", refused.status);
        for odd in [("lesson_day", "never"), ("lesson_day", "2026-11-15")] {
            hale.posts(&action, &[odd, ("lesson_code", "P1"), ("all", "1")]).await.is(404);
        }
    }
}

#[tokio::test]
async fn a_return_that_ends_asks_nobody_any_more_and_a_link_says_so() {
    for school in schools().await {
        let link = on_card(&school).await;
        school.nov(11, "8.00");
        run_once(&school.app, school.f.org).await.unwrap();
        let hale = to(&school, "hale").await;
        let okell = school.signs_in("okell").await;
        let version = okell.sees(&link).await.value("version");
        let said = [
            ("outcome", "not_held"),
            ("outcome_words", "Moved to the Hub"),
            ("card_result", "off"),
            ("version", &version),
        ];
        okell.does(&format!("{link}/outcome"), &said).await;
        opens(&school, &path(&school, &hale)).await.is(409).hides("Tyrell");
        assert_eq!(to(&school, "hale").await.state, State::Dropped);
        school.signs_in("hale").await.sees("/cards").await.says("No report cards in your lessons");
        school.nov(12, "8.30");
        assert_eq!(run_once(&school.app, school.f.org).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_teacher_without_an_address_is_shown_and_marks_on_screen() {
    for school in schools().await {
        let f = &school.f;
        let act = casework::Act::by_system(f.org, school.clock.now(), "a story");
        let mut w = school.app.store().write(act).await.unwrap();
        store::testing::staff_email(&mut w, f.staff["hale"], "").await;
        let event = casework::Event::new(casework::Verb::SettingChanged, "staff", f.staff["hale"]);
        w.commit(event, vec![]).await.unwrap();
        on_card(&school).await;
        school.nov(11, "8.00");
        run_once(&school.app, f.org).await.unwrap();
        let all = asked(&school).await;
        let none: Vec<_> = all.iter().filter(|m| m.state == State::Nowhere).collect();
        assert_eq!(none.len(), 1);
        school.nov(11, "15.00");
        lesson(&school.signs_in("hale").await).await;
    }
}

#[tokio::test]
async fn a_card_is_given_on_days_that_can_be_counted_by_those_who_follow_the_return() {
    for school in schools().await {
        let id = in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        school.nov(10, "14.50");
        let okell = school.signs_in("okell").await;
        let exit = format!("/placements/{id}/exit");
        okell.does(&exit, &with(&[("version", "1"), ("then", "close")])).await;
        let links = okell.sees("/returns").await.links("/returns/");
        let link = links.into_iter().find(|l| !l.contains("incidents")).unwrap();
        let give = format!("{link}/card");
        for (from, days, status, said) in [
            ("", "5", 422, "Give the first day"),
            ("2026-11-11", "some", 422, "Give a whole number of days"),
            ("2026-11-10", "5", 409, "cannot begin before the return"),
            ("2026-11-14", "5", 409, "is not a school day"),
            ("2026-11-11", "99", 409, "A card runs for one to"),
        ] {
            let fields = [("card_from", from), ("card_days", days)];
            okell.posts(&give, &fields).await.is(status).says(said);
        }
        let hale = school.signs_in("hale").await;
        hale.posts(&give, &[("card_from", "2026-11-11"), ("card_days", "5")]).await.is(403);
        // The school's own words are on the card from then on.
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/set-up/cards").await;
        let was = page.value("was");
        let words = [("word1", "Yes"), ("word2", "No"), ("days", "3"), ("was", was.as_str())];
        lyle.posts("/set-up/cards", &[("word1", "Yes"), ("days", "3")]).await.is(422);
        lyle.does("/set-up/cards", &words).await;
        okell.does(&give, &[("card_from", "2026-11-11"), ("card_days", "3")]).await;
        okell.sees(&link).await.says("Marked with Yes, No");
        let mut read = school.app.store().read().await.unwrap();
        let card = store::card::running(
            &mut read,
            &casework::Scope { org: school.f.org, reach: vec![casework::Reach::School] },
            Day::new(2026, 11, 13).unwrap(),
        )
        .await
        .unwrap();
        assert_eq!(card[0].to_day, Day::new(2026, 11, 13).unwrap());
    }
}

#[tokio::test]
async fn the_card_as_a_whole_shows_what_is_missing_and_takes_what_was_on_paper() {
    for school in schools().await {
        let link = on_card(&school).await;
        let whole = format!("{link}/card");
        school.nov(11, "9.30");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&whole).await.says("Wed 11 Nov 2026").says("Missing").says("To come");
        page.says("0 of the first 5 lessons clear").hides("Abuse");
        school.nov(11, "15.10");
        let okell = school.signs_in("okell").await;
        let lessons = okell.sees(&whole).await.links("?enter=");
        assert!(lessons.len() > 1);
        let page = okell.sees(&format!("{whole}{}", lessons[0])).await.says("Enter from paper:");
        let (day, code) = (page.value("lesson_day"), page.value("lesson_code"));
        let whose = page.body.split("name=\"whose\"").nth(1).unwrap();
        let whose = whose.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let base = [("lesson_day", day.as_str()), ("lesson_code", code.as_str())];
        let fields = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
            let all = base.iter().chain(more);
            all.map(|(n, v)| (n.to_string(), v.to_string())).collect()
        };
        let post = |all: Vec<(String, String)>| {
            let (okell, at) = (&okell, format!("{whole}/paper"));
            async move {
                let all: Vec<_> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                okell.posts(&at, &all).await
            }
        };
        post(fields(&[("whose", ""), ("all", "1")])).await.is(422).says("Say whose marks they are");
        post(fields(&[("whose", whose)])).await.is(422).says("Mark this target");
        post(fields(&[("whose", whose), ("all", "1")])).await.is(303);
        // Sent twice it is there once; another answer to the same lesson is told.
        post(fields(&[("whose", whose), ("all", "1")])).await.is(303);
        post(fields(&[("whose", whose), ("all", "4")])).await.is(409).says("marked already");
        let page = okell.sees(&whole).await;
        let page = page.says("From paper, entered later by Ms Dara Okell").says("15.10");
        let page = page.says("1 of the first 5 lessons clear").says("says nothing either way");
        let undo = page.links("/cards/marks/").remove(0);
        okell.does(&undo, &[("from", "card")]).await;
        okell.sees(&whole).await.hides("From paper").says("0 of the first 5 lessons clear");
        // On paper: every lesson of the day with its teacher and place; no day without lessons.
        let sheet = okell.sees(&format!("{whole}/print?day=2026-11-12")).await;
        sheet.says("Thu 12 Nov 2026").says("Tyrell Ashdown-Moss, 9K2").says("P1").hides("Abuse");
        okell.get(&format!("{whole}/print?day=2026-11-14")).await.is(409);
        okell.get(&format!("{whole}/print?day=2026-12-01")).await.is(409);
        // A teacher does not see what others said.
        let hale = school.signs_in("hale").await;
        hale.get(&whole).await.is(403);
        hale.posts(&format!("{whole}/paper"), &base).await.is(403);
    }
}
