//! Two suspensions in the demonstration: one that is over, with everything done, and one that is
//! running today with something still owed.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use rulebook::Day;

/// One of them.
pub(super) struct Out<'a> {
    /// Who prepares it, and who decides, by their short names.
    pub lead: &'static str,
    pub head: &'static str,
    pub pupil: &'static str,
    pub first: Day,
    pub last: Day,
    pub back: Day,
    pub incident: &'a str,
    pub said: &'a str,
    pub plain: &'a str,
    pub reasons: &'a [&'a str],
    /// Where the meeting about the return is.
    pub place: &'a str,
}

impl Teller<'_> {
    /// What the notices need, and the suspension that is over.
    pub async fn suspended_before(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let days = calendar.school_days_between(self.f.day.plus(-90), self.f.day.plus(-1));
        let back = |n: usize| days.iter().rev().nth(n).copied().unwrap_or(self.f.day);
        self.at(back(40), "8.30")?;
        let lyle = self.who("lyle").await?;
        let settings = [
            ("school", "maintained"),
            ("authority", "Northmoor Borough Council"),
            ("authority_to", "Inclusion team, 01632 960700"),
            ("clerk", "Ms Ines Fallow, Mill Rise, Fairholme; 01632 960410"),
            ("virtual_head", "Northmoor Virtual School, 01632 960720"),
            ("advice", "Northmoor SENDIASS, 01632 960555\nCoram Child Law Advice, on the web"),
        ];
        lyle.fill("/set-up/exclusions", "/set-up/exclusions", &settings).await?;
        let one = Out {
            lead: "catterall",
            head: "merrow",
            place: "the Year 9 office",
            pupil: "Reuben",
            first: back(26),
            last: back(25),
            back: back(24),
            incident: "Threw a stool across the workshop after being asked to move seat. It hit the bench; nobody was hurt.",
            said: "I was not aiming at anybody.",
            plain: "Reuben threw a stool in the workshop, which could have hurt somebody.",
            reasons: &["DB", "DM"],
        };
        let at = self.suspended(&one).await?;
        for code in ["told-authority", "told-governors"] {
            self.word(&at, "catterall", code, one.first).await?;
        }
        self.at(one.back, "8.50")?;
        let lead = self.who("catterall").await?;
        let again = back(1).max(one.back).iso();
        let met = [
            ("came", "yes"),
            ("met_words", "A calm talk. His mother came with his aunt."),
            ("pupil_view", "I want to finish the bench I began."),
            ("family_view", "He is better when he knows beforehand what comes."),
            ("support", "A seat by the door in the workshop\nMr Adair looks in on Fridays"),
            ("targets", "Say when a seat does not work, before it gets too much"),
            ("review_on", again.as_str()),
        ];
        let meeting = format!("{at}/reintegration");
        lead.fill(&meeting, "/met", &met).await?;
        let agreed = format!("{at}/letters?paper=agreed");
        let on = one.back.iso();
        let sent = [("how", "hand"), ("on", on.as_str()), ("at", "8.50"), ("act", "issue")];
        lead.fill(&agreed, "/letters", &sent).await?;
        lead.fill(&at, "/back", &[("back_on", &one.back.iso())]).await?;
        Ok(())
    }

    /// The one that began the school day before and ends today.
    pub async fn suspended_now(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let day = self.f.day;
        let first = calendar.last_before(day).unwrap_or(day.plus(-1));
        let back = calendar.first_on_or_after(day.plus(1)).unwrap_or(day.plus(1));
        let two = Out {
            lead: "catterall",
            head: "merrow",
            place: "the Year 9 office",
            pupil: "Theo",
            first,
            last: day,
            back,
            incident: "Swore at and pushed past a teacher on the stairs at the end of break, and would not stop.",
            said: "She was in the way and I was late.",
            plain: "Theo swore at a teacher on the stairs and pushed past her.",
            reasons: &["VA"],
        };
        self.suspended(&two).await.map(|_| ())
    }

    /// From the first page to the letter handed over.
    pub(super) async fn suspended(&mut self, o: &Out<'_>) -> anyhow::Result<String> {
        let (first, last, back) = (o.first.iso(), o.last.iso(), o.back.iso());
        self.at(o.first, "8.40")?;
        let lead = self.who(o.lead).await?;
        let file = format!("/pupils/{}", self.f.pupils[o.pupil]);
        let at = lead.fill(&file, "/exclusions", &[]).await?;
        let step = |name: &str| format!("{at}/step/{name}");
        let calendar = crate::demo::calendar::around(self.f.day);
        let before = calendar.last_before(o.first).unwrap_or(o.first.plus(-1)).iso();
        let incident = [("day", before.as_str()), ("time", "13.15"), ("incident", o.incident)];
        lead.fill(&step("incident"), &step("incident"), &incident).await?;
        let statement = [
            ("kind", "statement"),
            ("who", "The teacher who was there"),
            ("words", o.incident),
            ("taken_on", first.as_str()),
            ("taken_time", "8.35"),
            ("read_back", "yes"),
            ("signed", "yes"),
        ];
        lead.fill(&format!("{at}/evidence"), "/evidence", &statement).await?;
        let account = [("account_how", "said"), ("account", o.said)];
        lead.fill(&step("account"), &step("account"), &account).await?;
        let tried = [("tried", "A new seat, a call home and a report card in the weeks before.")];
        lead.fill(&step("tried"), &step("tried"), &tried).await?;
        let needs = [
            (
                "needs",
                "No SEN is recorded. Reading and hearing were looked at in the autumn: nothing found.",
            ),
            ("equality", "Regard was had; no adjustment was due that was not made."),
        ];
        lead.fill(&step("needs"), &step("needs"), &needs).await?;
        let weighed = [
            ("found", "More likely than not as written: two adults saw it and the account agrees."),
            ("probable", "yes"),
            (
                "alternatives",
                "A day in the room was considered, and would not have shown how serious it was.",
            ),
        ];
        lead.fill(&step("weighed"), &step("weighed"), &weighed).await?;
        let mut period = vec![
            ("kind", "suspension"),
            ("first", first.as_str()),
            ("last", last.as_str()),
            ("plain", o.plain),
        ];
        period.extend(o.reasons.iter().map(|r| ("reasons", *r)));
        lead.fill(&step("period"), &step("period"), &period).await?;
        let after = [
            ("work", "Set in the online classroom by 9.00 each day. Whoever set it marks it."),
            ("back_at", "8.50"),
            ("meet_day", back.as_str()),
            ("meet_time", "8.25"),
            ("place", o.place),
        ];
        lead.fill(&step("after"), &step("after"), &after).await?;
        self.at(o.first, "8.55")?;
        let merrow = self.who(o.head).await?;
        let reasons = "Somebody could have been badly hurt, and less had been tried. Their account was heard and weighed.";
        let decide = format!("{at}/decide");
        let fields = [("reasons", reasons), ("on", first.as_str()), ("at", "8.55")];
        merrow.fill(&decide, &decide, &fields).await?;
        self.at(o.first, "9.20")?;
        let lead = self.who(o.lead).await?;
        let letters = format!("{at}/letters?paper=notice");
        let fields = [("how", "hand"), ("on", first.as_str()), ("at", "9.20"), ("act", "issue")];
        lead.fill(&letters, "/letters", &fields).await?;
        let work = [
            ("work_day", first.as_str()),
            ("work_what", "English and Maths: this week’s lessons, online"),
        ];
        lead.fill(&at, "/work", &work).await?;
        Ok(at)
    }

    /// Word to an office, by its own form.
    pub(super) async fn word(
        &mut self,
        at: &str,
        lead: &'static str,
        code: &str,
        day: Day,
    ) -> anyhow::Result<()> {
        self.at(day, "9.35")?;
        let lead = self.who(lead).await?;
        let page = format!("{at}/letters?paper={code}");
        let on = day.iso();
        let fields = [("how", "portal"), ("on", on.as_str()), ("at", "9.30"), ("act", "issue")];
        match lead.look(&page).await {
            // A total that asks for no word to the governing body has no such letter.
            Ok(shown)
                if shown.form("/letters").is_some()
                    && !shown.body.contains("Nobody to write to") =>
            {
                lead.fill_shown(&shown, "/letters", &fields).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }
}
