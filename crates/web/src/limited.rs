//! Lists that are limited by what is ours. Our engine and another Hostler choose the rows
//! themselves; a stock WHMCS would not heed it and give all. There the rows of one client are read
//! whole and chosen here, so that how many there are is right too.

mod lists;

use engine::{Caller, too_much};
use protocol::wire::Num;
use protocol::{Action, Brief};

use crate::through::ROWS_MAX;
use crate::whmcs::{CallError, Whmcs};

/// Rows of one client that are looked through at most.
const ALL_ROWS_MAX: u64 = 10_000;

/// A list of which a part can be asked for.
pub(crate) trait Limited: Action {
    /// What it lists.
    type Row: Send;

    /// Whether it is limited by what a stock WHMCS does not heed.
    fn is_ours(&self) -> bool;

    /// The same as a stock WHMCS takes it: at least all rows that are wanted.
    fn as_published(&self) -> Self {
        self.clone()
    }

    /// Whether a row is within what is ours of the limits.
    fn keeps(&self, row: &Self::Row) -> bool;

    /// Rows to skip, and rows at most.
    fn window(&mut self) -> [&mut Option<u64>; 2];

    /// How many rows there are in all, and those of the page.
    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<Self::Row>);
}

/// Lists what belongs to one client.
///
/// # Errors
/// Those of the WHMCS; and where the client has more rows than are looked through.
pub(crate) async fn of_one_client<L: Limited>(
    whmcs: &Whmcs,
    caller: &Caller,
    mut call: L,
) -> Result<L::Response, CallError> {
    if !call.is_ours() || whmcs.has_ours().await {
        return whmcs.call(caller, call).await;
    }
    let [start, most] = call.window().map(Option::take);
    let mut answer = whmcs.call(caller, page(&call, 0)).await?;
    loop {
        let (total, rows) = L::rows_of(&mut answer);
        let (have, total) = (rows.len(), usize::try_from(total.0).unwrap_or(0));
        if have >= total {
            break;
        }
        let have = u64::try_from(have).unwrap_or(u64::MAX);
        if u64::try_from(total).is_ok_and(|total| total > ALL_ROWS_MAX) {
            let said = format!("There are more than {ALL_ROWS_MAX} to look through");
            return Err(too_much(said).into());
        }
        let mut next = whmcs.call(caller, page(&call, have)).await?;
        let more = std::mem::take(L::rows_of(&mut next).1);
        if more.is_empty() {
            break;
        }
        L::rows_of(&mut answer).1.extend(more);
    }
    let (total, rows) = L::rows_of(&mut answer);
    rows.retain(|row| call.keeps(row));
    *total = rows.len().into();
    let whole = |number: Option<u64>, or: usize| {
        number.map_or(or, |number| usize::try_from(number).unwrap_or(usize::MAX))
    };
    let cut = std::mem::take(rows).into_iter().skip(whole(start, 0));
    *rows = cut.take(whole(most, usize::MAX)).collect();
    Ok(answer)
}

/// The same where a part of each row is enough.
///
/// # Errors
/// The same.
pub(crate) async fn brief_of_one_client<B: Brief>(
    whmcs: &Whmcs,
    caller: &Caller,
    call: B::Of,
) -> Result<B, CallError>
where
    B::Of: Limited,
{
    if !call.is_ours() || whmcs.has_ours().await {
        return whmcs.brief::<B>(caller, call).await;
    }
    // Which rows they are is seen by what else is in them.
    of_one_client(whmcs, caller, call).await.map(B::of)
}

/// The next rows of the whole list.
fn page<L: Limited>(call: &L, have: u64) -> L {
    let mut page = call.as_published();
    let [start, most] = page.window();
    (*start, *most) = (Some(have), Some(ROWS_MAX));
    page
}
