//! Looking through a list for one of its rows, where no action gives a single one.

use std::future::Future;

use crate::whmcs::CallError;

/// Rows that one question to a WHMCS gives at most.
pub(crate) const ROWS_MAX: u64 = 250;
/// Pages that are looked through for one row.
const PAGES_MAX: u64 = 20;

/// The first row that is meant. `page` asks for the rows from one on, [`ROWS_MAX`] of them, and
/// tells how many there are in all.
///
/// # Errors
/// Those of `page`.
pub(crate) async fn looked_for<T, F>(
    page: impl Fn(u64) -> F,
    is_meant: impl Fn(&T) -> bool,
) -> Result<Option<T>, CallError>
where
    F: Future<Output = Result<(Vec<T>, i64), CallError>>,
{
    for number in 0..PAGES_MAX {
        let start = number * ROWS_MAX;
        let (rows, total) = page(start).await?;
        let is_last = rows.is_empty() || u64::try_from(total).unwrap_or(0) <= start + ROWS_MAX;
        if let Some(row) = rows.into_iter().find(|row| is_meant(row)) {
            return Ok(Some(row));
        }
        if is_last {
            break;
        }
    }
    Ok(None)
}
