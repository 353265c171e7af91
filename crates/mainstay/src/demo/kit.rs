//! The room's kit in the story: devices, stock, a trial, a check with two defects, mentoring, a slip.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use casework::Id;

impl Teller<'_> {
    /// What is on the lists, and what a check eight school days ago found.
    pub async fn kit_before(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let day = calendar.school_days_before(self.f.day, 8).unwrap_or(self.f.day);
        self.at(day, "8.10")?;
        let abbot = self.who("abbot").await?;
        abbot.fill("/set-up/checks", "/set-up/checks/begin", &[]).await?;
        self.okell(
            "/kit/resources",
            "/kit/resources",
            &[("name", "Laptops for writing"), ("purpose", "For those who write little by hand")],
        )
        .await?;
        let mut read = self.app.store().read().await?;
        let resources = store::kit::resource::all(&mut read, self.f.org).await?;
        let lines = store::kit::check::lines(&mut read, self.f.org).await?;
        drop(read);
        let resource = resources.first().map(|r| r.id.to_string()).unwrap_or_default();
        for n in 1..=4 {
            let name = format!("Laptop {n}");
            let fields = [
                ("name", name.as_str()),
                ("filtered", "yes"),
                ("charger", "yes"),
                ("resource", &resource),
                ("condition", if n == 2 { "worn" } else { "good" }),
                ("note", if n == 2 { "The E key sticks" } else { "" }),
            ];
            self.okell("/kit/devices/new", "/kit/devices/new", &fields).await?;
        }
        for (name, unit, level, minimum, cost) in [
            ("Black pens", "box of 50", "1", "3", "4.50"),
            ("Lined paper", "ream", "9", "4", "3.20"),
            ("Hand cream", "tube", "2", "2", "1.80"),
        ] {
            let fields = [
                ("name", name),
                ("unit", unit),
                ("level", level),
                ("minimum", minimum),
                ("cost", cost),
                ("supplier", "The office"),
            ];
            self.okell("/kit/stock/new", "/kit/stock/new", &fields).await?;
        }
        let (from, to) = (day.iso(), self.f.day.plus(14).iso());
        self.okell(
            "/kit/ideas",
            "/kit/ideas",
            &[
                ("title", "A visual timer on each desk"),
                ("source", "Seen at another school"),
                ("hope", "Fewer questions about how long is left"),
                ("cost", "38"),
                ("from", &from),
                ("to", &to),
            ],
        )
        .await?;
        self.at(day, "8.20")?;
        let page = format!("/kit/checks/{}", self.f.room);
        let mut fields = vec![("reported_to".to_string(), "The site team".to_string())];
        for line in &lines {
            let found = match line.label.as_str() {
                "Sockets, switches and leads" => Some(("Loose socket cover", "By the door")),
                "Graffiti and damage" => Some(("Graffiti", "Booth 4")),
                _ => None,
            };
            let state = if found.is_some() { "wrong" } else { "ok" };
            fields.push((format!("state-{}", line.id), state.into()));
            if let Some((what, place)) = found {
                fields.push((format!("what-{}", line.id), what.into()));
                fields.push((format!("place-{}", line.id), place.into()));
            }
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.okell(&page, &page, &fields).await?;
        self.at(day, "13.35")?;
        let adair = self.who("adair").await?;
        let (tyrell, next) = (self.f.pupils["Tyrell"], self.f.day.iso());
        adair
            .fill(
                &format!("/mentoring/new?pupil={tyrell}"),
                "/mentoring/new",
                &[
                    ("focus", "Staying in the lesson when it gets hard"),
                    ("goal-1", "Asks for the time-out card before walking out"),
                    ("goal-2", "Has a pen"),
                    ("next_on", &next),
                ],
            )
            .await?;
        Ok(())
    }

    /// Before the first lesson: a laptop is promised.
    pub(super) async fn kit_booked(&mut self, tyrell: Id) -> anyhow::Result<()> {
        let Some(device) = self.laptop(3).await? else { return Ok(()) };
        let placement = tyrell.to_string();
        let fields =
            [("device", device.as_str()), ("code", "P4"), ("placement", placement.as_str())];
        self.okell("/kit/devices", "/kit/devices/book", &fields).await.map(|_| ())
    }

    /// In the first lesson: one is handed out, and water is offered.
    pub(super) async fn kit_out(&mut self, saffron: Id) -> anyhow::Result<()> {
        let Some(device) = self.laptop(1).await? else { return Ok(()) };
        let page = format!("/placements/{saffron}/device");
        self.okell(&page, "/device", &[("device", &device), ("act", "issue_with")]).await?;
        self.tap(saffron, "water", "").await
    }

    async fn laptop(&self, n: usize) -> anyhow::Result<Option<String>> {
        let mut read = self.app.store().read().await?;
        let all = store::kit::device::all(&mut read, self.f.org).await?;
        Ok(all.iter().find(|d| d.name == format!("Laptop {n}")).map(|d| d.id.to_string()))
    }

    /// A line from the tutor to whoever runs the room.
    pub(super) async fn slip(&mut self) -> anyhow::Result<()> {
        let vail = self.who("vail").await?;
        let to = self.f.staff["okell"].to_string();
        let page = format!("/slips?pupil={}", self.f.pupils["Tyrell"]);
        let body = "He has left his PE kit in the form room. Shall I bring it at lunch?";
        vail.fill(&page, "/slips", &[("to", &to), ("body", body)]).await.map(|_| ())
    }
}
