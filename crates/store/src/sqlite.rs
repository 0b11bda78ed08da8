//! SQLite: readers that never wait, and one writer whose concurrent transactions share a commit.
//!
//! Durability costs one `fsync` per commit (`synchronous=FULL`). When several writers queue up,
//! they share one transaction, each but the first in a savepoint of it, and are acknowledged only
//! after it is committed: the same safety, a fraction of the syncs ("group commit").

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Notify, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

mod statements;

pub(crate) use statements::{exec, exec_of, read, read_of, scalar};

use crate::{Result, StoreError, Trouble};

/// Readers open at once; more callers wait for one.
const READERS_MAX: usize = 16;
/// Prepared statements kept per connection.
const STATEMENTS_MAX: usize = 512;
/// Pages of the write-ahead log (32 MiB) at which a commit moves them into the file. Each time the
/// writer waits for the disk twice; what many commits changed is then written once for all.
const LOG_PAGES: usize = 8000;
/// How long to wait for another process (a backup, `hostler verify`) that holds the database.
const BUSY_WAIT: Duration = Duration::from_secs(10);
/// The same for emptying the log, during which nobody writes.
const EMPTYING_WAIT: Duration = Duration::from_secs(1);

/// What is said of each write after the disk failed to keep one.
const FAILED: &str =
    "the disk failed to keep a write; look after the disk, then start Hostler again";

pub(crate) struct Sqlite {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    aside: Arc<Semaphore>,
    writer: Arc<tokio::sync::Mutex<Writer>>,
    /// Whether the disk failed to keep a write: nothing more is written until a new start, which
    /// finds out what is there.
    failed: Arc<AtomicBool>,
}

/// The one connection that writes, with the group of writes that is not committed yet.
struct Writer {
    connection: Connection,
    group: Option<Arc<Group>>,
    members: usize,
    /// Writes so far: ours, and one for those of other processes that were noticed together.
    writes: u64,
    /// What SQLite says that changes when another connection has written.
    version: i64,
    /// See [`Sqlite::failed`].
    failed: Arc<AtomicBool>,
}

/// What became of a group of writes.
#[derive(Default)]
struct Group {
    outcome: OnceLock<Outcome>,
    settled: Notify,
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
        self.settled.notify_waiters();
        outcome
    }
}

impl Writer {
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

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let connection = connect(path, OpenFlags::default())?;
        run_batch(&connection, "pragma journal_mode = wal")?;
        run_batch(&connection, &format!("pragma wal_autocheckpoint = {LOG_PAGES}"))?;
        let failed = Arc::<AtomicBool>::default();
        let writer = Writer {
            connection,
            group: None,
            members: 0,
            writes: 0,
            version: 0,
            failed: Arc::clone(&failed),
        };
        Ok(Self {
            failed,
            path: path.to_owned(),
            readers: Mutex::new(Vec::new()),
            permits: Arc::new(Semaphore::new(READERS_MAX)),
            aside: Arc::new(Semaphore::new(1)),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) async fn read(self: &Arc<Self>, snapshot: bool) -> Result<SqliteRead> {
        self.reader(&self.permits, snapshot).await
    }

    pub(crate) async fn read_aside(self: &Arc<Self>) -> Result<SqliteRead> {
        self.reader(&self.aside, false).await
    }

    async fn reader(
        self: &Arc<Self>,
        permits: &Arc<Semaphore>,
        snapshot: bool,
    ) -> Result<SqliteRead> {
        let permit = Arc::clone(permits)
            .acquire_owned()
            .await
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let connection = connect(&self.path, OpenFlags::default())?;
                run_batch(&connection, "pragma query_only = on")?;
                connection
            }
        };
        if snapshot {
            exec(&connection, "begin", &[])?;
        }
        let connection = Some(connection);
        Ok(SqliteRead { connection, snapshot, home: Arc::clone(self), _permit: permit })
    }

    /// Unavailable once the disk failed to keep a write.
    pub(crate) fn check(&self) -> Result<()> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(StoreError::Unavailable(FAILED.to_owned()));
        }
        Ok(())
    }

    pub(crate) async fn write(&self) -> Result<SqliteWrite> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        self.check()?;
        if writer.group.is_none() {
            let version = begin(&writer.connection)?;
            if version != writer.version {
                writer.version = version;
                writer.writes += 1;
            }
            writer.group = Some(Arc::default());
            writer.members = 0;
        }
        // The first of a group is undone by undoing all. A savepoint would have SQLite copy every
        // page that the act changes.
        if writer.members > 0 {
            exec(&writer.connection, "savepoint act", &[])?;
        }
        let home = Arc::clone(&self.writer);
        Ok(SqliteWrite { writer: Some(writer), home })
    }

    /// For bulk loading a fresh file: no sync until [`Self::careful`].
    pub(crate) async fn careless(&self) -> Result<()> {
        run_batch(&self.writer.lock().await.connection, "pragma synchronous = off")
    }

    pub(crate) async fn careful(&self) -> Result<()> {
        run_batch(
            &self.writer.lock().await.connection,
            "pragma synchronous = full; pragma wal_checkpoint(truncate)",
        )
    }
}

impl Sqlite {
    /// Puts the write-ahead log into the file and empties it, for what was erased stands in it as
    /// it was; `false` when somebody reads for so long that this has to wait.
    pub(crate) async fn empty_log(&self) -> Result<bool> {
        let path = self.path.clone();
        let emptied = tokio::task::spawn_blocking(move || {
            // A connection of its own: the one that writes may be in the middle of something.
            let connection = connect(&path, OpenFlags::default())?;
            let fail = |error| StoreError::sqlite("empty the log", error);
            connection.busy_timeout(EMPTYING_WAIT).map_err(fail)?;
            let busy: i64 = scalar(&connection, "pragma wal_checkpoint(truncate)")?;
            Ok(busy == 0)
        });
        emptied.await.map_err(|error| StoreError::Unavailable(error.to_string()))?
    }
}

pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let fail = |error| StoreError::sqlite(&format!("open {}", path.display()), error);
    let connection = Connection::open_with_flags(path, flags).map_err(fail)?;
    connection.busy_timeout(BUSY_WAIT).map_err(fail)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // Otherwise SQLite plans a kept statement anew each time other values are bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fail)?;
    run_batch(
        &connection,
        // What is deleted is overwritten, free pages too: an erasure must not leave it in the file
        // (S47), and `fast` would leave it on those.
        "pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory;
         pragma secure_delete = on; pragma cache_size = -8000; pragma mmap_size = 2147418112",
    )?;
    Ok(connection)
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

/// A connection for reading, given back to the pool when dropped.
pub(crate) struct SqliteRead {
    connection: Option<Connection>,
    /// Whether a transaction is open that must end before the connection is used again.
    snapshot: bool,
    home: Arc<Sqlite>,
    _permit: OwnedSemaphorePermit,
}

impl SqliteRead {
    pub(crate) fn connection(&self) -> Result<&Connection> {
        self.connection.as_ref().ok_or_else(closed)
    }
}

impl Drop for SqliteRead {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            if self.snapshot
                && let Err(error) = exec(&connection, "commit", &[])
            {
                tracing::warn!(%error, "a reader was closed instead of being used again");
                return;
            }
            self.home.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

/// An open write: the first of the common transaction, or a savepoint inside it.
pub(crate) struct SqliteWrite {
    writer: Option<OwnedMutexGuard<Writer>>,
    home: Arc<tokio::sync::Mutex<Writer>>,
}

impl SqliteWrite {
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
    pub(crate) async fn commit(mut self) -> Result<()> {
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
        let settled = tokio::spawn(settle(Arc::clone(&self.home), group)).await;
        let settled = settled
            .map_err(|error| StoreError::Commit { why: error.to_string(), trouble: None })?;
        Ok(settled?)
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

/// Waits in the writers' queue and commits the group, unless another member did meanwhile.
async fn settle(home: Arc<tokio::sync::Mutex<Writer>>, group: Arc<Group>) -> Outcome {
    let settled = group.settled.notified();
    let mut settled = std::pin::pin!(settled);
    settled.as_mut().enable();
    let mut writer = tokio::select! {
        biased;
        () = &mut settled => None,
        writer = home.lock() => Some(writer),
    };
    if let Some(outcome) = group.outcome.get() {
        return outcome.clone();
    }
    let Some(writer) = writer.as_mut() else {
        return Err(Lost { why: "the group was dropped".to_owned(), trouble: None });
    };
    let outcome = blocking(|| exec(&writer.connection, "commit", &[]).map(drop)).map_err(|error| {
        let _ = run_batch(&writer.connection, "rollback");
        if error.trouble() == Some(Trouble::Unsure) {
            tracing::error!(?error, "the disk did not keep what was written: no more writes");
            writer.failed.store(true, Ordering::Relaxed);
        }
        Lost { why: format!("{error:?}"), trouble: error.trouble() }
    });
    writer.group = None;
    group.settle(outcome)
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

fn closed() -> StoreError {
    StoreError::Unavailable("the connection was already given back".to_owned())
}

pub(crate) fn run_batch(connection: &Connection, sql: &str) -> Result<()> {
    connection.execute_batch(sql).map_err(|error| StoreError::sqlite(sql, error))
}
