//! Days, minutes of a day, and instants. The only file that names the dates library.
//!
//! Must never know: what today is. A day is a civil date in England; an instant is a moment
//! anywhere; turning one into the other always means Europe/London.

use jiff::{civil, tz::TimeZone};
use std::{fmt, str::FromStr, sync::LazyLock};

static LONDON: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC));

/// A civil date. Says itself as "Thu 12 Nov 2026".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

/// Minutes since midnight, 0 to 1439. Says itself as "9.05".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minute(u16);

/// A moment, to the microsecond.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(jiff::Timestamp);

/// Day of the week, Monday first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weekday {
    /// Monday
    Mon,
    /// Tuesday
    Tue,
    /// Wednesday
    Wed,
    /// Thursday
    Thu,
    /// Friday
    Fri,
    /// Saturday
    Sat,
    /// Sunday
    Sun,
}

/// Which week of a two-week timetable a day falls in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Week {
    /// Week A, or the only week.
    A,
    /// Week B.
    B,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    /// 1 for Monday to 7 for Sunday.
    pub fn number(self) -> i64 {
        Self::ALL.iter().position(|d| *d == self).unwrap_or(0) as i64 + 1
    }
    /// From 1 (Monday) to 7 (Sunday).
    pub fn from_number(n: i64) -> Option<Weekday> {
        Self::ALL.get(usize::try_from(n.checked_sub(1)?).ok()?).copied()
    }
    /// "Mon"
    pub fn short(self) -> &'static str {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][self.number() as usize - 1]
    }
    /// "Monday"
    pub fn long(self) -> &'static str {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            [self.number() as usize - 1]
    }
    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        self >= Weekday::Sat
    }
}

/// Numbers of the days from the year 1 to the year 9998.
const NUMBERS: std::ops::Range<i32> = 400..3_651_000;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Day {
    /// The first day held here.
    pub const FIRST: Day = Day(civil::date(1900, 1, 1));
    /// A date, if there is such a day. Years 1900 to 2199, so that sums cannot overflow.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        if !(1900..2200).contains(&year) {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Day)
    }
    /// From "2026-11-12".
    pub fn parse_iso(text: &str) -> Option<Day> {
        let mut parts = text.trim().splitn(3, '-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month = parts.next().filter(|m| m.len() == 2)?.parse().ok()?;
        let day = parts.next().filter(|d| d.len() == 2)?.parse().ok()?;
        Day::new(year, month, day)
    }
    /// "2026-11-12"
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
    /// Year, month 1 to 12, day of the month.
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[self.0.weekday().to_monday_zero_offset() as usize]
    }
    /// This many calendar days later (earlier, if negative). Stays put at the ends of time.
    pub fn plus(self, days: i64) -> Day {
        // Near the days there are, whole numbers do; far from them the dates library decides.
        match i32::try_from(days).ok().and_then(|n| self.number().checked_add(n)) {
            Some(n) if NUMBERS.contains(&n) => Day::of_number(n).unwrap_or(self),
            _ => jiff::Span::new()
                .try_days(days)
                .and_then(|days| self.0.checked_add(days))
                .map_or(self, Day),
        }
    }
    /// Calendar days from `earlier` to this day.
    pub fn since(self, earlier: Day) -> i64 {
        i64::from(self.number() - earlier.number())
    }
    /// Days since 1 March of the year nought, by the Gregorian reckoning: whole numbers, so that
    /// a calendar of a thousand dates is counted without a dates library at every step. A test
    /// holds it to the library for every day there is.
    fn number(self) -> i32 {
        let (year, month, day) =
            (i32::from(self.0.year()), i32::from(self.0.month()), i32::from(self.0.day()));
        // The year begins in March, so that its odd day comes last.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leaps + (153 * month + 2) / 5 + day - 1
    }
    fn of_number(n: i32) -> Option<Day> {
        let (era, n) = (n.div_euclid(146_097), n.rem_euclid(146_097));
        let year = (n - n / 1_460 + n / 36_524 - n / 146_096) / 365;
        let n = n - (365 * year + year / 4 - year / 100);
        let month = (5 * n + 2) / 153;
        let day = n - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        civil::Date::new((era * 400 + year) as i16, month as i8, day as i8).ok().map(Day)
    }
    /// The Monday on or before this day.
    pub fn monday(self) -> Day {
        self.plus(1 - self.weekday().number())
    }
    /// "Thu 12 Nov"
    pub fn short(self) -> String {
        let (_, m, d) = self.ymd();
        format!("{} {} {}", self.weekday().short(), d, MONTHS[m as usize - 1])
    }
    /// "Thursday 12 November" would be long; this is "Thursday 12 Nov 2026".
    pub fn long(self) -> String {
        let (y, m, d) = self.ymd();
        format!("{} {} {} {}", self.weekday().long(), d, MONTHS[m as usize - 1], y)
    }
    /// Days since 1 Jan 2000, as PostgreSQL keeps a date.
    pub fn to_pg(self) -> i32 {
        self.since(Day(civil::date(2000, 1, 1))) as i32
    }
    /// The other way from [`Day::to_pg`].
    pub fn from_pg(days: i32) -> Day {
        Day(civil::date(2000, 1, 1)).plus(i64::from(days))
    }
    /// The moment this minute of this day begins in England. A minute that the clocks skip
    /// is taken as the first one after.
    pub fn at(self, minute: Minute) -> Instant {
        let local = self.0.at((minute.0 / 60) as i8, (minute.0 % 60) as i8, 0, 0);
        local
            .to_zoned(LONDON.clone())
            .map(|z| Instant(z.timestamp()))
            .unwrap_or(Instant(jiff::Timestamp::UNIX_EPOCH))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.short(), self.0.year())
    }
}
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl Minute {
    /// From hours and minutes.
    pub fn new(hour: u16, minute: u16) -> Option<Minute> {
        (hour < 24 && minute < 60).then_some(Minute(hour * 60 + minute))
    }
    /// From minutes since midnight.
    pub fn from_number(n: i64) -> Option<Minute> {
        u16::try_from(n).ok().filter(|n| *n < 1440).map(Minute)
    }
    /// Minutes since midnight.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }
    /// From "9.05", "09:05", "9:05", "0905" or "905".
    pub fn parse(text: &str) -> Option<Minute> {
        let text = text.trim();
        let (h, m) = match text.split_once([':', '.']) {
            Some((h, m)) => (h, m.split([':', '.']).next().unwrap_or("")),
            None if matches!(text.len(), 3 | 4) && text.is_ascii() => text.split_at(text.len() - 2),
            None => return None,
        };
        let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if h.is_empty() || h.len() > 2 || m.len() != 2 || !figures(h) || !figures(m) {
            return None;
        }
        Minute::new(h.parse().ok()?, m.parse().ok()?)
    }
    /// "09:05", as a time field wants it.
    pub fn input(self) -> String {
        format!("{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
    /// This many minutes later, kept inside the day.
    pub fn plus(self, minutes: i64) -> Minute {
        Minute((self.number() + minutes).clamp(0, 1439) as u16)
    }
}
impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 60, self.0 % 60)
    }
}
impl fmt::Debug for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input())
    }
}

/// When the afternoon session is taken to begin where nobody says.
pub const AFTERNOON: Minute = Minute(13 * 60);

/// A length of time in words: "5 h 10 min", "28 min", "2 h".
pub fn spell_minutes(minutes: i64) -> String {
    let (h, m) = (minutes.max(0) / 60, minutes.max(0) % 60);
    match (h, m) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

impl Instant {
    /// From microseconds since 1970, UTC.
    pub fn from_micros(micros: i64) -> Option<Instant> {
        jiff::Timestamp::from_microsecond(micros).ok().map(Instant)
    }
    /// Microseconds since 1970, UTC.
    pub fn micros(self) -> i64 {
        self.0.as_microsecond()
    }
    /// "2026-11-12T09:05:00.000000Z": fixed width, so that text order is time order.
    pub fn iso(self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
    }
    /// From [`Instant::iso`] or any RFC 3339 text.
    pub fn parse_iso(text: &str) -> Option<Instant> {
        jiff::Timestamp::from_str(text).ok().map(Instant)
    }
    /// The day and minute on a clock in England.
    pub fn local(self) -> (Day, Minute) {
        let z = self.0.to_zoned(LONDON.clone());
        (Day(z.date()), Minute(z.hour() as u16 * 60 + z.minute() as u16))
    }
    /// The day on a calendar in England.
    pub fn day(self) -> Day {
        self.local().0
    }
    /// The minute on a clock in England.
    pub fn minute(self) -> Minute {
        self.local().1
    }
    /// This many seconds later (earlier, if negative).
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant::from_micros(self.micros().saturating_add(seconds.saturating_mul(1_000_000)))
            .unwrap_or(self)
    }
    /// Whole minutes from `earlier` to this moment, towards zero.
    pub fn minutes_since(self, earlier: Instant) -> i64 {
        (self.micros() - earlier.micros()) / 60_000_000
    }
}
impl fmt::Display for Instant {
    /// "Thu 12 Nov 2026, 14.10"
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, minute) = self.local();
        write!(f, "{day}, {minute}")
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_says_itself_as_people_say_it() {
        let day = Day::new(2026, 11, 12).unwrap();
        assert_eq!(day.to_string(), "Thu 12 Nov 2026");
        assert_eq!(day.monday().short(), "Mon 9 Nov");
        assert_eq!(Day::from_pg(day.to_pg()), day);
        assert_eq!(Day::parse_iso("2026-02-30"), None);
        assert_eq!(Day::parse_iso("26-02-03"), None);
    }

    #[test]
    fn counting_days_in_whole_numbers_agrees_with_the_library_on_every_day() {
        let mut at = civil::date(1899, 12, 1);
        let mut before = Day(at.yesterday().unwrap());
        while at < civil::date(2200, 2, 1) {
            let day = Day(at);
            assert_eq!(Day::of_number(day.number()), Some(day));
            assert_eq!((day.since(before), before.plus(1), day.plus(-1)), (1, day, before));
            before = day;
            at = at.tomorrow().unwrap();
        }
        assert_eq!((before.plus(i64::MAX), before.plus(i64::MIN)), (before, before));
        for days in [-800_000, -700, 365, 146_097, 4_000_000] {
            let library = before.0.checked_add(jiff::Span::new().days(days));
            assert_eq!(before.plus(days), library.map_or(before, Day), "{days}");
        }
    }

    #[test]
    fn a_minute_is_read_as_people_write_it() {
        for text in ["9.05", "09:05", "9:05", "0905", "905", " 9.05 ", "09:05:00"] {
            assert_eq!(Minute::parse(text).map(|m| m.to_string()), Some("9.05".into()), "{text}");
        }
        for text in ["9", "95", "25.00", "9.5", "", "nine", "9.60", "960", "10905", "+905"] {
            assert_eq!(Minute::parse(text), None, "{text}");
        }
    }

    #[test]
    fn summer_time_moves_the_clock_and_not_the_moment() {
        let winter = Day::new(2026, 11, 12).unwrap().at(Minute(9 * 60));
        let summer = Day::new(2026, 6, 12).unwrap().at(Minute(9 * 60));
        assert_eq!(winter.iso(), "2026-11-12T09:00:00.000000Z");
        assert_eq!(summer.iso(), "2026-06-12T08:00:00.000000Z");
        assert_eq!(summer.local().1.to_string(), "9.00");
    }
}
