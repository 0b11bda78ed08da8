//! The activity log: what happened, in words.

use model::ids::{ClientId, UserId};

use crate::{Conn, Result, args};

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

/// Adds a line.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, line: &New<'_>) -> Result<()> {
    let sql = "insert into activity
        (at, actor, actor_id, actor_name, ip, action, client_id, user_id, description)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    c.exactly(
        1,
        sql,
        args![
            line.at,
            line.actor,
            line.actor_id,
            line.actor_name,
            line.ip,
            line.action,
            line.client_id,
            line.user_id,
            line.description
        ],
    )
    .await
}
