//! What moved on each day, kept beside the transactions, so that sums of years are not scans.

use model::ids::CurrencyId;

use super::transactions::TransactionRow;
use crate::system::kept_counts::{WholeDays, day_of};
use crate::{Conn, Result, Row, args};

/// Rows that the payments of one day and currency share: more are slower to add up, fewer make
/// payments of the same minute wait for each other on PostgreSQL.
const LANES: i64 = 4;

/// What came in between two instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct Income {
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Received less fees and refunds, in minor units.
    pub minor: i64,
}

/// Counts a transaction that was written just now.
pub(super) async fn add(c: &mut Conn, row: &TransactionRow) -> Result<()> {
    count(c, row, row.at, 1).await
}

/// Moves a transaction's money from the day of an instant to the day it says now.
pub(super) async fn shift(c: &mut Conn, row: &TransactionRow, from: i64) -> Result<()> {
    if day_of(from) == day_of(row.at) {
        return Ok(());
    }
    count(c, row, from, -1).await?;
    count(c, row, row.at, 1).await
}

async fn count(c: &mut Conn, row: &TransactionRow, at: i64, sign: i64) -> Result<()> {
    let sql = "insert into transaction_days
            (day, currency_id, lane, amount_in_minor, fees_minor, amount_out_minor)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (day, currency_id, lane) do update set
            amount_in_minor = transaction_days.amount_in_minor + excluded.amount_in_minor,
            fees_minor = transaction_days.fees_minor + excluded.fees_minor,
            amount_out_minor = transaction_days.amount_out_minor + excluded.amount_out_minor";
    let values = args![
        day_of(at),
        row.currency_id,
        row.client_id.0.rem_euclid(LANES),
        sign * row.amount_in_minor,
        sign * row.fees_minor,
        sign * row.amount_out_minor,
    ];
    c.exactly(1, sql, values).await
}

/// What came in between two instants, the latter excluded: whole days from their sums, the hours
/// before and after them from the transactions.
///
/// # Errors
/// When the database fails.
pub async fn income(c: &mut Conn, from: i64, to: i64) -> Result<Vec<Income>> {
    let whole = WholeDays::between(from, to);
    let sql = "select currency_id, cast(sum(minor) as bigint) as minor from (
            select currency_id, amount_in_minor - fees_minor - amount_out_minor as minor
            from transaction_days where day >= $1 and day < $2
            union all
            select currency_id, amount_in_minor - fees_minor - amount_out_minor
            from transactions where at >= $3 and at < $4
            union all
            select currency_id, amount_in_minor - fees_minor - amount_out_minor
            from transactions where at >= $5 and at < $6) moved
        group by currency_id order by currency_id";
    let values = args![whole.first, whole.end, from, whole.morning, whole.evening, to];
    c.all(sql, values).await
}

/// Counts all days anew, for transactions that were written past this module.
///
/// # Errors
/// When the database fails.
pub async fn recount(c: &mut Conn) -> Result<()> {
    c.exec("delete from transaction_days", args![]).await?;
    let sql = "insert into transaction_days
            (day, currency_id, lane, amount_in_minor, fees_minor, amount_out_minor)
        select at / 86400, currency_id, 0, cast(sum(amount_in_minor) as bigint),
            cast(sum(fees_minor) as bigint), cast(sum(amount_out_minor) as bigint)
        from transactions group by at / 86400, currency_id";
    c.exec(sql, args![]).await?;
    Ok(())
}
