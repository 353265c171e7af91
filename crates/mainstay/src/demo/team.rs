//! The team in the story: a note of the handbook that stands beside its page, two strategy cards, meetings
//! that are planned, and training that was had.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::browse::Browser;
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
        self.okell("/training/new", "/training/new", &had).await?;
        self.their_week(&adair).await
    }

    /// Site duties of the week, advice that was given, and the week of an assistant, published.
    async fn their_week(&mut self, adair: &str) -> anyhow::Result<()> {
        let okell = self.f.staff["okell"].to_string();
        let poll = self.f.staff["poll"].to_string();
        for (name, place, from, to, whose) in [
            ("Gate", "Mill Lane", "8.25", "8.40", &okell),
            ("Yard", "North yard", "10.50", "11.05", &poll),
            ("Buses", "Front of school", "15.05", "15.20", &adair.to_string()),
        ] {
            let mut duty = vec![
                ("name", name),
                ("place", place),
                ("from", from),
                ("to", to),
                ("staff", whose.as_str()),
            ];
            duty.extend(["1", "2", "3", "4", "5"].map(|d| ("weekday", d)));
            self.okell("/site-duties/week", "/site-duties/week", &duty).await?;
        }
        for (kind, whom, words, minutes) in [
            (
                "routine",
                "Teacher of Music",
                "A task on the board before the door opens, and the door opened two minutes early.",
                "10",
            ),
            (
                "home",
                "Tutor, Year 8",
                "Ring on a good day first, with one thing that went well.",
                "5",
            ),
        ] {
            // The page's first form may be another: what is written down is named as such.
            let day = self.clock.now().day().iso();
            let talk = [
                ("act", "add"),
                ("kind", kind),
                ("whom", whom),
                ("words", words),
                ("minutes", minutes),
                ("day", day.as_str()),
            ];
            self.okell("/advice", "/advice", &talk).await?;
        }
        let monday = self.f.day.monday().iso();
        for (whose, by) in [("adair", "okell"), ("brack", "fennimore")] {
            // Who joined for the demonstration alone is not in every school of the story.
            let Some(staff) = self.f.staff.get(whose).map(casework::Id::to_string) else {
                continue;
            };
            let lead = self.who(by).await?;
            let begin = [("staff", staff.as_str()), ("monday", monday.as_str())];
            let week = lead.fill("/timetables", "/timetables", &begin).await?;
            filled(&lead, &week).await?;
            lead.fill(&week, &week, &[("act", "publish")]).await?;
            // They have seen it, so that nothing of it waits on the day itself.
            self.who(whose).await?.fill(&week, &week, &[("act", "seen")]).await?;
        }
        Ok(())
    }
}

/// Every period of a week that is empty, with what is done then.
async fn filled(lead: &Browser, week: &str) -> anyhow::Result<()> {
    const DONE: [(&str, &str); 5] = [
        ("In lessons: Year 8 Science", "S3"),
        ("Reading, two at a time", "Library"),
        ("Planning and records", "Inclusion office"),
        ("In lessons: Year 9 Geography", "H6"),
        ("Stock and displays", "The Snug"),
    ];
    let page = lead.look(week).await?;
    let mut each: Vec<String> = page
        .body
        .split("href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .filter(|href| href.starts_with(&format!("{week}/period")))
        .map(|href| href.replace("&amp;", "&"))
        .collect();
    each.dedup();
    for (n, form) in each.iter().enumerate() {
        let code = form.split("code=").nth(1).unwrap_or_default();
        if code.starts_with("Break") || code.starts_with("Lunch") {
            continue;
        }
        // Groups meet in P5, his own among them: his week says so and is no clash.
        let (what, words, place) = match code {
            "P5" => ("group", "Groups of the afternoon", "The Snug"),
            _ => {
                let (words, place) = DONE[(n + n / 6) % DONE.len()];
                ("task", words, place)
            }
        };
        let fields = [("what", what), ("words", words), ("place", place), ("act", "fill")];
        lead.fill(form, "/period", &fields).await?;
    }
    Ok(())
}
