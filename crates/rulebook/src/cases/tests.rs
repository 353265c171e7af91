//! Worked cases as a test: every case of the committed file, on its committed calendars.

use super::*;

const CASES: &str = include_str!("../../data/cases.csv");
const CALENDARS: &str = include_str!("../../data/case_calendars.csv");

#[test]
fn every_worked_case_comes_to_its_date_its_outcome_and_its_recipients() {
    let calendars = calendars(CALENDARS).unwrap();
    let cases = read(CASES).unwrap();
    assert!(cases.len() >= 103, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let verdict = run(case, &calendars);
        if !verdict.passed {
            let found = match verdict.found {
                Ok(a) => format!("{:?} [{}] {}", a.due.day(), a.outcome.code(), a.told),
                Err(e) => e.to_string(),
            };
            wrong.push(format!(
                "{} {}: expected {:?} [{}] {}, found {found}",
                case.id, case.rule, case.due, case.outcome, case.told
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
