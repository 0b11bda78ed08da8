//! The one writer.
//!
//! Durability costs one `fsync` per commit (`synchronous=FULL`). When several writers queue up,
//! they share one transaction, each but the first in a savepoint of it, and are acknowledged only
//! after it is committed: the same safety, a fraction of the syncs ("group commit").
//!
//! Who writes many in turn need not wait for the disk between two of them: the next one begins
//! once the one before is committed, while the log is synced beside it. Others see it before it is
//! on disk, but nobody is told before that it is kept, and nothing that is written after it can be
//! on disk without it: the log counts up to where it was written without a gap, and each sync is
//! one of all of it (<https://www.sqlite.org/wal.html>, `synchronous=NORMAL`). What others write
//! meanwhile is in groups of their own, and on disk before it is seen, as ever.

use std::fs::File;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use rusqlite::Connection;
use tokio::sync::{Notify, OwnedMutexGuard};
use tokio::task::JoinHandle;

use super::log::{self, OnDisk};
use super::{Sqlite, closed, exec, run_batch, scalar};
use crate::{Result, StoreError, Trouble};

/// The one connection that writes, with the group of writes that is not committed yet.
pub(super) struct Writer {
    pub(super) connection: Connection,
    group: Option<Arc<Group>>,
    members: usize,
    /// Writes so far: ours, and one for those of other processes that were noticed together.
    writes: u64,
    /// What SQLite says that changes when another connection has written.
    version: i64,
    on_disk: OnDisk,
}

/// A group of writes that share a transaction, and what became of it.
#[derive(Default)]
struct Group {
    outcome: OnceLock<Outcome>,
    /// It is committed, so that others see it.
    is_seen: AtomicBool,
    told: Notify,
    /// What is to be on disk after that, where the commit itself does not wait for it.
    log: Option<File>,
    /// One of its writes has the log synced, for all of them.
    is_syncing: AtomicBool,
}

type Outcome = std::result::Result<(), Lost>;

/// Why nothing of a group was kept.
#[derive(Debug, Clone)]
struct Lost {
    why: String,
    trouble: Option<Trouble>,
}

impl From<Lost> for StoreError {
    fn from(lost: Lost) -> Self {
        Self::Commit { why: lost.why, trouble: lost.trouble }
    }
}

impl Group {
    /// Tells all of its writes what became of them; the first word counts.
    fn settle(&self, outcome: Outcome) -> Outcome {
        let outcome = self.outcome.get_or_init(|| outcome).clone();
        self.told.notify_waiters();
        outcome
    }

    /// Tells that it is committed. Said by who holds the writer.
    fn show(&self) {
        self.is_seen.store(true, Ordering::Release);
        self.told.notify_waiters();
    }

    fn is_seen(&self) -> bool {
        self.is_seen.load(Ordering::Acquire)
    }

    /// Waits until something is known.
    async fn until<T>(&self, known: impl Fn(&Self) -> Option<T>) -> T {
        loop {
            let told = self.told.notified();
            let mut told = std::pin::pin!(told);
            // Before it is looked at, lest the word come in between.
            told.as_mut().enable();
            if let Some(known) = known(self) {
                return known;
            }
            told.await;
        }
    }

    /// What became of it, once that is known.
    async fn settled(&self) -> Outcome {
        self.until(|group| group.outcome.get().cloned()).await
    }

    /// The same, or nothing wrong so far, once others see it.
    async fn shown(&self) -> Outcome {
        let so_far = |group: &Self| group.is_seen().then_some(Ok(()));
        self.until(|group| group.outcome.get().cloned().or_else(|| so_far(group))).await
    }
}

impl Writer {
    pub(super) fn new(connection: Connection) -> Self {
        let on_disk = OnDisk::First;
        Self { connection, group: None, members: 0, writes: 0, version: 0, on_disk }
    }

    /// Has the commits to come wait for the disk, or not. For between two transactions.
    pub(super) fn turn_to(&mut self, on_disk: OnDisk) -> Result<()> {
        if self.on_disk != on_disk {
            run_batch(&self.connection, &on_disk.pragmas())?;
            self.on_disk = on_disk;
        }
        Ok(())
    }

    /// Begins the common transaction.
    fn begin(&mut self, on_disk: OnDisk) -> Result<()> {
        let mut log = None;
        if self.on_disk != OnDisk::Never {
            // Opened before anything is written: a handle is told what fails from then on.
            log = if on_disk == OnDisk::Later { log::file(&self.connection) } else { None };
            self.turn_to(if log.is_some() { OnDisk::Later } else { OnDisk::First })?;
        }
        let version = begin(&self.connection)?;
        if version != self.version {
            self.version = version;
            self.writes += 1;
        }
        self.group = Some(Arc::new(Group { log, ..Group::default() }));
        self.members = 0;
        Ok(())
    }

    /// Whether a group is open whose commit does not wait for the disk.
    fn is_in_turn(&self) -> bool {
        self.group.as_ref().is_some_and(|group| group.log.is_some())
    }

    /// Commits the group that is open, and tells its writes.
    fn commit(&mut self, home: &Arc<Sqlite>) {
        let Some(group) = self.group.take() else { return };
        if let Err(error) = blocking(|| exec(&self.connection, "commit", &[])) {
            let _ = run_batch(&self.connection, "rollback");
            let _ = group.settle(Err(home.lost(format!("{error:?}"), error.trouble())));
        } else if group.log.is_none() {
            let _ = group.settle(Ok(()));
        } else {
            group.show();
            if log::is_long(&self.connection) {
                log::move_aside(Arc::clone(home));
            }
        }
    }

    /// Whether SQLite undid the whole common transaction, and not the failed statement alone, as
    /// it may when the disk is full (<https://www.sqlite.org/lang_transaction.html>, 2.4). Writes
    /// of it that were done are told so; without that the next one would begin in its middle.
    fn was_undone(&mut self) -> bool {
        if !self.connection.is_autocommit() {
            return false;
        }
        if let Some(group) = self.group.take() {
            let _ = group.settle(Err(undone()));
        }
        true
    }
}

/// Begins the common transaction; what SQLite says that changes when another connection writes
/// (<https://www.sqlite.org/pragma.html#pragma_data_version>).
fn begin(connection: &Connection) -> Result<i64> {
    exec(connection, "begin immediate", &[])?;
    let version = scalar(connection, "pragma data_version");
    if version.is_err() {
        run_batch(connection, "rollback")?;
    }
    version
}

/// An open write: the first of the common transaction, or a savepoint inside it.
pub(crate) struct SqliteWrite {
    writer: Option<OwnedMutexGuard<Writer>>,
    home: Arc<Sqlite>,
}

impl SqliteWrite {
    pub(super) async fn begin(home: &Arc<Sqlite>, on_disk: OnDisk) -> Result<Self> {
        let mut writer = Arc::clone(&home.writer).lock_owned().await;
        if on_disk == OnDisk::First && writer.is_in_turn() {
            // It would be seen before it is on disk, and told to whoever asks for it again.
            writer.commit(home);
        }
        home.check()?;
        if writer.group.is_none() {
            writer.begin(on_disk)?;
        }
        // The first of a group is undone by undoing all. A savepoint would have SQLite copy every
        // page that the act changes.
        if writer.members > 0 {
            exec(&writer.connection, "savepoint act", &[])?;
        }
        Ok(Self { writer: Some(writer), home: Arc::clone(home) })
    }

    pub(crate) fn connection(&self) -> Result<&Connection> {
        let connection = self.writer.as_ref().map(|writer| &writer.connection);
        let connection = connection.ok_or_else(closed)?;
        if connection.is_autocommit() {
            // What came now would be kept at once, and alone.
            return Err(undone().into());
        }
        Ok(connection)
    }

    /// How many writes came before this one; `None` while readers do not see all of them yet,
    /// because it shares its transaction with others.
    pub(crate) fn writes_before(&self) -> Option<u64> {
        self.writer.as_ref().filter(|writer| writer.members == 0).map(|writer| writer.writes)
    }

    /// Ends the write and returns once the common transaction is on disk.
    pub(crate) async fn commit(self) -> Result<()> {
        let (_, settling) = self.end()?;
        settling.settled().await
    }

    /// Ends the write and returns once others see it; what is given ends once it is on disk.
    pub(crate) async fn commit_in_turn(self) -> Result<Settling> {
        let (group, settling) = self.end()?;
        group.shown().await?;
        Ok(settling)
    }

    fn end(mut self) -> Result<(Arc<Group>, Settling)> {
        self.connection()?;
        let writer = self.writer.as_mut().ok_or_else(closed)?;
        if writer.members > 0 {
            exec(&writer.connection, "release act", &[])?;
        }
        writer.members += 1;
        writer.writes += 1;
        let group = writer.group.clone().ok_or_else(closed)?;
        self.writer = None;
        // A task of its own: a caller that goes away must not leave the group open.
        let settling = tokio::spawn(settle(Arc::clone(&self.home), Arc::clone(&group)));
        Ok((group, Settling(settling)))
    }
}

impl Drop for SqliteWrite {
    fn drop(&mut self) {
        let Some(mut writer) = self.writer.take() else { return };
        if writer.was_undone() {
            return;
        }
        let undone = if writer.members == 0 {
            writer.group = None;
            run_batch(&writer.connection, "rollback")
        } else {
            run_batch(&writer.connection, "rollback to act; release act")
        };
        if let Err(error) = undone {
            tracing::error!(%error, "a write could not be rolled back");
        }
    }
}

/// A write that was ended and of which it is not known yet whether it is kept.
#[derive(Debug)]
pub(crate) struct Settling(JoinHandle<Outcome>);

impl Settling {
    /// Waits until it is on disk.
    pub(crate) async fn settled(self) -> Result<()> {
        let settled = self.0.await;
        let settled = settled
            .map_err(|error| StoreError::Commit { why: error.to_string(), trouble: None })?;
        Ok(settled?)
    }
}

/// Waits in the writers' queue and commits the group, unless another member did meanwhile, and has
/// it on disk.
async fn settle(home: Arc<Sqlite>, group: Arc<Group>) -> Outcome {
    let writer = tokio::select! {
        biased;
        _ = group.settled() => None,
        writer = home.writer.lock() => Some(writer),
    };
    if let Some(mut writer) = writer
        && group.outcome.get().is_none()
        && !group.is_seen()
    {
        writer.commit(&home);
    }
    // Nobody is held up by what is left.
    if let Some(log) = &group.log
        && group.outcome.get().is_none()
        && !group.is_syncing.swap(true, Ordering::AcqRel)
    {
        let synced = blocking(|| log.sync_data());
        let unsure = |error| home.lost(format!("sync of the log: {error}"), Some(Trouble::Unsure));
        return group.settle(synced.map_err(unsure));
    }
    group.settled().await
}

impl Sqlite {
    /// Why a group was lost. When it is not known what is on the disk, nothing more is written.
    fn lost(&self, why: String, trouble: Option<Trouble>) -> Lost {
        if trouble == Some(Trouble::Unsure) {
            tracing::error!(%why, "the disk did not keep what was written: no more writes");
            self.failed.store(true, Ordering::Relaxed);
        }
        Lost { why, trouble }
    }
}

/// Runs what waits for the disk without holding up this thread's other tasks.
fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

fn undone() -> Lost {
    let why = "a statement failed, and SQLite undid all of the group".to_owned();
    Lost { why, trouble: Some(Trouble::Away) }
}
