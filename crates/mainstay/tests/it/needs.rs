//! What a pupil needs through the day: offered with one tap, flagged when it was not; contact with
//! the rest of the school counted; lunch lists and meals.

use crate::board::books;
use crate::harness::schools;
use casework::Id;

const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

fn once() -> String {
    Id::now_v7().to_string()
}

#[tokio::test]
async fn three_hours_with_nothing_offered_is_said_on_the_tile_until_something_is() {
    for s in schools().await {
        let tyrell = books(&s, "Tyrell", 1, &ALL).await;
        s.nov(10, "8.40");
        let okell = s.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        s.nov(10, "11.40");
        let okell = s.signs_in("okell").await;
        okell.sees(&board).await.hides("No food, water or toilet");
        s.nov(10, "11.41");
        okell.sees(&board).await.says("No food, water or toilet for 3 h 1 min");
        let door = format!("/placements/{tyrell}/entries");
        okell.does(&door, &[("kind", "water"), ("once", &once())]).await;
        let page = okell.sees(&board).await.hides("No food, water").says("Water 11.41");
        // Undone, it was not offered.
        let undo = page.links("/entries/").remove(0);
        okell.does(&undo, &[]).await;
        okell.sees(&board).await.says("No food, water or toilet for 3 h 1 min");
        okell.does(&door, &[("kind", "toilet"), ("once", &once())]).await;
        okell.sees(&board).await.hides("No food, water").says("Back in the room");
        for kind in ["food", "prayer"] {
            okell.does(&door, &[("kind", kind), ("once", &once())]).await;
        }
        okell.sees(&format!("/placements/{tyrell}")).await.says("Food offered").says("Prayer");
    }
}

#[tokio::test]
async fn contact_through_a_window_is_logged_with_one_tap_and_counted_once() {
    for s in schools().await {
        let tyrell = books(&s, "Tyrell", 1, &ALL).await;
        s.nov(10, "8.40");
        let okell = s.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        s.nov(10, "12.10");
        let okell = s.signs_in("okell").await;
        let key = once();
        let tap = [("kind", "contact"), ("body", "Through the window"), ("once", key.as_str())];
        for _ in 0..2 {
            okell.does(&format!("/placements/{tyrell}/entries"), &tap).await;
        }
        okell.sees(&board).await.says("Contact 1");
        okell.sees(&format!("/placements/{tyrell}")).await.says("Through the window");
        let list = "/reports/list?what=contacts&value=&from=2026-11-02&to=2026-11-10";
        okell
            .sees(list)
            .await
            .says("1 row")
            .says("Tyrell Ashdown-Moss")
            .says("Contact with the rest of the school");
    }
}

#[tokio::test]
async fn a_lunch_list_is_late_on_today_until_it_went_and_each_meal_is_ticked_once() {
    for s in schools().await {
        let tyrell = books(&s, "Tyrell", 1, &ALL).await;
        // Gone by lunch, so no meal.
        books(&s, "Moses", 2, &["P1", "P2"]).await;
        s.nov(10, "8.40");
        let okell = s.signs_in("okell").await;
        let lunch = format!("/board/{}/lunch", s.f.room);
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        okell.sees("/").await.says("Lunch lists to send").says("1 student to eat");
        s.nov(10, "10.31");
        let okell = s.signs_in("okell").await;
        okell.sees(&lunch).await.says("Late").says("Nut allergy");
        let page = okell.sees("/").await;
        let at = page.text();
        // Only among the late ones does a line say after its name what kind it is.
        assert!(
            at.contains(
                "1 student to eat; the kitchen wants the list by 10.30 Lunch lists to send"
            ),
            "{at}"
        );
        for _ in 0..2 {
            okell.does(&lunch, &[("act", "sent")]).await;
        }
        okell.sees("/").await.hides("Lunch lists to send");
        okell.sees(&lunch).await.says("Sent").says("10.31, Ms Dara Okell");
        s.nov(10, "12.10");
        let okell = s.signs_in("okell").await;
        let placement = tyrell.to_string();
        let meal = [("placement", placement.as_str()), ("how", "delivered")];
        for _ in 0..2 {
            okell.does(&lunch, &meal).await;
        }
        okell.sees(&lunch).await.says("Delivered 12.10");
        okell.does(&lunch, &[("placement", &placement), ("how", "none")]).await;
        okell.sees(&lunch).await.hides("Delivered 12.10");
        okell.posts(&lunch, &[("placement", &placement), ("how", "eaten")]).await.is(404);
        let ravenhall = s.signs_in("ravenhall").await;
        assert!(ravenhall.posts(&lunch, &[("act", "sent")]).await.status >= 400);
    }
}
