//! Shares of a run one after the other: while one is written, the next one is decided.
//!
//! SQLite has one writer, so acts of a run cannot be written side by side. What an act reads and
//! decides can be done before it, on a connection that only reads, as long as nobody else writes
//! meanwhile: the act would see the same. When somebody did, it decides anew. Nor does an act wait
//! for the disk to keep the one before it; what a share did counts once it is kept.

use store::Kept;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::Item;
use super::acts::{self, Done};
use super::run::{Candidate, Scope};
use super::tasks::{Many, Task};
use crate::billing::generate::Decided;
use crate::billing::terms::Terms;
use crate::jobs::sentence;
use crate::{Cx, Result};

/// Does shares in their order. One that fails is done one by one, so that what is wrong with one
/// candidate stops no other (B35).
pub(super) async fn in_turn(
    cx: &Cx,
    task: &'static Task,
    many: Many,
    shares: Vec<Vec<Candidate>>,
    scope: &Scope,
) -> Vec<Done> {
    let run = Run { cx, task, many, scope };
    let (mut done, mut ahead, mut last) = (Vec::new(), None, None);
    let mut shares = shares.into_iter().peekable();
    while let Some(share) = shares.next() {
        let next = shares.peek().map(|next| acts::ids(next)).unwrap_or_default();
        let written = match acts::together(&share) {
            Some(ids) => run.write(&ids, next, ahead.take()).await.map(Some),
            None => Ok(None),
        };
        // One share at most waits for the disk, and what came of it is said before the next one.
        done.extend(run.end(last.take()).await);
        match written {
            Ok(Some((items, kept, begun))) => {
                ahead = begun;
                last = Some(Written { share, items, kept });
            }
            Ok(None) => {
                ahead = None;
                done.push(acts::one_by_one(cx, task, share, scope).await);
            }
            Err(fault) => done.push(run.apart(share, &sentence(&fault)).await),
        }
    }
    done.extend(run.end(last).await);
    done
}

/// Writes a share that no other one follows.
pub(super) async fn alone(
    cx: &Cx,
    task: &'static Task,
    many: Many,
    ids: &[i64],
    scope: &Scope,
) -> Result<Vec<Item>> {
    let run = Run { cx, task, many, scope };
    let (items, kept, _) = run.write(ids, Vec::new(), None).await?;
    kept.wait().await?;
    Ok(items)
}

/// What the shares of a run have in common.
struct Run<'a> {
    cx: &'a Cx,
    task: &'static Task,
    many: Many,
    scope: &'a Scope,
}

/// A share that others see already, and what it came to if the disk keeps it.
struct Written {
    share: Vec<Candidate>,
    items: Vec<Item>,
    kept: Kept,
}

impl Run<'_> {
    /// Writes a share in one act, and begins to decide the next one, if there is one.
    async fn write(
        &self,
        ids: &[i64],
        next: Vec<i64>,
        ahead: Option<Ahead>,
    ) -> Result<(Vec<Item>, Kept, Option<Ahead>)> {
        let Self { cx, task, many, scope } = *self;
        // Before the act: nobody is to wait for its end while there is nothing to write.
        let ready = match ahead {
            Some(ahead) => ahead.ready().await,
            None => None,
        };
        let mut act = acts::open_in_turn(cx, task, scope).await?;
        let before = act.conn.writes_before();
        // This act is the one write that may come between.
        let begun = before.filter(|_| !next.is_empty());
        let begun = begun.map(|before| Ahead::begin(cx, many, next, scope, before + 1));
        let decided = match ready.filter(|(wanted, _)| Some(*wanted) == before) {
            Some((_, decided)) => decided,
            None => {
                let terms = Terms::of(&mut act).await?;
                (many.decide)(&mut act.conn, terms, ids).await?
            }
        };
        let items = (many.write)(&mut act, decided, scope).await?;
        let (items, kept) = acts::commit_in_turn(act, items, scope).await?;
        Ok((items, kept, begun))
    }

    /// What a share came to, once it is kept.
    async fn end(&self, written: Option<Written>) -> Option<Done> {
        let Written { share, items, kept } = written?;
        match kept.wait().await {
            Ok(()) => Some(vec![(0, Ok(items))]),
            Err(error) => Some(self.apart(share, &error.to_string()).await),
        }
    }

    /// Does each candidate of a share that failed in an act of its own.
    async fn apart(&self, share: Vec<Candidate>, fault: &str) -> Done {
        acts::tell_apart(self.task, fault);
        acts::one_by_one(self.cx, self.task, share, self.scope).await
    }
}

/// A share that is being decided.
struct Ahead {
    /// How many writes there were before the act that may believe it.
    before: u64,
    work: JoinHandle<Result<Decided>>,
}

impl Ahead {
    /// Begins on a thread of its own: among the tasks of this one it would wait until the act is
    /// written, which does not pause before its commit.
    fn begin(cx: &Cx, many: Many, ids: Vec<i64>, scope: &Scope, before: u64) -> Self {
        let (engine, runtime) = (cx.engine.clone(), Handle::current());
        let now = if scope.dated { scope.now } else { engine.now() };
        let decided = async move {
            let mut c = engine.db().snapshot().await?;
            let terms = Terms::read(&engine, &mut c, now).await?;
            (many.decide)(&mut c, terms, &ids).await
        };
        let work = tokio::task::spawn_blocking(move || runtime.block_on(decided));
        Self { before, work }
    }

    /// What was decided. What failed is tried again by the act, which says why.
    async fn ready(self) -> Option<(u64, Decided)> {
        let decided = self.work.await.ok()?.ok()?;
        Some((self.before, decided))
    }
}
