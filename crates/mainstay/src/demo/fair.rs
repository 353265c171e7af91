//! The school's own thresholds in the story, the reviews they asked for, and what was promised.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use casework::{Id, Reach, Scope};
use rulebook::Day;

impl Teller<'_> {
    /// What Mainstay proposes is taken up before the first placement.
    pub(super) async fn thresholds(&mut self, day: Day) -> anyhow::Result<()> {
        self.at(day, "15.40")?;
        let lyle = self.who("lyle").await?;
        lyle.fill("/set-up/thresholds", "/set-up/thresholds", &[]).await.map(|_| ())
    }

    /// Whoever leads the year holds the review that waits for a pupil, if one does, and promises
    /// mentoring from a day; it begins on another, or has not yet.
    pub(super) async fn review_held(
        &mut self,
        pupil: &str,
        day: Day,
        from: Day,
        begun: Option<Day>,
    ) -> anyhow::Result<()> {
        let scope = Scope { org: self.f.org, reach: vec![Reach::School] };
        let mut read = self.app.store().read().await?;
        let open = store::review::open(&mut read, &scope).await?;
        drop(read);
        let id: Id = self.f.pupils[pupil];
        let Some(review) = open.into_iter().find(|r| r.pupil == id) else { return Ok(()) };
        self.at(day, "15.10")?;
        let page = format!("/reviews/{}", review.id);
        let catterall = self.who("catterall").await?;
        let starts = from.iso();
        let fields = [
            ("outcome", "support"),
            ("what", "Mentoring, twice a week"),
            ("who", "Mr Col Adair"),
            ("on", starts.as_str()),
            ("words", "Talked with home and the tutor. Mornings after a weekend are the hardest."),
        ];
        catterall.fill(&page, &page, &fields).await?;
        let Some(begun) = begun else { return Ok(()) };
        let mut read = self.app.store().read().await?;
        let made = store::promise::of_pupil(&mut read, self.f.org, id).await?;
        drop(read);
        if let Some(p) = made.first() {
            self.at(begun, "15.20")?;
            let page = format!("/promises/{}", p.id);
            let on = begun.iso();
            let catterall = self.who("catterall").await?;
            catterall.fill(&page, &format!("{page}/begun"), &[("on", &on)]).await?;
        }
        Ok(())
    }
}
