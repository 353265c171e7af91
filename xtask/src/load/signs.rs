//! A large file of incidents brought into the demo school: how long its preview takes, and how long
//! until it is kept.
//!
//! The file is invented: pupils by admission number as the large demo school numbers them. It must
//! never be sent to a real school.

use std::fmt::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};

use super::{forms, signed_in};

const PAGE: &str = "/incidents/file";
/// The large demo school's pupils are numbered from here on.
const FIRST: usize = 5000;
/// So many of them.
const PUPILS: usize = 1_140;
/// A school year's days back, on which incidents are spread.
const BACK: usize = 300;
const KINDS: [&str; 5] = ["Disruption", "Defiance", "Late to lesson", "Homework", "Uniform"];
const SUBJECTS: [&str; 6] = ["Maths", "English", "Science", "Geography", "French", "PE"];

/// Sends the file, keeps it, and prints what both took.
pub fn bring_in(base: &str, rows: usize, who: Option<&str>) -> Result<bool> {
    let mut visitor = signed_in(base, who)?;
    let text = file(rows)?;
    let page = visitor.get(PAGE)?.text();
    let form = forms::forms(&page)
        .into_iter()
        .find(|form| form.action.contains("/incidents/file") || form.action.is_empty())
        .with_context(|| format!("{PAGE} has no form for a file"))?;
    let fields: Vec<_> = form.fields.into_iter().filter(|(name, _)| name != "file").collect();
    let began = Instant::now();
    let shown = visitor.send_file(PAGE, &fields, ("file", "incidents.csv", text.as_bytes()))?;
    let preview = began.elapsed();
    if shown.status != 200 {
        bail!("the file's preview answers {}", shown.status);
    }
    let keep = forms::forms(&shown.text())
        .into_iter()
        .find(|form| form.action.contains("/keep"))
        .context("the preview has no form that keeps it")?;
    let began = Instant::now();
    let kept = visitor.post(&keep.action, &keep.fields)?;
    let write = began.elapsed();
    println!(
        "A file of {rows} incidents ({:.1} MB): shown first in {}, kept in {} (answer {}).\n",
        text.len() as f64 / 1e6,
        seconds(preview),
        seconds(write),
        kept.status
    );
    Ok(kept.status == 303)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// "2026-11-10", from days since 1970-01-01: the tool that measures stands beside the floors and
/// asks none of them.
fn iso(days: i64) -> String {
    // Counted from the first of March of the year 0, so that a leap day is a year's last.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let rest = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * rest + 2) / 153;
    let of_month = rest - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// So many rows, no two alike.
fn file(rows: usize) -> Result<String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / 86_400;
    let today = i64::try_from(since)?;
    let mut text = String::from(
        "Incident ID,Date,Time,Adno,Type,Subject,Location,Recorded By,Points,Comments\n",
    );
    for n in 0..rows {
        // Few pupils have many, many have few: the square of a stepping number.
        let step = (n * 7919) % 10_007;
        let pupil = FIRST + step * step % (10_007 * 10_007) * PUPILS / (10_007 * 10_007);
        let day = iso(today - 1 - i64::try_from(n % BACK)?);
        writeln!(
            text,
            "{n},{},{:02}:{:02},{pupil},{},{},Room {},Mr Vail,{},Note {n}",
            day,
            9 + n % 6,
            n % 60,
            KINDS[n % KINDS.len()],
            SUBJECTS[n * 3 / 2 % SUBJECTS.len()],
            n % 40,
            1 + n % 3
        )?;
    }
    Ok(text)
}
