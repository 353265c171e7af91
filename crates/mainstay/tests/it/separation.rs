//! A pupil kept apart for safeguarding: no suspension, told at once, looked at again each school day.

use crate::harness::schools;
use casework::Id;

fn once() -> String {
    Id::now_v7().to_string()
}

#[tokio::test]
async fn a_separation_for_safeguarding_is_no_suspension_and_wants_a_look_each_school_day() {
    for school in schools().await {
        school.nov(10, "9.00");
        let pupil = school.f.pupils["Tyrell"];
        let new = format!("/separations/new?pupil={pupil}");
        let thrale = school.signs_in("thrale").await;
        thrale.get(&new).await.is(403).says("The safeguarding lead decides this");
        let merrow = school.signs_in("merrow").await;
        let page = merrow.sees(&new).await.says("No punishment and no suspension");
        let key = page.value("once");
        let id = pupil.to_string();
        let fields = [
            ("once", key.as_str()),
            ("pupil", &id),
            ("from", "2026-11-10"),
            ("why", "An allegation between two"),
            ("on_site", "Every lesson is shared"),
            ("how_long", "Until both have been heard"),
            ("way_back", "A meeting, then another form"),
        ];
        merrow
            .posts("/separations", &fields[..5])
            .await
            .is(422)
            .says("how short it is meant to be");
        let at = merrow.does("/separations", &fields).await;
        assert_eq!(merrow.does("/separations", &fields).await, at);
        let page = merrow.sees(&at).await.says("Not a suspension: it adds nothing to the totals");
        page.says("The register code is not settled").says("R4.12");
        merrow.sees("/").await.says("Kept apart for safeguarding: The parent told");
        for code in ["apart-parent", "apart-authority"] {
            let told = [
                ("once", &once() as &str),
                ("code", code),
                ("how", "phone"),
                ("on", "2026-11-10"),
                ("at", "8.50"),
            ];
            merrow.does(&format!("{at}/told"), &told).await;
        }
        let look =
            [("once", &once() as &str), ("look_day", "2026-11-10"), ("look_words", "Needed still")];
        merrow.does(&format!("{at}/look"), &look).await;
        merrow.sees("/").await.hides("Kept apart for safeguarding");
        school.nov(11, "9.00");
        let merrow = school.signs_in("merrow").await;
        merrow.sees("/").await.says("Kept apart for safeguarding: look at it again");
        merrow.posts(&format!("{at}/end"), &[("ended_on", "2026-11-11")]).await.is(422);
        let end = [("ended_on", "2026-11-11"), ("ended_words", "Met at 8.30")];
        merrow.does(&format!("{at}/end"), &end).await;
        let again = [("once", &once() as &str), ("look_day", "2026-11-11"), ("look_words", "More")];
        merrow.posts(&format!("{at}/look"), &again).await.is(409).says("It ended on");
        let file = merrow.sees(&format!("/pupils/{pupil}")).await;
        file.says("Kept apart for safeguarding, from Tue 10 Nov 2026");
        merrow.sees("/exclusions").await.says("0 decided, 0 school days");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
