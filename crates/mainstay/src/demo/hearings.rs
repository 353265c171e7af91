//! One matter before the governors in the demonstration: opened, its meeting fixed, those who sit
//! named, papers typed and the pack begun. What comes next waits on Today.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use casework::Id;
use rulebook::Day;

impl Teller<'_> {
    /// A permanent exclusion decided some days ago; the governors meet in the days ahead.
    pub async fn before_the_governors(
        &mut self,
        pupil: &'static str,
        decided: Day,
        meets: Day,
    ) -> anyhow::Result<()> {
        let (on, next) = (decided.iso(), decided.plus(1).iso());
        self.at(decided, "15.40")?;
        let thrale = self.who("thrale").await?;
        let page = format!("/matters/new?pupil={}", self.f.pupils[pupil]);
        let facts = [
            ("kind", "permanent"),
            ("head", "Mrs Joan Merrow"),
            ("decided", on.as_str()),
            ("first_day", next.as_str()),
            ("told", on.as_str()),
            ("arranger", "authority"),
        ];
        let matter = thrale.fill(&page, "/matters/new", &facts).await?;
        let documents = format!("{matter}/documents");
        for (item, title, words) in [
            (
                "letter",
                "Letter of the decision",
                "Dear parents and carers.\n\nI am writing to tell you of my decision.",
            ),
            ("policy", "Behaviour policy", "What we expect of everybody, and what follows."),
            (
                "head",
                "Headteacher’s statement",
                "What happened on the day, what was looked at, and why nothing less would do.",
            ),
            (
                "witness",
                "Statement of a member of staff",
                "I was at the end of the corridor. I heard shouting, and went to it.",
            ),
            (
                "sen",
                "SEN information",
                "No needs are recorded. A check was asked for in September.",
            ),
        ] {
            let fields = [("item", item), ("title", title), ("words", words)];
            thrale.fill(&documents, &documents, &fields).await?;
        }
        let hearing = thrale.fill(&matter, "/hearings", &[("kind", "governors")]).await?;
        let day = meets.iso();
        let fixed = [
            ("on", day.as_str()),
            ("at", "10.00"),
            ("place", "Library"),
            ("waiting", "Room 4, at the other end of the corridor"),
            ("remote", "here"),
            ("clerk", "Mrs Pia Lund"),
            ("adjustments", "A break when anybody asks; papers in large print for one parent"),
        ];
        thrale.fill(&hearing, "/arrange", &fixed).await?;
        for (name, chair) in
            [("Mrs Odile Brand", "yes"), ("Mr Samir Qureshi", ""), ("Ms Leigh Okonkwo", "")]
        {
            let once = Id::now_v7().to_string();
            let member = [
                ("once", once.as_str()),
                ("name", name),
                ("seat", "governor"),
                ("chair", chair),
                ("confirmed", "yes"),
            ];
            thrale.fill(&hearing, "/members", &member).await?;
        }
        thrale.fill(&hearing, "/packs", &[("case", "one_off")]).await?;
        Ok(())
    }
}
