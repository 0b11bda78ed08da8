//! Servers and the groups that services are spread over.

use model::ids::{ServerGroupId, ServerId};

use crate::{Conn, Result, Row, args};

/// A server or panel.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ServerRow {
    /// Its number on the wire.
    pub id: ServerId,
    /// The name among staff.
    pub name: String,
    /// System name of its module.
    pub module: String,
    /// Host name.
    pub hostname: String,
    /// Its address.
    pub ip: String,
    /// Further addresses, one a line.
    pub assigned_ips: String,
    /// Name servers, one a line.
    pub nameservers: String,
    /// Services at most; 0 for any number.
    pub max_accounts: i64,
    /// Account to sign in with.
    pub username: String,
    /// Password or key to sign in with, sealed.
    pub secret: String,
    /// 0 for the usual one.
    pub port: i64,
    /// Whether to use TLS.
    pub secure: bool,
    /// Whether it takes services.
    pub active: bool,
    /// Whether it is filled first.
    pub is_default: bool,
    /// What it costs, in minor units of the default currency.
    pub monthly_cost_minor: i64,
    /// Where it stands.
    pub noc: String,
    /// Where it tells its load.
    pub status_address: String,
}

/// How full a server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct ServerLoad {
    /// Which.
    pub id: ServerId,
    /// Services at most; 0 for any number.
    pub max_accounts: i64,
    /// Whether it is filled first.
    pub is_default: bool,
    /// Services on it that did not end.
    pub used: i64,
}

/// Adds a server; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, row: &ServerRow) -> Result<ServerId> {
    let sql = "insert into servers (name, module, hostname, ip, assigned_ips, nameservers,
            max_accounts, username, secret, port, secure, active, is_default, monthly_cost_minor,
            noc, status_address)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        returning id";
    let values = args![
        &row.name,
        &row.module,
        &row.hostname,
        &row.ip,
        &row.assigned_ips,
        &row.nameservers,
        row.max_accounts,
        &row.username,
        &row.secret,
        row.port,
        row.secure,
        row.active,
        row.is_default,
        row.monthly_cost_minor,
        &row.noc,
        &row.status_address,
    ];
    c.scalar(sql, values).await
}

/// Keeps the sealed password or key of a server, whose place contains its id.
///
/// # Errors
/// When there is no such server.
pub async fn set_secret(c: &mut Conn, id: ServerId, sealed: &str) -> Result<()> {
    c.exactly(1, "update servers set secret = $2 where id = $1", args![id, sealed]).await
}

/// Adds a group; the rule is `least` or `fill`.
///
/// # Errors
/// When the database fails.
pub async fn insert_group(c: &mut Conn, name: &str, fill_rule: &str) -> Result<ServerGroupId> {
    let sql = "insert into server_groups (name, fill_rule) values ($1, $2) returning id";
    c.scalar(sql, args![name, fill_rule]).await
}

/// Puts a server into a group.
///
/// # Errors
/// When one of them does not exist, or it is in it already.
pub async fn join_group(c: &mut Conn, group: ServerGroupId, server: ServerId) -> Result<()> {
    let sql = "insert into server_group_members (group_id, server_id) values ($1, $2)";
    c.exactly(1, sql, args![group, server]).await
}

/// One server.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ServerId) -> Result<Option<ServerRow>> {
    c.maybe("select * from servers where id = $1", args![id]).await
}

/// Every server, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<ServerRow>> {
    c.all("select * from servers order by name, id", args![]).await
}

/// How full every server is.
///
/// # Errors
/// When the database fails.
pub async fn loads(c: &mut Conn) -> Result<Vec<ServerLoad>> {
    let sql = "select id, max_accounts, is_default,
            (select count(*) from services where services.server_id = servers.id
                and services.status in ('Pending', 'Active', 'Suspended')) as used
        from servers order by id";
    c.all(sql, args![]).await
}

/// The rule of a group; locked until the transaction ends, so that two services do not both take
/// the last place.
///
/// # Errors
/// When the database fails.
pub async fn lock_group(c: &mut Conn, id: ServerGroupId) -> Result<Option<String>> {
    let sql = "select fill_rule from server_groups where id = $1 for update";
    c.maybe_scalar(sql, args![id]).await
}

/// How full the active servers of a group are that have a module.
///
/// # Errors
/// When the database fails.
pub async fn loads_of_group(
    c: &mut Conn,
    group: ServerGroupId,
    module: &str,
) -> Result<Vec<ServerLoad>> {
    let sql = "select id, max_accounts, is_default,
            (select count(*) from services where services.server_id = servers.id
                and services.status in ('Pending', 'Active', 'Suspended')) as used
        from servers
        join server_group_members on server_group_members.server_id = servers.id
        where server_group_members.group_id = $1 and module = $2 and active = 1
        order by id";
    c.all(sql, args![group, module]).await
}

/// How full the active servers of a module are.
///
/// # Errors
/// When the database fails.
pub async fn loads_of_module(c: &mut Conn, module: &str) -> Result<Vec<ServerLoad>> {
    let sql = "select id, max_accounts, is_default,
            (select count(*) from services where services.server_id = servers.id
                and services.status in ('Pending', 'Active', 'Suspended')) as used
        from servers where module = $1 and active = 1 order by id";
    c.all(sql, args![module]).await
}
