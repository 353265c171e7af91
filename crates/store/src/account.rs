//! Accounts, sessions and what a person is at a school.
//!
//! Must never know: a password, only its hash; a session token, only its hash.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::school::Member;
use casework::{Actor, Coded, Id, Role};
use rulebook::Instant;

coded_cols!(Role);

/// An account as sign-in needs it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Key.
    pub id: Id,
    /// Work e-mail, in small letters.
    pub email: String,
    /// Argon2id hash, or empty when no password was set.
    pub password_hash: String,
    /// Wrong passwords since the last right one.
    pub failures: i64,
    /// No sign-in before this moment.
    pub locked_until: Option<Instant>,
    /// The password was issued by somebody else; its owner has yet to choose one.
    pub one_time: bool,
    /// Version.
    pub version: i64,
}
from_row!(Account { id, email, password_hash, failures, locked_until, one_time, version });

/// A session that is open.
#[derive(Clone, Debug)]
pub struct Session {
    /// Hash of its token: its key.
    pub token_hash: String,
    /// Whose.
    pub account: Id,
    /// At which school.
    pub org: Id,
    /// Token that every form must carry.
    pub csrf: String,
    /// On a shared screen: ends sooner.
    pub shared: bool,
    /// Opened with a password somebody else issued: it opens nothing but the choice of an own one.
    pub one_time: bool,
    /// Opened.
    pub made_at: Instant,
    /// Last used.
    pub seen_at: Instant,
    /// Ends by itself.
    pub expires_at: Instant,
    /// Was ended.
    pub ended_at: Option<Instant>,
    /// Browser, for the list of sessions.
    pub agent: String,
    /// The one page it opens while the screen is with a pupil, or empty.
    pub kept_to: String,
    /// Token of the forms on that page. It is not the adult's: it opens nothing else, here or on
    /// any other device, while the screen is with the pupil or after.
    pub held_csrf: String,
}
from_row!(Session {
    token_hash,
    account,
    org,
    csrf,
    shared,
    one_time,
    made_at,
    seen_at,
    expires_at,
    ended_at,
    agent,
    kept_to,
    held_csrf
});

impl Session {
    /// Whether it is still good for anything.
    pub fn is_open(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.expires_at > now
    }
}

/// By e-mail, whatever its case.
pub async fn by_email(src: &mut dyn Source, email: &str) -> Result<Option<Account>, Fault> {
    q("select id, email, password_hash, failures, locked_until, one_time, version from account where email = $1")
        .bind(email.trim().to_lowercase()).one(src).await
}

/// By key.
pub async fn by_id(src: &mut dyn Source, id: Id) -> Result<Account, Problem> {
    q("select id, email, password_hash, failures, locked_until, one_time, version from account where id = $1")
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Schools the account may sign in to.
pub async fn schools_of(src: &mut dyn Source, account: Id) -> Result<Vec<Id>, Fault> {
    let rows = q("select org from membership where account = $1 and active = true order by org")
        .bind(account)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("org")).collect()
}

/// How many accounts there are: none means a new installation.
pub async fn count(src: &mut dyn Source) -> Result<i64, Fault> {
    q("select count(*) as n from account").count(src).await
}

/// Keeps a new account.
pub async fn add(w: &mut Write, account: &Account) -> Result<(), Fault> {
    let query = q(
        "insert into account (id, email, password_hash, one_time, made_at) values ($1,$2,$3,$4,$5)",
    )
    .bind(account.id)
    .bind(account.email.trim().to_lowercase())
    .bind(&account.password_hash)
    .bind(account.one_time)
    .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Keeps the hash of a password its owner chose, opens the lock, and lets their sessions go on.
pub async fn set_password(w: &mut Write, account: Id, hash: &str) -> Result<(), Fault> {
    keep_password(w, account, hash, false).await?;
    let query = q("update session set one_time = false where account = $1").bind(account);
    w.run(query).await.map(|_| ())
}

/// Keeps the hash of a password issued to somebody, good until they choose their own, and opens
/// the lock.
pub async fn issue_password(w: &mut Write, account: Id, hash: &str) -> Result<(), Fault> {
    keep_password(w, account, hash, true).await
}

async fn keep_password(
    w: &mut Write,
    account: Id,
    hash: &str,
    one_time: bool,
) -> Result<(), Fault> {
    let query = q("update account set password_hash = $2, one_time = $3, failures = 0, locked_until = null, version = version + 1 where id = $1")
        .bind(account).bind(hash).bind(one_time);
    w.run(query).await.map(|_| ())
}

/// Counts one more wrong password at a door that is not shut, and says how many there are now.
/// Nothing for a door that is shut, or an account that is not there.
pub async fn count_failure(w: &mut Write, account: Id) -> Result<Option<i64>, Fault> {
    // Counted by the database: two at once are two.
    let query = q("update account set failures = failures + 1 where id = $1 \
                   and (locked_until is null or locked_until <= $2)")
    .bind(account)
    .bind(w.at());
    let counted = w.run(query).await? > 0;
    // Asked either way: how long it takes must not tell which it was.
    let failures =
        q("select failures as n from account where id = $1").bind(account).count(w).await?;
    Ok(counted.then_some(failures))
}

/// Shuts the door of an account until a moment.
pub async fn shut(w: &mut Write, account: Id, until: Instant) -> Result<(), Fault> {
    let query = q("update account set locked_until = $2 where id = $1").bind(account).bind(until);
    w.run(query).await.map(|_| ())
}

/// Forgets wrong passwords as somebody comes in; false when the door is shut.
pub async fn come_in(w: &mut Write, account: Id) -> Result<bool, Fault> {
    let query = q("update account set failures = 0, locked_until = null where id = $1 \
                   and (locked_until is null or locked_until <= $2)")
    .bind(account)
    .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Gives a person a place at the school, or changes the one they have.
pub async fn set_member(w: &mut Write, member: &Member) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("insert into membership (org, account, staff, active) values ($1,$2,$3,$4) \
             on conflict (org, account) do update set staff = excluded.staff, active = excluded.active, version = membership.version + 1")
        .bind(org).bind(member.account).bind(member.staff).bind(member.active)).await?;
    w.run(
        q("delete from membership_role where org = $1 and account = $2")
            .bind(org)
            .bind(member.account),
    )
    .await?;
    w.run(
        q("delete from membership_year where org = $1 and account = $2")
            .bind(org)
            .bind(member.account),
    )
    .await?;
    for role in &member.roles {
        w.run(
            q("insert into membership_role (org, account, role) values ($1,$2,$3)")
                .bind(org)
                .bind(member.account)
                .bind(*role),
        )
        .await?;
    }
    for year in &member.years {
        w.run(
            q("insert into membership_year (org, account, year) values ($1,$2,$3)")
                .bind(org)
                .bind(member.account)
                .bind(*year),
        )
        .await?;
    }
    Ok(())
}

/// The person at work in a school, with their roles; missing if they have no place there.
pub async fn actor(src: &mut dyn Source, org: Id, account: Id) -> Result<Actor, Problem> {
    // One row for each role and year: this is asked on every request.
    let rows = q("select m.staff, s.title, s.given, s.family, s.post, r.role, y.year from membership m \
                  join staff s on s.org = m.org and s.id = m.staff \
                  left join membership_role r on r.org = m.org and r.account = m.account \
                  left join membership_year y on y.org = m.org and y.account = m.account \
                  where m.org = $1 and m.account = $2 and m.active = true and s.left_on is null order by r.role, y.year")
        .bind(org)
        .bind(account)
        .rows(src)
        .await?;
    let first = rows.first().ok_or(Problem::Missing)?;
    let parts = [first.get::<String>("title")?, first.get("given")?, first.get("family")?];
    let name =
        parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    let (staff, post) = (first.get("staff")?, first.get("post")?);
    let (mut roles, mut years) = (Vec::new(), Vec::new());
    for row in &rows {
        let role = row.get::<Option<String>>("role")?.and_then(|code| Role::from_code(&code));
        if let Some(role) = role.filter(|r| !roles.contains(r)) {
            roles.push(role);
        }
        if let Some(year) = row.get::<Option<i64>>("year")?.filter(|y| !years.contains(y)) {
            years.push(year);
        }
    }
    Ok(Actor { org, account, staff, name, post, roles, years })
}

/// Every account with a place at the school.
pub async fn members(src: &mut dyn Source, org: Id) -> Result<Vec<(Account, Id, bool)>, Fault> {
    let rows = q("select a.id, a.email, a.password_hash, a.failures, a.locked_until, a.one_time, a.version, m.staff, m.active from membership m \
                  join account a on a.id = m.account where m.org = $1 order by a.email").bind(org).rows(src).await?;
    rows.iter()
        .map(|r| Ok((<Account as crate::FromRow>::from_row(r)?, r.get("staff")?, r.get("active")?)))
        .collect()
}

/// Keeps a new session.
pub async fn open_session(w: &mut Write, s: &Session) -> Result<(), Fault> {
    let query = q("insert into session (token_hash, account, org, csrf, shared, one_time, made_at, seen_at, expires_at, agent) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(&s.token_hash).bind(s.account).bind(s.org).bind(&s.csrf).bind(s.shared).bind(s.one_time).bind(s.made_at).bind(s.seen_at).bind(s.expires_at).bind(&s.agent);
    w.run(query).await.map(|_| ())
}

/// Keeps a session to one page: it opens no other until it has ended. The forms of that page
/// carry a token of their own.
pub async fn keep_to(w: &mut Write, token_hash: &str, path: &str, csrf: &str) -> Result<(), Fault> {
    let query = q("update session set kept_to = $2, held_csrf = $3 where token_hash = $1 and ended_at is null")
        .bind(token_hash)
        .bind(path)
        .bind(csrf);
    w.run(query).await.map(|_| ())
}

/// A session by the hash of its token, open or not, with the form token that is good in it now.
pub async fn session(src: &mut dyn Source, token_hash: &str) -> Result<Option<Session>, Fault> {
    let found: Option<Session> =
        q("select * from session where token_hash = $1").bind(token_hash).one(src).await?;
    Ok(found.map(|mut s| {
        // One that was handed over before pages had a token of their own goes on with the old one.
        if !s.kept_to.is_empty() && !s.held_csrf.is_empty() {
            s.csrf.clone_from(&s.held_csrf);
        }
        s
    }))
}

/// Whether this session opens nothing but the choice of a password.
pub async fn is_held_up(src: &mut dyn Source, token_hash: &str) -> Result<bool, Fault> {
    Ok(session(src, token_hash).await?.is_some_and(|s| s.one_time))
}

/// The account's sessions still open at this moment, newest first.
pub async fn sessions_of(
    src: &mut dyn Source,
    account: Id,
    now: Instant,
) -> Result<Vec<Session>, Fault> {
    q("select * from session where account = $1 and ended_at is null and expires_at > $2 order by seen_at desc").bind(account).bind(now).all(src).await
}

/// Whether this was the form token of a session of the account, open or over: says who typed
/// what is in a form. The token of a screen that was with a pupil counts for its one page.
pub async fn had_token(
    src: &mut dyn Source,
    account: Id,
    token: &str,
    path: &str,
) -> Result<bool, Fault> {
    let query = q("select count(*) as n from session where account = $1 \
                   and (csrf = $2 or (held_csrf = $2 and held_csrf <> '' and kept_to = $3))");
    Ok(query.bind(account).bind(token).bind(path).count(src).await? > 0)
}

/// The session whose form token this was, open or over: says who was writing when it ended. None
/// while its screen is with a pupil, whoever has the token.
pub async fn of_token(
    src: &mut dyn Source,
    token: &str,
    now: Instant,
) -> Result<Option<Session>, Fault> {
    if token.is_empty() {
        return Ok(None);
    }
    q("select * from session where csrf = $1 \
       and (kept_to = '' or (held_csrf <> '' and (ended_at is not null or expires_at <= $2))) \
       order by made_at desc limit 1")
    .bind(token)
    .bind(now)
    .one(src)
    .await
}

/// Ends a session.
pub async fn end_session(w: &mut Write, token_hash: &str) -> Result<(), Fault> {
    let query = q("update session set ended_at = $2 where token_hash = $1 and ended_at is null")
        .bind(token_hash)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Moves a session's end on as it is used. Housekeeping, not an act: it keeps nothing anyone
/// did, so it leaves no line in the trail.
pub async fn touch_session(
    store: &crate::Store,
    token_hash: &str,
    now: Instant,
    expires_at: Instant,
) -> Result<(), Fault> {
    let mut tx = store.begin().await?;
    tx.execute(q("update session set seen_at = $2, expires_at = $3 where token_hash = $1 and ended_at is null").bind(token_hash).bind(now).bind(expires_at)).await?;
    tx.commit().await
}
