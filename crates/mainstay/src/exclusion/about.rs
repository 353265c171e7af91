//! A record with everything it rests on: the pupil, home, what was done before, what is owed.
//!
//! Must never know: how a date is counted. What is owed is worked out here each time it is read.

use crate::problem::Problem;
use crate::visit::Visit;
use casework::exclusion::decide::Texts;
use casework::exclusion::facts::{With, facts};
use casework::exclusion::letter::Made;
use casework::exclusion::period::{Out, Totals, totals};
use casework::exclusion::{Exclusion, Exhibit, Settings};
use casework::hearing::owed::Whole;
use casework::owed::{Done, DueChange, Facts, Owed, owed};
use casework::pupil::{Contact, Pupil};
use casework::school::Setting;
use casework::{Id, Reach, Scope};
use rulebook::Almanac;
use store::Source;
use store::exclusion::{Issued, Work};

/// Everything about one record.
pub struct About {
    /// The record.
    pub e: Exclusion,
    /// The pupil.
    pub pupil: Pupil,
    /// Everybody at home.
    pub contacts: Vec<Contact>,
    /// Its texts.
    pub texts: Texts,
    /// What shows it.
    pub exhibits: Vec<Exhibit>,
    /// Other records of the same pupil that were decided: stretch, and what it is in words.
    pub earlier: Vec<(Out, String)>,
    /// The school's settings for this.
    pub settings: Settings,
    /// The calendar, or why it cannot be counted on.
    pub almanac: Result<Almanac, String>,
    /// Proof.
    pub done: Vec<Done>,
    /// Dates a changed calendar moved.
    pub changes: Vec<DueChange>,
    /// Letters, newest first.
    pub letters: Vec<Issued>,
    /// Work set.
    pub work: Vec<Work>,
    /// Its facts, once it is decided.
    pub facts: Option<Facts>,
    /// What is owed on them.
    pub owed: Vec<Owed>,
    /// What happened before the governors and a review panel, once a clerk has opened it.
    pub hearings: Option<Whole>,
}

/// The school's own calendar, ready for counting.
pub fn almanac(setting: &Setting) -> Result<Almanac, String> {
    crate::law::almanac(&setting.school.name, &setting.calendar)
}

impl About {
    /// Gathers it, if the scope reaches the pupil.
    pub async fn find(
        src: &mut dyn Source,
        scope: &Scope,
        setting: &Setting,
        id: Id,
    ) -> Result<About, Problem> {
        let e = store::exclusion::find(src, scope, id).await?;
        let pupil = store::pupil::find(src, scope, e.pupil).await?;
        About::gather(src, setting, e, pupil).await
    }
    /// Gathers it for whoever came, by the path.
    pub async fn of(v: &Visit, src: &mut dyn Source) -> Result<About, Problem> {
        About::find(src, &v.scope(), &v.setting, v.id("id")?).await
    }
    /// Gathers what a record of a pupil rests on.
    pub async fn gather(
        src: &mut dyn Source,
        setting: &Setting,
        e: Exclusion,
        pupil: Pupil,
    ) -> Result<About, Problem> {
        let org = setting.school.id;
        let contacts = store::pupil::contacts(src, &pupil, org).await?;
        let texts = store::exclusion::texts(src, org, e.id).await?;
        let exhibits = store::exclusion::exhibits(src, org, e.id).await?;
        let earlier = earlier(src, org, &e).await?;
        let settings = store::exclusion::settings(src, org).await?;
        let done = store::owed::done(src, org, e.id).await?;
        let changes = store::owed::changes(src, org, e.id).await?;
        let letters = store::exclusion::letters(src, org, e.id).await?;
        let work = store::exclusion::work(src, org, e.id).await?;
        let almanac = almanac(setting);
        let hearings = match store::matter::perhaps(src, org, e.id).await? {
            Some(matter) => Some(crate::matter::whole(src, org, matter).await?),
            None => None,
        };
        let mut about = About {
            e,
            pupil,
            contacts,
            texts,
            exhibits,
            earlier,
            settings,
            almanac,
            done,
            changes,
            letters,
            work,
            facts: None,
            owed: Vec::new(),
            hearings,
        };
        about.count();
        Ok(about)
    }
    /// Works out again what is owed.
    pub fn count(&mut self) {
        self.facts = self.facts_on(self.almanac.as_ref().ok());
        // What was done at a hearing proves itself: it is recorded once, and there.
        let mut done = self.done.clone();
        done.extend(self.hearings.iter().flat_map(Whole::proofs));
        self.owed = match &self.facts {
            Some(f) => owed(f, &done, self.almanac.as_ref().ok()),
            None => Vec::new(),
        };
    }
    /// Its facts, counted on another calendar.
    pub fn facts_on(&self, almanac: Option<&Almanac>) -> Option<Facts> {
        let earlier: Vec<Out> = self.stretches();
        let day = |code: &str| {
            let first = self.done.iter().filter(|d| d.stands() && d.code == code);
            first.map(|d| d.at).min().map(|at| at.day())
        };
        let mut facts = facts(
            &self.e,
            With {
                pupil: &self.pupil,
                contacts: &self.contacts,
                settings: &self.settings,
                earlier: &earlier,
                almanac,
                governors_told: day("told-governors"),
                notice: day("told-parent"),
            },
        )?;
        if let Some(whole) = &self.hearings {
            whole.into_facts(&mut facts);
        }
        Some(facts)
    }
    /// The other stretches of the same pupil.
    pub fn stretches(&self) -> Vec<Out> {
        self.earlier.iter().map(|(out, _)| *out).collect()
    }
    /// What this one brings the totals to; none while its days are not whole.
    pub fn totals(&self) -> Option<Totals> {
        let almanac = self.almanac.as_ref().ok()?;
        let this = Out::of(&self.e)?;
        let elsewhere = (self.e.elsewhere_term, self.e.elsewhere_year);
        totals(&this, &self.stretches(), elsewhere, almanac).ok()
    }
    /// What letters are made from; `sign` is who signs and their post.
    pub fn made<'a>(
        &'a self,
        v: &'a Visit,
        facts: &'a Facts,
        others: &'a [Pupil],
        sign: (&'a str, &'a str),
    ) -> Made<'a> {
        Made {
            setting: &v.setting,
            settings: &self.settings,
            pupil: &self.pupil,
            exclusion: &self.e,
            texts: &self.texts,
            facts,
            owed: &self.owed,
            almanac: self.almanac.as_ref().ok(),
            contacts: &self.contacts,
            others,
            sign,
            today: v.today(),
        }
    }
    /// The address of its page.
    pub fn at(&self) -> String {
        format!("/exclusions/{}", self.e.id)
    }
}

/// The other decided records of the same pupil, each with what it is called.
async fn earlier(
    src: &mut dyn Source,
    org: Id,
    e: &Exclusion,
) -> Result<Vec<(Out, String)>, Problem> {
    let all = store::exclusion::of_pupil(src, org, e.pupil).await?;
    let others = all.into_iter().filter(|o| o.id != e.id && o.decided.is_some());
    Ok(others.filter_map(|o| Some((Out::of(&o)?, format!("{}, {}", o.noun(), o.days())))).collect())
}

/// Children no letter about this pupil may name: those kept apart, those in a room that day, and
/// those whose statements were taken.
pub async fn others(src: &mut dyn Source, org: Id, about: &About) -> Result<Vec<Pupil>, Problem> {
    let (pupil, day) = (about.pupil.id, about.e.happened_at.map(|at| at.day()));
    let day = day.or(about.e.first).unwrap_or(about.e.made_at.day());
    let mut ids = Vec::new();
    for pair in store::pupil::kept_apart(src, org, &[pupil], day).await? {
        ids.push(if pair.one == pupil { pair.other } else { pair.one });
    }
    for room in store::room::rooms(src, org).await? {
        for placed in store::room::placements_on(src, org, room.id, day).await? {
            ids.push(placed.pupil);
        }
    }
    ids.retain(|id| *id != pupil);
    // Only compared with, never shown: so the whole school is looked at, not the reader's part.
    let all = Scope { org, reach: vec![Reach::School] };
    Ok(store::pupil::several(src, &all, &ids).await?)
}
