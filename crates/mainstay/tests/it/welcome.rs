//! A new installation is set up by whoever can read its console, once.

use crate::harness::{Answer, schools, send, tuesday};
use mainstay::app::App;
use mainstay::clock::Clock;
use mainstay::config::Config;
use rulebook::Minute;

/// What the person chose for themselves.
const OWN: &str = "plain words in a row";

fn body(fields: &[(&str, &str)]) -> Option<String> {
    Some(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

async fn post(app: &App, path: &str, fields: &[(&str, &str)]) -> Answer {
    send(&app.router(), "POST", path, "", body(fields)).await
}

#[tokio::test]
async fn a_new_installation_walks_its_first_administrator_in_and_then_shuts() {
    for fresh in store::testing::fresh().await {
        let clock = Clock::stopped(tuesday().at(Minute::new(8, 0).unwrap()));
        let app = App::new(fresh.store.clone(), clock, Config::default());
        let router = app.router();
        let at_door = send(&router, "GET", "/sign-in", "", None).await;
        assert_eq!((at_door.status, at_door.location.as_str()), (303, "/welcome"));
        send(&router, "GET", "/welcome", "", None).await.is(200).says("Step 1 of 2");

        let code = app.set_up_code().to_string();
        let mut school = vec![
            ("code", "0000"),
            ("name", "Brindle Hill Academy"),
            ("kind", "secondary"),
            ("governed", "academy"),
            ("address", "1 Hill Road"),
            ("phone", "01632 960001"),
            ("concern", "Ask for the head."),
        ];
        post(&app, "/welcome", &school).await.is(422).says("not the code");
        school[0] = ("code", &code);
        post(&app, "/welcome", &school[..5]).await.is(422).says("Give a telephone number");
        let next = post(&app, "/welcome", &school).await.is(303).location;
        send(&router, "GET", &next, "", None).await.says("Brindle Hill Academy is kept");

        let mut you = vec![
            ("code", code.as_str()),
            ("title", "Mr"),
            ("given", "Piers"),
            ("family", "Lyle"),
            ("email", "P.Lyle@brindle.example"),
            ("password", "short"),
        ];
        post(&app, "/welcome/you", &you).await.is(422).says("at least 12 characters");
        you[5] = ("password", "three plain words");
        let guess = [&[("code", "0000")], &you[1..]].concat();
        post(&app, "/welcome/you", &guess).await.is(422).says("not the code");
        let inside = post(&app, "/welcome/you", &you).await;
        assert_eq!((inside.status, inside.location.as_str()), (303, "/set-up"), "{}", fresh.engine);
        let cookie = inside.cookie("mainstay");
        let list = send(&router, "GET", "/set-up", &cookie, None).await.is(200);
        list.says("things are left before the first day").says("Calendar");
        // Set-up opens no pupil's file.
        send(&router, "GET", "/pupils", &cookie, None).await.is(403);

        send(&router, "GET", "/welcome", "", None).await.is(404);
        post(&app, "/welcome", &school).await.is(404);
        post(&app, "/welcome/you", &you).await.is(404);
        send(&router, "GET", "/sign-in", "", None).await.is(200).hides("three plain words");
        let mut read = fresh.store.read().await.unwrap();
        let org = store::school::all(&mut read).await.unwrap()[0].id;
        let lines = store::event::trail(&mut read, org, None, 50).await.unwrap();
        assert!(lines.iter().all(|l| !l.facts.contains("three plain words")));
        assert!(fresh.store.verify_chain(org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn an_administrator_gives_a_way_in_once_and_takes_it_away() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let once = lyle.sees("/people/new").await.value("once");
        let new = [("once", once.as_str()), ("given", "Sol"), ("family", "Marsh"), ("title", "Mx")];
        let person = lyle.does("/people/new", &new).await;
        assert_eq!(lyle.does("/people/new", &new).await, person, "sent twice, made once");
        let roles = [("email", "s.marsh@fairholme.example"), ("roles", "year_lead")];
        lyle.posts(&person, &roles).await.is(422).says("Say which years they lead");
        let email = "d.okell@fairholme.example";
        lyle.posts(&person, &[("email", email), ("roles", "teacher")]).await.is(422);
        let mut given = roles.to_vec();
        given.push(("years", "9"));
        let shown = lyle.posts(&person, &given).await.is(200).says("A password, shown once");
        let secret = shown.body.split("<strong class=\"big\">").nth(1).unwrap()[..19].to_string();
        lyle.sees(&person).await.hides(&secret);
        let enter = body(&[("email", roles[0].1), ("password", &secret)]);
        let inside = send(&school.router, "POST", "/sign-in", "", enter).await.is(303);
        let cookie = inside.cookie("mainstay");
        let choice = send(&school.router, "GET", &inside.location, &cookie, None).await.is(200);
        let own = [("csrf", &*choice.value("csrf")), ("password", OWN), ("password-again", OWN)];
        send(&school.router, "POST", "/password", &cookie, body(&own)).await.is(303);
        send(&school.router, "GET", "/pupils", &cookie, None).await.is(200).says("Tyrell");

        lyle.does(&format!("{person}/access"), &[("active", "no")]).await;
        let after = send(&school.router, "GET", "/pupils", &cookie, None).await;
        assert_eq!(after.status, 303, "{}", school.engine());
        let enter = body(&[("email", roles[0].1), ("password", OWN)]);
        assert_ne!(send(&school.router, "POST", "/sign-in", "", enter).await.status, 303);
    }
}

#[tokio::test]
async fn the_last_administrator_cannot_be_taken_away() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let me = format!("/people/{}", school.f.staff["lyle"]);
        let version = lyle.sees(&me).await.value("version");
        let teacher = [("version", version.as_str()), ("roles", "teacher")];
        lyle.posts(&me, &teacher).await.is(409).says("last administrator");
        lyle.posts(&format!("{me}/access"), &[("active", "no")]).await.is(409);
        let abbot = format!("/people/{}", school.f.staff["abbot"]);
        let version = lyle.sees(&abbot).await.value("version");
        lyle.does(&abbot, &[("version", &version), ("roles", "administrator")]).await;
        lyle.does(&me, &teacher).await;
        lyle.get("/people").await.is(403);
    }
}

#[tokio::test]
async fn a_head_of_subject_is_set_by_hand_and_the_roster_leaves_the_subject_alone() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let abbot = format!("/people/{}", school.f.staff["abbot"]);
        let page = lyle.sees(&abbot).await.says("Subject they lead");
        assert!(page.body.contains("<option value=\"History\">"), "the timetable’s subjects");
        let version = page.value("version");
        let with = |subject: &'static str| {
            vec![("version", version.as_str()), ("roles", "head_of_subject"), ("subject", subject)]
        };
        lyle.posts(&abbot, &with("")).await.is(422).says("Say which subject they lead");
        let odd = lyle.posts(&abbot, &with("Histroy")).await.is(422);
        assert!(odd.says("No class has this subject").body.contains("value=\"Histroy\""));
        lyle.does(&abbot, &with(" history ")).await;
        lyle.sees("/people?q=abbot").await.says("Head of subject, History");
        lyle.sees("/trail?verb=account_changed").await.says("Subject they lead: none → History");
        // Somebody who had the page open before is told.
        lyle.posts(&abbot, &with("French")).await.is(409);
        let file = "Code,Surname,Forename\nABB,Abbot-Lowe,Wren\n";
        let fields = [("kind", "staff"), ("part", "yes")];
        let sent = lyle.sends("/roster", &fields, ("staff.csv", file.as_bytes())).await;
        let to = sent.is(303).location;
        let seen = lyle.sees(&to).await.value("seen");
        lyle.does(&to, &[("seen", &seen)]).await;
        lyle.sees("/people?q=abbot").await.says("Abbot-Lowe").says("Head of subject, History");
    }
}
