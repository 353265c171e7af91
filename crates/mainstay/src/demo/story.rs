//! What has happened at Fairholme when the demonstration opens: some weeks of earlier
//! placements, and the day until 11.32, told through the doors people use.
//!
//! Every line goes through the real router as the person who would do it. The clock is set to
//! the moment of each act.

use super::Fairholme;
use super::browse::Browser;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::referral::booking::{Direct, book_directly};
use anyhow::Context;
use axum::Router;
use casework::{Act, Id};
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;
use store::Store;

/// Somebody telling the story.
pub struct Teller<'a> {
    pub(super) f: &'a Fairholme,
    pub(super) app: App,
    pub(super) clock: Clock,
    router: Router,
    signed_in: HashMap<&'static str, (Instant, Browser)>,
}

impl<'a> Teller<'a> {
    /// Begins.
    pub fn new(store: &Store, f: &'a Fairholme) -> Teller<'a> {
        let clock = Clock::stopped(f.day.at(Minute::default()));
        let app = App::new(store.clone(), clock.clone(), Config::default());
        let router = app.router();
        Teller { f, app, clock, router, signed_in: HashMap::new() }
    }
    /// Sets the clock.
    pub(super) fn at(&self, day: Day, time: &str) -> anyhow::Result<()> {
        let minute = Minute::parse(time).with_context(|| format!("{time} is no time"))?;
        self.clock.set(day.at(minute));
        Ok(())
    }
    /// Somebody at their browser, signed in anew when they have been away.
    pub(super) async fn who(&mut self, name: &'static str) -> anyhow::Result<Browser> {
        let now = self.clock.now();
        if let Some((last, browser)) = self.signed_in.get_mut(name)
            && (0..55).contains(&now.minutes_since(*last))
        {
            *last = now;
            return Ok(browser.clone());
        }
        let account = *self.f.accounts.get(name).with_context(|| format!("no {name}"))?;
        let browser = Browser::sign_in(self.router.clone(), account).await?;
        self.signed_in.insert(name, (now, browser.clone()));
        Ok(browser)
    }
    pub(super) async fn book(
        &self,
        pupil: &str,
        day: Day,
        codes: &[&str],
        reason: &'static str,
    ) -> anyhow::Result<Id> {
        let direct = Direct {
            pupil: self.f.pupils[pupil],
            day,
            codes,
            room: self.f.room,
            reason: (self.f.reasons[reason], reason),
            decided_by: self.f.staff.get("thrale").copied(),
        };
        let act = Act {
            who: "Mr Ewan Thrale".into(),
            staff: direct.decided_by,
            account: self.f.accounts.get("thrale").copied(),
            ..Act::by_system(self.f.org, self.clock.now(), "Approving a placement")
        };
        match book_directly(self.app.store(), act, &direct).await {
            Ok(Ok(id)) => Ok(id),
            Ok(Err(_)) => anyhow::bail!("{pupil} could not be booked on {day}"),
            Err(problem) => anyhow::bail!("{pupil} on {day}: {problem:?}"),
        }
    }
    pub(super) async fn okell(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let browser = self.who("okell").await?;
        browser.fill(page, action, fields).await
    }
    pub(super) fn board(&self) -> String {
        format!("/board/{}", self.f.room)
    }
    /// One tap on the board.
    pub(super) async fn tap(
        &mut self,
        placement: Id,
        kind: &str,
        body: &str,
    ) -> anyhow::Result<()> {
        let (page, action) =
            (format!("/placements/{placement}"), format!("/placements/{placement}/entries"));
        let page = if matches!(kind, "out" | "note") { page } else { self.board() };
        let mut fields = vec![("kind", kind)];
        if !body.is_empty() {
            fields.push(("body", body));
        }
        self.okell(&page, &action, &fields).await.map(|_| ())
    }
    pub(super) async fn marks(
        &mut self,
        period: &str,
        marks: &[(Id, &str, &str, &str)],
    ) -> anyhow::Result<()> {
        let mut fields = Vec::new();
        for (placement, conduct, learning, done) in marks {
            fields.push((format!("conduct-{placement}"), conduct.to_string()));
            fields.push((format!("learning-{placement}"), learning.to_string()));
            if !done.is_empty() {
                fields.push((format!("done-{placement}"), done.to_string()));
            }
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let page = format!("{}/marks?period={period}", self.board());
        self.okell(&page, "/marks", &fields).await.map(|_| ())
    }
    pub(super) async fn arrives(
        &mut self,
        placement: Id,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/arrival");
        self.okell(&page, &page, fields).await.map(|_| ())
    }
    pub(super) async fn induction(
        &mut self,
        placement: Id,
        read_aloud: &str,
        goal: &str,
    ) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/induction");
        self.okell(&page, &page, &[("read_aloud", read_aloud), ("goal", goal)]).await.map(|_| ())
    }

    /// Home is rung and written to.
    pub(super) async fn home(
        &mut self,
        placement: Id,
        view: &str,
        reason: &str,
    ) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/home");
        self.okell(&page, "/home", &[("outcome", "spoke"), ("view", view)]).await?;
        self.letter(placement, reason).await
    }
    pub(super) async fn letter(&mut self, placement: Id, reason: &str) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/letters");
        self.okell(&page, "/letters", &[("reason", reason), ("act", "issue")]).await.map(|_| ())
    }
    /// A teacher answers a request for work, by the lesson's period.
    pub(super) async fn work(
        &mut self,
        placement: Id,
        code: &str,
        route: &str,
        detail: &str,
    ) -> anyhow::Result<()> {
        let mut read = self.app.store().read().await?;
        let asked = store::work::of_placement(&mut read, self.f.org, placement).await?;
        drop(read);
        let Some(work) = asked.into_iter().find(|w| w.code == code) else { return Ok(()) };
        let teacher = self.f.staff.iter().find(|(_, id)| Some(**id) == work.teacher);
        let Some((name, _)) = teacher else { return Ok(()) };
        let browser = self.who(name).await?;
        let (chosen, words) = (format!("route-{}", work.id), format!("detail-{}", work.id));
        let fields = [(chosen.as_str(), route), (words.as_str(), detail)];
        browser.fill("/work/asked", &format!("/work/{}/answer", work.id), &fields).await.map(|_| ())
    }
    /// The bank fills what nobody sent.
    pub(super) async fn bank(&mut self, placement: Id, code: &str) -> anyhow::Result<()> {
        let mut read = self.app.store().read().await?;
        let asked = store::work::of_placement(&mut read, self.f.org, placement).await?;
        drop(read);
        if let Some(work) = asked.into_iter().find(|w| w.code == code) {
            let mut read = self.app.store().read().await?;
            let units = store::work::bank(&mut read, self.f.org).await?;
            drop(read);
            let unit = units.iter().find(|u| u.subject == work.subject);
            let unit = unit.map(|u| u.id.to_string()).unwrap_or_default();
            let page = format!("/work/{}", work.id);
            self.okell(&page, "/bank", &[("unit", &unit)]).await?;
        }
        Ok(())
    }
    /// The room has a paper, or a word on work, in one tap: "collected", "seen", "judged".
    pub(super) async fn relay(
        &mut self,
        placement: Id,
        code: &str,
        act: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        let mut read = self.app.store().read().await?;
        let asked = store::work::of_placement(&mut read, self.f.org, placement).await?;
        drop(read);
        let Some(work) = asked.into_iter().find(|w| w.code == code) else { return Ok(()) };
        let page = format!("/work/{}", work.id);
        self.okell(&page, &format!("{page}/{act}"), fields).await.map(|_| ())
    }
    /// The bank gets a unit, its head of subject agrees it and the one that was there, and both make
    /// a programme for the half-term, agreed after a talk.
    pub(super) async fn bank_and_programme(&mut self, day: Day) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let Some(half) = crate::bank::half_now(&calendar, self.f.day) else { return Ok(()) };
        self.at(day, "15.35")?;
        let unit = [
            ("subject", "Science"),
            ("year_from", "9"),
            ("year_to", "9"),
            ("title", "Forces in sport: graphs and questions"),
            ("topic", "Forces"),
            ("ability", "core"),
            ("hours", "1.5"),
            ("kept_at", "Tray S9, shelf 3"),
            ("answers_at", "Folder on the desk"),
            ("author", "Dr Marcus Lunt"),
            ("clear", "yes"),
        ];
        self.okell("/bank/new", "/bank/new", &unit).await?;
        let talk = [
            ("with_whom", "Mrs Anjali Sethi"),
            (
                "body",
                "Year 9 has energy and forces. Year 8 has nothing: two packs by the end of the month.",
            ),
        ];
        let page = "/subjects/one?subject=Science";
        self.okell(page, "/subjects/one", &talk).await?;
        let mut read = self.app.store().read().await?;
        let units = store::bank::all(&mut read, self.f.org).await?;
        drop(read);
        let science: Vec<String> =
            units.iter().filter(|u| u.subject == "Science").map(|u| u.id.to_string()).collect();
        let page =
            format!("/programmes/edit?subject=Science&year=9&half={}", crate::bank::part(&half));
        let fields: Vec<(String, &str)> =
            science.iter().enumerate().map(|(n, id)| (format!("unit-{n}"), id.as_str())).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, id)| (n.as_str(), *id)).collect();
        self.okell(&page, "/programmes/edit", &fields).await?;
        self.at(day, "16.10")?;
        let sethi = self.who("sethi").await?;
        for id in &science {
            let page = format!("/bank/{id}");
            sethi.fill(&page, &format!("{page}/decide"), &[("verdict", "agreed")]).await?;
        }
        sethi.fill(&page, "/agree", &[]).await?;
        Ok(())
    }
    /// Every pile of finished work goes to its teacher.
    pub(super) async fn hand_back(&mut self) -> anyhow::Result<()> {
        let browser = self.who("okell").await?;
        while browser.look("/work/back").await?.form("/work/back").is_some() {
            browser.fill("/work/back", "/work/back", &[]).await?;
        }
        Ok(())
    }
    /// What fell due in the background by now.
    pub(super) async fn background(&self) -> anyhow::Result<()> {
        crate::jobs::run_once(&self.app, self.f.org).await?;
        Ok(())
    }
    /// The entry for the school's own system is made.
    pub(super) async fn entered(&mut self, placement: Id) -> anyhow::Result<()> {
        let mut read = self.app.store().read().await?;
        let made = store::mis_entry::of_placement(&mut read, self.f.org, placement).await?;
        drop(read);
        for entry in made {
            self.okell("/mis", &format!("/mis/{}", entry.id), &[]).await?;
        }
        Ok(())
    }
    /// The return is followed, as far as the day the demonstration stands on.
    pub(super) async fn followed(&mut self, placement: Id) -> anyhow::Result<()> {
        let mut read = self.app.store().read().await?;
        let Some(track) = store::returning::of_placement(&mut read, self.f.org, placement).await?
        else {
            return Ok(());
        };
        let checks = store::returning::check_ins(&mut read, self.f.org, &[track.id]).await?;
        drop(read);
        let page = format!("/returns/{}", track.id);
        for (check, words) in checks.iter().zip([
            "Fine so far.",
            "One wobble in maths, put right.",
            "Settled. Uses the targets.",
            "Going well.",
        ]) {
            if check.due < self.f.day {
                self.at(check.due, "8.45")?;
                let id = check.id.to_string();
                self.okell(&page, "/check-in", &[("check", &id), ("words", words)]).await?;
            }
        }
        if track.to_day < self.f.day {
            self.at(track.to_day, "15.10")?;
            self.okell(
                &page,
                "/outcome",
                &[("outcome", "held"), ("outcome_words", "No further removal in the ten days.")],
            )
            .await?;
        }
        Ok(())
    }

    /// A placement of an earlier day, from arrival to the end of the return.
    pub(super) async fn earlier(
        &mut self,
        pupil: &'static str,
        day: Day,
        codes: &[&str],
        reason: &'static str,
        target: &str,
    ) -> anyhow::Result<()> {
        let before = crate::demo::calendar::around(day).last_before(day).unwrap_or(day);
        self.at(before, "14.30")?;
        let placement = self.book(pupil, day, codes, reason).await?;
        self.at(before, "15.20")?;
        self.home(
            placement,
            "Thanked us for ringing.",
            &format!("{reason}, after a warning and a quiet word."),
        )
        .await?;
        for (n, code) in codes.iter().enumerate() {
            let route = ["same", "online", "paper"][n % 3];
            let detail = [
                "Pages 24 to 27 of the class book",
                "https://classroom.example/fairholme",
                "Staff room, tray 4",
            ][n % 3];
            self.work(placement, code, route, detail).await?;
        }
        let setting = crate::demo::calendar::periods();
        let slot =
            |code: &str| setting.iter().find(|p| p.code == code && p.weekday == day.weekday());
        let (Some(first), Some(last)) =
            (codes.first().and_then(|c| slot(c)), codes.last().and_then(|c| slot(c)))
        else {
            return Ok(());
        };
        self.clock.set(day.at(first.from));
        self.arrives(placement, &[("feels", "3"), ("envelope", "1")]).await?;
        self.induction(placement, "no", "Finish each task").await?;
        for (n, code) in codes.iter().enumerate() {
            if let Some(p) = slot(code) {
                self.clock.set(day.at(p.to.plus(-5)));
                let conduct = if n % 3 == 1 { "3" } else { "4" };
                self.marks(
                    code,
                    &[(placement, conduct, "3", if n % 2 == 0 { "all" } else { "most" })],
                )
                .await?;
            }
        }
        self.tap(placement, "praise", "").await?;
        self.clock.set(day.at(last.to.plus(-2)));
        let page = format!("/placements/{placement}/exit");
        self.okell(
            &page,
            "/exit",
            &[
                ("went_well", "Settled after the first half hour."),
                ("target_1", target),
                ("feeling", "7"),
                ("ready", "yes"),
                ("outcome", "completed"),
                ("parent_told", "yes"),
                ("then", "close"),
            ],
        )
        .await?;
        self.at(day, "15.30")?;
        // The newest of them still lies in the room when the demonstration opens.
        if self.f.day.since(day) > 6 {
            self.hand_back().await?;
        }
        self.entered(placement).await?;
        self.followed(placement).await
    }
}
