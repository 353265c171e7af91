//! Scenario 2, row 12: what remains of a placement is cancelled and another room is asked instead.

use crate::board::once;
use crate::harness::{schools, tuesday};
use crate::space::{NOV, books, room};
use casework::room::{PlacementState, RoomKind};

#[tokio::test]
async fn the_bridge_is_asked_instead_of_the_rest_and_silence_is_red_on_both_sides() {
    for school in schools().await {
        school.nov(20, "14.00");
        let bridge = room(&school, "The Bridge", RoomKind::Support, 4, None, Some("adair")).await;
        let day = NOV(24);
        let id = books(&school, "Tyrell", school.f.room, day, &["P1", "P2", "P3"]).await.unwrap();
        school.nov(23, "9.10");
        // Ms Catterall leads Year 9; a pupil of another year is not hers to send.
        let catterall = school.signs_in("catterall").await;
        let saffron = books(&school, "Saffron", school.f.room, day, &["P1"]).await.unwrap();
        catterall.get(&format!("/transfers/new?placement={saffron}")).await.is(404);
        let form = format!("/transfers/new?placement={id}");
        let page = catterall.sees(&form).await;
        let page = page.says("Instead of the rest").says("Asked: Mr Col Adair");
        let page = page.says("An answer is due by Wed 25 Nov 2026");
        let (placement, version) = (id.to_string(), page.value("version"));
        let (to, key) = (bridge.to_string(), once());
        let base = [
            ("placement", placement.as_str()),
            ("version", version.as_str()),
            ("way", "instead"),
            ("once", key.as_str()),
        ];
        catterall
            .posts("/transfers/new", &base)
            .await
            .is(422)
            .says("Choose a room")
            .says("Say why, for whoever answers");
        let why = "He cannot sit a whole day alone after the suspension";
        let asked = [&base[..], &[("room", to.as_str()), ("start_on", "2026-11-24"), ("why", why)]]
            .concat();
        let there = catterall.does("/transfers/new", &asked).await;
        assert_eq!(there, catterall.does("/transfers/new", &asked).await, "sent twice, asked once");
        let mut read = school.app.store().read().await.unwrap();
        let now = store::room::placement(&mut read, school.f.org, id).await.unwrap();
        assert_eq!(now.state, PlacementState::Cancelled, "{}", school.engine());
        drop(read);
        catterall.sees(&there).await.says(why).says("Mr Col Adair");

        // Both sides have it on Today; after two school days it is late for both.
        let adair = school.signs_in("adair").await;
        let mine = "The Bridge was asked";
        catterall.sees("/").await.says("Rooms asked, and no answer yet").says(mine);
        // A mentor opens the files of his own pupils; Tyrell is one of them.
        adair.sees("/").await.says("Ms Bea Catterall asks; answer by Wed 25 Nov 2026");
        school.nov(25, "15.00");
        let catterall = school.signs_in("catterall").await;
        catterall
            .sees("/")
            .await
            .says(&format!("Rooms asked, and no answer yet 1 Tyrell Ashdown-Moss, 9K2 {mine}"));
        school.nov(26, "8.00");
        let catterall = school.signs_in("catterall").await;
        let adair = school.signs_in("adair").await;
        // Only among the late ones does a line say what kind it is after its name.
        let late = "Tyrell Ashdown-Moss, 9K2 Rooms asked, and no answer yet";
        catterall.sees("/").await.says(&format!("{late} {mine}"));
        adair.sees("/").await.says(&format!("{late} Ms Bea Catterall asks"));
        catterall.sees("/transfers").await.says("No answer in time");

        // Whoever asked does not answer; whoever is in charge does, and the place is booked.
        catterall.posts(&there, &[("version", "1"), ("state", "accepted")]).await.is(403);
        let page = adair.sees(&there).await.says("Do you take them?");
        let version = page.value("version");
        let declined = [("version", version.as_str()), ("state", "declined")];
        adair.posts(&there, &declined).await.is(422).says("Say why not");
        let inset = [
            ("version", version.as_str()),
            ("state", "accepted"),
            ("start_on", "2026-11-27"),
            ("period", "P1"),
        ];
        adair.posts(&there, &inset).await.is(422).says("INSET day");
        let accepted = [
            ("version", version.as_str()),
            ("state", "accepted"),
            ("start_on", "2026-11-30"),
            ("period", "P1"),
            ("period", "P2"),
            ("answer", "Glad to have him"),
        ];
        adair.does(&there, &accepted).await;
        adair.posts(&there, &accepted).await.is(409);
        catterall.sees(&there).await.says("Accepted by Mr Col Adair").says("Glad to have him");
        catterall.sees("/").await.hides("Rooms asked, and no answer yet");
        let mut read = school.app.store().read().await.unwrap();
        let all = store::room::placements_on(&mut read, school.f.org, bridge, NOV(30)).await;
        assert_eq!(all.unwrap().len(), 1);
        // A place in a room for support is no removal.
        let pupil = school.f.pupils["Tyrell"];
        let out =
            store::booking::minutes_out(&mut read, school.f.org, pupil, tuesday(), NOV(30), None)
                .await
                .unwrap();
        assert_eq!(out, 0, "{}", school.engine());
        drop(read);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
