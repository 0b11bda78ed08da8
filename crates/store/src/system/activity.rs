//! The activity log: what happened, in words.

use model::ids::{ClientId, UserId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, values};

/// A new line.
#[derive(Debug)]
pub struct New<'a> {
    /// Unix seconds.
    pub at: i64,
    /// The kind of actor.
    pub actor: &'a str,
    /// Its number.
    pub actor_id: Option<i64>,
    /// Its name.
    pub actor_name: &'a str,
    /// Its address.
    pub ip: &'a str,
    /// The action it called.
    pub action: &'a str,
    /// The client concerned.
    pub client_id: Option<ClientId>,
    /// The user concerned.
    pub user_id: Option<UserId>,
    /// The sentence.
    pub description: &'a str,
}

/// Adds lines, in order.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, lines: &[New<'_>]) -> Result<()> {
    let sql = "insert into activity
        (at, actor, actor_id, actor_name, ip, action, client_id, user_id, description)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let rows = lines.iter().map(|line| {
        values![
            line.at,
            line.actor,
            line.actor_id,
            line.actor_name,
            line.ip,
            line.action,
            line.client_id,
            line.user_id,
            line.description,
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ActivityRow {
    /// Its number on the wire.
    pub id: i64,
    /// Unix seconds.
    pub at: i64,
    /// The kind of actor: `system`, `staff`, `api`, `client`, `visitor`.
    pub actor: String,
    /// Its number.
    pub actor_id: Option<i64>,
    /// Its name.
    pub actor_name: String,
    /// Its address.
    pub ip: String,
    /// The client concerned.
    pub client_id: Option<ClientId>,
    /// The user concerned.
    pub user_id: Option<UserId>,
    /// The sentence.
    pub description: String,
}

/// Which lines to list; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// About a client.
    pub client: Option<ClientId>,
    /// Within these Unix seconds, the last one excluded.
    pub within: Option<(i64, i64)>,
    /// By an actor of this name, in any case.
    pub actor: Option<&'a str>,
    /// From exactly this address.
    pub ip: Option<&'a str>,
    /// Part of the sentence, in any case.
    pub part: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    fn filter(self) -> Filter<'a> {
        Filter::new()
            .and_some("client_id = ?", self.client)
            .and_some("at >= ?", self.within.map(|within| within.0))
            .and_some("at < ?", self.within.map(|within| within.1))
            .and_some("lower(actor_name) = lower(?)", self.actor.map(str::to_owned))
            .and_some("ip = ?", self.ip.map(str::to_owned))
            .and_some(
                "replace(lower(description), lower(?), '') <> lower(description)",
                self.part.map(str::to_owned),
            )
    }
}

/// How many lines there are.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, wanted: Wanted<'_>) -> Result<i64> {
    let filter = wanted.filter();
    c.scalar(&filter.sql("select count(*) from activity"), filter.args()).await
}

/// One page of lines, newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    wanted: Wanted<'_>,
    offset: i64,
    limit: i64,
) -> Result<Vec<ActivityRow>> {
    let (sql, values) = wanted.filter().page("select * from activity", "id desc", offset, limit);
    c.all(&sql, &values).await
}
