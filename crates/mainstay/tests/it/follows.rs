//! Actions made from a record: a transition, a plan. Each leads to the other, and what is late hides
//! from nobody.

use crate::harness::{Person, School, schools};
use crate::meeting::{key, posts};
use casework::Id;
use casework::action::Origin;

/// Adds an action by the way in from the record's own page.
async fn adds(s: &School, who: &Person, there: &str, what: &str) -> String {
    let page = who.sees(there).await;
    let link = page.links("/actions/new?origin=").remove(0).replace("&amp;", "&");
    let form = who.sees(&link).await.says("Where it comes from");
    let (origin, about) = (form.value("origin"), form.value("about"));
    let (once, owner) = (form.value("once"), s.f.staff["adair"].to_string());
    let bare = [("once", once.as_str()), ("origin", &origin), ("about", &about), ("what", what)];
    let wrong = who.posts("/actions/new", &bare).await.is(422).says("Give the day it is due");
    assert!(wrong.body.contains(what) && wrong.value("about") == about, "nothing typed is lost");
    let fields = [
        ("once", once.as_str()),
        ("origin", &origin),
        ("about", &about),
        ("what", what),
        ("owner", &owner),
        ("due", "2026-11-20"),
        ("how", "It is seen"),
    ];
    let back = who.does("/actions/new", &fields).await;
    assert_eq!(back, there, "it comes back to where it was begun");
    assert_eq!(who.does("/actions/new", &fields).await, there, "tapped twice, kept once");
    let page = who.sees(there).await.says(what).says("Mr Col Adair, due Fri 20 Nov 2026");
    let mut links = page.links("/actions/");
    links.retain(|l| Id::parse_str(l.rsplit('/').next().unwrap()).is_ok());
    assert_eq!(links.len(), 1, "{links:?}");
    links.remove(0)
}

#[tokio::test]
async fn what_follows_from_a_record_stands_on_it_and_leads_back_to_it() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let pupil = s.f.pupils["Saffron"].to_string();
        let moving = [
            ("pupil", pupil.as_str()),
            ("way", "up"),
            ("year", "10"),
            ("starts", "2027-09-02"),
            ("owner", &*s.f.staff["okell"].to_string()),
        ]
        .map(|(a, b)| (a, b.to_string()));
        let moving: Vec<(&str, &str)> = moving.iter().map(|(a, b)| (*a, b.as_str())).collect();
        posts(&okell, "/transitions/new", &moving).await;
        let moving = okell.sees("/transitions").await.links("/transitions/");
        let moving = moving.into_iter().find(|l| Id::parse_str(&l[13..]).is_ok()).unwrap();
        let plan = [("pupil", pupil.as_str()), ("kind", "behaviour"), ("from", "2026-11-12")];
        let plan = posts(&okell, "/plans/new", &plan).await;
        let rows = [(moving, Origin::Transition, true), (plan, Origin::Plan, true)];
        for (n, (there, origin, of_pupil)) in rows.into_iter().enumerate() {
            let what = format!("Ring about number {n}");
            let action = adds(&s, &okell, &there, &what).await;
            let page = okell.sees(&action).await;
            assert!(page.links("/").contains(&there), "{there}: linked both ways");
            let mut read = s.app.store().read().await.unwrap();
            let kept = store::action::about(&mut read, s.f.org, key(&there)).await.unwrap();
            drop(read);
            assert_eq!((kept[0].origin, kept[0].pupil.is_some()), (origin, of_pupil));
            assert!(!kept[0].source.contains("Saffron"), "{}", kept[0].source);
        }
        // A record that somebody may not open begins no action of theirs.
        let ravenhall = s.signs_in("ravenhall").await;
        let about = {
            let mut read = s.app.store().read().await.unwrap();
            let reader =
                store::action::Reader { org: s.f.org, staff: s.f.staff["okell"], scope: None };
            store::action::list(&mut read, &reader).await.unwrap()[0].about.unwrap().to_string()
        };
        for origin in ["early_help", "plan", "transition"] {
            let path = format!("/actions/new?origin={origin}&about={about}");
            ravenhall.get(&path).await.is(404);
        }
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn what_nobody_can_do_any_more_stands_with_whoever_wrote_it_down() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let adair = s.f.staff["adair"];
        let fields = [
            ("what", "Order the headphones"),
            ("owner", &*adair.to_string()),
            ("due", "2026-11-13"),
            ("how", "They are there"),
        ]
        .map(|(a, b)| (a, b.to_string()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
        posts(&okell, "/actions/new", &fields).await;
        s.nov(16, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.hides("Order the headphones");
        s.signs_in("adair").await.sees("/").await.says("Order the headphones");
        let lyle = s.signs_in("lyle").await;
        lyle.does(&format!("/people/{adair}/access"), &[("active", "no")]).await;
        okell
            .sees("/")
            .await
            .says("Order the headphones (Mr Col Adair)")
            .says("whose it was signs in no more");
        okell.sees("/actions").await.says("Order the headphones").says("Late");
    }
}
