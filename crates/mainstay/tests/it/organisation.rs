//! Schools and an authority in one installation: each keeps its own, roles are apart, and somebody
//! who works in both chooses where they are.

use crate::harness::{Person, School, schools, send, tuesday};
use casework::{Id, Role};
use mainstay::app::App;
use mainstay::clock::Clock;
use mainstay::config::Config;
use mainstay::demo::authority::{self, Northmoor};
use rulebook::Minute;

/// Northmoor beside the school.
pub async fn northmoor(school: &School) -> Northmoor {
    let (store, day) = (school.app.store(), school.f.day);
    authority::make(store, &school.clock, day, Some(&school.f), true).await.unwrap()
}

/// Signs in by one click, to where the door leads.
async fn clicks(school: &School, account: Id, next: &str) -> (String, Person) {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("account", &account.to_string())
        .append_pair("next", next)
        .finish();
    let answer = send(&school.router, "POST", "/sign-in/demo", "", Some(body)).await.is(303);
    (answer.location.clone(), held(school, answer.cookie("mainstay")).await)
}

async fn held(school: &School, cookie: String) -> Person {
    let first = Person::held(school.router.clone(), cookie.clone(), String::new(), "them");
    let token = first.sees("/account").await.value("csrf");
    Person::held(school.router.clone(), cookie, token, "them")
}

/// Somebody of Northmoor by their short name.
pub async fn of_northmoor(school: &School, n: &Northmoor, who: &'static str) -> Person {
    clicks(school, n.accounts[who], "/").await.1
}

#[tokio::test]
async fn an_officer_of_the_authority_has_a_menu_of_their_own_and_no_door_of_a_school() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        let today = callum.sees("/").await.says("Northmoor Borough Council");
        let today = today.says("Behaviour & Exclusions Co-ordinator").hides("Board");
        today.hides("Tell the DSL").hides("No students in").hides("work somewhere else");
        for path in ["/board", "/pupils", "/refer", "/queue", "/reports", "/safeguarding"] {
            callum.get(path).await.is(403).hides("Tyrell");
        }
        // Doors of a school that need no role of one are not there at all.
        for path in ["/roster", "/tell", "/set-up/rooms", "/set-up/belongs"] {
            callum.get(path).await.is(404);
        }
        let page = format!("/pupils/{}", school.f.pupils["Tyrell"]);
        callum.get(&page).await.is(403).hides("Tyrell");
        // And nobody of the school comes to the authority's.
        let thrale = school.signs_in("thrale").await;
        thrale.get("/set-up/authorities").await.is(403);
        let head = school.signs_in("khoury").await;
        head.sees("/").await.hides("Northmoor");

        let akers = of_northmoor(&school, &n, "akers").await;
        akers.sees("/set-up").await.says("Other authorities").hides("Reasons for referral");
        akers.sees("/trail").await.says("Set up the school").hides("Fairholme");
        akers.get("/people").await.is(403);
    }
}

#[tokio::test]
async fn roles_of_a_school_and_of_an_authority_are_never_mixed() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let lyle = school.signs_in("lyle").await;
        let okell = format!("/people/{}", school.f.staff["okell"]);
        let page = lyle.sees(&okell).await.hides("Manager in the authority");
        let version = page.value("version");
        for role in ["behaviour_officer", "authority_manager"] {
            let form = [("version", version.as_str()), ("roles", role)];
            lyle.posts(&okell, &form).await.is(409).says("is no role of this school");
        }
        let (_, calloway) = clicks(&school, n.accounts["calloway"], "/").await;
        calloway.posts("/organisations", &[("org", &n.org.to_string())]).await;
        let (_, calloway) = clicks(&school, n.accounts["calloway"], "/").await;
        let fenn = format!("/people/{}", n.staff["fenn"]);
        let page = calloway.sees(&fenn).await.says("Manager in the authority").hides("Form tutor");
        let page = page.hides("Years they lead");
        let version = page.value("version");
        let form = [("version", version.as_str()), ("roles", "senior")];
        calloway.posts(&fenn, &form).await.is(409).says("is no role of this authority");
        let form = [("version", version.as_str()), ("roles", "authority_manager")];
        calloway.does(&fenn, &form).await;
        let mut read = school.app.store().read().await.unwrap();
        let held = store::organisation::roles_held(&mut read, n.org).await.unwrap();
        assert!(held.contains(&Role::AuthorityManager) && !held.contains(&Role::Senior));
        for org in [school.f.org, n.org] {
            for found in store::check::findings(&mut read, org).await.unwrap() {
                assert!(found.broken.is_empty(), "{} on {}", found.rule, school.engine());
            }
        }
    }
}

#[tokio::test]
async fn whoever_works_in_two_chooses_at_the_door_and_changes_without_signing_out() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let (to, first) = clicks(&school, n.accounts["calloway"], "/set-up").await;
        assert_eq!(to, "/organisations?next=%2Fset-up", "{}", school.engine());
        let page = first.sees(&to).await.says("Where are you working?");
        let page = page.says("Fairholme Community School").says("Northmoor Borough Council");
        assert_eq!(page.value("next"), "/set-up");
        let (school_id, council) = (school.f.org.to_string(), n.org.to_string());
        let answer =
            first.posts("/organisations", &[("org", &council), ("next", "/set-up")]).await.is(303);
        assert_eq!(answer.location, "/set-up");
        // The way in of before is shut; the new one stands at the council.
        first.get("/").await.is(303);
        let there = held(&school, answer.cookie("mainstay")).await;
        there.sees("/set-up").await.says("Other authorities").says("work somewhere else");

        // To the school, with a page of the council left open in another tab.
        let slip = [("to", ""), ("words", "Rang Harrowfield about the pack")];
        let answer = there.posts("/organisations", &[("org", &school_id)]).await.is(303);
        let at_school = held(&school, answer.cookie("mainstay")).await;
        at_school.sees("/set-up").await.says("Reasons for referral").hides("Other authorities");
        let old = Person::held(school.router.clone(), at_school.cookie.clone(), there.token(), "");
        let stopped = old.posts("/slips", &slip).await.is(409);
        let stopped = stopped.says("You wrote this somewhere else").says("Go back to Northmoor");
        let (typed, written) = (stopped.value("typed"), stopped.value("written"));
        let typed = typed.replace("&amp;", "&");
        let back = [
            ("org", council.as_str()),
            ("next", "/slips"),
            ("typed", typed.as_str()),
            ("written", written.as_str()),
        ];
        let again = at_school.posts("/organisations", &back).await.is(200);
        let again = again.says("Send what you typed?").says("Rang Harrowfield about the pack");
        let there = held(&school, again.cookie("mainstay")).await;
        there.sees("/set-up").await.says("Other authorities");
        // It is told where they came to, and the chains of both hold.
        there.sees("/trail").await.says("Came from another organisation").says("From Fairholme");
        for org in [school.f.org, n.org] {
            assert!(school.app.store().verify_chain(org).await.unwrap().is_ok());
        }

        // Where one has no place is missing, and nothing moves.
        let lyle = school.signs_in("lyle").await;
        lyle.posts("/organisations", &[("org", &council)]).await.is(404);
        lyle.sees("/set-up").await.says("Reasons for referral");
        // The last one used is where they are until they say.
        let (_, next) = clicks(&school, n.accounts["calloway"], "/").await;
        next.sees("/set-up").await.says("Other authorities");
    }
}

#[tokio::test]
async fn a_password_that_opens_two_organisations_is_reset_at_the_server_alone() {
    for school in schools().await {
        northmoor(&school).await;
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/people?q=Calloway").await;
        let link = page.links("/people/").into_iter().find(|l| l.len() > 20).unwrap();
        let no = lyle.posts(&format!("{link}/password"), &[]).await.is(409);
        no.says("Their password is not yours to give").says("one password opens both");
        // Somebody of the council is given a place at the school by the email they have.
        let once = Id::now_v7().to_string();
        let new = [("once", once.as_str()), ("given", "Delphine"), ("family", "Fenn")];
        let person = lyle.does("/people/new", &new).await;
        let given = [("email", "d.fenn@northmoor.example"), ("roles", "teacher")];
        lyle.does(&person, &given).await;
        lyle.sees(&person).await.says("Signs in with d.fenn@northmoor.example");
    }
}

#[tokio::test]
async fn other_authorities_are_kept_with_whom_to_ask_for() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let akers = of_northmoor(&school, &n, "akers").await;
        let list = "/set-up/authorities";
        akers.sees(list).await.says("Eastlea").says("Ms Orla Whitcombe");
        let once = Id::now_v7().to_string();
        let new = format!("{list}/new");
        let wrong =
            [("once", once.as_str()), ("name", "Oldvale"), ("number", "007"), ("email", "x")];
        let no = akers.posts(&new, &wrong).await.is(422);
        let no = no.says("007 is not the number").says("Give an email such as");
        assert!(no.body.contains("value=\"Oldvale\""), "nothing typed is lost");
        let leeds = [("once", once.as_str()), ("name", "leeds"), ("contact", "Inclusion desk")];
        for _ in 0..2 {
            akers.does(&new, &leeds).await;
        }
        let page = akers.sees(list).await.says("383").says("Inclusion desk");
        assert_eq!(page.text().matches("Inclusion desk").count(), 1, "sent twice, kept once");
        let other = Id::now_v7().to_string();
        let twice = [("once", other.as_str()), ("name", "Leeds")];
        akers.posts(&new, &twice).await.is(422).says("in the list already");
        let links = akers.sees(list).await.links(&format!("{list}/"));
        let mut one = String::new();
        for link in links.into_iter().filter(|l| !l.ends_with("/new")) {
            if akers.sees(&link).await.body.contains("Inclusion desk") {
                one = link;
            }
        }
        let page = akers.sees(&one).await;
        let version = page.value("version");
        let form =
            [("version", version.as_str()), ("name", "leeds"), ("number", "383"), ("still", "no")];
        akers.does(&one, &form).await;
        akers
            .posts(&one, &[("version", &version), ("name", "Leeds"), ("still", "yes")])
            .await
            .is(409);
        akers.sees(list).await.says("No longer");
        // A school has none of it.
        school.signs_in("lyle").await.get(&one).await.is(404);
    }
}

#[tokio::test]
async fn a_school_says_which_authority_it_belongs_to_and_opens_nothing_by_it() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/set-up/belongs").await.says("Northmoor Borough Council");
        let was = page.value("was");
        let council = n.org.to_string();
        let form = [("was", was.as_str()), ("authority", council.as_str()), ("trust", "elsewhere")];
        lyle.posts("/set-up/belongs", &form).await.is(422).says("Give its name");
        let mut named = form.to_vec();
        named.push(("trust_name", "Calder Vale Trust"));
        lyle.does("/set-up/belongs", &named).await;
        lyle.posts("/set-up/belongs", &[("was", &was), ("authority", "")]).await.is(409);
        lyle.sees("/set-up").await.says("Northmoor Borough Council, Calder Vale Trust");
        let mut read = school.app.store().read().await.unwrap();
        use casework::organisation::Tie;
        let tied = store::organisation::tied(&mut read, school.f.org, Tie::Authority).await;
        assert_eq!(tied.unwrap(), Some(n.org));
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        callum.get("/pupils").await.is(403);
    }
}

#[tokio::test]
async fn a_grown_authority_has_its_cases_and_everything_that_must_hold_does() {
    use mainstay::demo::{desk, desk_large};
    for school in schools().await {
        let n = northmoor(&school).await;
        desk::fill(school.app.store(), &n, Some(school.f.org)).await.unwrap();
        let plan = desk_large::Plan { schools: 30, cases: 240, open: 40 };
        let made = desk_large::fill(school.app.store(), &n, &plan).await.unwrap();
        assert_eq!(made, 240);
        let mut read = school.app.store().read().await.unwrap();
        let any = store::known_school::Asked::default();
        assert_eq!(store::known_school::count(&mut read, n.org, &any).await.unwrap(), 30);
        for found in store::check::findings(&mut read, n.org).await.unwrap() {
            assert!(found.broken.is_empty(), "{} on {}", found.rule, school.engine());
        }
        drop(read);
        assert!(school.app.store().verify_chain(n.org).await.unwrap().is_ok());
        let swept = mainstay::sweep::run(&school.app).await.unwrap();
        let council = swept.iter().find(|s| s.org == n.org).unwrap();
        assert_eq!(council.cases, 40, "{}", school.engine());
        assert!(council.duties > 0, "on {}", school.engine());
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        callum.sees("/cases").await.says("40");
        callum.sees("/desk").await;
        callum.sees("/money").await.says("Kit Mallory-Shaw").says("Approved");
    }
}

#[tokio::test]
async fn a_new_installation_can_be_an_authoritys() {
    for fresh in store::testing::fresh().await {
        let clock = Clock::stopped(tuesday().at(Minute::new(8, 0).unwrap()));
        let app = App::new(fresh.store.clone(), clock, Config::default());
        let router = app.router();
        let post = async |path: &str, fields: &[(&str, &str)]| {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(fields);
            send(&router, "POST", path, "", Some(body.finish())).await
        };
        let code = app.set_up_code().to_string();
        let mut council = vec![
            ("code", code.as_str()),
            ("name", "Northmoor Borough Council"),
            ("address", "1 Moor Street"),
            ("phone", "01632 960700"),
            ("concern", "Write to the Head of Inclusion."),
        ];
        post("/welcome", &council).await.is(422).says("Say what it is");
        council.extend([("kind", "authority"), ("governed", "academy")]);
        post("/welcome", &council).await.is(422).says("Only a school is maintained or an academy");
        council.pop();
        post("/welcome", &council).await.is(303);
        let you = [
            ("code", code.as_str()),
            ("family", "Calloway"),
            ("email", "i.calloway@northmoor.example"),
            ("password", "three plain words"),
        ];
        let inside = post("/welcome/you", &you).await.is(303);
        let cookie = inside.cookie("mainstay");
        let list = send(&router, "GET", "/set-up", &cookie, None).await.is(200);
        list.says("The authority").says("Other authorities").hides("Reasons for referral");
        let page = send(&router, "GET", "/set-up/school", &cookie, None).await.is(200);
        page.says("The authority").hides("Name in letters").hides("Secondary school");
    }
}
