//! The end of a placement on every engine: interview, meeting, entries, return, incidents.

use casework::exit::{Interview, Outcome, Ready};
use casework::incident::Incident;
use casework::pupil::{Pupil, Sen};
use casework::repair::{Item, Repair, State, Way};
use casework::room::{Placement, PlacementState, Room, RoomKind};
use casework::{Act, Event, Id, Reach, Scope, Verb, returning};
use rulebook::{Day, Instant, Minute, SchoolCalendar, Term};
use store::{Store, Write};

struct Base {
    org: Id,
    at: Instant,
    day: Day,
    pupil: Id,
    teacher: Id,
    placement: Placement,
    calendar: SchoolCalendar,
}

fn nov(d: i8) -> Day {
    Day::new(2026, 11, d).unwrap()
}

async fn base(store: &Store) -> Base {
    let (org, day) = (Id::now_v7(), nov(10));
    let at = day.at(Minute::new(14, 50).unwrap());
    let calendar = SchoolCalendar {
        terms: vec![Term {
            name: "Autumn".into(),
            from: Day::new(2026, 9, 2).unwrap(),
            to: Day::new(2026, 12, 18).unwrap(),
        }],
        closed: vec![],
        ..SchoolCalendar::default()
    };
    let mut w = store.write(Act::by_system(org, at, "setting up")).await.unwrap();
    let school = casework::school::School {
        id: org,
        name: "Fairholme".into(),
        address: String::new(),
        phone: String::new(),
        concern: String::new(),
        demo: false,
        kind: casework::organisation::OrgKind::Secondary,
        governed: casework::organisation::Governed::Maintained,
    };
    store::school::add(&mut w, &school).await.unwrap();
    let pupil = Pupil {
        id: Id::now_v7(),
        upn: None,
        admission_no: Some("4100".into()),
        legal_given: "Tyrell".into(),
        legal_family: "Moss".into(),
        known_given: "Tyrell".into(),
        known_family: "Moss".into(),
        born: None,
        year: 9,
        form: "9K2".into(),
        sex: String::new(),
        sen: Sen::None,
        sen_need: String::new(),
        free_meals: false,
        language: String::new(),
        ethnicity: String::new(),
        looked_after: false,
        social_worker: String::new(),
        medical: String::new(),
        dietary: String::new(),
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        tutor: None,
        mentor: None,
        left_on: None,
        version: 1,
    };
    store::pupil::add(&mut w, std::slice::from_ref(&pupil)).await.unwrap();
    let nought = Minute::default();
    let room = Room {
        id: Id::now_v7(),
        name: "Room".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: String::new(),
        arrive_at: nought,
        break_from: nought,
        break_to: nought,
        lunch_from: nought,
        lunch_to: nought,
        lunch_list_by: None,
        lead: None,
        shares: None,
        active: true,
        version: 1,
    };
    store::room::add(&mut w, &room).await.unwrap();
    let placement = Placement {
        id: Id::now_v7(),
        pupil: pupil.id,
        referral: None,
        room: room.id,
        day,
        seat: Some(1),
        state: PlacementState::Here,
        decided_by: None,
        reason: None,
        plain_reason: String::new(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    store::room::book(&mut w, &placement, &[]).await.unwrap();
    w.commit(Event::new(Verb::SchoolSetUp, "school", org), vec![]).await.unwrap();
    Base { org, at, day, pupil: pupil.id, teacher: Id::now_v7(), placement, calendar }
}

impl Base {
    async fn write(&self, store: &Store) -> Write {
        store.write(Act::by_system(self.org, self.at, "closing")).await.unwrap()
    }
    fn event(&self) -> Event {
        Event::new(Verb::Closed, "placement", self.placement.id).pupil(self.pupil)
    }
    fn interview(&self) -> Interview {
        Interview {
            placement: self.placement.id,
            pupil: self.pupil,
            went_well: "Kept going".into(),
            pupil_words: "“Fine”".into(),
            led_here: String::new(),
            learnt: String::new(),
            put_right: String::new(),
            support: String::new(),
            feeling: Some(6),
            ready: Some(Ready::Partly),
            outcome: Outcome::Completed,
            why_not: String::new(),
            parent_told: true,
            by_staff: self.teacher,
            by_name: "Ms Okell".into(),
            at: self.at,
        }
    }
}

#[tokio::test]
async fn an_interview_comes_back_whole_and_its_targets_in_order() {
    for fresh in store::testing::fresh().await {
        let b = base(&fresh.store).await;
        let mut w = b.write(&fresh.store).await;
        let targets = vec!["Ask for the card".to_string(), "Start in two minutes".to_string()];
        store::exit::keep(&mut w, &b.interview(), &targets).await.unwrap();
        let unasked = Interview { ready: None, feeling: None, ..b.interview() };
        store::exit::keep(&mut w, &unasked, &targets).await.unwrap();
        let note = store::exit::add_note(&mut w, b.pupil, b.placement.id, "confidential", "One")
            .await
            .unwrap();
        store::exit::correct_note(&mut w, note, 1, "Two").await.unwrap();
        w.commit(b.event(), vec![]).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let kept = store::exit::of(&mut read, b.org, b.placement.id).await.unwrap();
        assert_eq!(kept, Some(unasked), "{}", fresh.engine);
        let found = store::exit::targets(&mut read, b.org, b.placement.id).await.unwrap();
        assert_eq!(found, targets);
        let notes =
            store::exit::notes(&mut read, b.org, b.placement.id, "confidential").await.unwrap();
        assert_eq!((notes.len(), notes[0].body.as_str(), notes[0].revision), (1, "Two", 2));
        let others =
            store::exit::notes(&mut read, b.org, b.placement.id, "pastoral").await.unwrap();
        assert!(others.is_empty());
    }
}

#[tokio::test]
async fn a_closed_placement_is_followed_once_and_a_second_closing_is_stale() {
    for fresh in store::testing::fresh().await {
        let b = base(&fresh.store).await;
        let mut w = b.write(&fresh.store).await;
        let closed = casework::exit::close(&b.placement, true, "", b.at).unwrap();
        store::exit::close(&mut w, &closed, "").await.unwrap();
        assert!(matches!(
            store::exit::close(&mut w, &closed, "").await,
            Err(store::Problem::Stale)
        ));
        let plan = returning::plan(&b.calendar, b.day).unwrap();
        let first = store::returning::begin(&mut w, &b.placement, &plan).await.unwrap();
        assert_eq!(store::returning::begin(&mut w, &b.placement, &plan).await.unwrap(), first);
        let checks = store::returning::check_ins(&mut w, b.org, &[first]).await.unwrap();
        let due: Vec<Day> = checks.iter().map(|c| c.due).collect();
        assert_eq!(due, [nov(11), nov(13), nov(17), nov(24)], "{}", fresh.engine);
        store::returning::check_in(&mut w, checks[0].id, "Fine").await.unwrap();
        assert!(matches!(
            store::returning::check_in(&mut w, checks[0].id, "Other words").await,
            Err(store::Problem::Stale)
        ));
        let school = Scope { org: b.org, reach: vec![Reach::School] };
        let track = store::returning::find(&mut w, &school, first).await.unwrap();
        let nobody = Scope { org: b.org, reach: vec![Reach::Mentees(b.teacher)] };
        assert!(store::returning::find(&mut w, &nobody, first).await.is_err());
        assert!(store::returning::open(&mut w, &nobody).await.unwrap().is_empty());
        assert_eq!(store::returning::open(&mut w, &school).await.unwrap().len(), 1);
        let held = returning::Outcome::Held;
        store::returning::decide(&mut w, &track, held, "", None).await.unwrap();
        assert!(store::returning::decide(&mut w, &track, held, "", None).await.is_err());
        assert!(store::returning::open(&mut w, &school).await.unwrap().is_empty());
        assert_eq!(store::returning::decided(&mut w, &school, 5).await.unwrap().len(), 1);
        w.commit(b.event(), vec![]).await.unwrap();
    }
}

#[tokio::test]
async fn entries_are_made_once_ticked_once_and_can_be_taken_back() {
    for fresh in store::testing::fresh().await {
        let b = base(&fresh.store).await;
        let mut w = b.write(&fresh.store).await;
        // A pupil who was said not to come has nothing to type.
        let away = Placement { state: PlacementState::NotHere, ..b.placement.clone() };
        assert_eq!(store::mis_entry::need(&mut w, &b.calendar, &away).await.unwrap(), 0);
        store::room::advance(&mut w, &away).await.unwrap();
        let none = store::mis_entry::open(&mut w, b.org, &b.calendar, b.day).await.unwrap();
        assert!(none.is_empty(), "{}", fresh.engine);
        let came = Placement {
            arrived_at: Some(b.at),
            state: PlacementState::Here,
            version: away.version + 1,
            ..b.placement.clone()
        };
        store::room::advance(&mut w, &came).await.unwrap();
        // Before anything made the entry, the placement stands in for it.
        let bare = store::mis_entry::open(&mut w, b.org, &b.calendar, b.day).await.unwrap();
        assert_eq!((bare.len(), bare[0].id), (1, b.placement.id));
        assert_eq!(store::mis_entry::need(&mut w, &b.calendar, &came).await.unwrap(), 1);
        assert_eq!(store::mis_entry::need(&mut w, &b.calendar, &came).await.unwrap(), 0);
        let open = store::mis_entry::open(&mut w, b.org, &b.calendar, b.day).await.unwrap();
        assert_eq!((open.len(), open[0].due), (1, nov(11)), "{}", fresh.engine);
        assert_eq!(store::mis_entry::tick(&mut w, open[0].id).await.unwrap(), 1);
        assert_eq!(store::mis_entry::tick(&mut w, open[0].id).await.unwrap(), 0);
        let made = store::mis_entry::made_since(&mut w, b.org, b.at).await.unwrap();
        assert_eq!((made.len(), made[0].made_by.as_str()), (1, "Mainstay"));
        assert_eq!(store::mis_entry::untick(&mut w, open[0].id).await.unwrap(), 1);
        let open = store::mis_entry::open(&mut w, b.org, &b.calendar, b.day).await.unwrap();
        assert_eq!((open.len(), open[0].made_at), (1, None));
        let yesterday = b.day.plus(-1);
        let none = store::mis_entry::open(&mut w, b.org, &b.calendar, yesterday).await.unwrap();
        assert!(none.is_empty());
        w.commit(b.event(), vec![]).await.unwrap();
    }
}

#[tokio::test]
async fn a_meeting_and_what_was_agreed_come_back_as_they_were_kept() {
    for fresh in store::testing::fresh().await {
        let b = base(&fresh.store).await;
        let mut w = b.write(&fresh.store).await;
        let mut r = Repair {
            id: Id::now_v7(),
            pupil: b.pupil,
            placement: Some(b.placement.id),
            staff: b.teacher,
            state: State::Offered,
            lesson_day: Some(nov(12)),
            lesson_code: "P2".into(),
            set_day: None,
            set_minute: None,
            held_at: None,
            account: String::new(),
            agreement: String::new(),
            check_on: None,
            checked_at: None,
            check_result: String::new(),
            by_staff: b.teacher,
            by_name: "Ms Okell".into(),
            made_at: b.at,
            way: Way::Shuttle,
            offer_again_on: Some(nov(30)),
            version: 1,
        };
        store::repair::add(&mut w, &r).await.unwrap();
        r.state = State::Held;
        r.set_day = Some(nov(11));
        r.set_minute = Minute::new(12, 50);
        r.held_at = Some(b.at);
        r.check_on = Some(nov(19));
        store::repair::change(&mut w, &r).await.unwrap();
        assert!(store::repair::change(&mut w, &r).await.is_err(), "an old version is stale");
        r.version = 2;
        assert_eq!(store::repair::find(&mut w, b.org, r.id).await.unwrap(), r);
        let item = Item {
            id: Id::now_v7(),
            repair: r.id,
            place: 1,
            who: "Tyrell".into(),
            what: "Replace the book cover".into(),
            due: Some(nov(16)),
            done_at: None,
        };
        store::repair::add_items(&mut w, std::slice::from_ref(&item)).await.unwrap();
        store::repair::done(&mut w, r.id, &[item.id]).await.unwrap();
        let items = store::repair::items(&mut w, b.org, r.id).await.unwrap();
        assert_eq!(items[0].done_at, Some(b.at), "{}", fresh.engine);
        assert!(store::repair::wanting(&mut w, b.org, nov(18)).await.unwrap().is_empty());
        assert_eq!(store::repair::wanting(&mut w, b.org, nov(19)).await.unwrap().len(), 1);
        let with = store::repair::with_staff(&mut w, b.org, b.teacher).await.unwrap();
        assert_eq!(with.len(), 1);
        w.commit(b.event(), vec![]).await.unwrap();
    }
}

#[tokio::test]
async fn an_incident_is_kept_once_by_its_key_in_the_other_system() {
    for fresh in store::testing::fresh().await {
        let b = base(&fresh.store).await;
        let incident = Incident {
            id: Id::now_v7(),
            pupil: b.pupil,
            day: nov(18),
            minute: None,
            period: String::new(),
            kind: "Disruption".into(),
            body: String::new(),
            place: String::new(),
            subject: String::new(),
            staff_name: String::new(),
            points: None,
            action: String::new(),
            source: "file".into(),
            outside: "77".into(),
        };
        let mut w = b.write(&fresh.store).await;
        let none = Default::default();
        store::incident::add(&mut w, std::slice::from_ref(&incident), None, &none).await.unwrap();
        w.commit(b.event(), vec![]).await.unwrap();
        let mut w = b.write(&fresh.store).await;
        let twice = Incident { id: Id::now_v7(), ..incident.clone() };
        let no = store::incident::add(&mut w, &[twice], None, &none).await.unwrap_err();
        assert!(no.is_duplicate(), "{}", fresh.engine);
        drop(w);
        let mut read = fresh.store.read().await.unwrap();
        let since =
            store::incident::of_pupil(&mut read, b.org, b.pupil, nov(11), nov(24)).await.unwrap();
        assert_eq!(since, vec![incident]);
        assert_eq!(store::incident::here(&mut read, b.org, "file").await.unwrap(), ["77"]);
    }
}
