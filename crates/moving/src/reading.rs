//! Reading a WHMCS: single answers, several at once, and lists page by page.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use protocol::Action;
use remote::RemoteError;

use crate::error::{MovingError, Result};
use crate::moving::Moving;

/// Rows of a list that are asked for at once.
pub(crate) const PAGE: u64 = 250;
/// Questions that are under way at once: a WHMCS answers each by a process of its own.
const AT_ONCE: usize = 4;

/// A list that is read page by page.
pub(crate) struct Pages {
    kind: &'static str,
    start: u64,
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
        Self { kind, start: 0, ended: false }
    }

    /// The next page, or `None` after the last. `call` is given how many rows were read; the rows
    /// are what `rows` finds in the answer.
    pub(crate) async fn next<A: Action, T>(
        &mut self,
        moving: &Moving<'_>,
        call: impl FnOnce(u64) -> A,
        rows: impl FnOnce(A::Response) -> Page<T>,
    ) -> Result<Option<Vec<T>>> {
        if self.ended {
            return Ok(None);
        }
        let page = rows(ask(moving, call(self.start)).await?);
        self.start += page.rows.len() as u64;
        self.ended = page.rows.is_empty() || i64::try_from(self.start).is_ok_and(|n| n >= page.of);
        moving.tell(self.kind, self.start, page.of);
        Ok((!page.rows.is_empty()).then_some(page.rows))
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
