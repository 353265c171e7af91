//! What the room works with: devices, stock, resources and ideas, and the check of the room itself.
//!
//! Must never know: tables, pages, or what the time is.

pub mod check;
pub mod device;
pub mod resource;
pub mod stock;

/// Money as people write it: "£1.20".
pub fn spell_money(pence: i64) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}

/// The most that anything here may cost, in pence.
const DEAREST: i64 = 10_000_000;

/// Reads money: "1.20", "£1.20" or "3". Nothing typed is nothing.
pub fn read_money(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('£').trim().replace(',', "");
    if text.is_empty() {
        return Some(0);
    }
    let (pounds, pence) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if !digits(pounds) || !digits(pence) || pence.len() > 2 || pounds.len() > 7 {
        return None;
    }
    let whole: i64 = if pounds.is_empty() { 0 } else { pounds.parse().ok()? };
    let part: i64 = match pence.len() {
        0 => 0,
        1 => pence.parse::<i64>().ok()? * 10,
        _ => pence.parse().ok()?,
    };
    Some(whole * 100 + part).filter(|p| *p <= DEAREST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, pence) in
            [("1.20", 120), ("£1.2", 120), ("3", 300), ("", 0), (".50", 50), ("1,250", 125_000)]
        {
            assert_eq!(read_money(text), Some(pence), "{text}");
        }
        for text in ["one", "1.205", "-3", "1.2.3", "99999999"] {
            assert_eq!(read_money(text), None, "{text}");
        }
        assert_eq!(spell_money(120), "£1.20");
        assert_eq!(spell_money(5), "£0.05");
    }
}
