//! Settings that differ for a client or a product (B26).

use crate::{Conn, Result, Row, args};

/// One override.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OverrideRow {
    /// `client` or `product`.
    pub subject: String,
    /// Which one.
    pub subject_id: i64,
    /// Name of the setting.
    pub setting: String,
    /// What holds there.
    pub value: String,
}

/// Every override.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<OverrideRow>> {
    let sql = "select * from setting_overrides order by subject, subject_id, setting";
    c.all(sql, args![]).await
}

/// Those of one client or product.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, subject: &str, id: i64) -> Result<Vec<OverrideRow>> {
    let sql = "select * from setting_overrides where subject = $1 and subject_id = $2
        order by setting";
    c.all(sql, args![subject, id]).await
}

/// Stores a value over whatever was there.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &OverrideRow) -> Result<()> {
    let sql = "insert into setting_overrides (subject, subject_id, setting, value)
        values ($1, $2, $3, $4)
        on conflict (subject, subject_id, setting) do update set value = excluded.value";
    let OverrideRow { subject, subject_id, setting, value } = row;
    c.exactly(1, sql, args![subject, *subject_id, setting, value]).await
}

/// Forgets what was stored.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, subject: &str, id: i64, setting: &str) -> Result<()> {
    let sql = "delete from setting_overrides
        where subject = $1 and subject_id = $2 and setting = $3";
    c.exec(sql, args![subject, id, setting]).await.map(drop)
}
