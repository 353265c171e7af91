//! One record of force in the demonstration: written the same afternoon, home told within the
//! hour, completed once the talk was held, and signed off.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use anyhow::Context;
use rulebook::Day;

impl Teller<'_> {
    /// A held arm in a corridor, on an earlier day.
    pub async fn held(&mut self, pupil: &'static str, day: Day) -> anyhow::Result<()> {
        let on = day.iso();
        self.at(day, "14.25")?;
        let page = format!("/restrictive/new?pupil={}", self.f.pupils[pupil]);
        let first = [
            ("kind", "force"),
            ("day", on.as_str()),
            ("from", "14.05"),
            ("place", "Corridor outside the Internal Exclusion Room"),
            ("staff", "Ms Dara Okell"),
            (
                "before",
                "Came out shouting after a telephone was asked for, and drew back an arm at the glass of the door.",
            ),
            ("calming", "Stepped back, spoke quietly, offered the bench by the window."),
            ("reason", "To stop an arm going through the glass."),
            ("degree", "Held by the left forearm for about 20 seconds, one adult, then let go."),
            ("hurt", "None seen"),
            ("medical", "Looked at by the first-aider at 14.15. None needed"),
        ];
        let record = self.okell(&page, "/restrictive/new", &first).await?;
        self.at(day, "15.20")?;
        let told = [
            ("how", "telephone"),
            ("told_day", on.as_str()),
            ("told_time", "15.15"),
            ("copy", "yes"),
            ("said", "Thanked us for ringing the same day."),
        ];
        let mut read = self.app.store().read().await?;
        let id = record.rsplit('/').next().and_then(|id| casework::Id::parse_str(id).ok());
        let id = id.context("the record has a key")?;
        let reports = store::restrictive::reports(&mut read, self.f.org, id).await?;
        drop(read);
        for report in reports {
            self.okell(&record, &format!("{record}/told/{}", report.id), &told).await?;
        }
        self.at(day, "15.40")?;
        let more = [
            ("kind", "force"),
            ("to", "14.06"),
            ("staff_hurt", "None"),
            ("witness", "Mr Dean Poll"),
            ("view", "“I was angry at the door, not at anyone.”"),
            ("talk_pupil", "14.40, ten minutes, calm. Went back to the last lesson."),
            ("talk_staff", "15.30 with Mr Ewan Thrale."),
            ("plan", "There was no plan"),
        ];
        self.okell(&format!("{record}/complete"), "/complete", &more).await?;
        self.at(day, "16.05")?;
        let thrale = self.who("thrale").await?;
        thrale.fill(&record, "/sign", &[]).await?;
        Ok(())
    }
}
