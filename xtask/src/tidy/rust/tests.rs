//! A good and a bad sample for every rule about Rust files.

use super::super::samples::{bites, passes};

const BOOK: &str = "crates/rulebook/src/count.rs";
const CASE: &str = "crates/casework/src/room.rs";
const PAPER: &str = "crates/paper/src/letter.rs";
const STORE: &str = "crates/store/src/room.rs";
const PAGE: &str = "crates/mainstay/src/room/page.rs";

#[test]
fn a_file_without_a_purpose_is_found() {
    passes("purpose first", &[(PAGE, "//! The room's page.\n")]);
    bites("purpose first", &[(PAGE, "use std::fmt;\n")], &[1]);
}

#[test]
fn a_file_that_is_too_long_is_found() {
    passes("short files", &[(PAGE, &"//! x\n".repeat(600))]);
    bites("short files", &[(PAGE, &"//! x\n".repeat(601))], &[0]);
}

#[test]
fn a_lower_floor_that_asks_the_time_is_found() {
    let good = "//! No async, no std::fs.\nfn at(now: Timestamp) { asynchronous(now) }\n\
                #[cfg(test)]\nmod tests { fn cases() { std::fs::read_dir(\".\"); } }\n";
    passes("pure floors", &[(BOOK, good), (PAGE, "async fn page() {}")]);
    let bad = "//! x\nfn at() { Zoned::now() }\nasync fn wait() {}\nuse tokio::sync;\n\
               #[derive(serde::Serialize)]\nlet a = std::fs::read(p);\n";
    bites("pure floors", &[(CASE, bad)], &[2, 3, 4, 5, 6]);
}

#[test]
fn paper_that_asks_the_time_is_found() {
    passes("paper has no clock", &[(PAPER, "fn dated(today: Date) {}")]);
    bites("paper has no clock", &[(PAPER, "let today = Zoned::now();")], &[1]);
}

#[test]
fn sql_outside_the_store_is_found_and_page_words_are_not() {
    let words = r#"
        let a = "Select a pupil from the list";
        let b = "Update the plan";
        let c = "select";
        let d = "Update your details, then set a password";
        // "select id from pupil"
    "#;
    passes("SQL in the store", &[(PAGE, words), (STORE, "\"select id from pupil\"")]);
    let bad = "let a = \"select id from pupil\";\nlet b = \"UPDATE room set seats = $1\";\n\
               let c = \"insert into room (id) values ($1)\";\nlet d = \"delete from room\";\n\
               let e = \"\n  create table room (id text)\";\nlet f = \"select $1\";\n";
    bites("SQL in the store", &[(PAGE, bad)], &[1, 2, 3, 4, 5, 7]);
}

#[test]
fn an_engine_named_outside_the_database_file_is_found() {
    let good = "//! Works on Sqlite.\nlet page = \"Postgres\"; let page_row = PageRow;\n";
    passes(
        "one place knows the engine",
        &[
            (STORE, good),
            ("crates/store/src/db.rs", "use sqlx::SqlitePool;"),
            ("crates/store/src/search.rs", "Engine::Postgres => 1,"),
        ],
    );
    let bad = "use sqlx::Row;\nmatch db { Db::Sqlite(x) => x, }\nlet row: PgRow = x;\n";
    bites("one place knows the engine", &[(STORE, bad)], &[1, 2, 3]);
}

#[test]
fn an_unwrap_in_the_product_is_found_and_one_in_a_test_is_not() {
    let good = "fn a() { b.unwrap_or(1); }\n#[cfg(test)]\nmod tests { fn c() { d.unwrap(); } }\n";
    passes(
        "no unwrap in the product",
        &[
            (PAGE, good),
            ("crates/mainstay/tests/it/room.rs", "a.unwrap();"),
            ("crates/store/src/testing.rs", "a.expect(\"a database\");"),
        ],
    );
    let bad = "fn a() { b.unwrap(); }\nfn c() { d\n  .expect(\"x\"); }\n";
    bites("no unwrap in the product", &[(CASE, bad)], &[1, 3]);
}

#[test]
fn unfinished_work_is_found() {
    passes("nothing unfinished", &[(PAGE, "// nothing to do here\nlet a = \"todo!\";")]);
    let bad = "#[ignore = \"slow\"]\nfn a() { todo!() }\nfn b() { dbg!(1); }\nunimplemented!();\n";
    bites("nothing unfinished", &[(PAGE, bad)], &[1, 2, 3, 4]);
}

#[test]
fn a_sleeping_test_is_found() {
    let good = "fn wait() { std::thread::sleep(x); }\n#[cfg(test)]\nmod tests { fn a() {} }\n";
    passes("no sleeping tests", &[(PAGE, good)]);
    let bad = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { std::thread::sleep(x) }\n}\n";
    bites("no sleeping tests", &[(PAGE, bad)], &[4]);
    bites(
        "no sleeping tests",
        &[("crates/store/tests/it/a.rs", "tokio::time::sleep(x).await;")],
        &[1],
    );
}

#[test]
fn style_and_script_in_a_page_are_found() {
    let good = "let style = 1;\nhtml! { div class=\"on\" { script src=(link) {} } }\n\
                let once = stylesheet { x: 1 };\nif a.style == b {}\n";
    passes("no inline style or script", &[(PAGE, good)]);
    let bad = "html! { div style=\"color: red\" { } }\nhtml! { button onclick=(x) { } }\n\
               html! { script { \"alert()\" } }\nPreEscaped(\"<p style=\\\"x\\\">\")\n\
               PreEscaped(r#\"<p style=\"x\">\"#)\n";
    bites("no inline style or script", &[(PAGE, bad)], &[1, 2, 3, 5]);
}

#[test]
fn a_number_of_days_outside_the_rulebook_is_found() {
    let good = "const NOTICE_DAYS: u8 = 5;";
    passes(
        "days live in the rulebook",
        &[
            (BOOK, good),
            (
                PAGE,
                "let late_days = rule.days();\n#[cfg(test)]\nmod tests { const A_DAYS: u8 = 1; }",
            ),
            (CASE, "let says = format!(\"{days} school days\");"),
        ],
    );
    let bad = "pub const NOTICE_DAYS: u8 = 5;\nstatic DAYS_TO_REPLY: u8 = 5;\n\
               let says = \"within 15 school days\";\n";
    bites("days live in the rulebook", &[(PAGE, bad)], &[1, 2, 3]);
}

#[test]
fn a_second_test_binary_is_found() {
    passes("one test binary", &[("crates/store/tests/it/room.rs", "//! x")]);
    bites("one test binary", &[("crates/store/tests/room.rs", "//! x")], &[0]);
}
