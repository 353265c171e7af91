//! The team in the story: a note of the handbook that stands beside its page, two strategy cards, meetings
//! that are planned, and training that was had.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;

impl Teller<'_> {
    /// What the team has kept by now; nothing of it waits on the day itself.
    pub async fn the_team(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let ahead = |n| calendar.school_days_after(self.f.day, n).map_or(self.f.day, |c| c.day);
        let day = calendar.school_days_before(self.f.day, 5).unwrap_or(self.f.day);
        self.at(day, "15.50")?;
        let (adair, today) = (self.f.staff["adair"].to_string(), day.iso());
        let new = "/handbook/new";
        let steps = "Look at what was tried so far, and at what helped\nAsk the teachers, with five days to answer\nRing home: what would help, and who comes to the first review\nPut the first review four weeks on\nGive the first version to the teachers";
        let note = self
            .okell("/handbook/new?from=0", new, &[("steps", steps), ("deputy", &adair)])
            .await?;
        let review = day.plus(200).iso();
        let agreed = [
            ("act", "agree"),
            ("agreed_by", "Behaviour team"),
            ("agreed_on", today.as_str()),
            ("from", &today),
            ("next_review", &review),
            ("readers", ""),
        ];
        self.okell(&note, &note, &agreed).await?;
        for (need, title, how) in [
            (
                "Noise and crowded rooms",
                "A seat away from the door",
                "Agree the seat before the lesson, not in it.",
            ),
            (
                "Instructions that come late",
                "One step at a time",
                "Show it as well as say it; wait until it is begun.",
            ),
        ] {
            let card = [("need", need), ("title", title), ("how", how)];
            self.okell("/strategies/new", "/strategies/new", &card).await?;
        }
        let first = ahead(6).iso();
        let meet =
            [("staff", adair.as_str()), ("every", "fortnight"), ("day", &first), ("at", "14.30")];
        self.okell("/supervision/new", "/supervision/new", &meet).await?;
        let until = day.plus(600).iso();
        let had = [
            ("staff", adair.as_str()),
            ("what", "De-escalation, level 2"),
            ("provider", "The authority’s training team"),
            ("day", &today),
            ("hours", "6"),
            ("until", &until),
        ];
        self.okell("/training/new", "/training/new", &had).await.map(|_| ())
    }
}
