//! The database itself: its size, its tables, and looking at them anew. The two databases know this
//! each in its own words.

use crate::{Conn, Result, args};

/// A table: its name, rows (estimated) and bytes with indexes (0 where nobody says).
pub type Table = (String, i64, i64);

/// Bytes of everything.
///
/// # Errors
/// When the database fails.
pub async fn bytes(c: &mut Conn) -> Result<i64> {
    let sql = if c.is_postgres() {
        "select pg_database_size(current_database())"
    } else {
        "select page_count * page_size from pragma_page_count(), pragma_page_size()"
    };
    c.scalar(sql, args![]).await
}

/// Every table, the largest first. Rows are estimated, for counting them reads them all.
///
/// # Errors
/// When the database fails.
pub async fn tables(c: &mut Conn) -> Result<Vec<Table>> {
    if c.is_postgres() {
        let sql = "select k.relname::text, greatest(k.reltuples, 0)::bigint,
                pg_total_relation_size(k.oid)
            from pg_class k join pg_namespace s on s.oid = k.relnamespace
            where k.relkind = 'r' and s.nspname = current_schema() order by 3 desc, 1";
        return c.all(sql, args![]).await;
    }
    let sql = "select name from sqlite_schema where type = 'table'
        and substr(name, 1, 7) <> 'sqlite_' order by name";
    let names: Vec<String> = c.column(sql, args![]).await?;
    let mut tables = Vec::new();
    for name in names {
        let sql = "select count(*) from pragma_table_list where name = $1 and wr = 1";
        // Without row ids the rows can only be counted.
        let counted: i64 = c.scalar(sql, args![&name]).await?;
        let rows = if counted > 0 { "count(*)" } else { "coalesce(max(rowid), 0)" };
        let rows: i64 = c.scalar(&format!("select {rows} from {name}"), args![]).await?;
        tables.push((name, rows, 0));
    }
    tables.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    Ok(tables)
}

/// The name of the newest step of the schema.
///
/// # Errors
/// When the database fails.
pub async fn step(c: &mut Conn) -> Result<String> {
    let sql = "select name from migrations order by version desc limit 1";
    c.scalar(sql, args![]).await
}

/// Has the database look at its tables anew.
///
/// # Errors
/// When the database fails.
pub async fn tidy(c: &mut Conn) -> Result<()> {
    let sql = if c.is_postgres() { "analyze" } else { "pragma optimize" };
    c.batch(sql).await
}
