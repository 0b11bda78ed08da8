//! Names that were looked up.

use crate::filter::Filter;
use crate::people::words::range_end;
use crate::{Conn, Result, Row, args};

/// A look-up.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct LookupRow {
    /// Its number; 0 for one that is not kept yet.
    pub id: i64,
    /// When, in Unix seconds.
    pub at: i64,
    /// The name.
    pub name: String,
    /// `free`, `taken` or `unknown`.
    pub outcome: String,
    /// Who answered: a registrar's system name, or the address of a registry's server.
    pub source: String,
    /// The kind of actor that asked.
    pub actor: String,
    /// Its number.
    pub actor_id: Option<i64>,
    /// Its address.
    pub ip: String,
}

/// Keeps a look-up.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &LookupRow) -> Result<()> {
    let sql = "insert into name_lookups (at, name, outcome, source, actor, actor_id, ip)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let (name, outcome, source) = (&*row.name, &*row.outcome, &*row.source);
    let values = args![row.at, name, outcome, source, &*row.actor, row.actor_id, &*row.ip];
    c.exec(sql, values).await.map(drop)
}

/// One page of them, newest first, and how many there are: of names that begin so, with this
/// outcome.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    name: Option<&str>,
    outcome: Option<&str>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<LookupRow>, i64)> {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let filter = || {
        Filter::new()
            .and_some("name >= ?", text(name))
            .and_some("name < ?", name.map(range_end))
            .and_some("outcome = ?", text(outcome))
    };
    let counted = filter();
    let total = c.scalar(&counted.sql("select count(*) from name_lookups"), counted.args()).await?;
    let (sql, values) = filter().page("select * from name_lookups", "id desc", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}
