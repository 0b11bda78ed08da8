//! The tax table (B13).

use crate::{Conn, Result, Row, args};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TaxRuleRow {
    /// Its number.
    pub id: i64,
    /// 1 or 2.
    pub level: i64,
    /// The name on invoices.
    pub name: String,
    /// ISO 3166 code; empty for any.
    pub country: String,
    /// State; empty for any.
    pub state: String,
    /// Percent times 10000.
    pub rate: i64,
}

/// Every rule, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<TaxRuleRow>> {
    c.all("select * from tax_rules order by id", args![]).await
}

/// Adds a rule; `row.id` is ignored.
///
/// # Errors
/// A duplicate when the place has a rule of that level.
pub async fn insert(c: &mut Conn, row: &TaxRuleRow) -> Result<i64> {
    let sql = "insert into tax_rules (level, name, country, state, rate)
        values ($1, $2, $3, $4, $5) returning id";
    c.scalar(sql, args![row.level, &row.name, &row.country, &row.state, row.rate]).await
}
