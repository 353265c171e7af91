//! The pupil's day card: what to do now, what helps, and the day as it went.

use super::card_page::{CardPage, Item, Now, Period};
use super::facts::covers;
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{self, Entry, EntryKind};
use casework::words::Concept;
use casework::{Coded, Id, May, Sight};
use rulebook::day::spell_minutes;

/// Shows it. Those who may not see the board see what helps, the marks and the work; the day log
/// is for the room.
pub async fn show(v: Visit) -> Answer {
    let page = page(&v, v.id("id")?, Errors::new()).await?;
    v.page(&page)
}

/// The day card, with what was typed on it and what is wrong with that.
pub(super) async fn page(v: &Visit, id: Id, errors: Errors) -> Result<CardPage, Problem> {
    let org = v.org();
    let mut read = v.read().await?;
    let placement = store::room::placement(&mut read, org, id).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), placement.pupil).await?;
    let room = store::room::room(&mut read, org, placement.room).await?;
    let slots = store::room::slots(&mut read, org, id).await?;
    let work = store::day::work_on(&mut read, org, room.id, placement.day).await?;
    let in_room = v.may(May::Board) && !covers(v);
    let filed = crate::pupil::in_file_scope(v, &mut read, pupil.id).await.is_ok();
    let sight = if in_room || filed { Sight::File } else { Sight::Lessons };
    let to_home = v.actor.scope_for(May::Home, v.today());
    let home = v.may(May::Home) && store::pupil::find(&mut read, &to_home, pupil.id).await.is_ok();
    let (mut entries, mut revisions, mut arrival, mut induction) =
        (Vec::new(), Vec::new(), None, None);
    let (mut steps, mut failed) = (Vec::new(), None);
    if in_room {
        entries = store::day::entries_of(&mut read, org, id).await?;
        revisions = store::day::revisions(&mut read, org, id).await?;
        steps = store::day::steps_of(&mut read, org, id).await?;
        if v.may(May::Interview) {
            failed = Some(crate::failed_day::beside(&mut read, org, id).await?);
        }
        arrival = store::day::arrival(&mut read, org, id).await?;
        induction = store::day::induction(&mut read, org, id).await?;
    }
    let named = match in_room {
        true => store::booking::named(&mut read, org, &[id]).await?,
        false => Vec::new(),
    };
    let mut teachers: Vec<casework::Id> = slots.iter().filter_map(|s| s.teacher).collect();
    teachers.sort_unstable();
    teachers.dedup();
    let teachers = store::staff::several(&mut read, org, &teachers).await?;
    let unreferred = in_room && day::came_unasked(&placement);
    let mut referrals = Vec::new();
    if unreferred {
        for r in store::day::referrals_of(&mut read, org, pupil.id, placement.day).await? {
            let who = store::staff::find(&mut read, org, r.referrer).await?.full();
            referrals.push((r.id, format!("{who}, {}", r.made_at.minute())));
        }
    }
    let today = placement.day == v.today();
    let minute = v.now.minute();
    let log: Vec<&Entry> = entries.iter().collect();
    let asked = store::work::of_placement(&mut read, org, id).await?;
    let keys: Vec<Id> = asked.iter().map(|w| w.id).collect();
    let files = store::attachment::of(&mut read, org, &keys).await?;
    let of_slot = |slot: Id| {
        let theirs = |about| asked.iter().any(|w| w.id == about && w.slot == slot);
        files.iter().filter(|f| theirs(f.about)).cloned().collect::<Vec<_>>()
    };
    let periods: Vec<Period> = slots
        .iter()
        .map(|s| {
            let line = work.iter().find(|w| w.placement == id && w.code == s.code);
            let word = line.map(|w| {
                day::work_word(&w.state, &w.route, w.same_as_class, w.bank_unit.is_some())
            });
            Period {
                code: s.code.clone(),
                from: s.from,
                to: s.to,
                subject: s.subject.clone(),
                teacher: s
                    .teacher
                    .and_then(|t| teachers.iter().find(|x| x.id == t))
                    .map(|t| t.formal())
                    .unwrap_or_default(),
                conduct: s.conduct,
                learning: s.learning,
                work: word.map(|(w, _)| w.to_string()).unwrap_or_else(|| "None".into()),
                needs: word.is_none_or(|(_, needs)| needs),
                detail: line.map(|w| w.detail.clone()).unwrap_or_default(),
                files: if v.may(May::RunRoom) { of_slot(s.id) } else { Vec::new() },
                done: s.done.map(|d| d.label().to_string()).unwrap_or_default(),
                now: today && s.from <= minute && minute < s.to,
            }
        })
        .collect();
    let now = periods.iter().find(|p| p.now).map(|p| Now {
        period: p.code.clone(),
        subject: p.subject.clone(),
        ends: p.to,
        left: spell_minutes(p.to.number() - minute.number()),
        work: p.work.clone(),
        detail: p.detail.clone(),
    });
    let stood = day::steps_taken(&log, &steps, &v.setting.rules.next_step);
    let mut items: Vec<Item> = Vec::new();
    if let Some(at) = placement.arrived_at.filter(|_| in_room) {
        let a = arrival.unwrap_or_default();
        let mut words: Vec<String> = Vec::new();
        if !a.met_by.is_empty() {
            words.push(format!("Met by {}", a.met_by));
        }
        if !a.envelope.is_empty() {
            words.push(day::say_phone(&a.envelope));
        }
        if let Some(n) = a.feels {
            words.push(format!("feels {n} of 5"));
        }
        if !a.lunch.is_empty() {
            words.push(format!("lunch: {}", a.lunch));
        }
        items.push(Item::plain(at, "Arrived", words.join(", ")));
    }
    if let Some(i) = &induction {
        let read = if i.read_aloud { "Read aloud" } else { "They read it" };
        let goal = if i.goal.is_empty() { String::new() } else { format!(". Goal: {}", i.goal) };
        let mut more = String::new();
        for (label, value) in
            [("", i.version_used()), ("Rules: ", i.rules.clone()), ("Signed: ", i.signed.clone())]
        {
            if !value.is_empty() {
                more.push_str(&format!(". {label}{value}"));
            }
        }
        items.push(Item::plain(i.at, "Induction", format!("{read}{more}{goal}")));
    }
    for e in &entries {
        let of: Vec<_> = revisions
            .iter()
            .filter(|r| r.entry == e.id)
            .map(|r| (r.revision, r.body.clone(), r.author_name.clone(), r.at))
            .collect();
        items.push(Item {
            at: e.at,
            title: match e.kind {
                EntryKind::Warning => v.words().cap(Concept::Warning),
                EntryKind::NextStep => match stood.iter().find(|s| s.taken.entry == e.id) {
                    Some(s) => s.said(),
                    None => v.setting.rules.next_step.clone(),
                },
                k => k.label().to_string(),
            },
            words: e.body.clone(),
            by: e.by_name.clone(),
            code: e.code.clone(),
            later: e.entered_later().then_some(e.made_at),
            undone: e.undone_at.map(|at| (at, e.undone_by.clone())),
            entry: Some(e.id),
            revisions: of,
            editable: !e.body.is_empty() && e.stands(),
        });
    }
    let rooms = store::room::rooms(&mut read, org).await?;
    if in_room {
        let name = |id: Id| rooms.iter().find(|r| r.id == id).map_or("another room", |r| &r.name);
        for m in store::room_move::of_placement(&mut read, org, id).await? {
            let road = format!("{} to {}. {}", name(m.from_room), name(m.to_room), m.why);
            items.push(Item { by: m.by_name, ..Item::plain(m.at, "To another room", road) });
        }
    }
    if let Some(at) = placement.left_at.filter(|_| in_room) {
        items.push(Item::plain(at, "Left the room", String::new()));
    }
    items.sort_by_key(|i| i.at);
    let ladder = day::ladder(&log, v.setting.rules.warnings);
    Ok(CardPage {
        head: v.words().one(Concept::Head).into(),
        dsl: v.words().short(Concept::Dsl).into(),
        typed: v.form.clone(),
        errors,
        csrf: v.csrf.clone(),
        placement: id,
        board: in_room.then(|| (super::tile_of(v, &placement), room.name.clone())),
        file: v.may(May::PupilFile).then(|| format!("/pupils/{}", pupil.id)),
        good_news: home
            .then(|| format!("/pupils/{}/good-news?placement={}", pupil.id, placement.id)),
        name: pupil.name(),
        form: pupil.form.clone(),
        seat: super::seat_of(v, placement.seat),
        day: placement.day,
        strengths: pupil.strengths.trim_end_matches('.').to_string(),
        helps: pupil.helps.clone(),
        reading: pupil.reading_age.clone(),
        // Care is known to the room and to those who open this pupil's file.
        flags: pupil.flags(sight),
        named: named.first().map(|n| (n.said(sight), n.said_unnamed(sight))),
        reason: if in_room { placement.plain_reason.clone() } else { String::new() },
        inducted: placement.inducted_at.is_some(),
        arrived: placement.arrived_at.is_some(),
        interviews: v.may(May::Interview),
        links: links(v, home, in_room && placement.arrived_at.is_some()),
        moves: v.may(May::RunRoom)
            && casework::booking::may_rebook(&v.actor, &v.setting).is_ok()
            && casework::booking::may_change(placement.state).is_ok(),
        goes: in_room
            && rooms.len() > 1
            && v.may(May::RunRoom)
            && casework::rota::may_plan(&v.actor).is_ok()
            && casework::room_move::may_go(&placement, v.today()).is_ok(),
        asks: v.may(May::PupilFile)
            && filed
            && casework::transfer::may_ask(&v.actor, &v.setting, pupil.year).is_ok(),
        runs: in_room && v.may(May::RunRoom),
        now,
        periods,
        ladder: in_room.then(|| ladder.words()),
        climbed: super::step::lines(v.words(), &ladder.warnings, &stood),
        failed,
        warning: v.words().cap(Concept::Warning),
        praise: day::tally(&log, EntryKind::Praise),
        help: day::tally(&log, EntryKind::Help),
        items,
        in_room,
        refer: (unreferred && v.may(May::Refer)).then(|| format!("/refer?pupil={}", pupil.id)),
        unreferred,
        referrals,
    })
}

/// Other pages about the day that this person may open.
fn links(v: &Visit, home: bool, came: bool) -> Vec<(&'static str, &'static str)> {
    let all = [
        (May::Home, home, "home", "Calls home"),
        (May::Letters, home, "letters", "Letters"),
        (May::Home, home, "standards", "Standards sheet"),
        (May::Home, home, "told", "Who was told"),
        (May::Interview, came, "repair", "Restorative meeting"),
        (May::Interview, came, "failed-day", "Record of the day"),
    ];
    let open = all.into_iter().filter(|(may, when, ..)| *when && v.may(*may));
    open.map(|(_, _, tail, label)| (tail, label)).collect()
}

/// Ties the placement of somebody brought without a referral to the referral that came after.
pub async fn tie(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Finding the referral").await?;
    let (placement, _) = super::open(&v, &mut w, id).await?;
    if covers(&v) {
        return Err(Problem::Missing);
    }
    let asked = v.form.id("referral").ok_or(Problem::Missing)?;
    let all = store::day::referrals_of(&mut w, v.org(), placement.pupil, placement.day).await?;
    let referral = all.iter().find(|r| r.id == asked).ok_or(Problem::Missing)?;
    if placement.referral.is_none() {
        let event = store::day::tie_referral(&mut w, &placement, referral).await?;
        v.commit(w, event, vec![]).await?;
    }
    v.to(format!("/placements/{id}"))
}
