//! A record with everything it rests on: the pupil, home, what was done before, what is owed.
//!
//! Must never know: how a date is counted. What is owed is worked out here each time it is read.

use crate::problem::Problem;
use crate::visit::Visit;
use casework::case::provision::{Provision, ProvisionDay, unwritten};
use casework::exclusion::decide::Texts;
use casework::exclusion::facts::{With, facts};
use casework::exclusion::letter::{Made, Paper};
use casework::exclusion::period::{Out, Totals, totals};
use casework::exclusion::{Exclusion, Exhibit, Settings};
use casework::hearing::owed::Whole;
use casework::letter::full_names;
use casework::owed::{Done, DueChange, Facts, Owed, owed};
use casework::pupil::{Contact, Pupil};
use casework::reintegration::Reintegration;
use casework::school::Setting;
use casework::{Id, Reach, Scope};
use rulebook::{Almanac, Day};
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
    /// What was agreed for the return, where anything was.
    pub agreed: Option<Reintegration>,
    /// Providers asked for the education of the sixth day.
    pub offers: Vec<Provision>,
    /// Days there that somebody wrote down, newest first.
    pub offer_days: Vec<ProvisionDay>,
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
        let agreed = store::reintegration::of(src, org, e.id).await?;
        let offers = store::case::work::provisions(src, org, &[e.id]).await?;
        let keys: Vec<Id> = offers.iter().map(|o| o.id).collect();
        let offer_days = store::case::work::provision_days(src, org, &keys).await?;
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
            agreed,
            offers,
            offer_days,
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
        others: &'a Others,
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
            agreed: self.agreed.as_ref(),
            contacts: &self.contacts,
            others: &others.near,
            roll: &others.roll,
            sign,
            today: v.today(),
        }
    }
    /// The days of an offer, to a day, that nobody wrote down: while the pupil is out.
    pub fn unwritten(&self, offer: &Provision, to: Day) -> Vec<Day> {
        let out = [self.e.last, self.e.back_on.map(|on| on.plus(-1))];
        let to = out.into_iter().flatten().fold(to, Day::min);
        unwritten(offer, &self.offer_days, to, self.almanac.as_ref().ok())
    }
    /// The first days out, to the sixth, each with whether work is set for it.
    pub fn work_days(&self) -> Vec<(Day, bool)> {
        let (Ok(almanac), Some(first)) = (&self.almanac, self.e.first) else { return Vec::new() };
        if !self.e.stands() || self.e.kind == Some(casework::owed::Kind::Lunchtime) {
            return Vec::new();
        }
        let most = u32::from(rulebook::clocks::PUBLIC_PLACE.number());
        let days = (1..=most).map_while(|n| almanac.nth(first, n).ok());
        let out = |day: &Day| self.e.last.is_none_or(|last| *day <= last);
        days.take_while(out).map(|day| (day, self.work.iter().any(|w| w.day == day))).collect()
    }
    /// The first day back, as it was decided.
    pub fn back(&self) -> Option<Day> {
        let owed = self.owed.iter().find(|o| o.code == "reintegration");
        owed.and_then(Owed::day).or_else(|| super::step::back(self))
    }
    /// The letters of a kind that went: key, whom to and when.
    pub fn letters_of(&self, paper: Paper) -> Vec<(Id, String, String)> {
        let all = self.letters.iter().filter(|l| l.paper == paper);
        all.map(|l| (l.id, l.to_name.clone(), l.issued_at.to_string())).collect()
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

/// Children no letter about this pupil may name.
pub struct Others {
    /// Those a first name alone would give away: kept apart, in a room that day, or named in full
    /// in what was written or said about it.
    pub near: Vec<Pupil>,
    /// Everybody on roll.
    pub roll: Vec<Pupil>,
}

/// Gathers them.
pub async fn others(src: &mut dyn Source, org: Id, about: &About) -> Result<Others, Problem> {
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
    // Only compared with, never shown: so the whole school is looked at, not the reader's part.
    let all = Scope { org, reach: vec![Reach::School] };
    let roll = store::pupil::on_roll(src, &all).await?;
    let mut said: Vec<&str> = about.texts.0.iter().map(|(_, text)| text.as_str()).collect();
    said.extend(about.exhibits.iter().flat_map(|x| [x.who.as_str(), x.words.as_str()]));
    said.extend(about.e.decided.iter().map(|d| d.reasons.as_str()));
    ids.extend(full_names(&said.join("\n"), &roll).into_iter().map(|p| p.id));
    ids.retain(|id| *id != pupil);
    Ok(Others { near: store::pupil::several(src, &all, &ids).await?, roll })
}
