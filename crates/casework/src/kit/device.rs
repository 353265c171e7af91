//! Devices: promised by period and never twice, handed out and taken back, charger apart.
//!
//! Must never know: where any of it is kept or shown. Who holds a device is handed in as a name.

use crate::{Id, Refusal};
use rulebook::{Day, Instant};

coded! {
    /// What a device is.
    pub enum DeviceKind {
        Laptop = "laptop", "Laptop";
        Tablet = "tablet", "Tablet";
        Reader = "reader", "Reading pen or e-reader";
        Headphones = "headphones", "Headphones";
        Other = "other", "Something else";
    }
}

coded! {
    /// What state it is in.
    pub enum Condition {
        Good = "good", "Good";
        Worn = "worn", "Worn, but works";
        Broken = "broken", "Broken";
    }
}

coded! {
    /// How a device that was not back was settled.
    pub enum Settled {
        Found = "found", "Found";
        WrittenOff = "written_off", "Written off";
    }
}

/// A device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Key.
    pub id: Id,
    /// What is written on it: "Laptop 3".
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
    /// What state it is in.
    pub condition: Condition,
    /// The school's web filter is on it.
    pub filtered: bool,
    /// It has a charger of its own.
    pub charger: bool,
    /// The resource its use counts for.
    pub resource: Option<Id>,
    /// Anything else.
    pub note: String,
    /// In use.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// A device promised for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Key.
    pub id: Id,
    /// Device.
    pub device: Id,
    /// Day.
    pub day: Day,
    /// "P2"
    pub code: String,
    /// For whom.
    pub pupil: Id,
    /// Their placement.
    pub placement: Id,
    /// Who promised it.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
}

/// A device in somebody's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Key.
    pub id: Id,
    /// Device.
    pub device: Id,
    /// Day.
    pub day: Day,
    /// Who has it.
    pub pupil: Id,
    /// Their placement.
    pub placement: Id,
    /// When it was handed out.
    pub issued_at: Instant,
    /// By whom.
    pub issued_by: String,
    /// Its charger went with it.
    pub charger: bool,
    /// When the device came back.
    pub returned_at: Option<Instant>,
    /// Who took it.
    pub returned_by: String,
    /// When the charger came back.
    pub charger_back_at: Option<Instant>,
    /// When what was not back was settled.
    pub settled_at: Option<Instant>,
    /// Why, for what was written off.
    pub settled_why: String,
    /// By whom.
    pub settled_by: String,
}

impl Loan {
    /// Whether the device is in somebody's hands in a stretch of time. One that is not back now is
    /// in them from now on, as far as anybody can say.
    pub fn in_hand(&self, from: Instant, to: Instant, now: Instant) -> bool {
        let until = match self.device_out() {
            true => None,
            false => self.returned_at.or(self.settled_at),
        };
        let begun = self.issued_at < to;
        begun && until.is_none_or(|at| at > from) && (until.is_some() || from.day() <= now.day())
    }
    /// The device itself is out.
    pub fn device_out(&self) -> bool {
        self.returned_at.is_none() && self.settled_at.is_none()
    }
    /// Its charger is out.
    pub fn charger_out(&self) -> bool {
        self.charger && self.charger_back_at.is_none() && self.settled_at.is_none()
    }
    /// Something of it is out.
    pub fn is_open(&self) -> bool {
        self.device_out() || self.charger_out()
    }
    /// What is out: "Laptop 3", "Laptop 3 and its charger", "the charger of Laptop 3".
    pub fn out(&self, name: &str) -> String {
        match (self.device_out(), self.charger_out()) {
            (true, true) => format!("{name} and its charger"),
            (true, false) => name.to_string(),
            (false, true) => format!("The charger of {name}"),
            (false, false) => String::new(),
        }
    }
}

/// What is asked for: a device, for somebody, in a period.
pub struct Ask<'a> {
    /// Device.
    pub device: &'a Device,
    /// Day.
    pub day: Day,
    /// "P2"
    pub code: &'a str,
    /// For whom.
    pub pupil: Id,
    /// Where other devices are chosen.
    pub back: &'a str,
}

const ONE_AT_A_TIME: &str = "One device serves one person at a time: it is promised once for each period, and handed out once until it is back.";
const FROM: &str = "The room’s device list.";

fn unfit(device: &Device, back: &str) -> Option<Refusal> {
    let why = match (device.active, device.condition, device.filtered) {
        (false, ..) => "is no longer in use",
        (_, Condition::Broken, _) => "is broken",
        (_, _, false) => "has no web filter",
        _ => return None,
    };
    Some(
        Refusal::because(
            format!("{} {why}", device.name),
            "A device that is handed to somebody works and has the school’s web filter on it.",
            FROM,
        )
        .or("Choose another device", back)
        .or("Change what the list says of it", format!("/kit/devices/{}", device.id)),
    )
}

/// Whether a device can be promised. `holder` says a name for a pupil.
///
/// # Errors
/// Refuses a device that is not fit, and one that is promised already: by name of who has it.
pub fn may_book(
    ask: &Ask<'_>,
    bookings: &[Booking],
    holder: &dyn Fn(Id) -> String,
) -> Result<(), Box<Refusal>> {
    if let Some(no) = unfit(ask.device, ask.back) {
        return Err(Box::new(no));
    }
    let taken = bookings
        .iter()
        .find(|b| b.device == ask.device.id && b.day == ask.day && b.code == ask.code);
    match taken {
        Some(b) => Err(Box::new(
            Refusal::because(
                format!("{} is booked in {} for {}", ask.device.name, b.code, holder(b.pupil)),
                ONE_AT_A_TIME,
                FROM,
            )
            .or("Choose another device or period", ask.back),
        )),
        None => Ok(()),
    }
}

/// Whether a device can be handed out now, in the period `ask` names (empty outside lessons).
///
/// # Errors
/// Refuses a device that is not fit, one that is out, and one promised to somebody else now.
pub fn may_issue(
    ask: &Ask<'_>,
    bookings: &[Booking],
    loans: &[Loan],
    holder: &dyn Fn(Id) -> String,
) -> Result<(), Box<Refusal>> {
    if let Some(no) = unfit(ask.device, ask.back) {
        return Err(Box::new(no));
    }
    if let Some(out) = loans.iter().find(|l| l.device == ask.device.id && l.device_out()) {
        return Err(Box::new(
            Refusal::because(
                format!(
                    "{} is out with {}, since {}",
                    ask.device.name,
                    holder(out.pupil),
                    if out.day == ask.day {
                        out.issued_at.minute().to_string()
                    } else {
                        out.issued_at.to_string()
                    }
                ),
                ONE_AT_A_TIME,
                FROM,
            )
            .or("Choose another device", ask.back)
            .or("Take it back first", "/kit/devices"),
        ));
    }
    let promised = bookings.iter().find(|b| {
        b.device == ask.device.id && b.day == ask.day && b.code == ask.code && b.pupil != ask.pupil
    });
    match promised {
        Some(b) => Err(Box::new(
            Refusal::because(
                format!("{} is booked in {} for {}", ask.device.name, b.code, holder(b.pupil)),
                ONE_AT_A_TIME,
                FROM,
            )
            .or("Choose another device", ask.back)
            .or("End that booking", "/kit/devices"),
        )),
        None => Ok(()),
    }
}

/// How many went out on a day, how many are back, and how many chargers are missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Devices handed out.
    pub out: i64,
    /// Back or found.
    pub back: i64,
    /// Chargers not back.
    pub chargers: i64,
}

/// Counts a day's loans.
pub fn tally(loans: &[Loan]) -> Tally {
    let count = |what: &dyn Fn(&&Loan) -> bool| loans.iter().filter(what).count() as i64;
    Tally {
        out: loans.len() as i64,
        back: count(&|l| l.returned_at.is_some()),
        chargers: count(&|l| l.charger_out()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    fn day() -> Day {
        Day::new(2026, 11, 10).unwrap()
    }
    fn at(h: u16, m: u16) -> Instant {
        day().at(Minute::new(h, m).unwrap())
    }
    fn laptop(n: u128) -> Device {
        Device {
            id: Id::from_u128(n),
            name: format!("Laptop {n}"),
            kind: DeviceKind::Laptop,
            condition: Condition::Good,
            filtered: true,
            charger: true,
            resource: None,
            note: String::new(),
            active: true,
            version: 1,
        }
    }
    fn loan(n: u128, charger: bool) -> Loan {
        Loan {
            id: Id::from_u128(100 + n),
            device: Id::from_u128(n),
            day: day(),
            pupil: Id::from_u128(7),
            placement: Id::from_u128(8),
            issued_at: at(9, 5),
            issued_by: "Mr Pell".into(),
            charger,
            returned_at: None,
            returned_by: String::new(),
            charger_back_at: None,
            settled_at: None,
            settled_why: String::new(),
            settled_by: String::new(),
        }
    }
    fn name(_: Id) -> String {
        "Dre Oyelaran, 8C".into()
    }
    fn ask<'a>(device: &'a Device, pupil: u128) -> Ask<'a> {
        Ask { device, day: day(), code: "P2", pupil: Id::from_u128(pupil), back: "/kit/devices" }
    }
    fn booking(device: &Device, pupil: u128) -> Booking {
        Booking {
            id: Id::nil(),
            device: device.id,
            day: day(),
            code: "P2".into(),
            pupil: Id::from_u128(pupil),
            placement: Id::nil(),
            by_name: String::new(),
            made_at: at(8, 0),
        }
    }

    #[test]
    fn a_device_booked_twice_in_a_period_is_refused_and_shows_who_has_it() {
        let three = laptop(3);
        let kept = [booking(&three, 7)];
        let no = may_book(&ask(&three, 9), &kept, &name).unwrap_err();
        assert_eq!(no.title, "Laptop 3 is booked in P2 for Dre Oyelaran, 8C");
        assert!(!no.instead.is_empty());
        // Not even twice for the same person; another device and another period are free.
        assert!(may_book(&ask(&three, 7), &kept, &name).is_err());
        assert!(may_book(&ask(&laptop(4), 9), &kept, &name).is_ok());
        assert!(may_book(&Ask { code: "P3", ..ask(&three, 9) }, &kept, &name).is_ok());
    }

    #[test]
    fn a_device_that_is_out_or_promised_to_another_is_not_handed_out() {
        let three = laptop(3);
        let no = may_issue(&ask(&three, 9), &[], &[loan(3, false)], &name).unwrap_err();
        assert_eq!(no.title, "Laptop 3 is out with Dre Oyelaran, 8C, since 9.05");
        let kept = [booking(&three, 7)];
        assert!(may_issue(&ask(&three, 9), &kept, &[], &name).is_err());
        assert!(may_issue(&ask(&three, 7), &kept, &[], &name).is_ok());
        // Back already, so free again, though its charger is not.
        let back = Loan { returned_at: Some(at(10, 0)), ..loan(3, true) };
        assert!(may_issue(&ask(&three, 9), &[], &[back], &name).is_ok());
    }

    #[test]
    fn what_does_not_work_or_has_no_filter_is_neither_promised_nor_handed_out() {
        for device in [
            Device { filtered: false, ..laptop(1) },
            Device { condition: Condition::Broken, ..laptop(1) },
            Device { active: false, ..laptop(1) },
        ] {
            assert!(may_book(&ask(&device, 9), &[], &name).is_err());
            assert!(may_issue(&ask(&device, 9), &[], &[], &name).is_err());
        }
    }

    #[test]
    fn five_out_and_four_back_with_a_charger_missing_is_counted_and_said() {
        let mut loans: Vec<Loan> = (1..=5).map(|n| loan(n, n <= 2)).collect();
        for l in loans.iter_mut().take(4) {
            l.returned_at = Some(at(15, 5));
        }
        loans[0].charger_back_at = Some(at(15, 5));
        assert_eq!(tally(&loans), Tally { out: 5, back: 4, chargers: 1 });
        let said: Vec<String> =
            loans.iter().filter(|l| l.is_open()).map(|l| l.out("Laptop")).collect();
        assert_eq!(said, ["The charger of Laptop", "Laptop"]);
        loans[4].settled_at = Some(at(15, 30));
        assert!(!loans[4].is_open());
        assert_eq!(loan(1, true).out("Laptop 1"), "Laptop 1 and its charger");
    }
}
