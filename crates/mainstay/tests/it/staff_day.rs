//! A member of staff's day: cover that clashes is said before it is kept, a week that is taken twice is
//! not published, site duties that nobody has stand on Today, and one's own day says what falls together.

use crate::board::once;
use crate::harness::{Person, School, schools};

/// Mr Adair leads a group on Tuesdays in P3, from 3 November on.
async fn leads_a_group(s: &School, okell: &Person) {
    let (key, adair) = (once(), s.f.staff["adair"].to_string());
    let fields = [
        ("once", key.as_str()),
        ("name", "Steady Starts"),
        ("kind", "therapeutic"),
        ("purpose", "To begin a lesson calmly"),
        ("dose", "Six sessions"),
        ("price", "15.00"),
        ("unit", "session"),
    ];
    okell.does("/interventions/new", &fields).await;
    let page = okell.sees("/interventions").await;
    let what = page.links("/interventions/").into_iter().find(|l| l.len() > 30).unwrap();
    let key = once();
    let group = [
        ("once", key.as_str()),
        ("intervention", &what[15..]),
        ("name", "Steady Starts, Year 8"),
        ("aim", "Each begins a lesson without a word"),
        ("leader", &adair),
        ("place", "The Snug"),
        ("weekday", "2"),
        ("code", "P3"),
        ("first", "2026-11-03"),
        ("last", "2026-12-08"),
    ];
    okell.does("/groups/new", &group).await;
}

#[tokio::test]
async fn cover_that_clashes_is_said_and_kept_only_by_whoever_goes_on_knowing_it() {
    for s in schools().await {
        s.nov(12, "15.30");
        let okell = s.signs_in("okell").await;
        leads_a_group(&s, &okell).await;
        let (room, adair) = (s.f.room.to_string(), s.f.staff["adair"].to_string());
        let mut cover = vec![
            ("day", "2026-11-17"),
            ("room", &room),
            ("period", "P3"),
            ("adult", &adair),
            ("why", "Ms Okell is on a course"),
        ];
        let no = okell
            .posts("/rota/change", &cover)
            .await
            .is(422)
            .says("They are elsewhere")
            .says("Mr Col Adair on Tue 17 Nov 2026: leading the group Steady Starts, Year 8");
        assert!(no.body.contains("Ms Okell is on a course"), "nothing typed is lost");
        okell.sees("/rota?day=2026-11-17").await.hides("Changed by");
        // In another period nothing is in the way, and he is told.
        let free = [cover[0], cover[1], ("period", "P4"), cover[3], cover[4]];
        okell.does("/rota/change", &free).await;
        cover.push(("anyway", "yes"));
        okell.does("/rota/change", &cover).await;
        okell.sees("/rota?day=2026-11-17").await.says("Mr Adair").says("Changed by Ms Dara Okell");
        let adair = s.signs_in("adair").await;
        let today = adair.sees("/").await.says("You have P3 in");
        assert!(today.links("/my-day").contains(&"/my-day".to_string()));
        adair
            .sees("/my-day?day=2026-11-17")
            .await
            .says("At the same time")
            .says("In charge of")
            .says("leading the group Steady Starts, Year 8")
            .says("I have seen it");
        for _ in 0..2 {
            adair.does("/my-day", &[("act", "seen")]).await;
        }
        adair.sees("/").await.hides("You have P3 in");
        // Somebody who is away, or does not work that day, is said to be.
        okell
            .does(
                &format!("/working-week/{}", s.f.staff["adair"]),
                &[("version", "0"), ("from-1", "8.30"), ("to-1", "15.30")],
            )
            .await;
        let off = [("day", "2026-11-18"), cover[1], ("period", "P1"), cover[3]];
        okell.posts("/rota/change", &off).await.is(422).says("not at work then");
        // The trail says that it was known.
        let merrow = s.signs_in("merrow").await;
        merrow.sees("/trail").await.says("Known when it was kept: leading the group");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_week_with_a_period_taken_twice_is_refused_and_says_by_what() {
    for s in schools().await {
        s.nov(12, "15.30");
        let okell = s.signs_in("okell").await;
        leads_a_group(&s, &okell).await;
        let adair = s.f.staff["adair"].to_string();
        let week = okell.does("/timetables", &[("staff", &adair), ("monday", "2026-11-16")]).await;
        let mut read = s.app.store().read().await.unwrap();
        let setting = store::school::setting(&mut read, s.f.org).await.unwrap();
        drop(read);
        let period = format!("{week}/period");
        for p in setting.periods.iter().filter(|p| {
            !matches!(
                p.kind,
                casework::school::PeriodKind::Break | casework::school::PeriodKind::Lunch
            )
        }) {
            let day = p.weekday.number().to_string();
            let version = okell
                .sees(&format!("{period}?weekday={day}&code={}", p.code))
                .await
                .value("version");
            let fields = [
                ("version", version.as_str()),
                ("weekday", &day),
                ("code", &p.code),
                ("what", "task"),
                ("words", "Reading"),
                ("act", "fill"),
            ];
            okell.posts(&period, &fields).await.is(303);
        }
        okell.sees(&week).await.says("At the same time").says("Taken twice: Tue P3");
        okell
            .posts(&week, &[("act", "publish")])
            .await
            .is(409)
            .says("cannot be published: Tue P3 is taken twice")
            .says("Tue P3: leading the group Steady Starts, Year 8");
        // Said as what it is, it is no clash.
        let version = okell.sees(&format!("{period}?weekday=2&code=P3")).await.value("version");
        let group = [
            ("version", version.as_str()),
            ("weekday", "2"),
            ("code", "P3"),
            ("what", "group"),
            ("words", "Steady Starts"),
            ("act", "fill"),
        ];
        okell.does(&period, &group).await;
        okell.does(&week, &[("act", "publish")]).await;
    }
}

#[tokio::test]
async fn a_site_duty_nobody_has_stands_on_today_the_day_before_and_one_day_is_given_to_another() {
    for s in schools().await {
        s.nov(9, "9.00");
        let okell = s.signs_in("okell").await;
        let adair_id = s.f.staff["adair"].to_string();
        okell.sees("/site-duties").await.says("Write the week’s duties");
        okell
            .posts("/site-duties/week", &[("name", "Lunch"), ("from", "12.50"), ("to", "12.40")])
            .await
            .is(422)
            .says("Choose the day")
            .says("It begins at 12.50: give a later time");
        let key = once();
        let lunch = [
            ("once", key.as_str()),
            ("name", "Lunch"),
            ("place", "Dining hall"),
            ("weekday", "2"),
            ("weekday", "3"),
            ("from", "12.50"),
            ("to", "13.30"),
            ("staff", &adair_id),
        ];
        okell.does("/site-duties/week", &lunch).await;
        okell.does("/site-duties/week", &lunch).await;
        let page = okell.sees("/site-duties/week").await;
        assert_eq!(page.text().matches("12.50–13.30").count(), 2, "tapped twice, kept once a day");
        let adair = s.signs_in("adair").await;
        adair.sees("/site-duties?day=2026-11-10").await.says("Yours").hides("Change this day");
        adair.sees("/my-day?day=2026-11-10").await.says("On duty: Lunch, Dining hall");
        adair.sees("/site-duties/print").await.says("Mr Col Adair").says("Dining hall");
        adair.posts("/site-duties/week", &lunch).await.is(403);
        okell.sees("/").await.hides("Lunch: Mr Col Adair is not there");
        // He is away on Tuesday: the day before, whoever leads sees that lunch has nobody.
        okell.does("/rota/away", &[("day", "2026-11-10"), ("staff", &adair_id)]).await;
        let today = okell.sees("/").await.says("Lunch: Mr Col Adair is not there");
        assert!(today.links("/site-duties").contains(&"/site-duties?day=2026-11-10".to_string()));
        let page = okell.sees("/site-duties?day=2026-11-10").await.says("1 duty needs somebody");
        let duty = page.body.split("<option value=\"").find(|p| p.contains("Lunch, 12.50"));
        let duty = duty.unwrap().split('"').next().unwrap().to_string();
        let poll = s.f.staff["poll"].to_string();
        let give = [
            ("day", "2026-11-10"),
            ("duty", duty.as_str()),
            ("staff", &poll),
            ("why", "Mr Adair is away"),
            ("act", "give"),
        ];
        let back = [give[0], give[1], ("staff", &adair_id), give[4]];
        okell.posts("/site-duties", &back).await.is(422).says("They are elsewhere").says("away");
        let out = [give[0], give[1], ("act", "out")];
        okell.posts("/site-duties", &out).await.is(422).says("Say why it is left out");
        okell.does("/site-duties", &give).await;
        okell.sees("/").await.hides("Lunch: Mr Col Adair is not there");
        s.signs_in("poll").await.sees("/").await.says("You have the duty Lunch 12.50");
        // The week itself is as it was; another weekday is not touched.
        adair.sees("/site-duties?day=2026-11-11").await.says("Mr Col Adair").hides("Mr Dean Poll");
        adair
            .sees("/site-duties?day=2026-11-10")
            .await
            .says("Mr Dean Poll")
            .says("Mr Adair is away");
        okell.does("/site-duties", &[give[0], give[1], ("act", "week")]).await;
        okell.sees("/site-duties?day=2026-11-10").await.says("is not there");
        // Another version of the same duty is not written over.
        let one = okell.sees("/site-duties/week").await.links("/site-duties/");
        let one = one.iter().find(|l| l.len() > 40).unwrap().clone();
        let version = okell.sees(&one).await.value("version");
        let change = [
            ("version", version.as_str()),
            ("name", "Lunch, first sitting"),
            ("weekday", "2"),
            ("from", "12.50"),
            ("to", "13.10"),
        ];
        okell.does(&one, &change).await;
        okell
            .posts(&one, &[change[0], ("name", "Other"), change[2], change[3], change[4]])
            .await
            .is(409);
        okell.sees("/site-duties?day=2026-11-10").await.says("Nobody has it");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn advice_is_counted_by_kind_and_its_words_are_its_writers() {
    for s in schools().await {
        let okell = s.signs_in("okell").await;
        okell
            .posts("/advice", &[("act", "add"), ("minutes", "lots"), ("words", "Seat by the door")])
            .await
            .is(422)
            .says("Choose what it was about")
            .says("Give a number from 0 to 600")
            .says("Seat by the door");
        let key = once();
        let talk = [
            ("act", "add"),
            ("once", key.as_str()),
            ("kind", "strategy"),
            ("whom", "Teacher of Science"),
            ("words", "A quince on the board <script>"),
            ("day", "2026-11-10"),
            ("minutes", "10"),
        ];
        okell.does("/advice", &talk).await;
        okell.does("/advice", &talk).await;
        let page = okell.sees("/advice").await.says("A strategy to try in lessons 1 10 min");
        assert!(page.body.contains("&lt;script&gt;"));
        // Another who leads sees that it was given, and not what was said.
        let merrow = s.signs_in("merrow").await;
        merrow.sees("/advice").await.says("A strategy to try in lessons 1").hides("quince");
        let id = page.value("id");
        let why = format!("why-{id}");
        merrow.posts("/advice", &[("act", "strike"), ("id", &id), (&why, "x")]).await;
        okell.sees("/advice").await.says("A strategy to try in lessons 1");
        okell.posts("/advice", &[("act", "strike"), ("id", &id)]).await.is(422);
        okell.does("/advice", &[("act", "strike"), ("id", &id), (&why, "Written twice")]).await;
        okell.sees("/advice").await.says("Nothing is written down this school year");
        s.signs_in("ravenhall").await.get("/advice").await.is(403);
    }
}

#[tokio::test]
async fn whoever_leads_sees_the_days_of_line_management_and_no_word_of_it() {
    for s in schools().await {
        s.nov(2, "9.00");
        let okell = s.signs_in("okell").await;
        let (key, adair_id) = (once(), s.f.staff["adair"].to_string());
        let begin = [
            ("once", key.as_str()),
            ("staff", adair_id.as_str()),
            ("every", "fortnight"),
            ("day", "2026-11-04"),
            ("objectives", "The quince that nobody reads"),
        ];
        let there = okell.does("/supervision/new", &begin).await;
        s.nov(4, "15.30");
        let okell = s.signs_in("okell").await;
        let meeting = okell.sees(&there).await.value("meeting");
        let notes = okell.does(&there, &[("act", "held"), ("meeting", &meeting)]).await;
        let version = okell.sees(&notes).await.value("version");
        let write = [("act", "write"), ("version", version.as_str()), ("notes", "A second quince")];
        okell.does(&notes, &write).await;
        s.nov(18, "15.45");
        let okell = s.signs_in("okell").await;
        let second = okell.sees(&there).await.value("meeting");
        let why = format!("why-{second}");
        okell
            .does(&there, &[("act", "missed"), ("meeting", &second), (&why, "Third quince")])
            .await;
        let merrow = s.signs_in("merrow").await;
        merrow
            .sees("/supervision/dates")
            .await
            .says("Mr Col Adair")
            .says("Met by Ms Dara Okell")
            .says("Last Wed 4 Nov 2026")
            .says("Missed Wed 18 Nov 2026")
            .says("Wed 2 Dec 2026")
            .hides("quince");
        merrow.get(&there).await.is(404);
        merrow.get(&notes).await.is(404);
        s.signs_in("adair").await.get("/supervision/dates").await.is(403);
    }
}

#[tokio::test]
async fn a_practice_log_is_read_by_whose_it_is_and_by_whoever_manages_them_and_by_nobody_above() {
    for s in schools().await {
        let okell = s.signs_in("okell").await;
        let adair = s.signs_in("adair").await;
        let secret = "The quince in the corridor";
        adair.sees("/supervision/practice").await.says("nobody manages you in Mainstay");
        adair
            .posts("/supervision/practice", &[("day", "2026-12-24"), ("next_time", secret)])
            .await
            .is(422)
            .says("Choose what it is")
            .says("That day has not come yet")
            .says(secret);
        let key = once();
        let entry = [
            ("once", key.as_str()),
            ("kind", "tried"),
            ("day", "2026-11-09"),
            ("words", secret),
            ("next_time", "Stand at the corner"),
        ];
        for _ in 0..2 {
            adair.does("/supervision/practice", &entry).await;
        }
        let page = adair.sees("/supervision/practice").await;
        assert_eq!(page.text().matches(secret).count(), 1, "tapped twice, kept once");
        okell.sees("/supervision/practice").await.hides(secret);
        let (key, adair_id) = (once(), s.f.staff["adair"].to_string());
        let begin = [
            ("once", key.as_str()),
            ("staff", adair_id.as_str()),
            ("every", "fortnight"),
            ("day", "2026-11-11"),
        ];
        let there = okell.does("/supervision/new", &begin).await;
        okell.sees(&format!("{there}/practice")).await.says(secret).says("because you manage them");
        adair.sees("/supervision/practice").await.says("Ms Dara Okell who manages you");
        for who in ["merrow", "thrale", "ravenhall"] {
            s.signs_in(who).await.get(&format!("{there}/practice")).await.is(404);
        }
        adair.get(&format!("{there}/practice")).await.is(404);
        // What the two agree becomes an action that the two of them read.
        let key = once();
        let act = [
            ("follow", "Set out the room by 8.20"),
            ("owner", adair_id.as_str()),
            ("due", "2026-11-20"),
            ("how_known", "It is ready at 8.20"),
            ("once", &*key),
        ];
        let actions = format!("{there}/actions");
        okell.posts(&actions, &act[..1]).await.is(422).says("Choose who does it");
        let other = [act[0], ("owner", &s.f.staff["vail"].to_string()), act[2], act[3]];
        okell.posts(&actions, &other).await.is(422);
        okell.does(&actions, &act).await;
        okell.does(&actions, &act).await;
        let page = adair.sees(&there).await.says("due Fri 20 Nov 2026");
        let action = page.links("/actions/").remove(0);
        adair.sees(&action).await.says("It is ready at 8.20");
        okell.sees(&action).await;
        s.signs_in("merrow").await.get(&action).await.is(404);
        s.signs_in("merrow").await.posts(&actions, &act).await.is(404);
        // Mondays and Wednesdays are his: on Wednesday what is due on Friday stands on his Today.
        let week = [
            ("version", "0"),
            ("from-1", "8.30"),
            ("to-1", "15.30"),
            ("from-3", "8.30"),
            ("to-3", "15.30"),
        ];
        okell.does(&format!("/working-week/{adair_id}"), &week).await;
        s.nov(16, "9.00");
        s.signs_in("adair").await.sees("/").await.hides("Set out the room by 8.20");
        s.nov(18, "9.00");
        s.signs_in("adair").await.sees("/").await.says("Set out the room by 8.20");
    }
}
