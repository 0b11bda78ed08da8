//! Network issues: what is broken, or will be worked on.

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// A network issue. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NetworkIssueRow {
    /// Its number.
    pub id: i64,
    /// One line.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// A word of `IssueType`.
    pub kind: String,
    /// The server that is affected.
    pub server_id: Option<i64>,
    /// Its name; empty without one.
    pub server_name: String,
    /// What is affected, in words.
    pub affecting: String,
    /// A word of `IssuePriority`.
    pub priority: String,
    /// A word of `IssueStatus`.
    pub status: String,
    /// When it began, or will.
    pub starts_at: i64,
    /// When it ended, or will.
    pub ends_at: Option<i64>,
    /// When it was last changed.
    pub updated_at: i64,
}

/// Which states are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// All.
    All,
    /// Neither scheduled nor resolved.
    Open,
    /// One.
    Status(&'a str),
}

/// Which issues are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// By number.
    pub id: Option<i64>,
    /// By state.
    pub wanted: Wanted<'a>,
    /// By server.
    pub server: Option<i64>,
    /// By a client with live services on the server.
    pub client: Option<i64>,
}

/// A client with live services on a server.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AffectedRow {
    /// Its number.
    pub client_id: i64,
    /// First and last name.
    pub name: String,
    /// Its address.
    pub email: String,
    /// How many services it has there.
    pub services: i64,
}

const HEAD: &str = "select i.id, i.title, i.description, i.kind, i.server_id,
        coalesce(s.name, '') as server_name, i.affecting, i.priority, i.status, i.starts_at,
        i.ends_at, i.updated_at
    from network_issues i left join servers s on s.id = i.server_id";

/// One page, the open ones first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    listed: &Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<NetworkIssueRow>, i64)> {
    let filter = filter(listed);
    let total = filter.sql("select count(*) from network_issues i");
    let total = c.scalar(&total, filter.args()).await?;
    let order = "case when i.status in ('Scheduled', 'Resolved') then 1 else 0 end,
        i.starts_at desc, i.id desc";
    let (sql, values) = filter.page(HEAD, order, offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

fn filter<'a>(listed: &Listed<'a>) -> Filter<'a> {
    let filter = Filter::new()
        .and_some("i.id = ?", listed.id)
        .and_some("i.server_id = ?", listed.server)
        .and_some(
            "i.server_id in (select server_id from services
                where client_id = ? and status in ('Active', 'Suspended'))",
            listed.client,
        );
    match listed.wanted {
        Wanted::All => filter,
        Wanted::Open => filter.fixed("i.status not in ('Scheduled', 'Resolved')"),
        Wanted::Status(status) => filter.and("i.status = ?", status),
    }
}

/// How many are open: neither scheduled nor resolved.
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn) -> Result<i64> {
    let sql = "select count(*) from network_issues
        where status in ('Reported', 'Investigating', 'In Progress', 'Outage')";
    c.scalar(sql, args![]).await
}

/// One page of the clients with live services on the server of an issue, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn affected(
    c: &mut Conn,
    issue: i64,
    offset: i64,
    limit: i64,
) -> Result<(Vec<AffectedRow>, i64)> {
    let total = "select count(distinct s.client_id)
        from network_issues i join services s on s.server_id = i.server_id
        where i.id = $1 and s.status in ('Active', 'Suspended')";
    let total = c.scalar(total, args![issue]).await?;
    let sql = "select c.id as client_id, trim(c.first_name || ' ' || c.last_name) as name,
            c.email, count(*) as services
        from network_issues i join services s on s.server_id = i.server_id
            join clients c on c.id = s.client_id
        where i.id = $1 and s.status in ('Active', 'Suspended')
        group by c.id, c.first_name, c.last_name, c.email
        order by c.id limit $2 offset $3";
    Ok((c.all(sql, args![issue, limit, offset]).await?, total))
}
