//! What early signs are made of, gathered once and shared until the school's trail grows: counting
//! a year of incidents anew for everybody who opens the list would make all of them wait.
//!
//! Must never know: how a list is put in order or shown.

use super::spots::{self, Group};
use super::{Counted, counted};
use crate::kept::Kept;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::early_warning::{Against, Count};
use casework::{Id, Scope};
use rulebook::Day;
use std::collections::HashMap;
use std::sync::Arc;
use store::Source;
use store::early_warning::Person;
use tokio::sync::Mutex;

/// Answers held: each may be a whole school.
const MOST: usize = 64;

/// Everybody in a scope, by name, with what is known of them.
pub(crate) struct Gathered {
    /// The days.
    pub counted: Counted,
    /// Who, and their counts.
    pub people: Vec<(Person, Count)>,
    /// The line on the at-risk register of those who have one.
    pub watched: HashMap<Id, Id>,
    /// The newest day attendance is known up to.
    pub attendance: Option<Day>,
    /// Signals that wait, in the whole school.
    pub waiting: i64,
}

type Asked = (Scope, Against, Option<i64>, Day);
type Where = (Scope, (Day, Day), Option<i64>);

/// What was gathered.
pub(crate) struct Signs {
    lists: Kept<Asked, Arc<Gathered>>,
    spots: Kept<Where, Arc<(i64, Vec<Group>)>>,
    // One gathers, and whoever asks meanwhile waits for what it finds: many at once would each
    // take the time of all together.
    one: Mutex<()>,
}

impl Default for Signs {
    fn default() -> Self {
        Signs { lists: Kept::of(MOST), spots: Kept::of(MOST), one: Mutex::default() }
    }
}

async fn line(src: &mut dyn Source, v: &Visit) -> Result<u64, Problem> {
    Ok(u64::try_from(store::event::head(src, v.org()).await?).unwrap_or_default())
}

/// Everybody whoever is at the page may see, of one year where it is given.
pub(crate) async fn signs(
    v: &Visit,
    src: &mut dyn Source,
    against: Against,
    year: Option<i64>,
) -> Result<Arc<Gathered>, Problem> {
    let line = line(src, v).await?;
    let key = (crate::signal::scope(v), against, year, v.today());
    let signs = v.app.signs();
    if let Some(known) = signs.lists.get(&key, line) {
        return Ok(known);
    }
    let _alone = signs.one.lock().await;
    if let Some(known) = signs.lists.get(&key, line) {
        return Ok(known);
    }
    let all = Arc::new(gather(v, src, &key.0, against, year).await?);
    signs.lists.put(key, line, all.clone());
    Ok(all)
}

async fn gather(
    v: &Visit,
    src: &mut dyn Source,
    scope: &Scope,
    against: Against,
    year: Option<i64>,
) -> Result<Gathered, Problem> {
    let counted = counted(src, v, against).await?;
    let people = store::early_warning::people(src, scope, year).await?;
    let mut counts: HashMap<Id, Count> = HashMap::new();
    if let Some(w) = &counted.windows {
        for c in store::early_warning::counts(src, v.org(), w.now, w.before).await? {
            counts.insert(c.pupil, c);
        }
    }
    let days = store::attendance::days(src, v.org()).await?;
    let attendance = days.first().copied();
    for a in store::attendance::on(src, v.org(), &days).await? {
        let c = counts.entry(a.pupil).or_default();
        match Some(a.upto) == attendance {
            true => c.attendance = Some(a.per_mille),
            false => c.attendance_before = Some(a.per_mille),
        }
    }
    let mut waiting = 0;
    for (pupil, n) in store::signal::waiting(src, v.org()).await? {
        counts.entry(pupil).or_default().signals = n;
        waiting += n;
    }
    let watched: HashMap<Id, Id> =
        store::watch::open(src, scope).await?.into_iter().map(|t| (t.pupil, t.id)).collect();
    let people = people
        .into_iter()
        .map(|p| {
            let mut c = counts.remove(&p.id).unwrap_or_default();
            c.pupil = p.id;
            c.watched = watched.contains_key(&p.id);
            (p, c)
        })
        .collect();
    Ok(Gathered { counted, people, watched, attendance, waiting })
}

/// Where and when, in some days, of whoever may be seen.
pub(crate) async fn spots(
    v: &Visit,
    src: &mut dyn Source,
    scope: &Scope,
    days: (Day, Day),
    year: Option<i64>,
) -> Result<(i64, Vec<Group>), Problem> {
    let line = line(src, v).await?;
    let key = (scope.clone(), days, year);
    let signs = v.app.signs();
    if let Some(known) = signs.spots.get(&key, line) {
        return Ok(known.as_ref().clone());
    }
    let _alone = signs.one.lock().await;
    if let Some(known) = signs.spots.get(&key, line) {
        return Ok(known.as_ref().clone());
    }
    let all = spots::gather(src, scope, days, year, None).await?;
    signs.spots.put(key, line, Arc::new(all.clone()));
    Ok(all)
}
