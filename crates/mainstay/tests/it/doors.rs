//! Every door tried by every kind of person. The snapshot is a table a data-protection officer
//! can read; a new door appears in it by itself, and the change is read before it is accepted.

use crate::harness::{schools, send};
use casework::{Coded, May, Role};
use mainstay::doors::{Method, all};

#[test]
fn the_table_of_roles_is_the_one_that_was_read() {
    let mut out = String::new();
    for may in May::ALL {
        let who: Vec<&str> = Role::ALL.iter().filter(|r| r.may(*may)).map(|r| r.label()).collect();
        out.push_str(&format!("{}\n    {}\n", may.label(), who.join(", ")));
    }
    insta::assert_snapshot!("roles", out);
}

#[tokio::test]
async fn every_door_answers_every_persona_as_it_should() {
    let personas = [
        "okell",
        "ravenhall",
        "catterall",
        "thrale",
        "poll",
        "adair",
        "vail",
        "sethi",
        "merrow",
        "tansley",
        "khoury",
        "abbot",
        "lyle",
    ];
    let schools = schools().await;
    let school = &schools[0];
    let nothing = "00000000-0000-7000-8000-000000000000";
    let mut people = Vec::new();
    for who in personas {
        people.push(school.signs_in(who).await);
    }
    let mut out = format!("{:<46} nobody {}\n", "", personas.join(" "));
    for door in all() {
        // Signing out would end the persona; its own test covers it.
        if door.path == "/sign-out" || door.path == "/live" || door.path == "/account/sessions/end"
        {
            continue;
        }
        let mut path = door.path.to_string();
        while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
            path.replace_range(open..=close, nothing);
        }
        let verb = if door.method == Method::Get { "GET" } else { "POST" };
        let mut line = format!("{:<46}", format!("{verb} {}", door.path));
        let body = (verb == "POST").then(String::new);
        line.push_str(&format!(" {:<6}", send(&school.router, verb, &path, "", body).await.status));
        for (person, who) in people.iter().zip(personas) {
            let status = match door.method {
                Method::Get => person.get(&path).await.status,
                Method::Post => person.posts(&path, &[]).await.status,
                Method::Upload => person.sends(&path, &[], ("", b"")).await.status,
            };
            line.push_str(&format!(" {:<width$}", status, width = who.len()));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    insta::assert_snapshot!("doors", out);
}
