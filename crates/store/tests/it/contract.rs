//! What every engine must do alike: types, one door, versions, chains, scopes, equal schemas.

use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};
use store::db::Query;
use store::{Store, Val, q};

async fn school(store: &Store) -> (Id, Instant) {
    let org = Id::now_v7();
    let at = Day::new(2026, 11, 10).unwrap().at(Minute::new(9, 0).unwrap());
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
    w.commit(Event::new(Verb::SchoolSetUp, "school", org), vec![]).await.unwrap();
    (org, at)
}

fn event(org: Id) -> Event {
    Event::new(Verb::SettingChanged, "setting", org)
}

#[tokio::test]
async fn both_engines_reach_the_same_schema() {
    let mut seen: Vec<Vec<String>> = Vec::new();
    for fresh in store::testing::fresh().await {
        seen.push(fresh.store.schema().await.unwrap());
        // Running the changes again changes nothing.
        fresh.store.migrate().await.unwrap();
        assert_eq!(seen.last(), fresh.store.schema().await.ok().as_ref());
    }
    for other in &seen[1..] {
        assert_eq!(&seen[0], other);
    }
    insta::assert_snapshot!("schema", seen[0].join("\n"));
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went_in() {
    for fresh in store::testing::fresh().await {
        let (org, at) = school(&fresh.store).await;
        let mut w = fresh.store.write(Act::by_system(org, at, "values")).await.unwrap();
        let id = Id::now_v7();
        w.run(
            q("insert into staff (org, id, family, left_on) values ($1,$2,$3,$4)")
                .bind(org)
                .bind(id)
                .bind("Ó’Súilleabháin 李 \u{1F600}")
                .bind(Day::new(2024, 2, 29)),
        )
        .await
        .unwrap();
        w.commit(event(org), vec![]).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let staff = store::staff::find(&mut read, org, id).await.unwrap();
        assert_eq!(staff.family, "Ó’Súilleabháin 李 \u{1F600}");
        assert_eq!(staff.left_on, Day::new(2024, 2, 29));
        let line = &store::event::trail(&mut read, org, None, 1).await.unwrap()[0];
        assert_eq!(line.at, at, "{}", fresh.engine);
        assert_eq!(line.account, None);
    }
}

#[tokio::test]
async fn a_write_that_is_dropped_leaves_nothing() {
    for fresh in store::testing::fresh().await {
        let (org, at) = school(&fresh.store).await;
        let mut w = fresh.store.write(Act::by_system(org, at, "half")).await.unwrap();
        store::school::set(&mut w, "policy", "half written").await.unwrap();
        drop(w);
        let mut read = fresh.store.read().await.unwrap();
        let n = q("select count(*) as n from setting where org = $1")
            .bind(org)
            .count(&mut read)
            .await
            .unwrap();
        assert_eq!(n, 0, "{}", fresh.engine);
        assert_eq!(fresh.store.verify_chain(org).await.unwrap(), Ok(1));
    }
}

#[tokio::test]
async fn the_chain_holds_and_says_where_it_was_tampered_with() {
    for fresh in store::testing::fresh().await {
        let (org, at) = school(&fresh.store).await;
        for n in 0..5 {
            let w = fresh.store.write(Act::by_system(org, at, format!("act {n}"))).await.unwrap();
            w.commit(event(org).fact("n", n), vec![event(org)]).await.unwrap();
        }
        assert_eq!(fresh.store.verify_chain(org).await.unwrap(), Ok(11));
        let mut w = fresh.store.write(Act::by_system(org, at, "tampering")).await.unwrap();
        w.run(q("update event set why = 'another story' where org = $1 and seq = 4").bind(org))
            .await
            .unwrap();
        w.commit(event(org), vec![]).await.unwrap();
        let said = fresh.store.verify_chain(org).await.unwrap().unwrap_err();
        assert_eq!(said, "line 4 was changed after it was written");
    }
}

#[tokio::test]
async fn writers_at_once_take_turns_and_none_is_lost() {
    for fresh in store::testing::fresh().await {
        let (org, at) = school(&fresh.store).await;
        let mut tasks = Vec::new();
        for n in 0..24 {
            let store = fresh.store.clone();
            tasks.push(tokio::spawn(async move {
                let mut w = store.write(Act::by_system(org, at, "at once")).await.unwrap();
                let had = q("select count(*) as n from setting where org = $1")
                    .bind(org)
                    .count(&mut w)
                    .await
                    .unwrap();
                store::school::set(&mut w, &format!("key {had}"), &n.to_string()).await.unwrap();
                w.commit(event(org), vec![]).await.unwrap();
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let mut read = fresh.store.read().await.unwrap();
        let n = q("select count(*) as n from setting where org = $1")
            .bind(org)
            .count(&mut read)
            .await
            .unwrap();
        assert_eq!(n, 24, "each saw those before it on {}", fresh.engine);
        assert_eq!(fresh.store.verify_chain(org).await.unwrap(), Ok(25));
    }
}

#[tokio::test]
async fn a_record_changed_by_somebody_else_is_stale() {
    for fresh in store::testing::fresh().await {
        let (org, at) = school(&fresh.store).await;
        let minute = |h| Minute::new(h, 0).unwrap();
        let mut room = casework::room::Room {
            id: Id::now_v7(),
            name: "Focus Room".into(),
            kind: casework::room::RoomKind::Removal,
            seats: 6,
            door: String::new(),
            arrive_at: minute(8),
            break_from: minute(11),
            break_to: minute(11),
            lunch_from: minute(12),
            lunch_to: minute(12),
            lunch_list_by: None,
            lead: None,
            shares: None,
            active: true,
            version: 1,
        };
        let mut w = fresh.store.write(Act::by_system(org, at, "room")).await.unwrap();
        store::room::add(&mut w, &room).await.unwrap();
        room.seats = 7;
        store::room::change(&mut w, &room).await.unwrap();
        room.seats = 8;
        let beaten = store::room::change(&mut w, &room).await;
        assert!(matches!(beaten, Err(store::Problem::Stale)), "{beaten:?}");
        w.commit(event(org), vec![]).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let kept = store::room::room(&mut read, org, room.id).await.unwrap();
        assert_eq!((kept.seats, kept.version), (7, 2));
    }
}

#[tokio::test]
async fn many_rows_go_in_by_few_statements() {
    for fresh in store::testing::fresh().await {
        let (org, at) = school(&fresh.store).await;
        let rows: Vec<Vec<Val>> = (0..2_345)
            .map(|n| vec![org.into(), Id::now_v7().into(), format!("Family {n}").into()])
            .collect();
        let statements = Query::insert_many("staff", &["org", "id", "family"], rows);
        // Few, and each short: one of many values takes the embedded engine as many times longer.
        assert!(statements.len() < 15, "{}", statements.len());
        let mut w = fresh.store.write(Act::by_system(org, at, "many")).await.unwrap();
        assert_eq!(w.run_all(statements).await.unwrap(), 2_345);
        w.commit(event(org), vec![]).await.unwrap();
    }
}

#[tokio::test]
async fn one_school_never_sees_another() {
    for fresh in store::testing::fresh().await {
        let (one, at) = school(&fresh.store).await;
        let (other, _) = school(&fresh.store).await;
        let pupil = casework::pupil::Pupil {
            id: Id::now_v7(),
            upn: None,
            admission_no: None,
            legal_given: String::new(),
            legal_family: "Solo".into(),
            known_given: String::new(),
            known_family: "Solo".into(),
            born: None,
            year: 9,
            form: "9K2".into(),
            sex: "F".into(),
            sen: casework::pupil::Sen::None,
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
        let mut w = fresh.store.write(Act::by_system(one, at, "pupil")).await.unwrap();
        store::pupil::add(&mut w, std::slice::from_ref(&pupil)).await.unwrap();
        w.commit(event(one), vec![]).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let school = |org| casework::Scope { org, reach: vec![casework::scope::Reach::School] };
        assert_eq!(store::pupil::find(&mut read, &school(one), pupil.id).await.unwrap(), pupil);
        assert!(matches!(
            store::pupil::find(&mut read, &school(other), pupil.id).await,
            Err(store::Problem::Missing)
        ));
        let nobody = casework::Scope { org: one, reach: vec![casework::scope::Reach::Nobody] };
        assert!(matches!(
            store::pupil::find(&mut read, &nobody, pupil.id).await,
            Err(store::Problem::Missing)
        ));
        let years =
            casework::Scope { org: one, reach: vec![casework::scope::Reach::Years(vec![9])] };
        assert!(store::pupil::find(&mut read, &years, pupil.id).await.is_ok());
    }
}
