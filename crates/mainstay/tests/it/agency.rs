//! Agencies: last checked by whom and when, contact with the basis on which anything was shared, and
//! answers that are awaited until they are written down.

use crate::harness::schools;
use casework::Id;

#[tokio::test]
async fn the_directory_marks_what_nobody_has_checked_within_the_schools_own_interval() {
    for s in schools().await {
        s.nov(2, "9.00");
        let okell = s.signs_in("okell").await;
        okell.posts("/agencies/new", &[("name", "")]).await.is(422).says("Say what it is for");
        let once = Id::now_v7().to_string();
        let hub = [
            ("name", "Northmoor Family Hub"),
            ("what_for", "Family workers"),
            ("who_refers", "School, a parent"),
            ("phone", "01632 960410"),
            ("cost", "Free"),
            ("once", &*once),
        ];
        let page = okell.does("/agencies/new", &hub).await;
        assert_eq!(okell.does("/agencies/new", &hub).await, page, "tapped twice, kept once");
        okell.sees("/agencies").await.says("Mon 2 Nov 2026").hides("Check it");
        okell.posts("/agencies/every", &[("every", "3")]).await.is(422).says("from 14 to 1100");
        okell.does("/agencies/every", &[("every", "14")]).await;
        s.nov(17, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/agencies").await.says("Check it").says("1 last checked more than 14 days ago");
        okell.sees(&page).await.says("Check before you rely on it");
        let version = okell.sees(&page).await.value("version");
        okell.does(&format!("{page}/check"), &[("version", &*version), ("act", "same")]).await;
        okell.sees(&page).await.says("Last checked Tue 17 Nov 2026 by Ms Dara Okell");
        okell.posts(&format!("{page}/check"), &[("version", &*version)]).await.says("changed");
        // A mentor reads it and changes nothing.
        let adair = s.signs_in("adair").await;
        adair.sees(&page).await.says("Family workers").hides("It is still so");
        adair.get(&format!("{page}/change")).await.is(403);
    }
}

#[tokio::test]
async fn contact_says_on_what_basis_and_an_awaited_answer_stays_on_today() {
    for s in schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let tyrell = s.f.pupils["Tyrell"];
        let page = format!("/pupils/{tyrell}/agencies");
        okell
            .posts(&page, &[("shared", "Attendance"), ("basis", "nothing"), ("day", "2026-11-11")])
            .await
            .is(422)
            .says("Something was shared: say on what basis")
            .says("This day has not come yet")
            .says("Choose the agency");
        let once = Id::now_v7().to_string();
        let call = [
            ("other", "Northmoor Family Hub"),
            ("who", "Ms Ada Quist, family worker"),
            ("day", "2026-11-10"),
            ("how", "phone"),
            ("about", "Whether she can come to the TAC"),
            ("basis", "consent"),
            ("basis_words", "Ms Leanne Moss, signed 10 Nov"),
            ("shared", "Name, year, attendance"),
            ("answer_due", "2026-11-17"),
            ("once", &*once),
        ];
        okell.does(&page, &call).await;
        okell.does(&page, &call).await;
        let log = okell.sees(&page).await;
        assert_eq!(log.text().matches("Written by").count(), 1, "tapped twice, kept once");
        okell.sees("/agencies/awaited").await.says("Tyrell Ashdown-Moss").says("Tue 17 Nov 2026");
        okell.sees("/").await.hides("Agencies that have not answered");
        s.nov(18, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Agencies that have not answered").says("Northmoor Family Hub");
        okell.sees("/agencies/awaited").await.says("Late");
        let entry = okell.sees(&page).await.links("/agencies/entries/").remove(0);
        let id = entry.split('/').nth(3).unwrap().to_string();
        let version = okell.sees(&page).await.value("version");
        let (answer, due) = (format!("answer-{id}"), format!("due-{id}"));
        let chase = [(&*answer, "Rang, left word"), ("act", "later"), ("version", &*version)];
        okell.posts(&entry, &chase).await.is(422).says("Give a day to come");
        let chase = [chase[0], chase[1], chase[2], (&*due, "2026-11-20")];
        okell.does(&entry, &chase).await;
        okell.sees("/").await.hides("Agencies that have not answered");
        s.nov(20, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("answer due today");
        let version = okell.sees(&page).await.value("version");
        let said = [(&*answer, "She comes"), ("act", "answered"), ("version", &*version)];
        okell.does(&entry, &said).await;
        okell.sees(&page).await.says("Chased Wed 18 Nov 2026: Rang, left word").says("She comes");
        okell.sees("/agencies/awaited").await.says("Nothing is awaited");
        // Another year's lead finds nobody there; who may not see homes is refused.
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.get(&page).await.is(403);
    }
}
