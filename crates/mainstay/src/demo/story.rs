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
    f: &'a Fairholme,
    app: App,
    clock: Clock,
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
    fn at(&self, day: Day, time: &str) -> anyhow::Result<()> {
        let minute = Minute::parse(time).with_context(|| format!("{time} is no time"))?;
        self.clock.set(day.at(minute));
        Ok(())
    }
    /// Somebody at their browser, signed in anew when they have been away.
    async fn who(&mut self, name: &'static str) -> anyhow::Result<Browser> {
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
    async fn book(
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
    async fn okell(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let browser = self.who("okell").await?;
        browser.fill(page, action, fields).await
    }
    fn board(&self) -> String {
        format!("/board/{}", self.f.room)
    }
    /// One tap on the board.
    async fn tap(&mut self, placement: Id, kind: &str, body: &str) -> anyhow::Result<()> {
        let (page, action) =
            (format!("/placements/{placement}"), format!("/placements/{placement}/entries"));
        let page = if matches!(kind, "out" | "note") { page } else { self.board() };
        let mut fields = vec![("kind", kind)];
        if !body.is_empty() {
            fields.push(("body", body));
        }
        self.okell(&page, &action, &fields).await.map(|_| ())
    }
    async fn marks(
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
    async fn arrives(&mut self, placement: Id, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/arrival");
        self.okell(&page, &page, fields).await.map(|_| ())
    }
    async fn induction(
        &mut self,
        placement: Id,
        read_aloud: &str,
        goal: &str,
    ) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/induction");
        self.okell(&page, &page, &[("read_aloud", read_aloud), ("goal", goal)]).await.map(|_| ())
    }

    /// Home is rung and written to.
    async fn home(&mut self, placement: Id, view: &str, reason: &str) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/home");
        self.okell(&page, "/home", &[("outcome", "spoke"), ("view", view)]).await?;
        self.letter(placement, reason).await
    }
    async fn letter(&mut self, placement: Id, reason: &str) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/letters");
        self.okell(&page, "/letters", &[("reason", reason), ("act", "issue")]).await.map(|_| ())
    }
    /// A teacher answers a request for work, by the lesson's period.
    async fn work(
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
    async fn bank(&mut self, placement: Id, code: &str) -> anyhow::Result<()> {
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
    /// What fell due in the background by now.
    async fn background(&self) -> anyhow::Result<()> {
        crate::jobs::run_once(&self.app, self.f.org).await?;
        Ok(())
    }
    /// The entry for the school's own system is made.
    async fn entered(&mut self, placement: Id) -> anyhow::Result<()> {
        let mut read = self.app.store().read().await?;
        let made = store::mis_entry::of_placement(&mut read, self.f.org, placement).await?;
        drop(read);
        for entry in made {
            self.okell("/mis", &format!("/mis/{}", entry.id), &[]).await?;
        }
        Ok(())
    }
    /// The return is followed, as far as the day the demonstration stands on.
    async fn followed(&mut self, placement: Id) -> anyhow::Result<()> {
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
    async fn earlier(
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
        self.entered(placement).await?;
        self.followed(placement).await
    }

    /// Some weeks of the half-term before and of this one.
    pub async fn past_weeks(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let back = |n: usize| {
            let days = calendar.school_days_between(self.f.day.plus(-90), self.f.day.plus(-1));
            days.iter().rev().nth(n).copied().unwrap_or(self.f.day)
        };
        let disruption = "Persistent disruption";
        self.earlier(
            "Tyrell",
            back(33),
            &["P3", "P4"],
            "Refusing a reasonable instruction",
            "Ask before leaving my seat",
        )
        .await?;
        self.earlier(
            "Kian",
            back(29),
            &["P1", "P2", "P3"],
            "Fighting or threat",
            "Walk to lessons by the main stairs",
        )
        .await?;
        self.earlier("Dexter", back(22), &["P5", "P6"], disruption, "Hand up, wait, then speak")
            .await?;
        self.earlier(
            "Tyrell",
            back(18),
            &["P1", "P2", "P3", "P4", "P5", "P6"],
            disruption,
            "Start within two minutes",
        )
        .await?;
        self.earlier(
            "Marlon",
            back(15),
            &["P4", "P5"],
            "Refusing a reasonable instruction",
            "Coat off at the door",
        )
        .await?;
        self.earlier(
            "Poppy",
            back(11),
            &["P2", "P3"],
            disruption,
            "Ask for help in the first five minutes",
        )
        .await?;
        self.earlier(
            "Moses",
            back(8),
            &["P1", "P2", "P3"],
            disruption,
            "Finish the first two tasks",
        )
        .await?;
        self.earlier(
            "Hamza",
            back(5),
            &["P5", "P6"],
            "Abuse towards an adult",
            "Use the card to leave",
        )
        .await?;
        self.earlier("Alfie", back(3), &["P3", "P4"], disruption, "Sit away from the window")
            .await?;
        Ok(())
    }

    /// The afternoon before: four already booked, Tyrell referred and approved, home and work.
    pub async fn the_day_before(&mut self) -> anyhow::Result<Vec<Id>> {
        let (f, day) = (self.f, self.f.day);
        let before = crate::demo::calendar::around(day).last_before(day).unwrap_or(day);
        self.at(before, "13.40")?;
        let saffron = self
            .book("Saffron", day, &["P1", "P2", "P3", "P4", "P5", "P6"], "Persistent disruption")
            .await?;
        let moses =
            self.book("Moses", day, &["P1", "P2"], "Refusing a reasonable instruction").await?;
        let ellie = self.book("Ellie-Mae", day, &["P5", "P6"], "Persistent disruption").await?;
        self.book("Kian", day, &["P4", "P5", "P6"], "Fighting or threat").await?;

        self.at(before, "14.10")?;
        let ravenhall = self.who("ravenhall").await?;
        let tyrell = f.pupils["Tyrell"];
        let (reason, on) = (f.reasons["Abuse towards an adult"].to_string(), before.iso());
        let thread = ravenhall
            .fill(
                &format!("/refer?pupil={tyrell}"),
                "/refer",
                &[
                    ("reason", &reason),
                    ("what", "Asked twice to start the source task. Swore at me, then threw the textbook at the wall by the door. Nobody was hurt. He left when I asked and waited in the corridor."),
                    ("day", &on),
                    ("period", "P5"),
                    ("place", "H4"),
                    ("hurt", "no"),
                    ("tried", "quiet"),
                    ("tried", "warning"),
                    ("ask", "day"),
                ],
            )
            .await?;
        self.at(before, "14.25")?;
        let catterall = self.who("catterall").await?;
        let said = "Argument at home this morning. Suggest a restorative meeting. Not for the letter, the sheet or the notice.";
        catterall.fill(&thread, "/context", &[("body", said)]).await?;
        self.at(before, "14.40")?;
        let thrale = self.who("thrale").await?;
        let queue = thread.replace("/referrals/", "/queue/");
        let different = "Restorative meeting before the next History lesson. Mrs Ravenhall to give the first step in writing.";
        let mut fields = vec![
            ("way", "move_other"),
            ("do", "approve"),
            ("different", different),
            ("decision", "A day to put it right, with the meeting set."),
            ("plain", "Swore at a teacher and threw a book. Nobody was hurt."),
        ];
        let iso = day.iso();
        fields.push(("day", &iso));
        thrale.fill(&queue, "/approve", &fields).await?;
        let mut read = self.app.store().read().await?;
        let referral = Id::parse_str(thread.rsplit('/').next().unwrap_or(""))?;
        let placed = store::booking::of_referral(&mut read, f.org, referral).await?;
        let tyrell = placed.context("Tyrell was not placed")?.id;
        drop(read);
        self.at(before, "14.50")?;
        self.home(
            saffron,
            "Will talk to her tonight.",
            "Talking over the teacher after three warnings.",
        )
        .await?;
        self.home(moses, "Asked what he missed.", "Would not start the work when asked.").await?;
        self.home(
            ellie,
            "Glad to be told the day before.",
            "Calling out and leaving the room twice.",
        )
        .await?;
        self.at(before, "15.02")?;
        let page = format!("/placements/{tyrell}/home");
        let (leanne, curtis) = (f.contacts["Leanne"].to_string(), f.contacts["Curtis"].to_string());
        self.okell(
            &page,
            "/home",
            &[
                ("contact", &leanne),
                ("outcome", "spoke"),
                ("view", "Agrees with the meeting. Asked that he keeps his lunch with Mr Adair."),
            ],
        )
        .await?;
        self.at(before, "15.06")?;
        self.okell(&page, "/home", &[("contact", &curtis), ("outcome", "voicemail")]).await?;
        self.at(before, "15.10")?;
        self.letter(tyrell, "Swore at a teacher and threw a book. Nobody was hurt.").await?;
        self.at(before, "15.20")?;
        self.work(tyrell, "P1", "online", "https://classroom.example/9k2/english").await?;
        for (code, route, detail) in [
            ("P1", "same", "Pages 24 to 27"),
            ("P2", "paper", "Staff room, tray 4"),
            ("P4", "same", "The map sheet, in her folder"),
            ("P6", "online", "https://classroom.example/8f1"),
        ] {
            self.work(saffron, code, route, detail).await?;
        }
        self.work(moses, "P1", "same", "Exercise 6, class book").await?;
        self.work(moses, "P2", "paper", "Staff room, tray 2").await?;
        self.at(before, "15.30")?;
        self.work(tyrell, "P2", "paper", "Staff room, tray 4").await?;
        self.work(tyrell, "P5", "same", "Source task, first step on the card").await?;
        self.at(before, "15.50")?;
        self.background().await?;
        self.at(before, "16.20")?;
        self.okell(
            &page,
            "/home",
            &[
                ("contact", &curtis),
                ("outcome", "spoke"),
                ("view", "Will ring Tyrell this evening."),
            ],
        )
        .await?;
        Ok(vec![tyrell, saffron, moses, ellie])
    }

    /// The day itself, until 11.32.
    pub async fn the_day(&mut self, placed: &[Id]) -> anyhow::Result<()> {
        let (f, day) = (self.f, self.f.day);
        let [tyrell, saffron, moses, _] = placed else { anyhow::bail!("four are expected") };
        let (tyrell, saffron, moses) = (*tyrell, *saffron, *moses);
        self.at(day, "8.40")?;
        self.arrives(
            tyrell,
            &[
                ("envelope", "3"),
                ("lunch", "Pasta, no nuts"),
                ("feels", "2"),
                ("met_by", "Ms Okell"),
            ],
        )
        .await?;
        self.arrives(saffron, &[("envelope", "4"), ("lunch", "Jacket potato"), ("feels", "4")])
            .await?;
        self.at(day, "8.43")?;
        self.arrives(moses, &[("envelope", "none"), ("feels", "3")]).await?;
        self.at(day, "8.45")?;
        self.induction(tyrell, "yes", "Start each task in two minutes").await?;
        self.at(day, "8.52")?;
        self.induction(saffron, "no", "Finish the map").await?;
        self.at(day, "8.56")?;
        self.induction(moses, "no", "First two tasks, then check").await?;
        self.at(day, "9.30")?;
        self.tap(tyrell, "check", "").await?;
        self.tap(saffron, "check", "").await?;
        self.at(day, "9.56")?;
        self.marks(
            "P1",
            &[(tyrell, "4", "4", "all"), (saffron, "3", "3", "most"), (moses, "3", "3", "all")],
        )
        .await?;
        self.at(day, "10.05")?;
        let gale = self.who("gale").await?;
        let (jude, reason, iso) =
            (f.pupils["Jude"], f.reasons["Persistent disruption"].to_string(), day.iso());
        let thread = gale
            .fill(
                &format!("/refer?pupil={jude}"),
                "/refer",
                &[
                    ("reason", &reason),
                    ("what", "Drummed through three warnings and would not move seat."),
                    ("day", &iso),
                    ("period", "P1"),
                    ("place", "T2"),
                    ("hurt", "no"),
                    ("tried", "seat"),
                    ("ask", "lesson"),
                ],
            )
            .await?;
        self.at(day, "10.08")?;
        let thrale = self.who("thrale").await?;
        thrale
            .fill(
                &thread.replace("/referrals/", "/queue/"),
                "/approve",
                &[
                    ("day", &iso),
                    ("period", "P4"),
                    ("do", "approve"),
                    ("plain", "Would not stop drumming on the desk when asked."),
                ],
            )
            .await?;
        self.at(day, "10.09")?;
        self.okell("/notice", "/publish", &[]).await?;
        self.at(day, "10.15")?;
        self.tap(tyrell, "warning", "").await?;
        self.tap(tyrell, "help", "").await?;
        self.at(day, "10.18")?;
        self.tap(tyrell, "break", "").await?;
        self.at(day, "10.46")?;
        self.marks(
            "P2",
            &[(tyrell, "2", "3", "most"), (saffron, "4", "3", "all"), (moses, "3", "2", "most")],
        )
        .await?;
        self.at(day, "10.50")?;
        self.tap(moses, "left", "").await?;
        self.at(day, "10.55")?;
        self.background().await?;
        self.bank(tyrell, "P3").await?;
        self.bank(tyrell, "P4").await?;
        self.at(day, "11.05")?;
        self.tap(saffron, "check", "").await?;
        self.tap(tyrell, "check", "").await?;
        self.at(day, "11.18")?;
        let seun = f.pupils["Oluwaseun"].to_string();
        let page = format!("{}/arrived-without-referral", self.board());
        self.okell(
            &page,
            "/arrived-without-referral",
            &[("pupil", &seun), ("place", "Food"), ("by", "Mr Gale")],
        )
        .await?;
        self.at(day, "11.22")?;
        self.tap(tyrell, "help", "").await?;
        self.at(day, "11.25")?;
        self.tap(saffron, "out", "Mr Adair").await?;
        let page = format!("{}/handover", self.board());
        let poll = f.staff["poll"].to_string();
        self.okell(&page, "/handover", &[("adult", &poll), ("from", "13:50"), ("to", "14:10"), ("watch_for", "Tyrell: read aloud, offer a choice. Saffron: five minutes’ notice of a change.")]).await?;
        self.at(day, "11.31")?;
        self.tap(tyrell, "praise", "").await?;
        Ok(())
    }
}
