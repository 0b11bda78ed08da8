//! SQLite: readers that never wait, and one writer whose concurrent transactions share a commit.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

mod log;
mod statements;
mod writer;

pub(crate) use statements::{exec, exec_of, read, read_of, scalar};
pub(crate) use writer::{Settling, SqliteWrite};

use crate::{Result, StoreError};
use log::OnDisk;
use writer::Writer;

/// Readers open at once; more callers wait for one.
const READERS_MAX: usize = 16;
/// Prepared statements kept per connection.
const STATEMENTS_MAX: usize = 512;
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
    failed: AtomicBool,
    /// Whether the log is being moved into the file beside the writer.
    moving: AtomicBool,
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let connection = connect(path, OpenFlags::default())?;
        run_batch(&connection, "pragma journal_mode = wal")?;
        run_batch(&connection, &OnDisk::First.pragmas())?;
        Ok(Self {
            failed: AtomicBool::new(false),
            moving: AtomicBool::new(false),
            path: path.to_owned(),
            readers: Mutex::new(Vec::new()),
            permits: Arc::new(Semaphore::new(READERS_MAX)),
            aside: Arc::new(Semaphore::new(1)),
            writer: Arc::new(tokio::sync::Mutex::new(Writer::new(connection))),
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

    /// The one open write.
    pub(crate) async fn write(self: &Arc<Self>) -> Result<SqliteWrite> {
        SqliteWrite::begin(self, OnDisk::First).await
    }

    /// One of many that follow each other, see [`SqliteWrite::commit_in_turn`].
    pub(crate) async fn write_in_turn(self: &Arc<Self>) -> Result<SqliteWrite> {
        SqliteWrite::begin(self, OnDisk::Later).await
    }

    /// For bulk loading a fresh file: no sync until [`Self::careful`].
    pub(crate) async fn careless(&self) -> Result<()> {
        self.writer.lock().await.turn_to(OnDisk::Never)
    }

    pub(crate) async fn careful(&self) -> Result<()> {
        let mut writer = self.writer.lock().await;
        writer.turn_to(OnDisk::First)?;
        run_batch(&writer.connection, "pragma wal_checkpoint(truncate)")
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

fn closed() -> StoreError {
    StoreError::Unavailable("the connection was already given back".to_owned())
}

pub(crate) fn run_batch(connection: &Connection, sql: &str) -> Result<()> {
    connection.execute_batch(sql).map_err(|error| StoreError::sqlite(sql, error))
}
