//! The story itself: some weeks of earlier placements, the afternoon before, and the morning.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;
use anyhow::Context;
use casework::Id;
use rulebook::Day;

impl Teller<'_> {
    /// Some weeks of the half-term before and of this one.
    pub async fn past_weeks(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let back = |n: usize| {
            let days = calendar.school_days_between(self.f.day.plus(-90), self.f.day.plus(-1));
            days.iter().rev().nth(n).copied().unwrap_or(self.f.day)
        };
        let disruption = "Persistent disruption";
        self.thresholds(back(36)).await?;
        self.bank_and_programme(back(20)).await?;
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
        self.review_held("Tyrell", back(17), back(15), Some(back(14))).await?;
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
        self.declined("Poppy", back(11), back(5)).await?;
        self.earlier(
            "Moses",
            back(8),
            &["P1", "P2", "P3"],
            disruption,
            "Finish the first two tasks",
        )
        .await?;
        self.earlier("Caleb", back(10), &["P4"], disruption, "Sit at the front").await?;
        self.earlier("Caleb", back(7), &["P6"], disruption, "Start without being asked twice")
            .await?;
        self.earlier(
            "Hamza",
            back(5),
            &["P5", "P6"],
            "Abuse towards an adult",
            "Use the card to leave",
        )
        .await?;
        self.earlier("Caleb", back(4), &["P4", "P5"], disruption, "Ask for the first step").await?;
        self.held("Hamza", back(4)).await?;
        let meets = calendar.school_days_after(self.f.day, 9).map_or(self.f.day, |c| c.day);
        self.before_the_governors("Dexter", back(4), meets).await?;
        self.earlier("Alfie", back(3), &["P3", "P4"], disruption, "Sit away from the window")
            .await?;
        self.on_a_card("Hamza", back(4), back(3)).await?;
        self.good_news(
            "Moses",
            back(2),
            "Finished every task this week, and helped a new pupil find the hall.",
        )
        .await
    }

    /// The school's own words for families who read Polish, from the autumn.
    pub async fn words_for_home(&mut self) -> anyhow::Result<()> {
        let calendar = crate::demo::calendar::around(self.f.day);
        let days = calendar.school_days_between(self.f.day.plus(-90), self.f.day.plus(-1));
        let day = days.first().copied().unwrap_or(self.f.day);
        self.at(day, "16.05")?;
        let abbot = self.who("abbot").await?;
        let sheet = "Prosimy, aby każde dziecko przychodziło na czas, oddało telefon i zaczęło pracę.\n\nDziecko może liczyć na opiekę dorosłego, przerwy, obiad i pomoc w nauce.\n\nPytania: {phone}.";
        let letter = "Szanowni Państwo ({dear}),\n\n{pupil} będzie pracować w sali {room} dnia {date}, lekcje {periods}. Decyzję podjął/podjęła {decided_by}. To nie jest zawieszenie.\n\nPrzyjście: {arrive_at}, {door}. Koniec: {finish_at}.\n\nProszę dzwonić: {phone}.\n\n{sender}, {sender_post}";
        for (kind, title, body) in [
            ("standards", "Czego oczekujemy i czego można oczekiwać od nas", sheet),
            ("letter", "List ze szkoły", letter),
        ] {
            let page = format!("/set-up/wording?kind={kind}&new=yes");
            let fields =
                [("language", "Polish"), ("format", "standard"), ("title", title), ("body", body)];
            abbot.fill(&page, "/set-up/wording", &fields).await?;
        }
        Ok(())
    }

    /// A report card, with some lessons marked and some not.
    async fn on_a_card(&mut self, pupil: &str, from: Day, marked: Day) -> anyhow::Result<()> {
        let id = self.f.pupils[pupil];
        let mut read = self.app.store().read().await?;
        let tracks = store::returning::of_pupil(&mut read, self.f.org, id).await?;
        drop(read);
        let Some(track) = tracks.first().map(|t| t.id) else { return Ok(()) };
        self.at(from, "8.20")?;
        self.okell(&format!("/returns/{track}"), "/card", &[("card_from", &from.iso())]).await?;
        self.at(marked, "15.10")?;
        for who in ["hale", "farrant"] {
            let teacher = self.who(who).await?;
            let page = teacher.look("/cards").await?;
            if page.form("/mark").is_some() {
                teacher.fill_shown(&page, "/mark", &[("all", "2")]).await?;
            }
        }
        Ok(())
    }

    /// Good news goes home.
    async fn good_news(&mut self, pupil: &str, day: Day, words: &str) -> anyhow::Result<()> {
        let page = format!("/pupils/{}/good-news", self.f.pupils[pupil]);
        self.at(day, "15.20")?;
        self.okell(&page, "/good-news", &[("body", words)]).await.map(|_| ())
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
            ("fair_why", "The times before were for work not begun. This was a book thrown."),
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
        self.early_warning(before).await?;
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
        self.at(day, "8.28")?;
        self.okell("/notice", "/publish", &[]).await?;
        self.readers(&["vail", "gale", "hale", "ravenhall", "catterall", "sethi"]).await?;
        self.at(day, "8.32")?;
        self.kit_booked(tyrell).await?;
        self.slip().await?;
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
        self.at(day, "8.58")?;
        self.relay(tyrell, "P1", "seen", &[]).await?;
        for placement in [tyrell, saffron, moses] {
            self.relay(placement, "P2", "collected", &[]).await?;
        }
        self.at(day, "9.08")?;
        self.kit_out(saffron).await?;
        self.at(day, "9.30")?;
        self.relay(tyrell, "P1", "judged", &[("said", "enough")]).await?;
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
        self.at(day, "10.12")?;
        self.readers(&["thrale", "gale"]).await?;
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
        self.at(day, "10.48")?;
        self.reflects(
            moses,
            &[("Tell it", "They were all talking. Mine was the name that was called.")],
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

    /// Some of the staff open the notice.
    async fn readers(&mut self, who: &[&'static str]) -> anyhow::Result<()> {
        for name in who {
            self.who(name).await?.look("/notice").await?;
        }
        Ok(())
    }

    /// A restorative meeting that was offered after an earlier day, declined, and is to be offered
    /// again on the day the demonstration stands on.
    async fn declined(&mut self, pupil: &str, day: Day, on: Day) -> anyhow::Result<()> {
        let (org, key) = (self.f.org, self.f.pupils[pupil]);
        let mut read = self.app.store().read().await?;
        let stays = store::returning::stays(&mut read, org, key, day).await?;
        drop(read);
        let Some(stay) = stays.iter().find(|s| s.day == day) else { return Ok(()) };
        self.at(on, "8.50")?;
        let page = format!("/placements/{}/repair", stay.placement);
        let repair = self.okell(&page, "/repair", &[]).await?;
        self.at(on, "12.40")?;
        let again = self.f.day.iso();
        let fields = [("declined_by", pupil), ("why", "Not yet"), ("again_on", again.as_str())];
        self.okell(&repair, "/declined", &fields).await.map(|_| ())
    }

    /// A reflection that an adult writes down: what is said to the questions that begin so.
    async fn reflects(&mut self, placement: Id, said: &[(&str, &str)]) -> anyhow::Result<()> {
        let page = format!("/placements/{placement}/reflection");
        let reflection =
            self.okell(&page, "/reflection", &[("form", "easy"), ("read_by", "Ms Okell")]).await?;
        let mut read = self.app.store().read().await?;
        let asked =
            store::question::live(&mut read, self.f.org, casework::question::Talk::Reflection)
                .await?;
        drop(read);
        let mut fields = Vec::new();
        for q in &asked {
            if let Some((_, words)) = said.iter().find(|(begin, _)| q.for_pupil().contains(begin)) {
                fields.push((q.name(), words.to_string()));
            }
        }
        if let Some(first) = asked.first() {
            fields.push((format!("{}-pick", first.name()), "left_out".into()));
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.okell(&reflection, &reflection, &fields).await.map(|_| ())
    }
}
