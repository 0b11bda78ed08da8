//! What modules were asked, and what came of it.

use crate::filter::Filter;
use crate::{Conn, Result, Row, values};

/// A call that was kept. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ModuleCallRow {
    /// Its number; 0 for one that is not kept yet.
    pub id: i64,
    /// When it ended.
    pub at: i64,
    /// The kind of module.
    pub port: String,
    /// System name of the module.
    pub module: String,
    /// What it was asked to do.
    pub action: String,
    /// What it was about.
    pub target: String,
    /// Whose affair it was.
    pub client_id: Option<i64>,
    /// What came of it, in a word.
    pub outcome: String,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// What was asked, without secrets.
    pub request: String,
    /// What was answered, without secrets.
    pub answer: String,
}

/// Which calls to list; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Only this one.
    pub id: Option<i64>,
    /// Of this kind of module.
    pub port: Option<&'a str>,
    /// Of this module.
    pub module: Option<&'a str>,
    /// With this outcome.
    pub outcome: Option<&'a str>,
    /// About exactly this.
    pub target: Option<&'a str>,
    /// For this client.
    pub client: Option<i64>,
}

/// Adds calls, in order.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, calls: &[ModuleCallRow]) -> Result<()> {
    let sql = "insert into module_calls
        (at, port, module, action, target, client_id, outcome, millis, request, answer)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let rows = calls.iter().map(|call| {
        values![
            call.at,
            call.port.as_str(),
            call.module.as_str(),
            call.action.as_str(),
            call.target.as_str(),
            call.client_id,
            call.outcome.as_str(),
            call.millis,
            call.request.as_str(),
            call.answer.as_str(),
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// One page of calls, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: Wanted<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ModuleCallRow>, i64)> {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let filter = || {
        Filter::new()
            .and_some("id = ?", wanted.id)
            .and_some("port = ?", text(wanted.port))
            .and_some("module = ?", text(wanted.module))
            .and_some("outcome = ?", text(wanted.outcome))
            .and_some("target = ?", text(wanted.target))
            .and_some("client_id = ?", wanted.client)
    };
    let counted = filter();
    let total = c.scalar(&counted.sql("select count(*) from module_calls"), counted.args()).await?;
    let (sql, values) = filter().page("select * from module_calls", "id desc", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// Removes every call; how many there were.
///
/// # Errors
/// When the database fails.
pub async fn clear(c: &mut Conn) -> Result<u64> {
    c.exec("delete from module_calls", crate::args![]).await
}
