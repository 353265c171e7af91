//! Rows for reports and duties come back the same from every engine, within a scope.

use casework::duty::{Call, CallOutcome, Duty, DutyKind};
use casework::report::{Report, What};
use casework::scope::{Reach, Scope};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};
use store::{Problem, Store, Write, q};

fn nov(day: i8) -> Day {
    Day::new(2026, 11, day).unwrap()
}
fn at(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap()
}

struct School {
    org: Id,
    staff: Id,
    pupils: [Id; 2],
}

async fn write(store: &Store, org: Id, at: Instant) -> Write {
    store.write(Act::by_system(org, at, "test")).await.unwrap()
}

/// Two pupils, Years 8 and 9, each with a placement of two periods; one a booking only.
async fn school(store: &Store) -> School {
    let s = School { org: Id::now_v7(), staff: Id::now_v7(), pupils: [Id::now_v7(), Id::now_v7()] };
    let mut w = write(store, s.org, nov(10).at(at(8, 0))).await;
    let school = casework::school::School {
        id: s.org,
        name: "Fairholme".into(),
        address: String::new(),
        phone: String::new(),
        concern: String::new(),
        demo: false,
        kind: casework::organisation::OrgKind::Secondary,
        governed: casework::organisation::Governed::Maintained,
    };
    store::school::add(&mut w, &school).await.unwrap();
    w.run(
        q("insert into staff (org, id, family, department) values ($1,$2,$3,$4)")
            .bind(s.org)
            .bind(s.staff)
            .bind("Ravenhall")
            .bind("History"),
    )
    .await
    .unwrap();
    let (room, reason) = (Id::now_v7(), Id::now_v7());
    w.run(
        q("insert into room (org, id, name, kind, seats, arrive_at, break_from, break_to, lunch_from, lunch_to) values ($1,$2,'Room','removal',6,520,670,685,725,755)")
            .bind(s.org)
            .bind(room),
    )
    .await
    .unwrap();
    let listed = store::room::Reason { id: reason, label: "Fighting".into(), active: true };
    store::room::add_reason(&mut w, &listed, 0).await.unwrap();
    for (n, pupil) in s.pupils.iter().enumerate() {
        w.run(
            q("insert into pupil (org, id, year, sex, sen, free_meals) values ($1,$2,$3,'F','K',$4)")
                .bind(s.org)
                .bind(*pupil)
                .bind(8 + n as i64)
                .bind(n == 1),
        )
        .await
        .unwrap();
        let referral = Id::now_v7();
        w.run(
            q("insert into referral (org, id, pupil, referrer, reason, happened_on, period, place, what, hurt, ask, state, made_at, instead_of_suspension) \
               values ($1,$2,$3,$4,$5,$6,'P5','H2','x','nobody','day','approved',$7,$8)")
                .bind(s.org).bind(referral).bind(*pupil).bind(s.staff).bind(reason).bind(nov(9)).bind(nov(9).at(at(14, 0))).bind(n == 0),
        )
        .await
        .unwrap();
        for state in ["closed", "booked"] {
            let placement = Id::now_v7();
            w.run(
                q("insert into placement (org, id, pupil, referral, room, day, state, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
                    .bind(s.org).bind(placement).bind(*pupil).bind(referral).bind(room).bind(nov(10 + n as i8)).bind(state).bind(nov(9).at(at(15, 0))),
            )
            .await
            .unwrap();
            for (code, from) in [("P1", 540i64), ("P2", 600)] {
                let slot = Id::now_v7();
                w.run(
                    q("insert into slot (org, id, placement, pupil, room, day, code, from_minute, to_minute, subject, done) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'Maths','all')")
                        .bind(s.org).bind(slot).bind(placement).bind(*pupil).bind(room).bind(nov(10 + n as i8)).bind(code).bind(from).bind(from + 50),
                )
                .await
                .unwrap();
                w.run(
                    q("insert into work (org, id, slot, placement, pupil, day, code, state, same_as_class, asked_at, escalates_at) values ($1,$2,$3,$4,$5,$6,$7,'answered',$8,$9,$9)")
                        .bind(s.org).bind(Id::now_v7()).bind(slot).bind(placement).bind(*pupil).bind(nov(10 + n as i8)).bind(code).bind(code == "P1").bind(nov(9).at(at(15, 0))),
                )
                .await
                .unwrap();
            }
            for (kind, undone) in
                [("warning", None), ("praise", None), ("warning", Some(())), ("help", None)]
            {
                w.run(
                    q("insert into entry (org, id, placement, pupil, kind, at, by_staff, by_name, made_at, undone_at) values ($1,$2,$3,$4,$5,$6,$7,'Ms Okell',$6,$8)")
                        .bind(s.org).bind(Id::now_v7()).bind(placement).bind(*pupil).bind(kind).bind(nov(10 + n as i8).at(at(9, 30))).bind(s.staff)
                        .bind(undone.map(|()| nov(10).at(at(9, 31)))),
                )
                .await
                .unwrap();
            }
        }
    }
    w.commit(Event::new(Verb::SchoolSetUp, "school", s.org), vec![]).await.unwrap();
    s
}

fn whole(s: &School) -> Scope {
    Scope { org: s.org, reach: vec![Reach::School] }
}

#[tokio::test]
async fn a_report_counts_what_took_place_and_a_narrower_scope_counts_less() {
    for fresh in store::testing::fresh().await {
        let s = school(&fresh.store).await;
        let mut read = fresh.store.read().await.unwrap();
        let end = nov(30).at(at(16, 0));
        let facts = store::report::facts(&mut read, &whole(&s), s.staff, nov(1), nov(30)).await;
        let r = Report::of(facts.unwrap(), end);
        assert_eq!(r.count(What::Placements), 2, "{}", fresh.engine);
        assert_eq!(r.count(What::Periods), 4);
        assert_eq!(r.count(What::Matched), 2);
        assert_eq!(r.list(What::Periods, "").minutes(), 200);
        assert_eq!((r.count(What::Warnings), r.count(What::Positives)), (2, 2));
        assert_eq!(r.count(What::Instead), 1);
        assert_eq!(r.list(What::Reason, "Fighting").count(), 2);
        assert_eq!(r.list(What::Department, "History").count(), 2);
        assert_eq!(r.list(What::Year, "9").count(), 1);
        let nine = Scope { org: s.org, reach: vec![Reach::Years(vec![9])] };
        let facts = store::report::facts(&mut read, &nine, s.staff, nov(1), nov(30)).await;
        let r = Report::of(facts.unwrap(), end);
        assert_eq!((r.count(What::Placements), r.count(What::Periods)), (1, 2));
        assert_eq!(r.count(What::Warnings), 1);
        // Another day, another school.
        let facts = store::report::facts(&mut read, &whole(&s), s.staff, nov(12), nov(30)).await;
        assert!(Report::of(facts.unwrap(), end).is_empty());
        let elsewhere = Scope { org: Id::now_v7(), reach: vec![Reach::School] };
        let facts = store::report::facts(&mut read, &elsewhere, s.staff, nov(1), nov(30)).await;
        assert!(Report::of(facts.unwrap(), end).is_empty());
        let roll = store::report::roll(&mut read, &whole(&s)).await.unwrap();
        assert_eq!(roll.iter().map(|g| g.pupils).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(store::report::roll(&mut read, &nine).await.unwrap().len(), 1);
    }
}

fn call(s: &School, pupil: Option<Id>) -> Call {
    Call {
        id: Id::now_v7(),
        day: nov(11),
        called_at: nov(11).at(at(12, 20)),
        arrived_at: None,
        left_at: None,
        place: "Food room".into(),
        pupil,
        caller: String::new(),
        body: String::new(),
        outcome: None,
        by_staff: s.staff,
        by_name: "Ms Okell".into(),
        referral: None,
        version: 1,
    }
}

#[tokio::test]
async fn a_call_is_kept_once_changed_by_version_and_seen_within_scope() {
    for fresh in store::testing::fresh().await {
        let s = school(&fresh.store).await;
        let first = call(&s, Some(s.pupils[0]));
        let nobody = call(&s, None);
        let mut w = write(&fresh.store, s.org, nov(11).at(at(12, 40))).await;
        assert!(store::duty::add_call(&mut w, &first).await.unwrap());
        assert!(!store::duty::add_call(&mut w, &first).await.unwrap());
        assert!(store::duty::add_call(&mut w, &nobody).await.unwrap());
        w.commit(Event::new(Verb::CallLogged, "call", first.id), vec![]).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let scope = whole(&s);
        let mut kept = store::duty::call(&mut read, &scope, s.staff, first.id).await.unwrap();
        assert_eq!(kept, first, "{}", fresh.engine);
        let written = store::duty::written(&mut read, s.org, &[kept.clone()]).await.unwrap();
        assert_eq!(written, [(first.id, nov(11).at(at(12, 40)))]);
        // Somebody else who sees Year 9 only: the Year 8 pupil's call is missing.
        let nine = Scope { org: s.org, reach: vec![Reach::Years(vec![9])] };
        let other = Id::now_v7();
        let missing = store::duty::call(&mut read, &nine, other, first.id).await;
        assert!(matches!(missing, Err(Problem::Missing)));
        let seen = store::duty::calls(&mut read, &nine, other, nov(11), nov(11)).await.unwrap();
        assert_eq!(seen, [nobody]);
        kept.outcome = Some(CallOutcome::FirstAid);
        kept.left_at = Some(nov(11).at(at(12, 35)));
        let mut w = write(&fresh.store, s.org, nov(11).at(at(12, 50))).await;
        store::duty::change_call(&mut w, &kept).await.unwrap();
        let again = store::duty::change_call(&mut w, &kept).await;
        assert!(matches!(again, Err(Problem::Stale)));
        w.commit(Event::new(Verb::CallLogged, "call", first.id), vec![]).await.unwrap();
        let now = store::duty::call(&mut read, &scope, s.staff, first.id).await.unwrap();
        assert_eq!((now.outcome, now.version), (Some(CallOutcome::FirstAid), 2));
        assert_eq!(store::duty::places(&mut read, s.org, nov(1), 6).await.unwrap(), ["Food room"]);
    }
}

#[tokio::test]
async fn a_duty_kept_again_takes_the_place_of_the_one_before() {
    for fresh in store::testing::fresh().await {
        let s = school(&fresh.store).await;
        let mut duty = Duty {
            id: Id::now_v7(),
            staff: s.staff,
            staff_name: "Ms Okell".into(),
            day: nov(11),
            code: "P4".into(),
            from: at(12, 0),
            to: at(12, 50),
            kind: DutyKind::OnCall,
            body: String::new(),
            class_code: String::new(),
            subject: String::new(),
            pupil: None,
            version: 1,
        };
        let mut w = write(&fresh.store, s.org, nov(11).at(at(12, 0))).await;
        store::duty::keep(&mut w, &duty).await.unwrap();
        duty.kind = DutyKind::Mentoring;
        duty.pupil = Some(s.pupils[0]);
        store::duty::keep(&mut w, &duty).await.unwrap();
        let again = store::duty::keep(&mut w, &duty).await;
        assert!(matches!(again, Err(Problem::Stale)), "a second tab loses nobody's words");
        duty.version = 2;
        w.commit(Event::new(Verb::DutyStarted, "duty", duty.id), vec![]).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let kept = store::duty::between(&mut read, s.org, nov(11), nov(11)).await.unwrap();
        assert_eq!(kept, [duty.clone()], "{}", fresh.engine);
        let one = store::duty::of(&mut read, s.org, s.staff, nov(11), "P4").await.unwrap();
        assert_eq!(one, Some(duty.clone()));
        // Out of scope, the period counts and the pupil is not named.
        let nine = Scope { org: s.org, reach: vec![Reach::Years(vec![9])] };
        let facts =
            store::report::facts(&mut read, &nine, s.staff, nov(11), nov(11)).await.unwrap();
        assert_eq!(facts.duties[0].pupil, None);
        let mut w = write(&fresh.store, s.org, nov(11).at(at(12, 5))).await;
        store::duty::remove(&mut w, &duty).await.unwrap();
        w.commit(Event::new(Verb::DutyStarted, "duty", duty.id), vec![]).await.unwrap();
        assert!(store::duty::between(&mut read, s.org, nov(11), nov(11)).await.unwrap().is_empty());
        let gone = store::duty::given_up(&mut read, s.org, nov(11)).await.unwrap();
        assert_eq!(gone, [(duty.clone(), "Mainstay".to_string(), nov(11).at(at(12, 5)))]);
        // What it said first is kept, and its loss is found.
        let kept = store::revision::of(&mut read, s.org, store::revision::DUTY, duty.id).await;
        let words: Vec<String> = kept.unwrap().into_iter().map(|r| r.words).collect();
        assert_eq!(words, ["What it is: On-call", "What it is: Mentoring"]);
        let broken = |found: Vec<store::check::Finding>| {
            found.into_iter().filter(|f| f.broken == [duty.id]).map(|f| f.rule).collect::<Vec<_>>()
        };
        let found = store::check::findings(&mut read, s.org).await.unwrap();
        assert_eq!(broken(found), [""; 0], "{}", fresh.engine);
        let mut w = write(&fresh.store, s.org, nov(11).at(at(12, 5))).await;
        let lose = store::q("delete from revision where revision = 1 and about = $1");
        w.run(lose.bind(duty.id)).await.unwrap();
        w.commit(Event::new(Verb::DutyStarted, "duty", duty.id), vec![]).await.unwrap();
        let found = store::check::findings(&mut read, s.org).await.unwrap();
        assert_eq!(broken(found).len(), 2, "{}", fresh.engine);
    }
}
