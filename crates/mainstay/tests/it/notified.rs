//! What a school notifies reaches its authority as a copy: once, whole, and as nothing but a copy.

use crate::case::{at, desk};
use crate::exclusion::{decides, marnie, once};
use crate::harness::schools;
use rulebook::Day;

#[tokio::test]
async fn what_a_school_notifies_waits_at_its_authoritys_desk_once_and_as_a_copy() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let record = marnie(&school).await;
        let lyle = school.signs_in("lyle").await;
        let was = lyle.sees("/set-up/belongs").await.value("was");
        let council = n.org.to_string();
        lyle.does("/set-up/belongs", &[("was", was.as_str()), ("authority", &council)]).await;
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &record, "2026-11-19", "11.10").await;
        // Decided, and not told yet: the authority knows nothing.
        let day = Day::new(2026, 11, 19).unwrap();
        let callum = at(&school, &n, "osei-brandt", day, "11.20").await;
        callum.sees("/intake").await.hides("Tyrell");
        for minute in ["11.30", "11.35"] {
            school.nov(19, minute);
            let catterall = school.signs_in("catterall").await;
            let told = [
                ("once", &once() as &str),
                ("code", "told-authority"),
                ("how", "portal"),
                ("on", "2026-11-19"),
                ("at", minute),
                ("what", "The authority’s own form"),
            ];
            catterall.does(&format!("{record}/done"), &told).await;
        }
        let callum = at(&school, &n, "osei-brandt", day, "11.40").await;
        let list = callum.sees("/intake").await.says("Tyrell Ashdown-Moss").says("Fairholme");
        let waiting: Vec<String> =
            list.links("/intake/").into_iter().filter(|l| !l.ends_with("/new")).collect();
        assert_eq!(waiting.len(), 1, "{}: told twice, there once: {waiting:?}", school.engine());
        let notice = callum.sees(&waiting[0]).await;
        let hers = ["Ms Hope Anand", "2026-11-19", "1.5", "Leanne", "14 Tanyard Row"];
        for value in [&hers[..], &["Curtis", "88 Quay Street"]].concat() {
            assert!(notice.body.contains(value), "{value} in {}", notice.text());
        }
        // It is a copy: the school's record stays the school's, and the desk the authority's.
        callum.get(&record).await.is(403).hides("Tyrell");
        merrow.get(&waiting[0]).await.is(403).hides("Tanyard");
        for org in [school.f.org, n.org] {
            assert!(school.app.store().verify_chain(org).await.unwrap().is_ok());
        }
    }
}

#[tokio::test]
async fn a_schools_cancellation_marks_the_case_of_its_notice_and_both_trails_hold() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let record = marnie(&school).await;
        let lyle = school.signs_in("lyle").await;
        let was = lyle.sees("/set-up/belongs").await.value("was");
        let council = n.org.to_string();
        lyle.does("/set-up/belongs", &[("was", was.as_str()), ("authority", &council)]).await;
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &record, "2026-11-19", "11.10").await;
        let told = |code: &'static str, minute: &'static str| {
            [
                ("code", code),
                ("how", "portal"),
                ("on", "2026-11-19"),
                ("at", minute),
                ("what", "The form"),
            ]
        };
        school.nov(19, "11.30");
        let catterall = school.signs_in("catterall").await;
        catterall.does(&format!("{record}/done"), &told("told-authority", "11.30")).await;
        school.nov(19, "12.00");
        let merrow = school.signs_in("merrow").await;
        let version = merrow.sees(&format!("{record}/cancel")).await.value("version");
        let off = [("version", version.as_str()), ("on", "2026-11-19"), ("why", "New evidence")];
        merrow.does(&format!("{record}/cancel"), &off).await;
        for minute in ["12.10", "12.15"] {
            school.nov(19, minute);
            let catterall = school.signs_in("catterall").await;
            catterall.does(&format!("{record}/done"), &told("cancelled-authority", minute)).await;
        }

        // Two notices wait: the first, and the cancellation, told twice and there once. The
        // authority's own trail says that each came.
        let day = Day::new(2026, 11, 19).unwrap();
        let akers = at(&school, &n, "akers", day, "12.20").await;
        let trail = akers.sees("/trail").await.text();
        let came = trail.matches("Straight from the school on Mainstay").count();
        assert_eq!(came, 2, "{}: {trail}", school.engine());
        let callum = at(&school, &n, "osei-brandt", day, "12.30").await;
        let list = callum.sees("/intake").await;
        let waiting: Vec<String> =
            list.links("/intake/").into_iter().filter(|l| !l.ends_with("/new")).collect();
        assert_eq!(waiting.len(), 2, "{waiting:?}");
        let mut off = String::new();
        let mut first = String::new();
        for one in waiting {
            match callum
                .sees(&one)
                .await
                .text()
                .contains("The headteacher cancelled it on Thu 19 Nov")
            {
                true => off = one,
                false => first = one,
            }
        }
        // Out of order: the cancellation waits for the case of what it takes back.
        let page = callum.sees(&off).await.says("There is no case yet of what it takes back");
        let (cancelled, cancels) = (page.value("cancelled"), page.value("cancels"));
        let version = page.value("version");
        let mark = [
            ("version", version.as_str()),
            ("cancelled", &cancelled),
            ("cancels", &cancels),
            ("given", "Tyrell"),
            ("family", "Ashdown-Moss"),
            ("act", "cancel"),
        ];
        callum.posts(&off, &mark).await.is(409).says("There is no case yet of what this cancels");
        let version = callum.sees(&first).await.value("version");
        let open = [
            ("version", version.as_str()),
            ("given", "Tyrell"),
            ("family", "Ashdown-Moss"),
            ("school_name", "Fairholme Community School"),
            ("outside", "yes"),
            ("kind", "suspension"),
            ("decided", "2026-11-19"),
            ("first_day", "2026-11-19"),
            ("days", "1.5"),
            ("received_on", "2026-11-19"),
            ("received_at", "11.30"),
            ("act", "open"),
        ];
        let case = callum.does(&first, &open).await;
        callum
            .sees(&off)
            .await
            .says("It takes back what Case 1 is about")
            .says("Mark it as cancelled");
        assert_eq!(callum.does(&off, &mark).await, case);
        callum.does(&off, &mark).await;
        let page = callum.sees(&case).await;
        let page = page.says("Cancelled by the headteacher on Thu 19 Nov 2026");
        page.says("The cancellation and its reasons to the parent")
            .hides("Work set for the first days");
        callum.sees(&format!("{case}/facts")).await.says("Notice of the cancellation from");
        callum.get(&format!("{case}/cancelled")).await.is(409).says("cancelled on Thu 19 Nov 2026");

        let mut read = school.app.store().read().await.unwrap();
        for org in [school.f.org, n.org] {
            for found in store::check::findings(&mut read, org).await.unwrap() {
                assert!(found.broken.is_empty(), "{} on {}", found.rule, school.engine());
            }
        }
        drop(read);
        for org in [school.f.org, n.org] {
            assert!(school.app.store().verify_chain(org).await.unwrap().is_ok());
        }
    }
}
