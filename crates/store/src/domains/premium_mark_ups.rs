//! What is added to the costs of names whose registries ask more for them than for others.

use crate::{Conn, Result, Row, args};

/// A mark-up on costs up to an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct MarkUpRow {
    /// For costs up to this, in minor units of the house's own currency; 0 for all that are higher.
    pub up_to_minor: i64,
    /// Ten-thousandths of a percent.
    pub percent: i64,
}

/// All of them, the one for the rest first.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<MarkUpRow>> {
    c.all("select * from premium_mark_ups order by up_to_minor", args![]).await
}

/// Puts others in the place of all.
///
/// # Errors
/// A constraint when two are up to the same amount, or something is below zero.
pub async fn replace(c: &mut Conn, rows: &[MarkUpRow]) -> Result<()> {
    c.exec("delete from premium_mark_ups", args![]).await?;
    for row in rows {
        let sql = "insert into premium_mark_ups (up_to_minor, percent) values ($1, $2)";
        c.exactly(1, sql, args![row.up_to_minor, row.percent]).await?;
    }
    Ok(())
}
