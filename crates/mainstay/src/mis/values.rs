//! One cell to one value: years, yes and no, sex, SEN, weeks and days, names in one cell.
//!
//! Must never know: which column or file the cell came from.

use casework::roster::{SenStage, Sex};
use rulebook::{Week, Weekday};

/// Longest name taken, in characters. Real ones of 80 occur.
pub const NAME: usize = 200;

/// Blanks of every kind squeezed to one.
pub fn squeeze(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a system writes for "nothing": blank, NULL, n/a, a dash.
pub fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty()
        || matches!(cell, "-" | "--" | "." | "–")
        || ["null", "n/a", "none recorded"].iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// Yes or no in the usual spellings.
pub fn yes_no(cell: &str) -> Option<bool> {
    match squeeze(cell).to_lowercase().as_str() {
        "y" | "yes" | "true" | "t" | "1" | "x" | "✓" | "✔" | "eligible" | "current" => {
            Some(true)
        }
        "n" | "no" | "false" | "f" | "0" | "not eligible" | "none" => Some(false),
        _ => None,
    }
}

/// Sex, by letter or word.
pub fn sex(cell: &str) -> Option<Sex> {
    match squeeze(cell).to_lowercase().as_str() {
        "f" | "female" | "girl" => Some(Sex::Female),
        "m" | "male" | "boy" => Some(Sex::Male),
        "u" | "unknown" | "unspecified" | "not known" | "not stated" | "other" | "ext" | "x"
        | "i" | "indeterminate" => Some(Sex::Unknown),
        _ => None,
    }
}

/// SEN stage, by code or word. Withdrawn codes give none, so that a person looks.
pub fn sen(cell: &str) -> Option<SenStage> {
    let cell = squeeze(cell).to_lowercase();
    match cell.as_str() {
        "n"
        | "none"
        | "no"
        | "no sen"
        | "no special educational need"
        | "no special educational needs"
        | "no specified special educational need"
        | "0" => {
            return Some(SenStage::None);
        }
        "k" | "sen support" | "sen" | "support" => return Some(SenStage::Support),
        "e" | "ehcp" | "ehc" | "ehc plan" => return Some(SenStage::Plan),
        _ => {}
    }
    // "K - SEN Support", "E: Education, health and care plan"
    match cell.split([' ', '-', ':']).next() {
        Some("k") => Some(SenStage::Support),
        Some("e") => Some(SenStage::Plan),
        Some("n") => Some(SenStage::None),
        _ if cell.starts_with("education") && cell.contains("care plan") => Some(SenStage::Plan),
        _ => None,
    }
}

/// A National Curriculum year: "Year  7", "Y7", "07" are all 7; Reception is 0 and the
/// nursery years are below it.
pub fn year(cell: &str) -> Option<i64> {
    let cell = squeeze(cell).to_lowercase();
    let bare = ["curriculum year", "nc year", "year group", "year", "grade", "yr", "y"]
        .iter()
        .find_map(|prefix| cell.strip_prefix(prefix))
        .unwrap_or(&cell)
        .trim_start_matches(['.', ' ', '-']);
    match bare {
        "r" | "reception" | "rec" | "kg" => Some(0),
        "n2" | "nursery 2" | "nursery second year" => Some(-1),
        "n1" | "nursery 1" | "nursery first year" => Some(-2),
        _ => bare.parse().ok().filter(|year| (1..=14).contains(year)),
    }
}

/// First and last name out of one cell. "Surname, Forename" is certain; otherwise the last
/// word is taken as the surname, and a single word as the only name.
pub fn split_name(cell: &str) -> (Option<String>, Option<String>) {
    let cell = squeeze(cell);
    if let Some((surname, forename)) = cell.split_once(',') {
        return (some(forename), some(surname));
    }
    let bare = TITLES
        .iter()
        .find_map(|title| {
            let (first, rest) = cell.split_once(' ')?;
            first.trim_end_matches('.').eq_ignore_ascii_case(title).then_some(rest)
        })
        .unwrap_or(&cell);
    match bare.rsplit_once(' ') {
        Some((forename, surname)) => (some(forename), some(surname)),
        None => (some(bare), None),
    }
}

const TITLES: [&str; 9] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir"];

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A day of the week, by word or by number from Monday.
pub fn weekday(cell: &str) -> Option<Weekday> {
    let cell = squeeze(cell).to_lowercase();
    if let Ok(number) = cell.parse() {
        return Weekday::from_number(number);
    }
    Weekday::ALL.into_iter().find(|day| {
        let long = day.long().to_lowercase();
        cell.len() >= 2 && long.starts_with(&cell)
    })
}

/// Which week: A, B, or every week for a blank.
pub fn week(cell: &str) -> Option<Option<Week>> {
    let cell = squeeze(cell).to_lowercase();
    let bare = cell.trim_start_matches("week").trim_start_matches("wk").trim();
    match bare {
        "" | "every" | "both" | "all" | "a/b" | "ab" | "a,b" | "any" => Some(None),
        "a" | "1" | "one" => Some(Some(Week::A)),
        "b" | "2" | "two" => Some(Some(Week::B)),
        _ => None,
    }
}

/// Week, day and period out of one cell: "Mon:1", "MonA:3", "A-Mon:1", "WkB Tue 2", "Thu4".
pub fn slot(cell: &str) -> Option<(Option<Week>, Weekday, String)> {
    let cell = squeeze(cell);
    let (head, rest) = first_day(&cell)?;
    let (before, day, after) = (head, rest.0, rest.1);
    let before = before.trim_matches([' ', ':', '-', '/', '_']);
    let mut chosen = week(before)?;
    let mut period = after;
    // "MonA:3": a single A or B right behind the day is the week.
    let mut letters = after.chars();
    if let (Some(letter), Some(mark)) = (letters.next(), letters.next())
        && matches!(letter, 'A' | 'B' | 'a' | 'b')
        && matches!(mark, ':' | ' ' | '-' | '/' | '_')
    {
        chosen = if letter.eq_ignore_ascii_case(&'a') { Some(Week::A) } else { Some(Week::B) };
        period = letters.as_str();
    }
    let period = period.trim_matches([' ', ':', '-', '/', '_']);
    (!period.is_empty() && period.chars().count() <= 20).then(|| (chosen, day, period.to_owned()))
}

/// The text before the first name of a day, the day, and the text behind it.
fn first_day(cell: &str) -> Option<(&str, (Weekday, &str))> {
    // Names of days are ASCII, and ASCII case folding keeps every byte in its place.
    let lower = cell.to_ascii_lowercase();
    let (at, day) = Weekday::ALL
        .into_iter()
        .filter_map(|day| Some((lower.find(&day.short().to_ascii_lowercase())?, day)))
        .min_by_key(|(at, _)| *at)?;
    let long = day.long().to_ascii_lowercase();
    let tail = &lower[at..];
    let length =
        (3..=long.len()).rev().find(|length| tail.starts_with(&long[..*length])).unwrap_or(3);
    Some((&cell[..at], (day, &cell[at + length..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_all_their_spellings() {
        for cell in
            ["Year  7", "Y7", "7", "07", "year 7", "Yr 7", "Yr. 7", "NC Year 7", "Year Group 7"]
        {
            assert_eq!(year(cell), Some(7), "{cell}");
        }
        assert_eq!(year("Reception"), Some(0));
        for cell in ["Year 99", "", "7A", "seven", "+"] {
            assert_eq!(year(cell), None, "{cell}");
        }
    }

    #[test]
    fn names_in_one_cell() {
        let split = |cell| {
            let (first, last) = split_name(cell);
            (first.unwrap_or_default(), last.unwrap_or_default())
        };
        assert_eq!(split("O'Neill-Brown, Zoë"), ("Zoë".into(), "O'Neill-Brown".into()));
        assert_eq!(split("Mrs Ngozi Okafor"), ("Ngozi".into(), "Okafor".into()));
        assert_eq!(split("Suharto"), ("Suharto".into(), String::new()));
        assert_eq!(split("  王  小明 "), ("王".into(), "小明".into()));
        assert_eq!(split(","), (String::new(), String::new()));
    }

    #[test]
    fn slots_of_a_timetable() {
        use Weekday::{Mon, Thu, Tue};
        let one = |s: &str| s.to_owned();
        assert_eq!(slot("Mon:1"), Some((None, Mon, one("1"))));
        assert_eq!(slot("MonA:3"), Some((Some(Week::A), Mon, one("3"))));
        assert_eq!(slot("A-Mon:1"), Some((Some(Week::A), Mon, one("1"))));
        assert_eq!(slot("WkB Tuesday P2"), Some((Some(Week::B), Tue, one("P2"))));
        assert_eq!(slot("2Thu4"), Some((Some(Week::B), Thu, one("4"))));
        assert_eq!(slot("Mon:AM"), Some((None, Mon, one("AM"))));
        for cell in ["MWF", "", "Mon", "1", "éMon"] {
            assert_eq!(slot(cell), None, "{cell}");
        }
    }

    #[test]
    fn words_for_sen_sex_and_yes() {
        assert_eq!(sen("K - SEN Support"), Some(SenStage::Support));
        assert_eq!(sen("Education, Health and Care Plan"), Some(SenStage::Plan));
        assert_eq!(sen("N"), Some(SenStage::None));
        assert_eq!(sen("School Action Plus"), None);
        assert_eq!(sex("Female"), Some(Sex::Female));
        assert_eq!(sex("banana"), None);
        assert_eq!(
            (yes_no("Y"), yes_no("FALSE"), yes_no("Maybe")),
            (Some(true), Some(false), None)
        );
        assert_eq!((week("Week B"), week(""), week("C")), (Some(Some(Week::B)), Some(None), None));
    }
}
