//! Early warning in the story: incidents of this term and the last brought in, one pupil put on the
//! at-risk register, and signals that wait.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use anyhow::Context;
use casework::{Id, Reach, Scope};
use rulebook::Day;

/// Given name, incidents in the last days, incidents in the first days of last term, subject and
/// place of most of them, sessions missed of a hundred.
const WHO: [(&str, usize, usize, &str, &str, usize); 10] = [
    ("Callie", 11, 2, "Geography", "H6", 14),
    ("Esme", 7, 1, "Geography", "H6", 6),
    ("Alfie", 6, 2, "Science", "S3", 9),
    ("Jago", 3, 4, "Maths", "M2", 4),
    ("Szymon", 3, 1, "Science", "S3", 11),
    ("Lola", 2, 2, "French", "L1", 2),
    ("Gethin", 2, 5, "Science", "S1", 7),
    ("Willow", 1, 1, "English", "E4", 0),
    ("Chidi", 1, 0, "Corridor", "Main stairs", 17),
    ("Rosalind", 1, 2, "Art", "A1", 3),
];

impl Teller<'_> {
    /// Files of the school's own system, as they come out of it on this day: incidents, and
    /// attendance.
    async fn exported(&self, day: Day) -> anyhow::Result<(String, String)> {
        let calendar = super::calendar::around(self.f.day);
        let recent: Vec<Day> =
            calendar.school_days_between(day.plus(-14), day).into_iter().rev().take(6).collect();
        let last = calendar.terms.iter().filter(|t| t.to < day).max_by_key(|t| t.from);
        let earlier = last.map(|t| calendar.school_days_between(t.from, t.to)).unwrap_or_default();
        let scope = Scope { org: self.f.org, reach: vec![Reach::School] };
        let mut read = self.app.store().read().await?;
        // Who joined for the demonstration alone is not in every school of the story.
        let ids: Vec<Id> =
            WHO.iter().filter_map(|(name, ..)| self.f.pupils.get(name).copied()).collect();
        let pupils = store::pupil::several(&mut read, &scope, &ids).await?;
        let types = ["Disruption", "Defiance", "Late to lesson", "Disruption"];
        let times = ["13:45", "10:20", "14:35", "09:25", "11:40"];
        let mut out = String::from(
            "Adno,Reg Group,Incident Date,Time,Incident Type,Subject,Location,Points,Action Taken,Comments\n",
        );
        let mut present = String::from("Adno,Sessions present,Sessions possible\n");
        for (name, now, before, subject, place, missed) in WHO {
            let Some(id) = self.f.pupils.get(name).copied() else { continue };
            let Some(p) = pupils.iter().find(|p| p.id == id) else { continue };
            let no = p.admission_no.clone().unwrap_or_default();
            present.push_str(&format!("{no},{},100\n", 100 - missed));
            for n in 0..now + before {
                let at = if n < now { recent.get(n % 6) } else { earlier.get((n - now) * 3) };
                let Some(at) = at else { continue };
                let (kind, time) = (types[n % 4], times[n % 5]);
                let (subject, place) =
                    if n % 3 == 2 { ("English", "E2") } else { (subject, place) };
                let said = match n % 4 {
                    0 => "Called out after the second reminder.",
                    1 => "Would not change seats when asked.",
                    2 => "Arrived eight minutes after the bell.",
                    _ => "Talking while the task was explained.",
                };
                out.push_str(&format!(
                    "{no},{},{},{time},{kind},{subject},{place},{},Spoken to,{said}\n",
                    p.form,
                    at.iso(),
                    1 + n % 2
                ));
            }
        }
        Ok((out, present))
    }

    /// The school takes up the rules that Mainstay proposes, and brings in what it has.
    pub(super) async fn early_warning(&mut self, day: Day) -> anyhow::Result<()> {
        let lyle = self.who("lyle").await?;
        lyle.fill("/set-up/signals", "/set-up/signals", &[]).await?;
        let (text, present) = self.exported(day).await?;
        let okell = self.who("okell").await?;
        let shown = okell.hand("/incidents/file", "incidents.csv", &text).await?;
        okell.fill_shown(&shown, "/incidents/file/keep", &[]).await?;
        let shown = okell.hand("/attendance/file", "attendance.csv", &present).await?;
        let calendar = super::calendar::around(self.f.day);
        let upto = calendar.last_before(day).unwrap_or(day).iso();
        okell.fill_shown(&shown, "/attendance/file/keep", &[("upto", &upto)]).await?;
        // One of them is put on the register; the others' signals wait.
        let page = format!("/at-risk/new?pupil={}", self.f.pupils["Alfie"]);
        let okell_id = self.f.staff.get("okell").context("no okell")?.to_string();
        let next = super::calendar::around(self.f.day)
            .school_days_after(day, rulebook::room::BASELINE_DAYS.0)
            .context("the calendar ends too soon")?
            .day
            .iso();
        let fields = [
            (
                "basis",
                "Six incidents in as many days, two in the first weeks of last term. Most are in Science, after break.",
            ),
            ("level", "early"),
            ("key_worker", okell_id.as_str()),
            ("every", "weekly"),
            ("next_review", next.as_str()),
        ];
        let line = okell.fill(&page, "/at-risk/new", &fields).await?;
        let said =
            [("how", "talk"), ("said", "Likes football club. Says Science is loud after break.")];
        okell.fill(&line, "/contact", &said).await.map(|_| ())
    }
}
