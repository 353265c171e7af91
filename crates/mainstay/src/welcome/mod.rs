//! A new installation: its school and its first administrator. Shut for good once there is an
//! account, and opened only with the code on the server's console.
//!
//! Must never give: a way in to an installation that has one.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{ErrorSummary, Field, hidden};
use crate::password;
use crate::people::looks_like_email;
use crate::problem::Problem;
use crate::sign_in;
use crate::visit::{Answer, html as answer};
use axum::http::StatusCode;
use casework::school::{Member, School, Staff};
use casework::{Act, Coded, Event, Id, Role, Verb};
use maud::{Markup, html};
use store::account::Account;

/// Which page of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The school.
    School,
    /// The first administrator.
    You,
}

/// A page of the first run.
pub struct WelcomePage {
    /// Which.
    pub step: Step,
    /// The school, once it is kept.
    pub school: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for WelcomePage {
    fn title(&self) -> String {
        "Set up Mainstay".into()
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                header.head {
                    p.step { @match self.step { Step::School => "Step 1 of 2", Step::You => "Step 2 of 2" } }
                    h1 { @match self.step { Step::School => "Your school, or your authority", Step::You => "The first administrator" } }
                    p.head-facts { @match self.step {
                        Step::School => "Letters carry all of this, and all of it can be changed later. It is kept when you go on.",
                        Step::You => "You set the school up and give other people their roles. This account opens no pupil’s file.",
                    } }
                }
                (ErrorSummary(e))
                @match self.step {
                    Step::School => form.stack.stack-5 method="post" action="/welcome" {
                        (Field::new("code", "Set-up code").hint("On the console of the server, where Mainstay was started. It shows that you run this machine.").from(f, e))
                        (crate::set_up::school::fields(f, e, None))
                        div { button.btn type="submit" { "Keep it and go on" } }
                    },
                    Step::You => form.stack.stack-5 method="post" action="/welcome/you" {
                        p { strong { (self.school) } " is kept." }
                        (hidden("code", f.text("code")))
                        @if e.of("code").is_some() { (Field::new("code", "Set-up code").from(f, e)) }
                        (Field { autocomplete: "honorific-prefix", ..Field::new("title", "Title").hint("Such as Mrs or Dr.").optional().from(f, e) })
                        (Field { autocomplete: "given-name", ..Field::new("given", "Given name").optional().from(f, e) })
                        (Field { autocomplete: "family-name", ..Field::new("family", "Family name").hint("Or your only name.").from(f, e) })
                        (Field { kind: "email", autocomplete: "username", ..Field::new("email", "Work email").hint("You sign in with it.").from(f, e) })
                        (Field { kind: "password", autocomplete: "new-password", ..Field::new("password", "Password").hint("At least 12 characters. Three or four plain words make a good one.").from(f, e) })
                        div { button.btn type="submit" { "Make the account and go in" } }
                    },
                }
            }
        }
    }
}

/// True while nobody has an account.
pub async fn is_new(o: &Outside) -> Result<bool, Problem> {
    let mut read = o.app.store().read().await?;
    Ok(store::account::count(&mut read).await? == 0)
}

async fn only_when_new(o: &Outside) -> Result<(), Problem> {
    if is_new(o).await? { Ok(()) } else { Err(Problem::Missing) }
}

/// The code as it was typed, against the one made at the start.
fn right_code(o: &Outside, errors: &mut Errors) {
    let typed: String = o
        .form
        .text("code")
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let real = o.app.set_up_code();
    // Hashes of one length are compared, so that the time taken tells nothing of the code.
    if !o.app.may_try(&o.address) {
        errors.add("code", "Too many tries from here. Wait ten minutes and try again");
    } else if real.is_empty() || password::token_hash(&typed) != password::token_hash(real) {
        errors.add("code", "That is not the code on the server’s console");
    } else {
        o.app.forget_tries(&o.address, 1);
    }
}

fn wrong(page: &WelcomePage) -> Answer {
    Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, page.alone()))
}

async fn the_school(o: &Outside) -> Result<Option<School>, Problem> {
    let mut read = o.app.store().read().await?;
    Ok(store::school::all(&mut read).await?.into_iter().next())
}

/// Shows the first step, or the second when the school is kept and the code is right.
pub async fn show(o: Outside) -> Answer {
    only_when_new(&o).await?;
    let school = the_school(&o).await?;
    let code = o.query.text("code").to_string();
    let form = Form::of([("code", code.clone())]);
    let step = match &school {
        Some(s)
            if !s.phone.is_empty()
                && password::token_hash(&code) == password::token_hash(o.app.set_up_code()) =>
        {
            Step::You
        }
        _ => Step::School,
    };
    let name = school.map(|s| s.name).unwrap_or_default();
    let page = WelcomePage { step, school: name, form, errors: Errors::new() };
    Ok(answer(StatusCode::OK, page.alone()))
}

/// Keeps the school.
pub async fn school(o: Outside) -> Answer {
    only_when_new(&o).await?;
    let mut errors = Errors::new();
    right_code(&o, &mut errors);
    let before = the_school(&o).await?;
    let id = before.as_ref().map(|s| s.id).unwrap_or_else(Id::now_v7);
    let school = crate::set_up::school::typed(&o.form, &mut errors, id, false, None);
    if !errors.is_empty() {
        let form = o.form.clone();
        return wrong(&WelcomePage { step: Step::School, school: school.name, form, errors });
    }
    let act = Act::by_system(id, o.now, "Setting up a new installation");
    let mut w = o.app.store().write(act).await?;
    match before {
        Some(_) => store::school::change(&mut w, &school).await?,
        None => store::school::add(&mut w, &school).await?,
    }
    let event = Event::new(Verb::SchoolSetUp, "school", id).fact("name", &school.name);
    w.commit(event, Vec::new()).await?;
    let code: String = form_urlencoded::byte_serialize(o.form.text("code").as_bytes()).collect();
    Ok(crate::visit::see_other(&format!("/welcome?code={code}")))
}

/// Makes the first administrator and goes in.
pub async fn administrator(o: Outside) -> Answer {
    only_when_new(&o).await?;
    let school = the_school(&o).await?.ok_or(Problem::Missing)?;
    let mut errors = Errors::new();
    right_code(&o, &mut errors);
    let f = &o.form;
    let staff = Staff {
        id: Id::now_v7(),
        code: String::new(),
        title: errors.limit(f, "title", 20),
        given: errors.limit(f, "given", 80),
        family: errors.need(f, "family", 80, "Give your family name"),
        email: errors.need(f, "email", 200, "Give your work email").to_lowercase(),
        post: Role::Administrator.label().to_string(),
        department: String::new(),
        left_on: None,
    };
    if !staff.email.is_empty() && !looks_like_email(&staff.email) {
        errors.add("email", "Give an email such as a.name@school.example");
    }
    let secret = f.password("password");
    if let Some(objection) = password::objection(&secret) {
        errors.add("password", objection);
    }
    if !errors.is_empty() {
        let form = o.form.clone();
        return wrong(&WelcomePage { step: Step::You, school: school.name, form, errors });
    }
    let hash = tokio::task::spawn_blocking(move || password::hash(&secret))
        .await
        .map_err(anyhow::Error::from)??;
    let account = Account {
        id: Id::now_v7(),
        email: staff.email.clone(),
        password_hash: hash,
        failures: 0,
        locked_until: None,
        one_time: false,
        version: 1,
    };
    let act = Act::by_system(school.id, o.now, "Making the first administrator");
    let mut w = o.app.store().write(act).await?;
    // Asked again through the door: two people cannot both be first.
    if store::account::count(&mut w).await? > 0 {
        return Err(Problem::Missing);
    }
    make_administrator(&mut w, &staff, &account).await?;
    let event = Event::new(Verb::AccountMade, "account", account.id)
        .fact("roles", "none → Administrator of Mainstay");
    w.commit(event, Vec::new()).await?;
    sign_in::open(&o, account, sign_in::By::Click, "/set-up", Default::default()).await
}

/// Keeps a person with their account as an administrator of Mainstay.
pub async fn make_administrator(
    w: &mut store::Write,
    staff: &Staff,
    account: &Account,
) -> Result<(), Problem> {
    store::staff::add(w, std::slice::from_ref(staff)).await?;
    store::account::add(w, account).await?;
    let member = Member {
        account: account.id,
        staff: staff.id,
        roles: vec![Role::Administrator],
        years: Vec::new(),
        active: true,
    };
    Ok(store::account::set_member(w, &member).await?)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |step, errors| WelcomePage {
        step,
        school: "Fairholme Community School".into(),
        form: Form::default(),
        errors,
    };
    let mut code = Errors::new();
    code.add("code", "That is not the code on the server’s console");
    let mut short = Errors::new();
    short.add("password", "Use at least 12 characters. Three or four plain words make a good one");
    vec![
        alone("welcome-school", &page(Step::School, Errors::new())),
        alone("welcome-school-wrong", &page(Step::School, code)),
        alone("welcome-you-wrong", &page(Step::You, short)),
    ]
}
