//! Reading a WHMCS: single answers, several at once, and lists page by page.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use protocol::Action;
use remote::RemoteError;

use crate::error::{MovingError, Result};
use crate::moving::Moving;

/// Rows of a list that are asked for at once.
pub(crate) const PAGE: u64 = 250;
/// Into so many parts a page is cut that cannot be read.
const PARTS: u64 = 8;
/// Rows one after the other that cannot be read, until none can.
const ODD_MAX: u64 = 50;
/// Questions that are under way at once: a WHMCS answers each by a process of its own.
const AT_ONCE: usize = 4;

/// A list that is read page by page.
pub(crate) struct Pages {
    kind: &'static str,
    start: u64,
    /// Rows that are asked for next.
    size: u64,
    /// Rows one after the other that could not be read.
    odd: u64,
    ended: bool,
}

/// One page of a list.
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    /// How many rows the whole list has.
    pub(crate) of: i64,
}

impl Pages {
    /// Begins a list of things of a kind.
    pub(crate) fn of(kind: &'static str) -> Self {
        Self { kind, start: 0, size: PAGE, odd: 0, ended: false }
    }

    /// The next page, or `None` after the last. `call` is given how many rows were read and how
    /// many are wanted; the rows are what `rows` finds in the answer. A page that cannot be read is
    /// asked for in parts: a row that is odd is left behind, and not those beside it.
    pub(crate) async fn next<A: Action, T>(
        &mut self,
        moving: &mut Moving<'_>,
        call: impl Fn(u64, u64) -> A,
        rows: impl Fn(A::Response) -> Page<T>,
    ) -> Result<Option<Vec<T>>> {
        while !self.ended {
            let page = match moving.source.call(call(self.start, self.size)).await {
                Ok(answer) => rows(answer),
                Err(RemoteError::Decode { .. }) if self.size > 1 => {
                    self.size = self.size.div_ceil(PARTS);
                    continue;
                }
                // One after the other: then it is the answer that is odd.
                Err(error @ RemoteError::Decode { .. }) if self.odd < ODD_MAX => {
                    self.odd += 1;
                    self.start += 1;
                    moving.report.of(self.kind).read += 1;
                    moving.report.leave(self.kind, format!("row {}", self.start), error);
                    continue;
                }
                Err(source) => return Err(MovingError::Source { action: A::NAME, source }),
            };
            self.odd = 0;
            self.start += page.rows.len() as u64;
            self.size = PAGE.min(self.size * PARTS);
            let all = i64::try_from(self.start).is_ok_and(|start| start >= page.of);
            self.ended = page.rows.is_empty() || all;
            moving.tell(self.kind, self.start, page.of);
            if !page.rows.is_empty() {
                return Ok(Some(page.rows));
            }
        }
        Ok(None)
    }
}

/// Asks the WHMCS.
pub(crate) async fn ask<A: Action>(moving: &Moving<'_>, call: A) -> Result<A::Response> {
    let answer = moving.source.call(call).await;
    answer.map_err(|source| MovingError::Source { action: A::NAME, source })
}

/// Asks what not every WHMCS answers; `None` when this one does not, or does not tell us.
pub(crate) async fn ask_maybe<A: Action>(
    moving: &Moving<'_>,
    call: A,
) -> Result<Option<A::Response>> {
    match moving.source.call(call).await {
        Ok(answer) => Ok(Some(answer)),
        Err(RemoteError::Refused { .. } | RemoteError::Decode { .. }) => Ok(None),
        Err(source) => Err(MovingError::Source { action: A::NAME, source }),
    }
}

/// Asks the WHMCS several things of a kind; the answers are in the order of the questions.
pub(crate) async fn ask_all<A: Action>(
    moving: &Moving<'_>,
    calls: Vec<A>,
) -> Result<Vec<A::Response>> {
    stream::iter(calls).map(|call| ask(moving, call)).buffered(AT_ONCE).try_collect().await
}

/// Asks the WHMCS several things of a kind; what it refuses to say, or says in a way that cannot be
/// read, does not stop the others: then there are its words instead.
pub(crate) async fn ask_each<A: Action>(
    moving: &Moving<'_>,
    calls: Vec<A>,
) -> Result<Vec<std::result::Result<A::Response, String>>> {
    let one = |call| async move {
        match moving.source.call(call).await {
            Ok(answer) => Ok(Ok(answer)),
            Err(error @ (RemoteError::Refused { .. } | RemoteError::Decode { .. })) => {
                Ok(Err(error.to_string()))
            }
            Err(source) => Err(MovingError::Source { action: A::NAME, source }),
        }
    };
    stream::iter(calls).map(one).buffered(AT_ONCE).try_collect().await
}

/// Asks for things of a kind by their numbers. What the WHMCS does not tell is left behind with its
/// words.
pub(crate) async fn ask_kind<A: Action>(
    moving: &mut Moving<'_>,
    kind: &'static str,
    calls: Vec<(i64, A)>,
) -> Result<Vec<(i64, A::Response)>> {
    let (ids, calls): (Vec<i64>, Vec<A>) = calls.into_iter().unzip();
    let answers = ask_each(moving, calls).await?;
    let mut told = Vec::with_capacity(answers.len());
    for (id, answer) in ids.into_iter().zip(answers) {
        match answer {
            Ok(answer) => told.push((id, answer)),
            Err(why) => {
                moving.report.of(kind).read += 1;
                moving.report.leave(kind, id, why);
            }
        }
    }
    Ok(told)
}

/// Asks what need not be told: `None` where it is not, in the order of the questions.
pub(crate) async fn ask_some<A: Action>(
    moving: &Moving<'_>,
    calls: Vec<A>,
) -> Result<Vec<Option<A::Response>>> {
    Ok(ask_each(moving, calls).await?.into_iter().map(Result::ok).collect())
}
