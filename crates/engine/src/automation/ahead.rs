//! Shares of a run one after the other: while one is written, the next one is decided.
//!
//! SQLite has one writer, so acts of a run cannot be written side by side. What an act reads and
//! decides can be done before it, on a connection that only reads, as long as nobody else writes
//! meanwhile: the act would see the same. When somebody did, it decides anew.

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
    let (mut done, mut ahead) = (Vec::new(), None);
    let mut shares = shares.into_iter().peekable();
    while let Some(share) = shares.next() {
        let next = shares.peek().map(|next| acts::ids(next)).unwrap_or_default();
        let Some(ids) = acts::together(&share) else {
            ahead = None;
            done.push(acts::one_by_one(cx, task, share, scope).await);
            continue;
        };
        match write(cx, task, many, (&ids, next), scope, ahead.take()).await {
            Ok((items, begun)) => {
                ahead = begun;
                done.push(vec![(0, Ok(items))]);
            }
            Err(fault) => {
                acts::tell_apart(task, &sentence(&fault));
                done.push(acts::one_by_one(cx, task, share, scope).await);
            }
        }
    }
    done
}

/// Writes a share in one act, and begins to decide the next one, if there is one.
pub(super) async fn write(
    cx: &Cx,
    task: &'static Task,
    many: Many,
    (ids, next): (&[i64], Vec<i64>),
    scope: &Scope,
    ahead: Option<Ahead>,
) -> Result<(Vec<Item>, Option<Ahead>)> {
    // Before the act: nobody is to wait for its end while there is nothing to write.
    let ready = match ahead {
        Some(ahead) => ahead.ready().await,
        None => None,
    };
    let mut act = acts::open_held(cx, task, scope).await?;
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
    Ok((acts::commit(act, items, scope).await?, begun))
}

/// A share that is being decided.
pub(super) struct Ahead {
    /// How many writes there were before the act that may believe it.
    before: u64,
    work: JoinHandle<Result<Decided>>,
}

impl Ahead {
    fn begin(cx: &Cx, many: Many, ids: Vec<i64>, scope: &Scope, before: u64) -> Self {
        let engine = cx.engine.clone();
        let now = if scope.dated { scope.now } else { engine.now() };
        let work = tokio::spawn(async move {
            let mut c = engine.db().snapshot().await?;
            let terms = Terms::read(&engine, &mut c, now).await?;
            (many.decide)(&mut c, terms, &ids).await
        });
        Self { before, work }
    }

    /// What was decided. What failed is tried again by the act, which says why.
    async fn ready(self) -> Option<(u64, Decided)> {
        let decided = self.work.await.ok()?.ok()?;
        Some((self.before, decided))
    }
}
