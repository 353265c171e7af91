//! What the week holds round the day of the demonstration: who has the room when, seats as they
//! stand, and dates that are known.
//!
//! Must never do what a person could not: every line goes through `Teller`'s doors.

use super::story::Teller;

impl Teller<'_> {
    /// The afternoon before, once the bookings are made.
    pub async fn the_week_ahead(&mut self) -> anyhow::Result<()> {
        let f = self.f;
        let calendar = crate::demo::calendar::around(f.day);
        let ahead = |n: u32| calendar.school_days_after(f.day, n).map_or(f.day, |c| c.day);
        let before = calendar.last_before(f.day).unwrap_or(f.day);
        self.at(before, "15.40")?;
        // Mr Adair has a period of every other weekday; the day itself is Ms Okell's own.
        let adair = f.staff["adair"].to_string();
        let fields: Vec<(String, &str)> = rulebook::Weekday::ALL[..5]
            .iter()
            .filter(|d| **d != f.day.weekday())
            .map(|d| (format!("staff-{}-P4", d.number()), adair.as_str()))
            .collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        let week = format!("/rota/week/{}", f.room);
        self.okell(&week, &week, &fields).await?;
        let seats = format!("/set-up/rooms/{}/seats", f.room);
        let lyle = self.who("lyle").await?;
        lyle.fill(&seats, &seats, &[("plan", "1:Window 2 . 3\n4 . 5 6:Door")]).await?;
        let (trip, exam) = (ahead(4).iso(), ahead(6).iso());
        let dates: [&[(&str, &str)]; 2] = [
            &[
                ("whom", "form"),
                ("group", "9Y3"),
                ("kind", "trip"),
                ("what", "Coast path, geography"),
                ("from", &trip),
            ],
            &[
                ("whom", "year"),
                ("group", "10"),
                ("kind", "exam"),
                ("what", "Science, practice paper"),
                ("from", &exam),
                ("at", "9.00"),
                ("until", "10.00"),
            ],
        ];
        for date in dates {
            self.okell("/known-dates", "/known-dates", date).await?;
        }
        self.first_aid(f.day.plus(200)).await?;
        self.ways().await?;
        self.script_cards().await?;
        self.advice(ahead(5)).await?;
        self.agreed(ahead(8), ahead(15)).await?;
        self.meets(before, ahead(7)).await
    }

    /// What every adult in the room does.
    async fn script_cards(&mut self) -> anyhow::Result<()> {
        let cards = [
            (
                "Somebody will not come in",
                "Stay outside with them, a step away.\nSay once what happens next: “We sit down, then you choose where to begin.”\nGive three minutes. Then call.",
            ),
            (
                "Somebody will not start",
                "Read the first line aloud with them.\nOffer two ways to begin.\nGo away, and come back in two minutes.",
            ),
            (
                "Somebody walks out",
                "Do not stand in the door.\nSay: “I will find you in two minutes.”\nTell the office which way they went.",
            ),
        ];
        for (happens, steps) in cards {
            let fields = [("happens", happens), ("steps", steps)];
            let abbot = self.who("abbot").await?;
            abbot.fill("/set-up/script-cards", "/set-up/script-cards", &fields).await?;
        }
        Ok(())
    }

    /// How pupils of the room get about.
    async fn ways(&mut self) -> anyhow::Result<()> {
        let to = format!("/board/{}/ways", self.f.room);
        let fields = [
            ("arrive_way", "By the side door by the library, met by whoever is in charge"),
            ("toilet_times", "9.40, 11.40, 14.00"),
            ("toilet_way", "Ground floor by the office, one at a time, an adult outside"),
            ("break_way", "The small yard behind the hall, by the back stairs"),
            ("lunch_way", "Fetched from the kitchen hatch and eaten in the room"),
            ("leave_times", "14.58"),
            ("leave_way", "Side door, walked to the gate before the bell"),
        ];
        self.okell(&to, &to, &fields).await.map(|_| ())
    }

    /// Who is trained in first aid: Ms Okell, and one who is near when she is not, not for long.
    async fn first_aid(&mut self, until: rulebook::Day) -> anyhow::Result<()> {
        for (who, until) in [("okell", until), ("vail", until.plus(-155))] {
            let until = until.iso();
            let staff = self.f.staff[who].to_string();
            let abbot = self.who("abbot").await?;
            let fields = [
                ("act", "keep"),
                ("staff", staff.as_str()),
                ("version", "0"),
                ("what", "Emergency first aid at work"),
                ("until", until.as_str()),
            ];
            abbot.fill("/set-up/first-aid", "/set-up/first-aid", &fields).await?;
        }
        Ok(())
    }

    /// What the figures made somebody recommend, waiting for its decision.
    async fn advice(&mut self, by: rulebook::Day) -> anyhow::Result<()> {
        let (decider, by) = (self.f.staff["thrale"].to_string(), by.iso());
        let fields = [
            ("advice", "A mentor in the corridor by the hall at the end of P5."),
            ("decider", decider.as_str()),
            ("decide_by", by.as_str()),
        ];
        self.okell("/recommendations/new", "/recommendations/new", &fields).await.map(|_| ())
    }

    /// What was agreed because of the figures: by whom, by when, and what is counted again.
    async fn agreed(&mut self, due: rulebook::Day, review: rulebook::Day) -> anyhow::Result<()> {
        let (owner, due, review) = (self.f.staff["lunt"].to_string(), due.iso(), review.iso());
        let fields = [
            ("what", "Seating plan, and one start-of-lesson routine, in Science in P5."),
            ("owner", owner.as_str()),
            ("figure", "subject|Science"),
            ("due", due.as_str()),
            ("how", "Fewer lessons of Science are missed."),
            ("review_on", review.as_str()),
        ];
        self.okell("/actions/new", "/actions/new", &fields).await?;
        let owner = self.f.staff["adair"].to_string();
        let fields = [
            ("what", "Ask the sports hall for two lunchtimes a week, and say which."),
            ("owner", owner.as_str()),
            ("comes_back", "yes"),
            ("due", due.as_str()),
            ("how", "Two lunchtimes stand on the board."),
        ];
        self.okell("/actions/new", "/actions/new", &fields).await.map(|_| ())
    }
}
