//! Works on the job queue: claims under a lease, does each job within its deadline, tries again
//! later and later, gives up in the end.
//!
//! A job is done at least once. What must happen once is guarded where it happens (a key, a
//! conditional update), because a worker may die after the deed and before the note of it.

mod asked;
mod kinds;
mod pause;
pub(crate) mod targets;

use std::time::Duration;

use futures::future::join_all;
use jiff::SignedDuration;
use store::system::jobs::{self, Claimed};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{Engine, Fault, Meaning, Result, invalid};

pub(crate) use asked::{asked, insisted};
pub(crate) use pause::{pause, within};
pub use targets::LeftAlone;
pub(crate) use targets::{Targets, end_of, is_left_alone};

/// Jobs that one node works on at the same time.
const RUNNING_JOBS_MAX: usize = 16;
/// Jobs that one pass claims.
const BATCH_JOBS_MAX: i64 = 16;
/// Passes after which [`run_until_idle`] says that the jobs breed.
const PASSES_MAX: usize = 10_000;
/// How often an idle node looks for jobs that other nodes enqueued or that have become ready.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// A claim is longer than any deadline, so that an overdue job is dropped before another has it.
const LEASE_SECONDS: i64 = 180;
/// Wait before the second attempt; doubled for each further one.
const BACKOFF_SECONDS: i64 = 30;
/// The longest wait between two attempts.
const BACKOFF_SECONDS_MAX: i64 = 3_600;

/// How a job ended that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It is done.
    Done,
    /// Its time has not come; this is no attempt.
    Later {
        /// What it waits for.
        why: String,
        /// When to look again.
        after: SignedDuration,
    },
}

/// The number of the thing that a job is about, by the name of it in the payload.
pub(crate) fn number_of(job: &Claimed, thing: &str) -> Result<i64> {
    let payload: serde_json::Value = serde_json::from_str(&job.payload)?;
    let number = payload.get(thing).and_then(serde_json::Value::as_i64);
    number.ok_or_else(|| invalid("payload", format!("The job names no {thing}")))
}

/// What a pass over the queue did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Jobs that are done.
    pub done: u64,
    /// Jobs that wait for something and were put back.
    pub postponed: u64,
    /// Jobs that failed and will be tried again.
    pub retried: u64,
    /// Jobs that failed for good, those of an unknown kind included.
    pub given_up: u64,
    /// Jobs whose lease another worker has by now.
    pub lost: u64,
}

impl Report {
    /// How many jobs it is about.
    #[must_use]
    pub fn jobs(self) -> u64 {
        self.done + self.postponed + self.retried + self.given_up + self.lost
    }

    fn and(self, other: Self) -> Self {
        Self {
            done: self.done + other.done,
            postponed: self.postponed + other.postponed,
            retried: self.retried + other.retried,
            given_up: self.given_up + other.given_up,
            lost: self.lost + other.lost,
        }
    }
}

/// One pass: claims a bounded batch of ready jobs for `worker` and works on all of it.
///
/// # Errors
/// When the database fails; what was claimed is then claimed again after its lease.
pub async fn work_once(engine: &Engine, worker: &str) -> Result<Report> {
    let claimed = claim(engine, worker, BATCH_JOBS_MAX).await?;
    let worked = join_all(claimed.iter().map(|job| work_on(engine, worker, job))).await;
    worked.into_iter().try_fold(Report::default(), |sum, report| Ok(sum.and(report?)))
}

/// Passes until no job is ready, for tests, the demo and the command line.
///
/// # Errors
/// When the database fails, or the jobs enqueue ready jobs without end.
pub async fn run_until_idle(engine: &Engine) -> Result<Report> {
    let worker = name_of_worker(engine);
    let mut sum = Report::default();
    for _ in 0..PASSES_MAX {
        let report = work_once(engine, &worker).await?;
        if report.jobs() == 0 {
            return Ok(sum);
        }
        sum = sum.and(report);
    }
    Err(Fault::broken(format!("jobs were still ready after {PASSES_MAX} passes")))
}

/// Works until `shutdown` is true (or its sender is gone), then ends what was begun.
///
/// A job that hangs holds one of several places, so it does not delay the others.
pub async fn run_forever(engine: Engine, mut shutdown: watch::Receiver<bool>) {
    let worker = name_of_worker(&engine);
    let mut running = JoinSet::new();
    while !*shutdown.borrow_and_update() {
        let free = RUNNING_JOBS_MAX.saturating_sub(running.len());
        let claimed = match claim(&engine, &worker, i64::try_from(free).unwrap_or(0)).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(?error, "the job queue cannot be read");
                Vec::new()
            }
        };
        let busy = claimed.len() == free;
        for job in claimed {
            let (engine, worker) = (engine.clone(), worker.clone());
            running.spawn(async move { work_on(&engine, &worker, &job).await });
        }
        tokio::select! {
            Some(ended) = running.join_next() => tell(ended),
            () = engine.work_came(), if !busy => {}
            () = pause(POLL_INTERVAL) => {}
            changed = shutdown.changed() => if changed.is_err() { break },
        }
    }
    while let Some(ended) = running.join_next().await {
        tell(ended);
    }
}

fn tell(ended: std::result::Result<Result<Report>, tokio::task::JoinError>) {
    match ended {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::error!(?error, "what became of a job cannot be written down"),
        Err(error) => tracing::error!(%error, "a job broke off"),
    }
}

fn name_of_worker(engine: &Engine) -> String {
    format!("worker-{}", engine.world().chance.hex(12))
}

async fn claim(engine: &Engine, worker: &str, count: i64) -> Result<Vec<Claimed>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let now = engine.now().as_second();
    let mut c = engine.db().write().await?;
    let claimed = jobs::claim(&mut c, worker, now, now + LEASE_SECONDS, count).await?;
    if !claimed.is_empty() {
        engine.still_alive()?;
        c.commit().await?;
    }
    Ok(claimed)
}

async fn work_on(engine: &Engine, worker: &str, job: &Claimed) -> Result<Report> {
    let ended = match kinds::find(&job.kind) {
        Some(kind) => within(kind.deadline, (kind.work)(engine, job)).await.unwrap_or_else(|| {
            Err(Fault::broken(format!("not done within {} s", kind.deadline.as_secs())))
        }),
        None => Err(crate::not_found(format!("nobody does jobs of the kind {}", job.kind))),
    };
    let now = engine.now().as_second();
    let mut c = engine.db().write().await?;
    let (kept, report) = match ended {
        Ok(Ending::Done) => {
            (jobs::done(&mut c, job, worker, now).await?, Report { done: 1, ..Report::default() })
        }
        Ok(Ending::Later { why, after }) => {
            let run_at = now + after.as_secs().max(1);
            let kept = jobs::postpone(&mut c, job, worker, &why, run_at).await?;
            (kept, Report { postponed: 1, ..Report::default() })
        }
        Err(fault) => {
            let retry_at = retry_at(job, &fault, now);
            let error = sentence(&fault);
            tracing::warn!(job = job.id.0, kind = job.kind, attempt = job.attempts, error);
            let kept = jobs::failed(&mut c, job, worker, &error, now, retry_at).await?;
            let given_up = u64::from(retry_at.is_none());
            (kept, Report { given_up, retried: 1 - given_up, ..Report::default() })
        }
    };
    engine.still_alive()?;
    c.commit().await?;
    Ok(if kept { report } else { Report { lost: 1, ..Report::default() } })
}

/// Whether a job that ends so is given up.
pub(crate) fn is_given_up(job: &Claimed, fault: &Fault) -> bool {
    retry_at(job, fault, 0).is_none()
}

/// When to try again; `None` when that is of no use or was done often enough.
fn retry_at(job: &Claimed, fault: &Fault, now: i64) -> Option<i64> {
    let final_no = fault
        .refusal()
        .is_some_and(|refusal| !matches!(refusal.meaning, Meaning::NotNow | Meaning::Limit));
    if final_no || job.attempts >= job.attempts_max {
        return None;
    }
    let doublings = u32::try_from(job.attempts.saturating_sub(1).clamp(0, 30)).unwrap_or(30);
    let wait = BACKOFF_SECONDS.saturating_mul(2_i64.pow(doublings)).min(BACKOFF_SECONDS_MAX);
    Some(now + wait)
}

/// A fault with everything under it, for the log and the queue.
pub(crate) fn sentence(fault: &Fault) -> String {
    let mut text = fault.to_string();
    let mut under = std::error::Error::source(fault);
    while let Some(error) = under {
        text = format!("{text}: {error}");
        under = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Claimed, retry_at};
    use crate::{Fault, not_found, not_now};
    use model::ids::JobId;

    #[test]
    fn waits_double_until_the_job_is_given_up() {
        let broken = || Fault::broken("no");
        for (attempt, fault, expected) in [
            (1, broken(), Some(30)),
            (2, broken(), Some(60)),
            (3, not_now("busy"), Some(120)),
            (7, broken(), Some(1_920)),
            (8, broken(), None),
            (1, not_found("gone"), None),
        ] {
            let job = Claimed {
                id: JobId(1),
                kind: String::new(),
                payload: String::new(),
                attempts: attempt,
                attempts_max: 8,
            };
            assert_eq!(retry_at(&job, &fault, 0), expected, "{attempt} {fault}");
        }
    }
}
