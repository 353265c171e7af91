//! Incidents brought in from the school's own system: which pupil each line is about, which lines
//! are new, which stand twice, and which codes somebody is asked about.
//!
//! Must never know: a file. Nobody is found by name alone.

#[cfg(test)]
mod tests;

use crate::Id;
use rulebook::{Day, Minute};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Letters of a type, a place, a subject, a name or an action.
pub const LONGEST_WORD: usize = 200;
/// Letters of what happened.
pub const LONGEST_BODY: usize = 4_000;

/// An incident as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The day.
    pub day: Day,
    /// The time, where it is known.
    pub minute: Option<Minute>,
    /// "P4", where it is known.
    pub period: String,
    /// The school's type.
    pub kind: String,
    /// Words.
    pub body: String,
    /// Where.
    pub place: String,
    /// The subject, where it was in a lesson.
    pub subject: String,
    /// Who wrote it down there.
    pub staff_name: String,
    /// Points, as the school counts them; more is worse.
    pub points: Option<i64>,
    /// What was done.
    pub action: String,
    /// Which system it came from.
    pub source: String,
    /// Its key there.
    pub outside: String,
}

/// A line as it came, before anybody is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Row of the file, 2 for the first after the headings.
    pub row: usize,
    /// Admission number, or empty.
    pub admission_no: String,
    /// Unique pupil number, or empty.
    pub upn: String,
    /// The form as the file has it, or empty.
    pub form: String,
    /// The day, or what is wrong with it.
    pub day: Result<Day, String>,
    /// Time as written, or empty.
    pub time: String,
    /// Period as written, or empty.
    pub period: String,
    /// Type.
    pub kind: String,
    /// Words.
    pub body: String,
    /// Where.
    pub place: String,
    /// Subject.
    pub subject: String,
    /// Who wrote it down.
    pub staff_name: String,
    /// Points as written, or empty.
    pub points: String,
    /// What was done.
    pub action: String,
    /// Key in the other system, or empty.
    pub outside: String,
}

/// A pupil by the numbers they are found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Key.
    pub id: Id,
    /// Admission number.
    pub admission_no: Option<String>,
    /// Unique pupil number.
    pub upn: Option<String>,
}

/// What a form code that this school does not have is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormCode {
    /// An old or foreign name of a form: the number says who it is.
    Taken,
    /// Its rows are left out, this time.
    LeftOut,
}

/// Everything a file is held against.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Everybody on roll.
    pub pupils: Vec<Known>,
    /// Forms of the school, and codes somebody has said are another name for one. None where
    /// forms are not looked at.
    pub forms: Option<HashSet<String>>,
    /// What somebody has just said of form codes.
    pub said: BTreeMap<String, FormCode>,
    /// Outside keys that are kept already.
    pub here: HashSet<String>,
}

/// A row that says what another row of the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twice {
    /// The row.
    pub row: usize,
    /// The row it repeats.
    pub of: usize,
}

/// What a file would do: nothing is kept while `asked` has anything in it, and what is `wrong` is
/// left out by choice alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Incidents that are not here yet.
    pub new: Vec<Incident>,
    /// Lines that are here already.
    pub unchanged: usize,
    /// Lines that repeat a line above them.
    pub twice: Vec<Twice>,
    /// Form codes nobody knows, with their rows.
    pub asked: BTreeMap<String, Vec<usize>>,
    /// Rows left out because of what was said of their form.
    pub left_out: usize,
    /// Row and what is wrong with it.
    pub wrong: Vec<(usize, String)>,
    /// Types among the new ones, with how many of each.
    pub kinds: BTreeMap<String, usize>,
}

impl Sorted {
    /// The first and last day of what is new.
    pub fn days(&self) -> Option<(Day, Day)> {
        let days = self.new.iter().map(|i| i.day);
        Some((days.clone().min()?, days.max()?))
    }
}

/// Reads a date as schools write it: day first, or ISO.
pub fn read_day(text: &str) -> Option<Day> {
    let text = text.split_whitespace().next()?;
    if let Some(day) = Day::parse_iso(text) {
        return Some(day);
    }
    let mut parts = text.split(['/', '-', '.']);
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year: i16 = y.parse().ok()?;
    let year = if y.len() == 2 { year + 2000 } else { year };
    Day::new(year, m.parse().ok()?, d.parse().ok()?)
}

/// A form as two systems may spell it: "8 n", "8N".
pub fn fold_form(form: &str) -> String {
    form.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Everybody by number, found at once.
struct Found<'a> {
    by_no: HashMap<&'a str, &'a Known>,
    by_upn: HashMap<&'a str, &'a Known>,
}

impl<'a> Found<'a> {
    fn of(pupils: &'a [Known]) -> Found<'a> {
        Found {
            by_no: pupils.iter().filter_map(|p| Some((p.admission_no.as_deref()?, p))).collect(),
            by_upn: pupils.iter().filter_map(|p| Some((p.upn.as_deref()?, p))).collect(),
        }
    }
    fn one(&self, no: &str, upn: &str) -> Result<&'a Known, &'static str> {
        let by_no = (!no.is_empty()).then(|| self.by_no.get(no));
        let by_upn = (!upn.is_empty()).then(|| self.by_upn.get(upn));
        match (by_no, by_upn) {
            (None, None) => {
                Err("It has no admission number and no UPN. Nobody is found by name alone")
            }
            (Some(Some(a)), Some(Some(b))) if a.id != b.id => {
                Err("The admission number and the UPN are two different people")
            }
            (Some(Some(p)), _) | (_, Some(Some(p))) => Ok(p),
            _ => Err("Nobody on roll has this number"),
        }
    }
}

/// Whom a line with these numbers is about.
///
/// # Errors
/// Says why nobody is found.
pub fn find(pupils: &[Known], no: &str, upn: &str) -> Result<Id, &'static str> {
    Found::of(pupils).one(no, upn).map(|k| k.id)
}

/// The same for many lines.
pub fn find_all<'a>(
    pupils: &[Known],
    lines: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<Result<Id, &'static str>> {
    let found = Found::of(pupils);
    lines.map(|(no, upn)| found.one(no, upn).map(|k| k.id)).collect()
}

/// A time as systems write it: "11:20", "11.20", "11:20:00".
fn time(text: &str) -> Result<Option<Minute>, ()> {
    let short = match text.split(':').collect::<Vec<_>>().as_slice() {
        [h, m, s] if s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit()) => format!("{h}:{m}"),
        _ => text.to_string(),
    };
    if short.is_empty() {
        return Ok(None);
    }
    Minute::parse(&short).map(Some).ok_or(())
}

/// What is kept of a line of this pupil.
fn kept(line: &Line, pupil: Id, today: Day) -> Result<Incident, String> {
    let day = line.day.clone()?;
    if day > today {
        return Err(format!("The date, {day}, has not come yet"));
    }
    let Ok(minute) = time(&line.time) else {
        return Err("The time is not a time. Write it as 10:40".into());
    };
    if line.kind.is_empty() {
        return Err("It has no type".into());
    }
    let points = match line.points.trim_end_matches(".0") {
        "" => None,
        text => match text.parse::<i64>() {
            // Some systems write what is lost as a minus: how many it is is what counts.
            Ok(n) if (-1000..=1000).contains(&n) => Some(n.abs()),
            _ => return Err("The points are not a whole number".into()),
        },
    };
    for (name, text, most) in [
        ("type", &line.kind, LONGEST_WORD),
        ("place", &line.place, LONGEST_WORD),
        ("subject", &line.subject, LONGEST_WORD),
        ("name of staff", &line.staff_name, LONGEST_WORD),
        ("action", &line.action, LONGEST_WORD),
        ("period", &line.period, LONGEST_WORD),
        ("key", &line.outside, LONGEST_WORD),
        ("description", &line.body, LONGEST_BODY),
    ] {
        if text.chars().count() > most {
            return Err(format!("The {name} is longer than {most} letters"));
        }
    }
    // A file without its own keys still has to be safe to send twice.
    let outside = match line.outside.is_empty() {
        false => line.outside.clone(),
        true => format!("{pupil}|{}|{}|{}|{}", day.iso(), line.time, line.kind, line.body)
            .chars()
            .take(300)
            .collect(),
    };
    Ok(Incident {
        id: Id::nil(),
        pupil,
        day,
        minute,
        period: line.period.clone(),
        kind: line.kind.clone(),
        body: line.body.clone(),
        place: line.place.clone(),
        subject: line.subject.clone(),
        staff_name: line.staff_name.clone(),
        points,
        action: line.action.clone(),
        source: String::new(),
        outside,
    })
}

/// Sorts lines into new, already here, twice, asked about and wrong. `key` makes the key of a new
/// record.
pub fn sort(
    lines: &[Line],
    facts: &Facts,
    source: &str,
    today: Day,
    mut key: impl FnMut() -> Id,
) -> Sorted {
    let mut out = Sorted::default();
    let found = Found::of(&facts.pupils);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let read = match found.one(&line.admission_no, &line.upn) {
            Ok(pupil) => kept(line, pupil.id, today),
            Err(why) => Err(why.to_string()),
        };
        let mut incident = match read {
            Ok(incident) => incident,
            Err(why) => {
                out.wrong.push((line.row, why));
                continue;
            }
        };
        if facts.here.contains(&incident.outside) {
            out.unchanged += 1;
            continue;
        }
        if let Some(of) = seen.get(&incident.outside) {
            out.twice.push(Twice { row: line.row, of: *of });
            continue;
        }
        seen.insert(incident.outside.clone(), line.row);
        let form = fold_form(&line.form);
        let strange = facts.forms.as_ref().is_some_and(|f| !form.is_empty() && !f.contains(&form));
        match facts.said.get(&form).filter(|_| strange) {
            None if strange => {
                out.asked.entry(form).or_default().push(line.row);
                continue;
            }
            Some(FormCode::LeftOut) => {
                out.left_out += 1;
                continue;
            }
            _ => {}
        }
        *out.kinds.entry(incident.kind.clone()).or_default() += 1;
        incident.id = key();
        incident.source = source.to_string();
        out.new.push(incident);
    }
    out
}

/// Words that a type of something good has in it.
const GOOD: [&str; 11] = [
    "praise",
    "achiev",
    "positive",
    "merit",
    "reward",
    "well done",
    "commend",
    "house point",
    "star of",
    "postcard",
    "effort award",
];

/// Whether a type is proposed as one that counts: not where its name says that it is good.
pub fn likely_counts(kind: &str) -> bool {
    let low = kind.to_lowercase();
    !GOOD.iter().any(|good| low.contains(good)) || low.contains("demerit")
}
