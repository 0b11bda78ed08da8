//! Notices that were sent about a thing and a date, each once (B24, B25, B33).

use jiff::civil::Date;

use crate::{Conn, Result, args};

/// Notes that a notice is sent; `false` when it was before.
///
/// # Errors
/// When the database fails.
pub async fn note(
    c: &mut Conn,
    kind: &str,
    rel_id: i64,
    on: Date,
    day_offset: i64,
    now: i64,
) -> Result<bool> {
    let sql = "insert into notices (kind, rel_id, on_date, day_offset, at)
        values ($1, $2, $3, $4, $5) on conflict do nothing";
    Ok(c.exec(sql, args![kind, rel_id, on, day_offset, now]).await? == 1)
}

/// The latest notice about a thing and its date, as days before (negative) or after that date.
///
/// # Errors
/// When the database fails.
pub async fn last(c: &mut Conn, kind: &str, rel_id: i64, on: Date) -> Result<Option<i64>> {
    let sql = "select max(day_offset) from notices
        where kind = $1 and rel_id = $2 and on_date = $3";
    c.scalar(sql, args![kind, rel_id, on]).await
}
