//! Currencies and their rates.

use model::ids::CurrencyId;

use crate::{Conn, Result, Row, args};

/// One currency.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CurrencyRow {
    /// Its number on the wire.
    pub id: CurrencyId,
    /// ISO 4217.
    pub code: String,
    /// Written before an amount.
    pub prefix: String,
    /// Written after an amount.
    pub suffix: String,
    /// How amounts are grouped: 1 `1234.56`, 2 `1,234.56`, 3 `1.234,56`, 4 `1,234`.
    pub format: i64,
    /// `model::ExchangeRate` scaled: units for one of the default currency.
    pub rate: i64,
    /// The currency that rates refer to.
    pub is_default: bool,
}

/// Every currency, by id.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<CurrencyRow>> {
    c.all("select * from currencies order by id", args![]).await
}

/// Adds a currency.
///
/// # Errors
/// A duplicate when the code exists; a constraint when there are two default ones.
pub async fn add(c: &mut Conn, row: &CurrencyRow) -> Result<CurrencyId> {
    let sql = "insert into currencies (code, prefix, suffix, format, rate, is_default)
               values ($1, $2, $3, $4, $5, $6) returning id";
    let CurrencyRow { id: _, code, prefix, suffix, format, rate, is_default } = row;
    c.scalar(sql, args![code, prefix, suffix, *format, *rate, *is_default]).await
}

/// Sets a rate.
///
/// # Errors
/// When there is no such currency.
pub async fn set_rate(c: &mut Conn, id: CurrencyId, rate: i64) -> Result<()> {
    c.exactly(1, "update currencies set rate = $2 where id = $1", args![id, rate]).await
}
