//! Settles rows about records of one kind against those we hold: which is which, and what
//! would change.
//!
//! Must never know: what a pupil or a class is. It sees keys and handles only, so it cannot
//! match by a name.

use super::{
    facts::{Handle, Record},
    incoming::{Cover, Incoming, KnownRecord, SourceKey},
    plan::{Changed, Left, New, Part, Ref},
    problem::{At, Kind, Problem},
};
use std::collections::{HashMap, HashSet};

/// Where a pointer of another row leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// To this record.
    Here(Ref),
    /// To a record the source says is gone, and that we never had.
    Gone,
    /// To a row that was refused.
    Refused,
}

/// Finds a record by what its source calls it, or by an identifier.
#[derive(Default)]
pub(super) struct Finder {
    keys: HashMap<SourceKey, Found>,
    handles: HashMap<(&'static str, String), Found>,
}

impl Finder {
    pub(super) fn key(&self, key: Option<&SourceKey>) -> Option<Found> {
        self.keys.get(key?).copied()
    }
    pub(super) fn handle(&self, label: &'static str, value: Option<&String>) -> Option<Found> {
        self.handles.get(&(label, super::facts::fold(value?))).copied()
    }
}

/// A row and, for contacts, whose it is.
pub(super) struct Row<F: Record> {
    pub(super) owner: Option<Ref>,
    pub(super) row: Incoming<F::Told>,
}

/// How a row found its record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Key,
    Handle(&'static str),
}

/// Looks at one row beside what we hold and what it says, may mend what we would hold, remark, or refuse by
/// giving a reason.
pub(super) type Judge<'a, F> = dyn FnMut(
        Option<(&KnownRecord<F>, By)>,
        &<F as Record>::Told,
        &mut F,
        &At,
        &mut Vec<Problem>,
    ) -> Result<(), String>
    + 'a;

type Indexed<'a> = HashMap<(Option<Ref>, &'a SourceKey), usize>;

/// One kind, settled.
pub(super) fn settle<F>(
    kind: Kind,
    known: &[KnownRecord<F>],
    rows: Vec<Row<F>>,
    (cover, system, refused): (Cover, &str, &HashSet<SourceKey>),
    judge: &mut Judge<'_, F>,
    problems: &mut Vec<Problem>,
) -> (Part<F>, Finder)
where
    F: Record,
    F::Told: PartialEq,
{
    let mut part = Part { cover, ..Part::default() };
    let mut finder = Finder::default();
    let mut by_key: Indexed<'_> = HashMap::with_capacity(known.len());
    let mut by_handle: HashMap<(&'static str, String), usize> = HashMap::new();
    for (at, record) in known.iter().enumerate() {
        let here = Found::Here(Ref::Known(record.id));
        for key in &record.keys {
            by_key.insert((record.owner.map(Ref::Known), key), at);
            finder.keys.insert(key.clone(), here);
        }
        for handle in record.facts.handles() {
            let slot = (handle.label, handle.value);
            // Somebody who left gives way to somebody who is here.
            if !record.left || !by_handle.contains_key(&slot) {
                finder.handles.insert(slot.clone(), here);
                by_handle.insert(slot, at);
            }
        }
    }

    let mut told: Vec<F> = rows.iter().map(|row| F::default().after(&row.row.told)).collect();
    let handles: Vec<Vec<Handle>> = told.iter().map(Record::handles).collect();
    let fate = doubles(kind, &rows, &handles, problems);
    let mut taken: HashMap<usize, At> = HashMap::new();
    let mut kept: HashSet<usize> = HashSet::new();

    for (at, Row { owner, row }) in rows.into_iter().enumerate() {
        let matched = find(&by_key, &by_handle, owner, row.key.as_ref(), &handles[at]);
        let candidate = match &matched {
            Ok(found) | Err((found, _)) => *found,
        };
        if let Some((index, _)) = candidate {
            kept.insert(index);
        }
        match fate[at] {
            Fate::Refuse => {
                part.rejected += 1;
                if let Some(key) = row.key {
                    finder.keys.insert(key, Found::Refused);
                }
                continue;
            }
            Fate::Repeat => continue,
            Fate::Take => {}
        }
        if row.gone {
            match candidate {
                Some((index, _)) if !known[index].left => part.left.push(Left {
                    id: known[index].id,
                    at: Some(row.at),
                    facts: known[index].facts.clone(),
                }),
                Some(_) => part.unchanged += 1,
                None => {
                    part.unchanged += 1;
                    if let Some(key) = row.key {
                        finder.keys.insert(key, Found::Gone);
                    }
                }
            }
            continue;
        }
        let mut refuse = |message: String, key: Option<SourceKey>, problems: &mut Vec<Problem>| {
            problems.push(Problem::reject(row.at.clone(), kind, message));
            part.rejected += 1;
            if let Some(key) = key {
                finder.keys.insert(key, Found::Refused);
            }
        };
        if row.key.is_none() && handles[at].is_empty() {
            let message = "there is no identifier in this row, so it could not be found again; \
                           nobody is matched by name"
                .to_owned();
            refuse(message, None, problems);
            continue;
        }
        if let Err((_, label)) = matched {
            let message = format!(
                "the source's identifier is that of one record here and the {label} that of \
                 another; see which is right before importing"
            );
            refuse(message, row.key, problems);
            continue;
        }
        let before = candidate.map(|(index, by)| (&known[index], by));
        let mut after = match before {
            Some((record, _)) => record.facts.after(&row.told),
            // Taken, not copied: a first import of a large school is made of new rows.
            None => std::mem::take(&mut told[at]),
        };
        if let Some((index, _)) = candidate
            && let Some(other) = taken.get(&index)
        {
            let message = format!("{other} is about the same one of our {}", kind.plural());
            refuse(message, row.key, problems);
            continue;
        }
        if let Err(reason) = judge(before, &row.told, &mut after, &row.at, problems) {
            refuse(reason, row.key, problems);
            continue;
        }
        let here = match before {
            Some((record, _)) => Ref::Known(record.id),
            None => Ref::New(part.new.len()),
        };
        if let Some(key) = &row.key {
            finder.keys.insert(key.clone(), Found::Here(here));
        }
        for handle in after.handles() {
            finder.handles.insert((handle.label, handle.value), Found::Here(here));
        }
        match candidate {
            None => part.new.push(New { at: row.at, owner, key: row.key, facts: after }),
            Some((index, _)) => {
                let record = &known[index];
                taken.insert(index, row.at.clone());
                let learned = row.key.filter(|key| !record.keys.contains(key));
                let differences = record.facts.differences(&after);
                if differences.is_empty() && learned.is_none() && !record.left {
                    part.unchanged += 1;
                } else {
                    part.changed.push(Changed {
                        at: row.at,
                        id: record.id,
                        owner: record.owner,
                        learned,
                        returned: record.left,
                        after,
                        differences,
                    });
                }
            }
        }
    }

    if cover == Cover::Bulk {
        for (index, record) in known.iter().enumerate() {
            let ours = record.keys.iter().any(|key| key.system == system);
            let unread = record.keys.iter().any(|key| refused.contains(key));
            if ours && !record.left && !unread && !kept.contains(&index) {
                part.left.push(Left { id: record.id, at: None, facts: record.facts.clone() });
            }
        }
    }
    (part, finder)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Take,
    Repeat,
    Refuse,
}

/// Two rows of one import that claim one identity: both are refused, since nobody can tell
/// which is right; a row repeated word for word is let go with a remark.
fn doubles<F>(
    kind: Kind,
    rows: &[Row<F>],
    handles: &[Vec<Handle>],
    problems: &mut Vec<Problem>,
) -> Vec<Fate>
where
    F: Record,
    F::Told: PartialEq,
{
    let mut fate = vec![Fate::Take; rows.len()];
    let mut keys: HashMap<(Option<Ref>, &SourceKey), usize> = HashMap::new();
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    let mut clash = |fate: &mut Vec<Fate>, one: usize, two: usize, what: &str| {
        for (this, that) in [(one, two), (two, one)] {
            let other = &rows[that].row.at;
            let place = match other.row {
                Some(row) if other.file == rows[this].row.at.file => format!("row {row}"),
                _ => other.to_string(),
            };
            if fate[this] != Fate::Refuse {
                fate[this] = Fate::Refuse;
                problems.push(Problem::reject(
                    rows[this].row.at.clone(),
                    kind,
                    format!("{place} has the same {what}; one of the two is wrong"),
                ));
            }
        }
    };
    for (at, row) in rows.iter().enumerate() {
        if let Some(key) = &row.row.key
            && let Some(first) = keys.insert((row.owner, key), at)
        {
            let (one, two) = (&rows[first].row, &row.row);
            if one.told == two.told && one.gone == two.gone {
                fate[at] = Fate::Repeat;
            } else {
                clash(&mut fate, first, at, "identifier");
            }
            continue;
        }
        if row.row.gone {
            continue;
        }
        for handle in handles[at].iter().filter(|handle| handle.unique) {
            if let Some(first) = seen.insert((handle.label, &handle.value), at)
                && first != at
            {
                clash(&mut fate, first, at, handle.label);
            }
        }
    }
    for (at, row) in rows.iter().enumerate() {
        if fate[at] == Fate::Repeat {
            problems.push(Problem::warn(
                row.row.at.clone(),
                kind,
                "this row repeats an earlier one word for word, and is counted once",
            ));
        }
    }
    fate
}

type Candidate = Option<(usize, By)>;

/// By key, then by each handle in turn. An error when a handle that nobody may share points
/// at another record than the key does.
fn find(
    by_key: &Indexed<'_>,
    by_handle: &HashMap<(&'static str, String), usize>,
    owner: Option<Ref>,
    key: Option<&SourceKey>,
    handles: &[Handle],
) -> Result<Candidate, (Candidate, &'static str)> {
    let mut found = key.and_then(|key| by_key.get(&(owner, key))).map(|index| (*index, By::Key));
    for handle in handles {
        let Some(index) = by_handle.get(&(handle.label, handle.value.clone())) else { continue };
        match found {
            None => found = Some((*index, By::Handle(handle.label))),
            Some((first, _)) if first != *index && handle.unique => {
                return Err((found, handle.label));
            }
            Some(_) => {}
        }
    }
    Ok(found)
}
