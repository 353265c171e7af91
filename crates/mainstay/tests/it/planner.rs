//! Known dates, the week's planner and the seat plan.

use crate::harness::{schools, tuesday};
use crate::space::books;
use casework::{Act, Event, Id, Verb};

#[tokio::test]
async fn a_date_written_down_later_shows_on_the_booking_made_before_and_one_before_asks_first() {
    for school in schools().await {
        school.nov(9, "14.00");
        let before = books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2", "P3"]).await;
        let before = before.unwrap();
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("Bookings on a known date");
        let page = okell.sees("/known-dates").await.says("No dates to come");
        let key = page.value("once");
        let wrong = [("whom", "form"), ("group", "9Z"), ("kind", "exam"), ("from", "soon")];
        okell
            .posts("/known-dates", &wrong)
            .await
            .is(422)
            .says("Type a form as it is written")
            .says("Give the day as a date");
        let exam = [
            ("whom", "form"),
            ("group", "8f1"),
            ("kind", "exam"),
            ("what", "Maths paper 1"),
            ("from", "2026-11-10"),
            ("at", "9.00"),
            ("until", "10.30"),
            ("once", key.as_str()),
        ];
        okell.does("/known-dates", &exam).await;
        okell.does("/known-dates", &exam).await;
        let page = okell.sees("/known-dates").await.says("Exam: Maths paper 1").says("8F1");
        assert_eq!(page.text().matches("Maths paper 1").count() / 2, 1, "{}", page.text());
        okell
            .sees("/")
            .await
            .says("Bookings on a known date")
            .says("P1–P2: Exam: Maths paper 1, 9.00–10.30, tomorrow");
        okell.sees("/planner?day=2026-11-10").await.says("exam").says("Saffron Idle, 8F1");
        // Tariq is in the form too: a new booking on it is not made without a name and reason.
        assert!(books(&school, "Tariq", school.f.room, tuesday(), &["P1"]).await.is_none());
        assert!(books(&school, "Tariq", school.f.room, tuesday(), &["P3"]).await.is_some());
        // Moving a booking on to it is refused in words; moving the one before off it mends Today.
        let page = okell.sees(&format!("/placements/{before}/move")).await;
        let (version, room) = (page.value("version"), school.f.room.to_string());
        let mut fields = vec![
            ("version", version.as_str()),
            ("day", "2026-11-10"),
            ("period", "P2"),
            ("room", &room),
            ("why", "Exam"),
        ];
        let there = format!("/placements/{before}/move");
        okell.posts(&there, &fields).await.is(409).says("Exam: Maths paper 1");
        fields[2] = ("period", "P4");
        okell.does(&there, &fields).await;
        okell.sees("/").await.hides("Bookings on a known date");
        let id = page_key(&okell.sees("/known-dates").await.body);
        okell.does("/known-dates/end", &[("id", &id)]).await;
        okell.sees("/known-dates").await.says("No dates to come");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

/// The key in the form that takes a date away.
fn page_key(body: &str) -> String {
    let at = body.find("/known-dates/end").unwrap();
    let mark = "name=\"id\" value=\"";
    let from = at + body[at..].find(mark).unwrap() + mark.len();
    body[from..].split('"').next().unwrap().to_string()
}

#[tokio::test]
async fn dates_come_from_a_file_whose_headings_are_chosen() {
    for school in schools().await {
        school.nov(9, "14.00");
        let okell = school.signs_in("okell").await;
        let file = "Adm,When,Paper\n4100,17/11/2026,Maths 1\n9999,17/11/2026,Maths 1\n";
        let page =
            okell.sends("/known-dates/file", &[], ("dates.csv", file.as_bytes())).await.is(200);
        let page = page.says("Choose the column of the day");
        let key = page.value("file");
        let mut fields = vec![
            ("file", key.as_str()),
            ("map_number", "1"),
            ("map_date", "2"),
            ("map_what", "3"),
            ("do", "look"),
        ];
        okell
            .posts("/known-dates/file/keep", &fields)
            .await
            .is(200)
            .says("1 can be kept")
            .says("Row 3: Nobody on roll has this number");
        fields[4] = ("do", "keep");
        okell.posts("/known-dates/file/keep", &fields).await.is(422).says("Tick this to go on");
        fields.push(("leave_out", "1"));
        okell.does("/known-dates/file/keep", &fields).await;
        okell.sees("/known-dates").await.says("Tyrell Ashdown-Moss, 9K2").says("Maths 1");
        // The same file again brings nothing.
        okell.does("/known-dates/file/keep", &fields).await;
        let mut read = school.app.store().read().await.unwrap();
        let all = store::known_date::list(&mut read, school.f.org, tuesday(), 10).await.unwrap();
        assert_eq!(all.len(), 1, "{}", school.engine());
        drop(read);
        okell.sends("/known-dates/file", &[], ("x.csv", b"")).await.is(422).says("Choose a file");
    }
}

#[tokio::test]
async fn the_week_shows_inset_and_who_sits_where_is_chosen_from_a_list() {
    for school in schools().await {
        school.nov(9, "14.00");
        let one = books(&school, "Tyrell", school.f.room, tuesday(), &["P1", "P2"]).await.unwrap();
        let other =
            books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2"]).await.unwrap();
        let okell = school.signs_in("okell").await;
        okell.sees("/planner?day=2026-11-24").await.says("INSET day");
        okell
            .sees("/planner?day=2026-11-10")
            .await
            .says("2 of 6")
            .says("Tyrell Ashdown-Moss, 9K2")
            .says("Ms Okell");
        okell.sees("/planner/print?day=2026-11-10").await.says("The week").says("2/6");
        school.signs_in("poll").await.get("/planner").await.is(403);

        // The school draws its seats; the sheet says their names.
        let lyle = school.signs_in("lyle").await;
        let draw = format!("/set-up/rooms/{}/seats", school.f.room);
        let page = lyle.sees(&draw).await;
        let seen = page.value("seen");
        lyle.posts(&draw, &[("seen", &seen), ("plan", "1 2 3")])
            .await
            .is(422)
            .says("Seat 4 is not in the drawing");
        let plan = "1:Window 2 . 3\n4 . 5 6:Door";
        lyle.does(&draw, &[("seen", &seen), ("plan", plan)]).await;
        lyle.posts(&draw, &[("seen", &seen), ("plan", plan)]).await.is(409);
        let board = format!("/board/{}", school.f.room);
        okell.sees(&format!("{board}/print?day=2026-11-10")).await.says("Window");

        // They change places: whoever has the seat takes the other.
        let seats = format!("{board}/seats?day=2026-11-10&period=P1");
        let page = okell.sees(&seats).await.says("1 Window").says("Free: 3, 4, 5, 6");
        let version = version_of(&page.body, one);
        let fields =
            [("placement", one.to_string()), ("version", version), ("seat", "2".to_string())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.does(&seats, &fields).await;
        okell.posts(&seats, &fields).await.is(409);
        let mut read = school.app.store().read().await.unwrap();
        let now = |id| move |p: &casework::room::Placement| (p.id == id).then_some(p.seat);
        let all =
            store::room::placements_on(&mut read, school.f.org, school.f.room, tuesday()).await;
        let all = all.unwrap();
        drop(read);
        assert_eq!(all.iter().find_map(now(one)), Some(Some(2)), "{}", school.engine());
        assert_eq!(all.iter().find_map(now(other)), Some(Some(1)));

        // A pair kept apart on neighbouring seats is warned of.
        let act = Act::by_system(school.f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let pair = casework::pupil::KeepApart {
            id: Id::now_v7(),
            one: school.f.pupils["Tyrell"],
            other: school.f.pupils["Saffron"],
            why: "A quarrel".into(),
            set_by: "Ms Bea Catterall".into(),
            set_on: tuesday().plus(-1),
            review_on: None,
        };
        store::pupil::keep_apart(&mut w, &pair).await.unwrap();
        w.commit(Event::new(Verb::KeepApartSet, "keep_apart", pair.id), vec![]).await.unwrap();
        okell.sees(&seats).await.says("Keep apart, and beside each other").says("Too near");
    }
}

/// The version in the form of one placement's seat.
fn version_of(body: &str, placement: Id) -> String {
    let at = body.find(&format!("name=\"placement\" value=\"{placement}\"")).unwrap();
    let mark = "name=\"version\" value=\"";
    let from = at + body[at..].find(mark).unwrap() + mark.len();
    body[from..].split('"').next().unwrap().to_string()
}

#[tokio::test]
async fn a_known_date_that_can_only_be_a_slip_of_the_keys_is_said_beside_its_field() {
    for school in schools().await {
        school.nov(9, "14.00");
        let okell = school.signs_in("okell").await;
        let add = async |change: &[(&str, &str)]| {
            let mut fields =
                vec![("whom", "year"), ("group", "9"), ("kind", "exam"), ("from", "2026-11-18")];
            for (name, value) in change {
                fields.retain(|(n, _)| n != name);
                fields.push((name, value));
            }
            okell.posts("/known-dates", &fields).await
        };
        for year in ["99999", "-3", "Year 0x9"] {
            let no = add(&[("group", year)]).await.is(422);
            let no = no.says("Type the year as a number from 0 to 14");
            assert!(no.body.contains(&format!("value=\"{year}\"")), "what was typed stays");
        }
        add(&[("from", "2126-11-18")]).await.is(422).says("is too far ahead");
        add(&[("from", "2026-11-18"), ("to", "2199-11-18")]).await.is(422).says("at most 31 days");
        add(&[("from", "99999-11-18")]).await.is(422).says("Give the day as a date");
        add(&[("group", "Year 9")]).await.is(303);
        okell.sees("/known-dates").await.says("Year 9");
        let file = "Adm No,Date,Paper\n4100,17/11/99999,A\n4100,17/11/-3,B\n4100,17/11/2126,C\n\
                    4100,17/11/2026,D\n";
        let page = okell.sends("/known-dates/file", &[], ("dates.csv", file.as_bytes())).await;
        let page = page.is(200).says("1 can be kept, 3 cannot be read");
        page.says("Row 4: Sun 17 Nov 2126 is too far ahead").says("Row 2: The date is missing");
    }
}
