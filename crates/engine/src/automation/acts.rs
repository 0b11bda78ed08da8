//! The acts of a run: candidate by candidate, or many of them in one.

use store::Kept;
use store::system::automation_tasks;

use super::run::{Candidate, Scope};
use super::tasks::{Many, One, Task, Work};
use super::{Item, ahead};
use crate::act::Asked;
use crate::jobs::sentence;
use crate::{Act, Cx, Result, conflict};

/// What came of candidates: of each, or of all that shared an act.
pub(super) type Done = Vec<(i64, Result<Vec<Item>>)>;

/// Does candidates that may share an act. When that fails each has its own after all, so that what
/// is wrong with one stops no other (B35).
pub(super) async fn do_share(
    cx: &Cx,
    task: &'static Task,
    many: Option<Many>,
    share: Vec<Candidate>,
    scope: &Scope,
) -> Done {
    if let (Some(many), Some(ids)) = (many, together(&share)) {
        match ahead::alone(cx, task, many, &ids, scope).await {
            Ok(items) => return vec![(0, Ok(items))],
            Err(fault) => tell_apart(task, &sentence(&fault)),
        }
    }
    one_by_one(cx, task, share, scope).await
}

/// The candidates of a share by their numbers.
pub(super) fn ids(share: &[Candidate]) -> Vec<i64> {
    share.iter().map(|candidate| candidate.id).collect()
}

/// The same where they are to share an act: several, of which none is left alone.
pub(super) fn together(share: &[Candidate]) -> Option<Vec<i64>> {
    let all = share.len() > 1 && share.iter().all(|candidate| candidate.skip.is_none());
    all.then(|| ids(share))
}

/// Says that candidates which were to share an act have one each.
pub(super) fn tell_apart(task: &Task, fault: &str) {
    tracing::info!(task = task.name, fault, "one of many failed: each is done alone");
}

/// Does each candidate in an act of its own.
pub(super) async fn one_by_one(
    cx: &Cx,
    task: &'static Task,
    share: Vec<Candidate>,
    scope: &Scope,
) -> Done {
    let Work::Each { one, real, .. } = task.work else { return Vec::new() };
    let mut done = Vec::new();
    for Candidate { id, skip, .. } in share {
        let result = match (skip, real) {
            (Some(item), _) => Ok(vec![*item]),
            (None, Some(real)) => real(cx, id, scope).await,
            (None, None) => in_an_act(cx, task, (one, id), scope).await,
        };
        done.push((id, result));
    }
    done
}

async fn in_an_act(
    cx: &Cx,
    task: &'static Task,
    (one, id): (One, i64),
    scope: &Scope,
) -> Result<Vec<Item>> {
    let mut act = open_held(cx, task, scope).await?;
    let items = one(&mut act, id, scope).await?;
    commit(act, items, scope).await
}

/// Ends an act of a run; what it did, its mails among it.
pub(super) async fn commit(mut act: Act, mut items: Vec<Item>, scope: &Scope) -> Result<Vec<Item>> {
    items.extend(mails(&mut act, scope));
    act.commit().await?;
    Ok(items)
}

/// [`commit`] of an act of [`open_in_turn`]: what it did counts once that is kept.
pub(super) async fn commit_in_turn(
    mut act: Act,
    mut items: Vec<Item>,
    scope: &Scope,
) -> Result<(Vec<Item>, Kept)> {
    items.extend(mails(&mut act, scope));
    let kept = act.commit_in_turn().await?;
    Ok((items, kept))
}

/// [`open`] under the run's claim.
///
/// # Errors
/// Conflict when another node has taken the task over.
pub(super) async fn open_held(cx: &Cx, task: &'static Task, scope: &Scope) -> Result<Act> {
    held(open(cx, task.name, scope).await?, scope).await
}

/// [`open_held`] for acts that follow each other: the next one need not wait for the disk.
///
/// # Errors
/// Those of [`open_held`].
pub(super) async fn open_in_turn(cx: &Cx, task: &'static Task, scope: &Scope) -> Result<Act> {
    held(of_day(cx.act_in_turn(task.name).await?, scope), scope).await
}

async fn held(mut act: Act, scope: &Scope) -> Result<Act> {
    if let Some(lease) = scope.lease
        && !automation_tasks::holds(&mut act.conn, lease.task, lease.fence).await?
    {
        return Err(conflict("Another node has taken the task over"));
    }
    Ok(act)
}

/// An act of the run's day.
pub(super) async fn open(cx: &Cx, action: &'static str, scope: &Scope) -> Result<Act> {
    Ok(of_day(cx.act(action).await?, scope))
}

fn of_day(mut act: Act, scope: &Scope) -> Act {
    if scope.dated {
        act.now = scope.now;
    }
    act
}

/// The mails that were enqueued, as items.
pub(super) fn mails(act: &mut Act, scope: &Scope) -> Vec<Item> {
    act.take_asked().iter().filter_map(|asked| mail(asked, scope)).collect()
}

/// What was asked for as a mail, if it is one.
pub(super) fn mail(asked: &Asked, scope: &Scope) -> Option<Item> {
    let Asked::Mail { to, subject, client } = asked else { return None };
    let item = Item::house("mail", scope.today, format!("{subject} to {to}"));
    Some(Item { client: *client, ..item })
}
