//! Letters, notices, work and calls home are kept alike on every engine.

use casework::home::{Call, Outcome};
use casework::letter::Draft;
use casework::notice::{Change, Line, Said};
use casework::pupil::{Pupil, Sen};
use casework::room::{Placement, PlacementState, Room, RoomKind, Slot};
use casework::work::{Answer, Escalation, Route, WorkState};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};
use store::letter::Issued;
use store::notice::Notice;
use store::{Problem, Store, Write};

fn at(time: &str) -> Instant {
    day().at(Minute::parse(time).unwrap())
}
fn day() -> Day {
    Day::new(2026, 11, 10).unwrap()
}

struct Kept {
    org: Id,
    pupil: Id,
    room: Id,
    placement: Id,
}

async fn write(store: &Store, org: Id, time: &str) -> Write {
    store.write(Act::by_system(org, at(time), "a test")).await.unwrap()
}
async fn commit(w: Write, id: Id) {
    w.commit(Event::new(Verb::Booked, "placement", id), vec![]).await.unwrap();
}

async fn placed(store: &Store) -> Kept {
    let k = Kept {
        org: Id::now_v7(),
        pupil: Id::now_v7(),
        room: Id::now_v7(),
        placement: Id::now_v7(),
    };
    let mut w = write(store, k.org, "8.00").await;
    let school = casework::school::School {
        id: k.org,
        name: "Fairholme".into(),
        address: String::new(),
        phone: String::new(),
        concern: String::new(),
        demo: false,
        kind: casework::organisation::OrgKind::Secondary,
        governed: casework::organisation::Governed::Maintained,
    };
    store::school::add(&mut w, &school).await.unwrap();
    let none = String::new;
    let pupil = Pupil {
        id: k.pupil,
        upn: None,
        admission_no: None,
        legal_given: "Tyrell".into(),
        legal_family: "Moss".into(),
        known_given: "Tyrell".into(),
        known_family: "Moss".into(),
        born: None,
        year: 9,
        form: "9K2".into(),
        sex: none(),
        sen: Sen::None,
        sen_need: none(),
        free_meals: false,
        language: none(),
        ethnicity: none(),
        looked_after: false,
        social_worker: none(),
        medical: none(),
        dietary: none(),
        strengths: none(),
        helps: none(),
        reading_age: none(),
        tutor: None,
        mentor: None,
        left_on: None,
        version: 1,
    };
    store::pupil::add(&mut w, &[pupil]).await.unwrap();
    let m = Minute::default();
    let room = Room {
        id: k.room,
        name: "Room".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: none(),
        arrive_at: m,
        break_from: m,
        break_to: m,
        lunch_from: m,
        lunch_to: m,
        lunch_list_by: None,
        lead: None,
        shares: None,
        active: true,
        version: 1,
    };
    store::room::add(&mut w, &room).await.unwrap();
    let placement = Placement {
        id: k.placement,
        pupil: k.pupil,
        referral: None,
        room: k.room,
        day: day(),
        seat: None,
        state: PlacementState::Booked,
        decided_by: None,
        reason: None,
        plain_reason: none(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    store::room::book(&mut w, &placement, &[]).await.unwrap();
    commit(w, k.placement).await;
    k
}

#[tokio::test]
async fn a_letter_that_is_replaced_keeps_its_words_and_pages_and_says_by_what() {
    for fresh in store::testing::fresh().await {
        let k = placed(&fresh.store).await;
        let mut w = write(&fresh.store, k.org, "9.00").await;
        let letter = |number, words: &str, replaces| Issued {
            id: Id::now_v7(),
            pupil: k.pupil,
            placement: k.placement,
            contact: Id::from_u128(7),
            number,
            to_name: "Ms Leanne Moss".into(),
            words: words.into(),
            draft: Draft { reason: words.into(), added: "More".into(), ..Draft::default() },
            language: String::new(),
            issued_at: at("9.00"),
            by_name: "Ms Dara Okell".into(),
            replaces,
            replaced_by: None,
        };
        let first = letter(1, "Tuesday", None);
        let second = letter(2, "Wednesday", Some(first.id));
        store::letter::issue(&mut w, &first, vec![37, 0, 255]).await.unwrap();
        store::letter::issue(&mut w, &second, vec![1]).await.unwrap();
        commit(w, k.placement).await;
        let mut read = fresh.store.read().await.unwrap();
        let kept = store::letter::find(&mut read, k.org, first.id).await.unwrap();
        assert_eq!((kept.words.as_str(), kept.replaced_by), ("Tuesday", Some(second.id)));
        assert_eq!(kept.draft, first.draft, "{}", fresh.engine);
        let pdf = store::letter::pdf(&mut read, k.org, first.id).await.unwrap();
        assert_eq!(pdf, vec![37, 0, 255], "{}", fresh.engine);
        let other = store::letter::find(&mut read, Id::now_v7(), first.id).await;
        assert!(matches!(other, Err(Problem::Missing)), "another school’s letter is not there");
    }
}

#[tokio::test]
async fn two_notices_of_one_number_are_not_both_kept() {
    for fresh in store::testing::fresh().await {
        let k = placed(&fresh.store).await;
        let notice = || Notice {
            id: Id::now_v7(),
            room: k.room,
            number: 1,
            at: at("8.28"),
            by_name: "Ms Dara Okell".into(),
            readers: 92,
        };
        let line = Line {
            placement: k.placement,
            pupil: k.pupil,
            periods: "P1–P6".into(),
            category: "Persistent disruption".into(),
        };
        let said = [Said { line, change: Change::Booked }];
        let mut w = write(&fresh.store, k.org, "8.28").await;
        store::notice::publish(&mut w, &notice(), day(), &said).await.unwrap();
        commit(w, k.placement).await;
        let mut w = write(&fresh.store, k.org, "8.29").await;
        let again = store::notice::publish(&mut w, &notice(), day(), &said).await;
        assert!(again.unwrap_err().is_duplicate(), "{}", fresh.engine);
        drop(w);
        let mut read = fresh.store.read().await.unwrap();
        let lines = store::notice::lines(&mut read, k.org, k.room, day()).await.unwrap();
        assert_eq!(lines.iter().map(|(_, s)| s.clone()).collect::<Vec<_>>(), said);
    }
}

#[tokio::test]
async fn a_request_is_passed_on_once_and_an_old_version_does_not_overwrite() {
    for fresh in store::testing::fresh().await {
        let k = placed(&fresh.store).await;
        let mut w = write(&fresh.store, k.org, "9.00").await;
        let slot = Slot {
            id: Id::now_v7(),
            placement: k.placement,
            pupil: k.pupil,
            room: Id::now_v7(),
            day: day(),
            code: "P3".into(),
            from: Minute::new(11, 5).unwrap(),
            to: Minute::new(12, 0).unwrap(),
            class: None,
            subject: "Science".into(),
            teacher: Some(Id::from_u128(5)),
            conduct: None,
            learning: None,
            done: None,
        };
        store::work::ask(&mut w, std::slice::from_ref(&slot), at("10.00")).await.unwrap();
        let all = store::work::of_placement(&mut w, k.org, k.placement).await.unwrap();
        let asked = all.into_iter().next().unwrap();
        assert_eq!(
            (asked.state, asked.slot, asked.teacher, asked.asked_at, asked.version),
            (WorkState::Asked, slot.id, slot.teacher, at("9.00"), 1)
        );
        assert_eq!(store::work::overdue(&mut w, k.org, at("9.59")).await.unwrap(), vec![]);
        assert_eq!(
            store::work::overdue(&mut w, k.org, at("10.00")).await.unwrap(),
            std::slice::from_ref(&asked)
        );
        let on = Escalation { work: asked.id, pupil: k.pupil, to: Some(Id::from_u128(6)) };
        store::work::escalate(&mut w, &on).await.unwrap();
        assert!(matches!(store::work::escalate(&mut w, &on).await, Err(Problem::Stale)));
        for (who, sees) in [(5, 1), (6, 1), (7, 0)] {
            let list = store::work::asked_of(&mut w, k.org, Id::from_u128(who), day()).await;
            assert_eq!(list.unwrap().len(), sees, "staff {who} on {}", fresh.engine);
        }
        let answer = Answer {
            state: WorkState::Answered,
            route: Some(Route::Paper),
            detail: "Tray 4".into(),
            same_as_class: true,
            also: String::new(),
        };
        let old = store::work::fill(&mut w, asked.id, 1, &answer, "Dr Lunt", None).await;
        assert!(matches!(old, Err(Problem::Stale)));
        store::work::fill(&mut w, asked.id, 2, &answer, "Dr Lunt", None).await.unwrap();
        let kept = store::work::find(&mut w, k.org, asked.id).await.unwrap();
        assert_eq!((kept.route, kept.same_as_class, kept.version), (Some(Route::Paper), true, 3));
        commit(w, k.placement).await;
    }
}

#[tokio::test]
async fn a_correction_keeps_the_first_words_and_refuses_one_made_on_old_words() {
    for fresh in store::testing::fresh().await {
        let k = placed(&fresh.store).await;
        let mut w = write(&fresh.store, k.org, "15.02").await;
        let call = Call {
            id: Id::now_v7(),
            pupil: k.pupil,
            contact: Id::from_u128(7),
            placement: Some(k.placement),
            at: at("15.02"),
            made_at: at("15.02"),
            outcome: Outcome::Spoke,
            number: "01632 960118".into(),
            interpreter: false,
            view: "Cross".into(),
            follow_up: String::new(),
            by_staff: Id::from_u128(5),
            by_name: "Ms Dara Okell".into(),
        };
        store::home::log(&mut w, &call).await.unwrap();
        let by = (Id::from_u128(6), "Mr Ewan Thrale");
        assert_eq!(store::home::correct(&mut w, &call, 1, "Worried", by).await.unwrap(), 2);
        let old = store::home::correct(&mut w, &call, 1, "Other", by).await;
        assert!(matches!(old, Err(Problem::Stale)), "{}", fresh.engine);
        let words: Vec<(String, String)> = store::home::versions(&mut w, k.org, k.placement)
            .await
            .unwrap()
            .into_iter()
            .map(|v| (v.body, v.author_name))
            .collect();
        let said = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(words, [said("Cross", "Ms Dara Okell"), said("Worried", "Mr Ewan Thrale")]);
        assert_eq!(store::home::calls(&mut w, k.org, k.placement).await.unwrap(), [call]);
        commit(w, k.placement).await;
    }
}

#[tokio::test]
async fn a_reason_for_one_change_of_a_letters_placement_says_nothing_of_the_next() {
    for fresh in store::testing::fresh().await {
        let k = placed(&fresh.store).await;
        let days = store::today::Days {
            since: day().plus(-60),
            home_since: day().plus(-30),
            today: day(),
            next: day().plus(1),
        };
        let mut w = write(&fresh.store, k.org, "9.00").await;
        let letter = |number, replaces| Issued {
            id: Id::now_v7(),
            pupil: k.pupil,
            placement: k.placement,
            contact: Id::from_u128(7),
            number,
            to_name: "Ms Leanne Moss".into(),
            words: format!("Letter {number}"),
            draft: Draft::default(),
            language: String::new(),
            issued_at: at("9.00"),
            by_name: "Ms Dara Okell".into(),
            replaces,
            replaced_by: None,
        };
        let first = letter(1, None);
        let second = letter(2, Some(first.id));
        store::letter::issue(&mut w, &first, vec![1]).await.unwrap();
        store::letter::issue(&mut w, &second, vec![1]).await.unwrap();
        commit(w, k.placement).await;
        let sent = |org| {
            let store = &fresh.store;
            async move {
                let mut read = store.read().await.unwrap();
                store::today::letters_sent(&mut read, org, days).await.unwrap()
            }
        };
        let list = sent(k.org).await;
        assert_eq!(list.len(), 1, "{}", fresh.engine);
        let only = vec![("Ms Leanne Moss".to_string(), "Letter 2".to_string())];
        assert_eq!((&list[0].letters, list[0].moved), (&only, None), "the last one counts");
        assert!(sent(Id::now_v7()).await.is_empty(), "another school’s letters are not there");

        let moves = |time: &'static str| {
            let store = &fresh.store;
            async move {
                let w = write(store, k.org, time).await;
                let event = Event::new(Verb::Moved, "placement", k.placement);
                w.commit(event, vec![]).await.unwrap();
            }
        };
        let leaves = |time: &'static str, since| {
            let store = &fresh.store;
            let due = store::today::Due {
                kind: casework::today::Kind::LetterChanged,
                about: k.placement,
                placement: Some(k.placement),
                who: String::new(),
                day: day(),
                minute: None,
                what: "gives another day".into(),
                n: 0,
                since,
            };
            async move {
                let mut w = write(store, k.org, time).await;
                let left = store::today::leave(&mut w, &due, "Ms Okell", "Rang").await.unwrap();
                commit(w, k.placement).await;
                left
            }
        };
        moves("10.00").await;
        let moved = sent(k.org).await[0].moved;
        assert_eq!(moved, Some(at("10.00")), "{}", fresh.engine);
        assert!(leaves("10.05", moved).await);
        assert!(!leaves("10.06", moved).await, "once");
        assert_eq!(sent(k.org).await[0].left, ["gives another day"], "{}", fresh.engine);
        moves("11.00").await;
        let list = sent(k.org).await;
        assert!(list[0].left.is_empty(), "the next change waits: {}", fresh.engine);
        assert!(leaves("11.05", list[0].moved).await, "and can be left in its turn");

        // Closed after it moved, it still counts; closed as the letter said, it does not.
        let close = |state| {
            let store = &fresh.store;
            async move {
                let mut w = write(store, k.org, "15.00").await;
                let mut p = store::room::placement(&mut w, k.org, k.placement).await.unwrap();
                p.state = state;
                store::room::advance(&mut w, &p).await.unwrap();
                commit(w, k.placement).await;
            }
        };
        close(PlacementState::Closed).await;
        assert_eq!(sent(k.org).await.len(), 1, "{}", fresh.engine);
        close(PlacementState::Cancelled).await;
        assert!(sent(k.org).await.is_empty(), "{}", fresh.engine);
    }
}
