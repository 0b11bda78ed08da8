//! Addresses that are told what happens, and what was sent to them.

use model::ids::ClientId;

use crate::filter::Filter;
use crate::many::among;
use crate::{Conn, Result, Row, Val, args};

/// An address. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct HookRow {
    /// Its number.
    pub id: i64,
    /// Where to.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// Sealed.
    pub secret: String,
    /// Whether it is told anything.
    pub enabled: bool,
    /// When it was added.
    pub created_at: i64,
    /// When it was changed.
    pub updated_at: i64,
}

/// Something that was or will be sent. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DeliveryRow {
    /// Its number.
    pub id: i64,
    /// Which event.
    pub event_id: i64,
    /// What kind of event.
    pub kind: String,
    /// `Waiting`, `Sent` or `Failed`.
    pub status: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What the address answered last; 0 for nothing.
    pub http_status: i64,
    /// Why it failed last.
    pub error: String,
    /// When that was.
    pub updated_at: i64,
}

/// Everything that is needed to send an event. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ToSend {
    /// To which address.
    pub hook_id: i64,
    /// Where that is.
    pub url: String,
    /// Sealed.
    pub secret: String,
    /// Whether it is told anything.
    pub enabled: bool,
    /// How the delivery stands.
    pub status: String,
    /// Which event.
    pub event_id: i64,
    /// What kind of event.
    pub kind: String,
    /// When it happened.
    pub at: i64,
    /// To which client, if any.
    pub client_id: Option<ClientId>,
    /// What belongs to it, as JSON.
    pub payload: String,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// `Waiting` when it will be tried again.
    pub status: &'a str,
    /// What the address answered; 0 for nothing.
    pub http_status: i64,
    /// Why it failed.
    pub error: &'a str,
    /// Unix seconds.
    pub at: i64,
}

/// Deliveries of an address that are not there yet or were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct Open {
    /// Not there yet.
    pub waiting: i64,
    /// Given up.
    pub failed: i64,
}

/// Adds an address; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, row: &HookRow, kinds: &[String]) -> Result<i64> {
    let sql = "insert into web_hooks (url, description, secret, enabled, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6) returning id";
    let values =
        args![&row.url, &row.description, &row.secret, row.enabled, row.created_at, row.updated_at];
    let id = c.scalar(sql, values).await?;
    set_kinds(c, id, kinds).await?;
    Ok(id)
}

/// Writes everything that may change about an address.
///
/// # Errors
/// When there is no such address.
pub async fn save(c: &mut Conn, row: &HookRow) -> Result<()> {
    let sql = "update web_hooks set url = $2, description = $3, secret = $4, enabled = $5,
            updated_at = $6
        where id = $1";
    let values =
        args![row.id, &row.url, &row.description, &row.secret, row.enabled, row.updated_at];
    c.exactly(1, sql, values).await
}

/// Replaces the kinds of event that an address is told.
///
/// # Errors
/// When the database fails.
pub async fn set_kinds(c: &mut Conn, id: i64, kinds: &[String]) -> Result<()> {
    c.exec("delete from web_hook_kinds where hook_id = $1", args![id]).await?;
    for kind in kinds {
        let sql = "insert into web_hook_kinds (kind, hook_id) values ($1, $2)";
        c.exactly(1, sql, args![kind, id]).await?;
    }
    Ok(())
}

/// The kinds of event that an address is told.
///
/// # Errors
/// When the database fails.
pub async fn kinds(c: &mut Conn, id: i64) -> Result<Vec<String>> {
    let sql = "select kind from web_hook_kinds where hook_id = $1 order by kind";
    c.column(sql, args![id]).await
}

/// Switches an address off.
///
/// # Errors
/// When the database fails.
pub async fn switch_off(c: &mut Conn, id: i64, at: i64) -> Result<()> {
    let sql = "update web_hooks set enabled = 0, updated_at = $2 where id = $1";
    c.exec(sql, args![id, at]).await.map(drop)
}

/// Deletes an address with what was sent to it; `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete(c: &mut Conn, id: i64) -> Result<bool> {
    c.exec("delete from web_hook_deliveries where hook_id = $1", args![id]).await?;
    c.exec("delete from web_hook_kinds where hook_id = $1", args![id]).await?;
    Ok(c.exec("delete from web_hooks where id = $1", args![id]).await? == 1)
}

/// One address, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: i64) -> Result<Option<HookRow>> {
    c.maybe("select * from web_hooks where id = $1 for update", args![id]).await
}

/// All addresses, up to a limit.
///
/// # Errors
/// When the database fails.
pub async fn list(c: &mut Conn, rows: i64) -> Result<Vec<HookRow>> {
    c.all("select * from web_hooks order by id limit $1", args![rows]).await
}

/// How many addresses there are.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from web_hooks", &[]).await
}

/// The deliveries of an address that are open.
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn, id: i64) -> Result<Open> {
    let sql = "select
            (select count(*) from web_hook_deliveries
             where hook_id = $1 and status = 'Waiting') as waiting,
            (select count(*) from web_hook_deliveries
             where hook_id = $1 and status = 'Failed') as failed";
    c.one(sql, args![id]).await
}

/// Makes a delivery of each event for every address that wants to be told of its kind; their
/// numbers.
///
/// # Errors
/// When the database fails.
pub async fn fan_out(c: &mut Conn, events: &[i64], at: i64) -> Result<Vec<i64>> {
    // Many are looked up one by one below, and mostly there is nobody to be told.
    if events.len() > 1 && !is_any_enabled(c).await? {
        return Ok(Vec::new());
    }
    let head = "insert into web_hook_deliveries (hook_id, event_id, created_at, updated_at)
        select h.id, e.id, cast($1 as bigint), cast($1 as bigint)
        from web_hooks h join outbox e on e.id in";
    let tail = "where h.enabled = 1 and exists (
            select 1 from web_hook_kinds k where k.hook_id = h.id and k.kind in (e.kind, '*'))
        order by e.id, h.id returning id";
    let events = events.iter().map(|id| Val::Int(*id));
    let (sql, values) = among(head, events, tail, vec![Val::Int(at)]);
    c.column(&sql, &values).await
}

async fn is_any_enabled(c: &mut Conn) -> Result<bool> {
    let sql = "select case when exists (select 1 from web_hooks where enabled = 1)
        then 1 else 0 end";
    c.scalar(sql, args![]).await
}

/// Everything about a delivery.
///
/// # Errors
/// When the database fails.
pub async fn to_send(c: &mut Conn, delivery: i64) -> Result<Option<ToSend>> {
    let sql = "select d.hook_id, h.url, h.secret, h.enabled, d.status, d.event_id, e.kind, e.at,
            e.client_id, e.payload
        from web_hook_deliveries d
        join web_hooks h on h.id = d.hook_id
        join outbox e on e.id = d.event_id
        where d.id = $1";
    c.maybe(sql, args![delivery]).await
}

/// Notes what came of an attempt; what was sent stays sent.
///
/// # Errors
/// When the database fails.
pub async fn attempted(c: &mut Conn, delivery: i64, attempt: Attempt<'_>) -> Result<()> {
    let sql = "update web_hook_deliveries set status = $2, http_status = $3, error = $4,
            updated_at = $5, attempts = attempts + 1
        where id = $1 and status <> 'Sent'";
    let Attempt { status, http_status, error, at } = attempt;
    c.exec(sql, args![delivery, status, http_status, error, at]).await.map(drop)
}

/// Makes deliveries of an address wait again: one, or all that were given up; gives their numbers.
///
/// # Errors
/// When the database fails.
pub async fn again(
    c: &mut Conn,
    hook: i64,
    delivery: Option<i64>,
    at: i64,
    rows: i64,
) -> Result<Vec<i64>> {
    match delivery {
        Some(id) => {
            let sql = "update web_hook_deliveries set status = 'Waiting', updated_at = $3
                where id = $2 and hook_id = $1 returning id";
            c.column(sql, args![hook, id, at]).await
        }
        None => {
            let sql = "update web_hook_deliveries set status = 'Waiting', updated_at = $2
                where id in (
                    select id from web_hook_deliveries
                    where hook_id = $1 and status = 'Failed' order by id limit $3)
                returning id";
            c.column(sql, args![hook, at, rows]).await
        }
    }
}

fn of<'a>(hook: i64, status: Option<&'a str>) -> Filter<'a> {
    Filter::new().and("d.hook_id = ?", hook).and_some("d.status = ?", status)
}

/// How many deliveries an address has.
///
/// # Errors
/// When the database fails.
pub async fn deliveries_count(c: &mut Conn, hook: i64, status: Option<&str>) -> Result<i64> {
    let filter = of(hook, status);
    let sql = filter.sql("select count(*) from web_hook_deliveries d");
    c.scalar(&sql, filter.args()).await
}

/// Deliveries of an address, newest first.
///
/// # Errors
/// When the database fails.
pub async fn deliveries(
    c: &mut Conn,
    hook: i64,
    status: Option<&str>,
    start: i64,
    rows: i64,
) -> Result<Vec<DeliveryRow>> {
    let head = "select d.id, d.event_id, e.kind, d.status, d.attempts, d.http_status, d.error,
            d.updated_at
        from web_hook_deliveries d join outbox e on e.id = d.event_id";
    let (sql, values) = of(hook, status).page(head, "d.id desc", start, rows);
    c.all(&sql, &values).await
}
