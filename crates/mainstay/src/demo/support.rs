//! Groups and the support base in the story: a group some weeks in, with its registers and first
//! scores, and one place in the base with its grid.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;

/// Who is in the group.
const IN_IT: [&str; 4] = ["Poppy", "Tariq", "Inès", "Barnaby"];

impl Teller<'_> {
    /// Steady Starts, begun three weeks ago; and a place for one of them in the base.
    pub async fn support_before(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let back = |n| calendar.school_days_before(self.f.day, n).unwrap_or(self.f.day);
        let first = back(15);
        self.at(first, "8.10")?;
        self.okell(
            "/interventions/new",
            "/interventions/new",
            &[
                ("name", "Steady Starts"),
                ("kind", "social"),
                ("purpose", "To begin a lesson calmly, and to come back after a bad one."),
                ("who_for", "Years 8 and 9, three calls or more in a half-term"),
                ("dose", "Six sessions of one lesson"),
                ("price", "12.00"),
                ("unit", "session"),
                ("evidence", "The school’s own figures of last year; no study of it."),
            ],
        )
        .await?;
        let browser = self.who("okell").await?;
        let form = browser.look("/groups/new").await?;
        let what = form
            .body
            .split("<option value=\"")
            .filter_map(|part| part.split_once("\">"))
            .find(|(_, label)| label.starts_with("Steady Starts"))
            .map(|(value, _)| value.to_string())
            .unwrap_or_default();
        let adair = self.f.staff["adair"].to_string();
        let (weekday, last) = (first.weekday().number().to_string(), first.plus(7 * 6).iso());
        let group = browser
            .fill_shown(
                &form,
                "/groups/new",
                &[
                    ("intervention", &what),
                    ("name", "Steady Starts, Year 8"),
                    ("aim", "Each of them begins a lesson without a word from an adult, four times out of five."),
                    ("leader", &adair),
                    ("place", "The Snug"),
                    ("weekday", &weekday),
                    ("code", "P5"),
                    ("first", &first.iso()),
                    ("last", &last),
                ],
            )
            .await?;
        let ids: Vec<String> = IN_IT.iter().map(|n| self.f.pupils[*n].to_string()).collect();
        let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("pupil", id.as_str())).collect();
        let from = first.iso();
        fields.extend([("from", from.as_str()), ("why", "There for the other sessions")]);
        let found = format!("{group}?q=8F1");
        browser.fill(&found, "/members", &fields).await?;
        self.at(first, "14.30")?;
        let scores = format!("{group}/scores");
        let names: Vec<String> = ids.iter().map(|id| format!("score-{id}")).collect();
        let mut start: Vec<(&str, &str)> =
            names.iter().zip(["3", "5", "2", "4"]).map(|(n, s)| (n.as_str(), s)).collect();
        start.push(("point", "start"));
        self.okell(&scores, &scores, &start).await?;
        // Every register until yesterday is taken, as a tidy school's are.
        let page = self.who("okell").await?.look(&group).await?;
        let mut days: Vec<String> = page
            .body
            .split("href=\"/groups/sessions/")
            .skip(1)
            .filter_map(|part| part.split('"').next())
            .map(|id| format!("/groups/sessions/{id}"))
            .collect();
        days.dedup();
        for (n, session) in days.iter().enumerate() {
            let day = first.plus(7 * n as i64);
            if day >= self.f.day || !calendar.is_school_day(day) {
                break;
            }
            self.at(day, "14.40")?;
            let here: Vec<String> = ids.iter().map(|id| format!("here-{id}")).collect();
            let fields: Vec<(&str, &str)> = here.iter().map(|n| (n.as_str(), "yes")).collect();
            self.okell(session, "/register", &fields).await?;
        }
        let poppy = self.f.pupils["Poppy"];
        self.at(back(9), "8.10")?;
        let new = format!("/centre/new?pupil={poppy}");
        let until = calendar.first_on_or_after(self.f.day.plus(42)).unwrap_or(self.f.day.plus(42));
        let look = calendar.first_on_or_after(self.f.day.plus(8)).unwrap_or(self.f.day.plus(8));
        let place = self
            .okell(
                &new,
                "/centre/new",
                &[
                    ("why", "Leaves most lessons after lunch and is found in the corridor."),
                    (
                        "purpose",
                        "To begin every afternoon calmly and go back to lessons one by one.",
                    ),
                    ("goals", "Asks for help before leaving."),
                    ("criteria", "Four of five afternoons without leaving, three weeks running."),
                    ("until", &until.iso()),
                    ("review_on", &look.iso()),
                ],
            )
            .await?;
        let grid = format!("{place}/timetable");
        let other = if weekday == "1" { ["2-P5", "3-P5"] } else { ["1-P5", "3-P6"] };
        self.okell(
            &grid,
            "/timetable",
            &[("at", other[0]), ("at", other[1]), ("spent", "independent"), ("subject", "English")],
        )
        .await?;
        self.okell(
            &place,
            &place,
            &[
                ("way", "induct"),
                ("baseline", "Reads well; unsure of fractions."),
                ("own_words", "It is quiet here."),
                ("home_agreed", "Mother, by telephone: agrees."),
            ],
        )
        .await?;
        Ok(())
    }
}
