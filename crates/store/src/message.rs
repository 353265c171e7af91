//! E-mail to be sent: kept in the transaction of the act that asked for it, taken up by whoever
//! sends, one at a time, so that two nodes do not send it twice.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::link::Link;
use casework::message::{After, Draft, Kind, LOST_AFTER, State, Words};
use rulebook::Instant;

coded_cols!(Kind, State);

/// A message as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Key.
    pub id: Id,
    /// What it is for.
    pub kind: Kind,
    /// The member of staff it goes to.
    pub staff: Option<Id>,
    /// The person at home it goes to.
    pub contact: Option<Id>,
    /// Their name.
    pub to_name: String,
    /// Their address.
    pub address: String,
    /// Its words.
    pub words: Words,
    /// The record it is about.
    pub about: Id,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// The link it carries.
    pub link: Option<Id>,
    /// How it stands.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// When it was asked for.
    pub made_at: Instant,
    /// When it is tried next.
    pub next_at: Option<Instant>,
    /// When it went.
    pub sent_at: Option<Instant>,
    /// From when nobody has any use for it.
    pub until: Instant,
    /// What the server said last.
    pub trouble: String,
    /// Version.
    pub version: i64,
}

impl crate::FromRow for Message {
    fn from_row(row: &crate::Row) -> Result<Message, Fault> {
        Ok(Message {
            id: row.get("id")?,
            kind: row.get("kind")?,
            staff: row.get("staff")?,
            contact: row.get("contact")?,
            to_name: row.get("to_name")?,
            address: row.get("address")?,
            words: Words {
                subject: row.get("subject")?,
                body: row.get("body")?,
                link: row.get("link_words")?,
                closing: row.get("closing")?,
            },
            about: row.get("about")?,
            pupil: row.get("pupil")?,
            link: row.get("link")?,
            state: row.get("state")?,
            tries: row.get("tries")?,
            made_at: row.get("made_at")?,
            next_at: row.get("next_at")?,
            sent_at: row.get("sent_at")?,
            until: row.get("until")?,
            trouble: row.get("trouble")?,
            version: row.get("version")?,
        })
    }
}

/// Keeps messages to be sent. One without an address is kept as such, and shown.
pub async fn add(w: &mut Write, drafts: &[Draft]) -> Result<(), Fault> {
    let (org, at) = (w.org(), w.at());
    let rows = drafts
        .iter()
        .map(|d| {
            let nowhere = d.to.trim().is_empty();
            let state = if nowhere { State::Nowhere } else { State::Waiting };
            vec![
                org.into(),
                d.id.into(),
                d.kind.into(),
                d.staff.into(),
                d.contact.into(),
                (&d.to_name).into(),
                d.to.trim().to_string().into(),
                (&d.words.subject).into(),
                (&d.words.body).into(),
                (&d.words.link).into(),
                (&d.words.closing).into(),
                d.about.into(),
                d.pupil.into(),
                d.link.into(),
                state.into(),
                at.into(),
                (!nowhere).then_some(at).into(),
                d.until.into(),
            ]
        })
        .collect::<Vec<_>>();
    if rows.is_empty() {
        return Ok(());
    }
    let columns = &[
        "org",
        "id",
        "kind",
        "staff",
        "contact",
        "to_name",
        "address",
        "subject",
        "body",
        "link_words",
        "closing",
        "about",
        "pupil",
        "link",
        "state",
        "made_at",
        "next_at",
        "until",
    ];
    w.run_all(Query::insert_many("message", columns, rows)).await.map(|_| ())
}

/// Messages whose time has come, the longest waiting first; among them any that was taken up and
/// never heard of again.
pub async fn due(
    src: &mut dyn Source,
    org: Id,
    now: Instant,
    most: i64,
) -> Result<Vec<Message>, Fault> {
    q("select * from message where org = $1 and state in ('waiting', 'going') and next_at <= $2 order by next_at, id limit $3")
        .bind(org).bind(now).bind(most).all(src).await
}

/// Takes one up, if nobody else has since it was read.
pub async fn take_up(w: &mut Write, m: &Message) -> Result<bool, Fault> {
    let lost = w.at().plus_seconds(LOST_AFTER * 60);
    let query = q("update message set state = 'going', tries = tries + 1, next_at = $4, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and state in ('waiting', 'going')")
        .bind(w.org())
        .bind(m.id)
        .bind(m.version)
        .bind(lost);
    Ok(w.run(query).await? > 0)
}

/// Keeps how the try went of a message that was taken up.
pub async fn tried(w: &mut Write, id: Id, after: &After) -> Result<(), Fault> {
    let sent = (after.state == State::Sent).then(|| w.at());
    let query = q("update message set state = $3, next_at = $4, sent_at = $5, trouble = $6, version = version + 1 \
                   where org = $1 and id = $2 and state = 'going'")
        .bind(w.org())
        .bind(id)
        .bind(after.state)
        .bind(after.again_at)
        .bind(sent)
        .bind(&after.trouble);
    w.run(query).await.map(|_| ())
}

/// The school a message is of, by its key alone: what came back says no more.
pub async fn school_of(src: &mut dyn Source, id: Id) -> Result<Option<Id>, Fault> {
    let rows = q("select org from message where id = $1").bind(id).rows(src).await?;
    rows.first().map(|row| row.get("org")).transpose()
}

/// Keeps what a mail server said afterwards of one that was sent.
pub async fn returned(w: &mut Write, m: &Message, after: &After) -> Result<(), Fault> {
    let query = q("update message set state = $3, trouble = $4, version = version + 1 \
                   where org = $1 and id = $2 and state = 'sent'")
    .bind(w.org())
    .bind(m.id)
    .bind(after.state)
    .bind(&after.trouble);
    w.run(query).await.map(|_| ())
}

/// Asks that one which failed is tried afresh, to an address as it is now known.
pub async fn try_again(w: &mut Write, m: &Message, address: &str) -> Result<(), Problem> {
    let at = w.at();
    let query = q("update message set state = 'waiting', tries = 0, next_at = $4, address = $5, trouble = '', version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and state in ('refused', 'given_up', 'nowhere', 'returned')")
        .bind(w.org())
        .bind(m.id)
        .bind(m.version)
        .bind(at)
        .bind(address);
    crate::room::stale_if_none(w.run(query).await?)?;
    // Its link goes where it goes.
    let query =
        q("update link set sent_to = $3 where org = $1 and id = $2 and contact is not null")
            .bind(w.org())
            .bind(m.link)
            .bind(address);
    w.run(query).await?;
    Ok(())
}

/// Drops one that nobody has any use for any more.
pub async fn out_of_date(w: &mut Write, m: &Message) -> Result<(), Fault> {
    let query = q("update message set state = 'dropped', next_at = null, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
    .bind(w.org())
    .bind(m.id)
    .bind(m.version);
    w.run(query).await.map(|_| ())
}

/// Drops what has not gone yet about a record. Says how many.
pub async fn drop_about(w: &mut Write, about: Id) -> Result<u64, Fault> {
    let query = q("update message set state = 'dropped', next_at = null, version = version + 1 \
                   where org = $1 and about = $2 and state = 'waiting'")
    .bind(w.org())
    .bind(about);
    w.run(query).await
}

/// Drops what has not gone yet to a person at home. Says how many.
pub async fn drop_to(w: &mut Write, contact: Id) -> Result<u64, Fault> {
    let query = q("update message set state = 'dropped', next_at = null, version = version + 1 \
                   where org = $1 and contact = $2 and state = 'waiting'")
    .bind(w.org())
    .bind(contact);
    w.run(query).await
}

/// One message.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Message, Problem> {
    q("select * from message where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The address that a link was sent to: its own, or for one given out before that was kept, its
/// message's.
pub async fn address_of(src: &mut dyn Source, org: Id, link: &Link) -> Result<String, Fault> {
    if !link.sent_to.is_empty() {
        return Ok(link.sent_to.clone());
    }
    let rows = q("select address from message where org = $1 and about = $2 and link = $3 order by made_at desc, id desc")
        .bind(org)
        .bind(link.about)
        .bind(link.id)
        .rows(src)
        .await?;
    Ok(rows.first().map(|row| row.get("address")).transpose()?.unwrap_or_default())
}

/// Messages about some records, newest first.
pub async fn about(src: &mut dyn Source, org: Id, about: &[Id]) -> Result<Vec<Message>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from message where org = ")
        .put(org)
        .push(" and about in ")
        .list(about.iter().copied())
        .push(" order by made_at desc, id desc")
        .all(src)
        .await
}

/// What a list of messages is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// All.
    #[default]
    All,
    /// Those that could not be sent.
    Failed,
    /// Those still to go.
    Open,
}

/// Messages, newest first, a page at a time. Those to the safeguarding lead are not among them:
/// that there is one says something to whoever reads the list.
pub async fn list(
    src: &mut dyn Source,
    org: Id,
    which: Which,
    from: i64,
    most: i64,
) -> Result<Vec<Message>, Fault> {
    let narrowed = match which {
        Which::All => "",
        Which::Failed => " and state in ('refused', 'given_up', 'nowhere', 'returned')",
        Which::Open => " and state in ('waiting', 'going')",
    };
    q("select * from message where org = ")
        .put(org)
        .push(" and kind <> 'safeguarding'")
        .push(narrowed)
        .push(" order by made_at desc, id desc limit ")
        .put(most)
        .push(" offset ")
        .put(from)
        .all(src)
        .await
}
