//! An import's way in and out of the database, on every engine at hand.

use casework::roster::{
    Allow, ClassIn, ClassRef, ClassTold, ContactIn, ContactTold, Cover, Covers, Incoming, LessonIn,
    MemberIn, MemberRef, Plan, PupilIn, PupilRef, PupilTold, Roster, SenStage, Sex, SourceKey,
    StaffRef, StaffTold, Told, plan,
};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Minute, Week, Weekday};
use std::sync::Arc;
use store::Store;

const SYSTEM: &str = "oneroster:TEST";

async fn school(store: &Store) -> Id {
    let org = Id::now_v7();
    let mut w = store.write(act(org)).await.unwrap();
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
    org
}
fn today() -> Day {
    Day::new(2026, 11, 10).unwrap()
}
fn act(org: Id) -> Act {
    Act::by_system(org, today().at(Minute::new(9, 0).unwrap()), "importing")
}
async fn brought_in(store: &Store, org: Id, roster: Roster) -> Plan {
    let mut w = store.write(act(org)).await.unwrap();
    let known = store::roster::known(&mut w, org, &roster.system).await.unwrap();
    let decided = plan(&known, roster, Allow::default());
    assert_eq!(decided.rejected(), 0, "{:?}", decided.problems);
    let run = store::roster::apply(&mut w, &decided, "oneroster", today()).await.unwrap();
    w.commit(Event::new(Verb::RosterImported, "import", run), vec![]).await.unwrap();
    decided
}
async fn would(store: &Store, org: Id, roster: Roster) -> Plan {
    let known =
        store::roster::known(&mut store.read().await.unwrap(), org, &roster.system).await.unwrap();
    plan(&known, roster, Allow::default())
}
fn key(value: &str) -> Option<SourceKey> {
    Some(SourceKey { system: SYSTEM.into(), value: value.into() })
}
fn s(text: &str) -> Told<String> {
    Told::Said(text.into())
}
fn row<T>(n: u32, id: &str, told: T) -> Incoming<T> {
    Incoming {
        at: casework::roster::At::row(&Arc::from("users.csv"), n),
        key: key(id),
        gone: false,
        told,
    }
}
fn pupil(n: u32, id: &str, given: &str, family: &str) -> PupilIn {
    row(
        n,
        id,
        PupilTold { legal_forename: s(given), legal_surname: s(family), ..PupilTold::default() },
    )
}

/// Two pupils, one with everything; a contact, a teacher, a class, two lessons.
fn roster() -> Roster {
    let mut full = pupil(2, "p1", "Zoë Mae", "O’Neill-Brown");
    full.told = PupilTold {
        upn: s("H801200001001"),
        admission_number: s("1204"),
        known_forename: s("Zoë"),
        born: Told::Said(Day::new(2013, 10, 3).unwrap()),
        year: Told::Said(8),
        form: s("8F"),
        sex: Told::Said(Sex::Female),
        sen_stage: Told::Said(SenStage::Support),
        free_meals: Told::Said(true),
        first_language: s("Cymraeg"),
        ethnicity: s("WBRI"),
        looked_after: Told::Said(true),
        social_worker: s("Jo Marsh"),
        ..full.told
    };
    let class = ClassRef { key: key("k1"), code: None };
    let teacher = StaffRef { key: key("t1"), ..StaffRef::default() };
    let at = |n| casework::roster::At::row(&Arc::from("classes.csv"), n);
    let of = |id| PupilRef { key: key(id), ..PupilRef::default() };
    let member = |n, who| MemberIn { at: at(n), class: class.clone(), who, gone: false };
    let lesson = |n, period: &str, week| LessonIn {
        at: at(n),
        class: class.clone(),
        teacher: Some(teacher.clone()),
        place: Some("M4".into()),
        week,
        weekday: Weekday::Wed,
        period: period.into(),
    };
    let told = ClassTold {
        code: s("8x/Ma1"),
        subject: s("Mathematics"),
        year: Told::Said(8),
        form: Told::Said(false),
        ..ClassTold::default()
    };
    let bulk = Cover::Bulk;
    Roster {
        system: SYSTEM.into(),
        covers: Covers {
            pupils: bulk,
            contacts: bulk,
            staff: bulk,
            classes: bulk,
            pupil_members: bulk,
            teacher_members: bulk,
            lessons: bulk,
        },
        pupils: vec![full, pupil(3, "p2", "王", "")],
        contacts: vec![ContactIn {
            pupil: of("p1"),
            row: row(
                4,
                "g1",
                ContactTold {
                    forename: s("Ngozi"),
                    relationship: s("Mother"),
                    parental_responsibility: Told::Said(true),
                    restrictions: s("Not by text"),
                    phone: s("07700 900111"),
                    ..ContactTold::default()
                },
            ),
        }],
        staff: vec![row(
            5,
            "t1",
            StaffTold { surname: s("Hall"), code: s("PHA"), ..StaffTold::default() },
        )],
        classes: vec![ClassIn { at: at(2), key: key("k1"), gone: false, told }],
        members: vec![
            member(6, MemberRef::Pupil(of("p1"))),
            member(7, MemberRef::Pupil(of("p2"))),
            member(8, MemberRef::Teacher { staff: teacher.clone(), main: true }),
        ],
        lessons: vec![lesson(9, "P1", None), lesson(10, "P3", Some(Week::B))],
        ..Roster::default()
    }
}

#[tokio::test]
async fn what_an_import_wrote_is_what_the_next_one_finds() {
    for fresh in store::testing::fresh().await {
        let org = school(&fresh.store).await;
        let first = brought_in(&fresh.store, org, roster()).await;
        assert_eq!((first.pupils.new.len(), first.lessons.new.len()), (2, 2), "{}", fresh.engine);
        let second = would(&fresh.store, org, roster()).await;
        let changed: Vec<_> = second.pupils.changed.iter().map(|c| &c.differences).collect();
        assert!(second.changes_nothing(), "{}: {changed:?} {:?}", fresh.engine, second.counts());
        let mut read = fresh.store.read().await.unwrap();
        let known = store::roster::known(&mut read, org, SYSTEM).await.unwrap();
        let zoe = known
            .pupils
            .iter()
            .find(|p| p.keys == key("p1").into_iter().collect::<Vec<_>>())
            .unwrap();
        assert_eq!(zoe.facts.name(), "Zoë O’Neill-Brown");
        assert_eq!(zoe.facts.social_worker.as_deref(), Some("Jo Marsh"));
        assert_eq!(known.contacts[0].facts.restrictions.as_deref(), Some("Not by text"));
        let runs = store::roster::runs(&mut read, org, 5).await.unwrap();
        assert_eq!((runs.len(), runs[0].made, runs[0].source.as_str()), (1, 10, SYSTEM));
    }
}

#[tokio::test]
async fn a_leaver_is_marked_and_comes_back_with_everything() {
    for fresh in store::testing::fresh().await {
        let org = school(&fresh.store).await;
        brought_in(&fresh.store, org, roster()).await;
        let fewer = || {
            let mut fewer = roster();
            fewer.pupils.remove(1);
            fewer.members.remove(1);
            fewer.lessons.remove(1);
            fewer
        };
        let leaving = brought_in(&fresh.store, org, fewer()).await;
        assert_eq!(
            (leaving.pupils.left.len(), leaving.members.left.len(), leaving.lessons.left.len()),
            (1, 1, 1)
        );
        assert!(would(&fresh.store, org, fewer()).await.changes_nothing(), "{}", fresh.engine);
        let mut read = fresh.store.read().await.unwrap();
        let known = store::roster::known(&mut read, org, SYSTEM).await.unwrap();
        drop(read);
        assert_eq!(known.pupils.iter().filter(|p| p.left).count(), 1, "marked, not deleted");
        assert_eq!(known.members.len(), 2);
        let back = brought_in(&fresh.store, org, roster()).await;
        assert!(back.pupils.new.is_empty() && back.pupils.changed[0].returned);
        assert!(would(&fresh.store, org, roster()).await.changes_nothing(), "{}", fresh.engine);
    }
}

#[tokio::test]
async fn an_import_leaves_alone_what_the_school_wrote_itself() {
    for fresh in store::testing::fresh().await {
        let org = school(&fresh.store).await;
        brought_in(&fresh.store, org, roster()).await;
        let mut w = fresh.store.write(act(org)).await.unwrap();
        w.run(
            store::q("update pupil set medical = 'Nut allergy', sen_need = 'SEMH' where org = $1")
                .bind(org),
        )
        .await
        .unwrap();
        w.commit(Event::new(Verb::PupilChanged, "pupil", org), vec![]).await.unwrap();
        let mut changed = roster();
        changed.pupils[0].told.form = s("8G");
        let decided = brought_in(&fresh.store, org, changed).await;
        assert_eq!(decided.pupils.changed.len(), 1);
        let mut read = fresh.store.read().await.unwrap();
        let rows = store::q("select form, medical, sen_need, version from pupil where org = $1 and upn = 'H801200001001'")
            .bind(org).rows(&mut read).await.unwrap();
        assert_eq!(rows[0].get::<String>("form").unwrap(), "8G");
        assert_eq!(rows[0].get::<String>("medical").unwrap(), "Nut allergy");
        assert_eq!(rows[0].get::<String>("sen_need").unwrap(), "SEMH");
        assert_eq!(rows[0].get::<i64>("version").unwrap(), 2);
    }
}

#[tokio::test]
async fn a_mapping_is_remembered_for_its_own_kind_of_list() {
    for fresh in store::testing::fresh().await {
        let org = school(&fresh.store).await;
        for field in ["upn", "form"] {
            let mut w = fresh.store.write(act(org)).await.unwrap();
            let map = [("tg".to_owned(), field.to_owned())].into();
            store::roster::set_mapping(&mut w, "pupils", &map).await.unwrap();
            w.commit(Event::new(Verb::MappingSaved, "mapping", org), vec![]).await.unwrap();
        }
        let mut read = fresh.store.read().await.unwrap();
        assert_eq!(store::roster::mapping(&mut read, org, "pupils").await.unwrap()["tg"], "form");
        assert!(store::roster::mapping(&mut read, org, "staff").await.unwrap().is_empty());
    }
}
