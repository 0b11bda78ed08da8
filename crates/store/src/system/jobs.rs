//! The job queue: claimed under a lease, done at least once, kept exactly once by key.

use std::collections::HashSet;

use model::ids::JobId;

use crate::many::among;
use crate::{Conn, Result, Row, Val, args, values};

/// A claimed job.
#[derive(Debug, Clone, Row)]
pub struct Claimed {
    /// Which.
    pub id: JobId,
    /// Which worker does it.
    pub kind: String,
    /// Its input, as JSON.
    pub payload: String,
    /// This attempt's number, from 1.
    pub attempts: i64,
    /// After how many attempts it is given up.
    pub attempts_max: i64,
}

/// After how many attempts a job is given up, unless it says otherwise.
pub const ATTEMPTS_MAX: i64 = 8;

/// A job to enqueue.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// Which worker does it.
    pub kind: &'a str,
    /// Its input, as JSON.
    pub payload: &'a str,
    /// At most one job ever has this key.
    pub unique_key: Option<&'a str>,
    /// Not before this instant, in Unix seconds.
    pub run_at: i64,
    /// After how many attempts it is given up.
    pub attempts_max: i64,
}

/// Enqueues with the usual number of attempts; `false` when a job with that key exists already.
///
/// # Errors
/// When the database fails.
pub async fn add(
    c: &mut Conn,
    kind: &str,
    payload: &str,
    unique_key: Option<&str>,
    run_at: i64,
) -> Result<bool> {
    let new = New { kind, payload, unique_key, run_at, attempts_max: ATTEMPTS_MAX };
    Ok(add_all(c, &[new]).await? == [true])
}

/// Enqueues, in order; says of each whether it is new, for a key is taken once.
///
/// # Errors
/// When the database fails.
pub async fn add_all(c: &mut Conn, jobs: &[New<'_>]) -> Result<Vec<bool>> {
    let sql = "insert into jobs (kind, payload, unique_key, run_at, attempts_max)
               values ($1, $2, $3, $4, $5) on conflict (unique_key) do nothing";
    let rows = jobs.iter().map(|job| {
        let New { kind, payload, unique_key, run_at, attempts_max } = *job;
        values![kind, payload, unique_key.map(str::to_owned), run_at, attempts_max]
    });
    let written = keys_written(c, sql, &rows.collect::<Vec<_>>()).await?;
    let Some(written) = written else { return Ok(vec![true; jobs.len()]) };
    let mut keys: HashSet<String> = written.into_iter().flatten().collect();
    // Taken out of the set: of two with one key in the same list the first is the new one.
    Ok(jobs.iter().map(|job| job.unique_key.is_none_or(|key| keys.remove(key))).collect())
}

/// Adds jobs unless their key is taken: the keys of those that were added, `None` where all were.
async fn keys_written(
    c: &mut Conn,
    sql: &str,
    rows: &[Vec<Val<'_>>],
) -> Result<Option<Vec<Option<String>>>> {
    if c.is_postgres() {
        let sql = format!("{sql} returning unique_key");
        let written = c.insert_all::<(Option<String>,)>(&sql, rows).await?;
        return Ok(Some(written.into_iter().map(|(key,)| key).collect()));
    }
    // Without `returning`, for which SQLite makes a table of the answer first.
    let count = c.insert_some(sql, rows).await?;
    if count == rows.len() as u64 {
        return Ok(None);
    }
    // Nobody else writes: they are the newest.
    let newest = "select unique_key from jobs order by id desc limit $1";
    Ok(Some(c.column(newest, args![i64::try_from(count).unwrap_or(i64::MAX)]).await?))
}

/// Whether there is or was a job with that key.
///
/// # Errors
/// When the database fails.
pub async fn has_key(c: &mut Conn, unique_key: &str) -> Result<bool> {
    Ok(!known_keys(c, &[unique_key]).await?.is_empty())
}

/// Those of the keys that a job has or had.
///
/// # Errors
/// When the database fails.
pub async fn known_keys(c: &mut Conn, keys: &[&str]) -> Result<HashSet<String>> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let head = "select unique_key from jobs where unique_key in";
    let (sql, values) = among(head, keys.iter().map(|key| Val::from(*key)), "", Vec::new());
    Ok(c.column(&sql, &values).await?.into_iter().collect())
}

/// Claims up to `count` jobs for `worker` until `until` (Unix seconds, as `now`).
///
/// # Errors
/// When the database fails.
pub async fn claim(
    c: &mut Conn,
    worker: &str,
    now: i64,
    until: i64,
    count: i64,
) -> Result<Vec<Claimed>> {
    let sql = "update jobs set locked_by = $1, locked_until = $2, attempts = attempts + 1
        where id in (
            select id from jobs
            where done_at is null and failed_at is null and run_at <= $3 and locked_until < $3
            order by run_at, id limit $4 for update skip locked)
        returning id, kind, payload, attempts, attempts_max";
    c.all(sql, args![worker, until, now, count]).await
}

/// Marks a job done; `false` when the lease was lost meanwhile. A mail that was sent is forgotten:
/// it may have a secret in it, or be to somebody whose data is erased.
///
/// # Errors
/// When the database fails.
pub async fn done(c: &mut Conn, job: &Claimed, worker: &str, now: i64) -> Result<bool> {
    let sql = "update jobs set done_at = $4, locked_by = null,
                   payload = case when kind = 'mail' then '{}' else payload end
               where id = $1 and locked_by = $2 and attempts = $3 and done_at is null";
    Ok(c.exec(sql, args![job.id, worker, job.attempts, now]).await? == 1)
}

/// Puts a failed job back for `retry_at`, or gives it up when `None`; `false` when the lease was
/// lost meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn failed(
    c: &mut Conn,
    job: &Claimed,
    worker: &str,
    error: &str,
    now: i64,
    retry_at: Option<i64>,
) -> Result<bool> {
    let given_up = retry_at.is_none().then_some(now);
    let sql = "update jobs
        set last_error = $4, failed_at = $5, run_at = coalesce($6, run_at),
            locked_by = null, locked_until = 0
        where id = $1 and locked_by = $2 and attempts = $3 and done_at is null";
    let lease = args![job.id, worker, job.attempts, error, given_up, retry_at];
    Ok(c.exec(sql, lease).await? == 1)
}

/// Puts a job back for `run_at` as if it had not been tried; `false` when the lease was lost.
///
/// # Errors
/// When the database fails.
pub async fn postpone(
    c: &mut Conn,
    job: &Claimed,
    worker: &str,
    why: &str,
    run_at: i64,
) -> Result<bool> {
    let sql = "update jobs
        set last_error = $4, run_at = $5, attempts = attempts - 1,
            locked_by = null, locked_until = 0
        where id = $1 and locked_by = $2 and attempts = $3 and done_at is null";
    Ok(c.exec(sql, args![job.id, worker, job.attempts, why, run_at]).await? == 1)
}

/// How many jobs have been ready since before an instant and are not done.
///
/// # Errors
/// When the database fails.
pub async fn waiting(c: &mut Conn, since: i64) -> Result<i64> {
    let sql = "select count(*) from jobs
        where done_at is null and failed_at is null and run_at <= $1";
    c.scalar(sql, args![since]).await
}

/// How many jobs were given up since an instant.
///
/// # Errors
/// When the database fails.
pub async fn given_up(c: &mut Conn, since: i64) -> Result<i64> {
    c.scalar("select count(*) from jobs where failed_at >= $1", args![since]).await
}
