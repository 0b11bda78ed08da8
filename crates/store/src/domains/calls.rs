//! Calls of registrars that cost money: written down before the registrar is asked.

use jiff::civil::Date;
use model::ids::DomainId;
use model::word::Word;

use crate::{Conn, Result, Row, args};

/// What a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallAction {
    /// Registering a name.
    Register,
    /// Taking a name over from another registrar.
    Transfer,
    /// Keeping a name longer.
    Renew,
}

impl Word for CallAction {
    const ALL: &'static [Self] = &[Self::Register, Self::Transfer, Self::Renew];

    fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Transfer => "transfer",
            Self::Renew => "renew",
        }
    }
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CallRow {
    /// Its number.
    pub id: i64,
    /// About which domain.
    pub domain_id: DomainId,
    /// What for.
    pub action: CallAction,
    /// System name of the registrar.
    pub registrar: String,
    /// The same with every attempt.
    pub idempotency_key: String,
    /// What asked for it; empty for people.
    pub occasion: String,
    /// For how many years.
    pub years: i64,
    /// The expiry that a renewal begins at.
    pub expires_before: Option<Date>,
    /// Language of an international name, or empty.
    pub idn_language: String,
    /// Unix seconds.
    pub started_at: i64,
    /// Counts the takers; only the last one may write the outcome.
    pub attempts: i64,
    /// Before this instant nobody else may take it up (Unix seconds).
    pub held_until: i64,
    /// `open`, `done`, `refused`, `failed` or `never arrived`.
    pub outcome: String,
    /// What the registrar said.
    pub message: String,
    /// Unix seconds.
    pub finished_at: Option<i64>,
}

impl CallRow {
    /// Whether the registrar never said what became of it.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        !matches!(self.outcome.as_str(), "done" | "refused")
    }
}

/// A call to write down.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// About which domain.
    pub domain: DomainId,
    /// Its name: one call at a time, whoever wishes for it.
    pub name: &'a str,
    /// What for.
    pub action: CallAction,
    /// System name of the registrar.
    pub registrar: &'a str,
    /// Sent with every attempt.
    pub idempotency_key: &'a str,
    /// What asked for it; empty for people.
    pub occasion: &'a str,
    /// For how many years.
    pub years: i64,
    /// The expiry that a renewal begins at.
    pub expires_before: Option<Date>,
    /// Language of an international name, or empty.
    pub idn_language: &'a str,
    /// Unix seconds.
    pub started_at: i64,
    /// Before this instant nobody else may take it up.
    pub held_until: i64,
}

/// The call of a domain that has no outcome yet.
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn, domain: DomainId) -> Result<Option<CallRow>> {
    let sql = "select * from domain_calls where domain_id = $1 and finished_at is null";
    c.maybe(sql, args![domain]).await
}

/// The latest call of a domain, whatever became of it.
///
/// # Errors
/// When the database fails.
pub async fn latest(c: &mut Conn, domain: DomainId) -> Result<Option<CallRow>> {
    let sql = "select * from domain_calls where domain_id = $1 order by id desc limit 1";
    c.maybe(sql, args![domain]).await
}

/// One call.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<CallRow>> {
    c.maybe("select * from domain_calls where id = $1", args![id]).await
}

/// Whether what an occasion asked for was done.
///
/// # Errors
/// When the database fails.
pub async fn is_granted(c: &mut Conn, occasion: &str) -> Result<bool> {
    let sql = "select count(*) from domain_calls
        where occasion = $1 and occasion <> '' and outcome = 'done'";
    c.scalar::<i64>(sql, args![occasion]).await.map(|count| count > 0)
}

/// Writes a call down; `None` when another one of the domain or its name has no outcome yet.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, new: New<'_>) -> Result<Option<CallRow>> {
    let sql = "insert into domain_calls (domain_id, action, registrar, idempotency_key, occasion,
            years, expires_before, idn_language, started_at, held_until, name)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict do nothing
        returning *";
    let values = args![
        new.domain,
        new.action,
        new.registrar,
        new.idempotency_key,
        new.occasion,
        new.years,
        new.expires_before,
        new.idn_language,
        new.started_at,
        new.held_until,
        new.name,
    ];
    c.maybe(sql, values).await
}

/// Takes an open call up whose holder is gone; `None` when somebody holds it or it is finished.
///
/// # Errors
/// When the database fails.
pub async fn take_up(c: &mut Conn, id: i64, now: i64, held_until: i64) -> Result<Option<CallRow>> {
    let sql = "update domain_calls set attempts = attempts + 1, held_until = $3
        where id = $1 and finished_at is null and held_until <= $2
        returning *";
    c.maybe(sql, args![id, now, held_until]).await
}

/// Lets go of a call without an outcome, so that it is taken up from an instant on.
///
/// # Errors
/// When the database fails.
pub async fn let_go(c: &mut Conn, call: &CallRow, message: &str, held_until: i64) -> Result<bool> {
    let sql = "update domain_calls set message = $3, held_until = $4
        where id = $1 and attempts = $2 and finished_at is null";
    Ok(c.exec(sql, args![call.id, call.attempts, message, held_until]).await? == 1)
}

/// Writes the outcome of a call; `false` when somebody else took it up meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    c: &mut Conn,
    call: &CallRow,
    outcome: &str,
    message: &str,
    now: i64,
) -> Result<bool> {
    let sql = "update domain_calls set outcome = $3, message = $4, finished_at = $5
        where id = $1 and attempts = $2 and finished_at is null";
    Ok(c.exec(sql, args![call.id, call.attempts, outcome, message, now]).await? == 1)
}
