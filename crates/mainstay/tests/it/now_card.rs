//! The card on a pupil's desk: what to do now, what helps, what comes next, and nothing else.

use crate::harness::schools;
use crate::message::{booked, opens, path, to};

#[tokio::test]
async fn the_card_says_what_to_do_now_what_helps_and_what_comes_next_and_no_more() {
    for school in schools().await {
        let placement = booked(&school, &["P2", "P3"]).await;
        let link = path(&school, &to(&school, "hale").await);
        let work = opens(&school, &link).await.value("work");
        let tap = format!("work={work}&tap-{work}=same");
        crate::harness::send(&school.router, "POST", &link, "", Some(tap)).await.is(303);
        let card = format!("/placements/{placement}/card");

        // Nothing is on yet; the first of the day is next.
        school.nov(10, "9.30");
        let okell = school.signs_in("okell").await;
        okell.sees(&card).await.says("Nothing is on now").says("P2 Maths, from 10.00");
        school.nov(10, "10.00");
        let page = okell.sees(&card).await.says("P2 Maths").says("Until 10.50");
        let page = page.says("In the class’s online classroom").says("P3 Science, from 11.05");
        let page = page.says("What helps");
        for private in [
            "Abuse",
            "Ashdown-Moss",
            "SEN",
            "Reading age",
            "allergy",
            "free meal",
            "Kian",
            "Ravenhall",
        ] {
            assert!(!page.text().contains(private), "{private} in {}", page.text());
        }
        // No way from the desk into the rest of Mainstay.
        assert!(page.links("/").iter().all(|l| l.starts_with("/assets/")), "{:?}", page.links("/"));
        school.nov(10, "10.50");
        okell.sees(&card).await.says("Nothing is on now").says("P3 Science, from 11.05");
        school.nov(10, "11.05");
        okell.sees(&card).await.says("Your work is on its way").hides("Next");
        school.nov(10, "12.00");
        okell.sees(&card).await.says("Ask the adult in the room what is next");
        // A teacher has no board, and so no card; nobody has one without signing in.
        school.signs_in("hale").await.get(&card).await.is(403);
        crate::harness::send(&school.router, "GET", &card, "", None).await.is(303);
        let none = format!("/placements/{}/card", casework::Id::nil());
        okell.get(&none).await.is(404);
    }
}

#[tokio::test]
async fn the_file_of_a_unit_of_the_bank_is_on_the_desk_of_whoever_does_it() {
    for school in schools().await {
        let placement = booked(&school, &["P2"]).await;
        school.nov(10, "9.30");
        let okell = school.signs_in("okell").await;
        let mut read = school.app.store().read().await.unwrap();
        let asked = store::work::of_placement(&mut read, school.f.org, placement).await.unwrap();
        drop(read);
        let page = okell.sees(&format!("/work/{}", asked[0].id)).await;
        let unit =
            page.body.split("name=\"unit\" value=\"").nth(1).expect("a unit")[..36].to_string();
        // Its file, kept with the unit as the bank keeps it.
        let act = casework::Act::by_system(school.f.org, school.clock.now(), "a story");
        let mut w = school.app.store().write(act).await.unwrap();
        let pdf = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj";
        let fit = casework::attachment::fit("Ratio.pdf", pdf).unwrap();
        let about = casework::Id::parse_str(&unit).unwrap();
        let add = store::attachment::add;
        add(&mut w, "bank_unit", about, &fit, pdf.to_vec(), "0", "Ms Okell").await.unwrap();
        let event = casework::Event::new(casework::Verb::UnitKept, "bank_unit", about);
        w.commit(event, vec![]).await.unwrap();
        let card = format!("/placements/{placement}/card");
        okell.does(&format!("/work/{}/bank", asked[0].id), &[("unit", &unit)]).await;
        school.nov(10, "10.05");
        let okell = school.signs_in("okell").await;
        let link = okell.sees(&card).await.says("Ratio.pdf").links("/work/").remove(0);
        assert_eq!(okell.get(&link).await.is(200).bytes, pdf);
        // Whoever covers the room hands it out too; nobody else opens it by that address.
        let poll = school.signs_in("poll").await;
        assert_eq!(poll.get(&link).await.is(200).bytes, pdf);
        school.signs_in("ravenhall").await.get(&link).await.is(404);
    }
}
