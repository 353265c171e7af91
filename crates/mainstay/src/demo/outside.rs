//! Help from outside in the story: an agency in the directory, an early help assessment that waits for
//! consent, a trip that is being planned, and a year that moves up.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use anyhow::Context;

impl Teller<'_> {
    /// Some weeks ago, and for some weeks ahead: nothing of it is due today.
    pub async fn outside_before(&mut self) -> anyhow::Result<()> {
        let calendar = super::calendar::around(self.f.day);
        let back = |n| calendar.school_days_before(self.f.day, n).unwrap_or(self.f.day);
        let ahead = calendar
            .school_days_after(self.f.day, 16)
            .context("the calendar ends too soon")?
            .day
            .iso();
        let later = self.f.day.plus(45);
        let later = calendar.first_on_or_after(later).unwrap_or(later).iso();
        self.at(back(7), "15.40")?;
        self.okell(
            "/agencies/new",
            "/agencies/new",
            &[
                ("name", "Northmoor Family Hub"),
                ("what_for", "Family workers, parenting groups, advice about money and housing"),
                ("who_refers", "School, or a parent"),
                ("how", "Their form; they ring the family within a week"),
                ("person", "Duty worker"),
                ("phone", "01632 960410"),
                ("hours", "Mon–Fri 9–17"),
                ("cost", "Free"),
                ("area", "Northmoor"),
            ],
        )
        .await?;
        let esme = self.f.pupils["Esme"].to_string();
        self.okell(
            &format!("/early-help/new?pupil={esme}"),
            "/early-help/new",
            &[("danger", "no"), ("review_on", &later)],
        )
        .await?;
        let trip = self
            .okell(
                "/trips/new",
                "/trips/new",
                &[
                    ("kind", "off_site"),
                    ("title", "Bike workshop"),
                    ("purpose", "Building and finishing something with an adult they trust"),
                    ("place", "Wheelhouse, Mill Lane"),
                    ("from", &ahead),
                    ("leaves", "9.20"),
                    ("back", "14.50"),
                    ("ratio", "3"),
                    ("transport", "School minibus"),
                    ("kit", "Old clothes and a packed lunch"),
                ],
            )
            .await?;
        let people = ["Esme", "Alfie", "Willow"].map(|n| self.f.pupils[n].to_string());
        let fields: Vec<(&str, &str)> = people.iter().map(|id| ("pupil", id.as_str())).collect();
        for (name, id) in ["Esme", "Alfie", "Willow"].iter().zip(&fields) {
            let page = format!("{trip}/pupils?q={name}");
            self.okell(&page, "/pupils", &[*id]).await?;
        }
        self.okell(
            &trip,
            "/lines",
            &[
                ("kind", "cost"),
                ("what", "Workshop"),
                ("amount", "125"),
                ("budget", "Inclusion 4410"),
            ],
        )
        .await?;
        Ok(())
    }
}
