//! What came from other systems, and rows of a file that are tried one by one in one act.

use std::collections::{BTreeMap, BTreeSet};

use crate::many::among;
use crate::{Conn, Result, Row, Val, args};

/// The tables in which a company of its own has something first.
const COMPANY: [&str; 16] = [
    "staff",
    "currencies",
    "gateways",
    "client_groups",
    "users",
    "clients",
    "product_groups",
    "products",
    "servers",
    "orders",
    "services",
    "domains",
    "invoices",
    "transactions",
    "departments",
    "tickets",
];

/// What a row of another system became here.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, kind: &str, external: &str) -> Result<Option<i64>> {
    let sql = "select entity_id from imported_rows where kind = $1 and external_id = $2";
    c.maybe_scalar(sql, args![kind, external]).await
}

/// Notes what a row of another system became here.
///
/// # Errors
/// A constraint when it is noted already.
pub async fn add(c: &mut Conn, kind: &str, external: &str, entity: i64, at: i64) -> Result<()> {
    let sql = "insert into imported_rows (kind, external_id, entity_id, imported_at)
        values ($1, $2, $3, $4)";
    c.exec(sql, args![kind, external, entity, at]).await.map(drop)
}

/// The numbers here of all that came of a kind.
///
/// # Errors
/// When the database fails.
pub async fn known(c: &mut Conn, kind: &str) -> Result<BTreeSet<i64>> {
    let sql = "select entity_id from imported_rows where kind = $1";
    Ok(c.column(sql, args![kind]).await?.into_iter().collect())
}

/// The numbers here of what came of a kind, of those that the other system names so.
///
/// # Errors
/// When the database fails.
pub async fn known_among(c: &mut Conn, kind: &str, external: &[String]) -> Result<Vec<i64>> {
    let head = "select entity_id from imported_rows where kind = $1 and external_id in";
    let wanted = external.iter().map(Val::from);
    let (sql, values) = among(head, wanted, "", vec![Val::from(kind)]);
    c.column(&sql, &values).await
}

/// What of a kind came, as the other system names it.
///
/// # Errors
/// When the database fails.
pub async fn names(c: &mut Conn, kind: &str) -> Result<Vec<String>> {
    let sql = "select external_id from imported_rows where kind = $1 order by external_id";
    c.column(sql, args![kind]).await
}

/// What there is of a company of its own: tables, with how many rows they have.
///
/// # Errors
/// When the database fails.
pub async fn company(c: &mut Conn) -> Result<Vec<(&'static str, i64)>> {
    let mut found = Vec::new();
    for table in COMPANY {
        let rows: i64 = c.scalar(&format!("select count(*) from {table}"), args![]).await?;
        if rows > 0 {
            found.push((table, rows));
        }
    }
    Ok(found)
}

/// The currency in which each client is billed.
///
/// # Errors
/// When the database fails.
pub async fn client_currencies(c: &mut Conn) -> Result<BTreeMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = c.all("select id, currency_id from clients", args![]).await?;
    Ok(rows.into_iter().collect())
}

/// A choice of an option, by which services tell what they have.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ChoiceRow {
    /// Its number.
    pub id: i64,
    /// Of which option.
    pub option_id: i64,
    /// Its name.
    pub name: String,
}

/// The choices of all options, in their order.
///
/// # Errors
/// When the database fails.
pub async fn choices(c: &mut Conn) -> Result<Vec<ChoiceRow>> {
    let sql = "select id, option_id, name from config_choices order by option_id, position, id";
    c.all(sql, args![]).await
}

/// The clients of the services that have not ended, by service.
///
/// # Errors
/// When the database fails.
pub async fn open_services(c: &mut Conn) -> Result<BTreeMap<i64, i64>> {
    let sql = "select id, client_id from services
        where status in ('Pending', 'Active', 'Suspended')";
    let rows: Vec<(i64, i64)> = c.all(sql, args![]).await?;
    Ok(rows.into_iter().collect())
}

/// What is active of clients who are billed in a currency.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ActiveRow {
    /// The number of the currency.
    pub currency_id: i64,
    /// How many.
    pub count: i64,
    /// What they ask for at their next renewals together; minor units.
    pub minor: i64,
}

/// What is active of a table of things that renew.
///
/// # Errors
/// When the database fails.
pub async fn active(c: &mut Conn, table: &'static str) -> Result<Vec<ActiveRow>> {
    let sql = format!(
        "select c.currency_id, count(*) as count, cast(sum(t.recurring_minor) as bigint) as minor
         from {table} t join clients c on c.id = t.client_id
         where t.status = 'Active' group by c.currency_id order by c.currency_id"
    );
    c.all(&sql, args![]).await
}

/// The names of domains that are at a registrar, each with its module.
///
/// # Errors
/// When the database fails.
pub async fn domain_registrars(c: &mut Conn) -> Result<Vec<(String, String)>> {
    c.all("select name, registrar from domains where registrar <> '' order by id", args![]).await
}

/// Counts how often the promotion of a service or domain was taken off a renewal: once for each
/// line of it that stands on another invoice than that of its order.
///
/// # Errors
/// When the database fails.
pub async fn count_promotions(c: &mut Conn) -> Result<()> {
    for (table, line) in [("services", "PromoHosting"), ("domains", "PromoDomain")] {
        let sql = format!(
            "update {table} set promotion_count = (
                select count(*) from invoice_items i join invoices v on v.id = i.invoice_id
                where i.rel_id = {table}.id and i.type = $1
                and v.status not in ('Cancelled', 'Draft')
                and v.id <> coalesce((select o.invoice_id from orders o
                    where o.id = {table}.order_id), 0))
             where promotion_id is not null"
        );
        c.exec(&sql, args![line]).await?;
    }
    Ok(())
}

/// Begins a row: what follows can be undone without the rest of the act.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn) -> Result<()> {
    c.exec("savepoint imported_row", args![]).await.map(drop)
}

/// Keeps what was done since [`begin`], as far as the act is kept.
///
/// # Errors
/// When nothing was begun.
pub async fn keep(c: &mut Conn) -> Result<()> {
    c.exec("release savepoint imported_row", args![]).await.map(drop)
}

/// Undoes what was done since [`begin`].
///
/// # Errors
/// When nothing was begun.
pub async fn undo(c: &mut Conn) -> Result<()> {
    c.exec("rollback to savepoint imported_row", args![]).await?;
    keep(c).await
}

/// A row as it stands in another system, under its number there; or what more is known of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    table: &'static str,
    /// The row that is there already.
    onto: Option<i64>,
    columns: Vec<&'static str>,
    values: Vec<Val<'static>>,
}

impl Put {
    /// A row of `table`; columns that are not set have what the table gives them.
    #[must_use]
    pub fn into(table: &'static str) -> Self {
        Self { table, onto: None, columns: Vec::new(), values: Vec::new() }
    }

    /// More of a row that was put before.
    #[must_use]
    pub fn onto(table: &'static str, id: i64) -> Self {
        Self { onto: Some(id), ..Self::into(table) }
    }

    /// One more column.
    #[must_use]
    pub fn set(mut self, column: &'static str, value: impl Into<Val<'static>>) -> Self {
        self.columns.push(column);
        self.values.push(match value.into() {
            // PostgreSQL takes no text with a zero in it.
            Val::Text(text) if text.contains('\0') => Val::from(text.replace('\0', "")),
            value => value,
        });
        self
    }
}

/// Writes a row.
///
/// # Errors
/// A constraint when the table refuses it.
pub async fn put(c: &mut Conn, row: &Put) -> Result<()> {
    if let Some(id) = row.onto {
        return more(c, row, id).await;
    }
    let places: Vec<String> = (1..=row.columns.len()).map(|at| format!("${at}")).collect();
    let (table, columns) = (row.table, row.columns.join(", "));
    let sql = format!("insert into {table} ({columns}) values ({})", places.join(", "));
    c.exec(&sql, &row.values).await.map(drop)
}

async fn more(c: &mut Conn, row: &Put, id: i64) -> Result<()> {
    let columns = (1..).zip(&row.columns);
    let columns: Vec<String> = columns.map(|(at, name)| format!("{name} = ${at}")).collect();
    let (table, last) = (row.table, row.columns.len() + 1);
    let sql = format!("update {table} set {} where id = ${last}", columns.join(", "));
    let mut values = row.values.clone();
    values.push(Val::Int(id));
    c.exec(&sql, &values).await.map(drop)
}

/// Has tables number what comes after the largest number that was put into them.
///
/// SQLite does so by itself (<https://www.sqlite.org/autoinc.html>).
///
/// # Errors
/// When the database fails.
pub async fn count_on(c: &mut Conn, tables: &[&'static str]) -> Result<()> {
    if !c.is_postgres() {
        return Ok(());
    }
    for table in tables {
        let sql = format!(
            "select setval(pg_get_serial_sequence('{table}', 'id'),
                greatest((select max(id) from {table}), 1))"
        );
        c.scalar::<i64>(&sql, args![]).await?;
    }
    Ok(())
}
