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
