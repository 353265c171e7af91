//! The behaviour team in the story: what it decided the afternoon before, with its minutes out, and the
//! meeting to come that opens with it.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use anyhow::Context;
use rulebook::Day;

impl Teller<'_> {
    /// One held on the afternoon before, and the next with those asked to it.
    pub(super) async fn meets(&mut self, held: Day, on: Day) -> anyhow::Result<()> {
        let last = self.team_meeting(held, ("15.45", "16.15"), None).await?;
        let minutes = format!("{last}/minutes");
        for title in ["Lunchtimes, and where to be", "Corridors after P4"] {
            // The first form that changes the agenda may be one that takes an item off it.
            self.okell(&last, "/items", &[("act", "add"), ("item_title", title)]).await?;
        }
        let said = "The sports hall is free on two days. Those who come back from the room ask for somewhere quiet.";
        let shown = self.who("okell").await?.look(&minutes).await?;
        let item = shown.body.split(&format!("action=\"{minutes}/")).nth(1);
        let item = item.and_then(|rest| rest.split('"').next()).context("an item to write at")?;
        let item = format!("{minutes}/{item}");
        self.okell(&minutes, &item, &[("notes", said)]).await?;
        let (owner, due) = (self.f.staff["adair"].to_string(), on.iso());
        let decided: [&[(&str, &str)]; 2] = [
            &[
                ("words", "Two lunchtimes a week in the library for whoever comes back that week."),
                ("became", "action"),
                ("owner", &owner),
                ("due", &due),
                ("how", "Names stand on the list of the library both days."),
            ],
            &[
                ("words", "Corridors are looked at again at the next meeting."),
                ("became", "record"),
            ],
        ];
        for fields in decided {
            self.okell(&minutes, "/decisions", fields).await?;
        }
        self.at(held, "16.20")?;
        for act in ["to_chair", "approve", "circulate"] {
            self.okell(&minutes, "/finish", &[("act", act)]).await?;
        }
        let next = self.team_meeting(on, ("15.15", "16.00"), Some(&last)).await?;
        self.okell(&next, "/setup", &[("what", "Screen, and six chairs")]).await?;
        self.okell(&next, "/send", &[]).await.map(|_| ())
    }

    /// Arranges one in the library and puts two colleagues on its list; where it is.
    async fn team_meeting(
        &mut self,
        on: Day,
        (from, to): (&str, &str),
        last: Option<&str>,
    ) -> anyhow::Result<String> {
        let on = on.iso();
        let mut fields = vec![
            ("kind", "behaviour_team"),
            ("on", on.as_str()),
            ("from", from),
            ("to", to),
            ("place", "Library"),
            ("chair", "Mr Ewan Thrale"),
        ];
        if let Some(id) = last.and_then(|l| l.rsplit('/').next()) {
            fields.push(("before", id));
        }
        let there = self.okell("/meetings/new", "/meetings/new", &fields).await?;
        for who in ["thrale", "adair"] {
            let staff = self.f.staff[who].to_string();
            self.okell(&there, "/people", &[("staff", &staff)]).await?;
        }
        Ok(there)
    }
}
