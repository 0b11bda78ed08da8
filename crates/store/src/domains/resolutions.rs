//! Where the names of services and domains pointed when they were last looked up.

use model::ids::ClientId;

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// A name to look up.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TargetRow {
    /// The service or domain.
    pub rel_id: i64,
    /// Whose.
    pub client_id: ClientId,
    /// The name.
    pub name: String,
    /// Of a service: the addresses of its server and its own. Of a domain: the name servers that
    /// it was given. Separated by blanks, commas or line ends.
    pub expected: String,
}

/// What came of a look-up.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ResolutionRow {
    /// `service` or `domain`.
    pub kind: String,
    /// The service or domain.
    pub rel_id: i64,
    /// Whose.
    pub client_id: ClientId,
    /// The name.
    pub name: String,
    /// `ours`, `elsewhere`, `gone`, `unanswered` or `unknown`.
    pub state: String,
    /// What it was compared with, separated by commas; so are the answers.
    pub expected: String,
    /// IPv4 addresses.
    pub a: String,
    /// IPv6 addresses.
    pub aaaa: String,
    /// Mail servers.
    pub mx: String,
    /// Name servers.
    pub ns: String,
    /// Unix seconds.
    pub checked_at: i64,
}

/// Active services with a name, longest unchecked first; only one when it is named.
///
/// # Errors
/// When the database fails.
pub async fn services(c: &mut Conn, only: Option<i64>, limit: i64) -> Result<Vec<TargetRow>> {
    let sql = "select s.id as rel_id, s.client_id, s.domain as name,
            coalesce(v.ip, '') || ' ' || coalesce(v.assigned_ips, '') || ' ' || s.dedicated_ip
                || ' ' || s.assigned_ips as expected
        from services s left join servers v on v.id = s.server_id
            left join domain_resolutions r on r.kind = 'service' and r.rel_id = s.id
        where s.status = 'Active' and s.domain <> ''
            and (cast($1 as bigint) is null or s.id = $1)
        order by coalesce(r.checked_at, 0), s.id limit $2";
    c.all(sql, args![only, limit]).await
}

/// Active domains, longest unchecked first; only one when it is named.
///
/// # Errors
/// When the database fails.
pub async fn domains(c: &mut Conn, only: Option<i64>, limit: i64) -> Result<Vec<TargetRow>> {
    let sql = "select d.id as rel_id, d.client_id, d.name, d.nameservers as expected
        from domains d left join domain_resolutions r on r.kind = 'domain' and r.rel_id = d.id
        where d.status in ('Active', 'Grace')
            and (cast($1 as bigint) is null or d.id = $1)
        order by coalesce(r.checked_at, 0), d.id limit $2";
    c.all(sql, args![only, limit]).await
}

/// The name servers of all servers, each text separated by commas or line ends.
///
/// # Errors
/// When the database fails.
pub async fn server_name_servers(c: &mut Conn) -> Result<Vec<String>> {
    c.column("select nameservers from servers where nameservers <> ''", args![]).await
}

/// Keeps what came of a look-up in the place of an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &ResolutionRow) -> Result<()> {
    let sql = "insert into domain_resolutions (kind, rel_id, client_id, name, state, expected, a,
            aaaa, mx, ns, checked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (kind, rel_id) do update set client_id = excluded.client_id,
            name = excluded.name, state = excluded.state, expected = excluded.expected,
            a = excluded.a, aaaa = excluded.aaaa, mx = excluded.mx, ns = excluded.ns,
            checked_at = excluded.checked_at";
    let values = args![
        &row.kind,
        row.rel_id,
        row.client_id,
        &row.name,
        &row.state,
        &row.expected,
        &row.a,
        &row.aaaa,
        &row.mx,
        &row.ns,
        row.checked_at,
    ];
    c.exactly(1, sql, values).await
}

/// What to list; `None` is everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// A state, or `away` for `elsewhere` and `gone`.
    pub state: Option<&'a str>,
    /// `service` or `domain`.
    pub kind: Option<&'a str>,
    /// Of one client.
    pub client: Option<ClientId>,
}

/// A page, the latest look-ups first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    wanted: Wanted<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ResolutionRow>, i64)> {
    let state = wanted.state.filter(|state| *state != "away");
    let mut filter = Filter::new()
        .and_some("state = ?", state)
        .and_some("kind = ?", wanted.kind)
        .and_some("client_id = ?", wanted.client);
    if wanted.state == Some("away") {
        filter = filter.fixed("state in ('elsewhere', 'gone')");
    }
    let total =
        c.scalar(&filter.sql("select count(*) from domain_resolutions"), filter.args()).await?;
    let (sql, values) = filter.page(
        "select * from domain_resolutions",
        "checked_at desc, kind, rel_id",
        offset,
        limit,
    );
    Ok((c.all(&sql, &values).await?, total))
}
