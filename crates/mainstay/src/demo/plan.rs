//! A plan in the story: begun some weeks ago, contributed to, given to teachers, read by most, used
//! in lessons.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;

impl Teller<'_> {
    /// Jude's behaviour support plan, begun twenty school days ago.
    pub async fn plan_before(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let back = |n| calendar.school_days_before(self.f.day, n).unwrap_or(self.f.day);
        let jude = self.f.pupils["Jude"];
        self.at(back(20), "8.20")?;
        let plan = self
            .okell(
                &format!("/plans/new?pupil={jude}"),
                "/plans/new",
                &[
                    ("kind", "behaviour"),
                    ("why", "Four calls in two weeks, all in the lesson after lunch."),
                ],
            )
            .await?;
        let (blyth, roe) = (self.f.staff["blyth"].to_string(), self.f.staff["roe"].to_string());
        self.okell(&plan, "/ask", &[("who", &blyth), ("who", &roe), ("who", &jude.to_string())])
            .await?;
        self.at(back(18), "15.20")?;
        for (who, works, hard) in [
            (
                "blyth",
                "Reading aloud, when he knows which part is his.",
                "Coming in late from lunch.",
            ),
            ("roe", "Being asked to set up the drums or the cones.", ""),
        ] {
            let browser = self.who(who).await?;
            let today = browser.look("/").await?;
            let start = "/plans/asks/";
            if let Some(at) = today.body.find(start) {
                let rest = &today.body[at..];
                let ask = rest.split('"').next().unwrap_or_default().to_string();
                browser.fill(&ask, &ask, &[("works", works), ("hard", hard)]).await?;
            }
        }
        self.at(back(16), "8.25")?;
        let write = format!("{plan}/write");
        self.okell(
            &write,
            &write,
            &[
                ("staff", "Jude works best when he knows the first step before he sits down."),
                ("triggers", "Coming in after the others; not knowing what to do first."),
                ("early", "Taps on the desk, looks round for somebody to talk to."),
                ("avoid", "Do not ask him why in front of the class."),
                ("response", "Offer two choices, step back for a minute, then ask again quietly."),
                ("rewards", "Ten minutes on the drums on Friday."),
                ("need", "Lunch is loud and ends late; he arrives with nothing settled."),
                ("strategy-1", "First step on the board before he comes in"),
                ("strategy-2", "A job to do in the first minute"),
                ("strategy-3", "Two choices, then a minute"),
                ("target-1-about", "learning"),
                ("target-1-words", "Starts the first task within three minutes"),
                ("target-1-school", "First step on the board"),
                ("target-1-family", "Asks him each day which lesson began well"),
                ("target-1-own", "I will read the board before I talk"),
                ("target-1-measure", "Four of five lessons after lunch"),
            ],
        )
        .await?;
        self.okell(&plan, "/give", &[]).await?;
        self.at(back(15), "8.30")?;
        let page = format!("{plan}/page");
        for who in ["blyth", "roe", "vail", "ravenhall", "stroud", "sethi", "petit"] {
            let browser = self.who(who).await?;
            if browser.look(&page).await?.form("/page").is_some() {
                browser.fill(&page, "/page", &[]).await?;
            }
        }
        self.at(back(8), "15.30")?;
        self.okell(&plan, "/check", &[]).await?;
        for who in ["blyth", "roe", "vail"] {
            let browser = self.who(who).await?;
            let today = browser.look("/").await?;
            let start = "/plans/checks/";
            if let Some(at) = today.body.find(start) {
                let rest = &today.body[at..];
                let check = rest.split('"').next().unwrap_or_default().to_string();
                let form = browser.look(&check).await?;
                let names: Vec<String> = form
                    .body
                    .split("id=\"use-")
                    .skip(1)
                    .map(|p| format!("use-{}", p.split('"').next().unwrap_or_default()))
                    .collect();
                let fields: Vec<(&str, &str)> = names
                    .iter()
                    .enumerate()
                    .map(|(n, name)| {
                        (name.as_str(), if n == 2 && who == "roe" { "not" } else { "yes" })
                    })
                    .collect();
                browser.fill_shown(&form, &check, &fields).await?;
            }
        }
        Ok(())
    }
}
