//! Looking through a list for one of its rows, where no action gives a single one.

use protocol::wire::Num;

use super::fail::Fail;

/// Rows asked for at once.
pub(super) const LOOKED_AT: u64 = 250;

/// The first row that is meant. A WHMCS elsewhere may not know the parameter that names one, and
/// give the list from its beginning: there it is looked through to its end.
pub(super) async fn looked_for<T, F>(
    page: impl Fn(Option<u64>) -> F,
    is_meant: impl Fn(&T) -> bool,
) -> Result<Option<T>, Fail>
where
    F: Future<Output = Result<(Vec<T>, Num), Fail>>,
{
    let mut start: u64 = 0;
    loop {
        let (rows, total) = page(Some(start)).await?;
        let given = u64::try_from(rows.len()).unwrap_or(0);
        start = start.saturating_add(given);
        if let Some(row) = rows.into_iter().find(|row| is_meant(row)) {
            return Ok(Some(row));
        }
        if given == 0 || u64::try_from(total.0).unwrap_or(0) <= start {
            return Ok(None);
        }
    }
}
