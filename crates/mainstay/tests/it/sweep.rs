//! The nightly sweep: what every authority and every school owes, counted as their own pages count
//! it, and nothing kept.

use crate::case::{PERMANENT, SUSPENSION, at, desk, with};
use crate::case_hearing::{CALLUM, HERS};
use crate::exclusion::{decides, marnie};
use crate::harness::schools;
use casework::organisation::OrgKind;
use rulebook::Day;

#[tokio::test]
async fn the_sweep_counts_a_schools_duties_and_an_authoritys_as_their_pages_do() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let record = marnie(&school).await;
        let before = mainstay::sweep::run(&school.app).await.unwrap();
        let of = |all: &[mainstay::sweep::Swept], org| all.iter().find(|s| s.org == org).cloned();
        // Two of September and October are past; the third is not decided yet, and owes nothing.
        let ours = of(&before, school.f.org).unwrap();
        assert_eq!((ours.kind.is_school(), ours.cases), (true, 2), "{ours:?}");
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &record, "2026-11-19", "11.10").await;
        let ours_now = of(&mainstay::sweep::run(&school.app).await.unwrap(), school.f.org).unwrap();
        assert_eq!(ours_now.cases, 3, "{ours_now:?}");
        assert!(ours_now.duties > ours.duties, "{ours_now:?}");
        assert!(ours_now.at_risk + ours_now.late >= 1, "{ours_now:?}");

        // The authority's, against its own desk, on two days.
        let callum = at(&school, &n, CALLUM, Day::new(2026, 11, 20).unwrap(), "9.00").await;
        callum.does("/intake/new", SUSPENSION).await;
        let open = with(PERMANENT, &[("act", "open"), ("child", "new"), ("p2_address", HERS)]);
        callum.does("/intake/new", &open).await;
        let swept = mainstay::sweep::run(&school.app).await.unwrap();
        let theirs = of(&swept, n.org).unwrap();
        assert_eq!((theirs.kind, theirs.cases), (OrgKind::Authority, 2), "{theirs:?}");
        let desk = callum.sees("/desk").await;
        desk.says(&format!("{} late, {} at risk,", theirs.late, theirs.at_risk));
        assert!(theirs.late > 0, "{theirs:?}");
        // Nothing of it is kept: swept again it says the same, and the trail has not grown.
        let mut read = school.app.store().read().await.unwrap();
        let head = store::event::head(&mut read, n.org).await.unwrap();
        drop(read);
        let again = of(&mainstay::sweep::run(&school.app).await.unwrap(), n.org).unwrap();
        assert_eq!((again.duties, again.late), (theirs.duties, theirs.late));
        let mut read = school.app.store().read().await.unwrap();
        assert_eq!(store::event::head(&mut read, n.org).await.unwrap(), head);
    }
}
